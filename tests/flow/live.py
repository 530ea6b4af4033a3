"""Live intake from outside: every system's signature, replays, wrong senders, a watched folder, a full disk, and kills.

Signatures are made here with Python's hmac as each system's documents say. $TL_LIVE_KILLS is how often the server is
killed while senders send (default 12); the moments are drawn with a fixed seed. The oracle of the kills is the list of
what was acknowledged: each of these records must be in the book exactly once, with its last acknowledged version.
"""
import base64
import hashlib
import hmac
import http.client
import json
import os
import random
import resource
import signal
import subprocess
import threading
import time
import urllib.parse

import tl

KILLS = int(os.environ.get("TL_LIVE_KILLS", "12"))
SECRET = "whsec_0123456789abcdef"
d = tl.folder()
src, book = os.path.join(d, "src"), os.path.join(d, "b.book")
tl.demo(src, accounts=40, events=1000, responses=300)
made = tl.run("run", book, src, "--report", os.path.join(d, "r.html"), "--quiet")
if made.code not in (0, 3):
    raise SystemExit(f"Bail out! {made}")


def table(where, text, rows=10000):
    return [list(r.values()) for r in tl.sql(where, text, rows)]


class Server:
    def __init__(self, *more, where=book):
        self.p = subprocess.Popen([tl.BIN, "serve", where, "--listen", "127.0.0.1:0", *more], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        line = self.p.stdout.readline().decode()
        if " on http://" not in line:
            raise SystemExit(f"Bail out! serve: {line} {self.p.stderr.read()}")
        self.port = int(line.rsplit(":", 1)[1].strip().rstrip("/"))

    def ask(self, method, target, body=None, headers=None, timeout=30):
        c = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            c.request(method, target, body=body, headers=headers or {})
            r = c.getresponse()
            text = r.read()
            return r.status, json.loads(text) if text else None
        finally:
            c.close()

    def state(self):
        return self.ask("GET", "/api/v1/intake")[1]

    def settle(self, seconds=60):
        """Until nothing waits."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            s = self.state()
            if not s["waiting"]:
                return s
            time.sleep(0.1)
        return s

    def stop(self, how=signal.SIGTERM):
        self.p.send_signal(how)
        self.p.communicate()


def mac(kind, key, text):
    return hmac.new(key.encode(), text, kind)


def b64(m):
    return base64.b64encode(m.digest()).decode()


def zendesk(body, at=None, secret=SECRET):
    stamp = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(at or time.time()))
    return {"X-Zendesk-Webhook-Signature": b64(mac("sha256", secret, stamp.encode() + body)), "X-Zendesk-Webhook-Signature-Timestamp": stamp}


def stripe(body, at=None, secret=SECRET):
    t = str(int(at or time.time()))
    return {"Stripe-Signature": f"t={t},v1={mac('sha256', secret, t.encode() + b'.' + body).hexdigest()},v0=6ffbb59b"}


def segment(body, at=None, secret=SECRET):
    return {"X-Signature": mac("sha1", secret, body).hexdigest()}


URL = "https://cx.example.com/api/v1/intake/4"


def hubspot(body, at=None, secret=SECRET):
    stamp = str(int((at or time.time()) * 1000))
    return {"X-HubSpot-Signature-v3": b64(mac("sha256", secret, b"POST" + URL.encode() + body + stamp.encode())), "X-HubSpot-Request-Timestamp": stamp}


def token(body, at=None, secret=SECRET):
    return {"Authorization": f"Bearer {secret}"}


def qualtrics_form(message, secret=SECRET):
    return urllib.parse.urlencode({"Topic": "brand.surveyengine.completedResponse.SV_1", "MSG": message,
                                   "HMAC": mac("sha512", secret, message.encode()).hexdigest()}).encode()


def ticket(n, text="Nothing works since the update", status="OPEN"):
    return {"type": "zen:event-type:ticket.created", "id": f"evt-{n}-{status}", "subject": f"zen:ticket:{n}", "time": "2026-11-26T08:00:00Z",
            "detail": {"id": str(n), "subject": f"Live {n}", "description": text, "status": status, "priority": "HIGH", "requester_id": "88001", "organization_id": "77001",
                       "created_at": "2026-11-26T08:00:00Z", "updated_at": "2026-11-26T08:00:00Z", "tags": ["live"]}, "event": {}}


systems = ["zendesk", "stripe", "segment", "hubspot", "qualtrics", "json"]
for name in systems:
    r = tl.run("hooks", book, "add", f"{name}-main", name, SECRET, *(["--url", URL] if name == "hubspot" else []), "--json")
    tl.check(f"an endpoint for {name} is made while nobody serves", r.code == 0 and r.json["system"] == name, r)
shown = tl.run("hooks", book, "--json")
tl.check("the list of endpoints shows no secret", shown.code == 0 and len(shown.json["hooks"]) == 6 and SECRET not in shown.out, shown)
tl.check("a secret that can be guessed is refused", tl.run("hooks", book, "add", "x", "json", "short").code == 2, "")
mode = os.stat(book + ".spool").st_mode & 0o777
hidden = table(book, "SELECT table_name FROM information_schema.tables ORDER BY table_name")
tl.check("secrets lie in a folder of their owner alone, and in no table", mode == 0o700 and not any("hook" in row[0] for row in hidden), (oct(mode), hidden))

watch = os.path.join(d, "watch")
os.mkdir(watch)
s = Server("--watch", watch)

stripe_invoice = {"id": "evt_1", "type": "invoice.paid", "created": 1790000000, "data": {"object": {
    "id": "in_live_1", "object": "invoice", "customer": "cus_live", "customer_name": "Live GmbH", "customer_email": "pay@live.example", "amount_due": 123456, "total": 123456,
    "currency": "eur", "status": "paid", "number": "L-1", "created": 1790000000, "status_transitions": {"finalized_at": 1790000000, "paid_at": 1790003600}}}}
call = {"type": "track", "messageId": "m-live-1", "userId": "u-live", "event": "Export Failed", "timestamp": "2026-11-26T08:00:00Z", "context": {"groupId": "g-live"}}
contact = {"id": "900100", "archived": False, "properties": {"email": "new@live.example", "firstname": "Nia", "lastname": "Live", "jobtitle": "Buyer"}}
response = {"responseId": "R_live1", "values": {"recordedDate": "2026-11-26T08:00:00Z", "finished": 1, "recipientEmail": "new@live.example", "QID1": 2, "QID2_TEXT": "We expected an answer within a day."},
            "labels": {}}
generic = [{"id": "G-1", "subject": "Printer", "status": "open", "requester_id": "5", "created_at": "2026-11-26T07:00:00Z", "description": "Printer is slow"},
           {"id": "G-2", "subject": "Scanner", "status": "open", "requester_id": "5", "created_at": "2026-11-26T07:05:00Z", "description": "Scanner is fine"}]
cases = [(1, zendesk, ticket(500001)), (2, stripe, stripe_invoice), (3, segment, call), (4, hubspot, contact), (5, token, response), (6, token, generic)]
for hook, sign, record in cases:
    body = json.dumps(record, indent=1).encode()
    name = systems[hook - 1]
    target = f"/api/v1/intake/{hook}"
    code, said = s.ask("POST", target, body, sign(body))
    tl.check(f"{name}: what is signed rightly is taken", code == 202 and said["accepted"] == (2 if hook == 6 else 1), (code, said))
    code, said = s.ask("POST", target, body, sign(body, secret="another secret, as long"))
    tl.check(f"{name}: another secret is refused", code == 403, (code, said))
    code, said = s.ask("POST", target, body, {})
    tl.check(f"{name}: without a signature nothing is taken", code == 403, (code, said))
    if sign not in (token,):
        code, said = s.ask("POST", target, body + b" ", sign(body))
        tl.check(f"{name}: a changed body is refused", code == 403, (code, said))
    if sign in (zendesk, stripe, hubspot):
        code, said = s.ask("POST", target, body, sign(body, at=time.time() - 600))
        tl.check(f"{name}: a delivery of ten minutes ago is refused as a replay", code == 403 and "replay" in said["detail"], (code, said))
    if sign in (zendesk, stripe, segment):
        code, said = s.ask("POST", target, body, sign(body))
        tl.check(f"{name}: the same delivery again is acknowledged and not stored again", code == 202 and said == {"accepted": 0, "again": True}, (code, said))
notice = json.dumps({"SurveyID": "SV_1", "ResponseID": "R_9", "CompletedDate": "2026-11-26 08:00:00", "BrandID": "b", "Status": "Complete"})
form = {"Content-Type": "application/x-www-form-urlencoded"}
code, said = s.ask("POST", "/api/v1/intake/5", qualtrics_form(notice), form)
tl.check("qualtrics: a subscription's notice with its HMAC is taken", code == 202, (code, said))
code, said = s.ask("POST", "/api/v1/intake/5", qualtrics_form(notice, "not the shared key, not"), form)
tl.check("qualtrics: with another HMAC it is refused", code == 403, (code, said))
for target, body, want in [("/api/v1/intake/99", b"{}", 404), ("/api/v1/intake/6", b"{\"a\":", 400), ("/api/v1/intake/6", b"[]", 400), ("/api/v1/intake/6", b"[1]", 400),
                           ("/api/v1/intake/6?stream=a%2Fb", b"{\"a\":1}", 400), ("/api/v1/intake/6", b"{\"a\":\"" + b"x" * 5_000_000 + b"\"}", 413)]:
    try:
        code, said = s.ask("POST", target, body, token(body))
    except (ConnectionError, http.client.HTTPException):
        code, said = 413, "cut off"          # it is answered before the body is read, and then closed
    tl.check(f"{len(body)} bytes to {target}: {want}", code == want, (code, said))
code, _ = s.ask("GET", "/api/v1/intake/6")
tl.check("an endpoint cannot be read", code == 405, code)
code, _ = s.ask("POST", "/api/v1/intake/6", json.dumps({"id": "G-3", "subject": "Host", "status": "open", "requester_id": "5", "created_at": "2026-11-26T07:09:00Z"}).encode(),
                {**token(b""), "Host": "cx.example.com"})
tl.check("a delivery may come through another name of this machine; its signature lets it in", code == 202, code)

# A watched folder: whole files, in the form of any export.
with open(os.path.join(watch, "tickets.json"), "w", encoding="utf-8") as f:
    json.dump([{"id": 700001, "subject": "Watched", "status": "open", "requester_id": 5, "organization_id": 6, "created_at": "2026-11-26T06:00:00Z", "description": "From the folder"}], f)
end = time.monotonic() + 30
while time.monotonic() < end and s.state()["kept"] < 10:
    time.sleep(0.2)
st = s.settle()
tl.check("everything acknowledged entered the book, and the disk held it before", st["failed"] is None and not st["disk_full"] and st["accepted"] == 9, st)
tl.check("what no reader takes is held, not lost", st["held"] == 1 and len(os.listdir(os.path.join(book + ".spool", "held"))) == 1, st)
s.stop()

rows = table(book, "SELECT ext_id, status, priority, body FROM f_ticket WHERE superseded_by IS NULL AND ext_id IN ('500001', 'G-1', 'G-2', 'G-3', '700001') ORDER BY ext_id")
tl.equal("tickets are there as an export would have brought them", [r[0] for r in rows], ["500001", "700001", "G-1", "G-2", "G-3"])
tl.equal("Zendesk's words of an event are those of its export", rows[0][1:3] if rows else None, ["open", "high"])
tl.equal("Stripe's amount is exact", table(book, "SELECT amount, currency, status FROM f_invoice WHERE ext_id = 'in_live_1'"), [[123456, "EUR", "paid"]])
tl.equal("the call is an event", table(book, "SELECT count(*) FROM f_event WHERE name = 'Export Failed' AND CAST(\"at\" AS TEXT) LIKE '2026-11-26 08:00:00%'"), [[1]])
tl.equal("HubSpot's contact", table(book, "SELECT first_name, title FROM f_contact WHERE ext_id = '900100' AND superseded_by IS NULL"), [["Nia", "Buyer"]])
tl.equal("Qualtrics's response with its answer", table(book, "SELECT count(*) FROM f_answer WHERE text LIKE 'We expected an answer%'"), [[1]])
where = table(book, "SELECT f.path, t.line FROM f_ticket AS t JOIN file AS f ON f.file_id = t.file_id WHERE t.ext_id IN ('500001', 'G-2') ORDER BY t.ext_id")
tl.check("each record names the file and line of its delivery", len(where) == 2 and "zendesk-main-ticket" in where[0][0] and where[1][1] == 2, where)
for path, line in where:
    with open(os.path.join(book + ".spool", "taken", path), encoding="utf-8") as f:
        text = f.read().splitlines()[line - 1]
    tl.check(f"and line {line} of {path.split('-', 1)[1]} is that record", ("500001" in text) or ("G-2" in text), text)
tl.check("the book is sound", tl.run("check", book).code == 0, "")

# A full disk: no file may grow, the next delivery is told so; when there is room again, it is taken.
s = Server()
resource.prlimit(s.p.pid, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
body = json.dumps(generic[0] | {"id": "F-1"}).encode()
full = [s.ask("POST", "/api/v1/intake/6", body, token(body))[0] for _ in range(3)]
tl.equal("on a full disk nothing is acknowledged: 507", full, [507] * 3)
tl.check("and the page says so", s.state()["disk_full"] is True, s.state())


def decided(word):
    """A setting, an option, and whose task it is: what a person writes, each by its own way."""
    asks = [("settings", {"name": "task_age", "value": "20"}), ("decisions", {"what": "option", "name": f"{word} option", "value": ""}), ("tasks", {"what": "owner", "of": "all", "text": f"{word}@example.com"})]
    return [s.ask("POST", f"/api/v1/{where}", json.dumps(said), {"Content-Type": "application/json"}) for where, said in asks]


def kept():
    return table(book, "SELECT stage, subject, object FROM verdict ORDER BY verdict_id")


told = decided("first") + decided("second")
tl.equal("nor is anything decided: 507, in words", [(code, said["detail"]) for code, said in told], [(507, "the disk is full")] * 6)
seen = [s.ask("GET", where)[0] for where in ("/healthz", "/api/v1/ledger", "/api/v1/portfolio", "/api/v1/money")]
tl.equal("what nobody must be told of is shown all the while; what is logged as read is 507, too", seen, [200, 200, 200, 507])
resource.prlimit(s.p.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
code, said = s.ask("POST", "/api/v1/intake/6", body, token(body))
tl.check("with room again it is taken", code == 202, (code, said))
end = time.monotonic() + 5
while time.monotonic() < end and s.ask("GET", "/api/v1/money")[0] != 200:
    time.sleep(0.1)
st = s.settle()
tl.check("and enters the book", st["kept"] == 1 and not st["disk_full"], st)
tl.equal("with room again each of them is decided", [code for code, _ in decided("third")], [201] * 3)
s.stop()
tl.equal("and only those, word for word", kept()[-3:], [["setting", "task_age", "20 was unset"], ["option", "third option", ""], ["task", "all", "third@example.com"]])
tl.check("and the book is sound", tl.run("check", book).code == 0 and len(kept()) == 3, kept())
taken_back = [tl.run("options", book, "undo", 2), tl.run("tasks", book, "undo", 3), tl.run("set", book, "task_age", 3)]
tl.check("(and is taken back, for what follows)", all(r.code == 0 for r in taken_back), taken_back)

# What carries a key is done once, also when the server was killed meanwhile and is asked again by whoever got no answer.
KEYED = 12


def keyed(n, word):
    body = json.dumps({"what": "owner", "of": f"account:Once {n}", "text": word})
    c = http.client.HTTPConnection("127.0.0.1", s.port, timeout=10)
    try:
        c.request("POST", "/api/v1/tasks", body, {"Content-Type": "application/json", "Idempotency-Key": f"once-{n}"})
        r = c.getresponse()
        return r.status, r.getheader("Idempotent-Replay"), r.read()
    except (OSError, http.client.HTTPException):
        return None
    finally:
        c.close()


s = Server()
first = keyed(0, "kim@example.com")
s.stop()
s = Server()
again = keyed(0, "kim@example.com")
tl.check("a request sent again after a restart has the same answer", first[0] == again[0] == 201 and first[2] == again[2] and again[1] == "true" and first[1] is None, (first, again))
tl.check("another under the same key is refused", keyed(0, "lee@example.com")[0] == 422, "")
answers = {}
draw = random.Random(5)
for n in range(1, KEYED):
    killer = threading.Timer(draw.uniform(0.0005, 0.05), s.p.kill)
    killer.start()
    before = keyed(n, "kim@example.com")
    killer.join()
    s.p.communicate()
    s = Server()
    answers[n] = (before, keyed(n, "kim@example.com"))
s.stop()
count = {row[0]: row[1] for row in table(book, "SELECT subject, count(*) AS n FROM verdict WHERE subject LIKE 'account:Once %' GROUP BY subject ORDER BY subject")}
tl.note(f"killed {KEYED - 1} times: {sum(b is not None for b, _ in answers.values())} answered before, {sum(a[0] == 409 for _, a in answers.values())} of which nobody knows")
tl.check("killed or not: what is answered with 201 is there once, and nothing is there twice",
         all(a[0] in (201, 409) and count.get(f"account:Once {n}", 0) <= 1 and (a[0] == 409 or count.get(f"account:Once {n}") == 1) for n, (_, a) in answers.items()), (answers, count))
tl.check("and what was answered before the kill is answered the same", all(b is None or b[2] == a[2] for b, a in answers.values()), answers)


# What comes in is coded as it comes, and as the whole run codes it; tasks are made of it, and jobs are run.
account = table(book, "SELECT a.account_id, min(d.account_id), min(n.name) FROM alias AS a JOIN source AS s ON s.source_id = a.source_id JOIN d_alias AS d ON d.alias_id = a.alias_id "
                "JOIN d_account AS n ON n.account_id = d.account_id WHERE s.name = 'Zendesk' AND a.account_id <> '' GROUP BY a.account_id ORDER BY count(*) DESC, a.account_id LIMIT 1")[0]
for name, value in (("task_core", 0), ("task_money", 0)):
    tl.run("set", book, name, value)
tl.check("an owner is named for an account", tl.run("tasks", book, "owner", f"account:{account[2]}", "kim@example.com").code == 0, account)
before = table(book, "SELECT count(*), max(comment_id) FROM d_comment")[0]
s = Server()
texts = ["You promised Tuesday, and nothing came until Friday. This is terrible and annoying.", "The invoice was wrong again.", "Great support, thank you."]
for i in range(30):
    record = ticket(800001 + i, texts[i % 3])
    record["detail"]["organization_id"] = account[0]
    body = json.dumps(record).encode()
    code, said = s.ask("POST", "/api/v1/intake/1", body, zendesk(body))
start = time.monotonic()
st = s.settle()
tl.note(f"30 comments were coded {time.monotonic() - start:.1f} s after the last was acknowledged")
tl.check("what comes in is coded as it comes, and nothing else is", st["comments"] == 30, st)
code, seen = s.ask("GET", f"/api/v1/comments?q=nothing%20came&account={account[1]}")
tl.check("the page shows it: on the account, with its feeling", seen["total"] == 10 and all(c["sentiment"] is not None and c["sentiment"] < 0 for c in seen["comments"]), (seen["total"], [(c["sentiment"], c["text"][:70], c["channel"], c["language"]) for c in seen["comments"]]))
code, found = s.ask("GET", f"/api/v1/tasks?account={account[1]}")
mine = [t for t in found["tasks"] if t["rule"] == "broken" and "promised Tuesday" in (t["words"] or "")]
tl.check("ten broken promises of one account are one task, of its owner, with the customer's words and a reply",
         len(mine) == 1 and mine[0]["said"] == 10 and mine[0]["owner"] == "kim@example.com" and mine[0]["words"] in mine[0]["reply"], found["tasks"][:3])
own = {"Content-Type": "application/json"}
task = mine[0]["id"] if mine else 0
code, said = s.ask("POST", "/api/v1/tasks", json.dumps({"what": "done", "task": task, "told": "yes", "text": "Changed the carrier"}), own)
tl.check("a task is done, and it is kept whether the customer was told", code == 201, (code, said))
code, ended = s.ask("GET", "/api/v1/tasks?state=done")
tl.check("and stands among those done", any(t["id"] == task and t["told"] == "yes" and t["done"] == "Changed the carrier" for t in ended["tasks"]), ended)
code, again = s.ask("POST", "/api/v1/tasks", json.dumps({"what": "done", "task": task, "told": "yes", "text": "x"}), own)
tl.check("not twice", code == 409, (code, again))
for body, want in [({"what": "done", "task": 99999, "told": "yes", "text": "x"}, 404), ({"what": "done", "task": task, "told": "perhaps", "text": "x"}, 400), ({"what": "sing"}, 400)]:
    code, _ = s.ask("POST", "/api/v1/tasks", json.dumps(body), own)
    tl.check(f"{body['what']} {body.get('task')}: {want}", code == want, code)
code, _ = s.ask("POST", "/api/v1/tasks", json.dumps({"what": "undo", "decision": said["decision"]}), own)
tl.check("taken back, it is open again", code == 201 and any(t["id"] == task for t in s.ask("GET", "/api/v1/tasks")[1]["tasks"]), code)


def coded():
    """What is known of the live comments, without their numbers."""
    return {k: table(book, q) for k, q in {
        "said": "SELECT c.text, e.kind, e.polarity, e.topic, count(*) FROM d_expect_said AS e JOIN d_comment AS c ON c.account_id = e.account_id AND c.comment_id = e.comment_id WHERE c.text LIKE 'Live 80%' GROUP BY ALL ORDER BY ALL",
        "rules": "SELECT c.text, m.seq, m.rules FROM d_mood AS m JOIN d_comment AS c ON c.account_id = m.account_id AND c.comment_id = m.comment_id WHERE c.text LIKE 'Live 80%' ORDER BY ALL",
        "where": "SELECT account_id, channel, language, count(*) FROM d_comment WHERE text LIKE 'Live 80%' GROUP BY ALL ORDER BY ALL"}.items()}


s.stop()
early = coded()
after = table(book, "SELECT count(*), min(comment_id) FROM d_comment WHERE text LIKE 'Live 80%'")[0]
tl.equal("thirty comments more, behind the others", [table(book, "SELECT count(*) FROM d_comment")[0][0] - before[0], after[0], after[1] > before[1]], [30, 30, True])
hour = time.gmtime().tm_hour
tl.run("set", book, "night_hour", hour)
tl.run("set", book, "week_day", time.gmtime().tm_wday)
s = Server()
end, ran = time.monotonic() + 300, []
while time.monotonic() < end and not any(j["kind"] == "weekly" and j["state"] == "done" for j in ran):
    time.sleep(0.3)
    ran = s.ask("GET", "/api/v1/jobs")[1]["history"]["jobs"]
if time.gmtime().tm_hour == hour:
    tl.check("the nightly run is done in its hour, once, and the weekly report behind it", [j["kind"] for j in ran if j["state"] == "done"] == ["weekly", "nightly"], ran)
    tl.check("the report is where the job says", os.path.getsize(ran[0]["detail"]) > 10000, ran[0])
code, said = s.ask("POST", "/api/v1/jobs", json.dumps({"what": "recompute"}), own)
tl.check("a job is asked for", code == 202 and said["running"] and 0 <= said["progress"] < 1, (code, said))
code, said = s.ask("POST", "/api/v1/jobs", json.dumps({"what": "recompute"}), own)
tl.check("one at a time", code == 503, (code, said))
body = json.dumps(ticket(899999)).encode()
code, _ = s.ask("POST", "/api/v1/intake/1", body, zendesk(body))
tl.check("what comes in meanwhile is acknowledged", code == 202, code)
code, said = s.ask("POST", "/api/v1/jobs", json.dumps({"what": "cancel"}), own)
tl.check("it can be given up", code == 202, (code, said))
end = time.monotonic() + 60
while time.monotonic() < end and s.ask("GET", "/api/v1/jobs")[1]["running"]:
    time.sleep(0.1)
last = s.ask("GET", "/api/v1/jobs")[1]["history"]["jobs"][0]
tl.check("and is kept as given up", last["kind"] == "recompute" and last["state"] == "cancelled" and last["ended"], last)
tl.check("then what came in enters", s.settle()["waiting"] == 0, s.state())
s.stop()
shown = tl.run("jobs", book, "--json")
tl.check("the command line shows the same", shown.code == 0 and shown.json["jobs"][0]["state"] == "cancelled", shown)
tl.equal("the whole run finds in these comments what the increment found: expectations, rules, accounts", coded(), early)
tl.check("tasks outlive it", any(t["id"] == task for t in tl.run("tasks", book, "--json").json["tasks"]), "")
for name in ("night_hour", "week_day"):
    tl.run("set", book, "--", name, -1)


# Kills: four senders send tickets, now and then a newer version of one; the server dies at random moments.
class Senders:
    def __init__(self):
        self.port, self.going, self.lock = None, True, threading.Lock()
        self.acked, self.sent, self.next = {}, 0, 600000
        self.threads = [threading.Thread(target=self.work, args=(k,)) for k in range(4)]
        for t in self.threads:
            t.start()

    def work(self, k):
        rng = random.Random(k)
        mine = []
        while self.going:
            port = self.port
            if not port:
                time.sleep(0.005)
                continue
            with self.lock:
                self.next += 1
                n = self.next
            again = mine and rng.random() < 0.2
            n = rng.choice(mine) if again else n
            version = (self.acked.get(n, (0,))[0] + 1)
            record = ticket(n, f"version {version} of {n}")
            record["id"] = f"evt-{n}-{version}"
            record["detail"]["updated_at"] = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(1795680000 + version))
            body = json.dumps(record).encode()
            try:
                c = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
                c.request("POST", "/api/v1/intake/1", body=body, headers=zendesk(body))
                code = c.getresponse().status
                c.close()
            except (OSError, http.client.HTTPException):
                # It may have been taken, or not; nobody may care which.  Not sent again: so a version more may be there.
                time.sleep(0.01)
                continue
            self.sent += 1
            if code == 202:
                self.acked[n] = (version,)
                mine.append(n)

    def stop(self):
        self.going = False
        for t in self.threads:
            t.join()


senders = Senders()
rng = random.Random(20261126)
start = time.monotonic()
for k in range(KILLS):
    s = Server()
    senders.port = s.port
    time.sleep(rng.uniform(0.2, 2.0))
    s.stop(signal.SIGKILL)
    senders.port = None
s = Server()
senders.port = s.port
time.sleep(0.5)
senders.stop()
st = s.settle()
tl.check("after the last restart all that waited enters", st["waiting"] == 0 and st["failed"] is None, st)
s.stop()
tl.note(f"{KILLS} kills, {senders.sent} deliveries answered, {len(senders.acked)} tickets acknowledged, {time.monotonic() - start:.0f} s")
got = {}
for row in tl.sql_whole(book, "SELECT ext_id, body FROM f_ticket WHERE superseded_by IS NULL AND ext_id LIKE '6_____' ORDER BY ext_id, file_id, line"):
    got.setdefault(int(row["ext_id"]), []).append(row["body"])
lost = [n for n in senders.acked if n not in got]
double = [n for n, bodies in got.items() if len(bodies) > 1]
old = [n for n, (v,) in senders.acked.items() if n in got and int(got[n][0].split()[1]) < v]
tl.check(f"at least {20 * KILLS} tickets were acknowledged", len(senders.acked) >= 20 * KILLS, len(senders.acked))
tl.check("no acknowledged record is lost", not lost, lost[:10])
tl.check("none is there twice", not double, double[:10])
tl.check("the version in force is the last acknowledged, or one sent after it", not old, old[:10])
tl.check("the book is sound after all kills", tl.run("check", book).code == 0, "")
tl.done()
