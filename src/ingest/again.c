#include "ingest/again.h"

#include <stdlib.h>

#include "base/attr.h"
#include "base/date.h"
#include "ingest/amount.h"
#include "ingest/aside.h"
#include "model/limits.h"

enum { SLICE = 5000, CUT_WITHIN = 4 };

static Status open_job(Again *x, const Table *file, const Table *how, Err *err)
{
    Mapping m;
    Job *j = &x->job;
    Arena *a = x->a;
    int64_t header = 1;
    Str leave = col_text(how, "leave_out")[0], line = col_text(how, "header")[0];
    Status st = map_parse(col_text(file, "mapping")[0], "the file's mapping", a, &m, err);
    if (st)
        return st;
    x->settled = col_text(how, "settled")[0];
    (void)str_to_i64(memo_get(x->settled, "header", STR("")), &header);
    bool json = str_eq(col_text(how, "box")[0], STR("json"));
    Str delimiter = col_text(how, "delimiter")[0];
    bool whole = json || col_int(how, "reader")[0] == READ_TRANSCRIPT;      /* a record is a text, not cells */
    x->delimiter = whole ? 0 : delimiter.n ? delimiter.p[0] : ',';
    *j = (Job){ .shown = x->path, .name = x->kind, .skipped = STR(""), .note = STR(""), .box = json ? BOX_JSON : BOX_CSV, .lines = true,
                .style = (SurveyStyle)col_int(how, "style")[0], .leave = leave.n ? leave.p : NULL,
                .reader = (ShapeReader)col_int(how, "reader")[0], .delimiter = x->delimiter, .header = (size_t)header };
    if (!whole && line.n && !aside_split(line, x->delimiter, a, &j->column, &j->n_column))
        return ERR(err, ST_INVALID, "the header of '%.*s' cannot be read", STR_ARG(x->path));
    job_sections(j, &m);
    x->column = j->column;
    x->n_column = j->n_column;
    return ST_OK;
}

static int by_seq(const void *p, const void *q)
{
    int64_t a = (*(AgainEntry *const *)p)->seq, b = (*(AgainEntry *const *)q)->seq;
    return (a > b) - (a < b);
}

static void group_entries(Again *x, const Table *t)
{
    const TableColumn *record = table_col(t, "record");
    AgainEntry *e = ARENA_NEW_N(x->a, AgainEntry, t->n + 1);
    x->group = ARENA_NEW_N(x->a, AgainGroup, t->n + 1);
    x->by_seq = ARENA_NEW_N(x->a, AgainEntry *, t->n + 1);
    for (size_t r = 0; r < t->n; r++) {
        int64_t first = col_int(t, "first_seq")[r];
        Str raw = col_text(t, "raw")[r];
        e[r] = (AgainEntry){ .seq = col_int(t, "seq")[r], .line = col_int(t, "line")[r], .col = col_int(t, "col")[r], .column = col_text(t, "column_name")[r],
                             .reason = col_text(t, "reason")[r], .raw = raw, .whole = col_int(t, "whole_row")[r] != 0, .why = STR("") };
        if (!x->n || x->group[x->n - 1].first != first) {
            bool whole = e[r].whole && raw.n + CUT_WITHIN <= LIMIT_RAW;
            Str none = { NULL, 0 };
            x->group[x->n++] = (AgainGroup){ .first = first, .entry = &e[r], .context = col_text(t, "context")[r], .now = none,
                                             .before = col_has(record, r) ? record->s[r] : whole ? raw : none };
        }
        e[r].group = x->n - 1;
        x->group[x->n - 1].n++;
        x->by_seq[x->n_entry++] = &e[r];
    }
    qsort(x->by_seq, x->n_entry, sizeof(AgainEntry *), by_seq);
}

