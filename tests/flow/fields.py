"""A desk's own fields: known by name where the export has the names, kept by id where not, the later value in force.

Oracle: the values written here."""
import csv
import io
import json
import os

import tl

d = tl.folder()
book = os.path.join(d, "b.book")
NAMED = "SELECT s.name AS source, n.about, n.about_id, n.name, n.value FROM field_named AS n JOIN source AS s ON s.source_id = n.source_id ORDER BY 1, 2, 3, 4, 5"


def ticket(i, plan, at, **more):
    return {"id": i, "requester_id": 5, "subject": f"s {i}", "status": "open", "created_at": "2026-01-02T03:04:05Z", "updated_at": at,
            "custom_fields": [{"id": 360001, "value": plan}, {"id": 360002, "value": None}, {"id": 360003, "value": f"free {i}"}], **more}


def write(name, text):
    path = os.path.join(d, name)
    with open(path, "w", encoding="utf-8") as f:
        f.write(text)
    return path


def named():
    return [tuple(r[k] for k in ("source", "about", "about_id", "name", "value")) for r in tl.sql(book, NAMED)]


first = write("tickets_1.ndjson", "\n".join(json.dumps(ticket(i, "suite_pro" if i % 2 else "basic", "2026-01-03T00:00:00Z")) for i in (1, 2)) + "\n")
r = tl.run("import", book, first, "--json")
f = r.json["files"][0]
tl.check("tickets with fields: every row is kept, and fields are no rows", r.code == 0 and (f["rows_in"], f["rows_kept"], f["note"]) == (2, 2, ""), r)
tl.equal("without a list of fields they are known by their ids", named(), [
    ("Zendesk", "ticket", "1", "360001", "suite_pro"), ("Zendesk", "ticket", "1", "360003", "free 1"),
    ("Zendesk", "ticket", "2", "360001", "basic"), ("Zendesk", "ticket", "2", "360003", "free 2")])
names = write("ticket_fields.json", json.dumps({"ticket_fields": [
    {"id": 360001, "type": "tagger", "title": "Plan", "raw_title": "{{dc.plan}}", "title_in_portal": "Plan",
     "custom_field_options": [{"id": 1, "name": "Suite: Pro", "value": "suite_pro"}, {"id": 2, "name": "Basic", "value": "basic"}]},
    {"id": 360002, "type": "text", "title": "Empty", "raw_title": "Empty", "title_in_portal": "Empty"}], "next_page": None, "count": 2}))
r = tl.run("import", book, names, "--json")
tl.check("the list of fields is read", r.code == 0 and r.json["files"][0]["rows_kept"] == 2 and r.json["files"][0]["note"] == "", r)
tl.equal("with it by their names, options too; what it does not name stays an id", named(), [
    ("Zendesk", "ticket", "1", "360003", "free 1"), ("Zendesk", "ticket", "1", "Plan", "Suite: Pro"),
    ("Zendesk", "ticket", "2", "360003", "free 2"), ("Zendesk", "ticket", "2", "Plan", "Basic")])
later = write("tickets_2.ndjson", json.dumps(ticket(2, "suite_pro", "2026-02-03T00:00:00Z")) + "\n")
tl.run("import", book, later)
tl.equal("a later increment's value is in force", [x[4] for x in named() if x[2:4] == ("2", "Plan")], ["Suite: Pro"])
tl.equal("the one before it is history", [r["n"] for r in tl.sql(book, "SELECT count(*) AS n FROM f_field WHERE superseded_by IS NOT NULL")], [1])
out = io.StringIO()
csv.writer(out).writerows([["Summary", "Issue key", "Status", "Created", "Custom field (Squad)", "Custom field (Sprint)", "Custom field (Sprint)"],
                           ["a", "AB-1", "Open", "2026-01-05 10:00", "Red", "S1", "S2"], ["b", "AB-2", "Open", "2026-01-05 10:00", "", "", ""]])
r = tl.run("import", book, write("jira.csv", out.getvalue()), "--json")
tl.check("Jira's are known by the words in brackets", r.code == 0 and [x[1:] for x in named() if x[0] == "Jira"] == [
    ("ticket", "AB-1", "Sprint", "S1"), ("ticket", "AB-1", "Sprint", "S2"), ("ticket", "AB-1", "Squad", "Red")], (r, named()))
again = tl.run("import", book, write("again.ndjson", open(first, encoding="utf-8").read() + "\n"), "--json").json["files"][0]
tl.equal("the same tickets in another file change nothing", (again["rows_in"], again["rows_unchanged"] + again["rows_kept"], len(named())), (2, 2, 7))
tl.check("the book is sound", tl.run("check", book).code == 0, tl.run("check", book))
done = tl.run("run", book, first)
tl.check("and the stages run over it", done.code in (0, 3), done)
tl.done()
