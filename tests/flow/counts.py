"""Real exports, imported into one book: every row in is kept, unchanged or set aside, and the same files again change nothing.

Oracle: the counts of records in the README of each folder of public data (headers taken off where a README counts them in).  What
tests/ingest/t_real.c reads without a book is not all repeated here."""
import glob
import os

import tl

d = tl.folder()
book, maps = os.path.join(d, "b.book"), os.path.join(d, "all.map")
CNCF = "survey_surveymonkey/cncf/"
TUFTS = "survey_qualtrics/QualtricsTools_samples/"
ROWS = {
    "ravenstack/ravenstack_accounts.csv": 500, "ravenstack/ravenstack_subscriptions.csv": 5000, "ravenstack/ravenstack_feature_usage.csv": 25000,
    "ravenstack/ravenstack_support_tickets.csv": 2000, "ravenstack/ravenstack_churn_events.csv": 600,
    "salesforce_csv/Account.csv": 22, "salesforce_csv/Contact.csv": 102, "salesforce_csv/Opportunity.csv": 50, "salesforce_csv/Case.csv": 40,
    "salesforce_csv/AccountContactRelation.csv": 22, "salesforce_csv/Task.csv": 75,
    "zendesk_challenge/organizations.json": 25, "zendesk_challenge/users.json": 75, "zendesk_challenge/tickets.json": 200,
    "coded_gwusec_proctoring/OnlineProctoringEducatorSurveyResponses.csv": 125,
    "survey_qualtrics/larwood2019_alexithymia_numeric.csv": 132 - 3, TUFTS + "Long_Exhaustive_Sample_Survey.csv": 31, TUFTS + "SidebySide_Questions__Legacy_.csv": 25,
    CNCF + "maintainer-survey-results-2019-h1.csv": 66 - 2, CNCF + "CNCF_Maintainers_Survey_2020_H1.csv": 81 - 2, CNCF + "Cloud_Native_Survey_2018.csv": 2403 - 2,
    "telco_churn_ibm/Telco-Customer-Churn.csv": 7043, "clv_cdnow/cdnowElog.csv": 6919,
}
LEFT = {"salesforce_csv/Lead.csv": 60, "salesforce_csv/Campaign.csv": 8, "salesforce_csv/CampaignMember.csv": 68}

if not os.path.isdir(tl.DATA):
    tl.skip("real exports are counted to the row", f"no data in {os.path.relpath(tl.DATA, tl.ROOT)}; $TL_SHARED says where")
    tl.done()
with open(maps, "w", encoding="utf-8") as f:
    for path in sorted(glob.glob(os.path.join(tl.ROOT, "maps", "*.map"))):
        f.write(open(path, encoding="utf-8").read() + "\n")
paths = [os.path.join(tl.DATA, p) for p in (*ROWS, *LEFT)]
want = {os.path.basename(p): n for p, n in ROWS.items()}
first, second = (tl.run("import", book, *paths, "--map", maps, "--json") for _ in range(2))
tl.check("they are imported", first.code in (0, 3) and second.code in (0, 3), (first, second))
for run, name in ((first, "first"), (second, "again")):
    files = {os.path.basename(f["path"]): f for f in run.json["files"]}
    tl.equal(f"{name}: the rows of each file, to the row", {n: files[n]["rows_in"] for n in want}, want)
    lost = [n for n in want if files[n]["rows_in"] != files[n]["rows_kept"] + files[n]["rows_unchanged"] + files[n]["rows_quarantined"]]
    tl.check(f"{name}: rows in = kept + unchanged + set aside", not lost, lost)
    told = {n: files[os.path.basename(n)].get("skipped", "") for n in LEFT}
    tl.check(f"{name}: what is no customer's is left out, with its rows", all(told[n].startswith(f"{LEFT[n]} rows left out") for n in LEFT), told)
files = {os.path.basename(f["path"]): f for f in second.json["files"]}
tl.equal("again: nothing is kept", {n: files[n]["rows_kept"] for n in want}, dict.fromkeys(want, 0))
tl.check("the book is sound", tl.run("check", book).code == 0, tl.run("check", book))
tl.done()
