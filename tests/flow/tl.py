"""What the flow tests share: the program under test, folders that vanish, TAP.

A test file is a script: it calls check(name, ok, detail) with names that are sentences, and ends with
done(). The program is $TL_BIN (default: build/throughline). $TL_SHARED is the folder of real public data.
"""
import atexit
import json
import math
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = os.path.realpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
BIN = os.path.abspath(os.environ.get("TL_BIN", os.path.join(ROOT, "build", "throughline")))
SHARED = os.path.abspath(os.environ.get("TL_SHARED", os.path.join(ROOT, "..", "shared")))
DATA = os.path.join(SHARED, "data")
PG = os.environ.get("TL_PG")

_count = {"n": 0, "failed": 0}


def check(name, ok, detail=""):
    """One TAP line; the detail is shown only when the check fails. Returns ok."""
    _count["n"] += 1
    if not ok:
        _count["failed"] += 1
    print(f"{'ok' if ok else 'not ok'} {_count['n']} - {name}")
    if not ok and detail != "":
        for line in str(detail).splitlines()[:20]:
            print(f"#   {line[:400]}")
    sys.stdout.flush()
    return bool(ok)


def equal(name, got, want):
    return check(name, got == want, f"got  {got!r}\nwant {want!r}")


def skip(name, why):
    _count["n"] += 1
    print(f"ok {_count['n']} - {name} # SKIP {why}")


def note(text):
    print(f"# {text}")
    sys.stdout.flush()


def done():
    print(f"1..{_count['n']}")
    sys.exit(1 if _count["failed"] else 0)


def folder():
    """A folder of this test's own, removed at its end."""
    path = tempfile.mkdtemp(prefix="tl_flow.", dir=os.environ.get("TL_TMP"))
    atexit.register(shutil.rmtree, path, ignore_errors=True)
    return path


class Done:
    """A finished process: exit code, both outputs, wall seconds, peak resident megabytes, seconds of processors."""

    def __init__(self, code, out, err, seconds, rss, cpu=0.0):
        self.code, self.out, self.err, self.seconds, self.rss, self.cpu = code, out, err, seconds, rss, cpu

    @property
    def json(self):
        return json.loads(self.out)

    def __repr__(self):
        return f"exit {self.code}; stderr: {self.err[-600:]!r}; stdout: {self.out[:200]!r}"


def run(*words, binary=None, env=None, cwd=None, timeout=900, prefix=(), stdout=None, preexec=None):
    """Runs `throughline WORDS...` and waits. `prefix` is put before it (setpriv, ...)."""
    argv = [*prefix, binary or BIN, *map(str, words)]
    start = time.monotonic()
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        p = subprocess.Popen(argv, stdout=stdout or out, stderr=err, stdin=subprocess.DEVNULL, cwd=cwd,
                             env={**os.environ, **(env or {})}, preexec_fn=preexec)
        deadline = start + timeout
        while True:
            pid, status, usage = os.wait4(p.pid, os.WNOHANG)
            if pid:
                break
            if time.monotonic() > deadline:
                p.kill()
            time.sleep(0.005)
        p.returncode = code = os.waitstatus_to_exitcode(status)
        seconds = time.monotonic() - start
        out.seek(0)
        err.seek(0)
        text = out.read().decode("utf-8", "replace"), err.read().decode("utf-8", "replace")
    return Done(code, *text, seconds, usage.ru_maxrss / 1024, usage.ru_utime + usage.ru_stime)


def demo(path, **options):
    """Writes the made-up company and returns its truth."""
    words = [w for k, v in options.items() for w in (f"--{k}", v)]
    r = run("demo", path, *words, "--quiet")
    if r.code != 0:
        raise SystemExit(f"Bail out! demo failed: {r}")
    with open(os.path.join(path, "truth.json"), encoding="utf-8") as f:
        return json.load(f)


def sql(book, text, rows=10000):
    r = run("sql", book, text, "--json", "--rows", rows)
    if r.code != 0:
        raise RuntimeError(f"sql {text!r}: {r}")
    if r.json["more"]:
        raise RuntimeError(f"sql {text!r}: more rows than {rows}")
    return r.json["rows"]


def sql_whole(book, text, page=10000):
    """Every row of a statement whose order is total: `sql` answers in pages."""
    rows, at = [], 0
    while True:
        got = sql(book, f"{text} LIMIT {page} OFFSET {at}", page)
        rows += got
        at += len(got)
        if len(got) < page:
            return rows


