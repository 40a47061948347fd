"""A file server: smbd's full_audit lines (`%u|%I|%m|%S`) over syslog."""

from datetime import timedelta

ROOT = "/srv/share/"


class AuditLog:
    """Collects what people do on the share, line for line as smbd 4.17 writes it."""

    def __init__(self, dice):
        self.dice = dice
        self.lines = []

    def session(self, when, user, source, host, steps):
        """One connection; steps are (seconds after the last one, operation, path)."""
        prefix = f"smbd_audit: {user}|{source}|{host}|share|"
        self._add(when, prefix + "connect|ok|share")
        for seconds, operation, path in steps:
            when += timedelta(seconds=seconds, microseconds=self.dice.between(0, 900_000))
            for text in _LINES[operation](ROOT + path):
                self._add(when, prefix + text)
                when += timedelta(microseconds=self.dice.between(40, 900))
        self._add(when + timedelta(seconds=2), prefix + "disconnect|ok|share")

    def read_all(self, when, user, source, host, paths, pause=(1, 8)):
        """Reads files one after the other."""
        self.session(when, user, source, host,
                     [(self.dice.between(*pause), "read", path) for path in paths])

    def _add(self, when, text):
        self.lines.append((when, text))


_LINES = {
    "read": lambda path: (f"openat|ok|r|{path}", f"pread_send|ok|{path}",
                          f"pread_recv|ok|{path}", f"close|ok|{path}"),
    "list": lambda path: (f"openat|ok|r|{path}", f"close|ok|{path}"),
    "write": lambda path: (f"openat|ok|w|{path}", f"pwrite_send|ok|{path}",
                           f"pwrite_recv|ok|{path}", f"close|ok|{path}"),
    "delete": lambda path: (f"unlinkat|ok|{path}",),
    "missing": lambda path: (f"openat|fail (No such file or directory)|r|{path}",),
}

ORDINARY = {
    "営業部": ["営業/提案書/提案書_{n}.pptx", "営業/日報/日報_{n}.xlsx", "営業/顧客名簿/顧客名簿_{n}.xlsx"],
    "設計部": ["設計/図面/A{n}.dwg", "設計/仕様書/仕様_{n}.docx"],
    "商品部": ["商品/企画/企画_{n}.pptx", "商品/販促/販促_{n}.xlsx"],
    "経理部": ["経理/請求書/請求_{n}.pdf", "経理/月次/月次_{n}.xlsx"],
    "総務部": ["総務/備品/備品_{n}.xlsx", "総務/会議/議事録_{n}.docx"],
}
ANYBODY = ["共通/様式/様式_{n}.docx", "共通/連絡/連絡_{n}.pdf"]
