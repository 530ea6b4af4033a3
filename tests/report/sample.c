#include "tests/report/sample.h"

#include <math.h>
#include <stdint.h>

#include "base/date.h"

#define EUR STR("EUR")
#define NONE ((double)NAN)
#define S(lit) STR(lit)

static double minor(double millions) { return millions * 1e8; }

static const Chart *cost_bar(Arena *a, double mid, double low, double high)
{
    ChartPoint p = point_of(S(""), minor(mid), minor(low), minor(high));
    p.value = money_like(a, (int64_t)p.y, 147000000, EUR);
    p.tone = TONE_HARM;
    return chart_dup(a, &(Chart){ .kind = CHART_BARS, .title = S("Cost of doing nothing"),
        .y_form = { FORM_MONEY, 0, EUR }, .series = CHART_ONE(&p, 1), .n_series = 1, .max = minor(1.5) });
}

static const Chart *weekly(Arena *a, const double *v, size_t n, double mark)
{
    ChartPoint *p = ARENA_NEW_N(a, ChartPoint, n);
    ChartMark m = { mark, S("change"), TONE_HARM };
    for (size_t i = 0; i < n; i++)
        p[i] = point_of(S(""), v[i], NONE, NONE);
    return chart_dup(a, &(Chart){ .kind = CHART_SPARK, .title = S("Comments per week"),
        .series = CHART_ONE(p, n), .n_series = 1, .mark = &m, .n_mark = mark > 0 });
}

static void money_table(Arena *a, Doc *d)
{
    static const DocColumn cols[] = {
        { .title = STR_INIT(""), .kind = COLUMN_INT, .align = ALIGN_LEFT, .quiet = true },
        { .title = STR_INIT("Issue, as customers say it"), .kind = COLUMN_TEXT },
        { .title = STR_INIT("Accounts"), .kind = COLUMN_INT },
        { .title = STR_INIT("Exposed"), .kind = COLUMN_MONEY, .currency = STR_INIT("EUR") },
        { .title = STR_INIT("Cost of doing nothing, 12 months"), .kind = COLUMN_CHART },
        { .title = STR_INIT("Evidence"), .kind = COLUMN_GRADE },
        { .title = STR_INIT("Weekly"), .kind = COLUMN_CHART },
        { .title = STR_INIT("Action"), .kind = COLUMN_TEXT, .quiet = true },
    };
    static const double late[] = { 3, 3, 4, 3, 3, 4, 8, 9, 9, 8, 9, 8 };
    static const double wrong[] = { 4, 4, 5, 4, 5, 4, 5, 5, 4, 5, 4, 5 };
    static const double slow[] = { 5, 5, 4, 4, 5, 6, 6, 5, 5, 4, 4, 3 };
    DocTable *t = doc_table(d, &(DocTableHead){ .caption = S("What to fix first") }, cols, COUNT_OF(cols));
    doc_sub(DOC_ROW(t, TONE_NORMAL, cell_int(1), cell_text(S("“It never comes on the day you promised”")),
                    cell_int(214), cell_money(1180000000), cell_chart(cost_bar(a, 1.04, .62, 1.47)),
                    cell_grade('B'), cell_chart(weekly(a, late, 12, 6)),
                    cell_runs(RUNS(a, run_plain(S("Depot Lyon: ")), run_strong(S("worked"))))),
            runs_text(a, S("Delivery later than promised · Logistics")));
    doc_sub(DOC_ROW(t, TONE_NORMAL, cell_int(2), cell_text(S("“The invoice is wrong again”")), cell_int(163),
                    cell_money(810000000), cell_chart(cost_bar(a, .47, .21, .74)), cell_grade('B'),
                    cell_chart(weekly(a, wrong, 12, 0)), cell_text(S("2 options, none chosen"))),
            runs_text(a, S("Invoice differs from quote · Billing")));
    doc_sub(DOC_ROW(t, TONE_NORMAL, cell_int(3), cell_text(S("“Four days for an answer”")), cell_int(139),
                    cell_money(640000000), cell_chart(cost_bar(a, .19, .04, .36)), cell_grade('C'),
                    cell_chart(weekly(a, slow, 12, 0)), cell_text(S("Night shift: cannot tell before Jan"))),
            runs_text(a, S("First reply slower than promised · Support")));
    doc_sub(DOC_ROW(t, TONE_OFF, cell_none(), cell_text(S("“I cannot find my orders in the portal”")),
                    cell_int(301), cell_money(520000000), cell_text(S("not told apart from zero")), cell_grade('C')),
            runs_text(a, S("Portal tasks abandoned · Digital. Looks costly, but small accounts use the portal and "
                           "leave more often anyway: raw −7.2 points, adjusted −1.9 (−6.0 to +2.2).")));
    doc_sub(DOC_ROW(t, TONE_OFF, cell_none(), cell_text(S("“Manuals are only in English”")), cell_int(9),
                    cell_money(30000000), cell_none(), cell_grade('D')),
            runs_text(a, S("Too few accounts to say: 9, about 40 are needed")));
}

