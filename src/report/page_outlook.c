/* page_outlook.c - what accounts will do and bring: renewals with reasons, the look back beside them, lifetime values. */
#include <math.h>

#include "base/date.h"
#include "report/amount.h"
#include "report/page.h"
#include "report/page_in.h"
#include "store/sql_ids.h"

enum { PAGE_MOST = 40, MISS_MOST = 10 };

static Str percent(const PageBook *b, double v) { return percent_text(b->a, v, 0); }

static Str reasons(const PageBook *b, const Table *why, int64_t account)
{
    Str all = STR("");
    for (size_t k = 0; k < why->n; k++) {
        if (col_int(why, "account_id")[k] != account)
            continue;
        double points = col_f64(why, "points")[k];
        all = str_fmt(b->a, "%.*s%s%.*s (%+.0f points)", STR_ARG(all), all.n ? " · " : "", STR_ARG(col_text(why, "words")[k]), 100 * points);
    }
    return all.n ? all : STR("nothing sets it apart from the average account");
}

static Str owner_words(const PageBook *b, const Table *t, size_t r)
{
    if (!isfinite(page_f64(t, "owner", r)))
        return STR("–");
    return str_fmt(b->a, "%.*s%s%.*s", STR_ARG(percent(b, page_f64(t, "owner", r))), col_text(t, "owner_why")[r].n ? ": " : "", STR_ARG(col_text(t, "owner_why")[r]));
}

static void forecasts(PageBook *b, Doc *d, const Table *t, const Table *why, size_t most)
{
    static const DocColumn cols[] = {
        { .title = STR_INIT("Account"), .kind = COLUMN_TEXT },      { .title = STR_INIT("Decides"), .kind = COLUMN_TEXT },
        { .title = STR_INIT("Value a year"), .kind = COLUMN_TEXT }, { .title = STR_INIT("Machine (95 %)"), .kind = COLUMN_TEXT },
        { .title = STR_INIT("Owner"), .kind = COLUMN_TEXT },        { .title = STR_INIT("Final"), .kind = COLUMN_TEXT },
        { .title = STR_INIT("Health"), .kind = COLUMN_TEXT },
    };
    DocTable *table = doc_table(d, &(DocTableHead){ .caption = STR("Will they renew: most money at risk first"), .empty = STR("no renewal is coming that is known of") }, cols, COUNT_OF(cols));
    for (size_t r = 0; r < t->n && r < most; r++) {
        Str health = col_text(t, "health")[r];
        doc_sub(DOC_ROW(table, str_eq(health, STR("at risk")) ? TONE_HARM : TONE_NORMAL, cell_text(col_text(t, "name")[r]),
                        cell_text(col_has(table_col(t, "decides"), r) ? date_iso(b->a, col_int(t, "decides")[r]) : STR("–")),
                        cell_text(money_text(b->a, col_int(t, "amount")[r], b->currency, MONEY_SHORT)),
                        cell_text(str_fmt(b->a, "%.*s (%.*s to %.*s)", STR_ARG(percent(b, page_f64(t, "machine", r))), STR_ARG(percent(b, page_f64(t, "low", r))),
                                          STR_ARG(percent(b, page_f64(t, "high", r))))),
                        cell_text(owner_words(b, t, r)), cell_text(percent(b, page_f64(t, "final", r))), cell_text(health)),
                runs_text(b->a, reasons(b, why, col_int(t, "account_id")[r])));
    }
}

static Cell number_cell(const PageBook *b, const Table *t, const char *col, size_t r)
{
    double v = page_f64(t, col, r);
    return cell_text(isfinite(v) ? number_text(b->a, v, 3) : STR("–"));
}

