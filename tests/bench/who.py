"""Who is who on the sample company: `./bench who`, or `tests/bench/who.py ACCOUNTS ...`, TL_SEEDS (5) seeds each.

Oracle: truth.json names the account of each alias (system, id). Every alias of the book that the truth knows is
put where the book put it; pairs of aliases are counted. Nothing of the truth is seen by the program.

    precision, recall, F1    over all pairs of aliases; pooled: over the pairs of all seeds (in a small book one wrong link breaks .995)
    reliability              links that were weighed, said to be so and so sure, and how many of them are right: the exact 95 % interval must
                             hold what was said (links by id are stated, not estimated: they and what was
                             joined through them are left out)
    review                   pairs that a person is asked about
    moved                    persons at a new company: linked as such with their old number, not told from a namesake without
    hard names               precision and recall over names as people spoil them, planted (who_hard.py)
    contacts                 the same over the CRM's ids and addresses of people (truth.json: people)
"""
import collections
import json
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "flow"))
import side
import tl
import who_hard
import who_large

SYSTEMS = {"salesforce": "Salesforce", "stripe": "Stripe", "erp": "ERP", "zendesk": "Zendesk", "segment": "Segment"}
SEEDS = int(os.environ.get("TL_SEEDS", "5"))
BANDS = (0, 0.8, 0.9, 0.95, 0.99, 0.999, 1)
STATED = ("id", "decision", "id of the CRM", "kept id", "linked id", "the same id without its zeros in front", "the same id with a blank in it", "the same id in letters of one case",
          "the longer form of the same id")
F1_LEAST, PRECISION_LEAST = 0.98, 0.995


def pairs(n):
    return n * (n - 1) // 2


def f1_of(got, want):
    """Over all pairs: got and want name a cluster for the same keys."""
    cell = collections.Counter((got[k], want[k]) for k in got)
    us, them = collections.Counter(got.values()), collections.Counter(want[k] for k in got)
    tp = sum(pairs(n) for n in cell.values())
    precision, recall = tp / max(1, sum(pairs(n) for n in us.values())), tp / max(1, sum(pairs(n) for n in them.values()))
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def contacts(book, truth):
    want, got, at = {}, {}, 0
    for i, p in enumerate(truth.get("people", [])):
        for word in ("id", "twice", "email"):
            if word in p:
                want.setdefault(p[word].lower() if word == "email" else p[word], i)
    while True:
        page = tl.sql(book, "SELECT a.person_id AS id, lower(trim(a.email)) AS email, d.contact_id AS contact FROM alias a JOIN d_alias d ON d.alias_id = a.alias_id "
                            f"WHERE d.contact_id IS NOT NULL ORDER BY a.alias_id LIMIT 10000 OFFSET {at}")
        for x in page:
            key = x["id"] if x["id"] in want else x["email"]
            if key in want:
                got.setdefault(key, x["contact"])
        at += len(page)
        if len(page) < 10000:
            return f1_of(got, want)


def moved(book, truth):
    """Of those who changed company: linked "elsewhere" with the old number, without it, and such links that are no change."""
    want = {(m["from"], m["to"]): m["phone"] for m in truth.get("moved", [])}
    ids = {x["alias_id"]: x["id"] for x in tl.sql(book, "SELECT l.alias_id, l.person_id AS id FROM alias l JOIN d_person_link p ON l.alias_id IN (p.contact_id, p.other_id) "
                                                        "WHERE p.kind = 'elsewhere' GROUP BY l.alias_id, l.person_id ORDER BY l.alias_id LIMIT 10000")}
    links = {tuple(ids[x[k]] for k in ("a", "b")) for x in tl.sql(book, "SELECT contact_id AS a, other_id AS b FROM d_person_link WHERE kind = 'elsewhere' ORDER BY contact_id, other_id LIMIT 10000")}
    links |= {(b, a) for a, b in links}
    told = [phone for pair, phone in want.items() if pair in links]
    wrong = sum(1 for pair in links if pair not in want and pair[::-1] not in want) // 2
    return f"moved with number {sum(told)} of {sum(want.values())}, without {len(told) - sum(told)} of {len(want) - sum(want.values())}, others {wrong}"


def pages(book, what, order):
    rows, at = [], 0
    while True:
        page = tl.sql(book, f"{what} ORDER BY {order} LIMIT 10000 OFFSET {at}")
        rows += page
        at += len(page)
        if len(page) < 10000:
            return rows


def estimated(book):
    """Aliases whose every join on the way to the account's own record was weighed."""
    how = {x["alias_id"]: x["how"] for x in pages(book, "SELECT alias_id, how FROM d_alias", "alias_id")}
    mate = {x["alias_id"]: x["other_id"] for x in pages(book, "SELECT e.alias_id, e.other_id FROM d_link_evidence e JOIN d_alias d ON d.alias_id = e.alias_id "
            "JOIN d_alias o ON o.alias_id = e.other_id AND o.account_id = d.account_id WHERE e.seq = 0", "e.alias_id, e.other_id")}
    found = set()
    for start in mate:
        at = start
        while at in mate and how.get(at) not in STATED:
            at = mate[at]
        if how.get(at) == "id":
            found.add(start)
    return found


