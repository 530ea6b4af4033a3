/* Oracle: what a reader would object to, asked of the list of strokes: words that leave the
 * picture, words over words, shapes outside; and of the SVG: well-formed, numbers only. */
#include "tests/near.h"

#include <stdio.h>

#include "report/chart.h"
#include "report/chart_in.h"
#include "tests/report/golden.h"
#include "tests/report/sample.h"

static Arena arena;

static Box text_box(const Stroke *s)
{
    double x = s->anchor == ANCHOR_START ? s->x : s->anchor == ANCHOR_END ? s->x - s->w : s->x - s->w / 2;
    return (Box){ x, s->y - s->size * 0.8, x + s->w, s->y + s->size * 0.2 };
}

static void check_inside(const Picture *p, const char *what)
{
    for (const Stroke *s = p->first; s; s = s->next) {
        if (s->kind != STROKE_TEXT || !s->text.n)
            continue;
        Box b = text_box(s);
        if (b.x0 < -0.6 || b.x1 > p->w + 0.6 || b.y0 < -0.6 || b.y1 > p->h + 0.6)
            fail_msg("%s: '%.*s' at %.1f..%.1f, %.1f..%.1f leaves %.0f x %.0f", what, STR_ARG(s->text), b.x0, b.x1, b.y0,
                     b.y1, p->w, p->h);
    }
}

static void check_apart(const Picture *p, const char *what)
{
    for (const Stroke *s = p->first; s; s = s->next) {
        for (const Stroke *o = s->next; o && s->kind == STROKE_TEXT; o = o->next) {
            Box a = text_box(s), b = text_box(o);
            if (o->kind == STROKE_TEXT && s->text.n && o->text.n && box_hits(&a, &b))
                fail_msg("%s: '%.*s' lies over '%.*s'", what, STR_ARG(s->text), STR_ARG(o->text));
        }
    }
}

static void check_shapes(const Picture *p, const char *what)
{
    for (const Stroke *s = p->first; s; s = s->next) {
        bool rect = s->kind == STROKE_RECT, line = s->kind == STROKE_LINE;
        double x1 = rect ? s->x + s->w : line ? s->x2 : s->x, y1 = rect ? s->y + s->h : line ? s->y2 : s->y;
        if (s->kind == STROKE_TEXT || s->kind == STROKE_PATH)
            continue;
        if (!(fmin(s->x, x1) >= -1 && fmax(s->x, x1) <= p->w + 1 && fmin(s->y, y1) >= -1 && fmax(s->y, y1) <= p->h + 1))
            fail_msg("%s: a shape at %.1f..%.1f, %.1f..%.1f leaves %.0f x %.0f", what, s->x, x1, s->y, y1, p->w, p->h);
    }
}

static void words_and_shapes_stay_inside_and_apart(void **state)
{
    (void)state;
    for (int k = 0; k < CHART_N; k++) {
        for (int i = 0; i < HARD_CHARTS; i++) {
            Str what = str_fmt(&arena, "kind %d case %d", k, i);
            const Picture *p = chart_picture(&arena, sample_hard(&arena, (ChartKind)k, i));
            check_inside(p, what.p);
            check_apart(p, what.p);
            check_shapes(p, what.p);
        }
    }
}

static void every_picture_is_well_formed(void **state)
{
    (void)state;
    for (int k = 0; k < CHART_N; k++) {
        for (int i = 0; i < HARD_CHARTS; i++) {
            Buf b;
            buf_init(&b, 1 << 22);
            chart_svg(&arena, sample_hard(&arena, (ChartKind)k, i), STR("c\"1<"), i % 2 ? SVG_FLAT : SVG_PAGE, &b);
            assert_false(b.over);
            xml_check(buf_str(&b));
            assert_true(str_has(buf_str(&b), STR("role=\"img\"")));
            assert_true(str_has(buf_str(&b), STR("aria-labelledby=\"c1-t c1-d\"")));
            assert_int_equal(str_has(buf_str(&b), STR("var(--")), i % 2 == 0);
            buf_release(&b);
        }
    }
}

static void no_points_say_so_in_the_picture(void **state)
{
    (void)state;
    for (int k = 0; k < CHART_N; k++) {
        const Picture *p = chart_picture(&arena, &(Chart){ .kind = (ChartKind)k });
        bool said = false;
        for (const Stroke *s = p->first; s; s = s->next)
            said = said || (s->kind == STROKE_TEXT && str_eq(s->text, STR("no data")));
        assert_true(said);
        Chart own = { .kind = (ChartKind)k, .empty = STR("too few accounts") };
        assert_true(str_eq(chart_words(&arena, &own), STR("too few accounts")));
    }
}

static double estimate_at(double y, double max)
{
    ChartPoint p = point_of(STR(""), y, y - 1, y + 1);
    const Picture *pic = chart_picture(&arena, &(Chart){ .kind = CHART_BARS, .series = CHART_ONE(&p, 1), .n_series = 1,
                                                         .max = max });
    for (const Stroke *s = pic->first; s; s = s->next)
        if (s->kind == STROKE_LINE && s->thick > 2)
            return s->x;
    fail_msg("no estimate drawn");
    return 0;
}

static void rows_drawn_apart_share_one_scale(void **state)
{
    (void)state;
    double zero = estimate_at(0, 100), half = estimate_at(50, 100), full = estimate_at(100, 100);
    check_digits(full - half, half - zero, 9);
    assert_true(half > zero + 20);
}

