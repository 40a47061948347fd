"""Mail of the lab and the branch: Microsoft 365's message trace, and Mimecast's records."""

import json

from clock import universal


class MessageTrace:
    """Exchange Online: a record for each recipient; no attachments."""

    def __init__(self, logs, log, dice, domain):
        self.logs, self.log, self.dice, self.domain = logs, log, dice, domain

    def send(self, moment, sender, recipients, size, attachments=(), address="10.3.0.5",
             subject=""):
        identity = f"{self.dice.hexadecimal(8)}-5edd-4350-130a-{self.dice.hexadecimal(12)}"
        name = f"<{self.dice.hexadecimal(12)}@{self.domain}>"
        for index, recipient in enumerate(recipients):
            moment += self.dice.within(0.01, 0.2)
            self.logs.add(self.log, moment, json.dumps({
                "FromIP": address, "Index": index, "MessageId": name, "MessageTraceId": identity,
                "Organization": self.domain, "Received": universal(moment, 6)[:-1],
                "RecipientAddress": recipient, "SenderAddress": sender, "Size": size,
                "Status": "Delivered", "Subject": subject or "連絡", "ToIP": None},
                ensure_ascii=False, separators=(",", ":")))


class Mimecast:
    """A mail service that writes attachments: receipt, process and delivery of a message."""

    def __init__(self, logs, log, dice, domain):
        self.logs, self.log, self.dice, self.domain = logs, log, dice, domain

    def send(self, moment, sender, recipients, size, attachments=(), address="10.4.0.5",
             subject=""):
        name = f"<{self.dice.hexadecimal(12)}@{self.domain}>"
        common = {"accountId": "CJP1", "aggregateId": self.dice.hexadecimal(16),
                  "processingId": self.dice.hexadecimal(20), "messageId": name,
                  "senderEnvelope": sender, "subject": subject or "連絡"}

        def record(kind, **more):
            nonlocal moment
            moment += self.dice.within(0.05, 0.9)
            self.logs.add(self.log, moment, json.dumps(
                {**common, "timestamp": int(moment * 1000), "type": kind, **more},
                ensure_ascii=False, separators=(",", ":")))

        for recipient in recipients:
            record("receipt", action="Acc", recipients=recipient, senderIp=address,
                   numberAttachments=str(len(attachments)))
        files = {"attachments": ", ".join(f'"{file}"' for file in attachments)} if attachments else {}
        record("process", action="Acc", emailSize=str(size),
               numberAttachments=str(len(attachments)), **files)
        for recipient in recipients:
            record("delivery", delivered="true", recipients=recipient, emailSize=str(size))
