#include "serve/body.h"

#include <jansson.h>

static bool is_known(const char *known, Str name)
{
    Str rest = str_of(known);
    while (rest.n)
        if (str_eq(str_cut(&rest, ' '), name))
            return true;
    return false;
}

static Status take(const char *name, const json_t *v, const char *known, Arena *a, Body *out, Err *err)
{
    BodyField *f = &out->field[out->n];
    if (!is_known(known, str_of(name)))
        return ERR(err, ST_USAGE, "unknown field '%.40s'", name);
    if (json_is_null(v))
        return ST_OK;
    *f = (BodyField){ .name = str_dup(a, str_of(name)), .text = STR(""), .is_text = json_is_string(v) };
    if (!f->is_text && !json_is_integer(v))
        return ERR(err, ST_USAGE, "'%s' is neither text nor a whole number", name);
    if (f->is_text)
        f->text = str_dup(a, (Str){ json_string_value(v), json_string_length(v) });
    else
        f->number = json_integer_value(v);
    out->n++;
    return ST_OK;
}

Status body_parse(Str bytes, const char *known, Arena *a, Body *out, Err *err)
{
    json_error_t why;
    const char *name;
    json_t *v;
    Status st = ST_OK;
    *out = (Body){ .n = 0 };
    json_t *o = json_loadb(bytes.p, bytes.n, JSON_REJECT_DUPLICATES, &why);
    if (!o)
        return ERR(err, ST_USAGE, "the body is no JSON: %.120s", why.text);
    if (!json_is_object(o) || json_object_size(o) > BODY_FIELDS_MAX)
        st = ERR(err, ST_USAGE, "the body must be one object of at most %d fields", BODY_FIELDS_MAX);
    else
        json_object_foreach(o, name, v)
            if (!st)
                st = take(name, v, known, a, out, err);
    json_decref(o);
    return st;
}

static Status find(const Body *b, const char *name, bool text, const BodyField **out, Err *err)
{
    *out = NULL;
    for (size_t i = 0; i < b->n; i++)
        if (str_eq(b->field[i].name, str_of(name)))
            *out = &b->field[i];
    if (*out && (*out)->is_text != text)
        return ERR(err, ST_USAGE, "'%s' must be %s", name, text ? "text" : "a whole number");
    return ST_OK;
}

Status body_long_text(const Body *b, const char *name, size_t most, Str *out, Err *err)
{
    const BodyField *f;
    Status st = find(b, name, true, &f, err);
    if (!st && f && f->text.n > most)
        st = ERR(err, ST_USAGE, "'%s' is longer than %zu bytes", name, most);
    if (f && !st)
        *out = f->text;
    return st;
}

Status body_text(const Body *b, const char *name, Str *out, Err *err) { return body_long_text(b, name, BODY_TEXT_MAX, out, err); }

Status body_number(const Body *b, const char *name, int64_t *out, Err *err)
{
    const BodyField *f;
    Status st = find(b, name, false, &f, err);
    if (f && !st)
        *out = f->number;
    return st;
}
