"""Part 5: what goes wrong around a state: other runs, damage, disks, clocks, signals, closed pipes."""

import glob
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import time

from calls import Calls
from exfil import (LIMIT, REPORTS, STATE, STATE_FILE, Run, compare_tables, findings_of, portable_rows,
                   read)
from law import Nights
from one_night import OUTPUT, OneNight, reports
from rotation import rotated
from seeded import Dice

REBUILD = "exfil state rebuild"
NOBODY = 65534


class Faults:
    """The same night, again and again, each time with another fault."""

    def __init__(self, exfil, logs, checks, folder, library):
        self.exfil, self.checks, self.library = exfil, checks, library
        self.folder = os.path.join(folder, "faults")
        os.makedirs(self.folder)
        self.night = OneNight(exfil, logs, checks, self.folder, library)
        self.expect, self.root = checks.expect, self.night.root

    def run(self, is_thorough):
        if not self.night.prepare("faults"):
            return
        self.two_at_once()
        self.damage(200 if is_thorough else 6)
        self.nowhere()
        self.read_only()
        self.full_disk()
        self.clock()
        for name in ("SIGINT", "SIGTERM"):
            self.signalled(name, self.reading(), is_reading=True)
            for share in (0.3, 0.5, 0.7, 0.9, 0.97, 0.99) if is_thorough else (0.9,):
                self.signalled(name, int(len(self.night.calls) * share))
        self.closed_output()
        self.chosen_findings()

    def table(self, root):
        return portable_rows(read(os.path.join(root, REPORTS["csv"])) or b"")

    def recovers(self, root, part, news=None):
        """The next run, undisturbed, comes to the end that the undisturbed night had."""
        run = self.exfil.night(root, OUTPUT)
        self.expect(run.status == self.night.status, f"{part}: the next run ends well", run.told())
        compare_tables(self.checks, self.table(root), self.night.rows,
                       f"{part}: the next run comes to the same end", "then")
        if news is not None:
            text = read(os.path.join(root, REPORTS["jsonl"])) or b""
            lost = self.night.news - {one["id"] for one in findings_of(text)} - news
            self.expect(not lost, f"{part}: nothing announced is lost", f"{len(lost)} never were")

    def refused(self, run, part, root, before, names=()):
        """A run that must end with 4, say what to do, and leave the reports alone."""
        self.expect(run.status == 4, f"{part}: status 4", run.told())
        for name in names:
            self.expect(name in run.errors, f"{part}: the message names `{name}`", run.told())
        self.expect(reports(root) == before, f"{part}: the reports are as they were", run.told())

    def report_by_report(self, part, root, before, when):
        """Each report must be the old one or the new one; returns the ids that are announced thereby."""
        here = reports(root)
        for form, text in here.items():
            self.expect(text in (before[form], self.night.after[form]),
                        f"{part}: each report is the old one or the new one", f"{form} is neither, {when}")
        return set() if here["jsonl"] == before["jsonl"] else {
            one["id"] for one in findings_of(here["jsonl"])}

    # Two runs

    def two_at_once(self):
        part = "two at once"
        if not self.library:
            return self.checks.skip(part, "no C compiler")
        root = self.root("two")
        calls, first = self.stopped(root, self.reading())
        before = reports(root)
        begun = time.monotonic()
        second = self.exfil.night(root, OUTPUT)
        self.expect(second.status == 75, f"{part}: the second ends with 75", second.told())
        self.expect(time.monotonic() - begun < 5, f"{part}: the second ends at once", "it waited")
        self.expect(re.search(rf"\b{first.pid}\b", second.errors), f"{part}: it names the first by its pid",
                    f"{first.pid} is not in {second.errors[-300:]!r}")
        self.expect(re.search(r"\d\d:\d\d", second.errors), f"{part}: it says since when", second.told())
        self.expect(reports(root) == before, f"{part}: the second writes nothing", "")
        shown = self.exfil.state("show", root)
        self.expect(shown.status in (0, 75), f"{part}: state show meanwhile ends with 0 or 75", shown.told())
        for verb in ("rebuild", "prune"):
            changed = self.exfil.state(verb, root)
            self.expect(changed.status == 75, f"{part}: state {verb} meanwhile ends with 75", changed.told())
        first = self.resume(first)
        calls.read()
        self.expect(first.status == self.night.status, f"{part}: the first goes on to its end", first.told())
        compare_tables(self.checks, self.table(root), self.night.rows,
                       f"{part}: the first comes to the same end", "then")

    def reading(self):
        """The number of a call in the midst of the logs: the last but two that open one."""
        return [number for number, (name, path) in enumerate(self.night.calls, 1)
                if name.startswith("open") and "logs/" in path][-3]

    def stopped(self, root, place):
        """A run that stands still in front of one of its calls."""
        calls = Calls(self.library, self.folder, at=place, action="stop")
        process = self.exfil.start(["scan", "logs", *self.exfil.options, "--state", STATE, *OUTPUT], root,
                                   environment=calls.environment)
        os.waitid(os.P_PID, process.pid, os.WSTOPPED | os.WEXITED | os.WNOWAIT)
        return calls, process

    def resume(self, process, number=None):
        """Lets it go on, after a signal if `number` names one; waits for its end."""
        if number:
            os.kill(process.pid, number)
        begun = time.monotonic()
        os.kill(process.pid, signal.SIGCONT)
        output, errors = process.communicate(timeout=LIMIT)
        return Run([], process.returncode, output, errors, time.monotonic() - begun)

    # Damage

    def damage(self, flips):
        """The state's file is not what was written; the logs are those of the third night."""
        sound = self.exfil.state("check", self.night.begin)
        self.expect(sound.status == 0, "damage: a sound state passes state check", sound.told())
        for name, harm in (("cut in half", lambda text: text[:len(text) // 2]),
                           ("cut within a page", lambda text: text[:len(text) * 2 // 3 + 1234]),
                           ("of no length", lambda text: b""),
                           ("of zeros", lambda text: bytes(len(text))),
                           ("another file", lambda text: b"not a state\n" * (len(text) // 12)),
                           ("another program's", lambda text: self.foreign())):
            self.damaged(name, harm)
        self.newer()
        dice = Dice(6, "flips")
        for number in range(flips):
            self.flipped(number, dice)

    def damaged(self, name, harm):
        part = f"a state {name}"
        root = self.root("damaged")
        path = os.path.join(root, STATE, STATE_FILE)
        self.rewrite(root, harm(read(path)))
        broken, before = read(path), reports(root)
        checked = self.exfil.state("check", root)
        self.expect(checked.status == 4, f"{part}: state check ends with 4", checked.told())
        self.refused(self.exfil.night(root, OUTPUT), part, root, before, (REBUILD,))
        self.expect(read(path) == broken, f"{part}: the file is left as it is", "it was changed")
        self.rebuilt(root, part, broken)

    def foreign(self):
        """A sound database that is no state."""
        path = os.path.join(self.folder, "foreign.sqlite")
        if not os.path.exists(path):
            with sqlite3.connect(path) as database:
                database.execute("CREATE TABLE bookmark(place TEXT)")
                database.execute("INSERT INTO bookmark VALUES ('a' || hex(zeroblob(9000)))")
            database.close()
        return read(path)

    def nowhere(self):
        """A state that is a file, and one that is not there."""
        part = "a state that is no folder"
        root = self.root("nowhere")
        path = os.path.join(root, "file")
        with open(path, "wb") as file:
            file.write(b"somebody's text\n")
        run = self.exfil.scan(root, ["--state", "file", "--format", "jsonl"])
        self.expect(run.status in (4, 64) and not run.output, f"{part}: status 4 or 64", run.told())
        self.expect(read(path) == b"somebody's text\n", f"{part}: it is left alone", "it was changed")
        for verb in ("show", "check", "prune", "rebuild"):
            run = self.exfil.run(["state", verb, "not-there"], root)
            self.expect(run.status in (4, 64), f"no state at all: state {verb} ends with 4 or 64", run.told())
        self.expect(not os.path.exists(os.path.join(root, "not-there")), "no state at all: none is made",
                    "the folder was made")

    def rewrite(self, root, text):
        """Writes the file of the state; what lies beside it as a log of changes goes."""
        path = os.path.join(root, STATE, STATE_FILE)
        for tail in ("-wal", "-shm", "-journal"):
            if os.path.exists(path + tail):
                os.unlink(path + tail)
        with open(path, "wb") as file:
            file.write(text)

    def rebuilt(self, root, part, broken):
        run = self.exfil.state("rebuild", root)
        self.expect(run.status == 0, f"{part}: state rebuild ends with 0", run.told())
        aside = [path for path in glob.glob(os.path.join(root, STATE, STATE_FILE + ".corrupt-*"))
                 if not path.endswith(("-wal", "-shm"))]
        self.expect([read(path) for path in aside] == [broken],
                    f"{part}: rebuild keeps the file aside", f"there are {sorted(os.listdir(os.path.join(root, STATE)))}")
        self.recovers(root, f"{part}, rebuilt")
        checked = self.exfil.state("check", root)
        self.expect(checked.status == 0, f"{part}, rebuilt: state check ends with 0", checked.told())

    def newer(self):
        """A later version of the program has written the state."""
        part = "a state of a later version"
        root = self.root("newer")
        path = os.path.join(root, STATE, STATE_FILE)
        try:
            with sqlite3.connect(path) as database:
                for table, in database.execute(
                        "SELECT name FROM sqlite_master WHERE name = 'grdb_migrations'").fetchall():
                    database.execute(f"INSERT INTO {table} VALUES ('99 of a later version')")
                database.execute("PRAGMA user_version = 9999")
            database.close()
        except sqlite3.DatabaseError as error:
            self.expect(False, f"{part}: the state is a database of SQLite", str(error))
            return
        broken, before = read(path), reports(root)
        run = self.exfil.night(root, OUTPUT)
        self.refused(run, part, root, before)
        self.expect("version" in run.errors, f"{part}: the message speaks of the version", run.told())
        self.expect(read(path) == broken, f"{part}: the file is left as it is", "it was changed")
        self.rebuilt(root, part, broken)

    def flipped(self, number, dice):
        """Sixty-four bytes somewhere in the file are turned over: seen, or without any effect."""
        part = "a state with bytes turned over"
        root = self.root("flipped")
        text = bytearray(read(os.path.join(root, STATE, STATE_FILE)))
        place = len(text) // 2 if number == 0 else dice.between(0, max(0, len(text) - 65))
        for index in range(place, min(place + 64, len(text))):
            text[index] ^= 0xFF
        self.rewrite(root, bytes(text))
        before = reports(root)
        checked = self.exfil.state("check", root)
        run = self.exfil.night(root, OUTPUT)
        where = f"at byte {place} of {len(text)} (damage {number})"
        self.expect(checked.status in (0, 4), f"{part}: state check ends with 0 or 4", f"{where}: {checked.told()}")
        if run.status == 4:
            self.expect(REBUILD in run.errors, f"{part}: the message names `{REBUILD}`", f"{where}: {run.told()}")
            self.expect(reports(root) == before, f"{part}: the reports are as they were", where)
        else:
            self.expect(run.status == self.night.status, f"{part}: status 4, or as ever", f"{where}: {run.told()}")
            compare_tables(self.checks, self.table(root), self.night.rows,
                           f"{part}: status 4, or the same findings", where)

    # Folders and disks

    def read_only(self):
        part = "a state that may not be written"
        root = self.root("read-only")
        before = reports(root)
        state, beside = os.path.join(root, STATE), ()
        if os.getuid() == 0:
            if not shutil.which("setpriv"):
                return self.checks.skip(part, "root may write everywhere, and there is no setpriv")
            beside = ("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups")
            for folder, _, names in os.walk(root):
                for name in ("", *names):
                    if not folder.startswith(state):
                        os.chown(os.path.join(folder, name), NOBODY, NOBODY)
            subprocess.run(["chmod", "-R", "a+rX", state], check=True)
        else:
            subprocess.run(["chmod", "-R", "a-w", state], check=True)
        run = self.exfil.night(root, OUTPUT, before=beside)
        self.refused(run, part, root, before, (STATE,))
        self.expect("lines" not in run.errors, f"{part}: it is seen before logs are read", run.told())
        subprocess.run(["chmod", "-R", "u+w", state], check=True)
        self.recovers(root, part, news=set())

    def full_disk(self):
        part = "a full disk"
        place = os.path.join(self.folder, "disk")
        os.makedirs(place)
        mount = ["mount", "-t", "tmpfs", "-o", "size=64m", "exfil-state", place]
        if os.getuid() != 0 or subprocess.run(mount, stderr=subprocess.DEVNULL).returncode != 0:
            return self.checks.skip(part, "only root may mount a small disk")
        try:
            for what in ("state", "reports"):
                self.filled(f"{part} for the {what}", place, what)
        finally:
            subprocess.run(["umount", "-l", place], check=True)

    def filled(self, part, place, what):
        """Fills the disk to the last byte but 4 KiB, runs, frees it, and runs again."""
        root = self.root("full")
        if what == "state":
            disk = os.path.join(place, "state")
            shutil.copytree(os.path.join(root, STATE), disk)
            shutil.rmtree(os.path.join(root, STATE))
            os.symlink(disk, os.path.join(root, STATE))
            output = OUTPUT
        else:
            disk = os.path.join(place, "reports")
            shutil.rmtree(disk, ignore_errors=True)
            os.makedirs(disk)
            for name in REPORTS.values():
                shutil.copy2(os.path.join(root, name), disk)
            output = tuple(part if "=" not in part else part.replace("=", f"={disk}/") for part in OUTPUT)
        before = reports(disk if what == "reports" else root)
        filler = os.path.join(place, "filler")
        with open(filler, "wb", buffering=0) as file:
            try:
                while True:
                    file.write(bytes(4096))
            except OSError:
                pass
        os.truncate(filler, max(0, os.path.getsize(filler) - 4096))
        run = self.exfil.night(root, output)
        where = disk if what == "reports" else root
        self.expect(run.status == 4, f"{part}: status 4", run.told())
        said = self.report_by_report(part, where, before, run.told())
        if what == "reports":
            self.expect(not leftover_files(disk), f"{part}: nothing temporary is left", f"{os.listdir(disk)}")
        os.unlink(filler)
        run = self.exfil.night(root, output)
        self.expect(run.status == self.night.status, f"{part}: with room again, a run ends well", run.told())
        compare_tables(self.checks, self.table(where), self.night.rows,
                       f"{part}: with room again, it comes to the same end", "then")
        said |= {one["id"] for one in findings_of(reports(where)["jsonl"] or b"")}
        self.expect(self.night.news <= said, f"{part}: with room again, the news are announced",
                    f"{len(self.night.news - said)} of {len(self.night.news)} are not")

    # Clocks, signals, pipes

    def clock(self):
        """The clock of each night is another: a year back, a year ahead, right again."""
        part = "a wrong clock"
        if not self.library:
            return self.checks.skip(part, "no C compiler")
        nights = Nights(self.exfil, self.checks, part, self.folder, self.library)
        year, dice = 365 * 86_400, Dice(7, "rotation of clocks")
        for night, seconds in enumerate((0, -year, year, 0, -86_400, 0)):
            files = rotated(self.night.logs, night, 9, dice, is_torn=night < 5)
            nights.run(files, f"night {night}, clock put by {seconds} s", clock=seconds)
        nights.end(self.exfil.alone(nights.root), to_the_byte=False)
        for verb in ("show", "check"):
            run = self.exfil.state(verb, nights.root)
            self.expect(run.status == 0, f"{part}: state {verb} ends with 0", run.told())

    def signalled(self, name, place, is_reading=False):
        """A signal while the run stands still in front of a call."""
        part, number = name, getattr(signal, name)
        if not self.library:
            return self.checks.skip(part, "no C compiler")
        root = self.root("signal")
        before = reports(root)
        calls, process = self.stopped(root, place)
        run = self.resume(process, number)
        made = calls.read()
        when = f"at call {place} of {len(self.night.calls)} ({' '.join(made[place - 1:place] and made[place - 1])})"
        wanted = {128 + number, -number}
        # Once all logs are read a run may as well end what is left of it.
        self.expect(run.status in wanted or not is_reading and run.status == self.night.status,
                    f"{part}: the run ends with {128 + number}", f"{when}: {run.told()}")
        self.expect(run.seconds < 2, f"{part}: it ends within two seconds", f"{when}: {run.seconds:.1f} s")
        news = self.report_by_report(part, root, before, when)
        checked = self.exfil.state("check", root)
        self.expect(checked.status == 0, f"{part}: the state is sound", f"{when}: {checked.told()}")
        self.recovers(root, part, news)

    def closed_output(self):
        """Nobody reads standard output: what was not shown is announced by the next run."""
        part = "standard output closed early"
        root = self.root("closed")
        reader, writer = os.pipe()
        os.close(reader)
        run = self.exfil.night(root, ("--format", "jsonl"), stdout=writer)
        os.close(writer)
        self.expect(run.status == 141, f"{part}: status 141", run.told())
        run = self.exfil.night(root, ("--format", "jsonl"))
        self.expect(run.status == self.night.status, f"{part}: the next run ends well", run.told())
        lost = self.night.news - {one["id"] for one in run.findings}
        self.expect(not lost, f"{part}: the next run announces everything",
                    f"{len(lost)} of {len(self.night.news)} are missing")

    def chosen_findings(self):
        """A run that publishes some findings only has announced none of the others."""
        part = "findings of one rule"
        root = self.root("chosen")
        rule = findings_of(self.night.after["jsonl"])[0]["rule"]
        run = self.exfil.night(root, ("--format", "jsonl", "--rule", rule))
        self.expect(run.status in (self.night.status, 64), f"{part}: a filtered run ends well, or is refused", run.told())
        run = self.exfil.night(root, ("--format", "jsonl"))
        lost = self.night.news - {one["id"] for one in run.findings}
        self.expect(not lost, f"{part}: the next run announces the others",
                    f"{len(lost)} of {len(self.night.news)} are missing")


def leftover_files(folder):
    return [name for name in os.listdir(folder) if "partial" in name or "tmp" in name]
