"""A new user with ten odd exports and no documentation: she runs what the program prints, and the book is right.

Oracle: the ten files are made here, with what is in them known; the book is asked by SQL.
"""
import json
import os
import re

import tl

d = tl.folder()
src, book = os.path.join(d, "in"), os.path.join(d, "n.book")
os.mkdir(src)


def put(name, text, encoding="utf-8"):
    with open(os.path.join(src, name), "w", encoding=encoding, newline="") as f:
        f.write(text)


N = 40
firm = [f"Werk {chr(65 + i % 26)}{i} GmbH" for i in range(N)]
kd = [f"KD-{20000 + i}" for i in range(N)]
put("Kundenliste.csv", "Kundennr.;Firma;Ort;Land;Branche;Kunde seit;Mitarbeiter\n"
    + "".join(f"{kd[i]};{firm[i]};Köln;Deutschland;Maschinenbau;{1 + i % 28:02}.03.2019;{10 + i}\n" for i in range(N)), "windows-1252")
put("Rechnungen.csv", "Rechnungsnr.;Kundennr.;Rechnungsdatum;Fällig am;Betrag;Währung\n"
    + "".join(f"R{1000 + i};{kd[i]};{1 + i % 28:02}.10.2025;{1 + i % 28:02}.11.2025;1.{100 + i},50;EUR\n" for i in range(N)) + "Summe;;;;44.820,00;\n")
put("lieferungen_q4.csv", "Lieferschein;Kundennr.;Zugesagter Termin;Geliefert am;Spediteur\n"
    + "".join(f"L{i};{kd[i]};{1 + i % 28:02}.10.2025;{1 + (i + 3) % 28:02}.10.2025;Dachser\n" for i in range(N)))
put("helpdesk-dump.csv", "Ticket No,Customer No,Contact Mail,Opened on,Closed on,Subject,Priority,Stars\n"
    + "".join(f"T-{i},{kd[i]},u{i}@werk{i}.de,2025-09-{1 + i % 28:02} 10:{i:02},2025-10-{1 + i % 28:02} 11:00,\"Pump {i}, broken\",high,{1 + i % 5}\n" for i in range(N)))
put("usage.json", json.dumps({"next": None, "data": [{"event_id": f"ev{i:05}", "customer_number": kd[i % N], "feature": "export",
                                                      "used_at": f"2025-10-{1 + i % 28:02}T08:00:00Z", "count": i} for i in range(60)]}))
put("feedback wide.csv", "Response ID,Submission Date,Customer No,How likely are you to recommend us?,What should we do better?,Language\n"
    + "".join(f"A{i},2025-10-{1 + i % 28:02} 09:00,{kd[i]},{i % 11},the delivery of part {i} was late again,de\n" for i in range(N)))
put("contracts.tsv", "Contract No\tCustomer Name\tStart Date\tEnd Date\tPlan\tMonthly Fee\tCurrency\n"
    + "".join(f"C{i}\t{firm[i]}\t2025-01-{1 + i % 28:02}\t2026-12-31\tPro\t{100 + i}.00\tEUR\n" for i in range(N)))
put("Ansprechpartner.csv", "Kontakt ID;Vorname;Nachname;E-Mail;Kundennr.;Funktion\n"
    + "".join(f"P{i:05};Eva;Muster{i};eva{i}@werk{i}.de;{kd[i]};Einkauf\n" for i in range(N)))
put("kuendigungen.csv", "Kundennr.;Kündigungsdatum;Kündigungsgrund\n" + "".join(f"{kd[i]};{1 + i:02}.11.2025;Preis\n" for i in range(20)))
put("renewals.csv", "Deal ID,Customer No,Deal Name,Stage,Close Date,Contract Value,Currency\n"
    + "".join(f"D{i},{kd[i]},Renewal {i},Closed Won,2025-08-{1 + i % 28:02},{1000 + i}.00,EUR\n" for i in range(N)))

