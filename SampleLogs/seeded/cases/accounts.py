"""A14: used after the last day."""

from cases.registry import case
from clock import DAY, HOUR, at


def _after(company, dice, me):
    """A moment after the last day, still within the logs."""
    first = max(at(me.last_day, 24) + 2 * HOUR, company.calendar.start + 2 * HOUR)
    return first + dice.within(0, max(DAY, min(20 * DAY, company.calendar.end - first - 3 * DAY)))


@case("A14", "signs in after the last day: Entra ID", "head", "after_departure", gone=True)
def signs_in(company, dice, me):
    moment, address = _after(company, dice, me), f"198.51.100.{dice.between(2, 250)}"
    for _ in range(dice.between(1, 5)):
        company.desk.entra.sign_in(moment, me.mail, address, service="SharePoint Online")
        moment += dice.within(600, 20_000)


@case("A14", "comes by VPN after the last day: Cisco ASA", "works", "after_departure", gone=True)
def dials_in(company, dice, me):
    company.desk.vpn.session(_after(company, dice, me), me, f"198.51.100.{dice.between(2, 250)}",
                             dice.within(0.1, 3), dice.around(5_000_000, 1),
                             dice.spread(5_000_000, 900_000_000))


@case("A14", "mails from the company's address after the last day: Microsoft 365", "lab",
      "after_departure", gone=True)
def mails_on(company, dice, me):
    company.desk.mail(_after(company, dice, me), me, [f"tanto@{dice.pick(company.partners)}"],
                      dice.spread(5_000, 5_000_000))


@case("A14", "downloads from the cloud after the last day", "branch", "after_departure", gone=True)
def downloads_on(company, dice, me):
    moment = _after(company, dice, me)
    for number in range(dice.spread(1, 80)):
        company.desk.audit.file(moment, me, "FileDownloaded", f"docs/支店/案件_{number:03d}.xlsx",
                                dice.around(300_000, 1.0), f"198.51.100.{dice.between(2, 250)}")
        moment += dice.within(1, 60)
