/* The structural model.  Oracle: truth.json recounted from the files alone (exposure from the ERP
 * file, decisions from the CRM, joined by the aliases), and the constants named in demo.h held
 * against large samples. */
#include "tests/near.h"

#include <jansson.h>
#include <stdio.h>

#include "base/date.h"
#include "base/map.h"
#include "demo/world.h"
#include "tests/demo/sample.h"

enum { SEEDS = 5, BIG = 6000 };

typedef struct Line {
    int64_t customer, promised, delivered;
} Line;

static bool german_day(Str s, int64_t *day)
{
    int64_t d, m, y;
    Str a = str_cut(&s, '.'), b = str_cut(&s, '.');
    if (!str_to_i64(a, &d) || !str_to_i64(b, &m) || !str_to_i64(s, &y))
        return false;
    Civil c = { (int)y, (int)m, (int)d };
    *day = civil_valid(c) ? day_of_civil(c) : 0;
    return civil_valid(c);
}

static Line *erp_lines(Arena *a, Str dir, size_t *n)
{
    Csv c = csv_split(a, sample_read(a, dir, "erp/lieferungen.csv"), ';');
    Line *l = ARENA_NEW_N(a, Line, c.n);
    *n = 0;
    for (size_t r = 1; r < c.n; r++) {
        Line x;
        if (str_to_i64(c.row[r][2], &x.customer) && german_day(c.row[r][6], &x.promised) &&
            german_day(c.row[r][8], &x.delivered))
            l[(*n)++] = x;
    }
    return l;
}

static int64_t customer_of(const json_t *truth, Str crm_id)
{
    size_t i;
    json_t *x;
    json_int_t account = -1;
    int64_t customer = -1;
    json_array_foreach(json_object_get(truth, "aliases"), i, x)
    {
        const char *system = json_string_value(json_object_get(x, "system"));
        Str id = str_of(json_string_value(json_object_get(x, "id")));
        if (strcmp(system, "salesforce") == 0 && str_eq(id, crm_id))
            account = json_integer_value(json_object_get(x, "account"));
        if (strcmp(system, "erp") == 0 &&
            json_integer_value(json_object_get(x, "account")) == account)
            assert_true(str_to_i64(id, &customer));
        if (customer >= 0)
            break;
    }
    assert_true(customer >= 0);
    return customer;
}

static void truth_is_what_the_files_say(void **state)
{
    Arena a;
    json_error_t e;
    size_t n_line;
    json_int_t got[4] = { 0 };
    (void)state;
    arena_init(&a);
    Str dir = sample_dir(&a);
    sample_write(dir,
                 &(DemoOptions){ .accounts = 250, .seed = 3, .responses = 100, .events = 100 });
    Str text = sample_read(&a, dir, "truth.json");
    json_t *truth = json_loadb(text.p, text.n, 0, &e);
    const json_t *issue = json_object_get(truth, "costly_issue");
    Line *line = erp_lines(&a, dir, &n_line);
    Csv c = csv_split(&a, sample_read(&a, dir, "salesforce/Opportunity.csv"), ',');
    for (size_t r = 1; r < c.n; r++) {
        int64_t day;
        if (!str_eq(c.row[r][3], STR("Renewal")) || !str_eq(c.row[r][8], STR("true")))
            continue;
        assert_true(date_parse_iso(c.row[r][7], &day));
        int64_t customer = customer_of(truth, c.row[r][1]);
        int exposed = 0;
        for (size_t i = 0; i < n_line; i++)
            exposed |= line[i].customer == customer && line[i].promised >= day - 194 &&
                       line[i].promised < day - 14 && line[i].delivered > line[i].promised + 1;
        got[exposed]++;
        got[2 + exposed] += str_eq(c.row[r][9], STR("true"));
    }
    assert_int_equal(got[0], json_integer_value(json_object_get(issue, "n_unexposed")));
    assert_int_equal(got[1], json_integer_value(json_object_get(issue, "n_exposed")));
    assert_true(got[0] > 50 && got[1] > 30);
    double raw = (double)got[3] / (double)got[1] - (double)got[2] / (double)got[0];
    check_digits(json_real_value(json_object_get(issue, "raw_difference")), raw, 12);
    /* Each comment named in the truth is a record of the files, and most of them say something. */
    size_t i, found = 0, said = 0;
    json_t *one;
    Str survey = sample_read(&a, dir, "qualtrics/relationship_survey.csv"), desk = sample_read(&a, dir, "zendesk/tickets.ndjson");
    json_array_foreach(json_object_get(truth, "comments"), i, one) {
        const char *id = json_string_value(json_object_get(one, "id"));
        bool ticket = !strcmp(json_string_value(json_object_get(one, "system")), "zendesk");
        found += str_has(ticket ? desk : survey, str_fmt(&a, ticket ? "{\"id\":%s," : ",%s,", id));
        said += json_array_size(json_object_get(one, "themes")) > 0;
    }
    assert_true(i > 500 && found == i);
    assert_true(said * 10 > i * 8);
    json_decref(truth);
    sample_remove(dir);
    arena_release(&a);
}

