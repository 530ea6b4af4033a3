#include <math.h>
#include <stdlib.h>

#include "base/date.h"
#include "report/page_words.h"
#include "report/worth.h"

enum {
    SPARK_WEEKS = 52,
    QUOTES = 3,
    SPANS = 8,
    LARGEST = 8,
    EVIDENCE = 12,
    EVIDENCE_FEW = 4,
    MARKS = 5,
    MARKS_CHANGE = 3
};
#define NONE ((double)NAN)

static double rate(const Table *t, size_t r)
{
    double n = col_f64(t, "n")[r];
    return n > 0 ? col_f64(t, "x")[r] / n : NONE;
}

/* What the small line says, for those who do not see it. */
static Str spark_words(PageBook *b, size_t stream, const Table *t, size_t from)
{
    Str measure = col_text(&b->streams, "measure")[stream];
    size_t high = from;
    for (size_t r = from; r < t->n; r++)
        if (rate(t, r) > rate(t, high) || !isfinite(rate(t, high)))
            high = r;
    if (!isfinite(rate(t, high)))
        return STR("");
    return str_fmt(b->a, "%.*s, last %zu weeks: highest %.*s in the week of %.*s",
                   STR_ARG(words_curly(b, col_text(&b->streams, "name")[stream])), t->n - from,
                   STR_ARG(words_level(b, measure, rate(t, high))),
                   STR_ARG(date_long(b->a, col_int(t, "week")[high])));
}

static Cell spark(PageBook *b, const PageIssue *i, Err *err, Status *st)
{
    Table t;
    size_t at = page_stream_of(b, i), sig = page_signal_of(b, i);
    if (at == SIZE_MAX || *st)
        return cell_none();
    *st = page_weeks(b, col_int(&b->streams, "stream_id")[at], &t, err);
    if (*st || !t.n)
        return cell_none();
    size_t from = t.n > SPARK_WEEKS ? t.n - SPARK_WEEKS : 0;
    ChartPoint *p = ARENA_NEW_N(b->a, ChartPoint, t.n - from);
    ChartMark mark = { 0, STR("change"), TONE_HARM };
    size_t n_mark = 0;
    for (size_t r = from; r < t.n; r++) {
        p[r - from] = point_of(STR(""), rate(&t, r), NONE, NONE);
        p[r - from].x = (double)(r - from);
        if (sig != SIZE_MAX && col_int(&t, "week")[r] == col_int(&b->signals, "at")[sig]) {
            mark = (ChartMark){ (double)(r - from), STR("change"), words_change_tone(b, sig) };
            n_mark = 1;
        }
    }
    return cell_chart(chart_dup(b->a, &(Chart){ .kind = CHART_SPARK,
                                                .title = STR("Weekly"),
                                                .desc = spark_words(b, at, &t, from),
                                                .series = CHART_ONE(p, t.n - from),
                                                .n_series = 1,
                                                .mark = &mark,
                                                .n_mark = n_mark }));
}

typedef struct Scale {
    double min, max;
} Scale;

static Scale scale_of(const PageBook *b)
{
    Scale s = { 0, 0 };
    for (size_t k = 0; k < b->n_ranked; k++) {
        s.min = fmin(s.min, (double)b->issue[k].cost_low);
        s.max = fmax(s.max, (double)b->issue[k].cost_high);
    }
    return s;
}

static Cell cost_bar(PageBook *b, const PageIssue *i, Scale s)
{
    ChartPoint p = point_of(STR(""), (double)i->cost, (double)i->cost_low, (double)i->cost_high);
    p.value = money_like(b->a, i->cost, (int64_t)s.max, b->currency);
    p.tone = TONE_HARM;
    return cell_chart(chart_dup(b->a, &(Chart){ .kind = CHART_BARS,
                                                .title = STR("Cost of doing nothing"),
                                                .y_form = { FORM_MONEY, 0, b->currency },
                                                .series = CHART_ONE(&p, 1),
                                                .n_series = 1,
                                                .min = s.min,
                                                .max = s.max }));
}

