"""Bad input and bad places: a clear message of one line, the right exit code, the book as it was."""
import gzip
import io
import os
import resource
import shutil
import signal
import socket
import subprocess
import time
import urllib.request
import zipfile

import tl

d = tl.folder()
os.chmod(d, 0o755)
good = os.path.join(d, "good")
tl.demo(good, accounts=40, events=500, responses=200)
book = os.path.join(d, "b.book")
r = tl.run("run", book, good, "--quiet")
if r.code not in (0, 3):
    tl.check("the main job on good files ends well", False, r)
    tl.done()
before = open(book, "rb").read()
FACTS = "file alias f_account f_contact f_opportunity f_invoice f_delivery f_ticket quarantine".split()
facts = tl.fingerprint(book, FACTS + tl.DERIVED)


def refused(name, *words, code=1, book_as_before=True, said=(), **options):
    r = tl.run(*words, **options)
    tl.check(f"{name}: ends with {code}", r.code == code, r)
    tl.check(f"{name}: says why in one line", tl.one_line_message(r), r.err)
    for word in said:
        tl.check(f"{name}: the message speaks of '{word}'", word.lower() in r.err.lower(), r.err)
    if book_as_before:
        tl.check(f"{name}: the book is as it was", tl.fingerprint(book, FACTS + tl.DERIVED) == facts, "")
    return r


def write(name, data):
    path = os.path.join(d, name)
    with open(path, "wb") as f:
        f.write(data)
    return path


# Files that are nothing.
empty = write("empty.csv", b"")
binary = write("photo.csv", bytes(range(256)) * 4000)
refused("an empty file", "run", book, empty, said=["empty.csv"])
refused("a binary file", "run", book, binary, said=["photo.csv"])
refused("a file that is not there", "run", book, os.path.join(d, "nothing.csv"), said=["nothing.csv"])
os.mkdir(os.path.join(d, "hollow"))
refused("a folder with no file", "run", book, os.path.join(d, "hollow"), said=["hollow"])

# Containers that are nothing, that lie, or that are more than they look.
def deflated(name, members, **options):
    path = os.path.join(d, name)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, **options) as z:
        for member, data in members:
            z.writestr(member, data)
    return path


whole = gzip.compress(open(os.path.join(good, "salesforce", "Account.csv"), "rb").read())
bomb = write("bomb.csv.gz", gzip.compress(b"a,b\n" + b"0" * (160 << 20)))
secret = bytearray(open(deflated("secret.zip", [("a.csv", "a,b\n1,2\n")]), "rb").read())
for sign in (b"PK\3\4", b"PK\1\2"):      # the bit that says encrypted, in both headers
    at = secret.index(sign)
    secret[at + (6 if sign == b"PK\3\4" else 8)] |= 1
nested = "a,b\n1,2\n"
for level in range(6):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as z:
        z.writestr("x.csv" if level == 0 else "inner.zip", nested)
    nested = buffer.getvalue()
relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
sheetless = [("[Content_Types].xml", "<Types/>"), ("xl/workbook.xml", "<workbook><sheets/></workbook>")]
torn_book = [("[Content_Types].xml", "<Types/>"), ("xl/worksheets/a.xml", "<worksheet><sheetData><row><c><v>1"),
             ("xl/workbook.xml", f"<workbook xmlns:r='{relations}'><sheets><sheet name='S' sheetId='1' r:id='i'/></sheets></workbook>"),
             ("xl/_rels/workbook.xml.rels", f"<Relationships><Relationship Id='i' Type='{relations}/worksheet' Target='worksheets/a.xml'/></Relationships>")]
