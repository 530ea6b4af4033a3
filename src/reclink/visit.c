#include "reclink/visit.h"

#include <stdlib.h>

/* Units of one key, appended; `unit` NULL only counts. */
static size_t cut_units(const RlBlocks *b, size_t key, Unit *unit)
{
    const KeyBlocks *k = &b->key[key];
    size_t n = 0;
    if (b->named && key == b->n_key - 1) {
        for (size_t from = 0; from < b->n_pair; from += UNIT_PAIRS, n++) {
            size_t to = from + UNIT_PAIRS < b->n_pair ? from + UNIT_PAIRS : b->n_pair;
            if (unit)
                unit[n] = (Unit){ (uint32_t)key, 0, (uint32_t)from, (uint32_t)to };
        }
        return n;
    }
    uint64_t pairs = 0;
    Unit now = { .key = (uint32_t)key };
    for (uint32_t block = 0; block < k->n_block; block++)
        for (uint32_t row = k->start[block]; row + 1 < k->start[block + 1]; row++) {
            if (!pairs)
                now = (Unit){ (uint32_t)key, block, row, row };
            pairs += k->start[block + 1] - row - 1;
            now.to = row + 1;
            if (pairs < UNIT_PAIRS)
                continue;
            if (unit)
                unit[n] = now;
            n++;
            pairs = 0;
        }
    if (pairs && unit)
        unit[n] = now;
    return n + (pairs > 0);
}

UnitList visit_key_units(const RlBlocks *b, size_t key, Arena *a)
{
    UnitList l = { .n = cut_units(b, key, NULL) };
    l.unit = ARENA_NEW_N(a, Unit, l.n + 1);
    cut_units(b, key, l.unit);
    return l;
}

UnitList visit_units(const RlBlocks *b, Arena *a)
{
    UnitList l = { 0 };
    for (size_t k = 0; k < b->n_key; k++)
        l.n += cut_units(b, k, NULL);
    l.unit = ARENA_NEW_N(a, Unit, l.n + 1);
    size_t n = 0;
    for (size_t k = 0; k < b->n_key; k++)
        n += cut_units(b, k, l.unit + n);
    return l;
}

/* An earlier key, or an earlier block of this one, has both. */
static bool brought_before(const RlBlocks *b, size_t key, uint32_t block, const uint32_t *mine, uint32_t other)
{
    const uint32_t *theirs = b->slot + (size_t)other * b->n_slot;
    for (size_t k = 0; k <= key; k++) {
        const KeyBlocks *kb = &b->key[k];
        if (k == key && kb->width == 1)
            break;
        for (unsigned s = kb->slot; s < kb->slot + kb->width; s++)
            for (unsigned o = kb->slot; mine[s] && o < kb->slot + kb->width; o++)
                if (theirs[o] == mine[s] && (k < key || mine[s] < block))
                    return true;
    }
    return false;
}

typedef struct Row {
    const RlBlocks *b;
    bool            repeats;
    RowFn          *fn;
    void           *ctx;
    uint32_t        partner[1024];
    size_t          n;
    uint32_t        mine[RL_SLOTS];
} Row;

static void begin_row(Row *r, uint32_t a)
{
    for (unsigned s = 0; s < r->b->n_slot; s++)
        r->mine[s] = r->b->slot[(size_t)a * r->b->n_slot + s];
    r->n = 0;
}

static void flush(Row *r, uint32_t a)
{
    if (r->n)
        r->fn(r->ctx, a, r->partner, r->n);
    r->n = 0;
}

static void offer(Row *r, size_t key, uint32_t block, uint32_t a, uint32_t b)
{
    const uint8_t *side = r->b->t->side;
    if (side && side[a] == side[b])
        return;
    if (!r->repeats && brought_before(r->b, key, block, r->mine, b))
        return;
    r->partner[r->n++] = b;
    if (r->n == sizeof r->partner / sizeof *r->partner)
        flush(r, a);
}

static void visit_named(Row *r, const Unit *u)
{
    const uint64_t *pair = r->b->pair;
    for (uint32_t i = u->from; i < u->to;) {
        uint32_t a = (uint32_t)(pair[i] >> 32);
        begin_row(r, a);
        for (; i < u->to && pair[i] >> 32 == a; i++)
            if (r->repeats || !brought_before(r->b, u->key, 0, r->mine, (uint32_t)pair[i]))
                offer(r, 0, 0, a, (uint32_t)pair[i]);
        flush(r, a);
    }
}

void visit_unit(const RlBlocks *b, const Unit *u, bool repeats, RowFn *row, void *ctx)
{
    Row r = { .b = b, .repeats = repeats, .fn = row, .ctx = ctx };
    const KeyBlocks *k = &b->key[u->key];
    if (b->named && u->key == b->n_key - 1) {
        visit_named(&r, u);
        return;
    }
    uint32_t block = u->block;
    for (uint32_t i = u->from; i < u->to; i++) {
        while (i >= k->start[block + 1])
            block++;
        begin_row(&r, k->entry[i]);
        for (uint32_t j = i + 1; j < k->start[block + 1]; j++)
            offer(&r, u->key, block + 1, k->entry[i], k->entry[j]);
        flush(&r, k->entry[i]);
    }
}
