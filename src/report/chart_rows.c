/* Charts made of rows: a name at the left, a shape on one scale, the figure as text. */
#include <math.h>

#include "report/chart_in.h"

#define GAP 10.0

typedef struct Rows {
    Picture          *p;
    const Chart      *c;
    const ChartPoint *pt;
    size_t            n, left_out;
    double            label_w, value_w, top, row_h;
    Scale             s;
} Rows;

static void rows_count(Rows *r, const Chart *c)
{
    const ChartSeries *s = &c->series[0];
    r->c = c;
    r->pt = s->point;
    r->n = s->n < ROWS_MAX ? s->n : ROWS_MAX;
    r->left_out = s->n - r->n;
}

/* Widths of the two text columns.  A figure is never cut: names give way. */
static void rows_widths(Arena *a, Rows *r, double w, double label_share)
{
    for (size_t i = 0; i < r->n; i++) {
        r->label_w = fmax(r->label_w, text_px(r->pt[i].label, 12, false));
        r->value_w = fmax(r->value_w, text_px(point_value(a, r->c, &r->pt[i]), 12, true));
    }
    r->label_w = fmin(r->label_w, w * label_share);
    double label_gap = r->label_w > 0 ? GAP : 0;
    r->s.at_lo = r->label_w + label_gap + 1;
    r->s.at_hi = w - r->value_w - GAP;
    if (r->s.at_hi < r->s.at_lo + 20)
        r->s.at_hi = r->s.at_lo + 20;
}

static void row_label(Rows *r, size_t i, double y)
{
    Paint paint = r->pt[i].tone == TONE_OFF ? PAINT_FAINT : PAINT_SOFT;
    TextLook look = { .paint = paint, .max = r->label_w > 0 ? r->label_w : 1 };
    if (r->pt[i].label.n)
        picture_text(r->p, (XY){ 0, y + 4 }, &look, r->pt[i].label);
}

static void row_value(Rows *r, size_t i, XY at, Anchor anchor)
{
    Paint paint = r->pt[i].tone == TONE_OFF ? PAINT_FAINT : PAINT_INK;
    picture_text(r->p, (XY){ at.x, at.y + 4 }, &(TextLook){ .paint = paint, .bold = true, .anchor = anchor },
                 point_value(r->p->a, r->c, &r->pt[i]));
}

static void rows_rest(Rows *r)
{
    if (!r->left_out)
        return;
    Str s = str_fmt(r->p->a, "and %zu more", r->left_out);
    picture_text(r->p, (XY){ 0, r->top + r->row_h * (double)r->n + 13 },
                 &(TextLook){ .paint = PAINT_FAINT, .max = r->p->w }, s);
}

/* A small arrow at the edge says that the interval goes on outside the scale. */
static void goes_on(Rows *r, double v, double y, Paint paint)
{
    bool left = v < r->s.lo, right = v > r->s.hi;
    if (!left && !right)
        return;
    double x = left ? r->s.at_lo : r->s.at_hi, d = left ? -1 : 1;
    XY tip[] = { { x + d * 5, y }, { x, y - 4 }, { x, y + 4 } };
    picture_path(r->p, tip, COUNT_OF(tip), paint, PAINT_NONE, 0);
}

static double row_y(const Rows *r, size_t i) { return r->top + r->row_h * ((double)i + 0.5); }

static double rows_height(const Rows *r) { return r->row_h * (double)r->n + (r->left_out ? 18 : 0); }

static void bar_shape(Rows *r, const ChartPoint *pt, double y)
{
    Paint ink = tone_paint(pt->tone);
    bool span = isfinite(pt->low) && isfinite(pt->high);
    double x = scale_px(&r->s, pt->y);
    if (span) {
        double a = scale_px(&r->s, fmin(pt->low, pt->high)), b = scale_px(&r->s, fmax(pt->low, pt->high));
        picture_rect(r->p, a, y - 7, fmax(b - a, 1), 14, tone_band(pt->tone));
        goes_on(r, pt->low, y, ink);
        goes_on(r, pt->high, y, ink);
    } else {
        XY zero = { scale_px(&r->s, 0), y };
        picture_line(r->p, zero, (XY){ x, y }, ink, 1, true);
    }
    goes_on(r, pt->y, y, ink);
    picture_line(r->p, (XY){ x, y - 11 }, (XY){ x, y + 11 }, ink, 2.5, false);
}

