"""Our regressions beside R's, on the same rows: how long, and do they agree.

R's time is that of glm() and coxph() on a ready matrix, without reading the file or starting R. Goal: five times as
fast on a million rows (logistic with 50 columns, Cox with 20).
"""
import os
import shutil
import subprocess
import sys

import side
import tl

if not shutil.which("Rscript"):
    print("kernels: no Rscript here, left out")
    sys.exit(0)
GOAL = 5
d = tl.folder()
path = os.path.join(d, "rows.bin")
R = """
options(digits = 15); library(survival)
n <- %d; p <- %d; times <- %d; v <- readBin("%s", "double", n * (p + 1)); y <- v[1:n]; x <- matrix(v[-(1:n)], n); rm(v)
glm_ <- function(x) glm(y ~ x, family = binomial(), control = glm.control(epsilon = 1e-12))
cox_ <- function(x) coxph(Surv(abs(y), y > 0) ~ x, control = coxph.control(eps = 1e-9))
f <- %s_
t <- system.time(for (i in 1:times) m <- f(x))[["elapsed"]] / times
cat(t, m$coefficients, sep = "\\n")
"""
rows, bad = [], False
for kind, n, p, times, rounds in (("logit", 1100, 12, 60, 3), ("logit", 20000, 20, 6, 3), ("logit", 1000000, 50, 1, 1),
                                  ("cox", 20000, 20, 6, 3), ("cox", 1000000, 20, 1, 1)):
    name = "glm" if kind == "logit" else "cox"

    def ours():
        return list(map(float, side.seconds_of(side.KERNELS, kind, path, str(n), str(p), str(times))[1].split()))

    def theirs():
        out = subprocess.run(["Rscript", "--vanilla", "-"], input=R % (n, p, times, path, name), capture_output=True, text=True, check=True)
        return list(map(float, out.stdout.split()))

    a, b = [], []
    for _ in range(rounds):
        a.append(ours())
        b.append(theirs())
    mine, other = sorted(x[0] for x in a)[rounds // 2], sorted(x[0] for x in b)[rounds // 2]
    far = max(abs(x - y) / max(abs(y), 1e-3) for x, y in zip(a[0][1:], b[0][1:]))
    bad = bad or (n == 1000000 and other < GOAL * mine)
    rows.append((f"{kind}, {n} rows, {p} columns", f"{mine:.4f}", f"{other:.4f}", f"{other / mine:.1f}", f"{far:.0e}"))
side.table("Regressions beside R's (goal: R takes five times as long on a million rows)",
           ("", "ours s", "R s", "R / ours", "coefficients differ by"), rows)
sys.exit(1 if bad else 0)
