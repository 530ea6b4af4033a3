#include "store/fact.h"

#include <assert.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/map.h"
#include "model/limits.h"
#include "store/fact_key.h"
#include "store/fact_wait.h"
#include "store/forget.h"

enum { FIELDS_MAX = 32, TICKET_UPDATED_AT = 1 /* field of kinds[KIND_TICKET] */ };

/* The party of the last record, which those that belong to the same row share. */
typedef struct LastParty {
    Buf      text;
    Str      word[PARTY_COUNT];     /* in `text` */
    int64_t  source_id, alias;
    uint64_t hash[PARTY_COUNT];
    bool     known;
} LastParty;

struct FactSink {
    Store *s;
    Arena own; /* the maps grow during the sink's life: callers may rewind theirs meanwhile */
    StrMap source, alias; /* name -> id - 1; words -> alias_id - 1 */
    Buf words;
    FactKeys keys[KIND_COUNT];
    LastParty who;
    FactWriter *writer;
    uint64_t field_hash[FIELDS_MAX]; /* of the texts of the record in hand */
    FactWait wait[KIND_COUNT], wait_alias, wait_bad, wait_money, wait_super, wait_held, wait_state, wait_row;
    FactFile file;
    Arena file_text;
    FactCounts count;
    ForgetGuard guard; /* knows the rows of the forgotten */
    int64_t source_id, bad_seq, forgotten, state_seq, appended;
    uint64_t source_hash; /* of its name */
    Str source_name;
    bool in_file, broken; /* broken: key maps no longer match the book */
    bool late;            /* rows of a file in the book are read again */
    FactRow last;         /* the row last set aside, */
    int64_t last_seq;     /*   and its first entry */
};

static const ColSpec alias_cols[] = {
    { "alias_id", COL_INT },      { "source_id", COL_INT },  { "account_id", COL_TEXT },
    { "account_name", COL_TEXT }, { "person_id", COL_TEXT }, { "email", COL_TEXT },
    { "domain", COL_TEXT },       { "country", COL_TEXT },   { "city", COL_TEXT },
    { "file_id", COL_INT },       { "line", COL_INT },
};
static const ColSpec bad_cols[] = {
    { "file_id", COL_INT }, { "seq", COL_INT },          { "line", COL_INT },
    { "col", COL_INT },     { "column_name", COL_TEXT }, { "reason", COL_TEXT },
    { "raw", COL_TEXT },    { "whole_row", COL_BOOL },
};
static const ColSpec money_cols[] = {
    { "file_id", COL_INT },   { "seq", COL_INT },    { "day", COL_DATE },
    { "currency", COL_TEXT }, { "amount", COL_INT },
};
static const ColSpec held_cols[] = {
    { "file_id", COL_INT }, { "seq", COL_INT }, { "column_name", COL_TEXT },
    { "what", COL_TEXT },   { "how", COL_TEXT }, { "n", COL_INT },
};
static const ColSpec super_cols[] = {
    { "kind", COL_INT },    { "key_hash", COL_INT }, { "row_hash", COL_INT },
    { "file_id", COL_INT }, { "line", COL_INT },     { "any_row", COL_BOOL },
};
static const ColSpec row_cols[] = {
    { "file_id", COL_INT }, { "seq", COL_INT }, { "first_seq", COL_INT }, { "record", COL_TEXT }, { "context", COL_TEXT },
};
static const ColSpec state_cols[] = {
    { "kind", COL_INT }, { "key_hash", COL_INT },   { "file_id", COL_INT },
    { "seq", COL_INT },  { "changed_at", COL_TIME }, { "deleted", COL_BOOL },
};

/* What small files are made of: the caller writes. */
static Status flush(FactSink *k, FactWait *w, const char *table, Err *err)
{
    Status st = w->open ? store_append(k->s, table, &w->rows, err) : ST_OK;
    fact_wait_drop(w);
    return st;
}

static ColType column_of(FieldType t)
{
    static const ColType type[] = {
        [FIELD_TEXT] = COL_TEXT, [FIELD_INT] = COL_INT,  [FIELD_NUM] = COL_F64,
        [FIELD_BOOL] = COL_BOOL, [FIELD_DAY] = COL_DATE, [FIELD_TIME] = COL_TIME,
        [FIELD_MONEY] = COL_INT, [FIELD_DECIMAL] = COL_TEXT,
    };
    return type[t];
}

static bool is_text(FieldType t)
{
    return t == FIELD_TEXT || t == FIELD_DECIMAL;
}

