/* Real public exports without loss.  Oracles: the record counts that stand in the data folders' README files
 * (headers taken off where the README counts them in), and for CSV a second reader that knows quotes and nothing else.
 * A folder that is not there is skipped; a file that is missing in a folder that is there fails. */
#include "tests/near.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/attr.h"
#include "base/file.h"
#include "ingest/ingest.h"
#include "tests/ingest/fake_sink.h"

typedef struct Expect {
    const char *path, *shape;
    int64_t     rows;
    int64_t     heads;       /* header records of a CSV; 0: JSON */
    int64_t     bad;         /* set aside whole */
} Expect;

#define TUFTS "survey_qualtrics/QualtricsTools_samples/"
#define CNCF "survey_surveymonkey/cncf/"
#define SEEDS "connector_schemas/fivetran_"
#define THREE "Qualtrics survey"
#define LEGACY "Qualtrics survey (legacy)"
#define MONKEY "SurveyMonkey survey"

static const Expect expect[] = {
    { "salesforce_csv/Account.csv", "Salesforce accounts", 22, 1, 0 },
    { "salesforce_csv/Contact.csv", "Salesforce contacts", 102, 1, 0 },
    { "salesforce_csv/Opportunity.csv", "Salesforce opportunities", 50, 1, 0 },
    { "salesforce_csv/Case.csv", "Salesforce cases", 40, 1, 0 },
    { "salesforce_csv/Task.csv", "Salesforce tasks", 75, 1, 0 },
    { "salesforce_csv/AccountContactRelation.csv", "Salesforce account contact relations", 22, 1, 0 },
    { "zendesk_challenge/organizations.json", "Zendesk organizations", 25, 0, 0 },
    { "zendesk_challenge/users.json", "Zendesk users", 75, 0, 0 },
    { "zendesk_challenge/tickets.json", "Zendesk tickets", 200, 0, 0 },
    { "survey_qualtrics/larwood2019_alexithymia_numeric.csv", THREE, 132 - 3, 3, 0 },
    { "survey_qualtrics/roeser2021_Model+evaluation_February+26,+2021_01.25.csv", THREE, 68 - 3, 3, 0 },
    { "survey_qualtrics/roeser2021_Model+assumptions_February+26,+2021_01.25.csv", THREE, 126 - 3, 3, 0 },
    { TUFTS "Better_Sample_Survey.csv", THREE, 10, 3, 0 },
    { TUFTS "Better_Sample_Survey_split.csv", THREE, 10, 3, 0 },
    { TUFTS "Choice_Text_from_Response_Columns.csv", THREE, 5, 3, 0 },
    { TUFTS "Dummy_Enhancement_Sample_Survey.csv", THREE, 61, 3, 0 },
    { TUFTS "Long_Exhaustive_Sample_Survey.csv", THREE, 31, 3, 0 },
    { TUFTS "Matrix_Single_Answer_Testing.csv", THREE, 5, 3, 0 },
    { TUFTS "Multiple_Answer_MC_Questions.csv", LEGACY, 5, 2, 0 },
    { TUFTS "Multiple_Answer_MC_Questions__Insights_.csv", THREE, 5, 3, 0 },
    { TUFTS "Multiple_Answer_Matrix_Questions.csv", LEGACY, 5, 2, 0 },
    { TUFTS "Multiple_Answer_Matrix_Questions__Insights_.csv", THREE, 5, 3, 0 },
    { TUFTS "No_Basis_for_Evaluation__Insights_.csv", THREE, 15, 3, 0 },
    { TUFTS "No_Basis_for_Evaluation__Legacy_.csv", LEGACY, 15, 2, 0 },
    { TUFTS "Notes_Survey.csv", THREE, 5, 3, 0 },
    { TUFTS "Questions_with_Text_Entry_Components.csv", THREE, 15, 3, 0 },
    { TUFTS "Sample_Survey.csv", THREE, 5, 3, 0 },
    { TUFTS "Sample_Survey__Insights_.csv", THREE, 5, 3, 0 },
    { TUFTS "SidebySide_Questions__Insights_.csv", THREE, 25, 3, 0 },
    { TUFTS "SidebySide_Questions__Legacy_.csv", LEGACY, 25, 2, 0 },
    { TUFTS "Single_Answer_MC_Questions.csv", LEGACY, 5, 2, 0 },
    { TUFTS "Single_Answer_MC_Questions__Insights_.csv", THREE, 5, 3, 0 },
    { TUFTS "Single_Answer_Matrix_Questions.csv", LEGACY, 5, 2, 0 },
    { TUFTS "Single_Answer_Matrix_Questions__Insights_.csv", THREE, 5, 3, 0 },
    { TUFTS "Survey_Logic_EVERYWHERE.csv", LEGACY, 10, 2, 0 },
    { TUFTS "Test_Survey_for_Coded_Comments.csv", THREE, 10, 3, 0 },
    { CNCF "maintainer-survey-results-2019-h1.csv", MONKEY, 66 - 2, 2, 0 },
    { CNCF "maintainer-survey-results-2019-h2.csv", MONKEY, 72 - 2, 2, 0 },
    { CNCF "CNCF_Maintainers_Survey_2020_H1.csv", MONKEY, 81 - 2, 2, 0 },
    { CNCF "CNCF_Maintainers_Survey_2021_H2.csv", MONKEY, 104 - 2, 2, 0 },
    { CNCF "CNCF_Ambassadors_Survey_2021.csv", MONKEY, 46 - 2, 2, 0 },
    /* Without dates or ids: maps/cncf_surveys.map says when they were. */
    { CNCF "CNCF_Maintainers_Survey_2020_H2.csv", "", 99 - 2, 2, 0 },
    { CNCF "CNCF_Maintainers_Survey_2021_H1.csv", "", 95 - 2, 2, 0 },
    { CNCF "CNCF Maintainers Survey 2022 H1.csv", "", 101 - 2, 2, 0 },
    { CNCF "Cloud_Native_Survey_2018.csv", "", 2403 - 2, 2, 0 },
    { CNCF "Cloud_Native_Survey_2019.csv", "", 1339 - 2, 2, 0 },
    { CNCF "Cloud_Native_Survey_1H_2020.csv", "", 1326 - 2, 2, 0 },
    { SEEDS "zendesk/ticket_data.csv", "Zendesk tickets (connector)", 10, 1, 0 },
    { SEEDS "zendesk/user_data.csv", "Zendesk users (connector)", 10, 1, 0 },
    { SEEDS "zendesk/organization_data.csv", "Zendesk organizations (connector)", 10, 1, 0 },
    { SEEDS "zendesk/ticket_tag_data.csv", "Zendesk ticket tags (connector)", 10, 1, 0 },
    { SEEDS "zendesk/organization_tag_data.csv", "Zendesk organization tags (connector)", 12, 1, 0 },
    { SEEDS "zendesk/user_tag_data.csv", "Zendesk user tags (connector)", 10, 1, 0 },
    { SEEDS "salesforce/sf_account_data.csv", "Salesforce accounts (connector)", 10, 1, 0 },
    { SEEDS "salesforce/sf_contact_data.csv", "Salesforce contacts (connector)", 4, 1, 0 },
    { SEEDS "salesforce/sf_opportunity_data.csv", "Salesforce opportunities (connector)", 10, 1, 0 },
    { SEEDS "hubspot/company_data.csv", "HubSpot companies (connector)", 24, 1, 0 },
    { SEEDS "hubspot/contact_data.csv", "HubSpot contacts (connector)", 22, 1, 0 },
    { SEEDS "hubspot/deal_data.csv", "HubSpot deals (connector)", 44, 1, 0 },    /* none of them has a closing date */
    { SEEDS "hubspot/deal_property_history_data.csv", "HubSpot deal property history", 100, 1, 0 },
    { SEEDS "hubspot/company_property_history_data.csv", "HubSpot company property history", 100, 1, 0 },
    { SEEDS "hubspot/contact_property_history_data.csv", "HubSpot contact property history", 100, 1, 0 },
    { SEEDS "hubspot/ticket_property_history_data.csv", "HubSpot ticket property history", 15, 1, 0 },
    { SEEDS "stripe/customer_data.csv", "Stripe customers (connector)", 12, 1, 0 },
    { SEEDS "stripe/charge_data.csv", "Stripe charges (connector)", 16, 1, 0 },
    { SEEDS "stripe/subscription_data.csv", "Stripe subscriptions (connector)", 2, 1, 0 },
    { SEEDS "qualtrics/survey_response.csv", "Qualtrics responses (connector)", 5, 1, 0 },
};

