#include "ingest/aside.h"

#include <string.h>

#include "base/attr.h"
#include "model/limits.h"

enum { CUT_WITHIN = 4 };   /* raw text this near to its limit may have been cut (at a character's begin) */

static bool needs_quotes(Str s, char delimiter)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] == delimiter || s.p[i] == '"' || s.p[i] == '\n' || s.p[i] == '\r')
            return true;
    return false;
}

static void put_cell(Buf *b, Str s, char delimiter)
{
    if (!needs_quotes(s, delimiter)) {
        buf_put(b, s.p ? s : STR(""));      /* a cell that is missing is an empty one */
        return;
    }
    buf_putc(b, '"');
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '"')
            buf_putc(b, '"');
        buf_putc(b, s.p[i]);
    }
    buf_putc(b, '"');
}

Str aside_record(const Str *cell, size_t n, char delimiter, Arena *a)
{
    Buf b;
    buf_init(&b, LIMIT_LINE);
    for (size_t i = 0; i < n; i++) {
        if (i)
            buf_putc(&b, delimiter);
        put_cell(&b, cell[i], delimiter);
    }
    Str out = str_dup(a, buf_str(&b));
    buf_release(&b);
    return out;
}

/* A quoted cell's text from behind its opening quote; *at is moved behind its closing one. */
static bool quoted_cell(Str raw, size_t *at, Arena *a, Str *out)
{
    char *p = arena_alloc(a, raw.n - *at + 1, 1);
    size_t n = 0;
    for (size_t i = *at; i < raw.n; i++) {
        if (raw.p[i] == '"' && (i + 1 >= raw.n || raw.p[i + 1] != '"')) {
            *at = i + 1;
            *out = (Str){ p, n };
            return true;
        }
        i += raw.p[i] == '"';
        p[n++] = raw.p[i];
    }
    return false;
}

bool aside_split(Str raw, char delimiter, Arena *a, Str **cell, size_t *n)
{
    size_t most = 1, at = 0;
    for (size_t i = 0; i < raw.n; i++)
        most += raw.p[i] == delimiter;
    *cell = ARENA_NEW_N(a, Str, most);
    *n = 0;
    for (;;) {
        Str one;
        if (at < raw.n && raw.p[at] == '"') {
            at++;
            if (!quoted_cell(raw, &at, a, &one) || (at < raw.n && raw.p[at] != delimiter))
                return false;
        } else {
            size_t end = at;
            while (end < raw.n && raw.p[end] != delimiter)
                end++;
            one = str_sub(raw, at, end - at);
            at = end;
        }
        (*cell)[(*n)++] = one;
        if (at >= raw.n)
            return true;
        at++;
    }
}

static bool has_row(const Table *t, size_t r) { return col_has(table_col(t, "record"), r); }
static Str row_text(const Table *t, size_t r) { return has_row(t, r) ? col_text(t, "record")[r] : col_text(t, "raw")[r]; }

/* A row's cells under the header's columns; false: its raw text is all there is. */
static bool spread(const Table *t, size_t r, char delimiter, size_t width, Arena *a, Str *under)
{
    Str raw = row_text(t, r), *cell;
    int64_t col = col_int(t, "col")[r];
    size_t n;
    for (size_t i = 0; i < width; i++)
        under[i] = STR("");
    bool known = has_row(t, r);
    if (!known && !col_int(t, "whole_row")[r]) {
        if (col < 1 || (size_t)col > width)
            return false;
        under[col - 1] = raw;
        return true;
    }
    if (!delimiter || !width || (!known && raw.n + CUT_WITHIN > LIMIT_RAW) || !aside_split(raw, delimiter, a, &cell, &n) || n > width)
        return false;
    for (size_t i = 0; i < n; i++)
        under[i] = cell[i];
    return true;
}

static void put_row(int64_t file_id, const Table *t, size_t r, const Str *under, size_t width, bool extra, bool spread_out, Arena *a, Buf *out)
{
    enum { OWN = 5 };
    Str *c = ARENA_NEW_N(a, Str, OWN + width + 1);
    c[0] = str_fmt(a, "%lld", (long long)file_id);
    c[1] = str_fmt(a, "%lld", (long long)col_int(t, "seq")[r]);
    c[2] = str_fmt(a, "%lld", (long long)col_int(t, "line")[r]);
    c[3] = col_text(t, "column_name")[r];
    c[4] = col_text(t, "reason")[r];
    for (size_t i = 0; i < width; i++)
        c[OWN + i] = under[i];
    c[OWN + width] = spread_out ? STR("") : row_text(t, r);
    buf_put(out, aside_record(c, OWN + width + extra, ',', a));
    buf_puts(out, "\r\n");
}

void aside_csv(int64_t file_id, char delimiter, Str header, const Table *rows, Arena *a, Buf *out)
{
    static const Str own[] = { STR_INIT("quarantine file"), STR_INIT("quarantine row"), STR_INIT("line"), STR_INIT("column"), STR_INIT("reason") };
    Str *name = NULL;
    size_t width = 0;
    if (!header.n || !aside_split(header, delimiter, a, &name, &width))
        width = 0;
    Str *under = ARENA_NEW_N(a, Str, width + 1), *head = ARENA_NEW_N(a, Str, COUNT_OF(own) + width + 1);
    bool extra = width == 0;
    Arena scratch;
    arena_init(&scratch);
    for (size_t r = 0; r < rows->n && !extra; r++)
        extra = !spread(rows, r, delimiter, width, &scratch, under);
    memcpy(head, own, sizeof own);
    for (size_t i = 0; i < width; i++)
        head[COUNT_OF(own) + i] = name[i];
    head[COUNT_OF(own) + width] = STR("raw");
    buf_puts(out, "\xEF\xBB\xBF");
    buf_put(out, aside_record(head, COUNT_OF(own) + width + extra, ',', a));
    buf_puts(out, "\r\n");
    for (size_t r = 0; r < rows->n; r++) {
        bool fits = spread(rows, r, delimiter, width, &scratch, under);
        put_row(file_id, rows, r, under, width, extra, fits, &scratch, out);
    }
    arena_release(&scratch);
}
