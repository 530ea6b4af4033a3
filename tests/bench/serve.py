"""The server on loopback, asked by wrk: every view kept and fresh, account cards, what comes in live, memory, ten thousand idle connections.

The book (TL_ACCOUNTS, default 20,000, and TL_COMMENTS, default 1 M) is made once and kept in the build folder. Beside each figure stands the same
bytes sent by nginx as a file, in the same seconds: what loopback and this machine give. A question is "kept" when it was asked before and the
book has not changed since, "fresh" when it never was. Processor time is the server's own, from /proc: it does not depend on who else is
using the machine.
"""
import atexit
import gzip
import http.client
import json
import os
import random
import re
import resource
import shutil
import socket
import subprocess
import sys
import time
import urllib.parse

import side
import tl

ACCOUNTS, COMMENTS = int(os.environ.get("TL_ACCOUNTS", "20000")), int(os.environ.get("TL_COMMENTS", "1000000"))
SECONDS = float(os.environ.get("TL_SECONDS", "3"))
IDLE = int(os.environ.get("TL_IDLE", "10000"))
HERE, SECRET = os.path.dirname(os.path.abspath(__file__)), "bench-secret-0123456789"
LUA = os.path.join(HERE, "serve.lua")
GOAL_KEPT_MS, GOAL_FRESH_MS, GOAL_CARDS, GOAL_INTAKE, GOAL_IDLE_MIB, GOAL_SCRIPT_KB, GOAL_VISIBLE_S = 20, 150, 2000, 5000, 150, 300, 5
TICK = os.sysconf("SC_CLK_TCK")
d = tl.folder()
rng = random.Random(6)
missed = []


def goal(name, ok):
    if not ok:
        missed.append(name)
    return "" if ok else "MISSED"


