/* site_oidc.c - a browser that goes to a provider of OpenID Connect and comes back: who that is, whether he may come in, and what he is told.
 *
 * What goes wrong never stays on a page of ours that a provider could write on: the browser is sent on to where the person wanted to be, with
 * sign_in=WHY, a word of serve/oidc.h, and the page has a sentence for each.
 *
 * A failure of somebody who has come back from the provider counts against his address as a wrong password does.  One without a sign-in under
 * way does not: any site's page can make a browser ask for our addresses. */
#include "base/date.h"
#include "base/log.h"
#include "model/limits.h"
#include "serve/oidc.h"
#include "serve/site.h"

static const char back_path[] = "/api/v1/session/oidc/back";

/* Our own address as the person's browser knows it: what the provider is asked to send back to.  "": none that may be told. */
static Str back_address(const Worker *w, const RawRequest *raw, Arena *a)
{
    const Site *s = w->site;
    if (s->public_host.n)
        return s->secure || host_is_loopback(s->public_host) ? str_fmt(a, "%s://%.*s%s", s->secure ? "https" : "http", STR_ARG(s->public_host), back_path) : STR("");
    return host_is_loopback(raw->host) ? str_fmt(a, "http://%.*s%s", STR_ARG(raw->host), back_path) : STR("");
}

/* A page of ours and nothing else: a path that no browser takes for another host, and no address of the API. */
static Str own_page(Str to)
{
    if (!str_starts(to, STR("/")) || str_starts(to, STR("//")) || str_starts(to, STR("/api")) || to.n > QUERY_VALUE_MAX)
        return STR("/");
    for (size_t i = 0; i < to.n; i++)
        if ((unsigned char)to.p[i] <= ' ' || (unsigned char)to.p[i] >= 0x7F || strchr("\\#\"<>", to.p[i]))
            return STR("/");
    return to;
}

void site_send_on(Str to, OidcWhy why, Arena *a, Response *out)
{
    enum { SEE_OTHER = 303 };
    Str where = why ? str_fmt(a, "%.*s%csign_in=%s", STR_ARG(to), str_has(to, STR("?")) ? '&' : '?', oidc_word(why)) : str_dup(a, to);
    *out = (Response){ .status = SEE_OTHER, .type = "text/plain; charset=utf-8", .body = STR(""), .etag = STR(""), .file_name = STR(""), .cache = CACHE_NEVER, .location = where };
}

static Str cookie_text(const Site *s, Str value, int seconds, Arena *a)
{
    return str_fmt(a, "%.*s=%.*s; Path=/; HttpOnly; SameSite=Lax; Max-Age=%d%s", STR_ARG(s->oidc_cookie), STR_ARG(value), seconds, s->secure ? "; Secure" : "");
}

static Str cookie_value(const Site *s, Str cookies)
{
    while (cookies.n) {
        Str value = str_trim(str_cut(&cookies, ';')), name = str_cut(&value, '=');
        if (str_eq(name, s->oidc_cookie))
            return value;
    }
    return STR("");
}

/* The one value of a parameter; "" where there is none, or more than one. */
static Str value_of(const Request *r, Str name)
{
    Str out = STR("");
    size_t n = 0;
    for (size_t i = 0; i < r->n_query; i++)
        if (str_eq(r->query[i].name, name)) {
            out = r->query[i].value;
            n++;
        }
    return n == 1 ? out : STR("");
}

static void log_refusal(OidcWhy why, Str detail)
{
    if (why && why != OIDC_OFF)
        log_event(LOG_WARN, "oidc.refused", "why=%s detail=\"%.*s\"", oidc_word(why), STR_ARG(detail));
}

