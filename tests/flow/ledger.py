"""The tie-out from the files: differences of one cent, planted in an invoice list, a general ledger and payments."""
import os

import tl

d = tl.folder()
src, book = os.path.join(d, "src"), os.path.join(d, "l.book")
os.mkdir(src)
FILES = {
    "invoices.csv": "Invoice Number,Invoice Date,Customer,Total,Currency,Status\n1001,2026-01-05,Acme GmbH,\"1,190.00\",EUR,paid\n"
                    "1002,2026-01-06,Birch Ltd,500.00,EUR,open\n1003,2026-02-30,Birch Ltd,77.77,EUR,open\n1004,2026-01-09,Cedar Inc,100.00,USD,open\n"
                    "1005,2026-01-09,Cedar Inc,100.00,JPY,void\n",
    "gl.csv": "My Company\nGeneral Ledger\n\"January 1, 2026 - January 31, 2026\"\n\n,Date,Transaction Type,Num,Name,Memo/Description,Split,Amount,Balance\n"
              "Sales,,,,,,,,\n,01/05/2026,Invoice,1001,Acme,,AR,\"1,190.00\",\n,01/16/2026,Invoice,1002,Birch,,AR,500.01,\nTotal for Sales,,,,,,,\"1,690.00\",\n",
    "eurofxref-hist.csv": "Date,USD,JPY,GBP,\n2026-01-08,1.1000,160,0.85,\n",
    "pay.csv": "id,Description,Created (UTC),Amount,Amount Refunded,Currency,Status,Customer Email,Invoice ID\n"
               "ch_1,,2026-01-13 10:00,1189.99,0.00,eur,Paid,a@acme.de,1001\n",
}
for name, text in FILES.items():
    with open(os.path.join(src, name), "w", encoding="utf-8") as f:
        f.write(text)
early = os.path.join(d, "early.book")
tl.run("import", early, src)
for word in ("ledger", "data"):
    out = tl.run(word, early).out
    tl.check(f"{word}, before anything was worked out: says so, and nothing of ties", "not yet worked out" in " ".join(out.split()) and "throughline run" in " ".join(out.split())
             and "ties to the cent" not in out and "No invoices" not in out, out)
made = tl.run("run", book, src, "--report", os.path.join(d, "l.html"))
tl.check("the run ends with 3: one invoice is set aside", made.code == 3, made)
answer = tl.run("ledger", book, "--json").json
found = [(r["reason"], r["number"], r["amount_minor"], r["difference_minor"], r["file"], r["line"], r["other_file"], r["other_line"]) for r in answer["differences"]]
tl.equal("each planted difference is listed with its rows", found, [
    ("amount differs from the ledger", "1002", 50000, -1, "invoices.csv", 3, "gl.csv", 8),
    ("called paid, payments fall short", "1001", 118999, -1, "invoices.csv", 2, "pay.csv", 2),
    ("not in the ledger", "1004", 10000, None, "invoices.csv", 5, None, None),
    ("quarantined", None, 7777, None, "invoices.csv", 4, None, None)])
usd = [p for p in answer["parts"] if p["currency"] == "USD" and p["part"] == "invoiced"]
tl.equal("a dollar invoice is told in euro by the rate of the day before", [p["reporting_minor"] for p in usd], [9091])
note = tl.sql(book, "SELECT note FROM file WHERE path = 'gl.csv'")[0]["note"]
tl.check("the ledger's total that is a cent off its lines is in the file's note", "says 1690.00, its lines add up to 1690.01" in note, note)
tl.check("the page shows the same rows", "gl.csv, line 8" in tl.run("ledger", book).out, "")
again = tl.run("import", book, src)
tl.check("importing it all again changes nothing", tl.run("ledger", book, "--json").json == answer, again)
tl.equal("a month that is none is refused", tl.run("ledger", book, "--month", "January").code, 2)

# Money of another currency: by its rate in the headline, and told where there is none.
src = os.path.join(d, "fx")
os.mkdir(src)
HEAD = "Invoice Number,Invoice Date,Customer,Total,Currency,Status\n"
LIST = HEAD + "1,2026-01-13,Acme Inc,100.00,USD,paid\n2,2026-01-14,Acme Inc,50.00,USD,paid\n3,2026-01-14,Nordwind,\"1,190.00\",EUR,paid\n"
CONTRACTS = "Contract ID,Customer ID,Customer,Start,End,MRR,Currency,Status\nC1,7,Nordwind,2026-01-01,2026-12-31,1000,EUR,Active\nC2,8,Acme Inc,2026-01-01,2026-12-31,99000,GBP,Active\nC3,9,Foo,2026-01-01,2026-12-31,100,USD,Active\nC4,10,Bar,2026-01-01,2026-12-31,100,USD,Cancelled\n"
for name, text in (("invoices.csv", LIST), ("contracts.csv", CONTRACTS), ("fx_rates.csv", "date,base,quote,rate\n2026-01-01,EUR,USD,1.10\n")):
    with open(os.path.join(src, name), "w", encoding="utf-8") as f:
        f.write(text)
rated = os.path.join(d, "rated.book")
tl.run("run", rated, src, "--accept")
tl.check("the headline adds up all currencies by the rate: 150 + 1190 * 1.1", "$1,459.00 invoiced, $1,459.00 of it" in tl.run("ledger", rated).out, tl.run("ledger", rated).out)
says = tl.run("accounts", rated, "--json").json
tl.equal("contracts that run count, whatever their currency; a cancelled one does not", {g["name"]: (g["active"], g["value_minor"]) for g in says["groups"]},
         {"Nordwind": (1, 1320000), "Foo": (1, 120000), "Acme Inc": (1, 0), "Bar": (0, 0)})
tl.equal("one has no rate", (says["unrated"], says["unrated_currencies"]), (1, "GBP"))
tl.check("and the page says so", "1 contract in GBP without a rate is in no sum." in tl.run("accounts", rated).out, "")
tl.check("an account whose first term runs is under contract", "Under contract for $1.2 k a year until 31 Dec 2026" in " ".join(tl.run("account", rated, "Foo").out.split()), tl.run("account", rated, "Foo").out)
os.remove(os.path.join(src, "fx_rates.csv"))
bare = os.path.join(d, "bare.book")
tl.run("run", bare, src, "--accept")
told = " ".join(tl.run("ledger", bare).out.split())
tl.check("without a rate it is named", "$150.00 invoiced" in told and "1 invoice in other currencies has no rate to USD and is in no sum" in told, told)
tl.equal("of contracts as well", sorted(tl.run("accounts", bare, "--json").json["unrated_currencies"].split(", ")), ["EUR", "GBP"])
tl.done()
