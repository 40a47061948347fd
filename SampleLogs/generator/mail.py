"""A postfix with header_checks, as rsyslog writes it with ISO stamps."""

import base64
from datetime import timedelta
from urllib.parse import quote


class MailLog:
    """Collects messages; each becomes the lines of one queue id."""

    def __init__(self, dice):
        self.dice = dice
        self.lines = []

    def message(self, when, sender, recipients, size, attachments=(), source="10.1.0.5",
                refused=(), deferred_first=False):
        """One message; recipients in `refused` bounce, and postfix tells the sender."""
        queue = self.dice.hexadecimal(11)
        clock = Clock(self.dice, when)
        add = lambda program, text: self.lines.append((clock.tick(), f"{program}: {text}"))
        add(self._program("smtpd"), f"{queue}: client=unknown[{source}]")
        add(self._program("cleanup"),
            f"{queue}: message-id=<{self.dice.hexadecimal(16).lower()}@mail.example.co.jp>")
        for name in attachments:
            add(self._program("cleanup"), f"{queue}: {_header(name, len(self.lines) % 2)} "
                f"from unknown[{source}]; from=<{sender}> to=<{recipients[-1]}> proto=ESMTP "
                "helo=<pc.example.co.jp>")
        queued = (f"{queue}: from=<{sender}>, size={size}, nrcpt={len(recipients)} "
                  "(queue active)")
        add("postfix/qmgr[712]", queued)
        if deferred_first:
            add(self._program("smtp"), self._delivery(queue, recipients[0], "deferred"))
            clock.forward(301)
            add("postfix/qmgr[712]", queued)
        for recipient in recipients:
            program = "lmtp" if recipient.endswith("@example.co.jp") else "smtp"
            state = "bounced" if recipient in refused else "sent"
            add(self._program(program), self._delivery(queue, recipient, state))
        if refused:
            notice = self.dice.hexadecimal(11)
            add(self._program("cleanup"),
                f"{notice}: message-id=<20261001.{notice}@mail.example.co.jp>")
            add(self._program("bounce"), f"{queue}: sender non-delivery notification: {notice}")
            add("postfix/qmgr[712]", f"{notice}: from=<>, size=3021, nrcpt=1 (queue active)")
            add("postfix/qmgr[712]", f"{queue}: removed")
            add(self._program("lmtp"), self._delivery(notice, sender, "sent"))
            queue = notice
        add("postfix/qmgr[712]", f"{queue}: removed")

    def connection(self, when, source):
        """A client that comes and goes without sending anything."""
        program = self._program("smtpd")
        self.lines.append((when, f"{program}: connect from unknown[{source}]"))
        self.lines.append((when + timedelta(milliseconds=90),
                           f"{program}: disconnect from unknown[{source}] ehlo=1 quit=1 commands=2"))

    def _program(self, name):
        return f"postfix/{name}[{self.dice.between(20_000, 29_999)}]"

    def _delivery(self, queue, recipient, state):
        if recipient.endswith("@example.co.jp"):
            relay = "mbox.example.co.jp[10.1.0.6]:24"
        else:
            domain = recipient.split("@")[1]
            relay = f"mx.{domain}[198.51.100.{sum(domain.encode()) % 250 + 1}]:25"
        dsn, said = {
            "sent": ("2.0.0", "250 2.0.0 Ok: queued"),
            "bounced": ("5.1.1", f"host {relay[:-3]} said: 550 5.1.1 User unknown"),
            "deferred": ("4.2.0", f"host {relay[:-3]} said: 450 4.2.0 Greylisted"),
        }[state]
        seconds = self.dice.between(5, 240) / 100
        return (f"{queue}: to=<{recipient}>, relay={relay}, delay={seconds:.2f}, "
                f"delays=0.02/0.01/0.1/{seconds / 2:.2f}, dsn={dsn}, status={state} ({said})")


class Clock:
    """Time that moves a little with every line of a message."""

    def __init__(self, dice, start):
        self.dice, self.now = dice, start

    def tick(self):
        self.now += timedelta(microseconds=self.dice.between(800, 90_000))
        return self.now

    def forward(self, seconds):
        self.now += timedelta(seconds=seconds)


def _header(name, old_form):
    """What header_checks logs for an attachment; postfix cuts the header at 200 characters."""
    if old_form:
        word = base64.b64encode(name.encode("iso2022_jp")).decode()
        header = f'Content-Disposition: attachment;? filename="=?ISO-2022-JP?B?{word}?="'
        return f"warning: header {header[:200]}"
    header = "Content-Disposition: attachment;? filename*=utf-8''" + quote(name)
    return f"info: header {header[:200]}"