/* Tables of which nothing may be taken, `accept` or not.  shape "": nobody knows it, and what is proposed is not sure. */
typedef struct NotTaken {
    const char *path, *shape;
    int64_t     rows;        /* behind the header */
} NotTaken;

static const NotTaken not_taken[] = {
    { "salesforce_csv/Branch__c.csv", "", 5 },
    { "salesforce_csv/Lead.csv", "Salesforce leads", 60 },
    { "salesforce_csv/Campaign.csv", "Salesforce campaigns", 8 },
    { "salesforce_csv/CampaignMember.csv", "Salesforce campaign members", 68 },
    { SEEDS "zendesk/ticket_field_history_data.csv", "Zendesk ticket field history (connector)", 0 },
    { SEEDS "zendesk/ticket_chat_event_data.csv", "Zendesk chat events (connector)", 0 },
    { SEEDS "zendesk/ticket_schedule_data.csv", "Zendesk ticket schedules (connector)", 0 },
    { SEEDS "zendesk/schedule_data.csv", "Zendesk schedules (connector)", 0 },
    { SEEDS "zendesk/ticket_form_history_data.csv", "Zendesk ticket forms (connector)", 0 },
    { SEEDS "zendesk/audit_log_data.csv", "Zendesk audit log (connector)", 0 },
    { SEEDS "stripe/subscription_history_data.csv", "Stripe subscriptions, kept versions (connector)", 0 },
    { SEEDS "stripe/invoice_data.csv", "", 0 },          /* has no day on which an invoice was made */
    { SEEDS "stripe/balance_transaction_data.csv", "", 0 },
    { SEEDS "stripe/card_data.csv", "", 0 },
    { SEEDS "stripe/product_data.csv", "", 0 },
    { SEEDS "qualtrics/question_response.csv", "", 0 },
    { SEEDS "qualtrics/distribution.csv", "", 0 },
    { SEEDS "qualtrics/survey.csv", "", 0 },
};

