/* drive_load.c - the columns of each outcome. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "link/behave.h"
#include "link/drive_in.h"
#include "num/dist.h"

enum { RECENT_DAYS = 56, EARLIER_DAYS = 182, YEAR_DAYS = 365, EXPOSED_LEAST = 30, COST_DAYS = 91 };
/* Of the rows: an item that fewer answered would cost the others their sheets. */
#define ANSWERED_LEAST 0.6
/* Of a scale's length: at or below is bad, at or above is good. */
#define BAD_AT  0.25
#define GOOD_AT 0.75

static void make(const LinkBook *b, DriveRows *d, size_t n)
{
    d->x = ARENA_NEW_N(b->a, double, n * DRIVER_MAX + 1);
    d->y = ARENA_NEW_N(b->a, double, n + 1);
    d->cluster = ARENA_NEW_N(b->a, int64_t, n + 1);
}

/* What is asked of one row: when it was decided or answered, and the span in which exposure counts. */
typedef struct Moment {
    size_t account;
    int64_t from, to, before;     /* exposure in [from, to); behaviours lie before `before` */
} Moment;

static Moment moment_of(const LinkBook *b, const OutcomeRows *o, size_t i)
{
    switch (outcome_spec[o->id].design) {
    case DESIGN_DECISION: return (Moment){ o->at[i], window_from(&b->w, o->begin[i]), window_to(&b->w, o->begin[i]), window_to(&b->w, o->begin[i]) };
    case DESIGN_ANSWER: return (Moment){ o->at[i], o->begin[i] - SCORE_WINDOW, o->begin[i], o->begin[i] };
    case DESIGN_PERIOD:
    default: return (Moment){ o->at[i], o->first[i], o->first[i] + ONSET, o->first[i] };
    }
}

/* Exposure to broken promises, then to the issues that most rows met, and enough did not: chosen without a look at the outcome. */
static void add_issues(const LinkBook *b, const Moment *m, size_t n, DriveRows *d)
{
    RuleMet met[RULES_MAX];
    const int64_t *id = col_int(&b->account, "account_id");
    for (size_t k = 0; k < b->rules->n; k++) {
        met[k] = (RuleMet){ k, 0, !strcmp(b->rules->rule[k].kind, "promise") };
        for (size_t i = 0; i < n; i++)
            met[k].times += happenings_any(&b->rules->rule[k].exposed, id[m[i].account], m[i].from, m[i].to);
    }
    rules_by_met(met, b->rules->n);
    size_t taken = 0;
    for (size_t k = 0; k < b->rules->n && taken < DRIVE_ISSUES; k++) {
        const Rule *r = &b->rules->rule[met[k].rule];
        /* A ticket's own handling is part of what it costs. */
        if (d->outcome == OUTCOME_COST && !strcmp(r->kind, "ticket"))
            continue;
        if (met[k].times < EXPOSED_LEAST || met[k].times + EXPOSED_LEAST > n)
            continue;
        for (size_t i = 0; i < n; i++)
            d->x[d->p * n + i] = happenings_any(&r->exposed, id[m[i].account], m[i].from, m[i].to);
        d->column[d->p++] = (DriveColumn){ .name = r->name, .source = "experience" };
        taken++;
    }
}

static int by_size(const void *l, const void *r)
{
    double a = *(const double *)l, b = *(const double *)r;
    return (a > b) - (a < b);
}

/* Thirds of what is known, the upper one good unless less is better; NULL where they do not differ. */
static uint8_t *thirds(const LinkBook *b, const double *v, size_t n, bool less)
{
    double *sorted = ARENA_NEW_N(b->a, double, n + 1);
    uint8_t *band = ARENA_NEW_N(b->a, uint8_t, n + 1);
    memcpy(sorted, v, n * sizeof *sorted);
    if (n)
        qsort(sorted, n, sizeof *sorted, by_size);
    double low = n ? sorted[n / 3] : 0, high = n ? sorted[2 * n / 3] : 0;
    if (!(low < high))
        return NULL;
    for (size_t i = 0; i < n; i++)
        band[i] = v[i] <= low ? (less ? BAND_GOOD : BAND_BAD) : v[i] > high ? (less ? BAND_BAD : BAND_GOOD) : BAND_MIDDLE;
    return band;
}

