/* map.h - two hash maps: strings to small numbers, and numbers to numbers.
 *
 * StrMap interns: the first sight of a string gives it the next id (0, 1, 2 ...),
 * so ids depend only on the order of insertion.  Keys are copied into the map's arena.
 * I64Map is open addressing over 64-bit keys (any value), built for tens of millions
 * of entries (16 bytes each, at most 70 % full).
 * hash64() is XXH3 (libxxhash), seedless: the same bytes give the same number on every
 * machine, so it may be stored in a book.
 */
#ifndef TL_BASE_MAP_H
#define TL_BASE_MAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

uint64_t hash64(Str s);
uint64_t hash64_mix(uint64_t a, uint64_t b);   /* order matters */

typedef struct StrMap {
    Arena    *a;
    Str      *key;       /* by id */
    uint64_t *hash;      /* by id */
    uint32_t *slot;      /* id + 1, 0 = free */
    size_t    n, cap, n_slot;
} StrMap;

void   strmap_init(StrMap *m, Arena *a);
bool   strmap_get(const StrMap *m, Str key, size_t *id);
size_t strmap_put(StrMap *m, Str key, bool *is_new);   /* is_new may be NULL */

typedef struct I64Slot {
    uint64_t key;        /* 0: free */
    int64_t  value;
} I64Slot;

typedef struct I64Map {
    I64Slot *slot;       /* key and value side by side: one cache line a look */
    size_t   n, n_slot;
    I64Slot  zero;       /* of the key 0; .key is 1 when it is there */
} I64Map;

void i64map_init(I64Map *m);
void i64map_release(I64Map *m);
bool i64map_get(const I64Map *m, uint64_t key, int64_t *value);
/* Sets the value of an absent key and returns true; leaves a present one, gives its value in *old. */
bool i64map_add(I64Map *m, uint64_t key, int64_t value, int64_t *old);
void i64map_set(I64Map *m, uint64_t key, int64_t value);
void i64map_soon(const I64Map *m, uint64_t key);   /* the key is about to be looked for: its line is fetched meanwhile */

#endif
