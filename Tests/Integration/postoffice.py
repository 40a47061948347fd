"""A real postfix, a content filter that sends mail back to it, and a sink for every domain."""

import base64
import os
import smtplib
import socket
import socketserver
import threading
import urllib.parse

from children import call, folder, free_port, wait_for_port, write


class PostOffice:
    """One postfix instance with its own configuration and queue; all mail ends in our sink."""

    def __init__(self, base, children):
        self.base = base
        self.children = children
        self.port, self.filtered_port, self.return_port = free_port(), free_port(), free_port()
        self.sink = Sink()
        self.filter = Filter(self.return_port)

    def start(self):
        configuration = folder(os.path.join(self.base, "postfix", "etc"))
        queue = folder(os.path.join(self.base, "postfix", "queue"))
        data = folder(os.path.join(self.base, "postfix", "data"), "postfix")
        self.sink.start()
        self.filter.start()
        write(os.path.join(configuration, "header_checks"), HEADER_CHECKS)
        write(os.path.join(configuration, "main.cf"), f"""
compatibility_level = 3.6
queue_directory = {queue}
data_directory = {data}
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
myhostname = mail.example.co.jp
mydestination =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
smtp_dns_support_level = disabled
smtp_host_lookup = native
smtpd_relay_restrictions = permit_mynetworks, reject
default_transport = smtp:[127.0.0.1]:{self.sink.port}
relay_transport = smtp:[127.0.0.1]:{self.sink.port}
mime_header_checks = regexp:{configuration}/header_checks
alias_maps =
local_recipient_maps =
alias_database =
maximal_queue_lifetime = 1h
bounce_queue_lifetime = 1h
""")
        write(os.path.join(configuration, "master.cf"), f"""
127.0.0.1:{self.port} inet n - n - - smtpd
127.0.0.1:{self.filtered_port} inet n - n - - smtpd
  -o content_filter=smtp:[127.0.0.1]:{self.filter.port}
127.0.0.1:{self.return_port} inet n - n - - smtpd
  -o receive_override_options=no_header_body_checks
cleanup   unix  n - n - 0 cleanup
qmgr      unix  n - n 300 1 qmgr
proxymap  unix  - - n - - proxymap
proxywrite unix - - n - 1 proxymap
rewrite   unix  - - n - - trivial-rewrite
bounce    unix  - - n - 0 bounce
defer     unix  - - n - 0 bounce
trace     unix  - - n - 0 bounce
verify    unix  - - n - 1 verify
flush     unix  n - n 1000? 0 flush
smtp      unix  - - n - - smtp
error     unix  - - n - - error
retry     unix  - - n - - error
discard   unix  - - n - - discard
anvil     unix  - - n - 1 anvil
scache    unix  - - n - 1 scache
""")
        self.configuration = configuration
        self.children.start("postfix", ["postfix", "-c", configuration, "start-fg"])
        for port in (self.port, self.filtered_port, self.return_port):
            wait_for_port(port)

    def stop(self):
        """Stops the master process, which left our process group when it became a daemon."""
        try:
            call(["postfix", "-c", self.configuration, "stop"], 20)
        except (RuntimeError, AttributeError):
            pass
        self.sink.stop()
        self.filter.stop()

    def send(self, sender, recipients, subject, body="", attachments=(), filtered=False, cc=()):
        """Posts one message by SMTP, as a mail program does; returns its size as sent."""
        data = _message(sender, recipients, cc, subject, body, attachments)
        port = self.filtered_port if filtered else self.port
        with smtplib.SMTP("127.0.0.1", port, local_hostname="pc.example.co.jp") as connection:
            connection.sendmail(sender, [*recipients, *cc], data)
        return len(data)


