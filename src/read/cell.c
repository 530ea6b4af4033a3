#include "read/cell.h"

#include <math.h>
#include <stdio.h>

#include "base/date.h"

enum { MS_PER_DAY = 86400000, LAST_SERIAL = 2958465, PHANTOM_DAY = 60, ZEROS_MAX = 30 };

CellFormat cell_format_builtin(int64_t id)
{
    bool date = (id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 54) || id == 57 || id == 58;
    bool time = (id >= 18 && id <= 21) || id == 45 || id == 47 || (id >= 32 && id <= 35) || id == 55 || id == 56;
    return (CellFormat){ date ? CELL_DATE : time ? CELL_TIME : id == 46 ? CELL_ELAPSED : CELL_PLAIN, 0 };
}

/* What a bracket holds: the hours of an elapsed time, or a colour, a currency, a condition. */
static bool is_elapsed(Str s)
{
    if (!s.n)
        return false;
    char c = (char)(s.p[0] | 32);
    for (size_t i = 0; i < s.n; i++)
        if ((s.p[i] | 32) != c)
            return false;
    return c == 'h' || c == 'm' || c == 's';
}

/* The index behind what a code only shows: "text", \x, _x, *x, [..]; `i` itself when it is none of these. */
static size_t skip_shown(Str code, size_t i, bool *elapsed)
{
    char c = code.p[i], close = c == '"' ? '"' : c == '[' ? ']' : 0;
    if (c == '\\' || c == '_' || c == '*')
        return i + 2;
    if (!close)
        return i;
    size_t end = i + 1;
    while (end < code.n && code.p[end] != close)
        end++;
    *elapsed |= c == '[' && is_elapsed(str_sub(code, i + 1, end - i - 1));
    return end + 1;
}

CellFormat cell_format(Str code)
{
    bool elapsed = false, day = false, month = false, clock = false, zeros = true;
    int n_zero = 0;
    if (str_ieq(code, STR("General")))
        return (CellFormat){ CELL_PLAIN, 0 };
    for (size_t i = 0; i < code.n && code.p[i] != ';';) {
        size_t behind = skip_shown(code, i, &elapsed);
        if (behind != i) {
            zeros = false;
            i = behind;
            continue;
        }
        char c = (char)(code.p[i++] | 32);
        day |= c == 'd' || c == 'y';
        month |= c == 'm';
        clock |= c == 'h' || c == 's';
        zeros &= code.p[i - 1] == '0';
        n_zero += code.p[i - 1] == '0';
    }
    CellKind kind = day || (month && !clock && !elapsed) ? CELL_DATE
                  : elapsed                              ? CELL_ELAPSED
                  : clock                                ? CELL_TIME
                  : zeros && n_zero > 1                  ? CELL_ZEROS
                                                         : CELL_PLAIN;
    return (CellFormat){ kind, n_zero < ZEROS_MAX ? n_zero : ZEROS_MAX };
}

static void put_clock(int64_t ms, int64_t hours, Buf *out)
{
    buf_printf(out, "%02lld:%02lld:%02lld", (long long)hours, (long long)(ms / 60000 % 60), (long long)(ms / 1000 % 60));
    if (ms % 1000)
        buf_printf(out, ".%03lld", (long long)(ms % 1000));
}

static void put_day(int64_t serial, bool from_1904, Buf *out)
{
    static const Civil start_1904 = { 1904, 1, 1 }, start_1900 = { 1899, 12, 30 };
    int64_t day = from_1904 ? day_of_civil(start_1904) + serial : day_of_civil(start_1900) + serial + (serial < PHANTOM_DAY);
    Civil c = civil_of_day(day);
    if (!from_1904 && serial == PHANTOM_DAY)
        buf_puts(out, "1900-02-29");
    else
        buf_printf(out, "%04d-%02d-%02d", c.year, c.month, c.day);
}

/* False: no day or time of this system. */
static bool put_time(double serial, CellFormat f, bool from_1904, Buf *out)
{
    if (!(serial >= 0) || serial >= LAST_SERIAL + 1.0)
        return false;
    int64_t ms = (int64_t)llround(serial * MS_PER_DAY), day = ms / MS_PER_DAY;
    if (f.kind == CELL_ELAPSED) {
        put_clock(ms, ms / 3600000, out);
        return true;
    }
    bool only_clock = day == 0 && (!from_1904 || f.kind == CELL_TIME);
    if (!only_clock)
        put_day(day, from_1904, out);
    if (only_clock || ms % MS_PER_DAY) {
        if (!only_clock)
            buf_putc(out, ' ');
        put_clock(ms, ms / 3600000 % 24, out);
    }
    return true;
}

