#include "ingest/quarantine.h"

#include <stdlib.h>

#include "base/attr.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/file.h"
#include "base/log.h"
#include "ingest/aside.h"
#include "model/limits.h"
#include "read/walk.h"

/* Where the columns of one file stand. */
typedef struct BackHead {
    int    file, seq;
    Str   *column;
    size_t n;
    const Again *of;         /* whose columns stand at place[] (-1: not here) and raw */
    int   *place, raw;
} BackHead;

/* One record of a file that came back. */
typedef struct Back {
    int64_t   file, seq, line;
    Str       shown;
    BackHead *head;          /* of its file */
    Str      *cell;          /* one a column of the file that came back */
} Back;

typedef struct Backs {
    Back     *at;
    size_t    n, cap;
    BackHead *head;          /* of the file being read; NULL: not yet */
    Str       shown;
    Arena    *a;
} Backs;

static Back *add_back(Backs *b)
{
    if (b->n == b->cap) {
        b->cap = b->cap ? b->cap * 2 : 256;
        Back *more = ARENA_NEW_N(b->a, Back, b->cap);
        if (b->n)
            memcpy(more, b->at, b->n * sizeof *more);
        b->at = more;
    }
    return &b->at[b->n++];
}

static Status read_head(const Row *row, Str shown, Arena *a, BackHead *h, Err *err)
{
    h->n = row->n;
    h->column = ARENA_NEW_N(a, Str, row->n + 1);
    for (size_t i = 0; i < row->n; i++)
        h->column[i] = str_dup(a, row->cell[i]);
    h->file = plan_column(h->column, h->n, STR("quarantine file"));
    h->seq = plan_column(h->column, h->n, STR("quarantine row"));
    if (h->file < 0 || h->seq < 0)
        return ERR(err, ST_INVALID, "'%.*s' is not what `quarantine export` wrote: it has no columns 'quarantine file' and 'quarantine row'", STR_ARG(shown));
    return ST_OK;
}

static Status read_record(const Row *row, RowsGot got, Backs *b, Err *err)
{
    int64_t file, seq;
    BackHead *h = b->head;
    Str shown = b->shown;
    bool fine = got == ROWS_ROW && (size_t)h->file < row->n && (size_t)h->seq < row->n && str_to_i64(str_trim(row->cell[h->file]), &file)
        && str_to_i64(str_trim(row->cell[h->seq]), &seq);
    if (!fine)
        return ERR(err, ST_INVALID, "line %lld of '%.*s' cannot be read%s%s: nothing was changed", (long long)row->line, STR_ARG(shown),
                   got == ROWS_BAD ? ", " : "", got == ROWS_BAD ? row->reason : "");
    Back *k = add_back(b);
    *k = (Back){ .file = file, .seq = seq, .line = row->line, .shown = shown, .head = h };
    k->cell = ARENA_NEW_N(b->a, Str, h->n + 1);
    for (size_t i = 0; i < h->n; i++)
        k->cell[i] = i < row->n ? str_dup(b->a, row->cell[i]) : STR("");
    return ST_OK;
}

static bool is_blank(const Row *row)
{
    for (size_t i = 0; i < row->n; i++)
        if (str_trim(row->cell[i]).n)
            return false;
    return true;
}

static Status open_back(const WalkEntry *e, Arena *a, Rows **rows, Err *err)
{
    Job job;
    if (e->failed.n || e->skipped.n)
        return ERR(err, ST_INVALID, "'%.*s': %.*s", STR_ARG(e->shown), STR_ARG(e->failed.n ? e->failed : e->skipped));
    Status st = job_open(e, &(JobOptions){ .as_kind = KIND_COUNT }, a, &job, err);
    if (st || job.box == BOX_JSON || job.box == BOX_PARQUET)
        return st ? st : ERR(err, ST_INVALID, "'%.*s' is no table", STR_ARG(e->shown));
    job.n_column = 0;
    return job_rows(&job, 0, a, rows, err);
}