def _derived():
    """Every derived table that the migrations make, in their order."""
    folder, names = os.path.join(ROOT, "sql", "migrations"), []
    for script in sorted(os.listdir(folder)):
        with open(os.path.join(folder, script), encoding="utf-8") as f:
            names += re.findall(r"CREATE TABLE (d_\w+)", f.read())
    return list(dict.fromkeys(names))


DERIVED = _derived()


def dump(book, tables=DERIVED):
    """Every row of the tables as text, in an order of its own: equal books give equal dumps."""
    found = {}
    for table in tables:
        found[table] = sql_whole(book, f"SELECT * FROM {table} ORDER BY ALL")
    return found


def fingerprint(book, tables):
    """Rows and a hash of all rows of each table, whatever their order: quick where dump() is slow."""
    row = "hashtext(CAST(x AS TEXT))" if book.startswith("postgresql:") else "hash(x)"
    each = " UNION ALL ".join(f"SELECT '{t}' AS t, count(*) AS n, CAST(sum({row}) AS VARCHAR) AS h FROM {t} AS x" for t in tables)
    return {r["t"]: (r["n"], r["h"]) for r in sql(book, each)}


def psql(*statements, database=None):
    """Statements at the cluster of $TL_PG, or in one of its databases; the last one's rows, as psql -tA writes them."""
    r = subprocess.run(["psql", "-qtAX", "-v", "ON_ERROR_STOP=1", database or PG, *[w for s in statements for w in ("-c", s)]], capture_output=True, text=True)
    if r.returncode:
        raise RuntimeError(f"{statements}: {r.stderr}")
    return r.stdout.strip().splitlines()


def fresh_database(name, options=""):
    """An empty database of the cluster at $TL_PG, as an address of a book."""
    psql(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    psql(f"CREATE DATABASE {name} {options}")
    # Not urlunsplit: it drops the slashes of an address without a host.
    return re.sub(r"^(postgres(?:ql)?://[^/]*/)[^?]*", r"\g<1>" + name, PG)


class Files:
    """Books that are files of a folder."""

    def __init__(self, folder):
        self.folder = folder

    def at(self, name):
        return os.path.join(self.folder, name + ".book")

    def settle(self, book):
        """Waits until nothing of a killed process is at work in the book."""

    def drop(self, book):
        for f in (book, book + ".wal"):
            if os.path.exists(f):
                os.remove(f)


class Databases:
    """Books that are databases of the cluster at $TL_PG; a killed program's session ends when the server sees it."""

    def at(self, name):
        return fresh_database(name)

    def settle(self, book):
        name = re.search(r"/([^/?]*)\?", book).group(1)
        for _ in range(300):
            if psql(f"SELECT count(*) FROM pg_stat_activity WHERE datname = '{name}'") == ["0"]:
                return
            time.sleep(0.1)
        raise RuntimeError(f"{book}: somebody is still connected after 30 s")

    def drop(self, book):
        psql(f"DROP DATABASE IF EXISTS {re.search(r'/([^/?]*)[?]', book).group(1)} WITH (FORCE)")


def difference(a, b, digits=None, path="", found=None):
    """The first places in which two JSON values differ; numbers with a fraction to so many digits."""
    found = [] if found is None else found
    if len(found) >= 8:
        return found
    if isinstance(a, dict) and isinstance(b, dict):
        for k in sorted(set(a) | set(b)):
            if k not in a or k not in b:
                found.append(f"{path}.{k}: only in the {'second' if k not in a else 'first'}")
            else:
                difference(a[k], b[k], digits, f"{path}.{k}", found)
    elif isinstance(a, list) and isinstance(b, list):
        if len(a) != len(b):
            found.append(f"{path}: {len(a)} and {len(b)} entries")
        for i, (x, y) in enumerate(zip(a, b)):
            difference(x, y, digits, f"{path}[{i}]", found)
    elif digits and (isinstance(a, float) or isinstance(b, float)) and not isinstance(a, bool) and not isinstance(b, bool) \
            and isinstance(a, (int, float)) and isinstance(b, (int, float)):
        if not math.isclose(a, b, rel_tol=10 ** -digits, abs_tol=1e-12):
            found.append(f"{path}: {a!r} and {b!r}")
    elif a != b or type(a) is not type(b):
        found.append(f"{path}: {a!r} and {b!r}"[:300])
    return found


def one_line_message(r):
    """What a failure must look like: one line on stderr, by the program's name, nothing half said."""
    lines = r.err.strip().splitlines()
    return len(lines) == 1 and lines[0].startswith("throughline: ") and len(lines[0]) > len("throughline: ") + 3


def limited(kind, value):
    """A preexec function that sets a resource limit."""
    return lambda: resource.setrlimit(kind, (value, value))
