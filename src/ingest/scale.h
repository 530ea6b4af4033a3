/* scale.h - what the header of a rating says of its own scale.
 *
 * "CSAT (1-7)", "von 1 bis 6", "out of 5", "/10": the ends.  "(1 = very satisfied; 5 = very dissatisfied)": the ends, and which one is
 * the good one, by words behind the numbers in seven languages.  Values prove little: 6, 7, 1 and 4 may be of 7, of 10, of 100.
 *
 *     scale_of_header(header, scratch, &s);
 *     if (s.said) ... s.low, s.high            // as a mapping says it, the worst first: `scale 5 1` when .inverted
 *
 * "CSAT (%)", "CSAT in Prozent": 0 to 100.
 * Always: low < high where .said; a year, a number of a question ("Q7") and a date are no ends.
 * money_times(): "Amount (USD 000s)", "Betrag in Tsd.", "(kEUR)", "(millions)": what a value stands for; 1 where nothing is said.
 */
#ifndef TL_INGEST_SCALE_H
#define TL_INGEST_SCALE_H

#include "base/arena.h"
#include "base/str.h"

typedef struct ScaleSaid {
    bool    said;        /* the ends are known */
    bool    inverted;    /* the low end is the good one */
    bool    percent;     /* a sign behind the name says so: 0 to 100, unless the values are shares of one */
    bool    at_odds;     /* both ends are called good, or both bad */
    int64_t low, high;
} ScaleSaid;

void    scale_of_header(Str header, Arena *a, ScaleSaid *out);
int64_t money_times(Str header, Arena *a);

#endif
