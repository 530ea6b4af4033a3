#include "store/fact_in.h"

#include <string.h>

#include "base/date.h"
#include "model/limits.h"

enum { TICKET_UPDATED_AT = 1 /* field of kinds[KIND_TICKET] */ };

static const ColSpec alias_cols[] = {
    { "alias_id", COL_INT },      { "source_id", COL_INT },  { "account_id", COL_TEXT },
    { "account_name", COL_TEXT }, { "person_id", COL_TEXT }, { "email", COL_TEXT },
    { "domain", COL_TEXT },       { "country", COL_TEXT },   { "city", COL_TEXT },
    { "file_id", COL_INT },       { "line", COL_INT },
};
static const ColSpec super_cols[] = {
    { "kind", COL_INT },    { "key_hash", COL_INT }, { "row_hash", COL_INT },
    { "file_id", COL_INT }, { "line", COL_INT },     { "any_row", COL_BOOL },
};
static const ColSpec state_cols[] = {
    { "kind", COL_INT }, { "key_hash", COL_INT },   { "file_id", COL_INT },
    { "seq", COL_INT },  { "changed_at", COL_TIME }, { "deleted", COL_BOOL },
};

static const ColSpec assumed_cols[] = {
    { "kind", COL_INT }, { "key_hash", COL_INT }, { "row_hash", COL_INT }, { "file_id", COL_INT },
};

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

void fact_put_words(FactSink *k, int64_t alias, uint64_t words)
{
    static const ColSpec cols[] = { { "alias_id", COL_INT }, { "words", COL_INT } };
    Table *t = fact_wait_open(&k->wait_words, cols, COUNT_OF(cols));
    table_put_int(t, 0, alias);
    table_put_int(t, 1, (int64_t)words);
    table_row(t);
}

Status fact_flush_aliases(FactSink *k, Err *err)
{
    Status st = fact_flush(k, &k->wait_alias, "alias", err);
    return st ? st : fact_flush(k, &k->wait_words, "alias_words", err);
}

static void put_alias(FactSink *k, const FactRecord *r, int64_t id)
{
    Table *t = fact_wait_open(&k->wait_alias, alias_cols, COUNT_OF(alias_cols));
    table_put_int(t, 0, id);
    table_put_int(t, 1, k->source_id);
    for (int p = 0; p < PARTY_COUNT; p++)
        table_put_text(t, 2 + (size_t)p, str_dup(&k->wait_alias.text, r->party[p]));
    table_put_int(t, 9, k->count.file_id);
    table_put_int(t, 10, r->line);
    table_row(t);
}

static Status alias_of(FactSink *k, const FactRecord *r, const LastParty *who, int64_t *id, Err *err)
{
    KeySlot s;
    bool any = false;
    for (int p = 0; p < PARTY_COUNT; p++)
        any = any || r->party[p].n;
    *id = 0;
    if (!any)
        return ST_OK;
    Status st = key_table_get(&k->alias, who->words, &s, err);
    if (!st && !s.state) {
        s.row = ++k->last_alias;
        s.state = KEY_HELD;
        st = key_table_set(&k->alias, &s, err);
        if (!st) {
            put_alias(k, r, s.row);
            fact_put_words(k, s.row, who->words);
        }
    }
    *id = s.row;
    return st;
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
    l->words = fact_words(k->source_id, l->hash);
    key_table_soon(&k->alias, l->words);
    return l;
}

