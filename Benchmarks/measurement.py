"""What the benchmarks have in common: one measured process, the machine, the record of a day."""

import datetime
import os
import platform
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
PROJECT = os.path.dirname(HERE)


class Measurement:
    """One finished process: its output, its wall and processor seconds, its peak memory."""

    def __init__(self, command, stdout=subprocess.DEVNULL):
        with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
            started = time.monotonic()
            process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stderr=errors,
                stdout=output if stdout == subprocess.PIPE else stdout)
            _, status, usage = os.wait4(process.pid, 0)
            self.wall = time.monotonic() - started
            process.returncode = os.waitstatus_to_exitcode(status)
            self.user, self.system = usage.ru_utime, usage.ru_stime
            self.peak_megabytes = usage.ru_maxrss * 1024 / 1e6
            output.seek(0)
            errors.seek(0)
            self.output, self.errors = output.read(), errors.read()
            if process.returncode != 0:
                said = self.errors.decode("utf-8", "replace")[-2000:]
                sys.exit(f"{' '.join(command)} ended with {process.returncode}: {said}")


def machine():
    """The lines of a record that say where and with what it was measured."""
    return [
        f"- Machine: {cpu()}, {os.cpu_count()} cores, {memory():.0f} GB, "
        f"{platform.system()} {platform.release()}",
        f"- Built with: {first_line(['swift', '--version'])}",
        f"- Commit: {first_line(['git', '-C', PROJECT, 'rev-parse', 'HEAD'])}{dirty()}",
    ]


def save(name, text):
    """Writes a record into the folder of today."""
    target = os.path.join(HERE, "Records", datetime.date.today().isoformat())
    os.makedirs(target, exist_ok=True)
    with open(os.path.join(target, name), "w", encoding="utf-8") as file:
        file.write(text)


def goal(title, measured, wanted, reached):
    return f"| {title} | {measured} | {wanted} | {'reached' if reached else '**missed**'} |"


def first_line(command):
    try:
        result = subprocess.run(command, capture_output=True, text=True, timeout=60)
    except OSError:
        return f"{command[0]} is not installed"
    text = (result.stdout or result.stderr).strip()
    return text.splitlines()[0] if text else "unknown"


def dirty():
    status = subprocess.run(["git", "-C", PROJECT, "status", "--porcelain", "--", "Sources", "Rules"],
                            capture_output=True, text=True).stdout
    return ", with changes that are not committed" if status.strip() else ""


def cpu():
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        for line in file:
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    return platform.machine()


def memory():
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
