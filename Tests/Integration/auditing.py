"""A real auditd that watches a folder, and clients of several accounts that work in it.

What the kernel records is the machine's, not a process's: the rules are removed at the end, and the switches
of the audit are put back. Where the kernel does not let us, `refusal` says why.
"""

import collections
import os
import pwd
import shutil
import signal
import subprocess
from dataclasses import dataclass

from children import call, folder, wait_until, write

PACKAGES = {"auditd": "/usr/sbin/auditd", "perl-base": "/usr/bin/perl"}
NOBODY_KNOWS = 20077  # a number without an account
UNSET = 4294967295  # the login of what nobody signed in for
LOGIN = "/proc/self/loginuid"
CONFIGURATION = """
local_events = yes
write_logs = yes
log_file = {log}
log_group = root
log_format = {log_format}
name_format = {name_format}
flush = INCREMENTAL_ASYNC
freq = 50
priority_boost = 0
max_log_file = 50
num_logs = 3
max_log_file_action = IGNORE
space_left = 2
space_left_action = IGNORE
admin_space_left = 1
admin_space_left_action = IGNORE
disk_full_action = IGNORE
disk_error_action = IGNORE
plugin_dir = {plugins}
distribute_network = no
"""


@dataclass(frozen=True)
class Act:
    """What one account does in the watched folder, and the file events that this has to come to.

    An event is the action and the name below the folder, of renamings and links the new name too. `login` is
    whose session it is, where that is another account or none.
    """

    account: str
    does: str
    events: tuple
    outcome: str = "allowed"
    login: str = ""


# `games` has signed in; `news` is a service, which nobody signed in for.
FIRST_HALF = [
    Act("games", "printf hi > plain.txt; cat plain.txt; printf more >> ./plain.txt",
        (("create", "plain.txt"), ("read", "plain.txt"), ("write", "plain.txt")), login="games"),
    Act("games", "mkdir 顧客; cd 顧客; cp ../plain.txt '名簿 \"2026\".csv'",
        (("create", "顧客"), ("read", "plain.txt"), ("create", '顧客/名簿 "2026".csv')), login="games"),
    Act("games", "mv plain.txt moved.txt; ln moved.txt hard.txt; rm hard.txt",
        (("rename", "plain.txt", "moved.txt"), ("copy", "moved.txt", "hard.txt"),
         ("delete", "hard.txt")), login="games"),
]
SECOND_HALF = [
    Act("root", "cat moved.txt", (("read", "moved.txt"),), login="games"),  # as with sudo
    Act("news", "cat \"$PWD/顧客/../moved.txt\"; cat absent.txt; ls -la; ls -la 顧客",
        (("read", "moved.txt"),)),
    Act("news", "cat secret.txt", (("read", "secret.txt"),), outcome="failed"),
    Act("news", "perl -e 'open F, \">old.txt\"; rename \"old.txt\", \"new.txt\"; unlink \"new.txt\"'",
        (("create", "old.txt"), ("rename", "old.txt", "new.txt"), ("delete", "new.txt"))),
    # openat2(2), which has its flags in memory: for writing, and for the name only.
    Act("games", "perl -e 'for (1, 010000000) { $how = pack \"QQQ\", $_, 0, 0;"
        " $name = \"moved.txt\"; syscall 437, -100, $name, $how, 24 }'",
        (("write", "moved.txt"),), login="games"),
    # A way around the working directory, and one that programs look at all the time.
    Act("news", "cat /proc/self/cwd/moved.txt; cat /proc/self/status",
        (("read", "/proc/self/cwd/moved.txt"),)),
    Act(str(NOBODY_KNOWS), "cat moved.txt", (("read", "moved.txt"),)),
    # rm walks by open folders, of which the audit has no name.
    Act("games", "rm -r 顧客", (("delete", '名簿 "2026".csv', None), ("delete", "顧客")), login="games"),
]
# What `news` starts, by the rule about programs.
STARTED = ["sh", "cat", "cat", "ls", "ls", "sh", "cat", "sh", "perl", "sh", "cat", "cat"]


def refusal():
    """Why no auditd of ours can run here; `None` if it can."""
    answer = subprocess.run(["auditctl", "-s"], capture_output=True, text=True, timeout=20)
    status = _status(answer.stdout)
    if "enabled" not in status:
        return f"the kernel does not answer: {(answer.stderr or answer.stdout).strip()!r}"
    if status["enabled"] == "2":
        return "the audit is locked until the machine starts again"
    if status.get("pid", "0") != "0":
        return f"an auditd runs on this machine already, as process {status['pid']}"
    if _rules():
        return "the machine has audit rules of its own"
    with open(LOGIN, encoding="ascii") as file:
        if status["loginuid_immutable"].startswith("1") and int(file.read()) != UNSET:
            return "who has signed in cannot be changed on this machine"
    return None


