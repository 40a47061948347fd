"""The very first run is broken while it makes the state: the next one must not stumble over what is left."""

import os
import threading
from concurrent.futures import ThreadPoolExecutor

from calls import Calls
from exfil import GOOD, REPORTS, STATE, compare_tables, copy_root, findings_of, portable_rows, read
from one_night import OUTPUT, leftovers, reports
from rotation import FEW, LogFolder, dated


class FirstRun:
    """Few logs of two days, and no state yet."""

    PART = "the first run"
    KINDS = (("kill", "EIO"), ("fail", "EIO"), ("full", "ENOSPC"))

    def __init__(self, exfil, logs, checks, folder, library):
        self.exfil, self.checks, self.library = exfil, checks, library
        self.folder = os.path.join(folder, "first-run")
        self.begin, self.work = (os.path.join(self.folder, name) for name in ("begin", "work"))
        LogFolder(self.begin).become(dated(logs.only(*FEW), 1))

    def run(self, chosen):
        """Breaks the chosen calls on the state.

        Returns how many runs that were, and how many such calls a run makes.
        """
        copy_root(self.begin, self.work)
        self.standing = self.exfil.alone(self.work)
        copy_root(self.begin, self.work)
        calls = Calls(self.library, self.folder, on=f"{STATE}/")
        run = self.exfil.night(self.work, OUTPUT, environment=calls.environment)
        made = calls.read()
        if not self.checks.expect(run.status in GOOD, f"{self.PART}: an undisturbed run ends well", run.told()):
            return 0, 0
        self.private(self.work)
        jobs = [(place, len(made), *chosen.kind(place, self.KINDS)) for place in chosen.of(made)]
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(lambda job: self.break_call(*job), jobs))
        return len(jobs), len(made)

    def private(self, root):
        """What the state holds is for its owner alone, whatever the umask."""
        copy_root(self.begin, root)
        self.exfil.night(root, OUTPUT, before=("sh", "-c", 'umask 0; exec "$@"', "sh"))
        state = os.path.join(root, STATE)
        modes = {name: os.stat(os.path.join(state, name)).st_mode & 0o777 for name in os.listdir(state)}
        self.checks.equal(os.stat(state).st_mode & 0o777, 0o700, f"{self.PART}: the folder is for its owner alone",
                          "rights of the folder")
        self.checks.expect(not any(mode & 0o177 for mode in modes.values()),
                           f"{self.PART}: its files are for their owner alone",
                           str({name: oct(mode) for name, mode in modes.items()}))

    def break_call(self, place, total, action, error):
        work = f"{self.work}-{threading.get_ident()}"
        copy_root(self.begin, work)
        calls = Calls(self.library, self.folder, at=place, on=f"{STATE}/", action=action, error=error)
        broken = self.exfil.night(work, OUTPUT, environment=calls.environment)
        made = calls.read()
        what = " ".join(made[place - 1]) if place <= len(made) else "no such call"
        when = f"{action} at call {place} of {total} on {STATE}/ ({what})"
        self.checks.expect(broken.status in (*GOOD, 4, -9), f"{self.PART}: broken, it ends with 4 or by the kill",
                           f"{when}: {broken.told()}")
        here = reports(work)["jsonl"]
        run = self.exfil.night(work, OUTPUT)
        self.checks.expect(run.status in GOOD, f"{self.PART}: the next run ends well", f"after {when}: {run.told()}")
        compare_tables(self.checks, portable_rows(read(os.path.join(work, REPORTS["csv"])) or b""),
                       self.standing.rows, f"{self.PART}: the next run finds what one scan finds", f"after {when}")
        after = reports(work)["jsonl"]
        told = [one["id"] for text in ([here, after] if here != after else [after])
                for one in findings_of(text or b"")]
        self.checks.equal(sorted(told), sorted(self.standing.contents), f"{self.PART}: everything is announced once",
                          f"after {when}")
        strange = leftovers(work)
        self.checks.expect(not strange, f"{self.PART}: nothing is left of it", f"after {when}: {strange[:5]}")
