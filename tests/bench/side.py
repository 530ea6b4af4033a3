"""What the benches share: medians of runs that take turns, and a table of ratios.

A bench prints ratios between runs of the same minute on the same machine; seconds are shown only to say
how large the thing measured was.
"""
import os
import statistics
import subprocess
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "flow"))
import tl  # noqa: E402

DUCK = os.path.join(os.path.dirname(os.path.realpath(tl.BIN)), "..", "..", "tests", "bench", "bench_duck_read")
KERNELS = os.path.join(os.path.dirname(os.path.realpath(tl.BIN)), "..", "..", "tests", "bench", "bench_kernels")
RUNS = int(os.environ.get("TL_RUNS", "5"))


def remove(*paths):
    for p in paths:
        for q in (p, p + ".wal"):
            if os.path.exists(q):
                os.remove(q)


def turns(makers, runs=RUNS):
    """Calls each maker once a round, so that a slow minute hits all; medians of what they return."""
    got = {k: [] for k in makers}
    for _ in range(runs):
        for k, make in makers.items():
            got[k].append(make())
    return {k: statistics.median(v) for k, v in got.items()}


def seconds_of(*argv):
    start = time.monotonic()
    p = subprocess.run(argv, capture_output=True, text=True)
    if p.returncode not in (0, 3):
        raise SystemExit(f"{argv[0]}: {p.stderr.strip()[-400:]}")
    return time.monotonic() - start, p.stdout


def table(title, head, rows):
    text = [[str(c) for c in row] for row in [head, *rows]]
    wide = [max(len(r[i]) for r in text) for i in range(len(head))]
    print(f"\n{title}")
    for k, row in enumerate(text):
        print("  " + "  ".join(c.ljust(w) if i == 0 else c.rjust(w) for i, (c, w) in enumerate(zip(row, wide))).rstrip())
        if k == 0:
            print("  " + "  ".join("-" * w for w in wide))
    sys.stdout.flush()
