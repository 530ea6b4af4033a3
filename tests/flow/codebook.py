"""A survey question coded with a researcher's code book, from the file to shares with intervals: on the command line and over HTTP.

Oracles: the words counted by hand in the answers; Wilson's limits at n - 1 with t, which is what accounts of one answer each come to.
"""
import csv
import http.client
import json
import math
import os
import signal
import socket
import statistics
import subprocess
import time

import tl

ACCOUNTS = 60
d = tl.folder()
book, exports = os.path.join(d, "c.book"), os.path.join(d, "exports")
os.makedirs(exports)


def write(name, rows):
    path = os.path.join(exports, name)
    with open(path, "w", newline="", encoding="utf-8") as f:
        csv.writer(f).writerows(rows)
    return path


def said(i):
    """What account i answers to the first question: late, dear, both (with two feelings), or something else."""
    return ("The delivery was late again." if i % 4 == 0 else "Your price is terrible." if i % 4 == 1 else
            "Great price, but it came terribly late." if i % 4 == 2 else "The manual has no pictures.") + f" We saw it in job {i} of plant {i * 7 % 61}."


write("Account.csv", [["Id", "Name", "ParentId", "Type", "Industry", "BillingCountry", "BillingCity", "BillingPostalCode", "Website"]] +
      [[f"001580000{i:06d}AAA", f"Company {i}", "", "Customer", "Steel", "France", "Lyon", "69001", f"www.company{i}.example"] for i in range(ACCOUNTS)])
write("Contact.csv", [["Id", "AccountId", "FirstName", "LastName", "Email"]] +
      [[f"003580000{i:06d}AAA", f"001580000{i:06d}AAA", "Kim", f"Name{i}", f"kim@company{i}.example"] for i in range(ACCOUNTS)])
head = ["StartDate", "EndDate", "Status", "Progress", "Finished", "RecordedDate", "ResponseId", "RecipientEmail", "DistributionChannel", "UserLanguage", "Q1", "Q2"]
write("survey.csv", [head, ["Start Date", "End Date", "Response Type", "Progress", "Finished", "Recorded Date", "Response ID", "Recipient Email", "Distribution Channel", "User Language",
                            "What is the reason for your score?", "Anything else?"], [json.dumps({"ImportId": h}) for h in head]] +
      [["2025-06-01 10:00:00", "2025-06-01 10:05:00", "IP Address", 100, "True", f"2025-06-{i % 28 + 1:02d} 10:05:00", f"R_{i:04d}", f"kim@company{i}.example", "email", "EN",
        said(i), f"The price of the late bus to plant {i} is no matter here."] for i in range(ACCOUNTS)])
codes = write("../codes.csv", [["code", "words", "definition"], ["Late", "late; not on time", "It came too late"], ["Price", "price", "Too dear"], ["Rude", "rude", "Unfriendly people"]])

r = tl.run("import", book, exports)
tl.check("the exports are read", r.code == 0, r)
for stage in ("resolve", "listen"):
    r = tl.run(stage, book)
    tl.check(f"{stage} ends well", r.code == 0, r)


def shares(question="Q1"):
    r = tl.run("themes", book, "question", question, "--json")
    return {s["name"]: s for s in r.json["shares"] if s["segment"] is None}


bad = write("../bad.csv", [["words"], ["late"]])
r = tl.run("themes", book, "codebook", bad, "Q1")
tl.check("a code book without codes is refused, with the reason", r.code == 2 and "code" in r.err, r)
r = tl.run("themes", book, "codebook", codes, "Q1")
tl.check("the code book is taken, and all is worked out again", r.code == 0 and "decisions 1 to 3" in r.out and r.out.endswith("\n"), r)
count = {"Late": sum("late" in said(i) for i in range(ACCOUNTS)), "Price": sum("price" in said(i) for i in range(ACCOUNTS))}
got = shares()
for name, n in count.items():
    s = got.get(name, {})
    tl.equal(f"{name}: as many answers are coded as have its word, of all", (s.get("coded"), s.get("answers"), s.get("accounts")), (n, ACCOUNTS, ACCOUNTS))
    p, like, z = n / ACCOUNTS, ACCOUNTS - 1, 2.00100            # t at .975 with 59 degrees of freedom
    middle, half = (p + z * z / (2 * like)) / (1 + z * z / like), z / (1 + z * z / like) * math.sqrt(p * (1 - p) / like + z * z / (4 * like * like))
    tl.check(f"{name}: its share has Wilson's interval", s and all(abs(a - b) < 1e-4 for a, b in ((s["share"], p), (s["low"], middle - half), (s["high"], middle + half))), f"{s} {middle - half} {middle + half}")
