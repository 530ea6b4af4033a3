/* place.h - where a file's bytes are: a path on disk, and the way through containers from there.
 *
 * "exports.zip/tickets.csv.gz" is { path = ".../exports.zip", step = { member 3, gzip } }.  A Place is a value;
 * its path lives in the arena of whoever made it.  read/raw.h opens one.
 */
#ifndef TL_READ_PLACE_H
#define TL_READ_PLACE_H

#include <stdint.h>

#include "model/limits.h"

typedef enum StepKind { STEP_GZIP, STEP_ZSTD, STEP_MEMBER } StepKind;

typedef struct Step {
    StepKind kind;
    int64_t  member;      /* of STEP_MEMBER: its index in the archive */
} Step;

typedef struct Place {
    const char *path;
    Step        step[LIMIT_NESTING];
    int         n;
} Place;

#define PLACE_FILE(p) (&(Place){ .path = (p) })

#endif