static Table *waiting_kind(FactSink *k, KindId kind)
{
    static const ColSpec common[FACT_COLUMNS] = {
        { "source_id", COL_INT },     { "key_hash", COL_INT }, { "row_hash", COL_INT },
        { "file_id", COL_INT },       { "line", COL_INT },     { "alias_id", COL_INT },
        { "superseded_by", COL_INT }, { "ext_id", COL_TEXT },
    };
    FactWait *w = &k->wait[kind];
    ColSpec spec[FACT_COLUMNS + FIELDS_MAX];
    const Kind *d = &kinds[kind];
    if (w->open)
        return fact_wait_open(w, NULL, 0);
    if (d->n_field > FIELDS_MAX)
        bug("kind '%s' has more than %d fields", d->name, FIELDS_MAX);
    memcpy(spec, common, sizeof common);
    for (size_t f = 0; f < d->n_field; f++)
        spec[FACT_COLUMNS + f] = (ColSpec){ d->field[f].name, column_of(d->field[f].type) };
    return fact_wait_open(w, spec, FACT_COLUMNS + d->n_field);
}

static void words_of(FactSink *k, int64_t source_id, const Str *party)
{
    buf_clear(&k->words);
    buf_printf(&k->words, "%lld", (long long)source_id);
    for (int p = 0; p < PARTY_COUNT; p++) {
        buf_putc(&k->words, '\x1f');
        buf_put(&k->words, party[p]);
    }
}

static Status load_from(FactSink *k, Arena *scratch, Err *err)
{
    Table t;
    Status st = store_fetch(k->s, SQL_SOURCE_LIST, STORE_NO_ARGS, scratch, &t, err);
    if (st)
        return st;
    for (size_t r = 0; r < t.n; r++)
        (void)strmap_put(&k->source, col_text(&t, "name")[r], NULL);
    st = store_fetch(k->s, SQL_ALIAS_ALL, STORE_NO_ARGS, scratch, &t, err);
    if (st)
        return st;
    static const char *const col[PARTY_COUNT] = { "account_id", "account_name", "person_id",
                                                  "email",      "domain",       "country",
                                                  "city" };
    for (size_t r = 0; r < t.n; r++) {
        Str party[PARTY_COUNT];
        for (int p = 0; p < PARTY_COUNT; p++)
            party[p] = col_text(&t, col[p])[r];
        words_of(k, col_int(&t, "source_id")[r], party);
        (void)strmap_put(&k->alias, buf_str(&k->words), NULL);
    }
    return ST_OK;
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
    strmap_init(&k->alias, &k->own);
    buf_init(&k->words, (size_t)PARTY_COUNT * LIMIT_FIELD + 64);
    buf_init(&k->who.text, (size_t)PARTY_COUNT * LIMIT_FIELD + 64);
    k->writer = fact_writer_create(s);
    Status st = load(k, err);
    if (st)
        fact_sink_close(k);
    else
        *out = k;
    return st;
}

void fact_sink_close(FactSink *k)
{
    if (!k)
        return;
    if (k->in_file)
        fact_file_abort(k);
    for (int i = 0; i < KIND_COUNT; i++)
        fact_keys_release(&k->keys[i]);
    fact_writer_destroy(k->writer);
    buf_release(&k->words);
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
    strmap_init(&k->alias, &k->own);
    k->broken = k->who.known = false;
    return load(k, err);
}

Status fact_file_begin(FactSink *k, const FactFile *f, bool *known, FactCounts *before, Err *err)
{
    Table t;
    Status st = k->broken ? mend(k, err) : ST_OK;
    arena_init(&k->file_text);
    if (!st)
        st = store_fetch(k->s, SQL_FILE_BY_HASH, STORE_ARGS(DB_TEXT(f->content_hash)),
                         &k->file_text, &t, err);
    *known = !st && t.n > 0;
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
    k->bad_seq = k->forgotten = k->last_seq = 0;
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
    fact_wait_drop(&k->wait_bad);
    fact_wait_drop(&k->wait_money);
    fact_wait_drop(&k->wait_super);
    fact_wait_drop(&k->wait_held);
    fact_wait_drop(&k->wait_state);
    fact_wait_drop(&k->wait_row);
    k->late = false;
    arena_release(&k->file_text);
    k->in_file = false;
    k->broken = true;
}

