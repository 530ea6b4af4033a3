"""What was set aside, counted by file and reason and written out as CSV to be mended.

Oracle: the files are made here; which of their rows and cells are wrong, and what stood in them, is known.
"""
import csv
import glob
import json
import os

import tl

d = tl.folder()
src, book = os.path.join(d, "in"), os.path.join(d, "q.book")
os.mkdir(src)
invoices = [["R1", "KD-1", "2025-10-01", "2025-11-01", "100.50", "EUR"],
            ["R2", "KD-2", "someday", "2025-11-02", "200.50", "EUR"],
            ["R3", "KD-3", "2025-10-03", "2025-11-03", "a lot; \"much\"", "EUR"],
            ["R4", "KD-4", "2025-10-04", "sooner or later", "400.50", "EUR"],
            ["R5", "KD-5", "2025-10-05", "2025-11-05", "500.50", "EUR"]]
HEAD = ["Invoice No", "Customer No", "Invoice Date", "Due Date", "Amount", "Currency"]
with open(os.path.join(src, "invoices.csv"), "w", newline="", encoding="utf-8") as f:
    w = csv.writer(f, delimiter=";")
    w.writerow(HEAD)
    w.writerows(invoices)
tickets = [{"ticket_id": f"T{i}", "customer_number": f"KD-{i}", "opened_at": f"2025-09-0{i}T10:00:00Z" if i != 2 else "no day", "subject": "Pump, broken"}
           for i in range(1, 5)]
with open(os.path.join(src, "tickets.ndjson"), "w", encoding="utf-8") as f:
    f.writelines(json.dumps(t) + "\n" for t in tickets)
maps = os.path.join(d, "two.map")
with open(maps, "w", encoding="utf-8") as f:
    f.write("[invoices.csv]\nkind = invoice\nsource = ERP\nkey = `Invoice No`\naccount_id = `Customer No`\nissued = `Invoice Date`\ndue = `Due Date`\n"
            "amount = `Amount`\ncurrency = `Currency`\n\n"
            "[tickets.ndjson]\nkind = ticket\nsource = Desk\nkey = `ticket_id`\naccount_id = `customer_number`\ncreated_at = `opened_at`\nsubject = `subject`\n")
r = tl.run("import", book, src, "--map", maps, "--json")
files = {f["path"]: f for f in r.json["files"]}
tl.equal("invoices: two rows and one cell are set aside", [files["invoices.csv"][k] for k in ("rows_in", "rows_kept", "rows_quarantined", "cells_quarantined")], [5, 3, 2, 1])
tl.equal("tickets: one row is set aside", [files["tickets.ndjson"][k] for k in ("rows_in", "rows_kept", "rows_quarantined")], [4, 3, 1])

groups = tl.run("quarantine", book, "list", "--json").json["groups"]
tl.equal("list: all that is set aside is in one group", sum(g["n"] for g in groups), 4)
tl.equal("list: whole rows add up per file", {p: sum(g["whole_rows"] for g in groups if g["path"] == p) for p in files}, {"invoices.csv": 2, "tickets.ndjson": 1})
tl.check("list: each has a reason and an example with its line", all(g["reason"] and g["example"]["line"] > 0 and g["example"]["raw"] for g in groups), groups)
text = tl.run("quarantine", book, "list")
tl.check("list: on the terminal too", text.code == 0 and "invoices.csv" in text.out and "someday" in text.out, text)

out = os.path.join(d, "out")
r = tl.run("quarantine", book, "export", out)
tl.check("export DIR: one file for each that has something", r.code == 0 and len(os.listdir(out)) == 2, r)


def read(pattern):
    with open(glob.glob(pattern)[0], newline="", encoding="utf-8-sig") as f:
        head = f.readline()
        f.seek(0)
        return list(csv.reader(f, delimiter=";" if ";" in head.split("Invoice No")[0] else ","))


OWN = ["quarantine file", "quarantine row", "line", "column", "reason"]
rows = read(os.path.join(out, "*-invoices.csv.csv"))
tl.equal("export: own columns, then the file's", rows[0], OWN + HEAD)
tl.equal("export: the rows as they stood, with their lines, the row of a single cell too", {row[2]: row[5:] for row in rows[1:]},
         {"3": invoices[1], "4": invoices[2], "5": invoices[3]})
