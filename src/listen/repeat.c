#include "listen/repeat.h"

#include <math.h>

#include "base/map.h"
#include "text/near.h"

static const double NEAR_SHARE = 0.8;

typedef struct Repeats {
    const Comments *c;
    Table           t;
    I64Map          text, band;     /* -> index of the first comment of its kind */
    NearMark       *mark;           /* by place; only of firsts long enough to be near anything */
    size_t          n_mark, cap;
    uint32_t       *mark_of, *size; /* by comment: place of its mark + 1; how many are of its kind */
    int64_t         same, near, most;
    Arena          *a;
} Repeats;

static void put_repeat(Repeats *r, size_t i, size_t first, const char *how, double alike)
{
    const Comment *c = r->c->at;
    table_put_int(&r->t, 0, c[i].account);
    table_put_int(&r->t, 1, (int64_t)i + 1);
    table_put_text(&r->t, 2, str_of(how));
    table_put_int(&r->t, 3, c[first].account);
    table_put_int(&r->t, 4, (int64_t)first + 1);
    table_put_f64(&r->t, 5, alike);
    table_row(&r->t);
    r->size[first]++;
    if (r->size[first] > r->most)
        r->most = r->size[first];
}

static void keep_mark(Repeats *r, size_t i, const NearMark *m)
{
    int64_t before;
    if (r->n_mark == r->cap) {
        size_t cap = r->cap ? r->cap * 2 : 256;
        NearMark *more = arena_alloc(r->a, cap * sizeof *more, _Alignof(NearMark));
        if (r->n_mark)
            memcpy(more, r->mark, r->n_mark * sizeof *more);
        r->mark = more;
        r->cap = cap;
    }
    r->mark[r->n_mark++] = *m;
    r->mark_of[i] = (uint32_t)r->n_mark;
    for (unsigned k = 0; k < NEAR_BANDS; k++)
        (void)i64map_add(&r->band, near_band(m, k), (int64_t)i, &before);
}

/* The earliest first that is near enough; false when none is. */
static bool nearest(const Repeats *r, const NearMark *m, size_t *first, double *alike)
{
    bool found = false;
    for (unsigned k = 0; k < NEAR_BANDS; k++) {
        int64_t at;
        if (!i64map_get(&r->band, near_band(m, k), &at) || (found && (size_t)at >= *first))
            continue;
        double share = near_share(m, &r->mark[r->mark_of[at] - 1]);
        if (share < NEAR_SHARE)
            continue;
        found = true;
        *first = (size_t)at;
        *alike = share;
    }
    return found;
}

static void look(Repeats *r, size_t i)
{
    int64_t at = 0;
    NearMark m;
    size_t first = 0;
    double alike = 0;
    Str text = r->c->at[i].text;
    if (!text.n)
        return;
    r->size[i] = 1;
    if (!i64map_add(&r->text, hash64(text), (int64_t)i, &at)) {
        put_repeat(r, i, (size_t)at, "same", 1);
        r->same++;
        return;
    }
    near_mark(text, &m);
    if (m.words < NEAR_WORDS_MIN)
        return;
    if (!nearest(r, &m, &first, &alike)) {
        keep_mark(r, i, &m);
        return;
    }
    put_repeat(r, i, first, "near", alike);
    r->near++;
}

/* What cleaning took off, more than blanks at either end and between words. */
static bool is_trimmed(const Comment *c)
{
    size_t said = 0, kept = 0;
    for (size_t i = 0; i < c->raw.n; i++)
        said += (unsigned char)c->raw.p[i] > ' ';
    for (size_t i = 0; i < c->text.n; i++)
        kept += (unsigned char)c->text.p[i] > ' ';
    return c->text.n && kept < said;
}

static Status put_counts(Store *s, const Comments *c, const Repeats *r, Err *err)
{
    int64_t cut = 0, nothing = 0, trimmed = 0, unknown = 0;
    Status st = ST_OK;
    for (size_t i = 0; i < c->n; i++) {
        const Comment *one = &c->at[i];
        cut += one->cut;
        nothing += !one->text.n;
        trimmed += is_trimmed(one);
        unknown += one->text.n && one->lang == LANG_UNKNOWN;
    }
    const struct {
        const char *name;
        int64_t     n;
    } rows[] = { { "comments_same", r->same }, { "comments_near", r->near }, { "comments_repeat_most", r->most }, { "comments_cut", cut },
                 { "comments_nothing", nothing }, { "comments_trimmed", trimmed }, { "comments_unknown", unknown } };
    for (size_t k = 0; !st && k < COUNT_OF(rows); k++)
        st = store_put_summary_int(s, rows[k].name, rows[k].n, err);
    return st;
}

Status repeat_write(Store *s, const Comments *c, Err *err)
{
    static const ColSpec cols[] = { { "account_id", COL_INT },    { "comment_id", COL_INT },    { "how", COL_TEXT },
                                    { "of_account_id", COL_INT }, { "of_comment_id", COL_INT }, { "alike", COL_F64 } };
    Arena a;
    Repeats r = { .c = c, .a = &a };
    arena_init(&a);
    table_init(&r.t, &a, cols, COUNT_OF(cols));
    i64map_init(&r.text);
    i64map_init(&r.band);
    r.mark_of = ARENA_NEW_N(&a, uint32_t, c->n + 1);
    r.size = ARENA_NEW_N(&a, uint32_t, c->n + 1);
    for (size_t i = 0; i < c->n; i++)
        look(&r, i);
    i64map_release(&r.band);
    i64map_release(&r.text);
    Status st = store_run(s, SQL_CLEAR_REPEAT, STORE_NO_ARGS, err);
    if (!st)
        st = store_append(s, "d_repeat", &r.t, err);
    if (!st)
        st = put_counts(s, c, &r, err);
    arena_release(&a);
    return st;
}
