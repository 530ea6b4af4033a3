#include "tests/demo/sample.h"

#include "tests/near.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "read/walk.h"
#include "base/status.h"

Str sample_dir(Arena *a)
{
    const char *tmp = getenv("TMPDIR");
    Str dir = str_fmt(a, "%s/tl_demo_XXXXXX", tmp ? tmp : "/tmp");
    char *p = arena_alloc(a, dir.n + 1, 1);
    memcpy(p, dir.p, dir.n + 1);
    assert_non_null(mkdtemp(p));
    return (Str){ p, dir.n };
}

void sample_write(Str dir, const DemoOptions *o)
{
    Err err;
    if (demo_write(dir.p, o, NULL, &err))
        fail_msg("%s", err.msg);
}

void sample_remove(Str dir)
{
    static const char *const folders[] = { "salesforce", "qualtrics", "zendesk",   "segment",
                                           "stripe",     "erp",       "scorecard", "initiatives" };
    Arena a;
    Walk l;
    Err err;
    arena_init(&a);
    if (!walk_paths(&dir.p, 1, NULL, &a, &l, &err)) {
        for (size_t i = 0; i < l.n; i++)
            (void)unlink(l.entry[i].place.path);
    }
    for (size_t i = 0; i < COUNT_OF(folders); i++)
        (void)rmdir(str_fmt(&a, "%s/%s", dir.p, folders[i]).p);
    (void)rmdir(dir.p);
    arena_release(&a);
}

Str sample_read(Arena *a, Str dir, const char *name)
{
    Str text = STR("");
    Err err;
    if (file_read(str_fmt(a, "%s/%s", dir.p, name).p, (size_t)1 << 30, a, &text, &err))
        fail_msg("%s", err.msg);
    return text;
}

/* One cell from *p on; leaves *p on the separator or line end behind it. */
static Str cell(Arena *a, const char **p, const char *end, char separator)
{
    const char *from = *p;
    if (from == end || *from != '"') {
        while (*p < end && **p != separator && **p != '\n' && **p != '\r')
            ++*p;
        return (Str){ from, (size_t)(*p - from) };
    }
    char *out = arena_alloc(a, (size_t)(end - from < 70000 ? end - from : 70000), 1);
    size_t n = 0;
    for (++*p; *p < end; ++*p) {
        if (**p == '"' && !(*p + 1 < end && (*p)[1] == '"'))
            break;
        *p += **p == '"';
        out[n++] = **p;
    }
    ++*p;
    return (Str){ out, n };
}

Csv csv_split(Arena *a, Str text, char separator)
{
    enum { CELLS = 64 };
    size_t lines = 1;
    for (size_t i = 0; i < text.n; i++)
        lines += text.p[i] == '\n';
    Csv c = { .row = ARENA_NEW_N(a, Str *, lines), .n_cell = ARENA_NEW_N(a, size_t, lines) };
    const char *p = text.p, *end = text.p + text.n;
    while (p < end) {
        Str *row = ARENA_NEW_N(a, Str, CELLS);
        size_t n = 0;
        for (;;) {
            assert_true(n < CELLS);
            row[n++] = cell(a, &p, end, separator);
            if (p == end || *p != separator)
                break;
            p++;
        }
        p += p < end && *p == '\r';
        p += p < end && *p == '\n';
        c.row[c.n] = row;
        c.n_cell[c.n++] = n;
    }
    return c;
}

size_t csv_column(const Csv *c, const char *name)
{
    for (size_t i = 0; i < c->n_cell[0]; i++) {
        if (str_eq(c->row[0][i], str_of(name)))
            return i;
    }
    fail_msg("no column %s", name);
    return 0;
}
