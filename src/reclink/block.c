#include "reclink/block.h"

#include <stdlib.h>

#include "base/map.h"
#include "reclink/visit.h"

static void give_back(void *blocks) { free(((RlBlocks *)blocks)->slot); }

RlBlocks *rl_blocks_create(const RlTable *t, Arena *a)
{
    RlBlocks *b = ARENA_NEW(a, RlBlocks);
    b->t = t;
    b->a = a;
    arena_defer(a, give_back, b);
    return b;
}

size_t rl_keys(const RlBlocks *b) { return b->n_key; }
const RlKeyCount *rl_key_count(const RlBlocks *b, size_t key) { return &b->key[key].count; }

void rl_key_words(size_t n, const Str *const *word, const size_t *take, size_t n_word, uint64_t *out)
{
    for (size_t i = 0; i < n; i++) {
        uint64_t h = 1;
        for (size_t k = 0; k < n_word && h; k++) {
            Str w = word[k][i];
            if (take && take[k])
                w = str_sub(w, 0, take[k]);
            h = w.n ? hash64_mix(h, hash64(w)) : 0;
        }
        out[i] = h;
    }
}

typedef struct Entry {
    uint64_t key;
    uint32_t record, slot;
} Entry;

enum { RADIX_BITS = 11, RADIX = 1 << RADIX_BITS };

/* By key, stable: entries are made in order of records, so they stay ascending within a block. */
static Entry *sort_entries(Entry *e, Entry *spare, size_t n)
{
    for (unsigned shift = 0; shift < 64; shift += RADIX_BITS) {
        size_t at[RADIX] = { 0 }, sum = 0;
        for (size_t i = 0; i < n; i++)
            at[e[i].key >> shift & (RADIX - 1)]++;
        for (size_t k = 0; k < RADIX; k++) {
            size_t here = at[k];
            at[k] = sum;
            sum += here;
        }
        for (size_t i = 0; i < n; i++)
            spare[at[e[i].key >> shift & (RADIX - 1)]++] = e[i];
        Entry *other = spare;
        spare = e;
        e = other;
    }
    return e;
}

static double block_pairs(const RlTable *t, const Entry *e, size_t n)
{
    double ones = 0;
    if (!t->side)
        return (double)n * (double)(n - 1) / 2;
    for (size_t i = 0; i < n; i++)
        ones += t->side[e[i].record];
    return ones * ((double)n - ones);
}

/* One block found: laid out, or skipped and counted. */
static void take_block(RlBlocks *b, KeyBlocks *k, const Entry *e, size_t n)
{
    double pairs = block_pairs(b->t, e, n);
    if (n > k->key.cap) {
        k->count.skipped_blocks++;
        k->count.skipped_records += n;
        k->count.skipped_pairs += pairs;
        return;
    }
    if (pairs < 1)
        return;
    k->start[k->n_block++] = (uint32_t)k->n_entry;
    for (size_t i = 0; i < n; i++) {
        k->entry[k->n_entry++] = e[i].record;
        b->slot[(size_t)e[i].record * b->n_slot + k->slot + e[i].slot] = (uint32_t)k->n_block;
    }
    k->count.blocks++;
    k->count.pairs += pairs;
    k->count.largest = n > k->count.largest ? n : k->count.largest;
}

static bool seen_before(const uint64_t *key, unsigned slot)
{
    for (unsigned s = 0; s < slot; s++)
        if (key[s] == key[slot])
            return true;
    return false;
}

static size_t gather(size_t n, const uint64_t *key, unsigned width, Entry *e)
{
    size_t filled = 0;
    for (size_t i = 0; i < n; i++)
        for (unsigned s = 0; s < width; s++) {
            uint64_t v = key[i * width + s];
            if (v && !seen_before(key + i * width, s))
                e[filled++] = (Entry){ v, (uint32_t)i, s };
        }
    return filled;
}

static void lay_out(RlBlocks *b, KeyBlocks *k, const uint64_t *key)
{
    Arena scratch;
    arena_init(&scratch);
    size_t most = b->t->n * k->width;
    Entry *e = ARENA_NEW_N(&scratch, Entry, most + 1), *spare = ARENA_NEW_N(&scratch, Entry, most + 1);
    size_t n = gather(b->t->n, key, k->width, e);
    e = sort_entries(e, spare, n);
    k->entry = ARENA_NEW_N(b->a, uint32_t, n + 1);
    size_t blocks = 0;
    for (size_t i = 1; i < n; i++)
        blocks += e[i].key == e[i - 1].key && (i < 2 || e[i].key != e[i - 2].key);
    k->start = ARENA_NEW_N(b->a, uint32_t, blocks + 1);
    for (size_t i = 0, to; i < n; i = to) {
        for (to = i + 1; to < n && e[to].key == e[i].key;)
            to++;
        if (to - i > 1)
            take_block(b, k, e + i, to - i);
    }
    k->start[k->n_block] = (uint32_t)k->n_entry;
    arena_release(&scratch);
}

/* A record's numbers stay side by side, so that looking for a repetition touches one place in memory. */
static void widen(RlBlocks *b, unsigned width)
{
    size_t n = b->t->n, before = b->n_slot, now = before + width;
    uint32_t *slot = calloc(n * now + 1, sizeof *slot);
    if (!slot)
        bug("out of memory (%zu numbers of blocks)", n * now);
    for (size_t i = 0; before && i < n; i++)
        memcpy(slot + i * now, b->slot + i * before, before * sizeof *slot);
    free(b->slot);
    b->slot = slot;
    b->n_slot = (unsigned)now;
}

Status rl_block_on(RlBlocks *b, const RlKey *key, const uint64_t *number, Err *err)
{
    unsigned width = key->width ? key->width : 1;
    if (b->n_key == RL_KEYS || b->n_slot + width > RL_SLOTS)
        return ERR(err, ST_INVALID, "more than %d keys, or %d numbers a record", RL_KEYS, RL_SLOTS);
    if (b->named)
        return ERR(err, ST_INVALID, "key '%.*s' comes after that of names", STR_ARG(key->name));
    if (b->t->n * width >= UINT32_MAX)
        return ERR(err, ST_TOO_BIG, "key '%.*s' has too many numbers", STR_ARG(key->name));
    KeyBlocks *k = &b->key[b->n_key++];
    *k = (KeyBlocks){ .key = *key, .slot = b->n_slot, .width = width };
    k->key.name = k->count.name = str_dup(b->a, key->name.p ? key->name : STR(""));
    k->key.cap = key->cap ? key->cap : RL_CAP;
    widen(b, width);
    lay_out(b, k, number);
    return ST_OK;
}
