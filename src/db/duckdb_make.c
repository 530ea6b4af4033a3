/* A DuckDB file is there whole or not at all.
 *
 * Why     DuckDB writes the three heads of a new file one after the other (12,288 bytes), some 30 ms; killed there it leaves a file that it
 *         does not open again, and that nobody can tell from a damaged one.
 * Method  The file is made beside its place, under a name with this process's id, and given its name when it is closed, in one step that
 *         never takes the place of another file.  Who lost a race finds the other's file there.  What killed makers left beside is taken
 *         away by the next.  A file of DuckDB's that is shorter than its heads (an earlier version of this program was killed) holds
 *         nothing: it is made anew, with a line that says so, unless its maker is still at it. */
#include "db/duck.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/log.h"

#define BESIDE ".new-"
enum { HEADS = 3 * 4096 };

/* DuckDB's own files have "DUCK" behind a checksum of eight bytes. */
bool duck_is_file(const char *path)
{
    char head[12] = "";
    FILE *f = fopen(path, "rb");
    size_t n = f ? fread(head, 1, sizeof head, f) : 0;
    if (f)
        (void)fclose(f);
    return n == sizeof head && memcmp(head + 8, "DUCK", 4) == 0;
}

bool duck_is_cut_off(const char *path)
{
    struct stat s;
    return stat(path, &s) == 0 && s.st_size < HEADS && duck_is_file(path);
}

/* Files beside `where` that makers left who are no more. */
static void sweep(const char *where, Arena *a)
{
    Str path = str_of(where), base = path_base(path), dir = path.n > base.n ? str_sub(path, 0, path.n - base.n) : STR("./");
    Str start = str_fmt(a, "%.*s" BESIDE, STR_ARG(base));
    DIR *d = opendir(str_fmt(a, "%.*s", STR_ARG(dir)).p);
    for (const struct dirent *e; d && (e = readdir(d));) {
        int64_t pid;
        Str name = str_of(e->d_name);
        if (!str_starts(name, start) || !str_to_i64(str_sub(name, start.n, name.n), &pid) || pid < 1)
            continue;
        if (kill((pid_t)pid, 0) != 0 && errno == ESRCH)
            (void)unlink(str_fmt(a, "%.*s%.*s", STR_ARG(dir), STR_ARG(name)).p);
    }
    if (d)
        (void)closedir(d);
}

/* An empty database at `path`, closed again. */
static Status make(const char *where, const char *path, Err *err)
{
    duckdb_config cfg = NULL;
    duckdb_database db = NULL;
    char *message = NULL;
    Status st = ST_OK;
    if (duckdb_create_config(&cfg) == DuckDBError || duckdb_set_config(cfg, "threads", "1") == DuckDBError)
        st = ERR(err, ST_DB, "cannot make a configuration");
    if (!st && duckdb_open_ext(path, &db, cfg, &message) == DuckDBError)
        st = duck_open_failure(where, message ? message : "no reason", err);
    duckdb_free(message);
    duckdb_close(&db);
    duckdb_destroy_config(&cfg);
    return st;
}

/* Gives the whole file its name.  Some file systems know renaming without replacing, some links; where neither is known it is renamed, which there
 * may take the place of a file that came this moment. */
static Status give_name(const char *made, const char *where, Err *err)
{
    if (renameat2(AT_FDCWD, made, AT_FDCWD, where, RENAME_NOREPLACE) == 0)
        return ST_OK;
    if (errno == EEXIST || link(made, where) == 0 || errno == EEXIST)
        return unlink(made) == 0 ? ST_OK : file_errno(err, "cannot remove", made);
    struct stat s;
    if (stat(where, &s) != 0 && rename(made, where) == 0)
        return ST_OK;
    return file_errno(err, "cannot make book", where);
}

Status duck_make(const char *where, Err *err)
{
    Arena a;
    arena_init(&a);
    sweep(where, &a);
    const char *made = str_fmt(&a, "%s" BESIDE "%lld", where, (long long)getpid()).p;
    Status st = make(where, made, err);
    if (!st)
        st = give_name(made, where, err);
    if (st)
        (void)unlink(made);
    arena_release(&a);
    return st;
}

/* The file's lock is DuckDB's own: whoever makes it holds it, and while it is held here nobody opens it. */
Status duck_make_anew(const char *where, Err *err)
{
    struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
    int fd = open(where, O_RDWR | O_CLOEXEC);
    if (fd < 0)
        return file_errno(err, "cannot open book", where);
    Status st = ST_OK;
    if (fcntl(fd, F_SETLK, &lock) != 0) {
        (void)fcntl(fd, F_GETLK, &lock);
        st = ERR(err, ST_BUSY, "book '%s' is in use by process %lld", where, (long long)lock.l_pid);
    } else if (duck_is_cut_off(where)) {
        if (unlink(where) != 0)
            st = file_errno(err, "cannot remove", where);
        else
            log_event(LOG_WARN, "book.anew", "bytes=0 why=\"its making was cut off, so it held nothing: it is made anew\"");
        if (!st)
            st = duck_make(where, err);
    }
    (void)close(fd);
    return st;
}
