"""The incidents A1 to A18: for each one how it looked, and what looks like it and is none."""

from lines import GB, KB, MB, every, when

LISTS = ["営業/顧客名簿/顧客名簿_{n:03}.xlsx", "営業/取引先一覧/一覧_{n:03}.csv"]
DRAFTS = "営業/提案書/提案書_{n:03}.pptx"
CASES = {}


def case(name, what):
    """Registers a variant: `A01-…/attack-…` or `A01-…/benign-…`."""
    def register(write):
        CASES[name] = (what, write)
        return write
    return register


def paths(pattern, count):
    return [pattern.format(n=number) for number in range(count)]


@case("A01-leaver-customer-lists/attack-memory", "leaver reads customer lists, plugs in a memory")
def _(o):
    o.read("10-08 18:20", "sato.k", paths(LISTS[0], 60))
    o.kernel.memory(when("10-09 08:31"), "pc-sato")


@case("A01-leaver-customer-lists/attack-copy", "leaver copies customer lists to a memory, as the asset log tells")
def _(o):
    for number, time in enumerate(every("10-08 18:20", 40, seconds=20)):
        o.asset_file(time, "sato.k", "コピー", rf"\\fs01\営業\顧客名簿\顧客名簿_{number}.xlsx",
                     rf"E:\顧客名簿_{number}.xlsx", drive="リムーバブル")


@case("A01-leaver-customer-lists/attack-letter", "leaver creates files on a drive letter; the stick is told apart by another log")
def _(o):
    o.stick("10-08 18:15", "sato.k", "4C530001230101118392")
    for number, time in enumerate(every("10-08 18:20", 60, seconds=20)):
        o.creates(time, "sato.k", rf"E:\営業\顧客名簿\顧客名簿_{number:03}.xlsx")


@case("A01-leaver-customer-lists/benign-letter", "a stick is in; files are created on disks that are always there")
def _(o):
    for time in every("10-05 09:10", 4, days=1):
        o.creates(time, "endo.f", r"F:\作業\一覧.xlsx")
    o.stick("10-08 18:15", "endo.f", "4C530001230101118392")
    for number, time in enumerate(every("10-08 18:20", 60, seconds=20)):
        o.creates(time, "endo.f", rf"F:\作業\一覧_{number:03}.xlsx")
        o.creates(time, "endo.f", rf"D:\作業\一覧_{number:03}.xlsx")


@case("A01-leaver-customer-lists/benign-memory", "a leaver reads drafts and plugs in a memory; sales staff reads a few lists")
def _(o):
    o.read("10-08 18:20", "sato.k", paths(DRAFTS, 15))
    o.kernel.memory(when("10-09 08:31"), "pc-sato")
    for time in every("10-05 10:00", 5, days=1):
        o.read(time, "endo.f", paths(LISTS[0], 6))


@case("A02-contractor-phone/attack-phone", "contractor reads database exports, joins a phone")
def _(o):
    o.read("10-07 13:10", "ogawa.c", paths("db_export/customer_{n:03}.csv", 80))
    o.kernel.phone(when("10-07 14:02"), "pc-ogawa")


@case("A02-contractor-phone/attack-database", "contractor selects a million customers")
def _(o):
    for time in every("10-07 13:10", 20, minutes=4):
        o.query(time, "x-ogawa", "10.1.0.12", "select * from customers where id between 1 and 50000", 50_000)


@case("A02-contractor-phone/benign-phone", "an employee charges a phone; a contractor's ordinary queries")
def _(o):
    o.kernel.phone(when("10-07 14:02"), "pc-abe")
    for time in every("10-07 09:10", 40, minutes=9):
        o.query(time, "x-ogawa", "10.1.0.12", "select * from customers where id = 4711", 1)


@case("A03-temp-worker-storage/attack-tunnel", "temp worker sends 2 GB to private storage through tunnels")
def _(o):
    for time in every("10-06 10:00", 8, minutes=30):
        o.tunnel(time, "suzuki.m", "dl-web.dropbox.com", 250 * MB)


