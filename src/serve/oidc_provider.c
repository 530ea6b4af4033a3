#include "serve/oidc_provider.h"

#include <jansson.h>

#include "model/limits.h"
#include "serve/oidc_fetch.h"
#include "serve/oidc_token.h"

enum { OK = 200 };

static Str text_of(const json_t *o, const char *name, Arena *a)
{
    const json_t *v = json_object_get(o, name);
    return json_is_string(v) ? str_dup(a, (Str){ json_string_value(v), json_string_length(v) }) : STR("");
}

static bool lists(const json_t *o, const char *name, const char *word)
{
    const json_t *list = json_object_get(o, name);
    for (size_t i = 0; i < json_array_size(list); i++) {
        const char *one = json_string_value(json_array_get(list, i));
        if (one && !strcmp(one, word))
            return true;
    }
    return false;
}

static Status read_document(const json_t *o, Arena *a, OidcProvider *out, Err *err)
{
    static const char way[] = "token_endpoint_auth_methods_supported";
    Str issuer = text_of(o, "issuer", a);
    out->authorize = text_of(o, "authorization_endpoint", a);
    out->token = text_of(o, "token_endpoint", a);
    out->keys_at = text_of(o, "jwks_uri", a);
    /* May be missing; one that is not to be trusted is as good as missing. */
    out->end = text_of(o, "end_session_endpoint", a);
    if (out->end.n && (!oidc_url_ok(out->end) || str_has(out->end, STR("#"))))
        out->end = STR("");
    out->says_issuer = json_is_true(json_object_get(o, "authorization_response_iss_parameter_supported"));
    out->posts_secret = lists(o, way, "client_secret_post") && !lists(o, way, "client_secret_basic");
    if (!str_eq(issuer, out->issuer))
        return ERR(err, ST_INVALID, "the provider's document names another issuer than the one that is set up");
    const Str *const url[] = { &out->authorize, &out->token, &out->keys_at };
    for (size_t i = 0; i < COUNT_OF(url); i++)
        if (!oidc_url_ok(*url[i]))
            return ERR(err, ST_INVALID, "an address in the provider's document is missing or not https");
    return ST_OK;
}

Status oidc_fetch_keys(OidcProvider *p, Arena *a, Err *err)
{
    long code = 0;
    Str body;
    Status st = oidc_fetch(&(OidcAsk){ .url = p->keys_at, .form = STR(""), .user = STR(""), .ca = p->ca }, a, &code, &body, err);
    if (!st && (code != OK || !token_keys_ok(body)))
        st = ERR(err, ST_INVALID, "the provider's keys cannot be read (its answer is %ld)", code);
    if (!st)
        p->keys = body;
    return st;
}

Status oidc_discover(Str issuer, Str ca, Arena *a, OidcProvider *out, Err *err)
{
    long code = 0;
    Str body, base = issuer;
    *out = (OidcProvider){ .issuer = str_dup(a, issuer), .ca = str_dup(a, ca), .keys = STR(""), .end = STR("") };
    if (str_ends(base, STR("/")))
        base.n--;
    Status st = oidc_fetch(&(OidcAsk){ .url = str_fmt(a, "%.*s/.well-known/openid-configuration", STR_ARG(base)), .form = STR(""), .user = STR(""), .ca = ca }, a, &code, &body, err);
    if (st)
        return st;
    json_t *o = code == OK ? token_object(body) : NULL;
    st = o ? read_document(o, a, out, err) : ERR(err, ST_INVALID, "the provider's document cannot be read (its answer is %ld)", code);
    json_decref(o);
    return st ? st : oidc_fetch_keys(out, a, err);
}

OidcGrant oidc_read_grant(long code, Str body, Arena *a, Str *id_token)
{
    json_t *o = token_object(body);
    Str error = text_of(o, "error", a);
    *id_token = text_of(o, "id_token", a);
    json_decref(o);
    if (code == OK && id_token->n)
        return GRANT_OK;
    if (str_eq(error, STR("invalid_grant")))
        return GRANT_REFUSED;
    return str_eq(error, STR("invalid_client")) || str_eq(error, STR("unauthorized_client")) ? GRANT_CLIENT : GRANT_ODD;
}
