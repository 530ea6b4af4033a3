#include "signal/part.h"

#include <math.h>

#include "base/date.h"
#include "base/map.h"
#include "num/dist.h"
#include "num/mix.h"

enum {
    HALF = 182,        /* days compared, on each side of a day */
    ALIVE_DAYS = 91,
    COLUMNS_MAX = 24,
    ITEMS_MAX = 12,             /* rating items explained: those answered most */
    ANSWERS_MAX = 600000,       /* answers read for it, about */
    SLICE_LEAST = 20,  /* persons of a segment or region that answered in each half, to be told apart */
    SLICES_MAX = 24,   /* segments, and regions */
    BEGINS = 8,        /* quarters whose first day may be the day between, beside half a year ago */
    MONTHS_A_QUARTER = 3
};
#define NEAR_NPS 1.0    /* points of 10 by which those who do not answer may differ */

static const char *const parts[MIX_PARTS] = { [MIX_ROLES] = "roles", [MIX_LEFT] = "left", [MIX_SILENT] = "fell silent", [MIX_NEW] = "new", [MIX_AGAIN] = "spoke again", [MIX_REAL] = "real" };

/* Everyone who could have answered, as columns; x has no column for what all or none of them are. */
typedef struct People {
    size_t   n, roles, p;
    int64_t *account, *contact, *first, *last;  /* days on which there was a sign of the account; first > last: none */
    size_t  *role;
    double  *x;
    Str     *segment, *region;
} People;

/* One score's answers: rows [from, to). */
typedef struct Ask {
    size_t      from, to;
    const char *dimension;      /* all, segment or region */
    Str         slice;
    int64_t     since, signal;  /* the later half begins; 0: no signal's */
} Ask;

typedef struct Out {
    Table change, part;
    int64_t id;
} Out;

static int at_person(const People *w, int64_t account, int64_t contact, size_t *at)
{
    size_t from = 0, to = w->n;
    while (from < to) {
        size_t mid = from + (to - from) / 2;
        if (w->account[mid] < account || (w->account[mid] == account && w->contact[mid] < contact))
            from = mid + 1;
        else
            to = mid;
    }
    *at = from;
    return from < w->n && w->account[from] == account && w->contact[from] == contact;
}

/* One 0/1 column for each role, segment and region but the first of each, the most COLUMNS_MAX met first. */
static void set_columns(People *w, const Table *t, Arena *a)
{
    static const char *const what[] = { "role", "segment", "region" };
    StrMap id, role;
    bool fresh;
    strmap_init(&id, a);
    strmap_init(&role, a);
    w->x = ARENA_NEW_N(a, double, w->n * COLUMNS_MAX + 1);
    for (size_t r = 0; r < w->n; r++) {
        w->role[r] = strmap_put(&role, col_text(t, "role")[r], &fresh);
        w->roles += fresh;
        for (size_t k = 0; k < COUNT_OF(what); k++) {
            Str key = str_fmt(a, "%s %.*s", what[k], STR_ARG(col_text(t, what[k])[r]));
            size_t at = strmap_put(&id, key, NULL);
            if (at < COLUMNS_MAX)
                w->x[at * w->n + r] = 1;
            w->p = at < COLUMNS_MAX && at + 1 > w->p ? at + 1 : w->p;
        }
    }
}

static void set_lives(People *w, const Table *span)
{
    const int64_t *id = col_int(span, "account_id"), *first = col_int(span, "first_day"), *last = col_int(span, "last_day");
    for (size_t i = 0, r = 0; i < w->n; i++) {
        while (r < span->n && id[r] < w->account[i])
            r++;
        bool known = r < span->n && id[r] == w->account[i];
        w->first[i] = known ? first[r] : 1;
        w->last[i] = known ? last[r] : 0;
    }
}

static Status load(const SignalBook *b, const Table *span, People *w, Err *err)
{
    Table t;
    Status st = store_fetch(b->s, SQL_SCORE_PERSONS, STORE_NO_ARGS, b->a, &t, err);
    if (st)
        return st;
    size_t n = t.n + 1;
    *w = (People){ .n = t.n, .account = ARENA_NEW_N(b->a, int64_t, n), .contact = ARENA_NEW_N(b->a, int64_t, n), .role = ARENA_NEW_N(b->a, size_t, n),
                   .first = ARENA_NEW_N(b->a, int64_t, n), .last = ARENA_NEW_N(b->a, int64_t, n), .segment = ARENA_NEW_N(b->a, Str, n), .region = ARENA_NEW_N(b->a, Str, n) };
    for (size_t r = 0; r < t.n; r++) {
        w->account[r] = col_int(&t, "account_id")[r];
        w->contact[r] = col_int(&t, "contact_id")[r];
        w->segment[r] = col_text(&t, "segment")[r];
        w->region[r] = col_text(&t, "region")[r];
    }
    set_columns(w, &t, b->a);
    set_lives(w, span);
    return ST_OK;
}

