#include "serve/range.h"

/* Digits alone; a number past 64 bits is as far behind the end as any. */
static bool number(Str s, int64_t *out)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] < '0' || s.p[i] > '9')
            return false;
    if (s.n && !str_to_i64(s, out))
        *out = INT64_MAX;
    return s.n > 0;
}

Ranged range_parse(Str header, int64_t size, int64_t *from, int64_t *n)
{
    int64_t first = 0, last = 0;
    Str rest = str_trim(header), unit = str_trim(str_cut(&rest, '='));
    *from = 0;
    *n = size;
    rest = str_trim(rest);
    const char *dash = rest.n ? memchr(rest.p, '-', rest.n) : NULL;
    if (!str_ieq(unit, STR("bytes")) || !dash)
        return RANGE_WHOLE;
    Str left = str_sub(rest, 0, (size_t)(dash - rest.p)), right = str_sub(rest, left.n + 1, rest.n);
    bool has_first = number(left, &first), has_last = number(right, &last);
    if ((left.n && !has_first) || (right.n && !has_last) || (!left.n && !right.n) || (has_first && has_last && last < first))
        return RANGE_WHOLE;
    if (!has_first) {
        *n = last < size ? last : size;
        *from = size - *n;
        return *n ? RANGE_PART : RANGE_BEHIND;
    }
    if (first >= size)
        return RANGE_BEHIND;
    *from = first;
    *n = (has_last && last < size ? last + 1 : size) - first;
    return RANGE_PART;
}

void range_apply(Response *r, Str range, Str if_range, Arena *a)
{
    int64_t from, n, size = r->file_size;
    Ranged how = !range.n || (if_range.n && !str_eq(str_trim(if_range), r->etag)) ? RANGE_WHOLE : range_parse(range, size, &from, &n);
    if (how == RANGE_BEHIND) {
        enum { NOT_SATISFIABLE = 416 };
        response_problem(r, a, NOT_SATISFIABLE, str_fmt(a, "it has %lld bytes", (long long)size));
        r->content_range = str_fmt(a, "bytes */%lld", (long long)size);
    } else if (how == RANGE_PART) {
        r->status = 206;
        r->file_from = from;
        r->file_n = n;
        r->content_range = str_fmt(a, "bytes %lld-%lld/%lld", (long long)from, (long long)(from + n - 1), (long long)size);
    }
}
