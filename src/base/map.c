#include "base/map.h"

#include <stdlib.h>
#include <sys/mman.h>

#define XXH_INLINE_ALL   /* most of what is hashed is 16 bytes: a call would cost more than the work */
#include <xxhash.h>

#include "base/status.h"

enum { FIRST_SLOTS = 64, HUGE = 2 << 20 };

uint64_t hash64(Str s)
{
    return XXH3_64bits(s.p, s.n);
}

uint64_t hash64_mix(uint64_t a, uint64_t b)
{
    uint64_t pair[2] = { a, b };
    return XXH3_64bits(pair, sizeof pair);
}

void strmap_init(StrMap *m, Arena *a)
{
    *m = (StrMap){ .a = a };
}

static void strmap_grow(StrMap *m)
{
    if (m->n == m->cap) {
        size_t cap = m->cap ? m->cap * 2 : FIRST_SLOTS / 2;
        Str *key = ARENA_NEW_N(m->a, Str, cap);
        uint64_t *hash = ARENA_NEW_N(m->a, uint64_t, cap);
        if (m->n) {
            memcpy(key, m->key, m->n * sizeof *key);
            memcpy(hash, m->hash, m->n * sizeof *hash);
        }
        m->key = key;
        m->hash = hash;
        m->cap = cap;
        m->n_slot = cap * 2;
        m->slot = ARENA_NEW_N(m->a, uint32_t, m->n_slot);
        for (size_t id = 0; id < m->n; id++) {
            size_t at = m->hash[id] & (m->n_slot - 1);
            while (m->slot[at])
                at = (at + 1) & (m->n_slot - 1);
            m->slot[at] = (uint32_t)id + 1;
        }
    }
}

static size_t strmap_find(const StrMap *m, Str key, uint64_t hash)
{
    size_t at = hash & (m->n_slot - 1);
    for (; m->slot[at]; at = (at + 1) & (m->n_slot - 1)) {
        size_t id = m->slot[at] - 1;
        if (m->hash[id] == hash && str_eq(m->key[id], key))
            break;
    }
    return at;
}

bool strmap_get(const StrMap *m, Str key, size_t *id)
{
    if (!m->n)
        return false;
    size_t at = strmap_find(m, key, hash64(key));
    if (!m->slot[at])
        return false;
    *id = m->slot[at] - 1;
    return true;
}

size_t strmap_put(StrMap *m, Str key, bool *is_new)
{
    uint64_t hash = hash64(key);
    strmap_grow(m);
    size_t at = strmap_find(m, key, hash);
    if (is_new)
        *is_new = !m->slot[at];
    if (m->slot[at])
        return m->slot[at] - 1;
    m->key[m->n] = str_dup(m->a, key);
    m->hash[m->n] = hash;
    m->slot[at] = (uint32_t)++m->n;
    return m->n - 1;
}

void i64map_init(I64Map *m)
{
    *m = (I64Map){ 0 };
}

void i64map_release(I64Map *m)
{
    free(m->slot);
    *m = (I64Map){ 0 };
}

static size_t i64map_start(const I64Map *m, uint64_t key)
{
    return (key * UINT64_C(0x9E3779B97F4A7C15)) >> 20 & (m->n_slot - 1);
}

/* Where the key is, or would be. */
static I64Slot *i64map_find(const I64Map *m, uint64_t key)
{
    size_t at = i64map_start(m, key);
    while (m->slot[at].key && m->slot[at].key != key)
        at = (at + 1) & (m->n_slot - 1);
    return &m->slot[at];
}

/* Looks go all over a big map: with pages of two MiB they find their line without a walk through page tables. */
static I64Slot *slots(size_t n)
{
    size_t bytes = n * sizeof(I64Slot);
    void *p = bytes < HUGE ? malloc(bytes) : aligned_alloc(HUGE, bytes);
    if (!p)
        bug("out of memory (%zu map slots)", n);
    if (bytes >= HUGE)
        (void)madvise(p, bytes, MADV_HUGEPAGE);
    return memset(p, 0, bytes);
}

static void i64map_grow(I64Map *m)
{
    if (m->n_slot && m->n * 10 < m->n_slot * 7)
        return;
    I64Map old = *m;
    m->n_slot = old.n_slot ? old.n_slot * 2 : FIRST_SLOTS;
    m->slot = slots(m->n_slot);
    for (size_t i = 0; i < old.n_slot; i++)
        if (old.slot[i].key)
            *i64map_find(m, old.slot[i].key) = old.slot[i];
    free(old.slot);
}

void i64map_soon(const I64Map *m, uint64_t key)
{
    if (m->n_slot)
        __builtin_prefetch(&m->slot[i64map_start(m, key)], 1);
}

bool i64map_get(const I64Map *m, uint64_t key, int64_t *value)
{
    const I64Slot *s = key ? NULL : &m->zero;
    if (key && m->n)
        s = i64map_find(m, key);
    if (!s || !s->key)
        return false;
    *value = s->value;
    return true;
}

bool i64map_add(I64Map *m, uint64_t key, int64_t value, int64_t *old)
{
    i64map_grow(m);
    I64Slot *s = key ? i64map_find(m, key) : &m->zero;
    if (s->key) {
        *old = s->value;
        return false;
    }
    *s = (I64Slot){ key ? key : 1, value };
    m->n++;
    return true;
}

void i64map_set(I64Map *m, uint64_t key, int64_t value)
{
    int64_t old;
    if (i64map_add(m, key, value, &old))
        return;
    if (key)
        i64map_find(m, key)->value = value;
    else
        m->zero.value = value;
}
