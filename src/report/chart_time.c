/* Charts along an axis of time: lines with bands and marks, step curves, small lines. */
#include <math.h>
#include <stdlib.h>

#include "report/chart_in.h"

enum { LANES = 10, LANE_H = 15, MARKS_SHOWN = 24 };

typedef struct Plot {
    Picture     *p;
    const Chart *c;
    Scale        x, y;
    Ticks        x_ticks, y_ticks;
    double       left, right, top, bottom;   /* of the plot area */
    bool         step;
} Plot;

/* One mark: its line, and its words in a lane above the plot. */
typedef struct Mark {
    double x;
    Str    text;
    Tone   tone;
    int    lane;                             /* -1: only the line */
    bool   before;                           /* the words end at the line */
    Box    box;
} Mark;

static Range x_range(const Chart *c)
{
    Range r = { 0 };
    for (size_t i = 0; i < c->n_series; i++)
        for (size_t j = 0; j < c->series[i].n; j++)
            if (isfinite(c->series[i].point[j].y))
                range_take(&r, c->series[i].point[j].x);
    return r;
}

static int mark_order(const void *a, const void *b)
{
    const Mark *x = a, *y = b;
    return x->x != y->x ? (x->x > y->x) - (x->x < y->x) : str_cmp(x->text, y->text);
}

/* True when the words at `box` in `lane` meet other words, or a line that starts above them,
 * or when the mark's own line would run down through words below. */
static bool mark_collides(const Mark *m, size_t n, size_t self)
{
    const Mark *me = &m[self];
    for (size_t i = 0; i < n; i++) {
        const Mark *o = &m[i];
        if (i == self)
            continue;
        bool line_in_me = o->x > me->box.x0 - 2 && o->x < me->box.x1 + 2;
        /* A mark without words yet has its line only in the plot, or will come below. */
        if (o->lane < 0)
            continue;
        if (o->lane == me->lane && me->box.x0 < o->box.x1 + 6 && o->box.x0 < me->box.x1 + 6)
            return true;
        if (o->lane <= me->lane && line_in_me)
            return true;
        if (o->lane > me->lane && me->x > o->box.x0 - 2 && me->x < o->box.x1 + 2)
            return true;
    }
    return false;
}

static bool mark_place(Mark *m, size_t n, size_t self, double w, double room)
{
    double text = fmin(text_px(m[self].text, 12, false), room);
    for (int lane = 0; lane < LANES; lane++) {
        for (int before = 0; before < 2; before++) {
            double x0 = before ? m[self].x - 4 - text : m[self].x + 4;
            m[self].lane = lane;
            m[self].before = before;
            m[self].box = (Box){ x0, 0, x0 + text, 0 };
            if (x0 >= 0 && x0 + text <= w && !mark_collides(m, n, self))
                return true;
        }
    }
    m[self].lane = -1;
    return false;
}

/* Places the marks; returns the number of lanes used. */
static int marks_layout(const Plot *pl, Mark *m, size_t *n, double w)
{
    int lanes = 0;
    *n = 0;
    for (size_t i = 0; i < pl->c->n_mark && *n < MARKS_SHOWN; i++) {
        const ChartMark *c = &pl->c->mark[i];
        if (isfinite(c->x) && c->x >= pl->x.lo && c->x <= pl->x.hi)
            m[(*n)++] = (Mark){ .x = scale_px(&pl->x, c->x), .text = c->text, .tone = c->tone, .lane = -1 };
    }
    qsort(m, *n, sizeof *m, mark_order);
    for (size_t i = 0; i < *n; i++) {
        static const double rooms[] = { 1, 0.5, 0.3 };
        bool placed = m[i].text.n == 0;
        for (size_t k = 0; k < COUNT_OF(rooms) && !placed; k++)
            placed = mark_place(m, *n, i, w, w * rooms[k]);
        lanes = m[i].lane + 1 > lanes ? m[i].lane + 1 : lanes;
    }
    return lanes;
}

