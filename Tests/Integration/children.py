"""Child processes and loopback ports of one run; everything started here is stopped here."""

import os
import pwd
import signal
import socket
import subprocess
import time


class Children:
    """Starts servers as children in their own process groups and stops exactly those."""

    def __init__(self, base):
        self.base = base
        self.running = []

    def start(self, name, command, **options):
        """Starts a server; its output goes to NAME.out in the run's folder."""
        output = open(os.path.join(self.base, name + ".out"), "ab")
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT,
            start_new_session=True, **options)
        self.running.append((name, process))
        return process

    def stop_all(self):
        """Ends every child group, the last started first: politely, then for good."""
        for _, process in reversed(self.running):
            _signal_group(process, signal.SIGTERM)
        deadline = time.monotonic() + 5
        for _, process in reversed(self.running):
            try:
                process.wait(timeout=max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                pass
            _signal_group(process, signal.SIGKILL)
            process.wait(timeout=5)
        self.running = []


def _signal_group(process, number):
    try:
        os.killpg(process.pid, number)
    except (ProcessLookupError, PermissionError):
        pass


def call(command, seconds=30, **options):
    """Runs a command to its end and returns it with its output; a failure is an error."""
    result = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=seconds, **options)
    if result.returncode != 0:
        text = result.stdout.decode("utf-8", "replace")[-2000:]
        raise RuntimeError(f"{command[0]} ended with {result.returncode}: {text}")
    return result.stdout.decode("utf-8", "replace")


def free_port(address="127.0.0.1", kind=socket.SOCK_STREAM):
    """A port that nobody listens on now."""
    with socket.socket(socket.AF_INET, kind) as probe:
        probe.bind((address, 0))
        return probe.getsockname()[1]


def wait_for_port(port, address="127.0.0.1", seconds=20):
    """Waits until a server accepts connections."""
    wait_until(lambda: _accepts(address, port), seconds, f"{address}:{port} to listen")


def _accepts(address, port):
    try:
        with socket.create_connection((address, port), timeout=1):
            return True
    except OSError:
        return False


def wait_until(condition, seconds, what):
    """Polls until the condition holds; a run never hangs on it."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError(f"waited {seconds} s for {what}")
        time.sleep(0.05)


def wait_until_quiet(paths, quiet_seconds=0.7, seconds=20):
    """Waits until no file of a set has grown for a while, so that nothing is in flight."""
    def sizes():
        return [os.path.getsize(path) if os.path.exists(path) else 0 for path in paths]

    deadline = time.monotonic() + seconds
    last, since = sizes(), time.monotonic()
    while time.monotonic() - since < quiet_seconds:
        if time.monotonic() > deadline:
            raise TimeoutError("the logs did not come to rest")
        time.sleep(0.05)
        now = sizes()
        if now != last:
            last, since = now, time.monotonic()


def folder(path, owner=None, mode=0o755):
    """Makes a folder that a server's own account may use."""
    os.makedirs(path, exist_ok=True)
    os.chmod(path, mode)
    if owner:
        account = pwd.getpwnam(owner)
        os.chown(path, account.pw_uid, account.pw_gid)
    return path


def write(path, text, mode=0o644):
    """Writes a configuration file."""
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    os.chmod(path, mode)
    return path
