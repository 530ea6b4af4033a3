/* cmd_people.c - users and tokens on the command line: who may use the book over HTTP.  A password comes from a prompt or standard input,
 * never from a word: words are seen by every program of the machine. */
#include <stdio.h>
#include <stdlib.h>
#include <termios.h>
#include <unistd.h>

#include "app/command.h"
#include "app/show.h"
#include "base/date.h"
#include "store/login.h"

static Status read_line(const char *prompt, bool hidden, Arena *a, Str *out, Err *err)
{
    char text[PASSWORD_MAX + 2];
    struct termios before, quiet;
    bool off = hidden && tcgetattr(STDIN_FILENO, &before) == 0;
    if (off) {
        quiet = before;
        quiet.c_lflag &= ~(tcflag_t)ECHO;
        (void)tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
        (void)fputs(prompt, stderr);
    }
    bool read = fgets(text, sizeof text, stdin) != NULL;
    if (off) {
        (void)tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
        (void)fputc('\n', stderr);
    }
    if (!read)
        return ERR(err, ST_USAGE, "no password was given: type it, or send it to standard input");
    Str line = str_of(text);
    while (line.n && (line.p[line.n - 1] == '\n' || line.p[line.n - 1] == '\r'))
        line.n--;
    *out = str_dup(a, line);
    return ST_OK;
}

/* Twice at a terminal, once from a pipe. */
static Status ask_password(App *app, Str *out, Err *err)
{
    Str again = STR("");
    bool tty = isatty(STDIN_FILENO) == 1;
    Status st = read_line("Password: ", tty, app->a, out, err);
    if (!st && tty)
        st = read_line("Again: ", tty, app->a, &again, err);
    if (!st && tty && !str_eq(*out, again))
        st = ERR(err, ST_USAGE, "the two are not the same");
    return st;
}

static Str rules_text(const Login *l, Arena *a)
{
    Str out = STR("");
    for (size_t i = 0; i < l->n_rule; i++)
        out = str_fmt(a, "%.*s%s%.*s %.*s", STR_ARG(out), i ? "; " : "", STR_ARG(l->rule[i].what), STR_ARG(l->rule[i].value));
    return out;
}

static void users_json(const Logins *all, Buf *out)
{
    JsonOut j;
    json_init(&j, out);
    json_object(&j, NULL);
    json_array(&j, "users");
    for (size_t i = 0; i < all->n; i++) {
        const Login *l = &all->at[i];
        json_object(&j, NULL);
        json_int(&j, "id", l->id);
        json_str(&j, "name", l->name);
        json_str(&j, "role", str_of(role_word(l->role)));
        json_array(&j, "rules");
        for (size_t r = 0; r < l->n_rule; r++) {
            json_object(&j, NULL);
            json_str(&j, "what", l->rule[r].what);
            json_str(&j, "value", l->rule[r].value);
            json_end(&j);
        }
        json_end(&j);
        json_bool(&j, "password", l->password.n > 0);
        json_end(&j);
    }
    json_end(&j);
    json_end(&j);
    buf_putc(out, '\n');
}

static Status show_table(App *app, const char *title, const char *const *head, size_t n_col, const Str *cell, size_t n_row, Err *err)
{
    DocColumn *col = ARENA_NEW_N(app->a, DocColumn, n_col);
    Cell *row = ARENA_NEW_N(app->a, Cell, n_col);
    for (size_t c = 0; c < n_col; c++)
        col[c] = (DocColumn){ .title = str_of(head[c]), .kind = COLUMN_TEXT };
    Doc *d = doc_create(app->a, &(DocHead){ .title = str_of(title), .lang = STR("en") });
    DocTable *t = doc_table(d, &(DocTableHead){ .caption = str_of(title), .caption_hidden = true }, col, n_col);
    for (size_t r = 0; r < n_row; r++) {
        for (size_t c = 0; c < n_col; c++)
            row[c] = cell_text(cell[r * n_col + c]);
        doc_row(t, TONE_NORMAL, row, n_col);
    }
    return show_doc(app, d, err);
}

static Status users_list(App *app, const Logins *all, Err *err)
{
    static const char *const head[] = { "User", "Role", "Sees", "Password" };
    enum { COLUMNS = COUNT_OF(head) };
    if (app->json) {
        users_json(all, app->out);
        return ST_OK;
    }
    if (!all->n) {
        buf_puts(app->out, "Nobody: whoever sits at this machine may use the book. The first user is an admin: throughline users BOOK add NAME admin\n");
        return ST_OK;
    }
    Str *cell = ARENA_NEW_N(app->a, Str, all->n * COLUMNS);
    for (size_t i = 0; i < all->n; i++) {
        const Login *l = &all->at[i];
        Str *c = &cell[i * COLUMNS];
        c[0] = l->name;
        c[1] = str_of(role_word(l->role));
        c[2] = role_has_rules(l->role) ? rules_text(l, app->a) : STR("all");
        c[3] = l->password.n ? STR("set") : STR("none");
    }
    return show_table(app, "Users of this book", head, COLUMNS, cell, all->n, err);
}

