"""Runs of the program, and what they announced."""

import csv
import io
import json
import os
import re
import shutil
import subprocess
import time

from seeded import contents

LIMIT = 300  # seconds; no run here takes so long
STATE, STATE_FILE, LOCK = "kept-state", "state.sqlite", "lock"
GOOD = (0, 2)  # the statuses of a run that did its work; 2 if a log was not all there
REPORTS = {"csv": "standing.csv", "html": "standing.html", "jsonl": "new.jsonl"}


class Exfil:
    """The program with the options of one company."""

    def __init__(self, binary, options):
        self.binary, self.options = binary, options

    def scan(self, root, arguments, paths=("logs",), **how):
        """Scans below `root`, where all paths are the same for every variant."""
        return self.run(["scan", *paths, *self.options, *arguments], root, **how)

    def night(self, root, arguments=("--format", "jsonl"), **how):
        """A nightly run; the state is `root`/state."""
        return self.scan(root, ["--state", STATE, *arguments], **how)

    def alone(self, root):
        """A scan of everything without a state: what the nights together must come to."""
        table, page, account = (os.path.join(root, f"alone.{form}") for form in ("csv", "html", "json"))
        run = self.scan(root, ["--format", "jsonl", "-o", f"csv={table}", "-o", f"html={page}",
                               "-o", f"summary={account}"])
        if run.status not in GOOD:
            raise SystemExit(f"the scan without --state ended with {run.status}:\n{run.errors[-3000:]}")
        return Standing(read(table), run.findings, read(page), json.loads(read(account)))

    def state(self, verb, root, **how):
        """`exfil state VERB` on the state of `root`."""
        return self.run(["state", verb, STATE], root, **how)

    def run(self, arguments, root, environment=None, before=(), stdout=subprocess.PIPE):
        process = self.start(arguments, root, environment, before, stdout)
        try:
            output, errors = process.communicate(timeout=LIMIT)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            return Run(arguments, -999, b"", b"it did not end within the time", LIMIT)
        return Run(arguments, process.returncode, output or b"", errors, time.monotonic() - process.begun)

    def start(self, arguments, root, environment=None, before=(), stdout=subprocess.PIPE):
        """Starts a run as the leader of a process group of its own."""
        # The library that makes calls fail is for the program, not for what starts it.
        preload = [f"{key}={value}" for key, value in (environment or {}).items()]
        command = [*before, *(["env", *preload] if preload else []), self.binary, *arguments]
        process = subprocess.Popen(
            command, cwd=root, stdin=subprocess.DEVNULL, stdout=stdout,
            stderr=subprocess.PIPE, start_new_session=True)
        process.begun = time.monotonic()
        return process


class Run:
    """A run that has ended; `status` is negative if a signal killed it."""

    def __init__(self, arguments, status, output, errors, seconds):
        self.arguments, self.status, self.output = arguments, status, output
        self.errors, self.seconds = errors.decode("utf-8", "replace"), seconds

    @property
    def findings(self):
        return findings_of(self.output)

    def told(self):
        """How it ended, for the text of a failure."""
        return f"status {self.status}, it said {self.errors.strip()[-600:]!r}"


def findings_of(report):
    """The findings of JSON Lines; other objects are left aside."""
    objects = [json.loads(line) for line in report.splitlines()]
    return [one for one in objects if "rule" in one and "id" in one and "evidence" in one]


class Standing:
    """All that stands at an end: the CSV to the byte, findings by id without their places, how far
    the sources reach, and the ids that the page shows."""

    def __init__(self, text, findings, page, account):
        self.text = text
        self.contents = contents(findings)
        self.rows = portable_rows(text)
        self.coverage = coverage(account)
        self.shown = [one for one in self.contents if one.encode() in page]


def coverage(account):
    """How far each source of an account reaches; which file had which line is left aside."""
    return {one["source"]: {name: value for name, value in one.items() if name != "times_backwards"}
            for one in account.get("coverage", [])}


def coverage_difference(found, wanted):
    """In words, what differs first in each source that differs."""
    texts = []
    for name in sorted({*found, *wanted}):
        a, b = found.get(name, {}), wanted.get(name, {})
        keys = [key for key in ("events", *sorted({*a, *b})) if a.get(key) != b.get(key)]
        if keys:
            texts.append(f"{name}: {keys[0]} {str(a.get(keys[0]))[:90]}, not {str(b.get(keys[0]))[:90]}")
    return "; ".join(texts)


