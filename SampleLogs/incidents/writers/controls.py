"""The controls B1 to B6: what each profile finds that the pack alone lets pass, and what it leaves alone."""

from attacks import CASES, case
from lines import KB, MB, every, when


@case("B1-no-storage/attack-small", "fifty kilobytes to private storage")
def _(o):
    o.post("10-06 10:00", "abe.r", "http://www.dropbox.com/upload", 50 * KB)


@case("B1-no-storage/benign-look", "the same service is looked at, and another site used")
def _(o):
    o.get("10-06 10:00", "abe.r", "http://www.dropbox.com/s/x", 9 * MB)
    o.post("10-06 11:00", "abe.r", "http://files.partner.example.com/in", 9 * MB)


@case("B2-approved-only/attack-unknown", "12 MB to a site that nobody has approved")
def _(o):
    o.post("10-06 10:00", "abe.r", "http://app.unknown.example/in", 12 * MB)


@case("B2-approved-only/benign-approved", "as much to the partner and to the company's tenant")
def _(o):
    o.post("10-06 10:00", "abe.r", "http://files.partner.example.com/in", 60 * MB)
    o.post("10-06 11:00", "abe.r", "http://acme.sharepoint.com/sites/x", 60 * MB)


def _netskope(o, time, user, account, sent):
    o.add_json("netskope/transactions.json", bytes=str(sent + 900), **{
        "c-ip": "198.51.100.1", "cs-bytes": str(sent), "cs-host": "drive.google.com", "cs-method": "POST",
        "cs-uri": "/upload", "cs-uri-port": "443", "cs-uri-scheme": "https", "cs-user-agent": "Mozilla/5.0",
        "cs-username": f"{user}@example.co.jp", "date": when(time).strftime("2026-%m-%d"),
        "rs-status": "200", "sc-bytes": "900", "sc-status": "200", "time": when(time).strftime("%H:%M:%S"),
        "x-category": "Cloud Storage", "x-cs-app": "Google Drive", "x-cs-app-activity": "Upload",
        "x-cs-app-from-user": account, "x-cs-app-instance-id": "-",
        "x-cs-timestamp": str(int(when(time).timestamp())), "x-cs-url": "https://drive.google.com/upload",
        "x-cs-userip": "10.1.0.20", "x-policy-action": "allow", "x-type": "http_transaction"})


@case("B3-company-accounts/attack-private", "an upload by a private account of an approved service")
def _(o):
    _netskope(o, "10-06 10:00", "abe.r", "ryo.abe@gmail.com", 3 * MB)


@case("B3-company-accounts/benign-company", "as much by the company's account")
def _(o):
    _netskope(o, "10-06 10:00", "abe.r", "abe.r@example.co.jp", 3 * MB)


@case("B4-volume-limits/attack-single", "one transfer above the limit of one transfer, below that of a day")
def _(o):
    o.post("10-06 10:00", "abe.r", "http://app.unknown.example/in", 70 * MB)


@case("B4-volume-limits/attack-day", "below the limit of a transfer each time, above that of a day, by web and mail")
def _(o):
    for time in every("10-06 10:00", 6, minutes=30):
        o.post(time, "abe.r", "http://app.unknown.example/in", 40 * MB)
    for time in every("10-06 15:00", 5, minutes=30):
        o.send(time, "abe.r", "x@other.example", 20 * MB)


@case("B4-volume-limits/attack-month", "forty megabytes on each of 27 days")
def _(o):
    for time in every("10-01 10:00", 27, days=1):
        o.post(time, "abe.r", "http://app.unknown.example/in", 40 * MB)


@case("B4-volume-limits/benign-ordinary", "a few transfers of a few megabytes")
def _(o):
    for time in every("10-06 10:00", 8, days=1):
        o.post(time, "abe.r", "http://app.unknown.example/in", 20 * MB)


@case("B5-monitoring/attack-all", "all controls at once: an unapproved site, and one large transfer")
def _(o):
    o.post("10-06 10:00", "abe.r", "http://app.unknown.example/in", 70 * MB)
    o.post("10-06 11:00", "endo.f", "http://www.dropbox.com/upload", 50 * KB)


@case("B5-monitoring/benign-all", "approved destinations and a few megabytes elsewhere")
def _(o):
    o.post("10-06 10:00", "abe.r", "http://files.partner.example.com/in", 60 * MB)
    o.post("10-06 11:00", "abe.r", "http://app.unknown.example/in", 3 * MB)


@case("B6-telework/attack-cafe", "300 KB to a transfer service from outside of the office")
def _(o):
    o.post("10-06 19:00", "abe.r", "http://12.gigafile.nu/upload", 300 * KB, source="203.0.113.7")


@case("B6-telework/benign-office", "as much at the office")
def _(o):
    o.post("10-06 14:00", "abe.r", "http://12.gigafile.nu/upload", 300 * KB)
