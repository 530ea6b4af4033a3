"""A comment that was said in a call is heard over HTTP: whole and in parts, by whom may read it, and by nobody where quoting is forbidden.

Oracle: the bytes of the recording as this test wrote them."""
import hashlib
import http.client
import io
import json
import os
import random
import socket
import subprocess
import time
import wave

import tl
from live_server import Server

d = tl.folder()
calls, book = os.path.join(d, "calls"), os.path.join(d, "b.book")
os.mkdir(calls)


def sound(seconds, seed):
    out = io.BytesIO()
    with wave.open(out, "wb") as w:
        w.setnchannels(1), w.setsampwidth(2), w.setframerate(8000)
        w.writeframes(random.Random(seed).randbytes(2 * 8000 * seconds))
    return out.getvalue()


def call(name, account, who, words, data):
    with open(os.path.join(calls, name + ".vtt"), "w") as f:
        f.write(f"WEBVTT\n\nNOTE\nAccount: {account}\nCall ID: {name}\nDate: 2025-03-04\nParticipants: Tom Our (agent), {who} (customer)\n\n"
                f"00:00.000 --> 00:01.500\n<v Tom Our>Good morning, how can I help you today?\n\n00:02.000 --> 00:04.000\n<v {who}>{words}\n")
    with open(os.path.join(calls, name + ".wav"), "wb") as f:
        f.write(data)


with open(os.path.join(d, "accounts.csv"), "w") as f:
    f.write("id,name,segment\nA1,Acme Tools Ltd,SMB\nA2,Belmont Labs,SMB\n")
with open(os.path.join(d, "accounts.map"), "w") as f:
    f.write("[*]\nkind = account\nsource = CRM\nkey = id\naccount_id = id\nname = name\nsegment = segment\naccount_name = name\n")
tl.run("import", book, os.path.join(d, "accounts.csv"), "--map", os.path.join(d, "accounts.map"), "--quiet")
one, two = sound(6, 1), sound(240, 2)
call("c1", "Acme Tools Ltd", "Ann Alba", "The delivery was late again and nobody told us about it.", one)
call("c2", "Belmont Labs", "Bea Burns", "Your invoice was wrong and support has never answered me.", two)
r = tl.run("import", book, calls, "--quiet")
r = tl.run("rebuild", book, "--quiet")
tl.check("the book is worked out", r.code in (0, 3), r)
server = Server(book)


def raw(method, target, headers=None, at=None):
    c = http.client.HTTPConnection("127.0.0.1", (at or server).port, timeout=30)
    try:
        c.request(method, target, headers=headers or {})
        r = c.getresponse()
        return r.status, {k.lower(): v for k, v in r.getheaders()}, r.read()
    finally:
        c.close()


said = {c["account"]["name"]: c for c in server.ask("GET", "/api/v1/comments?per_page=200")[1]["comments"] if c["account"]}
tl.check("comments from calls say where they can be heard", set(said) == {"Acme Tools Ltd", "Belmont Labs"}
         and all(c["clip"] and (c["clip"]["from_ms"], c["clip"]["to_ms"]) == (2000, 4000) for c in said.values()), json.dumps(said))
url, big = said["Acme Tools Ltd"]["clip"]["url"], said["Belmont Labs"]["clip"]["url"]
voices = server.ask("GET", "/api/v1/voices")[1]["voices"]
tl.check("quotes do, too", sorted(v["clip"]["url"] for v in voices) == sorted([url, big]), voices)
tl.check("not where names are hidden: a voice is one", all(v["clip"] is None for v in server.ask("GET", "/api/v1/voices?hide=names")[1]["voices"]), "")

status, head, body = raw("GET", url)
tl.check("the whole is what was recorded", status == 200 and body == one and head["content-type"] == "audio/wav" and head["accept-ranges"] == "bytes", (status, head))
tl.check("with its headers", head["x-content-type-options"] == "nosniff" and "media-src 'self'" in head["content-security-policy"] and head["cache-control"] == "private, no-cache"
         and head["etag"] == f'"{hashlib.blake2b(one, digest_size=32).hexdigest()}"', head)
status, h, body = raw("HEAD", url)
tl.check("HEAD has the same head and no body", status == 200 and body == b"" and h["content-length"] == str(len(one)) and h["etag"] == head["etag"], (status, h))
tl.check("HEAD knows no ranges", raw("HEAD", url, {"Range": "bytes=0-9"})[0] == 200, "")
tl.check("unchanged is said without the bytes", raw("GET", url, {"If-None-Match": head["etag"]})[0::2] == (304, b""), "")
n = len(two)
for want, first, last in (("bytes=0-0", 0, 0), ("bytes=100-199", 100, 199), (f"bytes={n - 5}-", n - 5, n - 1), ("bytes=-7", n - 7, n - 1), (f"bytes=0-{n * 2}", 0, n - 1), ("bytes=1000000-3000000", 1000000, 3000000)):
    status, h, body = raw("GET", big, {"Range": want})
    tl.check(f"{want}: that part", status == 206 and body == two[first:last + 1] and h["content-range"] == f"bytes {first}-{last}/{n}" and h["content-length"] == str(last - first + 1), (status, h))
