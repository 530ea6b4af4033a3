"""Killed at any moment: the book opens, is sound, and the next run ends as if nothing had been.

$TL_KILLS is how often (default 50). The moments are drawn evenly over an undisturbed run's time with a
fixed seed; what the program had reached by then depends on the machine, so each failure says the moment.
"""
import os
import random
import signal
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor

import tl

KILLS = int(os.environ.get("TL_KILLS", "50"))
d = tl.folder()
src = os.path.join(d, "src")
tl.demo(src, accounts=60, events=6000, responses=400)


def words(book, report):
    return ["run", book, src, "--report", report, "--quiet"]


calm = [tl.run(*words(os.path.join(d, f"calm{i}.book"), os.path.join(d, f"calm{i}.html"))) for i in range(2)]
tl.check("undisturbed, the main job ends with 0 or 3", all(r.code in (0, 3) for r in calm), calm[0])
if calm[0].code not in (0, 3):
    tl.done()
want = open(os.path.join(d, "calm0.html"), "rb").read()
tl.check("two undisturbed books have the same bytes in the report",
         want == open(os.path.join(d, "calm1.html"), "rb").read(), "")
length = min(r.seconds for r in calm)
tl.note(f"an undisturbed run takes {length:.2f} s; {KILLS} kills")
rng = random.Random(20261122)
moments = [rng.uniform(0, length) for _ in range(KILLS)]


def one(k):
    book, report = os.path.join(d, f"k{k}.book"), os.path.join(d, f"k{k}.html")
    p = subprocess.Popen([tl.BIN, *words(book, report)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(moments[k])
    p.send_signal(signal.SIGKILL)
    dead = p.wait() == -signal.SIGKILL
    trouble = []
    if os.path.exists(report) and open(report, "rb").read() != want:
        trouble.append("the report is there, but only a part of it")
    if os.path.exists(book):
        c = tl.run("check", book)
        # Killed before the first transaction ended, there is a file and no book in it: that may be said.
        if c.code != 0 and "holds nothing yet" not in c.err:
            trouble.append(f"check: {c}")
    r = tl.run(*words(book, report))
    if r.code != calm[0].code:
        trouble.append(f"run again: {r}")
    elif open(report, "rb").read() != want:
        trouble.append("the report of the next run differs")
    if tl.run("check", book).code != 0:
        trouble.append("check after the next run fails")
    for f in (book, book + ".wal", report):
        if os.path.exists(f):
            os.remove(f)
    return dead, trouble


with ThreadPoolExecutor(2) as pool:
    results = list(pool.map(one, range(KILLS)))
bad = [f"killed after {moments[k]:.3f} s: {'; '.join(t)}" for k, (_, t) in enumerate(results) if t]
tl.check(f"killed at {KILLS} moments, the book is sound and the next run gives the same report", not bad,
         f"{len(bad)} of {KILLS}\n" + "\n".join(bad))
dead = sum(1 for was, _ in results if was)
# On a busy machine the calm runs may have been the slow ones.
tl.check("at least a third of the kills came before the end", dead >= KILLS // 3, f"{dead} of {KILLS}")
tl.done()