static void marks_draw(Plot *pl, const Mark *m, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        double y = m[i].lane < 0 ? pl->top : m[i].lane * LANE_H + 2;
        Paint ink = tone_paint(m[i].tone);
        picture_line(pl->p, (XY){ m[i].x, y }, (XY){ m[i].x, pl->bottom }, ink, 1.2, true);
        if (m[i].lane < 0)
            continue;
        TextLook look = { .paint = PAINT_SOFT, .anchor = m[i].before ? ANCHOR_END : ANCHOR_START,
                          .max = m[i].box.x1 - m[i].box.x0 + 0.5 };
        double x = m[i].before ? m[i].box.x1 : m[i].box.x0;
        picture_text(pl->p, (XY){ x, y + 10 }, &look, m[i].text);
    }
}

static void axes_draw(Plot *pl)
{
    TextLook right = { .paint = PAINT_SOFT, .anchor = ANCHOR_END };
    for (size_t i = 0; i < pl->y_ticks.n; i++) {
        double y = scale_px(&pl->y, pl->y_ticks.at[i]);
        picture_line(pl->p, (XY){ pl->left, y }, (XY){ pl->right, y },
                     pl->y_ticks.at[i] == 0 ? PAINT_FAINT : PAINT_LINE, 1, false);
        picture_text(pl->p, (XY){ pl->left - 8, y + 4 }, &right, pl->y_ticks.text[i]);
    }
    double last = -1;
    for (size_t i = 0; i < pl->x_ticks.n; i++) {
        double x = scale_px(&pl->x, pl->x_ticks.at[i]), half = text_px(pl->x_ticks.text[i], 12, false) / 2;
        double mid = fmin(fmax(x, half), pl->p->w - half);
        picture_line(pl->p, (XY){ x, pl->bottom }, (XY){ x, pl->bottom + 4 }, PAINT_FAINT, 1, false);
        if (mid - half < last)
            continue;
        picture_text(pl->p, (XY){ mid, pl->bottom + 18 },
                     &(TextLook){ .paint = PAINT_SOFT, .anchor = ANCHOR_MIDDLE }, pl->x_ticks.text[i]);
        last = mid + half + 8;
    }
    if (pl->c->x_label.n)
        picture_text(pl->p, (XY){ (pl->left + pl->right) / 2, pl->bottom + 36 },
                     &(TextLook){ .paint = PAINT_SOFT, .anchor = ANCHOR_MIDDLE, .max = pl->right - pl->left },
                     pl->c->x_label);
}

/* Points of one run without a gap, as a line or as stairs; `which` picks y, low or high. */
static double point_level(const ChartPoint *p, int which)
{
    return which == 0 ? p->y : which == 1 ? p->low : p->high;
}

static size_t run_path(const Plot *pl, const ChartPoint *p, size_t n, int which, XY *out)
{
    size_t k = 0;
    for (size_t i = 0; i < n; i++) {
        XY at = { scale_px(&pl->x, p[i].x), scale_px(&pl->y, point_level(&p[i], which)) };
        if (pl->step && i) {
            out[k] = (XY){ at.x, out[k - 1].y };
            k++;
        }
        out[k++] = at;
    }
    return k;
}

static void run_draw(Plot *pl, const ChartPoint *p, size_t n, Tone tone, bool band)
{
    XY *path = ARENA_NEW_N(pl->p->a, XY, 4 * n + 4);
    if (band) {
        size_t up = run_path(pl, p, n, 2, path);
        XY *down = path + up;
        size_t k = run_path(pl, p, n, 1, down);
        for (size_t i = 0; i < k / 2; i++) {
            XY t = down[i];
            down[i] = down[k - 1 - i];
            down[k - 1 - i] = t;
        }
        picture_path(pl->p, path, up + k, tone_band(tone), PAINT_NONE, 0);
        return;
    }
    if (n == 1)
        tone_marker(pl->p, (XY){ scale_px(&pl->x, p->x), scale_px(&pl->y, p->y) }, tone);
    else
        picture_path(pl->p, path, run_path(pl, p, n, 0, path), PAINT_NONE, tone_paint(tone), 2)->dash =
            tone == TONE_OFF;
}

