/* Oracle: pairs by hand. */
#include "tests/near.h"

#include "base/attr.h"
#include "text/person.h"

static const struct {
    const char *first, *last, *other_first, *other_last;
    unsigned want;
} pairs[] = {
    { "Hans", "Meyer", "Hans", "Meyer", PERSON_SAME },
    { "Hans", "Meyer", "", "Meyer, Hans", PERSON_SAME },
    { "Hans", "Meyer", "Meyer", "Hans", PERSON_SAME },
    { "Hans", "Meyer", "Hans Meyer", "", PERSON_SAME },
    { "Dr. Hans", "Meyer", "", "Frau Prof. Hans Meyer", PERSON_SAME },
    { "J\xC3\xB6rg", "M\xC3\xBCller", "Joerg", "Mueller", PERSON_SAME },
    { "\xC5\x81ukasz", "Nowak", "Lukasz", "NOWAK", PERSON_SAME },
    { "Anna", "Schmidt-Keller", "Anna", "Schmidt Keller", PERSON_SAME },
    { "Bob", "Tanner", "Robert", "Tanner", PERSON_NICKNAME },
    { "Peggy", "Tanner", "Margaret", "Tanner", PERSON_NICKNAME },
    { "Sepp", "Huber", "Josef", "Huber", PERSON_NICKNAME },
    { "J.", "Huber", "Josef", "Huber", PERSON_INITIAL },
    { "Josef", "Hubre", "Josef", "Huber", PERSON_NEARLY },
    { "Josef", "Huber", "Anna", "Huber", PERSON_FAMILY },
    { "", "Huber", "Anna", "Huber", PERSON_FAMILY },
    { "Josef", "Huber", "Josef", "Winter", PERSON_OTHER },
    { "Mark", "Hill", "Mary", "Hill", PERSON_FAMILY },
    { "Maria", "Rossi", "Mario", "Rossi", PERSON_FAMILY },
    { "Daniel", "Rossi", "Daniela", "Rossi", PERSON_FAMILY },
    { "Thoams", "Rossi", "Thomas", "Rossi", PERSON_NEARLY },
    { "Josef", "", "Josef", "Winter", PERSON_UNKNOWN },
    { "", "", "Josef", "Winter", PERSON_UNKNOWN },
};

static void names_of_one_person_meet_and_others_do_not(void **state)
{
    Arena a;
    (void)state;
    arena_init(&a);
    for (size_t i = 0; i < COUNT_OF(pairs); i++) {
        PersonName x, y;
        person_name(str_of(pairs[i].first), str_of(pairs[i].last), &a, &x);
        person_name(str_of(pairs[i].other_first), str_of(pairs[i].other_last), &a, &y);
        if (person_compare(&x, &y) != pairs[i].want || person_compare(&y, &x) != pairs[i].want)
            fail_msg("%s %s and %s %s: level %u, want %u", pairs[i].first, pairs[i].last, pairs[i].other_first, pairs[i].other_last,
                     person_compare(&x, &y), pairs[i].want);
    }
    arena_release(&a);
}

static void a_mailbox_says_a_name_only_when_it_is_one(void **state)
{
    static const struct { const char *local, *given, *family; } box[] = {
        { "hans.meyer", "hans", "meyer" }, { "anna_schmidt2", "anna", "schmidt" }, { "h.meyer", "h", "meyer" }, { "info", "", "" },
        { "hmeyer", "", "" }, { "order.2024", "", "" }, { ".", "", "" }, { "", "", "" } };
    Arena a;
    (void)state;
    arena_init(&a);
    for (size_t i = 0; i < COUNT_OF(box); i++) {
        PersonName n;
        person_of_mailbox(str_of(box[i].local), &a, &n);
        assert_true(str_eq(n.given, str_of(box[i].given)) && str_eq(n.family, str_of(box[i].family)));
    }
    PersonName n;
    person_name(STR("Hans"), STR("Meyer"), &a, &n);
    const char *const fits[] = { "hmeyer", "hans.meyer", "meyer", "meyerh", "h.meyer", "hans.m" }, *const others[] = { "info", "hm", "kmeyer", "hans", "meyerson" };
    for (size_t i = 0; i < COUNT_OF(fits); i++)
        assert_true(person_fits_mailbox(&n, str_of(fits[i])));
    for (size_t i = 0; i < COUNT_OF(others); i++)
        assert_false(person_fits_mailbox(&n, str_of(others[i])));
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_of_one_person_meet_and_others_do_not),
        cmocka_unit_test(a_mailbox_says_a_name_only_when_it_is_one),
    };
    return cmocka_run_group_tests_name("person", tests, NULL, NULL);
}
