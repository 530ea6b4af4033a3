/* Points on two scales, split at the means into four named corners. */
#include <math.h>
#include <stdlib.h>

#include "report/chart_in.h"

enum { LABELS_MAX = 60, KEY_LINE = 16 };

typedef struct Spot {
    const ChartPoint *pt;
    XY                at;
    Box               label;        /* where its words stand */
    Anchor            anchor;
    Str               text;
    int               number;       /* > 0: named in the key below */
    bool              shown;
} Spot;

typedef struct Quad {
    const Chart *c;
    Picture     *p;
    Scale        x, y;
    Ticks        tx, ty;
    Box          plot;
    Spot        *spot;
    size_t       n, n_key;
    double       mean_x, mean_y;
    Box          corner[4];
} Quad;

static Range range_across(const ChartSeries *s)
{
    Range r = { 0 };
    for (size_t i = 0; i < s->n; i++) {
        range_take(&r, s->point[i].x);
        if (isfinite(s->point[i].x_low) && isfinite(s->point[i].x_high)) {
            range_take(&r, s->point[i].x_low);
            range_take(&r, s->point[i].x_high);
        }
    }
    return r;
}

/* Bigger effects first get the better places; ties by the order given. */
static void spots_collect(Quad *q, Arena *a)
{
    const ChartSeries *s = &q->c->series[0];
    q->spot = ARENA_NEW_N(a, Spot, s->n + 1);
    for (size_t i = 0; i < s->n; i++) {
        if (!isfinite(s->point[i].x) || !isfinite(s->point[i].y))
            continue;
        q->spot[q->n++] = (Spot){ .pt = &s->point[i] };
        double k = (double)q->n;    /* running means: sums of huge values would lose them */
        q->mean_x += (fmin(fmax(s->point[i].x, -CHART_HUGE), CHART_HUGE) - q->mean_x) / k;
        q->mean_y += (fmin(fmax(s->point[i].y, -CHART_HUGE), CHART_HUGE) - q->mean_y) / k;
    }
}

static bool spot_free(const Quad *q, size_t self, const Box *b)
{
    if (b->x0 < q->plot.x0 + 1 || b->x1 > q->plot.x1 - 1 || b->y0 < q->plot.y0 + 1 || b->y1 > q->plot.y1 - 1)
        return false;
    for (size_t i = 0; i < COUNT_OF(q->corner); i++)
        if (box_hits(b, &q->corner[i]))
            return false;
    for (size_t i = 0; i < q->n; i++) {
        const Spot *o = &q->spot[i];
        Box dot = { o->at.x - 6, o->at.y - 6, o->at.x + 6, o->at.y + 6 };
        if (i != self && (box_hits(b, &dot) || (o->shown && box_hits(b, &o->label))))
            return false;
    }
    return true;
}

static bool spot_try(Quad *q, size_t self, Str text)
{
    static const struct { double dx, dy; Anchor anchor; } places[] = {
        { 9, 4, ANCHOR_START },    { -9, 4, ANCHOR_END },   { 0, -10, ANCHOR_MIDDLE }, { 0, 19, ANCHOR_MIDDLE },
        { 7, -7, ANCHOR_START },   { 7, 16, ANCHOR_START }, { -7, -7, ANCHOR_END },    { -7, 16, ANCHOR_END },
        { 14, -18, ANCHOR_START }, { 14, 26, ANCHOR_START }, { -14, -18, ANCHOR_END }, { -14, 26, ANCHOR_END },
    };
    Spot *s = &q->spot[self];
    double w = text_px(text, 12, false);
    for (size_t i = 0; i < COUNT_OF(places); i++) {
        double x = s->at.x + places[i].dx, y = s->at.y + places[i].dy;
        double x0 = places[i].anchor == ANCHOR_START ? x : places[i].anchor == ANCHOR_END ? x - w : x - w / 2;
        Box b = { x0, y - 11, x0 + w, y + 3 };
        if (!spot_free(q, self, &b))
            continue;
        s->label = b;
        s->anchor = places[i].anchor;
        s->text = text;
        return s->shown = true;
    }
    return false;
}

