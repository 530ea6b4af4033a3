"""Makes tests/serve/oidc_tokens.h: ID tokens with one fault each, signed by PyJWT with keys that are thrown away.

    /usr/bin/python3 tests/serve/oidc_tokens.py > tests/serve/oidc_tokens.h
"""
import base64
import json

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, rsa

NOW, NONCE, ISSUER, CLIENT = 1800000000, "nonce-of-this-sign-in", "https://login.example.com/one", "throughline"


def b64(data):
    return base64.urlsafe_b64encode(data if isinstance(data, bytes) else json.dumps(data).encode()).rstrip(b"=").decode()


def rsa_key(kid, bits=2048, **more):
    key = rsa.generate_private_key(public_exponent=65537, key_size=bits)
    n = key.public_key().public_numbers()
    return key, {"kty": "RSA", "n": b64(n.n.to_bytes(bits // 8, "big")), "e": "AQAB", **({"kid": kid} if kid else {}), **more}


def ec_key(kid, curve=ec.SECP256R1(), crv="P-256", size=32, **more):
    key = ec.generate_private_key(curve)
    n = key.public_key().public_numbers()
    return key, {"kty": "EC", "crv": crv, "x": b64(n.x.to_bytes(size, "big")), "y": b64(n.y.to_bytes(size, "big")), **({"kid": kid} if kid else {}), **more}


r, r_pub = rsa_key("r")
e, e_pub = ec_key("e", use="sig")
e3, e3_pub = ec_key("e3", ec.SECP384R1(), "P-384", 48)
e5, e5_pub = ec_key("e5", ec.SECP521R1(), "P-521", 66)
w, w_pub = rsa_key("w", 1024)
enc, enc_pub = ec_key("enc", use="enc")
only, only_pub = rsa_key("only", alg="RS512")
stranger, _ = ec_key("e")
oct_pub = {"kty": "oct", "k": b64(b"shared secret of thirty-two bytes"), "kid": "o"}
sets = {
    "MANY": [r_pub, e_pub, e3_pub, e5_pub, w_pub, enc_pub, only_pub, oct_pub],
    "ONE": [{k: v for k, v in e_pub.items() if k != "kid"}],
    "TWO": [{k: v for k, v in x.items() if k != "kid"} for x in (e_pub, enc_pub | {"use": "sig"})],
}
truth = {"iss": ISSUER, "aud": CLIENT, "sub": "248289761001", "exp": NOW + 300, "iat": NOW, "nonce": NONCE, "email": "ada@example.com", "email_verified": True}
rows = []


def put(name, fault, token, keys="MANY"):
    rows.append((name, fault, token, keys))


def signed(name, fault, change=(), key=e, alg="ES256", kid="e", keys="MANY", head=()):
    claims = {k: v for k, v in {**truth, **dict(change)}.items() if v != "-"}
    put(name, fault, jwt.encode(claims, key, algorithm=alg, headers={**({"kid": kid} if kid else {}), **dict(head)}), keys)


for alg, key, kid in (("RS256", r, "r"), ("RS384", r, "r"), ("RS512", r, "r"), ("PS256", r, "r"), ("ES256", e, "e"), ("ES384", e3, "e3"), ("ES512", e5, "e5"), ("RS512", only, "only")):
    signed(f"{alg} by {kid}", "NONE", key=key, alg=alg, kid=kid)
signed("no kid, one key", "NONE", kid=None, keys="ONE")
signed("several audiences with azp", "NONE", {"aud": ["other", CLIENT], "azp": CLIENT})
signed("one audience in a list", "NONE", {"aud": [CLIENT]})
signed("just within the slack of exp", "NONE", {"exp": NOW - 59})
signed("just within the slack of iat", "NONE", {"iat": NOW + 60})
signed("as old as may be", "NONE", {"iat": NOW - 660})
signed("times with a fraction", "NONE", {"exp": NOW + 300.5, "iat": NOW + 0.5})
signed("no kid, two keys", "KEY", kid=None, keys="TWO")
signed("a kid that no key has", "KEY", kid="new")
signed("a key for encryption", "KEY", key=enc, kid="enc")
signed("a key for another algorithm", "KEY", key=only, alg="RS256", kid="only")
signed("RSA named in an EC token", "KEY", kid="r")
signed("another curve", "KEY", kid="e3")
signed("a key of 1024 bits", "ALGORITHM", key=w, alg="RS256", kid="w")
signed("a stranger's key", "SIGNATURE", key=stranger)
signed("HS256 with a secret in the set", "ALGORITHM", key="shared secret of thirty-two bytes", alg="HS256", kid="o")
signed("HS256 with the public key", "ALGORITHM", key=json.dumps(r_pub), alg="HS256", kid="r")
signed("crit", "ALGORITHM", head={"crit": ["exp"]})
put("alg none, unsigned", "ALGORITHM", b64({"alg": "none"}) + "." + b64(truth) + ".")
put("alg none, signed", "ALGORITHM", b64({"alg": "none", "kid": "e"}) + "." + b64(truth) + ".AAAA")
put("alg nOnE", "FORM", b64({"alg": "nOnE"}) + "." + b64(truth) + ".AAAA")
put("no alg", "FORM", b64({"kid": "e"}) + "." + b64(truth) + ".AAAA")
good = jwt.encode(truth, e, algorithm="ES256", headers={"kid": "e"})
head, body, sig = good.split(".")
put("other claims under the signature", "SIGNATURE", f"{head}.{b64({**truth, 'sub': 'root'})}.{sig}")
put("another header over the signature", "SIGNATURE", f"{b64({'alg': 'ES256', 'kid': 'e', 'typ': 'x'})}.{body}.{sig}")
put("half a signature", "SIGNATURE", f"{head}.{body}.{sig[:43]}")
put("no signature", "SIGNATURE", f"{head}.{body}.")
put("a signature of zeros", "SIGNATURE", f"{head}.{body}.{b64(bytes(64))}")
put("two parts", "FORM", f"{head}.{body}")
put("five parts", "FORM", f"{head}.{body}.{sig}.{sig}.{sig}")
put("no parts", "FORM", "x")
put("nothing", "FORM", "")
put("a header that is no JSON", "FORM", f"{b64(b'{alg')}.{body}.{sig}")
signed("another issuer", "ISSUER", {"iss": ISSUER + "/"})
signed("no issuer", "ISSUER", {"iss": "-"})
signed("another audience", "AUDIENCE", {"aud": "other"})
signed("part of our name", "AUDIENCE", {"aud": "through"})
signed("an empty list", "AUDIENCE", {"aud": []})
signed("numbers for an audience", "AUDIENCE", {"aud": [1, 2]})
signed("no audience", "AUDIENCE", {"aud": "-"})
signed("several audiences without azp", "PARTY", {"aud": ["other", CLIENT]})
signed("another azp", "PARTY", {"azp": "other"})
signed("azp that is no text", "PARTY", {"azp": 7})
signed("expired", "EXPIRED", {"exp": NOW - 60})
signed("exp of 0", "EXPIRED", {"exp": 0})
signed("no exp", "FORM", {"exp": "-"})
signed("no iat", "FORM", {"iat": "-"})
signed("nbf that is no number", "FORM", {"nbf": [NOW]})
signed("iat ahead", "EARLY", {"iat": NOW + 61})
signed("nbf ahead", "EARLY", {"nbf": NOW + 61})
signed("iat long past", "OLD", {"iat": NOW - 661})
signed("another nonce", "NONCE", {"nonce": NONCE + "x"})
signed("no nonce", "NONCE", {"nonce": "-"})
signed("an empty nonce", "NONCE", {"nonce": ""})
signed("no sub", "SUBJECT", {"sub": "-"})
signed("an empty sub", "SUBJECT", {"sub": ""})
signed("a long sub", "SUBJECT", {"sub": "s" * 256})
signed("a sub with a line end", "SUBJECT", {"sub": "a\nb"})
put("claims that are a list", "FORM", jwt.PyJWS().encode(b"[1]", e, algorithm="ES256", headers={"kid": "e"}))
put("claims that are no JSON", "FORM", jwt.PyJWS().encode(b"\xff\x00", e, algorithm="ES256", headers={"kid": "e"}))
put("a claim twice", "FORM", jwt.PyJWS().encode(json.dumps(truth)[:-1].encode() + b',"nonce":"x"}', e, algorithm="ES256", headers={"kid": "e"}))

print("/* Made by tests/serve/oidc_tokens.py with PyJWT; the keys are thrown away.  All are of the instant", NOW, "*/")
for name, keys in sets.items():
    print(f"static const char keys_{name.lower()}[] = {json.dumps(json.dumps({'keys': keys}, separators=(',', ':')))};")
print("static const struct { const char *name; TokenFault fault; const char *keys, *token; } tokens[] = {")
for name, fault, token, keys in rows:
    print(f'    {{ "{name}", FAULT_{fault}, keys_{keys.lower()}, "{token}" }},')
print("};")
print("/* What they say of the address, without a fault elsewhere. */")
print("static const struct { const char *name, *email; bool verified; const char *token; } addresses[] = {")
for name, want, verified, change in (("verified", "ada@example.com", True, {}), ("as a word", "ada@example.com", True, {"email_verified": "true"}), ("not verified", "ada@example.com", False, {"email_verified": False}),
                                     ("verified by a number", "ada@example.com", False, {"email_verified": 1}), ("no word on it", "ada@example.com", False, {"email_verified": "-"}), ("no address", "", False, {"email": "-"}),
                                     ("an address that is none", "", False, {"email": "ada"}), ("with a line end", "", False, {"email": "ada@example.com\nx@y"}), ("a list", "", False, {"email": ["ada@example.com"]})):
    claims = {k: v for k, v in {**truth, **change}.items() if v != "-"}
    print(f'    {{ "{name}", "{want}", {"true" if verified else "false"}, "{jwt.encode(claims, e, algorithm="ES256", headers={"kid": "e"})}" }},')
print("};")