static Status take_back_row(void *ctx, const Row *row, RowsGot got, Err *err)
{
    Backs *b = ctx;
    if (got == ROWS_ROW && is_blank(row))
        return ST_OK;
    if (b->head)
        return read_record(row, got, b, err);
    b->head = ARENA_NEW(b->a, BackHead);
    return read_head(row, b->shown, b->a, b->head, err);
}

static Status read_back(const WalkEntry *e, Backs *b, Err *err)
{
    Rows *rows;
    b->head = NULL;
    b->shown = e->shown;
    Status st = open_back(e, b->a, &rows, err);
    return st ? st : rows_each(rows, &(RowsTask){ take_back_row, b, NULL, 0 }, err);
}

/* The cells of a row as it is to be: the export's own names were set before the file's, which may have the same. */
static int own_column(const BackHead *h, Str name, int nth)
{
    static const char *const before[] = { "quarantine file", "quarantine row", "line", "column", "reason" };
    bool taken[COUNT_OF(before)] = { false };
    for (size_t i = 0; i < h->n; i++) {
        bool ours = false;
        for (size_t k = 0; k < COUNT_OF(before) && !ours; k++)
            if (!taken[k] && str_eq(str_trim(h->column[i]), str_of(before[k])))
                ours = taken[k] = true;
        if (!ours && str_eq(str_trim(h->column[i]), str_trim(name)) && nth-- == 0)
            return (int)i;
    }
    return -1;
}

/* Which of the columns called so it is: headers may repeat. */
static int count_before(const Again *x, size_t c)
{
    int n = 0;
    for (size_t i = 0; i < c; i++)
        n += str_eq(str_trim(x->column[i]), str_trim(x->column[c]));
    return n;
}

static Status disagree(const Back *b, Str column, Err *err)
{
    return ERR(err, ST_INVALID, "line %lld of '%.*s' says something else of '%.*s' than an earlier line about the same row: nothing was changed",
               (long long)b->line, STR_ARG(b->shown), STR_ARG(column));
}

static void place_columns(BackHead *h, const Again *x, Arena *a)
{
    if (h->of == x)
        return;
    h->of = x;
    h->place = ARENA_NEW_N(a, int, x->n_column + 1);
    for (size_t c = 0; c < x->n_column; c++)
        h->place[c] = own_column(h, x->column[c], count_before(x, c));
    h->raw = plan_column(x->column, x->n_column, STR("raw")) < 0 ? own_column(h, STR("raw"), 0) : -1;
}

/* One record laid over the row as it stood; what an earlier record of the same row has changed stays. */
static Status merge_cells(const Again *x, AgainGroup *g, const Back *b, const BackHead *h, Err *err)
{
    Str *was = NULL, *now = NULL;
    size_t n_was = 0, n_now = 0;
    bool known = g->before.p && aside_split(g->before, x->delimiter, x->a, &was, &n_was);
    if (g->now.p)
        (void)aside_split(g->now, x->delimiter, x->a, &now, &n_now);
    Str *cell = ARENA_NEW_N(x->a, Str, x->n_column + 1);
    for (size_t c = 0; c < x->n_column; c++) {
        int at = h->place[c];
        Str old = known && c < n_was ? was[c] : STR(""), given = at >= 0 ? b->cell[at] : old;
        Str earlier = now && c < n_now ? now[c] : old;
        bool changed = !str_eq(given, old), did = now && !str_eq(earlier, old);
        if (changed && did && !str_eq(given, earlier))
            return disagree(b, x->column[c], err);
        cell[c] = changed ? given : earlier;
    }
    size_t n = x->n_column;
    while (known && n > n_was && !cell[n - 1].n)      /* as narrow as it was */
        n--;
    g->now = aside_record(cell, n, x->delimiter, x->a);
    return ST_OK;
}