for name, path, said in [
        ("an archive without files", deflated("nothing.zip", []), "without files"),
        ("an archive with a password", write("secret.zip", bytes(secret)), "encrypted"),
        ("a gzip file that unpacks to a thousand times its size", bomb, "times its size"),
        ("an archive of the same kind", deflated("bomb.zip", [("a.csv", b"a,b\n" + b"0" * (160 << 20))]), "times its size"),
        ("archives within archives without end", write("deep.zip", nested), "within each other"),
        ("a gzip file that ends early", write("cut.csv.gz", whole[:-20]), "ends early"),
        ("a gzip file with a wrong checksum", write("sum.csv.gz", whole[:-8] + b"\0\0\0\0" + whole[-4:]), "damaged"),
        ("an archive that ends early", write("cut.zip", open(deflated("x.zip", [("a.csv", "a,b\n")]), "rb").read()[:-30]), "damaged"),
        ("a workbook without sheets", deflated("none.xlsx", sheetless), "without sheets"),
        ("a workbook whose sheet is torn", deflated("torn.xlsx", torn_book), "damaged XML"),
        ("an older workbook", write("old.xls", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(4096)), "save it as"),
        ("an OpenDocument file", deflated("a.ods", [("mimetype", "x"), ("META-INF/manifest.xml", "<a/>")]), "OpenDocument"),
        ("an xz file", write("a.csv.xz", b"\xfd7zXZ\0" + bytes(100)), "xz")]:
    r = refused(name, "run", book, path, said=[os.path.basename(path), said])
    tl.check(f"{name}: takes neither long nor much memory", r.seconds < 20 and r.rss < 600, f"{r.seconds:.1f} s, {r.rss:.0f} MiB")
circle = os.path.join(d, "circle")
os.makedirs(os.path.join(circle, "a", "b"))
shutil.copy(os.path.join(good, "salesforce", "Account.csv"), os.path.join(circle, "a", "Account.csv"))
shutil.copy(bomb, os.path.join(circle, "bomb.csv.gz"))
os.symlink("..", os.path.join(circle, "a", "b", "up"))
os.symlink(circle, os.path.join(circle, "here"))
r = tl.run("import", os.path.join(d, "circle.book"), circle, "--json", timeout=60)
tl.check("links in circles, and a bomb among good files: each file once, by its real path; the good one is read", r.code == 3 and
         sorted(f["path"] for f in r.json["files"]) == ["a/Account.csv", "bomb.csv.gz"] and
         max(f["rows_kept"] for f in r.json["files"]) > 10, f"{r}\n{r.out}")

# A line of 200 MB: alone, and in the middle of rows that are good.
head = b"Id,AccountId,Name,StageName,CloseDate,Amount,Type,IsClosed,IsWon\n"
opportunities = open(os.path.join(good, "salesforce", "Opportunity.csv"), "rb").read().splitlines(keepends=True)
long = os.path.join(d, "long.csv")
with open(long, "wb") as f:
    for _ in range(200):
        f.write(b"x" * 1048576)
blank = os.path.join(d, "blank")
shutil.copytree(good, blank)
for name in ("leer.csv", "photo2.csv"):
    shutil.copy(empty if name == "leer.csv" else binary, os.path.join(blank, name))
r = tl.run("run", os.path.join(d, "blank.book"), blank, "--report", os.path.join(d, "blank.html"))
tl.check("an empty and a binary file among good ones: the good ones are read, both are named with the reason",
         r.code == 3 and all(w in r.out for w in ("leer.csv", "photo2.csv", "empty", "binary")), r)
r = refused("one line of 200 MB", "run", book, long, said=["long.csv"])
tl.note(f"one line of 200 MB: {r.seconds:.1f} s, peak memory {r.rss:.0f} MiB")
os.remove(long)
mixed = os.path.join(d, "mixed")
shutil.copytree(good, mixed)
with open(os.path.join(mixed, "salesforce", "Opportunity.csv"), "wb") as f:
    f.writelines(opportunities[:10])
    f.write(opportunities[10].rstrip(b"\r\n").rsplit(b",", 1)[0] + b',"')
    for _ in range(200):
        f.write(b"x" * 1048576)
    f.write(b'"\r\n')
    f.writelines(opportunities[11:])
r = tl.run("import", os.path.join(d, "mixed.book"), mixed, "--json")
tl.check("a row of 200 MB among good ones: ends with 3", r.code == 3, r)
if r.code == 3:
    f = next(x for x in r.json["files"] if x["path"].endswith("Opportunity.csv"))
    tl.check("a row of 200 MB among good ones: that row alone is set aside",
             f["rows_quarantined"] == 1 and f["rows_kept"] == len(opportunities) - 2, f)
    tl.note(f"a row of 200 MB among good ones: {r.seconds:.1f} s, peak memory {r.rss:.0f} MiB")
shutil.rmtree(mixed)

