#include "signal/part.h"

#include <math.h>

#include "base/date.h"
#include "base/map.h"
#include "num/dist.h"
#include "num/mix.h"

enum { HALF = 182, ALIVE_DAYS = 91, COLUMNS_MAX = 24 };
#define NEAR_NPS 1.0    /* points of 10 by which those who do not answer may differ */

static const char *const parts[MIX_PARTS] = { [MIX_ROLES] = "roles", [MIX_LEFT] = "left", [MIX_SILENT] = "fell silent", [MIX_NEW] = "new", [MIX_AGAIN] = "spoke again", [MIX_REAL] = "real" };

/* Everyone who could have answered, as columns. */
typedef struct People {
    size_t   n, roles, p;
    int64_t *account, *contact;
    size_t  *role;
    uint8_t *gone, *fresh;
    double  *x, *before, *after, *count[2];
} People;

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

static void set_lives(People *w, const Table *span, int64_t as_of)
{
    const int64_t *id = col_int(span, "account_id"), *first = col_int(span, "first_day"), *last = col_int(span, "last_day");
    for (size_t i = 0, r = 0; i < w->n; i++) {
        while (r < span->n && id[r] < w->account[i])
            r++;
        if (r == span->n || id[r] != w->account[i])
            continue;
        w->gone[i] = last[r] + ALIVE_DAYS < as_of;
        w->fresh[i] = first[r] > as_of - HALF;
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
                   .gone = ARENA_NEW_N(b->a, uint8_t, n), .fresh = ARENA_NEW_N(b->a, uint8_t, n), .before = ARENA_NEW_N(b->a, double, n),
                   .after = ARENA_NEW_N(b->a, double, n), .count = { ARENA_NEW_N(b->a, double, n), ARENA_NEW_N(b->a, double, n) } };
    for (size_t r = 0; r < t.n; r++) {
        w->account[r] = col_int(&t, "account_id")[r];
        w->contact[r] = col_int(&t, "contact_id")[r];
    }
    set_columns(w, &t, b->a);
    set_lives(w, span, b->as_of);
    return ST_OK;
}

/* Mean answer of each person in each half-year; NaN where there is none. */
static void set_answers(const SignalBook *b, People *w, const Table *t, bool nps)
{
    const TableColumn *whole = table_col(t, "nps"), *real = table_col(t, "csat");
    for (size_t i = 0; i < w->n; i++)
        w->before[i] = w->after[i] = w->count[0][i] = w->count[1][i] = 0;
    for (size_t r = 0; r < t->n; r++) {
        size_t i;
        bool later = col_int(t, "day")[r] > b->as_of - HALF;
        if (!col_has(nps ? whole : real, r) || !at_person(w, col_int(t, "account_id")[r], col_int(t, "contact_id")[r], &i))
            continue;
        double y = nps ? (double)whole->i[r] : real->f[r];
        *(later ? &w->after[i] : &w->before[i]) += y;
        w->count[later][i]++;
    }
    for (size_t i = 0; i < w->n; i++) {
        w->before[i] = w->count[0][i] > 0 ? w->before[i] / w->count[0][i] : F64_NAN;
        w->after[i] = w->count[1][i] > 0 ? w->after[i] / w->count[1][i] : F64_NAN;
    }
}

static void put(const SignalBook *b, const char *score, const People *w, const MixResult *m, Table *t, Table *part)
{
    table_put_text(t, 0, str_of(score));
    table_put_int(t, 1, b->as_of - HALF + 1);
    table_put_f64(t, 2, m->before);
    table_put_f64(t, 3, m->after);
    if (isfinite(m->real_low)) {
        table_put_f64(t, 4, m->real_low);
        table_put_f64(t, 5, m->real_high);
    }
    table_put_int(t, 6, (int64_t)m->answered_before);
    table_put_int(t, 7, (int64_t)m->answered_after);
    table_put_int(t, 8, (int64_t)w->n);
    if (isfinite(m->modelled))
        table_put_f64(t, 9, m->modelled);
    const double bound[] = { m->near_low, m->near_high, m->worst_low, m->worst_high };
    for (size_t i = 0; i < COUNT_OF(bound); i++)
        table_put_f64(t, 10 + i, bound[i]);
    table_row(t);
    for (size_t i = 0; i < MIX_PARTS; i++) {
        table_put_text(part, 0, str_of(score));
        table_put_int(part, 1, (int64_t)i + 1);
        table_put_text(part, 2, str_of(parts[i]));
        table_put_f64(part, 3, m->part[i]);
        table_put_int(part, 4, (int64_t)m->persons[i]);
        table_row(part);
    }
}

/* The scale of a score is what is met: 0 to 10 for nps; for csat the lowest and highest answer. */
static void scale_of(const People *w, bool nps, MixInput *in)
{
    in->lowest = 0;
    in->highest = 10;
    in->near = NEAR_NPS;
    if (nps)
        return;
    in->lowest = F64_INF;
    in->highest = -F64_INF;
    for (size_t i = 0; i < w->n; i++) {
        in->lowest = fmin(in->lowest, fmin(w->before[i], w->after[i]));
        in->highest = fmax(in->highest, fmax(w->before[i], w->after[i]));
    }
    in->near = (in->highest - in->lowest) / 10;
}

Status scores_write(const SignalBook *b, const Table *span, Err *err)
{
    static const ColSpec cols[] = { { "score", COL_TEXT }, { "since", COL_DATE }, { "before", COL_F64 }, { "after", COL_F64 }, { "real_low", COL_F64 }, { "real_high", COL_F64 },
                                    { "answered_before", COL_INT }, { "answered_after", COL_INT }, { "asked", COL_INT }, { "modelled", COL_F64 },
                                    { "near_low", COL_F64 }, { "near_high", COL_F64 }, { "worst_low", COL_F64 }, { "worst_high", COL_F64 } };
    static const ColSpec part_cols[] = { { "score", COL_TEXT }, { "seq", COL_INT }, { "part", COL_TEXT }, { "value", COL_F64 }, { "n", COL_INT } };
    Table t, part, answers;
    People w;
    table_init(&t, b->a, cols, COUNT_OF(cols));
    table_init(&part, b->a, part_cols, COUNT_OF(part_cols));
    Status st = store_fetch(b->s, SQL_SCORE_ANSWERS, STORE_ARGS(DB_TEXT(date_iso(b->a, b->as_of))), b->a, &answers, err);
    if (!st)
        st = load(b, span, &w, err);
    for (int nps = 1; !st && nps >= 0 && answers.n; nps--) {
        MixResult m;
        set_answers(b, &w, &answers, nps);
        MixInput in = { .before = w.before, .after = w.after, .role = w.role, .gone = w.gone, .fresh = w.fresh, .cluster = w.account, .x = w.x, .n = w.n, .p = w.p, .roles = w.roles };
        scale_of(&w, nps, &in);
        st = mix_change(&in, b->a, &m, err);
        if (!st && !m.too_few)
            put(b, nps ? "nps" : "csat", &w, &m, &t, &part);
    }
    if (!st)
        st = store_append(b->s, "d_score_change", &t, err);
    return st ? st : store_append(b->s, "d_score_part", &part, err);
}
