/* Oracle: planted persons. */
#include "tests/near.h"

#include <stdio.h>
#include <stdlib.h>

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

/* A number behind a mailbox is what the second of one name is given: asked about at most, never joined.  Two ways of writing one mailbox are one person's. */
static void a_number_behind_a_mailbox_tells_namesakes_apart(void **state)
{
    Small b;
    (void)state;
    small_open(&b, SMALL_MEMORY);
    small_sql(&b, facts);
    small_sql(&b, CONTACT(13, "A2", "P13", "wei.zhang@oria.example", "Wei", "Zhang", "CEO", "") CONTACT(14, "A2", "P14", "wei.zhang2@oria.example", "Wei", "Zhang", "Accountant", "")
        CONTACT(15, "A2", "P15", "rita.jung0@oria.example", "Rita", "Jung", "", "") CONTACT(16, "A2", "P16", "rita.jung11@oria.example", "Rita", "Jung", "", "")
        CONTACT(17, "A2", "P17", "uwe.falk@oria.example", "Uwe", "Falk", "", "") CONTACT(18, "A2", "P18", "ufalk@oria.example", "Uwe", "Falk", "", ""));
    run(&b);
    assert_string_equal(small_rows(&b, "SELECT contact_id, other_id, kind FROM d_person_link WHERE kind = 'same' AND contact_id BETWEEN 13 AND 18"), "17|18|same");
    small_close(&b);
}

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

/* Four pairs that look alike: a family name and an initial.  As they stand they are asked about; what is said of two of them
 * carries over to the others, by less than it weighs on them, and other links hold. */
static const char alike[] =
    "INSERT INTO alias VALUES (16, 1, 'B1', 'Zest Logistics', '', '', '', 'GB', '', 1, 16), (17, 1, 'B2', 'Brauerei Nord', '', '', '', 'DE', '', 1, 17),"
    "  (18, 1, 'B3', 'Keller Antriebstechnik', '', '', '', 'DE', '', 1, 18), (19, 1, 'B4', 'Officine Morandi', '', '', '', 'IT', '', 1, 19);"
    CONTACT(20, "B1", "Q1", "", "Karin", "Aigner", "", "") CONTACT(21, "B1", "Q2", "", "K.", "Aigner", "", "")
    CONTACT(22, "B2", "Q3", "", "Lars", "Ekholm", "", "") CONTACT(23, "B2", "Q4", "", "L.", "Ekholm", "", "")
    CONTACT(24, "B3", "Q5", "", "Magnus", "Wallin", "", "") CONTACT(25, "B3", "Q6", "", "M.", "Wallin", "", "")
    CONTACT(26, "B4", "Q7", "", "Eva", "Nordin", "", "") CONTACT(27, "B4", "Q8", "", "E.", "Nordin", "", "");

static double chance(Small *b, int who)
{
    return strtod(small_rows(b, str_fmt(&b->a, "SELECT coalesce(max(probability), 0) FROM d_person_link WHERE contact_id = %d", who).p), NULL);
}

static void answers_about_persons_teach(void **state)
{
    Small b;
    (void)state;
    small_open(&b, SMALL_MEMORY);
    small_sql(&b, facts);
    small_sql(&b, alike);
    run(&b);
    double asked = chance(&b, 26), sure = chance(&b, 5);
    assert_string_equal(small_rows(&b, "SELECT kind FROM d_person_link WHERE contact_id >= 20 ORDER BY contact_id"), "ask\nask\nask\nask");
    assert_true(asked > .2 && asked < .8);
    /* The waterfall is the probability. */
    assert_string_equal(small_rows(&b, "SELECT count(*) FROM (SELECT l.contact_id FROM d_person_link AS l JOIN d_person_evidence AS e ON e.contact_id = l.contact_id AND e.other_id = l.other_id "
        "GROUP BY l.contact_id, l.other_id, l.probability HAVING abs(1 / (1 + power(2, -sum(e.bits))) - l.probability) > 1e-9) AS x"), "0");
    small_sql(&b, "INSERT INTO verdict VALUES (1, 'resolve', 'merge', 'Q1', 'Q2 @ CRM', 'me', '', TIMESTAMP '2025-09-01 00:00:00');");
    run(&b);
    double one = chance(&b, 26);
    small_sql(&b, "INSERT INTO verdict VALUES (2, 'resolve', 'merge', 'Q3', 'Q4', 'me', '', TIMESTAMP '2025-09-01 00:00:00');");
    run(&b);
    double two = chance(&b, 26);
    assert_true(one > asked + .01 && two > one + .01 && two < .999);
    assert_string_equal(small_rows(&b, "SELECT contact_id FROM d_alias WHERE alias_id IN (20, 21, 22, 23) ORDER BY alias_id"), "20\n20\n22\n22");
    /* A no takes back what a yes taught; whom nothing was said of stay as they were. */
    small_sql(&b, "INSERT INTO verdict VALUES (3, 'resolve', 'never', 'Q5', 'Q6', 'me', '', TIMESTAMP '2025-09-01 00:00:00');");
    run(&b);
    assert_true(chance(&b, 26) < two - .01);
    assert_string_equal(small_rows(&b, "SELECT count(*) FROM d_person_link WHERE contact_id = 24"), "0");
    assert_true(fabs(chance(&b, 5) - sure) < .05);
    small_close(&b);
}