tl.equal("export: which column it is about", [row[3] for row in rows[1:]], ["Invoice Date", "Amount", "Due Date"])
rows = read(os.path.join(out, "*-tickets.ndjson.csv"))
tl.equal("export: JSON as it stood, in the column raw", [rows[0], [json.loads(row[5]) for row in rows[1:]]], [OWN + ["raw"], [tickets[1]]])
ids = {(g["file"], g["path"]) for g in groups}
number = next(str(i) for i, p in ids if p == "invoices.csv")
one = os.path.join(d, "one.csv")
r = tl.run("quarantine", book, "export", one)
tl.check("export FILE.csv of several files: asks which", r.code == 2 and tl.one_line_message(r) and not os.path.exists(one), r)
r = tl.run("quarantine", book, "export", one, number)
tl.check("export FILE.csv NO: that file's", r.code == 0 and read(one) == read(os.path.join(out, "*-invoices.csv.csv")), r)
tl.check("export FILE.csv with another number: not found", tl.run("quarantine", book, "export", one, "77").code != 0, "")
tl.check("a word it does not know ends with 2", tl.run("quarantine", book, "nonsense").code == 2, "")
tl.check("nowhere to write ends with 1 and one line", (lambda r: r.code == 1 and tl.one_line_message(r))(
    tl.run("quarantine", book, "export", os.path.join(d, "none", "x.csv"), number)), "")
tl.check("the book is sound", tl.run("check", book).code == 0, "")


# --- taken back.  Oracle: what stands in the mended file.


def mend(path, changes, delimiter=","):
    """The exported file with some texts replaced, as a spreadsheet may save it."""
    rows = read(path)
    for row in rows[1:]:
        row[:] = [changes.get(c, c) for c in row]
    with open(path, "w", newline="", encoding="utf-8-sig") as f:
        csv.writer(f, delimiter=delimiter).writerows(rows)


def counts(r):
    return [r.json[k] for k in ("rows_in", "rows_kept", "rows_unchanged", "rows_quarantined")]


def force(kind, columns, book=book):
    return [list(r.values()) for r in tl.sql(book, f"SELECT {columns} FROM f_{kind} WHERE superseded_by IS NULL ORDER BY ext_id")]


INVOICE = "ext_id, CAST(issued AS VARCHAR) AS issued, CAST(due AS VARCHAR) AS due, amount, file_id, line"
before = force("invoice", INVOICE)
first = glob.glob(os.path.join(out, "*-invoices.csv.csv"))[0]
mend(first, {"someday": "2025-10-02", "sooner or later": "2025-11-04"}, ";")
r = tl.run("quarantine", book, "retry", first, "--dry-run", "--json")
tl.equal("dry run: counts what would enter", [counts(r), r.json["dry_run"]], [[3, 2, 0, 1], True])
tl.equal("dry run: changes nothing", [force("invoice", INVOICE), sum(g["n"] for g in tl.run("quarantine", book, "list", "--json").json["groups"])], [before, 4])
r = tl.run("quarantine", book, "retry", first, "--json")
tl.equal("retry: in = kept + unchanged + quarantined", counts(r), [3, 2, 0, 1])
tl.check("retry: what is still wrong is said", r.code == 3 and [(s["line"], s["column"]) for s in r.json["files"][0]["still"]] == [(4, "Amount")], r)
tl.equal("retry: the rows are facts of the original file and line", force("invoice", INVOICE),
         [["R1", "2025-10-01", "2025-11-01", 10050, 1, 2], ["R2", "2025-10-02", "2025-11-02", 20050, 1, 3], ["R4", "2025-10-04", "2025-11-04", 40050, 1, 5],
          ["R5", "2025-10-05", "2025-11-05", 50050, 1, 6]])
tl.equal("retry: what was mended is known, with what it had been", [list(x.values()) for x in tl.sql(book, "SELECT line, column_name, reason, record, fixed, how FROM quarantine_fixed ORDER BY seq")],
         [[3, "Invoice Date", "date not understood", ";".join(invoices[1]), "R2;KD-2;2025-10-02;2025-11-02;200.50;EUR", "hand"],
          [5, "Due Date", "date not understood", ";".join(invoices[3]), "R4;KD-4;2025-10-04;2025-11-04;400.50;EUR", "hand"]])
