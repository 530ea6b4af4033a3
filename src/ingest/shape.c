#include "ingest/shape.h"

#include "base/attr.h"
#include "ingest/plan.h"

#define QUALTRICS_LEAVE                                                                                          \
    "StartDate,EndDate,IPAddress,Progress,Duration (in seconds),RecipientLastName,RecipientFirstName,"           \
    "LocationLatitude,LocationLongitude,LocationAccuracy,ResponseSet,Name,Status,Finished,RecordedDate,"         \
    "DistributionChannel,UserLanguage,ExternalReference,ExternalDataReference,ResponseId,ResponseID,"            \
    "RecipientEmail,EmailAddress,PROLIFIC_PID"

// clang-format off
static const Shape shapes[] = {
    { .name = "Salesforce accounts", .box = BOX_CSV, .must = "Id,Name,BillingCountry|BillingCity|BillingState",
      .map = "kind = account\nsource = Salesforce\nkey = Id : sfid\naccount_id = Id : sfid\naccount_name = Name\n"
             "domain = Website : domain\nparty_country = BillingCountry\nparty_city = BillingCity\n"
             "name = Name\nparent_id = ParentId : sfid\nsegment = Segment__c | Tier__c\nregion = Region__c\n"
             "country = BillingCountry\ncity = BillingCity\npostcode = BillingPostalCode\nindustry = Industry\n"
             "website = Website\nphone = Phone\nemployees = NumberOfEmployees\n"
             "customer_since = Customer_Since__c\nchurned = Type : is Former Customer, Lost Customer\n" },
    { .name = "Salesforce contacts", .box = BOX_CSV, .must = "Id,AccountId,LastName,Email",
      .map = "kind = contact\nsource = Salesforce\nkey = Id : sfid\naccount_id = AccountId : sfid\nperson_id = Id : sfid\n"
             "email = Email\nfirst_name = FirstName\nlast_name = LastName\ntitle = Title\nrole = Role__c\n" },
    { .name = "Salesforce opportunities", .box = BOX_CSV, .must = "Id,AccountId,StageName,CloseDate",
      .map = "kind = opportunity\nsource = Salesforce\nkey = Id : sfid\naccount_id = AccountId : sfid\nname = Name\ntype = Type\n"
             "stage = StageName\namount = Amount\ncurrency = CurrencyIsoCode\nclose_date = CloseDate\nis_closed = IsClosed | \"false\"\n"
             "is_won = IsWon | \"false\"\ncontract_end = ContractEndDate__c | Contract_End_Date__c\n"
             "loss_reason = Loss_Reason__c | LossReason__c\n" },
    { .name = "Salesforce cases", .box = BOX_CSV, .must = "Id,CaseNumber,Status,CreatedDate",
      .map = "kind = ticket\nsource = Salesforce\nkey = Id : sfid\naccount_id = AccountId : sfid\nperson_id = ContactId : sfid\n"
             "account_name = SuppliedCompany\nemail = ContactEmail | SuppliedEmail\ncreated_at = CreatedDate\n"
             "updated_at = LastModifiedDate\nsolved_at = ClosedDate\nsubject = Subject\nbody = Description\nstatus = Status\n"
             "priority = Priority\ntype = Type\ntags = Reason\nescalated = IsEscalated\n" },
    { .name = "Salesforce report of accounts", .box = BOX_CSV, .must = "Account ID,Account Name,Billing Country|Billing City|Industry|Type",
      .map = "kind = account\nsource = Salesforce\nkey = Account ID : sfid\naccount_id = Account ID : sfid\naccount_name = Account Name\n"
             "domain = Website : domain\nparty_country = Billing Country\nparty_city = Billing City\nname = Account Name\n"
             "parent_id = Parent Account ID : sfid\nsegment = Segment\nregion = Region\ncountry = Billing Country\n"
             "city = Billing City\npostcode = Billing Zip/Postal Code\nindustry = Industry\nwebsite = Website\nphone = Phone\n"
             "employees = Employees\ncustomer_since = Customer Since\nchurned = Type : is Former Customer, Lost Customer\n" },
    { .name = "Salesforce report of opportunities", .box = BOX_CSV, .must = "Account Name,Opportunity Name|Opportunity ID,Stage,Close Date",
      .map = "kind = opportunity\nsource = Salesforce\nkey = Opportunity ID : sfid\naccount_id = Account ID : sfid\n"
             "account_name = Account Name\nname = Opportunity Name\ntype = Type\nstage = Stage\namount = Amount\n"
             "currency = Amount Currency | Currency\nclose_date = Close Date\nis_closed = Closed | Stage : is true, 1, Closed Won, Closed Lost\n"
             "is_won = Won | Stage : is true, 1, Closed Won\nloss_reason = Loss Reason\n" },
    { .name = "Salesforce report of cases", .box = BOX_CSV, .must = "Case Number,Account Name|Contact Name|Contact Email,Date/Time Opened|Opened Date",
      .map = "kind = ticket\nsource = Salesforce\nkey = Case Number\naccount_id = Account ID : sfid\naccount_name = Account Name\n"
             "email = Contact Email | Web Email\ncreated_at = Date/Time Opened | Opened Date\nsolved_at = Date/Time Closed | Closed Date\n"
             "subject = Subject\nbody = Description\nstatus = Status\npriority = Priority\ntype = Type | Case Reason\n"
             "escalated = Escalated\n" },
    { .name = "HubSpot companies", .box = BOX_CSV, .must = "Record ID,Company name",
      .map = "kind = account\nsource = HubSpot\nkey = Record ID\naccount_id = Record ID\naccount_name = Company name\n"
             "domain = Company Domain Name | Domain | Website URL : domain\nparty_country = Country/Region\nparty_city = City\n"
             "name = Company name\nsegment = Tier | Segment\ncountry = Country/Region\ncity = City\npostcode = Postal Code\n"
             "industry = Industry\nwebsite = Website URL | Company Domain Name | Domain\nphone = Phone Number\n"
             "employees = Number of Employees\n" },
    { .name = "HubSpot contacts", .box = BOX_CSV, .must = "Record ID,First Name,Last Name,Email",
      .map = "kind = contact\nsource = HubSpot\nkey = Record ID\nperson_id = Record ID\naccount_id = Associated Company IDs | Primary Associated Company ID\n"
             "account_name = Company name | Associated Company\nemail = Email\nfirst_name = First Name\nlast_name = Last Name\n"
             "title = Job Title\nrole = Buying Role\n" },
    { .name = "HubSpot deals", .box = BOX_CSV, .must = "Record ID,Deal Name,Deal Stage,Close Date",
      .map = "kind = opportunity\nsource = HubSpot\nkey = Record ID\naccount_id = Associated Company IDs | Primary Associated Company ID\n"
             "account_name = Associated Company\nname = Deal Name\ntype = Deal Type\nstage = Deal Stage\namount = Amount\n"
             "currency = Currency\nclose_date = Close Date\nis_closed = Is closed | Deal Stage : is true, 1, Closed won, Closed lost\n"
             "is_won = Is closed won | Deal Stage : is true, 1, Closed won\nloss_reason = Closed Lost Reason\n" },
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
    { .name = "Zendesk tickets", .box = BOX_JSON, .must = "id|_id,subject,status,organization_id|requester_id|submitter_id,created_at",
      .map = "kind = ticket\nsource = Zendesk\nkey = id | _id\naccount_id = organization_id\nperson_id = requester_id | submitter_id\n"
             "email = requester.email\naccount_name = organization.name\ndomain = organization.domain_names : domain\n"
             "created_at = created_at\nupdated_at = updated_at\nsolved_at = metric_set.solved_at\nsubject = subject | raw_subject\n"
             "body = description\nstatus = status\npriority = priority\ntype = type\ntags = tags\n"
             "reply_minutes = metric_set.reply_time_in_minutes.calendar\n"
             "resolution_minutes = metric_set.full_resolution_time_in_minutes.calendar\nreopens = metric_set.reopens\n"
             "satisfaction = satisfaction_rating.score | satisfaction_rating : words good = 1, bad = 0\n" },
    { .name = "Zendesk users", .box = BOX_JSON, .must = "id|_id,email,role,organization_id,name",
      .map = "kind = contact\nsource = Zendesk\nkey = id | _id\nperson_id = id | _id\naccount_id = organization_id\nemail = email\n"
             "last_name = name\n" },
    { .name = "Zendesk organizations", .box = BOX_JSON, .must = "id|_id,name,domain_names",
      .map = "kind = account\nsource = Zendesk\nkey = id | _id\naccount_id = id | _id\naccount_name = name\n"
             "domain = domain_names : domain\nname = name\n" },
    { .name = "Freshdesk tickets", .box = BOX_JSON, .must = "id,description_text|fr_escalated,requester_id,responder_id,created_at",
      .map = "kind = ticket\nsource = Freshdesk\nkey = id\naccount_id = company_id\nperson_id = requester_id\nemail = email | requester.email\n"
             "account_name = company.name\ncreated_at = created_at\nupdated_at = updated_at\nsolved_at = stats.resolved_at\n"
             "subject = subject\nbody = description_text | description\nstatus = status\npriority = priority\ntype = type\ntags = tags\n"
             "escalated = is_escalated\n" },
    { .name = "Intercom companies", .box = BOX_JSON, .must = "id,company_id,name,monthly_spend|session_count|user_count",
      .map = "kind = account\nsource = Intercom\nkey = id\naccount_id = company_id | id\naccount_name = name\ndomain = website : domain\n"
             "name = name\nsegment = plan.name\nindustry = industry\nwebsite = website\nemployees = size\n" },
    { .name = "Delighted responses", .box = BOX_JSON, .must = "id,person,score,survey_type,created_at",
      .map = "kind = response\nsource = Delighted\nkey = id\nperson_id = person.id | person\nemail = person.email | person_properties.email\n"
             "account_name = person_properties.company | person_properties.Company\nrecorded_at = created_at\nnps = score\n"
             "answer = comment\n" },
    { .name = "Segment track", .box = BOX_JSON, .must = "type,event,userId|anonymousId",
      .map = "kind = event\nsource = Segment\nkey = messageId\naccount_id = context.groupId | groupId\nperson_id = userId | anonymousId\n"
             "email = context.traits.email | userId : email\ndomain = context.groupId : domain\nname = event\n"
             "at = timestamp | originalTimestamp | sentAt | receivedAt\n" },
    { .name = "Segment identify", .box = BOX_JSON, .must = "type,userId,traits.email|traits.company",
      .map = "kind = identity\nsource = Segment\nkey = messageId\nperson_id = userId\naccount_id = context.groupId | traits.accountExternalId\n"
             "account_name = traits.company | traits.company.name\nemail = traits.email | userId : email\n"
             "seen_at = timestamp | originalTimestamp | sentAt | receivedAt\n" },
    { .name = "Stripe invoices", .box = BOX_CSV, .must = "id,Amount Due|Total,Customer ID|Customer,Currency,Status",
      .map = "kind = invoice\nsource = Stripe\nkey = id\naccount_id = Customer ID | Customer\naccount_name = Customer Name | Customer Description\n"
             "email = Customer Email\nnumber = Number\nissued = Date (UTC) | Finalized At (UTC) | Created (UTC) | Created\n"
             "due = Due Date (UTC)\npaid = Paid At (UTC)\namount = Amount Due | Total\ncurrency = Currency\nstatus = Status\n" },
    { .name = "ERP deliveries", .box = BOX_CSV, .must = "Auftragsnr,Kunde,Zugesagter Liefertermin,Zugestellt am",
      .map = "kind = delivery\nsource = ERP\nkey = Auftragsnr & \"-\" & Position | Auftragsnr\naccount_id = Kundennr\naccount_name = Kunde\n"
             "party_country = Land\nparty_city = Ort\norder_no = Auftragsnr & \"-\" & Position | Auftragsnr\n"
             "promised = Zugesagter Liefertermin\ndispatched = Warenausgang\ndelivered = Zugestellt am\nvalue = Warenwert\n"
             "currency = W\xC3\xA4hrung\ncarrier = Spediteur\nsite = Lager\n" },
    { .name = "Jira issues", .box = BOX_CSV, .must = "Summary,Issue key,Status,Created",
      .map = "kind = ticket\nsource = Jira\nkey = Issue key\naccount_name = Custom field (Organizations) | Custom field (Customer)\n"
             "email = Custom field (Customer Email)\ncreated_at = Created\nupdated_at = Updated\nsolved_at = Resolved\nsubject = Summary\n"
             "body = Description\nstatus = Status\npriority = Priority\ntype = Issue Type\ntags = Labels\n" },
    { .name = "Unit scorecard", .box = BOX_CSV, .must = "Unit,Metric,Month,Value",
      .map = "kind = metric\nsource = Unit scorecard\nkey = Unit & \"/\" & Metric & \"/\" & Month\nunit = Unit\nmetric = Metric\n"
             "touchpoint = Touchpoint\nmonth = Month\nvalue = Value\ntarget = Target\nbetter = Better\nmeasure = Unit of measure\n" },
    { .name = "Initiatives", .box = BOX_CSV, .must = "Initiative,Start,Status",
      .map = "kind = initiative\nsource = Initiatives\nkey = Initiative\nname = Initiative\nissue = Issue\nunit = Unit\nowner = Owner\n"
             "countries = Countries : unless all, alle, everywhere\nstart_date = Start\nend_date = End\ncost = Cost\ncurrency = Currency\n"
             "leading_metric = Leading metric\nexpected = Expected effect\nstatus = Status\n" },
};
// clang-format on

const Shape *shape_list(size_t *n)
{
    *n = COUNT_OF(shapes);
    return shapes;
}

/* The number of entries of `must` when all are there, else 0. */
static size_t fits(const char *must, const Str *column, size_t n)
{
    Str rest = str_of(must);
    size_t found = 0;
    while (rest.n) {
        Str either = str_cut(&rest, ',');
        bool any = false;
        while (either.n && !any)
            any = plan_column(column, n, str_cut(&either, '|')) >= 0;
        if (!any)
            return 0;
        found++;
    }
    return found;
}

const Shape *shape_find(Box box, const Str *column, size_t n, KindId only)
{
    const Shape *best = NULL;
    size_t most = 0;
    for (size_t i = 0; i < COUNT_OF(shapes); i++) {
        Str kind = str_of(shapes[i].map);
        kind = str_cut(&kind, '\n');
        kind = str_sub(kind, sizeof "kind = " - 1, kind.n);
        if (shapes[i].box != box || (only != KIND_COUNT && !str_eq(kind, str_of(kinds[only].name))))
            continue;
        size_t found = fits(shapes[i].must, column, n);
        if (found > most) {
            most = found;
            best = &shapes[i];
        }
    }
    return best;
}
