/* Whose work an issue is.  Oracle: what was put into the book, rule by rule, in the order that act/owner.h gives. */
#include "tests/near.h"

#include "act/owner.h"
#include "tests/store/small.h"

#define ISSUES \
    "INSERT INTO d_issue VALUES (1, 'too late', 'Delivery later than promised', 'promise', 'r', NULL, ''), (2, 'slow answers', 'First reply slower than most', 'ticket', 'r', NULL, '')," \
    "  (3, 'invoice is wrong', 'invoice, wrong', 'theme', 'r', NULL, ''), (4, 'sensors drift', 'sensors, drift', 'theme', 'r', NULL, ''), (5, 'bad manners', '', 'theme', 'r', NULL, '');"
#define METRIC(id, unit, name, touchpoint) \
    "INSERT INTO d_metric VALUES (" #id ", '" unit "', '" name "', '" touchpoint "', 90, 95, 'red', '', 'cannot tell', 0, '');"
#define ACTION(id, issue, name, unit, start) \
    "INSERT INTO d_action (action_id, issue_id, name, issue, unit, owner, countries, start_date, status, expected, grade, share_from, metric, leading_state, leading_from) VALUES (" #id ", " issue ", '" name "', '', '" unit \
    "', '', '', DATE '" start "', '', '', 'D', '', '', '', '');"
#define SAY(id, what, subject, object) "INSERT INTO verdict VALUES (" #id ", 'owner', '" what "', '" subject "', '" object "', 'kim', '', TIMESTAMP '2025-09-30 10:00:00');"

static const char *owners(Small *b)
{
    small_must(b, owners_write(b->s, &b->a, &b->err));
    return small_rows(b, "SELECT issue_id, owner, how FROM d_issue_owner ORDER BY issue_id");
}

/* Each step adds one thing and says what then holds of all. */
static void each_rule_goes_before_the_next(SmallWhere where)
{
    static const struct { const char *more, *then; } steps[] = {
        { ISSUES, "" },
        { METRIC(1, "Logistics", "Dispatched on time", "dispatch") METRIC(2, "Support", "Solved at once", "") METRIC(3, "Billing", "Invoices without correction", "invoice"),
          "1|Logistics|metric\n3|Billing|metric" },
        { "INSERT INTO d_metric_side VALUES (2, 'done', 'support', 'w', 0.9, 0.8, 0.7, 0.9, 10, 10, 'monthly');", "1|Logistics|metric\n2|Support|metric\n3|Billing|metric" },
        { METRIC(4, "Night desk", "First reply within 8 hours", "support"), "1|Logistics|metric\n2|Night desk|metric\n3|Billing|metric" },       /* more of its words */
        { ACTION(1, "1", "New depot", "Plant", "2025-01-01") ACTION(2, "1", "Carrier change", "Transport", "2025-06-01") ACTION(3, "NULL", "Nothing yet", "Nobody", "2025-07-01"),
          "1|Transport|action\n2|Night desk|metric\n3|Billing|metric" },
        { SAY(1, "owner", "delivery later than promised", "Sales") SAY(2, "owner", "sensors drift", "Quality") SAY(3, "owner", "Invoice, wrong", ""),
          "1|Sales|said\n2|Night desk|metric\n3||said\n4|Quality|said" },
        { SAY(4, "owner", "Delivery later than promised", "Export") SAY(5, "undo", "4", "") SAY(6, "undo", "2", ""), "1|Sales|said\n2|Night desk|metric\n3||said" },
        { SAY(7, "undo", "1", ""), "1|Transport|action\n2|Night desk|metric\n3||said" },
    };
    Small b;
    small_open(&b, where);
    for (size_t i = 0; i < COUNT_OF(steps); i++) {
        small_sql(&b, steps[i].more);
        assert_string_equal(owners(&b), steps[i].then);
    }
    assert_string_equal(small_rows(&b, "SELECT why FROM d_issue_owner ORDER BY issue_id"),
                        "\"Carrier change\" is theirs\ntheir metric \"First reply within 8 hours\" is measured where customers meet it\nkim said so");
    small_close(&b);
}

static void rules_in_memory(void **state)
{
    (void)state;
    each_rule_goes_before_the_next(SMALL_MEMORY);
}

static void rules_on_a_server(void **state)
{
    (void)state;
    each_rule_goes_before_the_next(SMALL_SERVER);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(rules_in_memory), cmocka_unit_test(rules_on_a_server) };
    return cmocka_run_group_tests_name("owner", tests, NULL, NULL);
}
