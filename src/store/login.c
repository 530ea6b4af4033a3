#include "store/login.h"

#include <sodium.h>

#include "base/date.h"

const char *const login_tables[] = { "login", "login_sees", "login_link", "login_token", "login_trail", "login_once", "meta" };
const size_t      login_tables_n = COUNT_OF(login_tables);

static const char *const role_words[ROLE_COUNT_] = { "", "viewer", "analyst", "unit", "manager", "admin" };

/* Which rules a role may have; the others have none. */
static const struct {
    const char *what;
    LoginRole   role;
} rule_words[] = { { "unit", ROLE_UNIT },       { "account", ROLE_MANAGER }, { "family", ROLE_MANAGER },
                   { "segment", ROLE_MANAGER }, { "region", ROLE_MANAGER },  { "country", ROLE_MANAGER } };

const char *role_word(LoginRole role) { return role_words[role]; }

bool role_of(Str word, LoginRole *out)
{
    for (int r = ROLE_VIEWER; r < ROLE_COUNT_; r++)
        if (str_eq(word, str_of(role_words[r]))) {
            *out = (LoginRole)r;
            return true;
        }
    return false;
}

bool role_has_rules(LoginRole role) { return role == ROLE_UNIT || role == ROLE_MANAGER; }

static Status load_rules(Store *s, Arena *a, Logins *out, Err *err)
{
    Table t;
    Status st = store_fetch(s, SQL_LOGIN_SEES_ALL, STORE_NO_ARGS, a, &t, err);
    if (st)
        return st;
    LoginRule *rule = ARENA_NEW_N(a, LoginRule, t.n + 1);
    for (size_t r = 0, l = 0; r < t.n; r++) {        /* both by login_id */
        while (l < out->n && out->at[l].id < col_int(&t, "login_id")[r])
            l++;
        if (l == out->n)
            break;
        rule[r] = (LoginRule){ col_text(&t, "what")[r], col_text(&t, "value")[r] };
        if (!out->at[l].n_rule++)
            out->at[l].rule = &rule[r];
    }
    return ST_OK;
}

static Status load_tokens(Store *s, Arena *a, Logins *out, Err *err)
{
    Table t;
    Status st = store_fetch(s, SQL_TOKEN_ALL, STORE_NO_ARGS, a, &t, err);
    if (st)
        return st;
    out->n_token = t.n;
    out->token = ARENA_NEW_N(a, LoginToken, t.n + 1);
    for (size_t r = 0; r < t.n; r++)
        out->token[r] = (LoginToken){ .id = col_int(&t, "token_id")[r], .login = col_int(&t, "login_id")[r], .owner = col_text(&t, "login")[r], .name = col_text(&t, "name")[r],
            .scopes = col_text(&t, "scopes")[r], .hash = col_text(&t, "hash")[r], .made = col_int(&t, "made_at")[r], .expires = col_int(&t, "expires_at")[r] };
    return ST_OK;
}

Status logins_load(Store *s, Arena *a, Logins *out, Err *err)
{
    Table t;
    *out = (Logins){ .n = 0 };
    Status st = store_fetch(s, SQL_LOGIN_ALL, STORE_NO_ARGS, a, &t, err);
    if (st)
        return st;
    out->n = t.n;
    out->at = ARENA_NEW_N(a, Login, t.n + 1);
    for (size_t r = 0; r < t.n; r++) {
        Login *l = &out->at[r];
        *l = (Login){ .id = col_int(&t, "login_id")[r], .changed = col_int(&t, "changed")[r], .name = col_text(&t, "name")[r], .password = col_text(&t, "password")[r], .email = col_text(&t, "email")[r] };
        if (!role_of(col_text(&t, "role")[r], &l->role))
            l->role = ROLE_NONE;                     /* of a newer program: may nothing here */
    }
    st = load_rules(s, a, out, err);
    return st ? st : load_tokens(s, a, out, err);
}

const Login *login_named(const Logins *all, Str name)
{
    for (size_t i = 0; i < all->n; i++)
        if (str_ieq(all->at[i].name, name))
            return &all->at[i];
    return NULL;
}

