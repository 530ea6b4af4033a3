/* detect.h - from streams to the signals that are told.
 *
 * Steps and slopes: num/change.h on every stream, on two threads; a change counts when looking every
 * week would have raised an alarm, and its stream is told apart from the quiet ones: Benjamini-Hochberg at half of the setting fdr
 * over the streams' smallest p_look, corrected for all the looks of three years, or at the other half over p_now, what is seen
 * this week.  In any week one looks the share of false finds across streams is at most fdr.
 * Spikes: num/shape.h within the levels so found, Benjamini-Hochberg over all weeks of all streams.
 * Shadows: when one change shows in several slices of a measure (and item) within four weeks, in the same
 * direction, the slice with the strongest evidence is told, the others are left out.
 */
#ifndef TL_SIGNAL_DETECT_H
#define TL_SIGNAL_DETECT_H

#include "num/shape.h"
#include "signal/stream.h"

typedef enum SignalShape { SHAPE_STEP, SHAPE_DRIFT, SHAPE_SPIKE, SHAPE_RUNNING } SignalShape;

typedef struct Found {
    const Stream *stream;
    Change        change;      /* of a spike: at = at_low = at_high = detected_at, its week */
    SignalShape   shape;
    double        p, q;
    bool          shadow;
    int64_t       seen;        /* the day whose data showed it; 0: the end of week detected_at */
    int64_t       id;          /* of the signal, once it is told; lasts from run to run (store/lasting.h) */
} Found;

typedef struct FoundList {
    Found *at;
    size_t n;
} FoundList;

/* One week, over (a spike) or not (running). */
static inline bool found_one_week(const Found *f)
{
    return f->shape == SHAPE_SPIKE || f->shape == SHAPE_RUNNING;
}

/* Enough in it to be looked at. */
bool stream_worth_it(const Stream *st, size_t weeks);

/* The change that one week is told as. */
Change change_of_week(size_t week, const Spike *s, double n);

/* Strongest first; shadows are marked. */
void find_shadows(FoundList *l);

/* Strongest first of each measure and item; shadows are marked and stay in the list. */
MUST_USE Status signals_detect(const Streams *s, double fdr, Arena *a, FoundList *out, Err *err);

#endif
