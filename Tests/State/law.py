"""Part 1 and 2, the law: nights with a state come to what one scan of everything comes to."""

import json
import os

from calls import Calls
from exfil import (GOOD, REPORTS, Announcements, Exfil, compare_tables, coverage, coverage_difference,
                   portable_rows, read)
from rotation import FEW, LogFolder, dated, day_name, rotated, whole
from seeded import DAY, DAY_RULES, RECORDS, Dice

CSV, HTML = REPORTS["csv"], REPORTS["html"]
SUMMARY = "account.json"
NIGHT = ("--format", "jsonl", "-o", f"csv={CSV}", "-o", f"html={HTML}", "-o", f"summary={SUMMARY}")
# However a night is worked through, it comes to the same.
WAYS = ((), ("--jobs", "1"), ("--jobs", "5", "--memory", "1MB"))


def reference(exfil, logs, folder):
    """What a scan of everything without a state finds, under names by day."""
    root = os.path.join(folder, "reference")
    LogFolder(root).become(whole(logs))
    return exfil.alone(root)


class Nights:
    """Runs over a folder, one after the other, all of which must go well."""

    def __init__(self, exfil, checks, part, folder, library=None):
        self.exfil, self.checks, self.part, self.library = exfil, checks, part, library
        self.root = os.path.join(folder, part.replace(" ", "-"))
        self.logs = LogFolder(self.root)
        self.said = Announcements(checks, part)

    def run(self, files, when, arguments=(), clock=0):
        """A night: what stands in the folder, and a run that must end well.

        With the library the run's clock is put forward by so many seconds; files keep their times.
        """
        self.logs.become(files)
        calls = Calls(self.library, self.root + "/..", clock=clock) if self.library and clock else None
        run = self.exfil.night(self.root, (*NIGHT, *arguments), environment=calls and calls.environment)
        if calls:
            calls.read()
        if self.checks.expect(run.status in GOOD, f"{self.part}: every night ends with 0 or 2",
                              f"{when}: {run.told()}"):
            self.said.take(run.findings, when, run.errors)
        return run

    def end(self, standing, to_the_byte):
        """Holds the last report and all announcements against the scan without a state."""
        text = read(os.path.join(self.root, CSV)) or b""
        compare_tables(self.checks, portable_rows(text), standing.rows,
                       f"{self.part}: the CSV is that of one scan of everything", "at the end")
        if to_the_byte and portable_rows(text) == standing.rows:
            self.checks.expect(text == standing.text, f"{self.part}: and to the byte",
                               "file, line or offset of a row differ")
        account = json.loads(read(os.path.join(self.root, SUMMARY)) or b"{}")
        self.checks.expect(coverage(account) == standing.coverage, f"{self.part}: each source is covered as by one scan",
                           coverage_difference(coverage(account), standing.coverage))
        page = read(os.path.join(self.root, HTML)) or b""
        absent = [one for one in standing.shown if one.encode() not in page]
        self.checks.expect(not absent, f"{self.part}: the page shows all that stands",
                           f"{len(absent)} of {len(standing.shown)} are not in it")
        self.said.compare(standing)

    def again(self, when="once more"):
        """A repeated run: nothing new, the same report."""
        before = read(os.path.join(self.root, CSV))
        run = self.exfil.night(self.root, NIGHT)
        self.checks.expect(run.status in GOOD, f"{self.part}: a repeated run ends well", run.told())
        self.checks.expect(not run.findings, f"{self.part}: a repeated run announces nothing",
                           f"{when}: {len(run.findings)} findings")
        self.checks.expect(read(os.path.join(self.root, CSV)) == before,
                           f"{self.part}: a repeated run writes the same CSV", when)
        return run


def by_day(exfil, logs, checks, folder, standing):
    """Files under names of their days, the last of them growing."""
    nights = Nights(exfil, checks, "law by day", folder)
    for night in range(logs.nights):
        nights.run(dated(logs, night), f"night {night}")
        if night == logs.nights // 2:
            nights.again(f"night {night} once more")
    nights.end(standing, to_the_byte=True)
    checks.expect(nights.said.taken_back,
                  "law by day: later lines take findings back", "this is a mistake of the made-up company")
    nights.again()