static void tests(PageBook *b, Doc *d, const Table *t)
{
    static const DocColumn cols[] = {
        { .title = STR_INIT("Rule"), .kind = COLUMN_TEXT },        { .title = STR_INIT("Past renewals"), .kind = COLUMN_TEXT }, { .title = STR_INIT("Brier score"), .kind = COLUMN_TEXT },
        { .title = STR_INIT("Better than the base rate by (95 %)"), .kind = COLUMN_TEXT }, { .title = STR_INIT("AUC"), .kind = COLUMN_TEXT },
        { .title = STR_INIT("Slope (1: calibrated)"), .kind = COLUMN_TEXT }, { .title = STR_INIT("Renewals forecast, and seen"), .kind = COLUMN_TEXT },
    };
    DocTable *table = doc_table(d, &(DocTableHead){ .caption = STR("How good such forecasts were, each made from what was known before its quarter"),
                                                    .empty = STR("too few past decisions to look back at: nothing is said about health") }, cols, COUNT_OF(cols));
    for (size_t r = 0; r < t->n; r++) {
        bool gain = col_has(table_col(t, "brier_gain_low"), r);
        DOC_ROW(table, TONE_NORMAL, cell_text(col_text(t, "rule")[r]), cell_text(str_fmt(b->a, "%lld, %lld lost", (long long)col_int(t, "n")[r], (long long)col_int(t, "lost")[r])),
                cell_text(str_fmt(b->a, "%.4f", page_f64(t, "brier", r))),
                cell_text(gain ? str_fmt(b->a, "%.4f to %.4f", page_f64(t, "brier_gain_low", r), page_f64(t, "brier_gain_high", r)) : STR("–")), number_cell(b, t, "auc", r),
                number_cell(b, t, "slope", r), cell_text(str_fmt(b->a, "%.0f, %.0f", page_f64(t, "expected", r), page_f64(t, "observed", r))));
    }
}

static Str share_words(const PageBook *b, const Table *t, const char *col, const char *low, const char *high, size_t r)
{
    if (!isfinite(page_f64(t, col, r)))
        return STR("too few to say");
    if (page_f64(t, low, r) >= 1)
        return percent(b, 1);
    return str_fmt(b->a, "%.*s (%.*s to %.*s)", STR_ARG(percent(b, page_f64(t, col, r))), STR_ARG(percent(b, page_f64(t, low, r))), STR_ARG(percent(b, page_f64(t, high, r))));
}

/* What acting costs is not in the book: the last column says up to what it pays. */
static void warnings(PageBook *b, Doc *d, const Table *t)
{
    static const DocColumn cols[] = {
        { .title = STR_INIT("Who would have been warned of"), .kind = COLUMN_TEXT }, { .title = STR_INIT("Warnings"), .kind = COLUMN_TEXT }, { .title = STR_INIT("Of these left (95 %)"), .kind = COLUMN_TEXT },
        { .title = STR_INIT("Of those who left, warned of"), .kind = COLUMN_TEXT }, { .title = STR_INIT("Of the money that left"), .kind = COLUMN_TEXT },
        { .title = STR_INIT("Money a year that left, for each warning"), .kind = COLUMN_TEXT },
    };
    DocTable *table = doc_table(d, &(DocTableHead){ .caption = STR("What a warning is worth: acting on it pays while it costs less than the last column times the share of leavers it wins back"),
                                                    .empty = STR("too few past decisions to look back at") }, cols, COUNT_OF(cols));
    for (size_t r = 0; r < t->n; r++) {
        bool stake = col_has(table_col(t, "stake"), r);
        DOC_ROW(table, TONE_NORMAL, cell_text(col_text(t, "level")[r]),
                cell_text(str_fmt(b->a, "%lld of %lld", (long long)col_int(t, "warned")[r], (long long)col_int(t, "n")[r])), cell_text(share_words(b, t, "hit", "hit_low", "hit_high", r)),
                cell_text(share_words(b, t, "found", "found_low", "found_high", r)), cell_text(share_words(b, t, "found_money", "found_money_low", "found_money_high", r)),
                cell_text(stake ? str_fmt(b->a, "%.*s (%.*s)", STR_ARG(money_text(b->a, col_int(t, "stake")[r], b->currency, MONEY_SHORT)),
                                          STR_ARG(money_range(b->a, col_int(t, "stake_low")[r], col_int(t, "stake_high")[r], b->currency)))
                                : STR("–")));
    }
}

static void misses(PageBook *b, Doc *d, const Table *t, size_t most)
{
    static const DocColumn cols[] = {
        { .title = STR_INIT("Account"), .kind = COLUMN_TEXT }, { .title = STR_INIT("Decided"), .kind = COLUMN_TEXT },
        { .title = STR_INIT("Forecast"), .kind = COLUMN_TEXT }, { .title = STR_INIT("What happened"), .kind = COLUMN_TEXT },
    };
    DocTable *table = doc_table(d, &(DocTableHead){ .caption = str_fmt(b->a, "What it got wrong: the furthest off of %zu", t->n), .empty = STR("none") }, cols, COUNT_OF(cols));
    for (size_t r = 0; r < t->n && r < most; r++)
        DOC_ROW(table, TONE_NORMAL, cell_text(col_text(t, "name")[r]), cell_text(date_iso(b->a, col_int(t, "decided")[r])),
                cell_text(str_fmt(b->a, "%.*s, everybody %.*s", STR_ARG(percent(b, page_f64(t, "machine", r))), STR_ARG(percent(b, page_f64(t, "base", r))))),
                cell_text(col_int(t, "renewed")[r] ? STR("renewed") : STR("left")));
}

