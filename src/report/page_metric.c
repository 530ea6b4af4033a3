/* page_metric.c - units' metrics beside customers, month by month: since when they disagree, the picture, and the last year's months. */
#include <math.h>

#include "base/date.h"
#include "report/amount.h"
#include "report/metric.h"
#include "report/page_in.h"

enum { MONTHS_LISTED = 12 };

static Str share_text(const PageBook *b, const Table *t, size_t r)
{
    double v = page_f64(t, "share", r);
    if (!isfinite(v))
        return page_int(t, "n", r, 0) ? STR("under five accounts") : STR("–");
    return str_fmt(b->a, "%.*s (%.*s to %.*s)", STR_ARG(percent_text(b->a, v, 1)), STR_ARG(number_text(b->a, 100 * page_f64(t, "low", r), 1)),
                   STR_ARG(number_text(b->a, 100 * page_f64(t, "high", r), 1)));
}

static Str reading_text(const PageBook *b, const Table *t, size_t r, const char *col)
{
    double v = page_f64(t, col, r);
    return isfinite(v) ? number_text(b->a, v, 1) : STR("–");
}

static Str told_by(const PageBook *b, const Table *t, size_t r)
{
    int64_t span = page_int(t, "span", r, 0);
    Str verdict = col_text(t, "verdict")[r];
    return span > 1 ? str_fmt(b->a, "%.*s (by %lld months)", STR_ARG(verdict), (long long)span) : verdict;
}

static void month_table(const PageBook *b, Doc *d, const MetricRows *m, Str name)
{
    static const DocColumn cols[] = {
        { .title = STR_INIT("Month"), .kind = COLUMN_TEXT },
        { .title = STR_INIT("Reading"), .kind = COLUMN_TEXT, .align = ALIGN_RIGHT },
        { .title = STR_INIT("Target"), .kind = COLUMN_TEXT, .align = ALIGN_RIGHT },
        { .title = STR_INIT("Says"), .kind = COLUMN_TEXT },
        { .title = STR_INIT("Customers (95 %)"), .kind = COLUMN_TEXT },
        { .title = STR_INIT("Accounts"), .kind = COLUMN_INT },
        { .title = STR_INIT("Verdict"), .kind = COLUMN_TEXT },
    };
    DocTable *table = doc_table(d, &(DocTableHead){ .caption = str_fmt(b->a, "%.*s, month by month", STR_ARG(name)), .empty = STR("no month has a reading") },
                                cols, COUNT_OF(cols));
    for (size_t r = m->to - m->from > MONTHS_LISTED ? m->to - MONTHS_LISTED : m->from; r < m->to; r++) {
        Str verdict = col_text(m->t, "verdict")[r];
        DOC_ROW(table, str_starts(verdict, STR("green but")) ? TONE_HARM : str_eq(verdict, STR("cannot tell")) ? TONE_OFF : TONE_NORMAL,
                cell_text(date_month(b->a, col_int(m->t, "month")[r])), cell_text(reading_text(b, m->t, r, "value")),
                cell_text(reading_text(b, m->t, r, "target")), cell_text(col_text(m->t, "status")[r]), cell_text(share_text(b, m->t, r)),
                cell_int(page_int(m->t, "accounts", r, 0)), cell_text(told_by(b, m->t, r)));
    }
}

static Str counts(const PageBook *b, const MetricRows *m)
{
    size_t apart = 0, agree = 0, open = 0;
    for (size_t r = m->from; r < m->to; r++) {
        Str v = col_text(m->t, "verdict")[r];
        bool same = str_eq(v, STR("agrees")), mute = str_eq(v, STR("cannot tell"));
        agree += same;
        open += mute;
        apart += !same && !mute;
    }
    return str_fmt(b->a, "Of %zu month%s: %zu apart, %zu agree, %zu cannot tell.", m->to - m->from, m->to - m->from == 1 ? "" : "s", apart, agree, open);
}

Str page_metric_since(const PageBook *b, int64_t metric_id)
{
    MetricRows m = metric_rows(&b->months, metric_id);
    int64_t since = metric_since(&m);
    if (!since)
        return STR("");
    return str_fmt(b->a, "Apart since %.*s%s (told by the data of %.*s). ", STR_ARG(date_month(b->a, since)), metric_older(&m) ? " or longer" : "",
                   STR_ARG(date_month(b->a, metric_told(&m))));
}

Str page_metric_sides(const PageBook *b, int64_t metric_id)
{
    static const struct { const char *side, *words; } name[] = { { "done", "Got" }, { "rated", "rated" }, { "said", "said" } };
    const Table *t = &b->sides;
    Str all = STR("");
    for (size_t r = 0; r < t->n; r++) {
        const char *says = "";
        if (col_int(t, "metric_id")[r] != metric_id)
            continue;
        for (size_t i = 0; i < COUNT_OF(name); i++)
            says = str_eq(col_text(t, "side")[r], str_of(name[i].side)) ? name[i].words : says;
        Str state = col_text(t, "state")[r];
        all = str_fmt(b->a, "%.*s%s%s: %.*s %.*s (%.*s to %.*s; needed %.*s): %.*s", STR_ARG(all), all.n ? "; " : "", says,
                      STR_ARG(percent_text(b->a, col_f64(t, "share")[r], 1)), STR_ARG(col_text(t, "words")[r]),
                      STR_ARG(number_text(b->a, 100 * col_f64(t, "low")[r], 1)), STR_ARG(number_text(b->a, 100 * col_f64(t, "high")[r], 1)),
                      STR_ARG(percent_text(b->a, col_f64(t, "needed")[r], 1)), STR_ARG(str_eq(state, STR("open")) ? STR("cannot tell") : state));
    }
    return all.n ? str_fmt(b->a, "%.*s.", STR_ARG(all)) : all;
}

void page_metric_months(PageBook *b, Doc *d)
{
    const Table *t = &b->metrics;
    size_t shown = 0;
    for (size_t r = 0; r < t->n; r++) {
        MetricRows m = metric_rows(&b->months, col_int(t, "metric_id")[r]);
        Str name = col_text(t, "name")[r], since = page_metric_since(b, col_int(t, "metric_id")[r]);
        if (m.from == m.to)
            continue;
        if (!since.n) {
            doc_para(d, RUNS(b->a, run_strong(str_fmt(b->a, "%.*s: ", STR_ARG(name))), run_soft(counts(b, &m))));
            continue;
        }
        const Chart *c = metric_chart(&m, name, false, b->a);
        doc_para(d, RUNS(b->a, run_strong(str_fmt(b->a, "%.*s: ", STR_ARG(name))), run_plain(since), run_soft(counts(b, &m))));
        if (c)
            doc_chart(d, c);
        month_table(b, d, &m, name);
        shown++;
    }
    if (shown)
        doc_para(d, RUNS(b->a, run_soft(STR("A month is told by its own things, or by those of the last 3, 6 or 12 months; looking every month for two years calls a "
                                            "metric that agrees apart in 1 of 40 at most. Where it began is an estimate."))));
}
