#include "read/json.h"

#include <jansson.h>

#include "read/json_in.h"

static const char bad_json[] = "not valid JSON";
static const char bad_utf8[] = "bytes that are not UTF-8";
static const char not_object[] = "not a JSON object";
static const char too_deep[] = "nested too deep";

bool json_compile(const Str *path, size_t n, Arena *a, JsonPick *out)
{
    *out = (JsonPick){ .n = n };
    if (n > JSON_PATHS)
        return false;
    for (size_t i = 0; i < n; i++) {
        Str rest = str_dup(a, path[i]);
        while (rest.n) {
            if (out->levels[i] == JSON_LEVELS)
                return false;
            out->key[i][out->levels[i]++] = str_cut(&rest, '.');
        }
    }
    return true;
}

/* A run over one text. */
typedef struct Run {
    const JsonPick *pick;
    const char     *p, *end;
    Arena          *a;
    Str            *cell;
    const char     *bad;
    int             depth;
    char            kind[LIMIT_JSON_DEPTH];     /* '{' or '[' */
    uint64_t        wanted[LIMIT_JSON_DEPTH];   /* paths that lead through this level */
    int             array_of;                   /* path whose array is being read; -1: none */
    int             array_depth;
} Run;

static void skip_space(Run *r)
{
    while (r->p < r->end && (*r->p == ' ' || *r->p == '\t' || *r->p == '\n' || *r->p == '\r'))
        r->p++;
}

static int hex4(const char *p, const char *end)
{
    int v = 0;
    if (end - p < 4)
        return -1;
    for (int i = 0; i < 4; i++) {
        char c = p[i];
        int d = c >= '0' && c <= '9' ? c - '0' : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1;
        if (d < 0)
            return -1;
        v = v * 16 + d;
    }
    return v;
}

static char *put_utf8(char *w, uint32_t c)
{
    if (c < 0x80) {
        *w++ = (char)c;
    } else if (c < 0x800) {
        *w++ = (char)(0xC0 | c >> 6);
        *w++ = (char)(0x80 | (c & 63));
    } else if (c < 0x10000) {
        *w++ = (char)(0xE0 | c >> 12);
        *w++ = (char)(0x80 | (c >> 6 & 63));
        *w++ = (char)(0x80 | (c & 63));
    } else {
        *w++ = (char)(0xF0 | c >> 18);
        *w++ = (char)(0x80 | (c >> 12 & 63));
        *w++ = (char)(0x80 | (c >> 6 & 63));
        *w++ = (char)(0x80 | (c & 63));
    }
    return w;
}

/* Behind "\u": one code point from one or two escapes; 0: bad. */
static uint32_t take_unicode(const char **p, const char *end)
{
    int hi = hex4(*p, end), lo;
    if (hi <= 0 || (hi >= 0xDC00 && hi <= 0xDFFF))
        return 0;
    *p += 4;
    if (hi < 0xD800 || hi > 0xDBFF)
        return (uint32_t)hi;
    if (end - *p < 6 || (*p)[0] != '\\' || (*p)[1] != 'u')
        return 0;
    lo = hex4(*p + 2, end);
    if (lo < 0xDC00 || lo > 0xDFFF)
        return 0;
    *p += 6;
    return 0x10000u + ((uint32_t)(hi - 0xD800) << 10) + (uint32_t)(lo - 0xDC00);
}

/* One escape behind its backslash; `w` may be NULL when nobody wants the text. */
static bool take_escape(const char **p, const char *end, char **w)
{
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
    if (*p == end)
        return false;
    char c = *(*p)++;
    if (c == 'u') {
        uint32_t u = take_unicode(p, end);
        if (u && w)
            *w = put_utf8(*w, u);
        return u != 0;
    }
    const char *hit = c ? strchr(from, c) : NULL;
    if (hit && w)
        *(*w)++ = to[hit - from];
    return hit != NULL;
}

/* Bytes up to the closing quote: what the decoded text needs at the most. */
static size_t string_room(const char *p, const char *end)
{
    const char *q = json_plain_end(p, end);
    while (q < end && *q != '"')
        q = json_plain_end(q + 1 < end && *q == '\\' ? q + 2 : q + 1, end);
    return (size_t)(q - p);
}

