/* arena.h - memory that is given back all at once.
 *
 * One arena per lifetime: process, import run, HTTP request, report.  A
 * function that builds something for its caller takes `Arena *a` and allocates
 * there; it owns nothing.  Scratch memory uses a mark:
 *
 *     ArenaMark m = arena_mark(a);
 *     ...temporary work...
 *     arena_rewind(a, m);
 *
 * Things that are not memory (files, statements) ride along with arena_defer().
 * Deferred calls run newest first, before the memory goes.
 *
 * Never returns NULL: true exhaustion is bug().  Sizes that come from outside
 * are checked where they enter, against a named limit, and become ST_TOO_BIG.
 * Not thread-safe: an arena belongs to one thread.
 */
#ifndef TL_BASE_ARENA_H
#define TL_BASE_ARENA_H

#include <stddef.h>

#include "base/attr.h"

typedef struct ArenaBlock ArenaBlock;
typedef struct ArenaDefer ArenaDefer;

typedef struct Arena {
    ArenaBlock *block;   /* newest first */
    ArenaDefer *defer;   /* newest first */
} Arena;

typedef struct ArenaMark {
    ArenaBlock *block;
    size_t      used;
    ArenaDefer *defer;
} ArenaMark;

void arena_init(Arena *a);
void arena_release(Arena *a);   /* leaves *a as arena_init() does */

RETURNS_NONNULL ALLOC_SIZE(2)
void *arena_alloc(Arena *a, size_t size, size_t align);      /* not zeroed */
RETURNS_NONNULL ALLOC_SIZE(2, 3)
void *arena_array(Arena *a, size_t n, size_t size, size_t align);  /* zeroed; overflow is bug() */

#define ARENA_NEW(a, T)      ((T *)arena_array((a), 1, sizeof(T), _Alignof(T)))
#define ARENA_NEW_N(a, T, n) ((T *)arena_array((a), (n), sizeof(T), _Alignof(T)))

void arena_defer(Arena *a, void (*fn)(void *), void *arg);

ArenaMark arena_mark(const Arena *a);
void      arena_rewind(Arena *a, ArenaMark m);

#endif