/* Whole name, else a shorter one, else a number that the key below explains. */
static void spots_label(Quad *q, Arena *a)
{
    for (size_t i = 0; i < q->n && i < LABELS_MAX; i++) {
        Str name = q->spot[i].pt->label;
        if (!name.n || spot_try(q, i, text_fit(a, name, 12, false, 220)))
            continue;
        q->spot[i].number = (int)++q->n_key;
        if (!spot_try(q, i, str_fmt(a, "%zu", q->n_key))) {
            q->spot[i].number = 0;
            q->n_key--;
        }
    }
}

static void quad_scales(Quad *q, Arena *a, double w, double h)
{
    const Chart *c = q->c;
    Chart plain = { .kind = c->kind };
    q->x = scale_of(&plain, range_across(&c->series[0]), false);
    q->y = scale_of(c, chart_range(c), false);
    double px = (q->x.hi - q->x.lo) * 0.06, py = (q->y.hi - q->y.lo) * 0.06;
    q->x.lo -= px;
    q->x.hi += px;
    if (!(c->max > c->min)) {
        q->y.lo -= py;
        q->y.hi += py;
    }
    q->ty = ticks_of(a, &q->y, &c->y_form, (int)(h / 70) + 1);
    double left = 0;
    for (size_t i = 0; i < q->ty.n; i++)
        left = fmax(left, text_px(q->ty.text[i], 12, false));
    q->plot = (Box){ left + 10, c->y_label.n ? 24 : 8, w - 2, h - (c->x_label.n ? 44 : 26) };
    q->tx = ticks_of(a, &q->x, &c->x_form, (int)((q->plot.x1 - q->plot.x0) / 90));
    q->x.at_lo = q->plot.x0;
    q->x.at_hi = q->plot.x1;
    q->y.at_lo = q->plot.y1;
    q->y.at_hi = q->plot.y0;
    for (size_t i = 0; i < q->n; i++)
        q->spot[i].at = (XY){ scale_px(&q->x, q->spot[i].pt->x), scale_px(&q->y, q->spot[i].pt->y) };
}

static void axes_draw(Quad *q)
{
    const Box *b = &q->plot;
    Picture *p = q->p;
    XY frame[] = { { b->x0, b->y0 }, { b->x1, b->y0 }, { b->x1, b->y1 }, { b->x0, b->y1 }, { b->x0, b->y0 } };
    picture_path(p, frame, COUNT_OF(frame), PAINT_NONE, PAINT_LINE, 1);
    for (size_t i = 0; i < q->ty.n; i++)
        picture_text(p, (XY){ b->x0 - 8, scale_px(&q->y, q->ty.at[i]) + 4 },
                     &(TextLook){ .paint = PAINT_SOFT, .anchor = ANCHOR_END }, q->ty.text[i]);
    double last = -1;
    for (size_t i = 0; i < q->tx.n; i++) {
        double half = text_px(q->tx.text[i], 12, false) / 2, x = scale_px(&q->x, q->tx.at[i]);
        if (x - half < last || x + half > p->w)
            continue;
        picture_line(p, (XY){ x, b->y1 }, (XY){ x, b->y1 + 4 }, PAINT_FAINT, 1, false);
        picture_text(p, (XY){ x, b->y1 + 18 }, &(TextLook){ .paint = PAINT_SOFT, .anchor = ANCHOR_MIDDLE },
                     q->tx.text[i]);
        last = x + half + 8;
    }
    double mx = scale_px(&q->x, q->mean_x), my = scale_px(&q->y, q->mean_y);
    picture_line(p, (XY){ mx, b->y0 }, (XY){ mx, b->y1 }, PAINT_FAINT, 1, true);
    picture_line(p, (XY){ b->x0, my }, (XY){ b->x1, my }, PAINT_FAINT, 1, true);
    picture_text(p, (XY){ 0, 14 }, &(TextLook){ .paint = PAINT_SOFT, .max = p->w }, q->c->y_label);
    picture_text(p, (XY){ (b->x0 + b->x1) / 2, b->y1 + 36 },
                 &(TextLook){ .paint = PAINT_SOFT, .anchor = ANCHOR_MIDDLE, .max = b->x1 - b->x0 }, q->c->x_label);
}

