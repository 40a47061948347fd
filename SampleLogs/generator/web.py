"""Two proxies: the head office logs request sizes, the branch writes Squid's native format."""

from datetime import timedelta

SERVER = "203.0.113."


class WebLog:
    """Collects requests; a line carries the time at which its request ended, as Squid's do."""

    def __init__(self, dice, with_request_size):
        self.dice = dice
        self.with_request_size = with_request_size
        self.lines = []

    def request(self, started, source, user, method, url, sent, received, status=200,
                action="TCP_MISS", elapsed=None, kind="text/html"):
        """One request: `sent` are the bytes the client sent, headers and body."""
        if elapsed is None:
            elapsed = 30 + self.dice.between(0, 300) + (sent + received) // 4000
        if started.microsecond == 0:
            started += timedelta(milliseconds=self.dice.between(1, 999))
        end = started + timedelta(milliseconds=elapsed)
        stamp = f"{int(end.timestamp())}.{end.microsecond // 1000:03d}"
        host = url.split("/")[2] if "//" in url else url.rsplit(":", 1)[0]
        peer = f"HIER_DIRECT/{SERVER}{sum(host.encode()) % 250 + 1}"
        if action.startswith("TCP_DENIED") or action.startswith("NONE"):
            peer = "HIER_NONE/-"
        size = f" {sent}" if self.with_request_size else ""
        self.lines.append((end, f"{stamp} {elapsed:6d} {source} {action}/{status:03d} {received} "
                                f"{method} {url} {user} {peer} {kind}{size}"))

    def get(self, started, source, user, url, received, kind="text/html"):
        self.request(started, source, user, "GET", url, self.dice.between(380, 1400), received,
                     kind=kind)

    def tunnel(self, started, source, user, host, sent, received):
        self.request(started, source, user, "CONNECT", f"{host}:443", sent, received,
                     action="TCP_TUNNEL", elapsed=2000 + sent // 2500, kind="-")

    def challenge(self, started, source, url, method="GET"):
        """The 407 that comes before a browser sends its name."""
        self.request(started, source, "-", method, url, self.dice.between(180, 420), 3678, 407,
                     "TCP_DENIED", 0)

    def noise(self, when, source):
        self.request(when, source, "-", "-", "error:transaction-end-before-headers", 0, 0, 0,
                     "NONE_NONE", 0, "-")


PAGES = [
    ("http://www.example.jp/news/", 48_000), ("http://intra.example.co.jp/portal", 22_000),
    ("http://intra.example.co.jp/kintai/", 9_000), ("http://weather.example.net/tokyo", 15_000),
    ("http://www.example.org/manual/index.html", 31_000),
    ("http://files.partner.example.com/spec/list", 12_000),
]
TUNNELS = [
    ("outlook.office365.com", 9_000, 60_000), ("teams.microsoft.com", 14_000, 90_000),
    ("acme.sharepoint.com", 12_000, 400_000), ("www.google.com", 4_000, 70_000),
    ("www.yahoo.co.jp", 5_000, 120_000), ("app.example.net", 6_000, 40_000),
    ("cdn.example.net", 2_000, 250_000), ("maps.google.com", 8_000, 300_000),
]


def ordinary_day(log, dice, person, source, user, day, at, count):
    """A day of browsing: a challenge in the morning, pages, tunnels, a form now and then."""
    log.challenge(at(day, f"08:{dice.between(30, 59):02d}:{dice.between(0, 59):02d}"), source,
                  PAGES[1][0]) if user != "-" else None
    for _ in range(count):
        when = at(day, "08:50") + timedelta(seconds=dice.between(0, 9 * 3600),
                                            milliseconds=dice.between(0, 999))
        draw = dice.random()
        if draw < 0.45:
            url, size = dice.pick(PAGES)
            log.get(when, source, user, url, size // 2 + dice.between(0, size))
        elif draw < 0.92:
            host, sent, received = dice.pick(TUNNELS)
            log.tunnel(when, source, user, host, sent // 2 + dice.between(0, sent),
                       received // 2 + dice.between(0, received))
        elif draw < 0.98:
            log.request(when, source, user, "POST", "http://intra.example.co.jp/keihi/form",
                        dice.between(900, 30_000), 4_000)
        else:
            log.noise(when, source)