typedef struct Cell {
    double n, yes;
} Cell;

static double share(Cell c)
{
    return c.n > 0 ? c.yes / c.n : 0;
}

static void add(Cell *c, bool yes)
{
    c->n++;
    c->yes += yes;
}

/* Difference within segments, weighted by the decisions in each. */
static double within(Cell cell[3][2])
{
    double sum = 0, n = 0;
    for (int s = 0; s < 3; s++) {
        double w = cell[s][0].n + cell[s][1].n;
        sum += w * (share(cell[s][1]) - share(cell[s][0]));
        n += w;
    }
    return sum / n;
}

typedef struct Effects {
    double structural, raw_late, raw_portal, within_portal, within_late;
} Effects;

static Effects effects_of(int64_t seed, int64_t accounts, DemoEffects which)
{
    Arena a;
    World w;
    Cell late[3][2] = { { { 0, 0 } } }, portal[3][2] = { { { 0, 0 } } },
         all[2][2] = { { { 0, 0 } } };
    double sum = 0;
    arena_init(&a);
    world_make(&w, &a, &(DemoOptions){ accounts, 36, seed, accounts * 6, 1, which });
    for (size_t i = 0; i < w.decision.n; i++) {
        const Decision *d = &w.decision.v[i];
        int s = w.account[d->account].segment;
        sum += d->p1 - d->p0;
        add(&late[s][d->exposed], d->renewed);
        add(&portal[s][d->portal], d->renewed);
        add(&all[0][d->exposed], d->renewed);
        add(&all[1][d->portal], d->renewed);
    }
    Effects e = { sum / (double)w.decision.n, share(all[0][1]) - share(all[0][0]),
                  share(all[1][1]) - share(all[1][0]), within(portal), within(late) };
    arena_release(&a);
    return e;
}

static void the_effect_is_about_sixteen_points_whatever_the_seed(void **state)
{
    (void)state;
    for (int64_t seed = 1; seed <= SEEDS; seed++) {
        Effects e = effects_of(seed, 600, DEMO_EFFECTS_ALL);
        if (!(e.structural > -0.18 && e.structural < -0.14))
            fail_msg("seed %lld: effect %.4f", (long long)seed, e.structural);
    }
}

static void the_portal_looks_guilty_and_is_not(void **state)
{
    (void)state;
    Effects e = effects_of(2, BIG, DEMO_EFFECTS_ALL);
    print_message(
        "# portal raw %.4f within segments %.4f; late raw %.4f within %.4f structural %.4f\n",
        e.raw_portal, e.within_portal, e.raw_late, e.within_late, e.structural);
    assert_true(e.raw_portal < -0.06);
    assert_true(fabs(e.within_portal) < 0.025);
    /* Some 11,000 decisions: the standard error of the difference is below 0.01. */
    assert_true(fabs(e.within_late - e.structural) < 0.03);
    assert_true(e.raw_late > e.within_late + 0.015);
}

