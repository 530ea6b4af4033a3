"""Tasks are told: a webhook that refuses first and then takes, and e-mail to a mail server written here on plain sockets.

Oracle: what these servers receive, and the signature made by Python's hmac.
"""
import email
import email.utils
import hashlib
import hmac
import http.client
import http.server
import json
import os
import socket
import subprocess
import threading
import time

import tl

SECRET = "outgoing-secret-0123456789"
d = tl.folder()
src, book = os.path.join(d, "src"), os.path.join(d, "b.book")
tl.demo(src, accounts=40, events=1000, responses=300)
# Named first: whole runs make tasks, too, and give each its owner.
if tl.run("init", book).code or tl.run("tasks", book, "owner", "all", "kim@example.com").code:
    raise SystemExit("Bail out! no book")
made = tl.run("run", book, src, "--report", os.path.join(d, "r.html"), "--quiet")
if made.code not in (0, 3):
    raise SystemExit(f"Bail out! {made}")

first = tl.run("tasks", book, "--json").json["tasks"]
tl.check("a whole run makes tasks, with their owner", len(first) > 0 and all(t["owner"] == "kim@example.com" for t in first), first)
tl.run("tasks", book, "find")
tl.check("and all that there are", tl.run("tasks", book, "--json").json["tasks"] == first, "")

posts, refuse = [], [2]


