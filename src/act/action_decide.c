/* action_decide.c - what a person says of an action is checked and written down. */
#include <math.h>

#include "act/action.h"
#include "act/audit_in.h"
#include "act/lot.h"
#include "base/currency.h"
#include "store/verdict.h"

enum { SAID_MOST = 32, UNDO_MOST = 64, LOT_SAID_MOST = 5 };

static const struct Verb {
    const char *word, *what;
    size_t least, most;              /* of ActionAsk.said */
} verbs[] = {
    { "add", "action", 0, SAID_MOST }, { "set", "set", 1, SAID_MOST }, { "why", "why", 1, SAID_MOST }, { "reading", "reading", 1, 1 }, { "drop", "drop", 0, 0 },
    { "draw", "lot", 0, LOT_SAID_MOST },
};

typedef struct Saying {
    Store           *s;
    const ActionAsk *ask;
    Arena           *a;
    OptionSaid      *out;
} Saying;

static Status put(Saying *x, const char *what, Str subject, Str object, Err *err)
{
    x->out->last++;
    return store_run(x->s, SQL_VERDICT_PUT,
                     STORE_ARGS(DB_INT(x->out->last), DB_TEXT(STR("act")), DB_TEXT(str_of(what)), DB_TEXT(subject), DB_TEXT(object), DB_TEXT(x->ask->who), DB_TEXT(x->ask->why), DB_TEXT(x->ask->at)),
                     err);
}

/* Who is told of some issues alone takes back what he said himself; to him the decisions of others are not there. */
static Status may_undo(Store *s, int64_t number, const ActionAsk *ask, Arena *a, Err *err)
{
    Table t;
    Status st = store_fetch(s, SQL_ACT_DECISIONS, STORE_NO_ARGS, a, &t, err);
    return st ? st : verdict_may_undo(&t, number, ask->limited ? ask->who : STR(""), "actions", err);
}

Status action_may_undo(Store *s, int64_t number, Arena *a, Err *err)
{
    return may_undo(s, number, &(ActionAsk){ .limited = false }, a, err);
}

static Status undo(Saying *x, Err *err)
{
    const ActionAsk *ask = x->ask;
    Status st = ST_OK;
    if (ask->from <= 0 || ask->to < ask->from || ask->to - ask->from >= UNDO_MOST)
        return ERR(err, ST_USAGE, "undo takes the numbers of at most %d decisions, the first and the last", UNDO_MOST);
    for (int64_t n = ask->from; !st && n <= ask->to; n++)
        st = may_undo(x->s, n, ask, x->a, err);
    for (int64_t n = ask->from; !st && n <= ask->to; n++)
        st = put(x, "undo", str_fmt(x->a, "%lld", (long long)n), STR(""), err);
    return st;
}

/* "cost=99.50" as it is kept: "cost=9950". */
static Status in_minor(Store *s, Str value, Arena *a, Str *out, Err *err)
{
    enum { DIGITS_MAX = 3 };
    Str rest = value;
    double v = 0;
    (void)str_cut(&rest, '.');
    if (value.n && (!str_to_f64(value, &v) || !(v >= 0 && v <= 1e12) || rest.n > DIGITS_MAX))
        return ERR(err, ST_USAGE, "'%.*s' is no cost: write 120000 or 99.50, in the book's currency", STR_ARG(value));
    *out = value.n ? str_fmt(a, "cost=%lld", llround(v * pow(10, currency_digits(str_of(store_currency(s)))))) : STR("cost=");
    return ST_OK;
}

/* What a refusal is about, for a page to say it there. */
static Str field_of(const struct Verb *v, Str said, size_t i)
{
    Str rest = said;
    if (!strcmp(v->word, "why"))
        return i ? STR("rows") : STR("node");
    return !strcmp(v->word, "reading") ? STR("value") : str_sub(str_trim(str_cut(&rest, '=')), 0, 40);
}

/* Every word as it will be kept, into `kept`. */
static Status understand(Saying *x, const struct Verb *v, Str *kept, Err *err)
{
    bool why = !strcmp(v->word, "why"), fields = !strcmp(v->word, "add") || !strcmp(v->word, "set");
    for (size_t i = 0; i < x->ask->n_said; i++) {
        Str said = str_trim(str_flat(x->a, x->ask->said[i])), rest = said, node;
        Err reason;
        Status st = str_is_utf8(said) ? ST_OK : ERR(&reason, ST_USAGE, "this is not UTF-8");
        kept[i] = said;
        if (!st && fields && str_eq(str_trim(str_cut(&rest, '=')), STR("cost")))
            st = in_minor(x->s, str_trim(rest), x->a, &kept[i], &reason);
        if (why && i) {
            Str first = kept[0];
            node = str_cut(&first, ' ');
            kept[i] = str_fmt(x->a, "%.*s %.*s", STR_ARG(node), STR_ARG(said));
        }
        if (!st)
            st = action_parse(fields ? STR("set") : why && i ? STR("evidence") : str_of(v->what), kept[i], x->a, &reason);
        if (st)
            return ERR(err, st, "%.*s: %s", STR_ARG(field_of(v, said, i)), reason.msg);
    }
    return ST_OK;
}

