/* Oracle: small documents whose walk and runs are written out by hand. */
#include "tests/near.h"

#include "report/doc_blocks.h"

static Arena arena;

static void groups_are_walked_in_and_out(void **state)
{
    (void)state;
    Doc *d = doc_create(&arena, &(DocHead){ .title = STR("t") });
    doc_para(d, runs_text(&arena, STR("1")));
    doc_open(d, GROUP_COLUMNS, STR(""));
    doc_open(d, GROUP_PART, STR("p"));
    doc_para(d, runs_text(&arena, STR("2")));
    doc_close(d);
    doc_open(d, GROUP_PART, STR("empty"));
    doc_close(d);
    doc_close(d);
    doc_heading(d, 2, STR("3"));
    char walk[32] = "";
    size_t n = 0;
    for (DocStep s = doc_begin(d); s.block; s = doc_next(s))
        walk[n++] = s.leaving ? ')' : s.block->kind == BLOCK_GROUP ? '(' : s.block->kind == BLOCK_PARA ? 'p' : 'h';
    assert_string_equal(walk, "p((p)())h");
}

static void quote_spans_are_clipped_sorted_and_joined(void **state)
{
    (void)state;
    Doc *d = doc_create(&arena, &(DocHead){ .title = STR("t") });
    /* "é" is two bytes at 2 and 3: a span that begins at 3 takes the whole letter. */
    doc_quote(d, STR("caféX later"), (DocSpan[]){ { 6, 99 }, { 4, 5 }, { 8, 9 } }, 3, (Runs){ 0 });
    const Block *b = doc_begin(d).block;
    assert_int_equal(b->runs.n, 4);
    assert_true(str_eq(b->runs.run[0].text, STR("caf")));
    assert_true(str_eq(b->runs.run[1].text, STR("é")));
    assert_int_equal(b->runs.run[1].kind, RUN_MARK);
    assert_true(str_eq(b->runs.run[2].text, STR("X")));
    assert_true(str_eq(b->runs.run[3].text, STR(" later")));
}

static void a_figure_says_what_was_not_stated(void **state)
{
    (void)state;
    Doc *d = doc_create(&arena, &(DocHead){ .title = STR("t") });
    doc_figure(d, &(Figure){ .label = STR("l"), .value = STR("7") });
    Str w = figure_words(&arena, doc_begin(d).block->figure);
    assert_string_equal(w.p, "interval not stated · 0\xC2\xA0" "accounts · method not stated · as of not stated");
    Figure f = { .n = FIGURE_NO_N, .interval = FIGURE_NONE, .method = STR("sum of invoices"), .as_of = STR("30 Sep 2025"),
                 .n_of = STR("accounts"), .coverage = STR("") };
    assert_string_equal(figure_words(&arena, &f).p, "sum of invoices · as of 30 Sep 2025");
}

static void money_keeps_one_unit_in_a_column(void **state)
{
    (void)state;
    Doc *d = doc_create(&arena, &(DocHead){ .title = STR("t") });
    DocColumn col[] = { { .title = STR("m"), .kind = COLUMN_MONEY, .currency = STR("EUR") } };
    DocTable *t = doc_table(d, &(DocTableHead){ .caption = STR("c") }, col, 1);
    static const int64_t minor[] = { 1180000000, 30000000, -640000000, 8600000, 0 };
    static const char *const want[] = { "€11.8\xC2\xA0M", "€0.3\xC2\xA0M", "−€6.4\xC2\xA0M", "€86\xC2\xA0k", "€0" };
    for (size_t i = 0; i < COUNT_OF(minor); i++)
        DOC_ROW(t, TONE_NORMAL, cell_money(minor[i]));
    size_t i = 0;
    for (const DocRow *r = t->first; r; r = r->next, i++)
        assert_string_equal(cell_words(&arena, t, 0, &r->cell[0]).p, want[i]);
}

static int begin(void **state) { (void)state; arena_init(&arena); return 0; }
static int end(void **state) { (void)state; arena_release(&arena); return 0; }

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(groups_are_walked_in_and_out),
        cmocka_unit_test(quote_spans_are_clipped_sorted_and_joined),
        cmocka_unit_test(a_figure_says_what_was_not_stated),
        cmocka_unit_test(money_keeps_one_unit_in_a_column),
    };
    return cmocka_run_group_tests_name("report/doc", tests, begin, end);
}
