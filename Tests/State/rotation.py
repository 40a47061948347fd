"""A folder of logs as servers leave it, night by night."""

import os

# Logs enough for what needs many runs.
FEW = ("assets/print_log.csv", "cloud/m365_audit.jsonl", "devices/kern.log", "files/sftp/auth.log",
       "mail/head/maillog", "proxy/head/access.log")

class LogFolder:
    """The folder `logs` below `root`; what stands in it changes as it does on a server.

    A file that only grew is appended to, one that was rotated is renamed, one that was compressed is
    a new one: what a program could tell by inode, size and time is as it really is.
    """

    def __init__(self, root):
        self.root = root
        self.logs = os.path.join(root, "logs")
        self._present = {}
        os.makedirs(self.logs, exist_ok=True)

    def become(self, wanted):
        """Makes the folder hold these texts, `{name: (key, bytes)}`, and nothing else.

        Of two nights, texts with the same key are one file: grown, renamed, or as it was.
        """
        before = {key: name for name, (key, _) in self._present.items()}
        aside = {}
        for name, (key, _) in wanted.items():
            old = before.get(key)
            if old not in (None, name):
                aside[name] = self._path(name) + ".turning"
                os.makedirs(os.path.dirname(aside[name]), exist_ok=True)
                os.rename(self._path(old), aside[name])
        moved = {before[wanted[name][0]] for name in aside}
        for name in self._present:
            if name not in moved and wanted.get(name, (None,))[0] != self._present[name][0]:
                os.unlink(self._path(name))
        for name, path in aside.items():
            os.rename(path, self._path(name))
        for name, (key, text) in wanted.items():
            old = before.get(key)
            self._write(name, self._present[old][1] if old else None, text)
        self._present = dict(wanted)

    def _write(self, name, old, text):
        if old is not None and text == old:
            return
        path = self._path(name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        grown = old is not None and text.startswith(old)
        with open(path, "ab" if grown else "wb") as file:
            file.write(text[len(old):] if grown else text)

    def _path(self, name):
        return os.path.join(self.logs, name)


def rotated(logs, night, kept, dice, is_torn=True):
    """What logrotate leaves: the living file, `.1`, then compressed ones up to the number `kept`.

    On some nights the living file ends within a line, if `is_torn`; on some a copy of a rotated file lies about.
    """
    files = {}
    for log in logs.logs:
        torn = dice.between(1, 200) if dice.chance(0.3) and is_torn else 0
        text = log.piece(night) if night == logs.nights - 1 else log.at_night(night, torn)
        if text:
            files[log.name] = ((log.name, night, "plain"), text)
        past = [number for number in reversed(range(night)) if log.piece(number)]
        for age, number in enumerate(past[:kept], 1):
            if age == 1:
                files[f"{log.name}.1"] = ((log.name, number, "plain"), log.piece(number))
            else:
                files[f"{log.name}.{age}.gz"] = ((log.name, number, "gzip"), log.packed(number))
        if past and (night * 7 + len(log.name)) % 5 == 0:
            number = past[min(len(past), kept) - 1]
            files[f"copies/{log.name}.{number}"] = ((log.name, number, "copy"), log.piece(number))
    return files


def dated(logs, night):
    """Every file under a name of its day, for ever: the last one is still being written."""
    files = {}
    for log in logs.logs:
        for number in range(night + 1):
            living = number == night and night < logs.nights - 1
            text = log.at_night(night) if living else log.piece(number)
            if text:
                files[day_name(log, number)] = ((log.name, number), text)
    return files


def whole(logs):
    """Every file of every day, whole."""
    return dated(logs, logs.nights - 1)


def day_name(log, number):
    return f"{log.name}-{number:03d}"
