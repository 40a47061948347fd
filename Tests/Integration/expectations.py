"""Who does what in this run, and what a scan has to say about it.

The one table to read: `must` are the categories that have to be found for the person, `may` are
others that the same traffic can fairly raise; anything else, or anything about a person with
neither, fails the run. Dates are days from today. All people are made up.
"""

from dataclasses import dataclass

MB = 1_000_000


@dataclass(frozen=True)
class Person:
    login: str
    name: str
    does: str
    must: tuple = ()
    may: tuple = ()
    employment: str = "employee"
    notice: int | None = None
    last_office_day: int | None = None
    last_day: int | None = None

    @property
    def mail(self):
        return f"{self.login}@example.co.jp"

    @property
    def host(self):
        return "pc-" + self.login.split(".")[0]


PEOPLE = [
    # Through the proxy.
    Person("sato.k", "佐藤 香織", "leaver uploads 60 MB to a file-transfer service",
           must=("file_transfer_service",), may=("large_outbound",),
           notice=-20, last_office_day=10, last_day=20),
    Person("suzuki.m", "鈴木 美咲", "temp worker sends 70 MB through a tunnel to private storage",
           must=("personal_cloud",), may=("large_outbound", "sync_client"), employment="temp"),
    Person("kato.y", "加藤 陽子", "upload to a file-transfer service, cut off after 60 MB",
           must=("file_transfer_service",), may=("large_outbound",)),
    Person("okada.d", "岡田 大輔", "still uses the proxy after the last day",
           must=("after_departure",), notice=-50, last_office_day=-20, last_day=-10),
    Person("tanaka.h", "田中 浩", "upload refused with 403"),
    Person("ito.s", "伊藤 翔", "60 MB to an approved partner, after a 407 challenge"),
    Person("abe.r", "阿部 涼", "downloads 20 MB from a file-transfer service"),
    Person("mori.t", "森 拓也", "reads job sites; leaver", notice=-5, last_day=40),
    # By mail.
    Person("inoue.r", "井上 瑠美", "leaver mails customer lists to a private address",
           must=("private_mail",), may=("confidential_label", "external_mail", "large_outbound"),
           notice=-10, last_office_day=15, last_day=25),
    Person("yamada.t", "山田 太郎", "says goodbye to colleagues, with a photograph; leaver",
           notice=-30, last_day=3),
    Person("kobayashi.e", "小林 恵理", "offer to several addresses of a partner; one bounces"),
    Person("hayashi.k", "林 健", "one small mail without attachment to the own private address"),
    # On the share and at the desk.
    Person("watanabe.n", "渡辺 直美", "leaver reads 60 customer files, then plugs in a USB memory",
           must=("removable_media",), may=("bulk_access", "confidential_label"),
           notice=-15, last_office_day=5, last_day=12),
    Person("ogawa.c", "小川 千尋", "contractor reads 60 database exports, then plugs in a phone",
           must=("mobile_device",), may=("bulk_access", "confidential_label"),
           employment="contractor"),
    Person("kimura.a", "木村 葵", "lists the customer folder without reading, plugs in a memory"),
    Person("saito.g", "斎藤 学", "reads three meeting files"),
]

COMPANY_DOMAIN = "example.co.jp"
PARTNER_DOMAIN = "partner.example.com"

# Names that the proxy's hosts file leads to our origin server.
WEB_NAMES = [
    "12.gigafile.nu", "firestorage.jp", "www.dropbox.com", "www.mega.nz", "www.example.jp",
    "files.partner.example.com", "tenshoku.mynavi.jp",
]
