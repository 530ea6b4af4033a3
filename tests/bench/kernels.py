"""Our logistic regression beside R's glm, on the same rows: how long, and do they agree.

R's time is glm.fit on a ready matrix, without reading the file or starting R.
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
d = tl.folder()
path = os.path.join(d, "rows.csv")
R = """
options(digits = 15)
d <- as.matrix(read.csv("%s")); y <- d[, 1]; x <- cbind(1, d[, -1])
t <- system.time(for (i in 1:%d) f <- glm.fit(x, y, family = binomial(), control = glm.control(epsilon = 1e-12)))[["elapsed"]] / %d
cat(t, f$coefficients, sep = "\\n")
"""
rows = []
for n, p, times in ((1100, 12, 60), (20000, 20, 6), (200000, 20, 1)):
    def ours():
        return list(map(float, side.seconds_of(side.KERNELS, path, str(n), str(p), str(times))[1].split()))

    def theirs():
        out = subprocess.run(["Rscript", "--vanilla", "-"], input=R % (path, times, times), capture_output=True, text=True, check=True)
        return list(map(float, out.stdout.split()))

    a, b = [], []
    for _ in range(3):
        a.append(ours())
        b.append(theirs())
    mine, other = sorted(x[0] for x in a)[1], sorted(x[0] for x in b)[1]
    far = max(abs(x - y) / max(abs(y), 1e-3) for x, y in zip(a[0][1:], b[0][1:]))
    rows.append((f"{n} rows, {p} columns", f"{mine:.4f}", f"{other:.4f}", f"{mine / other:.2f}", f"{far:.0e}"))
side.table("Logistic regression beside R's glm", ("", "ours s", "R s", "ratio", "coefficients differ by"), rows)
