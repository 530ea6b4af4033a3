#include "serve/request.h"

#include "model/limits.h"

/* Percent-decoded copy; false: a broken escape, a control character, or not UTF-8. */
static bool decode(Str s, bool plus_is_space, Arena *a, Str *out)
{
    char *p = arena_alloc(a, s.n + 1, 1);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (c == '+' && plus_is_space) {
            c = ' ';
        } else if (c == '%') {
            int hi = i + 2 < s.n ? hex_digit(s.p[i + 1]) : -1, lo = i + 2 < s.n ? hex_digit(s.p[i + 2]) : -1;
            if (hi < 0 || lo < 0)
                return false;
            c = (char)(hi * 16 + lo);
            i += 2;
        }
        if ((unsigned char)c < 0x20 || c == 0x7F)
            return false;
        p[n++] = c;
    }
    p[n] = 0;
    *out = (Str){ p, n };
    return str_is_utf8(*out);
}

static bool segment_ok(Str s)
{
    bool dots = str_eq(s, STR(".")) || str_eq(s, STR(".."));
    return s.n && !dots && !str_has(s, STR("/")) && !str_has(s, STR("\\"));
}

static Status parse_path(Str raw, Arena *a, Request *out, Err *err)
{
    Str rest = str_sub(raw, 1, raw.n - 1), path = STR("");
    if (rest.n > 1 && str_ends(rest, STR("/")))
        rest.n--;
    while (rest.n) {
        Str one;
        bool ends_bare = rest.p[rest.n - 1] == '/';
        if (!decode(str_cut(&rest, '/'), false, a, &one) || !segment_ok(one) || ends_bare)
            return ERR(err, ST_USAGE, "the path is not in normal form");
        if (out->n_segment == SEGMENTS_MAX)
            return ERR(err, ST_USAGE, "the path has more than %d parts", SEGMENTS_MAX);
        out->segment[out->n_segment++] = one;
        path = str_fmt(a, "%.*s/%.*s", STR_ARG(path), STR_ARG(one));
    }
    out->path = path.n ? path : STR("/");
    return ST_OK;
}

static Status parse_query(Str rest, Arena *a, Request *out, Err *err)
{
    while (rest.n) {
        Str value = str_cut(&rest, '&'), name = str_cut(&value, '=');
        QueryPair q;
        if (!name.n && !value.n)
            continue;
        if (out->n_query == QUERIES_MAX)
            return ERR(err, ST_USAGE, "more than %d parameters", QUERIES_MAX);
        if (!decode(name, true, a, &q.name) || !decode(value, true, a, &q.value))
            return ERR(err, ST_USAGE, "a parameter is not text in UTF-8, percent-encoded");
        if (q.value.n > LIMIT_OIDC_VALUE)
            return ERR(err, ST_USAGE, "a parameter is longer than %d bytes", LIMIT_OIDC_VALUE);
        out->query[out->n_query++] = q;
    }
    return ST_OK;
}

Status request_parse(Str target, Arena *a, Request *out, Err *err)
{
    *out = (Request){ .path = STR("/") };
    if (target.n > LIMIT_REQUEST)
        return ERR(err, ST_TOO_BIG, "the address is longer than %d bytes", LIMIT_REQUEST);
    if (!str_starts(target, STR("/")))
        return ERR(err, ST_USAGE, "the address must begin with '/'");
    Str query = target, path = str_cut(&query, '?');
    Status st = parse_path(path, a, out, err);
    return st ? st : parse_query(query, a, out, err);
}

static bool all_of(Str s, const char *set)
{
    for (size_t i = 0; i < s.n; i++)
        if (!strchr(set, s.p[i]) || !s.p[i])
            return false;
    return s.n > 0;
}

/* 127.0.0.0/8 as four plain decimal numbers; "127.evil.example" and "0x7f.1" are not. */
static bool is_127(Str s)
{
    int parts = 0;
    if (!str_starts(s, STR("127.")) || str_ends(s, STR(".")))
        return false;
    while (s.n) {
        Str part = str_cut(&s, '.');
        if (!all_of(part, "0123456789") || part.n > 3)
            return false;
        parts++;
    }
    return parts == 4;
}

bool host_is_loopback(Str host)
{
    Str port = host, name;
    if (str_starts(host, STR("["))) {
        name = str_cut(&port, ']');
        if (port.n && !str_starts(port, STR(":")))
            return false;
        port = port.n ? str_sub(port, 1, port.n - 1) : port;
        bool closed = host.n > name.n;
        return closed && str_eq(name, STR("[::1")) && (host.n == name.n + 1 || all_of(port, "0123456789"));
    }
    name = str_cut(&port, ':');
    if (host.n != name.n && !all_of(port, "0123456789"))
        return false;
    return str_ieq(name, STR("localhost")) || is_127(name);
}

bool etag_matches(Str if_none_match, Str etag)
{
    while (if_none_match.n && etag.n) {
        Str one = str_trim(str_cut(&if_none_match, ','));
        if (str_starts(one, STR("W/")))
            one = str_sub(one, 2, one.n - 2);
        if (str_eq(one, etag) || str_eq(one, STR("*")))
            return true;
    }
    return false;
}
