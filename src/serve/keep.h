/* keep.h - answers that were made and are still true.
 *
 * A view of the page asks a dozen questions of the book; most people ask the same ones, and between two changes of the book the answer
 * to the same question is the same bytes.  So they are kept: made once, given to whoever may have them until the book changes.
 *
 *     int64_t age = writer_version(w);               before the book is looked at
 *     if (!keep_get(k, key, age, a, &answer)) {
 *         ... make the answer, in a transaction begun behind the line above ...
 *         keep_put(k, key, age, &answer);
 *     }
 *
 * Truth     `age` is counted up behind every commit and before whoever asked for the change is told (serve/writer.h).  An answer is given
 *           at the very age at which it was asked for only.  A change that commits while an answer is made counts the age up behind it, so
 *           what was made half before and half after is never given again.
 * Key       everything that the answer depends on but the book: the row of the table of routes, its parameters, and whose rules hold.
 * Rights    are not looked at here: whoever asks has been let in before (serve/site.c), and reads are logged behind.
 * Packed    where keep_open() is told so: bodies are compressed (Zstandard), with the first ones that came as the dictionary of the others, for the
 *           whole life of the Keep.  Cards of accounts take a sixth of their bytes so; unpacking one costs some 30 microseconds.
 * Bounded   by the bytes given to keep_open(), keys and answers; what was asked for longest ago gives way.  One answer may take a
 *           KEEP_SHARE-th of them.  Only whole answers (200) are kept.
 * Threads   any.  Bytes are copied outside the lock.
 */
#ifndef TL_SERVE_KEEP_H
#define TL_SERVE_KEEP_H

#include "serve/response.h"

typedef struct Keep Keep;

enum { KEEP_SHARE = 8, KEEP_SAMPLE = 48 * 1024 /* bytes of the dictionary */ };

typedef struct KeepState {
    size_t  bytes, answers;
    int64_t found, missed;      /* since it was opened */
} KeepState;

Keep *keep_open(size_t bytes, bool packed);
void  keep_close(Keep *k);                    /* nobody may be in it; NULL is fine */

bool keep_get(Keep *k, Str key, int64_t age, Arena *a, Response *out);
bool keep_has(Keep *k, Str key, int64_t age);          /* not counted as asked for */
/* How many bytes it takes now; 0: it is not kept. */
size_t keep_put(Keep *k, Str key, int64_t age, const Response *r);
void keep_state(Keep *k, KeepState *out);

#endif
