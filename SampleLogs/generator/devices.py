"""USB lines of the PCs' kernels, forwarded to one syslog server."""

from datetime import timedelta

MEMORIES = [("0781", "5581", "SanDisk", "Ultra"), ("0951", "1666", "Kingston", "DataTraveler 3.0"),
            ("056e", "6a13", "ELECOM", "MF-MSU3")]
PHONES = [("18d1", "4ee1", "Google", "Pixel 7 MTP"), ("04e8", "6860", "SAMSUNG", "SAMSUNG_Android")]


class KernelLog:
    """Collects kernel lines; each carries only the name of its machine."""

    def __init__(self, dice):
        self.dice = dice
        self.lines = []

    def memory(self, when, host, which=0):
        vendor, product, maker, name = MEMORIES[which]
        serial = self.dice.hexadecimal(20)
        self._all(when, host, [
            "usb 2-1: new SuperSpeed USB device number 7 using xhci_hcd",
            f"usb 2-1: New USB device found, idVendor={vendor}, idProduct={product}, bcdDevice= 1.00",
            "usb 2-1: New USB device strings: Mfr=1, Product=2, SerialNumber=3",
            f"usb 2-1: Product: {name}", f"usb 2-1: Manufacturer: {maker}",
            f"usb 2-1: SerialNumber: {serial}",
            "usb-storage 2-1:1.0: USB Mass Storage device detected",
            "scsi host3: usb-storage 2-1:1.0",
            f"scsi 3:0:0:0: Direct-Access     {maker:8s} {name[:16]:16s} 1.00 PQ: 0 ANSI: 6",
            "sd 3:0:0:0: [sdb] 120164352 512-byte logical blocks: (61.5 GB/57.3 GiB)",
            "sd 3:0:0:0: [sdb] Attached SCSI removable disk"])
        self._all(when + timedelta(minutes=self.dice.between(6, 25)), host,
                  ["usb 2-1: USB disconnect, device number 7"])

    def phone(self, when, host, which=0):
        vendor, product, maker, name = PHONES[which]
        self._all(when, host, [
            "usb 1-4: new high-speed USB device number 9 using xhci_hcd",
            f"usb 1-4: New USB device found, idVendor={vendor}, idProduct={product}, bcdDevice= 4.40",
            "usb 1-4: New USB device strings: Mfr=1, Product=2, SerialNumber=3",
            f"usb 1-4: Product: {name}", f"usb 1-4: Manufacturer: {maker}",
            f"usb 1-4: SerialNumber: {self.dice.hexadecimal(14)}"])
        self._all(when + timedelta(minutes=41), host, ["usb 1-4: USB disconnect, device number 9"])

    def keyboard(self, when, host):
        self._all(when, host, [
            "usb 1-2: new low-speed USB device number 4 using xhci_hcd",
            "usb 1-2: New USB device found, idVendor=046d, idProduct=c31c, bcdDevice=64.00",
            "usb 1-2: New USB device strings: Mfr=1, Product=2, SerialNumber=0",
            "usb 1-2: Product: USB Keyboard", "usb 1-2: Manufacturer: Logitech",
            "input: Logitech USB Keyboard as /devices/pci0000:00/0000:00:14.0/usb1/1-2/1-2:1.0/input/input5",
            "hid-generic 0003:046D:C31C.0001: input,hidraw0: USB HID v1.10 Keyboard [Logitech USB Keyboard] on usb-0000:00:14.0-2/input0"])

    def network(self, when, host):
        self._all(when, host, ["e1000e 0000:00:1f.6 eno1: NIC Link is Up 1000 Mbps Full Duplex"])

    def _all(self, when, host, texts):
        when += timedelta(microseconds=self.dice.between(1, 900_000))
        uptime = 120 + self.dice.random() * 30_000
        for text in texts:
            self.lines.append((when, host, f"kernel: [{uptime:12.6f}] {text}"))
            step = self.dice.between(400, 60_000)
            when, uptime = when + timedelta(microseconds=step), uptime + step / 1_000_000
