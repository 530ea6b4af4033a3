/* first.h - the link that makes the owner's account.
 *
 * A server that others can reach cannot know who its owner is, and a book without users opens to nobody.  So it draws 256 random bits when it
 * starts and prints them as a link on its own terminal: whoever holds the link makes the first account, an admin's, once and within FIRST_MS.
 * The secret stands behind '#', which no browser sends on; here is only its BLAKE2b-256.
 *
 * Threads  any; one lock.  That two hold the link at once is settled by the book: the second finds a user there (store/login.h).
 */
#ifndef TL_SERVE_FIRST_H
#define TL_SERVE_FIRST_H

#include <stdint.h>

#include "base/arena.h"
#include "base/status.h"
#include "base/str.h"

enum { FIRST_MS = 3600 * 1000 };

typedef struct First First;

First *first_open(int64_t (*clock)(void), Arena *a, Str *secret);     /* clock: milliseconds; NULL: the system's */
void   first_close(First *f);                                         /* NULL is fine */

/* ST_FORBIDDEN: another secret, used, or too old; the answer does not say which. */
MUST_USE Status first_check(First *f, Str secret, Err *err);
void first_used(First *f);

#endif
