"""Themes found without labels, beside scikit-learn's LDA and NMF on the same texts in the same run. See ./bench --help.

NMI and ARI against the people's labels, each text in its strongest theme, as many themes as there are labels; NPMI of the ten
words a theme is shown by over the texts themselves, all stemmed alike; diversity: the share of different words among them, shown without a goal
(one theme's words may be another's). scikit-learn as its users run it: words in at least 2 texts and at most 95 %, English stop words;
LDA on counts (10 rounds, seed 0), NMF on TF-IDF (NNDSVD, 200 rounds). The goal is the better of the two, on each figure.
Speed: texts drawn from the same files with a word dropped, doubled or added; goal 1 M in 3 minutes of two cores and 4 GiB, the fit on
one thread, hearing and coding on both. 100,000 are run (against a tenth of the goal beside the fit, which is of 20,000 texts whatever their number), the million itself with --large.
"""
import csv
import functools
import itertools
import math
import os
import re
import resource
import subprocess
import sys
import time

import side
import tl

AT = os.path.join(os.path.dirname(side.DUCK), "bench_themes")
TMP = tl.folder()
LARGE, GOAL = "--large" in sys.argv, 180
rows, missed = [], []


def ours(name, labels, texts, k):
    path = os.path.join(TMP, name + ".tsv")
    with open(path, "w", encoding="utf-8") as f:
        for label, text in zip(labels, texts):
            f.write(f"{label}\t{' '.join(text.split())}\n")
    p = subprocess.run([AT, "cluster", path, str(k)], capture_output=True, text=True)
    if p.returncode:
        raise SystemExit(f"bench_themes: {p.stderr[-400:]}")
    lines = p.stdout.splitlines()
    return [int(x.split("\t")[1]) for x in lines if not x.startswith("#")], [[w for w in x[2:].split()] for x in lines if x.startswith("#")], path


