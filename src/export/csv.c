/* Tables as CSV: UTF-8, RFC 4180 (commas, CR LF, quotes doubled).
 *
 * Missing   nothing between the commas; an empty text is "".
 * Numbers   the shortest digits that read back to the same double; NaN, Infinity, -Infinity as those words.
 * Guard     a spreadsheet takes a cell that begins with = + - @ (or a tab or CR) for a formula, whoever wrote it.  Asked to, such texts,
 *           and those that begin with ' themselves, get a ' before them: taking one ' off every text that begins with it gives
 *           back exactly what was there.  Numbers are not touched.  Without it the texts stand as they are.
 */
#include <inttypes.h>
#include <stdio.h>

#include "base/date.h"
#include "base/file.h"
#include "export/export_in.h"

static void put_quoted(Str s, bool guard, Buf *out)
{
    bool doubtful = guard && s.n && strchr("=+-@\t\r'", s.p[0]) && s.p[0];
    buf_putc(out, '"');
    if (doubtful)
        buf_putc(out, '\'');
    while (s.n) {
        size_t before = s.n;
        Str part = str_cut(&s, '"');
        buf_put(out, part);
        if (before - s.n > part.n)
            buf_puts(out, "\"\"");
    }
    buf_putc(out, '"');
}

static void put_number(double v, Buf *out)
{
    char text[32];
    if (v != v || v - v != 0) {
        buf_puts(out, v != v ? "NaN" : v > 0 ? "Infinity" : "-Infinity");
        return;
    }
    for (int digits = 15; digits <= 17; digits++) {
        double back = 0;
        (void)snprintf(text, sizeof text, "%.*g", digits, v);
        if (str_to_f64(str_of(text), &back) && back == v)
            break;
    }
    buf_puts(out, text);
}

static void put_cell(const TableColumn *c, size_t r, bool guard, Arena *a, Buf *out)
{
    if (!col_has(c, r))
        return;
    switch (c->type) {
    case COL_TEXT: put_quoted(c->s[r], guard, out); break;
    case COL_F64: put_number(c->f[r], out); break;
    case COL_BOOL: buf_puts(out, c->i[r] ? "true" : "false"); break;
    case COL_DATE: buf_put(out, date_iso(a, c->i[r])); break;
    case COL_TIME: {
        int64_t day = day_of_micros(c->i[r]), rest = c->i[r] - day * MICROS_PER_DAY, second = rest / MICROS_PER_SECOND;
        buf_put(out, date_iso(a, day));
        buf_printf(out, " %02d:%02d:%02d", (int)(second / 3600), (int)(second / 60 % 60), (int)(second % 60));
        if (rest % MICROS_PER_SECOND)
            buf_printf(out, ".%06d", (int)(rest % MICROS_PER_SECOND));
        break;
    }
    case COL_INT: buf_printf(out, "%" PRId64, c->i[r]); break;
    }
}

void csv_row(const Table *t, size_t r, bool guard, Arena *a, Buf *out)
{
    for (size_t c = 0; c < t->n_col; c++) {
        if (c)
            buf_putc(out, ',');
        if (r == SIZE_MAX)
            buf_puts(out, t->col[c].name);
        else
            put_cell(&t->col[c], r, guard, a, out);
    }
    buf_puts(out, "\r\n");
}

/* ---- the files ------------------------------------------------------------------------------------------------------------------ */

typedef struct Csv {
    FILE       *f;
    const char *path;
    Buf         out;
} Csv;

enum { CSV_WAIT = 1 << 20, CSV_MOST = 1 << 30 };

static Status flush(Csv *c, size_t least, Err *err)
{
    Str s = buf_str(&c->out);
    if (c->out.over)
        return ERR(err, ST_TOO_BIG, "a row of '%s' is too long", c->path);
    if (s.n < least)
        return ST_OK;
    if (fwrite(s.p, 1, s.n, c->f) != s.n)
        return file_errno(err, "write", c->path);
    buf_clear(&c->out);
    return ST_OK;
}

static Status begin(ExportWriter *w, ExportTable *t, const Table *columns, Err *err)
{
    Csv *c = w->own;
    t->file[t->n_file++] = str_fmt(w->a, "%.*s.csv", STR_ARG(t->name));
    c->path = path_join(w->a, str_of(w->dir), t->file[0]).p;
    c->f = fopen(c->path, "wbe");
    if (!c->f)
        return file_errno(err, "create", c->path);
    csv_row(columns, SIZE_MAX, false, w->a, &c->out);
    return ST_OK;
}

static Status rows(ExportWriter *w, ExportTable *t, const Table *chunk, Err *err)
{
    Csv *c = w->own;
    Arena a;
    (void)t;
    arena_init(&a);
    for (size_t r = 0; r < chunk->n; r++)
        csv_row(chunk, r, w->o->guard, &a, &c->out);
    arena_release(&a);
    return flush(c, CSV_WAIT, err);
}

static Status end(ExportWriter *w, ExportTable *t, Err *err)
{
    Csv *c = w->own;
    (void)t;
    Status st = flush(c, 1, err);
    FILE *f = c->f;
    c->f = NULL;
    if (fclose(f) != 0 && !st)
        st = file_errno(err, "write", c->path);
    return st;
}

static void close_csv(ExportWriter *w)
{
    Csv *c = w->own;
    if (c->f)
        (void)fclose(c->f);
    buf_release(&c->out);
}

Status export_csv(ExportWriter *w, Err *err)
{
    Csv *c = ARENA_NEW(w->a, Csv);
    (void)err;
    w->own = c;
    buf_init(&c->out, CSV_MOST);
    w->begin = begin;
    w->rows = rows;
    w->end = end;
    w->close = close_csv;
    return ST_OK;
}