static int64_t alias_of(FactSink *k, const FactRecord *r)
{
    bool is_new, any = false;
    for (int p = 0; p < PARTY_COUNT; p++)
        any = any || r->party[p].n;
    if (!any)
        return 0;
    words_of(k, k->source_id, r->party);
    int64_t id = (int64_t)strmap_put(&k->alias, buf_str(&k->words), &is_new) + 1;
    if (!is_new)
        return id;
    Table *t = fact_wait_open(&k->wait_alias, alias_cols, COUNT_OF(alias_cols));
    table_put_int(t, 0, id);
    table_put_int(t, 1, k->source_id);
    for (int p = 0; p < PARTY_COUNT; p++)
        table_put_text(t, 2 + (size_t)p, str_dup(&k->wait_alias.text, r->party[p]));
    table_put_int(t, 9, k->count.file_id);
    table_put_int(t, 10, r->line);
    table_row(t);
    return id;
}

static bool is_last(const LastParty *l, const FactSink *k, const Str *party)
{
    bool same = l->known && l->source_id == k->source_id;
    for (int p = 0; p < PARTY_COUNT && same; p++)
        same = str_eq(l->word[p], party[p]);
    return same;
}

/* The hashes of the record's party: those of the record before, when it had the same. */
static LastParty *party_of(FactSink *k, const FactRecord *r)
{
    LastParty *l = &k->who;
    if (is_last(l, k, r->party))
        return l;
    l->alias = 0;
    l->source_id = k->source_id;
    l->known = true;
    buf_clear(&l->text);
    for (int p = 0; p < PARTY_COUNT; p++)
        buf_put(&l->text, r->party[p]);
    Str all = buf_str(&l->text);
    for (int p = 0; p < PARTY_COUNT; p++) {
        l->word[p] = str_sub(all, 0, r->party[p].n);
        l->hash[p] = hash64(l->word[p]);
        all = str_sub(all, l->word[p].n, all.n);
    }
    return l;
}

static int64_t alias_here(FactSink *k, const FactRecord *r, LastParty *who)
{
    if (!who->alias)
        who->alias = alias_of(k, r);
    return who->alias;
}

/* Made of words only, never of our ids, so that a record has the same hashes in whatever order files come. */
static uint64_t hash_values(FactSink *k, const FactRecord *r, const LastParty *who)
{
    const Kind *d = &kinds[r->kind];
    uint64_t h = hash64_mix(k->source_hash, (uint64_t)r->kind);
    for (int p = 0; p < PARTY_COUNT; p++)
        h = hash64_mix(h, who->hash[p]);
    for (size_t f = 0; f < d->n_field; f++) {
        const FactValue *v = &r->value[f];
        uint64_t one = 0x9E37u;
        if (f >= d->n_first && !v->has)
            continue; /* as before the field was added */
        if (f >= d->n_first)
            h = hash64_mix(h, f);
        if (v->has && is_text(d->field[f].type))
            one = k->field_hash[f] = hash64(v->s);
        else if (v->has && d->field[f].type == FIELD_NUM)
            memcpy(&one, &v->f, sizeof one);
        else if (v->has)
            one = (uint64_t)v->i;
        h = hash64_mix(h, one + v->has);
    }
    return h;
}

/* What a field's text is in the book; a forgotten person's address is not in it. */
static void put_text(FactSink *k, FactWait *w, const FactRecord *r, size_t f)
{
    Str s = r->value[f].s, safe = forget_guard_text(&k->guard, s, &w->text);
    fact_wait_text(w, FACT_COLUMNS + f, safe, safe.p == s.p ? k->field_hash[f] : hash64(safe));
}

bool fact_keeps_id(KindId kind)
{
    return kind != KIND_EVENT && kind != KIND_ANSWER;
}

uint64_t fact_key(uint64_t source_hash, KindId kind, Str ext_id)
{
    return hash64_mix(hash64(ext_id), source_hash + (uint64_t)kind);
}

