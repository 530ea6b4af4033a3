#include "serve/json_part.h"

static bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

static size_t skip_space(Str s, size_t at)
{
    while (at < s.n && is_space(s.p[at]))
        at++;
    return at;
}

size_t json_text_end(Str s, size_t at)
{
    for (at++; at < s.n && s.p[at] != '"'; at++)
        at += s.p[at] == '\\';
    return at < s.n ? at + 1 : s.n;
}

static size_t skip_value(Str s, size_t at)
{
    size_t depth = 0;
    for (; at < s.n; at++) {
        char c = s.p[at];
        if (c == '"') {
            at = json_text_end(s, at) - 1;
        } else if (c == '{' || c == '[') {
            depth++;
        } else if (c == '}' || c == ']') {
            if (!depth)
                return at;
            depth--;
        } else if (!depth && (c == ',' || is_space(c))) {
            return at;
        }
        if (!depth && (c == '"' || c == '}' || c == ']'))
            return at + 1;
    }
    return s.n;
}

static Str member(Str object, Str name)
{
    size_t at = skip_space(object, 0);
    if (at >= object.n || object.p[at] != '{')
        return STR("");
    for (at = skip_space(object, at + 1); at < object.n && object.p[at] == '"';) {
        size_t end = json_text_end(object, at);
        Str key = end >= at + 2 ? str_sub(object, at + 1, end - at - 2) : STR("");
        at = skip_space(object, end);
        at = skip_space(object, at < object.n ? at + 1 : at);
        end = skip_value(object, at);
        if (str_eq(key, name))
            return str_sub(object, at, end - at);
        at = skip_space(object, end);
        at = skip_space(object, at < object.n ? at + 1 : at);
    }
    return STR("");
}

Str json_part(Str object, const char *path)
{
    Str rest = str_of(path);
    while (rest.n && object.n)
        object = member(object, str_cut(&rest, '.'));
    return str_eq(object, STR("null")) ? STR("") : object;
}

bool json_next(Str array, size_t *at, Str *item)
{
    if (!*at) {
        *at = skip_space(array, 0);
        if (*at >= array.n || array.p[*at] != '[')
            return false;
    }
    size_t from = skip_space(array, *at + 1);
    if (from >= array.n || array.p[from] == ']')
        return false;
    size_t end = skip_value(array, from);
    *item = str_sub(array, from, end - from);
    *at = skip_space(array, end);      /* the comma, or the end */
    return item->n > 0;
}
