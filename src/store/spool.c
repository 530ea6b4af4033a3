#include "store/spool.h"

#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/map.h"

enum { MARK_N = 4, HEAD = MARK_N + 4 + 8, INNER = 4 + 8 + 2, STREAM_MAX = 64, ROUND_MAX = 256 * 1024 * 1024, SEGMENT_READ = 1024 * 1024 * 1024, DIGITS = 12, CROWD = 8, GATHER_NS = 3000000 };
static const char mark[MARK_N + 1] = "TLsp", ending[] = ".seg";

/* One caller that waits for its round: on its stack, or, where it is told later, in memory of its own. */
typedef struct Waiter {
    struct Waiter *next;
    bool           done;
    Status         st;
    Err            err;
    SpoolTold     *told;
    void          *ctx;
} Waiter;

struct Spool {
    Arena           a;
    Str             dir;
    int64_t         limit;
    int             lock, fd;          /* fd -1: no segment is open */
    int64_t         number, length;    /* of the open segment; or the last one there was */
    pthread_mutex_t m;
    pthread_cond_t  turn;
    pthread_t       thread;            /* of those who are told later; begun with the first */
    bool            has_thread, ending;
    bool            writing;           /* somebody is writing a round */
    Buf             round;             /* the next round's bytes */
    int64_t         round_records;
    Waiter         *waiting;           /* for the next round */
    size_t          told;              /* how many the last round answered later */
    SpoolState      state;
};

static void put_le(Buf *b, uint64_t v, int bytes)
{
    for (int i = 0; i < bytes; i++)
        buf_putc(b, (char)(unsigned char)(v >> (8 * i)));
}

static uint64_t get_le(const char *p, int bytes)
{
    uint64_t v = 0;
    for (int i = 0; i < bytes; i++)
        v |= (uint64_t)(unsigned char)p[i] << (8 * i);
    return v;
}

static Str segment_path(const Spool *sp, int64_t number, Arena *a)
{
    return str_fmt(a, "%.*s/%0*lld%s", STR_ARG(sp->dir), DIGITS, (long long)number, ending);
}

/* The folder's segments by their numbers, ascending. */
static int by_number(const void *x, const void *y)
{
    const int64_t *a = x, *b = y;
    return (*a > *b) - (*a < *b);
}

static Status list(const Spool *sp, Arena *a, int64_t **number, size_t *n, Err *err)
{
    DIR *d = opendir(sp->dir.p);
    size_t cap = 0;
    *n = 0;
    *number = NULL;
    if (!d)
        return file_errno(err, "read", sp->dir.p);
    for (const struct dirent *e = readdir(d); e; e = readdir(d)) {
        Str name = str_of(e->d_name);
        int64_t v;
        if (name.n != DIGITS + sizeof ending - 1 || !str_ends(name, str_of(ending)) || !str_to_i64(str_sub(name, 0, DIGITS), &v))
            continue;
        if (*n == cap) {
            cap = cap ? cap * 2 : 64;
            int64_t *more = ARENA_NEW_N(a, int64_t, cap);
            if (*n)
                memcpy(more, *number, *n * sizeof *more);
            *number = more;
        }
        (*number)[(*n)++] = v;
    }
    (void)closedir(d);
    if (*n)
        qsort(*number, *n, sizeof **number, by_number);
    return ST_OK;
}

static Status count_record(void *ctx, const SpoolItem *item, Err *err)
{
    int64_t *n = ctx;
    (void)item;
    (void)err;
    ++*n;
    return ST_OK;
}

/* What an earlier server left. */
static Status look_back(Spool *sp, Err *err)
{
    Arena a;
    int64_t *number;
    size_t n;
    arena_init(&a);
    Status st = list(sp, &a, &number, &n, err);
    for (size_t i = 0; !st && i < n; i++) {
        SpoolSeen seen;
        sp->number = number[i];
        st = spool_read(segment_path(sp, number[i], &a).p, count_record, &sp->state.waiting, &seen, err);
    }
    arena_release(&a);
    return st;
}

Status spool_make_dir(const char *dir, Err *err)
{
    return mkdir(dir, 0700) == 0 || errno == EEXIST ? ST_OK : file_errno(err, "create", dir);
}

