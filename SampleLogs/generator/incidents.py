"""The planted incidents and their harmless look-alikes, each a person, each a function.

`CASES` is the table that expected.tsv is written from: the categories that must be found, those
that the same traffic may fairly raise as well, and what the person does. A person with neither
must stay silent.
"""

from datetime import timedelta

from company import BY_ID, address, at, working_days

MB = 1_000_000
CASES = []


def case(person, must, may, number, what):
    """Registers a planted person; the decorated function writes the traces."""
    def register(write):
        CASES.append((person, must, may, number, what, write))
        return write
    return register


@case("sato.k", "removable_media", "bulk_access confidential_label", "A1",
      "leaver reads 120 customer files in the evening, plugs in a USB memory next morning")
def leaver_copies_customer_lists(logs, dice, me):
    paths = [f"営業/顧客名簿/{place}/顧客名簿_{n:03d}.xlsx" for place in ("関東", "関西", "九州")
             for n in range(1, 41)]
    logs.audit.read_all(at("2026-10-13", "18:41:12"), me.id, address(me), me.host, paths, (2, 9))
    logs.kernel.memory(at("2026-10-14", "08:34:50"), me.host)


@case("ogawa.c", "mobile_device", "bulk_access confidential_label", "A2",
      "contractor reads 80 database exports, joins a phone to a borrowed PC (known by its lease)")
def contractor_copies_database(logs, dice, me):
    paths = [f"システム/DBexport/顧客DB/customers_20261007_{n:03d}.csv" for n in range(1, 81)]
    logs.audit.read_all(at("2026-10-07", "11:20:31"), "x-ogawa", address(me), "pc-loan3", paths,
                        (4, 14))
    logs.kernel.phone(at("2026-10-07", "13:22:04"), "pc-loan3")


@case("suzuki.m", "personal_cloud", "large_outbound chunked_transfer sync_client", "A3",
      "temp worker sends 2 GB to private storage in one day, through tunnels")
def temp_sends_to_private_storage(logs, dice, me):
    when = at("2026-10-09", "10:12:40")
    for _ in range(8):
        logs.head.tunnel(when, address(me), me.id, "dl-web.dropbox.com",
                         dice.between(180 * MB, 310 * MB), dice.between(90_000, 400_000))
        when += timedelta(minutes=dice.between(14, 42))


@case("kondo.t", "file_transfer_service removable_media",
      "large_outbound bulk_access confidential_label personal_cloud custom", "A4",
      "leaver reads 70 secret price files, plugs in a memory, uploads to GigaFile from outside")
def leaver_uploads_from_outside(logs, dice, me):
    paths = [f"商品/秘密/原価表/【社外秘】原価表_{n:03d}.xlsx" for n in range(1, 71)]
    logs.audit.read_all(at("2026-10-15", "17:05:09"), me.id, address(me), me.host, paths, (1, 6))
    logs.kernel.memory(at("2026-10-15", "17:41:30"), me.host, 1)
    when = at("2026-10-17", "21:48:05")
    for _ in range(3):
        logs.head.request(when, "203.0.113.77", me.id, "POST",
                          "http://32.gigafile.nu/upload_chunk.php",
                          dice.between(85 * MB, 97 * MB), 612)
        when += timedelta(minutes=4)


@case("hirano.y", "private_mail chunked_transfer custom", "personal_cloud external_mail large_outbound",
      "A5", "leaver: weeks of small mails to the own private address, and of small uploads")
def leaver_sends_little_by_little(logs, dice, me):
    for day in working_days():
        if day > "2026-10-23":
            continue
        logs.mail.message(at(day, f"18:{dice.between(5, 50):02d}:{dice.between(0, 59):02d}"),
                          me.mail, ["hirano.yuta@gmail.com"], dice.between(380_000, 940_000),
                          [f"設計資料_{day.replace('-', '')}.zip"], address(me))
        when = at(day, "12:05:10") + timedelta(minutes=dice.between(0, 20))
        for _ in range(4):
            logs.head.tunnel(when, address(me), me.id, "www.dropbox.com",
                             dice.between(3 * MB, 7 * MB), dice.between(20_000, 60_000))
            when += timedelta(minutes=dice.between(3, 9))


@case("maeda.s", "personal_tenant", "personal_cloud large_outbound", "A13",
      "uploads to another tenant of the service the company uses (contoso-my.sharepoint.com)")
def another_tenant(logs, dice, me):
    for day, clock in (("2026-10-06", "15:31:22"), ("2026-10-08", "16:02:48")):
        logs.head.tunnel(at(day, clock), address(me), me.id, "contoso-my.sharepoint.com",
                         dice.between(60 * MB, 90 * MB), 150_000)


@case("okada.d", "after_departure", "", "A14",
      "still reads the intranet and mails colleagues after the last day")
def active_after_the_last_day(logs, dice, me):
    for day, clock in (("2026-10-05", "22:14:09"), ("2026-10-06", "06:51:33")):
        for minute in range(6):
            logs.head.get(at(day, clock) + timedelta(minutes=minute), "203.0.113.190", me.id,
                          "http://intra.example.co.jp/portal", 22_000)
    logs.mail.message(at("2026-10-06", "07:02:11"), me.mail, ["tanaka.h@example.co.jp"], 5_100,
                      source="203.0.113.190")


@case("shimizu.r", "file_transfer_service", "", "B1",
      "branch office: uploads that only a log without request sizes has seen; person by lease")
