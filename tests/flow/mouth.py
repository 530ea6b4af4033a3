"""Word of mouth that nobody asked for: sentences in comments that say to have recommended or warned, in a made-up company of 200 accounts.

The sample company answers questions after recommending; nobody there says so unasked, and the sample's files stay as they are. Here each account answers once a year for
two years, and this test writes what it says. Oracle: the draws themselves (how many comments say it, which accounts were sent by whom), and the law behind them:
of promoters 40 % recommend and 3 % warn, of detractors 5 % and 35 %, of others 15 % and 10 %. Sentences that only sound like it (what somebody would do, what
was done to the customer) stand among the rest and must not count.
"""
import csv
import datetime
import os
import random

import tl

ACCOUNTS, YEARS, NEW = 200, 2, 60
LAW = {"promoters": (0.40, 0.03), "passives": (0.15, 0.10), "detractors": (0.05, 0.35)}
# A customer writes in one language.
RECOMMENDED = {"en": ["We recommended you to two of our sister plants.", "I have recommended you to a colleague in another company.", "We sent three suppliers to you this spring.", "We brought you a new customer last autumn."],
               "de": ["Wir haben Sie an zwei Partner weiterempfohlen.", "Ich habe Sie einem Kollegen empfohlen."], "fr": ["Nous vous avons recommandé à un confrère."]}
WARNED = {"en": ["We warned two of our partners about you.", "I told a friend to stay away from your service.", "We advised our sister company not to buy from you.", "We told our partners how slow your deliveries are."],
          "de": ["Wir haben einem Partner von Ihnen abgeraten."], "fr": ["Nous avons déconseillé vos produits à un confrère."]}
NEITHER = {"en": ["I would recommend you if the portal were faster.", "You were recommended to us by a partner.", "Your support recommended us to change the filter.", "We would warn others if this goes on.",
                  "Nobody warned us about the delay.", "We have not recommended you to anyone so far."], "de": ["Ich kann Sie noch nicht weiterempfehlen."], "fr": ["Nous ne vous avons pas recommandé."]}
PLAIN = {"en": ["The calibration certificates arrive with the instruments.", "Our technicians use the sensors every day.", "The invoices are easy to read.", "The training was useful for our new people.",
                "Prices went up again this year.", "Spare parts are kept in stock nearby."],
         "de": ["Die Geräte laufen seit Monaten ohne Störung.", "Die Rechnungen sind gut zu lesen.", "Unsere Techniker nutzen die Sensoren jeden Tag.", "Die Preise sind in diesem Jahr wieder gestiegen."],
         "fr": ["Le manuel est clair et complet.", "Nos techniciens utilisent les capteurs tous les jours.", "Les factures sont faciles à lire.", "Les prix ont encore augmenté cette année."]}

rng = random.Random(259)
d = tl.folder()
data, book = os.path.join(d, "data"), os.path.join(d, "m.book")
os.mkdir(data)
as_of = datetime.date(2026, 9, 30)


def write(name, rows):
    with open(os.path.join(data, name), "w", encoding="utf-8", newline="") as f:
        csv.writer(f).writerows(rows)


def sfid(kind, i):
    return f"{kind}58000000{i:07d}"


names = [f"{a}{b} {c}" for a in ("Alber", "Borgs", "Calde", "Derwe", "Elmqu", "Forti", "Gravi", "Holte", "Istra", "Junip") for b in ("ton", "ini", "mark", "stad")
         for c in ("Optics", "Foundry", "Dairy", "Marine", "Textiles")][:ACCOUNTS]
mail = [f"buyer@{n.lower().replace(' ', '-')}.example" for n in names]
accounts, deals = [["Id", "Name", "Industry", "BillingCountry", "BillingCity", "Website", "Segment__c", "Customer_Since__c"]], \
    [["Id", "AccountId", "Name", "Type", "StageName", "Amount", "CurrencyIsoCode", "CloseDate", "IsClosed", "IsWon", "LeadSource", "Referred_By__c"]]
referred = 0
for i, n in enumerate(names):
    new = i >= ACCOUNTS - NEW
    since = as_of - datetime.timedelta(days=30 + rng.randrange(650)) if new else as_of - datetime.timedelta(days=1500 + rng.randrange(900))
    sent = new and rng.random() < 0.4
    referred += sent
    accounts.append([sfid("001", i), n, "Manufacturing", "Ireland", "Cork", mail[i].split("@")[1], "Core", since.isoformat()])
    deals.append([sfid("006", i), sfid("001", i), f"{n} - New Business", "New Business", "Closed Won", 20000, "EUR", since.isoformat(), "true", "true",
                  "Customer Referral" if sent else "Web", sfid("001", rng.randrange(ACCOUNTS - NEW)) if sent else ""])