static void money_aside(Arena *a, Doc *d)
{
    doc_open(d, GROUP_PART, S("Changed since last week"));
    DocList *l = doc_list(d, LIST_DOTS);
    doc_item(l, TONE_HARM, runs_text(a, S("Late deliveries in Benelux doubled")),
             runs_text(a, S("since 24 Aug · 31 accounts · €2.0 M · 18 comments")));
    doc_item(l, TONE_HARM, runs_text(a, S("“Credit note” is a new theme")),
             runs_text(a, S("7 accounts in three weeks, none before")));
    doc_item(l, TONE_PROOF, runs_text(a, S("Support replies back within promise")),
             runs_text(a, S("since 7 Sep, after the second shift")));
    doc_close(d);
    doc_open(d, GROUP_PART, S("Green, but customers are red"));
    doc_para(d, RUNS(a, run_strong(S("Dispatch on time 96.8 %")),
                     run_plain(S(" is measured at our gate. Customers got 78 % on the promised day. ")),
                     run_soft(S("Suggested measure: delivered on the day promised"))));
    doc_close(d);
    doc_open(d, GROUP_PART, S("Did it work?"));
    l = doc_list(d, LIST_DOTS);
    doc_item(l, TONE_PROOF, runs_text(a, S("Depot Lyon")),
             runs_text(a, S("late deliveries −11 points (−15 to −7); predicted −14. €0.22 M kept.")));
    doc_item(l, TONE_OFF, runs_text(a, S("Order page, new")), runs_text(a, S("cannot tell before March 2026")));
    doc_close(d);
    doc_open(d, GROUP_PART, S("Who we hear from"));
    ChartPoint p[] = {
        point_of(S("Decision makers"), .48, NONE, NONE), point_of(S("Purchasing"), .39, NONE, NONE),
        point_of(S("Users"), .77, NONE, NONE), point_of(S("Frontline staff"), .22, NONE, NONE),
    };
    doc_chart(d, &(Chart){ .kind = CHART_SHARE, .desc = S(""), .y_form = { .kind = FORM_PERCENT },
                           .series = CHART_ONE(p, COUNT_OF(p)), .n_series = 1 });
    doc_close(d);
}

