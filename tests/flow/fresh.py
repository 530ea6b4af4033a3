"""A fresh signal is there within a minute: what comes in is coded and tested as it comes, in the week that runs.

Oracle: a burst planted from outside, signed as Zendesk signs, about one theme, by customers of one region, in a week the book has
nothing of yet; a few comments as any week has them; and the whole run afterwards, which must find the same in the same week.
"""
import datetime
import json
import os
import time

import live_server as live
import tl

d = tl.folder()
src, book = os.path.join(d, "src"), os.path.join(d, "b.book")
tl.demo(src, accounts=120, events=2000, responses=1500)
made = tl.run("run", book, src, "--report", os.path.join(d, "r.html"), "--quiet")
if made.code not in (0, 3):
    raise SystemExit(f"Bail out! {made}")
as_of = datetime.date.fromisoformat(tl.sql(book, "SELECT CAST(max(week) AS TEXT) AS w FROM d_stream_week")[0]["w"])
week = as_of + datetime.timedelta(days=14)       # Monday of the first week that the book has nothing of
tl.run("hooks", book, "add", "zendesk", "zendesk", live.SECRET)

# A theme of complaints that is spoken of in one region now and then, customers of that region, and sentences of that theme alone.
streams = tl.sql(book, "SELECT t.theme_id, t.value, t.name FROM d_stream AS t JOIN d_theme AS h ON h.theme_id = t.theme_id JOIN d_stream_week AS w ON w.stream_id = t.stream_id "
                 "WHERE t.measure = 'theme' AND t.dimension = 'region' AND h.sentiment < 0 GROUP BY t.theme_id, t.value, t.name ORDER BY sum(w.x), t.name")
orgs = {}
for row in tl.sql(book, "SELECT DISTINCT a.account_id AS org, n.region, n.account_id AS id FROM alias AS a JOIN source AS s ON s.source_id = a.source_id JOIN d_alias AS d ON d.alias_id = a.alias_id "
                  "JOIN d_account AS n ON n.account_id = d.account_id WHERE s.name = 'Zendesk' AND a.account_id <> '' ORDER BY n.account_id, a.account_id"):
    orgs.setdefault(row["region"], {})[row["id"]] = row["org"]
chosen = next(s for s in streams if len(orgs.get(s["value"], {})) >= 15)
theme, region = chosen["theme_id"], chosen["value"]


def sentences(where):
    """Words of tickets with exactly one theme."""
    return [r["text"] for r in tl.sql(book, "SELECT DISTINCT c.text FROM d_comment AS c JOIN d_code AS k ON k.account_id = c.account_id AND k.comment_id = c.comment_id AND k.kind = 'theme' "
                                      f"WHERE c.channel = 'ticket' AND c.language = 'en' GROUP BY c.account_id, c.comment_id, c.text HAVING count(*) = 1 AND min(k.theme_id) {where} ORDER BY 1 LIMIT 40")]


# What was felt to be the worst of the book, for a mean that falls.
worst = [r["text"] for r in tl.sql(book, "SELECT c.text, min(c.sentiment) AS felt FROM d_comment AS c WHERE c.channel = 'ticket' AND c.language = 'en' AND c.sentiment IS NOT NULL GROUP BY c.text ORDER BY 2, 1 LIMIT 60")]
about, others = sentences(f"= {theme}"), sentences(f"<> {theme}")
tl.check("the sample has sentences to send", len(about) >= 3 and len(others) >= 3, (len(about), len(others)))
s = live.Server(book)
sent = 0


def post(org, text, day):
    """One ticket of a customer; whether it was acknowledged."""
    global sent
    sent += 1
    subject, _, body = text.partition("\n")
    body = json.dumps(live.ticket(900000 + sent, org, subject, body or text, day)).encode()
    return s.ask("POST", "/api/v1/intake/1", body, live.zendesk(body))[0] == 202


