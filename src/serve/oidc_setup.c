/* oidc_setup.c - the file that says which provider, and what is wrong with it. */
#include "base/file.h"
#include "serve/oidc_fetch.h"
#include "serve/oidc_in.h"

enum { LINE_MAX_BYTES = 2000, NAME_MAX_BYTES = 60 };

static bool is_line(Str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] < ' ' || s.p[i] == 0x7F)
            return false;
    return s.n > 0 && s.n <= LINE_MAX_BYTES && str_is_utf8(s);
}

/* "https://login.example.com/realms/x" -> "login.example.com" */
static Str host_of(Str url)
{
    Str rest = url;
    (void)str_cut(&rest, ':');
    rest = str_sub(rest, 2, rest.n);
    return str_cut(&rest, '/');
}

static Str judge(OidcSetup *s, Str role)
{
    if (!s->issuer.n || !s->client.n)
        return STR("it must name an issuer and a client");
    if (!oidc_url_ok(s->issuer) || str_has(s->issuer, STR("?")))
        return STR("the issuer must be an https address without parameters");
    if (s->ca.n && s->ca.p[0] != '/')
        return STR("ca must be the whole path of a file of certificates");
    if (s->signed_out.n && !oidc_url_ok(s->signed_out))
        return STR("signed_out must be an https address");
    if (s->name.n > NAME_MAX_BYTES)
        return STR("the name is too long for a button: at most 60 bytes");
    if (role.n && (!role_of(role, &s->role) || (s->role != ROLE_VIEWER && s->role != ROLE_ANALYST)))
        return STR("the role of accounts that are made must be viewer or analyst");
    if (s->role && !s->domain.n)
        return STR("a role needs the domains whose addresses get accounts");
    if (!s->name.n)
        s->name = host_of(s->issuer);
    return STR("");
}

void oidc_setup_parse(Str text, Arena *a, OidcSetup *out)
{
    Str role = STR("");
    *out = (OidcSetup){ .there = true, .issuer = STR(""), .client = STR(""), .secret = STR(""), .name = STR(""), .domain = STR(""), .ca = STR(""), .signed_out = STR(""), .fault = STR("") };
    const struct { const char *name; Str *into; } key[] = { { "issuer", &out->issuer }, { "client", &out->client }, { "secret", &out->secret },
                                                            { "name", &out->name },     { "role", &role },          { "domain", &out->domain },
                                                            { "ca", &out->ca },         { "signed_out", &out->signed_out } };
    for (int n = 1; text.n; n++) {
        Str line = str_trim(str_cut(&text, '\n')), name = str_cut(&line, ' '), value = str_trim(line);
        size_t k = 0;
        if (!name.n || name.p[0] == '#')
            continue;
        while (k < COUNT_OF(key) && !str_eq(name, str_of(key[k].name)))
            k++;
        /* What the line says may be a secret: only its number is told. */
        if (k == COUNT_OF(key) || !is_line(value) || key[k].into->n) {
            out->fault = str_fmt(a, "line %d is not issuer, client, secret, name, role, domain, ca or signed_out with a value, each once", n);
            return;
        }
        *key[k].into = str_dup(a, value);
    }
    out->fault = judge(out, role);
    if (out->fault.n)
        out->role = ROLE_NONE;
}

void oidc_setup_read(const char *path, Arena *a, OidcSetup *out)
{
    enum { FILE_MAX = 64 * 1024 };
    Err err = { .code = ST_OK };
    FileInfo info;
    Str text = STR("");
    *out = (OidcSetup){ .there = false, .issuer = STR(""), .client = STR(""), .secret = STR(""), .name = STR(""), .domain = STR(""), .ca = STR(""), .signed_out = STR(""), .fault = STR("") };
    Status st = file_stat(path, &info, &err);
    if (st == ST_NOT_FOUND)
        return;
    if (!st)
        st = file_read(path, FILE_MAX, a, &text, &err);
    if (!st) {
        oidc_setup_parse(text, a, out);
    } else {
        out->there = true;
        out->fault = STR("the file cannot be read");
    }
}

bool oidc_makes_account(const OidcSetup *s, Str email)
{
    Str rest = s->domain, domain = email;
    (void)str_cut(&domain, '@');
    while (str_has(domain, STR("@")))              /* "a@b"@c: the last part counts */
        (void)str_cut(&domain, '@');
    while (s->role && rest.n)
        if (str_ieq(str_trim(str_cut(&rest, ' ')), domain) && domain.n)
            return true;
    return false;
}
