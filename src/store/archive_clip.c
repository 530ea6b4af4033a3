/* archive_clip.c - the recordings beside a book, within its archive (archive_in.h). */
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/file.h"
#include "store/archive_in.h"

enum { BLOCK = 64 * 1024 };

static Status put_bytes(PackWriter *w, int fd, const char *path, int64_t left, Err *err)
{
    char block[BLOCK];
    Status st = ST_OK;
    while (!st && left) {
        ssize_t r = read(fd, block, left < BLOCK ? (size_t)left : BLOCK);
        if (r < 0 && errno == EINTR)
            continue;
        if (r <= 0)
            return r ? file_errno(err, "read", path) : ERR(err, ST_IO, "'%s' became shorter while it was read", path);
        st = pack_put(w, block, (size_t)r, err);
        left -= r;
    }
    return st;
}

static Status put_one(PackWriter *w, const Table *t, size_t r, Str path, Err *err)
{
    int fd = open(path.p, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0)
        return file_errno(err, "open", path.p);
    Status st = pack_put_text(w, col_text(t, "digest")[r], err);
    if (!st)
        st = pack_put_text(w, col_text(t, "form")[r], err);
    if (!st)
        st = pack_put_int(w, col_int(t, "bytes")[r], err);
    if (!st)
        st = put_bytes(w, fd, path.p, col_int(t, "bytes")[r], err);
    (void)close(fd);
    return st;
}

Status archive_put_clips(Store *s, PackWriter *w, ArchiveInfo *out, Err *err)
{
    Arena a;
    Table t;
    arena_init(&a);
    Str dir = clip_dir(store_where(s), &a);
    Status st = store_fetch(s, SQL_CLIP_FILES, STORE_NO_ARGS, &a, &t, err);
    Str *path = ARENA_NEW_N(&a, Str, t.n + 1);
    for (size_t r = 0; !st && r < t.n; r++) {
        path[r] = clip_path(dir, col_text(&t, "digest")[r], col_text(&t, "form")[r], &a);
        if (!clip_is(path[r], col_text(&t, "digest")[r]))
            path[r] = STR("");
        out->clips += path[r].n > 0;
        out->clips_missing += !path[r].n;
    }
    if (!st)
        st = pack_put_int(w, out->clips, err);
    for (size_t r = 0; !st && r < t.n; r++)
        if (path[r].n)
            st = put_one(w, &t, r, path[r], err);
    arena_release(&a);
    return st;
}

/* ---- and out of it ------------------------------------------------------------------------------------------------------------------- */

typedef struct FromPack {
    PackReader *r;
    int64_t     left;
} FromPack;

static Status pack_begin(void *ctx, Err *err)
{
    (void)ctx;
    (void)err;
    return ST_OK;
}

static Status pack_read(void *ctx, void *to, size_t room, size_t *got, Err *err)
{
    FromPack *f = ctx;
    *got = (uint64_t)f->left < room ? (size_t)f->left : room;
    f->left -= (int64_t)*got;
    return *got ? pack_get(f->r, to, *got, err) : ST_OK;
}

static Status get_one(PackReader *r, ArchiveClips *to, Err *err)
{
    Arena a;
    Str digest, form;
    FromPack from = { .r = r };
    arena_init(&a);
    Status st = pack_get_text(r, CLIP_DIGEST, &a, &digest, err);
    if (!st)
        st = pack_get_text(r, ARCHIVE_NAME_MAX, &a, &form, err);
    if (!st)
        st = pack_get_int(r, &from.left, err);
    if (!st && (!clip_path(STR("."), digest, form, &a).n || from.left < 0))
        st = ERR(err, ST_INVALID, "the archive is no archive of a book: a recording's name");
    if (!st)
        st = clip_take(to->dir, &(ClipSource){ pack_begin, pack_read, &from }, digest, form, err);
    arena_release(&a);
    return st;
}

Status archive_get_clips(PackReader *r, ArchiveClips *to, ArchiveInfo *out, Err *err)
{
    Status st = pack_get_int(r, &out->clips, err);
    if (!st && out->clips && to->dir.n && to->lock < 0)
        st = clip_lock(to->dir, false, &to->lock, err);
    for (int64_t i = 0; !st && i < out->clips; i++)
        st = get_one(r, to, err);
    return st;
}
