/* gram_table.h - how likely each letter trigram is in each language, made at build time.
 *
 * tools/lexc.c counts the trigrams of a language's stop words, its word list and a page of
 * text of our own (src/text/seed/), words in lower case with a space at either end, and
 * writes -10 ln p, rounded, with add-half smoothing.  A trigram absent from the table has
 * the language's `unseen` cost.  The key packs three code points, 21 bits each.
 */
#ifndef TL_TEXT_GRAM_TABLE_H
#define TL_TEXT_GRAM_TABLE_H

#include <stdint.h>

#include "text/lang_list.h"

enum { GRAM_COSTS = (LANG_MODELS + 15) / 16 * 16 };     /* whole lanes; those behind the last model are 0 */

/* A slot is a line of the cache: key and costs come with one look. */
typedef struct GramSlot {
    _Alignas(64) uint64_t key;                  /* 0 = free */
    uint8_t cost[GRAM_COSTS];                   /* -10 ln p */
} GramSlot;

typedef struct GramTable {
    const GramSlot *slot;
    uint32_t        n_slot;                     /* a power of two */
    uint8_t         unseen[GRAM_COSTS];
} GramTable;

extern const GramTable gram_table;

static inline uint64_t gram_key(uint32_t a, uint32_t b, uint32_t c)
{
    return (uint64_t)a << 42 | (uint64_t)b << 21 | c;
}

static inline uint32_t gram_slot(uint64_t key, uint32_t n_slot)
{
    return (uint32_t)(key * UINT64_C(0x9E3779B97F4A7C15) >> 40) & (n_slot - 1);
}

#endif