static Status alias_here(FactSink *k, const FactRecord *r, LastParty *who, int64_t *id, Err *err)
{
    Status st = who->alias ? ST_OK : alias_of(k, r, who, &who->alias, err);
    *id = who->alias;
    return st;
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
        if (r->assumed && v->has && strcmp(d->field[f].name, "currency") == 0)
            one = k->currency_hash; /* whatever the book's has become since */
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

void fact_soon(const FactSink *k, KindId kind, Str ext_id)
{
    if (ext_id.n)
        key_table_soon(&k->keys[kind].known, fact_key(k->source_hash, kind, ext_id));
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

static void put_assumed(FactSink *k, const KeyVersion *v)
{
    Table *t = fact_wait_open(&k->wait_assumed, assumed_cols, COUNT_OF(assumed_cols));
    table_put_int(t, 0, v->kind);
    table_put_int(t, 1, v->key);
    table_put_int(t, 2, v->row);
    table_put_int(t, 3, k->count.file_id);
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

Status fact_supersede(FactSink *k, Err *err)
{
    bool some[KIND_COUNT] = { false };
    if (!k->wait_super.open)
        return ST_OK;
    for (size_t r = 0; r < k->wait_super.rows.n; r++)
        some[k->wait_super.rows.col[0].i[r]] = true;
    Status st = fact_flush(k, &k->wait_super, "superseding", err);
    for (int i = 0; !st && i < KIND_COUNT; i++)
        if (some[i])
            st = store_run(k->s, SQL_SUPERSEDE_ACCOUNT + i, STORE_NO_ARGS, err);
    return st ? st : store_run(k->s, SQL_SUPERSEDING_CLEAR, STORE_NO_ARGS, err);
}

/* A row that is read again replaces rows of any file and line: they are marked before it is there itself. */
static Status supersede_now(FactSink *k, KindId kind, Err *err)
{
    Status st = fact_flush_aliases(k, err);
    if (!st)
        st = fact_flush(k, &k->wait[kind], kinds[kind].table, err);
    return st ? st : fact_supersede(k, err);
}

/* A ticket's own time of change is one of its values and needs not be kept beside it. */
static KeyVersion version_of(FactSink *k, const FactRecord *r, const LastParty *who, bool *own)
{
    uint64_t key = 0;
    if (r->ext_id.n) {
        key = fact_key(k->source_hash, r->kind, r->ext_id);
        key_table_soon(&k->keys[r->kind].known, key);
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
static Status alias_known(FactSink *k, const LastParty *who, int64_t *id, Err *err)
{
    KeySlot s;
    Status st = key_table_get(&k->alias, who->words, &s, err);
    *id = st || !s.state ? 0 : s.row;
    return st;
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
static Status hand_over(FactSink *k, FactWait *w, const char *table, Err *err)
{
    if (!fact_wait_full(w))
        return ST_OK;
    return k->late ? fact_flush(k, w, table, err) : fact_writer_put(k->writer, table, w, err);
}

/* Whose the record is: a field or a change of a contact says so by what it is about. */
static Str person_of(const FactRecord *r)
{
    enum { ABOUT, ABOUT_ID };
    bool told = (r->kind == KIND_FIELD || r->kind == KIND_CHANGE) && str_eq(r->value[ABOUT].s, STR("contact"));
    return told && !r->party[PARTY_PERSON_ID].n ? r->value[ABOUT_ID].s : r->party[PARTY_PERSON_ID];
}

Status fact_put(FactSink *k, const FactRecord *r, Err *err)
{
    bool own, known = false;
    FactKeys *keys = &k->keys[r->kind];
    Status st = keys_ready(k, r->kind, err);
    if (st)
        return st;
    if (k->guard.on && forget_guard_knows(&k->guard, k->source_name, r->party[PARTY_EMAIL], person_of(r))) {
        k->count.unchanged += r->counts;
        k->forgotten += r->counts;
        return ST_OK;
    }
    LastParty *who = party_of(k, r);
    KeyVersion v = version_of(k, r, who, &own);
    KeyMet met;
    st = fact_keys_meet(keys, &v, &met, err);
    if (st)
        return st;
    if (met.touched && (!own || v.deleted || met.revived))
        put_state(k, &v);
    if (met.fate == KEY_OLDER || (met.fate == KEY_CHANGED && v.deleted && !met.in_force))
        st = ask_past(k, &v, &known, err);
    if (st || known || met.fate == KEY_SAME) {
        k->count.unchanged += r->counts;
        return st;
    }
    int64_t alias;
    st = v.deleted ? alias_known(k, who, &alias, err) : alias_here(k, r, who, &alias, err);
    if (st)
        return st;
    if (met.fate == KEY_CHANGED && met.in_force)
        put_superseding(k, r, v.key, met.row);
    k->replaced += met.fate == KEY_CHANGED && met.in_force && met.file == v.file && r->ext_id.n && !r->timed && !own && !k->late;
    if (k->late && met.fate == KEY_CHANGED)
        st = supersede_now(k, r->kind, err);
    put_row(k, r, &v, alias, met.fate == KEY_OLDER ? (met.file ? met.file : v.file) : v.deleted ? v.file : 0);
    k->count.kept += r->counts;
    if (r->assumed) {
        put_assumed(k, &v);
        st = st ? st : hand_over(k, &k->wait_assumed, "currency_assumed", err);
    }
    return st ? st : hand_over(k, &k->wait[r->kind], kinds[r->kind].table, err);
}

Status fact_end(FactSink *k, KindId kind, Str ext_id, bool *ended, Err *err)
{
    FactKeys *keys = &k->keys[kind];
    const FactRecord gone = { .kind = kind, .ext_id = ext_id };
    KeyVersion v = { .kind = kind, .key = (int64_t)fact_key(k->source_hash, kind, ext_id), .file = k->count.file_id, .deleted = true,
                     .timed = k->file.dated, .at = k->file.exported };
    KeySlot s;
    KeyMet met;
    *ended = false;
    Status st = keys_ready(k, kind, err);
    if (!st)
        st = key_table_get(&keys->known, (uint64_t)v.key, &s, err);
    if (st || (s.state & (KEY_ROW | KEY_GONE)) != KEY_ROW)
        return st;
    v.row = s.row;
    st = fact_keys_meet(keys, &v, &met, err);
    if (st || met.fate != KEY_CHANGED)
        return st;
    put_state(k, &v);
    put_superseding(k, &gone, v.key, met.row);
    *ended = true;
    return ST_OK;
}

Status fact_settle(FactSink *k, Err *err)
{
    return fact_writer_settle(k->writer, err);
}

/* A record without an id that is read again with other values: the row it was is no more. */
Status fact_replace(FactSink *k, const FactRecord *old, Err *err)
{
    bool own;
    bool was = false;
    Status st = keys_ready(k, old->kind, err);
    KeyVersion v = version_of(k, old, party_of(k, old), &own);
    if (!st)
        st = fact_keys_end(&k->keys[old->kind], (uint64_t)v.key, &was, err);
    if (st || !was)
        return st;
    put_superseding(k, old, v.key, v.row);
    return k->late ? supersede_now(k, old->kind, err) : ST_OK;
}