static Status forecast_parts(PageBook *b, Doc *d, size_t most, bool headed, Err *err)
{
    Table t, why, test, miss, warning;
    const struct {
        int sql;
        Table *into;
    } read[] = { { SQL_REPORT_FORECASTS, &t }, { SQL_REPORT_FORECAST_WHYS, &why }, { SQL_REPORT_FORECAST_TESTS, &test }, { SQL_REPORT_BACKTEST_WRONG, &miss },
                 { SQL_REPORT_WARNINGS, &warning } };
    Status st = ST_OK;
    for (size_t i = 0; !st && i < COUNT_OF(read); i++)
        st = store_fetch(b->s, read[i].sql, STORE_NO_ARGS, b->a, read[i].into, err);
    if (st || (headed && !t.n))
        return st;
    if (headed)
        doc_heading(d, 2, STR("Who may leave"));
    forecasts(b, d, &t, &why, most);
    tests(b, d, &test);
    if (warning.n)
        warnings(b, d, &warning);
    if (test.n)
        misses(b, d, &miss, MISS_MOST);
    return ST_OK;
}

Status page_forecast_part(PageBook *b, Doc *d, size_t most, Err *err) { return forecast_parts(b, d, most, true, err); }

Status page_forecast(Store *s, Arena *a, Doc **out, Err *err)
{
    PageBook b;
    Status st = page_load(s, a, &b, err);
    if (st)
        return st;
    *out = page_begin(&b, STR("Will they renew"), runs_text(a, STR("The machine's probability goes with what accounts lived through and did before; it does not say what causes a renewal. "
                                                                   "What the owner typed stands beside it and counts in the end.")));
    return page_idle(&b, *out) ? ST_OK : forecast_parts(&b, *out, PAGE_MOST, false, err);
}

static Cell band(const PageBook *b, const Table *t, size_t r)
{
    return cell_text(str_fmt(b->a, "%.*s (%.*s)", STR_ARG(money_text(b->a, col_int(t, "value")[r], b->currency, MONEY_SHORT)),
                             STR_ARG(money_range(b->a, col_int(t, "value_low")[r], col_int(t, "value_high")[r], b->currency))));
}

static void totals(PageBook *b, Doc *d, const Table *t)
{
    static const DocColumn cols[] = {
        { .title = STR_INIT("From"), .kind = COLUMN_TEXT }, { .title = STR_INIT("Accounts"), .kind = COLUMN_TEXT }, { .title = STR_INIT("Lifetime value (95 %)"), .kind = COLUMN_TEXT },
        { .title = STR_INIT("Fitted"), .kind = COLUMN_TEXT },
    };
    DocTable *table = doc_table(d, &(DocTableHead){ .caption = STR("What accounts will still bring: margin less cost to serve, discounted"), .empty = STR("neither contracts nor repeated purchases are known") }, cols, COUNT_OF(cols));
    for (size_t r = 0; r < t->n; r++) {
        Str note = col_text(t, "note")[r], parameters = col_text(t, "parameters")[r];
        bool any = col_int(t, "accounts")[r] > 0;
        DOC_ROW(table, TONE_NORMAL, cell_text(str_eq(col_text(t, "how")[r], STR("contract")) ? STR("contracts") : STR("purchases")), cell_text(str_fmt(b->a, "%lld", (long long)col_int(t, "accounts")[r])),
                any ? band(b, t, r) : cell_text(STR("–")), cell_text(str_fmt(b->a, "%.*s%s%.*s", STR_ARG(parameters), note.n && parameters.n ? "; " : "", STR_ARG(note))));
    }
}

