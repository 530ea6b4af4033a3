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
    done = tl.run("actions", d + ".book", "--json").json if r.code in (0, 3) else {}
    mouth = tl.run("drivers", d + ".book", "--json").json["word_of_mouth"]["rates"] if r.code in (0, 3) else []
    for dead in (d + ".book",):
        if os.path.exists(dead):
            os.remove(dead)
    if r.code not in (0, 3):
        return seed, [("the main job ends well", False, r)], None, "", [], (False, None), []
    answer = r.json
    promise = next((i for i in answer["issues"] if i["kind"] == "promise"), None)
    got = list(claims(answer, truth)) + [money(promise, truth)]
    return seed, got, covers(answer, truth), f'planted {truth["costly_issue"]["effect"]:.4f}; {brief(promise)}', said(mouth, truth["word_of_mouth"]), holds(promise, truth), saved(done, truth["action"])


def money(promise, truth):
    """The cost of the costly issue: a figure, and no wider than twice what one could know who knows all but the size of the effect."""
    cost, best = promise and promise["cost_of_doing_nothing_minor"], 2 * 1.96 * truth["costly_issue"]["cost_se_minor"]
    wide = (cost["high"] - cost["low"]) / best if cost else 99
    return ("the money's interval is no wider than twice the best possible", wide <= 2, f"{wide:.2f} times; {cost}")


def holds(promise, truth):
    cost = promise and promise["cost_of_doing_nothing_minor"]
    return bool(cost) and cost["low"] <= truth["costly_issue"]["cost_minor"] <= cost["high"], cost and cost["estimate"] / truth["costly_issue"]["cost_minor"]


TICKET_MINOR = 45 * 6200 / 60        # what handling one costs: the settings ticket_minutes and hour_cost


def saved(done, planted):
    """What the action really saved, in what its accounts renewed, were billed and asked for: does each interval hold it?"""
    seen = next((x["observed"] for x in done.get("actions", []) if x["name"] == planted["name"]), [])
    out = []
    for name, truth in (("kept", planted["kept_minor"]), ("billed", planted["billed_minor"]), ("serve", planted["tickets"] * TICKET_MINOR)):
        x = next((o["money_minor"] for o in seen if o["outcome"] == name), None)
        out.append((name, bool(x) and x["low"] <= truth <= x["high"], x and (x["estimate"] - truth, x["high"] - x["low"]), f"planted {truth:.0f}, {x}"))
    return out


def said(rates, planted):
    """Word of mouth: does the interval hold what is planted, and how wide is it?  One of each figure."""
    out = []
    for source, way, name in (("asked", "recommended", "recommended"), ("asked", "warned", "warned"), ("asked", "against", "warned_for_each_recommended"), ("brought", "act", "new_for_each_recommended")):
        x = next((m["estimate"] for m in rates if (m["source"], m["way"], m["band"]) == (source, way, "all")), None)
        out.append((name, bool(x) and x["low"] <= planted[name] <= x["high"], bool(x) and x["high"] / x["low"], f'planted {planted[name]:.3f}, {x}'))
    return out


with ThreadPoolExecutor(2) as pool:
    results = list(pool.map(one, range(1, SEEDS + 1)))

names = {}
for seed, got, *_ in results:
    for name, ok, detail in got:
        names.setdefault(name, []).append((seed, ok, detail))
for name, got in names.items():
    bad = [(s, d) for s, ok, d in got if not ok]
    tl.check(f"on all {SEEDS} seeds: {name}", not bad and len(got) == SEEDS,
             f"{len(bad)} of {len(got)} fail (of {SEEDS} seeds)\n" + "\n".join(f"seed {s}: {str(d)[:300]}" for s, d in bad))
inside = sum(1 for _, _, c, *_ in results if c)
# 17 of 20: with true coverage of 95 % fewer happen in 1.6 % of all sets of twenty seeds, and the seeds are fixed.
least = SEEDS - max(1, SEEDS * 3 // 20)
tl.note(f"intervals that cover the planted effect: {inside} of {SEEDS}")
tl.check(f"the 95 % intervals cover the planted effect on at least {least} of {SEEDS} seeds", inside >= least,
         "\n".join(f"seed {s}: {t}" for s, _, c, t, *_ in results if not c))
inside = sum(1 for r in results if r[5][0])
tl.note(f"intervals that hold the planted cost of doing nothing: {inside} of {SEEDS}; estimate over planted {[round(r[5][1], 2) for r in results if r[5][1]]}")
tl.check(f"the money of the costly issue lies within its interval on at least {least} of {SEEDS} seeds", inside >= least, "\n".join(f"seed {r[0]}: {r[3]}" for r in results if not r[5][0]))
# 1,500 companies: rates within a factor of 1.5 between their ends, new customers (some 60 of them) within three.
for k, name in enumerate(("recommended", "warned", "warned_for_each_recommended", "new_for_each_recommended")):
    got = [(r[0], r[4][k]) for r in results if r[4]]
    held, most = sum(1 for _, x in got if x[1]), 3 if name.startswith("new") else 1.5
    tl.note(f"word of mouth, {name}: {held} of {len(got)} intervals hold what is planted")
    tl.check(f"word of mouth: the 95 % intervals of {name} hold what is planted on at least {least} of {SEEDS} seeds", held >= least, "\n".join(f"seed {s}: {x[3]}" for s, x in got if not x[1]))
    tl.check(f"word of mouth: the intervals of {name} are no wider than {most} times their lower end", all(x[2] and x[2] < most for _, x in got), str([(s, x[2]) for s, x in got]))
for k, name in enumerate(("kept", "billed", "serve")):
    got = [(r[0], r[6][k]) for r in results if r[6]]
    held, off = sum(1 for _, x in got if x[1]), [x[2] for _, x in got if x[2]]
    bias = sum(e for e, _ in off) / len(off) if off else 0
    spread = (sum((e - bias) ** 2 for e, _ in off) / max(1, len(off) - 1) / max(1, len(off))) ** .5
    tl.note(f"what the action really saved, {name}: {held} of {len(got)} intervals hold it; off by {bias / 100:.0f} on average, give or take {spread / 100:.0f}; intervals {sum(w for _, w in off) / max(1, len(off)) / 100:.0f} wide")
    tl.check(f"what the action really saved ({name}) lies within its interval on at least {least} of {SEEDS} seeds", held >= least, "\n".join(f"seed {s}: {x[3]}" for s, x in got if not x[1]))
    tl.check(f"what was observed ({name}) is off to no side: the mean error is under three of its own errors", len(off) == SEEDS and abs(bias) <= 3 * spread, f"{bias:.0f}, error {spread:.0f}")
tl.done()
