"""Rows that were set aside and come back mended, from every reader; dates whose order is answered later.

Oracle: the same files without the fault, imported into another book.  Cells are spoilt at random (seeded), exported, mended and
taken back; the records in force must be those of the clean import, field by field, with the same file, line, account and person.
Columns of dates are written so that both orders are possible; after the answer the book must be that of an import with
--date-order."""
import collections
import csv
import ctypes
import io
import json
import os
import random
import subprocess

import tl

BAD = "spoilt!"
KINDS = ("account", "contact", "opportunity", "subscription", "churn", "invoice", "delivery", "ticket", "response", "answer", "metric", "initiative", "payment", "rate", "ledger",
         "message", "review", "utterance", "field")
d = tl.folder()


def table(rows, delimiter=","):
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return out.getvalue()


fields = {}


def in_force(book):
    """Everything but our own running numbers; the alias by its words.  One statement."""
    if not fields:
        for r in tl.sql(book, "SELECT table_name, column_name FROM information_schema.columns WHERE table_name LIKE 'f\\_%' ESCAPE '\\' ORDER BY table_name, ordinal_position"):
            fields.setdefault(r["table_name"], []).append(r["column_name"])
    parts = []
    for kind in KINDS:
        own = [c for c in fields[f"f_{kind}"] if c not in ("source_id", "key_hash", "row_hash", "alias_id", "superseded_by") and (kind, c) != ("utterance", "line")]      # a cue begins with its times, its words a line below
        words = " || '|' || ".join(f"coalesce(CAST(f.\"{c}\" AS VARCHAR), '~')" for c in own)
        party = " || '|' || ".join(f"coalesce(l.{c}, '~')" for c in ("account_id", "account_name", "person_id", "email", "domain"))
        parts.append(f"SELECT '{kind}' AS k, {words} || ' of ' || {party} AS v FROM f_{kind} AS f LEFT JOIN alias AS l ON l.alias_id = f.alias_id WHERE f.superseded_by IS NULL")
    return [[r["k"], r["v"]] for r in tl.sql(book, " UNION ALL ".join(parts) + " ORDER BY k, v")]


N = 12
random.seed(20261126)
day = lambda i: f"2025-{1 + i % 9:02d}-{13 + i % 15:02d}"
FORMS = {}      # name -> (file name, head text, header, rows, columns that may be spoilt, delimiter, mapping)
FORMS["a mapped table"] = ("inv.csv", "", ["No", "Customer", "Date", "Due", "Amount", "Cur", "Text"],
    [[f"I{i}", f"C{i % 4}", day(i), day(i + 3), f"{i + 1}.250,{i:02d}", "EUR", f'said "{i}"; twice\nand more'] for i in range(N)], ["Date", "Due", "Amount"], ";",
    "[inv.csv]\nkind = invoice\nsource = ERP\nkey = No\naccount_id = Customer\nissued = Date\ndue = Due\namount = Amount\ncurrency = Cur\n")
FORMS["a table without ids"] = ("del.csv", "", ["Order", "Customer", "Promised", "Delivered", "Value"],
    [[f"O{i % 3}", f"C{i % 4}", day(i), day(i + 2), f"{i}.50"] for i in range(N)], ["Promised", "Delivered", "Value"], ",",
    "[del.csv]\nkind = delivery\nsource = Ware\norder_no = Order\naccount_id = Customer\npromised = Promised\ndelivered = Delivered\nvalue = Value\n")
FORMS["a known shape"] = ("opps.csv", "", ["Id", "AccountId", "Name", "StageName", "Amount", "CloseDate", "IsClosed", "IsWon", "Type", "LastModifiedDate"],
    [[f"0065g00000Ab{i:03d}", f"0015g00000Xy{i % 5:03d}", f"Deal {i}", "Closed Won", f"{1000 + i}.00", day(i), "true", "true", "Renewal", day(i) + "T10:00:00Z"] for i in range(N)],
    ["Amount", "CloseDate"], ",", None)