write("Account.csv", accounts)
write("Opportunity.csv", deals)

answers = [["Response ID", "Response Created At", "Survey Type", "Score", "Comment", "Person Email", "company"]]
drawn = []
for i, n in enumerate(names):
    speech = rng.choice(("en", "en", "en", "de", "fr"))
    for y in range(YEARS):
        day = as_of - datetime.timedelta(days=365 * y + (20 * y if i == 0 else rng.randrange(1 + 20 * y, 364)))
        score = rng.choice((2, 4, 6, 7, 8, 8, 9, 9, 10, 10))
        band = "promoters" if score >= 9 else "passives" if score >= 7 else "detractors"
        parts, says = rng.sample(PLAIN[speech], 2), [False, False]
        for way, sentences in ((0, RECOMMENDED), (1, WARNED)):
            if rng.random() < LAW[band][way]:
                says[way] = True
                parts.insert(rng.randrange(len(parts) + 1), rng.choice(sentences[speech]))
        if rng.random() < 0.3:
            parts.insert(rng.randrange(len(parts) + 1), rng.choice(NEITHER[speech]))
        drawn.append((day, band, says))
        answers.append([f"r{i}-{y}", f"{day.isoformat()} 09:00:00", "NPS", score, " ".join(parts), mail[i], n])
write("responses.csv", answers)

r = tl.run("run", book, data, "--json", "--report", os.path.join(d, "m.html"))
tl.check("the main job ends", r.code in (0, 3), r)
tl.equal("every file is known and every row kept", [(f["rows_in"], f["rows_quarantined"]) for f in sorted(r.json["files"], key=lambda f: f["path"])],
         [(ACCOUNTS, 0), (ACCOUNTS, 0), (ACCOUNTS * YEARS, 0)])
# The last days of a book are those until which it is whole: what was answered behind its as-of day counts next time.
last = datetime.date.fromisoformat(tl.run("data", book, "--json").json["as_of"])
tl.check("the as-of day is one of the last", 0 <= (as_of - last).days <= 7, last)
told, heard = {(b, w): 0 for b in LAW for w in (0, 1)}, {b: 0 for b in LAW}
for day, band, says in drawn:
    if day <= last:
        heard[band] += 1
        for way in (0, 1):
            told[band, way] += says[way]
a = tl.run("drivers", book, "--json").json["word_of_mouth"]
rate = {(x["source"], x["way"], x["band"]): x for x in a["rates"]}
for way, name in enumerate(("recommended", "warned")):
    x, planted, n = rate["said", name, "all"], sum(told[b, way] for b in LAW), sum(heard.values())
    law = sum(heard[b] * LAW[b][way] for b in LAW) / n
    tl.equal(f"account-years heard, {name}", x["n"], n)
    tl.check(f"of the comments that say to have {name}, all are found, and none of those that only sound like it", round(x["acts"]) == planted, (x, planted))
    tl.check(f"the rate {name} is that of the draws and holds the law's", abs(x["estimate"]["estimate"] - planted / n) < 1e-9 and x["estimate"]["low"] <= law <= x["estimate"]["high"], (x, law))
    tl.equal(f"said unasked is grade C, {name}", x["grade"], "C")
x = rate["said", "against", "all"]
tl.check("warned for each recommended", abs(x["estimate"]["estimate"] - sum(told[b, 1] for b in LAW) / sum(told[b, 0] for b in LAW)) < 1e-9, x)
for b in LAW:
    for way, name in enumerate(("recommended", "warned")):
        x = rate.get(("said", name, b))
        tl.check(f"{b} {name}: where a figure is shown it is that of the draws", x is not None and (x["estimate"] is None or abs(x["estimate"]["estimate"] - told[b, way] / heard[b]) < 1e-9), (x, told, heard))
x = rate["brought", "share", "all"]
tl.check("the share of new customers that were sent is that of the deals", abs(x["estimate"]["estimate"] - referred / NEW) < 1e-9, (x, referred))
tl.check("nobody was asked", a["asked"] == [] and not any(k[0] == "asked" and v["estimate"] for k, v in rate.items()), a["asked"])
with open(os.path.join(d, "m.html"), encoding="utf-8") as f:
    page = f.read()
tl.check("the report tells of it", "recommend" in page.lower(), "")
tl.done()
