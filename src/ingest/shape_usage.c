/* Shapes of product usage (ingest/shape.h). */
#include "ingest/shape_rows.h"

#include "base/attr.h"

/* When it happened: the time the sender wrote, corrected by how far its clock was off when it sent. */
#define WHEN                                                                                                     \
    "timestamp | originalTimestamp & \"|\" & sentAt & \"|\" & receivedAt | originalTimestamp | sentAt | receivedAt : skew\n"
#define CALLER                                                                                                   \
    "person_id = userId | anonymousId\nemail = context.traits.email | traits.email | userId : email\n"
#define TRACK                                                                                                    \
    "kind = event\nsource = Segment\nwhere = type : is track\nkey = messageId\n"                                \
    "account_id = context.groupId | groupId | properties.groupId | context.traits.accountExternalId | properties.accountExternalId\n" \
    CALLER "domain = context.groupId : domain\nname = event\nat = " WHEN
#define PAGE                                                                                                     \
    "[Segment page]\nkind = event\nsource = Segment\nwhere = type : is page, screen\nkey = messageId\n"         \
    "account_id = context.groupId | groupId | context.traits.accountExternalId\n" CALLER "domain = context.groupId : domain\n" \
    "name = \"Viewed \" & name | \"Viewed \" & properties.name | \"Viewed \" & properties.title | \"Viewed \" & properties.path | \"Viewed a page\"\n" \
    "at = " WHEN
#define IDENTIFY                                                                                                 \
    "kind = identity\nsource = Segment\nwhere = type : is identify\nkey = messageId\n"                          \
    "account_id = context.groupId | traits.accountExternalId | context.traits.accountExternalId\n"              \
    "account_name = traits.company | traits.company.name | context.traits.company | context.traits.company.name\n" CALLER "previous_id = anonymousId\nseen_at = " WHEN
#define GROUP                                                                                                    \
    "[Segment group]\nkind = identity\nsource = Segment\nwhere = type : is group\nkey = messageId\n"            \
    "account_id = groupId\naccount_name = traits.name\ndomain = traits.website | traits.domain : domain\n" CALLER "seen_at = " WHEN
/* The id she had before: what was done under it is hers. */
#define ALIAS                                                                                                    \
    "[Segment alias]\nkind = identity\nsource = Segment\nwhere = type : is alias\nkey = messageId\n"            \
    "person_id = userId\nemail = userId : email\nprevious_id = previousId | anonymousId\nseen_at = " WHEN
/* What a user or a group is said to be; properties of events are not kept: there are as many as events. */
#define TRAITS                                                                                                   \
    "[Segment traits of a user]\nkind = field\nsource = Segment\neach = traits\nwhere = type : is identify\n"   \
    "key = \"contact/\" & userId & \"/\" & traits[].key | \"contact/\" & anonymousId & \"/\" & traits[].key\n"  \
    "about = \"contact\"\nabout_id = userId | anonymousId\nfield = traits[].name\nvalue = traits[].value\n"      \
    "[Segment traits of a group]\nkind = field\nsource = Segment\neach = traits\nwhere = type : is group\n"     \
    "key = \"account/\" & groupId & \"/\" & traits[].key\n"                                                    \
    "about = \"account\"\nabout_id = groupId\nfield = traits[].name\nvalue = traits[].value\n"

/* The warehouse's tables, one a kind of call. */
#define TABLE_WHO                                                                                                \
    "account_id = context_group_id | group_id\nperson_id = user_id | anonymous_id\nemail = context_traits_email | email | user_id : email\n"
#define TABLE_WHEN                                                                                               \
    "timestamp | original_timestamp & \"|\" & sent_at & \"|\" & received_at | original_timestamp | received_at : skew\n"
#define TABLE_VIEW(words)                                                                                        \
    "kind = event\nsource = Segment\nkey = id | message_id\n" TABLE_WHO                                         \
    "name = \"Viewed \" & name" words " | \"Viewed a page\"\nat = " TABLE_WHEN

// clang-format off
static const Shape rows[] = {
    { .name = "Segment track", .box = BOX_JSON, .must = "type,event,userId|anonymousId",
      .map = TRACK PAGE "[Segment identify]\n" IDENTIFY GROUP ALIAS TRAITS },
    { .name = "Segment identify", .box = BOX_JSON, .must = "type,userId,traits.email|traits.company",
      .map = IDENTIFY GROUP ALIAS "[Segment track]\n" TRACK PAGE TRAITS },
    { .name = "Segment calls", .box = BOX_JSON, .must = "type,messageId,userId|anonymousId",
      .map = TRACK PAGE "[Segment identify]\n" IDENTIFY GROUP ALIAS TRAITS },
    { .name = "Segment tracks table", .box = BOX_CSV, .must = "event,event_text,anonymous_id|user_id,received_at,timestamp|original_timestamp",
      .map = "kind = event\nsource = Segment\nkey = id | message_id\naccount_id = context_group_id | group_id\nperson_id = user_id | anonymous_id\n"
             "email = context_traits_email | user_id : email\nname = event_text | event\n"
             "at = timestamp | original_timestamp & \"|\" & sent_at & \"|\" & received_at | original_timestamp | received_at : skew\n" },
    { .name = "Segment pages table", .box = BOX_CSV, .must = "anonymous_id|user_id,received_at,timestamp|original_timestamp,url,path,title|referrer|search",
      .map = TABLE_VIEW(" | \"Viewed \" & title | \"Viewed \" & path") },
    { .name = "Segment screens table", .box = BOX_CSV,
      .must = "name,anonymous_id|user_id,received_at,timestamp|original_timestamp,context_app_name|context_device_type|context_device_model",
      .map = TABLE_VIEW("") },
    { .name = "Segment identifies table", .box = BOX_CSV, .must = "user_id,anonymous_id,received_at,timestamp|original_timestamp,email|context_traits_email",
      .map = "kind = identity\nsource = Segment\nkey = id | message_id\n" TABLE_WHO "account_name = company | company_name\nprevious_id = anonymous_id\nseen_at = " TABLE_WHEN },
    { .name = "Segment groups table", .box = BOX_CSV, .must = "group_id,user_id|anonymous_id,received_at,timestamp|original_timestamp",
      .map = "kind = identity\nsource = Segment\nkey = id | message_id\naccount_id = group_id\naccount_name = name\ndomain = website | domain : domain\n"
             "person_id = user_id | anonymous_id\nemail = user_id : email\nseen_at = " TABLE_WHEN },
    { .name = "Segment aliases table", .box = BOX_CSV, .must = "previous_id,user_id,received_at,timestamp|original_timestamp",
      .map = "kind = identity\nsource = Segment\nkey = id | message_id\nperson_id = user_id\nemail = user_id : email\nprevious_id = previous_id\nseen_at = " TABLE_WHEN },
    { .name = "PostHog events", .box = BOX_JSON, .must = "event,distinct_id,timestamp,uuid|id",
      .map = "kind = event\nsource = PostHog\nkey = uuid | id\naccount_id = properties.$groups.company | properties.$groups.organization | properties.$group_0\n"
             "person_id = distinct_id\nemail = person.properties.email | properties.$set.email | distinct_id : email\nname = event\nat = timestamp\n" },
};
// clang-format on

const ShapeRows shapes_usage = { rows, COUNT_OF(rows) };