static const Str *slices_of(const People *w, const char *dimension)
{
    return !strcmp(dimension, "segment") ? w->segment : !strcmp(dimension, "region") ? w->region : NULL;
}

/* Places in `in` of the people of a slice, from 1; 0: not one of them. */
static size_t choose(const People *w, const Ask *ask, size_t *place)
{
    const Str *slice = slices_of(w, ask->dimension);
    size_t n = 0;
    for (size_t i = 0; i < w->n; i++)
        place[i] = !slice || str_eq(slice[i], ask->slice) ? ++n : 0;
    return n;
}

/* Mean answer of each person in each half; NaN where there is none. */
static void set_answers(const People *w, const Table *t, const Ask *ask, const size_t *place, size_t n, double *mean[2], Arena *a)
{
    double *count[2] = { ARENA_NEW_N(a, double, n + 1), ARENA_NEW_N(a, double, n + 1) };
    const int64_t *account = col_int(t, "account_id"), *contact = col_int(t, "contact_id"), *day = col_int(t, "day");
    const double *x = col_f64(t, "x");
    for (size_t r = ask->from; r < ask->to; r++) {
        size_t i;
        if (day[r] < ask->since - HALF || day[r] >= ask->since + HALF || !at_person(w, account[r], contact[r], &i) || !place[i])
            continue;
        bool later = day[r] >= ask->since;
        mean[later][place[i] - 1] += x[r];
        count[later][place[i] - 1]++;
    }
    for (int k = 0; k < 2; k++)
        for (size_t i = 0; i < n; i++)
            mean[k][i] = count[k][i] > 0 ? mean[k][i] / count[k][i] : F64_NAN;
}

/* The columns in which the chosen differ. */
static const double *columns_of(const People *w, const size_t *place, size_t n, Arena *a, size_t *p)
{
    double *x = ARENA_NEW_N(a, double, n * COLUMNS_MAX + 1);
    *p = 0;
    for (size_t k = 0; k < w->p; k++) {
        double sum = 0;
        for (size_t i = 0; i < w->n; i++)
            if (place[i]) {
                x[*p * n + place[i] - 1] = w->x[k * w->n + i];
                sum += w->x[k * w->n + i];
            }
        *p += sum > 0 && sum < (double)n;
    }
    return x;
}

/* The scale of a score is what is met: 0 to 10 for nps; else the lowest and highest answer. */
static void scale_of(bool nps, MixInput *in)
{
    in->lowest = 0;
    in->highest = 10;
    in->near = NEAR_NPS;
    if (nps)
        return;
    in->lowest = F64_INF;
    in->highest = -F64_INF;
    for (size_t i = 0; i < in->n; i++) {
        in->lowest = fmin(in->lowest, fmin(in->before[i], in->after[i]));
        in->highest = fmax(in->highest, fmax(in->before[i], in->after[i]));
    }
    in->near = (in->highest - in->lowest) / 10;
}

static void put(const Table *answers, const Ask *ask, size_t asked, const MixResult *m, Out *o)
{
    Table *t = &o->change, *part = &o->part;
    const double bound[] = { m->near_low, m->near_high, m->worst_low, m->worst_high };
    table_put_text(t, 0, col_text(answers, "score")[ask->from]);
    table_put_int(t, 1, ask->since);
    table_put_f64(t, 2, m->before);
    table_put_f64(t, 3, m->after);
    if (isfinite(m->real_low)) {
        table_put_f64(t, 4, m->real_low);
        table_put_f64(t, 5, m->real_high);
    }
    table_put_int(t, 6, (int64_t)m->answered_before);
    table_put_int(t, 7, (int64_t)m->answered_after);
    table_put_int(t, 8, (int64_t)asked);
    if (isfinite(m->modelled))
        table_put_f64(t, 9, m->modelled);
    for (size_t i = 0; i < COUNT_OF(bound); i++)
        table_put_f64(t, 10 + i, bound[i]);
    table_put_int(t, 14, ++o->id);
    table_put_text(t, 15, col_text(answers, "label")[ask->from]);
    table_put_text(t, 16, str_of(ask->dimension));
    table_put_text(t, 17, ask->slice);
    if (ask->signal)
        table_put_int(t, 18, ask->signal);
    table_row(t);
    for (size_t i = 0; i < MIX_PARTS; i++) {
        table_put_text(part, 0, col_text(answers, "score")[ask->from]);
        table_put_int(part, 1, (int64_t)i + 1);
        table_put_text(part, 2, str_of(parts[i]));
        table_put_f64(part, 3, m->part[i]);
        table_put_int(part, 4, (int64_t)m->persons[i]);
        table_put_int(part, 5, o->id);
        table_row(part);
    }
}