/* superseded: the file of a later version; 0: the row is in force. */
static void put_row(FactSink *k, const FactRecord *r, const KeyVersion *key, int64_t alias, int64_t superseded)
{
    Table *t = waiting_kind(k, r->kind);
    FactWait *w = &k->wait[r->kind];
    const Kind *d = &kinds[r->kind];
    table_put_int(t, 0, k->source_id);
    table_put_int(t, 1, key->key);
    table_put_int(t, 2, key->row);
    table_put_int(t, 3, k->count.file_id);
    table_put_int(t, 4, r->line);
    if (alias)
        table_put_int(t, 5, alias);
    if (superseded)
        table_put_int(t, 6, superseded);
    if (r->ext_id.n && fact_keeps_id(r->kind))
        fact_wait_text(w, 7, r->ext_id, (uint64_t)key->key);
    for (size_t f = 0; f < d->n_field; f++) {
        const FactValue *v = &r->value[f];
        if (!v->has)
            continue;
        if (is_text(d->field[f].type))
            put_text(k, w, r, f);
        else if (d->field[f].type == FIELD_NUM)
            table_put_f64(t, FACT_COLUMNS + f, v->f);
        else
            table_put_int(t, FACT_COLUMNS + f, v->i);
    }
    table_row(t);
    k->appended++;
}

static void put_state(FactSink *k, const KeyVersion *v)
{
    Table *t = fact_wait_open(&k->wait_state, state_cols, COUNT_OF(state_cols));
    table_put_int(t, 0, v->kind);
    table_put_int(t, 1, v->key);
    table_put_int(t, 2, k->count.file_id);
    table_put_int(t, 3, ++k->state_seq);
    if (v->timed)
        table_put_int(t, 4, v->at);
    table_put_int(t, 5, v->deleted);
    table_row(t);
}

static void put_superseding(FactSink *k, const FactRecord *r, int64_t key, int64_t old_row)
{
    Table *t = fact_wait_open(&k->wait_super, super_cols, COUNT_OF(super_cols));
    table_put_int(t, 0, r->kind);
    table_put_int(t, 1, key);
    table_put_int(t, 2, old_row);
    table_put_int(t, 3, k->count.file_id);
    table_put_int(t, 4, r->line);
    table_put_int(t, 5, k->late);
    table_row(t);
}

static Status run_superseding(FactSink *k, Err *err)
{
    bool some[KIND_COUNT] = { false };
    if (!k->wait_super.open)
        return ST_OK;
    for (size_t r = 0; r < k->wait_super.rows.n; r++)
        some[k->wait_super.rows.col[0].i[r]] = true;
    Status st = flush(k, &k->wait_super, "superseding", err);
    for (int i = 0; !st && i < KIND_COUNT; i++)
        if (some[i])
            st = store_run(k->s, SQL_SUPERSEDE_ACCOUNT + i, STORE_NO_ARGS, err);
    return st ? st : store_run(k->s, SQL_SUPERSEDING_CLEAR, STORE_NO_ARGS, err);
}

/* A row that is read again replaces rows of any file and line: they are marked before it is there itself. */
static Status supersede_now(FactSink *k, KindId kind, Err *err)
{
    Status st = flush(k, &k->wait_alias, "alias", err);
    if (!st)
        st = flush(k, &k->wait[kind], kinds[kind].table, err);
    return st ? st : run_superseding(k, err);
}

/* A ticket's own time of change is one of its values and needs not be kept beside it. */
static KeyVersion version_of(FactSink *k, const FactRecord *r, const LastParty *who, bool *own)
{
    uint64_t key = 0;
    if (r->ext_id.n) {
        key = fact_key(k->source_hash, r->kind, r->ext_id);
        i64map_soon(&k->keys[r->kind].row, key);
    }
    uint64_t row = hash_values(k, r, who);
    if (!r->ext_id.n)
        key = row;
    KeyVersion v = { .kind = r->kind, .key = (int64_t)key, .row = (int64_t)row, .file = k->count.file_id, .deleted = r->deleted, .late = k->late };
    *own = r->kind == KIND_TICKET && r->value[TICKET_UPDATED_AT].has;
    v.timed = *own || (r->ext_id.n && (r->timed || k->file.dated));
    v.at = *own ? r->value[TICKET_UPDATED_AT].i : r->timed ? r->changed : k->file.exported;
    return v;
}

/* What is deleted names nobody anew. */
static int64_t alias_known(FactSink *k, const FactRecord *r)
{
    size_t id;
    words_of(k, k->source_id, r->party);
    return strmap_get(&k->alias, buf_str(&k->words), &id) ? (int64_t)id + 1 : 0;
}

/* The keys that the book holds of a kind are read when its first record comes; the book is ours then. */
static Status keys_ready(FactSink *k, KindId kind, Err *err)
{
    if (k->keys[kind].loaded)
        return ST_OK;
    Status st = fact_writer_settle(k->writer, err);
    return st ? st : fact_keys_load(&k->keys[kind], kind, k->s, err);
}

