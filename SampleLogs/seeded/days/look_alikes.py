"""People of whom each is made to look guilty, and who is not: all must stay below high.

`LOOK_ALIKES` is what the ground truth lists beside the planted cases; each in two variants, which
differ in site, and so in path and format, and in volume.
"""

from clock import at
from days import noise
from papers import ORDINARY, many

LOOK_ALIKES = []


def look_alike(name, sites, leaving=False):
    """Registers a harmless sort of behaviour for two sites."""
    def register(write):
        for number, site in enumerate(sites, 1):
            LOOK_ALIKES.append((name, number, site, leaving, write))
        return write
    return register


def _days(company, dice, me, count):
    days = [day for day in company.calendar.working if me.works_on(day)]
    return sorted(dice.some(days, count))


@look_alike("job sites", ("head", "works"), leaving=True)
def reads_job_sites(company, dice, me):
    for day in _days(company, dice, me, 12):
        noise.job_sites(company, dice, me, at(day, 12.2))


@look_alike("a CV attached", ("head", "branch"), leaving=True)
def sends_a_cv(company, dice, me):
    for day in _days(company, dice, me, dice.between(2, 4)):
        noise.curriculum(company, dice, me, at(day, dice.within(9, 21)))


@look_alike("LinkedIn", ("lab", "works"))
def keeps_up_contacts(company, dice, me):
    for day in _days(company, dice, me, 15):
        noise.professional_network(company, dice, me, at(day, dice.within(9, 18)))
    company.desk.upload(at(_days(company, dice, me, 1)[0], 12.5), me, "www.linkedin.com",
                        dice.around(900_000, 0.6))


@look_alike("goodbye mail", ("head", "works"), leaving=True)
def says_goodbye(company, dice, me):
    day = _days(company, dice, me, 99)[-1]
    others = [one.mail for one in company.people if one.site == me.site and one is not me]
    company.desk.mail(at(day, 16.5), me, sorted(dice.some(others, dice.between(30, 120))),
                      dice.around(800_000, 0.8), ["集合写真.jpg"], "退職のご挨拶")


@look_alike("small mail to oneself", ("lab", "branch"))
def reminds_oneself(company, dice, me):
    for day in _days(company, dice, me, dice.between(1, 2)):
        company.desk.mail(at(day, dice.within(9, 19)), me, [noise.private_address(dice, me)],
                          dice.around(6_000, 0.8), (), "買い物")


@look_alike("large downloads", ("head", "lab"))
def fetches_much(company, dice, me):
    for day in _days(company, dice, me, 5):
        noise.fetch_files(company, dice, me, at(day, dice.within(9, 17)))
        company.desk.download(at(day, 14), me, "11.gigafile.nu", dice.around(900_000_000, 0.6))


@look_alike("refused uploads", ("head", "works"), leaving=True)
def is_refused(company, dice, me):
    for day in _days(company, dice, me, 6):
        for part in range(dice.between(1, 5)):
            noise.refused_upload(company, dice, me, at(day, 10) + part * 90)


@look_alike("deliveries to a partner", ("head", "works"), leaving=True)
def delivers(company, dice, me):
    for day in _days(company, dice, me, 8):
        noise.partner_delivery(company, dice, me, at(day, dice.within(9, 19)))


@look_alike("uploads to a customer's portal", ("works", "lab"))
def serves_a_customer(company, dice, me):
    for day in _days(company, dice, me, 10):
        noise.customer_portal(company, dice, me, at(day, dice.within(9, 18)))


@look_alike("own tenant", ("head", "lab"), leaving=True)
def stores_at_work(company, dice, me):
    for day in _days(company, dice, me, 12):
        noise.own_tenant(company, dice, me, at(day, dice.within(9, 18)))


@look_alike("business trip", ("head", "branch"))
def travels(company, dice, me):
    for day in _days(company, dice, me, 5):
        noise.business_trip(company, dice, me, at(day, 15))


@look_alike("reads the department's files", ("head", "works"))
def reads_much(company, dice, me):
    for day in _days(company, dice, me, 10):
        form = dice.pick(ORDINARY[me.department])
        company.desk.read_all(at(day, 10), me, many(dice, (form,), dice.between(15, 60)), (5, 90))


@look_alike("leaves without doing anything", ("lab", "branch"), leaving=True)
def just_leaves(company, dice, me):
    pass