@case("A03-temp-worker-storage/attack-unmeasured", "the same, seen by a proxy that logs no request sizes")
def _(o):
    for time in every("10-06 10:00", 12, minutes=5):
        o.plain_proxy.request(time, "10.2.0.18", "-", "PUT", "http://content.dropboxapi.com/2/files/upload",
                              0, 900)


@case("A03-temp-worker-storage/benign-partner", "a temp worker sends as much to the approved partner, and looks at storage")
def _(o):
    for time in every("10-06 10:00", 8, minutes=30):
        o.post(time, "suzuki.m", "http://files.partner.example.com/in", 250 * MB, method="PUT")
    for time in every("10-06 12:00", 20, minutes=1):
        o.get(time, "suzuki.m", "http://www.dropbox.com/s/abc", 3 * MB)


@case("A04-leaver-transfer-service/attack-transfer", "leaver uploads price lists to GigaFile in the evening")
def _(o):
    for time in every("10-13 21:40", 5, minutes=2):
        o.post(time, "kondo.t", "http://12.gigafile.nu/upload", 18 * MB)


@case("A04-leaver-transfer-service/attack-unmeasured", "the same from the branch, without sizes")
def _(o):
    for time in every("10-13 21:40", 3, minutes=2):
        o.plain_proxy.request(time, "10.2.0.18", "-", "POST", "http://12.gigafile.nu/upload", 0, 700)


@case("A04-leaver-transfer-service/benign-download", "large files fetched from the same service, and an upload refused")
def _(o):
    for time in every("10-13 11:40", 5, minutes=2):
        o.get(time, "kondo.t", "http://12.gigafile.nu/dl/a.zip", 80 * MB)
    o.post("10-13 12:40", "tanaka.h", "http://12.gigafile.nu/upload", 80 * MB, status=403)


@case("A05-job-offer-to-last-day/attack-mail", "leaver mails attachments to the own private address, week after week")
def _(o):
    for time in every("09-29 18:40", 9, days=2):
        o.send(time, "hirano.y", "yuta.hirano@gmail.com", 900 * KB, ["資料.pptx"])


@case("A05-job-offer-to-last-day/attack-uploads", "leaver uploads a little every day")
def _(o):
    for time in every("09-29 12:10", 24, days=1):
        o.tunnel(time, "hirano.y", "www.dropbox.com", 4 * MB)


@case("A05-job-offer-to-last-day/benign-little", "one small mail to oneself; a small file put into storage once a week")
def _(o):
    o.send("10-07 12:05", "hayashi.k", "ken.hayashi@gmail.com", 40 * KB)
    for time in every("09-29 12:10", 4, days=7):
        o.tunnel(time, "abe.r", "www.dropbox.com", 2 * MB)


@case("A06-foreign-cloud/attack-sftp", "contractor downloads customer files by SFTP, then uploads to a cloud in China")
def _(o):
    o.sftp_download("10-06 13:00", "ogawa.c", "10.1.0.12", paths("/srv/customer/顧客_{n:02}.csv", 30), 4 * MB)
    o.tunnel("10-06 17:20", "ogawa.c", "pan.baidu.com", 38 * MB)


@case("A06-foreign-cloud/attack-cloud", "contractor downloads from SharePoint, uploads two days later")
def _(o):
    for number, time in enumerate(every("10-06 13:00", 40, seconds=40)):
        o.cloud_file(time, "ogawa.c", "FileDownloaded", f"sales/顧客名簿/顧客名簿_{number}.xlsx", FileSizeBytes=90_000)
    o.tunnel("10-08 20:20", "ogawa.c", "pan.quark.cn", 12 * MB)


@case("A06-foreign-cloud/benign-download", "contractor downloads as much and sends it to the approved partner")
def _(o):
    o.sftp_download("10-06 13:00", "ogawa.c", "10.1.0.12", paths("/srv/customer/顧客_{n:02}.csv", 30), 4 * MB)
    o.post("10-06 17:20", "ogawa.c", "http://files.partner.example.com/in", 38 * MB, method="PUT")
    o.get("10-06 17:40", "ogawa.c", "http://pan.baidu.com/s/1abc", 9 * MB)


