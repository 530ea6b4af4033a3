/* Oracle: doc/api.md for the names and types of every field; the figures are those of the rows in book.c,
 * worked out by hand.  Every test runs on DuckDB, and on PostgreSQL too when TL_PG names one. */
#include <stdlib.h>

#include <jansson.h>

/* base/json_out.h uses three of jansson's names for its own; here they stand aside. */
#define json_object written_object
#define json_array  written_array
#define json_null   written_null
#include "model/limits.h"
#include "report/answer.h"
#undef json_object
#undef json_array
#undef json_null

#include "tests/report/book.h"

static AnswerQuery all_query;                  /* ANSWER_ALL, set by main() */

static TestBook book;
static bool     on_server;

static Status ask_text(Answer *answer, const AnswerQuery *q, Buf *b)
{
    JsonOut j;
    json_init(&j, b);
    return answer(book.s, q, &book.a, &j, &book.err);
}

static json_t *ask(Answer *answer, AnswerQuery q)
{
    Buf b;
    json_error_t why;
    buf_init(&b, 1 << 24);
    Status st = ask_text(answer, &q, &b);
    if (st)
        fail_msg("%s", book.err.msg);
    assert_false(b.over);
    json_t *doc = json_loadb(b.p, b.n, JSON_REJECT_DUPLICATES, &why);
    if (!doc)
        fail_msg("not JSON: %s at %d in %.*s", why.text, why.position, STR_ARG(buf_str(&b)));
    buf_release(&b);
    return doc;
}

static Status status_of(Answer *answer, AnswerQuery q)
{
    Buf b;
    buf_init(&b, 1 << 24);
    Status st = ask_text(answer, &q, &b);
    buf_release(&b);
    return st;
}

static bool type_fits(const json_t *v, char type)
{
    switch (type) {
    case 'i': return json_is_integer(v);
    case 'n': return json_is_number(v);
    case 's': return json_is_string(v) && json_string_length(v) > 0;
    case 'b': return json_is_boolean(v);
    case 'o': return json_is_object(v);
    case 'a': return json_is_array(v);
    case 'd': return json_is_string(v) && json_string_length(v) == 10;
    case 't': return json_is_string(v) && json_string_length(v) == 20;
    case 'g': return json_is_string(v) && strncmp(json_string_value(v), "<svg", 4) == 0;
    case 'x': return json_is_string(v) || json_is_boolean(v);
    default: return false;
    }
}

/* Fields "X_say", each a list of codes and values of the sentence X that stands beside it; how many there are. */
static size_t codes_beside(const json_t *o, const char *what)
{
    const char *key;
    json_t *v, *part;
    size_t n = 0, i;
    json_object_foreach((json_t *)(uintptr_t)o, key, v) {
        Str name = str_of(key);
        if (!str_ends(name, STR("_say")))
            continue;
        if (!json_object_getn(o, name.p, name.n - 4) || !json_is_array(v))
            fail_msg("'%s' of %s goes with no sentence, or is no list", key, what);
        json_array_foreach(v, i, part) {
            if (!json_is_string(json_object_get(part, "code")) || !json_is_object(json_object_get(part, "args")) || !json_is_string(json_object_get(part, "sep")))
                fail_msg("'%s' of %s: %s", key, what, json_dumps(part, 0));
        }
        n++;
    }
    return n;
}

/* "id:i rank:i? name:s": these fields, each of its type (null where there is a '?'), and no others. */
static void check_shape(const json_t *o, const char *what, const char *shape)
{
    Str rest = str_of(shape);
    size_t n = 0;
    if (!json_is_object(o))
        fail_msg("%s is no object", what);
    while (rest.n) {
        Str word = str_cut(&rest, ' '), type = word;
        Str name = str_cut(&type, ':');
        const json_t *v = json_object_getn(o, name.p, name.n);
        bool may_be_null = str_ends(type, STR("?"));
        if (!v)
            fail_msg("%s has no '%.*s'", what, STR_ARG(name));
        if (!(may_be_null && json_is_null(v)) && !type_fits(v, type.p[0]))
            fail_msg("'%.*s' of %s is not '%.*s' but %s", STR_ARG(name), what, STR_ARG(type), json_dumps(v, JSON_ENCODE_ANY));
        n++;
    }
    if (json_object_size(o) != n + codes_beside(o, what))
        fail_msg("%s has %zu fields, the contract has %zu: %s", what, json_object_size(o), n, json_dumps(o, 0));
}

static const json_t *field(const json_t *o, const char *path)
{
    Str rest = str_of(path);
    while (rest.n && o) {
        Str step = str_cut(&rest, '.');
        int64_t k;
        o = json_is_array(o) && str_to_i64(step, &k) ? json_array_get(o, (size_t)k) : json_object_getn(o, step.p, step.n);
    }
    if (!o)
        fail_msg("no '%s'", path);
    return o;
}

static void check_each(const json_t *o, const char *path, const char *shape)
{
    const json_t *list = field(o, path);
    assert_true(json_is_array(list));
    for (size_t i = 0; i < json_array_size(list); i++)
        check_shape(json_array_get(list, i), path, shape);
}

static int64_t number(const json_t *o, const char *path) { return json_integer_value(field(o, path)); }
static const char *text(const json_t *o, const char *path)
{
    const char *s = json_string_value(field(o, path));
    return s ? s : "(null)";
}

#define ISSUE "id:i rank:i? name:s official:s? kind:s owner:s? accounts_exposed:i revenue_exposed_minor:i grade:s reason:s? effects:a " \
    "cost_of_doing_nothing_minor:o? cost_to_serve_minor_per_year:i cost_to_serve:o annuity_minor:i? annuity_range_minor:o? action:o?"
#define EFFECT "outcome:s estimate:n? low:n? high:n? raw_estimate:n? raw_low:n? raw_high:n? n_exposed:i n_unexposed:i n_accounts:i grade:s method:s q:n?"
#define SIGNAL "id:i stream:s kind:s tone:s at:d detected_at:d size:n low:n high:n before:n after:n q:n n:i unit:s accounts:i shape:s? at_low:d? at_high:d? affected:i? revenue_minor:i? quotes:a with:a"
#define METRIC "unit:s name:s touchpoint:s? value:n target:n? status:s customer_view:s verdict:s note:s? n:i since:d? told:d? older:x sides:a months:a rows:a chart:g?"
#define METRIC_MONTH "month:d value:n? target:n? status:s needed:n? share:n? low:n? high:n? accounts:i n:i verdict:s told_by_months:i? since:d?"
#define AUDIT "action:s issue:s? measure:s? effect:n? low:n? high:n? verdict:s n_treated:i n_control:i cost_minor:i? note:s? grade:s"
#define SETTING "name:s value:n unit:s? note:s?"
#define ACCOUNT "id:i name:s segment:s region:s country:s value_minor:i? renewal:d? heard:b last_heard:d? comments:i issues:a status:s"

static void check_issue(const json_t *i, const char *rest)
{
    char shape[1024];
    (void)snprintf(shape, sizeof shape, "%s %s", ISSUE, rest);
    check_shape(i, "Issue", shape);
    check_each(i, "effects", EFFECT);
    if (!json_is_null(field(i, "cost_of_doing_nothing_minor")))
        check_shape(field(i, "cost_of_doing_nothing_minor"), "cost", "estimate:i low:i high:i horizon_days:i");
    if (!json_is_null(field(i, "action")))
        check_shape(field(i, "action"), "action", "name:s verdict:s");
}

static void the_book_answers_as_the_contract_says(void **state)
{
    (void)state;
    json_t *o = ask(answer_book, all_query);
    check_shape(o, "book", "company:s book:s as_of:d currency:s engine:s version:s accounts:i computed:b files_behind:i");
    assert_true(json_is_true(field(o, "computed")));
    assert_string_equal(text(o, "company"), "acme");
    assert_string_equal(text(o, "as_of"), "2025-09-30");
    assert_true(strstr(text(o, "engine"), on_server ? "postgresql 1" : "duckdb 1.") == text(o, "engine"));
    assert_int_equal(number(o, "accounts"), 4);
    json_decref(o);
}

static void money_answers_as_the_contract_says(void **state)
{
    (void)state;
    json_t *o = ask(answer_money, all_query);
    check_shape(o, "money", "headline:o coverage:o ledger:o handling_together_minor:i? issues_together_minor:o? issues:a signals:a metrics:a audits:a settings:a");
    check_shape(field(o, "headline"), "headline", "title:s subtitle:s nothing_found:x cost_minor:o?");
    check_shape(field(o, "headline.cost_minor"), "cost_minor", "estimate:i low:i high:i");
    check_shape(field(o, "coverage"), "coverage", "accounts_heard_share:n revenue_heard_share:n accounts_heard:i accounts:i by_role:a chart:g rows:a");
    check_each(o, "coverage.rows", "text:s file:s line:i");
    assert_int_equal(json_array_size(field(o, "coverage.rows")), 2);
    assert_string_equal(text(o, "coverage.rows.0.text"), "\xC3\x86r\xC3\xB8 Foods answered a survey on 2025-09-01");
    check_each(o, "coverage.by_role", "role:s heard:i total:i share:n");
    check_shape(field(o, "ledger"), "ledger", "invoiced_minor:i matched_minor:i difference_minor:i currency:s note:s");
    for (size_t i = 0; i < json_array_size(field(o, "issues")); i++) {
        const json_t *issue = json_array_get(field(o, "issues"), i);
        check_issue(issue, "charts:o");
        check_shape(field(issue, "charts"), "charts", "cost:g? weekly:g?");
    }
    check_each(o, "signals", SIGNAL " chart:g");
    check_each(o, "metrics", METRIC);
    const json_t *apart = json_array_get(field(o, "metrics"), 0), *other = json_array_get(field(o, "metrics"), 1);
    check_each(apart, "months", METRIC_MONTH);
    check_each(apart, "sides", "side:s touchpoint:s words:s needed:n share:n low:n high:n accounts:i n:i state:s");
    assert_true(json_array_size(field(apart, "sides")) == 2 && json_array_size(field(other, "sides")) == 0);
    assert_string_equal(text(json_array_get(field(apart, "sides"), 0), "state"), "red");
    assert_int_equal(json_array_size(field(apart, "months")), 3);
    assert_string_equal(text(apart, "since"), "2025-07-01");
    assert_string_equal(text(apart, "told"), "2025-08-01");
    assert_true(json_is_false(field(apart, "older")) && strstr(text(apart, "chart"), "Apart since Jul 2025"));
    assert_true(json_array_size(field(other, "months")) == 0 && json_is_null(field(other, "since")) && json_is_null(field(other, "chart")));
    check_each(o, "audits", AUDIT);
    check_each(o, "settings", SETTING);
    json_decref(o);
}

static void the_headline_names_the_largest_and_counts_nothing_twice(void **state)
{
    (void)state;
    json_t *o = ask(answer_money, all_query);
    print_message("# %s | %s\n", text(o, "headline.title"), text(o, "headline.subtitle"));
    assert_non_null(strstr(text(o, "headline.title"), "\xE2\x82\xAC" "1.04\xC2\xA0M of the next twelve months at risk"));
    assert_int_equal(number(o, "headline.cost_minor.estimate"), 104000000);
    assert_int_equal(number(o, "headline.cost_minor.low"), 62000000);
    assert_non_null(strstr(text(o, "headline.subtitle"), "together they all cost \xE2\x82\xAC" "1.50\xC2\xA0M, an account that several touch counted once"));
    assert_non_null(strstr(text(o, "headline.subtitle"), "71"));
    assert_non_null(strstr(text(o, "headline.subtitle"), "to the cent"));
    json_decref(o);
}

static void one_ranked_issue_is_told_alone(void **state)
{
    (void)state;
    Headline h;
    book_sql(&book, "UPDATE d_value SET rank = NULL, cost = NULL WHERE issue_id = 2");
    assert_int_equal(answer_headline(book.s, &book.a, &h, &book.err), ST_OK);
    print_message("# %.*s | %.*s\n", STR_ARG(h.title), STR_ARG(h.subtitle));
    assert_true(str_has(h.title, STR("\xE2\x82\xAC" "1.04\xC2\xA0M of the next twelve months at risk")));
    assert_false(str_has(h.subtitle, STR("together")));
    assert_int_equal(h.ranked, 1);
    assert_false(h.nothing_found);
    assert_false(str_has(h.subtitle, STR("no rate")));
    book_sql(&book, "INSERT INTO d_summary VALUES ('foreign_accounts', '3'), ('foreign_amounts', 'JPY 250000 USD 120000')");
    assert_int_equal(answer_headline(book.s, &book.a, &h, &book.err), ST_OK);
    assert_true(str_has(h.subtitle, STR("Contracts of 3 accounts in other currencies count as nothing (\xC2\xA5" "250,000, $1,200.00 a year): the data have no rate for them.")));
}

static void nothing_told_apart_says_what_would_be_needed(void **state)
{
    (void)state;
    book_sql(&book, "UPDATE d_value SET rank = NULL, cost = NULL");
    book_sql(&book, "UPDATE d_effect SET q = 0.5");
    json_t *o = ask(answer_money, all_query);
    assert_string_equal(text(o, "headline.title"), "Nothing here can be told apart from chance");
    print_message("# %s\n", text(o, "headline.subtitle"));
    /* The smallest standard error is 0.02 over 412 decisions: 2.8 x 0.02 = 5.6 points, and 412 x (5.6 / 5)^2 = 516.8. */
    assert_non_null(strstr(text(o, "headline.nothing_found"), "5.6 points"));
    assert_non_null(strstr(text(o, "headline.nothing_found"), "517 decisions"));
    assert_true(json_is_null(field(o, "headline.cost_minor")));
    json_decref(o);
}

