#include "serve/hook_form.h"

bool form_is(Str content_type)
{
    Str rest = content_type;
    return str_ieq(str_trim(str_cut(&rest, ';')), STR("application/x-www-form-urlencoded"));
}

static bool decode(Str s, Arena *a, Str *out)
{
    char *p = arena_alloc(a, s.n + 1, 1);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (c == '+') {
            c = ' ';
        } else if (c == '%') {
            int hi = i + 2 < s.n ? hex_digit(s.p[i + 1]) : -1, lo = i + 2 < s.n ? hex_digit(s.p[i + 2]) : -1;
            if (hi < 0 || lo < 0)
                return false;
            c = (char)(hi * 16 + lo);
            i += 2;
        }
        p[n++] = c;
    }
    p[n] = 0;
    *out = (Str){ p, n };
    return true;
}

bool form_field(Str body, Str name, Arena *a, Str *out)
{
    Str rest = body;
    while (rest.n) {
        Str value = str_cut(&rest, '&'), key = str_cut(&value, '=');
        if (str_eq(key, name))
            return decode(value, a, out);
    }
    return false;
}
