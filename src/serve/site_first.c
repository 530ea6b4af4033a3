/* site_first.c - the owner's account, made by whoever holds the link that the server printed (serve/first.h). */
#include "base/date.h"
#include "serve/site.h"

typedef struct Owner {
    Str     name, password;
    int64_t id;
} Owner;

/* In the writer's transaction: of two who come at once the second finds a user. */
static Status make_owner(Store *s, Arena *a, void *ctx, Err *err)
{
    Owner *o = ctx;
    Logins all;
    Status st = logins_load(s, a, &all, err);
    if (!st && all.n)
        st = ERR(err, ST_CONFLICT, "the book has users already: sign in");
    return st ? st : login_add(s, o->name, ROLE_ADMIN, STR(""), o->password, micros_stamp(a, wall_second()), a, &o->id, err);
}

/* Guessing counts like guessing passwords. */
static Status check_secret(Worker *w, Str secret, Arena *a, bool *refused, Err *err)
{
    enum { UNKNOWN = 401, LOCKED = 429 };
    int64_t wait = gate_locked(w->site->gate, w->address);
    *refused = true;
    if (!wait && first_check(w->site->first, secret, err) == ST_OK) {
        *refused = false;
        return ST_OK;
    }
    if (!wait)
        gate_failed(w->site->gate, w->address);
    response_problem(w->out, a, wait ? LOCKED : UNKNOWN, wait ? STR("too many failed attempts: try again later") : str_of(err->msg));
    w->out->retry_after = wait;
    return ST_OK;
}

Status change_set_up(Worker *w, const Body *b, Arena *a, JsonOut *j, Err *err)
{
    Owner o = { .name = STR(""), .password = STR("") };
    Str secret = STR("");
    SignIn in;
    bool refused = false;
    Status st = body_text(b, "secret", &secret, err);
    if (!st)
        st = body_text(b, "name", &o.name, err);
    if (!st)
        st = body_text(b, "password", &o.password, err);
    if (!st && !w->site->first)
        st = ERR(err, ST_CONFLICT, "there is no such link here: the book has users, is open for reading only, or trusts its own machine");
    if (!st)
        st = check_secret(w, secret, a, &refused, err);
    if (st || refused)
        return st;
    o.name = str_trim(o.name);
    st = writer_do(w->site->writer, make_owner, a, &o, err);
    if (st)
        return st;
    first_used(w->site->first);
    gate_changed(w->site->gate);
    st = gate_admit(w->site->gate, o.id, w->address, a, &in, err);
    if (st)
        return st;
    w->what = str_fmt(a, "as %.*s", STR_ARG(o.name));
    w->out->set_cookie = in.set_cookie;
    w->who = in.who;
    return site_me(w, a, j, err);
}
