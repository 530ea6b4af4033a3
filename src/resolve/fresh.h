/* fresh.h - whether a source still brings what it usually brings; computed from its days alone.
 *
 * Method   The usual interval is the 90th percentile of the gaps between days with records, over
 *          the last year before the last record (all gaps when the year has too few).  A source
 *          that rests on Saturdays and Sundays is counted in working days.  A source is stale when
 *          the silence since its last record is longer than FRESH_FACTOR usual intervals, than one
 *          interval and FRESH_GRACE days, and than the longest silence of an ordinary month (the
 *          median over months) and FRESH_GRACE days.  A silence of that length between two records
 *          is a gap.  With fewer than FRESH_MIN_DAYS days nothing is said to be usual.
 *          A source of many days whose ordinary month holds a silence of more than a week comes in
 *          bursts: it is expected after that silence.
 *          Volume: the mean of the last FRESH_RECENT complete weeks against the median of up to
 *          FRESH_BASE complete weeks before; only for sources that bring something every week.
 * Shape    Distinct days, ascending, n > 0.  Days behind the as-of day are not looked at.
 * Units    Days since 1970; `usual` and `allowed` in the source's own days (`weekdays`: Monday to
 *          Friday), records a week.
 * Oracle   tests/resolve/t_fresh.c: calendars written out by hand.
 */
#ifndef TL_RESOLVE_FRESH_H
#define TL_RESOLVE_FRESH_H

#include <stdbool.h>

#include "base/arena.h"

enum {
    FRESH_MIN_DAYS = 5, /* days with records, before an interval is called usual */
    FRESH_FACTOR = 2,   /* usual intervals of silence */
    FRESH_GRACE = 2,    /* days: a holiday does not make a daily source stale */
    FRESH_RECENT = 4,   /* weeks */
    FRESH_BASE = 26,    /* weeks */
    FRESH_BASE_MIN = 8, /* weeks, before their median is called usual */
    FRESH_WEEKS = 104,  /* weeks kept for the strip */
};

typedef enum FreshState {
    FRESH_UNDATED, /* records without a day: a list as it stands */
    FRESH_UNKNOWN, /* too few days to call an interval usual */
    FRESH_FINE,
    FRESH_THIN,    /* comes, but less than half of what is usual */
    FRESH_SWOLLEN, /* more than twice of what is usual */
    FRESH_STALE,
    FRESH_STATE_N
} FreshState;

typedef struct FreshDay {
    int64_t day, n;
} FreshDay;

typedef struct Fresh {
    FreshState state;
    bool weekdays, every_week; /* ordinarily no week is without */
    int64_t days; /* with records, up to the as-of day; 0: all that follows is 0 */
    int64_t first, last;
    int64_t usual, silence, allowed; /* silence: the longest of an ordinary month; 0: unknown */
    int64_t expected, stale_from; /* next day with records; first day on which it is stale */
    int64_t gaps, gap_from, gap_to; /* the longest: first and last day without; the latest of equals */
    int64_t empty_weeks;         /* complete weeks without, where every week brings something */
    bool weekly;                 /* recent and usual_week are known */
    double recent, usual_week;
} Fresh;

typedef struct FreshWeek {
    int64_t week, n; /* Monday; records */
    bool gap;        /* complete, empty, and should not be */
} FreshWeek;

extern const char *const fresh_state_name[FRESH_STATE_N];

void fresh_compute(const FreshDay *d, size_t n, int64_t as_of, Arena *a, Fresh *out);
const char *fresh_cadence(const Fresh *f); /* "every working day", "monthly", ...; "" when unknown */

/* The last FRESH_WEEKS weeks up to the as-of day's, from the first with records on; returns how
 * many.  `out` has room for FRESH_WEEKS. */
size_t fresh_weeks(const FreshDay *d, size_t n, int64_t as_of, const Fresh *f, FreshWeek *out);

/* A record that speaks of a whole month is as new as the month's end, or as today. */
int64_t fresh_month_end(int64_t day, int64_t as_of);

#endif
