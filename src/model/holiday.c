#include "model/holiday.h"

#include <string.h>

#include "base/date.h"

enum { ALWAYS = 0, SATURDAY = 5, SUNDAY = 6, YEAR_END = 9999 };

typedef enum How {
    FIXED,          /* month, day */
    WEST,           /* `day` days from Easter Sunday */
    EAST,           /* the same of the orthodox churches */
    FROM            /* the first `weekday` on or after month, day */
} How;

typedef enum Move {
    STAY,
    ON,             /* Saturday and Sunday: the Monday behind */
    SUN,            /* Sunday only: the Monday behind */
    TWO,            /* two days on: Christmas Day and the day behind it do not meet */
    NEAR            /* Saturday: the Friday before; Sunday: the Monday behind */
} Move;

typedef struct Rule {
    const char *where;          /* codes of two letters and a space each */
    How         how;
    int         month, day, weekday;
    Move        move;
    int         from, to;       /* years; 0: as far as one looks */
} Rule;

// clang-format off
static const Rule rules[] = {
    { "AT BE BR CH CZ DE DK ES FI FR GR HR HU IT LU NL NO PL PT RO SE SI ", FIXED, 1, 1, 0, STAY, 0, 0 },
    { "AU CA GB IE ",                             FIXED,  1,  1, 0, ON,   0, 0 },
    { "US ",                                      FIXED,  1,  1, 0, NEAR, 0, 0 },
    { "RO ",                                      FIXED,  1,  2, 0, STAY, 0, 0 },
    { "SI ",                                      FIXED,  1,  2, 0, STAY, 0, 2012 },
    { "SI ",                                      FIXED,  1,  2, 0, STAY, 2017, 0 },
    { "AT ES FI GR HR IT SE ",                    FIXED,  1,  6, 0, STAY, 0, 0 },
    { "PL ",                                      FIXED,  1,  6, 0, STAY, 2011, 0 },
    { "RO ",                                      FIXED,  1,  6, 0, STAY, 2024, 0 },
    { "RO ",                                      FIXED,  1,  7, 0, STAY, 2024, 0 },
    { "US ",                                      FROM,   1, 15, 0, STAY, 1986, 0 },     /* third Monday */
    { "RO ",                                      FIXED,  1, 24, 0, STAY, 2017, 0 },
    { "AU ",                                      FIXED,  1, 26, 0, ON,   0, 0 },
    { "IE ",                                      FROM,   2,  1, 0, STAY, 2023, 0 },
    { "SI ",                                      FIXED,  2,  8, 0, STAY, 0, 0 },
    { "US ",                                      FROM,   2, 15, 0, STAY, 0, 0 },
    { "HU ",                                      FIXED,  3, 15, 0, STAY, 0, 0 },
    { "IE ",                                      FIXED,  3, 17, 0, ON,   0, 0 },
    { "GR ",                                      FIXED,  3, 25, 0, STAY, 0, 0 },
    { "IT PT ",                                   FIXED,  4, 25, 0, STAY, 0, 0 },
    { "AU ",                                      FIXED,  4, 25, 0, STAY, 0, 0 },
    { "BR ",                                      FIXED,  4, 21, 0, STAY, 0, 0 },
    { "SI ",                                      FIXED,  4, 27, 0, STAY, 0, 0 },
    { "NL ",                                      FIXED,  4, 27, 0, STAY, 2014, 0 },
    { "NL ",                                      FIXED,  4, 30, 0, STAY, 0, 2013 },
    { "AT BE BR CZ DE ES FI FR GR HR HU IT LU NO PL PT RO SE SI ", FIXED, 5, 1, 0, STAY, 0, 0 },
    { "SI ",                                      FIXED,  5,  2, 0, STAY, 0, 0 },
    { "GB IE ",                                   FROM,   5,  1, 0, STAY, 0, 2019 },
    { "IE ",                                      FROM,   5,  1, 0, STAY, 2020, 0 },
    { "GB ",                                      FIXED,  5,  8, 0, STAY, 2020, 2020 },  /* moved to the end of the war */
    { "GB ",                                      FROM,   5,  1, 0, STAY, 2021, 0 },
    { "PL ",                                      FIXED,  5,  3, 0, STAY, 0, 0 },
    { "CZ FR ",                                   FIXED,  5,  8, 0, STAY, 0, 0 },
    { "GB ",                                      FIXED,  5,  8, 0, STAY, 2023, 2023 },  /* coronation */
    { "LU ",                                      FIXED,  5,  9, 0, STAY, 2019, 0 },
    { "NO ",                                      FIXED,  5, 17, 0, STAY, 0, 0 },
    { "CA ",                                      FROM,   5, 18, 0, STAY, 0, 0 },        /* the Monday before the 25th */
    { "US ",                                      FROM,   5, 25, 0, STAY, 0, 0 },
    { "GB ",                                      FROM,   5, 25, 0, STAY, 0, 2011 },
    { "GB ",                                      FIXED,  6,  4, 0, STAY, 2012, 2012 },
    { "GB ",                                      FIXED,  6,  5, 0, STAY, 2012, 2012 },  /* jubilee */
    { "GB ",                                      FROM,   5, 25, 0, STAY, 2013, 2021 },
    { "GB ",                                      FROM,   5, 25, 0, STAY, 2023, 0 },
    { "HR ",                                      FIXED,  5, 30, 0, STAY, 2020, 0 },
    { "RO ",                                      FIXED,  6,  1, 0, STAY, 2017, 0 },
    { "IT ",                                      FIXED,  6,  2, 0, STAY, 0, 0 },
    { "GB ",                                      FIXED,  6,  2, 0, STAY, 2022, 2022 },
    { "GB ",                                      FIXED,  6,  3, 0, STAY, 2022, 2022 },  /* jubilee */
    { "IE ",                                      FROM,   6,  1, 0, STAY, 0, 0 },
    { "SE ",                                      FIXED,  6,  6, 0, STAY, 2005, 0 },
    { "PT ",                                      FIXED,  6, 10, 0, STAY, 0, 0 },
    { "FI SE ",                                   FROM,   6, 19, 4, STAY, 0, 0 },        /* the eve of midsummer, kept like a Sunday */
    { "US ",                                      FIXED,  6, 19, 0, NEAR, 2021, 0 },
    { "HR ",                                      FIXED,  6, 22, 0, STAY, 0, 0 },
    { "LU ",                                      FIXED,  6, 23, 0, STAY, 0, 0 },
    { "SI ",                                      FIXED,  6, 25, 0, STAY, 0, 0 },
    { "HR ",                                      FIXED,  6, 25, 0, STAY, 0, 2019 },
    { "HR ",                                      FIXED, 10,  8, 0, STAY, 0, 2019 },
    { "CA ",                                      FIXED,  7,  1, 0, ON,   0, 0 },
    { "US ",                                      FIXED,  7,  4, 0, NEAR, 0, 0 },
    { "CZ ",                                      FIXED,  7,  5, 0, STAY, 0, 0 },
    { "CZ ",                                      FIXED,  7,  6, 0, STAY, 0, 0 },
    { "FR ",                                      FIXED,  7, 14, 0, STAY, 0, 0 },
    { "BE ",                                      FIXED,  7, 21, 0, STAY, 0, 0 },
    { "CH ",                                      FIXED,  8,  1, 0, STAY, 0, 0 },
    { "IE ",                                      FROM,   8,  1, 0, STAY, 0, 0 },
    { "HR ",                                      FIXED,  8,  5, 0, STAY, 0, 0 },
    { "AT BE ES FR GR HR IT LU PL PT RO SI ",     FIXED,  8, 15, 0, STAY, 0, 0 },
    { "HU ",                                      FIXED,  8, 20, 0, STAY, 0, 0 },
    { "GB ",                                      FROM,   8, 25, 0, STAY, 0, 0 },
    { "CA US ",                                   FROM,   9,  1, 0, STAY, 0, 0 },
    { "BR ",                                      FIXED,  9,  7, 0, STAY, 0, 0 },
    { "GB ",                                      FIXED,  9, 19, 0, STAY, 2022, 2022 },  /* the Queen's funeral */
    { "AU ",                                      FIXED,  9, 22, 0, STAY, 2022, 2022 },  /* and its day of mourning */
    { "CZ ",                                      FIXED,  9, 28, 0, STAY, 0, 0 },
    { "CA ",                                      FIXED,  9, 30, 0, ON,   2021, 0 },
    { "DE ",                                      FIXED, 10,  3, 0, STAY, 1990, 0 },
    { "IT ",                                      FIXED, 10,  4, 0, STAY, 2026, 0 },
    { "PT ",                                      FIXED, 10,  5, 0, STAY, 0, 2012 },
    { "PT ",                                      FIXED, 10,  5, 0, STAY, 2016, 0 },
    { "CA US ",                                   FROM,  10,  8, 0, STAY, 0, 0 },
    { "BR ES ",                                   FIXED, 10, 12, 0, STAY, 0, 0 },
    { "HU ",                                      FIXED, 10, 23, 0, STAY, 0, 0 },
    { "IE ",                                      FROM,  10, 25, 0, STAY, 0, 0 },
    { "AT ",                                      FIXED, 10, 26, 0, STAY, 0, 0 },
    { "CZ GR ",                                   FIXED, 10, 28, 0, STAY, 0, 0 },
    { "SI ",                                      FIXED, 10, 31, 0, STAY, 0, 0 },
    { "DE ",                                      FIXED, 10, 31, 0, STAY, 2017, 2017 },  /* 500 years of the Reformation */
    { "AT BE ES FR HR HU IT LU PL SI ",           FIXED, 11,  1, 0, STAY, 0, 0 },
    { "PT ",                                      FIXED, 11,  1, 0, STAY, 0, 2012 },
    { "PT ",                                      FIXED, 11,  1, 0, STAY, 2016, 0 },
    { "BR ",                                      FIXED, 11,  2, 0, STAY, 0, 0 },
    { "BE FR PL ",                                FIXED, 11, 11, 0, STAY, 0, 0 },
    { "CA ",                                      FIXED, 11, 11, 0, ON,   0, 0 },
    { "US ",                                      FIXED, 11, 11, 0, NEAR, 0, 0 },
    { "BR ",                                      FIXED, 11, 15, 0, STAY, 0, 0 },
    { "CZ ",                                      FIXED, 11, 17, 0, STAY, 0, 0 },
    { "HR ",                                      FIXED, 11, 18, 0, STAY, 2020, 0 },
    { "BR ",                                      FIXED, 11, 20, 0, STAY, 2024, 0 },
    { "US ",                                      FROM,  11, 22, 3, STAY, 0, 0 },        /* fourth Thursday */
    { "RO ",                                      FIXED, 11, 30, 0, STAY, 2012, 0 },
    { "RO ",                                      FIXED, 12,  1, 0, STAY, 0, 0 },
    { "PT ",                                      FIXED, 12,  1, 0, STAY, 0, 2012 },
    { "PT ",                                      FIXED, 12,  1, 0, STAY, 2016, 0 },
    { "ES FI ",                                   FIXED, 12,  6, 0, STAY, 0, 0 },
    { "AT ES IT PT ",                             FIXED, 12,  8, 0, STAY, 0, 0 },
    { "CZ FI SE ",                                FIXED, 12, 24, 0, STAY, 0, 0 },        /* of FI and SE kept like a Sunday */
    { "HU ",                                      FIXED, 12, 24, 0, STAY, 2024, 0 },
    { "PL ",                                      FIXED, 12, 24, 0, STAY, 2025, 0 },
    { "AT BE BR CH CZ DE DK ES FI FR GR HR HU IT LU NL NO PL PT RO SE SI ", FIXED, 12, 25, 0, STAY, 0, 0 },
    { "AU CA GB IE ",                             FIXED, 12, 25, 0, TWO,  0, 0 },
    { "US ",                                      FIXED, 12, 25, 0, NEAR, 0, 0 },
    { "AT CH CZ DE DK FI GR HR HU IT LU NL NO PL RO SE SI ", FIXED, 12, 26, 0, STAY, 0, 0 },
    { "AU CA GB IE ",                             FIXED, 12, 26, 0, TWO,  0, 0 },
    { "SE ",                                      FIXED, 12, 31, 0, STAY, 0, 0 },        /* kept like a Sunday */
    { "BR ",                                      WEST,   0, -48, 0, STAY, 0, 0 },       /* carnival, given by nearly all */
    { "BR ",                                      WEST,   0, -47, 0, STAY, 0, 0 },
    { "DK NO ",                                   WEST,   0, -3, 0, STAY, 0, 0 },
    { "AU BR CA CH DE DK ES FI GB NO PT SE ",     WEST,   0, -2, 0, STAY, 0, 0 },
    { "CZ ",                                      WEST,   0, -2, 0, STAY, 2016, 0 },
    { "HU ",                                      WEST,   0, -2, 0, STAY, 2017, 0 },
    { "AT AU BE CH CZ DE DK FI FR GB HR HU IE IT LU NL NO PL SE SI ", WEST, 0, 1, 0, STAY, 0, 0 },
    { "DK ",                                      WEST,   0, 26, 0, STAY, 0, 2023 },
    { "AT BE CH DE DK FI FR LU NL NO SE ",        WEST,   0, 39, 0, STAY, 0, 0 },
    { "AT BE CH DE DK FR HU LU NL NO ",           WEST,   0, 50, 0, STAY, 0, 0 },
    { "AT HR PL ",                                WEST,   0, 60, 0, STAY, 0, 0 },
    { "PT ",                                      WEST,   0, 60, 0, STAY, 0, 2012 },
    { "PT ",                                      WEST,   0, 60, 0, STAY, 2016, 0 },
    { "GR ",                                      EAST,   0, -48, 0, STAY, 0, 0 },
    { "GR ",                                      EAST,   0, -2, 0, STAY, 0, 0 },
    { "RO ",                                      EAST,   0, -2, 0, STAY, 2018, 0 },
    { "GR RO ",                                   EAST,   0,  1, 0, STAY, 0, 0 },
    { "GR RO ",                                   EAST,   0, 50, 0, STAY, 0, 0 },
};
// clang-format on