def branch_upload(logs, dice, me):
    when = at("2026-10-14", "19:20:13")
    for _ in range(4):
        logs.branch.request(when, address(me), "-", "POST", "http://45.gigafile.nu/upload_chunk.php",
                            90 * MB, 588, elapsed=41_000)
        when += timedelta(minutes=3)


@case("ito.s", "", "", "-", "800 MB to an approved partner")
def approved_upload(logs, dice, me):
    logs.head.challenge(at("2026-10-08", "14:09:58"), address(me),
                        "http://files.partner.example.com/deliver/drawings.zip", "PUT")
    logs.head.request(at("2026-10-08", "14:10:00"), address(me), me.id, "PUT",
                      "http://files.partner.example.com/deliver/drawings.zip", 812 * MB, 310)


@case("abe.r", "", "", "-", "downloads 500 MB from a file-transfer service")
def download_only(logs, dice, me):
    logs.head.get(at("2026-10-07", "11:03:40"), address(me), me.id,
                  "http://12.gigafile.nu/download.php", 512 * MB, "application/zip")


@case("tanaka.h", "", "", "-", "uploads that the proxy refused (403), and one met by a 407 only")
def refused_upload(logs, dice, me):
    for minute in (1, 2, 5):
        logs.head.request(at("2026-10-09", f"16:{minute:02d}:20"), address(me), me.id, "POST",
                          "http://www.mega.nz/up", 61 * MB, 3474, 403, "TCP_DENIED")
    logs.head.request(at("2026-10-09", "16:09:10"), address(me), "-", "PUT",
                      "http://12.gigafile.nu/upload_chunk.php", 8192, 3660, 407, "TCP_DENIED", 0)


@case("hayashi.k", "", "", "-", "one small mail to the own private address")
def small_mail_to_oneself(logs, dice, me):
    logs.mail.message(at("2026-10-02", "17:44:19"), me.mail, ["hayashi.ken@gmail.com"], 3_900,
                      source=address(me))


@case("ueno.m", "", "", "-", "a CV to a job agency")
def job_application(logs, dice, me):
    logs.mail.message(at("2026-10-13", "12:31:07"), me.mail, ["entry@agent.example.com"], 245_000,
                      ["職務経歴書.pdf"], address(me))


@case("mori.t", "", "", "-", "leaver who only reads job sites and a professional network")
def job_sites(logs, dice, me):
    for day in ("2026-10-05", "2026-10-07", "2026-10-13"):
        for minute in range(12):
            host = ("tenshoku.mynavi.jp", "www.linkedin.com")[minute % 2]
            logs.head.tunnel(at(day, "12:20:00") + timedelta(minutes=minute), address(me), me.id,
                             host, dice.between(3_000, 40_000), dice.between(90_000, 500_000))


@case("yamada.t", "", "", "-", "leaver who says goodbye to all colleagues, with a photograph")
def goodbye(logs, dice, me):
    colleagues = [person.mail for person in BY_ID.values()
                  if person.id not in ("yamada.t", "okada.d", "svc-backup")]
    logs.mail.message(at("2026-10-09", "16:58:40"), me.mail, colleagues, 1_840_000,
                      ["集合写真.jpg"], address(me))


@case("nomura.a", "", "", "-", "300 MB to the company's own tenant")
def own_tenant(logs, dice, me):
    logs.head.tunnel(at("2026-10-06", "10:40:00"), address(me), me.id, "acme-my.sharepoint.com",
                     301 * MB, 700_000)


@case("kimura.a", "", "", "-", "plugs in a USB memory and reads nothing in bulk")
def memory_without_reading(logs, dice, me):
    logs.kernel.memory(at("2026-10-07", "09:15:44"), me.host, 2)
    logs.kernel.memory(at("2026-10-14", "14:03:10"), me.host, 2)


@case("saito.g", "", "", "-", "reads 15 files a day of the own department, no device")
def ordinary_reading(logs, dice, me):
    for day in working_days():
        paths = [f"総務/会議/議事録_{n:03d}.docx" for n in range(1, 16)]
        logs.audit.read_all(at(day, "10:05:00"), me.id, address(me), me.host, paths, (40, 200))


@case("endo.f", "", "", "-", "sales staff, reads a handful of customer files every day")
def ordinary_customer_work(logs, dice, me):
    for day in working_days():
        paths = [f"営業/顧客名簿/関東/顧客名簿_{dice.between(1, 40):03d}.xlsx" for _ in range(4)]
        logs.audit.read_all(at(day, "13:10:00"), me.id, address(me), me.host, paths, (300, 900))


@case("svc-backup", "", "", "-", "the approved backup, 2 GB every night")
def backup(logs, dice, me):
    for day in working_days():
        logs.head.request(at(day, "02:00:03"), "10.1.0.7", me.id, "PUT",
                          f"http://vault.backup.example.co.jp/nightly/{day}.tar",
                          dice.between(1_900 * MB, 2_100 * MB), 310)


# Last, for chance is drawn in the order of this table.
@case("kobayashi.e", "large_outbound", "", "B4",
      "under the limit of each channel, over the budget of a day by web and mail together")
def web_and_mail(logs, dice, me):
    for clock in ("09:40:11", "13:15:52", "16:48:30"):
        logs.head.request(at("2026-10-15", clock), address(me), me.id, "POST",
                          "http://share.example.org/upload", dice.between(58 * MB, 62 * MB), 410)
    for minute in range(8):
        logs.mail.message(at("2026-10-15", f"17:{minute * 6:02d}:07"), me.mail,
                          ["info@share.example.org"], dice.between(16_400_000, 17_900_000),
                          [f"決算資料_{minute + 1}.zip"], address(me))
