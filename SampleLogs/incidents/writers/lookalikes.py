"""What is never an alert by itself: each alone, and each of a person who is leaving."""

from attacks import CASES, case
from lines import GB, KB, MB, every, when


@case("E1-job-sites/benign-leaver", "a leaver reads job sites every day, and writes to them")
def _(o):
    for time in every("10-05 12:05", 30, hours=9):
        o.get(time, "mori.t", "http://doda.jp/jobs/1", 90 * KB)
        o.tunnel(time, "mori.t", "www.bizreach.jp", 80 * KB, 900_000)


@case("E2-curriculum-vitae/benign-agency", "a CV to an agency, by mail and by upload")
def _(o):
    o.send("10-06 12:20", "ueno.m", "consultant@agency.example", 700 * KB, ["職務経歴書_上野.pdf", "履歴書.pdf"])
    o.post("10-06 12:30", "mori.t", "http://doda.jp/resume/upload", 900 * KB)


@case("E3-professional-network/benign-linkedin", "a professional network all day, pictures and messages")
def _(o):
    for time in every("10-05 09:05", 60, hours=3):
        o.tunnel(time, "mori.t", "www.linkedin.com", 400 * KB, 2 * MB)


@case("E4-goodbye/benign-mail", "a goodbye to all colleagues and two customers, with a photograph")
def _(o):
    from company import PEOPLE
    o.send("10-09 17:00", "yamada.t", [person.mail for person in PEOPLE] + ["a@customer.example", "b@client.example"],
           3 * MB, ["送別会.jpg"])


@case("E5-mail-to-oneself/benign-small", "a single small mail to oneself")
def _(o):
    o.send("10-06 18:05", "hayashi.k", "ken.hayashi@gmail.com", 30 * KB, ["乗換案内.pdf"])
    o.send("10-06 18:15", "sato.k", "kaori.sato@icloud.com", 12 * KB)


@case("E6-inbound/benign-downloads", "large files come in, from storage, transfer services and code hosts")
def _(o):
    for number, time in enumerate(every("10-06 10:05", 20, minutes=20)):
        host = ("12.gigafile.nu", "www.dropbox.com", "github.com", "drive.google.com")[number % 4]
        o.get(time, "kondo.t", f"http://{host}/dl/{number}", 120 * MB)
        o.tunnel(time, "kondo.t", host, 30 * KB, 200 * MB)


@case("E7-approved-backup/benign-nightly", "the approved backup, to its vault, and by its own tunnels")
def _(o):
    for time in every("10-05 02:00", 7, days=1):
        o.post(time, "svc-backup", "http://vault.backup.example.co.jp/nightly/a.tar", 2 * GB, method="PUT",
               source="10.1.0.7")
        o.tunnel(time, "svc-backup", "content.dropboxapi.com", 300 * MB, source="10.1.0.7")
        o.query(time, "svc-backup", "10.1.0.7", "COPY customers TO STDOUT", 200_000, "COPY")


@case("E8-refused/benign-refused", "uploads that the proxy refused, and their challenges")
def _(o):
    for number, time in enumerate(every("10-06 13:00", 12, minutes=3)):
        o.post(time, "tanaka.h", "http://12.gigafile.nu/upload", 90 * MB, status=(403, 407, 503)[number % 3])
    o.post("10-06 14:00", "sato.k", "http://www.dropbox.com/upload", 90 * MB, status=413)
