#include "read/json.h"

#include <jansson.h>

#include "read/json_in.h"

static const char bad_json[] = "not valid JSON";
static const char bad_utf8[] = "bytes that are not UTF-8";
static const char not_object[] = "not a JSON object";
static const char too_deep[] = "nested too deep";

enum { BUCKETS = 16 };

/* A member that a path leads to or through. */
struct JsonNode {
    Str       key;
    JsonNode *next;               /* in its parent's bucket */
    JsonNode *child[BUCKETS];
    int       here, whole;        /* the cell of the path that ends here; -1: none does */
    uint64_t  under;              /* cells of paths that lead further */
    uint32_t  under_whole;
};

static size_t bucket_of(Str key)
{
    return key.n ? (key.n * 5 + (unsigned char)key.p[0] * 3u + (unsigned char)key.p[key.n - 1]) % BUCKETS : 0;
}

static const JsonNode *child_of(const JsonNode *node, Str key)
{
    const JsonNode *c = node->child[bucket_of(key)];
    while (c && !str_eq(c->key, key))
        c = c->next;
    return c;
}

static JsonNode *new_node(Arena *a, Str key)
{
    JsonNode *n = ARENA_NEW(a, JsonNode);
    n->key = key;
    n->here = n->whole = -1;
    return n;
}

/* The node that a path ends at, made where it is missing; NULL: too deep. */
static JsonNode *node_at(JsonNode *node, Str path, uint64_t mark, uint32_t whole_mark, Arena *a)
{
    Str rest = str_dup(a, path);
    for (int level = 0; rest.n; level++) {
        Str key = str_cut(&rest, '.');
        if (level == JSON_LEVELS)
            return NULL;
        JsonNode **first = &node->child[bucket_of(key)], *c = *first;
        while (c && !str_eq(c->key, key))
            c = c->next;
        if (!c) {
            c = new_node(a, key);
            c->next = *first;
            *first = c;
        }
        node = c;
        node->under |= rest.n ? mark : 0;
        node->under_whole |= rest.n ? whole_mark : 0;
    }
    return node;
}

bool json_compile(const Str *path, size_t n, Arena *a, JsonPick *out)
{
    *out = (JsonPick){ .n = n, .root = new_node(a, STR("")) };
    if (n > JSON_PATHS)
        return false;
    for (size_t i = 0; i < n; i++) {
        JsonNode *end = node_at(out->root, path[i], UINT64_C(1) << i, 0, a);
        if (!end)
            return false;
        end->here = (int)i;
    }
    return true;
}

bool json_also_whole(JsonPick *p, const Str *path, size_t n, Arena *a)
{
    if (n > JSON_WHOLES)
        return false;
    for (p->n_whole = 0; p->n_whole < n; p->n_whole++) {
        JsonNode *end = node_at(p->root, path[p->n_whole], 0, UINT32_C(1) << p->n_whole, a);
        if (!end)
            return false;
        end->whole = (int)(p->n + p->n_whole);
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
    const JsonNode *node[LIMIT_JSON_DEPTH];     /* of this level's object; NULL: nothing in it is wanted */
    int             whole[LIMIT_JSON_DEPTH];    /* the cell that wants its bytes; -1: none */
    const char     *from[LIMIT_JSON_DEPTH];
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

static bool open_level(Run *r, char kind, const JsonNode *node, int whole)
{
    if (r->depth == LIMIT_JSON_DEPTH) {
        r->bad = too_deep;
        return false;
    }
    r->kind[r->depth] = kind;
    r->whole[r->depth] = whole;
    r->from[r->depth] = r->p;
    r->node[r->depth++] = node;
    r->p++;
    return true;
}

/* A repeated member replaces the earlier one with all that was in it. */
static void forget(Run *r, const JsonNode *node)
{
    for (uint64_t left = node->under; left; left &= left - 1)
        r->cell[__builtin_ctzll(left)] = (Str){ NULL, 0 };
    for (uint32_t left = node->under_whole; left; left &= left - 1)
        r->cell[r->pick->n + (size_t)__builtin_ctz(left)] = (Str){ NULL, 0 };
    if (node->here >= 0)
        r->cell[node->here] = (Str){ NULL, 0 };
    if (node->whole >= 0)
        r->cell[node->whole] = (Str){ NULL, 0 };
}

/* A value: a scalar is stored, a container opened.  `node`: what its member is to the paths; NULL: nothing. */
static bool take_value(Run *r, const JsonNode *node)
{
    skip_space(r);
    if (r->p == r->end)
        return false;
    char c = *r->p;
    int here = node ? node->here : -1;
    if (node)
        forget(r, node);
    if (c == '{')
        return open_level(r, '{', node, node ? node->whole : -1);
    if (c == '[') {
        if (here >= 0) {
            r->array_of = here;
            r->array_depth = r->depth;
        }
        return open_level(r, '[', NULL, node ? node->whole : -1);
    }
    Str s = { NULL, 0 };
    bool member = r->array_of >= 0 && r->depth == r->array_depth + 1;
    if (!take_scalar(r, here >= 0 || member, &s))
        return false;
    if (member)
        put_array_member(r, s);
    else if (here >= 0)
        r->cell[here] = s;
    return true;
}

static bool take_member(Run *r)
{
    Str key;
    const JsonNode *node = r->node[r->depth - 1];
    skip_space(r);
    if (r->p == r->end || *r->p != '"')
        return false;
    r->p++;
    if (!take_string(r, node != NULL, &key))
        return false;
    skip_space(r);
    if (r->p == r->end || *r->p++ != ':')
        return false;
    return take_value(r, node ? child_of(node, key) : NULL);
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
        if (r->whole[r->depth] >= 0)
            r->cell[r->whole[r->depth]] = (Str){ r->from[r->depth], (size_t)(r->p - r->from[r->depth]) };
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
        if (!empty && !(kind == '{' ? take_member(r) : take_value(r, NULL)))
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
    for (size_t i = 0; i < p->n + p->n_whole; i++)
        cell[i] = (Str){ NULL, 0 };
    if (!ascii(text) && !str_is_utf8(text))
        return bad_utf8;
    skip_space(&r);
    if (r.p == r.end || *r.p != '{')
        return r.p < r.end && *r.p == '[' ? not_object : bad_json;
    if (!open_level(&r, '{', p->root, -1) || !run(&r))
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
