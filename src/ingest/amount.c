#include "ingest/amount.h"

#include <stdio.h>

static const char not_understood[] = "number not understood";
static const char too_large[] = "number is too large";
static const char not_whole[] = "not a whole number";
static const char no_sign[] = "decimals and thousands cannot be told apart";

bool amount_is_open(Str reason) { return str_eq(reason, str_of(no_sign)); }

/* digits * 10^exponent */
typedef struct Decimals {
    bool     negative, percent;
    uint64_t digits;
    int      exponent;
    char     currency[4];
    int      sign;          /* +1: read with a decimal point, -1: with a comma, 0: either */
    char     open;          /* the only sign, which may be both; 0: none */
} Decimals;

static bool digit(char c) { return c >= '0' && c <= '9'; }

static void cut_front(Str *s, size_t n) { *s = str_trim(str_sub(*s, n, s->n)); }
static void cut_back(Str *s, size_t n) { *s = str_trim(str_sub(*s, 0, s->n - n)); }

static const struct { const char *text, *code; } signs[] = {
    { "US$", "USD" }, { "\xE2\x82\xAC", "EUR" }, { "R$", "BRL" }, { "A$", "AUD" }, { "AU$", "AUD" }, { "C$", "CAD" }, { "CA$", "CAD" }, { "NZ$", "NZD" }, { "HK$", "HKD" },
    { "NT$", "TWD" }, { "S$", "SGD" }, { "MX$", "MXN" }, { "$", "USD" }, { "\xC2\xA3", "GBP" }, { "CN\xC2\xA5", "CNY" }, { "\xC2\xA5", "JPY" }, { "Fr.", "CHF" }, { "z\xC5\x82", "PLN" },
    { "\xE2\x82\xB9", "INR" }, { "\xE2\x82\xBA", "TRY" }, { "\xE2\x82\xBD", "RUB" }, { "\xE2\x82\xA9", "KRW" }, { "\xE2\x82\xAA", "ILS" }, { "\xE2\x82\xB4", "UAH" },
    { "\xE2\x82\xAB", "VND" }, { "\xE2\x82\xB1", "PHP" }, { "\xE2\x82\xA6", "NGN" }, { "\xE0\xB8\xBF", "THB" }, { "K\xC4\x8D", "CZK" }, { "Ft", "HUF" }, { "lei", "RON" }, { "TL", "TRY" },
    { "Euro", "EUR" }, { "EURO", "EUR" }, { "euro", "EUR" }, { "eur", "EUR" }, { "usd", "USD" }, { "gbp", "GBP" }, { "chf", "CHF" },
    { "kr.", "" }, { "kr", "" }, { "Kr", "" }, { "Rs.", "" }, { "Rs", "" },      /* of several countries: understood, and no hint */
};

static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/* A sign of letters is no part of a longer word. */
static bool stands_alone(Str s, Str sign, bool front)
{
    if (sign.n == s.n)
        return true;
    return front ? !is_letter(sign.p[sign.n - 1]) || !is_letter(s.p[sign.n]) : !is_letter(sign.p[0]) || !is_letter(s.p[s.n - sign.n - 1]);
}

static bool code_at(Str s)
{
    for (size_t i = 0; i < 3; i++)
        if (s.n < 3 || s.p[i] < 'A' || s.p[i] > 'Z')
            return false;
    return true;
}

static void set_currency(Decimals *d, const char *code) { (void)snprintf(d->currency, 4, "%.3s", code); }

