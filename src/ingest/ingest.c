#include "ingest/ingest.h"

#include <stdio.h>

#include "base/attr.h"
#include "base/date.h"
#include "base/file.h"
#include "ingest/aside.h"
#include "ingest/load.h"
#include "ingest/recording.h"
#include "ingest/reread.h"
#include "ingest/unknown.h"
#include "ingest/unread.h"
#include "read/pack.h"
#include "read/walk.h"
#include "model/limits.h"

/* One run over all files. */
typedef struct Ingest {
    const IngestOptions *o;
    Store               *store;
    FactSink            *sink;
    Memory               memory;
    Known                known;
    bool                 known_fresh;
    Mapping              mapping;
    JobOptions           jobs;
    LoadOptions          load;
    Arena               *a;
    const Job           *now;      /* for progress */
    PrivateSet           keep;     /* as asked for in this run */
    Table                kept;     /* what was asked for earlier, a source */
    Reread               again;    /* the file now read was read before, by an answer that holds no longer */
    Str                  orders;   /* of dates, as answers and other files of the export now read have it (ingest/memo.h) */
} Ingest;

static void tick(void *ctx, int64_t rows)
{
    const Ingest *in = ctx;
    if (in->o->progress)
        in->o->progress(in->o->ctx, in->now->shown, rows);
}

static int rank(const Job *j)
{
    return j->section ? (int)j->section->kind : j->unknown ? KIND_COUNT : KIND_COUNT + 1;
}

static int by_kind(const void *x, const void *y)
{
    const Job *a = x, *b = y;
    int ra = rank(a), rb = rank(b);
    int c = (ra > rb) - (ra < rb);
    if (!c)
        c = walk_cmp(&a->at, &b->at);
    return c;
}

static Str source_of(const Job *j)
{
    return j->section->source.n ? j->section->source : STR("files");
}

/* What a person should know about how the file was read. */
static Str note_of(const Emit *e, const Job *j, const IngestFile *f, Arena *a)
{
    Buf b;
    buf_init(&b, LIMIT_RAW);
    buf_put(&b, j->note);
    if (j->look.mended)
        buf_printf(&b, "%stext was encoded twice: mended", b.n ? "; " : "");
    if (j->look.guessed)
        buf_printf(&b, "%sread as %s by its letters, which is a guess: look at the names", b.n ? "; " : "", j->look.encoding);
    if (j->look.broken)
        buf_printf(&b, "%s%lld places that are not UTF-8", b.n ? "; " : "", (long long)j->look.broken);
    if (e->deleted)
        buf_printf(&b, "%s%lld deleted at their source: kept, and not counted", b.n ? "; " : "", (long long)e->deleted);
    if (e->left_out)
        buf_printf(&b, "%s%lld lines left out (totals, footers)", b.n ? "; " : "", (long long)e->left_out);
    for (int i = 0; i < LEFT_COUNT; i++)
        if (e->left[i])
            buf_printf(&b, "%s%lld %s left out", b.n ? "; " : "", (long long)e->left[i], left_words[i]);
    if (e->remark.n)
        buf_printf(&b, "%s%.*s", b.n ? "; " : "", STR_ARG(buf_str(&e->remark)));
    if (e->narrow)
        buf_printf(&b, "%s%lld rows narrower than the header", b.n ? "; " : "", (long long)e->narrow);
    if (e->wide)
        buf_printf(&b, "%s%lld rows wider than the header: up to %zu cells below %zu columns", b.n ? "; " : "", (long long)e->wide, e->widest, j->n_column);
    if (e->assumed)
        buf_printf(&b, "%s%lld amounts without a currency: in the book's", b.n ? "; " : "", (long long)e->assumed);
    if (e->cells_bad)
        buf_printf(&b, "%s%lld cells set aside in rows that stand", b.n ? "; " : "", (long long)e->cells_bad);
    const struct { int64_t n; const char *what; } kept[] = { { e->previews, "previews" }, { e->spam, "marked as spam" },
                                                             { e->unfinished, "unfinished" } };
    for (size_t i = 0; i < COUNT_OF(kept); i++)
        if (kept[i].n)
            buf_printf(&b, "%s%lld %s, kept and not counted", b.n ? "; " : "", (long long)kept[i].n, kept[i].what);
    const struct { int64_t n; const char *what; } cut[] = { { emit_cut_ids(&e->keys), "ids" }, { emit_cut_ids(&e->accounts), "account ids" } };
    for (size_t i = 0; i < COUNT_OF(cut); i++)
        if (cut[i].n)
            buf_printf(&b, "%s%lld %s shorter than others that begin with zero: a spreadsheet may have cut zeros off", b.n ? "; " : "",
                       (long long)cut[i].n, cut[i].what);
    if (f->replaced)
        buf_printf(&b, "%s%lld record%s the place of earlier ones with the same id in this file, which say otherwise: the later counts", b.n ? "; " : "",
                   (long long)f->replaced, f->replaced == 1 ? " takes" : "s take");
    door_say(f->held, f->n_held, &b);
    unread_note(&b, f->unread, f->n_unread, f->unread_more, j->box == BOX_JSON);
    Str out = str_dup(a, buf_str(&b));
    buf_release(&b);
    return out;
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
        if (q->amount)      /* answered by importing the file again */
            continue;
        Str examples = str_fmt(&a, "%s%s%s%s%s", q->example[0], q->example[1][0] ? ", " : "", q->example[1], q->example[2][0] ? ", " : "", q->example[2]);
        st = store_run(in->store, SQL_QUESTION_PUT, STORE_ARGS(DB_INT(file_id), DB_TEXT(str_of(q->column)), DB_TEXT(q->required ? STR("true") : STR("false")), DB_TEXT(examples)), err);
    }
    arena_release(&a);
    return st;
}

