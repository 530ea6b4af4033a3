#include "report/term.h"

#include "report/term_in.h"

enum { WIDTH_MIN = 40, INDENT = 2 };

static void put_title(Term *t, Str title, int rank)
{
    if (!title.n)
        return;
    Flow f = flow_text(t, title, LOOK_STRONG);
    term_gap(t);
    term_flow(t, &f, t->indent);
    if (rank > 2)
        return;
    int w = flow_width(&f), room = t->width - t->indent;
    term_spaces(t, t->indent);
    for (int i = 0; i < (w < room ? w : room); i++)
        term_put(t, t->unicode ? STR("\xE2\x94\x80") : STR("-"), LOOK_SOFT);
    term_end(t);
}

static void put_heading(Term *t, const Block *b) { put_title(t, b->title, b->rank); }

static void put_para(Term *t, const Block *b)
{
    Flow f = flow_runs(t, b->runs, LOOK_PLAIN);
    term_flow(t, &f, t->indent);
    term_gap(t);
}

/* The label at the left, the figure at the right edge; what belongs to it below. */
static void put_figure(Term *t, const Block *b)
{
    const Figure *f = b->figure;
    Str grade = run_grade(f->grade).text;
    Flow label = flow_text(t, f->label, LOOK_PLAIN);
    Str shown = str_fmt(t->a, "%.*s%s%.*s%s", STR_ARG(f->value), grade.n ? " [" : "", STR_ARG(grade), grade.n ? "]" : "");
    Flow value = flow_text(t, shown, tone_look(f->tone, LOOK_STRONG));
    Flow meta = flow_text(t, figure_words(t->a, f), LOOK_SOFT), note = flow_text(t, f->note, LOOK_SOFT);
    int lw = flow_width(&label), vw = flow_width(&value), room = t->width - t->indent;
    if (lw + vw + 2 <= room) {
        term_spaces(t, t->indent);
        term_part(t, &label, (Part){ 0, label.text.n });
        term_spaces(t, room - lw - vw);
        term_part(t, &value, (Part){ 0, value.text.n });
        term_end(t);
    } else {
        term_flow(t, &label, t->indent);
        term_flow(t, &value, t->indent + INDENT);
    }
    term_flow(t, &meta, t->indent + INDENT);
    term_flow(t, &note, t->indent + INDENT);
    term_gap(t);
}

/* `lead` stands before the first line, the others are indented as far. */
static void put_led(Term *t, const Flow *f, Str lead, Look look, bool each)
{
    int w = term_width(lead), room = t->width - t->indent - w;
    Part line;
    size_t at = 0;
    for (bool first = true; flow_line(f, room, &at, &line); first = false) {
        term_spaces(t, t->indent);
        if (first || each)
            term_put(t, lead, look);
        else
            term_spaces(t, w);
        term_part(t, f, line);
        term_end(t);
    }
}

static void put_pairs(Term *t, const Block *b)
{
    int most = 0, room = (t->width - t->indent) / 3;
    for (size_t i = 0; i < b->n_pair; i++) {
        int w = term_width(term_safe(t, b->pair[i].key)) + 2;
        most = w > most ? w : most;
    }
    most = most > room ? room : most;
    for (size_t i = 0; i < b->n_pair; i++) {
        Flow key = flow_text(t, b->pair[i].key, LOOK_SOFT), value = flow_runs(t, b->pair[i].value, LOOK_PLAIN);
        Part line = { 0, key.text.n };
        bool same = flow_width(&key) + 2 <= most;
        if (!same)
            term_flow(t, &key, t->indent);
        size_t at = 0, n = 0;
        for (; flow_line(&value, t->width - t->indent - most, &at, &line); n++) {
            term_spaces(t, t->indent);
            if (same && n == 0)
                term_part(t, &key, (Part){ 0, key.text.n });
            term_spaces(t, most - (same && n == 0 ? flow_width(&key) : 0));
            term_part(t, &value, line);
            term_end(t);
        }
        if (same && !n)
            term_flow(t, &key, t->indent);
    }
    term_gap(t);
}

static void put_table(Term *t, const Block *b)
{
    term_table(t, b->table);
    term_gap(t);
}

static void put_chart(Term *t, const Block *b)
{
    term_chart(t, b->chart);
    term_gap(t);
}

