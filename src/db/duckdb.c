/* The DuckDB engine: opening, locking, transactions, and the meaning of its errors. */
#include "db/duck.h"

#include <dirent.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

/* DuckDB's C interface gives most failures as text alone, so they are told apart by how the text
 * begins ("X Error: ") and by what else it holds.  The first row that fits decides. */
static const struct {
    Str    start, part;
    Status status;
} failures[] = {
    { STR_INIT(""),                       STR_INIT("No space left on device"), ST_FULL },
    { STR_INIT(""),                       STR_INIT("File too large"),          ST_FULL },
    { STR_INIT(""),                       STR_INIT("Disk quota exceeded"),     ST_FULL },
    { STR_INIT("INTERRUPT Error"),        STR_INIT(""),                        ST_BUSY },
    { STR_INIT("Constraint Error: NOT "), STR_INIT(""),                        ST_INVALID },
    { STR_INIT("Constraint Error: CHECK"), STR_INIT(""),                       ST_INVALID },
    { STR_INIT("Constraint Error"),       STR_INIT(""),                        ST_CONFLICT },
    { STR_INIT("Failed to append: NOT "), STR_INIT(""),                        ST_INVALID },
    { STR_INIT("Failed to append: CHECK"), STR_INIT(""),                       ST_INVALID },
    { STR_INIT("Failed to append"),       STR_INIT("onstraint"),               ST_CONFLICT },
    { STR_INIT("TransactionContext"),     STR_INIT("read-only mode"),          ST_FORBIDDEN },
    { STR_INIT("Invalid Input Error"),    STR_INIT("read-only mode"),          ST_FORBIDDEN },
    { STR_INIT("TransactionContext"),     STR_INIT("onstraint"),               ST_CONFLICT },
    { STR_INIT("TransactionContext"),     STR_INIT("onflict"),                 ST_BUSY },
    { STR_INIT("Permission Error"),       STR_INIT(""),                        ST_FORBIDDEN },
    { STR_INIT("IO Error"),               STR_INIT(""),                        ST_IO },
    { STR_INIT("Out of Memory Error"),    STR_INIT(""),                        ST_TOO_BIG },
};

static Status meaning(Str message)
{
    for (size_t i = 0; i < COUNT_OF(failures); i++)
        if (str_starts(message, failures[i].start) && str_has(message, failures[i].part))
            return failures[i].status;
    return ST_DB;
}

Status duck_failure(Db *db, const char *name, const char *message, Err *err)
{
    duck_room_heard(db, message ? message : "");
    return db_failure(db, meaning(str_of(message)), name, message ? message : "no reason", err);
}

/* Why a book could not be opened, in the user's words. */
Status duck_open_failure(const char *where, const char *message, Err *err)
{
    static const char *const damaged[] = { "not a valid DuckDB", "orrupt", "checksum", "not read enough",
                                           "Serialization Error", "Is a directory", "storage version" };
    Str m = str_of(message);
    const char *pid = strstr(message, "(PID ");
    size_t n = pid ? strspn(pid + 5, "0123456789") : 0;
    if (str_has(m, STR("Conflicting lock")) && n)
        return ERR(err, ST_BUSY, "book '%s' is in use by process %.*s", where, (int)n, pid + 5);
    if (str_has(m, STR("Could not set lock")))
        return ERR(err, ST_BUSY, "book '%s' is in use", where);
    if (str_has(m, STR("Permission denied")))
        return ERR(err, ST_FORBIDDEN, "book '%s' may not be opened: permission denied", where);
    if (str_has(m, STR("No such file")))
        return ERR(err, ST_NOT_FOUND, "cannot make book '%s': no such folder", where);
    for (size_t i = 0; i < COUNT_OF(damaged); i++)
        if (strstr(message, damaged[i]))
            return ERR(err, ST_INVALID, "'%s' is not a Throughline book", where);
    Str first = str_cut(&m, '\n');
    return ERR(err, meaning(first), "cannot open book '%s': %.*s", where, STR_ARG(first));
}

/* True when this process has the file open.  DuckDB's lock is one of the process: it would not
 * keep a second database in this process out, and closing any descriptor of the file drops it. */
static bool open_here(const char *path)
{
    struct stat want, got;
    DIR *d = stat(path, &want) == 0 ? opendir("/proc/self/fd") : NULL;
    bool hit = false;
    if (!d)
        return false;
    for (const struct dirent *e; !hit && (e = readdir(d));) {
        int64_t fd;
        if (str_to_i64(str_of(e->d_name), &fd) && fstat((int)fd, &got) == 0)
            hit = got.st_dev == want.st_dev && got.st_ino == want.st_ino;
    }
    (void)closedir(d);
    return hit;
}

