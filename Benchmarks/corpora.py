"""The logs that tools are compared on: the same bytes for the same size, with people planted who must be found.

Squid logs come from `generate`, which plants uploads. In the other formats people are planted who have left the
company before the log begins, one event each, spread over the log.
"""

import concurrent.futures
import datetime
import importlib.machinery
import importlib.util
import json
import os
import random
import re
import subprocess
import sys

from measurement import HERE, PROJECT

# How many people are planted in each log, and how many uploads in that of Squid.
PLANTED, UPLOADS = 100, 240
# Stands where a time will be.
PLACE = "@TIME@"
FIRST_SECOND = datetime.datetime(2026, 9, 28)
SECONDS = 28 * 86_400


def script(name):
    """One of the scripts beside this one, as a module."""
    loader = importlib.machinery.SourceFileLoader(name, os.path.join(HERE, name))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader(name, loader))
    loader.exec_module(module)
    return module


class Corpus:
    """Files, how exfil is told to read them, and whom it must find."""

    def __init__(self, name, paths, roster, planted, options=()):
        self.name, self.paths, self.roster, self.planted = name, paths, roster, planted
        self.options = list(options)
        self.size = sum(os.path.getsize(path) for path in paths)

    def packed(self, folder, count, jobs):
        """The same log as a number of gzip files of whole lines, each about as long."""
        os.makedirs(folder)
        [plain] = self.paths
        subprocess.run(["split", "-n", f"l/{count}", "-d", "-a", "3", "--additional-suffix", ".log", plain,
                        os.path.join(folder, "part.")], check=True)
        parts = sorted(os.path.join(folder, name) for name in os.listdir(folder))
        with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
            list(pool.map(lambda path: subprocess.run(["gzip", "-6", path], check=True), parts))
        result = Corpus(f"{self.name}, gzip × {count}", [path + ".gz" for path in parts], self.roster, self.planted,
                        self.options)
        result.size = self.size
        return result

    def scan(self, binary, *more):
        """The command that scans it with the whole pack."""
        return [binary, "scan", *self.paths, "--rules", os.path.join(PROJECT, "Rules"),
                "--rules", os.path.join(HERE, "site.exfil"), "--people", self.roster, "--format", "jsonl",
                *self.options, *more]

    def check(self, output):
        """Ends the run unless everybody planted was found; tells how many others were."""
        found = set()
        for line in output.splitlines():
            finding = json.loads(line)
            if finding.get("user"):
                found.add((finding["user"], finding["category"]))
        missing = self.planted - found
        if missing:
            sys.exit(f"{self.name}: {len(missing)} of {len(self.planted)} planted findings are missing, "
                     f"such as {sorted(missing)[0]}")
        return len({user for user, _ in found} - {user for user, _ in self.planted})


def squid(folder, megabytes):
    """Squid with the bytes of each request at the end of the line."""
    subprocess.run([os.path.join(HERE, "generate"), str(megabytes), folder, "--planted", str(UPLOADS)], check=True)
    with open(os.path.join(folder, "expected.tsv"), encoding="utf-8") as file:
        planted = {tuple(line.rstrip("\n").split("\t")) for line in file.readlines()[1:]}
    return Corpus("Squid with %>st", [os.path.join(folder, "access.log")], os.path.join(folder, "roster.csv"), planted)


def native_squid(folder, other):
    """The same log in Squid's own format, which does not tell what was sent."""
    os.makedirs(folder)
    people, gone = roster(folder)
    path, left, stride = os.path.join(folder, "access.log"), list(gone), other.size // (PLANTED + 1)
    with open(other.paths[0], "rb") as source, open(path, "wb") as target:
        while lines := source.readlines(1 << 22):
            lines = [line.rpartition(b" ")[0] + b"\n" for line in lines]
            while left and source.tell() > stride * (PLANTED - len(left) + 1):
                fields = next(line for line in lines if b"_MISS/200 " in line and b" GET " in line).split(b" ")
                lines.append(b" ".join(fields[:-3] + [left.pop(0).encode()] + fields[-2:]))
            target.write(b"".join(lines))
    return Corpus("native Squid", [path], people, {(user, "after_departure") for user in gone})


