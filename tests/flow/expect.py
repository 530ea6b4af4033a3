"""Sets of expectations planted in the made-up company are found again, over three seeds."""
import csv
import os
import re

import expect_truth
import tl

SEEDS = (1, 2, 3)


for seed in SEEDS:
    d = tl.folder()
    sample, book = os.path.join(d, "sample"), os.path.join(d, "b.book")
    truth = tl.demo(sample, seed=seed)
    r = tl.run("run", book, sample, "-q", "--report", os.path.join(d, "r.html"))
    tl.check(f"seed {seed}: the main job ends with 3", r.code == 3, r)
    got = expect_truth.sets(book, truth)
    pairs, best, right, ari = got["pairs"], got["best"], got["right"], got["ari"]
    answer = tl.run("expectations", book, "--json").json
    tl.note(f"seed {seed}: {len(pairs)} accounts, {len(answer['sets'])} sets, adjusted Rand {ari:.3f}, right {right:.3f}: {[s['name'] for s in answer['sets']]}")
    tl.equal(f"seed {seed}: as many sets are found as were planted", len(answer["sets"]), len(truth["expectations"]["sets"]))
    tl.check(f"seed {seed}: accounts are in the set that was planted (adjusted Rand at least 0.6, four in five right)", ari >= 0.6 and right >= 0.8, f"{ari} {right}")
    heard = {p: sum(1 for q, _ in pairs if q == p) / len(pairs) for p in {q for q, _ in pairs}}
    home = {s: max(n, key=n.get) for s, n in best.items()}
    inside = [s["share"]["low"] - 0.03 <= heard[home[s["id"]]] <= s["share"]["high"] + 0.03 for s in answer["sets"]]
    tl.check(f"seed {seed}: the planted shares of those heard lie in or near the intervals", all(inside), [(s["share"], heard[home[s["id"]]]) for s in answer["sets"]])
    tl.check(f"seed {seed}: each set has quotes of its own, with permission, file and line",
             all(s["quotes"] and all(q["permission"] == "inside" and q["file"] and q["line"] > 0 for q in s["quotes"]) for s in answer["sets"]), "")
    led = [q["text"] for s in answer["sets"] for q in s["consequences"]]
    tl.check(f"seed {seed}: each set says what it led to, in words of time, money or work that stopped", all(s["consequences"] for s in answer["sets"]) and all(re.search("kostet|cost|stood|stand|lost|verloren|stop|alternativ|supplier|anbieter|lieferant", t, re.I) for t in led), led)
    done = [g for s in answer["sets"] for g in s["gaps"] if g["side"] == "done" and g["topic"] == "timeliness"]
    late = tl.sql(book, "SELECT sum(CASE WHEN delivered IS NULL OR delivered > promised + 1 THEN 1 ELSE 0 END) * 1.0 / count(*) AS x FROM f_delivery WHERE superseded_by IS NULL")[0]["x"]
    tl.check(f"seed {seed}: what was done about timeliness is near the book's share of late deliveries", done and abs(done[0]["gap"]["estimate"] - late) < 0.04, f"{done} {late}")
    hidden = tl.run("expectations", book, "--json", "--hide", "names").json
    tl.check(f"seed {seed}: names can be left out", all(q["account"] is None for s in hidden["sets"] for q in s["quotes"] + s["workarounds"] + s["consequences"]), "")

# What a person decides about quotes, in the last book.
voices = tl.run("voices", book, "portal -price sentiment:negative since:2026-01-01", "--json").json
tl.check("a search with operators finds what it asks for", voices["total"] > 0 and all(
    "portal" in v["text"].lower() and "price" not in v["text"].lower() and v["date"] >= "2026-01-01" and v["sentiment"] < 0 for v in voices["voices"]), voices["voices"][:2])
count = tl.sql(book, "SELECT count(*) AS n FROM d_comment WHERE text ILIKE '%portal%' AND text NOT ILIKE '%price%' AND sentiment < -0.05 AND \"at\" >= TIMESTAMP '2026-01-01'")[0]["n"]
tl.equal("and as many as a plain statement counts", voices["total"], count)
for bad in ("foo:bar", "since:yesterday", "sentiment:angry", "a b c d e", "-account:x", "a OR", "score:high"):
    tl.check(f"'{bad}' is refused with 2", tl.run("voices", book, bad).code == 2, "")
