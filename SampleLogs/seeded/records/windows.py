"""Windows events as winlogbeat writes them: file access, printing, devices, programs."""

import json

from clock import universal

SECURITY = "Microsoft-Windows-Security-Auditing"


class Windows:
    """The Windows machines of the works, collected in one place."""

    def __init__(self, logs, log, dice, domain):
        self.logs, self.log, self.dice = logs, log, dice
        self.realm = domain.split(".")[0].upper()

    def access(self, moment, person, path, mask, process="C:\\Windows\\explorer.exe"):
        """4663 on the file server; `mask` is 0x1 for reading, 0x2 writing, 0x10000 deleting."""
        self._event(moment, SECURITY, 4663, "fs02", {
            "SubjectUserName": person.id, "SubjectDomainName": self.realm, "ObjectServer": "Security",
            "ObjectType": "File", "ObjectName": "D:\\share\\" + path.replace("/", "\\"),
            "AccessMask": mask, "ProcessName": process,
            "HandleId": "0x" + self.dice.hexadecimal(4)})

    def print(self, moment, person, document, pages, printer="MFP-3F"):
        self._event(moment, "Microsoft-Windows-PrintService", 307, "print01", None, {
            "Param1": str(self.dice.between(1, 9999)), "Param2": document, "Param3": person.id,
            "Param4": "\\\\" + person.host, "Param5": printer, "Param6": "10.2.9.9",
            "Param7": str(pages * self.dice.between(20_000, 90_000)), "Param8": str(pages)})

    def stick(self, moment, person, serial, vendor="SanDisk", product="Ultra"):
        """A USB memory: 6416 of the disk, then Partition/Diagnostic 1006."""
        device = f"USBSTOR\\Disk&Ven_{vendor}&Prod_{product}&Rev_1.00\\{serial}&0"
        self._event(moment, SECURITY, 6416, person.host, {
            "SubjectUserName": person.host.upper() + "$", "DeviceId": device,
            "DeviceDescription": f"{vendor} {product} USB Device", "ClassName": "DiskDrive"})

    def phone(self, moment, person, serial):
        self._event(moment, SECURITY, 6416, person.host, {
            "SubjectUserName": person.host.upper() + "$",
            "DeviceId": f"USB\\VID_18D1&PID_4EE1\\{serial}",
            "DeviceDescription": "Pixel 8", "ClassName": "WPD"})

    def keyboard(self, moment, person):
        self._event(moment, SECURITY, 6416, person.host, {
            "SubjectUserName": person.host.upper() + "$",
            "DeviceId": "HID\\VID_046D&PID_C31C&MI_00\\7&2BD4E7E2&0&0000",
            "DeviceDescription": "HID Keyboard Device", "ClassName": "Keyboard"})

    def program(self, moment, person, image):
        self._event(moment, SECURITY, 4688, person.host, {
            "SubjectUserName": person.id, "SubjectDomainName": self.realm, "TargetUserName": "-",
            "NewProcessName": image, "ProcessId": "0x" + self.dice.hexadecimal(4)})

    def sign_in(self, moment, person, outcome=4624, kind="2"):
        self._event(moment, SECURITY, outcome, person.host, {
            "TargetUserName": person.id, "TargetDomainName": self.realm, "LogonType": kind,
            "IpAddress": person.address})

    def _event(self, moment, provider, number, computer, data, user_data=None):
        values = {"event_data": data} if data is not None else {"user_data": user_data}
        self.logs.add(self.log, moment, json.dumps({
            "@timestamp": universal(moment), "event": {"code": str(number), "provider": provider},
            "winlog": {"channel": "Security", "computer_name": computer, "event_id": str(number),
                       "provider_name": provider, **values}}, ensure_ascii=False, separators=(",", ":")))
