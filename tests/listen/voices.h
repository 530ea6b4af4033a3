/* voices.h - what the made-up company's customers write, with the theme each comment was written from.
 *
 * Composed as the exports are (reasons, expectations, tickets with subject and mail), from the same world and
 * phrase tables, so `planted` is the truth: the index of planted_names[], or VOICE_MIXED for comments of
 * two themes, of none, and expectations, whose table mixes themes. */
#ifndef TESTS_LISTEN_VOICES_H
#define TESTS_LISTEN_VOICES_H

#include "base/arena.h"
#include "base/str.h"

enum { VOICE_THEMES = 9, VOICE_MIXED = VOICE_THEMES };

typedef struct Voice {
    Str      text;            /* as written, uncleaned */
    uint32_t account;
    uint8_t  planted;
    int8_t   score;           /* 0..10; -1: a ticket */
} Voice;

extern const char *const planted_names[VOICE_THEMES];

/* All comments of the world with this many accounts and responses; returns how many. */
size_t voices_make(int64_t seed, int64_t accounts, int64_t responses, Arena *a, Voice **out);

#endif
