#include "serve/rows.h"

#include "base/date.h"
#include "model/limits.h"
#include "report/grid.h"
#include "serve/json_part.h"
#include "serve/schema.h"

enum { COLUMNS_MAX = 96, LIST_ITEMS_MAX = 200 };

const char rows_csv_type[] = "text/csv; charset=utf-8", rows_xlsx_type[] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

static const struct { const char *name; RowsForm form; } forms[] = { { "", ROWS_JSON }, { "json", ROWS_JSON }, { "csv", ROWS_CSV }, { "xlsx", ROWS_XLSX } };

Status rows_form(Str format, Str accept, RowsForm *out, Err *err)
{
    for (size_t i = 0; i < COUNT_OF(forms); i++)
        if (str_eq(format, str_of(forms[i].name))) {
            *out = forms[i].form;
            if (!format.n && str_starts(accept, STR("text/csv")))
                *out = ROWS_CSV;
            else if (!format.n && str_starts(accept, str_of(rows_xlsx_type)))
                *out = ROWS_XLSX;
            return ST_OK;
        }
    return ERR(err, ST_USAGE, "'format' must be json, csv or xlsx");
}

/* --- columns --- */

typedef struct Column {
    Str   name;
    char *path;                      /* in an item */
    char  type;                      /* as in serve/schema.h; 'l': a list */
    Str   item;                      /* of a list: the field of an item that stands for it, ended by NUL; "": itself */
} Column;

typedef struct Columns {
    Column at[COLUMNS_MAX];
    size_t n;
    Arena *a;
} Columns;

static Str fields_of(Str shape)
{
    for (size_t i = 0; i < schemas_n; i++)
        if (str_eq(shape, str_of(schemas[i].name)))
            return str_of(schemas[i].fields);
    return STR("");
}

/* The next "name:type" with the type bare: no '?', no "[]" (said in *list). */
static bool next_field(Str *rest, Str *name, Str *type, bool *list)
{
    if (!rest->n)
        return false;
    *type = str_cut(rest, ' ');
    *name = str_cut(type, ':');
    type->n -= str_ends(*type, STR("?"));
    *list = str_ends(*type, STR("[]"));
    type->n -= *list ? 2 : 0;
    return true;
}

static void add(Columns *c, Str name, Str path, char type, Str item)
{
    if (c->n == COLUMNS_MAX)
        bug("a list has more than %d columns", COLUMNS_MAX);
    union { const char *in; char *out; } p = { .in = str_dup(c->a, path).p };
    c->at[c->n++] = (Column){ .name = name, .path = p.out, .type = type, .item = item };
}

static bool is_plain(Str type) { return type.n == 1 && type.p[0] != 'g'; }

/* What stands for an item of a list: its name, or the first text it has. */
static Str word_of(Str shape)
{
    static const Str better[] = { STR_INIT("name"), STR_INIT("theme"), STR_INIT("text"), STR_INIT("stream") };
    Str rest = fields_of(shape), name, type, first = STR("");
    bool list;
    size_t rank = COUNT_OF(better);
    while (next_field(&rest, &name, &type, &list)) {
        if (list || !str_eq(type, STR("s")))
            continue;
        first = first.n ? first : name;
        for (size_t i = 0; i < rank; i++)
            if (str_eq(name, better[i])) {
                first = name;
                rank = i;
            }
    }
    return first;
}

static void add_shape(Columns *c, Str field, Str shape)
{
    bool ref = str_eq(shape, STR("Ref")), list;
    Str rest = fields_of(shape), name, type;
    if (ref) {
        add(c, field, str_fmt(c->a, "%.*s.name", STR_ARG(field)), 's', STR(""));
        add(c, str_fmt(c->a, "%.*s_id", STR_ARG(field)), str_fmt(c->a, "%.*s.id", STR_ARG(field)), 'i', STR(""));
    }
    while (!ref && next_field(&rest, &name, &type, &list))
        if (!list && is_plain(type))
            add(c, str_fmt(c->a, "%.*s_%.*s", STR_ARG(field), STR_ARG(name)), str_fmt(c->a, "%.*s.%.*s", STR_ARG(field), STR_ARG(name)), type.p[0], STR(""));
}