Status again_open(Store *s, int64_t file_id, Arena *a, Again **out, Err *err)
{
    Table file, how, t;
    Again *x = *out = ARENA_NEW(a, Again);
    *x = (Again){ .file_id = file_id, .store = s, .a = a, .refused = STR("") };
    Status st = store_fetch(s, SQL_FILE_AGAIN, STORE_ARGS(DB_INT(file_id)), a, &file, err);
    if (!st && !file.n)
        return ERR(err, ST_NOT_FOUND, "the book has no file %lld", (long long)file_id);
    if (!st)
        st = store_fetch(s, SQL_READING_GET, STORE_ARGS(DB_INT(file_id)), a, &how, err);
    if (!st)
        st = store_fetch(s, SQL_AGAIN_ENTRIES, STORE_ARGS(DB_INT(file_id)), a, &t, err);
    if (st)
        return st;
    x->path = col_text(&file, "path")[0];
    x->source = col_text(&file, "source")[0];
    x->kind = col_text(&file, "kind")[0];
    x->hash = col_text(&file, "content_hash")[0];
    const TableColumn *at = table_col(&file, "exported_at");
    x->dated = col_has(at, 0);
    x->exported = x->dated ? at->i[0] : 0;
    group_entries(x, &t);
    if (!how.n) {
        x->refused = STR("it was imported by an earlier version of the program: import the mended rows as a file");
        return ST_OK;
    }
    return open_job(x, &file, &how, err);
}

AgainEntry *again_entry(const Again *x, int64_t seq, AgainGroup **group)
{
    size_t low = 0, high = x->n_entry;
    while (low < high) {
        size_t mid = (low + high) / 2;
        if (x->by_seq[mid]->seq < seq)
            low = mid + 1;
        else
            high = mid;
    }
    if (low == x->n_entry || x->by_seq[low]->seq != seq)
        return NULL;
    *group = &x->group[x->by_seq[low]->group];
    return x->by_seq[low];
}

void again_choose_open(Again *x, Str column)
{
    for (size_t g = 0; g < x->n; g++)
        for (size_t i = 0; i < x->group[g].n; i++) {
            const AgainEntry *e = &x->group[g].entry[i];
            if (str_eq(e->column, column) && (when_is_open(e->reason) || amount_is_open(e->reason)))
                x->group[g].now = x->group[g].before;
        }
}

void again_add(AgainResult *to, const AgainResult *r)
{
    to->kept += r->kept;
    to->unchanged += r->unchanged;
    to->still += r->still;
    to->rows_kept += r->rows_kept;
    to->rows_unchanged += r->rows_unchanged;
}

/* What a row became. */
typedef struct Got {
    FactRecord *record;
    FactBad    *bad;
    size_t      n, n_bad, cap, cap_bad;
    const char *whole;       /* the reason; NULL: it stands, or nothing came of it */
    int64_t     col;
    Str         column, safe;   /* safe: the row's text, masked as it is kept */
} Got;

typedef struct Slice {
    Got    *got;
    size_t  n;
    Door  **door;
    char    delimiter;
    Arena  *a;
} Slice;

static Str keep_str(Arena *a, Str s) { return s.p ? str_dup(a, s) : STR(""); }

static Status take_record(void *ctx, const FactRecord *r, Err *err)
{
    Slice *s = ctx;
    if (r->line < 1 || (size_t)r->line > s->n)
        return ERR(err, ST_INVALID, "a record of line %lld of %zu", (long long)r->line, s->n);
    Got *g = &s->got[r->line - 1];
    if (g->n == g->cap) {
        g->cap = g->cap ? g->cap * 2 : 2;
        FactRecord *more = ARENA_NEW_N(s->a, FactRecord, g->cap);
        if (g->n)
            memcpy(more, g->record, g->n * sizeof *more);
        g->record = more;
    }
    FactRecord *o = &g->record[g->n++];
    size_t n = kinds[r->kind].n_field;
    FactValue *v = ARENA_NEW_N(s->a, FactValue, n);
    memcpy(v, r->value, n * sizeof *v);
    for (size_t f = 0; f < n; f++)
        v[f].s = keep_str(s->a, v[f].s);
    *o = *r;
    o->value = v;
    o->ext_id = keep_str(s->a, r->ext_id);
    for (int p = 0; p < PARTY_COUNT; p++)
        o->party[p] = keep_str(s->a, r->party[p]);
    return ST_OK;
}

