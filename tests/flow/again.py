"""The same files again, overlapping exports, two runs against one, and rebuild: nothing enters twice."""
import os
import shutil

import tl

FIGURES = ("accounts", "coverage", "ledger", "themes", "signals", "issues", "metrics", "audits")
d = tl.folder()
full = os.path.join(d, "full")
tl.demo(full, accounts=200, events=8000, responses=1200)


def figures(r):
    """The figures alone: which file a quote came from may differ between one run and two."""
    j = {k: r.json[k] for k in FIGURES}
    for t in j["themes"]:
        t.pop("quotes")
    return j


def main_job(book, path):
    r = tl.run("run", os.path.join(d, book), path, "--json", "--report", os.path.join(d, book + ".html"))
    if r.code not in (0, 3):
        tl.check(f"the main job on {path} ends well", False, r)
        tl.done()
    return r


def text(book):
    return open(os.path.join(d, book + ".html"), encoding="utf-8").read()


one = main_job("one.book", full)
html = text("one.book")
dump = tl.dump(os.path.join(d, "one.book"))

two = main_job("one.book", full)
odd = [f for f in two.json["files"] if f["rows_kept"] or f["rows_unchanged"] + f["rows_quarantined"] != f["rows_in"]]
tl.check("the same folder again: every row is unchanged or set aside as before", not odd, odd)
tl.equal("the same rows are set aside again", [f["rows_quarantined"] for f in two.json["files"]], [f["rows_quarantined"] for f in one.json["files"]])
tl.check("the same folder again: the same figures", figures(one) == figures(two), "\n".join(tl.difference(figures(one), figures(two))))
tl.check("the same folder again: the same bytes in the report", html == text("one.book"), f"{len(html)} and {len(text('one.book'))} bytes")

moved = os.path.join(d, "elsewhere")
shutil.copytree(full, moved)
three = main_job("one.book", moved)
tl.equal("the same files from another folder: no row is kept", sum(f["rows_kept"] for f in three.json["files"]), 0)
tl.check("the same files from another folder: the same figures", figures(one) == figures(three), "\n".join(tl.difference(figures(one), figures(three))))

r = tl.run("rebuild", os.path.join(d, "one.book"), "--quiet")
tl.check("rebuild ends well", r.code == 0, r)
now = tl.dump(os.path.join(d, "one.book"))
differ = [t for t in dump if dump[t] != now[t]]
tl.check("rebuild makes every derived table again, row by row the same", not differ,
         "\n".join(f"{t}: {tl.difference(dump[t], now[t])[:2]}" for t in differ))
tl.check("there is something in the derived tables", sum(len(v) for v in dump.values()) > 1000, {k: len(v) for k, v in dump.items()})
tl.run("report", os.path.join(d, "one.book"), "--out", os.path.join(d, "after.html"))
tl.check("the report after rebuild has the same bytes", open(os.path.join(d, "after.html"), encoding="utf-8").read() == html, "")

# A later export that overlaps: the first one ends at three fifths of the rows, the second holds the
# last three fifths, so that a fifth is in both.
early, late = os.path.join(d, "early"), os.path.join(d, "late")
split = {"zendesk/tickets.ndjson": 0, "stripe/invoices.csv": 1, "segment/track.ndjson": 0, "erp/lieferungen.csv": 1}
for folder in (early, late):
    shutil.copytree(full, folder)
for name, header in split.items():
    lines = open(os.path.join(full, name), "rb").read().splitlines(keepends=True)
    head, body = lines[:header], lines[header:]
    with open(os.path.join(early, name), "wb") as f:
        f.writelines(head + body[:len(body) * 3 // 5])
    with open(os.path.join(late, name), "wb") as f:
        f.writelines(head + body[len(body) * 2 // 5:])
# Themes keep the names they were first given, so they are found once, when all is there; t_stable.c has what comes month by month.
r = tl.run("import", os.path.join(d, "parts.book"), early, "--quiet")
tl.check("import of the earlier export ends well", r.code in (0, 3), r)
parts = main_job("parts.book", late)
diff = tl.difference(figures(one), figures(parts), digits=9)
tl.check("two overlapping exports give the figures of the whole", not diff, "\n".join(diff))

# Each system's file in a run of its own, the books' order reversed.  Account ids then differ, and with them the order in
# which theme discovery adds numbers up: on a company as small as this one themes may come out otherwise.  What does not
# rest on themes must be the same to nine digits.  An effect that is adjusted for exposure to a theme (its method names it) rests
# on it; its raw difference and its rows do not.
def apart_from_themes(answer):
    f = figures(answer)
    themes = [i["name"] for i in answer.json["issues"] if i["kind"] == "theme"]
    rests = lambda e: any(name in (e["method"] or "").partition("; beside other issues: ")[2].split(", ") for name in themes)
    adjusted = ("q", "estimate", "low", "high", "grade", "method", "method_say")
    keep = {k: f[k] for k in ("accounts", "coverage", "ledger") if k in f}
    # What customers say at a touchpoint is told by themes.
    # A file that was imported by itself goes by a shorter path.
    keep["metrics"] = [{**m, "sides": [x for x in m["sides"] if x["side"] != "said"], "rows": [{**x, "file": os.path.basename(x["file"])} for x in m["rows"]]}
                       for m in f["metrics"]]
    for i in answer.json["issues"]:
        if i["kind"] in ("promise", "ticket"):
            e = [{k: v for k, v in one.items() if k not in (adjusted if rests(one) else ("q",))} for one in i["effects"]]
            keep[i.get("official") or i["kind"] + str(e[0]["n_exposed"])] = [i["accounts_exposed"], i["revenue_exposed_minor"],
                                                                           i["cost_of_doing_nothing_minor"], e]
    return keep


for name in sorted(os.listdir(full), reverse=True):
    if name != "truth.json":
        r = tl.run("import", os.path.join(d, "single.book"), os.path.join(full, name), "--json")
        if r.code not in (0, 3):
            tl.check(f"import of {name} alone ends well", False, r)
single = main_job("single.book", full)
tl.equal("files in several runs: the last run keeps no row", sum(f["rows_kept"] for f in single.json["files"]), 0)
diff = tl.difference(apart_from_themes(one), apart_from_themes(single), digits=9)
tl.check("files in several runs give the figures of one run, themes apart", not diff, "\n".join(diff))
tl.done()