/* Gregorian computus by centuries and the moon's age (Butcher's form of it, 1876). */
int64_t easter_western(int year)
{
    int a = year % 19, b = year / 100, c = year % 100;
    int h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    int m = (a + 11 * h + 22 * l) / 451, t = h + l - 7 * m + 114;
    return day_of_civil((Civil){ year, t / 31, t % 31 + 1 });
}

/* The Julian one (Meeus), its date brought over to our calendar. */
int64_t easter_orthodox(int year)
{
    int d = (19 * (year % 19) + 15) % 30, e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7, t = d + e + 114;
    int late = year / 100 - year / 400 - 2;
    return day_of_civil((Civil){ year, t / 31, t % 31 + 1 }) + late;
}

static Str code_of(Str country)
{
    return str_ieq(country, STR("UK")) ? STR("GB") : str_ieq(country, STR("EL")) ? STR("GR") : country;
}

static bool keeps(const char *where, Str code)
{
    for (const char *p = where; code.n == 2 && *p; p += 3)
        if (str_ieq((Str){ p, 2 }, code))
            return true;
    return false;
}

/* New Year's Day is everybody's: rows 0 to 2 name all countries of the table. */
bool holiday_known(Str country)
{
    Str code = code_of(country);
    return keeps(rules[0].where, code) || keeps(rules[1].where, code) || keeps(rules[2].where, code);
}