/* Takes a currency sign or a code of three capitals off either end. */
static void take_currency(Str *s, Decimals *d)
{
    for (size_t i = 0; i < COUNT_OF(signs); i++) {
        Str sign = str_of(signs[i].text);
        bool front = str_starts(*s, sign);
        if ((!front && !str_ends(*s, sign)) || !stands_alone(*s, sign, front))
            continue;
        set_currency(d, signs[i].code);
        if (front)
            cut_front(s, sign.n);
        else
            cut_back(s, sign.n);
        return;
    }
    if (code_at(*s) && (s->n == 3 || !(s->p[3] >= 'A' && s->p[3] <= 'Z'))) {
        set_currency(d, s->p);
        cut_front(s, 3);
    } else if (s->n > 3 && code_at(str_sub(*s, s->n - 3, 3)) && !(s->p[s->n - 4] >= 'A' && s->p[s->n - 4] <= 'Z')) {
        set_currency(d, s->p + s->n - 3);
        cut_back(s, 3);
    }
}

static void take_unit(Str *s, Decimals *d)
{
    static const struct { const char *text; int zeros; } units[] = {
        { "mio.", 6 }, { "mio", 6 }, { "mrd", 9 }, { "bn", 9 }, { "tsd", 3 }, { "k", 3 }, { "m", 6 },
    };
    for (size_t i = 0; i < COUNT_OF(units); i++) {
        Str u = str_of(units[i].text);
        if (s->n > u.n && str_ieq(str_sub(*s, s->n - u.n, u.n), u)) {
            d->exponent += units[i].zeros;
            cut_back(s, u.n);
            return;
        }
    }
    if (s->n && s->p[s->n - 1] == '%') {
        d->percent = true;
        cut_back(s, 1);
    }
}

static bool take_minus(Str *s, bool at_end)
{
    static const char *const minus[] = { "-", "\xE2\x88\x92", "\xE2\x80\x93" };
    for (size_t i = 0; i < COUNT_OF(minus); i++) {
        Str m = str_of(minus[i]);
        if (at_end ? str_ends(*s, m) : str_starts(*s, m)) {
            if (at_end)
                cut_back(s, m.n);
            else
                cut_front(s, m.n);
            return true;
        }
    }
    return false;
}

/* "5.-", "5,--", "1,00,000/-": nothing behind the whole, and no minus.  The sign stays: it says which is decimal. */
static void take_dash(Str *s)
{
    static const char *const dash[] = { "-", "\xE2\x80\x93", "\xE2\x80\x94", "\xE2\x88\x92" };
    Str rest = *s;
    for (size_t i = 0; i < COUNT_OF(dash);) {
        Str d = str_of(dash[i]);
        bool here = str_ends(rest, d);
        if (here)
            rest = str_sub(rest, 0, rest.n - d.n);
        i = here ? 0 : i + 1;
    }
    char before = rest.n && rest.n < s->n ? rest.p[rest.n - 1] : 0;
    if (before == '.' || before == ',')
        *s = rest;
    else if (before == '/')
        *s = str_sub(rest, 0, rest.n - 1);
}

static bool take_parentheses(Str *s)
{
    if (s->n < 2 || s->p[0] != '(' || s->p[s->n - 1] != ')')
        return false;
    cut_front(s, 1);
    cut_back(s, 1);
    return true;
}

/* "100 CR": a credit; a debit is as it stands. */
static bool take_credit(Str *s)
{
    static const char *const marks[] = { "CR", "Cr", "Cr.", "DR", "Dr", "Dr." };
    for (size_t i = 0; i < COUNT_OF(marks); i++) {
        Str m = str_of(marks[i]);
        if (s->n <= m.n || !str_ends(*s, m) || is_letter(s->p[s->n - m.n - 1]))
            continue;
        cut_back(s, m.n);
        return marks[i][0] == 'C';
    }
    return false;
}

static void take_signs(Str *s, Decimals *d)
{
    bool credit = take_credit(s);
    d->negative = take_parentheses(s);
    d->negative |= credit;
    d->negative |= take_minus(s, false);
    if (s->n && s->p[0] == '+')
        cut_front(s, 1);
    take_currency(s, d);
    take_unit(s, d);
    if (!d->currency[0])
        take_currency(s, d);
    d->negative |= take_parentheses(s);
    take_dash(s);
    d->negative |= take_minus(s, false) || take_minus(s, true);
}

