/* What leads to what: boxes from left to right, arrows between them as thick as what they pass on, dashed where that may be nothing. */
#include <math.h>

#include "report/chart_in.h"

enum { NODES_MAX = 12, NODE_HIGH = 44, NODE_GAP = 22, PADDING = 8, LETTERS = 12 };
static const double GAP_LEAST = 46, NODE_WIDEST = 150, THICK_MOST = 4;

typedef struct Node {
    const ChartPoint *pt;
    size_t layer;
    Box    at;
} Node;

typedef struct Net {
    const Chart *c;
    Picture     *p;
    Node         node[NODES_MAX];
    size_t       n, layers;
    Box          word[NODES_MAX * NODES_MAX];   /* places of words on arrows */
    size_t       n_word;
} Net;

/* The second series: x from, x_low to, as places in the first. */
static bool ends_of(const Net *g, const ChartPoint *e, size_t *from, size_t *to)
{
    if (!(e->x >= 0) || !(e->x < (double)g->n) || !(e->x_low >= 0) || !(e->x_low < (double)g->n) || !isfinite(e->y))
        return false;
    *from = (size_t)e->x;
    *to = (size_t)e->x_low;
    return *from != *to;
}

static size_t edges_of(const Chart *c) { return c->n_series > 1 ? c->series[1].n : 0; }

/* Each box one step right of what leads to it; a circle ends after as many rounds as there are boxes. */
static void layers_find(Net *g)
{
    for (size_t round = 0; round + 1 < g->n; round++)
        for (size_t k = 0; k < edges_of(g->c); k++) {
            size_t from, to;
            if (ends_of(g, &g->c->series[1].point[k], &from, &to) && g->node[to].layer <= g->node[from].layer && g->node[from].layer + 1 < g->n)
                g->node[to].layer = g->node[from].layer + 1;
        }
    for (size_t i = 0; i < g->n; i++)
        g->layers = g->node[i].layer + 1 > g->layers ? g->node[i].layer + 1 : g->layers;
}

static void places_find(Net *g, double w, double h)
{
    double gap = g->layers > 1 ? fmax(GAP_LEAST, (w - 2 * PADDING - NODE_WIDEST * (double)g->layers) / (double)(g->layers - 1)) : 0;
    double wide = fmax(4, fmin(NODE_WIDEST, (w - 2 * PADDING - gap * (double)(g->layers - 1)) / (double)g->layers));
    for (size_t l = 0; l < g->layers; l++) {
        size_t in = 0, seen = 0;
        for (size_t i = 0; i < g->n; i++)
            in += g->node[i].layer == l;
        double step = h / (double)(in ? in : 1), high = fmin(NODE_HIGH, step - 4);
        for (size_t i = 0; i < g->n; i++) {
            if (g->node[i].layer != l)
                continue;
            double x = PADDING + (double)l * (wide + gap), y = step * ((double)seen++ + 0.5);
            g->node[i].at = (Box){ x, y - high / 2, x + wide, y + high / 2 };
        }
    }
}

static bool word_free(const Net *g, const Box *b, double w, double h)
{
    if (b->x0 < 1 || b->x1 > w - 1 || b->y0 < 1 || b->y1 > h - 1)
        return false;
    for (size_t i = 0; i < g->n; i++)
        if (box_hits(b, &g->node[i].at))
            return false;
    for (size_t i = 0; i < g->n_word; i++)
        if (box_hits(b, &g->word[i]))
            return false;
    return true;
}

/* Somewhere along the arrow where nothing stands; else the table says it. */
static void edge_word(Net *g, Arena *a, const ChartPoint *e, XY from, XY to, double w, double h)
{
    static const double along[] = { 0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8 };
    Str text = point_value(a, g->c, e);
    double wide = text_px(text, LETTERS, false);
    for (size_t k = 0; k < COUNT_OF(along) && g->n_word < COUNT_OF(g->word); k++) {
        XY at = { from.x + along[k] * (to.x - from.x), from.y + along[k] * (to.y - from.y) - 5 };
        Box b = { at.x - wide / 2 - 1, at.y - 11, at.x + wide / 2 + 1, at.y + 3 };
        if (!word_free(g, &b, w, h))
            continue;
        picture_rect(g->p, b.x0, b.y0 + 1, b.x1 - b.x0, b.y1 - b.y0 - 2, PAINT_PAPER);
        picture_text(g->p, at, &(TextLook){ .anchor = ANCHOR_MIDDLE, .paint = PAINT_SOFT, .size = LETTERS }, text);
        g->word[g->n_word++] = b;
        return;
    }
}

