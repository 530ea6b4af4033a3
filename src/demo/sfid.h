/* sfid.h - Salesforce record ids.
 *
 * A record id is 15 letters and digits in which case matters.  Exports by the API add three
 * characters so that it survives a comparison without case: each stands for five characters of
 * the id, is a number with bit i set when the i-th of them is a capital, and is written with
 * A-Z for 0..25 and 0-5 for 26..31.
 */
#ifndef TL_DEMO_SFID_H
#define TL_DEMO_SFID_H

#include <stdint.h>

typedef struct SfId {
    char p[19]; /* 18 characters and a NUL */
} SfId;

SfId sfid_from15(const char *id15);              /* reads exactly 15 characters */
SfId sfid_make(const char *prefix3, uint64_t n); /* the n-th record of an object, 0 <= n < 62^5 */

#endif
