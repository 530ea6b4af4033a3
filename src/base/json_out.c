#include "base/json_out.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/status.h"

void json_init(JsonOut *j, Buf *b)
{
    *j = (JsonOut){ .b = b, .first = true };
}

static void quoted(Buf *b, Str s)
{
    size_t from = 0;
    bool sound = str_is_utf8(s);
    buf_putc(b, '"');
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        bool bad = !sound && c >= 0x80;
        if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7F && !bad)
            continue;
        buf_put(b, str_sub(s, from, i - from));
        from = i + 1;
        if (bad)
            buf_puts(b, "\xEF\xBF\xBD");
        else if (c == '"' || c == '\\')
            buf_printf(b, "\\%c", c);
        else if (c == '\n')
            buf_puts(b, "\\n");
        else
            buf_printf(b, "\\u%04x", c);
    }
    buf_put(b, str_sub(s, from, s.n - from));
    buf_putc(b, '"');
}

static void key_of(JsonOut *j, const char *key)
{
    bool in_object = j->depth && j->open[j->depth - 1] == '{';
    if (in_object != (key != NULL))
        bug("json: key %s where it %s", key ? key : "(none)", in_object ? "is needed" : "is not");
    if (!j->first)
        buf_putc(j->b, ',');
    j->first = false;
    if (key) {
        quoted(j->b, str_of(key));
        buf_putc(j->b, ':');
    }
}

static void open_with(JsonOut *j, const char *key, char c)
{
    key_of(j, key);
    if (j->depth == JSON_DEPTH_MAX)
        bug("json: deeper than %d", JSON_DEPTH_MAX);
    j->open[j->depth++] = c;
    j->first = true;
    buf_putc(j->b, c);
}

void json_object(JsonOut *j, const char *key) { open_with(j, key, '{'); }
void json_array(JsonOut *j, const char *key)  { open_with(j, key, '['); }

void json_end(JsonOut *j)
{
    if (!j->depth)
        bug("json: end without begin");
    buf_putc(j->b, j->open[--j->depth] == '{' ? '}' : ']');
    j->first = false;
}

void json_str(JsonOut *j, const char *key, Str v)
{
    key_of(j, key);
    quoted(j->b, v);
}

void json_text(JsonOut *j, const char *key, Str v)
{
    if (v.n)
        json_str(j, key, v);
    else
        json_null(j, key);
}

void json_int(JsonOut *j, const char *key, int64_t v)
{
    key_of(j, key);
    buf_printf(j->b, "%lld", (long long)v);
}

void json_f64(JsonOut *j, const char *key, double v)
{
    char tmp[40];
    key_of(j, key);
    if (!isfinite(v)) {
        buf_puts(j->b, "null");
        return;
    }
    for (int digits = 15; digits <= 17; digits++) {
        (void)snprintf(tmp, sizeof tmp, "%.*g", digits, v);
        if (strtod(tmp, NULL) == v)
            break;
    }
    buf_puts(j->b, tmp);
}

void json_bool(JsonOut *j, const char *key, bool v)
{
    key_of(j, key);
    buf_puts(j->b, v ? "true" : "false");
}

void json_null(JsonOut *j, const char *key)
{
    key_of(j, key);
    buf_puts(j->b, "null");
}

void json_raw(JsonOut *j, const char *key, Str json)
{
    key_of(j, key);
    buf_put(j->b, json);
}