static void ranked_issues_come_first_and_the_rest_say_why_not(void **state)
{
    (void)state;
    json_t *o = ask(answer_issues, all_query);
    check_shape(o, "issues", "handling_together_minor:i issues_together_minor:o issues:a");
    check_shape(field(o, "issues_together_minor"), "together", "estimate:i low:i high:i");
    assert_int_equal(number(field(o, "issues_together_minor"), "estimate"), 150000000);
    assert_int_equal(number(o, "handling_together_minor"), 4650000);
    static const int64_t order[] = { 1, 2, 3, 4 };
    for (size_t i = 0; i < COUNT_OF(order); i++)
        assert_int_equal(number(json_array_get(field(o, "issues"), i), "id"), order[i]);
    assert_true(json_is_null(field(o, "issues.0.reason")));
    assert_string_equal(text(o, "issues.2.reason"), "not told apart from chance");
    assert_true(json_is_null(field(o, "issues.3.rank")));
    assert_string_equal(text(o, "issues.3.grade"), "D");
    assert_string_equal(text(o, "issues.0.action.verdict"), "worked");
    assert_true(json_is_null(field(o, "issues.1.owner")));
    assert_true(json_is_string(field(o, "issues.0.charts.weekly")));
    assert_true(json_is_null(field(o, "issues.3.charts.weekly")));
    json_decref(o);
}

static void drivers_answer_as_the_contract_says(void **state)
{
    (void)state;
    book_sql(&book,
        "INSERT INTO d_outcome VALUES ('renewal', 1, 'chance of renewal', 'share', 4, 3, 0.75, DATE '2024-01-01', DATE '2025-01-01', 1, 2, 3), ('nps', 4, 'score given, 0 to 10', 'points', 0, 0, NULL, NULL, NULL, 0, 0, 0);"
        "INSERT INTO d_driver_fit VALUES ('renewal', 'yes or no', 400, 90, 2, 0.2, 0.1, 0.3, 1.5, 200, ''), ('nps', 'ordered', 3, 2, 1, NULL, NULL, NULL, NULL, 0, 'too few to say: 3 rows');"
        "INSERT INTO d_driver VALUES ('renewal', 1, 'too late', 'experience', 0.15, 0.1, 0.2, 0.15, 0.9, 1, -0.3, 0, '', NULL, NULL, NULL, NULL, NULL, NULL, 0.1, 0.2),"
        "  ('renewal', 2, 'pays late', 'behaviour', 0.05, NULL, NULL, 0.05, 0.1, 1, 0.1, 1, 'must-have', 2, 1, 3, 0.5, 0.1, 0.9, NULL, NULL);"
        "INSERT INTO d_effect_more VALUES (1, 'renewal', 'share', -0.13, 0.01, -0.1, 0.12, 0.8, 0.4, 0.02, 'AIPW');"
        "INSERT INTO d_effect_few VALUES (1, 'nps', -0.2, -0.5, 0.1, 0.2, -1, -3, NULL, 1, 'by few');"
        "INSERT INTO d_effect_part VALUES (1, 'renewal', 'Core', 100, 90, -0.12, -0.125, -0.18, -0.07);"
        "INSERT INTO d_surface VALUES ('Delivery', 120, 30, 0.4, 'a1', 0.5, 0.3, 0.7, ''), ('Delivery', 120, 30, NULL, 'a2', NULL, NULL, NULL, 'too few');"
        "INSERT INTO d_chain VALUES (1, 'use', 300, 200, 0.2, 0.1, 0.3, 0.02, 0.01, 0.03, 0.004, 0.001, 0.008, -0.1, -0.2, -0.05, ''), (1, 'score', 3, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'too few to say');"
        "INSERT INTO d_hazard_fit VALUES ('cox', 100, 50, 20, 10, -300, 0.6, ''), ('fine-gray reduced', 100, 50, 12, 10, -90, NULL, '');"
        "INSERT INTO d_hazard VALUES ('cox', 1, 'too late', 2, 1.5, 3, 0.001, 'met it'), ('cox', 2, 'flat', NULL, NULL, NULL, NULL, 'a day');"
        "INSERT INTO d_effect VALUES (1, 'nps', -2, -2.5, -1.5, 0.2, 0.001, 0.001, -2.2, -3, -1, 100, 200, 300, 0, 0, 2, 'B', 'r', 'm');"
        "INSERT INTO d_option (option_id, name, issue, issue_id, owner, eager, convince, needs, alone, once, yearly, people, months, share_from, grade, reason) VALUES"
        "  (90, 'x', 'i', 1, 'o', 'Sales', '', '', FALSE, 0, 0, 0, 1, 'typed', 'D', ''), (91, 'y', 'i', 1, 'o', 'Plant', 'Finance', '', FALSE, 0, 0, 0, 1, 'typed', 'D', '');"
        "INSERT INTO d_end VALUES ('lost', 1, 0.1, 0.05, 0.15);"
        "INSERT INTO d_look_back VALUES ('top', 1, 'scored 9 or 10', 40, 30, 0.9, 0.8, 0.95, 1.8, 1.7, 1.9), ('low', 2, 'scored below 7', 3, 3, NULL, NULL, NULL, NULL, NULL, NULL);"
        "INSERT INTO d_mouth_item VALUES ('Q5', 'To how many have you recommended us?', 'recommended');"
        "INSERT INTO d_mouth VALUES ('asked', 'recommended', 'all', 1, 500, 190, 700, 1.4, 1.2, 1.6, 'B', ''), ('asked', 'warned', 'all', 2, 500, 190, 3, NULL, NULL, NULL, 'D', 'too few to say: 3 of 190 companies; 10 of 20 are needed');"
        "INSERT INTO d_mouth_worth VALUES ('customer', 30, 1600000, 60000, 3200000, 'C', ''), ('act', 30, NULL, NULL, NULL, 'D', 'too few to say');");
    json_t *o = ask(answer_drivers, all_query);
    check_shape(field(o, "word_of_mouth"), "Mouth", "asked:a rates:a worth:a chart:g?");
    check_each(o, "word_of_mouth.asked", "question:s way:s");
    check_each(o, "word_of_mouth.rates", "source:s way:s band:s n:i accounts:i acts:i estimate:o? grade:s note:s?");
    check_each(o, "word_of_mouth.worth", "part:s n:i value_minor:o? grade:s note:s?");
    assert_string_equal(text(o, "word_of_mouth.asked.0.question"), "To how many have you recommended us?");
    assert_true(json_is_null(field(o, "word_of_mouth.rates.1.estimate")));
    assert_int_equal(number(o, "word_of_mouth.worth.0.value_minor.low"), 60000);
    assert_true(json_is_null(field(o, "word_of_mouth.worth.1.value_minor")));
    check_shape(o, "drivers", "outcomes:a drivers:a effects:a surfaces:a chains:a hazards:a endings:a look_back:a sweet_spots:a sweet_chart:g? word_of_mouth:o satisfaction_index:o?");
    assert_true(json_is_null(field(o, "satisfaction_index")));
    check_each(o, "outcomes", "outcome:s words:s unit:s n:i accounts:i mean:n? first:d? last:d? late:i ended:i unknown:i");
    check_each(o, "drivers", "outcome:s kind:s n:i accounts:i fit:o? condition:n? draws:i note:s? chart:g? drivers:a");
    check_each(o, "drivers.0.drivers", "rank:i driver:s source:s share:n low:n? high:n? weight:n weight_low:n? weight_high:n? first:n top:n along:n tied:i label:s? penalty:o? reward:o?");
    check_each(o, "effects", "issue:o outcome:s unit:s? adjusted:o? raw:o? n_exposed:i n_unexposed:i n_accounts:i q:n? grade:s reason:s second:n? second_way:s? outside:n? balance:n? e_value:n? placebo:o? placebo_p:n? segments_p:n? few:o? few_p:n? few_way:s? segments:a");
    check_each(o, "chains", "issue:o behaviour:s n:i accounts:i moved:o? moves:o? through:o? past:o? note:s?");
    check_each(o, "hazards", "model:s n:i accounts:i lost:i late:i loglik:n? concordance:n? note:s? drivers:a");
    check_each(o, "surfaces", "item:s n:i accounts:i r2:n? part:s estimate:o? note:s?");
    check_each(o, "endings", "ending:s year:i share:n low:n high:n");
    check_each(o, "look_back", "part:s words:s n:i accounts:i estimate:o? stayed_years:o?");
    assert_string_equal(text(o, "drivers.0.drivers.0.driver"), "too late");
    check_each(o, "sweet_spots", "issue:o importance:o? importance_grade:s value_minor:o? value_grade:s cost_to_serve_minor_per_year:i owner:s? eager:s? convince:s? options:i");
    assert_string_equal(text(o, "sweet_spots.0.eager"), "Sales, Plant");
    assert_string_equal(text(o, "sweet_spots.0.convince"), "Finance");
    assert_int_equal(number(o, "sweet_spots.0.value_minor.estimate"), 104000000);
    assert_true(json_real_value(field(o, "sweet_spots.0.importance.low")) > 1.4);
    assert_true(json_is_null(field(o, "sweet_spots.3.importance")));
    assert_string_equal(text(o, "drivers.1.note"), "too few to say: 3 rows");
    assert_true(json_is_null(field(o, "drivers.1.fit")));
    assert_string_equal(text(o, "effects.0.segments.0.segment"), "Core");
    assert_true(json_real_value(field(o, "drivers.0.drivers.0.weight_high")) > 0.19);
    assert_string_equal(text(o, "effects.0.second_way"), "AIPW");
    assert_true(json_is_null(field(o, "effects.0.few")));
    json_decref(o);
    AnswerQuery q = all_query;
    q.by = STR("nps");
    o = ask(answer_drivers, q);
    assert_int_equal(json_array_size(field(o, "drivers")), 1);
    json_decref(o);
    q.by = STR("weather");
    Buf b;
    buf_init(&b, 1 << 16);
    assert_int_equal(ask_text(answer_drivers, &q, &b), ST_USAGE);
    buf_release(&b);
}

static void an_issue_answers_as_the_contract_says(void **state)
{
    (void)state;
    for (int64_t id = 1; id <= 4; id++) {
        AnswerQuery q = all_query;
        q.id = id;
        json_t *o = ask(answer_issue, q);
        check_issue(o, "owner_why:s? rule:s chain:o stay:o? charts:o quotes:a exposed:a segments:a annuity:o? explain:o");
        check_shape(field(o, "chain"), "chain", "experience:o behaviour:o renewal:o? money:o");
        check_shape(field(o, "chain.experience"), "Step", "title:s value:s note:s grade:s?");
        check_shape(field(o, "chain.behaviour"), "Step", "title:s value:s note:s grade:s?");
        check_shape(field(o, "chain.money"), "Step", "title:s value:s note:s grade:s?");
        check_shape(field(o, "charts"), "charts", "stay:g? cost:g? weekly:g? effect:g?");
        check_each(o, "quotes", "text:s spans:a account:o? role:s? date:d value_minor:i? renewal:d? comment:s? permission:s clip:o? file:s line:i");
        check_each(o, "exposed", "id:i name:s segment:s times:i value_minor:i? renewal:d?");
        check_each(o, "segments", "segment:s? accounts:i value_minor:i n_exposed:i n_unexposed:i effect:o?");
        check_shape(field(o, "explain"), "Explain", "method:s assumptions:a diagnostics:a rows:a change:s");
        check_each(o, "explain.assumptions", SETTING);
        check_each(o, "explain.rows", "text:s file:s line:i");
        json_decref(o);
    }
}

/* Three rows typed here: hours and money added by hand, people through the setting of 1,600 hours. */
static void what_prevention_gives_back_is_told_by_year_as_hours_people_and_money(void **state)
{
    (void)state;
    AnswerQuery q = all_query;
    book_sql(&book, "INSERT INTO d_annuity VALUES (1, 1, 200, 150, 260, 930000, 800, 9000000, ''), (1, 2, 100, 60, 150, 470000, 400, 4000000, ''), (2, 0, 0, 0, 0, 0, 0, 0, 'too few contacts');"
                    "INSERT INTO d_annuity_more VALUES (1, 0, 0, 11000000, 15000000), (1, 1, 50, 7000000, 10500000);");
    q.id = 1;
    json_t *o = ask(answer_issue, q);
    check_shape(field(o, "annuity"), "Annuity", "years:a hours:n people:n person_hours:n present_minor:i present_low_minor:i? present_high_minor:i? note:s?");
    check_each(o, "annuity.years", "year:i contacts:n low:n high:n hours:n people:n cost_minor:i present_minor:i present_low_minor:i? present_high_minor:i? estimated:n");
    assert_int_equal(json_array_size(field(o, "annuity.years")), 2);
    assert_true(json_number_value(field(o, "annuity.years.0.people")) == 0.5);
    assert_true(json_number_value(field(o, "annuity.hours")) == 1200 && json_number_value(field(o, "annuity.people")) == 0.375);
    assert_int_equal(number(o, "annuity.present_minor"), 13000000);
    assert_true(number(o, "annuity.present_low_minor") == 11000000 && number(o, "annuity.present_high_minor") == 15000000);
    assert_true(number(o, "annuity.years.0.present_low_minor") == 7000000 && number(o, "annuity.years.0.estimated") == 50);
    assert_true(json_is_null(field(o, "annuity.years.1.present_low_minor")) && number(o, "annuity.years.1.estimated") == 0);
    json_decref(o);
    q.id = 2;
    o = ask(answer_issue, q);
    assert_int_equal(json_array_size(field(o, "annuity.years")), 0);
    assert_string_equal(text(o, "annuity.note"), "too few contacts");
    json_decref(o);
    q.id = 3;
    o = ask(answer_issue, q);
    assert_true(json_is_null(field(o, "annuity")));
    json_decref(o);
    book_sql(&book, "DELETE FROM d_annuity; DELETE FROM d_annuity_more;");
}

static void below_grade_a_nothing_is_said_to_cause(void **state)
{
    (void)state;
    for (int64_t id = 1; id <= 4; id++) {
        AnswerQuery q = all_query;
        Buf b;
        q.id = id;
        buf_init(&b, 1 << 24);
        assert_int_equal(ask_text(answer_issue, &q, &b), ST_OK);
        assert_false(str_ihas(buf_str(&b), STR("causes")));
        assert_false(str_ihas(buf_str(&b), STR("because of")));
        assert_false(str_ihas(buf_str(&b), STR("leads to")));
        buf_release(&b);
    }
}