static Status merge_raw(const Again *x, AgainGroup *g, const Back *b, Str raw, Err *err)
{
    raw = str_trim(raw);
    bool changed = !g->before.p || !str_eq(raw, str_trim(g->before));
    if (g->now.p && changed && !str_eq(g->now, raw) && !str_eq(g->now, str_trim(g->before)))
        return disagree(b, STR("raw"), err);
    if (!g->now.p || changed)
        g->now = str_dup(x->a, raw);
    return ST_OK;
}

static Status take_back(Again *x, AgainGroup *g, const AgainEntry *e, const Back *b, Err *err)
{
    BackHead *h = b->head;
    place_columns(h, x, x->a);
    int raw = h->raw;
    bool by_raw = raw >= 0 && b->cell[raw].n;
    if (!x->delimiter)
        return by_raw && (e->whole || g->before.p) ? merge_raw(x, g, b, b->cell[raw], err) : ST_OK;
    if (by_raw && !x->n_column)
        return ST_OK;
    if (!e->whole && !g->before.p)      /* only the cell is there: its row is not known */
        return ST_OK;
    bool any = false;
    for (size_t c = 0; c < x->n_column && !any; c++) {
        int at = h->place[c];
        any = at >= 0 && str_trim(b->cell[at]).n > 0;
    }
    if (any)
        return merge_cells(x, g, b, h, err);
    if (by_raw)
        g->now = str_dup(x->a, b->cell[raw]);      /* one record as text, mended as such */
    return ST_OK;
}

static bool fixed_before(const Table *t, int64_t seq)
{
    const int64_t *v = col_int(t, "seq");
    size_t low = 0, high = t->n;
    while (low < high) {
        size_t mid = (low + high) / 2;
        if (v[mid] < seq)
            low = mid + 1;
        else
            high = mid;
    }
    return low < t->n && v[low] == seq;
}

/* The records of one file of the book, laid over its rows. */
static Status gather(Store *s, RetryFile *f, const Backs *b, Arena *a, Err *err)
{
    Table fixed;
    Status st = again_open(s, f->file_id, a, &f->again, err);
    if (!st)
        st = store_fetch(s, SQL_AGAIN_FIXED, STORE_ARGS(DB_INT(f->file_id)), a, &fixed, err);
    if (st)
        return st;
    f->path = f->again->path;
    f->refused = f->again->refused;
    for (size_t i = 0; i < b->n && !st; i++) {
        AgainGroup *g;
        if (b->at[i].file != f->file_id)
            continue;
        AgainEntry *e = again_entry(f->again, b->at[i].seq, &g);
        bool done = !e && fixed_before(&fixed, b->at[i].seq);
        f->in++;
        f->before += done;
        if (!e && !done)
            return ERR(err, ST_NOT_FOUND, "line %lld of '%.*s': nothing of '%.*s' was ever set aside as row %lld; nothing was changed", (long long)b->at[i].line,
                       STR_ARG(b->at[i].shown), STR_ARG(f->path), (long long)b->at[i].seq);
        if (e && !f->refused.n)
            st = take_back(f->again, g, e, &b->at[i], err);
    }
    return st;
}

static RetryFile *file_of(RetryResult *r, int64_t id)
{
    for (size_t i = 0; i < r->n; i++)
        if (r->file[i].file_id == id)
            return &r->file[i];
    r->file[r->n] = (RetryFile){ .file_id = id, .path = STR(""), .refused = STR("") };
    return &r->file[r->n++];
}

/* How each record ended; entries of one row may end differently. */
static void tally(RetryResult *r, const Backs *b)
{
    for (size_t i = 0; i < b->n; i++) {
        AgainGroup *g;
        RetryFile *f = file_of(r, b->at[i].file);
        const AgainEntry *e = again_entry(f->again, b->at[i].seq, &g);
        r->in++;
        r->kept += e && e->fate == AGAIN_KEPT;
        r->unchanged += !e || e->fate == AGAIN_UNCHANGED;
        r->quarantined += e && (e->fate == AGAIN_STILL || e->fate == AGAIN_LEFT);
    }
}

