#include "store/rate.h"

#include <stdlib.h>

#include "base/currency.h"

__extension__ typedef __int128 Wide;
__extension__ typedef unsigned __int128 WideBits;

/* A fraction by which an amount is multiplied. */
typedef struct Ratio {
    Wide up, down;
} Ratio;

static Wide power10(int n)
{
    Wide p = 1;
    for (; n > 0; n--)
        p *= 10;
    return p;
}

/* "1.0834" -> 10834, 4.  Positive decimals alone. */
static bool read_rate(Str s, RateDay *out)
{
    bool behind = false;
    out->digits = 0;
    out->places = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '.' && !behind) {
            behind = true;
            continue;
        }
        if (s.p[i] < '0' || s.p[i] > '9' || out->digits > (INT64_MAX - 9) / 10)
            return false;
        out->digits = out->digits * 10 + (s.p[i] - '0');
        out->places += behind;
    }
    return out->digits > 0 && out->places <= 36;
}

static int by_codes(const void *x, const void *y)
{
    const RatePair *a = x, *b = y;
    int c = str_cmp(a->base, b->base);
    return c ? c : str_cmp(a->quote, b->quote);
}

void rates_take(const Table *t, Arena *a, Rates *out)
{
    *out = (Rates){ .pair = ARENA_NEW_N(a, RatePair, t->n + 1) };
    RateDay *at = ARENA_NEW_N(a, RateDay, t->n + 1);
    const int64_t *day = col_int(t, "day");
    const Str *base = col_text(t, "base"), *quote = col_text(t, "quote"), *rate = col_text(t, "rate");
    for (size_t r = 0; r < t->n; r++) {
        RatePair *p = out->n ? &out->pair[out->n - 1] : NULL;
        RateDay one;
        if (!read_rate(rate[r], &one)) {
            out->unread++;
            continue;
        }
        one.day = day[r];
        if (!p || !str_eq(p->base, base[r]) || !str_eq(p->quote, quote[r])) {
            p = &out->pair[out->n++];
            *p = (RatePair){ base[r], quote[r], at, 0 };
        }
        *at++ = one;
        p->n++;
    }
    if (out->n)
        qsort(out->pair, out->n, sizeof *out->pair, by_codes);
}

Status rates_load(Store *s, Arena *a, Rates *out, Err *err)
{
    Table t;
    Status st = store_fetch(s, SQL_RATE_ALL, STORE_NO_ARGS, a, &t, err);
    if (!st)
        rates_take(&t, a, out);
    return st;
}

static const RatePair *pair_of(const Rates *r, Str base, Str quote)
{
    size_t lo = 0, hi = r->n;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        int c = str_cmp(r->pair[mid].base, base);
        if (!c)
            c = str_cmp(r->pair[mid].quote, quote);
        if (!c)
            return &r->pair[mid];
        if (c < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return NULL;
}

/* The last rate on or before the day. */
static const RateDay *day_of(const RatePair *p, int64_t day)
{
    size_t lo = 0, hi = p ? p->n : 0;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (p->at[mid].day <= day)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo ? &p->at[lo - 1] : NULL;
}

/* Own rate of a pair: as it stands or the other way round, of two the later day's. */
static bool straight(const Rates *r, int64_t day, Str from, Str to, Ratio *out)
{
    const RateDay *as = day_of(pair_of(r, from, to), day), *back = day_of(pair_of(r, to, from), day);
    if (as && back && back->day > as->day)
        as = NULL;
    if (as)
        *out = (Ratio){ as->digits, power10(as->places) };
    else if (back)
        *out = (Ratio){ power10(back->places), back->digits };
    return as || back;
}

static Wide common(Wide a, Wide b)
{
    while (b) {
        Wide t = a % b;
        a = b;
        b = t;
    }
    return a;
}

/* a * b of two positive numbers; the compiler's own check of 128 bits is not in every library. */
static bool times(Wide a, Wide b, Wide *out)
{
    const Wide most = (Wide)((~(WideBits)0) >> 1);
    if (b && a > most / b)
        return false;
    *out = a * b;
    return true;
}

static bool multiply(Ratio *x, Ratio y)
{
    Wide c = common(x->up, y.down), d = common(y.up, x->down);
    return times(x->up / c, y.up / d, &x->up) && times(x->down / d, y.down / c, &x->down);
}

/* Through a currency in the middle: *fits is false when the numbers are too large. */
static bool around(const Rates *r, int64_t day, Str from, Str to, Ratio *out, bool *fits)
{
    Str best = STR("");
    for (size_t i = 0; i < r->n; i++) {
        const RatePair *p = &r->pair[i];
        bool is_base = str_eq(p->quote, from), is_quote = str_eq(p->base, from);
        Str mid = is_base ? p->base : p->quote;
        Ratio a, b;
        if ((!is_base && !is_quote) || (best.n && str_cmp(mid, best) >= 0))
            continue;
        if (!straight(r, day, from, mid, &a) || !straight(r, day, mid, to, &b))
            continue;
        best = mid;
        *fits = multiply(&a, b);
        *out = a;
    }
    return best.n > 0;
}

RateFate rate_convert(const Rates *r, int64_t day, Str from, Str to, int64_t amount, int64_t *out)
{
    Ratio x;
    bool fits = true;
    if (str_eq(from, to)) {
        *out = amount;
        return RATE_FOUND;
    }
    if (!straight(r, day, from, to, &x) && !around(r, day, from, to, &x, &fits))
        return RATE_MISSING;
    int shift = currency_digits(to) - currency_digits(from);
    Ratio minor = { power10(shift > 0 ? shift : 0), power10(shift < 0 ? -shift : 0) };
    Ratio money = { amount < 0 ? -(Wide)amount : amount, 1 };
    if (!amount) {
        *out = 0;
        return RATE_FOUND;
    }
    if (!fits || !multiply(&x, minor) || !multiply(&x, money))
        return RATE_TOO_LARGE;
    Wide whole = x.up / x.down, rest = x.up % x.down;
    whole += rest >= x.down - rest;
    if (whole > INT64_MAX)
        return RATE_TOO_LARGE;
    *out = amount < 0 ? -(int64_t)whole : (int64_t)whole;
    return RATE_FOUND;
}