/* A yes about persons of two companies says that one moved: they stay two, and the link is certain.  A no ends the asking. */
static void answers_about_persons_of_two_companies(void **state)
{
    Small b;
    (void)state;
    small_open(&b, SMALL_MEMORY);
    small_sql(&b, facts);
    small_sql(&b, "INSERT INTO verdict VALUES (1, 'resolve', 'merge', 'P7', 'P10', 'me', '', TIMESTAMP '2025-09-01 00:00:00'),"
                  "  (2, 'resolve', 'never', 'hans.meyer@hanwick.example', 'P9 @ CRM', 'me', '', TIMESTAMP '2025-09-01 00:00:00');");
    run(&b);
    assert_string_equal(small_rows(&b, "SELECT contact_id, other_id, kind, probability, why FROM d_person_link WHERE account_id <> other_account_id ORDER BY contact_id"),
        "7|10|elsewhere|1|decision");
    assert_string_equal(small_rows(&b, "SELECT contact_id FROM d_alias WHERE alias_id IN (7, 10) ORDER BY alias_id"), "7\n10");
    small_close(&b);
}

/* A device's id before she signed in, an id of before, a shared browser: what an alias or identify call says of them (resolve/same.h). */
#define PRODUCT(n, account, id, email) "(" #n ", 3, '" account "', '', '" id "', '" email "', '', '', '', 3, " #n ")"
#define SAYS(n, alias, before) "INSERT INTO f_identity (source_id, key_hash, row_hash, file_id, line, alias_id, ext_id, previous_id) SELECT 3, " #n ", 1, 3, " #n ", " #alias ", 'm" #n "', '" before "';"
static const char visitors[] =
    "INSERT INTO source VALUES (3, 'Product');"
    "INSERT INTO alias VALUES (28, 2, '', '', '', 'jk@oria.example', '', '', '', 2, 28), (29, 2, '', '', '', 'jan@oria.example', '', '', '', 2, 29);"   /* two persons, as far as the survey knows */
    "INSERT INTO alias VALUES " PRODUCT(30, "", "a1", "") ", " PRODUCT(31, "", "u1", "bob.tanner@hanwick.example") ", " PRODUCT(32, "", "a2", "") ", "
    PRODUCT(33, "", "u2", "x@hanwick.example") ", " PRODUCT(34, "", "u3", "y@oria.example") ", " PRODUCT(35, "", "jk@oria.example", "jk@oria.example") ", "
    PRODUCT(36, "W9", "u4", "jan@oria.example") ", " PRODUCT(37, "", "a4", "") ", " PRODUCT(38, "", "old", "") ", " PRODUCT(39, "", "a9", "") ";"
    SAYS(50, 31, "a1") SAYS(51, 31, "a1")     /* said twice: one thing */
    SAYS(52, 33, "a2") SAYS(53, 34, "a2")     /* one browser, two users: nobody's */
    SAYS(54, 36, "jk@oria.example")             /* two addresses of one person */
    SAYS(55, 38, "a4") SAYS(56, 36, "old");   /* a chain */