static Status run_all(Store *s, const AgainOptions *o, Arena *a, RetryResult *out, Err *err)
{
    FactSink *k;
    Status st = fact_sink_open(s, a, &k, err);
    if (st)
        return st;
    for (size_t i = 0; i < out->n && !st; i++)
        if (!out->file[i].refused.n)
            st = again_run(out->file[i].again, k, o, &out->file[i].got, err);
    fact_sink_close(k);
    return st;
}

Status quarantine_retry(Store *s, const AgainOptions *o, const char *const *path, size_t n, Arena *a, RetryResult *out, Err *err)
{
    Walk w;
    Backs b = { .a = a };
    *out = (RetryResult){ 0 };
    Status st = walk_paths(path, n, NULL, a, &w, err);
    for (size_t i = 0; !st && i < w.n; i++)
        st = read_back(&w.entry[i], &b, err);
    if (!st && !b.n)
        return ERR(err, ST_NOT_FOUND, "no record in '%s'", path[0]);
    out->file = ARENA_NEW_N(a, RetryFile, b.n + 1);
    for (size_t i = 0; i < b.n && !st; i++)
        (void)file_of(out, b.at[i].file);
    for (size_t i = 0; i < out->n && !st; i++)
        st = gather(s, &out->file[i], &b, a, err);
    if (!st)
        st = run_all(s, o, a, out, err);
    if (!st)
        tally(out, &b);
    return st;
}

Status quarantine_file(Store *s, Str file, Arena *a, int64_t *id, Err *err)
{
    Table t;
    int64_t number;
    size_t n = 0;
    bool numeric = str_to_i64(file, &number);
    Status st = store_fetch(s, SQL_AGAIN_FILE_NAMED, STORE_NO_ARGS, a, &t, err);
    for (size_t r = 0; !st && r < t.n; r++) {
        Str path = col_text(&t, "path")[r];
        int64_t this_id = col_int(&t, "file_id")[r];
        bool whole = str_eq(path, file) || (numeric && number == this_id);
        if (!whole && !str_eq(path_base(path), file))
            continue;
        n++;
        *id = this_id;
    }
    if (!st && n != 1)
        return n ? ERR(err, ST_USAGE, "%zu files of the book are called '%.*s': give the number (`data BOOK` shows them)", n, STR_ARG(file))
                 : ERR(err, ST_NOT_FOUND, "the book has no file '%.*s'", STR_ARG(file));
    return st;
}

static Status find_question(Store *s, int64_t file_id, Str column, Way way, Arena *a, Str *exact, Err *err)
{
    Table t;
    Str open = STR(""), about = STR("");
    Status st = store_fetch(s, SQL_QUESTION_LIST, STORE_NO_ARGS, a, &t, err);
    *exact = STR("");
    for (size_t r = 0; !st && r < t.n; r++) {
        Str name = col_text(&t, "column_name")[r];
        if (col_int(&t, "file_id")[r] != file_id)
            continue;
        open = open.n ? str_fmt(a, "%.*s, '%.*s'", STR_ARG(open), STR_ARG(name)) : str_fmt(a, "'%.*s'", STR_ARG(name));
        if (!str_ieq(name, column))
            continue;
        *exact = name;
        about = col_text(&t, "about")[r];
    }
    if (!st && exact->n && !way_answers(way, about))
        return ERR(err, ST_USAGE, "column '%.*s' of that file asks about %.*s: the answer is %s", STR_ARG(*exact), STR_ARG(about), way_both(about));
    if (!st && !exact->n)
        return open.n ? ERR(err, ST_NOT_FOUND, "nothing is asked about column '%.*s' of that file; open: %.*s", STR_ARG(column), STR_ARG(open))
                      : ERR(err, ST_NOT_FOUND, "nothing is asked about that file");
    return st;
}