def children():
    """Processor seconds of all programs that were run and have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def npmi(tops, stemmed):
    """Of the ten words over the texts; all are cut and stemmed as the texts are (ours have @name as one word)."""
    has, n, mean = {w: set() for top in tops for w in top}, len(stemmed), []
    for i, words in enumerate(stemmed):
        for w in words & has.keys():
            has[w].add(i)
    for top in tops:
        each = []
        for a, b in itertools.combinations(top, 2):
            both = len(has[a] & has[b]) / n
            each.append(-1 if not both else 1 if both == 1 else math.log(both / (len(has[a]) / n * len(has[b]) / n)) / -math.log(both))
        if each:
            mean.append(sum(each) / len(each))
    return sum(mean) / len(mean) if mean else 0


def diversity(tops):
    """The share of different words among all that themes are shown by (Dieng et al. 2020)."""
    words = [w for top in tops for w in top[:10]]
    return len(set(words)) / len(words) if words else 0


def peers(texts, k):
    import numpy
    from sklearn.decomposition import LatentDirichletAllocation, NMF
    from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
    for name, vector, model in (
            ("LDA", CountVectorizer(min_df=2, max_df=0.95, stop_words="english"), LatentDirichletAllocation(n_components=k, random_state=0, max_iter=10)),
            ("NMF", TfidfVectorizer(min_df=2, max_df=0.95, stop_words="english"), NMF(n_components=k, init="nndsvd", random_state=0, max_iter=200))):
        w = model.fit_transform(vector.fit_transform(texts))
        words = vector.get_feature_names_out()
        yield name, [int(i) for i in w.argmax(axis=1)], [[words[i] for i in numpy.argsort(-h, kind="stable")[:10]] for h in model.components_]


def compare(name, labels, texts, k, sums=None):
    import warnings
    from sklearn.metrics import adjusted_rand_score, normalized_mutual_info_score
    warnings.filterwarnings("ignore")
    figures, stem = {}, functools.lru_cache(maxsize=None)(SnowballStemmer("english").stem)
    stemmed = [{stem(w) for w in re.findall(r"\w+", t.lower())} for t in texts]
    alike = lambda tops: [list(dict.fromkeys(stem(w) for word in top for w in re.findall(r"\w+", word.lower()))) for top in tops]
    start = children()
    got, tops, path = ours(name.replace(" ", "_").replace("/", "_"), labels, texts, k)
    measure = lambda got, tops: (normalized_mutual_info_score(labels, got), adjusted_rand_score(labels, got), npmi(alike(tops), stemmed), diversity(alike(tops)))
    figures["ours"] = measure(got, tops)
    took = {"ours": children() - start}
    start = time.process_time()
    for peer, got, tops in peers(texts, k):
        took[peer] = time.process_time() - start
        figures[peer] = measure(got, tops)
        start = time.process_time()
    if sums is None:
        rows.append((f"{name}: processor seconds from texts to themes", *(f"{took[p]:.1f}" for p in ("ours", "LDA", "NMF")),
                     f"ours {took['LDA'] / took['ours']:.1f} times as fast as LDA, {took['NMF'] / took['ours']:.1f} times as NMF"))
    if sums is not None:
        sums.append(figures)
    else:
        say(name, len(texts), k, figures)
    return path


def say(name, n, k, figures):
    best = tuple(max(figures[p][i] for p in ("LDA", "NMF")) for i in range(3))
    bad = [what for what, a, b in zip(("NMI", "ARI", "NPMI"), figures["ours"], best) if a < b]
    show = lambda f: " / ".join(f"{x:.3f}" for x in f)
    rows.append((f"{name}: {n} texts, {k} labels; NMI / ARI / NPMI / diversity", show(figures["ours"]), show(figures["LDA"]), show(figures["NMF"]), "missed: " + ", ".join(bad) if bad else ""))
    if bad:
        missed.append(name + " " + ", ".join(bad))


def banking():
    path = os.path.join(tl.DATA, "banking77", "train.csv")
    if not os.path.exists(path):
        return print("themes: no banking77 under TL_SHARED, left out")
    with open(path, encoding="utf-8", newline="") as f:
        r = list(csv.DictReader(f))
    return compare("banking77", [x["category"] for x in r], [x["text"] for x in r], len({x["category"] for x in r}))


def airline():
    path = os.path.join(tl.DATA, "airline_tweets", "Airline-Sentiment-2-w-AA.csv")
    if not os.path.exists(path):
        return print("themes: no airline_tweets under TL_SHARED, left out")
    with open(path, encoding="cp1252", errors="replace", newline="") as f:
        r = [x for x in csv.DictReader(f) if x["airline_sentiment"] == "negative" and x["negativereason"] not in ("", "Can't Tell")]
    return compare("airline reasons", [x["negativereason"].replace(" ", "_") for x in r], [x["text"] for x in r], len({x["negativereason"] for x in r}))


def proctoring():
    folder = os.path.join(tl.DATA, "coded_gwusec_proctoring", "irr_inputs")
    if not os.path.isdir(folder):
        return print("themes: no coded_gwusec_proctoring under TL_SHARED, left out")
    sums, n = [], 0
    for file in sorted(os.listdir(folder)):
        if "(primary)" not in file:
            continue
        with open(os.path.join(folder, file), encoding="utf-8", newline="") as f:
            r = list(csv.reader(f))[1:]
        coded = [(x[2].split("->")[0].strip(), x[1]) for x in r if len(x) > 2 and x[1].strip() and x[2].strip()]
        often = {c for c, _ in coded if sum(d == c for d, _ in coded) >= 3}
        coded = [x for x in coded if x[0] in often]
        if len(coded) < 40 or len(often) < 3:
            continue
        compare(f"proctoring {len(sums)}", [c.replace(" ", "_") for c, _ in coded], [t for _, t in coded], len(often), sums)
        n += len(coded)
    if sums:
        mean = {p: tuple(sum(s[p][i] for s in sums) / len(sums) for i in range(4)) for p in sums[0]}
        say(f"proctoring, mean of {len(sums)} questions", n, "their", mean)


def speed(path):
    for n in (100000, 1000000) if LARGE else (100000,):
        p = subprocess.run([AT, "speed", path, str(n)], capture_output=True, text=True)
        if p.returncode:
            raise SystemExit(f"bench_themes: {p.stderr[-400:]}")
        got = {k: float(v) for k, v in (x.split() for x in p.stdout.splitlines())}
        rows.append((f"{n} texts themed from nothing: seconds of processor time to hear, fit, code", f"{got['hear']:.1f} / {got['fit']:.1f} / {got['code']:.1f}", "", "", f"{got['peak_mib']:.0f} MiB, {got['themes']:.0f} themes"))
        # The fit is of 20,000 texts whatever their number: what is left of the goal for 100,000 is what a tenth of the million would have.
        goal = GOAL if n == 1000000 else got["fit"] + (GOAL - got["fit"]) * n / 1000000
        bad = got["alone"] >= goal or got["peak_mib"] >= 4096 * n / 1000000
        rows.append((f"{n} texts on two threads, by the longer of both: seconds (goal {goal:.0f}, and {4096 * n // 1000000} MiB)", f"{got['alone']:.1f}", "", "", ("missed; " if bad else "") + f"by the clock of this run {got['clock']:.1f}, load {os.getloadavg()[0]:.0f}"))
        if bad:
            missed.append("speed")


try:
    import sklearn  # noqa: F401
    from nltk.stem.snowball import SnowballStemmer
except ImportError:
    raise SystemExit("themes: no scikit-learn and NLTK here, so nothing to compare with")
paths = [p for p in (banking(), airline(), proctoring()) if p]
if paths:
    speed(paths[-1])
side.table("Themes without labels, beside scikit-learn on the same texts", ("", "ours", "LDA", "NMF", ""), rows)
if missed:
    print("missed: " + "; ".join(missed))
sys.exit(1 if missed else 0)
