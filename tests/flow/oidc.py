"""Sign-in at a provider of OpenID Connect, with a real one (oidc_provider.py) that tells the truth and then lies in every way.

Oracles: the provider's own checks of client, redirect address and PKCE; what a session opens; PyJWT's signatures; the log in the book after the end.
"""
import datetime
import http.client
import ipaddress
import json
import os
import signal
import socket
import subprocess
import threading
import time
import urllib.parse

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization

import oidc_provider
import tl
from oidc_provider import CLIENT, SECRET, Provider, new_key

d = tl.folder()
src, book = os.path.join(d, "src"), os.path.join(d, "o.book")
tl.demo(src, accounts=40, events=500, responses=200)
tl.check("the sample is read", tl.run("run", book, src, "--report", os.path.join(d, "r.html"), "--quiet").code in (0, 3))
PASSWORD = "a password with words"
for name, role in (("ada@example.com", "admin"), ("bob", "viewer")):
    p = subprocess.run([tl.BIN, "users", book, "add", name, role], input=PASSWORD + "\n", capture_output=True, text=True, timeout=120)
    tl.check(f"{name} is added", p.returncode == 0, p.stderr)
provider = Provider()
spool = book + ".spool"
os.makedirs(spool, exist_ok=True)


def set_up(*more, issuer=None, client=CLIENT, secret=SECRET):
    with open(os.path.join(spool, "sign_in"), "w", encoding="utf-8") as f:
        f.write("\n".join(["# who signs people in", f"issuer {issuer or provider.issuer}", f"client {client}", f"secret {secret}", "name Example & <b>Login</b>", *more, ""]))
    os.chmod(os.path.join(spool, "sign_in"), 0o600)


