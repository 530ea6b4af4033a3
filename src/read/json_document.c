/* json_document.c - where things are in a document, by brackets and quotes, and what it is (json.h). */
#include "read/json.h"

#include <jansson.h>

#include "base/map.h"
#include "read/json_in.h"

enum { SURVEY_OBJECTS = 200, SURVEY_LEVELS = 4 };

/* Behind the quote that ends the string whose first byte is at i; SIZE_MAX: it has no end. */
static size_t string_end(Str s, size_t i)
{
    while (i < s.n) {
        i = (size_t)(json_plain_end(s.p + i, s.p + s.n) - s.p);
        if (i < s.n && s.p[i] == '"')
            return i + 1;
        i += i < s.n && s.p[i] == '\\' ? 2 : 1;
    }
    return SIZE_MAX;
}

size_t json_value_end(Str s, size_t at)
{
    size_t depth = 0;
    for (size_t i = at; i < s.n; i++) {
        char c = s.p[i];
        if (c == '"') {
            size_t end = string_end(s, i + 1);
            if (end == SIZE_MAX || !depth)
                return end;
            i = end - 1;
        } else if (c == '{' || c == '[') {
            depth++;
        } else if (c == '}' || c == ']') {
            if (!depth)
                return i;
            if (!--depth)
                return i + 1;
        } else if (!depth && c == ',') {
            return i;
        }
    }
    return SIZE_MAX;
}

static size_t space_end(Str s, size_t i)
{
    while (i < s.n && (s.p[i] == ' ' || s.p[i] == '\t' || s.p[i] == '\n' || s.p[i] == '\r'))
        i++;
    return i;
}

static bool object_array(Str s, size_t i, size_t *at)
{
    if (i >= s.n || s.p[i] != '[')
        return false;
    size_t k = space_end(s, i + 1);
    if (k >= s.n || s.p[k] != '{')
        return false;
    *at = i + 1;
    return true;
}

bool json_array_start(Str s, size_t *at)
{
    size_t i = space_end(s, 0);
    if (i >= s.n || s.p[i] != '{')
        return object_array(s, i, at);
    for (i = space_end(s, i + 1); i < s.n && s.p[i] == '"';) {
        size_t key = json_value_end(s, i);
        if (key == SIZE_MAX)
            return false;
        i = space_end(s, key);
        if (i >= s.n || s.p[i] != ':')
            return false;
        i = space_end(s, i + 1);
        if (object_array(s, i, at))
            return true;
        i = json_value_end(s, i);
        if (i == SIZE_MAX)
            return false;
        i = space_end(s, i);
        if (i < s.n && s.p[i] == ',')
            i = space_end(s, i + 1);
    }
    return false;
}

bool json_member(Str object, size_t *at, Str *key, Str *value)
{
    size_t i = space_end(object, *at);
    if (!*at && (i >= object.n || object.p[i] != '{'))
        return false;
    i = space_end(object, i + (*at == 0 || (i < object.n && object.p[i] == ',')));
    size_t end = i < object.n && object.p[i] == '"' ? json_value_end(object, i) : SIZE_MAX;
    size_t from = end == SIZE_MAX ? object.n : space_end(object, end);
    if (from >= object.n || object.p[from] != ':')
        return false;
    *key = str_sub(object, i + 1, end - i - 2);
    from = space_end(object, from + 1);
    end = json_value_end(object, from);
    if (end == SIZE_MAX || end == from)
        return false;
    *value = str_trim(str_sub(object, from, end - from));
    *at = end;
    return true;
}

Str json_at(Str object, Str path)
{
    while (path.n) {
        Str want = str_cut(&path, '.'), key, value, found = STR("");
        size_t at = 0;
        while (!found.n && json_member(object, &at, &key, &value))
            if (str_eq(key, want))
                found = value;
        object = found;
    }
    return object;
}

/* The paths of one object, outer before inner, each once. */
typedef struct PathList {
    StrMap seen;
    Arena *a;
} PathList;

static void add_paths(PathList *l, json_t *object, Str prefix, int level)
{
    const char *key;
    json_t *value;
    json_object_foreach(object, key, value) {
        Str path = prefix.n ? str_fmt(l->a, "%.*s.%s", STR_ARG(prefix), key) : str_dup(l->a, str_of(key));
        if (l->seen.n < LIMIT_COLUMNS)
            (void)strmap_put(&l->seen, path, NULL);
        if (json_is_object(value) && level + 1 < SURVEY_LEVELS)
            add_paths(l, value, path, level + 1);
    }
}

static void add_object(PathList *l, Str text)
{
    json_t *j = json_loadb(text.p, text.n, JSON_DISABLE_EOF_CHECK, NULL);
    if (json_is_object(j))
        add_paths(l, j, STR(""), 0);
    json_decref(j);
}

/* A line that holds one object and nothing behind it. */
static bool is_whole(Str line)
{
    line = str_trim(line);
    return line.n > 1 && line.p[0] == '{' && json_value_end(line, 0) == line.n;
}

/* One object on one line that has an id: a record with a list in it, not an envelope around the list. */
static bool is_record(Str s)
{
    JsonPick *pick;
    Arena a;
    Str cell[2];
    static const Str ids[] = { STR_INIT("id"), STR_INIT("_id") };
    if (memchr(str_trim(s).p, '\n', str_trim(s).n))
        return false;
    arena_init(&a);
    pick = ARENA_NEW(&a, JsonPick);
    bool found = json_compile(ids, 2, &a, pick) && !json_pick(pick, s, &a, cell) && (cell[0].n || cell[1].n);
    arena_release(&a);
    return found;
}

/* Lines of objects, of which the first may be damaged; the first line of an envelope is open, and the lines in it end
 * in commas. */
static bool is_lines(Str s, bool more)
{
    size_t end = json_value_end(s, 0), unused;
    const char *nl = memchr(s.p, '\n', s.n);
    if (s.p[0] != '{')
        return false;
    if (nl && nl - s.p > 2 && nl + 1 < s.p + s.n && nl[1] == '{') {
        Str rest = s, first = str_cut(&rest, '\n'), second = str_cut(&rest, '\n');
        bool closed = rest.n && str_trim(rest).n && str_trim(rest).p[0] == ']';
        if (is_whole(first) || (is_whole(second) && !closed))
            return true;
    }
    if (end == SIZE_MAX)
        return false;
    end = space_end(s, end);
    if (end < s.n)
        return s.p[end] == '{';
    return !more && (!json_array_start(s, &unused) || is_record(str_sub(s, 0, end)));
}

void json_survey(Str start, bool more, Arena *a, bool *lines, Str **path, size_t *n)
{
    PathList l = { .a = a };
    Str s = str_trim(start);
    size_t at = 0;
    strmap_init(&l.seen, a);
    *lines = s.n && is_lines(s, more);
    for (int i = 0; *lines && i < SURVEY_OBJECTS && s.n; i++)
        add_object(&l, str_trim(str_cut(&s, '\n')));
    if (!*lines && json_array_start(s, &at))
        for (int i = 0; i < SURVEY_OBJECTS; i++) {
            size_t from = space_end(s, at), end = json_value_end(s, from);
            if (end == SIZE_MAX || end == from)
                break;
            add_object(&l, str_sub(s, from, end - from));
            at = space_end(s, end);
            at += at < s.n && s.p[at] == ',';
        }
    *path = l.seen.key;
    *n = l.seen.n;
}
