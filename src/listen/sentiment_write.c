#include "listen/sentiment_write.h"

#include <math.h>

enum { BATCH = 50000, NUMBERS = 3, DIGITS = 8 };

static const ColSpec mood_cols[] = { { "account_id", COL_INT }, { "comment_id", COL_INT }, { "seq", COL_INT },   { "span_from", COL_INT }, { "span_to", COL_INT },
                                     { "rules", COL_F64 },      { "learned", COL_F64 },    { "value", COL_F64 }, { "state", COL_TEXT },    { "words", COL_TEXT } };
static const char *const states[] = { [MOOD_NONE] = "", [MOOD_CLEAR] = "clear", [MOOD_WISH] = "wish", [MOOD_UNCLEAR] = "unclear" };

static void put_mood(Table *t, const Comment *c, int64_t id, uint32_t k)
{
    const HeardSentence *h = &c->sentence[k];
    table_put_int(t, 0, c->account);
    table_put_int(t, 1, id);
    table_put_int(t, 2, (int64_t)k + 1);
    table_put_int(t, 3, h->from);
    table_put_int(t, 4, (int64_t)h->from + h->n);
    table_put_f64(t, 5, (double)h->rules);
    if (isfinite(h->learned))
        table_put_f64(t, 6, (double)h->learned);
    if (h->state != MOOD_UNCLEAR)
        table_put_f64(t, 7, (double)h->mood);
    table_put_text(t, 8, str_of(states[h->state]));
    table_put_text(t, 9, h->words);
    table_row(t);
}

Status mood_append(Store *s, const Comments *c, MoodSum *sum, Err *err)
{
    Status st = ST_OK;
    *sum = (MoodSum){ 0 };
    for (size_t i = 0; !st && i < c->n;) {
        Arena a;
        Table t;
        arena_init(&a);
        table_init(&t, &a, mood_cols, COUNT_OF(mood_cols));
        for (; i < c->n && t.n < BATCH; i++)
            for (uint32_t k = 0; k < c->at[i].n_sentence; k++) {
                MoodState state = c->at[i].sentence[k].state;
                if (state == MOOD_NONE)
                    continue;
                put_mood(&t, &c->at[i], c->before + (int64_t)i + 1, k);
                sum->sentences++;
                sum->wish += state == MOOD_WISH;
                sum->unclear += state == MOOD_UNCLEAR;
            }
        st = store_append(s, "d_mood", &t, err);
        arena_release(&a);
    }
    return st;
}

static Status write_moods(Store *s, const Comments *c, Err *err)
{
    MoodSum sum;
    Status st = mood_append(s, c, &sum, err);
    if (!st)
        st = store_put_summary_int(s, "sentences_scored", sum.sentences, err);
    if (!st)
        st = store_put_summary_int(s, "sentences_wish", sum.wish, err);
    if (!st)
        st = store_put_summary_int(s, "sentences_unclear", sum.unclear, err);
    return st;
}

static void put_hex(char *to, uint32_t v)
{
    static const char digits[] = "0123456789abcdef";
    for (int k = 0; k < DIGITS; k++)
        to[k] = digits[v >> (28 - 4 * k) & 15];
}

static uint32_t bits_of(float f)
{
    uint32_t v;
    memcpy(&v, &f, sizeof v);
    return v;
}

/* What stands in d_model: the model of words, and the one that decides what it is unsure of. */
static const char WORDS[] = "sentiment", NEAR[] = "sentiment_near";

/* Columns in ascending order, so that parts depend on what was learned alone. */
static Status write_parts(Store *s, const char *name, const Learner *l, int64_t *parts, Err *err)
{
    static const ColSpec cols[] = { { "name", COL_TEXT }, { "seq", COL_INT }, { "hex", COL_TEXT } };
    Arena a;
    Table t;
    char *hex = NULL;
    size_t in = 0;
    arena_init(&a);
    table_init(&t, &a, cols, COUNT_OF(cols));
    *parts = 0;
    for (uint32_t c = 0; c <= FEATURE_COLS; c++) {
        bool end = c == FEATURE_COLS;
        if (!end && !l->index[c])
            continue;
        if (!end) {
            uint32_t at = l->index[c] - 1;
            if (!in)
                hex = arena_alloc(&a, (size_t)MODEL_PART * NUMBERS * DIGITS, 1);
            put_hex(hex + in * NUMBERS * DIGITS, c);
            put_hex(hex + (in * NUMBERS + 1) * DIGITS, bits_of(l->idf[at]));
            put_hex(hex + (in * NUMBERS + 2) * DIGITS, bits_of(l->weight[(size_t)at * 2 + 1]));
            in++;
        }
        if (in == MODEL_PART || (end && in)) {
            table_put_text(&t, 0, str_of(name));
            table_put_int(&t, 1, ++*parts);
            table_put_text(&t, 2, (Str){ hex, in * NUMBERS * DIGITS });
            table_row(&t);
            in = 0;
        }
    }
    Status st = store_append(s, "d_model_part", &t, err);
    arena_release(&a);
    return st;
}