class Server:
    def __init__(self, *words):
        s = socket.socket()
        s.bind(("127.0.0.1", 0))
        self.port = s.getsockname()[1]
        s.close()
        self.p = subprocess.Popen([tl.BIN, "serve", book, "--listen", f"127.0.0.1:{self.port}", *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(100):
            try:
                if self.ask("GET", "/healthz")[0] in (200, 403):
                    return
            except OSError:
                time.sleep(0.1)
        raise SystemExit("Bail out! the server does not answer")

    def ask(self, method, path, body=None, **headers):
        c = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        h = {k.replace("_", "-"): v for k, v in headers.items()}
        if body is not None:
            h["Content-Type"] = "application/json"
        c.request(method, path, json.dumps(body) if body is not None else None, h)
        r = c.getresponse()
        data = r.read()
        c.close()
        return r.status, r.headers, data

    def end(self):
        self.p.send_signal(signal.SIGTERM)
        out = self.p.communicate(timeout=60)
        return self.p.returncode, out[1]


def cookies_of(headers):
    return [c.split(";")[0] for c in headers.get_all("Set-Cookie") or [] if "Max-Age=0" not in c]


def begin(s, to=None, **headers):
    """What the button does: (status, headers, cookie of the sign-in)."""
    status, h, _ = s.ask("GET", "/api/v1/session/oidc" + (f"?to={urllib.parse.quote(to)}" if to else ""), **headers)
    return status, h, "; ".join(cookies_of(h))


def at_provider(location):
    """The browser at the provider: where that sends it."""
    u = urllib.parse.urlsplit(location)
    c = http.client.HTTPConnection(u.hostname, u.port, timeout=30)
    c.request("GET", u.path + "?" + u.query)
    r = c.getresponse()
    r.read()
    c.close()
    return r.headers["Location"]


def path_of(url):
    u = urllib.parse.urlsplit(url)
    return u.path + ("?" + u.query if u.query else "")


def whole(s, to=None, **lie):
    """The whole way: (where the browser ends, its session's cookie or "")."""
    provider.lie = lie
    _, h, cookie = begin(s, to)
    if not h["Location"].startswith("http://127.0.0.1:%d/authorize" % provider.port):
        return h["Location"], ""
    back = at_provider(h["Location"])
    status, h, _ = s.ask("GET", path_of(back), Cookie=cookie)
    got = [c for c in cookies_of(h) if c.startswith("tl_session")]
    return h["Location"] if status == 303 else status, got[0] if got else ""


def me(s, cookie):
    return json.loads(s.ask("GET", "/api/v1/me", Cookie=cookie)[2])


# Off: no button, and the addresses say so.
s = Server()
tl.equal("without a set-up there is no button", me(s, "")["provider"], None)
tl.equal("and the way leads to the sign-in page", begin(s)[1]["Location"], "/?sign_in=off")

# The way as it should be.
set_up()
tl.equal("the set-up is seen without a new start, by its name", me(s, "")["provider"], "Example & <b>Login</b>")
status, head, cookie = begin(s, "/issues/3?segment=Core")
q = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(head["Location"]).query))
tl.equal("the browser is sent to the provider", (status, head["Location"].split("?")[0]), (303, f"http://127.0.0.1:{provider.port}/authorize"))
tl.equal("for a code, by PKCE", (q["realm"], q["response_type"], q["client_id"], q["code_challenge_method"], q["scope"]), ("one", "code", CLIENT, "S256", "openid email"))
set_cookie = head["Set-Cookie"]
tl.check("its cookie is HttpOnly, Lax and short-lived", all(w in set_cookie for w in ("; HttpOnly", "; SameSite=Lax", "; Max-Age=600", "; Path=/")) and "Domain" not in set_cookie, set_cookie)
tl.check("state, nonce and cookie are three secrets", len({q["state"], q["nonce"], cookie.split("=")[1]}) == 3 and min(len(q["state"]), len(q["nonce"])) == 43, q)
back = at_provider(head["Location"])
tl.equal("another browser cannot use what this one began", (lambda r: (r[1]["Location"], cookies_of(r[1])))(s.ask("GET", path_of(back))), ("/?sign_in=state", []))
tl.equal("nor this one afterwards: it counted once", s.ask("GET", path_of(back), Cookie=cookie)[1]["Location"], "/?sign_in=state")
to, session = whole(s, "/issues/3?segment=Core")
tl.equal("who is known by a verified address comes in, to the page he asked for", (to, me(s, session)["name"], me(s, session)["role"], me(s, session)["how"]), ("/issues/3?segment=Core", "ada@example.com", "admin", "session"))
tl.equal("the session opens the book", s.ask("GET", "/api/v1/money", Cookie=session)[0], 200)
form = provider.tokens[-1]
tl.check("the secret goes into no form where Basic is offered", "client_secret" not in form and len(form["code_verifier"]) == 43, form)
_, head, cookie = begin(s)
back = at_provider(head["Location"])
done = s.ask("GET", path_of(back), Cookie=cookie)
tl.check("the session's cookie is Strict, and the other one ends", any("SameSite=Strict" in c for c in done[1].get_all("Set-Cookie")) and any("tl_oidc" in c and "Max-Age=0" in c for c in done[1].get_all("Set-Cookie")), done[1])
tl.equal("coming back twice is refused", s.ask("GET", path_of(back), Cookie=cookie)[1]["Location"], "/?sign_in=state")
tl.check("a code of 1500 bytes, as some send, is taken", whole(s, **{"long code": 1500})[1], "")
for to in ("https://evil.example/", "//evil.example", "/\\evil.example", "/api/v1/session/end", "issues", "/a b", "/" + "x" * 501, ""):
    tl.equal(f"after sign-in nobody is sent to {to!r}", whole(s, to)[0], "/")

tl.equal("nor does he write a header", begin(s, "/a\r\nSet-Cookie: x=y")[0], 400)

# Signing out: here at once, and on to the provider.
def sign_out(s, cookie):
    status, h, data = s.ask("POST", "/api/v1/session/end", {}, Cookie=cookie, Origin=f"http://127.0.0.1:{s.port}")
    return status, json.loads(data).get("end_at"), s.ask("GET", "/api/v1/money", Cookie=cookie)[0]


there = f"http://127.0.0.1:{provider.port}/end?realm=one&client_id=throughline%20%26%20co"
tl.equal("who came by the provider is led on to its sign-out, and his session has ended", sign_out(s, whole(s)[1]), (200, there, 401))
set_up(f"signed_out http://127.0.0.1:{s.port}/?a=b&c=d")
tl.equal("and back, where the set-up says so", sign_out(s, whole(s)[1]), (200, there + f"&post_logout_redirect_uri=http%3A%2F%2F127.0.0.1%3A{s.port}%2F%3Fa%3Db%26c%3Dd", 401))
set_up()
by_password = cookies_of(s.ask("POST", "/api/v1/session", {"name": "bob", "password": PASSWORD}, Origin=f"http://127.0.0.1:{s.port}")[1])[0]
tl.equal("who signed in with a password is not led there", sign_out(s, by_password), (200, None, 401))
tl.equal("a sign-out is told once: a cookie that has ended names nobody", s.ask("POST", "/api/v1/session/end", {}, Cookie=by_password, Origin=f"http://127.0.0.1:{s.port}")[0], 401)
tl.equal("me tells no such address", me(s, whole(s)[1])["end_at"], None)
provider.lie = {}

