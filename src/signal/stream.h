/* stream.h - weekly counts gathered into streams by measure and slice. */
#ifndef TL_SIGNAL_STREAM_H
#define TL_SIGNAL_STREAM_H

#include "base/map.h"
#include "base/table.h"

typedef enum Measure {
    MEASURE_LATE,
    MEASURE_THEME,
    MEASURE_TICKETS,
    MEASURE_REPLY,
    MEASURE_NPS,
    MEASURE_COUNT
} Measure;

typedef struct Stream {
    Measure measure;
    int64_t theme;
    const char *dimension; /* all | region | segment */
    Str value, name;
    double *x, *n; /* by week */
} Stream;

typedef struct Streams {
    Arena *a;
    StrMap id;
    Stream *stream;
    size_t n, cap, weeks;
    int64_t first; /* Monday of week 0 */
} Streams;

const char *measure_name(Measure m);

/* Adds x and n of one week to the streams of all three slices.  Weeks outside [first, first +
 * weeks) are ignored. */
void streams_add(Streams *s, Measure m, int64_t theme, Str region, Str segment, int64_t week,
                 double x, double n);

#endif
