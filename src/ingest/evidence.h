/* evidence.h - what the values of one column look like, and what they share with the book.
 *
 * value_look() every cell of a column (up to PLAN_LOOK rows), then read the counts: how many of the filled cells
 * can be an e-mail address, a day, an amount, ...; one cell may count under several.  Distinct values are
 * counted up to VALUE_DISTINCT.  Known is what the book holds already: ids, names, domains, addresses and people
 * of its aliases; .in_* count the filled cells that are among them.
 * Short numbers (under five digits, no letter) are no evidence of an id: they meet by chance.
 */
#ifndef TL_INGEST_EVIDENCE_H
#define TL_INGEST_EVIDENCE_H

#include "base/map.h"
#include "text/private.h"

enum { VALUE_DISTINCT = 20000, VALUE_SAMPLES = 3, KNOWN_SOURCES = 32 };

typedef struct Known {
    StrMap  account_id, name, domain, email, person_id;   /* names by their key (text/company.h) */
    int    *source_of;                                    /* by index in account_id */
    Str     source[KNOWN_SOURCES];
    size_t  n_source;
} Known;

void known_init(Known *k, Arena *a, size_t aliases);
typedef struct KnownAlias { Str account_id, name, person_id, email, domain; int source; } KnownAlias;
void known_add(Known *k, const KnownAlias *al, Arena *a);

typedef struct ValueLook {
    int64_t rows, filled, email, domain, day, month, time, integer, number, currency_sign, boolean, country, currency, scale10, duration, lettered, spaced, longer, company;   /* company: ends in a legal form */
    int64_t in_account_id, in_name, in_domain, in_email, in_person, from[KNOWN_SOURCES];
    double  low, high;
    StrMap  seen;
    bool    seen_all;          /* seen has every distinct value */
    int64_t bytes;
    PrivateLook secret;        /* what the door would look at */
    Str     sample[VALUE_SAMPLES];
    size_t  n_sample;
    Arena  *a;
} ValueLook;

void   value_init(ValueLook *v, Arena *a);
void   value_look(ValueLook *v, const Known *k, Str cell, Arena *scratch);
double value_share(const ValueLook *v, int64_t n);     /* of the filled cells */
bool   value_unique(const ValueLook *v);               /* hardly any value twice, all filled */

#endif
