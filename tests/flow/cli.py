"""The command line as a contract: help, exit codes, JSON, SQL that only reads."""
import json
import os
import re

import tl

d = tl.folder()
src, book = os.path.join(d, "src"), os.path.join(d, "c.book")
tl.demo(src, accounts=60, events=2000, responses=300)
made = tl.run("run", book, src, "--report", os.path.join(d, "c.html"))
tl.check("run ends with 0 or 3", made.code in (0, 3), made)
tl.check("run ends with where the report is", made.out.rstrip().splitlines()[-1].strip() == f"Report: {os.path.join(d, 'c.html')}", made.out[-300:])
tl.check("progress goes only to a terminal", made.err == "", made.err)

usage = tl.run("--help")
tl.check("--help ends with 0 and writes to stdout", usage.code == 0 and usage.err == "", usage)
commands = re.findall(r"^  ([a-z]+) {2,}", usage.out, re.M)
wanted = "run demo init import mappings history quarantine resolve listen themes signals link issues audit data ledger account report serve sql set rebuild check".split()
tl.check("every command of the program is in the help", set(wanted) <= set(commands), sorted(set(wanted) - set(commands)))
for name in commands:
    h = tl.run(name, "--help")
    tl.check(f"{name} --help tells how to use it", h.code == 0 and h.out.startswith(f"usage: throughline {name} ") and h.err == "", h)
    tl.check(f"{name}: an unknown option ends with 2 in one line", (lambda r: r.code == 2 and tl.one_line_message(r))(tl.run(name, book, "--nonsense")), "")
    tl.check(f"{name}: no word at all ends with 2", tl.run(name).code == 2, "")
for words in ([], ["nonsense"], ["--nonsense"]):
    r = tl.run(*words)
    tl.check(f"`throughline {' '.join(words)}` ends with 2 in one line", r.code == 2 and tl.one_line_message(r), r)
v = tl.run("--version")
tl.check("--version says the program's name and version", v.code == 0 and re.fullmatch(r"throughline \d+\.\d+\.\d+\n", v.out), v)

account = tl.sql(book, "SELECT name FROM d_account ORDER BY n_alias DESC, name LIMIT 1")[0]["name"]
issue = tl.sql(book, "SELECT name FROM d_issue ORDER BY issue_id LIMIT 1")[0]["name"]
invoice = tl.sql(book, "SELECT ext_id FROM f_invoice ORDER BY ext_id LIMIT 1")[0]["ext_id"]
answer = tl.sql(book, "SELECT response_id || '/' || question AS id FROM f_answer ORDER BY file_id, line, key_hash LIMIT 1")[0]["id"]      # its id is not stored
shows = [["themes"], ["themes", "question"], ["themes", "ask"], ["themes", "agree"], ["signals"], ["issues"], ["issues", "show", issue], ["audit"], ["data"], ["ledger"], ["ledger", "--month", "2025-01"], ["account", account], ["accounts"], ["accounts", "--by", "segment"], ["accounts", "--by", "region"], ["quarantine"], ["mappings"], ["history", "invoice", invoice], ["history", "answer", answer], ["check"], ["set"], ["options"], ["portfolio"], ["forecast"], ["drivers"], ["drivers", "--outcome", "nps"], ["lifetime"], ["portfolio", "--budget", "300000"]]
for words in shows:
    name, rest = words[0], words[1:]
    plain, as_json = tl.run(name, book, *rest), tl.run(name, book, *rest, "--json")
    tl.check(f"`{' '.join(words[:2])}` shows something", plain.code == 0 and plain.out.strip() and plain.err == "", plain)
    try:
        document = json.loads(as_json.out)
    except ValueError as e:
        document = e
    tl.check(f"`{' '.join(words[:2])} --json` is one JSON document", as_json.code == 0 and isinstance(document, dict), as_json)
    tl.check(f"`{' '.join(words[:2])}` has no colour codes in a pipe", "\x1b" not in plain.out, "")
    tl.check(f"`{' '.join(words[:2])}` gives the same bytes twice", plain.out == tl.run(name, book, *rest).out, "")
unknown = tl.run("account", book, "No Such Company")
tl.check("an account that is not there: ends with 1 in one line", unknown.code == 1 and tl.one_line_message(unknown), unknown)
unknown = tl.run("history", book, "invoice", "no such id")
tl.check("a record that is not there: ends with 1 in one line", unknown.code == 1 and tl.one_line_message(unknown), unknown)
for words in (["--date-order", "ymd"], ["--decimal", "dot"]):
    r = tl.run("import", book, src, *words)
    tl.check(f"import refuses {words}", r.code == 2 and tl.one_line_message(r), r)
unknown = tl.run("issues", book, "show", "no such issue")
tl.check("an issue that is not there: ends with 1 in one line", unknown.code == 1 and tl.one_line_message(unknown), unknown)

