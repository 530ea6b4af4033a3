"""Import beside DuckDB's own CREATE TABLE AS SELECT * FROM read_csv/read_json on the same files.

DuckDB only parses and stores. The import also decodes, maps, checks, keys, hashes and keeps file and line
of every row, so the ratio is what all that costs. Both write a database file on the same disk; the time to
start the program and make an empty book is taken off ours (it is shown), opening off DuckDB's. The last column is the same
ratio of processor seconds, which other work on the machine disturbs less.
"""
import os
import resource
import sys

import side
import tl

d = tl.folder()
src = os.path.join(d, "src")
tl.demo(src, accounts=2000, events=1000000, responses=200000)
READ = {
    "segment/track.ndjson": "read_json('{}', format='newline_delimited', ignore_errors=true)",
    "zendesk/tickets.ndjson": "read_json('{}', format='newline_delimited', ignore_errors=true)",
    "stripe/invoices.csv": "read_csv('{}')",
    "salesforce/Opportunity.csv": "read_csv('{}')",
    "salesforce/Contact.csv": "read_csv('{}')",
    "qualtrics/relationship_survey.csv": "read_csv('{}', all_varchar=true, ignore_errors=true)",
    "erp/lieferungen.csv": "read_csv('{}', delim=';', encoding='latin-1', all_varchar=true, ignore_errors=true, null_padding=true)",
}
# Wide CSV and NDJSON: at most so many times DuckDB's time.  The other files are small or narrow: what an import costs besides reading.
GOAL = {"segment/track.ndjson": 1.5, "zendesk/tickets.ndjson": 1.5, "qualtrics/relationship_survey.csv": 1.5}
book, duck = os.path.join(d, "i.book"), os.path.join(d, "i.duck")


cpu = {"ours": 0.0, "theirs": 0.0}


def busy(side_name, make):
    """What `make` returns; the processor seconds of its programs are added up under its side."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    got = make()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu[side_name] += after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return got


def ours(path):
    side.remove(book)
    return side.seconds_of(tl.BIN, "import", book, path, "--quiet")[0]


def theirs(path, read):
    side.remove(duck)
    return float(side.seconds_of(side.DUCK, duck, f"CREATE TABLE t AS SELECT * FROM {read.format(path)}")[1])


def start():
    side.remove(book)
    return side.seconds_of(tl.BIN, "init", book)[0]


rows, total, missed = [], [0.0, 0.0], []
idle = side.turns({"start": start})["start"]
for name, read in READ.items():
    path = os.path.join(src, name)
    cpu = {"ours": 0.0, "theirs": 0.0}
    got = side.turns({"ours": lambda: busy("ours", lambda: ours(path)), "theirs": lambda: busy("theirs", lambda: theirs(path, read))},
                     runs=min(side.RUNS, 3))
    net = max(got["ours"] - idle, 1e-3)
    total = [total[0] + net, total[1] + got["theirs"]]
    goal = GOAL.get(name)
    if goal and net / got["theirs"] > goal:
        missed.append(name)
    rows.append((name, f"{os.path.getsize(path) / 1e6:.1f}", f"{net:.3f}", f"{got['theirs']:.3f}", f"{net / got['theirs']:.2f}", f"{goal or ''}", f"{cpu['ours'] / cpu['theirs']:.2f}"))
rows.append(("all", "", f"{total[0]:.3f}", f"{total[1]:.3f}", f"{total[0] / total[1]:.2f}", "", ""))
side.table(f"Import speed (making an empty book, taken off ours: {idle:.3f} s)", ("file", "MB", "import s", "DuckDB s", "ratio", "goal", "cpu ratio"), rows)
sys.exit(1 if missed else 0)
