#include "store/fact_in.h"

#include <assert.h>
#include <stdlib.h>

#include "base/date.h"
#include "model/limits.h"

enum { WORDS_AHEAD = 8 /* fetched while others are looked at: waiting for memory is most of the cost */ };

/* What small files are made of: the caller writes. */
Status fact_flush(FactSink *k, FactWait *w, const char *table, Err *err)
{
    Status st = w->open ? store_append(k->s, table, &w->rows, err) : ST_OK;
    fact_wait_drop(w);
    return st;
}

uint64_t fact_words(int64_t source_id, const uint64_t hash[PARTY_COUNT])
{
    uint64_t h = (uint64_t)source_id;
    for (int p = 0; p < PARTY_COUNT; p++)
        h = hash64_mix(h, hash[p]);
    return h;
}

/* Words of which forget() has taken some away may be those of another alias by now: the first keeps them. */
static Status take_alias(FactSink *k, int64_t id, uint64_t words, Err *err)
{
    KeySlot s;
    Status st = key_table_get(&k->alias, words, &s, err);
    k->last_alias = id > k->last_alias ? id : k->last_alias;
    if (st || (s.state && s.row <= id))
        return st;
    s.row = id;
    s.state = KEY_HELD;
    return key_table_set(&k->alias, &s, err);
}

static Status take_words(void *ctx, const Table *t, Err *err)
{
    const int64_t *id = col_int(t, "alias_id"), *words = col_int(t, "words");
    FactSink *k = ctx;
    Status st = ST_OK;
    for (size_t r = 0; r < t->n && !st; r++) {
        if (r + WORDS_AHEAD < t->n)
            key_table_soon(&k->alias, (uint64_t)words[r + WORDS_AHEAD]);
        st = take_alias(k, id[r], (uint64_t)words[r], err);
    }
    return st;
}

static Status take_wordless(void *ctx, const Table *t, Err *err)
{
    static const char *const col[PARTY_COUNT] = { "account_id", "account_name", "person_id", "email", "domain", "country", "city" };
    FactSink *k = ctx;
    const int64_t *id = col_int(t, "alias_id"), *source = col_int(t, "source_id");
    Status st = ST_OK;
    for (size_t r = 0; r < t->n && !st; r++) {
        uint64_t hash[PARTY_COUNT];
        for (int p = 0; p < PARTY_COUNT; p++)
            hash[p] = hash64(col_text(t, col[p])[r]);
        uint64_t words = fact_words(source[r], hash);
        fact_put_words(k, id[r], words);
        st = take_alias(k, id[r], words, err);
    }
    return st;
}

static Status load_aliases(FactSink *k, Err *err)
{
    int64_t wordless = 0;
    k->last_alias = 0;
    Status st = store_each(k->s, SQL_ALIAS_KNOWN, STORE_NO_ARGS, take_words, k, err);
    if (!st)
        st = store_int(k->s, SQL_ALIAS_WORDLESS_COUNT, STORE_NO_ARGS, 0, &wordless, err);
    if (!st && wordless)
        st = store_each(k->s, SQL_ALIAS_WORDLESS, STORE_NO_ARGS, take_wordless, k, err);
    return st ? st : fact_flush(k, &k->wait_words, "alias_words", err);
}

static Status load_from(FactSink *k, Arena *scratch, Err *err)
{
    Table t;
    Status st = store_fetch(k->s, SQL_SOURCE_LIST, STORE_NO_ARGS, scratch, &t, err);
    if (st)
        return st;
    for (size_t r = 0; r < t.n; r++)
        (void)strmap_put(&k->source, col_text(&t, "name")[r], NULL);
    return load_aliases(k, err);
}

static Status load(FactSink *k, Err *err)
{
    Arena scratch;
    arena_init(&scratch);
    Status st = load_from(k, &scratch, err);
    if (!st)
        st = store_int(k->s, SQL_STATE_LAST, STORE_NO_ARGS, 0, &k->state_seq, err);
    if (!st)
        st = forget_guard_load(&k->guard, k->s, &k->own, err);
    arena_release(&scratch);
    return st;
}

