#include "store/clip.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/map.h"
#include "model/limits.h"
#include "store/forget.h"

enum { BLOCK = 256 * 1024, HASH = CLIP_DIGEST / 2 };

const struct ClipFormWords clip_forms[CLIP_FORMS] = {
    [CLIP_WAV] = { "wav", "audio/wav" },   [CLIP_MP3] = { "mp3", "audio/mpeg" }, [CLIP_OGG] = { "ogg", "audio/ogg" },    [CLIP_FLAC] = { "flac", "audio/flac" },
    [CLIP_M4A] = { "m4a", "audio/mp4" },   [CLIP_AAC] = { "aac", "audio/aac" },  [CLIP_WEBM] = { "webm", "audio/webm" },
};

static const char incoming[] = ".incoming-";

/* Bytes at a place; the frames of MP3 and AAC begin with eleven or twelve bits set, and what follows says which.  Layer I looks like a text in
 * UTF-16, and nobody records calls in it. */
bool clip_form_of(Str s, ClipForm *out)
{
    static const struct { size_t at; const char *bytes; size_t n; ClipForm form; } marks[] = {
        { 8, "WAVE", 4, CLIP_WAV }, { 0, "ID3", 3, CLIP_MP3 }, { 0, "OggS", 4, CLIP_OGG }, { 0, "fLaC", 4, CLIP_FLAC },
        { 4, "ftyp", 4, CLIP_M4A }, { 0, "\x1A\x45\xDF\xA3", 4, CLIP_WEBM },
    };
    for (size_t i = 0; i < COUNT_OF(marks); i++)
        if (s.n >= marks[i].at + marks[i].n && !memcmp(s.p + marks[i].at, marks[i].bytes, marks[i].n)) {
            *out = marks[i].form;
            return marks[i].form != CLIP_WAV || !memcmp(s.p, "RIFF", 4);
        }
    if (s.n < 4 || (unsigned char)s.p[0] != 0xFF || ((unsigned char)s.p[1] & 0xE0) != 0xE0 || ((unsigned char)s.p[1] & 0x18) == 0x08)
        return false;
    *out = ((unsigned char)s.p[1] & 0x06) == 0 ? CLIP_AAC : CLIP_MP3;
    return *out == CLIP_MP3 ? ((unsigned char)s.p[1] & 0x06) != 0x06 : ((unsigned char)s.p[1] & 0xF0) == 0xF0;
}

Str clip_dir(const char *where, Arena *a)
{
    Str s = str_of(where);
    if (!s.n || str_eq(s, STR(":memory:")))
        return STR("");
    if (!str_starts(s, STR("postgres://")) && !str_starts(s, STR("postgresql://")))
        return str_fmt(a, "%s.clips", where);
    s = str_cut(&s, '?');
    Str name = str_dup(a, path_base(s));
    char *p = arena_alloc(a, name.n + 1, 1);
    for (size_t i = 0; i < name.n; i++)
        p[i] = strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_", name.p[i]) ? name.p[i] : '_';
    return str_fmt(a, "throughline-%.*s.clips", (int)name.n, p);
}

Str clip_path(Str dir, Str digest, Str form, Arena *a)
{
    bool known = false;
    for (size_t i = 0; i < CLIP_FORMS; i++)
        known = known || str_eq(form, str_of(clip_forms[i].name));
    for (size_t i = 0; i < digest.n; i++)
        known = known && memchr("0123456789abcdef", digest.p[i], 16);
    return dir.n && known && digest.n == CLIP_DIGEST ? str_fmt(a, "%.*s/%.*s.%.*s", STR_ARG(dir), STR_ARG(digest), STR_ARG(form)) : STR("");
}

static Status write_block(int fd, const char *p, size_t n, const char *path, Err *err)
{
    while (n) {
        ssize_t w = write(fd, p, n);
        if (w < 0 && errno == EINTR)
            continue;
        if (w < 0)
            return errno == ENOSPC ? ERR(err, ST_FULL, "cannot write '%s': the disk is full", path) : file_errno(err, "write", path);
        p += w;
        n -= (size_t)w;
    }
    return ST_OK;
}