class Attachment:
    """A file on a mail, its name written in one of the ways mail programs use."""

    def __init__(self, name, byte_count, encoding="rfc2231"):
        self.name, self.byte_count, self.encoding = name, byte_count, encoding

    def part(self):
        if self.encoding == "rfc2231":
            name = "filename*=utf-8''" + urllib.parse.quote(self.name)
        else:
            name = f'filename="{_rfc2047(self.name)}"'
        content = base64.encodebytes(b"\x00\x01\x02" * (self.byte_count // 3)).decode()
        return (
            "Content-Type: application/octet-stream\n"
            f"Content-Disposition: attachment;\n {name}\n"
            f"Content-Transfer-Encoding: base64\n\n{content}")


def _message(sender, recipients, cc, subject, body, attachments):
    """A MIME message written by hand, so that its header lines stay as mail programs fold them."""
    boundary = "=_part_0815"
    head = (
        f"From: {sender}\nTo: {', '.join(recipients)}\n"
        + (f"Cc: {', '.join(cc)}\n" if cc else "")
        + f"Subject: {_rfc2047(subject)}\n"
        f"Message-ID: <{os.urandom(8).hex()}@mail.example.co.jp>\n"
        f'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="{boundary}"\n\n')
    parts = ["Content-Type: text/plain; charset=utf-8\n\n" + body + "\n"]
    parts += [attachment.part() for attachment in attachments]
    text = head + "".join(f"--{boundary}\n{part}" for part in parts) + f"--{boundary}--\n"
    return text.encode().replace(b"\n", b"\r\n")


def _rfc2047(text):
    """Encoded words; inside quotes they are against the standard, and what is often sent."""
    pieces = [text[i : i + 12] for i in range(0, len(text), 12)]
    return "\n ".join(
        "=?ISO-2022-JP?B?" + base64.b64encode(piece.encode("iso2022_jp")).decode() + "?="
        for piece in pieces)


class Sink:
    """Takes all mail and forgets it, unless it keeps it; recipients called `nobody` are refused for good."""

    is_serving = False

    def __init__(self, keeps=False):
        self.count = 0
        self.keeps = keeps
        self.messages = []
        self.server = _Server(self._session)
        self.port = self.server.server_address[1]

    def start(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.is_serving = True

    def stop(self):
        # `shutdown` waits for ever for a server that never began, where another one failed before.
        if self.is_serving:
            self.server.shutdown()
        self.server.server_close()

    def _session(self, connection):
        for message in _messages(connection, refuse="nobody@"):
            self.count += 1
            if self.keeps:
                self.messages.append(message)


class Filter:
    """A content filter that finds nothing: hands each message back on another port."""

    is_serving = False

    def __init__(self, return_port):
        self.return_port = return_port
        self.server = _Server(self._session)
        self.port = self.server.server_address[1]

    start, stop = Sink.start, Sink.stop

    def _session(self, connection):
        for sender, recipients, data in _messages(connection):
            with smtplib.SMTP("127.0.0.1", self.return_port) as out:
                out.sendmail(sender, recipients, data)


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, session):
        self.session = session
        super().__init__(("127.0.0.1", 0), _Handler)


class _Handler(socketserver.StreamRequestHandler):
    timeout = 30

    def handle(self):
        try:
            self.server.session(self)
        except (OSError, ConnectionError, socket.timeout):
            pass


def _messages(connection, refuse=None):
    """Speaks the server's half of SMTP and yields each message before it is acknowledged."""
    def say(text):
        connection.wfile.write(text.encode() + b"\r\n")

    say("220 sink.example.net ESMTP")
    sender, recipients = "", []
    while True:
        line = connection.rfile.readline(65536)
        if not line:
            return
        verb = line[:4].upper()
        if verb == b"EHLO":
            say("250-sink.example.net\r\n250-8BITMIME\r\n250 SMTPUTF8")
        elif verb == b"MAIL":
            sender, recipients = _address(line), []
            say("250 2.1.0 Ok")
        elif verb == b"RCPT":
            if refuse and _address(line).startswith(refuse):
                say("550 5.1.1 User unknown")
            else:
                recipients.append(_address(line))
                say("250 2.1.5 Ok")
        elif verb == b"DATA":
            if not recipients:
                say("554 5.5.1 No valid recipients")
                continue
            say("354 End data with <CR><LF>.<CR><LF>")
            data = []
            while True:
                line = connection.rfile.readline(65536)
                if not line or line == b".\r\n":
                    break
                data.append(line[1:] if line.startswith(b"..") else line)
            yield sender, recipients, b"".join(data)
            say("250 2.0.0 Ok: taken")
        elif verb == b"QUIT":
            say("221 2.0.0 Bye")
            return
        else:
            say("250 2.0.0 Ok")


def _address(line):
    return line.decode("utf-8", "replace").split("<", 1)[-1].split(">", 1)[0]


# One rule of each kind: INFO for names in RFC 2231 form, WARN for the older form.
HEADER_CHECKS = r"""
/^Content-Disposition:.*filename\*/  INFO
/^Content-Disposition:.*filename=/   WARN
/^Content-(Type|Disposition):.*name=/ WARN
"""