static void spans_of_a_quote_count_utf16_units(void **state)
{
    (void)state;
    AnswerQuery q = all_query;
    q.id = 1;
    json_t *o = ask(answer_issue, q);
    /* An emoji is two units, a space one: "Too late" begins at 3; "ä" is two bytes but one unit. */
    static const char want[] = "[[3,11],[13,20]]";
    char *got = json_dumps(field(o, "quotes.0.spans"), JSON_COMPACT);
    assert_string_equal(got, want);
    assert_string_equal(text(o, "quotes.0.role"), "Plant manager");
    assert_string_equal(text(o, "quotes.0.file"), "survey/2025.csv");
    assert_true(json_is_null(field(o, "quotes.1.account")));
    free(got);
    json_decref(o);
}

/* 700 accounts more meet it, each with a contract of its own: 500 are listed, all are added up, beside the effect of their segment; oracle: sums by hand. */
static void segments_are_added_up_from_the_whole_book(void **state)
{
    (void)state;
    AnswerQuery q = all_query;
    q.id = 1;
    json_t *before = ask(answer_issue, q), *o;
    int64_t n = 0, listed = 0, was = 0, value = 0;
    for (size_t i = 0; i < json_array_size(field(before, "segments")); i++)
        was += json_integer_value(json_object_get(json_array_get(field(before, "segments"), i), "value_minor"));
    book_sql(&book, "INSERT INTO d_account SELECT 5000 + i, 'Many ' || CAST(i AS TEXT), NULL, 'Crowd', 'x', 'DE', 'x', NULL, NULL, FALSE, 1 FROM generate_series(1, 700) AS g(i);"
                    "INSERT INTO d_decision SELECT 5000 + i, 1, DATE '2025-12-01', NULL, 100 + i, 'EUR', 1, 2 FROM generate_series(1, 700) AS g(i);"
                    "INSERT INTO d_exposed_now SELECT 5000 + i, 1, 1 FROM generate_series(1, 700) AS g(i);"
                    "INSERT INTO d_effect_part VALUES (1, 'renewal', 'Crowd', 40, 60, -0.2, -0.15, -0.25, -0.05), (1, 'nps', 'Crowd', 1, 1, 9, 9, 9, 9), (1, 'renewal', 'Gone', 5, 6, -0.1, -0.1, -0.3, 0.1), (2, 'renewal', 'Crowd', 1, 1, 9, 9, 9, 9)");
    o = ask(answer_issue, q);
    assert_int_equal(json_array_size(field(o, "exposed")), 500);
    for (size_t i = 0; i < json_array_size(field(o, "segments")); i++) {
        const json_t *s = json_array_get(field(o, "segments"), i);
        bool crowd = !strcmp(text(s, "segment"), "Crowd"), gone = !strcmp(text(s, "segment"), "Gone");
        n += number(s, "accounts");
        value += number(s, "value_minor");
        listed += crowd || gone;
        if (crowd) {
            assert_int_equal(number(s, "accounts"), 700);
            assert_int_equal(number(s, "value_minor"), 700 * 100 + 700 * 701 / 2);
            assert_int_equal(number(s, "n_exposed"), 40);
            assert_int_equal(number(s, "n_unexposed"), 60);
            check_digits(json_real_value(field(s, "effect.low")), -0.25, 12);
        } else if (gone) {
            assert_int_equal(number(s, "accounts"), 0);
            check_digits(json_real_value(field(s, "effect.high")), 0.1, 12);
        } else {
            assert_true(json_is_null(field(s, "effect")));
        }
    }
    assert_int_equal(listed, 2);
    assert_int_equal(n, 702);
    assert_int_equal(value, was + 700 * 100 + 700 * 701 / 2);
    book_sql(&book, "DELETE FROM d_account WHERE account_id > 5000; DELETE FROM d_decision WHERE account_id > 5000; DELETE FROM d_exposed_now WHERE account_id > 5000; DELETE FROM d_effect_part");
    json_decref(before);
    json_decref(o);
}

static void exposed_accounts_come_by_value(void **state)
{
    (void)state;
    AnswerQuery q = all_query;
    q.id = 1;
    json_t *o = ask(answer_issue, q);
    assert_int_equal(json_array_size(field(o, "exposed")), 2);
    assert_int_equal(number(o, "exposed.0.id"), 2);
    assert_int_equal(number(o, "exposed.0.value_minor"), 5500000);      /* the nearest open renewal */
    assert_string_equal(text(o, "exposed.0.renewal"), "2026-01-10");
    assert_string_equal(text(o, "exposed.1.renewal"), "2025-10-15");    /* the anniversary */
    assert_non_null(strstr(text(o, "explain.rows.0.text"), "O-1"));
    json_decref(o);
}

static void accounts_answer_as_the_contract_says(void **state)
{
    (void)state;
    json_t *o = ask(answer_accounts, all_query);
    check_shape(o, "accounts", "total:i page:i per_page:i segments:a accounts:a");
    check_each(o, "accounts", ACCOUNT);
    check_each(o, "accounts.0.issues", "id:i name:s times:i");
    assert_int_equal(number(o, "total"), 4);
    assert_int_equal(number(o, "accounts.0.id"), 2);
    assert_int_equal(number(o, "accounts.1.id"), 1);
    assert_string_equal(text(o, "accounts.2.status"), "lost");
    assert_string_equal(text(o, "accounts.3.status"), "unknown");
    assert_true(json_is_true(field(o, "accounts.1.heard")));
    assert_true(json_is_false(field(o, "accounts.0.heard")));           /* heard once, but years ago */
    assert_string_equal(text(o, "accounts.0.last_heard"), "2023-01-05");
    assert_int_equal(json_array_size(field(o, "accounts.0.issues")), 2);
    char *segments = json_dumps(field(o, "segments"), JSON_COMPACT);
    assert_string_equal(segments, "[\"Core\",\"Strategic\",\"unknown\"]");
    free(segments);
    json_decref(o);
}

static void first_account(AnswerQuery q, int64_t total, int64_t id)
{
    json_t *o = ask(answer_accounts, q);
    assert_int_equal(number(o, "total"), total);
    if (id)
        assert_int_equal(number(o, "accounts.0.id"), id);
    else
        assert_int_equal(json_array_size(field(o, "accounts")), 0);
    json_decref(o);
}

static void accounts_are_searched_sorted_and_paged(void **state)
{
    (void)state;
    AnswerQuery q = all_query;
    q.sort = STR("name");
    first_account(q, 4, 2);                                    /* belmont < cassin < ünal < ærø, by folded bytes: c3 a6 before c3 bc */
    q.sort = STR("renewal");
    first_account(q, 4, 1);
    q = all_query;
    q.q = STR("\xC3\xA6R\xC3\x98");                            /* æRØ finds Ærø */
    first_account(q, 1, 1);
    q.q = STR("nobody of that name");
    first_account(q, 0, 0);
    q = all_query;
    q.segment = STR("Core");
    first_account(q, 2, 1);
    q = all_query;
    q.per_page = 1;
    q.page = 2;
    first_account(q, 4, 1);
    q.page = INT64_MAX;
    first_account(q, 4, 0);
    q = all_query;
    q.sort = STR("luck");
    Buf b;
    buf_init(&b, 1000);
    assert_int_equal(ask_text(answer_accounts, &q, &b), ST_USAGE);
    buf_release(&b);
}

/* Oracle: the sums of the accounts themselves. Account 4 has no row in d_family and stands alone. */
static void money_and_issues_add_up_by_parent_and_by_segment(void **state)
{
    (void)state;
    static const char *const by[] = { "", "parent", "segment", "region", "account" };
    static const size_t groups[] = { 2, 2, 0, 0, 4 };
    json_t *o = ask(answer_accounts, all_query);
    int64_t value = 0, exposures = 0, family = 0;
    for (size_t i = 0; i < 4; i++) {
        const json_t *row = json_array_get(field(o, "accounts"), i) , *worth = json_object_get(row, "value_minor");
        bool active = !strcmp(json_string_value(json_object_get(row, "status")), "active");
        int64_t v = active && json_is_integer(worth) ? json_integer_value(worth) : 0;
        value += v;
        family += json_integer_value(json_object_get(row, "id")) <= 3 ? v : 0;
        exposures += (int64_t)json_array_size(json_object_get(row, "issues"));
    }
    assert_true(value > 0 && exposures > 0);
    json_decref(o);
    for (size_t k = 0; k < COUNT_OF(by); k++) {
        AnswerQuery q = all_query;
        q.by = str_of(by[k]);
        o = ask(answer_rollup, q);
        const json_t *list = field(o, "groups");
        int64_t accounts = 0, sum = 0, seen = 0;
        for (size_t i = 0; i < json_array_size(list); i++) {
            const json_t *g = json_array_get(list, i), *issues = json_object_get(g, "issues");
            accounts += json_integer_value(json_object_get(g, "accounts"));
            sum += json_integer_value(json_object_get(g, "value_minor"));
            for (size_t x = 0; x < json_array_size(issues); x++)
                seen += json_integer_value(json_object_get(json_array_get(issues, x), "accounts"));
            if (k < 2 && json_integer_value(json_object_get(g, "id")) == 1)
                assert_true(json_integer_value(json_object_get(g, "accounts")) == 3 && json_integer_value(json_object_get(g, "value_minor")) == family);
        }
        assert_true(accounts == 4 && sum == value && seen == exposures);
        if (groups[k])
            assert_int_equal(json_array_size(list), groups[k]);
        json_decref(o);
    }
    AnswerQuery q = all_query;
    q.by = STR("luck");
    Buf b;
    buf_init(&b, 1000);
    assert_int_equal(ask_text(answer_rollup, &q, &b), ST_USAGE);
    buf_release(&b);
}

static void an_account_answers_as_the_contract_says(void **state)
{
    (void)state;
    AnswerQuery q = all_query;
    for (q.id = 1; q.id <= 4; q.id++) {
        json_t *o = ask(answer_account, q);
        check_shape(o, "account", ACCOUNT " family:o? quoting:o exposure:a contacts:a aliases:a timeline:a charts:o forecast:o? lifetime:o? expects:a said:a fields_total:i fields:a");
        check_each(o, "contacts", "name:s role:s? heard:b last_heard:d?");
        check_each(o, "aliases", "alias:i source:s name:s? external_id:s? email:s? how:s probability:n");
        check_each(o, "timeline", "at:d kind:s title:s text:s? tone:s comment:s? clip:o? file:s line:i");
        check_shape(field(o, "charts"), "charts", "usage:g?");
        json_decref(o);
    }
}

/* Oracle: 2 is below 1 and 3 below 2, as the book says; 4 has nobody. */
static void a_family_is_told_from_where_one_stands(void **state)
{
    (void)state;
    static const struct { int64_t id; const char *is; } want[3][2] = { { { 2, "child" }, { 3, "relative" } }, { { 1, "parent" }, { 3, "child" } }, { { 2, "parent" }, { 1, "top" } } };
    AnswerQuery q = all_query;
    for (q.id = 1; q.id <= 4; q.id++) {
        json_t *o = ask(answer_account, q);
        const json_t *family = json_object_get(o, "family");
        if (q.id == 4)
            assert_true(json_is_null(family));
        for (size_t i = 0; q.id < 4 && i < 2; i++) {
            const json_t *one = json_array_get(json_object_get(family, "relatives"), i);
            check_each(family, "relatives", "id:i name:s is:s how:s");
            assert_int_equal(json_integer_value(json_object_get(one, "id")), want[q.id - 1][i].id);
            assert_string_equal(json_string_value(json_object_get(one, "is")), want[q.id - 1][i].is);
            assert_string_equal(json_string_value(json_object_get(one, "how")), "id");
            assert_true(json_integer_value(json_object_get(family, "accounts")) == 3 && json_integer_value(json_object_get(json_object_get(family, "top"), "id")) == 1);
        }
        json_decref(o);
    }
}

/* Oracle: alias 5 was joined with 1 by evidence of 5.75 bits; 1 is the account's own record, 6 is nobody's. */
static void a_link_names_the_record_it_was_joined_with(void **state)
{
    (void)state;
    static const struct { const char *q; int64_t other; size_t steps; } want[] = { { "5", 1, 3 }, { "1", 0, 0 }, { "6", 0, 0 } };
    for (size_t i = 0; i < COUNT_OF(want); i++) {
        AnswerQuery q = all_query;
        double bits = 0;
        q.q = str_of(want[i].q);
        json_t *o = ask(answer_links, q);
        check_each(o, "links", "alias:i source:s name:s? id:s? email:s? domain:s? account:i? account_name:s? probability:n how:s other:o? evidence:a");
        const json_t *one = json_array_get(field(o, "links"), 0), *other = json_object_get(one, "other"), *steps = json_object_get(one, "evidence");
        assert_true(want[i].other ? json_integer_value(json_object_get(other, "alias")) == want[i].other : json_is_null(other));
        assert_int_equal(json_array_size(steps), want[i].steps);
        for (size_t k = 0; k < want[i].steps; k++)
            bits += json_number_value(json_object_get(json_array_get(steps, k), "bits"));
        assert_true(fabs(bits - (want[i].steps ? 5.75 : 0)) < 1e-9);
        json_decref(o);
    }
}

typedef struct Compared {
    int64_t last;
    size_t  n;
} Compared;

static Status as_one_alone(void *ctx, int64_t id, Str json, Err *err)
{
    Compared *k = ctx;
    AnswerQuery q = all_query;
    Arena a;
    Buf b;
    JsonOut j;
    q.id = id;
    arena_init(&a);
    buf_init(&b, 1 << 24);
    json_init(&j, &b);
    Status st = answer_account(book.s, &q, &a, &j, err);
    assert_int_equal(st, ST_OK);
    if (!str_eq(json, buf_str(&b)))
        fail_msg("account %lld, read with others: %.*s\nalone: %.*s", (long long)id, STR_ARG(json), STR_ARG(buf_str(&b)));
    assert_true(id > k->last);
    k->last = id;
    k->n++;
    buf_release(&b);
    arena_release(&a);
    return ST_OK;
}

