"""A desk's own fields: known by name where the export has the names, kept by id where not, the later value in force.

Oracle: the values written here."""
import csv
import http.client
import io
import json
import os
import subprocess

import tl
from live_server import Server

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
tl.check("the list of fields is read", r.code == 0 and r.json["files"][0]["rows_kept"] == 2 and r.json["files"][0]["note"] == "paths not read: type, title_in_portal", r)
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


# --- own columns of CRMs and billing: what no field takes is kept by its name, what a field takes is not kept twice, private ones stay outside.
def put_csv(name, rows):
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return write(name, out.getvalue())


OWN = [
    ("Salesforce accounts", put_csv("sf_accounts.csv", [["Id", "Name", "BillingCountry", "Segment__c", "Tier__c", "Plan_Level__c", "Date_of_Birth__c", "Empty__c"],
                                                        ["0015g00000Xy000AAB", "Acme", "Germany", "Core", "Gold", "Pro", "1980-01-02", ""], ["0015g00000Xy001AAB", "Birch", "France", "", "Silver", "", "1981-01-02", ""]]),
     [("account", "0015g00000Xy000AAB", "Plan_Level", "Pro"), ("account", "0015g00000Xy000AAB", "Tier", "Gold"), ("account", "0015g00000Xy001AAB", "Tier", "Silver")]),
    ("Salesforce contacts", put_csv("sf_contacts.csv", [["Id", "AccountId", "LastName", "Email", "Role__c", "Persona__c"], ["0035g00000Xy000AAB", "0015g00000Xy000AAB", "Lee", "a@acme.example", "User", "Champion"]]),
     [("contact", "0035g00000Xy000AAB", "Persona", "Champion")]),
    ("Salesforce opportunities", put_csv("sf_opps.csv", [["Id", "AccountId", "Name", "StageName", "Amount", "CloseDate", "IsClosed", "IsWon", "Loss_Reason__c", "Competitor__c"],
                                                         ["0065g00000Ab000AAB", "0015g00000Xy000AAB", "Deal", "Closed Lost", "10.00", "2026-01-02", "true", "false", "price", "Birch & Co"]]),
     [("opportunity", "0065g00000Ab000AAB", "Competitor", "Birch & Co")]),
    ("HubSpot companies", put_csv("hs_companies.csv", [["Record ID", "Company name", "Company Domain Name", "Country/Region", "Phone Number", "Plan tier", "NPS program", "Date of birth"],
                                                       ["101", "Cedar", "cedar.example", "Germany", "+49 30 1", "Enterprise", "yes", "1990-01-02"]]),
     [("account", "101", "NPS program", "yes"), ("account", "101", "Plan tier", "Enterprise")]),
    ("HubSpot companies (API)", write("hs_companies.json", json.dumps({"results": [{"id": "102", "archived": False, "createdAt": "2026-01-02T00:00:00Z", "properties": {
        "name": "Dogwood", "domain": "dogwood.example", "hs_lastmodifieddate": "2026-01-02T00:00:00Z", "hs_num_open_deals": "3", "plan_tier": "Starter", "churn_reason": None, "date_of_birth": "1990-01-02"}}]})),
     [("account", "102", "plan_tier", "Starter")]),
    ("HubSpot deals (connector)", put_csv("hs_deals.csv", [["deal_id", "property_dealname", "property_closedate", "property_amount", "property_hs_acv", "property_competitor"], ["201", "D", "2026-01-02", "5.00", "9", "Elm"]]),
     [("opportunity", "201", "competitor", "Elm")]),
    ("Stripe invoices", put_csv("st_invoices.csv", [["id", "Amount Due", "Customer ID", "Currency", "Status", "Date (UTC)", "contract (metadata)", "po (metadata)"], ["in_1", "10.00", "cus_1", "eur", "paid", "2026-01-02 10:00", "K-77", ""]]),
     [("invoice", "in_1", "contract", "K-77")]),
    ("Stripe subscriptions", write("st_subs.json", json.dumps({"object": "list", "data": [{"id": "sub_1", "object": "subscription", "customer": "cus_1", "status": "active", "cancel_at_period_end": False,
        "current_period_end": 1790000000, "billing_cycle_anchor": 1760000000, "start_date": 1760000000, "created": 1760000000, "currency": "eur", "quantity": 3, "plan": {"id": "p", "amount": 1000, "interval": "month", "interval_count": 1},
        "metadata": {"contract": "K-78", "card_number": "4111111111111111"}}]})),
     [("subscription", "sub_1", "contract", "K-78")]),
    ("Chargebee subscriptions", put_csv("cb_subs.csv", [["Subscription Id", "Customer Id", "Status", "Current Term End", "Started At", "Plan Id", "cf_success_manager"], ["cb1", "c1", "Active", "2026-12-01", "2026-01-02", "pro", "Kim"]]),
     [("subscription", "cb1", "success_manager", "Kim")]),
]
for shape, path, want in OWN:
    book = os.path.join(d, os.path.basename(path) + ".book")
    r = tl.run("import", book, path, "--json")
    f = r.json["files"][0]
    tl.check(f"{shape}: taken for it, every row kept", r.code == 0 and f["kind"] == shape and f["rows_in"] == f["rows_kept"], r)
    tl.equal(f"{shape}: own columns by their names", [x[1:] for x in named()], want)
    tl.check(f"{shape}: again is no news", tl.run("import", book, write("again_" + os.path.basename(path), open(path, encoding="utf-8").read() + "\n"), "--json").json["files"][0]["rows_unchanged"] >= 0
             and [x[1:] for x in named()] == want and tl.run("check", book).code == 0, named())
