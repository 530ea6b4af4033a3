/* login_link.c - accounts at providers of OpenID Connect, and whose they are. */
#include "store/login.h"

Status login_links(Store *s, Arena *a, LoginLinks *out, Err *err)
{
    Table t;
    *out = (LoginLinks){ .n = 0 };
    Status st = store_fetch(s, SQL_LINK_ALL, STORE_NO_ARGS, a, &t, err);
    if (st)
        return st;
    *out = (LoginLinks){ .n = t.n, .issuer = ARENA_NEW_N(a, Str, t.n + 1), .subject = ARENA_NEW_N(a, Str, t.n + 1), .login = ARENA_NEW_N(a, int64_t, t.n + 1) };
    for (size_t r = 0; r < t.n; r++) {
        out->issuer[r] = col_text(&t, "issuer")[r];
        out->subject[r] = col_text(&t, "subject")[r];
        out->login[r] = col_int(&t, "login_id")[r];
    }
    return ST_OK;
}

int64_t login_linked(const LoginLinks *all, Str issuer, Str subject)
{
    for (size_t i = 0; i < all->n; i++)
        if (str_eq(all->issuer[i], issuer) && str_eq(all->subject[i], subject))
            return all->login[i];
    return 0;
}

bool login_has_link(const LoginLinks *all, int64_t login)
{
    for (size_t i = 0; i < all->n; i++)
        if (all->login[i] == login)
            return true;
    return false;
}

const Login *login_mailed(const Logins *all, Str email)
{
    for (size_t i = 0; i < all->n; i++)
        if (str_ieq(all->at[i].email.n ? all->at[i].email : all->at[i].name, email))
            return &all->at[i];
    return NULL;
}

/* One '@' with something on both sides, no white space; more only its post office knows. */
static bool is_address(Str s)
{
    Str rest = s, local = str_cut(&rest, '@');
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] <= ' ' || s.p[i] == 0x7F)
            return false;
    return s.n <= LOGIN_NAME_MAX && local.n && rest.n && !str_has(rest, STR("@")) && str_is_utf8(s);
}

Status login_set_email(Store *s, int64_t id, Str email, Arena *a, Err *err)
{
    Logins all;
    Status st = logins_load(s, a, &all, err);
    if (st)
        return st;
    const Login *l = login_of(&all, id), *other = email.n ? login_mailed(&all, email) : NULL, *named = email.n ? login_named(&all, email) : NULL;
    if (!l)
        return ERR(err, ST_NOT_FOUND, "there is no such user");
    if (email.n && !is_address(email))
        return ERR(err, ST_USAGE, "an e-mail address is NAME@DOMAIN, at most %d bytes", LOGIN_NAME_MAX);
    if ((other && other->id != id) || (named && named->id != id))
        return ERR(err, ST_CONFLICT, "another user has that address");
    other = email.n ? NULL : login_mailed(&all, l->name);
    if (other && other->id != id)
        return ERR(err, ST_CONFLICT, "another user has this user's name as an address");
    return store_run(s, SQL_LOGIN_SET_EMAIL, STORE_ARGS(DB_INT(id), DB_TEXT(email)), err);
}

static bool has_account_at(const LoginLinks *all, int64_t login, Str issuer)
{
    for (size_t i = 0; i < all->n; i++)
        if (all->login[i] == login && str_eq(all->issuer[i], issuer))
            return true;
    return false;
}

Status login_join(Store *s, const LoginVouched *v, Arena *a, int64_t *id, bool *made, Err *err)
{
    Logins all;
    LoginLinks links;
    *made = false;
    Status st = logins_load(s, a, &all, err);
    if (!st)
        st = login_links(s, a, &links, err);
    if (st)
        return st;
    *id = login_linked(&links, v->issuer, v->subject);
    if (*id)                                          /* two sign-ins at once: the other one was first */
        return ST_OK;
    const Login *l = v->email.n ? login_mailed(&all, v->email) : NULL;
    if (l && has_account_at(&links, l->id, v->issuer))
        return ERR(err, ST_CONFLICT, "user %lld has another account at this provider", (long long)l->id);
    if (!l && (v->role == ROLE_NONE || !is_address(v->email)))
        return ERR(err, ST_NOT_FOUND, "nobody has this address");
    *id = l ? l->id : 0;
    if (!l) {
        st = login_add(s, v->email, v->role, STR(""), STR(""), v->now, a, id, err);
        *made = !st;
    }
    return st ? st : store_run(s, SQL_LINK_ADD, STORE_ARGS(DB_TEXT(v->issuer), DB_TEXT(v->subject), DB_INT(*id), DB_TEXT(v->email), DB_TEXT(v->now)), err);
}

Status login_part(Store *s, int64_t id, Arena *a, Err *err)
{
    Logins all;
    Status st = logins_load(s, a, &all, err);
    if (!st && !login_of(&all, id))
        st = ERR(err, ST_NOT_FOUND, "there is no such user");
    if (!st)
        st = store_run(s, SQL_LINK_DROP, STORE_ARGS(DB_INT(id)), err);
    return st ? st : store_run(s, SQL_LOGIN_TOUCH, STORE_ARGS(DB_INT(id)), err);
}