def roster(folder):
    """People of whom some have left before the log begins; returns the file and who they are."""
    path = os.path.join(folder, "roster.csv")
    gone = [f"gone{number:03d}" for number in range(PLANTED)]
    with open(path, "w", encoding="utf-8") as file:
        file.write("id,email,department,employment,last_day\n")
        for number in range(5_000):
            file.write(f"u{number:05d},u{number:05d}@example.co.jp,部署{number % 40:02d},employee,\n")
        for user in gone:
            file.write(f"{user},{user}@example.co.jp,部署00,employee,2026-08-31\n")
    return path, gone


def records(folder, name, form, megabytes, clock):
    """A log of one record a line, in a form of `formats`; times go on from line to line.

    `form` is a declaration, what stands in front, and how a line is written.
    """
    formats = script("formats")
    os.makedirs(folder)
    people, gone = roster(folder)
    declaration, front, write = form
    choose = random.Random(20261122)
    events = [formats.event(choose, FIRST_SECOND) | {"time": PLACE} for _ in range(20_000)]
    tails = [write(event).split(PLACE, 1) for event in events]
    planted = [write(event | {"user": user}).split(PLACE, 1) for event, user in zip(events, gone)]
    count = int(megabytes * 1e6 / (sum(len(a) + len(b) + 20 for a, b in tails) / len(tails)))
    stride = count // (len(planted) + 1)
    path = os.path.join(folder, "events.log")
    with open(path, "w", encoding="utf-8", buffering=1 << 20) as file:
        file.write(front)
        for start in range(0, count, len(tails)):
            lines = []
            for number in range(start, min(start + len(tails), count)):
                time = clock(number * SECONDS // count)
                before, behind = tails[number % len(tails)]
                lines.append(f"{before}{time}{behind}")
                if number % stride == stride - 1 and number // stride < len(planted):
                    before, behind = planted[number // stride]
                    lines.append(f"{before}{time}{behind}")
            file.write("".join(lines))
    options = ["--timezone", "Asia/Tokyo"]
    if declaration:
        rules = os.path.join(folder, "format.exfil")
        with open(rules, "w", encoding="utf-8") as file:
            file.write("exfil 1\n\n" + declaration)
        options += ["--rules", rules]
    return Corpus(name, [path], people, {(user, "after_departure") for user in gone}, options)


def blank_clock(second):
    return str(FIRST_SECOND + datetime.timedelta(seconds=second))


def w3c(folder, megabytes):
    formats = script("formats")
    return records(folder, "W3C (IIS)", (None, *formats.PROXY_FORMATS["w3c (IIS)"]), megabytes, blank_clock)


def json_lines(folder, megabytes):
    return records(folder, "JSON Lines", script("formats").FORMATS["json"], megabytes, blank_clock)


def windows_events(folder, megabytes):
    """Security events as winlogbeat writes them."""
    return records(folder, "Windows events as JSON", script("formats").FORMATS["winlogbeat"], megabytes,
                   lambda second: blank_clock(second).replace(" ", "T"))


def postfix(folder, megabytes):
    formats = script("formats")
    os.makedirs(folder)
    people, gone = roster(folder)
    path = os.path.join(folder, "maillog")
    choose = random.Random(20261121)
    time, size, number, left = FIRST_SECOND, 0, 0, list(gone)
    with open(path, "w", encoding="ascii", buffering=1 << 20) as file:
        while size < megabytes * 1_000_000:
            time += datetime.timedelta(milliseconds=250)
            text = formats.mail(choose, time, number)
            if left and size >= megabytes * 1e6 * (len(gone) - len(left) + 0.5) / len(gone):
                text = re.sub(r"\bu\d{5}\b", left.pop(0), text)
            file.write(text)
            size += len(text)
            number += 1
    return Corpus("Postfix", [path], people, {(user, "after_departure") for user in gone})
