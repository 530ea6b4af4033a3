/* The placebo of decisions and of scores on books made in memory: no table is read, so that hundreds can be drawn. */
#include "tests/near.h"

#include <string.h>

#include "base/attr.h"
#include "link/grade.h"
#include "link/placebo.h"
#include "num/dist.h"
#include "num/rng.h"

enum { ACCOUNTS = 400, FIRST = 1000, DECIDED = FIRST + 900, AS_OF = DECIDED + 400, DAYS = 180, GAP = 14, TIMES = 400 };

typedef struct Drawn {
    double effect;       /* of exposure on the chance to renew, in log odds; on the score, in points */
    double trait;        /* of what nobody measured: on exposure at any time and on the outcome */
    double kept;         /* how much of exposure stays with the account without touching the outcome */
    bool   score;
} Drawn;

/* One decision (or score) an account in one region.  Each account has a promise every thirty days, broken with a chance of its own. */
static void draw(Rng *r, const Drawn *how, LinkBook *b, OutcomeRows *o, Rules *rs)
{
    Arena *a = b->a;
    static const ColSpec cols[] = { { "account_id", COL_INT }, { "segment", COL_TEXT }, { "region", COL_TEXT }, { "customer_since", COL_DATE } };
    *rs = (Rules){ .n = 1 };
    rs->rule[0] = (Rule){ .kind = "promise", .exposed = { .first_day = FIRST, .any = true }, .chance = { .first_day = FIRST, .any = true } };
    b->rules = rs;
    b->peers = ARENA_NEW(a, Peers);
    b->w = (Window){ DAYS, GAP, AS_OF };
    b->limits = (GradeLimits){ 20, 0.05, 1.5 };
    table_init(&b->account, a, cols, COUNT_OF(cols));
    b->ended = ARENA_NEW_N(a, int64_t, ACCOUNTS);
    b->key = ARENA_NEW_N(a, uint64_t, ACCOUNTS);
    *o = (OutcomeRows){ .id = how->score ? OUTCOME_NPS : OUTCOME_RENEWAL, .n = ACCOUNTS, .n_base = 1, .at = ARENA_NEW_N(a, size_t, ACCOUNTS), .account = ARENA_NEW_N(a, int64_t, ACCOUNTS),
                        .cluster = ARENA_NEW_N(a, int64_t, ACCOUNTS), .first = ARENA_NEW_N(a, int64_t, ACCOUNTS), .begin = ARENA_NEW_N(a, int64_t, ACCOUNTS),
                        .y = ARENA_NEW_N(a, double, ACCOUNTS), .base = ARENA_NEW_N(a, double, ACCOUNTS) };
    for (size_t k = 0; k < ACCOUNTS; k++) {
        int64_t id = (int64_t)k + 1, day = DECIDED + (int64_t)rng_below(r, 60), from = how->score ? day - SCORE_WINDOW : day - GAP - DAYS, to = how->score ? day : day - GAP;
        double seen = rng_normal(r, 0, 1), hidden = rng_normal(r, 0, 1), own = rng_normal(r, 0, how->kept);
        bool met = false;
        for (int64_t at = FIRST - 30 + (int64_t)rng_below(r, 30); at < AS_OF; at += 30) {
            bool broken = rng_chance(r, expit(-2.2 + 0.5 * seen + how->trait * hidden + own));
            happenings_add(&rs->rule[0].chance, a, (Happening){ .account = id, .day = at });
            if (broken)
                happenings_add(&rs->rule[0].exposed, a, (Happening){ .account = id, .day = at });
            met = met || (broken && at >= from && at < to);
        }
        double at = 1 - 0.5 * seen - how->trait * hidden + how->effect * met;
        o->y[k] = how->score ? 7 + at + rng_normal(r, 0, 1.5) : rng_chance(r, expit(at));
        o->at[k] = k;
        o->account[k] = o->cluster[k] = id;
        o->begin[k] = day;
        o->base[k] = seen;
        b->ended[k] = how->score || o->y[k] > 0 ? INT64_MAX : day;
        b->key[k] = k;
        table_put_int(&b->account, 0, id);
        table_put_text(&b->account, 1, STR("Core"));
        table_put_text(&b->account, 2, STR("South"));
        table_put_int(&b->account, 3, FIRST - 100);
        table_row(&b->account);
    }
    outcome_met(b, o);
}

