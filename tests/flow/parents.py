"""Parents as the CRM's own columns say them, by id and by name, from the file to the hierarchy.

Oracle: the families written here."""
import csv
import json
import os

import tl

d = tl.folder()
FAMILY = ("SELECT a.name, t.name AS top, f.steps, f.how FROM d_family AS f JOIN d_account AS a ON a.account_id = f.account_id "
          "JOIN d_account AS t ON t.account_id = f.top_id ORDER BY a.name")


def write(name, rows):
    path = os.path.join(d, name)
    with open(path, "w", encoding="utf-8", newline="") as f:
        csv.writer(f).writerows(rows)
    return path


def families(name, path):
    book = os.path.join(d, name + ".book")
    tl.run("init", book)
    r = tl.run("import", book, path, "--json")
    tl.check(f"{name}: the file is known and every row kept", r.code == 0 and r.json["files"][0]["rows_kept"] == r.json["files"][0]["rows_in"] > 0, r)
    r = tl.run("resolve", book, "--quiet")
    tl.check(f"{name}: who is who is found", r.code == 0, r)
    return [tuple(x[k] for k in ("name", "top", "steps", "how")) for x in tl.sql(book, FAMILY)]


# A report names the parent in words, by its label; the grandparent is two steps away.
sales = [["Account ID", "Account Name", "Parent Account", "Type", "Billing Country", "Website"],
         ["001Ab00000aaaaa", "Nordwind Holding", "", "Customer", "DE", "nordwind-holding.example"],
         ["001Ab00000aaaab", "Nordwind Logistik", "Nordwind Holding", "Customer", "DE", "nw-logistik.example"],
         ["001Ab00000aaaac", "Hafenkontor", "Nordwind Logistik", "Customer", "DE", "hafenkontor.example"],
         ["001Ab00000aaaad", "Quellbach Optik", "", "Customer", "AT", "quellbach.example"]]
WANT = [("Hafenkontor", "Nordwind Holding", 2, "name"), ("Nordwind Holding", "Nordwind Holding", 0, "itself"),
        ("Nordwind Logistik", "Nordwind Holding", 1, "name"), ("Quellbach Optik", "Quellbach Optik", 0, "itself")]
tl.equal("Salesforce's report: parents by name", families("report", write("report.csv", sales)), WANT)
by_id = [(*x[:3], "id" if x[2] else "itself") for x in WANT]
ids = {r[1]: r[0] for r in sales[1:]}
sales_ids = [sales[0][:2] + ["Parent Account ID"] + sales[0][3:]] + [r[:2] + [ids.get(r[2], "")] + r[3:] for r in sales[1:]]
tl.equal("Salesforce's report: parents by id", families("report_ids", write("report_ids.csv", sales_ids)), by_id)
hub = [["Record ID", "Company name", "Company Domain Name", "Country/Region", "Parent Company"],
       ["9001", "Nordwind Holding", "nordwind-holding.example", "DE", ""], ["9002", "Nordwind Logistik", "nw-logistik.example", "DE", "9001"],
       ["9003", "Hafenkontor", "hafenkontor.example", "DE", "9002"], ["9004", "Quellbach Optik", "quellbach.example", "AT", ""]]
tl.equal("HubSpot's companies: parents by id", families("hubspot", write("all-companies.csv", hub)), by_id)
named = [hub[0]] + [r[:4] + [{h[0]: h[1] for h in hub[1:]}.get(r[4], "")] for r in hub[1:]]
tl.equal("HubSpot's companies: parents by name", families("hubspot_names", write("companies-named.csv", named)), WANT)
api = os.path.join(d, "companies.json")
with open(api, "w", encoding="utf-8") as out:
    json.dump({"results": [{"id": r[0], "properties": {"name": r[1], "domain": r[2], "country": r[3], "hs_parent_company_id": r[4] or None,
                                                      "hs_lastmodifieddate": "2026-01-02T03:04:05Z"},
                            "createdAt": "2025-01-02T03:04:05Z", "updatedAt": "2026-01-02T03:04:05Z", "archived": False} for r in hub[1:]]}, out)
tl.equal("HubSpot's API: parents by id", families("hubspot_api", api), by_id)
# The same part under two parents of one list: each is an account of its own, with its own parent and its own money.
invoices = [["Our Company"], ["Invoice List"], ["January - March, 2026"], [],
            ["Date", "Transaction type", "Num", "Name", "Memo/Description", "Due date", "Amount", "Open balance"]]
invoices += [[day, "Invoice", str(1001 + i), who, "", "03/30/2026", amount, "0.00"] for i, (day, who, amount) in enumerate(
    (("01/31/2026", "Jones:Kitchen", "5,000.00"), ("02/01/2026", "Smith:Kitchen", "4,250.00"), ("02/02/2026", "Smith", "250.00"),
     ("02/13/2026", "Jones", "100.00"), ("02/14/2026", "Jones:Bath", "100.00"), ("02/15/2026", "Smith:Kitchen:Lamp", "50.00"),
     ("02/16/2026", "Jones:Kitchen:Lamp", "60.00")))]
tl.equal("QuickBooks: the same part under two parents", families("quickbooks", write("qb_invoice_list.csv", invoices)),
         [("Jones", "Jones", 0, "itself"), ("Jones:Bath", "Jones", 1, "name"), ("Jones:Kitchen", "Jones", 1, "name"),
          ("Jones:Kitchen:Lamp", "Jones", 2, "name"), ("Smith", "Smith", 0, "itself"), ("Smith:Kitchen", "Smith", 1, "name"),
          ("Smith:Kitchen:Lamp", "Smith", 2, "name")])
money = tl.sql(os.path.join(d, "quickbooks.book"), "SELECT t.name, CAST(sum(i.amount) AS BIGINT) AS minor FROM f_invoice AS i JOIN d_alias AS l ON l.alias_id = i.alias_id "
               "JOIN d_family AS f ON f.account_id = l.account_id JOIN d_account AS t ON t.account_id = f.top_id GROUP BY t.name ORDER BY t.name")
tl.equal("and the money stands under its own parent", [(x["name"], x["minor"]) for x in money], [("Jones", 526000), ("Smith", 455000)])
tl.done()
