"""An import that is cut short: by a kill at any moment, by another import, by a full disk.  A file is in the book whole, or not at all.

Oracle: the counts of the files as they were written here; the book as it was before.  The big file is over 50 MB, so that the writing
thread is at work while it is read.  $TL_KILLS kills (default 30) at moments drawn evenly over an undisturbed import, with a fixed seed."""
import os
import random
import resource
import shutil
import signal
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor

import tl

KILLS = int(os.environ.get("TL_KILLS", "30"))
BIG, SMALL, COUNT = 110_000, 500, 3
d = tl.folder()
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
    if not os.path.exists(book):
        return []
    c = tl.run("check", book)
    if c.code != 0:
        return [] if "holds nothing yet" in c.err and not must else [f"check: {c}"]
    got = holds(book)
    bad = [f"{name}: {n}, of {ROWS[name]}" for name, n in got.items() if n != (ROWS[name],) * 3]
    total = tl.sql(book, "SELECT count(*) AS n FROM f_ticket")[0]["n"]
    bad += [f"{total} rows, {sum(n[0] for n in got.values())} of files in the book"] if total != sum(n[0] for n in got.values()) else []
    return bad + [f"{name} was there and is gone" for name in must if name not in got]


calm = []
for i, what in enumerate(("big.csv", "")):
    start = time.monotonic()
    r = subprocess.run(command(os.path.join(d, f"calm{i}.book"), what), capture_output=True, text=True)
    calm.append(time.monotonic() - start)
    tl.check(f"undisturbed, {what or 'the folder'} is imported whole", r.returncode == 0 and not trouble(os.path.join(d, f"calm{i}.book"), ROWS if not what else ["big.csv"]), r)
tl.note(f"undisturbed: {calm[0]:.2f} s for {size / 1e6:.0f} MB, {calm[1]:.2f} s for the folder; {KILLS} kills")
rng = random.Random(20261126)
moments = [rng.uniform(0, calm[k % 2]) for k in range(KILLS)]


def one(k):
    """Every second kill hits a folder, in a book that holds one of its files already."""
    book, what = os.path.join(d, f"k{k}.book"), "" if k % 2 else "big.csv"
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
    for f in (book, book + ".wal"):
        if os.path.exists(f):
            os.remove(f)
    return dead, bad


with ThreadPoolExecutor(2) as pool:
    results = list(pool.map(one, range(KILLS)))
bad = [f"killed after {moments[k]:.3f} s: {'; '.join(t)}" for k, (_, t) in enumerate(results) if t]
tl.check(f"killed at {KILLS} moments: each file is in the book whole or not at all", not bad, f"{len(bad)} of {KILLS}\n" + "\n".join(bad))
dead = sum(was for was, _ in results)
tl.check("at least a third of the kills came before the end", dead >= KILLS // 3, f"{dead} of {KILLS}")

# Two at once: the second waits or is told; nothing of it is half there, and the first does not notice.
book = os.path.join(d, "two.book")
subprocess.run(command(book, "small_0.csv"), check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
first = subprocess.Popen(command(book, "big.csv"), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
time.sleep(calm[0] / 4)
busy = first.poll() is None
second = tl.run(*command(book, "small_1.csv")[1:])
told = second.code != 0 and tl.one_line_message(second) and str(first.pid) in second.err
waited = second.code == 0 and "small_1.csv" in holds(book)
tl.check("of two imports at once the second waits or is told who holds the book", busy and (told or waited), (busy, second))
err = first.communicate()[1]
tl.check("the first ends as if it were alone", first.returncode == 0 and not trouble(book, ["small_0.csv", "big.csv"]), err)
tl.check("and the second can be done then", tl.run(*command(book, "small_1.csv")[1:]).code == 0 and not trouble(book, ["small_0.csv", "small_1.csv", "big.csv"]), holds(book))

# A full disk. Root has a small one made; others get a limit on the size of files.
small = os.path.join(d, "disk")
os.makedirs(small)
mounted = os.getuid() == 0 and subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", small], capture_output=True).returncode == 0
try:
    book = os.path.join(small, "f.book")
    subprocess.run(command(book, "small_0.csv"), check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    before = tl.fingerprint(book, ["f_ticket", "file", "alias", "quarantine"])
    limit = None if mounted else tl.limited(resource.RLIMIT_FSIZE, 16 << 20)
    r = tl.run(*command(book, "big.csv")[1:], preexec=limit)
    tl.check("a full disk: the import ends with 1 and says so in one line", r.code == 1 and tl.one_line_message(r), r)
    tl.check("a full disk: the book is as before", not trouble(book, ["small_0.csv"]) and tl.fingerprint(book, ["f_ticket", "file", "alias", "quarantine"]) == before, holds(book))
    if mounted:
        subprocess.run(["mount", "-o", "remount,size=1g", small], check=True)
    r = tl.run(*command(book, "big.csv")[1:])
    tl.check("a full disk: with room again it goes in whole", r.code == 0 and not trouble(book, ["small_0.csv", "big.csv"]), r)
finally:
    if mounted:
        subprocess.run(["umount", small], check=False)
    shutil.rmtree(small, ignore_errors=True)
tl.done()