/* A string behind its quote.  Decoded when `want`; the raw slice otherwise. */
static bool take_string(Run *r, bool want, Str *out)
{
    const char *start = r->p, *p = json_plain_end(start, r->end);
    if (p < r->end && *p == '"') {
        *out = (Str){ start, (size_t)(p - start) };
        r->p = p + 1;
        return true;
    }
    char *text = NULL, *w = NULL;
    if (want) {
        size_t room = string_room(p, r->end) + (size_t)(p - start);
        text = w = arena_alloc(r->a, room + 1, 1);
        memcpy(w, start, (size_t)(p - start));
        w += p - start;
    }
    for (; p < r->end && *p != '"'; ) {
        if ((unsigned char)*p < 0x20)
            return false;
        if (*p == '\\') {
            p++;
            if (!take_escape(&p, r->end, want ? &w : NULL))
                return false;
            continue;
        }
        const char *plain = json_plain_end(p, r->end);
        if (want) {
            memcpy(w, p, (size_t)(plain - p));
            w += plain - p;
        }
        p = plain;
    }
    if (p == r->end)
        return false;
    *out = want ? (Str){ text, (size_t)(w - text) } : (Str){ start, (size_t)(p - start) };
    r->p = p + 1;
    return true;
}

static const char *digits(const char *p, const char *end)
{
    while (p < end && *p >= '0' && *p <= '9')
        p++;
    return p;
}

static bool take_number(Run *r, Str *out)
{
    const char *start = r->p, *p = start, *q;
    p += p < r->end && *p == '-';
    q = digits(p, r->end);
    if (q == p || (*p == '0' && q > p + 1))
        return false;
    p = q;
    if (p < r->end && *p == '.') {
        q = digits(p + 1, r->end);
        if (q == p + 1)
            return false;
        p = q;
    }
    if (p < r->end && (*p | 32) == 'e') {
        p++;
        p += p < r->end && (*p == '+' || *p == '-');
        q = digits(p, r->end);
        if (q == p)
            return false;
        p = q;
    }
    *out = (Str){ start, (size_t)(p - start) };
    r->p = p;
    return true;
}

static bool take_word(Run *r, Str word)
{
    if (!str_starts((Str){ r->p, (size_t)(r->end - r->p) }, word))
        return false;
    r->p += word.n;
    return true;
}

/* A scalar at p: *out is its text, .p NULL for null. */
static bool take_scalar(Run *r, bool want, Str *out)
{
    if (r->p == r->end)
        return false;
    switch (*r->p) {
    case '"': r->p++; return take_string(r, want, out);
    case 't': *out = STR("true"); return take_word(r, *out);
    case 'f': *out = STR("false"); return take_word(r, *out);
    case 'n': *out = (Str){ NULL, 0 }; return take_word(r, STR("null"));
    default: return take_number(r, out);
    }
}

/* Paths among `from` whose key at this depth is `key`; *here is the one that ends with it, or -1. */
static uint64_t follow(const Run *r, uint64_t from, int level, Str key, int *here)
{
    uint64_t to = 0;
    *here = -1;
    for (uint64_t left = from; left; left &= left - 1) {
        int i = __builtin_ctzll(left);
        if (r->pick->levels[i] <= level || !str_eq(r->pick->key[i][level], key))
            continue;
        if (r->pick->levels[i] == level + 1)
            *here = i;
        else
            to |= UINT64_C(1) << i;
    }
    return to;
}

static void put_array_member(Run *r, Str s)
{
    Str *c = &r->cell[r->array_of];
    if (!s.p || !s.n)
        return;
    if (!c->p) {
        *c = s;
        return;
    }
    char *p = arena_alloc(r->a, c->n + s.n + 2, 1);
    memcpy(p, c->p, c->n);
    p[c->n] = ' ';
    memcpy(p + c->n + 1, s.p, s.n);
    *c = (Str){ p, c->n + 1 + s.n };
}

static bool open_level(Run *r, char kind, uint64_t wanted)
{
    if (r->depth == LIMIT_JSON_DEPTH) {
        r->bad = too_deep;
        return false;
    }
    r->kind[r->depth] = kind;
    r->wanted[r->depth++] = wanted;
    r->p++;
    return true;
}