const Login *login_of(const Logins *all, int64_t id)
{
    for (size_t i = 0; i < all->n; i++)
        if (all->at[i].id == id)
            return &all->at[i];
    return NULL;
}

static bool is_plain(Str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] < 0x20 || s.p[i] == 0x7F)
            return false;
    return s.n > 0 && str_is_utf8(s);
}

static Status check_name(Str name, Err *err)
{
    if (!is_plain(name) || name.n > LOGIN_NAME_MAX || !str_eq(name, str_trim(name)))
        return ERR(err, ST_USAGE, "a user's name is 1 to %d bytes of text without control characters", LOGIN_NAME_MAX);
    return ST_OK;
}

static Status hash_password(Str password, Str name, Arena *a, Str *out, Err *err)
{
    char *text = arena_alloc(a, crypto_pwhash_STRBYTES, 1);
    if (sodium_init() < 0)
        return ERR(err, ST_IO, "no source of random numbers");
    if (password.n < PASSWORD_MIN || password.n > PASSWORD_MAX || !str_is_utf8(password))
        return ERR(err, ST_USAGE, "a password has %d to %d bytes", PASSWORD_MIN, PASSWORD_MAX);
    if (str_ieq(password, name))
        return ERR(err, ST_USAGE, "a password is not the user's name");
    if (crypto_pwhash_str(text, password.p, password.n, crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE))
        return ERR(err, ST_BUSY, "no memory to store a password with");
    *out = str_of(text);
    return ST_OK;
}

bool login_password_is(Str password, Str typed)
{
    /* Of nobody's password: what is computed for a name that is not there, so that the answer takes as long. */
    static const char nobody[] = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$RhczWwNFZ3lpZ6R2Ny3SIqgzuBYhE1TNlYzGjLOKjTI";
    char text[crypto_pwhash_STRBYTES] = "";
    if (sodium_init() < 0 || typed.n > PASSWORD_MAX || password.n >= sizeof text)
        return false;
    Str use = password.n ? password : str_of(nobody);
    memcpy(text, use.p, use.n);
    bool fits = crypto_pwhash_str_verify(text, typed.p, typed.n) == 0;
    sodium_memzero(text, sizeof text);
    return fits && password.n > 0;
}

static bool rule_fits(Str what, LoginRole role)
{
    for (size_t i = 0; i < COUNT_OF(rule_words); i++)
        if (str_eq(what, str_of(rule_words[i].what)))
            return rule_words[i].role == role;
    return false;
}

static Status put_rules(Store *s, int64_t id, LoginRole role, Str rules, Arena *a, Err *err)
{
    enum { RULES_MAX = 500, RULE_BYTES = 200 };
    int64_t seq = 0;
    Status st = store_run(s, SQL_LOGIN_SEES_CLEAR, STORE_ARGS(DB_INT(id)), err);
    char *text = str_dup(a, rules).p ? arena_alloc(a, rules.n + 1, 1) : NULL;
    for (size_t i = 0; i < rules.n; i++)
        text[i] = rules.p[i] == '\n' ? ';' : rules.p[i];
    Str rest = { text, rules.n };
    while (!st && rest.n) {
        Str value = str_trim(str_cut(&rest, ';'));
        if (!value.n)
            continue;
        Str what = str_cut(&value, ' ');
        value = str_trim(value);
        if (!rule_fits(what, role))
            return ERR(err, ST_USAGE, "'%.*s' is no rule of a%s; a unit owner has 'unit NAME', an account manager 'account NAME', family, segment, region or country",
                       STR_ARG(str_sub(what, 0, 40)), role == ROLE_UNIT ? " unit owner" : role == ROLE_MANAGER ? "n account manager" : " role without rules");
        if (!is_plain(value) || value.n > RULE_BYTES || seq == RULES_MAX)
            return ERR(err, ST_USAGE, "a rule names something in at most %d bytes, and there are at most %d", RULE_BYTES, RULES_MAX);
        st = store_run(s, SQL_LOGIN_SEES_ADD, STORE_ARGS(DB_INT(id), DB_INT(++seq), DB_TEXT(what), DB_TEXT(value)), err);
    }
    if (!st && !seq && role_has_rules(role))
        st = ERR(err, ST_USAGE, "%s needs at least one rule", role == ROLE_UNIT ? "a unit owner" : "an account manager");
    return st;
}

