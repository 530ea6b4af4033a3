/* fact_key.h - which records the book holds already: per kind, natural key -> values' hash.
 *
 * Loaded from the book when a kind is first met, kept for the sink's life.  For tickets the
 * time of the last change is kept too, since increments repeat tickets out of order.
 */
#ifndef TL_STORE_FACT_KEY_H
#define TL_STORE_FACT_KEY_H

#include "base/map.h"
#include "model/kind.h"
#include "store/fact.h"

typedef struct FactKeys {
    bool loaded;
    I64Map row;     /* key_hash -> row_hash of the version in force */
    I64Map changed; /* tickets: key_hash -> updated_at */
} FactKeys;

typedef enum KeyFate { KEY_NEW, KEY_SAME, KEY_OLDER, KEY_CHANGED } KeyFate;

MUST_USE Status fact_keys_load(FactKeys *k, KindId kind, Store *s, Err *err);
void fact_keys_release(FactKeys *k);

/* What to do with a record; for KEY_CHANGED *old_row is the hash of the version it replaces.
 * NEW and CHANGED are remembered at once. */
KeyFate fact_keys_meet(FactKeys *k, KindId kind, const FactValue *value, int64_t key, int64_t row,
                       int64_t *old_row);

#endif
