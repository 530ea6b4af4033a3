"""A book as one file: backup, restore, moving to PostgreSQL and back, damage, and kills at any moment."""
import os
import random
import shutil
import signal
import subprocess
import time

import tl

d = tl.folder()
book, file = os.path.join(d, "b.book"), os.path.join(d, "b.backup")
tl.demo(os.path.join(d, "s"), accounts=120, events=6000, responses=500)
r = tl.run("run", book, os.path.join(d, "s"), "--quiet", "--report", os.path.join(d, "first.html"))
tl.check("the main job ends well", r.code in (0, 3), r)
someone = tl.sql(book, "SELECT email FROM alias WHERE email <> '' ORDER BY alias_id LIMIT 1")[0]["email"]
tl.check("somebody is forgotten", tl.run("forget", book, someone, "--quiet").code == 0, someone)
TABLES = [r["table_name"] for r in tl.sql(book, "SELECT table_name FROM information_schema.tables WHERE table_type = 'BASE TABLE' ORDER BY 1")]


def report(where, name):
    r = tl.run("report", where, "--out", os.path.join(d, name))
    tl.check(f"{name}: the report is written", r.code == 0, r)
    return open(os.path.join(d, name), "rb").read() if r.code == 0 else name.encode()


html, prints = report(book, "a.html"), tl.fingerprint(book, TABLES)
b = tl.run("backup", book, file, "--json")
tl.check("backup writes a file", b.code == 0 and b.json["tables"] == len(TABLES) and b.json["bytes"] == os.path.getsize(file), b)
tl.equal("it counts every row", b.json["rows"], sum(n for n, _ in prints.values()))
tl.equal("only its owner may read it", os.stat(file).st_mode & 0o777, 0o600)
c = tl.run("check", file, "--json")
tl.check("check knows an archive, and finds it whole", c.code == 0 and c.json["rows"] == b.json["rows"], c)
again = os.path.join(d, "again.backup")
tl.run("backup", book, again)
tl.check("the same book gives the same bytes", open(again, "rb").read() == open(file, "rb").read(), "")
r = tl.run("backup", book, file)
tl.check("a backup is not written over another file", r.code == 1 and tl.one_line_message(r), r)
tl.check("unless told so", tl.run("backup", book, file, "--force").code == 0, "")

one = os.path.join(d, "one.book")
r = tl.run("restore", file, one, "--json")
tl.check("restore makes the book", r.code == 0 and r.json["rows"] == b.json["rows"], r)
found = tl.fingerprint(one, TABLES)
tl.check("every table has the same rows", found == prints, [t for t in TABLES if found[t] != prints[t]])
tl.check("its report has the same bytes", report(one, "b.html") == html, "")
tl.check("it is sound", tl.run("check", one).code == 0, "")
r = tl.run("import", one, os.path.join(d, "s"), "--json")
tl.check("its files are known again: nothing enters twice", r.code in (0, 3) and sum(f["rows_kept"] for f in r.json["files"]) == 0, r)
hits = tl.sql(one, f"SELECT count(*) AS n FROM alias WHERE email = '{someone}'")[0]["n"]
tl.equal("who was forgotten stays forgotten", hits, 0)
r = tl.run("restore", file, one)
tl.check("restore does not replace a book", r.code == 1 and tl.one_line_message(r) and "--force" in r.err, r)
tl.check("unless told so", tl.run("restore", file, one, "--force").code == 0 and tl.fingerprint(one, TABLES) == prints, "")

