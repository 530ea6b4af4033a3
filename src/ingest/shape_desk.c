/* Shapes of support desks (ingest/shape.h). */
#include "ingest/shape_rows.h"

#include "base/attr.h"

/* Freshdesk's interface writes numbers; statuses above 5 are the company's own and stay numbers. */
#define FRESHDESK_STATUS ": say 2 = open, 3 = pending, 4 = resolved, 5 = closed\n"
#define FRESHDESK_PRIORITY ": say 1 = low, 2 = medium, 3 = high, 4 = urgent\n"

#define ZENDESK_RATED ": words good = 1, bad = 0, good_with_comment = 1, bad_with_comment = 0, good with comment = 1, bad with comment = 0, goodwithcomment = 1, badwithcomment = 0\n"
/* In its columns the words of a survey of seven, five or three steps; in its interface their numbers. */
#define FRESHDESK_RATED ": words Extremely Happy = 1, Very Happy = .833333, Happy = .666667, Neutral = .5, Unhappy = .333333, Very Unhappy = .166667, Extremely Unhappy = 0\n"

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
             "satisfaction = satisfaction_rating.score | satisfaction_rating " ZENDESK_RATED
             "[Zendesk words on a rating]\nkind = message\nsource = Zendesk\neach = *\nwhere = satisfaction_rating.comment : filled\n"
             "key = \"rating/\" & id | \"rating/\" & _id\nticket_id = id | _id\naccount_id = organization_id\naccount_name = organization.name\n"
             "person_id = requester_id | submitter_id\nemail = requester.email\nat = satisfaction_rating.updated_at | updated_at | created_at\n"
             "side = \"customer\"\nauthor = requester_id | submitter_id\ntext = satisfaction_rating.comment\n"
             "[Zendesk comments of a ticket]\nkind = message\nsource = Zendesk\neach = comments\nkey = comments[].id\nticket_id = id | _id\n"
             "account_id = organization_id\naccount_name = organization.name\nperson_id = requester_id | submitter_id\nemail = requester.email\n"
             "at = comments[].created_at\nside = comments[].public & \"|\" & comments[].author_id & \"|\" & requester_id : side false\n"
             "author = comments[].author.name | comments[].via.source.from.name | comments[].author_id\n"
             "text = comments[].plain_body | comments[].body | comments[].html_body\n"
             "[Zendesk fields of a ticket]\nkind = field\nsource = Zendesk\neach = custom_fields\n"
             "key = \"ticket/\" & id & \"/\" & custom_fields[].id | \"ticket/\" & _id & \"/\" & custom_fields[].id\n"
             "about = \"ticket\"\nabout_id = id | _id\nfield = custom_fields[].id\nvalue = custom_fields[].value\n" },
    { .name = "Zendesk ticket events", .box = BOX_JSON, .must = "id,ticket_id,child_events,updater_id|timestamp|created_at",
      .map = "kind = message\nsource = Zendesk\neach = child_events\nwhere = child_events[].event_type : is Comment\nkey = child_events[].id\n"
             "ticket_id = ticket_id\nperson_id = child_events[].author_id | updater_id\nat = child_events[].created_at | created_at | timestamp\n"
             "side = child_events[].public & \"|\" : side false\nauthor = child_events[].author_id | updater_id\n"
             "text = child_events[].plain_body | child_events[].body | child_events[].html_body\n" },
    { .name = "Zendesk ticket comments", .box = BOX_JSON, .must = "id,ticket_id,author_id,public,created_at,body|plain_body|html_body",
      .map = "kind = message\nsource = Zendesk\nkey = id\nticket_id = ticket_id\nperson_id = author_id\nat = created_at\n"
             "side = public & \"|\" : side false\nauthor = author_id\ntext = plain_body | body | html_body\n" },
    { .name = "Zendesk comments without their ticket", .box = BOX_JSON, .must = "id,author_id,public,audit_id,body|plain_body|html_body",
      .skip = "comments of one ticket that do not say of which: export them with ticket_id, or as ticket events", .map = "kind = message\n" },
    { .name = "Zendesk users", .box = BOX_JSON, .must = "id|_id,email,role,organization_id,name",
      .map = "kind = contact\nsource = Zendesk\nkey = id | _id\nperson_id = id | _id\naccount_id = organization_id\nemail = email\n"
             "last_name = name\n"
             "[Zendesk fields of a user]\nkind = field\nsource = Zendesk\neach = user_fields\n"
             "key = \"contact/\" & id & \"/\" & user_fields[].key | \"contact/\" & _id & \"/\" & user_fields[].key\n"
             "about = \"contact\"\nabout_id = id | _id\nfield = user_fields[].name\nvalue = user_fields[].value\n" },
    { .name = "Zendesk organizations", .box = BOX_JSON, .must = "id|_id,name,domain_names",
      .map = "kind = account\nsource = Zendesk\nkey = id | _id\naccount_id = id | _id\naccount_name = name\n"
             "domain = domain_names : domain\nname = name\n"
             "[Zendesk fields of an organization]\nkind = field\nsource = Zendesk\neach = organization_fields\n"
             "key = \"account/\" & id & \"/\" & organization_fields[].key | \"account/\" & _id & \"/\" & organization_fields[].key\n"
             "about = \"account\"\nabout_id = id | _id\nfield = organization_fields[].name\nvalue = organization_fields[].value\n" },
    { .name = "Freshdesk tickets", .box = BOX_JSON, .must = "id,subject,status,description_text|fr_escalated,requester_id,responder_id,created_at",
      .map = "kind = ticket\nsource = Freshdesk\nkey = id\naccount_id = company_id\nperson_id = requester_id\nemail = email | requester.email\n"
             "account_name = company.name\ncreated_at = created_at\nupdated_at = updated_at\nsolved_at = stats.resolved_at\n"
             "subject = subject\nbody = description_text | description\nstatus = status " FRESHDESK_STATUS "priority = priority " FRESHDESK_PRIORITY "type = type\ntags = tags\n"
             "escalated = is_escalated\n"
             "[Freshdesk conversations of a ticket]\nkind = message\nsource = Freshdesk\neach = conversations\nkey = conversations[].id\nticket_id = id\n"
             "account_id = company_id\naccount_name = company.name\nperson_id = requester_id\nemail = email | requester.email\n"
             "at = conversations[].created_at\nside = conversations[].private & \"|\" & conversations[].incoming : side true\n"
             "author = conversations[].from_email | conversations[].user_id\ntext = conversations[].body_text | conversations[].body\n"
             "[Freshdesk fields of a ticket]\nkind = field\nsource = Freshdesk\neach = custom_fields\n"
             "key = \"ticket/\" & id & \"/\" & custom_fields[].key\n"
             "about = \"ticket\"\nabout_id = id\nfield = custom_fields[].name\nvalue = custom_fields[].value\n" },
    { .name = "Freshdesk companies", .box = BOX_JSON, .must = "id,name,domains,health_score|account_tier|renewal_date",
      .map = "kind = account\nsource = Freshdesk\nkey = id\naccount_id = id\naccount_name = name\ndomain = domains : domain\nname = name\n"
             "segment = account_tier\nindustry = industry\n"
             "[Freshdesk fields of a company]\nkind = field\nsource = Freshdesk\neach = custom_fields\nkey = \"account/\" & id & \"/\" & custom_fields[].key\n"
             "about = \"account\"\nabout_id = id\nfield = custom_fields[].name\nvalue = custom_fields[].value\n" },
    { .name = "Freshdesk contacts", .box = BOX_JSON, .must = "id,email,company_id,name,view_all_tickets|unique_external_id|twitter_id",
      .map = "kind = contact\nsource = Freshdesk\nkey = id\nperson_id = id\naccount_id = company_id\nemail = email\nlast_name = name\ntitle = job_title\n"
             "phone = mobile | phone\n"
             "[Freshdesk fields of a contact]\nkind = field\nsource = Freshdesk\neach = custom_fields\nkey = \"contact/\" & id & \"/\" & custom_fields[].key\n"
             "about = \"contact\"\nabout_id = id\nfield = custom_fields[].name\nvalue = custom_fields[].value\n" },
    { .name = "Freshdesk conversations", .box = BOX_JSON, .must = "id,ticket_id,incoming,private,created_at,body_text|body",
      .map = "kind = message\nsource = Freshdesk\nkey = id\nticket_id = ticket_id\nperson_id = user_id : where incoming = \"true\"\nat = created_at\n"
             "side = private & \"|\" & incoming : side true\nauthor = from_email | user_id\ntext = body_text | body\n" },
    { .name = "Chatwoot conversations", .box = BOX_JSON, .must = "id,uuid,inbox_id,status,can_reply,meta.sender|meta",
      .map = "kind = ticket\nsource = Chatwoot\nkey = id\nperson_id = meta.sender.id\nemail = meta.sender.email\n"
             "account_name = meta.sender.additional_attributes.company_name\ncreated_at = created_at\nupdated_at = last_activity_at | timestamp\n"
             "subject = additional_attributes.mail_subject\nstatus = status\npriority = priority\ntype = meta.channel\ntags = labels\n"
             "[Chatwoot messages of a conversation]\nkind = message\nsource = Chatwoot\neach = messages\nwhere = messages[].message_type : is 0, 1, 3\n"
             "key = messages[].id\nticket_id = id\nperson_id = meta.sender.id\nemail = meta.sender.email\nat = messages[].created_at\n"
             "side = messages[].private & \"|\" & messages[].message_type & \"|0\" : side true\n"
             "author = messages[].sender.name | messages[].sender.email | messages[].sender_id\ntext = messages[].content\n"
             "[Chatwoot attributes of a conversation]\nkind = field\nsource = Chatwoot\neach = custom_attributes\n"
             "key = \"ticket/\" & id & \"/\" & custom_attributes[].key\n"
             "about = \"ticket\"\nabout_id = id\nfield = custom_attributes[].name\nvalue = custom_attributes[].value\n" },
    { .name = "Chatwoot messages", .box = BOX_JSON, .must = "id,content,message_type,conversation_id,private,created_at,inbox_id",
      .map = "kind = message\nsource = Chatwoot\nwhere = message_type : is 0, 1, 3\nkey = id\nticket_id = conversation_id\n"
             "person_id = sender.id : where message_type = \"0\"\nemail = sender.email : where message_type = \"0\"\nat = created_at\n"
             "side = private & \"|\" & message_type & \"|0\" : side true\nauthor = sender.name | sender.email\ntext = content\n" },
    { .name = "Intercom companies", .box = BOX_JSON, .must = "id,company_id,name,monthly_spend|session_count|user_count",
      .map = "kind = account\nsource = Intercom\nkey = id\naccount_id = company_id | id\naccount_name = name\ndomain = website : domain\n"
             "name = name\nsegment = plan.name\nindustry = industry\nwebsite = website\nemployees = size\n"
             "[Intercom companies by Intercom's own id]\nkind = identity\nsource = Intercom\neach = *\nkey = \"company/\" & id\naccount_id = id\n"
             "account_name = name\ndomain = website : domain\nseen_at = created_at\n"
             "[Intercom attributes of a company]\nkind = field\nsource = Intercom\neach = custom_attributes\n"
             "key = \"account/\" & company_id & \"/\" & custom_attributes[].key | \"account/\" & id & \"/\" & custom_attributes[].key\n"
             "about = \"account\"\nabout_id = company_id | id\nfield = custom_attributes[].name\nvalue = custom_attributes[].value\n" },
    { .name = "Jira issues", .box = BOX_CSV, .must = "Summary,Issue key,Status,Created",
      .map = "kind = ticket\nsource = Jira\nkey = Issue key\naccount_name = Custom field (Organizations) | Custom field (Customer)\n"
             "email = Custom field (Customer Email)\ncreated_at = Created\nupdated_at = Updated\nsolved_at = Resolved\nsubject = Summary\n"
             "body = Description\nstatus = Status\npriority = Priority\ntype = Issue Type\ntags = Labels : all\n"
             "[Jira comments of an issue]\nkind = message\nsource = Jira\neach = Comment\n"
             "ticket_id = Issue key\naccount_name = Custom field (Organizations) | Custom field (Customer)\nemail = Custom field (Customer Email)\n"
             "at = Comment[].1\nside = \"public|\" & Comment[].2 & \"|\" & Reporter Id | \"public|\" & Comment[].2 & \"|\" & Reporter : side internal\n"
             "author = Comment[].2\ntext = Comment[].3\n"
             "[Jira fields of an issue]\nkind = field\nsource = Jira\neach = Custom field (*)\n"
             "key = \"ticket/\" & Issue key & \"/\" & Custom field (*)[].key\n"
             "about = \"ticket\"\nabout_id = Issue key\nfield = Custom field (*)[].name\nvalue = Custom field (*)[].value\n" },
    { .name = "Zendesk tickets (CSV)", .box = BOX_CSV, .must = "Id,Subject,Status,Created at,Requester id|Requester email|Requester,Organization|Ticket type|Assignee",
      .map = "kind = ticket\nsource = Zendesk\nkey = Id\naccount_name = Organization\nperson_id = Requester id\nemail = Requester email\n"
             "domain = Requester domain : domain\ncreated_at = Created at\nupdated_at = Updated at\nsolved_at = Solved at\nsubject = Subject\n"
             "status = Status\ndeleted = Status : is deleted\npriority = Priority\ntype = Ticket type\ntags = Tags\nreply_minutes = First reply time in minutes\n"
             "resolution_minutes = Full resolution time in minutes\nreopens = Reopens\n"
             "satisfaction = Satisfaction Score " ZENDESK_RATED
             "[Zendesk group of a ticket]\nkind = field\nsource = Zendesk\neach = Grou*\nkey = \"ticket/\" & Id & \"/group\"\n"
             "about = \"ticket\"\nabout_id = Id\nfield = \"group\"\nvalue = Grou*[].value\n"
             "[Zendesk channel of a ticket]\nkind = field\nsource = Zendesk\neach = Vi*\nkey = \"ticket/\" & Id & \"/via\"\n"
             "about = \"ticket\"\nabout_id = Id\nfield = \"via\"\nvalue = Vi*[].value\n"
             "[Zendesk fields of a ticket]\nkind = field\nsource = Zendesk\neach = * [*]\n"
             "key = \"ticket/\" & Id & \"/\" & * [*][].key\n"
             "about = \"ticket\"\nabout_id = Id\nfield = * [*][].name\nvalue = * [*][].value\n" },
    { .name = "Zendesk tickets (connector)", .box = BOX_CSV, .must = "id,subject,status,organization_id,requester_id,created_at,submitter_id",
      .map = "kind = ticket\nsource = Zendesk\nkey = id\naccount_id = organization_id\nperson_id = requester_id\ncreated_at = created_at\n"
             "updated_at = updated_at\nsubject = subject\nbody = description\nstatus = status\npriority = priority\ntype = type\n" },
    { .name = "Zendesk ticket comments (connector)", .box = BOX_CSV, .must = "id,ticket_id,user_id,body,public,created|created_at",
      .map = "kind = message\nsource = Zendesk\nkey = id\nticket_id = ticket_id\nperson_id = user_id\nat = created | created_at\n"
             "side = public & \"|\" : side false, f, 0\nauthor = user_id\ntext = body\n" },
    { .name = "Zendesk users (connector)", .box = BOX_CSV, .must = "id,email,name,role,organization_id,locale|time_zone",
      .map = "kind = contact\nsource = Zendesk\nkey = id\nperson_id = id\naccount_id = organization_id\nemail = email\nlast_name = name\n" },
    { .name = "Zendesk ticket tags (connector)", .box = BOX_CSV, .must = "tag,ticket_id,_fivetran_synced",
      .map = "kind = field\nsource = Zendesk\nkey = \"ticket tag/\" & ticket_id & \"/\" & tag\nabout = \"ticket\"\nabout_id = ticket_id\nfield = \"tag\"\nvalue = tag\n" },
    { .name = "Zendesk organization tags (connector)", .box = BOX_CSV, .must = "tag,organization_id,_fivetran_synced",
      .map = "kind = field\nsource = Zendesk\nkey = \"organization tag/\" & organization_id & \"/\" & tag\naccount_id = organization_id\nabout = \"account\"\n"
             "about_id = organization_id\nfield = \"tag\"\nvalue = tag\n" },
    { .name = "Zendesk user tags (connector)", .box = BOX_CSV, .must = "tag,user_id,_fivetran_synced",
      .map = "kind = field\nsource = Zendesk\nkey = \"user tag/\" & user_id & \"/\" & tag\nperson_id = user_id\nabout = \"contact\"\nabout_id = user_id\nfield = \"tag\"\nvalue = tag\n" },
    { .name = "Zendesk ticket field history (connector)", .box = BOX_CSV, .must = "field_name,ticket_id,updated,value,user_id",
      .skip = "changes of single fields: nothing of it is kept yet; import the tickets themselves", .map = "kind = ticket\n" },
    { .name = "Zendesk chat events (connector)", .box = BOX_CSV, .must = "chat_id,chat_index,message_id,actor_id,original_message",
      .skip = "events of chats: nothing of it is kept yet; what was said in a ticket is in its comments", .map = "kind = ticket\n" },
    { .name = "Zendesk ticket schedules (connector)", .box = BOX_CSV, .must = "ticket_id,schedule_id,_fivetran_synced",
      .skip = "which opening hours a ticket goes by: no tickets", .map = "kind = ticket\n" },
    { .name = "Zendesk schedules (connector)", .box = BOX_CSV, .must = "start_time,end_time,start_time_utc,end_time_utc,time_zone,name",
      .skip = "opening hours: no tickets", .map = "kind = ticket\n" },
    { .name = "Zendesk ticket forms (connector)", .box = BOX_CSV, .must = "id,name,display_name,end_user_visible,active,updated_at,_fivetran_synced",
      .skip = "forms of a desk: no tickets", .map = "kind = ticket\n" },
    { .name = "Zendesk audit log (connector)", .box = BOX_CSV, .must = "actor_id,change_description,source_label,source_type,action",
      .skip = "what administrators changed: no tickets", .map = "kind = ticket\n" },
    { .name = "Zendesk organizations (connector)", .box = BOX_CSV, .must = "id,name,shared_tickets,shared_comments",
      .map = "kind = account\nsource = Zendesk\nkey = id\naccount_id = id\naccount_name = name\nname = name\n" },
    { .name = "Zendesk ticket fields", .box = BOX_JSON, .must = "id,title,raw_title,type,title_in_portal",
      .map = "kind = field\nsource = Zendesk\nkey = \"ticket field/\" & id\nabout = \"ticket field\"\nabout_id = id\nfield = \"title\"\nvalue = title | raw_title\n"
             "[Zendesk options of a ticket field]\nkind = field\nsource = Zendesk\neach = custom_field_options\n"
             "key = \"ticket option/\" & id & \"/\" & custom_field_options[].value\nabout = \"ticket option\"\nabout_id = id\n"
             "field = custom_field_options[].value\nvalue = custom_field_options[].name\n" },
    { .name = "Freshdesk tickets (CSV)", .box = BOX_CSV, .must = "Ticket ID,Subject,Status,Created time,Last update time|Resolved time|Closed time",
      .map = "kind = ticket\nsource = Freshdesk\nkey = Ticket ID\naccount_name = Company Name | Company\nperson_id = Contact ID\nemail = Email\n"
             "created_at = Created time\nupdated_at = Last update time\nsolved_at = Resolved time | Closed time\nsubject = Subject\n"
             "body = Description\nstatus = Status " FRESHDESK_STATUS "priority = Priority " FRESHDESK_PRIORITY "type = Type\ntags = Tags\n"
             "reply_minutes = First response time (in hrs) : minutes\nresolution_minutes = Resolution time (in hrs) : minutes\nsatisfaction = Survey results | Survey result " FRESHDESK_RATED
             "[Freshdesk columns of a ticket]\nkind = field\nsource = Freshdesk\neach = **\nkey = \"ticket/\" & Ticket ID & \"/\" & **[].key\n"
             "about = \"ticket\"\nabout_id = Ticket ID\nfield = **[].name\nvalue = **[].value\n" },
    { .name = "Intercom contacts", .box = BOX_JSON, .must = "id,external_id,role,email,signed_up_at|companies",
      .map = "kind = contact\nsource = Intercom\nkey = id\nperson_id = id\nemail = email\nlast_name = name\n"
             "[Intercom companies of a contact]\nkind = identity\nsource = Intercom\neach = companies.data\nkey = id & \"/\" & companies.data[].id\n"
             "account_id = companies.data[].company_id | companies.data[].id\naccount_name = companies.data[].name\nperson_id = id\nemail = email\n" },
    { .name = "Intercom conversations", .box = BOX_JSON, .must = "id,created_at,source,contacts,waiting_since|state|statistics",
      .map = "kind = ticket\nsource = Intercom\nkey = id\nperson_id = source.author.id\nemail = source.author.email\ncreated_at = created_at\n"
             "updated_at = updated_at\nsolved_at = statistics.last_close_at\nsubject = source.subject | title\nbody = source.body\nstatus = state\n"
             "priority = priority\ntype = source.type\nreopens = statistics.count_reopens\n"
             "reply_minutes = statistics.time_to_admin_reply & \"s\" : minutes\nsatisfaction = conversation_rating.rating : scale 1 5\n"
             "[Intercom words on a rating]\nkind = message\nsource = Intercom\neach = *\nwhere = conversation_rating.remark : filled\nkey = \"rating/\" & id\n"
             "ticket_id = id\nperson_id = source.author.id\nemail = source.author.email\nat = conversation_rating.created_at | updated_at | created_at\n"
             "side = \"customer\"\nauthor = source.author.name | source.author.id\ntext = conversation_rating.remark\n"
             "[Intercom parts of a conversation]\nkind = message\nsource = Intercom\neach = conversation_parts.conversation_parts\n"
             "key = conversation_parts.conversation_parts[].id\nticket_id = id\nperson_id = source.author.id\nemail = source.author.email\n"
             "at = conversation_parts.conversation_parts[].created_at\n"
             "side = conversation_parts.conversation_parts[].part_type & \"|\" & conversation_parts.conversation_parts[].author.type : side note\n"
             "author = conversation_parts.conversation_parts[].author.name | conversation_parts.conversation_parts[].author.email | conversation_parts.conversation_parts[].author.id\n"
             "text = conversation_parts.conversation_parts[].body\n"
             "[Intercom attributes of a conversation]\nkind = field\nsource = Intercom\neach = custom_attributes\n"
             "key = \"ticket/\" & id & \"/\" & custom_attributes[].key\n"
             "about = \"ticket\"\nabout_id = id\nfield = custom_attributes[].name\nvalue = custom_attributes[].value\n" },
    { .name = "Intercom conversation parts", .box = BOX_JSON, .must = "id,conversation_id,part_type,author,created_at,body",
      .map = "kind = message\nsource = Intercom\nwhere = body : filled\nkey = id\nticket_id = conversation_id\n"
             "person_id = author.id : unless 0\nemail = author.email : email\nat = created_at\nside = part_type & \"|\" & author.type : side note\n"
             "author = author.name | author.email | author.id\ntext = body\n" },
    { .name = "Salesforce case comments", .box = BOX_CSV, .must = "Id,ParentId,CommentBody,IsPublished,CreatedDate",
      .map = "kind = message\nsource = Salesforce\nkey = Id : sfid\nticket_id = ParentId : sfid\nat = CreatedDate\n"
             "side = IsPublished & \"|\" : side false, 0\nauthor = CreatedById\ntext = CommentBody\n" },
    { .name = "Salesforce e-mails of cases", .box = BOX_CSV, .must = "Id,ParentId,Incoming,TextBody|HtmlBody,MessageDate",
      .map = "kind = message\nsource = Salesforce\nkey = Id : sfid\nticket_id = ParentId : sfid\nemail = FromAddress : where Incoming = \"true\"\nat = MessageDate\n"
             "side = \"public|\" & Incoming : side internal\nauthor = FromName | FromAddress\ntext = TextBody | HtmlBody\n" },
};
// clang-format on

const ShapeRows shapes_desk = { rows, COUNT_OF(rows) };
