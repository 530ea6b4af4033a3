/* Real public exports without loss.  Oracle: the record counts that stand in the data folders' README files
 * (headers taken off where the README counts them in). */
#include "tests/near.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/attr.h"
#include "ingest/ingest.h"
#include "tests/ingest/fake_sink.h"

typedef struct Expect {
    const char *path, *shape;
    int64_t     rows;
} Expect;

static const Expect expect[] = {
    { "salesforce_csv/Account.csv", "Salesforce accounts", 22 },
    { "salesforce_csv/Contact.csv", "Salesforce contacts", 102 },
    { "salesforce_csv/Opportunity.csv", "Salesforce opportunities", 50 },
    { "salesforce_csv/Case.csv", "Salesforce cases", 40 },
    { "zendesk_challenge/organizations.json", "Zendesk organizations", 25 },
    { "zendesk_challenge/users.json", "Zendesk users", 75 },
    { "zendesk_challenge/tickets.json", "Zendesk tickets", 200 },
    { "survey_qualtrics/larwood2019_alexithymia_numeric.csv", "Qualtrics survey", 132 - 3 },
    { "survey_qualtrics/roeser2021_Model+evaluation_February+26,+2021_01.25.csv", "Qualtrics survey", 68 - 3 },
    { "survey_qualtrics/roeser2021_Model+assumptions_February+26,+2021_01.25.csv", "Qualtrics survey", 126 - 3 },
    { "survey_surveymonkey/cncf/maintainer-survey-results-2019-h1.csv", "SurveyMonkey survey", 66 - 2 },
    { "survey_surveymonkey/cncf/maintainer-survey-results-2019-h2.csv", "SurveyMonkey survey", 72 - 2 },
    { "survey_surveymonkey/cncf/CNCF_Maintainers_Survey_2020_H1.csv", "SurveyMonkey survey", 81 - 2 },
    { "survey_surveymonkey/cncf/CNCF_Maintainers_Survey_2021_H2.csv", "SurveyMonkey survey", 104 - 2 },
};

static const char *shared(Arena *a, const char *path)
{
    const char *root = getenv("TL_SHARED");
    return str_fmt(a, "%s/data/%s", root ? root : "../shared", path).p;
}

static bool there(const char *path)
{
    FILE *f = fopen(path, "r");
    if (f)
        (void)fclose(f);
    return f != NULL;
}

static void every_record_of_real_exports_arrives(void **state)
{
    Arena a;
    size_t read = 0;
    (void)state;
    arena_init(&a);
    for (size_t i = 0; i < COUNT_OF(expect); i++) {
        Err err;
        IngestResult r;
        const char *path = shared(&a, expect[i].path);
        IngestOptions o = { .path = &path, .n_path = 1 };
        if (!there(path))
            continue;
        read++;
        fake_clear();
        if (ingest_run(NULL, &o, &a, &r, &err))
            fail_msg("%s: %s", path, err.msg);
        if (r.rows_in != expect[i].rows || r.quarantined || strcmp(r.file[0].shape.p, expect[i].shape) != 0)
            fail_msg("%s: %lld rows, %lld set aside, '%s' %.*s", path, (long long)r.rows_in, (long long)r.quarantined, r.file[0].shape.p,
                     STR_ARG(r.file[0].skipped));
    }
    arena_release(&a);
    if (!read)
        print_message("# the public data is not here: nothing was checked\n");
}

/* The same five tables, once with ISO dates and once re-saved by a spreadsheet with day-month-year. */
static void both_date_forms_of_ravenstack_give_the_same_facts(void **state)
{
    static const struct { const char *name; int64_t rows; } files[] = { { "accounts", 500 }, { "subscriptions", 5000 },
        { "feature_usage", 25000 }, { "support_tickets", 2000 }, { "churn_events", 600 } };
    Arena a;
    (void)state;
    arena_init(&a);
    const char *root = getenv("TL_ROOT");
    const char *map = str_fmt(&a, "%s/maps/ravenstack.map", root ? root : ".").p;
    if (!there(shared(&a, "ravenstack/ravenstack_accounts.csv"))) {
        print_message("# the public data is not here: nothing was checked\n");
        arena_release(&a);
        return;
    }
    for (size_t i = 0; i < COUNT_OF(files); i++) {
        Str first = STR("");
        for (int form = 0; form < 2; form++) {
            Err err;
            IngestResult r;
            const char *path = shared(&a, str_fmt(&a, "ravenstack/%sravenstack_%s.csv", form ? "excel_resaved_ddmmyyyy/" : "", files[i].name).p);
            IngestOptions o = { .path = &path, .n_path = 1, .map_file = map };
            fake_clear();
            if (ingest_run(NULL, &o, &a, &r, &err))
                fail_msg("%s", err.msg);
            assert_int_equal(r.rows_in, files[i].rows);
            assert_int_equal(r.quarantined, 0);
            assert_int_equal(r.file[0].cells_bad, 0);
            if (!form)
                first = str_dup(&a, buf_str(&fake_log()->text));
            assert_true(str_eq(first, buf_str(&fake_log()->text)));
        }
    }
    fake_clear();
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_record_of_real_exports_arrives),
        cmocka_unit_test(both_date_forms_of_ravenstack_give_the_same_facts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
