/* site_people.c - signing in and out, users, tokens, and the log: what serve/gate.h and store/login.h do, as answers and changes. */

#include "base/date.h"
#include "model/limits.h"
#include "serve/site.h"

static void put_rules(const Login *l, JsonOut *j)
{
    json_array(j, "rules");
    for (size_t i = 0; l && i < l->n_rule; i++) {
        json_object(j, NULL);
        json_str(j, "what", l->rule[i].what);
        json_str(j, "value", l->rule[i].value);
        json_end(j);
    }
    json_end(j);
}

static void put_me(const Worker *w, const Who *who, const Login *l, bool users, Str end_at, Arena *a, JsonOut *j)
{
    static const struct { May may; const char *word; } words[] = { { MAY_READ, "read" }, { MAY_ASK, "ask" }, { MAY_DECIDE, "decide" }, { MAY_INTAKE, "intake" },
                                                                   { MAY_ADMIN, "admin" }, { MAY_SETTLE, "settle" } };
    json_object(j, NULL);
    json_bool(j, "signed_in", who->known);
    if (who->known)
        json_str(j, "name", who->name);
    else
        json_null(j, "name");
    if (who->known)
        json_str(j, "role", str_of(role_word(who->role)));
    else
        json_null(j, "role");
    json_str(j, "how", who->known ? str_eq(who->how, STR("local")) || str_eq(who->how, STR("session")) ? who->how : STR("token") : STR("none"));
    json_array(j, "may");
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (who->may & words[i].may)
            json_str(j, NULL, str_of(words[i].word));
    json_end(j);
    put_rules(l, j);
    json_array(j, "sees");
    for (size_t i = 0; who->known && i < routes_n; i++)
        if (!strcmp(routes[i].method, "GET") && routes[i].access != ACCESS_ANYBODY && site_sees(who, &routes[i]))
            json_str(j, NULL, str_of(routes[i].name));
    json_end(j);
    json_bool(j, "users", users);
    json_bool(j, "writable", w->site->writer != NULL);
    Str provider = site_provider_name(w->site, a);
    json_text(j, "provider", provider);
    json_text(j, "end_at", end_at);
    json_end(j);
}

static Status me_body(Worker *w, const Who *who, Str end_at, Arena *a, JsonOut *j, Err *err)
{
    Logins all;
    Status st = logins_load(w->all, a, &all, err);
    if (!st)
        put_me(w, who, login_of(&all, who->login), all.n > 0, end_at, a, j);
    return st;
}

/* Writes an answer of this file's own into the response. */
typedef Status Put(Worker *w, const AnswerQuery *q, Arena *a, JsonOut *j, Err *err);

static Status put_answer(Worker *w, Put *put, const AnswerQuery *q, Arena *a, Response *out, Err *err)
{
    Buf b;
    JsonOut j;
    buf_init(&b, LIMIT_REPORT);
    json_init(&j, &b);
    Status st = put(w, q, a, &j, err);
    if (!st && b.over)
        st = ERR(err, ST_TOO_BIG, "the answer is over the limit of a document");
    if (!st)
        out->body = str_dup(a, buf_str(&b));
    buf_release(&b);
    return st;
}

/* Who I am stands in the list of users, which the restricted sessions do not show. */
static Status put_own(Worker *w, const AnswerQuery *q, Arena *a, JsonOut *j, Err *err)
{
    (void)q;
    return me_body(w, &w->who, STR(""), a, j, err);
}

Status site_me(Worker *w, Arena *a, JsonOut *j, Err *err) { return me_body(w, &w->who, STR(""), a, j, err); }

Status handle_me(Worker *w, const AnswerQuery *q, Arena *a, Response *out, Err *err) { return put_answer(w, put_own, q, a, out, err); }

