"""Recordings of calls: kept with the book, once; forgotten, backed up, checked, and never half after a kill.

The transcripts and the recordings (WAV, tones) are made here. Oracle: the bytes of the recordings as they were written, Python's BLAKE2b
of them, and the folder beside the book."""
import hashlib
import io
import math
import os
import shutil
import signal
import struct
import subprocess
import time
import wave
import zipfile

import tl

d = tl.folder()
calls, book = os.path.join(d, "calls"), os.path.join(d, "b.book")
clips = book + ".clips"
os.mkdir(calls)


def tone(hz, seconds=6, rate=8000):
    out = io.BytesIO()
    with wave.open(out, "wb") as w:
        w.setnchannels(1), w.setsampwidth(2), w.setframerate(rate)
        w.writeframes(b"".join(struct.pack("<h", int(9000 * math.sin(2 * math.pi * hz * i / rate))) for i in range(seconds * rate)))
    return out.getvalue()


def script(call, who, mail, words):
    return (f"WEBVTT\n\nNOTE\nAccount: Acme Tools Ltd\nCall ID: {call}\nDate: 2025-03-04\nParticipants: Tom Our (agent), {who} (customer)\n\n"
            f"00:00.000 --> 00:01.500\n<v Tom Our>Good morning, how can I help you today?\n\n00:02.000 --> 00:04.000\n<v {who}>{words}\n")


def write(path, data):
    with open(path, "wb") as f:
        f.write(data if isinstance(data, bytes) else data.encode())


def name(data):
    return hashlib.blake2b(data, digest_size=32).hexdigest() + ".wav"


def beside(of=clips):
    return sorted(os.listdir(of)) if os.path.isdir(of) else []


def note(r, file):
    return next(f["note"] for f in r.json["files"] if f["path"].endswith(file))


a, b, z = tone(440), tone(550), tone(660)
write(os.path.join(calls, "one.vtt"), script("C1", "Ann Alba", "ann@acme.example", "The delivery was late again and nobody told us."))
write(os.path.join(calls, "one.wav"), a)
write(os.path.join(calls, "two.vtt"), script("C2", "Bob Burns", "bob@acme.example", "Your invoice was wrong and support never answered."))
write(os.path.join(calls, "two.wav"), b)
write(os.path.join(calls, "three.vtt"), script("C3", "Bob Burns", "bob@acme.example", "I was told that it would be Tuesday."))
write(os.path.join(calls, "three.wav"), b"RIFF is not all that a recording needs")
write(os.path.join(calls, "same.vtt"), script("C4", "Cleo Coe", "cleo@acme.example", "The same recording stands beside another call."))
write(os.path.join(calls, "same.wav"), a)
with zipfile.ZipFile(os.path.join(calls, "more.zip"), "w", zipfile.ZIP_DEFLATED) as f:
    f.writestr("deep/four.vtt", script("C5", "Dora Dean", "dora@acme.example", "The portal is slow in the morning."))
    f.writestr("deep/four.WAV", z)
r = tl.run("import", book, calls, "--json")
tl.check("import reads the calls", r.code in (0, 3) and sum(f["rows_kept"] for f in r.json["files"]) == 10, r)
tl.equal("each recording is beside the book once, by its digest", beside(), sorted([name(a), name(b), name(z)]))
tl.check("its bytes are the same", all(open(os.path.join(clips, name(x)), "rb").read() == x for x in (a, b, z)), "")
tl.check("only its owner may read them", os.stat(clips).st_mode & 0o777 == 0o700 and all(os.stat(os.path.join(clips, n)).st_mode & 0o777 == 0o600 for n in beside()), "")
tl.check("it is said", "the recording was kept" in note(r, "one.vtt") and "kept" in note(r, "deep/four.vtt"), r)
tl.check("one that is none is said, and its call stands", "not kept: not a recording" in note(r, "three.vtt")
         and tl.sql(book, "SELECT count(*) AS n FROM f_utterance WHERE call_id = 'C3'") == [{"n": 2}], note(r, "three.vtt"))
ROWS = "SELECT call_id, digest, bytes, form FROM clip ORDER BY call_id"
want = [{"call_id": c, "digest": name(x)[:64], "bytes": len(x), "form": "wav"} for c, x in (("C1", a), ("C2", b), ("C4", a), ("C5", z))]
tl.equal("the rows say which call has which", tl.sql(book, ROWS), want)

