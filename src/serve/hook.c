#include "serve/hook.h"

#include <sodium.h>

#include "base/date.h"
#include "base/file.h"
#include "base/buf.h"
#include "serve/digest.h"
#include "serve/hook_form.h"

enum { FILE_MAX = 1024 * 1024, NAME_MAX_BYTES = 60, DRAWN = 32, SIGNATURES = 8 };

static Str header(const HookCall *c, const char *name)
{
    return str_trim(c->header(c->ctx, name));
}

static Status refused(Err *err, const char *why)
{
    return ERR(err, ST_FORBIDDEN, "not taken: %s", why);
}

static Status in_time(int64_t at, const HookCall *c, Err *err)
{
    int64_t off = at > c->now ? at - c->now : c->now - at;
    return off > HOOK_TOLERANCE * MICROS_PER_SECOND ? refused(err, "it is older than five minutes, or from the future: a replay, or a clock that is wrong") : ST_OK;
}

/* "2026-11-26T10:00:00Z", fractions of a second left out. */
static bool parse_instant(Str s, int64_t *out)
{
    int64_t day, h, m, sec;
    if (s.n < 20 || s.p[10] != 'T' || s.p[s.n - 1] != 'Z' || s.p[13] != ':' || s.p[16] != ':' || !date_parse_iso(str_sub(s, 0, 10), &day) ||
        !str_to_i64(str_sub(s, 11, 2), &h) || !str_to_i64(str_sub(s, 14, 2), &m) || !str_to_i64(str_sub(s, 17, 2), &sec))
        return false;
    *out = day * MICROS_PER_DAY + ((h * 60 + m) * 60 + sec) * MICROS_PER_SECOND;
    return true;
}

static Status verify_zendesk(const Hook *h, const HookCall *c, Arena *a, Err *err)
{
    Str signature = header(c, "X-Zendesk-Webhook-Signature"), stamp = header(c, "X-Zendesk-Webhook-Signature-Timestamp");
    int64_t at;
    if (!signature.n || !parse_instant(stamp, &at))
        return refused(err, "it has no signature of Zendesk's with a timestamp");
    const Str part[] = { stamp, c->body };
    if (!digest_same(digest_base64(digest_hmac(DIGEST_SHA256, h->secret, part, COUNT_OF(part), a), a), signature))
        return refused(err, "the signature is of another secret or another body");
    return in_time(at, c, err);
}

static Status verify_stripe(const Hook *h, const HookCall *c, Arena *a, Err *err)
{
    Str rest = header(c, "Stripe-Signature"), stamp = STR(""), given[SIGNATURES];
    size_t n = 0;
    int64_t at;
    while (rest.n) {
        Str value = str_cut(&rest, ','), name = str_trim(str_cut(&value, '='));
        if (str_eq(name, STR("t")))
            stamp = str_trim(value);
        else if (str_eq(name, STR("v1")) && n < SIGNATURES)
            given[n++] = str_trim(value);
    }
    if (!n || !str_to_i64(stamp, &at) || at < 0 || at > INT64_MAX / MICROS_PER_SECOND)
        return refused(err, "it has no signature of Stripe's with a timestamp");
    const Str part[] = { stamp, STR("."), c->body };
    Str right = digest_hex(digest_hmac(DIGEST_SHA256, h->secret, part, COUNT_OF(part), a), a);
    bool same = false;
    for (size_t i = 0; i < n; i++)
        same = digest_same(right, given[i]) || same;
    return same ? in_time(at * MICROS_PER_SECOND, c, err) : refused(err, "the signature is of another secret or another body");
}

static Status verify_segment(const Hook *h, const HookCall *c, Arena *a, Err *err)
{
    Str signature = header(c, "X-Signature");
    if (!signature.n)
        return refused(err, "it has no signature");
    Str right = digest_hex(digest_hmac(DIGEST_SHA1, h->secret, &c->body, 1, a), a);
    return digest_same(right, signature) ? ST_OK : refused(err, "the signature is of another secret or another body");
}

