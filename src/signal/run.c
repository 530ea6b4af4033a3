#include "signal/part.h"
#include "signal/signal.h"

#include "base/date.h"

static Status clear(Store *s, Err *err)
{
    static const int sql[] = { SQL_CLEAR_STREAM, SQL_CLEAR_STREAM_WEEK, SQL_CLEAR_STREAM_ITEM, SQL_CLEAR_SIGNAL, SQL_CLEAR_SIGNAL_MORE, SQL_CLEAR_SIGNAL_ACCOUNT,
                               SQL_CLEAR_SIGNAL_QUOTE, SQL_CLEAR_SIGNAL_WITH, SQL_CLEAR_SILENCE, SQL_CLEAR_WORD, SQL_CLEAR_SCORE_CHANGE, SQL_CLEAR_SCORE_PART };
    Status st = ST_OK;
    for (size_t i = 0; !st && i < COUNT_OF(sql); i++)
        st = store_run(s, sql[i], STORE_NO_ARGS, err);
    return st;
}

Status signals_revenue(SignalBook *b, Err *err)
{
    Table t;
    Status st = store_fetch(b->s, SQL_ACCOUNT_YEAR, STORE_ARGS(DB_TEXT(date_iso(b->a, b->as_of)), DB_TEXT(str_of(store_currency(b->s)))), b->a, &t, err);
    if (!st)
        b->revenue = (Revenue){ col_int(&t, "account_id"), col_int(&t, "revenue"), t.n };
    return st;
}

/* The rows of the whole: an account's first and last day once. */
static Table whole_only(const Table *span, Arena *a)
{
    static const ColSpec cols[] = { { "account_id", COL_INT }, { "first_day", COL_DATE }, { "last_day", COL_DATE } };
    Table t;
    table_init(&t, a, cols, COUNT_OF(cols));
    for (size_t r = 0; r < span->n; r++) {
        if (!str_eq(col_text(span, "dimension")[r], STR("all")))
            continue;
        table_put_int(&t, 0, col_int(span, "account_id")[r]);
        table_put_int(&t, 1, col_int(span, "first_day")[r]);
        table_put_int(&t, 2, col_int(span, "last_day")[r]);
        table_row(&t);
    }
    return t;
}

static Status run(Store *s, Arena *a, void *into, Err *err)
{
    SignalResult *out = into;
    SignalBook b = { .s = s, .a = a };
    int64_t looked;
    Streams l;
    FoundList found;
    Status st = store_setting(s, "fdr", &b.fdr, err);
    if (!st)
        st = store_summary_int(s, "as_of", 0, &b.as_of, err);
    if (!st)
        st = clear(s, err);
    if (!st)
        st = signals_revenue(&b, err);
    if (!st)
        st = streams_gather(s, b.as_of, a, &l, err);
    if (!st)
        st = signals_detect(&l, b.fdr, a, &found, err);
    if (!st)
        st = streams_write(s, &l, a, err);
    if (!st)
        st = signals_write(&b, &l, &found, &out->signals, err);
    if (st)
        return st;
    Table span = whole_only(&l.span, a);
    st = silence_write(&b, &span, &out->silent, err);
    if (!st)
        st = words_write(&b, &out->words, err);
    if (!st)
        st = scores_write(&b, &span, err);
    if (!st)
        st = running_write(&b, &out->running, &looked, err);
    out->streams = (int64_t)l.n;
    return st;
}

Status signal_run(Store *s, SignalResult *out, Err *err)
{
    *out = (SignalResult){ 0 };
    return store_atomic(s, "signal", run, out, err);
}

static Status more(Store *s, Arena *a, void *into, Err *err)
{
    SignalMore *out = into;
    SignalBook b = { .s = s, .a = a };
    int64_t streams = 0;
    Status st = store_setting(s, "fdr", &b.fdr, err);
    if (!st)
        st = store_summary_int(s, "as_of", 0, &b.as_of, err);
    if (!st)
        st = store_int(s, SQL_STREAM_COUNT, STORE_NO_ARGS, 0, &streams, err);
    if (!st && streams)
        st = signals_revenue(&b, err);
    return st || !streams ? st : running_write(&b, &out->running, &out->looked, err);
}

Status signal_more(Store *s, SignalMore *out, Err *err)
{
    *out = (SignalMore){ 0 };
    return store_atomic(s, "signal", more, out, err);
}
