#include "store/theme_decide.h"

#include "model/codebook.h"
#include "model/rule.h"

typedef struct Words {
    Str subject, object;
} Words;

typedef Status Decide(Store *s, const ThemeAsk *ask, Arena *a, Words *out, Err *err);

static Status theme_of(Store *s, Str words, Arena *a, int64_t *id, int64_t *parent, Err *err)
{
    Table t;
    Status st = store_fetch(s, SQL_THEME_NAMED, STORE_ARGS(DB_TEXT(words)), a, &t, err);
    if (!st && !t.n)
        st = ERR(err, ST_NOT_FOUND, "no theme '%.*s'", STR_ARG(str_sub(words, 0, THEME_NAME_MAX)));
    if (st)
        return st;
    const TableColumn *p = table_col(&t, "parent_id");
    *id = col_int(&t, "theme_id")[0];
    *parent = col_has(p, 0) ? p->i[0] : 0;
    return ST_OK;
}

static Status check_name(Str name, Err *err)
{
    if (!str_trim(name).n || name.n > THEME_NAME_MAX)
        return ERR(err, ST_USAGE, "a theme's name has 1 to %d letters", THEME_NAME_MAX);
    for (size_t i = 0; i < name.n; i++)
        if ((unsigned char)name.p[i] < ' ')
            return ERR(err, ST_USAGE, "a theme's name is one line");
    return str_is_utf8(name) ? ST_OK : ERR(err, ST_USAGE, "the name is not UTF-8");
}

static Status check_rule(Str text, Arena *a, Err *err)
{
    Rule r;
    return rule_parse(text, a, &r, err);
}

static Str number_of(Arena *a, int64_t id)
{
    return str_fmt(a, "%lld", (long long)id);
}

static Status rename_theme(Store *s, const ThemeAsk *ask, Arena *a, Words *out, Err *err)
{
    int64_t id, parent;
    Status st = check_name(ask->other, err);
    if (!st)
        st = theme_of(s, ask->theme, a, &id, &parent, err);
    if (!st)
        *out = (Words){ number_of(a, id), str_trim(ask->other) };
    return st;
}

static Status merge(Store *s, const ThemeAsk *ask, Arena *a, Words *out, Err *err)
{
    int64_t one, other, from, to;
    Status st = theme_of(s, ask->theme, a, &one, &from, err);
    if (!st)
        st = theme_of(s, ask->other, a, &other, &to, err);
    if (!st && one == other)
        st = ERR(err, ST_USAGE, "both are the same theme");
    if (!st && to == one)
        st = ERR(err, ST_USAGE, "'%.*s' is a part of that theme; merge it into the theme, or split it off first", STR_ARG(ask->other));
    if (!st)
        *out = (Words){ number_of(a, one), number_of(a, other) };
    return st;
}

static Status split(Store *s, const ThemeAsk *ask, Arena *a, Words *out, Err *err)
{
    int64_t id, sub;
    Status st = theme_of(s, ask->theme, a, &id, &sub, err);
    if (st)
        return st;
    *out = (Words){ number_of(a, id), STR("") };
    if (!ask->rule.n)
        return sub ? ST_OK : ERR(err, ST_USAGE, "name one of its sub-themes, or give the new theme's name and a rule");
    if (sub)
        return ERR(err, ST_USAGE, "a sub-theme is split off as it is, without a rule");
    st = check_name(ask->other, err);
    if (!st)
        st = check_rule(ask->rule, a, err);
    out->object = str_fmt(a, "%.*s\t%.*s", STR_ARG(ask->other), STR_ARG(str_flat(a, ask->rule)));
    return st;
}

static Status rule(Store *s, const ThemeAsk *ask, Arena *a, Words *out, Err *err)
{
    int64_t id, parent;
    Err none;
    Status st = check_name(ask->theme, err);
    if (!st)
        st = check_rule(ask->rule, a, err);
    if (st)
        return st;
    st = theme_of(s, ask->theme, a, &id, &parent, &none);
    if (st && st != ST_NOT_FOUND) {
        *err = none;
        return st;
    }
    *out = (Words){ st ? str_fmt(a, "+%.*s", STR_ARG(ask->theme)) : number_of(a, id), str_flat(a, ask->rule) };
    return ST_OK;
}

static Status code(Store *s, const ThemeAsk *ask, Arena *a, Words *out, Err *err)
{
    (void)s;
    Status st = check_name(ask->theme, err);
    if (!st && ask->rule.n)
        st = check_rule(ask->rule, a, err);
    *out = (Words){ ask->theme, str_fmt(a, "%.*s\t%.*s", STR_ARG(str_flat(a, ask->rule)), STR_ARG(ask->other)) };
    return st;
}

/* The themes a comment has now, strongest first, by commas. */
static Status machine(Store *s, int64_t account, int64_t comment, Arena *a, Str *out, Err *err)
{
    Table t;
    Status st = store_fetch(s, SQL_THEMES_OF_COMMENT, STORE_ARGS(DB_INT(account), DB_INT(comment)), a, &t, err);
    *out = STR("other");
    for (size_t r = 0; !st && r < t.n; r++)
        *out = r ? str_fmt(a, "%.*s,%lld", STR_ARG(*out), (long long)col_int(&t, "theme_id")[r]) : number_of(a, col_int(&t, "theme_id")[r]);
    return st;
}