static Status explain(const People *w, const Table *answers, const Ask *ask, int64_t as_of, Arena *a, Out *o, Err *err)
{
    size_t *place = ARENA_NEW_N(a, size_t, w->n + 1), n = choose(w, ask, place), least = *ask->dimension == 'a' ? 1 : SLICE_LEAST;
    double *mean[2] = { ARENA_NEW_N(a, double, n + 1), ARENA_NEW_N(a, double, n + 1) };
    size_t *role = ARENA_NEW_N(a, size_t, n + 1);
    uint8_t *gone = ARENA_NEW_N(a, uint8_t, n + 1), *fresh = ARENA_NEW_N(a, uint8_t, n + 1);
    int64_t *cluster = ARENA_NEW_N(a, int64_t, n + 1), end = ask->since + HALF - 1 < as_of ? ask->since + HALF - 1 : as_of;
    MixResult m;
    if (!n)
        return ST_OK;
    set_answers(w, answers, ask, place, n, mean, a);
    for (size_t i = 0; i < w->n; i++) {
        if (!place[i])
            continue;
        size_t k = place[i] - 1;
        bool known = w->first[i] <= w->last[i];
        role[k] = w->role[i];
        cluster[k] = w->account[i];
        gone[k] = known && w->last[i] + ALIVE_DAYS < end;
        fresh[k] = known && w->first[i] >= ask->since;
    }
    MixInput in = { .before = mean[0], .after = mean[1], .role = role, .gone = gone, .fresh = fresh, .cluster = cluster, .n = n, .roles = w->roles };
    in.x = columns_of(w, place, n, a, &in.p);
    scale_of(str_eq(col_text(answers, "score")[ask->from], STR("nps")), &in);
    Status st = mix_change(&in, a, &m, err);
    if (!st && !m.too_few && m.answered_before >= least && m.answered_after >= least)
        put(answers, ask, n, &m, o);
    return st;
}

static Status ask_one(const People *w, const Table *answers, const Ask *ask, int64_t as_of, Out *o, Err *err)
{
    Arena a;
    arena_init(&a);
    Status st = explain(w, answers, ask, as_of, &a, o, err);
    arena_release(&a);
    return st;
}

/* Each segment, or region, at half a year ago. */
static Status ask_slices(const People *w, const Table *answers, Ask ask, int64_t as_of, Arena *a, Out *o, Err *err)
{
    const Str *slice = slices_of(w, ask.dimension);
    StrMap seen;
    Status st = ST_OK;
    size_t n = 0;
    strmap_init(&seen, a);
    for (size_t i = 0; !st && i < w->n && n < SLICES_MAX; i++) {
        bool fresh;
        (void)strmap_put(&seen, slice[i], &fresh);
        if (!fresh || str_eq(slice[i], STR("unknown")))
            continue;
        n++;
        ask.slice = slice[i];
        st = ask_one(w, answers, &ask, as_of, o, err);
    }
    return st;
}

/* First days of quarters, the last first, that have a quarter behind them. */
static size_t begins_of(int64_t as_of, int64_t *begin)
{
    Civil c = civil_of_day(as_of);
    size_t n = 0;
    c.month = (c.month - 1) / MONTHS_A_QUARTER * MONTHS_A_QUARTER + 1;
    c.day = 1;
    for (int k = 0; k <= BEGINS; k++) {
        int64_t day = day_of_civil(c);
        if (day + ALIVE_DAYS - 1 <= as_of && day != as_of - HALF + 1 && n < BEGINS)
            begin[n++] = day;
        c.year -= c.month == 1;
        c.month = c.month == 1 ? 12 - MONTHS_A_QUARTER + 1 : c.month - MONTHS_A_QUARTER;
    }
    return n;
}

static Status ask_score(const SignalBook *b, const People *w, const Table *answers, size_t from, size_t to, Out *o, Err *err)
{
    int64_t begin[BEGINS];
    size_t n = begins_of(b->as_of, begin);
    Ask ask = { .from = from, .to = to, .dimension = "all", .slice = STR(""), .since = b->as_of - HALF + 1 };
    Status st = ask_one(w, answers, &ask, b->as_of, o, err);
    for (int k = 0; !st && k < 2; k++) {
        Ask one = ask;
        one.dimension = k ? "region" : "segment";
        st = ask_slices(w, answers, one, b->as_of, b->a, o, err);
    }
    for (size_t k = 0; !st && k < n; k++) {
        ask.since = begin[k];
        st = ask_one(w, answers, &ask, b->as_of, o, err);
    }
    return st;
}

