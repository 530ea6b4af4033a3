/* block.h - which pairs are compared at all: blocks of equal keys, and names that share rare tokens.
 *
 * A key is a number per record (0: none); records with the same number are a block, and each pair of a
 * block is a candidate.  A record may have several numbers of one key (its three rarest tokens).  A pair
 * that several keys bring is made once, by the first of them.
 *
 *     RlBlocks *b = rl_blocks_create(t, arena);
 *     rl_block_on(b, &(RlKey){ .name = STR("surname + town"), .fields = 1 << SURNAME | 1 << TOWN,
 *                              .train = true }, key, &err);
 *     rl_block_names(b, &(RlNames){ .name = STR("names"), .k = 10, .least = .5 }, names, &err);
 *     rl_blocks_count(b, &count);           what it will cost, before it is run
 *
 * Keys from columns: rl_key_words() hashes; NULL columns are left out of the mix; a missing part makes the
 * key 0, because a half key would block the wrong records together.
 *
 * A block of more than `cap` records is skipped for that key, counted and reported: the pairs may still
 * come by another key.  rl_block_names() is an inverted index over tokens: for each record the k records
 * whose names share most, TF-IDF cosine at least `least`; tokens in more than `common` records are not
 * looked up.
 *
 * Memory   4 bytes a record, key and slot; 8 a pair from names.
 * Errors   ST_INVALID: too many keys; ST_TOO_BIG.
 */
#ifndef TL_RECLINK_BLOCK_H
#define TL_RECLINK_BLOCK_H

#include "reclink/field.h"

enum {
    RL_KEYS = 24,        /* keys of a blocking */
    RL_SLOTS = 32,       /* numbers of a record over all keys */
    RL_CAP = 5000        /* records of a block, unless the key says else */
};

typedef struct RlKey {
    Str      name;
    uint32_t fields;     /* bits of the fields it is made of: they learn nothing from its blocks */
    bool     train;      /* learn from its blocks (model.h) */
    unsigned width;      /* numbers a record, 0 and 1: one */
    size_t   cap;        /* 0: RL_CAP */
} RlKey;

typedef struct RlNames {
    Str      name;
    unsigned k;          /* neighbours a record */
    double   least;      /* cosine */
    size_t   common;     /* 0: 2 % of the records, at least 200 */
} RlNames;

typedef struct RlKeyCount {
    Str    name;
    double pairs;              /* within blocks that are run, before repetitions are left out */
    size_t blocks, largest;    /* blocks of two and more */
    size_t skipped_blocks, skipped_records;
    double skipped_pairs;
} RlKeyCount;

typedef struct RlBlocks RlBlocks;

RlBlocks *rl_blocks_create(const RlTable *t, Arena *a);
/* key: rl_records() x width numbers, a record's side by side. */
MUST_USE Status rl_block_on(RlBlocks *b, const RlKey *k, const uint64_t *key, Err *err);
MUST_USE Status rl_block_names(RlBlocks *b, const RlNames *k, const Str *name, Err *err);

size_t            rl_keys(const RlBlocks *b);         /* names are a key, the last */
const RlKeyCount *rl_key_count(const RlBlocks *b, size_t key);

/* out[i] = hash of the words of record i, 0 when one is missing; `take` cuts each to so many bytes
 * (0: all).  At most 4 columns. */
void rl_key_words(size_t n, const Str *const *word, const size_t *take, size_t n_word, uint64_t *out);

#endif
