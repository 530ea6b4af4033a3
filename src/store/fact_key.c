#include "store/fact_key.h"

#include <assert.h>

enum { TICKET_UPDATED_AT = 1 }; /* field of kinds[KIND_TICKET] */

static_assert(SQL_KEYS_UTTERANCE - SQL_KEYS_ACCOUNT == KIND_UTTERANCE && KIND_UTTERANCE + 1 == KIND_COUNT,
              "statements keys_* in the order of KindId");

static Status take(void *ctx, const Table *t, Err *err)
{
    FactKeys *k = ctx;
    const int64_t *key = col_int(t, "key_hash"), *row = col_int(t, "row_hash");
    (void)err;
    for (size_t r = 0; r < t->n; r++)
        i64map_set(&k->row, (uint64_t)key[r], row[r]);
    if (t->n_col == 3) {
        const TableColumn *at = table_col(t, "updated_at");
        for (size_t r = 0; r < t->n; r++)
            if (col_has(at, r))
                i64map_set(&k->changed, (uint64_t)key[r], at->i[r]);
    }
    return ST_OK;
}

Status fact_keys_load(FactKeys *k, KindId kind, Store *s, Err *err)
{
    if (k->loaded)
        return ST_OK;
    k->loaded = true;
    return store_each(s, SQL_KEYS_ACCOUNT + (int)kind, STORE_NO_ARGS, take, k, err);
}

void fact_keys_release(FactKeys *k)
{
    i64map_release(&k->row);
    i64map_release(&k->changed);
    k->loaded = false;
}

KeyFate fact_keys_meet(FactKeys *k, KindId kind, const FactValue *value, int64_t key, int64_t row,
                       int64_t *old_row)
{
    bool dated = kind == KIND_TICKET && value[TICKET_UPDATED_AT].has;
    int64_t before;
    if (i64map_add(&k->row, (uint64_t)key, row, old_row)) {
        if (dated)
            i64map_set(&k->changed, (uint64_t)key, value[TICKET_UPDATED_AT].i);
        return KEY_NEW;
    }
    if (*old_row == row)
        return KEY_SAME;
    if (dated && i64map_get(&k->changed, (uint64_t)key, &before) &&
        value[TICKET_UPDATED_AT].i < before)
        return KEY_OLDER;
    i64map_set(&k->row, (uint64_t)key, row);
    if (dated)
        i64map_set(&k->changed, (uint64_t)key, value[TICKET_UPDATED_AT].i);
    return KEY_CHANGED;
}
