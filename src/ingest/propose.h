/* propose.h - a mapping for a file nobody has described: what kind it is, and what each column is.
 *
 * Method     every column against every field of every kind: words of the header (ingest/words.h), the look of
 *            the values and what they share with the book (ingest/evidence.h).  A value that does not fit the
 *            field's type speaks against it; else the evidence is taken as independent:
 *            confidence = 1 - (1 - header)(1 - values)(1 - known).  Fields and columns are paired greedily, best
 *            first.  The kind is the one whose columns tell most of it, with the file's name as a hint.
 * Honest     two columns within PROPOSE_TIE of each other for one field: neither is taken, both are named.  Under
 *            PROPOSE_LEAST nothing is taken.
 * Weak       who it is about (account, person, address) under PROPOSE_SURE, and a scale that neither header nor values say, stand
 *            behind a '#': nobody takes them unseen.
 * Sure       every required field, and the kind, at PROPOSE_SURE or more: `import --accept` may take it.
 * Pure: no file, no store.
 */
#ifndef TL_INGEST_PROPOSE_H
#define TL_INGEST_PROPOSE_H

#include "ingest/evidence.h"
#include "ingest/map.h"

#define PROPOSE_LEAST 0.5
#define PROPOSE_SURE  0.9
#define PROPOSE_TIE   0.03

enum { PROPOSE_TARGETS = 32 };

typedef struct ProposeIn {
    Str              file;       /* its base name */
    const Str       *column;
    const ValueLook *look;
    size_t           n;
    const Known     *known;      /* NULL: an empty book */
    KindId           only;       /* KIND_COUNT: any */
} ProposeIn;

typedef struct Proposed {
    const char *target;          /* NULL: the column is left open */
    double      confidence;
    Str         reason, fix;     /* fix: " : scale 1 5" or "" */
    bool        weak;            /* stands behind a '#': who is who, or a scale, of which it is not sure */
    bool        annual;          /* money of a year */
    const char *tie;             /* the field for which it ties with another column; NULL */
} Proposed;

typedef struct Proposal {
    KindId    kind;              /* KIND_COUNT: nothing fits */
    double    kind_confidence;
    Str       kind_reason, source;
    Proposed *column;            /* as ProposeIn.column */
    Str       text;              /* the mapping file */
    Str       open;              /* required fields nothing fills well enough, for people; "" */
    size_t    mapped;
    bool      sure;
    int       types;             /* the column that says which rows are invoices (ingest/document_type.h); -1: none */
    int       praise, blame;     /* of a review that has no text of its own: what is liked, what is not; -1: none */
    const size_t *part;          /* columns that are a part of a metric's name and key (ingest/dimension.h) */
    size_t    n_part;
    int64_t   rows;              /* of data in the file (unknown_propose) */
    int64_t   parted;            /* rows that they tell apart */
} Proposal;

void propose(const ProposeIn *in, Arena *a, Proposal *out);

/* propose_write.c: whether a column's name can stand in one line of the file; what cannot is only said, never mapped. */
bool propose_can_stand(Str name);

/* propose_write.c: fills out->text. */
void propose_write(const ProposeIn *in, Arena *a, Proposal *out);

#endif
