"""A real squid with basic authentication, and clients that count what their sockets wrote."""

import base64
import collections
import os
import socket

from children import call, folder, free_port, wait_for_port, wait_until, write

SITE_FORMAT = "%ts.%03tu %6tr %>a %Ss/%03>Hs %<st %rm %ru %[un %Sh/%<a %mt %>st"
DOMAIN = "EXAMPLE"
ORIGIN_ANSWER = 3  # bytes in the origin's answer to an upload
HELPER = "/usr/lib/squid/basic_ncsa_auth"


class Proxy:
    """One squid on loopback that writes the same traffic to several logs."""

    def __init__(self, base, children, accounts, origin_address, names):
        self.base = folder(os.path.join(base, "squid"), "proxy")
        self.log_folder = folder(os.path.join(base, "logs", "proxy"), "proxy")
        self.children = children
        self.accounts = accounts
        self.origin_address = origin_address
        self.names = names
        self.port = free_port()
        self.configuration = os.path.join(self.base, "squid.conf")

    def log(self, name):
        return os.path.join(self.log_folder, name)

    def start(self):
        passwords = "".join(
            f"{user}:{_hashed(password)}\n{DOMAIN.lower()}\\{user}:{_hashed(password)}\n"
            for user, password in self.accounts.items())
        write(os.path.join(self.base, "passwords"), passwords)
        write(os.path.join(self.base, "hosts"), "127.0.0.1 localhost\n" + "".join(
            f"{self.origin_address} {name}\n" for name in self.names))
        write(self.configuration, f"""
http_port 127.0.0.1:{self.port}
visible_hostname proxy.example.co.jp
hosts_file {self.base}/hosts
dns_nameservers 127.0.0.1
auth_param basic program {HELPER} {self.base}/passwords
auth_param basic realm proxy.example.co.jp
auth_param basic children 2
acl staff proxy_auth REQUIRED
acl forbidden dstdomain .mega.nz
http_access deny !staff
http_access deny forbidden
http_access allow staff
logformat site {SITE_FORMAT}
access_log stdio:{self.log('access.log')} logformat=site
access_log stdio:{self.log('rotated.log')} logformat=site
access_log stdio:{self.log('native.log')} logformat=squid
logfile_rotate 0
cache_log {self.base}/cache.log
cache_store_log none
cache deny all
cache_mem 8 MB
pid_filename {self.base}/squid.pid
coredump_dir {self.base}
netdb_filename none
pinger_enable off
shutdown_lifetime 1 second
half_closed_clients off
cache_effective_user proxy
max_filedescriptors 1024
""")
        self.children.start("squid", ["squid", "-N", "-f", self.configuration])
        wait_for_port(self.port)

    def rotate_command(self):
        """What a packaged logrotate entry runs after it has renamed the log."""
        return f"squid -k rotate -f {self.configuration}"

    def client(self, user, sign_in_as=None):
        """A client of a person, who may write the own name in another way."""
        return ProxyClient(
            self.port, user, sign_in_as or user, self.accounts[user], self.tally)

    tally = None

    def wait_for_lines(self, count):
        path = self.log("access.log")
        wait_until(lambda: _line_count(path) >= count, 20, f"{count} lines in {path}")


class Tally:
    """What the client sockets wrote: bytes and requests per user (`-` before a name is known)."""

    def __init__(self):
        self.bytes_by_user = collections.Counter()
        self.requests_by_user = collections.Counter()

    def add(self, user, byte_count):
        self.bytes_by_user[user or "-"] += byte_count
        self.requests_by_user[user or "-"] += 1