/* Oracle: each account read by itself. */
static void cards_of_many_are_those_of_each(void **state)
{
    (void)state;
    static const struct { int64_t from, to; size_t n; } row[] = { { 0, INT64_MAX, 4 }, { 1, 4, 4 }, { 2, 3, 2 }, { 4, 4, 1 }, { 5, 900, 0 }, { 3, 2, 0 } };
    for (size_t i = 0; i < COUNT_OF(row); i++) {
        Compared k = { 0, 0 };
        assert_int_equal(answer_cards(book.s, row[i].from, row[i].to, as_one_alone, &k, &book.err), ST_OK);
        assert_int_equal(k.n, row[i].n);
    }
}

/* The most rows of one account are counted for each; the first of each are those that it has alone. */
static void limits_hold_for_each_account(void **state)
{
    (void)state;
    static const int sql[] = { SQL_MOMENT_DELIVERIES, SQL_MOMENT_TICKETS, SQL_MOMENT_RESPONSES, SQL_MOMENT_INVOICES, SQL_MOMENT_DECISIONS, SQL_MOMENT_CHURNS,
                               SQL_MOMENT_SAID, SQL_MOMENT_SILENCES, SQL_REPORT_ALIASES, SQL_REPORT_ACCOUNT_SAID };
    enum { MANY = 1000 };
    size_t accounts = 0, cut = 0;
    for (size_t i = 0; i < COUNT_OF(sql); i++) {
        Table one, all;
        size_t n_arg = sql[i] == SQL_MOMENT_DELIVERIES ? 4 : 3;
        const DbArg first[] = { DB_INT(0), DB_INT(INT64_MAX), DB_INT(1), DB_INT(0) }, every[] = { DB_INT(0), DB_INT(INT64_MAX), DB_INT(MANY), DB_INT(0) };
        assert_int_equal(store_fetch(book.s, sql[i], first, n_arg, &book.a, &one, &book.err), ST_OK);
        assert_int_equal(store_fetch(book.s, sql[i], every, n_arg, &book.a, &all, &book.err), ST_OK);
        const int64_t *id = col_int(&all, "account_id"), *kept = col_int(&one, "account_id");
        size_t n = 0;
        for (size_t r = 0; r < all.n; r++)
            if (!r || id[r] != id[r - 1]) {
                assert_true(n < one.n && kept[n] == id[r]);
                n++;
            }
        assert_int_equal(n, one.n);
        accounts = n > accounts ? n : accounts;
        cut += all.n > one.n;
    }
    assert_true(accounts >= 2 && cut >= 2);
}

/* Oracle: account 1 renews by anniversary, 10 000.00 a year; issue 1 costs 13.1 points of renewal (8.6 to 17.6) and is ranked. */
static void what_an_issue_puts_at_risk_is_its_effect_on_the_next_renewal(void **state)
{
    (void)state;
    AnswerQuery q = all_query;
    q.id = 1;
    json_t *o = ask(answer_account, q);
    check_each(o, "exposure", "id:i name:s official:s? times:i grade:s rank:i? estimate:n? low:n? high:n? at_risk_minor:o?");
    assert_int_equal(json_array_size(field(o, "exposure")), 1);
    assert_int_equal(number(o, "exposure.0.times"), 3);
    assert_int_equal(number(o, "exposure.0.at_risk_minor.estimate"), 131000);
    assert_int_equal(number(o, "exposure.0.at_risk_minor.low"), 86000);
    assert_int_equal(number(o, "exposure.0.at_risk_minor.high"), 176000);
    json_decref(o);
    q.id = 2;
    o = ask(answer_account, q);
    assert_int_equal(json_array_size(field(o, "exposure")), 2);
    assert_int_equal(number(o, "exposure.0.at_risk_minor.estimate"), 720500);
    json_decref(o);
}

/* The invoice was paid two days late. */
static void the_timeline_is_newest_first_and_has_every_kind(void **state)
{
    (void)state;
    AnswerQuery q = all_query;
    q.id = 1;
    json_t *o = ask(answer_account, q);
    static const struct { const char *at, *kind, *tone; } want[] = {
        { "2025-09-01", "survey", "harm" }, { "2025-08-09", "ticket", "harm" }, { "2025-08-08", "delivery", "harm" },
        { "2025-07-01", "invoice", "harm" }, { "2024-10-15", "renewal", "proof" } };
    assert_int_equal(json_array_size(field(o, "timeline")), COUNT_OF(want));
    for (size_t i = 0; i < COUNT_OF(want); i++) {
        const json_t *m = json_array_get(field(o, "timeline"), i);
        assert_string_equal(text(m, "at"), want[i].at);
        assert_string_equal(text(m, "kind"), want[i].kind);
        assert_string_equal(text(m, "tone"), want[i].tone);
    }
    assert_string_equal(text(o, "timeline.2.title"), "Delivered 7 days after the promised day");
    assert_non_null(strstr(text(o, "timeline.0.text"), "Too late"));
    assert_int_equal(json_array_size(field(o, "contacts")), 2);
    assert_true(json_is_true(field(o, "contacts.0.heard")));
    assert_true(json_is_false(field(o, "contacts.1.heard")));
    json_decref(o);
}

/* What was changed of one record at one instant is one moment; a hundred rows of them at most. */
static void changes_of_a_record_are_moments(void **state)
{
    (void)state;
    book_sql(&book, "INSERT INTO d_change VALUES (3, 1, 1, 'opportunity', 'O1', 'Renewal', 'Stage', 'Proposal', 'Won', TIMESTAMP '2026-05-03 10:00:00', 1, 2),"
                    "(3, 2, 1, 'opportunity', 'O1', 'Renewal', 'Amount', NULL, '10', TIMESTAMP '2026-05-03 10:00:00', 1, 2), (3, 3, 1, 'account', 'A', 'Any', 'Type', 'Customer', NULL, TIMESTAMP '2026-05-02 10:00:00', 1, 3)");
    book_sql(&book, "INSERT INTO d_change SELECT 3, g.i, 1, 'opportunity', 'O' || g.i, NULL, 'Stage', 'A', 'B', TIMESTAMP '2026-05-01 10:00:00', 1, 4 FROM generate_series(4, 150) AS g(i)");
    AnswerQuery q = all_query;
    q.id = 3;
    json_t *o = ask(answer_account, q);
    size_t n = 0;
    for (size_t i = 0; i < json_array_size(field(o, "timeline")); i++)
        n += strcmp(text(json_array_get(field(o, "timeline"), i), "kind"), "change") == 0;
    assert_int_equal(n, 99);
    assert_string_equal(text(o, "timeline.0.title"), "Deal changed: Renewal");
    assert_string_equal(text(o, "timeline.0.text"), "Stage: Proposal \xE2\x86\x92 Won; Amount: nothing \xE2\x86\x92 10");
    assert_string_equal(text(o, "timeline.1.title"), "Account changed");
    assert_string_equal(text(o, "timeline.1.text"), "Type: Customer \xE2\x86\x92 nothing");
    assert_string_equal(text(o, "timeline.2.title"), "Deal changed");
    json_decref(o);
    book_sql(&book, "DELETE FROM d_change");
}

static void a_timeline_stops_at_five_hundred(void **state)
{
    (void)state;
    book_sql(&book, "INSERT INTO f_ticket SELECT 1, 1000 + g.i, 1, 1, 100 + g.i, 4, NULL, 'x', TIMESTAMP '2025-01-01 00:00:00', NULL, NULL, 'again', '',"
                    " '', '', '', '', NULL, NULL, 0, NULL, FALSE FROM generate_series(1, 700) AS g(i)");
    AnswerQuery q = all_query;
    q.id = 4;
    json_t *o = ask(answer_account, q);
    assert_int_equal(json_array_size(field(o, "timeline")), 500);
    assert_string_equal(text(o, "last_heard"), "2025-01-01");       /* it answered nothing, and wrote */
    assert_true(json_is_true(field(o, "heard")));
    json_decref(o);
}

/* Of two calls and four things said in them the first of each; words of who forbids it are left out, what happened stays. */
static void the_timeline_has_what_was_said_elsewhere(void **state)
{
    static const struct { const char *at, *kind, *tone, *title; } want[] = {
        { "2026-01-04", "call", "normal", "Spoke in a call" }, { "2026-01-03", "call", "harm", "Spoke in a call: 3 things said, the first" },
        { "2026-01-02", "review", "proof", "Wrote a review" }, { "2026-01-01", "message", "normal", "Wrote in a ticket" } };
    (void)state;
    book_sql(&book, "INSERT INTO d_comment VALUES (4, 901, NULL, TIMESTAMP '2026-01-01 10:00:00', 'message', 'en', 'Any news?', NULL, NULL, 1, 2),"
                    "(4, 902, NULL, TIMESTAMP '2026-01-02 10:00:00', 'review', 'en', 'Good.', NULL, 0.4, 1, 2), (4, 903, NULL, TIMESTAMP '2026-01-03 10:00:00', 'call', 'en', 'Bad.', NULL, -0.4, 1, 2),"
                    "(4, 904, NULL, TIMESTAMP '2026-01-03 10:00:00', 'call', 'en', 'More.', NULL, 0.9, 1, 2), (4, 905, NULL, TIMESTAMP '2026-01-03 10:00:00', 'call', 'en', 'More.', NULL, 0.9, 1, 2),"
                    "(4, 906, NULL, TIMESTAMP '2026-01-04 10:00:00', 'call', 'en', 'Hello.', NULL, 0, 1, 2);");
    book_sql(&book, "INSERT INTO d_comment_call VALUES (4, 903, 1, 'A', 1, 1, 'Kim', 0, 1), (4, 904, 1, 'A', 3, 3, 'Kim', 2, 3), (4, 905, 1, 'A', 5, 5, 'Kim', 4, 5), (4, 906, 1, 'B', 1, 1, 'Kim', 0, 1)");
    AnswerQuery q = all_query;
    q.id = 4;
    json_t *o = ask(answer_account, q);
    for (size_t i = 0; i < COUNT_OF(want); i++) {
        const json_t *m = json_array_get(field(o, "timeline"), i);
        assert_string_equal(text(m, "at"), want[i].at);
        assert_string_equal(text(m, "kind"), want[i].kind);
        assert_string_equal(text(m, "tone"), want[i].tone);
        assert_string_equal(text(m, "title"), want[i].title);
    }
    assert_string_equal(text(o, "timeline.1.text"), "Bad.");
    book_sql(&book, "INSERT INTO verdict SELECT 990, 'voices', 'forbid', name, '', 'me', '', TIMESTAMP '2026-04-01 00:00:00' FROM d_account WHERE account_id = 4");
    json_decref(o);
    o = ask(answer_account, q);
    assert_string_equal(text(o, "timeline.1.title"), want[1].title);
    for (size_t i = 0; i < json_array_size(field(o, "timeline")); i++)
        assert_true(json_is_null(json_object_get(json_array_get(field(o, "timeline"), i), "text")));
    json_decref(o);
    book_sql(&book, "DELETE FROM verdict WHERE verdict_id = 990");
    book_sql(&book, "DELETE FROM d_comment WHERE account_id = 4 AND comment_id > 900");
    book_sql(&book, "DELETE FROM d_comment_call");
}

/* Nobody is silent beside his own ticket; one that was taken back says nothing. */
static void who_wrote_a_ticket_was_heard(void **state)
{
    (void)state;
    book_sql(&book, "INSERT INTO alias VALUES (7, 1, 'A1', '', 'p7', '', '', '', '', 1, 12); INSERT INTO d_alias VALUES (7, 1, 7, 1, 'id');"
                    "INSERT INTO f_ticket VALUES (1, 90, 1, 1, 90, 7, NULL, 't7', TIMESTAMP '2025-09-10 08:00:00', NULL, NULL, 'again', '', 'open', '', '', '', NULL, NULL, 0, NULL, FALSE),"
                    "  (1, 91, 1, 1, 91, 2, 2, 't8', TIMESTAMP '2025-09-11 08:00:00', NULL, NULL, 'mistaken', '', 'open', '', '', '', NULL, NULL, 0, NULL, FALSE)");
    AnswerQuery q = all_query;
    q.id = 1;
    json_t *o = ask(answer_account, q);
    assert_string_equal(text(o, "last_heard"), "2025-09-10");
    assert_string_equal(text(o, "contacts.0.last_heard"), "2025-09-01");
    assert_string_equal(text(o, "contacts.1.last_heard"), "2025-09-10");
    assert_true(json_is_true(field(o, "contacts.1.heard")));
    json_decref(o);
    q.id = 2;
    o = ask(answer_account, q);
    assert_string_equal(text(o, "last_heard"), "2023-01-05");
    json_decref(o);
}