made = tl.run("stories", book, "new", "Making do", "expects:workaround")
tl.check("a story is kept", made.code == 0, made)
story = tl.run("stories", book, "--json").json["stories"][0]
first = tl.run("stories", book, "show", story["id"], "--json").json
tl.check("it has the quotes it was made of", first["missing"] == 0 and len(first["voices"]) == story["quotes"] > 0, first["missing"])
again = tl.run("rebuild", book)
tl.equal("and the same ones after a rebuild", [v["voice"] for v in tl.run("stories", book, "show", story["id"], "--json").json["voices"]], [v["voice"] for v in first["voices"]])
who = next(v["account"]["name"] for v in first["voices"] if v["account"])
tl.check("quotes of an account can be forbidden", tl.run("voices", book, "forbid", who).code == 0, who)
less = tl.run("stories", book, "show", story["id"], "--json").json
tl.check("they are gone from the story, and counted", less["missing"] > 0 and all(v["account"]["name"] != who for v in less["voices"] if v["account"]), less["missing"])
tl.equal("and from the search", tl.run("voices", book, f'account:"{who}"', "--json").json["total"], 0)
tl.check("and permitted again, for outside too", tl.run("voices", book, "permit", who).code == 0, who)
tl.check("which the quote says", any(v["permission"] == "outside" for v in tl.run("stories", book, "show", story["id"], "--json").json["voices"]), "")
tl.check("a story can be dropped", tl.run("stories", book, "drop", story["id"]).code == 0 and not tl.run("stories", book, "--json").json["stories"], "")

# Our own people: notes of the first hundred tickets, written to a file of messages, one in two about the portal.
with open(os.path.join(d, "messages.csv"), "w", newline="", encoding="utf-8") as f:
    w = csv.writer(f)
    w.writerow(["id", "ticket_id", "at", "side", "text"])
    for i in range(200):
        w.writerow([f"m{i}", f"{50113 + i}", f"2026-05-{1 + i % 28:02d}T10:00:00Z", ("internal", "agent", "customer", "internal")[i % 4],
                    ("Customer cannot find the order in the portal again, the search returns nothing.", "I have sent you the credit note for the invoice.")[i % 2]])
with open(os.path.join(d, "m.map"), "w", encoding="utf-8") as f:
    f.write("[messages.csv]\nkind = message\nsource = Desk notes\nkey = id\nticket_id = ticket_id\nat = at\nside = side\ntext = text\n")
came = tl.run("import", book, os.path.join(d, "messages.csv"), "--map", os.path.join(d, "m.map"), "-q")
tl.check("messages come in", came.code == 0, came)
before = tl.sql(book, "SELECT count(*) AS n FROM d_comment")[0]["n"]
tl.check("and are heard", tl.run("rebuild", book).code == 0, "")
tl.equal("150 of 200 are ours: notes and replies, no customer's", tl.sql(book, "SELECT count(*) AS n FROM d_side_comment")[0]["n"], 150)
tl.equal("the other 50 are the customer's: comments of a channel of their own", tl.sql(book, "SELECT channel, count(*) AS n FROM d_comment WHERE channel = 'message' GROUP BY channel"),
         [{"channel": "message", "n": 50}])
tl.equal("and the comments of before are as many as they were", tl.sql(book, "SELECT count(*) AS n FROM d_comment WHERE channel <> 'message'")[0]["n"], before)
sides = tl.run("voices", book, "--json").json["sides"]
portal = [t for t in sides if "portal" in t["name"]]
tl.check("both sides stand beside each other, the portal's with our notes", portal and [s["side"] for s in portal[0]["sides"]] == ["customers", "employees"]
         and portal[0]["sides"][1]["comments"] == 50 and portal[0]["employees"] and portal[0]["customers"], portal[:1])
tl.done()
