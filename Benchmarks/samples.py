"""Logs made of the sample lines of formats, with people, addresses and sites of many."""

import json
import os
import random
import re
import subprocess

FOLDER = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "SampleLogs", "formats")
OPTIONS = ["--timezone", "Asia/Tokyo", "--year", "2026"]

# Each line tells an event of its own.
PROXY_SAMPLES = [
    "nginx", "apache", "cisco_wsa", "forcepoint", "forcepoint_cloud", "netskope_events", "netskope_transaction",
    "palo_alto_cef", "palo_alto_leef", "palo_alto_firewall_cef", "palo_alto_firewall_leef", "proxifier", "skyhigh",
    "sophos_firewall", "sophos_utm", "zeek_conn", "zeek_conn_json", "zeek_http_json", "zeek_ssl", "zeek_ssl_json",
    "zscaler_cef", "zscaler_json", "zscaler_nss",
]

LINES_A_SECOND = 20
AGENT = "Mozilla/5.0+(Windows+NT+10.0;+Win64;+x64)+AppleWebKit/537.36+(KHTML,+like+Gecko)+Chrome/120.0.0.0"

# Only these lines of a sample are taken.
KEPT = {"proxifier": r"^\[20.* close, ", "exchange_tracking": r",(?:SMTP,RECEIVE|SMTP,SEND|STOREDRIVER,DELIVER),.*<1a2b@"}

# Several lines make a mail: what names it in them, which each copy of the sample has of its own. Names of a fixed
# form keep their length, the others get the number of the copy.
MAIL_SAMPLES = {
    "exim": (r"(?<=\b1)(?:[0-9A-Za-z]{5}-[0-9A-Za-z]{6}-[0-9A-Za-z]{2}|[0-9A-Za-z]{5}-[0-9A-Za-z]{11}-[0-9A-Za-z]{4})\b",
             r"(?<=id=)[^@ ]+"),
    "sendmail": (r"(?<=: )69C0F[A-Z]tp0\d{5}(?=: )", r"(?<=msgid=<)[^@>]+"),
    "opensmtpd": (r"\b[0-9a-f]{16}\b|(?<=msgid=)[0-9a-f]{8}\b", None),
    "exchange_tracking": (None, r"(?<=,<)[^@<>, ]+(?=@)"),
    "m365_message_trace": (r"\b[0-9a-f]{8}-5edd-4350-130a-08da8f69e0f6\b", r"(?<=\"<)[^@]+|(?<=u003c)[^@]+(?=@x)"),
    "proofpoint": (None, r"(?<=\"guid\":\")[^\"]+|(?<=\"message-id\":\[\"<)[^@]+"),
    "mimecast": (None, r"(?<=\"messageId\":\"<)[^@]+|(?<=\"aggregateId\":\")[^\"]+"),
    "gmail_log": (None, r"(?<=\"rfc2822_message_id\":\"<)[^@]+"),
}


def rules(name):
    """What declares the format, if it is not built in."""
    path = os.path.join(FOLDER, f"{name}.exfil")
    return ["--rules", path] if os.path.exists(path) else []


def events(binary, path, name):
    """The events of a log."""
    result = subprocess.run([binary, "events", path, *OPTIONS, *rules(name)],
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=120)
    return [json.loads(line) for line in result.stdout.splitlines()]


def lines_of(name):
    """The lines of a sample, and which of them stand in front of all others."""
    with open(os.path.join(FOLDER, f"{name}.log"), encoding="utf-8") as file:
        lines = file.read().splitlines()
    front = 0
    while front < len(lines) and lines[front].startswith("#"):
        front += 1
    return lines, front


def is_kept(name, line):
    return re.search(KEPT.get(name, ""), line) is not None