/* The ticket's body is not told twice, a note of our own not at all; the address is that of the source record, whatever the comment's number. */
static void a_comment_has_an_address_and_what_was_said_around_it(void **state)
{
    static const struct { const char *side, *text; bool here; } want[] = { { "customer", "We wait.", true }, { "agent", "It left today.", false }, { "customer", "Nothing came.", false } };
    (void)state;
    book_sql(&book, "INSERT INTO d_comment VALUES (1, 905, 5, TIMESTAMP '2025-08-09 08:00:00', 'ticket', 'en', 'Where is O-1? We wait.', NULL, -0.4, 1, 8);"
                    "INSERT INTO d_comment_key VALUES (1, 905, 't0000000000000001', NULL);"
                    "INSERT INTO f_message (source_id, key_hash, row_hash, file_id, line, alias_id, superseded_by, ext_id, ticket_id, \"at\", side, author, text) VALUES"
                    "  (1, 71, 1, 1, 71, 1, NULL, 'm1', 't1', TIMESTAMP '2025-08-09 08:00:00', 'customer', '', 'We wait.'),"
                    "  (1, 72, 1, 1, 72, NULL, NULL, 'm2', 't1', TIMESTAMP '2025-08-10 08:00:00', 'agent', 'Bo', 'It left today.'),"
                    "  (1, 73, 1, 1, 73, NULL, NULL, 'm3', 't1', TIMESTAMP '2025-08-10 09:00:00', 'internal', 'Bo', 'He always complains.'),"
                    "  (1, 74, 1, 1, 74, 1, NULL, 'm4', 't1', TIMESTAMP '2025-08-12 08:00:00', 'customer', '', 'Nothing came.'),"
                    "  (1, 75, 1, 1, 75, 1, NULL, 'm5', 'other', TIMESTAMP '2025-08-12 08:00:00', 'customer', '', 'Of another ticket.')");
    AnswerQuery q = all_query;
    q.key = STR("t0000000000000001");
    json_t *o = ask(answer_comment, q);
    check_shape(o, "comment", "comment:o thread:a");
    check_each(o, "thread", "at:t side:s? title:s? text:s? here:b file:s line:i");
    assert_string_equal(text(o, "comment.key"), "t0000000000000001");
    assert_string_equal(text(o, "comment.text"), "Where is O-1? We wait.");
    assert_int_equal(number(o, "comment.line"), 8);
    assert_int_equal(json_array_size(field(o, "thread")), COUNT_OF(want));
    for (size_t i = 0; i < COUNT_OF(want); i++) {
        const json_t *m = json_array_get(field(o, "thread"), i);
        assert_string_equal(text(m, "side"), want[i].side);
        assert_string_equal(text(m, "text"), want[i].text);
        assert_int_equal(json_is_true(field(m, "here")), want[i].here);
    }
    json_decref(o);
    /* What happened leads to it, as does the list. */
    AnswerQuery account = all_query;
    account.id = 1;
    o = ask(answer_account, account);
    size_t led = 0;
    for (size_t i = 0; i < json_array_size(field(o, "timeline")); i++) {
        const json_t *key = json_object_get(json_array_get(field(o, "timeline"), i), "comment");
        led += json_is_string(key) && !strcmp(json_string_value(key), "t0000000000000001");
    }
    assert_int_equal(led, 1);
    json_decref(o);
    account = all_query;
    account.q = STR("We wait");
    o = ask(answer_comments, account);
    assert_string_equal(text(o, "comments.0.key"), "t0000000000000001");
    json_decref(o);
    /* Computed anew it has another number, and the address it had. */
    book_sql(&book, "UPDATE d_comment SET comment_id = 906 WHERE comment_id = 905; UPDATE d_comment_key SET comment_id = 906 WHERE comment_id = 905");
    o = ask(answer_comment, q);
    assert_string_equal(text(o, "comment.id"), "1-906");
    json_decref(o);
    book_sql(&book, "INSERT INTO verdict SELECT 990, 'voices', 'forbid', name, '', 'me', '', TIMESTAMP '2026-04-01 00:00:00' FROM d_account WHERE account_id = 1");
    assert_int_equal(status_of(answer_comment, q), ST_NOT_FOUND);
    book_sql(&book, "DELETE FROM verdict WHERE verdict_id = 990");
    q.key = STR("t0000000000000002");
    assert_int_equal(status_of(answer_comment, q), ST_NOT_FOUND);
    book_sql(&book, "DELETE FROM d_comment WHERE comment_id = 906; DELETE FROM d_comment_key WHERE comment_id = 906; DELETE FROM f_message");
}

static int64_t found_comments(AnswerQuery q)
{
    json_t *o = ask(answer_comments, q);
    int64_t n = number(o, "total");
    assert_int_equal(json_array_size(field(o, "comments")), n);
    json_decref(o);
    return n;
}

static const char parts_of_book[] = "INSERT INTO d_theme_state (theme_id, parent_id, state, name, found_name, terms, first_day, last_day, likeness, comments, accounts, stability) VALUES"
    " (1, NULL, 'kept', 'too late', 'too late', 'late', DATE '2025-01-01', DATE '2025-09-01', 1, 2, 1, 0.9), (7, 1, 'kept', 'days late', 'late by days', 'days', DATE '2025-01-01', DATE '2025-09-01', 1, 1, 1, 0.8),"
    " (8, 1, 'gone', 'old part', 'old part', '', DATE '2025-01-01', DATE '2025-02-01', NULL, 0, 0, NULL);"
    "INSERT INTO d_sub_theme VALUES (7, 1, -0.25); INSERT INTO d_code_more VALUES (1, 1, 2, 7, 'found');"
    "INSERT INTO d_sub_quote VALUES (7, 1, 1, 1); INSERT INTO d_comment_key VALUES (1, 1, 'c1', NULL);";
static const char no_parts_of_book[] = "DELETE FROM d_theme_state; DELETE FROM d_sub_theme; DELETE FROM d_sub_quote; DELETE FROM d_code_more; DELETE FROM d_comment_key WHERE key = 'c1';";

static void parts_of_themes_are_a_list_and_lead_to_their_comments(void **state)
{
    (void)state;
    book_sql(&book, parts_of_book);
    json_t *o = ask(answer_sub_themes, all_query);
    check_shape(o, "sub_themes", "subs:a");
    check_each(o, "subs", "theme:o id:i name:s found_name:s? state:s comments:i accounts:i negative:i? sentiment:n? stability:n? quote:o?");
    assert_int_equal(json_array_size(field(o, "subs")), 1);         /* what is gone is not there */
    assert_int_equal(number(o, "subs.0.theme.id"), 1);
    assert_string_equal(text(o, "subs.0.name"), "days late");
    assert_int_equal(number(o, "subs.0.negative"), 1);
    assert_string_equal(text(o, "subs.0.quote.comment"), "c1");
    json_decref(o);
    o = ask(answer_themes, all_query);
    assert_string_equal(text(o, "themes.0.subs.0.quote.comment"), "c1");
    json_decref(o);
    AnswerQuery q = all_query;
    q.theme = 7;
    o = ask(answer_comments, q);
    assert_string_equal(text(o, "about"), "too late/days late");
    assert_int_equal(number(o, "total"), 1);
    assert_string_equal(text(o, "comments.0.key"), "c1");
    json_decref(o);
    /* Whose words are not to be quoted: the part stays, its quote does not. */
    book_sql(&book, "INSERT INTO verdict SELECT 990, 'voices', 'forbid', name, '', 'kim', '', TIMESTAMP '2026-01-01 00:00:00' FROM d_account WHERE account_id = 1");
    o = ask(answer_sub_themes, all_query);
    assert_true(json_is_null(field(o, "subs.0.quote")));
    json_decref(o);
    book_sql(&book, "DELETE FROM verdict WHERE verdict_id = 990");
    book_sql(&book, no_parts_of_book);
}

static void comments_answer_as_the_contract_says(void **state)
{
    (void)state;
    json_t *o = ask(answer_comments, all_query);
    check_shape(o, "comments", "total:i page:i per_page:i withheld:i about:s? themes:a comments:a");
    check_each(o, "themes", "id:i name:s comments:i accounts:i sentiment:n?");
    check_each(o, "comments", "id:s key:s? side:s account:o? at:t channel:s language:s text:s sentiment:n? score:i? role:s? permission:s codes:a clip:o? file:s line:i");
    check_each(o, "comments.0.codes", "from:i to:i kind:s theme:s? value:n? state:s? words:a");
    check_each(o, "comments.0.codes.2.words", "from:i to:i weight:n");
    assert_string_equal(text(o, "comments.0.at"), "2025-09-01T09:00:00Z");
    assert_int_equal(number(o, "comments.0.codes.1.from"), 13);
    /* Two themes, each with the word within it; the sentence, with both, strongest first, but not what lies beyond it; and one that is unclear. */
    assert_int_equal(json_array_size(field(o, "comments.0.codes")), 4);
    assert_int_equal(json_array_size(field(o, "comments.0.codes.0.words")), 1);
    assert_true(json_is_null(field(o, "comments.0.codes.0.state")));
    assert_string_equal(text(o, "comments.0.codes.2.state"), "clear");
    assert_int_equal(json_array_size(field(o, "comments.0.codes.2.words")), 2);
    assert_int_equal(number(o, "comments.0.codes.2.words.0.from"), 13);       /* UTF-16, as spans */
    assert_true(json_number_value(field(o, "comments.0.codes.2.words.0.weight")) == -1.5);
    assert_string_equal(text(o, "comments.0.codes.3.state"), "unclear");
    assert_true(json_is_null(field(o, "comments.0.codes.3.value")));
    assert_int_equal(json_array_size(field(o, "comments.1.codes")), 1);
    assert_true(json_is_null(field(o, "comments.2.account")));
    json_decref(o);
}

static void comments_are_found_by_words_theme_and_account(void **state)
{
    (void)state;
    static const struct { Str q; int64_t theme, account, want; } cases[] = {
        { STR_INIT("LATE"), 0, 0, 2 }, { STR_INIT("late"), 0, 1, 1 }, { STR_INIT(""), 1, 0, 2 }, { STR_INIT(""), 2, 1, 0 },
        { STR_INIT("100%"), 0, 0, 1 }, { STR_INIT("%"), 0, 0, 1 }, { STR_INIT("o_p"), 0, 0, 1 }, { STR_INIT("t_o"), 0, 0, 0 },
        { STR_INIT("!"), 0, 0, 0 }, { STR_INIT("' OR '1'='1"), 0, 0, 0 }, { STR_INIT(""), 99, 0, 0 } };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        AnswerQuery q = all_query;
        q.q = cases[i].q;
        q.theme = cases[i].theme;
        q.account = cases[i].account;
        assert_int_equal(found_comments(q), cases[i].want);
        q.page = 50;
        json_t *o = ask(answer_comments, q);               /* behind the last page they are counted all the same */
        assert_int_equal(number(o, "total"), cases[i].want);
        assert_int_equal(json_array_size(field(o, "comments")), 0);
        json_decref(o);
        if (cases[i].theme || cases[i].account)
            continue;
        q.page = 0;
        o = ask(answer_voices, q);
        int64_t total = number(o, "total");
        json_decref(o);
        q.page = 50;
        o = ask(answer_voices, q);
        assert_int_equal(number(o, "total"), total);
        json_decref(o);
    }
}

static void the_ledger_answers_as_the_contract_says(void **state)
{
    AnswerQuery q = all_query;
    (void)state;
    book_sql(&book, "DELETE FROM d_ledger_part; DELETE FROM d_ledger_row;"
        "INSERT INTO d_ledger_part VALUES (1, DATE '2025-07-01', 'EUR', 'invoiced', 3, 300, 300), (2, DATE '2025-08-01', 'USD', 'invoiced', 1, 50, NULL), (3, NULL, '', 'quarantined', 1, 9, NULL);"
        "INSERT INTO d_ledger_row VALUES (1, DATE '2025-07-01', 'EUR', 'overpaid', 'A1', 101, 100, 1, '', 1, 7, 2, 9), (2, NULL, '', 'quarantined', '', NULL, NULL, NULL, 'why', 1, 8, NULL, NULL);");
    json_t *o = ask(answer_ledger, q);
    check_shape(o, "ledger", "total:i page:i per_page:i currency:s parts:a differences:a");
    check_each(o, "parts", "month:d? currency:s? part:s rows:i amount_minor:i reporting_minor:i?");
    check_each(o, "differences", "month:d? currency:s? reason:s number:s? amount_minor:i? expected_minor:i? difference_minor:i? note:s? file:s? line:i? other_file:s? other_line:i?");
    assert_int_equal(number(o, "total"), 2);
    assert_int_equal(number(o, "differences.0.difference_minor"), 1);
    assert_int_equal(number(o, "differences.0.other_line"), 9);
    json_decref(o);
    q.month = STR("2025-08");
    o = ask(answer_ledger, q);
    assert_int_equal(json_array_size(field(o, "parts")), 1);
    assert_int_equal(number(o, "total"), 0);
    json_decref(o);
    q.month = STR("August");
    Buf b;
    buf_init(&b, 1 << 16);
    assert_int_equal(ask_text(answer_ledger, &q, &b), ST_USAGE);
    buf_release(&b);
}

/* Oracle: the rows written here. */
static void data_answers_as_the_contract_says(void **state)
{
    (void)state;
    book_sql(&book, "INSERT INTO d_source_kind VALUES (1, 'account', 1, 4, TRUE, 4, 4, 'undated', '', NULL, NULL, NULL, NULL, FALSE, NULL, NULL, 0, NULL, NULL, 0, NULL, NULL),"
                "  (2, 'response', 1, 3, TRUE, 2, 2, 'stale', 'every working day', DATE '2025-01-06', DATE '2025-03-28', 1, 3, TRUE, DATE '2025-03-31', DATE '2025-04-03',"
                "   2, DATE '2025-03-29', DATE '2025-09-30', 26, 0, 25),"
                "  (3, 'metric', 1, 9, FALSE, 0, 0, 'fine', 'monthly', DATE '2025-01-31', DATE '2025-09-30', 31, 62, FALSE, DATE '2025-10-31', DATE '2025-12-02', 0, NULL, NULL, 0, NULL, NULL);"
                "INSERT INTO d_source_week VALUES (2, 'response', DATE '2025-09-15', 25, FALSE), (2, 'response', DATE '2025-09-22', 0, TRUE), (2, 'response', DATE '2025-09-29', 0, FALSE);"
                "INSERT INTO d_kind VALUES ('response', 2), ('ticket', 0);"
                "INSERT INTO not_stored VALUES (2, 1, 'IPAddress', 'ip', 'header', 40), (2, 2, '', 'card', 'text', 2);"
                "INSERT INTO erasure VALUES (1, 'h', 'me', 'asked', TIMESTAMP '2025-09-30 00:00:00', 1, TRUE);");
    json_t *o = ask(answer_data, all_query);
    check_shape(o, "data", "as_of:d sources:a coverage:o kinds:a questions:a answered:a read_again:a quarantine:a not_stored:a erasures:i files:a findings:a ledger:a review:a totals:o");
    check_each(o, "sources.1.kinds", "kind:s files:i rows:i state:s note:s cadence:s usual_days:i allowed_days:i weekdays:b first:d last:d expected:d stale_from:d"
               " gap_from:d gap_to:d gaps:i empty_weeks:i week_recent:n week_usual:n on_accounts_share:n accounts:i chart:s");
    assert_string_equal(text(o, "sources.0.kinds.0.note"), "a list as it stands, without days");
    assert_string_equal(text(o, "sources.1.kinds.0.note"), "stale since 3 Apr 2025: usually every working day, nothing since 28 Mar 2025;"
                        " 2 gaps, the longest from 29 Mar 2025 to 30 Sep 2025");
    assert_string_equal(text(o, "sources.2.kinds.0.note"), "as usual, monthly; next expected 31 Oct 2025");
    assert_non_null(strstr(text(o, "sources.1.kinds.0.chart"), "last 2 weeks: at most 25, last 0; 1 week with nothing"));  /* the running week is not drawn */
    assert_true(json_is_null(field(o, "sources.2.kinds.0.on_accounts_share")));
    check_digits(json_number_value(field(o, "sources.1.kinds.0.on_accounts_share")), 2.0 / 3, 8);
    assert_int_equal(json_array_size(field(o, "kinds")), 1);
    check_digits(json_number_value(field(o, "kinds.0.share")), 0.5, 8);
    assert_string_equal(text(o, "quarantine.0.reason"), "date not understood");
    assert_int_equal(number(o, "quarantine.0.rows"), 2);
    assert_int_equal(number(o, "quarantine.0.whole_rows"), 2);
    assert_int_equal(number(o, "quarantine.0.example.line"), 4);
    assert_string_equal(text(o, "quarantine.0.example.file"), "erp/deliveries.csv");
    assert_string_equal(text(o, "quarantine.0.todo"), "correct the day in the source system, or export days as 2025-12-31");
    assert_string_equal(text(o, "not_stored.0.what"), "IP addresses");
    assert_int_equal(number(o, "not_stored.0.values"), 40);
    assert_int_equal(number(o, "erasures"), 1);
    json_decref(o);
    book_sql(&book, "DELETE FROM d_source_kind; DELETE FROM d_source_week; DELETE FROM d_kind; DELETE FROM not_stored; DELETE FROM erasure;");
}

