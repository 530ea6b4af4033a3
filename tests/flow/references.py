"""References given, of the sample company: read from a list and from a field of the CRM, and what issues go with them.

Beside the company's own exports lies a list that this test writes. Oracle: the law it draws by. Each month a customer gives a reference with 10 %, with 3 % when a delivery was
late in the 150 days before: over the 151 days that are followed 41 % against 14 %, and somewhat less of a difference, since who was served in time may be failed
later. Nothing else was planted, so nothing else may be called credible.
"""
import csv
import datetime
import os
import random

import tl

MONTH, BACK, LESS, MORE = 30, 150, 0.03, 0.10
d = tl.folder()
sample, book = os.path.join(d, "sample"), os.path.join(d, "a.book")
truth = tl.demo(sample)
first = tl.run("run", book, sample, "--json", "--report", os.path.join(d, "a.html"))
tl.check("the main job ends with 3", first.code == 3, first)
if first.code != 3:
    tl.done()
tl.equal("without a list nothing is asked of references", tl.sql(book, "SELECT count(*) AS n FROM d_effect WHERE outcome = 'reference'")[0]["n"], 0)

names = {r["ext_id"]: r["account_id"] for r in tl.sql_whole(book, """SELECT a.ext_id, l.account_id FROM f_account AS a JOIN d_alias AS l ON l.alias_id = a.alias_id
    WHERE a.superseded_by IS NULL AND l.account_id IS NOT NULL ORDER BY a.ext_id""")}
late = {}
for r in tl.sql_whole(book, """SELECT l.account_id, CAST(f.promised AS TEXT) AS day FROM f_delivery AS f JOIN d_alias AS l ON l.alias_id = f.alias_id
    WHERE f.superseded_by IS NULL AND l.account_id IS NOT NULL AND f.delivered > f.promised + 2 ORDER BY l.account_id, f.promised, f.key_hash"""):
    late.setdefault(r["account_id"], []).append(datetime.date.fromisoformat(r["day"]))

rng = random.Random(258)
as_of = datetime.date.fromisoformat(truth["as_of"])
path = os.path.join(sample, "salesforce", "Account.csv")
with open(path, encoding="utf-8", newline="") as f:
    rows = list(csv.reader(f))
head, accounts = rows[0], rows[1:]
listed, in_field = [], 0
for k, a in enumerate(accounts):
    bad, last = late.get(names.get(a[0]), []), ""
    day = as_of - datetime.timedelta(days=3 * 365) + datetime.timedelta(days=rng.randrange(MONTH))
    while day <= as_of:
        failed = any(0 <= (day - x).days <= BACK for x in bad)
        if rng.random() < (LESS if failed else MORE):
            last = day.isoformat()
            listed.append([a[1], last, "Call", "Given"])
        elif rng.random() < 0.02:
            listed.append([a[1], day.isoformat(), "Call", "Declined"])
        day += datetime.timedelta(days=MONTH)
    # Of every fourth account the last one stands in the CRM instead, as the system writes days.
    if last and k % 4 == 0:
        listed = [x for x in listed if x[:2] != [a[1], last]]
        in_field += 1
    a.append(last if k % 4 == 0 else "")
with open(path, "w", encoding="utf-8", newline="") as f:
    csv.writer(f).writerows([head + ["Reference_Given_Date__c"]] + accounts)
with open(os.path.join(sample, "references.csv"), "w", encoding="utf-8", newline="") as f:
    csv.writer(f).writerows([["Account Name", "Reference Given Date", "Reference Type", "Reference Status"]] + listed)

book = os.path.join(d, "b.book")
r = tl.run("run", book, sample, "--json", "--report", os.path.join(d, "b.html"))
tl.check("the main job ends with 3 again", r.code == 3, r)
came = next(f for f in r.json["files"] if f["path"].endswith("references.csv"))
tl.equal("every line of the list is kept", (came["rows_in"], came["rows_quarantined"]), (len(listed), 0))
told = tl.sql(book, "SELECT count(*) AS n FROM reference_told")[0]["n"]
given = sum(x[3] == "Given" for x in listed)
tl.check("declined ones are none, and days of the CRM count", 0.97 * (given + in_field) <= told <= given + in_field, (told, given, in_field))
of = {i["kind"] + " " + i["name"]: e for i in r.json["issues"] for e in i["effects"] if e["outcome"] == "reference"}
tl.equal("every issue carries its effect on references", len(of), len(r.json["issues"]))
promise = next(e for k, e in of.items() if k.startswith("promise"))
tl.check("broken promises lower the chance to give one by what was planted, or somewhat less", promise["grade"] in "BC" and -0.30 <= promise["estimate"] <= -0.12 and promise["high"] < 0, promise)
tl.check("and the interval holds a difference that the law allows", promise["low"] <= -0.15, promise)
others = {k: e for k, e in of.items() if not k.startswith("promise")}
tl.check("no other issue is called credible", all(e["grade"] in "CD" for e in others.values()), others)
a = tl.run("drivers", book, "--json").json
out = next(o for o in a["outcomes"] if o["outcome"] == "reference")
tl.check("the outcome has rows, accounts and a mean between the two laws", out["n"] > 3000 and 0.14 < out["mean"] < 0.41, out)
with open(os.path.join(d, "b.html"), encoding="utf-8") as f:
    page = f.read()
tl.check("the report tells of it", "chance to give a reference" in page, "")
check = tl.run("check", book, "--deep")
tl.check("the book is whole", check.code == 0, check)
tl.done()
