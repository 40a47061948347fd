"""Chance that is the same on every machine: built on `random()` alone, seeded by name."""

import random


class Dice:
    """One stream of chance; streams of other names do not disturb it."""

    def __init__(self, seed, name):
        self.random = random.Random(f"{seed}/{name}").random

    def between(self, low, high):
        """An integer from low to high, both included."""
        return low + int(self.random() * (high - low + 1))

    def pick(self, values):
        return values[int(self.random() * len(values))]

    def chance(self, probability):
        return self.random() < probability

    def hexadecimal(self, digits):
        return "".join("0123456789ABCDEF"[int(self.random() * 16)] for _ in range(digits))