/* "the dates in column 'Due' can be read both ways (03/04/2025, ...): is 03/04/2025 3 April 2025 (day-first) or ..." */
static void remark_asks(Emit *e, Arena *a)
{
    for (size_t i = 0; i < e->memo->n_ask; i++) {
        const MemoAsk *q = &e->memo->ask[i];
        const char *wait = q->required ? (q->n == 1 ? "row waits" : "rows wait") : (q->n == 1 ? "value is held" : "values are held");
        When dmy, mdy;
        Str one = str_of(q->example[0]);
        if (q->amount)
            emit_remark(e, "the numbers in column '%.60s' can be read both ways: is the sign in %s decimal, or does it group thousands? %lld %s: import the file again with "
                        "--decimal point or --decimal comma", q->column, q->example[0], (long long)q->n, wait);
        if (when_parse(one, DATE_DMY, &dmy) || when_parse(one, DATE_MDY, &mdy))
            continue;
        emit_remark(e, "the dates in column '%.60s' can be read both ways: is %s %s (day-first) or %s (month-first)? %lld %s until it is answered",
                    q->column, q->example[0], date_long(a, dmy.day).p, date_long(a, mdy.day).p, (long long)q->n, wait);
    }
}

static Status put_recording(Ingest *in, const Job *j, Emit *e, Arena *file, Recording *kept, Err *err)
{
    Status st = e->clip.call.n ? fact_settle(in->sink, err) : ST_OK;
    if (!st)
        st = recording_keep(in->store, source_of(j), &e->clip, fact_forgotten(in->sink) > 0, file, kept, err);
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
    emit_remark(e, "read again, since what was said about its dates has changed");
    Status st = load_job(j, &in->load, a, e, err);
    if (!st && keyless.n)
        st = reread_replace(&(RereadFile){ j, &in->load, in->sink, &in->again, in->orders, &keyless }, a, err);
    i64map_release(&keyless);
    return st ? st : store_run(in->store, SQL_REREAD_DONE, STORE_ARGS(DB_TEXT(str_of(j->look.hash))), err);
}

