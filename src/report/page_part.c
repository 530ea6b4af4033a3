#include <math.h>
#include <stdlib.h>

#include "base/date.h"
#include "report/page_words.h"

enum { ROLES_SHOWN = 6, ROLE_LEAST = 5 };
#define NONE ((double)NAN)

static const char *n_words(Str measure)
{
    return str_eq(measure, STR("late"))    ? "deliveries"
           : str_eq(measure, STR("reply")) || str_eq(measure, STR("reopened")) || str_eq(measure, STR("escalated")) ? "tickets"
           : str_eq(measure, STR("nps")) || str_eq(measure, STR("csat")) || str_eq(measure, STR("rating")) ? "answers"
           : str_eq(measure, STR("sentiment")) ? "comments"
           : str_eq(measure, STR("paid_late")) ? "invoices"
           : str_eq(measure, STR("metric")) ? "readings"
                                           : "account-weeks";
}

static void rest(PageBook *b, Doc *d, size_t all, size_t shown)
{
    if (all > shown)
        doc_para(d, RUNS(b->a, run_soft(str_fmt(b->a, "%zu more.", all - shown))));
}

/* Rows of signals, those about ranked issues first; otherwise newest first, as loaded. */
static size_t *told_order(const PageBook *b)
{
    size_t *order = ARENA_NEW_N(b->a, size_t, b->signals.n + 1), n = 0;
    for (int about = 1; about >= 0; about--)
        for (size_t r = 0; r < b->signals.n; r++) {
            bool ranked = false;
            for (size_t k = 0; k < b->n_ranked; k++)
                ranked = ranked || page_signal_about(b, &b->issue[k], r);
            if (ranked == (about == 1))
                order[n++] = r;
        }
    return order;
}

static void changed(PageBook *b, Doc *d, size_t most)
{
    const Table *t = &b->signals;
    const size_t *order = told_order(b);
    doc_open(d, GROUP_PART, STR("What changed"));
    if (!t->n)
        doc_para(d, RUNS(b->a, run_soft(STR("No stream changed its level beyond chance."))));
    DocList *l = t->n ? doc_list(d, LIST_DOTS) : NULL;
    for (size_t k = 0; k < t->n && k < most; k++) {
        size_t r = order[k];
        doc_item(
            l, words_change_tone(b, r),
            runs_text(b->a,
                      str_fmt(b->a, "%.*s: %.*s", STR_ARG(words_curly(b, col_text(t, "name")[r])),
                              STR_ARG(words_change(b, r)))),
            runs_text(b->a, str_fmt(b->a, "%.*s · since %.*s, known since %.*s · %.*s accounts",
                                    STR_ARG(words_change_size(b, r)),
                                    STR_ARG(date_long(b->a, col_int(t, "at")[r])),
                                    STR_ARG(date_long(b->a, col_int(t, "detected_at")[r])),
                                    STR_ARG(count_text(b->a, col_int(t, "accounts")[r])))));
    }
    rest(b, d, t->n, most);
    doc_close(d);
}

static Str target_words(PageBook *b, size_t r)
{
    double target = page_f64(&b->metrics, "target", r);
    return isfinite(target)
               ? str_fmt(b->a, " against a target of %.*s", STR_ARG(number_text(b->a, target, 1)))
               : STR("");
}

static void green_red(PageBook *b, Doc *d, size_t most)
{
    const Table *t = &b->metrics;
    size_t n = 0;
    if (!t->n)
        return;
    doc_open(d, GROUP_PART, STR("Green, but customers are red"));
    for (size_t r = 0; r < t->n; r++) {
        if (!str_starts(col_text(t, "verdict")[r], STR("green but")) || ++n > most)
            continue;
        doc_para(
            d, RUNS(b->a,
                    run_strong(str_fmt(b->a, "%.*s %.*s", STR_ARG(col_text(t, "name")[r]),
                                       STR_ARG(number_text(b->a, col_f64(t, "value")[r], 1)))),
                    run_plain(str_fmt(b->a, "%.*s is green for %.*s. Customers: %.*s. ",
                                      STR_ARG(target_words(b, r)), STR_ARG(col_text(t, "unit")[r]),
                                      STR_ARG(col_text(t, "customer_view")[r]))),
                    run_plain(page_metric_since(b, col_int(t, "metric_id")[r])), run_soft(col_text(t, "note")[r])));
    }
    if (!n)
        doc_para(d, RUNS(b->a, run_soft(str_fmt(
                                   b->a, "None of %zu metrics says green where customers are red.",
                                   t->n))));
    rest(b, d, n, most);
    doc_close(d);
}

