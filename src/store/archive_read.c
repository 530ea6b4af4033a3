#include "store/archive_in.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "base/file.h"
#include "store/check.h"
#include "store/migrate.h"

Status archive_tables(int64_t schema, Arena *a, Table *out, Err *err)
{
    Db *db = NULL;
    Table all;
    DbOptions o = { .sql = sql_texts, .n_sql = SQL_COUNT_, .create = true, .threads = 1 };
    Status st = db_open(":memory:", &o, &db, err);
    if (!st)
        st = db_begin(db, err);
    if (!st)
        st = migrate_between(db, 0, schema, err);
    if (!st)
        st = db_fetch(db, SQL_BOOK_TABLES, NULL, 0, a, &all, err);
    db_close(db);
    if (st)
        return st;
    table_init(out, a, (const ColSpec[]){ { "name", COL_TEXT } }, 1);
    for (size_t r = 0; r < all.n; r++) {
        if (col_int(&all, "is_view")[r])
            continue;
        table_put_text(out, 0, col_text(&all, "name")[r]);
        table_row(out);
    }
    return ST_OK;
}

/* ---- one table ------------------------------------------------------------------------------------------------------------------ */

typedef struct Reading {
    PackReader *r;
    const char *path;
    Db         *db;                 /* NULL: only looked at */
    int64_t     form;
    Arena       a, chunk;           /* of a table, of a chunk */
} Reading;

static Status broken(const Reading *g, const char *what, Err *err)
{
    return ERR(err, ST_INVALID, "archive '%s' is no archive of a book: %s", g->path, what);
}

static Status get_range(Reading *g, int64_t low, int64_t high, int64_t *v, const char *what, Err *err)
{
    Status st = pack_get_int(g->r, v, err);
    return st ? st : *v < low || *v > high ? broken(g, what, err) : ST_OK;
}

static bool type_of(int64_t letter, ColType *out)
{
    for (size_t t = 0; t < COUNT_OF(archive_types); t++)
        if (archive_types[t] == letter) {
            *out = (ColType)t;
            return true;
        }
    return false;
}

static Status get_head(Reading *g, Table *t, Err *err)
{
    int64_t n = 0, letter = 0;
    Status st = get_range(g, 1, ARCHIVE_COLUMNS_MAX, &n, "a number of columns", err);
    if (st)
        return st;
    *t = (Table){ .n_col = (size_t)n, .col = ARENA_NEW_N(&g->a, TableColumn, (size_t)n) };
    for (size_t c = 0; !st && c < t->n_col; c++) {
        Str name;
        st = pack_get_text(g->r, ARCHIVE_NAME_MAX, &g->a, &name, err);
        if (st)
            return st;
        t->col[c].name = name.p;
        st = pack_get_int(g->r, &letter, err);
        if (!st && !type_of(letter, &t->col[c].type))
            st = broken(g, "a column's type", err);
    }
    return st;
}

/* The bits of base/table.h are words, those of the archive bytes: the same on a machine that puts the small end first. */
static Status get_valid(Reading *g, TableColumn *c, size_t n, Err *err)
{
    int64_t missing = 0;
    Status st = get_range(g, 0, 1, &missing, "a mark of missing values", err);
    c->valid = missing ? ARENA_NEW_N(&g->chunk, uint64_t, (n + 63) / 64) : NULL;
    return st || !missing ? st : pack_get(g->r, c->valid, (n + 7) / 8, err);
}

static Status get_texts(Reading *g, TableColumn *c, size_t n, Err *err)
{
    int64_t *length = ARENA_NEW_N(&g->chunk, int64_t, n), all = 0;
    Status st = pack_get(g->r, length, n * sizeof *length, err);
    c->s = ARENA_NEW_N(&g->chunk, Str, n);
    for (size_t r = 0; !st && r < n; r++) {
        if (length[r] < 0 || length[r] > ARCHIVE_TEXT_MAX - all)
            return broken(g, "the length of a text", err);
        all += length[r];
    }
    char *p = st ? NULL : arena_alloc(&g->chunk, (size_t)all + 1, 1);
    if (!st)
        st = pack_get(g->r, p, (size_t)all, err);
    for (size_t r = 0; !st && r < n; r++) {
        c->s[r] = length[r] ? (Str){ p, (size_t)length[r] } : STR("");
        p += length[r];
    }
    return st;
}

static Status get_column(Reading *g, TableColumn *c, size_t n, Err *err)
{
    Status st = get_valid(g, c, n, err);
    if (st)
        return st;
    if (c->type == COL_TEXT)
        return get_texts(g, c, n, err);
    if (c->type == COL_F64) {
        c->f = ARENA_NEW_N(&g->chunk, double, n);
        return pack_get(g->r, c->f, n * sizeof *c->f, err);
    }
    c->i = ARENA_NEW_N(&g->chunk, int64_t, n);
    return pack_get(g->r, c->i, n * sizeof *c->i, err);
}