def portable_rows(text):
    """The rows of a CSV report without file, line and offset.

    How many lines of evidence a cell has room for depends on the names of their files: the first 200.
    """
    rows = list(csv.reader(io.StringIO(text.decode(), newline="")))
    if not rows:
        return rows
    places = {rows[0].index(name) for name in ("file", "line", "offset")}
    evidence = rows[0].index("evidence")
    return [[" | ".join(map(_placeless, cell.split(" | ", 200)[:200])) if number == evidence else cell
             for number, cell in enumerate(row) if number not in places] for row in rows]


def _placeless(line):
    """A line of evidence without its place: `FILE:LINE sha256:DIGEST`, where the file may have blanks."""
    place, mark, digest = line.rpartition(" sha256:")
    return place.rpartition(" ")[0] + mark + digest


class Announcements:
    """What the nights said, as one who acts on it sees it: twice the same is a fault."""

    def __init__(self, checks, part):
        self.checks, self.part, self.last, self.taken_back = checks, part, {}, set()

    def take(self, findings, when, errors=""):
        """Takes the findings of one report, and what standard error takes back: if that holds again, it is news."""
        for gone in re.findall(r"^(?:withdrawn|superseded): (\S+) \(", errors, re.MULTILINE):
            self.last.pop(gone, None)
            self.taken_back.add(gone)
        seen = contents(findings)
        self.checks.expect(len(seen) == len(findings), f"{self.part}: an id stands once in a report",
                           f"{when}: {len(findings)} findings with {len(seen)} ids")
        again = [one for one in seen if self.last.get(one) == seen[one]]
        self.checks.expect(not again, f"{self.part}: nothing is announced twice",
                           f"{when}: {len(again)} findings again as they were, first {again[:3]}")
        self.last.update(seen)

    def compare(self, standing):
        """At the end everything that stands must have been announced, as it stands."""
        never = [one for one in standing.contents if one not in self.last]
        self.checks.expect(
            not never, f"{self.part}: everything that stands was announced",
            f"{len(never)} of {len(standing.contents)} never, first {never[:3]}")
        other = [one for one, text in standing.contents.items() if self.last.get(one, text) != text]
        self.checks.expect(
            not other, f"{self.part}: what was announced last is what stands",
            f"{len(other)} findings stand otherwise: {difference(self.last, standing.contents, other)}")


def difference(found, wanted, ids):
    """The first names in which a finding differs."""
    for one in ids[:1]:
        a, b = json.loads(found[one]), json.loads(wanted[one])
        names = [name for name in sorted({*a, *b}) if a.get(name) != b.get(name)]
        return f"{one} in " + ", ".join(
            f"{name} ({str(a.get(name))[:80]}, not {str(b.get(name))[:80]})" for name in names[:3])
    return ""


def compare_tables(checks, found, wanted, name, when):
    """Holds CSV rows against those of the scan without state; tells which rows differ."""
    return checks.expect(found == wanted, name,
                         "" if found == wanted else f"{when}: {table_difference(found, wanted)}")


def table_difference(found, wanted):
    """In words: what is missing, what is too much, and in which cells the first row differs."""
    if not found:
        return "there is no report"
    ids = [{row[0]: row for row in rows[1:]} for rows in (found, wanted)]
    missing = [one for one in ids[1] if one not in ids[0]]
    more = [one for one in ids[0] if one not in ids[1]]
    changed = [one for one in ids[1] if one in ids[0] and ids[0][one] != ids[1][one]]
    if not (missing or more or changed):
        return "order or heading of the rows differ"
    rules = sorted({ids[1][one][1] for one in missing} | {ids[0][one][1] for one in more + changed})
    text = (f"of {len(ids[1])} findings {len(missing)} are missing, {len(more)} are too many, "
            f"{len(changed)} differ (rules {', '.join(rules[:8])})")
    for one in changed[:1]:
        cells = [f"{heading}: {a[:80]!r}, not {b[:80]!r}"
                 for heading, a, b in zip(wanted[0], ids[0][one], ids[1][one]) if a != b]
        text += f"; {one} in " + ", ".join(cells[:4])
    return text


def read(path):
    """The bytes of a file; None if there is none."""
    try:
        with open(path, "rb") as file:
            return file.read()
    except FileNotFoundError:
        return None


def copy_root(source, target):
    """Makes `target` what `source` is: logs, state and reports."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(source, target, symlinks=True)
