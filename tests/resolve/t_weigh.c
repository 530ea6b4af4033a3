/* Oracle: shares planted in made-up nodes; lambda and probabilities by hand. */
#include "tests/near.h"

#include <math.h>

#include "resolve/candidate.h"
#include "resolve/share.h"
#include "resolve/weigh.h"

enum { FIRMS = 400 };

/* Two systems know the same firms by domain; in `same` of 10 firms by the same name too, else by a quite
 * different one. */
static void make(Arena *a, int same, Node *node, Parties *p)
{
    for (int i = 0; i < 2 * FIRMS; i++) {
        int firm = i % FIRMS, other = i >= FIRMS && firm % 10 >= same;
        Str empty = STR("");
        Str key = other ? str_fmt(a, "zq%dxv", firm * 7919 % 9973) : str_fmt(a, "firm%cc%dk", 'a' + firm % 26, firm * 31);
        node[i] = (Node){ .source = i / FIRMS + 1, .first_alias = i + 1, .up = i, .p = 1, .how = "id", .name = key, .key = key, .words = key,
            .domain = str_fmt(a, "d%d.example", firm), .country = empty, .city = empty, .form = empty, .form_country = empty, .other = empty,
            .parent = empty, .phone = empty, .post = empty, .street = empty, .tax = empty, .other_ids = empty, .by_id = true, .key_times = 1, .domain_times = 1, .first_times = 1, .mate = NO_NODE };
    }
    *p = (Parties){ .node = node, .n_node = 2 * FIRMS };
}

static void the_share_of_equal_names_is_learnt_from_shared_domains(void **state)
{
    static Node node[2 * FIRMS];
    (void)state;
    for (int same = 5; same <= 9; same++) {
        Arena a;
        Parties p;
        Candidates c;
        Weights w;
        size_t skipped;
        arena_init(&a);
        make(&a, same, node, &p);
        candidates_find(&p, &a, &c, &skipped);
        weights_estimate(&p, &c, 1, &w);
        /* 400 matches and 40 of the prior, at .62. */
        double want = (FIRMS * same / 10.0 + 40 * .62) / (FIRMS + 40);
        assert_true(fabs(w.m[EV_NAME][NAME_SAME] - want) < .08);
        double u = 0;
        for (size_t k = 0; k < evidence_field[EV_NAME].n; k++)
            u += w.u[EV_NAME][k];
        assert_true(w.u[EV_NAME][NAME_SAME] < 1e-4 && fabs(u - 1) < .01); /* no name is carried twice in a system */
        /* lambda: 0.7 of the smaller system, and 0.03 of each for twins. */
        double pairs = 2.0 * FIRMS * (2 * FIRMS - 1) / 2;
        assert_true(fabs(w.lambda - (.7 * FIRMS + .03 * 2 * FIRMS) / pairs) < 1e-12);
        arena_release(&a);
    }
}

static void bits_add_up_and_answers_move_them(void **state)
{
    static Node node[2 * FIRMS];
    Arena a;
    Parties p;
    Weights w, taught;
    Weighed before, after;
    Answered no[20];
    Err err;
    (void)state;
    arena_init(&a);
    make(&a, 10, node, &p);
    weights_prior(&p, &w);
    weigh(&p, &w, 3, FIRMS + 3, &before);
    double sum = w.prior;
    for (size_t f = 0; f < EV_FIELDS; f++)
        sum += before.bits[f];
    assert_true(fabs(sum - before.weight) < 1e-12);
    assert_true(fabs(weight_probability(3) - 8.0 / 9) < 1e-12);
    for (int i = 0; i < 20; i++)
        no[i] = (Answered){ i, FIRMS + i, false };
    taught = w;
    assert_int_equal(weights_learn(&p, no, 0, &taught, &err), ST_OK);
    assert_memory_equal(taught.bits, w.bits, sizeof w.bits);
    assert_int_equal(weights_learn(&p, no, 20, &taught, &err), ST_OK);
    weigh(&p, &taught, 3, FIRMS + 3, &after);
    assert_true(after.weight < before.weight - 3);
    /* The prior and what all pairs share stay. */
    assert_true(taught.prior == w.prior && taught.lambda == w.lambda);
    assert_memory_equal(taught.bits[EV_SYSTEM], w.bits[EV_SYSTEM], sizeof w.bits[EV_SYSTEM]);
    /* One answer moves by less than the 20, and says little about pairs that share one of its levels only. */
    Weights once = w;
    assert_int_equal(weights_learn(&p, no, 1, &once, &err), ST_OK);
    weigh(&p, &once, 3, FIRMS + 3, &before);
    assert_true(before.weight > after.weight && before.weight < sum - .5);
    for (size_t f = 0; f < EV_FIELDS; f++)
        for (size_t k = 0; k < evidence_field[f].n; k++)
            assert_true(fabs(once.bits[f][k] - w.bits[f][k]) < 1);
    arena_release(&a);
}