/* The words behind the role are rules, one each. */
static Str rules_of(App *app, size_t from)
{
    Str out = STR("");
    for (size_t i = from; i < app->args->n_word; i++)
        out = str_fmt(app->a, "%.*s%s;", STR_ARG(out), app->args->word[i]);
    return out;
}

static Status log_row(Store *s, Str route, Str what, App *app, Err *err)
{
    int64_t last = 0;
    const char *user = getenv("USER");
    Status st = store_int(s, SQL_TRAIL_MAX, STORE_NO_ARGS, 0, &last, err);
    return st ? st : store_run(s, SQL_TRAIL_PUT, STORE_ARGS(DB_INT(last + 1), DB_TEXT(app_now(app->a)), DB_TEXT(str_of(user ? user : "unknown")), DB_TEXT(STR("command line")),
                                                            DB_TEXT(STR("this machine")), DB_TEXT(route), DB_TEXT(what)), err);
}

typedef struct Verb {
    const char *word;
    size_t      words;             /* at least, with the book and the verb itself */
    Status    (*run)(App *app, Store *s, const Logins *all, Err *err);
} Verb;

static Status need(const Logins *all, const char *name, const Login **out, Err *err)
{
    *out = login_named(all, str_of(name));
    return *out ? ST_OK : ERR(err, ST_NOT_FOUND, "there is no user '%s'", name);
}

static Status user_add(App *app, Store *s, const Logins *all, Err *err)
{
    const char *const *word = app->args->word;
    Str password = STR("");
    LoginRole role;
    int64_t id = 0;
    (void)all;
    if (!role_of(str_of(word[3]), &role))
        return ERR(err, ST_USAGE, "'%s' is no role: viewer, analyst, unit, manager or admin", word[3]);
    Status st = args_get(app->args, "no-password") ? ST_OK : ask_password(app, &password, err);
    if (!st && !args_get(app->args, "no-password") && !password.n)
        st = ERR(err, ST_USAGE, "a password has %d to %d bytes", PASSWORD_MIN, PASSWORD_MAX);
    if (!st)
        st = login_add(s, str_of(word[2]), role, rules_of(app, 4), password, app_now(app->a), app->a, &id, err);
    if (!st)
        buf_printf(app->out, "user '%s' is %s\n", word[2], role_word(role));
    return st;
}

static Status user_role(App *app, Store *s, const Logins *all, Err *err)
{
    const char *const *word = app->args->word;
    const Login *l = NULL;
    LoginRole role;
    Status st = need(all, word[2], &l, err);
    if (!st && !role_of(str_of(word[3]), &role))
        st = ERR(err, ST_USAGE, "'%s' is no role: viewer, analyst, unit, manager or admin", word[3]);
    if (!st)
        st = login_set_role(s, l->id, role, rules_of(app, 4), app->a, err);
    if (!st)
        buf_printf(app->out, "user '%s' is %s\n", word[2], role_word(role));
    return st;
}

static Status user_password(App *app, Store *s, const Logins *all, Err *err)
{
    const Login *l = NULL;
    Str password = STR("");
    Status st = need(all, app->args->word[2], &l, err);
    if (!st)
        st = ask_password(app, &password, err);
    if (!st)
        st = login_set_password(s, l->id, password, app->a, err);
    if (!st)
        buf_printf(app->out, "user '%s' has a new password\n", app->args->word[2]);
    return st;
}

/* The address that a provider must vouch for; without one, the name is it. */
static Status user_email(App *app, Store *s, const Logins *all, Err *err)
{
    const Login *l = NULL;
    const char *email = app->args->n_word > 3 ? app->args->word[3] : "";
    Status st = need(all, app->args->word[2], &l, err);
    if (!st)
        st = login_set_email(s, l->id, str_of(email), app->a, err);
    if (!st)
        buf_printf(app->out, "user '%s' is known to a provider by %s\n", app->args->word[2], *email ? email : "the name");
    return st;
}

static Status user_part(App *app, Store *s, const Logins *all, Err *err)
{
    const Login *l = NULL;
    Status st = need(all, app->args->word[2], &l, err);
    if (!st)
        st = login_part(s, l->id, app->a, err);
    if (!st)
        buf_printf(app->out, "user '%s' has no account at a provider any more; the next sign-in there joins it by the address\n", app->args->word[2]);
    return st;
}

static Status user_remove(App *app, Store *s, const Logins *all, Err *err)
{
    const Login *l = NULL;
    Status st = need(all, app->args->word[2], &l, err);
    if (!st)
        st = login_remove(s, l->id, app_now(app->a), true, err);
    if (!st)
        buf_printf(app->out, "user '%s' is gone, and so are its tokens%s\n", app->args->word[2], all->n == 1 ? "; whoever sits at this machine may use the book again" : "");
    return st;
}

