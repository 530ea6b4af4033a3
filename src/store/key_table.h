/* key_table.h - 64-bit keys and what is known of each, in bounded memory.
 *
 * Why     The door (fact.h) must know every record of the book to say whether one is new.  A file of millions of rows has
 *         millions of keys: in memory they would grow with the file, without end.
 * Holds   a slot of 32 bytes a key, open addressing, at most 70 % full.  Tables share a KeyRoom: where one would grow past its
 *         `most` bytes, the largest of them is put on disk as it stands, as a run: a file without a name (file_temporary()),
 *         written once from its beginning to its end, and never again.  In memory stay KEY_SIEVE bits a key that say "not in
 *         this run" of 98 of 100 keys that are not; a look at another is one read at the key's place.  Runs are searched
 *         newest first, so what a table holds now counts.  (A table that lives on disk and is changed there was tried: each
 *         change writes a page of its own, fifty times the bytes.)
 * Errors  a full disk is an answer (ST_IO), and the table as before.
 * Use     key_table_init(), then key_table_get(), change the slot, key_table_set(): the place is remembered between the two.
 *         Belongs to one thread.
 * Keys    are hashes already (base/map.h); they are told apart by all their 64 bits and nothing else (decision 013).
 */
#ifndef TL_STORE_KEY_TABLE_H
#define TL_STORE_KEY_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/attr.h"
#include "base/status.h"

#define KEY_UNDATED INT64_MIN

enum { KEY_HELD = 1, KEY_ROW = 2, KEY_GONE = 4 }; /* the slot is taken; .row is known; its newest version is a deletion */

typedef struct KeySlot {
    uint64_t key;
    int64_t  row;    /* hash of the newest version; of aliases: the alias's id */
    int64_t  at;     /* its time, or KEY_UNDATED */
    uint32_t file;   /* it came from */
    uint32_t state;  /* KEY_*; 0: nothing is known of the key */
} KeySlot;

typedef struct KeyTable KeyTable;

typedef struct KeyRoom {
    size_t    most;      /* bytes in memory, of all tables; one of 64 slots is always let in */
    size_t    held;
    KeyTable *first;     /* of its tables */
} KeyRoom;

/* A table as it was when there was no more room. */
typedef struct KeyRun {
    int       fd;
    unsigned  bits;      /* of its slots */
    uint64_t *sieve;     /* blocks of 512 bits, one a key */
    size_t    n_block;
} KeyRun;

struct KeyTable {
    KeyRoom  *room;
    KeyTable *next;      /* of the room's */
    KeySlot  *slot;
    size_t    n;         /* keys in memory */
    unsigned  bits;      /* 2^bits slots; 0: none */
    KeyRun   *run;       /* oldest first */
    size_t    n_run, cap_run;
    uint64_t  seen;      /* the key last looked for, */
    size_t    seen_at;   /*   and its slot in memory + 1; 0: not known */
};

enum { KEY_SIEVE = 10 };

void key_table_init(KeyTable *t, KeyRoom *room);   /* both stay where they are */
void key_table_release(KeyTable *t);   /* empty again, as after init */
/* What is known of the key; of one that is not there: .key, .at undated, .state 0. */
MUST_USE Status key_table_get(KeyTable *t, uint64_t key, KeySlot *out, Err *err);
MUST_USE Status key_table_set(KeyTable *t, const KeySlot *slot, Err *err);   /* .state is not 0 */
void key_table_soon(const KeyTable *t, uint64_t key);   /* it is about to be looked for: its line is fetched meanwhile */

#endif
