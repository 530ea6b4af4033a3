"""A short way through the whole program, for slow builds (sanitizers): every command once.

Oracle: the exit codes, and that a sanitizer ends the program with another code and a report.
"""
import os

import tl

d = tl.folder()
src, book = os.path.join(d, "src"), os.path.join(d, "s.book")
tl.demo(src, accounts=60, months=24, events=2000, responses=300)


def goes(*words, codes=(0,)):
    r = tl.run(*words)
    tl.check(f"`{words[0]}{' --json' if '--json' in words else ''}` ends with {' or '.join(map(str, codes))}, and no sanitizer speaks",
             r.code in codes and "Sanitizer" not in r.err and "runtime error" not in r.err, r.err[-2000:] + repr(r))
    return r


goes("run", book, src, "--report", os.path.join(d, "s.html"), codes=(0, 3))
goes("run", book, src, "--json", codes=(0, 3))
for name in ("themes", "signals", "issues", "audit", "data", "quarantine", "check", "set"):
    goes(name, book)
    goes(name, book, "--json")
account = tl.sql(book, "SELECT name FROM d_account ORDER BY n_alias DESC, name LIMIT 1")[0]["name"]
goes("account", book, account)
goes("report", book, "--out", os.path.join(d, "t.html"))
goes("rebuild", book)
torn = os.path.join(d, "torn.csv")
with open(torn, "wb") as f:
    f.write(open(os.path.join(src, "salesforce", "Account.csv"), "rb").read()[:-40] + b'"\xff\x00')
goes("run", book, torn, codes=(0, 1, 3))
goes("import", book, os.path.join(d, "none"), codes=(1,))
goes("sql", book, "DROP TABLE d_account", codes=(1, 2))
tl.done()