static void axes_step_by_one_two_or_five(void **state)
{
    (void)state;
    static const struct { double lo, hi; int target; double step; } cases[] = {
        { 0, 1, 5, 0.2 }, { 0, 30, 4, 10 }, { -7, 3, 5, 2 }, { 0, 1e6, 3, 5e5 }, { 0, 0.003, 3, 0.001 }, { 0, 95, 2, 50 },
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        check_digits(tick_step(cases[i].lo, cases[i].hi, cases[i].target), cases[i].step, 9);
}

static void the_words_carry_the_figures(void **state)
{
    (void)state;
    ChartPoint p[] = { point_of(STR("Late"), 104000000, 62000000, 147000000) };
    Chart c = { .kind = CHART_BARS, .y_form = { FORM_MONEY, 0, STR("EUR") }, .series = CHART_ONE(p, 1), .n_series = 1 };
    Str w = chart_words(&arena, &c);
    assert_string_equal(w.p, "Late: €1.04\xC2\xA0M (€620\xC2\xA0k to €1.47\xC2\xA0M).");
}

static void a_total_stands_on_the_sum_of_its_steps(void **state)
{
    (void)state;
    ChartPoint p[] = { { .label = STR("a"), .y = 10, .total = true }, point_of(STR("b"), -3, 0, 0),
                       { .label = STR("c"), .y = 99, .total = true } };
    Chart *c = chart_dup(&arena, &(Chart){ .kind = CHART_WATERFALL, .series = CHART_ONE(p, 3), .n_series = 1 });
    check_digits(c->series[0].point[2].y, 7, 15);
}

static void count_strokes(const double *y, size_t n, size_t paths, size_t dots)
{
    ChartPoint p[8];
    size_t lines = 0, rounds = 0;
    for (size_t i = 0; i < n; i++)
        p[i] = (ChartPoint){ .x = (double)i, .y = y[i], .low = (double)NAN, .high = (double)NAN };
    const Picture *pic = chart_picture(&arena, &(Chart){ .kind = CHART_SPARK, .series = CHART_ONE(p, n), .n_series = 1 });
    for (const Stroke *s = pic->first; s; s = s->next) {
        lines += s->kind == STROKE_PATH;
        rounds += s->kind == STROKE_DOT;
    }
    assert_int_equal(lines, paths);
    assert_int_equal(rounds, dots);
}

static void months_among_weeks_are_joined_and_gaps_among_weeks_stay(void **state)
{
    static const double none = (double)NAN;
    (void)state;
    count_strokes((const double[]){ 97, none, none, none, 96, none, none, 95 }, 8, 1, 1);
    count_strokes((const double[]){ 5, 6, none, 7, 8 }, 5, 2, 1);
    count_strokes((const double[]){ 5, 6, 7, none, 8 }, 5, 1, 2);
}

static double luminance(const char *hex)
{
    double sum = 0;
    static const double weight[] = { 0.2126, 0.7152, 0.0722 };
    for (int i = 0; i < 3; i++) {
        unsigned v = 0;
        assert_int_equal(sscanf(hex + 1 + 2 * i, "%2x", &v), 1);
        double c = v / 255.0;
        sum += weight[i] * (c <= 0.03928 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4));
    }
    return sum;
}

/* Oracle: the contrast ratio of WCAG 2.1, 1.4.3: 4.5 for text, 3 for shapes (1.4.11). */
static void colours_reach_aa_in_light_and_dark(void **state)
{
    (void)state;
    static const Paint text[] = { PAINT_INK, PAINT_SOFT, PAINT_FAINT, PAINT_ACCENT, PAINT_RISK, PAINT_GOOD };
    for (int dark = 0; dark < 2; dark++) {
        double paper = luminance(paint_hex(PAINT_PAPER, dark)), risk = luminance(paint_hex(PAINT_RISK, dark));
        double band = luminance(paint_hex(PAINT_RISK_BAND, dark));
        for (size_t i = 0; i < COUNT_OF(text); i++) {
            double l = luminance(paint_hex(text[i], dark));
            double ratio = (fmax(l, paper) + 0.05) / (fmin(l, paper) + 0.05);
            if (ratio < 4.5)
                fail_msg("%s has %.2f to 1 on paper", paint_css(text[i]), ratio);
        }
        assert_true((fmax(risk, band) + 0.05) / (fmin(risk, band) + 0.05) >= 3);
    }
}

static int begin(void **state) { (void)state; arena_init(&arena); return 0; }
static int end(void **state) { (void)state; arena_release(&arena); return 0; }

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_and_shapes_stay_inside_and_apart),
        cmocka_unit_test(every_picture_is_well_formed),
        cmocka_unit_test(no_points_say_so_in_the_picture),
        cmocka_unit_test(rows_drawn_apart_share_one_scale),
        cmocka_unit_test(axes_step_by_one_two_or_five),
        cmocka_unit_test(the_words_carry_the_figures),
        cmocka_unit_test(a_total_stands_on_the_sum_of_its_steps),
        cmocka_unit_test(months_among_weeks_are_joined_and_gaps_among_weeks_stay),
        cmocka_unit_test(colours_reach_aa_in_light_and_dark),
    };
    return cmocka_run_group_tests_name("report/chart", tests, begin, end);
}