status, h, body = raw("GET", big, {"Range": f"bytes={n}-"})
tl.check("behind the end: 416, and how long it is", status == 416 and h["content-range"] == f"bytes */{n}" and json.loads(body)["status"] == 416, (status, h))
tl.check("several at once, or no range: the whole", all(raw("GET", big, {"Range": x})[0::2] == (200, two) for x in ("bytes=0-1,5-6", "words=1-2", "bytes=9-1")), "")
etag = raw("HEAD", big)[1]["etag"]
tl.check("a part only of what the other side has", raw("GET", big, {"Range": "bytes=0-9", "If-Range": etag})[0] == 206 and raw("GET", big, {"Range": "bytes=0-9", "If-Range": '"old"'})[0] == 200, "")

path, account = url.split("?")[0], said["Acme Tools Ltd"]["account"]["id"]
for bad in (f"{path}", f"{path}?account=99", f"/api/v1/comments/99999/clip?account={account}", f"/api/v1/comments/..%2f..%2fb.book/clip?account={account}", f"/api/v1/comments/1/../clip?account={account}", f"{path}/x?account={account}"):
    tl.check(f"{bad}: there is none", raw("GET", bad)[0] in (400, 404), raw("GET", bad)[0])
tl.check("a path is no parameter", raw("GET", f"{url}&path=/etc/passwd")[0] == 400 and raw("POST", url)[0] in (403, 404, 405, 415), "")

# Much at once stays on the disk: 30 readers that stop in the middle take no memory for it.
def memory():
    with open(f"/proc/{server.p.pid}/status") as f:
        return next(int(line.split()[1]) for line in f if line.startswith("VmRSS"))


before, held = memory(), []
for _ in range(30):
    s = socket.create_connection(("127.0.0.1", server.port))
    s.sendall(f"GET {big} HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n\r\n".encode())
    held.append((s, s.recv(1000)))
tl.check("30 that listen at once hold no recording in memory", all(b"200" in got for _, got in held) and memory() - before < 30 * n // 1024 // 4, (before, memory(), n))
for s, _ in held:
    s.close()

server.p.terminate()
server.p.wait()
r = tl.run("voices", book, "forbid", "Acme Tools Ltd")
tl.check("an account forbids quoting", r.code == 0, r)
server = Server(book)
tl.check("its words are shown nowhere, and neither is its voice", raw("GET", url)[0] == 404 and raw("GET", big)[0] == 200
         and not [c for c in server.ask("GET", "/api/v1/comments?per_page=200")[1]["comments"] if c["account"] and c["account"]["id"] == account], "")

server.p.terminate()
server.p.wait()
PEOPLE = (("ada", "admin", []), ("vic", "viewer", []), ("mia", "manager", ["account Belmont Labs"]), ("max", "manager", ["account Acme Tools Ltd"]), ("uwe", "unit", ["unit Logistics"]))
for name, role, rules in PEOPLE:
    r = subprocess.run([tl.BIN, "users", book, "add", name, role, *rules], input="a long pass phrase 1\n", capture_output=True, text=True)
    tl.check(f"{name} is added", r.returncode == 0, r.stderr)
keys = {name: tl.run("tokens", book, "add", name, "t", "read", *(["admin"] if name == "ada" else [])).out.strip() for name, _, _ in PEOPLE}
server = Server(book)
got = {name: raw("GET", big, {"Authorization": "Bearer " + key}) for name, key in keys.items()}
tl.check("who may read the comment hears it, others do not", [got[n][0] for n in ("ada", "vic", "mia", "max", "uwe")] == [200, 200, 200, 404, 403], {n: g[0] for n, g in got.items()})
tl.check("without a name nobody does", raw("GET", big)[0] == 401 and raw("GET", big, {"Range": "bytes=0-9"})[0] == 401, "")
time.sleep(1)
rows = json.loads(raw("GET", "/api/v1/trail?per_page=200", {"Authorization": "Bearer " + keys["ada"]})[2])
heard = sorted((r["who"], r["what"]) for r in rows["rows"] if r["route"] == "clip" and r["how"] == "token t")
other = said["Belmont Labs"]["account"]["id"]
tl.check("who heard it is in the log, and whose it was", heard == [(n, f"id {big.split('/')[4]} account {other}") for n in ("ada", "mia", "vic")], heard)
server.p.terminate()
server.p.wait()
tl.done()
