"""All logs of the company in memory, each line with the case that it is evidence of."""

import gzip
import io
import os

from clock import DAY


class Logs:
    """Collects lines by log; what is added while `mark` is set is planted evidence."""

    def __init__(self, calendar):
        self.calendar = calendar
        self.mark = None
        self.lines = {}
        self.cuts = []

    def add(self, log, moment, text):
        self.lines.setdefault(log, []).append((moment, text, self.mark))

    def cut(self, log, first, last):
        """Takes a piece out of a log, as somebody does who covers tracks."""
        self.cuts.append((log, first, last, self.mark))

    def write(self, folder, headers):
        """Writes every log, a file a week; older weeks are compressed.

        Returns by mark the lines that are evidence, as `file:line`, and the number of lines.
        """
        evidence, count = {}, 0
        for log in sorted(self.lines):
            kept = [line for line in self.lines[log] if self.calendar.start <= line[0]
                    < self.calendar.end and not self._is_cut(log, line)]
            kept.sort(key=lambda line: line[0])
            count += len(kept)
            for name, lines in self._weeks(log, kept):
                text = list(headers.get(log, ()))
                for _, line, mark in lines:
                    text.append(line)
                    if mark:
                        evidence.setdefault(mark, []).append(f"{name}:{len(text)}")
                _save(os.path.join(folder, name), "".join(line + "\n" for line in text))
        return evidence, count

    def _is_cut(self, log, line):
        return any(log == name and first <= line[0] < last for name, first, last, _ in self.cuts)

    def _weeks(self, log, lines):
        """The newest week has the plain name, as a log has that is still written."""
        weeks = {}
        for line in lines:
            weeks.setdefault(int((line[0] - self.calendar.start) // (7 * DAY)), []).append(line)
        newest = max(weeks, default=0)
        for week, part in sorted(weeks.items()):
            age = newest - week
            yield (f"{log}.{age}.gz" if age else log), part


def _save(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    content = text.encode()
    if path.endswith(".gz"):
        out = io.BytesIO()
        with gzip.GzipFile(fileobj=out, mode="wb", compresslevel=1, mtime=0, filename="") as file:
            file.write(content)
        content = out.getvalue()
    with open(path, "wb") as file:
        file.write(content)