/* A space or apostrophe that groups thousands at s.p[i]: its length, or 0. */
static size_t gap_at(Str s, size_t i)
{
    static const char *const gaps[] = { " ", "'", "`", "\xC2\xB4", "\xC2\xA0", "\xE2\x80\xAF", "\xE2\x80\x89", "\xE2\x80\x99" };
    for (size_t g = 0; g < COUNT_OF(gaps); g++) {
        Str gap = str_of(gaps[g]);
        if (str_starts(str_sub(s, i, gap.n), gap))
            return gap.n;
    }
    return 0;
}

/* Where the separators of one value stand. */
typedef struct Marks {
    size_t points, commas, last_point, last_comma, n_digits;
} Marks;

/* Copies digits and '.' ',' into `to`, leaving gaps out; false for anything else. */
static bool strip(Str s, char *to, size_t room, Marks *m)
{
    size_t n = 0;
    *m = (Marks){ 0 };
    for (size_t i = 0; i < s.n;) {
        size_t gap = gap_at(s, i);
        if (gap) {
            i += gap;
            continue;
        }
        char c = s.p[i++];
        if (n + 1 >= room || !(digit(c) || c == '.' || c == ','))
            return false;
        if (c == '.') {
            m->points++;
            m->last_point = n;
        } else if (c == ',') {
            m->commas++;
            m->last_comma = n;
        } else {
            m->n_digits++;
        }
        to[n++] = c;
    }
    to[n] = 0;
    return m->n_digits > 0;
}

/* Thousands: one to three digits, then groups of three, up to `end`. */
static bool groups_of_three(const char *p, size_t end, char sep)
{
    size_t run = 0, groups = 0;
    for (size_t i = 0; i < end; i++) {
        if (p[i] != sep) {
            run++;
            continue;
        }
        if (groups ? run != 3 : run < 1 || run > 3)
            return false;
        groups++;
        run = 0;
    }
    return !groups || run == 3;
}

/* As in India: 1,00,000 and 1,00,00,000: a group of three, before it groups of two. */
static bool groups_of_lakh(const char *p, size_t end)
{
    size_t run = 0, groups = 0;
    for (size_t i = 0; i < end; i++) {
        if (p[i] != ',') {
            run++;
            continue;
        }
        if (groups ? run != 2 : run < 1 || run > 2)
            return false;
        groups++;
        run = 0;
    }
    return groups >= 2 && run == 3;
}

/* Which separator is the decimal one: '.', ',' or 0 for none; 1 when the column must say. */
static char decimal_of(const char *p, size_t n, const Marks *m)
{
    if (m->points && m->commas)
        return m->last_point > m->last_comma ? '.' : ',';
    if (!m->points && !m->commas)
        return 0;
    char only = m->points ? '.' : ',';
    if (m->points + m->commas > 1)
        return 0;
    size_t at = m->points ? m->last_point : m->last_comma;
    if (n - at - 1 != 3 || !groups_of_three(p, n, only) || p[0] == '0')
        return only;
    return 1;
}

static const char *collect(const char *p, size_t n, char decimal, Decimals *d)
{
    size_t end = n;
    if (decimal)
        end = (size_t)(strchr(p, decimal) - p);
    char group = decimal == '.' ? ',' : decimal == ',' ? '.' : strchr(p, ',') ? ',' : '.';
    if (!groups_of_three(p, end, group) && !(group == ',' && groups_of_lakh(p, end)))
        return not_understood;
    for (size_t i = 0; i < n; i++) {
        if (!digit(p[i])) {
            if (i > end)
                return not_understood;
            continue;
        }
        if (d->digits > (UINT64_MAX - 9) / 10) {
            if (i <= end)
                return too_large;
            continue;
        }
        d->digits = d->digits * 10 + (uint64_t)(p[i] - '0');
        d->exponent -= i > end;
    }
    return NULL;
}