static void worked(PageBook *b, Doc *d, size_t most)
{
    const Table *t = &b->audits;
    if (!t->n)
        return;
    doc_open(d, GROUP_PART, STR("Did it work?"));
    DocList *l = doc_list(d, LIST_DOTS);
    for (size_t r = 0; r < t->n && r < most; r++) {
        Str verdict = col_text(t, "verdict")[r], grade = col_text(t, "grade")[r];
        doc_item(l, words_verdict_tone(verdict),
                 RUNS(b->a, run_plain(str_fmt(b->a, "%.*s: ", STR_ARG(col_text(t, "action")[r]))),
                      run_strong(verdict)),
                 RUNS(b->a, run_plain(str_fmt(b->a, "%.*s ", STR_ARG(words_audit(b, r)))),
                      run_grade(grade.n ? grade.p[0] : 0)));
    }
    rest(b, d, t->n, most);
    doc_close(d);
}

typedef struct Role {
    Str name;
    int64_t n, heard;
} Role;

static int by_size(const void *x, const void *y)
{
    const Role *a = x, *b = y;
    if (a->n != b->n)
        return a->n > b->n ? -1 : 1;
    return str_cmp(a->name, b->name);
}

static Status heard_from(PageBook *b, Doc *d, Err *err)
{
    Table t;
    Role rest_of = { STR("Other roles"), 0, 0 };
    ChartPoint p[ROLES_SHOWN + 1];
    size_t n = 0;
    Status st = store_fetch(b->s, SQL_PAGE_ROLES, STORE_ARGS(DB_TEXT(date_iso(b->a, b->as_of))),
                            b->a, &t, err);
    if (st || !t.n)
        return st;
    Role *role = ARENA_NEW_N(b->a, Role, t.n);
    for (size_t r = 0; r < t.n; r++) {
        Str name = col_text(&t, "role")[r];
        role[r] = (Role){ name.n ? name : STR("Role not said"), col_int(&t, "n")[r],
                          col_int(&t, "heard")[r] };
    }
    qsort(role, t.n, sizeof *role, by_size);
    doc_open(d, GROUP_PART, STR("Who we hear from"));
    for (size_t k = 0; k <= t.n; k++) {
        const Role *one = k < t.n ? &role[k] : &rest_of;
        if (k < t.n && (k >= ROLES_SHOWN || one->n < ROLE_LEAST)) {
            rest_of.n += one->n;
            rest_of.heard += one->heard;
        } else if (one->n) {
            double share = (double)one->heard / (double)one->n;
            p[n] = point_of(one->name, share, NONE, NONE);
            p[n++].value = str_fmt(b->a, "%.*s of %.*s", STR_ARG(percent_text(b->a, share, 0)),
                                   STR_ARG(count_text(b->a, one->n)));
        }
    }
    doc_chart(d, &(Chart){ .kind = CHART_SHARE,
                           .y_form = { .kind = FORM_PERCENT },
                           .series = CHART_ONE(p, n),
                           .n_series = 1 });
    doc_para(d, RUNS(b->a, run_soft(STR("Known contacts who answered a survey or wrote a ticket in the last "
                                        "year, by role. Who is silent is part of the picture."))));
    doc_close(d);
    return ST_OK;
}

Status page_aside(PageBook *b, Doc *d, size_t most, Err *err)
{
    changed(b, d, most);
    green_red(b, d, most);
    worked(b, d, most);
    return heard_from(b, d, err);
}

/* ", shows in 31 that pay EUR 1.2 M a year" */
static Str shown_in(PageBook *b, size_t r)
{
    int64_t affected = page_int(&b->signals, "affected", r, 0), money = page_int(&b->signals, "revenue", r, 0);
    if (!affected)
        return STR("");
    Str n = count_text(b->a, affected);
    return money > 0 ? str_fmt(b->a, ", shows in %.*s that pay %.*s a year", STR_ARG(n), STR_ARG(money_text(b->a, money, b->currency, MONEY_SHORT)))
                     : str_fmt(b->a, ", shows in %.*s", STR_ARG(n));
}

