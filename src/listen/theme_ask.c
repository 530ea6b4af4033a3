#include <math.h>
#include <stdlib.h>

#include "listen/theme_learn.h"
#include "num/kappa.h"

enum { ASK_BYTES_MIN = 20, ASK_BYTES_MAX = 600, FIFTH = 5 };

typedef struct Candidate {
    double   margin;
    uint64_t hash;
    size_t   comment;
} Candidate;

static int by_margin(const void *a, const void *b)
{
    const Candidate *x = a, *y = b;
    if (x->margin != y->margin)
        return x->margin < y->margin ? -1 : 1;
    return (x->hash > y->hash) - (x->hash < y->hash);
}

static int by_hash(const void *a, const void *b)
{
    const Candidate *x = a, *y = b;
    return (x->hash > y->hash) - (x->hash < y->hash);
}

/* What may be asked: no label yet, nobody's who forbids quoting (it would be shown), one of each wording, neither a word nor an essay unless it is drawn at random. */
static size_t candidates(const Comments *c, const ThemeEdits *e, const I64Map *forbids, bool random, Arena *a, Candidate **out)
{
    size_t n = 0;
    I64Map seen;
    int64_t at;
    *out = ARENA_NEW_N(a, Candidate, c->n + 1);
    i64map_init(&seen);
    for (size_t k = 0; k < e->n_label; k++)
        if (e->label[k].comment != SIZE_MAX)
            (void)i64map_add(&seen, hash64(c->at[e->label[k].comment].text), 1, &at);
    for (size_t i = 0; i < c->n; i++) {
        const Comment *one = &c->at[i];
        uint64_t h = hash64_mix(hash64(one->key), 5);
        if (!one->text.n || (h % FIFTH == 0) != random || i64map_get(forbids, (uint64_t)one->account, &at))
            continue;
        bool labelled = e->n_label && i64map_get(&e->by_key, hash64(one->key), &at);
        bool odd = one->text.n < ASK_BYTES_MIN || one->text.n > ASK_BYTES_MAX || !i64map_add(&seen, hash64(one->text), 1, &at);
        if (labelled || (odd && !random))
            continue;
        (*out)[n++] = (Candidate){ (double)one->margin, h, i };
    }
    i64map_release(&seen);
    if (n)
        qsort(*out, n, sizeof **out, random ? by_hash : by_margin);
    return n;
}

static void put_ask(Table *t, const Comments *c, const Candidate *x, bool random)
{
    table_put_int(t, 0, (int64_t)t->n + 1);
    table_put_int(t, 1, c->at[x->comment].account);
    table_put_int(t, 2, (int64_t)x->comment + 1);
    table_put_text(t, 3, random ? STR("random") : STR("margin"));
    table_put_f64(t, 4, x->margin);
    table_row(t);
}

static Status write_ask(Store *s, const Comments *c, const ThemeEdits *e, const ThemeList *l, Arena *a, Err *err)
{
    static const ColSpec cols[] = { { "rank", COL_INT }, { "account_id", COL_INT }, { "comment_id", COL_INT }, { "how", COL_TEXT }, { "margin", COL_F64 } };
    Candidate *hard, *drawn;
    Table t, account;
    I64Map forbids;
    Status st = store_fetch(s, SQL_THEME_SEGMENTS, STORE_NO_ARGS, a, &account, err);
    if (st)
        return st;
    i64map_init(&forbids);
    for (size_t r = 0; r < account.n; r++)
        if (col_int(&account, "forbids")[r])
            i64map_set(&forbids, (uint64_t)col_int(&account, "account_id")[r], 1);
    table_init(&t, a, cols, COUNT_OF(cols));
    size_t n_hard = l->n ? candidates(c, e, &forbids, false, a, &hard) : 0, n_drawn = l->n ? candidates(c, e, &forbids, true, a, &drawn) : 0;
    i64map_release(&forbids);
    /* One drawn at random after each four that are hard. */
    for (size_t k = 0, r = 0; k < ASK_MARGIN || r < ASK_RANDOM;) {
        if (k < n_hard && k < ASK_MARGIN)
            put_ask(&t, c, &hard[k], false);
        k++;
        if (k % (ASK_MARGIN / ASK_RANDOM) == 0) {
            if (r < n_drawn && r < ASK_RANDOM)
                put_ask(&t, c, &drawn[r], true);
            r++;
        }
    }
    return store_append(s, "d_theme_ask", &t, err);
}

