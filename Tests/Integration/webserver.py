"""A real nginx that takes uploads, and clients that count what their sockets wrote."""

import base64
import os
import socket

from children import call, folder, free_port, wait_for_port, wait_until, write
from proxy import Tally

LOG_FORMAT = ("$remote_addr - $remote_user [$time_local] \"$request\" $status $bytes_sent "
              "$request_length \"$http_user_agent\"")
BODY_SIZES = [0, 1, 700_000, 5_000_000]


class WebServer:
    """One nginx on loopback that writes the same requests to two logs."""

    def __init__(self, base, children, accounts):
        self.base = folder(os.path.join(base, "nginx"), "www-data")
        self.log_folder = folder(os.path.join(base, "logs", "web"), "www-data")
        self.children, self.accounts = children, accounts
        self.port = free_port()
        self.tally = Tally()

    def log(self, name):
        return os.path.join(self.log_folder, name)

    def start(self):
        folder(os.path.join(self.base, "share"), "www-data")
        write(os.path.join(self.base, "passwords"), "".join(
            f"{user}:{call(['openssl', 'passwd', '-apr1', password]).strip()}\n"
            for user, password in self.accounts.items()))
        configuration = write(os.path.join(self.base, "nginx.conf"), f"""
daemon off;
master_process off;
pid {self.base}/nginx.pid;
error_log {self.base}/error.log;
events {{ worker_connections 64; }}
http {{
  log_format sizes '{LOG_FORMAT}';
  client_body_temp_path {self.base}/body;
  proxy_temp_path {self.base}/proxy;
  fastcgi_temp_path {self.base}/fastcgi;
  uwsgi_temp_path {self.base}/uwsgi;
  scgi_temp_path {self.base}/scgi;
  server {{
    listen 127.0.0.1:{self.port};
    client_max_body_size 100m;
    access_log {self.log('sizes.log')} sizes;
    access_log {self.log('combined.log')} combined;
    location /share/ {{
      root {self.base};
      dav_methods PUT;
      auth_basic "share";
      auth_basic_user_file {self.base}/passwords;
    }}
  }}
}}
""")
        self.children.start("nginx", ["nginx", "-c", configuration, "-e", f"{self.base}/error.log"])
        wait_for_port(self.port)

    def drive(self, users):
        """Each person uploads a file of each size, and is refused once without a name."""
        for user in users:
            for size in BODY_SIZES:
                self._put(user, f"/share/{user}_{size}.bin", size)
            self._put(None, f"/share/{user}.bin", 0)
        wanted = sum(self.tally.requests_by_user.values())
        wait_until(lambda: all(_line_count(self.log(name)) >= wanted
                               for name in ("sizes.log", "combined.log")), 10, "nginx to log")

    def _put(self, user, target, byte_count):
        name = ""
        if user:
            token = base64.b64encode(f"{user}:{self.accounts[user]}".encode()).decode()
            name = f"Authorization: Basic {token}\r\n"
        head = (f"PUT {target} HTTP/1.1\r\nHost: files.example\r\nUser-Agent: integration\r\n"
                f"{name}Content-Length: {byte_count}\r\nConnection: close\r\n\r\n").encode()
        with socket.create_connection(("127.0.0.1", self.port), timeout=30) as connection:
            connection.sendall(head + b"x" * byte_count)
            reply = connection.recv(4096)
        status = int(reply.split()[1])
        if status != (201 if user else 401):
            raise RuntimeError(f"nginx answered {status} to a PUT of {user}")
        self.tally.add(user, len(head) + byte_count)


def _line_count(path):
    if not os.path.exists(path):
        return 0
    with open(path, "rb") as file:
        return file.read().count(b"\n")
