#include "report/sheet.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "base/date.h"
#include "model/limits.h"
#include "report/doc_blocks.h"
#include "report/letters.h"
#include "report/workbook.h"

enum { EPOCH = 25569, NAME_UNITS = 31, FORMATS = 64, FRONT_COLUMNS = 8 };

typedef struct NumberFormat {
    Str         key;
    lxw_format *f;
} NumberFormat;

typedef struct Sheet {
    const Doc     *d;
    Arena         *a;
    lxw_workbook  *book;
    lxw_worksheet *front, *now;
    lxw_format    *bold, *big, *wrap, *soft, *day, *whole;
    NumberFormat   format[FORMATS];
    size_t         n_format, n_sheet;
    uint32_t       row;                    /* of the front sheet */
    lxw_error      failed;
    bool           too_many;
} Sheet;

static void keep(Sheet *s, lxw_error e)
{
    if (e && !s->failed)
        s->failed = e;
}

static void put_text(Sheet *s, lxw_worksheet *w, uint32_t r, uint16_t c, Str text, lxw_format *f)
{
    if (text_whole(text).n)
        keep(s, worksheet_write_string(w, r, c, workbook_text(s->a, text), f));
}

/* A number format, made once. */
static lxw_format *number_format(Sheet *s, Str code)
{
    for (size_t i = 0; i < s->n_format; i++)
        if (str_eq(s->format[i].key, code))
            return s->format[i].f;
    lxw_format *f = workbook_add_format(s->book);
    format_set_num_format(f, code.p);
    if (s->n_format < FORMATS)
        s->format[s->n_format++] = (NumberFormat){ code, f };
    return f;
}

static lxw_format *money_format(Sheet *s, Str currency)
{
    char zeros[8] = "";
    int digits = currency_digits(currency);
    for (int i = 0; i < digits && i < 4; i++)
        zeros[i] = '0';
    return number_format(s, str_fmt(s->a, "[$%.*s] #,##0%s%s;[Red]-[$%.*s] #,##0%s%s", STR_ARG(currency), digits ? "." : "", zeros, STR_ARG(currency), digits ? "." : "", zeros));
}

static lxw_format *share_format(Sheet *s, int digits)
{
    static const char *const code[] = { "0%", "0.0%", "0.00%", "0.000%" };
    return number_format(s, str_of(code[digits < 0 ? 0 : digits > 3 ? 3 : digits]));
}

static void put_number(Sheet *s, uint32_t r, uint16_t c, double v, lxw_format *f)
{
    if (isfinite(v))
        keep(s, worksheet_write_number(s->now, r, c, v, f));
}

static void put_cell(Sheet *s, const DocTable *t, size_t k, uint32_t r, uint16_t c, const Cell *cell)
{
    const DocColumn *col = &t->col[k];
    char grade[2] = "";
    switch (cell->kind) {
    case CELL_NONE: case CELL_CHART: break;
    case CELL_INT: put_number(s, r, c, (double)cell->i, s->whole); break;
    case CELL_MONEY: put_number(s, r, c, (double)cell->i / pow(10, currency_digits(col->currency)), money_format(s, col->currency)); break;
    case CELL_PERCENT: put_number(s, r, c, cell->f, share_format(s, col->digits)); break;
    case CELL_DATE: put_number(s, r, c, (double)(cell->i + EPOCH), s->day); break;
    case CELL_GRADE:
        grade[0] = (char)cell->i;
        put_text(s, s->now, r, c, str_of(grade), NULL);
        break;
    case CELL_FIGURE:
        put_text(s, s->now, r, c, str_fmt(s->a, "%.*s (%.*s)", STR_ARG(cell->figure->value), STR_ARG(figure_words(s->a, cell->figure))), NULL);
        break;
    case CELL_RUNS: case CELL_TEXT: put_text(s, s->now, r, c, cell_words(s->a, t, k, cell), s->wrap); break;
    }
}

static bool has_subs(const DocTable *t)
{
    for (const DocRow *r = t->first; r; r = r->next)
        if (r->sub.n)
            return true;
    return false;
}

/* What Excel takes as the name of a sheet: 31 units, none of []:*?/\ and no ' at its ends; a number makes it the only one. */
static const char *sheet_name(Sheet *s, Str title)
{
    Buf b;
    size_t units = 0;
    buf_init(&b, 256);
    buf_printf(&b, "%zu ", ++s->n_sheet);
    units = b.n;
    title = text_whole(title);
    for (size_t at = 0; at < title.n;) {
        uint32_t c = letter_next(title, &at);
        units += c > 0xFFFF ? 2 : 1;
        if (units > NAME_UNITS)
            break;
        if (c && c >= 0x20 && !(c < 0x80 && strchr("[]:*?/\\'", (int)c)))
            letter_put(&b, c);
    }
    Str out = str_dup(s->a, str_trim(buf_str(&b)));
    buf_release(&b);
    return out.p;
}