static Cell action_cell(PageBook *b, const PageIssue *i)
{
    Run run[6];
    size_t n = 0;
    for (size_t r = 0; r < b->audits.n && n + 3 <= COUNT_OF(run); r++) {
        if (page_int(&b->audits, "issue_id", r, 0) != i->id)
            continue;
        Str name = col_text(&b->audits, "action")[r];
        Str lead = str_fmt(b->a, "%s%.*s: ", n ? "; " : "", STR_ARG(name));
        run[n++] = run_plain(lead);
        run[n++] = run_strong(col_text(&b->audits, "verdict")[r]);
    }
    return n ? cell_runs(runs_of(b->a, run, n)) : cell_text(STR("none yet"));
}

static void ranked_row(PageBook *b, DocTable *t, const PageIssue *i, Scale s, Cell weekly)
{
    doc_sub(DOC_ROW(t, TONE_NORMAL, cell_int(i->rank), cell_text(words_name(b, i)),
                    cell_int(i->accounts), cell_money(i->revenue), cost_bar(b, i, s),
                    i->grade ? cell_grade(i->grade) : cell_none(), weekly, action_cell(b, i)),
            runs_text(b->a, words_under(b, i)));
}

/* Where there are too few the reason says all that may be said; a raw difference would only tempt.
 */
static void grey_row(PageBook *b, DocTable *t, const PageIssue *i, Cell weekly)
{
    bool few = i->grade == 'D' || !i->grade,
         alone = !few && i->estimate < 0 && i->high < 0 && !i->has_cost;
    const char *many = alone && !str_eq(words_why_not(b, i), STR("no contract comes up"))
                           ? "; one such among all that were tested proves nothing"
                           : "";
    Str why = few ? str_fmt(b->a, "%.*s.", STR_ARG(i->grade_reason))
                  : str_fmt(b->a, "Renewals: %.*s%s.", STR_ARG(words_raw(b, i)), many);
    Str under =
        str_fmt(b->a, "%.*s. %.*s", STR_ARG(words_under(b, i)), STR_ARG(words_capital(b, why)));
    doc_sub(DOC_ROW(t, TONE_OFF, cell_none(), cell_text(words_name(b, i)), cell_int(i->accounts),
                    cell_money(i->revenue), cell_text(words_why_not(b, i)),
                    i->grade ? cell_grade(i->grade) : cell_none(), weekly),
            runs_text(b->a, under));
}

Status page_issue_table(PageBook *b, Doc *d, size_t most_unranked, Err *err)
{
    int64_t horizon =
        b->n_issue && b->issue[0].horizon ? b->issue[0].horizon : (int64_t)b->set.horizon;
    const DocColumn cols[] = {
        { .title = STR_INIT(""), .kind = COLUMN_INT, .align = ALIGN_LEFT, .quiet = true },
        { .title = STR_INIT("Issue, as customers say it"), .kind = COLUMN_TEXT },
        { .title = STR_INIT("Accounts"), .kind = COLUMN_INT },
        { .title = STR_INIT("Exposed, a year"), .kind = COLUMN_MONEY, .currency = b->currency },
        { .title = str_fmt(b->a, "Cost of doing nothing, %lld days", (long long)horizon),
          .kind = COLUMN_CHART },
        { .title = STR_INIT("Grade"), .kind = COLUMN_GRADE },
        { .title = STR_INIT("Weekly"), .kind = COLUMN_CHART },
        { .title = STR_INIT("Action"), .kind = COLUMN_TEXT, .quiet = true },
    };
    DocTable *t = doc_table(
        d,
        &(DocTableHead){
            .caption = b->n_ranked ? STR("What to fix first") : STR("What was looked at"),
            .empty = STR("no issue was found in what customers say or in what was promised") },
        cols, COUNT_OF(cols));
    Status st = ST_OK;
    Scale scale = scale_of(b);
    size_t shown =
        b->n_ranked + most_unranked < b->n_issue ? b->n_ranked + most_unranked : b->n_issue;
    for (size_t k = 0; !st && k < shown; k++) {
        Cell weekly = spark(b, &b->issue[k], err, &st);
        if (k < b->n_ranked)
            ranked_row(b, t, &b->issue[k], scale, weekly);
        else
            grey_row(b, t, &b->issue[k], weekly);
    }
    if (!st && b->n_ranked > 1)
        doc_para(d, RUNS(b->a, run_plain(str_fmt(
                                   b->a,
                                   "All %zu together cost %.*s (%.*s): an account that several touch "
                                   "counts once, and the costs above are their shares of it.",
                                   b->n_ranked, STR_ARG(words_money(b, b->cost_joint)),
                                   STR_ARG(money_range(b->a, b->joint_low, b->joint_high, b->currency))))));
    if (!st && b->serve_joint > 0)
        doc_para(d, RUNS(b->a, run_plain(str_fmt(b->a, "All issues together cost %.*s a year to serve: every ticket counts once.", STR_ARG(words_money(b, b->serve_joint))))));
    if (!st && shown < b->n_issue)
        doc_para(d,
                 RUNS(b->a, run_soft(str_fmt(
                                b->a, "%zu more could not be ranked; the issues page lists them.",
                                b->n_issue - shown))));
    return st;
}

