"""What looks odd in any company and is nothing: it comes by chance, with long tails."""

from clock import HOUR, at
from papers import ORDINARY, many, ordinary
from places import (AI, CODE, JOBS, NETWORKS, OTHER_CONFERENCES, PHONE_CLOUD, PRIVATE_MAIL, STORAGE,
                    TRANSFER, WEBMAIL, host)


def oddities(company, dice, me, day):
    """The unusual things that one person may do on one working day."""
    for chance, act in CHANCES:
        if dice.chance(chance):
            act(company, dice, me, at(day, 9) + dice.within(0, 9) * HOUR)


def customer_portal(company, dice, me, moment):
    """Drawings, films and data for a customer, through the customer's own portal."""
    company.desk.upload(moment, me, "portal." + dice.pick(company.customers),
                        min(2_500_000_000, dice.around(6_000_000, 1.7)))


def partner_delivery(company, dice, me, moment):
    """A large delivery to an approved partner, challenged first."""
    proxy, host_name = company.desk.proxy(me), "files." + dice.pick(company.partners)
    size = dice.around(150_000_000, 1.1)
    if me.site != "branch":
        proxy.challenge(moment, me, host_name, "/in", size)
    company.desk.upload(moment + 2, me, host_name, size)


def own_tenant(company, dice, me, moment):
    company.desk.upload(moment, me, company.tenant + "-my.sharepoint.com",
                        dice.around(40_000_000, 1.6))


def conference_elsewhere(company, dice, me, moment):
    """A customer invites to a service that the company has not approved."""
    company.desk.proxy(me).request(moment, me, "CONNECT", host(dice, OTHER_CONFERENCES), "/",
                                   dice.around(70_000_000, 1.0), dice.around(200_000_000, 0.9),
                                   seconds=3_000)


def fetch_files(company, dice, me, moment):
    """A customer hands something over by a file-transfer service or a cloud: it comes in."""
    name = host(dice, TRANSFER + STORAGE)
    company.desk.download(moment, me, name, dice.around(60_000_000, 1.5))


def refused_upload(company, dice, me, moment):
    """The proxy or the server says no: nothing has left."""
    proxy, name = company.desk.proxy(me), host(dice, TRANSFER + STORAGE)
    size = dice.around(20_000_000, 1.5)
    draw = dice.random()
    if draw < 0.5:
        proxy.refuse(moment, me, dice.pick(("POST", "PUT", "CONNECT")), name, "/upload", size)
    elif draw < 0.8:
        proxy.fail(moment, me, "POST", name, "/upload", size, dice.pick((401, 413, 500, 502, 503)))
    elif me.site != "branch":
        proxy.challenge(moment, me, name, "/upload", size)


def private_webmail(company, dice, me, moment):
    """Reads private mail in the lunch break, and writes a line or two."""
    company.desk.proxy(me).request(moment, me, "CONNECT", dice.pick(WEBMAIL), "/",
                                   dice.around(90_000, 1.0), dice.around(2_000_000, 0.9))


def job_sites(company, dice, me, moment):
    """Looks at jobs; sometimes a CV goes up."""
    for _ in range(dice.between(2, 12)):
        moment += dice.within(20, 300)
        company.desk.proxy(me).request(moment, me, "CONNECT", dice.pick(JOBS), "/",
                                       dice.around(6_000, 0.8), dice.around(150_000, 0.8))
    if dice.chance(0.2):
        company.desk.upload(moment, me, dice.pick(JOBS), dice.around(350_000, 0.7))


def professional_network(company, dice, me, moment):
    for _ in range(dice.between(1, 8)):
        moment += dice.within(20, 300)
        company.desk.proxy(me).request(moment, me, "CONNECT", dice.pick(NETWORKS), "/",
                                       dice.around(15_000, 0.9), dice.around(400_000, 0.9))


def curriculum(company, dice, me, moment):
    """A CV to an agency, from the company's address."""
    company.desk.mail(moment, me, [f"entry@{dice.pick(('career-agent', 'job-sedai'))}.example"],
                      dice.around(400_000, 0.6), ["職務経歴書.docx", "履歴書.pdf"], "応募書類の件")


def mail_to_self(company, dice, me, moment):
    """One small mail to the own private address, such as a train to catch."""
    company.desk.mail(moment, me, [private_address(dice, me)], dice.around(5_000, 0.8), (),
                      "メモ")


def mail_to_family(company, dice, me, moment):
    """Somebody of the same family name, or a customer who happens to have it."""
    name = me.romaji.split()[0].lower() + dice.pick(("hanako", "ichiro", "mama", "1964", "shoten"))
    company.desk.mail(moment, me, [f"{name}@{dice.pick(PRIVATE_MAIL)}"], dice.around(8_000, 0.9))


