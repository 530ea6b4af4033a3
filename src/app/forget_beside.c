#include "app/forget_beside.h"

#include <dirent.h>
#include <errno.h>

#include "app/live.h"
#include "base/file.h"
#include "report/html.h"

#define FORGOTTEN "{\"forgotten\":true}"

enum { FILE_MAX_BYTES = 1 << 30, ESCAPED = 1024 };

/* As UTF-16 units, each \uXXXX; the bytes of a name are sound UTF-8. */
static Str escaped(Str s, Arena *a)
{
    Buf b;
    bool any = false;
    buf_init(&b, ESCAPED);
    for (size_t i = 0; i < s.n;) {
        unsigned char c = (unsigned char)s.p[i];
        size_t n = c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
        uint32_t v = n == 1 ? c : c & (0xFFu >> (n + 1));
        for (size_t k = 1; k < n && i + k < s.n; k++)
            v = v << 6 | ((unsigned char)s.p[i + k] & 0x3F);
        if (n == 1)
            buf_putc(&b, s.p[i]);
        else if (v < 0x10000)
            buf_printf(&b, "\\u%04x", v);
        else
            buf_printf(&b, "\\u%04x\\u%04x", 0xD800 + ((v - 0x10000) >> 10), 0xDC00 + ((v - 0x10000) & 0x3FF));
        any = any || n > 1;
        i += n;
    }
    Str out = any && !b.over ? str_dup(a, buf_str(&b)) : STR("");
    buf_release(&b);
    return out;
}

/* As a page has it. */
static Str in_page(Str s, Arena *a)
{
    Buf b;
    buf_init(&b, ESCAPED);
    html_put(&b, s);
    Str out = b.over || str_eq(buf_str(&b), s) ? STR("") : str_dup(a, buf_str(&b));
    buf_release(&b);
    return out;
}

/* Each needle as it is and as it may be written, if that differs. */
static ForgetNeedles with_other(const ForgetNeedles *n, Str (*other)(Str, Arena *), Arena *a)
{
    ForgetNeedles out = { .full = ARENA_NEW_N(a, Str, 2 * n->n_full + 1), .phone = n->phone, .n_phone = n->n_phone,
                          .name = n->name, .n_name = n->n_name };
    for (size_t i = 0; i < n->n_full; i++) {
        Str more = other(n->full[i], a);
        out.full[out.n_full++] = n->full[i];
        if (more.n)
            out.full[out.n_full++] = more;
    }
    return out;
}

/* One file: which of its lines name her, and the file without them. */
static Status scrub_file(const char *path, const ForgetNeedles *n, bool lines, bool dry, int64_t *files, Err *err)
{
    Arena a;
    Buf b;
    Str text = STR("");
    bool found = false;
    arena_init(&a);
    Status st = file_read(path, FILE_MAX_BYTES, &a, &text, err);
    buf_init(&b, 2 * (size_t)FILE_MAX_BYTES);
    for (Str rest = text; !st && rest.n;) {
        bool ended = memchr(rest.p, '\n', rest.n) != NULL;
        Str line = str_cut(&rest, '\n'), now = forget_scrub(line, n, false, &a);
        bool hers = now.p != line.p;
        found = found || hers;
        buf_put(&b, hers && lines ? STR(FORGOTTEN) : now);
        if (ended)
            buf_putc(&b, '\n');
    }
    if (!st && found)
        st = dry ? ST_OK : file_replace(path, buf_str(&b), err);
    *files += !st && found;
    buf_release(&b);
    arena_release(&a);
    return st;
}

/* What files of a folder are: which names they have, and how a line that names her is treated. */
typedef struct Kept {
    const char *head, *tail;      /* of a name; NULL: any */
    bool        lines;            /* her lines become FORGOTTEN; else her name in them becomes dots */
} Kept;

static bool is_kept(const Kept *k, Str name)
{
    return name.p[0] != '.' && (!k->head || (str_starts(name, str_of(k->head)) && str_ends(name, str_of(k->tail))));
}

static Status scrub_folder(Str dir, const ForgetNeedles *n, const Kept *k, bool dry, int64_t *files, Err *err)
{
    DIR *d = opendir(dir.p);
    Status st = ST_OK;
    Arena a;
    if (!d)
        return errno == ENOENT || errno == ENOTDIR ? ST_OK : file_errno(err, "read", dir.p);
    arena_init(&a);
    for (const struct dirent *e = readdir(d); e && !st; e = readdir(d)) {
        FileInfo info;
        Str path = path_join(&a, dir, str_of(e->d_name));
        if (!is_kept(k, str_of(e->d_name)))
            continue;
        st = file_stat(path.p, &info, err);
        if (!st && info.is_regular)
            st = scrub_file(path.p, n, k->lines, dry, files, err);
    }
    arena_release(&a);
    (void)closedir(d);
    return st;
}

Status forget_beside(App *app, const ForgetNeedles *needle, bool dry, int64_t *files, Err *err)
{
    static const char *const deliveries[] = { "taken", "held", "work" };
    static const Kept maps = { .lines = false }, raw = { .lines = true }, reports = { "report-", ".html", false };
    ForgetNeedles json = with_other(needle, escaped, app->a), page = with_other(needle, in_page, app->a);
    const char *given = args_get(app->args, "propose");
    Str spool = live_folder(app);
    *files = 0;
    Status st = scrub_folder(given ? str_of(given) : app_beside(app, "maps"), &json, &maps, dry, files, err);
    for (size_t i = 0; i < COUNT_OF(deliveries) && !st; i++)
        st = scrub_folder(path_join(app->a, spool, str_of(deliveries[i])), &json, &raw, dry, files, err);
    return st ? st : scrub_folder(spool, &page, &reports, dry, files, err);
}