static void files_answer_as_the_contract_says(void **state)
{
    (void)state;
    json_t *o = ask(answer_files, all_query);
    check_shape(o, "files", "files:a findings:a ledger:a review:a totals:o");
    check_each(o, "files", "id:i path:s source:s kind:s encoding:s rows_in:i rows_kept:i rows_unchanged:i rows_quarantined:i note:s? deliveries:i?");
    check_each(o, "findings", "title:s count:i of:i why:s todo:s? examples:a");
    check_each(o, "findings.0.examples", "text:s file:s line:i");
    check_each(o, "ledger", "month:d currency:s invoiced_minor:i matched_minor:i difference_minor:i");
    check_each(o, "review", "alias:s account:o probability:n why:s");
    check_shape(field(o, "totals"), "totals", "rows_in:i rows_kept:i rows_unchanged:i rows_quarantined:i");
    assert_int_equal(number(o, "totals.rows_in"), 17);
    assert_int_equal(number(o, "totals.rows_quarantined"), 3);
    assert_int_equal(json_array_size(field(o, "findings.0.examples")), 2);
    assert_string_equal(text(o, "review.0.account.name"), "Cassin");
    json_decref(o);
}

/* Three batches of one stream are a line, a fourth with a row set aside its own; the sums are of all. */
static void live_batches_of_a_stream_are_one_line(void **state)
{
    (void)state;
    json_t *before = ask(answer_files, all_query);
    size_t n = json_array_size(field(before, "files"));
    book_sql(&book, "INSERT INTO file (file_id, source_id, path, content_hash, bytes, kind, encoding, mapping, rows_in, rows_kept, rows_unchanged, rows_quarantined, note) SELECT 9000 + i, 1, CASE WHEN i = 5 THEN '12-acme.ndjson' ELSE '00000000000' || i || '-acme-tickets.ndjson' END,"
                    " 'h' || i, 1, 'Live', 'UTF-8', '', 2, 2 - CASE WHEN i = 4 THEN 1 ELSE 0 END, 0, CASE WHEN i = 4 THEN 1 ELSE 0 END, '' FROM (VALUES (1), (2), (3), (4), (5)) AS v(i);");
    json_t *o = ask(answer_files, all_query);
    const json_t *files = field(o, "files");
    assert_int_equal(json_array_size(files), n + 3);
    static const struct { const char *path; int64_t id, rows, aside, deliveries; } want[] = {
        { "acme-tickets.ndjson", 9003, 6, 0, 3 }, { "000000000004-acme-tickets.ndjson", 9004, 2, 1, 0 }, { "12-acme.ndjson", 9005, 2, 0, 0 } };
    for (size_t i = 0; i < COUNT_OF(want); i++) {
        json_t *f = json_array_get(files, n + i);
        assert_string_equal(text(f, "path"), want[i].path);
        assert_int_equal(number(f, "id"), want[i].id);
        assert_int_equal(number(f, "rows_in"), want[i].rows);
        assert_int_equal(number(f, "rows_quarantined"), want[i].aside);
        assert_true(want[i].deliveries ? number(f, "deliveries") == want[i].deliveries : json_is_null(field(f, "deliveries")));
    }
    assert_int_equal(number(o, "totals.rows_in"), number(before, "totals.rows_in") + 10);
    json_decref(o);
    json_decref(before);
    book_sql(&book, "DELETE FROM file WHERE file_id > 9000;");
}

static void quarantine_answers_as_the_contract_says(void **state)
{
    (void)state;
    AnswerQuery q = all_query;
    json_t *o = ask(answer_quarantine, q);
    check_shape(o, "quarantine", "total:i page:i per_page:i reasons:a rows:a");
    check_each(o, "reasons", "reason:s rows:i");
    check_each(o, "rows", "file:s line:i column:s? reason:s raw:s");
    assert_int_equal(number(o, "total"), 4);
    assert_string_equal(text(o, "reasons.0.reason"), "date not understood");
    assert_int_equal(number(o, "reasons.0.rows"), 2);
    json_decref(o);
    q.file = 3;
    q.per_page = 1;
    q.page = 2;
    o = ask(answer_quarantine, q);
    assert_int_equal(number(o, "total"), 2);
    assert_int_equal(json_array_size(field(o, "rows")), 1);
    assert_string_equal(text(o, "rows.0.raw"), "30.02.");
    json_decref(o);
}

static void the_run_document_has_every_field_of_the_command_lines_contract(void **state)
{
    (void)state;
    AnswerQuery q = all_query;
    q.report = STR("out/report.html");
    json_t *o = ask(answer_run, q);
    check_shape(o, "run", "headline:o files:a accounts:o coverage:o ledger:o themes:a signals:a issues:a metrics:a audits:a report:s");
    check_each(o, "files", "path:s kind:s rows_in:i rows_kept:i rows_unchanged:i rows_quarantined:i");
    check_shape(field(o, "accounts"), "accounts", "count:i aliases:i merged:i review:i");
    check_shape(field(o, "coverage"), "coverage", "accounts_heard_share:n revenue_heard_share:n");
    check_shape(field(o, "ledger"), "ledger", "invoiced_minor:i currency:s difference_minor:i");
    check_each(o, "themes", "name:s comments:i accounts:i sentiment:n? quotes:a");
    check_each(o, "themes.0.quotes", "text:s file:s line:i");
    check_each(o, "signals", SIGNAL);
    check_each(o, "metrics", METRIC);
    check_each(o, "audits", AUDIT);
    for (size_t i = 0; i < json_array_size(field(o, "issues")); i++)
        check_issue(json_array_get(field(o, "issues"), i), "");
    assert_int_equal(number(o, "accounts.merged"), 1);
    assert_string_equal(text(o, "report"), "out/report.html");
    assert_int_equal(json_array_size(field(o, "themes.0.quotes")), 2);
    json_decref(o);
}

static void a_setting_of_the_books_own_stands_in_for_the_default(void **state)
{
    (void)state;
    book_sql(&book, "INSERT INTO setting VALUES ('margin', 0.38, 'share', 'from the finance plan')");
    json_t *o = ask(answer_money, all_query);
    const json_t *list = field(o, "settings");
    size_t seen = 0;
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *one = json_array_get(list, i);
        double v = json_number_value(field(one, "value"));
        seen += (!strcmp(text(one, "name"), "margin") && v == 0.38) || (!strcmp(text(one, "name"), "horizon_days") && v == 365);
    }
    assert_int_equal(seen, 2);
    json_decref(o);
}

static void a_rise_of_what_pleases_is_good_news(void **state)
{
    (void)state;
    json_t *o = ask(answer_money, all_query);
    assert_string_equal(text(o, "signals.0.stream"), "Deliveries late");
    assert_string_equal(text(o, "signals.0.tone"), "harm");
    assert_string_equal(text(o, "signals.1.tone"), "proof");
    json_decref(o);
}

#define JUDGED " measure:s by:s value:s? status:s decision:i? judged_by:s? judged_at:t?"

static const char told[] =
    "INSERT INTO d_signal_more VALUES (1, 'step', DATE '2025-05-19', DATE '2025-06-02', 0.01, 2, 500), (2, 'spike', DATE '2025-05-26', DATE '2025-05-26', 0.01, 1, 900);"
    "INSERT INTO d_stream_item VALUES (1, '', 'share', TRUE), (4, '2', 'rate', FALSE);"
    "INSERT INTO d_signal_account VALUES (1, 1, 5, 9, 200), (2, 1, 4, 8, 300);"
    "INSERT INTO d_signal_quote VALUES (1, 1, 1, 1), (1, 2, 2, 1);"
    "INSERT INTO d_signal_with VALUES (1, 1, 3, 0.8, 2);";

static AnswerQuery signals_of(const char *status, const char *sort)
{
    AnswerQuery q = all_query;
    q.status = str_of(status);
    q.sort = str_of(sort);
    return q;
}

static void signals_answer_as_the_contract_says(void **state)
{
    (void)state;
    book_sql(&book, told);
    json_t *o = ask(answer_signal_list, all_query);
    check_shape(o, "signals", "total:i page:i per_page:i harmful:i streams:i facets:o signals:a");
    check_each(o, "signals", SIGNAL JUDGED " chart:g?");
    assert_int_equal(number(o, "total"), 2);
    assert_int_equal(number(o, "harmful"), 1);
    assert_int_equal(number(o, "streams"), 4);
    assert_string_equal(text(o, "facets.kinds.0.name"), "rise");
    assert_int_equal(number(o, "facets.kinds.0.n"), 2);
    json_decref(o);
    o = ask(answer_signal_list, signals_of("", "money"));
    assert_int_equal(number(o, "signals.0.id"), 2);         /* 900 before 500 */
    json_decref(o);
    AnswerQuery q = all_query;
    q.kind = STR("spike");
    o = ask(answer_signal_list, q);
    assert_int_equal(number(o, "total"), 1);
    assert_int_equal(number(o, "signals.0.id"), 2);
    json_decref(o);
    q = all_query;
    q.q = STR("LATE");
    o = ask(answer_signal_list, q);
    assert_int_equal(number(o, "total"), 1);
    json_decref(o);
    Buf b;
    buf_init(&b, 1 << 20);
    q = signals_of("maybe", "");
    assert_int_equal(ask_text(answer_signal_list, &q, &b), ST_USAGE);
    buf_release(&b);
}

static void one_signal_tells_who_shows_it_and_what_else_moved(void **state)
{
    (void)state;
    book_sql(&book, told);
    AnswerQuery q = all_query;
    q.id = 1;
    json_t *o = ask(answer_signal, q);
    check_each(o, "affected_accounts", "id:i name:s segment:s region:s x:i n:i revenue_minor:i value_minor:i? renewal:d?");
    assert_int_equal(number(o, "affected_accounts.0.id"), 2);
    assert_int_equal(number(o, "affected_accounts.1.revenue_minor"), 200);
    check_each(o, "streams", "stream:s correlation:n lag_weeks:i chart:g?");
    assert_int_equal(number(o, "streams.0.lag_weeks"), 2);
    assert_int_equal(json_array_size(field(o, "quotes")), 2);
    assert_non_null(strstr(text(o, "method"), "week of the year taken out"));
    assert_true(json_is_true(field(o, "seasonal")));
    json_decref(o);
    /* Of an account that forbids it nothing is quoted; who shows it is still counted. */
    book_sql(&book, "INSERT INTO verdict SELECT 90, 'voices', 'forbid', name, '', 'me', '', TIMESTAMP '2025-09-30 00:00:00' FROM d_account WHERE account_id = 2");
    o = ask(answer_signal, q);
    assert_int_equal(json_array_size(field(o, "quotes")), 1);
    assert_int_equal(json_array_size(field(o, "affected_accounts")), 2);
    json_decref(o);
    o = ask(answer_comments, all_query);
    assert_int_equal(number(o, "withheld"), 1);
    assert_int_equal(number(o, "total"), 2);
    json_decref(o);
}

/* Judged by stream and way, within four weeks: a number is of one run only. */
static void a_judgment_outlives_the_run_and_can_be_taken_back(void **state)
{
    (void)state;
    book_sql(&book, "INSERT INTO verdict VALUES (91, 'signal', 'known', 'Deliveries late / rise', '2025-05-26', 'me', '', TIMESTAMP '2025-09-30 00:00:00'),"
                    "  (92, 'signal', 'dull', '\"great\" / rise', '2025-05-26', 'me', '', TIMESTAMP '2025-09-30 00:00:00')");
    json_t *o = ask(answer_signal_list, all_query);
    assert_int_equal(number(o, "total"), 1);                /* the dull one is left out */
    assert_string_equal(text(o, "signals.0.status"), "known");
    assert_int_equal(number(o, "signals.0.decision"), 91);
    json_decref(o);
    o = ask(answer_signal_list, signals_of("dull", ""));
    assert_int_equal(number(o, "total"), 1);
    json_decref(o);
    book_sql(&book, "UPDATE d_signal SET signal_id = 7, \"at\" = DATE '2025-06-23' WHERE signal_id = 1");      /* 28 days on, another number */
    o = ask(answer_signal_list, signals_of("known", ""));
    assert_int_equal(number(o, "signals.0.id"), 7);
    json_decref(o);
    book_sql(&book, "UPDATE d_signal SET \"at\" = DATE '2025-06-24' WHERE signal_id = 7");
    o = ask(answer_signal_list, signals_of("known", ""));
    assert_int_equal(number(o, "total"), 0);
    json_decref(o);
    book_sql(&book, "INSERT INTO verdict VALUES (93, 'signal', 'undo', '92', '', 'me', '', TIMESTAMP '2025-09-30 00:00:00')");
    o = ask(answer_signal_list, signals_of("open", ""));
    assert_int_equal(number(o, "total"), 2);
    json_decref(o);
}

