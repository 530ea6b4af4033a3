/* unknown.h - files no shape knows: a mapping remembered from last month, or a proposed one.
 *
 * Fingerprint  the kind of container and the header's keys (ingest/words.h), sorted: the order of columns, capitals
 *              and signs do not matter.
 * Recall       the same fingerprint; else the remembered header with all its columns in this file's (new columns are
 *              named in the note); else, when four fifths of them are there but one the mapping needs is not, the
 *              file is refused with that column's name.
 * Propose      looks at up to PLAN_LOOK rows and proposes (ingest/propose.h); counts the rows of the whole file.
 */
#ifndef TL_INGEST_UNKNOWN_H
#define TL_INGEST_UNKNOWN_H

#include "ingest/job.h"
#include "ingest/propose.h"
#include "store/store.h"

typedef struct Memory {
    Table rows;            /* memory_list */
} Memory;

MUST_USE Status memory_load(Store *s, Arena *a, Memory *out, Err *err);
Str  memory_fingerprint(const Job *j, Arena *a, Str *header);
MUST_USE Status memory_recall(const Memory *m, Job *j, Arena *a, Err *err);
MUST_USE Status memory_keep(Store *s, const Job *j, Str who, int64_t now, Arena *a, Err *err);

MUST_USE Status known_load(Store *s, Arena *a, Known *out, Err *err);
MUST_USE Status unknown_propose(const Job *j, const Known *k, KindId only, Arena *a, Proposal *out, Err *err);

#endif