def running():
    code, said = s.ask("GET", "/api/v1/signals?kind=running")
    return said["signals"] if code == 200 else [code, said]


everywhere = [org for r in sorted(orgs) for org in orgs[r].values()]
tl.check("what is said in any week is acknowledged", all(post(everywhere[i * 7 % len(everywhere)], others[i % len(others)], week) for i in range(5)), sent)
st = s.settle()
tl.check("and makes no signal", st["failed"] is None and running() == [], running())
told = [x["id"] for x in s.ask("GET", "/api/v1/signals?per_page=100")[1]["signals"]]
customers = list(orgs[region].values())[:25]
start = time.monotonic()
tl.check("the burst is acknowledged", all(post(org, about[i % len(about)], week + datetime.timedelta(days=i % 3)) for i, org in enumerate(customers)), sent)
found = []
while time.monotonic() - start < 60 and not found:
    time.sleep(0.2)
    found = running()
took = time.monotonic() - start
s.settle()
found = running()
tl.note(f"the signal was there {took:.1f} s after the first of {len(customers)} tickets was sent")
tl.check("within a minute a signal of the week that runs is there", took < 60 and len(found) >= 1, found)
tl.check("it rose, in the week sent, and was seen on a day of that week", all(x["kind"] == "rise" and x["at"] == week.isoformat() and week.isoformat() <= x["detected_at"] <= (week + datetime.timedelta(days=2)).isoformat() for x in found), found)
shown = [s.ask("GET", f"/api/v1/signals/{x['id']}")[1] for x in found]
tl.check("one is the theme that they spoke of, with who, what they pay, and what they say", any(x["theme"] == theme and x["affected"] >= 10 and x["quotes"] for x in shown),
         [(x["stream"], x["theme"], x["affected"], len(x["quotes"])) for x in shown])
tl.check("the quotes are of this burst", any(x["theme"] == theme and all(q["date"] >= week.isoformat() for q in x["quotes"]) for x in shown), [x["quotes"] for x in shown])
# A mean goes both ways: what customers feel, in words that were felt to be the worst of the book.
tl.check("the worst is acknowledged", all(post(everywhere[i * 3 % len(everywhere)], text, week + datetime.timedelta(days=3)) for i, text in enumerate(worst)), sent)
s.settle()
felt = [x for x in running() if x["stream"].startswith("Sentiment")]
tl.check("a fall of sentiment is told while the week runs", felt and all(x["kind"] == "fall" and x["at"] == week.isoformat() for x in felt), running())
after = [x["id"] for x in s.ask("GET", "/api/v1/signals?per_page=100")[1]["signals"] if x["shape"] != "running"]
tl.equal("what the whole run told stands as it was", sorted(after), sorted(told))
s.stop()
early = tl.sql(book, "SELECT t.measure, t.dimension, t.value, CAST(g.\"at\" AS TEXT) AS day, g.after FROM d_signal AS g JOIN d_stream AS t ON t.stream_id = g.stream_id "
               "JOIN d_signal_more AS m ON m.signal_id = g.signal_id WHERE m.shape = 'running' ORDER BY g.signal_id")
tl.check("the book is sound", tl.run("check", book).code == 0, "")
whole = tl.run("rebuild", book, "--quiet")
tl.check("a whole run over the same facts", whole.code in (0, 3), whole)
late = tl.sql(book, "SELECT t.measure, t.dimension, t.value, CAST(g.\"at\" AS TEXT) AS day, g.after FROM d_signal AS g JOIN d_stream AS t ON t.stream_id = g.stream_id "
              "JOIN d_signal_more AS m ON m.signal_id = g.signal_id WHERE m.shape = 'running' ORDER BY g.signal_id")
tl.check("finds what the increment found: the same measures, in the same week", {(r["measure"], r["day"]) for r in early} <= {(r["measure"], r["day"]) for r in late}, (early, late))
tl.done()
