/* visit.h - inside reclink only: the blocks laid out, and every candidate pair once.
 *
 * For each key the records are ordered by block; a unit is a run of rows of consecutive blocks with about
 * UNIT_PAIRS pairs.  Within a unit a row's partners are the later records of its block; of them those are
 * left out that an earlier key (or an earlier block of the same key) has brought already, and those of the
 * same side.  Pairs from names are the last key, in runs.
 */
#ifndef TL_RECLINK_VISIT_H
#define TL_RECLINK_VISIT_H

#include "reclink/table.h"

enum { UNIT_PAIRS = 1 << 16 };

typedef struct KeyBlocks {
    RlKey      key;
    unsigned   slot, width;  /* first slot of a record's numbers */
    RlKeyCount count;
    size_t     n_entry;
    uint32_t  *entry;        /* records, by block, ascending within */
    size_t     n_block;
    uint32_t  *start;        /* n_block + 1; blocks of two and more, skipped ones left out */
} KeyBlocks;

struct RlBlocks {
    const RlTable *t;
    Arena         *a;
    size_t         n_key;
    KeyBlocks      key[RL_KEYS];
    unsigned       n_slot;
    uint32_t      *slot;     /* n_slot a record: its block (from 1, per key); 0: none, or skipped.  malloc */
    bool           named;            /* the last key is rl_block_names() */
    uint64_t      *pair;             /* its pairs: a << 32 | b, ascending */
    size_t         n_pair;
};

typedef struct Unit {
    uint32_t key, block;             /* names: block is nothing */
    uint32_t from, to;               /* rows: entries of the key; names: pairs */
} Unit;

typedef struct UnitList {
    Unit  *unit;
    size_t n;
} UnitList;

/* The pairs of one unit, a row at a time: `a` with partners b[0..n). */
typedef void RowFn(void *ctx, uint32_t a, const uint32_t *b, size_t n);

UnitList visit_units(const RlBlocks *b, Arena *a);                      /* all keys */
UnitList visit_key_units(const RlBlocks *b, size_t key, Arena *a);
/* repeats: also pairs that an earlier key brings. */
void     visit_unit(const RlBlocks *b, const Unit *u, bool repeats, RowFn *row, void *ctx);

#endif
