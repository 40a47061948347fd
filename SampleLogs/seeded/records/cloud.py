"""Microsoft 365's unified audit log, Entra ID's sign-ins, the VPN appliance."""

import json
import time

from clock import japanese, universal


class Audit:
    """Records of the unified audit log, one JSON object a line."""

    def __init__(self, logs, log, dice, tenant):
        self.logs, self.log, self.dice, self.tenant = logs, log, dice, tenant

    def file(self, moment, person, operation, path, size=None, address=None):
        """FileAccessed, FileUploaded, FileDownloaded and their like, or AnonymousLinkCreated."""
        name = path.rsplit("/", 1)[-1]
        more = {"FileSizeBytes": size} if size else {}
        self._record(moment, person, operation, "SharePoint", address,
                     ObjectId=f"https://{self.tenant}.sharepoint.com/sites/{path}", ItemType="File",
                     SourceFileName=name, SourceFileExtension=name.rsplit(".", 1)[-1], **more)

    def inbox_rule(self, moment, person, target, operation="New-InboxRule"):
        parameter = "ForwardTo" if operation == "New-InboxRule" else "ForwardingSmtpAddress"
        self._record(moment, person, operation, "Exchange", None, ResultStatus="True",
                     ObjectId=person.mail, Parameters=[
                         {"Name": "Identity" if operation == "Set-Mailbox" else "Mailbox",
                          "Value": person.mail},
                         {"Name": parameter, "Value": target}])

    def move_rule(self, moment, person, folder):
        """A rule that sorts mail into a folder, as many people have."""
        self._record(moment, person, "New-InboxRule", "Exchange", None, ResultStatus="True",
                     ObjectId=person.mail, Parameters=[
                         {"Name": "Mailbox", "Value": person.mail},
                         {"Name": "MoveToFolder", "Value": folder}])

    def _record(self, moment, person, operation, workload, address, **more):
        self.logs.add(self.log, moment, json.dumps({
            "CreationTime": universal(moment)[:19], "Operation": operation, "UserId": person.mail,
            "ClientIP": address or person.address, "Workload": workload,
            "Id": self.dice.hexadecimal(32), "Version": 1, **more}, ensure_ascii=False, separators=(",", ":")))


class Entra:
    """Sign-ins as Azure Monitor hands them on."""

    def __init__(self, logs, log, dice):
        self.logs, self.log, self.dice = logs, log, dice

    def sign_in(self, moment, mail, address, result="0", service="Office 365 Exchange Online"):
        when = universal(moment, 6)
        self.logs.add(self.log, moment, json.dumps({
            "time": when, "operationName": "Sign-in activity", "category": "SignInLogs",
            "resultType": result, "callerIpAddress": address, "Level": 4, "location": "JP",
            "properties": {"id": self.dice.hexadecimal(32), "createdDateTime": when,
                           "userPrincipalName": mail, "appDisplayName": service,
                           "ipAddress": address, "status": {"errorCode": int(result)}}}, separators=(",", ":")))


class Vpn:
    """A Cisco ASA: a session's begin, and its end with volumes."""

    def __init__(self, logs, log, dice):
        self.logs, self.log, self.dice = logs, log, dice

    def session(self, moment, person, address, hours, sent, received):
        """`sent` are the bytes that came from the person."""
        self._line(moment, f"%ASA-6-113039: Group <Telework> User <{person.id}> IP <{address}> "
                   "AnyConnect parent session started.")
        self._line(moment + hours * 3600, f"%ASA-4-113019: Group = Telework, Username = {person.id}, "
                   f"IP = {address}, Session disconnected. Session Type: SSL, Duration: "
                   f"{int(hours)}h:{int(hours % 1 * 60):02d}m:00s, Bytes xmt: {received}, "
                   f"Bytes rcv: {sent}, Reason: User Requested")

    def _line(self, moment, text):
        when = time.strftime("%b %d %Y %H:%M:%S", japanese(moment))
        level = text.split("-")[1]
        self.logs.add(self.log, moment, f"<{160 + int(level)}>{when} asa01 : {text}")