static bool drawable(const ChartPoint *p, bool band)
{
    return isfinite(p->x) && isfinite(p->y) && (!band || (isfinite(p->low) && isfinite(p->high)));
}

static void series_draw(Plot *pl, const ChartSeries *s, bool band)
{
    size_t from = 0;
    for (size_t i = 0; i <= s->n; i++) {
        if (i < s->n && drawable(&s->point[i], band))
            continue;
        if (i > from && !(band && i - from < 2))
            run_draw(pl, s->point + from, i - from, s->tone, band);
        from = i + 1;
    }
}

typedef struct EndName {
    double y;
    Str    text;
    Tone   tone;
} EndName;

static int end_order(const void *a, const void *b)
{
    const EndName *x = a, *y = b;
    return x->y != y->y ? (x->y > y->y) - (x->y < y->y) : str_cmp(x->text, y->text);
}

/* Each series is named beside its last point; names are pushed apart. */
static void names_draw(Plot *pl)
{
    EndName *e = ARENA_NEW_N(pl->p->a, EndName, pl->c->n_series + 1);
    size_t n = 0;
    for (size_t i = 0; i < pl->c->n_series; i++) {
        const ChartSeries *s = &pl->c->series[i];
        for (size_t j = s->n; j > 0 && s->name.n; j--) {
            if (!drawable(&s->point[j - 1], false))
                continue;
            XY at = { scale_px(&pl->x, s->point[j - 1].x), scale_px(&pl->y, s->point[j - 1].y) };
            tone_marker(pl->p, at, s->tone);
            e[n++] = (EndName){ at.y, s->name, s->tone };
            break;
        }
    }
    qsort(e, n, sizeof *e, end_order);
    for (size_t i = 1; i < n; i++)
        e[i].y = fmax(e[i].y, e[i - 1].y + 15);
    double over = n ? e[n - 1].y - pl->bottom : 0;
    for (size_t i = n; i > 0 && over > 0; i--)
        e[i - 1].y = fmin(e[i - 1].y, pl->bottom - 15 * (double)(n - i));
    for (size_t i = 0; i < n; i++)
        if (e[i].y > pl->top - 10)
            picture_text(pl->p, (XY){ pl->right + 10, e[i].y + 4 },
                         &(TextLook){ .paint = tone_paint(e[i].tone), .bold = true,
                                      .max = pl->p->w - pl->right - 10 }, e[i].text);
}

static double names_width(const Chart *c, double w)
{
    double most = 0;
    for (size_t i = 0; i < c->n_series; i++)
        most = fmax(most, text_px(c->series[i].name, 12, true));
    return most > 0 ? fmin(most, w * 0.3) + 12 : 12;
}

/* Scales need the widths of the tick texts, the widths need the scales: y first, then x. */
static void plot_scales(Plot *pl, Arena *a, double w, double h)
{
    const Chart *c = pl->c;
    Range r = chart_range(c);
    bool zero = pl->step || (r.lo >= 0 && r.lo < 0.6 * r.hi) || (r.hi <= 0 && r.hi > 0.6 * r.lo);
    pl->y = scale_of(c, r, zero);
    int target = (int)((h - 60) / 38);
    target = target < 2 ? 2 : target > 8 ? 8 : target;
    if (!(c->max > c->min))
        scale_round(&pl->y, tick_step(pl->y.lo, pl->y.hi, target));
    pl->y_ticks = ticks_of(a, &pl->y, &c->y_form, target);
    for (size_t i = 0; i < pl->y_ticks.n; i++)
        pl->left = fmax(pl->left, text_px(pl->y_ticks.text[i], 12, false));
    pl->left += 10;
    pl->right = fmax(w - names_width(c, w), pl->left + 40);
    Chart plain = { .kind = c->kind };
    pl->x = scale_of(&plain, x_range(c), pl->step);
    pl->x.at_lo = pl->left;
    pl->x.at_hi = pl->right;
    pl->x_ticks = ticks_of(a, &pl->x, &c->x_form, (int)((pl->right - pl->left) / 90));
}

