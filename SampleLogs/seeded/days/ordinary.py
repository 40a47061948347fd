"""What everybody does on a working day, in volumes with long tails."""

from clock import HOUR, at
from papers import ordinary
from places import CONFERENCES, NEWS, OFFICE, WEBMAIL, host

HOME = ("198.51.100.{}", "203.0.113.{}")


def working_day(company, dice, me, day):
    """One person's day: comes, browses, mails, reads, prints, goes."""
    desk = company.desk
    start = at(day, 8.2) + dice.within(0, 1.6) * HOUR
    end = max(start + 7 * HOUR, at(day, 17.5) + max(0.0, dice.source.gauss(me.habits["late"], 1)) * HOUR)

    def moment():
        """Most is done in the morning and the afternoon, little at noon."""
        while True:
            when = dice.within(start, end)
            if not at(day, 12) < when < at(day, 13) or dice.chance(0.3):
                return when

    telework = dice.chance(0.5 * me.habits["telework"])
    home = dice.pick(HOME).format(dice.between(2, 250))
    sign_in(company, dice, me, start, home if telework else "192.0.2.10")
    if telework:
        hours = (end - start) / HOUR
        desk.vpn.session(start, me, home, hours, dice.around(25_000_000, 1.2),
                         dice.around(400_000_000, 1.0))
    browse(company, dice, me, moment, start)
    correspond(company, dice, me, moment)
    for _ in range(dice.count(6 * me.habits["files"])):
        operation = "write" if dice.chance(0.25) else "read"
        desk.file(moment(), me, operation, ordinary(dice, me), dice.around(120_000, 1.3))
    for _ in range(dice.count(1.2 * me.habits["print"])):
        document = ordinary(dice, me).rsplit("/", 1)[-1]
        desk.print(moment(), me, document, min(400, dice.tail(1, 1.2)))
    if me.site in ("head", "branch"):
        for _ in range(dice.count(4)):
            desk.assets.touch(moment(), me, dice.pick(("開く", "更新", "作成", "名前の変更")),
                              ordinary(dice, me), dice.around(200_000, 1.3))
    for _ in range(dice.count(2.5)):
        desk.audit.file(moment(), me, dice.pick(("FileAccessed", "FileModified", "FileDownloaded")),
                        "team/" + ordinary(dice, me), dice.around(150_000, 1.2))
    if dice.chance(0.05):
        desk.keyboard(moment(), me)


def sign_in(company, dice, me, start, address):
    """Some mistype their password, and a phone asks for mail."""
    entra = company.desk.entra
    for _ in range(dice.count(0.08)):
        entra.sign_in(start - dice.within(5, 60), me.mail, address, "50126")
    entra.sign_in(start, me.mail, address)
    entra.sign_in(start + dice.within(60, 4 * HOUR), me.mail, address, service="Microsoft Teams")
    if me.site == "works":
        company.desk.windows.sign_in(start - 30, me)


def browse(company, dice, me, moment, start):
    """Pages and tunnels; much comes, little goes."""
    desk, proxy = company.desk, company.desk.proxy(me)
    if me.site != "branch":
        proxy.challenge(start, me, "intra." + company.domain, "/portal")
    count = 10 + dice.around(24, 0.5) * min(3, me.habits["web"])
    for _ in range(int(count)):
        draw = dice.random()
        if draw < 0.35:
            proxy.request(moment(), me, "CONNECT", dice.pick(OFFICE), "/", dice.around(9_000, 1.2),
                          dice.around(60_000, 1.3))
        elif draw < 0.62:
            proxy.request(moment(), me, "CONNECT", dice.pick(NEWS), "/", dice.around(4_000, 1.0),
                          dice.around(120_000, 1.5))
        elif draw < 0.80:
            proxy.request(moment(), me, "GET", "intra." + company.domain, "/portal/",
                          dice.around(600, 0.3), dice.around(18_000, 0.8))
        elif draw < 0.90:
            proxy.request(moment(), me, "CONNECT", company.tenant + ".sharepoint.com", "/",
                          dice.around(40_000, 1.8), dice.around(300_000, 1.3))
        elif draw < 0.95:
            proxy.request(moment(), me, "POST", "intra." + company.domain, "/keihi/form",
                          dice.around(4_000, 1.0), dice.around(3_000, 0.4))
        elif draw < 0.97:
            desk.download(moment(), me, dice.pick(WEBMAIL), dice.around(400_000, 1.0))
        else:
            proxy.request(moment(), me, "CONNECT", dice.pick(company.partners), "/",
                          dice.around(12_000, 1.5), dice.around(90_000, 1.2))
    if dice.chance(0.35):
        proxy.request(moment(), me, "CONNECT", host(dice, CONFERENCES), "/",
                      dice.around(120_000_000, 0.9), dice.around(250_000_000, 0.9), seconds=2_800)


def correspond(company, dice, me, moment):
    """Mail within the house and with partners; attachments now and then."""
    desk = company.desk
    for _ in range(dice.count(2.2 * me.habits["mail"])):
        draw = dice.random()
        if draw < 0.68:
            to = sorted({dice.pick(company.people).mail for _ in range(dice.between(1, 4))})
            desk.mail(moment(), me, to, dice.around(30_000, 1.3))
        else:
            partner = dice.pick(company.partners)
            to = sorted({f"{dice.pick(('info', 'tanto', 'eigyo', 'kobai'))}@{partner}"
                         for _ in range(dice.between(1, 2))})
            names = [ordinary(dice, me).rsplit("/", 1)[-1]] if dice.chance(0.3) else []
            desk.mail(moment(), me, to, dice.around(60_000 if not names else 700_000, 1.2), names)
