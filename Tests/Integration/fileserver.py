"""A real smbd with full_audit, its accounts kept out of the system by nss_wrapper."""

import glob
import os

from children import call, folder, free_port, wait_for_port, write

WRAPPER = "/usr/lib/*/libnss_wrapper.so"


class FileServer:
    """One smbd on a loopback port, whose audit lines go to syslog's local5."""

    def __init__(self, base, children, accounts):
        self.base = folder(os.path.join(base, "samba"))
        self.share = folder(os.path.join(self.base, "share"), mode=0o777)
        self.children = children
        self.accounts = accounts
        self.port = free_port()
        self.environment = dict(os.environ)

    def start(self):
        self._make_accounts()
        for name in ("private", "lock", "state", "cache", "pid", "rpc"):
            folder(os.path.join(self.base, name), mode=0o700 if name == "private" else 0o755)
        configuration = write(os.path.join(self.base, "smb.conf"), f"""
[global]
  server role = standalone server
  netbios name = FS01
  workgroup = EXAMPLE
  interfaces = 127.0.0.1/8
  bind interfaces only = yes
  smb ports = {self.port}
  disable netbios = yes
  disable spoolss = yes
  load printers = no
  printcap name = /dev/null
  map to guest = never
  passdb backend = smbpasswd:{self.base}/private/smbpasswd
  private dir = {self.base}/private
  lock directory = {self.base}/lock
  state directory = {self.base}/state
  cache directory = {self.base}/cache
  pid directory = {self.base}/pid
  ncalrpc dir = {self.base}/rpc
  log file = {self.base}/log.%m
  log level = 1
  unix charset = UTF-8

[share]
  path = {self.share}
  read only = no
  vfs objects = full_audit
  full_audit:prefix = %u|%I|%m|%S
  full_audit:success = connect disconnect openat close pread_send pread_recv pwrite_send pwrite_recv renameat unlinkat mkdirat
  full_audit:failure = connect openat
  full_audit:facility = local5
  full_audit:priority = notice
""")
        self.configuration = configuration
        for user, password in self.accounts.items():
            call(["smbpasswd", "-c", configuration, "-s", "-a", user],
                 input=f"{password}\n{password}\n".encode(), env=self.environment)
        self.children.start(
            "smbd", ["smbd", "--foreground", "--no-process-group", "-s", configuration],
            env=self.environment)
        wait_for_port(self.port)

    def _make_accounts(self):
        wrapper = glob.glob(WRAPPER)[0]
        with open("/etc/passwd", encoding="utf-8") as file:
            passwd = file.read()
        with open("/etc/group", encoding="utf-8") as file:
            group = file.read()
        for number, user in enumerate(self.accounts, 20001):
            passwd += f"{user}:x:{number}:{number}::/nonexistent:/usr/sbin/nologin\n"
            group += f"{user}:x:{number}:\n"
        self.environment.update(
            LD_PRELOAD=wrapper,
            NSS_WRAPPER_PASSWD=write(os.path.join(self.base, "passwd"), passwd),
            NSS_WRAPPER_GROUP=write(os.path.join(self.base, "group"), group))

    def put_files(self, directory, names, byte_count):
        """Lays files into the share, as they lie there before anybody reads them."""
        path = folder(os.path.join(self.share, directory), mode=0o777)
        for name in names:
            write(os.path.join(path, name), name.ljust(byte_count, "."), 0o666)

    def act(self, user, host, commands, base):
        """Runs smbclient as a user on a PC of that name; fetched files land in its own folder."""
        target = folder(os.path.join(base, "fetched", user))
        return call(
            ["smbclient", "//127.0.0.1/share", "-p", str(self.port), "-s", self.configuration,
             "-n", host, "-U", f"{user}%{self.accounts[user]}", "-c", "prompt off; " + commands],
            60, cwd=target, env={**os.environ, "LC_ALL": "C.UTF-8"})
