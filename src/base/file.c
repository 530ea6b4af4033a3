#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

Status file_errno(Err *err, const char *what, const char *path)
{
    int e = errno;
    Status st = e == ENOENT || e == ENOTDIR ? ST_NOT_FOUND
              : e == EACCES || e == EPERM   ? ST_FORBIDDEN
                                            : ST_IO;
    char why[96];
    const char *text = strerror_r(e, why, sizeof why);
    return ERR(err, st, "cannot %s '%s': %s", what, path, text);
}

Status file_stat(const char *path, FileInfo *out, Err *err)
{
    struct stat sb;
    if (stat(path, &sb) != 0)
        return file_errno(err, "read", path);
    *out = (FileInfo){ S_ISDIR(sb.st_mode), S_ISREG(sb.st_mode), sb.st_size };
    return ST_OK;
}

Status file_read(const char *path, size_t max, Arena *a, Str *out, Err *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return file_errno(err, "open", path);
    struct stat sb;
    Status st = ST_OK;
    if (fstat(fd, &sb) != 0)
        st = file_errno(err, "read", path);
    else if (S_ISDIR(sb.st_mode))
        st = ERR(err, ST_INVALID, "'%s' is a folder", path);
    else if ((uint64_t)sb.st_size > max)
        st = ERR(err, ST_TOO_BIG, "'%s' is larger than %zu bytes", path, max);
    if (st) {
        close(fd);
        return st;
    }
    size_t want = (size_t)sb.st_size, got = 0;
    char *p = arena_alloc(a, want + 1, 1);
    while (got < want) {
        ssize_t r = read(fd, p + got, want - got);
        if (r < 0 && errno == EINTR)
            continue;
        if (r < 0) {
            st = file_errno(err, "read", path);
            break;
        }
        if (r == 0)
            break;
        got += (size_t)r;
    }
    close(fd);
    p[got] = 0;
    *out = (Str){ p, got };
    return st;
}

static Status write_all(int fd, Str content, const char *path, Err *err)
{
    while (content.n) {
        ssize_t w = write(fd, content.p, content.n);
        if (w < 0 && errno == EINTR)
            continue;
        if (w < 0)
            return file_errno(err, "write", path);
        content.p += w;
        content.n -= (size_t)w;
    }
    return fsync(fd) == 0 || errno == EINVAL ? ST_OK : file_errno(err, "write", path);
}

Status file_replace(const char *path, Str content, Err *err)
{
    char tmp[4096];
    if (snprintf(tmp, sizeof tmp, "%s.part", path) >= (int)sizeof tmp)
        return ERR(err, ST_TOO_BIG, "path of more than %zu bytes", sizeof tmp);
    int fd = open(tmp, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (fd < 0)
        return file_errno(err, "create", path);
    Status st = write_all(fd, content, path, err);
    if (close(fd) != 0 && !st)
        st = file_errno(err, "write", path);
    if (!st && rename(tmp, path) != 0)
        st = file_errno(err, "replace", path);
    if (st)
        (void)unlink(tmp);
    return st;
}

Status file_make_dir(const char *path, Err *err)
{
    struct stat sb;
    if (mkdir(path, 0755) == 0 || (errno == EEXIST && stat(path, &sb) == 0 && S_ISDIR(sb.st_mode)))
        return ST_OK;
    return file_errno(err, "create", path);
}

Status file_temporary(int *fd, Err *err)
{
    const char *const dir[] = { getenv("TMPDIR"), "/var/tmp", "/tmp" };
    for (size_t i = 0; i < COUNT_OF(dir); i++) {
        char name[4096];
        if (!dir[i] || !*dir[i])
            continue;
        *fd = open(dir[i], O_TMPFILE | O_RDWR | O_CLOEXEC | O_EXCL, 0600);
        if (*fd >= 0)
            return ST_OK;
        if (snprintf(name, sizeof name, "%s/throughline-XXXXXX", dir[i]) >= (int)sizeof name)
            continue;
        *fd = mkostemp(name, O_CLOEXEC);
        if (*fd >= 0) {
            (void)unlink(name);
            return ST_OK;
        }
    }
    return file_errno(err, "create a temporary file in", dir[0] && *dir[0] ? dir[0] : "/tmp");
}

Str path_base(Str path)
{
    for (size_t i = path.n; i > 0; i--)
        if (path.p[i - 1] == '/')
            return str_sub(path, i, path.n - i);
    return path;
}

Str path_stem(Str path)
{
    const char *dot = memrchr(path.p, '.', path.n), *slash = memrchr(path.p, '/', path.n);
    return dot && (!slash || dot > slash) ? str_sub(path, 0, (size_t)(dot - path.p)) : path;
}

Str path_join(Arena *a, Str dir, Str name)
{
    bool slash = dir.n && dir.p[dir.n - 1] == '/';
    return str_fmt(a, "%.*s%s%.*s", STR_ARG(dir), slash || !dir.n ? "" : "/", STR_ARG(name));
}