first = tl.run("import", book, src)
tl.check("ten unknown files: the import ends with 3 and says so", first.code == 3 and first.out.count("not recognised") == 10, first)
counts = {k: tl.sql(book, f"SELECT count(*) AS n FROM f_{k}")[0]["n"] for k in ("account", "invoice", "ticket", "event")}
tl.equal("nothing of them was written", counts, {"account": 0, "invoice": 0, "ticket": 0, "event": 0})
said = re.sub(r"\s+", " ", first.out)
commands = re.findall(r"then: throughline (import .*? --map (?:'[^']*'|\S+))", said)
tl.equal("ten commands are printed that confirm", len(commands), 10)
maps = sorted(os.listdir(book + ".maps"))
tl.equal("ten proposals lie beside the book", maps, sorted(f + ".map" for f in os.listdir(src)))
for name in maps:
    text = open(os.path.join(book + ".maps", name), encoding="utf-8").read()
    sure = [float(x) for x in re.findall(r"^# (\d\.\d\d)  ", text, re.M)]
    tl.check(f"{name}: every line has a number and a reason", sure and all(0 <= x <= 1 for x in sure), text)

second = tl.run("import", book, src, "--accept", "--json")
kinds = {f["path"]: f["kind"] for f in second.json["files"]}
open_files = [f["path"] for f in second.json["files"] if not f["rows_in"]]
tl.check("--accept takes what is sure", len(open_files) <= 2, open_files)
for name in open_files:     # the rest as printed: by the proposal, which she has looked at
    r = tl.run("import", book, os.path.join(src, name), "--map", os.path.join(book + ".maps", name + ".map"))
    tl.check(f"{name}: its printed command works", r.code == 0, r)
rows = {k: tl.sql(book, f"SELECT count(*) AS n FROM f_{k}")[0]["n"] for k in
        "account invoice delivery ticket event response answer subscription contact churn opportunity".split()}
tl.equal("every row is in the book as what it is", rows, {
    "account": N, "invoice": N, "delivery": N, "ticket": N, "event": 60, "response": N, "answer": N, "subscription": N, "contact": N, "churn": 20,
    "opportunity": N})
tl.equal("invoices are right to the cent", tl.sql(book, "SELECT CAST(sum(amount) AS BIGINT) AS s FROM f_invoice")[0]["s"], sum(110050 + 100 * i for i in range(N)))
tl.equal("days are read day first", tl.sql(book, "SELECT CAST(issued AS VARCHAR) AS d FROM f_invoice WHERE ext_id = 'R1004'")[0]["d"], "2025-10-05")
tl.equal("stars are a scale", tl.sql(book, "SELECT satisfaction AS s FROM f_ticket WHERE ext_id = 'T-4'")[0]["s"], 1.0)
tl.equal("the score is the score", tl.sql(book, "SELECT CAST(sum(nps) AS BIGINT) AS s FROM f_response")[0]["s"], sum(i % 11 for i in range(N)))
tl.check("who the rows are about is known", tl.sql(book, "SELECT count(*) AS n FROM f_invoice AS f JOIN alias AS a ON a.alias_id = f.alias_id WHERE a.account_id <> ''")[0]["n"] == N, "")
tl.equal("mappings are remembered", len(tl.run("mappings", book, "--json").json["mappings"]), 10)

# Next month: another name, other order, a new column; then one that lacks what is needed.
month = os.path.join(d, "nov")
os.mkdir(month)
src = month
put("whatever.csv", "Neu;Betrag;Währung;Rechnungsdatum;Fällig am;KUNDENNR;Rechnungsnr\nx;9,50;EUR;01.12.2025;15.12.2025;KD-20000;R9000\n")
r = tl.run("import", book, src)
tl.check("next month's file is read by the remembered mapping, and the new column named", r.code == 0 and "Rechnungen.csv" in r.out and "neu" in r.out, r)
tl.equal("its row is in", tl.sql(book, "SELECT amount AS s FROM f_invoice WHERE ext_id = 'R9000'")[0]["s"], 950)
os.remove(os.path.join(src, "whatever.csv"))
put("lacking.csv", "Rechnungsnr.;Kundennr.;Rechnungsdatum;Fällig am;Währung\nR9001;KD-20000;01.12.2025;15.12.2025;EUR\n")
r = tl.run("import", book, src)
tl.check("a missing needed column is said", "missing" in r.out + r.err and "amount" in r.out + r.err, r)
put("lacking.csv", "Rechnungsnr.;Kundennr.;Rechnungsdatum;Fällig am;Betrag;Währung\nR1004;KD-20004;05.10.2025;05.11.2025;7,00;EUR\n")
tl.run("import", book, src)
h = tl.run("history", book, "invoice", "R1004", "--json")
tl.check("a corrected invoice has both versions, with files and lines", h.code == 0 and [(v["file"], v["in_force"]) for v in h.json["versions"]]
         == [("Rechnungen.csv", False), ("lacking.csv", True)] and h.json["versions"][1]["changes"] == [{"field": "amount", "was": "110450", "now": "700"}], h)
