"""A5 by mail, A7, A11, A17: what goes out by mail, by mistake or on purpose."""

from cases.registry import case
from cases.when import one_day, several_days
from clock import at
from days.noise import private_address
from papers import CUSTOMERS, SECRETS, many, ordinary

MB = 1_000_000


def mails_to_self(company, dice, me):
    """From the offer to the last day: a mail now and then to the own address."""
    target = private_address(dice, me)
    for day in several_days(company, dice, me, dice.between(6, 16)):
        company.desk.mail(at(day, dice.within(8, 22)), me, [target], dice.spread(100_000, 7 * MB),
                          [ordinary(dice, me).rsplit("/", 1)[-1]], "資料")


for _site, _server in (("head", "Postfix"), ("works", "Exchange"), ("lab", "Microsoft 365"),
                       ("branch", "Mimecast")):
    case("A5", f"leaver, mails to the own address for weeks: {_server}", _site, "private_mail",
         leaving=True)(mails_to_self)


def mails_secrets_abroad(company, dice, me):
    """Somebody met on a professional network gets technical papers."""
    target = f"{dice.pick(('wang', 'li.na', 'j.smith', 'procurement'))}@{dice.pick(company.strangers)}"
    for day in several_days(company, dice, me, dice.between(1, 4)):
        names = [path.rsplit("/", 1)[-1] for path in many(dice, SECRETS[:2], dice.between(1, 4))]
        company.desk.mail(at(day, dice.within(9, 21)), me, [target], dice.spread(200_000, 18 * MB),
                          names, "Specification")


case("A7", "secret papers to a foreign company: Postfix", "head", "external_mail")(
    mails_secrets_abroad)
case("A7", "the same: Mimecast", "branch", "external_mail")(mails_secrets_abroad)


@case("A7", "gathers secret papers, packs them, uploads them to a foreign company", "head",
      "archive_staging")
def packs_and_uploads(company, dice, me):
    moment = at(one_day(company, dice, me), dice.within(9, 14))
    moment = company.desk.read_all(moment, me, many(dice, SECRETS, dice.spread(22, 200)), (1, 9))
    company.desk.samba.do(moment + 300, me, "write", f"共通/tmp/{dice.hexadecimal(4)}.zip")
    company.desk.upload(moment + dice.within(900, 9000), me, "share." + dice.pick(company.strangers),
                        dice.spread(2 * MB, 280 * MB))


def sends_list_to_the_wrong_party(company, dice, me):
    """A customer list goes to somebody whose address begins alike."""
    company.desk.mail(at(one_day(company, dice, me), dice.within(9, 19)), me,
                      [f"tanto@{dice.pick(company.strangers)}"], dice.spread(50_000, 6 * MB),
                      [dice.pick(("顧客名簿.xlsx", "会員名簿_最新.csv", "顧客一覧2.xlsx"))], "ご依頼の件")


case("A11", "a customer list to the wrong party: Postfix", "head", "misdelivery")(
    sends_list_to_the_wrong_party)
case("A11", "the same: Mimecast", "branch", "misdelivery")(sends_list_to_the_wrong_party)


def shows_all_recipients(company, dice, me):
    """An invitation to customers, all of them in To."""
    to = sorted({f"{dice.pick(('info', 'office', 'yamada', 'kato', 'soumu'))}{dice.between(1, 999)}@"
                 f"{dice.pick(company.partners + company.customers + company.strangers)}"
                 for _ in range(dice.spread(60, 400))})
    company.desk.mail(at(one_day(company, dice, me), dice.within(9, 19)), me, to,
                      dice.around(60_000, 0.8), (), "展示会のご案内")


case("A11", "one mail to very many outside, all to be seen: Postfix", "head", "misdelivery")(
    shows_all_recipients)
case("A11", "the same: Exchange", "works", "misdelivery")(shows_all_recipients)


@case("A11", "links that anyone can open", "branch", "misdelivery")
def makes_public_links(company, dice, me):
    moment = at(one_day(company, dice, me), dice.within(9, 19))
    for path in many(dice, CUSTOMERS, dice.spread(1, 60)):
        company.desk.audit.file(moment, me, "AnonymousLinkCreated", path)
        moment += dice.within(2, 40)


@case("A17", "an inbox rule forwards to a private address", "head", "mail_forwarding")
def forwards_by_rule(company, dice, me):
    company.desk.audit.inbox_rule(at(one_day(company, dice, me), dice.within(9, 22)), me,
                                  private_address(dice, me))


@case("A17", "the mailbox itself forwards to a private address", "lab", "mail_forwarding")
def forwards_mailbox(company, dice, me):
    company.desk.audit.inbox_rule(at(one_day(company, dice, me), dice.within(9, 22)), me,
                                  "smtp:" + private_address(dice, me), "Set-Mailbox")


@case("A17", "a rule forwards to another company", "branch", "mail_forwarding")
def forwards_to_company(company, dice, me):
    company.desk.audit.inbox_rule(at(one_day(company, dice, me), dice.within(9, 22)), me,
                                  f"info@{dice.pick(company.strangers)}")