/* Open and of most money first; words of who forbids quoting are shown to nobody, and are not in the reply. */
static void tasks_answer_as_the_contract_says(void **state)
{
    (void)state;
    book_sql(&book, "INSERT INTO task (task_id, rule, account_id, account, cause, words, score, money, owner, said_n, said_at, made_at, escalated_at) VALUES (1, 'detractor', 1, 'x', 'too late', 'Too late \"again\"', 3, 900, 'kim@x.dk', 4, TIMESTAMP '2025-09-01 09:00:00', TIMESTAMP '2025-09-02 00:00:00', TIMESTAMP '2025-09-06 00:00:00'),"
                    "  (2, 'broken', 2, 'belmont Labs', 'being told', 'Nobody told us', NULL, 5000, '', 1, TIMESTAMP '2025-09-20 09:00:00', TIMESTAMP '2025-09-21 00:00:00', NULL),"
                    "  (3, 'signal', 0, '', 'late in north', '', NULL, 7000, '', 1, TIMESTAMP '2025-09-20 09:00:00', TIMESTAMP '2025-09-21 00:00:01', NULL);"
                    "INSERT INTO verdict VALUES (70, 'task', 'owner', 'escalation', 'lee@x.dk', 'me', '', TIMESTAMP '2025-09-30 00:00:00'),"
                    "  (71, 'task', 'done', '3', 'no' || CAST(chr(9) AS TEXT) || 'Looked into it', 'me', '', TIMESTAMP '2025-09-30 00:00:00')");
    json_t *o = ask(answer_tasks, all_query);
    check_shape(o, "tasks", "total:i page:i per_page:i open:i done:i facets:o tasks:a");
    check_each(o, "tasks", "id:i rule:s account:o? cause:s? words:s? permission:s score:i? money_minor:i owner:s? said:i said_at:t made_at:t escalated_at:t? escalated_to:s? history:o? reply:s? decision:i? told:s? done:s? done_by:s? done_at:t?");
    assert_true(number(o, "total") == 2 && number(o, "open") == 2 && number(o, "done") == 1);
    assert_true(number(o, "tasks.0.id") == 2 && number(o, "tasks.1.id") == 1);
    assert_string_equal(text(o, "tasks.1.escalated_to"), "lee@x.dk");
    assert_true(json_is_null(field(o, "tasks.0.escalated_to")));
    assert_string_equal(text(o, "tasks.0.reply"), "You had every reason to expect otherwise: \"Nobody told us\" I am looking into being told for belmont Labs and will tell you by tomorrow what we do about it.");
    assert_int_equal(json_array_size(field(o, "facets.owners")), 2);
    assert_string_equal(text(o, "facets.owners.0.name"), "-");
    json_decref(o);
    static const struct { const char *by, *owner, *kind, *before, *q; int64_t account, n, first; } asked[] = {
        { "done", "", "", "", "", 0, 1, 3 }, { "all", "", "", "", "", 0, 3, 2 }, { "", "-", "", "", "", 0, 1, 2 }, { "", "kim@x.dk", "", "", "", 0, 1, 1 }, { "", "", "broken", "", "", 0, 1, 2 }, { "", "", "signal", "", "", 0, 0, 0 },
        { "", "", "", "2025-09-03", "", 0, 1, 1 }, { "", "", "", "2025-09-02", "", 0, 0, 0 }, { "", "", "", "", "NOBODY told", 0, 1, 2 }, { "", "", "", "", "Too Late", 0, 1, 1 }, { "", "", "", "", "", 1, 1, 1 }, { "all", "", "", "", "north", 0, 1, 3 } };
    for (size_t i = 0; i < COUNT_OF(asked); i++) {
        AnswerQuery q = all_query;
        q.by = str_of(asked[i].by), q.owner = str_of(asked[i].owner), q.kind = str_of(asked[i].kind), q.before = str_of(asked[i].before), q.q = str_of(asked[i].q), q.account = asked[i].account;
        o = ask(answer_tasks, q);
        if (number(o, "total") != asked[i].n || (asked[i].n && number(o, "tasks.0.id") != asked[i].first))
            fail_msg("row %zu: %s", i, json_dumps(o, 0));
        json_decref(o);
    }
    book_sql(&book, "INSERT INTO verdict VALUES (72, 'voices', 'forbid', 'belmont Labs', '', 'me', '', TIMESTAMP '2025-09-30 00:00:00')");
    o = ask(answer_tasks, all_query);
    assert_true(json_is_null(field(o, "tasks.0.words")));
    assert_string_equal(text(o, "tasks.0.permission"), "none");
    assert_null(strstr(text(o, "tasks.0.reply"), "Nobody told us"));
    assert_string_equal(text(o, "tasks.1.words"), "Too late \"again\"");
    json_decref(o);
    AnswerQuery q = all_query;
    q.q = STR("nobody told");
    o = ask(answer_tasks, q);
    assert_int_equal(number(o, "total"), 0);                /* nor are they found by them */
    json_decref(o);
    static const char *const bad[][3] = { { "late", "", "" }, { "", "rude", "" }, { "", "", "yesterday" } };
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        Buf b;
        buf_init(&b, 1 << 20);
        q = all_query;
        q.by = str_of(bad[i][0]), q.kind = str_of(bad[i][1]), q.before = str_of(bad[i][2]);
        assert_int_equal(ask_text(answer_tasks, &q, &b), ST_USAGE);
        buf_release(&b);
    }
}

/* The last word counts that was not taken back; 'inside' is what everybody has. */
static void an_account_says_how_far_it_may_be_quoted(void **state)
{
    (void)state;
    AnswerQuery q = all_query;
    q.id = 2;
    static const struct { const char *sql, *permission; int64_t decision; } step[] = {
        { NULL, "inside", 0 }, { "(80, 'voices', 'permit', 'belmont Labs', ", "outside", 80 }, { "(81, 'voices', 'forbid', 'belmont Labs', ", "none", 81 }, { "(82, 'voices', 'undo', '81', ", "outside", 80 },
        { "(83, 'voices', 'inside', 'belmont Labs', ", "inside", 83 }, { "(84, 'voices', 'undo', '83', ", "outside", 80 }, { "(85, 'voices', 'undo', '80', ", "inside", 0 }, { "(86, 'voices', 'forbid', 'Cassin', ", "inside", 0 } };
    for (size_t i = 0; i < COUNT_OF(step); i++) {
        if (step[i].sql)
            book_sql(&book, str_fmt(&book.a, "INSERT INTO verdict VALUES %s'', 'kim', '', TIMESTAMP '2025-09-30 00:00:00')", step[i].sql).p);
        json_t *o = ask(answer_account, q);
        check_shape(field(o, "quoting"), "quoting", "permission:s decision:i? who:s? at:t?");
        assert_string_equal(text(o, "quoting.permission"), step[i].permission);
        assert_int_equal(json_integer_value(field(o, "quoting.decision")), step[i].decision);
        assert_string_equal(text(o, "quoting.who"), step[i].decision ? "kim" : "(null)");
        json_decref(o);
    }
}

static void an_account_says_whether_it_renews_and_what_it_expects(void **state)
{
    (void)state;
    book_sql(&book, "INSERT INTO d_forecast VALUES (1, DATE '2026-01-01', 1000, 0.7, 0.6, 0.8, NULL, '', 0.7, 'machine', 'fair');"
                    "INSERT INTO d_forecast_why VALUES (1, 1, 'met it', -0.1);"
                    "INSERT INTO d_expect_set VALUES (1, 'punctuality', FALSE, 3, 0.5, 0.4, 0.6, 100, 2, 0, NULL, NULL, NULL, NULL, 0, NULL, NULL, NULL);"
                    "INSERT INTO d_expect_account VALUES (1, 1, 0.9, TRUE);"
                    "INSERT INTO d_expect_said VALUES (1, 1, 1, 5, 13, 'promise', 'disappointed', 'timeliness', '', 0, 0, 0, 0);");
    AnswerQuery q = all_query;
    q.id = 1;
    json_t *o = ask(answer_account, q);
    assert_string_equal(text(o, "forecast.reasons.0.words"), "met it");
    assert_string_equal(text(o, "expects.0.name"), "punctuality");
    assert_string_equal(text(o, "said.0.text"), "Too late");
    assert_true(json_is_null(field(o, "lifetime")));
    json_decref(o);
    /* In brief: the same answer but for the accounts. */
    book_sql(&book, "INSERT INTO d_forecast_test (rule, n, lost, brier, brier_gain_low, brier_gain_high, auc, slope, expected, observed)"
                    " VALUES ('machine', 9, 2, 0.1, 0, 0.1, 0.8, 1, 0.8, 0.7)");
    book_sql(&book, "INSERT INTO d_warning VALUES (1, 'at risk', 2, 40, 12, 6, 10, 2200, 1800, 0.5, 0.2, 0.8, 0.6, 0.3, 0.9, 0.8, 0.5, 0.9, 150, 70, 300), "
                    "(2, 'everybody', 0, 40, 40, 10, 10, 2200, 2200, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)");
    o = ask(answer_forecast, all_query);
    assert_string_equal(text(o, "warnings.0.level"), "at risk");
    assert_int_equal(json_integer_value(field(o, "warnings.0.stake_minor.high")), 300);
    assert_true(json_is_null(field(o, "warnings.1.right")) && json_is_null(field(o, "warnings.1.stake_minor")));
    assert_int_equal(json_array_size(field(o, "forecasts")), 1);
    assert_int_equal(json_array_size(field(o, "tests")), 1);
    q = all_query;
    q.brief = 1;
    json_t *brief = ask(answer_forecast, q);
    assert_int_equal(json_array_size(field(brief, "forecasts")), 0);
    assert_int_equal(json_array_clear(json_object_get(o, "forecasts")), 0);
    assert_true(json_equal(o, brief));
    json_decref(brief);
    json_decref(o);
}

/* Three renewals to come, a page of two: the most money at risk first, the next decision first, the least sure first; by health; by name. */
static void renewals_to_come_are_told_by_page_by_health_and_in_order(void **state)
{
    (void)state;
    book_sql(&book, "DELETE FROM d_forecast; DELETE FROM d_forecast_why;"
                    "INSERT INTO d_forecast SELECT a.account_id, CAST(DATE '2026-06-01' - CAST(a.account_id AS INTEGER) AS DATE), 1000 * a.account_id * a.account_id, 0.5 + 0.1 * a.account_id, 0.1, 0.9, NULL, '',"
                    "  0.5 + 0.1 * a.account_id, 'machine', CASE WHEN a.account_id = 1 THEN 'at risk' ELSE 'good' END FROM d_account AS a WHERE a.account_id <= 3;"
                    "INSERT INTO d_forecast_why VALUES (2, 1, 'met it', -0.1);");
    static const struct { const char *sort, *health; int64_t total, first; } want[] = {
        { "", "", 3, 3 }, { "renewal", "", 3, 3 }, { "health", "", 3, 1 }, { "", "at risk", 1, 1 }, { "money", "good", 2, 3 }, { "", "no such", 0, 0 } };
    for (size_t i = 0; i < COUNT_OF(want); i++) {
        AnswerQuery q = all_query;
        q.sort = str_of(want[i].sort);
        q.status = str_of(want[i].health);
        q.per_page = 2;
        json_t *o = ask(answer_forecast, q);
        if (number(o, "total") != want[i].total || (want[i].total && number(o, "forecasts.0.account.id") != want[i].first))
            fail_msg("sort '%s', health '%s': %lld, first %lld", want[i].sort, want[i].health, (long long)number(o, "total"), want[i].total ? (long long)number(o, "forecasts.0.account.id") : 0);
        assert_int_equal(json_array_size(field(o, "forecasts")), want[i].total < 2 ? want[i].total : 2);
        json_decref(o);
    }
    AnswerQuery q = all_query;
    q.per_page = 2;
    q.page = 2;
    json_t *o = ask(answer_forecast, q);
    assert_int_equal(json_array_size(field(o, "forecasts")), 1);
    assert_string_equal(text(o, "health.0.health"), "at risk");
    assert_int_equal(number(o, "health.1.value_minor"), 13000);
    json_decref(o);
    q.sort = STR("age");
    JsonOut j;
    Buf b;
    buf_init(&b, 1 << 20);
    json_init(&j, &b);
    assert_int_equal(answer_forecast(book.s, &q, &book.a, &j, &book.err), ST_USAGE);
    buf_release(&b);
    book_sql(&book, "DELETE FROM d_forecast; DELETE FROM d_forecast_why;");
}

