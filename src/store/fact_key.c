#include "store/fact_key.h"

#include <assert.h>

static_assert(SQL_KEYS_FIELD - SQL_KEYS_ACCOUNT == KIND_FIELD && SQL_PAST_FIELD - SQL_PAST_ACCOUNT == KIND_FIELD
                  && KIND_FIELD + 1 == KIND_COUNT,
              "statements keys_* and past_* in the order of KindId");

#define UNDATED INT64_MIN      /* the newest version has no time, though an earlier one had */

static Status take(void *ctx, const Table *t, Err *err)
{
    FactKeys *k = ctx;
    const int64_t *key = col_int(t, "key_hash"), *row = col_int(t, "row_hash"), *file = col_int(t, "file_id");
    const TableColumn *at = t->n_col == 4 ? table_col(t, "updated_at") : NULL;
    (void)err;
    for (size_t r = 0; r < t->n; r++) {
        i64map_set(&k->row, (uint64_t)key[r], row[r]);
        i64map_set(&k->file, (uint64_t)key[r], file[r]);
        if (at && col_has(at, r))
            i64map_set(&k->changed, (uint64_t)key[r], at->i[r]);
    }
    return ST_OK;
}

/* In the order in which they took effect: the last of a key is how it stands. */
static Status take_state(void *ctx, const Table *t, Err *err)
{
    FactKeys *k = ctx;
    const int64_t *key = col_int(t, "key_hash"), *gone = col_int(t, "deleted"), *file = col_int(t, "file_id");
    const TableColumn *at = table_col(t, "changed_at");
    int64_t was;
    (void)err;
    for (size_t r = 0; r < t->n; r++) {
        if (!col_has(at, r) || !i64map_get(&k->changed, (uint64_t)key[r], &was) || at->i[r] > was)
            i64map_set(&k->changed, (uint64_t)key[r], col_has(at, r) ? at->i[r] : UNDATED);
        if (gone[r] || i64map_get(&k->gone, (uint64_t)key[r], &was))
            i64map_set(&k->gone, (uint64_t)key[r], gone[r]);
        if (gone[r])
            i64map_set(&k->file, (uint64_t)key[r], file[r]);
    }
    return ST_OK;
}

static Status take_past(void *ctx, const Table *t, Err *err)
{
    FactKeys *k = ctx;
    const int64_t *key = col_int(t, "key_hash"), *row = col_int(t, "row_hash");
    (void)err;
    for (size_t r = 0; r < t->n; r++)
        i64map_set(&k->past, hash64_mix((uint64_t)key[r], (uint64_t)row[r]), 1);
    return ST_OK;
}

Status fact_keys_load(FactKeys *k, KindId kind, Store *s, Err *err)
{
    if (k->loaded)
        return ST_OK;
    k->loaded = true;
    Status st = store_each(s, SQL_KEYS_ACCOUNT + (int)kind, STORE_NO_ARGS, take, k, err);
    return st ? st : store_each(s, SQL_STATE_LIST, STORE_ARGS(DB_INT((int64_t)kind)), take_state, k, err);
}

void fact_keys_release(FactKeys *k)
{
    I64Map *const map[] = { &k->row, &k->file, &k->changed, &k->gone, &k->past };
    for (size_t i = 0; i < sizeof map / sizeof *map; i++)
        i64map_release(map[i]);
    k->loaded = k->past_loaded = false;
}

Status fact_keys_past(FactKeys *k, const KeyVersion *v, Store *s, bool *known, Err *err)
{
    int64_t old;
    Status st = k->past_loaded ? ST_OK : store_each(s, SQL_PAST_ACCOUNT + (int)v->kind, STORE_NO_ARGS, take_past, k, err);
    k->past_loaded = true;
    *known = !i64map_add(&k->past, hash64_mix((uint64_t)v->key, (uint64_t)v->row), 1, &old);
    return st;
}

static void remember(FactKeys *k, const KeyVersion *v, bool dated)
{
    i64map_set(&k->row, (uint64_t)v->key, v->row);
    i64map_set(&k->file, (uint64_t)v->key, v->file);
    if (v->timed || dated)
        i64map_set(&k->changed, (uint64_t)v->key, v->timed ? v->at : UNDATED);
}

static void past(FactKeys *k, const KeyVersion *v, int64_t row)
{
    i64map_set(&k->past, hash64_mix((uint64_t)v->key, (uint64_t)row), 1);
}

static bool is_older(const KeyVersion *v, bool dated, int64_t before, int64_t file)
{
    return v->timed && dated ? v->at < before : v->late && v->file < file;
}

KeyMet fact_keys_meet(FactKeys *k, const KeyVersion *v)
{
    KeyMet m = { .fate = KEY_NEW };
    uint64_t key = (uint64_t)v->key;
    int64_t before = 0, gone = 0;
    bool known = i64map_get(&k->row, key, &m.row);
    (void)i64map_get(&k->gone, key, &gone);
    (void)i64map_get(&k->file, key, &m.file);
    bool dated = i64map_get(&k->changed, key, &before) && before != UNDATED;
    if (known && m.row == v->row && !gone == !v->deleted) {
        m.fate = KEY_SAME;
        m.touched = v->timed && (!dated || v->at > before);
        if (m.touched)
            i64map_set(&k->changed, key, v->at);
        return m;
    }
    if ((known || gone) && is_older(v, dated, before, m.file)) {
        m.fate = KEY_OLDER;
        return m;
    }
    if (known || gone)
        m.fate = KEY_CHANGED;
    m.in_force = known && !gone;
    m.revived = gone && !v->deleted;
    m.touched = v->timed || v->deleted || gone || dated;
    if (m.in_force)
        past(k, v, m.row);
    if (v->deleted && !gone)
        past(k, v, v->row);
    if (gone || v->deleted)
        i64map_set(&k->gone, key, v->deleted);
    remember(k, v, dated);
    return m;
}
