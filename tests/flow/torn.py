"""An import that is cut short: by a kill at any moment, by another import, by a full disk.  A file is in the book whole, or not at all.

Oracle: the counts of the files as they were written here; the book as it was before.  The big file is over 50 MB, so that the writing
thread is at work while it is read.  $TL_KILLS kills (default 30) at moments drawn evenly over an undisturbed import, with a fixed seed.
--postgres: the books are databases of the cluster at $TL_PG (default 16 kills), the full disk is a small tablespace."""
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import tl

POSTGRES = "--postgres" in sys.argv
if POSTGRES and not tl.PG:
    tl.skip("an import on PostgreSQL that is cut short", "TL_PG is not set; tests/pg_cluster.sh sets it")
    tl.done()
KILLS = int(os.environ.get("TL_KILLS", "16" if POSTGRES else "30"))
BIG, SMALL, COUNT = 110_000, 500, 3
d = tl.folder()
books = tl.Databases() if POSTGRES else tl.Files(d)
src, mapping = os.path.join(d, "src"), os.path.join(d, "m.map")
os.makedirs(src)
words = "the portal is slow again and nobody answers, it was promised for monday, we look for another supplier now ".encode()


def write(name, n, prefix):
    with open(os.path.join(src, name), "wb") as f:
        f.write(b"No,Company,Opened,Subject,Body\n")
        for i in range(n):
            f.write(b'%s%d,Company %d,2025-%02d-%02d 10:00:00,"slow, again",%s\n' % (prefix, i, i % 3000, 1 + i % 12, 1 + i % 28, b'"' + words * 4 + b'%d"' % i))


write("big.csv", BIG, b"B")
for k in range(COUNT):
    write(f"small_{k}.csv", SMALL, b"S%d-" % k)
with open(mapping, "w") as f:
    f.write("[*.csv]\nkind = ticket\nsource = Desk\nkey = No\naccount_name = Company\ncreated_at = Opened\nsubject = Subject\nbody = Body\n")
ROWS = {"big.csv": BIG, **{f"small_{k}.csv": SMALL for k in range(COUNT)}}
size = os.path.getsize(os.path.join(src, "big.csv"))
tl.check("the big file is over 50 MB", size > 50e6, size)


def command(book, what):
    return [tl.BIN, "import", book, os.path.join(src, what) if what else src, "--map", mapping, "--quiet"]


def holds(book):
    """Rows of each file that is in the book, counted among the facts; the book's own counts beside."""
    return {r["path"]: (r["n"], r["rows_in"], r["rows_kept"] + r["rows_unchanged"]) for r in tl.sql(
        book, "SELECT f.path, f.rows_in, f.rows_kept, f.rows_unchanged, (SELECT count(*) FROM f_ticket AS t WHERE t.file_id = f.file_id) AS n FROM file AS f ORDER BY f.path")}


def trouble(book, must=()):
    """What is wrong with a book that a killed import left behind; [] when nothing is."""
    if not POSTGRES and not os.path.exists(book):
        return []
    books.settle(book)
    c = tl.run("check", book)
    if c.code != 0:
        # Killed before the first transaction ended: an empty file, a database without tables.
        return [] if ("holds nothing yet" in c.err or "there is no book in" in c.err) and not must else [f"check: {c}"]
    got = holds(book)
    bad = [f"{name}: {n}, of {ROWS[name]}" for name, n in got.items() if n != (ROWS[name],) * 3]
    total = tl.sql(book, "SELECT count(*) AS n FROM f_ticket")[0]["n"]
    bad += [f"{total} rows, {sum(n[0] for n in got.values())} of files in the book"] if total != sum(n[0] for n in got.values()) else []
    return bad + [f"{name} was there and is gone" for name in must if name not in got]


calm = []
for i, what in enumerate(("big.csv", "")):
    book = books.at(f"calm{i}")
    start = time.monotonic()
    r = subprocess.run(command(book, what), capture_output=True, text=True)
    calm.append(time.monotonic() - start)
    tl.check(f"undisturbed, {what or 'the folder'} is imported whole", r.returncode == 0 and not trouble(book, ROWS if not what else ["big.csv"]), r)
    books.drop(book)
tl.note(f"undisturbed: {calm[0]:.2f} s for {size / 1e6:.0f} MB, {calm[1]:.2f} s for the folder; {KILLS} kills")
rng = random.Random(20261126)
moments = [rng.uniform(0, calm[k % 2]) for k in range(KILLS)]


