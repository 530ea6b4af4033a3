#include "report/chart.h"

#include <math.h>

#include "base/date.h"
#include "report/amount.h"
#include "report/chart_in.h"
#include "report/letters.h"

enum {
    WORDS_MAX = 40,                /* points told one by one in a description */
    FLUID_MIN = 400                /* px: narrower pictures keep their size */
};

typedef struct KindRow {
    DrawFn     *draw;
    int         width, height;     /* 0: by the number of rows */
    const char *name;
} KindRow;

static const KindRow kinds[CHART_N] = {
    [CHART_BARS] = { draw_bars, 0, 0, "Bars with intervals" },
    [CHART_FOREST] = { draw_forest, 560, 0, "Estimates with intervals" },
    [CHART_LINE] = { draw_line, 560, 220, "Line over time" },
    [CHART_QUADRANT] = { draw_quadrant, 560, 420, "Points in four quadrants" },
    [CHART_STEP] = { draw_step, 560, 240, "Share remaining over time" },
    [CHART_WATERFALL] = { draw_waterfall, 560, 0, "Steps adding up" },
    [CHART_SPARK] = { draw_spark, 90, 28, "Small line" },
    [CHART_SHARE] = { draw_share, 300, 0, "Shares" },
    [CHART_PATH] = { draw_path, 560, 0, "What leads to what" },
};

/* A copy in which every text is there and every total knows its sum. */
static const ChartPoint *points_dup(Arena *a, const ChartSeries *s, bool sums)
{
    ChartPoint *p = ARENA_NEW_N(a, ChartPoint, s->n + 1);
    double sum = 0;
    for (size_t i = 0; i < s->n; i++) {
        p[i] = s->point[i];
        p[i].label = text_whole(p[i].label);
        p[i].value = text_whole(p[i].value);
        if (sums && p[i].total && i > 0)
            p[i].y = sum;
        else if (isfinite(p[i].y))
            sum += fmin(fmax(p[i].y, -CHART_HUGE), CHART_HUGE);
    }
    return p;
}

Chart *chart_dup(Arena *a, const Chart *c)
{
    Chart *n = ARENA_NEW(a, Chart);
    ChartSeries *s = ARENA_NEW_N(a, ChartSeries, c->n_series + 1);
    ChartMark *m = ARENA_NEW_N(a, ChartMark, c->n_mark + 1);
    *n = *c;
    for (size_t i = 0; i < c->n_series; i++) {
        s[i] = c->series[i];
        s[i].name = text_whole(s[i].name);
        s[i].point = points_dup(a, &c->series[i], c->kind == CHART_WATERFALL);
    }
    for (size_t i = 0; i < c->n_mark; i++) {
        m[i] = c->mark[i];
        m[i].text = text_whole(m[i].text);
    }
    n->series = s;
    n->mark = m;
    Str *texts[] = { &n->title, &n->desc, &n->empty, &n->x_label, &n->y_label, &n->x_form.currency,
                     &n->y_form.currency };
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        *texts[i] = text_whole(*texts[i]);
    return n;
}

static int64_t to_i64(double v)
{
    return v >= 9e18 ? INT64_MAX : v <= -9e18 ? INT64_MIN : (int64_t)llround(v);
}

/* base/date.h knows the years 1 to 9999. */
static int64_t to_day(double v)
{
    return to_i64(fmin(fmax(v, -719162), 2932896));
}

Str form_text(Arena *a, const ChartForm *f, double v)
{
    if (!isfinite(v))
        return STR("\xE2\x80\x93");
    switch (f->kind) {
    case FORM_PERCENT: return percent_text(a, v, f->digits);
    case FORM_POINTS: return points_text(a, v, f->digits);
    case FORM_MONEY: return money_text(a, to_i64(v), text_whole(f->currency), MONEY_SHORT);
    case FORM_DATE: return date_long(a, to_day(v));
    case FORM_NUMBER: break;
    }
    return number_text(a, v, f->digits);
}

Str point_value(Arena *a, const Chart *c, const ChartPoint *p)
{
    if (p->value.n)
        return p->value;
    if (c->kind == CHART_WATERFALL && c->y_form.kind == FORM_MONEY && !p->total && isfinite(p->y))
        return money_signed(a, to_i64(p->y), c->y_form.currency, MONEY_SHORT);
    return form_text(a, &c->y_form, p->y);
}

static bool chart_has_points(const Chart *c)
{
    for (size_t i = 0; i < c->n_series; i++)
        for (size_t j = 0; j < c->series[i].n; j++)
            if (isfinite(c->series[i].point[j].y))
                return true;
    return false;
}

static Picture *picture_own(Arena *a, const Chart *c)
{
    const KindRow *k = &kinds[c->kind];
    double w = c->width > 0 ? c->width : k->width, h = c->height > 0 ? c->height : k->height;
    if (!chart_has_points(c))
        return chart_empty(a, c, w, h);
    return k->draw(a, c, w, h);
}

Picture *chart_picture(Arena *a, const Chart *c)
{
    const Chart *own = chart_dup(a, c);
    return picture_own(a, own);
}

