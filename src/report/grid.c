#include "report/grid.h"

#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "base/date.h"
#include "model/limits.h"
#include "report/workbook.h"

enum { EPOCH = 25569, DAY_FIRST = -25508, WIDTH = 18, DAY_SECONDS = 86400 };

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
        keep(w, worksheet_write_string(w->sheet, r, k, workbook_text(w->a, c->text), NULL));
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
        keep(w, worksheet_write_string(w->sheet, 0, (uint16_t)k, workbook_text(w->a, g->head[k]), w->head));
    for (size_t r = 0; r < g->n_row; r++)
        for (size_t k = 0; k < g->n_col; k++)
            put_cell(w, (uint32_t)(r + 1), (uint16_t)k, &g->cell[r * g->n_col + k]);
}

Status grid_workbook(const Grid *g, Str day, Arena *a, Buf *out, Err *err)
{
    char path[64];
    Work w = { .a = a };
    if (g->n_row >= LIMIT_SHEET_ROWS)
        return ERR(err, ST_TOO_BIG, "a sheet has no more than %d rows", LIMIT_SHEET_ROWS - 1);
    int fd = memfd_create("rows", MFD_CLOEXEC);
    if (fd < 0)
        return ERR(err, ST_IO, "no memory for the workbook");
    (void)snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    w.book = workbook_new(path);
    Status st = w.book ? ST_OK : ERR(err, ST_IO, "cannot begin the workbook");
    if (!st) {
        fill(&w, g, day);
        keep(&w, workbook_close(w.book));
        st = w.failed ? ERR(err, ST_IO, "cannot write the workbook: %s", lxw_strerror(w.failed)) : workbook_read(fd, out, err);
    }
    (void)close(fd);
    return st;
}
