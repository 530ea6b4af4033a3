/* word_table.h - word lists made at build time: a hash table in read-only memory.
 *
 * tools/lexc.c writes a WordTable as C from a package's list; the program only looks up.
 * Open addressing with linear probing, at most half full, hash word_hash(); an empty slot
 * has n = 0.  Keys are folded or lower-cased by the tool as each list's comment says.
 * The value means what the list says: a bit per language, a valence in thousandths, ...
 * This header is shared by the tool and the program so that they agree on the hash.
 */
#ifndef TL_TEXT_WORD_TABLE_H
#define TL_TEXT_WORD_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/str.h"

typedef struct WordSlot {
    uint32_t at;       /* where the key begins in text */
    uint32_t n;        /* its bytes; 0 = free */
    int32_t  value;
} WordSlot;

typedef struct WordTable {
    const char     *text;
    const WordSlot *slot;
    uint32_t        n_slot;    /* a power of two */
    uint32_t        n;
} WordTable;

/* FNV-1a with a final mix: words are a few bytes long, so nothing cleverer pays. */
static inline uint32_t word_hash(const char *p, size_t n)
{
    uint64_t h = UINT64_C(0xcbf29ce484222325);
    for (size_t i = 0; i < n; i++)
        h = (h ^ (unsigned char)p[i]) * UINT64_C(0x100000001b3);
    return (uint32_t)(h ^ h >> 29);
}

static inline bool word_find(const WordTable *t, Str key, int32_t *value)
{
    uint32_t at = word_hash(key.p, key.n) & (t->n_slot - 1);
    for (; t->slot[at].n; at = (at + 1) & (t->n_slot - 1)) {
        const WordSlot *s = &t->slot[at];
        if (s->n == key.n && memcmp(t->text + s->at, key.p, key.n) == 0) {
            *value = s->value;
            return true;
        }
    }
    return false;
}

#endif
