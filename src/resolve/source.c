#include "resolve/source.h"

#include "model/kind.h"
#include "resolve/fresh.h"

/* What a kind's rows are, apart from their fields. */
typedef struct Trait {
    bool party; /* they name a customer */
    bool month; /* their day is the first of the month they speak of */
} Trait;

static const Trait traits[KIND_COUNT] = {
    [KIND_ACCOUNT] = { .party = true },  [KIND_CONTACT] = { .party = true },      [KIND_IDENTITY] = { .party = true },
    [KIND_OPPORTUNITY] = { .party = true }, [KIND_SUBSCRIPTION] = { .party = true }, [KIND_CHURN] = { .party = true },
    [KIND_INVOICE] = { .party = true },  [KIND_DELIVERY] = { .party = true },     [KIND_TICKET] = { .party = true },
    [KIND_RESPONSE] = { .party = true }, [KIND_EVENT] = { .party = true },        [KIND_PAYMENT] = { .party = true },
    [KIND_UTTERANCE] = { .party = true }, [KIND_METRIC] = { .month = true }, [KIND_NOTE] = { .party = true }, [KIND_REFERENCE] = { .party = true },
};

typedef struct Out {
    Table kind, week;
    FreshDay *day; /* room for all days of one source and kind */
    int64_t as_of;
    Arena *a;
} Out;

static void put_day_or_none(Table *t, size_t c, int64_t day, bool known)
{
    if (known)
        table_put_int(t, c, day);
}

static void put_fresh(Table *t, const Fresh *f)
{
    table_put_text(t, 7, str_of(fresh_state_name[f->state]));
    table_put_text(t, 8, str_of(fresh_cadence(f)));
    put_day_or_none(t, 9, f->first, f->days > 0);
    put_day_or_none(t, 10, f->last, f->days > 0);
    put_day_or_none(t, 11, f->usual, f->usual > 0);
    put_day_or_none(t, 12, f->allowed, f->usual > 0);
    table_put_int(t, 13, f->weekdays);
    put_day_or_none(t, 14, f->expected, f->usual > 0);
    put_day_or_none(t, 15, f->stale_from, f->usual > 0);
    table_put_int(t, 16, f->gaps);
    put_day_or_none(t, 17, f->gap_from, f->gaps > 0);
    put_day_or_none(t, 18, f->gap_to, f->gaps > 0);
    table_put_int(t, 19, f->empty_weeks);
    if (f->weekly) {
        table_put_f64(t, 20, f->recent);
        table_put_f64(t, 21, f->usual_week);
    }
}

/* The days of one source and kind, from row `at` of source_days on; two stamps of a month become one day. */
static size_t days_of(const Table *days, size_t *at, int64_t source, Str kind, bool month, Out *o)
{
    const int64_t *of = col_int(days, "source_id"), *day = col_int(days, "day"), *n = col_int(days, "n");
    size_t m = 0;
    for (; *at < days->n && of[*at] == source && str_eq(col_text(days, "kind")[*at], kind); ++*at) {
        int64_t d = month ? fresh_month_end(day[*at], o->as_of) : day[*at];
        if (m && o->day[m - 1].day == d)
            o->day[m - 1].n += n[*at];
        else
            o->day[m++] = (FreshDay){ d, n[*at] };
    }
    return m;
}

static void put_weeks(Out *o, int64_t source, Str kind, size_t n, const Fresh *f)
{
    FreshWeek w[FRESH_WEEKS];
    size_t m = fresh_weeks(o->day, n, o->as_of, f, w);
    for (size_t i = 0; i < m; i++) {
        table_put_int(&o->week, 0, source);
        table_put_text(&o->week, 1, kind);
        table_put_int(&o->week, 2, w[i].week);
        table_put_int(&o->week, 3, w[i].n);
        table_put_int(&o->week, 4, w[i].gap);
        table_row(&o->week);
    }
}

/* Both tables are ordered by source, then kind, so that one walk serves. */
static void measure(const Table *facts, const Table *days, Out *o)
{
    static const char *const counts[] = { "files", "n", "resolved", "accounts" };
    static const size_t to[] = { 2, 3, 5, 6 };
    size_t at = 0;
    for (size_t r = 0; r < facts->n; r++) {
        int64_t source = col_int(facts, "source_id")[r];
        Str kind = col_text(facts, "kind")[r];
        KindId id;
        Fresh f;
        if (!kind_find(kind, &id))
            bug("source_facts names a kind '%.*s' that is none", STR_ARG(kind));
        size_t n = days_of(days, &at, source, kind, traits[id].month, o);
        fresh_compute(o->day, n, o->as_of, o->a, &f);
        table_put_int(&o->kind, 0, source);
        table_put_text(&o->kind, 1, kind);
        table_put_int(&o->kind, 4, traits[id].party);
        for (size_t i = 0; i < COUNT_OF(to); i++)
            table_put_int(&o->kind, to[i], col_int(facts, counts[i])[r]);
        put_fresh(&o->kind, &f);
        table_row(&o->kind);
        put_weeks(o, source, kind, n, &f);
    }
    if (at != days->n)
        bug("source_days has days of a source that source_facts does not have");
}

static void tables_init(Out *o)
{
    static const ColSpec kind[] = {
        { "source_id", COL_INT },  { "kind", COL_TEXT },       { "files", COL_INT },       { "n", COL_INT },
        { "party", COL_BOOL },     { "resolved", COL_INT },    { "accounts", COL_INT },    { "state", COL_TEXT },
        { "cadence", COL_TEXT },   { "first_day", COL_DATE },  { "last_day", COL_DATE },   { "usual", COL_INT },
        { "allowed", COL_INT },    { "weekdays", COL_BOOL },   { "expected", COL_DATE },   { "stale_from", COL_DATE },
        { "gaps", COL_INT },       { "gap_from", COL_DATE },   { "gap_to", COL_DATE },     { "empty_weeks", COL_INT },
        { "recent", COL_F64 },     { "usual_week", COL_F64 },
    };
    static const ColSpec week[] = {
        { "source_id", COL_INT }, { "kind", COL_TEXT }, { "week", COL_DATE }, { "n", COL_INT }, { "gap", COL_BOOL },
    };
    table_init(&o->kind, o->a, kind, COUNT_OF(kind));
    table_init(&o->week, o->a, week, COUNT_OF(week));
}

Status sources_write(Store *s, int64_t as_of, Arena *a, Err *err)
{
    static const int clear[] = { SQL_CLEAR_SOURCE_KIND, SQL_CLEAR_SOURCE_WEEK, SQL_CLEAR_KIND };
    Table facts, days, cover;
    Status st = ST_OK;
    for (size_t i = 0; !st && i < COUNT_OF(clear); i++)
        st = store_run(s, clear[i], STORE_NO_ARGS, err);
    if (!st)
        st = store_fetch(s, SQL_SOURCE_FACTS, STORE_NO_ARGS, a, &facts, err);
    if (!st)
        st = store_fetch(s, SQL_SOURCE_DAYS, STORE_NO_ARGS, a, &days, err);
    if (!st)
        st = store_fetch(s, SQL_KIND_ACCOUNTS, STORE_NO_ARGS, a, &cover, err);
    if (st)
        return st;
    Out o = { .as_of = as_of, .a = a, .day = ARENA_NEW_N(a, FreshDay, days.n + 1) };
    tables_init(&o);
    measure(&facts, &days, &o);
    st = store_append(s, "d_source_kind", &o.kind, err);
    if (!st)
        st = store_append(s, "d_source_week", &o.week, err);
    return st ? st : store_append(s, "d_kind", &cover, err);
}
