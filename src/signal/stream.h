/* stream.h - every measure, cut every way, as weekly counts.
 *
 * A measure is a row of measure_table and a statement fill_NAME that adds it up by account and week
 * into d_account_week; streams_gather() runs them all, reads back one result, and gives every
 * (measure, item, dimension, value) a stream.  A slice with the counts of an earlier one is left
 * out: it would say the same thing twice.
 *
 * x and n by week, week 0 starting on the Monday `first`:
 *   share  x of n happened
 *   rate   x events; n accounts of the slice alive that week
 *   mean   x the sum of n readings, in the measure's units
 * A measure and item of which the whole (a unit's metric: itself) repeats year after year is seasonal in all its slices, and one
 * that goes up or down with the working days of a week does so in all of them, each by its own countries' days (short_week.h).
 * Streams are in order of (measure, item, dimension, value), bytes compared, the whole before its
 * slices; ids are those of measure, item, dimension and value from run to run (store/lasting.h).
 */
#ifndef TL_SIGNAL_STREAM_H
#define TL_SIGNAL_STREAM_H

#include "signal/short_week.h"

typedef struct MeasureRow {
    const char *name;
    ChangeKind  kind;
    double      scale;         /* of x in d_account_week */
    const char *words;         /* of the stream; "%s" stands for its item */
    bool        harm;          /* more of it is worse */
    bool        daily;         /* of a week that runs, days that are over are known wholly: falls of it can be told */
} MeasureRow;

typedef struct Stream {
    const MeasureRow *measure;
    Str               item, dimension, value, name;
    int64_t           id, theme;   /* theme 0: none */
    double           *x, *n;   /* by week */
    const double     *season;  /* by week: year and calendar, as season.h has it; NULL: none */
    const double     *yearly;  /* by week, season.h; NULL: none */
    const Covariate  *calendar; /* what short weeks do; NULL: nothing */
} Stream;

typedef struct Streams {
    Stream *stream;
    size_t  n, weeks;
    int64_t first;
    ShortWeeks lack;           /* working days that each week lacks */
    Table   span;              /* of slice_spans: account, slice, first and last day */
} Streams;

MUST_USE Status streams_gather(Store *s, int64_t as_of, Arena *a, Streams *out, Err *err);
MUST_USE Status streams_write(Store *s, const Streams *l, Arena *a, Err *err);

/* Finds the seasons of streams in their order, short weeks first (`lack` is known); a slice has that of its whole, where the whole is among them. */
void streams_seasons(Streams *l, Arena *a);

/* Of week `ahead` behind the last whole one, which was `yearly` in the year. */
double stream_season_then(const Streams *l, const Stream *st, size_t ahead);
int  stream_week_of_year(int64_t day);

const MeasureRow *measure_of(Str name);
bool stream_is_whole(const Stream *st);

/* The stream as change.h takes it: means instead of sums, the season of its measure taken out. */
ChangeInput stream_input(const Stream *st, size_t weeks, Arena *a);

#endif