static void put_quote(Term *t, const Block *b)
{
    Flow text = flow_runs(t, b->runs, LOOK_PLAIN), cite = flow_runs(t, b->cite, LOOK_SOFT);
    Str bar = t->unicode ? STR("\xE2\x94\x82 ") : STR("> ");
    put_led(t, &text, bar, LOOK_SOFT, true);
    put_led(t, &cite, bar, LOOK_SOFT, true);
    term_gap(t);
}

static void put_callout(Term *t, const Block *b)
{
    Flow title = flow_text(t, b->title, LOOK_STRONG), text = flow_runs(t, b->runs, LOOK_PLAIN);
    Str dot = str_fmt(t->a, "%s ", term_dot(t, b->tone));
    put_led(t, &title, dot, tone_look(b->tone, LOOK_STRONG), false);
    term_flow(t, &text, t->indent + INDENT);
    term_gap(t);
}

static void put_list(Term *t, const Block *b)
{
    int n = 0;
    for (const DocItem *i = b->list->first; i; i = i->next) {
        Str lead = b->list->kind == LIST_STEPS ? str_fmt(t->a, "%d. ", ++n) : str_fmt(t->a, "%s ", term_dot(t, i->tone));
        Flow text = flow_runs(t, i->text, LOOK_PLAIN), small = flow_runs(t, i->small, LOOK_SOFT);
        put_led(t, &text, lead, tone_look(i->tone, LOOK_PLAIN), false);
        term_flow(t, &small, t->indent + term_width(lead));
    }
    term_gap(t);
}

static void put_group(Term *t, const Block *b)
{
    bool details = b->group == GROUP_DETAILS;
    put_title(t, details && !b->title.n ? STR("Explain this number") : b->title, details ? 3 : 2);
    if (details)
        t->indent += INDENT;
}

static void put_block(Term *t, const Block *b)
{
    static void (*const put[BLOCK_N])(Term *, const Block *) = {
        [BLOCK_GROUP] = put_group, [BLOCK_HEADING] = put_heading, [BLOCK_PARA] = put_para,
        [BLOCK_FIGURE] = put_figure, [BLOCK_PAIRS] = put_pairs,   [BLOCK_TABLE] = put_table,
        [BLOCK_CHART] = put_chart, [BLOCK_QUOTE] = put_quote,     [BLOCK_CALLOUT] = put_callout,
        [BLOCK_LIST] = put_list,
    };
    if (b->up->group == GROUP_CHAIN && b->up->up && b->index > 0) {
        term_spaces(t, t->indent);
        term_put(t, t->unicode ? STR("\xE2\x86\x93") : STR("v"), LOOK_SOFT);
        term_end(t);
    }
    put[b->kind](t, b);
}

static void put_head(Term *t, const Doc *d)
{
    Flow title = flow_text(t, d->head.title, LOOK_STRONG), sub = flow_runs(t, d->head.subtitle, LOOK_PLAIN);
    Str at = d->head.as_of.n ? str_fmt(t->a, "as of %.*s", STR_ARG(d->head.as_of)) : STR("");
    Str all = str_fmt(t->a, "%.*s%s%.*s", STR_ARG(d->head.org), at.n && d->head.org.n ? " \xC2\xB7 " : "", STR_ARG(at));
    for (const DocFilter *f = d->filter; f; f = f->next)
        all = str_fmt(t->a, "%.*s%s%.*s %.*s", STR_ARG(all), all.n ? " \xC2\xB7 " : "", STR_ARG(f->name),
                      STR_ARG(f->value));
    Flow where = flow_text(t, all, LOOK_SOFT);
    term_flow(t, &title, 0);
    term_flow(t, &sub, 0);
    term_flow(t, &where, 0);
    term_gap(t);
}

Status doc_term(const Doc *d, const TermStyle *style, Arena *a, Buf *out, Err *err)
{
    Term t = { .out = out, .a = a, .width = style->width < WIDTH_MIN ? WIDTH_MIN : style->width,
               .color = style->color, .unicode = style->unicode, .blank = true };
    put_head(&t, d);
    for (DocStep s = doc_begin(d); s.block; s = doc_next(s)) {
        if (s.leaving)
            t.indent -= s.block->group == GROUP_DETAILS ? INDENT : 0;
        else
            put_block(&t, s.block);
    }
    term_gap(&t);
    for (const DocNote *n = d->note; n; n = n->next) {
        Flow f = flow_runs(&t, n->runs, LOOK_SOFT);
        term_flow(&t, &f, 0);
    }
    return out->over ? ERR(err, ST_TOO_BIG, "the report is over %zu bytes", out->max) : ST_OK;
}
