"""The sample company, as ./run makes it: the main job finds what is planted, and its files add up."""
import os

import tl
import theme_truth
from claims import claims, covers

d = tl.folder()
truth = tl.demo(os.path.join(d, "sample"))
r = tl.run("run", os.path.join(d, "s.book"), os.path.join(d, "sample"), "--json", "--report", os.path.join(d, "s.html"))
tl.check("the main job ends with 3: done, with rows set aside", r.code == 3, r)
if r.code not in (0, 3):
    tl.done()
answer = r.json
tl.note(f"run time {r.seconds:.1f} s, peak memory {r.rss:.0f} MiB")

# A file that is passed over is listed with its reason; truth.json is no export.
rows = {os.path.join(*f["path"].split("/")[-2:]): f for f in answer["files"] if not f.get("skipped")}
tl.check("every export of the company is read, and nothing else", sorted(rows) == sorted(truth["rows"]), sorted(rows))
for name, want in sorted(truth["rows"].items()):
    f = rows.get(name)
    if not f:
        continue
    tl.check(f"{name}: rows in are kept, unchanged or set aside",
             f["rows_in"] == f["rows_kept"] + f["rows_unchanged"] + f["rows_quarantined"], f)
    tl.check(f"{name}: as many rows come in as the truth counts",
             want["records"] <= f["rows_in"] <= want["records"] + want["footer"], f"{f}\n{want}")
    most = want["unreadable"] + want["aside"] + want["footer"]
    tl.check(f"{name}: what cannot be read is set aside, and little else",
             want["unreadable"] <= f["rows_quarantined"] <= most, f"{f}\n{want}")

for name, ok, detail in claims(answer, truth):
    tl.check(name, ok, detail)
tl.check("the interval of the costly issue covers the planted effect", covers(answer, truth),
         f'planted {truth["costly_issue"]["effect"]}; ' + str([i["effects"] for i in answer["issues"] if i["kind"] == "promise"])[:400])
found = answer["accounts"]["count"]
tl.check("about as many accounts are told apart as there are", abs(found / truth["accounts"] - 1) <= 0.05,
         f"{found} found, {truth['accounts']} there")
heard = answer["coverage"]
tl.check("the coverage is stated, and is a share", all(0 < heard[k] <= 1 for k in ("accounts_heard_share", "revenue_heard_share")), heard)
tl.check("the themes have quotes with file and line", answer["themes"] and all(
    q["text"] and q["file"] and q["line"] > 0 for t in answer["themes"] for q in t["quotes"]) and any(t["quotes"] for t in answer["themes"]),
    [t["name"] for t in answer["themes"]])

themes = theme_truth.f1(os.path.join(d, "s.book"), truth)
tl.check("comments are in the themes they were written about: F1 at least 0.9", themes["f1"] >= 0.9, themes)
tl.note(f"themes: F1 {themes['f1']:.3f} over {themes['comments']} comments, precision {themes['precision']:.3f}, recall {themes['recall']:.3f}")

tl.equal("the report lies where the answer says", answer["report"], os.path.join(d, "s.html"))
html = open(os.path.join(d, "s.html"), encoding="utf-8").read() if os.path.exists(os.path.join(d, "s.html")) else ""
tl.check("the report is one HTML file that names the costly issue", html.startswith("<!") and "</html>" in html and "elivery later than promised" in html,
         html[:200])
tl.check("the report loads nothing from elsewhere", 'src="http' not in html and "<link" not in html.replace('<link rel="icon" href="data:', ""), "")
again = tl.run("report", os.path.join(d, "s.book"), "--out", os.path.join(d, "t.html"))
tl.check("`report` writes the same bytes as the run", again.code == 0 and html and html == open(os.path.join(d, "t.html"), encoding="utf-8").read(), again)
c = tl.run("check", os.path.join(d, "s.book"))
tl.check("the book is sound", c.code == 0, c)
tl.done()
