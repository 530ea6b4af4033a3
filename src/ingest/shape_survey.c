/* Shapes of survey tools (ingest/shape.h). */
#include "ingest/shape_rows.h"

#include "base/attr.h"

#define QUALTRICS_LEAVE                                                                                          \
    "StartDate,EndDate,IPAddress,Progress,Duration (in seconds),RecipientLastName,RecipientFirstName,"           \
    "LocationLatitude,LocationLongitude,LocationAccuracy,ResponseSet,Name,Status,Finished,RecordedDate,"         \
    "DistributionChannel,UserLanguage,ExternalReference,ExternalDataReference,ResponseId,ResponseID,"            \
    "RecipientEmail,EmailAddress,PROLIFIC_PID"
/* The number a response's status has in exports of codes; anything else stays as it is written. */
#define QUALTRICS_CODES(column)                                                                                  \
    "status = " column " : say 0 = IP Address, 1 = Survey Preview, 2 = Survey Test, 4 = Imported, 8 = Spam, "        \
    "9 = Survey Preview Spam, 12 = Imported Spam, 16 = Offline, 17 = Offline Survey Preview, "                   \
    "IP-Adresse = IP Address, Umfragevorschau = Survey Preview, Adresse IP = IP Address\n"
#define QUALTRICS_STATUS QUALTRICS_CODES("Status")
/* Of the survey types only one asks to recommend; `where` names one column, so each of the headers is a shape. */
#define DELIGHTED_CSV(type)                                                                                      \
    { .name = "Delighted responses (CSV)", .box = BOX_CSV,                                                       \
      .must = type ",Score,Comment,Created At|created_at|Response Created At|Created at (UTC),Person Email|person_email|Email|Person ID|person_id", \
      .map = "kind = response\nsource = Delighted\nkey = Response ID | response_id | ID\nperson_id = Person ID | person_id\n" \
             "email = Person Email | person_email | Email\naccount_name = company | account\n"                   \
             "recorded_at = Response Created At | Created At | Created at (UTC) | created_at\n"                  \
             "nps = Score : where " type " = \"NPS\"\nchannel = " type "\nanswer = Comment\n"                 \
             "[Delighted properties of a response]\nkind = field\nsource = Delighted\neach = **\n"             \
             "key = \"response/\" & Response ID & \"/\" & **[].key | \"response/\" & response_id & \"/\" & **[].key | \"response/\" & ID & \"/\" & **[].key\n" \
             "about = \"response\"\nabout_id = Response ID | response_id | ID | Person ID | person_id | Person Email | person_email | Email\n" \
             "field = **[].name\nvalue = **[].value\n" }
/* What the one who invites, or a form's own question, calls the company of who answers. */
#define COMPANY "Company | Company Name | Company_Name | CompanyName | Account Name | Account_Name | Organization | Firma"
#define PARTY                                                                                                    \
    "email = Email Address | Email | E-mail | Your email | E-Mail-Adresse : email\n"           \
    "account_name = " COMPANY "\n"

/* Accounts, contacts and their answers on one row (support.customergauge.com, article 5000873256): the row is the contact's, who may not have
 * answered; her account stands on it again, and her answer where there is one. */
#define MULTI_ACCOUNT "Account Reference|Account Display Name|Parent Account|Parent Account Name|Account Segment|Account Region|Account Country|Account Industry|Account Manager"
#define MULTI_KEY "Contact Reference | Email | Contact Email | Phone | Phone Number"
#define MULTI_ID(day, tail) "Email & \"/\" & " day tail " | Contact Email & \"/\" & " day tail " | Contact Reference & \"/\" & " day tail
#define MULTI_SAID(tail) MULTI_ID("Response Date", tail) " | " MULTI_ID("Survey Completed Date", tail)
#define MULTI_PARTY                                                                                              \
    "account_id = Account Reference | Account Number\naccount_name = Account Display Name | Account Name\n"      \
    "person_id = Contact Reference\nemail = Email | Contact Email : email\n"
#define MULTI_WORDS(column)                                                                                      \
    "[CustomerGauge words]\nkind = answer\nsource = CustomerGauge\neach = *\nwhere = " column " : filled\n"       \
    "key = " MULTI_SAID(" & \"/" column "\"") "\n" MULTI_PARTY                                                      \
    "response_id = " MULTI_SAID("") "\nquestion = \"" column "\"\nlabel = \"" column "\"\ntext = " column "\n" \
    "answered_at = Response Date | Survey Completed Date\n"
