"""import --dry-run: the first rows as they would be, what would be set aside, the whole file's counts; nothing is changed.

Oracle: the real import of the same file into the same book afterwards.
"""
import os
import re

import tl

d = tl.folder()
src, book, maps = os.path.join(d, "rechnungen.csv"), os.path.join(d, "d.book"), os.path.join(d, "r.map")
BAD = 60
with open(src, "w", encoding="utf-8") as f:
    f.write("Nr;Kunde;Datum;Fällig;Betrag\n")
    f.writelines(f"R{i};KD-{i};{1 + i % 28:02}.10.2025;15.11.2025;1.{i:03},50\n" for i in range(100, 200))
    f.write("R900;KD-1;31.12.2025;nie;7,00\n")
    f.writelines(f"R{i};KD-{i};irgendwann;15.11.2025;1,00\n" for i in range(300, 300 + BAD))
with open(maps, "w", encoding="utf-8") as f:
    f.write("[rechnungen.csv]\nkind = invoice\nsource = ERP\nkey = Nr\naccount_id = Kunde\nissued = Datum\ndue = Fällig\namount = Betrag\n")
tl.run("init", book)
facts = "file f_invoice quarantine alias source mapping_memory".split()
before = tl.fingerprint(book, facts)
r = tl.run("import", book, src, "--map", maps, "--dry-run", "--json")
tl.check("a dry run ends with 3 where something would be set aside", r.code == 3, r)
tl.equal("a dry run changes nothing", tl.fingerprint(book, facts), before)
f = r.json["files"][0]
counts = {k: f[k] for k in ("rows_in", "rows_kept", "rows_unchanged", "rows_quarantined", "cells_quarantined")}
tl.equal("the whole file is counted", counts, {"rows_in": 101 + BAD, "rows_kept": 101, "rows_unchanged": 0, "rows_quarantined": BAD, "cells_quarantined": 1})
shown = [(x["kind"], x["line"], x["id"], {y["field"]: y["value"] for y in x["fields"]}) for x in f["records"]]
tl.equal("five records are shown", [x[:3] for x in shown], [("invoice", i + 2, f"R{100 + i}") for i in range(5)])
tl.check("with cleaned values", all(shown[i][3]["account_id"] == f"KD-{100 + i}" and shown[i][3]["issued"] == f"2025-10-{1 + (100 + i) % 28:02}"
                                    and shown[i][3]["amount"] == f"{110050 + i * 100} (minor units)" for i in range(5)), shown)
aside = f["aside"]
tl.check("what would be set aside has line, column, reason and what stands there", (aside[0]["line"], aside[0]["column"], aside[0]["raw"], aside[0]["whole_row"])
         == (102, "Fällig", "nie", False) and aside[0]["reason"], aside[0])
tl.equal("only the first fifty are listed", [x["line"] for x in aside], list(range(102, 152)))
plain = tl.run("import", book, src, "--map", maps, "--dry-run")
said = re.sub(r"\s+", " ", plain.out)
tl.check("on the terminal: fields, values, reasons, and how many more", plain.code == 3 and all(w in said for w in (
    "The first records as they would be", "invoice, line 2", "KD-104", "2025-10-17", "Would be set aside", "irgendwann", f"The first 50 of {BAD + 1} are listed.")), plain)
for x in ("Kartennummer 4111111111111111", "irgendwann"):
    with open(src, "a", encoding="utf-8") as more:
        more.write(f"R1;KD-1;{x};15.11.2025;1,00\n")
real = tl.run("import", book, src, "--map", maps, "--json").json["files"][0]
again = tl.run("import", os.path.join(d, "other.book"), src, "--map", maps, "--dry-run", "--json").json["files"][0]
tl.equal("the real import counts the same", {k: real[k] for k in counts}, {k: again[k] for k in counts})
kept = tl.sql(book, "SELECT ext_id, CAST(issued AS VARCHAR) AS d, amount FROM f_invoice WHERE line <= 6 ORDER BY line")
tl.equal("and keeps what was shown", [(k["ext_id"], k["d"], f"{k['amount']} (minor units)") for k in kept], [(x[2], x[3]["issued"], x[3]["amount"]) for x in shown])
q = tl.sql(book, "SELECT line, column_name AS c, reason, raw FROM quarantine ORDER BY seq LIMIT 50")
tl.equal("and sets aside what was listed", [(x["line"], x["c"], x["reason"], x["raw"]) for x in q], [(x["line"], x["column"], x["reason"], x["raw"]) for x in again["aside"]])
tl.check("a book that was not there is not there behind a dry run", sorted(x for x in os.listdir(d) if x.startswith("other.book")) == [], os.listdir(d))
card = os.path.join(d, "rechnungen.csv")
with open(card, "w", encoding="utf-8") as f:
    f.write("Nr;Kunde;Datum;Fällig;Betrag\nR1;KD-1;Karte 4111111111111111;15.11.2025;1,00\n")