static void chain(PageBook *b, Doc *d, const PageIssue *i)
{
    int64_t n = i->n_exposed + i->n_unexposed;
    bool est = isfinite(i->estimate);
    doc_open(d, GROUP_CHAIN, STR(""));
    doc_figure(
        d, &(Figure){
               .label = STR("What customers live through"),
               .value = str_fmt(b->a, "%.*s of %.*s", STR_ARG(count_text(b->a, i->accounts)),
                                STR_ARG(words_n(b, b->accounts, "account", "accounts"))),
               .n = FIGURE_NO_N,
               .interval = FIGURE_NONE,
               .method = str_fmt(b->a, "counted: %.*s, last %g days",
                                 STR_ARG(words_curly(b, i->rule)), b->set.exposure_days),
               .as_of = b->day,
               .note = str_fmt(b->a, "they hold %.*s a year", STR_ARG(words_money(b, i->revenue))),
               .tone = i->rank ? TONE_HARM : TONE_NORMAL });
    doc_figure(d, &(Figure){ .label = STR("What they then do"),
                             .value = est ? str_fmt(b->a, "%.*s points of renewal",
                                                    STR_ARG(words_points(b, i->estimate)))
                                          : STR("too few to say"),
                             .n = n,
                             .n_of = STR("decisions"),
                             .interval = est ? words_points_range(b, i->low, i->high) : FIGURE_NONE,
                             .method = i->method.n ? i->method : FIGURE_NONE,
                             .grade = i->grade,
                             .as_of = b->day,
                             .note = isfinite(i->raw) ? str_fmt(b->a, "raw %.*s",
                                                                STR_ARG(words_points(b, i->raw)))
                                                      : STR("") });
    Str serve =
        i->extra_grade ? str_fmt(b->a, "handling, beside this: %.*s", STR_ARG(words_serve(b, i)))
        : i->serve     ? str_fmt(b->a, "handling its tickets took %.*s in the last year, counted, beside this", STR_ARG(words_money(b, i->serve)))
                       : STR("");
    doc_figure(
        d,
        &(Figure){
            .label = STR("What it puts at risk if nothing is done"),
            .value = i->has_cost && i->rank ? words_money(b, i->cost) : words_why_not(b, i),
            .n = i->accounts,
            .interval = i->has_cost && i->rank
                            ? money_range(b->a, i->cost_low, i->cost_high, b->currency)
                            : FIGURE_NONE,
            .method =
                i->has_cost
                    ? str_fmt(b->a, "simulated over %lld days: value × chance of exposure × effect",
                              (long long)i->horizon)
                    : FIGURE_NONE,
            .grade = i->grade,
            .as_of = b->day,
            .note = serve,
            .tone = i->rank ? TONE_HARM : TONE_OFF });
    doc_close(d);
}

