/* fact_key.h - which records the book holds already, and which of two versions of one is the newer.
 *
 * Loaded from the book when a kind is first met, kept for the sink's life: per natural key the hash of the values in force,
 * the file they came from, and, where they are known, the time of that version and whether the record was deleted.  In memory
 * while there is room, on disk beyond (store/key_table.h).
 *
 * Newer    A version's time is the record's own stamp of its last change, else when its file was exported.  Where both times
 *          are known the later wins and a tie goes to the one imported later; where one is not, the one imported later, or
 *          (a row that is read again long after its file) the one of the later file.
 * Deleted  a deleted record has no version in force; a newer version brings it back.
 */
#ifndef TL_STORE_FACT_KEY_H
#define TL_STORE_FACT_KEY_H

#include "model/kind.h"
#include "store/key_table.h"
#include "store/store.h"

typedef struct FactKeys {
    bool     loaded, past_loaded;
    KeyTable known;   /* by key_hash: the newest version */
    KeyTable past;    /* by key_hash and row_hash, mixed: versions that are superseded */
} FactKeys;

/* A version that comes in. */
typedef struct KeyVersion {
    KindId  kind;
    int64_t key, row, at, file;
    bool    timed;    /* .at is known */
    bool    deleted;
    bool    late;     /* read again: .file may be older than the one in force */
} KeyVersion;

typedef enum KeyFate { KEY_NEW, KEY_SAME, KEY_OLDER, KEY_CHANGED } KeyFate;

/* What it met. */
typedef struct KeyMet {
    KeyFate fate;
    bool    in_force;    /* of CHANGED: there was a version in force, */
    int64_t row;         /*   with this hash */
    int64_t file;        /* of the newest version before */
    bool    revived;     /* it had been deleted */
    bool    touched;     /* its time, or whether it is deleted, is news: to be remembered */
} KeyMet;

void fact_keys_init(FactKeys *k, KeyRoom *room);
MUST_USE Status fact_keys_load(FactKeys *k, KindId kind, Store *s, Err *err);
void fact_keys_release(FactKeys *k);

/* What to do with a record.  NEW and CHANGED are remembered at once. */
MUST_USE Status fact_keys_meet(FactKeys *k, const KeyVersion *v, KeyMet *met, Err *err);

/* The record with this key is no more.  *was: it had a version in force. */
MUST_USE Status fact_keys_end(FactKeys *k, uint64_t key, bool *was, Err *err);

/* Whether this version is a superseded one already; remembers it. */
MUST_USE Status fact_keys_past(FactKeys *k, const KeyVersion *v, Store *s, bool *known, Err *err);

#endif
