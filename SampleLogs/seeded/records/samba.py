"""smbd's full_audit with the prefix `%u|%I|%m|%S`, over syslog."""

from clock import stamp

ROOT = "/srv/share/"
LINES = {
    "read": ("openat|ok|r|{}", "pread_send|ok|{}", "pread_recv|ok|{}", "close|ok|{}"),
    "list": ("openat|ok|r|{}", "close|ok|{}"),
    "write": ("openat|ok|w|{}", "pwrite_send|ok|{}", "pwrite_recv|ok|{}", "close|ok|{}"),
    "delete": ("unlinkat|ok|{}",),
}


class Samba:
    """The file server of the head office."""

    def __init__(self, logs, log, dice):
        self.logs, self.log, self.dice = logs, log, dice

    def do(self, moment, person, operation, path):
        """One operation on a path of the share."""
        for text in LINES[operation]:
            self._line(moment, person, text.format(ROOT + path))
            moment += self.dice.within(0.0001, 0.004)

    def rename(self, moment, person, path, target):
        self._line(moment, person, f"renameat|ok|{ROOT}{path}|{ROOT}{target}")

    def _line(self, moment, person, text):
        self.logs.add(self.log, moment, f"{stamp(moment)} fs01 smbd_audit: {person.id}|"
                      f"{person.address}|{person.host}|share|{text}")
