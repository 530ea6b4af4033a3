"""Invoices whose lines come again: fewer of them, other ones, single ones, in whatever order. Oracle: what each file says, by hand (decision 327)."""
import os

import tl

d = tl.folder()
HEAD = "Invoice Number,Customer,Invoice Date,Item,Quantity,Amount,Currency\n"


def rows(*lines):
    """"1 Acme Licence 2 100.00" is a line of invoice 1."""
    out = HEAD
    for line in lines:
        number, customer, item, quantity, amount = line.split()
        out += f"INV-{number},{customer},2026-01-05,{item},{quantity},{amount},EUR\n"
    return out


def force(book):
    """The amounts in force, an invoice each."""
    found = {}
    for r in tl.sql(book, "SELECT number, amount FROM f_invoice WHERE superseded_by IS NULL ORDER BY number, amount"):
        found.setdefault(r["number"][4:], []).append(r["amount"] // 100)
    return found


def tied(book):
    """The tie-out: all that is in files is matched, unmatched, superseded or set aside, and what counts is what is in force."""
    if tl.run("rebuild", book).code not in (0, 3):
        return "nothing was worked out"
    parts = {}
    for p in tl.run("ledger", book, "--json").json["parts"]:
        parts[p["part"]] = parts.get(p["part"], 0) + p["amount_minor"]
    counted = parts.get("matched", 0) + parts.get("unmatched", 0)
    return counted == 100 * sum(sum(v) for v in force(book).values()) and parts.get("in files", 0) == counted + sum(
        parts.get(k, 0) for k in ("superseded", "void", "draft", "duplicate", "quarantined"))


A, B, C = "1 Acme Licence 1 100.00", "1 Acme Setup 2 50.00", "1 Acme Support 1 25.00"
X, Y = "2 Birch Seat 3 30.00", "2 Birch Setup 1 20.00"
ADDED, STAY = "added to the lines of before", "they stay, since nothing says"
# name, files in order (name, lines), what is in force at the end, what the last import says (None: nothing of lines)
CASES = [
    ("fewer lines than before", [("a.csv", [A, B, C, X, Y]), ("b.csv", [A, C, X, Y])], {"1": [25, 100], "2": [20, 30]}, "1 invoice has fewer lines than before: 1 line counts no more"),
    ("one line of three is left", [("a.csv", [A, B, C]), ("b.csv", [A])], {"1": [100]}, "1 invoice has fewer lines than before: 2 lines count no more"),
    ("the first line is gone", [("a.csv", [A, B, C]), ("b.csv", [B, C])], {"1": [25, 50]}, "fewer lines"),
    ("a quantity is corrected", [("a.csv", [A, B, C]), ("b.csv", [A, "1 Acme Setup 1 26.00", C])], {"1": [25, 26, 100]}, None),
    ("a line fewer and a quantity corrected", [("a.csv", [A, B, C]), ("b.csv", ["1 Acme Licence 3 300.00", B])], {"1": [50, 300]}, "fewer lines"),
    ("all lines are corrected", [("a.csv", [A, B]), ("b.csv", ["1 Acme Licence 1 90.00", "1 Acme Setup 1 45.00"])], {"1": [45, 90]}, None),
    ("a credit line comes along", [("a.csv", [A, B]), ("b.csv", [A, B, "1 Acme Credit 1 -10.00"])], {"1": [-10, 50, 100]}, None),
    ("the credit line is gone again", [("a.csv", [A, B, "1 Acme Credit 1 -50.00"]), ("b.csv", [A, B])], {"1": [50, 100]}, "fewer lines"),
    ("lines in another order", [("a.csv", [A, B, C]), ("b.csv", [C, A, B])], {"1": [25, 50, 100]}, None),
    ("the total in the place of the lines", [("a.csv", [A, B, C]), ("b.csv", ["1 Acme All 1 175.00"])], {"1": [175]}, "fewer lines"),
    ("a single line that came since", [("a.csv", [A, B, X]), ("b.csv", [C])], {"1": [25, 50, 100], "2": [30]}, ADDED),
    ("the same increment once more, in other bytes", [("a.csv", [A, B]), ("b.csv", [C]), ("c.csv", [C, "3 Oak All 1 5.00"])], {"1": [25, 50, 100], "3": [5]}, STAY),
    ("an increment that overlaps", [("a.csv", [A, B]), ("b.csv", [C]), ("c.csv", [C, "1 Acme More 1 7.00"])], {"1": [7, 25, 50, 100]}, STAY),
    ("everything again behind an increment", [("a.csv", [A, B]), ("b.csv", [C]), ("c.csv", [A, B, C])], {"1": [25, 50, 100]}, None),
    ("lines of several files, all of one invoice and less of another", [("a.csv", [A, B, X, Y]), ("b.csv", [C]), ("c.csv", ["2 Birch Other 1 1.00"]), ("d.csv", [A, B, C, X, Y])],
     {"1": [25, 50, 100], "2": [20, 30]}, "fewer lines"),
    ("the file of before again behind an increment", [("a.csv", [A, B]), ("b.csv", [C]), ("c.csv", [B, A])], {"1": [25, 50, 100]}, STAY),
    ("an older export behind a newer one", [("a 2026-03-01.csv", [A, B, C]), ("b 2026-03-09.csv", [A, C]), ("c 2026-03-05.csv", [A, B, C])], {"1": [25, 100]}, None),
    ("an older export with fewer lines", [("a 2026-03-09.csv", [A, B, C]), ("b 2026-03-01.csv", [A, B])], {"1": [25, 50, 100]}, None),
    ("a line comes back", [("a.csv", [A, B, C]), ("b.csv", [A, C]), ("c.csv", [A, C, B])], {"1": [25, 50, 100]}, None),
    ("a row that cannot be read may be the line", [("a.csv", [A, B, C]), ("b.csv", [A, B, "1 Acme Support 1 ?"])], {"1": [25, 50, 100]}, None),
    ("an invoice with one amount is corrected as ever", [("a.csv", [X, A, B]), ("b.csv", ["2 Birch Seat 2 20.00"])], {"1": [50, 100], "2": [20]}, None),
]
for n, (name, files, want, says) in enumerate(CASES):
    book, src = os.path.join(d, f"{n}.book"), os.path.join(d, str(n))
    os.mkdir(src)
    for k, (path, lines) in enumerate(files):
        with open(os.path.join(src, path), "w", encoding="utf-8") as f:
            f.write(rows(*lines))
        made = tl.run("import", book, os.path.join(src, path), "--json")
        note = made.json["files"][0]["note"]
    told = [w for w in ("fewer lines", ADDED, STAY) if w in note]
    ok = force(book) == want and (says in note if says else not told)
    tl.check(f"{name}: the lines in force are those that the files say", ok, f"{force(book)}\nwant {want}\n{note}\n{made}")
    tl.equal(f"{name}: the ledger ties", tied(book), True)
    before = tl.sql(book, "SELECT * FROM f_invoice ORDER BY file_id, line, key_hash, row_hash")
    again = tl.run("import", book, os.path.join(src, files[-1][0]))
    tl.check(f"{name}: the same file again changes nothing", tl.sql(book, "SELECT * FROM f_invoice ORDER BY file_id, line, key_hash, row_hash") == before, again)
    if name == "fewer lines than before":
        text = tl.run("history", book, "invoice", "INV-1#2").out
        tl.check("the line that is gone stands in the history", "50" in text and "a.csv" in text, text)
        tl.equal("the book holds together", tl.run("check", book).code, 0)
tl.done()
