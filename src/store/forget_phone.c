/* forget_phone.c - a telephone number in a text, however it is spelled, for forget.c. */
#include "store/forget.h"

enum { DIGITS_LEAST = 7, DIGITS_MOST = 20, CODE_MOST = 3, BETWEEN_MOST = 3 };

static bool digit(Str s, size_t i)
{
    return i < s.n && s.p[i] >= '0' && s.p[i] <= '9';
}

/* Bytes of one mark that may stand between the digits of a number, at i: blank, bracket, dash, dot, stroke. */
static size_t between(Str s, size_t i)
{
    static const char *const marks[] = { " ", "-", "(", ")", ".", "/", "\t", "\xC2\xA0", "\xE2\x80\x91", "\xE2\x80\x93", "\xE2\x80\xAF" };
    for (size_t k = 0; k < sizeof marks / sizeof *marks; k++)
        if (str_starts(str_sub(s, i, s.n), str_of(marks[k])))
            return strlen(marks[k]);
    return 0;
}

typedef struct Number {
    char   d[DIGITS_MOST];   /* without leading zeros */
    size_t n;
    bool   any, abroad;      /* a digit was read; with "+" or "00" in front */
} Number;

/* One more digit, or the trunk zero "(0)" behind a country code; false when it is too long. */
static bool add(Number *n, Str s, size_t *i)
{
    if (n->n && str_starts(str_sub(s, *i, s.n), STR("(0)"))) {
        *i += 3;
        return true;
    }
    if (!digit(s, *i) || n->n == DIGITS_MOST)
        return false;
    if (!n->any && s.p[*i] == '0' && *i + 1 < s.n && s.p[*i + 1] == '0')
        n->abroad = true;
    n->any = true;
    if (n->n || s.p[*i] != '0')
        n->d[n->n++] = s.p[*i];
    ++*i;
    return true;
}

/* Equal but for a country code: one has up to three digits more in front. */
static bool same(const Number *t, Str own)
{
    size_t less = t->n < own.n ? t->n : own.n, more = t->n < own.n ? own.n : t->n;
    return less >= DIGITS_LEAST && more - less <= CODE_MOST && (t->n <= own.n || t->abroad) && memcmp(t->d + (t->n - less), own.p + (own.n - less), less) == 0;
}

Str forget_phone(Str stated, Arena *a)
{
    Number n = { .n = 0 };
    size_t i = 0;
    while (i < stated.n && !digit(stated, i))
        i++;
    while (i < stated.n) {
        size_t gap = 0;
        if (add(&n, stated, &i))
            continue;
        if (!(gap = between(stated, i)))
            break;               /* an extension, or words */
        i += gap;
    }
    return n.n >= DIGITS_LEAST ? str_dup(a, (Str){ n.d, n.n }) : STR("");
}

size_t forget_phone_at(Str s, size_t i, Str own)
{
    Number n = { .n = 0 };
    size_t most = 0, gaps = 0, at = i;
    char before = i ? s.p[i - 1] : ' ';
    if ((before >= '0' && before <= '9') || (before >= 'a' && before <= 'z') || (before >= 'A' && before <= 'Z') || before == '+')
        return 0;
    at += at < s.n && s.p[at] == '(';
    n.abroad = at < s.n && s.p[at] == '+';
    at += n.abroad;
    if (!digit(s, at))
        return 0;
    while (at < s.n && gaps <= BETWEEN_MOST) {
        size_t gap;
        if (add(&n, s, &at)) {
            gaps = 0;
            if (!digit(s, at) && same(&n, own))
                most = at - i;
        } else if (digit(s, at) || !(gap = between(s, at))) {
            break;
        } else {
            at += gap;
            gaps++;
        }
    }
    return most;
}
