/* Exports of support desks, each with its traps.  Oracle: the log beside the bytes (form_case.h). */
#include "tests/near.h"

#include "base/attr.h"
#include "tests/ingest/form_case.h"

// clang-format off
static const FormCase cases[] = {
    { .about = "Zendesk incremental: an envelope, a rating as object and as word, a template as raw subject, no organization, the same ticket again",
      .file = "z.json", .shape = "Zendesk tickets", .rows = 3, .kept = 3,
      .bytes = "{\"after_cursor\":\"x\",\"end_of_stream\":true,\"tickets\":[\n"
               "{\"id\":1,\"organization_id\":null,\"requester_id\":5,\"subject\":\"Printer\",\"raw_subject\":\"{{dc.printer}}\",\"description\":\"<p>It <b>burns</b></p>\",\"status\":\"open\","
               "\"custom_fields\":[{\"id\":360001,\"value\":\"x\"}],\"satisfaction_rating\":{\"score\":\"good\",\"comment\":\"ok\"},\"created_at\":\"2024-01-02T03:04:05Z\",\"updated_at\":\"2024-01-02T03:04:05Z\",\"generated_timestamp\":1704164645},\n"
               "{\"id\":2,\"organization_id\":9,\"requester_id\":5,\"subject\":\"Fax\",\"status\":\"solved\",\"satisfaction_rating\":\"offered\",\"created_at\":\"2024-01-02T03:04:05Z\",\"updated_at\":\"2024-01-03T03:04:05Z\"},\n"
               "{\"id\":1,\"organization_id\":null,\"requester_id\":5,\"subject\":\"Printer\",\"status\":\"solved\",\"satisfaction_rating\":{\"score\":\"bad\"},\"created_at\":\"2024-01-02T03:04:05Z\",\"updated_at\":\"2024-01-05T03:04:05Z\"}]}",
      .want = "ticket 2 1 [,,5,,,,] | 2024-01-02T03:04:05Z | 2024-01-02T03:04:05Z | ~ | Printer | <p>It <b>burns</b></p> | open | ~ | ~ | ~ | ~ | ~ | ~ | 1 | ~\n"
              "ticket 3 2 [9,,5,,,,] | 2024-01-02T03:04:05Z | 2024-01-03T03:04:05Z | ~ | Fax | ~ | solved | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~\n"
              "ticket 4 1 [,,5,,,,] | 2024-01-02T03:04:05Z | 2024-01-05T03:04:05Z | ~ | Printer | ~ | solved | ~ | ~ | ~ | ~ | ~ | ~ | 0 | ~\n" },
    { .about = "Zendesk as lines", .file = "z.ndjson", .shape = "Zendesk tickets", .rows = 2, .kept = 2,
      .bytes = "{\"id\":1,\"organization_id\":9,\"requester_id\":5,\"subject\":\"a\",\"status\":\"open\",\"created_at\":\"2016-07-06T11:16:50 -10:00\"}\n"
               "{\"id\":2,\"requester_id\":5,\"subject\":\"b\",\"status\":\"open\",\"created_at\":\"2024-01-02T03:04:05Z\",\"tags\":[\"a\",\"b\"]}\n",
      .want = "ticket 1 1 [9,,5,,,,] | 2016-07-06T21:16:50Z | ~ | ~ | a | ~ | open | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~\n"
              "ticket 2 2 [,,5,,,,] | 2024-01-02T03:04:05Z | ~ | ~ | b | ~ | open | ~ | ~ | a b | ~ | ~ | ~ | ~ | ~\n" },
    { .about = "Zendesk as CSV", .file = "z.csv", .shape = "Zendesk tickets (CSV)", .rows = 1, .kept = 1,
      .bytes = "Id,Requester,Requester id,Requester email,Requester domain,Assignee,Subject,Tags,Status,Priority,Ticket type,Created at,Updated at,Organization,Solved at,Satisfaction Score,Reopens,First reply time in minutes,Full resolution time in minutes\n"
               "7,Ann,5,A@b.de,b.de,Bo,Slow,vip,Solved,High,Incident,2024-01-02 03:04,2024-01-03 03:04,Acme,2024-01-03 03:00,Good,1,12,1436\n",
      .want = "ticket 2 7 [,Acme,5,a@b.de,b.de,,] | 2024-01-02T03:04:00Z | 2024-01-03T03:04:00Z | 2024-01-03T03:00:00Z | Slow | ~ | Solved | High | Incident | vip | 12 | 1436 | 1 | 1 | ~\n" },
    { .about = "Zendesk ticket fields are known for what they are", .file = "f.json", .shape = "Zendesk ticket fields", .note = "names of the desk's own fields",
      .bytes = "{\"ticket_fields\":[{\"id\":360001,\"type\":\"tagger\",\"title\":\"Product\",\"raw_title\":\"{{dc.p}}\",\"title_in_portal\":\"Product\"}]}", .want = "" },
    { .about = "Freshdesk by its interface: codes become words, a status of one's own stays a number, text without HTML is preferred",
      .file = "f.json", .shape = "Freshdesk tickets", .rows = 2, .kept = 2,
      .bytes = "[{\"id\":1,\"subject\":\"a\",\"description\":\"<div>x</div>\",\"description_text\":\"x\",\"status\":2,\"priority\":4,\"source\":1,\"type\":null,\"requester_id\":5,\"responder_id\":6,\"company_id\":9,\"is_escalated\":true,\"fr_escalated\":false,\"created_at\":\"2024-01-02T03:04:05Z\",\"updated_at\":\"2024-01-02T03:04:05Z\"},"
               "{\"id\":2,\"subject\":\"b\",\"status\":7,\"priority\":1,\"requester_id\":5,\"responder_id\":null,\"created_at\":\"2024-01-02T03:04:05Z\"}]",
      .want = "ticket 1 1 [9,,5,,,,] | 2024-01-02T03:04:05Z | 2024-01-02T03:04:05Z | ~ | a | x | open | urgent | ~ | ~ | ~ | ~ | ~ | ~ | 1\n"
              "ticket 1 2 [,,5,,,,] | 2024-01-02T03:04:05Z | ~ | ~ | b | ~ | 7 | low | ~ | ~ | ~ | ~ | ~ | ~ | ~\n" },
    { .about = "Freshdesk as CSV: labels, durations in hours",
      .file = "f.csv", .shape = "Freshdesk tickets (CSV)", .rows = 1, .kept = 1,
      .bytes = "Ticket ID,Subject,Status,Priority,Source,Type,Agent,Group,Created time,Due by Time,Resolved time,Closed time,Last update time,First response time (in hrs),Resolution time (in hrs),Tags,Company Name,Contact ID,Full name,Email\n"
               "3,Slow,Waiting on Customer,Urgent,Email,Question,Bo,Team,2024-01-02 03:04:05,,2024-01-03 03:04:05,,2024-01-03 03:04:05,01:30:00,24:00:00,\"a,b\",Acme,5,Ann,A@b.de\n",
      .want = "ticket 2 3 [,Acme,5,a@b.de,,,] | 2024-01-02T03:04:05Z | 2024-01-03T03:04:05Z | 2024-01-03T03:04:05Z | Slow | ~ | Waiting on Customer | Urgent | Question | a,b | 90 | 1440 | ~ | ~ | ~\n" },
    { .about = "Intercom companies: two ids, unix times", .file = "i.json", .shape = "Intercom companies", .rows = 1, .kept = 1,
      .bytes = "{\"type\":\"list\",\"data\":[{\"type\":\"company\",\"company_id\":\"acme-1\",\"id\":\"63ec\",\"name\":\"Acme\",\"created_at\":1676394121,\"monthly_spend\":0,\"session_count\":1,\"user_count\":2,\"size\":12,\"website\":\"https://www.acme.de/x\",\"plan\":{\"name\":\"Pro\"},\"tags\":{\"tags\":[]}}]}",
      .want = "account 1 63ec [acme-1,Acme,,,acme.de,,] | Acme | ~ | Pro | ~ | ~ | ~ | ~ | ~ | https://www.acme.de/x | ~ | 12 | ~ | ~ | ~ | ~ | ~\n" },
    { .about = "Intercom contacts: a mail shared by two, a sign-up in 2043 that nothing is made of", .file = "i.json", .shape = "Intercom contacts", .rows = 2, .kept = 2,
      .bytes = "[{\"id\":\"c1\",\"external_id\":null,\"role\":\"user\",\"email\":\"x@acme.de\",\"name\":\"Ann Lee\",\"signed_up_at\":2306880000,\"companies\":{\"data\":[],\"has_more\":false}},"
               "{\"id\":\"c2\",\"external_id\":\"7\",\"role\":\"lead\",\"email\":\"x@acme.de\",\"name\":null,\"signed_up_at\":null,\"companies\":{\"data\":[],\"has_more\":true}}]",
      .want = "contact 1 c1 [,,c1,x@acme.de,,,] | ~ | Ann Lee | ~ | ~ | ~\ncontact 1 c2 [,,c2,x@acme.de,,,] | ~ | ~ | ~ | ~ | ~\n" },
    { .about = "Intercom conversations: unix times, HTML in the body, a rating of five", .file = "i.json", .shape = "Intercom conversations", .rows = 1, .kept = 1,
      .bytes = "{\"conversations\":[{\"id\":\"9\",\"created_at\":1676394121,\"updated_at\":1676394122,\"waiting_since\":null,\"state\":\"closed\",\"priority\":\"not_priority\",\"source\":{\"type\":\"email\",\"subject\":\"\",\"body\":\"<p>Help</p>\",\"author\":{\"id\":\"c1\",\"email\":\"X@acme.de\"}},\"contacts\":{\"contacts\":[]},\"conversation_rating\":{\"rating\":4}}]}",
      .want = "ticket 1 9 [,,c1,x@acme.de,,,] | 2023-02-14T17:02:01Z | 2023-02-14T17:02:02Z | ~ | ~ | <p>Help</p> | closed | not_priority | email | ~ | ~ | ~ | ~ | 0.75 | ~\n" },
    { .about = "Jira: repeated headers joined, a row wider than the header is told, three forms of dates in as many files' columns",
      .file = "j.csv", .shape = "Jira issues", .rows = 2, .kept = 2, .note = "1 rows wider than the header of 12 columns",
      .bytes = "Summary,Issue key,Issue id,Issue Type,Status,Priority,Created,Updated,Labels,Labels,Custom field (Customer),Comment\n"
               "Slow,AB-1,1,Bug,Open,High,14/Jul/25 3:42 PM,11/May/24 03:26 PM,red,blue,Acme,\"14/Jul/25 3:42 PM;5b10;text, and more\"\n"
               "Late,AB-2,2,Bug,Open,High,14/Jul/25 9:42 AM,,red,,,,extra\n",
      .want = "ticket 2 AB-1 [,Acme,,,,,] | 2025-07-14T15:42:00Z | 2024-05-11T15:26:00Z | ~ | Slow | ~ | Open | High | Bug | red blue | ~ | ~ | ~ | ~ | ~\n"
              "bad cell 3:13  'more cells than the header' extra\n"
              "ticket 3 AB-2 [,,,,,,] | 2025-07-14T09:42:00Z | ~ | ~ | Late | ~ | Open | High | Bug | red | ~ | ~ | ~ | ~ | ~\n" },
    { .about = "Jira with slashes and twenty-four hours", .file = "j.csv", .shape = "Jira issues", .rows = 1, .kept = 1,
      .bytes = "Summary,Issue key,Status,Created\nSlow,AB-1,Open,6/21/2025 16:14\n",
      .want = "ticket 2 AB-1 [,,,,,,] | 2025-06-21T16:14:00Z | ~ | ~ | Slow | ~ | Open | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~\n" },
};
// clang-format on

static void every_desk_form_is_read(void **state)
{
    (void)state;
    form_cases_hold(cases, COUNT_OF(cases));
}

static void damaged_desk_forms_lose_no_row(void **state)
{
    (void)state;
    form_cases_survive(cases, COUNT_OF(cases), 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_desk_form_is_read),
        cmocka_unit_test(damaged_desk_forms_lose_no_row),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
