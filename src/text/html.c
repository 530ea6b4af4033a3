#include "text/clean.h"

#include "base/attr.h"
#include "text/utf8.h"

enum { ENTITY_MAX = 10 };

static const struct {
    const char *name;
    uint32_t    code;
} entities[] = {
    { "amp", '&' },      { "lt", '<' },       { "gt", '>' },       { "quot", '"' },     { "apos", '\'' },
    { "nbsp", ' ' },     { "auml", 0xE4 },    { "ouml", 0xF6 },    { "uuml", 0xFC },    { "Auml", 0xC4 },
    { "Ouml", 0xD6 },    { "Uuml", 0xDC },    { "szlig", 0xDF },   { "eacute", 0xE9 },  { "egrave", 0xE8 },
    { "ecirc", 0xEA },   { "agrave", 0xE0 },  { "aacute", 0xE1 },  { "acirc", 0xE2 },   { "ccedil", 0xE7 },
    { "iacute", 0xED },  { "icirc", 0xEE },   { "igrave", 0xEC },  { "oacute", 0xF3 },  { "ograve", 0xF2 },
    { "ocirc", 0xF4 },   { "uacute", 0xFA },  { "ugrave", 0xF9 },  { "ucirc", 0xFB },   { "ntilde", 0xF1 },
    { "atilde", 0xE3 },  { "otilde", 0xF5 },  { "euro", 0x20AC },  { "pound", 0xA3 },   { "ndash", 0x2013 },
    { "mdash", 0x2014 }, { "lsquo", 0x2018 }, { "rsquo", 0x2019 }, { "ldquo", 0x201C }, { "rdquo", 0x201D },
    { "hellip", 0x2026 }, { "bull", 0x2022 }, { "copy", 0xA9 },    { "reg", 0xAE },     { "deg", 0xB0 },
    { "laquo", 0xAB },   { "raquo", 0xBB },   { "trade", 0x2122 }, { "Eacute", 0xC9 },  { "iexcl", 0xA1 },
};

static uint32_t entity_number(Str digits)
{
    uint32_t c = 0, base = 10;
    if (digits.n && (digits.p[0] | 32) == 'x') {
        base = 16;
        digits = str_sub(digits, 1, digits.n);
    }
    for (size_t i = 0; i < digits.n; i++) {
        char d = digits.p[i];
        uint32_t v = d >= '0' && d <= '9' ? (uint32_t)(d - '0')
                     : (d | 32) >= 'a' && (d | 32) <= 'f' ? (uint32_t)((d | 32) - 'a' + 10) : 99;
        if (v >= base || c > 0x10FFFF)
            return 0;
        c = c * base + v;
    }
    return c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF) ? 0 : c;
}

/* The code point of "&name;" at s.p[at], or 0 when it is none; *bytes is its length. */
static uint32_t entity_at(Str s, size_t at, size_t *bytes)
{
    size_t n = 1;
    while (at + n < s.n && n <= ENTITY_MAX && s.p[at + n] != ';')
        n++;
    if (at + n >= s.n || s.p[at + n] != ';' || n < 2)
        return 0;
    Str name = str_sub(s, at + 1, n - 1);
    *bytes = n + 1;
    if (name.p[0] == '#')
        return entity_number(str_sub(name, 1, name.n));
    for (size_t i = 0; i < COUNT_OF(entities); i++)
        if (str_eq(name, str_of(entities[i].name)))
            return entities[i].code;
    return 0;
}

/* A tag begins with a letter, '/' or '!' and ends; "a < b" is no tag.  0 when none. */
static size_t tag_length(Str s, size_t at)
{
    if (at + 2 >= s.n)
        return 0;
    if (at + 4 <= s.n && memcmp(s.p + at, "<!--", 4) == 0) {
        for (size_t i = at + 4; i + 2 < s.n; i++)
            if (memcmp(s.p + i, "-->", 3) == 0)
                return i + 3 - at;
        return s.n - at;
    }
    size_t i = s.p[at + 1] == '/' ? at + 2 : at + 1;
    bool letter = i < s.n && (s.p[i] | 32) >= 'a' && (s.p[i] | 32) <= 'z';
    if (!letter && s.p[at + 1] != '!' && s.p[at + 1] != '?')
        return 0;
    for (; i < s.n; i++) {
        if (s.p[i] == '>')
            return i + 1 - at;
        if (s.p[i] == '<' || s.p[i] == '@')     /* "<ann@acme.com>" is an address */
            return 0;
    }
    return 0;
}

static Str tag_name(Str tag)
{
    size_t from = tag.n > 1 && tag.p[1] == '/' ? 2 : 1, n = 0;
    while (from + n < tag.n &&
           ((tag.p[from + n] | 32) >= 'a' || (tag.p[from + n] >= '1' && tag.p[from + n] <= '6')) &&
           (tag.p[from + n] | 32) <= 'z')
        n++;
    return str_sub(tag, from, n);
}

static bool name_in(Str name, const Str *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (str_ieq(name, list[i]))
            return true;
    return false;
}

/* How far to skip when the content of the element is no text either. */
static size_t hidden_length(Str s, size_t at, Str name)
{
    for (size_t i = at; i + name.n + 2 <= s.n; i++)
        if (s.p[i] == '<' && s.p[i + 1] == '/' && str_ieq(str_sub(s, i + 2, name.n), name))
            return i - at;
    return s.n - at;
}

Str html_to_text(Str s, Arena *a)
{
    static const Str hidden[] = { STR_INIT("script"), STR_INIT("style"), STR_INIT("head"), STR_INIT("title") };
    static const Str blocks[] = {
        STR_INIT("br"), STR_INIT("p"),  STR_INIT("div"), STR_INIT("li"), STR_INIT("tr"), STR_INIT("table"),
        STR_INIT("ul"), STR_INIT("h1"), STR_INIT("h2"),  STR_INIT("h3"), STR_INIT("h4"), STR_INIT("blockquote"),
    };
    if (!memchr(s.p, '<', s.n) && !memchr(s.p, '&', s.n))
        return s;
    char *to = arena_alloc(a, s.n + 1, 1);
    size_t n = 0, bytes = 0;
    for (size_t i = 0; i < s.n;) {
        size_t tag = s.p[i] == '<' ? tag_length(s, i) : 0;
        uint32_t c = s.p[i] == '&' ? entity_at(s, i, &bytes) : 0;
        if (tag) {
            Str name = tag_name(str_sub(s, i, tag));
            bool opens = s.p[i + 1] != '/';
            i += tag;
            if (opens && name_in(name, hidden, COUNT_OF(hidden)))
                i += hidden_length(s, i, name);
            else if (name_in(name, blocks, COUNT_OF(blocks)))
                to[n++] = '\n';
        } else if (c) {
            n += utf8_put(to + n, c);
            i += bytes;
        } else {
            to[n++] = s.p[i++];
        }
    }
    to[n] = '\0';
    return (Str){ to, n };
}
