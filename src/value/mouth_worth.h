/* mouth_worth.h - word of mouth in money: what a customer that came by it will still bring, and what one more other told is worth so.
 *
 * `customer`: the mean lifetime value (life.h) of the new customers that link found to have come by a customer's word; one that left counts as
 * nothing.  Its limits join the spread between them (t, errors by company) with the model's own range, taken as one that all of them share.
 * `act`: that times new customers for each other told (link/mouth.h), by WORTH_DRAWS draws: the first normal, the second log-normal, apart.
 * What a warning costs is not told: no customer that stayed away says whose word it was.
 */
#ifndef TL_VALUE_MOUTH_WORTH_H
#define TL_VALUE_MOUTH_WORTH_H

#include "store/store.h"

enum { WORTH_CUSTOMERS_LEAST = 10, WORTH_DRAWS = 4000 };

MUST_USE Status mouth_worth_write(Store *s, Arena *a, Err *err);

#endif
