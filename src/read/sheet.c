#include "read/sheet.h"

#include "model/limits.h"
#include "read/sheet_in.h"
#include "read/sheet_merge.h"
#include "read/xml.h"

enum { LOOK = 64, RAW_MAX = 2 * LIMIT_LINE };

/* What a cell's text is made from. */
typedef enum Take { TAKE_NUMBER, TAKE_SHARED, TAKE_TEXT, TAKE_BOOL } Take;

/* Which element's text is being taken. */
typedef enum Part { PART_NONE, PART_VALUE, PART_FORMULA, PART_INLINE } Part;

/* Where a cell's text lies in the row's. */
typedef struct Span {
    size_t from, to;
} Span;

typedef struct Sheet {
    Rows        rows;
    Xml        *xml;
    Shared     *shared;
    Styles     *styles;
    bool        from_1904;
    size_t      look_width;     /* of the first rows */
    Merges      merges;
    /* the row being read */
    int64_t     row, count;
    size_t      n;              /* one behind its last cell that holds something */
    Span        span[LIMIT_COLUMNS];
    Str         cell[LIMIT_COLUMNS];
    Buf         text, raw;
    const char *bad;
    bool        ready, too_many;
    /* the cell being read */
    int64_t     column;
    Take        take;
    int64_t     style;
    Part        part;
    int         phonetic;
    bool        in_data;
    Buf         value, formula, rich;
} Sheet;

static void start_row(Sheet *s, const char *const *at)
{
    Str r = xml_attribute(at, STR("r"));
    int64_t n;
    s->row = r.p && str_to_i64(r, &n) && n > 0 ? n : s->row + 1;
    s->column = -1;
    s->n = 0;
    s->bad = NULL;
    s->too_many |= ++s->count > LIMIT_SHEET_ROWS;
    buf_clear(&s->text);
}

static Take take_of(Str type)
{
    static const struct { Str type; Take take; } takes[] = {
        { STR_INIT("s"), TAKE_SHARED }, { STR_INIT("str"), TAKE_TEXT }, { STR_INIT("inlineStr"), TAKE_TEXT },
        { STR_INIT("e"), TAKE_TEXT },   { STR_INIT("d"), TAKE_TEXT },   { STR_INIT("b"), TAKE_BOOL },
    };
    for (size_t i = 0; i < sizeof takes / sizeof *takes && type.p; i++)
        if (str_eq(type, takes[i].type))
            return takes[i].take;
    return TAKE_NUMBER;
}

static void start_cell(Sheet *s, const char *const *at)
{
    Str r = xml_attribute(at, STR("r")), style = xml_attribute(at, STR("s"));
    int64_t column, row;
    s->column = r.p && cell_reference(r, &column, &row) ? column : s->column + 1;
    s->take = take_of(xml_attribute(at, STR("t")));
    if (!style.p || !str_to_i64(style, &s->style))
        s->style = 0;
    buf_clear(&s->value);
    buf_clear(&s->formula);
    buf_clear(&s->rich);
}

static void on_start(void *ctx, Str name, const char *const *at)
{
    Sheet *s = ctx;
    if (str_eq(name, STR("sheetData"))) {
        s->in_data = true;
    } else if (!s->in_data) {
        return;
    } else if (str_eq(name, STR("c"))) {
        start_cell(s, at);
    } else if (str_eq(name, STR("v"))) {
        s->part = PART_VALUE;
    } else if (str_eq(name, STR("t"))) {
        s->part = s->phonetic ? PART_NONE : PART_INLINE;
    } else if (str_eq(name, STR("row"))) {
        start_row(s, at);
    } else if (str_eq(name, STR("f"))) {
        s->part = PART_FORMULA;
    } else if (str_eq(name, STR("rPh"))) {
        s->phonetic++;
    }
}

static void on_text(void *ctx, Str text)
{
    Sheet *s = ctx;
    if (s->part == PART_NONE)
        return;
    buf_put(s->part == PART_VALUE ? &s->value : s->part == PART_FORMULA ? &s->formula : &s->rich, text);
}