before = {n: os.stat(os.path.join(clips, n)).st_mtime_ns for n in beside()}
write(os.path.join(clips, ".incoming-abc123"), b"cut off")
write(os.path.join(clips, "0" * 64 + ".wav"), b"of no row")
write(os.path.join(clips, "mine.txt"), b"not the program's")
os.remove(os.path.join(calls, "three.wav"))
write(os.path.join(calls, "three.wav"), tone(770))
r = tl.run("import", book, calls, "--json")
tl.check("the same again copies nothing, and what came late is kept", r.code in (0, 3) and {n: os.stat(os.path.join(clips, n)).st_mtime_ns for n in before} == before
         and name(tone(770)) in beside() and "the recording was kept" in note(r, "three.vtt"), (r, beside()))
tl.equal("files of no row are swept, others' files are not", beside(), sorted([name(a), name(b), name(z), name(tone(770)), "mine.txt"]))
os.remove(os.path.join(clips, "mine.txt"))

r = tl.run("check", book, "--json")
tl.check("check finds them whole", r.code == 0 and r.json["clips"] == 0, r)
with open(os.path.join(clips, name(z)), "r+b") as f:
    f.seek(1000)
    f.write(b"\x7f\x7f\x7f")
tl.check("check --deep reads their bytes, check their sizes", tl.run("check", book, "--json").json["clips"] == 0 and '"clips": 1' in tl.run("check", book, "--deep", "--json").out.replace('":1', '": 1'), "")
os.remove(os.path.join(clips, name(z)))
r = tl.run("check", book)
tl.check("a recording that is missing is told", r.code == 1 and "WRONG  recordings" in r.out, r)
r = tl.run("import", book, calls, "--json")
tl.check("the same import mends it", tl.run("check", book).code == 0 and "kept" in note(r, "deep/four.vtt"), r)

file, other = os.path.join(d, "b.backup"), os.path.join(d, "c.book")
w = tl.run("backup", book, file, "--json")
tl.check("a backup holds the recordings", w.code == 0 and w.json["recordings"] == 4 and w.json["recordings_missing"] == 0 and tl.run("check", file, "--json").json["recordings"] == 4, w)
r = tl.run("restore", file, other, "--json")
tl.check("and they are laid beside the book that is restored", r.code == 0 and beside(other + ".clips") == beside()
         and all(open(os.path.join(other + ".clips", n), "rb").read() == open(os.path.join(clips, n), "rb").read() for n in beside()), r)