def the_book():
    """A copy of the book for this size; the original is made the first time."""
    kept = os.path.join(os.path.dirname(tl.BIN), "bench-books", f"{ACCOUNTS}-{COMMENTS}.book")
    if not os.path.exists(kept):
        os.makedirs(os.path.dirname(kept), exist_ok=True)
        src, making = os.path.join(d, "src"), os.path.join(d, "making.book")
        tl.demo(src, accounts=ACCOUNTS, responses=COMMENTS)
        r = tl.run("run", making, src, "--quiet", "--report", os.path.join(d, "r.html"), timeout=7200)
        if r.code not in (0, 3):
            raise SystemExit(f"the book could not be made: {r}")
        shutil.rmtree(src)
        shutil.move(making, kept)
    mine = os.path.join(d, "b.book")
    shutil.copyfile(kept, mine)
    return mine


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Server:
    def __init__(self, book):
        began = time.monotonic()
        self.p = subprocess.Popen([tl.BIN, "serve", book, "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        atexit.register(self.p.terminate)
        self.port = int(self.p.stdout.readline().decode().rsplit(":", 1)[1].strip().rstrip("/"))
        self.began = time.monotonic() - began

    def cpu(self):
        """Seconds of processor time so far."""
        with open(f"/proc/{self.p.pid}/stat", encoding="ascii") as f:
            part = f.read().rsplit(")", 1)[1].split()
        return (int(part[11]) + int(part[12])) / TICK

    def mib(self, what="VmRSS"):
        with open(f"/proc/{self.p.pid}/status", encoding="ascii") as f:
            return int(re.search(what + r":\s+(\d+)", f.read())[1]) / 1024

    def get(self, target):
        c = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        c.request("GET", target)
        r = c.getresponse()
        body = r.read()
        c.close()
        if r.status != 200:
            raise SystemExit(f"{target}: {r.status} {body[:200]!r}")
        return body

    def end(self):
        self.p.terminate()
        self.p.wait()


class Peer:
    """nginx with two workers, which sends files."""

    def __init__(self):
        self.port, self.root = free_port(), os.path.join(d, "peer")
        os.makedirs(os.path.join(self.root, "www"))
        os.chmod(d, 0o755)
        conf = os.path.join(self.root, "nginx.conf")
        with open(conf, "w", encoding="ascii") as f:
            f.write(f"worker_processes 2; daemon off; pid {self.root}/pid; error_log {self.root}/error.log; events {{ worker_connections 4096; }}\n"
                    f"http {{ access_log off; sendfile on; keepalive_requests 100000000; default_type application/json; client_body_temp_path {self.root}/t1;\n"
                    f"proxy_temp_path {self.root}/t2; fastcgi_temp_path {self.root}/t3; uwsgi_temp_path {self.root}/t4; scgi_temp_path {self.root}/t5;\n"
                    f"server {{ listen 127.0.0.1:{self.port}; root {self.root}/www; }} }}\n")
        self.p = subprocess.Popen(["nginx", "-p", self.root, "-c", conf], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        atexit.register(self.p.terminate)
        for _ in range(100):
            with socket.socket() as s:
                if s.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        raise SystemExit("nginx does not start")

    def put(self, name, body):
        path = os.path.join(self.root, "www", name)
        with open(path, "wb") as f:
            f.write(body)
        os.chmod(path, 0o644)
        return "/" + name

    def end(self):
        self.p.terminate()
        self.p.wait()


class Got:
    def __init__(self, out, cpu, what):
        found = re.search(r"^RESULT (\d+) (\d+) (\d+) (\d+) (\d+) (\d+)$", out, re.M)
        if not found:
            raise SystemExit(f"wrk said: {out[-300:]}")
        self.n, micros, self.refused, self.broken, p50, p99 = map(int, found.groups())
        if self.refused or self.broken or not self.n:
            raise SystemExit(f"{what}: {self.n} answers, {self.refused} refused, {self.broken} broken")
        self.rate, self.p50, self.p99, self.cpu = self.n / (micros / 1e6), p50 / 1000, p99 / 1000, cpu / self.n * 1000


def wrk(where, *words, connections=4, threads=1, seconds=SECONDS, what=""):
    before = where.cpu() if isinstance(where, Server) else 0
    p = subprocess.run(["wrk", f"-t{threads}", f"-c{connections}", f"-d{max(1, round(seconds))}s", "--timeout", "60s", "-s", LUA, f"http://127.0.0.1:{where.port}/", "--", *map(str, words)],
                       capture_output=True, text=True, check=False)
    if re.search(r"^RESULT 0 \d+ 0 0 ", p.stdout, re.M) and seconds < 60:      # not one in that time: a longer look
        return wrk(where, *words, connections=connections, threads=threads, seconds=seconds * 8, what=what)
    return Got(p.stdout + p.stderr, (where.cpu() if isinstance(where, Server) else 0) - before, what or words[0])


def lines(name, targets):
    path = os.path.join(d, f"asked-{name}")
    with open(path, "w", encoding="utf-8") as f:
        f.write("\n".join(targets) + "\n")
    return path


def some(server, list_route, key):
    return json.loads(server.get(list_route))[key][0]["id"]


def ms(x):
    return f"{x:.2f}"


book = the_book()
tl.run("hooks", book, "add", "bench", "json", SECRET)
server, peer = Server(book), Peer()
time.sleep(3)
idle = server.mib()
side.table(f"A book of {ACCOUNTS:,} accounts and {COMMENTS:,} responses, {os.path.getsize(book) / 1e6:.0f} MB", ("", "", "of its goal", ""),
           [("from start to listening", f"{server.began:.2f} s", "", ""),
            ("memory three seconds after (resident)", f"{idle:.0f} MiB", f"{idle / GOAL_IDLE_MIB:.2f}", goal("idle memory", idle < GOAL_IDLE_MIB))])

# The first load of the page: what the browser must fetch before it can draw.
page = server.get("/").decode()
if "assets" in page or ".js" in page:
    parts = re.findall(r'(?:src|href)="(/[^"]+\.(?:js|css))"', page)
    script = sum(len(gzip.compress(server.get(p), 6)) for p in parts if p.endswith(".js")) / 1000
    began = time.monotonic()
    for part in ["/", *parts, "/api/v1/me", "/api/v1/book", "/api/v1/money"]:
        server.get(part)
    side.table("The page's first load (when it can be used is measured by the browser tests)", ("", "", "of its goal", ""),
               [("script, compressed with gzip", f"{script:.0f} KB", f"{script / GOAL_SCRIPT_KB:.2f}", goal("size of the script", script < GOAL_SCRIPT_KB)),
                ("all parts and the first answers, one after the other", f"{time.monotonic() - began:.2f} s", "", "")])

# Every view, asked before.
issue, account, signal = some(server, "/api/v1/issues", "issues"), some(server, "/api/v1/accounts", "accounts"), some(server, "/api/v1/signals", "signals")
with open(os.path.join(tl.ROOT, "src", "serve", "routes.c"), encoding="utf-8") as f:
    views = re.findall(r'\{ READ, \.path = "(/api/v1/[^"]+)", \.name = "(\w+)"', f.read())
theirs = {"issue": issue, "account": account, "signal": signal}
rows, cold = [], []
for path, name in views:
    if "{id}" in path and name not in theirs:
        continue                                   # a story, a file: not in every book
    target = path.replace("{id}", str(theirs.get(name, "")))
    target += {"links": "?q=1"}.get(name, "")
    before, began = server.cpu(), time.monotonic()
    body = server.get(target)
    cold.append((name, (time.monotonic() - began) * 1000, (server.cpu() - before) * 1000))
    got = wrk(server, lines("kept", [target]), what=target)
    least = wrk(peer, lines("peer", [peer.put(name, body)]), seconds=1)
    rows.append((name, f"{len(body) / 1000:.0f}", f"{cold[-1][1]:.0f}", ms(got.p50), ms(got.p99), f"{got.p99 / GOAL_KEPT_MS:.2f}", f"{got.rate:.0f}", ms(got.cpu),
                 f"{got.rate / least.rate:.2f}", f"{got.p99 / least.p99:.1f}", goal(f"{name}, kept", got.p99 < GOAL_KEPT_MS)))
side.table(f"Views that were asked before, 4 connections; times in ms, goal {GOAL_KEPT_MS} ms", ("", "KB", "first time", "p50", "p99", "of goal", "a second", "processor", "rate/nginx", "p99/nginx", ""), rows)

# Fresh filters: a question that nobody asked before, each time another one.
vocabulary = sorted({w for row in json.loads(server.get("/api/v1/comments?per_page=200"))["comments"] for w in re.findall(r"[a-z]{5,}", row["text"].lower())})
ids = [r["id"] for r in json.loads(server.get("/api/v1/accounts?per_page=200"))["accounts"]]
total = json.loads(server.get("/api/v1/accounts?per_page=1"))["total"]
themes = [t["id"] for t in json.loads(server.get("/api/v1/themes"))["themes"]]


def words_of(n):
    return urllib.parse.quote(" ".join(rng.sample(vocabulary, n)))


fresh = {
    "accounts by name": lambda i: f"/api/v1/accounts?q={rng.choice('abcdefghijklmnoprstuvw')}{rng.choice('aeiou')}&page={i % 50 + 1}&per_page={20 + i // 50}",
    "accounts, a page": lambda i: f"/api/v1/accounts?sort=name&page={i + 1}&per_page=50",
    "comments with a word": lambda i: f"/api/v1/comments?q={vocabulary[i % len(vocabulary)]}&per_page={20 + i // len(vocabulary)}",
    "comments on a theme": lambda i: f"/api/v1/comments?theme={rng.choice(themes)}&page={i + 1}",
    "comments of an account": lambda i: f"/api/v1/comments?account={rng.choice(ids)}&per_page={i % 180 + 20}&page={i // 180 + 1}",
    "voices with words": lambda i: f"/api/v1/voices?q={words_of(2)}&per_page={i % 180 + 20}",
    "signals of a kind": lambda i: f"/api/v1/signals?kind={('rise', 'fall', 'step', 'drift', 'spike')[i % 5]}&per_page={i // 5 % 180 + 20}&page={i // 900 + 1}",
    "quarantine, a page": lambda i: f"/api/v1/quarantine?page={i + 1}",
    "rollup, a page": lambda i: f"/api/v1/rollup?by=segment&per_page={i % 200 + 1}&page={i // 200 + 1}",
    "portfolio, a budget": lambda i: f"/api/v1/portfolio?budget={10000000 + i * 12347}&brief=1",
}
rows = []
for name, make in fresh.items():
    targets = list(dict.fromkeys(make(i) for i in range(2000)))
    got = wrk(server, lines("fresh", targets), connections=1, seconds=SECONDS, what=name)
    if got.n > len(targets):
        name += " (again and again)"
    rows.append((name, got.n, ms(got.p50), ms(got.p99), f"{got.p99 / GOAL_FRESH_MS:.2f}", ms(got.cpu), goal(name, got.p99 < GOAL_FRESH_MS)))
side.table(f"Filters that were never asked before, one at a time; times in ms, goal {GOAL_FRESH_MS} ms", ("", "asked", "p50", "p99", "of goal", "processor", ""), rows)

# Account cards: everybody of the book in a random order, and the two hundred that people look at.
cards = []
for i in range(1, total // 200 + 2):
    cards += [r["id"] for r in json.loads(server.get(f"/api/v1/accounts?sort=name&per_page=200&page={i}"))["accounts"]]
rng.shuffle(cards)
hot = cards[:200]
for k, one in enumerate(hot):
    peer.put(f"card{k}.json", server.get(f"/api/v1/accounts/{one}"))
least = wrk(peer, lines("peer", [f"/card{k}.json" for k in range(len(hot))]), connections=16, threads=2)
rows = []
everybody = f"all {len(cards):,} accounts in random order"


def rested():
    """Until the server has made the cards that nobody asked for yet: the book does not change meanwhile."""
    waited, before = time.monotonic(), -1
    while time.monotonic() < waited + 300:
        time.sleep(5)
        now = int(re.search(r"^throughline_cards_total[{]made=\"ahead\"[}] (\d+)$", server.get("/metrics").decode(), re.M)[1])
        if now == before:
            return
        before = now


for name, some_cards in (("200 accounts, again and again", hot), (f"{everybody}, at once", cards), (f"{everybody}, when the book has rested", cards)):
    if name.endswith("rested"):
        rested()
    got = wrk(server, lines("cards", [f"/api/v1/accounts/{i}" for i in some_cards]), connections=16, threads=2, what="cards")
    rows.append((name, f"{got.rate:.0f}", f"{got.rate / GOAL_CARDS:.2f}", ms(got.p50), ms(got.p99), ms(got.cpu), f"{got.rate / least.rate:.2f}", goal(name, got.rate >= GOAL_CARDS)))
side.table(f"Account cards, 16 connections; goal {GOAL_CARDS} a second", ("", "a second", "of goal", "p50", "p99", "processor ms", "of nginx", ""), rows)


# Live: on disk before it is acknowledged.
def disk():
    path, n, size = os.path.join(d, "sync"), 0, b"x" * 260
    with open(path, "ab", buffering=0) as f:
        began = time.monotonic()
        while time.monotonic() < began + 1.5:
            f.write(size)
            os.fdatasync(f.fileno())
            n += 1
    return n / (time.monotonic() - began)


def intake():
    return json.loads(server.get("/api/v1/intake"))


raw, at = disk(), intake()
rows = [("the disk: append and synchronise, one after the other", f"{raw:.0f}", "", "", "", "", "")]
for name, each, connections, first in (("one record a delivery, 4 senders", 1, 4, 0), ("one record a delivery, 256 senders", 1, 256, 1000000000), ("a hundred records a delivery, 16 senders", 100, 16, 2000000000)):
    before = intake()
    got = wrk(server, "post", "/api/v1/intake/1", each, SECRET, first, connections=connections, threads=1, what=name)
    after = intake()
    rate, rounds = got.rate * each, after["rounds"] - before["rounds"]
    counts = after["accepted"] - before["accepted"] >= got.n * each
    if not counts:
        raise SystemExit(f"{name}: {got.n * each} acknowledged, {after['accepted'] - before['accepted']} on disk")
    rows.append((name, f"{rate:.0f}", f"{rate / GOAL_INTAKE:.2f}", f"{rate / raw:.1f}", ms(got.p99), f"{(after['accepted'] - before['accepted']) / max(1, rounds):.1f}",
                 goal(name, rate >= GOAL_INTAKE) if connections > 4 else ""))
side.table(f"Records acknowledged once they are on disk; goal {GOAL_INTAKE} a second", ("", "a second", "of goal", "of the disk's", "p99 ms", "records a sync", ""), rows)
waiting = time.monotonic()
while intake()["waiting"] and time.monotonic() < waiting + 600:
    time.sleep(0.5)
waited = time.monotonic() - waiting
c = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
began, seen = time.monotonic(), False
c.request("POST", "/api/v1/intake/1", json.dumps({"id": "B-seen", "subject": "Bench", "status": "open", "requester_id": "5", "created_at": "2026-11-26T08:00:00Z",
                                                  "description": "Nobody answers the quetzalcoatl hotline."}), {"Authorization": f"Bearer {SECRET}", "Content-Type": "application/json"})
c.getresponse().read()
while not seen and time.monotonic() < began + 60:
    seen = json.loads(server.get("/api/v1/comments?q=quetzalcoatl"))["total"] > 0
    time.sleep(0.05)
took = time.monotonic() - began
side.table("From a delivery to the page", ("", "seconds", "of its goal", ""),
           [("a record into a quiet book, to its answer on /comments", f"{took:.2f}", f"{took / GOAL_VISIBLE_S:.2f}", goal("visible", seen and took < GOAL_VISIBLE_S)),
            ("until all of the deliveries above were in the book", f"{waited:.1f}", "", "")])

# Ten thousand connections that say nothing or not enough.
soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
many = min(IDLE, (hard if hard != resource.RLIM_INFINITY else 1 << 20) - 200)
before_mib, target = server.mib(), lines("kept", ["/api/v1/money"])
alone = wrk(server, target, what="alone")
held = []
began = time.monotonic()
for i in range(many):
    s = socket.socket()
    s.connect(("127.0.0.1", server.port))
    if i % 3 == 1:
        s.sendall(b"GET /api/v1/money HTTP/1.1\r\nHost: localhost\r\nX-Slow: ")
    elif i % 3 == 2:
        s.sendall(b"POST /api/v1/decisions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 900\r\n\r\n{")
    held.append(s)
dialled = time.monotonic() - began
got, with_mib = wrk(server, target, what="beside idle connections"), server.mib()
side.table(f"{len(held):,} connections: a third says nothing, a third half a head, a third a byte of a body (dialled in {dialled:.1f} s)", ("", "alone", "beside them", ""),
           [("p99 of /money, ms", ms(alone.p99), ms(got.p99), goal("beside idle connections", got.p99 < GOAL_KEPT_MS)), ("a second", f"{alone.rate:.0f}", f"{got.rate:.0f}", ""),
            ("memory, MiB", f"{before_mib:.0f}", f"{with_mib:.0f}", ""), ("bytes a connection", "", f"{(with_mib - before_mib) * 1048576 / len(held):.0f}", goal("memory of connections", (with_mib - before_mib) * 1048576 / len(held) < 16384))])
for s in held:
    s.close()
peer.end()
server.end()
if missed:
    print("\nmissed: " + ", ".join(missed))
sys.exit(1 if missed else 0)
