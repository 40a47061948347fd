"""One night of few logs, with nights before it, from which faults begin again and again."""

import os

from calls import Calls
from exfil import GOOD, REPORTS, STATE, copy_root, findings_of, portable_rows, read
from rotation import FEW, LogFolder, rotated
from seeded import Dice

# Standard output tells the account, so that findings go to regular files alone.
OUTPUT = ("--format", "summary", *(part for form, name in REPORTS.items()
                                   for part in ("-o", f"{form}={name}")))
NIGHT = 3


class OneNight:
    """`begin` is a root with the state of three nights and the logs of the fourth, `done` the same
    after a run that nothing disturbed. Roots to break are copies of `begin`."""

    def __init__(self, exfil, logs, checks, folder, library):
        self.exfil, self.checks, self.library, self.folder = exfil, checks, library, folder
        self.logs = logs.only(*FEW)
        self.begin, self.done = (os.path.join(folder, name) for name in ("begin", "done"))

    def prepare(self, part):
        """Makes both roots; false if that does not go well, so that nothing can be learnt."""
        files, dice = LogFolder(self.begin), Dice(4, "rotation of one night")
        for night in range(NIGHT + 1):
            files.become(rotated(self.logs, night, 5, dice))
            if night < NIGHT:
                run = self.exfil.night(self.begin, OUTPUT)
                if not self.checks.expect(run.status in GOOD, f"{part}: the nights before end well", run.told()):
                    return False
        copy_root(self.begin, self.done)
        calls = Calls(self.library, self.folder) if self.library else None
        run = self.exfil.night(self.done, OUTPUT, environment=calls and calls.environment)
        self.calls = calls.read() if calls else []
        self.status = run.status
        if not self.checks.expect(run.status in GOOD, f"{part}: an undisturbed run ends well", run.told()):
            return False
        self.before, self.after = reports(self.begin), reports(self.done)
        self.rows = portable_rows(self.after["csv"] or b"")
        self.news = {one["id"] for one in findings_of(self.after["jsonl"] or b"")}
        return self.checks.expect(self.news, f"{part}: the night has news", "there is nothing to lose")

    def root(self, name):
        """A fresh copy of the beginning."""
        root = os.path.join(self.folder, name)
        copy_root(self.begin, root)
        return root


def reports(root):
    """The bytes of each report by its format; None where there is none."""
    return {form: read(os.path.join(root, name)) for form, name in REPORTS.items()}


def leftovers(root, *others):
    """What lies beside logs, state and reports (and `others`), and should not."""
    strange = sorted(set(os.listdir(root)) - {"logs", STATE, *REPORTS.values(), *others})
    state = os.path.join(root, STATE)
    if os.path.isdir(state):
        strange += [f"{STATE}/{name}" for name in sorted(os.listdir(state))
                    if "tmp" in name or "partial" in name or name.startswith(".")
                    or name.endswith("-journal")]
    return strange