/* Each change that was told of this score: the half-year before it against what came since. */
static Status ask_signals(const SignalBook *b, const People *w, const Table *answers, size_t from, size_t to, const Table *told, Out *o, Err *err)
{
    static const char *const dimension[] = { "all", "segment", "region" };
    Status st = ST_OK;
    for (size_t r = 0; !st && r < told->n; r++) {
        if (!str_eq(col_text(told, "measure")[r], col_text(answers, "score")[from]) || !str_eq(col_text(told, "item")[r], col_text(answers, "label")[from]))
            continue;
        Ask ask = { .from = from, .to = to, .slice = col_text(told, "value")[r], .since = col_int(told, "at")[r], .signal = col_int(told, "signal_id")[r] };
        for (size_t k = 0; k < COUNT_OF(dimension); k++)
            if (str_eq(col_text(told, "dimension")[r], str_of(dimension[k])))
                ask.dimension = dimension[k];
        if (ask.dimension)
            st = ask_one(w, answers, &ask, b->as_of, o, err);
    }
    return st;
}

/* Scores, and of rated items as many as keep all answers near ANSWERS_MAX: a book of a million responses asks its scores alone. */
static Status answers_load(const SignalBook *b, Table *answers, Err *err)
{
    DbArg day = DB_TEXT(date_iso(b->a, b->as_of));
    Status st = store_fetch(b->s, SQL_SCORE_ANSWERS, STORE_ARGS(day, DB_INT(0)), b->a, answers, err);
    size_t scores = st ? 0 : answers->n;
    if (st || scores >= ANSWERS_MAX)
        return st;
    st = store_fetch(b->s, SQL_SCORE_ANSWERS, STORE_ARGS(day, DB_INT(1)), b->a, answers, err);
    size_t one = st ? 0 : answers->n - scores, items = one ? (ANSWERS_MAX - scores) / one : 0;
    if (st || items < 2)
        return st;
    return store_fetch(b->s, SQL_SCORE_ANSWERS, STORE_ARGS(day, DB_INT(items < ITEMS_MAX ? (int64_t)items : ITEMS_MAX)), b->a, answers, err);
}

Status scores_write(const SignalBook *b, const Table *span, Err *err)
{
    static const ColSpec cols[] = { { "score", COL_TEXT }, { "since", COL_DATE }, { "before", COL_F64 }, { "after", COL_F64 }, { "real_low", COL_F64 }, { "real_high", COL_F64 },
                                    { "answered_before", COL_INT }, { "answered_after", COL_INT }, { "asked", COL_INT }, { "modelled", COL_F64 },
                                    { "near_low", COL_F64 }, { "near_high", COL_F64 }, { "worst_low", COL_F64 }, { "worst_high", COL_F64 },
                                    { "change_id", COL_INT }, { "label", COL_TEXT }, { "dimension", COL_TEXT }, { "slice", COL_TEXT }, { "signal_id", COL_INT } };
    static const ColSpec part_cols[] = { { "score", COL_TEXT }, { "seq", COL_INT }, { "part", COL_TEXT }, { "value", COL_F64 }, { "n", COL_INT }, { "change_id", COL_INT } };
    Table answers, told;
    People w;
    Out o = { .id = 0 };
    table_init(&o.change, b->a, cols, COUNT_OF(cols));
    table_init(&o.part, b->a, part_cols, COUNT_OF(part_cols));
    Status st = answers_load(b, &answers, err);
    if (!st)
        st = store_fetch(b->s, SQL_SCORE_SIGNALS, STORE_NO_ARGS, b->a, &told, err);
    if (!st)
        st = load(b, span, &w, err);
    for (size_t from = 0, to; !st && from < answers.n; from = to) {
        for (to = from + 1; to < answers.n && str_eq(col_text(&answers, "score")[to], col_text(&answers, "score")[from]) && str_eq(col_text(&answers, "label")[to], col_text(&answers, "label")[from]);)
            to++;
        st = ask_score(b, &w, &answers, from, to, &o, err);
        if (!st)
            st = ask_signals(b, &w, &answers, from, to, &told, &o, err);
    }
    if (!st)
        st = store_append(b->s, "d_score_change", &o.change, err);
    return st ? st : store_append(b->s, "d_score_part", &o.part, err);
}