many = put_csv("many.csv", [["Id", "Name", "BillingCountry"] + [f"F{i}__c" for i in range(400)], ["0015g00000Xy000AAB", "Acme", "Germany"] + ["x" * 40000 if i == 7 else str(i) for i in range(400)]])
book = os.path.join(d, "many.book")
f = tl.run("import", book, many, "--json").json["files"][0]
tl.equal("four hundred fields and a long one", (f["rows_kept"], len(named())), (1, 400))


# --- On the account: its own, its contracts', deals' and invoices', the same value of several once; people's and tickets' are not shown.
ACCOUNTS = [(1, "Acme"), (2, "Birch")]
book = os.path.join(d, "account.book")
sf = put_csv("sf2_accounts.csv", [["Id", "Name", "BillingCountry", "Tier__c", "Plan_Level__c", "Date_of_Birth__c"]] + [[f"0015g00000Xy00{i}AAB", name, "Germany", f"Gold {i}", "Pro", "1980-01-02"] for i, name in ACCOUNTS])
people = put_csv("sf2_contacts.csv", [["Id", "AccountId", "LastName", "Email", "Persona__c"], ["0035g00000Xy000AAB", "0015g00000Xy001AAB", "Lee", "a@acme.example", "Champion"]])
deals = put_csv("sf2_opps.csv", [["Id", "AccountId", "Name", "StageName", "Amount", "CloseDate", "IsClosed", "IsWon", "Competitor__c"]] +
                [[f"0065g00000Ab00{k}AAB", f"0015g00000Xy00{1 + k // 3}AAB", f"Deal {k}", "Closed Won", "10.00", f"2026-01-0{1 + k}", "true", "true", "Elm" if k < 2 else "Oak"] for k in range(4)])
done = tl.run("run", book, sf, people, deals)
tl.check("a book with own fields is worked out", done.code in (0, 3), done)
ids = {r["name"]: r["account_id"] for r in tl.sql(book, "SELECT name, account_id FROM d_account ORDER BY account_id")}
WANT = {"Acme": [("account", "Plan_Level", "Pro", 1), ("opportunity", "Competitor", "Elm", 2), ("opportunity", "Competitor", "Oak", 1)],
        "Birch": [("account", "Plan_Level", "Pro", 1), ("opportunity", "Competitor", "Oak", 1)]}


def shown(answer):
    return sorted((f["about"], f["name"], f["value"], f["records"]) for f in answer["fields"])


def http_ask(server, method, target, body=None, **headers):
    c = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    c.request(method, target, body=json.dumps(body) if body else None, headers={"Content-Type": "application/json", **headers})
    r = c.getresponse()
    text = r.read()
    c.close()
    return r.status, dict(r.getheaders()), json.loads(text) if text else None


server = Server(book)
for name, want in WANT.items():
    a = server.ask("GET", f"/api/v1/accounts/{ids[name]}")[1]
    tl.equal(f"{name}: own fields on the account, its own first", (shown(a), a["fields_total"], a["fields"][0]["about"], {f["source"] for f in a["fields"]}), (want, len(want), "account", {"Salesforce"}))
server.stop()
add = lambda *words: subprocess.run([tl.BIN, "users", book, "add", *words], input="a password with words\n", capture_output=True, text=True, timeout=120).returncode
tl.equal("an admin and an account manager are added", (add("ada", "admin"), add("mia", "manager", "account Acme")), (0, 0))
server = Server(book)
cookie = http_ask(server, "POST", "/api/v1/session", {"name": "mia", "password": "a password with words"}, Origin=f"http://127.0.0.1:{server.port}")[1]["Set-Cookie"].split(";")[0]
tl.equal("an account manager sees those of his account", shown(http_ask(server, "GET", f"/api/v1/accounts/{ids['Acme']}", Cookie=cookie)[2]), WANT["Acme"])
tl.equal("and none of another's", http_ask(server, "GET", f"/api/v1/accounts/{ids['Birch']}", Cookie=cookie)[0], 404)
server.stop()
book = os.path.join(d, "b.book")
tl.check("the book is sound", tl.run("check", book).code == 0, tl.run("check", book))
done = tl.run("run", book, first)
tl.check("and the stages run over it", done.code in (0, 3), done)
# What nothing is taken from is named: the first five in the note, all of them in the document.
names = [f"Extra {i}" for i in range(1, 8)]
with open(os.path.join(d, "accounts.csv"), "w", encoding="utf-8") as f:
    f.write("Id,Name,BillingCountry,OwnerId,Score__c," + ",".join(names) + "\n0015f00000XyZaB,Acme,Germany,005,7," + ",".join("x" * 7) + "\n")
