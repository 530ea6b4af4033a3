"""What a file does not say is not made up: its currency, the order of its dates; and what it says twice has to agree.

Oracle: sums and days by hand."""
import os

import tl

d = tl.folder()


def book(name, files, *more):
    src = os.path.join(d, name)
    os.mkdir(src)
    for file, text in files.items():
        with open(os.path.join(src, file), "w", encoding="utf-8") as f:
            f.write(text)
    where = os.path.join(d, name + ".book")
    return where, tl.run("run", where, *(os.path.join(src, f) for f in files), *more)


def flat(done):
    return " ".join(done.out.split())


def currency(where):
    return tl.sql(where, "SELECT value FROM meta WHERE name = 'currency'")[0]["value"]


HEAD = "Invoice Number,Invoice Date,Customer,Amount,Currency\n"
US = HEAD + "".join(f"{i},2026-01-0{i},Acme Inc,{i}000.00,USD\n" for i in range(1, 4)) + "4,2026-02-06,Kyoto KK,10000,JPY\n5,2026-02-06,Lyon SA,10.00,EUR\n"
BARE = "Invoice Number,Invoice Date,Customer,Amount\n11,2026-01-05,Acme Inc,\"24,000.00\"\n12,2026-01-06,Birch LLC,500.50\n"

# a US company with one invoice in euro
where, r = book("us", {"invoices.csv": US})
tl.equal("the book is in the currency that most of its money names", currency(where), "USD")
tl.check("and says so, with the command that changes it", "The book is in USD now" in flat(r) and "throughline set" in flat(r) and "currency EUR" in flat(r), r.out)
tl.check("what is not in it is named beside the tie", "all of $6.0 k invoiced" in flat(r) and "2 invoices in other currencies have no rate to USD and are in no sum" in flat(r), r.out)

# the owner says otherwise
r = tl.run("set", where, "currency", "GBP")
tl.check("a currency is set", r.code == 0 and "the book is in GBP" in r.out, r)
out = flat(tl.run("data", where))
tl.check("invoices in other currencies are not called none, and the remedy is named", "5 invoices are in the data, none in GBP" in out and "currency USD" in out and "No invoices" not in out, out)
with open(os.path.join(d, "more.csv"), "w", encoding="utf-8") as f:
    f.write(HEAD + "".join(f"{i},2026-03-0{i - 20},Acme Inc,1.00,USD\n" for i in range(21, 29)))
tl.run("import", where, os.path.join(d, "more.csv"))
tl.equal("what the owner said stays, whatever comes", currency(where), "GBP")
r = tl.run("set", where, "currency", "dollars")
tl.check("what is no code is refused in words", r.code == 2 and "is not a currency code such as EUR" in r.err, r)

# invoices without a currency, before and beside others
where, r = book("bare", {"a_bare.csv": BARE})
tl.check("an amount without a currency is told", "2 amounts have no currency: taken as EUR" in flat(r) and "throughline set" in flat(r), r.out)
note = tl.sql(where, "SELECT note FROM file")[0]["note"]
tl.check("in the file's note, too", "2 amounts without a currency: in the book's" in note, note)
with open(os.path.join(d, "us.csv"), "w", encoding="utf-8") as f:
    f.write(HEAD + "31,2026-01-09,Acme Inc,1.00,USD\n")
tl.run("import", where, os.path.join(d, "us.csv"))
MONEY = "SELECT number, amount, currency FROM f_invoice WHERE superseded_by IS NULL ORDER BY number"
tl.equal("they prove nothing, and follow", [list(x.values()) for x in tl.sql(where, MONEY)], [["11", 2400000, "USD"], ["12", 50050, "USD"], ["31", 100, "USD"]])
with open(os.path.join(d, "again.csv"), "w", encoding="utf-8") as f:
    f.write(BARE + "13,2026-01-07,Acme Inc,7.00\n")