static Status one(Store *s, int64_t id, Arena *a, Logins *all, const Login **out, Err *err)
{
    Status st = logins_load(s, a, all, err);
    *out = st ? NULL : login_of(all, id);
    return st || *out ? st : ERR(err, ST_NOT_FOUND, "there is no such user");
}

static size_t admins(const Logins *all)
{
    size_t n = 0;
    for (size_t i = 0; i < all->n; i++)
        n += all->at[i].role == ROLE_ADMIN;
    return n;
}

Status login_add(Store *s, Str name, LoginRole role, Str rules, Str password, Str now, Arena *a, int64_t *id, Err *err)
{
    Logins all;
    Str hash = STR("");
    int64_t last = 0;
    Status st = check_name(name, err);
    if (!st)
        st = logins_load(s, a, &all, err);
    if (st)
        return st;
    if (role <= ROLE_NONE || role >= ROLE_COUNT_)
        return ERR(err, ST_USAGE, "a role is viewer, analyst, unit, manager or admin");
    if (login_named(&all, name))
        return ERR(err, ST_CONFLICT, "there is a user '%.*s' already", STR_ARG(name));
    if (login_mailed(&all, name))
        return ERR(err, ST_CONFLICT, "'%.*s' is the address of a user already", STR_ARG(name));
    if (!all.n && role != ROLE_ADMIN)
        return ERR(err, ST_CONFLICT, "the first user must be an admin: from then on everybody signs in");
    if (password.n)                                  /* without one: tokens alone */
        st = hash_password(password, name, a, &hash, err);
    if (!st && !password.n && !all.n)
        st = ERR(err, ST_USAGE, "the first user needs a password");
    if (!st)
        st = store_int(s, SQL_LOGIN_MAX, STORE_NO_ARGS, 0, &last, err);
    if (st)
        return st;
    *id = last + 1;
    st = store_run(s, SQL_LOGIN_ADD, STORE_ARGS(DB_INT(*id), DB_TEXT(name), DB_TEXT(str_of(role_word(role))), DB_TEXT(hash), DB_TEXT(now)), err);
    return st ? st : put_rules(s, *id, role, rules, a, err);
}

Status login_set_role(Store *s, int64_t id, LoginRole role, Str rules, Arena *a, Err *err)
{
    Logins all;
    const Login *l;
    Status st = one(s, id, a, &all, &l, err);
    if (st)
        return st;
    if (role <= ROLE_NONE || role >= ROLE_COUNT_)
        return ERR(err, ST_USAGE, "a role is viewer, analyst, unit, manager or admin");
    if (l->role == ROLE_ADMIN && role != ROLE_ADMIN && admins(&all) == 1)
        return ERR(err, ST_CONFLICT, "'%.*s' is the last admin", STR_ARG(l->name));
    st = store_run(s, SQL_LOGIN_SET_ROLE, STORE_ARGS(DB_INT(id), DB_TEXT(str_of(role_word(role)))), err);
    return st ? st : put_rules(s, id, role, rules, a, err);
}

Status login_set_password(Store *s, int64_t id, Str password, Arena *a, Err *err)
{
    Logins all;
    const Login *l;
    Str hash = STR("");
    Status st = one(s, id, a, &all, &l, err);
    if (!st)
        st = hash_password(password, l->name, a, &hash, err);
    return st ? st : store_run(s, SQL_LOGIN_SET_PASSWORD, STORE_ARGS(DB_INT(id), DB_TEXT(hash)), err);
}