static Status put_users(Worker *w, const AnswerQuery *q, Arena *a, JsonOut *j, Err *err)
{
    Logins all;
    LoginLinks links;
    (void)q;
    Status st = logins_load(w->all, a, &all, err);
    if (!st)
        st = login_links(w->all, a, &links, err);
    if (st)
        return st;
    json_object(j, NULL);
    json_array(j, "users");
    for (size_t i = 0; i < all.n; i++) {
        const Login *l = &all.at[i];
        int64_t tokens = 0;
        for (size_t k = 0; k < all.n_token; k++)
            tokens += all.token[k].login == l->id;
        json_object(j, NULL);
        json_int(j, "id", l->id);
        json_str(j, "name", l->name);
        json_str(j, "role", str_of(role_word(l->role)));
        put_rules(l, j);
        json_bool(j, "password", l->password.n > 0);
        json_int(j, "tokens", tokens);
        json_str(j, "email", l->email);
        json_bool(j, "linked", login_has_link(&links, l->id));
        json_end(j);
    }
    json_end(j);
    json_end(j);
    return ST_OK;
}

Status handle_users(Worker *w, const AnswerQuery *q, Arena *a, Response *out, Err *err) { return put_answer(w, put_users, q, a, out, err); }

/* An admin sees all, anybody else his own. */
static bool may_see(const Who *who, const LoginToken *t) { return (who->may & MAY_ADMIN) || (who->login && t->login == who->login); }

static Status put_tokens(Worker *w, const AnswerQuery *q, Arena *a, JsonOut *j, Err *err)
{
    Logins all;
    (void)q;
    Status st = logins_load(w->all, a, &all, err);
    if (st)
        return st;
    json_object(j, NULL);
    json_array(j, "tokens");
    for (size_t i = 0; i < all.n_token; i++) {
        const LoginToken *t = &all.token[i];
        if (!may_see(&w->who, t))
            continue;
        json_object(j, NULL);
        json_int(j, "id", t->id);
        json_str(j, "user", t->owner);
        json_str(j, "name", t->name);
        json_str(j, "scopes", t->scopes);
        json_str(j, "made", micros_iso(a, t->made));
        json_str(j, "expires", micros_iso(a, t->expires));
        json_bool(j, "expired", t->expires <= wall_second());
        json_end(j);
    }
    json_end(j);
    json_end(j);
    return ST_OK;
}

Status handle_tokens(Worker *w, const AnswerQuery *q, Arena *a, Response *out, Err *err) { return put_answer(w, put_tokens, q, a, out, err); }

static Status put_trail(Worker *w, const AnswerQuery *q, Arena *a, JsonOut *j, Err *err)
{
    Table t;
    int64_t total = 0;
    PageOf p = page_of(q);
    Status st = store_int(w->all, SQL_TRAIL_COUNT, STORE_ARGS(DB_TEXT(q->q)), 0, &total, err);
    if (!st)
        st = store_fetch(w->all, SQL_TRAIL_LIST, STORE_ARGS(DB_TEXT(q->q), DB_INT(p.per_page), DB_INT(p.skip)), a, &t, err);
    if (st)
        return st;
    json_object(j, NULL);
    put_page(j, total, &p);
    json_array(j, "rows");
    for (size_t r = 0; r < t.n; r++) {
        static const char *const text[] = { "who", "how", "address", "route", "what" };
        json_object(j, NULL);
        json_int(j, "id", col_int(&t, "trail_id")[r]);
        json_str(j, "at", micros_iso(a, col_int(&t, "at")[r]));
        for (size_t c = 0; c < COUNT_OF(text); c++)
            json_str(j, text[c], col_text(&t, text[c])[r]);
        json_int(j, "status", col_int(&t, "status")[r]);
        json_end(j);
    }
    json_end(j);
    json_end(j);
    return ST_OK;
}

Status handle_trail(Worker *w, const AnswerQuery *q, Arena *a, Response *out, Err *err) { return put_answer(w, put_trail, q, a, out, err); }

enum { UNKNOWN = 401, LOCKED = 429 };

static Status refuse(Worker *w, Arena *a, Status st, int64_t wait_seconds, Err *err)
{
    if (st != ST_FORBIDDEN)
        return st;
    response_problem(w->out, a, wait_seconds ? LOCKED : UNKNOWN, str_of(err->msg));
    w->out->retry_after = wait_seconds;
    return ST_OK;
}