static void forest(PageBook *b, Doc *d, const PageIssue *i)
{
    doc_open(d, GROUP_PART, STR("Difference in renewal, percentage points"));
    if (!isfinite(i->raw) && !isfinite(i->estimate)) {
        doc_para(d, runs_text(b->a, i->grade_reason));
        doc_close(d);
        return;
    }
    ChartPoint p[] = { point_of(STR("Raw"), i->raw, i->raw_low, i->raw_high),
                       point_of(STR("Adjusted"), i->estimate, i->low, i->high) };
    p[0].tone = TONE_OFF;
    p[0].value = isfinite(i->raw) ? words_points(b, i->raw) : STR("–");
    p[1].value = isfinite(i->estimate) ? words_points(b, i->estimate) : STR("too few");
    doc_chart(d, &(Chart){ .kind = CHART_FOREST,
                           .x_label = STR("no difference"),
                           .y_label = STR("percentage points of renewal, 95 % interval"),
                           .y_form = { .kind = FORM_POINTS, .digits = 1 },
                           .series = CHART_ONE(p, COUNT_OF(p)),
                           .n_series = 1 });
    doc_para(
        d,
        RUNS(b->a, run_soft(str_fmt(b->a,
                                    "%.*s exposed and %.*s unexposed decisions, %.*s customer "
                                    "groups. Adjusted for segment, region, contract value, tenure, "
                                    "season, earlier usage and the number of occasions.",
                                    STR_ARG(count_text(b->a, i->n_exposed)),
                                    STR_ARG(count_text(b->a, i->n_unexposed)),
                                    STR_ARG(count_text(b->a, i->n_accounts))))));
    doc_close(d);
}

static ChartSeries series_of(PageBook *b, size_t stream, Str name, Tone tone, Status *st, Err *err)
{
    Table t;
    ChartSeries s = { .name = name, .tone = tone };
    if (!*st)
        *st = page_weeks(b, col_int(&b->streams, "stream_id")[stream], &t, err);
    if (*st)
        return s;
    ChartPoint *p = ARENA_NEW_N(b->a, ChartPoint, t.n + 1);
    Str measure = col_text(&b->streams, "measure")[stream];
    double k = str_eq(measure, STR("theme")) ? 100 : 1;
    for (size_t r = 0; r < t.n; r++) {
        p[r] = point_of(STR(""), rate(&t, r) * k, NONE, NONE);
        p[r].x = (double)col_int(&t, "week")[r];
    }
    s.point = p;
    s.n = t.n;
    return s;
}

/* Changes of the streams shown (the newest few), then starts of its actions. */
static size_t marks_of(PageBook *b, const PageIssue *i, const int64_t shown[2],
                       ChartMark mark[MARKS])
{
    size_t n = 0;
    for (size_t r = 0; r < b->signals.n && n < MARKS_CHANGE; r++) {
        int64_t at = col_int(&b->signals, "at")[r], stream = col_int(&b->signals, "stream_id")[r];
        const char *way = str_eq(col_text(&b->signals, "kind")[r], STR("rise")) ? "up" : "down";
        if (stream == shown[0] || stream == shown[1])
            mark[n++] = (ChartMark){ (double)at,
                                     str_fmt(b->a, "%.*s %s", STR_ARG(date_long(b->a, at)), way),
                                     words_change_tone(b, r) };
    }
    for (size_t r = 0; r < b->audits.n && n < MARKS; r++)
        for (size_t k = 0; page_int(&b->audits, "issue_id", r, 0) == i->id && k < b->actions.n; k++)
            if (str_eq(col_text(&b->audits, "action")[r], col_text(&b->actions, "name")[k])) {
                mark[n++] = (ChartMark){ (double)col_int(&b->actions, "start_date")[k],
                                         col_text(&b->actions, "name")[k], TONE_ACCENT };
                break;
            }
    return n;
}

static void change_words(PageBook *b, Doc *d, const int64_t shown[2])
{
    Str all = STR("");
    size_t n = 0;
    for (size_t r = 0; r < b->signals.n && n < MARKS_CHANGE; r++) {
        int64_t stream = col_int(&b->signals, "stream_id")[r];
        if (stream != shown[0] && stream != shown[1])
            continue;
        all = str_fmt(b->a, "%.*s%s%.*s %.*s: %.*s; since %.*s, known since %.*s.", STR_ARG(all),
                      n++ ? " " : "", STR_ARG(words_curly(b, col_text(&b->signals, "name")[r])),
                      STR_ARG(words_change(b, r)), STR_ARG(words_change_size(b, r)),
                      STR_ARG(date_long(b->a, col_int(&b->signals, "at")[r])),
                      STR_ARG(date_long(b->a, col_int(&b->signals, "detected_at")[r])));
    }
    if (n)
        doc_para(d, RUNS(b->a, run_soft(all)));
}

