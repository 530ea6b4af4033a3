/* when.h - days and instants out of text, as people and programs write them.
 *
 * Forms      2024-05-06, 2024/5/6, 20240506, 2024-05 (its first day); 06.05.2024 (always day first); 06/05/2024 and 06-05-2024 in the
 *            order given; two-digit years (00..69: 20xx, 70..99: 19xx); 05-Mar-2026, 14/Jul/25, Mar 5, 2026,
 *            Wed Mar 05 2026 (English, German, French, Spanish, Italian month names by their first letters);
 *            a day count is never guessed.  Seconds (9 to 10 digits), milliseconds (12 to 13) and
 *            microseconds (15 to 16) since 1970.
 * Time       after a space, a comma or T: h:mm, h:mm:ss, .fraction (6 digits count), AM/PM.
 * Zone       Z, UTC, GMT, +hh, +hhmm, +hh:mm, GMT+2, EST, CET and other letters that mean one zone only, with or
 *            without a space before it.  Without one the result is
 *            local time as written, and .zoned is false; zone_utc() turns it into UTC.
 * Order      day/month order belongs to a column, not to a value: when_look() every value, then
 *            when_order().  Evidence is a part over 12.
 * Errors     when_parse() answers NULL, or one fixed text: the reason.  Years 1900 to 2199 are accepted.
 */
#ifndef TL_INGEST_WHEN_H
#define TL_INGEST_WHEN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/status.h"
#include "base/str.h"

typedef enum DateOrder { DATE_UNKNOWN, DATE_DMY, DATE_MDY } DateOrder;

typedef struct When {
    int64_t day;       /* as written, before any zone */
    int64_t micros;    /* since 1970; UTC when zoned, else local */
    bool    timed, zoned;
} When;

MUST_USE const char *when_parse(Str s, DateOrder order, When *out);

/* Whether the reason is that day and month cannot be told apart: with an order the value could be read. */
bool when_is_open(Str reason);

/* Counts of a column's values whose order is a question. */
typedef struct WhenLook {
    int64_t dmy, mdy;      /* values that can only be one of them */
    int64_t either;        /* that could be both and would differ */
    char    first[2][24];  /* of the first two, the first value */
} WhenLook;

void when_look(WhenLook *l, Str s);

/* The order of a column; false when both are possible and nothing decides. */
bool when_order(const WhenLook *l, DateOrder *out);

/* Whether little decides: one value against ten or more that can be read both ways, or under one in twenty.  It may be a slip. */
bool when_thin(const WhenLook *l);

/* A time zone by its name ("Europe/Berlin"); NULL: not known.  Not shared between threads. */
typedef struct Zone Zone;
Zone   *zone_open(Str name, Arena *a);
int64_t zone_utc(Zone *z, int64_t local_micros);

/* The one full date in the name of a file, "contacts-2026-03-05.csv", "20260305_tickets.json": when it was exported. */
bool when_in_name(Str name, int64_t *micros);

#endif