Doc *sample_money(Arena *a)
{
    Doc *d = doc_create(a, &(DocHead){
        .title = S("Three broken expectations put €1.7 M of the next twelve months at risk if nothing is done"),
        .org = S("Nordhaven Instruments"), .as_of = S("30 Sep 2025"),
        .subtitle = RUNS(a, run_plain(S("Between ")), run_strong(S("€0.9 M and €2.5 M")),
                         run_plain(S(", in 412 accounts with contracts ending before October 2026. We hear from "
                                     "accounts that hold ")),
                         run_strong(S("71 % of revenue")), run_plain(S("; ties to the ledger to the cent. ")),
                         run_link(S("Explain this number"), S("#explain"))) });
    doc_filter(d, S("Period"), S("last 12 months"));
    doc_filter(d, S("Segment"), S("all"));
    doc_filter(d, S("In the words of"), S("Finance"));
    doc_open(d, GROUP_MAIN_ASIDE, S(""));
    doc_open(d, GROUP_PART, S(""));
    money_table(a, d);
    doc_open(d, GROUP_DETAILS, S("Explain this number"));
    DocPair pairs[] = { { S("Margin"), runs_text(a, S("38 %")) }, { S("Handling hour"), runs_text(a, S("€62")) } };
    doc_para(d, runs_text(a, S("Expected loss of renewals over 12 months plus handling, per exposed account.")));
    doc_pairs(d, pairs, COUNT_OF(pairs));
    doc_close(d);
    doc_close(d);
    money_aside(a, d);
    doc_close(d);
    doc_note(d, RUNS(a, run_plain(S("A measured against a comparison group · B adjusted, overlap and sensitivity pass · "
                                    "C association only · D too few. Bars: 95 % interval, line at the estimate. "
                                    "Horizon 12 months, margin 38 %, handling hour €62: ")),
                     run_link(S("change"), S("/settings"))));
    return d;
}

static void issue_chain(Doc *d)
{
    doc_open(d, GROUP_CHAIN, S(""));
    doc_figure(d, &(Figure){ .label = S("What customers live through"), .value = S("22 % late"), .n = 48310,
        .n_of = S("deliveries"), .interval = S("21.6 to 22.4 %"), .method = S("promised against delivered"),
        .as_of = S("30 Sep 2025"), .note = S("9 % before May 2024"), .tone = TONE_HARM });
    doc_figure(d, &(Figure){ .label = S("What they then do"), .value = S("−14 % orders"), .n = 214,
        .interval = S("−19 to −9 %"), .method = S("against like accounts, 90 days"), .grade = 'B',
        .as_of = S("30 Sep 2025") });
    doc_figure(d, &(Figure){ .label = S("What it costs if nothing is done"), .value = S("€1.04 M"), .n = 214,
        .interval = S("€0.62 M to €1.47 M"), .method = S("12 months: €0.91 M renewals, €0.13 M handling"),
        .grade = 'B', .as_of = S("30 Sep 2025"), .href = S("#why") });
    doc_close(d);
}

static void issue_line(Doc *d)
{
    static const double v[] = { 9, 8, 10, 9, 9, 8, 9, 10, 9, 8, 10, 9, 9, 8, 9, 10, 17, 20, 23, 22, 24, 23, 25, 22,
                                24, 23, 22, 19, 16, 15, 14, 15, 13 };
    ChartPoint p[COUNT_OF(v)];
    for (size_t i = 0; i < COUNT_OF(v); i++) {
        p[i] = point_of(S(""), v[i] / 100, fmax(v[i] - 4, 0) / 100, (v[i] + 4) / 100);
        p[i].x = (double)day_of_civil((Civil){ 2023 + (int)i / 12, 1 + (int)i % 12, 1 });
    }
    ChartMark m[] = { { (double)day_of_civil((Civil){ 2024, 5, 6 }), S("6 May 2024 new planning system"), TONE_HARM },
                      { (double)day_of_civil((Civil){ 2025, 3, 1 }), S("Mar 2025 depot Lyon"), TONE_PROOF } };
    doc_chart(d, &(Chart){ .kind = CHART_LINE, .title = S("Deliveries late, by month"), .x_form = { .kind = FORM_DATE },
        .y_form = { .kind = FORM_PERCENT }, .series = CHART_ONE(p, COUNT_OF(v)), .n_series = 1, .mark = m, .n_mark = 2 });
}

static void issue_forest(Doc *d)
{
    ChartPoint p[] = {
        point_of(S("All, raw"), -.091, -.133, -.049),       point_of(S("All, adjusted"), -.131, -.176, -.086),
        point_of(S("Strategic"), -.104, -.19, -.018),       point_of(S("Core"), -.142, -.208, -.076),
        point_of(S("Growth"), -.139, -.21, -.068),          point_of(S("Placebo: after the decision"), .008, -.034, .05),
    };
    p[0].tone = p[5].tone = TONE_OFF;
    doc_chart(d, &(Chart){ .kind = CHART_FOREST, .title = S("Effect on renewal, percentage points"),
        .x_label = S("no effect"), .y_label = S("percentage points of renewal"),
        .y_form = { .kind = FORM_POINTS, .digits = 1 }, .series = CHART_ONE(p, COUNT_OF(p)), .n_series = 1 });
}

