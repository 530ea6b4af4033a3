/* ingest_file.c - one file inside its transaction (ingest_in.h). */
#include "ingest/ingest_in.h"

#include <stdio.h>

#include "base/date.h"
#include "base/file.h"
#include "ingest/aside.h"
#include "ingest/dimension.h"
#include "ingest/invoice_lines.h"
#include "ingest/recording.h"
#include "ingest/unread.h"
#include "model/limits.h"
#include "read/walk.h"

static void tick(void *ctx, int64_t rows)
{
    const Ingest *in = ctx;
    if (in->o->progress)
        in->o->progress(in->o->ctx, in->now->shown, rows);
}

static Status put_held(Ingest *in, const IngestFile *f, Err *err)
{
    Status st = ST_OK;
    for (size_t i = 0; in->sink && i < f->n_held && !st; i++) {
        const DoorHeld *h = &f->held[i];
        st = fact_not_stored(in->sink, &(FactNotStored){ h->column, private_words[h->what].name, h->how, h->n }, err);
    }
    return st;
}

static Status put_header(Ingest *in, const Job *j, Err *err)
{
    Arena a;
    if (!in->sink || !j->n_column || j->box == BOX_JSON)      /* JSON rows are written out whole */
        return ST_OK;
    arena_init(&a);
    char delimiter = job_delimiter(j);
    Status st = fact_header(in->sink, delimiter, aside_record(j->column, j->n_column, delimiter, &a), err);
    arena_release(&a);
    return st;
}

static void keep_shown(const Emit *e, IngestFile *f, Arena *a)
{
    f->shown = ARENA_NEW_N(a, EmitShown, e->n_shown + 1);
    f->aside = ARENA_NEW_N(a, EmitAside, e->n_aside + 1);
    for (f->n_shown = 0; f->n_shown < e->n_shown; f->n_shown++)
        f->shown[f->n_shown] = e->shown[f->n_shown];
    for (f->n_aside = 0; f->n_aside < e->n_aside; f->n_aside++)
        f->aside[f->n_aside] = e->aside[f->n_aside];
}

static Str asked_about(const MemoAsk *q) { return q->numbers ? STR("numbers") : STR("dates"); }

/* How it was read, so that a row of it can be read again; and what is asked. */
static Status put_reading(Ingest *in, const Job *j, const Emit *e, int64_t file_id, Err *err)
{
    char header[24];
    Arena a;
    Memo *m = e->memo;
    if (!in->sink || !in->store)
        return ST_OK;
    (void)snprintf(header, sizeof header, "%zu", j->header);
    memo_put(m, "header", STR(""), str_of(header));
    arena_init(&a);
    Status st = fact_settle(in->sink, err);
    if (!st)
        st = store_run(in->store, SQL_READING_PUT, STORE_ARGS(DB_INT(file_id), DB_TEXT(j->box == BOX_JSON ? STR("json") : STR("table")), DB_INT((int64_t)j->reader),
                          DB_INT((int64_t)j->style), DB_TEXT(str_of(j->leave ? j->leave : "")), DB_TEXT(buf_str(&m->settled))), err);
    Rows *rows = NULL;
    bool table = j->box != BOX_JSON && j->reader != READ_TRANSCRIPT;
    if (!st && table && j->box != BOX_PARQUET)
        st = job_rows(j, 0, &a, &rows, err);
    for (size_t i = 0; table && i < (rows ? e->head : 1) && !st; i++) {
        Row row = { .cell = j->column, .n = j->n_column };
        RowsGot got;
        if (rows)
            st = rows_next(rows, &row, &got, err);
        if (!st)
            st = store_run(in->store, SQL_HEAD_PUT, STORE_ARGS(DB_INT(file_id), DB_INT((int64_t)i + 1), DB_TEXT(aside_record(row.cell, row.n, job_delimiter(j), &a))), err);
    }
    for (size_t i = 0; i < m->n_ask && !st; i++) {
        const MemoAsk *q = &m->ask[i];
        Str examples = str_fmt(&a, "%s%s%s%s%s", q->example[0], q->example[1][0] ? ", " : "", q->example[1], q->example[2][0] ? ", " : "", q->example[2]);
        st = store_run(in->store, SQL_QUESTION_PUT, STORE_ARGS(DB_INT(file_id), DB_TEXT(str_of(q->column)), DB_TEXT(q->required ? STR("true") : STR("false")), DB_TEXT(examples), DB_TEXT(asked_about(q))), err);
    }
    arena_release(&a);
    return st;
}

