#include "act/alike.h"

enum { WORD_MIN = 4, STEM = 5 };

static bool letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static Str next_word(Str *rest)
{
    for (;;) {
        size_t i = 0;
        while (i < rest->n && !letter(rest->p[i]))
            i++;
        size_t from = i;
        while (i < rest->n && letter(rest->p[i]))
            i++;
        Str w = { rest->p + from, i - from };
        *rest = str_sub(*rest, i, rest->n - i);
        if (w.n >= WORD_MIN || !w.n)
            return w;
    }
}

static bool same(Str a, Str b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    if (n > STEM)
        n = STEM;
    return str_ieq(str_sub(a, 0, n), str_sub(b, 0, n)) &&
           (n == STEM || a.n == b.n || (n >= WORD_MIN && (a.n > b.n ? a.n - b.n : b.n - a.n) <= 2));
}

size_t words_alike(Str a, Str b)
{
    size_t hits = 0;
    for (Str w = next_word(&a); w.n; w = next_word(&a)) {
        Str rest = b;
        for (Str v = next_word(&rest); v.n; v = next_word(&rest))
            if (same(w, v)) {
                hits++;
                break;
            }
    }
    return hits;
}