/* Whether the book has this version among those that are no more. */
static Status ask_past(FactSink *k, const KeyVersion *v, bool *known, Err *err)
{
    Status st = fact_writer_settle(k->writer, err);
    return st ? st : fact_keys_past(&k->keys[v->kind], v, k->s, known, err);
}

/* Rows read again are written by the caller, who asks the book between them. */
static Status hand_over(FactSink *k, KindId kind, Err *err)
{
    FactWait *w = &k->wait[kind];
    if (!fact_wait_full(w))
        return ST_OK;
    return k->late ? flush(k, w, kinds[kind].table, err) : fact_writer_put(k->writer, kinds[kind].table, w, err);
}

Status fact_put(FactSink *k, const FactRecord *r, Err *err)
{
    bool own, known = false;
    FactKeys *keys = &k->keys[r->kind];
    Status st = keys_ready(k, r->kind, err);
    if (st)
        return st;
    if (k->guard.on && forget_guard_knows(&k->guard, k->source_name, r->party[PARTY_EMAIL], r->party[PARTY_PERSON_ID])) {
        k->count.unchanged += r->counts;
        k->forgotten += r->counts;
        return ST_OK;
    }
    LastParty *who = party_of(k, r);
    KeyVersion v = version_of(k, r, who, &own);
    KeyMet met = fact_keys_meet(keys, &v);
    if (met.touched && (!own || v.deleted || met.revived))
        put_state(k, &v);
    if (met.fate == KEY_OLDER || (met.fate == KEY_CHANGED && v.deleted && !met.in_force))
        st = ask_past(k, &v, &known, err);
    if (st || known || met.fate == KEY_SAME) {
        k->count.unchanged += r->counts;
        return st;
    }
    int64_t alias = v.deleted ? alias_known(k, r) : alias_here(k, r, who);
    if (met.fate == KEY_CHANGED && met.in_force)
        put_superseding(k, r, v.key, met.row);
    if (k->late && met.fate == KEY_CHANGED)
        st = supersede_now(k, r->kind, err);
    put_row(k, r, &v, alias, met.fate == KEY_OLDER ? (met.file ? met.file : v.file) : v.deleted ? v.file : 0);
    k->count.kept += r->counts;
    return st ? st : hand_over(k, r->kind, err);
}

Status fact_settle(FactSink *k, Err *err)
{
    return fact_writer_settle(k->writer, err);
}

/* A record without an id that is read again with other values: the row it was is no more. */
Status fact_replace(FactSink *k, const FactRecord *old, Err *err)
{
    bool own;
    int64_t row = 0, gone = 0;
    Status st = keys_ready(k, old->kind, err);
    KeyVersion v = version_of(k, old, party_of(k, old), &own);
    if (st || !i64map_get(&k->keys[old->kind].row, (uint64_t)v.key, &row) || (i64map_get(&k->keys[old->kind].gone, (uint64_t)v.key, &gone) && gone))
        return st;
    i64map_set(&k->keys[old->kind].gone, (uint64_t)v.key, 1);
    put_superseding(k, old, v.key, v.row);
    return supersede_now(k, old->kind, err);
}

/* At most `most` bytes, not ending inside a UTF-8 sequence, bad bytes replaced by '?', no NUL.
 */
static Str raw_text(Arena *a, Str raw, size_t most)
{
    Str s = str_sub(raw, 0, most);
    while (s.n && s.n < raw.n && ((unsigned char)raw.p[s.n] & 0xC0) == 0x80)
        s.n--;
    char *p = arena_alloc(a, s.n + 1, 1);
    bool sound = str_is_utf8(s);
    for (size_t i = 0; i < s.n; i++)
        p[i] = s.p[i] == 0 || (!sound && (unsigned char)s.p[i] >= 0x80) ? '?' : s.p[i];
    p[s.n] = 0;
    return (Str){ p, s.n };
}

static void put_money(FactSink *k, const FactMoney *m)
{
    Table *t = fact_wait_open(&k->wait_money, money_cols, COUNT_OF(money_cols));
    table_put_int(t, 0, k->count.file_id);
    table_put_int(t, 1, k->bad_seq);
    if (m->has_day)
        table_put_int(t, 2, m->day);
    if (m->currency.n)
        table_put_text(t, 3, str_dup(&k->wait_money.text, m->currency));
    if (m->has_amount)
        table_put_int(t, 4, m->amount);
    table_row(t);
}