@case("A07-foreign-company/attack-mail", "approached on LinkedIn; three weeks later secrets go to a foreign company by mail")
def _(o):
    for time in every("09-29 12:10", 6, days=2):
        o.tunnel(time, "yoshida.n", "www.linkedin.com", 90 * KB, 900_000)
    for number, time in enumerate(every("10-19 19:30", 3, days=1)):
        o.send(time, "yoshida.n", "chen@foreign-materials.example", 3 * MB, [f"㊙製造工程_{number}.pdf"])


@case("A07-foreign-company/attack-upload", "the same, handed over by a transfer service")
def _(o):
    o.tunnel("09-29 12:10", "yoshida.n", "www.linkedin.com", 90 * KB, 900_000)
    o.post("10-19 19:30", "yoshida.n", "http://firestorage.jp/upload", 60 * MB)


@case("A07-foreign-company/benign-network", "LinkedIn every day, and ordinary mail to a foreign customer")
def _(o):
    for time in every("09-29 12:10", 15, days=1):
        o.tunnel(time, "yoshida.n", "www.linkedin.com", 120 * KB, 900_000)
    for time in every("10-05 10:30", 5, days=1):
        o.send(time, "yoshida.n", "lee@customer-overseas.example", 800 * KB, ["見積書.pdf"])


@case("A08-remote-control/attack-traffic", "leaver leaves AnyDesk running; sessions after the last day")
def _(o):
    o.tunnel("09-25 16:10", "okada.d", "relay-1a2b.net.anydesk.com", 30 * MB)
    for time in every("10-06 22:10", 3, days=1):
        o.tunnel(time, "okada.d", "relay-1a2b.net.anydesk.com", 80 * MB)


@case("A08-remote-control/attack-program", "leaver starts TeamViewer on an office PC, as Windows logs it")
def _(o):
    o.starts("10-08 16:10", "sato.k", r"C:\Users\sato.k\Downloads\TeamViewer_Setup_x64.exe")
    o.starts("10-08 16:14", "sato.k", r"C:\Program Files\TeamViewer\TeamViewer.exe")


@case("A08-remote-control/benign-look", "the tool's home page, and other programs")
def _(o):
    o.get("10-08 16:10", "sato.k", "http://anydesk.com/ja", 2 * MB)
    o.tunnel("10-08 16:12", "sato.k", "anydesk.com", 70 * KB)
    for time in every("10-08 09:00", 10, minutes=20):
        o.starts(time, "sato.k", r"C:\Program Files\Microsoft Office\EXCEL.EXE")


@case("A09-member-records/attack-addresses", "four addresses outside pull 320,000 members by night with the shop's account")
def _(o):
    for place, source in enumerate(("203.0.113.9", "203.0.113.44", "198.51.100.7", "198.51.100.81")):
        for number, time in enumerate(every(f"10-04 23:0{place}", 160, minutes=3)):
            o.query(time, "shop_web", source, f"SELECT * FROM members WHERE id > {500 * number} LIMIT 500", 500)


@case("A09-member-records/attack-audit-export", "the same in an appliance's export, which knows table and rows and no user")
def _(o):
    o.add("database/audit.csv", "日時,接続元,データベース,テーブル,件数,操作")
    for time in every("10-04 23:00", 40, minutes=3):
        o.add("database/audit.csv", f"{time:%Y/%m/%d %H:%M:%S},203.0.113.9,shop,members,800,SELECT")


@case("A09-member-records/benign-shop", "the shop's own servers by night, and an analyst by day")
def _(o):
    for time in every("10-04 23:00", 160, minutes=3):
        o.query(time, "shop_web", "10.3.0.21", "SELECT * FROM members WHERE id > 100 LIMIT 500", 500)
    for time in every("10-05 10:00", 30, minutes=10):
        o.query(time, "ueno.m", "10.1.0.21", "SELECT * FROM members WHERE pref = 13 LIMIT 200", 200)