tl.check("rebuild keeps the memory", tl.run("rebuild", book, "--quiet").code == 0 and len(tl.run("mappings", book, "--json").json["mappings"]) == 10, "")
r = tl.run("mappings", book, "forget", "1")
tl.check("a mapping can be forgotten", r.code == 0 and len(tl.run("mappings", book, "--json").json["mappings"]) == 9, r)
os.remove(os.path.join(src, "lacking.csv"))
put("aufgaben.csv", "Initiative,Start,Status\nx,3/4/2026,done\n")
r = tl.run("import", book, src)
said = re.sub(r"\s+", " ", r.out)
tl.check("days that can be read both ways are asked about", r.code == 3 and "is 3/4/2026 3 Apr 2026 (day-first) or 4 Mar 2026 (month-first)? 1 row waits until it is answered" in said, r)
tl.check("how to answer is said", "aufgaben.csv Start day-first" in said, r)
tl.equal("and the row is held", tl.sql(book, "SELECT count(*) AS n FROM f_initiative")[0]["n"], 0)
r = tl.run("import", book, src, "--date-order", "mdy")
tl.equal("the answer is taken", tl.sql(book, "SELECT CAST(start_date AS VARCHAR) AS d FROM f_initiative")[0]["d"] if r.code == 0 else r, "2026-03-04")

# A file that nobody understands: what is printed is enough to get it in, and no list of columns cuts it off.
os.remove(os.path.join(src, "aufgaben.csv"))
wide = [f"zzgl. Merkmal Nummer {i} der Sonderliste" for i in range(30)]
put("sonder.csv", ",".join(["Zz1", "Zz2", *wide]) + "\n" + "".join(",".join([f"q{i}", f"Acme {i} Ltd", *["x"] * 30]) + "\n" for i in range(7)))
odd = os.path.join(src, "sonder.csv")
r = tl.run("import", book, odd)
said = re.sub(r"\s+", " ", r.out)
kinds = re.search(r"not recognised: say with --as what a row is \(([a-z ]+)\); columns: Zz1, Zz2, ", said)
tl.check("kinds are named before the columns are", r.code not in (0, 3) and kinds and {"account", "churn", "field"} <= set(kinds[1].split()), r)
r = tl.run("import", book, odd, "--as", "customer")
tl.check("a kind that is none: all kinds are named", r.code == 2 and r.err.rstrip().endswith(kinds[1]), r)
r = tl.run("import", book, odd, "--as", "account")
said = re.sub(r"\s+", " ", r.out)
told = re.search(r"the lines '(\[\*\])', '(kind = account)' and FIELD = COLUMN for each of \(! needed\): (name!.*?); who: (account_id account_name \S.*?); columns: Zz1", said)
tl.check("with the kind: its fields, the needed ones marked, and how to write it down", told, r)
with open(os.path.join(d, "odd.map"), "w", encoding="utf-8") as f:
    f.write(f"{told[1]}\n{told[2]}\nname = Zz2\naccount_id = Zz1\n" if told else "")
r = tl.run("import", book, odd, "--map", os.path.join(d, "odd.map"), "--json")
tl.check("a mapping of these lines takes every row", r.code == 0 and [(f["rows_in"], f["rows_kept"]) for f in r.json["files"]] == [(7, 7)], r)
tl.check("the book is sound", tl.run("check", book).code == 0, "")
tl.done()