static Picture *draw_plot(Arena *a, const Chart *c, double w, double h, bool step)
{
    Plot pl = { .c = c, .step = step };
    Mark marks[MARKS_SHOWN];
    size_t n_mark = 0;
    if (!x_range(c).any)
        return chart_empty(a, c, w, h);
    w = fmax(w, 120);
    plot_scales(&pl, a, w, h);
    w = fmax(w, pl.right + 12);
    int lanes = marks_layout(&pl, marks, &n_mark, w);
    double label = c->y_label.n ? 20 : 0, foot = c->x_label.n ? 42 : 24;
    pl.top = lanes * LANE_H + label + 10;
    pl.bottom = fmax(h - foot, pl.top + 0.6 * h);   /* many marks make it taller, not flat */
    pl.y.at_lo = pl.bottom;
    pl.y.at_hi = pl.top;
    pl.p = picture_create(a, w, pl.bottom + foot);
    axes_draw(&pl);
    for (int band = 1; band >= 0; band--)
        for (size_t i = 0; i < c->n_series; i++)
            series_draw(&pl, &c->series[i], band);
    marks_draw(&pl, marks, n_mark);
    if (c->y_label.n)
        picture_text(pl.p, (XY){ 0, lanes * LANE_H + 14 }, &(TextLook){ .paint = PAINT_SOFT, .max = w }, c->y_label)
            ->line = PAINT_PAPER;
    names_draw(&pl);
    return pl.p;
}

Picture *draw_line(Arena *a, const Chart *c, double w, double h) { return draw_plot(a, c, w, h, false); }

Picture *draw_step(Arena *a, const Chart *c, double w, double h) { return draw_plot(a, c, w, h, true); }

/* What is told now and then, a month's figure among weeks, has no two levels side by side: a line through them then leaves nothing out that
 * is known.  Anywhere else a missing level is a gap. */
static size_t join_seldom(ChartPoint *pt, size_t n)
{
    size_t kept = 0;
    for (size_t i = 1; i < n; i++)
        if (isfinite(pt[i - 1].y) && isfinite(pt[i].y))
            return n;
    for (size_t i = 0; i < n; i++)
        if (isfinite(pt[i].y))
            pt[kept++] = pt[i];
    return kept;
}

/* Levels stand at equal distances, whatever x says; a mark's x is the place of the level. */
Picture *draw_spark(Arena *a, const Chart *c, double w, double h)
{
    const ChartSeries *s = &c->series[0];
    Range r = chart_range(c);
    Plot pl = { .c = c, .p = picture_create(a, w, h) };
    ChartPoint *pt = ARENA_NEW_N(a, ChartPoint, s->n + 1);
    pl.x = (Scale){ .lo = 0, .hi = s->n > 1 ? (double)s->n - 1 : 1, .at_lo = 4, .at_hi = w - 5 };
    pl.y = scale_of(c, r, r.lo >= 0);
    pl.y.at_lo = h - 4;
    pl.y.at_hi = 4;
    for (size_t i = 0; i < s->n; i++) {
        pt[i] = s->point[i];
        pt[i].x = (double)i;
    }
    for (size_t i = 0; i < c->n_mark; i++)
        if (isfinite(c->mark[i].x)) {
            double x = scale_px(&pl.x, c->mark[i].x);
            picture_line(pl.p, (XY){ x, 1 }, (XY){ x, h - 1 }, tone_paint(c->mark[i].tone), 1.2, true);
        }
    size_t n = join_seldom(pt, s->n);
    ChartSeries own = { .point = pt, .n = n, .tone = s->tone };
    series_draw(&pl, &own, false);
    for (size_t i = n; i > 0; i--)
        if (isfinite(pt[i - 1].y)) {
            picture_dot(pl.p, (XY){ scale_px(&pl.x, pt[i - 1].x), scale_px(&pl.y, pt[i - 1].y) }, 2.2,
                        tone_paint(s->tone), PAINT_NONE);
            break;
        }
    return pl.p;
}
