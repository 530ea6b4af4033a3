/* mouth_in.h - what the two halves of word of mouth share: mouth_load.c reads the book, mouth.c estimates. */
#ifndef TL_LINK_MOUTH_IN_H
#define TL_LINK_MOUTH_IN_H

#include "link/mouth.h"

typedef enum MouthWay { MOUTH_RECOMMENDED, MOUTH_WARNED, MOUTH_BOTH } MouthWay;
typedef enum MouthSource { MOUTH_ASKED, MOUTH_SAID, MOUTH_SOURCES } MouthSource;
typedef enum MouthBand { BAND_EVERY, BAND_PROMOTERS, BAND_PASSIVES, BAND_DETRACTORS, MOUTH_BANDS } MouthBand;

/* One account in one year. */
typedef struct MouthYear {
    size_t account;               /* its place in the book */
    MouthBand band;               /* BAND_EVERY: gave no score */
    bool   heard[MOUTH_SOURCES][MOUTH_BOTH];
    double told[MOUTH_SOURCES][MOUTH_BOTH];
} MouthYear;

typedef struct MouthNew {
    size_t account, referrer;     /* referrer: account.n where nobody known is named */
    int64_t day;
    Str    source;
    bool   known, referred;       /* known: the CRM says where it came from */
} MouthNew;

typedef struct MouthBook {
    MouthYear *year;
    size_t     n_year;
    int64_t    years, from;       /* that anything was heard in, back from the as-of day; their first day */
    MouthBand *band;              /* by account: of all its scores */
    MouthNew  *fresh;
    size_t     n_fresh;
} MouthBook;

MUST_USE Status mouth_load(const LinkBook *b, MouthBook *out, Err *err);
bool mouth_is_referral(Str lead_source);   /* a customer's word; neither a partner's nor an employee's */

#endif
