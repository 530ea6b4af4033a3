/* Cohen's kappa.  Oracles: statsmodels 0.13.5 (cohens_kappa) on a table of three categories; a second reckoning from the whole table. */
#include "tests/near.h"

#include "num/kappa.h"

enum { CATEGORIES = 4, ROWS = 300 };

static size_t spread(const int *table, int c, int64_t *one, int64_t *other)
{
    size_t n = 0;
    for (int i = 0; i < c; i++)
        for (int j = 0; j < c; j++)
            for (int k = 0; k < table[i * c + j]; k++, n++) {
                one[n] = 100 - i * 7;
                other[n] = 100 - j * 7;
            }
    return n;
}

static void a_table_of_three_categories_as_statsmodels_has_it(void **state)
{
    static const int table[] = { 53, 5, 2, 11, 14, 5, 1, 6, 3 };
    int64_t one[ROWS], other[ROWS];
    Arena a;
    (void)state;
    arena_init(&a);
    Kappa k = kappa_of(one, other, spread(table, 3, one, other), &a);
    assert_int_equal(k.n, 100);
    assert_int_equal(k.same, 70);
    check_digits(k.kappa, 0.4285714285714285, 13);
    check_digits(k.se, 0.0759588315346638, 12);
    check_digits(k.low, 0.27969485457445205, 7);
    check_digits(k.high, 0.5774480026871149, 7);
    arena_release(&a);
}

/* From the table's cells, by the formula as Fleiss, Cohen and Everitt print it. */
static void plain(const int *t, int c, double *kappa, double *se)
{
    double n = 0, po = 0, pe = 0, row[CATEGORIES] = { 0 }, col[CATEGORIES] = { 0 }, sum = 0, off = 0;
    for (int i = 0; i < c * c; i++)
        n += t[i];
    for (int i = 0; i < c; i++)
        for (int j = 0; j < c; j++) {
            row[i] += t[i * c + j] / n;
            col[j] += t[i * c + j] / n;
        }
    for (int i = 0; i < c; i++) {
        po += t[i * c + i] / n;
        pe += row[i] * col[i];
    }
    for (int i = 0; i < c; i++)
        for (int j = 0; j < c; j++)
            if (i == j)
                sum += t[i * c + i] / n * pow(1 - pe - (row[i] + col[i]) * (1 - po), 2);
            else
                off += t[i * c + j] / n * pow(col[i] + row[j], 2);
    *kappa = (po - pe) / (1 - pe);
    *se = sqrt((sum + pow(1 - po, 2) * off - pow(po * pe - 2 * pe + po, 2)) / n) / pow(1 - pe, 2);
}

static void drawn_tables_as_the_printed_formula_has_them(void **state)
{
    Arena a;
    uint64_t dice = 4;
    (void)state;
    arena_init(&a);
    for (int round = 0; round < 200; round++) {
        int table[CATEGORIES * CATEGORIES];
        int64_t one[ROWS], other[ROWS];
        double kappa, se;
        for (int i = 0; i < CATEGORIES * CATEGORIES; i++) {
            dice = dice * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
            table[i] = (int)(dice >> 33) % (i % (CATEGORIES + 1) ? 6 : 18) + 1;
        }
        Kappa k = kappa_of(one, other, spread(table, CATEGORIES, one, other), &a);
        plain(table, CATEGORIES, &kappa, &se);
        check_digits(k.kappa, kappa, 10);
        check_digits(k.se, se, 9);
    }
    arena_release(&a);
}

static void nothing_can_be_told_from_nothing_or_from_one_category(void **state)
{
    static const int64_t same[] = { 5, 5, 5 }, half[] = { 1, 2, 1 };
    Arena a;
    (void)state;
    arena_init(&a);
    assert_true(isnan(kappa_of(same, same, 0, &a).kappa) && isnan(kappa_of(same, same, 3, &a).kappa));
    check_digits(kappa_of(half, half, 3, &a).kappa, 1, 14);
    assert_int_equal(kappa_of(same, half, 3, &a).same, 0);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_table_of_three_categories_as_statsmodels_has_it),
        cmocka_unit_test(drawn_tables_as_the_printed_formula_has_them),
        cmocka_unit_test(nothing_can_be_told_from_nothing_or_from_one_category),
    };
    return cmocka_run_group_tests_name("kappa", tests, NULL, NULL);
}
