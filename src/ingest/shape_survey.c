/* Shapes of survey tools (ingest/shape.h). */
#include "ingest/shape_rows.h"

#include "base/attr.h"

#define QUALTRICS_LEAVE                                                                                          \
    "StartDate,EndDate,IPAddress,Progress,Duration (in seconds),RecipientLastName,RecipientFirstName,"           \
    "LocationLatitude,LocationLongitude,LocationAccuracy,ResponseSet,Name,Status,Finished,RecordedDate,"         \
    "DistributionChannel,UserLanguage,ExternalReference,ExternalDataReference,ResponseId,ResponseID,"            \
    "RecipientEmail,EmailAddress,PROLIFIC_PID"

// clang-format off
static const Shape rows[] = {
    { .name = "Qualtrics survey", .box = BOX_CSV, .must = "StartDate,EndDate,Progress|Duration (in seconds)|ResponseId,RecordedDate|Finished",
      .survey = SURVEY_QUALTRICS, .leave = QUALTRICS_LEAVE,
      .map = "kind = response\nsource = Qualtrics\nkey = ResponseId | _recordId\naccount_id = ExternalReference | ExternalDataReference\n"
             "email = RecipientEmail\nrecorded_at = RecordedDate | EndDate | StartDate\nstatus = Status\nfinished = Finished\n"
             "language = UserLanguage\nchannel = DistributionChannel\n" },
    { .name = "Qualtrics survey (older)", .box = BOX_CSV, .must = "ResponseID,ResponseSet,EndDate,Finished", .survey = SURVEY_QUALTRICS,
      .leave = QUALTRICS_LEAVE,
      .map = "kind = response\nsource = Qualtrics\nkey = ResponseID\naccount_id = ExternalDataReference\n"
             "email = RecipientEmail | EmailAddress\nrecorded_at = EndDate | StartDate\nstatus = Status\nfinished = Finished\n" },
    { .name = "Qualtrics survey (legacy)", .box = BOX_CSV, .must = "V1,V2,V3,V8,V9,V10", .survey = SURVEY_LEGACY, .leave = QUALTRICS_LEAVE,
      .map = "kind = response\nsource = Qualtrics\nkey = ResponseID\naccount_id = ExternalDataReference\n"
             "email = RecipientEmail | EmailAddress\nrecorded_at = EndDate | StartDate\nstatus = Status\nfinished = Finished\n" },
    { .name = "SurveyMonkey survey", .box = BOX_CSV, .must = "Respondent ID,Collector ID,Start Date|date_created,End Date|date_modified",
      .survey = SURVEY_TWO_ROWS,
      .leave = "Collector ID,Start Date,IP Address,First Name,Last Name,Custom Data 1,date_created,collector_id,ip_address",
      .map = "kind = response\nsource = SurveyMonkey\nkey = Respondent ID\nemail = Email Address\naccount_id = Custom Data 1\n"
             "recorded_at = End Date | date_modified | Start Date\n" },
    { .name = "Typeform survey", .box = BOX_CSV, .must = "#,Start Date (UTC),Submit Date (UTC)", .survey = SURVEY_PLAIN, .leave = "Start Date (UTC),Network ID,Tags,Ending",
      .map = "kind = response\nsource = Typeform\nkey = `#`\nrecorded_at = Submit Date (UTC) | Start Date (UTC)\nemail = email | Email\n" },
    { .name = "LimeSurvey survey", .box = BOX_CSV, .must = "id|response_id,submitdate,lastpage,startlanguage", .survey = SURVEY_PLAIN,
      .leave = "lastpage,seed,startdate,datestamp,token,ipaddr,refurl",
      .map = "kind = response\nsource = LimeSurvey\nkey = id | response_id\nperson_id = token\nrecorded_at = submitdate | datestamp | startdate\n"
             "language = startlanguage\n" },
    { .name = "Formbricks survey", .box = BOX_CSV, .must = "No.,Response ID,Timestamp,Finished,Survey ID", .survey = SURVEY_PLAIN,
      .leave = "No.,Survey ID,Formbricks ID (internal),Quotas,Notes,Tags,source,url,userAgent - browser,userAgent - os,userAgent - device,Verified Email",
      .map = "kind = response\nsource = Formbricks\nkey = Response ID\nperson_id = User ID\nemail = Verified Email | email\n"
             "recorded_at = Timestamp\nfinished = Finished\n" },
    { .name = "Delighted responses", .box = BOX_JSON, .must = "id,person,score,survey_type,created_at",
      .map = "kind = response\nsource = Delighted\nkey = id\nperson_id = person.id | person\nemail = person.email | person_properties.email\n"
             "account_name = person_properties.company | person_properties.Company\nrecorded_at = created_at\nnps = score\n"
             "answer = comment\n" },
};
// clang-format on

const ShapeRows shapes_survey = { rows, COUNT_OF(rows) };