FORMS["a Qualtrics survey"] = ("survey.csv", "", ["StartDate", "EndDate", "Progress", "Finished", "RecordedDate", "ResponseId", "RecipientEmail", "QID1", "QID2", "QID3"],
    [["Start Date", "End Date", "Progress", "Finished", "Recorded Date", "Response ID", "Recipient Email", "How likely are you to recommend us?", "Which, of these?", "Why?"],
     ['{"ImportId":"startDate","timeZone":"America/New_York"}', '{"ImportId":"endDate","timeZone":"America/New_York"}', '{"ImportId":"progress"}', '{"ImportId":"finished"}',
      '{"ImportId":"recordedDate","timeZone":"America/New_York"}', '{"ImportId":"_recordId"}', '{"ImportId":"recipientEmail"}', '{"ImportId":"QID1"}', '{"ImportId":"QID2"}', '{"ImportId":"QID3_TEXT"}']]
    + [[day(i) + " 10:00:00", day(i) + " 10:05:00", "100", "True", day(i) + " 10:05:01", f"R_{i:03d}", f"p{i}@c{i % 4}.example", str(i % 11),
        ["Red,Blue", "Blue,Green", "Red", "Green,Red"][i % 4], f"because {i}, of course"] for i in range(N)], ["RecordedDate", "Finished"], ",", None)
FORMS["a SurveyMonkey survey"] = ("sm.csv", "", ["Respondent ID", "Collector ID", "Start Date", "End Date", "Email Address", "How likely are you to recommend us?", "What do you use?", "", "Why?"],
    [["", "", "", "", "", "", "Mail", "Phone", "Open-Ended Response"]]
    + [[f"{9000 + i}", "77", day(i) + " 10:00:00", day(i) + " 10:05:00", f"p{i}@c{i % 4}.example", str(i % 11), "Mail" if i % 2 else "", "Phone" if i % 3 else "", f"since {i}"] for i in range(N)],
    ["End Date", "Email Address"], ",", None)
# Their answers belong to a response that is known by its cells: mended, it is another, and what it was has to go.
FORMS["responses without ids"] = ("nps.csv", "", ["On", "Company", "Mail", "Score", "Why"],
    [[day(i), f"Acme {i % 4}", f"p{i}@c{i % 4}.example", str(i % 11), f"because {i}, of course"] for i in range(N)], ["Score"], ",",
    "[nps.csv]\nkind = response\nsource = S\naccount_name = Company\nemail = Mail\nrecorded_at = On\nnps = Score\nanswer = Why\n")
FORMS["months across"] = ("card.csv", "", ["Unit", "Metric", "2025-01", "2025-02", "2025-03"],
    [[f"U{i % 3}", f"M{i}", f"{i}.5", f"{i + 1}.5", f"{i + 2}.5"] for i in range(N)], ["2025-01", "2025-02", "2025-03"], ",", None)
LEDGER = [["Sales", "", "", "", "", "", "", "", ""]] + [["", f"01/{13 + i}/2026", "Invoice", f"{1000 + i}", f"Acme {i}", "", "AR", f"{100 + i}.00", ""] for i in range(6)] + \
         [["Total for Sales", "", "", "", "", "", "", "615.00", ""], ["Services", "", "", "", "", "", "", "", ""]] + \
         [["", f"01/{13 + i}/2026", "Invoice", f"{2000 + i}", f"Birch {i}", "", "AR", f"{200 + i}.00", ""] for i in range(6)]
FORMS["a general ledger"] = ("gl.csv", 'My Company\nGeneral Ledger\n"January 1, 2026 - January 31, 2026"\n\n',
    ["", "Date", "Transaction Type", "Num", "Name", "Memo/Description", "Split", "Amount", "Balance"], LEDGER, ["Date", "Amount"], ",", None)


def spoil(rows, header, columns, n):
    """Some cells of the data rows, each in a row of its own; at most one of two in a row."""
    out = [list(r) for r in rows]
    places = [(r, header.index(c)) for r in range(len(rows)) for c in columns if rows[r][header.index(c)] and not rows[r][header.index(c)].startswith(("{", "End Date", "Recorded", "Finished"))]
    for r, c in random.sample(places, n):
        out[r][c] = BAD
    return out


def write(folder, name, text):
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, name), "w", newline="", encoding="utf-8") as f:
        f.write(text)


