#include "tests/report/sample.h"

#include <math.h>

#include "base/date.h"

#define EUR STR("EUR")
#define NONE ((double)NAN)
#define S(lit) STR(lit)

static void step_curves(Doc *d)
{
    ChartPoint a[13], b[13];
    for (int i = 0; i < 13; i++) {
        double x = 90.0 * i, s = exp(-0.0002 * x), t = exp(-0.0006 * x), w = 0.01 + 0.00008 * x;
        a[i] = point_of(S(""), s, s - w, fmin(s + w, 1));
        b[i] = point_of(S(""), t, t - w, fmin(t + w, 1));
        a[i].x = b[i].x = x;
    }
    ChartSeries s[] = { { S("not exposed"), a, 13, TONE_NORMAL }, { S("exposed to late delivery"), b, 13, TONE_HARM } };
    doc_chart(d, &(Chart){ .kind = CHART_STEP, .title = S("Share of accounts still with us"),
        .x_label = S("days since the contract began"), .x_form = { .kind = FORM_NUMBER },
        .y_form = { .kind = FORM_PERCENT }, .series = s, .n_series = 2 });
}

static void quadrant(Doc *d)
{
    static const Str names[] = { STR_INIT("Delivered on the day promised"), STR_INIT("Invoice matches quote"),
        STR_INIT("Reply within a day"), STR_INIT("Portal shows my orders"), STR_INIT("Manuals in my language"),
        STR_INIT("Technician knows the plant"), STR_INIT("Credit notes without asking"), STR_INIT("Spare parts in stock"),
        STR_INIT("One person to call"), STR_INIT("Clear contract") };
    static const double xs[] = { .42, .35, .31, .12, .08, .27, .29, .30, .33, .14 };
    static const double ys[] = { 5.1, 5.9, 6.6, 7.1, 6.2, 8.4, 6.5, 6.55, 8.1, 8.0 };
    ChartPoint p[10];
    for (int i = 0; i < 10; i++)
        p[i] = (ChartPoint){ .label = names[i], .x = xs[i], .y = ys[i], .x_low = xs[i] - .05, .x_high = xs[i] + .05,
            .low = ys[i] - .4, .high = ys[i] + .4, .tone = i < 2 ? TONE_HARM : i == 4 ? TONE_OFF : TONE_NORMAL };
    ChartMark m[] = { { 0, S("fine, matters little"), 0 }, { 0, S("keep"), 0 }, { 0, S("watch"), 0 }, { 0, S("fix first"), 0 } };
    doc_chart(d, &(Chart){ .kind = CHART_QUADRANT, .title = S("What matters, and how we do"),
        .x_label = S("weight in the decision to renew"), .y_label = S("rating, 0 to 10"),
        .x_form = { FORM_PERCENT, 0, S("") }, .y_form = { FORM_NUMBER, 1, S("") },
        .series = CHART_ONE(p, 10), .n_series = 1, .mark = m, .n_mark = 4 });
}

static void waterfall(Doc *d)
{
    ChartPoint p[] = {
        point_of(S("Revenue last year"), 4120000000, NONE, NONE), point_of(S("Churned"), -310000000, NONE, NONE),
        point_of(S("Contracted less"), -145000000, NONE, NONE),   point_of(S("Expanded"), 220000000, NONE, NONE),
        point_of(S("New customers"), 187000000, NONE, NONE),      { .label = S("Revenue this year"), .total = true },
    };
    p[0].total = true;
    p[1].tone = p[2].tone = TONE_HARM;
    p[3].tone = p[4].tone = TONE_PROOF;
    doc_chart(d, &(Chart){ .kind = CHART_WATERFALL, .title = S("Where revenue went"),
        .y_form = { FORM_MONEY, 0, EUR }, .series = CHART_ONE(p, COUNT_OF(p)), .n_series = 1 });
}

static void many_marks(Doc *d)
{
    ChartPoint p[53];
    ChartMark m[8];
    int64_t from = day_of_civil((Civil){ 2024, 9, 30 });
    for (int i = 0; i < 53; i++) {
        p[i] = point_of(S(""), i == 20 || i == 21 ? NONE : 40 + 12 * sin(i / 5.0) + i / 3.0, NONE, NONE);
        p[i].x = (double)(from + 7 * i);
    }
    for (int i = 0; i < 8; i++)
        m[i] = (ChartMark){ (double)(from + 21 + 37 * i), i % 2 ? S("price list changed for all regions") : S("new release"),
                            i % 2 ? TONE_HARM : TONE_PROOF };
    doc_chart(d, &(Chart){ .kind = CHART_LINE, .title = S("Tickets per week, with a gap and many marks"),
        .y_label = S("tickets"), .x_form = { .kind = FORM_DATE }, .series = CHART_ONE(p, 53), .n_series = 1,
        .mark = m, .n_mark = 8 });
}

static void named_lines(Doc *d)
{
    ChartPoint p[4][12];
    ChartSeries s[4];
    static const Str names[] = { STR_INIT("Logistics"), STR_INIT("Billing"), STR_INIT("Support, second line"), STR_INIT("Field") };
    static const Tone tones[] = { TONE_HARM, TONE_NORMAL, TONE_OFF, TONE_PROOF };
    for (int k = 0; k < 4; k++) {
        for (int i = 0; i < 12; i++) {
            p[k][i] = point_of(S(""), -0.1 + 0.02 * k + 0.01 * sin(i + k), NONE, NONE);
            p[k][i].x = (double)day_of_civil((Civil){ 2025, 1 + i, 1 });
        }
        s[k] = (ChartSeries){ names[k], p[k], 12, tones[k] };
    }
    doc_chart(d, &(Chart){ .kind = CHART_LINE, .title = S("Adjusted effect by unit"), .x_form = { .kind = FORM_DATE },
        .y_form = { .kind = FORM_POINTS }, .y_label = S("points of renewal"), .series = s, .n_series = 4 });
}

