/* Room on the disk, asked for before it is needed; and what a commit that failed leaves behind.
 *
 * Why     A commit of DuckDB's that cannot write its log takes its rows back out of the tables in memory, but not their text: the next row
 *         of the same table gets the lost texts behind its own (1.4.4: a segment of strings has no `revert_append`).  The file is right until
 *         the next checkpoint writes that row down.  And a checkpoint that fails ends the whole open book.
 * Method  Before every commit a file beside the book is given as many bytes as it may take, and taken away again: on a full disk the commit is
 *         not begun.  Where one has failed all the same, the book is torn: nothing more is committed until a checkpoint, which packs every table
 *         anew, has been written, and that needs its room, too.
 * Limits  Who fills the disk between the question and the commit is not seen, nor is how much a very large transaction takes. */
#include "db/duck.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/log.h"

enum { ROOM_COMMIT = 1 << 20, ROOM_CHECKPOINT = 16 << 20, LOG_LONG = 8 << 20 };   /* DuckDB writes a checkpoint when its log has 16 MiB */

static bool is_full(int error) { return error == ENOSPC || error == EDQUOT || error == EFBIG; }

static bool has_room(const char *path, int64_t bytes)
{
    struct statvfs v;
    int fd = open(path, O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);
    if (fd < 0)
        return !is_full(errno);
    (void)unlink(path);
    bool full = fallocate(fd, 0, 0, bytes) != 0 && is_full(errno);
    if (!full && fstatvfs(fd, &v) == 0)              /* where files are not given bytes ahead */
        full = v.f_bavail == 0;
    (void)close(fd);
    return !full;
}

static Status room(const DuckBook *book, bool checkpoint, Err *err)
{
    struct stat s;
    int64_t log = stat(book->log, &s) == 0 ? (int64_t)s.st_size : 0;
    int64_t bytes = checkpoint || (!book->once && log > LOG_LONG) ? ROOM_CHECKPOINT + 2 * log : log + ROOM_COMMIT;
    return has_room(book->room, bytes) ? ST_OK : ERR(err, ST_FULL, "the disk is full: the book needs %lld bytes more to be written", (long long)bytes);
}

/* With the lock held, and outside a transaction of this session's. */
static Status mend(Db *db, DuckBook *book, Err *err)
{
    duckdb_result r;
    Status st = room(book, true, err);
    if (st)
        return st;
    st = duckdb_query(((Duck *)db)->con, "CHECKPOINT", &r) == DuckDBError ? ERR(err, ST_BUSY, "the book waits for a checkpoint: %.120s", duckdb_result_error(&r)) : ST_OK;
    duckdb_destroy_result(&r);
    if (!st) {
        atomic_store(&book->torn, false);
        log_event(LOG_INFO, "book.mended", "behind=\"a commit that failed\"");
    }
    return st;
}

void duck_room_mend(Db *db)
{
    DuckBook *book = ((Duck *)db)->book;
    Err ignored;
    if (!book->room || !atomic_load(&book->torn))
        return;
    (void)pthread_mutex_lock(&book->writing);
    if (atomic_load(&book->torn) && mend(db, book, &ignored) != ST_OK)
        log_event(LOG_WARN, "book.torn", "reason=\"%s\"", ignored.msg);
    (void)pthread_mutex_unlock(&book->writing);
}

Status duck_room_enter(Db *db, Err *err)
{
    DuckBook *book = ((Duck *)db)->book;
    if (!book->room)
        return ST_OK;
    Status st = ST_OK;
    (void)pthread_mutex_lock(&book->writing);
    if (atomic_load(&book->torn))
        st = db->tx_file ? ERR(err, ST_FULL, "an earlier write failed, and this one must not follow it: try again") : mend(db, book, err);
    if (!st)
        st = room(book, false, err);
    if (st)
        (void)pthread_mutex_unlock(&book->writing);
    return st;
}

void duck_room_leave(Db *db)
{
    DuckBook *book = ((Duck *)db)->book;
    if (book->room)
        (void)pthread_mutex_unlock(&book->writing);
}

void duck_room_heard(Db *db, const char *message)
{
    if (strstr(message, "Failed to commit"))
        atomic_store(&((Duck *)db)->book->torn, true);
}