static Status lifetime_parts(PageBook *b, Doc *d, size_t most, bool headed, Err *err)
{
    static const DocColumn cols[] = {
        { .title = STR_INIT("Account"), .kind = COLUMN_TEXT },     { .title = STR_INIT("With us"), .kind = COLUMN_TEXT },        { .title = STR_INIT("Still there"), .kind = COLUMN_TEXT },
        { .title = STR_INIT("To come"), .kind = COLUMN_TEXT },     { .title = STR_INIT("Revenue"), .kind = COLUMN_TEXT },        { .title = STR_INIT("Cost to serve a year"), .kind = COLUMN_TEXT },
        { .title = STR_INIT("Lifetime value (95 %)"), .kind = COLUMN_TEXT },
    };
    Table t, sum;
    Status st = store_fetch(b->s, SQL_REPORT_LIFETIMES, STORE_NO_ARGS, b->a, &t, err);
    if (!st)
        st = store_fetch(b->s, SQL_REPORT_LIFETIME_TOTALS, STORE_NO_ARGS, b->a, &sum, err);
    if (st || (headed && !t.n))
        return st;
    if (headed)
        doc_heading(d, 2, STR("What accounts are worth"));
    totals(b, d, &sum);
    DocTable *table = doc_table(d, &(DocTableHead){ .caption = STR("The largest"), .empty = STR("none") }, cols, COUNT_OF(cols));
    for (size_t r = 0; r < t.n && r < most; r++) {
        bool contract = str_eq(col_text(&t, "how")[r], STR("contract"));
        DOC_ROW(table, TONE_NORMAL, cell_text(col_text(&t, "name")[r]), cell_text(str_fmt(b->a, contract ? "%.0f years" : "%.0f repeat purchases", page_f64(&t, "tenure", r))),
                cell_text(percent(b, page_f64(&t, "alive", r))), cell_text(str_fmt(b->a, contract ? "%.1f years" : "%.1f purchases", page_f64(&t, "expected", r))),
                cell_text(str_fmt(b->a, "%.*s %s", STR_ARG(money_text(b->a, col_int(&t, "revenue")[r], b->currency, MONEY_SHORT)), contract ? "a year" : "each")),
                cell_text(money_text(b->a, col_int(&t, "serve")[r], b->currency, MONEY_SHORT)), band(b, &t, r));
    }
    return ST_OK;
}

Status page_lifetime_part(PageBook *b, Doc *d, size_t most, Err *err) { return lifetime_parts(b, d, most, true, err); }

Status page_lifetime(Store *s, Arena *a, Doc **out, Err *err)
{
    PageBook b;
    Status st = page_load(s, a, &b, err);
    if (st)
        return st;
    *out = page_begin(&b, STR("What accounts are worth"), runs_text(a, STR("An account's interval says what may happen to it; the total's is narrower, since luck and bad luck even out. "
                                                                           "Nothing beyond lifetime_years counts.")));
    return page_idle(&b, *out) ? ST_OK : lifetime_parts(&b, *out, PAGE_MOST, false, err);
}

Status page_outlook(PageBook *b, Doc *d, int64_t account, Err *err)
{
    Table f, why, life;
    Status st = store_fetch(b->s, SQL_REPORT_FORECAST_ONE, STORE_ARGS(DB_INT(account), DB_INT(account)), b->a, &f, err);
    if (!st)
        st = store_fetch(b->s, SQL_REPORT_FORECAST_WHY_ONE, STORE_ARGS(DB_INT(account), DB_INT(account)), b->a, &why, err);
    if (!st)
        st = store_fetch(b->s, SQL_REPORT_LIFETIME_ONE, STORE_ARGS(DB_INT(account), DB_INT(account)), b->a, &life, err);
    if (st || (!f.n && !life.n))
        return st;
    doc_heading(d, 3, STR("Outlook"));
    DocList *list = doc_list(d, LIST_DOTS);
    if (f.n) {
        Str owner = isfinite(page_f64(&f, "owner", 0)) ? str_fmt(b->a, "; its owner says %.*s", STR_ARG(owner_words(b, &f, 0))) : STR("");
        doc_item(list, TONE_NORMAL,
                 runs_text(b->a, str_fmt(b->a, "Health: %.*s. Renews with %.*s (95 %%: %.*s to %.*s) by the machine%.*s", STR_ARG(col_text(&f, "health")[0]),
                                         STR_ARG(percent(b, page_f64(&f, "machine", 0))), STR_ARG(percent(b, page_f64(&f, "low", 0))), STR_ARG(percent(b, page_f64(&f, "high", 0))), STR_ARG(owner))),
                 runs_text(b->a, reasons(b, &why, account)));
    }
    if (life.n)
        doc_item(list, TONE_NORMAL,
                 runs_text(b->a, str_fmt(b->a, "Lifetime value %.*s (95 %%: %.*s)", STR_ARG(money_text(b->a, col_int(&life, "value")[0], b->currency, MONEY_SHORT)),
                                         STR_ARG(money_range(b->a, col_int(&life, "value_low")[0], col_int(&life, "value_high")[0], b->currency)))),
                 runs_text(b->a, str_fmt(b->a, "margin less %.*s a year to serve, over lifetime_years, discounted", STR_ARG(money_text(b->a, col_int(&life, "serve")[0], b->currency, MONEY_SHORT)))));
    return ST_OK;
}
