"""A book killed while it is made: the file is there whole or not at all, and what comes next starts anew.

Oracle: the rows of a file written here; the sizes of files on disk.  $TL_KILLS kills (default 60) at moments drawn evenly over an
undisturbed making, with a fixed seed, of `init` and of an import in turn; then files cut by hand as earlier versions left them."""
import fcntl
import glob
import os
import random
import signal
import subprocess
import time

import tl

KILLS = int(os.environ.get("TL_KILLS", "60"))
HEADS, ROWS = 12288, 40
d = tl.folder()
src, mapping = os.path.join(d, "t.csv"), os.path.join(d, "m.map")
with open(src, "w") as f:
    f.write("No,Company,Opened,Subject\n" + "".join(f"{i},Company {i % 7},2025-{1 + i % 12:02}-20 10:00:00,slow\n" for i in range(ROWS)))
with open(mapping, "w") as f:
    f.write("[*.csv]\nkind = ticket\nsource = Desk\nkey = No\naccount_name = Company\ncreated_at = Opened\nsubject = Subject\n")


def words(k, book):
    return ["import", book, src, "--map", mapping, "--quiet"] if k % 2 else ["init", book]


def whole(book):
    """What is wrong when the file goes in now; [] when all of it is there once."""
    r = tl.run(*words(1, book))
    n = tl.sql(book, "SELECT count(*) AS n FROM f_ticket")[0]["n"] if r.code == 0 else None
    return [] if r.code == 0 and n == ROWS and tl.run("check", book).code == 0 else [f"import: {r}, {n} rows"]


calm = []
for k in range(4):
    start = time.monotonic()
    tl.run(*words(k, os.path.join(d, f"calm{k}.book")))
    calm.append(time.monotonic() - start)
span = [min(calm[0], calm[2]), min(calm[1], calm[3])]
rng = random.Random(20261127)
bad, dead, early = [], 0, 0
for k in range(KILLS):
    book, moment = os.path.join(d, f"k{k}.book"), rng.uniform(0, span[k % 2])
    p = subprocess.Popen([tl.BIN, *words(k, book)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(moment)
    p.send_signal(signal.SIGKILL)
    dead += p.wait() == -signal.SIGKILL
    trouble = []
    if os.path.exists(book):
        early += os.path.getsize(book) == HEADS
        if os.path.getsize(book) < HEADS:
            trouble.append(f"a file of {os.path.getsize(book)} bytes")
        c = tl.run("check", book)
        if c.code != 0 and "holds nothing yet" not in c.err:
            trouble.append(f"check: {c}")
        r = tl.run("init", book)
        if r.code != 0 and ("is there already" not in r.err or c.code != 0):
            trouble.append(f"init: {r}")
    trouble += whole(book)
    if glob.glob(book + ".new-*"):
        trouble.append("what was made beside it is still there")
    if trouble:
        bad.append(f"killed after {moment:.3f} s: {'; '.join(trouble)}")
tl.check(f"killed at {KILLS} moments of its making, the book is whole or not there, and the import goes in", not bad, "\n".join(bad))
tl.check("at least a third of the kills came before the end", dead >= KILLS // 3, f"{dead} of {KILLS}")
tl.note(f"{early} of {KILLS} kills left a file without tables")

# As an earlier version left it: some of the three heads.
book, cut = os.path.join(d, "calm0.book"), os.path.join(d, "cut.book")
head = open(book, "rb").read(HEADS)
for n in (4096, 8192, HEADS - 1):
    for what in (0, 1):
        with open(cut, "wb") as f:
            f.write(head[:n])
        c = tl.run("check", cut)
        tl.check(f"a file of {n} bytes: it is said that it holds nothing yet", c.code != 0 and tl.one_line_message(c) and "holds nothing yet" in c.err, c)
        with open(cut, "r+b") as f:
            fcntl.lockf(f, fcntl.LOCK_EX)
            r = tl.run(*words(what, cut))
            tl.check(f"a file of {n} bytes whose maker is at it is left alone", r.code != 0 and os.path.getsize(cut) == n, r)
        r = tl.run(*words(what, cut))
        tl.check(f"a file of {n} bytes is made anew, and a line says so", r.code == 0 and "made anew" in r.err and not whole(cut), r)
        os.remove(cut)

# What is no file of ours stays as it is.
for name, content in (("empty", b""), ("other", b"account,amount\nAcme,7\n"), ("short", b"x" * 8 + b"DUC")):
    path = os.path.join(d, name)
    with open(path, "wb") as f:
        f.write(content)
    r, i = tl.run("init", path), tl.run(*words(1, path))
    tl.check(f"{name}: a file that is no book is refused and stays as it is", r.code != 0 and i.code != 0 and open(path, "rb").read() == content, (r, i))
tl.done()
