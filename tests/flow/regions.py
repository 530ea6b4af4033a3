"""A metric told for two regions: both in the book and on the page of metrics, no contradiction (decision 328). Oracle: the files, by hand."""
import os

import tl

d = tl.folder()
HEAD = "Unit,Metric,Month,Region,Value,Target,Better\n"


def write(name, *rows, head=HEAD):
    with open(os.path.join(d, name), "w", encoding="utf-8") as f:
        f.write(head + "".join(r + "\n" for r in rows))
    return os.path.join(d, name)


def force(book):
    return [(r["ext_id"], r["metric"], r["value"]) for r in tl.sql(book, "SELECT ext_id, metric, value FROM f_metric WHERE superseded_by IS NULL ORDER BY month, ext_id")]


book = os.path.join(d, "r.book")
one = write("jan.csv", "Logistics,On time,2026-01,North,91,95,higher")
two = write("feb.csv", "Logistics,On time,2026-01,North,91,95,higher", "Logistics,On time,2026-01,South,82,95,higher",
            "Logistics,On time,2026-02,North,96,95,higher", "Logistics,On time,2026-02,South,83,95,higher")
late = write("mar.csv", "Logistics,On time,2026-02,North,96,95,higher", "Logistics,On time,2026-02,South,84,95,higher")
tl.run("import", book, one)
tl.equal("one region: the metric has its own name", force(book), [("Logistics/On time/2026-01", "On time", 91.0)])
made = tl.run("import", book, two, "--json").json["files"][0]
tl.check("the import says which column tells the rows apart, and how many", "'Region' (North, South) tells apart 2 rows" in made["note"], made["note"])
tl.equal("two regions: both, and what one of them was called before is no more", force(book), [
    ("Logistics/On time/2026-01/North", "On time / North", 91.0), ("Logistics/On time/2026-01/South", "On time / South", 82.0),
    ("Logistics/On time/2026-02/North", "On time / North", 96.0), ("Logistics/On time/2026-02/South", "On time / South", 83.0)])
made = tl.run("import", book, late, "--json").json["files"][0]
tl.equal("a reading of one region is corrected, the other is unchanged", (made["rows_kept"], made["rows_unchanged"], len(force(book)), force(book)[3][2]), (1, 1, 4, 84.0))
tl.equal("the same file again changes nothing", (tl.run("import", book, two).code, len(force(book))), (0, 4))
tl.equal("all is worked out", tl.run("rebuild", book).code, 0)
tl.equal("the two are shown apart", [(r["unit"], r["name"], r["status"]) for r in tl.sql(book, "SELECT unit, name, status FROM d_metric ORDER BY name")],
         [("Logistics", "On time / North", "red"), ("Logistics", "On time / South", "red")])
tl.equal("Data finds no contradiction", tl.sql(book, "SELECT title FROM d_finding WHERE title LIKE 'ids used twice%'"), [])
tl.equal("the book holds together", tl.run("check", book).code, 0)
again = os.path.join(d, "again.book")
tl.run("import", again, one, two, late)
tl.equal("all files at once come to the same", force(again), force(book))

unknown = write("kpis.csv", "Logistics,On time,2026-01,North,91,95", "Logistics,On time,2026-01,South,82,95", "Logistics,On time,2026-02,North,92,95", "Logistics,On time,2026-02,South,83,95",
                head="Department,KPI,Reporting Month,Region,Actual Value,Target Value\n")
other = os.path.join(d, "u.book")
said = tl.run("import", other, unknown, "--dry-run", "--json").json["files"][0]
tl.check("the proposal has the region in name and key, with its reason", 'KPI & " / " & Region | KPI' in said["proposed_mapping"] and 'Department & "/" & KPI & "/" & Reporting Month & "/" & Region' in said["proposed_mapping"]
         and "'Region' tells apart 2 rows of a unit, metric and month that another has too" in said["proposed_mapping"], said["proposed_mapping"])
tl.run("import", other, unknown, "--accept")
tl.equal("accepted, it gives both", [m for _, m, _ in force(other)], ["On time / North", "On time / South"] * 2)
tl.done()