static void columns_of(Columns *c, Str shape)
{
    Str rest = fields_of(shape), name, type;
    bool list;
    while (next_field(&rest, &name, &type, &list)) {
        if (list && (str_eq(type, STR("s")) || word_of(type).n))
            add(c, name, name, 'l', type.n > 1 ? str_dup(c->a, word_of(type)) : STR(""));
        else if (!list && is_plain(type))
            add(c, name, name, type.p[0], STR(""));
        else if (!list && type.n > 1)
            add_shape(c, name, type);
    }
}

/* The shape of the items of the field `list` of the answer. */
static Str shape_of_list(const Route *row)
{
    Str rest = fields_of(str_of(row->schema)), name, type;
    bool list;
    while (next_field(&rest, &name, &type, &list))
        if (list && str_eq(name, str_of(row->list)))
            return type;
    bug("'%s' has no list '%s'", row->schema, row->list);
}

/* --- cells --- */

static int hex_of(Str s, size_t at)
{
    int v = 0;
    for (size_t i = at; i < at + 4; i++) {
        char c = i < s.n ? s.p[i] : '0';
        v = v * 16 + (c <= '9' ? c - '0' : (c | 32) - 'a' + 10);
    }
    return v;
}

/* A JSON text without its quotes and escapes.  Our own: what is beyond ASCII stands as itself; only controls come as \u. */
static Str text_of(Str raw, Arena *a)
{
    char *out = arena_alloc(a, raw.n + 1, 1);
    size_t n = 0;
    for (size_t i = 1; i + 1 < raw.n; i++) {
        char c = raw.p[i];
        if (c == '\\' && i + 2 < raw.n) {
            c = raw.p[++i];
            static const char from[] = "nrtbf", to[] = "\n\r\t\b\f";
            const char *found = strchr(from, c);
            if (c == 'u') {
                int v = hex_of(raw, i + 1);
                c = v < 0x80 ? (char)v : '?';
                i += 4;
            } else if (found) {
                c = to[found - from];
            }
        }
        out[n++] = c;
    }
    out[n] = 0;
    return (Str){ out, n };
}

static Str list_text(Str array, Str item_field, Arena *a)
{
    Buf b;
    Str item;
    size_t at = 0, n = 0;
    buf_init(&b, 1 << 24);
    while (json_next(array, &at, &item) && n < LIST_ITEMS_MAX) {
        Str raw = item_field.n ? json_part(item, item_field.p) : item;
        if (raw.n < 2 || raw.p[0] != '"')
            continue;
        if (n++)
            buf_puts(&b, "; ");
        buf_put(&b, text_of(raw, a));
    }
    Str out = str_dup(a, buf_str(&b));
    buf_release(&b);
    return out;
}

static GridCell cell_of(Str item, const Column *c, Arena *a)
{
    static const char kind[] = "inbd";
    static const GridType type[] = { GRID_NUMBER, GRID_NUMBER, GRID_YES_NO, GRID_DAY };
    Str raw = json_part(item, c->path);
    if (!raw.n)
        return (GridCell){ GRID_NOTHING, STR("") };
    if (c->type == 'l')
        return (GridCell){ GRID_TEXT, list_text(raw, c->item, a) };
    bool text = raw.p[0] == '"';
    const char *at = strchr(kind, c->type);
    return (GridCell){ at && (text == (c->type == 'd')) ? type[at - kind] : GRID_TEXT, text ? text_of(raw, a) : str_dup(a, raw) };
}

/* --- rows --- */

typedef struct Rows {
    Columns   col;
    GridCell *cell;
    size_t    n, room;
    Arena    *a;
} Rows;

