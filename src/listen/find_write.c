#include "listen/find_write.h"

#include <stdlib.h>

#include "model/limits.h"
#include "store/find.h"

enum { BATCH = 100000, GROW = 1024 };

typedef struct Held { /* a word */
    int64_t  id;
    uint32_t last;    /* comment, counted from 1, in which it was seen last */
    uint32_t n, at;   /* comments that hold it; where theirs begin, then where the next one goes */
} Held;

typedef struct Words {
    const Comments *c;
    Arena           a;
    StrMap          map;
    Held           *at;   /* by number of the map */
    size_t          cap, all;
    uint32_t       *order, *comment; /* words by id; comments of the words in that order */
} Words;

typedef void Seen(Words *w, Held *h, uint32_t comment);

static Held *held(Words *w, Str word)
{
    bool is_new;
    size_t k = strmap_put(&w->map, word, &is_new);
    if (k >= w->cap) {
        size_t cap = w->cap ? 2 * w->cap : GROW;
        Held *more = ARENA_NEW_N(&w->a, Held, cap);
        if (w->cap)
            memcpy(more, w->at, w->cap * sizeof *more);
        w->at = more;
        w->cap = cap;
    }
    if (is_new)
        w->at[k] = (Held){ .id = (int64_t)hash64(word) };
    return &w->at[k];
}

/* Each word once a comment. */
static void each_word(Words *w, Seen *seen)
{
    Buf word;
    buf_init(&word, LIMIT_TEXT);
    for (size_t k = 0; k < w->map.n; k++)
        w->at[k].last = 0;
    for (size_t i = 0; i < w->c->n; i++)
        for (Str rest = w->c->at[i].text; find_next(&rest, &word);) {
            Held *h = held(w, buf_str(&word));
            if (h->last == i + 1)
                continue;
            h->last = (uint32_t)i + 1;
            seen(w, h, (uint32_t)i + 1);
        }
    buf_release(&word);
}

static void count(Words *w, Held *h, uint32_t comment)
{
    (void)comment;
    h->n++;
    w->all++;
}

static void place(Words *w, Held *h, uint32_t comment) { w->comment[h->at++] = comment; }

static int by_id(const void *x, const void *y, void *of)
{
    const Held *at = of, *a = &at[*(const uint32_t *)x], *b = &at[*(const uint32_t *)y];
    return (a->id > b->id) - (a->id < b->id);
}

static void arrange(Words *w)
{
    size_t from = 0;
    each_word(w, count);
    w->order = ARENA_NEW_N(&w->a, uint32_t, w->map.n + 1);
    w->comment = ARENA_NEW_N(&w->a, uint32_t, w->all + 1);
    for (size_t k = 0; k < w->map.n; k++)
        w->order[k] = (uint32_t)k;
    qsort_r(w->order, w->map.n, sizeof *w->order, by_id, w->at);
    for (size_t k = 0; k < w->map.n; k++) {
        Held *h = &w->at[w->order[k]];
        h->at = (uint32_t)from;
        from += h->n;
    }
    each_word(w, place);
}

static const ColSpec word_cols[] = { { "word_id", COL_INT }, { "word", COL_TEXT } };
static const ColSpec comment_cols[] = { { "word_id", COL_INT }, { "comment_id", COL_INT } };

/* A table being filled, which goes to the book BATCH rows at a time. */
typedef struct Into {
    Store      *s;
    const char *name;
    Arena       a;
    Table       t;
} Into;

static void into_open(Into *o, Store *s, const char *name, const ColSpec cols[2])
{
    *o = (Into){ .s = s, .name = name };
    arena_init(&o->a);
    table_init(&o->t, &o->a, cols, 2);
}

static Status into_row(Into *o, Err *err)
{
    table_row(&o->t);
    if (o->t.n < BATCH)
        return ST_OK;
    Status st = store_append(o->s, o->name, &o->t, err);
    table_clear(&o->t);
    return st;
}

static Status into_close(Into *o, Status st, Err *err)
{
    if (!st && o->t.n)
        st = store_append(o->s, o->name, &o->t, err);
    arena_release(&o->a);
    return st;
}

static Status put_words(Store *s, const Words *w, const I64Map *known, Err *err)
{
    Into o;
    Status st = ST_OK;
    int64_t unused;
    into_open(&o, s, "d_find_word", word_cols);
    for (size_t k = 0; !st && k < w->map.n; k++) {
        const Held *h = &w->at[w->order[k]];
        if (i64map_get(known, (uint64_t)h->id, &unused))
            continue;
        table_put_int(&o.t, 0, h->id);
        table_put_text(&o.t, 1, w->map.key[w->order[k]]);
        st = into_row(&o, err);
    }
    return into_close(&o, st, err);
}

static Status put_comments(Store *s, const Words *w, Err *err)
{
    Into o;
    Status st = ST_OK;
    into_open(&o, s, "d_find_comment", comment_cols);
    for (size_t k = 0, at = 0; !st && k < w->map.n; k++) {
        const Held *h = &w->at[w->order[k]];
        for (; !st && at < h->at; at++) {
            table_put_int(&o.t, 0, h->id);
            table_put_int(&o.t, 1, w->c->before + w->comment[at]);
            st = into_row(&o, err);
        }
    }
    return into_close(&o, st, err);
}

/* Which of these words the book has. */
static Status known_load(Store *s, Words *w, I64Map *known, Err *err)
{
    enum { DIGITS = 22 };
    Table t;
    Buf list;
    buf_init(&list, DIGITS * w->map.n + 1);
    for (size_t k = 0; k < w->map.n; k++)
        buf_printf(&list, "%s%lld", k ? "," : "", (long long)w->at[k].id);
    Status st = store_fetch(s, SQL_FIND_KNOWN, STORE_ARGS(DB_TEXT(buf_str(&list))), &w->a, &t, err);
    for (size_t r = 0; !st && r < t.n; r++)
        i64map_set(known, (uint64_t)col_int(&t, "word_id")[r], 1);
    buf_release(&list);
    return st;
}

static Status put(Store *s, const Comments *c, bool beside, Err *err)
{
    Words w = { .c = c };
    I64Map known;
    Status st = ST_OK;
    arena_init(&w.a);
    strmap_init(&w.map, &w.a);
    i64map_init(&known);
    arrange(&w);
    if (beside && w.map.n)
        st = known_load(s, &w, &known, err);
    if (!st)
        st = put_words(s, &w, &known, err);
    if (!st)
        st = put_comments(s, &w, err);
    i64map_release(&known);
    arena_release(&w.a);
    return st;
}

Status find_write(Store *s, const Comments *c, Err *err)
{
    Status st = store_run(s, SQL_CLEAR_FIND_WORD, STORE_NO_ARGS, err);
    if (!st)
        st = store_run(s, SQL_CLEAR_FIND_COMMENT, STORE_NO_ARGS, err);
    return st ? st : put(s, c, false, err);
}

Status find_append(Store *s, const Comments *c, Err *err)
{
    bool ready;
    Status st = find_ready(s, &ready, err);
    return st || !ready ? st : put(s, c, true, err);
}