static Status put_recording(Ingest *in, const Job *j, Emit *e, Arena *file, Recording *kept, Err *err)
{
    Status st = e->clip.call.n ? fact_settle(in->sink, err) : ST_OK;
    if (!st)
        st = recording_keep(in->store, ingest_source(j), &e->clip, fact_forgotten(in->sink) > 0, file, kept, err);
    if (kept->says.n)
        emit_remark(e, "%.*s", STR_ARG(kept->says));
    return st;
}

/* By the new answer; then what only the old one said is no more. */
static Status load_anew(const Ingest *in, const Job *j, Arena *a, Emit *e, Err *err)
{
    I64Map keyless;
    i64map_init(&keyless);
    e->keyless = &keyless;
    emit_remark(e, "read again, since what was said about its columns has changed");
    Status st = load_job(j, &in->load, a, e, err);
    if (!st && keyless.n)
        st = reread_replace(&(RereadFile){ j, &in->load, in->sink, &in->again, in->orders, &keyless }, a, err);
    i64map_release(&keyless);
    return st ? st : store_run(in->store, SQL_REREAD_DONE, STORE_ARGS(DB_TEXT(str_of(j->look.hash))), err);
}

Status ingest_fill(Ingest *in, const Job *j, IngestFile *f, Err *err)
{
    Arena file;
    Memo memo;
    memo_init(&memo);
    memo.known = in->orders;
    Emit e = { .sink = in->sink, .tick = tick, .ctx = in, .keep = in->sink ? NULL : in->a, .memo = &memo, .context = STR("") };
    buf_init(&e.remark, EMIT_REMARK_MAX);
    arena_init(&file);
    e.parted = dimension_open(j->section, &memo, &file);
    Status st = j->section->kind == KIND_INVOICE ? lines_known(in->store, in->sink, ingest_source(j), &file, &in->load.lines, err) : ST_OK;
    if (!st)
        st = in->again.marked ? load_anew(in, j, &file, &e, err) : load_job(j, &in->load, &file, &e, err);
    if (!st)
        st = dimension_end(e.parted, &e, err);
    in->load.lines = NULL;
    if (e.door)
        f->n_held = door_list(e.door, in->a, &f->held);
    for (size_t i = 0; i < f->n_held; i++)
        f->held[i].column = str_dup(in->a, f->held[i].column);
    emit_orders(&e);
    ingest_ask(&e, &file);
    f->question = memo.n_ask > 0;
    f->asked = ARENA_NEW_N(in->a, IngestAsked, memo.n_ask + 1);
    for (; f->n_asked < memo.n_ask; f->n_asked++)
        f->asked[f->n_asked] = (IngestAsked){ str_dup(in->a, str_of(memo.ask[f->n_asked].column)), asked_about(&memo.ask[f->n_asked]) };
    f->settled = str_dup(in->a, buf_str(&memo.settled));
    Recording kept = { .lock = -1 };
    if (!st && in->sink && in->store)
        st = put_recording(in, j, &e, &file, &kept, err);
    /* Of invoices it is told in their own words (invoice_lines.h). */
    f->replaced = in->sink && j->section->kind != KIND_INVOICE ? fact_replaced(in->sink) : 0;
    f->n_unread = unread_columns(j, &e, f->held, f->n_held, in->a, &f->unread, &f->unread_more);
    f->note = ingest_note(&e, j, f, in->a);
    f->cells_bad = e.cells_bad;
    f->assumed = e.assumed;
    keep_shown(&e, f, in->a);
    bool own = st && !e.sink_failed;      /* the file's own failure */
    if (!st && in->sink)
        st = fact_settle(in->sink, err);
    if (!st && in->sink && in->store)
        st = memory_keep(in->store, j, str_of(in->o->who), in->o->now, in->a, err);
    if (!st)
        st = put_held(in, f, err);
    if (!st)
        st = put_header(in, j, err);
    if (!st && in->sink)
        st = put_reading(in, j, &e, fact_counts(in->sink).file_id, err);
    if (!st && in->sink)
        st = fact_file_end(in->sink, e.rows, f->note, &f->count, err);
    else if (!st)
        f->count = (FactCounts){ 0, e.rows, e.rows - e.rows_bad, 0, e.rows_bad };
    else if (in->sink)
        fact_file_abort(in->sink);
    recording_done(&kept);
    if (!st && in->sink && fact_forgotten(in->sink))
        f->note = str_fmt(in->a, "%.*s%s%lld rows of forgotten persons were not stored again (counted as unchanged)",
                          STR_ARG(f->note), f->note.n ? "; " : "", (long long)fact_forgotten(in->sink));
    if (own) {
        f->question = false;
        f->skipped = str_dup(in->a, str_of(err->msg));
        f->count = (FactCounts){ 0 };
        f->n_shown = f->n_aside = 0;
        st = ST_OK;
    }
    buf_release(&e.remark);
    memo_release(&memo);
    arena_release(&file);
    return st;
}

