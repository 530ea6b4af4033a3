#include "app/deep.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <unistd.h>

#include "app/pipeline.h"
#include "base/file.h"
#include "store/archive.h"

#define NEAR 1e-9

typedef struct Two {
    Arena       a;
    Table       t;                  /* of the copy as it is */
    bool        begun;
    size_t      row;                /* of the rebuilt one */
    bool        exact;
    DeepResult *out;
    const char *table;
    bool        differs;
} Two;

static Status collect(void *ctx, const Table *chunk, Err *err)
{
    Two *w = ctx;
    (void)err;
    if (!w->begun) {
        ColSpec *spec = ARENA_NEW_N(&w->a, ColSpec, chunk->n_col);
        for (size_t c = 0; c < chunk->n_col; c++)
            spec[c] = (ColSpec){ str_dup(&w->a, str_of(chunk->col[c].name)).p, chunk->col[c].type };
        table_init(&w->t, &w->a, spec, chunk->n_col);
        w->begun = true;
    }
    for (size_t r = 0; r < chunk->n; r++) {
        for (size_t c = 0; c < chunk->n_col; c++) {
            const TableColumn *col = &chunk->col[c];
            if (!col_has(col, r))
                table_put_null(&w->t, c);
            else if (col->type == COL_TEXT)
                table_put_text(&w->t, c, str_dup(&w->a, col->s[r]));
            else if (col->type == COL_F64)
                table_put_f64(&w->t, c, col->f[r]);
            else
                table_put_int(&w->t, c, col->i[r]);
        }
        table_row(&w->t);
    }
    return ST_OK;
}

static bool same_number(const Two *w, double x, double y)
{
    if (x == y || (isnan(x) && isnan(y)))
        return true;
    return !w->exact && fabs(x - y) <= NEAR * fmax(1, fmax(fabs(x), fabs(y)));
}

static bool same(const Two *w, const TableColumn *x, size_t r, const TableColumn *y, size_t q)
{
    if (col_has(x, r) != col_has(y, q))
        return false;
    if (!col_has(x, r))
        return true;
    return x->type == COL_TEXT ? str_eq(x->s[r], y->s[q]) : x->type == COL_F64 ? same_number(w, x->f[r], y->f[q]) : x->i[r] == y->i[q];
}

static void differs(Two *w, const char *how, size_t row)
{
    if (!w->differs && !w->out->differ)
        (void)snprintf(w->out->first, sizeof w->out->first, "%s, row %zu in the order of its values: %s", w->table, row + 1, how);
    w->differs = true;
}

static Status compare(void *ctx, const Table *chunk, Err *err)
{
    Two *w = ctx;
    (void)err;
    for (size_t r = 0; r < chunk->n && !w->differs; r++, w->row++) {
        if (w->row >= w->t.n)
            differs(w, "only in the rebuild", w->row);
        for (size_t c = 0; c < chunk->n_col && !w->differs; c++)
            if (!same(w, &w->t.col[c], w->row, &chunk->col[c], r))
                differs(w, chunk->col[c].name, w->row);
    }
    return ST_OK;
}

static Status one_table(Store *kept, Store *made, const char *table, bool exact, DeepResult *out, Err *err)
{
    Two w = { .out = out, .table = table, .exact = exact };
    arena_init(&w.a);
    Status st = store_each_of(kept, table, collect, &w, err);
    if (!st)
        st = store_each_of(made, table, compare, &w, err);
    if (!st && !w.differs && w.row < w.t.n)
        differs(&w, "not in the rebuild", w.row);
    out->tables++;
    out->rows += (int64_t)w.t.n;
    out->differ += w.differs;
    arena_release(&w.a);
    return st;
}

static Status all_tables(App *app, Store *kept, Store *made, bool exact, DeepResult *out, Err *err)
{
    Table t;
    Status st = store_begin(kept, err);
    if (!st)
        st = store_begin(made, err);
    if (!st)
        st = store_fetch(kept, SQL_BOOK_TABLES, STORE_NO_ARGS, app->a, &t, err);
    for (size_t r = 0; !st && r < t.n; r++)
        if (!col_int(&t, "is_view")[r] && str_starts(col_text(&t, "name")[r], STR("d_")))
            st = one_table(kept, made, col_text(&t, "name")[r].p, exact, out, err);
    store_rollback(made);
    store_rollback(kept);
    return st;
}

static Status rebuild(App *app, Store *made, Err *err)
{
    Status st = store_run(made, SQL_CLEAR_SUMMARY, STORE_NO_ARGS, err);
    return st ? st : pipeline_run(app, made, NULL, err);
}

static Status copies(App *app, Store *s, const char *archive, const char *one, const char *two, DeepResult *out, Err *err)
{
    ArchiveInfo info;
    Store *kept = NULL, *made = NULL;
    Status st = archive_write(s, archive, true, &info, err);
    if (!st)
        st = archive_restore(archive, one, true, &info, err);
    if (!st)
        st = archive_restore(archive, two, true, &info, err);
    if (!st)
        st = store_open(one, &(StoreOptions){ .read_only = true }, &kept, err);
    if (!st)
        st = store_open(two, &(StoreOptions){ .create = false }, &made, err);
    if (!st)
        st = rebuild(app, made, err);
    if (!st)
        st = all_tables(app, kept, made, db_engine(store_db(s)) == DB_DUCKDB, out, err);
    store_close(made);
    store_close(kept);
    return st;
}

Status deep_compare(App *app, Store *s, DeepResult *out, Err *err)
{
    static const char *const name[] = { "archive", "kept", "made", "kept.wal", "made.wal" };
    const char *where = app->args->word[0], *tmp = getenv("TMPDIR"), *path[COUNT_OF(name)];
    bool file = db_engine(store_db(s)) == DB_DUCKDB;
    Str dir = file ? str_fmt(app->a, "%s.deep-XXXXXX", where) : str_fmt(app->a, "%s/throughline.deep-XXXXXX", tmp && *tmp ? tmp : "/tmp");
    char *folder = arena_alloc(app->a, dir.n + 1, 1);
    memcpy(folder, dir.p, dir.n + 1);
    *out = (DeepResult){ 0 };
    if (!mkdtemp(folder))
        return file_errno(err, "create a folder", folder);
    for (size_t i = 0; i < COUNT_OF(name); i++)
        path[i] = str_fmt(app->a, "%s/%s", folder, name[i]).p;
    Status st = copies(app, s, path[0], path[1], path[2], out, err);
    for (size_t i = 0; i < COUNT_OF(name); i++)
        (void)unlink(path[i]);
    (void)rmdir(folder);
    return st;
}
