"""Accounts drawn by lot before an action begins, and its audit after three quarters.

Oracle: what is planted after the draw, in deliveries to the accounts that the lot names. Reached accounts get 6 % late instead of 30 % (worked), or
everybody goes on as before (not worked); everything else of the book stays as it is. The CSV of the lot is what the planting reads.
"""
import csv
import datetime
import io
import os
import random
import shutil

import tl

MONTHS, A_MONTH, LATE, CURED = 9, 20, 0.30, 0.06
d = tl.folder()
src, start = os.path.join(d, "src"), os.path.join(d, "start.book")
tl.demo(src, accounts=150, seed=5)
tl.run("run", start, src, "--json")
as_of = datetime.date.fromisoformat(tl.run("issues", start, "--json").json.get("as_of") or tl.sql(start, "SELECT CAST(max(promised) AS TEXT) AS day FROM f_delivery")[0]["day"])
day = (as_of.replace(day=1) + datetime.timedelta(days=40)).replace(day=1)
numbers = {r["account_id"]: r["number"] for r in tl.sql(start, "SELECT d.account_id, min(l.account_id) AS number FROM d_alias AS d JOIN alias AS l ON l.alias_id = d.alias_id JOIN f_delivery AS f ON f.alias_id = l.alias_id WHERE l.account_id <> '' GROUP BY d.account_id ORDER BY d.account_id LIMIT 5000")}


def deliveries(path, reached, begins):
    """A file as the ERP writes it: month after month, `reached` accounts cured from the month in which each one's wave begins."""
    rng, rows, order = random.Random(17), [], 9000000
    for m in range(MONTHS):
        first = (day.replace(day=1) + datetime.timedelta(days=31 * m + 3)).replace(day=1)
        for account, number in numbers.items():
            cured = account in reached and first >= begins[account]
            for _ in range(A_MONTH):
                order += 1
                promised = first + datetime.timedelta(days=rng.randrange(25))
                came = promised + datetime.timedelta(days=12 if rng.random() < (CURED if cured else LATE) else 0)
                rows.append([order, 10, number, "x", "", "", promised.strftime("%d.%m.%Y"), promised.strftime("%d.%m.%Y"), came.strftime("%d.%m.%Y"), "100,00", "EUR", "DHL", "Kassel"])
    with open(path, "w", newline="", encoding="utf-8") as f:
        w = csv.writer(f, delimiter=";", lineterminator="\r\n")
        w.writerow("Auftragsnr;Position;Kundennr;Kunde;Ort;Land;Zugesagter Liefertermin;Warenausgang;Zugestellt am;Warenwert;Währung;Spediteur;Lager".split(";"))
        w.writerows(rows)


def audited(name, words, planted):
    """A copy of the book in which accounts are drawn with these words; the audit after MONTHS months, and the lot."""
    book, more = os.path.join(d, f"{name}.book"), os.path.join(d, name)
    shutil.copy(start, book)
    os.makedirs(os.path.join(more, "erp"))
    for step in (["add", "Dock by lot"], ["set", "Dock by lot", "issue", "late deliveries"], ["set", "Dock by lot", "start", day.isoformat()], ["set", "Dock by lot", "expected", "down by 80 %"]):
        tl.run("actions", book, *step)
    ways = next(a["plan"] for a in tl.run("actions", book, "--json").json["actions"] if a["name"] == "Dock by lot")
    tl.check(f"{name}: before it begins, ways of proving it stand ready", {w["way"] for w in ways} == {"hold-out", "steps"}, ways)
    drawn = tl.run("actions", book, "draw", "Dock by lot", *words)
    tl.check(f"{name}: accounts are drawn", drawn.code == 0, drawn)
    again = tl.run("actions", book, "draw", "Dock by lot", *words)
    tl.check(f"{name}: a second draw is refused while the first stands", again.code != 0 and "take that back first" in again.err, again)
    lot = list(csv.DictReader(io.StringIO(tl.run("actions", book, "lot", "Dock by lot").out)))
    reached = {int(r["account_id"]) for r in lot if r["wave"] != "0"}
    begins = {int(r["account_id"]): datetime.date.fromisoformat(r["start"]) for r in lot if r["start"]}
    deliveries(os.path.join(more, "erp", "lieferungen_neu.csv"), reached if planted else set(), begins)
    tl.run("run", book, more, "--json")
    a = next(a for a in tl.run("actions", book, "--json").json["actions"] if a["name"] == "Dock by lot")
    tl.check(f"{name}: a run leaves the lot as it was drawn", list(csv.DictReader(io.StringIO(tl.run("actions", book, "lot", "Dock by lot").out))) == lot, len(lot))
    return a, lot


for name, words, method in (("held out", ["--hold-out", "40%"], "by lot, against the accounts held out"),
                            ("in waves", ["--hold-out", "20%", "--waves", "3", "--every", "2"], "by lot, waves against accounts not reached yet")):
    a, lot = audited(name, words, True)
    p = a["proof"]
    tl.note(f"{name}: {len(lot)} accounts, {sum(r['wave'] == '0' for r in lot)} held out; {p['verdict']}, share taken away {p['share_taken_away']} ({p['share_low']} to {p['share_high']}), p {p['p']}, information {p['information']}")
    tl.check(f"{name}: what was planted is found, grade A", (p["verdict"], p["grade"], p["method"]) == ("worked", "A", method), p)
    tl.check(f"{name}: the share planted lies in the interval", p["share_low"] <= 1 - CURED / LATE <= p["share_high"], p)
    tl.check(f"{name}: it is looked at again", [y["state"] for y in p["years"]] == ["working"], p["years"])
    a, lot = audited(f"{name}, nothing", words, False)
    p = a["proof"]
    tl.note(f"{name}, nothing planted: {p['verdict']}, share taken away {p['share_taken_away']} ({p['share_low']} to {p['share_high']})")
    # A hundred accounts with a delivery a month before cannot exclude what is worth having (tests/act/t_lot.c has a book that can).
    tl.check(f"{name}: where nothing was planted it is not said to have worked", p["verdict"] != "worked" and p["grade"] == "A", p)
    tl.check(f"{name}: and what cannot be told says when, or with how many accounts, it could", p["verdict"] != "cannot tell" or p["able_on"] or p["able_with_times_the_accounts"] > 1, p)
    tl.check(f"{name}: and no share is in the interval's way", p["share_low"] <= 0 <= p["share_high"], p)
tl.done()