def one(accounts, seed):
    d = tl.folder()
    truth = tl.demo(os.path.join(d, "x"), accounts=accounts, seed=seed, events=min(20000, accounts * 20), responses=min(10000, accounts * 7))
    book = os.path.join(d, "x.book")
    tl.run("init", book)
    if tl.run("import", book, os.path.join(d, "x"), "--quiet").code not in (0, 3):
        raise SystemExit("Bail out! the import failed")
    r = tl.run("resolve", book, "--quiet")
    if r.code:
        raise SystemExit(f"Bail out! {r}")
    rows, weighed = pages(book, "SELECT a.alias_id, s.name AS system, a.account_id AS id, d.account_id AS account, d.probability FROM alias a "
                                "JOIN source s ON s.source_id = a.source_id JOIN d_alias d ON d.alias_id = a.alias_id WHERE a.account_id <> ''", "a.alias_id"), estimated(book)
    want = {(SYSTEMS[a["system"]], a["id"]): a["account"] for a in truth.get("aliases", [])}
    got, said = {}, {}
    for x in rows:
        key = (x["system"], x["id"])
        if key in want and key not in got:
            got[key], said[key] = x["account"], (x["probability"], x["alias_id"])
    cell, us, them = collections.Counter(), collections.Counter(), collections.Counter()
    for key, account in want.items():
        if key not in got: # no file names it: nothing was delivered, asked or used
            continue
        ours = got[key] if got[key] is not None else key
        them[account] += 1
        if ours is not None:
            cell[account, ours] += 1
            us[ours] += 1
    tp = sum(pairs(n) for n in cell.values())
    precision = tp / max(1, sum(pairs(n) for n in us.values()))
    recall = tp / max(1, sum(pairs(n) for n in them.values()))
    # A link is right when the alias belongs to the company that the CRM's record of its account is of.
    home = {}
    for key, ours in got.items():
        if key[0] == "Salesforce":
            home.setdefault(ours, want[key])
    band = collections.defaultdict(lambda: [0, 0, 0.0])
    for key, (p, alias) in said.items():
        if alias in weighed and got[key] in home:
            k = max(i for i in range(len(BANDS) - 1) if BANDS[i] <= p)
            band[k][0] += 1
            band[k][1] += home[got[key]] == want[key]
            band[k][2] += p
    review = tl.sql(book, "SELECT count(*) AS n FROM d_review")[0]["n"]
    return {"contacts": contacts(book, truth), "moved": moved(book, truth), "accounts": accounts, "seed": seed, "aliases": len(want), "missing": len(want) - len(got), "precision": precision, "recall": recall, "pairs": (tp, sum(pairs(n) for n in us.values())),
            "f1": 2 * precision * recall / max(1e-9, precision + recall), "band": dict(band), "review": review, "seconds": r.seconds, "rss": r.rss}


def main(words):
    sizes, bad, whole = [int(w) for w in words if w.isdigit()] or [30, 80, 400], 0, collections.defaultdict(lambda: [0, 0, 0.0])
    for accounts in sizes:
        total = collections.defaultdict(lambda: [0, 0, 0.0])
        f1, precision, pool = [], [], [0, 0]
        for seed in range(1, SEEDS + 1):
            x = one(accounts, seed)
            f1.append(x["f1"])
            precision.append(x["precision"])
            pool = [a + b for a, b in zip(pool, x["pairs"])]
            for k, v in x["band"].items():
                total[k] = [a + b for a, b in zip(total[k], v)]
            print(f"{accounts:>6} accounts, seed {seed}: {x['aliases']} aliases ({x['missing']} not in the book), precision {x['precision']:.4f}, "
                  f"recall {x['recall']:.4f}, F1 {x['f1']:.4f}, contacts P {x['contacts'][0]:.4f} R {x['contacts'][1]:.4f} F1 {x['contacts'][2]:.4f}, {x['moved']}, review {x['review']}, {x['seconds']:.1f} s, {x['rss']:.0f} MiB", flush=True)
        print(f"{accounts:>6} accounts, {SEEDS} seeds: lowest F1 {min(f1):.4f}, lowest precision {min(precision):.4f}, pooled {pool[0] / max(1, pool[1]):.4f}")
        for k, v in total.items():
            whole[k] = [a + b for a, b in zip(whole[k], v)]
        if min(f1) < F1_LEAST or pool[0] < PRECISION_LEAST * pool[1]:
            print(f"who: F1 below {F1_LEAST} or precision below {PRECISION_LEAST}")
            bad = 1
        reliable(f"{accounts} accounts: of links said to be so sure, so many are right", total)
    if reliable("All of them", whole):
        print("who: of some links, said to be so sure, more or fewer are right")
        bad = 1
    return bad


def reliable(title, band):
    return side.reliability(title, [(BANDS[k], BANDS[k + 1], band[k][0], band[k][2] / max(1, band[k][0]), band[k][1]) if k in band else (BANDS[k], BANDS[k + 1], 0, 0, 0)
                                    for k in range(1, len(BANDS) - 1)])


failed = main(sys.argv[1:])
failed |= who_hard.hard(SEEDS)
if "--large" in sys.argv[1:]:
    failed |= who_large.large()
sys.exit(failed)