static Status take_bad(void *ctx, const FactBad *b, Err *err)
{
    Slice *s = ctx;
    if (b->line < 1 || (size_t)b->line > s->n)
        return ERR(err, ST_INVALID, "something set aside of line %lld of %zu", (long long)b->line, s->n);
    Got *g = &s->got[b->line - 1];
    if (b->whole_row) {
        g->whole = b->reason;
        g->col = b->column;
        g->column = keep_str(s->a, b->column_name);
        return ST_OK;
    }
    if (g->n_bad == g->cap_bad) {
        g->cap_bad = g->cap_bad ? g->cap_bad * 2 : 2;
        FactBad *more = ARENA_NEW_N(s->a, FactBad, g->cap_bad);
        if (g->n_bad)
            memcpy(more, g->bad, g->n_bad * sizeof *more);
        g->bad = more;
    }
    FactBad *o = &g->bad[g->n_bad++];
    *o = *b;
    o->column_name = keep_str(s->a, b->column_name);
    o->raw = *s->door ? door_cell(*s->door, b->raw, s->a) : keep_str(s->a, b->raw);
    return ST_OK;
}

/* Rows as the readers want them: `text` of each, cut into cells where the file is a table. */
static bool fill_row(const Again *x, Str text, Str key, size_t i, Arena *a, Row *row)
{
    *row = (Row){ .line = (int64_t)i + 1, .raw = key };
    return !x->delimiter || aside_split(text, x->delimiter, a, &row->cell, &row->n);
}

static Status fill_head(const Again *x, Arena *a, JobAgain *g, Err *err)
{
    Table t;
    Status st = store_fetch(x->store, SQL_HEAD_LIST, STORE_ARGS(DB_INT(x->file_id)), a, &t, err);
    if (st || !x->delimiter)
        return st;
    g->head = ARENA_NEW_N(a, Row, t.n + 1);
    for (; g->n_head < t.n; g->n_head++) {
        Row *row = &g->head[g->n_head];
        *row = (Row){ .line = 0, .raw = col_text(&t, "record")[g->n_head] };
        if (!aside_split(row->raw, x->delimiter, a, &row->cell, &row->n))
            return ERR(err, ST_INVALID, "the header of '%.*s' cannot be read", STR_ARG(x->path));
    }
    return ST_OK;
}

static Status options_of(const Again *x, Arena *a, LoadOptions *o, Err *err)
{
    Table t;
    Str bad;
    *o = (LoadOptions){ .currency = str_of(store_currency(x->store)), .dated = x->dated, .exported = x->exported, .threads = 1 };
    Status st = store_fetch(x->store, SQL_VERDICT_LIST, STORE_ARGS(DB_TEXT(STR("import"))), a, &t, err);
    for (size_t r = 0; !st && r < t.n; r++)
        if (str_eq(col_text(&t, "what")[r], STR("keep")) && str_eq(col_text(&t, "subject")[r], x->source))
            (void)private_set(col_text(&t, "object")[r], &o->keep, &bad);
    return st;
}

