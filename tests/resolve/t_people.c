/* Oracle: planted persons. */
#include "tests/near.h"

#include <stdio.h>

#include "resolve/resolve.h"
#include "tests/store/small.h"

#define CONTACT(n, account, id, email, first, last, title, phone) "INSERT INTO alias VALUES (" #n ", 1, '" account "', '', '" id "', '" email "', '', '', '', 1, " #n ");" \
    "INSERT INTO f_contact (source_id, key_hash, row_hash, file_id, line, alias_id, superseded_by, ext_id, first_name, last_name, title, role, phone) " \
    "SELECT 1, " #n ", 1, 1, " #n ", " #n ", NULL, '" id "', '" first "', '" last "', '" title "', NULL, '" phone "';"

static const char facts[] =
    "INSERT INTO source VALUES (1, 'CRM'), (2, 'Survey');"
    "INSERT INTO alias VALUES (1, 1, 'A1', 'Hanwick Foods GmbH', '', '', 'hanwick.example', 'DE', '', 1, 1), (2, 1, 'A2', 'Oria Water', '', '', 'oria.example', 'FR', '', 1, 2);"
    CONTACT(3, "A1", "P3", "hans.meyer@hanwick.example", "Hans", "Meyer", "Buyer", "+49 171 5550123")
    CONTACT(4, "A1", "P4", "", "", "Meyer, Hans", "", "0171/5550123")                    /* turned round */
    CONTACT(5, "A1", "P5", "", "Bob", "Tanner", "Plant manager", "")
    CONTACT(6, "A1", "P6", "robert.tanner@hanwick.example", "Robert", "Tanner", "Plant Manager", "")
    CONTACT(7, "A1", "P7", "", "Anna", "Huber", "Controller", "")
    CONTACT(8, "A1", "P8", "", "Josef", "Huber", "Fitter", "")                           /* not Anna */
    CONTACT(9, "A2", "P9", "hmeyer@oria.example", "Hans", "Meyer", "Head of buying", "0171 5550123") /* took the number along */
    CONTACT(10, "A2", "P10", "", "Anna", "Huber", "Nurse", "0711 999000")                  /* a namesake */
    "INSERT INTO alias VALUES (11, 2, '', '', '', 'tanner@hanwick.example', '', '', '', 2, 1);"    /* says nothing */
    "INSERT INTO alias VALUES (12, 2, '', '', '', 'anna.huber@hanwick.example', '', '', '', 2, 2);"; /* a name by its mailbox */

static void run(Small *b)
{
    ResolveResult r;
    small_must(b, resolve_run(b->s, &r, &b->err));
}

static void check_book(SmallWhere where)
{
    Small b;
    small_open(&b, where);
    small_sql(&b, facts);
    run(&b);
    assert_string_equal(small_rows(&b, "SELECT contact_id, other_id, account_id, other_account_id, kind FROM d_person_link ORDER BY contact_id, other_id"),
        "3|4|1|1|same\n3|9|1|2|elsewhere\n5|6|1|1|same\n6|11|1|1|ask\n7|12|1|1|same");
    assert_string_equal(small_rows(&b, "SELECT account_id, contact_id, name, email FROM d_contact ORDER BY contact_id"),
        "1|3|Hans Meyer|hans.meyer@hanwick.example\n1|5|Bob Tanner|robert.tanner@hanwick.example\n1|7|Anna Huber|anna.huber@hanwick.example\n1|8|Josef Huber|\n"
        "2|9|Hans Meyer|hmeyer@oria.example\n2|10|Anna Huber|\n1|11||tanner@hanwick.example");
    assert_string_equal(small_rows(&b, "SELECT contact_id FROM d_alias WHERE alias_id IN (4, 6, 12) ORDER BY alias_id"), "3\n5\n7");
    small_close(&b);
}

static void persons_of_one_account_are_joined_and_job_changers_linked_on_duckdb(void **state) { (void)state; check_book(SMALL_MEMORY); }
static void persons_of_one_account_are_joined_and_job_changers_linked_on_postgresql(void **state) { (void)state; check_book(SMALL_SERVER); }

static void decisions_about_persons_hold(void **state)
{
    Small b;
    (void)state;
    small_open(&b, SMALL_MEMORY);
    small_sql(&b, facts);
    small_sql(&b, "INSERT INTO verdict VALUES (1, 'resolve', 'never', 'P3', 'P4', 'me', '', TIMESTAMP '2025-09-01 00:00:00'),"
                  "  (2, 'resolve', 'merge', 'tanner@hanwick.example', 'P6', 'me', '', TIMESTAMP '2025-09-01 00:00:00');");
    for (int again = 0; again < 2; again++) {
        run(&b);
        assert_string_equal(small_rows(&b, "SELECT contact_id FROM d_alias WHERE alias_id IN (3, 4, 5, 6, 11) ORDER BY alias_id"), "3\n4\n5\n5\n5");
    }
    small_close(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(persons_of_one_account_are_joined_and_job_changers_linked_on_duckdb),
        cmocka_unit_test(persons_of_one_account_are_joined_and_job_changers_linked_on_postgresql),
        cmocka_unit_test(decisions_about_persons_hold),
    };
    return cmocka_run_group_tests_name("people", tests, NULL, NULL);
}