static Status write_taught(Store *s, const ThemeList *l, const ThemeTaught *x, Arena *a, Err *err)
{
    static const ColSpec cols[] = { { "theme_id", COL_INT },  { "labels", COL_INT },     { "positive", COL_INT },
                                    { "found_f1", COL_F64 }, { "learned_f1", COL_F64 }, { "used", COL_BOOL } };
    Table t;
    table_init(&t, a, cols, COUNT_OF(cols));
    for (size_t k = 0; k < x->n; k++) {
        table_put_int(&t, 0, l->at[x->at[k].theme].id);
        table_put_int(&t, 1, (int64_t)x->at[k].labels);
        table_put_int(&t, 2, (int64_t)x->at[k].positive);
        table_put_f64(&t, 3, x->at[k].found_f1);
        table_put_f64(&t, 4, x->at[k].learned_f1);
        table_put_int(&t, 5, x->at[k].used);
        table_row(&t);
    }
    return store_append(s, "d_theme_learned", &t, err);
}

static Status write_all(Store *s, const TaughtAll *x, Arena *a, Err *err)
{
    static const ColSpec cols[] = { { "labels", COL_INT }, { "themes", COL_INT }, { "encoded", COL_INT }, { "alone_f1", COL_F64 }, { "learned_f1", COL_F64 }, { "used", COL_BOOL } };
    Table t;
    if (!x->there)
        return ST_OK;
    table_init(&t, a, cols, COUNT_OF(cols));
    table_put_int(&t, 0, (int64_t)x->labels);
    table_put_int(&t, 1, x->n);
    table_put_int(&t, 2, (int64_t)x->encoded);
    table_put_f64(&t, 3, x->alone_f1);
    table_put_f64(&t, 4, x->learned_f1);
    table_put_int(&t, 5, x->used);
    table_row(&t);
    return store_append(s, "d_theme_taught", &t, err);
}

static void put_agree(Table *t, const ThemeEdits *e, const char *part, Arena *a)
{
    int64_t *one = ARENA_NEW_N(a, int64_t, e->n_label + 1), *other = ARENA_NEW_N(a, int64_t, e->n_label + 1);
    size_t n = 0;
    for (size_t k = 0; k < e->n_label; k++) {
        const ThemeLabel *x = &e->label[k];
        if (!x->said_known || (!strcmp(part, "random") && x->how != LABEL_RANDOM))
            continue;
        /* One that shares a theme with the machine's strongest agrees, whichever the person named first. */
        one[n] = x->n ? x->theme[0] : NO_THEME;
        other[n] = x->said;
        for (size_t j = 0; j < x->n; j++)
            if (x->theme[j] == x->said)
                one[n] = x->said;
        n++;
    }
    Kappa k = kappa_of(one, other, n, a);
    table_put_text(t, 0, str_of(part));
    table_put_int(t, 1, (int64_t)n);
    table_put_int(t, 2, (int64_t)k.same);
    if (!isnan(k.kappa)) {
        table_put_f64(t, 3, k.kappa);
        table_put_f64(t, 4, k.low);
        table_put_f64(t, 5, k.high);
    }
    table_row(t);
}

static Status write_agree(Store *s, const ThemeEdits *e, Arena *a, Err *err)
{
    static const ColSpec cols[] = { { "part", COL_TEXT }, { "n", COL_INT }, { "same", COL_INT }, { "kappa", COL_F64 }, { "low", COL_F64 }, { "high", COL_F64 } };
    Table t;
    table_init(&t, a, cols, COUNT_OF(cols));
    if (e->n_label) {
        put_agree(&t, e, "all", a);
        put_agree(&t, e, "random", a);
    }
    return store_append(s, "d_theme_agree", &t, err);
}

Status theme_learn_write(Store *s, const Comments *c, const ThemeEdits *e, const ThemeList *l, const ThemeTaught *t, Err *err)
{
    static const int clear[] = { SQL_CLEAR_THEME_ASK, SQL_CLEAR_THEME_LEARNED, SQL_CLEAR_THEME_TAUGHT, SQL_CLEAR_THEME_AGREE };
    Arena a;
    Status st = ST_OK;
    arena_init(&a);
    for (size_t k = 0; !st && k < COUNT_OF(clear); k++)
        st = store_run(s, clear[k], STORE_NO_ARGS, err);
    if (!st)
        st = write_ask(s, c, e, l, &a, err);
    if (!st)
        st = write_taught(s, l, t, &a, err);
    if (!st)
        st = write_all(s, &t->all, &a, err);
    if (!st)
        st = write_agree(s, e, &a, err);
    if (!st)
        st = store_put_summary_int(s, "theme_decisions_applied", e->last, err);
    if (!st)
        st = store_put_summary_int(s, "theme_decisions_waiting", e->waiting, err);
    arena_release(&a);
    return st;
}
