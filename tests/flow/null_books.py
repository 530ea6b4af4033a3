"""Books in which nothing that customers live through does anything, and what is called something in them all the same.

Two laws (`demo --effects`, truth.json says which): `none` takes every effect from the made-up company and leaves its confounder, its calendar and its regions;
`others` lets renewals go by an account's own late deliveries, of which the files know nothing: they hold another account's, of its segment, that began when it
did (exposure permuted). Outcomes dealt anew among accounts with as many renewals are no such law: how many an account has is what became of it.
"""
import math
import os
import shutil

import tl
from claims import about_portal, renewal

LAWS = ("none", "others")
ASKED = """SELECT e.outcome, i.kind, i.name, e.p, e.q, e.estimate, e.grade, e.reason FROM d_effect e JOIN d_issue i ON i.issue_id = e.issue_id
           WHERE e.grade <> 'D' ORDER BY e.outcome, e.issue_id"""


def found(root, law, accounts, seed):
    """What the whole chain says of one such book: the effects that were asked, whether money is put on an issue, what the confounded issue is called."""
    d = os.path.join(root, f"{law}{accounts}.{seed}")
    truth = tl.demo(d, seed=seed, accounts=accounts, events=2000, responses=max(300, 3 * accounts), effects=law)
    r = tl.run("run", d + ".book", d, "--json", "--quiet", "--report", d + ".html")
    shutil.rmtree(d)
    book = None
    if r.code in (0, 3) and truth["effects"] == law and truth["costly_issue"]["effect"] == 0:
        portal = [i for i in r.json["issues"] if about_portal(i)]
        book = {"asked": tl.sql(d + ".book", ASKED), "money": any(i["rank"] is not None for i in r.json["issues"]),
                "portal": any(i["rank"] is not None or (renewal(i) or {"grade": "D"})["grade"] in "AB" for i in portal)}
    for path in (d + ".book", d + ".book.wal", d + ".html"):
        if os.path.exists(path):
            os.remove(path)
    return book


def told(e):
    return e["q"] is not None and e["q"] <= 0.05


def own_tickets(e):
    """Counted, not estimated: a ticket's handling is part of what it costs."""
    return e["outcome"] == "cost" and e["kind"] != "promise"


# What must not be said, and whether it is a goal.
KINDS = (("an issue credible (grade B) for renewal", lambda b: any(e["grade"] in "AB" and e["outcome"] == "renewal" for e in b["asked"]), True),
         ("an issue credible (grade B) for any outcome", lambda b: any(e["grade"] in "AB" for e in b["asked"]), True),
         ("money put on an issue (told apart and harmful)", lambda b: b["money"], True),
         ("the confounded issue credible or given money", lambda b: b["portal"], True),
         ("an issue told apart for renewal, either way (q)", lambda b: any(told(e) and e["outcome"] == "renewal" for e in b["asked"]), True),
         ("an issue told apart for another outcome (q)", lambda b: any(told(e) and e["outcome"] != "renewal" and not own_tickets(e) for e in b["asked"]), True))


def at_most(n, share=0.05, level=0.05):
    """The most of n books that may be wrong: more come with a chance of `level` at most where each is with `share`."""
    k, below = 0, (1 - share) ** n
    while below < 1 - level:
        k += 1
        below += math.exp(math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1) + k * math.log(share) + (n - k) * math.log1p(-share))
    return k
