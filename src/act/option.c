#include "act/option.h"

#include <math.h>

#include "base/attr.h"
#include "base/currency.h"
#include "num/dist.h"

const char *const option_fields[] = { "issue", "cost", "yearly", "people", "months", "share", "needs", "alone", "owner", "eager", "convince", NULL };

typedef struct Said {
    Str     field, value;
    int64_t number;
    double  low, high;
    bool    yes;
} Said;

static bool share_read(Str s, double *out)
{
    s = str_trim(s);
    bool percent = s.n && s.p[s.n - 1] == '%';
    if (percent)
        s = str_trim(str_sub(s, 0, s.n - 1));
    if (!str_to_f64(s, out))
        return false;
    *out /= percent ? 100 : 1;
    return *out >= 0 && *out <= 1;
}

/* "30% to 50%", "0.3..0.5", "40%" */
static bool range_read(Str s, double *low, double *high)
{
    static const char *const between[] = { " to ", ".." };
    for (size_t b = 0; b < COUNT_OF(between); b++)
        for (size_t i = 1, n = strlen(between[b]); i + n < s.n; i++)
            if (!memcmp(s.p + i, between[b], n))
                return share_read(str_sub(s, 0, i), low) && share_read(str_sub(s, i + n, s.n - i - n), high) && *low <= *high;
    bool ok = share_read(s, low);
    *high = *low;
    return ok;
}

/* "120000", "99.50": whole units of the currency, up to the digits that a currency can have. */
static bool money_read(Str s, double *out)
{
    enum { DIGITS_MAX = 3 };
    Str rest = s;
    (void)str_cut(&rest, '.');
    return str_to_f64(s, out) && *out >= 0 && *out <= 1e12 && rest.n <= DIGITS_MAX;
}

static Status number_field(Said *o, Err *err)
{
    bool money = str_eq(o->field, STR("cost")) || str_eq(o->field, STR("yearly"));
    if (money && !money_read(o->value, &o->low))
        return ERR(err, ST_USAGE, "'%.*s' is no cost: write 120000 or 99.50, in the book's currency", STR_ARG(o->value));
    if (str_eq(o->field, STR("months")) && (!str_to_i64(o->value, &o->number) || o->number < 0 || o->number > OPTION_MONTHS_MAX))
        return ERR(err, ST_USAGE, "'%.*s' is no number of months between 0 and %d", STR_ARG(o->value), OPTION_MONTHS_MAX);
    if (str_eq(o->field, STR("people")) && (!str_to_f64(o->value, &o->low) || o->low < 0 || o->low > 10000))
        return ERR(err, ST_USAGE, "'%.*s' is no number of people", STR_ARG(o->value));
    if (str_eq(o->field, STR("share")) && !range_read(o->value, &o->low, &o->high))
        return ERR(err, ST_USAGE, "'%.*s' is no share: write '30%% to 50%%', between 0 and 100 %%", STR_ARG(o->value));
    o->yes = str_ieq(o->value, STR("yes"));
    if (str_eq(o->field, STR("alone")) && !o->yes && !str_ieq(o->value, STR("no")))
        return ERR(err, ST_USAGE, "alone is yes (at most one such option an issue) or no");
    return ST_OK;
}

static Status parse(Str what, Str object, Said *o, Err *err)
{
    *o = (Said){ 0 };
    if (str_eq(what, STR("option")) || str_eq(what, STR("drop")) || str_eq(what, STR("undo")))
        return ST_OK;
    if (!str_eq(what, STR("set")))
        return ERR(err, ST_USAGE, "'%.*s' is no decision about an option", STR_ARG(what));
    Str rest = object;
    o->field = str_trim(str_cut(&rest, '='));
    o->value = str_trim(rest);
    if (o->value.n > 500)
        return ERR(err, ST_USAGE, "'%.*s' has more than 500 bytes", STR_ARG(o->field));
    for (size_t i = 0; option_fields[i]; i++)
        if (str_eq(o->field, str_of(option_fields[i])))
            return number_field(o, err);
    return ERR(err, ST_USAGE, "no field '%.*s': issue, cost, yearly, people, months, share, needs, alone, owner, eager or convince", STR_ARG(o->field));
}

Status option_parse(Str what, Str object, Err *err)
{
    Said o;
    return parse(what, object, &o, err);
}

static Remedy blank(Str name)
{
    return (Remedy){ .name = name, .issue = STR(""), .owner = STR(""), .eager = STR(""), .convince = STR(""), .needs = STR(""), .alone = true,
                     .typed_low = F64_NAN, .typed_high = F64_NAN, .share = F64_NAN, .share_low = F64_NAN, .share_high = F64_NAN, .share_from = "nothing",
                     .reason = "", .grade = 'D', .shrink = 1 };
}

static Remedy *find(Options *all, Str name)
{
    for (size_t i = 0; i < all->n; i++)
        if (str_ieq(all->at[i].name, name))
            return &all->at[i];
    return NULL;
}

static Remedy *ensure(Options *all, Str name)
{
    Remedy *x = find(all, name);
    if (x || all->n == OPTION_MAX)
        return x;
    x = &all->at[all->n++];
    *x = blank(name);
    return x;
}

static void set(Remedy *x, const Said *o, double unit)
{
    const struct {
        const char *name;
        Str *text;
        int64_t *number;
    } row[] = { { "issue", &x->issue, NULL }, { "needs", &x->needs, NULL },   { "owner", &x->owner, NULL },  { "eager", &x->eager, NULL },
                { "convince", &x->convince, NULL }, { "cost", NULL, &x->once }, { "yearly", NULL, &x->yearly } };
    for (size_t i = 0; i < COUNT_OF(row); i++)
        if (str_eq(o->field, str_of(row[i].name))) {
            if (row[i].text)
                *row[i].text = o->value;
            else
                *row[i].number = llround(o->low * unit);
        }
    if (str_eq(o->field, STR("months")))
        x->months = o->number;
    if (str_eq(o->field, STR("people")))
        x->people = o->low;
    if (str_eq(o->field, STR("alone")))
        x->alone = o->yes;
    if (str_eq(o->field, STR("share"))) {
        x->typed_low = o->low;
        x->typed_high = o->high;
    }
}

Status options_read(Store *s, Arena *a, Options *out, Err *err)
{
    Table said;
    double unit = pow(10, currency_digits(str_of(store_currency(s))));
    Status st = store_fetch(s, SQL_OPTION_DECISIONS, STORE_NO_ARGS, a, &said, err);
    *out = (Options){ .n = 0 };
    if (st)
        return st;
    out->at = ARENA_NEW_N(a, Remedy, (said.n < OPTION_MAX ? said.n : OPTION_MAX) + 1);
    for (size_t r = 0; r < said.n; r++) {
        Said o;
        Err unread;
        Str what = col_text(&said, "what")[r], name = col_text(&said, "subject")[r];
        /* Words that another version wrote and this one cannot read are left out. */
        if (str_eq(what, STR("undo")) || verdict_undone(&said, col_int(&said, "verdict_id")[r]) || parse(what, col_text(&said, "object")[r], &o, &unread))
            continue;
        bool begins = str_eq(what, STR("option"));
        Remedy *x = begins ? ensure(out, name) : find(out, name);
        if (!x)
            continue;
        if (begins && x->dropped)
            *x = blank(name);
        if (str_eq(what, STR("drop")))
            x->dropped = true;
        else if (!begins)
            set(x, &o, unit);
    }
    size_t kept = 0;
    for (size_t i = 0; i < out->n; i++)
        if (!out->at[i].dropped)
            out->at[kept++] = out->at[i];
    out->n = kept;
    return ST_OK;
}