# Known from then on by issuer and subject, whatever the address becomes.
provider.person = {"sub": "sub-1", "email": "ada@married.example", "email_verified": False}
tl.equal("who was joined once is known by what the provider calls him", me(s, whole(s)[1])["name"], "ada@example.com")
provider.person = {"sub": "sub-2", "email": "ada@example.com", "email_verified": True}
tl.equal("an address that came to somebody else opens nothing", whole(s), ("/?sign_in=taken", ""))
provider.person = {"sub": "sub-3", "email": "bob@example.com", "email_verified": True}
tl.equal("an address that is nobody's opens nothing", whole(s), ("/?sign_in=unknown", ""))
admin = whole(s, **{"claims": {"sub": "sub-1"}})[1]
origin = {"Origin": f"http://127.0.0.1:{s.port}"}
bob = next(u for u in json.loads(s.ask("GET", "/api/v1/users", Cookie=admin)[2])["users"] if u["name"] == "bob")
tl.equal("an admin names bob's address", s.ask("POST", "/api/v1/users", {"what": "email", "user": bob["id"], "email": "Bob@example.com"}, Cookie=admin, **origin)[0], 201)
provider.person["email_verified"] = False
tl.equal("an address that the provider did not verify opens nothing", whole(s), ("/?sign_in=email", ""))
provider.person["email_verified"] = "true"
bobs = whole(s)[1]
tl.equal("a verified one does, in upper or lower case", me(s, bobs)["name"], "bob")
users = {u["name"]: (u["email"], u["linked"]) for u in json.loads(s.ask("GET", "/api/v1/users", Cookie=admin)[2])["users"]}
tl.equal("the list says who is joined", users, {"ada@example.com": ("", True), "bob": ("Bob@example.com", True)})
tl.equal("an admin parts them again", s.ask("POST", "/api/v1/users", {"what": "part", "user": bob["id"]}, Cookie=admin, **origin)[0], 201)
tl.equal("and bob's session has ended", s.ask("GET", "/api/v1/money", Cookie=bobs)[0], 401)
code, err = s.end()
tl.check("the server ends well", code == 0, err)
tl.check("no secret is on standard error", SECRET not in err and "code-" not in err and session.split("=")[1] not in err, err)

# Lies. A new server each ten: what fails behind the provider counts against the address.
provider.person = {"sub": "sub-1", "email": "ada@example.com", "email_verified": True}
now = time.time()
stranger, small = new_key("one", "RS256"), new_key("small", "RS256")
small["private"] = oidc_provider.rsa.generate_private_key(public_exponent=65537, key_size=1024)
pem = json.dumps(provider.keys[0]["public"])
lies = [
    ("a wrong nonce", {"claims": {"nonce": "n" * 43}}, "token"), ("no nonce", {"claims": {"nonce": None}}, "token"), ("an expired token", {"claims": {"exp": now - 120, "iat": now - 400}}, "token"),
    ("one dated ahead", {"claims": {"iat": now + 3600, "exp": now + 7200}}, "token"), ("an old one", {"claims": {"iat": now - 86400}}, "token"), ("no end", {"claims": {"exp": None}}, "token"),
    ("another audience", {"claims": {"aud": "somebody else"}}, "token"), ("several without azp", {"claims": {"aud": [CLIENT, "x"]}}, "token"), ("another azp", {"claims": {"azp": "x"}}, "token"),
    ("another issuer", {"claims": {"iss": "http://127.0.0.1/other"}}, "token"), ("nobody's name", {"claims": {"sub": ""}}, "token"), ("another key of the same name", {"signer": stranger}, "token"),
    ("no signature", {"alg": "none"}, "token"), ("a signature with the public key as a secret", {"alg": "HS256", "with": pem}, "token"), ("one with the client's secret", {"alg": "HS256", "with": SECRET}, "token"),
    ("no token", {"token answer": (200, {"access_token": "a"})}, "down"), ("a giant answer", {"token answer": (200, b'{"id_token":"' + b"x" * 3_000_000 + b'"}')}, "down"),
    ("an answer that is no JSON", {"token answer": (200, b"<html>\xff")}, "down"), ("a failure of the provider", {"token answer": (500, {"error": "server_error"})}, "down"),
    ("an answer that sends elsewhere", {"token answer": (302, b"")}, "down"), ("a code that is not taken", {"token answer": (400, {"error": "invalid_grant"})}, "state"),
    ("a client that is not known", {"token answer": (401, {"error": "invalid_client"})}, "setup"), ("a no of the person", {"says no": True}, "denied"),
]
for i, (what, lie, why) in enumerate(lies):
    if i % 10 == 0:
        s = Server()
    tl.equal(f"{what} lets nobody in", whole(s, **lie), (f"/?sign_in={why}", ""))
    if i % 10 == 9 or i == len(lies) - 1:
        tl.check("and the truth still does", whole(s)[1], "")
        code, err = s.end()
        tl.check("the server ends well, and repeats nothing of what it was told", code == 0 and "<" not in err and SECRET not in err, err)

