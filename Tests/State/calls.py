"""The library that counts calls and makes them fail, and the board on which it tells of them."""

import mmap
import os
import shutil
import subprocess
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ENTRY, NAME, COUNT = 128, 16, 65536
FAILURES = {"EIO": 5, "ENOSPC": 28}


def build(folder):
    """Compiles the library; returns its path, or None where there is no C compiler."""
    compiler = next(filter(None, map(shutil.which, ("cc", "gcc", "clang"))), None)
    if not compiler:
        return None
    library = os.path.join(folder, "calls.so")
    subprocess.run([compiler, "-O1", "-Wall", "-Werror", "-shared", "-fPIC", "-o", library,
                    os.path.join(HERE, "calls.c"), "-ldl"], check=True)
    return library


class Calls:
    """One run under the library: `environment` is for the run, `count` and `all` are read after it."""

    def __init__(self, library, folder, at=0, on="", action="fail", error="EIO", clock=0,
                 reads=False):
        handle, self.board = tempfile.mkstemp(prefix="board.", dir=folder)
        os.ftruncate(handle, ENTRY * (COUNT + 1))
        os.close(handle)
        os.chmod(self.board, 0o666)
        self.environment = {
            "LD_PRELOAD": library, "CALLS_BOARD": self.board, "CALLS_ON": on,
            "CALLS_AT": str(at), "CALLS_ACTION": action, "CALLS_ERROR": str(FAILURES[error]),
            "CALLS_CLOCK": str(clock), "CALLS_READS": "1" if reads else "0"}

    def read(self):
        """All calls up to now, as (name, path), and takes the board away."""
        with open(self.board, "rb") as file, \
                mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as board:
            count = min(int.from_bytes(board[:8], "little"), COUNT)
            calls = [board[ENTRY * (one + 1):ENTRY * (one + 2)] for one in range(count)]
        os.unlink(self.board)
        return [(_text(one[:NAME]), _text(one[NAME:])) for one in calls]


def _text(field):
    return field.split(b"\0", 1)[0].decode("utf-8", "replace")