tl.check("which is sound", tl.run("check", other).code == 0, "")
for ms in (1, 4, 9, 20, 60, 150, 400):
    shutil.rmtree(other + ".clips", ignore_errors=True)
    if os.path.exists(other):
        os.remove(other)
    p = subprocess.Popen([tl.BIN, "restore", file, other, "--force"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(ms / 1000)
    p.send_signal(signal.SIGKILL)
    p.wait()
    tl.check(f"a restore killed after {ms} ms: nothing, or all of it", not os.path.exists(other) or tl.run("check", other, "--deep").code in (0, 1) and tl.run("check", other, "--json").json["clips"] == 0, "")

r = tl.run("export", book, os.path.join(d, "out"), "--json")
tl.check("an export says which call has which recording", r.code == 0 and any("clip" in n for _, _, ns in os.walk(os.path.join(d, "out")) for n in ns), r)

tl.run("rebuild", book, "--quiet")
mail = tl.run("forget", book, "nobody@else.example")
tl.check("nobody is nobody", mail.code == 1, mail)

# Kills at many moments of an import: a row never names a file that is not there.
seed_file = os.path.join(d, "rates.csv")
with open(seed_file, "w", encoding="utf-8") as f:
    f.write("Date,From,To,Rate\n2025-01-01,USD,EUR,0.9\n")
for ms in (5, 15, 30, 50, 80, 120, 170, 230, 300, 400, 600):
    k = os.path.join(d, "k.book")
    tl.run("import", k, seed_file, "--quiet")           # the book is there: its making is not what is killed here
    p = subprocess.Popen([tl.BIN, "import", k, calls, "--quiet"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(ms / 1000)
    p.send_signal(signal.SIGKILL)
    p.wait()
    if os.path.exists(k) and tl.run("check", k).code == 0:
        r = tl.run("check", k, "--json")
        tl.check(f"killed after {ms} ms: every row has its file", r.json["clips"] == 0, r)
    r = tl.run("import", k, calls, "--json")
    tl.check(f"killed after {ms} ms: the next import ends as any", r.code in (0, 3) and tl.sql(k, "SELECT count(*) AS n FROM clip") == [{"n": 5}]
             and len(beside(k + ".clips")) == 4 and tl.run("check", k).code == 0, (r, beside(k + ".clips")))
    os.remove(k)
    shutil.rmtree(k + ".clips")

# The same on a server: the folder stands where the program runs.
if tl.PG:
    there, home = tl.fresh_database("clips"), os.path.join(d, "home")
    os.mkdir(home)
    folder = os.path.join(home, "throughline-" + there.split("?")[0].rsplit("/", 1)[1] + ".clips")
    r = tl.run("restore", file, there, "--json", cwd=home)
    tl.check("a backup is restored to a server, recordings too", r.code == 0 and beside(folder) == beside(), (r, os.listdir(home)))
    r = tl.run("import", there, calls, "--json", cwd=home)
    tl.check("the same again copies nothing there", r.code in (0, 3) and "copied" not in r.out and tl.run("check", there, "--deep", "--json", cwd=home).json["clips"] == 0, r)
    write(os.path.join(folder, "0" * 64 + ".wav"), b"of no row")
    r = tl.run("import", there, calls, cwd=home)
    tl.equal("files of no row are swept there", beside(folder), beside())
    tl.run("rebuild", there, "--quiet", cwd=home)
    r = tl.run("sql", there, "SELECT k.call_id, v.from_ms, v.to_ms FROM comment_clip AS v JOIN d_comment_call AS k ON k.account_id = v.account_id AND k.comment_id = v.comment_id ORDER BY k.call_id", "--json", cwd=home)
    tl.check("its comments say where they can be heard", [x["call_id"] for x in r.json["rows"]] == ["C1", "C2", "C3", "C4", "C5"] and all((x["from_ms"], x["to_ms"]) == (2000, 4000) for x in r.json["rows"]), r)
    more = os.path.join(d, "pg.backup")
    tl.check("and a backup of the server has them", tl.run("backup", there, more, "--json", cwd=home).json["recordings"] == 4 and tl.run("check", more).code == 0, "")
    write(os.path.join(d, "ann.csv"), "id,first,last,mail\nP1,Ann,Alba,ann@acme.example\n")
    write(os.path.join(d, "ann.map"), "[*]\nkind = contact\nsource = CRM\nkey = id\nfirst_name = first\nlast_name = last\nemail = mail\nperson_id = id\n")
    tl.run("import", there, os.path.join(d, "ann.csv"), "--map", os.path.join(d, "ann.map"), cwd=home)
    r = tl.run("forget", there, "ann@acme.example", "--json", cwd=home)
    tl.check("forget erases there, too, also where the same recording is another call's", r.code == 0 and r.json["recordings"] == 1 and name(a) not in beside(folder) and len(beside(folder)) == 3, (r, beside(folder)))
else:
    tl.skip("recordings of a book on a server", "TL_PG is not set; tests/pg_cluster.sh sets it")

# A person of a call is forgotten: by her address, which a contact of the CRM has.
write(os.path.join(d, "people.csv"), "id,first,last,mail\nP1,Bob,Burns,bob@acme.example\n")
write(os.path.join(d, "people.map"), "[*]\nkind = contact\nsource = CRM\nkey = id\nfirst_name = first\nlast_name = last\nemail = mail\nperson_id = id\n")
r = tl.run("import", book, os.path.join(d, "people.csv"), "--map", os.path.join(d, "people.map"), "--json")
tl.run("rebuild", book, "--quiet")
tl.check("he is known", tl.sql(book, "SELECT count(*) AS n FROM f_contact") == [{"n": 1}], r)
dry = tl.run("forget", book, "bob@acme.example", "--dry-run", "--json")
tl.check("a dry run counts his recordings and takes none", dry.json["recordings"] == 2 and name(b) in beside(), dry)
r = tl.run("forget", book, "bob@acme.example")
tl.check("forget erases them, and says so", r.code == 0 and "2 recordings of calls" in r.out, r)
tl.equal("they are gone from the disk, others are not", beside(), sorted([name(a), name(z)]))
r = tl.run("import", book, calls, "--json")
tl.equal("the same import brings none of them back", beside(), sorted([name(a), name(z)]))
shutil.copy(os.path.join(calls, "two.wav"), os.path.join(calls, "five.wav"))
write(os.path.join(calls, "five.vtt"), script("C9", "Eve Else", "eve@acme.example", "Another name for the same recording."))
write(os.path.join(calls, "two.wav"), tone(880))
r = tl.run("import", book, calls, "--json")
tl.check("neither under another name, nor another recording of his call", beside() == sorted([name(a), name(z)]) and "forgotten" in note(r, "five.vtt"), (r, beside()))
tl.check("the book is sound", tl.run("check", book).code == 0, "")
tl.done()