/* Records that are not blank, by quotes and line ends alone. */
static int64_t naive_records(const char *path)
{
    FILE *f = fopen(path, "r");
    int64_t n = 0;
    bool quoted = false, filled = false;
    int c;
    assert_non_null(f);
    while ((c = fgetc(f)) != EOF) {
        quoted ^= c == '"';
        bool end = !quoted && (c == '\n' || c == '\r');
        n += end && filled;
        filled = !end;
    }
    (void)fclose(f);
    return n + filled;
}

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

/* False: its folder is not here.  A file that is missing from a folder that is here fails. */
static bool given(Arena *a, const char *path)
{
    Err err;
    FileInfo info;
    const char *whole = shared(a, path);
    Str folder = str_dup(a, (Str){ whole, (size_t)(path_base(str_of(whole)).p - whole) });
    if (file_stat(folder.p, &info, &err)) {
        print_message("# %.*s is not here: not checked\n", STR_ARG(folder));
        return false;
    }
    if (!there(whole))
        fail_msg("%s is missing, and its folder is there", whole);
    return true;
}

static void every_record_of_real_exports_arrives(void **state)
{
    Arena a;
    size_t read = 0;
    (void)state;
    arena_init(&a);
    const char *root = getenv("TL_ROOT");
    const char *map = str_fmt(&a, "%s/maps/cncf_surveys.map", root ? root : ".").p;
    for (size_t i = 0; i < COUNT_OF(expect); i++) {
        Err err;
        IngestResult r;
        const char *path = shared(&a, expect[i].path);
        bool mapped = !expect[i].shape[0];
        IngestOptions o = { .path = &path, .n_path = 1, .map_file = mapped ? map : NULL };
        if (!given(&a, expect[i].path))
            continue;
        read++;
        fake_clear();
        if (expect[i].heads)
            assert_int_equal(naive_records(path), expect[i].rows + expect[i].heads);
        if (ingest_run(NULL, &o, &a, &r, &err))
            fail_msg("%s: %s", path, err.msg);
        bool named = mapped || strcmp(r.file[0].shape.p, expect[i].shape) == 0;
        if (r.rows_in != expect[i].rows || r.quarantined != expect[i].bad || r.kept + r.quarantined != r.rows_in || !named)
            fail_msg("%s: %lld rows, %lld set aside, '%s' %.*s", path, (long long)r.rows_in, (long long)r.quarantined, r.file[0].shape.p,
                     STR_ARG(r.file[0].skipped));
    }
    arena_release(&a);
    if (!read)
        skip();
}

static void tables_without_customers_are_left_out_whole(void **state)
{
    Arena a;
    size_t read = 0;
    (void)state;
    arena_init(&a);
    for (size_t i = 0; i < COUNT_OF(not_taken); i++) {
        Err err;
        IngestResult r;
        const NotTaken *t = &not_taken[i];
        const char *path = shared(&a, t->path);
        IngestOptions o = { .path = &path, .n_path = 1, .accept = true };
        if (!given(&a, t->path))
            continue;
        read++;
        fake_clear();
        int64_t rows = naive_records(path) - 1;
        assert_true(!t->rows || rows == t->rows);
        if (ingest_run(NULL, &o, &a, &r, &err))
            fail_msg("%s: %s", path, err.msg);
        Str left = str_fmt(&a, "%lld rows left out: ", (long long)rows);
        bool held = t->shape[0] ? str_has(r.file[0].skipped, left) || str_has(r.file[0].note, left) : r.file[0].unknown && !r.file[0].proposal_sure;
        if (r.n != 1 || r.rows_in || fake_log()->records || !str_eq(r.file[0].shape, str_of(t->shape)) || !held)
            fail_msg("%s: %lld rows taken, '%s' %.*s %.*s", path, (long long)r.rows_in, r.file[0].shape.p, STR_ARG(r.file[0].skipped), STR_ARG(r.file[0].note));
    }
    fake_clear();
    arena_release(&a);
    if (!read)
        skip();
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
    if (!given(&a, "ravenstack/ravenstack_accounts.csv")) {
        arena_release(&a);
        skip();
    }
    for (size_t i = 0; i < COUNT_OF(files); i++) {
        Str first = STR("");
        for (int form = 0; form < 2; form++) {
            Err err;
            IngestResult r;
            const char *path = str_fmt(&a, "ravenstack/%sravenstack_%s.csv", form ? "excel_resaved_ddmmyyyy/" : "", files[i].name).p;
            assert_true(given(&a, path));
            path = shared(&a, path);
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
        cmocka_unit_test(tables_without_customers_are_left_out_whole),
        cmocka_unit_test(both_date_forms_of_ravenstack_give_the_same_facts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