/* Appends the cell's text to the row's. */
static void put_text(Sheet *s)
{
    Str v = buf_str(&s->value);
    int64_t i;
    if (s->rich.n) {
        cell_unescape(buf_str(&s->rich), &s->text);
    } else if (!v.n && s->formula.n && s->take != TAKE_TEXT) {
        buf_putc(&s->text, '=');
        buf_put(&s->text, buf_str(&s->formula));
    } else if (s->take == TAKE_SHARED) {
        if (str_to_i64(str_trim(v), &i) && i >= 0 && (size_t)i < s->shared->n)
            buf_put(&s->text, shared_string(s->shared, (size_t)i));
        else if (v.n)
            s->bad = "a cell names a shared string that is not there";
    } else if (s->take == TAKE_BOOL) {
        buf_puts(&s->text, !v.n ? "" : str_eq(str_trim(v), STR("0")) || str_ieq(str_trim(v), STR("false")) ? "FALSE" : "TRUE");
    } else if (s->take == TAKE_TEXT) {
        cell_unescape(v, &s->text);
    } else if (v.n) {
        CellFormat plain = { CELL_PLAIN, 0 };
        bool known = s->style >= 0 && (size_t)s->style < s->styles->n;
        cell_number(v, known ? s->styles->format[s->style] : plain, s->from_1904, &s->text);
    }
}

static void put_span(Sheet *s, size_t c, Span text)
{
    for (; s->n <= c; s->n++)
        s->span[s->n] = (Span){ 0, 0 };
    s->span[c] = text;
}

static void end_cell(Sheet *s)
{
    size_t from = s->text.n;
    put_text(s);
    size_t length = s->text.n - from;
    if (s->text.over)
        s->bad = "record is over the limit";
    else if (length > LIMIT_FIELD || s->value.over || s->rich.over || s->formula.over)
        s->bad = "cell is over the limit";
    if (!length)
        return;
    if (s->column >= LIMIT_COLUMNS) {
        s->bad = "too many cells";
        return;
    }
    size_t c = (size_t)s->column;
    put_span(s, c, (Span){ from, s->text.n });
}

/* What the row shows by ranges that began above it, and what begins here. */
static void fill_merged(Sheet *s)
{
    Merges *m = &s->merges;
    bool empty = !s->n;
    merges_row(m, s->row);
    for (size_t i = m->first; i < m->next; i++) {
        Merge *g = &m->range[i];
        size_t c = (size_t)g->column;
        bool own = c < s->n && s->span[c].to > s->span[c].from;
        if (g->top == s->row && own)
            g->value = str_dup(m->a, (Str){ s->text.p + s->span[c].from, s->span[c].to - s->span[c].from });
        if (g->top == s->row || empty || own || !g->value.n || !merges_reach(g, s->row))
            continue;
        size_t from = s->text.n;
        buf_put(&s->text, g->value);
        put_span(s, c, (Span){ from, s->text.n });
    }
}

static void on_end(void *ctx, Str name)
{
    Sheet *s = ctx;
    if (!s->in_data)
        return;
    if (str_eq(name, STR("c"))) {
        end_cell(s);
    } else if (str_eq(name, STR("v")) || str_eq(name, STR("t")) || str_eq(name, STR("f"))) {
        s->part = PART_NONE;
    } else if (str_eq(name, STR("row"))) {
        if (s->merges.n)
            fill_merged(s);
        s->ready = s->n > 0 || s->bad;
        if (s->ready)
            xml_pause(s->xml);
    } else if (str_eq(name, STR("rPh"))) {
        s->phonetic--;
    } else if (str_eq(name, STR("sheetData"))) {
        s->in_data = false;
    }
}

/* A cell as CSV has it. */
static void put_raw(Buf *b, Str v)
{
    if (!memchr(v.p, ',', v.n) && !memchr(v.p, '"', v.n) && !memchr(v.p, '\n', v.n) && !memchr(v.p, '\r', v.n)) {
        buf_put(b, v);
        return;
    }
    buf_putc(b, '"');
    while (v.n) {
        Str part = str_cut(&v, '"');
        buf_put(b, part);
        if (part.p[part.n] == '"' && part.p + part.n < v.p)
            buf_puts(b, "\"\"");
    }
    buf_putc(b, '"');
}