static void table_head(Sheet *s, const DocTable *t, bool subs)
{
    uint16_t c = 0;
    for (size_t k = 0; k < t->n_col; k++) {
        if (t->col[k].kind == COLUMN_CHART)
            continue;
        put_text(s, s->now, 0, c, t->col[k].title, s->bold);
        keep(s, worksheet_set_column(s->now, c, c, k == t->main_col ? 44 : t->col[k].kind == COLUMN_TEXT ? 28 : 16, NULL));
        c++;
    }
    if (subs) {
        put_text(s, s->now, 0, c, STR("Remark"), s->bold);
        keep(s, worksheet_set_column(s->now, c, c, 60, NULL));
    }
    worksheet_freeze_panes(s->now, 1, 0);
}

static void put_table(Sheet *s, const DocTable *t, Str part)
{
    bool subs = has_subs(t);
    uint32_t r = 1;
    s->too_many = s->too_many || t->n_row >= LIMIT_SHEET_ROWS;
    s->now = workbook_add_worksheet(s->book, sheet_name(s, t->head.caption_hidden && part.n ? part : t->head.caption));
    if (!s->now || s->too_many) {
        keep(s, s->now ? LXW_NO_ERROR : LXW_ERROR_MEMORY_MALLOC_FAILED);
        return;
    }
    table_head(s, t, subs);
    for (const DocRow *row = t->first; row; row = row->next, r++) {
        uint16_t c = 0;
        for (size_t k = 0; k < t->n_col; k++)
            if (t->col[k].kind != COLUMN_CHART)
                put_cell(s, t, k, r, c++, &row->cell[k]);
        if (row->sub.n)
            put_text(s, s->now, r, c, runs_words(s->a, row->sub), s->wrap);
    }
    if (!t->first)
        put_text(s, s->now, 1, 0, t->head.empty.n ? t->head.empty : STR("no rows"), NULL);
}

static void front_line(Sheet *s, Str text, lxw_format *f)
{
    put_text(s, s->front, s->row, 0, text, f);
    s->row += text_whole(text).n > 0;
}

static void put_figure(Sheet *s, const Figure *f)
{
    char grade[2] = { f->grade, 0 };
    const Str cell[FRONT_COLUMNS] = { f->label, f->value, f->n == FIGURE_NO_N ? STR("") : str_fmt(s->a, "%lld %.*s", (long long)f->n,
                                      STR_ARG(text_whole(f->n_of).n ? f->n_of : STR("accounts"))), f->interval, f->method, str_of(grade), f->coverage, f->note };
    for (size_t c = 0; c < FRONT_COLUMNS; c++)
        if (!str_eq(text_whole(cell[c]), FIGURE_NONE))
            put_text(s, s->front, s->row, (uint16_t)c, cell[c], c ? NULL : s->bold);
    s->row++;
}

static void put_block(Sheet *s, const Block *b, Str *part)
{
    switch (b->kind) {
    case BLOCK_GROUP:
        if (b->title.n)
            *part = b->title;
        front_line(s, b->title, s->bold);
        break;
    case BLOCK_HEADING: *part = b->title; front_line(s, b->title, s->bold); break;
    case BLOCK_PARA: front_line(s, runs_words(s->a, b->runs), NULL); break;
    case BLOCK_QUOTE: front_line(s, str_fmt(s->a, "%.*s (%.*s)", STR_ARG(runs_words(s->a, b->runs)), STR_ARG(runs_words(s->a, b->cite))), NULL); break;
    case BLOCK_CALLOUT: front_line(s, str_fmt(s->a, "%.*s %.*s", STR_ARG(b->title), STR_ARG(runs_words(s->a, b->runs))), NULL); break;
    case BLOCK_FIGURE: put_figure(s, b->figure); break;
    case BLOCK_PAIRS:
        for (size_t i = 0; i < b->n_pair; i++) {
            put_text(s, s->front, s->row, 0, b->pair[i].key, NULL);
            put_text(s, s->front, s->row++, 1, runs_words(s->a, b->pair[i].value), NULL);
        }
        break;
    case BLOCK_LIST:
        for (const DocItem *i = b->list->first; i; i = i->next) {
            put_text(s, s->front, s->row, 0, runs_words(s->a, i->text), NULL);
            put_text(s, s->front, s->row++, 1, runs_words(s->a, i->small), s->soft);
        }
        break;
    case BLOCK_TABLE: put_table(s, b->table, *part); break;
    case BLOCK_CHART: case BLOCK_N: break;
    }
}

