/* drive_in.h - rows and columns that drivers are asked of; for drive.c and drive_load.c alone. */
#ifndef TL_LINK_DRIVE_IN_H
#define TL_LINK_DRIVE_IN_H

#include "link/drive.h"
#include "num/asymmetry.h"
#include "num/driver_model.h"

typedef struct DriveColumn {
    Str name;
    const char *source;           /* rating | experience | behaviour */
    uint8_t *band;                /* NULL: a yes/no column, which has no middle */
} DriveColumn;

typedef struct DriveRows {
    DriverKind kind;
    OutcomeId outcome;
    size_t n, p, of;              /* of: rows there are, where only some were drawn; else 0 */
    DriveColumn column[DRIVER_MAX];
    double *x, *y;                /* x: column-major n by p */
    int64_t *cluster;
    double small;                 /* of the outcome: what counts as nothing */
} DriveRows;

/* Fills rows and columns; p = 0: there is nothing to ask of. */
MUST_USE Status drive_load(const LinkBook *b, OutcomeId id, DriveRows *out, Err *err);

#endif
