"""Containers: the same exports as plain files, compressed, in archives, as workbooks, from standard input.

Oracle: the plain files. Every other form must count the same rows file by file and give the same facts, column
by column, apart from which file and line they came from. Workbooks are written by openpyxl and xlsxwriter.
"""
import csv
import datetime
import gzip
import io
import os
import shutil
import subprocess
import zipfile

import tl

d = tl.folder()
src = os.path.join(d, "src")
tl.demo(src, accounts=40, events=500, responses=200)
os.remove(os.path.join(src, "truth.json"))
paths = sorted(os.path.relpath(os.path.join(at, f), src) for at, _, names in os.walk(src) for f in names)
FACTS = "f_account f_contact f_opportunity f_subscription f_invoice f_delivery f_ticket f_response f_answer f_metric f_initiative f_event".split()
PLACES = ("file_id", "line", "superseded_by", "alias_id", "source_id")
COUNTS = ("rows_in", "rows_kept", "rows_unchanged", "rows_quarantined", "cells_quarantined")


def facts(book):
    found = {}
    for table, rows in tl.dump(book, FACTS).items():
        found[table] = sorted(tuple((k, str(v)) for k, v in sorted(r.items()) if k not in PLACES) for r in rows)
    return found


def counts(r, name=lambda p: p):
    return {name(f["path"]): tuple(f[k] for k in COUNTS) for f in r.json["files"] if "skipped" not in f}


def imported(name, *words, **options):
    book = os.path.join(d, name + ".book")
    r = tl.run("import", book, *words, "--json", **options) if tl.run("init", book).code == 0 else None
    tl.check(f"{name}: is read", r.code in (0, 3), r)
    return book, r


plain_book, plain = imported("plain", src)
want_facts, want = facts(plain_book), counts(plain)
tl.check("the plain files have facts to compare", sum(map(len, want_facts.values())) > 500, want)


def compare(name, book, r, rename):
    tl.equal(f"{name}: counts the same rows, file by file", counts(r, rename), want)
    got = facts(book)
    for table in FACTS:
        tl.check(f"{name}: {table} is the same", got[table] == want_facts[table],
                 f"{len(got[table])} rows, want {len(want_facts[table])}\n"
                 f"{[x for x in got[table] if x not in want_facts[table]][:2]}\n{[x for x in want_facts[table] if x not in got[table]][:2]}")


# Each file compressed, with nothing in its name that says so for Zstandard.
squeezed = os.path.join(d, "squeezed")
for i, p in enumerate(paths):
    data = open(os.path.join(src, p), "rb").read()
    to = os.path.join(squeezed, p)
    os.makedirs(os.path.dirname(to), exist_ok=True)
    if i % 2 and shutil.which("zstd"):
        with open(to, "wb") as f:
            f.write(subprocess.run(["zstd", "-qc"], input=data, capture_output=True, check=True).stdout)
    else:
        half = len(data) // 2     # two streams one behind the other, as log rotation leaves them
        with open(to + ".gz", "wb") as f:
            f.write(gzip.compress(data[:half]) + gzip.compress(data[half:]))
book, r = imported("gzip and Zstandard", squeezed)
compare("gzip and Zstandard", book, r, lambda p: p.removesuffix(".gz"))

# All in one archive, one of them in an archive of its own.
inner = io.BytesIO()
with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as z:
    z.write(os.path.join(src, paths[0]), "deep.csv")
with zipfile.ZipFile(os.path.join(d, "all.zip"), "w", zipfile.ZIP_DEFLATED) as z:
    for p in paths[1:]:
        z.write(os.path.join(src, p), p)
    z.writestr("inner.zip", inner.getvalue())
    z.writestr("__MACOSX/._x.csv", b"\0\5\26\7")
book, r = imported("an archive", os.path.join(d, "all.zip"))
compare("an archive", book, r, lambda p: paths[0] if p == "all.zip/inner.zip/deep.csv" else p.removeprefix("all.zip/"))