static Status add_row(Rows *r, Str item, Err *err)
{
    if (r->n == LIMIT_LIST_ROWS)
        return ERR(err, ST_TOO_BIG, "more than %d rows: ask for fewer by filters; `throughline export` writes whole tables", LIMIT_LIST_ROWS);
    if (r->n == r->room) {
        size_t room = r->room ? 2 * r->room : LIMIT_PAGE_ROWS;
        GridCell *more = ARENA_NEW_N(r->a, GridCell, room * r->col.n);
        if (r->n)
            memcpy(more, r->cell, r->n * r->col.n * sizeof *more);
        r->cell = more;
        r->room = room;
    }
    for (size_t k = 0; k < r->col.n; k++)
        r->cell[r->n * r->col.n + k] = cell_of(item, &r->col.at[k], r->a);
    r->n++;
    return ST_OK;
}

/* One page into rows.  *more: there may be another. */
static Status add_page(Store *s, const Route *row, const AnswerQuery *q, Rows *r, bool *more, Err *err)
{
    Arena page;
    Buf b;
    JsonOut j;
    int64_t total = 0;
    arena_init(&page);
    buf_init(&b, LIMIT_REPORT);
    json_init(&j, &b);
    Status st = row->answer(s, q, &page, &j, err);
    if (!st && b.over)
        st = ERR(err, ST_TOO_BIG, "the answer is over the limit of a document");
    Str text = buf_str(&b), list = st ? STR("") : json_part(text, row->list), item;
    bool paged = !st && json_part(text, "per_page").n && str_to_i64(json_part(text, "total"), &total);
    if (paged && total > LIMIT_LIST_ROWS)
        st = ERR(err, ST_TOO_BIG, "%lld rows, and no more than %d in one file: ask for fewer by filters; `throughline export` writes whole tables", (long long)total, LIMIT_LIST_ROWS);
    size_t at = 0, before = r->n;
    while (!st && json_next(list, &at, &item))
        st = add_row(r, item, err);
    *more = !st && paged && r->n > before && r->n < (size_t)total;
    buf_release(&b);
    arena_release(&page);
    return st;
}

static Status write_out(Store *s, const Route *row, const Rows *r, RowsForm form, Arena *a, Response *out, Err *err)
{
    Str head[COLUMNS_MAX];
    int64_t as_of = 0;
    Buf b;
    for (size_t k = 0; k < r->col.n; k++)
        head[k] = r->col.at[k].name;
    const Grid g = { .name = row->name, .head = head, .n_col = r->col.n, .n_row = r->n, .cell = r->cell };
    buf_init(&b, LIMIT_REPORT);
    Status st = store_summary_int(s, "as_of", 0, &as_of, err);
    if (!st && form == ROWS_CSV)
        grid_csv(&g, &b);
    else if (!st)
        st = grid_workbook(&g, as_of ? date_iso(a, as_of) : STR(""), a, &b, err);
    if (!st && b.over)
        st = ERR(err, ST_TOO_BIG, "the file is over the limit of a document");
    if (!st) {
        out->body = str_dup(a, buf_str(&b));
        out->type = form == ROWS_CSV ? rows_csv_type : rows_xlsx_type;
        out->file_name = str_fmt(a, "attachment; filename=\"throughline-%s.%s\"", row->name, form == ROWS_CSV ? "csv" : "xlsx");
    }
    buf_release(&b);
    return st;
}

Status rows_answer(Store *s, const Route *row, const AnswerQuery *q, RowsForm form, Arena *a, Response *out, Err *err)
{
    AnswerQuery one = *q;
    Rows *r = ARENA_NEW_N(a, Rows, 1);
    *r = (Rows){ .a = a };
    r->col.a = a;
    columns_of(&r->col, shape_of_list(row));
    bool more = true;
    Status st = ST_OK;
    one.per_page = LIMIT_PAGE_ROWS;
    for (one.page = 1; !st && more; one.page++)
        st = add_page(s, row, &one, r, &more, err);
    return st ? st : write_out(s, row, r, form, a, out, err);
}
