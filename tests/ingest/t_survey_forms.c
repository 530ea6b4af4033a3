/* Survey exports as the tools write them, each with its traps.  Oracle: the log beside the bytes (forms.h). */
#include "tests/ingest/forms.h"

#define NOBODY " [,,,,,,] | "
#define QUALTRICS "StartDate,EndDate,Status,IPAddress,Progress,Duration (in seconds),Finished,RecordedDate,ResponseId,LocationLatitude"
#define QUALTRICS_LABELS "Anfangsdatum,Enddatum,Antworttyp,IP-Adresse,Fortschritt,Dauer (in Sekunden),Beendet,Aufgezeichnet,Antwort-ID,Breite"
#define ID(x) "\"{\"\"ImportId\"\":\"\"" x "\"\"}\""
#define ZONED(x, z) "\"{\"\"ImportId\"\":\"\"" x "\"\",\"\"timeZone\"\":\"\"" z "\"\"}\""
#define QUALTRICS_IDS(z)                                                                                                       \
    ZONED("startDate", z) "," ZONED("endDate", z) "," ID("status") "," ID("ipAddress") "," ID("progress") "," ID("duration") "," \
    ID("finished") "," ZONED("recordedDate", z) "," ID("_recordId") "," ID("locationLatitude")
#define DONE "2024-07-01 10:00:00,2024-07-01 10:01:00"

