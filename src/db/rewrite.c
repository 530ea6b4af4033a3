#include "db/rewrite.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "base/file.h"
#include "db/parquet.h"

static Status copy(const char *where, Str fresh, const char *then, Arena *a, Err *err)
{
    Db *db;
    DbOptions o = { .create = true, .files = true, .threads = 1 };
    Status st = db_open(":memory:", &o, &db, err);
    if (st)
        return st;
    Str text = str_fmt(a, "ATTACH %.*s AS book_old (READ_ONLY); ATTACH %.*s AS book_new; COPY FROM DATABASE book_old TO book_new; USE book_new; %s;"
                          " USE memory; DETACH book_new; DETACH book_old;",
                       STR_ARG(db_quoted(a, str_of(where), '\'')), STR_ARG(db_quoted(a, fresh, '\'')), then);
    st = db_script(db, "rewrite", text.p, err);
    db_close(db);
    return st;
}

static Status flush(const char *path, Err *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    bool ok = fd >= 0 && fsync(fd) == 0;
    Status st = ok ? ST_OK : file_errno(err, "cannot flush", path);
    if (fd >= 0)
        (void)close(fd);
    return st;
}

Status db_rewrite(const char *where, const char *then, Err *err)
{
    Arena a;
    arena_init(&a);
    Str fresh = str_fmt(&a, "%s.rewrite", where), log = str_fmt(&a, "%s.wal", fresh.p);
    (void)unlink(fresh.p); /* of one that was cut off */
    (void)unlink(log.p);
    Status st = copy(where, fresh, then, &a, err);
    if (!st)
        st = flush(fresh.p, err);
    if (!st && rename(fresh.p, where) != 0)
        st = file_errno(err, "cannot replace", where);
    if (st) {
        (void)unlink(fresh.p);
        (void)unlink(log.p);
    }
    arena_release(&a);
    return st;
}
