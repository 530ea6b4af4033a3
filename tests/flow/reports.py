"""One document per reader, as text, HTML, PDF and workbook: each finds its figures, and puts its own things first.
Run with Debian's own Python (openpyxl); poppler reads the PDF."""
import os
import re
import shutil
import subprocess

import tl

try:
    import openpyxl
except ImportError:
    openpyxl = None

d = tl.folder()
book = os.path.join(d, "r.book")
tl.demo(os.path.join(d, "s"), accounts=300, events=6000)
r = tl.run("run", book, os.path.join(d, "s"), "--json", "--report", os.path.join(d, "run.html"))
tl.check("the main job ends well", r.code in (0, 3), r)
answer = r.json
account = tl.sql(book, "SELECT a.name FROM d_account AS a JOIN d_exposed_now AS e ON e.account_id = a.account_id GROUP BY a.account_id, a.name"
                       " ORDER BY sum(e.times) DESC, a.account_id LIMIT 1")[0]["name"]
unit = tl.sql(book, "SELECT unit FROM d_metric WHERE verdict LIKE 'green but%' ORDER BY metric_id LIMIT 1")[0]["unit"]
READERS = {"cfo": "cfo", "ceo": "ceo", "unit": f"unit:{unit}", "account": f"account:{account}"}
poppler = shutil.which("pdftotext")


def squeezed(text):
    return re.sub(r"\s+", " ", text)


def report(name, form):
    path = os.path.join(d, f"{name}.{form}")
    r = tl.run("report", book, "--for", READERS[name], "--out", path)
    tl.check(f"{name}: .{form} is written", r.code == 0 and os.path.getsize(path) > 2000, r)
    return path


def words(path):
    return squeezed(subprocess.run(["pdftotext", "-layout", path, "-"], check=True, capture_output=True, text=True).stdout)


def at(text, part):
    return text.find(part) if part in text else 10 ** 9


plain = {n: squeezed(tl.run("report", book, "--for", who).out) for n, who in READERS.items()}
tl.check("the readers' documents differ", len(set(plain.values())) == 4 and all(len(t) > 500 for t in plain.values()), {n: len(t) for n, t in plain.items()})
tl.check("cfo: money, then the ledger, then payback, then what comes in",
         0 <= at(plain["cfo"], "What it costs to do nothing") < at(plain["cfo"], "Does it tie to the ledger?") < at(plain["cfo"], "paid back")
         < at(plain["cfo"], "What will come in") < at(plain["cfo"], "Assumptions"), "")
tl.check("unit: its metrics come first, and only its own", at(plain["unit"], "Your metrics") < at(plain["unit"], "What you do about it") < 10 ** 9, plain["unit"][:500])
others = [m["name"] for m in tl.sql(book, f"SELECT name FROM d_metric WHERE unit <> '{unit}'")]
own = [m["name"] for m in tl.sql(book, f"SELECT name FROM d_metric WHERE unit = '{unit}'")]
tl.run("report", book, "--for", READERS["unit"], "--out", os.path.join(d, "own.html"))
shown = open(os.path.join(d, "own.html"), encoding="utf-8").read()             # columns of text are cut into lines; a page's are not
tl.check("unit: names its metrics and nobody else's", own and others and all(o in shown for o in own) and not any(o in shown for o in others), (own, others))
tl.check("account: what it lived through comes before who is there, and what they said",
         at(plain["account"], "lived through") < at(plain["account"], "Who is there") < at(plain["account"], "In their words") < 10 ** 9, plain["account"][:500])
quote = tl.sql(book, f"SELECT c.text FROM d_comment AS c JOIN d_account AS a ON a.account_id = c.account_id WHERE a.name = '{account}' ORDER BY c.\"at\" DESC, c.comment_id LIMIT 1")
tl.check("account: its last words are there", quote and squeezed(quote[0]["text"])[:40] in plain["account"], quote)