# Torn last lines: cut in the middle of a record.
torn = os.path.join(d, "torn")
shutil.copytree(good, torn)
counts = {}
for name in ("zendesk/tickets.ndjson", "salesforce/Opportunity.csv", "erp/lieferungen.csv"):
    path = os.path.join(torn, name)
    data = open(path, "rb").read().rstrip(b"\r\n")
    last = data.rsplit(b"\n", 1)[1]
    with open(path, "wb") as f:
        f.write(data[:len(data) - len(last) + 12])
r = tl.run("import", os.path.join(d, "torn.book"), torn, "--json")
whole = tl.run("import", os.path.join(d, "whole.book"), good, "--json")
tl.check("torn last lines: ends with 3", r.code == 3, r)
if r.code == 3 and whole.code in (0, 3):
    want = {f["path"]: f for f in whole.json["files"]}
    for f in r.json["files"]:
        w = want[f["path"]]
        if any(f["path"].endswith(n) for n in ("tickets.ndjson", "Opportunity.csv")):
            tl.check(f"{f['path']} with a torn last line: that line is set aside, all others are read",
                     f["rows_quarantined"] == w["rows_quarantined"] + 1 and f["rows_in"] == w["rows_in"], f"{f}\n{w}")
        if f["path"].endswith("lieferungen.csv"):
            # Its last line is a total, which is set aside or passed over in any case.
            tl.check(f"{f['path']} with a torn last line: no delivery is lost", f["rows_kept"] == w["rows_kept"], f"{f}\n{w}")

# A folder without permission.
closed = os.path.join(d, "closed")
shutil.copytree(good, closed)
os.chmod(os.path.join(closed, "zendesk"), 0)
if os.getuid() == 0:
    own = os.path.join(d, "own")
    os.mkdir(own)
    os.chown(own, 65534, 65534)
    prefix, place = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--"], own
else:
    prefix, place = [], d
reachable = tl.run("--version", prefix=prefix).code == 0 if not prefix else subprocess.run(
    [*prefix, tl.BIN, "--version"], capture_output=True).returncode == 0
if not reachable:
    tl.skip("a folder without permission", "the unprivileged user cannot reach the program where it lies")
else:
    r = tl.run("run", os.path.join(place, "c.book"), os.path.join(closed, "zendesk"), prefix=prefix)
    tl.check("a folder without permission: ends with 1", r.code == 1, r)
    tl.check("a folder without permission: the message names it and says why",
             tl.one_line_message(r) and "zendesk" in r.err and "ermission" in r.err, r.err)
    r = tl.run("run", os.path.join(place, "c.book"), closed, "--json", prefix=prefix)
    tl.check("one folder among others without permission: said, never passed over in silence",
             r.code in (1, 3) and "zendesk" in r.err + r.out and "ermission" in r.err + r.out, f"{r}\n{r.out}")
    os.mkdir(os.path.join(d, "fast"), 0o555)
    r = tl.run("init", os.path.join(d, "fast", "x.book"), prefix=prefix)
    tl.check("a book in a folder that cannot be written: one line, ends with 1", r.code == 1 and tl.one_line_message(r), r)
os.chmod(os.path.join(closed, "zendesk"), 0o755)