typedef struct ModelRow {
    const char    *name, *method, *measure;
    const Learner *learner;
    uint64_t       version;
    int64_t        n, accounts;
    double         learned, without;
    bool           used;
} ModelRow;

static Status write_model(Store *s, const ModelRow *m, Err *err)
{
    static const ColSpec cols[] = { { "name", COL_TEXT },    { "version", COL_TEXT }, { "method", COL_TEXT }, { "n", COL_INT },
                                    { "accounts", COL_INT }, { "measure", COL_TEXT }, { "learned", COL_F64 }, { "rules", COL_F64 },
                                    { "used", COL_BOOL },    { "parts", COL_INT },    { "slope", COL_F64 } };
    Arena a;
    Table t;
    int64_t parts;
    Status st = write_parts(s, m->name, m->learner, &parts, err);
    if (st)
        return st;
    arena_init(&a);
    table_init(&t, &a, cols, COUNT_OF(cols));
    table_put_text(&t, 0, str_of(m->name));
    table_put_text(&t, 1, str_fmt(&a, "%016llx", (unsigned long long)m->version));
    table_put_text(&t, 2, str_of(m->method));
    table_put_int(&t, 3, m->n);
    table_put_int(&t, 4, m->accounts);
    table_put_text(&t, 5, str_of(m->measure));
    table_put_f64(&t, 6, m->learned);
    table_put_f64(&t, 7, m->without);
    table_put_int(&t, 8, m->used);
    table_put_int(&t, 9, parts);
    table_put_f64(&t, 10, m->learner->slope[1]);
    table_row(&t);
    st = store_append(s, "d_model", &t, err);
    arena_release(&a);
    return st;
}

static Status write_words(Store *s, const MoodModel *m, Err *err)
{
    static const char alone[] = "linear, words and pieces of words, from low scores against high ones",
                      taught[] = "linear, words and pieces of words, from low scores against high ones and from what a sentence encoder makes of more comments";
    return write_model(s, &(ModelRow){ WORDS, m->taught ? taught : alone, "area under the curve on accounts not learned from", &m->learner, m->version, m->n, m->accounts, m->unseen, m->floor, m->used }, err);
}

/* The border stands in a part of its own in front, as the bits of one number. */
static Status write_near(Store *s, const MoodModel *m, Err *err)
{
    static const ColSpec cols[] = { { "name", COL_TEXT }, { "seq", COL_INT }, { "hex", COL_TEXT } };
    const Cascade *c = &m->cascade;
    Arena a;
    Table t;
    char hex[DIGITS];
    Status st = write_model(s, &(ModelRow){ NEAR, "linear, words, pieces of words and vectors of a sentence encoder, for sentences that words leave unsure",
                                            "share right of unsure comments of accounts not learned from; rules: by words alone", &c->with, learner_version(&c->with), (int64_t)c->n, m->accounts,
                                            c->right_with, c->right_alone, c->used }, err);
    if (st)
        return st;
    arena_init(&a);
    table_init(&t, &a, cols, COUNT_OF(cols));
    put_hex(hex, bits_of((float)c->near));
    table_put_text(&t, 0, STR("sentiment_border"));
    table_put_int(&t, 1, 1);
    table_put_text(&t, 2, (Str){ hex, DIGITS });
    table_row(&t);
    st = store_append(s, "d_model_part", &t, err);
    arena_release(&a);
    return st;
}

Status mood_write(Store *s, const Comments *c, const MoodModel *m, Err *err)
{
    static const int clear[] = { SQL_CLEAR_MOOD, SQL_CLEAR_MODEL, SQL_CLEAR_MODEL_PART };
    Status st = ST_OK;
    for (size_t k = 0; !st && k < COUNT_OF(clear); k++)
        st = store_run(s, clear[k], STORE_NO_ARGS, err);
    if (!st)
        st = write_moods(s, c, err);
    if (!st && m->there)
        st = write_words(s, m, err);
    if (!st && m->there && m->deep)
        st = write_near(s, m, err);
    return st;
}

