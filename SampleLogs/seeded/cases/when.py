"""Days on which planted cases happen, chosen by the dice."""


def one_day(company, dice, me):
    """A working day of the person with some days before and after it in the logs."""
    return dice.pick(own_days(company, me)[2:-2])


def several_days(company, dice, me, count):
    """Different working days, in order: so many in four weeks, and more in a longer time."""
    days = own_days(company, me)[1:-1]
    return sorted(dice.some(days, int(count * max(1, len(days) / 20))))


def own_days(company, me):
    """The days on which the person works."""
    return [day for day in company.calendar.working if me.works_on(day)]
