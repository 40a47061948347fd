"""Chance from a seed and a name: streams of other names do not disturb each other."""

import random


class Dice:
    """One stream of chance."""

    def __init__(self, seed, name):
        self.source = random.Random(f"{seed}/{name}")
        self.random = self.source.random

    def between(self, low, high):
        """An integer from low to high, both included."""
        return low + int(self.random() * (high - low + 1))

    def within(self, low, high):
        """A number from low to high."""
        return low + self.random() * (high - low)

    def pick(self, values):
        return values[int(self.random() * len(values))]

    def some(self, values, count):
        """Different values, in an order of chance."""
        return self.source.sample(values, min(count, len(values)))

    def chance(self, probability):
        return self.random() < probability

    def around(self, median, spread):
        """A volume with a long tail: log-normal, half of the values below the median."""
        return max(1, int(median * self.source.lognormvariate(0, spread)))

    def tail(self, least, weight):
        """A volume with a very long tail: Pareto, never below `least`."""
        return int(least * self.source.paretovariate(weight))

    def spread(self, low, high):
        """A volume from low to high, each order of magnitude as likely as the next."""
        return int(low * (high / low) ** self.random())

    def count(self, mean):
        """How often something of that mean happens; often not at all (geometric)."""
        number = 0
        while self.random() < mean / (1 + mean):
            number += 1
        return number

    def hexadecimal(self, digits):
        return f"{self.source.getrandbits(4 * digits):0{digits}x}"