@case("A10-account-takeover/attack-ssh", "many accounts tried from one address, until one opens")
def _(o):
    for number, time in enumerate(every("10-06 02:10", 40, seconds=11)):
        o.ssh(time, "203.0.113.66", f"user{number:02}", False)
    o.ssh("10-06 02:31", "203.0.113.66", "nomura.a", True)
    o.sftp_download("10-06 02:32", "nomura.a", "203.0.113.66", paths("/srv/customer/顧客_{n:02}.csv", 20), 2 * MB)


@case("A10-account-takeover/attack-entra", "the same against cloud sign-in")
def _(o):
    for number, time in enumerate(every("10-05 17:10", 30, seconds=20)):
        _signin(o, time, f"guest{number}@example.co.jp", "203.0.113.66", "50126")
    _signin(o, when("10-05 17:25"), "nomura.a@example.co.jp", "203.0.113.66", "0")


def _signin(o, time, user, source, result):
    from lines import _utc
    o.add_json("entra/signins.json", time=_utc(time) + "Z", operationName="Sign-in activity",
               category="SignInLogs", resultType=result, callerIpAddress=source,
               properties={"userPrincipalName": user, "appDisplayName": "Office 365"})


@case("A10-account-takeover/benign-forgotten", "one who forgot the password; an office behind one address in the morning")
def _(o):
    for time in every("10-06 08:31", 8, seconds=20):
        o.ssh(time, "10.1.0.27", "saito.g", False)
    o.ssh("10-06 08:36", "10.1.0.27", "saito.g", True)
    for number, time in enumerate(every("10-05 08:40", 30, seconds=30)):
        _signin(o, time, f"{('abe.r', 'ito.s', 'endo.f', 'ono.d')[number % 4]}@example.co.jp",
                "198.51.100.1", "50126" if number % 9 == 0 else "0")


@case("A11-misdelivery/attack-visible", "an invitation to sixty customers, all of them in To")
def _(o):
    o.send("10-14 11:20", "ueno.m", [f"customer{n}@{('gmail.com', 'docomo.ne.jp', 'b.example')[n % 3]}"
                                     for n in range(60)], 70 * KB)


@case("A11-misdelivery/attack-wrong-address", "a list of members goes to another company")
def _(o):
    o.send("10-14 11:20", "ueno.m", "info@other-hall.example", 400 * KB, ["会員名簿2026.xlsx"])


@case("A11-misdelivery/attack-public-link", "a list is opened to everybody who has the link")
def _(o):
    o.cloud_file("10-14 11:20", "ueno.m", "AnonymousLinkCreated", "pr/応募者名簿.xlsx")


@case("A11-misdelivery/benign-everybody", "a notice to all colleagues and two partners; links for colleagues; a list for the partner")
def _(o):
    from company import PEOPLE
    o.send("10-14 11:20", "kato.y", [person.mail for person in PEOPLE] +
           ["a@partner.example.com", "b@agency.example"], 50 * KB)
    o.cloud_file("10-14 11:20", "ueno.m", "SecureLinkCreated", "pr/応募者名簿.xlsx")
    o.send("10-14 12:20", "ueno.m", "a@partner.example.com", 400 * KB, ["会員名簿2026.xlsx"])
    o.send("10-14 13:20", "ueno.m", [f"press{n}@paper{n}.example" for n in range(15)], 90 * KB)


@case("A12-named-as-secret/attack-renamed", "secret files are read, and renamed so that the word goes")
def _(o):
    o.read("10-13 18:10", "matsumoto.r", paths("開発/㊙/㊙仕様_{n:02}.pdf", 60))
    o.rename("10-13 18:40", "matsumoto.r", "開発/社外秘_単価表.xlsx", "開発/メモ.xlsx")


@case("A12-named-as-secret/attack-packed", "secret files are gathered, packed and sent")
def _(o):
    for number, time in enumerate(every("10-13 18:10", 25, seconds=20)):
        o.asset_file(time, "matsumoto.r", "閲覧", rf"\\fs01\開発\社外秘\仕様_{number}.pdf", drive="ネットワーク")
    o.asset_file("10-13 18:40", "matsumoto.r", "圧縮", r"C:\work\old.zip", kilobytes=9_000)
    o.post("10-13 21:05", "matsumoto.r", "http://upload.example/in", 9 * MB)


