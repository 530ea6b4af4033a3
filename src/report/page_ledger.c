/* page_ledger.c - the tie-out of revenue: what `throughline ledger` shows. */
#include "base/attr.h"
#include "base/date.h"
#include "report/amount.h"
#include "report/answer.h"
#include "report/page.h"
#include "report/page_in.h"
#include "report/page_words.h"

enum { ROWS_SHOWN = 200 };

static Str month_words(PageBook *b, const Table *t, size_t r)
{
    const TableColumn *month = table_col(t, "month");
    return col_has(month, r) ? str_sub(date_iso(b->a, month->i[r]), 0, 7) : STR("no date");
}

static Cell money_at(PageBook *b, const Table *t, const char *col, size_t r, Str currency)
{
    const TableColumn *c = table_col(t, col);
    return col_has(c, r) ? cell_text(money_text(b->a, c->i[r], currency, MONEY_EXACT)) : cell_none();
}

static void parts(PageBook *b, Doc *d, const Table *t)
{
    static const DocColumn cols[] = {
        { .title = STR_INIT("Month"), .kind = COLUMN_TEXT }, { .title = STR_INIT("Part"), .kind = COLUMN_TEXT },
        { .title = STR_INIT("Rows"), .kind = COLUMN_INT }, { .title = STR_INIT("Amount"), .kind = COLUMN_TEXT, .align = ALIGN_RIGHT },
        { .title = STR_INIT("In the book's currency"), .kind = COLUMN_TEXT, .align = ALIGN_RIGHT },
    };
    doc_open(d, GROUP_PART, STR("What the files hold, month by month"));
    DocTable *table = doc_table(d, &(DocTableHead){ .caption = STR("Parts of the ledger"), .caption_hidden = true, .empty = b->age.invoices ? STR("not yet worked out: throughline run") : STR("no invoices in the data") },
                                cols, COUNT_OF(cols));
    for (size_t r = 0; r < t->n; r++) {
        Str currency = col_text(t, "currency")[r];
        DOC_ROW(table, TONE_NORMAL, cell_text(month_words(b, t, r)), cell_text(col_text(t, "part")[r]), cell_int(col_int(t, "n")[r]),
                money_at(b, t, "amount", r, currency), money_at(b, t, "reporting", r, b->currency));
    }
    doc_close(d);
}

static Runs places(PageBook *b, const Table *t, size_t r)
{
    const Str *path = col_text(t, "path"), *other = col_text(t, "other_path");
    const TableColumn *has = table_col(t, "other_line");
    Str where = page_place(b, path[r], col_int(t, "line")[r]), note = col_text(t, "note")[r];
    if (col_has(has, r))
        where = str_fmt(b->a, "%.*s; other side: %.*s", STR_ARG(where), STR_ARG(page_place(b, other[r], has->i[r])));
    return RUNS(b->a, run_soft(note.n ? str_fmt(b->a, "%.*s (%.*s)", STR_ARG(where), STR_ARG(note)) : where));
}

static void differences(PageBook *b, Doc *d, const Table *t, int64_t all)
{
    static const DocColumn cols[] = {
        { .title = STR_INIT("Month"), .kind = COLUMN_TEXT, .quiet = true }, { .title = STR_INIT("Difference"), .kind = COLUMN_TEXT },
        { .title = STR_INIT("Number"), .kind = COLUMN_TEXT }, { .title = STR_INIT("Amount"), .kind = COLUMN_TEXT, .align = ALIGN_RIGHT },
        { .title = STR_INIT("Should be"), .kind = COLUMN_TEXT, .align = ALIGN_RIGHT }, { .title = STR_INIT("Off by"), .kind = COLUMN_TEXT, .align = ALIGN_RIGHT },
    };
    doc_open(d, GROUP_PART, STR("Differences, with their rows"));
    DocTable *table = doc_table(d, &(DocTableHead){ .caption = STR("Differences"), .caption_hidden = true, .empty = b->age.invoices ? STR("not yet worked out") : STR("none") }, cols, COUNT_OF(cols));
    for (size_t r = 0; r < t->n; r++) {
        Str currency = col_text(t, "currency")[r];
        DocRow *row = DOC_ROW(table, TONE_HARM, cell_text(month_words(b, t, r)), cell_text(col_text(t, "reason")[r]), cell_text(col_text(t, "number")[r]),
                              money_at(b, t, "amount", r, currency), money_at(b, t, "expected", r, currency), money_at(b, t, "difference", r, currency));
        doc_sub(row, places(b, t, r));
    }
    if (all > (int64_t)t->n)
        doc_para(d, RUNS(b->a, run_soft(str_fmt(b->a, "%lld more: ask for one month (--month), or for JSON.", (long long)(all - (int64_t)t->n)))));
    doc_close(d);
}

/* Reads and shows; `all` gets the number of differences, `n_part` whether there was anything to tie. */
static Status ledger(PageBook *b, Doc *d, Str day, int64_t *all, size_t *n_part, Err *err)
{
    Table part, row;
    Status st = store_fetch(b->s, SQL_REPORT_LEDGER_PARTS, STORE_ARGS(DB_TEXT(day)), b->a, &part, err);
    if (!st)
        st = store_int(b->s, SQL_REPORT_LEDGER_COUNT, STORE_ARGS(DB_TEXT(day)), 0, all, err);
    if (!st)
        st = store_fetch(b->s, SQL_PAGE_LEDGER_ROWS, STORE_ARGS(DB_TEXT(day), DB_INT(ROWS_SHOWN)), b->a, &row, err);
    if (st)
        return st;
    *n_part = part.n;
    if (d) {
        parts(b, d, &part);
        differences(b, d, &row, *all);
    }
    return ST_OK;
}

Status page_ledger_part(PageBook *b, Doc *d, Str day, Err *err)
{
    int64_t all = 0;
    size_t n = 0;
    return ledger(b, d, day, &all, &n, err);
}

static Str headline(PageBook *b, size_t n_part)
{
    if (b->age.invoices || (!b->invoiced && !b->matched && b->beside))
        return words_ledger(b);
    if (!n_part)
        return STR("No invoices are in the data, so there is nothing to tie.");
    Str says = str_fmt(b->a, "%.*s invoiced, %.*s of it on known accounts. Whole minor units, nothing estimated.",
                       STR_ARG(money_text(b->a, b->invoiced, b->currency, MONEY_EXACT)), STR_ARG(money_text(b->a, b->matched, b->currency, MONEY_EXACT)));
    return b->beside ? str_fmt(b->a, "%.*s %.*s", STR_ARG(says), STR_ARG(words_beside(b))) : says;
}

Status page_ledger(Store *s, Str month, Arena *a, Doc **out, Err *err)
{
    PageBook b;
    Str day;
    int64_t all = 0;
    size_t n = 0;
    Status st = answer_month(month, a, &day, err);
    if (!st)
        st = page_load(s, a, &b, err);
    if (!st)
        st = ledger(&b, NULL, day, &all, &n, err);
    if (st)
        return st;
    Str title = b.age.invoices ? STR("The ledger is not yet worked out") : all ? str_fmt(a, "%.*s in the ledger", STR_ARG(words_n(&b, all, "difference", "differences"))) : STR("The ledger ties to the cent");
    *out = page_begin(&b, title, runs_text(a, headline(&b, n)));
    return ledger(&b, *out, day, &all, &n, err);
}
