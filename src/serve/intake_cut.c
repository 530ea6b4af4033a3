/* intake_cut.c - segments of the spool and files of the watched folder, as files to import. */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/date.h"
#include "base/file.h"
#include "base/log.h"
#include "serve/intake_in.h"
#include "serve/serve.h"

enum { FILES_MAX = 4096, FILE_BYTES_MAX = 1024 * 1024 * 1024, NS_PER_MS = 1000000, MS_PER_SECOND = 1000 };

/* One file to be: the lines of one endpoint and stream. */
typedef struct Sheaf {
    int64_t hook;
    Str     stream;
    Buf     lines;
} Sheaf;

typedef struct Unpack {
    Arena *a;
    Sheaf *at;
    size_t n;
} Unpack;

static Status sort_in(void *ctx, const SpoolItem *item, Err *err)
{
    Unpack *u = ctx;
    size_t k = 0;
    while (k < u->n && (u->at[k].hook != item->hook || !str_eq(u->at[k].stream, item->stream)))
        k++;
    if (k == u->n) {
        if (u->n == FILES_MAX)
            return ERR(err, ST_TOO_BIG, "a segment of more than %d streams", FILES_MAX);
        u->at[u->n] = (Sheaf){ .hook = item->hook, .stream = str_dup(u->a, item->stream) };
        buf_init(&u->at[u->n++].lines, FILE_BYTES_MAX);
    }
    buf_put(&u->at[k].lines, item->body);
    buf_putc(&u->at[k].lines, '\n');
    return ST_OK;
}

static void add(ServeBatch *b, Arena *a, Str path, bool own)
{
    if (b->n == b->cap) {
        b->cap = b->cap ? b->cap * 2 : 16;
        ServeFile *more = ARENA_NEW_N(a, ServeFile, b->cap);
        if (b->n)
            memcpy(more, b->file, b->n * sizeof *more);
        b->file = more;
    }
    b->file[b->n++] = (ServeFile){ .path = path.p, .own = own };
}

static Str name_of(const Hooks *h, int64_t id, Arena *a)
{
    const Hook *one = hooks_find(h, id);
    if (!one)
        return str_fmt(a, "%lld", (long long)id);
    Str name = str_dup(a, one->name);
    union { const char *in; char *out; } p = { .in = name.p };
    for (size_t i = 0; i < name.n; i++)
        if (p.in[i] == '/' || p.in[i] == '.')
            p.out[i] = '_';
    return name;
}

Status intake_unpack(Intake *in, Str segment, Arena *a, ServeBatch *b, int64_t *records, Err *err)
{
    Unpack u = { .a = a, .at = ARENA_NEW_N(a, Sheaf, FILES_MAX) };
    SpoolSeen seen;
    Hooks hooks;
    Str number = str_sub(path_base(segment), 0, path_base(segment).n - 4);
    Status st = hooks_load(in->dir.p, a, &hooks, err);
    if (!st)
        st = spool_read(segment.p, sort_in, &u, &seen, err);
    *records = st ? 0 : seen.records;
    if (!st && seen.torn)
        log_event(LOG_WARN, "intake.torn", "bytes=%lld records=%lld", (long long)seen.torn, (long long)seen.records);
    for (size_t k = 0; k < u.n; k++) {
        Str name = name_of(&hooks, u.at[k].hook, a);
        Str path = str_fmt(a, "%.*s/%.*s-%.*s-%.*s.ndjson", STR_ARG(in->work), STR_ARG(number), STR_ARG(name), STR_ARG(u.at[k].stream));
        if (!st)
            st = file_replace(path.p, buf_str(&u.at[k].lines), err);
        add(b, a, path, true);
        buf_release(&u.at[k].lines);
    }
    return st;
}

static Watched *seen_at(Intake *in, Str path)
{
    for (size_t i = 0; i < in->n_seen; i++)
        if (str_eq(in->seen[i].path, path))
            return &in->seen[i];
    if (in->n_seen == in->cap_seen) {
        in->cap_seen = in->cap_seen ? in->cap_seen * 2 : 64;
        Watched *more = ARENA_NEW_N(&in->a, Watched, in->cap_seen);
        if (in->n_seen)
            memcpy(more, in->seen, in->n_seen * sizeof *more);
        in->seen = more;
    }
    in->seen[in->n_seen] = (Watched){ .path = str_dup(&in->a, path), .bytes = -1 };
    return &in->seen[in->n_seen++];
}

/* A file is taken once it has been as it is for a while; when it changes later, again: the book knows what it holds already. */
static void look_at(Intake *in, Str path, int64_t now, Arena *a, ServeBatch *b)
{
    struct stat sb;
    if (stat(path.p, &sb) != 0 || !S_ISREG(sb.st_mode))
        return;
    Watched *w = seen_at(in, path);
    int64_t changed = (int64_t)sb.st_mtim.tv_sec * MS_PER_SECOND * NS_PER_MS + sb.st_mtim.tv_nsec;
    bool same = w->bytes == sb.st_size && w->changed == changed;
    w->taken = w->taken && same;
    w->bytes = sb.st_size;
    w->changed = changed;
    if (same && !w->taken && now * 1000 - changed >= (int64_t)INTAKE_SETTLED_MS * NS_PER_MS)
        add(b, a, str_dup(a, path), false);
}

Status intake_look(Intake *in, Arena *a, ServeBatch *b, Err *err)
{
    if (!in->watch.n)
        return ST_OK;
    DIR *d = opendir(in->watch.p);
    if (!d)
        return file_errno(err, "read", in->watch.p);
    for (const struct dirent *e = readdir(d); e; e = readdir(d))
        if (e->d_name[0] != '.')
            look_at(in, path_join(a, in->watch, str_of(e->d_name)), b->now, a, b);
    (void)closedir(d);
    return ST_OK;
}

void intake_settle(Intake *in, const ServeBatch *b)
{
    Arena a;
    arena_init(&a);
    for (size_t i = 0; i < b->n; i++) {
        Str path = str_of(b->file[i].path);
        if (!b->file[i].own)
            seen_at(in, path)->taken = true;
        else if (rename(path.p, path_join(&a, b->file[i].unread ? in->held : in->taken, path_base(path)).p) != 0)
            log_event(LOG_WARN, "intake.move", "errno=%d", errno);
        if (b->file[i].unread)
            log_event(LOG_WARN, "intake.unread", "file=%zu own=%d", i, b->file[i].own);
    }
    arena_release(&a);
}

/* Once an hour: what was taken long enough ago goes. */
void intake_purge(Intake *in, int64_t now)
{
    enum { EVERY_SECONDS = 3600 };
    if (in->purged && now - in->purged < EVERY_SECONDS * MICROS_PER_SECOND)
        return;
    in->purged = now;
    DIR *d = opendir(in->taken.p);
    Arena a;
    arena_init(&a);
    for (const struct dirent *e = d ? readdir(d) : NULL; e; e = readdir(d)) {
        struct stat sb;
        Str path = path_join(&a, in->taken, str_of(e->d_name));
        if (stat(path.p, &sb) == 0 && S_ISREG(sb.st_mode) && now - (int64_t)sb.st_mtim.tv_sec * MICROS_PER_SECOND > INTAKE_KEEP_DAYS * MICROS_PER_DAY)
            (void)unlink(path.p);
    }
    if (d)
        (void)closedir(d);
    arena_release(&a);
}