static Status answer_one(Store *s, FactSink *k, const AgainOptions *o, int64_t file_id, Str column, Way way, Arena *a, RetryFile *f, Err *err)
{
    AgainOptions mine = *o;
    mine.how = "answer";
    mine.column = column;
    mine.way = way;
    *f = (RetryFile){ .file_id = file_id, .refused = STR("") };
    Status st = again_open(s, file_id, a, &f->again, err);
    if (st)
        return st;
    f->path = f->again->path;
    again_choose_open(f->again, column);
    return again_run(f->again, k, &mine, &f->got, err);
}

Status quarantine_answer(Store *s, const AgainOptions *o, Str file, Str column, Way way, Arena *a, RetryResult *out, Err *err)
{
    FactSink *k;
    int64_t id = 0;
    Str exact;
    *out = (RetryResult){ 0 };
    Status st = quarantine_file(s, file, a, &id, err);
    if (!st)
        st = find_question(s, id, column, way, a, &exact, err);
    if (!st)
        st = fact_sink_open(s, a, &k, err);
    if (st)
        return st;
    out->file = ARENA_NEW(a, RetryFile);
    out->n = 1;
    st = answer_one(s, k, o, id, exact, way, a, out->file, err);
    fact_sink_close(k);
    AgainResult *g = &out->file->got;
    out->kept = g->kept;
    out->unchanged = g->unchanged;
    out->quarantined = g->still;
    out->in = out->file->in = g->kept + g->unchanged + g->still;
    return st;
}

static Status settle_decided(Store *s, FactSink *k, const Table *t, size_t r, Arena *a, bool *done, Err *err)
{
    RetryFile f;
    Err why = { .code = ST_OK };
    int64_t file = col_int(t, "file_id")[r];
    AgainOptions o = { .how = "answer", .who = col_text(t, "who")[r], .at = micros_iso(a, col_int(t, "decided_at")[r]) };
    Status st = answer_one(s, k, &o, file, col_text(t, "column_name")[r], way_of(col_text(t, "what")[r]), a, &f, &why);
    *done = !st;
    if (st == ST_INVALID && f.again && f.again->refused.n) {
        log_event(LOG_WARN, "question.refused", "file=%lld", (long long)file);
        return ST_OK;
    }
    if (st)
        *err = why;
    return st;
}

Status quarantine_decided(Store *s, Arena *a, int64_t *n, Err *err)
{
    Table t;
    FactSink *k;
    *n = 0;
    Status st = store_fetch(s, SQL_QUESTION_DECIDED, STORE_NO_ARGS, a, &t, err);
    if (st || !t.n)
        return st;
    st = fact_sink_open(s, a, &k, err);
    if (st)
        return st;
    const int64_t *file = col_int(&t, "file_id");
    const Str *column = col_text(&t, "column_name");
    for (size_t r = 0; r < t.n && !st; r++) {
        bool done = false;
        if (r && file[r] == file[r - 1] && str_eq(column[r], column[r - 1]))
            continue;
        st = settle_decided(s, k, &t, r, a, &done, err);
        *n += done;
    }
    fact_sink_close(k);
    return st;
}

Status quarantine_answer_all(Store *s, FactSink *k, const AgainOptions *o, int64_t file_id, Arena *a, AgainResult *out, Err *err)
{
    Table t;
    *out = (AgainResult){ 0 };
    Status st = store_fetch(s, SQL_QUESTION_LIST, STORE_NO_ARGS, a, &t, err);
    for (size_t r = 0; !st && r < t.n; r++) {
        RetryFile f;
        Way way = str_eq(col_text(&t, "about")[r], STR("numbers")) ? o->numbers : o->dates;
        if (col_int(&t, "file_id")[r] != file_id || !way)
            continue;
        st = answer_one(s, k, o, file_id, col_text(&t, "column_name")[r], way, a, &f, err);
        if (!st)
            again_add(out, &f.got);
    }
    return st;
}

