"""Live intake: how many records a second are acknowledged after being durable, and whether new comments cost what they weigh.

A hundred comments, and a thousand, into books of two sizes, each behind a first hundred that opens the book's keys. Held: a thousand cost at most ten times a hundred, a hundred in the larger
book (five times the accounts) at most twice what they cost in the smaller one, and in either a tenth of the whole run. Beside the rate stands what the disk itself gives: records appended to a file and
synchronised one by one, by Python in the same minutes. TL_ACCOUNTS is the size of the smaller book (300). Processor time is the server's own, from /proc: it does not depend on who else is using
the machine.
"""
import json
import os
import sys
import threading
import time
import http.client
import subprocess

import side
import tl

SECRET, SENDERS, SECONDS, LARGER = "bench-secret-0123456789", 4, 5, 5
ACCOUNTS, TICK = int(os.environ.get("TL_ACCOUNTS", "300")), os.sysconf("SC_CLK_TCK")
MORE, GROWN, OF_WHOLE = 10, 2, 0.1
d = tl.folder()
head = {"Authorization": f"Bearer {SECRET}", "Content-Type": "application/json"}


def ticket(n):
    return {"id": f"B-{n}", "subject": f"Bench {n}", "status": "open", "requester_id": "5", "created_at": "2026-11-26T08:00:00Z",
            "description": ("The delivery came two days late again and nobody told us.", "Your invoice shows the wrong price.", "Great support, thank you.")[n % 3]}


def post(c, records):
    c.request("POST", "/api/v1/intake/1", json.dumps(records).encode(), head)
    r = c.getresponse()
    r.read()
    return r.status == 202


class Served:
    """A book of so many accounts, its whole run, and its server."""

    def __init__(self, accounts):
        src, self.book = os.path.join(d, f"src{accounts}"), os.path.join(d, f"b{accounts}.book")
        tl.demo(src, accounts=accounts)
        before = sum(os.times()[2:4])
        whole = tl.run("run", self.book, src, "--quiet")
        if whole.code not in (0, 3):
            raise SystemExit(f"live: {whole}")
        self.accounts, self.whole = accounts, sum(os.times()[2:4]) - before
        tl.run("hooks", self.book, "add", "bench", "json", SECRET)
        self.p = subprocess.Popen([tl.BIN, "serve", self.book, "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.port, self.sent = int(self.p.stdout.readline().decode().rsplit(":", 1)[1].strip().rstrip("/")), 0

    def comments(self):
        c = http.client.HTTPConnection("127.0.0.1", self.port)
        c.request("GET", "/api/v1/intake")
        s = json.loads(c.getresponse().read())
        c.close()
        return s["comments"]

    def cpu(self):
        """Seconds of the server's processor time so far."""
        with open(f"/proc/{self.p.pid}/stat", encoding="ascii") as f:
            part = f.read().rsplit(")", 1)[1].split()
        return (int(part[11]) + int(part[12])) / TICK

    def quiet(self):
        """Until the server has nothing left to do: what it makes ahead after a run is no cost of comments."""
        last, still = self.cpu(), 0
        while still < 10:
            time.sleep(0.1)
            now = self.cpu()
            still, last = still + 1 if now - last < 0.02 else 0, now

    def cost(self, n):
        """Seconds until n more are acknowledged, and in the book; processor time until it is quiet again."""
        self.quiet()
        c = http.client.HTTPConnection("127.0.0.1", self.port)
        start, before = time.monotonic(), self.cpu()
        for k in range(0, n, 100):
            if not post(c, [ticket(self.sent + k + i) for i in range(100)]):
                raise SystemExit("live: a delivery was refused")
        acked = time.monotonic() - start
        self.sent += n
        while self.comments() < self.sent:
            time.sleep(0.05)
        coded = time.monotonic() - start
        self.quiet()
        return acked, coded, self.cpu() - before

    def stop(self):
        self.p.terminate()
        self.p.wait()


missed, rows, hundred = [], [], []
for accounts in (ACCOUNTS, ACCOUNTS * LARGER):
    s = Served(accounts)
    s.cost(100)
    few, many = min((s.cost(100) for _ in range(3)), key=lambda x: x[2]), s.cost(1000)
    hundred.append(few[2])
    for n, (acked, coded, worked) in ((100, few), (1000, many)):
        rows.append((f"{n} comments into a book of {accounts:,} accounts", f"{acked * 1000:.0f} ms", f"{coded:.2f} s", f"{worked:.2f} s", f"{worked / s.whole:.3f}"))
    if many[2] > MORE * max(few[2], 1 / TICK):
        missed.append(f"1,000 comments cost {many[2] / few[2]:.1f} times 100, {accounts} accounts")
    if few[2] > OF_WHOLE * s.whole:
        missed.append(f"100 comments cost {few[2] / s.whole:.2f} of the whole run, {accounts} accounts")
    if accounts == ACCOUNTS:
        small = s
    else:
        s.stop()
if hundred[1] > GROWN * max(hundred[0], 2 / TICK):
    missed.append(f"100 comments cost {hundred[1] / hundred[0]:.1f} times as much in a book of {LARGER} times the accounts")
side.table("New comments (goals: 1,000 at most 10 times 100; 100 in the larger book at most twice; at most a tenth of the whole run)", ("", "durable", "coded, on the page", "processor", "of the whole run's"), rows)


def rate(each):
    sent, lock, end = [0], threading.Lock(), time.monotonic() + SECONDS

    def work(k):
        mine = http.client.HTTPConnection("127.0.0.1", small.port)
        n = 1000000 * (k + 1)
        while time.monotonic() < end:
            if not post(mine, [ticket(n + i) for i in range(each)] if each > 1 else ticket(n)):
                raise SystemExit("a delivery was refused")
            n += each
            with lock:
                sent[0] += each

    threads = [threading.Thread(target=work, args=(k,)) for k in range(SENDERS)]
    begun = time.monotonic()
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    return sent[0] / (time.monotonic() - begun)


def disk():
    path, n, end = os.path.join(d, "sync"), 0, time.monotonic() + 2
    with open(path, "ab", buffering=0) as f:
        body = json.dumps(ticket(1)).encode()
        begun = time.monotonic()
        while time.monotonic() < end:
            f.write(body)
            os.fdatasync(f.fileno())
            n += 1
    return n / (time.monotonic() - begun)


raw = disk()
single, batches = rate(1), rate(100)
side.table(f"Acknowledged after being durable, {SENDERS} senders of this Python on loopback", ("", "records a second", "of the disk's own"),
         [("the disk: append and synchronise, one by one", f"{raw:.0f}", ""), ("one record a delivery", f"{single:.0f}", f"{single / raw:.2f}"),
          ("a hundred records a delivery", f"{batches:.0f}", f"{batches / raw:.2f}")])
small.stop()
if batches < 5000:
    missed.append("5,000 records a second")
if missed:
    print("missed: " + "; ".join(missed))
sys.exit(1 if missed else 0)
