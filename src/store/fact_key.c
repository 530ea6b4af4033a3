#include "store/fact_key.h"

#include <assert.h>

#include "base/map.h"

static_assert(SQL_KEYS_CHANGE - SQL_KEYS_ACCOUNT == KIND_CHANGE && SQL_PAST_CHANGE - SQL_PAST_ACCOUNT == KIND_CHANGE
                  && KIND_CHANGE + 1 == KIND_COUNT,
              "statements keys_* and past_* in the order of KindId");

static Status take(void *ctx, const Table *t, Err *err)
{
    FactKeys *k = ctx;
    const int64_t *key = col_int(t, "key_hash"), *row = col_int(t, "row_hash"), *file = col_int(t, "file_id");
    const TableColumn *at = t->n_col == 4 ? table_col(t, "updated_at") : NULL;
    Status st = ST_OK;
    for (size_t r = 0; r < t->n && !st; r++) {
        KeySlot s;
        st = key_table_get(&k->known, (uint64_t)key[r], &s, err);
        s.row = row[r];
        s.file = (uint32_t)file[r];
        s.state |= KEY_HELD | KEY_ROW;
        if (at && col_has(at, r))
            s.at = at->i[r];
        if (!st)
            st = key_table_set(&k->known, &s, err);
    }
    return st;
}

/* In the order in which they took effect: the last of a key is how it stands. */
static Status take_state(void *ctx, const Table *t, Err *err)
{
    FactKeys *k = ctx;
    const int64_t *key = col_int(t, "key_hash"), *gone = col_int(t, "deleted"), *file = col_int(t, "file_id");
    const TableColumn *at = table_col(t, "changed_at");
    Status st = ST_OK;
    for (size_t r = 0; r < t->n && !st; r++) {
        KeySlot s;
        st = key_table_get(&k->known, (uint64_t)key[r], &s, err);
        if (!col_has(at, r) || at->i[r] > s.at)
            s.at = col_has(at, r) ? at->i[r] : KEY_UNDATED;
        s.state = KEY_HELD | (s.state & KEY_ROW) | (gone[r] ? KEY_GONE : 0);
        if (gone[r])
            s.file = (uint32_t)file[r];
        if (!st)
            st = key_table_set(&k->known, &s, err);
    }
    return st;
}

static Status put_past(FactKeys *k, int64_t key, int64_t row, Err *err)
{
    const KeySlot s = { .key = hash64_mix((uint64_t)key, (uint64_t)row), .state = KEY_HELD };
    return key_table_set(&k->past, &s, err);
}

static Status take_past(void *ctx, const Table *t, Err *err)
{
    FactKeys *k = ctx;
    const int64_t *key = col_int(t, "key_hash"), *row = col_int(t, "row_hash");
    Status st = ST_OK;
    for (size_t r = 0; r < t->n && !st; r++)
        st = put_past(k, key[r], row[r], err);
    return st;
}

void fact_keys_init(FactKeys *k, KeyRoom *room)
{
    *k = (FactKeys){ 0 };
    key_table_init(&k->known, room);
    key_table_init(&k->past, room);
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
    key_table_release(&k->known);
    key_table_release(&k->past);
    k->loaded = k->past_loaded = false;
}

Status fact_keys_past(FactKeys *k, const KeyVersion *v, Store *s, bool *known, Err *err)
{
    KeySlot there;
    Status st = k->past_loaded ? ST_OK : store_each(s, SQL_PAST_ACCOUNT + (int)v->kind, STORE_NO_ARGS, take_past, k, err);
    k->past_loaded = true;
    if (!st)
        st = key_table_get(&k->past, hash64_mix((uint64_t)v->key, (uint64_t)v->row), &there, err);
    *known = !st && there.state;
    return st || *known ? st : put_past(k, v->key, v->row, err);
}

static bool is_older(const KeyVersion *v, bool dated, int64_t before, int64_t file)
{
    return v->timed && dated ? v->at < before : v->late && v->file < file;
}

/* The key's slot takes the version. */
static void remember(KeySlot *s, const KeyVersion *v)
{
    s->row = v->row;
    s->file = (uint32_t)v->file;
    s->at = v->timed ? v->at : KEY_UNDATED;
    s->state = KEY_HELD | KEY_ROW | (v->deleted ? KEY_GONE : 0);
}

Status fact_keys_meet(FactKeys *k, const KeyVersion *v, KeyMet *m, Err *err)
{
    KeySlot s;
    *m = (KeyMet){ .fate = KEY_NEW };
    Status st = key_table_get(&k->known, (uint64_t)v->key, &s, err);
    if (st)
        return st;
    bool known = s.state & KEY_ROW, gone = s.state & KEY_GONE, dated = s.at != KEY_UNDATED;
    m->row = s.row;
    m->file = s.file;
    if (known && s.row == v->row && gone == v->deleted) {
        m->fate = KEY_SAME;
        m->touched = v->timed && (!dated || v->at > s.at);
        s.at = v->at;
        return m->touched ? key_table_set(&k->known, &s, err) : ST_OK;
    }
    if ((known || gone) && is_older(v, dated, s.at, m->file)) {
        m->fate = KEY_OLDER;
        return ST_OK;
    }
    if (known || gone)
        m->fate = KEY_CHANGED;
    m->in_force = known && !gone;
    m->revived = gone && !v->deleted;
    m->touched = v->timed || v->deleted || gone || dated;
    remember(&s, v);
    st = key_table_set(&k->known, &s, err);
    if (!st && m->in_force)
        st = put_past(k, v->key, m->row, err);
    if (!st && v->deleted && !gone)
        st = put_past(k, v->key, v->row, err);
    return st;
}

Status fact_keys_end(FactKeys *k, uint64_t key, bool *was, Err *err)
{
    KeySlot s;
    Status st = key_table_get(&k->known, key, &s, err);
    *was = !st && (s.state & (KEY_ROW | KEY_GONE)) == KEY_ROW;
    s.state |= KEY_GONE;
    return *was ? key_table_set(&k->known, &s, err) : st;
}