def write_lines(binary, name, path, megabytes):
    """Writes a log of lines that are events; returns how many it has."""
    lines, front = lines_of(name)
    counts, told = {}, {}
    for event in events(binary, os.path.join(FOLDER, f"{name}.log"), name):
        counts[event["line"]] = counts.get(event["line"], 0) + 1
        told[event["line"]] = event
    usable = [number for number in sorted(counts) if counts[number] == 1 and is_kept(name, lines[number - 1])]
    # Most requests are neither refused nor broken, and hardly any line tells something else than a request.
    usual = [number for number in usable if told[number].get("outcome") not in ("blocked", "failed")] or usable
    forms = {kind: [(told[number]["time"][:len("2026-10-12T09:31")], form(lines[number - 1], told[number]))
                    for number in usual if told[number]["kind"] == kind]
             for kind in sorted({told[number]["kind"] for number in usual})}
    requests = forms.pop("web", None)
    others = [other for kind in forms.values() for other in kind]
    choose = random.Random(20261123)
    block = []
    for number in range(20_000):
        rare = not requests or (others and choose.randrange(50) == 0)
        minute, make = choose.choice(others if rare else requests)
        second = number // LINES_A_SECOND % 60
        block.append((minute, second, make(choose, second)))
    # A log is written in the order of its times.
    block.sort(key=lambda line: line[:2])
    text = "".join(line + "\n" for _, _, line in block)
    copies = max(1, megabytes * 1_000_000 // len(text.encode()))
    with open(path, "w", encoding="utf-8") as file:
        file.writelines(line + "\n" for line in lines[:front])
        for _ in range(copies):
            file.write(text)
    return copies * len(block)


def form(line, event):
    """Makes lines like one, of other people, addresses, sites, pages, browsers, methods and sizes where these stand in it
    as they are, at another second."""
    names = [(key, str(event[key])) for key in ("user", "src_ip", "domain", "bytes_out", "method", "user_agent")
             if len(str(event.get(key, ""))) >= 3 and (key != "user_agent" or "/" in event[key])]
    words = "|".join(re.escape(text) for _, text in names)
    # A page follows the name of its site, or stands by itself.
    page = event.get("path", "")
    page = rf"|{re.escape(page)}(?![\w/.])" if page.startswith("/") and len(page) > 2 else ""
    pattern = re.compile((rf"(?<!\w)(?:{words})(?!\w)" if words else "$^") + page + r"|(?<=\d\d:\d\d:)\d\d(?![\d-])", re.IGNORECASE)
    # Names of people are told in small letters.
    keys = {text.lower(): key for key, text in names}

    def make(choose, second):
        number = choose.randrange(5_000)
        others = {"user": f"u{number:05}", "src_ip": f"10.{number % 8}.{number % 251}.{number % 241 + 1}",
                  "domain": f"host{choose.randrange(400)}.example.com",
                  # Most samples are of large uploads, most requests are not.
                  "bytes_out": str(choose.randrange(200, 4_000)), "user_agent": AGENT,
                  "method": choose.choice(["GET"] * 12 + ["POST"] * 2 + ["CONNECT"] * 5)}
        page = f"/a/b{choose.randrange(9_999)}/c.html"

        def other(found):
            text = found.group().lower()
            return others[keys[text]] if text in keys else page if text.startswith("/") else f"{second:02}"
        return pattern.sub(other, line)
    return make


def write_copies(binary, name, path, megabytes):
    """Writes a log of copies of a sample, each with names of its own for its mails; returns its events."""
    lines, front = lines_of(name)
    sample = os.path.join(FOLDER, f"{name}.log")
    said = json.loads(subprocess.run(
        [binary, "identify", sample, "--format", "jsonl", *OPTIONS], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        timeout=120).stdout)
    broken = {reject["line"] for reject in said["first_rejects"]}
    body = "".join(line + "\n" for number, line in enumerate(lines, 1)
                   if number > front and number not in broken and is_kept(name, line))
    fixed, free = (re.compile(pattern or "$^") for pattern in MAIL_SAMPLES[name])
    with open(path, "w", encoding="utf-8") as file:
        head = "".join(line + "\n" for line in lines[:front])
        file.write(head + body)
    once = len(events(binary, path, name))
    copies = max(1, megabytes * 1_000_000 // len(body.encode()))
    with open(path, "w", encoding="utf-8") as file:
        file.write(head)
        for copy in range(copies):
            text = fixed.sub(lambda found, copy=copy: renamed(found.group(), copy), body)
            file.write(free.sub(lambda found, copy=copy: f"{found.group()}{copy}", text))
    return copies * once


def renamed(name, copy):
    """Another name of the same length and the same kinds of bytes, other for each copy; `-` stays."""
    digits, number = [], copy
    # From the front on, as some names are told apart there only.
    for byte in name:
        size, first = next(
            ((size, first) for size, first, last in ((10, "0", "9"), (6, "a", "f"), (6, "A", "F"), (26, "g", "z"), (26, "G", "Z"))
             if first <= byte <= last), (1, byte))
        if size == 26:
            size = 20
        digits.append(chr(ord(first) + (ord(byte) - ord(first) + number) % size) if size > 1 else byte)
        number //= size
    return "".join(digits)