r = tl.run("import", book, os.path.join(d, "accounts.csv"), "--json")
f = r.json["files"][0]
tl.equal("columns that nothing is taken from are listed", f["columns_not_read"], ["OwnerId", *names])
tl.equal("and named in the note", f["note"], "columns not read: OwnerId, Extra 1, Extra 2, Extra 3, Extra 4 and 3 more")
tl.equal("which the book keeps", tl.sql(book, "SELECT note FROM file WHERE path LIKE '%accounts.csv'"), [{"note": f["note"]}])
# So are the paths of lines that no rule reads, a few of very many.
props = {f"p{i}": i for i in range(300)}
r = tl.run("import", book, write("calls.ndjson", json.dumps({"type": "track", "messageId": "m1", "userId": "u1", "event": "Buy", "timestamp": "2026-01-02T03:04:05Z", "properties": props}) + "\n"), "--json")
f = r.json["files"][0]
tl.equal("paths that no rule reads are listed up to a limit", (f["columns_not_read"], f["columns_not_read_more"]), ([f"properties.p{i}" for i in range(200)], 100))
tl.equal("and named in the note, which the book keeps", tl.sql(book, "SELECT note FROM file WHERE path LIKE '%calls.ndjson'"),
         [{"note": "paths not read: " + ", ".join(f"properties.p{i}" for i in range(5)) + " and 295 more"}])
# What a CRM has kept of a deal's changes stands below its versions, and is no deal.
r = tl.run("import", book, write("Opportunity.csv", "Id,AccountId,Name,StageName,CloseDate,IsClosed,IsWon\n0065f000001ABCEAA4,0015f00000XyZaBAAV,Renewal,Closed Won,2026-03-31,true,true\n"),
           write("OpportunityFieldHistory.csv", "Id,IsDeleted,OpportunityId,CreatedById,CreatedDate,Field,DataType,OldValue,NewValue\n"
                 "0175f000001ABCEAA2,false,0065f000001ABCE,0055f,2026-01-31T09:30:00.000Z,StageName,Text,Proposal,Closed Won\n0175f000001ABCFAA2,false,0065f000001ABCE,0055f,soon,Amount,Text,1,2\n"), "--json")
tl.equal("a change without a day is set aside", [(f["rows_in"], f["rows_kept"], f["rows_quarantined"]) for f in r.json["files"]], [(1, 1, 0), (2, 1, 1)])
told = tl.run("history", book, "opportunity", "0065f000001ABCEAA4", "--json").json
tl.equal("its history is told", (len(told["versions"]), [(c["field"], c["was"], c["now"], c["at"]) for c in told["told"]]), (1, [("Stage", "Proposal", "Closed Won", "2026-01-31T09:30:00Z")]))
tl.check("and shown to people", "Changes that its system has kept" in tl.run("history", book, "opportunity", "0065f000001ABCEAA4").out)
tl.equal("there is one deal", tl.sql(book, "SELECT count(*) AS n FROM f_opportunity"), [{"n": 1}])
tl.check("a kind behind the first has its own history", len(tl.run("history", book, "field", "account/0015f00000XyZaB/Score", "--json").json["versions"]) == 1)
tl.run("resolve", book)
tl.equal("the account's page has it", tl.sql(book, "SELECT name, field, old_value, new_value FROM d_change"), [{"name": "Renewal", "field": "Stage", "old_value": "Proposal", "new_value": "Closed Won"}])
# A mended row brings its answer, and leaves the account as all rows together said it is.
tl.run("import", book, write("multi.csv", "Account Name,Account Region,Account Country,First Name,Last Name,Email,NPS Score,Response Date\nOria,North,FR,Ann,Lee,ann@oria.de,9,2026-01-31\nOria,South,,Bo,Li,bo@oria.de,7,soon\n"))
mend = os.path.join(d, "multi-mend.csv")
number = tl.sql(book, "SELECT file_id FROM file WHERE path LIKE '%multi.csv'")[0]["file_id"]
tl.run("quarantine", book, "export", mend, str(number))
write("multi-mend.csv", open(mend, encoding="utf-8").read().replace("soon", "2026-02-01"))
r = tl.run("quarantine", book, "retry", mend)
tl.equal("the answer came in", [x["ext_id"] for x in tl.sql(book, "SELECT ext_id FROM f_response ORDER BY ext_id")], ["ann@oria.de/2026-01-31", "bo@oria.de/2026-02-01"])
tl.equal("the account is one, and the first value stands", tl.sql(book, "SELECT region, country FROM f_account WHERE name = 'Oria'"), [{"region": "North", "country": "FR"}])
tl.check("the book is sound with it", tl.run("check", book).code == 0)
tl.done()
