#include "read/sheet_in.h"
#include "read/xml.h"

enum { STYLES_MAX = 65536, FORMATS_MAX = 4096 };

/* While the strings are read. */
typedef struct Strings {
    Shared *shared;
    Buf     piece;         /* the text of one <t>, before its escapes are undone */
    bool    in_text, over;
    int     phonetic;
} Strings;

static void string_start(void *ctx, Str name, const char *const *at)
{
    Strings *s = ctx;
    (void)at;
    s->phonetic += str_eq(name, STR("rPh"));
    if (str_eq(name, STR("t")))
        s->in_text = s->phonetic == 0;
}

static void string_text(void *ctx, Str text)
{
    Strings *s = ctx;
    if (s->in_text)
        buf_put(&s->piece, text);
}

static void keep_string(Shared *s, bool *over)
{
    if (s->text.over || s->text.n + s->n * sizeof *s->end > LIMIT_SHARED) {
        *over = true;
        return;
    }
    if (s->n == s->cap) {
        size_t cap = s->cap ? s->cap * 2 : 1024;
        uint32_t *more = ARENA_NEW_N(s->a, uint32_t, cap);
        if (s->n)
            memcpy(more, s->end, s->n * sizeof *more);
        s->end = more;
        s->cap = cap;
    }
    s->end[s->n++] = (uint32_t)s->text.n;
}

static void string_end(void *ctx, Str name)
{
    Strings *s = ctx;
    s->phonetic -= str_eq(name, STR("rPh"));
    if (str_eq(name, STR("t"))) {
        cell_unescape(buf_str(&s->piece), &s->shared->text);
        s->over |= s->piece.over;
        buf_clear(&s->piece);
        s->in_text = false;
    } else if (str_eq(name, STR("si")) && !s->over) {
        keep_string(s->shared, &s->over);
    }
}

static void buf_drop(void *p) { buf_release(p); }

Status shared_read(const Archive *z, int64_t part, Arena *a, Shared *out, Err *err)
{
    *out = (Shared){ .a = a };
    buf_init(&out->text, LIMIT_SHARED);
    arena_defer(a, buf_drop, &out->text);
    if (part < 0)
        return ST_OK;
    Strings s = { .shared = out };
    buf_init(&s.piece, LIMIT_LINE);
    Status st = xml_part(z, part, &(XmlHandlers){ string_start, string_end, string_text, &s }, err);
    buf_release(&s.piece);
    if (!st && s.over)
        st = ERR(err, ST_TOO_BIG, "a workbook with more than %d MiB of shared strings", LIMIT_SHARED >> 20);
    return st;
}

/* While the styles are read: custom formats come before the styles that use them. */
typedef struct Reading {
    Styles     *styles;
    int64_t     id[FORMATS_MAX];
    CellFormat  format[FORMATS_MAX];
    size_t      n;
    bool        in_cells;
} Reading;

static CellFormat format_of(const Reading *r, int64_t id)
{
    for (size_t i = 0; i < r->n; i++)
        if (r->id[i] == id)
            return r->format[i];
    return cell_format_builtin(id);
}

static void style_start(void *ctx, Str name, const char *const *at)
{
    Reading *r = ctx;
    int64_t id = 0;
    Str number = xml_attribute(at, STR("numFmtId")), code = xml_attribute(at, STR("formatCode"));
    bool known = number.p && str_to_i64(number, &id);
    if (str_eq(name, STR("cellXfs")))
        r->in_cells = true;
    else if (str_eq(name, STR("numFmt")) && known && code.p && r->n < FORMATS_MAX) {
        r->id[r->n] = id;
        r->format[r->n++] = cell_format(code);
    } else if (str_eq(name, STR("xf")) && r->in_cells && r->styles->n < STYLES_MAX) {
        r->styles->format[r->styles->n++] = format_of(r, id);
    }
}

static void style_end(void *ctx, Str name)
{
    Reading *r = ctx;
    if (str_eq(name, STR("cellXfs")))
        r->in_cells = false;
}

Status styles_read(const Archive *z, int64_t part, Arena *a, Styles *out, Err *err)
{
    Arena tmp;
    *out = (Styles){ 0 };
    if (part < 0)
        return ST_OK;
    out->format = ARENA_NEW_N(a, CellFormat, STYLES_MAX);
    arena_init(&tmp);
    Reading *r = ARENA_NEW(&tmp, Reading);
    r->styles = out;
    Status st = xml_part(z, part, &(XmlHandlers){ .start = style_start, .end = style_end, .ctx = r }, err);
    arena_release(&tmp);
    return st;
}
