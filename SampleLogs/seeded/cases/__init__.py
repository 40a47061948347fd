"""The planted cases, A1 to A18, each in at least two variants of volume, path and format.

The modules register their cases; holes are cut into logs last, where no other case stands.
"""

from . import access, accounts, copies, mail, web  # noqa: F401
from . import traces  # noqa: F401
from .registry import CASES
