#include "store/key_table.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/file.h"

static_assert(sizeof(KeySlot) == 32, "two to a cache line");

enum {
    FIRST_BITS = 6,
    HUGE = 2 << 20,    /* bytes from which on pages of two MiB pay */
    NEAR = 8,          /* slots read at once */
    BLOCK_WORDS = 8,   /* of the sieve: one cache line */
    SIEVE_MARKS = 6    /* bits a key sets in its block */
};

static const char where[] = "a temporary file of keys";

static size_t bytes_of(unsigned bits) { return bits ? sizeof(KeySlot) << bits : 0; }

static uint64_t spread(uint64_t key) { return key * UINT64_C(0x9E3779B97F4A7C15); }

static size_t home_of(unsigned bits, uint64_t key) { return (size_t)(spread(key) >> (64 - bits)); }

static bool ends_here(const KeySlot *s, uint64_t key) { return !s->state || s->key == key; }

/* Where the key is in memory, or would be. */
static size_t place_of(const KeySlot *slot, unsigned bits, uint64_t key)
{
    size_t at = home_of(bits, key), last = ((size_t)1 << bits) - 1;
    while (!ends_here(&slot[at], key))
        at = (at + 1) & last;
    return at;
}

/* ---- the sieve: which keys are surely not in a run */

static uint64_t *block_of(const KeyRun *r, uint64_t key)
{
    return r->sieve + (((spread(key) & 0xFFFFFFFFu) * r->n_block) >> 32) * BLOCK_WORDS;
}

static bool sieve_lets(const KeyRun *r, uint64_t key)
{
    const uint64_t *block = block_of(r, key);
    uint64_t h = key * UINT64_C(0xC2B2AE3D27D4EB4F);
    for (int i = 0; i < SIEVE_MARKS; i++, h >>= 9)
        if (!(block[h >> 6 & 7] >> (h & 63) & 1))
            return false;
    return true;
}

static void sieve_add(KeyRun *r, uint64_t key)
{
    uint64_t *block = block_of(r, key), h = key * UINT64_C(0xC2B2AE3D27D4EB4F);
    for (int i = 0; i < SIEVE_MARKS; i++, h >>= 9)
        block[h >> 6 & 7] |= UINT64_C(1) << (h & 63);
}

/* ---- runs */

static Status slots_read(const KeyRun *r, size_t from, size_t n, KeySlot *to, Err *err)
{
    char *p = (char *)to;
    size_t left = n * sizeof *to, at = from * sizeof *to;
    while (left) {
        ssize_t got = pread(r->fd, p, left, (off_t)at);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return got < 0 ? file_errno(err, "read", where) : ERR(err, ST_IO, "%s has become shorter", where);
        p += got;
        at += (size_t)got;
        left -= (size_t)got;
    }
    return ST_OK;
}

static Status all_written(int fd, const void *from, size_t n, Err *err)
{
    const char *p = from;
    while (n) {
        ssize_t put = write(fd, p, n);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return file_errno(err, "write", where);
        p += put;
        n -= (size_t)put;
    }
    return ST_OK;
}

/* *out is untouched when the run does not hold the key. */
static Status run_find(const KeyRun *r, uint64_t key, KeySlot *out, Err *err)
{
    size_t n_slot = (size_t)1 << r->bits, i = home_of(r->bits, key);
    for (;;) {
        KeySlot some[NEAR];
        size_t n = n_slot - i < NEAR ? n_slot - i : NEAR;
        Status st = slots_read(r, i, n, some, err);
        if (st)
            return st;
        for (size_t k = 0; k < n; k++)
            if (ends_here(&some[k], key)) {
                if (some[k].state)
                    *out = some[k];
                return ST_OK;
            }
        i = (i + n) & (n_slot - 1);
    }
}

static void *need(void *p)
{
    if (!p)
        bug("out of memory for keys");
    return p;
}

static void forget_memory(KeyTable *t)
{
    free(t->slot);
    t->room->held -= bytes_of(t->bits);
    t->slot = NULL;
    t->n = t->seen_at = t->bits = 0;
}