def mend_export(folder, clean_by_line, raw_fix=None):
    """Every cell that says it is spoilt gets what the clean file has at that line."""
    n = 0
    for name in sorted(os.listdir(folder)):
        path = os.path.join(folder, name)
        with open(path, newline="", encoding="utf-8-sig") as f:
            rows = list(csv.reader(f))
        for row in rows[1:]:
            n += 1
            if raw_fix:
                row[5] = raw_fix(row[5])
                continue
            want = clean_by_line[int(row[2])]
            for c in range(5, len(row)):
                if row[c] == BAD:
                    row[c] = want[c - 5]
        with open(path, "w", newline="", encoding="utf-8") as f:
            csv.writer(f).writerows(rows)
    return n


def lines_of(text, delimiter):
    """line -> record, as the export names them."""
    found, reader, at = {}, csv.reader(io.StringIO(text), delimiter=delimiter), 1
    for row in reader:
        found[at] = row
        at = reader.line_num + 1
    return found


def compare(name, clean, spoilt, fixed_lines, mapping, file, raw_fix=None, server=None, put=write):
    base = os.path.join(d, name.replace(" ", "_"))
    put(base + "/clean", file, clean)
    put(base + "/bad", file, spoilt)
    words = []
    if mapping:
        write(base, "m.map", mapping)
        words = ["--map", base + "/m.map"]
    good, book, out = base + "/good.book", server or base + "/bad.book", base + "/out"
    a, b = tl.run("import", good, base + "/clean", *words, "--json"), tl.run("import", book, base + "/bad", *words, "--json")
    tl.check(f"{name}: the clean file is read whole", a.code == 0 and a.json["files"][0]["rows_kept"] > 0, a)
    f = b.json["files"][0]
    tl.check(f"{name}: the spoilt one is not", b.code == 3 and f["rows_quarantined"] + f["cells_quarantined"] > 0, b)
    tl.run("quarantine", book, "export", out)
    n = mend_export(out, fixed_lines, raw_fix)
    r = tl.run("quarantine", book, "retry", out, "--json")
    tl.check(f"{name}: all of {n} are taken back", r.code == 0 and r.json["rows_in"] == n == r.json["rows_kept"] + r.json["rows_unchanged"] and r.json["rows_quarantined"] == 0, r)
    diff = tl.difference(in_force(good), in_force(book))
    tl.check(f"{name}: the book is that of the clean file", not diff, "\n".join(diff[:12]))
    again = tl.run("quarantine", book, "retry", out, "--json")
    tl.check(f"{name}: once more changes nothing", again.json["rows_unchanged"] == n and not tl.difference(in_force(good), in_force(book)), again)
    tl.check(f"{name}: the book is sound", tl.run("check", book).code == 0, tl.run("check", book))
    rows = tl.sql(book, "SELECT rows_in, rows_kept, rows_unchanged, rows_quarantined FROM file")[0]
    tl.check(f"{name}: the file's rows add up", rows["rows_in"] == rows["rows_kept"] + rows["rows_unchanged"] and rows["rows_quarantined"] == 0, rows)


for name, (file, head, header, rows, columns, delimiter, mapping) in FORMS.items():
    clean = head + table([header] + rows, delimiter)
    compare(name, clean, head + table([header] + spoil(rows, header, columns, 5), delimiter), lines_of(clean, delimiter), mapping, file)

tickets = [{"id": i, "subject": f"s {i}", "status": "open", "organization_id": i % 4, "requester_id": 7 + i, "created_at": f"{day(i)}T10:00:00Z", "updated_at": f"{day(i)}T11:00:00Z",
            "description": f'it said "{i}",\n twice', "reply": {"minutes": i}} for i in range(N)]
bad = [dict(t, created_at=BAD) if t["id"] % 4 == 1 else t for t in tickets]


def fix_ticket(raw):
    t = json.loads(raw)
    return json.dumps(dict(t, created_at=f"{day(t['id'])}T10:00:00Z"))


compare("JSON lines", "\n".join(map(json.dumps, tickets)) + "\n", "\n".join(map(json.dumps, bad)) + "\n", None, None, "tickets.ndjson", fix_ticket)
compare("a JSON document on one line", json.dumps({"tickets": tickets}), json.dumps({"tickets": bad}), None, None, "tickets.json", fix_ticket)

