#include "base/date.h"

#include <time.h>

int64_t day_of_civil(Civil c)
{
    int64_t y = c.year - (c.month <= 2);
    int64_t era = (y >= 0 ? y : y - 399) / 400;
    int64_t yoe = y - era * 400;
    int64_t mp = (c.month + 9) % 12;
    int64_t doy = (153 * mp + 2) / 5 + c.day - 1;
    int64_t doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    return era * 146097 + doe - 719468;
}

Civil civil_of_day(int64_t day)
{
    int64_t z = day + 719468;
    int64_t era = (z >= 0 ? z : z - 146096) / 146097;
    int64_t doe = z - era * 146097;
    int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int64_t mp = (5 * doy + 2) / 153;
    int64_t month = mp < 10 ? mp + 3 : mp - 9;
    return (Civil){
        .year = (int)(yoe + era * 400 + (month <= 2)),
        .month = (int)month,
        .day = (int)(doy - (153 * mp + 2) / 5 + 1),
    };
}

int month_length(int year, int month)
{
    static const int length[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : length[month - 1];
}

bool civil_valid(Civil c)
{
    return c.year >= 1 && c.year <= 9999 && c.month >= 1 && c.month <= 12 && c.day >= 1 &&
           c.day <= month_length(c.year, c.month);
}

static int64_t floor_div(int64_t a, int64_t b)
{
    int64_t q = a / b;
    return q - (a % b < 0);
}

int64_t day_of_micros(int64_t micros) { return floor_div(micros, MICROS_PER_DAY); }

int day_weekday(int64_t day)
{
    int64_t d = (day + 3) % 7;             /* 1970-01-01 was a Thursday */
    return (int)(d < 0 ? d + 7 : d);
}

int64_t day_week_start(int64_t day) { return day - day_weekday(day); }

int64_t day_month_start(int64_t day)
{
    Civil c = civil_of_day(day);
    c.day = 1;
    return day_of_civil(c);
}

int64_t day_add_months(int64_t day, int months)
{
    Civil c = civil_of_day(day);
    int64_t m = (int64_t)c.year * 12 + c.month - 1 + months;
    c.year = (int)floor_div(m, 12);
    c.month = (int)(m - (int64_t)c.year * 12) + 1;
    int last = month_length(c.year, c.month);
    if (c.day > last)
        c.day = last;
    return day_of_civil(c);
}

bool date_parse_iso(Str s, int64_t *day)
{
    int64_t y, m, d;
    if (s.n != 10 || s.p[4] != '-' || s.p[7] != '-')
        return false;
    for (size_t i = 0; i < s.n; i++)       /* str_to_i64() would also take a sign */
        if (i != 4 && i != 7 && (s.p[i] < '0' || s.p[i] > '9'))
            return false;
    if (!str_to_i64(str_sub(s, 0, 4), &y) || !str_to_i64(str_sub(s, 5, 2), &m) ||
        !str_to_i64(str_sub(s, 8, 2), &d))
        return false;
    Civil c = { (int)y, (int)m, (int)d };
    if (!civil_valid(c))
        return false;
    *day = day_of_civil(c);
    return true;
}

Str date_iso(Arena *a, int64_t day)
{
    Civil c = civil_of_day(day);
    return str_fmt(a, "%04d-%02d-%02d", c.year, c.month, c.day);
}

static const char *const month_names[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };

Str date_month(Arena *a, int64_t day)
{
    Civil c = civil_of_day(day);
    return str_fmt(a, "%s %d", month_names[c.month - 1], c.year);
}

Str date_long(Arena *a, int64_t day)
{
    return str_fmt(a, "%d %.*s", civil_of_day(day).day, STR_ARG(date_month(a, day)));
}

Str micros_iso(Arena *a, int64_t micros)
{
    int64_t day = day_of_micros(micros);
    int64_t s = (micros - day * MICROS_PER_DAY) / MICROS_PER_SECOND;
    Str d = date_iso(a, day);
    return str_fmt(a, "%.*sT%02d:%02d:%02dZ", STR_ARG(d), (int)(s / 3600), (int)(s / 60 % 60), (int)(s % 60));
}

Str micros_stamp(Arena *a, int64_t micros)
{
    Str iso = micros_iso(a, micros);
    return str_sub(iso, 0, iso.n - 1);
}

int64_t wall_micros(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_REALTIME, &t);
    return (int64_t)t.tv_sec * MICROS_PER_SECOND + t.tv_nsec / 1000;
}

int64_t wall_second(void) { return wall_micros() / MICROS_PER_SECOND * MICROS_PER_SECOND; }
