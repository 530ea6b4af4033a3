"""Other people's data: RavenStack, which has nearly no signal, and a CRM export beside a survey.

Oracle: the counts in RavenStack's README ([C], recounted there), and that whoever finds a strong driver
in it over-fits. 277 and 35 follow from it: 352 accounts have a churn event, 110 are flagged, 75 are both.
"""
import csv
import os

import tl

RAVEN = os.path.join(tl.DATA, "ravenstack")
MAP = os.path.join(tl.ROOT, "maps", "ravenstack.map")
FIGURES = ("accounts", "coverage", "ledger", "themes", "signals", "issues", "metrics", "audits", "findings", "headline")
NOTHING = "Nothing here can be told apart from chance"
d = tl.folder()

if not os.path.isdir(RAVEN):
    tl.skip("RavenStack, a survey and a CRM export run through honestly", f"no data in {os.path.relpath(tl.DATA, tl.ROOT)}; $TL_SHARED says where")
    tl.done()


def main_job(name, *paths):
    book, report = os.path.join(d, name + ".book"), os.path.join(d, name + ".html")
    words = ["run", book, *paths, "--json", "--report", report]
    r = tl.run(*words, *(["--map", MAP] if name.startswith("raven") else []))
    tl.check(f"{name}: the main job ends with 0 or 3", r.code in (0, 3), r)
    return (r.json, book, open(report, encoding="utf-8").read()) if r.code in (0, 3) else (None, book, "")


def honest(name, answer, html, says):
    """No rank, no money figure, and words that say so."""
    ranked = [i["name"] for i in answer["issues"] if i["rank"] is not None]
    tl.check(f"{name}: nothing is ranked", not ranked, ranked)
    money = [(i["name"], k) for i in answer["issues"] for k in ("cost_of_doing_nothing_minor", "annuity_minor") if i[k]]
    tl.check(f"{name}: no issue has a money figure", not money, money)
    tl.check(f"{name}: the report's headline says so: {says}", says in html, html[:600])


def files_of(folder):
    return sorted(os.path.join(folder, f) for f in os.listdir(folder) if f.endswith(".csv"))


answer, book, html = main_job("ravenstack", *files_of(RAVEN))
if answer:
    honest("ravenstack", answer, html, NOTHING)
    # Ten subscriptions an account: what is at stake is all that run, recounted from the file.
    with open(os.path.join(RAVEN, "ravenstack_subscriptions.csv"), encoding="utf-8", newline="") as f:
        run = [r for r in csv.DictReader(f) if r["is_trial"] == "FALSE" and not r["end_date"] and float(r["mrr_amount"]) > 0]
    got = tl.sql(book, "SELECT count(*) AS n, CAST(sum(amount) AS BIGINT) AS money FROM d_forecast")[0]
    tl.equal("ravenstack: the contracts of all accounts that pay are at stake, to the cent", (got["n"], got["money"]),
             (len({r["account_id"] for r in run}), round(sum(1200 * float(r["mrr_amount"]) for r in run))))
    screen = tl.run("run", book, *files_of(RAVEN), "--map", MAP, "--report", os.path.join(d, "r.html"))
    tl.check("ravenstack: the terminal says so too", NOTHING in screen.out.replace("\n", " "), screen.out[-800:])
    rows = {os.path.basename(f["path"]): f["rows_in"] for f in answer["files"]}
    tl.equal("ravenstack: all five tables are read whole", rows, {
        "ravenstack_accounts.csv": 500, "ravenstack_churn_events.csv": 600, "ravenstack_feature_usage.csv": 25000,
        "ravenstack_subscriptions.csv": 5000, "ravenstack_support_tickets.csv": 2000})
    tl.equal("ravenstack: 500 accounts", answer["accounts"]["count"], 500)
    found = {f["title"]: (f["found"], f["of"]) for f in tl.sql(book, "SELECT title, found, of FROM d_finding")}
    tl.equal("ravenstack: 1077 of 2000 tickets before sign-up", found.get("tickets opened before the customer signed up"), (1077, 2000))
    tl.equal("ravenstack: 19,432 of 25,000 usage rows outside the subscription", found.get("usage outside the subscription's dates"), (19432, 25000))
    tl.equal("ravenstack: 277 accounts with a churn event and no flag", found.get("accounts with a churn event that are not flagged as lost"), (277, 500))
    tl.equal("ravenstack: 35 accounts flagged and without a churn event", found.get("accounts flagged as lost without a churn event"), (35, 500))
    ids = [n for t, n in found.items() if t.startswith("ids used twice")]
    tl.check("ravenstack: the 21 usage ids used twice are found", bool(ids) and ids[0][0] in (21, 42), found)
    for n in ("1,077", "19,432", "277"):
        tl.check(f"ravenstack: the report tells of the {n}", n in html.replace("\u202f", ",").replace("\u00a0", ","), "")
    excel, _, html2 = main_job("ravenstack_excel", *files_of(os.path.join(RAVEN, "excel_resaved_ddmmyyyy")))
    if excel:
        diff = [x for k in FIGURES if k in answer for x in tl.difference(answer[k], excel.get(k), digits=9, path=k)]
        # The quotes name the file, which is another one of the same name.
        tl.check("ravenstack: the copy that Excel saved with other dates gives the same figures", not diff, "\n".join(diff))

survey = os.path.join(tl.DATA, "survey_qualtrics", "QualtricsTools_samples", "Sample_Survey__Insights_.csv")
answer, book, html = main_job("salesforce_survey", os.path.join(tl.DATA, "salesforce_csv"), survey)
if answer:
    honest("salesforce and a survey", answer, html, "Too little to say")
    kinds = {os.path.basename(f["path"]): f["kind"] for f in answer["files"]}
    for name in ("Account.csv", "Contact.csv", "Opportunity.csv", "Case.csv"):
        tl.check(f"salesforce: {name} is recognised", kinds.get(name, "").startswith("Salesforce"), kinds)
    tl.check("the survey is recognised as Qualtrics", "Qualtrics" in kinds.get(os.path.basename(survey), ""), kinds)
    few = [e["grade"] for i in answer["issues"] for e in i["effects"]]
    tl.check("salesforce and a survey: what there are too few accounts for is graded D", all(g == "D" for g in few), few)
    tl.check("salesforce and a survey: the book is sound", tl.run("check", book).code == 0, "")
tl.done()