/* Properties were written in part when the schema was made; the others' tables are empty. */
static Status keep(Reading *g, const char *table, const Table *t, Err *err)
{
    if (!g->db)
        return ST_OK;
    if (strcmp(table, "meta") != 0)
        return db_append(g->db, table, t, err);
    Status st = ST_OK;
    if (t->n_col != 2 || t->col[0].type != COL_TEXT || t->col[1].type != COL_TEXT)
        return broken(g, "the columns of meta", err);
    for (size_t r = 0; !st && r < t->n; r++)
        st = db_run(g->db, SQL_META_PUT, (const DbArg[]){ DB_TEXT(t->col[0].s[r]), DB_TEXT(t->col[1].s[r]) }, 2, NULL, err);
    return st;
}

static Status get_rows(Reading *g, const char *table, Table *t, int64_t *rows, Err *err)
{
    int64_t n = 0, want = 0;
    Status st;
    for (;;) {
        ArenaMark mark = arena_mark(&g->chunk);
        st = get_range(g, 0, ARCHIVE_CHUNK_MAX, &n, "a number of rows", err);
        t->n = (size_t)n;
        if (st || !n)
            break;
        for (size_t c = 0; !st && c < t->n_col; c++)
            st = get_column(g, &t->col[c], t->n, err);
        if (!st)
            st = keep(g, table, t, err);
        arena_rewind(&g->chunk, mark);
        if (st)
            break;
        *rows += n;
    }
    if (!st)
        st = pack_get_int(g->r, &want, err);
    return st || want == *rows ? st : broken(g, "the number of rows of a table", err);
}

/* ---- all of it ------------------------------------------------------------------------------------------------------------------ */

static Status get_front(Reading *g, ArchiveInfo *out, int64_t *tables, Err *err)
{
    Status st = get_range(g, ARCHIVE_FORM_FIRST, ARCHIVE_FORM, &g->form, "written in a form that this program does not know", err);
    if (!st)
        st = get_range(g, 1, INT32_MAX, &out->schema, "a number of schema", err);
    if (!st && out->schema > migrate_newest())
        st = ERR(err, ST_INVALID, "the archive was written by a newer version (schema %lld, this one knows %lld)", (long long)out->schema,
                 (long long)migrate_newest());
    return st ? st : get_range(g, 1, 10000, tables, "a number of tables", err);
}

static Status get_tables(Reading *g, const Table *known, int64_t n, ArchiveInfo *out, Err *err)
{
    Status st = ST_OK;
    if ((size_t)n != known->n)
        return broken(g, "not the tables of its schema", err);
    for (size_t k = 0; !st && k < known->n; k++) {
        Str name, want = col_text(known, "name")[k];
        Table t;
        int64_t rows = 0;
        arena_release(&g->a);
        st = pack_get_text(g->r, ARCHIVE_NAME_MAX, &g->a, &name, err);
        if (!st && !str_eq(name, want))
            st = broken(g, "not the tables of its schema", err);
        if (!st)
            st = get_head(g, &t, err);
        if (!st)
            st = get_rows(g, want.p, &t, &rows, err);
        out->rows += rows;
        out->tables++;
    }
    return st;
}

/* Reads the archive from its start; with a `db` fills it: the schema as it was, the rows, then the newer schema. */
static Status read_archive(const char *path, Db *db, ArchiveClips *clips, ArchiveInfo *out, Err *err)
{
    Reading g = { .path = path, .db = db };
    Arena a;
    FileInfo info;
    Table known;
    int64_t tables = 0;
    *out = (ArchiveInfo){ 0 };
    arena_init(&a);
    arena_init(&g.a);
    arena_init(&g.chunk);
    (void)arena_alloc(&g.chunk, 1, 1);
    Status st = file_stat(path, &info, err);
    if (!st)
        st = pack_open(path, &a, &g.r, err);
    if (!st)
        st = get_front(&g, out, &tables, err);
    if (!st)
        st = archive_tables(out->schema, &a, &known, err);
    if (!st && db)
        st = migrate_between(db, 0, out->schema, err);
    if (!st)
        st = get_tables(&g, &known, tables, out, err);
    if (!st && g.form > ARCHIVE_FORM_FIRST)
        st = archive_get_clips(g.r, clips, out, err);
    if (!st)
        st = pack_end(g.r, err);
    if (!st && db)
        st = migrate_between(db, out->schema, migrate_newest(), err);
    out->bytes = st ? 0 : info.bytes;
    pack_close(g.r);
    arena_release(&g.chunk);
    arena_release(&g.a);
    arena_release(&a);
    return st;
}

bool archive_is(const char *path) { return pack_is(path); }

Status archive_check(const char *path, ArchiveInfo *out, Err *err) 
{
    return read_archive(path, NULL, &(ArchiveClips){ .dir = STR(""), .lock = -1 }, out, err);
}

