"""Accounts that are no people: backups, exchanges of files, the shop, old phones."""

from dataclasses import dataclass

from clock import DAY, HOUR, MINUTE, at, midnight


@dataclass
class Account:
    """As much of a person as the servers ask for."""
    id: str
    address: str
    site: str = "head"
    host: str = "srv02"
    mail: str = ""
    department: str = "情報システム部"


def every_day(company, dice, day):
    """What runs day and night, on every day of the week."""
    desk, start = company.desk, midnight(day)
    backup = Account("svc-backup", "10.1.9.2")
    for part in range(dice.between(3, 8)):
        desk.upload(start + HOUR + part * 13 * MINUTE, backup, "vault." + company.domain,
                    dice.around(2_500_000_000, 0.5))
    exchange_files(company, dice, start)
    rotate(company, dice, start)
    shop(company, dice, start)
    for hour in range(24):
        desk.postgres.read(start + (hour + dice.random()) * HOUR, "svc-crm", "customers",
                           dice.around(30_000, 0.6), "10.3.9.5")


def exchange_files(company, dice, start):
    """A partner's account fetches the night's exports, and the scanner reads the share."""
    steps = [(dice.within(1, 6), "get", f"/srv/share/edi/customer_{number:03d}.csv",
              dice.around(200_000, 0.8)) for number in range(dice.between(20, 60))]
    company.desk.sftp.session(start + 2.5 * HOUR, "svc-edi", "10.3.9.4", steps)
    scanner = Account("svc-scan", "10.1.9.3")
    moment = start + 3 * HOUR
    for number in range(dice.between(60, 180)):
        moment += dice.within(0.5, 3)
        company.desk.samba.do(moment, scanner, "read", f"営業/顧客名簿/関東/顧客名簿_{number:04d}.xlsx")


def rotate(company, dice, start):
    """Old reports are deleted by a job."""
    job = Account("svc-rotate", "10.1.9.6")
    moment = start + 4 * HOUR
    for number in range(dice.between(50, 400)):
        moment += dice.within(0.05, 2)
        company.desk.samba.do(moment, job, "delete", f"帳票/日次/帳票_{number:05d}.pdf")


def shop(company, dice, start):
    """Members visit the online shop at all hours, through two front servers."""
    for hour in range(24):
        busy = 4 if 9 <= hour <= 23 else 1
        for front in ("10.5.0.11", "10.5.0.12"):
            for _ in range(busy * dice.between(2, 6)):
                company.desk.gateway.read(start + (hour + dice.random()) * HOUR, front,
                                          dice.around(25, 1.2))


def phones_of_leavers(company, dice, person):
    """The phone of somebody who has left goes on asking for mail; the account is disabled."""
    moment = at(person.last_day, 24) + dice.within(0.1, 2) * DAY
    address = f"198.51.100.{dice.between(2, 250)}"
    for _ in range(dice.between(3, 40)):
        company.desk.entra.sign_in(moment, person.mail, address, "50057", "Apple Internet Accounts")
        moment += dice.within(0.5, 9) * HOUR


def knocking(company, dice, day):
    """The internet knocks at every door: single failures, from many addresses."""
    for _ in range(dice.between(5, 30)):
        moment = midnight(day) + dice.within(0, 24) * HOUR
        address = f"203.0.113.{dice.between(2, 250)}"
        company.desk.entra.sign_in(moment, dice.pick(company.people).mail, address, "50126")
        company.desk.sftp.sign_in(moment, dice.pick(("root", "admin", "test", "oracle")), address, False)
