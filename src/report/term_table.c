#include "report/term_in.h"

enum { GAP = 2, WORD_MAX = 14, CHART_WIDE = 25, CHART_LEAST = 17, COLS_MAX = 64 };

typedef struct Layout {
    const DocTable *table;
    int             width[COLS_MAX], least[COLS_MAX], want[COLS_MAX];
    bool            skip[COLS_MAX];   /* small lines give way on a narrow screen */
    size_t          n;
} Layout;

static Flow cell_flow(Term *t, const DocTable *table, const DocRow *r, size_t i, int width)
{
    const Cell *c = &r->cell[i];
    bool main = i == table->main_col;
    Look base = tone_look(r->tone, main ? LOOK_STRONG : LOOK_PLAIN);
    if (c->kind == CELL_RUNS)
        return flow_runs(t, c->runs, base);
    if (c->kind == CELL_CHART)
        return flow_text(t, term_cell_chart(t, c->chart, width), base);
    if (c->kind == CELL_GRADE && cell_words(t->a, table, i, c).n)
        return flow_text(t, str_fmt(t->a, "[%c]", (char)c->i), base);
    if (c->kind == CELL_FIGURE) {
        Str words = figure_words(t->a, c->figure), grade = run_grade(c->figure->grade).text;
        return flow_text(t, str_fmt(t->a, "%.*s%s%.*s%s (%.*s)", STR_ARG(c->figure->value), grade.n ? " [" : "",
                                    STR_ARG(grade), grade.n ? "]" : "", STR_ARG(words)), base);
    }
    Str words = cell_words(t->a, table, i, c);
    if (main && (r->tone == TONE_HARM || r->tone == TONE_PROOF))
        words = str_fmt(t->a, "%s %.*s", term_dot(t, r->tone), STR_ARG(words));
    return flow_text(t, words, base);
}

static int most(int a, int b) { return a > b ? a : b; }

/* The room a cell needs at least: figures whole, words at their longest (up to WORD_MAX), bars
 * with their figure. */
static int cell_least(const Cell *c, const Flow *f)
{
    int all = flow_width(f), word = flow_widest_word(f);
    switch (c->kind) {
    case CELL_TEXT:
    case CELL_RUNS:
    case CELL_FIGURE: return word < WORD_MAX ? word : WORD_MAX;
    case CELL_CHART: return c->chart->kind != CHART_SPARK && all > CHART_LEAST ? CHART_LEAST : all;
    case CELL_NONE:
    case CELL_INT:
    case CELL_MONEY:
    case CELL_PERCENT:
    case CELL_DATE:
    case CELL_GRADE: break;
    }
    return all;
}

static void column_measure(Term *t, Layout *l, size_t i)
{
    Flow title = flow_text(t, l->table->col[i].title, LOOK_SOFT);
    int word = flow_widest_word(&title);
    l->want[i] = flow_width(&title);
    l->least[i] = word < WORD_MAX ? word : WORD_MAX;
    for (const DocRow *r = l->table->first; r; r = r->next) {
        ArenaMark mark = arena_mark(t->a);
        Flow f = cell_flow(t, l->table, r, i, CHART_WIDE);
        l->want[i] = most(l->want[i], flow_width(&f));
        l->least[i] = most(l->least[i], cell_least(&r->cell[i], &f));
        arena_rewind(t->a, mark);
    }
}

static bool all_sparks(const DocTable *table, size_t col)
{
    bool any = false;
    for (const DocRow *r = table->first; r; r = r->next) {
        const Cell *c = &r->cell[col];
        if (c->kind != CELL_NONE && !(c->kind == CELL_CHART && c->chart->kind == CHART_SPARK))
            return false;
        any = any || c->kind == CELL_CHART;
    }
    return any;
}

/* Room beyond the least goes to the column that lacks most; false when not even that fits. */
static bool layout_fit(Term *t, Layout *l, bool sparks)
{
    int room = t->width - t->indent + GAP;
    for (size_t i = 0; i < l->n; i++) {
        column_measure(t, l, i);
        l->skip[i] = !sparks && all_sparks(l->table, i);
        l->want[i] = l->skip[i] ? 0 : l->want[i];
        l->width[i] = l->skip[i] ? 0 : l->least[i];
        room -= l->skip[i] ? 0 : l->width[i] + GAP;
    }
    for (; room > 0; room--) {
        size_t pick = l->n;
        for (size_t i = 0; i < l->n; i++)
            if (l->want[i] > l->width[i] &&
                (pick == l->n || l->want[i] - l->width[i] > l->want[pick] - l->width[pick]))
                pick = i;
        if (pick == l->n)
            break;
        l->width[pick]++;
    }
    return room >= 0;
}

