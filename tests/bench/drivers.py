"""Drivers, effects and chains: do their 95 % limits hold at 60 to 5,000 accounts, is nothing called something, and how long link, value and act take.

Coverage and level by simulation (bench_drivers; TL_TIMES rounds, 400, a tenth of it at 5,000 accounts); goal 93 to 97 % and at most 5 %, each give or take what TIMES
rounds vary by. Time: the stages' own, of a made-up company of 5,000 accounts (TL_ACCOUNTS); goal 10 s together. Cox and logistic beside R: `./bench kernels`.
"""
import math
import os
import re
import subprocess
import sys

import side
import tl

TIMES = int(os.environ.get("TL_TIMES", "400"))
ACCOUNTS = int(os.environ.get("TL_ACCOUNTS", "5000"))
SECONDS = 10
binary = os.path.join(os.path.dirname(side.KERNELS), "bench_drivers")
out = subprocess.run([binary, str(TIMES)], capture_output=True, text=True, check=True).stdout
rows, bad = [], False
for line in out.splitlines():
    name, n, times, held, told = line.split("\t")
    times, held, told = int(times), int(held), int(told)
    slack = 2.6 * math.sqrt(0.05 * 0.95 / times)
    wrong = not 0.93 - slack <= held / times <= min(1, 0.97 + slack) or told / times > 0.05 + slack
    bad = bad or wrong
    rows.append((name, n, str(times), f"{100 * held / times:.1f} %", "-" if told < 0 else f"{100 * told / times:.1f} %", "MISSED" if wrong else ""))
side.table("95 % limits (goal 93 to 97 %) and nothing called something (goal 5 % at most)", ("", "accounts", "rounds", "held", "called", ""), rows)

out = subprocess.run([binary, "mobi"], capture_output=True, text=True, check=True, env={**os.environ, "TL_SHARED": os.path.dirname(tl.DATA)}).stdout
paths = [line.split("\t") for line in out.splitlines()]
far = max((abs(float(p[1]) - float(p[4])) for p in paths), default=0)
bad = bad or far > 0.0006
side.table("Satisfaction index of mobi (goal: published paths to three digits)" if paths else "Satisfaction index of mobi: no public data here", ("path", "ours", "95 %", "published"),
           [(p[0], p[1], f"{p[2]} to {p[3]}", p[4]) for p in paths])

d = tl.folder()
tl.demo(os.path.join(d, "s"), accounts=ACCOUNTS)
r = tl.run("run", os.path.join(d, "s.book"), os.path.join(d, "s"), "--quiet", "--report", os.path.join(d, "s.html"), env={"TL_LOG": "info"})
ms = {m[0]: int(m[1]) for m in re.findall(r"event=stage.done stage=(\w+) ms=(\d+)", r.err)}
together = sum(ms.get(k, 0) for k in ("link", "value", "act")) / 1000
bad = bad or r.code not in (0, 3) or together > SECONDS
side.table(f"Stages at {ACCOUNTS} accounts (goal {SECONDS} s together)", ("link", "value", "act", "together"),
           [[f"{ms.get(k, 0) / 1000:.2f} s" for k in ("link", "value", "act")] + [f"{together:.2f} s"]])
sys.exit(1 if bad else 0)
