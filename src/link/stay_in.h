/* stay_in.h - rows of accounts watched from one day to another, with what was known before; for stay.c and ends.c alone. */
#ifndef TL_LINK_STAY_IN_H
#define TL_LINK_STAY_IN_H

#include "link/stay.h"

enum { STAY_EXPOSED_LEAST = 30 };
#define STAY_DAYS_A_YEAR 365.25

typedef struct Stretches {
    size_t n, p, lost, late;
    double *x, *time, *entry, *y;
    uint8_t *event;
    int64_t *cluster, *stratum;
    Str name[STAY_COLUMNS_MAX], unit[STAY_COLUMNS_MAX];
} Stretches;

/* The columns, of what was known before the gap of the day on which each of rows at[0 .. s->n - 1] begins: issues met most, behaviours, the contract's size. */
void stay_columns(const LinkBook *b, const OutcomeRows *o, const size_t *at, Stretches *s);

void stay_put_ratio(Table *t, const char *model, const Stretches *s, size_t j, double beta, double se, double df);
void stay_put_fit(Table *t, const char *model, const Stretches *s, size_t accounts, double loglik, double concordance, Str note);

/* Rows of d_end, and the models "KIND here" and "KIND in all" of d_hazard and d_hazard_fit. */
MUST_USE Status ends_add(const LinkBook *b, Table *end, Table *hazard, Table *fit, Err *err);

#endif