/* A value: a scalar is stored, a container opened.  `here`: the path that ends at it. */
static bool take_value(Run *r, uint64_t through, int here)
{
    skip_space(r);
    if (r->p == r->end)
        return false;
    char c = *r->p;
    bool in_array = r->array_of >= 0;
    if (here >= 0)
        r->cell[here] = (Str){ NULL, 0 };
    if (c == '{')
        return open_level(r, '{', in_array ? 0 : through);
    if (c == '[') {
        if (here >= 0 && !in_array) {
            r->array_of = here;
            r->array_depth = r->depth;
        }
        return open_level(r, '[', 0);
    }
    Str s = { NULL, 0 };
    bool member = in_array && r->depth == r->array_depth + 1;
    if (!take_scalar(r, here >= 0 || member, &s))
        return false;
    if (member)
        put_array_member(r, s);
    else if (here >= 0 && !in_array)
        r->cell[here] = s;
    return true;
}

static bool take_member(Run *r)
{
    Str key;
    int here = -1;
    uint64_t through = 0, wanted = r->wanted[r->depth - 1];
    skip_space(r);
    if (r->p == r->end || *r->p != '"')
        return false;
    r->p++;
    if (!take_string(r, wanted != 0, &key))
        return false;
    skip_space(r);
    if (r->p == r->end || *r->p++ != ':')
        return false;
    if (wanted)
        through = follow(r, wanted, r->depth - 1, key, &here);
    /* A repeated member replaces the earlier one with all that was in it. */
    for (uint64_t left = r->array_of < 0 ? through : 0; left; left &= left - 1)
        r->cell[__builtin_ctzll(left)] = (Str){ NULL, 0 };
    return take_value(r, through, here);
}

/* Behind a complete value: closes what ends here; false: bad.  Stops before the next member. */
static bool close_levels(Run *r)
{
    while (r->depth) {
        char kind = r->kind[r->depth - 1];
        skip_space(r);
        if (r->p == r->end)
            return false;
        if (*r->p == ',') {
            r->p++;
            return true;
        }
        if (*r->p != (kind == '{' ? '}' : ']'))
            return false;
        r->p++;
        r->depth--;
        if (r->array_of >= 0 && r->depth == r->array_depth)
            r->array_of = -1;
    }
    return true;
}

static bool run(Run *r)
{
    bool fresh = true;   /* a container was just opened: it may be empty */
    while (r->depth) {
        char kind = r->kind[r->depth - 1];
        skip_space(r);
        int before = r->depth;
        bool empty = fresh && r->p < r->end && *r->p == (kind == '{' ? '}' : ']');
        if (!empty && !(kind == '{' ? take_member(r) : take_value(r, 0, -1)))
            return false;
        fresh = r->depth > before;
        if (!fresh && !close_levels(r))
            return false;
    }
    skip_space(r);
    return r->p == r->end;
}

static bool ascii(Str s)
{
    size_t i = 0;
    uint64_t high = 0, w;
    for (; i + 8 <= s.n; i += 8) {
        memcpy(&w, s.p + i, 8);
        high |= w;
    }
    for (; i < s.n; i++)
        high |= (unsigned char)s.p[i];
    return (high & UINT64_C(0x8080808080808080)) == 0;
}

const char *json_pick(const JsonPick *p, Str text, Arena *a, Str *cell)
{
    Run r;
    r.pick = p;
    r.p = text.p;
    r.end = text.p + text.n;
    r.a = a;
    r.cell = cell;
    r.bad = NULL;
    r.depth = 0;
    r.array_of = r.array_depth = -1;
    for (size_t i = 0; i < p->n; i++)
        cell[i] = (Str){ NULL, 0 };
    if (!ascii(text) && !str_is_utf8(text))
        return bad_utf8;
    skip_space(&r);
    if (r.p == r.end || *r.p != '{')
        return r.p < r.end && *r.p == '[' ? not_object : bad_json;
    if (!open_level(&r, '{', p->n >= 64 ? UINT64_MAX : (UINT64_C(1) << p->n) - 1) || !run(&r))
        return r.bad ? r.bad : bad_json;
    return NULL;
}

int64_t json_column(Str text)
{
    json_error_t e;
    json_t *j = json_loadb(text.p, text.n, 0, &e);
    if (j) {
        json_decref(j);
        return 0;
    }
    return e.column > 0 ? e.column : e.position > 0 ? e.position : 1;
}
