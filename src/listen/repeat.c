#include "listen/repeat.h"

#include "base/map.h"
#include "text/near.h"

static const double NEAR_SHARE = 0.8;
enum { BATCH = 50000 };

typedef struct Finder {
    Comments  *c;
    Repeats   *out;
    I64Map     text, band;      /* -> index of the first comment of its kind */
    I64Map     said;            /* wording, account and person -> when last */
    NearMark  *mark;            /* by place; only of firsts long enough to be near anything */
    size_t     n_mark, cap;
    uint32_t  *mark_of, *size;  /* by comment: place of its mark + 1; how many are of its kind */
    Arena      a;
} Finder;

uint64_t wording_hash(Str text)
{
    uint64_t h = 0;
    char part[256];
    for (size_t i = 0; i < text.n;) {
        size_t n = 0;
        for (; i < text.n && n < sizeof part; i++)
            part[n++] = text.p[i] >= '0' && text.p[i] <= '9' ? '0' : text.p[i];
        h = hash64_mix(h, hash64((Str){ part, n }));
    }
    return h;
}

static void keep_mark(Finder *f, size_t i, const NearMark *m)
{
    int64_t before;
    if (f->n_mark == f->cap) {
        size_t cap = f->cap ? f->cap * 2 : 256;
        NearMark *more = arena_alloc(&f->a, cap * sizeof *more, _Alignof(NearMark));
        if (f->n_mark)
            memcpy(more, f->mark, f->n_mark * sizeof *more);
        f->mark = more;
        f->cap = cap;
    }
    f->mark[f->n_mark++] = *m;
    f->mark_of[i] = (uint32_t)f->n_mark;
    for (unsigned k = 0; k < NEAR_BANDS; k++)
        (void)i64map_add(&f->band, near_band(m, k), (int64_t)i, &before);
}

/* The earliest first that is near enough; false when none is. */
static bool nearest(const Finder *f, const NearMark *m, size_t *first, double *alike)
{
    bool found = false;
    for (unsigned k = 0; k < NEAR_BANDS; k++) {
        int64_t at;
        if (!i64map_get(&f->band, near_band(m, k), &at) || (found && (size_t)at >= *first))
            continue;
        double share = near_share(m, &f->mark[f->mark_of[at] - 1]);
        if (share < NEAR_SHARE)
            continue;
        found = true;
        *first = (size_t)at;
        *alike = share;
    }
    return found;
}

static void is_repeat(Finder *f, size_t i, size_t of, double alike)
{
    Repeats *r = f->out;
    uint32_t first = r->kind[of];
    r->of[i] = (uint32_t)of;
    r->kind[i] = first;
    r->alike[i] = (float)alike;
    f->size[first]++;
    if (f->size[first] > r->most)
        r->most = f->size[first];
}

static void look(Finder *f, size_t i)
{
    int64_t at = 0;
    NearMark m;
    size_t first = 0;
    double alike = 0;
    Str text = f->c->at[i].text;
    if (!i64map_add(&f->text, hash64(text), (int64_t)i, &at)) {
        is_repeat(f, i, (size_t)at, 1);
        f->out->same++;
        return;
    }
    near_mark(text, &m);
    if (m.words < NEAR_WORDS_MIN)
        return;
    if (!nearest(f, &m, &first, &alike)) {
        keep_mark(f, i, &m);
        return;
    }
    is_repeat(f, i, first, alike);
    f->out->near++;
}

/* Channels come one after another, so the last time may lie ahead. */
static bool said_lately(Finder *f, const Comment *c)
{
    static const int64_t span = (int64_t)AGAIN_DAYS * 86400 * 1000000;
    uint64_t key = hash64_mix(hash64_mix((uint64_t)c->account, (uint64_t)c->contact), wording_hash(c->text));
    int64_t last;
    bool again = i64map_get(&f->said, key, &last) && (c->at > last ? c->at - last : last - c->at) <= span;
    i64map_set(&f->said, key, c->at);
    return again;
}

void repeats_find(Comments *c, Arena *a, Repeats *out)
{
    Finder f = { .c = c, .out = out };
    *out = (Repeats){ .of = ARENA_NEW_N(a, uint32_t, c->n + 1), .kind = ARENA_NEW_N(a, uint32_t, c->n + 1), .alike = ARENA_NEW_N(a, float, c->n + 1) };
    arena_init(&f.a);
    i64map_init(&f.text);
    i64map_init(&f.band);
    i64map_init(&f.said);
    f.mark_of = ARENA_NEW_N(&f.a, uint32_t, c->n + 1);
    f.size = ARENA_NEW_N(&f.a, uint32_t, c->n + 1);
    for (size_t i = 0; i < c->n; i++) {
        Comment *one = &c->at[i];
        out->of[i] = out->kind[i] = (uint32_t)i;
        out->alike[i] = 1;
        if (!one->text.n)
            continue;
        f.size[i] = 1;
        look(&f, i);
        one->again = said_lately(&f, one);
        out->again += one->again;
    }
    i64map_release(&f.said);
    i64map_release(&f.band);
    i64map_release(&f.text);
    arena_release(&f.a);
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
    } rows[] = { { "comments_same", r->same }, { "comments_near", r->near }, { "comments_again", r->again }, { "comments_repeat_most", r->most }, { "comments_cut", cut },
                 { "comments_nothing", nothing }, { "comments_trimmed", trimmed }, { "comments_unknown", unknown } };
    for (size_t k = 0; !st && k < COUNT_OF(rows); k++)
        st = store_put_summary_int(s, rows[k].name, rows[k].n, err);
    return st;
}

static void put_repeat(Table *t, const Comments *c, const Repeats *r, size_t i)
{
    size_t first = r->of[i];
    bool same = str_eq(c->at[i].text, c->at[first].text);
    table_put_int(t, 0, c->at[i].account);
    table_put_int(t, 1, (int64_t)i + 1);
    table_put_text(t, 2, same ? STR("same") : STR("near"));
    table_put_int(t, 3, c->at[first].account);
    table_put_int(t, 4, (int64_t)first + 1);
    table_put_f64(t, 5, (double)r->alike[i]);
    table_put_int(t, 6, c->at[i].again);
    table_row(t);
}

Status repeat_write(Store *s, const Comments *c, const Repeats *r, Err *err)
{
    static const ColSpec cols[] = { { "account_id", COL_INT },    { "comment_id", COL_INT }, { "how", COL_TEXT }, { "of_account_id", COL_INT },
                                    { "of_comment_id", COL_INT }, { "alike", COL_F64 },      { "again", COL_BOOL } };
    Status st = store_run(s, SQL_CLEAR_REPEAT, STORE_NO_ARGS, err);
    for (size_t i = 0; !st && i < c->n;) {
        Arena a;
        Table t;
        arena_init(&a);
        table_init(&t, &a, cols, COUNT_OF(cols));
        for (; i < c->n && t.n < BATCH; i++)
            if (r->of[i] != (uint32_t)i)
                put_repeat(&t, c, r, i);
        st = store_append(s, "d_repeat", &t, err);
        arena_release(&a);
    }
    return st ? st : put_counts(s, c, r, err);
}