# Keys come and go.
s = Server()
tl.check("with a key that is known", whole(s)[1], "")
asked = provider.asked.count("/keys")
tl.check("keys are kept", whole(s)[1] and provider.asked.count("/keys") == asked, "")
provider.keys = [new_key("two", "ES256"), provider.keys[0]]
provider.signer = provider.keys[0]
time.sleep(5.2)
tl.check("a new key (ES256) is fetched when a token names it", whole(s)[1] and provider.asked.count("/keys") == asked + 1, provider.asked[-5:])
old = provider.keys.pop()
tl.equal("a name that no key has is looked up, not more often than every five seconds", (whole(s, kid="three"), provider.asked.count("/keys")), (("/?sign_in=token", ""), asked + 1))
time.sleep(5.2)
tl.equal("and then refused", (whole(s, kid="three"), provider.asked.count("/keys")), (("/?sign_in=token", ""), asked + 2))
tl.equal("a key that was taken back signs nobody in", whole(s, signer=old), ("/?sign_in=token", ""))
provider.keys.append(small)
small["public"].update(json.loads(oidc_provider.jwt.algorithms.RSAAlgorithm.to_jwk(small["private"].public_key())))
small["public"].pop("key_ops")
time.sleep(5.2)
tl.equal("nor one of 1024 bits", whole(s, signer=small), ("/?sign_in=token", ""))
provider.post_only = True
s.end()
s = Server()
tl.check("a provider that takes the secret in the form alone gets it there", whole(s)[1] and provider.tokens[-1]["client_secret"] == SECRET, provider.tokens[-1])
provider.post_only = False
s.end()
for what, end in (("names none", None), ("names one that is not https", "http://cx.example.com/end"), ("names no address", "javascript:alert(1)"), ("names one with a fragment", provider.root + "/end#x")):
    s = Server()
    session = whole(s, document={"end_session_endpoint": end})[1]
    tl.equal(f"a provider that {what} signs nobody out there", sign_out(s, session), (200, None, 401))
    s.end()
provider.lie = {}

# The provider's document.
for what, lie in (("that is giant", {"giant document": True}), ("of another issuer", {"document": {"issuer": "http://127.0.0.1/x"}}), ("with a plain address elsewhere", {"document": {"token_endpoint": "http://cx.example.com/token"}}),
                  ("without keys", {"document": {"jwks_uri": provider.issuer + "/nothing"}})):
    s = Server()
    tl.equal(f"a document {what} is refused", whole(s, **lie), ("/?sign_in=down", ""))
    admin = s.ask("POST", "/api/v1/session", {"name": "ada@example.com", "password": PASSWORD}, Origin=f"http://127.0.0.1:{s.port}")
    state = json.loads(s.ask("GET", "/api/v1/session/provider", Cookie=cookies_of(admin[1])[0])[2])
    tl.check("an admin sees that it fails, and why; never the secret", state["set_up"] and not state["ready"] and state["fails"] and state["secret"] is True and SECRET not in json.dumps(state), state)
    s.end()
s = Server()
started = time.monotonic()
tl.equal("a provider that does not answer in ten seconds is given up", (whole(s, slow=15), 9 < time.monotonic() - started < 14.5), (("/?sign_in=down", ""), True))
started = time.monotonic()
tl.check("and left alone for a while: the same answer at once", whole(s, slow=15)[0] == "/?sign_in=down" and time.monotonic() - started < 1, "")
s.end()
s = Server()
while provider.waiting:            # whoever was given up is still being answered
    time.sleep(0.2)
