"""Live intake: how many records a second are acknowledged after being durable, and what coding new comments costs beside the whole run.

Beside the rate stands what the disk itself gives: records appended to a file and synchronised one by one, by Python in the same minutes.
TL_ACCOUNTS is the size of the book (300). Processor time is the server's own, from /proc: it does not depend on who else is using the machine.
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

SECRET, NEW, SENDERS, SECONDS = "bench-secret-0123456789", 100, 4, 5
ACCOUNTS, TICK = int(os.environ.get("TL_ACCOUNTS", "300")), os.sysconf("SC_CLK_TCK")
d = tl.folder()
src, book = os.path.join(d, "src"), os.path.join(d, "b.book")
tl.demo(src, accounts=ACCOUNTS)
whole = tl.run("run", book, src, "--report", os.path.join(d, "r.html"), "--quiet", env={"TL_LOG": "info"})
stage = {line.split("stage=")[1].split()[0]: int(line.rsplit("ms=", 1)[1]) / 1000 for line in whole.err.splitlines() if "stage.done" in line}
tl.run("hooks", book, "add", "bench", "json", SECRET)
p = subprocess.Popen([tl.BIN, "serve", book, "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
port = int(p.stdout.readline().decode().rsplit(":", 1)[1].strip().rstrip("/"))
head = {"Authorization": f"Bearer {SECRET}", "Content-Type": "application/json"}


def ticket(n):
    return {"id": f"B-{n}", "subject": f"Bench {n}", "status": "open", "requester_id": "5", "created_at": "2026-11-26T08:00:00Z",
            "description": ("The delivery came two days late again and nobody told us.", "Your invoice shows the wrong price.", "Great support, thank you.")[n % 3]}


def state():
    c = http.client.HTTPConnection("127.0.0.1", port)
    c.request("GET", "/api/v1/intake")
    s = json.loads(c.getresponse().read())
    c.close()
    return s


def post(c, records):
    c.request("POST", "/api/v1/intake/1", json.dumps(records).encode(), head)
    r = c.getresponse()
    r.read()
    return r.status == 202


def until(comments):
    while state()["comments"] < comments:
        time.sleep(0.05)


def cpu():
    """Seconds of the server's processor time so far."""
    with open(f"/proc/{p.pid}/stat", encoding="ascii") as f:
        part = f.read().rsplit(")", 1)[1].split()
    return (int(part[11]) + int(part[12])) / TICK


# A hundred comments into a book that is served.
c = http.client.HTTPConnection("127.0.0.1", port)
start, before = time.monotonic(), cpu()
ok = post(c, [ticket(i) for i in range(NEW)])
acked = time.monotonic() - start
until(NEW)
coded, worked = time.monotonic() - start, cpu() - before
all_of_it = sum(stage.values())
side.table(f"{NEW} new comments in a book of {ACCOUNTS:,} accounts ({whole.seconds:.1f} s for the whole run)", ("", "time", "processor", "of the whole run"),
         [("acknowledged, durable", f"{acked * 1000:.0f} ms", "", ""), ("in the book, coded, on the page", f"{coded:.2f} s", f"{worked:.2f} s", f"{coded / all_of_it:.3f}"),
          ("of the stages who is who and what they say", "", "", f"{coded / (stage['resolve'] + stage['listen']):.3f}")])


def rate(each):
    sent, lock, end = [0], threading.Lock(), time.monotonic() + SECONDS

    def work(k):
        mine = http.client.HTTPConnection("127.0.0.1", port)
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
p.terminate()
p.wait()
sys.exit(0 if ok and batches >= 5000 and coded < all_of_it / 2 else 1)
