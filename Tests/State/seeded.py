"""The logs of a made-up company (SampleLogs/seeded), cut into the files that its servers rotate.

Rotation is at half past eight in the morning, the nightly run in the afternoon: both while people
work, so that mails, sessions, windows and sequences lie across the borders of files and runs. In logs
whose records have several lines the cuts are moved into a record.
"""

import bisect
import gzip
import json
import os
import re
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
PROJECT = os.path.dirname(os.path.dirname(HERE))
SEEDED = os.path.join(PROJECT, "SampleLogs", "seeded")
RULES = os.path.join(PROJECT, "Rules")
MORE_RULES, DAY_RULES = (os.path.join(HERE, name) for name in ("nights.exfil", "day.exfil"))
sys.path.append(SEEDED)
sys.dont_write_bytecode = True

import office_files
from clock import DAY, HOUR, japanese
from company import Company
from dice import Dice
from records.samba import Samba

ROTATION, RUN = 8.5 * HOUR, 15.3 * HOUR
# What two lines of one record have in common, where records have several lines.
RECORDS = {
    "mail/head/maillog": re.compile(rb"\]: ([0-9A-F]{6,}): "),
    "devices/kern.log": re.compile(rb"^\S+ (\S+) kernel: "),
    "files/sftp/auth.log": re.compile(rb"internal-sftp\[(\d+)\]: (?!session opened)"),
    "files/fs01/audit.log": re.compile(rb"\|ok\|(?:r\|)?(/srv.*)"),
}


# What a program must remember of the front of a file to read what is added: how text is stored, and
# the year of lines that have none.
ENCODINGS = {"assets/file_log.csv": ("cp932", b""), "assets/print_log.csv": ("utf-16-le", b"\xff\xfe")}
YEARLESS = "files/sftp/auth.log"


class SeededLog:
    """All lines of one log, and where its files and its nights end in them."""

    def __init__(self, name, header, lines, start, nights):
        self.name = name
        encoding, mark = ENCODINGS.get(name, ("utf-8", b""))
        self.header = mark + "".join(line + "\n" for line in header).encode(encoding)
        self.line_feed = "\n".encode(encoding)
        self.lines = [(line + "\n").encode(encoding, "replace") for _, line in lines]
        moments = [moment for moment, _ in lines]

        def index(moment):
            return self._inside(bisect.bisect_left(moments, moment))

        # Piece k ends at `rotations[k + 1]`; in the night k, so much of it was written as `runs[k]`.
        self.rotations = [0, *(index(start + day * DAY + ROTATION) for day in range(1, nights)),
                          len(self.lines)]
        self.runs = [*(index(start + day * DAY + RUN) for day in range(nights - 1)),
                     len(self.lines)]
        self._packed = {}

    def _inside(self, place):
        """The next place that lies between two lines of one record, if there is one nearby."""
        pattern = RECORDS.get(self.name)
        if pattern:
            for other in range(max(place, 1), min(place + 400, len(self.lines))):
                both = [pattern.search(line) for line in self.lines[other - 1:other + 1]]
                if all(both) and both[0].group(1) == both[1].group(1):
                    return other
        return place

    def piece(self, number):
        """The whole of one rotated file: its heading alone, or nothing, if no line fell into its time."""
        return self._text(self.rotations[number], self.rotations[number + 1])

    def packed(self, number):
        """The same, compressed."""
        if number not in self._packed:
            self._packed[number] = gzip.compress(self.piece(number), 1, mtime=0)
        return self._packed[number]

    def at_night(self, night, torn=0):
        """What stands in the living file at the run of a night; `torn` bytes of a further line."""
        end = max(self.runs[night], self.rotations[night])
        text = self._text(self.rotations[night], end)
        if torn and end < self.rotations[night + 1]:
            text += self.lines[end][:torn % max(1, len(self.lines[end]) - 1)]
        return text

    def _text(self, begin, end):
        return self.header + b"".join(self.lines[begin:end])


