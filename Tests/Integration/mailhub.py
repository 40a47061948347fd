"""A real exim beside the postfix: its package is unpacked, not installed, since the two exclude each other."""

import glob
import os
import smtplib

from children import call, folder, free_port, wait_for_port, write
from postoffice import Sink, _message

WRAPPER = "/usr/lib/*/libnss_wrapper.so"
ACCOUNT, NUMBER = "Debian-exim", 64001


class MailHub:
    """One exim on a loopback port that writes its own main log; all mail ends in a sink of its own."""

    def __init__(self, base, children):
        self.base = folder(os.path.join(base, "exim"))
        self.log_folder = folder(os.path.join(base, "logs", "exim"))
        self.children = children
        self.port = free_port()
        self.sink = Sink(keeps=True)
        # What clients have sent: sender, the recipients that exist, those that don't, the subject.
        self.sent = []

    def log(self, name):
        return os.path.join(self.log_folder, name)

    def start(self):
        program = self._unpack()
        environment = self._make_account()
        spool = folder(os.path.join(self.base, "spool"))
        for path in (spool, self.log_folder):
            os.chown(path, NUMBER, NUMBER)
        self.sink.start()
        configuration = write(os.path.join(self.base, "exim.conf"), f"""
exim_path = {program}
deliver_drop_privilege = true
primary_hostname = hub.example.co.jp
spool_directory = {spool}
log_file_path = {self.log_folder}/%slog
log_selector = +subject
log_timezone = true
timezone = Asia/Tokyo
keep_environment = LD_PRELOAD : NSS_WRAPPER_PASSWD : NSS_WRAPPER_GROUP
tls_advertise_hosts =
pid_file_path = {self.base}/exim.pid
acl_smtp_rcpt = accept
acl_smtp_data = accept
begin routers
outside:
  driver = manualroute
  domains = *
  route_list = * 127.0.0.1
  self = send
  transport = sink
begin transports
sink:
  driver = smtp
  port = {self.sink.port}
  allow_localhost
""")
        self.children.start(
            "exim", [program, "-C", configuration, "-bdf", "-oX", f"127.0.0.1.{self.port}"],
            env=environment)
        wait_for_port(self.port)

    def stop(self):
        self.sink.stop()

    def _unpack(self):
        """The program without its set-user bit, so that it stays in our folder with our accounts."""
        call(["apt-get", "download", "-q", "exim4-daemon-light"], 120, cwd=self.base)
        package = glob.glob(os.path.join(self.base, "exim4-daemon-light_*.deb"))[0]
        call(["dpkg-deb", "-x", package, os.path.join(self.base, "program")])
        program = os.path.join(self.base, "program", "usr", "sbin", "exim4")
        os.chmod(program, 0o755)
        return program

    def _make_account(self):
        """exim looks its account up by name; nss_wrapper has it, the machine need not."""
        texts = {}
        for name, line in (("passwd", f"{ACCOUNT}:x:{NUMBER}:{NUMBER}::/:/bin/false\n"),
                           ("group", f"{ACCOUNT}:x:{NUMBER}:\n")):
            with open("/etc/" + name, encoding="utf-8") as file:
                texts[name] = write(os.path.join(self.base, name), file.read() + line)
        return {**os.environ, "LD_PRELOAD": glob.glob(WRAPPER)[0],
                "NSS_WRAPPER_PASSWD": texts["passwd"], "NSS_WRAPPER_GROUP": texts["group"]}

    def drive(self):
        """Mails to one, to several, to nobody, and to several of whom one does not exist."""
        self._send("sato.k", ["b.yamada@gmail.com"], "顧客名簿", 200_000)
        self._send("kato.y", ["a@partner.example.com", "b@partner.example.com"], "見積書の件", 3_000)
        self._send("ito.s", ["nobody@partner.example.com"], "hello", 100)
        self._send("abe.r", ["c@partner.example.com", "nobody@partner.example.com"], "資料 \"2026\"", 500)

    def _send(self, login, recipients, subject, byte_count):
        sender = f"{login}@example.co.jp"
        body = "あ" * (byte_count // 3)
        lines = "\n".join(body[at:at + 60] for at in range(0, len(body), 60))
        data = _message(sender, recipients, (), subject, lines, ())
        with smtplib.SMTP("127.0.0.1", self.port, local_hostname="pc.example.co.jp") as connection:
            connection.sendmail(sender, recipients, data)
        self.sent.append((sender, recipients, subject))

    def expected(self):
        """What each mail has to come to, by sender: recipients, subject, outcome, size.

        exim counts a line end as one byte, and the line `Received:` that it adds; the sink has seen it
        all. A mail that nobody got has no size that anybody else knows. Each mail that is not wholly
        delivered brings a bounce.
        """
        sizes = {sender: len(data.replace(b"\r\n", b"\n"))
                 for sender, _, data in self.sink.messages if sender}
        mails, bounces = {}, 0
        for sender, recipients, subject in self.sent:
            refused = [name for name in recipients if name.startswith("nobody@")]
            bounces += bool(refused)
            outcome = "failed" if len(refused) == len(recipients) else "allowed"
            mails[sender] = (sorted(recipients), subject, outcome, sizes.get(sender))
        return mails, bounces


def check_events(verdict, title, events, hub):
    """Holds the events of exim's log to what the clients did and the sink has seen."""
    mails, bounces = hub.expected()
    verdict.equal(f"{title}: one event a mail, and the bounces",
                  (len(events), sum("sender" not in event or not event["sender"] for event in events)),
                  (len(mails) + bounces, bounces))
    for event in events:
        sender = event.get("sender")
        if not sender:
            continue
        recipients, subject, outcome, size = mails.get(sender, ([], "", "", 0))
        got = (sorted(event.get("to", [])), event.get("subject"), event.get("outcome"),
               event.get("size") if size is not None else None)
        verdict.equal(f"{title}: mail of {sender}", got, (recipients, subject, outcome, size))
