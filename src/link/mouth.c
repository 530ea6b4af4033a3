#include <math.h>
#include <string.h>

#include "link/mouth_in.h"
#include "num/cluster.h"
#include "num/dist.h"
#include "num/ratio.h"
#include "store/sql_ids.h"

#define LEVEL 0.95
static const char *const source_name[] = { "asked", "said", "brought" }, *const band_name[MOUTH_BANDS] = { "all", "promoters", "passives", "detractors" };
enum { BROUGHT = MOUTH_SOURCES };

/* A row of d_mouth before it is written. */
typedef struct Row {
    int source;
    const char *way;
    MouthBand band;
    size_t n, accounts;
    double acts;
    Ratio r;                      /* estimate NaN: none */
    const char *grade;
    Str note;
} Row;

typedef struct Writer {
    const LinkBook *b;
    Table t;
    int64_t seq;
} Writer;

/* Columns of one question to num/ratio.h, and how many lie on each side. */
typedef struct Columns {
    double *a, *b;                /* b NULL: 1 a row */
    int64_t *cluster;
    size_t n;
} Columns;

static Columns columns_of(const LinkBook *b, size_t cap, bool both)
{
    return (Columns){ ARENA_NEW_N(b->a, double, cap + 1), both ? ARENA_NEW_N(b->a, double, cap + 1) : NULL, ARENA_NEW_N(b->a, int64_t, cap + 1), 0 };
}

static void row_put(Writer *w, const Row *x)
{
    table_put_text(&w->t, 0, str_of(source_name[x->source]));
    table_put_text(&w->t, 1, str_of(x->way));
    table_put_text(&w->t, 2, str_of(band_name[x->band]));
    table_put_int(&w->t, 3, ++w->seq);
    table_put_int(&w->t, 4, (int64_t)x->n);
    table_put_int(&w->t, 5, (int64_t)x->accounts);
    table_put_int(&w->t, 6, llround(x->acts));
    if (isfinite(x->r.estimate)) {
        table_put_f64(&w->t, 7, x->r.estimate);
        table_put_f64(&w->t, 8, x->r.low);
        table_put_f64(&w->t, 9, x->r.high);
    }
    table_put_text(&w->t, 10, str_of(x->grade));
    table_put_text(&w->t, 11, x->note);
    table_row(&w->t);
}

/* Fills in the estimate, or why there is none. */
static Status estimate(const LinkBook *b, const Columns *c, Row *x, Err *err)
{
    double other = 0;
    x->n = c->n;
    x->accounts = c->n ? cluster_index(c->cluster, c->n, b->a).n : 0;
    for (size_t i = 0; i < c->n; i++) {
        x->acts += c->a[i];
        other += c->b ? c->b[i] : MOUTH_ACTS_LEAST;
    }
    x->r.estimate = F64_NAN;
    if (x->acts < MOUTH_ACTS_LEAST || other < MOUTH_ACTS_LEAST || x->accounts < MOUTH_COMPANIES_LEAST) {
        x->grade = "D";
        bool sides = c->b && strcmp(x->way, "account");   /* years are no side */
        x->note = sides ? str_fmt(b->a, "too few to say: %.0f against %.0f of %zu companies; %d on both sides of %d are needed", x->acts, other, x->accounts, MOUTH_ACTS_LEAST, MOUTH_COMPANIES_LEAST)
                       : str_fmt(b->a, "too few to say: %.0f of %zu companies; %d of %d are needed", x->acts, x->accounts, MOUTH_ACTS_LEAST, MOUTH_COMPANIES_LEAST);
        return ST_OK;
    }
    Status st = ratio_estimate(&(RatioInput){ .a = c->a, .b = c->b, .cluster = c->cluster, .n = c->n, .level = LEVEL }, b->a, &x->r, err);
    if (st == ST_NUMERIC) {
        x->r.estimate = F64_NAN;
        x->grade = "D";
        x->note = STR("too few to say: all of it comes from one company");
        return ST_OK;
    }
    return st;
}

/* `told`: could it be told?  Bands are only where the whole is. */
static Status rate(Writer *w, const MouthBook *m, MouthSource source, int way, MouthBand band, bool *told, Err *err)
{
    static const char *const name[] = { "recommended", "warned", "against" };
    const LinkBook *b = w->b;
    const int64_t *cluster = col_int(&b->account, "cluster");
    Columns c = columns_of(b, m->n_year, way == MOUTH_BOTH);
    for (size_t i = 0; i < m->n_year; i++) {
        const MouthYear *y = &m->year[i];
        bool heard = way == MOUTH_BOTH ? y->heard[source][0] && y->heard[source][1] : y->heard[source][way];
        if (!heard || (band != BAND_EVERY && y->band != band))
            continue;
        c.a[c.n] = y->told[source][way == MOUTH_BOTH ? MOUTH_WARNED : way];
        if (c.b)
            c.b[c.n] = y->told[source][MOUTH_RECOMMENDED];
        c.cluster[c.n++] = cluster[y->account];
    }
    /* A question that was never put has no row; one that was and nobody answered so has. */
    if (!c.n && band == BAND_EVERY)
        return ST_OK;
    Row x = { .source = (int)source, .way = name[way], .band = band, .grade = source == MOUTH_ASKED ? "B" : "C", .note = STR("") };
    Status st = estimate(b, &c, &x, err);
    if (!st && c.n)
        row_put(w, &x);
    *told = isfinite(x.r.estimate);
    return st;
}

