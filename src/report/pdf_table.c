/* Tables for the PDF driver: columns as wide as they need, rows that may go on over pages, the head again on each. */
#include <math.h>

#include "report/pdf_in.h"

enum { COLUMNS_MAX = 32, PAD = 4, WIDEST = 190, NARROWEST = 34, CHART_WIDTH = 120, LOOKED_AT = 300 };
#define TEXT_SIZE 8.5
#define SMALL_SIZE 7.5

typedef struct Grid {
    Pdf            *p;
    const DocTable *t;
    double          x[COLUMNS_MAX], w[COLUMNS_MAX], least[COLUMNS_MAX];
    size_t          n;
} Grid;

/* What a cell shows: its text, a small line below, or a picture. */
typedef struct Shown {
    PangoLayout *text, *small;
    Runs         runs;
    int          line, small_line;
    const Picture *picture;
} Shown;

static PdfLook look_of(const DocColumn *c, bool small)
{
    return (PdfLook){ .size = small || c->quiet ? SMALL_SIZE : TEXT_SIZE, .align = column_right(c) ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT };
}

static Runs runs_of_cell(Grid *g, size_t c, const Cell *cell)
{
    if (cell->kind == CELL_RUNS)
        return cell->runs;
    if (cell->kind == CELL_GRADE)
        return RUNS(g->p->a, run_grade((char)cell->i));
    if (cell->kind == CELL_FIGURE)
        return RUNS(g->p->a, run_strong(cell->figure->value), run_plain(STR("\n")), run_soft(figure_words(g->p->a, cell->figure)));
    return cell->kind == CELL_CHART || cell->kind == CELL_NONE ? (Runs){ NULL, 0 } : runs_text(g->p->a, cell_words(g->p->a, g->t, c, cell));
}

static double text_width(Grid *g, Str s, const PdfLook *look)
{
    PangoLayout *l = pdf_layout_text(g->p, s, look, 0);
    double w = pdf_width(l);
    g_object_unref(l);
    return w;
}

/* No column is narrower than the longest word of its head. */
static double least(Grid *g, size_t c)
{
    Str rest = g->t->col[c].title;
    double widest = 0;
    while (rest.n)
        widest = fmax(widest, text_width(g, str_cut(&rest, ' '), &(PdfLook){ .size = SMALL_SIZE, .bold = true }));
    return fmax(widest + 2 * PAD + 1, NARROWEST);
}

static double natural(Grid *g, size_t c)
{
    const DocColumn *col = &g->t->col[c];
    PdfLook look = look_of(col, false);
    PangoLayout *l;
    double widest = text_width(g, col->title, &(PdfLook){ .size = SMALL_SIZE, .bold = true });
    size_t seen = 0;
    look.bold = c == g->t->main_col;
    for (const DocRow *r = g->t->first; r && seen < LOOKED_AT; r = r->next, seen++) {
        double w = CHART_WIDTH;
        if (r->cell[c].kind != CELL_CHART) {
            l = pdf_layout(g->p, runs_of_cell(g, c, &r->cell[c]), &look, 0);
            w = pdf_width(l);
            g_object_unref(l);
        }
        if (c == g->t->main_col && r->sub.n) {
            l = pdf_layout(g->p, r->sub, &(PdfLook){ .size = SMALL_SIZE }, 0);
            w = fmax(w, pdf_width(l));
            g_object_unref(l);
        }
        widest = fmax(widest, w);
    }
    return fmin(widest, WIDEST) + 2 * PAD;
}

