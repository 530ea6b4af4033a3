"""Counts what a runner said: tally.py tap|meson|node|exit LOG EXIT_CODE [NAME]

Prints the relevant part of what failed, and as its last line "PASSED FAILED SKIPPED". A runner that ended
badly without naming a failed test counts as one failure, so that a crash can never look like a success.
"""
import json
import re
import sys

SHOWN = 60


def tap_lines(text):
    """(ok, skipped, name, the lines behind it) for each test line; and the plan: the sum of all, for a
    program of several groups writes one for each. cmocka 1.1.5 says "not ok # SKIP" for a skipped test."""
    tests, plan = [], None
    for line in text.splitlines():
        m = re.match(r"(not )?ok\b *\d* *-? *(.*)", line)
        if m:
            skip = bool(re.search(r"# *SKIP", m[2], re.I))
            tests.append((not m[1] or skip, skip, m[2], []))
        elif re.match(r"1\.\.\d+", line):
            plan = (plan or 0) + int(re.match(r"1\.\.(\d+)", line)[1])
        elif tests:
            tests[-1][3].append(line)
    return tests, plan


def tap(text, code, shown, name):
    tests, plan = tap_lines(text)
    failed = [t for t in tests if not t[0]]
    skipped = [t for t in tests if t[0] and t[1]]
    for _, _, what, behind in failed:
        shown.append(f"not ok - {name + ': ' if name else ''}{what}")
        shown += ["    " + b for b in behind[:12]]
    n_failed = len(failed)
    if not failed and (code != 0 or plan is None or plan != len(tests)):
        n_failed = 1
        shown.append(f"not ok - {name or 'the runner'} ended with {code} after {len(tests)} of {plan} tests")
        shown += ["    " + b for b in text.splitlines()[-12:]]
    return len(tests) - len(failed) - len(skipped), n_failed, len(skipped)


def meson(text, code, shown, _):
    total = [0, 0, 0]
    for line in text.splitlines():
        t = json.loads(line)
        result, out, err = t["result"], t.get("stdout") or "", t.get("stderr") or ""
        tests, _ = tap_lines(out)
        before = total[1]
        if result in ("SKIP", "IGNORED"):
            total[2] += 1
        elif not tests:
            total[0 if result in ("OK", "EXPECTEDFAIL") else 1] += 1
            if result not in ("OK", "EXPECTEDFAIL"):
                shown.append(f"not ok - {t['name']} ({result})")
        else:
            # The program's own exit code, for meson takes cmocka's way of skipping for a failure.
            one = tap(out, 1 if result == "TIMEOUT" else t.get("returncode", 1), shown, t["name"])
            total = [a + b for a, b in zip(total, one)]
        if total[1] > before:
            shown += ["    " + b for b in err.splitlines()[-25:]]
    if not text.strip():
        total[1] += 1
        shown.append(f"not ok - meson test ended with {code} and ran nothing")
    return total


def node(text, code, shown, name):
    passed, failed, skipped = (int(m[1]) if (m := re.search(r"^(?:#|\u2139) " + w + r" (\d+)", text, re.M)) else 0 for w in ("pass", "fail", "skipped"))
    if code != 0 and not failed or not passed + failed:
        failed += 1
    if failed:
        shown.append(f"not ok - {name}")
        shown += ["    " + b for b in text.splitlines() if "not ok" in b or "error" in b.lower()]
    return passed, failed, skipped


def exit_code(text, code, shown, name):
    if code:
        shown.append(f"not ok - {name} (exit code {code})")
        shown += ["    " + b for b in text.splitlines()[-40:]]
    return (1, 0, 0) if code == 0 else (0, 1, 0)


def main():
    kind, log, code, *name = sys.argv[1:]
    try:
        with open(log, encoding="utf-8", errors="replace") as f:
            text = f.read()
    except OSError:
        text, code = "", code if code != "0" else "1"
    shown = []
    counts = {"tap": tap, "meson": meson, "node": node, "exit": exit_code}[kind](text, int(code), shown, name[0] if name else "")
    for line in shown[:SHOWN]:
        print(line[:400])
    if len(shown) > SHOWN:
        print(f"... and {len(shown) - SHOWN} lines more in the log")
    print(*counts)


main()
