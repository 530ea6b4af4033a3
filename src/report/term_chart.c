/* Charts as characters: rows of bars, small lines; the rest as words. */
#include <math.h>

#include "report/chart_in.h"
#include "report/term_in.h"

/* Nothing in a bar is a place to break the line. */
#define NBSP "\xC2\xA0"

enum { BAR_MAX = 60 };

typedef struct Track {
    const char *cell[BAR_MAX];      /* one character each */
    int         n;
} Track;

typedef struct Signs {
    const char *empty, *band, *mark, *zero, *full, *left, *right;
} Signs;

static const Signs signs[] = {
    { NBSP, "=", "|", ":", "#", "<", ">" },
    { NBSP, "\xE2\x96\x92", "\xE2\x94\x83", "\xE2\x94\x82", "\xE2\x96\x88", "\xE2\x97\x80", "\xE2\x96\xB6" },
};

static int track_at(const Scale *s, double v, int n)
{
    int i = (int)floor((fmin(fmax(v, s->lo), s->hi) - s->lo) / (s->hi - s->lo) * (double)n);
    return i < n ? i : n - 1;
}

static void track_fill(Track *t, int from, int to, const char *with)
{
    for (int i = from < to ? from : to; i <= (from < to ? to : from); i++)
        t->cell[i] = with;
}

static void track_interval(Track *t, const ChartPoint *p, const Scale *s, const Signs *g)
{
    bool span = isfinite(p->low) && isfinite(p->high);
    if (span)
        track_fill(t, track_at(s, p->low, t->n), track_at(s, p->high, t->n), g->band);
    if (fmin(p->y, span ? p->low : p->y) < s->lo)
        t->cell[0] = g->left;
    if (fmax(p->y, span ? p->high : p->y) > s->hi)
        t->cell[t->n - 1] = g->right;
    t->cell[track_at(s, p->y, t->n)] = g->mark;
}

static void track_point(Track *t, const Chart *c, const ChartPoint *p, const Scale *s, double from, const Signs *g)
{
    track_fill(t, 0, t->n - 1, c->kind == CHART_SHARE ? "." : g->empty);
    if (c->kind != CHART_SHARE && s->lo <= 0 && s->hi >= 0)
        t->cell[track_at(s, 0, t->n)] = g->zero;
    if (!isfinite(p->y) || (c->kind == CHART_SHARE && p->y <= 0))
        return;
    if (c->kind == CHART_SHARE)
        track_fill(t, 0, track_at(s, p->y, t->n), g->full);
    else if (c->kind == CHART_WATERFALL)
        track_fill(t, track_at(s, p->total ? 0 : from, t->n), track_at(s, p->total ? p->y : from + p->y, t->n), g->full);
    else
        track_interval(t, p, s, g);
}

static Str track_text(Arena *a, const Track *t)
{
    Str s = STR("");
    for (int i = 0; i < t->n; i++)
        s = str_fmt(a, "%.*s%s", STR_ARG(s), t->cell[i]);
    return s;
}

/* Eight heights; without unicode, ten signs from light to heavy. */
static Str spark_text(Term *t, const ChartSeries *s, int width)
{
    static const char *const blocks[] = { "\xE2\x96\x81", "\xE2\x96\x82", "\xE2\x96\x83", "\xE2\x96\x84",
                                          "\xE2\x96\x85", "\xE2\x96\x86", "\xE2\x96\x87", "\xE2\x96\x88" };
    static const char *const ascii[] = { "_", ".", "-", "~", "=", "+", "*", "#" };
    Range r = { 0 };
    Str out = STR("");
    for (size_t i = 0; i < s->n; i++)
        range_take(&r, s->point[i].y);
    Chart plain = { .kind = CHART_SPARK };
    Scale scale = scale_of(&plain, r, r.lo >= 0);
    int n = s->n < (size_t)width ? (int)s->n : width;
    for (int i = 0; i < n && r.any; i++) {
        /* Of the points that share a column, the last is shown. */
        double y = s->point[(size_t)(i + 1) * s->n / (size_t)n - 1].y;
        const char *sign = isfinite(y) ? (t->unicode ? blocks : ascii)[track_at(&scale, y, 8)] : NBSP;
        out = str_fmt(t->a, "%.*s%s", STR_ARG(out), sign);
    }
    return out;
}

static Scale rows_scale(const Chart *c)
{
    Range r = { 0 };
    double sum = 0;
    if (c->kind == CHART_SHARE)
        return (Scale){ .lo = 0, .hi = 1 };
    if (c->kind != CHART_WATERFALL)
        return scale_of(c, chart_range(c), true);
    for (size_t i = 0; i < c->series[0].n; i++) {
        const ChartPoint *p = &c->series[0].point[i];
        sum = p->total ? p->y : isfinite(p->y) ? sum + p->y : sum;
        range_take(&r, sum);
    }
    return scale_of(c, r, true);
}