static bool take_hex(Str *from, uint32_t *v)
{
    *v = 0;
    if (from->n < DIGITS)
        return false;
    for (int k = 0; k < DIGITS; k++) {
        char c = from->p[k];
        if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f')))
            return false;
        *v = *v << 4 | (uint32_t)(c <= '9' ? c - '0' : c - 'a' + 10);
    }
    *from = str_sub(*from, DIGITS, from->n);
    return true;
}

static bool take_part(Str hex, Learner *l)
{
    while (hex.n) {
        uint32_t col, idf, weight;
        if (!take_hex(&hex, &col) || !take_hex(&hex, &idf) || !take_hex(&hex, &weight) || col >= FEATURE_COLS || l->index[col])
            return false;
        l->index[col] = (uint32_t)l->n_kept + 1;
        memcpy(&l->idf[l->n_kept], &idf, sizeof idf);
        memcpy(&l->weight[l->n_kept * 2 + 1], &weight, sizeof weight);
        l->weight[l->n_kept * 2] = -l->weight[l->n_kept * 2 + 1];
        l->n_kept++;
    }
    return true;
}

/* One model's row and columns; ST_NOT_FOUND without a row. */
static Status read_learner(Store *s, const char *name, Arena *a, Table *row, Learner *l, Err *err)
{
    Table p;
    Status st = store_fetch(s, SQL_MODEL_GET, STORE_ARGS(DB_TEXT(str_of(name))), a, row, err);
    if (!st && !row->n)
        return ERR(err, ST_NOT_FOUND, "the book has no model '%s'", name);
    if (!st)
        st = store_fetch(s, SQL_MODEL_PARTS, STORE_ARGS(DB_TEXT(str_of(name))), a, &p, err);
    if (st)
        return st;
    *l = (Learner){ .n_class = 2, .block = { 1, 1, 1, 1 }, .has = { true, true } };
    l->index = ARENA_NEW_N(a, uint32_t, FEATURE_COLS);
    l->idf = ARENA_NEW_N(a, float, p.n * MODEL_PART + 1);
    l->weight = ARENA_NEW_N(a, float, p.n * MODEL_PART * 2 + 1);
    l->slope[1] = l->slope[0] = col_f64(row, "slope")[0];
    for (size_t i = 0; i < p.n; i++)
        if (col_text(&p, "hex")[i].n > (size_t)MODEL_PART * NUMBERS * DIGITS || !take_part(col_text(&p, "hex")[i], l))
            return ERR(err, ST_INVALID, "part %zu of the model '%s' is no part of one", i + 1, name);
    if ((int64_t)p.n != col_int(row, "parts")[0])
        return ERR(err, ST_INVALID, "the model '%s' has %zu parts, not %lld", name, p.n, (long long)col_int(row, "parts")[0]);
    learner_pack(l, a);
    return ST_OK;
}

static Status read_near(Store *s, Arena *a, MoodModel *out, Err *err)
{
    Table t, p;
    Err none;
    uint32_t bits;
    float near;
    Status st = read_learner(s, NEAR, a, &t, &out->cascade.with, &none);
    if (st == ST_NOT_FOUND)
        return ST_OK;
    if (st) {
        *err = none;
        return st;
    }
    st = store_fetch(s, SQL_MODEL_PARTS, STORE_ARGS(DB_TEXT(STR("sentiment_border"))), a, &p, err);
    if (st)
        return st;
    Str hex = p.n == 1 ? col_text(&p, "hex")[0] : STR("");
    if (!take_hex(&hex, &bits) || hex.n)
        return ERR(err, ST_INVALID, "the model of sentiment has no border");
    memcpy(&near, &bits, sizeof near);
    out->cascade.near = (double)near;
    out->cascade.used = col_int(&t, "used")[0] != 0;
    out->deep = true;
    return ST_OK;
}

Status mood_model_read(Store *s, Arena *a, MoodModel *out, Err *err)
{
    Table t;
    *out = (MoodModel){ 0 };
    Status st = read_learner(s, WORDS, a, &t, &out->learner, err);
    if (st)
        return st;
    out->there = true;
    out->used = col_int(&t, "used")[0] != 0;
    out->n = col_int(&t, "n")[0];
    out->accounts = col_int(&t, "accounts")[0];
    out->unseen = col_f64(&t, "learned")[0];
    out->floor = col_f64(&t, "rules")[0];
    return read_near(s, a, out, err);
}
