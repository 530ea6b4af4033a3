"""Every fuzz target under libFuzzer, one after the other: run.py BUILD SECONDS KEEP.

BUILD    a build folder set up with -Dfuzz=true (clang; address and undefined sanitizers).
SECONDS  of all targets together.
KEEP     KEEP/corpus/NAME grows and is gone on from next time; KEEP/found/NAME holds the inputs that failed, KEEP/NAME.log all it said.

A target fails when an oracle breaks, a sanitizer finds something, memory leaks, or an input takes more than LIMIT_FUZZ_MIB or
LIMIT_FUZZ_S of src/model/limits.h.  TAP: a line a target, with what it ran, found new, and needed at most.
"""
import os
import re
import subprocess
import sys
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
build, seconds, keep = os.path.abspath(sys.argv[1]), int(sys.argv[2]), os.path.abspath(sys.argv[3])
limits = dict(re.findall(r"\b(LIMIT_FUZZ_\w+)\s*=\s*(\d+)", open(os.path.join(ROOT, "src/model/limits.h"), encoding="utf-8").read()))
names = sorted(f[:-2] for f in os.listdir(os.path.join(ROOT, "fuzz"))
               if f.endswith(".c") and "int LLVMFuzzerTestOneInput(" in open(os.path.join(ROOT, "fuzz", f), encoding="utf-8").read() and f != "replay.c")
subprocess.run(["ninja", "-C", build, "build.ninja"], check=True, stdout=subprocess.DEVNULL)     # it may be of an older list of targets
listed = subprocess.run(["ninja", "-C", build, "-t", "targets", "all"], capture_output=True, text=True, check=True).stdout
program = {}
for path in re.findall(r"^(tests/\w+/fuzz_\w+): c_LINKER", listed, re.M):
    program[path.rsplit("fuzz_", 1)[1]] = path
made = subprocess.run(["ninja", "-C", build, *program.values()], capture_output=True, text=True)
if made.returncode:
    print(made.stdout[-4000:])
    print("1..1\nnot ok 1 - the fuzz targets build")
    sys.exit(1)


def count(log, what):
    found = re.findall(rf"^stat::{what}:\s+(\d+)", log, re.M)
    return int(found[-1]) if found else 0


def found_in(folder):
    return sorted(f for f in os.listdir(folder) if not f.startswith("."))


def fuzz(name, share):
    """(fine, words): the target's corpus gone on from for so many seconds."""
    corpus, found = os.path.join(keep, "corpus", name), os.path.join(keep, "found", name)
    os.makedirs(corpus, exist_ok=True)
    os.makedirs(found, exist_ok=True)
    before = found_in(found)
    log = os.path.join(keep, name + ".log")
    start = time.monotonic()
    with open(log, "wb") as out:
        code = subprocess.run([os.path.join(build, program[name]), f"-max_total_time={share}", "-max_len=4096", f"-rss_limit_mb={limits['LIMIT_FUZZ_MIB']}",
                               f"-timeout={limits['LIMIT_FUZZ_S']}", "-print_final_stats=1", f"-artifact_prefix={found}/", corpus,
                               os.path.join(ROOT, "fuzz", "corpus", name)], stdout=out, stderr=subprocess.STDOUT).returncode
    text = open(log, encoding="utf-8", errors="replace").read()
    new = [f for f in found_in(found) if f not in before]
    runs = count(text, "number_of_executed_units")
    words = f"{runs} inputs in {time.monotonic() - start:.0f} s, {count(text, 'new_units_added')} of them new, {count(text, 'peak_rss_mb')} MiB at most"
    why = re.findall(r"^(bug: .*|SUMMARY: .*|==\d+== ?ERROR: .*)", text, re.M)
    if code or new or not runs:
        words += f"; ended with {code}: {why[0][:200] if why else 'see its log'}; kept: {', '.join(new) or 'nothing'}"
    return not code and not new and runs > 0, words


bad = 0
for i, name in enumerate(names):
    ok, words = fuzz(name, max(1, seconds // len(names))) if name in program else (False, "has no program: name it in a meson.build")
    bad += not ok
    print(f"{'ok' if ok else 'not ok'} {i + 1} - {name}: {words}", flush=True)
print(f"1..{len(names)}")
if bad:
    print(f"# what failed lies in {os.path.relpath(os.path.join(keep, 'found'), ROOT)}; a target run with one of these files shows it again")
sys.exit(1 if bad else 0)
