#include "model/interval.h"

#include "base/attr.h"

enum { DIGITS_MOST = 3 };

static const struct {
    const char *word;
    int64_t     n;
} number[] = { { "one", 1 }, { "two", 2 }, { "three", 3 }, { "a", 1 }, { "ein", 1 }, { "zwei", 2 }, { "drei", 3 }, { "un", 1 }, { "deux", 2 }, { "trois", 3 } },
  unit[] = { { "month", 1 }, { "monat", 1 }, { "mois", 1 }, { "mes", 1 },          { "quarter", 3 }, { "quartal", 3 },
             { "year", 12 }, { "annual", 12 }, { "jahr", 12 }, { "j\xC3\xA4hrlich", 12 }, { "an", 12 } };

/* Bytes that a number at the front takes, in figures or as a word before a blank; 0: there is none. */
static size_t number_at(Str s, int64_t *n)
{
    size_t k = 0;
    while (k < s.n && s.p[k] >= '0' && s.p[k] <= '9')
        k++;
    if (k)
        return k <= DIGITS_MOST && str_to_i64(str_sub(s, 0, k), n) ? k : 0;
    for (size_t i = 0; i < COUNT_OF(number); i++) {
        Str w = str_of(number[i].word);
        if (s.n > w.n && s.p[w.n] == ' ' && str_ieq(str_sub(s, 0, w.n), w)) {
            *n = number[i].n;
            return w.n;
        }
    }
    return 0;
}

bool interval_months(Str s, int64_t *out)
{
    int64_t n = 1;
    s = str_trim(s);
    if (s.n > 6 && str_ieq(str_sub(s, 0, 6), STR("every ")))
        s = str_trim(str_sub(s, 6, s.n));
    s = str_trim(str_sub(s, number_at(s, &n), s.n));
    if (n < 1)
        return false;
    for (size_t i = 0; i < COUNT_OF(unit); i++) {
        Str w = str_of(unit[i].word);
        if (s.n < w.n || !str_ieq(str_sub(s, 0, w.n), w) || (w.n == 2 && s.n > 3))
            continue;
        *out = n * unit[i].n;
        return true;
    }
    return false;
}
