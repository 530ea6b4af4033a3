#include "tests/ingest/fake_sink.h"

#include "base/date.h"
#include "model/limits.h"
#include "store/clip.h"

struct FactSink {
    FakeLog log;
    int64_t in_file, bad_in_file;
};

static FactSink fake;        /* tests run one after another, in one thread */

FakeLog *fake_log(void) { return &fake.log; }

void fake_clear(void)
{
    buf_release(&fake.log.text);
    fake = (FactSink){ 0 };
    buf_init(&fake.log.text, 256u << 20);
}

const char *store_currency(const Store *s)
{
    (void)s;
    return "EUR";
}

Status store_run(Store *s, int sql, const DbArg *arg, size_t n_arg, Err *err)
{
    (void)s, (void)arg, (void)n_arg, (void)err;
    bug("statement %d without a store", sql);
}

Db *store_db(Store *s)
{
    (void)s;
    bug("a transaction without a store");
}

Status store_commit(Store *s, Err *err)
{
    (void)s, (void)err;
    bug("a transaction without a store");
}

void store_rollback(Store *s)
{
    (void)s;
    bug("a transaction without a store");
}

Status store_int(Store *s, int sql, const DbArg *arg, size_t n_arg, int64_t fallback, int64_t *out, Err *err)
{
    (void)s, (void)arg, (void)n_arg, (void)fallback, (void)out, (void)err;
    bug("statement %d without a store", sql);
}

Status fact_sink_open(Store *s, Arena *a, FactSink **out, Err *err)
{
    (void)s, (void)a, (void)err;
    *out = &fake;
    return ST_OK;
}

Status fact_file_begin(FactSink *k, const FactFile *f, bool *known, FactCounts *before, Err *err)
{
    (void)f, (void)before, (void)err;
    *known = false;
    k->in_file = k->bad_in_file = 0;
    k->log.files++;
    return ST_OK;
}

static void put_value(Buf *b, const Field *f, const FactValue *v, Arena *a)
{
    buf_puts(b, " | ");
    if (!v->has) {
        buf_puts(b, "~");
        return;
    }
    switch (f->type) {
    case FIELD_TEXT: case FIELD_DECIMAL: buf_put(b, v->s); break;
    case FIELD_NUM: buf_printf(b, "%.6g", v->f); break;
    case FIELD_DAY: buf_put(b, date_iso(a, v->i)); break;
    case FIELD_TIME: buf_put(b, micros_iso(a, v->i)); break;
    case FIELD_BOOL: case FIELD_INT: case FIELD_MONEY: buf_printf(b, "%lld", (long long)v->i); break;
    }
}

void fact_soon(const FactSink *k, KindId kind, Str ext_id)
{
    (void)k;
    (void)kind;
    (void)ext_id;
}

Status fact_put(FactSink *k, const FactRecord *r, Err *err)
{
    Arena a;
    Buf *b = &k->log.text;
    if (k->log.fail_at && ++k->log.counted == k->log.fail_at)
        return ERR(err, ST_DB, "no room");
    arena_init(&a);
    k->log.records++;
    k->in_file += r->counts;
    buf_printf(b, "%s %lld %.*s [", kinds[r->kind].name, (long long)r->line, STR_ARG(r->ext_id));
    for (int p = 0; p < PARTY_COUNT; p++)
        buf_printf(b, "%s%.*s", p ? "," : "", STR_ARG(r->party[p]));
    buf_puts(b, "]");
    for (size_t f = 0; f < kinds[r->kind].n_field; f++)
        put_value(b, &kinds[r->kind].field[f], &r->value[f], &a);
    if (r->deleted)
        buf_puts(b, " deleted");
    if (r->timed && k->log.stamps)
        buf_printf(b, " of %s", micros_iso(&a, r->changed).p);
    buf_puts(b, "\n");
    arena_release(&a);
    return ST_OK;
}

Status fact_quarantine(FactSink *k, const FactBad *f, Err *err)
{
    (void)err;
    *(f->whole_row ? &k->log.bad_rows : &k->log.bad_cells) += 1;
    k->bad_in_file += f->whole_row;
    Str raw = str_sub(f->raw, 0, 40);
    buf_printf(&k->log.text, "bad%s %lld:%lld %.*s '%s' %.*s\n", f->whole_row ? "" : " cell", (long long)f->line,
               (long long)f->column, STR_ARG(f->column_name), f->reason, STR_ARG(raw));
    return ST_OK;
}