# What lies within a record: the ticket stands, one of its messages does not, and comes in when the record is mended.
for t in tickets:
    t["comments"] = [{"id": 100 * t["id"] + k, "author_id": 7 + t["id"] if k else 3, "public": True, "created_at": f"{day(t['id'])}T1{k}:00:00Z", "body": f"words {k} of {t['id']}"} for k in range(3)]


def fix_comment(raw):
    t = json.loads(raw)
    t["comments"][1]["created_at"] = f"{day(t['id'])}T11:00:00Z"
    return json.dumps(t)


bad = [dict(t, comments=[dict(c, created_at=BAD) if k == 1 and t["id"] % 3 == 0 else c for k, c in enumerate(t["comments"])]) for t in tickets]
compare("messages within tickets", "\n".join(map(json.dumps, tickets)) + "\n", "\n".join(map(json.dumps, bad)) + "\n", None, None, "with_comments.ndjson", fix_comment)

# The same rows as a workbook, and as Parquet, which DuckDB's own library writes.
file, head, header, rows, columns, delimiter, mapping = FORMS["a known shape"]
spoilt = spoil(rows, header, columns, 5)


def put_workbook(folder, name, rows):
    os.makedirs(folder, exist_ok=True)
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(os.path.join(folder, name))


def put_parquet(folder, name, rows):
    write(folder + ".csv", name, table(rows))
    os.makedirs(folder, exist_ok=True)
    at, duck = ctypes.c_void_p(), ctypes.CDLL(DUCKDB)
    db = ctypes.c_void_p()
    ask = f"COPY (SELECT * FROM read_csv('{folder}.csv/{name}', all_varchar = true, header = true)) TO '{folder}/{name}' (FORMAT parquet)"
    said = [duck.duckdb_open(None, ctypes.byref(db)), duck.duckdb_connect(db, ctypes.byref(at)), duck.duckdb_query(at, ask.encode(), None)]
    duck.duckdb_disconnect(ctypes.byref(at))
    duck.duckdb_close(ctypes.byref(db))
    tl.equal("DuckDB writes the Parquet file", said, [0, 0, 0])


try:
    import openpyxl
    compare("a workbook", [header] + rows, [header] + spoilt, {i + 2: r for i, r in enumerate(rows)}, None, "opps.xlsx", put=put_workbook)
except ImportError:
    tl.skip("a workbook's rows are taken back", "no openpyxl here")
DUCKDB = next((line.split()[2] for line in subprocess.run(["ldd", tl.BIN], capture_output=True, text=True).stdout.splitlines() if "libduckdb" in line), None)
if DUCKDB:
    compare("a Parquet file", [header] + rows, [header] + spoilt, {i + 1: r for i, r in enumerate(rows)}, None, "opps.parquet", put=put_parquet)
else:
    tl.skip("a Parquet file's rows are taken back", "DuckDB is no library of its own here")

# Pieces of calls: a cue, a line.  The mended piece takes the number that was kept for it; the others stay as they are.
clock = lambda i: f"00:0{i}:01"
VTT = "WEBVTT\n\nNOTE\nParticipants: Anna Lee (customer), Tom Orr (agent)\n\n" + "".join(
    f"{clock(i)}.000 --> {clock(i)[:-1]}9.000\n<v {'Tom Orr' if i % 2 else 'Anna Lee'}>words, \"{i}\" and more\nof them\n\n" for i in range(8))
