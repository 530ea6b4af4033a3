"""Thirty issues: link, value and act on made-up books of 2,500, 5,000 and 10,000 accounts.

Processor seconds of both threads together and peak memory, of a book made in memory by SQL (bench_issues; TL_ISSUES themes, 29, and the late deliveries). Goals: at 5,000 accounts 10 s of two
processors, that is 20 s of them together; memory of the stages at 10,000 accounts at most 2.5 times that at 5,000.
"""
import os
import subprocess
import sys

import side

AT = os.path.join(os.path.dirname(side.KERNELS), "bench_issues")
ISSUES = os.environ.get("TL_ISSUES", "29")
SIZES = (2500, 5000, 10000)
SECONDS, TIMES = 20, 2.5
rows, seen = [], {}
for n in SIZES:
    out = subprocess.run([AT, str(n), ISSUES], capture_output=True, text=True, check=True).stdout.split()
    _, issues, ranked, link, value, act, before, peak, clock = out
    seen[n] = (float(link) + float(value) + float(act), float(peak) - float(before))
    rows.append((f"{n:,}", issues, ranked, link, value, act, f"{seen[n][0]:.2f} s", f"{float(clock):.2f} s", before, f"{seen[n][1]:.0f} MiB"))
side.table(f"Stages with {ISSUES} themes: processor seconds (goal {SECONDS} s at 5,000 accounts) and what they add to the memory of the book",
           ("accounts", "issues", "ranked", "link", "value", "act", "together", "by the clock", "book, MiB", "stages"), rows)
slow, wide = seen[5000][0] > SECONDS, seen[10000][1] > TIMES * seen[5000][1]
print(f"  {'MISSED' if slow else 'met'}  {seen[5000][0]:.1f} of {SECONDS} processor seconds;  {'MISSED' if wide else 'met'}  memory {seen[10000][1] / max(1, seen[5000][1]):.2f} times as much for twice the accounts")
sys.exit(1 if slow or wide else 0)