# A full disk. Root has a small one made; others get a limit on the size of files.
small = os.path.join(d, "small")
os.mkdir(small)
mounted = os.getuid() == 0 and subprocess.run(["mount", "-t", "tmpfs", "-o", "size=192m", "tmpfs", small], capture_output=True).returncode == 0
if mounted:
    try:
        full = os.path.join(small, "f.book")
        shutil.copy(book, full)
        free = os.statvfs(small)
        with open(os.path.join(small, "filler"), "wb") as f:
            f.write(b"\0" * (free.f_bavail * free.f_bsize - 256 * 1024))
        more = os.path.join(d, "more")
        tl.demo(more, accounts=300, events=30000, responses=1000, seed=7)
        r = tl.run("run", full, more, "--report", os.path.join(d, "f.html"))
        tl.check("a full disk: ends with 1", r.code == 1, r)
        tl.check("a full disk: says so in one line", tl.one_line_message(r), r.err)
        tl.check("a full disk: no report of what failed", not os.path.exists(os.path.join(d, "f.html")), "")
        os.remove(os.path.join(small, "filler"))
        c = tl.run("check", full)
        tl.check("a full disk: the book opens again and is sound", c.code == 0, c)
        if c.code == 0:
            # Each file enters whole or not at all, which `check` has counted; nothing computed may have moved.
            now = tl.fingerprint(full, tl.DERIVED)
            moved = [t for t in tl.DERIVED if now[t] != facts[t]]
            tl.check("a full disk: nothing computed has changed", not moved, moved)
            r = tl.run("run", full, more, "--json", "--report", os.path.join(d, "f.html"))
            whole = tl.run("run", os.path.join(d, "w.book"), good, "--quiet", "--report", os.path.join(d, "w.html"))
            whole = tl.run("run", os.path.join(d, "w.book"), more, "--quiet", "--report", os.path.join(d, "w.html"))
            tl.check("a full disk: with room again, the run ends as if nothing had been", r.code == whole.code == 3 and
                     open(os.path.join(d, "f.html")).read() == open(os.path.join(d, "w.html")).read(), f"{r}\n{whole}")
        with open(os.path.join(small, "filler"), "wb") as f:
            free = os.statvfs(small)
            f.write(b"\0" * (free.f_bavail * free.f_bsize))
        r = tl.run("report", book, "--out", os.path.join(small, "r.html"))
        tl.check("a report to a full disk: ends with 1, in one line, and leaves no file",
                 r.code == 1 and tl.one_line_message(r) and not os.path.exists(os.path.join(small, "r.html")), r)
    finally:
        subprocess.run(["umount", small], check=False)
else:
    r = tl.run("run", os.path.join(d, "limit.book"), good, preexec=tl.limited(resource.RLIMIT_FSIZE, 1 << 20))
    tl.check("a limit on the size of files: ends with 1, says so in one line", r.code == 1 and tl.one_line_message(r), r)
with open("/dev/full", "wb") as out:
    r = tl.run("issues", book, "--json", stdout=out)
tl.check("standard output that is full: ends with 1, says so in one line", r.code == 1 and tl.one_line_message(r), r)

# What is no book, and a book in use.
fake = write("fake.book", b"this is not a book\n" * 1000)
r = refused("a file that is no book", "run", fake, good, said=["fake.book"])
tl.check("a file that is no book: is left alone", open(fake, "rb").read() == b"this is not a book\n" * 1000, "")
refused("a book that is not there", "issues", os.path.join(d, "none.book"), said=["none.book"])
refused("a folder for a book", "run", d, good)

with socket.socket() as s:
    s.bind(("127.0.0.1", 0))
    port = s.getsockname()[1]
server = subprocess.Popen([tl.BIN, "serve", book, "--listen", f"127.0.0.1:{port}"], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
try:
    up = False
    for _ in range(100):
        try:
            up = urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2).status == 200
            break
        except OSError:
            time.sleep(0.1)
    tl.check("the server answers", up, server.poll())
    if up:
        refused("a book in use", "run", book, good, book_as_before=False, said=["b.book", str(server.pid)])
        refused("a port in use", "serve", book if server.poll() is not None else os.path.join(d, "whole.book"), "--listen", f"127.0.0.1:{port}",
                book_as_before=False, said=[str(port)], timeout=20)
finally:
    server.send_signal(signal.SIGTERM)
    code = server.wait(timeout=20)
    tl.check("the server stops when asked to", code in (0, -signal.SIGTERM), code)
tl.check("a book in use: is as it was", tl.fingerprint(book, FACTS + tl.DERIVED) == facts, "")

# Wrong words.
refused("no path", "import", book, code=2)
refused("an unknown option", "run", book, good, "--colour", code=2, said=["--colour"])
refused("a value that is no number", "demo", os.path.join(d, "x"), "--accounts", "many", code=2, said=["many"])
refused("an option without its value", "demo", os.path.join(d, "x"), "--accounts", code=2, said=["--accounts"])
refused("a mapping file that is not there", "run", book, good, "--map", os.path.join(d, "no.map"), said=["no.map"])
refused("a mapping file that is nonsense", "run", book, good, "--map", write("odd.map", b"\x00\x01{{{"), said=["odd.map"])
tl.done()