SRT = "".join(f"{i + 1}\n{clock(i)},000 --> {clock(i)[:-1]}9,000\n{'Tom' if i % 2 else 'Anna'}: words of {i}\n\n" for i in range(8))
TEXT = "Account: Birch Ltd\nDate: 2026-02-13\n\n[00:01:02] Anna (customer): one\n[00:01:09] Tom (agent): two\nmore of two\n[00:01:20] Anna (customer): three\n"
for name, file, clean, wrong, right in (("a call in WebVTT", "Acme GmbH - 2026-03-04.vtt", VTT, [("00:03:01.000 --> 00:03:09.000", "00:03:01.000 --> 00:02:09.000"), ("00:06:01.000", "00:06:x1.000")],
                                         [("00:02:09", "00:03:09"), ("00:06:x1", "00:06:01")]),
                                        ("a call in SubRip", "Acme GmbH - 2026-03-04.srt", SRT, [("00:00:09,000", "soon"), ("00:05:01,000", "00:59:01,000")], [("soon", "00:00:09,000"), ("00:59:01", "00:05:01")]),
                                        ("a call as text", "call.txt", TEXT, [("[00:01:02] Anna (customer): one", "one")], [("one", "[00:01:02] Anna (customer): one")])):
    spoilt = clean
    for a, b in wrong:
        spoilt = spoilt.replace(a, b)

    def fix_piece(raw, right=right):
        for a, b in right:
            raw = raw.replace(a, b)
        return raw

    compare(name, clean, spoilt, None, None, file, fix_piece)

# --- dates that can be read both ways: 1 to 12 of both, never equal.
both = lambda i: f"{1 + i % 12:02d}/{1 + (i + 1 + i // 12) % 12:02d}/2025"
HEAD = ["No", "Customer", "Date", "Due", "Amount", "Text"]
MAP = "[*.csv]\nkind = invoice\nsource = ERP\nkey = No\naccount_id = Customer\nissued = Date\ndue = Due\namount = Amount\n"
KEYLESS = MAP.replace("key = No\n", "").replace("invoice", "invoice")
for name, mapping, rows in (
        ("a column that rows can stand without", MAP, [[f"I{i}", f"C{i % 3}", day(i), both(i), f"{i}.50", "x"] for i in range(N)]),
        ("the same without ids", KEYLESS, [[f"I{i}", f"C{i % 3}", day(i), both(i), f"{i}.50", "x"] for i in range(N)]),
        ("a column that they need", MAP, [[f"I{i}", f"C{i % 3}", both(i), day(i), f"{i}.50", "x"] for i in range(N)]),
        ("both columns", MAP, [[f"I{i}", f"C{i % 3}", both(i), both(i + 3), f"{i}.50", "x"] for i in range(N)])):
    for order, word in [("dmy", "day-first"), ("mdy", "month-first")][:2 if name == "both columns" else 1]:
        base = os.path.join(d, name.replace(" ", "_") + order)
        write(base, "asked.csv", table([HEAD] + rows))
        write(base, "m.map", mapping)
        told, book = base + "/told.book", base + "/asked.book"
        tl.run("import", told, base + "/asked.csv", "--map", base + "/m.map", "--date-order", order)
        r = tl.run("import", book, base + "/asked.csv", "--map", base + "/m.map", "--json")
        f = r.json["files"][0]
        tl.check(f"{name}, {order}: rows add up and the question is there", f["asked"] and f["rows_in"] == f["rows_kept"] + f["rows_quarantined"] and "both ways" in f["note"], r)
        os.rename(base + "/asked.csv", base + "/gone.csv")      # the file is not needed again
        for i, column in enumerate(f["asked"] if order == "dmy" else f["asked"][::-1]):      # by name and by number, whatever the capitals
            r = tl.run("answer", book, *(("asked.csv", column.lower()) if i else ("1", column)), word)
            tl.check(f"{name}, {order}: '{column}' is answered", r.code == 0, r)
        diff = tl.difference(in_force(told), in_force(book))
        tl.check(f"{name}, {order}: after the answer the book is that of --date-order {order}", not diff, "\n".join(diff[:12]))
        tl.check(f"{name}, {order}: nothing is left aside, and it is sound", not tl.sql(book, "SELECT seq FROM quarantine") and tl.run("check", book).code == 0, tl.run("quarantine", book, "list"))
        tl.check(f"{name}, {order}: a second answer is refused", (lambda r: r.code == 1 and tl.one_line_message(r))(tl.run("answer", book, "1", "Due", word)), "")
        os.rename(base + "/gone.csv", base + "/next.csv")
        write(base, "next.csv", table([HEAD] + [["J" + row[0]] + row[1:4] + ["9" + row[4]] + row[5:] for row in rows]))
        later, told2 = tl.run("import", book, base + "/next.csv", "--map", base + "/m.map", "--json"), tl.run("import", told, base + "/next.csv", "--map", base + "/m.map", "--date-order", order)
        tl.check(f"{name}, {order}: the next file is read by the same answer", not later.json["files"][0]["asked"] and not tl.difference(in_force(told), in_force(book)), f"{later}{told2}")

