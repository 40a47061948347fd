"""Rules, roster and leases change between two nights: the end is that of one scan, or the run says it is not.

What is kept of past nights was chosen by the rules and people of those nights. Where that is not
enough any more a program may read the logs again, or say that they would be needed; never be silent.
"""

import csv
import os

from exfil import GOOD, Exfil, portable_rows, read, table_difference
from law import CSV, NIGHT
from rotation import FEW, LogFolder, dated
from seeded import MORE_RULES

NIGHTS, CHANGE = 7, 4


class Changes:
    """The nights before a change have other options than the nights from it on."""

    def __init__(self, exfil, logs, checks, folder):
        self.exfil, self.checks, self.logs = exfil, checks, logs.only(*FEW, "proxy/branch/access.log")
        self.company, self.folder = logs.folder, os.path.join(folder, "changes")
        self.wanted = None
        os.makedirs(self.folder)

    def run(self):
        self.change("more rules", self.without(MORE_RULES))
        self.change("another roster", self.replaced("--people", self.old_roster()))
        self.change("no leases yet", self.replaced("--leases", None))

    def without(self, rules):
        """The options without one file of rules."""
        place = self.exfil.options.index(rules)
        return self.exfil.options[:place - 1] + self.exfil.options[place + 1:]

    def replaced(self, option, value):
        """The options with another value for one of them, or without it."""
        place = self.exfil.options.index(option)
        there = [option, value] if value else []
        return self.exfil.options[:place] + there + self.exfil.options[place + 2:]

    def old_roster(self):
        """The roster as it was: nobody leaves yet, and every fifth person is not in it."""
        with open(os.path.join(self.company, "roster.csv"), encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        dates = [rows[0].index(name) for name in ("notice_date", "last_office_day", "last_day")]
        old = [["" if number in dates and row != 0 else cell for number, cell in enumerate(cells)]
               for row, cells in enumerate(rows) if row % 5 != 1]
        path = os.path.join(self.folder, "old-roster.csv")
        with open(path, "w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(old)
        return path

    def change(self, what, before):
        for kept in (True, False):
            self.nights(what, before, kept)

    def nights(self, what, options, kept):
        """Nights with the old options, then with the new; `kept`: the old files are still there."""
        where = "the old files still there" if kept else "the old files gone"
        part, root = f"{what}, {where}", os.path.join(self.folder, f"{what} {kept}".replace(" ", "-"))
        files, old = LogFolder(root), Exfil(self.exfil.binary, options)
        told = ""
        for night in range(NIGHTS):
            present = dated(self.logs, night)
            if not kept and night >= CHANGE:
                present = {name: text for name, text in present.items()
                           if int(name.rpartition("-")[2]) >= CHANGE - 1}
            files.become(present)
            run = (self.exfil if night >= CHANGE else old).night(root, NIGHT)
            self.checks.expect(run.status in GOOD, f"{part}: every night ends with 0 or 2",
                               f"night {night}: {run.told()}")
            if night == CHANGE:
                told = run
        rows = portable_rows(read(os.path.join(root, CSV)) or b"")
        wanted = self.one_scan()
        says = any(word in told.errors for word in ("cold start", "changed since"))
        self.checks.expect(rows == wanted or says, f"{part}: the end is that of one scan, or the run says it is not",
                           "" if rows == wanted else f"{table_difference(rows, wanted)}; at the change: {told.told()}")

    def one_scan(self):
        """The rows of a scan of all nights with the new options."""
        if self.wanted is None:
            root = os.path.join(self.folder, "one-scan")
            LogFolder(root).become(dated(self.logs, NIGHTS - 1))
            self.wanted = self.exfil.alone(root).rows
        return self.wanted