/* Names of the corners, from the first four marks: top left, top right, bottom left, right. */
static void corners_place(Quad *q)
{
    for (size_t i = 0; i < COUNT_OF(q->corner); i++) {
        bool right = i % 2, low = i >= 2;
        double x = right ? q->plot.x1 - 6 : q->plot.x0 + 6, y = low ? q->plot.y1 - 7 : q->plot.y0 + 16;
        double half = (q->plot.x1 - q->plot.x0) / 2 - 12;
        double w = i < q->c->n_mark ? fmin(text_px(q->c->mark[i].text, 12, false), half) : 0;
        q->corner[i] = w > 0 ? (Box){ right ? x - w : x, y - 11, right ? x : x + w, y + 3 } : (Box){ 0, 0, 0, 0 };
    }
}

static void corners_draw(Quad *q)
{
    for (size_t i = 0; i < COUNT_OF(q->corner) && i < q->c->n_mark; i++) {
        const Box *b = &q->corner[i];
        if (b->x1 > b->x0)
            picture_text(q->p, (XY){ b->x0, b->y1 - 3 },
                         &(TextLook){ .paint = PAINT_FAINT, .max = b->x1 - b->x0 + 0.5 }, q->c->mark[i].text);
    }
}

static void spots_draw(Quad *q)
{
    for (size_t i = 0; i < q->n; i++) {
        const Spot *s = &q->spot[i];
        const ChartPoint *pt = s->pt;
        Paint band = pt->tone == TONE_OFF ? PAINT_LINE : tone_band(pt->tone);
        if (isfinite(pt->low) && isfinite(pt->high))
            picture_line(q->p, (XY){ s->at.x, scale_px(&q->y, pt->low) },
                         (XY){ s->at.x, scale_px(&q->y, pt->high) }, band, 2, false);
        if (isfinite(pt->x_low) && isfinite(pt->x_high))
            picture_line(q->p, (XY){ scale_px(&q->x, pt->x_low), s->at.y },
                         (XY){ scale_px(&q->x, pt->x_high), s->at.y }, band, 2, false);
    }
    for (size_t i = 0; i < q->n; i++)
        tone_marker(q->p, q->spot[i].at, q->spot[i].pt->tone);
    for (size_t i = 0; i < q->n; i++) {
        const Spot *s = &q->spot[i];
        if (!s->shown)
            continue;
        double x = s->anchor == ANCHOR_START ? s->label.x0
                   : s->anchor == ANCHOR_END ? s->label.x1
                                             : (s->label.x0 + s->label.x1) / 2;
        picture_text(q->p, (XY){ x, s->label.y1 - 3 },
                     &(TextLook){ .paint = PAINT_INK, .anchor = s->anchor }, s->text)->line = PAINT_PAPER;
    }
}

static void key_draw(Quad *q, double top)
{
    double y = top;
    for (size_t i = 0; i < q->n; i++) {
        if (!q->spot[i].number)
            continue;
        Str s = str_fmt(q->p->a, "%d  %.*s", q->spot[i].number, STR_ARG(q->spot[i].pt->label));
        y += KEY_LINE;
        picture_text(q->p, (XY){ q->plot.x0, y }, &(TextLook){ .paint = PAINT_SOFT, .max = q->p->w - q->plot.x0 }, s);
    }
}

Picture *draw_quadrant(Arena *a, const Chart *c, double w, double h)
{
    Quad q = { .c = c };
    spots_collect(&q, a);
    if (!q.n)
        return chart_empty(a, c, w, h);
    w = fmax(w, 200);
    h = fmax(h, 160);
    quad_scales(&q, a, w, h);
    corners_place(&q);
    spots_label(&q, a);
    q.p = picture_create(a, w, h + KEY_LINE * (double)q.n_key + (q.n_key ? 6 : 0));
    axes_draw(&q);
    corners_draw(&q);
    spots_draw(&q);
    key_draw(&q, h);
    return q.p;
}