static int64_t moved(int64_t day, Move move)
{
    int w = day_weekday(day);
    if (move == STAY || w < SATURDAY)
        return day;
    if (move == TWO)
        return day + 2;
    if (w == SUNDAY)
        return day + 1;
    return move == ON ? day + 2 : move == NEAR ? day - 1 : day;
}

static int64_t day_of(const Rule *r, int year)
{
    if (r->how == WEST || r->how == EAST)
        return (r->how == WEST ? easter_western(year) : easter_orthodox(year)) + r->day;
    int64_t day = day_of_civil((Civil){ year, r->month, r->day });
    return r->how == FIXED ? moved(day, r->move) : day + (r->weekday - day_weekday(day) + 7) % 7;
}

size_t holidays_of(Str country, int year, int64_t day[HOLIDAYS_MAX])
{
    Str code = code_of(country);
    size_t n = 0;
    for (size_t i = 0; i < COUNT_OF(rules) && n < HOLIDAYS_MAX; i++) {
        const Rule *r = &rules[i];
        if (year >= r->from && (!r->to || year <= r->to) && keeps(r->where, code))
            day[n++] = day_of(r, year);
    }
    return n;
}

static int days_in(unsigned mask) { return __builtin_popcount(mask); }

/* The days of one week, Monday the lowest bit, that lie between 24 December and 1 January. */
static unsigned turn_days(int64_t monday)
{
    unsigned mask = 0;
    for (int d = 0; d < WORK_DAYS; d++) {
        Civil c = civil_of_day(monday + d);
        mask |= (unsigned)((c.month == 12 && c.day >= 24) || (c.month == 1 && c.day == 1)) << d;
    }
    return mask;
}