// clang-format off
static const Form cases[] = {
    { .about = "Qualtrics: codes, a localised label row, previews and spam and unfinished marked, clutter left out, -99 is no answer",
      .file = "q.csv", .shape = "Qualtrics survey", .rows = 4, .kept = 4, .says = "1 previews, kept and not counted; 1 marked as spam, kept and not counted; 1 unfinished, kept and not counted",
      .bytes = QUALTRICS ",Q1_NPS_GROUP,Q1,Q2_TEXT,Q2_TEXT - Topics,Q3_DO,SC0\n"
               QUALTRICS_LABELS ",Gruppe,\"Wie wahrscheinlich ist es,\ndass Sie uns weiterempfehlen?\",\"<b>Warum</b>,\nkurz?\",Themen,Reihenfolge,Punkte\n"
               QUALTRICS_IDS("America/Denver") "," ID("QID1_NPS_GROUP") "," ID("QID1") "," ID("QID2_TEXT") "," ID("QID2_TEXT_abTopics") "," ID("QID3_DO") "," ID("SC0") "\n"
               DONE ",0,1.2.3.4,100,60,1,2024-07-01 10:01:01,R_1,48.1,3,10,Schnell,Tempo,1|2,12\n"
               DONE ",1,,100,60,1,2024-07-01 10:01:02,R_2,,1,4,-99,,2|1,-99\n"
               DONE ",8,,100,60,1,2024-07-01 10:01:03,R_3,,2,8,,,,\n"
               DONE ",0,,40,60,0,2024-07-01 10:01:04,R_4,,,,,,,\n",
      .want = "response 6 R_1" NOBODY "2024-07-01T16:01:01Z | IP Address | 1 | 10 | ~ | ~ | ~\n"
              "answer 6 R_1/Q2_TEXT" NOBODY "R_1 | Q2_TEXT | Warum, kurz? | ~ | Schnell | 2024-07-01T16:01:01Z\n"
              "answer 6 R_1/SC0" NOBODY "R_1 | SC0 | Punkte | 12 | ~ | 2024-07-01T16:01:01Z\n"
              "response 7 R_2" NOBODY "2024-07-01T16:01:02Z | Survey Preview | 1 | 4 | ~ | ~ | ~\n"
              "response 8 R_3" NOBODY "2024-07-01T16:01:03Z | Spam | 1 | 8 | ~ | ~ | ~\n"
              "response 9 R_4" NOBODY "2024-07-01T16:01:04Z | IP Address | 0 | ~ | ~ | ~ | ~\n"
              "not stored IPAddress ip header 1\n"
              "not stored LocationLatitude location header 1\n" },
    { .about = "Qualtrics: choices split into columns with choiceId, unsplit in one cell, codes with a comma are no decimals; no zone is said",
      .file = "q.csv", .shape = "Qualtrics survey", .rows = 3, .kept = 3, .says = "no time zone in the file: times are read as UTC",
      .bytes = "EndDate,ResponseId,Finished,Q1_1,Q1_2,Q2,Q3\nEnd Date,Response ID,Finished,What for? - Reports,What for? - Alerts,Pick,Codes\n"
               ID("endDate") "," ID("_recordId") "," ID("finished") ",\"{\"\"ImportId\"\":\"\"QID1\"\",\"\"choiceId\"\":\"\"1\"\"}\","
               "\"{\"\"ImportId\"\":\"\"QID1\"\",\"\"choiceId\"\":\"\"2\"\"}\"," ID("QID2") "," ID("QID3") "\n"
               "2024-07-01 10:00:00,R_1,Wahr,Reports,Alerts,\"Fast,Cheap\",\"1,3\"\n2024-07-01 10:00:00,R_2,Falsch,Reports,,\"Cheap, but good\",2\n"
               "2024-07-01 10:00:00,R_3,True,,,Fast,1\n",
      .want = "response 4 R_1" NOBODY "2024-07-01T10:00:00Z | ~ | 1 | ~ | ~ | ~ | ~\n"
              "answer 4 R_1/Q1_1" NOBODY "R_1 | Q1_1 | What for? = Reports | 1 | ~ | 2024-07-01T10:00:00Z\n"
              "answer 4 R_1/Q1_2" NOBODY "R_1 | Q1_2 | What for? = Alerts | 1 | ~ | 2024-07-01T10:00:00Z\n"
              "answer 4 R_1/Q2=Fast" NOBODY "R_1 | Q2 | Pick = Fast | 1 | ~ | 2024-07-01T10:00:00Z\n"
              "answer 4 R_1/Q2=Cheap" NOBODY "R_1 | Q2 | Pick = Cheap | 1 | ~ | 2024-07-01T10:00:00Z\n"
              "answer 4 R_1/Q3=1" NOBODY "R_1 | Q3 | Codes = 1 | 1 | ~ | 2024-07-01T10:00:00Z\n"
              "answer 4 R_1/Q3=3" NOBODY "R_1 | Q3 | Codes = 3 | 1 | ~ | 2024-07-01T10:00:00Z\n"
              "response 5 R_2" NOBODY "2024-07-01T10:00:00Z | ~ | 0 | ~ | ~ | ~ | ~\n"
              "answer 5 R_2/Q1_1" NOBODY "R_2 | Q1_1 | What for? = Reports | 1 | ~ | 2024-07-01T10:00:00Z\n"
              "answer 5 R_2/Q2=Cheap, but good" NOBODY "R_2 | Q2 | Pick = Cheap, but good | 1 | ~ | 2024-07-01T10:00:00Z\n"
              "answer 5 R_2/Q3=2" NOBODY "R_2 | Q3 | Codes = 2 | 1 | ~ | 2024-07-01T10:00:00Z\n"
              "response 6 R_3" NOBODY "2024-07-01T10:00:00Z | ~ | 1 | ~ | ~ | ~ | ~\n"
              "answer 6 R_3/Q2=Fast" NOBODY "R_3 | Q2 | Pick = Fast | 1 | ~ | 2024-07-01T10:00:00Z\n"
              "answer 6 R_3/Q3=1" NOBODY "R_3 | Q3 | Codes = 1 | 1 | ~ | 2024-07-01T10:00:00Z\n" },
    { .about = "Qualtrics: names translated, columns in another order, ImportIds mis-quoted and cut at their commas",
      .file = "q.csv", .shape = "Qualtrics survey", .rows = 1, .kept = 1,
      .bytes = "Frage,Antwort,Ende\nWie war es?,Antwort-ID,Enddatum\n"
               "{\"\"ImportId\"\":\"\"QID1_TEXT\"\"},{\"\"ImportId\"\":\"\"_recordId\"\"},{\"\"ImportId\"\":\"\"endDate\"\",\"\"timeZone\"\":\"\"Z\"\"}\n"
               "Gut so,R_9,2024-07-01 10:00:00\n",
      .want = "response 4 R_9" NOBODY "2024-07-01T10:00:00Z | ~ | ~ | ~ | ~ | ~ | ~\n"
              "answer 4 R_9/Frage" NOBODY "R_9 | Frage | Wie war es? | ~ | Gut so | 2024-07-01T10:00:00Z\n" },
    { .about = "Qualtrics: two exports put together, so that header records stand among the data",
      .file = "q.csv", .shape = "Qualtrics survey", .rows = 2, .kept = 2, .says = "3 lines left out",
      .bytes = "EndDate,ResponseId,Finished,Q1\nEnd Date,Response ID,Finished,Why?\n" ID("endDate") "," ID("_recordId") "," ID("finished") "," ID("QID1_TEXT") "\n"
               "2024-07-01 10:00:00,R_1,1,a\nEndDate,ResponseId,Finished,Q1\nEnd Date,Response ID,Finished,Why?\n" ID("endDate") "," ID("_recordId") "," ID("finished") "," ID("QID1_TEXT") "\n"
               "2024-07-01 10:00:00,R_2,1,b\n",
      .want = "response 4 R_1" NOBODY "2024-07-01T10:00:00Z | ~ | 1 | ~ | ~ | ~ | ~\n"
              "answer 4 R_1/Q1" NOBODY "R_1 | Q1 | Why? | ~ | a | 2024-07-01T10:00:00Z\n"
              "response 8 R_2" NOBODY "2024-07-01T10:00:00Z | ~ | 1 | ~ | ~ | ~ | ~\n"
              "answer 8 R_2/Q1" NOBODY "R_2 | Q1 | Why? | ~ | b | 2024-07-01T10:00:00Z\n" },
    { .about = "Qualtrics: rows of a matrix keep their item, in loops too",
      .file = "q.csv", .shape = "Qualtrics survey", .rows = 1, .kept = 1,
      .bytes = "EndDate,ResponseId,Finished,1_Q5_1,1_Q5_2\nEnd Date,Response ID,Finished,How did we do? - Delivery on time,How did we do? - Price\n"
               ID("endDate") "," ID("_recordId") "," ID("finished") "," ID("1_QID5_1") "," ID("1_QID5_2") "\n2024-07-01 10:00:00,R_1,1,5 - Good,Poor\n",
      .want = "response 4 R_1" NOBODY "2024-07-01T10:00:00Z | ~ | 1 | ~ | ~ | ~ | ~\n"
              "answer 4 R_1/1_Q5_1" NOBODY "R_1 | 1_Q5_1 | How did we do? - Delivery on time | 5 | ~ | 2024-07-01T10:00:00Z\n"
              "answer 4 R_1/1_Q5_2" NOBODY "R_1 | 1_Q5_2 | How did we do? - Price = Poor | 1 | ~ | 2024-07-01T10:00:00Z\n" },
    { .about = "Qualtrics legacy: V1, V2, ... over names",
      .file = "q.csv", .shape = "Qualtrics survey (legacy)", .rows = 1, .kept = 1,
      .bytes = "V1,V2,V3,V4,V5,V6,V7,V8,V9,V10,Q1,Q2_1,Q2_2\nResponseID,ResponseSet,Name,ExternalDataReference,EmailAddress,IPAddress,Status,StartDate,EndDate,Finished,"
               "Why not?,Which-Tea,Which-Milk\nR_1,Default Response Set,Anonymous,A7,a@b.de,1.2.3.4,0," DONE ",1,Too dear,1,1\n",
      .want = "response 3 R_1 [A7,,,a@b.de,,,] | 2024-07-01T10:01:00Z | IP Address | 1 | ~ | ~ | ~ | ~\n"
              "answer 3 R_1/Q1 [A7,,,a@b.de,,,] | R_1 | Q1 | Why not? = Too dear | 1 | ~ | 2024-07-01T10:01:00Z\n"
              "answer 3 R_1/Q2_1 [A7,,,a@b.de,,,] | R_1 | Q2_1 | Which = Tea | 1 | ~ | 2024-07-01T10:01:00Z\n"
              "answer 3 R_1/Q2_2 [A7,,,a@b.de,,,] | R_1 | Q2_2 | Which = Milk | 1 | ~ | 2024-07-01T10:01:00Z\n"
              "not stored IPAddress ip header 1\n" },
    { .about = "Qualtrics JSON: words where labels have them, a list is several choices, what was displayed is left out",
      .file = "q.json", .shape = "Qualtrics responses", .rows = 2, .kept = 2, .says = "1 previews",
      .bytes = "{\"responses\":[\n{\"responseId\":\"R_1\",\"values\":{\"startDate\":\"2024-07-01T10:00:00Z\",\"endDate\":\"2024-07-01T10:01:00Z\",\"status\":1,\"ipAddress\":\"1.2.3.4\",\"finished\":1,\"recordedDate\":\"2024-07-01T10:01:01.123Z\",\"_recordId\":\"R_1\",\"locationLatitude\":\"48.1\",\"QID1\":9,\"QID1_NPS_GROUP\":3,\"QID2\":[\"1\",\"2\"],\"QID2_DO\":[\"2\",\"1\"],\"QID3\":4,\"QID4_TEXT\":\"Nice\"},\"labels\":{\"status\":\"Survey Preview\",\"finished\":\"True\",\"QID1_NPS_GROUP\":\"Promoter\",\"QID2\":[\"Fast, safe\",\"Cheap\"],\"QID3\":\"Agree\"},\"displayedFields\":[\"QID1\"],\"displayedValues\":{\"QID2\":[\"1\",\"2\"]}},\n{\"responseId\":\"R_2\",\"values\":{\"endDate\":\"2024-07-02T10:01:00Z\",\"status\":0,\"finished\":0,\"QID2\":[\"2\"]},\"labels\":{\"QID2\":[\"Cheap\"]}}]}",
      .want = "response 2 R_1" NOBODY "2024-07-01T10:01:01Z | Survey Preview | 1 | 9 | ~ | ~ | ~\n"
              "answer 2 R_1/QID2=Fast, safe" NOBODY "R_1 | QID2 | QID2 = Fast, safe | 1 | ~ | 2024-07-01T10:01:01Z\n"
              "answer 2 R_1/QID2=Cheap" NOBODY "R_1 | QID2 | QID2 = Cheap | 1 | ~ | 2024-07-01T10:01:01Z\n"
              "answer 2 R_1/QID3" NOBODY "R_1 | QID3 | QID3 = Agree | 1 | ~ | 2024-07-01T10:01:01Z\n"
              "answer 2 R_1/QID4_TEXT" NOBODY "R_1 | QID4_TEXT | QID4_TEXT | ~ | Nice | 2024-07-01T10:01:01Z\n"
              "response 3 R_2" NOBODY "2024-07-02T10:01:00Z | IP Address | 0 | ~ | ~ | ~ | ~\n"
              "answer 3 R_2/QID2=Cheap" NOBODY "R_2 | QID2 | QID2 = Cheap | 1 | ~ | 2024-07-02T10:01:00Z\n"
              "not stored IPAddress ip header 1\n"
              "not stored LocationLatitude location header 1\n" },
    { .about = "Qualtrics NDJSON: the same, a response a line, one of them damaged, one a bracket: what follows is read",
      .file = "q.ndjson", .shape = "Qualtrics responses", .rows = 4, .kept = 2, .bad = 2,
      .bytes = "{\"responseId\":\"R_1\",\"values\":{\"startDate\":\"2024-07-01T10:00:00Z\",\"endDate\":\"2024-07-01T10:01:00Z\",\"status\":1,\"ipAddress\":\"1.2.3.4\",\"finished\":1,\"recordedDate\":\"2024-07-01T10:01:01.123Z\",\"_recordId\":\"R_1\",\"locationLatitude\":\"48.1\",\"QID1\":9,\"QID1_NPS_GROUP\":3,\"QID2\":[\"1\",\"2\"],\"QID2_DO\":[\"2\",\"1\"],\"QID3\":4,\"QID4_TEXT\":\"Nice\"},\"labels\":{\"status\":\"Survey Preview\",\"finished\":\"True\",\"QID1_NPS_GROUP\":\"Promoter\",\"QID2\":[\"Fast, safe\",\"Cheap\"],\"QID3\":\"Agree\"},\"displayedFields\":[\"QID1\"],\"displayedValues\":{\"QID2\":[\"1\",\"2\"]}}\n{\"responseId\":\n]\n{\"responseId\":\"R_2\",\"values\":{\"endDate\":\"2024-07-02T10:01:00Z\",\"status\":0,\"finished\":0,\"QID2\":[\"2\"]},\"labels\":{\"QID2\":[\"Cheap\"]}}\n",
      .want = "response 1 R_1" NOBODY "2024-07-01T10:01:01Z | Survey Preview | 1 | 9 | ~ | ~ | ~\n"
              "answer 1 R_1/QID2=Fast, safe" NOBODY "R_1 | QID2 | QID2 = Fast, safe | 1 | ~ | 2024-07-01T10:01:01Z\n"
              "answer 1 R_1/QID2=Cheap" NOBODY "R_1 | QID2 | QID2 = Cheap | 1 | ~ | 2024-07-01T10:01:01Z\n"
              "answer 1 R_1/QID3" NOBODY "R_1 | QID3 | QID3 = Agree | 1 | ~ | 2024-07-01T10:01:01Z\n"
              "answer 1 R_1/QID4_TEXT" NOBODY "R_1 | QID4_TEXT | QID4_TEXT | ~ | Nice | 2024-07-01T10:01:01Z\n"
              "bad 2:0  'not valid JSON' {\"responseId\":\n"
              "bad 3:0  'not valid JSON' ]\n"
              "response 4 R_2" NOBODY "2024-07-02T10:01:00Z | IP Address | 0 | ~ | ~ | ~ | ~\n"
              "answer 4 R_2/QID2=Cheap" NOBODY "R_2 | QID2 | QID2 = Cheap | 1 | ~ | 2024-07-02T10:01:00Z\n"
              "not stored IPAddress ip header 1\n"
              "not stored LocationLatitude location header 1\n" },
    { .about = "Qualtrics' notices of responses have no answers in them", .file = "q.ndjson", .shape = "Qualtrics notices", .says = "without their answers",
      .bytes = "{\"Topic\":\"surveyengine.completedResponse.SV_1\",\"Status\":\"Complete\",\"SurveyID\":\"SV_1\",\"ResponseID\":\"R_1\",\"CompletedDate\":\"2024-01-01 10:00:00\",\"BrandID\":\"b\"}\n", .want = "" },
    { .about = "SurveyMonkey: newlines, HTML and curly quotes in the first row, questions over blanks, a matrix, an other, API names",
      .file = "s.csv", .shape = "SurveyMonkey survey", .rows = 2, .kept = 2,
      .bytes = "respondent_id,collector_id,date_created,date_modified,ip_address,email_address,\"Which <b>tools</b>,\nif \xE2\x80\x9C""any\xE2\x80\x9D?\",,,\"How satisfied are you overall?\",Rate us,\n"
               ",,,,,,Search,Mail,Other (please specify),Response,Price,Speed\n"
               "11,1,07/14/2025 03:42:10 PM,07/14/2025 03:45:00 PM,1.2.3.4,A@b.de,Search,Mail,fax,Very satisfied,4,N/A\n"
               "12,1,07/15/2025 03:42:10 PM,07/15/2025 03:45:00 PM,1.2.3.4,,,Mail,,Dissatisfied,2,1\n",
      .want = "response 4 11 [,,,a@b.de,,,] | 2025-07-14T15:45:00Z | ~ | ~ | ~ | 1 | ~ | ~\n"
              "answer 4 11/Q1 [,,,a@b.de,,,] | 11 | Q1 | Which tools, if \xE2\x80\x9C""any\xE2\x80\x9D? = Search | 1 | ~ | 2025-07-14T15:45:00Z\n"
              "answer 4 11/Q1_2 [,,,a@b.de,,,] | 11 | Q1_2 | Which tools, if \xE2\x80\x9C""any\xE2\x80\x9D? = Mail | 1 | ~ | 2025-07-14T15:45:00Z\n"
              "answer 4 11/Q1_3 [,,,a@b.de,,,] | 11 | Q1_3 | Which tools, if \xE2\x80\x9C""any\xE2\x80\x9D? - Other (please specify) | ~ | fax | 2025-07-14T15:45:00Z\n"
              "answer 4 11/Q2 [,,,a@b.de,,,] | 11 | Q2 | How satisfied are you overall? = Very satisfied | 1 | ~ | 2025-07-14T15:45:00Z\n"
              "answer 4 11/Q3 [,,,a@b.de,,,] | 11 | Q3 | Rate us - Price | 4 | ~ | 2025-07-14T15:45:00Z\n"
              "answer 4 11/Q3_2 [,,,a@b.de,,,] | 11 | Q3_2 | Rate us - Speed = N/A | 1 | ~ | 2025-07-14T15:45:00Z\n"
              "response 5 12 [,,,,,,] | 2025-07-15T15:45:00Z | ~ | ~ | ~ | 0.25 | ~ | ~\n"
              "answer 5 12/Q1_2 [,,,,,,] | 12 | Q1_2 | Which tools, if \xE2\x80\x9C""any\xE2\x80\x9D? = Mail | 1 | ~ | 2025-07-15T15:45:00Z\n"
              "answer 5 12/Q2 [,,,,,,] | 12 | Q2 | How satisfied are you overall? = Dissatisfied | 1 | ~ | 2025-07-15T15:45:00Z\n"
              "answer 5 12/Q3 [,,,,,,] | 12 | Q3 | Rate us - Price | 2 | ~ | 2025-07-15T15:45:00Z\n"
              "answer 5 12/Q3_2 [,,,,,,] | 12 | Q3_2 | Rate us - Speed | 1 | ~ | 2025-07-15T15:45:00Z\n"
              "not stored ip_address ip header 2\n" },
    { .about = "SurveyMonkey, condensed: the second row is blank",
      .file = "s.csv", .shape = "SurveyMonkey survey", .rows = 1, .kept = 1,
      .bytes = "Respondent ID,Collector ID,Start Date,End Date,How likely are you to recommend us?\n,,,,\n11,1,07/14/2025 03:42:10 PM,07/14/2025 03:45:00 PM,9\n",
      .want = "response 3 11" NOBODY "2025-07-14T15:45:00Z | ~ | ~ | 9 | ~ | ~ | ~\n" },
    { .about = "SurveyMonkey, condensed: there is no second row, and the first response is not taken for one",
      .file = "s.csv", .shape = "SurveyMonkey survey", .rows = 2, .kept = 2,
      .bytes = "Respondent ID,Collector ID,Start Date,End Date,Would you recommend us? (0-10)\n11,1,07/14/2025 03:42:10 PM,07/14/2025 03:45:00 PM,9\n12,1,07/14/2025 03:42:10 PM,07/14/2025 03:46:00 PM,0\n",
      .want = "response 2 11" NOBODY "2025-07-14T15:45:00Z | ~ | ~ | 9 | ~ | ~ | ~\n"
              "response 3 12" NOBODY "2025-07-14T15:46:00Z | ~ | ~ | 0 | ~ | ~ | ~\n" },
    { .about = "SurveyMonkey without dates: recognised, and what to do is said",
      .file = "s.csv", .shape = "SurveyMonkey survey without dates", .says = "whose dates were taken out",
      .bytes = "Respondent ID,Collector ID,Why?\n,,Open-Ended Response\n11,1,x\n", .want = "" },
    { .about = "CustomerGauge multi-object: the account on every contact's row is one, its first values stand and are filled up, what contradicts them is told; who did not answer is kept",
      .file = "m.csv", .shape = "CustomerGauge multi-object file", .rows = 4, .kept = 4,
      .says = "2 values of accounts differ from row to row, the first stands: Acme, region: North and South | Bolt, country: DE and AT",
      .bytes = "Account Name,Account Region,Account Country,Account Segment,First Name,Last Name,Email,NPS Score,Comment,Response Date\n"
               "Acme,North,,,Ann,Lee,ann@acme.de,9,Good,2026-01-31\nAcme,South,FR,,Bo,Li,bo@acme.de,,,\nBolt,,DE,Core,Cy,Day,cy@bolt.de,3,,2026-01-30\nBolt,,AT,Core,Di,Eve,di@bolt.de,11,,2026-01-29\n",
      .want = "contact 2 ann@acme.de [,Acme,,ann@acme.de,,,] | Ann | Lee | ~ | ~ | ~\n"
              "account 2 Acme [,Acme,,,,,] | Acme | ~ | ~ | North | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~\n"
              "response 2 ann@acme.de/2026-01-31 [,Acme,,ann@acme.de,,,] | 2026-01-31T00:00:00Z | ~ | ~ | 9 | ~ | ~ | ~\n"
              "answer 2 ann@acme.de/2026-01-31/Comment [,Acme,,ann@acme.de,,,] | ann@acme.de/2026-01-31 | Comment | Comment | ~ | Good | 2026-01-31T00:00:00Z\n"
              "contact 3 bo@acme.de [,Acme,,bo@acme.de,,,] | Bo | Li | ~ | ~ | ~\n"
              "account 3 Acme [,Acme,,,,,] | Acme | ~ | ~ | North | FR | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~\n"
              "contact 4 cy@bolt.de [,Bolt,,cy@bolt.de,,,] | Cy | Day | ~ | ~ | ~\n"
              "account 4 Bolt [,Bolt,,,,,] | Bolt | ~ | Core | ~ | DE | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~\n"
              "response 4 cy@bolt.de/2026-01-30 [,Bolt,,cy@bolt.de,,,] | 2026-01-30T00:00:00Z | ~ | ~ | 3 | ~ | ~ | ~\n"
              "contact 5 di@bolt.de [,Bolt,,di@bolt.de,,,] | Di | Eve | ~ | ~ | ~\n"
              "bad cell 5:0 NPS Score 'not between 0 and 10' 11\n"
              "response 5 di@bolt.de/2026-01-29 [,Bolt,,di@bolt.de,,,] | 2026-01-29T00:00:00Z | ~ | ~ | ~ | ~ | ~ | ~\n" },
    { .about = "CustomerGauge multi-object without answers: accounts by their references, contacts, a parent", .file = "m.csv", .shape = "CustomerGauge multi-object file (accounts and contacts)", .rows = 2, .kept = 2, .note = "",
      .bytes = "Account Reference,Account Name,Parent Account,Contact Reference,First Name,Last Name,Email\n7,Acme GmbH,Acme Group,c1,Ann,Lee,ann@acme.de\n7,Acme GmbH,Acme Group,c2,Bo,Li,\n",
      .want = "contact 2 c1 [7,Acme GmbH,c1,ann@acme.de,,,] | Ann | Lee | ~ | ~ | ~\n"
              "account 2 7 [7,Acme GmbH,,,,,] | Acme GmbH | Acme Group | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~\n"
              "contact 3 c2 [7,Acme GmbH,c2,,,,] | Bo | Li | ~ | ~ | ~\n" },
    { .about = "LimeSurvey by codes: Y or empty, an incomplete answer is unfinished, timings and address left out, 1980 is no date",
      .file = "l.csv", .shape = "LimeSurvey survey", .rows = 3, .kept = 2, .bad = 1, .says = "1 unfinished",
      .bytes = "\xEF\xBB\xBFid,submitdate,lastpage,startlanguage,seed,token,startdate,datestamp,ipaddr,Q1[SQ001],Q1[SQ002],Q1[other],G2[x],interviewtime,groupTime12\n"
               "1,2024-07-01 10:00:00,2,de,77,tok1,2024-07-01 09:59:00,2024-07-01 10:00:00,1.2.3.4,Y,Y,Fax,4,60.1,60.1\n"
               "2,,1,de,78,,2024-07-02 09:59:00,2024-07-02 10:00:00,1.2.3.4,Y,,,3,60.1,60.1\n"
               "3,1980-01-01 00:00:00,1,de,78,,,,,Y,,,3,60.1,60.1\n",
      .want = "response 2 1 [,,tok1,,,,] | 2024-07-01T10:00:00Z | ~ | 1 | ~ | ~ | de | ~\n"
              "answer 2 1/Q1[SQ001] [,,tok1,,,,] | 1 | Q1[SQ001] | Q1 = SQ001 | 1 | ~ | 2024-07-01T10:00:00Z\n"
              "answer 2 1/Q1[SQ002] [,,tok1,,,,] | 1 | Q1[SQ002] | Q1 = SQ002 | 1 | ~ | 2024-07-01T10:00:00Z\n"
              "answer 2 1/Q1[other] [,,tok1,,,,] | 1 | Q1[other] | Q1[other] | ~ | Fax | 2024-07-01T10:00:00Z\n"
              "answer 2 1/G2[x] [,,tok1,,,,] | 1 | G2[x] | G2[x] | 4 | ~ | 2024-07-01T10:00:00Z\n"
              "response 3 2 [,,,,,,] | 2024-07-02T10:00:00Z | ~ | 0 | ~ | ~ | de | ~\n"
              "answer 3 2/Q1[SQ001] [,,,,,,] | 2 | Q1[SQ001] | Q1 = SQ001 | 1 | ~ | 2024-07-02T10:00:00Z\n"
              "answer 3 2/G2[x] [,,,,,,] | 2 | G2[x] | G2[x] | 3 | ~ | 2024-07-02T10:00:00Z\n"
              "bad 4:2 submitdate 'LimeSurvey did not stamp it' 3,1980-01-01 00:00:00,1,de,78,,,,,Y,,,3,\n"
              "not stored ipaddr ip values 2\n" },
    { .about = "LimeSurvey: an other that is free text, timings a page, a token", .file = "l.csv", .shape = "LimeSurvey survey", .rows = 1, .kept = 1,
      .bytes = "id,submitdate,lastpage,startlanguage,seed,token,Q1[SQ001],Q1[other],interviewtime\n7,2024-01-01 10:00:00,3,de,99,tk1,Y,a pigeon came,61.2\n", .want = "response 2 7 [,,tk1,,,,] | 2024-01-01T10:00:00Z | ~ | 1 | ~ | ~ | de | ~\n"
              "answer 2 7/Q1[SQ001] [,,tk1,,,,] | 7 | Q1[SQ001] | Q1 = SQ001 | 1 | ~ | 2024-01-01T10:00:00Z\n"
              "answer 2 7/Q1[other] [,,tk1,,,,] | 7 | Q1[other] | Q1[other] | ~ | a pigeon came | 2024-01-01T10:00:00Z\n" },
    { .about = "LimeSurvey by the import's form: a response_id, questions by survey, group and number; participants beside it; no day at all", .file = "l.csv",
      .shape = "LimeSurvey survey", .rows = 2, .kept = 1, .bad = 1,
      .bytes = "response_id,submitdate,lastpage,startlanguage,seed,token,123456X12X345,123456X12X346SQ001,123456X12X346SQ002,123456X12X346other\n"
               "7,2024-07-01 10:00:00,2,de,77,tok1,5,Y,,Fax\n8,,1,de,78,tok2,,,Y,\n",
      .beside = "p.csv", .beside_bytes = "tid,firstname,lastname,email,emailstatus,token,language,attribute_1 <Company>\n"
                                         "1,Ann,Lee,Ann@acme.de,OK,tok1,de,Acme\n2,Bo,Li,bo@bolt.de,OK,,de,Bolt\n",
      .want = "contact 2 tok1 [,,tok1,ann@acme.de,,,] | Ann | Lee | ~ | ~ | ~\n"
              "field 2 contact/tok1/1 <Company> [,,,,,,] | contact | tok1 | 1 <Company> | Acme\n"
              "contact 3 2 [,,,bo@bolt.de,,,] | Bo | Li | ~ | ~ | ~\n"
              "response 2 7 [,,tok1,,,,] | 2024-07-01T10:00:00Z | ~ | 1 | ~ | ~ | de | ~\n"
              "answer 2 7/123456X12X345 [,,tok1,,,,] | 7 | 123456X12X345 | 123456X12X345 | 5 | ~ | 2024-07-01T10:00:00Z\n"
              "answer 2 7/123456X12X346SQ001 [,,tok1,,,,] | 7 | 123456X12X346SQ001 | 123456X12X346 = SQ001 | 1 | ~ | 2024-07-01T10:00:00Z\n"
              "answer 2 7/123456X12X346other [,,tok1,,,,] | 7 | 123456X12X346other | 123456X12X346 [other] | ~ | Fax | 2024-07-01T10:00:00Z\n"
              "bad 3:2 submitdate 'required value is missing' 8,,1,de,78,tok2,,,Y,\n" },
    { .about = "LimeSurvey by numbers: an array of numbers and one of codes are sub-questions of theirs, a comment is words, ticks are ticks", .file = "l.csv", .shape = "LimeSurvey survey", .rows = 2, .kept = 2,
      .bytes = "response_id,submitdate,lastpage,startlanguage,seed,9X1X5SQ001,9X1X5SQ002,9X1X6SQ001,9X1X6SQ002,9X1X7,9X1X7comment,9X1X8a,9X1X8b\n"
               "1,2024-07-01 10:00:00,2,de,7,4,2,A1,A2,A3,slow,Y,\n2,2024-07-01 11:00:00,2,de,7,5,1,A2,A2,,,Y,Y\n",
      .want = "response 2 1" NOBODY "2024-07-01T10:00:00Z | ~ | 1 | ~ | ~ | de | ~\n"
              "answer 2 1/9X1X5SQ001" NOBODY "1 | 9X1X5SQ001 | 9X1X5 [SQ001] | 4 | ~ | 2024-07-01T10:00:00Z\n"
              "answer 2 1/9X1X5SQ002" NOBODY "1 | 9X1X5SQ002 | 9X1X5 [SQ002] | 2 | ~ | 2024-07-01T10:00:00Z\n"
              "answer 2 1/9X1X6SQ001" NOBODY "1 | 9X1X6SQ001 | 9X1X6 [SQ001] = A1 | 1 | ~ | 2024-07-01T10:00:00Z\n"
              "answer 2 1/9X1X6SQ002" NOBODY "1 | 9X1X6SQ002 | 9X1X6 [SQ002] = A2 | 1 | ~ | 2024-07-01T10:00:00Z\n"
              "answer 2 1/9X1X7" NOBODY "1 | 9X1X7 | 9X1X7 = A3 | 1 | ~ | 2024-07-01T10:00:00Z\n"
              "answer 2 1/9X1X7comment" NOBODY "1 | 9X1X7comment | 9X1X7 [comment] | ~ | slow | 2024-07-01T10:00:00Z\n"
              "answer 2 1/9X1X8a" NOBODY "1 | 9X1X8a | 9X1X8 = a | 1 | ~ | 2024-07-01T10:00:00Z\n"
              "response 3 2" NOBODY "2024-07-01T11:00:00Z | ~ | 1 | ~ | ~ | de | ~\n"
              "answer 3 2/9X1X5SQ001" NOBODY "2 | 9X1X5SQ001 | 9X1X5 [SQ001] | 5 | ~ | 2024-07-01T11:00:00Z\n"
              "answer 3 2/9X1X5SQ002" NOBODY "2 | 9X1X5SQ002 | 9X1X5 [SQ002] | 1 | ~ | 2024-07-01T11:00:00Z\n"
              "answer 3 2/9X1X6SQ001" NOBODY "2 | 9X1X6SQ001 | 9X1X6 [SQ001] = A2 | 1 | ~ | 2024-07-01T11:00:00Z\n"
              "answer 3 2/9X1X6SQ002" NOBODY "2 | 9X1X6SQ002 | 9X1X6 [SQ002] = A2 | 1 | ~ | 2024-07-01T11:00:00Z\n"
              "answer 3 2/9X1X8a" NOBODY "2 | 9X1X8a | 9X1X8 = a | 1 | ~ | 2024-07-01T11:00:00Z\n"
              "answer 3 2/9X1X8b" NOBODY "2 | 9X1X8b | 9X1X8 = b | 1 | ~ | 2024-07-01T11:00:00Z\n" },
    { .about = "LimeSurvey's file for import: the words of the questions stand above their numbers, or behind them", .file = "l.txt", .shape = "LimeSurvey survey", .rows = 1, .kept = 1,
      .bytes = "Response ID\tDate submitted\tLast page\tStart language\tHow was it? [Speed]\tHow was it? [Price]\tWhich? [Tea]\tWhich? [Milk]\tWould you recommend us?\t\n"
               "response_id\tsubmitdate\tlastpage\tstartlanguage\t9X1X5SQ001\t9X1X5SQ002\t9X1X8a\t9X1X8b\t9X1X4\t9X2X10SQ001. Our service [Kind]\n1\t2024-07-01 10:00:00\t2\tde\t4\t2\tY\tY\t9\t3\n",
      .want = "response 3 1" NOBODY "2024-07-01T10:00:00Z | ~ | 1 | 9 | ~ | de | ~\n"
              "answer 3 1/9X1X5SQ001" NOBODY "1 | 9X1X5SQ001 | How was it? [Speed] | 4 | ~ | 2024-07-01T10:00:00Z\n"
              "answer 3 1/9X1X5SQ002" NOBODY "1 | 9X1X5SQ002 | How was it? [Price] | 2 | ~ | 2024-07-01T10:00:00Z\n"
              "answer 3 1/9X1X8a" NOBODY "1 | 9X1X8a | Which? = Tea | 1 | ~ | 2024-07-01T10:00:00Z\n"
              "answer 3 1/9X1X8b" NOBODY "1 | 9X1X8b | Which? = Milk | 1 | ~ | 2024-07-01T10:00:00Z\n"
              "answer 3 1/9X2X10SQ001. Our service [Kind]" NOBODY "1 | 9X2X10SQ001. Our service [Kind] | Our service [Kind] | 3 | ~ | 2024-07-01T10:00:00Z\n" },
    { .about = "LimeSurvey by full headings",
      .file = "l.csv", .shape = "LimeSurvey survey (full headings)", .rows = 1, .kept = 1,
      .bytes = "Response ID,Date submitted,Last page,Start language,Seed,Which? [Tea],Which? [Milk],Comment\n1,2024-07-01 10:00:00,2,en,7,Yes,Yes,\n",
      .want = "response 2 1" NOBODY "2024-07-01T10:00:00Z | ~ | 1 | ~ | ~ | en | ~\n"
              "answer 2 1/Which? [Tea]" NOBODY "1 | Which? [Tea] | Which? = Tea | 1 | ~ | 2024-07-01T10:00:00Z\n"
              "answer 2 1/Which? [Milk]" NOBODY "1 | Which? [Milk] | Which? = Milk | 1 | ~ | 2024-07-01T10:00:00Z\n" },
    { .about = "LimeSurvey by codes and headings",
      .file = "l.csv", .shape = "LimeSurvey survey (codes and headings)", .rows = 1, .kept = 1,
      .bytes = "id. Response ID,submitdate. Date submitted,lastpage. Last page,startlanguage. Start language,seed. Seed,q1. How likely would you recommend us?\n1,2024-07-01 10:00:00,2,en,7,10\n",
      .want = "response 2 1" NOBODY "2024-07-01T10:00:00Z | ~ | 1 | 10 | ~ | en | ~\n" },
    { .about = "Formbricks: a day without time, Yes/No, Option ID columns and attributes are no questions",
      .file = "f.csv", .shape = "Formbricks survey", .rows = 1, .kept = 1,
      .bytes = "No.,Response ID,Timestamp,Finished,Survey ID,Formbricks ID (internal),User ID,Notes,Tags,source,url,userAgent - browser,1. Which?,1. Which? - Option ID,2. Recommend us?,email,plan\n"
               "1,r1,Mon Jul 14 2025,No,s1,c1,u1,,\"a, b\",web,https://x,Chrome,Red,opt1,9,A@b.de,pro\n",
      .want = "response 2 r1 [,,u1,a@b.de,,,] | 2025-07-14T00:00:00Z | ~ | 0 | 9 | ~ | ~ | ~\n"
              "answer 2 r1/1. Which? [,,u1,a@b.de,,,] | r1 | 1. Which? | 1. Which? = Red | 1 | ~ | 2025-07-14T00:00:00Z\n"
              "field 2 response/r1/Tags [,,,,,,] | response | r1 | Tags | a, b\n"
              "field 2 response/r1/source [,,,,,,] | response | r1 | source | web\n"
              "field 2 response/r1/url [,,,,,,] | response | r1 | url | https://x\n"
              "field 2 response/r1/plan [,,,,,,] | response | r1 | plan | pro\n"
              "not stored userAgent - browser device header 1\n" },
    { .about = "Formbricks, later: quotas, times",
      .file = "f.csv", .shape = "Formbricks survey", .rows = 1, .kept = 1,
      .bytes = "No.,Response ID,Timestamp,Finished,Quotas,Survey ID,Formbricks ID (internal),User ID,Tags,1. Why?,Verified Email\n1,r1,2025-07-14 10:11:12,Yes,,s1,c1,u1,,It is all far too slow for us today,a@b.de\n",
      .want = "response 2 r1 [,,u1,a@b.de,,,] | 2025-07-14T10:11:12Z | ~ | 1 | ~ | ~ | ~ | ~\n"
              "answer 2 r1/1. Why? [,,u1,a@b.de,,,] | r1 | 1. Why? | 1. Why? | ~ | It is all far too slow for us today | 2025-07-14T10:11:12Z\n" },
    { .about = "Qualtrics: the company among the embedded data is whose answer it is", .file = "q.csv", .shape = "Qualtrics survey", .rows = 1, .kept = 1,
      .bytes = "StartDate,EndDate,Progress,Finished,RecordedDate,ResponseId,Q1,Account_Name\n"
               "Start Date,End Date,Progress,Finished,Recorded Date,Response ID,Why?,Account_Name\n"
               "\"{\"\"ImportId\"\":\"\"startDate\"\",\"\"timeZone\"\":\"\"UTC\"\"}\",\"{\"\"ImportId\"\":\"\"endDate\"\"}\",\"{\"\"ImportId\"\":\"\"progress\"\"}\",\"{\"\"ImportId\"\":\"\"finished\"\"}\",\"{\"\"ImportId\"\":\"\"recordedDate\"\"}\",\"{\"\"ImportId\"\":\"\"_recordId\"\"}\",\"{\"\"ImportId\"\":\"\"QID1_TEXT\"\"}\",\"{\"\"ImportId\"\":\"\"Account_Name\"\"}\"\n"
               "2025-07-14 10:00:00,2025-07-14 10:01:00,100,True,2025-07-14 10:01:00,R_1,It is all far too slow for us today,Acme Inc\n",
      .want = "response 4 R_1 [,Acme Inc,,,,,] | 2025-07-14T10:01:00Z | ~ | 1 | ~ | ~ | ~ | ~\n"
              "answer 4 R_1/Q1 [,Acme Inc,,,,,] | R_1 | Q1 | Why? | ~ | It is all far too slow for us today | 2025-07-14T10:01:00Z\n" },
    { .about = "SurveyMonkey: the company that it asks for, the custom data that is one's name", .file = "s.csv", .shape = "SurveyMonkey survey", .rows = 1, .kept = 1,
      .bytes = "Respondent ID,Collector ID,Start Date,End Date,Email Address,Custom Data 1,Company,Why?\n,,,,,,Open-Ended Response,Open-Ended Response\n"
               "1,2,01/14/2026 10:00:00 AM,01/14/2026 10:05:00 AM,a@b.de,Acme Inc,Acme,It is all far too slow for us today\n",
      .want = "response 3 1 [Acme Inc,Acme,,a@b.de,,,] | 2026-01-14T10:05:00Z | ~ | ~ | ~ | ~ | ~ | ~\n"
              "answer 3 1/Q1 [Acme Inc,Acme,,a@b.de,,,] | 1 | Q1 | Why? | ~ | It is all far too slow for us today | 2026-01-14T10:05:00Z\n" },
    { .about = "LimeSurvey: a question that is called firma", .file = "l.csv", .shape = "LimeSurvey survey", .rows = 1, .kept = 1,
      .bytes = "id,submitdate,lastpage,startlanguage,firma,why\n7,2025-07-14 10:01:00,2,de,Acme GmbH,It is all far too slow for us today\n",
      .want = "response 2 7 [,Acme GmbH,,,,,] | 2025-07-14T10:01:00Z | ~ | 1 | ~ | ~ | de | ~\n"
              "answer 2 7/why [,Acme GmbH,,,,,] | 7 | why | why | ~ | It is all far too slow for us today | 2025-07-14T10:01:00Z\n" },
    { .about = "A slip among the marks takes the question no mark: it is set aside, the others are read", .file = "g.csv", .shape = "Google Forms", .rows = 3, .kept = 3,
      .bytes = "Timestamp,Email Address,How likely are you to recommend us to a colleague?\n2026/01/13 10:05:12,a@b.de,9\n2026/01/14 10:05:12,b@b.de,99\n2026/01/15 10:05:12,c@b.de,4\n",
      .want = "response 2 row-0b1484be24695555 [,,,a@b.de,,,] | 2026-01-13T10:05:12Z | ~ | ~ | 9 | ~ | ~ | ~\n"
              "bad cell 3:3 How likely are you to recommend us to a colleague? 'not between 0 and 10' 99\n"
              "response 3 row-5d3c0bc6c0179900 [,,,b@b.de,,,] | 2026-01-14T10:05:12Z | ~ | ~ | ~ | ~ | ~ | ~\n"
              "response 4 row-c3fe7f53703c30f4 [,,,c@b.de,,,] | 2026-01-15T10:05:12Z | ~ | ~ | 4 | ~ | ~ | ~\n" },
    { .about = "Two of three outside the scale: no NPS, an ordinary question", .file = "t.csv", .shape = "Typeform survey", .rows = 3, .kept = 3,
      .bytes = "#,Would you recommend us?,Start Date (UTC),Submit Date (UTC)\na,80,2025-07-14 10:00:00,2025-07-14 10:01:00\nb,7,2025-07-14 10:00:00,2025-07-14 10:01:00\nc,95,2025-07-14 10:00:00,2025-07-14 10:01:00\n",
      .want = "response 2 a" NOBODY "2025-07-14T10:01:00Z | ~ | ~ | ~ | ~ | ~ | ~\n"
              "answer 2 a/Would you recommend us?" NOBODY "a | Would you recommend us? | Would you recommend us? | 80 | ~ | 2025-07-14T10:01:00Z\n"
              "response 3 b" NOBODY "2025-07-14T10:01:00Z | ~ | ~ | ~ | ~ | ~ | ~\n"
              "answer 3 b/Would you recommend us?" NOBODY "b | Would you recommend us? | Would you recommend us? | 7 | ~ | 2025-07-14T10:01:00Z\n"
              "response 4 c" NOBODY "2025-07-14T10:01:00Z | ~ | ~ | ~ | ~ | ~ | ~\n"
              "answer 4 c/Would you recommend us?" NOBODY "c | Would you recommend us? | Would you recommend us? | 95 | ~ | 2025-07-14T10:01:00Z\n" },
    { .about = "A question that is called NPS is it, behind one that asks to recommend; an NPS of words is none", .file = "l.csv", .shape = "LimeSurvey survey", .rows = 2, .kept = 2,
      .bytes = "id,submitdate,lastpage,startlanguage,NPS_reason,NPS,G1\n1,2025-07-14 10:01:00,2,de,It is all far too slow for us today,8,1\n2,2025-07-14 10:01:00,2,de,,10,2\n",
      .want = "response 2 1" NOBODY "2025-07-14T10:01:00Z | ~ | 1 | 8 | ~ | de | ~\n"
              "answer 2 1/NPS_reason" NOBODY "1 | NPS_reason | NPS_reason | ~ | It is all far too slow for us today | 2025-07-14T10:01:00Z\n"
              "answer 2 1/G1" NOBODY "1 | G1 | G1 | 1 | ~ | 2025-07-14T10:01:00Z\n"
              "response 3 2" NOBODY "2025-07-14T10:01:00Z | ~ | 1 | 10 | ~ | de | ~\n"
              "answer 3 2/G1" NOBODY "2 | G1 | G1 | 2 | ~ | 2025-07-14T10:01:00Z\n" },
    { .about = "Google Forms: a Net Promoter Score by its name", .file = "g.csv", .shape = "Google Forms", .rows = 1, .kept = 1,
      .bytes = "Timestamp,Net Promoter Score (0-10)\n2026/01/13 10:05:12,9\n", .want = "response 2 row-508f0681ef3af6d9" NOBODY "2026-01-13T10:05:12Z | ~ | ~ | 9 | ~ | ~ | ~\n" },
    { .about = "LimeSurvey without stamps, of a known day: its responses are dated by the export, those that are stamped by themselves", .file = "results 2026-03-05.csv", .shape = "LimeSurvey survey", .rows = 3, .kept = 3,
      .says = "2 responses that LimeSurvey did not stamp are dated by the export, 2026-03-05",
      .bytes = "id,submitdate,lastpage,startlanguage,NPS\n1,1980-01-01 00:00:00,2,de,9\n2,2026-02-01 10:00:00,2,de,8\n3,1980-01-01 00:00:00,2,de,0\n",
      .want = "response 2 1" NOBODY "2026-03-05T00:00:00Z | ~ | 1 | 9 | ~ | de | ~\n"
              "response 3 2" NOBODY "2026-02-01T10:00:00Z | ~ | 1 | 8 | ~ | de | ~\n"
              "response 4 3" NOBODY "2026-03-05T00:00:00Z | ~ | 1 | 0 | ~ | de | ~\n" },
    { .about = "LimeSurvey: the address is who answers, first and last name are left out", .file = "l.csv", .shape = "LimeSurvey survey", .rows = 2, .kept = 2,
      .bytes = "id,submitdate,lastpage,startlanguage,firstname,lastname,email,why\n7,2025-07-14 10:01:00,2,de,Ann,Lee,Ann@acme.de,It is all far too slow for us today\n8,2025-07-14 10:01:00,2,de,,,none,\n",
      .want = "response 2 7 [,,,ann@acme.de,,,] | 2025-07-14T10:01:00Z | ~ | 1 | ~ | ~ | de | ~\n"
              "answer 2 7/why [,,,ann@acme.de,,,] | 7 | why | why | ~ | It is all far too slow for us today | 2025-07-14T10:01:00Z\n"
              "response 3 8" NOBODY "2025-07-14T10:01:00Z | ~ | 1 | ~ | ~ | de | ~\n" },
    { .about = "LimeSurvey by full headings, by codes and headings: the address is who answers", .file = "l.csv", .shape = "LimeSurvey survey (full headings)", .rows = 1, .kept = 1,
      .bytes = "Response ID,Date submitted,Last page,Start language,Email address\n1,2024-07-01 10:00:00,2,en,ann@acme.de\n",
      .beside = "m.csv", .beside_bytes = "id. Response ID,submitdate. Date submitted,startlanguage. Start language,email. Email address\n2,2024-07-01 10:00:00,en,bo@acme.de\n",
      .want = "response 2 1 [,,,ann@acme.de,,,] | 2024-07-01T10:00:00Z | ~ | 1 | ~ | ~ | en | ~\n"
              "response 2 2 [,,,bo@acme.de,,,] | 2024-07-01T10:00:00Z | ~ | 1 | ~ | ~ | en | ~\n" },
    { .about = "Addresses that no rule takes are no answer, and that is said; one among words stays words", .file = "t.csv", .shape = "Typeform survey", .rows = 2, .kept = 2,
      .says = "'Whom may we write to?' holds e-mail addresses and is no answer",
      .bytes = "#,Whom may we write to?,What else?,Start Date (UTC),Submit Date (UTC)\na,bo@acme.de,It is all far too slow for us today,2025-07-14 10:00:00,2025-07-14 10:01:00\n"
               "b,,write to bo@acme.de about what is slow,2025-07-14 10:00:00,2025-07-14 10:01:00\n",
      .want = "response 2 a" NOBODY "2025-07-14T10:01:00Z | ~ | ~ | ~ | ~ | ~ | ~\n"
              "answer 2 a/What else?" NOBODY "a | What else? | What else? | ~ | It is all far too slow for us today | 2025-07-14T10:01:00Z\n"
              "response 3 b" NOBODY "2025-07-14T10:01:00Z | ~ | ~ | ~ | ~ | ~ | ~\n"
              "answer 3 b/What else?" NOBODY "b | What else? | What else? | ~ | write to bo@acme.de about what is slow | 2025-07-14T10:01:00Z\n" },
    { .about = "Typeform, old: a column an option; pipes are cut out; no Network ID",
      .file = "t.csv", .shape = "Typeform survey", .rows = 1, .kept = 1,
      .bytes = "#,\"So {{answer_42471732}}, would you recommend us?\",Red,Blue,Start Date (UTC),Submit Date (UTC)\n0123456789abcdef0123456789abcdef,8,Red,,2025-07-14 10:00:00,2025-07-14 10:01:00\n",
      .want = "response 2 0123456789abcdef0123456789abcdef" NOBODY "2025-07-14T10:01:00Z | ~ | ~ | 8 | ~ | ~ | ~\n"
              "answer 2 0123456789abcdef0123456789abcdef/Red" NOBODY "0123456789abcdef0123456789abcdef | Red | Red = Red | 1 | ~ | 2025-07-14T10:01:00Z\n" },
    { .about = "Typeform with unfinished ones: they say so, and are dated by the last stage", .file = "t.csv", .shape = "Typeform survey", .rows = 2, .kept = 2,
      .bytes = "#,\"How likely are you to recommend us?\",Response Type,Start Date (UTC),Stage Date (UTC),Submit Date (UTC),Network ID\n"
               "0a,9,completed,2025-07-14 10:00:00,2025-07-14 10:02:00,2025-07-14 10:01:00,n\n0b,2,partial,2025-07-14 10:00:00,2025-07-14 10:02:00,,n\n",
      .want = "response 2 0a" NOBODY "2025-07-14T10:01:00Z | ~ | 1 | 9 | ~ | ~ | ~\n"
              "response 3 0b" NOBODY "2025-07-14T10:02:00Z | ~ | 0 | 2 | ~ | ~ | ~\n" },
    { .about = "Typeform with a header that was decoded twice: read as it stands", .file = "t.csv", .shape = "Typeform survey", .rows = 1, .kept = 1,
      .bytes = "#,Hva l\xC3\x83\xC2\xA5r du?,Start Date (UTC),Submit Date (UTC),Network ID\n0a1b,mye her,2024-01-01 10:00:00,2024-01-01 10:01:00,n\n", .want = "response 2 0a1b [,,,,,,] | 2024-01-01T10:01:00Z | ~ | ~ | ~ | ~ | ~ | ~\n"
              "answer 2 0a1b/Hva lÃ¥r du? [,,,,,,] | 0a1b | Hva lÃ¥r du? | Hva lÃ¥r du? = mye her | 1 | ~ | 2024-01-01T10:01:00Z\n" },
    { .about = "Typeform, new: choices joined by a slash in one cell",
      .file = "t.csv", .shape = "Typeform survey", .rows = 2, .kept = 2,
      .bytes = "#,Which?,Start Date (UTC),Submit Date (UTC),Network ID\na,Red / Blue,2025-07-14 10:00:00,2025-07-14 10:01:00,n\nb,Blue,2025-07-14 10:00:00,2025-07-14 10:01:00,n\n",
      .want = "response 2 a" NOBODY "2025-07-14T10:01:00Z | ~ | ~ | ~ | ~ | ~ | ~\n"
              "answer 2 a/Which?=Red" NOBODY "a | Which? | Which? = Red | 1 | ~ | 2025-07-14T10:01:00Z\n"
              "answer 2 a/Which?=Blue" NOBODY "a | Which? | Which? = Blue | 1 | ~ | 2025-07-14T10:01:00Z\n"
              "response 3 b" NOBODY "2025-07-14T10:01:00Z | ~ | ~ | ~ | ~ | ~ | ~\n"
              "answer 3 b/Which?=Blue" NOBODY "b | Which? | Which? = Blue | 1 | ~ | 2025-07-14T10:01:00Z\n" },
    { .about = "Google Sheets of a form: boxes joined by a comma and a blank, where the parts come back alone", .file = "g.csv", .shape = "Google Forms", .rows = 4, .kept = 4,
      .bytes = "Timestamp,Email Address,Which do you use?,Why?\n1/13/2026 10:05:12,a@b.de,\"Reports, Alerts\",\"slow, dear, odd\"\n1/14/2026 10:05:12,b@b.de,Alerts,\"well, it works\"\n"
               "1/15/2026 10:05:12,c@b.de,\"Reports, Alerts, Export\",\"it crashes, always\"\n1/16/2026 10:05:12,d@b.de,\"Reports, Export\",fine by us all\n",
      .want = "response 2 row-87ebd6fca9b00c78 [,,,a@b.de,,,] | 2026-01-13T10:05:12Z | ~ | ~ | ~ | ~ | ~ | ~\n"
              "answer 2 row-87ebd6fca9b00c78/Which do you use?=Reports [,,,a@b.de,,,] | row-87ebd6fca9b00c78 | Which do you use? | Which do you use? = Reports | 1 | ~ | 2026-01-13T10:05:12Z\n"
              "answer 2 row-87ebd6fca9b00c78/Which do you use?=Alerts [,,,a@b.de,,,] | row-87ebd6fca9b00c78 | Which do you use? | Which do you use? = Alerts | 1 | ~ | 2026-01-13T10:05:12Z\n"
              "answer 2 row-87ebd6fca9b00c78/Why? [,,,a@b.de,,,] | row-87ebd6fca9b00c78 | Why? | Why? = slow, dear, odd | 1 | ~ | 2026-01-13T10:05:12Z\n"
              "response 3 row-2d7a801295cf5211 [,,,b@b.de,,,] | 2026-01-14T10:05:12Z | ~ | ~ | ~ | ~ | ~ | ~\n"
              "answer 3 row-2d7a801295cf5211/Which do you use?=Alerts [,,,b@b.de,,,] | row-2d7a801295cf5211 | Which do you use? | Which do you use? = Alerts | 1 | ~ | 2026-01-14T10:05:12Z\n"
              "answer 3 row-2d7a801295cf5211/Why? [,,,b@b.de,,,] | row-2d7a801295cf5211 | Why? | Why? = well, it works | 1 | ~ | 2026-01-14T10:05:12Z\n"
              "response 4 row-91c0b27d454eb53e [,,,c@b.de,,,] | 2026-01-15T10:05:12Z | ~ | ~ | ~ | ~ | ~ | ~\n"
              "answer 4 row-91c0b27d454eb53e/Which do you use?=Reports [,,,c@b.de,,,] | row-91c0b27d454eb53e | Which do you use? | Which do you use? = Reports | 1 | ~ | 2026-01-15T10:05:12Z\n"
              "answer 4 row-91c0b27d454eb53e/Which do you use?=Alerts [,,,c@b.de,,,] | row-91c0b27d454eb53e | Which do you use? | Which do you use? = Alerts | 1 | ~ | 2026-01-15T10:05:12Z\n"
              "answer 4 row-91c0b27d454eb53e/Which do you use?=Export [,,,c@b.de,,,] | row-91c0b27d454eb53e | Which do you use? | Which do you use? = Export | 1 | ~ | 2026-01-15T10:05:12Z\n"
              "answer 4 row-91c0b27d454eb53e/Why? [,,,c@b.de,,,] | row-91c0b27d454eb53e | Why? | Why? = it crashes, always | 1 | ~ | 2026-01-15T10:05:12Z\n"
              "response 5 row-d765b633262850d2 [,,,d@b.de,,,] | 2026-01-16T10:05:12Z | ~ | ~ | ~ | ~ | ~ | ~\n"
              "answer 5 row-d765b633262850d2/Which do you use?=Reports [,,,d@b.de,,,] | row-d765b633262850d2 | Which do you use? | Which do you use? = Reports | 1 | ~ | 2026-01-16T10:05:12Z\n"
              "answer 5 row-d765b633262850d2/Which do you use?=Export [,,,d@b.de,,,] | row-d765b633262850d2 | Which do you use? | Which do you use? = Export | 1 | ~ | 2026-01-16T10:05:12Z\n"
              "answer 5 row-d765b633262850d2/Why? [,,,d@b.de,,,] | row-d765b633262850d2 | Why? | Why? = fine by us all | 1 | ~ | 2026-01-16T10:05:12Z\n" },
    { .about = "Google Forms: twelve hours with a zone behind, boxes joined by semicolons; rows that are alike stay two",
      .file = "g.csv", .shape = "Google Forms", .rows = 3, .kept = 3,
      .bytes = "Timestamp,Email Address,Which?,\"On a scale of 0 to 10, would you recommend us?\"\n"
               "2024/01/13 10:05:12 AM GMT+2,A@b.de,Red;Blue,9\n2024/01/13 1:05:12 PM EST,,Blue,7\n2024/01/13 1:05:12 PM EST,,Blue,7\n",
      .want = "response 2 row-d1f75dda0f24bd7a [,,,a@b.de,,,] | 2024-01-13T08:05:12Z | ~ | ~ | 9 | ~ | ~ | ~\n"
              "answer 2 row-d1f75dda0f24bd7a/Which?=Red [,,,a@b.de,,,] | row-d1f75dda0f24bd7a | Which? | Which? = Red | 1 | ~ | 2024-01-13T08:05:12Z\n"
              "answer 2 row-d1f75dda0f24bd7a/Which?=Blue [,,,a@b.de,,,] | row-d1f75dda0f24bd7a | Which? | Which? = Blue | 1 | ~ | 2024-01-13T08:05:12Z\n"
              "response 3 row-685d71af82f8225c [,,,,,,] | 2024-01-13T18:05:12Z | ~ | ~ | 7 | ~ | ~ | ~\n"
              "answer 3 row-685d71af82f8225c/Which?=Blue [,,,,,,] | row-685d71af82f8225c | Which? | Which? = Blue | 1 | ~ | 2024-01-13T18:05:12Z\n"
              "response 4 row-685d71af82f8225c-2 [,,,,,,] | 2024-01-13T18:05:12Z | ~ | ~ | 7 | ~ | ~ | ~\n"
              "answer 4 row-685d71af82f8225c-2/Which?=Blue [,,,,,,] | row-685d71af82f8225c-2 | Which? | Which? = Blue | 1 | ~ | 2024-01-13T18:05:12Z\n" },
    { .about = "Delighted: unix seconds, numbers as ids, the company among the properties",
      .file = "d.json", .shape = "Delighted responses", .rows = 1, .kept = 1,
      .bytes = "[{\"id\":\"1\",\"person\":\"10\",\"survey_type\":\"nps\",\"score\":0,\"comment\":\"Too slow\",\"created_at\":1713418460,\"updated_at\":null,"
               "\"person_properties\":{\"company\":\"Acme\"},\"notes\":[],\"tags\":[]}]",
      .want = "response 1 1 [,Acme,10,,,,] | 2024-04-18T05:34:20Z | ~ | ~ | 0 | ~ | ~ | nps\n"
              "answer 1 1/comment [,Acme,10,,,,] | 1 | comment | comment | ~ | Too slow | 2024-04-18T05:34:20Z\n" },
    { .about = "Delighted: a score of satisfaction is none of recommending; more answers of four kinds; a person as an object",
      .file = "d.ndjson", .shape = "Delighted responses", .rows = 2, .kept = 2,
      .bytes = "{\"id\":\"2\",\"person\":\"11\",\"survey_type\":\"csat\",\"score\":8,\"comment\":null,\"created_at\":1713418460,\"person_properties\":null,\"additional_answers\":[{\"id\":\"4\",\"value\":{\"free_response\":null,\"scale\":null,\"select_one\":null,\"select_many\":[{\"id\":\"a\",\"text\":\"Price, terms\"},{\"id\":\"b\",\"text\":\"Staff\"}]},\"question\":{\"id\":\"enum_z\",\"type\":\"select_many\",\"text\":\"What did you like?\"}},{\"id\":\"5\",\"value\":{\"free_response\":null,\"scale\":null,\"select_one\":{\"id\":\"y\",\"text\":\"Yes\"},\"select_many\":null},\"question\":{\"id\":\"enum_c\",\"type\":\"select_one\",\"text\":\"Bought before?\"}},{\"id\":\"6\",\"value\":{\"free_response\":\"More colours\",\"scale\":null,\"select_one\":null,\"select_many\":null},\"question\":{\"id\":\"free_1\",\"type\":\"free_response\",\"text\":\"What else?\"}}]}\n{\"id\":\"3\",\"person\":{\"id\":\"12\",\"email\":\"X@acme.de\"},\"survey_type\":\"ces\",\"score\":6,\"comment\":\"Easy\",\"created_at\":1713418460,\"additional_answers\":[{\"id\":\"7\",\"value\":{\"free_response\":null,\"scale\":4,\"select_one\":null,\"select_many\":null},\"question\":{\"id\":\"scale_1\",\"type\":\"scale\",\"text\":\"Would you recommend support?\"}}]}\n",
      .want = "response 1 2 [,,11,,,,] | 2024-04-18T05:34:20Z | ~ | ~ | ~ | 0.8 | ~ | csat\n"
              "answer 1 2/enum_z=Price, terms [,,11,,,,] | 2 | enum_z | What did you like? = Price, terms | 1 | ~ | 2024-04-18T05:34:20Z\n"
              "answer 1 2/enum_z=Staff [,,11,,,,] | 2 | enum_z | What did you like? = Staff | 1 | ~ | 2024-04-18T05:34:20Z\n"
              "answer 1 2/enum_c [,,11,,,,] | 2 | enum_c | Bought before? = Yes | 1 | ~ | 2024-04-18T05:34:20Z\n"
              "answer 1 2/free_1 [,,11,,,,] | 2 | free_1 | What else? | ~ | More colours | 2024-04-18T05:34:20Z\n"
              "response 2 3 [,,12,x@acme.de,,,] | 2024-04-18T05:34:20Z | ~ | ~ | ~ | ~ | ~ | ces\n"
              "answer 2 3/comment [,,12,x@acme.de,,,] | 3 | comment | comment | ~ | Easy | 2024-04-18T05:34:20Z\n"
              "answer 2 3/ces score [,,12,x@acme.de,,,] | 3 | ces score | ces score | 6 | ~ | 2024-04-18T05:34:20Z\n"
              "answer 2 3/scale_1 [,,12,x@acme.de,,,] | 3 | scale_1 | Would you recommend support? | 4 | ~ | 2024-04-18T05:34:20Z\n" },
    { .about = "CustomerGauge by its API's field names: who has not answered has no day and is set aside", .file = "cg.csv", .shape = "CustomerGauge responses",
      .rows = 2, .kept = 1, .bad = 1,
      .bytes = "CustomerNumber,Email,SMS_Telephone,FirstName,LastName,Country,OrderDate,NetPromoterScore,Comment,SurveyCompletedDate,EmailSentDate,FollowUpRequired,WorkflowStatus\n"
               "1143,Lee@acme.de,,Lee,K,US,2018-01-01 10:00:00,9,I love it,2018-01-01 13:59:12,2018-01-01 12:00:00,N,CLOSE\n"
               "1144,Max@acme.de,,Max,K,US,2018-01-01 10:00:00,,,,2018-01-01 12:00:00,N,\n",
      .want = "response 2 Lee@acme.de/2018-01-01 13:59:12 [1143,,,lee@acme.de,,US,] | 2018-01-01T13:59:12Z | CLOSE | ~ | 9 | ~ | ~ | ~\n"
              "answer 2 Lee@acme.de/2018-01-01 13:59:12/Comment [1143,,,lee@acme.de,,US,] | Lee@acme.de/2018-01-01 13:59:12 | Comment | Comment | ~ | I love it | 2018-01-01T13:59:12Z\n"
              "bad 3:10 SurveyCompletedDate 'required value is missing' 1144,Max@acme.de,,Max,K,US,2018-01-01 10\n" },
    { .about = "CustomerGauge's form for responses from elsewhere", .file = "cg.csv", .shape = "CustomerGauge external responses", .rows = 1, .kept = 1,
      .bytes = "Account Name,First Name,Email,Touchpoint,NPS Score,Comment,Follow Up Request,Follow Up Details,Sent Date,Response Date\nAcme,Lee,Lee@acme.de,Onboarding,3,Slow,Y,call me,2018-01-01,2018-01-02\n",
      .want = "response 2 Lee@acme.de/2018-01-02 [,Acme,,lee@acme.de,,,] | 2018-01-02T00:00:00Z | ~ | ~ | 3 | ~ | ~ | Onboarding\n"
              "answer 2 Lee@acme.de/2018-01-02/Comment [,Acme,,lee@acme.de,,,] | Lee@acme.de/2018-01-02 | Comment | Comment | ~ | Slow | 2018-01-02T00:00:00Z\n"
              "answer 2 Lee@acme.de/2018-01-02/Follow Up Details [,Acme,,lee@acme.de,,,] | Lee@acme.de/2018-01-02 | Follow Up Details | Follow Up Details | ~ | call me | 2018-01-02T00:00:00Z\n" },
    { .about = "Gainsight's object of answers", .file = "g.csv", .shape = "Gainsight survey answers", .rows = 1, .kept = 1,
      .bytes = "Answer Id,Answer Rank,Answer Text,Participant Id,Question Id,Responded Date,Survey Id\nA1,,\"good, mostly\",P1,Q1,2024-05-01T10:00:00Z,S1\n", .want = "answer 2 P1/Q1/A1 [,,P1,,,,] | S1/P1 | Q1 | ~ | ~ | good, mostly | 2024-05-01T10:00:00Z\n" },
    { .about = "Gainsight's NPS object by the names of its interface: no shape, and what is proposed is taken", .file = "nps.csv", .shape = "nps.csv", .rows = 3, .kept = 2, .bad = 1, .accept = true,
      .bytes = "JBCXM__Account__c,JBCXM__SurveyCode__c,Person Email,NPS Score,Comment,Responded Date\n"
               "0015f00000XyZaBAAV,a1J37000000gQ7TEAU,Ann@acme.de,9,\"good,\nand fast\",2024-05-01\n0015f00000XyZaCAAV,a1J37000000gQ7TEAU,bo@bolt.de,0,too slow for us,2024-05-02\n"
               "0015f00000XyZaCAAV,a1J37000000gQ7TEAU,cy@bolt.de,,,\n",
      .want = "response 2 row-643356c9f5d588ef [0015f00000XyZaBAAV,,,ann@acme.de,,,] | 2024-05-01T00:00:00Z | ~ | ~ | 9 | ~ | ~ | ~\n"
              "answer 2 row-643356c9f5d588ef/Comment [0015f00000XyZaBAAV,,,ann@acme.de,,,] | row-643356c9f5d588ef | Comment | Comment | ~ | good,\nand fast | 2024-05-01T00:00:00Z\n"
              "response 4 row-03c2f84dc748d120 [0015f00000XyZaCAAV,,,bo@bolt.de,,,] | 2024-05-02T00:00:00Z | ~ | ~ | 0 | ~ | ~ | ~\n"
              "answer 4 row-03c2f84dc748d120/Comment [0015f00000XyZaCAAV,,,bo@bolt.de,,,] | row-03c2f84dc748d120 | Comment | Comment | ~ | too slow for us | 2024-05-02T00:00:00Z\n"
              "bad 5:6 Responded Date 'required value is missing' 0015f00000XyZaCAAV,a1J37000000gQ7TEAU,cy\n" },
    { .about = "a Gainsight report of NPS answers by its labels", .file = "nps.csv", .shape = "nps.csv", .rows = 2, .kept = 2, .accept = true,
      .bytes = "Company Name,Company ID,Respondent Name,Respondent Email,NPS Score,NPS Comment,Survey Name,Response Date\n"
               "\"Acme, Inc.\",0015f00000XyZaB,Ann Lee,Ann@acme.de,9,good and fast,Q2 NPS,05/13/2024\nBolt,0015f00000XyZaC,Bo Li,bo@bolt.de,3,too slow for us,Q2 NPS,05/02/2024\n",
      .want = "response 2 row-1ccdfe3ea235b4cd [0015f00000XyZaB,Acme, Inc.,,ann@acme.de,,,] | 2024-05-13T00:00:00Z | ~ | ~ | 9 | ~ | ~ | ~\n"
              "answer 2 row-1ccdfe3ea235b4cd/NPS Comment [0015f00000XyZaB,Acme, Inc.,,ann@acme.de,,,] | row-1ccdfe3ea235b4cd | NPS Comment | NPS Comment | ~ | good and fast | 2024-05-13T00:00:00Z\n"
              "response 3 row-1c07c41c39084f0a [0015f00000XyZaC,Bolt,,bo@bolt.de,,,] | 2024-05-02T00:00:00Z | ~ | ~ | 3 | ~ | ~ | ~\n"
              "answer 3 row-1c07c41c39084f0a/NPS Comment [0015f00000XyZaC,Bolt,,bo@bolt.de,,,] | row-1c07c41c39084f0a | NPS Comment | NPS Comment | ~ | too slow for us | 2024-05-02T00:00:00Z\n" },
    { .about = "NPS answers of which one has a comment, of one word; a column of the mapping's own that nothing is taken of is named", .file = "gsnps.csv", .shape = "gsnps.csv", .rows = 3, .kept = 3, .accept = true,
      .bytes = "Account Name,Contact Email,NPS Score,NPS Comment,Response Date,Batch\nAcme,a@acme.de,9,Good,2026-01-05,b7\nBirch,b@birch.de,3,,2026-01-06,b7\nOak,c@oak.de,8,,2026-01-07,b7\n",
      .want = "response 2 row-4698fe8cc6bc1973 [,Acme,,a@acme.de,,,] | 2026-01-05T00:00:00Z | ~ | ~ | 9 | ~ | ~ | ~\n"
              "answer 2 row-4698fe8cc6bc1973/NPS Comment [,Acme,,a@acme.de,,,] | row-4698fe8cc6bc1973 | NPS Comment | NPS Comment | ~ | Good | 2026-01-05T00:00:00Z\n"
              "response 3 row-94e09d0bcd1fd6f5 [,Birch,,b@birch.de,,,] | 2026-01-06T00:00:00Z | ~ | ~ | 3 | ~ | ~ | ~\n"
              "response 4 row-fdd05fecb13bc8e6 [,Oak,,c@oak.de,,,] | 2026-01-07T00:00:00Z | ~ | ~ | 8 | ~ | ~ | ~\n",
      .note = "read by the proposed mapping, which was accepted: 4 of 6 columns; columns not read: Batch" },
    { .about = "Chatwoot satisfaction: five steps, a footer with the period", .file = "c.csv", .shape = "Chatwoot satisfaction", .rows = 2, .kept = 2, .says = "1 lines left out",
      .bytes = "Agent Name,Rating,Feedback Comment,Contact Name,Contact Email Address,Contact Phone Number,Link to the conversation,Recorded date\n"
               "Bo (bo@us.com),5,Quick,Ann,Ann@acme.de,,https://x/app/accounts/1/conversations/3,2024-01-02 03:04:05 UTC\n"
               "Bo (bo@us.com),1,,,,,https://x/app/accounts/1/conversations/4,2024-01-03 03:04:05 UTC\n"
               "Reporting period 2024-01-01 to 2024-01-31\n",
      .want = "response 2 https://x/app/accounts/1/conversations/3/2024-01-02 03:04:05 UTC [,,,ann@acme.de,,,] | 2024-01-02T03:04:05Z | ~ | ~ | ~ | 1 | ~ | ~\n"
              "answer 2 https://x/app/accounts/1/conversations/3/2024-01-02 03:04:05 UTC/Feedback Comment [,,,ann@acme.de,,,] | https://x/app/accounts/1/conversations/3/2024-01-02 03:04:05 UTC | Feedback Comment | Feedback Comment | ~ | Quick | 2024-01-02T03:04:05Z\n"
              "response 3 https://x/app/accounts/1/conversations/4/2024-01-03 03:04:05 UTC [,,,,,,] | 2024-01-03T03:04:05Z | ~ | ~ | ~ | 0 | ~ | ~\n" },
    { .about = "Delighted as CSV: a score of satisfaction is none of recommending, properties are columns, the comment an answer",
      .file = "d.csv", .shape = "Delighted responses (CSV)", .rows = 3, .kept = 3,
      .bytes = "Response ID,Person ID,Person Email,Person Name,Survey Type,Score,Comment,Permalink,Response Created At,Response Updated At,company,plan\n"
               "1,10,Ann@acme.de,Ann,NPS,0,\"Too slow,\nagain\",https://x/r/1,2024-04-18 05:34:20 UTC,,Acme,pro\n"
               "2,11,bo@bolt.de,Bo,csat,5,,https://x/r/2,2024-04-18 05:34:20 UTC,,Bolt,pro\n"
               "3,12,,,nps,10,Fine,https://x/r/3,2024-04-19 05:34:20 UTC,,,\n",
      .want = "response 2 1 [,Acme,10,ann@acme.de,,,] | 2024-04-18T05:34:20Z | ~ | ~ | 0 | ~ | ~ | NPS\n"
              "answer 2 1/Comment [,Acme,10,ann@acme.de,,,] | 1 | Comment | Comment | ~ | Too slow,\nagain | 2024-04-18T05:34:20Z\n"
              "field 2 response/1/Person Name [,,,,,,] | response | 1 | Person Name | Ann\n"
              "field 2 response/1/Permalink [,,,,,,] | response | 1 | Permalink | https://x/r/1\n"
              "field 2 response/1/plan [,,,,,,] | response | 1 | plan | pro\n"
              "response 4 2 [,Bolt,11,bo@bolt.de,,,] | 2024-04-18T05:34:20Z | ~ | ~ | ~ | ~ | ~ | csat\n"
              "field 4 response/2/Person Name [,,,,,,] | response | 2 | Person Name | Bo\n"
              "field 4 response/2/Permalink [,,,,,,] | response | 2 | Permalink | https://x/r/2\n"
              "field 4 response/2/plan [,,,,,,] | response | 2 | plan | pro\n"
              "response 5 3 [,,12,,,,] | 2024-04-19T05:34:20Z | ~ | ~ | 10 | ~ | ~ | nps\n"
              "answer 5 3/Comment [,,12,,,,] | 3 | Comment | Comment | ~ | Fine | 2024-04-19T05:34:20Z\n"
              "field 5 response/3/Permalink [,,,,,,] | response | 3 | Permalink | https://x/r/3\n" },
    { .about = "Delighted as CSV with times that say UTC: the score is NPS where the type says so", .file = "d.csv", .shape = "Delighted responses (CSV)", .rows = 2, .kept = 2,
      .bytes = "Response ID,Person ID,Email,Score,Comment,Created at (UTC),Company,Survey type\n101,1,ann@acme.de,9,Great,2026-03-01 10:00:00,Acme,nps\n102,2,bo@acme.de,4,,2026-03-02 11:00:00,Acme,csat\n",
      .want = "response 2 101 [,Acme,1,ann@acme.de,,,] | 2026-03-01T10:00:00Z | ~ | ~ | 9 | ~ | ~ | nps\n"
              "answer 2 101/Comment [,Acme,1,ann@acme.de,,,] | 101 | Comment | Comment | ~ | Great | 2026-03-01T10:00:00Z\n"
              "response 3 102 [,Acme,2,bo@acme.de,,,] | 2026-03-02T11:00:00Z | ~ | ~ | ~ | ~ | ~ | csat\n" },
    { .about = "Delighted as CSV by the names of its interface, unix seconds", .file = "d.csv", .shape = "Delighted responses (CSV)", .rows = 1, .kept = 1,
      .bytes = "id,person_id,person_email,survey_type,score,comment,created_at\n7,10,a@acme.de,ces,4,Easy,1713418460\n",
      .want = "response 2 7 [,,10,a@acme.de,,,] | 2024-04-18T05:34:20Z | ~ | ~ | ~ | ~ | ~ | ces\n"
              "answer 2 7/Comment [,,10,a@acme.de,,,] | 7 | Comment | Comment | ~ | Easy | 2024-04-18T05:34:20Z\n" },
    { .about = "Qualtrics, older: names over questions, no third header record, an unfinished one, a preview",
      .file = "q.csv", .shape = "Qualtrics survey (older)", .rows = 3, .kept = 3, .says = "1 previews, kept and not counted; 1 unfinished, kept and not counted",
      .bytes = "ResponseID,ResponseSet,Name,ExternalDataReference,EmailAddress,IPAddress,Status,StartDate,EndDate,Finished,Q1,Q2\n"
               "ResponseID,ResponseSet,Name,ExternalDataReference,EmailAddress,IPAddress,Status,StartDate,EndDate,Finished,How likely are you to recommend us?,\"What,\nif anything?\"\n"
               "R_1,Default Response Set,Ann Lee,A7,a@b.de,1.2.3.4,0,2024-07-01 10:00:00,2024-07-01 10:01:00,1,9,Nothing at all\n"
               "R_2,Default Response Set,,,,,0,2024-07-01 10:00:00,2024-07-01 10:02:00,0,3,\n"
               "R_3,Default Response Set,,,,,1,2024-07-01 10:00:00,2024-07-01 10:03:00,1,10,x y z\n",
      .want = "response 4 R_1 [A7,,,a@b.de,,,] | 2024-07-01T10:01:00Z | IP Address | 1 | 9 | ~ | ~ | ~\n"
              "answer 4 R_1/Q2 [A7,,,a@b.de,,,] | R_1 | Q2 | What, if anything? = Nothing at all | 1 | ~ | 2024-07-01T10:01:00Z\n"
              "response 5 R_2 [,,,,,,] | 2024-07-01T10:02:00Z | IP Address | 0 | 3 | ~ | ~ | ~\n"
              "response 6 R_3 [,,,,,,] | 2024-07-01T10:03:00Z | Survey Preview | 1 | 10 | ~ | ~ | ~\n"
              "answer 6 R_3/Q2 [,,,,,,] | R_3 | Q2 | What, if anything? = x y z | 1 | ~ | 2024-07-01T10:03:00Z\n"
              "not stored IPAddress ip header 1\n" },
};
// clang-format on

FORMS_MAIN(cases)
