"""How often is an issue called credible where nothing is? Books without effects through the whole chain, by two laws
(tests/flow/null_books.py) and at three sizes.

TL_BOOKS books a law and size (16). Goal: 5 % at most of each kind, give or take what so many books vary by (told beside); a kind is missed where more
books are wrong than come with a chance of one in twenty.
"""
import math
import os
import sys
from concurrent.futures import ThreadPoolExecutor

import side
import tl
import null_books

BOOKS = int(os.environ.get("TL_BOOKS", "16"))
SIZES = tuple(int(n) for n in os.environ.get("TL_SIZES", "60,150,500").split(","))
THREADS = int(os.environ.get("TL_THREADS", "2"))
FIRST = 4001           # far from the seeds of the tests
root = tl.folder()
work = [(law, accounts, FIRST + k) for k in range(BOOKS) for law in null_books.LAWS for accounts in SIZES]
with ThreadPoolExecutor(THREADS) as pool:
    got = list(pool.map(lambda w: null_books.found(root, *w), work))
books = [(w, b) for w, b in zip(work, got) if b]
bad = len(books) < len(work)
rows = []
for name, wrong, goal in null_books.KINDS:
    k, n = sum(wrong(b) for _, b in books), len(books)
    missed = goal and k > null_books.at_most(n)
    bad = bad or missed
    cells = ", ".join(f"{sum(wrong(b) for w, b in books if w[0] == law and w[1] == size)}" for law in null_books.LAWS for size in SIZES)
    rows.append((name, f"{k} of {n} ({k / n:.1%}, give or take {math.sqrt(max(k, 1) / n * (1 - k / n) / n):.1%})" if n else "-", cells,
                 f"5 %: {null_books.at_most(n)} at most in so many{': MISSED' if missed else ''}"))
side.table(f"Called something where nothing is, in {len(books)} books through the whole chain (of {len(work)})", ("", "found", ", ".join(f"{law} {size}" for law in null_books.LAWS for size in SIZES), "goal"), rows)
outcomes = sorted({e["outcome"] for _, b in books for e in b["asked"]})
lines = []
for outcome in outcomes:
    p = [e["p"] for _, b in books for e in b["asked"] if e["outcome"] == outcome and e["p"] is not None and not null_books.own_tickets(e)]
    if p:
        lines.append((outcome, len(p), f"{sum(v < 0.05 for v in p) / len(p):.1%}", f"{sum(v < 0.01 for v in p) / len(p):.1%}"))
side.table("All tests of these books, by outcome (own tickets' cost left out)", ("outcome", "tests", "p below 0.05", "below 0.01"), lines)
sys.exit(1 if bad else 0)