/* Rows that came again as they were, and were mended before: the last correction holds. */
static Status mend_again(Store *s, FactSink *k, int64_t file_id, const AgainOptions *o, Arena *a, AgainResult *out, Err *err)
{
    Table t;
    Again *x;
    Status st = store_fetch(s, SQL_AGAIN_KNOWN, STORE_ARGS(DB_INT(file_id)), a, &t, err);
    if (st || !t.n)
        return st;
    st = again_open(s, file_id, a, &x, err);
    if (st || x->refused.n)
        return st;
    for (size_t r = 0, g = 0; r < t.n && g < x->n; r++) {
        while (g < x->n && x->group[g].first < col_int(&t, "first_seq")[r])
            g++;
        if (g < x->n && x->group[g].first == col_int(&t, "first_seq")[r])
            x->group[g].now = col_text(&t, "fixed")[r];
    }
    AgainOptions mine = *o;
    mine.how = "again";
    mine.column = STR("");
    return again_run(x, k, &mine, out, err);
}

Status quarantine_settle(Store *s, FactSink *k, const SettleFile *file, const AgainOptions *o, Arena *a, SettleResult *out, Err *err)
{
    Table t;
    Str known = STR("");
    *out = (SettleResult){ 0 };
    Status st = store_fetch(s, SQL_QUESTION_LIST, STORE_NO_ARGS, a, &t, err);
    if (!st && t.n)
        st = quarantine_known(s, file, a, &known, err);
    for (size_t r = 0; !st && r < t.n; r++) {
        Str column = col_text(&t, "column_name")[r];
        Way way = memo_way(file->settled, "proved", column);
        RetryFile f;
        bool same = str_eq(col_text(&t, "kind")[r], file->kind) || (file->header.n && str_eq(col_text(&t, "header")[r], file->header));
        if (!way_answers(way, col_text(&t, "about")[r]) || !same || memo_get(known, "odds", column).n || !str_eq(col_text(&t, "source")[r], file->source))
            continue;
        st = answer_one(s, k, o, col_int(&t, "file_id")[r], column, way, a, &f, err);
        *(way_numbers(way) ? &out->numbers : &out->dates) += st ? 0 : f.got.kept + f.got.unchanged;
    }
    return st ? st : mend_again(s, k, file->file_id, o, a, &out->again, err);
}

/* One more file shows the order of a column; when another shows the other one, neither counts. */
static Str proved(Str known, Str column, Str how, Str path, Arena *a)
{
    Str was = memo_get(known, "order", column);
    if (str_eq(was, how) || memo_get(known, "odds", column).n)
        return known;
    Str by = memo_get(known, "by", column);
    known = memo_with(known, "order", column, was.n ? STR("both") : how, a);
    return was.n ? memo_with(known, "odds", column, str_fmt(a, "%.*s and %.*s", STR_ARG(by), STR_ARG(path)), a) : memo_with(known, "by", column, path, a);
}

Status quarantine_known(Store *s, const SettleFile *f, Arena *a, Str *out, Err *err)
{
    Table t;
    *out = STR("");
    Status st = store_fetch(s, SQL_READING_ALIKE, STORE_ARGS(DB_TEXT(f->source), DB_TEXT(f->kind), DB_TEXT(f->header)), a, &t, err);
    for (size_t r = 0; !st && r < t.n; r++) {
        Str rest = col_text(&t, "settled")[r];
        while (rest.n) {
            Str line = str_cut(&rest, '\n'), what = str_cut(&line, '\t'), column = str_cut(&line, '\t');
            if (str_eq(what, STR("proved")))
                *out = proved(*out, column, line, path_base(col_text(&t, "path")[r]), a);
            if (str_eq(what, STR("part")))
                *out = memo_with(*out, "part", column, line, a);
        }
    }
    if (!st)
        st = store_fetch(s, SQL_QUESTION_ANSWERED, STORE_ARGS(DB_TEXT(f->source), DB_TEXT(f->kind), DB_TEXT(f->header)), a, &t, err);
    for (size_t r = 0; !st && r < t.n; r++) {
        *out = memo_with(*out, "order", col_text(&t, "column_name")[r], col_text(&t, "answer")[r], a);
        *out = memo_with(*out, "by", col_text(&t, "column_name")[r], STR("an answer"), a);
    }
    return st;
}
