"""Squid: the layout with `%>st` at the head office, the native one at the branch."""


class Squid:
    """One proxy; a line carries the time at which its request ended."""

    def __init__(self, logs, log, dice, sized):
        self.logs, self.log, self.dice, self.sized = logs, log, dice, sized

    def request(self, moment, person, method, host, path, sent, received, status=200,
                action="TCP_MISS", seconds=None, kind="text/html"):
        """One request of a person; `sent` are the bytes of the request as Squid receives it."""
        milliseconds = (int(seconds * 1000) if seconds is not None else
                        30 + self.dice.between(0, 400) + (sent + received) // 2500)
        end = moment + milliseconds / 1000
        tunnel = method == "CONNECT"
        url = f"{host}:443" if tunnel else f"http://{host}{path}"
        if tunnel and action == "TCP_MISS":
            action, kind = "TCP_TUNNEL", "-"
        user = person.id if self.sized and status != 407 else "-"
        peer = (f"HIER_DIRECT/203.0.113.{sum(host.encode()) % 250 + 1}"
                if "DENIED" not in action else "HIER_NONE/-")
        tail = f" {sent}" if self.sized else ""
        self.logs.add(self.log, end, f"{end:.3f} {milliseconds:6d} {person.address} "
                      f"{action}/{status:03d} {received} {method} {url} {user} {peer} {kind}{tail}")

    def challenge(self, moment, person, host, path, sent=0):
        """The 407 that comes before a client sends its name."""
        self.request(moment, person, "GET" if not sent else "PUT", host, path, sent or 310, 3900,
                     407, "TCP_DENIED", 0)

    def refuse(self, moment, person, method, host, path, sent):
        """The proxy's own rules forbid it."""
        self.request(moment, person, method, host, path, sent, 4100, 403, "TCP_DENIED", 0)

    def fail(self, moment, person, method, host, path, sent, status):
        """The server does not take it."""
        self.request(moment, person, method, host, path, sent, 900, status)
