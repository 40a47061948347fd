"""Where people go on the web. Names of services are facts; companies end in `.example`."""

NEWS = ("www.yahoo.co.jp", "news.yahoo.co.jp", "www.nikkei.com", "www.asahi.com", "weather.yahoo.co.jp",
        "www.google.com", "www.google.co.jp", "maps.google.com", "www.youtube.com", "i.ytimg.com",
        "www.amazon.co.jp", "transit.yahoo.co.jp", "www.jorudan.co.jp", "qiita.com", "ja.wikipedia.org",
        "cdn.jsdelivr.net", "fonts.gstatic.com", "www.google-analytics.com", "tabelog.com", "x.com")
OFFICE = ("outlook.office365.com", "login.microsoftonline.com", "teams.microsoft.com",
          "self.events.data.microsoft.com", "ctldl.windowsupdate.com", "kintai-saas.example",
          "keihi-saas.example", "crm-saas.example")
WEBMAIL = ("mail.google.com", "mail.yahoo.co.jp", "outlook.live.com")
JOBS = ("doda.jp", "www.bizreach.jp", "tenshoku.mynavi.jp", "next.rikunabi.com", "jp.indeed.com",
        "www.green-japan.com")
NETWORKS = ("www.linkedin.com", "media.licdn.com", "www.wantedly.com")
CONFERENCES = ("zoom.us", "us04web.zoom.us", "zoomff.zoom.us")
OTHER_CONFERENCES = ("meet.google.com", "jp.webex.com", "whereby.com")

# Ways out, as their users meet them; some hosts are those that a client really sends to.
TRANSFER = ("{n}.gigafile.nu", "firestorage.jp", "server{n}.datadeliver.net", "wetransfer.com",
            "okurin.bitpark.co.jp", "xgf.nu", "store{n}.gofile.io", "www.axfc.net")
STORAGE = ("content.dropboxapi.com", "dl-web.dropbox.com", "gfs270n{n}.userstorage.mega.co.nz",
           "drive.google.com", "api.onedrive.live.com", "storage.live.com", "upload.pcloud.com",
           "www.terabox.com")
CHINESE = ("pan.baidu.com", "www.aliyundrive.com", "pan.quark.cn", "up.115.com")
PHONE_CLOUD = ("p{n}-content.icloud.com", "p{n}-ckdatabase.icloud.com")
AI = ("chatgpt.com", "claude.ai", "gemini.google.com", "chat.deepseek.com")
PASTE = ("pastebin.com", "paste.ee", "rentry.co", "justpaste.it")
CODE = ("github.com", "gitlab.com", "gitee.com", "bitbucket.org")
REMOTE = ("relay-{h}.net.anydesk.com", "router{n}.teamviewer.com", "rs-ny.rustdesk.com",
          "remotedesktop-pa.googleapis.com")
PRIVATE_MAIL = ("gmail.com", "yahoo.co.jp", "outlook.jp", "icloud.com", "hotmail.co.jp", "docomo.ne.jp")


def host(dice, choices):
    return dice.pick(choices).replace("{n}", str(dice.between(11, 99))).replace(
        "{h}", dice.hexadecimal(6))
