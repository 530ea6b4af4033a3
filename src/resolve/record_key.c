#include "resolve/record_key.h"

#include <string.h>

#include "text/fold.h"

/* The last nine digits: "+49 (0)732 5505081" and "0732/5505081" end alike.  Too short says nothing. */
Str record_phone(Str said, Arena *a)
{
    enum { ENOUGH = 7, LAST = 9 };
    char *to = arena_alloc(a, said.n + 1, 1);
    size_t n = 0;
    for (size_t i = 0; i < said.n && said.p[i] != 'x' && said.p[i] != 'X'; i++)
        if (said.p[i] >= '0' && said.p[i] <= '9')
            to[n++] = said.p[i];
    to[n] = 0;
    return n < ENOUGH ? STR("") : n > LAST ? (Str){ to + n - LAST, LAST } : (Str){ to, n };
}

/* "DE 80964" of a postcode: the British and Canadian ones without their last part. */
Str record_post(Str said, Str country, Arena *a)
{
    said = str_lower(a, str_trim(said));
    char *to = arena_alloc(a, said.n + country.n + 2, 1);
    size_t n = 0, from;
    if (!said.n || !country.n)
        return STR("");
    for (size_t i = 0; i < country.n; i++)
        to[n++] = country.p[i];
    from = n;
    bool letters = str_eq(country, STR("GB")) || str_eq(country, STR("CA")) || str_eq(country, STR("IE"));
    for (size_t i = 0; i < said.n; i++) {
        bool digit = said.p[i] >= '0' && said.p[i] <= '9';
        if (digit || (letters && said.p[i] >= 'a' && said.p[i] <= 'z'))
            to[n++] = said.p[i];
    }
    if (letters && n - from > 3)
        n -= 3;
    to[n] = 0;
    return n > from ? (Str){ to, n } : STR("");
}

/* Letters and digits, folded; "strasse" as "str".  Without a house number it says too little. */
Str record_street(Str said, Arena *a)
{
    static const char *const whole[] = { "strasse", "street" };
    said = text_fold(a, said);
    char *to = arena_alloc(a, said.n + 1, 1);
    bool number = false;
    size_t n = 0;
    for (size_t i = 0; i < said.n; i++) {
        char c = said.p[i];
        number = number || (c >= '0' && c <= '9');
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            to[n++] = c;
        for (size_t k = 0; k < COUNT_OF(whole); k++) {
            size_t len = strlen(whole[k]);
            if (n > len && !memcmp(to + n - len, whole[k], len))
                n -= len - (k ? 2 : 3);
        }
    }
    return number ? (Str){ to, n } : STR("");
}

/* Letters and digits; the country in front is left out, since some systems leave it out. */
Str record_tax(Str said, Arena *a)
{
    enum { ENOUGH = 6 };
    said = str_lower(a, said);
    char *to = arena_alloc(a, said.n + 1, 1);
    size_t n = 0;
    for (size_t i = 0; i < said.n; i++)
        if ((said.p[i] >= 'a' && said.p[i] <= 'z') || (said.p[i] >= '0' && said.p[i] <= '9'))
            to[n++] = said.p[i];
    Str key = { to, n };
    if (n > 2 + ENOUGH && to[0] >= 'a' && to[1] >= 'a')
        key = str_sub(key, 2, n - 2);
    return key.n < ENOUGH ? STR("") : key;
}
