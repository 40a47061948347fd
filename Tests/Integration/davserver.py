"""A real Apache with mod_dav, and clients that keep files on it as on a share."""

import base64
import collections
import hashlib
import http.client
import os
import urllib.parse

from children import folder, free_port, wait_for_port, wait_until, write

PACKAGES = {"apache2-bin": "/usr/sbin/apache2"}
MODULES = "/usr/lib/apache2/modules"
PASSWORDS = {"sato.k": "pass-sato", "ito.s": "pass-ito"}
LOADED = ("mpm_event", "authn_core", "authn_file", "authz_core", "authz_user", "auth_basic",
          "dav", "dav_fs", "mime")
ACTIONS = {"PUT": "write", "GET": "download", "DELETE": "delete", "MOVE": "move", "COPY": "copy", "MKCOL": "create"}


class DavServer:
    """One Apache on loopback; its access log is in the format `combined`."""

    def __init__(self, base, children):
        self.base = folder(os.path.join(base, "dav"))
        self.log = os.path.join(folder(os.path.join(base, "logs", "dav")), "access.log")
        self.children = children
        self.port = free_port()
        # What clients have done: by user, action and path; and how many requests there were.
        self.done = collections.Counter()
        self.request_count = 0

    def start(self):
        own = {name: folder(os.path.join(self.base, name), mode=0o777) for name in ("files", "locks", "run")}
        users = write(os.path.join(self.base, "users"), "".join(
            f"{user}:{{SHA}}{base64.b64encode(hashlib.sha1(text.encode()).digest()).decode()}\n"
            for user, text in PASSWORDS.items()))
        loaded = "\n".join(f"LoadModule {name}_module {MODULES}/mod_{name}.so" for name in LOADED)
        configuration = write(os.path.join(self.base, "httpd.conf"), f"""
ServerRoot {self.base}
ServerName files.example.co.jp
Listen 127.0.0.1:{self.port}
PidFile {own['run']}/pid
User www-data
Group www-data
{loaded}
TypesConfig /dev/null
ErrorLog {self.base}/error.log
LogFormat "%h %l %u %t \\"%r\\" %>s %b \\"%{{Referer}}i\\" \\"%{{User-Agent}}i\\"" combined
CustomLog {self.log} combined
DavLockDB {own['locks']}/db
DocumentRoot {own['files']}
<Directory {own['files']}>
  Dav On
  AuthType Basic
  AuthName files
  AuthUserFile {users}
  Require valid-user
</Directory>
""")
        self.children.start("apache2", ["apache2", "-D", "FOREGROUND", "-f", configuration])
        wait_for_port(self.port)

    def drive(self):
        """Two people keep files on the server; one of them tries a wrong password."""
        self._ask("sato.k", "OPTIONS", "/")
        self._ask("sato.k", "MKCOL", "/営業")
        for number in range(4):
            self._ask("sato.k", "PUT", f"/営業/顧客名簿 {number}.csv", body=b"x" * 3000 * (number + 1))
        self._ask("sato.k", "PROPFIND", "/営業", status=207, Depth="1")
        for number in range(4):
            self._ask("ito.s", "GET", f"/営業/顧客名簿 {number}.csv")
        self._ask("ito.s", "GET", "/営業/顧客名簿 0.csv", status=401, password="wrong")
        self._ask("ito.s", "GET", "/営業/none.csv", status=404)
        self._ask("ito.s", "COPY", "/営業/顧客名簿 1.csv", Destination=self._url("/営業/写し.csv"))
        self._ask("ito.s", "MOVE", "/営業/写し.csv", Destination=self._url("/営業/写し2.csv"))
        self._ask("sato.k", "PUT", "/営業/顧客名簿 0.csv", body=b"y")
        self._ask("sato.k", "DELETE", "/営業/顧客名簿 3.csv")
        wait_until(self._is_logged, 10, "Apache to log")

    def _is_logged(self):
        with open(self.log, "rb") as file:
            return file.read().count(b"\n") == self.request_count

    def _url(self, path):
        return f"http://127.0.0.1:{self.port}{urllib.parse.quote(path)}"

    def _ask(self, user, method, path, body=b"", status=None, password=None, **headers):
        text = f"{user}:{password or PASSWORDS[user]}"
        headers |= {"Authorization": "Basic " + base64.b64encode(text.encode()).decode(),
                    "User-Agent": "davfs2/1.6.1 neon/0.32.2"}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request(method, urllib.parse.quote(path), body=body or None, headers=headers)
            reply = connection.getresponse()
            reply.read()
        finally:
            connection.close()
        if reply.status != status if status else reply.status >= 300:
            raise RuntimeError(f"Apache answered {reply.status} to {method} {path}")
        self.request_count += 1
        if method in ACTIONS:
            outcome = "allowed" if reply.status < 400 else "failed"
            # Apache names whoever gave a wrong password, too.
            self.done[(user, ACTIONS[method], path, outcome)] += 1

    def check(self, verdict):
        """Holds what the binary tells to what the clients did."""
        told = collections.Counter(
            (event.get("user"), event.get("action"), event.get("path"), event.get("outcome"))
            for event in verdict.events("WebDAV", [self.log]))
        verdict.check("WebDAV: files by person", told == self.done,
                      f"missing {list(self.done - told)[:5]}, unwanted {list(told - self.done)[:5]}")
        _, account = verdict.scan("WebDAV", [self.log])
        verdict.every_line_is_accounted_for("WebDAV", [self.log], account)