static void edge_line(Net *g, const ChartPoint *e, XY from, XY to)
{
    bool sure = isfinite(e->low) && isfinite(e->high) && (e->low > 0 || e->high < 0);
    double thick = 1 + (THICK_MOST - 1) * fmin(1, fabs(e->y)), dx = to.x - from.x, dy = to.y - from.y, len = sqrt(dx * dx + dy * dy);
    Paint paint = e->y < 0 ? PAINT_RISK : sure ? PAINT_ACCENT : PAINT_FAINT;
    if (!(len > 10))
        return;
    dx /= len;
    dy /= len;
    XY head[] = { to, { to.x - 8 * dx - 4 * dy, to.y - 8 * dy + 4 * dx }, { to.x - 8 * dx + 4 * dy, to.y - 8 * dy - 4 * dx } };
    picture_line(g->p, from, (XY){ to.x - 7 * dx, to.y - 7 * dy }, paint, thick, !sure);
    Stroke *s = picture_path(g->p, head, COUNT_OF(head), paint, PAINT_NONE, 0);
    s->closed = true;
}

static void node_draw(const Net *g, Arena *a, const Node *n)
{
    const Box *b = &n->at;
    double middle = (b->x0 + b->x1) / 2, wide = b->x1 - b->x0, y = (b->y0 + b->y1) / 2;
    XY frame[] = { { b->x0, b->y0 }, { b->x1, b->y0 }, { b->x1, b->y1 }, { b->x0, b->y1 }, { b->x0, b->y0 } };
    bool two = b->y1 - b->y0 >= 2 * LETTERS + 12 && isfinite(n->pt->y);
    picture_rect(g->p, b->x0, b->y0, wide, fmax(0, b->y1 - b->y0), PAINT_PAPER);
    picture_path(g->p, frame, COUNT_OF(frame), PAINT_NONE, PAINT_LINE, 1);
    if (b->y1 - b->y0 < LETTERS + 4)
        return;
    picture_text(g->p, (XY){ middle, y + (two ? -4 : 4) }, &(TextLook){ .anchor = ANCHOR_MIDDLE, .paint = PAINT_INK, .size = LETTERS, .bold = true, .max = wide - 8 }, n->pt->label);
    if (two)
        picture_text(g->p, (XY){ middle, y + 14 }, &(TextLook){ .anchor = ANCHOR_MIDDLE, .paint = PAINT_SOFT, .size = LETTERS, .max = wide - 8 }, form_text(a, &g->c->x_form, n->pt->y));
}

Picture *draw_path(Arena *a, const Chart *c, double w, double h)
{
    Net *g = ARENA_NEW(a, Net);
    g->c = c;
    g->n = c->series[0].n < NODES_MAX ? c->series[0].n : NODES_MAX;
    for (size_t i = 0; i < g->n; i++)
        g->node[i].pt = &c->series[0].point[i];
    if (!g->n)
        return chart_empty(a, c, w, h);
    layers_find(g);
    size_t most = 1;
    for (size_t l = 0; l < g->layers; l++) {
        size_t in = 0;
        for (size_t i = 0; i < g->n; i++)
            in += g->node[i].layer == l;
        most = in > most ? in : most;
    }
    h = h > 0 ? h : (double)most * (NODE_HIGH + NODE_GAP) + 3 * NODE_GAP;
    g->p = picture_create(a, w, h);
    places_find(g, w, h);
    for (int words = 0; words < 2; words++)
        for (size_t k = 0; k < edges_of(c); k++) {
            const ChartPoint *e = &c->series[1].point[k];
            size_t from, to;
            if (!ends_of(g, e, &from, &to) || g->node[from].layer >= g->node[to].layer)
                continue;
            const Box *l = &g->node[from].at, *r = &g->node[to].at;
            XY one = { l->x1, (l->y0 + l->y1) / 2 }, other = { r->x0, (r->y0 + r->y1) / 2 };
            if (words)
                edge_word(g, a, e, one, other, w, h);
            else
                edge_line(g, e, one, other);
        }
    for (size_t i = 0; i < g->n; i++)
        node_draw(g, a, &g->node[i]);
    return g->p;
}