Status fact_sink_open(Store *s, Arena *a, FactSink **out, Err *err)
{
    FactSink *k = ARENA_NEW(a, FactSink);
    k->s = s;
    arena_init(&k->own);
    strmap_init(&k->source, &k->own);
    k->room = (KeyRoom){ .most = (size_t)LIMIT_KEYS_MIB << 20 };
    key_table_init(&k->alias, &k->room);
    for (int i = 0; i < KIND_COUNT; i++)
        fact_keys_init(&k->keys[i], &k->room);
    buf_init(&k->who.text, (size_t)PARTY_COUNT * LIMIT_FIELD + 64);
    k->currency_hash = hash64(str_of(store_currency_hashed(s)));
    k->writer = fact_writer_create(s);
    Status st = load(k, err);
    if (st)
        fact_sink_close(k);
    else
        *out = k;
    return st;
}

void fact_sink_keys(FactSink *k, size_t bytes)
{
    k->room.most = bytes;
}

void fact_sink_close(FactSink *k)
{
    if (!k)
        return;
    if (k->in_file)
        fact_file_abort(k);
    for (int i = 0; i < KIND_COUNT; i++)
        fact_keys_release(&k->keys[i]);
    key_table_release(&k->alias);
    fact_writer_destroy(k->writer);
    buf_release(&k->who.text);
    arena_release(&k->own);
}

static Status source_of(FactSink *k, Str name, Err *err)
{
    bool is_new;
    size_t id = strmap_put(&k->source, name, &is_new);
    k->source_id = (int64_t)id + 1;
    k->source_hash = hash64(name);
    k->source_name = k->source.key[id];
    return is_new ? store_run(k->s, SQL_SOURCE_PUT, STORE_ARGS(DB_INT(k->source_id), DB_TEXT(name)),
                              err)
                  : ST_OK;
}

static Status flush_all(FactSink *k, Err *err);

/* After an abort the maps hold keys and aliases that the book does not: read them again. */
static Status mend(FactSink *k, Err *err)
{
    for (int i = 0; i < KIND_COUNT; i++)
        fact_keys_release(&k->keys[i]);
    strmap_init(&k->source, &k->own);
    key_table_release(&k->alias);
    k->broken = k->who.known = false;
    return load(k, err);
}

void fact_anew(FactSink *k) { k->anew = true; }

Status fact_file_begin(FactSink *k, const FactFile *f, bool *known, FactCounts *before, Err *err)
{
    Table t;
    Status st = k->broken ? mend(k, err) : ST_OK;
    arena_init(&k->file_text);
    if (!st)
        st = store_fetch(k->s, SQL_FILE_BY_HASH, STORE_ARGS(DB_TEXT(f->content_hash)),
                         &k->file_text, &t, err);
    *known = !st && t.n > 0 && !k->anew;
    k->anew = false;
    if (*known) {
        int64_t bad = col_int(&t, "rows_quarantined")[0], in = col_int(&t, "rows_in")[0];
        *before = (FactCounts){ col_int(&t, "file_id")[0], in, 0, in - bad, bad };
    }
    if (st || *known) {
        arena_release(&k->file_text);
        return st;
    }
    int64_t last;
    st = store_begin(k->s, err);
    if (st) {
        arena_release(&k->file_text);
        return st;
    }
    k->in_file = true;
    st = store_int(k->s, SQL_FILE_MAX, STORE_NO_ARGS, 0, &last, err);
    if (!st)
        st = source_of(k, f->source, err);
    if (st) {
        fact_file_abort(k);
        return st;
    }
    k->file = *f;
    k->file.path = str_dup(&k->file_text, f->path);
    k->file.content_hash = str_dup(&k->file_text, f->content_hash);
    k->file.kind = str_dup(&k->file_text, f->kind);
    k->file.encoding = str_dup(&k->file_text, f->encoding);
    k->file.mapping = str_dup(&k->file_text, f->mapping);
    k->count = (FactCounts){ .file_id = last + 1 };
    k->bad_seq = k->forgotten = k->replaced = k->last_seq = 0;
    return ST_OK;
}

Status fact_again_begin(FactSink *k, const FactFile *f, int64_t file_id, Err *err)
{
    Status st = k->broken ? mend(k, err) : ST_OK;
    if (!st)
        st = store_begin(k->s, err);
    if (st)
        return st;
    arena_init(&k->file_text);
    k->in_file = k->late = true;
    k->file = *f;
    k->count = (FactCounts){ .file_id = file_id };
    k->forgotten = k->last_seq = 0;
    st = store_int(k->s, SQL_QUARANTINE_LAST, STORE_ARGS(DB_INT(file_id)), 0, &k->bad_seq, err);
    if (!st)
        st = source_of(k, f->source, err);
    if (st)
        fact_file_abort(k);
    return st;
}

Status fact_again_flush(FactSink *k, Err *err)
{
    return flush_all(k, err);
}

