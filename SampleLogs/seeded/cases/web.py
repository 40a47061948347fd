"""A3, A4, A5 by clouds, A6, A8, A13, A18: what goes out by the web."""

from cases.registry import case
from cases.when import one_day, own_days, several_days
from clock import at
from papers import CUSTOMERS, SECRETS, many
from places import (AI, CHINESE, CODE, PASTE, PHONE_CLOUD, REMOTE, STORAGE, TRANSFER, host)

MB = 1_000_000


def stores_in_a_day(company, dice, me):
    """Private storage takes much in one day."""
    moment, name = at(one_day(company, dice, me), dice.within(9, 12)), host(dice, STORAGE)
    total, parts = dice.spread(60 * MB, 6_000 * MB), dice.between(1, 12)
    for _ in range(parts):
        company.desk.upload(moment, me, name, total // parts)
        moment += dice.within(120, 2400)


case("A3", "temp worker, private storage, tunnels of Squid", "head", "personal_cloud",
     employment="temp")(stores_in_a_day)
case("A3", "temp worker, private storage, ProxySG", "works", "personal_cloud",
     employment="temp")(stores_in_a_day)


@case("A3", "temp worker, private storage, a proxy without request sizes", "branch",
      "personal_cloud", employment="temp")
def stores_unmeasured(company, dice, me):
    moment, name = at(one_day(company, dice, me), dice.within(9, 12)), host(dice, STORAGE)
    for _ in range(dice.between(12, 60)):
        company.desk.upload(moment, me, name, 8 * MB)
        moment += dice.within(20, 400)


def transfers(company, dice, me):
    """Price files are read, the evening after a file-transfer service takes them from outside."""
    day = one_day(company, dice, me)
    company.desk.read_all(at(day, dice.within(14, 18)), me,
                          many(dice, SECRETS, dice.spread(5, 80)), (1, 9))
    moment, name = at(day, dice.within(20, 23)), host(dice, TRANSFER)
    office, me.address = me.address, f"198.51.100.{dice.between(2, 250)}"
    for _ in range(dice.between(1, 5)):
        company.desk.upload(moment, me, name, dice.spread(2 * MB, 400 * MB))
        moment += dice.within(60, 900)
    me.address = office


case("A4", "leaver, file-transfer service at night from outside, Squid", "head",
     "file_transfer_service", leaving=True)(transfers)
case("A4", "the same through ProxySG", "works", "file_transfer_service", leaving=True)(transfers)


@case("A4", "leaver, file-transfer service in a log without request sizes", "branch",
      "file_transfer_service", leaving=True)
def transfers_unmeasured(company, dice, me):
    moment, name = at(one_day(company, dice, me), dice.within(9, 22)), host(dice, TRANSFER)
    for _ in range(dice.between(2, 9)):
        company.desk.upload(moment, me, name, dice.spread(2 * MB, 200 * MB))
        moment += dice.within(30, 600)


def stores_little_by_little(company, dice, me):
    """A little every day or two, for weeks."""
    name = host(dice, STORAGE)
    for day in several_days(company, dice, me, dice.between(11, 16)):
        for _ in range(dice.between(2, 5)):
            company.desk.upload(at(day, dice.within(9, 20)), me, name,
                                dice.spread(int(2.2 * MB), 6 * MB))


case("A5", "leaver, small uploads for weeks, Squid", "head", "chunked_transfer personal_cloud",
     leaving=True)(stores_little_by_little)
case("A5", "the same through ProxySG", "works", "chunked_transfer personal_cloud",
     leaving=True)(stores_little_by_little)


def takes_and_sends_abroad(company, dice, me):
    """Customer records are fetched, hours or days later a cloud abroad has them."""
    days = own_days(company, me)
    first = dice.between(2, len(days) - 6)
    moment = at(days[first], dice.within(10, 18))
    company.desk.read_all(moment, me, many(dice, CUSTOMERS, dice.spread(12, 300)), (1, 9))
    later = at(days[first + dice.between(0, 2)], dice.within(18.2, 22))
    for _ in range(dice.between(1, 4)):
        company.desk.upload(later, me, host(dice, CHINESE), dice.spread(2 * MB, 500 * MB))
        later += dice.within(60, 900)


case("A6", "fetches records over SFTP, a cloud abroad, Squid", "lab", "personal_cloud",
     employment="contractor")(takes_and_sends_abroad)
case("A6", "the same from the file server, ProxySG", "works", "personal_cloud",
     employment="contractor")(takes_and_sends_abroad)


def controls_from_afar(company, dice, me):
    """A remote-control program is installed, and its relay is talked to."""
    moment, name = at(one_day(company, dice, me), dice.within(17, 22)), host(dice, REMOTE)
    for _ in range(dice.between(1, 4)):
        company.desk.upload(moment, me, name, dice.spread(int(1.2 * MB), 300 * MB))
        moment += dice.within(600, 4000)


case("A8", "leaver, relays of remote control, Squid", "head", "remote_control",
     leaving=True)(controls_from_afar)
case("A8", "the same through ProxySG", "works", "remote_control", leaving=True)(controls_from_afar)


@case("A8", "leaver starts a remote-control program: Windows", "works", "remote_control",
      leaving=True)
def starts_remote_control(company, dice, me):
    moment = at(one_day(company, dice, me), dice.within(9, 22))
    image = dice.pick(("AnyDesk.exe", "TeamViewer_Service.exe", "rustdesk.exe", "ngrok.exe"))
    for _ in range(dice.between(1, 5)):
        company.desk.windows.program(moment, me, f"C:\\Users\\{me.id}\\Downloads\\{image}")
        moment += dice.within(600, 40_000)


def stores_with_another_tenant(company, dice, me):
    """The service that the company uses, with a tenant that is not the company's."""
    moment = at(one_day(company, dice, me), dice.within(9, 20))
    name = dice.pick(("kojin", "freelance", "rival-shoji", "tomodachi")) + str(dice.between(1, 99))
    for _ in range(dice.between(1, 6)):
        company.desk.upload(moment, me, f"{name}-my.sharepoint.com",
                            dice.spread(int(1.5 * MB), 700 * MB))
        moment += dice.within(60, 2400)


case("A13", "another tenant, Squid", "head", "personal_tenant")(stores_with_another_tenant)
case("A13", "another tenant, ProxySG", "works", "personal_tenant")(stores_with_another_tenant)


@case("A13", "a phone or PC that syncs to a private cloud", "lab", "personal_cloud chunked_transfer")
def syncs_a_phone(company, dice, me):
    moment = at(one_day(company, dice, me), dice.within(8, 12))
    for _ in range(dice.between(6, 40)):
        company.desk.upload(moment, me, host(dice, PHONE_CLOUD), dice.spread(5 * MB, 60 * MB))
        moment += dice.within(60, 900)


def asks_with_documents(company, dice, me):
    """Documents go into a chat."""
    moment = at(one_day(company, dice, me), dice.within(9, 20))
    name = dice.pick(AI)
    for _ in range(dice.between(1, 6)):
        company.desk.upload(moment, me, name, dice.spread(6 * MB, 80 * MB))
        moment += dice.within(60, 1200)


case("A18", "documents into an AI chat, Squid", "head", "ai_paste_code")(asks_with_documents)
case("A18", "the same through ProxySG", "works", "ai_paste_code")(asks_with_documents)


@case("A18", "text onto a paste site", "head", "ai_paste_code")
def pastes(company, dice, me):
    moment, name = at(one_day(company, dice, me), dice.within(9, 20)), dice.pick(PASTE)
    for _ in range(dice.between(1, 4)):
        company.desk.upload(moment, me, name, dice.spread(150_000, 3 * MB))
        moment += dice.within(60, 1200)


@case("A18", "source code to a private repository", "lab", "ai_paste_code")
def pushes_code(company, dice, me):
    moment, name = at(one_day(company, dice, me), dice.within(9, 20)), dice.pick(CODE)
    for _ in range(dice.between(1, 4)):
        company.desk.upload(moment, me, name, dice.spread(12 * MB, 300 * MB))
        moment += dice.within(60, 1200)