/* Reads one file inside its transaction.  A failure that is not the sink's stays with the file. */
static Status fill(Ingest *in, const Job *j, IngestFile *f, Err *err)
{
    Arena file;
    Memo memo;
    memo_init(&memo);
    memo.known = in->orders;
    Emit e = { .sink = in->sink, .tick = tick, .ctx = in, .keep = in->sink ? NULL : in->a, .memo = &memo, .context = STR("") };
    buf_init(&e.remark, EMIT_REMARK_MAX);
    arena_init(&file);
    Status st = in->again.marked ? load_anew(in, j, &file, &e, err) : load_job(j, &in->load, &file, &e, err);
    if (e.door)
        f->n_held = door_list(e.door, in->a, &f->held);
    for (size_t i = 0; i < f->n_held; i++)
        f->held[i].column = str_dup(in->a, f->held[i].column);
    emit_orders(&e);
    remark_asks(&e, &file);
    f->question = memo.n_ask > 0;
    f->asked = ARENA_NEW_N(in->a, Str, memo.n_ask + 1);
    for (size_t i = 0; i < memo.n_ask; i++)
        if (!memo.ask[i].amount)
            f->asked[f->n_asked++] = str_dup(in->a, str_of(memo.ask[i].column));
    f->settled = str_dup(in->a, buf_str(&memo.settled));
    Recording kept = { .lock = -1 };
    if (!st && in->sink && in->store)
        st = put_recording(in, j, &e, &file, &kept, err);
    /* Of invoices it is told in their own words (invoice_lines.h). */
    f->replaced = in->sink && j->section->kind != KIND_INVOICE ? fact_replaced(in->sink) : 0;
    f->n_unread = unread_columns(j, &e, f->held, f->n_held, in->a, &f->unread, &f->unread_more);
    f->note = note_of(&e, j, f, in->a);
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

/* What may be stored of this source: as this run says, else as the last run that said so. */
static PrivateSet keep_of(const Ingest *in, Str source)
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
static Str header_of(const Job *j, Arena *a)
{
    return j->n_column && j->box != BOX_JSON ? aside_record(j->column, j->n_column, job_delimiter(j), a) : STR("");
}

/* What the file just imported says about others; and its rows that were mended before. */
static Status settle(Ingest *in, const Job *j, IngestFile *f, Err *err)
{
    SettleResult r;
    const SettleFile me = { f->count.file_id, source_of(j), j->name, header_of(j, in->a), f->settled };
    AgainOptions o = { .how = "again", .who = str_fmt(in->a, "proved by %.*s", STR_ARG(f->path)), .at = micros_iso(in->a, in->o->now), .column = STR("") };
    Status st = quarantine_settle(in->store, in->sink, &me, &o, in->a, &r, err);
    if (st)
        return st;
    f->count.kept += r.again.rows_kept;
    f->count.unchanged += r.again.rows_unchanged;
    f->count.quarantined -= r.again.rows_kept + r.again.rows_unchanged;
    if (r.again.kept + r.again.unchanged)
        f->note = str_fmt(in->a, "%.*s%s%lld mended as they were before", STR_ARG(f->note), f->note.n ? "; " : "", (long long)(r.again.kept + r.again.unchanged));
    if (r.answered)
        f->note = str_fmt(in->a, "%.*s%s%lld dates that waited in other files are read: this file shows their order", STR_ARG(f->note), f->note.n ? "; " : "",
                          (long long)r.answered);
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
        st = clip_has(in->store, source_of(in->now), call, &has, err);
    if (!st && !has)
        st = recording_keep(in->store, source_of(in->now), &clip, false, &a, &kept, err);
    recording_done(&kept);
    if (kept.says.n)
        f->note = str_fmt(in->a, "%.*s; %.*s", STR_ARG(f->note), STR_ARG(kept.says));
    arena_release(&a);
    return st;
}

static AgainOptions answer_given(const Ingest *in)
{
    const char *order = in->o->date_order;
    const char *decimal = in->o->decimal;
    return (AgainOptions){ .how = "answer", .who = str_of(in->o->who ? in->o->who : ""), .at = micros_iso(in->a, in->o->now), .column = STR(""),
                           .order = order ? quarantine_order(str_of(order)) : DATE_UNKNOWN,
                           .decimal = !decimal ? DECIMAL_UNKNOWN : strcmp(decimal, "comma") == 0 ? DECIMAL_COMMA : DECIMAL_POINT };
}

/* A file the book holds: with --date-order or --decimal what it asked is answered. */
static Status answered_now(Ingest *in, IngestFile *f, Err *err)
{
    AgainResult r = { 0 }, more = { 0 };
    AgainOptions o = answer_given(in);
    f->note = STR("imported before");
    if (in->again.open.n)
        f->note = str_fmt(in->a, "imported before; answer the question about '%.*s', then import it again: its rows are read anew",
                          STR_ARG(in->again.open));
    Status st = o.order && in->store ? quarantine_answer_all(in->store, in->sink, &o, f->count.file_id, in->a, &r, err) : ST_OK;
    if (!st && o.decimal && in->store)
        st = quarantine_decimal(in->store, in->sink, &o, f->count.file_id, in->a, &more, err);
    again_add(&r, &more);
    if (!st && in->store && in->now->reader == READ_TRANSCRIPT)
        st = recording_late(in, f, err);
    if (st || r.kept + r.unchanged == 0)
        return st;
    f->count.kept += r.rows_kept;
    f->count.unchanged += r.rows_unchanged;
    f->count.quarantined -= r.rows_kept + r.rows_unchanged;
    f->note = str_fmt(in->a, "imported before; %lld %s are read", (long long)(r.kept + r.unchanged), more.kept + more.unchanged ? "values that waited for an answer" : "dates that waited for their order");
    return ST_OK;
}

/* Whether a file that the book holds is to be read all the same: not before its dates are answered for. */
static Status read_anew(Ingest *in, Str hash, Err *err)
{
    AgainResult r;
    AgainOptions o = answer_given(in);
    Status st = reread_ask(in->store, hash, in->a, &in->again, err);
    if (!st && in->again.open.n && o.order) {
        st = quarantine_answer_all(in->store, in->sink, &o, in->again.question_file, in->a, &r, err);
        in->again.open = STR("");
    }
    if (!st && in->again.marked && !in->again.open.n)
        fact_anew(in->sink);
    return st;
}

static Status import_job(Ingest *in, const Job *j, IngestFile *f, Err *err)
{
    FactFile file = { .source = source_of(j), .path = j->shown, .content_hash = str_of(j->look.hash), .kind = j->name,
                      .encoding = f->encoding, .mapping = f->mapping, .bytes = j->look.size };
    file.dated = when_in_name(in->o->exported ? str_of(in->o->exported) : path_base(j->shown), &file.exported);
    in->now = j;
    in->load.keep = keep_of(in, file.source);
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
    Status st = in->store ? quarantine_known(in->store, &(SettleFile){ 0, file.source, file.kind, header_of(j, in->a), STR("") }, in->a, &in->orders, err) : ST_OK;
    if (!st)
        st = fill(in, j, f, err);
    return st || f->skipped.n || !in->sink || !in->store ? st : settle(in, j, f, err);
}

static Str encoding_name(const Job *j, Arena *a)
{
    bool mark = j->look.mark && strcmp(j->look.encoding, "UTF-8") == 0;
    return str_fmt(a, "%s%s", j->look.encoding, mark ? " with byte order mark" : "");
}

static Str mapping_text(const Job *j, Arena *a)
{
    Str out = map_text(&j->section[0], a);
    for (size_t i = 1; i < j->n_section; i++)
        out = str_fmt(a, "%.*s%.*s", STR_ARG(out), STR_ARG(map_text(&j->section[i], a)));
    for (size_t i = j->each == j->section; i < j->n_each; i++)
        out = str_fmt(a, "%.*s%.*s", STR_ARG(out), STR_ARG(map_text(&j->each[i], a)));
    return out;
}

static IngestFile describe(const Job *j, Arena *a)
{
    bool ready = j->section != NULL && !j->skipped.n;
    return (IngestFile){
        .path = j->shown, .opened = j->at.place.path, .shape = j->name, .note = j->note, .skipped = j->skipped, .unknown = j->unknown,
        .kind = ready ? str_of(kinds[j->section->kind].name) : STR(""), .source = ready ? source_of(j) : STR(""),
        .proposal = STR(""), .header = STR(""), .proposal_says = STR(""),
        .mapping = ready ? mapping_text(j, a) : STR(""), .encoding = encoding_name(j, a),
    };
}

/* What was said on the command line goes before what the mapping says. */
static void overrule(const IngestOptions *o, Job *j, Arena *a)
{
    if (!j->section || !(o->date_order || o->decimal || o->zone))
        return;
    bool only = j->each == j->section;
    size_t n = j->n_section + (only ? 0 : j->n_each);
    MapSection *s = ARENA_NEW_N(a, MapSection, n);
    for (size_t i = 0; i < n; i++) {
        s[i] = i < j->n_section ? j->section[i] : j->each[i - j->n_section];
        if (o->date_order)
            s[i].order = strcmp(o->date_order, "dmy") == 0 ? DATE_DMY : DATE_MDY;
        if (o->decimal)
            s[i].decimal = strcmp(o->decimal, "comma") == 0 ? DECIMAL_COMMA : DECIMAL_POINT;
        if (o->zone)
            s[i].zone = str_of(o->zone);
    }
    j->section = s;
    j->each = only ? s : s + j->n_section;
}

static Status take_proposal(Job *j, const Proposal *p, Arena *a, Err *err)
{
    Mapping m;
    Status st = map_parse(p->text, "proposal", a, &m, err);
    if (st)
        return st;
    j->section = m.section;
    j->confirmed = true;
    j->unknown = false;
    j->name = path_base(j->shown);
    j->note = str_fmt(a, "read by the proposed mapping, which was accepted: %zu of %zu columns", p->mapped, j->n_column);
    return ST_OK;
}

/* In a dry run: the first records as the proposal would have them, sure of it or not.  Nothing is counted: the file is not read so. */
static void show_proposal(Ingest *in, const Job *j, IngestFile *f, const Proposal *p)
{
    Job as = *j;
    IngestFile shown = *f;
    Err why;
    if (take_proposal(&as, p, in->a, &why))
        return;
    overrule(in->o, &as, in->a);
    in->now = &as;
    in->load.keep = keep_of(in, source_of(&as));
    in->orders = STR("");
    if (fill(in, &as, &shown, &why) || shown.skipped.n)
        return;
    f->shown = shown.shown;
    f->n_shown = shown.n_shown;
    f->aside = shown.aside;
    f->n_aside = shown.n_aside;
    f->mapping = mapping_text(&as, in->a);
}

static Status propose_for(Ingest *in, Job *j, IngestFile *f, Err *err)
{
    Proposal p;
    Err why;
    Status st = in->store && !in->known_fresh ? known_load(in->store, in->a, &in->known, err) : ST_OK;
    if (st)
        return st;
    in->known_fresh = true;
    if (j->box == BOX_PARQUET || unknown_propose(j, in->store ? &in->known : NULL, in->jobs.as_kind, in->a, &p, &why) || p.kind == KIND_COUNT)
        return ST_OK;
    f->proposal = p.text;
    f->proposal_sure = p.sure;
    f->proposal_says = str_fmt(in->a, "looks like %s: %zu of %zu columns understood%s%.*s", kinds[p.kind].help, p.mapped, j->n_column,
                               p.open.n ? "; not sure of: " : "; sure of all it needs", STR_ARG(p.open));
    f->note = f->proposal_says;
    (void)memory_fingerprint(j, in->a, &f->header);
    if (in->o->accept && p.sure)
        return take_proposal(j, &p, in->a, err);
    if (in->o->dry_run)
        show_proposal(in, j, f, &p);
    return ST_OK;
}

static Status open_jobs(Ingest *in, const Walk *w, Job *job, IngestResult *out)
{
    for (size_t i = 0; i < w->n; i++) {
        const WalkEntry *e = &w->entry[i];
        Err why;
        Str failed = e->failed;
        if (!failed.n && job_open(e, &in->jobs, in->a, &job[i], &why))
            failed = str_dup(in->a, str_of(why.msg));
        if (!failed.n) {
            job[i].confirmed = in->mapping.n && job[i].section && map_find(&in->mapping, path_base(e->shown));
            if (!job[i].confirmed && memory_recall(&in->memory, &job[i], in->a, &why))
                job[i].skipped = str_dup(in->a, str_of(why.msg));
            overrule(in->o, &job[i], in->a);
            continue;
        }
        job[i] = (Job){ .at = *e, .shown = e->shown, .name = STR(""), .note = STR(""), .skipped = failed };
        out->n_failed++;
    }
    return ST_OK;
}

static Status import_all(Ingest *in, Job *job, size_t n, IngestResult *out, Err *err)
{
    out->file = ARENA_NEW_N(in->a, IngestFile, n + 1);
    for (size_t i = 0; i < n; i++) {
        IngestFile *f = &out->file[out->n++];
        *f = describe(&job[i], in->a);
        if (job[i].unknown && propose_for(in, &job[i], f, err))
            return err->code;
        if (f->proposal.n && !job[i].unknown) {
            IngestFile was = *f;
            overrule(in->o, &job[i], in->a);
            *f = describe(&job[i], in->a);
            f->proposal = was.proposal;
        }
        out->n_unknown += job[i].unknown;
        if (!job[i].section || f->skipped.n)
            continue;
        Status st = import_job(in, &job[i], f, err);
        if (st) {
            err_context(err, "import '%.*s'", STR_ARG(f->path));
            return st;
        }
        in->known_fresh = false;
        out->n_failed += f->skipped.n > 0;
        out->rows_in += f->count.rows_in;
        out->kept += f->count.kept;
        out->unchanged += f->count.unchanged;
        out->quarantined += f->count.quarantined;
    }
    return ST_OK;
}

static Status prepare(Ingest *in, Store *s, Err *err)
{
    const IngestOptions *o = in->o;
    Str text, bad;
    in->jobs = (JobOptions){ .as_kind = KIND_COUNT };
    if (o->as_kind && !kind_find(str_of(o->as_kind), &in->jobs.as_kind))
        return ERR(err, ST_USAGE, "no such kind of record: '%.*s'; there are %.*s", STR_ARG(str_head(str_of(o->as_kind), 24)), STR_ARG(kind_names(in->a)));
    in->load = (LoadOptions){ .currency = str_of(o->currency ? o->currency : s ? store_currency(s) : "EUR"), .threads = o->threads };
    if (o->keep && !private_set(str_of(o->keep), &in->keep, &bad))
        return ERR(err, ST_USAGE, "--keep knows no '%.*s'; it knows ip, location, card, last4, bank, identity, birth, device, none", STR_ARG(bad));
    Status st = s ? store_fetch(s, SQL_VERDICT_LIST, STORE_ARGS(DB_TEXT(STR("import"))), in->a, &in->kept, err) : ST_OK;
    if (st || !o->map_file)
        return st;
    st = file_read(o->map_file, LIMIT_MAPPING, in->a, &text, err);
    if (!st)
        st = map_parse(text, o->map_file, in->a, &in->mapping, err);
    in->jobs.mapping = &in->mapping;
    return st;
}

bool ingest_is_one_file(const char *const *path, size_t n)
{
    FileInfo info;
    Pack pack;
    Arena a;
    Err ignored;   /* what is wrong with it is told when it is read */
    if (n != 1 || file_stat(path[0], &info, &ignored) || !info.is_regular)
        return false;
    arena_init(&a);
    Status st = pack_look(&(Place){ .path = path[0] }, &a, &pack, &ignored);
    bool one = !st && pack.kind == PACK_PLAIN;
    arena_release(&a);
    return one;
}

Status ingest_run(Store *s, const IngestOptions *o, Arena *a, IngestResult *out, Err *err)
{
    Ingest in = { .o = o, .a = a, .store = s };
    Walk w;
    *out = (IngestResult){ 0 };
    Status st = prepare(&in, s, err);
    if (!st && s)
        st = memory_load(s, a, &in.memory, err);
    if (!st)
        st = walk_paths(o->path, o->n_path, o->input_name, a, &w, err);
    if (st)
        return st;
    Job *job = ARENA_NEW_N(a, Job, w.n + 1);
    st = open_jobs(&in, &w, job, out);
    if (w.n)
        qsort(job, w.n, sizeof *job, by_kind);
    if (!st && !o->dry_run)
        st = fact_sink_open(s, a, &in.sink, err);
    if (!st)
        st = import_all(&in, job, w.n, out, err);
    if (in.sink)
        fact_sink_close(in.sink);
    int64_t swept;
    if (!st && in.sink)
        st = clip_sweep(s, false, &swept, err);
    return st;
}
