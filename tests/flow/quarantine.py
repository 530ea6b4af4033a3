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
        return list(csv.reader(f))


OWN = ["quarantine file", "quarantine row", "line", "column", "reason"]
rows = read(os.path.join(out, "*-invoices.csv.csv"))
tl.equal("export: own columns, then the file's", rows[0], OWN + HEAD)
whole = {row[2]: row[5:] for row in rows[1:] if row[5]}
tl.equal("export: the rows as they stood, with their lines", whole, {"3": invoices[1], "4": invoices[2]})
cells = [row for row in rows[1:] if not row[5]]
tl.equal("export: the cell under its column", [(row[2], row[5:]) for row in cells], [("5", ["", "", "", "sooner or later", "", ""])])
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
             rows[0] == OWN + HEAD + ["IP Address"] and [row[5:11] for row in rows[1:] if row[5]] == invoices[1:3] and "10.1.2." not in str(rows), f"{r}\n{rows}")
empty = os.path.join(d, "e.book")
tl.run("init", empty)
r = tl.run("quarantine", empty, "export", os.path.join(d, "nothing"))
tl.check("nothing set aside: says so and writes nothing", r.code == 0 and "Nothing is set aside" in r.out and not os.path.exists(os.path.join(d, "nothing")), r)
tl.done()
