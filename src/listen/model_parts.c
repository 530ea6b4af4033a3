#include "listen/model_parts.h"

static const ColSpec part_cols[] = { { "name", COL_TEXT }, { "seq", COL_INT }, { "hex", COL_TEXT } };

static char *put_hex(char *to, uint32_t v)
{
    static const char digits[] = "0123456789abcdef";
    for (int k = 0; k < MODEL_DIGITS; k++)
        to[k] = digits[v >> (28 - 4 * k) & 15];
    return to + MODEL_DIGITS;
}

static uint32_t bits_of(float f)
{
    uint32_t v;
    memcpy(&v, &f, sizeof v);
    return v;
}

/* Of two classes the second alone is kept. */
static unsigned class_first(const Learner *l)
{
    return l->n_class == 2;
}

static size_t column_digits(const Learner *l)
{
    return (2 + l->n_class - class_first(l)) * MODEL_DIGITS;
}

static void put_part(Table *t, const char *name, int64_t seq, Str hex)
{
    table_put_text(t, 0, str_of(name));
    table_put_int(t, 1, seq);
    table_put_text(t, 2, hex);
    table_row(t);
}

/* Columns in ascending order, so that parts depend on what was learned alone. */
static Status write_parts(Store *s, const char *name, const Learner *l, int64_t *parts, Err *err)
{
    Arena a;
    Table t;
    char *hex = NULL, *to = NULL;
    size_t in = 0;
    arena_init(&a);
    table_init(&t, &a, part_cols, COUNT_OF(part_cols));
    *parts = 0;
    for (uint32_t c = 0; c <= FEATURE_COLS; c++) {
        bool end = c == FEATURE_COLS;
        if (!end && !l->index[c])
            continue;
        if (!end) {
            size_t at = l->index[c] - 1;
            if (!in)
                to = hex = arena_alloc(&a, MODEL_PART * column_digits(l), 1);
            to = put_hex(put_hex(to, c), bits_of(l->idf[at]));
            for (unsigned k = class_first(l); k < l->n_class; k++)
                to = put_hex(to, bits_of(l->weight[at * l->n_class + k]));
            in++;
        }
        if (in == MODEL_PART || (end && in)) {
            put_part(&t, name, ++*parts, (Str){ hex, (size_t)(to - hex) });
            in = 0;
        }
    }
    Status st = store_append(s, "d_model_part", &t, err);
    arena_release(&a);
    return st;
}

Status model_write(Store *s, const ModelRow *m, Err *err)
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
    table_put_text(&t, 1, str_fmt(&a, "%016llx", (unsigned long long)learner_version(m->learner)));
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

static bool take_hex(Str *from, uint32_t *v)
{
    *v = 0;
    if (from->n < MODEL_DIGITS)
        return false;
    for (int k = 0; k < MODEL_DIGITS; k++) {
        char c = from->p[k];
        if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f')))
            return false;
        *v = *v << 4 | (uint32_t)(c <= '9' ? c - '0' : c - 'a' + 10);
    }
    *from = str_sub(*from, MODEL_DIGITS, from->n);
    return true;
}

static bool take_column(Str *hex, Learner *l)
{
    uint32_t col, idf, weight;
    float *w = &l->weight[l->n_kept * l->n_class];
    if (!take_hex(hex, &col) || !take_hex(hex, &idf) || col >= FEATURE_COLS || l->index[col])
        return false;
    for (unsigned k = class_first(l); k < l->n_class; k++) {
        if (!take_hex(hex, &weight))
            return false;
        memcpy(&w[k], &weight, sizeof weight);
    }
    if (class_first(l))
        w[0] = -w[1];
    memcpy(&l->idf[l->n_kept], &idf, sizeof idf);
    l->index[col] = (uint32_t)++l->n_kept;
    return true;
}

static bool take_part(Str hex, Learner *l)
{
    if (hex.n > MODEL_PART * column_digits(l))
        return false;
    while (hex.n)
        if (!take_column(&hex, l))
            return false;
    return true;
}

Status model_read(Store *s, const char *name, unsigned classes, Arena *a, Table *row, Learner *l, Err *err)
{
    Table p;
    Status st = store_fetch(s, SQL_MODEL_GET, STORE_ARGS(DB_TEXT(str_of(name))), a, row, err);
    if (!st && !row->n)
        return ERR(err, ST_NOT_FOUND, "the book has no model '%s'", name);
    if (!st)
        st = store_fetch(s, SQL_MODEL_PARTS, STORE_ARGS(DB_TEXT(str_of(name))), a, &p, err);
    if (st)
        return st;
    *l = (Learner){ .n_class = classes, .block = { 1, 1, 1, 1 } };
    l->index = ARENA_NEW_N(a, uint32_t, FEATURE_COLS);
    l->idf = ARENA_NEW_N(a, float, p.n * MODEL_PART + 1);
    l->weight = ARENA_NEW_N(a, float, p.n * MODEL_PART * classes + 1);
    l->slope[1] = l->slope[0] = col_f64(row, "slope")[0];
    for (unsigned k = 0; k < classes; k++)
        l->has[k] = true;
    for (size_t i = 0; i < p.n; i++)
        if (!take_part(col_text(&p, "hex")[i], l))
            return ERR(err, ST_INVALID, "part %zu of the model '%s' is no part of one", i + 1, name);
    if ((int64_t)p.n != col_int(row, "parts")[0])
        return ERR(err, ST_INVALID, "the model '%s' has %zu parts, not %lld", name, p.n, (long long)col_int(row, "parts")[0]);
    learner_pack(l, a);
    return ST_OK;
}

Status model_words_write(Store *s, const char *name, const uint32_t *word, size_t n, Err *err)
{
    Arena a;
    Table t;
    arena_init(&a);
    table_init(&t, &a, part_cols, COUNT_OF(part_cols));
    char *hex = arena_alloc(&a, n * MODEL_DIGITS + 1, 1), *to = hex;
    for (size_t k = 0; k < n; k++)
        to = put_hex(to, word[k]);
    put_part(&t, name, 1, (Str){ hex, n * MODEL_DIGITS });
    Status st = store_append(s, "d_model_part", &t, err);
    arena_release(&a);
    return st;
}

Status model_words_read(Store *s, const char *name, size_t most, Arena *a, uint32_t **word, size_t *n, Err *err)
{
    Table p;
    *n = 0;
    *word = ARENA_NEW_N(a, uint32_t, most + 1);
    Status st = store_fetch(s, SQL_MODEL_PARTS, STORE_ARGS(DB_TEXT(str_of(name))), a, &p, err);
    if (st || !p.n)
        return st;
    Str hex = col_text(&p, "hex")[0];
    while (hex.n)
        if (*n == most || !take_hex(&hex, &(*word)[(*n)++]))
            return ERR(err, ST_INVALID, "the numbers beside the model '%s' are none", name);
    return ST_OK;
}
