"""What must be found in the made-up company, held against its truth.json.

claims(answer, truth) takes what `run --json` printed and gives (name, ok, detail) for each claim.
Oracle: truth.json, which the demo writes from the probabilities it drew with, and which
tests/demo/t_truth.c counts again from the written files.
"""
import datetime


def day(text):
    return datetime.date.fromisoformat(text[:10])


def renewal(issue):
    return next((e for e in issue["effects"] if e["outcome"] == "renewal"), None)


def first_ranked(answer):
    return next((i for i in answer["issues"] if i["rank"] == 1), None)


def covers(answer, truth):
    """Does the costly issue's interval hold the planted effect? None when the issue has no effect."""
    issue = next((i for i in answer["issues"] if i["kind"] == truth["costly_issue"]["kind"]), None)
    e = renewal(issue) if issue else None
    if not e or e["low"] is None:
        return None
    return e["low"] <= truth["costly_issue"]["effect"] <= e["high"]


def about_portal(issue):
    words = (issue["name"] + " " + (issue.get("official") or "")).lower()
    return issue["kind"] == "theme" and any(w in words for w in ("portal", "auftrag", "bestellung", "commande"))


def brief(issue):
    e = renewal(issue) if issue else None
    if not e:
        return str(issue and issue["name"])
    return f'{issue["name"]}: rank {issue["rank"]}, estimate {e["estimate"]}, {e["low"]} to {e["high"]}, grade {e["grade"]}'


def costly(answer, truth):
    first = first_ranked(answer)
    yield ("the issue that costs renewals ranks first", bool(first) and first["kind"] == truth["costly_issue"]["kind"],
           "; ".join(brief(i) for i in answer["issues"] if i["rank"] or i["kind"] == "promise") or "no issue is ranked")
    grades = [renewal(i) for i in answer["issues"] if i["rank"] is not None]
    yield ("nothing of grade D is ranked", all(e is None or e["grade"] != "D" for e in grades), grades)


def confounded(answer, truth):
    portal = [i for i in answer["issues"] if about_portal(i)]
    high = [brief(i) for i in portal for e in i["effects"] if e["outcome"] == "renewal" and e["grade"] in "AB"]
    yield ("the confounded issue is found as a theme", bool(portal), [i["name"] for i in answer["issues"]])
    yield ("the confounded issue is not graded above C", not high, "\n".join(high))
    money = [brief(i) for i in portal if i["rank"] is not None or i["cost_of_doing_nothing_minor"]]
    yield ("the confounded issue is given no money figure", not money, "\n".join(money))


def signal(answer, truth):
    want = day(truth["change"]["day"])
    west = [s for s in answer["signals"] if "late" in s["stream"].lower() and truth["change"]["region"] in s["stream"] and s["kind"] == "rise"]
    near = [s for s in west if want <= day(s["detected_at"]) and (day(s["detected_at"]) - want).days <= 21]
    yield ("late deliveries in the region are signalled within three weeks of the day", bool(near),
           f"day {want}; " + (", ".join(f'at {s["at"]} detected {s["detected_at"]}' for s in west) or "no such signal"))
    yield ("the signal's day is within two weeks of the day", any(abs((day(s["at"]) - want).days) <= 14 for s in west),
           [s["at"] for s in west])


def verdicts(answer, truth):
    for m in [truth["metric"]]:
        got = [x["verdict"] for x in answer["metrics"] if (x["unit"], x["name"]) == (m["unit"], m["name"])]
        yield (f'the metric "{m["name"]}" is called out', got == [m["verdict"]], f"got {got}, want {m['verdict']}")
        # Planted: the gate is green from the first month on; in the region one in three is late from the change's day on.
        row = next((x for x in answer["metrics"] if (x["unit"], x["name"]) == (m["unit"], m["name"])), {"months": [], "since": None})
        want, late = day(truth["change"]["day"]), [k for k in row["months"] if day(k["month"]) > day(truth["change"]["day"])]
        yield (f'"{m["name"]}" is apart since the month after the change at the latest', bool(row["since"]) and (day(row["since"]) - want).days <= 31, f'since {row["since"]}, change {want}')
        yield (f'"{m["name"]}" is apart in nine of ten months after the change', len(late) >= 6 and sum(k["verdict"] == m["verdict"] for k in late) >= 0.9 * len(late),
               [(k["month"], k["verdict"]) for k in late])
    a = truth["action"]
    got = [x for x in answer["audits"] if x["action"] == a["name"]]
    yield (f'the action "{a["name"]}" is found to have {a["verdict"]}', [x["verdict"] for x in got] == [a["verdict"]],
           [(x["verdict"], x["effect"], x["low"], x["high"], x.get("note")) for x in got])
    wrong = [x for x in answer["audits"] for i in truth["initiatives"]
             if x["action"] == i["name"] and x["verdict"] == "worked" and i["verdict"] != "worked"]
    yield ("no action that did not work is said to have worked", not wrong, wrong)


def ledger(answer, truth):
    got = answer["ledger"]
    yield ("the ledger equals the invoices to the cent", got["invoiced_minor"] == truth["ledger"]["invoiced_minor"]
           and got["currency"] == truth["ledger"]["currency"], f"got {got}, want {truth['ledger']}")


def claims(answer, truth):
    for part in (costly, confounded, signal, verdicts, ledger):
        yield from part(answer, truth)
