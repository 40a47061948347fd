"""A real OpenSMTPD beside the postfix: its package is unpacked, not installed, since the two exclude each other.

It has its spool, its empty folder and its socket at places of the machine, so that it runs in a mount namespace
of its own, where those are empty file systems.
"""

import glob
import os
import smtplib

from children import call, folder, free_port, wait_for_port, wait_until, write
from mailhub import WRAPPER
from postoffice import Attachment, Sink, _message

ACCOUNTS = {"opensmtpd": 64101, "opensmtpq": 64102}
# What the program needs beside what the others bring.
PACKAGES = {"libevent-2.1-7": "/usr/lib/*/libevent-2.1.so.7"}
START = """
set -e
log=$(readlink -f /dev/log)
for place in /var/spool /var/lib /run; do mount -t tmpfs -o mode=755 none $place; done
# Where /dev/log leads into /run, as systemd has it, the new /run needs it too.
if [ ! -S /dev/log ]; then
  mkdir -p "$(dirname "$log")"
  touch "$log"
  mount --bind "$2" "$log"
fi
mount --bind "$1/resolv.conf" /etc/resolv.conf
mkdir -p /var/lib/opensmtpd/empty /var/spool/smtpd
chmod 711 /var/spool/smtpd
exec "$1/program/usr/sbin/smtpd" -F -f "$1/smtpd.conf"
"""


class OpenSMTPD:
    """One smtpd on a loopback port that logs to syslog; all mail ends in a sink of its own."""

    def __init__(self, base, children, syslog):
        self.base = folder(os.path.join(base, "opensmtpd"))
        self.syslog = syslog
        self.children = children
        self.port = free_port()
        self.sink = Sink(keeps=True)
        # What clients have sent: by sender, the recipients.
        self.sent = {}

    def start(self):
        self._unpack()
        self.sink.start()
        write(os.path.join(self.base, "resolv.conf"), "lookup file\n")
        write(os.path.join(self.base, "start"), START)
        write(os.path.join(self.base, "smtpd.conf"), f"""
listen on 127.0.0.1 port {self.port} hostname hub.example.co.jp
action "outside" relay host smtp://127.0.0.1:{self.sink.port}
match from any for any action "outside"
""")
        self.children.start(
            "smtpd", ["unshare", "--mount", "--propagation", "private", "sh",
                      os.path.join(self.base, "start"), self.base, self.syslog.socket_path],
            env=self._environment())
        wait_for_port(self.port)

    def stop(self):
        self.sink.stop()

    def _unpack(self):
        call(["apt-get", "download", "-q", "opensmtpd"], 120, cwd=self.base)
        package = glob.glob(os.path.join(self.base, "opensmtpd_*.deb"))[0]
        call(["dpkg-deb", "-x", package, os.path.join(self.base, "program")])

    def _environment(self):
        """smtpd looks its accounts up by name; nss_wrapper has them, the machine need not."""
        empty = "/var/lib/opensmtpd/empty"
        lines = {
            "passwd": [f"{name}:x:{number}:{number}::{empty}:/bin/false\n"
                       for name, number in ACCOUNTS.items()],
            "group": [f"{name}:x:{number}:\n" for name, number in ACCOUNTS.items()],
        }
        texts = {}
        for name, own in lines.items():
            with open("/etc/" + name, encoding="utf-8") as file:
                others = [line for line in file if line.split(":")[0] not in ACCOUNTS]
            texts[name] = write(os.path.join(self.base, name), "".join(others + own))
        return {**os.environ, "LD_PRELOAD": glob.glob(WRAPPER)[0],
                "NSS_WRAPPER_PASSWD": texts["passwd"], "NSS_WRAPPER_GROUP": texts["group"]}

    def drive(self):
        """Two people write: with attachments to private addresses and to colleagues, and to nobody."""
        self._send("sato.k", ["b.yamada@gmail.com"], [Attachment("顧客名簿.xlsx", 600_000)])
        self._send("kato.y", ["ito.s@example.co.jp", "abe.r@example.co.jp", "kato.y@yahoo.co.jp"],
                   [Attachment("議事録.docx", 30_000)])
        self._send("abe.r", ["a@partner.example.com", "nobody@partner.example.com"], [])
        # The last one comes back as a bounce.
        wait_until(lambda: len(self.sink.messages) == len(self.sent) + 1, 20, "OpenSMTPD to deliver")

    def _send(self, login, recipients, attachments):
        sender = f"{login}@example.co.jp"
        data = _message(sender, recipients, (), "資料", "本文です", attachments)
        with smtplib.SMTP("127.0.0.1", self.port, local_hostname="pc.example.co.jp") as connection:
            connection.sendmail(sender, recipients, data)
        self.sent[sender] = recipients

    def expected(self):
        """What each mail has to come to, by sender: recipients, subject, outcome, size; and the bounces.

        OpenSMTPD logs no subject, and counts a line end as one byte and the line `Received:` that it adds; the
        sink has seen it all.
        """
        sizes = {sender: len(data.replace(b"\r\n", b"\n"))
                 for sender, _, data in self.sink.messages if sender}
        return {sender: (sorted(recipients), None, "allowed", sizes.get(sender))
                for sender, recipients in self.sent.items()}, 1