def one(k):
    """Every second kill hits a folder, in a book that holds one of its files already."""
    book, what = books.at(f"k{k}"), "" if k % 2 else "big.csv"
    must = ["small_0.csv"] if k % 2 else []
    if must:
        subprocess.run(command(book, must[0]), check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    p = subprocess.Popen(command(book, what), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(moments[k])
    p.send_signal(signal.SIGKILL)
    dead = p.wait() == -signal.SIGKILL
    bad = trouble(book, must)
    if k % 5 == 0:
        r = subprocess.run(command(book, what), capture_output=True, text=True)
        bad += [f"import again: {r}"] if r.returncode else trouble(book, ROWS if not what else [what])
    books.drop(book)
    return dead, bad


with ThreadPoolExecutor(2) as pool:
    results = list(pool.map(one, range(KILLS)))
bad = [f"killed after {moments[k]:.3f} s: {'; '.join(t)}" for k, (_, t) in enumerate(results) if t]
tl.check(f"killed at {KILLS} moments: each file is in the book whole or not at all", not bad, f"{len(bad)} of {KILLS}\n" + "\n".join(bad))
dead = sum(was for was, _ in results)
tl.check("at least a third of the kills came before the end", dead >= KILLS // 3, f"{dead} of {KILLS}")

# Two at once: the second waits or is told; nothing of it is half there, and the first does not notice.
book = books.at("two")
subprocess.run(command(book, "small_0.csv"), check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
first = subprocess.Popen(command(book, "big.csv"), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
time.sleep(calm[0] / 4)
busy = first.poll() is None
# A server's book is held by a session of the server, whose client may be on another machine.
HOLDER = "SELECT l.pid FROM pg_locks AS l JOIN pg_database AS d ON d.oid = l.database WHERE l.locktype = 'advisory' AND l.granted AND d.datname = 'two'"
holder = tl.psql(HOLDER) if POSTGRES else [str(first.pid)]
second = tl.run(*command(book, "small_1.csv")[1:])
told = second.code != 0 and tl.one_line_message(second) and any(f"process {pid}" in second.err for pid in holder)
waited = second.code == 0 and "small_1.csv" in holds(book)
tl.check("of two imports at once the second waits or is told who holds the book", busy and (told or waited), (busy, holder, second))
err = first.communicate()[1]
tl.check("the first ends as if it were alone", first.returncode == 0 and not trouble(book, ["small_0.csv", "big.csv"]), err)
tl.check("and the second can be done then", tl.run(*command(book, "small_1.csv")[1:]).code == 0 and not trouble(book, ["small_0.csv", "small_1.csv", "big.csv"]), holds(book))

# A full disk. Root has a small one made; for a file others get a limit on the size of files.
TABLES = ["f_ticket", "file", "alias", "quarantine"]
small = os.path.join(d, "disk")
os.makedirs(small)
mounted = os.getuid() == 0 and subprocess.run(["mount", "-t", "tmpfs", "-o", "size=48m" if POSTGRES else "size=16m", "tmpfs", small], capture_output=True).returncode == 0


def on_small_disk():
    """A book on that disk; None: there is none for a server."""
    if not POSTGRES:
        return os.path.join(small, "f.book")
    if not mounted:
        return None
    os.chmod(d, 0o755)
    shutil.chown(small, "postgres", "postgres")
    tl.psql(f"CREATE TABLESPACE small LOCATION '{small}'")
    return tl.fresh_database("full_disk", "TABLESPACE small")


try:
    book = on_small_disk()
    if book is None:
        tl.skip("a full disk on PostgreSQL", "only root can have a small disk made")
        tl.done()
    subprocess.run(command(book, "small_0.csv"), check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    before = tl.fingerprint(book, TABLES)
    limit = None if mounted else tl.limited(resource.RLIMIT_FSIZE, 16 << 20)
    r = tl.run(*command(book, "big.csv")[1:], preexec=limit)
    tl.check("a full disk: the import ends with 1 and says so in one line", r.code == 1 and tl.one_line_message(r), r)
    # A PostgreSQL whose disk is full may refuse to open a database at all; what is in it is looked at when it has room again.
    if POSTGRES:
        c = tl.run("check", book)
        tl.check("a full disk: the book opens, or it is said in one line why not", c.code == 0 or tl.one_line_message(c), c)
    else:
        tl.check("a full disk: the book is as before", not trouble(book, ["small_0.csv"]) and tl.fingerprint(book, TABLES) == before, r)
    if mounted:
        subprocess.run(["mount", "-o", "remount,size=1g", small], check=True)
    tl.check("a full disk: with room again the book is as before", not trouble(book, ["small_0.csv"]) and tl.fingerprint(book, TABLES) == before, r)
    r = tl.run(*command(book, "big.csv")[1:])
    tl.check("a full disk: with room again it goes in whole", r.code == 0 and not trouble(book, ["small_0.csv", "big.csv"]), r)
finally:
    if POSTGRES and mounted:
        tl.psql("DROP DATABASE IF EXISTS full_disk WITH (FORCE)", "DROP TABLESPACE IF EXISTS small")
    if mounted:
        subprocess.run(["umount", small], check=False)
    shutil.rmtree(small, ignore_errors=True)
tl.done()