# Standard input, by its name and without.
one = next(p for p in paths if p.endswith("Account.csv"))
data = open(os.path.join(src, one), "rb").read()
for name, words in (("Account.csv", ["--name", "Account.csv"]), ("standard input", [])):
    book = os.path.join(d, f"input {len(words)}.book")
    tl.run("init", book)
    p = subprocess.run([tl.BIN, "import", book, "-", *words, "--json"], input=gzip.compress(data), capture_output=True)
    got = counts(tl.Done(p.returncode, p.stdout.decode(), p.stderr.decode(), 0, 0)) if p.returncode in (0, 3) else p.stderr
    tl.equal(f"standard input is shown as '{name}' and counts as the file does", got, {name: want[one]})


def forms(path):
    """The file at a path, named by how it comes: as it is, compressed, in an archive, and each of these from standard input."""
    data, base = open(path, "rb").read(), os.path.basename(path)
    packed = {base: data, base + ".gz": gzip.compress(data), "in.zip": io.BytesIO()}
    with zipfile.ZipFile(packed["in.zip"], "w", zipfile.ZIP_DEFLATED) as z:
        z.write(path, "deep/" + base)
    packed["in.zip"] = packed["in.zip"].getvalue()
    if shutil.which("zstd"):
        packed[base + ".zst"] = subprocess.run(["zstd", "-qc"], input=data, capture_output=True, check=True).stdout
    return packed


def everywhere(path, want, table, shown):
    """Every form of the file gives the rows and facts `want`; `shown` says what a form is called (None: the archive from standard input)."""
    at = os.path.join(d, "forms of " + os.path.basename(path))
    os.makedirs(at)
    for name, data in forms(path).items():
        file = os.path.join(at, name)
        with open(file, "wb") as f:
            f.write(data)
        for how, words, given, called in (("a file", [file], None, shown(name)),
                                          ("standard input", ["-"], data, shown("standard input" if name != "in.zip" else None))):
            book = os.path.join(at, f"{how} {name}.book")
            subprocess.run([tl.BIN, "init", book], capture_output=True, check=True)
            p = subprocess.run([tl.BIN, "import", book, *words, "--json"], input=given, capture_output=True)
            r = tl.Done(p.returncode, p.stdout.decode(), p.stderr.decode(), 0, 0)
            got = {f["path"]: f["rows_kept"] for f in r.json["files"]} if r.code == 0 else r
            tl.equal(f"{name} as {how}: is called by its name and has its rows", got, {called: len(want)})
            rows = [sorted((k, str(v)) for k, v in x.items() if k not in PLACES) for x in tl.dump(book, [table])[table]] if r.code == 0 else []
            tl.check(f"{name} as {how}: gives the facts", sorted(rows) == want, rows[:2])


# Parquet, of the readings of the plain book, as `export` writes it.
r = tl.run("export", plain_book, os.path.join(d, "out"))
tl.check("the plain book is exported as Parquet", r.code == 0, r)
# A scorecard calls its measure otherwise than our table does; keys are made of the month as it is written.
OWN = ("key_hash", "row_hash", "ext_id", "measure")
readings = sorted([(k, v) for k, v in x if k not in OWN] for x in want_facts["f_metric"])
alone_book, r = imported("a Parquet file", os.path.join(d, "out", "f_metric.parquet"))
alone = facts(alone_book)["f_metric"]
tl.equal("a Parquet file gives the readings that were written into it",
         sorted([(k, v) for k, v in x if k not in OWN] for x in alone), readings)
everywhere(os.path.join(d, "out", "f_metric.parquet"), sorted(map(list, alone)), "f_metric",
           lambda n: "in.zip/deep/f_metric.parquet" if n == "in.zip" else "standard input/deep/f_metric.parquet" if n is None else n)

# Every CSV as a sheet of a workbook.
try:
    import openpyxl
    import xlsxwriter
except ImportError:
    openpyxl = None
if openpyxl is None:
    tl.skip("workbooks", "no openpyxl or xlsxwriter here")
    tl.done()


def table(path):
    raw = open(path, "rb").read()
    for encoding in ("utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig", "cp1252"):
        try:
            text = raw.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    start = text[:4000]
    delimiter = max(",;\t", key=start.count)
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def with_openpyxl(path, rows):
    wb = openpyxl.Workbook()
    wb.active.title = "Data"
    for row in rows:
        wb.active.append([v if v else None for v in row])
    wb.save(path)


