"""Ids used twice in one file: planted in every kind of record that has ids, among pairs that are none.

Oracle: what was planted, row by row; the number looked at is that of the records in force that have an id.  With TL_PG once more on PostgreSQL."""
import os

import tl

d = tl.folder()
# kind -> columns behind the id, the mapping's lines, one value a column, and another for the last
KINDS = {
    "account": (["name", "segment"], "name = name\nsegment = segment\naccount_id = id\naccount_name = name\n", ["Acme", "Core"], "Key"),
    "contact": (["acc", "first"], "account_id = acc\nfirst_name = first\n", ["C1", "Ann"], "Bea"),
    "opportunity": (["acc", "close", "amount"], "account_id = acc\nclose_date = close\namount = amount\n", ["C1", "2025-03-04", "10.00"], "20.00"),
    "subscription": (["acc", "start", "seats"], "account_id = acc\nstart_date = start\nseats = seats\n", ["C1", "2025-01-02", "10"], "11"),
    # Another amount on the same day is a line of the same invoice (decision 320); another day is another record.
    "invoice": (["acc", "amount", "day"], "account_id = acc\nissued = day\namount = amount\n", ["C1", "10.00", "2025-03-04"], "2025-03-05"),
    "delivery": (["acc", "promised", "value"], "account_id = acc\npromised = promised\nvalue = value\n", ["C1", "2025-03-04", "10.00"], "20.00"),
    "ticket": (["acc", "at", "subject"], "account_id = acc\ncreated_at = at\nsubject = subject\n", ["C1", "2025-03-04 10:00", "late"], "early"),
    "response": (["acc", "at", "nps"], "account_id = acc\nrecorded_at = at\nnps = nps\n", ["C1", "2025-03-04 10:00", "8"], "9"),
    "metric": (["unit", "what", "month", "value"], "unit = unit\nmetric = what\nmonth = month\nvalue = value\n", ["Logistics", "On time", "2025-03", "95"], "96"),
    "payment": (["acc", "at", "amount"], "account_id = acc\npaid_at = at\namount = amount\n", ["C1", "2025-03-04 10:00", "10.00"], "20.00"),
}


def write(name, rows):
    with open(os.path.join(d, name), "w", newline="", encoding="utf-8") as f:
        f.write("".join(",".join(r) + "\n" for r in rows) if isinstance(rows, list) else rows)
    return os.path.join(d, name)


def planted(book, name):
    found, in_force = [], 0
    for kind, (columns, lines, values, other) in KINDS.items():
        row = lambda i, last=values[-1]: [f"{kind}-{i}", *values[:-1], last]
        # Line 2 and 3 are one id and two records; 4 and 5 say the same; 6 stands alone.
        file = write(f"{kind}.csv", [["id", *columns], row(1), row(1, other), row(2), row(2), row(3)])
        mapping = write("m.map", f"[*]\nkind = {kind}\nsource = S {kind}\nkey = id\n{lines}")
        r = tl.run("import", book, file, "--map", mapping, "--json")
        f = r.json["files"][0]
        tl.equal(f"{name}, {kind}: every row is accounted for", (f["rows_in"], f["rows_kept"], f["rows_unchanged"]), (5, 4, 1))
        word = "says another day" if kind == "invoice" else "1 record takes the place"
        tl.check(f"{name}, {kind}: the import says so", word in f["note"], f["note"])
        found.append((f"{kind}.csv", 2, f"{kind} {kind}-1"))
        in_force += 3
        # Versions with a stamp of their own are none, in whatever order they come.
        if kind != "ticket":
            stamped = [["id", *columns, "LastModifiedDate"], row(11) + ["2025-05-01T00:00:00Z"], row(11, other) + ["2025-05-02T00:00:00Z"], row(12, other) + ["2025-05-02T00:00:00Z"], row(12) + ["2025-05-01T00:00:00Z"],
                       row(13) + ["2025-05-03T00:00:00Z"], row(13, other) + ["2025-05-03T00:00:00Z"]]
            tl.run("import", book, write(f"{kind}-stamped.csv", stamped), "--map", mapping)
            found.append((f"{kind}-stamped.csv", 6, f"{kind} {kind}-13"))
            in_force += 3
    # An export that is dated by its name, and a later one with news: the first pair alone is one.
    columns, lines, values, other = KINDS["subscription"]
    mapping = write("m.map", f"[*]\nkind = subscription\nsource = Dated\nkey = id\n{lines}")
    for day, rows in (("2025-06-01", [["s1", *values], ["s1", *values[:-1], other], ["s2", *values]]), ("2025-06-02", [["s2", *values[:-1], other]])):
        tl.run("import", book, write(f"subs-{day}.csv", [["id", *columns], *rows]), "--map", mapping)
    found.append(("subs-2025-06-01.csv", 2, "subscription s1"))
    in_force += 2
    tl.run("rebuild", book)
    rows = tl.sql(book, "SELECT f.path, r.line, r.text, x.found, x.of FROM d_finding AS x JOIN d_finding_row AS r ON r.finding_id = x.finding_id JOIN file AS f ON f.file_id = r.file_id"
                        " WHERE x.title LIKE 'ids used twice%' ORDER BY f.path, r.line")
    tl.equal(f"{name}: what was planted is found, and nothing else", sorted((os.path.basename(r["path"]), r["line"], r["text"]) for r in rows), sorted(found))
    tl.equal(f"{name}: out of the records in force that have an id", {(r["found"], r["of"]) for r in rows}, {(len(found), in_force)})


planted(os.path.join(d, "b.book"), "duckdb")
if tl.PG:
    planted(tl.fresh_database("flow_twice"), "postgres")
else:
    tl.skip("the same on PostgreSQL", "TL_PG is not set; tests/pg_cluster.sh sets it")
tl.done()
