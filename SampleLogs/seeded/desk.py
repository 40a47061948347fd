"""What a person does, written by the servers of the person's site."""

from records.assets import Assets, DEVICES, FILES, PRINTS
from records.cloud import Audit, Entra, Vpn
from records.database import Gateway, Postgres
from records.exchange import Exchange
from records.linux import Cups, Kernel, Sftp
from records.mail_services import MessageTrace, Mimecast
from records.postfix import Postfix
from records.proxysg import ProxySG
from records.samba import Samba
from records.squid import Squid
from records.windows import Windows

MASKS = {"read": "0x1", "write": "0x2", "delete": "0x10000"}
OPERATIONS = {"read": "FileAccessed", "write": "FileModified", "delete": "FileDeleted",
              "download": "FileDownloaded", "upload": "FileUploaded"}


class Desk:
    """All servers of the company; sites differ in which of them write about a person."""

    HEADERS = {
        "proxy/works/proxysg.log": ProxySG.HEADER, "mail/works/MSGTRK.LOG": Exchange.HEADER,
        "shop/gateway.csv": Gateway.HEADER, "assets/file_log.csv": (FILES,),
        "assets/device_log.csv": (DEVICES,), "assets/print_log.csv": (PRINTS,),
    }

    def __init__(self, logs, dice, domain, tenant):
        head = Squid(logs, "proxy/head/access.log", dice("head proxy"), True)
        branch = Squid(logs, "proxy/branch/access.log", dice("branch proxy"), False)
        works = ProxySG(logs, "proxy/works/proxysg.log", dice("works proxy"))
        self.proxies = {"head": head, "lab": head, "works": works, "branch": branch}
        self.mails = {
            "head": Postfix(logs, "mail/head/maillog", dice("postfix"), domain),
            "works": Exchange(logs, "mail/works/MSGTRK.LOG", dice("exchange"), domain),
            "lab": MessageTrace(logs, "mail/lab/trace.jsonl", dice("trace"), domain),
            "branch": Mimecast(logs, "mail/branch/mimecast.jsonl", dice("mimecast"), domain)}
        self.samba = Samba(logs, "files/fs01/audit.log", dice("samba"))
        self.windows = Windows(logs, "windows/winlogbeat.ndjson", dice("windows"), domain)
        self.kernel = Kernel(logs, "devices/kern.log", dice("kernel"))
        self.assets = Assets(logs, "assets", dice("assets"))
        self.cups = Cups(logs, "print/page_log", dice("cups"))
        self.sftp = Sftp(logs, "files/sftp/auth.log", dice("sftp"))
        self.audit = Audit(logs, "cloud/m365_audit.jsonl", dice("audit"), tenant)
        self.entra = Entra(logs, "signin/entra.jsonl", dice("entra"))
        self.vpn = Vpn(logs, "vpn/asa.log", dice("vpn"))
        self.postgres = Postgres(logs, "database/postgresql.json", dice("postgres"))
        self.gateway = Gateway(logs, "shop/gateway.csv")
        self.dice = dice("desk")

    # The web

    def proxy(self, me):
        return self.proxies[me.site]

    def upload(self, moment, me, host, sent, path="/upload", in_tunnel=True):
        """Bytes go to a host: through a tunnel, or where TLS is taken apart, in a request."""
        proxy, seconds = self.proxy(me), 1 + sent / 2_500_000
        if in_tunnel and me.site != "branch":
            proxy.request(moment, me, "CONNECT", host, "/", sent + sent // 400 + 900,
                          self.dice.around(9_000, 0.7), seconds=seconds)
        else:
            proxy.request(moment, me, "POST", host, path, sent + 700, self.dice.around(900, 0.7),
                          seconds=seconds)

    def download(self, moment, me, host, received, path="/"):
        sent = self.dice.around(5_000, 0.8) + received // 15_000  # acknowledgements of HTTP/2
        self.proxy(me).request(moment, me, "CONNECT", host, path, sent, received,
                               seconds=1 + received / 5_000_000)

    # Mail

    def mail(self, moment, me, recipients, size, attachments=(), subject=""):
        self.mails[me.site].send(moment, me.mail, recipients, size, attachments, me.address, subject)

    # Files

    def file(self, moment, me, operation, path, size=40_000):
        """Reads, writes or deletes a file of the share that the site works on."""
        if me.site == "head":
            self.samba.do(moment, me, operation, path)
        elif me.site == "works":
            self.windows.access(moment, me, path, MASKS[operation])
        elif me.site == "lab" and operation == "read":
            self.sftp.session(moment, me.id, me.address, [(0.5, "get", "/srv/share/" + path, size)])
        else:
            self.audit.file(moment, me, OPERATIONS[operation], "docs/" + path, size)

    def read_all(self, moment, me, paths, pause=(1, 8), size=90_000):
        """Reads files one after the other; returns the moment after the last one."""
        if me.site == "lab":
            steps = [(self.dice.within(*pause), "get", "/srv/share/" + path,
                      self.dice.around(size, 0.8)) for path in paths]
            self.sftp.session(moment, me.id, me.address, steps)
            return moment + sum(step[0] for step in steps) + 5
        for path in paths:
            operation = "download" if me.site == "branch" else "read"
            self.file(moment, me, operation, path, self.dice.around(size, 0.8))
            moment += self.dice.within(*pause)
        return moment

    # Devices and paper

    def serial(self):
        return self.dice.hexadecimal(20).upper()

    def stick(self, moment, me, serial=None):
        {"works": self.windows, "lab": self.kernel}.get(me.site, self.assets).stick(
            moment, me, serial or self.serial())

    def phone(self, moment, me):
        {"works": self.windows, "lab": self.kernel}.get(me.site, self.assets).phone(
            moment, me, self.serial())

    def keyboard(self, moment, me):
        {"works": self.windows, "lab": self.kernel}.get(me.site, self.assets).keyboard(moment, me)

    def print(self, moment, me, document, pages):
        {"works": self.windows, "lab": self.cups}.get(me.site, self.assets).print(
            moment, me, document, pages)
