/* chart_in.h - what the chart drawers share: scales, ticks, tones.  Only for report/chart*.c.
 *
 * A Scale maps values to pixels and clamps what lies outside.  Ticks stand at whole multiples
 * of 1, 2 or 5 x 10^k.  Values are limited to +-CHART_HUGE first, so that sums and differences
 * stay finite whatever comes in.
 */
#ifndef TL_REPORT_CHART_IN_H
#define TL_REPORT_CHART_IN_H

#include "report/chart.h"

#define CHART_HUGE 1e30

enum { TICKS_MAX = 40, ROWS_MAX = 60 };

typedef struct Scale {
    double lo, hi;                  /* values, lo < hi */
    double at_lo, at_hi;            /* pixels */
} Scale;

typedef struct Ticks {
    double at[TICKS_MAX];
    Str    text[TICKS_MAX];
    size_t n;
    double step;
} Ticks;

typedef struct Range {
    double lo, hi;
    bool   any;
} Range;

typedef struct Box {
    double x0, y0, x1, y1;
} Box;

double scale_px(const Scale *s, double v);
void   range_take(Range *r, double v);             /* NAN and infinities are passed over */
Range  chart_range(const Chart *c);                /* of y, low and high in all series */
Scale  scale_of(const Chart *c, Range r, bool zero);  /* c->min, max when given, else r (with zero) */
double tick_step(double lo, double hi, int target);
void   scale_round(Scale *s, double step);         /* outward to whole steps */
Ticks  ticks_of(Arena *a, const Scale *s, const ChartForm *f, int target);
Ticks  ticks_dates(Arena *a, const Scale *s, int target);

Paint  tone_paint(Tone t);
Paint  tone_band(Tone t);
void   tone_marker(Picture *p, XY at, Tone t);     /* a shape of its own for each tone */
bool   box_hits(const Box *a, const Box *b);

Picture *chart_empty(Arena *a, const Chart *c, double w, double h);
Str      point_value(Arena *a, const Chart *c, const ChartPoint *p);

/* The drawers; w and h are the chart's own or the kind's. */
typedef Picture *DrawFn(Arena *a, const Chart *c, double w, double h);
DrawFn draw_bars, draw_forest, draw_share, draw_waterfall;   /* chart_rows.c */
DrawFn draw_line, draw_step, draw_spark;                     /* chart_time.c */
DrawFn draw_quadrant;                                        /* chart_quadrant.c */
DrawFn draw_path;                                            /* chart_path.c */

#endif
