"""ProxySG with its W3C header: times in UTC, `cs-bytes` is what the client sent."""

import time

FIELDS = ("date time time-taken c-ip cs-username s-action sc-status cs-method cs-uri-scheme cs-host "
          "cs-uri-path cs-bytes sc-bytes sc-filter-result cs-categories cs(User-Agent)")
AGENT = '"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36"'


class ProxySG:
    """The proxy of the works."""

    HEADER = ("#Software: SGOS 7.3.8.1", "#Version: 1.0", "#Fields: " + FIELDS)

    def __init__(self, logs, log, dice):
        self.logs, self.log, self.dice = logs, log, dice

    def request(self, moment, person, method, host, path, sent, received, status=200,
                action="TCP_NC_MISS", seconds=None, verdict="OBSERVED"):
        """One request of a person; the line carries the time at which it ended."""
        milliseconds = (int(seconds * 1000) if seconds is not None else
                        30 + self.dice.between(0, 400) + (sent + received) // 2500)
        end = moment + milliseconds / 1000
        tunnel = method == "CONNECT"
        if tunnel and action == "TCP_NC_MISS":
            action = "TCP_TUNNELED"
        user = person.id if status != 407 else "-"
        when = time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(end))
        self.logs.add(self.log, end, f"{when} {milliseconds} {person.address} {user} {action} {status} "
                      f"{method} {'tcp' if tunnel else 'http'} {host} {'/' if tunnel else path} "
                      f"{sent} {received} {verdict} \"none\" {AGENT}")

    def challenge(self, moment, person, host, path, sent=0):
        self.request(moment, person, "GET" if not sent else "PUT", host, path, sent or 310, 3900,
                     407, "TCP_AUTH_MISS", 0)

    def refuse(self, moment, person, method, host, path, sent):
        self.request(moment, person, method, host, path, sent, 4100, 403, "TCP_DENIED", 0, "DENIED")

    def fail(self, moment, person, method, host, path, sent, status):
        self.request(moment, person, method, host, path, sent, 900, status)
