"""Audits of made-up companies: how often a planted action "worked" and a quiet one did not (at most 5 %). See ./bench --help."""
import os
import subprocess
import sys

import side

AT = os.path.join(os.path.dirname(side.DUCK), "bench_audits")
print(f"\nAudits of {os.environ.get('TL_BOOKS', '200')} made-up companies, planted and quiet")
sys.stdout.flush()
code = subprocess.run([AT, "1", os.environ.get("TL_BOOKS", "200")]).returncode
print(f"  {'met ' if code == 0 else 'MISSED'}  quiet actions called \"worked\": at most 5 %; what was saved within its interval: 90 % and more")
sys.exit(code)