static Status rates(Writer *w, const MouthBook *m, MouthSource source, Err *err)
{
    Status st = ST_OK;
    for (int way = 0; !st && way <= MOUTH_BOTH; way++) {
        bool all = false, one;
        st = rate(w, m, source, way, BAND_EVERY, &all, err);
        for (int band = BAND_PROMOTERS; !st && all && band < MOUTH_BANDS; band++)
            st = rate(w, m, source, way, (MouthBand)band, &one, err);
    }
    return st;
}

/* Years of the span in which the account was a customer. */
static double at_risk(const LinkBook *b, const MouthBook *m, size_t k)
{
    const TableColumn *since = table_col(&b->account, "customer_since");
    int64_t from = m->from, to = b->ended[k] < b->w.as_of ? b->ended[k] : b->w.as_of;
    if (col_has(since, k) && since->i[k] > from)
        from = since->i[k];
    return to > from ? (double)(to - from) / MOUTH_YEAR : 0;
}

/* What each account told and sent. */
typedef struct Senders {
    double *told, *years, *risk, *sent;   /* by account; years: heard */
    MouthSource source;
    size_t referred, named, known;
    double risk_all;
} Senders;

static double told_of(const MouthBook *m, MouthSource source)
{
    double sum = 0;
    for (size_t i = 0; i < m->n_year; i++)
        sum += m->year[i].told[source][MOUTH_RECOMMENDED];
    return sum;
}

static void senders(const LinkBook *b, const MouthBook *m, Senders *s)
{
    size_t n = b->account.n;
    *s = (Senders){ .told = ARENA_NEW_N(b->a, double, n + 1), .years = ARENA_NEW_N(b->a, double, n + 1), .risk = ARENA_NEW_N(b->a, double, n + 1), .sent = ARENA_NEW_N(b->a, double, n + 1) };
    s->source = told_of(m, MOUTH_ASKED) >= MOUTH_ACTS_LEAST ? MOUTH_ASKED : MOUTH_SAID;
    for (size_t i = 0; i < m->n_year; i++)
        if (m->year[i].heard[s->source][MOUTH_RECOMMENDED]) {
            s->told[m->year[i].account] += m->year[i].told[s->source][MOUTH_RECOMMENDED];
            s->years[m->year[i].account]++;
        }
    for (size_t k = 0; k < n; k++) {
        s->risk[k] = at_risk(b, m, k);
        s->risk_all += s->risk[k];
    }
    for (size_t i = 0; i < m->n_fresh; i++) {
        const MouthNew *f = &m->fresh[i];
        s->known += f->known;
        s->referred += f->referred;
        if (f->referrer < n && s->years[f->referrer] > 0) {
            s->sent[f->referrer]++;
            s->named++;
        }
    }
}

static Status put_share(Writer *w, const Senders *s, Err *err)
{
    Interval i;
    Row x = { .source = BROUGHT, .way = "share", .n = s->known, .accounts = s->known, .acts = (double)s->referred, .grade = "C", .note = STR(""), .r = { .estimate = F64_NAN } };
    if (s->known < MOUTH_COMPANIES_LEAST) {
        x.grade = "D";
        x.note = str_fmt(w->b->a, "too few to say: %zu new customers with a known source; %d are needed", s->known, MOUTH_COMPANIES_LEAST);
        row_put(w, &x);
        return ST_OK;
    }
    Status st = interval_wilson((ShareCount){ (int64_t)s->referred, (int64_t)s->known }, LEVEL, &i, err);
    if (st)
        return st;
    x.r = (Ratio){ .estimate = i.estimate, .low = i.low, .high = i.high };
    row_put(w, &x);
    return ST_OK;
}

/* New customers sent by accounts heard: a year as a customer (`acts` false), or for each other told. */
static Status put_sent(Writer *w, const MouthBook *m, const Senders *s, bool acts, MouthBand band, Err *err)
{
    const LinkBook *b = w->b;
    const int64_t *cluster = col_int(&b->account, "cluster");
    Columns c = columns_of(b, b->account.n, true);
    for (size_t k = 0; k < b->account.n; k++) {
        if (!(s->years[k] > 0) || !(s->risk[k] > 0) || (band != BAND_EVERY && m->band[k] != band))
            continue;
        c.a[c.n] = s->sent[k];
        c.b[c.n] = acts ? s->told[k] / s->years[k] * s->risk[k] : s->risk[k];
        c.cluster[c.n++] = cluster[k];
    }
    Row x = { .source = BROUGHT, .way = acts ? "act" : "account", .band = band, .grade = acts && s->source == MOUTH_ASKED ? "B" : "C", .note = STR("") };
    if (s->referred > s->named)
        x.note = str_fmt(b->a, "%zu more came by word of mouth and name no account that was heard: a lower bound", s->referred - s->named);
    Status st = estimate(b, &c, &x, err);
    if (!st && c.n)
        row_put(w, &x);
    return st;
}

