"""check --deep: a book is what its facts give, and one that is not any more is told."""
import os

import tl

d = tl.folder()
book = os.path.join(d, "c.book")
tl.demo(os.path.join(d, "s"), accounts=40, events=500, responses=150)
r = tl.run("run", book, os.path.join(d, "s"), "--quiet", "--report", os.path.join(d, "r.html"))
tl.check("the main job ends well", r.code in (0, 3), r)
bytes_before = open(book, "rb").read()
r = tl.run("check", book, "--deep", "--json")
tl.check("a book as the stages left it is sound to the last row", r.code == 0 and set(r.json.values()) == {0} and {"money", "rebuild"} <= set(r.json), r)
tl.check("nothing was changed and nothing is left", open(book, "rb").read() == bytes_before and sorted(os.listdir(d)) == ["c.book", "r.html", "s"], os.listdir(d))
tl.run("set", book, "margin", "0.11")
r = tl.run("check", book)
tl.check("another assumption leaves the references sound", r.code == 0, r)
r = tl.run("check", book, "--deep", "--quiet")
tl.check("but the figures are no longer what the book gives, and the first that differs is named", r.code == 1 and "WRONG" in r.out and "d_" in r.out.split("WRONG", 1)[1], r)
tl.run("rebuild", book, "--quiet")
r = tl.run("check", book, "--deep", "--quiet")
tl.check("a rebuild mends it, and it says how much was compared", r.code == 0 and "tables" in r.out and "WRONG" not in r.out, r)
tl.done()
