/* Tables as one workbook, by libxlsxwriter, with one row of each sheet in memory.
 *
 * What a sheet cannot hold is said on the first one and in the manifest: whole numbers past 2^53 and days before March 1900 stand as
 * text, texts over 32,767 UTF-16 units are cut and counted, and a table of more rows than a sheet has goes on in "NAME (2)".  Texts are
 * written as texts, so none is taken for a formula.
 */
#include <inttypes.h>
#include <math.h>
#include <xlsxwriter.h>

#include "base/date.h"
#include "base/file.h"
#include "export/export_in.h"

enum { EXCEL_ROWS = 1048576, EXCEL_TEXT = 32767, EXCEL_EPOCH = 25569, DAY_FIRST = -25508, DAY_LAST = 2932896, WIDTH = 18 };
#define EXACT_INT (INT64_C(1) << 53)

typedef struct Xlsx {
    lxw_workbook  *book;
    lxw_worksheet *front, *columns, *sheet;
    lxw_format    *head, *day, *time;
    uint32_t       row, column_row;
    uint32_t       most;            /* rows of a sheet */
    const char    *path;
    lxw_error      failed;
} Xlsx;

static void keep(Xlsx *x, lxw_error e)
{
    if (e && !x->failed)
        x->failed = e;
}

static Status failure(const Xlsx *x, Err *err)
{
    return x->failed ? ERR(err, ST_IO, "cannot write '%s': %s", x->path, lxw_strerror(x->failed)) : ST_OK;
}

/* The text, or its beginning that Excel holds: as many code points as fit in its UTF-16 units. */
static const char *text_for_cell(ExportWriter *w, Str s, Arena *a)
{
    size_t units = 0, at = 0;
    if (s.n > EXCEL_TEXT)
        for (; at < s.n; at++) {
            unsigned char b = (unsigned char)s.p[at];
            size_t more = (b & 0xC0) == 0x80 ? 0 : b >= 0xF0 ? 2 : 1;
            if (units + more > EXCEL_TEXT)
                break;
            units += more;
        }
    bool cut = s.n > EXCEL_TEXT && at < s.n;
    w->info->cut += cut;
    return str_dup(a, cut ? str_sub(s, 0, at) : s).p;
}

static void put_text(Xlsx *x, lxw_col_t c, const char *text)
{
    keep(x, worksheet_write_string(x->sheet, x->row, c, text, NULL));
}

static void put_day(Xlsx *x, lxw_col_t c, int64_t day, double share, lxw_format *f, Str iso)
{
    if (day < DAY_FIRST || day > DAY_LAST)
        put_text(x, c, iso.p);
    else
        keep(x, worksheet_write_number(x->sheet, x->row, c, (double)(day + EXCEL_EPOCH) + share, f));
}

static void put_cell(ExportWriter *w, Xlsx *x, lxw_col_t at, const TableColumn *c, size_t r, Arena *a)
{
    if (!col_has(c, r))
        return;
    switch (c->type) {
    case COL_TEXT:
        if (c->s[r].n)
            put_text(x, at, text_for_cell(w, c->s[r], a));
        break;
    case COL_F64:
        if (c->f[r] - c->f[r] == 0)
            keep(x, worksheet_write_number(x->sheet, x->row, at, c->f[r], NULL));
        else
            put_text(x, at, c->f[r] != c->f[r] ? "NaN" : c->f[r] > 0 ? "Infinity" : "-Infinity");
        break;
    case COL_INT:
        if (c->i[r] > EXACT_INT || c->i[r] < -EXACT_INT)
            put_text(x, at, str_fmt(a, "%" PRId64, c->i[r]).p);
        else
            keep(x, worksheet_write_number(x->sheet, x->row, at, (double)c->i[r], NULL));
        break;
    case COL_BOOL: keep(x, worksheet_write_boolean(x->sheet, x->row, at, (int)c->i[r], NULL)); break;
    case COL_DATE: put_day(x, at, c->i[r], 0, x->day, date_iso(a, c->i[r])); break;
    case COL_TIME: {
        int64_t day = day_of_micros(c->i[r]);
        put_day(x, at, day, (double)(c->i[r] - day * MICROS_PER_DAY) / (double)MICROS_PER_DAY, x->time, micros_iso(a, c->i[r]));
        break;
    }
    }
}

static lxw_worksheet *add_sheet(Xlsx *x, const char *name, const char *const *title, size_t n)
{
    lxw_worksheet *s = workbook_add_worksheet(x->book, name);
    if (!s) {
        keep(x, LXW_ERROR_SHEETNAME_ALREADY_USED);
        return NULL;
    }
    keep(x, worksheet_set_column(s, 0, (lxw_col_t)(n - 1), WIDTH, NULL));
    worksheet_freeze_panes(s, 1, 0);
    for (size_t c = 0; c < n; c++)
        keep(x, worksheet_write_string(s, 0, (lxw_col_t)c, title[c], x->head));
    return s;
}

