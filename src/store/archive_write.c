#include "store/archive_in.h"

#include "base/file.h"
#include "store/migrate.h"

typedef struct Writing {
    PackWriter *w;
    int64_t     rows;               /* of the table */
    bool        headed;
} Writing;

static Status put_head(Writing *g, const Table *t, Err *err)
{
    Status st = pack_put_int(g->w, (int64_t)t->n_col, err);
    for (size_t c = 0; !st && c < t->n_col; c++) {
        st = pack_put_text(g->w, str_of(t->col[c].name), err);
        if (!st)
            st = pack_put_int(g->w, archive_types[t->col[c].type], err);
    }
    g->headed = true;
    return st;
}

static Status put_valid(Writing *g, const TableColumn *c, size_t n, Err *err)
{
    unsigned char bits[ARCHIVE_CHUNK_MAX / 8] = { 0 };
    bool missing = false;
    for (size_t r = 0; r < n; r++) {
        missing = missing || !col_has(c, r);
        if (col_has(c, r))
            bits[r / 8] = (unsigned char)(bits[r / 8] | 1u << (r % 8));
    }
    Status st = pack_put_int(g->w, missing, err);
    return st || !missing ? st : pack_put(g->w, bits, (n + 7) / 8, err);
}

static Status put_texts(Writing *g, const TableColumn *c, size_t n, Err *err)
{
    Status st = ST_OK;
    for (size_t r = 0; !st && r < n; r++)
        st = pack_put_int(g->w, (int64_t)c->s[r].n, err);
    for (size_t r = 0; !st && r < n; r++)
        st = pack_put(g->w, c->s[r].p, c->s[r].n, err);
    return st;
}

static Status put_chunk(void *ctx, const Table *t, Err *err)
{
    Writing *g = ctx;
    Status st = g->headed ? ST_OK : put_head(g, t, err);
    if (st || !t->n)
        return st;
    if (t->n > ARCHIVE_CHUNK_MAX)
        bug("a chunk of %zu rows", t->n);
    g->rows += (int64_t)t->n;
    st = pack_put_int(g->w, (int64_t)t->n, err);
    for (size_t c = 0; !st && c < t->n_col; c++) {
        const TableColumn *col = &t->col[c];
        st = put_valid(g, col, t->n, err);
        if (!st && col->type == COL_TEXT)
            st = put_texts(g, col, t->n, err);
        else if (!st && col->type == COL_F64)
            st = pack_put(g->w, col->f, t->n * sizeof *col->f, err);
        else if (!st)
            st = pack_put(g->w, col->i, t->n * sizeof *col->i, err);
    }
    return st;
}

static Status put_tables(Store *s, PackWriter *w, const Table *tables, ArchiveInfo *out, Err *err)
{
    Status st = pack_put_int(w, ARCHIVE_FORM, err);
    if (!st)
        st = pack_put_int(w, out->schema, err);
    if (!st)
        st = pack_put_int(w, (int64_t)tables->n, err);
    for (size_t r = 0; !st && r < tables->n; r++) {
        Writing g = { .w = w };
        Str name = col_text(tables, "name")[r];
        st = pack_put_text(w, name, err);
        if (!st)
            st = store_each_of(s, name.p, put_chunk, &g, err);
        if (!st)
            st = pack_put_int(w, 0, err);
        if (!st)
            st = pack_put_int(w, g.rows, err);
        out->rows += g.rows;
        out->tables++;
    }
    return st;
}

static Status write_file(Store *s, const char *path, Arena *a, ArchiveInfo *out, Err *err)
{
    PackWriter *w = NULL;
    Table tables;
    Status st = archive_tables(out->schema, a, &tables, err);
    if (!st)
        st = pack_create(path, a, &w, err);
    if (!st)
        st = store_begin(s, err);
    if (!st)
        st = put_tables(s, w, &tables, out, err);
    if (!st)
        st = archive_put_clips(s, w, out, err);
    store_rollback(s);
    if (!st)
        st = pack_finish(w, &out->bytes, err);
    pack_abandon(w);
    return st;
}

Status archive_write(Store *s, const char *path, bool force, ArchiveInfo *out, Err *err)
{
    FileInfo info;
    Err none;
    Arena a;
    *out = (ArchiveInfo){ .schema = migrate_newest() };          /* an open book is up to date */
    if (!force && file_stat(path, &info, &none) == ST_OK)
        return ERR(err, ST_CONFLICT, "'%s' is there already", path);
    arena_init(&a);
    Status st = write_file(s, path, &a, out, err);
    arena_release(&a);
    return st;
}