provider.lie, provider.most, found = {"slow": 3}, 0, []
crowd = [threading.Thread(target=lambda: found.append(begin(s))) for _ in range(12)]
for t in crowd:
    t.start()
started = time.monotonic()
tl.check("while some wait for a provider, others are answered", s.ask("GET", "/healthz")[0] == 200 and time.monotonic() - started < 2, time.monotonic() - started)
for t in crowd:
    t.join()
ends = sorted({h["Location"].split("?")[-1].split("&")[0] for _, h, _ in found})
tl.equal("of a crowd some go on and the others are told to try again, on a page", (ends, {status for status, _, _ in found}), (["realm=one", "sign_in=busy"], {303}))
tl.check("no more than three wait at a time", 1 <= provider.most <= 3, provider.most)
provider.lie = {}
time.sleep(3.2)
tl.check("then it may again", whole(s)[1], "")
provider.stop()
tl.equal("a provider that is gone is said to be", [x for x in (begin(s)[1]["Location"],) if not x.startswith(provider.issuer[:21])] or "sent there, from what is kept", "sent there, from what is kept")
s.end()
s = Server()
tl.equal("and after a new start, too", begin(s)[1]["Location"], "/?sign_in=down")
tl.equal("a password still opens", s.ask("POST", "/api/v1/session", {"name": "ada@example.com", "password": PASSWORD}, Origin=f"http://127.0.0.1:{s.port}")[0], 201)
s.end()
provider = Provider(provider.port)

# TLS: a certificate that nobody vouches for, then one that the set-up trusts, then another host's.
def certificate(name, host):
    key = oidc_provider.ec.generate_private_key(oidc_provider.ec.SECP256R1())
    who = x509.Name([x509.NameAttribute(x509.oid.NameOID.COMMON_NAME, name)])
    day = datetime.timedelta(days=1)
    made = datetime.datetime.utcnow() - day
    cert = (x509.CertificateBuilder().subject_name(who).issuer_name(who).public_key(key.public_key()).serial_number(x509.random_serial_number()).not_valid_before(made).not_valid_after(made + 30 * day)
            .add_extension(x509.SubjectAlternativeName([host]), False).add_extension(x509.BasicConstraints(ca=True, path_length=None), True).sign(key, hashes.SHA256()))
    files = os.path.join(d, name + ".pem"), os.path.join(d, name + ".key")
    for file, data in zip(files, (cert.public_bytes(serialization.Encoding.PEM), key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))):
        with open(file, "wb") as f:
            f.write(data)
    return files


plain, ours, theirs = provider, certificate("ours", x509.IPAddress(ipaddress.ip_address("127.0.0.1"))), certificate("theirs", x509.DNSName("login.example.com"))
s = Server()
for what, tls, lines, want in (("a certificate that nobody vouches for", ours, (), "down"), ("one that the set-up names", ours, (f"ca {ours[0]}",), None), ("another host's", theirs, (f"ca {theirs[0]}",), "down"),
                               ("a file of certificates that is not there", ours, (f"ca {d}/nothing.pem",), "down")):
    provider = Provider(tls=tls)
    provider.person = {"sub": "sub-1", "email": "ada@example.com", "email_verified": True}
    set_up(*lines)
    _, head, cookie = begin(s)
    tl.equal(f"over TLS, {what} is {'refused' if want else 'taken'}", head["Location"].split("?")[1].startswith(f"sign_in={want}") if want else head["Location"].startswith(provider.root + "/authorize"), True)
    if not want:
        q = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(head["Location"]).query))
        provider.codes["tls"] = q
        got = s.ask("GET", path_of(q["redirect_uri"]) + f"?code=tls&state={q['state']}", Cookie=cookie)
        tl.equal("and whoever it vouches for comes in", (got[1]["Location"], me(s, cookies_of(got[1])[0])["name"]), ("/", "ada@example.com"))
    provider.stop()
s.end()
provider = plain