static Str value_of(const ActionAsk *ask, const char *field, Str was)
{
    for (size_t i = 0; i < ask->n_said; i++) {
        Str rest = ask->said[i];
        if (str_eq(str_trim(str_cut(&rest, '=')), str_of(field)))
            was = str_trim(rest);
    }
    return was;
}

/* The issue that it is, or would be, about, as a run will find it; its unit. */
static Status is_own(Saying *x, Str issue, Str leading, Str *unit, Err *err)
{
    Table t;
    Status st = store_fetch(x->s, SQL_ISSUE_WORDS, STORE_NO_ARGS, x->a, &t, err);
    if (st)
        return st;
    int64_t id = target_of(issue, leading, &t, x->a).issue;
    for (size_t r = 0; r < t.n; r++)
        if (col_int(&t, "issue_id")[r] == id)
            *unit = col_text(&t, "owner")[r];
    for (size_t i = 0; i < x->ask->n_own; i++)
        if (id && x->ask->own[i] == id)
            return ST_OK;
    return ERR(err, ST_FORBIDDEN, "issue: it is about none of the issues that are yours");
}

/* What somebody may who has but some issues: their actions, and these stay theirs. */
static Status within(Saying *x, const Action *was, bool fields, Str *unit, Err *err)
{
    Status st = was ? is_own(x, was->issue, was->leading, unit, err) : ST_OK;
    if (!st && fields && value_of(x->ask, "unit", (Str){ NULL, 0 }).p)
        st = ERR(err, ST_FORBIDDEN, "unit: it is said by those who see the whole book");
    return !st && fields ? is_own(x, value_of(x->ask, "issue", was ? was->issue : STR("")), value_of(x->ask, "metric", was ? was->leading : STR("")), unit, err) : st;
}

/* What is said of a draw is no word to keep: what was drawn is. */
static Status draw(Saying *x, const Action *was, Err *err)
{
    LotAsk ask = { .waves = 1, .every = 1 };
    Str told;
    for (size_t i = 0; i < x->ask->n_said; i++) {
        Err reason;
        Str said = x->ask->said[i], rest = said, field = str_sub(str_trim(str_cut(&rest, '=')), 0, 40);
        Status st = lot_parse(said, &ask, &reason);
        if (st)
            return ERR(err, st, "%.*s: %s", STR_ARG(field), reason.msg);
    }
    Status st = lot_draw(x->s, was, ask, x->out->last + 1, x->a, &told, err);
    return st ? st : put(x, "lot", was->name, told, err);
}

static const struct Verb *verb_of(Str word)
{
    for (size_t i = 0; i < COUNT_OF(verbs); i++)
        if (str_eq(word, str_of(verbs[i].word)))
            return &verbs[i];
    return NULL;
}

static Status named(Saying *x, const struct Verb *v, Str name, const Action **was, Err *err)
{
    Actions all;
    bool add = !strcmp(v->word, "add");
    *was = NULL;
    if (!name.n || name.n > ACTION_NAME_MAX || !str_is_utf8(name))
        return ERR(err, ST_USAGE, "name: an action's name has 1 to %d bytes of UTF-8", ACTION_NAME_MAX);
    Status st = actions_load(x->s, x->a, &all, err);
    for (size_t i = 0; !st && i < all.n; i++)
        if (str_ieq(all.at[i].name, name))
            *was = &all.at[i];
    if (st || add == !*was)
        return st;
    return add ? ERR(err, ST_INVALID, "name: there is an action '%.*s' already", STR_ARG(name)) : ERR(err, ST_NOT_FOUND, "name: no action '%.*s'", STR_ARG(name));
}

Status action_decide(Store *s, const ActionAsk *ask, Arena *a, OptionSaid *out, Err *err)
{
    Saying x = { s, ask, a, out };
    Str name = str_trim(str_flat(a, ask->name)), kept[SAID_MOST], unit = STR("");
    const struct Verb *v = verb_of(ask->what);
    const Action *was = NULL;
    bool lot = v && !strcmp(v->word, "draw");
    int64_t last = 0;
    Status st = store_int(s, SQL_VERDICT_MAX, STORE_NO_ARGS, 0, &last, err);
    *out = (OptionSaid){ last + 1, last };
    if (!st && str_eq(ask->what, STR("undo")))
        return undo(&x, err);
    if (!st && !v)
        st = ERR(err, ST_USAGE, "'what' must be add, set, why, reading, draw, drop or undo");
    if (!st && (ask->n_said < v->least || ask->n_said > v->most))
        st = ERR(err, ST_USAGE, "of '%s' %s is said", v->word, ask->n_said ? "too much" : "nothing");
    if (!st)
        st = named(&x, v, name, &was, err);
    if (!st && !lot)
        st = understand(&x, v, kept, err);
    bool add = !st && !strcmp(v->word, "add"), fields = add || (!st && !strcmp(v->word, "set"));
    if (!st && ask->limited)
        st = within(&x, was, fields, &unit, err);
    if (!st && lot)
        return draw(&x, was, err);
    if (!st && (add || !v->most))
        st = put(&x, v->what, name, STR(""), err);
    for (size_t i = 0; !st && i < ask->n_said; i++)
        st = put(&x, fields ? "set" : i ? "evidence" : v->what, name, kept[i], err);
    if (!st && add && ask->limited)
        st = put(&x, "set", name, str_fmt(a, "unit=%.*s", STR_ARG(unit)), err);
    return st;
}
