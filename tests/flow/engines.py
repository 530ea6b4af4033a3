"""Both engines give the same figures: money and counts to the last digit, statistics to nine digits."""
import os

import tl

if not tl.PG:
    tl.skip("the sample on DuckDB and on PostgreSQL gives the same figures", "TL_PG is not set; tests/pg_cluster.sh sets it")
    tl.done()

d = tl.folder()
tl.demo(os.path.join(d, "sample"), events=20000)


def figures(r):
    """All but what names the engine or the place."""
    j = r.json
    j.pop("report", None)
    return j


pg = tl.fresh_database("flow_engines")
duck = tl.run("run", os.path.join(d, "s.book"), os.path.join(d, "sample"), "--json", "--report", os.path.join(d, "duck.html"))
post = tl.run("run", pg, os.path.join(d, "sample"), "--json", "--report", os.path.join(d, "pg.html"))
tl.note(f"DuckDB {duck.seconds:.1f} s, PostgreSQL {post.seconds:.1f} s")
tl.check("the main job ends alike on both", duck.code == post.code == 3, f"{duck}\n{post}")
if duck.code == post.code == 3:
    a, b = figures(duck), figures(post)
    diff = tl.difference(a, b, digits=9)
    tl.check("money and counts agree to the last digit, statistics to nine", not diff, "\n".join(diff))
    tl.check("there is something to compare", len(a["issues"]) > 3 and len(a["signals"]) > 0 and a["ledger"]["invoiced_minor"] > 0, "")
    for words in (["issues"], ["data"], ["themes"], ["audit"], ["check"]):
        x, y = tl.run(*words, os.path.join(d, "s.book"), "--json"), tl.run(*words, pg, "--json")
        ok = x.code == y.code == 0
        diff = tl.difference(x.json, y.json, digits=9) if ok else [repr(x), repr(y)]
        tl.check(f"`{' '.join(words)} --json` agrees", not diff, "\n".join(diff))
    again = tl.run("run", pg, os.path.join(d, "sample"), "--json", "--report", os.path.join(d, "pg2.html"))
    kept = sum(f["rows_kept"] for f in again.json["files"]) if again.code == 3 else None
    tl.equal("the same folder again keeps no row on PostgreSQL", kept, 0)
tl.done()
