"""How well the themes of a book are those the made-up company's comments were written about.

f1(book, truth) takes a book and its truth.json and gives the F1 over pairs of comment and planted theme (and which theme stands for which): each theme found
stands for the planted theme most of its comments have; a pair is right when the comment was written about it. Answers to the
survey's second open question are left out (what they expect is of several themes at once), as are comments of no theme
that say nothing. Oracle: truth.json, which tests/demo/t_truth.c holds against the files.
"""
import collections

import tl


def rows(book, text):
    """All rows, however many: `sql` gives 10,000 at a time."""
    got, size = [], 10000
    while True:
        more = tl.sql(book, f"{text} LIMIT {size} OFFSET {len(got)}", size)
        got += more
        if len(more) < size:
            return got


def coded(book):
    """(system, id) -> set of theme ids; comments without a theme have an empty one."""
    kinds = (("qualtrics", "f_answer", "response_id", "s"), ("zendesk", "f_ticket", "ext_id", "t"))
    found = {}
    first = tl.sql(book, "SELECT question FROM d_comment_key WHERE question IS NOT NULL GROUP BY question ORDER BY count(*) DESC, question LIMIT 1")[0]
    question = first["question"] if isinstance(first, dict) else first[0]
    for system, table, id_of, letter in kinds:
        asked = f"AND r.question = '{question}'" if system == "qualtrics" else ""
        for r in rows(book, f"SELECT r.{id_of} AS id, k.theme_id FROM d_comment AS c "
                            f"JOIN d_comment_key AS y ON y.account_id = c.account_id AND y.comment_id = c.comment_id "
                            f"JOIN {table} AS r ON r.file_id = c.file_id AND r.line = c.line AND r.superseded_by IS NULL {asked} "
                            f"LEFT JOIN d_code AS k ON k.account_id = c.account_id AND k.comment_id = c.comment_id AND k.kind = 'theme' "
                            f"WHERE substr(y.key, 1, 1) = '{letter}' AND (y.question IS NULL OR y.question = '{question}') ORDER BY 1, 2"):
            one, theme = (r["id"], r["theme_id"]) if isinstance(r, dict) else r
            into = found.setdefault((system, str(one)), set())
            if theme is not None:
                into.add(int(theme))
    return found


def f1(book, truth):
    found = coded(book)
    planted = {(c["system"], c["id"]): set(c["themes"]) for c in truth["comments"]}
    both = [k for k in found if k in planted and planted[k]]
    votes = collections.defaultdict(collections.Counter)
    for k in both:
        for t in found[k]:
            votes[t].update(planted[k])
    stands = {t: max(sorted(v), key=lambda x: v[x]) for t, v in votes.items()}
    right = said = there = 0
    by = collections.defaultdict(lambda: [0, 0, 0])
    for k in both:
        got = {stands[t] for t in found[k]}
        right += len(got & planted[k])
        said += len(got)
        there += len(planted[k])
        for t in got | planted[k]:
            by[t][0] += t in got and t in planted[k]
            by[t][1] += t in got
            by[t][2] += t in planted[k]
    each = {t: 2 * v[0] / (v[1] + v[2]) for t, v in sorted(by.items())}
    return {"f1": 2 * right / (said + there), "precision": right / said, "recall": right / there, "comments": len(both), "each": each, "stands": stands}