/* Reads n groups; `old`: as they stood before. */
static Status read_slice(const Again *x, AgainGroup *const *group, size_t n, bool old, Arena *a, Got *got, Err *err)
{
    JobAgain g = { .n = n };
    Memo memo;
    LoadOptions o;
    Emit e = { .context = STR("") };
    Slice s = { got, n, &e.door, x->delimiter, a };
    const EmitTaker taker = { take_record, take_bad, &s };
    Job job = x->job;
    g.row = ARENA_NEW_N(a, Row, n + 1);
    g.context = ARENA_NEW_N(a, Str, n + 1);
    for (size_t i = 0; i < n; i++) {
        bool cells = !group[i]->entry->whole && group[i]->before.p;
        Str text = old ? group[i]->before : group[i]->now, key = cells && x->delimiter ? group[i]->before : text;
        got[i] = (Got){ .column = STR("") };
        g.context[i] = group[i]->context;
        if (!fill_row(x, text, key, i, a, &g.row[i]))
            got[i].whole = "quote is never closed";
    }
    memo_init(&memo);
    memo.again = true;
    memo.given = old ? x->was_settled : x->settled;
    e.taker = &taker;
    e.memo = &memo;
    buf_init(&e.remark, EMIT_REMARK_MAX);
    job.again = &g;
    Status st = fill_head(x, a, &g, err);
    if (!st)
        st = options_of(x, a, &o, err);
    if (!st)
        st = load_job(&job, &o, a, &e, err);
    for (size_t i = 0; i < n && !st; i++)
        got[i].safe = e.door ? door_row(e.door, old ? group[i]->before : group[i]->now, x->delimiter, a) : group[i]->now;
    buf_release(&e.remark);
    memo_release(&memo);
    return st;
}

static bool same_record(const FactRecord *x, const FactRecord *y)
{
    bool same = x->kind == y->kind && str_eq(x->ext_id, y->ext_id);
    for (int p = 0; same && p < PARTY_COUNT; p++)
        same = str_eq(x->party[p], y->party[p]);
    for (size_t f = 0; same && f < kinds[x->kind].n_field; f++) {
        const FactValue *v = &x->value[f], *w = &y->value[f];
        same = v->has == w->has && (!v->has || (v->i == w->i && memcmp(&v->f, &w->f, sizeof v->f) == 0 && str_eq(v->s, w->s)));
    }
    return same;
}

/* No id, or one made of the row itself: mended, the record is another, and what it was has to go. */
static bool by_values(Str id) { return !id.n || load_is_row_key(id); }

/* What one run writes down. */
typedef struct Doing {
    Again              *x;
    FactSink           *k;
    const AgainOptions *o;
    AgainResult        *out;
    Table               fixed;
    Arena               fixed_text;
    bool                by_hand;
} Doing;

static void put_fixed(Doing *d, const AgainGroup *g, AgainEntry *e, const Got *got, AgainFate fate, bool secret)
{
    Table *t = &d->fixed;
    e->fate = fate;
    *(fate == AGAIN_KEPT ? &d->out->kept : &d->out->unchanged) += 1;
    table_put_int(t, 0, d->x->file_id);
    table_put_int(t, 1, e->seq);
    table_put_int(t, 2, e->line);
    table_put_text(t, 3, e->column);
    table_put_text(t, 4, e->reason);
    table_put_int(t, 5, e->whole);
    bool texts = d->by_hand && !secret;      /* an answer changes nothing of the row */
    table_put_text(t, 6, texts && g->before.p ? g->before : STR(""));
    table_put_text(t, 7, texts && got->safe.p ? str_dup(&d->fixed_text, got->safe) : STR(""));
    table_put_text(t, 8, str_of(d->o->how));
    table_put_text(t, 9, d->o->who);
    int64_t day = 0;
    When w;
    if (!when_parse(d->o->at, DATE_UNKNOWN, &w))
        day = w.micros;
    table_put_int(t, 10, day);
    table_row(t);
}

static Status still(Doing *d, AgainEntry *e, const char *reason, int64_t col, Str column, Err *err)
{
    e->fate = AGAIN_STILL;
    e->why = str_of(reason);
    d->out->still++;
    if (str_eq(e->reason, e->why) && str_eq(e->column, column))
        return ST_OK;
    return store_run(d->x->store, SQL_AGAIN_REASON, STORE_ARGS(DB_INT(d->x->file_id), DB_INT(e->seq), DB_INT(col), DB_TEXT(column), DB_TEXT(e->why)), err);
}

static FactBad *bad_at(const Got *got, const AgainEntry *e)
{
    for (size_t i = 0; i < got->n_bad; i++)
        if (!e->whole && str_eq(got->bad[i].column_name, e->column) && got->bad[i].column == e->col)
            return &got->bad[i];
    return NULL;
}

