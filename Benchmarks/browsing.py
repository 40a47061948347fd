"""Ordinary browsing, in the formats of the company's proxies: what fills most of a real log.

One day of requests is made up from the seed. Every working day has the same requests at the same times
of that day, of those people who work on it; what they ask for is what people of the company ask for
anyway (SampleLogs/seeded/days/ordinary.py), a page at a time.
"""

import time

from clock import DAY, HOUR
from places import NEWS, OFFICE
from records.proxysg import ProxySG
from records.squid import Squid


class Browsing:
    """So many lines for each person and working day."""

    def __init__(self, company, count):
        self.company, self.lines = company, {}
        days = {day: index for index, day in enumerate(company.calendar.all)}
        self.working = {days[day]: day for day in company.calendar.working}
        dice = company.dice("browsing")
        proxies = {"works": ProxySG(self, "proxy/works/browsing.log", dice),
                   "branch": Squid(self, "proxy/branch/browsing.log", dice, False)}
        head = Squid(self, "proxy/head/browsing.log", dice, True)
        for self.person in company.people:
            proxy = proxies.get(self.person.site, head)
            for _ in range(count):
                self._request(proxy, dice, dice.within(8.5 * HOUR, 18.5 * HOUR))
        for lines in self.lines.values():
            lines.sort(key=lambda line: line[0])

    def _request(self, proxy, dice, moment):
        draw, me = dice.random(), self.person
        sent, received = dice.around(900, 0.5), dice.around(15_000, 1.2)
        if draw < 0.3:
            proxy.request(moment, me, "CONNECT", dice.pick(OFFICE), "/", sent, received)
        elif draw < 0.8:
            proxy.request(moment, me, "CONNECT", dice.pick(NEWS), "/", sent, received)
        else:
            path = f"/portal/{dice.hexadecimal(12)}"
            proxy.request(moment, me, "GET", "intra." + self.company.domain, path, sent, received)

    def add(self, log, moment, text):
        """Takes a line of a proxy; its time is put in front of it day by day."""
        rest = text[19:] if "works" in log else text[text.index(" "):]
        self.lines.setdefault(log, []).append((moment, rest, self.person))

    def day(self, number):
        """The texts of a day by the names of their logs; none if nobody works on it."""
        day = self.working.get(number)
        if day is None:
            return {}
        start = self.company.calendar.start + number * DAY
        present = {me.id for me in self.company.people if me.works_on(day)}
        return {log: self._text(log, lines, start, present) for log, lines in self.lines.items()}

    @staticmethod
    def _text(log, lines, start, present):
        if "works" in log:
            header = "".join(line + "\n" for line in ProxySG.HEADER)
            stamps = {}
            for moment, _, _ in lines:
                second = int(start + moment)
                if second not in stamps:
                    stamps[second] = time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(second))
            return (header + "".join(f"{stamps[int(start + moment)]}{rest}\n"
                                     for moment, rest, me in lines if me.id in present)).encode()
        return "".join(f"{start + moment:.3f}{rest}\n"
                       for moment, rest, me in lines if me.id in present).encode()