/* What is in memory becomes a run. */
static Status put_on_disk(KeyTable *t, Err *err)
{
    KeyRun r = { .bits = t->bits, .n_block = t->n * KEY_SIEVE / 512 + 1 };
    Status st = file_temporary(&r.fd, err);
    if (st)
        return st;
    st = all_written(r.fd, t->slot, bytes_of(t->bits), err);
    if (st) {
        (void)close(r.fd);
        return st;
    }
    r.sieve = need(calloc(r.n_block * BLOCK_WORDS, sizeof *r.sieve));
    for (size_t i = 0; i < (size_t)1 << t->bits; i++)
        if (t->slot[i].state)
            sieve_add(&r, t->slot[i].key);
    if (t->n_run == t->cap_run) {
        t->cap_run = t->cap_run ? t->cap_run * 2 : 4;
        t->run = need(realloc(t->run, t->cap_run * sizeof *t->run));
    }
    t->run[t->n_run++] = r;
    forget_memory(t);
    return ST_OK;
}

/* ---- growing */

static KeySlot *slots(unsigned bits)
{
    size_t bytes = bytes_of(bits);
    KeySlot *p = need(bytes < HUGE ? malloc(bytes) : aligned_alloc(HUGE, bytes));
    if (bytes >= HUGE)
        (void)madvise(p, bytes, MADV_HUGEPAGE);
    return memset(p, 0, bytes);
}

static KeyTable *largest(const KeyRoom *room)
{
    KeyTable *best = NULL;
    for (KeyTable *t = room->first; t; t = t->next)
        if (t->bits && (!best || t->bits > best->bits))
            best = t;
    return best;
}

/* Twice the slots; of a table that has just gone to disk as many as it had, if they fit: it would come to as many again. */
static unsigned next_bits(const KeyTable *t)
{
    const KeyRoom *room = t->room;
    if (t->bits)
        return t->bits + 1;
    unsigned again = t->n_run ? t->run[t->n_run - 1].bits : FIRST_BITS;
    return room->held <= room->most && bytes_of(again) <= room->most - room->held ? again : FIRST_BITS;
}

/* More slots, or, when there is no room for them, the largest table on disk and the next best. */
static Status grow(KeyTable *t, Err *err)
{
    KeyRoom *room = t->room;
    for (;;) {
        unsigned bits = next_bits(t);
        size_t bytes = bytes_of(bits);
        KeyTable *out = largest(room);
        if (!out || (room->held <= room->most && bytes <= room->most - room->held)) {
            KeySlot *more = slots(bits);
            for (size_t i = 0; t->bits && i < (size_t)1 << t->bits; i++)
                if (t->slot[i].state)
                    more[place_of(more, bits, t->slot[i].key)] = t->slot[i];
            size_t n = t->n;
            forget_memory(t);
            t->slot = more;
            t->bits = bits;
            t->n = n;
            room->held += bytes;
            return ST_OK;
        }
        Status st = put_on_disk(out, err);
        if (st)
            return st;
    }
}

/* ---- the table */

void key_table_init(KeyTable *t, KeyRoom *room)
{
    *t = (KeyTable){ .room = room, .next = room->first };
    room->first = t;
}

void key_table_release(KeyTable *t)
{
    forget_memory(t);
    for (size_t i = 0; i < t->n_run; i++) {
        (void)close(t->run[i].fd);
        free(t->run[i].sieve);
    }
    free(t->run);
    t->run = NULL;
    t->n_run = t->cap_run = 0;
}

Status key_table_get(KeyTable *t, uint64_t key, KeySlot *out, Err *err)
{
    *out = (KeySlot){ .key = key, .at = KEY_UNDATED };
    t->seen_at = 0;
    if (t->bits) {
        size_t at = place_of(t->slot, t->bits, key);
        t->seen = key;
        t->seen_at = at + 1;
        if (t->slot[at].state) {
            *out = t->slot[at];
            return ST_OK;
        }
    }
    Status st = ST_OK;
    for (size_t i = t->n_run; i > 0 && !st && !out->state; i--)
        if (sieve_lets(&t->run[i - 1], key))
            st = run_find(&t->run[i - 1], key, out, err);
    return st;
}

Status key_table_set(KeyTable *t, const KeySlot *slot, Err *err)
{
    bool full = !t->bits || t->n * 10 >= ((size_t)7 << t->bits);
    Status st = full ? grow(t, err) : ST_OK;
    if (st)
        return st;
    size_t at = t->seen_at && t->seen == slot->key ? t->seen_at - 1 : place_of(t->slot, t->bits, slot->key);
    t->n += !t->slot[at].state;
    t->slot[at] = *slot;
    t->seen_at = 0;
    return ST_OK;
}

void key_table_soon(const KeyTable *t, uint64_t key)
{
    if (t->bits)
        __builtin_prefetch(&t->slot[home_of(t->bits, key)], 1);
    for (size_t i = 0; i < t->n_run; i++)
        __builtin_prefetch(block_of(&t->run[i], key));
}