static Status weekly_line(PageBook *b, Doc *d, const PageIssue *i, Err *err)
{
    size_t at = page_stream_of(b, i), sig = page_signal_of(b, i), n = 1;
    ChartSeries s[2];
    ChartMark mark[MARKS];
    Status st = ST_OK;
    if (at == SIZE_MAX)
        return ST_OK;
    bool share = !str_eq(col_text(&b->streams, "measure")[at], STR("theme"));
    doc_open(d, GROUP_PART,
             str_fmt(b->a, "%.*s, by week%s",
                     STR_ARG(words_curly(b, col_text(&b->streams, "name")[at])),
                     share ? "" : ", per 100 accounts"));
    s[0] = series_of(b, at, STR("all"), TONE_NORMAL, &st, err);
    const int64_t shown[2] = { col_int(&b->streams, "stream_id")[at],
                               sig == SIZE_MAX ? 0 : col_int(&b->signals, "stream_id")[sig] };
    for (size_t r = 0; r < b->streams.n && n == 1; r++)
        if (r != at && col_int(&b->streams, "stream_id")[r] == shown[1])
            s[n++] = series_of(b, r, col_text(&b->streams, "value")[r], TONE_HARM, &st, err);
    if (n == 1)
        s[0].name = STR("");
    if (!st)
        doc_chart(d, &(Chart){ .kind = CHART_LINE,
                               .x_form = { .kind = FORM_DATE },
                               .y_form = { .kind = share ? FORM_PERCENT : FORM_NUMBER },
                               .series = s,
                               .n_series = n,
                               .mark = mark,
                               .n_mark = marks_of(b, i, shown, mark) });
    change_words(b, d, shown);
    doc_close(d);
    return st;
}

static Str standing(PageBook *b, const PageContract *c)
{
    if (!c)
        return STR("no contract known");
    if (!c->active)
        return STR("left");
    return str_fmt(b->a, "%.*s a year · %s %.*s", STR_ARG(words_money(b, c->amount)),
                   c->open ? "renews" : "anniversary", STR_ARG(date_long(b->a, c->next)));
}

static Status quotes(PageBook *b, Doc *d, const PageIssue *i, const PageContracts *c, Err *err)
{
    Table t, spans;
    if (!i->theme)
        return ST_OK;
    Status st = store_fetch(b->s, SQL_PAGE_QUOTES, STORE_ARGS(DB_INT(i->theme)), b->a, &t, err);
    if (!st)
        st = store_fetch(b->s, SQL_PAGE_QUOTE_SPANS, STORE_ARGS(DB_INT(i->theme)), b->a, &spans,
                         err);
    if (st || !t.n)
        return st;
    doc_open(d, GROUP_PART, STR("In their words"));
    for (size_t r = 0; r < t.n && r < QUOTES; r++) {
        DocSpan span[SPANS];
        size_t n = 0;
        for (size_t k = 0; k < spans.n && n < SPANS; k++)
            if (col_int(&spans, "rank")[k] == col_int(&t, "rank")[r])
                span[n++] = (DocSpan){ (size_t)col_int(&spans, "span_from")[k],
                                       (size_t)col_int(&spans, "span_to")[k] };
        Str text = col_text(&t, "text")[r], role = col_text(&t, "role")[r];
        if (n == 1 && span[0].from == 0 && span[0].to >= text.n)
            n = 0; /* all of it marked marks nothing */
        Str stand = standing(b, page_contract(c, col_int(&t, "account_id")[r]));
        doc_quote(
            d, text, span, n,
            runs_text(b->a, str_fmt(b->a, "%.*s%s%.*s · %.*s · %.*s · %.*s", STR_ARG(role),
                                    role.n ? " · " : "", STR_ARG(col_text(&t, "name")[r]),
                                    STR_ARG(stand), STR_ARG(date_long(b->a, col_int(&t, "day")[r])),
                                    STR_ARG(page_place(b, col_text(&t, "path")[r],
                                                       col_int(&t, "line")[r])))));
    }
    doc_close(d);
    return ST_OK;
}

typedef struct Stake {
    const PageContract *c;
    size_t row;
    int64_t account;
} Stake;