/* Planted: of the second system's firms the first has `common` tenths, by name and domain. */
static void the_share_that_one_system_knows_of_another_is_found(void **state)
{
    static Node node[2 * FIRMS];
    (void)state;
    double before = -1;
    for (int common = 2; common <= 10; common += 2) {
        Arena a;
        Parties p;
        Candidates c;
        Weights w;
        Shares h;
        size_t skipped;
        arena_init(&a);
        make(&a, 10, node, &p);
        for (int i = FIRMS; i < 2 * FIRMS; i++)
            if (i % 10 >= common) {
                node[i].key = node[i].name = node[i].words = str_fmt(&a, "zq%dxv", i * 7919 % 9973);
                node[i].domain = str_fmt(&a, "other%d.example", i);
            }
        candidates_find(&p, &a, &c, &skipped);
        weights_estimate(&p, &c, 1, &w);
        for (size_t i = 0; i < c.n; i++) {
            Weighed e;
            weigh_candidate(&p, &w, &c.pair[i], &e);
            c.pair[i].weight = e.weight;
        }
        shares_estimate(&p, &c, &w, &a, &h);
        assert_true(fabs(h.known[0][1] - common / 10.0) < .03 && fabs(h.known[1][0] - common / 10.0) < .03);
        double none = (FIRMS * (1 - common / 10.0) + 40) / (FIRMS + 40) + fmin(w.m[EV_NAME][NAME_SOME] + w.m[EV_NAME][NAME_UNLIKE], .05);
        assert_true(fabs(h.bits[0][1] - fmax(-log2(none), 0)) < .2 && h.bits[0][1] == h.bits[1][0] && h.bits[0][1] > before);
        before = h.bits[0][1] - (common == 2);
        /* Nobody is twice in a system of 400: 1.2 of 440. */
        int64_t root[2 * FIRMS];
        for (int i = 0; i < 2 * FIRMS; i++)
            root[i] = i;
        shares_twins(&p, root, &a, &h);
        assert_true(fabs(h.twin[0] - log2(1.2 / 440 / .7)) < 1e-9);
        arena_release(&a);
    }
}

/* By hand: `twice` firms of the first system stand there under one name and domain with a second one; none of the other system's do.  With no prior
 * but 40 nodes of 3 %, a system of n nodes and k seconds has (k + 1.2) / (n + 40) of them. */
static void how_often_a_system_has_a_company_twice_is_counted(void **state)
{
    static Node node[2 * FIRMS];
    (void)state;
    for (int twice = 0; twice <= 80; twice += 20) {
        Arena a;
        Parties p;
        Candidates c;
        Weights w;
        Shares h;
        size_t skipped;
        arena_init(&a);
        make(&a, 10, node, &p);
        for (int i = 0; i < twice; i++) {
            node[2 * i + 1].key = node[2 * i + 1].name = node[2 * i + 1].words = node[2 * i].key;
            node[2 * i + 1].domain = node[2 * i].domain;
        }
        candidates_find(&p, &a, &c, &skipped);
        weights_estimate(&p, &c, 1, &w);
        for (size_t i = 0; i < c.n; i++) {
            Weighed e;
            weigh_candidate(&p, &w, &c.pair[i], &e);
            c.pair[i].weight = e.weight;
        }
        shares_estimate(&p, &c, &w, &a, &h);
        shares_second(&p, &c, &a, &h);
        double want = fmin(log2((twice + 1.2) / (FIRMS + 40.0) / TWINS), 0), never = log2(1.2 / (FIRMS + 40.0) / TWINS);
        assert_true(fabs(shares_same(&p, &h, 0, 1) - want) < 1e-12 && fabs(shares_same(&p, &h, FIRMS, FIRMS + 1) - never) < 1e-12);
        assert_true(fabs(h.twin[h.of[0]] - log2(TWINS / OVERLAP) - want) < 1e-12 && shares_same(&p, &h, 0, FIRMS) == 0);
        assert_true(shares_first(&h, 0, 1) == 0 && shares_first(&h, 0, FIRMS) >= h.bits[h.of[0]][h.of[FIRMS]]);
        assert_true(shares_first(&h, 0, FIRMS) <= 2 * h.bits[h.of[0]][h.of[FIRMS]] && shares_first(&h, 0, FIRMS) == shares_first(&h, FIRMS, 0));
        arena_release(&a);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_share_of_equal_names_is_learnt_from_shared_domains),
        cmocka_unit_test(bits_add_up_and_answers_move_them),
        cmocka_unit_test(the_share_that_one_system_knows_of_another_is_found),
        cmocka_unit_test(how_often_a_system_has_a_company_twice_is_counted),
    };
    return cmocka_run_group_tests_name("weigh", tests, NULL, NULL);
}
