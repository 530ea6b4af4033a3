#include "tests/near.h"

#include "base/buf.h"
#include "model/kind.h"
#include "tests/store/small.h"

static const char *const common[FACT_COLUMNS] = { "source_id", "key_hash", "row_hash", "file_id", "line", "alias_id", "superseded_by", "ext_id" };

/* As information_schema spells them, on both engines, in lower case. */
static const char *const type_names[] = {
    [FIELD_TEXT] = "text varchar",
    [FIELD_INT] = "bigint",
    [FIELD_NUM] = "double precision double",
    [FIELD_BOOL] = "boolean",
    [FIELD_DAY] = "date",
    [FIELD_TIME] = "timestamp timestamp without time zone",
    [FIELD_MONEY] = "bigint",
    [FIELD_DECIMAL] = "text varchar",
};

/* Oracle: information_schema of the book that the migrations made. */
static void check_columns(SmallWhere where)
{
    Small b;
    small_open(&b, where);
    for (size_t k = 0; k < KIND_COUNT; k++) {
        const Kind *d = &kinds[k];
        Str rest = str_of(small_rows(&b, str_fmt(&b.a, "SELECT column_name, lower(data_type) FROM information_schema.columns WHERE table_name = '%s'"
            " AND table_schema = current_schema() ORDER BY ordinal_position", d->table).p));
        for (size_t c = 0; c < FACT_COLUMNS + d->n_field; c++) {
            Str type = str_cut(&rest, '\n'), name = str_cut(&type, '|');
            const char *want = c < FACT_COLUMNS ? common[c] : d->field[c - FACT_COLUMNS].name;
            if (!str_eq(name, str_of(want)))
                fail_msg("%s, column %zu: '%.*s' in the book, '%s' in kinds[]", d->table, c + 1, STR_ARG(name), want);
            if (c >= FACT_COLUMNS && !str_has(str_of(type_names[d->field[c - FACT_COLUMNS].type]), type))
                fail_msg("%s.%s is %.*s", d->table, want, STR_ARG(type));
        }
        if (rest.n)
            fail_msg("%s has columns that kinds[] does not: %.*s", d->table, STR_ARG(rest));
    }
    small_close(&b);
}

static void the_tables_of_duckdb_have_the_columns_of_kinds_in_order(void **state)
{
    (void)state;
    check_columns(SMALL_MEMORY);
}

static void the_tables_of_postgresql_have_the_columns_of_kinds_in_order(void **state)
{
    (void)state;
    check_columns(SMALL_SERVER);
}

static void every_fact_table_of_the_book_is_a_kinds(void **state)
{
    Small b;
    (void)state;
    small_open(&b, SMALL_MEMORY);
    assert_int_equal(small_int(&b, "SELECT CAST(count(*) AS BIGINT) FROM information_schema.tables WHERE starts_with(table_name, 'f_')"), KIND_COUNT);
    small_close(&b);
}

static void a_kind_is_found_by_its_name_alone(void **state)
{
    KindId k;
    (void)state;
    for (size_t i = 0; i < KIND_COUNT; i++) {
        assert_true(kind_find(str_of(kinds[i].name), &k));
        assert_int_equal(k, i);
        assert_string_equal(kinds[i].table + 2, kinds[i].name);
    }
    assert_false(kind_find(STR(""), &k));
    assert_false(kind_find(STR("tickets"), &k));
    assert_false(kind_find(STR("f_ticket"), &k));
}

static void money_has_its_currency_beside_it_and_every_field_a_help(void **state)
{
    (void)state;
    for (size_t i = 0; i < KIND_COUNT; i++) {
        bool money = false, currency = false;
        for (size_t f = 0; f < kinds[i].n_field; f++) {
            money = money || kinds[i].field[f].type == FIELD_MONEY;
            currency = currency || !strcmp(kinds[i].field[f].name, "currency");
            assert_true(strlen(kinds[i].field[f].help) > 0);
            for (size_t g = 0; g < f; g++)
                assert_string_not_equal(kinds[i].field[f].name, kinds[i].field[g].name);
        }
        assert_int_equal(money, currency);
    }
    assert_string_equal(kinds[KIND_TICKET].field[1].name, "updated_at"); /* store/fact_key.c reads it by place */
    for (int p = 0; p < PARTY_COUNT; p++)
        assert_non_null(party_fields[p]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_tables_of_duckdb_have_the_columns_of_kinds_in_order),
        cmocka_unit_test(the_tables_of_postgresql_have_the_columns_of_kinds_in_order),
        cmocka_unit_test(every_fact_table_of_the_book_is_a_kinds),
        cmocka_unit_test(a_kind_is_found_by_its_name_alone),
        cmocka_unit_test(money_has_its_currency_beside_it_and_every_field_a_help),
    };
    return cmocka_run_group_tests_name("kind", tests, NULL, NULL);
}