void page_signal_table(PageBook *b, Doc *d, int64_t since)
{
    const Table *t = &b->signals;
    int64_t older = 0;
    static const DocColumn cols[] = {
        { .title = STR_INIT("Stream"), .kind = COLUMN_TEXT },
        { .title = STR_INIT("Before"), .kind = COLUMN_TEXT, .align = ALIGN_RIGHT },
        { .title = STR_INIT("After"), .kind = COLUMN_TEXT, .align = ALIGN_RIGHT },
        { .title = STR_INIT("Change (95 %)"), .kind = COLUMN_TEXT, .align = ALIGN_RIGHT },
        { .title = STR_INIT("Since"), .kind = COLUMN_DATE },
        { .title = STR_INIT("Known since"), .kind = COLUMN_DATE },
        { .title = STR_INIT("q"), .kind = COLUMN_TEXT, .align = ALIGN_RIGHT, .quiet = true },
    };
    DocTable *table =
        doc_table(d,
                  &(DocTableHead){ .caption = STR("Changes of level, newest first"),
                                   .empty = STR("no stream changed its level beyond chance") },
                  cols, COUNT_OF(cols));
    for (size_t r = 0; r < t->n; r++) {
        Str m = col_text(t, "measure")[r];
        double q = col_f64(t, "q")[r];
        if (col_int(t, "at")[r] < since) {
            older++;
            continue;
        }
        doc_sub(
            DOC_ROW(table, words_change_tone(b, r),
                    cell_text(words_curly(b, col_text(t, "name")[r])),
                    cell_text(words_level(b, m, col_f64(t, "before")[r])),
                    cell_text(words_level(b, m, col_f64(t, "after")[r])),
                    cell_text(words_change_size(b, r)), cell_date(col_int(t, "at")[r]),
                    cell_date(col_int(t, "detected_at")[r]),
                    cell_text(q < 0.0005 ? STR("<0.001") : number_text(b->a, q, 3))),
            runs_text(b->a, str_fmt(b->a, "%.*s · %.*s accounts%.*s · n %.*s %s", STR_ARG(col_text(t, "shape")[r]),
                                    STR_ARG(count_text(b->a, col_int(t, "accounts")[r])), STR_ARG(shown_in(b, r)),
                                    STR_ARG(count_text(b->a, col_int(t, "n")[r])), n_words(m))));
    }
    if (older)
        doc_para(d, runs_text(b->a, str_fmt(b->a, "%.*s older than a year: `signals` and the page list them.", STR_ARG(count_text(b->a, older)))));
    doc_para(d, RUNS(b->a,
                     run_soft(STR("“Known since” is the first day on which the data up to then "
                                  "would have shown the change. Streams are weekly; "
                                  "q is the false discovery rate over all of them. A change that "
                                  "shows in several slices is told once, where it is clearest."))));
}

void page_metric_table(PageBook *b, Doc *d)
{
    const Table *t = &b->metrics;
    static const DocColumn cols[] = {
        { .title = STR_INIT("Metric"), .kind = COLUMN_TEXT },
        { .title = STR_INIT("Reading"), .kind = COLUMN_TEXT, .align = ALIGN_RIGHT },
        { .title = STR_INIT("Target"), .kind = COLUMN_TEXT, .align = ALIGN_RIGHT },
        { .title = STR_INIT("Says"), .kind = COLUMN_TEXT },
        { .title = STR_INIT("Customers"), .kind = COLUMN_TEXT },
        { .title = STR_INIT("Verdict"), .kind = COLUMN_TEXT },
    };
    DocTable *table = doc_table(
        d,
        &(DocTableHead){ .caption = STR("Units' own metrics beside what customers live through"),
                         .empty = STR("no unit's metrics were imported") },
        cols, COUNT_OF(cols));
    for (size_t r = 0; r < t->n; r++) {
        double target = page_f64(t, "target", r);
        Str verdict = col_text(t, "verdict")[r];
        Str sides = page_metric_sides(b, col_int(t, "metric_id")[r]);
        bool harm = str_starts(verdict, STR("green but")),
             tell = !str_eq(verdict, STR("cannot tell"));
        doc_sub(DOC_ROW(table,
                        harm   ? TONE_HARM
                        : tell ? TONE_NORMAL
                               : TONE_OFF,
                        cell_text(col_text(t, "name")[r]),
                        cell_text(number_text(b->a, col_f64(t, "value")[r], 1)),
                        cell_text(isfinite(target) ? number_text(b->a, target, 1) : STR("none")),
                        cell_text(col_text(t, "status")[r]),
                        cell_text(col_text(t, "customer_view")[r]), cell_text(verdict)),
                runs_text(b->a, str_fmt(b->a, "%.*s%s%.*s%s%.*s%s%.*s", STR_ARG(col_text(t, "unit")[r]),
                                        col_text(t, "touchpoint")[r].n ? " · " : "",
                                        STR_ARG(col_text(t, "touchpoint")[r]),
                                        col_text(t, "note")[r].n ? " · " : "",
                                        STR_ARG(col_text(t, "note")[r]), sides.n ? " · " : "", STR_ARG(sides))));
    }
}

