"""One company from one seed: people, partners, calendar, servers, and what happens to them."""

from dataclasses import dataclass
from datetime import timedelta

from cases import CASES
from clock import Calendar
from days import machines, noise, ordinary
from days.look_alikes import LOOK_ALIKES
from desk import Desk
from dice import Dice
from logs import Logs
from names import COMPANIES, PARTNERS
import staff

SERVICES = ("svc-backup", "svc-edi", "svc-scan", "svc-rotate", "svc-crm")


@dataclass
class Truth:
    """What was done by whom: a planted case or a look-alike, and where its evidence stands."""
    mark: str
    what: str
    subjects: list
    categories: tuple
    hole: float = None


class Company:
    """Everything that cases and ordinary days ask for."""

    def __init__(self, seed, people_count, day_count):
        self.seed = seed
        dice = self.dice("company")
        name = dice.pick(COMPANIES)
        self.domain, self.tenant = f"{name}.example", name.replace("-", "")
        others = dice.some(PARTNERS, len(PARTNERS))
        self.partners = [f"{one}.example" for one in others[:8]]
        self.customers = [f"{one}.example" for one in others[8:18]]
        self.strangers = [f"{one}.example" for one in others[18:]]
        self.customer_tenants = [one.split(".")[0].replace("-", "") for one in self.customers]
        self.own_sticks = [dice.hexadecimal(20).upper() for _ in range(12)]
        self.calendar = Calendar.from_dice(dice, day_count)
        self.logs = Logs(self.calendar)
        self.desk = Desk(self.logs, self.dice, self.domain, self.tenant)
        self.people = staff.hire(self.dice("staff"), people_count, self.domain)
        self.truths = []

    def dice(self, name):
        return Dice(self.seed, name)

    def live(self):
        """Casts people, lets everybody live through all days, and plants the cases."""
        parts = self._cast()
        staff.let_leave(self.dice("leavers"), self.people, self.calendar)
        for day in self.calendar.all:
            machines.every_day(self, self.dice(f"machines {day}"), day)
            machines.knocking(self, self.dice(f"knocking {day}"), day)
        for me in self.people:
            dice = self.dice(f"days of {me.id}")
            for day in self.calendar.working:
                if me.works_on(day):
                    ordinary.working_day(self, dice, me, day)
                    noise.oddities(self, dice, me, day)
            if me.last_day and not me.case and dice.chance(0.3):
                machines.phones_of_leavers(self, dice, me)
        for mark, what, me, categories, write in parts:
            self.logs.mark = mark if categories else None
            subjects = write(self, self.dice(f"case {mark}"), me) or [me.id]
            self.logs.mark = None
            hole = next((cut[1] for cut in self.logs.cuts if cut[3] == mark), None)
            self.truths.append(Truth(mark, what, subjects, categories, hole))

    def _cast(self):
        """Gives every case and look-alike a person of its site."""
        dice, parts = self.dice("cast"), []
        for one in CASES:
            me = self._person(dice, one.site)
            me.case = one.mark
            me.employment = one.employment or ("employee" if one.leaving or one.gone
                                               else me.employment)
            first, span = self.calendar.first, (self.calendar.last - self.calendar.first).days
            if one.gone:
                me.leaves(dice, first + timedelta(days=dice.between(-20, span // 4)))
                me.last_day = min(me.last_day, first + timedelta(days=span // 2))
            elif one.leaving:
                me.leaves(dice, first + timedelta(days=dice.between(3 * span // 4, span + 15)))
            parts.append((one.mark, one.what, me, one.categories, one.write))
        for name, number, site, leaving, write in LOOK_ALIKES:
            me = self._person(dice, site)
            me.case = f"E {name}/{number}"
            if leaving:
                first, span = self.calendar.first, (self.calendar.last - self.calendar.first).days
                me.leaves(dice, first + timedelta(days=dice.between(3 * span // 4, span + 15)))
            parts.append((me.case, name, me, (), write))
        return parts

    def _person(self, dice, site):
        free = [one for one in self.people if one.site == site and not one.case]
        return dice.pick(free)
