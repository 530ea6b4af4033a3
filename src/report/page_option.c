/* page_option.c - what could be done: each option's cost, benefit and payback, whether the budget takes it and why not, and what each
 * budget buys. */
#include <math.h>

#include "report/amount.h"
#include "report/page.h"
#include "report/page_in.h"
#include "store/sql_ids.h"

static Cell band(const PageBook *b, const Table *t, const char *const col[3], size_t r)
{
    if (!col_has(table_col(t, col[0]), r))
        return cell_text(STR("–"));
    return cell_text(str_fmt(b->a, "%.*s (%.*s)", STR_ARG(money_text(b->a, col_int(t, col[0])[r], b->currency, MONEY_SHORT)),
                             STR_ARG(money_range(b->a, col_int(t, col[1])[r], col_int(t, col[2])[r], b->currency))));
}

static Str payback(const PageBook *b, const Table *t, size_t r)
{
    double mid = page_f64(t, "payback", r), low = page_f64(t, "payback_low", r), high = page_f64(t, "payback_high", r);
    if (!isfinite(page_f64(t, "loses", r)))
        return STR("–");
    if (!isfinite(mid))
        return isfinite(low) ? str_fmt(b->a, "not likely; after %.0f months at best", low) : STR("not within the years");
    return isfinite(high) ? str_fmt(b->a, "%.0f months (%.0f to %.0f)", mid, low, high) : str_fmt(b->a, "%.0f months (%.0f to never)", mid, low);
}

static Str small_print(const PageBook *b, const Table *t, size_t r)
{
    Str all = str_fmt(b->a, "%.*s", STR_ARG(col_text(t, "owner")[r].n ? col_text(t, "owner")[r] : STR("nobody owns it")));
    const struct {
        const char *word, *col;
    } text[] = { { "eager", "eager" }, { "to be convinced", "convince" }, { "needs", "needs" } };
    for (size_t i = 0; i < COUNT_OF(text); i++)
        if (col_text(t, text[i].col)[r].n)
            all = str_fmt(b->a, "%.*s · %s: %.*s", STR_ARG(all), text[i].word, STR_ARG(col_text(t, text[i].col)[r]));
    if (isfinite(page_f64(t, "share", r)))
        all = str_fmt(b->a, "%.*s · prevents %.*s to %.*s: %.*s", STR_ARG(all), STR_ARG(percent_text(b->a, page_f64(t, "share_low", r), 0)),
                      STR_ARG(percent_text(b->a, page_f64(t, "share_high", r), 0)), STR_ARG(col_text(t, "share_from")[r]));
    if (isfinite(page_f64(t, "loses", r)))
        all = str_fmt(b->a, "%.*s · does not pay in %.*s of what may happen", STR_ARG(all), STR_ARG(percent_text(b->a, page_f64(t, "loses", r), 0)));
    if (col_text(t, "reason")[r].n)
        all = str_fmt(b->a, "%.*s · %.*s", STR_ARG(all), STR_ARG(col_text(t, "reason")[r]));
    if (col_has(table_col(t, "chance"), r))
        all = str_fmt(b->a, "%.*s · in the best set in %.*s of the draws; to know its share beforehand is worth %.*s", STR_ARG(all),
                      STR_ARG(percent_text(b->a, page_f64(t, "chance", r), 0)), STR_ARG(money_text(b->a, page_int(t, "learn", r, 0), b->currency, MONEY_SHORT)));
    return all;
}

static void option_table(PageBook *b, Doc *d, const Table *t)
{
    static const char *const benefit[] = { "benefit", "benefit_low", "benefit_high" }, *const net[] = { "net", "net_low", "net_high" };
    static const DocColumn cols[] = {
        { .title = STR_INIT("Option"), .kind = COLUMN_TEXT },        { .title = STR_INIT("Issue"), .kind = COLUMN_TEXT },
        { .title = STR_INIT("First year"), .kind = COLUMN_TEXT },    { .title = STR_INIT("Saves (95 %)"), .kind = COLUMN_TEXT },
        { .title = STR_INIT("Net (95 %)"), .kind = COLUMN_TEXT },    { .title = STR_INIT("Paid back"), .kind = COLUMN_TEXT },
        { .title = STR_INIT("Grade"), .kind = COLUMN_GRADE },        { .title = STR_INIT("At the budget set"), .kind = COLUMN_TEXT },
    };
    DocTable *table = doc_table(d, &(DocTableHead){ .caption = STR("What could be done"), .empty = STR("no option is known") }, cols, COUNT_OF(cols));
    for (size_t r = 0; r < t->n; r++) {
        Str issue = col_text(t, "issue_name")[r].n ? col_text(t, "issue_name")[r] : col_text(t, "issue")[r];
        Str choice = col_has(table_col(t, "taken"), r) ? col_text(t, "choice")[r] : STR("no budget is set");
        bool taken = col_has(table_col(t, "taken"), r) && col_int(t, "taken")[r];
        doc_sub(DOC_ROW(table, taken ? TONE_PROOF : TONE_NORMAL, cell_text(col_text(t, "name")[r]), cell_text(issue),
                        cell_text(money_text(b->a, col_int(t, "once")[r] + col_int(t, "yearly")[r], b->currency, MONEY_SHORT)), band(b, t, benefit, r), band(b, t, net, r),
                        cell_text(payback(b, t, r)), cell_grade(col_text(t, "grade")[r].p[0]), cell_text(choice)),
                runs_text(b->a, small_print(b, t, r)));
    }
}

