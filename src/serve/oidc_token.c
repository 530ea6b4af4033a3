#include "serve/oidc_token.h"

#include <cjose/cjose.h>
#include <jansson.h>
#include <stdlib.h>

#include "model/limits.h"

static const char *const texts[FAULT_COUNT_] = {
    [FAULT_NONE] = "none",
    [FAULT_FORM] = "it is no signed token",
    [FAULT_ALGORITHM] = "it is not signed with an algorithm that is taken here",
    [FAULT_KEYS] = "the provider's keys cannot be read",
    [FAULT_KEY] = "the provider has no key that it could be signed with",
    [FAULT_SIGNATURE] = "its signature is wrong",
    [FAULT_ISSUER] = "another issuer made it",
    [FAULT_AUDIENCE] = "it is for another client",
    [FAULT_PARTY] = "it was given to another client",
    [FAULT_EXPIRED] = "it has expired",
    [FAULT_EARLY] = "it is dated ahead of this machine's clock",
    [FAULT_OLD] = "it was made too long ago",
    [FAULT_NONCE] = "it belongs to another sign-in",
    [FAULT_SUBJECT] = "it names nobody",
};

const char *token_fault_text(TokenFault f) { return texts[f]; }

/* What may sign, and with which key. */
static const struct {
    const char *alg, *type, *curve;
} algorithms[] = {
    { "RS256", "RSA", NULL }, { "RS384", "RSA", NULL }, { "RS512", "RSA", NULL },       { "PS256", "RSA", NULL },       { "PS384", "RSA", NULL },
    { "PS512", "RSA", NULL }, { "ES256", "EC", "P-256" }, { "ES384", "EC", "P-384" }, { "ES512", "EC", "P-521" },
};

static const char *text_of(const json_t *o, const char *name)
{
    const char *s = json_string_value(json_object_get(o, name));
    return s ? s : "";
}

static bool key_fits(const json_t *key, size_t alg, const char *kid)
{
    const char *use = text_of(key, "use"), *own = text_of(key, "alg");
    return !strcmp(text_of(key, "kty"), algorithms[alg].type) && (!algorithms[alg].curve || !strcmp(text_of(key, "crv"), algorithms[alg].curve)) &&
           (!*use || !strcmp(use, "sig")) && (!*own || !strcmp(own, algorithms[alg].alg)) && (!kid || !strcmp(text_of(key, "kid"), kid));
}

/* The key that made the signature; without a name, the only one that can have. */
static const json_t *find_key(const json_t *set, size_t alg, const char *kid)
{
    const json_t *list = json_object_get(set, "keys"), *found = NULL;
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *key = json_array_get(list, i);
        if (!key_fits(key, alg, kid))
            continue;
        if (found)
            return NULL;
        found = key;
    }
    return found;
}

static TokenFault check_signature(cjose_jws_t *jws, const json_t *key)
{
    cjose_err why;
    TokenFault f = FAULT_SIGNATURE;
    char *text = json_dumps(key, JSON_COMPACT);
    cjose_jwk_t *jwk = text ? cjose_jwk_import(text, strlen(text), &why) : NULL;
    free(text);
    if (!jwk)
        return FAULT_KEYS;
    if (!strcmp(text_of(key, "kty"), "RSA") && cjose_jwk_get_keysize(jwk, &why) < TOKEN_RSA_BITS)
        f = FAULT_ALGORITHM;
    else if (cjose_jws_verify(jws, jwk, &why))
        f = FAULT_NONE;
    (void)cjose_jwk_release(jwk);
    return f;
}

/* Header and signature. */
static TokenFault check_envelope(cjose_jws_t *jws, const json_t *set)
{
    const json_t *head = (const json_t *)cjose_jws_get_protected(jws), *named = json_object_get(head, "kid");
    size_t alg = 0;
    while (alg < COUNT_OF(algorithms) && strcmp(text_of(head, "alg"), algorithms[alg].alg) != 0)
        alg++;
    if (alg == COUNT_OF(algorithms) || json_object_get(head, "crit"))
        return FAULT_ALGORITHM;
    if (named && !json_is_string(named))
        return FAULT_FORM;
    const json_t *key = find_key(set, alg, json_string_value(named));
    return key ? check_signature(jws, key) : FAULT_KEY;
}

static bool is_text(const json_t *v, Str want) { return json_is_string(v) && str_eq((Str){ json_string_value(v), json_string_length(v) }, want); }

