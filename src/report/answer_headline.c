/* The finding in one sentence, with what it rests on. */
#include <inttypes.h>
#include <math.h>

#include "base/date.h"
#include "report/amount.h"
#include "report/answer_in.h"

enum { YEAR = 365 };
/* 1.96 + 0.84: an effect of this many standard errors is found four times out of five. */
#define SEEN_AT     2.8
#define WORTH_SEEING 0.05      /* five points of renewal: about what an action would have to move */

typedef struct Facts {
    Issues  is;
    Deals   deals;
    int64_t accounts, decided, lost, invoiced, matched;
    double  revenue_heard;     /* NAN: not known */
} Facts;

static Status count_decided(Store *s, Facts *f, Arena *a, Err *err)
{
    Table t;
    Status st = store_fetch(s, SQL_REPORT_DECISIONS, STORE_ARGS(DB_INT(0)), a, &t, err);
    if (st)
        return st;
    const TableColumn *renewed = table_col(&t, "renewed");
    for (size_t r = 0; r < t.n; r++) {
        f->decided += col_has(renewed, r);
        f->lost += col_has(renewed, r) && !renewed->i[r];
    }
    return ST_OK;
}

static Status load(Store *s, Arena *a, Facts *f, Err *err)
{
    Str share;
    *f = (Facts){ .revenue_heard = (double)NAN };
    Status st = issues_load(s, a, &f->is, err);
    if (!st)
        st = deals_load(s, 0, f->is.as_of, a, &f->deals, err);
    if (!st)
        st = store_int(s, SQL_REPORT_ACCOUNT_COUNT, STORE_NO_ARGS, 0, &f->accounts, err);
    if (!st)
        st = store_summary(s, "revenue_heard_share", a, &share, err);
    if (!st && !str_to_f64(share, &f->revenue_heard))
        f->revenue_heard = (double)NAN;
    if (!st)
        st = store_summary_int(s, "ledger_invoiced", 0, &f->invoiced, err);
    if (!st)
        st = store_summary_int(s, "ledger_matched", 0, &f->matched, err);
    return st ? st : count_decided(s, f, a, err);
}

static Str heard_and_ledger(const Facts *f, Arena *a)
{
    Str heard = STR(""), tie = STR("");
    Str cur = f->is.currency;
    if (isfinite(f->revenue_heard)) {
        Str p = percent_text(a, f->revenue_heard, 0);
        heard = str_fmt(a, " We hear from accounts that hold %.*s of revenue", STR_ARG(p));
    }
    if (f->invoiced && f->invoiced == f->matched) {
        tie = STR("revenue ties to the invoices to the cent");
    } else if (f->invoiced) {
        Str gap = money_text(a, f->invoiced - f->matched, cur, MONEY_EXACT);
        tie = str_fmt(a, "%.*s of the invoices are on no known account", STR_ARG(gap));
    }
    if (heard.n && tie.n)
        return str_fmt(a, "%.*s; %.*s.", STR_ARG(heard), STR_ARG(tie));
    if (tie.n)
        return str_fmt(a, " Of the money: %.*s.", STR_ARG(tie));
    return heard.n ? str_fmt(a, "%.*s.", STR_ARG(heard)) : STR("");
}

static Str horizon_words(Arena *a, int64_t days)
{
    return days == YEAR ? STR("the next twelve months") : str_fmt(a, "the next %" PRId64 " days", days);
}

static int64_t contracts_ending(const Facts *f, int64_t days)
{
    int64_t n = 0;
    for (size_t i = 0; i < f->deals.n; i++) {
        const Deal *d = &f->deals.at[i];
        n += d->status == DEAL_ACTIVE && d->renewal && d->value > 0 && d->renewal - f->is.as_of <= days;
    }
    return n;
}

static Str first_upper(Arena *a, Str s)
{
    char *p = arena_alloc(a, s.n + 1, 1);
    memcpy(p, s.p, s.n);
    p[s.n] = 0;
    if (s.n && p[0] >= 'a' && p[0] <= 'z')
        p[0] = (char)(p[0] - 'a' + 'A');
    return (Str){ p, s.n };
}