static double share_told(const Drawn *how, uint64_t seed, double level)
{
    Arena a;
    int told = 0;
    double se = 0;
    arena_init(&a);
    Rng *r = rng_create(&a, seed);
    for (int k = 0; k < TIMES; k++) {
        ArenaMark mark = arena_mark(&a);
        LinkBook b = { .a = &a };
        OutcomeRows o;
        Rules *rs = ARENA_NEW(&a, Rules);
        ExposedRows e;
        Interval v = { .p = F64_NAN };
        Err err;
        draw(r, how, &b, &o, rs);
        exposed_rows(&b, &o, 0, &e);
        assert_int_equal(placebo_ask(&b, &o, &e, 0, &v, &err), ST_OK);
        assert_true(isfinite(v.p));
        told += v.p < level;
        se += v.se / TIMES;
        arena_rewind(&a, mark);
    }
    print_message("# %s, effect %.1f, trait %.1f, kept %.1f: p below %g in %.2f %% of %d, error %.3f\n", how->score ? "scores" : "renewals", how->effect, how->trait, how->kept, level,
                  100.0 * told / TIMES, TIMES, se);
    arena_release(&a);
    return (double)told / TIMES;
}

/* Level: exposure that stays with the account (kept) and does harm, but nothing hidden that does both.  1 % of 400 give or take three errors is 2.5 %, 5 % 8.3 %. */
static void an_honest_effect_is_not_doubted(void **state)
{
    static const Drawn how[] = { { -1, 0, 1, false }, { -1, 0, 0, false }, { 0, 0, 1, false }, { -1, 0, 1, true }, { 0, 0, 1, true } };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(how); i++) {
        assert_true(share_told(&how[i], 30 + i, PLACEBO_LEVEL) <= 0.025);
        assert_true(share_told(&how[i], 60 + i, 0.05) <= 0.083);
    }
}

/* Power: exposure does nothing, and a trait that nobody measured does both, in a book of one region, where the placebo of old (the region's share) had nothing to see but time. */
static void a_hidden_trait_is_seen(void **state)
{
    static const Drawn weak = { 0, 0.5, 0, false }, strong = { 0, 1, 0, false }, score = { 0, 1, 0, true };
    (void)state;
    double some = share_told(&weak, 90, PLACEBO_LEVEL), most = share_told(&strong, 91, PLACEBO_LEVEL);
    assert_true(most > 0.5 && most > some);
    assert_true(share_told(&score, 92, PLACEBO_LEVEL) > 0.8);
}

/* By hand: who is not known in the window is left out, and a book too short asks nothing. */
static void what_is_not_known_is_not_asked(void **state)
{
    static const Drawn how = { -1, 0, 1, false };
    Arena a;
    (void)state;
    arena_init(&a);
    LinkBook b = { .a = &a };
    OutcomeRows o;
    Rules *rs = ARENA_NEW(&a, Rules);
    ExposedRows e;
    Interval v = { .p = F64_NAN };
    Err err;
    draw(rng_create(&a, 1), &how, &b, &o, rs);
    exposed_rows(&b, &o, 0, &e);
    Span w = placebo_window(&b, &o, &e, 0);
    assert_int_equal(w.to, o.begin[e.row[0]] - GAP - PLACEBO_YEAR);
    assert_int_equal(w.to - w.from, DAYS);
    assert_int_equal(placebo_ask(&b, &o, &e, 0, &v, &err), ST_OK);
    assert_int_equal(v.n, ACCOUNTS);
    b.account.col[3].i[e.row[0]] = w.from + 1;
    assert_int_equal(placebo_ask(&b, &o, &e, 0, &v, &err), ST_OK);
    assert_int_equal(v.n, ACCOUNTS - 1);
    v = (Interval){ .p = F64_NAN };
    rs->rule[0].exposed.first_day = DECIDED - DAYS - GAP - PLACEBO_YEAR + 61;       /* a year earlier nothing was known yet */
    assert_int_equal(placebo_ask(&b, &o, &e, 0, &v, &err), ST_OK);
    assert_true(isnan(v.p));
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_honest_effect_is_not_doubted),
        cmocka_unit_test(a_hidden_trait_is_seen),
        cmocka_unit_test(what_is_not_known_is_not_asked),
    };
    num_init();
    return cmocka_run_group_tests_name("placebo", tests, NULL, NULL);
}