/* Cells that are wrong and were not before. */
static Status put_new_cells(Doing *d, const AgainGroup *g, Got *got, Err *err)
{
    Status st = ST_OK;
    for (size_t i = 0; i < got->n_bad && !st; i++) {
        FactBad b = got->bad[i];
        bool known = false;
        for (size_t k = 0; k < g->n; k++)
            known = known || bad_at(got, &g->entry[k]) == &got->bad[i];
        b.line = g->entry->line;
        b.row = (FactRow){ got->safe, g->context, -g->first };
        st = known ? ST_OK : fact_quarantine(d->k, &b, err);
    }
    return st;
}

static Status put_records(Doing *d, const AgainGroup *g, const Got *got, const Got *old, Err *err)
{
    Status st = ST_OK;
    for (size_t i = 0; old && i < old->n && !st; i++) {
        bool gone = by_values(old->record[i].ext_id);
        for (size_t k = 0; gone && k < got->n; k++)
            gone = !same_record(&old->record[i], &got->record[k]);
        if (gone)
            st = fact_replace(d->k, &old->record[i], err);
    }
    for (size_t i = 0; i < got->n && !st; i++) {
        FactRecord r = got->record[i];
        r.line = g->entry->line;
        st = fact_put(d->k, &r, err);
    }
    return st;
}

static Status apply(Doing *d, AgainGroup *g, Got *got, const Got *old, Err *err)
{
    Status st = ST_OK;
    if (got->whole || !got->n) {
        const char *why = got->whole ? got->whole : "not read as a record (a total, a footer, or empty)";
        for (size_t i = 0; i < g->n && !st; i++)
            st = still(d, &g->entry[i], why, g->entry[i].whole ? got->col : g->entry[i].col, g->entry[i].whole ? got->column : g->entry[i].column, err);
        return st;
    }
    int64_t before = fact_appended(d->k), hidden = fact_forgotten(d->k);
    st = put_records(d, g, got, old, err);
    bool kept = fact_appended(d->k) > before, secret = fact_forgotten(d->k) > hidden;
    for (size_t i = 0; i < g->n && !st; i++) {
        AgainEntry *e = &g->entry[i];
        const FactBad *bad = bad_at(got, e);
        d->out->rows_kept += e->whole && kept;
        d->out->rows_unchanged += e->whole && !kept;
        if (bad)
            st = still(d, e, bad->reason, e->col, e->column, err);
        else
            put_fixed(d, g, e, got, kept ? AGAIN_KEPT : AGAIN_UNCHANGED, secret);
    }
    return st ? st : put_new_cells(d, g, got, err);
}

static Status flush_fixed(Doing *d, Err *err)
{
    static const ColSpec cols[] = {
        { "file_id", COL_INT },    { "seq", COL_INT },     { "line", COL_INT },   { "column_name", COL_TEXT }, { "reason", COL_TEXT }, { "whole_row", COL_BOOL },
        { "record", COL_TEXT }, { "fixed", COL_TEXT }, { "how", COL_TEXT },    { "who", COL_TEXT },   { "fixed_at", COL_TIME },
    };
    Status st = ST_OK;
    if (d->fixed.n_col) {
        st = d->fixed.n ? store_append(d->x->store, "quarantine_fixed", &d->fixed, err) : ST_OK;
        arena_release(&d->fixed_text);
    }
    arena_init(&d->fixed_text);
    table_init(&d->fixed, &d->fixed_text, cols, COUNT_OF(cols));
    return st;
}

