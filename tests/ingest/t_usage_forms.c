/* Exports of product usage, each with its traps.  Oracle: the log beside the bytes (forms.h). */
#include "tests/ingest/forms.h"

// clang-format off
static const Form cases[] = {
    { .about = "a trait whose value is an address is private by whatever name; a version is none", .file = "ip.ndjson", .shape = "Segment calls", .rows = 1, .kept = 1,
      .bytes = "{\"type\":\"group\",\"messageId\":\"m6\",\"userId\":\"u1\",\"groupId\":\"bolt\",\"traits\":{\"name\":\"Bolt\",\"last_seen_from\":\"203.0.113.7\",\"app_version\":\"1.2.3.4\"},\"timestamp\":\"2024-01-02T03:04:05Z\"}\n",
      .want = "identity 1 m6 [bolt,Bolt,u1,,,,] | 2024-01-02T03:04:05Z | ~\nfield 1 account/bolt/app_version [,,,,,,] | account | bolt | app_version | 1.2.3.4\n",
      .note = "1 own fields were not stored: they are private" },
    { .about = "Segment calls of all kinds in one file: usage, people and companies; a user in two groups; an alias says that two ids are one person's, another kind is set aside",
      .file = "s.ndjson", .shape = "Segment track", .rows = 8, .kept = 7, .bad = 1,
      .bytes = "{\"type\":\"track\",\"messageId\":\"m1\",\"userId\":\"u1\",\"event\":\"Login\",\"context\":{\"groupId\":\"acme\"},\"timestamp\":\"2024-01-02T03:04:05Z\"}\n"
               "{\"type\":\"page\",\"messageId\":\"m2\",\"anonymousId\":\"a9\",\"name\":\"Home\",\"timestamp\":\"2024-01-02T03:04:05Z\"}\n"
               "{\"type\":\"screen\",\"messageId\":\"m3\",\"userId\":\"u1\",\"properties\":{\"path\":\"/x\"},\"timestamp\":\"2024-01-02T03:04:05Z\"}\n"
               "{\"type\":\"identify\",\"messageId\":\"m4\",\"userId\":\"u1\",\"traits\":{\"email\":\"A@acme.de\",\"accountExternalId\":\"0015\",\"plan\":\"pro\",\"ip\":\"1.2.3.4\"},\"timestamp\":\"2024-01-02T03:04:05Z\"}\n"
               "{\"type\":\"group\",\"messageId\":\"m5\",\"userId\":\"u1\",\"groupId\":\"acme\",\"traits\":{\"name\":\"Acme\",\"website\":\"https://acme.de\",\"seats\":40},\"timestamp\":\"2024-01-02T03:04:05Z\"}\n"
               "{\"type\":\"group\",\"messageId\":\"m6\",\"userId\":\"u1\",\"groupId\":\"bolt\",\"traits\":{\"name\":\"Bolt\"},\"timestamp\":\"2024-01-02T03:04:05Z\"}\n"
               "{\"type\":\"alias\",\"messageId\":\"m7\",\"userId\":\"u1\",\"previousId\":\"a9\",\"timestamp\":\"2024-01-02T03:04:05Z\"}\n"
               "{\"type\":\"ping\",\"messageId\":\"m8\",\"userId\":\"u1\"}\n",
      .want = "event 1 m1 [acme,,u1,,,,] | Login | 2024-01-02T03:04:05Z | ~\n"
              "event 2 m2 [,,a9,,,,] | Viewed Home | 2024-01-02T03:04:05Z | ~\n"
              "event 3 m3 [,,u1,,,,] | Viewed /x | 2024-01-02T03:04:05Z | ~\n"
              "identity 4 m4 [0015,,u1,a@acme.de,,,] | 2024-01-02T03:04:05Z | ~\n"
              "field 4 contact/u1/plan [,,,,,,] | contact | u1 | plan | pro\n"
              "identity 5 m5 [acme,Acme,u1,,acme.de,,] | 2024-01-02T03:04:05Z | ~\n"
              "field 5 account/acme/seats [,,,,,,] | account | acme | seats | 40\n"
              "identity 6 m6 [bolt,Bolt,u1,,,,] | 2024-01-02T03:04:05Z | ~\n"
              "identity 7 m7 [,,u1,,,,] | 2024-01-02T03:04:05Z | a9\n"
              "bad 8:0  'a kind of record of which nothing is taken' {\"type\":\"ping\",\"messageId\":\"m8\",\"userId\"\n" },
    { .about = "properties of events are not kept, and named: an object by the values in it, traits are read as they are, what somebody is has its word",
      .file = "s.ndjson", .shape = "Segment track", .rows = 2, .kept = 2, .note = "paths not read: properties.plan, properties.cart.total, context.ip, integrations.All",
      .bytes = "{\"type\":\"track\",\"messageId\":\"m1\",\"userId\":\"u1\",\"event\":\"Buy\",\"properties\":{\"plan\":\"pro\",\"cart\":{\"total\":5},\"groupId\":\"acme\"},\"context\":{\"ip\":\"1.2.3.4\",\"groupId\":\"acme\"},\"integrations\":{\"All\":true},\"timestamp\":\"2024-01-02T03:04:05Z\"}\n"
               "{\"type\":\"identify\",\"messageId\":\"m2\",\"userId\":\"u1\",\"traits\":{\"plan\":\"pro\"},\"timestamp\":\"2024-01-02T03:04:05Z\"}\n",
      .want = "event 1 m1 [acme,,u1,,,,] | Buy | 2024-01-02T03:04:05Z | ~\n"
              "identity 2 m2 [,,u1,,,,] | 2024-01-02T03:04:05Z | ~\n"
              "field 2 contact/u1/plan [,,,,,,] | contact | u1 | plan | pro\n" },
    { .about = "aliases alone: an address as the id of before, a device's when no other is said; identify says it too where it carries both",
      .file = "s.ndjson", .shape = "Segment calls", .rows = 3, .kept = 3,
      .bytes = "{\"type\":\"alias\",\"messageId\":\"m1\",\"userId\":\"u1\",\"previousId\":\"Jan@acme.de\",\"timestamp\":\"2024-01-02T03:04:05Z\"}\n"
               "{\"type\":\"alias\",\"messageId\":\"m2\",\"userId\":\"b@bolt.de\",\"anonymousId\":\"a7\",\"timestamp\":\"2024-01-02T03:04:05Z\"}\n"
               "{\"type\":\"identify\",\"messageId\":\"m3\",\"userId\":\"u1\",\"anonymousId\":\"a8\",\"timestamp\":\"2024-01-02T03:04:05Z\"}\n",
      .want = "identity 1 m1 [,,u1,,,,] | 2024-01-02T03:04:05Z | Jan@acme.de\n"
              "identity 2 m2 [,,b@bolt.de,b@bolt.de,,,] | 2024-01-02T03:04:05Z | a7\n"
              "identity 3 m3 [,,u1,,,,] | 2024-01-02T03:04:05Z | a8\n" },
    { .about = "a warehouse's table of alias calls", .file = "aliases.csv", .shape = "Segment aliases table", .rows = 1, .kept = 1,
      .bytes = "id,received_at,previous_id,user_id,original_timestamp,sent_at,timestamp\nm1,2024-01-02 03:04:06 UTC,a9,u1,2024-01-02 03:04:05,2024-01-02 03:04:05,2024-01-02 03:04:05\n",
      .want = "identity 2 m1 [,,u1,,,,] | 2024-01-02T03:04:05Z | a9\n", .note = "" },
    { .about = "a warehouse's tables of identify and group calls: who is who, and in which company", .file = "identifies.csv", .shape = "Segment identifies table", .rows = 1, .kept = 1,
      .bytes = "id,received_at,anonymous_id,user_id,email,timestamp\nm1,2024-01-02 03:04:06 UTC,a9,u1,A@acme.de,2024-01-02 03:04:05\n",
      .beside = "groups.csv", .beside_bytes = "id,received_at,anonymous_id,user_id,group_id,name,timestamp\nm2,2024-01-02 03:04:06 UTC,a9,u1,acme,Acme,2024-01-02 03:04:05\n",
      .want = "identity 2 m2 [acme,Acme,u1,,,,] | 2024-01-02T03:04:05Z | ~\n"
              "identity 2 m1 [,,u1,a@acme.de,,,] | 2024-01-02T03:04:05Z | a9\n" },
    { .about = "a warehouse's tables of page and screen calls", .file = "pages.csv", .shape = "Segment pages table", .rows = 2, .kept = 2,
      .bytes = "id,received_at,anonymous_id,user_id,name,path,title,url,timestamp\n"
               "m1,2024-01-02 03:04:06 UTC,a9,,Home,/,Welcome,https://x.de/,2024-01-02 03:04:05\nm2,2024-01-02 03:04:06 UTC,a9,u1,,/p,Prices,https://x.de/p,2024-01-02 03:04:05\n",
      .beside = "screens.csv", .beside_bytes = "id,received_at,anonymous_id,user_id,name,context_device_type,timestamp\nm3,2024-01-02 03:04:06 UTC,a9,u1,Setup,ios,2024-01-02 03:04:05\n",
      .want = "event 2 m1 [,,a9,,,,] | Viewed Home | 2024-01-02T03:04:05Z | ~\n"
              "event 3 m2 [,,u1,,,,] | Viewed Prices | 2024-01-02T03:04:05Z | ~\n"
              "event 2 m3 [,,u1,,,,] | Viewed Setup | 2024-01-02T03:04:05Z | ~\n" },
    { .about = "a device's clock that runs an hour late is corrected by what it said when it sent",
      .file = "s.ndjson", .shape = "Segment track", .rows = 3, .kept = 3,
      .bytes = "{\"type\":\"track\",\"messageId\":\"m1\",\"userId\":\"u1\",\"event\":\"A\",\"originalTimestamp\":\"2024-01-02T02:00:00Z\",\"sentAt\":\"2024-01-02T02:00:10Z\",\"receivedAt\":\"2024-01-02T03:00:11Z\"}\n"
               "{\"type\":\"track\",\"messageId\":\"m2\",\"userId\":\"u1\",\"event\":\"A\",\"timestamp\":\"2024-01-02T03:00:01Z\",\"originalTimestamp\":\"2024-01-02T02:00:00Z\",\"sentAt\":\"2024-01-02T02:00:10Z\",\"receivedAt\":\"2024-01-02T03:00:11Z\"}\n"
               "{\"type\":\"track\",\"messageId\":\"m3\",\"userId\":\"u1\",\"event\":\"A\",\"originalTimestamp\":\"2024-01-02T02:00:00Z\"}\n",
      .want = "event 1 m1 [,,u1,,,,] | A | 2024-01-02T03:00:01Z | ~\n"
              "event 2 m2 [,,u1,,,,] | A | 2024-01-02T03:00:01Z | ~\n"
              "event 3 m3 [,,u1,,,,] | A | 2024-01-02T02:00:00Z | ~\n" },
    { .about = "a warehouse's table of track calls", .file = "tracks.csv", .shape = "Segment tracks table", .rows = 1, .kept = 1,
      .bytes = "id,received_at,uuid_ts,anonymous_id,user_id,event,event_text,original_timestamp,sent_at,timestamp\n"
               "m1,2024-01-02 03:04:06.123 UTC,2024-01-02 03:04:07 UTC,a1,X@acme.de,signed_in,Signed In,2024-01-02 03:04:05+00,2024-01-02 03:04:05+00,2024-01-02 03:04:05 UTC\n",
      .want = "event 2 m1 [,,X@acme.de,x@acme.de,,,] | Signed In | 2024-01-02T03:04:05Z | ~\n" },
    { .about = "PostHog: a group when there is one, an e-mail as the person's id", .file = "p.ndjson", .shape = "PostHog events", .rows = 2, .kept = 2,
      .bytes = "{\"uuid\":\"e1\",\"event\":\"$pageview\",\"distinct_id\":\"a@acme.de\",\"timestamp\":\"2024-01-02T03:04:05.123000+00:00\",\"properties\":{\"$lib\":\"web\",\"$groups\":{\"company\":\"acme\"}}}\n"
               "{\"uuid\":\"e2\",\"event\":\"saved\",\"distinct_id\":\"018\",\"timestamp\":\"2024-01-02T03:04:05Z\",\"properties\":{\"$ip\":\"1.2.3.4\"}}\n",
      .want = "event 1 e1 [acme,,a@acme.de,a@acme.de,,,] | $pageview | 2024-01-02T03:04:05Z | ~\n"
              "event 2 e2 [,,018,,,,] | saved | 2024-01-02T03:04:05Z | ~\n" },
    { .about = "an identify call first: the same kinds, people first; a company as a name and as an object", .file = "s.ndjson", .shape = "Segment identify", .rows = 4, .kept = 4,
      .bytes = "{\"type\":\"identify\",\"messageId\":\"m1\",\"userId\":\"u1\",\"traits\":{\"email\":\"A@acme.de\",\"company\":\"Acme\"},\"context\":{\"groupId\":\"acme\"},\"timestamp\":\"2024-01-02T03:04:05Z\"}\n"
               "{\"type\":\"identify\",\"messageId\":\"m2\",\"userId\":\"b@bolt.de\",\"traits\":{\"company\":{\"id\":\"7\",\"name\":\"Bolt\"}},\"timestamp\":\"2024-01-02T03:04:05Z\"}\n"
               "{\"type\":\"group\",\"messageId\":\"m3\",\"userId\":\"u1\",\"groupId\":\"acme\",\"traits\":{\"name\":\"Acme AG\"},\"timestamp\":\"2024-01-02T03:04:06Z\"}\n"
               "{\"type\":\"page\",\"messageId\":\"m4\",\"userId\":\"u1\",\"properties\":{\"title\":\"Home\"},\"timestamp\":\"2024-01-02T03:04:07Z\"}\n",
      .want = "identity 1 m1 [acme,Acme,u1,a@acme.de,,,] | 2024-01-02T03:04:05Z | ~\n"
              "identity 2 m2 [,Bolt,b@bolt.de,b@bolt.de,,,] | 2024-01-02T03:04:05Z | ~\n"
              "identity 3 m3 [acme,Acme AG,u1,,,,] | 2024-01-02T03:04:06Z | ~\n"
              "event 4 m4 [,,u1,,,,] | Viewed Home | 2024-01-02T03:04:07Z | ~\n" },
    { .about = "a call of a page first, without a name", .file = "s.ndjson", .shape = "Segment calls", .rows = 3, .kept = 3,
      .bytes = "{\"type\":\"page\",\"messageId\":\"m1\",\"anonymousId\":\"a9\",\"properties\":{\"path\":\"/pricing\"},\"timestamp\":\"2024-01-02T03:04:05Z\"}\n"
               "{\"type\":\"page\",\"messageId\":\"m2\",\"anonymousId\":\"a9\",\"properties\":{},\"timestamp\":\"2024-01-02T03:04:06Z\"}\n"
               "{\"type\":\"group\",\"messageId\":\"m3\",\"anonymousId\":\"a9\",\"groupId\":\"acme\",\"traits\":{\"name\":\"Acme\",\"domain\":\"acme.de\"},\"timestamp\":\"2024-01-02T03:04:07Z\"}\n",
      .want = "event 1 m1 [,,a9,,,,] | Viewed /pricing | 2024-01-02T03:04:05Z | ~\n"
              "event 2 m2 [,,a9,,,,] | Viewed a page | 2024-01-02T03:04:06Z | ~\n"
              "identity 3 m3 [acme,Acme,a9,,acme.de,,] | 2024-01-02T03:04:07Z | ~\n" },
    { .about = "RudderStack writes the same calls: traits within the context, a clock that runs late",
      .file = "r.ndjson", .shape = "Segment track", .rows = 3, .kept = 3,
      .bytes = "{\"type\":\"track\",\"event\":\"Order Done\",\"messageId\":\"r1\",\"rudderId\":\"x\",\"channel\":\"web\",\"anonymousId\":\"a1\",\"userId\":\"u1\",\"properties\":{\"revenue\":5},"
               "\"context\":{\"traits\":{\"email\":\"A@acme.de\",\"accountExternalId\":\"0015\"},\"library\":{\"name\":\"RudderLabs JavaScript SDK\"}},\"originalTimestamp\":\"2024-01-02T02:00:00.000Z\",\"sentAt\":\"2024-01-02T02:00:10.000Z\",\"receivedAt\":\"2024-01-02T03:00:11.000Z\",\"request_ip\":\"1.2.3.4\",\"integrations\":{\"All\":true}}\n"
               "{\"type\":\"identify\",\"messageId\":\"r2\",\"channel\":\"web\",\"anonymousId\":\"a1\",\"userId\":\"u1\",\"context\":{\"traits\":{\"email\":\"A@acme.de\",\"company\":\"Acme\"}},\"originalTimestamp\":\"2024-01-02T03:00:00.000Z\"}\n"
               "{\"type\":\"group\",\"messageId\":\"r3\",\"channel\":\"web\",\"userId\":\"u1\",\"groupId\":\"acme\",\"traits\":{\"name\":\"Acme\"},\"originalTimestamp\":\"2024-01-02T03:00:00.000Z\"}\n",
      .want = "event 1 r1 [0015,,u1,a@acme.de,,,] | Order Done | 2024-01-02T03:00:01Z | ~\n"
              "identity 2 r2 [,Acme,u1,a@acme.de,,,] | 2024-01-02T03:00:00Z | a1\n"
              "identity 3 r3 [acme,Acme,u1,,,,] | 2024-01-02T03:00:00Z | ~\n" },
};
// clang-format on

FORMS_MAIN(cases)