static Status token_make(App *app, Store *s, const Logins *all, Err *err)
{
    const char *const *word = app->args->word;
    const Login *l = NULL;
    Str shown;
    int64_t days = TOKEN_DAYS, id = 0;
    Status st = args_int(app->args, "days", TOKEN_DAYS, &days, err);
    if (!st)
        st = need(all, word[2], &l, err);
    Str scopes = STR("");
    for (size_t i = 4; i < app->args->n_word; i++)
        scopes = str_fmt(app->a, "%.*s%s%s", STR_ARG(scopes), i > 4 ? " " : "", word[i]);
    if (!st)
        st = token_add(s, l->id, str_of(word[3]), scopes, days, wall_second(), app->a, &id, &shown, err);
    if (!st)
        buf_printf(app->out, "%.*s\n", STR_ARG(shown));
    return st;
}

static Status token_end(App *app, Store *s, const Logins *all, Err *err)
{
    int64_t id = 0;
    (void)all;
    if (!str_to_i64(str_of(app->args->word[2]), &id))
        return ERR(err, ST_USAGE, "revoke takes the number of a token");
    Status st = token_revoke(s, id, app_now(app->a), err);
    if (!st)
        buf_printf(app->out, "token %lld is revoked\n", (long long)id);
    return st;
}

static Status tokens_list(App *app, const Logins *all, Err *err)
{
    static const char *const head[] = { "No", "User", "For", "Scopes", "Ends" };
    enum { COLUMNS = COUNT_OF(head) };
    JsonOut j;
    json_init(&j, app->out);
    if (app->json) {
        json_object(&j, NULL);
        json_array(&j, "tokens");
    } else if (!all->n_token) {
        buf_puts(app->out, "No tokens\n");
        return ST_OK;
    }
    Str *cell = ARENA_NEW_N(app->a, Str, all->n_token * COLUMNS + 1);
    for (size_t i = 0; i < all->n_token; i++) {
        const LoginToken *t = &all->token[i];
        Str *c = &cell[i * COLUMNS];
        c[0] = str_fmt(app->a, "%lld", (long long)t->id);
        c[1] = t->owner;
        c[2] = t->name;
        c[3] = t->scopes;
        c[4] = micros_iso(app->a, t->expires);
        if (!app->json)
            continue;
        json_object(&j, NULL);
        json_int(&j, "id", t->id);
        json_str(&j, "user", t->owner);
        json_str(&j, "name", t->name);
        json_str(&j, "scopes", t->scopes);
        json_str(&j, "expires", c[4]);
        json_end(&j);
    }
    if (!app->json)
        return show_table(app, "Tokens of this book", head, COLUMNS, cell, all->n_token, err);
    json_end(&j);
    json_end(&j);
    buf_putc(app->out, '\n');
    return ST_OK;
}

static Status change(App *app, Store *s, const Verb *v, const Logins *all, Str route, Err *err)
{
    Status st = store_begin(s, err);
    if (!st)
        st = v->run(app, s, all, err);
    if (!st)
        st = log_row(s, route, str_fmt(app->a, "%s %s", v->word, app->args->word[2]), app, err);
    if (!st)
        st = store_commit(s, err);
    if (st)
        store_rollback(s);
    return st;
}

static Status people(App *app, const Verb *verb, size_t n, Status (*list)(App *app, const Logins *all, Err *err), const char *route, Err *err)
{
    Store *s = NULL;
    Logins all;
    const Verb *v = NULL;
    const char *word = app->args->n_word > 1 ? app->args->word[1] : "list";
    for (size_t i = 0; i < n; i++)
        if (!strcmp(verb[i].word, word) && app->args->n_word >= verb[i].words)
            v = &verb[i];
    if (!v && strcmp(word, "list") != 0)
        return ERR(err, ST_USAGE, "'%s' with these words is not understood; see throughline %s --help", word, route);
    Status st = app_open(app, v == NULL, false, &s, err);
    if (!st)
        st = logins_load(s, app->a, &all, err);
    if (!st)
        st = v ? change(app, s, v, &all, str_of(route), err) : list(app, &all, err);
    store_close(s);
    return st;
}

Status cmd_users(App *app, Err *err)
{
    static const Verb verbs[] = { { "add", 4, user_add }, { "role", 4, user_role }, { "password", 3, user_password }, { "email", 3, user_email }, { "part", 3, user_part }, { "remove", 3, user_remove } };
    return people(app, verbs, COUNT_OF(verbs), users_list, "users", err);
}

Status cmd_tokens(App *app, Err *err)
{
    static const Verb verbs[] = { { "add", 5, token_make }, { "revoke", 3, token_end } };
    return people(app, verbs, COUNT_OF(verbs), tokens_list, "tokens", err);
}
