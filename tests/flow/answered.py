"""Answers and mended rows given on the page: the same questions and rows as on the command line (mend.py), over HTTP, while the book is served.

Oracle: the same files imported with --date-order, or without their fault, into another book; the records in force must be equal, field by field.
With TL_PG once more on PostgreSQL."""
import base64
import csv
import http.client
import io
import json
import os
import time

import tl
from live_server import Server

KINDS = ("invoice", "account", "contact")
N = 12
HEAD = ["No", "Customer", "Date", "Due", "Amount", "Text"]
MAP = "[*.csv]\nkind = invoice\nsource = ERP\nkey = No\naccount_id = Customer\nissued = Date\ndue = Due\namount = Amount\n"
day = lambda i: f"2025-{1 + i % 9:02d}-{13 + i % 15:02d}"
both = lambda i: f"{1 + i % 12:02d}/{1 + (i + 1 + i // 12) % 12:02d}/2025"
d = tl.folder()


def write(name, text):
    path = os.path.join(d, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", newline="", encoding="utf-8") as f:
        f.write(text)
    return path


def table(rows):
    return "".join(",".join(r) + "\n" for r in rows)


def in_force(book):
    return [r["v"] for r in tl.sql(book, "SELECT concat_ws('|', f.ext_id, l.account_id, CAST(f.issued AS VARCHAR), coalesce(CAST(f.due AS VARCHAR), '~'), CAST(f.amount AS VARCHAR), CAST(f.line AS VARCHAR)) AS v"
                                         " FROM f_invoice AS f LEFT JOIN alias AS l ON l.alias_id = f.alias_id WHERE f.superseded_by IS NULL ORDER BY v")]


def post(server, path, body, **more):
    head = {"Content-Type": "application/json", **{k.replace("_", "-"): v for k, v in more.items()}}
    return server.ask("POST", "/api/v1" + path, json.dumps(body), head, timeout=120)


def worked_in(server):
    """The figures are made again, and it is over."""
    code, at = post(server, "/recompute", {})
    tl.equal("the figures are made again", code, 202)
    while at["running"]:
        time.sleep(0.05)
        at = server.ask("GET", "/api/v1/recompute")[1]
    tl.equal("without a failure", at["failed"], None)


def answers(where, name):
    rows = [[f"I{i}", f"C{i % 3}", both(i), both(i + 3), f"{i}.50", "x"] for i in range(N)]
    asked, mapping = write(f"{name}/asked.csv", table([HEAD] + rows)), write(f"{name}/m.map", MAP)
    told = os.path.join(d, name, "told.book")
    tl.run("import", told, asked, "--map", mapping, "--date-order", "mdy")
    tl.run("run", where, asked, "--map", mapping)
    server = Server(where, "--spool", os.path.join(d, name, "spool"))
    questions = lambda: {q["column"]: q for q in server.ask("GET", "/api/v1/data")[1]["questions"]}
    try:
        q = questions()
        tl.equal(f"{name}: both columns are asked about, with examples", [(c, q[c]["required"], q[c]["answer"], "/2025" in q[c]["examples"]) for c in sorted(q)], [("Date", True, None, True), ("Due", False, None, True)])
        file = q["Date"]["file_id"]
        for what, code in (({"what": "day-first", "one": file, "name": "Amount"}, 404), ({"what": "day-first", "one": file + 99, "name": "Date"}, 404), ({"what": "day-first", "one": file}, 404),
                           ({"what": "year-first", "one": file, "name": "Date"}, 400), ({"what": "undo", "decision": 77}, 404)):
            tl.equal(f"{name}: {what} is refused", post(server, "/decisions", {"about": "questions", **what})[0], code)
        code, said = post(server, "/decisions", {"about": "questions", "what": "day-first", "one": file, "name": "Date"})
        tl.equal(f"{name}: an answer is kept", (code, questions()["Date"]["answer"], questions()["Date"]["decision"]), (201, "day-first", said["decision"]))
        waits = server.ask("GET", "/api/v1/decisions?about=questions")[1]
        tl.equal(f"{name}: it waits", (waits["pending"], waits["decisions"][0]["pending"], waits["decisions"][0]["subject"].startswith("Date @ ")), (1, True, True))
        tl.equal(f"{name}: it is taken back", post(server, "/decisions", {"about": "questions", "what": "undo", "decision": said["decision"]})[0], 201)
        tl.equal(f"{name}: once", post(server, "/decisions", {"about": "questions", "what": "undo", "decision": said["decision"]})[0], 409)
        tl.equal(f"{name}: the question is open again", questions()["Date"]["answer"], None)
        worked_in(server)
        tl.equal(f"{name}: what was taken back lets nothing in", sorted(questions()), ["Date", "Due"])
        for column in ("Date", "Due"):
            said = post(server, "/decisions", {"about": "questions", "what": "month-first", "one": file, "name": column})[1]
        worked_in(server)
        tl.equal(f"{name}: no question is left", questions(), {})
        told_now = {x["column"]: (x["answer"], x["decision"] is not None, x["file_id"]) for x in server.ask("GET", "/api/v1/data")[1]["answered"]}
        tl.equal(f"{name}: what was answered is told", told_now, {c: ("month-first", True, file) for c in ("Date", "Due")})
        tl.equal(f"{name}: nothing is to be imported again", server.ask("GET", "/api/v1/data")[1]["read_again"], [])
        tl.equal(f"{name}: nothing waits", server.ask("GET", "/api/v1/decisions?about=questions")[1]["pending"], 0)
        tl.equal(f"{name}: the invoices are in the money", server.ask("GET", "/api/v1/data")[1]["totals"]["rows_quarantined"], 0)
    finally:
        server.stop()
    diff = tl.difference(in_force(told), in_force(where))
    tl.check(f"{name}: the book is that of --date-order mdy", not diff and len(in_force(where)) == N, "\n".join(diff[:12]))
    tl.check(f"{name}: and sound", tl.run("check", where).code == 0, tl.run("check", where))
    tl.equal(f"{name}: who answered is written down", [r["w"] for r in tl.sql(where, "SELECT DISTINCT who AS w FROM question ORDER BY w") if not r["w"]], [])


def replayed(name):
    """An answer given on the page waits for `rebuild`, too."""
    rows = [[f"I{i}", f"C{i % 3}", both(i), day(i), f"{i}.50", "x"] for i in range(N)]
    asked, mapping, book = write(f"{name}/asked.csv", table([HEAD] + rows)), write(f"{name}/m.map", MAP), os.path.join(d, name, "b.book")
    tl.run("run", book, asked, "--map", mapping)
    server = Server(book)
    try:
        post(server, "/decisions", {"about": "questions", "what": "day-first", "one": 1, "name": "Date"})
    finally:
        server.stop()
    tl.equal(f"{name}: nothing is in before", in_force(book), [])
    tl.run("rebuild", book)
    tl.equal(f"{name}: all is in behind it", len(in_force(book)), N)


def twice(a, b):
    """Days and months told apart by nothing: rows of two files of one export."""
    return [[f"{a}{i}", f"C{i % 3}", both(i + b), both(i + b + 3), f"{i}.50", "x"] for i in range(N)]


def changed(where, name, mapping_text, by_page):
    """An answer is taken back once its rows, and those of a later file that was read by it, are in the book; both files are imported again.

    Oracle: both files imported with --date-order mdy into another book."""
    first, later, mapping = write(f"{name}/first.csv", table([HEAD] + twice("I", 0))), write(f"{name}/later.csv", table([HEAD] + twice("L", 5))), write(f"{name}/m.map", mapping_text)
    told = os.path.join(d, name, "told.book")
    tl.run("import", told, first, later, "--map", mapping, "--date-order", "mdy")
    tl.run("run", where, first, "--map", mapping)
    data = lambda: json.loads(tl.run("data", where, "--json").out)
    file = data()["questions"][0]["file_id"]
    if by_page:
        server = Server(where, "--spool", os.path.join(d, name, "spool"))
        try:
            said = [post(server, "/decisions", {"about": "questions", "what": "day-first", "one": file, "name": c})[1]["decision"] for c in ("Date", "Due")]
            worked_in(server)
        finally:
            server.stop()
    else:
        for c in ("Date", "Due"):
            tl.run("answer", where, str(file), c, "day-first")
    f = tl.run("import", where, later, "--map", mapping, "--json").json["files"][0]
    tl.equal(f"{name}: a later file is read by the answer", (f["rows_kept"], f["rows_quarantined"], len(in_force(where))), (N, 0, 2 * N))
    wrong = in_force(where)
    if by_page:
        server = Server(where, "--spool", os.path.join(d, name, "spool"))
        try:
            tl.equal(f"{name}: both answers are taken back", [post(server, "/decisions", {"about": "questions", "what": "undo", "decision": x})[0] for x in said], [201, 201])
            tl.equal(f"{name}: once", post(server, "/decisions", {"about": "questions", "what": "undo", "decision": said[0]})[0], 409)
            at = server.ask("GET", "/api/v1/data")[1]
            tl.equal(f"{name}: the questions are open again, at once", sorted((q["column"], q["answer"]) for q in at["questions"]), [("Date", None), ("Due", None)])
            tl.equal(f"{name}: both files are to be imported again", sorted((x["file"], x["column"], x["was"], x["answer"]) for x in at["read_again"]),
                     sorted((p, c, "day-first", None) for p in (os.path.basename(first), os.path.basename(later)) for c in ("Date", "Due")))
        finally:
            server.stop()
        again = tl.run("import", where, first, "--map", mapping, "--json").json["files"][0]
        tl.check(f"{name}: not before the question is answered", again["rows_kept"] == 0 and "answer the question about 'Date'" in again["note"], again)
        tl.equal(f"{name}: until then the rows stand", in_force(where), wrong)
        server = Server(where, "--spool", os.path.join(d, name, "spool"))
        try:
            for c in ("Date", "Due"):
                post(server, "/decisions", {"about": "questions", "what": "month-first", "one": file, "name": c})
            worked_in(server)
        finally:
            server.stop()
    else:
        tried = tl.run("answer", where, str(file), "date", "month-first", "--dry-run")
        tl.check(f"{name}: tried, it says what would be, and changes nothing", "import it again" in tried.out and data()["read_again"] == [], tried)
        taken = tl.run("answer", where, str(file), "Date", "undo")
        tl.check(f"{name}: taken back, both files are named", taken.code == 0 and taken.out.count("import it again, once the question is answered; every value is corrected by its natural key, history kept") == 2, taken)
        once = tl.run("answer", where, str(file), "Date", "undo")
        tl.check(f"{name}: once", once.code == 1 and tl.one_line_message(once) and "nothing was answered" in once.err, once)
        tl.run("answer", where, str(file), "Date", "month-first")
        now = tl.run("answer", where, str(file), "Due", "month-first")
        tl.check(f"{name}: changed in one step", now.code == 0 and now.out.count("import it again; every value") == 4, now)
        same = tl.run("answer", where, str(file), "Due", "month-first")
        tl.check(f"{name}: the same answer again is refused", same.code == 1 and tl.one_line_message(same) and "it was answered, month-first" in same.err, same)
    tl.equal(f"{name}: until they are imported the rows stand", in_force(where), wrong)
    tl.check(f"{name}: the page of the data names them", tl.run("data", where).out.count("Import the file again") == 4, tl.run("data", where))
    r = tl.run("import", where, first, later, "--map", mapping, "--json").json["files"]
    tl.check(f"{name}: they are read anew, though the book has their bytes", all(x["rows_in"] == N and x["rows_kept"] > 0 and "read again" in x["note"] and x["rows_quarantined"] == 0 for x in r), r)
    diff = tl.difference(in_force(told), in_force(where))
    tl.check(f"{name}: every value is that of --date-order mdy", not diff and in_force(where) != wrong, "\n".join(diff[:12]))
    past = tl.sql(where, "SELECT count(*) AS n FROM f_invoice WHERE superseded_by IS NOT NULL")[0]["n"]
    kept = sum(x["rows_kept"] for x in r)
    # Two answers let a row in twice: its day, then its day and when it is due.
    tl.equal(f"{name}: what it was is history", past, kept + N) if "key" in mapping_text else tl.check(f"{name}: what it was is history", past >= kept, (past, kept))
    tl.equal(f"{name}: nothing is left to do", (data()["read_again"], data()["questions"]), ([], []))
    r = tl.run("import", where, first, later, "--map", mapping, "--json").json["files"]
    tl.check(f"{name}: once more they are known", all(x["rows_kept"] == 0 and x["rows_unchanged"] == N and x["note"] == "imported before" for x in r), r)
    tl.check(f"{name}: and the book is sound", tl.run("check", where).code == 0, tl.run("check", where))


RATES = "[*.csv]\nkind = metric\nsource = Units\nkey = No\nunit = Unit\nmetric = Metric\nmonth = Month\nvalue = Value\ntarget = Target\n"
RATE_HEAD = ["No", "Unit", "Metric", "Month", "Value", "Target"]


def readings(book):
    return [r["v"] for r in tl.sql(book, "SELECT concat_ws('|', ext_id, unit, CAST(month AS VARCHAR), CAST(CAST(value AS DECIMAL(18, 4)) AS VARCHAR), coalesce(CAST(CAST(target AS DECIMAL(18, 4)) AS VARCHAR), '~'), CAST(line AS VARCHAR)) AS v"
                                         " FROM f_metric WHERE superseded_by IS NULL ORDER BY v")]


def numbers(where, name, by_page):
    """Two columns of one file whose numbers can be read both ways, each another way; one is answered wrongly first, and taken back once its rows are in.

    Oracle: the same readings, typed without a sign that could be both."""
    group = lambda x: f"{x // 1000}.{x % 1000:03d}"
    value, target = (lambda k, i: 1100 + 37 * i + k), (lambda k, i: 2125 + 25 * i)
    rows = lambda k: [[f"{k}{i}", f"U{i % 3}", "speed", f"2025-{1 + i % 9:02d}-01", group(value(k, i)), group(target(k, i))] for i in range(N)]
    plain = lambda k, factor: [r[:4] + [str(value(k, i)), f"{target(k, i) / factor:.4f}" if factor > 1 else f"{target(k, i)}.0"] for i, r in enumerate(rows(k))]
    first, later, mapping = write(f"{name}/first.csv", table([RATE_HEAD] + rows(1))), write(f"{name}/later.csv", table([RATE_HEAD] + rows(2))), write(f"{name}/m.map", RATES)
    right, wrong = (os.path.join(d, name, x) for x in ("right.book", "wrong.book"))
    for book, factor in ((right, 1000), (wrong, 1)):
        tl.run("import", book, *(write(f"{name}/{factor}/{f}.csv", table([RATE_HEAD] + plain(k, factor))) for k, f in ((1, "first"), (2, "later"))), "--map", mapping)
    r = tl.run("import", where, first, "--map", mapping)
    tl.check(f"{name}: both columns are asked about, with both readings", r.code == 3 and "is 2.125 2.125 (point) or 2125 (comma)? 12 values are held" in " ".join(r.out.split())
             and "first.csv Value point (or comma)" in " ".join(r.out.split()), r)
    tl.run("run", where)
    data = lambda: json.loads(tl.run("data", where, "--json").out)
    q = {x["column"]: x for x in data()["questions"]}
    tl.equal(f"{name}: as they are", {c: (x["about"], x["required"], x["values"], x["examples"]) for c, x in q.items()},
             {"Value": ("numbers", True, N, "1.101, 1.138, 1.175"), "Target": ("numbers", False, 0, "2.125, 2.150, 2.175")})
    file, decided = q["Value"]["file_id"], {}

    def say(*answers):
        if not by_page:
            for column, word in answers:
                tl.equal(f"{name}: {column} {word}", tl.run("answer", where, str(file), column, word).code, 0)
            return
        server = Server(where, "--spool", os.path.join(d, name, "spool"))
        try:
            tl.equal(f"{name}: dates are not what is asked", post(server, "/decisions", {"about": "questions", "what": "day-first", "one": file, "name": answers[0][0]})[0], 404 if answers[0][1] == "undo" else 400)
            for column, word in answers:
                body = {"what": "undo", "decision": decided[column]} if word == "undo" else {"what": word, "one": file, "name": column}
                code, said = post(server, "/decisions", {"about": "questions", **body})
                tl.equal(f"{name}: {column} {word}", code, 201)
                decided[column] = said["decision"]
            if answers[0][1] != "undo":
                worked_in(server)
        finally:
            server.stop()

    other = tl.run("answer", where, str(file), "Value", "day-first")
    tl.check(f"{name}: an answer about dates is refused", other.code == 2 and tl.one_line_message(other) and "asks about numbers: the answer is point (or comma)" in other.err, other)
    say(("Value", "comma"), ("Target", "comma"))
    tl.equal(f"{name}: what was answered is told", {x["column"]: x["answer"] for x in data()["answered"]}, {"Value": "comma", "Target": "comma"})
    f = tl.run("import", where, later, "--map", mapping, "--json").json["files"][0]
    tl.equal(f"{name}: a later file is read by the answers", (f["rows_kept"], f["rows_quarantined"], f["asked"]), (N, 0, []))
    diff = tl.difference(readings(wrong), readings(where))
    tl.check(f"{name}: all is read as it was said", not diff and len(readings(where)) == 2 * N, "\n".join(diff[:12]))
    say(("Target", "undo"))
    tl.equal(f"{name}: the question is open again, for one column", [(x["column"], x["about"], x["answer"]) for x in data()["questions"]], [("Target", "numbers", None)])
    tl.equal(f"{name}: both files are to be imported again", sorted((x["file"], x["column"], x["was"], x["answer"]) for x in data()["read_again"]),
             [("first.csv", "Target", "comma", None), ("later.csv", "Target", "comma", None)])
    again = tl.run("import", where, first, "--map", mapping, "--json").json["files"][0]
    tl.check(f"{name}: not before the question is answered", again["rows_kept"] == 0 and "answer the question about 'Target'" in again["note"], again)
    say(("Target", "point"))
    tl.check(f"{name}: until they are imported the rows stand", not tl.difference(readings(wrong), readings(where)), "")
    r = tl.run("import", where, first, later, "--map", mapping, "--json").json["files"]
    tl.check(f"{name}: they are read anew", all(x["rows_kept"] == N and "read again" in x["note"] and x["rows_quarantined"] == 0 for x in r), r)
    diff = tl.difference(readings(right), readings(where))
    tl.check(f"{name}: each column is read its own way", not diff, "\n".join(diff[:12]))
    # By command each answer is worked in at once: a row comes in without its target, then with it.
    tl.equal(f"{name}: what it was is history", tl.sql(where, "SELECT count(*) AS n FROM f_metric WHERE superseded_by IS NOT NULL")[0]["n"], (2 if by_page else 3) * N)
    tl.equal(f"{name}: nothing is left to do", (data()["read_again"], data()["questions"]), ([], []))
    tl.check(f"{name}: and the book is sound", tl.run("check", where).code == 0, tl.run("check", where))


def shown(name):
    """A next file whose values show the sign answers by itself; --decimal answers for all columns of a file."""
    asked, mapping = write(f"{name}/asked.csv", table([RATE_HEAD, ["a", "U", "speed", "2025-01-01", "1.234", "2.345"]])), write(f"{name}/m.map", RATES)
    book = os.path.join(d, name, "b.book")
    tl.run("import", book, asked, "--map", mapping)
    f = tl.run("import", book, write(f"{name}/next.csv", table([RATE_HEAD, ["b", "U", "speed", "2025-02-01", "1.5", ""]])), "--map", mapping, "--json").json["files"][0]
    tl.check(f"{name}: what the next file shows is told", "1 numbers that waited in other files are read: this file shows which sign is decimal" in f["note"], f)
    tl.equal(f"{name}: for that column alone", (readings(book), [q["column"] for q in tl.run("data", book, "--json").json["questions"]]),
             (["a|U|2025-01-01|1.2340|~|2", "b|U|2025-02-01|1.5000|~|2"], ["Target"]))
    f = tl.run("import", book, asked, "--map", mapping, "--decimal", "comma", "--json").json["files"][0]
    tl.check(f"{name}: the file once more, with --decimal", "1 values that waited for an answer are read" in f["note"], f)
    tl.equal(f"{name}: what was shown stays", readings(book)[0], "a|U|2025-01-01|1.2340|2345.0000|2")


def mended(where, name):
    """What aside.csv gives, mended and posted, against the clean file."""
    clean = [[f"I{i}", f"C{i % 3}", day(i), day(i + 3), f"{i}.50", "x"] for i in range(N)]
    spoilt = [r[:2] + (["soon"] if i % 4 == 1 else r[2:3]) + r[3:4] + (["much"] if i % 4 == 2 else r[4:5]) + r[5:] for i, r in enumerate(clean)]
    mapping, good, spool = write(f"{name}/m.map", MAP), os.path.join(d, name, "good.book"), os.path.join(d, name, "spool")
    tl.run("import", good, write(f"{name}/clean/inv.csv", table([HEAD] + clean)), "--map", mapping)
    tl.run("run", where, write(f"{name}/bad/inv.csv", table([HEAD] + spoilt)), "--map", mapping)
    server = Server(where, "--spool", spool)
    encode = lambda data: base64.b64encode(data).decode()
    give = lambda data, file="set-aside.csv", **more: post(server, "/quarantine", {"name": file, "content": encode(data)}, **more)
    try:
        at = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
        at.request("GET", "/api/v1/files/1/aside.csv")
        aside = at.getresponse().read().decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(aside)))
        n = len(rows) - 1
        tl.equal(f"{name}: what is set aside", n, 6)
        for row in rows[1:]:
            row[5:] = clean[int(row[2]) - 2]
        rows[1][7] = "later"      # one stays wrong
        out = io.StringIO()
        csv.writer(out, delimiter=";").writerows(rows)      # as a spreadsheet of the Continent leaves it
        fixed = out.getvalue().encode("cp1252")
        for what, body, code in (("a form nobody reads", {"name": "a.pdf", "content": encode(fixed)}, 400), ("no base64", {"name": "a.csv", "content": "%%%"}, 400), ("nothing", {"name": "a.csv"}, 400),
                                 ("another file", {"name": "a.csv", "content": encode(b"a,b\n1,2\n")}, 422), ("a row that was never set aside", {"name": "a.csv", "content": encode(b"quarantine file,quarantine row\n1,999\n")}, 404),
                                 ("something else beside", {"name": "a.csv", "content": encode(fixed), "path": "/etc/passwd"}, 400)):
            status, said = post(server, "/quarantine", body)
            tl.check(f"{name}: {what} is refused", status == code and spool not in said["detail"], f"{status} {said}")
        at.putrequest("POST", "/api/v1/quarantine")
        for head in (("Content-Type", "application/json"), ("Content-Length", str(8 * 1024 * 1024 + 1))):
            at.putheader(*head)
        at.endheaders()
        tl.equal(f"{name}: too large", at.getresponse().status, 413)
        tl.equal(f"{name}: from another site", give(fixed, Origin="http://evil.example")[0], 403)
        tl.equal(f"{name}: nothing came in by that", server.ask("GET", "/api/v1/quarantine")[1]["total"], n)
        code, said = give(fixed, Idempotency_Key="k1")
        tl.equal(f"{name}: all but one come in", (code, said["rows_in"], said["rows_kept"], said["rows_quarantined"]), (200, n, n - 1, 1))
        tl.equal(f"{name}: and that one is named", [(s["line"], s["column"]) for s in said["files"][0]["still"]], [(int(rows[1][2]), "Date")])
        tl.equal(f"{name}: the same request again is answered the same", give(fixed, Idempotency_Key="k1"), (code, said))
        rows[1][7] = clean[int(rows[1][2]) - 2][2]
        out = io.StringIO()
        csv.writer(out).writerows(rows)
        code, said = give(out.getvalue().encode("utf-16"))
        tl.equal(f"{name}: mended once more, what came in before changes nothing", (code, said["rows_kept"], said["rows_unchanged"], said["rows_quarantined"]), (200, 1, n - 1, 0))
        tl.equal(f"{name}: nothing is set aside any more", server.ask("GET", "/api/v1/quarantine")[1]["total"], 0)
        worked_in(server)
        tl.equal(f"{name}: the mended file is not kept", [f for f in os.listdir(spool) if f.startswith("mended")], [])
        tl.equal(f"{name}: every cent is on an account", [m["difference_minor"] for m in server.ask("GET", "/api/v1/files")[1]["ledger"] if m["difference_minor"]], [])
    finally:
        server.stop()
    diff = tl.difference(in_force(good), in_force(where))
    tl.check(f"{name}: the book is that of the clean file", not diff and tl.run("check", where).code == 0, "\n".join(diff[:12]))


answers(os.path.join(d, "file.book"), "duckdb")
mended(os.path.join(d, "mended.book"), "mended")
replayed("rebuilt")
NO_KEY = MAP.replace("key = No\n", "")
changed(os.path.join(d, "changed.book"), "changed on the page", MAP, True)
changed(os.path.join(d, "changed2.book"), "changed by command", MAP, False)
changed(os.path.join(d, "changed3.book"), "changed without a key", NO_KEY, False)
numbers(os.path.join(d, "numbers.book"), "numbers on the page", True)
numbers(os.path.join(d, "numbers2.book"), "numbers by command", False)
shown("numbers shown")
if tl.PG:
    answers(tl.fresh_database("flow_answered"), "postgres")
    changed(tl.fresh_database("flow_answered"), "changed on postgres", MAP, True)
    changed(tl.fresh_database("flow_answered"), "changed without a key on postgres", NO_KEY, False)
    mended(tl.fresh_database("flow_answered"), "mended on postgres")
    numbers(tl.fresh_database("flow_answered"), "numbers on postgres", True)
else:
    tl.skip("the same on PostgreSQL", "TL_PG is not set; tests/pg_cluster.sh sets it")
tl.done()