class SeededLogs:
    """A company's logs, its own rule file and its people; written to `folder`, but for the logs."""

    def __init__(self, folder, seed, nights, people=150):
        self.folder, self.nights = folder, nights
        company = Company(seed, people, nights)
        company.live()
        _list_folders(company, nights)
        company.logs.lines[YEARLESS] = [
            (moment, time.strftime("%b %e %H:%M:%S", japanese(moment)) + text[text.index(" "):], mark)
            for moment, text, mark in company.logs.lines[YEARLESS]]
        self.year = company.calendar.first.year
        self.logs = [
            SeededLog(name, company.desk.HEADERS.get(name, ()), _kept(company, name),
                      company.calendar.start, nights)
            for name in sorted(company.logs.lines)]
        company.logs.lines.clear()
        self.company = company
        os.makedirs(folder, exist_ok=True)
        for name, content in (
                ("roster.csv", office_files.roster(company)),
                ("leases.csv", office_files.leases(company)),
                ("site.exfil", office_files.rules(company, os.path.relpath(RULES, folder)))):
            with open(os.path.join(folder, name), "wb") as file:
                file.write(content)

    def only(self, *names):
        """The same company with some of its logs."""
        few = object.__new__(SeededLogs)
        few.folder, few.nights, few.year = self.folder, self.nights, self.year
        few.logs = [log for log in self.logs if log.name in names]
        return few

    def log(self, name):
        return next(log for log in self.logs if log.name == name)

    def options(self, rules=(RULES, MORE_RULES)):
        """What a scan of these logs is told; the company's own rules and formats come with all others."""
        own = (os.path.join(RULES, "formats"), os.path.join(self.folder, "site.exfil"))
        return [*(part for path in (*rules, *own) for part in ("--rules", path)),
                "--people", os.path.join(self.folder, "roster.csv"),
                "--leases", os.path.join(self.folder, "leases.csv"), "--timezone", "Asia/Tokyo",
                "--year", str(self.year)]


def _kept(company, name):
    """The lines of a log in order of time, without those that somebody cut out."""
    cuts = [cut for cut in company.logs.cuts if cut[0] == name]
    begin, end = company.calendar.start, company.calendar.end
    return sorted(((moment, text) for moment, text, _ in company.logs.lines[name]
                   if begin <= moment < end
                   and not any(first <= moment < last for _, first, last, _ in cuts)),
                  key=lambda line: line[0])


def _list_folders(company, nights):
    """Two more file servers whose logs show opens only, so that an open is a read.

    On the second, after two thirds of the days, one transfer is logged: from then on all its opens,
    those of nights long past included, were listings.
    """
    people = [me for me in company.people if me.site == "head" and not me.case][:2]
    for name, me, ends in (("fs02", people[0], False), ("fs03", people[1], True)):
        server = Samba(company.logs, f"files/{name}/audit.log", company.dice(name))
        for number in range(400):
            path = f"営業/顧客名簿/顧客名簿_{number:04d}.xlsx"
            server.do(company.calendar.start + 10 * HOUR + 15 * number, me, "list", path)
        if ends:
            server.do(company.calendar.start + (2 * nights // 3) * DAY + 11 * HOUR, me, "read",
                      "共通/連絡/連絡_001.pdf")
        lines = company.logs.lines[server.log]
        company.logs.lines[server.log] = [
            (moment, text.replace(" fs01 ", f" {name} "), mark) for moment, text, mark in lines]


def contents(findings):
    """Findings as JSON objects by id, without what other names of files change."""
    return {one["id"]: json.dumps(portable(one), sort_keys=True) for one in findings}


def portable(finding):
    """A finding without the places of its lines."""
    evidence = [{key: value for key, value in one.items() if key not in ("file", "line", "offset")}
                for one in finding["evidence"]]
    return {**finding, "evidence": evidence}
