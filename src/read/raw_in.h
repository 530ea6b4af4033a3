/* raw_in.h - what the files of read/raw*.c share: the steps a stream is made of. */
#ifndef TL_READ_RAW_IN_H
#define TL_READ_RAW_IN_H

#include "read/raw.h"

/* Counts what an unpacking step takes and gives, and stops it at the limits. */
typedef struct Meter {
    uint64_t in, out;
} Meter;

MUST_USE Status meter_check(const Meter *m, Err *err);

MUST_USE Status raw_gzip(Raw *below, Arena *a, Raw **out, Err *err);
MUST_USE Status raw_zstd(Raw *below, Arena *a, Raw **out, Err *err);
MUST_USE Status raw_member(const char *archive, int64_t member, Arena *a, Raw **out, Err *err);

#endif