Picture *draw_bars(Arena *a, const Chart *c, double w, double h)
{
    /* Room for the figure that does not depend on it, so that rows drawn apart share a scale. */
    enum { VALUE_ROOM = 66 };
    Rows r = { .row_h = 30, .value_w = c->max > c->min ? VALUE_ROOM : 0 };
    rows_count(&r, c);
    bool cell = r.n == 1 && !r.pt[0].label.n;
    w = w > 0 ? w : cell ? 214 : 560;
    r.s = scale_of(c, chart_range(c), true);
    rows_widths(a, &r, w, 0.42);
    r.p = picture_create(a, fmax(w, r.s.at_hi + r.value_w + GAP), fmax(h, rows_height(&r)));
    if (r.s.lo <= 0 && r.s.hi >= 0) {
        double zero = scale_px(&r.s, 0);
        picture_line(r.p, (XY){ zero, 2 }, (XY){ zero, r.row_h * (double)r.n - 2 }, PAINT_LINE, 1, false);
    }
    for (size_t i = 0; i < r.n; i++) {
        const ChartPoint *pt = &r.pt[i];
        double y = row_y(&r, i), end = fmax(pt->y, isfinite(pt->high) ? pt->high : pt->y);
        row_label(&r, i, y);
        if (isfinite(pt->y))
            bar_shape(&r, pt, y);
        double x = isfinite(pt->y) ? scale_px(&r.s, fmax(end, 0)) : scale_px(&r.s, 0);
        row_value(&r, i, (XY){ x + GAP, y }, ANCHOR_START);
    }
    rows_rest(&r);
    return r.p;
}

static void forest_axis(Rows *r, double bottom)
{
    const Chart *c = r->c;
    int target = (int)((r->s.at_hi - r->s.at_lo) / 70);
    Ticks t = ticks_of(r->p->a, &r->s, &c->y_form, target < 2 ? 2 : target);
    double mid = (r->s.at_lo + r->s.at_hi) / 2, last = 0;
    for (size_t i = 0; i < t.n; i++) {
        double x = scale_px(&r->s, t.at[i]), half = text_px(t.text[i], 12, false) / 2;
        picture_line(r->p, (XY){ x, r->top }, (XY){ x, bottom }, t.at[i] == 0 ? PAINT_FAINT : PAINT_LINE, 1,
                     false);
        if (x - half < last || x + half > r->p->w)
            continue;
        picture_text(r->p, (XY){ x, bottom + 16 },
                     &(TextLook){ .anchor = ANCHOR_MIDDLE, .paint = PAINT_SOFT }, t.text[i]);
        last = x + half + 6;
    }
    if (c->x_label.n) {
        double half = fmin(text_px(c->x_label, 12, false), r->p->w) / 2, x = scale_px(&r->s, 0);
        x = fmin(fmax(x, half), r->p->w - half);
        picture_text(r->p, (XY){ x, 12 },
                     &(TextLook){ .anchor = ANCHOR_MIDDLE, .paint = PAINT_SOFT, .max = r->p->w }, c->x_label);
    }
    if (c->y_label.n) {
        double half = fmin(text_px(c->y_label, 12, false), r->p->w) / 2;
        picture_text(r->p, (XY){ fmin(fmax(mid, half), r->p->w - half), bottom + 34 },
                     &(TextLook){ .anchor = ANCHOR_MIDDLE, .paint = PAINT_SOFT, .max = r->p->w }, c->y_label);
    }
}

