#include "store/fact_in.h"

#include "model/limits.h"

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
static const ColSpec row_cols[] = {
    { "file_id", COL_INT }, { "seq", COL_INT }, { "first_seq", COL_INT }, { "record", COL_TEXT }, { "context", COL_TEXT },
};

/* At most `most` bytes, not ending inside a UTF-8 sequence, bad bytes replaced by '?', no NUL.
 */
static Str raw_text(Arena *a, Str raw, size_t most)
{
    Str s = str_head(raw, most);
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
    return k->late ? fact_flush(k, &k->wait_bad, "quarantine", err) : fact_writer_put(k->writer, "quarantine", &k->wait_bad, err);
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