tl.check("a code nobody speaks of has no answer", got.get("Rude", {"coded": 0})["coded"] == 0, got.get("Rude"))
other = tl.sql(book, "SELECT count(*) AS n FROM d_code AS k JOIN d_comment_key AS y ON y.comment_id = k.comment_id WHERE y.question = 'Q2' AND k.theme_id >= 1000000")
tl.equal("answers to the other question are not coded, though they have the words", other[0]["n"], 0)
felt = tl.sql(book, "SELECT t.name, CASE WHEN k.value > 0 THEN 1 ELSE -1 END AS s, count(*) AS n FROM d_code AS k JOIN d_theme AS t ON t.theme_id = k.theme_id "
                    "JOIN d_comment AS c ON c.comment_id = k.comment_id WHERE k.theme_id >= 1000000 AND c.text LIKE 'Great price, but%' GROUP BY 1, 2 ORDER BY 1")
tl.equal("one sentence feels good about the price and bad about the day", [(x["name"], x["s"], x["n"]) for x in felt], [("Late", -1, ACCOUNTS // 4), ("Price", 1, ACCOUNTS // 4)])


class Server:
    def __init__(self):
        with socket.socket() as s:
            s.bind(("127.0.0.1", 0))
            self.port = s.getsockname()[1]
        self.p = subprocess.Popen([tl.BIN, "serve", book, "--listen", f"127.0.0.1:{self.port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.until(lambda: self.ask("/healthz")[0] == 200)

    def until(self, test):
        for _ in range(300):
            try:
                if test():
                    return
            except OSError:
                pass
            time.sleep(0.1)
        raise SystemExit("Bail out! the server does not answer")

    def ask(self, path, body=None):
        c = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        c.request("GET" if body is None else "POST", path, None if body is None else json.dumps(body), {"Content-Type": "application/json"})
        r = c.getresponse()
        text = r.read()
        c.close()
        return r.status, json.loads(text) if text[:1] == b"{" else text

    def work(self):
        before = self.ask("/api/v1/recompute")[1]["done"]
        tl.equal("figures are worked out again", self.ask("/api/v1/recompute", {})[0], 202)
        self.until(lambda: self.ask("/api/v1/recompute")[1]["done"] > before)

    def share(self, name):
        return [s for s in self.ask("/api/v1/themes?q=Q1")[1]["shares"] if s["segment"] is None and s["name"] == name]


s = Server()
status, answer = s.ask("/api/v1/codebook", {"what": "add", "text": "words\nmanual\n", "question": "Q1"})
tl.check("over HTTP a code book without codes is refused, with the reason", status == 400 and "code" in answer["detail"], answer)
status, answer = s.ask("/api/v1/codebook", {"what": "add", "text": "code,words\nManual,manual\nPictures,pictures; images\n", "question": "Q1"})
tl.check("over HTTP one is taken", status == 201 and answer["last"] == answer["decision"] + 1, answer)
s.work()
for name in ("Manual", "Pictures"):
    tl.equal(f"{name}: coded for the question", [x["coded"] for x in s.share(name)], [ACCOUNTS // 4])
themes = {x["name"]: x["id"] for x in s.ask("/api/v1/themes")[1]["themes"]}
page = s.ask(f"/api/v1/comments?theme={themes['Late']}&per_page=100")[1]
words = [c["text"][w["from"]:w["to"]] for c in page["comments"] for k in c["codes"] if k["theme"] == "Late" for w in k["words"]]
tl.check("a code brings the words that made its feeling", words and set(words) <= {"terribly", "late"}, statistics.multimode(words))
status, answer = s.ask("/api/v1/codebook", {"what": "undo", "decision": answer["decision"], "last": answer["last"]})
tl.equal("it is taken back whole", status, 201)
s.work()
tl.equal("and its codes are gone", [x["coded"] for n in ("Manual", "Pictures") for x in s.share(n)], [])
tl.equal("what was imported on the command line stays", [x["coded"] for x in s.share("Late")], [count["Late"]])
s.p.send_signal(signal.SIGTERM)
tl.equal("the server ends well", s.p.wait(timeout=60), 0)
tl.done()
