"""Exchange message tracking: rows of one message by its internal id, times in UTC."""

import csv
import io

from clock import universal

FIELDS = ("date-time,client-ip,client-hostname,server-ip,server-hostname,source-context,connector-id,"
          "source,event-id,internal-message-id,message-id,network-message-id,recipient-address,"
          "recipient-status,total-bytes,recipient-count,related-recipient-address,reference,"
          "message-subject,sender-address,return-path,message-info,directionality,tenant-id,"
          "original-client-ip,original-server-ip,custom-data,transport-traffic-type,log-id,schema-version")


class Exchange:
    """The mail server of the works."""

    HEADER = ("#Software: Microsoft Exchange Server", "#Version: 15.02.1544.004",
              "#Log-type: Message Tracking Log", "#Date: 2025-01-01T00:00:00.000Z",
              "#Fields: " + FIELDS)

    def __init__(self, logs, log, dice, domain):
        self.logs, self.log, self.dice, self.domain = logs, log, dice, domain
        self.number = 10_436_538_368_000

    def send(self, moment, sender, recipients, size, attachments=(), address="10.2.0.5",
             subject=""):
        """One message; the log has no attachments."""
        self.number += self.dice.between(1, 9)
        known = [str(self.number), f"<{self.dice.hexadecimal(12)}@mail.{self.domain}>",
                 f"{self.dice.hexadecimal(8)}-9f5b-4b7e-1f0d-{self.dice.hexadecimal(12)}"]
        inside = [name for name in recipients if name.endswith("@" + self.domain)]
        outside = [name for name in recipients if name not in inside]

        def row(kind, event, to, connector=""):
            nonlocal moment
            moment += self.dice.within(0.01, 0.4)
            text = io.StringIO()
            csv.writer(text, lineterminator="").writerow(
                [universal(moment), "10.2.0.9", "EX01", "", "EX01", "", connector, kind, event, *known,
                 ";".join(to), "", size, len(to), "", "", subject or "連絡", sender, sender, "",
                 "Originating", "", address, "", "", "Email", "", "15.02.1544.004"])
            self.logs.add(self.log, moment, text.getvalue())

        row("SMTP", "RECEIVE", recipients)
        row("SMTP", "HARECEIVE", recipients)
        if inside:
            row("STOREDRIVER", "DELIVER", inside)
        if outside:
            row("SMTP", "SEND", outside, "Internet")
