#include "listen/theme_share.h"

#include <math.h>
#include <stdlib.h>

#include "listen/theme_write.h"
#include "num/cluster.h"
#include "num/dist.h"
#include "num/interval.h"

static const double LEVEL = 0.95;

/* The answers to one question: by account and theme, how many. */
typedef struct Answers {
    int64_t *account;            /* distinct, in order */
    size_t   n_account, n_theme;
    double  *n, *y;              /* n[account]; y[account * n_theme + theme] */
    uint32_t *segment;           /* by account: index, or SHARE_SEGMENTS */
} Answers;

typedef struct SegmentNames {
    Str    name[SHARE_SEGMENTS];
    size_t n;
    I64Map of;                   /* account -> index */
} SegmentNames;

typedef struct Cell {
    size_t   segment;            /* SIZE_MAX: all */
    size_t   theme;
    double   answers, coded, accounts, p, q;
    Interval i;
    bool     there;
} Cell;

static Status load_segments(Store *s, Arena *a, SegmentNames *out, Err *err)
{
    Table t;
    StrMap id;
    out->n = 0;
    i64map_init(&out->of);
    Status st = store_fetch(s, SQL_THEME_SEGMENTS, STORE_NO_ARGS, a, &t, err);
    if (st)
        return st;
    strmap_init(&id, a);
    for (size_t r = 0; r < t.n; r++) {
        if (str_eq(col_text(&t, "segment")[r], STR("unknown")))
            continue;
        size_t k = strmap_put(&id, col_text(&t, "segment")[r], NULL);
        if (k >= SHARE_SEGMENTS)
            continue;
        out->name[k] = col_text(&t, "segment")[r];
        out->n = k + 1 > out->n ? k + 1 : out->n;
        i64map_set(&out->of, (uint64_t)col_int(&t, "account_id")[r], (int64_t)k);
    }
    return ST_OK;
}

static bool counts(const Comment *c, Str question)
{
    return c->account && c->text.n && (!question.n || str_eq(c->question, question));
}

static void collect(const Comments *c, Str question, const SegmentNames *seg, size_t n_theme, Arena *a, Answers *out)
{
    size_t n = 0;
    out->account = ARENA_NEW_N(a, int64_t, c->n + 1);
    for (size_t i = 0; i < c->n; i++)
        if (counts(&c->at[i], question))
            out->account[n++] = c->at[i].account;
    out->n_account = ids_distinct(out->account, n);
    out->n_theme = n_theme;
    out->n = ARENA_NEW_N(a, double, out->n_account + 1);
    out->y = ARENA_NEW_N(a, double, out->n_account * n_theme + 1);
    out->segment = ARENA_NEW_N(a, uint32_t, out->n_account + 1);
    for (size_t k = 0; k < out->n_account; k++) {
        int64_t at;
        out->segment[k] = i64map_get(&seg->of, (uint64_t)out->account[k], &at) ? (uint32_t)at : SHARE_SEGMENTS;
    }
    for (size_t i = 0; i < c->n; i++) {
        const Comment *one = &c->at[i];
        if (!counts(one, question))
            continue;
        size_t k = ids_find(out->account, out->n_account, one->account);
        out->n[k]++;
        for (uint32_t m = 0; m < one->n_mention; m++)
            out->y[k * n_theme + one->mention[m].theme + 1]++;
        out->y[k * n_theme] += !one->n_mention;
    }
}

/* The share among accounts of the segment (`in`), or of all others. */
static Status share_of(const Answers *x, size_t segment, bool in, size_t theme, Arena *a, Cell *out, Err *err)
{
    ArenaMark mark = arena_mark(a);
    double *v = ARENA_NEW_N(a, double, x->n_account + 1), *w = ARENA_NEW_N(a, double, x->n_account + 1);
    int64_t *id = ARENA_NEW_N(a, int64_t, x->n_account + 1);
    size_t n = 0;
    Status st = ST_OK;
    *out = (Cell){ .segment = segment, .theme = theme, .p = (double)NAN, .q = (double)NAN };
    for (size_t k = 0; k < x->n_account; k++) {
        if (segment != SIZE_MAX && (x->segment[k] == segment) != in)
            continue;
        v[n] = x->y[k * x->n_theme + theme] / x->n[k];
        w[n] = x->n[k];
        id[n++] = x->account[k];
        out->answers += x->n[k];
        out->coded += x->y[k * x->n_theme + theme];
    }
    out->accounts = (double)n;
    if (n >= 2) {
        st = interval_mean(&(MeanInput){ .v = v, .w = w, .cluster = id, .n = n, .level = LEVEL, .share = true }, a, &out->i, err);
        out->there = !st;
    }
    arena_rewind(a, mark);
    return st;
}

static void test(Cell *x, const Cell *rest)
{
    double d = x->i.estimate - rest->i.estimate, v[2] = { x->i.se * x->i.se, rest->i.se * rest->i.se };
    if (!x->there || !rest->there || v[0] + v[1] <= 0)
        return;
    double df = welch_df((const VariancePart[]){ { v[0], x->i.df }, { v[1], rest->i.df } }, 2);
    x->p = t_two_sided(d / sqrt(v[0] + v[1]), df);
}