static void issue_words(Arena *a, Doc *d)
{
    static const Str why[][2] = {
        { STR_INIT("Parcels leave on time and arrive late"), STR_INIT("gate 97 %, door 78 % · scorecard, ERP") },
        { STR_INIT("Transit times in the planning system are the old ones"), STR_INIT("142 orders checked") },
        { STR_INIT("Lead times are typed in once a year"), STR_INIT("settings log") },
        { STR_INIT("Nobody owns the promise date"), STR_INIT("handoff Sales → Logistics") },
        { STR_INIT("Logistics is measured at the gate"), STR_INIT("metric “dispatch on time”") },
    };
    Str quote = S("You promised Tuesday and the sensors came the week after. Our line stood still.");
    doc_open(d, GROUP_PART, S("In their words"));
    doc_quote(d, quote, (DocSpan[]){ { 42, 56 }, { 0, 20 } }, 2,
              runs_text(a, S("Plant manager · Cassin Labs · €86 k · renews 14 Jan")));
    doc_close(d);
    doc_open(d, GROUP_PART, S("Why, five times"));
    DocList *l = doc_list(d, LIST_STEPS);
    for (size_t i = 0; i < COUNT_OF(why); i++)
        doc_item(l, TONE_NORMAL, runs_text(a, why[i][0]), runs_text(a, why[i][1]));
    doc_close(d);
    doc_open(d, GROUP_PART, S("Options under the same budget"));
    DocTable *t = doc_table(d, &(DocTableHead){ .caption = S("Options"), .caption_hidden = true },
        (DocColumn[]){ { .title = S("Option") }, { .title = S("Net, 12 months"), .kind = COLUMN_TEXT, .align = ALIGN_RIGHT } }, 2);
    doc_sub(DOC_ROW(t, TONE_NORMAL, cell_text(S("Own the promise date, measure at the door")), cell_text(S("+€0.45 M"))),
            runs_text(a, S("€40 k · 3 months · prevents 35–60 %")));
    doc_sub(DOC_ROW(t, TONE_PROOF, cell_text(S("Second depot, Gdańsk")), cell_text(S("+€0.28 M"))),
            RUNS(a, run_plain(S("€260 k · 2 months · prevented 46 % at Lyon ")), run_grade('A')));
    doc_sub(DOC_ROW(t, TONE_OFF, cell_text(S("New warehouse")), cell_text(S("−€1.2 M"))),
            runs_text(a, S("€1.9 M · does not pay back in 3 years")));
    doc_close(d);
}

Doc *sample_issue(Arena *a)
{
    Doc *d = doc_create(a, &(DocHead){ .title = S("“It never comes on the day you promised”"),
        .org = S("Nordhaven Instruments"), .as_of = S("30 Sep 2025"),
        .subtitle = RUNS(a, run_plain(S("214 accounts lived through a late delivery in the 180 days before deciding. "
                                        "They renew ")), run_strong(S("13.1 points less often")),
                         run_plain(S(" (8.6 to 17.6) than like accounts that did not. ")), run_grade('B'),
                         run_plain(S(" Owner: Logistics."))) });
    issue_chain(d);
    doc_open(d, GROUP_COLUMNS, S(""));
    issue_line(d);
    issue_forest(d);
    doc_close(d);
    doc_open(d, GROUP_COLUMNS, S(""));
    issue_words(a, d);
    doc_close(d);
    doc_callout(d, TONE_OFF, S("What this does not say"),
                runs_text(a, S("Like accounts are alike in what we know of them. An unseen cause would have to be twice as "
                               "strong as company size to explain the difference.")));
    return d;
}
