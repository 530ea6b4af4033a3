#include "report/amount.h"

#include <inttypes.h>
#include <math.h>

#define NBSP  "\xC2\xA0"
#define THIN  "\xE2\x80\xAF"
#define MINUS "\xE2\x88\x92"
#define NO_FIGURE "\xE2\x80\x93"

/* One way of shortening: value in units of 10^pow major, with so many decimals. */
typedef struct Unit {
    int         pow, decimals;
    const char *mark;
} Unit;

static uint64_t magnitude(int64_t v) { return v < 0 ? 0 - (uint64_t)v : (uint64_t)v; }

static uint64_t power10(int n)
{
    uint64_t p = 1;
    while (n-- > 0)
        p *= 10;
    return p;
}

/* v / 10^drop, half away from zero (v is a magnitude). */
static uint64_t round_off(uint64_t v, int drop)
{
    if (drop <= 0)
        return v * power10(-drop);
    if (drop > 19)
        return 0;
    uint64_t p = power10(drop);
    return v / p + (v % p >= p - p / 2);
}

/* Groups of three from the right: 1234567 -> 1,234,567. */
static Str grouped(Arena *a, uint64_t v, const char *mark)
{
    Str digits = str_fmt(a, "%" PRIu64, v);
    size_t m = strlen(mark), n = 0;
    char *p = arena_alloc(a, digits.n + (digits.n / 3) * m + 1, 1);
    for (size_t i = 0; i < digits.n; i++) {
        if (i && (digits.n - i) % 3 == 0) {
            memcpy(p + n, mark, m);
            n += m;
        }
        p[n++] = digits.p[i];
    }
    p[n] = 0;
    return (Str){ p, n };
}

static const char *sign_text(bool negative, bool plus)
{
    return negative ? MINUS : plus ? "+" : "";
}

static Str symbol_text(Arena *a, Str code)
{
    Str sign = currency_sign(code);
    if (sign.n)
        return sign;
    return code.n ? str_fmt(a, "%.*s" NBSP, STR_ARG(code)) : code;
}

/* `scaled` counts 10^-decimals of the unit. */
static Str money_write(Arena *a, const char *sign, Str code, uint64_t scaled, const Unit *u)
{
    Str sym = symbol_text(a, code);
    Str whole = grouped(a, scaled / power10(u->decimals), ",");
    Str part = u->decimals ? str_fmt(a, ".%0*" PRIu64, u->decimals, scaled % power10(u->decimals)) : STR("");
    return str_fmt(a, "%s%.*s%.*s%.*s%s%s", sign, STR_ARG(sym), STR_ARG(whole), STR_ARG(part),
                   u->mark[0] ? NBSP : "", u->mark);
}

/* The unit for a magnitude: the first whose rounded value stays below its limit. */
static Unit unit_for(uint64_t v, int digits)
{
    static const Unit steps[] = {
        { 0, 0, "" },  { 3, 1, "k" }, { 3, 0, "k" },  { 6, 2, "M" },  { 6, 1, "M" },
        { 6, 0, "M" }, { 9, 2, "bn" }, { 9, 1, "bn" }, { 9, 0, "bn" },
    };
    static const uint64_t below[] = { 1000, 100, 1000, 1000, 1000, 1000, 1000, 1000 };
    for (size_t i = 0; i < COUNT_OF(below); i++)
        if (round_off(v, digits + steps[i].pow - steps[i].decimals) < below[i])
            return steps[i];
    return steps[COUNT_OF(steps) - 1];
}

static Str money_short(Arena *a, const char *sign, uint64_t v, Str code, Unit u)
{
    int digits = currency_digits(code);
    return money_write(a, sign, code, round_off(v, digits + u.pow - u.decimals), &u);
}

static Str money_any(Arena *a, int64_t minor, Str code, MoneyStyle style, bool plus)
{
    uint64_t v = magnitude(minor);
    int digits = currency_digits(code);
    const char *sign = sign_text(minor < 0, plus && minor > 0);
    if (style == MONEY_EXACT)
        return money_write(a, sign, code, v, &(Unit){ 0, digits, "" });
    Unit u = unit_for(v, digits);
    if (round_off(v, digits + u.pow - u.decimals) == 0)
        sign = "";
    return money_short(a, sign, v, code, u);
}

Str money_text(Arena *a, int64_t minor, Str currency, MoneyStyle style)
{
    return money_any(a, minor, currency, style, false);
}

Str money_signed(Arena *a, int64_t minor, Str currency, MoneyStyle style)
{
    return money_any(a, minor, currency, style, true);
}

Str money_like(Arena *a, int64_t minor, int64_t scale, Str currency)
{
    int digits = currency_digits(currency);
    Unit u = unit_for(magnitude(scale), digits);
    uint64_t v = magnitude(minor);
    bool zero = round_off(v, digits + u.pow - u.decimals) == 0;
    if (minor == 0)
        u = (Unit){ 0, 0, "" };
    return money_short(a, sign_text(minor < 0 && !zero, false), v, currency, u);
}

Str money_range(Arena *a, int64_t low, int64_t high, Str currency)
{
    int64_t scale = magnitude(low) > magnitude(high) ? low : high;
    Str l = money_like(a, low, scale, currency), h = money_like(a, high, scale, currency);
    return str_fmt(a, "%.*s to %.*s", STR_ARG(l), STR_ARG(h));
}

/* Beyond this a double has no digits behind the point, and %f would be a wall of figures. */
#define PLAIN_MAX 1e15
/* Below this nine digits would all be zero. */
#define PLAIN_MIN 1e-9

static Str decimal(Arena *a, double v, int digits, const char *group, bool plus)
{
    digits = digits < 0 ? 0 : digits > 9 ? 9 : digits;
    if (!isfinite(v))
        return STR(NO_FIGURE);
    double m = fabs(v);
    if (m >= PLAIN_MAX || (digits == 9 && m > 0 && m < PLAIN_MIN)) {
        Str s = str_fmt(a, "%.3g", m);
        return str_fmt(a, "%s%.*s", sign_text(v < 0, plus), STR_ARG(s));
    }
    Str s = str_fmt(a, "%.*f", digits, m), rest = s;
    bool zero = true;
    for (size_t i = 0; i < s.n; i++)
        zero = zero && (s.p[i] == '0' || s.p[i] == '.');
    int64_t whole = 0;
    Str head = str_cut(&rest, '.');
    if (!str_to_i64(head, &whole))
        return s;
    Str g = grouped(a, (uint64_t)whole, group);
    return str_fmt(a, "%s%.*s%s%.*s", sign_text(v < 0 && !zero, plus && !zero), STR_ARG(g),
                   rest.n ? "." : "", STR_ARG(rest));
}

Str percent_text(Arena *a, double fraction, int digits)
{
    Str s = decimal(a, fraction * 100, digits, THIN, false);
    return isfinite(fraction) ? str_fmt(a, "%.*s" NBSP "%%", STR_ARG(s)) : s;
}

Str points_text(Arena *a, double fraction, int digits)
{
    return decimal(a, fraction * 100, digits, THIN, true);
}

Str number_text(Arena *a, double v, int digits)
{
    return decimal(a, v, digits, THIN, false);
}

Str count_text(Arena *a, int64_t n)
{
    Str g = grouped(a, magnitude(n), THIN);
    return str_fmt(a, "%s%.*s", sign_text(n < 0, false), STR_ARG(g));
}