static Status verify_hubspot(const Hook *h, const HookCall *c, Arena *a, Err *err)
{
    enum { MICROS_PER_MS = 1000 };
    Str signature = header(c, "X-HubSpot-Signature-v3"), stamp = header(c, "X-HubSpot-Request-Timestamp");
    int64_t at;
    if (!signature.n || !str_to_i64(stamp, &at) || at < 0 || at > INT64_MAX / MICROS_PER_MS)
        return refused(err, "it has no signature of HubSpot's third version with a timestamp");
    const Str part[] = { c->method, h->url, c->body, stamp };
    if (!digest_same(digest_base64(digest_hmac(DIGEST_SHA256, h->secret, part, COUNT_OF(part), a), a), signature))
        return refused(err, "the signature is of another secret, another address or another body");
    return in_time(at * MICROS_PER_MS, c, err);
}

static Status verify_bearer(const Hook *h, const HookCall *c, Arena *a, Err *err)
{
    static const Str word = STR_INIT("Bearer ");
    Str given = header(c, "Authorization");
    (void)a;
    if (given.n < word.n || !str_ieq(str_sub(given, 0, word.n), word))
        return refused(err, "it has no token: Authorization: Bearer ...");
    return digest_same(h->secret, str_trim(str_sub(given, word.n, given.n))) ? ST_OK : refused(err, "the token is another one");
}

static Status verify_json(const Hook *h, const HookCall *c, Arena *a, Err *err)
{
    return c->vouched ? ST_OK : verify_bearer(h, c, a, err);
}

static Status verify_qualtrics(const Hook *h, const HookCall *c, Arena *a, Err *err)
{
    Str message, signature;
    if (!form_is(header(c, "Content-Type")))
        return verify_bearer(h, c, a, err);
    if (!form_field(c->body, STR("MSG"), a, &message) || !form_field(c->body, STR("HMAC"), a, &signature))
        return refused(err, "it has no MSG with an HMAC: give the subscription a shared key");
    Str right = digest_hex(digest_hmac(DIGEST_SHA512, h->secret, &message, 1, a), a);
    return digest_same(right, str_lower(a, signature)) ? ST_OK : refused(err, "the HMAC is of another key or another message");
}

// clang-format off
const HookSystem hook_systems[] = {
    { "zendesk",   "tickets and comments, by event subscriptions or triggers; the webhook's signing secret", verify_zendesk, false },
    { "stripe",    "invoices, charges, subscriptions, customers; the endpoint's signing secret, whsec_...", verify_stripe, false },
    { "segment",   "calls of all kinds, by a webhooks destination; its shared secret", verify_segment, false },
    { "hubspot",   "companies, contacts, deals; the app's client secret, and the address registered with HubSpot", verify_hubspot, true },
    { "qualtrics", "responses, by a workflow's web service task (token) or an event subscription (shared key)", verify_qualtrics, false },
    { "json",      "objects that a known export, or a mapping that was confirmed, has; with its secret, or a token of the scope intake", verify_json, false },
};
// clang-format on
const size_t hook_systems_n = COUNT_OF(hook_systems);

static const HookSystem *system_named(Str name)
{
    for (size_t i = 0; i < hook_systems_n; i++)
        if (str_eq(name, str_of(hook_systems[i].name)))
            return &hook_systems[i];
    return NULL;
}

static Str file_of(const char *dir, Arena *a) { return path_join(a, str_of(dir), STR("hooks")); }

Status hooks_load(const char *dir, Arena *a, Hooks *out, Err *err)
{
    Str path = file_of(dir, a), rest;
    FileInfo info;
    *out = (Hooks){ .at = ARENA_NEW(a, Hook) };
    if (file_stat(path.p, &info, err) == ST_NOT_FOUND)
        return ST_OK;
    Status st = file_read(path.p, FILE_MAX, a, &rest, err);
    /* Asked at every delivery: room for those there are and one that is to be added, not for as many as there may be. */
    size_t lines = 0;
    for (size_t i = 0; !st && i < rest.n; i++)
        lines += rest.p[i] == '\n';
    out->at = ARENA_NEW_N(a, Hook, lines + 2);
    while (!st && rest.n) {
        Str line = str_cut(&rest, '\n'), id = str_cut(&line, '\t'), name = str_cut(&line, '\t'), system = str_cut(&line, '\t'), secret = str_cut(&line, '\t');
        Hook h = { .name = name, .secret = secret, .url = line, .system = system_named(system) };
        if (!str_to_i64(id, &h.id) || !h.system || !secret.n || out->n == HOOKS_MAX)
            return ERR(err, ST_INVALID, "'%.150s' is not a list of endpoints", path.p);
        out->at[out->n++] = h;
    }
    return st;
}

