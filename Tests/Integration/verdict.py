"""Runs the binary on the logs and compares what it says with what really happened."""

import collections
import gzip
import hashlib
import json
import os
import subprocess
import tempfile

from expectations import PEOPLE


class Verdict:
    """Collects checks; each is one line of output, and the last line counts them."""

    def __init__(self, binary, rules, roster):
        self.binary, self.rules, self.roster = binary, rules, roster
        self.passed, self.failed = 0, 0

    def check(self, title, condition, detail=""):
        if condition:
            self.passed += 1
            print(f"ok      {title}")
        else:
            self.failed += 1
            print(f"FAILED  {title}" + (f"\n        {detail}" if detail else ""))
        return condition

    def equal(self, title, actual, expected):
        return self.check(title, actual == expected, f"got {actual!r}, expected {expected!r}")

    def run(self, command, *arguments):
        return subprocess.run(
            [self.binary, command, *arguments, "--rules", self.rules, "--people", self.roster],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60)

    def scan(self, title, paths, *options, status=0):
        """Scans and returns the findings and the run's own account."""
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "summary.json")
            result = self.run(
                "scan", *paths, "--format", "jsonl", "--output", f"summary={path}", *options)
            said = result.stderr.decode("utf-8", "replace")
            self.check(f"{title}: status {status}", result.returncode == status,
                       f"status {result.returncode}; {said[-3000:]}")
            account = {}
            if self.check(f"{title}: an account is written", os.path.exists(path), said[-1500:]):
                with open(path, encoding="utf-8") as file:
                    account = json.load(file)
        return list(_findings(result.stdout)), account

    def events(self, title, paths, *options):
        result = self.run("events", *paths, *options)
        self.check(f"{title}: events are printed", result.returncode == 0,
                   f"status {result.returncode}; {result.stderr.decode('utf-8', 'replace')[-1500:]}")
        return [json.loads(line) for line in result.stdout.splitlines() if line.startswith(b"{")]

    def findings_match(self, title, findings):
        """The table of expectations.py, person by person."""
        found = collections.defaultdict(set)
        for finding in findings:
            found[finding.get("user") or str(finding.get("subject"))].add(finding["category"])
        for person in PEOPLE:
            categories = found.pop(person.login, set())
            missing = set(person.must) - categories
            unwanted = categories - set(person.must) - set(person.may)
            self.check(f"{title}: {person.login} {person.does}", not missing and not unwanted,
                       f"missing {sorted(missing)}, unwanted {sorted(unwanted)}")
        self.check(f"{title}: nobody else", not found, f"{dict(found)}")

    def web_events_match(self, title, events, tally):
        """Bytes and requests per user: exactly what the client sockets wrote."""
        count, byte_count = collections.Counter(), collections.Counter()
        for event in events:
            if event["kind"] == "web":
                count[event.get("user", "-")] += 1
                byte_count[event.get("user", "-")] += event.get("bytes_out", 0)
        self.equal(f"{title}: requests per user", dict(count), dict(tally.requests_by_user))
        self.equal(f"{title}: bytes_out per user", dict(byte_count), dict(tally.bytes_by_user))

    def proxy_account_matches(self, title, path, account, tally):
        """A request is an event of one line; only squid's own noise is ignored."""
        item = next((item for item in account.get("inputs", []) if item["file"] == path), {})
        self.equal(f"{title}: event lines are requests", item.get("event_lines"),
                   sum(tally.requests_by_user.values()))
        noise = [line for line in _lines(path) if b" error:" in line]
        self.equal(f"{title}: ignored lines are squid's noise",
                   sum(item.get("ignored", {}).values()), len(noise))

    def native_events_match(self, title, events, tally):
        web = [event for event in events if event["kind"] == "web"]
        self.equal(f"{title}: requests", len(web), sum(tally.requests_by_user.values()))
        self.equal(f"{title}: no event has bytes_out",
                   [event for event in web if "bytes_out" in event], [])

    def syslog_events_match(self, title, events, traffic):
        kinds = collections.Counter(event["kind"] for event in events)
        self.equal(f"{title}: mails", kinds["mail"], traffic.mail_count)
        hosts = [event.get("host") for event in events
                 if event["kind"] == "device" and event.get("action") == "connect"]
        self.equal(f"{title}: devices", hosts, traffic.device_hosts)
        names = {attachment.get("name") for event in events if event["kind"] == "mail"
                 for attachment in event.get("attachment", [])}
        self.check(f"{title}: attachment names are decoded",
                   {"顧客名簿_2026.xlsx", "【秘密】単価表と仕入先.xlsx"} <= names, f"{names}")
        read = collections.defaultdict(set)
        for event in events:
            if event["kind"] == "file" and event.get("action") == "read":
                parts = event["path"].replace("\\", "/").split("/share/", 1)
                if "." in os.path.basename(parts[-1]).strip("."):
                    read[event.get("user")].add(parts[-1])
        for user, paths in traffic.files_read.items():
            self.equal(f"{title}: files that {user} read", read.pop(user, set()), paths)
        self.check(f"{title}: nobody else read a file", not read, f"{dict(read)}")

    def every_line_is_accounted_for(self, title, paths, account):
        """Each input has the lines it has, and each line is an event's or known and ignored."""
        self.check(f"{title}: the account balances", account.get("balanced") is True, f"{account}")
        inputs = {item["file"]: item for item in account.get("inputs", [])}
        for path in paths:
            name, item = os.path.basename(path), inputs.get(path, {})
            self.equal(f"{title}: lines of {name}", item.get("lines"), len(_lines(path)))
            rest = sum(item.get("ignored", {}).values()) + sum(item.get("rejected", {}).values())
            self.equal(f"{title}: lines of {name} are events' or ignored",
                       item.get("event_lines", 0) + rest, item.get("lines"))
            self.equal(f"{title}: rejected lines of {name}", item.get("rejected"), {})

    def evidence_stands_up(self, title, findings):
        """Recomputes every evidence line without the binary: place, offset and digest."""
        wrong, seen = [], 0
        for finding in findings:
            for evidence in finding.get("evidence", []):
                seen += 1
                lines = _lines(evidence["file"])
                line = lines[evidence["line"] - 1] if evidence["line"] <= len(lines) else b""
                offset = sum(len(before) + 1 for before in lines[: evidence["line"] - 1])
                if (offset != evidence["offset"]
                        or hashlib.sha256(line).hexdigest() != evidence["sha256"]):
                    wrong.append(evidence)
        self.check(f"{title}: {seen} evidence lines are where it says, byte for byte",
                   seen > 0 and not wrong, f"{wrong[:3]}")

    def says_not_evaluable(self, title, account):
        """A log without request sizes cannot answer volume rules, and the account says which."""
        rules = [item["rule"] for item in account.get("not_evaluable", [])]
        self.check(f"{title}: says which volume rules are not evaluable",
                   "volume.large_outbound" in rules, f"{rules}")

    def close(self):
        print(f"{self.passed} passed, {self.failed} failed")
        return 1 if self.failed else 0


def ids(findings):
    """The ids of findings, in an order that does not depend on the run."""
    return sorted(finding["id"] for finding in findings)


def pairs(findings):
    return sorted({(str(finding.get("user")), finding["category"]) for finding in findings})


def _findings(output):
    for line in output.splitlines():
        if line.startswith(b"{"):
            value = json.loads(line)
            if "rule" in value and "category" in value:
                yield value


def _lines(path):
    opener = gzip.open if path.endswith(".gz") else open
    with opener(path, "rb") as file:
        content = file.read()
    lines = content.split(b"\n")
    return lines[:-1] if lines and not lines[-1] else lines
