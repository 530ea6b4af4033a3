#include <math.h>

#include "base/date.h"
#include "report/amount.h"
#include "report/chart_in.h"

static double limited(double v) { return fmin(fmax(v, -CHART_HUGE), CHART_HUGE); }

double scale_px(const Scale *s, double v)
{
    v = fmin(fmax(v, s->lo), s->hi);
    return s->at_lo + (v - s->lo) / (s->hi - s->lo) * (s->at_hi - s->at_lo);
}

void range_take(Range *r, double v)
{
    if (!isfinite(v))
        return;
    v = limited(v);
    r->lo = !r->any || v < r->lo ? v : r->lo;
    r->hi = !r->any || v > r->hi ? v : r->hi;
    r->any = true;
}

Range chart_range(const Chart *c)
{
    Range r = { 0 };
    for (size_t i = 0; i < c->n_series; i++) {
        for (size_t j = 0; j < c->series[i].n; j++) {
            range_take(&r, c->series[i].point[j].y);
            range_take(&r, c->series[i].point[j].low);
            range_take(&r, c->series[i].point[j].high);
        }
    }
    return r;
}

Scale scale_of(const Chart *c, Range r, bool zero)
{
    Scale s = { .lo = r.lo, .hi = r.hi };
    if (isfinite(c->min) && isfinite(c->max) && c->max > c->min) {
        s.lo = limited(c->min);
        s.hi = limited(c->max);
    } else if (zero) {
        s.lo = fmin(s.lo, 0);
        s.hi = fmax(s.hi, 0);
    }
    /* A range too narrow for a double to divide is as good as one value. */
    if (s.hi - s.lo <= 1e-9 * fmax(fabs(s.lo), fabs(s.hi))) {
        double pad = s.lo == 0 ? 1 : fabs(s.lo) * 0.1;
        s.hi += pad;
        s.lo -= s.lo == 0 ? 0 : pad;
    }
    return s;
}

double tick_step(double lo, double hi, int target)
{
    double raw = (hi - lo) / (target > 0 ? target : 1);
    double base = pow(10, floor(log10(raw)));
    if (!(base > 0))
        return hi - lo;
    /* The slack lets 0.2 pass as 2 x 0.1 although neither is exact. */
    static const double by[] = { 1, 2, 5 };
    for (size_t i = 0; i < COUNT_OF(by); i++)
        if (raw <= by[i] * base * (1 + 1e-9))
            return by[i] * base;
    return 10 * base;
}

void scale_round(Scale *s, double step)
{
    s->lo = floor(s->lo / step + 1e-9) * step;
    s->hi = ceil(s->hi / step - 1e-9) * step;
}

static int digits_for(double step)
{
    double d = -floor(log10(step) + 1e-9);
    return d > 9 ? 9 : d < 0 ? 0 : (int)d;
}

static Str tick_text(Arena *a, const ChartForm *f, double v, double step, double most)
{
    ChartForm g = *f;
    if (f->kind == FORM_MONEY) {
        double top = fmin(most, 9e18), m = fmin(fmax(v, -9e18), 9e18);
        if (step < 100)             /* below one unit of most currencies: cents matter */
            return money_text(a, (int64_t)m, f->currency, MONEY_EXACT);
        return money_like(a, (int64_t)m, (int64_t)top, f->currency);
    }
    g.digits = digits_for(f->kind == FORM_NUMBER ? step : step * 100);
    return form_text(a, &g, v);
}

Ticks ticks_of(Arena *a, const Scale *s, const ChartForm *f, int target)
{
    if (f->kind == FORM_DATE)
        return ticks_dates(a, s, target);
    Ticks t = { .step = tick_step(s->lo, s->hi, target) };
    double from = ceil(s->lo / t.step - 1e-9), most = fmax(fabs(s->lo), fabs(s->hi));
    Str last = STR("");
    for (int i = 0; i < TICKS_MAX; i++) {
        double v = (from + i) * t.step;
        if (v > s->hi + 1e-9 * t.step)
            break;
        v = v == 0 ? 0 : v;         /* no minus zero */
        t.at[t.n] = v;
        t.text[t.n] = tick_text(a, f, v, t.step, most);
        /* Two ticks that cannot be told apart in words: the second stays without. */
        if (t.n && str_eq(t.text[t.n], last))
            t.text[t.n] = STR("");
        else
            last = t.text[t.n];
        t.n++;
    }
    return t;
}

