"""What customers say within tickets, in reviews and in calls is heard like everything else they say.

Beside the made-up company's own exports lie what its desk, a review site and its telephone would export: each customer's words are
those of a survey answer, so the planted theme is known; they are wrapped as such words are (a salutation, a caption cut in the
middle of a sentence, somebody of ours between). Oracle: truth.json, and who was made to say what here. $TL_SEED is the company (1).
"""
import csv
import json
import os
import random

import theme_truth
import tl
from claims import claims

ROWS = 240
d = tl.folder()
sample, more, book = os.path.join(d, "sample"), os.path.join(d, "more"), os.path.join(d, "b.book")
truth = tl.demo(sample, events=20000, seed=os.environ.get("TL_SEED", "1"))
first = tl.run("run", book, sample, "-q", "--report", os.path.join(d, "r.html"))
tl.check("the main job ends with 3", first.code == 3, first)
before = {r["channel"]: r["n"] for r in tl.sql(book, "SELECT channel, count(*) AS n FROM d_comment GROUP BY channel ORDER BY channel")}
heard_before = tl.sql(book, "SELECT count(*) AS n FROM heard")[0]["n"]
sets_before = len(tl.run("expectations", book, "--json").json["sets"])


def key(letter, key_hash):
    return letter + format(key_hash & (2 ** 64 - 1), "016x")


# Words of one theme each, as they stand in the survey.
planted = {c["id"]: c["themes"] for c in truth["comments"] if c["system"] == "qualtrics" and len(c["themes"]) == 1}
question = tl.sql(book, "SELECT question FROM d_comment_key WHERE question IS NOT NULL GROUP BY question ORDER BY count(*) DESC, question LIMIT 1")[0]["question"]
words = []
for r in tl.sql_whole(book, f"SELECT key_hash, response_id, text FROM f_answer WHERE question = '{question}' AND text IS NOT NULL AND superseded_by IS NULL AND length(text) > 25 ORDER BY 1"):
    if r["response_id"] in planted and "\n" not in r["text"]:
        words.append((r["text"], planted[r["response_id"]][0], key("s", r["key_hash"])))
random.Random(7).shuffle(words)
tl.check("there are enough words", len(words) >= 3 * ROWS, len(words))
said = {}                                    # (channel, id) -> theme, and the answer with the same words

os.mkdir(more)
def read(line):
    """A ticket, or none: some lines are broken, as they are meant to be."""
    try:
        return json.loads(line.decode("utf-8"))
    except ValueError:
        return {}


with open(os.path.join(sample, "zendesk", "tickets.ndjson"), "rb") as f:
    tickets = [read(line) for line in f]
tickets = [t for t in tickets if t.get("requester_id") and t.get("description") and t.get("status") != "deleted"][:ROWS]
with open(os.path.join(more, "tickets_with_comments.ndjson"), "w", encoding="utf-8") as whole, open(os.path.join(more, "comments.ndjson"), "w", encoding="utf-8") as single:
    for i, t in enumerate(tickets):
        text, *about = words[i]
        said["message", str(900000 + i)] = about
        thread = [{"id": 700000 + i, "author_id": t["requester_id"], "body": t["description"], "public": True, "created_at": t["created_at"]},
                  {"id": 800000 + i, "author_id": 1, "body": "Hello, we are looking into it. Best regards", "public": True, "created_at": t["created_at"]},
                  {"id": 900000 + i, "author_id": t["requester_id"], "body": f"Hello,\n\n{text}\n\nBest regards", "public": True, "created_at": t["created_at"]},
                  {"id": 950000 + i, "author_id": 1, "body": "Customer waits for the portal team.", "public": False, "created_at": t["created_at"]}]
        if i % 2:       # every comment by itself: it is its author who asked
            for c in thread:
                single.write(json.dumps({**c, "ticket_id": t["id"]}) + "\n")
        else:
            whole.write(json.dumps({**t, "comments": thread}) + "\n")

with open(os.path.join(sample, "salesforce", "Account.csv"), encoding="utf-8-sig", newline="") as f:
    companies = [r["Name"] for r in csv.DictReader(f)]
