/* detect.h - from streams to the signals that are told.
 *
 * Steps and slopes: num/change.h on every stream, on two threads; a change counts when looking every
 * week would have raised an alarm.  Its p_look is corrected for all the looks of three years, so it
 * may be asked at any week; Benjamini-Hochberg over the streams' smallest p_look holds the share of
 * false finds across streams at every week that one looks (setting fdr).
 * Spikes: num/shape.h within the levels so found, Benjamini-Hochberg over all weeks of all streams.
 * Shadows: when one change shows in several slices of a measure (and item) within four weeks, in the same
 * direction, the slice with the strongest evidence is told, the others are left out.
 */
#ifndef TL_SIGNAL_DETECT_H
#define TL_SIGNAL_DETECT_H

#include "signal/stream.h"

typedef enum SignalShape { SHAPE_STEP, SHAPE_DRIFT, SHAPE_SPIKE } SignalShape;

typedef struct Found {
    const Stream *stream;
    int64_t       stream_id;
    Change        change;      /* of a spike: at = at_low = at_high = detected_at, its week */
    SignalShape   shape;
    double        p, q;
    bool          shadow;
} Found;

typedef struct FoundList {
    Found *at;
    size_t n;
} FoundList;

/* Strongest first of each measure and item; shadows are marked and stay in the list. */
MUST_USE Status signals_detect(const Streams *s, double fdr, Arena *a, FoundList *out, Err *err);

#endif
