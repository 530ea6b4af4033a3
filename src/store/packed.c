#include "store/packed.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <unistd.h>
#include <zstd.h>

#include "base/file.h"

enum { SUM_BYTES = 32, WINDOW = 1 << 17, LEVEL = 3 };
static const char magic[] = "throughline-book";
enum { MAGIC_BYTES = sizeof magic - 1 };

struct PackWriter {
    const char *path, *part;
    int         fd;
    ZSTD_CStream *z;
    crypto_generichash_state sum;
    int64_t     bytes;
    char       *out;
};

struct PackReader {
    const char *path;
    int         fd;
    ZSTD_DStream *z;
    int64_t     left;               /* of the packed bytes in the file */
    char       *in;
    ZSTD_inBuffer from;
    bool        frame_done;
};

static Status write_all(PackWriter *w, const char *p, size_t n, Err *err)
{
    while (n) {
        ssize_t got = write(w->fd, p, n);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return file_errno(err, "write", w->path);
        p += got;
        n -= (size_t)got;
        w->bytes += got;
    }
    return ST_OK;
}

static Status write_summed(PackWriter *w, const char *p, size_t n, Err *err)
{
    (void)crypto_generichash_update(&w->sum, (const unsigned char *)p, n);
    return write_all(w, p, n, err);
}