for name in READERS:
    html = open(report(name, "html"), encoding="utf-8").read()
    tl.check(f"{name}: one HTML file with nothing from elsewhere", html.startswith("<!") and 'src="http' not in html and "<script" not in html, html[:100])
    path = report(name, "pdf")
    one = open(path, "rb").read()
    tl.check(f"{name}: the PDF has the same bytes again", tl.run("report", book, "--for", READERS[name], "--out", path).code == 0 and open(path, "rb").read() == one, "")
    if not poppler:
        tl.skip(f"{name}: poppler reads the PDF", "no pdftotext")
        continue
    info = subprocess.run(["pdfinfo", path], check=True, capture_output=True, text=True).stdout
    pages = int(re.search(r"Pages: +(\d+)", info)[1])
    tl.check(f"{name}: tagged, titled, A4", re.search(r"Tagged: +yes", info) and "A4" in info and re.search(r"Title: +\S", info), info)
    text = words(path)
    tl.check(f"{name}: every page has its number", all(f"page {k} of {pages}" in text for k in range(1, pages + 1)), pages)
    if name == "account":
        tl.check("account: the visit fits on two pages", pages <= 2, pages)
        tl.check("account: the PDF names it", account in text, text[:300])
    if name == "cfo":
        issue = next(i for i in answer["issues"] if i["rank"] == 1)
        shown = re.search(r"€\d[\d.]* [kM]", text)
        tl.check("cfo: the PDF names the largest issue and its figure", issue["name"].split()[0] in text and shown, text[:600])
        exact = f"€{answer['ledger']['invoiced_minor'] // 100:,}.{answer['ledger']['invoiced_minor'] % 100:02}"
        tl.check("cfo: what was invoiced, to the cent", exact in text, exact)
    png = subprocess.run(["pdftoppm", "-r", "40", "-png", path, os.path.join(d, name)], capture_output=True)
    drawn = [f for f in os.listdir(d) if f.startswith(name + "-") and f.endswith(".png")]
    tl.check(f"{name}: every page is drawn", png.returncode == 0 and not png.stderr and len(drawn) == pages and all(os.path.getsize(os.path.join(d, f)) > 1500 for f in drawn), png.stderr[:300])

if openpyxl:
    for name in READERS:
        wb = openpyxl.load_workbook(report(name, "xlsx"))
        tl.check(f"{name}: the workbook begins with the words", wb.sheetnames[0] == "Report" and wb["Report"]["A1"].value, wb.sheetnames)
        cells = [c for s in wb.worksheets for row in s.iter_rows() for c in row if c.value is not None]
        tl.check(f"{name}: no cell is a formula", not [c for c in cells if c.data_type == "f"], "")
        if name == "cfo":
            money = [c for c in cells if isinstance(c.value, (int, float)) and "EUR" in c.number_format]
            tl.check("cfo: money is numbers in the currency's format", len(money) >= 5, len(money))
            exposed = answer["issues"][0]["revenue_exposed_minor"] / 100
            tl.check("cfo: the exposed revenue of an issue is there to the cent", any(abs(c.value - exposed) < 0.005 for c in money), exposed)
        if name == "unit":
            tl.check("unit: days are days", any(c.is_date and hasattr(c.value, "year") for c in cells), "")
else:
    tl.skip("openpyxl reads the workbooks", "no openpyxl for this Python")

for words_ in (["--for", "nobody"], ["--for", "unit:"], ["--out", os.path.join(d, "x.docx")]):
    r = tl.run("report", book, *words_)
    tl.check(f"report refuses {words_[-1][-12:]}", r.code == 2 and tl.one_line_message(r), r)
for who in ("unit:No Such Unit At All", "account:No Such Company"):
    r = tl.run("report", book, "--for", who)
    tl.check(f"{who} is not there: ends with 1 in one line", r.code == 1 and tl.one_line_message(r), r)
tl.done()