/* Widths that fit: figures keep theirs, texts give way in proportion; what is left over goes to the column of names. */
static void measure(Grid *g)
{
    double all = 0, soft = 0, x = g->p->x;
    for (size_t c = 0; c < g->n; c++) {
        g->least[c] = least(g, c);
        g->w[c] = fmax(natural(g, c), g->least[c]);
        all += g->w[c];
        soft += column_right(&g->t->col[c]) ? 0 : g->w[c] - g->least[c];
    }
    double over = all - g->p->w, share = over > 0 && soft > 0 ? fmin(1, over / soft) : 0;
    for (size_t c = 0; c < g->n; c++)
        if (!column_right(&g->t->col[c]))
            g->w[c] -= (g->w[c] - g->least[c]) * share;
    all = 0;
    for (size_t c = 0; c < g->n; c++)
        all += g->w[c];
    double scale = all > g->p->w ? g->p->w / all : 1;        /* nothing but figures: all give way */
    for (size_t c = 0; c < g->n; c++)
        g->w[c] *= scale;
    if (all < g->p->w && g->t->main_col < g->n)
        g->w[g->t->main_col] += g->p->w - all;
    for (size_t c = 0; c < g->n; c++) {
        g->x[c] = x;
        x += g->w[c];
    }
}

static void rule(Grid *g, double y, Paint paint, double thick)
{
    pdf_paint(g->p, paint);
    cairo_set_line_width(g->p->cr, thick);
    cairo_move_to(g->p->cr, g->p->x, y);
    cairo_line_to(g->p->cr, g->p->x + g->p->w, y);
    cairo_stroke(g->p->cr);
    pdf_paint(g->p, PAINT_INK);
}

static double head_height(Grid *g, PangoLayout **l)
{
    double h = 0;
    for (size_t c = 0; c < g->n; c++) {
        PdfLook look = look_of(&g->t->col[c], true);
        look.bold = true;
        l[c] = pdf_layout_text(g->p, g->t->col[c].title, &look, g->w[c] - 2 * PAD);
        h = fmax(h, pdf_height(l[c]));
    }
    return h;
}

static void head(Grid *g)
{
    PangoLayout *l[COLUMNS_MAX];
    double h = head_height(g, l);
    pdf_tag(g->p, "TR");
    pdf_paint(g->p, PAINT_SOFT);
    for (size_t c = 0; c < g->n; c++) {
        int line = 0;
        pdf_tag(g->p, "TH");
        (void)pdf_lines(g->p, l[c], &line, g->x[c] + PAD, g->p->y + h - pdf_height(l[c]), PDF_H, (Runs){ NULL, 0 });
        pdf_tag_end(g->p, "TH");
        g_object_unref(l[c]);
    }
    pdf_tag_end(g->p, "TR");
    g->p->y += h + PAD;
    rule(g, g->p->y, PAINT_SOFT, 0.8);
    g->p->y += PAD;
}

static double prepare(Grid *g, const DocRow *r, Shown *s)
{
    double highest = 0;
    for (size_t c = 0; c < g->n; c++) {
        const Cell *cell = &r->cell[c];
        PdfLook look = look_of(&g->t->col[c], false);
        look.bold = c == g->t->main_col;
        s[c] = (Shown){ .runs = runs_of_cell(g, c, cell) };
        double h = 0;
        if (cell->kind == CELL_CHART) {
            s[c].picture = chart_picture(g->p->a, cell->chart);
            h = s[c].picture->h * fmin(1, (g->w[c] - 2 * PAD) / s[c].picture->w);
        } else if (s[c].runs.n) {
            s[c].text = pdf_layout(g->p, s[c].runs, &look, g->w[c] - 2 * PAD);
            h = pdf_height(s[c].text);
        }
        if (c == g->t->main_col && r->sub.n) {
            s[c].small = pdf_layout(g->p, r->sub, &(PdfLook){ .size = SMALL_SIZE }, g->w[c] - 2 * PAD);
            h += pdf_height(s[c].small) + 1;
        }
        highest = fmax(highest, h);
    }
    return highest;
}

