"""Record linkage on public data sets with known truth, beside Splink's published figures. See ./bench --help."""
import csv
import json
import os
import re
import subprocess
import sys
import unicodedata

BIN = os.environ.get("RL_BIN", "")
DATA = os.path.join(os.environ["TL_SHARED"], "data")
TMP = os.environ.get("TMPDIR", "/tmp")


def fold(s):
    s = unicodedata.normalize("NFKD", (s or "").lower())
    s = "".join(c for c in s if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^0-9a-z@.\-/ ]", " ", s).split())


def rows(path, skip=False):
    with open(os.path.join(DATA, path), newline="", encoding="utf-8") as f:
        return [{k.strip(): (v or "").strip() for k, v in r.items()} for r in csv.DictReader(f)]


class Job:
    def __init__(self, name):
        self.name, self.head, self.fields, self.keys, self.row = name, [], [], [], []

    def field(self, name, kind, cuts="", tf=0, near=0, loose=0, joint=False):
        if joint:
            self.head.append("joint")
        self.head.append("\t".join(map(str, ("field", name, kind, cuts, tf, near, loose))))

    def key(self, name, fields="", train=0, cap=0):
        self.head.append("\t".join(map(str, ("key", name, fields, train, cap))))

    def rule(self, fields):
        self.head.append(f"rule\t{fields}")

    def say(self, *words):
        self.head.append("\t".join(map(str, words)))

    def add(self, truth, side, fields, keys):
        clean = [re.sub(r"[\t\n]", " ", x) for x in (*fields, *keys)]
        self.row.append("\t".join([truth, str(side), *clean]))

    def run(self, verbose=False, threads=2):
        path = os.path.join(TMP, f"linkage_{self.name}.txt")
        with open(path, "w") as f:
            f.write("\n".join([*self.head, "rows"]) + "\n" + "\n".join(self.row) + "\n")
        p = subprocess.run([BIN, path, str(threads)], capture_output=True, text=True)
        if p.returncode:
            raise SystemExit(f"{self.name}: {p.stderr[-500:]}")
        if verbose:
            print(p.stderr)
        return json.loads(p.stdout)


def join(*parts):
    return " ".join(parts) if all(parts) else ""


def febrl(name, files):
    """People of FEBRL: names, address, date, number. The truth is in rec_id."""
    j = Job(name)
    j.field("given", "jaro", ".92,.8", 1, .5)
    j.field("surname", "jaro", ".92,.8", 1, .5)
    j.field("born", "damerau", "1,2", 0)
    j.field("number", "damerau", "1,2", 0)
    j.field("suburb", "jaro", ".92,.8", 1, .5, joint=True)
    j.field("postcode", "damerau", "1", 1)
    j.field("address", "jaro", ".9,.75", 1, .5)
    j.field("street", "damerau", "1", 0)
    j.field("state", "exact", "", 0)
    # Joined fields count as one: given 0, surname 1, born 2, number 3, place 4, address 5, street 6, state 7.
    j.key("given + surname", "0,1", 1)
    j.key("born", "2", 1)
    j.key("number", "3", 1)
    j.key("surname + given swapped", "0,1", 0)
    j.key("postcode + surname 2", "1,4", 0)
    j.key("postcode + given 2", "0,4", 0)
    j.key("suburb + street", "4,6", 0)
    j.key("address 6 + street", "5,6", 0)
    j.key("year month + given 3", "0,2", 0)
    j.key("year + surname 4", "1,2", 0)
    j.key("number 5", "3", 0)
    j.rule("0,1")
    j.rule("3")
    j.rule("1,2")
    j.say("recall", .9)
    if len(files) > 1:
        j.say("sides")
    for side, path in enumerate(files):
        for r in rows(path):
            g, s, d, num = fold(r["given_name"]), fold(r["surname"]), r["date_of_birth"], r["soc_sec_id"]
            sub, pc, ad, st = fold(r["suburb"]), r["postcode"], fold(r["address_1"]), r["street_number"]
            j.add(r["rec_id"].split("-")[1], side, (g, s, d, num, sub, pc, ad, st, fold(r["state"])),
                  (join(g, s), d, num, join(*sorted((g, s))), join(pc, s[:2]), join(pc, g[:2]), join(sub, st),
                   join(ad[:6], st), join(d[:6], g[:3]), join(d[:4], s[:4]), num[:5]))
    return j


