#include "listen/vectors.h"

#include <math.h>
#include <stdlib.h>

#include "base/parallel.h"

enum { ENCODE_EACH = 32, DIGITS = 2 * ENCODER_WIDTH, MOST = 127 };
static const float SCALE = 1024;

void vectors_init(Vectors *v)
{
    *v = (Vectors){ .n = 0 };
    arena_init(&v->a);
    i64map_init(&v->at);
}

void vectors_release(Vectors *v)
{
    i64map_release(&v->at);
    arena_release(&v->a);
}

static uint64_t hash_of(Str text)
{
    return hash64_mix(hash64(text), encoder_version());
}

/* A place of its own; those known by the hash keep theirs. */
static size_t place_of(Vectors *v, uint64_t hash, bool *fresh)
{
    int64_t before;
    *fresh = i64map_add(&v->at, hash, (int64_t)v->n, &before);
    if (!*fresh)
        return (size_t)before;
    if (v->n == v->cap) {
        size_t cap = v->cap ? v->cap * 2 : 1024;
        int8_t **row = ARENA_NEW_N(&v->a, int8_t *, cap);
        uint64_t *key = ARENA_NEW_N(&v->a, uint64_t, cap);
        bool *asked = ARENA_NEW_N(&v->a, bool, cap);
        for (size_t k = 0; k < v->n; k++) {
            row[k] = v->row[k];
            key[k] = v->hash[k];
            asked[k] = v->asked[k];
        }
        v->row = row;
        v->hash = key;
        v->asked = asked;
        v->cap = cap;
    }
    v->hash[v->n] = hash;
    v->row[v->n] = ARENA_NEW_N(&v->a, int8_t, ENCODER_WIDTH);
    return v->n++;
}

static void pack(const float *from, int8_t *to)
{
    for (size_t k = 0; k < ENCODER_WIDTH; k++) {
        long q = lrintf(from[k] * SCALE);
        to[k] = (int8_t)(q > MOST ? MOST : q < -MOST ? -MOST : q);
    }
}

static const float *unpack(const int8_t *from, Arena *a)
{
    float *to = ARENA_NEW_N(a, float, ENCODER_WIDTH);
    for (size_t k = 0; k < ENCODER_WIDTH; k++)
        to[k] = (float)from[k] / SCALE;
    return to;
}

void vectors_put(Vectors *v, Str text, const float *vector)
{
    bool fresh;
    size_t at = place_of(v, hash_of(text), &fresh);
    pack(vector, v->row[at]);
}

typedef struct Encoding {
    const Str *text;
    int8_t   **to;
    size_t     n;
} Encoding;

static Status encode_some(void *ctx, Arena *a, size_t piece, Err *err)
{
    const Encoding *e = ctx;
    size_t from = piece * ENCODE_EACH, n = e->n - from < ENCODE_EACH ? e->n - from : ENCODE_EACH;
    ArenaMark m = arena_mark(a);
    float *made = ARENA_NEW_N(a, float, n * ENCODER_WIDTH);
    (void)err;
    encoder_encode(e->text + from, n, made, a);
    for (size_t k = 0; k < n; k++)
        pack(made + k * ENCODER_WIDTH, e->to[from + k]);
    arena_rewind(a, m);
    return ST_OK;
}

Status vectors_of(Vectors *v, const Str *text, size_t n, const float **out, Arena *a, Err *err)
{
    Arena scratch;
    arena_init(&scratch);
    Str *fresh = ARENA_NEW_N(&scratch, Str, n + 1);
    size_t *at = ARENA_NEW_N(&scratch, size_t, n + 1);
    Encoding e = { .text = fresh, .to = ARENA_NEW_N(&scratch, int8_t *, n + 1) };
    for (size_t k = 0; k < n; k++) {
        bool is_new;
        if (!text[k].n)
            continue;
        at[k] = place_of(v, hash_of(text[k]), &is_new);
        v->asked[at[k]] = true;
        if (is_new) {
            fresh[e.n] = text[k];
            e.to[e.n++] = v->row[at[k]];
        }
    }
    v->encoded += e.n;
    Status st = parallel_try((e.n + ENCODE_EACH - 1) / ENCODE_EACH, &scratch, encode_some, &e, err);
    for (size_t k = 0; !st && k < n; k++)
        out[k] = text[k].n ? unpack(v->row[at[k]], a) : NULL;
    arena_release(&scratch);
    return st;
}

static int digit_of(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static Status take(void *ctx, const Table *t, Err *err)
{
    Vectors *v = ctx;
    for (size_t r = 0; r < t->n; r++) {
        Str hex = col_text(t, "hex")[r];
        bool fresh, sound = hex.n == DIGITS;
        size_t at = place_of(v, (uint64_t)col_int(t, "text_hash")[r], &fresh);
        for (size_t k = 0; sound && k < ENCODER_WIDTH; k++) {
            int high = digit_of(hex.p[2 * k]), low = digit_of(hex.p[2 * k + 1]);
            sound = high >= 0 && low >= 0;
            v->row[at][k] = (int8_t)((high << 4 | low) - MOST - 1);
        }
        if (!sound)
            return ERR(err, ST_INVALID, "a text's vector in the book is no vector");
    }
    v->n_kept = v->n;
    return ST_OK;
}

Status vectors_load(Store *s, Vectors *v, Err *err)
{
    return store_each(s, SQL_TEXT_VECTORS, STORE_NO_ARGS, take, v, err);
}

typedef struct Kept {
    int64_t       hash;
    const int8_t *row;
} Kept;

static int by_hash(const void *a, const void *b)
{
    const Kept *x = a, *y = b;
    return (x->hash > y->hash) - (x->hash < y->hash);
}

static Str hex_of(const int8_t *row, Arena *a)
{
    static const char digits[] = "0123456789abcdef";
    char *to = arena_alloc(a, DIGITS, 1);
    for (size_t k = 0; k < ENCODER_WIDTH; k++) {
        unsigned byte = (unsigned)(row[k] + MOST + 1);
        to[2 * k] = digits[byte >> 4];
        to[2 * k + 1] = digits[byte & 15];
    }
    return (Str){ to, DIGITS };
}

/* By hash, so that what is written depends on what was asked for alone; nothing where the book has just these. */
Status vectors_write(Store *s, const Vectors *v, Err *err)
{
    static const ColSpec cols[] = { { "text_hash", COL_INT }, { "hex", COL_TEXT } };
    Arena a;
    Table t;
    size_t n = 0;
    arena_init(&a);
    Kept *kept = ARENA_NEW_N(&a, Kept, v->n + 1);
    for (size_t k = 0; k < v->n; k++)
        if (v->asked[k])
            kept[n++] = (Kept){ (int64_t)v->hash[k], v->row[k] };
    if (n == v->n && n == v->n_kept) {
        arena_release(&a);
        return ST_OK;
    }
    qsort(kept, n, sizeof *kept, by_hash);
    table_init(&t, &a, cols, COUNT_OF(cols));
    for (size_t k = 0; k < n; k++) {
        table_put_int(&t, 0, kept[k].hash);
        table_put_text(&t, 1, hex_of(kept[k].row, &a));
        table_row(&t);
    }
    Status st = store_run(s, SQL_CLEAR_TEXT_VECTOR, STORE_NO_ARGS, err);
    if (!st)
        st = store_append(s, "d_text_vector", &t, err);
    arena_release(&a);
    return st;
}
