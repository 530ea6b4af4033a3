"""How well a book's expectation sets are those planted in the made-up company.

sets(book, truth) takes a book and its truth.json: which planted set each account of a found one has, the adjusted Rand index and the share in the right
one, each found set standing for the planted set most of its accounts have. answers(book, truth) is about the survey's second open question:
how many of its answers have a sentence that expects something, and how many of those sentences are about what the account's planted set holds.
Oracle: truth.json, which tests/demo/t_truth.c holds against the files.
"""
import tl
from theme_truth import rows

# What src/demo/phrases_*.c lets each set speak of, in the program's topics.
TOPICS = {"timeliness": {"timeliness", "being told"}, "simplicity": {"simplicity", "documentation"}, "correctness": {"correct invoices", "prices"}, "care": {"quick answers", "personal care"}}


def rand_index(pairs):
    """Adjusted Rand index of pairs (planted, found), by its definition."""
    def two(n):
        return n * (n - 1) / 2
    cell, row, col = {}, {}, {}
    for p, f in pairs:
        cell[p, f] = cell.get((p, f), 0) + 1
        row[p] = row.get(p, 0) + 1
        col[f] = col.get(f, 0) + 1
    both, ours, theirs, all_ = (sum(two(n) for n in x.values()) for x in (cell, row, col, {0: len(pairs)}))
    chance = ours * theirs / all_
    return (both - chance) / ((ours + theirs) / 2 - chance)


def planted_of(truth):
    """Salesforce id -> planted set."""
    of = truth["expectations"]["set_of_account"]
    return {a["id"]: of[a["account"]] for a in truth["aliases"] if a["system"] == "salesforce"}


def sets(book, truth):
    planted, found, whose = planted_of(truth), {}, {a["id"]: a["account"] for a in truth["aliases"] if a["system"] == "salesforce"}
    for row in tl.sql(book, "SELECT DISTINCT l.account_id AS said, e.set_id FROM d_expect_account AS e JOIN d_alias AS d ON d.account_id = e.account_id "
                            "JOIN alias AS l ON l.alias_id = d.alias_id WHERE e.likeliest AND l.account_id LIKE '001%' ORDER BY 1"):
        if row["said"] in whose:
            found[whose[row["said"]]] = (planted[row["said"]], row["set_id"])
    pairs, best = list(found.values()), {}
    for p, s in pairs:
        best.setdefault(s, {}).setdefault(p, 0)
        best[s][p] += 1
    return {"pairs": pairs, "best": best, "right": sum(max(n.values()) for n in best.values()) / max(1, len(pairs)), "ari": rand_index(pairs) if pairs else 0}


def answers(book, truth):
    """Answers to the second question; those with an expectation; its sentences with a topic; those about the account's own set."""
    planted, name = planted_of(truth), {s["set"]: s["name"] for s in truth["expectations"]["sets"]}
    asked = [r["question"] for r in tl.sql(book, "SELECT question, count(*) AS n FROM d_comment_key WHERE question IS NOT NULL GROUP BY question ORDER BY n DESC, question")]
    whose = {}
    for r in rows(book, "SELECT DISTINCT d.account_id AS account, l.account_id AS said FROM d_alias AS d JOIN alias AS l ON l.alias_id = d.alias_id WHERE l.account_id LIKE '001%' ORDER BY 1, 2"):
        if r["said"] in planted:
            whose[r["account"]] = name[planted[r["said"]]]
    all_, heard, topics, own = set(), set(), 0, 0
    for r in rows(book, "SELECT k.account_id AS account, k.comment_id AS comment, s.seq, s.topic FROM d_comment_key AS k LEFT JOIN d_expect_said AS s "
                        "ON s.account_id = k.account_id AND s.comment_id = k.comment_id AND s.kind IN ('expectation', 'norm', 'promise') "
                        f"WHERE k.question = '{asked[1]}' ORDER BY 1, 2, 3"):
        one = (r["account"], r["comment"])
        all_.add(one)
        if r["seq"] is not None:
            heard.add(one)
        if r["topic"] and r["account"] in whose:
            topics += 1
            own += r["topic"] in TOPICS[whose[r["account"]]]
    return {"answers": len(all_), "heard": len(heard), "topics": topics, "own": own}
