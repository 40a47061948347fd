"""A1, A2, A12, A16: copied to sticks and phones, renamed, printed."""

from cases.registry import case
from cases.when import one_day
from clock import at
from papers import CUSTOMERS, SECRETS, many, ordinary


def reads_then_sticks(company, dice, me):
    """In the evening customer files are opened, within a day a stick is plugged in."""
    day = one_day(company, dice, me)
    end = company.desk.read_all(at(day, dice.within(16, 21)), me,
                                many(dice, CUSTOMERS, dice.spread(25, 400)), (1, 9))
    company.desk.stick(end + dice.pick((dice.within(60, 3000), dice.within(10, 15) * 3600)), me)


case("A1", "reads customer lists, plugs in a stick: Samba and asset management", "head",
     "removable_media", leaving=True)(reads_then_sticks)
case("A1", "the same on Windows servers and machines", "works", "removable_media",
     leaving=True)(reads_then_sticks)
case("A1", "the same over SFTP and a Linux PC", "lab", "removable_media",
     leaving=True)(reads_then_sticks)


@case("A1", "copies a few customer lists to a stick: asset management", "branch", "removable_media",
      leaving=True)
def copies_lists(company, dice, me):
    moment = at(one_day(company, dice, me), dice.within(9, 20))
    company.desk.stick(moment - 60, me)
    for path in many(dice, CUSTOMERS, dice.spread(6, 120)):
        company.desk.assets.copy(moment, me, path, dice.around(300_000, 1.0))
        moment += dice.within(1, 15)


@case("A1", "copies many files without a telling name to a stick", "head", "removable_media",
      leaving=True)
def copies_everything(company, dice, me):
    moment = at(one_day(company, dice, me), dice.within(9, 20))
    for number in range(dice.spread(55, 600)):
        company.desk.assets.copy(moment, me, f"work{number}/" + ordinary(dice, me),
                                 dice.around(2_000_000, 1.0))
        moment += dice.within(0.5, 3)


@case("A2", "contractor pulls rows out of the customer database, joins a phone", "lab",
      "bulk_access mobile_device", employment="contractor")
def pulls_rows(company, dice, me):
    moment = at(one_day(company, dice, me), dice.within(10, 18))
    rows, parts = dice.spread(15_000, 3_000_000), dice.between(1, 12)
    for _ in range(parts):
        company.desk.postgres.read(moment, me.id, "customers", rows // parts + 1, me.address)
        moment += dice.within(60, 900)
    company.desk.phone(moment + dice.within(60, 3000), me)


def exports_then_phone(company, dice, me):
    """Database exports are read, then a phone is joined to the PC."""
    end = company.desk.read_all(at(one_day(company, dice, me), dice.within(9, 17)), me,
                                many(dice, CUSTOMERS[2:3], dice.spread(25, 300)), (2, 14))
    company.desk.phone(end + dice.within(60, 4 * 3600), me)


case("A2", "contractor reads exports on the file server, joins a phone", "works", "mobile_device",
     employment="contractor")(exports_then_phone)
case("A2", "contractor reads exports over SFTP, joins a phone", "lab", "mobile_device",
     employment="contractor")(exports_then_phone)


@case("A2", "contractor copies to a phone: asset management", "head", "mobile_device",
      employment="contractor")
def copies_to_phone(company, dice, me):
    moment = at(one_day(company, dice, me), dice.within(9, 20))
    for path in many(dice, CUSTOMERS, dice.spread(22, 200)):
        company.desk.assets.copy(moment, me, path, dice.around(5_000_000, 0.8), "ポータブルデバイス")
        moment += dice.within(1, 20)


@case("A12", "takes the label of secret files off: Samba", "head", "confidential_label")
def takes_label_off(company, dice, me):
    moment = at(one_day(company, dice, me), dice.within(9, 20))
    for number, path in enumerate(many(dice, SECRETS[:1], dice.spread(1, 40))):
        company.desk.samba.rename(moment, me, path, f"共通/資料_{number:03d}.xlsx")
        moment += dice.within(2, 60)


def reads_secrets(company, dice, me):
    """Goes through what is marked as secret."""
    company.desk.read_all(at(one_day(company, dice, me), dice.within(9, 19)), me,
                          many(dice, SECRETS, dice.spread(55, 500)), (1, 20))


case("A12", "reads very many secret files: Windows", "works", "confidential_label")(reads_secrets)
case("A12", "the same over SFTP", "lab", "confidential_label")(reads_secrets)
case("A12", "the same in the cloud", "branch", "confidential_label")(reads_secrets)


@case("A12", "copies a handful of secret files to a stick", "branch", "removable_media")
def copies_secrets(company, dice, me):
    moment = at(one_day(company, dice, me), dice.within(9, 20))
    for path in many(dice, SECRETS, dice.spread(6, 60)):
        company.desk.assets.copy(moment, me, path, dice.around(900_000, 1.0))
        moment += dice.within(1, 15)


def prints_much(company, dice, me):
    """Far more paper than anybody needs, in one day."""
    moment, pages = at(one_day(company, dice, me), dice.within(9, 17)), dice.spread(350, 2500)
    jobs = dice.between(1, 8)
    for _ in range(jobs):
        company.desk.print(moment, me, ordinary(dice, me).rsplit("/", 1)[-1], pages // jobs + 1)
        moment += dice.within(60, 1800)


def prints_lists(company, dice, me):
    """Customer lists on paper."""
    moment = at(one_day(company, dice, me), dice.within(9, 20))
    for number in range(dice.between(2, 10)):
        company.desk.print(moment, me, f"顧客名簿_{number}.xlsx", dice.spread(26, 150))
        moment += dice.within(60, 900)


def prints_at_night(company, dice, me):
    """After hours, when nobody is at the printer."""
    moment = at(one_day(company, dice, me), dice.within(21, 23))
    company.desk.print(moment, me, "資料.pdf", dice.spread(110, 290))


case("A16", "prints far more than usual: PrintService", "works", "bulk_print")(prints_much)
case("A16", "the same: CUPS", "lab", "bulk_print")(prints_much)
case("A16", "prints customer lists: asset management", "head", "bulk_print")(prints_lists)
case("A16", "prints at night: asset management", "branch", "bulk_print")(prints_at_night)
