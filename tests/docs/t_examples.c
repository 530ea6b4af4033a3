/* The worked examples of doc/methods/ that a kernel alone can compute.
 *
 * Oracle  the numbers printed in the documents.  Where a document derives them by hand the test
 * compares with the closed form to nine digits; elsewhere with the printed digits.  A change here
 * is a change of a document, and the other way round.
 */
#include "tests/near.h"

#include <string.h>

#include "num/change.h"
#include "num/did.h"
#include "num/dist.h"
#include "num/look.h"
#include "num/plan.h"
#include "num/interval.h"
#include "num/simulate.h"
#include "num/standard.h"
#include "reclink/reclink.h"
#include "text/company.h"
#include "text/sentiment.h"
#include "text/theme.h"

/* The value as the document prints it. */
#define check_printed(got, want, half)                                                             \
    do {                                                                                           \
        double got_ = (got), want_ = (want);                                                       \
        if (!(fabs(got_ - want_) <= (half)))                                                       \
            fail_msg("%s = %.9g, the document says %.9g", #got, got_, want_);                      \
    } while (0)

enum { ARM = 40 };

/* doc/methods/effect.md: 14 of 40 exposed decisions lost, 5 of 40 unexposed. */
static EffectInput forty_and_forty(double *y, uint8_t *exposed, int64_t *account)
{
    for (size_t i = 0; i < (size_t)2 * ARM; i++) {
        exposed[i] = i < ARM;
        y[i] = i < ARM ? i < 14 : i < ARM + 5;
        account[i] = (int64_t)i + 1;
    }
    return (EffectInput){ .y = y,
                          .exposed = exposed,
                          .cluster = account,
                          .n = (size_t)2 * ARM,
                          .outcome = EFFECT_BINARY,
                          .min_per_arm = 20 };
}

static void effect_without_covariates_is_as_derived_by_hand(void **state)
{
    double y[2 * ARM];
    uint8_t exposed[2 * ARM];
    int64_t account[2 * ARM];
    EffectInput in = forty_and_forty(y, exposed, account);
    Standard s;
    Err err;
    Arena a;
    (void)state;
    arena_init(&a);
    assert_int_equal(standard_estimate(&in, &a, &s, &err), ST_OK);
    double p1 = 14.5 / 41, p0 = 5.5 / 41, ratio = p1 / p0;
    double v = (14 * (1 - p1) * (1 - p1) + 26 * p1 * p1 + 5 * (1 - p0) * (1 - p0) + 35 * p0 * p0) /
               (39.0 * 39);
    check_digits(s.mean_exposed, p1, 9);
    check_digits(s.estimate, 9.0 / 41, 9);
    check_digits(s.se, sqrt(v * 80 / 79), 9);
    check_digits(s.e_value, ratio + sqrt(ratio * (ratio - 1)), 9);
    check_printed(s.se, 0.0947, 5e-5);
    check_printed(s.low, 0.0279, 5e-5);
    check_printed(s.high, 0.4111, 5e-5);
    check_printed(s.p, 0.026, 5e-4);
    check_printed(s.e_value_limit, 1.71, 5e-3);
    arena_release(&a);
}

static void second_opinion_agrees_in_the_same_example(void **state)
{
    double y[2 * ARM];
    uint8_t exposed[2 * ARM];
    int64_t account[2 * ARM];
    EffectInput in = forty_and_forty(y, exposed, account);
    Effect e;
    Err err;
    Arena a;
    (void)state;
    arena_init(&a);
    assert_int_equal(effect_estimate(&in, &a, &e, &err), ST_OK);
    check_digits(e.raw_estimate, 0.225, 9);
    check_digits(e.estimate, 0.225, 9);
    assert_true(fabs(e.estimate - 9.0 / 41) < 2 * e.se);
    assert_true(e.share_outside == 0);
    arena_release(&a);
}

/* doc/methods/grades.md */
static void three_p_values_become_three_q_values(void **state)
{
    const double p[] = { 0.004, 0.030, 0.200 };
    double q[3];
    Err err;
    Arena a;
    (void)state;
    arena_init(&a);
    assert_int_equal(bh_qvalues(p, 3, &a, q, &err), ST_OK);
    check_digits(q[0], 0.012, 12);
    check_digits(q[1], 0.045, 12);
    check_digits(q[2], 0.200, 12);
    arena_release(&a);
}

/* doc/methods/money.md: with the effect known the mean is effect x sum of value x a/(a+b). */
static void money_of_a_known_effect_is_39000(void **state)
{
    const int64_t value[] = { 20000000, 40000000, 6000000 };
    const double alpha[] = { 2.75, 0.75, 1.75 }, beta[] = { 2.25, 5.25, 1.25 };
    Money m;
    Err err;
    Arena a;
    (void)state;
    arena_init(&a);
    assert_int_equal(
        money_simulate(
            &(MoneyInput){
                .value = value, .a = alpha, .b = beta, .n = 3, .effect = -0.2, .seed = 1 },
            &a, &m, &err),
        ST_OK);
    check_printed((double)m.mean, -3900000.0, 4.0 * (double)m.mc_mean);
    arena_release(&a);
}

/* doc/methods/signals.md: 20 deliveries a week, one late on average until week 19, six from week 20
 * on. */
static void step_in_late_deliveries_is_dated(void **state)
{
    enum { WEEKS = 40 };
    double x[WEEKS], n[WEEKS];
    ChangeResult r;
    Err err;
    Arena a;
    (void)state;
    arena_init(&a);
    for (int w = 0; w < WEEKS; w++) {
        x[w] = (w < 20 ? 1 : 6) + (w % 2 ? 1 : -1) * (w % 4 < 2 ? 1 : 0);
        n[w] = 20;
    }
    assert_int_equal(
        change_detect(&(ChangeInput){ .kind = CHANGE_BINOMIAL, .x = x, .n = n, .weeks = WEEKS }, &a,
                      &r, &err),
        ST_OK);
    assert_int_equal(r.n_change, 1);
    assert_int_equal(r.change[0].at, 20);
    assert_true(r.change[0].detected);
    assert_int_equal(r.change[0].detected_at, 21);
    check_digits(r.change[0].before, 0.05, 9);
    check_digits(r.change[0].after, 0.30, 9);
    check_printed(r.change[0].low, 0.198, 5e-4);
    check_printed(r.change[0].high, 0.302, 5e-4);
    arena_release(&a);
}

/* doc/methods/audit.md and planning.md: how often one may look, and how long a plan takes. */
static void looks_and_plans_are_as_derived_by_hand(void **state)
{
    (void)state;
    assert_true(fabs(look_information(2, 2, 12) - 0.583) < 5e-4 && fabs(look_bound(0.95, 1, look_information(2, 2, 12), F64_INF) - 2.935) < 5e-4);
    double v = plan_lots(0.21, 4, 40, 40, 12, 6), bound = look_bound(0.95, 1, look_information(12, 6, 12), F64_INF);
    assert_true(fabs(v - 0.000656) < 5e-7 && fabs(bound - 2.745) < 5e-4 && fabs((bound + 0.842) * sqrt(v) - 0.092) < 5e-4);
}

/* doc/methods/audit.md: late deliveries of ten, account by account, in May, June | July, August
 * (five a month). */
static void audit_of_eight_accounts_is_as_derived_by_hand(void **state)
{
    static const double late[8][4] = {
        { 3, 2, 1, 1 }, { 2, 3, 1, 2 },
        { 2, 2, 1, 1 }, { 2, 3, 2, 2 }, /* reached: -0.3, -0.2, -0.2, -0.1 */
        { 3, 2, 2, 2 }, { 2, 2, 2, 2 },
        { 3, 2, 3, 2 }, { 2, 3, 3, 3 }, /* not:     -0.1,  0,    0,   +0.1 */
    };
    double x[32], n[32];
    int64_t unit[32], period[32];
    uint8_t treated[32];
    Did d;
    Err err;
    Arena a;
    (void)state;
    arena_init(&a);
    for (size_t i = 0; i < 32; i++) {
        unit[i] = (int64_t)(i / 4);
        period[i] = (int64_t)(i % 4);
        treated[i] = i < 16;
        x[i] = late[i / 4][i % 4];
        n[i] = 5;
    }
    assert_int_equal(did_estimate(&(DidInput){ .unit = unit,
                                               .period = period,
                                               .x = x,
                                               .n = n,
                                               .treated = treated,
                                               .rows = 32,
                                               .start = 2,
                                               .wanted = -0.09 },
                                  &a, &d, &err),
                     ST_OK);
    check_digits(d.estimate, -0.2, 9);
    check_digits(d.se, sqrt(0.02 / 16 * 4 / 3 * 2), 9);
    check_digits(d.df, 6, 9);
    check_printed(d.low, -0.341, 5e-4);
    check_printed(d.high, -0.059, 5e-4);
    check_printed(d.pretrend_p, 0.49, 5e-3);
    check_printed(d.detectable, 0.194, 5e-4);
    assert_int_equal(d.verdict, DID_WORKED);
    arena_release(&a);
}

/* doc/methods/sentiment.md: 1.9 x -0.74, one '!', and the squeeze into [-1, 1]. */
static void negated_good_scores_below_zero(void **state)
{
    Sentiment s;
    Arena a;
    (void)state;
    arena_init(&a);
    sentiment_score(STR("The delivery was not good!"), LANG_EN, &a, &s);
    double sum = 1.9 * -0.74 - 0.292;
    check_digits(s.compound, sum / sqrt(sum * sum + 15), 6);
    check_printed(s.compound, -0.4015, 5e-5);
    assert_int_equal(s.method, SENTIMENT_VADER);
    arena_release(&a);
}

/* doc/methods/resolve.md */
static void company_names_share_a_key(void **state)
{
    CompanyName x, y;
    Arena a;
    (void)state;
    arena_init(&a);
    company_core(STR("M\xC3\xBCller & S\xC3\xB6hne GmbH & Co. KG"), &a, &x);
    company_core(STR("MUELLER UND SOEHNE"), &a, &y);
    assert_true(str_eq(x.key, y.key));
    assert_true(str_eq(x.form, STR("gmbh co kg")));
    arena_release(&a);
}

/* doc/methods/themes.md: three things people speak of, 45 comments of 15 accounts, told apart
 * without labels. */
static void three_planted_themes_are_told_apart(void **state)
{
    static const char *const said[] = {
        "The delivery came late again.",
        "Late delivery, and nobody called.",
        "Another late delivery this month.",
        "The invoice has the wrong amount.",
        "Wrong amount on the invoice, again.",
        "We got an invoice with the wrong amount.",
        "I cannot find my order in the portal.",
        "The portal does not show the order.",
        "Searching the portal for an order takes ages.",
    };
    enum { DOCS = 45, SAID = 9, EACH = 3 };
    ThemeDoc doc[DOCS];
    Tokens tokens[DOCS];
    uint32_t strongest[DOCS];
    Tokenizer *tz;
    ThemeModel *m;
    Err err;
    Arena a;
    (void)state;
    arena_init(&a);
    assert_int_equal(tokenizer_create(&a, &tz, &err), ST_OK);
    for (size_t i = 0; i < DOCS; i++) {
        Str text = str_of(said[i % SAID]);
        assert_int_equal(tokenize(tz, text, LANG_EN, &a, &tokens[i], &err), ST_OK);
        doc[i] = (ThemeDoc){ .text = text, .tokens = &tokens[i], .group = i / EACH };
    }
    assert_int_equal(theme_fit(doc, DOCS, &(ThemeOptions){ .k = 3 }, &a, &m, &err), ST_OK);
    assert_int_equal(theme_count(m), 3);
    for (size_t i = 0; i < DOCS; i++) {
        ThemeWeight w[THEME_PER_DOC];
        assert_true(theme_assign(m, &tokens[i], &a, w) > 0);
        strongest[i] = w[0].theme;
        assert_int_equal(strongest[i], strongest[i % SAID / EACH * EACH]);
    }
    assert_int_not_equal(strongest[0], strongest[EACH]);
    assert_int_not_equal(strongest[0], strongest[2 * EACH]);
    assert_int_not_equal(strongest[EACH], strongest[2 * EACH]);
    arena_release(&a);
}

/* doc/methods/linkage.md: eight records, weights set as printed. */
static void linkage_weight_is_the_sum_of_its_reasons(void **state)
{
    Str name[8], town[8], phone[8], form[8];
    static const char *const names[] = { "name", "town", "phone", "form" };
    const Str *word[] = { name, town, phone, form };
    Arena a;
    Err err;
    (void)state;
    arena_init(&a);
    for (size_t i = 0; i < 8; i++) {
        name[i] = str_fmt(&a, "keller%zu", i > 1 ? i : 0);
        town[i] = i < 2 ? STR("kiel") : str_fmt(&a, "town %zu", i);
        phone[i] = i ? STR("1234") : STR("");
        form[i] = i ? STR("ag") : STR("gmbh");
    }
    RlTable *t = rl_table_create(8, NULL, &a);
    RlModel m = { .n_field = 4, .lambda = 1.0 / 1025, .prior = log2(1.0 / 1024), .slope = 1 };
    static const double weight[4][2] = { { .8 / .00625, .1 }, { .8 / .025, .1 }, { 8, .1 }, { 4, .2 / .8 } };
    for (size_t f = 0; f < 4; f++) {
        RlField field = { .name = str_of(names[f]), .kind = RL_EXACT, .tf = f == 1 };
        assert_int_equal(rl_add_words(t, &field, word[f], &err), ST_OK);
        m.field[f].n_level = 2;
        m.field[f].weight[0] = log2(weight[f][0]);
        m.field[f].weight[1] = log2(weight[f][1]);
    }
    m.field[1].tf_scale[0] = .5;
    RlExplanation e;
    rl_explain(t, &m, 0, 1, &e);
    check_digits(e.reason[0].weight, 7, 9);
    check_digits(e.reason[1].weight, 5, 9);
    check_digits(e.reason[1].tf, 1, 9);
    assert_int_equal(e.reason[2].level, RL_NULL);
    check_digits(e.reason[3].weight, -2, 9);
    check_digits(e.weight, 1, 9);
    check_digits(e.p, 2.0 / 3, 9);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(effect_without_covariates_is_as_derived_by_hand),
        cmocka_unit_test(second_opinion_agrees_in_the_same_example),
        cmocka_unit_test(three_p_values_become_three_q_values),
        cmocka_unit_test(money_of_a_known_effect_is_39000),
        cmocka_unit_test(step_in_late_deliveries_is_dated),
        cmocka_unit_test(audit_of_eight_accounts_is_as_derived_by_hand),
        cmocka_unit_test(looks_and_plans_are_as_derived_by_hand),
        cmocka_unit_test(negated_good_scores_below_zero),
        cmocka_unit_test(company_names_share_a_key),
        cmocka_unit_test(linkage_weight_is_the_sum_of_its_reasons),
        cmocka_unit_test(three_planted_themes_are_told_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