static void found(const Facts *f, size_t largest, Arena *a, Headline *h)
{
    const Table *t = &f->is.issue;
    h->cost = int_at(t, "cost", largest, 0);
    h->low = int_at(t, "cost_low", largest, 0);
    h->high = int_at(t, "cost_high", largest, 0);
    h->horizon_days = int_at(t, "horizon_days", largest, 0);
    Str money = money_text(a, h->cost, f->is.currency, MONEY_SHORT), when = horizon_words(a, h->horizon_days);
    Str count = word_of_count(a, h->ranked), range = money_range(a, h->low, h->high, f->is.currency);
    if (h->ranked == 1)
        h->title = str_fmt(a, "One broken expectation puts %.*s of %.*s at risk if nothing is done", STR_ARG(money), STR_ARG(when));
    else
        h->title = str_fmt(a, "The largest of %.*s broken expectations puts %.*s of %.*s at risk if nothing is done", STR_ARG(count),
                           STR_ARG(money), STR_ARG(when));
    int64_t ending = contracts_ending(f, h->horizon_days);
    Str n = count_text(a, ending), day = date_long(a, f->is.as_of + h->horizon_days), rest = heard_and_ledger(f, a);
    Str grade = issue_grade(&f->is, col_int(t, "issue_id")[largest]);
    const char *more = h->ranked > 1 ? " The others may meet the same accounts, so they are not added to it." : "";
    h->subtitle = str_fmt(a, "%.*s (95 %% interval, grade %.*s), in %.*s account%s with contracts ending by %.*s.%s%.*s", STR_ARG(range),
                          STR_ARG(grade), STR_ARG(n), ending == 1 ? "" : "s", STR_ARG(day), more, STR_ARG(rest));
}

/* The sharpest comparison there was: what it could have shown, and what five points would need. */
static Str needed(const Facts *f, double least, Arena *a)
{
    const Table *t = &f->is.effect;
    double se = (double)INFINITY;
    int64_t n = 0;
    for (size_t r = 0; r < t->n; r++) {
        double v = f64_at(t, "se", r);
        if (isfinite(v) && v > 0 && v < se && !str_eq(text_at(t, "grade", r), STR("D"))) {
            se = v;
            n = col_int(t, "n_exposed")[r] + col_int(t, "n_unexposed")[r];
        }
    }
    if (!n)
        return str_fmt(a, "At least %.0f exposed and %.0f other renewal decisions are needed before an issue can be judged; %" PRId64
                          " decisions are known.", least, least, f->decided);
    double seen = SEEN_AT * se, want = (double)n * (seen / WORTH_SEEING) * (seen / WORTH_SEEING);
    Str points = number_text(a, seen * 100, 1), have = count_text(a, n), need = count_text(a, (int64_t)ceil(want));
    if (seen <= WORTH_SEEING)
        return str_fmt(a, "The sharpest comparison (%.*s decisions) would have shown a difference of %.*s points in renewal or more; "
                          "a smaller one would need more decisions.", STR_ARG(have), STR_ARG(points));
    return str_fmt(a, "The sharpest comparison (%.*s decisions) could have shown a difference of %.*s points in renewal; to see five points, "
                      "about %.*s decisions like these are needed.", STR_ARG(have), STR_ARG(points), STR_ARG(need));
}

static Status nothing(Store *s, const Facts *f, Arena *a, Headline *h, Err *err)
{
    double least;
    Status st = store_setting(s, "min_per_arm", &least, err);
    if (st)
        return st;
    h->nothing_found = true;
    h->needed = needed(f, least, a);
    Str rest = heard_and_ledger(f, a), n = count_text(a, f->decided), lost = count_text(a, f->lost), all = count_text(a, f->accounts);
    if (!f->accounts) {
        h->title = STR("Nothing has been imported yet");
        h->needed = STR("Import the exports of your survey tool, CRM, support desk, billing and operations.");
    } else if (!f->decided) {
        h->title = STR("No renewal decision is known, so nothing can be said about money yet");
        h->subtitle = str_fmt(a, "%.*s accounts.%.*s", STR_ARG(all), STR_ARG(rest));
    } else {
        Str count = word_of_count(a, (int64_t)f->is.issue.n), Count = first_upper(a, count);
        h->title = STR("Nothing here can be told apart from chance");
        h->subtitle = str_fmt(a, "%.*s issue%s looked at, against %.*s renewal decisions in %.*s accounts, of which %.*s were lost.%.*s",
                              STR_ARG(Count), f->is.issue.n == 1 ? "" : "s", STR_ARG(n), STR_ARG(all), STR_ARG(lost), STR_ARG(rest));
    }
    return ST_OK;
}

Status answer_headline(Store *s, Arena *a, Headline *out, Err *err)
{
    Facts f;
    *out = (Headline){ .title = STR(""), .subtitle = STR(""), .needed = STR("") };
    Status st = load(s, a, &f, err);
    if (st)
        return st;
    size_t largest = 0;
    int64_t most = INT64_MIN;
    for (size_t r = 0; r < f.is.issue.n; r++) {
        if (!col_has(table_col(&f.is.issue, "rank"), r))
            continue;
        int64_t cost = int_at(&f.is.issue, "cost", r, 0);
        out->ranked++;
        if (cost > most) {
            most = cost;
            largest = r;
        }
    }
    if (!out->ranked)
        return nothing(s, &f, a, out, err);
    found(&f, largest, a, out);
    return ST_OK;
}
