#include "serve/schema.h"

#include "base/status.h"
#include "serve/json_part.h"

enum { SHAPES_MAX = 512 };

/* Marks the shapes that `s` names; true when one of them was not marked before. */
static bool mark(const Schema *s, bool *wanted)
{
    Str rest = str_of(s->fields);
    bool more = false;
    while (rest.n) {
        Str type = str_cut(&rest, ' ');
        (void)str_cut(&type, ':');
        type.n -= str_ends(type, STR("?"));
        type.n -= str_ends(type, STR("[]")) ? 2 : 0;
        for (size_t i = 0; type.n > 1 && i < schemas_n; i++)
            if (!wanted[i] && str_eq(type, str_of(schemas[i].name)))
                wanted[i] = more = true;
    }
    return more;
}

void schema_closure(JsonOut *j, const char *name)
{
    bool wanted[SHAPES_MAX] = { false }, more = true;
    char ref[96];
    if (schemas_n > SHAPES_MAX)
        bug("%zu shapes", schemas_n);
    for (size_t i = 0; i < schemas_n; i++)
        wanted[i] = !strcmp(schemas[i].name, name);
    while (more) {
        more = false;
        for (size_t i = 0; i < schemas_n; i++)
            more = (wanted[i] && mark(&schemas[i], wanted)) || more;
    }
    (void)snprintf(ref, sizeof ref, "#/$defs/%s", name);
    json_str(j, "type", STR("object"));
    json_str(j, "$ref", str_of(ref));
    json_object(j, "$defs");
    for (size_t i = 0; i < schemas_n; i++)
        if (wanted[i])
            schema_put(j, &schemas[i], "#/$defs/", false);
    json_end(j);
}

/* Is it the name of a field that holds SVG in any shape? */
static bool names_chart(Str key)
{
    for (size_t i = 0; i < schemas_n; i++) {
        Str rest = str_of(schemas[i].fields);
        while (rest.n) {
            Str type = str_cut(&rest, ' '), name = str_cut(&type, ':');
            if (type.n && type.p[0] == 'g' && (type.n == 1 || str_eq(type, STR("g?"))) && str_eq(name, key))
                return true;
        }
    }
    return false;
}

Str schema_without_charts(Str json, Arena *a)
{
    char *out = arena_alloc(a, json.n + 1, 1);
    size_t n = 0, at = 0;
    Str key = STR("");
    while (at < json.n) {
        size_t to = json.p[at] == '"' ? json_text_end(json, at) : at + 1;
        Str piece = str_sub(json, at, to - at);
        bool is_key = piece.n > 1 && to < json.n && json.p[to] == ':';
        bool chart = !is_key && str_starts(piece, STR("\"<svg")) && names_chart(key);
        Str written = chart ? STR("null") : piece;
        memcpy(out + n, written.p, written.n);
        n += written.n;
        if (is_key)
            key = str_sub(piece, 1, piece.n - 2);
        at = to;
    }
    out[n] = 0;
    return (Str){ out, n };
}
