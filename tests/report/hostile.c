#include "tests/report/sample.h"

/* The same text at every field that takes one, so that a driver can be asked about all. */
Doc *sample_hostile(Arena *a, Str s)
{
    Runs r = RUNS(a, run_plain(s), run_strong(s), run_soft(s), run_link(s, s), run_link(s, STR("https://example.org/?a=1&b=2")),
                  (Run){ RUN_GRADE, s, s }, (Run){ RUN_MARK, s, s });
    Doc *d = doc_create(a, &(DocHead){ .title = s, .org = s, .as_of = s, .lang = s, .subtitle = r });
    ChartPoint p = { .label = s, .value = s, .y = 1, .low = 0, .high = 2 };
    ChartMark m = { 0, s, TONE_HARM };
    ChartSeries series = { s, &p, 1, TONE_NORMAL };
    ChartForm money = { FORM_MONEY, 0, s };
    Figure f = { s, s, 3, s, s, s, s, 'B', s, s, s, TONE_HARM };
    doc_filter(d, s, s);
    doc_heading(d, 2, s);
    doc_para(d, r);
    for (int k = 0; k < CHART_N; k++)
        for (int empty = 0; empty < 2; empty++)
            doc_chart(d, &(Chart){ .kind = (ChartKind)k, .title = s, .empty = s, .desc = k % 2 ? s : STR(""), .x_label = s,
                .y_label = s, .x_form = money, .y_form = money, .series = &series, .n_series = (size_t)!empty, .mark = &m,
                .n_mark = 1 });
    static const GroupKind groups[] = { GROUP_PART, GROUP_MAIN_ASIDE, GROUP_COLUMNS, GROUP_CHAIN, GROUP_DETAILS };
    for (size_t i = 0; i < COUNT_OF(groups); i++) {
        doc_open(d, groups[i], s);
        doc_figure(d, &f);
        doc_para(d, r);
        doc_close(d);
    }
    doc_pairs(d, &(DocPair){ s, r }, 1);
    doc_quote(d, s, (DocSpan[]){ { 1, 3 }, { 2, 900 } }, 2, r);
    doc_callout(d, TONE_HARM, s, r);
    doc_item(doc_list(d, LIST_DOTS), TONE_PROOF, r, r);
    doc_item(doc_list(d, LIST_STEPS), TONE_PROOF, r, r);
    DocColumn col[] = { { .title = s, .currency = s }, { .title = s, .kind = COLUMN_MONEY, .currency = s } };
    DocTable *t = doc_table(d, &(DocTableHead){ .caption = s, .empty = s }, col, 2);
    doc_sub(DOC_ROW(t, TONE_HARM, cell_text(s), cell_money(5)), r);
    DOC_ROW(t, TONE_NORMAL, cell_figure(&f), cell_runs(r));
    doc_table(d, &(DocTableHead){ .caption = s, .empty = s }, col, 2);
    doc_note(d, r);
    return d;
}