static Status take_folder(Spool *sp, Err *err)
{
    Arena a;
    Status st = spool_make_dir(sp->dir.p, err);
    if (st)
        return st;
    arena_init(&a);
    Str path = path_join(&a, sp->dir, STR("lock"));
    sp->lock = open(path.p, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (sp->lock < 0)
        st = file_errno(err, "open", path.p);
    else if (flock(sp->lock, LOCK_EX | LOCK_NB) != 0)
        st = ERR(err, ST_BUSY, "'%.150s' is in use by another server", sp->dir.p);
    arena_release(&a);
    return st;
}

Status spool_open(const char *dir, int64_t segment, Spool **out, Err *err)
{
    Spool *sp = calloc(1, sizeof *sp);
    if (!sp)
        bug("out of memory (spool)");
    arena_init(&sp->a);
    sp->dir = str_dup(&sp->a, str_of(dir));
    sp->limit = segment > 0 ? segment : SPOOL_SEGMENT;
    sp->lock = sp->fd = -1;
    (void)pthread_mutex_init(&sp->m, NULL);
    (void)pthread_cond_init(&sp->turn, NULL);
    buf_init(&sp->round, ROUND_MAX);
    Status st = take_folder(sp, err);
    if (!st)
        st = look_back(sp, err);
    if (st) {
        spool_close(sp);
        return st;
    }
    *out = sp;
    return ST_OK;
}

void spool_close(Spool *sp)
{
    if (!sp)
        return;
    (void)pthread_mutex_lock(&sp->m);
    sp->ending = true;
    (void)pthread_cond_broadcast(&sp->turn);
    (void)pthread_mutex_unlock(&sp->m);
    if (sp->has_thread)
        (void)pthread_join(sp->thread, NULL);
    if (sp->fd >= 0)
        (void)close(sp->fd);
    if (sp->lock >= 0)
        (void)close(sp->lock);
    buf_release(&sp->round);
    (void)pthread_cond_destroy(&sp->turn);
    (void)pthread_mutex_destroy(&sp->m);
    arena_release(&sp->a);
    free(sp);
}

static Status disk_errno(Err *err, const char *what, const char *path)
{
    bool full = errno == ENOSPC || errno == EDQUOT || errno == EFBIG;
    return full ? ERR(err, ST_FULL, "cannot %s '%.120s': the disk is full", what, path) : file_errno(err, what, path);
}

/* The name of a new segment must be durable, too. */
static Status sync_folder(const Spool *sp, Err *err)
{
    int fd = open(sp->dir.p, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool ok = fd >= 0 && (fsync(fd) == 0 || errno == EINVAL);
    Status st = ok ? ST_OK : disk_errno(err, "write", sp->dir.p);
    if (fd >= 0)
        (void)close(fd);
    return st;
}

static Status begin_segment(Spool *sp, Err *err)
{
    Arena a;
    arena_init(&a);
    Str path = segment_path(sp, sp->number + 1, &a);
    Status st = ST_OK;
    int fd = open(path.p, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0600);
    if (fd < 0)
        st = disk_errno(err, "create", path.p);
    else
        st = sync_folder(sp, err);
    if (st && fd >= 0) {
        (void)close(fd);
        (void)unlink(path.p);
    }
    if (!st) {
        sp->fd = fd;
        sp->length = 0;
        sp->number++;
    }
    arena_release(&a);
    return st;
}

static void end_segment(Spool *sp)
{
    if (sp->fd >= 0)
        (void)close(sp->fd);
    sp->fd = -1;
}

/* All bytes or, cut off again, none.  A segment of which it is not known what it holds is not gone on with. */
static Status append(Spool *sp, Str bytes, Err *err)
{
    Str rest = bytes;
    Status st = ST_OK;
    while (!st && rest.n) {
        ssize_t w = write(sp->fd, rest.p, rest.n);
        if (w < 0 && errno == EINTR)
            continue;
        if (w < 0) {
            st = disk_errno(err, "write", sp->dir.p);
            break;
        }
        rest = str_sub(rest, (size_t)w, rest.n);
    }
    if (!st && fdatasync(sp->fd) != 0 && errno != EINVAL)
        st = disk_errno(err, "write", sp->dir.p);
    if (!st)
        sp->length += (int64_t)bytes.n;
    else if (ftruncate(sp->fd, sp->length) != 0 || st != ST_FULL)
        end_segment(sp);
    return st;
}

/* Called with the lock held and `writing` set; gives it up while it writes.  Who is to be told comes back. */
static Waiter *write_round(Spool *sp)
{
    Waiter *later = NULL;
    Err err = { .code = ST_OK };
    Buf bytes = sp->round;
    int64_t records = sp->round_records;
    Waiter *served = sp->waiting;
    buf_init(&sp->round, ROUND_MAX);
    sp->round_records = 0;
    sp->waiting = NULL;
    (void)pthread_mutex_unlock(&sp->m);
    Status st = sp->fd < 0 ? begin_segment(sp, &err) : ST_OK;
    if (!st)
        st = append(sp, buf_str(&bytes), &err);
    (void)pthread_mutex_lock(&sp->m);
    if (!st) {
        sp->state.records += records;
        sp->state.waiting += records;
        sp->state.bytes += (int64_t)bytes.n;
        sp->state.rounds++;
    }
    sp->state.full = st == ST_FULL;
    if (sp->length >= sp->limit)
        end_segment(sp);
    while (served) {
        Waiter *next = served->next;      /* once done, it may be gone */
        served->st = st;
        served->err = err;
        if (served->told) {
            served->next = later;
            later = served;
        }
        served->done = true;
        served = next;
    }
    buf_release(&bytes);
    return later;
}

/* Under the lock, which is given up meanwhile. */
static void round_of(Spool *sp)
{
    sp->writing = true;
    Waiter *later = write_round(sp);
    sp->writing = false;
    sp->told = 0;
    for (const Waiter *w = later; w; w = w->next)
        sp->told++;
    (void)pthread_cond_broadcast(&sp->turn);
    (void)pthread_mutex_unlock(&sp->m);
    while (later) {
        Waiter *next = later->next;
        later->told(later->ctx, later->st, &later->err);
        free(later);
        later = next;
    }
    (void)pthread_mutex_lock(&sp->m);
}

/* Under the lock, which is given up meanwhile.  Behind a round of many the same many are about to send again: the first of them to come would
 * have a synchronisation for himself, and all others would wait for it. */
static void gather(Spool *sp)
{
    if (sp->told < CROWD || sp->ending)
        return;
    (void)pthread_mutex_unlock(&sp->m);
    (void)nanosleep(&(struct timespec){ .tv_nsec = GATHER_NS }, NULL);
    (void)pthread_mutex_lock(&sp->m);
}

/* Writes rounds while somebody waits who does not do it himself. */
static void *run(void *arg)
{
    Spool *sp = arg;
    (void)pthread_mutex_lock(&sp->m);
    while (!sp->ending || sp->waiting) {
        if (!sp->waiting || sp->writing) {
            (void)pthread_cond_wait(&sp->turn, &sp->m);
            continue;
        }
        gather(sp);
        if (sp->waiting && !sp->writing)
            round_of(sp);
    }
    (void)pthread_mutex_unlock(&sp->m);
    return NULL;
}

static void frame(Buf *b, const SpoolItem *item)
{
    Buf inner;
    buf_init(&inner, ROUND_MAX);
    put_le(&inner, (uint64_t)item->hook, 4);
    put_le(&inner, (uint64_t)item->at, 8);
    put_le(&inner, item->stream.n, 2);
    buf_put(&inner, item->stream);
    buf_put(&inner, item->body);
    buf_put(b, (Str){ mark, MARK_N });
    put_le(b, inner.n, 4);
    put_le(b, hash64(buf_str(&inner)), 8);
    buf_put(b, buf_str(&inner));
    buf_release(&inner);
}

/* The frames of all; `b` is the caller's to release, also on failure. */
static Status frames(const SpoolItem *item, size_t n, Buf *b, Err *err)
{
    buf_init(b, ROUND_MAX / 4);
    for (size_t i = 0; i < n; i++) {
        assert(item[i].stream.n <= STREAM_MAX);
        frame(b, &item[i]);
    }
    return b->over ? ERR(err, ST_TOO_BIG, "%zu records at once are over a limit", n) : ST_OK;
}

/* Under the lock. */
static void join_round(Spool *sp, Waiter *me, const Buf *mine, size_t n)
{
    buf_put(&sp->round, buf_str(mine));
    sp->round_records += (int64_t)n;
    me->next = sp->waiting;
    sp->waiting = me;
}

Status spool_put_later(Spool *sp, const SpoolItem *item, size_t n, SpoolTold *told, void *ctx, Err *err)
{
    Buf mine;
    Status st = frames(item, n, &mine, err);
    Waiter *me = st ? NULL : malloc(sizeof *me);
    if (!st && !me)
        bug("out of memory (spool)");
    (void)pthread_mutex_lock(&sp->m);
    if (!st && sp->round.n + mine.n > ROUND_MAX / 2)
        st = ERR(err, ST_BUSY, "more comes in at once than can be written");
    if (!st && !sp->has_thread) {
        sp->has_thread = pthread_create(&sp->thread, NULL, run, sp) == 0;
        st = sp->has_thread ? ST_OK : ERR(err, ST_BUSY, "no thread is free for what comes in");
    }
    if (!st) {
        *me = (Waiter){ .told = told, .ctx = ctx };
        join_round(sp, me, &mine, n);
        me = NULL;
        (void)pthread_cond_broadcast(&sp->turn);
    }
    (void)pthread_mutex_unlock(&sp->m);
    free(me);
    buf_release(&mine);
    return st;
}

Status spool_put(Spool *sp, const SpoolItem *item, size_t n, Err *err)
{
    Waiter me = { .next = NULL };
    Buf mine;
    if (!n)
        return ST_OK;
    Status st = frames(item, n, &mine, err);
    if (st) {
        buf_release(&mine);
        return st;
    }
    (void)pthread_mutex_lock(&sp->m);
    /* What would not fit into this round waits for the next. */
    while (sp->round.n + mine.n > ROUND_MAX / 2 && sp->writing)
        (void)pthread_cond_wait(&sp->turn, &sp->m);
    join_round(sp, &me, &mine, n);
    while (!me.done) {
        if (sp->writing) {
            (void)pthread_cond_wait(&sp->turn, &sp->m);
            continue;
        }
        round_of(sp);
    }
    (void)pthread_mutex_unlock(&sp->m);
    buf_release(&mine);
    if (me.st)
        *err = me.err;
    return me.st;
}

Status spool_cut(Spool *sp, Arena *a, Str **path, size_t *n, Err *err)
{
    int64_t *number;
    (void)pthread_mutex_lock(&sp->m);
    while (sp->writing)
        (void)pthread_cond_wait(&sp->turn, &sp->m);
    if (sp->fd >= 0 && sp->length)
        end_segment(sp);
    int64_t open_one = sp->fd >= 0 ? sp->number : -1;
    Status st = list(sp, a, &number, n, err);
    (void)pthread_mutex_unlock(&sp->m);
    if (st)
        return st;
    size_t kept = 0;
    *path = ARENA_NEW_N(a, Str, *n + 1);
    for (size_t i = 0; i < *n; i++)
        if (number[i] != open_one)
            (*path)[kept++] = segment_path(sp, number[i], a);
    *n = kept;
    return ST_OK;
}

Status spool_drop(Spool *sp, Str path, int64_t records, Err *err)
{
    if (unlink(path.p) != 0 && errno != ENOENT)
        return file_errno(err, "remove", path.p);
    (void)pthread_mutex_lock(&sp->m);
    sp->state.waiting -= records;
    (void)pthread_mutex_unlock(&sp->m);
    return sync_folder(sp, err);
}

void spool_state(Spool *sp, SpoolState *out)
{
    (void)pthread_mutex_lock(&sp->m);
    *out = sp->state;
    (void)pthread_mutex_unlock(&sp->m);
}

/* The whole frame at the start of `s`, or false. */
static bool unframe(Str s, SpoolItem *out, size_t *length)
{
    if (s.n < HEAD + INNER || memcmp(s.p, mark, MARK_N) != 0)
        return false;
    size_t n = (size_t)get_le(s.p + MARK_N, 4);
    if (n < INNER || n > s.n - HEAD)
        return false;
    Str inner = str_sub(s, HEAD, n);
    size_t name = (size_t)get_le(inner.p + 12, 2);
    if (hash64(inner) != get_le(s.p + MARK_N + 4, 8) || name > STREAM_MAX || INNER + name > n)
        return false;
    *out = (SpoolItem){ .hook = (int64_t)get_le(inner.p, 4), .at = (int64_t)get_le(inner.p + 4, 8), .stream = str_sub(inner, INNER, name),
                        .body = str_sub(inner, INNER + name, n) };
    *length = HEAD + n;
    return true;
}

Status spool_read(const char *path, SpoolEach *each, void *ctx, SpoolSeen *seen, Err *err)
{
    Arena a;
    Str rest;
    arena_init(&a);
    *seen = (SpoolSeen){ 0 };
    Status st = file_read(path, SEGMENT_READ, &a, &rest, err);
    while (!st && rest.n) {
        SpoolItem item;
        size_t length = 1;
        if (unframe(rest, &item, &length)) {
            seen->records++;
            st = each(ctx, &item, err);
        } else {
            /* On to the next byte that may begin a frame. */
            const char *next = rest.n > 1 ? memchr(rest.p + 1, mark[0], rest.n - 1) : NULL;
            length = next ? (size_t)(next - rest.p) : rest.n;
            seen->torn += (int64_t)length;
        }
        rest = str_sub(rest, length, rest.n);
    }
    arena_release(&a);
    return st;
}