Status visit_provider(Worker *w, const RawRequest *raw, const Request *r, Arena *a, Response *out, Err *err)
{
    OidcBegun begun = { STR(""), STR("") };
    Str detail = STR(""), back = back_address(w, raw, a), to = own_page(value_of(r, STR("to")));
    OidcWhy why = !w->site->oidc ? OIDC_OFF : gate_locked(w->site->gate, w->address) ? OIDC_LOCKED : OIDC_OK;
    (void)err;
    if (!why && !back.n) {
        why = OIDC_SETUP;
        detail = STR("sign-in at a provider needs this machine's own address, or --public https://...");
    }
    if (!why)
        why = oidc_begin(w->site->oidc, back, to, w->address, a, &begun, &detail);
    log_refusal(why, detail);
    if (why) {
        site_send_on(to, why, a, out);
        return ST_OK;
    }
    site_send_on(begun.location, OIDC_OK, a, out);
    out->set_cookie = cookie_text(w->site, begun.secret, OIDC_FLOW_MS / 1000, a);
    return ST_OK;
}

typedef struct Joining {
    LoginVouched v;
    int64_t      id;
    bool         made;
} Joining;

static Status join_row(Store *s, Arena *a, void *ctx, Err *err)
{
    Joining *j = ctx;
    return login_join(s, &j->v, a, &j->id, &j->made, err);
}

/* Whom the provider speaks of: known from before, or by a verified address, now and from now on. */
static OidcWhy who_is(Worker *w, const OidcPerson *p, Arena *a, int64_t *id, Str *detail, Err *err)
{
    LoginLinks links;
    OidcSetup setup;
    Joining j = { .v = { .issuer = p->issuer, .subject = p->subject, .email = p->email, .now = micros_stamp(a, wall_second()) } };
    *detail = STR("the book cannot be asked or changed");
    if (login_links(w->all, a, &links, err))
        return OIDC_FAILED;
    *id = login_linked(&links, p->issuer, p->subject);
    if (*id) {
        *detail = STR("");
        return OIDC_OK;
    }
    *detail = STR("no verified address, and no account that is known");
    if (!p->verified)
        return OIDC_EMAIL;
    *detail = STR("it would be joined to a user, and the book is open for reading only");
    if (!w->site->writer)
        return OIDC_READ_ONLY;
    oidc_setup(w->site->oidc, a, &setup);
    j.v.role = oidc_makes_account(&setup, p->email) ? setup.role : ROLE_NONE;
    Status st = writer_do(w->site->writer, join_row, a, &j, err);
    *id = j.id;
    *detail = st == ST_NOT_FOUND ? STR("the verified address is nobody's") : st == ST_CONFLICT ? STR("the address's user has another account there") : STR("the book cannot be asked or changed");
    if (st)
        return st == ST_NOT_FOUND ? OIDC_UNKNOWN : st == ST_CONFLICT ? OIDC_TAKEN : st == ST_BUSY ? OIDC_BUSY : OIDC_FAILED;
    *detail = j.made ? STR(", as a new user") : STR(", joined by its address");
    gate_changed(w->site->gate);
    return OIDC_OK;
}

/* The code that a sign-in by password would have had. */
static int code_of(OidcWhy why)
{
    enum { CREATED = 201, UNKNOWN = 401, LOCKED = 429, LATER = 503 };
    switch (why) {
    case OIDC_OK: return CREATED;
    case OIDC_LOCKED: return LOCKED;
    case OIDC_OFF: case OIDC_SETUP: case OIDC_DOWN: case OIDC_BUSY: case OIDC_READ_ONLY: case OIDC_FAILED: return LATER;
    case OIDC_STATE: case OIDC_DENIED: case OIDC_TOKEN: case OIDC_EMAIL: case OIDC_UNKNOWN: case OIDC_TAKEN: case OIDC_COUNT_: break;
    }
    return UNKNOWN;
}

static bool counts_as_wrong(OidcWhy why) { return why == OIDC_TOKEN || why == OIDC_EMAIL || why == OIDC_UNKNOWN || why == OIDC_TAKEN; }