def mail_to_small_customer(company, dice, me, moment):
    """Small customers have no domain of their own."""
    name = dice.pick(("yaoya", "kobo", "studio", "salon", "nouen")) + str(dice.between(1, 99))
    names = [ordinary(dice, me).rsplit("/", 1)[-1]] if dice.chance(0.4) else []
    company.desk.mail(moment, me, [f"{name}@{dice.pick(PRIVATE_MAIL)}"],
                      dice.around(120_000, 1.0), names, "お見積りの件")


def announcement(company, dice, me, moment):
    """News for customers, all of them in Bcc; the servers' logs do not tell Bcc from To."""
    if me.department in ("広報部", "企画部", "営業部", "支店営業部"):
        to = sorted({f"{dice.pick(('info', 'tanto', 'kobai', 'office'))}{dice.between(1, 400)}@"
                     f"{dice.pick(company.customers)}" for _ in range(min(500, dice.tail(8, 0.9)))})
        company.desk.mail(moment, me, to, dice.around(90_000, 0.8), ["ご案内.pdf"], "新製品のご案内")


def agreement(company, dice, me, moment):
    """A draft of a non-disclosure agreement: its name says 秘密, and it is none."""
    name = dice.pick(("秘密保持契約書_案.docx", "機密保持契約書.pdf", "NDA_秘密保持契約書_締結版.pdf"))
    small = dice.chance(0.15)
    to = (f"studio{dice.between(1, 99)}@{dice.pick(PRIVATE_MAIL)}" if small else
          f"houmu@{dice.pick(company.customers + company.strangers)}")
    company.desk.mail(moment, me, [to], dice.around(180_000, 0.6), [name],
                      dice.pick(("契約書の件", "秘密保持契約書のご送付")))


def attendance(company, dice, me, moment):
    """A list of those who come to a meeting, for the place where it is held."""
    company.desk.mail(moment, me, [f"yoyaku@{dice.pick(company.customers)}"],
                      dice.around(30_000, 0.6), ["出席者名簿.xlsx"], "会場の件")


def evening_mail(company, dice, me, moment):
    """One in fifty tells somebody of the same family, every other day, when they will be home."""
    number = sum(me.id.encode())
    if number % 50 == 0 and dice.chance(0.5):
        family = me.romaji.split()[0].lower()
        name = family + ("hanako", "ichiro", "mama", "papa")[number % 4]
        company.desk.mail(moment, me, [f"{name}@{PRIVATE_MAIL[number % 6]}"],
                          dice.around(4_000, 0.5), (), "これから帰ります")


def customers_site(company, dice, me, moment):
    """A customer takes deliveries on its own SharePoint; most such tenants are approved."""
    company.desk.upload(moment, me, dice.pick(company.customer_tenants) + ".sharepoint.com",
                        dice.around(12_000_000, 1.3))


def packs_papers(company, dice, me, moment):
    """Several files go into one archive, for a colleague or a partner."""
    if me.site in ("head", "works"):
        company.desk.file(moment, me, "write", f"共通/受渡/資料_{dice.between(1, 999)}.zip")
        if dice.chance(0.5):
            company.desk.mail(moment + 200, me, [f"tanto@{dice.pick(company.customers)}"],
                              dice.around(2_500_000, 0.8), ["資料.zip"])


def photographs(company, dice, me, moment):
    """The pictures of an event go to the printer's on a stick of the company."""
    if me.department == "広報部" and dice.chance(0.3):
        company.desk.stick(moment, me, dice.pick(company.own_sticks))
        for number in range(dice.spread(15, 300)):
            moment += dice.within(0.3, 3)
            company.desk.assets.copy(moment, me, f"広報/写真/IMG_{number:04d}.jpg",
                                     dice.around(5_000_000, 0.4))


def monthly_extract(company, dice, me, moment):
    """Addresses for this month's mailing are drawn from the customer database."""
    if me.department in ("企画部", "情報システム部") and dice.chance(0.05):
        company.desk.postgres.read(moment, me.id, "customers", dice.around(9_000, 1.2), me.address)


def stick_for_a_talk(company, dice, me, moment):
    """Most sticks are the company's own, some are a customer's."""
    own = dice.chance(0.6)
    serial = dice.pick(company.own_sticks) if own else None
    company.desk.stick(moment, me, serial)
    if me.site in ("head", "branch"):
        for _ in range(dice.between(1, 6)):
            moment += dice.within(5, 40)
            company.desk.assets.copy(moment, me, ordinary(dice, me), dice.around(3_000_000, 1.0))


