"""What the benches share: medians of runs that take turns, and a table of ratios.

A bench prints ratios between runs of the same minute on the same machine; seconds are shown only to say
how large the thing measured was.
"""
import math
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


def binomial(right, n):
    """The exact 95 % interval of a share (Clopper and Pearson), by halving."""
    def at_most(k, p):
        return sum(math.exp(math.lgamma(n + 1) - math.lgamma(i + 1) - math.lgamma(n - i + 1) + i * math.log(p) + (n - i) * math.log1p(-p)) for i in range(k + 1))

    def upper(k): # the p at which k or fewer come with 2.5 %
        low, high = 0.0, 1.0
        for _ in range(50):
            p = (low + high) / 2
            low, high = (p, high) if at_most(k, p) > 0.025 else (low, p)
        return high
    if n == 0:
        return 0.0, 1.0
    if min(right, n - right) > 1000: # normal: the sums would be long, and the difference is in the fifth digit
        half = 1.96 * math.sqrt(right / n * (1 - right / n) / n)
        return right / n - half, right / n + half
    wrong = n - right
    if wrong <= right: # short sums, of the wrong ones
        return (1 - upper(wrong) if wrong < n else 0.0), (1.0 if wrong == 0 else 1 - lower(wrong, n, at_most))
    return (0.0 if right == 0 else lower(right, n, at_most)), upper(right)


def lower(k, n, at_most):
    """The p at which k or more come with 2.5 %."""
    low, high = 0.0, 1.0
    for _ in range(50):
        p = (low + high) / 2
        low, high = (p, high) if 1 - at_most(k - 1, p) < 0.025 else (low, p)
    return low


def reliability(title, bands):
    """An empty band is listed as such: it neither fails nor proves anything. bands: (from, to, n, said, right), said the mean probability and right the number. Returns in how many the interval misses what was said."""
    rows, missed = [], 0
    for low, high, n, said, right in bands:
        if not n:
            rows.append((f"{low:g} to {high:g}", 0, "", "", "", "no link: says nothing"))
        else:
            a, b = binomial(right, n)
            missed += not a <= said <= b
            rows.append((f"{low:g} to {high:g}", f"{n:,}", f"{said:.4f}", f"{right / n:.4f}", f"{a:.4f} to {b:.4f}", "" if a <= said <= b else "surer than right" if said > b else "too modest"))
    table(title, ("said", "n", "mean", "right", "95 % interval", ""), rows)
    return missed


def table(title, head, rows):
    text = [[str(c) for c in row] for row in [head, *rows]]
    wide = [max(len(r[i]) for r in text) for i in range(len(head))]
    print(f"\n{title}")
    for k, row in enumerate(text):
        print("  " + "  ".join(c.ljust(w) if i == 0 else c.rjust(w) for i, (c, w) in enumerate(zip(row, wide))).rstrip())
        if k == 0:
            print("  " + "  ".join("-" * w for w in wide))
    sys.stdout.flush()
