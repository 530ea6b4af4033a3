#include "tests/near.h"

#include "resolve/links.h"

enum { N = 40, ROUNDS = 200, TREE = 6 };

static void node_init(Node *n, int64_t i, int64_t alias, bool anchor)
{
    *n = (Node){ .first_alias = alias, .up = i, .anchor = anchor, .p = -1, .how = "?", .mate = NO_NODE };
}

/* Oracle: by hand.  erp(0) -.9- crm(1) -.8- desk(2) -.5- workspace(3); crm(1) = billing(4) by id .995; stranger(5). */
static void a_record_is_as_sure_as_the_joins_on_its_way_home(void **state)
{
    Arena a;
    Node node[TREE];
    Links l = { 0 };
    Parties p = { .node = node, .n_node = TREE };
    const Link join[] = { { 2, 3, .5, 1.5, "its people", true }, { 1, 0, .9, 0, "name", true }, { 2, 1, .8, 0, "domain", true },
                          { 1, 4, .995, 0, "id of the CRM", false } };
    const double want[TREE] = { .9, 1, .8, .4, .995, 1 };
    const char *const how[TREE] = { "name", "id", "domain", "its people", "id of the CRM", "id" };
    const int64_t mate[TREE] = { 1, NO_NODE, 1, 2, NO_NODE, NO_NODE };
    (void)state;
    arena_init(&a);
    for (int64_t i = 0; i < TREE; i++)
        node_init(&node[i], i, i + 10, i == 1); /* the ERP's alias is the smallest, and the CRM is home all the same */
    for (size_t i = 0; i < COUNT_OF(join); i++) {
        node_join(&p, join[i].a, join[i].b);
        links_add(&l, &a, join[i]);
    }
    links_settle(&p, &l, &a);
    for (int64_t i = 0; i < TREE; i++) {
        check_digits(node[i].p, want[i], 12);
        assert_string_equal(node[i].how, how[i]);
        assert_int_equal(node[i].mate, mate[i]);
    }
    check_digits(node[3].mate_share, 1.5, 12);
    arena_release(&a);
}

/* Oracle: the way home walked by going over all links again and again, until nothing changes. */
static void random_forests_agree_with_a_naive_walk(void **state)
{
    uint32_t x = 7;
    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        Arena a;
        Node node[N];
        double want[N];
        Links l = { 0 };
        Parties p = { .node = node, .n_node = N };
        arena_init(&a);
        for (int64_t i = 0; i < N; i++) {
            node_init(&node[i], i, (i * 37) % N + 1, i % 5 == 0);
            want[i] = -1;
        }
        for (int k = 0; k < 30; k++) {
            x = x * 1664525u + 1013904223u;
            int64_t u = (x >> 8) % N, v = (x >> 18) % N;
            if (node_root(&p, u) == node_root(&p, v))
                continue;
            node_join(&p, u, v);
            links_add(&l, &a, (Link){ u, v, .5 + (double)(x >> 26) / 128, 0, "name", true });
        }
        links_settle(&p, &l, &a);
        for (int64_t i = 0; i < N; i++) {
            int64_t home = i;
            for (int64_t j = 0; j < N; j++)
                if (node_root(&p, j) == node_root(&p, i) &&
                    (node[j].anchor != node[home].anchor ? node[j].anchor : node[j].first_alias < node[home].first_alias))
                    home = j;
            want[home] = 1;
        }
        for (int turn = 0; turn < N; turn++)
            for (size_t k = 0; k < l.n; k++) {
                const Link *e = &l.link[k];
                if (want[e->a] > 0 && want[e->b] < 0)
                    want[e->b] = want[e->a] * e->p;
                else if (want[e->b] > 0 && want[e->a] < 0)
                    want[e->a] = want[e->b] * e->p;
            }
        for (int64_t i = 0; i < N; i++) {
            check_digits(node[i].p, want[i], 12);
            assert_int_equal(node[i].mate == NO_NODE, node[i].p == 1);
        }
        arena_release(&a);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_record_is_as_sure_as_the_joins_on_its_way_home),
        cmocka_unit_test(random_forests_agree_with_a_naive_walk),
    };
    return cmocka_run_group_tests_name("links", tests, NULL, NULL);
}