/* Within segments, 11,000 decisions: the standard error of a difference is below 0.01. */
static void without_effects_lateness_does_nothing_and_the_portal_looks_as_guilty(void **state)
{
    (void)state;
    Effects none = effects_of(2, BIG, DEMO_EFFECTS_NONE);
    print_message("# none: portal raw %.4f within %.4f; late within %.4f\n", none.raw_portal, none.within_portal, none.within_late);
    assert_true(none.structural == 0);
    assert_true(none.raw_portal < -0.06 && fabs(none.within_portal) < 0.025);
    assert_true(fabs(none.within_late) < 0.025);
}

/* Oracle: an account's own exposures, seen by nobody, cost what they cost (fewer renewals than without effects); those of the files, which another
 * lived through, are worth nothing within a segment and a quarter. */
static void what_another_lived_through_says_nothing_within_segment_and_quarter(void **state)
{
    enum { QUARTERS = 12 };
    static Cell late[3 * QUARTERS][2];
    Arena a;
    World w;
    double off = 0, n = 0, renewed[2] = { 0, 0 }, decisions[2] = { 0, 0 };
    (void)state;
    for (int k = 0; k < 2; k++) {
        arena_init(&a);
        world_make(&w, &a, &(DemoOptions){ BIG, 36, 2, 1000, 1, k ? DEMO_EFFECTS_OTHERS : DEMO_EFFECTS_NONE });
        for (size_t i = 0; i < w.decision.n; i++) {
            const Decision *d = &w.decision.v[i];
            int quarter = (int)((d->day - w.start) / 92);
            renewed[k] += d->renewed;
            decisions[k]++;
            if (k)
                add(&late[w.account[d->account].segment * QUARTERS + (quarter < QUARTERS ? quarter : QUARTERS - 1)][d->exposed], d->renewed);
        }
        for (size_t i = 0; k && i < w.delivery.n; i++)
            assert_true(w.delivery.v[i].ordered >= w.account[w.delivery.v[i].account].since || w.account[w.delivery.v[i].account].since < w.start);
        arena_release(&a);
    }
    assert_true(renewed[1] / decisions[1] < renewed[0] / decisions[0] - 0.03);
    for (int c = 0; c < 3 * QUARTERS; c++) {
        double m = late[c][0].n * late[c][1].n / (late[c][0].n + late[c][1].n + 1);
        off += m * (share(late[c][1]) - share(late[c][0]));
        n += m;
    }
    print_message("# others: late within segment and quarter %.4f\n", off / n);
    assert_true(fabs(off / n) < 0.025);
}

static void late_shares_follow_region_and_date_but_not_segment(void **state)
{
    Arena a;
    World w;
    Cell west[2] = { { 0, 0 } }, acted = { 0, 0 }, nl = { 0, 0 }, rest = { 0, 0 },
         segment[3] = { { 0, 0 } };
    (void)state;
    arena_init(&a);
    world_make(&w, &a, &(DemoOptions){ BIG, 36, 4, 1000, 1, DEMO_EFFECTS_ALL });
    for (size_t i = 0; i < w.delivery.n; i++) {
        const Delivery *d = &w.delivery.v[i];
        const Account *c = &w.account[d->account];
        bool in_west = demo_country[c->country].region == REGION_WEST;
        if (d->promised < w.change)
            add(&segment[c->segment], delivery_late(d));
        if (!in_west)
            add(&rest, delivery_late(d));
        else if (d->promised < w.action)
            add(&west[d->promised >= w.change], delivery_late(d));
        else
            add(c->country == NL ? &nl : &acted, delivery_late(d));
    }
    assert_int_equal(day_weekday(w.change), 0);
    assert_true(fabs(share(rest) - 0.075) < 0.01);
    assert_true(fabs(share(west[0]) - 0.07) < 0.01);
    assert_true(fabs(share(west[1]) - 0.33) < 0.02);
    assert_true(fabs(share(acted) - 0.45 * 0.33) < 0.02);
    assert_true(fabs(share(nl) - 0.33) < 0.03);
    assert_true(fabs(share(segment[0]) - share(segment[2])) < 0.012);
    arena_release(&a);
}