static double behaviour(const LinkBook *b, Behaviour which, const Moment *m)
{
    double v = behave(b, which, m->account, m->before - (which == BEHAVE_SCORE ? YEAR_DAYS : which == BEHAVE_PAYING ? EARLIER_DAYS : RECENT_DAYS), m->before);
    /* Use and people: how they went, which is what an account does; their level is who it is. */
    if (which == BEHAVE_USE || which == BEHAVE_PEOPLE)
        v -= behave(b, which, m->account, m->before - EARLIER_DAYS - RECENT_DAYS, m->before - EARLIER_DAYS);
    return v;
}

static void add_behaviours(const LinkBook *b, const Moment *m, size_t n, bool with_score, DriveRows *d)
{
    static const struct {
        Behaviour which;
        const char *name;
        bool less;                /* is better */
    } ask[] = { { BEHAVE_USE, "uses it more than half a year before", false }, { BEHAVE_PEOPLE, "more people use it than half a year before", false },
                { BEHAVE_TICKETS, "writes tickets", true }, { BEHAVE_SCORE, "gave a good score", false }, { BEHAVE_PAYING, "pays late", true } };
    for (size_t k = 0; k < COUNT_OF(ask); k++) {
        double *v = d->x + d->p * n, mean = 0;
        size_t known = 0;
        if (ask[k].which == BEHAVE_SCORE && !with_score)
            continue;
        for (size_t i = 0; i < n; i++) {
            v[i] = behaviour(b, ask[k].which, &m[i]);
            known += isfinite(v[i]) ? 1 : 0;
            mean += isfinite(v[i]) ? v[i] : 0;
        }
        if (known < EXPOSED_LEAST || (double)known < 0.5 * (double)n)
            continue;
        /* Where it is not known it says neither: it stands at the mean. */
        for (size_t i = 0; i < n; i++)
            v[i] = isfinite(v[i]) ? v[i] : mean / (double)known;
        d->column[d->p++] = (DriveColumn){ .name = str_of(ask[k].name), .source = "behaviour", .band = d->outcome == OUTCOME_COST ? NULL : thirds(b, v, n, ask[k].less) };
    }
}

static Status lived(const LinkBook *b, OutcomeId id, DriveRows *d, Err *err)
{
    OutcomeRows o;
    Status st = outcome_rows(b, id, &o, err);
    if (st)
        return st;
    make(b, d, o.n);
    Moment *m = ARENA_NEW_N(b->a, Moment, o.n + 1);
    for (size_t i = 0; i < o.n; i++) {
        m[i] = moment_of(b, &o, i);
        d->y[i] = id == OUTCOME_COST ? outcome_served(b, m[i].account, o.first[i], o.first[i] + COST_DAYS) : o.y[i];
        d->cluster[i] = o.cluster[i];
    }
    d->n = o.n;
    add_issues(b, m, o.n, d);
    add_behaviours(b, m, o.n, id != OUTCOME_NPS, d);
    return ST_OK;
}

/* Rows of ratings: one answer each, those of one sheet together. */
typedef struct Item {
    Str question;
    double low, high;
    size_t n;
} Item;

static size_t items_of(const Table *t, Item *item, size_t *sheets)
{
    const Str *q = col_text(t, "question");
    const int64_t *key = col_int(t, "key_hash"), *source = col_int(t, "source_id");
    const double *v = col_f64(t, "number");
    size_t n = 0;
    *sheets = 0;
    for (size_t r = 0; r < t->n; r++) {
        size_t k = 0;
        *sheets += !r || key[r] != key[r - 1] || source[r] != source[r - 1];
        while (k < n && !str_eq(item[k].question, q[r]))
            k++;
        if (k == n && n == 4 * DRIVE_ITEMS_MAX)
            continue;
        if (k == n)
            item[n++] = (Item){ q[r], v[r], v[r], 0 };
        item[k].low = fmin(item[k].low, v[r]);
        item[k].high = fmax(item[k].high, v[r]);
        item[k].n++;
    }
    return n;
}

static int by_asked(const void *l, const void *r)
{
    const Item *a = l, *b = r;
    if (a->n != b->n)
        return a->n > b->n ? -1 : 1;
    return str_cmp(a->question, b->question);
}

