"""Everything out: Parquet, CSV and a workbook, read back by other programs with the same counts. Run with Debian's own Python (openpyxl)."""
import csv
import json
import os
import signal
import subprocess
import time

import tl

try:
    import openpyxl
except ImportError:
    openpyxl = None

d = tl.folder()
book = os.path.join(d, "e.book")
tl.demo(os.path.join(d, "s"), accounts=60, events=1500, responses=300)
r = tl.run("run", book, os.path.join(d, "s"), "--quiet", "--report", os.path.join(d, "r.html"))
tl.check("the main job ends well", r.code in (0, 3), r)
someone = tl.sql(book, "SELECT email FROM alias WHERE email <> '' ORDER BY alias_id LIMIT 1")[0]["email"]
tl.check("somebody is forgotten", tl.run("forget", book, someone, "--quiet").code == 0, someone)
want = {t: tl.sql(book, f"SELECT count(*) AS n FROM {t}")[0]["n"] for t in ("f_ticket", "f_event", "d_account", "d_comment", "alias", "verdict", "d_effect", "file")}

TWICE = {"d_find_word", "d_find_comment", "d_text_vector"}      # derived, and the words of d_comment once more, or made of them


def export(form, *more):
    place = os.path.join(d, form + "".join(more))
    r = tl.run("export", book, place, "--format", form, *more, "--json")
    tl.check(f"{form}{''.join(more)}: ends well", r.code == 0, r)
    with open(os.path.join(place, "manifest.json"), encoding="utf-8") as f:
        m = json.load(f)
    tables = {t["name"]: t for t in m["tables"]}
    tl.equal(f"{form}: the manifest counts as the book does", {t: tables[t]["rows"] for t in want}, want)
    tl.check(f"{form}: every table is there or left out with a reason", set(tl.DERIVED) - set(tables) == TWICE and TWICE <= {t["name"] for t in m["left_out"]} and all(t["why"] for t in m["left_out"])
             and not {t["name"] for t in m["left_out"]} & set(tables), m["left_out"])
    tl.equal(f"{form}: the sum is that of the tables", sum(t["rows"] for t in m["tables"]), r.json["rows"])
    return place, tables


place, tables = export("csv")
tl.equal("csv: a file for each table, and the manifest", sorted(os.listdir(place)), sorted([t + ".csv" for t in tables] + ["manifest.json"]))
bad = []
for name, t in tables.items():
    with open(os.path.join(place, name + ".csv"), encoding="utf-8", newline="") as f:
        rows = list(csv.reader(f))
    if rows[0] != [c["name"] for c in t["columns"]] or len(rows) - 1 != t["rows"] or any(len(x) != len(rows[0]) for x in rows):
        bad.append(name)
tl.check("csv: Python's reader finds heads, rows and columns as the manifest says", not bad, bad)
with open(os.path.join(place, "d_effect.csv"), encoding="utf-8", newline="") as f:
    got = [(int(x["issue_id"]), x["outcome"], float(x["estimate"]) if x["estimate"] else None) for x in csv.DictReader(f)]
tl.equal("csv: estimates are the same to the last bit", sorted(got, key=str),
         sorted([(x["issue_id"], x["outcome"], x["estimate"]) for x in tl.sql(book, "SELECT issue_id, outcome, estimate FROM d_effect")], key=str))
everything = b"".join(open(os.path.join(place, f), "rb").read() for f in os.listdir(place))
tl.check("csv: who was forgotten is not in it", someone.encode() not in everything, "")
tl.check("csv: nor is the key of erasures", b'"salt"' not in everything and "erasure_key" not in tables, "")

guarded, _ = export("csv", "--guard")
bad, changed = [], 0
for name in tables:
    pair = []
    for folder in (place, guarded):
        with open(os.path.join(folder, name + ".csv"), encoding="utf-8", newline="") as f:
            pair.append(list(csv.reader(f)))
    texts = [c["type"] == "text" for c in tables[name]["columns"]]
    for plain, safe in zip(pair[0][1:], pair[1][1:]):
        for is_text, p, s in zip(texts, plain, safe):
            changed += p != s
            if (is_text and s[:1] in "=+-@\t\r" and s) or (s[1:] if is_text and s.startswith("'") else s) != p:
                bad.append((name, p[:40], s[:40]))
tl.check("csv --guard: no text begins a formula, and every one can be had back", not bad and changed > 0, f"{bad[:5]} {changed}")

# tests/export/t_export.c reads the values back; here each file is counted by its own footer.
place, tables = export("parquet")
tl.equal("parquet: a file for each table, and the manifest", sorted(os.listdir(place)), sorted([t + ".parquet" for t in tables] + ["manifest.json"]))
head = {open(os.path.join(place, t + ".parquet"), "rb").read(4) for t in tables}
tl.equal("parquet: files of that kind", head, {b"PAR1"})


