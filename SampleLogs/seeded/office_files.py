"""What the company knows of itself: roster, leases, its own rule file, and the ground truth."""

import csv
import io
import json
from datetime import timedelta

from company import SERVICES

ROSTER = ["id", "email", "name", "romaji", "department", "employment", "notice_date",
          "last_office_day", "last_day", "hosts"]


def roster(company):
    return _table([ROSTER] + [
        [me.id, me.mail, me.name, me.romaji, me.department, me.employment, me.notice or "",
         me.last_office or "", me.last_day or "", me.host] for me in company.people])


def leases(company):
    """The branch has no names in its proxy's log: who had which address is told here."""
    first = company.calendar.first - timedelta(days=30)
    last = company.calendar.last + timedelta(days=30)
    return _table([["from", "to", "ip", "host", "user"]] + [
        [first, last, me.address, me.host, me.id] for me in company.people if me.site == "branch"])


def rules(company, shipped):
    """The company's own rule file; `shipped` is the way from there to the shipped rules."""
    return SITE.format(
        rules=shipped,
        domain=company.domain,
        tenants=", ".join(f'"{one}"' for one in [
            company.tenant, f"{company.tenant}-my", *company.customer_tenants[:7]]),
        sites=", ".join(f'"{one}"' for one in [
            company.domain, *company.partners, "zoom.us", "office365.com", "teams.microsoft.com",
            "microsoftonline.com", "data.microsoft.com", "kintai-saas.example",
            "keihi-saas.example", "crm-saas.example"]),
        services=", ".join(f'"{one}"' for one in SERVICES),
        sticks=", ".join(f'"{one}"' for one in company.own_sticks)).encode()


def truth(company, evidence):
    """One JSON object a line: who, which case, which categories count, where the evidence is."""
    return "".join(json.dumps({
        "case": one.mark, "what": one.what, "subjects": one.subjects,
        "categories": list(one.categories), "hole": one.hole,
        "evidence": evidence.get(one.mark, [])},
        ensure_ascii=False) + "\n" for one in company.truths).encode()


def figures(company, line_count):
    """What the score is divided by."""
    person_days = sum(me.works_on(day) for me in company.people for day in company.calendar.working)
    return (json.dumps({
        "seed": company.seed, "people": len(company.people), "days": len(company.calendar.all),
        "first": company.calendar.first.isoformat(), "domain": company.domain,
        "lines": line_count, "person_days": person_days}) + "\n").encode()


def _table(rows):
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue().encode()


SITE = """exfil 1
use "{rules}/std.exfil"
use "{rules}/lists.exfil"

extend company_domains with ("{domain}")
extend office_networks with (10.0.0.0/8, 192.0.2.10)
extend business_sites with ({sites})
extend approved_tenants with ({tenants})
extend service_accounts with ({services})
extend approved_devices with ({sticks})

format head_office_proxy "Squid, which logs what each request sent" {{
  kind web
  squid "%ts.%03tu %6tr %>a %Ss/%03>Hs %<st %rm %ru %[un %Sh/%<a %mt %>st"
  timezone "Asia/Tokyo"
  sample "1791450600.123   2100 10.1.0.13 TCP_TUNNEL/200 5120 CONNECT dl-web.dropbox.com:443 suzuki.m HIER_DIRECT/203.0.113.9 - 41943174"
  gives user=suzuki.m bytes_out=41943174B domain="dl-web.dropbox.com"
}}

format shop_gateway "the online shop's gateway to the members' database" {{
  kind query
  csv
  header "time,client,table,rows"
  identify header contains ("client", "table", "rows")
  timezone "Asia/Tokyo"
  time = column "time" as "yyyy-MM-dd HH:mm:ss"
  src_ip = column "client"
  table = column "table"
  rows = column "rows"
  sample "2026-10-12 09:31:07,10.5.0.11,customer_members,20"
  gives src_ip=10.5.0.11 table="customer_members" rows=20
}}
"""
