#include "read/raw.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "read/raw_in.h"

enum { COPY_BLOCK = 1 << 18 };

/* A file on disk. */
typedef struct File {
    Raw         raw;
    int         fd;
    const char *path;
} File;

static void fd_close(void *p) { close(*(int *)p); }

static Status file_read_some(Raw *self, void *to, size_t room, size_t *got, Err *err)
{
    const File *f = (File *)self;
    ssize_t r;
    do
        r = read(f->fd, to, room);
    while (r < 0 && errno == EINTR);
    if (r < 0)
        return file_errno(err, "read", f->path);
    *got = (size_t)r;
    return ST_OK;
}

/* Opened without blocking, or a FIFO without a writer would hang the run. */
static Status file_open(const char *path, Arena *a, Raw **out, const char **refused, Err *err)
{
    struct stat sb;
    File *f = ARENA_NEW(a, File);
    *f = (File){ .raw = { file_read_some }, .path = path };
    f->fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (f->fd < 0)
        return file_errno(err, "open", path);
    arena_defer(a, fd_close, &f->fd);
    if (fstat(f->fd, &sb) != 0)
        return file_errno(err, "read", path);
    *refused = S_ISREG(sb.st_mode) ? NULL : S_ISDIR(sb.st_mode) ? "a folder" : "not a regular file";
    *out = &f->raw;
    return ST_OK;
}

Status meter_check(const Meter *m, Err *err)
{
    if (m->out >> 20 > LIMIT_UNPACKED_MIB)
        return ERR(err, ST_TOO_BIG, "unpacks to more than %d MiB", LIMIT_UNPACKED_MIB);
    if (m->out > LIMIT_UNPACK_FREE && m->out / LIMIT_UNPACK_RATIO > m->in)
        return ERR(err, ST_TOO_BIG, "unpacks to more than %d times its size: no export does", LIMIT_UNPACK_RATIO);
    return ST_OK;
}

/* The last archive on the way; what lies before it is copied to where it can be sought in. */
static int last_member(const Place *p)
{
    for (int i = p->n; i > 0; i--)
        if (p->step[i - 1].kind == STEP_MEMBER)
            return i;
    return 0;
}

Status raw_open(const Place *p, Arena *a, Raw **out, const char **refused, Err *err)
{
    Status st;
    const char *path = p->path;
    int from = last_member(p);
    *refused = NULL;
    if (from) {
        Place archive = *p;
        archive.n = from - 1;
        st = raw_local(&archive, a, &path, err);
        if (!st)
            st = raw_member(path, p->step[from - 1].member, a, out, err);
    } else {
        st = file_open(path, a, out, refused, err);
    }
    for (int i = from; i < p->n && !st && !*refused; i++)
        st = p->step[i].kind == STEP_GZIP ? raw_gzip(*out, a, out, err) : raw_zstd(*out, a, out, err);
    return st;
}

Status raw_spool_put(int fd, Str bytes, Err *err)
{
    while (bytes.n) {
        ssize_t w = write(fd, bytes.p, bytes.n);
        if (w < 0 && errno == EINTR)
            continue;
        if (w < 0)
            return file_errno(err, "write", "a temporary file");
        bytes = str_sub(bytes, (size_t)w, bytes.n);
    }
    return ST_OK;
}

Status raw_spool_new(Arena *a, int *fd, const char **path, Err *err)
{
    int *kept = ARENA_NEW(a, int);
    Status st = file_temporary(kept, err);
    if (st)
        return st;
    arena_defer(a, fd_close, kept);
    *fd = *kept;
    *path = str_fmt(a, "/proc/self/fd/%d", *fd).p;
    return ST_OK;
}

static Status spool(Raw *from, Arena *a, const char **path, Err *err)
{
    int fd;
    size_t got = 1;
    Status st = raw_spool_new(a, &fd, path, err);
    if (st)
        return st;
    Arena tmp;
    arena_init(&tmp);
    char *block = arena_alloc(&tmp, COPY_BLOCK, 1);
    while (!st && got) {
        st = raw_read(from, block, COPY_BLOCK, &got, err);
        if (!st)
            st = raw_spool_put(fd, (Str){ block, got }, err);
    }
    arena_release(&tmp);
    return st;
}

Status raw_local(const Place *p, Arena *a, const char **path, Err *err)
{
    Raw *r;
    Arena tmp;
    const char *refused;
    *path = p->path;
    if (!p->n)
        return ST_OK;
    arena_init(&tmp);
    Status st = raw_open(p, &tmp, &r, &refused, err);
    if (!st && refused)
        st = ERR(err, ST_INVALID, "'%s' is %s", p->path, refused);
    if (!st)
        st = spool(r, a, path, err);
    arena_release(&tmp);
    return st;
}

Status raw_spool_fd(int fd, Arena *a, const char **path, Err *err)
{
    File in = { .raw = { file_read_some }, .fd = fd, .path = "standard input" };
    return spool(&in.raw, a, path, err);
}
