"""Times are seconds since 1970; the company lives in Japan, which has no summer time."""

import os
import time
from datetime import date, datetime, timedelta, timezone

HERE = os.path.dirname(os.path.abspath(__file__))
JAPAN = timezone(timedelta(hours=9))
DAY = 86_400
MINUTE = 60
HOUR = 3_600


def holidays():
    """The holidays of the shipped list, as ISO dates."""
    path = os.path.join(HERE, "..", "..", "Rules", "lists", "jp_holidays.list")
    with open(path, encoding="utf-8") as file:
        return {line.split()[0] for line in file if line[0].isdigit()}


def midnight(day):
    """The first moment of a day in Japan."""
    return datetime(day.year, day.month, day.day, tzinfo=JAPAN).timestamp()


def at(day, hour):
    """The moment of a day at an hour of the clock: `at(day, 18.5)` is half past six."""
    return midnight(day) + hour * HOUR


def japanese(moment):
    return time.gmtime(moment + 9 * HOUR)


def stamp(moment):
    """As rsyslog writes it with ISO stamps."""
    return time.strftime("%Y-%m-%dT%H:%M:%S", japanese(moment)) + f".{micro(moment):06d}+09:00"


def universal(moment, digits=3):
    """As Windows and cloud services write it."""
    fraction = f"{micro(moment):06d}"[:digits]
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(moment)) + f".{fraction}Z"


def micro(moment):
    return int((moment - int(moment)) * 1_000_000)


class Calendar:
    """The days of a company: from a first Monday on, so many of them."""

    def __init__(self, first, count):
        closed = holidays()
        self.all = [first + timedelta(days=number) for number in range(count)]
        self.working = [day for day in self.all
                        if day.weekday() < 5 and day.isoformat() not in closed]
        self.free = [day for day in self.all if day not in set(self.working)]
        self.first, self.last = self.all[0], self.all[-1]
        self.start, self.end = midnight(first), midnight(self.last) + DAY

    @staticmethod
    def from_dice(dice, count):
        """Begins on a Monday that the dice choose, within the years of the list of holidays."""
        weeks = dice.between(0, 80)
        return Calendar(date(2025, 2, 3) + timedelta(weeks=weeks), count)