static void bars(Doc *d)
{
    ChartPoint p[] = {
        point_of(S("Delivery later than promised"), 104000000, 62000000, 147000000),
        point_of(S("Invoice differs from quote"), 47000000, 21000000, 74000000),
        point_of(S("Portal tasks abandoned"), 6000000, -19000000, 31000000),
        point_of(S("Reply faster than promised"), -30000000, -52000000, -11000000),
        point_of(S("Manuals are only in English, which is not what the people on the floor read"), NONE, NONE, NONE),
        point_of(S("Ledger"), 12000000, NONE, NONE),
    };
    p[0].tone = p[1].tone = TONE_HARM;
    p[2].tone = p[4].tone = TONE_OFF;
    p[3].tone = TONE_PROOF;
    p[4].value = S("too few");
    doc_chart(d, &(Chart){ .kind = CHART_BARS, .title = S("Cost of doing nothing, 12 months"),
        .y_form = { FORM_MONEY, 0, EUR }, .series = CHART_ONE(p, COUNT_OF(p)), .n_series = 1 });
}

Doc *sample_charts(Arena *a)
{
    Doc *d = doc_create(a, &(DocHead){ .title = S("Every chart, easy and hard"), .org = S("Gallery"), .as_of = S("30 Sep 2025"),
                                       .subtitle = runs_text(a, S("Made-up figures.")) });
    doc_open(d, GROUP_COLUMNS, S(""));
    bars(d);
    waterfall(d);
    step_curves(d);
    quadrant(d);
    many_marks(d);
    named_lines(d);
    doc_close(d);
    for (int k = 0; k < CHART_N; k++) {
        doc_heading(d, 2, str_fmt(a, "Hard cases, kind %d", k));
        doc_open(d, GROUP_COLUMNS, S(""));
        for (int i = 0; i < HARD_CHARTS; i++)
            doc_chart(d, sample_hard(a, (ChartKind)k, i));
        doc_close(d);
    }
    return d;
}

static const double levels[][6] = {
    { 1, 2, 3, 4, 5, 6 },
    { -1, -2, -3, -4, -5, -6 },
    { 0, 0, 0, 0, 0, 0 },
    { 1e300, -1e300, 1e18, -1e18, 1, 0 },
    { 1e-12, 2e-12, -1e-12, 0, 5e-13, 3e-12 },
    { 1e15, 1e15 + 1, 1e15 + 2, 1e15, 1e15 + 3, 1e15 + 1 },
    { (double)NAN, 1, (double)INFINITY, 3, -(double)INFINITY, 2 },
    { 0.999, 0.9991, 0.9992, 0.9993, 0.9994, 0.9995 },
};
static const Str labels[] = {
    STR_INIT("a"), STR_INIT(""), STR_INIT("An extraordinarily long name of an issue that goes on and on, and then some more, without mercy"),
    STR_INIT("納期遅延についての苦情と不満、そして長い説明"), STR_INIT("Łódź 😀👩‍🔧 zażółć gęślą jaźń"),
    STR_INIT("</text><script>alert('x')</script>&\"\x01\xFF\xC3"),
};

const Chart *sample_hard(Arena *a, ChartKind kind, int i)
{
    static const size_t counts[] = { 0, 1, 2, 6, 90 };
    size_t n = counts[i % 5];
    ChartPoint *p = ARENA_NEW_N(a, ChartPoint, n + 1);
    ChartMark m[] = { { 0, labels[i % 6], TONE_HARM }, { 1, labels[2], TONE_PROOF }, { 2, labels[3], TONE_OFF },
                      { NONE, labels[0], TONE_OFF } };
    for (size_t j = 0; j < n; j++) {
        double y = levels[i % 8][j % 6];
        p[j] = point_of(labels[(j + (size_t)i) % 6], y, y - fabs(y) / 2, y + fabs(y));
        p[j].x = kind == CHART_QUADRANT ? levels[(i + 3) % 8][(j + 2) % 6] : (double)j;
        p[j].tone = (Tone)(j % 5);
        p[j].total = j == 4;
        if (j % 3 == 1)
            p[j].low = p[j].high = NONE;
    }
    ChartSeries s[] = { { labels[(i + 1) % 6], p, n, (Tone)(i % 5) }, { labels[(i + 2) % 6], p, n, TONE_OFF } };
    return chart_dup(a, &(Chart){ .kind = kind, .title = str_fmt(a, "case %d", i), .x_label = labels[(i + 4) % 6],
        .y_label = labels[(i + 3) % 6], .x_form = { (FormKind)(i % 5), i % 3, EUR }, .y_form = { (FormKind)((i + 1) % 5), i % 3, EUR },
        .series = s, .n_series = (size_t)(i % 7 == 6 ? 0 : 1 + i % 2), .mark = m, .n_mark = (size_t)(i % 5),
        .min = i % 4 == 3 ? -2 : 0, .max = i % 4 == 3 ? 2 : 0 });
}
