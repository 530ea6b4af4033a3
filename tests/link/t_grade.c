#include "tests/near.h"

#include "base/attr.h"
#include "link/grade.h"

#define NOT ((double)NAN)

/* Oracle: doc/methods/grades.md, a row a rule and a row on each side of each limit. */
static void the_first_rule_that_fits_grades(void **state)
{
    static const GradeLimits limits = { 20, 0.05, 1.5 };
    static const struct {
        GradeInput in;
        char grade;
        const char *reason;
    } table[] = {
        { { .too_few = true, .few = STR_INIT("too few: 3"), .estimate = 1, .se = 1, .q = 0.001, .second = 1, .second_se = 1, .outside = 0, .e_limit = 9, .placebo_p = 1 }, 'D', "too few: 3" },
        { { .few = STR_INIT("none"), .estimate = NOT, .q = 0.001, .e_limit = 9 }, 'D', "none" },
        { { .estimate = 1, .se = 1, .q = 0.0500001, .second = 1, .second_se = 1, .e_limit = 9, .placebo_p = NOT }, 'C', "not told apart from chance" },
        { { .estimate = 1, .se = 1, .q = NOT, .second = 1, .second_se = 1, .e_limit = 9, .placebo_p = NOT }, 'C', "not told apart from chance" },
        { { .estimate = 1, .se = 0.1, .q = 0.05, .second = 1, .second_se = 0.1, .e_limit = 1.5, .placebo_p = NOT }, 'B', "adjusted;" },
        { { .estimate = 1, .se = 0.1, .q = 0.01, .second = NOT, .second_se = NOT, .e_limit = 1.5, .placebo_p = 0.01 }, 'B', "adjusted;" },
        { { .estimate = 1, .se = 0.1, .q = 0.01, .second = 1, .second_se = 0.1, .outside = 0.5, .e_limit = 1.5, .placebo_p = 0.0099 }, 'C', "association only: exposure at a time" },
        { { .estimate = 1, .se = 0.1, .q = 0.01, .second = 1, .second_se = 0.1, .outside = 0.10, .e_limit = 9, .placebo_p = NOT }, 'B', "adjusted;" },
        { { .estimate = 1, .se = 0.1, .q = 0.01, .second = 9, .second_se = 0.1, .outside = 0.12, .e_limit = 1, .placebo_p = NOT }, 'C', "association only: 12 %" },
        { { .estimate = 1, .se = 0.1, .q = 0.01, .second = 1.4, .second_se = 0.2, .e_limit = 9, .placebo_p = NOT }, 'B', "adjusted;" },
        { { .estimate = 1, .se = 0.1, .q = 0.01, .second = 1.41, .second_se = 0.2, .e_limit = 1, .placebo_p = NOT }, 'C', "association only: two ways" },
        { { .estimate = 1, .se = 0.1, .q = 0.01, .second = 1, .second_se = 0.1, .e_limit = 1.49, .placebo_p = NOT }, 'C', "association only: a hidden cause of strength 1.5" },
        /* The placebo counts where it moves the same way; and what it is worth is said. */
        { { .estimate = 1, .se = 0.1, .q = 0.01, .second = 1, .second_se = 0.1, .e_limit = 9, .placebo = 0.3, .placebo_se = 0.1, .placebo_p = 0.003 }, 'C', "association only: exposure at a time" },
        { { .estimate = 1, .se = 0.1, .q = 0.01, .second = 1, .second_se = 0.1, .e_limit = 9, .placebo = -0.3, .placebo_se = 0.1, .placebo_p = 0.003 }, 'B',
          "adjusted; overlap, a second estimator and sensitivity pass; the placebo shows nothing" },
        { { .estimate = 1, .se = 0.1, .q = 0.01, .second = 1, .second_se = 0.1, .e_limit = 9, .placebo = 0.1, .placebo_se = 0.26, .placebo_p = 0.7 }, 'B',
          "adjusted; overlap, a second estimator and sensitivity pass; the placebo is too weak" },
        { { .estimate = -1, .se = 0.1, .q = 0.01, .second = -1, .second_se = 0.1, .e_limit = 9, .placebo = 0.1, .placebo_se = 0.25, .placebo_p = 0.7 }, 'B',
          "adjusted; overlap, a second estimator and sensitivity pass; the placebo shows nothing" },
        { { .estimate = 1, .se = 0.1, .q = 0.01, .second = 1, .second_se = 0.1, .e_limit = 9, .placebo = NOT, .placebo_se = NOT, .placebo_p = NOT }, 'B',
          "adjusted; overlap, a second estimator and sensitivity pass; no placebo could be asked" },
    };
    Arena a;
    (void)state;
    arena_init(&a);
    for (size_t k = 0; k < COUNT_OF(table); k++) {
        Str reason;
        char got = grade_of(&table[k].in, &limits, &a, &reason);
        if (got != table[k].grade || !str_starts(reason, str_of(table[k].reason)))
            fail_msg("row %zu: %c, %.*s", k, got, STR_ARG(reason));
    }
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(the_first_rule_that_fits_grades) };
    return cmocka_run_group_tests_name("grade", tests, NULL, NULL);
}
