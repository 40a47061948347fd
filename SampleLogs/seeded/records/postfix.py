"""Postfix over syslog with ISO stamps; header_checks log the names of attachments."""

import base64
from urllib.parse import quote

from clock import stamp


class Postfix:
    """The mail server of the head office: a message is the lines of one queue id."""

    def __init__(self, logs, log, dice, domain):
        self.logs, self.log, self.dice, self.domain = logs, log, dice, domain

    def send(self, moment, sender, recipients, size, attachments=(), address="10.1.0.5",
             subject=""):
        """One message; the log has no subject."""
        dice, queue = self.dice, self.dice.hexadecimal(11).upper()

        def line(program, text):
            nonlocal moment
            moment += dice.within(0.001, 0.06)
            number = dice.between(20_000, 29_999) if program != "qmgr" else 712
            self.logs.add(self.log, moment, f"{stamp(moment)} mail postfix/{program}[{number}]: {text}")

        line("smtpd", f"{queue}: client=unknown[{address}]")
        line("cleanup", f"{queue}: message-id=<{dice.hexadecimal(16)}@mail.{self.domain}>")
        for name in attachments:
            line("cleanup", f"{queue}: {_header(name, dice.chance(0.5))} from unknown[{address}]; "
                 f"from=<{sender}> to=<{recipients[-1]}> proto=ESMTP helo=<pc.{self.domain}>")
        line("qmgr", f"{queue}: from=<{sender}>, size={size}, nrcpt={len(recipients)} (queue active)")
        for recipient in recipients:
            where = recipient.split("@")[1]
            program, relay = (("lmtp", f"mbox.{self.domain}[10.1.0.6]:24") if where == self.domain
                              else ("smtp", f"mx.{where}[198.51.100.{sum(where.encode()) % 250 + 1}]:25"))
            line(program, f"{queue}: to=<{recipient}>, relay={relay}, delay=0.42, "
                 "delays=0.02/0.01/0.1/0.29, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued)")
        line("qmgr", f"{queue}: removed")


def _header(name, old_form):
    if old_form:
        word = base64.b64encode(name.encode("iso2022_jp", "replace")).decode()
        header = f'Content-Disposition: attachment;? filename="=?ISO-2022-JP?B?{word}?="'
        return f"warning: header {header[:200]}"
    return ("info: header Content-Disposition: attachment;? filename*=utf-8''" + quote(name))[:213]