const Hook *hooks_find(const Hooks *h, int64_t id)
{
    for (size_t i = 0; i < h->n; i++)
        if (h->at[i].id == id)
            return &h->at[i];
    return NULL;
}

static Status save(const char *dir, const Hooks *h, Arena *a, Err *err)
{
    Buf b;
    buf_init(&b, FILE_MAX);
    for (size_t i = 0; i < h->n; i++)
        buf_printf(&b, "%lld\t%.*s\t%s\t%.*s\t%.*s\n", (long long)h->at[i].id, STR_ARG(h->at[i].name), h->at[i].system->name, STR_ARG(h->at[i].secret), STR_ARG(h->at[i].url));
    Status st = file_replace(file_of(dir, a).p, buf_str(&b), err);
    buf_release(&b);
    return st;
}

static bool printable(Str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] <= ' ' || s.p[i] == 0x7F)
            return false;
    return true;
}

static Str draw(Arena *a)
{
    char bytes[DRAWN];
    randombytes_buf(bytes, sizeof bytes);
    return digest_hex((Str){ bytes, sizeof bytes }, a);
}

Status hooks_add(const char *dir, Str name, Str system, Str secret, Str url, Arena *a, Hook *out, Err *err)
{
    Hooks h;
    *out = (Hook){ .name = name, .secret = secret.n ? secret : draw(a), .url = url, .system = system_named(system), .id = 1 };
    if (!out->system)
        return ERR(err, ST_USAGE, "no system '%.40s'; there are zendesk, stripe, segment, hubspot, qualtrics and json", str_dup(a, system).p);
    if (!name.n || name.n > NAME_MAX_BYTES || !printable(name) || !printable(url))
        return ERR(err, ST_USAGE, "an endpoint's name is one word of at most %d bytes", NAME_MAX_BYTES);
    if (out->secret.n < HOOK_SECRET_LEAST || out->secret.n > HOOK_SECRET_MOST || !printable(out->secret))
        return ERR(err, ST_USAGE, "a secret has %d to %d bytes without spaces", HOOK_SECRET_LEAST, HOOK_SECRET_MOST);
    if (out->system->wants_url && !str_starts(url, STR("https://")) && !str_starts(url, STR("http://")))
        return ERR(err, ST_USAGE, "%s signs the address it posts to: give it with --url https://...", out->system->name);
    Status st = hooks_load(dir, a, &h, err);
    if (st)
        return st;
    if (h.n == HOOKS_MAX)
        return ERR(err, ST_TOO_BIG, "there are %d endpoints already", HOOKS_MAX);
    for (size_t i = 0; i < h.n; i++) {
        if (str_eq(h.at[i].name, name))
            return ERR(err, ST_CONFLICT, "there is an endpoint '%.60s' already", str_dup(a, name).p);
        out->id = h.at[i].id >= out->id ? h.at[i].id + 1 : out->id;
    }
    h.at[h.n++] = *out;
    return save(dir, &h, a, err);
}

Status hooks_drop(const char *dir, Str name, Arena *a, Err *err)
{
    Hooks h;
    Status st = hooks_load(dir, a, &h, err);
    size_t kept = 0;
    for (size_t i = 0; !st && i < h.n; i++)
        if (!str_eq(h.at[i].name, name))
            h.at[kept++] = h.at[i];
    if (st)
        return st;
    if (kept == h.n)
        return ERR(err, ST_NOT_FOUND, "there is no endpoint '%.60s'", str_dup(a, name).p);
    h.n = kept;
    return save(dir, &h, a, err);
}

Status hook_verify(const Hook *h, const HookCall *c, Arena *a, Err *err)
{
    return h->system->verify(h, c, a, err);
}