/* Lets him in.  *what: for the log. */
static OidcWhy let_in(Worker *w, int64_t id, Str how, Arena *a, SignIn *in, Err *err)
{
    Status st = gate_admit(w->site->gate, id, w->address, a, in, err);
    if (st)
        return st == ST_FORBIDDEN ? OIDC_LOCKED : OIDC_FAILED;
    w->who = in->who;
    w->what = str_fmt(a, "as %.*s%.*s", STR_ARG(in->who.name), STR_ARG(how));
    return OIDC_OK;
}

Status visit_back(Worker *w, const RawRequest *raw, const Request *r, Arena *a, Response *out, Err *err)
{
    const Site *s = w->site;
    const OidcBack back = { .state = value_of(r, STR("state")), .code = value_of(r, STR("code")), .error = value_of(r, STR("error")), .issuer = value_of(r, STR("iss")),
                            .secret = cookie_value(s, raw->cookies) };
    OidcPerson p = { .to = STR("/") };
    SignIn in = { .set_cookie = STR("") };
    Str detail = STR("");
    int64_t id = 0;
    OidcWhy why = !s->oidc ? OIDC_OFF : gate_locked(s->gate, w->address) ? OIDC_LOCKED : oidc_finish(s->oidc, &back, a, &p, &detail);
    if (!why)
        why = who_is(w, &p, a, &id, &detail, err);
    if (!why)
        why = let_in(w, id, detail, a, &in, err);
    if (counts_as_wrong(why))
        gate_failed(s->gate, w->address);
    log_refusal(why, detail);
    if (why)
        w->what = str_fmt(a, "%s: %.*s", oidc_word(why), STR_ARG(detail));
    w->told = why == OIDC_OFF ? 0 : code_of(why);
    site_send_on(p.to, why, a, out);
    out->set_cookie = in.set_cookie;
    out->end_cookie = back.secret.n ? cookie_text(s, STR(""), 0, a) : STR("");
    return ST_OK;
}

Str site_provider_name(const Site *site, Arena *a)
{
    OidcSetup s;
    if (!site->oidc)
        return STR("");
    oidc_setup(site->oidc, a, &s);
    return s.there && !s.fault.n ? s.name : STR("");
}

Status handle_provider(Worker *w, const AnswerQuery *q, Arena *a, Response *out, Err *err)
{
    enum { ANSWER_MAX = 16 * 1024 };
    OidcSetup s = { .issuer = STR(""), .client = STR(""), .secret = STR(""), .name = STR(""), .domain = STR(""), .ca = STR(""), .signed_out = STR(""), .fault = STR("") };
    Str fails = STR("");
    Buf b;
    JsonOut j;
    (void)q;
    OidcWhy why = OIDC_OFF;
    if (w->site->oidc) {
        oidc_setup(w->site->oidc, a, &s);
        why = oidc_look(w->site->oidc, a, &fails);
    }
    buf_init(&b, ANSWER_MAX);
    json_init(&j, &b);
    json_object(&j, NULL);
    json_bool(&j, "set_up", s.there);
    json_bool(&j, "ready", why == OIDC_OK);
    json_text(&j, "fails", fails);
    json_text(&j, "name", s.name);
    json_text(&j, "issuer", s.issuer);
    json_text(&j, "client", s.client);
    json_bool(&j, "secret", s.secret.n > 0);
    json_text(&j, "back", w->site->public_host.n ? back_address(w, &(RawRequest){ .host = STR("") }, a) : STR(""));
    json_text(&j, "role", str_of(role_word(s.role)));
    json_array(&j, "domains");
    while (s.domain.n) {
        Str one = str_trim(str_cut(&s.domain, ' '));
        if (one.n)
            json_str(&j, NULL, one);
    }
    json_end(&j);
    json_end(&j);
    Status st = b.over ? ERR(err, ST_TOO_BIG, "the set-up is over the limit of an answer") : ST_OK;
    out->body = str_dup(a, buf_str(&b));
    buf_release(&b);
    return st;
}