/* All of it once: its digest, its size, its form; written to `fd` where that is one. */
static Status pass(const ClipSource *from, int fd, const char *path, Clip *out, Err *err)
{
    crypto_generichash_state state;
    unsigned char hash[HASH];
    char *block = malloc(BLOCK);
    if (!block)
        bug("out of memory (clip)");
    size_t got = 1;
    *out = (Clip){ .form = CLIP_FORMS };
    (void)crypto_generichash_init(&state, NULL, 0, HASH);
    Status st = from->begin(from->ctx, err);
    while (!st && got) {
        size_t n = 0;
        /* Whole blocks, so that the first one tells the form whatever pieces it came in. */
        for (got = 1; !st && got && n < BLOCK; n += got)
            st = from->read(from->ctx, block + n, BLOCK - n, &got, err);
        if (!st && !out->bytes && !clip_form_of((Str){ block, n }, &out->form))
            st = ERR(err, ST_INVALID, "not a recording that browsers play (WAV, MP3, Ogg, FLAC, MPEG-4, AAC, WebM)");
        out->bytes += (int64_t)n;
        if (!st && out->bytes > (int64_t)LIMIT_CLIP_MIB * 1024 * 1024)
            st = ERR(err, ST_TOO_BIG, "larger than %d MiB", LIMIT_CLIP_MIB);
        (void)crypto_generichash_update(&state, (const unsigned char *)block, n);
        if (!st && fd >= 0)
            st = write_block(fd, block, n, path, err);
    }
    free(block);
    (void)crypto_generichash_final(&state, hash, sizeof hash);
    (void)sodium_bin2hex(out->digest, sizeof out->digest, hash, sizeof hash);
    return st;
}

