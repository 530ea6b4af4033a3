/* expect.h - the stage that groups customers by what they expect; listen/expect_set.h says how. */
#ifndef TL_LISTEN_EXPECT_H
#define TL_LISTEN_EXPECT_H

#include "store/store.h"

typedef struct ExpectResult {
    int64_t accounts, sets;          /* accounts that hold an expectation; 0 sets: too few of them */
} ExpectResult;

MUST_USE Status expect_run(Store *s, ExpectResult *out, Err *err);

#endif