static void fill(Sheet *s)
{
    static const Str head[FRONT_COLUMNS] = { STR_INIT(""), STR_INIT("value"), STR_INIT("n"), STR_INIT("interval"), STR_INIT("method"), STR_INIT("grade"), STR_INIT("coverage"), STR_INIT("remark") };
    Str part = STR("");
    s->front = workbook_add_worksheet(s->book, "Report");
    front_line(s, s->d->head.title, s->big);
    front_line(s, runs_words(s->a, s->d->head.subtitle), NULL);
    front_line(s, str_fmt(s->a, "%.*s, as of %.*s", STR_ARG(text_whole(s->d->head.org)), STR_ARG(text_whole(s->d->head.as_of))), s->soft);
    for (const DocFilter *f = s->d->filter; f; f = f->next)
        front_line(s, str_fmt(s->a, "%.*s: %.*s", STR_ARG(f->name), STR_ARG(f->value)), s->soft);
    for (uint16_t c = 1; c < FRONT_COLUMNS; c++)
        put_text(s, s->front, s->row, c, head[c], s->soft);
    s->row++;
    keep(s, worksheet_set_column(s->front, 0, 0, 48, NULL));
    keep(s, worksheet_set_column(s->front, 1, FRONT_COLUMNS - 1, 22, NULL));
    for (DocStep step = doc_begin(s->d); step.block; step = doc_next(step))
        if (!step.leaving)
            put_block(s, step.block, &part);
    for (const DocNote *n = s->d->note; n; n = n->next)
        front_line(s, runs_words(s->a, n->runs), s->soft);
}

static lxw_datetime stamp(Str day)
{
    int64_t v = 0;
    Civil c = { 1970, 1, 1 };
    if (date_parse_iso(day, &v))
        c = civil_of_day(v);
    return (lxw_datetime){ .year = c.year, .month = c.month, .day = c.day };
}

static void begin(Sheet *s, Str day)
{
    union { const char *in; char *out; } title = { .in = workbook_text(s->a, s->d->head.title) }, org = { .in = workbook_text(s->a, s->d->head.org) };
    lxw_datetime when = stamp(day);
    lxw_doc_properties about = { .title = title.out, .company = org.out, .created = (time_t)(day_of_civil((Civil){ when.year, when.month, when.day }) * 86400) };
    keep(s, workbook_set_properties(s->book, &about));
    s->bold = workbook_add_format(s->book);
    format_set_bold(s->bold);
    s->big = workbook_add_format(s->book);
    format_set_bold(s->big);
    format_set_font_size(s->big, 14);
    s->wrap = workbook_add_format(s->book);
    format_set_text_wrap(s->wrap);
    format_set_align(s->wrap, LXW_ALIGN_VERTICAL_TOP);
    s->soft = workbook_add_format(s->book);
    format_set_font_color(s->soft, 0x5A5A5A);
    s->day = number_format(s, STR("yyyy-mm-dd"));
    s->whole = number_format(s, STR("#,##0"));
}

static Status make(Sheet *s, Str day, int fd, Buf *out, Err *err)
{
    char path[64];
    (void)snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    s->book = workbook_new(path);
    if (!s->book)
        return ERR(err, ST_IO, "cannot begin the workbook");
    begin(s, day);
    fill(s);
    keep(s, workbook_close(s->book));
    if (s->too_many)
        return ERR(err, ST_TOO_BIG, "a table has more rows than a sheet");
    return s->failed ? ERR(err, ST_IO, "cannot write the workbook: %s", lxw_strerror(s->failed)) : workbook_read(fd, out, err);
}

Status doc_sheet(const Doc *d, Str day, Arena *a, Buf *out, Err *err)
{
    Sheet s = { .d = d, .a = a };
    int fd = memfd_create("workbook", MFD_CLOEXEC);
    if (fd < 0)
        return ERR(err, ST_IO, "no memory for the workbook");
    Status st = make(&s, day, fd, out, err);
    (void)close(fd);
    return !st && out->over ? ERR(err, ST_TOO_BIG, "the workbook is over the limit of a document") : st;
}