#define MULTI_ANSWERS \
    "[CustomerGauge responses]\nkind = response\nsource = CustomerGauge\neach = *\nwhere = Response Date | Survey Completed Date : filled\n" \
    "key = " MULTI_SAID("") "\n" MULTI_PARTY \
    "recorded_at = Response Date | Survey Completed Date\nnps = NPS Score | NPS\nlanguage = Language | Contact Language\nchannel = Touchpoint\n" \
    MULTI_WORDS("Comment") MULTI_WORDS("Follow Up Details")
#define MULTI_OBJECT(name_of, more, answers)                                                                      \
    { .name = name_of, .box = BOX_CSV,                                                                           \
      .must = "Account Name,Email|Contact Email|Contact Reference,First Name|Last Name|Contact First Name|Contact Last Name|Contact Name," more, \
      .map = "kind = contact\nsource = CustomerGauge\nkey = " MULTI_KEY "\n" MULTI_PARTY                         \
             "first_name = First Name | Contact First Name\nlast_name = Last Name | Contact Last Name | Contact Name\ntitle = Job Title | Title\nrole = Contact Role | Role\n" \
             "phone = Phone | Phone Number\n"                                                                    \
             "[CustomerGauge accounts]\nkind = account\nsource = CustomerGauge\neach = *\nwhere = Account Name : filled\nkey = Account Reference | Account Number | Account Name\n" \
             "account_id = Account Reference | Account Number\naccount_name = Account Display Name | Account Name\ndomain = Website | Account Website : domain\n" \
             "name = Account Display Name | Account Name\nparent_id = Parent Account Reference | Parent Account | Parent Account Name\n" \
             "segment = Account Segment | Segment\nregion = Account Region | Region\ncountry = Account Country | Country\ncity = Account City | City\n" \
             "industry = Account Industry | Industry\nwebsite = Website | Account Website\ncustomer_since = Customer Since\n" answers }

