"""Part 4: one system call fails, at every place in turn; the program must say so and lose nothing."""

import os
import threading
from concurrent.futures import ThreadPoolExecutor

from calls import Calls
from exfil import GOOD, Announcements, REPORTS, compare_tables, findings_of, portable_rows, read
from one_night import OUTPUT, OneNight, leftovers, reports

FAILED = (2, 3, 4, 64, 70)


class BrokenCalls:
    """The same night, again and again, each time with another call that fails."""

    PART = "failing calls"
    KINDS = ("EIO", "ENOSPC", "full")
    # Which calls there are, beside those that open, write and rename anything.
    COUNTED = {}

    def __init__(self, exfil, logs, checks, folder, library):
        self.exfil, self.expect, self.checks, self.library = exfil, checks.expect, checks, library
        self.folder = os.path.join(folder, self.PART.replace(" ", "-"))
        os.makedirs(self.folder)
        self.night = OneNight(exfil, logs, checks, self.folder, library)

    def run(self, chosen):
        """Breaks the chosen calls, each in one of the ways, two at a time.

        Returns how many runs that were, and how many calls a night makes.
        """
        if not self.night.prepare(self.PART):
            return 0, 0
        self.total = len(calls := self.calls())
        jobs = [(place, chosen.kind(place, self.KINDS)) for place in chosen.of(calls)]
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(self.break_call, jobs))
        return len(jobs), self.total

    def calls(self):
        """The calls of a night that nothing disturbs."""
        return self.night.calls

    def break_call(self, job):
        """One run with a call that fails, and the next one."""
        place, kind = job
        night, expect = self.night, self.expect
        action, error = ("full", "ENOSPC") if kind == "full" else ("fail", kind)
        root = night.root(f"work-{threading.get_ident()}")
        calls = Calls(self.library, self.folder, at=place, action=action, error=error, **self.COUNTED)
        run = self.exfil.night(root, OUTPUT, environment=calls.environment)
        made = calls.read()
        call = made[place - 1] if place <= len(made) else ("no such call", "")
        when = f"call {place} of {self.total} ({' '.join(call)}), {kind}"
        expect(run.status in (*GOOD, *FAILED), f"{self.PART}: a run ends with a status of its own",
               f"{when}: {run.told()}")
        here = reports(root)
        for form, text in here.items():
            # A run that could not read a log reports what it read, and says so.
            expect(text in (night.before[form], night.after[form]) or run.status == 2 and text,
                   f"{self.PART}: each report is the old one or the new one",
                   f"{when}: {form} is neither; {run.told()}")
        if run.status == 0:
            expect(here == night.after, f"{self.PART}: status 0 only if all reports are there",
                   f"{when}: {[form for form in here if here[form] != night.after[form]]} differ")
        if run.status in GOOD and here != night.after:
            self.names(run, call, when)
        said = Announcements(self.checks, self.PART)
        if here["jsonl"] != night.before["jsonl"]:
            said.take(findings_of(here["jsonl"] or b""), when)
        self.repair(root, f"after {when}", said, here)

    def names(self, run, call, when):
        """A run that found less than there is must say why."""

    def repair(self, root, when, said, here):
        """The next run, which nothing disturbs, must come to the same end."""
        run = self.exfil.night(root, OUTPUT)
        self.expect(run.status == self.night.status, f"{self.PART}: the next run ends well",
                    f"{when}: {run.told()}")
        text = read(os.path.join(root, REPORTS["csv"])) or b""
        compare_tables(self.checks, portable_rows(text), self.night.rows,
                       f"{self.PART}: the next run comes to the same end", when)
        report = read(os.path.join(root, REPORTS["jsonl"]))
        if report != here["jsonl"]:
            said.take(findings_of(report or b""), when)
        lost = self.night.news - set(said.last)
        self.expect(not lost, f"{self.PART}: nothing announced is lost",
                    f"{when}: {len(lost)} of {len(self.night.news)} findings were never announced")
        strange = leftovers(root)
        self.expect(not strange, f"{self.PART}: nothing temporary is left", f"{when}: {strange[:5]}")