@case("A12-named-as-secret/benign-archive", "secret files read at work, renamed with their word, and an archive of photographs sent")
def _(o):
    o.read("10-13 10:10", "matsumoto.r", paths("開発/㊙/㊙仕様_{n:02}.pdf", 12))
    o.rename("10-13 10:40", "matsumoto.r", "開発/社外秘_案.xlsx", "開発/社外秘_第2版.xlsx")
    o.asset_file("10-13 11:40", "matsumoto.r", "圧縮", r"C:\work\写真.zip", kilobytes=9_000)
    o.post("10-13 12:05", "matsumoto.r", "http://printshop.example/in", 9 * MB)


@case("A13-private-account/attack-tenant", "uploads to another tenant of the service that the company uses")
def _(o):
    for time in every("10-08 11:00", 5, minutes=10):
        o.post(time, "maeda.s", "http://contoso-my.sharepoint.com/personal/m/doc", 3 * MB, method="PUT")


@case("A13-private-account/attack-shared", "a folder of the company's tenant is shared with a private address")
def _(o):
    o.cloud_file("10-08 11:00", "maeda.s", "AddedToSecureLink", "plan/中期計画.pptx",
                 TargetUserOrGroupName="s.maeda_gmail.com#ext#@acme.onmicrosoft.com", TargetUserOrGroupType="Guest")


@case("A13-private-account/attack-sync", "a client syncs 200 MB of drawings to a cloud, as the service's audit log tells")
def _(o):
    for number, time in enumerate(every("10-08 11:00", 20, minutes=3)):
        o.cloud_file(time, "maeda.s", "FileSyncUploadedFull", f"personal/図面_{number}.dwg", FileSizeBytes=10 * MB)


@case("A13-private-account/benign-tenant", "a great deal goes to the company's own tenant; a colleague is given access")
def _(o):
    for time in every("10-08 11:00", 5, minutes=10):
        o.post(time, "nomura.a", "http://acme-my.sharepoint.com/personal/n/doc", 60 * MB, method="PUT")
    o.cloud_file("10-08 11:00", "nomura.a", "AddedToSecureLink", "plan/中期計画.pptx",
                 TargetUserOrGroupName="abe.r@example.co.jp", TargetUserOrGroupType="Member")


@case("A14-after-leaving/attack-vpn", "a VPN session after the last day")
def _(o):
    o.add("vpn/asa.log", "Oct 08 2026 22:34:56 vpn1 : %ASA-6-113039: Group <Staff> User <okada.d> IP "
                         "<203.0.113.14> AnyConnect parent session started.")


@case("A14-after-leaving/attack-cloud", "downloads from the cloud after the last day")
def _(o):
    for number, time in enumerate(every("10-08 22:40", 5, minutes=1)):
        o.cloud_file(time, "okada.d", "FileDownloaded", f"sales/提案_{number}.pptx", FileSizeBytes=90_000)


@case("A14-after-leaving/benign-last-day", "the last day itself; mail that others send to who left")
def _(o):
    o.add("vpn/asa.log", "Sep 30 2026 17:34:56 vpn1 : %ASA-6-113039: Group <Staff> User <okada.d> IP "
                         "<10.1.0.17> AnyConnect parent session started.")
    o.send("10-08 10:00", "endo.f", "okada.d@example.co.jp", 4 * KB)


@case("A15-covering-tracks/attack-deletion", "a leaver deletes a folder")
def _(o):
    o.read("10-15 20:10", "kondo.t", paths("商品/企画/企画_{n:03}.pptx", 260), "delete")


@case("A15-covering-tracks/attack-hole", "two working days are missing from a log")
def _(o):
    for day in range(1, 30):
        if day in (14, 15) or when(f"10-{day:02} 00:00").weekday() > 4:
            continue
        for time in every(f"10-{day:02} 08:30", 60, minutes=9):
            o.get(time, "abe.r", "http://www.example.jp/news/", 40 * KB)


