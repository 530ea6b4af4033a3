"""The intervals that pages show: how often do they hold the truth, at 60, 150, 500 and 5,000 accounts?

Made-up companies of known law (bench_intervals; TL_TIMES of each, 400, fewer at 5,000 accounts where a company is dear); $TL_WORD measures
those alone whose name begins so. Goal: 93 to 97 % of nominal 95 %, 88 to 93 % of 90 %, give or take what so many rounds vary by. What happens to one account is a
yes or no in the end, so that its interval may be wider; so may what is made to hold at all looks together, or adds more doubt than one look has. Effects, chains and drivers of outcomes that are numbers: `./bench drivers`.
The figures in words: doc/methods/coverage.md.
"""
import math
import os
import subprocess
import sys

import side

TIMES = int(os.environ.get("TL_TIMES", "400"))
GOAL = {0.95: (0.93, 0.97), 0.9: (0.88, 0.93)}
LEAST = 20                       # companies in which it was told: of fewer nothing is said
binary = os.path.join(os.path.dirname(side.KERNELS), "bench_intervals")
out = subprocess.run([binary, str(TIMES), os.environ.get("TL_WORD", "")], capture_output=True, text=True, check=True).stdout
rows, bad = [], False
for line in out.splitlines():
    name, level, n, times, told, held, se = line.split("\t")
    level, times, told, held, se = float(level), int(times), int(told), float(held), float(se)
    low, high = GOAL.get(level, (level - 0.02, 1))
    if name.endswith((", account", ", at least", ", at all looks")):
        high = 1
    slack = 2.6 * (se if se > 0 else math.sqrt(level * (1 - level) / max(told, 1)))
    wrong = told >= LEAST and not low - slack <= held <= high + slack
    bad = bad or wrong
    share = "too few to say" if told < LEAST else f"{100 * held:.1f} %"
    rows.append((name, f"{100 * level:.4g} %", n, str(times), f"{100 * told / times:.0f} %", share,
                  f"{100 * se:.1f}" if told >= LEAST else "-", "MISSED" if wrong else ""))
side.table("Intervals that hold the truth", ("", "level", "accounts", "rounds", "told", "held", "+-", ""), rows)
sys.exit(1 if bad else 0)
