"""What was checked, how often, and what did not hold."""

import threading


class Checks:
    """Named checks; one that is asked often counts once, and fails if it failed once."""

    def __init__(self, shows_all=False):
        self.times, self.failures, self.skipped = {}, {}, []
        self.shows_all = shows_all
        self._lock = threading.Lock()

    def expect(self, holds, name, text=""):
        """Notes that a check was made; `text` says what was found instead, and where."""
        with self._lock:
            self.times[name] = self.times.get(name, 0) + 1
            if not holds:
                seen = self.failures.setdefault(name, [])
                seen.append(text)
                if len(seen) <= 3 or self.shows_all:
                    print(f"FAIL {name}: {text}", flush=True)
        return bool(holds)

    def equal(self, found, wanted, name, text=""):
        return self.expect(found == wanted, name, f"{text}: {found!r}, not {wanted!r}")

    def skip(self, name, why):
        self.skipped.append(name)
        print(f"SKIP {name}: {why}", flush=True)

    def total(self):
        """Prints a line for each check and the sum; returns the exit status."""
        for name, count in self.times.items():
            failed = len(self.failures.get(name, []))
            print(f"{'FAIL' if failed else 'ok  '} {name} "
                  f"({f'{failed} of ' if failed else ''}{count} {'time' if count == 1 else 'times'})")
        print(f"state: {len(self.times) - len(self.failures)} passed, {len(self.failures)} failed, "
              f"{len(self.skipped)} skipped")
        return 1 if self.failures else 0