/* The next piece of a cell in its column, which is filled up to its width and the gap. */
static void piece_put(Term *t, const Layout *l, size_t i, const Flow *cell, size_t *at)
{
    Part part = { 0, 0 };
    if (l->skip[i])
        return;
    (void)flow_line(cell, l->width[i], at, &part);
    bool right = column_right(&l->table->col[i]);
    int pad = l->width[i] - term_width(str_sub(cell->text, part.from, part.to - part.from));
    term_spaces(t, right ? pad : 0);
    term_part(t, cell, part);
    term_spaces(t, (right ? 0 : pad) + GAP);
}

static bool cells_left(const Layout *l, const Flow *cell, const size_t *at)
{
    for (size_t i = 0; i < l->n; i++) {
        size_t next = at[i];
        Part part;
        if (!l->skip[i] && flow_line(&cell[i], l->width[i], &next, &part))
            return true;
    }
    return false;
}

/* One line of the table at a time: every column gives its next piece. */
static void row_put(Term *t, const Layout *l, const Flow *cell)
{
    size_t at[COLS_MAX] = { 0 };
    while (cells_left(l, cell, at)) {
        term_spaces(t, t->indent);
        for (size_t i = 0; i < l->n; i++)
            piece_put(t, l, i, &cell[i], &at[i]);
        term_end(t);
    }
}

static int column_offset(const Layout *l, size_t col)
{
    int at = 0;
    for (size_t i = 0; i < col && i < l->n; i++)
        at += l->skip[i] ? 0 : l->width[i] + GAP;
    return at;
}

static void rule_put(Term *t, int width)
{
    term_spaces(t, t->indent);
    for (int i = 0; i < width; i++)
        term_put(t, t->unicode ? STR("\xE2\x94\x80") : STR("-"), LOOK_SOFT);
    term_end(t);
}

static void table_grid(Term *t, const Layout *l)
{
    const DocTable *table = l->table;
    Flow cell[COLS_MAX];
    for (size_t i = 0; i < l->n; i++)
        cell[i] = flow_text(t, table->col[i].title, LOOK_SOFT);
    row_put(t, l, cell);
    rule_put(t, column_offset(l, l->n) - GAP);
    for (const DocRow *r = table->first; r; r = r->next) {
        ArenaMark mark = arena_mark(t->a);
        for (size_t i = 0; i < l->n; i++)
            cell[i] = cell_flow(t, table, r, i, l->width[i]);
        row_put(t, l, cell);
        if (r->sub.n) {
            Flow sub = flow_runs(t, r->sub, LOOK_SOFT);
            term_flow(t, &sub, t->indent + column_offset(l, table->main_col));
        }
        arena_rewind(t->a, mark);
    }
}

/* Too many columns for the screen: each row as pairs. */
static void table_pairs(Term *t, const DocTable *table)
{
    for (const DocRow *r = table->first; r; r = r->next) {
        ArenaMark mark = arena_mark(t->a);
        Flow name = cell_flow(t, table, r, table->main_col, CHART_WIDE);
        term_flow(t, &name, t->indent);
        for (size_t i = 0; i < table->n_col; i++) {
            if (i == table->main_col || r->cell[i].kind == CELL_NONE)
                continue;
            Flow value = cell_flow(t, table, r, i, CHART_WIDE);
            Flow key = flow_text(t, str_fmt(t->a, "%.*s: ", STR_ARG(table->col[i].title)), LOOK_SOFT);
            Run both[] = { run_soft(table->col[i].title.n ? key.text : STR("")), run_plain(value.text) };
            Flow line = flow_runs(t, (Runs){ both, 2 }, LOOK_PLAIN);
            term_flow(t, &line, t->indent + 2);
        }
        if (r->sub.n) {
            Flow sub = flow_runs(t, r->sub, LOOK_SOFT);
            term_flow(t, &sub, t->indent + 2);
        }
        arena_rewind(t->a, mark);
    }
}

void term_table(Term *t, const DocTable *table)
{
    Layout l = { .table = table, .n = table->n_col };
    if (!table->head.caption_hidden) {
        Flow caption = flow_text(t, table->head.caption, LOOK_STRONG);
        term_flow(t, &caption, t->indent);
    }
    if (!table->first) {
        Flow empty = flow_text(t, table->head.empty.n ? table->head.empty : STR("no rows"), LOOK_SOFT);
        term_flow(t, &empty, t->indent);
        return;
    }
    if (l.n <= COLS_MAX && (layout_fit(t, &l, true) || layout_fit(t, &l, false)))
        table_grid(t, &l);
    else
        table_pairs(t, table);
}