/* What an owner typed stands on the card until it is taken back, before and after a run. */
static void an_owners_word_stands_on_the_card_until_it_is_taken_back(void **state)
{
    (void)state;
    book_sql(&book, "INSERT INTO d_forecast VALUES (1, DATE '2026-01-01', 1000, 0.7, 0.6, 0.8, NULL, '', 0.7, 'machine', 'good');"
                    "INSERT INTO verdict SELECT 9001, 'forecast', 'owner', name, '0.4 they asked for a price', 'kim', '', TIMESTAMP '2025-12-01 10:00:00' FROM d_account WHERE account_id = 1;"
                    "INSERT INTO verdict SELECT 9002, 'forecast', 'owner', name, '60% they like us again', 'lee', '', TIMESTAMP '2025-12-02 10:00:00' FROM d_account WHERE account_id = 1;");
    AnswerQuery q = all_query;
    q.id = 1;
    json_t *o = ask(answer_account, q);
    assert_int_equal(number(o, "forecast.said.decision"), 9002);
    assert_string_equal(text(o, "forecast.said.words"), "60% they like us again");
    assert_string_equal(text(o, "forecast.said.at"), "2025-12-02T10:00:00Z");
    json_decref(o);
    book_sql(&book, "INSERT INTO verdict VALUES (9003, 'forecast', 'undo', '9002', '', 'lee', '', TIMESTAMP '2025-12-03 10:00:00'), (9004, 'forecast', 'undo', '9001', '', 'lee', '', TIMESTAMP '2025-12-03 10:00:00');");
    o = ask(answer_account, q);
    assert_true(json_is_null(field(o, "forecast.said")));
    json_decref(o);
    book_sql(&book, "DELETE FROM verdict WHERE verdict_id > 9000; DELETE FROM d_forecast;");
}

/* Where it is known through which behaviour an issue's effect goes, that is the link in the middle, with an interval of its own. */
static void a_mediated_chain_tells_each_link(void **state)
{
    (void)state;
    book_sql(&book, "DELETE FROM d_chain WHERE issue_id = 1; INSERT INTO d_chain VALUES (1, 'use', 400, 90, -0.31, -0.5, -0.1, 0.06, 0.02, 0.1, -0.019, -0.04, -0.004, -0.08, -0.12, -0.04, ''),"
                    "  (1, 'tickets', 400, 90, 0.1, -0.1, 0.3, 0.01, -0.02, 0.04, 0.001, -0.01, 0.01, -0.1, -0.14, -0.06, '')");
    AnswerQuery q = all_query;
    q.id = 1;
    json_t *o = ask(answer_issue, q);
    assert_non_null(strstr(text(o, "chain.behaviour.value"), "Somewhat less use"));
    assert_non_null(strstr(text(o, "chain.behaviour.note"), "over 400 decisions"));
    assert_non_null(strstr(text(o, "chain.renewal.value"), "13.1 points of renewal"));
    assert_non_null(strstr(text(o, "chain.renewal.note"), "1.9 points (\xE2\x88\x92""4.0 to \xE2\x88\x92""0.4) go this way"));
    /* The figures behind the words are in the drawer. */
    const json_t *checks = field(o, "explain.diagnostics");
    size_t behind = 0;
    for (size_t i = 0; i < json_array_size(checks); i++) {
        const json_t *c = json_array_get(checks, i);
        behind += !strcmp(text(c, "label"), "Behaviour moves by") && !strcmp(text(c, "value"), "\xE2\x88\x92""0.31") && strstr(text(c, "note"), "standard deviations of how much it is used") && strstr(text(c, "note"), "0.50 to \xE2\x88\x92""0.10");
        behind += !strcmp(text(c, "label"), "One more of these") && strstr(text(c, "note"), "one standard deviation more of how much it is used");
    }
    assert_int_equal(behind, 2);
    json_decref(o);
    book_sql(&book, "DELETE FROM d_chain WHERE issue_id = 1 AND n = 400");
    o = ask(answer_issue, q);
    assert_true(json_is_null(field(o, "chain.renewal")) && strstr(text(o, "chain.behaviour.value"), "13.1 points of renewal"));
    json_decref(o);
}

static void a_lot_is_told_wave_by_wave(void **state)
{
    (void)state;
    book_sql(&book, "INSERT INTO verdict VALUES (9101, 'act', 'lot', 'Depot', 'start=2026-02-14', 'kim', '', TIMESTAMP '2025-12-01 10:00:00');"
                    "INSERT INTO lot VALUES (9101, DATE '2026-02-14', 7, 0.25, 2, 11);"
                    "INSERT INTO lot_account SELECT 9101, account_id, CASE WHEN account_id <= 2 THEN account_id - 1 ELSE 2 END FROM d_account WHERE account_id <= 3");
    AnswerQuery q = all_query;
    q.q = STR("depot");
    json_t *o = ask(answer_lot, q);
    assert_int_equal(number(o, "total"), 3);
    assert_int_equal(number(o, "lots.0.held"), 1);
    assert_int_equal(number(o, "lots.0.seed"), 7);
    assert_true(json_is_true(field(o, "rows.0.held_out")) && json_is_null(field(o, "rows.0.start")));
    assert_string_equal(text(o, "rows.1.start"), "2026-02-14");
    assert_string_equal(text(o, "rows.2.start"), "2027-01-01");
    json_decref(o);
    q.q = STR("no such");
    o = ask(answer_lot, q);
    assert_int_equal(number(o, "total") + (int64_t)json_array_size(field(o, "rows")), 0);
    json_decref(o);
    book_sql(&book, "DELETE FROM lot WHERE verdict_id = 9101; DELETE FROM lot_account WHERE verdict_id = 9101; DELETE FROM verdict WHERE verdict_id = 9101");
}

static void the_ledger_counts_the_books_currency_and_names_the_others(void **state)
{
    (void)state;
    json_t *o = ask(answer_money, all_query);
    assert_int_equal(number(o, "ledger.invoiced_minor"), 300);
    assert_int_equal(number(o, "ledger.difference_minor"), 0);
    assert_string_equal(text(o, "ledger.note"), "Ties to the cent in all 2 months. Invoices in other currencies are listed apart.");
    json_decref(o);
}

static void many_roles_are_gathered_and_nobody_is_lost(void **state)
{
    (void)state;
    book_sql(&book, "INSERT INTO d_contact SELECT 4, g.i, 'x', '', 'role ' || CAST(g.i AS TEXT) FROM generate_series(1, 30) AS g(i)");
    json_t *o = ask(answer_money, all_query);
    const json_t *roles = field(o, "coverage.by_role");
    int64_t total = 0;
    assert_int_equal(json_array_size(roles), 8);
    for (size_t i = 0; i < json_array_size(roles); i++)
        total += number(json_array_get(roles, i), "total");
    assert_int_equal(total, 33);
    assert_string_equal(text(o, "coverage.by_role.0.role"), "Purchasing");
    assert_string_equal(text(o, "coverage.by_role.7.role"), "25 other roles");
    json_decref(o);
}

static void ids_that_are_not_there_are_not_found(void **state)
{
    (void)state;
    static const int64_t ids[] = { 0, 99, -1, INT64_MAX, INT64_MIN };
    for (size_t i = 0; i < COUNT_OF(ids); i++) {
        AnswerQuery q = all_query;
        Buf b;
        buf_init(&b, 1 << 20);
        q.id = ids[i];
        assert_int_equal(ask_text(answer_issue, &q, &b), ST_NOT_FOUND);
        assert_int_equal(ask_text(answer_account, &q, &b), ST_NOT_FOUND);
        buf_release(&b);
    }
}

static void the_same_book_gives_the_same_bytes(void **state)
{
    (void)state;
    static Answer *const answers[] = { answer_book, answer_money, answer_issues, answer_accounts, answer_comments, answer_themes, answer_signal_list, answer_changes, answer_expectations, answer_files, answer_data, answer_ledger, answer_quarantine,
                                       answer_run };
    for (size_t i = 0; i < COUNT_OF(answers); i++) {
        Buf one, two;
        buf_init(&one, 1 << 24);
        buf_init(&two, 1 << 24);
        assert_int_equal(ask_text(answers[i], &all_query, &one), ST_OK);
        assert_int_equal(ask_text(answers[i], &all_query, &two), ST_OK);
        assert_true(str_eq(buf_str(&one), buf_str(&two)));
        buf_release(&one);
        buf_release(&two);
    }
}

static void an_empty_book_answers_everything(void **state)
{
    (void)state;
    static const char clear[] = "DELETE FROM d_summary; DELETE FROM d_account; DELETE FROM d_issue; DELETE FROM d_effect; DELETE FROM d_value;"
        "DELETE FROM d_decision; DELETE FROM d_signal; DELETE FROM d_contact; DELETE FROM d_theme; DELETE FROM d_comment; DELETE FROM d_audit;"
        "DELETE FROM d_metric; DELETE FROM d_metric_side; DELETE FROM d_metric_month; DELETE FROM d_ledger; DELETE FROM d_finding; DELETE FROM d_review; DELETE FROM file; DELETE FROM quarantine";
    static Answer *const answers[] = { answer_book, answer_money, answer_issues, answer_accounts, answer_comments, answer_themes, answer_signal_list, answer_changes, answer_expectations, answer_files, answer_data, answer_ledger, answer_quarantine,
                                       answer_run };
    book_sql(&book, clear);
    for (size_t i = 0; i < COUNT_OF(answers); i++)
        json_decref(ask(answers[i], all_query));
    json_t *o = ask(answer_money, all_query);
    assert_string_equal(text(o, "headline.title"), "This book is empty");
    assert_int_equal(number(o, "coverage.accounts"), 0);
    json_decref(o);
}

static void a_books_name_keeps_no_password(void **state)
{
    (void)state;
    static const struct { const char *where, *want; } cases[] = {
        { "dir/acme.book", "acme.book" }, { "acme.book", "acme.book" }, { "postgresql://user:secret@host:5432/acme?sslmode=require", "acme" },
        { "postgresql:///acme?host=/run&password=a/b", "acme" }, { "postgres://user:secret@host", "postgresql" },
        { "postgresql://user:secret@host/", "postgresql" } };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Str got = answer_book_name(&book.a, str_of(cases[i].where));
        assert_string_equal(got.p, cases[i].want);
    }
}

static void a_page_is_bounded_whatever_was_asked(void **state)
{
    (void)state;
    static const struct { int64_t page, per_page, want_page, want_per_page, skip; } cases[] = {
        { 0, 0, 1, ANSWER_PER_PAGE, 0 }, { 3, 20, 3, 20, 40 }, { -7, -1, 1, ANSWER_PER_PAGE, 0 }, { 2, 1000000, 2, LIMIT_PAGE_ROWS, LIMIT_PAGE_ROWS },
        { INT64_MAX, INT64_MAX, INT32_MAX, LIMIT_PAGE_ROWS, (int64_t)(INT32_MAX - 1) * LIMIT_PAGE_ROWS } };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        PageOf p = page_of(&(AnswerQuery){ .page = cases[i].page, .per_page = cases[i].per_page });
        assert_int_equal(p.page, cases[i].want_page);
        assert_int_equal(p.per_page, cases[i].want_per_page);
        assert_int_equal(p.skip, cases[i].skip);
    }
}

static int arrive(void **state)
{
    (void)state;
    book_make(&book, on_server, BOOK_FULL);
    return 0;
}

static int leave(void **state)
{
    (void)state;
    book_drop(&book);
    return 0;
}

#define T(f) cmocka_unit_test_setup_teardown(f, arrive, leave)

int main(void)
{
    all_query = *ANSWER_ALL(STR("acme.book"));
    static const struct CMUnitTest tests[] = {
        T(the_book_answers_as_the_contract_says), T(money_answers_as_the_contract_says), T(the_headline_names_the_largest_and_counts_nothing_twice),
        T(one_ranked_issue_is_told_alone), T(nothing_told_apart_says_what_would_be_needed), T(ranked_issues_come_first_and_the_rest_say_why_not),
        T(drivers_answer_as_the_contract_says),
        T(an_issue_answers_as_the_contract_says), T(what_prevention_gives_back_is_told_by_year_as_hours_people_and_money), T(below_grade_a_nothing_is_said_to_cause), T(spans_of_a_quote_count_utf16_units),
        T(segments_are_added_up_from_the_whole_book), T(exposed_accounts_come_by_value), T(accounts_answer_as_the_contract_says), T(accounts_are_searched_sorted_and_paged), T(money_and_issues_add_up_by_parent_and_by_segment),
        T(an_account_answers_as_the_contract_says), T(a_family_is_told_from_where_one_stands), T(a_link_names_the_record_it_was_joined_with),
        T(cards_of_many_are_those_of_each), T(limits_hold_for_each_account), T(the_timeline_is_newest_first_and_has_every_kind), T(what_an_issue_puts_at_risk_is_its_effect_on_the_next_renewal),
        T(changes_of_a_record_are_moments), T(a_timeline_stops_at_five_hundred), T(the_timeline_has_what_was_said_elsewhere), T(who_wrote_a_ticket_was_heard),
        T(parts_of_themes_are_a_list_and_lead_to_their_comments), T(comments_answer_as_the_contract_says), T(a_comment_has_an_address_and_what_was_said_around_it), T(comments_are_found_by_words_theme_and_account), T(files_answer_as_the_contract_says), T(live_batches_of_a_stream_are_one_line), T(data_answers_as_the_contract_says), T(the_ledger_answers_as_the_contract_says),
        T(quarantine_answers_as_the_contract_says), T(the_run_document_has_every_field_of_the_command_lines_contract),
        T(signals_answer_as_the_contract_says), T(one_signal_tells_who_shows_it_and_what_else_moved), T(a_judgment_outlives_the_run_and_can_be_taken_back),
        T(tasks_answer_as_the_contract_says), T(an_account_says_how_far_it_may_be_quoted),
        T(an_account_says_whether_it_renews_and_what_it_expects), T(renewals_to_come_are_told_by_page_by_health_and_in_order), T(an_owners_word_stands_on_the_card_until_it_is_taken_back), T(a_mediated_chain_tells_each_link), T(a_lot_is_told_wave_by_wave),
        T(a_rise_of_what_pleases_is_good_news), T(a_setting_of_the_books_own_stands_in_for_the_default), T(the_ledger_counts_the_books_currency_and_names_the_others),
        T(many_roles_are_gathered_and_nobody_is_lost), T(ids_that_are_not_there_are_not_found), T(the_same_book_gives_the_same_bytes),
        T(an_empty_book_answers_everything), T(a_books_name_keeps_no_password), T(a_page_is_bounded_whatever_was_asked),
    };
    int failed = cmocka_run_group_tests_name("answers, on DuckDB", tests, NULL, NULL);
    on_server = true;
    if (getenv("TL_PG"))
        failed += cmocka_run_group_tests_name("answers, on PostgreSQL", tests, NULL, NULL);
    return failed;
}