Status change_sign_in(Worker *w, const Body *b, Arena *a, JsonOut *j, Err *err)
{
    Str name = STR(""), password = STR("");
    SignIn in;
    Logins all;
    Status st = body_text(b, "name", &name, err);
    if (!st)
        st = body_text(b, "password", &password, err);
    if (!st)
        st = logins_load(w->all, a, &all, err);
    if (st)
        return st;
    if (!all.n)
        return ERR(err, ST_CONFLICT, "nobody is a user of this book yet; open the link that the server printed when it started, or on its machine: throughline users BOOK add NAME admin");
    /* Somebody may have typed a password for a name: only names that are there are logged. */
    const Login *l = login_named(&all, str_trim(name));
    w->what = l ? str_fmt(a, "as %.*s", STR_ARG(l->name)) : STR("as somebody unknown");
    st = gate_sign_in(w->site->gate, str_trim(name), password, w->address, a, &in, err);
    if (st)
        return refuse(w, a, st, in.wait_seconds, err);
    w->out->set_cookie = in.set_cookie;
    w->who = in.who;
    return me_body(w, &in.who, STR(""), a, j, err);
}

Status change_sign_out(Worker *w, const Body *b, Arena *a, JsonOut *j, Err *err)
{
    (void)b;
    bool vouched = false;
    w->out->set_cookie = gate_sign_out(w->site->gate, w->cookies, a, &vouched);
    w->out->forget = true;
    /* Whoever came by the provider is still signed in there: the next click on its button would let anybody at this browser in again. */
    Str end_at = vouched && w->site->oidc ? oidc_end(w->site->oidc, a) : STR("");
    return me_body(w, &(Who){ .name = STR(""), .how = STR("") }, end_at, a, j, err);
}

typedef struct Change {
    const Who *who;
    Str        what, name, role, rules, password, email, scopes, shown;
    int64_t    user, token, days, id;
} Change;

static Status set_password(Store *s, Arena *a, void *ctx, Err *err)
{
    Change *c = ctx;
    return login_set_password(s, c->user, c->password, a, err);
}

static Status needs_writer(const Worker *w, Err *err) { return w->site->writer ? ST_OK : ERR(err, ST_CONFLICT, "the book is open for reading only here"); }

Status change_password(Worker *w, const Body *b, Arena *a, JsonOut *j, Err *err)
{
    Str old = STR("");
    int64_t wait_seconds = 0;
    Change c = { .password = STR(""), .user = w->who.login };
    Status st = body_text(b, "old", &old, err);
    if (!st)
        st = body_text(b, "new", &c.password, err);
    if (!st)
        st = needs_writer(w, err);
    if (!st && !w->who.by_cookie)
        st = ERR(err, ST_FORBIDDEN, "a password is changed by whoever has signed in with it");
    if (st)
        return st;
    st = gate_check_password(w->site->gate, &w->who, old, w->address, a, &wait_seconds, err);
    if (st)
        return refuse(w, a, st, wait_seconds, err);
    st = writer_do(w->site->writer, set_password, a, &c, err);
    if (st)
        return st;
    gate_keep(w->site->gate, w->cookies, w->who.login);
    return me_body(w, &w->who, STR(""), a, j, err);
}

static Status change_user_row(Store *s, Arena *a, void *ctx, Err *err)
{
    Change *c = ctx;
    LoginRole role = ROLE_NONE;
    c->id = c->user;
    if (c->role.n && !role_of(c->role, &role))
        return ERR(err, ST_USAGE, "a role is viewer, analyst, unit, manager or admin");
    if (str_eq(c->what, STR("add")))
        return login_add(s, c->name, role, c->rules, c->password, micros_stamp(a, wall_second()), a, &c->id, err);
    if (str_eq(c->what, STR("role")))
        return login_set_role(s, c->user, role, c->rules, a, err);
    if (str_eq(c->what, STR("password")))
        return login_set_password(s, c->user, c->password, a, err);
    if (str_eq(c->what, STR("email")))
        return login_set_email(s, c->user, c->email, a, err);
    if (str_eq(c->what, STR("part")))
        return login_part(s, c->user, a, err);
    if (str_eq(c->what, STR("remove")))
        return login_remove(s, c->user, micros_stamp(a, wall_second()), false, err);
    return ERR(err, ST_USAGE, "'what' must be add, role, password, email, part or remove");
}