Status fact_not_stored(FactSink *k, const FactNotStored *h, Err *err)
{
    (void)err;
    buf_printf(&k->log.text, "not stored %.*s %s %s %lld\n", STR_ARG(h->column), h->what, h->how, (long long)h->n);
    return ST_OK;
}

Status fact_header(FactSink *k, char delimiter, Str header, Err *err)
{
    (void)k, (void)delimiter, (void)header, (void)err;
    return ST_OK;
}

/* No book: nothing is remembered. */
Status store_fetch(Store *s, int sql, const DbArg *arg, size_t n_arg, Arena *a, Table *out, Err *err)
{
    (void)s, (void)sql, (void)arg, (void)n_arg, (void)a, (void)err;
    *out = (Table){ 0 };
    return ST_OK;
}

Status fact_settle(FactSink *k, Err *err)
{
    (void)k;
    (void)err;
    return ST_OK;
}

Status fact_file_end(FactSink *k, int64_t rows_in, Str note, FactCounts *out, Err *err)
{
    (void)note, (void)err;
    if (k->in_file + k->bad_in_file != rows_in)
        bug("%lld rows in, %lld kept, %lld bad", (long long)rows_in, (long long)k->in_file, (long long)k->bad_in_file);
    *out = (FactCounts){ k->log.files, rows_in, k->in_file, 0, k->bad_in_file };
    return ST_OK;
}

FactCounts fact_counts(const FactSink *k) { return (FactCounts){ .file_id = k->log.files }; }
int64_t fact_appended(const FactSink *k) { return k->log.records; }

/* Nothing is read again without a book. */
Status fact_again_begin(FactSink *k, const FactFile *f, int64_t file_id, Err *err)
{
    (void)k, (void)f, (void)file_id, (void)err;
    bug("rows are read again without a store");
}

Status fact_again_flush(FactSink *k, Err *err)
{
    (void)k, (void)err;
    bug("rows are read again without a store");
}

Status fact_again_end(FactSink *k, Err *err)
{
    (void)k, (void)err;
    bug("rows are read again without a store");
}

Status fact_replace(FactSink *k, const FactRecord *old, Err *err)
{
    (void)k, (void)old, (void)err;
    bug("rows are read again without a store");
}

Status store_append(Store *s, const char *table, const Table *rows, Err *err)
{
    (void)s, (void)table, (void)rows, (void)err;
    bug("appended without a store");
}

void fact_anew(FactSink *k) { (void)k; }

/* There is no book in which it could be. */
Status fact_end(FactSink *k, KindId kind, Str ext_id, bool *ended, Err *err)
{
    (void)k, (void)kind, (void)ext_id, (void)err;
    *ended = false;
    return ST_OK;
}

int64_t fact_replaced(const FactSink *k)
{
    (void)k;
    return 0;
}

int64_t fact_forgotten(const FactSink *k)
{
    (void)k;
    return 0;
}

void fact_file_abort(FactSink *k) { k->log.aborted++; }
void fact_sink_close(FactSink *k) { (void)k; }

/* Recordings have nowhere to lie. */
const char *store_where(const Store *s)
{
    (void)s;
    return ":memory:";
}

Str clip_dir(const char *where, Arena *a)
{
    (void)where, (void)a;
    return STR("");
}

Status clip_lock(Str dir, bool exclusive, int *fd, Err *err)
{
    (void)dir, (void)exclusive, (void)err;
    *fd = -1;
    return ST_OK;
}

void clip_unlock(int fd) { (void)fd; }

Status clip_keep(Str dir, const ClipSource *from, Clip *out, bool *copied, Err *err)
{
    (void)dir, (void)from, (void)out, (void)copied, (void)err;
    bug("a recording without a folder");
}

Status clip_put(Store *s, Str source, Str call, const Clip *c, bool *erased, Err *err)
{
    (void)s, (void)source, (void)call, (void)c, (void)erased, (void)err;
    bug("a recording without a store");
}

Status clip_refuse(Store *s, Str source, Str call, Err *err)
{
    (void)s, (void)source, (void)call, (void)err;
    bug("a recording without a store");
}

Status clip_has(Store *s, Str source, Str call, bool *has, Err *err)
{
    (void)s, (void)source, (void)call, (void)has, (void)err;
    bug("a recording without a store");
}

Status clip_sweep(Store *s, bool wait, int64_t *gone, Err *err)
{
    (void)s, (void)wait, (void)err;
    *gone = 0;
    return ST_OK;
}