/* The whole row, once, where its text is more than what the entry shows. */
static void put_whole(FactSink *k, const FactBad *b)
{
    bool enough = b->whole_row && !b->row.context.n && b->row.record.n <= LIMIT_RAW && str_eq(b->row.record, b->raw);
    if (!b->row.record.p || b->row.record.n > LIMIT_ASIDE_ROW || enough)
        return;
    bool same = b->row.number == k->last.number && k->last_seq;
    Table *t = fact_wait_open(&k->wait_row, row_cols, COUNT_OF(row_cols));
    Arena *text = &k->wait_row.text;
    if (!same)
        k->last_seq = k->bad_seq;
    k->last.number = b->row.number;
    table_put_int(t, 0, k->count.file_id);
    table_put_int(t, 1, k->bad_seq);
    table_put_int(t, 2, k->last_seq);
    Str record = raw_text(text, b->row.record, LIMIT_ASIDE_ROW);
    bool hers = forget_guard_text(&k->guard, record, text).p != record.p;
    if (!same && !hers) {
        table_put_text(t, 3, record);
        if (b->row.context.n)
            table_put_text(t, 4, raw_text(text, b->row.context, LIMIT_ASIDE_ROW));
    }
    table_row(t);
}

Status fact_quarantine(FactSink *k, const FactBad *b, Err *err)
{
    Table *t = fact_wait_open(&k->wait_bad, bad_cols, COUNT_OF(bad_cols));
    Arena *text = &k->wait_bad.text;
    table_put_int(t, 0, k->count.file_id);
    table_put_int(t, 1, ++k->bad_seq);
    table_put_int(t, 2, b->line);
    table_put_int(t, 3, b->column);
    table_put_text(t, 4, raw_text(text, b->column_name, LIMIT_RAW));
    table_put_text(t, 5, str_dup(text, str_of(b->reason)));
    Str raw = raw_text(text, b->raw, LIMIT_RAW);
    bool hers = forget_guard_text(&k->guard, raw, text).p != raw.p;
    table_put_text(t, 6, hers ? STR("(forgotten)") : raw);
    table_put_int(t, 7, b->whole_row);
    table_row(t);
    put_whole(k, b);
    k->count.quarantined += b->whole_row;
    if (b->whole_row && b->money)
        put_money(k, b->money);
    if (!fact_wait_full(&k->wait_bad))
        return ST_OK;
    return k->late ? flush(k, &k->wait_bad, "quarantine", err) : fact_writer_put(k->writer, "quarantine", &k->wait_bad, err);
}

Status fact_not_stored(FactSink *k, const FactNotStored *h, Err *err)
{
    Table *t = fact_wait_open(&k->wait_held, held_cols, COUNT_OF(held_cols));
    (void)err;
    table_put_int(t, 0, k->count.file_id);
    table_put_int(t, 1, (int64_t)t->n + 1);
    table_put_text(t, 2, raw_text(&k->wait_held.text, h->column, LIMIT_RAW));
    table_put_text(t, 3, str_of(h->what));
    table_put_text(t, 4, str_of(h->how));
    table_put_int(t, 5, h->n);
    table_row(t);
    return ST_OK;
}

Status fact_header(FactSink *k, char delimiter, Str header, Err *err)
{
    Status st = fact_settle(k, err);
    return st ? st : store_run(k->s, SQL_FILE_HEADER_PUT, STORE_ARGS(DB_INT(k->count.file_id), DB_TEXT(((Str){ &delimiter, 1 })), DB_TEXT(header)), err);
}

static Status flush_all(FactSink *k, Err *err)
{
    Status st = fact_writer_settle(k->writer, err);
    if (!st)
        st = flush(k, &k->wait_alias, "alias", err);
    for (int i = 0; !st && i < KIND_COUNT; i++)
        st = flush(k, &k->wait[i], kinds[i].table, err);
    if (!st)
        st = flush(k, &k->wait_bad, "quarantine", err);
    if (!st)
        st = flush(k, &k->wait_money, "quarantine_money", err);
    if (!st)
        st = flush(k, &k->wait_held, "not_stored", err);
    if (!st)
        st = flush(k, &k->wait_state, "record_state", err);
    if (!st)
        st = flush(k, &k->wait_row, "quarantine_row", err);
    return st ? st : run_superseding(k, err);
}

static_assert(SQL_SUPERSEDE_UTTERANCE - SQL_SUPERSEDE_ACCOUNT == KIND_UTTERANCE && KIND_UTTERANCE + 1 == KIND_COUNT,
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
