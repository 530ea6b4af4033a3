#include "tests/report/golden.h"

#include <stdlib.h>

#include "base/file.h"
#include "tests/near.h"

void golden_check(Arena *a, const char *name, Str got)
{
    Err err;
    Str want = STR("");
    const char *root = getenv("TL_ROOT"), *mode = getenv("TL_GOLDEN");
    Str path = str_fmt(a, "%s/tests/report/golden/%s", root ? root : ".", name);
    if (mode && strcmp(mode, "update") == 0) {
        if (file_replace(path.p, got, &err))
            fail_msg("%s", err.msg);
        return;
    }
    if (file_read(path.p, 64 << 20, a, &want, &err))
        fail_msg("%s (TL_GOLDEN=update writes it)", err.msg);
    size_t i = 0;
    while (i < got.n && i < want.n && got.p[i] == want.p[i])
        i++;
    size_t from = i > 40 ? i - 40 : 0;
    if (got.n != want.n || i < want.n)
        fail_msg("%s differs at byte %zu:\n got '%.*s'\nwant '%.*s'", name, i, STR_ARG(str_sub(got, from, 120)),
                 STR_ARG(str_sub(want, from, 120)));
}

enum { DEEP = 200, IDS = 4000, ATTRS = 40 };

typedef struct Xml {
    Str    rest;
    Str    open[DEEP];
    size_t depth, n_id, n_root;
    Str    id[IDS];
} Xml;

static Str take_name(Xml *x)
{
    size_t n = 0;
    while (n < x->rest.n && strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-:_", x->rest.p[n]) &&
           x->rest.p[n])
        n++;
    Str name = str_sub(x->rest, 0, n);
    x->rest = str_sub(x->rest, n, x->rest.n);
    if (!n)
        fail_msg("no name at '%.*s'", STR_ARG(str_sub(x->rest, 0, 60)));
    return name;
}

static void check_text(Str s)
{
    static const Str refs[] = { STR_INIT("&amp;"), STR_INIT("&lt;"), STR_INIT("&gt;"), STR_INIT("&quot;"), STR_INIT("&#39;") };
    if (!str_is_utf8(s))
        fail_msg("not UTF-8: '%.*s'", STR_ARG(str_sub(s, 0, 60)));
    for (size_t i = 0; i < s.n; i++) {
        bool known = s.p[i] != '&';
        for (size_t k = 0; k < COUNT_OF(refs); k++)
            known = known || str_starts(str_sub(s, i, 6), refs[k]);
        if (!known || s.p[i] == '<' || ((unsigned char)s.p[i] < 32 && s.p[i] != '\n' && s.p[i] != '\t'))
            fail_msg("bad character in '%.*s'", STR_ARG(str_sub(s, i, 60)));
    }
}

/* Geometry must be numbers; words may well contain "inf". */
static void check_geometry(Str name, Str value)
{
    static const Str numeric[] = { STR_INIT("x"), STR_INIT("y"), STR_INIT("x1"), STR_INIT("x2"), STR_INIT("y1"),
        STR_INIT("y2"), STR_INIT("cx"), STR_INIT("cy"), STR_INIT("r"), STR_INIT("width"), STR_INIT("height"),
        STR_INIT("d"), STR_INIT("viewBox"), STR_INIT("font-size"), STR_INIT("stroke-width") };
    for (size_t k = 0; k < COUNT_OF(numeric); k++)
        for (size_t i = 0; str_eq(name, numeric[k]) && i < value.n; i++)
            if (!strchr("0123456789.- MLZmhl", value.p[i]))
                fail_msg("not a number: %.*s=\"%.*s\"", STR_ARG(name), STR_ARG(value));
}

static void take_attributes(Xml *x)
{
    Str seen[ATTRS];
    size_t n = 0;
    while (x->rest.n && x->rest.p[0] != '>' && x->rest.p[0] != '/') {
        x->rest = str_trim(x->rest);
        Str name = take_name(x);
        if (!str_starts(x->rest, STR("=\"")))
            fail_msg("attribute %.*s has no quoted value", STR_ARG(name));
        x->rest = str_sub(x->rest, 2, x->rest.n);
        Str value = str_cut(&x->rest, '"');
        check_text(value);
        check_geometry(name, value);
        for (size_t i = 0; i < n; i++)
            if (str_eq(seen[i], name))
                fail_msg("attribute %.*s twice", STR_ARG(name));
        assert_true(n < ATTRS);
        seen[n++] = name;
        for (size_t i = 0; str_eq(name, STR("id")) && i < x->n_id; i++)
            if (str_eq(x->id[i], value))
                fail_msg("id %.*s twice", STR_ARG(value));
        assert_true(x->n_id < IDS);
        if (str_eq(name, STR("id")))
            x->id[x->n_id++] = value;
    }
}

static void take_tag(Xml *x)
{
    bool close = str_starts(x->rest, STR("/"));
    x->rest = str_sub(x->rest, close, x->rest.n);
    Str name = take_name(x);
    if (close) {
        if (!x->depth || !str_eq(x->open[x->depth - 1], name))
            fail_msg("</%.*s> closes nothing", STR_ARG(name));
        x->depth--;
    } else {
        take_attributes(x);
    }
    bool empty = str_starts(x->rest, STR("/")) || str_eq(name, STR("br")) || str_eq(name, STR("meta"));
    (void)str_cut(&x->rest, '>');
    if (!close && !empty) {
        assert_true(x->depth < DEEP);
        x->open[x->depth++] = name;
    }
    x->n_root += !close && x->depth == (empty ? 0 : 1);
}

void xml_check(Str s)
{
    Xml *x = calloc(1, sizeof *x);
    if (!x)
        fail_msg("out of memory");
    x->rest = s;
    if (str_starts(s, STR("<!doctype html>")))
        (void)str_cut(&x->rest, '>');
    while (x->rest.n) {
        const char *lt = memchr(x->rest.p, '<', x->rest.n);
        Str text = str_sub(x->rest, 0, lt ? (size_t)(lt - x->rest.p) : x->rest.n);
        bool style = x->depth && str_eq(x->open[x->depth - 1], STR("style"));
        if (!style)
            check_text(text);
        x->rest = str_sub(x->rest, text.n, x->rest.n);
        if (!x->rest.n)
            break;
        x->rest = str_sub(x->rest, 1, x->rest.n);
        take_tag(x);
    }
    assert_int_equal(x->depth, 0);
    assert_int_equal(x->n_root, 1);
    free(x);
}