PrivateSet ingest_keep(const Ingest *in, Str source)
{
    PrivateSet set = in->keep;
    Str bad;
    if (in->o->keep)
        return set;
    for (size_t r = 0; r < in->kept.n; r++)
        if (str_eq(col_text(&in->kept, "what")[r], STR("keep")) && str_eq(col_text(&in->kept, "subject")[r], source))
            (void)private_set(col_text(&in->kept, "object")[r], &set, &bad);
    return set;
}

/* As put_header() writes it. */
Str ingest_header(const Job *j, Arena *a)
{
    return j->n_column && j->box != BOX_JSON ? aside_record(j->column, j->n_column, job_delimiter(j), a) : STR("");
}

/* What the file just imported says about others; and its rows that were mended before. */
static Status settle(Ingest *in, const Job *j, IngestFile *f, Err *err)
{
    SettleResult r;
    const SettleFile me = { f->count.file_id, ingest_source(j), j->name, ingest_header(j, in->a), f->settled };
    AgainOptions o = { .how = "again", .who = str_fmt(in->a, "proved by %.*s", STR_ARG(f->path)), .at = micros_iso(in->a, in->o->now), .column = STR("") };
    Status st = quarantine_settle(in->store, in->sink, &me, &o, in->a, &r, err);
    if (st)
        return st;
    f->count.kept += r.again.rows_kept;
    f->count.unchanged += r.again.rows_unchanged;
    f->count.quarantined -= r.again.rows_kept + r.again.rows_unchanged;
    if (r.again.kept + r.again.unchanged)
        f->note = str_fmt(in->a, "%.*s%s%lld mended as they were before", STR_ARG(f->note), f->note.n ? "; " : "", (long long)(r.again.kept + r.again.unchanged));
    const struct { int64_t n; const char *words; } told[] = { { r.dates, "dates that waited in other files are read: this file shows their order" },
                                                              { r.numbers, "numbers that waited in other files are read: this file shows which sign is decimal" } };
    for (size_t i = 0; i < COUNT_OF(told); i++)
        if (told[i].n)
            f->note = str_fmt(in->a, "%.*s%s%lld %s", STR_ARG(f->note), f->note.n ? "; " : "", (long long)told[i].n, told[i].words);
    return ST_OK;
}

/* A transcript that the book holds, of which it has no recording: one may lie beside it by now. */
static Status recording_late(Ingest *in, IngestFile *f, Err *err)
{
    Arena a;
    Str call;
    EmitClip clip;
    Err why;
    bool has = true;
    Recording kept = { .lock = -1 };
    arena_init(&a);
    Status st = ST_OK;
    if (!load_transcript_clip(in->now, &a, &call, &clip, &why) && clip.call.n)
        st = clip_has(in->store, ingest_source(in->now), call, &has, err);
    if (!st && !has)
        st = recording_keep(in->store, ingest_source(in->now), &clip, false, &a, &kept, err);
    recording_done(&kept);
    if (kept.says.n)
        f->note = str_fmt(in->a, "%.*s; %.*s", STR_ARG(f->note), STR_ARG(kept.says));
    arena_release(&a);
    return st;
}

