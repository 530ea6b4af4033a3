"""Users, roles and tokens with the real program: made on the command line, kept over new files and rebuilds, asked for at the door.

Oracles: what HTTP answers say to somebody without, with wrong and with right rights; the rows of the log after the server has ended.
"""
import http.client
import json
import os
import signal
import socket
import subprocess
import time

import tl

d = tl.folder()
src, book = os.path.join(d, "src"), os.path.join(d, "u.book")
tl.demo(src, accounts=60, events=2000, responses=300)
made = tl.run("run", book, src, "--report", os.path.join(d, "u.html"))
tl.check("the sample is read", made.code in (0, 3), made)
PASSWORD = "a password with words"


def typed(*words, text=PASSWORD):
    """A command with a password on standard input."""
    p = subprocess.run([tl.BIN, *words], input=text + "\n", capture_output=True, text=True, timeout=120)
    return tl.Done(p.returncode, p.stdout, p.stderr, 0, 0)


class Server:
    def __init__(self, *words, host="127.0.0.1"):
        s = socket.socket()
        s.bind((host, 0))
        self.host, self.port = host, s.getsockname()[1]
        s.close()
        self.p = subprocess.Popen([tl.BIN, "serve", book, "--listen", f"{host}:{self.port}", *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(100):
            try:
                if self.ask("GET", "/healthz")[0] in (200, 403):
                    return
            except OSError:
                time.sleep(0.1)
        raise SystemExit("Bail out! the server does not answer")

    def ask(self, method, path, body=None, **headers):
        c = http.client.HTTPConnection(self.host, self.port, timeout=30)
        h = {k.replace("_", "-"): v for k, v in headers.items()}
        if body is not None:
            h.setdefault("Content-Type", "application/json")
        c.request(method, path, json.dumps(body) if body is not None else None, h)
        r = c.getresponse()
        data = r.read()
        c.close()
        return r.status, dict(r.getheaders()), data

    def sign_in(self, name, password=PASSWORD, **headers):
        headers.setdefault("Origin", f"http://{self.host}:{self.port}")
        return self.ask("POST", "/api/v1/session", {"name": name, "password": password}, **headers)

    def news(self, cookie):
        """The events of a stream as it begins, by name."""
        c = http.client.HTTPConnection(self.host, self.port, timeout=2)
        c.request("GET", "/api/v1/events", headers={"Cookie": cookie})
        r, found, kind = c.getresponse(), {}, ""
        try:
            while r.status == 200:
                line = r.readline().decode().strip()
                kind = line[7:] if line.startswith("event: ") else kind
                if line.startswith("data: "):
                    found[kind] = json.loads(line[6:])
        except TimeoutError:
            pass
        c.close()
        return found

    def end(self):
        self.p.send_signal(signal.SIGTERM)
        out = self.p.communicate(timeout=60)
        return self.p.returncode, out[1]


# Nobody is there: whoever sits at the machine may everything; on another address nobody may anything.
s = Server()
tl.equal("without users this machine is trusted", s.ask("GET", "/api/v1/money")[0], 200)
tl.equal("and may decide", s.ask("POST", "/api/v1/settings", {"name": "margin", "value": "0.42"})[0], 201)
tl.check("the server ends well", s.end()[0] == 0, "")
s = Server(host="0.0.0.0")
tl.equal("open to others, a book without users shows nothing", s.ask("GET", "/api/v1/money")[0], 401)
tl.equal("nor lets anybody make the first user", s.ask("POST", "/api/v1/users", {"what": "add", "name": "x", "role": "admin", "password": PASSWORD})[0], 401)
tl.equal("nor sign in", s.sign_in("x")[0], 409)
said = [s.p.stdout.readline() for _ in range(3)]
tl.check("the terminal shows a link for the first account", f" on http://0.0.0.0:{s.port}/" in said[0] and said[2].startswith(f"http://0.0.0.0:{s.port}/#set-up="), said)
own = {"Sec_Fetch_Site": "same-origin"}
first = lambda secret: s.ask("POST", "/api/v1/session/first", {"secret": secret, "name": "owner", "password": PASSWORD}, **own)[0]
tl.equal("another link makes nobody", first("A" * 43), 401)
s.end()
old = said[2].strip().rpartition("=")[2]
s = Server(host="0.0.0.0")
tl.equal("nor does that of a server that has ended", first(old), 401)
s.end()

r = typed("users", book, "add", "vic", "viewer")
tl.check("the first user must be an admin", r.code == 1 and tl.one_line_message(r), r)
r = typed("users", book, "add", "ada", "admin", text="short")
tl.check("a short password is refused", r.code == 2 and tl.one_line_message(r), r)
r = tl.run("users", book, "add", "ada", "admin")
tl.check("without a password nothing happens", r.code == 2 and tl.one_line_message(r), r)
tl.check("an admin is added", typed("users", book, "add", "ada", "admin").code == 0, "")
name = tl.sql(book, "SELECT a.name FROM d_account AS a GROUP BY a.name HAVING count(*) = 1 ORDER BY a.name LIMIT 1")[0]["name"]
for words in (["vic", "viewer"], ["mia", "manager", f"account {name}"], ["uwe", "unit", "unit Logistics"]):
    tl.check(f"{words[0]} is added as {words[1]}", typed("users", book, "add", *words).code == 0, "")
tl.check("an address is set for who signs in at a provider", tl.run("users", book, "email", "vic", "vic@example.com").code == 0, "")
for words in (["email", "mia", "VIC@example.com"], ["email", "mia", "no address"], ["email", "nobody", "x@example.com"], ["part", "nobody"]):
    r = tl.run("users", book, *words)
    tl.check(f"`users {' '.join(words)}` is refused", r.code in (1, 2) and tl.one_line_message(r), r)
tl.check("and who was never joined is parted all the same", tl.run("users", book, "part", "vic").code == 0, "")
for words in (["max", "manager"], ["max", "manager", "unit Logistics"], ["max", "viewer", "segment Core"], ["max", "owner"]):
    tl.check(f"`users add {' '.join(words)}` is refused", typed("users", book, "add", *words).code in (1, 2), words)
r = tl.run("tokens", book, "add", "ada", "nightly", "read", "decide", "--days", "30")
token = r.out.strip()
tl.check("a token is shown", r.code == 0 and token.startswith("tl_") and len(token) == 46, r.out)
listed = tl.run("users", book, "--json").json["users"], tl.run("tokens", book, "--json")
tl.equal("users are listed", [(u["name"], u["role"]) for u in listed[0]], [("ada", "admin"), ("vic", "viewer"), ("mia", "manager"), ("uwe", "unit")])
tl.check("the list of tokens does not show them", token not in listed[1].out and token[3:] not in listed[1].out, listed[1].out)
whole = open(book, "rb").read()
tl.check("the book holds neither password nor token", PASSWORD.encode() not in whole and token.encode() not in whole and token[3:].encode() not in whole, "")

# They outlive new files and a rebuild.
tl.check("the book is rebuilt", tl.run("rebuild", book).code == 0, "")
tl.check("the files are read again", tl.run("run", book, src, "--report", os.path.join(d, "u.html")).code in (0, 3), "")
tl.equal("users are the same", tl.run("users", book, "--json").json["users"], listed[0])
tl.check("check finds nothing wrong", tl.run("check", book).code == 0, "")

s = Server()
tl.equal("with users this machine signs in too", s.ask("GET", "/api/v1/money")[0], 401)
tl.equal("a wrong password is refused", s.sign_in("vic", "not this one")[0], 401)
status, headers, _ = s.sign_in("vic")
cookie = headers.get("Set-Cookie", "").split(";")[0]
tl.check("the right one opens", status == 201 and "HttpOnly" in headers["Set-Cookie"] and "SameSite=Strict" in headers["Set-Cookie"], headers)
tl.equal("a viewer reads", s.ask("GET", "/api/v1/money", Cookie=cookie)[0], 200)
tl.equal("and asks nothing in SQL", s.ask("POST", "/api/v1/sql", {"sql": "SELECT 1"}, Cookie=cookie, Origin=f"http://127.0.0.1:{s.port}")[0], 403)
tl.equal("a token reads", s.ask("GET", "/api/v1/money", Authorization=f"Bearer {token}")[0], 200)
tl.equal("and asks", s.ask("POST", "/api/v1/sql", {"sql": "SELECT count(*) AS n FROM d_account"}, Authorization=f"Bearer {token}")[0], 200)
tl.equal("and makes no users", s.ask("GET", "/api/v1/users", Authorization=f"Bearer {token}")[0], 403)
mine = s.sign_in("mia")[1]["Set-Cookie"].split(";")[0]
accounts = json.loads(s.ask("GET", "/api/v1/accounts", Cookie=mine)[2])
tl.equal("an account manager sees his account", [a["name"] for a in accounts["accounts"]], [name])
whole, part = s.news(cookie), s.news(mine)
tl.equal("who reads the whole book is told how work goes", sorted(whole), ["book", "intake", "job", "recompute", "tasks"])
tl.check("and that he decides nothing", whole["recompute"]["writable"] is False, whole)
tl.equal("who sees a part is told that something has changed, and no more", {k: sorted(v) for k, v in part.items()}, {"book": ["began", "version"], "tasks": ["version"]})
theirs = [x["id"] for x in json.loads(s.ask("GET", "/api/v1/accounts?per_page=200", Cookie=cookie)[2])["accounts"] if x["name"] != name]
codes = {s.ask("GET", f"/api/v1/accounts/{i}", Cookie=mine)[0] for i in theirs[:20]}
tl.equal("and none of the others by number", codes, {404})
said = json.loads(s.ask("GET", "/api/v1/comments?per_page=200", Cookie=mine)[2])["comments"]
tl.check("nor what they say", {c["account"]["name"] for c in said if c["account"]} <= {name}, said[:2])
tl.equal("nor the totals of all", s.ask("GET", "/api/v1/money", Cookie=mine)[0], 403)
code, err = s.end()
tl.check("the server ends well", code == 0, err)
tl.check("no secret is on standard error", PASSWORD not in err and token not in err and cookie.split("=")[1] not in err, err)
log = tl.sql(book, "SELECT who, how, route, what, status FROM login_trail ORDER BY trail_id")
tl.check("what was read is in the log, to the last row", any(x["who"] == "mia" and x["route"] == "comments" for x in log) and any(x["who"] == "vic" and x["route"] == "money" for x in log), log[-5:])
tl.check("and how", any(x["how"] == "token nightly" and x["route"] == "sql" for x in log) and any(x["how"] == "command line" and x["what"] == "add ada" for x in log), log[:5])
tl.check("no secret is in the log", not any(PASSWORD in str(x) or token in str(x) for x in log), "")

# Behind a proxy with TLS: the name people use, a Secure cookie, and nobody is trusted for sitting here.
s = Server("--public", "https://cx.example.com")
tl.equal("a proxy's request by the public name is answered", s.ask("GET", "/healthz", Host="cx.example.com")[0], 200)
tl.equal("another name is not", s.ask("GET", "/healthz", Host="evil.example")[0], 403)
status, headers, _ = s.sign_in("vic", Host="cx.example.com", Origin="https://cx.example.com", X_Forwarded_For="203.0.113.9")
tl.check("the cookie is Secure and bound to the host", status == 201 and headers["Set-Cookie"].startswith("__Host-") and "; Secure" in headers["Set-Cookie"], headers)
tl.equal("the plain origin is another site", s.sign_in("vic", Host="cx.example.com", Origin="http://cx.example.com")[0], 403)
s.end()
tl.check("the log has the address the proxy names", tl.sql(book, "SELECT count(*) AS n FROM login_trail WHERE address = '203.0.113.9'")[0]["n"] > 0, "")
r = tl.run("serve", book, "--public", "cx.example.com/path")
tl.check("what is no public address is refused", r.code == 2 and tl.one_line_message(r), r)

r = tl.run("users", book, "remove", "ada")
tl.check("the last admin stays while there are others", r.code == 1 and tl.one_line_message(r), r)
for who in ("vic", "mia", "uwe", "ada"):
    tl.check(f"{who} is removed", tl.run("users", book, "remove", who).code == 0, "")
s = Server("--read-only")
tl.equal("without users this machine is trusted again", s.ask("GET", "/api/v1/money")[0], 200)
tl.equal("the token has ended with its owner", s.ask("GET", "/api/v1/money", Authorization=f"Bearer {token}")[0], 401)
tl.equal("a book open for reading only takes no change", s.ask("POST", "/api/v1/settings", {"name": "margin", "value": "0.4"})[0], 409)
s.end()
tl.done()