companies = sorted(n for n in set(companies) if companies.count(n) == 1 and "/" not in n and n.isascii())[:ROWS]
with open(os.path.join(more, "g2.csv"), "w", encoding="utf-8", newline="") as f:
    w = csv.writer(f)
    w.writerow(["Review ID", "Company", "Submitted At", "Title", "Star Rating", "What do you like best?", "What do you dislike?"])
    for i in range(ROWS):
        text, *about = words[ROWS + i]
        said["review", f"G{i}"] = about
        w.writerow([f"G{i}", companies[i % len(companies)], f"2026-0{1 + i % 5}-{1 + i % 28:02d}", "Three years with them", 1 + i % 5, text, ""])

for i in range(ROWS // 4):
    name = companies[i % len(companies)]
    lines, at = ["WEBVTT", "", "NOTE", f"Account: {name}", f"Date: 2026-0{1 + i % 5}-{1 + i % 28:02d}", f"Call ID: call-{i}", "Participants: Kim (customer), Tom (agent)", ""], 0
    for k in range(4):
        text, *about = words[2 * ROWS + 4 * i + k]
        half = text.find(" ", len(text) // 2)
        parts = [("Tom", "How can I help?"), ("Kim", text[:half] if half > 0 else text)] + ([("Kim", text[half + 1:])] if half > 0 else [])
        said["call", f"call-{i}/{at + 2}"] = about
        for who, cue in parts:
            lines += [f"00:{at // 60:02d}:{at % 60:02d}.000 --> 00:{at // 60:02d}:{at % 60:02d}.900", f"<v {who}>{cue}", ""]
            at += 1
    with open(os.path.join(more, f"call{i}.vtt"), "w", encoding="utf-8") as f:
        f.write("\n".join(lines))

came = tl.run("run", book, sample, more, "--json", "--report", os.path.join(d, "r.html"))
beside = [f for f in came.json["files"] if os.path.exists(os.path.join(more, os.path.basename(f["path"])))]
tl.check("they come in, and are heard", came.code == 3 and len(beside) == 3 + ROWS // 4 and all(f["rows_quarantined"] == 0 for f in beside), came)
for name, ok, detail in claims(came.json, truth):
    tl.check("with all that is said heard: " + name, ok, detail)
n = {r["channel"]: r["n"] for r in tl.sql(book, "SELECT channel, count(*) AS n FROM d_comment GROUP BY channel ORDER BY channel")}
tl.equal("every customer's message is a comment, but not the ticket's body once more", n.get("message"), len(tickets))
tl.equal("so is every review", n.get("review"), ROWS)
tl.equal("and every turn of a customer in a call", n.get("call"), ROWS // 4 * 4)
tl.equal("what was heard before is there as before", {k: v for k, v in n.items() if k in before}, before)
ours = {r["source"]: r["n"] for r in tl.sql(book, "SELECT source, count(*) AS n FROM d_side_comment GROUP BY source ORDER BY source")}
tl.equal("our own people's words are beside them: notes, and our side of calls", (ours.get("note"), ours.get("call")), (len(tickets), ROWS // 4 * 4))
wait = int(tl.sql(book, "SELECT value FROM d_summary WHERE name = 'comments_unsided'")[0]["value"])
tl.equal("a comment by itself of whom nobody asked is counted as nobody's", wait, len(tickets) // 2)
tl.equal("days on which somebody was heard are more", tl.sql(book, "SELECT count(*) AS n FROM heard")[0]["n"] - heard_before,
         2 * len(tickets) + ROWS + tl.sql(book, "SELECT count(*) AS n FROM f_utterance WHERE side = 'customer'")[0]["n"])
wrong = tl.sql(book, "SELECT count(*) AS n FROM d_comment_call AS p JOIN f_utterance AS a ON a.source_id = p.source_id AND a.call_id = p.call_id AND a.seq = p.seq_from "
                     "JOIN f_utterance AS z ON z.source_id = p.source_id AND z.call_id = p.call_id AND z.seq = p.seq_to WHERE p.speaker <> 'Kim' OR a.from_ms <> p.from_ms OR z.to_ms <> p.to_ms "
                     "OR a.side <> 'customer' OR p.seq_to - p.seq_from NOT IN (0, 1)")[0]["n"]
tl.check("each knows its speaker, and from when to when to play", wrong == 0 and len(tl.sql(book, "SELECT comment_id FROM d_comment_call")) == ROWS // 4 * 4, wrong)
known = tl.sql(book, "SELECT channel, count(*) AS n FROM d_comment WHERE account_id > 0 AND channel IN ('message', 'review', 'call') GROUP BY channel ORDER BY channel")
tl.check("nine in ten are of a known account", all(r["n"] >= 0.9 * n[r["channel"]] for r in known) and len(known) == 3, known)

# Themes: those of before stand for planted ones; what is said elsewhere must be in them too.
whole = theme_truth.f1(book, truth)
tl.check("comments of before are in the themes they were written about: F1 at least 0.9", whole["f1"] >= 0.9, whole)
ids = {key(letter, r["key_hash"]): (channel, r["ext_id"]) for letter, channel, table in (("m", "message", "f_message"), ("r", "review", "f_review"), ("u", "call", "f_utterance"))
       for r in tl.sql_whole(book, f"SELECT key_hash, ext_id FROM {table} WHERE superseded_by IS NULL ORDER BY 1")}
found = {}
for r in tl.sql_whole(book, "SELECT y.key, k.theme_id FROM d_comment_key AS y LEFT JOIN d_code AS k ON k.account_id = y.account_id AND k.comment_id = y.comment_id AND k.kind = 'theme' ORDER BY 1, 2"):
    found.setdefault(r["key"], set()).update([whole["stands"].get(r["theme_id"], r["theme_id"])] if r["theme_id"] is not None else [])


def f1(keys, theme_of):
    return 2 * sum(theme_of[k] in found[k] for k in keys) / (sum(len(found[k]) for k in keys) + len(keys))


for channel in ("message", "review", "call"):
    here = {k: said[ids[k]] for k in found if k in ids and ids[k][0] == channel}
    tl.equal(f"{channel}: every one can be traced to who said it", sorted(ids[k][1] for k in here), sorted(i for c, i in said if c == channel))
    got, as_answers = f1(list(here), {k: v[0] for k, v in here.items()}), f1([v[1] for v in here.values()], {v[1]: v[0] for v in here.values()})
    same = sum(found[k] == found[v[1]] for k, v in here.items()) / len(here)
    tl.note(f"{channel}: F1 {got:.3f} over {len(here)} comments, {as_answers:.3f} of the same words as answers, {same:.3f} coded alike")
    tl.check(f"{channel}: the same words are coded as in the survey, nineteen times in twenty", same >= 0.95, same)
    tl.check(f"{channel}: they are as often right as there", got >= as_answers - 0.02, (got, as_answers))
tl.equal("as many sets of expectations are found as before", len(tl.run("expectations", book, "--json").json["sets"]), sets_before)
streams = {r["value"] for r in tl.sql(book, "SELECT DISTINCT value FROM d_stream WHERE dimension = 'touchpoint'")}
tl.check("streams by touchpoint have them", {"message", "review", "call"} <= streams, streams)

# Searched, quoted, and forbidden.
for channel in ("message", "review", "call"):
    tl.equal(f"channel:{channel} finds them", tl.run("voices", book, f"channel:{channel}", "--json").json["total"], n[channel])
who = tl.sql(book, "SELECT a.name, count(*) AS n FROM d_comment AS c JOIN d_account AS a ON a.account_id = c.account_id WHERE c.channel = 'call' GROUP BY a.name ORDER BY n DESC, a.name LIMIT 1")[0]
tl.check("quotes of an account can be forbidden", tl.run("voices", book, "forbid", who["name"]).code == 0, who)
tl.equal("and then are not found in calls either", tl.run("voices", book, "channel:call", "--json").json["total"], n["call"] - who["n"])
tl.check("the book is sound", tl.run("check", book).code == 0, "")
tl.done()
