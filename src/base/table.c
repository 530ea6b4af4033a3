#include "base/table.h"

#include <math.h>

#include "base/status.h"

static size_t words(size_t n) { return (n + 63) / 64; }

TableColumn *table_col(const Table *t, const char *name)
{
    for (size_t c = 0; c < t->n_col; c++)
        if (strcmp(t->col[c].name, name) == 0)
            return &t->col[c];
    bug("table has no column '%s'", name);
}

const int64_t *col_int(const Table *t, const char *name)
{
    const TableColumn *c = table_col(t, name);
    if (c->type == COL_F64 || c->type == COL_TEXT)
        bug("column '%s' does not hold integers", name);
    return c->i;
}

const double *col_f64(const Table *t, const char *name)
{
    const TableColumn *c = table_col(t, name);
    if (c->type != COL_F64)
        bug("column '%s' does not hold doubles", name);
    return c->f;
}

const Str *col_text(const Table *t, const char *name)
{
    const TableColumn *c = table_col(t, name);
    if (c->type != COL_TEXT)
        bug("column '%s' does not hold text", name);
    return c->s;
}

size_t rows_from(const int64_t *id, size_t n, int64_t wanted)
{
    size_t lo = 0, hi = n;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (id[mid] < wanted)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

void table_init(Table *t, Arena *a, const ColSpec *spec, size_t n_spec)
{
    *t = (Table){ .a = a, .n_col = n_spec, .col = ARENA_NEW_N(a, TableColumn, n_spec) };
    for (size_t c = 0; c < n_spec; c++)
        t->col[c] = (TableColumn){ .name = spec[c].name, .type = spec[c].type };
}

enum { LOT = 64 };   /* rows of one word of marks */

static void *grown(Arena *a, const void *old, size_t n_old, size_t n_new, size_t size)
{
    size_t bytes;
    if (__builtin_mul_overflow(n_new, size, &bytes))
        bug("table: %zu x %zu bytes asked for", n_new, size);
    char *p = arena_alloc(a, bytes, _Alignof(max_align_t));
    if (n_old)
        memcpy(p, old, n_old * size);
    return p;
}

/* What is new is not touched: pages of which no row is ever built cost nothing. */
static void grow_to(Table *t, size_t cap)
{
    cap = words(cap) * LOT;
    for (size_t k = 0; k < t->n_col; k++) {
        TableColumn *c = &t->col[k];
        if (c->type == COL_F64)
            c->f = grown(t->a, c->f, t->ready, cap, sizeof *c->f);
        else if (c->type == COL_TEXT)
            c->s = grown(t->a, c->s, t->ready, cap, sizeof *c->s);
        else
            c->i = grown(t->a, c->i, t->ready, cap, sizeof *c->i);
        c->valid = grown(t->a, c->valid, words(t->ready), words(cap), sizeof *c->valid);
    }
    t->cap = cap;
}

/* The next rows, missing as long as nothing is put. */
static void make_ready(Table *t)
{
    if (t->ready == t->cap)
        grow_to(t, t->cap ? t->cap * 2 : LOT);
    for (size_t k = 0; k < t->n_col; k++) {
        TableColumn *c = &t->col[k];
        if (c->type == COL_F64)
            memset(c->f + t->ready, 0, LOT * sizeof *c->f);
        else if (c->type == COL_TEXT)
            for (size_t r = t->ready; r < t->ready + LOT; r++)
                c->s[r] = STR("");
        else
            memset(c->i + t->ready, 0, LOT * sizeof *c->i);
        c->valid[t->ready / LOT] = 0;
    }
    t->ready += LOT;
}

void table_reserve(Table *t, size_t rows)
{
    if (rows > t->cap)
        grow_to(t, rows);
}

static TableColumn *cell(Table *t, size_t col)
{
    if (col >= t->n_col)
        bug("table has %zu columns, %zu asked for", t->n_col, col);
    if (t->n == t->ready)
        make_ready(t);
    return &t->col[col];
}

static void mark(TableColumn *c, size_t row)
{
    c->valid[row / 64] |= UINT64_C(1) << (row % 64);
}

void table_put_int(Table *t, size_t col, int64_t v)
{
    TableColumn *c = cell(t, col);
    if (c->type == COL_F64 || c->type == COL_TEXT)
        bug("column '%s' does not hold integers", c->name);
    c->i[t->n] = v;
    mark(c, t->n);
}

void table_put_f64(Table *t, size_t col, double v)
{
    TableColumn *c = cell(t, col);
    if (c->type != COL_F64)
        bug("column '%s' does not hold doubles", c->name);
    c->f[t->n] = v;
    mark(c, t->n);
}

void table_put_known(Table *t, size_t col, double v)
{
    if (isfinite(v))
        table_put_f64(t, col, v);
}

void table_put_text(Table *t, size_t col, Str v)
{
    TableColumn *c = cell(t, col);
    if (c->type != COL_TEXT)
        bug("column '%s' does not hold text", c->name);
    c->s[t->n] = v.p ? v : STR("");      /* no text of a table is a null pointer: what reads it need not ask */
    mark(c, t->n);
}

void table_put_null(Table *t, size_t col)
{
    TableColumn *c = cell(t, col);
    c->valid[t->n / 64] &= ~(UINT64_C(1) << (t->n % 64));
}

void table_row(Table *t)
{
    if (t->n == t->ready)
        make_ready(t);
    t->n++;
}

void table_clear(Table *t)
{
    t->n = t->ready = 0;
}
