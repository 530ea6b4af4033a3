/* date.h - days and instants as integers, in UTC, without libc's time zones.
 *
 * Day    days since 1970-01-01 (proleptic Gregorian), int64.
 * Micros microseconds since 1970-01-01T00:00:00Z, int64.
 * Algorithms: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms"
 * (days_from_civil, civil_from_days).  Years 1 to 9999 are accepted.
 */
#ifndef TL_BASE_DATE_H
#define TL_BASE_DATE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

#define MICROS_PER_SECOND INT64_C(1000000)
#define MICROS_PER_DAY    (INT64_C(86400) * MICROS_PER_SECOND)

typedef struct Civil {
    int year, month, day;          /* month 1..12, day 1..31 */
} Civil;

int64_t day_of_civil(Civil c);
Civil   civil_of_day(int64_t day);
bool    civil_valid(Civil c);
int     month_length(int year, int month);

int64_t day_of_micros(int64_t micros);                 /* floor */
int64_t day_week_start(int64_t day);                   /* the Monday on or before */
int64_t day_month_start(int64_t day);
int64_t day_add_months(int64_t day, int months);       /* 31 Jan + 1 month = 28/29 Feb */
int     day_weekday(int64_t day);                      /* 0 = Monday */

bool date_parse_iso(Str s, int64_t *day);              /* "2024-05-06" only */
Str  date_iso(Arena *a, int64_t day);                  /* "2024-05-06" */
Str  date_long(Arena *a, int64_t day);                 /* "6 May 2024" */
Str  date_month(Arena *a, int64_t day);                /* "May 2024" */
Str  micros_iso(Arena *a, int64_t micros);             /* "2024-05-06T07:08:09Z" */
Str  micros_stamp(Arena *a, int64_t micros);           /* "2024-05-06T07:08:09": as a TIMESTAMP of ours takes it, without a zone */

/* The machine's clock, UTC, for what is dated by when it was done; no figure depends on it. */
int64_t wall_micros(void);
int64_t wall_second(void);                            /* the same, cut to a whole second */

#endif