static int by_stake(const void *x, const void *y)
{
    const Stake *a = x, *b = y;
    int64_t va = a->c && a->c->active ? a->c->amount : -1,
            vb = b->c && b->c->active ? b->c->amount : -1;
    if (va != vb)
        return va > vb ? -1 : 1;
    return (a->account > b->account) - (a->account < b->account);
}

static Status exposed(PageBook *b, Doc *d, const PageIssue *i, const PageContracts *c, Err *err)
{
    Table t;
    Status st = store_fetch(b->s, SQL_PAGE_EXPOSED, STORE_ARGS(DB_INT(i->id)), b->a, &t, err);
    if (st || !t.n)
        return st;
    Stake *at = ARENA_NEW_N(b->a, Stake, t.n);
    for (size_t r = 0; r < t.n; r++) {
        int64_t id = col_int(&t, "account_id")[r];
        at[r] = (Stake){ page_contract(c, id), r, id };
    }
    qsort(at, t.n, sizeof *at, by_stake);
    const DocColumn cols[] = {
        { .title = STR_INIT("Account"), .kind = COLUMN_TEXT },
        { .title = STR_INIT("Times"), .kind = COLUMN_INT },
        { .title = STR_INIT("A year"), .kind = COLUMN_MONEY, .currency = b->currency },
        { .title = STR_INIT("Renews"), .kind = COLUMN_DATE }
    };
    doc_open(d, GROUP_PART, STR("Exposed now, largest first"));
    DocTable *table =
        doc_table(d, &(DocTableHead){ .caption = STR("Exposed accounts"), .caption_hidden = true },
                  cols, COUNT_OF(cols));
    bool star = false;
    for (size_t k = 0; k < t.n && k < LARGEST; k++) {
        const PageContract *p = at[k].c;
        size_t r = at[k].row;
        star = star || (p && p->active && p->next && !p->open);
        Cell when = !p || !p->active || !p->next ? cell_none()
                    : p->open
                        ? cell_date(p->next)
                        : cell_text(str_fmt(b->a, "%.*s *", STR_ARG(date_long(b->a, p->next))));
        doc_sub(DOC_ROW(table, p && p->active ? TONE_NORMAL : TONE_OFF,
                        cell_text(col_text(&t, "name")[r]), cell_int(col_int(&t, "times")[r]),
                        p && p->active ? cell_money(p->amount) : cell_text(standing(b, p)), when),
                runs_text(b->a, str_fmt(b->a, "%.*s · %.*s", STR_ARG(col_text(&t, "segment")[r]),
                                        STR_ARG(col_text(&t, "country")[r]))));
    }
    doc_para(
        d,
        RUNS(b->a,
             run_soft(str_fmt(
                 b->a, "%.*s in all, last %g days.%s",
                 STR_ARG(words_n(b, (int64_t)t.n, "account", "accounts")), b->set.exposure_days,
                 star ? " * no open renewal in the data: the anniversary of the last one." : ""))));
    doc_close(d);
    return ST_OK;
}

static Str shown(PageBook *b, double v, int digits)
{
    return isfinite(v) ? number_text(b->a, v, digits) : STR("not estimated");
}

static void evidence(PageBook *b, Doc *d, const Table *t)
{
    const DocColumn cols[] = {
        { .title = STR_INIT("What happened"), .kind = COLUMN_TEXT },
        { .title = STR_INIT("Day"), .kind = COLUMN_DATE },
        { .title = STR_INIT("File and line"), .kind = COLUMN_TEXT, .quiet = true }
    };
    DocTable *table = doc_table(
        d, &(DocTableHead){ .caption = STR("The latest rows behind it"), .empty = STR("no rows") },
        cols, COUNT_OF(cols));
    for (size_t r = 0; r < t->n; r++)
        doc_sub(DOC_ROW(table, TONE_NORMAL, cell_text(col_text(t, "text")[r]),
                        cell_date(col_int(t, "day")[r]),
                        cell_text(page_place(b, col_text(t, "path")[r], col_int(t, "line")[r]))),
                runs_text(b->a, col_text(t, "name")[r]));
}

