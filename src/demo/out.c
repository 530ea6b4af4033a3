#include "demo/out.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/date.h"
#include "base/file.h"

enum { OUT_BUFFER = 1 << 18, OUT_RECORD_MAX = 1 << 17 };

static void shut(void *p)
{
    Out *o = p;
    if (o->fd >= 0)
        (void)close(o->fd);
    o->fd = -1;
}

Status out_open(Out *o, Arena *a, const char *dir, const char *name, Err *err)
{
    Str path = str_fmt(a, "%s/%s", dir, name);
    *o = (Out){
        .p = ARENA_NEW_N(a, char, OUT_BUFFER), .cap = OUT_BUFFER, .path = path.p, .name = name
    };
    o->fd = open(path.p, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (o->fd < 0)
        return file_errno(err, "create", path.p);
    arena_defer(a, shut, o);
    return ST_OK;
}

static void flush(Out *o)
{
    size_t done = 0;
    while (!o->error && done < o->n) {
        ssize_t k = write(o->fd, o->p + done, o->n - done);
        if (k >= 0)
            done += (size_t)k;
        else if (errno != EINTR)
            o->error = errno;
    }
    o->n = 0;
}

Status out_close(Out *o, Err *err)
{
    flush(o);
    int fd = o->fd;
    o->fd = -1;
    if (fd >= 0 && close(fd) && !o->error)
        o->error = errno;
    if (!o->error)
        return ST_OK;
    errno = o->error;
    return file_errno(err, "write", o->path);
}

size_t out_mark(Out *o)
{
    if (o->cap - o->n < OUT_RECORD_MAX)
        flush(o);
    return o->n;
}

void out_repeat(Out *o, size_t mark)
{
    Str again = { o->p + mark, o->n - mark };
    if (o->n < mark || again.n > o->cap - o->n)
        return;
    out_put(o, again);
    o->records++;
    o->duplicates++;
}

void out_put(Out *o, Str s)
{
    while (s.n > o->cap - o->n) {
        size_t k = o->cap - o->n;
        memcpy(o->p + o->n, s.p, k);
        o->n = o->cap;
        s.p += k;
        s.n -= k;
        flush(o);
    }
    memcpy(o->p + o->n, s.p, s.n);
    o->n += s.n;
}

void out_c(Out *o, char c)
{
    if (o->n == o->cap)
        flush(o);
    o->p[o->n++] = c;
}

void out_pad(Out *o, int64_t v, int width)
{
    char digit[24];
    int n = 0;
    do {
        digit[n++] = (char)('0' + v % 10);
        v /= 10;
    } while (v > 0);
    for (int i = n; i < width; i++)
        out_c(o, '0');
    while (n > 0)
        out_c(o, digit[--n]);
}

void out_i(Out *o, int64_t v)
{
    if (v < 0)
        out_c(o, '-');
    out_pad(o, v < 0 ? -v : v, 1);
}

void out_money(Out *o, int64_t minor, char point)
{
    if (minor < 0)
        out_c(o, '-');
    minor = minor < 0 ? -minor : minor;
    out_pad(o, minor / 100, 1);
    out_c(o, point);
    out_pad(o, minor % 100, 2);
}

void out_day(Out *o, int64_t day)
{
    Civil c = civil_of_day(day);
    out_pad(o, c.year, 4);
    out_c(o, '-');
    out_pad(o, c.month, 2);
    out_c(o, '-');
    out_pad(o, c.day, 2);
}

void out_day_de(Out *o, int64_t day)
{
    Civil c = civil_of_day(day);
    out_pad(o, c.day, 2);
    out_c(o, '.');
    out_pad(o, c.month, 2);
    out_c(o, '.');
    out_pad(o, c.year, 4);
}

void out_time(Out *o, int64_t sec, char between)
{
    int64_t day = sec / 86400, rest = sec % 86400;
    out_day(o, day);
    out_c(o, between);
    out_pad(o, rest / 3600, 2);
    out_c(o, ':');
    out_pad(o, rest / 60 % 60, 2);
    out_c(o, ':');
    out_pad(o, rest % 60, 2);
}

void out_quoted(Out *o, Str s)
{
    out_c(o, '"');
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '"')
            out_c(o, '"');
        out_c(o, s.p[i]);
    }
    out_c(o, '"');
}

void out_csv(Out *o, Str s)
{
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '"' || s.p[i] == ',' || s.p[i] == '\n' || s.p[i] == '\r') {
            out_quoted(o, s);
            return;
        }
    }
    out_put(o, s);
}

void out_json(Out *o, Str s)
{
    out_c(o, '"');
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c == '"' || c == '\\') {
            out_c(o, '\\');
            out_c(o, (char)c);
        } else if (c == '\n') {
            out_put(o, STR("\\n"));
        } else if (c == '\r') {
            out_put(o, STR("\\r"));
        } else if (c < 0x20) {
            out_put(o, STR("\\u00"));
            out_hex(o, c, 2);
        } else {
            out_c(o, (char)c);
        }
    }
    out_c(o, '"');
}

void out_1252(Out *o, Str s)
{
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c < 0x80) {
            out_c(o, (char)c);
        } else if ((c == 0xC2 || c == 0xC3) && i + 1 < s.n) {
            /* The two lead bytes of U+0080..U+00FF, where both encodings number alike. */
            out_c(o, (char)(unsigned char)((c & 3u) << 6 | ((unsigned char)s.p[++i] & 0x3fu)));
        } else if (c >= 0xC0) {
            out_c(o, '?');
        }
    }
}

void out_hex(Out *o, uint64_t v, int digits)
{
    for (int i = digits - 1; i >= 0; i--)
        out_c(o, "0123456789abcdef"[v >> (4 * i) & 15]);
}
