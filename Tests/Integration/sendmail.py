"""A real sendmail beside the postfix: its package is unpacked, not installed, since the two exclude each other."""

import glob
import os
import smtplib

from children import call, folder, free_port, wait_for_port, wait_until, write
from mailhub import WRAPPER
from postoffice import Sink, _message

# What the program needs beside what the others bring.
PACKAGES = {
    "libldap-2.5-0": "/usr/lib/*/libldap-2.5.so.0", "libsasl2-2": "/usr/lib/*/libsasl2.so.2",
    "libwrap0": "/usr/lib/*/libwrap.so.0",
}


class Sendmail:
    """One sendmail on a loopback port that logs to syslog; all mail ends in a sink of its own."""

    def __init__(self, base, children):
        self.base = folder(os.path.join(base, "sendmail"))
        self.children = children
        self.port = free_port()
        self.sink = Sink(keeps=True)
        # What clients have sent, by sender: the recipients, and the size as sendmail counts it.
        self.sent = {}

    def start(self):
        program = self._unpack()
        queue = folder(os.path.join(self.base, "queue"), mode=0o700)
        self.sink.start()
        # It waits for a minute where its host has no full name.
        hosts = write(os.path.join(self.base, "hosts"),
                      "127.0.0.1 localhost\n127.0.0.1 hub.example.co.jp hub\n")
        switch = write(os.path.join(self.base, "switch"), "hosts files\naliases files\npasswd files\n")
        configuration = write(os.path.join(self.base, "sendmail.cf"), rf"""V10/Berkeley
Cwhub.example.co.jp
Djhub.example.co.jp
DnMAILER-DAEMON
O DaemonPortOptions=Port={self.port}, Addr=127.0.0.1, Name=MTA
O QueueDirectory={queue}
O PidFile={self.base}/pid
O ServiceSwitchFile={switch}
O DontBlameSendmail=TrustStickyBit
O DontProbeInterfaces=true
O DeliveryMode=background
O LogLevel=9
O DefaultUser=65534:65534
O Timeout.ident=0
# A busy machine must not keep mail back.
O QueueLA=1000
O RefuseLA=1000
Troot
HReceived: $?sfrom $s $.by $j; $b
SCanonify=3
R$* < $* > $*	$2
R$+	$@ $1
SParse=0
R$+	$#sink $@ [127.0.0.1] $: $1
Mlocal,	P=/bin/false, F=lsDFMAw5:/|@qPn9S, S=0, R=0, T=DNS/RFC822/X-Unix, A=false
Mprog,	P=/bin/false, F=lsDFMoqeu9, S=0, R=0, T=X-Unix/X-Unix/X-Unix, A=false
Msink,	P=[IPC], F=mDFMuXa8, E=\r\n, L=2040, T=DNS/RFC822/SMTP, A=TCP $h {self.sink.port}
""")
        self.children.start(
            "sendmail", [program, "-C", configuration, "-bD"],
            env={**os.environ, "LD_PRELOAD": glob.glob(WRAPPER)[0],
                 "NSS_WRAPPER_HOSTNAME": "hub.example.co.jp", "NSS_WRAPPER_HOSTS": hosts})
        wait_for_port(self.port)

    def stop(self):
        self.sink.stop()

    def _unpack(self):
        """The program without its set-group bit, so that nss_wrapper may give it a host name."""
        call(["apt-get", "download", "-q", "sendmail-bin"], 120, cwd=self.base)
        package = glob.glob(os.path.join(self.base, "sendmail-bin_*.deb"))[0]
        call(["dpkg-deb", "-x", package, os.path.join(self.base, "program")])
        program = os.path.join(self.base, "program", "usr", "libexec", "sendmail", "sendmail")
        os.chmod(program, 0o755)
        return program

    def drive(self):
        """Mails to one, to several, to nobody, and to several of whom one does not exist."""
        self._send("sato.k", ["b.yamada@gmail.com"], 200_000)
        self._send("kato.y", ["a@partner.example.com", "b@partner.example.com", "ito.s@example.co.jp"], 3_000)
        self._send("ito.s", ["nobody@partner.example.com"], 100)
        self._send("abe.r", ["c@partner.example.com", "nobody@partner.example.com"], 500)
        # Two of the mails bring a bounce, and one of the four does not arrive.
        wait_until(lambda: len(self.sink.messages) == 5, 20, "sendmail to deliver")

    def _send(self, login, recipients, byte_count):
        sender = f"{login}@example.co.jp"
        body = "あ" * (byte_count // 3)
        lines = "\n".join(body[at:at + 60] for at in range(0, len(body), 60))
        data = _message(sender, recipients, (), "資料", lines, ())
        with smtplib.SMTP("127.0.0.1", self.port, local_hostname="pc.example.co.jp") as connection:
            connection.sendmail(sender, recipients, data)
        self.sent[sender] = (recipients, len(data.replace(b"\r\n", b"\n")))

    def expected(self):
        """What each mail has to come to, by sender: recipients, subject, outcome, size; and the bounces.

        sendmail logs no subject, and counts a line end as one byte.
        """
        mails, bounces = {}, 0
        for sender, (recipients, size) in self.sent.items():
            refused = [name for name in recipients if name.startswith("nobody@")]
            bounces += bool(refused)
            outcome = "failed" if len(refused) == len(recipients) else "allowed"
            mails[sender] = (sorted(recipients), None, outcome, size)
        return mails, bounces