static void check_ids(SmallWhere where)
{
    Small b;
    small_open(&b, where);
    small_sql(&b, facts);
    small_sql(&b, visitors);
    small_sql(&b, "INSERT INTO f_event SELECT 3, i, i, 3, i, 29 + i, NULL, NULL, 'login', TIMESTAMP '2025-09-03 10:00:00', 1 FROM generate_series(1, 2) AS g(i);");
    run(&b);
    assert_string_equal(small_rows(&b, "SELECT l.alias_id, l.account_id, p.contact_id FROM (SELECT contact_id, count(*) AS n FROM d_alias WHERE contact_id IS NOT NULL GROUP BY contact_id) AS p"
                                       " JOIN d_alias AS l ON l.contact_id = p.contact_id WHERE l.alias_id >= 28 ORDER BY l.alias_id"),
        "28|2|28\n29|2|28\n30|1|5\n31|1|5\n32|-|32\n33|1|33\n34|2|34\n35|2|28\n36|2|28\n37|2|28\n38|2|28\n39|-|39");
    assert_string_equal(small_rows(&b, "SELECT contact_id, other_id, kind, probability, why FROM d_person_link WHERE why LIKE 'the system%' ORDER BY contact_id"),
        "28|29|same|1|the system says that the two ids are one person's");
    assert_string_equal(small_rows(&b, "SELECT account_id, week, events, users FROM d_usage_week"), "1|2025-09-01|2|1"); /* one person, before and after she signed in */
    small_sql(&b, "UPDATE f_identity SET superseded_by = 4 WHERE previous_id = 'a1';");
    run(&b);
    assert_string_equal(small_rows(&b, "SELECT account_id, contact_id FROM d_alias WHERE alias_id IN (30, 31) ORDER BY alias_id"), "-|30\n1|5");
    small_close(&b);
}

static void ids_that_a_system_calls_one_are_one_person_on_duckdb(void **state) { (void)state; check_ids(SMALL_MEMORY); }
static void ids_that_a_system_calls_one_are_one_person_on_postgresql(void **state) { (void)state; check_ids(SMALL_SERVER); }

/* Ann's record has a private address, a desk's, a colleague's own, and one that the colleague's record claims, too; then Ann writes. */
static void check_addresses(SmallWhere where)
{
    Small b;
    small_open(&b, where);
    small_sql(&b, facts);
    small_sql(&b, "INSERT INTO alias VALUES (60, 1, 'A1', '', 'P60', 'zoe@hanwick.example', '', '', '', 2, 60), (61, 1, 'A1', '', 'P61', 'quentin@hanwick.example', '', '', '', 2, 61),"
                  " (70, 2, '', '', '', 'Private.Z@gmail.com', '', '', '', 2, 70), (71, 2, '', '', '', 'both@gmail.com', '', '', '', 2, 71), (72, 2, '', '', '', 'info@gmail.com', '', '', '', 2, 72),"
                  " (73, 2, '', '', '', 'quentin@hanwick.example', '', '', '', 2, 73), (74, 2, '', '', '', 'pa@gmail.com', '', '', '', 2, 74);"
                  "INSERT INTO f_field (source_id, key_hash, row_hash, file_id, line, about, about_id, field, value) VALUES"
                  " (1, 80, 1, 2, 60, 'contact', 'P60', 'Additional email addresses', 'private.z@gmail.com;info@gmail.com; quentin@hanwick.example;both@gmail.com'),"
                  " (1, 81, 1, 2, 60, 'contact', 'P60', 'Assistant email', 'pa@gmail.com'), (1, 82, 1, 2, 61, 'contact', 'P61', 'Additional email addresses', 'both@gmail.com');");
    run(&b);
    assert_string_equal(small_rows(&b, "SELECT alias_id, account_id, contact_id FROM d_alias WHERE alias_id >= 60 ORDER BY alias_id"),
                        "60|1|60\n61|1|61\n70|1|60\n71|-|71\n72|-|72\n73|1|61\n74|-|74");
    small_close(&b);
}

static void second_addresses_are_of_whose_record_they_are_on_duckdb(void **state) { (void)state; check_addresses(SMALL_MEMORY); }
static void second_addresses_are_of_whose_record_they_are_on_postgresql(void **state) { (void)state; check_addresses(SMALL_SERVER); }

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(persons_of_one_account_are_joined_and_job_changers_linked_on_duckdb),
        cmocka_unit_test(persons_of_one_account_are_joined_and_job_changers_linked_on_postgresql),
        cmocka_unit_test(a_number_behind_a_mailbox_tells_namesakes_apart),
        cmocka_unit_test(decisions_about_persons_hold),
        cmocka_unit_test(answers_about_persons_teach),
        cmocka_unit_test(answers_about_persons_of_two_companies),
        cmocka_unit_test(ids_that_a_system_calls_one_are_one_person_on_duckdb),
        cmocka_unit_test(ids_that_a_system_calls_one_are_one_person_on_postgresql),
        cmocka_unit_test(second_addresses_are_of_whose_record_they_are_on_duckdb),
        cmocka_unit_test(second_addresses_are_of_whose_record_they_are_on_postgresql),
    };
    return cmocka_run_group_tests_name("people", tests, NULL, NULL);
}
