/* Shapes of product usage (ingest/shape.h). */
#include "ingest/shape_rows.h"

#include "base/attr.h"

// clang-format off
static const Shape rows[] = {
    { .name = "Segment track", .box = BOX_JSON, .must = "type,event,userId|anonymousId",
      .map = "kind = event\nsource = Segment\nkey = messageId\naccount_id = context.groupId | groupId\nperson_id = userId | anonymousId\n"
             "email = context.traits.email | userId : email\ndomain = context.groupId : domain\nname = event\n"
             "at = timestamp | originalTimestamp | sentAt | receivedAt\n" },
    { .name = "Segment identify", .box = BOX_JSON, .must = "type,userId,traits.email|traits.company",
      .map = "kind = identity\nsource = Segment\nkey = messageId\nperson_id = userId\naccount_id = context.groupId | traits.accountExternalId\n"
             "account_name = traits.company | traits.company.name\nemail = traits.email | userId : email\n"
             "seen_at = timestamp | originalTimestamp | sentAt | receivedAt\n" },
};
// clang-format on

const ShapeRows shapes_usage = { rows, COUNT_OF(rows) };