static Status worth(PageBook *b, Doc *d, int64_t issue, Err *err)
{
    WorthRow row[WORTH_ROWS];
    DocPair pair[WORTH_ROWS];
    size_t n;
    Status st = worth_rows(b->s, issue, b->currency, b->a, row, &n, err);
    for (size_t k = 0; !st && k < n; k++)
        pair[k] = (DocPair){ row[k].label, runs_text(b->a, str_fmt(b->a, "%.*s: %.*s", STR_ARG(row[k].value), STR_ARG(row[k].note))) };
    if (!st && n)
        doc_pairs(d, pair, n);
    return st;
}

static Status explain(PageBook *b, Doc *d, const PageIssue *i, int64_t most, Err *err)
{
    Table t;
    Status st = store_fetch(b->s, SQL_PAGE_EVIDENCE, STORE_ARGS(DB_INT(i->id), DB_INT(most)), b->a,
                            &t, err);
    if (st)
        return st;
    doc_open(d, GROUP_DETAILS, STR("Explain this number"));
    const DocPair pairs[] = {
        { STR("Rule"), runs_text(b->a, words_curly(b, i->rule)) },
        { STR("Exposed at a decision"),
          runs_text(b->a,
                    str_fmt(b->a,
                            "when it happened in the %g days that end %g days before the decision",
                            b->set.exposure_days, b->set.gap_days)) },
        { STR("Method"), runs_text(b->a, i->method.n ? i->method : STR("not estimated")) },
        { STR("Grade"), RUNS(b->a, run_grade(i->grade),
                             run_plain(str_fmt(b->a, " %.*s", STR_ARG(i->grade_reason)))) },
        { STR("Decisions"),
          runs_text(b->a, str_fmt(b->a, "%.*s exposed, %.*s not; %.*s customer groups",
                                  STR_ARG(count_text(b->a, i->n_exposed)),
                                  STR_ARG(count_text(b->a, i->n_unexposed)),
                                  STR_ARG(count_text(b->a, i->n_accounts)))) },
        { STR("Without like decision (overlap)"),
          runs_text(b->a, isfinite(i->outside) ? percent_text(b->a, i->outside, 1)
                                               : STR("not estimated")) },
        { STR("Largest difference left (balance)"),
          runs_text(b->a,
                    str_fmt(b->a, "%.*s standard deviations", STR_ARG(shown(b, i->balance, 2)))) },
        { STR("Hidden cause needed (E-value)"), runs_text(b->a, shown(b, i->evalue, 2)) },
        { STR("False discovery rate (q)"), runs_text(b->a, shown(b, i->q, 4)) },
        { STR("Handling its tickets"),
          runs_text(b->a, i->serve ? words_serve(b, i) : STR("no tickets on it")) },
        { STR("Preventing it (annuity)"),
          runs_text(
              b->a,
              i->has_cost && i->rank
                  ? str_fmt(
                        b->a,
                        "%.*s%.*s present value of %g years, at margin %.*s and %.*s a year discount",
                        STR_ARG(words_money(b, i->annuity)), STR_ARG(words_annuity_range(b, i)), b->set.years,
                        STR_ARG(percent_text(b->a, b->set.margin, 0)),
                        STR_ARG(percent_text(b->a, b->set.rate, 0)))
                  : STR("not priced")) },
    };
    doc_pairs(d, pairs, COUNT_OF(pairs));
    st = worth(b, d, i->id, err);
    evidence(b, d, &t);
    doc_close(d);
    return st;
}

Status page_issue_part(PageBook *b, Doc *d, const PageIssue *i, const PageContracts *c, bool whole,
                       Err *err)
{
    doc_para(d, RUNS(b->a,
                     run_plain(str_fmt(b->a, "%.*s. %.*s ", STR_ARG(words_under(b, i)),
                                       STR_ARG(words_effect(b, i)))),
                     run_grade(i->grade)));
    if (whole)
        chain(b, d, i);
    doc_open(d, GROUP_COLUMNS, STR(""));
    Status st = weekly_line(b, d, i, err);
    forest(b, d, i);
    doc_close(d);
    doc_open(d, GROUP_COLUMNS, STR(""));
    if (!st)
        st = quotes(b, d, i, c, err);
    if (!st && whole)
        st = exposed(b, d, i, c, err);
    doc_close(d);
    return st ? st : explain(b, d, i, whole ? EVIDENCE : EVIDENCE_FEW, err);
}