static const DbOptions made = { .sql = sql_texts, .n_sql = SQL_COUNT_, .create = true };

/* Makes the book beside its place, whole and on disk. */
static Status make_file(const char *path, const char *fresh, ArchiveClips *clips, ArchiveInfo *out, Err *err)
{
    Db *db = NULL;
    Store *s = NULL;
    Status st = db_open(fresh, &made, &db, err);
    if (!st)
        st = db_begin(db, err);
    if (!st)
        st = read_archive(path, db, clips, out, err);
    if (!st)
        st = db_commit(db, err);
    db_close(db);
    if (!st)
        st = store_open(fresh, &(StoreOptions){ .read_only = true }, &s, err);
    if (!st)
        st = store_check_all(s, err);
    store_close(s);
    int fd = st ? -1 : open(fresh, O_RDONLY | O_CLOEXEC);
    if (!st && (fd < 0 || fsync(fd) != 0))
        st = file_errno(err, "flush", fresh);
    if (fd >= 0)
        (void)close(fd);
    return st;
}

/* A book that is to be replaced must not be in use; opening it also brings what lies in its log into it, so that no log is left that
 * would be taken for the new book's.  One that cannot be opened at all is what a backup is for. */
static Status look_at_old(const char *where, Arena *a, Err *err)
{
    Db *old = NULL;
    Err why = { .code = ST_OK };
    Status st = db_open(where, &(DbOptions){ .sql = sql_texts, .n_sql = SQL_COUNT_ }, &old, &why);
    db_close(old);
    if (st == ST_BUSY || st == ST_FORBIDDEN) {
        *err = why;
        return st;
    }
    if (st)
        (void)unlink(str_fmt(a, "%s.wal", where).p);
    return ST_OK;
}

static Status restore_file(const char *path, const char *where, bool force, Arena *a, ArchiveClips *clips, ArchiveInfo *out, Err *err)
{
    FileInfo info;
    Err none;
    bool there = file_stat(where, &info, &none) == ST_OK;
    const char *fresh = str_fmt(a, "%s.restore", where).p, *log = str_fmt(a, "%s.restore.wal", where).p;
    if (there && !force)
        return ERR(err, ST_CONFLICT, "'%s' is there already; --force replaces it", where);
    if (there && !info.is_regular)
        return ERR(err, ST_CONFLICT, "'%s' is no file", where);
    (void)unlink(fresh);                                    /* of one that was cut off */
    (void)unlink(log);
    Status st = make_file(path, fresh, clips, out, err);
    if (!st && there)
        st = look_at_old(where, a, err);
    if (!st && rename(fresh, where) != 0)
        st = file_errno(err, "replace", where);
    if (st) {
        (void)unlink(fresh);
        (void)unlink(log);
    }
    return st;
}

static Status drop_old(Db *db, Arena *a, Err *err)
{
    Table ours, there;
    Status st = archive_tables(migrate_newest(), a, &ours, err);
    if (!st)
        st = db_fetch(db, SQL_BOOK_TABLES, NULL, 0, a, &there, err);
    for (size_t r = 0; !st && r < there.n; r++) {
        bool known = false;
        for (size_t k = 0; k < ours.n && !known; k++)
            known = str_eq(col_text(&ours, "name")[k], col_text(&there, "name")[r]);
        if (known && !col_int(&there, "is_view")[r])
            st = db_drop(db, col_text(&there, "name")[r].p, false, err);
    }
    return st;
}

static Status restore_server(const char *path, const char *where, bool force, Arena *a, ArchiveClips *clips, ArchiveInfo *out, Err *err)
{
    Db *db = NULL;
    Table meta;
    Status st = db_open(where, &made, &db, err);
    if (!st)
        st = db_begin(db, err);
    if (!st)
        st = db_fetch(db, SQL_META_EXISTS, NULL, 0, a, &meta, err);
    bool there = !st && meta.n && col_int(&meta, "n")[0] > 0;
    if (there && !force)
        st = ERR(err, ST_CONFLICT, "there is a book already; --force replaces it");
    if (there && !st)
        st = drop_old(db, a, err);
    if (!st)
        st = read_archive(path, db, clips, out, err);
    if (!st)
        st = store_check_db(db, err);
    if (!st)
        st = db_commit(db, err);
    db_close(db);
    return st;
}

Status archive_restore(const char *path, const char *where, bool force, ArchiveInfo *out, Err *err)
{
    Arena a;
    arena_init(&a);
    bool server = str_starts(str_of(where), STR("postgres://")) || str_starts(str_of(where), STR("postgresql://"));
    ArchiveClips clips = { .dir = clip_dir(where, &a), .lock = -1 };
    Status st = archive_check(path, out, err);              /* nothing is touched for a file that is none */
    if (!st)
        st = server ? restore_server(path, where, force, &a, &clips, out, err) : restore_file(path, where, force, &a, &clips, out, err);
    clip_unlock(clips.lock);
    arena_release(&a);
    return st;
}
