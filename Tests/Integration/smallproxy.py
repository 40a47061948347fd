"""A real tinyproxy, whose log has several lines a request and counts no bytes, and clients at once on it."""

import collections
import glob
import os
import socket
import threading
import time

from children import folder, free_port, wait_for_port, wait_until, write
from fileserver import WRAPPER

PACKAGES = {"tinyproxy-bin": "/usr/bin/tinyproxy"}
REFUSED = "www.mega.nz"
ROUNDS = 12


class SmallProxy:
    """One tinyproxy on loopback; its clients have addresses of their own, for it knows nobody by name."""

    def __init__(self, base, children, origin, names):
        self.base = folder(os.path.join(base, "tinyproxy"))
        self.log_folder = folder(os.path.join(base, "logs", "tinyproxy"))
        self.children, self.origin, self.names = children, origin, names
        self.port = free_port()
        # What clients have asked for: by address, method and target.
        self.asked = collections.Counter()
        self.guard = threading.Lock()

    def log(self):
        return os.path.join(self.log_folder, "tinyproxy.log")

    def start(self):
        hosts = write(os.path.join(self.base, "hosts"),
                      "".join(f"{self.origin} {name}\n" for name in self.names))
        write(os.path.join(self.base, "filter"), REFUSED.replace(".", r"\.") + "\n")
        configuration = write(os.path.join(self.base, "tinyproxy.conf"), f"""
Port {self.port}
Listen 127.0.0.1
Timeout 20
MaxClients 50
LogFile "{self.log()}"
LogLevel Info
PidFile "{self.base}/pid"
Filter "{self.base}/filter"
ConnectPort 443
""")
        self.children.start(
            "tinyproxy", ["tinyproxy", "-d", "-c", configuration],
            env={**os.environ, "LD_PRELOAD": glob.glob(WRAPPER)[0], "NSS_WRAPPER_HOSTS": hosts})
        wait_for_port(self.port)
        # The log tells milliseconds: whose request is the first one is open if it is asked for within that of the
        # connection that was tried just now.
        wait_until(lambda: self._logged(b"Connect (file descriptor"), 10, "tinyproxy to log")
        time.sleep(0.05)

    def drive(self):
        """Three clients at once upload, tunnel and read, and are refused, time and again."""
        failures = []

        def work(address):
            try:
                for number in range(ROUNDS):
                    self._ask(address, "PUT", f"http://12.gigafile.nu/up/{number}.zip", 40_000 * number)
                    self._ask(address, "GET", f"http://www.example.jp/{number}?q=見積")
                    self._ask(address, "GET", f"http://{REFUSED}/{number}", status=403)
                    self._ask(address, "CONNECT", "www.dropbox.com:443")
            except (OSError, RuntimeError) as failure:
                failures.append(failure)

        threads = [threading.Thread(target=work, args=(f"127.0.0.{last}",)) for last in (11, 12, 13)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        if failures:
            raise RuntimeError(f"a client of tinyproxy failed: {failures}")
        wanted = sum(self.asked.values())
        wait_until(lambda: self._logged(b"Request (file descriptor") >= wanted, 10, "tinyproxy to log")

    def _logged(self, text):
        with open(self.log(), "rb") as file:
            return file.read().count(text)

    def _ask(self, address, method, target, byte_count=0, status=200):
        host = target.split("/")[2] if "//" in target else target
        head = f"{method} {target} HTTP/1.1\r\nHost: {host}\r\nContent-Length: {byte_count}\r\n\r\n"
        with socket.create_connection(
                ("127.0.0.1", self.port), timeout=30, source_address=(address, 0)) as connection:
            connection.sendall(head.encode() + b"x" * byte_count)
            reply = connection.recv(4096)
        if int(reply.split()[1]) != status:
            raise RuntimeError(f"tinyproxy answered {reply[:80]!r} to {method} {target}")
        with self.guard:
            self.asked[(address, method, target)] += 1

    def check(self, verdict, year):
        """Holds what the binary tells to what the clients asked for, each by its own address."""
        clock = ("--timezone", "Asia/Tokyo", "--year", year)
        events = verdict.events("tinyproxy", [self.log()], *clock)
        told = collections.Counter(
            (event.get("src_ip"), event.get("method", "").upper(), event.get("url"))
            for event in events)
        verdict.check("tinyproxy: requests by client", told == self.asked,
                      f"missing {list(self.asked - told)[:5]}, unwanted {list(told - self.asked)[:5]}")
        verdict.equal("tinyproxy: domains", {event.get("domain") for event in events},
                      {"12.gigafile.nu", "www.example.jp", REFUSED, "www.dropbox.com"})
        _, account = verdict.scan("tinyproxy", [self.log()], *clock)
        verdict.every_line_is_accounted_for("tinyproxy", [self.log()], account)
        verdict.says_not_evaluable("tinyproxy", account)
