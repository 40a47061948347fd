"""Holds findings against what was planted: caught, missed, false, and how good the evidence is."""

import json
import os
import subprocess
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime

SEVERE = ("high", "critical")


@dataclass
class Score:
    """What a scan of one company came to."""
    figures: dict
    cases: list
    false: list = field(default_factory=list)
    caught: dict = field(default_factory=dict)
    missed: list = field(default_factory=list)
    cited: int = 0
    planted: int = 0
    status: int = 0

    @property
    def severe(self):
        return [one for one in self.false if one["severity"] in SEVERE]

    @property
    def rate(self):
        """False findings at high or above for 1,000 person-days."""
        return 1000 * len(self.severe) / self.figures["person_days"]

    @property
    def precision(self):
        """The share of cited lines that are planted ones, in the findings that caught somebody."""
        return self.planted / self.cited if self.cited else 0

    def by_incident(self):
        """Caught and planted variants of each incident, in the order of their numbers."""
        table = defaultdict(lambda: [0, 0])
        for one in self.cases:
            if one["categories"]:
                row = table[one["case"].split("/")[0]]
                row[0] += one["case"] in self.caught
                row[1] += 1
        return dict(sorted(table.items(), key=lambda item: int(item[0][1:])))

    def false_by_rule(self):
        return Counter((one["rule"], one["severity"]) for one in self.false).most_common()


def scan(binary, folder, rules):
    """Scans a company with the whole pack; returns findings, summary and exit status."""
    result = subprocess.run(
        [os.path.abspath(binary), "scan", "logs", "--rules", rules,
         "--rules", os.path.join(rules, "formats"), "--rules", "site.exfil",
         "--people", "roster.csv", "--leases", "leases.csv", "--timezone", "Asia/Tokyo",
         "--format", "jsonl"], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        timeout=1800)
    if result.returncode not in (0, 2):
        raise SystemExit(f"the scan of {folder} ended with {result.returncode}:\n"
                         + result.stderr.decode()[-3000:])
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    return [line for line in lines if "rule" in line], result.returncode, result.stderr.decode()


def score(folder, findings, status=0):
    """Compares findings with the ground truth of a company."""
    with open(os.path.join(folder, "truth.jsonl"), encoding="utf-8") as file:
        cases = [json.loads(line) for line in file]
    with open(os.path.join(folder, "figures.json"), encoding="utf-8") as file:
        result = Score(json.load(file), cases, status=status)
    guilty = defaultdict(list)
    for one in cases:
        if one["categories"]:
            for subject in one["subjects"]:
                guilty[subject.lower()].append(one)
    for finding in findings:
        touched = _cases_of(finding, guilty)
        if not touched:
            result.false.append(finding)
        for one in touched:
            _count(result, finding, one)
    result.missed = [one for one in cases if one["categories"] and one["case"] not in result.caught]
    return result


def _cases_of(finding, guilty):
    """The cases of the subject, and those whose planted lines the finding rests on."""
    subject = str(finding["subject"]["value"]).lower()
    if finding["subject"]["kind"] == "source":
        begin = datetime.fromisoformat(finding["first"]).timestamp()
        return [one for one in guilty[subject] if one["hole"] and abs(one["hole"] - begin) < 3600]
    if subject in guilty:
        return guilty[subject]
    cited = _places(finding)
    return [one for cases in guilty.values() for one in cases if cited & set(one["evidence"])]


def _count(result, finding, one):
    """A case is caught by a finding of its category that rests on a planted line."""
    if finding["category"] not in one["categories"]:
        return
    cited, planted = _places(finding), set(one["evidence"])
    if planted and not cited & planted:
        return
    result.caught.setdefault(one["case"], []).append(finding)
    if planted:
        result.cited += len(cited)
        result.planted += len(cited & planted)


def _places(finding):
    return {f"{one['file'].split('logs/', 1)[-1]}:{one['line']}" for one in finding["evidence"]}
