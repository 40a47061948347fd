"""The web server behind every name of the run: takes uploads, gives downloads, ends tunnels.

A made-up protocol for tunnels: ten digits of length, that many bytes, then 100 bytes back.
"""

import socket
import threading


class Origin:
    """Listens on ports 80 and 443 of a loopback address of its own."""

    def __init__(self, address):
        self.address = address
        self.listeners = []

    def start(self):
        for port, serve in ((80, _serve_web), (443, _serve_tunnel)):
            listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind((self.address, port))
            listener.listen(64)
            self.listeners.append(listener)
            threading.Thread(target=_accept, args=(listener, serve), daemon=True).start()

    def stop(self):
        for listener in self.listeners:
            listener.close()


def _accept(listener, serve):
    while True:
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        threading.Thread(target=_guard, args=(serve, connection), daemon=True).start()


def _guard(serve, connection):
    with connection:
        connection.settimeout(60)
        try:
            serve(connection)
        except (OSError, ValueError):
            pass


def _serve_web(connection):
    reader = connection.makefile("rb", buffering=1 << 16)
    while True:
        request = reader.readline(65536).split()
        if len(request) < 3:
            return
        headers = {}
        while True:
            line = reader.readline(65536).strip()
            if not line:
                break
            key, _, value = line.partition(b":")
            headers[key.strip().lower()] = value.strip()
        if headers.get(b"expect", b"").lower() == b"100-continue":
            connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
        if headers.get(b"transfer-encoding", b"").lower() == b"chunked":
            _skip_chunks(reader)
        else:
            _skip(reader, int(headers.get(b"content-length", b"0")))
        _reply(connection, request[1])


def _skip(reader, count):
    while count > 0:
        piece = reader.read(min(count, 1 << 16))
        if not piece:
            raise ValueError("the body ended early")
        count -= len(piece)


def _skip_chunks(reader):
    while True:
        size = int(reader.readline(64), 16)
        _skip(reader, size)
        reader.readline(64)
        if size == 0:
            return


def _reply(connection, target):
    """`/download/N` gives N bytes; everything else gives a short answer."""
    tail = target.rsplit(b"/download/", 1)
    size = int(tail[1]) if len(tail) == 2 and tail[1].isdigit() else 3
    kind = b"application/octet-stream" if len(tail) == 2 else b"text/html"
    connection.sendall(
        b"HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n" % (kind, size))
    block = b"x" * (1 << 16)
    while size > 0:
        connection.sendall(block[: min(size, len(block))])
        size -= len(block)


def _serve_tunnel(connection):
    reader = connection.makefile("rb", buffering=1 << 16)
    _skip(reader, int(reader.read(10)))
    connection.sendall(b"y" * 100)
    reader.read(1)