class Auditing:
    """One run of auditd, with what was done during it."""

    def __init__(self, base, children, log_format, name_format):
        self.base = folder(os.path.join(base, "audit-" + log_format.lower()))
        # auditd takes every right to the folder of its log from others.
        self.log_folder = folder(os.path.join(self.base, "log"))
        self.watched = folder(os.path.join(self.base, "監視"), mode=0o777)
        self.children = children
        self.log_format, self.name_format = log_format, name_format
        self.before = {}
        self.process = None

    def log(self, name="audit.log"):
        return os.path.join(self.log_folder, name)

    def logs(self):
        return [self.log(), self.log("audit.log.1")]

    def record(self):
        """Starts auditd, does everything that the tables tell, rotating in between, and stops it."""
        self.before = _status(call(["auditctl", "-s"]))
        write(os.path.join(self.watched, "secret.txt"), "x", mode=0o600)
        try:
            process = self._start()
            call(["auditctl", "-b", "8192"])
            call(["auditctl", "-w", self.watched, "-p", "rwa", "-k", "files"])
            call(["auditctl", "-a", "always,exit", "-F", "arch=b64", "-S", "execve",
                  "-F", f"uid={pwd.getpwnam('news').pw_uid}", "-k", "programs", "-k", "運用"])
            self._act(FIRST_HALF)
            os.kill(process.pid, signal.SIGUSR1)
            wait_until(lambda: os.path.exists(self.log("audit.log.1")), 10, "auditd to rotate")
            self._act(SECOND_HALF)
        finally:
            self._stop()

    def _start(self):
        plugins = folder(os.path.join(self.base, "plugins"), mode=0o750)
        settings = folder(os.path.join(self.base, "settings"), mode=0o750)
        write(os.path.join(settings, "auditd.conf"), CONFIGURATION.format(
            log=self.log(), plugins=plugins, log_format=self.log_format,
            name_format=self.name_format), mode=0o640)
        process = self.process = self.children.start("auditd", ["auditd", "-n", "-c", settings])
        wait_until(lambda: process.poll() is not None or b"DAEMON_START" in self._text(), 10,
                   "auditd to write")
        if process.poll() is not None:
            with open(os.path.join(self.children.base, "auditd.out"), encoding="utf-8") as output:
                raise RuntimeError(f"auditd ended: {output.read()[-1000:]}")
        return process

    def _stop(self):
        """Takes the rules away, waits until auditd has written all, and puts the switches back."""
        count = len(_rules())
        subprocess.run(["auditctl", "-D"], stdout=subprocess.DEVNULL, timeout=20)
        try:
            wait_until(lambda: self._text().count(b"op=remove_rule") >= count, 10,
                       "auditd to write all")
        finally:
            if self.process:
                self.process.terminate()
                self.process.wait(timeout=10)
            for option, name in (("-e", "enabled"), ("-b", "backlog_limit")):
                subprocess.run(["auditctl", option, self.before[name]],
                               stdout=subprocess.DEVNULL, timeout=20)

    def _text(self):
        if not os.path.exists(self.log()):
            return b""
        with open(self.log(), "rb") as file:
            return file.read()

    def _act(self, acts):
        for act in acts:
            number = str(_number(act.account))

            def sign_in(login=_number(act.login) if act.login else UNSET):
                with open(LOGIN, "w", encoding="ascii") as file:
                    file.write(str(login))

            subprocess.run(
                ["setpriv", "--reuid", number, "--regid", number, "--clear-groups",
                 "sh", "-c", act.does], cwd=self.watched, timeout=20, stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, preexec_fn=sign_in,
                env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"})

    def expected(self):
        """Every file event there has to be, in the form of `told`, and how often."""
        expected = collections.Counter()
        for act in FIRST_HALF + SECOND_HALF:
            for action, name, *target in act.events:
                path = name if target == [None] else os.path.join(self.watched, name)
                new = os.path.join(self.watched, target[0]) if target and target[0] else None
                expected[(self._name(act.login or act.account), action, path, new, act.outcome)] += 1
        return expected

    def _name(self, account):
        """An account as the log can tell it: the plain log has numbers only."""
        return account if self.log_format == "ENRICHED" else str(_number(account))

    def check(self, verdict):
        """Holds what the binary tells of the two parts of the log to what was done."""
        title = f"auditd, {self.log_format.lower()}"
        events = verdict.events(title, self.logs())
        told = collections.Counter(
            (event.get("user"), event["action"], event["path"], event.get("target_path"),
             event["outcome"]) for event in events if event["kind"] == "file")
        expected = self.expected()
        verdict.check(f"{title}: file events by account and path", told == expected,
                      f"missing {dict(expected - told)}, unwanted {dict(told - expected)}")
        started = sorted(event["path"] for event in events if event["kind"] == "app")
        verdict.equal(f"{title}: programs started", started, sorted(
            os.path.realpath(shutil.which(name, path="/usr/bin:/bin")) for name in STARTED))
        verdict.equal(f"{title}: keys of the rules", {
            (event["kind"], event.get("code")) for event in events},
            {("file", "files"), ("app", "programs,運用")})
        host = os.uname().nodename if self.name_format == "HOSTNAME" else None
        verdict.equal(f"{title}: the machine", {event.get("host") for event in events}, {host})
        _, account = verdict.scan(title, self.logs())
        verdict.every_line_is_accounted_for(title, self.logs(), account)


def _number(account):
    return int(account) if account.isdigit() else pwd.getpwnam(account).pw_uid


def _status(text):
    return dict(line.split(None, 1) for line in text.splitlines() if len(line.split()) > 1)


def _rules():
    listed = subprocess.run(["auditctl", "-l"], capture_output=True, text=True, timeout=20).stdout
    return [line for line in listed.splitlines() if line.startswith("-")]