class Hook(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        posts.append((dict(self.headers), body, refuse[0] > 0))
        self.send_response(503 if refuse[0] > 0 else 204)
        refuse[0] -= 1
        self.end_headers()

    def log_message(self, *a):
        pass


web = http.server.HTTPServer(("127.0.0.1", 0), Hook)
threading.Thread(target=web.serve_forever, daemon=True).start()
mails = []


def smtp(listener):
    while True:
        c, _ = listener.accept()
        f = c.makefile("rwb")

        def say(text):
            f.write(text.encode() + b"\r\n")
            f.flush()

        say("220 here")
        mail = {"to": [], "from": "", "data": b""}
        for line in f:
            word = line.strip().upper()
            if word.startswith(b"EHLO") or word.startswith(b"HELO"):
                say("250 here")
            elif word.startswith(b"MAIL FROM"):
                mail["from"] = line.decode().strip()
                say("250 ok")
            elif word.startswith(b"RCPT TO"):
                mail["to"].append(line.decode().strip())
                say("250 ok")
            elif word == b"DATA":
                say("354 go on")
                while (data := f.readline()) != b".\r\n":
                    mail["data"] += data
                mails.append(dict(mail))
                say("250 taken")
            elif word == b"QUIT":
                say("221 bye")
                break
            else:
                say("502 no")
        c.close()


listener = socket.create_server(("127.0.0.1", 0))
threading.Thread(target=smtp, args=(listener,), daemon=True).start()

account = list(tl.sql(book, "SELECT a.account_id AS word, min(d.account_id) AS id, min(n.name) AS name FROM alias AS a JOIN source AS s ON s.source_id = a.source_id JOIN d_alias AS d ON d.alias_id = a.alias_id "
                      "JOIN d_account AS n ON n.account_id = d.account_id WHERE s.name = 'Zendesk' AND a.account_id <> '' GROUP BY a.account_id ORDER BY count(*) DESC, a.account_id LIMIT 1")[0].values())
tl.run("hooks", book, "add", "desk", "json", SECRET)
for name, value in (("task_core", 0), ("task_days", 1)):
    tl.run("set", book, name, value)
with open(os.path.join(book + ".spool", "outgoing"), "w", encoding="utf-8") as f:
    f.write(f"webhook http://127.0.0.1:{web.server_port}/in\nsecret {SECRET}\nsmtp smtp://127.0.0.1:{listener.getsockname()[1]}\nfrom cx@example.com\npage https://cx.example.com/\n")

REPLY = "Hello {account}\r\n.\r\nMAIL FROM:<evil@example.com>\r\nBcc: evil@example.com\r\n\r\nabout {cause}."
tl.run("tasks", book, "reply", "rule:broken", REPLY)
p = subprocess.Popen([tl.BIN, "serve", book, "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
port = int(p.stdout.readline().decode().rsplit(":", 1)[1].strip().rstrip("/"))


def send(records):
    c = http.client.HTTPConnection("127.0.0.1", port)
    c.request("POST", "/api/v1/intake/1", json.dumps(records).encode(), {"Authorization": f"Bearer {SECRET}"})
    code = c.getresponse().status
    c.close()
    return code


def ticket(n, text):
    return {"id": f"N-{n}", "subject": "Note", "status": "open", "requester_id": "5", "organization_id": account[0], "created_at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), "description": text}


def wait(until, seconds=60):
    end = time.monotonic() + seconds
    while time.monotonic() < end and not until():
        time.sleep(0.1)
    return until()


def ours(to):
    """Mails about the account of this test; the sample has a task or two of its own."""
    return [m for m in mails if m["to"] == [f"RCPT TO:<{to}>"] and account[2].encode() in m["data"]]


def about(taken=True):
    return [p for p in posts if json.loads(p[1])["account"] == account[2] and p[2] != taken]


words = "You promised Tuesday, and nothing came until Friday."
tl.check("three broken promises of one account come in", send([ticket(i, words + f"\r\nBcc: evil{i}@example.com") for i in range(3)]) == 202, "")
tl.check("the webhook that refuses twice is asked again until it takes", wait(lambda: about() and refuse[0] <= 0), posts)
taken = about()
head, body, _ = taken[0]
said = json.loads(body)
tl.check("it is told once, with the customer's words", len(taken) == 1 and said["why"] == "made" and said["rule"] == "broken" and said["account"] == account[2] and words in said["words"], said)
stamp, mark = (part.split("=", 1)[1] for part in head["X-Throughline-Signature"].split(","))
tl.check("signed with the secret", hmac.compare_digest(mark, hmac.new(SECRET.encode(), stamp.encode() + b"." + body, hashlib.sha256).hexdigest()), head)
tl.check("each try has the same key, so that it can be known again", len({p[0]["Idempotency-Key"] for p in posts}) == len({p[1] for p in posts}), [p[0] for p in posts])
tl.check("one mail goes to the owner", wait(lambda: len(ours("kim@example.com")) == 1) and "cx@example.com" in ours("kim@example.com")[0]["from"], mails)
top, text = ours("kim@example.com")[0]["data"].split(b"\r\n\r\n", 1) if ours("kim@example.com") else (b"", b"")
tl.check("with the words in it, and no header of the customer's making", words.encode() in text and b"Bcc" not in top and b"Subject: [broken]" in top and b"Message-ID: <throughline-" in top, mails)
heads = email.message_from_bytes(top)
shown = text.decode()
year = said["money_minor"]
tl.check("a notice says what could be answered, in one line, and nothing of it is a command or a header",
         f"Hello {account[2]} . MAIL FROM:<evil@example.com> Bcc: evil@example.com about" in " ".join(shown.split()) and "\r\nMAIL FROM" not in shown and "\r\nBcc" not in shown
         and all(m["from"] == "MAIL FROM:<cx@example.com>" for m in mails) and "evil" not in str([m["to"] for m in mails]) and said["reply"].startswith(f"Hello {account[2]}"), (shown, said))
tl.check("how much is behind it, and where the task is", year > 0 and said["currency"] == "EUR" and "Invoiced in the last year: \u20ac" in shown
         and said["link"] == f"https://cx.example.com/tasks?task={said['task']}" and said["link"] in shown, (shown, said))
sent = email.utils.parsedate_to_datetime(heads["Date"] or "")
tl.check("it says when it was sent, as mail does", abs(time.time() - sent.timestamp()) < 120 and heads["Date"].startswith(time.strftime("%a, ", time.gmtime(sent.timestamp()))), heads["Date"])
with open(os.path.join(book + ".spool", "sender"), encoding="utf-8") as f:
    sender = f.read()
ids = [email.message_from_bytes(m["data"])["Message-ID"] for m in mails]
tl.check("its id is this outbox's own", len(sender) == 16 and len(set(ids)) == len(ids) and all(i.startswith(f"<throughline-{sender}-") for i in ids), ids)
tl.check("and so is the webhook's key", all(p[0]["Idempotency-Key"].startswith(f"throughline-{sender}-") for p in posts), posts)
wait(lambda: len([p for p in posts if not p[2]]) == len(mails))
time.sleep(3)
tl.check("and nothing twice", len(about()) == 1 and len(ours("kim@example.com")) == 1, (posts, mails))
c = http.client.HTTPConnection("127.0.0.1", port)
c.request("GET", "/metrics")
lines = dict(x.rsplit(" ", 1) for x in c.getresponse().read().decode().splitlines() if not x.startswith("#"))
counted = {k: int(float(lines[f'throughline_{k}'])) for k in ('notices_total{way="e-mail",taken="yes"}', 'notices_total{way="e-mail",taken="no"}', 'notices_total{way="webhook",taken="yes"}',
                                                              'notices_total{way="webhook",taken="no"}', 'notices_given_up_total', 'intake_records_total{state="accepted"}', 'intake_records_total{state="kept"}', 'intake_waiting')}
tl.equal("the counters say what these servers took and refused, and what came in", list(counted.values()), [len(mails), 0, len([p for p in posts if not p[2]]), len([p for p in posts if p[2]]), 0, 3, 3, 0])
p.terminate()
p.communicate()
rows = [list(r.values()) for r in tl.sql(book, "SELECT way, tries, sent_at IS NOT NULL AS sent, failed FROM notice ORDER BY way")]
tl.check("the outbox says how it went", all(r[2] and r[3] == "" for r in rows) and sum(r[1] for r in rows if r[0] == "webhook") == len(posts) == len(rows) // 2 + 2 and all(r[1] == 1 for r in rows if r[0] == "e-mail"), rows)

# Quiet hours: it waits; the server may end meanwhile; then it is told.
hour = time.gmtime().tm_hour
tl.run("set", book, "quiet_from", hour)
tl.run("set", book, "quiet_to", (hour + 2) % 24)
tl.run("tasks", book, "owner", "all", "lee@example.com")
p = subprocess.Popen([tl.BIN, "serve", book, "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
port = int(p.stdout.readline().decode().rsplit(":", 1)[1].strip().rstrip("/"))


def ask(method, target, body=None):
    c = http.client.HTTPConnection("127.0.0.1", port)
    c.request(method, target, json.dumps(body) if body else None, {"Content-Type": "application/json"} if body else {})
    r = c.getresponse()
    text = json.loads(r.read())
    c.close()
    return r.status, text


def tasks():
    return ask("GET", f"/api/v1/tasks?account={account[1]}")[1]["tasks"]


for t in tasks():
    ask("POST", "/api/v1/tasks", {"what": "done", "task": t["id"], "told": "yes", "text": "Called"})
one = ask("GET", f"/api/v1/tasks?task={said['task']}")[1]
tl.check("its link shows that task alone, also when it is done", [t["id"] for t in one["tasks"]] == [said["task"]] and one["tasks"][0]["done"] == "Called" and one["tasks"][0]["reply"] == said["reply"], one)
before = len(mails)
tl.check("another broken promise comes in", send([ticket(9, "You promised Monday, and nothing came until Friday.")]) == 202, "")


tl.check("it is a task", wait(lambda: any(t["owner"] == "lee@example.com" for t in tasks())), tasks())
time.sleep(3)
tl.check("in the quiet hours nobody is told", len(mails) == before, mails)
p.terminate()
p.communicate()
tl.run("set", book, "quiet_to", hour)  # the same hour twice: never
p = subprocess.Popen([tl.BIN, "serve", book, "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
p.stdout.readline()
tl.check("after them they are", wait(lambda: len(ours("lee@example.com")) == 1), mails)
tl.check("under the same word after a start anew", f"<throughline-{sender}-".encode() in ours("lee@example.com")[0]["data"], mails)
p.terminate()
p.communicate()

# The weekly report: a file of its job, and a mail to each who is named, once; a name with a line in it names nobody else.
tl.run("tasks", book, "owner", "report", "ann@example.com, nobody named, bea@example.com, cy@example.com\r\nBcc: evil@example.com")
tl.run("set", book, "night_hour", time.gmtime().tm_hour)
tl.run("set", book, "week_day", time.gmtime().tm_wday)
p = subprocess.Popen([tl.BIN, "serve", book, "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
port = int(p.stdout.readline().decode().rsplit(":", 1)[1].strip().rstrip("/"))


def reports():
    return [m for m in mails if b"Subject: [report]" in m["data"]]


if wait(lambda: any(j["kind"] == "weekly" and j["state"] == "done" for j in ask("GET", "/api/v1/jobs")[1]["history"]["jobs"]), 200):
    wait(lambda: len(reports()) >= 2)
    time.sleep(2)
    tl.equal("each who is named is sent it once", sorted(m["to"][0] for m in reports()), ["RCPT TO:<ann@example.com>", "RCPT TO:<bea@example.com>"])
    mail = email.message_from_bytes(reports()[0]["data"])
    part = mail.get_payload()
    job = next(j for j in ask("GET", "/api/v1/jobs")[1]["history"]["jobs"] if j["kind"] == "weekly")
    with open(job["detail"], "rb") as f:
        report = f.read()
    tl.check("as a file, to the last byte, with the way to it", len(part) == 2 and part[1].get_payload(decode=True) == report and part[1].get_filename() == os.path.basename(job["detail"])
             and b"https://cx.example.com/admin?view=work" in part[0].get_payload(decode=True) and mail["Bcc"] is None, [len(part), part[0].get_payload(), part[1].get_filename(), len(part[1].get_payload(decode=True)), len(report), part[1].get_payload(decode=True)[-80:], report[-80:]])
    c = http.client.HTTPConnection("127.0.0.1", port)
    c.request("GET", f"/api/v1/jobs/{job['id']}/report")
    r = c.getresponse()
    tl.check("the page has it as a file", (r.status, r.read()) == (200, report) and "attachment" in r.getheader("Content-Disposition"), r.status)
    c.close()
    tl.equal("other jobs have none", [ask("GET", f"/api/v1/jobs/{n}/report")[0] for n in (9999, *[j["id"] for j in ask("GET", "/api/v1/jobs")[1]["history"]["jobs"] if j["kind"] != "weekly"])][:2], [404, 404])
    listed = ask("GET", "/api/v1/notices")[1]
    tl.check("the outbox is listed, newest first", listed["total"] == len(listed["notices"]) >= 5 and [n["id"] for n in listed["notices"]] == sorted((n["id"] for n in listed["notices"]), reverse=True)
             and all(n["state"] == "sent" for n in listed["notices"]) and {n["why"] for n in listed["notices"]} >= {"made", "report"} and all((n["job"] is None) == (n["why"] != "report") for n in listed["notices"]), listed)
hooks = ask("GET", "/api/v1/hooks")[1]["hooks"]
tl.check("endpoints are listed, and no secret", [(h["name"], h["system"], h["path"]) for h in hooks] == [("desk", "json", "/api/v1/intake/1")] and SECRET not in json.dumps(hooks), hooks)
p.terminate()
p.communicate()
tl.done()
