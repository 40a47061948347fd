"""Which calls to break: some of thousands, other ones in every run, and the same ones if they are asked for."""

import os

from exfil import STATE


class ChosenCalls:
    """`count` calls of a run, all of them for None; `offset` tells which."""

    def __init__(self, count, offset):
        self.count, self.offset = count, offset

    def share(self, parts):
        """The same with a share of the count."""
        return ChosenCalls(self.count and max(1, self.count // parts), self.offset)

    def all_of(self, calls):
        """Whether every one of the calls is taken."""
        return self.count is None or self.count >= len(calls)

    def of(self, calls):
        """The numbers, from 1, of the calls to break: of each sort of call on each sort of file the first
        and the last, rare sorts first, for two thirds of the count at most; others at even distances."""
        if self.all_of(calls):
            return list(range(1, len(calls) + 1))
        sorts = {}
        for number, (name, path) in enumerate(calls, 1):
            sorts.setdefault((name, _sort(path)), []).append(number)
        ends = [number for numbers in sorted(sorts.values(), key=len)
                for number in dict.fromkeys((numbers[0], numbers[-1]))]
        most = self.count * 2 // 3
        # What there is no room for comes in other runs.
        begin = self.offset % len(ends) if len(ends) > most else 0
        chosen = (ends[begin:] + ends[:begin])[:most]
        left = self.count - len(chosen)
        step = len(calls) / left
        chosen += [int(step * number + self.offset % step) + 1 for number in range(left)]
        return sorted(set(chosen))

    def kind(self, place, kinds):
        """In which of some ways a call is to break: with as many offsets, one after another, in all."""
        return kinds[(place + self.offset) % len(kinds)]


def _sort(path):
    """Files that a program treats alike: the state's by name, others by the end of theirs."""
    name = os.path.basename(path)
    if f"{STATE}/" in path:
        return name
    return "" if name.startswith(".exfil-") else os.path.splitext(name)[1]
