"""A9 and A10: from outside, or with other people's names."""

from cases.registry import case
from clock import at


@case("A9", "strange addresses pull members out of the shop at night", "head", "bulk_access")
def pulls_members(company, dice, me):
    addresses = [f"203.0.113.{dice.between(2, 250)}" for _ in range(dice.between(1, 4))]
    start = at(dice.pick(company.calendar.all[2:-2]), dice.within(21, 23.9))
    total, rate = dice.spread(60_000, 900_000), dice.between(100, 900)
    for number in range(total // rate):
        company.desk.gateway.read(start + number * 2 + dice.within(0, 1.5),
                                  addresses[number % len(addresses)], rate)
    return addresses


@case("A9", "the shop's read-only account pulls members: PostgreSQL", "lab", "bulk_access")
def pulls_by_account(company, dice, me):
    start = at(dice.pick(company.calendar.all[2:-2]), dice.within(20.5, 29))
    address, total, rate = f"203.0.113.{dice.between(2, 250)}", dice.spread(30_000, 900_000), 700
    for number in range(total // rate):
        company.desk.postgres.read(start + number * 3 + dice.random(), "shop_ro", "customer_members",
                                   rate, address, "shop")
    return ["shop_ro"]


@case("A10", "passwords from elsewhere are tried on many accounts: Entra ID", "head",
      "credential_abuse")
def tries_accounts(company, dice, me):
    addresses = [f"203.0.113.{dice.between(2, 250)}" for _ in range(dice.between(1, 3))]
    for address in addresses:
        moment = at(dice.pick(company.calendar.all[2:-2]), dice.within(0, 23))
        victims = dice.some(company.people, dice.spread(14, 150))
        for number, victim in enumerate(victims):
            taken = number >= 12 and dice.chance(0.04) or number == len(victims) - 1
            company.desk.entra.sign_in(moment, victim.mail, address, "0" if taken else "50126")
            moment += dice.within(1, 2400 / len(victims))
    return addresses


@case("A10", "the same on the SFTP server", "lab", "credential_abuse")
def tries_logins(company, dice, me):
    address = f"203.0.113.{dice.between(2, 250)}"
    moment = at(dice.pick(company.calendar.all[2:-2]), dice.within(0, 23))
    victims = dice.some([one for one in company.people if one.site == "lab"], dice.between(14, 40))
    for victim in victims:
        for _ in range(dice.between(1, 4)):
            company.desk.sftp.sign_in(moment, victim.id, address, False)
            moment += dice.within(1, 12)
    company.desk.sftp.sign_in(moment, victims[-1].id, address, True)
    return [address]