void holiday_weeks(Str country, int64_t first, size_t weeks, double *lost, double *turn)
{
    for (size_t w = 0; w < weeks; w++)
        lost[w] = turn[w] = 0;
    if (!weeks || !holiday_known(country))
        return;
    int from = (int)civil_of_day(first).year, to = (int)civil_of_day(first + 7 * (int64_t)weeks).year;
    int64_t day[HOLIDAYS_MAX];
    for (size_t w = 0; w < weeks; w++)
        turn[w] = turn_days(first + 7 * (int64_t)w);
    /* The masks stand in the columns until all holidays are in; one that moves may leave its year. */
    for (int year = from - 1; year <= to + 1 && year < YEAR_END; year++) {
        size_t n = holidays_of(country, year, day);
        for (size_t k = 0; k < n; k++) {
            if (day[k] < first || day[k] >= first + 7 * (int64_t)weeks || day_weekday(day[k]) >= WORK_DAYS)
                continue;
            size_t w = (size_t)((day[k] - first) / 7);
            lost[w] = (double)((unsigned)lost[w] | 1U << day_weekday(day[k]));
        }
    }
    for (size_t w = 0; w < weeks; w++) {
        unsigned off = (unsigned)lost[w], quiet = (unsigned)turn[w] & ~off;
        lost[w] = days_in(off) / (double)WORK_DAYS;
        turn[w] = days_in(quiet) / (double)WORK_DAYS;
    }
}
