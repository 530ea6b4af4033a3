"""Twenty companies, not one: the claims hold on every seed, and the intervals cover as they should.

$TL_SEEDS is how many (default 20). The companies have the default size but fewer product events, which
take time and carry none of what is planted.
"""
import os
from concurrent.futures import ThreadPoolExecutor

import tl
from claims import brief, claims, covers

SEEDS = int(os.environ.get("TL_SEEDS", "20"))
root = tl.folder()


def one(seed):
    d = os.path.join(root, str(seed))
    truth = tl.demo(d, seed=seed, events=20000)
    r = tl.run("run", d + ".book", d, "--json")
    for dead in (d + ".book",):
        if os.path.exists(dead):
            os.remove(dead)
    if r.code not in (0, 3):
        return seed, [("the main job ends well", False, r)], None, ""
    answer = r.json
    promise = next((i for i in answer["issues"] if i["kind"] == "promise"), None)
    return seed, list(claims(answer, truth)), covers(answer, truth), f'planted {truth["costly_issue"]["effect"]:.4f}; {brief(promise)}'


with ThreadPoolExecutor(2) as pool:
    results = list(pool.map(one, range(1, SEEDS + 1)))

names = {}
for seed, got, _, _ in results:
    for name, ok, detail in got:
        names.setdefault(name, []).append((seed, ok, detail))
for name, got in names.items():
    bad = [(s, d) for s, ok, d in got if not ok]
    tl.check(f"on all {SEEDS} seeds: {name}", not bad and len(got) == SEEDS,
             f"{len(bad)} of {len(got)} fail (of {SEEDS} seeds)\n" + "\n".join(f"seed {s}: {str(d)[:300]}" for s, d in bad))
inside = sum(1 for _, _, c, _ in results if c)
# 17 of 20: with true coverage of 95 % fewer happen in 1.6 % of all sets of twenty seeds, and the seeds are fixed.
least = SEEDS - max(1, SEEDS * 3 // 20)
tl.note(f"intervals that cover the planted effect: {inside} of {SEEDS}")
tl.check(f"the 95 % intervals cover the planted effect on at least {least} of {SEEDS} seeds", inside >= least,
         "\n".join(f"seed {s}: {t}" for s, _, c, t in results if not c))
tl.done()
