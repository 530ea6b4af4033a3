#include "db/sqltext.h"

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

static bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           (unsigned char)c >= 128;
}

static bool at(Str s, size_t i, const char *two)
{
    return i + 1 < s.n && s.p[i] == two[0] && s.p[i + 1] == two[1];
}

/* Behind the comment that starts at i; i itself when none does. */
static size_t past_comment(Str s, size_t i)
{
    if (at(s, i, "--")) {
        while (i < s.n && s.p[i] != '\n')
            i++;
        return i;
    }
    size_t depth = 0;
    while (i < s.n) {
        if (at(s, i, "/*"))
            depth++, i += 2;
        else if (depth && at(s, i, "*/"))
            depth--, i += 2;
        else if (depth)
            i++;
        if (!depth)
            return i;
    }
    return i;
}

static size_t past_quote(Str s, size_t i)
{
    char q = s.p[i];
    bool escapes = q == '\'' && i && (s.p[i - 1] == 'e' || s.p[i - 1] == 'E') &&
                   (i < 2 || !is_word(s.p[i - 2]));
    for (i++; i < s.n && s.p[i] != q; i++)
        if (escapes && s.p[i] == '\\')
            i++;
    return i < s.n ? i + 1 : s.n;
}

/* Behind $tag$...$tag$; one further when this '$' opens no such quote. */
static size_t past_dollar(Str s, size_t i)
{
    size_t end = i + 1;
    while (end < s.n && is_word(s.p[end]))
        end++;
    if (end >= s.n || s.p[end] != '$' || (end > i + 1 && s.p[i + 1] >= '0' && s.p[i + 1] <= '9'))
        return i + 1;
    size_t n = end + 1 - i;
    for (size_t k = end + 1; k + n <= s.n; k++)
        if (memcmp(s.p + k, s.p + i, n) == 0)
            return k + n;
    return s.n;
}

/* Behind the token, space or comment at i; *blank tells the latter two. */
static size_t past(Str s, size_t i, bool *blank)
{
    size_t next = past_comment(s, i);
    *blank = next > i || is_space(s.p[i]);
    if (next > i)
        return next;
    if (s.p[i] == '\'' || s.p[i] == '"')
        return past_quote(s, i);
    if (s.p[i] == '$' && !(i && is_word(s.p[i - 1])))
        return past_dollar(s, i);
    return i + 1;
}

Str sql_core(Str text)
{
    size_t from = text.n, to = 0;
    bool blank;
    for (size_t i = 0, next; i < text.n; i = next) {
        next = past(text, i, &blank);
        if (blank || text.p[i] == ';')
            continue;
        from = from < i ? from : i;
        to = next;
    }
    return from < to ? (Str){ text.p + from, to - from } : STR("");
}

Str sql_word(Str core)
{
    size_t i = 0, end;
    bool blank = true;
    for (size_t next; i < core.n; i = next) {
        next = past(core, i, &blank);
        if (!blank && core.p[i] != '(')
            break;
    }
    for (end = i; end < core.n && is_word(core.p[end]);)
        end++;
    return (Str){ core.p + i, end - i };
}

bool sql_word_in(Str word, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (str_ieq(word, str_of(list[i])))
            return true;
    return false;
}
