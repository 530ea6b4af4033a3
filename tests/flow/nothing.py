"""Nothing is called something where nothing is: a few books of 150 accounts through the whole chain (many: `./bench nothing`).

Oracle: the law of the made-up company, in which nothing acts. Bounds are binomial: of eight books, each wrong with 5 %, more than two are with 0.6 %.
"""
import os

import null_books
import tl

EACH = int(os.environ.get("TL_NULL", "4"))
root = tl.folder()
books = {law: [null_books.found(root, law, 150, seed) for seed in range(301, 301 + EACH)] for law in null_books.LAWS}
whole = [b for of in books.values() for b in of if b]
for law, of in books.items():
    tl.check(f"{law}: every book was made without effects and read whole", all(of), [bool(b) for b in of])
    tl.check(f"{law}: effects on renewal and on other outcomes were asked in every book",
             all(b and any(e["outcome"] == "renewal" for e in b["asked"]) and any(e["outcome"] == "nps" for e in b["asked"]) for b in of), [b and len(b["asked"]) for b in of])
most = null_books.at_most(len(whole), level=0.01)
for name, wrong, _ in null_books.KINDS:
    k = sum(wrong(b) for b in whole)
    tl.check(f"{name}: in {most} of {len(whole)} books at most", k <= most, [(e["name"], e["outcome"], e["p"], e["q"], e["grade"]) for b in whole if wrong(b) for e in b["asked"] if null_books.told(e)])
tests = [e["p"] for b in whole for e in b["asked"] if e["outcome"] == "renewal" and e["p"] is not None]
low = sum(p < 0.05 for p in tests)
# Tests of one book go together: a book counts like three of them.
tl.check("of all p of renewal about one in twenty is below 0.05", low <= len(tests) * null_books.at_most(3 * len(whole), level=0.001) / (3 * len(whole)), f"{low} of {len(tests)}")
tl.note(f"{low} of {len(tests)} p of renewal are below 0.05")
tl.done()
