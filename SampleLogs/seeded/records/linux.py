"""The lab's Linux machines: the kernel's USB lines, the SFTP server, CUPS."""

from clock import japanese, stamp
import time


class Kernel:
    """Kernels of PCs, forwarded; a line names the machine only."""

    def __init__(self, logs, log, dice):
        self.logs, self.log, self.dice = logs, log, dice

    def stick(self, moment, person, serial, vendor="SanDisk", product="Ultra"):
        self._all(moment, person, [
            "usb 2-1: new SuperSpeed USB device number 7 using xhci_hcd",
            "usb 2-1: New USB device found, idVendor=0781, idProduct=5581, bcdDevice= 1.00",
            "usb 2-1: New USB device strings: Mfr=1, Product=2, SerialNumber=3",
            f"usb 2-1: Product: {product}", f"usb 2-1: Manufacturer: {vendor}",
            f"usb 2-1: SerialNumber: {serial}",
            "usb-storage 2-1:1.0: USB Mass Storage device detected",
            "sd 3:0:0:0: [sdb] 120164352 512-byte logical blocks: (61.5 GB/57.3 GiB)"])
        self._all(moment + self.dice.within(300, 1500), person,
                  ["usb 2-1: USB disconnect, device number 7"])

    def phone(self, moment, person, serial):
        self._all(moment, person, [
            "usb 1-4: new high-speed USB device number 9 using xhci_hcd",
            "usb 1-4: New USB device found, idVendor=18d1, idProduct=4ee1, bcdDevice= 4.40",
            "usb 1-4: New USB device strings: Mfr=1, Product=2, SerialNumber=3",
            "usb 1-4: Product: Pixel 7 MTP", "usb 1-4: Manufacturer: Google",
            f"usb 1-4: SerialNumber: {serial}"])
        self._all(moment + self.dice.within(900, 4000), person,
                  ["usb 1-4: USB disconnect, device number 9"])

    def keyboard(self, moment, person):
        self._all(moment, person, [
            "usb 1-2: new low-speed USB device number 4 using xhci_hcd",
            "usb 1-2: New USB device found, idVendor=046d, idProduct=c31c, bcdDevice=64.00",
            "usb 1-2: New USB device strings: Mfr=1, Product=2, SerialNumber=0",
            "usb 1-2: Product: USB Keyboard", "usb 1-2: Manufacturer: Logitech"])

    def _all(self, moment, person, texts):
        uptime = 120 + self.dice.within(0, 30_000)
        for text in texts:
            self.logs.add(self.log, moment,
                          f"{stamp(moment)} {person.host} kernel: [{uptime:12.6f}] {text}")
            step = self.dice.within(0.0004, 0.06)
            moment, uptime = moment + step, uptime + step


class Sftp:
    """internal-sftp at the level INFO: only the first line of a session names the user."""

    def __init__(self, logs, log, dice):
        self.logs, self.log, self.dice = logs, log, dice
        self.number = 2000

    def session(self, moment, user, address, steps):
        """Steps are (seconds after the one before, "get" or "put", path, bytes)."""
        self.number += self.dice.between(1, 40)
        host = "srv01"

        def line(program, text):
            self.logs.add(self.log, moment, f"{stamp(moment)} {host} {program}[{self.number}]: {text}")

        line("sshd", f"Accepted publickey for {user} from {address} port "
             f"{self.dice.between(40_000, 60_000)} ssh2: ED25519 SHA256:{self.dice.hexadecimal(20)}")
        moment += 0.2
        self.number += 1
        line("internal-sftp", f"session opened for local user {user} from [{address}]")
        for pause, way, path, size in steps:
            moment += pause
            name, flags = _octal(path), "READ" if way == "get" else "WRITE,CREATE,TRUNCATE"
            line("internal-sftp", f'open "{name}" flags {flags} mode 0666')
            moment += 0.05 + size / 20_000_000
            read, written = (size, 0) if way == "get" else (0, size)
            line("internal-sftp", f'close "{name}" bytes read {read} written {written}')
        moment += 1
        line("internal-sftp", f"session closed for local user {user} from [{address}]")

    def sign_in(self, moment, user, address, accepted):
        self.number += 3
        word = "Accepted password" if accepted else "Failed password"
        self.logs.add(self.log, moment, f"{stamp(moment)} srv01 sshd[{self.number}]: {word} for {user} "
                      f"from {address} port {self.dice.between(40_000, 60_000)} ssh2")


class Cups:
    """page_log of CUPS 2.4: a `total` line for each job."""

    def __init__(self, logs, log, dice):
        self.logs, self.log, self.dice = logs, log, dice
        self.job = 0

    def print(self, moment, person, document, pages, printer="Lab-2F"):
        self.job += 1
        when = time.strftime("%d/%b/%Y:%H:%M:%S +0900", japanese(moment))
        self.logs.add(self.log, moment, f"{printer} {person.id} {self.job} [{when}] total {pages} - "
                      f"{person.address} {document} - -")


def _octal(path):
    return "".join(chr(byte) if 32 <= byte < 127 else f"\\{byte:03o}" for byte in path.encode())