static void fill_row(Sheet *s, Row *row)
{
    size_t want = s->rows.width ? s->rows.width : s->look_width, n = s->n > want ? s->n : want;
    buf_clear(&s->raw);
    for (size_t i = 0; i < n; i++) {
        Span p = i < s->n ? s->span[i] : (Span){ 0, 0 };
        s->cell[i] = p.to > p.from ? (Str){ s->text.p + p.from, p.to - p.from } : STR("");
        if (i)
            buf_putc(&s->raw, ',');
        put_raw(&s->raw, s->cell[i]);
    }
    *row = (Row){ .line = s->row, .cell = s->cell, .n = n, .raw = buf_str(&s->raw), .reason = s->bad };
    if (s->bad) {
        row->n = 0;
        row->raw = str_sub(row->raw, 0, LIMIT_RAW);
    }
}

static Status sheet_next(Rows *self, Row *row, RowsGot *got, Err *err)
{
    Sheet *s = (Sheet *)self;
    bool done;
    s->ready = false;
    Status st = xml_run(s->xml, &done, err);
    if (!st && s->too_many)
        st = ERR(err, ST_TOO_BIG, "a sheet of more than %d rows", LIMIT_SHEET_ROWS);
    if (st)
        return st;
    *got = !s->ready ? ROWS_END : s->bad ? ROWS_BAD : ROWS_ROW;
    *row = (Row){ .line = s->row, .raw = STR("") };
    if (s->ready)
        fill_row(s, row);
    return ST_OK;
}

static void sheet_drop(void *p)
{
    Sheet *s = p;
    Buf *const all[] = { &s->text, &s->raw, &s->value, &s->formula, &s->rich };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        buf_release(all[i]);
}

/* Starts to read the sheet from its top. */
static Status start(const Archive *z, int64_t part, const Sheet *like, Arena *a, Sheet **out, Err *err)
{
    Raw *raw;
    Sheet *s = ARENA_NEW(a, Sheet);
    s->rows.next = sheet_next;
    s->shared = like->shared;
    s->styles = like->styles;
    s->from_1904 = like->from_1904;
    s->look_width = like->look_width;
    s->merges = like->merges;
    s->merges.a = a;
    for (size_t i = 0; i < s->merges.n; i++)
        s->merges.range[i].value = STR("");
    buf_init(&s->text, LIMIT_LINE);
    buf_init(&s->raw, RAW_MAX);
    buf_init(&s->value, LIMIT_LINE);
    buf_init(&s->formula, LIMIT_LINE);
    buf_init(&s->rich, LIMIT_LINE);
    arena_defer(a, sheet_drop, s);
    Status st = archive_member(z, part, a, &raw, err);
    if (!st)
        st = xml_open(raw, &(XmlHandlers){ on_start, on_end, on_text, s }, a, &s->xml, err);
    *out = s;
    return st;
}

static Status look(const Archive *z, int64_t part, Sheet *like, Err *err)
{
    Arena tmp;
    Sheet *s;
    arena_init(&tmp);
    Status st = start(z, part, like, &tmp, &s, err);
    for (int i = 0; i < LOOK && !st; i++) {
        Row row;
        RowsGot got;
        st = sheet_next(&s->rows, &row, &got, err);
        if (st || got == ROWS_END)
            break;
        like->look_width = s->n > like->look_width ? s->n : like->look_width;
    }
    arena_release(&tmp);
    return st;
}

Status sheet_open(const char *path, int sheet, Arena *a, Rows **out, Err *err)
{
    Archive z;
    Book book;
    Sheet *s, *like = ARENA_NEW(a, Sheet);
    Status st = archive_open(path, a, &z, err);
    if (!st)
        st = book_read(&z, a, &book, err);
    if (st)
        return st;
    int64_t part = sheet >= 0 && (size_t)sheet < book.n ? book.sheet[sheet].part : -1;
    if (part < 0)
        return ERR(err, ST_INVALID, "the workbook does not hold the sheet it names");
    like->shared = ARENA_NEW(a, Shared);
    like->styles = ARENA_NEW(a, Styles);
    like->from_1904 = book.from_1904;
    st = shared_read(&z, book.shared, a, like->shared, err);
    if (!st)
        st = styles_read(&z, book.styles, a, like->styles, err);
    if (!st)
        st = merges_read(&z, part, a, &like->merges, err);
    if (!st)
        st = look(&z, part, like, err);
    if (!st)
        st = start(&z, part, like, a, &s, err);
    if (!st)
        *out = &s->rows;
    return st;
}
