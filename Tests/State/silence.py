"""A source that is usually there says nothing one night, or has a hole: the run says so, and takes it
back when the rest has come. One that says far less than usual is told of once."""

import os
import time

from exfil import GOOD, REPORTS, compare_tables, portable_rows, read
from law import NIGHT
from rotation import LogFolder
from seeded import DAY, HOUR, RULES

FIRST = 1_791_212_400  # 2026-10-06 00:00 in Tokyo, a Tuesday
NIGHTLY = 21  # the days before this one come at once
# On one day four hours are missing, on one the whole file, on one nine of ten lines; none is a holiday.
HOLE, SILENT, THIN = 24, 29, 34
EXTRA = """exfil 1
rule silence.reads "読み取りの量" {
  when file where action = read per user within 24h if count() >= 2000
}
"""
PART = "a source is missing"


def proxy(day, hours=range(24), step=36):
    """A day of Squid: every hour of the day and night a hundred requests, or one every `step` seconds."""
    return "".join(
        f"{FIRST + day * DAY + second}.000    120 10.1.0.13 TCP_MISS/200 5120 GET "
        f"http://www{second % 7}.example.net/a tanaka.h HIER_DIRECT/203.0.113.9 text/html\n"
        for second in range(0, DAY, step) if second // HOUR in hours).encode()


def server(day):
    """A day of a Samba server."""
    lines = []
    for second in range(0, DAY, 60):
        stamp = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(FIRST + day * DAY + second + 9 * HOUR))
        for step, what in enumerate(("openat|ok|r", "pread_send|ok", "pread_recv|ok", "close|ok")):
            lines.append(f"{stamp}.{step:06d}+09:00 fs01 smbd_audit: sato.k|10.1.0.9|pc-sato|share|{what}|"
                         f"/srv/share/a{second % 11}.txt\n")
    return "".join(lines).encode()


class Silence:
    """Five weeks of two sources, the last two of them night by night."""

    def __init__(self, exfil, checks, folder):
        self.checks, self.root = checks, os.path.join(folder, "silence")
        self.logs, self.files = LogFolder(self.root), {}
        extra = os.path.join(self.root, "silence.exfil")
        with open(extra, "w", encoding="utf-8") as file:
            file.write(EXTRA)
        self.exfil = type(exfil)(exfil.binary, [
            "--rules", extra, "--rules", os.path.join(RULES, "logs.exfil"), "--timezone", "Asia/Tokyo"])

    def put(self, name, day, text):
        self.files[f"{name}-{day:02}"] = ((name, day), text)

    def run(self):
        """All nights, then what was missing."""
        hole = set(range(10, 14))
        for day in range(THIN + 2):
            self.put("files/audit.log", day, server(day))
            if day != SILENT:
                self.put("proxy/access.log", day, proxy(day, set(range(24)) - (hole if day == HOLE else set()),
                                                        360 if day == THIN else 36))
            if day >= NIGHTLY:
                self.judge(day, self.night())
        self.put("proxy/late.log", SILENT, proxy(SILENT))
        self.night()
        self.put("proxy/late.log", HOLE, proxy(HOLE, hole))
        run = self.night()
        self.checks.equal(run.status, 0, f"{PART}: when it has come after all, status 0", run.told())
        self.compare("at the end")

    def night(self):
        self.logs.become(dict(self.files))
        return self.exfil.night(self.root, NIGHT)

    def judge(self, day, run):
        if day < HOLE:
            self.checks.expect(run.status == 0, f"{PART}: while it is there, status 0", f"day {day}: {run.told()}")
        self.checks.expect(run.status in GOOD, f"{PART}: every night ends with 0 or 2", f"day {day}: {run.told()}")
        if day == SILENT:
            self.checks.expect(run.status == 2, f"{PART}: status 2", run.told())
            named = [line for line in run.errors.splitlines() if "squid" in line or "proxy/access.log" in line]
            self.checks.expect(any(word in line for line in named for word in ("missing", "late", "nothing")),
                               f"{PART}: it is named", run.told())
        told = [line for line in run.errors.splitlines() if line.startswith("volume_drop: squid")]
        if day == THIN:
            self.checks.expect(run.status == 2 and len(told) == 1, f"{PART}: a tenth of it is status 2, too", run.told())
        else:
            self.checks.expect(not told, f"{PART}: a drop is told once", f"day {day}: {run.told()}")
        if day in (HOLE, HOLE + 1, SILENT, SILENT + 1):
            self.compare(f"day {day}")

    def compare(self, when):
        """Holes are findings, too: those that one scan of what is there has."""
        text = read(os.path.join(self.root, REPORTS["csv"])) or b""
        standing = self.exfil.alone(self.root)
        compare_tables(self.checks, portable_rows(text), standing.rows,
                       f"{PART}: findings are those of one scan", when)
        if when == f"day {HOLE + 1}":
            self.checks.expect(len(standing.rows) > 1, f"{PART}: the hole is a finding", "one scan has none")