Status fact_again_end(FactSink *k, Err *err)
{
    Status st = flush_all(k, err);
    if (!st)
        st = store_commit(k->s, err);
    if (st) {
        fact_file_abort(k);
        return st;
    }
    arena_release(&k->file_text);
    k->in_file = k->late = false;
    return ST_OK;
}

int64_t fact_appended(const FactSink *k)
{
    return k->appended;
}

FactCounts fact_counts(const FactSink *k)
{
    return k->count;
}

int64_t fact_replaced(const FactSink *k)
{
    return k->replaced;
}

int64_t fact_forgotten(const FactSink *k)
{
    return k->forgotten;
}

void fact_file_abort(FactSink *k)
{
    if (!k->in_file)
        return;
    fact_writer_drop(k->writer);
    store_rollback(k->s);
    for (int i = 0; i < KIND_COUNT; i++)
        fact_wait_drop(&k->wait[i]);
    fact_wait_drop(&k->wait_alias);
    fact_wait_drop(&k->wait_words);
    fact_wait_drop(&k->wait_bad);
    fact_wait_drop(&k->wait_money);
    fact_wait_drop(&k->wait_super);
    fact_wait_drop(&k->wait_held);
    fact_wait_drop(&k->wait_state);
    fact_wait_drop(&k->wait_row);
    fact_wait_drop(&k->wait_assumed);
    k->late = false;
    arena_release(&k->file_text);
    k->in_file = false;
    k->broken = true;
}

static Status flush_all(FactSink *k, Err *err)
{
    Status st = fact_writer_settle(k->writer, err);
    if (!st)
        st = fact_flush_aliases(k, err);
    for (int i = 0; !st && i < KIND_COUNT; i++)
        st = fact_flush(k, &k->wait[i], kinds[i].table, err);
    if (!st)
        st = fact_flush(k, &k->wait_bad, "quarantine", err);
    if (!st)
        st = fact_flush(k, &k->wait_money, "quarantine_money", err);
    if (!st)
        st = fact_flush(k, &k->wait_held, "not_stored", err);
    if (!st)
        st = fact_flush(k, &k->wait_state, "record_state", err);
    if (!st)
        st = fact_flush(k, &k->wait_row, "quarantine_row", err);
    if (!st)
        st = fact_flush(k, &k->wait_assumed, "currency_assumed", err);
    return st ? st : fact_supersede(k, err);
}

static_assert(SQL_SUPERSEDE_CHANGE - SQL_SUPERSEDE_ACCOUNT == KIND_CHANGE && KIND_CHANGE + 1 == KIND_COUNT,
              "statements supersede_* in the order of KindId");

Status fact_file_end(FactSink *k, int64_t rows_in, Str note, FactCounts *out, Err *err)
{
    FactCounts *c = &k->count;
    c->rows_in = rows_in;
    if (c->kept + c->unchanged + c->quarantined != rows_in)
        bug("file '%.*s': %lld rows in, but %lld kept + %lld unchanged + %lld quarantined",
            STR_ARG(k->file.path), (long long)rows_in, (long long)c->kept, (long long)c->unchanged,
            (long long)c->quarantined);
    Status st = flush_all(k, err);
    if (k->forgotten)
        note = str_fmt(&k->file_text, "%.*s%s%lld rows of forgotten persons were not stored again (counted as unchanged)",
                       STR_ARG(note), note.n ? "; " : "", (long long)k->forgotten);
    if (!st)
        st = store_run(k->s, SQL_FILE_PUT,
                       STORE_ARGS(DB_INT(c->file_id), DB_INT(k->source_id), DB_TEXT(k->file.path),
                                  DB_TEXT(k->file.content_hash), DB_INT(k->file.bytes),
                                  DB_TEXT(k->file.kind), DB_TEXT(k->file.encoding),
                                  DB_TEXT(k->file.mapping), DB_INT(rows_in), DB_INT(c->kept),
                                  DB_INT(c->unchanged), DB_INT(c->quarantined), DB_TEXT(note)),
                       err);
    if (!st && k->file.dated)
        st = store_run(k->s, SQL_FILE_EXPORTED, STORE_ARGS(DB_INT(c->file_id), DB_TEXT(micros_iso(&k->file_text, k->file.exported))), err);
    if (!st)
        st = store_commit(k->s, err);
    if (st) {
        fact_file_abort(k);
        return st;
    }
    *out = *c;
    arena_release(&k->file_text);
    k->in_file = false;
    return ST_OK;
}