# A reader beside it, and a writer.
reader = subprocess.Popen([tl.BIN, "mcp", book], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
reader.stdin.write(b'{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25"}}\n'
                   b'{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"book"}}\n')
reader.stdin.flush()
reader.stdout.readline(), reader.stdout.readline()
tl.check("backup works while others read", tl.run("backup", book, file, "--force").code == 0, "")
reader.stdin.close()
reader.wait()
server = subprocess.Popen([tl.BIN, "serve", one, "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE)
server.stdout.readline()
for words in (["backup", one, os.path.join(d, "x.backup")], ["restore", file, one, "--force"]):
    r = tl.run(*words)
    tl.check(f"{words[0]} of a book that a program writes says who has it", r.code == 1 and str(server.pid) in r.err and tl.one_line_message(r), r)
server.terminate()
server.wait()
tl.check("and nothing was left", not [f for f in os.listdir(d) if f.endswith((".part", ".restore"))] and tl.fingerprint(one, TABLES) == prints, os.listdir(d))

# Damage: every file that is cut or changed is refused before anything is touched.
whole = open(file, "rb").read()
bad, target = os.path.join(d, "bad.backup"), os.path.join(d, "bad.book")
rng = random.Random(7)
cases = [whole[:n] for n in (0, 1, 15, 16, 40, len(whole) // 2, len(whole) - 1)] + [whole + b"x"]
for _ in range(20):
    at = rng.randrange(16, len(whole))
    cases.append(whole[:at] + bytes([whole[at] ^ (1 << rng.randrange(8))]) + whole[at + 1:])
refused = []
for content in cases:
    open(bad, "wb").write(content)
    r = tl.run("restore", bad, target)
    refused.append(r.code == 1 and tl.one_line_message(r) and not os.path.exists(target))
tl.check(f"{len(cases)} damaged files are refused in one line, and make nothing", all(refused), refused)
r = tl.run("restore", book, target)
tl.check("a book is no archive", r.code == 1 and tl.one_line_message(r), r)
r = tl.run("restore", os.path.join(d, "none"), target)
tl.check("a file that is not there", r.code == 1 and tl.one_line_message(r), r)
open(target, "wb").write(b"not a book at all")
tl.check("a broken book can be replaced", tl.run("restore", file, target, "--force").code == 0 and tl.fingerprint(target, TABLES) == prints, "")

# Kills.
quick = tl.run("restore", file, os.path.join(d, "k.book"))
kills = int(os.environ.get("TL_KILLS", "50")) // 5
old = os.path.join(d, "old.book")
tl.run("init", old)
before = open(old, "rb").read()
sound = []
for i in range(kills):
    shutil.copy(old, os.path.join(d, "k.book"))
    p = subprocess.Popen([tl.BIN, "restore", file, os.path.join(d, "k.book"), "--force"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(quick.seconds * 1.1 * (i + 0.5) / kills)
    p.send_signal(signal.SIGKILL)
    p.wait()
    left = open(os.path.join(d, "k.book"), "rb").read()
    sound.append("before" if left == before else "after" if tl.fingerprint(os.path.join(d, "k.book"), TABLES) == prints else "neither")
tl.check("killed at any moment, the place holds the old book or the new one", "neither" not in sound, sound)
tl.check("some kills came before the end", "before" in sound, sound)
last = tl.run("restore", file, os.path.join(d, "k.book"), "--force")
tl.check("the next restore ends well and leaves nothing beside the book", last.code == 0 and not [f for f in os.listdir(d) if "restore" in f], os.listdir(d))
ends = []
for i in range(kills):
    p = subprocess.Popen([tl.BIN, "backup", book, file, "--force"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(b.seconds * 1.1 * (i + 0.5) / kills)
    p.send_signal(signal.SIGKILL)
    p.wait()
    ends.append(open(file, "rb").read() == whole)
tl.check("a backup that is killed leaves the older one", all(ends), ends)

if not tl.PG:
    tl.skip("a book moves to PostgreSQL and back", "TL_PG is not set; tests/pg_cluster.sh sets it")
    tl.done()
pg = tl.fresh_database("flow_backup")
r = tl.run("restore", file, pg)
tl.check("a book of DuckDB is restored on PostgreSQL", r.code == 0, r)
there, back = os.path.join(d, "pg.backup"), os.path.join(d, "back.book")
r = tl.run("backup", pg, there, "--json")
tl.check("and written out from there", r.code == 0 and r.json["rows"] == b.json["rows"], r)
r = tl.run("restore", there, back)
tl.check("and restored as a file again", r.code == 0, r)
found = tl.fingerprint(back, TABLES)
tl.check("there and back every table has the same rows", found == prints, [t for t in TABLES if found[t] != prints[t]])
tl.check("there and back the report has the same bytes", report(back, "c.html") == html, "")
tl.check("and on PostgreSQL too", report(pg, "d.html") == html, "")
tl.check("the book on PostgreSQL is sound", tl.run("check", pg).code == 0, tl.run("check", pg))
r = tl.run("restore", there, pg)
tl.check("a book on PostgreSQL is not replaced", r.code == 1 and tl.one_line_message(r), r)
tl.check("unless told so", tl.run("restore", there, pg, "--force").code == 0 and report(pg, "e.html") == html, "")
slow = tl.run("restore", there, pg, "--force")
for i in range(3):
    p = subprocess.Popen([tl.BIN, "restore", there, pg, "--force"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(slow.seconds * (i + 0.5) / 4)
    p.send_signal(signal.SIGKILL)
    p.wait()
    time.sleep(0.5)
    tl.check(f"kill {i + 1} on PostgreSQL leaves the book as it was", report(pg, "f.html") == html, "")
tl.done()
