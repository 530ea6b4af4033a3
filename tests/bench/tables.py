"""Published numbers that need no data, beside ours. See ./bench --help.

poLCA's log-likelihoods, BIC and shares are those it prints; the run lengths are those of the tables in Montgomery's and Lucas & Saccucci's papers, computed again by Brook & Evans's
chain, which is what ours is: charts are here to say what the weekly scan, which the program uses in their place, is worth beside them (doc/decisions/277-a-scan-in-place-of-charts.md).
"""
import os
import subprocess
import sys

import side

AT = os.path.join(os.path.dirname(side.DUCK), "bench_tables")
GOAL_SECONDS, NEAR = 2, 0.01
# shift 0, 0.5, 1 and 2 standard errors
RUN_LENGTHS = {"shewhart": ("Shewhart, 3 sigma", (370.4, 155.2, 43.89, 6.30)), "cusum_h4": ("CUSUM k .5 h 4", (167.7, 26.6, 8.38, 3.34)), "cusum_h5": ("CUSUM k .5 h 5", (465.4, 38.0, 10.38, 4.01)),
               "ewma_0.05": ("EWMA .05 L 2.615", (499, 28.8, 11.4)), "ewma_0.10": ("EWMA .1 L 2.814", (499, 31.3, 10.33)), "ewma_0.20": ("EWMA .2 L 2.962", (499.5, 41.8, 10.54)),
               "ewma_0.10_2.7": ("EWMA .1 L 2.7", (368.7,))}
SHIFTS = ("0.0", "0.5", "1.0", "2.0")
rows, missed = [], []


def ask(what):
    p = subprocess.run([AT, what], capture_output=True, text=True, check=True)
    return {w[0]: [float(x) for x in w[1:]] for w in (line.split() for line in p.stdout.splitlines())}


def say(what, ours, published, ok):
    rows.append((what, ours, published, "" if ok else "missed"))
    if not ok:
        missed.append(what)


for name, v in ask("classes").items():
    if name.startswith("classes"):
        say(f"latent classes, {name[-1]}: log-likelihood / BIC", f"{v[0]:.4f} / {v[2]:.4f}", f"poLCA {v[1]:.4f} / {v[3]:.4f}", abs(v[0] - v[1]) < 1e-4 and abs(v[2] - v[3]) < 1e-2)
    else:
        say(f"latent classes, three: share {name[-1]}", f"{v[0]:.4f}", f"poLCA {v[1]:.4f}", abs(v[0] - v[1]) < 5e-4)
for name, v in ask("speed").items():
    say(f"1,000 customers by 40 items ({name[6:]}), 1 to 6 classes, 50 starts each: seconds of one core", f"{v[0]:.2f}", f"goal {GOAL_SECONDS}", v[0] <= GOAL_SECONDS)
ours, bonferroni = ask("bh")["bh"]
say("Benjamini & Hochberg's fifteen p-values: rejected (Bonferroni)", f"{ours:.0f} ({bonferroni:.0f})", "4 (3)", (ours, bonferroni) == (4, 3))
worst = ask("quotes")["quotes"][0]
say("quotes by greedy choice: the worst of 120, of the best set there is", f"{worst:.3f}", "0.63 at least", worst >= 0.63)
got = ask("charts")
for key, (name, want) in RUN_LENGTHS.items():
    have = [got[f"{key}_{s}"][0] for s in SHIFTS[:len(want)]]
    say(f"{name}: weeks to an alarm, shift {', '.join(SHIFTS[:len(want)])}", " / ".join(f"{x:.2f}" for x in have), " / ".join(f"{x:g}" for x in want), all(abs(a / b - 1) <= NEAR for a, b in zip(have, want)))
quiet = got["scan_0.0"][0]
# A chart with a mean of L weeks between false alarms has one within 156 weeks with 1 - (1 - 1/L)^156.
charts = [1 - (1 - 1 / got[f"{k}_0.0"][0]) ** 156 for k in ("shewhart", "cusum_h5", "ewma_0.10")]
say("the weekly scan: quiet streams with any alarm in 156 weeks (400 simulated; level unknown to it)", f"{quiet:.3f}", f"0.05 at most; Shewhart {charts[0]:.2f}, CUSUM h 5 {charts[1]:.2f}, EWMA .1 {charts[2]:.2f}, level known", quiet <= 0.05 + 1.645 * (0.05 * 0.95 / 400) ** 0.5)
for s in SHIFTS[1:]:
    wrong, told, delay = got[f"scan_{s}"]
    rows.append((f"the weekly scan: shift {s} in week 52, told by week 156 / mean weeks until", f"{told:.2f} / {delay:.1f}", "", ""))
side.table("Published numbers beside ours", ("", "ours", "published or goal", ""), rows)
if missed:
    print("missed: " + "; ".join(missed))
sys.exit(1 if missed else 0)
