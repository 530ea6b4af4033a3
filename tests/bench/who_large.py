"""Who is who at a million records: `./bench --large who`. The stage alone, on a made-up book of TL_ACCOUNTS (100,000) accounts: about 1.07 M
aliases (accounts of three systems, contacts, product users), 400,000 companies as systems know them and 8.5 M pairs compared.

Goals: 45 s of both processors together (so on two that have nothing else to do it takes less), 4 GiB.
"""
import csv
import os

import side
import tl

ACCOUNTS = int(os.environ.get("TL_ACCOUNTS", "100000"))
SECONDS, MIB = 45, 4096


def thin(source, target, divider, column, encoding):
    """One row of each customer: the stage reads how customers are called, not how often they buy."""
    seen = set()
    os.makedirs(os.path.dirname(target), exist_ok=True)
    with open(source, encoding=encoding, newline="") as f, open(target, "w", encoding=encoding, newline="") as g:
        g.write(f.readline())
        for line in f:
            who = next(csv.reader([line], delimiter=divider))[column]
            if who not in seen:
                seen.add(who)
                g.write(line)


def large():
    d = tl.folder()
    made, files, book = (os.path.join(d, x) for x in ("made", "files", "x.book"))
    tl.demo(made, accounts=ACCOUNTS, seed=1, events=20000, responses=10000)
    thin(os.path.join(made, "erp/lieferungen.csv"), os.path.join(files, "erp/lieferungen.csv"), ";", 2, "latin-1")
    thin(os.path.join(made, "stripe/invoices.csv"), os.path.join(files, "stripe/invoices.csv"), ",", 2, "utf-8")
    for name in ("salesforce/Account.csv", "salesforce/Contact.csv", "segment/identify.ndjson"):
        os.makedirs(os.path.dirname(os.path.join(files, name)), exist_ok=True)
        os.link(os.path.join(made, name), os.path.join(files, name))
    tl.run("init", book)
    if tl.run("import", book, files, "--quiet").code not in (0, 3):
        raise SystemExit("Bail out! the import failed")
    r = tl.run("resolve", book, "--quiet", timeout=1800)
    if r.code:
        raise SystemExit(f"Bail out! {r}")
    n = {what: tl.sql(book, f"SELECT count(*) AS n FROM {what}")[0]["n"] for what in ("alias", "d_account", "d_review")}
    side.table("Who is who, the stage alone", ("records", "accounts", "questions", "processor s", "goal", "s", "MiB", "goal"),
               [(f"{n['alias']:,}", f"{n['d_account']:,}", f"{n['d_review']:,}", f"{r.cpu:.1f}", SECONDS, f"{r.seconds:.1f}", f"{r.rss:.0f}", MIB)])
    if r.cpu > SECONDS or r.rss > MIB:
        print(f"who: {r.cpu:.1f} s of {SECONDS}, {r.rss:.0f} MiB of {MIB}")
        return 1
    return 0