def footer_rows(path):
    """num_rows of a Parquet file's footer: field 3 of FileMetaData, in Thrift's compact protocol."""
    raw = open(path, "rb").read()
    assert raw[-4:] == b"PAR1", path
    at = [len(raw) - 8 - int.from_bytes(raw[-8:-4], "little")]

    def varint():
        n = shift = 0
        while True:
            byte = raw[at[0]]
            at[0] += 1
            n |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return n

    def value(kind):
        if kind in (1, 2):                             # a boolean is its type
            return None
        if kind == 3:
            at[0] += 1
        elif kind in (4, 5, 6):
            n = varint()
            return n >> 1 if n % 2 == 0 else -(n >> 1) - 1
        elif kind == 7:
            at[0] += 8
        elif kind == 8:
            n = varint()
            at[0] += n
        elif kind in (9, 10):
            head = raw[at[0]]
            at[0] += 1
            n = head >> 4 if head >> 4 != 15 else varint()
            for _ in range(n):
                if head & 15 in (1, 2):
                    at[0] += 1
                else:
                    value(head & 15)
        elif kind == 12:
            struct()
        else:
            raise ValueError(kind)

    def struct(wanted=None):
        field = 0
        while raw[at[0]]:
            head = raw[at[0]]
            at[0] += 1
            if head >> 4:
                field += head >> 4
            else:
                field = varint() >> 1
            got = value(head & 15)
            if field == wanted:
                return got
        at[0] += 1

    return struct(3)


tl.equal("parquet: the footers count the rows that the manifest names", {t: footer_rows(os.path.join(place, t + ".parquet")) for t in tables},
         {t: x["rows"] for t, x in tables.items()})

if openpyxl:
    place, tables = export("xlsx")
    wb = openpyxl.load_workbook(os.path.join(place, "book.xlsx"), read_only=True)
    tl.equal("xlsx: the contents, the columns, a sheet a table", wb.sheetnames, ["Contents", "Columns"] + [s for t in tables.values() for s in t["parts"]])
    bad = []
    for name, t in tables.items():
        sheet = wb[name]
        rows = [x for x in sheet.iter_rows(values_only=True)]
        heads = [c["name"] for c in t["columns"]]
        if list(rows[0][:len(heads)]) != heads or len([x for x in rows[1:] if any(v is not None for v in x)]) != t["rows"]:
            bad.append((name, len(rows) - 1, t["rows"]))
    tl.check("xlsx: openpyxl finds heads and rows as the manifest says", not bad, bad)
    front = {x[0]: x[2] for x in wb["Contents"].iter_rows(min_row=2, values_only=True) if x[0] and x[1]}
    tl.equal("xlsx: the contents name the same counts", front, {t: x["rows"] for t, x in tables.items()})
    heads = [c["name"] for c in tables["d_decision"]["columns"]]
    got = sorted((x[heads.index("account_id")], str(x[heads.index("decided")])[:10]) for x in wb["d_decision"].iter_rows(min_row=2, values_only=True)) if "decided" in heads else heads
    days = [c["name"] for c in tables["d_decision"]["columns"] if c["type"] == "date"]
    value = next(wb["d_decision"].iter_rows(min_row=2, max_row=2, values_only=True))[heads.index(days[0])]
    tl.check("xlsx: days are days", hasattr(value, "year"), (days, value))
    keys = [x[1] for x in wb["f_ticket"].iter_rows(min_row=2, values_only=True)]
    exact = {str(x["key_hash"]) for x in tl.sql(book, "SELECT key_hash FROM f_ticket")}
    tl.check("xlsx: numbers past 2^53 are exact", {str(k) for k in keys} == exact, keys[:3])
else:
    tl.skip("xlsx: openpyxl finds the same", "no openpyxl for this Python")

r = tl.run("export", book, place)
tl.check("a folder that is not empty is left alone", r.code == 1 and tl.one_line_message(r), r)
r = tl.run("export", book, os.path.join(d, "x"), "--format", "sas")
tl.check("a format that is none", r.code == 2 and tl.one_line_message(r), r)
os.mkdir(os.path.join(d, "empty"))
tl.check("an empty folder is filled", tl.run("export", book, os.path.join(d, "empty"), "--format", "csv").code == 0 and len(os.listdir(os.path.join(d, "empty"))) > 50, "")
seconds, sound = tl.run("export", book, os.path.join(d, "time"), "--format", "csv").seconds, []
for i in range(5):
    place = os.path.join(d, f"kill{i}")
    p = subprocess.Popen([tl.BIN, "export", book, place, "--format", "csv"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(seconds * (i + 0.5) / 5)
    p.send_signal(signal.SIGKILL)
    p.wait()
    sound.append(not os.path.exists(place) or os.path.exists(os.path.join(place, "manifest.json")))
    if not os.path.exists(place):
        tl.run("export", book, place, "--format", "csv")
        sound.append(os.path.exists(os.path.join(place, "manifest.json")) and not os.path.exists(place + ".part"))
tl.check("killed at any moment, the folder is whole or not there, and the next try fills it", all(sound), sound)
tl.done()