def by_rotation(exfil, logs, checks, folder, library, standing, seed, kept):
    """Files that are renamed, compressed, copied and at last deleted; between two runs is a day."""
    nights = Nights(exfil, checks, "law by rotation", folder, library)
    dice = Dice(seed, "rotation")
    for night in range(logs.nights):
        nights.run(rotated(logs, night, kept, dice), f"night {night}", WAYS[night % len(WAYS)],
                   clock=night * DAY)
        if night == logs.nights // 2:
            pruned = exfil.state("prune", nights.root)
            checks.expect(pruned.status == 0, "law by rotation: prune ends well", pruned.told())
    nights.end(standing, to_the_byte=False)
    nights.again()
    for verb in ("show", "check"):
        run = exfil.state(verb, nights.root)
        checks.expect(run.status == 0 and (verb == "check" or run.output),
                      f"law by rotation: state {verb} ends well", run.told())


def short_memory(exfil, logs, checks, folder):
    """Rules that look back a day: facts may go, and every finding that was made of them stands."""
    few = logs.only(*FEW)
    short = Exfil(exfil.binary, logs.options((DAY_RULES,)))
    nights = Nights(short, checks, "rules of a day", folder)
    for night in range(few.nights):
        nights.run(dated(few, night), f"night {night}")
    nights.end(short.alone(nights.root), to_the_byte=True)


def wrong_line(exfil, logs, checks, folder):
    """One line of a host whose clock is three years ahead: the past must not be forgotten for it."""
    few = logs.only(*FEW)
    nights = Nights(exfil, checks, "one line of a wrong clock", folder)
    for night in range(min(9, few.nights)):
        files = dated(few, night)
        name = day_name(few.log("proxy/head/access.log"), 2)
        if name in files:
            key, text = files[name]
            line = text[:text.index(b"\n") + 1]
            later = int(line[:10]) + 3 * 365 * 86_400
            files[name] = (key, str(later).encode() + line[10:] + text)
        nights.run(files, f"night {night}")
    nights.end(exfil.alone(nights.root), to_the_byte=True)


def arrivals(logs, dice):
    """When each file comes, by night: days in any order, some a week late, some compressed, some first
    as a part that may end anywhere, some parts copied elsewhere.

    Of logs whose records have several lines neighbouring days come within seven runs of each other:
    for so long a run waits for the rest of a record (Documentation/nightly.md).
    Returns a list of nights, each a list of (name, key, bytes).
    """
    order = list(range(logs.nights))
    for number in range(len(order) - 1, 0, -1):
        other = dice.between(0, number)
        order[number], order[other] = order[other], order[number]
    pairs = [day for first in range(0, logs.nights, 2)
             for day in reversed(range(first, min(first + 2, logs.nights)))]
    nights = [[] for _ in range(logs.nights + 10)]
    for log in logs.logs:
        has_records = log.name in RECORDS
        for night, number in enumerate(pairs if has_records else order):
            text, name = log.piece(number), day_name(log, number)
            if not text:
                continue
            if dice.chance(0.3):
                text, name = log.packed(number), name + ".gz"
            night += (1 if has_records else 7) if dice.chance(0.1) else 0
            if dice.chance(0.3):
                # Of any order of magnitude: within the heading, the first line, the last one.
                part = text[:dice.spread(1, len(text))]
                nights[night].append((name, (log.name, number), part))
                if dice.chance(0.3):
                    nights[night + dice.between(0, 3)].append(
                        ("copies/" + name, (log.name, number, "copy"), part))
                night += dice.between(1, 2)
            nights[night].append((name, (log.name, number), text))
    return [night for night in nights if night]


def shuffled(exfil, logs, checks, folder, standing, seed):
    """Part 2: days arrive in an order of chance."""
    nights = Nights(exfil, checks, f"arrival {seed}", folder)
    present = {}
    for number, coming in enumerate(arrivals(logs, Dice(seed, "arrival"))):
        for name, key, text in coming:
            if len(text) > len(present.get(name, (None, b""))[1]):
                present[name] = (key, text)
        nights.run(dict(present), f"night {number} of seed {seed}")
    nights.end(standing, to_the_byte=False)
    nights.again()


def unfinished_lines(exfil, logs, checks, folder, library):
    """The last line of every file has no line feed, and never gets one: by the next night it counts."""
    if not library:
        return checks.skip("last lines without a line feed", "no C compiler, and no time for days")
    part = "last lines without a line feed"
    few, files = logs.only(*FEW), {}
    nights = Nights(exfil, checks, part, folder, library)
    for night in range(5):
        for log in few.logs:
            if log.piece(night):
                text = log.piece(night).removesuffix(log.line_feed)
                files[day_name(log, night)] = ((log.name, night), text)
        nights.run(dict(files), f"night {night}", clock=(night + 1) * DAY)
    nights.run(dict(files), "the night after", clock=6 * DAY)
    root = os.path.join(folder, "unfinished-lines")
    LogFolder(root).become(files)
    nights.end(exfil.alone(root), to_the_byte=True)