Status login_remove(Store *s, int64_t id, Str now, bool may_be_last, Err *err)
{
    Arena a;
    Logins all;
    const Login *l;
    arena_init(&a);
    Status st = one(s, id, &a, &all, &l, err);
    if (!st && l->role == ROLE_ADMIN && admins(&all) == 1 && (all.n > 1 || !may_be_last))
        st = ERR(err, ST_CONFLICT, "'%.*s' is the last admin", STR_ARG(l->name));
    if (!st)
        st = store_run(s, SQL_TOKEN_REVOKE_OF, STORE_ARGS(DB_INT(id), DB_TEXT(now)), err);
    if (!st)
        st = store_run(s, SQL_LINK_DROP, STORE_ARGS(DB_INT(id)), err);
    if (!st)
        st = store_run(s, SQL_LOGIN_REMOVE, STORE_ARGS(DB_INT(id), DB_TEXT(now)), err);
    arena_release(&a);
    return st;
}

static const char *const scope_words[] = { "read", "decide", "intake", "admin" };

bool token_has(Str scopes, const char *scope)
{
    while (scopes.n)
        if (str_eq(str_cut(&scopes, ' '), str_of(scope)))
            return true;
    return false;
}

bool token_scopes_ok(Str scopes)
{
    bool any = false;
    while (scopes.n) {
        Str one_of = str_cut(&scopes, ' ');
        bool known = false;
        for (size_t i = 0; i < COUNT_OF(scope_words); i++)
            known = known || str_eq(one_of, str_of(scope_words[i]));
        if (!known)
            return false;
        any = true;
    }
    return any;
}

Str token_hash(Arena *a, Str token)
{
    unsigned char out[TOKEN_HASH_HEX / 2];
    if (sodium_init() < 0 || token.n > 200)
        return STR("");
    (void)crypto_generichash(out, sizeof out, (const unsigned char *)token.p, token.n, NULL, 0);
    return str_hex(a, out, sizeof out);
}

Status token_add(Store *s, int64_t login, Str name, Str scopes, int64_t days, int64_t now_micros, Arena *a, int64_t *id, Str *shown, Err *err)
{
    unsigned char bits[32];
    char text[sodium_base64_ENCODED_LEN(sizeof bits, sodium_base64_VARIANT_URLSAFE_NO_PADDING)];
    Logins all;
    const Login *l;
    int64_t last = 0;
    Status st = one(s, login, a, &all, &l, err);
    if (!st)
        st = check_name(name, err);
    if (!st && !token_scopes_ok(scopes))
        st = ERR(err, ST_USAGE, "a token's scopes are some of read, decide, intake, admin, by spaces");
    if (!st && (days < 1 || days > TOKEN_DAYS_MAX))
        st = ERR(err, ST_USAGE, "a token ends after 1 to %d days", TOKEN_DAYS_MAX);
    if (!st)
        st = store_int(s, SQL_TOKEN_MAX, STORE_NO_ARGS, 0, &last, err);
    if (st)
        return st;
    randombytes_buf(bits, sizeof bits);
    (void)sodium_bin2base64(text, sizeof text, bits, sizeof bits, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    *shown = str_fmt(a, "tl_%s", text);
    *id = last + 1;
    Str made = micros_iso(a, now_micros), ends = micros_iso(a, now_micros + days * MICROS_PER_DAY);
    return store_run(s, SQL_TOKEN_ADD, STORE_ARGS(DB_INT(*id), DB_INT(login), DB_TEXT(name), DB_TEXT(scopes), DB_TEXT(token_hash(a, *shown)),
                                                  DB_TEXT(str_sub(made, 0, made.n - 1)), DB_TEXT(str_sub(ends, 0, ends.n - 1))), err);
}

Status token_revoke(Store *s, int64_t id, Str now, Err *err)
{
    Arena a;
    Logins all;
    arena_init(&a);
    Status st = logins_load(s, &a, &all, err);
    bool there = false;
    for (size_t i = 0; !st && i < all.n_token; i++)
        there = there || all.token[i].id == id;
    if (!st && !there)
        st = ERR(err, ST_NOT_FOUND, "there is no token %lld", (long long)id);
    if (!st)
        st = store_run(s, SQL_TOKEN_REVOKE, STORE_ARGS(DB_INT(id), DB_TEXT(now)), err);
    arena_release(&a);
    return st;
}
