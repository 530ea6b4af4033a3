/* happening.h - dated events of accounts under one rule, and how often each falls into a window. */
#ifndef TL_LINK_HAPPENING_H
#define TL_LINK_HAPPENING_H

#include "base/arena.h"
#include "base/str.h"

typedef struct Happening {
    int64_t account, day, file, line;
    Str text;
} Happening;

/* Sorted by account, then day. */
typedef struct Happenings {
    Happening *at;
    size_t n, cap;
    int64_t first_day; /* of everything the rule looked at: before it nothing is known */
    bool any;
} Happenings;

void happenings_add(Happenings *h, Arena *a, Happening one);
size_t happenings_in(const Happenings *h, int64_t account, int64_t from,
                     int64_t to); /* [from, to) */
/* Day of the first of an account in [from, to); INT64_MAX: none.  One search, where counting takes two. */
int64_t happenings_first(const Happenings *h, int64_t account, int64_t from, int64_t to);
static inline bool happenings_any(const Happenings *h, int64_t account, int64_t from, int64_t to) { return happenings_first(h, account, from, to) != INT64_MAX; }
size_t happenings_of(const Happenings *h, int64_t account,
                     size_t *n); /* index of the first, count */

#endif