Picture *chart_empty(Arena *a, const Chart *c, double w, double h)
{
    w = w > 0 ? w : 214;
    h = h > 0 ? h : 30;
    Picture *p = picture_create(a, w, h);
    TextLook look = { .anchor = ANCHOR_MIDDLE, .paint = PAINT_FAINT, .max = w - 4 };
    if (h > 60) {
        XY frame[] = { { 1, 1 }, { w - 1, 1 }, { w - 1, h - 1 }, { 1, h - 1 }, { 1, 1 } };
        picture_path(p, frame, COUNT_OF(frame), PAINT_NONE, PAINT_LINE, 1);
    }
    picture_text(p, (XY){ w / 2, h / 2 + 4 }, &look, c->empty.n ? c->empty : STR("no data"));
    return p;
}

static void words_point(Buf *b, Arena *a, const Chart *c, const ChartPoint *p)
{
    ChartForm form = c->y_form;
    if (p->label.n)
        buf_printf(b, "%.*s: ", STR_ARG(p->label));
    else if (c->kind == CHART_LINE || c->kind == CHART_STEP) {
        Str x = form_text(a, &c->x_form, p->x);
        buf_printf(b, "%.*s: ", STR_ARG(x));
    }
    if (c->kind == CHART_QUADRANT) {
        Str x = form_text(a, &c->x_form, p->x);
        buf_printf(b, "%.*s across, ", STR_ARG(x));
    }
    buf_put(b, point_value(a, c, p));
    if (isfinite(p->low) && isfinite(p->high) && c->kind != CHART_SPARK && c->kind != CHART_SHARE) {
        Str l = form_text(a, &form, p->low), h = form_text(a, &form, p->high);
        buf_printf(b, " (%.*s to %.*s)", STR_ARG(l), STR_ARG(h));
    }
}

static void words_ends(Buf *b, Arena *a, const Chart *c, const ChartSeries *s)
{
    size_t lowest = 0, highest = 0;
    for (size_t i = 1; i < s->n; i++) {
        lowest = s->point[i].y < s->point[lowest].y || !isfinite(s->point[lowest].y) ? i : lowest;
        highest = s->point[i].y > s->point[highest].y || !isfinite(s->point[highest].y) ? i : highest;
    }
    const size_t pick[] = { 0, lowest, highest, s->n - 1 };
    static const char *const say[] = { "first ", "; lowest ", "; highest ", "; last " };
    for (size_t i = 0; i < COUNT_OF(pick); i++) {
        buf_puts(b, say[i]);
        words_point(b, a, c, &s->point[pick[i]]);
    }
}

/* A long line is told by its ends and extremes; everything else point by point. */
static void words_series(Buf *b, Arena *a, const Chart *c, const ChartSeries *s)
{
    bool line = c->kind == CHART_LINE || c->kind == CHART_STEP || c->kind == CHART_SPARK;
    size_t told = 0;
    if (s->name.n)
        buf_printf(b, "%.*s: ", STR_ARG(s->name));
    if (line && s->n > 6) {
        words_ends(b, a, c, s);
        told = s->n;
    }
    for (; told < s->n && told < WORDS_MAX; told++) {
        buf_puts(b, told ? "; " : "");
        words_point(b, a, c, &s->point[told]);
    }
    if (told < s->n)
        buf_printf(b, "; and %zu more", s->n - told);
    buf_puts(b, s->n ? ". " : "No points. ");
}

/* Where a mark stands, unless its words say the year themselves. */
static Str mark_at(Arena *a, const Chart *c, const ChartMark *m)
{
    if (c->kind == CHART_SPARK)
        return STR("");
    Str at = form_text(a, &c->x_form, m->x);
    bool said = c->x_form.kind == FORM_DATE && at.n > 4 && str_has(m->text, str_sub(at, at.n - 4, 4));
    return said ? STR("") : at;
}

static Str words_own(Arena *a, const Chart *c)
{
    Buf b;
    if (c->desc.n)
        return c->desc;
    if (!chart_has_points(c))
        return c->empty.n ? c->empty : STR("no data");
    buf_init(&b, (size_t)64 * 1024);
    for (size_t i = 0; i < c->n_series; i++)
        words_series(&b, a, c, &c->series[i]);
    for (size_t i = 0; i < c->n_mark && c->kind != CHART_QUADRANT; i++) {
        Str text = c->mark[i].text, at = mark_at(a, c, &c->mark[i]);
        if (at.n || text.n)
            buf_printf(&b, "%s%.*s%s%.*s", i ? "; " : "Marks: ", STR_ARG(at), at.n && text.n ? " " : "",
                       STR_ARG(text));
    }
    Str s = str_dup(a, str_trim(buf_str(&b)));
    buf_release(&b);
    return s;
}

Str chart_words(Arena *a, const Chart *c)
{
    const Chart *own = chart_dup(a, c);
    return words_own(a, own);
}

void chart_svg(Arena *a, const Chart *c, Str id, SvgStyle style, Buf *out)
{
    const Chart *own = chart_dup(a, c);
    const KindRow *k = &kinds[c->kind];
    SvgHead head = { .id = id, .title = own->title.n ? own->title : str_of(k->name),
                     .desc = words_own(a, own), .style = style };
    Picture *p = picture_own(a, own);
    head.fluid = p->w >= FLUID_MIN;
    picture_svg(p, &head, out);
}
