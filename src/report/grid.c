#include "report/grid.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "base/date.h"
#include "report/letters.h"

enum { SHEET_ROWS = 1048576, CELL_UNITS = 32767, EPOCH = 25569, DAY_FIRST = -25508, WINDOW = 1 << 16, WIDTH = 18, DAY_SECONDS = 86400 };

/* --- CSV --- */

static void put_quoted(Buf *out, Str s, bool formula)
{
    bool quote = false;
    for (size_t i = 0; i < s.n && !quote; i++)
        quote = s.p[i] == '"' || s.p[i] == ',' || s.p[i] == '\r' || s.p[i] == '\n';
    if (quote)
        buf_putc(out, '"');
    if (formula)
        buf_putc(out, '\'');
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '"')
            buf_putc(out, '"');
        buf_putc(out, s.p[i]);
    }
    if (quote)
        buf_putc(out, '"');
}

static bool is_formula(const GridCell *c)
{
    return c->type == GRID_TEXT && c->text.n && strchr("=+-@\t\r", c->text.p[0]) != NULL;
}

void grid_csv(const Grid *g, Buf *out)
{
    buf_puts(out, "\xEF\xBB\xBF");
    for (size_t k = 0; k < g->n_col; k++) {
        if (k)
            buf_putc(out, ',');
        put_quoted(out, g->head[k], false);
    }
    buf_puts(out, "\r\n");
    for (size_t r = 0; r < g->n_row; r++) {
        for (size_t k = 0; k < g->n_col; k++) {
            const GridCell *c = &g->cell[r * g->n_col + k];
            if (k)
                buf_putc(out, ',');
            if (c->type != GRID_NOTHING)
                put_quoted(out, c->text, is_formula(c));
        }
        buf_puts(out, "\r\n");
    }
}

/* --- the workbook --- */

typedef struct Work {
    lxw_workbook  *book;
    lxw_worksheet *sheet;
    lxw_format    *head, *day;
    lxw_error      failed;
    Arena         *a;
} Work;

static void keep(Work *w, lxw_error e)
{
    if (e && !w->failed)
        w->failed = e;
}

/* As it may stand in a cell: clean, and no longer than one holds. */
static const char *clean(Arena *a, Str text)
{
    Buf b;
    size_t units = 0;
    buf_init(&b, 1 << 26);
    for (size_t at = 0; at < text.n;) {
        uint32_t c = letter_next(text, &at);
        units += c > 0xFFFF ? 2 : c ? 1 : 0;
        if (units >= CELL_UNITS) {
            buf_puts(&b, "\xE2\x80\xA6");
            break;
        }
        if (c)
            letter_put(&b, c);
    }
    Str out = str_dup(a, buf_str(&b));
    buf_release(&b);
    return out.p;
}

static void put_cell(Work *w, uint32_t r, uint16_t k, const GridCell *c)
{
    double v = 0;
    int64_t day = 0;
    if (c->type == GRID_NOTHING || !c->text.n)
        return;
    if (c->type == GRID_NUMBER && str_to_f64(c->text, &v))
        keep(w, worksheet_write_number(w->sheet, r, k, v, NULL));
    else if (c->type == GRID_YES_NO)
        keep(w, worksheet_write_boolean(w->sheet, r, k, str_eq(c->text, STR("true")), NULL));
    else if (c->type == GRID_DAY && date_parse_iso(c->text, &day) && day >= DAY_FIRST)
        keep(w, worksheet_write_number(w->sheet, r, k, (double)(day + EPOCH), w->day));
    else
        keep(w, worksheet_write_string(w->sheet, r, k, clean(w->a, c->text), NULL));
}

static void fill(Work *w, const Grid *g, Str day)
{
    int64_t made = 0;
    lxw_doc_properties about = { .created = date_parse_iso(day, &made) ? (time_t)(made * DAY_SECONDS) : (time_t)DAY_SECONDS };
    keep(w, workbook_set_properties(w->book, &about));
    w->sheet = workbook_add_worksheet(w->book, g->name);
    w->head = workbook_add_format(w->book);
    format_set_bold(w->head);
    w->day = workbook_add_format(w->book);
    format_set_num_format(w->day, "yyyy-mm-dd");
    keep(w, worksheet_set_column(w->sheet, 0, g->n_col ? (lxw_col_t)(g->n_col - 1) : 0, WIDTH, NULL));
    worksheet_freeze_panes(w->sheet, 1, 0);
    for (size_t k = 0; k < g->n_col; k++)
        keep(w, worksheet_write_string(w->sheet, 0, (uint16_t)k, clean(w->a, g->head[k]), w->head));
    for (size_t r = 0; r < g->n_row; r++)
        for (size_t k = 0; k < g->n_col; k++)
            put_cell(w, (uint32_t)(r + 1), (uint16_t)k, &g->cell[r * g->n_col + k]);
}

/* The library writes to a path only: one of memory. */
static Status take_bytes(int fd, Buf *out, Err *err)
{
    char *bytes = malloc(WINDOW);
    ssize_t n = bytes ? 1 : 0;
    Status st = bytes && lseek(fd, 0, SEEK_SET) == 0 ? ST_OK : ERR(err, ST_IO, "cannot read the workbook");
    while (!st && n > 0) {
        n = read(fd, bytes, WINDOW);
        if (n < 0)
            st = ERR(err, ST_IO, "cannot read the workbook");
        else
            buf_put(out, (Str){ bytes, (size_t)n });
    }
    free(bytes);
    return st;
}

Status grid_workbook(const Grid *g, Str day, Arena *a, Buf *out, Err *err)
{
    char path[64];
    Work w = { .a = a };
    if (g->n_row >= SHEET_ROWS)
        return ERR(err, ST_TOO_BIG, "a sheet has no more than %d rows", SHEET_ROWS - 1);
    int fd = memfd_create("rows", MFD_CLOEXEC);
    if (fd < 0)
        return ERR(err, ST_IO, "no memory for the workbook");
    (void)snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    w.book = workbook_new(path);
    Status st = w.book ? ST_OK : ERR(err, ST_IO, "cannot begin the workbook");
    if (!st) {
        fill(&w, g, day);
        keep(&w, workbook_close(w.book));
        st = w.failed ? ERR(err, ST_IO, "cannot write the workbook: %s", lxw_strerror(w.failed)) : take_bytes(fd, out, err);
    }
    (void)close(fd);
    return st;
}