static Status check_place(const char *where, const DbOptions *o, Err *err)
{
    FileInfo info;
    Err why;
    Status st = file_stat(where, &info, &why);
    if (st == ST_NOT_FOUND && o->create && !o->read_only)
        return duck_make(where, err);
    if (st == ST_NOT_FOUND)
        return ERR(err, ST_NOT_FOUND, "there is no book '%s'", where);
    if (st) {
        *err = why;
        return st;
    }
    if (!info.is_regular)
        return ERR(err, ST_INVALID, "'%s' is not a Throughline book", where);
    if (open_here(where))
        return ERR(err, ST_BUSY, "book '%s' is already open in this process", where);
    if (access(where, R_OK) != 0)
        return ERR(err, ST_FORBIDDEN, "book '%s' may not be opened: permission denied", where);
    /* DuckDB takes a file of another kind (by its ending or its first bytes) for data to look at, and opens an empty database in memory
     * over it: everything written would be lost without a word. */
    if (!duck_is_file(where))
        return ERR(err, ST_INVALID, "'%s' is not a Throughline book", where);
    if (!duck_is_cut_off(where))
        return ST_OK;
    return o->create && !o->read_only ? duck_make_anew(where, err)
                                      : ERR(err, ST_INVALID, "the book '%s' holds nothing yet: its making was cut off", where);
}

/* Order matters: the temporary folder cannot be named once files are out of reach. */
static Status configure(duckdb_config cfg, Arena *a, const char *path, const DbOptions *o, Err *err)
{
    int64_t bytes = o->memory_bytes > 0 ? o->memory_bytes : INT64_C(1) << 30;
    const struct { const char *name, *value; } set[] = {
        { "access_mode", o->read_only ? "READ_ONLY" : "READ_WRITE" },
        { "temp_directory", path ? str_fmt(a, "%s.tmp", path).p : "" },
        { "memory_limit", str_fmt(a, "%lldB", (long long)bytes).p },
        { "threads", o->threads > 0 ? str_fmt(a, "%d", o->threads).p : NULL },
        { "preserve_insertion_order", "true" },
        { "autoinstall_known_extensions", "false" },
        { "autoload_known_extensions", "false" },
        { "allow_community_extensions", "false" },
        { "enable_external_access", path || !o->files ? "false" : "true" },
        { "disabled_compression_methods", o->bulk ? "fsst" : NULL },
        { "checkpoint_threshold", o->once ? "1MiB" : NULL },
        { "lock_configuration", "true" },
    };
    for (size_t i = 0; i < COUNT_OF(set); i++)
        if (set[i].value && duckdb_set_config(cfg, set[i].name, set[i].value) == DuckDBError)
            return ERR(err, ST_DB, "setting '%s' is refused", set[i].name);
    return ST_OK;
}

static Status database_open(const char *path, const DbOptions *o, DuckBook *book, Err *err)
{
    duckdb_config cfg;
    char *message = NULL;
    if (duckdb_create_config(&cfg) == DuckDBError)
        return ERR(err, ST_DB, "cannot make a configuration");
    Status st = configure(cfg, &book->a, path, o, err);
    if (!st && duckdb_open_ext(path, &book->db, cfg, &message) == DuckDBError)
        st = duck_open_failure(path ? path : ":memory:", message ? message : "no reason", err);
    duckdb_free(message);
    duckdb_destroy_config(&cfg);
    return st;
}

static void book_drop(DuckBook *book)
{
    if (atomic_fetch_sub(&book->users, 1) > 1)
        return;
    duckdb_close(&book->db);   /* NULL is fine; writes a checkpoint: the log file is gone afterwards */
    (void)pthread_mutex_destroy(&book->one);
    (void)pthread_mutex_destroy(&book->lock);
    (void)pthread_mutex_destroy(&book->writing);
    Arena a = book->a;
    arena_release(&a);
}

static void duck_close(Db *db)
{
    Duck *d = (Duck *)db;
    duckdb_disconnect(&d->con);
    book_drop(d->book);
    db_fini(db);
}

static Status simple(Db *db, const char *name, const char *text, Err *err)
{
    duckdb_result r;
    Status st = ST_OK;
    if (duckdb_query(((Duck *)db)->con, text, &r) == DuckDBError)
        st = duck_failure(db, name, duckdb_result_error(&r), err);
    duckdb_destroy_result(&r);
    return st;
}