if tl.PG:
    file, head, header, rows, columns, delimiter, mapping = FORMS["a table without ids"]
    clean = head + table([header] + rows, delimiter)
    compare("PostgreSQL, a table without ids", clean, head + table([header] + spoil(rows, header, columns, 5), delimiter), lines_of(clean, delimiter), mapping, file, server=tl.fresh_database("flow_mend"))
    base, book = os.path.join(d, "server"), tl.fresh_database("flow_mend")
    write(base, "asked.csv", table([HEAD] + [[f"I{i}", f"C{i % 3}", both(i), both(i + 3), f"{i}.50", "x"] for i in range(N)]))
    write(base, "m.map", MAP)
    tl.run("import", base + "/told.book", base + "/asked.csv", "--map", base + "/m.map", "--date-order", "dmy")
    tl.run("import", book, base + "/asked.csv", "--map", base + "/m.map")
    for column in ("Date", "Due"):
        tl.run("answer", book, "asked.csv", column, "day-first")
    diff = tl.difference(in_force(base + "/told.book"), in_force(book))
    tl.check("PostgreSQL: after the answers the book is that of --date-order", not diff and tl.run("check", book).code == 0, "\n".join(diff[:12]))
else:
    tl.skip("the same on PostgreSQL", "TL_PG is not set; tests/pg_cluster.sh sets it")

base = os.path.join(d, "proof")
write(base, "jan.csv", table([HEAD] + [[f"I{i}", "C1", both(i), day(i), "1.50", "x"] for i in range(N)]))
write(base, "feb.csv", table([HEAD] + [["I90", "C1", "02/27/2025", day(1), "1.50", "x"]]))
write(base, "m.map", MAP)
book = base + "/p.book"
tl.run("import", book, base + "/jan.csv", "--map", base + "/m.map")
r = tl.run("import", book, base + "/feb.csv", "--map", base + "/m.map", "--json")
tl.check("the next file proves the order: the rows that waited come in", f"{N} dates that waited" in r.json["files"][0]["note"], r)
tl.equal("read as it shows", [x["d"] for x in tl.sql(book, "SELECT CAST(issued AS VARCHAR) AS d FROM f_invoice WHERE superseded_by IS NULL AND ext_id = 'I1'")], ["2025-02-03"])
tl.equal("and no question is left", tl.run("data", book, "--json").json["questions"], [])
r = tl.run("import", base + "/d.book", base + "/jan.csv", "--map", base + "/m.map", "--dry-run", "--json")
tl.check("a dry run asks too", "both ways" in r.json["files"][0]["note"] and "rows wait" in r.json["files"][0]["note"], r)

# --- the proof stands behind the sample that decides what columns mean: the column is looked at to its end, in every reader.
FAR = 100050
far = [[f"I{i}", "C1", both(i), "1.50"] for i in range(FAR)] + [["I-last", "C1", "02/27/2025", "1.50"]]
base = os.path.join(d, "far")
write(base + "/csv", "far.csv", table([["No", "Customer", "Date", "Amount"]] + far))
write(base + "/json", "far.ndjson", "".join(json.dumps(dict(zip(["No", "Customer", "Date", "Amount"], r))) + "\n" for r in far))
write(base, "m.map", "[far.*]\nkind = invoice\nsource = ERP\nkey = No\naccount_id = Customer\nissued = Date\namount = Amount\n")
write(base + "/undecided", "far.csv", table([["No", "Customer", "Date", "Amount"]] + far[:-1]))
for form in ("csv", "json"):
    r = tl.run("import", f"{base}/{form}.book", f"{base}/{form}", "--map", base + "/m.map", "--json")
    tl.equal(f"{form}: a proof in row {FAR + 1} decides", [r.json["files"][0][k] for k in ("rows_in", "rows_kept", "asked")], [FAR + 1, FAR + 1, []])
    tl.equal(f"{form}: and every date is read by it", tl.sql(f"{base}/{form}.book", "SELECT CAST(issued AS VARCHAR) AS d, count(*) AS n FROM f_invoice GROUP BY issued ORDER BY issued"),
             [{"d": k, "n": v} for k, v in sorted(collections.Counter("{2}-{0}-{1}".format(*x[2].split("/")) for x in far).items())])