static Status flush_dir(Str dir, Err *err)
{
    int fd = open(dir.p, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    Status st = fd < 0 || (fsync(fd) != 0 && errno != EINVAL) ? file_errno(err, "flush", dir.p) : ST_OK;
    if (fd >= 0)
        (void)close(fd);
    return st;
}

static Status copy(Str dir, const ClipSource *from, const Clip *seen, Str path, Arena *a, Err *err)
{
    Clip again;
    Str name = str_fmt(a, "%.*s/%sXXXXXX", STR_ARG(dir), incoming);
    char *tmp = arena_alloc(a, name.n + 1, 1);
    memcpy(tmp, name.p, name.n + 1);
    int fd = mkostemp(tmp, O_CLOEXEC);
    if (fd < 0)
        return file_errno(err, "create a file in", dir.p);
    Status st = pass(from, fd, tmp, &again, err);
    if (!st && strcmp(again.digest, seen->digest) != 0)
        st = ERR(err, ST_INVALID, "the bytes of the recording are not those that its name says");
    if (!st && fsync(fd) != 0 && errno != EINVAL)
        st = file_errno(err, "flush", tmp);
    if (close(fd) != 0 && !st)
        st = file_errno(err, "write", tmp);
    if (!st && rename(tmp, path.p) != 0)
        st = file_errno(err, "replace", path.p);
    if (st)
        (void)unlink(tmp);
    return st ? st : flush_dir(dir, err);
}

bool clip_fits(Str path, int64_t bytes)
{
    FileInfo info;
    Err none;
    return path.n && !file_stat(path.p, &info, &none) && info.is_regular && info.bytes == bytes;
}

Status clip_keep(Str dir, const ClipSource *from, Clip *out, bool *copied, Err *err)
{
    Arena a;
    arena_init(&a);
    *copied = false;
    Status st = pass(from, -1, "", out, err);
    Str path = st ? STR("") : clip_path(dir, str_of(out->digest), str_of(clip_forms[out->form].name), &a);
    if (!st && !clip_fits(path, out->bytes)) {
        st = copy(dir, from, out, path, &a, err);
        *copied = !st;
    }
    arena_release(&a);
    return st;
}

Status clip_take(Str dir, const ClipSource *from, Str digest, Str form, Err *err)
{
    Clip c = { .form = CLIP_FORMS };
    Arena a;
    arena_init(&a);
    (void)snprintf(c.digest, sizeof c.digest, "%.*s", STR_ARG(digest));
    Clip seen = c;
    Status st = dir.n ? copy(dir, from, &c, clip_path(dir, digest, form, &a), &a, err) : pass(from, -1, "", &seen, err);
    if (!st && strcmp(c.digest, seen.digest) != 0)
        st = ERR(err, ST_INVALID, "the bytes of the recording are not those that its name says");
    arena_release(&a);
    return st;
}

static Status lock(Str dir, bool exclusive, bool wait, int *fd, Err *err)
{
    *fd = -1;
    if (!dir.n)
        return ST_OK;
    if (!exclusive && mkdir(dir.p, 0700) != 0 && errno != EEXIST)
        return file_errno(err, "create", dir.p);
    *fd = open(dir.p, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (*fd < 0)
        return exclusive && errno == ENOENT ? ST_OK : file_errno(err, "open", dir.p);
    while (flock(*fd, exclusive ? LOCK_EX | (wait ? 0 : LOCK_NB) : LOCK_SH) != 0)
        if (errno != EINTR) {
            clip_unlock(*fd);
            *fd = -1;
            return ERR(err, ST_BUSY, "recordings are being brought in");
        }
    return ST_OK;
}

Status clip_lock(Str dir, bool exclusive, int *fd, Err *err) { return lock(dir, exclusive, false, fd, err); }

void clip_unlock(int fd)
{
    if (fd >= 0)
        (void)close(fd);
}

/* A name that we gave: nothing else in the folder is ours to take away. */
static bool is_ours(Str name)
{
    Str form = name, digest = str_cut(&form, '.');
    Arena a;
    if (str_starts(name, str_of(incoming)))
        return true;
    arena_init(&a);
    bool ours = clip_path(STR("."), digest, form, &a).n > 0;
    arena_release(&a);
    return ours;
}

static Status sweep_dir(Str dir, const StrMap *named, Arena *a, int64_t *gone, Err *err)
{
    size_t id;
    DIR *d = opendir(dir.p);
    if (!d)
        return file_errno(err, "open", dir.p);
    for (const struct dirent *e; (e = readdir(d));) {
        Str name = str_of(e->d_name);
        if (!is_ours(name) || strmap_get(named, name, &id))
            continue;
        if (unlink(path_join(a, dir, name).p) == 0)
            ++*gone;
    }
    (void)closedir(d);
    return *gone ? flush_dir(dir, err) : ST_OK;
}

Status clip_sweep(Store *s, bool wait, int64_t *gone, Err *err)
{
    Arena a;
    Table t;
    StrMap named;
    int fd;
    *gone = 0;
    arena_init(&a);
    Str dir = clip_dir(store_where(s), &a);
    Status st = lock(dir, true, wait, &fd, err);
    if (st || fd < 0) {
        arena_release(&a);
        return st == ST_BUSY ? ST_OK : st;
    }
    strmap_init(&named, &a);
    st = store_fetch(s, SQL_CLIP_FILES, STORE_NO_ARGS, &a, &t, err);
    for (size_t r = 0; !st && r < t.n; r++)
        (void)strmap_put(&named, str_fmt(&a, "%.*s.%.*s", STR_ARG(col_text(&t, "digest")[r]), STR_ARG(col_text(&t, "form")[r])), NULL);
    if (!st)
        st = sweep_dir(dir, &named, &a, gone, err);
    if (!st && !named.n)
        (void)rmdir(dir.p);                      /* only when nothing is left in it */
    clip_unlock(fd);
    arena_release(&a);
    return st;
}

/* ---- a file as a source, for checking ------------------------------------------------------------------------------------------------ */

typedef struct FromFd {
    int         fd;
    const char *path;
} FromFd;

static Status fd_begin(void *ctx, Err *err)
{
    const FromFd *f = ctx;
    return lseek(f->fd, 0, SEEK_SET) < 0 ? file_errno(err, "read", f->path) : ST_OK;
}

static Status fd_read(void *ctx, void *to, size_t room, size_t *got, Err *err)
{
    const FromFd *f = ctx;
    ssize_t r;
    do
        r = read(f->fd, to, room);
    while (r < 0 && errno == EINTR);
    *got = r > 0 ? (size_t)r : 0;
    return r < 0 ? file_errno(err, "read", f->path) : ST_OK;
}

bool clip_is(Str path, Str digest)
{
    if (!path.n)
        return false;
    Clip c;
    Err none;
    FromFd f = { open(path.p, O_RDONLY | O_CLOEXEC | O_NOFOLLOW), path.p };
    bool fit = f.fd >= 0 && !pass(&(ClipSource){ fd_begin, fd_read, &f }, -1, path.p, &c, &none) && str_eq(str_of(c.digest), digest);
    if (f.fd >= 0)
        (void)close(f.fd);
    return fit;
}

Status clip_check(Store *s, bool whole, int64_t *n, int64_t *wrong, Err *err)
{
    Arena a;
    Table t;
    *n = *wrong = 0;
    arena_init(&a);
    Str dir = clip_dir(store_where(s), &a);
    Status st = store_fetch(s, SQL_CLIP_FILES, STORE_NO_ARGS, &a, &t, err);
    for (size_t r = 0; !st && r < t.n; r++) {
        Str digest = col_text(&t, "digest")[r], path = clip_path(dir, digest, col_text(&t, "form")[r], &a);
        ++*n;
        *wrong += !clip_fits(path, col_int(&t, "bytes")[r]) || (whole && !clip_is(path, digest));
    }
    arena_release(&a);
    return st;
}

/* ---- rows ---------------------------------------------------------------------------------------------------------------------------- */

static Status is_erased(Store *s, Str source, Str call, Str digest, Arena *a, bool *erased, Err *err)
{
    Table t;
    ForgetGuard g;
    Status st = store_fetch(s, SQL_CLIP_OF_CALL, STORE_ARGS(DB_TEXT(source), DB_TEXT(call)), a, &t, err);
    *erased = !st && t.n && !col_text(&t, "digest")[0].n;
    if (!st && !*erased)
        st = forget_guard_load(&g, s, a, err);
    if (!st && !*erased)
        *erased = forget_guard_clip(&g, digest);
    return st;
}

Status clip_put(Store *s, Str source, Str call, const Clip *c, bool *erased, Err *err)
{
    Arena a;
    arena_init(&a);
    Status st = is_erased(s, source, call, str_of(c->digest), &a, erased, err);
    if (!st && !*erased)
        st = store_run(s, SQL_CLIP_PUT, STORE_ARGS(DB_TEXT(source), DB_TEXT(call), DB_TEXT(str_of(c->digest)), DB_INT(c->bytes),
                       DB_TEXT(str_of(clip_forms[c->form].name))), err);
    arena_release(&a);
    return st;
}

Status clip_refuse(Store *s, Str source, Str call, Err *err)
{
    return store_run(s, SQL_CLIP_PUT, STORE_ARGS(DB_TEXT(source), DB_TEXT(call), DB_TEXT(STR("")), DB_INT(0), DB_TEXT(STR(""))), err);
}

Status clip_has(Store *s, Str source, Str call, bool *has, Err *err)
{
    Arena a;
    Table t;
    arena_init(&a);
    Status st = store_fetch(s, SQL_CLIP_OF_CALL, STORE_ARGS(DB_TEXT(source), DB_TEXT(call)), &a, &t, err);
    *has = false;
    if (!st && t.n) {
        Str digest = col_text(&t, "digest")[0];
        *has = !digest.n || clip_fits(clip_path(clip_dir(store_where(s), &a), digest, col_text(&t, "form")[0], &a), col_int(&t, "bytes")[0]);
    }
    arena_release(&a);
    return st;
}
