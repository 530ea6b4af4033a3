/* chart.h - what a chart says, apart from how it is drawn.
 *
 * A Chart is plain data: a kind, series of points, marks, how values are written and a text
 * alternative.  chart_picture() lays it out; chart_svg() gives the accessible SVG element
 * (role=img, title and desc, colours as CSS variables with fallbacks).
 *
 * Which field of a point means what:
 *   kind            x            y           low, high       x_low, x_high   label     value
 *   CHART_BARS      -            estimate    interval of y   -               row name  text beside
 *   CHART_FOREST    -            estimate    interval of y   -               row name  text at the right
 *   CHART_LINE      day or x     level       band of y       -               -         -
 *   CHART_QUADRANT  importance   rating      interval of y   interval of x   point     -
 *   CHART_PATH      two series: boxes (y the value, in x_form), then arrows (x from, x_low to: places of boxes; y, low, high)
 *   CHART_STEP      time         share       band of y       -               -         -
 *   CHART_WATERFALL -            change      interval of y   -               step      text
 *   CHART_SPARK     x (unused)   level       -               -               -         -
 *   CHART_SHARE     -            fraction    -               -               row name  text
 * Unknown bounds are NAN.  A row whose y is not finite shows its name and text without a
 * shape; such a point of a line leaves a gap; other such points are left out.  WATERFALL: a point with total = true is drawn
 * from zero and shows the running sum; its y is ignored, but for the first point, where it
 * is the level to begin with.
 *
 * min, max: when max > min, the scale, shared by several charts (the rows of a table); when
 * equal, the chart's own.  width, height in px; 0 takes the kind's own.  Marks are vertical
 * lines with their words (LINE, STEP, SPARK without words), kept apart from each other.
 * Several series are for LINE and STEP; each is named at its end, in words.  The tone
 * chooses the colour; a shape or word always says the same.  Axes step by 1, 2 or 5 x 10^k.
 *
 * No points: the picture says `empty` ("no data" when it is empty).  `desc` empty: a
 * sentence with the figures is made (chart_words).  Deterministic; nothing is random.
 * Texts are borrowed and must outlive the result, which lives in `a`.
 */
#ifndef TL_REPORT_CHART_H
#define TL_REPORT_CHART_H

#include "report/picture.h"

typedef enum Tone { TONE_NORMAL, TONE_OFF, TONE_HARM, TONE_PROOF, TONE_ACCENT } Tone;

typedef enum ChartKind {
    CHART_BARS, CHART_FOREST, CHART_LINE, CHART_QUADRANT, CHART_STEP, CHART_WATERFALL,
    CHART_SPARK, CHART_SHARE, CHART_PATH, CHART_N
} ChartKind;

typedef enum FormKind { FORM_NUMBER, FORM_PERCENT, FORM_POINTS, FORM_MONEY, FORM_DATE } FormKind;

typedef struct ChartForm {          /* how a value of an axis is written */
    FormKind kind;                  /* PERCENT and POINTS: fraction; MONEY: minor units; DATE: days */
    int      digits;                /* of single values; axes choose their own */
    Str      currency;
} ChartForm;

typedef struct ChartPoint {
    Str    label, value;
    double x, y, low, high, x_low, x_high;
    Tone   tone;
    bool   total;
} ChartPoint;

typedef struct ChartSeries {
    Str               name;
    const ChartPoint *point;
    size_t            n;
    Tone              tone;
} ChartSeries;

typedef struct ChartMark {
    double x;
    Str    text;
    Tone   tone;
} ChartMark;

typedef struct Chart {
    ChartKind          kind;
    Str                title, desc, empty;
    Str                x_label, y_label;    /* FOREST: y_label stands under the axis, x_label at zero */
    ChartForm          x_form, y_form;
    const ChartSeries *series;
    size_t             n_series;
    const ChartMark   *mark;
    size_t             n_mark;
    double             min, max;
    int                width, height;
} Chart;

/* One series of points, inside an initialiser: .series = CHART_ONE(p, n), .n_series = 1 */
#define CHART_ONE(points, count) (&(ChartSeries){ .point = (points), .n = (count) })

/* A point with an estimate and its interval only. */
static inline ChartPoint point_of(Str label, double y, double low, double high)
{
    return (ChartPoint){ .label = label, .y = y, .low = low, .high = high,
                         .x_low = (double)__builtin_nanf(""), .x_high = (double)__builtin_nanf("") };
}

Chart   *chart_dup(Arena *a, const Chart *c);                       /* arrays copied, texts borrowed */
Picture *chart_picture(Arena *a, const Chart *c);
Str      chart_words(Arena *a, const Chart *c);                     /* the text alternative */
Str      form_text(Arena *a, const ChartForm *f, double v);
void     chart_svg(Arena *a, const Chart *c, Str id, SvgStyle style, Buf *out);

#endif