def fake():
    j = Job("fake_1000")
    j.field("first", "jaro", ".92,.8", 1, .5)
    j.field("surname", "jaro", ".92,.8", 1, .5)
    j.field("born", "damerau", "1,2", 1)
    j.field("city", "jaro", ".92,.8", 1, 0)
    j.field("e-mail", "jaro", ".95,.88", 1, .5)
    j.key("first + surname", "0,1", 1)
    j.key("born", "2", 1)
    j.key("e-mail", "4", 1)
    j.key("local part", "4", 0)
    j.key("surname + city", "1,3", 0)
    j.key("first + city", "0,3", 0)
    j.key("swapped", "0,1", 0)
    j.key("born year month + first 1", "0,2", 0)
    j.key("surname 3 + first 2", "0,1", 0)
    j.rule("0,1,2")
    j.rule("4")
    j.say("recall", .6)
    for r in rows("er_splink/fake_1000.csv"):
        f, s, d, c, e = fold(r["first_name"]), fold(r["surname"]), r["dob"], fold(r["city"]), r["email"].lower()
        local = re.sub(r"[^a-z0-9]", "", e.split("@")[0])
        j.add(r["cluster"], 0, (f, s, d, c, e), (join(f, s), d, e, local, join(s, c), join(f, c),
              join(*sorted((f, s))), join(d[:7], f[:1]), join(s[:3], f[:2])))
    return j


def historical():
    j = Job("historical_50k")
    j.field("first", "jaro", ".92,.8", 1, .5)
    j.field("surname", "jaro", ".92,.8", 1, .5)
    j.field("born", "damerau", "1,2", 1, .5)
    j.field("place", "jaro", ".92", 1, 0, joint=True)
    j.field("postcode", "damerau", "1,2", 1, 0)
    j.field("occupation", "exact", "", 1)
    j.field("gender", "exact", "", 0)
    j.key("first + surname", "0,1", 1)
    j.key("born + surname 1", "1,2", 1)
    j.key("born + first 1", "0,2", 1)
    j.key("postcode", "3", 1)
    j.key("postcode area + surname", "1,3", 0)
    j.key("postcode area + first + year", "0,2,3", 0)
    j.key("surname + place", "1,3", 0)
    j.key("first + place + year", "0,2,3", 0)
    j.key("born", "2", 0, 400)
    j.key("surname 4 + year", "1,2", 0)
    j.key("postcode area + month day", "2,3", 0)
    j.key("occupation + surname 3 + first 1", "0,1,5", 0)
    j.key("swapped", "0,1", 0)
    j.key("first 3 + surname 3", "0,1", 0, 300)
    j.rule("0,1,2")
    j.rule("1,2,3")
    j.say("recall", .3)
    for r in rows("er_splink/historical_figures_with_errors_50k.csv"):
        f, s, d, pl = fold(r["first_name"]), fold(r["surname"]), r["dob"], fold(r["birth_place"])
        pc, occ, g = fold(r["postcode_fake"]), fold(r["occupation"]), fold(r["gender"])
        area = pc.split(" ")[0] if pc else ""
        j.add(r["cluster"], 0, (f, s, d, pl, pc, occ, g),
              (join(f, s), join(d, s[:1]), join(d, f[:1]), pc, join(area, s), join(area, f, d[:4]), join(s, pl),
               join(f, pl, d[:4]), d, join(s[:4], d[:4]), join(area, d[5:]), join(occ, s[:3], f[:1]),
               join(*sorted((f, s))), join(f[:3], s[:3])))
    return j


JOBS = {
    "febrl3": lambda: febrl("febrl3", ["er_febrl/dataset3.csv"]),
    "febrl4": lambda: febrl("febrl4", ["er_febrl/dataset4a.csv", "er_febrl/dataset4b.csv"]),
    "fake": fake,
    "historical": historical,
}
for name in sys.argv[1:] or JOBS:
    if name.startswith("-"):
        continue
    r = JOBS[name]().run("-v" in sys.argv)
    print(name, {k: v for k, v in r.items() if k != "bins"})
    print("   ", r["bins"])
