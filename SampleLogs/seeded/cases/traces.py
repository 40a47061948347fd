"""A15: tracks are covered."""

from cases.registry import case
from cases.when import one_day
from clock import HOUR, at


def deletes(company, dice, me):
    """Folders are emptied before leaving."""
    moment = at(one_day(company, dice, me), dice.within(9, 20))
    for number in range(dice.spread(220, 2000)):
        company.desk.file(moment, me, "delete", f"個人/{me.id}/資料_{number:05d}.docx")
        moment += dice.within(0.05, 1.5)


case("A15", "leaver deletes in bulk: Samba", "head", "mass_deletion", leaving=True)(deletes)
case("A15", "the same: Windows", "works", "mass_deletion", leaving=True)(deletes)


def cuts(log, source):
    """Takes working hours out of a log in which nothing else is planted then.

    The finding is about the `source`, as exfil calls the format of the log.
    """
    def write(company, dice, me):
        planted = sorted(line[0] for line in company.logs.lines.get(log, ()) if line[2])
        free = []
        for day in company.calendar.working[2:-2]:
            for begin in (at(day, 9.5 + half / 2) for half in range(10)):
                end = next((one for one in planted if one >= begin), begin + 9 * HOUR)
                if end - begin >= 4 * HOUR:
                    free.append((begin, min(end, begin + 9 * HOUR)))
        begin, end = dice.pick(free)
        company.logs.cut(log, begin, begin + dice.within(3.5 * HOUR, end - begin))
        return [source]
    return write


case("A15", "hours are missing in the file server's log", "head", "log_gap")(
    cuts("files/fs01/audit.log", "samba"))
case("A15", "hours are missing in a proxy's log", "works", "log_gap")(
    cuts("proxy/works/proxysg.log", "w3c"))