r = tl.run("quarantine", book, "retry", first, "--json")
tl.equal("retry again: nothing twice", [counts(r), len(tl.sql(book, "SELECT line FROM f_invoice"))], [[3, 0, 2, 1], 5])
tl.check("history: the version without the day is kept", "2025-11-04" in tl.run("history", book, "invoice", "R4").out, tl.run("history", book, "invoice", "R4"))
second = glob.glob(os.path.join(out, "*-tickets.ndjson.csv"))[0]
rows = read(second)
rows[1][5] = rows[1][5].replace("no day", "2025-09-02T10:00:00Z")
with open(second, "w", newline="", encoding="utf-8-sig") as f:
    csv.writer(f).writerows(rows)
r = tl.run("quarantine", book, "retry", out, "--json")
tl.equal("retry DIR: JSON rows are mended in the column raw", [counts(r), force("ticket", "ext_id, line")], [[4, 1, 2, 1], [[f"T{i}", i] for i in range(1, 5)]])
wrong = read(first)
wrong.append(["1", "99"] + wrong[1][2:])
wrong[2][9] = "300.50"
with open(os.path.join(d, "wrong.csv"), "w", newline="", encoding="utf-8") as f:
    csv.writer(f).writerows(wrong)
r = tl.run("quarantine", book, "retry", os.path.join(d, "wrong.csv"))
tl.check("a row that was never set aside: nothing at all is done", r.code == 1 and tl.one_line_message(r) and len(force("invoice", INVOICE)) == 4, r)
r = tl.run("quarantine", book, "retry", os.path.join(src, "invoices.csv"))
tl.check("a file of another kind is refused", r.code == 1 and tl.one_line_message(r) and "quarantine file" in r.err, r)
tl.check("the book is sound after it", tl.run("check", book).code == 0, tl.run("check", book))

# The same bad row in the next export, in other bytes: the correction is made again; a newer truth stays.
later = os.path.join(d, "later")
os.mkdir(later)
with open(os.path.join(later, "invoices.csv"), "w", newline="", encoding="utf-8") as f:
    w = csv.writer(f, delimiter=";")
    w.writerow(HEAD)
    w.writerows(invoices + [["R6", "KD-6", "2025-10-06", "2025-11-06", "600.50", "EUR"]])
r = tl.run("import", book, later, "--json")
# R4 came without its day, a version of its own, and is mended behind it: R4 and R6 are kept; R1, R5 and R2, mended, say nothing new.
tl.equal("next month: rows mended before are mended again", [r.json["files"][0][k] for k in ("rows_in", "rows_kept", "rows_unchanged", "rows_quarantined")], [6, 2, 3, 1])
tl.equal("next month: their values are in force", [x[:4] for x in force("invoice", INVOICE)][1:3], [["R2", "2025-10-02", "2025-11-02", 20050], ["R4", "2025-10-04", "2025-11-04", 40050]])
tl.check("next month: and it is said", "mended as they were before" in r.json["files"][0]["note"], r)
with open(os.path.join(later, "newer.csv"), "w", newline="", encoding="utf-8") as f:
    w = csv.writer(f, delimiter=";")
    w.writerow(HEAD)
    w.writerow(["R3", "KD-3", "2025-10-03", "2025-11-03", "999.00", "EUR"])
tl.run("import", book, os.path.join(later, "newer.csv"))
mend(first, {"a lot; \"much\"": "300.50"})
r = tl.run("quarantine", book, "retry", first, "--json")
tl.equal("an old row that is mended late does not take the place of what came since", [counts(r)[1], [x[3] for x in force("invoice", INVOICE) if x[0] == "R3"]], [1, [99900]])
tl.equal("but is kept as history", [list(x.values()) for x in tl.sql(book, "SELECT amount, superseded_by FROM f_invoice WHERE ext_id = 'R3' ORDER BY amount")], [[30050, 4], [99900, None]])
tl.check("and the book is sound", tl.run("check", book).code == 0, tl.run("check", book))

try:
    import openpyxl
except ImportError:
    openpyxl = None
    tl.skip("a workbook's private columns", "no openpyxl here")