static bool all_digits(Str s)
{
    for (size_t i = s.n && s.p[0] == '-'; i < s.n; i++)
        if (s.p[i] < '0' || s.p[i] > '9')
            return false;
    return s.n > 0 && s.p[s.n - 1] != '-';
}

/* 15 significant digits, without an exponent. */
static void put_plain(double x, Buf *out)
{
    char text[64];
    double size = fabs(x);
    if (size == 0) {
        buf_putc(out, '0');
    } else if (size >= 1e21 || size < 1e-20) {
        buf_printf(out, "%.15g", x);
    } else if (size >= 1e15) {
        buf_printf(out, "%.0f", x);
    } else {
        int decimals = 14 - (int)floor(log10(size));
        int n = snprintf(text, sizeof text, "%.*f", decimals < 0 ? 0 : decimals, x);
        if (memchr(text, '.', (size_t)n)) {
            while (text[n - 1] == '0')
                n--;
            n -= text[n - 1] == '.';
        }
        buf_put(out, (Str){ text, (size_t)n });
    }
}

void cell_number(Str stored, CellFormat f, bool from_1904, Buf *out)
{
    double x;
    Str s = str_trim(stored);
    bool timed = f.kind == CELL_DATE || f.kind == CELL_TIME || f.kind == CELL_ELAPSED;
    if (!str_to_f64(s, &x)) {
        buf_put(out, s);
        return;
    }
    if (timed && put_time(x, f, from_1904, out))
        return;
    bool digits = all_digits(s);
    if (f.kind == CELL_ZEROS && digits && s.p[0] != '-')
        for (int i = (int)(s.n < ZEROS_MAX ? s.n : ZEROS_MAX); i < f.zeros; i++)
            buf_putc(out, '0');
    if (digits)
        buf_put(out, s);
    else
        put_plain(x, out);
}

static int hex4(Str s)
{
    int v = 0;
    for (size_t i = 0; i < 4; i++) {
        char c = s.p[i], low = (char)(c | 32);
        int d = c >= '0' && c <= '9' ? c - '0' : low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
        if (d < 0)
            return -1;
        v = v * 16 + d;
    }
    return v;
}

/* "_xHHHH_" at `i`; -1: it is not one. */
static int escape_at(Str s, size_t i)
{
    bool shape = i + 7 <= s.n && s.p[i] == '_' && s.p[i + 1] == 'x' && s.p[i + 6] == '_';
    return shape ? hex4(str_sub(s, i + 2, 4)) : -1;
}

static void put_point(uint32_t u, Buf *out)
{
    if (u < 0x80) {
        buf_putc(out, (char)u);
    } else if (u < 0x800) {
        buf_putc(out, (char)(0xC0 | u >> 6));
        buf_putc(out, (char)(0x80 | (u & 63)));
    } else if (u < 0x10000) {
        buf_putc(out, (char)(0xE0 | u >> 12));
        buf_putc(out, (char)(0x80 | (u >> 6 & 63)));
        buf_putc(out, (char)(0x80 | (u & 63)));
    } else {
        buf_putc(out, (char)(0xF0 | u >> 18));
        buf_putc(out, (char)(0x80 | (u >> 12 & 63)));
        buf_putc(out, (char)(0x80 | (u >> 6 & 63)));
        buf_putc(out, (char)(0x80 | (u & 63)));
    }
}

void cell_unescape(Str s, Buf *out)
{
    for (size_t i = 0; i < s.n;) {
        int u = escape_at(s, i), low = u >= 0xD800 && u < 0xDC00 ? escape_at(s, i + 7) : -1;
        if (low >= 0xDC00 && low < 0xE000) {
            put_point(0x10000 + ((uint32_t)(u - 0xD800) << 10) + (uint32_t)(low - 0xDC00), out);
            i += 14;
        } else if (u > 0 && (u < 0xD800 || u >= 0xE000)) {
            put_point((uint32_t)u, out);
            i += 7;
        } else {
            buf_putc(out, s.p[i++]);
        }
    }
}

bool cell_reference(Str s, int64_t *column, int64_t *row)
{
    size_t i = 0;
    int64_t c = 0;
    for (; i < s.n && (s.p[i] | 32) >= 'a' && (s.p[i] | 32) <= 'z' && i < 4; i++)
        c = c * 26 + ((s.p[i] | 32) - 'a' + 1);
    *column = c - 1;
    return i > 0 && str_to_i64(str_sub(s, i, s.n), row) && *row > 0;
}
