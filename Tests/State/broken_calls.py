"""Part 4: one system call fails, at every place in turn; the program must say so and lose nothing."""

import os
import threading
from concurrent.futures import ThreadPoolExecutor

from calls import Calls
from exfil import GOOD, Announcements, REPORTS, compare_tables, findings_of, portable_rows, read
from one_night import OUTPUT, OneNight, leftovers, reports

KINDS = ("EIO", "ENOSPC", "full")
FAILED = (2, 3, 4, 64, 70)
PART = "failing calls"


class BrokenCalls:
    """The same night, again and again, each time with another call that fails."""

    def __init__(self, exfil, logs, checks, folder, library):
        self.exfil, self.expect, self.checks, self.library = exfil, checks.expect, checks, library
        self.folder = os.path.join(folder, "broken-calls")
        os.makedirs(self.folder)
        self.night = OneNight(exfil, logs, checks, self.folder, library)

    def run(self, count):
        """Breaks so many calls, each in one of the ways, two at a time; all in all ways for None.

        Returns how many runs that were, and how many calls a night makes.
        """
        if not self.night.prepare(PART):
            return 0, 0
        places = self.places(count)
        jobs = [(place, kind) for place in places
                for kind in (KINDS if count is None else [KINDS[place % len(KINDS)]])]
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(self.break_call, jobs))
        return len(jobs), len(self.night.calls)

    def places(self, count):
        """The calls to break: of each sort of call on each sort of file the first and the last, then
        others at even distances, `count` in all; all for None."""
        total = len(self.night.calls)
        if count is None or count >= total:
            return list(range(1, total + 1))
        sorts = {}
        for number, (name, path) in enumerate(self.night.calls, 1):
            sorts.setdefault((name, _sort(path)), []).append(number)
        chosen = []
        for numbers in sorted(sorts.values(), key=len):
            for number in (numbers[0], numbers[-1]):
                if number not in chosen and len(chosen) < count * 2 // 3:
                    chosen.append(number)
        left = count - len(chosen)
        chosen += [int(total / left * number) + 1 for number in range(left)]
        return sorted(set(chosen))

    def break_call(self, job):
        """One run with a call that fails, and the next one."""
        place, kind = job
        night, expect = self.night, self.expect
        action, error = ("full", "ENOSPC") if kind == "full" else ("fail", kind)
        root = night.root(f"work-{threading.get_ident()}")
        calls = Calls(self.library, self.folder, at=place, action=action, error=error)
        run = self.exfil.night(root, OUTPUT, environment=calls.environment)
        made = calls.read()
        what = " ".join(made[place - 1]) if place <= len(made) else "no such call"
        when = f"call {place} of {len(night.calls)} ({what}), {kind}"
        expect(run.status in (*GOOD, *FAILED), f"{PART}: a run ends with a status of its own",
               f"{when}: {run.told()}")
        here = reports(root)
        for form, text in here.items():
            # A run that could not read a log reports what it read, and says so.
            expect(text in (night.before[form], night.after[form]) or run.status == 2 and text,
                   f"{PART}: each report is the old one or the new one",
                   f"{when}: {form} is neither; {run.told()}")
        if run.status == 0:
            expect(here == night.after, f"{PART}: status 0 only if all reports are there",
                   f"{when}: {[form for form in here if here[form] != night.after[form]]} differ")
        said = Announcements(self.checks, PART)
        if here["jsonl"] != night.before["jsonl"]:
            said.take(findings_of(here["jsonl"] or b""), when)
        self.repair(root, f"after {when}", said, here)

    def repair(self, root, when, said, here):
        """The next run, which nothing disturbs, must come to the same end."""
        run = self.exfil.night(root, OUTPUT)
        self.expect(run.status == self.night.status, f"{PART}: the next run ends well",
                    f"{when}: {run.told()}")
        text = read(os.path.join(root, REPORTS["csv"])) or b""
        compare_tables(self.checks, portable_rows(text), self.night.rows,
                       f"{PART}: the next run comes to the same end", when)
        report = read(os.path.join(root, REPORTS["jsonl"]))
        if report != here["jsonl"]:
            said.take(findings_of(report or b""), when)
        lost = self.night.news - set(said.last)
        self.expect(not lost, f"{PART}: nothing announced is lost",
                    f"{when}: {len(lost)} of {len(self.night.news)} findings were never announced")
        strange = leftovers(root)
        self.expect(not strange, f"{PART}: nothing temporary is left", f"{when}: {strange[:5]}")


def _sort(path):
    """Files that a program treats alike: the state's by name, others by the end of theirs."""
    name = os.path.basename(path)
    if "/state/" in path or path.startswith("state/"):
        return name
    return "" if name.startswith(".exfil-") else os.path.splitext(name)[1]
