/* The finding in one sentence, with what it rests on. */
#include <inttypes.h>
#include <math.h>

#include "base/date.h"
#include "report/amount.h"
#include "report/answer_in.h"
#include "report/doc_blocks.h"
#include "report/page_words.h"

/* 1.96 + 0.84: an effect of this many standard errors is found four times out of five. */
#define SEEN_AT      2.8
#define WORTH_SEEING 0.05 /* five points of renewal: about what an action would have to move */

typedef struct Facts {
    Issues is;
    int64_t accounts, decided; /* for a book in which nothing is ranked */
} Facts;

static Status count_decided(Store *s, Facts *f, Arena *a, Err *err)
{
    Table t;
    Status st = store_fetch(s, SQL_REPORT_DECISIONS, STORE_ARGS(DB_INT(0), DB_INT(INT64_MAX)), a, &t, err);
    if (st)
        return st;
    const TableColumn *renewed = table_col(&t, "renewed");
    for (size_t r = 0; r < t.n; r++)
        f->decided += col_has(renewed, r);
    return store_int(s, SQL_REPORT_ACCOUNT_COUNT, STORE_NO_ARGS, 0, &f->accounts, err);
}

static void found(const Facts *f, size_t largest, Headline *h)
{
    const Table *t = &f->is.issue;
    h->cost = int_at(t, "cost", largest, 0);
    h->low = int_at(t, "cost_low", largest, 0);
    h->high = int_at(t, "cost_high", largest, 0);
    h->horizon_days = int_at(t, "horizon_days", largest, 0);
}

/* The sharpest comparison of renewals there was: what it could have shown, and what five points would need. */
static Str needed(const Facts *f, double least, Arena *a)
{
    const Table *t = &f->is.effect;
    double se = (double)INFINITY;
    int64_t n = 0;
    for (size_t r = 0; r < t->n; r++) {
        double v = f64_at(t, "se", r);
        bool renewal = str_eq(text_at(t, "outcome", r), STR("renewal"));
        if (renewal && isfinite(v) && v > 0 && v < se && !str_eq(text_at(t, "grade", r), STR("D"))) {
            se = v;
            n = col_int(t, "n_exposed")[r] + col_int(t, "n_unexposed")[r];
        }
    }
    if (!n)
        return SAID(a, needed_decisions, str_fmt(a, "%.0f", least), str_fmt(a, "%.0f", least), str_fmt(a, "%" PRId64, f->decided));
    double seen = SEEN_AT * se, want = (double)n * (seen / WORTH_SEEING) * (seen / WORTH_SEEING);
    Str points = number_text(a, seen * 100, 1), have = count_text(a, n),
        need = count_text(a, (int64_t)ceil(want));
    if (seen <= WORTH_SEEING)
        return SAID(a, needed_seen, have, points);
    return SAID(a, needed_more, have, points, need);
}

static Status nothing(Store *s, Facts *f, Arena *a, Headline *h, Err *err)
{
    double least;
    Status st = count_decided(s, f, a, err);
    if (!st)
        st = store_setting(s, "min_per_arm", &least, err);
    if (st)
        return st;
    h->nothing_found = true;
    h->needed = needed(f, least, a);
    if (!f->accounts)
        h->needed = SAID_PLAIN(needed_exports);
    return ST_OK;
}

/* Runs as one text; a badge alone would be a stray letter. */
static Str plain(Runs r, Arena *a)
{
    Str all = STR("");
    for (size_t i = 0; i < r.n; i++) {
        const Run *one = &r.run[i];
        bool joins = one->kind == RUN_GRADE && str_ends(all, STR(") "));
        if (joins)
            all = str_fmt(a, "%.*s, grade %.*s)", STR_ARG(str_sub(all, 0, all.n - 2)),
                          STR_ARG(one->text));
        else if (one->kind == RUN_GRADE)
            all = str_fmt(a, "%.*s(grade %.*s)", STR_ARG(all), STR_ARG(one->text));
        else
            all = str_fmt(a, "%.*s%.*s", STR_ARG(all), STR_ARG(one->text));
    }
    return all;
}

/* The report's own words, so that page, report and terminal say the same. */
static Status words(Store *s, Arena *a, Headline *h, Err *err)
{
    PageBook b;
    Status st = page_load(s, a, &b, err);
    if (st)
        return st;
    h->title = page_title(&b);
    h->subtitle = plain(page_subtitle(&b), a);
    return ST_OK;
}

Status answer_headline(Store *s, Arena *a, Headline *out, Err *err)
{
    Facts f = { .decided = 0 };
    *out = (Headline){ .title = STR(""), .subtitle = STR(""), .needed = STR("") };
    Status st = issues_load(s, a, &f.is, err);
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
    if (out->ranked)
        found(&f, largest, out);
    else
        st = nothing(s, &f, a, out, err);
    return st ? st : words(s, a, out, err);
}
