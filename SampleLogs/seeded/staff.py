"""Who works there: sites, departments, contracts, and who leaves when."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from names import GIVEN, family

# A site decides by which servers, and so in which formats, a person leaves traces.
SITES = {"head": 0.40, "works": 0.27, "lab": 0.18, "branch": 0.15}
DEPARTMENTS = {
    "head": ["営業部", "営業部", "営業部", "購買部", "経理部", "総務部", "人事部", "企画部", "広報部"],
    "works": ["設計部", "設計部", "製造部", "製造部", "品質保証部", "購買部"],
    "lab": ["開発部", "開発部", "開発部", "研究部", "情報システム部"],
    "branch": ["支店営業部", "支店営業部", "支店業務部"],
}


@dataclass
class Person:
    """One person; `case` names the planted case, `phase` is known from the dates alone."""
    id: str
    name: str
    romaji: str
    site: str
    department: str
    address: str
    host: str
    mail: str
    employment: str = "employee"
    notice: date = None
    last_office: date = None
    last_day: date = None
    case: str = ""
    habits: dict = field(default_factory=dict)

    def works_on(self, day):
        return self.last_office is None or day <= self.last_office

    def leaves(self, dice, last_office):
        """Sets the dates of leaving around the last day in the office."""
        self.last_office = last_office
        self.notice = last_office - timedelta(days=dice.between(20, 60))
        self.last_day = last_office + timedelta(days=dice.between(0, 30))


def hire(dice, count, domain):
    """The people, everyone in their place; nobody leaves yet."""
    people, taken, number = [], {}, {site: 10 for site in SITES}
    for index in range(count):
        site = _site(index / count)
        (kanji, last), (given, first) = family(dice), dice.pick(GIVEN)
        base = f"{last.lower()}.{first[0].lower()}"
        taken[base] = taken.get(base, 0) + 1
        name = base if taken[base] == 1 else f"{base}{taken[base]}"
        number[site] += 1
        network = list(SITES).index(site) + 1
        people.append(Person(
            id=name, name=f"{kanji} {given}", romaji=f"{last} {first}", site=site,
            department=dice.pick(DEPARTMENTS[site]),
            address=f"10.{network}.{number[site] // 200}.{number[site] % 200 + 20}",
            host=f"{site[0]}pc-{number[site]:04d}", mail=f"{name}@{domain}",
            employment=_contract(dice),
            habits={key: dice.source.lognormvariate(0, 0.7)
                    for key in ("web", "mail", "files", "print", "upload", "stick")}))
        people[-1].habits["late"] = max(0.0, dice.source.gauss(0.6, 1.0))
        people[-1].habits["telework"] = dice.random() ** 4
    return people


def let_leave(dice, people, calendar):
    """One in twenty of those who do nothing wrong leaves or has left: some before the first day."""
    free = [person for person in people if not person.case]
    for person in dice.some(free, max(2, len(free) // 20)):
        span = (calendar.last - calendar.first).days
        person.leaves(dice, calendar.first + timedelta(days=dice.between(-40, span + 40)))


def _site(share):
    for site, part in SITES.items():
        if share < part:
            return site
        share -= part
    return "branch"


def _contract(dice):
    draw = dice.random()
    return "contractor" if draw < 0.10 else "temp" if draw < 0.17 else "employee"
