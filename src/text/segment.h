/* segment.h - where words and sentences begin and end (Unicode UAX #29).
 *
 * ICU's break iterators are the definition.  Text made only of Latin letters, digits and
 * everyday punctuation takes a fast path that applies the same rules to a table of
 * character classes (read from ICU when the segmenter is made) and gives the same answer,
 * about ten times faster; anything else goes through ICU.
 *
 * A word is a UAX #29 segment that holds at least one letter or digit.  Sentences cover the
 * text without gaps, so `sentence_end` alone says where they are; a line end always ends one.
 *
 * Offsets are bytes of the text.  A Segmenter belongs to one thread; it is freed with its
 * arena.  Results live in the arena of the call.
 *
 * Errors  ST_TOO_BIG when the text is longer than SEGMENT_BYTES_MAX.
 * Oracle  tests/text/t_token.c: fast path and ICU agree on random and on real text.
 */
#ifndef TL_TEXT_SEGMENT_H
#define TL_TEXT_SEGMENT_H

#include "base/arena.h"
#include "base/status.h"
#include "base/str.h"

enum { SEGMENT_BYTES_MAX = 1 << 22 };

typedef struct Segmenter Segmenter;

typedef struct WordSpan {
    uint32_t from, to;
} WordSpan;

typedef struct Segments {
    WordSpan *word;
    size_t    n_word;
    uint32_t *sentence_end;     /* the last one is the length of the text */
    size_t    n_sentence;
    bool      fast;             /* which way it went; for tests */
} Segments;

/* ENDS: as AUTO, sentences alone, without words. */
typedef enum SegmentBy { SEGMENT_AUTO, SEGMENT_ICU, SEGMENT_ENDS } SegmentBy;

MUST_USE Status segmenter_create(Arena *a, Segmenter **out, Err *err);
MUST_USE Status segment_text(Segmenter *s, Str text, SegmentBy by, Arena *a, Segments *out,
                             Err *err);

#endif
