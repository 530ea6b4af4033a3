/* life_write.h - lifetime value of the book's accounts (life.h): d_lifetime, d_lifetime_total.  Inside the caller's transaction. */
#ifndef TL_VALUE_LIFE_WRITE_H
#define TL_VALUE_LIFE_WRITE_H

#include "value/book.h"

MUST_USE Status lifetime_write(Store *s, int64_t as_of, const Contracts *c, Arena *a, Err *err);

#endif
