"""What the people of the run do, in two halves, so that logs can be rotated between them."""

import time

from expectations import MB, PARTNER_DOMAIN
from postoffice import Attachment

CUSTOMER_FILES = [f"顧客名簿_{number:03d}.xlsx" for number in range(1, 61)]
EXPORT_FILES = [f"customers_{number:03d}.csv" for number in range(1, 61)]
MEETING_FILES = ["議事録.docx", "座席表.xlsx", "予定.xlsx"]
CUSTOMER_FOLDER, EXPORT_FOLDER, MEETING_FOLDER = "営業/顧客名簿", "秘密/DBexport", "総務/会議"

# Forwarded kernel lines carry whole seconds, local ones microseconds: within one second, what came
# later can look earlier. Nobody plugs a device in that fast.
STAMP_SECONDS = 1.1


class Traffic:
    """Drives the servers with real clients and remembers what the logs have to show."""

    def __init__(self, base, proxy, post, files, syslog):
        self.base, self.proxy, self.post, self.files, self.syslog = base, proxy, post, files, syslog
        self.mail_count = 0
        self.files_read = {}
        self.device_hosts = []

    def lay_out_files(self):
        self.files.put_files(CUSTOMER_FOLDER, CUSTOMER_FILES, 30_000)
        self.files.put_files(EXPORT_FOLDER, EXPORT_FILES, 200_000)
        self.files.put_files(MEETING_FOLDER, MEETING_FILES, 10_000)

    def first_half(self):
        self._browse()
        self._expect(200, self._client("sato.k").upload(
            "http://12.gigafile.nu/upload_chunk.php", 60 * MB, "POST"))
        self._client("suzuki.m").tunnel("www.dropbox.com", 70 * MB)
        self._expect(403, self._client("tanaka.h").refused_upload(
            "http://www.mega.nz/up", 60 * MB))
        self._mail("inoue.r", ["inoue.rumi@gmail.com"], "資料", [
            Attachment("顧客名簿_2026.xlsx", 2 * MB)])
        self._mail("yamada.t", [f"{name}@example.co.jp" for name in (
            "sato.k", "suzuki.m", "kato.y", "ito.s", "abe.r", "mori.t", "hayashi.k", "saito.g")],
            "お世話になりました", [Attachment("集合写真.jpg", 1 * MB)])
        self._read("watanabe.n", CUSTOMER_FOLDER, CUSTOMER_FILES)
        self._read("saito.g", MEETING_FOLDER, MEETING_FILES)
        self.syslog.remote("srv01", "CRON[812]:", "(root) CMD (run-parts /etc/cron.hourly)", 9)

    def second_half(self):
        self._expect(200, self._client("ito.s").challenged_upload(
            f"http://files.{PARTNER_DOMAIN}/deliver/drawings.zip", 60 * MB))
        self._client("ito.s").uploads_in_one_connection(
            f"http://files.{PARTNER_DOMAIN}/deliver/notes", 250_000, 4)
        self._client("kato.y").upload_cut_off("http://firestorage.jp/upload.cgi", 90 * MB, 60 * MB)
        self._expect(200, self._client("abe.r").get(f"http://12.gigafile.nu/download/{20 * MB}"))
        self._expect(200, self._client("okada.d").get("http://www.example.jp/"))
        self._browse()
        self._mail("Inoue.R", ["inoue.rumi@gmail.com"], "資料2", [
            Attachment("【秘密】単価表と仕入先.xlsx", 1 * MB, "rfc2047")], filtered=True)
        self._mail("kobayashi.e", [f"tanto@{PARTNER_DOMAIN}", f"nobody@{PARTNER_DOMAIN}"],
                   "見積書の件", [Attachment("見積書.pdf", 100_000)], cc=["yamada.t@example.co.jp"])
        self.mail_count += 1  # the bounce that comes back to kobayashi.e
        self._mail("hayashi.k", ["hayashi.ken@gmail.com"], "買い物")
        self.syslog.storage_attached("pc-watanabe", "4C530001230101118392")
        self._read("ogawa.c", EXPORT_FOLDER, EXPORT_FILES)
        time.sleep(STAMP_SECONDS)
        self.syslog.phone_attached("pc-ogawa", "2A191FDH300ABC")
        self.files.act("kimura.a", "pc-kimura", f"cd {CUSTOMER_FOLDER}; ls", self.base)
        self.syslog.storage_attached("pc-kimura", "AA00000000000489")
        self.device_hosts += ["pc-watanabe", "pc-ogawa", "pc-kimura"]

    def _browse(self):
        for _ in range(5):
            self._client("mori.t").get("http://tenshoku.mynavi.jp/jobs/")
            self._client("mori.t", "EXAMPLE\\mori.t").get("http://www.example.jp/")
            self._client("abe.r", "Abe.R").get("http://www.example.jp/download/40000")

    def _client(self, user, sign_in_as=None):
        return self.proxy.client(user, sign_in_as)

    def _mail(self, user, recipients, subject, attachments=(), **options):
        self.post.send(
            f"{user}@example.co.jp", recipients, subject, "よろしくお願いします。", attachments, **options)
        self.mail_count += 1

    def _read(self, user, directory, names):
        host = "pc-" + user.split(".")[0]
        self.files.act(user, host, f"cd {directory}; mget *", self.base)
        self.files_read[user] = {f"{directory}/{name}" for name in names}

    def _expect(self, wanted, status):
        if status != wanted:
            raise RuntimeError(f"a client expected status {wanted} and got {status}")