def with_xlsxwriter(path, rows):
    wb = xlsxwriter.Workbook(path, {"strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False,
                                    "in_memory": True, "constant_memory": True})
    sheet = wb.add_worksheet("Data")
    for i, row in enumerate(rows):
        for k, v in enumerate(row):
            if v:
                sheet.write_string(i, k, v)
    wb.close()


for writer in (with_openpyxl, with_xlsxwriter):
    name = writer.__name__.removeprefix("with_")
    sheets = os.path.join(d, name)
    shutil.copytree(src, sheets)
    for p in paths:
        if p.endswith((".csv", ".tsv")) and b"\0" not in open(os.path.join(src, p), "rb").read():
            writer(os.path.join(sheets, p + ".xlsx"), table(os.path.join(src, p)))
            os.remove(os.path.join(sheets, p))
    book, r = imported(f"workbooks by {name}", sheets)
    compare(f"workbooks by {name}", book, r, lambda p: p.removesuffix("#Data").removesuffix(".xlsx"))

# One of those workbooks, compressed, in an archive, from standard input.
one_book, r = imported("the accounts as a CSV file", os.path.join(src, one))
everywhere(os.path.join(d, "openpyxl", one + ".xlsx"), sorted(map(list, facts(one_book)["f_account"])), "f_account",
           lambda n: {"in.zip": "in.zip/deep/Account.csv.xlsx", None: "standard input/deep/Account.csv.xlsx"}.get(n, n) + "#Data")

# Real cells: dates, numbers, ids, formulas, hidden and empty sheets.
wb = openpyxl.Workbook()
ws = wb.active
ws.title = "Scores"
ws.append([])
ws.append(["Units, as of today"])
ws.append(["Unit", "Metric", "Month", "Value", "Target"])
ws.append([123456789012345, "m", datetime.date(2024, 1, 1), 0.1 + 0.2, 1])
ws.append(["B\ntwo", "m", datetime.datetime(2024, 2, 29), 1234567.5, True])
ws.append(["C", "m", datetime.date(2024, 3, 1), "=1+1", None])
ws["A4"].number_format = "0"
ws["A7"] = 42
ws["A7"].number_format = "00000"
for column, value in zip("BCD", ("m", datetime.date(2024, 4, 1), 7)):
    ws[column + "7"] = value
hidden = wb.create_sheet("Old")
hidden.sheet_state = "hidden"
hidden.append(["Unit", "Metric", "Month", "Value"])
hidden.append(["D", "m", datetime.date(2023, 1, 1), 5])
wb.create_sheet("Empty")
path = os.path.join(d, "real.xlsx")
wb.save(path)
book, r = imported("real cells", path)
files = {f["path"]: f for f in r.json["files"]}
tl.equal("every sheet is a file of its own", sorted(files), ["real.xlsx#Empty", "real.xlsx#Old", "real.xlsx#Scores"])
tl.check("a hidden sheet is read, and said to be hidden",
         files["real.xlsx#Old"]["rows_kept"] == 1 and "hidden" in files["real.xlsx#Old"]["note"], files["real.xlsx#Old"])
tl.check("an empty sheet is said to be empty", files["real.xlsx#Empty"].get("skipped") == "an empty sheet", files["real.xlsx#Empty"])
rows = tl.sql(book, "SELECT unit, CAST(month AS VARCHAR) AS month, value, line FROM f_metric ORDER BY month, unit")
tl.equal("ids, dates and numbers are what a person sees; the line is the row's number",
         [(x["unit"], x["month"], x["value"], x["line"]) for x in rows],
         [("D", "2023-01-01", 5, 2), ("123456789012345", "2024-01-01", 0.3, 4), ("B\ntwo", "2024-02-29", 1234567.5, 5),
          ("00042", "2024-04-01", 7, 7)])
bad = tl.sql(book, "SELECT line, raw FROM quarantine ORDER BY line, raw")
tl.check("a formula without a stored value is set aside, never taken for nothing", any(x["line"] == 6 and "=1+1" in x["raw"] for x in bad), bad)
tl.done()