@case("A15-covering-tracks/benign-tidying", "forty files are deleted; a quiet weekend")
def _(o):
    o.read("10-15 14:10", "kondo.t", paths("商品/企画/企画_{n:03}.pptx", 40), "delete")
    for day in range(1, 30):
        if when(f"10-{day:02} 00:00").weekday() > 4:
            continue
        for time in every(f"10-{day:02} 08:30", 60, minutes=9):
            o.get(time, "abe.r", "http://www.example.jp/news/", 40 * KB)


@case("A16-printing/attack-windows", "four hundred pages of customer lists in the evening")
def _(o):
    for number, time in enumerate(every("10-13 21:10", 8, minutes=4)):
        o.prints(time, "kondo.t", f"顧客一覧_{number}.xlsx", 50)


@case("A16-printing/attack-cups", "plain documents, far more than usual, by night")
def _(o):
    for number, time in enumerate(every("10-13 22:10", 5, minutes=6)):
        o.cups(time, "inoue.s", 100 + number, f"document {number}", 90)


@case("A16-printing/benign-report", "a long report by day; invoices every day")
def _(o):
    o.prints("10-13 14:10", "hayashi.k", "決算説明資料.pdf", 180)
    for number, time in enumerate(every("10-05 10:10", 5, days=1)):
        o.cups(time, "kobayashi.e", 200 + number, "請求書.pdf", 40)


@case("A17-forwarding/attack-rule", "a mailbox rule that forwards to a private address")
def _(o):
    o.audited("10-06 09:12", "ito.s", "New-InboxRule", Workload="Exchange",
              Parameters=[{"Name": "Mailbox", "Value": "ito.s"},
                          {"Name": "ForwardTo", "Value": "sho.ito.private@gmail.com"}])


@case("A17-forwarding/attack-repeated", "every mail of the day goes on to the own private address")
def _(o):
    for time in every("10-06 09:12", 14, minutes=33):
        o.send(time, "ito.s", "sho.ito@yahoo.co.jp", 60 * KB)


@case("A17-forwarding/benign-colleague", "forwarded to a colleague; a rule that only sorts; one that is taken away")
def _(o):
    o.audited("10-06 09:12", "ito.s", "New-InboxRule", Workload="Exchange",
              Parameters=[{"Name": "Mailbox", "Value": "ito.s"},
                          {"Name": "ForwardTo", "Value": "abe.r@example.co.jp"}])
    o.audited("10-06 09:14", "ito.s", "New-InboxRule", Workload="Exchange",
              Parameters=[{"Name": "Mailbox", "Value": "ito.s"}, {"Name": "MoveToFolder", "Value": "x"}])
    for time in every("10-06 09:12", 14, minutes=33):
        o.send(time, "ito.s", "abe.r@example.co.jp", 60 * KB)


@case("A18-chat-paste-code/attack-chat", "a document is given to a chat")
def _(o):
    o.tunnel("10-08 15:00", "sasaki.h", "chatgpt.com", 12 * MB)


@case("A18-chat-paste-code/attack-paste", "source code on a paste site")
def _(o):
    o.post("10-08 15:00", "sasaki.h", "http://pastebin.com/api", 300 * KB)


@case("A18-chat-paste-code/attack-code", "a repository is pushed to a private place")
def _(o):
    o.tunnel("10-08 15:00", "sasaki.h", "github.com", 45 * MB)


@case("A18-chat-paste-code/benign-questions", "questions to a chat all day, a few lines pasted, code fetched")
def _(o):
    for time in every("10-08 09:00", 90, minutes=5):
        o.post(time, "sasaki.h", "http://chatgpt.com/backend-api/conversation", 6 * KB)
    o.post("10-08 15:00", "sasaki.h", "http://pastebin.com/api", 4 * KB)
    o.tunnel("10-08 15:30", "sasaki.h", "github.com", 300 * KB, 90 * MB)