def busy_reader(company, dice, me, moment):
    """The end of a quarter: somebody goes through the files of the department."""
    form = dice.pick(ORDINARY[me.department])
    company.desk.read_all(moment, me, many(dice, (form,), min(300, dice.tail(10, 1.1))), (3, 60))


def long_print(company, dice, me, moment):
    """A manual, a month's invoices, papers for a meeting."""
    name = ordinary(dice, me).rsplit("/", 1)[-1]
    company.desk.print(moment, me, name, min(700, dice.tail(25, 1.3)))


def board_papers(company, dice, me, moment):
    """Papers marked as secret are printed where they are made."""
    if me.department in ("総務部", "企画部", "研究部"):
        company.desk.print(moment, me, "取締役会資料【社外秘】.pdf", dice.between(8, 15) * dice.between(2, 9))


def asks_an_assistant(company, dice, me, moment):
    """A chat of some lines, sometimes with a text pasted into it."""
    company.desk.upload(moment, me, dice.pick(AI), dice.around(70_000, 1.2))


def public_code(company, dice, me, moment):
    """Reads and reports to public projects; a patch is small."""
    if me.site == "lab":
        company.desk.upload(moment, me, dice.pick(CODE[:2]), dice.around(60_000, 1.4))


def phone_in_the_house(company, dice, me, moment):
    """A private phone that asks its cloud for news all day."""
    if me.habits["upload"] > 1.9:
        for _ in range(dice.between(2, 10)):
            moment += dice.within(300, 3000)
            company.desk.proxy(me).request(moment, me, "CONNECT", host(dice, PHONE_CLOUD), "/",
                                           dice.around(30_000, 1.2), dice.around(60_000, 1.0))


def shared_document(company, dice, me, moment):
    """A customer's document in a public cloud is edited there."""
    company.desk.proxy(me).request(moment, me, "CONNECT", dice.pick(("docs.google.com",
                                   "drive.google.com")), "/", dice.around(250_000, 1.1),
                                   dice.around(3_000_000, 1.0))


def tidies_up(company, dice, me, moment):
    """Old files go; mostly few."""
    for path in many(dice, (dice.pick(ORDINARY[me.department]),), min(150, dice.tail(4, 1.0))):
        moment += dice.within(0.3, 4)
        if me.site in ("head", "works", "branch"):
            company.desk.file(moment, me, "delete", path)


def sorts_mail(company, dice, me, moment):
    company.desk.audit.move_rule(moment, me, dice.pick(("社内報", "通知", "メルマガ")))


def looks_up_customers(company, dice, me, moment):
    """Sales and support look at the records of customers."""
    if "営業" in me.department or me.department == "品質保証部":
        for _ in range(dice.between(1, 12)):
            moment += dice.within(30, 600)
            company.desk.postgres.read(moment, me.id, "customers", dice.around(15, 1.3), me.address)


def business_trip(company, dice, me, moment):
    """Signs in from a hotel late in the evening, and reads."""
    address = f"198.51.100.{dice.between(2, 250)}"
    late = moment + 6 * HOUR
    company.desk.entra.sign_in(late, me.mail, address)
    company.desk.vpn.session(late, me, address, dice.within(0.3, 2), dice.around(8_000_000, 1.2),
                             dice.around(60_000_000, 1.0))


def private_address(dice, me):
    family, given = me.romaji.lower().split()
    local = dice.pick((f"{family}.{given}", f"{given[0]}.{family}", f"{given}{family}",
                       f"{family}{given[0]}"))
    return f"{local}{dice.pick(('', str(dice.between(1, 99))))}@{dice.pick(PRIVATE_MAIL)}"


# How likely each is for one person on one day.
CHANCES = (
    (0.020, customer_portal), (0.006, partner_delivery), (0.030, own_tenant),
    (0.030, conference_elsewhere), (0.020, fetch_files), (0.010, refused_upload),
    (0.060, private_webmail), (0.015, job_sites), (0.030, professional_network),
    (0.002, curriculum), (0.010, mail_to_self), (0.006, mail_to_family),
    (0.004, announcement), (0.006, agreement), (0.004, attendance), (0.900, evening_mail),
    (0.004, customers_site), (0.030, packs_papers), (0.030, photographs), (0.040, monthly_extract), (0.020, mail_to_small_customer), (0.020, stick_for_a_talk), (0.020, busy_reader),
    (0.015, long_print), (0.030, board_papers), (0.120, asks_an_assistant), (0.150, public_code),
    (0.900, phone_in_the_house), (0.020, shared_document), (0.030, tidies_up), (0.004, sorts_mail),
    (0.300, looks_up_customers), (0.008, business_trip),
)
