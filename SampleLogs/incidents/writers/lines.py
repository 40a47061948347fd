"""Lines of the servers that appear in the incidents, as real servers write them."""

import json
import os
import sys
from datetime import datetime, timedelta, timezone

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "..", "generator"))

from company import BY_ID, address
from devices import KernelLog
from dice import Dice
from files import AuditLog
from mail import MailLog
from web import WebLog

JAPAN = timezone(timedelta(hours=9))
KB, MB, GB = 1_000, 1_000_000, 1_000_000_000


def when(text):
    """`10-06 18:30` or `10-06 18:30:05`, of 2026, in Japan."""
    form = "%Y-%m-%d %H:%M:%S" if text.count(":") == 2 else "%Y-%m-%d %H:%M"
    return datetime.strptime(f"2026-{text}", form).replace(tzinfo=JAPAN)


def every(first, count, **step):
    """So many times, each a step after the last one."""
    start = first if isinstance(first, datetime) else when(first)
    return [start + timedelta(**step) * number for number in range(count)]


class Office:
    """The logs of one variant of one incident; what stays empty is not written."""

    def __init__(self, name):
        self.dice = Dice(20261122, name)
        self.proxy = WebLog(self.dice, True)
        self.plain_proxy = WebLog(self.dice, False)
        self.mail = MailLog(self.dice)
        self.audit = AuditLog(self.dice)
        self.kernel = KernelLog(self.dice)
        self.lines = {}

    # The web, as the proxy of the head office logs it.

    def post(self, time, user, url, sent, status=200, method="POST", source=None):
        self.proxy.request(_time(time), source or address(BY_ID[user]), user, method, url, sent,
                           900, status, "TCP_DENIED" if status in (403, 407) else "TCP_MISS")

    def tunnel(self, time, user, host, sent, received=40_000, source=None):
        self.proxy.tunnel(_time(time), source or address(BY_ID[user]), user, host, sent, received)

    def get(self, time, user, url, received):
        self.proxy.get(_time(time), address(BY_ID[user]), user, url, received)

    # Mail, by postfix with header_checks.

    def send(self, time, user, recipients, size, attachments=()):
        recipients = [recipients] if isinstance(recipients, str) else list(recipients)
        self.mail.message(_time(time), f"{user}@example.co.jp", recipients, size, attachments,
                          source=address(BY_ID[user]))

    # A file server: Samba.

    def read(self, time, user, paths, operation="read"):
        person = BY_ID[user]
        self.audit.session(_time(time), user, address(person), person.host,
                           [(self.dice.between(1, 8), operation, path) for path in paths])

    def rename(self, time, user, old, new):
        person = BY_ID[user]
        self.audit.lines.append(
            (_time(time), f"smbd_audit: {user}|{address(person)}|{person.host}|share|"
                          f"renameat|ok|/srv/share/{old}|/srv/share/{new}"))

    # Any other file: one line after the other.

    def add(self, file, line):
        self.lines.setdefault(file, []).append(line)

    def add_json(self, file, **record):
        self.add(file, json.dumps(record, ensure_ascii=False, separators=(",", ":")))

    # Microsoft 365's unified audit log.

    def audited(self, time, user, operation, **more):
        self.add_json("m365/audit.json", CreationTime=_utc(time), Operation=operation,
                      UserId=f"{user}@example.co.jp", ResultStatus="Succeeded", **more)

    def cloud_file(self, time, user, operation, path, **more):
        self.audited(time, user, operation, ItemType="File", Workload="SharePoint",
                     ObjectId=f"https://acme.sharepoint.com/sites/{path}", **more)

    # PostgreSQL with pgaudit, JSON lines.

    def query(self, time, user, source, statement, rows, kind="SELECT"):
        stamp = _time(time).strftime("%Y-%m-%d %H:%M:%S.%f")[:-3] + " JST"
        quoted = '"' + statement.replace('"', '""') + '"'
        self.add_json(
            "postgresql/postgresql.json", timestamp=stamp, user=user, dbname="shop", pid=17477,
            remote_host=source, session_id="6b0222b8.4445", line_num=6, ps=kind,
            session_start=stamp[:-8] + " JST", error_severity="LOG",
            message=f"AUDIT: SESSION,3,1,READ,{kind},,,{quoted},<not logged>,{rows}",
            application_name="psql", backend_type="client backend", query_id=0)

    # sshd and its SFTP.

    def ssh(self, time, source, user, works, host="srv01"):
        stamp = _time(time).isoformat(timespec="microseconds")
        word = "Accepted" if works else "Failed"
        self.add("sshd/auth.log", f"{stamp} {host} sshd[{self.dice.between(1000, 9000)}]: {word} "
                                  f"password for {user} from {source} port 50222 ssh2")

    def sftp_download(self, time, user, source, paths, size, host="srv01"):
        start, pid = _time(time), self.dice.between(1000, 9000)

        def say(seconds, text):
            stamp = (start + timedelta(seconds=seconds)).isoformat(timespec="microseconds")
            self.add("sshd/auth.log", f"{stamp} {host} internal-sftp[{pid}]: {text}")

        say(0, f"session opened for local user {user} from [{source}]")
        for number, path in enumerate(paths):
            name = "".join(chr(b) if b < 128 else f"\\{b:03o}" for b in path.encode())
            say(10 * number + 1, f'open "{name}" flags READ mode 0666')
            say(10 * number + 8, f'close "{name}" bytes read {size} written 0')
        say(10 * len(paths) + 9, f"session closed for local user {user} from [{source}]")

    # Windows events as XML: printing, programs, sign-ins.

    def windows(self, time, provider, number, host, data, user_data=None):
        stamp = _utc(time) + ".0000000Z"
        values = user_data or "<EventData>" + "".join(
            f"<Data Name='{name}'>{value}</Data>" for name, value in data) + "</EventData>"
        self.add("windows/events.xml",
                 f"<Event xmlns='e'><System><Provider Name='{provider}'/><EventID>{number}</EventID>"
                 "<Task>12800</Task><Keywords>0x8020000000000000</Keywords>"
                 f"<TimeCreated SystemTime='{stamp}'/><Computer>{host}</Computer></System>"
                 f"{values}</Event>")

    def starts(self, time, user, program):
        self.windows(time, "Microsoft-Windows-Security-Auditing", 4688, BY_ID[user].host,
                     [("SubjectUserName", user), ("SubjectDomainName", "EXAMPLE"),
                      ("NewProcessName", program), ("TargetUserName", "-")])

    def creates(self, time, user, path):
        """A file appears, as Sysmon sees it; the clock of the line is in the values."""
        stamp = _utc(time).replace("T", " ") + ".000"
        self.windows(time, "Microsoft-Windows-Sysmon", 11, BY_ID[user].host,
                     [("UtcTime", stamp), ("Image", "C:\\Windows\\explorer.exe"),
                      ("TargetFilename", path), ("User", f"EXAMPLE\\{user}")])

    def stick(self, time, user, serial):
        """A stick is put into a machine."""
        self.windows(time, "Microsoft-Windows-Security-Auditing", 6416, BY_ID[user].host,
                     [("SubjectUserName", BY_ID[user].host.upper() + "$"),
                      ("DeviceId", f"USBSTOR\\Disk&amp;Ven_SanDisk&amp;Prod_Ultra&amp;Rev_1.00\\{serial}&amp;0"),
                      ("DeviceDescription", "SanDisk Ultra USB Device"), ("ClassName", "DiskDrive")])

    def prints(self, time, user, document, pages):
        values = [self.dice.between(1, 900), document, user, BY_ID[user].host, "3F", "port",
                  pages * 40_000, pages]
        body = "".join(f"<Param{number}>{value}</Param{number}>"
                       for number, value in enumerate(values, 1))
        self.windows(time, "Microsoft-Windows-PrintService", 307, "printserver", (),
                     f"<UserData><DocumentPrinted xmlns='p'>{body}</DocumentPrinted></UserData>")

    def cups(self, time, user, job, document, pages):
        stamp = _time(time).strftime("%d/%b/%Y:%H:%M:%S +0900")
        self.add("cups/page_log", f"3F {user} {job} [{stamp}] total {pages} - localhost "
                                  f"{document} - -")

    # An asset-management program's exports, as Rules/formats reads them.

    def asset_file(self, time, user, action, path, target="", kilobytes=120, drive="ローカル"):
        stamp = _time(time).strftime("%Y/%m/%d %H:%M:%S")
        if "assets/file_log.csv" not in self.lines:
            self.add("assets/file_log.csv", "日時,コンピューター名,ユーザー名,操作,ファイルパス,移動先パス,"
                                            "ファイルサイズ(KB),ドライブ種別")
        self.add("assets/file_log.csv",
                 f"{stamp},{BY_ID[user].host},{user},{action},{path},{target},{kilobytes},{drive}")

    def files(self):
        """The files of this office: their paths and bytes."""
        def stamped(lines, host):
            return [f"{time.isoformat(timespec='microseconds')} {host} {text}"
                    for time, text in sorted(lines, key=lambda line: line[0])]

        found = {name: lines for name, lines in self.lines.items()}
        logs = {
            "proxy/access.log": [line for _, line in sorted(self.proxy.lines)],
            "proxy-branch/access.log": [line for _, line in sorted(self.plain_proxy.lines)],
            "mail/maillog": stamped(self.mail.lines, "mail"),
            "files/audit.log": stamped(self.audit.lines, "fs01"),
            "devices/kern.log": [
                f"{time.isoformat(timespec='microseconds')} {host} {text}"
                for time, host, text in sorted(self.kernel.lines, key=lambda line: line[0])],
        }
        found.update({name: lines for name, lines in logs.items() if lines})
        return {name: ("\n".join(lines) + "\n").encode() for name, lines in found.items()}


def _time(time):
    return time if isinstance(time, datetime) else when(time)


def _utc(time):
    return _time(time).astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%S")
