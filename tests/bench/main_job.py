"""The main job beside its goals: time and memory on the default sample, and with --large at full size."""
import os
import statistics
import sys

import side
import tl

GIB = 1024


def measure(title, goal_seconds, goal_mib, runs, **options):
    d = tl.folder()
    src, book = os.path.join(d, "src"), os.path.join(d, "m.book")
    written = tl.run("demo", src, *[w for k, v in options.items() for w in (f"--{k}", v)], "--quiet", timeout=3600)
    size = sum(os.path.getsize(os.path.join(p, f)) for p, _, fs in os.walk(src) for f in fs) / 1e6
    first, second = [], []
    for _ in range(runs):
        side.remove(book)
        for into in (first, second):
            r = tl.run("run", book, src, "--quiet", timeout=3600)
            if r.code not in (0, 3):
                print(f"  {title}: the main job failed: {r}")
                return 1
            into.append(r)
    rows = []
    for name, got in (("first run", first), ("the same files again", second)):
        s, m = statistics.median(r.seconds for r in got), max(r.rss for r in got)
        rows.append((name, f"{s:.1f} s", f"{s / goal_seconds:.2f}", f"{m:.0f} MiB", f"{m / goal_mib:.2f}"))
    side.table(f"Main job, {title}: {size:.0f} MB of exports (written in {written.seconds:.1f} s), book {os.path.getsize(book) / 1e6:.0f} MB; median of {runs}",
             ("", "time", f"of {goal_seconds} s", "peak memory", f"of {goal_mib // GIB} GiB"), rows)
    return 0 if statistics.median(r.seconds for r in first) < goal_seconds and max(r.rss for r in first) < goal_mib else 1


bad = measure("default sample", 15, 1 * GIB, side.RUNS)
if "--large" in sys.argv:
    bad += measure("20,000 accounts, 1 M responses, 20 M events", 240, 6 * GIB, 1, accounts=20000, responses=1000000, events=20000000)
sys.exit(1 if bad else 0)
