/* Shapes of support desks (ingest/shape.h). */
#include "ingest/shape_rows.h"

#include "base/attr.h"

/* Freshdesk's interface writes numbers; statuses above 5 are the company's own and stay numbers. */
#define FRESHDESK_STATUS ": say 2 = open, 3 = pending, 4 = resolved, 5 = closed\n"
#define FRESHDESK_PRIORITY ": say 1 = low, 2 = medium, 3 = high, 4 = urgent\n"

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
             "body = description\nstatus = status\ndeleted = status : is deleted\npriority = priority\ntype = type\ntags = tags\n"
             "reply_minutes = metric_set.reply_time_in_minutes.calendar\n"
             "resolution_minutes = metric_set.full_resolution_time_in_minutes.calendar\nreopens = metric_set.reopens\n"
             "satisfaction = satisfaction_rating.score | satisfaction_rating : words good = 1, bad = 0\n" },
    { .name = "Zendesk users", .box = BOX_JSON, .must = "id|_id,email,role,organization_id,name",
      .map = "kind = contact\nsource = Zendesk\nkey = id | _id\nperson_id = id | _id\naccount_id = organization_id\nemail = email\n"
             "last_name = name\n" },
    { .name = "Zendesk organizations", .box = BOX_JSON, .must = "id|_id,name,domain_names",
      .map = "kind = account\nsource = Zendesk\nkey = id | _id\naccount_id = id | _id\naccount_name = name\n"
             "domain = domain_names : domain\nname = name\n" },
    { .name = "Freshdesk tickets", .box = BOX_JSON, .must = "id,subject,status,description_text|fr_escalated,requester_id,responder_id,created_at",
      .map = "kind = ticket\nsource = Freshdesk\nkey = id\naccount_id = company_id\nperson_id = requester_id\nemail = email | requester.email\n"
             "account_name = company.name\ncreated_at = created_at\nupdated_at = updated_at\nsolved_at = stats.resolved_at\n"
             "subject = subject\nbody = description_text | description\nstatus = status " FRESHDESK_STATUS "priority = priority " FRESHDESK_PRIORITY "type = type\ntags = tags\n"
             "escalated = is_escalated\n" },
    { .name = "Intercom companies", .box = BOX_JSON, .must = "id,company_id,name,monthly_spend|session_count|user_count",
      .map = "kind = account\nsource = Intercom\nkey = id\naccount_id = company_id | id\naccount_name = name\ndomain = website : domain\n"
             "name = name\nsegment = plan.name\nindustry = industry\nwebsite = website\nemployees = size\n" },
    { .name = "Jira issues", .box = BOX_CSV, .must = "Summary,Issue key,Status,Created",
      .map = "kind = ticket\nsource = Jira\nkey = Issue key\naccount_name = Custom field (Organizations) | Custom field (Customer)\n"
             "email = Custom field (Customer Email)\ncreated_at = Created\nupdated_at = Updated\nsolved_at = Resolved\nsubject = Summary\n"
             "body = Description\nstatus = Status\npriority = Priority\ntype = Issue Type\ntags = Labels : all\n" },
    { .name = "Zendesk tickets (CSV)", .box = BOX_CSV, .must = "Id,Subject,Status,Created at,Requester id|Requester email|Requester,Organization|Ticket type|Assignee",
      .map = "kind = ticket\nsource = Zendesk\nkey = Id\naccount_name = Organization\nperson_id = Requester id\nemail = Requester email\n"
             "domain = Requester domain : domain\ncreated_at = Created at\nupdated_at = Updated at\nsolved_at = Solved at\nsubject = Subject\n"
             "status = Status\ndeleted = Status : is deleted\npriority = Priority\ntype = Ticket type\ntags = Tags\nreply_minutes = First reply time in minutes\n"
             "resolution_minutes = Full resolution time in minutes\nreopens = Reopens\n"
             "satisfaction = Satisfaction Score : words good = 1, bad = 0, Good = 1, Bad = 0\n" },
    { .name = "Zendesk tickets (connector)", .box = BOX_CSV, .must = "id,subject,status,organization_id,requester_id,created_at,submitter_id",
      .map = "kind = ticket\nsource = Zendesk\nkey = id\naccount_id = organization_id\nperson_id = requester_id\ncreated_at = created_at\n"
             "updated_at = updated_at\nsubject = subject\nbody = description\nstatus = status\npriority = priority\ntype = type\n" },
    { .name = "Zendesk users (connector)", .box = BOX_CSV, .must = "id,email,name,role,organization_id,locale|time_zone",
      .map = "kind = contact\nsource = Zendesk\nkey = id\nperson_id = id\naccount_id = organization_id\nemail = email\nlast_name = name\n" },
    { .name = "Zendesk organizations (connector)", .box = BOX_CSV, .must = "id,name,shared_tickets,shared_comments",
      .map = "kind = account\nsource = Zendesk\nkey = id\naccount_id = id\naccount_name = name\nname = name\n" },
    { .name = "Zendesk ticket fields", .box = BOX_JSON, .must = "id,title,raw_title,type,title_in_portal",
      .skip = "names of the desk's own fields: tickets keep none of those fields yet", .map = "kind = ticket\n" },
    { .name = "Freshdesk tickets (CSV)", .box = BOX_CSV, .must = "Ticket ID,Subject,Status,Created time,Last update time|Resolved time|Closed time",
      .map = "kind = ticket\nsource = Freshdesk\nkey = Ticket ID\naccount_name = Company Name | Company\nperson_id = Contact ID\nemail = Email\n"
             "created_at = Created time\nupdated_at = Last update time\nsolved_at = Resolved time | Closed time\nsubject = Subject\n"
             "body = Description\nstatus = Status " FRESHDESK_STATUS "priority = Priority " FRESHDESK_PRIORITY "type = Type\ntags = Tags\n"
             "reply_minutes = First response time (in hrs) : minutes\nresolution_minutes = Resolution time (in hrs) : minutes\n" },
    { .name = "Intercom contacts", .box = BOX_JSON, .must = "id,external_id,role,email,signed_up_at|companies",
      .map = "kind = contact\nsource = Intercom\nkey = id\nperson_id = id\nemail = email\nlast_name = name\n" },
    { .name = "Intercom conversations", .box = BOX_JSON, .must = "id,created_at,source,contacts,waiting_since|state|statistics",
      .map = "kind = ticket\nsource = Intercom\nkey = id\nperson_id = source.author.id\nemail = source.author.email\ncreated_at = created_at\n"
             "updated_at = updated_at\nsolved_at = statistics.last_close_at\nsubject = source.subject | title\nbody = source.body\nstatus = state\n"
             "priority = priority\ntype = source.type\nreopens = statistics.count_reopens\nsatisfaction = conversation_rating.rating : scale 1 5\n" },
};
// clang-format on

const ShapeRows shapes_desk = { rows, COUNT_OF(rows) };