r = tl.run("import", book, card, "--map", maps, "--dry-run", "--json")
tl.check("a card's number is not shown", "4111111111111111" not in r.out and len(r.json["files"][0]["aside"]) == 1, r)

# Files that nobody knows: shown by their proposals, sure of them or not; nothing is written, not even a proposal.
odd, mine = os.path.join(d, "odd"), os.path.join(d, "odd.book")
for sub, text in (("a", "Rechnung;Kunde;Rechnungsdatum;Betrag\n" + "".join(f"R{i};K{i};{1 + i:02}.10.2025;{i},50\n" for i in range(1, 9))),
                  ("b", "Nr,Name,Datum,Betrag\n" + "".join(f"{i},Acme {i},2025-10-{i:02},{i}.50\n" for i in range(1, 9)))):
    os.makedirs(os.path.join(odd, sub))
    with open(os.path.join(odd, sub, "x.csv"), "w", encoding="utf-8") as f:
        f.write(text)
r = tl.run("import", mine, odd, "--dry-run", "--json")
files = {f["path"][:f["path"].index("/")]: f for f in r.json["files"]}
tl.equal("two files that nobody knows", sorted(files), ["a", "b"])
sure = [k for k, f in files.items() if "sure of all it needs" in f["note"]]
tl.check("one of them at least is not sure", len(sure) < 2 and all("proposed_mapping" in f for f in files.values()), r)
for k, f in files.items():
    tl.equal(f"{k}: its rows are told, and wait", f["rows_waiting"], 8)
    tl.check(f"{k}: its first rows stand under its proposal", len(f["records"]) == 5 and f["rows_in"] == 0 and "kind = " in f["mapping"], f)
tl.check("a proposal is not written by a dry run, and where it would be is said",
         not os.path.exists(mine + ".maps") and sorted(re.search(r"would be written to: \S*/(\S+)\. Then", f["note"])[1] for f in files.values()) == ["x.csv-2.map", "x.csv.map"], r)
tl.check("the terminal shows them, too", "The first records as they would be" in tl.run("import", mine, odd, "--dry-run").out, "")


def proposals():
    return {n: open(os.path.join(mine + ".maps", n), encoding="utf-8").read() for n in sorted(os.listdir(mine + ".maps"))}


out = " ".join(tl.run("import", mine, odd).out.split())
tl.check("the sum names the rows that wait", "0 rows read: 0 kept, 0 unchanged, 0 set aside; 16 more wait for a mapping" in out and out.count("not recognised 8 0 0 0") == 2, out)
first = proposals()
tl.equal("two files of one name have a proposal each", sorted(first), ["x.csv-2.map", "x.csv.map"])
tl.check("each of its own columns", sum("= Rechnung\n" in t for t in first.values()) == 1 and sum("= Nr\n" in t for t in first.values()) == 1, first)
tl.run("import", mine, odd)
tl.equal("again: the same two", proposals(), first)
with open(os.path.join(mine + ".maps", "x.csv.map"), "a", encoding="utf-8") as f:
    f.write("# looked at by me\n")
r = tl.run("import", mine, odd, "--json")
now = proposals()
tl.check("what a person changed is never written over", now["x.csv.map"] == first["x.csv.map"] + "# looked at by me\n" and now["x.csv-2.map"] == first["x.csv-2.map"], now)
tl.equal("and that is said", sorted("Your edited mapping is kept" in f["note"] for f in r.json["files"]), [False, True])
with open(os.path.join(odd, "a", "x.csv"), "a", encoding="utf-8") as f:
    f.write("R9;K9;09.10.2025;9,50\n")
with open(os.path.join(mine + ".maps", "x.csv-2.map"), encoding="utf-8") as f:
    changed = f.read().replace("# proposal ", "# written by hand ", 1)
with open(os.path.join(mine + ".maps", "x.csv-2.map"), "w", encoding="utf-8") as f:
    f.write(changed)
tl.run("import", mine, odd)
tl.equal("nor what has no mark of ours", proposals()["x.csv-2.map"], changed)
tl.done()