Status pack_create(const char *path, Arena *a, PackWriter **out, Err *err)
{
    if (sodium_init() < 0)
        return ERR(err, ST_IO, "no source of randomness");
    PackWriter *w = ARENA_NEW(a, PackWriter);
    *out = w;
    w->path = path;
    w->part = str_fmt(a, "%s.part", path).p;
    w->out = arena_alloc(a, WINDOW, 1);
    (void)crypto_generichash_init(&w->sum, NULL, 0, SUM_BYTES);
    w->fd = open(w->part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (w->fd < 0)
        return file_errno(err, "create", path);
    w->z = ZSTD_createCStream();
    if (!w->z || ZSTD_isError(ZSTD_CCtx_setParameter(w->z, ZSTD_c_compressionLevel, LEVEL)))
        return ERR(err, ST_IO, "cannot begin to compress '%s'", path);
    return write_summed(w, magic, MAGIC_BYTES, err);
}

static Status squeeze(PackWriter *w, ZSTD_inBuffer *in, ZSTD_EndDirective how, Err *err)
{
    size_t left;
    do {
        ZSTD_outBuffer to = { w->out, WINDOW, 0 };
        left = ZSTD_compressStream2(w->z, &to, in, how);
        if (ZSTD_isError(left))
            return ERR(err, ST_IO, "cannot compress '%s': %s", w->path, ZSTD_getErrorName(left));
        Status st = to.pos ? write_summed(w, w->out, to.pos, err) : ST_OK;
        if (st)
            return st;
    } while (in->pos < in->size || (how == ZSTD_e_end && left));
    return ST_OK;
}

Status pack_put(PackWriter *w, const void *bytes, size_t n, Err *err)
{
    return n ? squeeze(w, &(ZSTD_inBuffer){ bytes, n, 0 }, ZSTD_e_continue, err) : ST_OK;
}

Status pack_put_int(PackWriter *w, int64_t v, Err *err)
{
    unsigned char b[8];
    for (int i = 0; i < 8; i++)
        b[i] = (unsigned char)((uint64_t)v >> (8 * i));
    return pack_put(w, b, sizeof b, err);
}

Status pack_put_text(PackWriter *w, Str s, Err *err)
{
    Status st = pack_put_int(w, (int64_t)s.n, err);
    return st ? st : pack_put(w, s.p, s.n, err);
}

Status pack_finish(PackWriter *w, int64_t *bytes, Err *err)
{
    unsigned char sum[SUM_BYTES];
    Status st = squeeze(w, &(ZSTD_inBuffer){ "", 0, 0 }, ZSTD_e_end, err);
    if (st)
        return st;
    (void)crypto_generichash_final(&w->sum, sum, sizeof sum);
    st = write_all(w, (const char *)sum, sizeof sum, err);
    if (!st && fsync(w->fd) != 0 && errno != EINVAL)
        st = file_errno(err, "write", w->path);
    int fd = w->fd;
    w->fd = -1;
    if (close(fd) != 0 && !st)
        st = file_errno(err, "write", w->path);
    if (!st && rename(w->part, w->path) != 0)
        st = file_errno(err, "replace", w->path);
    if (st)
        (void)unlink(w->part);
    *bytes = w->bytes;
    return st;
}

void pack_abandon(PackWriter *w)
{
    if (!w)
        return;
    (void)ZSTD_freeCStream(w->z);
    w->z = NULL;
    if (w->fd < 0)
        return;
    (void)close(w->fd);
    (void)unlink(w->part);
    w->fd = -1;
}

/* ---- reading -------------------------------------------------------------------------------------------------------------------- */

bool pack_is(const char *path)
{
    char head[MAGIC_BYTES];
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    bool is = fd >= 0 && read(fd, head, sizeof head) == (ssize_t)sizeof head && !memcmp(head, magic, sizeof head);
    if (fd >= 0)
        (void)close(fd);
    return is;
}

static Status read_all(PackReader *r, char *p, size_t n, Err *err)
{
    while (n) {
        ssize_t got = read(r->fd, p, n);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return file_errno(err, "read", r->path);
        if (got == 0)
            return ERR(err, ST_INVALID, "archive '%s' is cut short", r->path);
        p += got;
        n -= (size_t)got;
    }
    return ST_OK;
}

/* One pass over the file: the sum at its end is that of everything before. */
static Status check_sum(PackReader *r, int64_t bytes, Err *err)
{
    crypto_generichash_state state;
    unsigned char want[SUM_BYTES], got[SUM_BYTES];
    Status st = ST_OK;
    (void)crypto_generichash_init(&state, NULL, 0, SUM_BYTES);
    for (int64_t left = bytes - SUM_BYTES; !st && left > 0;) {
        size_t n = left < WINDOW ? (size_t)left : (size_t)WINDOW;
        st = read_all(r, r->in, n, err);
        if (!st)
            (void)crypto_generichash_update(&state, (const unsigned char *)r->in, n);
        left -= (int64_t)n;
    }
    if (!st)
        st = read_all(r, (char *)want, sizeof want, err);
    (void)crypto_generichash_final(&state, got, sizeof got);
    if (!st && sodium_memcmp(want, got, sizeof want) != 0)
        st = ERR(err, ST_INVALID, "archive '%s' is damaged: its checksum does not fit", r->path);
    if (!st && lseek(r->fd, MAGIC_BYTES, SEEK_SET) < 0)
        st = file_errno(err, "read", r->path);
    return st;
}

Status pack_open(const char *path, Arena *a, PackReader **out, Err *err)
{
    FileInfo info;
    PackReader *r = ARENA_NEW(a, PackReader);
    *out = r;
    r->path = path;
    r->fd = -1;
    if (sodium_init() < 0)
        return ERR(err, ST_IO, "no source of randomness");
    Status st = file_stat(path, &info, err);
    if (st)
        return st;
    if (!info.is_regular || !pack_is(path))
        return ERR(err, ST_INVALID, "'%s' is no archive of a book", path);
    if (info.bytes < MAGIC_BYTES + SUM_BYTES)
        return ERR(err, ST_INVALID, "archive '%s' is cut short", path);
    r->in = arena_alloc(a, WINDOW, 1);
    r->fd = open(path, O_RDONLY | O_CLOEXEC);
    if (r->fd < 0)
        return file_errno(err, "open", path);
    st = check_sum(r, info.bytes, err);
    r->left = info.bytes - MAGIC_BYTES - SUM_BYTES;
    r->from = (ZSTD_inBuffer){ r->in, 0, 0 };
    r->z = ZSTD_createDStream();
    if (!st && !r->z)
        st = ERR(err, ST_IO, "cannot begin to unpack '%s'", path);
    return st;
}

static Status refill(PackReader *r, Err *err)
{
    size_t n = r->left < WINDOW ? (size_t)r->left : (size_t)WINDOW;
    if (!n)
        return ERR(err, ST_INVALID, "archive '%s' ends too early", r->path);
    r->left -= (int64_t)n;
    r->from = (ZSTD_inBuffer){ r->in, n, 0 };
    return read_all(r, r->in, n, err);
}

Status pack_get(PackReader *r, void *bytes, size_t n, Err *err)
{
    ZSTD_outBuffer to = { bytes, n, 0 };
    while (to.pos < n) {
        size_t before = to.pos;
        if (r->frame_done)
            return ERR(err, ST_INVALID, "archive '%s' ends too early", r->path);
        size_t left = ZSTD_decompressStream(r->z, &to, &r->from);
        if (ZSTD_isError(left))
            return ERR(err, ST_INVALID, "archive '%s' is damaged: %s", r->path, ZSTD_getErrorName(left));
        r->frame_done = left == 0;
        if (to.pos == before && !r->frame_done && r->from.pos == r->from.size) {
            Status st = refill(r, err);
            if (st)
                return st;
        }
    }
    return ST_OK;
}

Status pack_get_int(PackReader *r, int64_t *v, Err *err)
{
    unsigned char b[8];
    uint64_t u = 0;
    Status st = pack_get(r, b, sizeof b, err);
    for (int i = 0; !st && i < 8; i++)
        u |= (uint64_t)b[i] << (8 * i);
    *v = (int64_t)u;
    return st;
}

Status pack_get_text(PackReader *r, size_t max, Arena *a, Str *out, Err *err)
{
    int64_t n = 0;
    Status st = pack_get_int(r, &n, err);
    if (!st && (n < 0 || (uint64_t)n > max))
        st = ERR(err, ST_INVALID, "archive '%s' holds a text of %lld bytes where at most %zu can be", r->path, (long long)n, max);
    if (st)
        return st;
    char *p = arena_alloc(a, (size_t)n + 1, 1);
    st = pack_get(r, p, (size_t)n, err);
    p[n] = 0;
    *out = (Str){ p, (size_t)n };
    return st;
}

Status pack_end(PackReader *r, Err *err)
{
    char one;
    ZSTD_outBuffer to = { &one, 1, 0 };
    while (!r->frame_done) {
        size_t left = ZSTD_decompressStream(r->z, &to, &r->from);
        if (ZSTD_isError(left))
            return ERR(err, ST_INVALID, "archive '%s' is damaged: %s", r->path, ZSTD_getErrorName(left));
        r->frame_done = left == 0;
        if (to.pos)
            return ERR(err, ST_INVALID, "archive '%s' goes on behind its end", r->path);
        Status st = r->frame_done || r->from.pos < r->from.size ? ST_OK : refill(r, err);
        if (st)
            return st;
    }
    if (r->left || r->from.pos < r->from.size)
        return ERR(err, ST_INVALID, "archive '%s' goes on behind its end", r->path);
    return ST_OK;
}

void pack_close(PackReader *r)
{
    if (!r)
        return;
    (void)ZSTD_freeDStream(r->z);
    if (r->fd >= 0)
        (void)close(r->fd);
    r->z = NULL;
    r->fd = -1;
}