/* As much of a cell as fits above `bottom`; the height. */
static double put_cell(Grid *g, const DocRow *r, size_t c, Shown *s, double bottom)
{
    double y = g->p->y;
    pdf_tag(g->p, c == g->t->main_col ? "TH" : "TD");
    pdf_paint(g->p, r->tone == TONE_OFF ? PAINT_SOFT : PAINT_INK);
    if (s->picture)
        y += pdf_picture(g->p, s->picture, g->x[c] + PAD, y, g->w[c] - 2 * PAD);
    s->picture = NULL;
    if (s->text)
        y += pdf_lines(g->p, s->text, &s->line, g->x[c] + PAD, y, bottom, s->runs);
    if (s->small && (!s->text || s->line == pango_layout_get_line_count(s->text))) {
        pdf_paint(g->p, PAINT_SOFT);
        y += pdf_lines(g->p, s->small, &s->small_line, g->x[c] + PAD, y + 1, bottom, r->sub) + 1;
    }
    pdf_paint(g->p, PAINT_INK);
    pdf_tag_end(g->p, c == g->t->main_col ? "TH" : "TD");
    return y - g->p->y;
}

static bool is_done(const Shown *s)
{
    return (!s->text || s->line == pango_layout_get_line_count(s->text)) && (!s->small || s->small_line == pango_layout_get_line_count(s->small));
}

static void next_page(Grid *g)
{
    pdf_tag_end(g->p, "Table");
    pdf_page(g->p);
    pdf_tag(g->p, "Table");
    head(g);
}

static void tone_mark(Grid *g, const DocRow *r, double h)
{
    if (r->tone != TONE_HARM && r->tone != TONE_PROOF)
        return;
    pdf_paint(g->p, r->tone == TONE_HARM ? PAINT_RISK : PAINT_GOOD);
    cairo_rectangle(g->p->cr, g->p->x - 3, g->p->y, 1.6, h);
    cairo_fill(g->p->cr);
    pdf_paint(g->p, PAINT_INK);
}

static void put_row(Grid *g, const DocRow *r)
{
    Shown s[COLUMNS_MAX];
    double h = prepare(g, r, s), room = PDF_H - PDF_BOTTOM - PDF_TOP;
    if (g->p->y + h + PAD > PDF_H - PDF_BOTTOM && (h < room / 2 || g->p->y > PDF_TOP + room / 2))
        next_page(g);
    for (bool done = false; !done;) {
        double drawn = 0;
        done = true;
        pdf_tag(g->p, "TR");
        for (size_t c = 0; c < g->n; c++) {
            drawn = fmax(drawn, put_cell(g, r, c, &s[c], PDF_H - PDF_BOTTOM));
            done = done && is_done(&s[c]);
        }
        pdf_tag_end(g->p, "TR");
        tone_mark(g, r, drawn);
        g->p->y += drawn + PAD;
        if (!done)
            next_page(g);
    }
    rule(g, g->p->y - PAD / 2.0, PAINT_LINE, 0.4);
    for (size_t c = 0; c < g->n; c++) {
        g_clear_object(&s[c].text);
        g_clear_object(&s[c].small);
    }
}

void pdf_table(Pdf *p, const DocTable *t)
{
    enum { LEAST = 60, AFTER = 10 };
    Grid g = { .p = p, .t = t, .n = t->n_col < COLUMNS_MAX ? t->n_col : COLUMNS_MAX };
    if (!g.n)
        return;
    pdf_need(p, LEAST);
    if (t->head.caption.n && !t->head.caption_hidden)
        pdf_flow(p, pdf_layout_text(p, t->head.caption, &(PdfLook){ .size = 9, .bold = true }, p->w), "Caption", p->x, (Runs){ NULL, 0 });
    p->y += PAD;
    measure(&g);
    pdf_tag(p, "Table");
    head(&g);
    for (const DocRow *r = t->first; r; r = r->next)
        put_row(&g, r);
    pdf_tag_end(p, "Table");
    if (!t->first)
        pdf_flow(p, pdf_layout_text(p, t->head.empty.n ? t->head.empty : STR("no rows"), &(PdfLook){ .size = TEXT_SIZE }, p->w), "P", p->x + PAD, (Runs){ NULL, 0 });
    p->y += AFTER;
}