r = tl.run("import", base + "/undecided.book", base + "/undecided", "--map", base + "/m.map", "--json")
tl.equal("without the proof it is asked, never guessed", [r.json["files"][0][k] for k in ("rows_kept", "rows_quarantined", "asked")],
         [same := sum(x[2][:2] == x[2][3:5] for x in far), FAR - same, ["Date"]])      # 04/04 is one day

# --- two versions of a record: stamps decide, whatever comes first; what is deleted counts no more, and comes back.
ACCOUNTS = ["Id", "Name", "Industry", "BillingCountry", "Website", "LastModifiedDate", "IsDeleted"]
account = lambda i, name, day, gone: [f"0015g00000Xy{i:03d}", name, "Retail", "Germany", f"c{i}.example", f"2026-{day}T00:00:00Z", gone]
base = os.path.join(d, "versions")
for part, rows in (("new", [account(0, "Acme", "02-05", "false"), account(1, "Birch", "02-05", "false"), account(2, "Cedar", "02-05", "true")]),
                   ("old", [account(0, "Acme as it was", "01-05", "false"), account(1, "Birch", "02-20", "true"), account(2, "Cedar", "01-05", "false")]),
                   ("back", [account(2, "Cedar", "03-05", "false")])):
    write(f"{base}/{part}", "accounts.csv", table([ACCOUNTS] + rows))
book, names = base + "/v.book", "SELECT name FROM d_account ORDER BY name"
tl.run("import", book, base + "/new")
tl.run("rebuild", book)
tl.equal("deleted at its source: no account", [r["name"] for r in tl.sql(book, names)], ["Acme", "Birch"])
r = tl.run("import", book, base + "/old", "--json")
tl.run("rebuild", book)
tl.equal("an older export imported later changes nothing, a later deletion does", [r["name"] for r in tl.sql(book, names)], ["Acme"])
tl.equal("its rows are history; Cedar's values are known", [r.json["files"][0][k] for k in ("rows_in", "rows_kept", "rows_unchanged")], [3, 2, 1])
tl.check("and it is said", "1 deleted at their source" in r.json["files"][0]["note"], r)
tl.check("history shows both versions", "Acme as it was" in tl.run("history", book, "account", "0015g00000Xy000AAB").out, tl.run("history", book, "account", "0015g00000Xy000AAB"))
tl.run("import", book, base + "/back")
tl.run("rebuild", book)
tl.equal("a later version brings it back", [r["name"] for r in tl.sql(book, names)], ["Acme", "Cedar"])
for part, rows in (("contacts-2026-03-05.csv", "Eva"), ("contacts-2026-02-05.csv", "Anna")):
    write(base + "/dated/" + part[:-4], part, table([["No", "Account", "First", "Last", "Mail"], ["P1", "0015g00000Xy000AAB", rows, "Muster", "p1@c0.example"]]))
write(base, "c.map", "[*]\nkind = contact\nsource = Desk\nkey = No\naccount_id = Account\nfirst_name = First\nlast_name = Last\nemail = Mail\n")
for part in ("contacts-2026-03-05", "contacts-2026-02-05"):
    tl.run("import", book, f"{base}/dated/{part}", "--map", base + "/c.map")
tl.equal("without a stamp the date in the file's name decides", [r["first_name"] for r in tl.sql(book, "SELECT first_name FROM f_contact WHERE superseded_by IS NULL")], ["Eva"])
r = tl.run("import", book, f"{base}/dated", "--exported", "tomorrow")
tl.check("a day that is none is refused", r.code == 2 and tl.one_line_message(r), r)
tl.check("and the book is sound", tl.run("check", book).code == 0, tl.run("check", book))
tl.done()