// clang-format off
static const Shape rows[] = {
    { .name = "Qualtrics survey", .box = BOX_CSV, .must = "StartDate,EndDate,Progress|Duration (in seconds)|ResponseId,RecordedDate|Finished",
      .survey = SURVEY_QUALTRICS, .leave = QUALTRICS_LEAVE,
      .map = "kind = response\nsource = Qualtrics\nkey = ResponseId | ResponseID | _recordId\n"
             "account_id = ExternalReference | ExternalDataReference : unless *******\n"
             "email = RecipientEmail\naccount_name = " COMPANY "\nrecorded_at = RecordedDate | EndDate | StartDate\n" QUALTRICS_STATUS "finished = Finished\n"
             "language = UserLanguage\nchannel = DistributionChannel\n" },
    /* One column more than the newer shape asks for, which fits too and knows no EmailAddress. */
    { .name = "Qualtrics survey (older)", .box = BOX_CSV, .must = "ResponseID,ResponseSet,EndDate,Finished,StartDate|EndDate", .survey = SURVEY_QUALTRICS,
      .leave = QUALTRICS_LEAVE,
      .map = "kind = response\nsource = Qualtrics\nkey = ResponseID\naccount_id = ExternalDataReference\n"
             "email = RecipientEmail | EmailAddress\naccount_name = " COMPANY "\nrecorded_at = EndDate | StartDate\n" QUALTRICS_STATUS "finished = Finished\n" },
    { .name = "Qualtrics survey (legacy)", .box = BOX_CSV, .must = "V1,V2,V3,V8,V9,V10", .survey = SURVEY_LEGACY, .leave = QUALTRICS_LEAVE,
      .map = "kind = response\nsource = Qualtrics\nkey = ResponseID\naccount_id = ExternalDataReference\n"
             "email = RecipientEmail | EmailAddress\naccount_name = " COMPANY "\nrecorded_at = EndDate | StartDate\n" QUALTRICS_STATUS "finished = Finished\n" },
    { .name = "Qualtrics responses", .box = BOX_JSON, .must = "responseId,values,values.recordedDate|values.endDate|values.startDate",
      .survey = SURVEY_QUALTRICS, .leave = QUALTRICS_LEAVE,
      .map = "kind = response\nsource = Qualtrics\nkey = ResponseId\naccount_id = ExternalReference\nemail = RecipientEmail\naccount_name = " COMPANY "\n"
             "recorded_at = RecordedDate | EndDate | StartDate\n" QUALTRICS_STATUS "finished = Finished\nlanguage = UserLanguage\n"
             "channel = DistributionChannel\n" },
    /* Answers stand in another table, which says of none whose it is. */
    { .name = "Qualtrics responses (connector)", .box = BOX_CSV, .must = "id,survey_id,recorded_date,finished,progress,distribution_channel,user_language,_fivetran_synced",
      .map = "kind = response\nsource = Qualtrics\nkey = id\nemail = recipient_email : email\nrecorded_at = recorded_date | end_date | start_date\n"
             QUALTRICS_CODES("status") "finished = finished\nlanguage = user_language\nchannel = distribution_channel\n" },
    { .name = "Qualtrics notices", .box = BOX_JSON, .must = "SurveyID,ResponseID,CompletedDate,BrandID",
      .skip = "notices that responses came in, without their answers: export the responses", .map = "kind = response\n" },
    { .name = "SurveyMonkey survey", .box = BOX_CSV, .must = "Respondent ID|respondent_id,Collector ID|collector_id,Start Date|date_created,End Date|date_modified",
      .survey = SURVEY_TWO_ROWS,
      .leave = "Collector ID,Start Date,IP Address,First Name,Last Name,Custom Data 1,date_created,collector_id,ip_address,first_name,last_name",
      .map = "kind = response\nsource = SurveyMonkey\nkey = Respondent ID | respondent_id\nemail = Email Address | email_address\n"
             "account_id = Custom Data 1 | custom_data_1\naccount_name = " COMPANY "\nrecorded_at = End Date | date_modified | Start Date | date_created\n" },
    { .name = "SurveyMonkey survey without dates", .box = BOX_CSV, .must = "Respondent ID,Collector ID",
      .skip = "a SurveyMonkey export whose dates were taken out: say when it was in a mapping file (kind = response, survey = two rows, "
              "key = Respondent ID, recorded_at = \"2024-05-31\")",
      .map = "kind = response\n" },
    { .name = "Typeform survey", .box = BOX_CSV, .must = "#,Start Date (UTC),Submit Date (UTC)", .survey = SURVEY_PLAIN,
      .leave = "Start Date (UTC),Network ID,Tags,Ending,Response Type,Stage Date (UTC)",
      .map = "kind = response\nsource = Typeform\nkey = `#`\nrecorded_at = Submit Date (UTC) | Stage Date (UTC) | Start Date (UTC)\n"
             "finished = Response Type : is completed, Completed\n" PARTY },
    { .name = "LimeSurvey survey", .box = BOX_CSV, .must = "id|response_id,submitdate,lastpage,startlanguage", .survey = SURVEY_PLAIN,
      .leave = "lastpage,seed,startdate,datestamp,token,ipaddr,refurl,interviewtime,firstname,lastname",
      .map = "kind = response\nsource = LimeSurvey\nkey = id | response_id\nperson_id = token\nemail = email | emailaddress | mail : email\naccount_name = " COMPANY "\n"
             "recorded_at = submitdate | datestamp | startdate : unless 1980-01-01 00:00:00\nfinished = submitdate : filled\n"
             "language = startlanguage\n" },
    { .name = "LimeSurvey survey (full headings)", .box = BOX_CSV, .must = "Response ID,Date submitted,Last page,Start language", .survey = SURVEY_PLAIN,
      .leave = "Last page,Seed,Date started,Date last action,Token,Access code,IP address,Referrer URL,Total time,First name,Last name",
      .map = "kind = response\nsource = LimeSurvey\nkey = Response ID\nperson_id = Token | Access code\nemail = Email address | Email | E-mail | E-Mail-Adresse : email\naccount_name = " COMPANY "\n"
             "recorded_at = Date submitted | Date last action | Date started : unless 1980-01-01 00:00:00\nfinished = Date submitted : filled\n"
             "language = Start language\n" },
    { .name = "LimeSurvey survey (codes and headings)", .box = BOX_CSV, .must = "id. Response ID,submitdate. Date submitted,startlanguage. Start language", .survey = SURVEY_PLAIN,
      .leave = "lastpage. Last page,seed. Seed,startdate. Date started,datestamp. Date last action,token. Token,token. Access code,"
               "ipaddr. IP address,refurl. Referrer URL,interviewtime. Total time,firstname. First name,lastname. Last name",
      .map = "kind = response\nsource = LimeSurvey\nkey = id. Response ID\nperson_id = token. Token | token. Access code\nemail = email. Email address | email. Email : email\n"
             "recorded_at = submitdate. Date submitted | datestamp. Date last action | startdate. Date started : unless 1980-01-01 00:00:00\n"
             "finished = submitdate. Date submitted : filled\nlanguage = startlanguage. Start language\n" },
    /* The token is what a response calls its person by. */
    { .name = "LimeSurvey participants", .box = BOX_CSV, .must = "tid,firstname,lastname,email,emailstatus,token",
      .map = "kind = contact\nsource = LimeSurvey\nkey = token | tid\nperson_id = token\nemail = email : email\nfirst_name = firstname\nlast_name = lastname\n"
             "[LimeSurvey attributes of a participant]\nkind = field\nsource = LimeSurvey\neach = attribute_*\nwhere = token : filled\n"
             "key = \"contact/\" & token & \"/\" & attribute_*[].key\nabout = \"contact\"\nabout_id = token\n"
             "field = attribute_*[].name\nvalue = attribute_*[].value\n" },
    { .name = "Formbricks survey", .box = BOX_CSV, .must = "No.,Response ID,Timestamp,Finished,Survey ID", .survey = SURVEY_PLAIN,
      .leave = "not numbered,Survey ID,Formbricks ID (internal),Quotas,Notes,Tags,source,url,userAgent - browser,userAgent - os,userAgent - device,Verified Email",
      .map = "kind = response\nsource = Formbricks\nkey = Response ID\nperson_id = User ID\n"
             "email = Verified Email | email | Email : email\naccount_name = company | Company | organization | Organization\n"
             "recorded_at = Timestamp\nfinished = Finished\n"
             "[Formbricks attributes of a response]\nkind = field\nsource = Formbricks\neach = **\nkey = \"response/\" & Response ID & \"/\" & **[].key\n"
             "about = \"response\"\nabout_id = Response ID\nfield = **[].name\nvalue = **[].value\n" },
    { .name = "Delighted responses", .box = BOX_JSON, .must = "id,person,score,survey_type,created_at", .survey = SURVEY_PLAIN,
      .map = "kind = response\nsource = Delighted\nkey = id\nperson_id = person.id | person\nemail = person.email | person_properties.email\n"
             "account_name = person_properties.company | person_properties.Company | person_properties.account\nrecorded_at = created_at\nnps = score\n"
             "csat = csat score : scale 0 10\nchannel = survey_type\n" },
    DELIGHTED_CSV("Survey Type"), DELIGHTED_CSV("survey_type"),
    { .name = "Google Forms", .box = BOX_CSV, .must = "Timestamp", .stamp = true, .survey = SURVEY_PLAIN, .leave = "Score,Username",
      .map = "kind = response\nsource = Google Forms\nrecorded_at = Timestamp\n" PARTY },
    /* Vendors' documents name these fields; no export was seen.  Who did not answer has no day, and is set aside. */
    { .name = "CustomerGauge responses", .box = BOX_CSV, .must = "NetPromoterScore,SurveyCompletedDate,CustomerNumber|Email",
      .map = "kind = response\nsource = CustomerGauge\nkey = Email & \"/\" & SurveyCompletedDate | CustomerNumber & \"/\" & SurveyCompletedDate\n"
             "account_id = CustomerNumber\naccount_name = AccountName | CompanyName | Company\nemail = Email : email\nparty_country = Country\n"
             "recorded_at = SurveyCompletedDate\nnps = NetPromoterScore\nstatus = WorkflowStatus\nlanguage = Language\nanswer = Comment\n" },
    MULTI_OBJECT("CustomerGauge multi-object file", MULTI_ACCOUNT ",NPS Score|NPS,Response Date|Survey Completed Date", MULTI_ANSWERS),
    MULTI_OBJECT("CustomerGauge multi-object file (accounts and contacts)", MULTI_ACCOUNT ",Sent Date|Touchpoint|Survey Date|Contact Reference", ""),
    { .name = "CustomerGauge external responses", .box = BOX_CSV, .must = "NPS Score,Response Date,Sent Date,Account Name|Email",
      .map = "kind = response\nsource = CustomerGauge\nkey = Email & \"/\" & Response Date | Contact Reference & \"/\" & Response Date\n"
             "account_name = Account Name\nperson_id = Contact Reference\nemail = Email : email\nrecorded_at = Response Date\nnps = NPS Score\n"
             "channel = Touchpoint\nanswer = Comment, Follow Up Details\n" },
    { .name = "Gainsight survey answers", .box = BOX_CSV, .must = "Answer Id,Answer Text,Participant Id,Question Id,Survey Id,Responded Date",
      .map = "kind = answer\nsource = Gainsight\nkey = Participant Id & \"/\" & Question Id & \"/\" & Answer Id\nperson_id = Participant Id\n"
             "response_id = Survey Id & \"/\" & Participant Id\nquestion = Question Id\ntext = Answer Text\nanswered_at = Responded Date\n" },
    { .name = "Chatwoot satisfaction", .box = BOX_CSV, .must = "Agent Name,Rating,Feedback Comment,Contact Email Address,Recorded date",
      .map = "kind = response\nsource = Chatwoot\nkey = Link to the conversation & \"/\" & Recorded date\nemail = Contact Email Address : email\n"
             "recorded_at = Recorded date\ncsat = Rating : scale 1 5\nanswer = Feedback Comment\n" },
};
// clang-format on

const ShapeRows shapes_survey = { rows, COUNT_OF(rows) };