again = tl.run("import", where, os.path.join(d, "again.csv"), "--json").json["files"][0]
tl.equal("the same rows in the next export are the same", [again["rows_unchanged"], again["rows_kept"], again["currency_assumed"]], [2, 1, 3])
tl.run("set", where, "currency", "JPY")
tl.equal("whole yen of what had cents", [list(x.values()) for x in tl.sql(where, MONEY)], [["11", 24000, "JPY"], ["12", 500, "JPY"], ["13", 7, "JPY"], ["31", 100, "USD"]])
tl.equal("the book holds together", tl.run("check", where).code, 0)

# a sign against the currency beside it
where, r = book("signs", {"invoices.csv": HEAD + "1,2026-01-05,Acme Inc,£100,USD\n2,2026-01-06,Acme Inc,$100,CAD\n3,2026-01-06,Acme Inc,$100,EUR\n4,2026-01-06,Acme Inc,100,USD\n"})
tl.equal("pounds are no dollars: set aside with the reason", [list(x.values()) for x in tl.sql(where, "SELECT line, reason FROM quarantine ORDER BY line")],
         [[2, "the amount's sign is of another currency"], [4, "the amount's sign is of another currency"]])
tl.equal("a dollar sign may be of Canada", [list(x.values()) for x in tl.sql(where, MONEY)], [["2", 10000, "CAD"], ["4", 10000, "USD"]])

# files of one export whose dates contradict each other
DATED = "Invoice Number,Invoice Date,Customer,Amount,Currency\n"
B, A, C = DATED + "1,03/25/2026,Acme Inc,1.00,EUR\n", DATED + "2,25/03/2026,Acme Inc,1.00,EUR\n", DATED + "3,04/05/2026,Acme Inc,1.00,EUR\n"
where = os.path.join(d, "dates.book")
for name, text in (("b_mar.csv", B), ("a_uk.csv", A), ("c_apr.csv", C), ("d_one.csv", C.replace("3,04/05", "4,06/07"))):
    with open(os.path.join(d, name), "w", encoding="utf-8") as f:
        f.write(text)
tl.run("import", where, os.path.join(d, "b_mar.csv"))
r = tl.run("import", where, os.path.join(d, "d_one.csv"))
tl.check("whose proof an order is taken from is said", "'Invoice Date' are read month-first, as b_mar.csv proves" in flat(r), r.out)
r = tl.run("import", where, os.path.join(d, "a_uk.csv"))
tl.check("a file that proves the other order is told", "are day-first here, and month-first by b_mar.csv" in flat(r), r.out)
r = tl.run("import", where, os.path.join(d, "c_apr.csv"))
tl.check("evidence both ways is a question", "can be read both ways" in flat(r) and "answer" in flat(r), r.out)
tl.equal("and the value is held", [list(x.values()) for x in tl.sql(where, "SELECT number, CAST(issued AS VARCHAR) AS d FROM f_invoice ORDER BY number")],
         [["1", "2026-03-25"], ["2", "2026-03-25"], ["4", "2026-06-07"]])
tl.run("answer", where, "c_apr.csv", "Invoice Date", "day-first")
tl.equal("until it is answered", tl.sql(where, "SELECT CAST(issued AS VARCHAR) AS d FROM f_invoice WHERE number = '3'")[0]["d"], "2026-05-04")

# cancelled invoices
where, r = book("void", {"invoices.csv": "Invoice Number,Invoice Date,Customer,Amount,Currency,Status\n" + "".join(
    f"{i},2026-01-05,Acme Inc,{amount}.00,EUR,{status}\n" for i, (amount, status) in enumerate(
        [(1, "Paid"), (2, "Cancelled"), (4, "Storniert"), (8, "Annulée"), (16, "Reversed"), (32, "Proforma"), (64, "Written off"), (128, "Zurückgelegt")], 1))})
tl.check("cancelled invoices and quotes are no revenue, lost ones are", "€193.00" in flat(tl.run("data", where)), tl.run("data", where).out)
out = flat(tl.run("data", where))
tl.check("a status that nobody knows is listed", "invoices whose status is no known word" in out and "Zurückgelegt" in out, out)
tl.done()
