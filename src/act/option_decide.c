/* option_decide.c - what a person says of an option is checked and written down: for the command line and the server alike. */
#include "act/option.h"
#include "store/verdict.h"

Status option_check_name(Store *s, Str name, bool wanted, Arena *a, Err *err)
{
    Options all;
    bool there = false;
    if (!name.n || name.n > OPTION_NAME_MAX)
        return ERR(err, ST_USAGE, "an option's name has 1 to %d bytes", OPTION_NAME_MAX);
    Status st = options_read(s, a, &all, err);
    for (size_t i = 0; !st && i < all.n; i++)
        there = there || str_ieq(all.at[i].name, name);
    if (st || there == wanted)
        return st;
    return there ? ERR(err, ST_INVALID, "there is an option '%.*s' already", STR_ARG(name)) : ERR(err, ST_NOT_FOUND, "no option '%.*s'", STR_ARG(name));
}

Status option_may_undo(Store *s, int64_t number, Arena *a, Err *err)
{
    Table t;
    Status st = store_fetch(s, SQL_OPTION_DECISIONS, STORE_NO_ARGS, a, &t, err);
    return st ? st : verdict_may_undo(&t, number, STR(""), "options", err);
}

static Status put(Store *s, const OptionAsk *ask, const char *what, Str subject, Str object, OptionSaid *out, Err *err)
{
    out->last++;
    return store_run(s, SQL_VERDICT_PUT,
                     STORE_ARGS(DB_INT(out->last), DB_TEXT(STR("option")), DB_TEXT(str_of(what)), DB_TEXT(subject), DB_TEXT(object), DB_TEXT(ask->who), DB_TEXT(ask->why), DB_TEXT(ask->at)),
                     err);
}

/* The field is named first, so that a page can say it there. */
static Status understand(const OptionAsk *ask, Err *err)
{
    for (size_t i = 0; i < ask->n_said; i++) {
        Str rest = ask->said[i], field = str_trim(str_cut(&rest, '='));
        Err why;
        Status st = str_is_utf8(ask->said[i]) ? option_parse(STR("set"), ask->said[i], &why) : ERR(&why, ST_USAGE, "this is not UTF-8");
        if (st)
            return ERR(err, st, "%.*s: %s", STR_ARG(str_sub(field, 0, 40)), why.msg);
    }
    return ST_OK;
}

static Status undo(Store *s, const OptionAsk *ask, Arena *a, OptionSaid *out, Err *err)
{
    enum { AT_ONCE = 16 };
    Status st = ST_OK;
    if (ask->from <= 0 || ask->to < ask->from || ask->to - ask->from >= AT_ONCE)
        return ERR(err, ST_USAGE, "undo takes the numbers of at most %d decisions, the first and the last", AT_ONCE);
    for (int64_t n = ask->from; !st && n <= ask->to; n++)
        st = option_may_undo(s, n, a, err);
    for (int64_t n = ask->from; !st && n <= ask->to; n++)
        st = put(s, ask, "undo", str_fmt(a, "%lld", (long long)n), STR(""), out, err);
    return st;
}

Status option_decide(Store *s, const OptionAsk *ask, Arena *a, OptionSaid *out, Err *err)
{
    bool add = str_eq(ask->what, STR("add")), set = str_eq(ask->what, STR("set")), drop = str_eq(ask->what, STR("drop"));
    Str name = str_trim(str_flat(a, ask->name));
    int64_t last = 0;
    Status st = store_int(s, SQL_VERDICT_MAX, STORE_NO_ARGS, 0, &last, err);
    *out = (OptionSaid){ last + 1, last };
    if (!st && str_eq(ask->what, STR("undo")))
        return undo(s, ask, a, out, err);
    if (!st && !add && !set && !drop)
        st = ERR(err, ST_USAGE, "'what' must be add, set, drop or undo");
    if (!st && (drop ? ask->n_said > 0 : set && !ask->n_said))
        st = drop ? ERR(err, ST_USAGE, "an option is withdrawn by its name alone") : ERR(err, ST_USAGE, "nothing is said of the option");
    if (!st && !str_is_utf8(name))
        st = ERR(err, ST_USAGE, "name: this is not UTF-8");
    Err why;
    Status named = st ? ST_OK : option_check_name(s, name, !add, a, &why);
    if (named)
        st = ERR(err, named, "name: %s", why.msg);
    if (!st)
        st = understand(ask, err);
    if (!st && !set)
        st = put(s, ask, add ? "option" : "drop", name, STR(""), out, err);
    for (size_t i = 0; !st && i < ask->n_said; i++)
        st = put(s, ask, "set", name, str_flat(a, ask->said[i]), out, err);
    return st;
}