if openpyxl:
    wb = openpyxl.Workbook()
    for line in [HEAD + ["IP Address"]] + [row + [f"10.1.2.{i}"] for i, row in enumerate(invoices)]:
        wb.active.append(line)
    wb.save(os.path.join(d, "invoices.xlsx"))
    with open(maps, "a", encoding="utf-8") as f:
        f.write(open(maps, encoding="utf-8").read().split("[tickets")[0].replace("[invoices.csv]", "[invoices.xlsx*]"))
    r = tl.run("import", book, os.path.join(d, "invoices.xlsx"), "--map", maps)
    box = os.path.join(d, "box")
    tl.run("quarantine", book, "export", box)
    rows = read(os.path.join(box, "*xlsx*.csv"))
    tl.check("a workbook's rows come under its columns, private ones masked",
             rows[0] == OWN + HEAD + ["IP Address"] and [row[5:11] for row in rows[1:]] == invoices[1:4] and "10.1.2." not in str(rows), f"{r}\n{rows}")
# Numbers that can be read both ways wait.  Oracle: another book, imported with --decimal at once.
both = os.path.join(d, "both")
os.mkdir(both)
with open(os.path.join(both, "dinars.csv"), "w", encoding="utf-8") as f:
    f.write("Invoice Number,Customer,Invoice Date,Amount,Currency\n1,Acme,2026-01-05,1.234,KWD\n2,Acme,2026-01-06,12.500,KWD\n2,Acme,2026-01-06,4.000,KWD\n")
with open(os.path.join(both, "score.csv"), "w", encoding="utf-8") as f:
    f.write("Unit,Metric,Month,Value,Target\nA,m,2026-01,1.234,2\nB,m,2026-01,5,7.500\n")
MONEY, METRIC = "SELECT number, ext_id, amount, currency FROM f_invoice WHERE superseded_by IS NULL ORDER BY 1, 2", "SELECT unit, value, target FROM f_metric WHERE superseded_by IS NULL ORDER BY 1"
def sums(r):
    return [sum(f[k] for f in r.json["files"]) for k in ("rows_in", "rows_kept", "rows_quarantined")]


for sign in ("point", "comma"):
    asked, told = os.path.join(d, sign + ".book"), os.path.join(d, sign + "2.book")
    tl.equal(f"{sign}: rows wait, values are held", sums(tl.run("import", asked, both, "--json")), [5, 1, 4])
    tl.equal(f"{sign}: the same files with --decimal are answers", sums(tl.run("import", asked, both, "--decimal", sign, "--json")), [5, 4, 0])
    tl.run("import", told, both, "--decimal", sign)
    for what in (MONEY, METRIC):
        got, want = (tl.run("sql", b, what, "--json").json["rows"] for b in (asked, told))
        tl.equal(f"{sign}: the book is that of --decimal at once", got, want)
tl.equal("lines that waited are the lines they were", [list(row.values())[:3] for row in tl.run("sql", asked, MONEY, "--json").json["rows"]],
         [["1", "1", 1234000], ["2", "2", 12500000], ["2", "2#2", 4000000]])

# A line of an invoice that was set aside comes back as the line it was, not in another's place.
with open(os.path.join(d, "lines.csv"), "w", encoding="utf-8") as f:
    f.write("Invoice Number,Customer,Invoice Date,Item,Amount,Currency\n1,Acme,2026-01-05,a,100.00,EUR\n1,Acme,2026-01-05,b,none,EUR\n1,Acme,2026-01-05,c,20.00,EUR\n")
lines, box = os.path.join(d, "l.book"), os.path.join(d, "lbox")
tl.run("import", lines, os.path.join(d, "lines.csv"))
tl.run("quarantine", lines, "export", box)
path = glob.glob(os.path.join(box, "*.csv"))[0]
text = open(path, encoding="utf-8-sig", newline="").read()
with open(path, "w", encoding="utf-8-sig", newline="") as f:
    f.write(text.replace("none", "7.50"))
r = tl.run("quarantine", lines, "retry", path)
tl.equal("a mended line is the line it was", [list(row.values()) for row in tl.run("sql", lines, MONEY, "--json").json["rows"]],
         [["1", "1", 10000, "EUR"], ["1", "1#2", 750, "EUR"], ["1", "1#3", 2000, "EUR"]])

empty = os.path.join(d, "e.book")
tl.run("init", empty)
r = tl.run("quarantine", empty, "export", os.path.join(d, "nothing"))
tl.check("nothing set aside: says so and writes nothing", r.code == 0 and "Nothing is set aside" in r.out and not os.path.exists(os.path.join(d, "nothing")), r)
tl.done()
