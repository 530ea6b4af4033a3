#include "ingest/reread.h"

#include "base/attr.h"
#include "ingest/memo.h"
#include "store/question_decide.h"

Status reread_ask(Store *s, Str hash, Arena *a, Reread *out, Err *err)
{
    Table t;
    *out = (Reread){ .open = STR(""), .was = STR("") };
    Status st = store_fetch(s, SQL_REREAD_LIST, STORE_ARGS(DB_TEXT(hash)), a, &t, err);
    for (size_t r = 0; !st && r < t.n; r++) {
        Str column = col_text(&t, "column_name")[r], was = col_text(&t, "was")[r];
        out->marked = true;
        out->was = memo_with(out->was, "order", column, was, a);
        out->order = out->order ? out->order : memo_order(out->was, "order", column);
        out->numbers |= way_numbers(way_of(was));
        if (out->open.n || col_text(&t, "answer")[r].n)
            continue;
        out->open = column;
        out->question_file = col_int(&t, "question_file")[r];
    }
    return st;
}

static Status replace(void *ctx, const FactRecord *r, Err *err)
{
    const RereadFile *f = ctx;
    int64_t there;
    return r->ext_id.n || i64map_get(f->keyless, emit_hash(r), &there) ? ST_OK : fact_replace(f->sink, r, err);
}

static Status no_news(void *ctx, const FactBad *b, Err *err)
{
    (void)ctx;
    (void)b;
    (void)err;
    return ST_OK;
}

/* By the old answers, whatever is said of its columns now: on the command line, since a mapping that says it leaves nothing to be asked. */
static Job as_it_was(const RereadFile *f, Arena *a)
{
    Job j = *f->job;
    MapSection *own = ARENA_NEW_N(a, MapSection, j.n_section);
    for (size_t i = 0; i < j.n_section; i++) {
        own[i] = j.section[i];
        if (own[i].order && f->as->order)
            own[i].order = f->as->order;
        if (f->as->numbers)
            own[i].decimal = DECIMAL_UNKNOWN;
    }
    if (j.each != j.section)
        j.section = own;
    return j;
}

Status reread_replace(const RereadFile *f, Arena *a, Err *err)
{
    RereadFile me = *f;
    const EmitTaker taker = { replace, no_news, &me };
    Emit e = { .taker = &taker, .context = STR("") };
    Memo memo;
    Str rest = f->as->was;
    memo_init(&memo);
    memo.known = f->orders;
    while (rest.n) {
        Str line = str_cut(&rest, '\n'), what = str_cut(&line, '\t'), column = str_cut(&line, '\t');
        if (what.n)
            memo.known = memo_with(memo.known, "order", column, line, a);
    }
    e.memo = &memo;
    buf_init(&e.remark, EMIT_REMARK_MAX);
    Job j = as_it_was(f, a);
    Status st = load_job(&j, f->load, a, &e, err);
    buf_release(&e.remark);
    memo_release(&memo);
    return st;
}

/* The answer that holds; .p NULL: there is none. */
static Status find_said(Store *s, int64_t file_id, Str column, Arena *a, Str *exact, Str *answer, Err *err)
{
    Table t;
    Status st = store_fetch(s, SQL_QUESTION_SAID, STORE_NO_ARGS, a, &t, err);
    *exact = (Str){ NULL, 0 };
    for (size_t r = 0; !st && r < t.n; r++)
        if (col_int(&t, "file_id")[r] == file_id && str_ieq(col_text(&t, "column_name")[r], column)) {
            *exact = col_text(&t, "column_name")[r];
            *answer = col_text(&t, "answer")[r];
        }
    return st;
}

static Status take_back(Store *s, const AgainOptions *o, int64_t file_id, Str column, Arena *a, Table *marked, Err *err)
{
    Status st = store_begin(s, err);
    if (st)
        return st;
    st = question_undo(s, file_id, column, o->who, o->at, err);
    if (!st)
        st = store_fetch(s, SQL_REREAD_LIST, STORE_ARGS(DB_TEXT(STR(""))), a, marked, err);
    if (!st && !o->dry_run)
        st = store_commit(s, err);
    if (st || o->dry_run)
        store_rollback(s);
    return st;
}

Status reread_answer(Store *s, const AgainOptions *o, Str file, Str column, Way way, Arena *a, RetryResult *out, Table *marked, Err *err)
{
    int64_t id;
    Str exact, was = STR("");
    *out = (RetryResult){ 0 };
    *marked = (Table){ 0 };
    Status st = quarantine_file(s, file, a, &id, err);
    if (!st)
        st = find_said(s, id, column, a, &exact, &was, err);
    if (st)
        return st;
    if (!exact.p && !way)
        return ERR(err, ST_NOT_FOUND, "nothing was answered about column '%.*s' of that file", STR_ARG(column));
    if (exact.p && way && way == way_of(was))
        return ERR(err, ST_NOT_FOUND, "nothing is asked about column '%.*s' of that file: it was answered, %s", STR_ARG(exact), way_said(way));
    Str about = way_numbers(way_of(was)) ? STR("numbers") : STR("dates");
    if (exact.p && way && !way_answers(way, about))
        return ERR(err, ST_USAGE, "column '%.*s' of that file asks about %.*s: the answer is %s", STR_ARG(exact), STR_ARG(about), way_both(about));
    if (exact.p)
        st = take_back(s, o, id, exact, a, marked, err);
    if (st || !way || (exact.p && o->dry_run))
        return st;
    st = quarantine_answer(s, o, file, column, way, a, out, err);
    return st || o->dry_run ? st : store_fetch(s, SQL_REREAD_LIST, STORE_ARGS(DB_TEXT(STR(""))), a, marked, err);
}