static bool drawn_in_rows(const Chart *c)
{
    return c->kind == CHART_BARS || c->kind == CHART_FOREST || c->kind == CHART_SHARE || c->kind == CHART_WATERFALL;
}

Str term_cell_chart(Term *t, const Chart *c, int width)
{
    if (!c->n_series || !c->series[0].n)
        return c->empty.n ? c->empty : STR("no data");
    const ChartSeries *s = &c->series[0];
    if (c->kind == CHART_SPARK || c->kind == CHART_LINE || c->kind == CHART_STEP)
        return spark_text(t, s, width < 24 ? width : 24);
    Str value = term_safe(t, point_value(t->a, c, s->point));
    int room = width - term_width(value) - 1;
    if (!drawn_in_rows(c) || room < 6)
        return value;
    Track track = { .n = room < 16 ? room : 16 };
    Scale scale = rows_scale(c);
    track_point(&track, c, s->point, &scale, 0, &signs[t->unicode]);
    Str bar = track_text(t->a, &track);
    return str_fmt(t->a, "%.*s" NBSP "%.*s", STR_ARG(bar), STR_ARG(value));
}

typedef struct RowsTerm {
    const Chart *c;
    Scale        scale;
    int          label, value, bar;      /* columns */
} RowsTerm;

static RowsTerm rows_measure(Term *t, const Chart *c, size_t n)
{
    RowsTerm r = { .c = c, .scale = rows_scale(c) };
    int room = t->width - t->indent;
    for (size_t i = 0; i < n; i++) {
        const ChartPoint *p = &c->series[0].point[i];
        int l = term_width(term_safe(t, p->label)), v = term_width(term_safe(t, point_value(t->a, c, p)));
        r.label = l > r.label ? l : r.label;
        r.value = v > r.value ? v : r.value;
    }
    r.label = r.label > room * 2 / 5 ? room * 2 / 5 : r.label;
    r.bar = room - r.label - r.value - 4;
    r.bar = r.bar > BAR_MAX ? BAR_MAX : r.bar;
    return r;
}

/* `from` is where a step of a waterfall begins. */
static void row_put(Term *t, const RowsTerm *r, const ChartPoint *p, double from)
{
    Flow name = flow_text(t, p->label, tone_look(p->tone, LOOK_PLAIN));
    Flow figure = flow_text(t, point_value(t->a, r->c, p), LOOK_STRONG);
    Part line = { 0, 0 };
    size_t at = 0;
    if (r->label + 2 + r->value > t->width - t->indent) {    /* no room side by side */
        term_flow(t, &name, t->indent);
        term_flow(t, &figure, t->indent + 2);
        return;
    }
    bool more = flow_line(&name, r->label, &at, &line);
    term_spaces(t, t->indent);
    if (more)
        term_part(t, &name, line);
    term_spaces(t, r->label + 2 - (more ? term_width(str_sub(name.text, line.from, line.to - line.from)) : 0));
    if (r->bar >= 8) {
        Track track = { .n = r->bar };
        track_point(&track, r->c, p, &r->scale, from, &signs[t->unicode]);
        term_put(t, track_text(t->a, &track), tone_look(p->tone, LOOK_PLAIN));
        term_spaces(t, 2);
    }
    term_spaces(t, r->value - flow_width(&figure));
    term_part(t, &figure, (Part){ 0, figure.text.n });
    term_end(t);
    while (more && flow_line(&name, r->label, &at, &line)) {
        term_spaces(t, t->indent);
        term_part(t, &name, line);
        term_end(t);
    }
}

static void chart_rows(Term *t, const Chart *c)
{
    const ChartSeries *s = &c->series[0];
    size_t n = s->n < ROWS_MAX ? s->n : ROWS_MAX;
    RowsTerm r = rows_measure(t, c, n);
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        const ChartPoint *p = &s->point[i];
        row_put(t, &r, p, c->kind == CHART_WATERFALL ? sum : 0);
        sum = p->total ? p->y : isfinite(p->y) ? sum + p->y : sum;
    }
    if (n < s->n) {
        Flow rest = flow_text(t, str_fmt(t->a, "and %zu more", s->n - n), LOOK_SOFT);
        term_flow(t, &rest, t->indent);
    }
}

void term_chart(Term *t, const Chart *c)
{
    Flow title = flow_text(t, c->title, LOOK_STRONG);
    term_flow(t, &title, t->indent);
    bool any = c->n_series && chart_range(c).any;
    if (any && drawn_in_rows(c)) {
        chart_rows(t, c);
        return;
    }
    for (size_t i = 0; any && i < c->n_series && c->kind != CHART_QUADRANT; i++) {
        term_spaces(t, t->indent);
        term_put(t, spark_text(t, &c->series[i], t->width - t->indent), tone_look(c->series[i].tone, LOOK_PLAIN));
        term_end(t);
    }
    Flow words = flow_text(t, chart_words(t->a, c), LOOK_SOFT);
    term_flow(t, &words, t->indent);
}