static Status cells(const Answers *x, const SegmentNames *seg, const ThemeList *l, Arena *a, Cell *cell, size_t *n, Err *err)
{
    Status st = ST_OK;
    size_t members[SHARE_SEGMENTS + 1] = { 0 };
    *n = 0;
    for (size_t k = 0; k < x->n_account; k++)
        members[x->segment[k]]++;
    for (size_t s = 0; !st && s <= seg->n; s++) {
        size_t segment = s ? s - 1 : SIZE_MAX;
        if (s && members[segment] < SHARE_ACCOUNTS_MIN)
            continue;
        for (size_t t = 0; !st && t < x->n_theme; t++) {
            Cell rest;
            if (t && !theme_is_shown(l, t - 1))
                continue;
            st = share_of(x, segment, true, t, a, &cell[*n], err);
            if (!st && s)
                st = share_of(x, segment, false, t, a, &rest, err);
            if (!st && s)
                test(&cell[*n], &rest);
            (*n)++;
        }
    }
    double *p = ARENA_NEW_N(a, double, *n + 1), *q = ARENA_NEW_N(a, double, *n + 1);
    for (size_t k = 0; k < *n; k++)
        p[k] = cell[k].p;
    if (!st)
        st = bh_qvalues(p, *n, a, q, err);
    for (size_t k = 0; !st && k < *n; k++)
        cell[k].q = q[k];
    return st;
}

static void put(Table *t, Str question, const SegmentNames *seg, const ThemeList *l, const Cell *x)
{
    table_put_text(t, 0, question);
    table_put_text(t, 1, x->segment == SIZE_MAX ? STR("") : seg->name[x->segment]);
    table_put_int(t, 2, x->theme ? l->at[x->theme - 1].id : 0);
    table_put_int(t, 3, (int64_t)x->answers);
    table_put_int(t, 4, (int64_t)x->accounts);
    table_put_int(t, 5, (int64_t)x->coded);
    table_put_f64(t, 6, x->answers > 0 ? x->coded / x->answers : 0);
    if (x->there) {
        table_put_f64(t, 7, x->i.low);
        table_put_f64(t, 8, x->i.high);
    }
    if (!isnan(x->p)) {
        table_put_f64(t, 9, x->p);
        table_put_f64(t, 10, x->q);
    }
    table_row(t);
}

typedef struct Question {
    Str    words;
    size_t n;
} Question;

static int by_answers(const void *a, const void *b)
{
    const Question *x = a, *y = b;
    if (x->n != y->n)
        return x->n < y->n ? 1 : -1;
    return str_cmp(x->words, y->words);
}

/* "" for all comments, then the questions most answered. */
static size_t questions(const Comments *c, Arena *a, Question **out)
{
    StrMap id;
    strmap_init(&id, a);
    *out = ARENA_NEW_N(a, Question, c->n + 2);
    for (size_t i = 0; i < c->n; i++)
        if (c->at[i].question.n && c->at[i].text.n) {
            size_t k = strmap_put(&id, c->at[i].question, NULL);
            (*out)[k + 1].words = c->at[i].question;
            (*out)[k + 1].n++;
        }
    (*out)[0] = (Question){ STR(""), SIZE_MAX };
    qsort(*out, id.n + 1, sizeof **out, by_answers);
    return id.n + 1 < SHARE_QUESTIONS + 1 ? id.n + 1 : SHARE_QUESTIONS + 1;
}

Status theme_share_write(Store *s, const Comments *c, const ThemeList *l, Err *err)
{
    static const ColSpec cols[] = { { "question", COL_TEXT }, { "segment", COL_TEXT }, { "theme_id", COL_INT }, { "answers", COL_INT },
                                    { "accounts", COL_INT },  { "coded", COL_INT },    { "share", COL_F64 },    { "low", COL_F64 },
                                    { "high", COL_F64 },      { "p", COL_F64 },        { "q", COL_F64 } };
    Arena a;
    SegmentNames seg;
    Question *asked;
    Table t;
    arena_init(&a);
    table_init(&t, &a, cols, COUNT_OF(cols));
    Status st = store_run(s, SQL_CLEAR_THEME_SHARE, STORE_NO_ARGS, err);
    if (!st)
        st = load_segments(s, &a, &seg, err);
    if (st) {
        arena_release(&a);
        return st;
    }
    size_t n_asked = l->n ? questions(c, &a, &asked) : 0;
    Cell *cell = ARENA_NEW_N(&a, Cell, (seg.n + 1) * (l->n + 1) + 1);
    for (size_t k = 0; !st && k < n_asked; k++) {
        Answers x;
        size_t n;
        collect(c, asked[k].words, &seg, l->n + 1, &a, &x);
        if (!x.n_account)
            continue;
        st = cells(&x, &seg, l, &a, cell, &n, err);
        for (size_t r = 0; !st && r < n; r++)
            put(&t, asked[k].words, &seg, l, &cell[r]);
    }
    i64map_release(&seg.of);
    if (!st)
        st = store_append(s, "d_theme_share", &t, err);
    arena_release(&a);
    return st;
}