static Status next_sheet(ExportWriter *w, Xlsx *x, ExportTable *t, Err *err)
{
    const char **title = ARENA_NEW_N(w->a, const char *, t->n_column);
    if (t->n_file == EXPORT_FILES_MAX)
        return ERR(err, ST_TOO_BIG, "table '%.*s' needs more than %d sheets", STR_ARG(t->name), EXPORT_FILES_MAX);
    Str name = t->n_file ? str_fmt(w->a, "%.*s (%zu)", STR_ARG(t->name), t->n_file + 1) : str_dup(w->a, t->name);
    t->file[t->n_file++] = name;
    for (size_t c = 0; c < t->n_column; c++)
        title[c] = t->column[c].name.p;
    x->sheet = add_sheet(x, name.p, title, t->n_column);
    x->row = 1;
    return failure(x, err);
}

static Status begin(ExportWriter *w, ExportTable *t, const Table *columns, Err *err)
{
    Xlsx *x = w->own;
    (void)columns;
    for (size_t c = 0; c < t->n_column; c++) {
        const char *cell[] = { str_dup(w->a, t->name).p, t->column[c].name.p, export_type(t->column[c].type), str_dup(w->a, t->column[c].meaning).p };
        x->column_row++;
        for (size_t i = 0; i < COUNT_OF(cell); i++)
            keep(x, worksheet_write_string(x->columns, x->column_row, (lxw_col_t)i, cell[i], NULL));
    }
    return next_sheet(w, x, t, err);
}

static Status rows(ExportWriter *w, ExportTable *t, const Table *chunk, Err *err)
{
    Xlsx *x = w->own;
    Status st = ST_OK;
    Arena a;
    arena_init(&a);
    for (size_t r = 0; !st && r < chunk->n; r++) {
        if (x->row == x->most)
            st = next_sheet(w, x, t, err);
        for (size_t c = 0; !st && c < chunk->n_col; c++)
            put_cell(w, x, (lxw_col_t)c, &chunk->col[c], r, &a);
        x->row++;
    }
    arena_release(&a);
    return st ? st : failure(x, err);
}

static Status end(ExportWriter *w, ExportTable *t, Err *err)
{
    (void)t;
    return failure(w->own, err);
}

static Status finish(ExportWriter *w, const ExportTable *t, size_t n, Err *err)
{
    Xlsx *x = w->own;
    uint32_t row = 0;
    for (size_t i = 0; i < n; i++) {
        if (!t[i].n_file)
            continue;
        row++;
        keep(x, worksheet_write_string(x->front, row, 0, str_dup(w->a, t[i].name).p, NULL));
        keep(x, worksheet_write_string(x->front, row, 1, t[i].group, NULL));
        keep(x, worksheet_write_number(x->front, row, 2, (double)t[i].rows, NULL));
        keep(x, worksheet_write_number(x->front, row, 3, (double)t[i].n_file, NULL));
        keep(x, worksheet_write_string(x->front, row, 4, str_dup(w->a, t[i].meaning).p, NULL));
    }
    row += 2;
    keep(x, worksheet_write_string(x->front, row, 0, str_fmt(w->a, "%lld texts were cut at %d characters, which is as many as a cell holds. Empty texts are left out. "
                                   "Whole numbers past 2^53 stand as text.", (long long)w->info->cut, EXCEL_TEXT).p, NULL));
    lxw_workbook *book = x->book;
    x->book = NULL;                                    /* closing frees it, whatever comes of it */
    keep(x, workbook_close(book));
    return failure(x, err);
}

static void close_xlsx(ExportWriter *w)
{
    Xlsx *x = w->own;
    if (x->book)
        (void)workbook_close(x->book);                 /* the only way to free it; its file goes with the folder */
    x->book = NULL;
}

Status export_xlsx(ExportWriter *w, Err *err)
{
    static const char *const front[] = { "table", "group", "rows", "sheets", "what it holds" };
    static const char *const columns[] = { "table", "column", "type", "meaning" };
    Xlsx *x = ARENA_NEW(w->a, Xlsx);
    int64_t most = w->o->sheet_rows > 1 && w->o->sheet_rows < EXCEL_ROWS ? w->o->sheet_rows : EXCEL_ROWS;
    /* The library keeps the pointer, and does not write there. */
    union { const char *in; char *out; } folder = { .in = w->dir };
    w->own = x;
    x->most = (uint32_t)most;
    x->path = str_fmt(w->a, "%s/book.xlsx", w->dir).p;
    x->book = workbook_new_opt(x->path, &(lxw_workbook_options){ .constant_memory = LXW_TRUE, .tmpdir = folder.out });
    if (!x->book)
        return ERR(err, ST_IO, "cannot begin '%s'", x->path);
    x->head = workbook_add_format(x->book);
    format_set_bold(x->head);
    x->day = workbook_add_format(x->book);
    format_set_num_format(x->day, "yyyy-mm-dd");
    x->time = workbook_add_format(x->book);
    format_set_num_format(x->time, "yyyy-mm-dd hh:mm:ss");
    x->front = add_sheet(x, "Contents", front, COUNT_OF(front));
    x->columns = add_sheet(x, "Columns", columns, COUNT_OF(columns));
    w->begin = begin;
    w->rows = rows;
    w->end = end;
    w->finish = finish;
    w->close = close_xlsx;
    return failure(x, err);
}