static Status run_slice(Doing *d, AgainGroup *const *group, size_t n, Err *err)
{
    Arena a;
    bool cells = false;
    arena_init(&a);
    Got *got = ARENA_NEW_N(&a, Got, n + 1), *old = ARENA_NEW_N(&a, Got, n + 1);
    Status st = read_slice(d->x, group, n, false, &a, got, err);
    /* Only a record without an id is known by its values alone: what it was is found by reading what it was. */
    for (size_t i = 0; i < n && !st; i++)
        for (size_t k = 0; k < got[i].n; k++)
            cells = cells || (!group[i]->entry->whole && by_values(got[i].record[k].ext_id) && group[i]->before.p);
    AgainGroup **was = ARENA_NEW_N(&a, AgainGroup *, n + 1);
    size_t n_was = 0;
    for (size_t i = 0; cells && i < n; i++)
        if (!group[i]->entry->whole && group[i]->before.p)
            was[n_was++] = group[i];
    if (!st && n_was)
        st = read_slice(d->x, was, n_was, true, &a, old, err);
    for (size_t i = 0, w = 0; i < n && !st; i++) {
        const Got *mine = w < n_was && was[w] == group[i] ? &old[w++] : NULL;
        st = apply(d, group[i], &got[i], mine, err);
    }
    if (!st)
        st = flush_fixed(d, err);
    arena_release(&a);
    return st;
}

static Status answer(const Again *x, const AgainOptions *o, Err *err)
{
    if (!o->column.n)
        return ST_OK;
    Status st = store_run(x->store, SQL_READING_SETTLED, STORE_ARGS(DB_INT(x->file_id), DB_TEXT(x->settled)), err);
    return st ? st : store_run(x->store, SQL_QUESTION_ANSWER, STORE_ARGS(DB_INT(x->file_id), DB_TEXT(o->column), DB_TEXT(str_of(way_name(o->way))), DB_TEXT(o->who), DB_TEXT(o->at)), err);
}

static Status finish(Doing *d, Err *err)
{
    const Again *x = d->x;
    Status st = store_run(x->store, SQL_AGAIN_DROP, STORE_ARGS(DB_INT(x->file_id)), err);
    if (!st)
        st = store_run(x->store, SQL_AGAIN_DROP_MONEY, STORE_ARGS(DB_INT(x->file_id)), err);
    if (!st)
        st = store_run(x->store, SQL_FILE_RECOUNT, STORE_ARGS(DB_INT(x->file_id), DB_INT(d->out->rows_kept), DB_INT(d->out->rows_unchanged)), err);
    if (!st)
        st = fact_again_flush(d->k, err);
    if (!st)
        st = store_run(x->store, SQL_AGAIN_DROP_ROWS, STORE_ARGS(DB_INT(x->file_id)), err);
    if (st || d->o->dry_run) {
        fact_file_abort(d->k);
        return st;
    }
    return fact_again_end(d->k, err);
}

Status again_run(Again *x, FactSink *k, const AgainOptions *o, AgainResult *out, Err *err)
{
    Doing d = { .x = x, .k = k, .o = o, .out = out, .by_hand = strcmp(o->how, "answer") != 0 };
    FactFile f = { .source = x->source, .path = x->path, .content_hash = x->hash, .kind = x->kind, .dated = x->dated, .exported = x->exported,
                   .encoding = STR(""), .mapping = STR("") };
    *out = (AgainResult){ 0 };
    if (x->refused.n)
        return ERR(err, ST_INVALID, "'%.*s' cannot be read again: %.*s", STR_ARG(x->path), STR_ARG(x->refused));
    x->was_settled = x->settled;
    if (o->column.n)
        x->settled = memo_with(x->settled, "order", o->column, str_of(way_name(o->way)), x->a);
    AgainGroup **chosen = ARENA_NEW_N(x->a, AgainGroup *, x->n + 1);
    size_t n = 0;
    for (size_t g = 0; g < x->n; g++)
        if (x->group[g].now.p)
            chosen[n++] = &x->group[g];
    Status st = fact_again_begin(k, &f, x->file_id, err);
    if (st)
        return st;
    st = answer(x, o, err);
    if (!st)
        st = flush_fixed(&d, err);
    for (size_t at = 0; at < n && !st; at += SLICE)
        st = run_slice(&d, chosen + at, n - at < SLICE ? n - at : SLICE, err);
    arena_release(&d.fixed_text);
    if (st) {
        fact_file_abort(k);
        return st;
    }
    return finish(&d, err);
}