static void sheet_add(const LinkBook *b, const Table *t, size_t from, size_t to, const Item *item, size_t p, size_t cap, size_t account, DriveRows *d)
{
    double v[DRIVE_ITEMS_MAX];
    for (size_t k = 0; k < p; k++)
        v[k] = F64_NAN;
    for (size_t r = from; r < to; r++)
        for (size_t k = 0; k < p; k++)
            if (str_eq(col_text(t, "question")[r], item[k].question))
                v[k] = col_f64(t, "number")[r];
    for (size_t k = 0; k < p; k++)
        if (isnan(v[k]))
            return;
    for (size_t k = 0; k < p; k++) {
        double at = (v[k] - item[k].low) / (item[k].high - item[k].low);
        d->x[k * cap + d->n] = v[k];
        d->column[k].band[d->n] = at <= BAD_AT ? BAND_BAD : at >= GOOD_AT ? BAND_GOOD : BAND_MIDDLE;
    }
    d->y[d->n] = (double)col_int(t, "nps")[from];
    d->cluster[d->n++] = col_int(&b->account, "cluster")[account];
}

static Str item_words(const Table *labels, Str question)
{
    for (size_t r = 0; r < labels->n; r++)
        if (str_eq(col_text(labels, "question")[r], question) && col_text(labels, "label")[r].n) {
            Str label = col_text(labels, "label")[r];
            for (size_t i = label.n; i >= 3; i--)          /* "... with the following? - Delivery" */
                if (!memcmp(label.p + i - 3, " - ", 3) && i < label.n)
                    return str_trim(str_sub(label, i, label.n - i));
            return label;
        }
    return question;
}

static Status rated(const LinkBook *b, DriveRows *d, Err *err)
{
    Table t, labels;
    Item *item = ARENA_NEW_N(b->a, Item, 4 * DRIVE_ITEMS_MAX + 1);
    Status st = store_fetch(b->s, SQL_LINK_RATINGS, STORE_NO_ARGS, b->a, &t, err);
    if (!st)
        st = store_fetch(b->s, SQL_EXPECT_ITEMS, STORE_NO_ARGS, b->a, &labels, err);
    if (st || !t.n)
        return st;
    size_t sheets, n = items_of(&t, item, &sheets), p = 0;
    qsort(item, n, sizeof *item, by_asked);
    for (size_t k = 0; k < n && p < DRIVE_ITEMS_MAX; k++)
        if (item[k].high > item[k].low && (double)item[k].n >= ANSWERED_LEAST * (double)sheets)
            item[p++] = item[k];
    if (p < 2)
        return ST_OK;
    /* What more sheets would add to the limits no reader sees: accounts are drawn, by a hash of their names, with all their sheets. */
    uint64_t limit = sheets > DRIVE_ROWS_MOST ? (uint64_t)((double)UINT64_MAX * ((double)DRIVE_ROWS_MOST / (double)sheets)) : UINT64_MAX;
    d->of = sheets > DRIVE_ROWS_MOST ? sheets : 0;
    make(b, d, sheets);
    for (size_t k = 0; k < p; k++)
        d->column[k] = (DriveColumn){ .name = item_words(&labels, item[k].question), .source = "rating", .band = ARENA_NEW_N(b->a, uint8_t, sheets + 1) };
    const int64_t *key = col_int(&t, "key_hash"), *source = col_int(&t, "source_id");
    for (size_t from = 0, to; from < t.n; from = to) {
        for (to = from + 1; to < t.n && key[to] == key[from] && source[to] == source[from]; to++)
            continue;
        size_t account = book_account(b, col_int(&t, "account_id")[from]);
        if (account < b->account.n && hash64_mix(b->key[account], b->seed) <= limit)
            sheet_add(b, &t, from, to, item, p, sheets, account, d);
    }
    /* Columns were laid out for all sheets: close the gaps. */
    for (size_t k = 0; k < p; k++)
        memmove(d->x + k * d->n, d->x + k * sheets, d->n * sizeof *d->x);
    d->p = p;
    return ST_OK;
}

Status drive_load(const LinkBook *b, OutcomeId id, DriveRows *out, Err *err)
{
    static const struct {
        DriverKind kind;
        double small;
    } of[OUTCOMES] = { [OUTCOME_RENEWAL] = { DRIVER_YES_NO, 0.02 }, [OUTCOME_REVENUE] = { DRIVER_NUMBER, 0.02 }, [OUTCOME_NPS] = { DRIVER_ORDERED, 0.5 }, [OUTCOME_COST] = { DRIVER_NUMBER, 100 } };
    *out = (DriveRows){ .kind = of[id].kind, .outcome = id, .small = of[id].small };
    if (id == OUTCOME_NPS) {
        Status st = rated(b, out, err);
        if (st || out->p)
            return st;
    }
    return lived(b, id, out, err);
}
