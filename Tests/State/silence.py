"""A source that is usually there says nothing one night: the run must say so."""

import os
import time

from exfil import GOOD
from rotation import LogFolder
from seeded import DAY, HOUR

FIRST = 1_791_212_400  # 2026-10-06 00:00 in Tokyo, a Tuesday
WEEKS = 4
RULES = """exfil 1
let civil_timezone = "Asia/Tokyo"
rule silence.uploads "送信の量" {
  when web where method = POST per user within 24h if count() >= 200
}
rule silence.reads "読み取りの量" {
  when file where action = read per user within 24h if count() >= 2000
}
"""


def proxy(day):
    """A day of Squid: every hour of the day and night a hundred requests."""
    return "".join(
        f"{FIRST + day * DAY + second}.000    120 10.1.0.13 TCP_MISS/200 5120 GET "
        f"http://www{second % 7}.example.net/a tanaka.h HIER_DIRECT/203.0.113.9 text/html\n"
        for second in range(0, DAY, 36)).encode()


def server(day):
    """A day of a Samba server."""
    lines = []
    for second in range(0, DAY, 60):
        stamp = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(FIRST + day * DAY + second + 9 * HOUR))
        lines.append(f"{stamp}.000000+09:00 fs01 smbd_audit: sato.k|10.1.0.9|pc-sato|share|pread_recv|ok|"
                     f"/srv/share/a{second % 11}.txt\n")
    return "".join(lines).encode()


def silent_night(exfil, checks, folder):
    """Three weeks at once, a week of nights, then a night without the proxy's file."""
    part, root = "a source is missing", os.path.join(folder, "silence")
    logs = LogFolder(root)
    rules = os.path.join(root, "silence.exfil")
    with open(rules, "w", encoding="utf-8") as file:
        file.write(RULES)
    exfil = type(exfil)(exfil.binary, ["--rules", rules, "--timezone", "Asia/Tokyo"])
    days, files = 7 * WEEKS, {}
    for day in range(days + 2):
        for name, write in (("proxy/access.log", proxy), ("files/audit.log", server)):
            if day != days or name != "proxy/access.log":
                files[f"{name}-{day:02}"] = ((name, day), write(day))
        if day < days - 7:
            continue
        logs.become(dict(files))
        run = exfil.night(root)
        if day < days:
            checks.expect(run.status == 0, f"{part}: while it is there, status 0", f"day {day}: {run.told()}")
        elif day == days:
            checks.expect(run.status == 2, f"{part}: status 2", run.told())
            named = [line for line in run.errors.splitlines() if "squid" in line or "proxy/access.log" in line]
            checks.expect(any(word in line for line in named for word in ("missing", "late", "nothing")),
                          f"{part}: it is named", run.told())
        else:
            checks.expect(run.status in GOOD, f"{part}: the night after, a run ends well", run.told())
    logs.become({**files, f"proxy/access.log-{days:02}": (("proxy/access.log", days), proxy(days))})
    run = exfil.night(root)
    checks.expect(run.status == 0, f"{part}: when it has come after all, status 0", run.told())
