"""A real rsyslog that takes local lines from /dev/log and remote ones over UDP."""

import os
import socket
import subprocess
import time

from children import folder, free_port, wait_until, write

MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


class Syslog:
    """One rsyslogd that writes every line several times: by stamp, and by way of rotation.

    What OpenSMTPD and sendmail say goes to a file for each, as their mails are counted apart.
    """

    def __init__(self, base, children):
        self.base = folder(os.path.join(base, "rsyslog"))
        self.log_folder = folder(os.path.join(base, "logs", "syslog"))
        self.children = children
        self.port = free_port(kind=socket.SOCK_DGRAM)
        self.socket_path = os.path.join(self.base, "log.sock")
        self.device = None
        self.process = None

    def log(self, name):
        return os.path.join(self.log_folder, name)

    def start(self):
        configuration = write(os.path.join(self.base, "rsyslog.conf"), f"""
global(workDirectory="{self.base}" localHostname="srv01" preserveFQDN="on")
module(load="imuxsock" SysSock.Name="{self.socket_path}" SysSock.RateLimit.Interval="0")
module(load="imudp")
input(type="imudp" address="127.0.0.1" port="{self.port}")
template(name="traditional" type="string"
  string="%TIMESTAMP% %HOSTNAME% %syslogtag%%msg:::sp-if-no-1st-sp%%msg:::drop-last-lf%\\n")
if $programname == "smtpd" then {{
  action(type="omfile" file="{self.log('smtpd')}" template="RSYSLOG_FileFormat")
  stop
}}
if $programname == "sendmail" then {{
  action(type="omfile" file="{self.log('sendmail')}" template="RSYSLOG_FileFormat")
  stop
}}
*.*        action(type="omfile" file="{self.log('syslog')}" template="RSYSLOG_FileFormat")
*.*        action(type="omfile" file="{self.log('rotated')}" template="RSYSLOG_FileFormat")
*.*        action(type="omfile" file="{self.log('truncated')}" template="RSYSLOG_FileFormat")
*.*        action(type="omfile" file="{self.log('messages')}" template="traditional")
mail.*     action(type="omfile" file="{self.log('mail.log')}" template="traditional")
local5.*   action(type="omfile" file="{self.log('audit.log')}" template="RSYSLOG_FileFormat")
kern.*     action(type="omfile" file="{self.log('kern.log')}" template="RSYSLOG_FileFormat")
""")
        self.process = self.children.start(
            "rsyslogd", ["rsyslogd", "-n", "-f", configuration, "-i", self.base + "/pid"])
        wait_until(lambda: os.path.exists(self.socket_path), 10, "rsyslogd's socket")
        self._take_device()

    def _take_device(self):
        """Makes /dev/log lead to our daemon: smbd and postfix know no other way.

        Where nothing owns it, it becomes a link that `stop` removes. Where something does, our
        socket is mounted over it; the run then stands in a mount namespace of its own (see `run`).
        """
        if os.path.lexists("/dev/log"):
            subprocess.run(
                ["mount", "--bind", self.socket_path, "/dev/log"], check=True, timeout=10)
            print("note: /dev/log is taken; our socket is mounted over it, in our namespace only")
        else:
            os.symlink(self.socket_path, "/dev/log")
            self.device = "/dev/log"

    def stop(self):
        if self.device and os.path.islink(self.device):
            if os.readlink(self.device) == self.socket_path:
                os.unlink(self.device)
        self.device = None

    def rotate_command(self):
        return f"kill -HUP {self.process.pid}"

    def remote(self, host, tag, text, facility=0, severity=6):
        """Sends a line as another machine's syslog daemon would: RFC 3164 over UDP."""
        now = time.localtime()
        stamp = f"{MONTHS[now.tm_mon - 1]} {now.tm_mday:2d} {time.strftime('%H:%M:%S', now)}"
        line = f"<{facility * 8 + severity}>{stamp} {host} {tag} {text}"
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as out:
            out.sendto(line.encode(), ("127.0.0.1", self.port))
        time.sleep(0.01)

    def storage_attached(self, host, serial):
        """A USB memory is plugged in: the kernel's lines, as a PC forwards them."""
        for text in (
            "usb 2-1: new SuperSpeed USB device number 7 using xhci_hcd",
            "usb 2-1: New USB device found, idVendor=0781, idProduct=5581, bcdDevice= 1.00",
            "usb 2-1: New USB device strings: Mfr=1, Product=2, SerialNumber=3",
            "usb 2-1: Product: Ultra",
            "usb 2-1: Manufacturer: SanDisk",
            f"usb 2-1: SerialNumber: {serial}",
            "usb-storage 2-1:1.0: USB Mass Storage device detected",
            "scsi host3: usb-storage 2-1:1.0",
            "scsi 3:0:0:0: Direct-Access     SanDisk  Ultra            1.00 PQ: 0 ANSI: 6",
            "sd 3:0:0:0: [sdb] 120164352 512-byte logical blocks: (61.5 GB/57.3 GiB)",
            "sd 3:0:0:0: [sdb] Attached SCSI removable disk",
        ):
            self.remote(host, "kernel:", f"[{time.monotonic():12.6f}] {text}")

    def phone_attached(self, host, serial):
        """A telephone is plugged in as MTP: no storage driver binds, only the strings tell."""
        for text in (
            "usb 1-4: new high-speed USB device number 9 using xhci_hcd",
            "usb 1-4: New USB device found, idVendor=18d1, idProduct=4ee1, bcdDevice= 4.40",
            "usb 1-4: New USB device strings: Mfr=1, Product=2, SerialNumber=3",
            "usb 1-4: Product: Pixel 7 MTP",
            "usb 1-4: Manufacturer: Google",
            f"usb 1-4: SerialNumber: {serial}",
        ):
            self.remote(host, "kernel:", f"[{time.monotonic():12.6f}] {text}")
