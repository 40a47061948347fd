"""The tools beside which exfil is measured: how each is asked for, and how it is installed.

Those that add up what each user sent, or take five fields of each record, print one line of numbers, in which all of
them must agree. A tool that is not there is named as left out.
"""

import shlex
import shutil
import subprocess

from measurement import first_line

CHDB = "import sys, chdb; print(str(chdb.query(sys.argv[1], 'TSV')).replace('\\t', ' ').strip())"
# Long queries would draw how far they are.
DUCKDB = "import sys, duckdb; duckdb.sql('SET enable_progress_bar = false'); print(*duckdb.sql(sys.argv[1]).fetchall()[0])"
# Squid lines have blanks of several widths in front, none at the end: user and bytes are counted from there.
CHDB_SUM = ("SELECT count(), sum(sent) FROM (SELECT f[-4] AS who, sum(toUInt64OrZero(f[-1])) AS sent FROM "
            "(SELECT splitByChar(' ', line) AS f FROM file({file}, LineAsString)) GROUP BY who)")
DUCKDB_SUM = ("SELECT count(*), sum(sent)::BIGINT FROM (SELECT f[-4] AS who, sum(f[-1]::BIGINT) AS sent FROM "
              "(SELECT string_split(line, ' ') AS f FROM read_csv({file}, header = false, delim = chr(1), quote = '', "
              "escape = '', columns = {{'line': 'VARCHAR'}})) GROUP BY who)")
CHDB_FIELDS = ("SELECT count(), sum(size), sum(length(time) + length(user) + length(event.action) + length(path)) "
               "FROM file({file}, JSONEachRow, 'time String, user String, event Tuple(action String), path String, "
               "size UInt64')")
DUCKDB_FIELDS = ("SELECT count(*), sum(size)::BIGINT, sum(length(time) + length(\"user\") + length(event.action) + "
                 "length(path))::BIGINT FROM read_json({file}, format = 'newline_delimited', columns = {{time: 'VARCHAR', "
                 "\"user\": 'VARCHAR', event: 'STRUCT(action VARCHAR)', path: 'VARCHAR', size: 'BIGINT'}})")
MAWK_SUM = '{ sent[$8] += $11 } END { for (user in sent) { n++; all += sent[user] } printf "%d %.0f\\n", n, all }'


class Peers:
    """The tools that are installed, and what is said of the others."""

    def __init__(self, python):
        self.python = python
        self.left_out, self.versions = [], []
        self.has = {}
        for name, option, package in [("wc", "--version", "coreutils"), ("rg", "--version", "ripgrep"),
                                      ("mawk", "-W version", "mawk"), ("igzip", "--version", "isal"),
                                      ("zcat", "--version", "gzip")]:
            self.has[name] = shutil.which(name) is not None
            self.note(name, first_line([name, *option.split()]) if self.has[name] else "",
                      f"Debian package `{package}`")
        for name in ["chdb", "duckdb"]:
            found = subprocess.run([python, "-c", f"import {name}; print({name}.__version__)"],
                                   capture_output=True, text=True)
            self.has[name] = found.returncode == 0
            self.note(name, f"{name} {found.stdout.strip()}" if self.has[name] else "",
                      f"`python3 -m venv V && V/bin/pip install {name}`, then `--python V/bin/python`")

    def note(self, name, version, install):
        if self.has[name]:
            self.versions.append(version)
        else:
            self.left_out.append(f"{name} is not installed, so it was left out; it comes with {install}")

    def of(self, *names):
        return all(self.has[name] for name in names)

    def plain(self, path):
        """What can be asked of any log; the last element names those that must agree."""
        if self.of("wc"):
            yield "`wc -l`", ["wc", "-l", path], None
        if self.of("rg"):
            yield "`rg -c`, one user", ["rg", "-c", "u00042", path], None

    def sums(self, path):
        """Those that add up the bytes of each user of a Squid log, plain or gzip."""
        if path.endswith(".gz"):
            if self.of("igzip"):
                yield "`igzip -dc`", ["igzip", "-dc", path], None
            if self.of("zcat", "mawk"):
                command = f"zcat {shlex.quote(path)} | mawk {shlex.quote(MAWK_SUM)}"
                yield "`zcat` and mawk, sum by user", ["sh", "-c", command], "sum"
        elif self.of("mawk"):
            yield "mawk, sum by user", ["mawk", MAWK_SUM, path], "sum"
        yield from self.databases(path, CHDB_SUM, DUCKDB_SUM, "sum by user", "sum")

    def fields(self, path):
        """Those that take five fields of each line of JSON."""
        yield from self.databases(path, CHDB_FIELDS, DUCKDB_FIELDS, "five fields", "fields")

    def databases(self, path, chdb, duckdb, title, kind):
        quoted = "'" + path + "'"
        if self.of("chdb"):
            yield f"chdb, {title}", [self.python, "-c", CHDB, chdb.format(file=quoted)], kind
        if self.of("duckdb"):
            yield f"DuckDB, {title}", [self.python, "-c", DUCKDB, duckdb.format(file=quoted)], kind

    def starts(self):
        """What the databases take to say 1."""
        if self.of("chdb"):
            yield "chdb, `SELECT 1`", [self.python, "-c", CHDB, "SELECT 1"], None
        if self.of("duckdb"):
            yield "DuckDB, `SELECT 1`", [self.python, "-c", DUCKDB, "SELECT 1"], None

    def inflating(self, paths):
        """igzip on file after file."""
        if self.of("igzip"):
            command = "for file; do igzip -dc \"$file\" || exit 1; done"
            yield "`igzip -dc`, one after another", ["sh", "-c", command, "sh", *paths], None