static Status duck_begin(Db *db, Err *err)
{
    if (!db->o.read_only)
        duck_room_mend(db);
    return simple(db, "begin", db->o.read_only ? "BEGIN TRANSACTION READ ONLY" : "BEGIN TRANSACTION",
                  err);
}

/* As any other statement: duckdb_query() would spin on one core while a thread of DuckDB's own packs the rows on another. */
static Status duck_commit(Db *db, Err *err)
{
    duckdb_prepared_statement p = NULL;
    duckdb_result r = { 0 };
    Status st = ST_OK;
    if (duckdb_prepare(((Duck *)db)->con, "COMMIT", &p) == DuckDBError)
        st = duck_failure(db, "commit", duckdb_prepare_error(p), err);
    if (!st && (st = duck_room_enter(db, err)) == ST_OK) {
        st = duck_execute(db, "commit", p, false, &r, err);
        duck_room_leave(db);
        if (!st)
            duckdb_destroy_result(&r);
    }
    duckdb_destroy_prepare(&p);
    return st;
}

static void duck_rollback(Db *db)
{
    Err ignored;   /* fails when DuckDB has already rolled back by itself */
    (void)simple(db, "rollback", "ROLLBACK", &ignored);
}

static Status duck_script(Db *db, const char *name, const char *text, Err *err)
{
    return simple(db, name, text, err);
}

static void duck_cancel(Db *db) { duckdb_interrupt(((Duck *)db)->con); }

static Status duck_again(Db *db, bool read_only, Db **out, Err *err);

static const DbOps duck_ops = {
    .close = duck_close,
    .again = duck_again,
    .begin = duck_begin,
    .commit = duck_commit,
    .rollback = duck_rollback,
    .query = duck_query,
    .shape = duck_shape,
    .guard = duck_guard,
    .append = duck_append,
    .script = duck_script,
    .cancel = duck_cancel,
};

static Status session(DuckBook *book, const DbOptions *o, Db **out, Err *err)
{
    Arena a;
    arena_init(&a);
    Duck *d = ARENA_NEW(&a, Duck);
    d->book = book;
    if (duckdb_connect(book->db, &d->con) == DuckDBError) {
        arena_release(&a);
        return ERR(err, ST_DB, "cannot connect to the open book");
    }
    d->base.a = a;
    db_init(&d->base, &duck_ops, DB_DUCKDB, o);
    atomic_fetch_add(&book->users, 1);
    *out = &d->base;
    return ST_OK;
}

static Status duck_again(Db *db, bool read_only, Db **out, Err *err)
{
    DbOptions o = db->o;
    if (read_only && o.files)
        return ERR(err, ST_FORBIDDEN, "a database that reaches files has no read-only sessions");
    o.read_only = read_only;
    return session(((Duck *)db)->book, &o, out, err);
}

Status duckdb_book_open(const char *where, const DbOptions *o, Db **out, Err *err)
{
    const char *path = strcmp(where, ":memory:") == 0 ? NULL : where;
    if (!path && o->read_only)
        return ERR(err, ST_USAGE, "':memory:' is empty: there is nothing to read");
    if (path && o->files)
        return ERR(err, ST_USAGE, "only ':memory:' may reach files");
    if (duckdb_vector_size() != DB_CHUNK)
        bug("this DuckDB has vectors of %lld", (long long)duckdb_vector_size());
    Status st = path ? check_place(path, o, err) : ST_OK;
    if (st)
        return st;
    Arena a;
    arena_init(&a);
    DuckBook *book = ARENA_NEW(&a, DuckBook);
    book->a = a;
    atomic_init(&book->users, 1);   /* ours, until the session is there */
    (void)pthread_mutex_init(&book->one, NULL);
    (void)pthread_mutex_init(&book->lock, NULL);
    (void)pthread_mutex_init(&book->writing, NULL);
    atomic_init(&book->torn, false);
    book->once = o->once || o->bulk;
    book->log = path ? str_fmt(&book->a, "%s.wal", path).p : NULL;
    book->room = path && !o->read_only ? str_fmt(&book->a, "%s.room", path).p : NULL;
    st = database_open(path, o, book, err);
    if (!st)
        st = session(book, o, out, err);
    if (!st && !o->read_only && (st = duck_append_ready(book, ((Duck *)*out)->con, err)) != ST_OK)
        db_close(*out);
    book_drop(book);
    return st;
}