answer = tl.run("run", book, src, "--json", "--report", os.path.join(d, "c.html")).json
contract = {
    "files": "path kind rows_in rows_kept rows_unchanged rows_quarantined", "themes": "name comments accounts sentiment quotes",
    "signals": "stream kind at detected_at size low high q", "metrics": "unit name status customer_view verdict",
    "issues": "name kind accounts_exposed revenue_exposed_minor effects cost_of_doing_nothing_minor cost_to_serve_minor_per_year annuity_minor owner rank",
    "audits": "action issue effect low high verdict"}
for key, fields in contract.items():
    rows = answer.get(key)
    missing = [f for f in fields.split() if not isinstance(rows, list) or any(f not in x for x in rows)]
    tl.check(f"run --json: {key} carries what the contract says", rows is not None and not missing, missing)
for key, fields in {"accounts": "count aliases merged review", "coverage": "accounts_heard_share revenue_heard_share",
                    "ledger": "invoiced_minor currency difference_minor"}.items():
    tl.check(f"run --json: {key} carries what the contract says", set(fields.split()) <= set(answer.get(key, {})), answer.get(key))
effects = [e for i in answer["issues"] for e in i["effects"]]
tl.check("run --json: effects carry what the contract says", effects and all(
    set("outcome estimate low high raw_estimate n_exposed n_unexposed grade".split()) <= set(e) for e in effects), effects[:1])

whole = open(book, "rb").read()
for text in ("DELETE FROM f_ticket", "DROP TABLE d_account", "UPDATE meta SET value = 'x'", "INSERT INTO setting VALUES ('a', 1)",
             "CREATE TABLE x (a INT)", f"COPY d_account TO '{d}/out.csv'", "ATTACH 'x.db'", "PRAGMA enable_profiling", "SET threads = 1",
             "SELECT 1; DROP TABLE d_account", f"SELECT * FROM read_csv('{src}/salesforce/Account.csv')", "SELECT * FROM read_text('/etc/passwd')",
             "INSTALL httpfs", "CALL checkpoint", "SELECT nonsense", ""):
    r = tl.run("sql", book, text)
    tl.check(f"sql refuses {text.replace(d, '...')!r}", r.code in (1, 2) and tl.one_line_message(r) and r.out == "", r)
tl.check("sql wrote nothing", open(book, "rb").read() == whole and not os.path.exists(os.path.join(d, "out.csv")), "")
r = tl.run("sql", book, "SELECT count(*) AS n FROM d_account", "--json")
tl.check("sql reads", r.code == 0 and r.json["rows"][0]["n"] > 0 and r.json["more"] is False, r)

# Settings move what they say they move, and a wrong one is refused.
names = re.findall(r"[a-z_]{4,}", tl.run("set", book).out)
tl.check("set lists the assumptions", any("margin" in n for n in names), names[:40])
r = tl.run("set", book, "no_such_setting", "1")
tl.check("a setting that is not there ends with 2 in one line", r.code == 2 and tl.one_line_message(r), r)
# Where customers meet a unit's metric is a person's word, and goes back to the words.
place = lambda: {x["touchpoint"] for m in tl.run("audit", book, "--json").json["metrics"] if m["name"] == "Portal uptime" for x in m["sides"]}
metric = lambda key: tl.run("audit", book, "touchpoint", "portal UPTIME", key)
r, before = metric("support"), place()
tl.check("audit moves a metric to another touchpoint", r.code == 0 and "support" in r.out and before == {"support"}, (r, before))
r, after = metric("auto"), place()
tl.check("audit gives it back to the words", r.code == 0 and after == {"product"}, (r, after))
r = metric("nowhere")
tl.check("a touchpoint that is not there ends with 2 in one line", r.code == 2 and tl.one_line_message(r) and "delivery" in r.err, r)
r = tl.run("audit", book, "touchpoint", "no such metric", "support")
tl.check("a metric that is not there ends with an error in one line", r.code != 0 and tl.one_line_message(r), r)
whole = open(book, "rb").read()
r = tl.run("init", book)
tl.check("init does not overwrite a book", r.code == 1 and tl.one_line_message(r) and open(book, "rb").read() == whole, r)
r = tl.run("init", os.path.join(d, "usd.book"), "--currency", "USD")
tl.check("init makes a book in a currency", r.code == 0 and "USD" in r.out, r)
tl.check("init refuses what is no currency", tl.run("init", os.path.join(d, "x.book"), "--currency", "euro").code == 2, "")
secret = tl.run("check", "postgresql://somebody:hunter2secret@127.0.0.1:1/none")
tl.check("a password in an address is never repeated", secret.code == 1 and "hunter2secret" not in secret.err + secret.out and tl.one_line_message(secret), secret)
tl.done()
