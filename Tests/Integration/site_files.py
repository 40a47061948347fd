"""What a site adds to the shipped rules: its domains, its log format, its people."""

import csv
import datetime
import os
import shutil

from children import write
from expectations import COMPANY_DOMAIN, PARTNER_DOMAIN, PEOPLE
from proxy import SITE_FORMAT
from webserver import LOG_FORMAT


# A quote in a text of the rule language is doubled.
LOG_FORMAT_IN_RULES = LOG_FORMAT.replace('"', '""')


def write_rules(base, shipped):
    """Copies the shipped rules and lays the site's own file beside them."""
    rules = os.path.join(base, "rules")
    shutil.copytree(shipped, rules)
    write(os.path.join(rules, "integration_site.exfil"), f"""exfil 1
use "std.exfil"

extend company_domains with ("{COMPANY_DOMAIN}")
extend business_sites with ("{PARTNER_DOMAIN}")

format proxy_site "the run's own proxy" {{
  kind web
  squid "{SITE_FORMAT}"
  timezone "Asia/Tokyo"
}}

format web_site "the run's own web server" {{
  kind web
  nginx "{LOG_FORMAT_IN_RULES}"
}}
""")
    return rules


def write_roster(base):
    """The roster of the run, with the dates of leaving counted from today in Japan."""
    today = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=9))).date()

    def day(offset):
        return "" if offset is None else (today + datetime.timedelta(days=offset)).isoformat()

    path = os.path.join(base, "roster.csv")
    with open(path, "w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(
            ["id", "email", "name", "employment", "notice_date", "last_office_day", "last_day",
             "hosts"])
        for person in PEOPLE:
            rows.writerow(
                [person.login, person.mail, person.name, person.employment, day(person.notice),
                 day(person.last_office_day), day(person.last_day), person.host])
    return path
