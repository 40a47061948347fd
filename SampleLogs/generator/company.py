"""The made-up company: who works there, at which machine, and when they leave."""

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

JAPAN = timezone(timedelta(hours=9))
FIRST_DAY = datetime(2026, 9, 28, tzinfo=JAPAN)
DAY_COUNT = 28
HOLIDAYS = {"2026-10-12"}


@dataclass(frozen=True)
class Person:
    id: str
    name: str
    romaji: str
    department: str
    employment: str = "employee"
    notice_date: str = ""
    last_office_day: str = ""
    last_day: str = ""
    logins: str = ""
    branch: bool = False

    @property
    def mail(self):
        return f"{self.id}@example.co.jp"

    @property
    def host(self):
        return "pc-" + self.id.split(".")[0]


PEOPLE = [
    # The planted people first; expected.tsv says what must be found for each.
    Person("sato.k", "佐藤 香織", "Sato Kaori", "営業部", notice_date="2026-09-24",
           last_office_day="2026-10-16", last_day="2026-10-31"),
    Person("ogawa.c", "小川 千尋", "Ogawa Chihiro", "情報システム部", "contractor",
           logins="x-ogawa"),
    Person("suzuki.m", "鈴木 美咲", "Suzuki Misaki", "業務部", "temp"),
    Person("kondo.t", "近藤 拓海", "Kondo Takumi", "商品部", notice_date="2026-10-01",
           last_office_day="2026-10-23", last_day="2026-11-15"),
    Person("hirano.y", "平野 雄太", "Hirano Yuta", "開発部", notice_date="2026-09-18",
           last_office_day="2026-10-23", last_day="2026-10-31"),
    Person("maeda.s", "前田 翔子", "Maeda Shoko", "企画部"),
    Person("okada.d", "岡田 大輔", "Okada Daisuke", "営業部", notice_date="2026-08-20",
           last_office_day="2026-09-11", last_day="2026-09-30"),
    Person("shimizu.r", "清水 涼太", "Shimizu Ryota", "大阪支店", branch=True),
    # Look-alikes, who must stay silent.
    Person("ito.s", "伊藤 翔", "Ito Sho", "設計部"),
    Person("abe.r", "阿部 涼", "Abe Ryo", "企画部"),
    Person("tanaka.h", "田中 浩", "Tanaka Hiroshi", "営業部"),
    Person("hayashi.k", "林 健", "Hayashi Ken", "経理部"),
    Person("ueno.m", "上野 真央", "Ueno Mao", "広報部"),
    Person("mori.t", "森 拓也", "Mori Takuya", "開発部", notice_date="2026-10-05",
           last_office_day="2026-11-20", last_day="2026-11-30"),
    Person("yamada.t", "山田 太郎", "Yamada Taro", "営業部", notice_date="2026-09-01",
           last_office_day="2026-10-09", last_day="2026-10-31"),
    Person("nomura.a", "野村 葵", "Nomura Aoi", "企画部"),
    Person("kimura.a", "木村 梓", "Kimura Azusa", "総務部"),
    Person("saito.g", "斎藤 学", "Saito Gaku", "総務部"),
    Person("endo.f", "遠藤 史子", "Endo Fumiko", "営業部"),
    Person("svc-backup", "バックアップ", "", "情報システム部"),
    # Everyone else.
    Person("kobayashi.e", "小林 恵理", "Kobayashi Eri", "経理部"),
    Person("kato.y", "加藤 陽子", "Kato Yoko", "人事部"),
    Person("yoshida.n", "吉田 直樹", "Yoshida Naoki", "開発部"),
    Person("sasaki.h", "佐々木 花", "Sasaki Hana", "開発部"),
    Person("yamaguchi.j", "山口 潤", "Yamaguchi Jun", "設計部"),
    Person("matsumoto.r", "松本 玲奈", "Matsumoto Rena", "広報部"),
    Person("inoue.s", "井上 聡", "Inoue Satoshi", "情報システム部"),
    Person("ishii.k", "石井 圭", "Ishii Kei", "業務部", "temp"),
    Person("takagi.y", "髙木 裕子", "Takagi Yuko", "大阪支店", branch=True),
    Person("ono.d", "小野 大地", "Ono Daichi", "大阪支店", branch=True),
    Person("murakami.e", "村上 恵美", "Murakami Emi", "大阪支店", branch=True),
]
BY_ID = {person.id: person for person in PEOPLE}


def at(day, clock):
    """The moment of a civil date and a time of day in Japan: `at("2026-10-13", "18:40:05")`."""
    parts = [int(part) for part in clock.split(":")] + [0]
    return datetime.fromisoformat(day).replace(
        hour=parts[0], minute=parts[1], second=parts[2], tzinfo=JAPAN)


def working_days():
    """The days on which people are in: Monday to Friday, holidays left out."""
    for number in range(DAY_COUNT):
        day = FIRST_DAY + timedelta(days=number)
        if day.weekday() < 5 and day.date().isoformat() not in HOLIDAYS:
            yield day.date().isoformat()


def is_in(person, day):
    """Whether a person is at work: not after the last office day."""
    return not person.last_office_day or day <= person.last_office_day


def address(person):
    """The fixed address of a person's machine; the branch has a network of its own."""
    number = PEOPLE.index(person) + 11
    return f"10.2.0.{number}" if person.branch else f"10.1.0.{number}"