Picture *draw_forest(Arena *a, const Chart *c, double w, double h)
{
    Rows r = { .row_h = 26, .top = c->x_label.n ? 20 : 4 };
    rows_count(&r, c);
    r.s = scale_of(c, chart_range(c), true);
    rows_widths(a, &r, w, 0.38);
    double pad = c->max > c->min ? 0 : (r.s.hi - r.s.lo) * 0.04;
    r.s.lo -= pad;
    r.s.hi += pad;
    double bottom = r.top + rows_height(&r) + 2;
    r.p = picture_create(a, fmax(w, r.s.at_hi + r.value_w + GAP), fmax(h, bottom + (c->y_label.n ? 42 : 24)));
    forest_axis(&r, bottom);
    for (size_t i = 0; i < r.n; i++) {
        const ChartPoint *pt = &r.pt[i];
        double y = row_y(&r, i);
        Paint ink = tone_paint(pt->tone);
        row_label(&r, i, y);
        row_value(&r, i, (XY){ r.p->w, y }, ANCHOR_END);
        if (!isfinite(pt->y))
            continue;
        if (isfinite(pt->low) && isfinite(pt->high)) {
            picture_line(r.p, (XY){ scale_px(&r.s, pt->low), y }, (XY){ scale_px(&r.s, pt->high), y }, ink, 2,
                         false);
            goes_on(&r, pt->low, y, ink);
            goes_on(&r, pt->high, y, ink);
        }
        tone_marker(r.p, (XY){ scale_px(&r.s, pt->y), y }, pt->tone);
    }
    rows_rest(&r);
    return r.p;
}

Picture *draw_share(Arena *a, const Chart *c, double w, double h)
{
    Rows r = { .row_h = 22 };
    rows_count(&r, c);
    r.s = (Scale){ .lo = 0, .hi = 1 };
    rows_widths(a, &r, w, 0.45);
    r.p = picture_create(a, fmax(w, r.s.at_hi + r.value_w + GAP), fmax(h, rows_height(&r)));
    for (size_t i = 0; i < r.n; i++) {
        const ChartPoint *pt = &r.pt[i];
        double y = row_y(&r, i), x0 = r.s.at_lo, room = r.s.at_hi - x0;
        Tone tone = pt->tone == TONE_NORMAL ? TONE_ACCENT : pt->tone;
        row_label(&r, i, y);
        picture_rect(r.p, x0, y - 4.5, room, 9, PAINT_MUTE_BAND);
        if (isfinite(pt->y))
            picture_rect(r.p, x0, y - 4.5, scale_px(&r.s, pt->y) - x0, 9, tone_paint(tone));
        row_value(&r, i, (XY){ r.p->w, y }, ANCHOR_END);
    }
    rows_rest(&r);
    return r.p;
}

/* Where each step begins and ends; totals begin at zero. */
static Range waterfall_spans(const Rows *r, double *from, double *to)
{
    Range range = { 0 };
    double sum = 0;
    range_take(&range, 0);
    for (size_t i = 0; i < r->n; i++) {
        double y = isfinite(r->pt[i].y) ? fmin(fmax(r->pt[i].y, -CHART_HUGE), CHART_HUGE) : 0;
        from[i] = r->pt[i].total ? 0 : sum;
        sum += r->pt[i].total && i > 0 ? 0 : y;
        to[i] = sum;
        range_take(&range, sum);
    }
    return range;
}

Picture *draw_waterfall(Arena *a, const Chart *c, double w, double h)
{
    double from[ROWS_MAX], to[ROWS_MAX];
    Rows r = { .row_h = 28 };
    rows_count(&r, c);
    Range range = waterfall_spans(&r, from, to);
    r.s = scale_of(c, range, true);
    rows_widths(a, &r, w, 0.42);
    r.p = picture_create(a, fmax(w, r.s.at_hi + r.value_w + GAP), fmax(h, rows_height(&r)));
    double zero = scale_px(&r.s, 0);
    picture_line(r.p, (XY){ zero, 0 }, (XY){ zero, r.row_h * (double)r.n }, PAINT_FAINT, 1, false);
    for (size_t i = 0; i < r.n; i++) {
        double y = row_y(&r, i), x0 = scale_px(&r.s, from[i]), x1 = scale_px(&r.s, to[i]);
        row_label(&r, i, y);
        picture_rect(r.p, fmin(x0, x1), y - 8, fmax(fabs(x1 - x0), 1.5), 16,
                     r.pt[i].total ? PAINT_INK : tone_paint(r.pt[i].tone));
        if (i + 1 < r.n)
            picture_line(r.p, (XY){ x1, y + 8 }, (XY){ x1, y + r.row_h - 8 }, PAINT_FAINT, 1, false);
        row_value(&r, i, (XY){ r.p->w, y }, ANCHOR_END);
    }
    rows_rest(&r);
    return r.p;
}
