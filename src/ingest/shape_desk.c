/* Shapes of support desks (ingest/shape.h). */
#include "ingest/shape_rows.h"

#include "base/attr.h"

// clang-format off
static const Shape rows[] = {
    { .name = "Salesforce cases", .box = BOX_CSV, .must = "Id,CaseNumber,Status,CreatedDate",
      .map = "kind = ticket\nsource = Salesforce\nkey = Id : sfid\naccount_id = AccountId : sfid\nperson_id = ContactId : sfid\n"
             "account_name = SuppliedCompany\nemail = ContactEmail | SuppliedEmail\ncreated_at = CreatedDate\n"
             "updated_at = LastModifiedDate\nsolved_at = ClosedDate\nsubject = Subject\nbody = Description\nstatus = Status\n"
             "priority = Priority\ntype = Type\ntags = Reason\nescalated = IsEscalated\n" },
    { .name = "Salesforce report of cases", .box = BOX_CSV, .must = "Case Number,Account Name|Contact Name|Contact Email,Date/Time Opened|Opened Date",
      .map = "kind = ticket\nsource = Salesforce\nkey = Case Number\naccount_id = Account ID : sfid\naccount_name = Account Name\n"
             "email = Contact Email | Web Email\ncreated_at = Date/Time Opened | Opened Date\nsolved_at = Date/Time Closed | Closed Date\n"
             "subject = Subject\nbody = Description\nstatus = Status\npriority = Priority\ntype = Type | Case Reason\n"
             "escalated = Escalated\n" },
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
    { .name = "Jira issues", .box = BOX_CSV, .must = "Summary,Issue key,Status,Created",
      .map = "kind = ticket\nsource = Jira\nkey = Issue key\naccount_name = Custom field (Organizations) | Custom field (Customer)\n"
             "email = Custom field (Customer Email)\ncreated_at = Created\nupdated_at = Updated\nsolved_at = Resolved\nsubject = Summary\n"
             "body = Description\nstatus = Status\npriority = Priority\ntype = Issue Type\ntags = Labels\n" },
};
// clang-format on

const ShapeRows shapes_desk = { rows, COUNT_OF(rows) };
