"""Registers planted cases: who does it where, and which findings count as caught."""

from dataclasses import dataclass
from typing import Callable

CASES = []


@dataclass
class Case:
    """One variant of one incident."""
    incident: str
    variant: int
    what: str
    site: str
    categories: tuple
    write: Callable
    leaving: bool = False
    employment: str = None
    gone: bool = False
    department: str = None

    @property
    def mark(self):
        return f"{self.incident}/{self.variant}"


def case(incident, what, site, categories, **more):
    """Registers a variant; the decorated function plants it and returns another subject, if any."""
    def register(write):
        variant = 1 + sum(one.incident == incident for one in CASES)
        CASES.append(Case(incident, variant, what, site, tuple(categories.split()), write, **more))
        return write
    return register