class ProxyClient:
    """Speaks HTTP to the proxy by hand, so that every byte it sends is counted."""

    def __init__(self, port, user, sign_in_as, password, tally):
        self.port, self.user, self.sign_in_as = port, user, sign_in_as
        self.password, self.tally = password, tally

    def get(self, url):
        return self._exchange("GET", url, 0)

    def upload(self, url, byte_count, method="PUT", authenticated=True):
        return self._exchange(method, url, byte_count, authenticated)

    def uploads_in_one_connection(self, url, byte_count, times):
        """Several requests one after the other over a connection that stays open."""
        with self._connection() as connection:
            for _ in range(times):
                head = self._head("POST", url, byte_count)
                head = head.replace(b"Connection: close", b"Connection: keep-alive")
                written = _send(connection, head) + _send_filler(connection, byte_count)
                reply = _read_head(connection)
                if _status(reply) != 200:
                    raise RuntimeError("the proxy refused an upload")
                while len(reply.split(b"\r\n\r\n", 1)[1]) < ORIGIN_ANSWER:
                    reply += connection.recv(ORIGIN_ANSWER)
                self.tally.add(self.user, written)

    def upload_cut_off(self, url, announced, sent):
        """Promises more than it sends, gives the proxy time to pass it on, then hangs up."""
        with self._connection() as connection:
            written = _send(connection, self._head("PUT", url, announced))
            written += _send_filler(connection, sent)
            connection.settimeout(1.5)
            try:
                connection.recv(1)
            except socket.timeout:
                pass
        self.tally.add(self.user, written)

    def tunnel(self, host, byte_count):
        """Opens a tunnel and sends the origin's length line and that many bytes through it."""
        with self._connection() as connection:
            head = f"CONNECT {host}:443 HTTP/1.1\r\nHost: {host}:443\r\n{self._authorization()}\r\n"
            written = _send(connection, head.encode())
            if b" 200 " not in _read_head(connection):
                raise RuntimeError("the proxy refused the tunnel")
            written += _send(connection, b"%010d" % byte_count)
            written += _send_filler(connection, byte_count)
            answered = 0
            while answered < 100:
                answered += len(connection.recv(100))
        self.tally.add(self.user, written)

    def challenged_upload(self, url, byte_count):
        """Asks without a name first, as browsers do, and sends the body only on the second try."""
        with self._connection() as connection:
            head = self._head("PUT", url, byte_count, False, "Expect: 100-continue\r\n")
            written = _send(connection, head)
            status = _status(_read_head(connection))
        self.tally.add(None, written)
        if status != 407:
            raise RuntimeError(f"expected a challenge, got {status}")
        return self._exchange("PUT", url, byte_count)

    def refused_upload(self, url, byte_count):
        """Asks for permission to send a body, as curl does, and is told no."""
        with self._connection() as connection:
            head = self._head("PUT", url, byte_count, True, "Expect: 100-continue\r\n")
            written = _send(connection, head)
            status = _status(_read_head(connection))
        self.tally.add(self.user, written)
        return status

    def _exchange(self, method, url, byte_count, authenticated=True):
        with self._connection() as connection:
            written = _send(connection, self._head(method, url, byte_count, authenticated))
            try:
                written += _send_filler(connection, byte_count)
                reply = _read_head(connection)
            except (BrokenPipeError, ConnectionResetError) as error:
                written += getattr(error, "written", 0)
                reply = b"HTTP/1.1 000 reset\r\n"
            _drain(connection)
        self.tally.add(self.user if authenticated else None, written)
        return _status(reply)

    def _head(self, method, url, byte_count, authenticated=True, more=""):
        host = url.split("/")[2]
        length = f"Content-Length: {byte_count}\r\n" if method != "GET" else ""
        name = self._authorization() if authenticated else ""
        return (f"{method} {url} HTTP/1.1\r\nHost: {host}\r\nUser-Agent: integration\r\n"
                f"{name}{length}{more}Connection: close\r\n\r\n").encode()

    def _authorization(self):
        token = base64.b64encode(f"{self.sign_in_as}:{self.password}".encode()).decode()
        return f"Proxy-Authorization: Basic {token}\r\n"

    def _connection(self):
        return socket.create_connection(("127.0.0.1", self.port), timeout=60)


def _hashed(password):
    return call(["openssl", "passwd", "-apr1", password]).strip()


def _send(connection, data):
    connection.sendall(data)
    return len(data)


def _send_filler(connection, byte_count):
    block, written = b"x" * (1 << 16), 0
    try:
        while written < byte_count:
            written += connection.send(block[: min(byte_count - written, len(block))])
    except OSError as error:
        error.written = written
        raise
    return written


def _read_head(connection):
    head = b""
    while b"\r\n\r\n" not in head:
        piece = connection.recv(4096)
        if not piece:
            break
        head += piece
    return head


def _drain(connection):
    try:
        while connection.recv(1 << 16):
            pass
    except OSError:
        pass


def _status(head):
    parts = head.split()
    return int(parts[1]) if len(parts) > 1 and parts[1].isdigit() else 0


def _line_count(path):
    with open(path, "rb") as file:
        return file.read().count(b"\n")