static void frontier_table(PageBook *b, Doc *d, const Table *f)
{
    static const DocColumn cols[] = {
        { .title = STR_INIT("Budget"), .kind = COLUMN_TEXT },
        { .title = STR_INIT("Expected, net"), .kind = COLUMN_TEXT },
        { .title = STR_INIT("Worst tenth"), .kind = COLUMN_TEXT },
        { .title = STR_INIT("Buys"), .kind = COLUMN_TEXT },
    };
    DocTable *table = doc_table(d, &(DocTableHead){ .caption = STR("What each budget buys"), .empty = STR("no option can be weighed") }, cols, COUNT_OF(cols));
    for (size_t r = 0; r < f->n; r++)
        DOC_ROW(table, TONE_NORMAL, cell_text(money_text(b->a, col_int(f, "budget")[r], b->currency, MONEY_SHORT)),
                cell_text(money_text(b->a, col_int(f, "value")[r], b->currency, MONEY_SHORT)), cell_text(money_text(b->a, col_int(f, "tail")[r], b->currency, MONEY_SHORT)),
                cell_text(col_text(f, "taken")[r].n ? col_text(f, "taken")[r] : STR("nothing")));
}

static Status parts(PageBook *b, Doc *d, bool headed, Err *err)
{
    Table t, f;
    Status st = store_fetch(b->s, SQL_OPTION_LIST, STORE_NO_ARGS, b->a, &t, err);
    if (!st)
        st = store_fetch(b->s, SQL_FRONTIER_LIST, STORE_NO_ARGS, b->a, &f, err);
    if (st || (headed && !t.n))
        return st;
    if (headed)
        doc_heading(d, 2, STR("What could be done, and what is worth it"));
    option_table(b, d, &t);
    if (t.n)
        frontier_table(b, d, &f);
    return ST_OK;
}

Status page_option_part(PageBook *b, Doc *d, Err *err) { return parts(b, d, true, err); }

Status page_options(Store *s, Arena *a, Doc **out, Err *err)
{
    PageBook b;
    Status st = page_load(s, a, &b, err);
    if (st)
        return st;
    *out = page_begin(&b, STR("What could be done"), runs_text(a, STR("Savings are margin kept and handling spared, present value over annuity_years, drawn from the cost of doing nothing; "
                                                                      "an issue's alternatives exclude each other. A share that nobody measured is worth no more than grade C.")));
    return page_idle(&b, *out) ? ST_OK : parts(&b, *out, false, err);
}

/* Those that nobody counted are named as estimated. */
static Str contacts_text(PageBook *b, const Table *t, size_t r)
{
    double extra = page_f64(t, "extra", r);
    Str all = str_fmt(b->a, "%.0f (%.0f to %.0f)", page_f64(t, "contacts", r), page_f64(t, "low", r), page_f64(t, "high", r));
    return extra >= 0.5 ? str_fmt(b->a, "%.*s, %.0f of them estimated", STR_ARG(all), extra) : all;
}

static Str present_text(PageBook *b, const Table *t, size_t r)
{
    Str all = money_text(b->a, col_int(t, "present")[r], b->currency, MONEY_SHORT);
    if (!col_has(table_col(t, "present_low"), r))
        return all;
    Str range = money_range(b->a, col_int(t, "present_low")[r], col_int(t, "present_high")[r], b->currency);
    return str_fmt(b->a, "%.*s (%.*s)", STR_ARG(all), STR_ARG(range));
}

Status page_annuity_part(PageBook *b, Doc *d, Err *err)
{
    static const DocColumn cols[] = {
        { .title = STR_INIT("Issue"), .kind = COLUMN_TEXT },        { .title = STR_INIT("Year"), .kind = COLUMN_TEXT },
        { .title = STR_INIT("Tickets (90 %)"), .kind = COLUMN_TEXT }, { .title = STR_INIT("Hours of work"), .kind = COLUMN_TEXT },
        { .title = STR_INIT("Handling"), .kind = COLUMN_TEXT },     { .title = STR_INIT("Worth today, with renewals (95 %)"), .kind = COLUMN_TEXT },
    };
    Table t;
    size_t told = 0;
    Status st = store_fetch(b->s, SQL_REPORT_ANNUITIES, STORE_NO_ARGS, b->a, &t, err);
    for (size_t r = 0; !st && r < t.n; r++)
        told += col_int(&t, "year")[r] > 0;
    if (st || !told)
        return st;
    doc_heading(d, 2, STR("What goes on, year by year, and what preventing it would give back"));
    DocTable *table = doc_table(d, &(DocTableHead){ .caption = STR("Tickets carried on as the base grows"), .empty = STR("none") }, cols, COUNT_OF(cols));
    for (size_t r = 0; r < t.n; r++) {
        if (col_int(&t, "year")[r] == 0)
            continue;
        DOC_ROW(table, TONE_NORMAL, cell_text(col_text(&t, "name")[r]), cell_text(str_fmt(b->a, "%lld", (long long)col_int(&t, "year")[r])),
                cell_text(contacts_text(b, &t, r)),
                cell_text(str_fmt(b->a, "%.0f", page_f64(&t, "hours", r))), cell_text(money_text(b->a, col_int(&t, "cost")[r], b->currency, MONEY_SHORT)),
                cell_text(present_text(b, &t, r)));
    }
    return ST_OK;
}
