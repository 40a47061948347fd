"""Part 3: runs that are killed at moments of chance lose nothing and announce nothing twice."""

import json
import os
import signal
import time

from calls import Calls
from exfil import GOOD, Announcements, REPORTS, STATE, compare_tables, findings_of, portable_rows, read
from one_night import OUTPUT as REPORT, leftovers
from rotation import LogFolder, rotated
from seeded import Dice

# Kills fall in front of a call on any file, or on these: the moments that matter are short.
PLACES = ("", f"{STATE}/", ".exfil-", *REPORTS.values())
# A second report that tells what is new: both must tell everything.
SECOND = "new.ocsf"
OUTPUT = (*REPORT, "-o", f"ocsf={SECOND}")


class KilledNights:
    """A folder whose nightly runs are killed; somebody reads the report after each run."""

    def __init__(self, exfil, logs, checks, folder, seed, library):
        self.exfil, self.checks, self.library, self.folder = exfil, checks, library, folder
        self.logs, self.dice = logs, Dice(seed, "kills")
        self.root = os.path.join(folder, "kills")
        self.said = Announcements(checks, "kill")
        self.report, self.second, self.second_ids = None, None, set()
        self.seconds, self.calls = 1.0, []

    def run(self, kill_count, kept):
        """All nights; the kills fall on some of them, two or three on one night now and then."""
        rotation, files = Dice(3, "rotation of kills"), LogFolder(self.root)
        nights = sorted(self.dice.between(0, self.logs.nights - 1) for _ in range(kill_count))
        for night in range(self.logs.nights):
            files.become(rotated(self.logs, night, kept, rotation))
            for number in range(nights.count(night)):
                self.kill(f"night {night}, kill {number}")
            self.finish(f"night {night}")

    def kill(self, when):
        """One run that dies: in front of a call, or at a moment of chance."""
        if self.library and self.calls and self.dice.chance(0.7):
            where, status = self.kill_by_call(self.dice.pick(PLACES))
        else:
            where, status = self.kill_by_time(self.dice.random() * self.seconds)
        where = f"{when}, {where}"
        self.checks.expect(status in (*GOOD, -signal.SIGKILL), "kill: a run ends by the kill or well",
                           f"{where}: status {status}")
        self.take(where)
        if os.path.exists(os.path.join(self.root, STATE)):
            checked = self.exfil.state("check", self.root)
            self.checks.expect(checked.status == 0, "kill: the state is sound afterwards",
                               f"{where}: {checked.told()}")

    def kill_by_call(self, on):
        at = self.dice.between(1, max(1, sum(on in path for _, path in self.calls)))
        calls = Calls(self.library, self.folder, at=at, on=on, action="kill")
        run = self.exfil.night(self.root, OUTPUT, environment=calls.environment)
        made = calls.read()
        what = " ".join(made[-1]) if made else "none was made"
        return f"in front of call {at} on {on or 'any file'} ({what})", run.status

    def kill_by_time(self, pause):
        process = self.exfil.start(
            ["scan", "logs", *self.exfil.options, "--state", STATE, *OUTPUT], self.root)
        time.sleep(pause)
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        process.communicate()
        return f"after {pause:.3f} s", process.returncode

    def finish(self, when):
        """The run that is not disturbed; its time and its calls tell where to kill the next ones."""
        calls = Calls(self.library, self.folder) if self.library else None
        run = self.exfil.night(self.root, OUTPUT, environment=calls and calls.environment)
        self.seconds, self.calls = run.seconds, calls.read() if calls else []
        self.checks.expect(run.status in GOOD, "kill: the run after a kill ends with 0 or 2",
                           f"{when}: {run.told()}")
        self.take(when)

    def take(self, when):
        """Reads the reports: each whole, and the new one if it is another than the last."""
        text = read(os.path.join(self.root, REPORTS["jsonl"]))
        if text is not None and text != self.report:
            try:
                findings = findings_of(text)
            except ValueError:
                self.checks.expect(False, "kill: reports are whole", f"{when}: JSON Lines are torn")
                return
            self.said.take(findings, when)
            self.report = text
        second = read(os.path.join(self.root, SECOND))
        if second is not None and second != self.second:
            self.second_ids |= {json.loads(line)["finding_info"]["uid"] for line in second.splitlines()}
            self.second = second
        table = read(os.path.join(self.root, REPORTS["csv"]))
        self.checks.expect(table is None or table.endswith(b"\n"), "kill: reports are whole",
                           f"{when}: the CSV is torn")

    def end(self, standing):
        """Holds reports, announcements and the folder against an undisturbed scan."""
        text = read(os.path.join(self.root, REPORTS["csv"])) or b""
        compare_tables(self.checks, portable_rows(text), standing.rows,
                       "kill: the CSV is that of one scan of everything", "at the end")
        self.said.compare(standing)
        never = set(standing.contents) - self.second_ids
        self.checks.expect(not never, "kill: a second report tells everything, too",
                           f"{len(never)} of {len(standing.contents)} never stood in {SECOND}")
        strange = leftovers(self.root, SECOND)
        self.checks.expect(not strange, "kill: nothing is left of killed runs",
                           f"after good runs: {strange[:5]}")
