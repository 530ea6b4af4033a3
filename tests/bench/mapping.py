"""Proposed mappings on files they were not made for (tests/ingest/proposals.h), half of them held out.

The figures are the test's own; here they are printed, with the columns of the half that may be learnt from. The goals are
the test's floors.
"""
import pathlib
import subprocess
import sys

root = pathlib.Path(__file__).resolve().parents[2]
program = root / "build/tests/ingest/ingest_t_proposals"
print("mapping: proposed mappings of unknown files")
subprocess.run([program, "--print"], check=True)
held = subprocess.run([program], capture_output=True, text=True)
print("  goals " + ("met" if held.returncode == 0 else "missed:\n" + held.stderr))
sys.exit(held.returncode)