/* What most numbers are: digits and nothing else. */
static bool plain_digits(Str s, uint64_t *out)
{
    enum { SAFE = 18 };
    *out = 0;
    for (size_t i = 0; i < s.n && s.n <= SAFE; i++) {
        if (!digit(s.p[i]))
            return false;
        *out = *out * 10 + (uint64_t)(s.p[i] - '0');
    }
    return s.n && s.n <= SAFE;
}

/* "1.2E7": a double as Java writes it, a point and no plus.  What a spreadsheet rounds has one ("1.23E+11"), and is no amount. */
static bool take_power(Str *s, int *power)
{
    const char *e = memchr(s->p, 'E', s->n), *point = memchr(s->p, '.', s->n);
    int64_t by;
    if (!e || !point || point == s->p || point + 1 >= e)
        return false;
    Str head = str_sub(*s, 0, (size_t)(e - s->p)), tail = str_sub(*s, head.n + 1, s->n);
    for (size_t i = 0; i < head.n; i++)
        if (!digit(head.p[i]) && head.p + i != point)
            return false;
    if (!tail.n || !(digit(tail.p[0]) || tail.p[0] == '-') || !str_to_i64(tail, &by) || by < -30 || by > 30)
        return false;
    *power = (int)by;
    *s = head;
    return true;
}

static const char *parse(Str s, Decimal column, Decimals *d)
{
    char text[64];
    int power = 0;
    Marks m;
    s = str_trim(s);
    *d = (Decimals){ 0 };
    if (plain_digits(s, &d->digits))
        return NULL;
    d->digits = 0;
    take_signs(&s, d);
    bool java = take_power(&s, &power);
    d->exponent += power;
    if (!strip(s, text, sizeof text, &m))
        return not_understood;
    size_t n = strlen(text);
    char decimal = java ? '.' : decimal_of(text, n, &m);
    d->sign = decimal == '.' ? 1 : decimal == ',' ? -1 : m.points ? -1 : m.commas ? 1 : 0;
    if (decimal == 1) {
        d->sign = 0;
        d->open = m.points ? '.' : ',';
        if (column == DECIMAL_OPEN)
            return no_sign;
        bool point = column != DECIMAL_COMMA;
        decimal = column == DECIMAL_GROUPS ? 0 : (point ? m.points : m.commas) ? (point ? '.' : ',') : 0;
    }
    return collect(text, n, decimal, d);
}

bool amount_look(AmountLook *l, Str s, char currency[4])
{
    Decimals d;
    if (parse(s, DECIMAL_UNKNOWN, &d))
        return false;
    l->point += d.sign > 0;
    l->comma += d.sign < 0;
    l->open_point += d.open == '.';
    l->open_comma += d.open == ',';
    l->padded += d.open && d.digits % 10 == 0;
    (void)snprintf(currency, 4, "%s", d.currency);
    return d.open;
}

Decimal amount_decimal(const AmountLook *l)
{
    return l->comma > l->point ? DECIMAL_COMMA : l->point ? DECIMAL_POINT : DECIMAL_UNKNOWN;
}

bool amount_mixed(const AmountLook *l) { return l->point && l->comma; }

/* digits * 10^exponent as an integer, half away from zero. */
static const char *shift(uint64_t digits, int exponent, bool negative, int64_t *out)
{
    for (; exponent > 0 && digits; exponent--)
        if (__builtin_mul_overflow(digits, 10, &digits))
            return too_large;
    bool up = false;
    for (; exponent < 0 && digits; exponent++) {
        up = digits % 10 >= 5;
        digits /= 10;
    }
    /* The last digit dropped decides: behind it stand only smaller ones. */
    if (exponent == 0)
        digits += up;
    if (digits > INT64_MAX)
        return too_large;
    *out = negative ? -(int64_t)digits : (int64_t)digits;
    return NULL;
}

const char *amount_parse(Str s, Decimal column, int digits, int64_t *minor, char currency[4])
{
    Decimals d;
    const char *bad = parse(s, column, &d);
    currency[0] = 0;
    if (bad)
        return bad;
    if (d.percent)
        return not_understood;
    (void)snprintf(currency, 4, "%s", d.currency);
    if (d.currency[0])
        digits = currency_digits(str_of(d.currency));
    return shift(d.digits, d.exponent + digits, d.negative, minor);
}

