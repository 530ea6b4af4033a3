/* ingest_note.c - what a person is told of how a file was read, and asked (ingest_in.h). */
#include "ingest/ingest_in.h"

#include "base/date.h"
#include "ingest/amount.h"
#include "ingest/unread.h"
#include "model/limits.h"

Str ingest_note(const Emit *e, const Job *j, const IngestFile *f, Arena *a)
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

/* "the numbers in column 'Rate' can be read both ways: is 1.234 1.234 (point) or 1234 (comma)? ..." */
static void ask_number(Emit *e, const MemoAsk *q, const char *wait, Arena *a)
{
    Str point, comma, one = str_of(q->example[0]);
    if (!decimal_parse(one, DECIMAL_POINT, a, &point) && !decimal_parse(one, DECIMAL_COMMA, a, &comma))
        emit_remark(e, "the numbers in column '%.60s' can be read both ways: is %s %.*s (point) or %.*s (comma)? %lld %s until it is answered",
                    q->column, q->example[0], STR_ARG(point), STR_ARG(comma), (long long)q->n, wait);
}

/* "dmy 1 13 13/1/2026" */
static void tell_thin(Emit *e, Str column, Str how)
{
    Str order = str_cut(&how, ' '), few = str_cut(&how, ' '), of = str_cut(&how, ' ');
    bool dmy = str_eq(order, STR("dmy"));
    emit_remark(e, "column '%.*s' is read %s because of %.*s of its first %.*s values (%.*s), the others can be read both ways: if that is a slip, correct it and import the file again",
                STR_ARG(column), dmy ? "day-first" : "month-first", STR_ARG(few), STR_ARG(of), STR_ARG(how));
}

/* "the dates in column 'Due' can be read both ways (03/04/2025, ...): is 03/04/2025 3 April 2025 (day-first) or ..." */
static void tell_columns(Emit *e, Arena *a)
{
    Str rest = buf_str(&e->memo->settled);
    while (rest.n) {
        Str line = str_cut(&rest, '\n'), what = str_cut(&line, '\t'), column = str_cut(&line, '\t');
        if (str_eq(what, STR("thin")))
            tell_thin(e, str_head(column, 60), line);
        if (!str_eq(what, STR("mixed")))
            continue;
        /* months, or currencies, as columns */
        Str where = str_eq(column, STR("(cell)")) ? STR("the cells have") : str_fmt(a, "column '%.*s' has", STR_ARG(str_head(column, 60)));
        emit_remark(e, "%.*s numbers with decimal points and numbers with decimal commas: each is read by its own signs", STR_ARG(where));
    }
}

void ingest_ask(Emit *e, Arena *a)
{
    tell_columns(e, a);
    for (size_t i = 0; i < e->memo->n_ask; i++) {
        const MemoAsk *q = &e->memo->ask[i];
        const char *wait = q->required ? (q->n == 1 ? "row waits" : "rows wait") : (q->n == 1 ? "value is held" : "values are held");
        When dmy, mdy;
        Str one = str_of(q->example[0]);
        if (q->numbers)
            ask_number(e, q, wait, a);
        if (q->numbers || when_parse(one, DATE_DMY, &dmy) || when_parse(one, DATE_MDY, &mdy))
            continue;
        emit_remark(e, "the dates in column '%.60s' can be read both ways: is %s %s (day-first) or %s (month-first)? %lld %s until it is answered",
                    q->column, q->example[0], date_long(a, dmy.day).p, date_long(a, mdy.day).p, (long long)q->n, wait);
    }
}
