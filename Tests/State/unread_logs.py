"""A log cannot be opened, or a piece of it cannot be read, once: the program must say so and lose nothing."""

import os

from broken_calls import BrokenCalls
from calls import Calls
from one_night import OUTPUT


class UnreadLogs(BrokenCalls):
    """The same night, again and again, each time with another look at a log that fails."""

    PART = "unread logs"
    KINDS = ("EIO",)
    COUNTED = {"on": "logs/", "reads": True}

    def calls(self):
        """All looks at logs that an undisturbed night takes."""
        calls = Calls(self.library, self.folder, **self.COUNTED)
        self.exfil.night(self.night.root("looks"), OUTPUT, environment=calls.environment)
        return calls.read()

    def names(self, run, call, when):
        name = os.path.basename(call[1])
        self.expect(name in run.errors, f"{self.PART}: what was not read is named", f"{when}: {run.told()}")