static void nothing_happens_to_an_account_after_it_left(void **state)
{
    Arena a;
    World w;
    (void)state;
    arena_init(&a);
    world_make(&w, &a, &(DemoOptions){ 400, 36, 9, 4000, 1, DEMO_EFFECTS_ALL });
    size_t lost = 0;
    for (size_t i = 0; i < w.n_account; i++)
        lost += w.account[i].end != DAY_NEVER;
    assert_true(lost > 40);
    for (size_t i = 0; i < w.delivery.n; i++) {
        int32_t end = w.account[w.delivery.v[i].account].end;
        assert_true(end == DAY_NEVER || w.delivery.v[i].delivered <= end);
    }
    for (size_t i = 0; i < w.ticket.n; i++)
        assert_true(w.ticket.v[i].at / 86400 <= w.account[w.ticket.v[i].account].end);
    for (size_t i = 0; i < w.response.n; i++)
        assert_true(w.response.v[i].at / 86400 <=
                    w.account[w.contact.v[w.response.v[i].contact].account].end);
    for (size_t i = 0; i < w.decision.n; i++)
        assert_true(w.decision.v[i].day >= w.start + 194 && w.decision.v[i].day <= w.as_of);
    arena_release(&a);
}

/* Oracle: the process itself, drawn as life.c draws it: gaps of gamma(2), each delivery late by its own chance. */
static void the_chance_that_nothing_is_late_is_the_process_own(void **state)
{
    enum { DRAWS = 40000 };
    Arena a;
    World w;
    (void)state;
    arena_init(&a);
    world_make(&w, &a, &(DemoOptions){ .accounts = 20, .months = 36, .seed = 1, .responses = 120, .events = 1 });
    Rng *r = rng_create(&a, 7);
    for (int k = 0; k < 2; k++) {
        Account *x = &w.account[k];
        x->load = k ? 5 : 17;
        double none = 0, from = w.as_of + 1, p = late_chance(&w, (Country)x->country, (int64_t)from);
        for (int d = 0; d < DRAWS; d++) {
            bool late = false;
            double at = from - 400;               /* long enough before to be anywhere in a gap */
            while ((at += rng_gamma(r, 2, 365.25 / x->load / 2)) < from + 60)
                late = late || (at >= from && rng_chance(r, p));
            none += !late;
        }
        /* Two months of one chance (October and November 2026); four standard errors of the draws. */
        double law = chance_on_time(&w, x, (int64_t)from, (int64_t)from + 60);
        assert_true(fabs(law - none / DRAWS) < 4 * sqrt(law * (1 - law) / DRAWS) + 0.002);
    }
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_chance_that_nothing_is_late_is_the_process_own),
        cmocka_unit_test(truth_is_what_the_files_say),
        cmocka_unit_test(the_effect_is_about_sixteen_points_whatever_the_seed),
        cmocka_unit_test(the_portal_looks_guilty_and_is_not),
        cmocka_unit_test(without_effects_lateness_does_nothing_and_the_portal_looks_as_guilty),
        cmocka_unit_test(what_another_lived_through_says_nothing_within_segment_and_quarter),
        cmocka_unit_test(late_shares_follow_region_and_date_but_not_segment),
        cmocka_unit_test(nothing_happens_to_an_account_after_it_left),
    };
    return cmocka_run_group_tests_name("demo truth", tests, NULL, NULL);
}
