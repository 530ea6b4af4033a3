"""./run, as a newcomer types it: from any folder, twice, with a port that is taken."""
import os
import re
import signal
import socket
import subprocess
import time
import urllib.request

import tl

RUN = os.path.join(tl.ROOT, "run")
d = tl.folder()


def start(*words):
    begin = time.monotonic()
    p = subprocess.run([RUN, *words], cwd=d, capture_output=True, text=True, timeout=1800, stdin=subprocess.DEVNULL)
    return p, time.monotonic() - begin


p, _ = start("--help")
tl.check("--help ends with 0 and tells the options", p.returncode == 0 and "--no-serve" in p.stdout, p)
p, _ = start("--nonsense")
tl.check("an unknown option ends with 2", p.returncode == 2 and "nonsense" in p.stderr, p)
p, _ = start("no-such-folder")
tl.check("a path that is not there ends with 1, before anything is built", p.returncode == 1 and "no-such-folder" in p.stderr, p)

p, _ = start("--no-serve")
tl.check("./run from any folder ends with 0", p.returncode == 0, p.stderr[-800:])
tl.check("the sample, the book and the report are there", all(os.path.exists(os.path.join(tl.ROOT, n)) for n in ("sample/truth.json", "sample.book", "sample.html")), "")
tl.check("the costly issue is on the terminal", "elivery later than promised" in p.stdout, p.stdout[-1500:])
tl.equal("nothing is left in the caller's folder", os.listdir(d), [])

p, seconds = start("--no-serve")
tl.note(f"second ./run: {seconds:.1f} s")
tl.check("a second ./run is done within ten seconds and builds nothing", p.returncode == 0 and seconds < 10 and "building" not in p.stderr, f"{seconds} s\n{p.stderr}")
tl.check("a second ./run still shows the issues", "elivery later than promised" in p.stdout, p.stdout)

own = os.path.join(d, "exports")
tl.demo(own, accounts=60, events=1000, responses=200)
p, _ = start("--no-serve", "--book", "my.book", "exports")
tl.check("./run --book my.book exports/ makes the user's own book and report where they say",
         p.returncode == 0 and sorted(os.listdir(d)) == ["exports", "my.book", "my.html"], f"{p}\n{os.listdir(d)}")
with open(os.path.join(own, "initiatives", "initiatives.csv"), "ab") as f:
    f.write(b"\r\n")
p, _ = start("--no-serve", "--book", "my.book", "exports")
tl.check("a changed file is read again", p.returncode == 0 and "reading" in p.stderr, p)

with socket.socket() as taken:
    try:
        taken.bind(("127.0.0.1", 8080))
        taken.listen()
    except OSError:
        pass                                     # taken by somebody else: just as well
    server = subprocess.Popen([RUN], cwd=d, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, stdin=subprocess.DEVNULL)
    said, place = "", None
    while not place:
        line = server.stderr.readline()
        said += line
        place = re.search(r"http://127\.0\.0\.1:(\d+)", line)
        if not line:
            break
    tl.check("./run says where it serves, on the next free port", bool(place) and int(place[1]) > 8080, said)
    status = None
    for _ in range(50):
        try:
            status = urllib.request.urlopen(place[0] + "/healthz", timeout=2).status if place else None
            break
        except OSError:
            time.sleep(0.2)
    tl.equal("the page is served there", status, 200)
    server.send_signal(signal.SIGTERM)
    tl.check("the server stops when asked to", server.wait(timeout=20) in (0, -signal.SIGTERM), server.returncode)
tl.done()