static const char *const month_names[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                           "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };

static Str date_tick(Arena *a, int64_t day, int months)
{
    Civil c = civil_of_day(day);
    if (months >= 12)
        return str_fmt(a, "%d", c.year);
    if (months)
        return str_fmt(a, "%s %d", month_names[c.month - 1], c.year);
    return str_fmt(a, "%d %s %d", c.day, month_names[c.month - 1], c.year);
}

static int64_t date_floor(int64_t day, int months, int64_t days)
{
    if (!months)
        return days == 7 ? day_week_start(day) : day;
    Civil c = civil_of_day(day_month_start(day));
    if (months >= 12) {
        int years = months / 12, year = c.year - c.year % years;
        return day_of_civil((Civil){ year < 1 ? 1 : year, 1, 1 });
    }
    return day_of_civil((Civil){ c.year, (c.month - 1) / months * months + 1, 1 });
}

Ticks ticks_dates(Arena *a, const Scale *s, int target)
{
    /* Steps a calendar reader expects; days first, then months. */
    static const struct { int months; int64_t days; } steps[] = {
        { 0, 1 },  { 0, 2 },  { 0, 7 },   { 0, 14 },  { 1, 30 },    { 2, 61 },    { 3, 91 },
        { 6, 182 }, { 12, 365 }, { 24, 730 }, { 60, 1826 }, { 120, 3652 }, { 600, 18262 }, { 1200, 36525 },
        { 12000, 365250 },
    };
    Ticks t = { 0 };
    size_t k = 0;
    double lo = fmin(fmax(s->lo, -719162), 2932896), hi = fmin(fmax(s->hi, -719162), 2932896);
    while (k + 1 < COUNT_OF(steps) && (hi - lo) / (double)steps[k].days > target)
        k++;
    int64_t day = date_floor((int64_t)floor(lo), steps[k].months, steps[k].days);
    t.step = (double)steps[k].days;
    for (int i = 0; i < 2 * TICKS_MAX && (double)day <= hi && t.n < TICKS_MAX; i++) {
        if ((double)day >= lo) {
            t.at[t.n] = (double)day;
            t.text[t.n++] = date_tick(a, day, steps[k].months);
        }
        day = steps[k].months ? day_add_months(day, steps[k].months) : day + steps[k].days;
    }
    return t;
}

Paint tone_paint(Tone t)
{
    static const Paint paints[] = { [TONE_NORMAL] = PAINT_INK, [TONE_OFF] = PAINT_FAINT,
        [TONE_HARM] = PAINT_RISK, [TONE_PROOF] = PAINT_GOOD, [TONE_ACCENT] = PAINT_ACCENT };
    return paints[t];
}

Paint tone_band(Tone t)
{
    return t == TONE_HARM ? PAINT_RISK_BAND : t == TONE_PROOF ? PAINT_GOOD_BAND : PAINT_MUTE_BAND;
}

void tone_marker(Picture *p, XY at, Tone t)
{
    Paint ink = tone_paint(t);
    double x = at.x, y = at.y;
    XY diamond[] = { { x, y - 5 }, { x + 5, y }, { x, y + 5 }, { x - 5, y } };
    XY up[] = { { x, y - 5 }, { x + 5, y + 4 }, { x - 5, y + 4 } };
    switch (t) {
    case TONE_NORMAL: picture_dot(p, at, 4, ink, PAINT_NONE); break;
    case TONE_OFF: picture_dot(p, at, 3.5, PAINT_PAPER, ink); break;
    case TONE_HARM: picture_path(p, diamond, COUNT_OF(diamond), ink, PAINT_NONE, 0); break;
    case TONE_PROOF: picture_rect(p, x - 4, y - 4, 8, 8, ink); break;
    case TONE_ACCENT: picture_path(p, up, COUNT_OF(up), ink, PAINT_NONE, 0); break;
    }
}

bool box_hits(const Box *a, const Box *b)
{
    return a->x0 < b->x1 && b->x0 < a->x1 && a->y0 < b->y1 && b->y0 < a->y1;
}