void page_audit_table(PageBook *b, Doc *d)
{
    const Table *t = &b->audits;
    const DocColumn cols[] = {
        { .title = STR_INIT("Action"), .kind = COLUMN_TEXT },
        { .title = STR_INIT("Verdict"), .kind = COLUMN_TEXT },
        { .title = STR_INIT("Grade"), .kind = COLUMN_GRADE },
        { .title = STR_INIT("Effect (95 %), against accounts not reached"), .kind = COLUMN_TEXT },
        { .title = STR_INIT("Cost"), .kind = COLUMN_MONEY, .currency = b->currency },
    };
    DocTable *table = doc_table(d,
                                &(DocTableHead){ .caption = STR("Actions and their proof"),
                                                 .empty = STR("no action was imported") },
                                cols, COUNT_OF(cols));
    for (size_t r = 0; r < t->n; r++) {
        Str verdict = col_text(t, "verdict")[r], grade = col_text(t, "grade")[r],
            note = words_curly(b, col_text(t, "note")[r]);
        bool compared = isfinite(page_f64(t, "effect", r));
        doc_sub(DOC_ROW(table, words_verdict_tone(verdict), cell_text(col_text(t, "action")[r]),
                        cell_text(verdict), grade.n ? cell_grade(grade.p[0]) : cell_none(),
                        cell_text(words_audit(b, r)),
                        col_has(table_col(t, "cost"), r) ? cell_money(col_int(t, "cost")[r])
                                                         : cell_none()),
                runs_text(b->a, compared ? note : STR("")));
    }
}

void page_money_notes(PageBook *b, Doc *d)
{
    doc_note(
        d,
        runs_text(
            b->a,
            str_fmt(b->a,
                    "Grades: A measured against a comparison group · B adjusted, overlap and "
                    "sensitivity pass · C association only · D too few. "
                    "Bars: 95 %% interval, line at the estimate. Counted figures have no interval. "
                    "Horizon %g days, margin %.*s, handling hour %.*s, %g minutes a ticket: "
                    "all are settings and can be changed.",
                    b->set.horizon, STR_ARG(percent_text(b->a, b->set.margin, 0)),
                    STR_ARG(money_text(b->a, (int64_t)b->set.hour_cost, b->currency, MONEY_SHORT)),
                    b->set.minutes)));
}

void page_methods(PageBook *b, Doc *d)
{
    const DocPair pairs[] = {
        { STR("Issue"), runs_text(b->a, STR("a rule over deliveries, tickets or comments, so that "
                                            "who is exposed is computed from rows, never typed")) },
        { STR("Effect on renewal"),
          runs_text(b->a, STR("the average change in the probability of renewal had every decision "
                              "been exposed against none, adjusted; intervals by customer group; "
                              "false discovery rate over all issues")) },
        { STR("Cost of doing nothing"),
          runs_text(b->a, STR("for each contract that comes up within the horizon: value × chance "
                              "that it is exposed at its decision × effect, simulated together")) },
        { STR("Change"),
          runs_text(b->a, STR("a weekly stream is split where two levels explain it better than "
                              "one, beyond chance over all weeks and streams")) },
        { STR("Did it work"),
          runs_text(b->a, STR("accounts that the action reached against accounts not yet reached, "
                              "before and after its start")) },
        { STR("Grade A"),
          runs_text(b->a, STR("measured against a comparison group that moved alike before")) },
        { STR("Grade B"),
          runs_text(b->a, STR("adjusted; like accounts exist on both sides, groups are alike, and "
                              "a hidden cause would have to be strong to explain it away")) },
        { STR("Grade C"), runs_text(b->a, STR("association only: one of these does not hold")) },
        { STR("Grade D"), runs_text(b->a, STR("too few accounts to say; never ranked")) },
    };
    doc_pairs(d, pairs, COUNT_OF(pairs));
}