static AgainOptions answer_given(const Ingest *in)
{
    return (AgainOptions){ .how = "answer", .who = str_of(in->o->who ? in->o->who : ""), .at = micros_iso(in->a, in->o->now), .column = STR(""),
                           .dates = way_of(str_of(in->o->date_order ? in->o->date_order : "")), .numbers = way_of(str_of(in->o->decimal ? in->o->decimal : "")) };
}

/* A file the book holds: with --date-order or --decimal what it asked is answered. */
static Status answered_now(Ingest *in, IngestFile *f, Err *err)
{
    AgainResult r = { 0 };
    AgainOptions o = answer_given(in);
    f->note = STR("imported before");
    if (in->again.open.n)
        f->note = str_fmt(in->a, "imported before; answer the question about '%.*s', then import it again: its rows are read anew",
                          STR_ARG(in->again.open));
    Status st = (o.dates || o.numbers) && in->store ? quarantine_answer_all(in->store, in->sink, &o, f->count.file_id, in->a, &r, err) : ST_OK;
    if (!st && in->store && in->now->reader == READ_TRANSCRIPT)
        st = recording_late(in, f, err);
    if (st || r.kept + r.unchanged == 0)
        return st;
    f->count.kept += r.rows_kept;
    f->count.unchanged += r.rows_unchanged;
    f->count.quarantined -= r.rows_kept + r.rows_unchanged;
    f->note = str_fmt(in->a, "imported before; %lld %s are read", (long long)(r.kept + r.unchanged), o.numbers ? "values that waited for an answer" : "dates that waited for their order");
    return ST_OK;
}

/* Whether a file that the book holds is to be read all the same: not before what it asks is answered. */
static Status read_anew(Ingest *in, Str hash, Err *err)
{
    AgainResult r;
    AgainOptions o = answer_given(in);
    Status st = reread_ask(in->store, hash, in->a, &in->again, err);
    if (!st && in->again.open.n && (o.dates || o.numbers)) {
        st = quarantine_answer_all(in->store, in->sink, &o, in->again.question_file, in->a, &r, err);
        if (!st)
            st = reread_ask(in->store, hash, in->a, &in->again, err);
    }
    if (!st && in->again.marked && !in->again.open.n)
        fact_anew(in->sink);
    return st;
}

Status ingest_job(Ingest *in, const Job *j, IngestFile *f, Err *err)
{
    FactFile file = { .source = ingest_source(j), .path = j->shown, .content_hash = str_of(j->look.hash), .kind = j->name,
                      .encoding = f->encoding, .mapping = f->mapping, .bytes = j->look.size };
    file.dated = when_in_name(in->o->exported ? str_of(in->o->exported) : path_base(j->shown), &file.exported);
    in->now = j;
    in->load.dated = file.dated;
    in->load.exported = file.exported;
    in->load.keep = ingest_keep(in, file.source);
    in->again = (Reread){ .open = STR(""), .was = STR("") };
    if (in->sink) {
        Status st = in->store ? read_anew(in, file.content_hash, err) : ST_OK;
        if (!st)
            st = fact_file_begin(in->sink, &file, &f->known, &f->count, err);
        if (st)
            return st;
        if (f->known)
            return answered_now(in, f, err);
    }
    in->orders = STR("");
    Status st = in->store ? quarantine_known(in->store, &(SettleFile){ 0, file.source, file.kind, ingest_header(j, in->a), STR("") }, in->a, &in->orders, err) : ST_OK;
    if (!st)
        st = ingest_fill(in, j, f, err);
    return st || f->skipped.n || !in->sink || !in->store ? st : settle(in, j, f, err);
}