# Set-ups that are wrong, and accounts that are made.
s = Server()
for what, lines, issuer in (("a plain issuer", (), "http://login.example.com"), ("a role that sees all", ("role admin", "domain example.com"), None), ("a role for everybody", ("role viewer",), None), ("a word that is none", ("colour red",), None)):
    set_up(*lines, issuer=issuer)
    tl.equal(f"{what} is no set-up", (begin(s)[1]["Location"], me(s, "")["provider"]), ("/?sign_in=setup", None))
set_up("role viewer", "domain example.com example.org")
provider.person = {"sub": "sub-9", "email": "new@example.org", "email_verified": True}
got = me(s, whole(s)[1])
tl.equal("with a role and its domain, who is new gets an account", (got["name"], got["role"]), ("new@example.org", "viewer"))
for mail in ("new@evil.example", "x@example.org.evil.example", "x@sub.example.org", '"a@example.org"@evil.example'):
    provider.person = {"sub": mail, "email": mail, "email_verified": True}
    tl.equal(f"not for {mail}", whole(s), ("/?sign_in=unknown", ""))

# Guessing, and who is locked.
for i in range(16):
    whole(s)
provider.person = {"sub": "sub-1", "email": "ada@example.com", "email_verified": True}
tl.equal("twenty that failed lock the address, for the truth, too", (begin(s)[1]["Location"], s.ask("POST", "/api/v1/session", {"name": "ada@example.com", "password": PASSWORD}, Origin=f"http://127.0.0.1:{s.port}")[0]), ("/?sign_in=locked", 429))
s.end()
s = Server()
for i in range(5):
    s.ask("POST", "/api/v1/session", {"name": "ada@example.com", "password": "not this one"}, Origin=f"http://127.0.0.1:{s.port}")
tl.equal("a name that is locked is locked at this door, too", whole(s), ("/?sign_in=locked", ""))
for i in range(30):
    s.ask("GET", "/api/v1/session/oidc/back?state=" + "x" * 43 + "&code=y")
provider.person = {"sub": "sub-9", "email": "", "email_verified": False}
tl.check("another site's page that makes browsers come back locks nobody", whole(s)[1], "")
s.end()

# Read only, and behind a proxy.
s = Server("--read-only")
tl.equal("on a book open for reading only, who was joined comes in", me(s, whole(s)[1])["name"], "new@example.org")
provider.person = {"sub": "sub-77", "email": "bob@example.com", "email_verified": True}
tl.equal("and nobody is joined", whole(s), ("/?sign_in=read_only", ""))
s.end()
s = Server("--public", "https://cx.example.com")
status, head, cookie = begin(s, Host="cx.example.com")
tl.check("behind TLS the cookie is Secure and bound to the host", cookie.startswith("__Host-tl_oidc_") and "; Secure" in head["Set-Cookie"], head)
tl.equal("and the way back is the public one", dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(head["Location"]).query))["redirect_uri"], "https://cx.example.com/api/v1/session/oidc/back")
s.end()
s = Server("--public", "http://cx.example.com")
tl.equal("an address without TLS gets no codes", begin(s, Host="cx.example.com")[1]["Location"], "/?sign_in=setup")
s.end()

log = tl.sql(book, "SELECT who, how, route, what, status FROM login_trail WHERE route = 'signed_in_with' ORDER BY trail_id")
tl.check("every sign-in is in the log", any(x["who"] == "ada@example.com" and x["how"] == "session" and x["status"] == 201 for x in log) and any("as a new user" in x["what"] for x in log), log[:5])
tl.check("and every refusal, with its reason in words of ours", {"token", "state", "unknown", "email", "taken", "down", "denied", "setup"} <= {x["what"].split(":")[0] for x in log if x["status"] != 201}, sorted({x["what"] for x in log}))
tl.check("no secret is in the log", not any(SECRET in str(x) or "code-" in str(x) or "<" in x["what"] for x in log), "")
file = os.path.join(d, "backup")
tl.check("a backup is made", tl.run("backup", book, file).code == 0, "")
tl.check("neither the book nor its backup holds the secret", SECRET.encode() not in open(book, "rb").read() and SECRET.encode() not in open(file, "rb").read(), "")
copy = os.path.join(d, "copy.book")
tl.check("what was joined is in the backup", tl.run("restore", file, copy).code == 0 and tl.sql(copy, "SELECT subject FROM login_link ORDER BY subject") == tl.sql(book, "SELECT subject FROM login_link ORDER BY subject") != [], "")
tl.check("check finds nothing wrong", tl.run("check", book).code == 0, "")
tl.done()