/* Deals say by whose word in general, and not whose: what all accounts told is taken from the rate of those heard. */
static Status put_unnamed(Writer *w, const MouthBook *m, const Senders *s, Err *err)
{
    const LinkBook *b = w->b;
    const int64_t *cluster = col_int(&b->account, "cluster");
    Columns c = columns_of(b, m->n_year, false);
    for (size_t i = 0; i < m->n_year; i++)
        if (m->year[i].heard[s->source][MOUTH_RECOMMENDED]) {
            c.a[c.n] = m->year[i].told[s->source][MOUTH_RECOMMENDED];
            c.cluster[c.n++] = cluster[m->year[i].account];
        }
    Row x = { .source = BROUGHT, .way = "act", .grade = "C", .note = STR("") };
    Status st = estimate(b, &c, &x, err);
    if (st || !c.n)
        return st;
    if (isfinite(x.r.estimate) && s->referred >= MOUTH_ACTS_LEAST && s->risk_all > 0) {
        Ratio part[] = { { .estimate = (double)s->referred / s->risk_all, .se = 1 / sqrt((double)s->referred), .df = F64_INF }, { .estimate = 1 / x.r.estimate, .se = x.r.se, .df = x.r.df } };
        x.r = ratio_product(part, COUNT_OF(part), LEVEL);
        x.note = STR("new customers do not name who sent them: what all accounts told is taken from those heard");
    } else if (isfinite(x.r.estimate)) {
        x.r.estimate = F64_NAN;
        x.grade = "D";
        x.note = str_fmt(b->a, "too few to say: %zu new customers by word of mouth; %d are needed", s->referred, MOUTH_ACTS_LEAST);
    }
    x.acts = (double)s->referred;
    row_put(w, &x);
    return ST_OK;
}

static Status brought(Writer *w, const MouthBook *m, Err *err)
{
    Senders s;
    senders(w->b, m, &s);
    if (!s.known)
        return ST_OK;
    Status st = put_share(w, &s, err);
    for (int band = BAND_EVERY; !st && s.named && band < MOUTH_BANDS; band++)
        st = put_sent(w, m, &s, false, (MouthBand)band, err);
    if (st)
        return st;
    return s.named >= MOUTH_ACTS_LEAST ? put_sent(w, m, &s, true, BAND_EVERY, err) : put_unnamed(w, m, &s, err);
}

static Status new_write(const LinkBook *b, const MouthBook *m, Err *err)
{
    static const ColSpec cols[] = { { "account_id", COL_INT }, { "day", COL_DATE }, { "source", COL_TEXT }, { "referred", COL_BOOL }, { "referrer", COL_INT } };
    const int64_t *id = col_int(&b->account, "account_id");
    Table t;
    table_init(&t, b->a, cols, COUNT_OF(cols));
    for (size_t i = 0; i < m->n_fresh; i++) {
        const MouthNew *f = &m->fresh[i];
        table_put_int(&t, 0, id[f->account]);
        table_put_int(&t, 1, f->day);
        table_put_text(&t, 2, f->source);
        table_put_int(&t, 3, f->referred);
        if (f->referrer < b->account.n)
            table_put_int(&t, 4, id[f->referrer]);
        table_row(&t);
    }
    Status st = store_run(b->s, SQL_CLEAR_MOUTH_NEW, STORE_NO_ARGS, err);
    return st ? st : store_append(b->s, "d_mouth_new", &t, err);
}

Status mouth_write(const LinkBook *b, Err *err)
{
    static const ColSpec cols[] = { { "source", COL_TEXT },  { "way", COL_TEXT },     { "band", COL_TEXT }, { "seq", COL_INT },  { "n", COL_INT },      { "accounts", COL_INT },
                                    { "acts", COL_INT },     { "estimate", COL_F64 }, { "low", COL_F64 },   { "high", COL_F64 }, { "grade", COL_TEXT }, { "note", COL_TEXT } };
    MouthBook m;
    Writer w = { .b = b };
    Status st = mouth_load(b, &m, err);
    table_init(&w.t, b->a, cols, COUNT_OF(cols));
    for (int source = 0; !st && source < MOUTH_SOURCES; source++)
        st = rates(&w, &m, (MouthSource)source, err);
    if (!st)
        st = brought(&w, &m, err);
    if (!st)
        st = new_write(b, &m, err);
    if (!st)
        st = store_run(b->s, SQL_CLEAR_MOUTH, STORE_NO_ARGS, err);
    return st ? st : store_append(b->s, "d_mouth", &w.t, err);
}