const char *number_parse(Str s, Decimal column, double *out)
{
    Decimals d;
    if ((column == DECIMAL_UNKNOWN || column == DECIMAL_POINT) && str_to_f64(str_trim(s), out))
        return NULL;
    const char *bad = parse(s, column, &d);
    if (bad)
        return bad;
    char text[64];
    (void)snprintf(text, sizeof text, "%s%llue%d", d.negative ? "-" : "", (unsigned long long)d.digits, d.exponent);
    return str_to_f64(str_of(text), out) ? NULL : not_understood;
}

const char *integer_parse(Str s, Decimal column, int64_t *out)
{
    Decimals d;
    s = str_trim(s);
    if (str_to_i64(s, out))
        return NULL;
    const char *bad = parse(s, column, &d);
    if (bad)
        return bad;
    for (; d.exponent < 0; d.exponent++) {
        if (d.digits % 10)
            return not_whole;
        d.digits /= 10;
    }
    return shift(d.digits, d.exponent, d.negative, out);
}

/* The decimals behind the point that `parse` would drop as too many stay an error here. */
const char *decimal_parse(Str s, Decimal column, Arena *a, Str *out)
{
    enum { DIGITS = 18 };
    Decimals d;
    const char *bad = parse(s, column, &d);
    size_t seen = 0;
    for (size_t i = 0; i < s.n; i++)
        seen += digit(s.p[i]);
    if (bad || d.percent)
        return bad ? bad : not_understood;
    if (seen > DIGITS + 1)
        return too_large;
    for (; d.digits && d.digits % 10 == 0; d.exponent++)
        d.digits /= 10;
    if (!d.digits)
        d.exponent = 0;
    if (d.exponent > DIGITS || d.exponent < -2 * DIGITS)
        return too_large;
    char whole[64], text[96];
    size_t behind = d.exponent < 0 ? (size_t)-d.exponent : 0;
    int n = snprintf(whole, sizeof whole, "%0*llu", (int)behind + 1, (unsigned long long)d.digits);
    for (; d.exponent > 0; d.exponent--)
        whole[n++] = '0';
    size_t front = (size_t)n - behind;
    (void)snprintf(text, sizeof text, "%s%.*s%s%.*s", d.negative && d.digits ? "-" : "", (int)front, whole, behind ? "." : "", (int)behind,
                   whole + front);
    *out = str_dup(a, str_of(text));
    return NULL;
}

bool amount_sign_fits(Str v, const char *code, Str said)
{
    static const struct { const char *code, *sign, *also; } wide[] = {
        { "USD", "$", "CAD|AUD|NZD|SGD|HKD|TWD|MXN|ARS|CLP|COP|UYU|BRL|BMD|BSD|BBD|BZD|FJD|GYD|JMD|KYD|LRD|NAD|SBD|SRD|TTD|XCD|DOP|NIO" },
        { "GBP", "\xC2\xA3", "EGP|LBP|GIP|FKP|SHP|SDG|SSP|SYP" }, { "JPY", "\xC2\xA5", "CNY" },
    };
    if (str_ieq(str_of(code), said))
        return true;
    for (size_t i = 0; i < COUNT_OF(wide); i++) {
        Str sign = str_of(wide[i].sign), rest = str_of(wide[i].also);
        size_t at = 0;
        while (at + sign.n <= v.n && memcmp(v.p + at, sign.p, sign.n) != 0)
            at++;
        bool bare = at + sign.n <= v.n && (at == 0 || !is_letter(v.p[at - 1]));
        if (strcmp(code, wide[i].code) != 0 || !bare)
            continue;
        while (rest.n)
            if (str_ieq(str_cut(&rest, '|'), said))
                return true;
    }
    return false;
}
