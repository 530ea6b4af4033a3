"""A small provider of OpenID Connect that can lie in every way: for tests/flow/oidc.py and the browser's tests.

It checks what a provider must (client, redirect, PKCE, one use of a code); `lie` says how an answer is bent. As a program it prints its address and
signs everybody in as the address given on the command line.
"""
import base64
import hashlib
import http.server
import json
import ssl
import sys
import threading
import time
import urllib.parse

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, rsa

CLIENT, SECRET = "throughline & co", "s3cret of the client: 100%"


def b64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def new_key(kid, alg):
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048) if alg.startswith(("RS", "PS")) else ec.generate_private_key(ec.SECP256R1())
    algorithm = jwt.algorithms.RSAAlgorithm if alg.startswith(("RS", "PS")) else jwt.algorithms.ECAlgorithm
    if alg.startswith(("RS", "PS")):
        public = json.loads(algorithm.to_jwk(key.public_key()))
    else:
        n = key.public_key().public_numbers()
        public = {"kty": "EC", "crv": "P-256", "x": b64(n.x.to_bytes(32, "big")), "y": b64(n.y.to_bytes(32, "big"))}
    public.pop("key_ops", None)
    return {"kid": kid, "alg": alg, "private": key, "public": {**public, "kid": kid, "use": "sig", "alg": alg}}


class Provider:
    def __init__(self, port=0, tls=None):
        self.keys = [new_key("one", "RS256")]
        self.signer = self.keys[0]
        self.person = {"sub": "sub-1", "email": "ada@example.com", "email_verified": True}
        self.lie = {}              # claim -> value or None, and words like "giant"
        self.codes, self.asked, self.tokens, self.ended = {}, [], [], []
        self.post_only = False
        self.lock, self.waiting, self.most = threading.Lock(), 0, 0        # who waits for the document, now and at most
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                outer.get(self)

            def do_POST(self):
                outer.post(self)

            def log_message(self, *a):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", port), Handler)
        self.server.daemon_threads = True
        self.server.handle_error = lambda *a: None      # who was asked breaks off, as it should
        if tls:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(*tls)
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True, do_handshake_on_connect=False)
        self.port = self.server.server_address[1]
        self.root = f"http{'s' if tls else ''}://127.0.0.1:{self.port}"
        self.issuer = self.root + "/realms/one"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()

    @staticmethod
    def send(h, code, body, kind="application/json", **headers):
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        h.send_response(code)
        h.send_header("Content-Type", kind)
        h.send_header("Content-Length", str(len(data)))
        for k, v in headers.items():
            h.send_header(k, v)
        h.end_headers()
        try:
            h.wfile.write(data)
        except OSError:
            pass                   # it was cut off, as it should be

    def get(self, h):
        at = urllib.parse.urlsplit(h.path)
        self.asked.append(at.path)
        if at.path == "/realms/one/.well-known/openid-configuration":
            if "giant document" in self.lie:
                return self.send(h, 200, b'{"issuer":"' + b"x" * 5_000_000 + b'"}')
            if "slow" in self.lie:
                with self.lock:
                    self.waiting += 1
                    self.most = max(self.most, self.waiting)
                time.sleep(self.lie["slow"])
                with self.lock:
                    self.waiting -= 1
            root = self.root
            doc = {"issuer": self.issuer, "authorization_endpoint": root + "/authorize?realm=one", "token_endpoint": root + "/token", "jwks_uri": root + "/keys", "end_session_endpoint": root + "/end?realm=one",
                   "token_endpoint_auth_methods_supported": ["client_secret_post"] if self.post_only else ["client_secret_basic", "client_secret_post"]}
            return self.send(h, 200, {**doc, **self.lie.get("document", {})})
        if at.path == "/keys":
            return self.send(h, 200, {"keys": [k["public"] for k in self.keys]})
        if at.path == "/end":
            q = dict(urllib.parse.parse_qsl(at.query))
            self.ended.append(q)
            return self.send(h, 302, b"", Location=q["post_logout_redirect_uri"]) if "post_logout_redirect_uri" in q else self.send(h, 200, b"signed out there", "text/plain")
        if at.path == "/authorize":
            return self.authorize(h, dict(urllib.parse.parse_qsl(at.query)))
        return self.send(h, 404, {})

    def authorize(self, h, q):
        back = q["redirect_uri"]
        if self.lie.get("says no"):
            return self.send(h, 302, b"", Location=f"{back}?{urllib.parse.urlencode({'error': 'access_denied', 'error_description': '<script>alert(1)</script>', 'state': q['state']})}")
        code = "code-" + str(len(self.codes)) + "-" + "c" * self.lie.get("long code", 10)
        self.codes[code] = q
        return self.send(h, 302, b"", Location=f"{back}?{urllib.parse.urlencode({'code': code, 'state': q['state'], 'session_state': 'x', 'scope': 'openid email'})}")

    def known(self, h, form):
        """The client, by the way that is offered."""
        head = h.headers.get("Authorization", "")
        if self.post_only:
            return not head and form.get("client_id") == CLIENT and form.get("client_secret") == SECRET
        if not head.startswith("Basic "):
            return False
        name, _, secret = base64.b64decode(head[6:]).decode().partition(":")
        return (urllib.parse.unquote(name), urllib.parse.unquote(secret)) == (CLIENT, SECRET)

    def post(self, h):
        form = dict(urllib.parse.parse_qsl(h.rfile.read(int(h.headers["Content-Length"])).decode()))
        self.tokens.append(form)
        if h.path != "/token":
            return self.send(h, 404, {})
        if self.lie.get("token answer") is not None:
            return self.send(h, *self.lie["token answer"])
        if not self.known(h, form):
            return self.send(h, 401, {"error": "invalid_client", "error_description": "<b>no</b>"})
        q = self.codes.pop(form.get("code"), None)
        if not q or q["redirect_uri"] != form["redirect_uri"] or q["client_id"] != CLIENT or q["code_challenge_method"] != "S256" or \
                b64(hashlib.sha256(form["code_verifier"].encode()).digest()) != q["code_challenge"]:
            return self.send(h, 400, {"error": "invalid_grant"})
        return self.send(h, 200, {"access_token": "a", "token_type": "Bearer", "id_token": self.id_token(q["nonce"])})

    def id_token(self, nonce):
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": CLIENT, "exp": now + 300, "iat": now, "nonce": nonce, **self.person, **self.lie.get("claims", {})}
        claims = {k: v for k, v in claims.items() if v is not None}
        key = self.lie.get("signer", self.signer)
        if self.lie.get("alg") == "none":
            return b64(json.dumps({"alg": "none"}).encode()) + "." + b64(json.dumps(claims).encode()) + "."
        if self.lie.get("alg") == "HS256":       # "signed" with what everybody knows: the public key, or the client's secret
            return jwt.encode(claims, self.lie["with"], algorithm="HS256", headers={"kid": key["kid"]})
        return jwt.encode(claims, key["private"], algorithm=key["alg"], headers={"kid": self.lie.get("kid", key["kid"])})


if __name__ == "__main__":
    one = Provider()
    one.person = {"sub": "browser", "email": sys.argv[1], "email_verified": True}
    print(one.issuer, flush=True)
    sys.stdin.read()               # until whoever started it ends