static Status move(Store *s, const ThemeAsk *ask, Arena *a, Words *out, Err *err)
{
    Table t;
    Str rest = ask->other, ids = STR(""), now = STR("");
    size_t n = 0;
    int64_t account, comment;
    Str second = ask->comment, first = str_cut(&second, '-');
    bool pair = str_to_i64(first, &account) && str_to_i64(second, &comment);
    Status st = store_fetch(s, SQL_COMMENT_NAMED, STORE_ARGS(DB_TEXT(ask->comment), DB_INT(pair ? account : -1), DB_INT(pair ? comment : -1)), a, &t, err);
    if (!st && !t.n)
        st = ERR(err, ST_NOT_FOUND, "no comment '%.*s'", STR_ARG(str_sub(ask->comment, 0, 100)));
    if (!st && str_ieq(str_trim(rest), STR("other"))) {
        ids = STR("other");
        rest = STR("");
    }
    while (!st && rest.n) {
        int64_t id, parent;
        Str one = str_trim(str_cut(&rest, ','));
        st = theme_of(s, one, a, &id, &parent, err);
        if (!st && ++n > THEME_MOVE_MAX)
            st = ERR(err, ST_USAGE, "a comment is moved to at most %d themes", THEME_MOVE_MAX);
        if (!st)
            ids = n > 1 ? str_fmt(a, "%.*s,%lld", STR_ARG(ids), (long long)id) : number_of(a, id);
    }
    if (!st && !ids.n)
        st = ERR(err, ST_USAGE, "name the themes the comment belongs to, or 'other'");
    if (!st)
        st = machine(s, col_int(&t, "account_id")[0], col_int(&t, "comment_id")[0], a, &now, err);
    if (!st)
        *out = (Words){ col_text(&t, "key")[0], str_fmt(a, "%.*s\t%.*s\t%.*s", STR_ARG(ids), STR_ARG(col_text(&t, "how")[0]), STR_ARG(now)) };
    return st;
}

static Status undo(Store *s, const ThemeAsk *ask, Arena *a, Words *out, Err *err)
{
    int64_t id, there = 0, undone = 0;
    Status st = ST_OK;
    if (str_to_i64(ask->theme, &id))
        st = store_int(s, SQL_THEME_VERDICT_EXISTS, STORE_ARGS(DB_INT(id)), 0, &there, err);
    if (!st && there)
        st = store_int(s, SQL_THEME_VERDICT_UNDONE, STORE_ARGS(DB_TEXT(number_of(a, id))), 0, &undone, err);
    if (st)
        return st;
    if (!there)
        return ERR(err, ST_NOT_FOUND, "there is no decision '%.*s' about themes", STR_ARG(str_sub(ask->theme, 0, 40)));
    *out = (Words){ number_of(a, id), STR("") };
    return undone ? ERR(err, ST_CONFLICT, "decision %lld was taken back already", (long long)id) : ST_OK;
}

Status theme_codebook(Str text, Str question, const ThemeAsk *by, Arena *a, ThemeAsk **out, size_t *n, Err *err)
{
    Codebook b;
    Status st = codebook_parse(text, a, &b, err);
    if (st)
        return st;
    *n = b.n;
    *out = ARENA_NEW_N(a, ThemeAsk, b.n + 1);
    for (size_t k = 0; k < b.n; k++) {
        ThemeAsk *ask = &(*out)[k];
        *ask = *by;
        ask->what = STR("code");
        ask->theme = b.code[k].name;
        ask->rule = b.code[k].rule;
        ask->other = str_fmt(a, "%.*s\t%.*s\t%.*s", STR_ARG(str_flat(a, b.code[k].definition)), STR_ARG(str_flat(a, b.code[k].example)), STR_ARG(question));
    }
    return ST_OK;
}

static const struct {
    const char *what;
    Decide     *decide;
} kind[] = { { "rename", rename_theme }, { "merge", merge }, { "split", split }, { "rule", rule }, { "code", code }, { "move", move }, { "undo", undo } };

Status theme_decide(Store *s, const ThemeAsk *ask, Arena *a, int64_t *number, Err *err)
{
    Words w;
    int64_t last = 0;
    size_t k = 0;
    while (k < COUNT_OF(kind) && !str_eq(ask->what, str_of(kind[k].what)))
        k++;
    if (k == COUNT_OF(kind))
        return ERR(err, ST_USAGE, "themes can be renamed, merged, split, given a rule, and have comments moved");
    Status st = kind[k].decide(s, ask, a, &w, err);
    if (!st)
        st = store_int(s, SQL_VERDICT_MAX, STORE_NO_ARGS, 0, &last, err);
    if (st)
        return st;
    *number = last + 1;
    return store_run(s, SQL_VERDICT_PUT,
                     STORE_ARGS(DB_INT(*number), DB_TEXT(STR("listen")), DB_TEXT(ask->what), DB_TEXT(w.subject), DB_TEXT(w.object), DB_TEXT(ask->who),
                                DB_TEXT(ask->why), DB_TEXT(ask->at)),
                     err);
}