static TokenFault check_audience(const json_t *claims, Str client)
{
    const json_t *aud = json_object_get(claims, "aud"), *azp = json_object_get(claims, "azp");
    size_t n = json_is_string(aud) ? 1 : json_array_size(aud);
    bool ours = is_text(aud, client);
    for (size_t i = 0; i < json_array_size(aud); i++)
        ours = ours || is_text(json_array_get(aud, i), client);
    if (!ours)
        return FAULT_AUDIENCE;
    return (azp || n > 1) && !is_text(azp, client) ? FAULT_PARTY : FAULT_NONE;
}

static TokenFault check_times(const json_t *claims, int64_t now_seconds)
{
    const json_t *exp = json_object_get(claims, "exp"), *iat = json_object_get(claims, "iat"), *nbf = json_object_get(claims, "nbf");
    double now = (double)now_seconds;
    if (!json_is_number(exp) || !json_is_number(iat) || (nbf && !json_is_number(nbf)))
        return FAULT_FORM;
    if (json_number_value(exp) <= now - TOKEN_SLACK)
        return FAULT_EXPIRED;
    if (json_number_value(iat) > now + TOKEN_SLACK || (nbf && json_number_value(nbf) > now + TOKEN_SLACK))
        return FAULT_EARLY;
    return json_number_value(iat) < now - TOKEN_AGE - TOKEN_SLACK ? FAULT_OLD : FAULT_NONE;
}

static bool is_plain(Str s, size_t most)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] <= ' ' || s.p[i] == 0x7F)
            return false;
    return s.n > 0 && s.n <= most && str_is_utf8(s);
}

/* Some providers write "true" where the standard has true. */
static bool is_true(const json_t *v) { return json_is_true(v) || is_text(v, STR("true")); }

static TokenFault check_claims(const json_t *claims, const TokenWant *want, Arena *a, TokenClaims *out)
{
    enum { EMAIL_MAX = 254 };
    const json_t *sub = json_object_get(claims, "sub"), *email = json_object_get(claims, "email");
    if (!is_text(json_object_get(claims, "iss"), want->issuer))
        return FAULT_ISSUER;
    TokenFault f = check_audience(claims, want->client);
    if (!f)
        f = check_times(claims, want->now);
    if (f)
        return f;
    if (!want->nonce.n || !is_text(json_object_get(claims, "nonce"), want->nonce))
        return FAULT_NONCE;
    Str subject = { json_string_value(sub), json_string_length(sub) }, address = { json_string_value(email), json_string_length(email) };
    if (!json_is_string(sub) || !is_plain(subject, TOKEN_SUBJECT_MAX))
        return FAULT_SUBJECT;
    bool usable = json_is_string(email) && is_plain(address, EMAIL_MAX) && str_has(address, STR("@"));
    *out = (TokenClaims){ .subject = str_dup(a, subject), .email = usable ? str_dup(a, address) : STR(""), .verified = usable && is_true(json_object_get(claims, "email_verified")) };
    return FAULT_NONE;
}

json_t *token_object(Str text)
{
    json_error_t why;
    json_t *o = text.n ? json_loadb(text.p, text.n, JSON_REJECT_DUPLICATES, &why) : NULL;
    if (json_is_object(o))
        return o;
    json_decref(o);
    return NULL;
}

static bool keys_ok(const json_t *set)
{
    size_t n = json_array_size(json_object_get(set, "keys"));
    return n >= 1 && n <= LIMIT_OIDC_KEYS;
}

bool token_keys_ok(Str keys)
{
    json_t *set = token_object(keys);
    bool ok = keys_ok(set);
    json_decref(set);
    return ok;
}

TokenFault token_check(Str keys, Str token, const TokenWant *want, Arena *a, TokenClaims *out)
{
    cjose_err why;
    uint8_t *plain = NULL;
    size_t n = 0;
    *out = (TokenClaims){ .subject = STR(""), .email = STR("") };
    json_t *set = token_object(keys);
    cjose_jws_t *jws = token.n && token.n <= LIMIT_OIDC_TOKEN ? cjose_jws_import(token.p, token.n, &why) : NULL;
    TokenFault f = !keys_ok(set) ? FAULT_KEYS : jws ? check_envelope(jws, set) : FAULT_FORM;
    if (!f && !cjose_jws_get_plaintext(jws, &plain, &n, &why))
        f = FAULT_FORM;
    json_t *claims = f ? NULL : token_object((Str){ (const char *)plain, n });
    if (!f)
        f = claims ? check_claims(claims, want, a, out) : FAULT_FORM;
    json_decref(claims);
    if (jws)
        cjose_jws_release(jws);
    json_decref(set);
    return f;
}