Status change_user(Worker *w, const Body *b, Arena *a, JsonOut *j, Err *err)
{
    Change c = { .what = STR(""), .name = STR(""), .role = STR(""), .rules = STR(""), .password = STR(""), .email = STR("") };
    const struct { const char *name; Str *into; } text[] = { { "what", &c.what }, { "name", &c.name }, { "role", &c.role }, { "password", &c.password }, { "email", &c.email } };
    enum { RULES_BYTES = 8000 };
    Status st = ST_OK;
    for (size_t i = 0; !st && i < COUNT_OF(text); i++)
        st = body_text(b, text[i].name, text[i].into, err);
    if (!st)
        st = body_long_text(b, "rules", RULES_BYTES, &c.rules, err);
    if (!st)
        st = body_number(b, "user", &c.user, err);
    w->what = str_fmt(a, "%.*s user %lld", STR_ARG(str_sub(c.what, 0, 20)), (long long)c.user);
    if (!st)
        st = writer_do(w->site->writer, change_user_row, a, &c, err);
    if (st)
        return st;
    w->what = str_fmt(a, "%.*s user %lld%s%.*s", STR_ARG(c.what), (long long)c.id, c.role.n ? " as " : "", STR_ARG(c.role));
    /* An admin who changes his own password or role stays signed in, as what he now is. */
    if (c.user && c.user == w->who.login && !str_eq(c.what, STR("remove")))
        gate_keep(w->site->gate, w->cookies, c.user);
    gate_changed(w->site->gate);
    json_object(j, NULL);
    json_int(j, "user", c.id);
    json_end(j);
    return ST_OK;
}

static Status change_token_row(Store *s, Arena *a, void *ctx, Err *err)
{
    Change *c = ctx;
    Logins all;
    if (str_eq(c->what, STR("add")))
        return token_add(s, c->user, c->name, c->scopes, c->days, wall_second(), a, &c->id, &c->shown, err);
    if (!str_eq(c->what, STR("revoke")))
        return ERR(err, ST_USAGE, "'what' must be add or revoke");
    Status st = logins_load(s, a, &all, err);
    bool own = false;
    for (size_t i = 0; !st && i < all.n_token; i++)
        own = own || (all.token[i].id == c->token && may_see(c->who, &all.token[i]));
    c->id = c->token;
    if (st)
        return st;
    return own ? token_revoke(s, c->token, micros_stamp(a, wall_second()), err) : ERR(err, ST_NOT_FOUND, "there is no token %lld", (long long)c->token);
}

/* One's own; an admin gives one to anybody.  No token makes another one: who finds one shall not outlive it. */
Status change_token(Worker *w, const Body *b, Arena *a, JsonOut *j, Err *err)
{
    Change c = { .who = &w->who, .what = STR(""), .name = STR(""), .scopes = STR(""), .user = w->who.login, .days = TOKEN_DAYS, .shown = STR("") };
    Status st = body_text(b, "what", &c.what, err);
    if (!st)
        st = body_text(b, "name", &c.name, err);
    if (!st)
        st = body_text(b, "scopes", &c.scopes, err);
    if (!st)
        st = body_number(b, "days", &c.days, err);
    if (!st)
        st = body_number(b, "token", &c.token, err);
    if (!st)
        st = body_number(b, "user", &c.user, err);
    w->what = str_fmt(a, "%.*s token %lld", STR_ARG(str_sub(c.what, 0, 20)), (long long)c.token);
    if (!st)
        st = needs_writer(w, err);
    if (!st && !w->who.by_cookie && !str_eq(w->who.how, STR("local")))
        st = ERR(err, ST_FORBIDDEN, "a token cannot make or end tokens: sign in");
    if (!st && c.user != w->who.login && !(w->who.may & MAY_ADMIN))
        st = ERR(err, ST_FORBIDDEN, "only an admin makes tokens for others");
    if (!st && str_eq(c.what, STR("add")) && !c.user)
        st = ERR(err, ST_CONFLICT, "a token belongs to a user, and there is none yet");
    if (!st)
        st = writer_do(w->site->writer, change_token_row, a, &c, err);
    if (st)
        return st;
    gate_changed(w->site->gate);
    w->what = str_fmt(a, "%.*s token %lld%s%.*s", STR_ARG(c.what), (long long)c.id, c.scopes.n ? " for " : "", STR_ARG(c.scopes));
    json_object(j, NULL);
    json_int(j, "token", c.id);
    json_text(j, "shown", c.shown);
    json_end(j);
    return ST_OK;
}
