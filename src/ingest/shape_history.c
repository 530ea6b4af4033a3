/* Shapes of histories: what was changed of a record, as its system has kept it (ingest/shape.h). */
#include "ingest/shape_rows.h"

#include "base/attr.h"

/* A field has one name, however the export calls it: the same change in two of them is one. */
#define FIELD_NAMES " : say StageName = Stage, CloseDate = Close Date, ForecastCategoryName = Forecast Category, ForecastCategory = Forecast Category\n"
#define PROPERTY_NAMES " : say dealstage = Deal Stage, closedate = Close Date, amount = Amount, dealname = Deal Name, dealtype = Deal Type, lifecyclestage = Lifecycle Stage\n"

/* Who a contact is stands in the row, so that what was changed of her can be forgotten with her. */
#define OF_API(what, must_id, id, kind_of, party)                                                                \
    { .name = "Salesforce " what " field history", .box = BOX_CSV,                                               \
      .must = must_id ",Field,OldValue|old_value,NewValue|new_value,CreatedDate|created_date",                   \
      .map = "kind = change\nsource = Salesforce\nkey = Id : sfid\ndeleted = IsDeleted | is_deleted\n" party     \
             "about = \"" kind_of "\"\nabout_id = " id " : sfid\nfield = Field" FIELD_NAMES                      \
             "old_value = OldValue | old_value\nnew_value = NewValue | new_value\nat = CreatedDate | created_date\nauthor = CreatedById | created_by_id\n" }
#define OF_REPORT(what, must_id, id, kind_of, party)                                                             \
    { .name = "Salesforce report of " what " history", .box = BOX_CSV, .must = "Field / Event,Old Value,New Value,Edit Date," must_id, \
      .map = "kind = change\nsource = Salesforce\naccount_name = Account Name\naccount_id = Account ID : sfid\n" party \
             "about = \"" kind_of "\"\nabout_id = " id " : sfid\nfield = Field / Event" FIELD_NAMES              \
             "old_value = Old Value\nnew_value = New Value\nat = Edit Date\nauthor = Edited By\n" }
/* A connector's table, or a line of one that reads the interface: snake's id and `name`, or camel's and `property`. */
#define OF_HUBSPOT(form, what, snake, camel, kind_of, party)                                                     \
    { .name = "HubSpot " what " property history", .box = form,                                                  \
      .must = snake "|" camel ",name|property,value,timestamp|timestamp_instant,source|sourceType|source_id",    \
      .map = "kind = change\nsource = HubSpot\nkey = " snake " & \"/\" & name & \"/\" & timestamp | " snake " & \"/\" & name & \"/\" & timestamp_instant | " \
             camel " & \"/\" & property & \"/\" & timestamp\n" party "about = \"" kind_of "\"\nabout_id = " snake " | " camel "\nfield = name | property" PROPERTY_NAMES \
             "new_value = value\nat = timestamp | timestamp_instant\nauthor = updatedByUserId\n" }
#define HUBSPOT(form)                                                                                            \
    OF_HUBSPOT(form, "deal", "deal_id", "dealId", "opportunity", ""),                                            \
    OF_HUBSPOT(form, "company", "company_id", "companyId", "account", ""),                                       \
    OF_HUBSPOT(form, "contact", "contact_id", "contactId", "contact", "person_id = contact_id | contactId\n"),   \
    OF_HUBSPOT(form, "ticket", "ticket_id", "ticketId", "ticket", "")

// clang-format off
static const Shape rows[] = {
    /* A report shows a change a row; it may show a deal's names alone. */
    { .name = "Salesforce report of stages", .box = BOX_CSV,
      .must = "From Stage,To Stage,Opportunity Name|Opportunity ID,Last Modified|Last Modified Date|Edit Date|Last Stage Change Date|Created Date",
      .map = "kind = change\nsource = Salesforce\naccount_name = Account Name\naccount_id = Account ID : sfid\nabout = \"opportunity\"\n"
             "about_id = Opportunity ID | Opportunity Name : sfid\nfield = \"Stage\"\nold_value = From Stage\nnew_value = To Stage\n"
             "at = Last Modified | Last Modified Date | Edit Date | Last Stage Change Date | Created Date\nauthor = Last Modified By | Edited By\n" },
    OF_REPORT("opportunity", "Opportunity Name|Opportunity ID", "Opportunity ID | Opportunity Name", "opportunity", ""),
    OF_REPORT("case", "Case Number|Case ID", "Case Number | Case ID", "ticket", ""),
    OF_REPORT("contact", "Contact ID|Contact Name", "Contact ID | Contact Name", "contact", "person_id = Contact ID | Contact Name : sfid\n"),
    OF_REPORT("contract", "Contract ID|Contract Number", "Contract ID | Contract Number", "subscription", ""),
    OF_REPORT("account", "Account ID|Account Name", "Account ID | Account Name", "account", ""),
    OF_API("opportunity", "OpportunityId|opportunity_id", "OpportunityId | opportunity_id", "opportunity", ""),
    OF_API("account", "AccountId|account_id", "AccountId | account_id", "account", ""),
    OF_API("contact", "ContactId|contact_id", "ContactId | contact_id", "contact", "person_id = ContactId | contact_id : sfid\n"),
    OF_API("contract", "ContractId|contract_id", "ContractId | contract_id", "subscription", ""),
    OF_API("case", "CaseId|case_id", "CaseId | case_id", "ticket", ""),
    /* What a deal was at each change of its stage, amount, close date or probability: a value a row, the same as before or not. */
    { .name = "Salesforce opportunity history", .box = BOX_CSV,
      .must = "OpportunityId|opportunity_id,StageName|stage_name,CreatedDate|created_date,Probability|CloseDate|close_date|ForecastCategory|forecast_category",
      .map = "kind = change\nsource = Salesforce\nkey = Id : sfid\ndeleted = IsDeleted | is_deleted\nabout = \"opportunity\"\nabout_id = OpportunityId | opportunity_id : sfid\n"
             "field = \"Stage\"\nnew_value = StageName | stage_name\nat = CreatedDate | created_date\nauthor = CreatedById | created_by_id\n"
             "[Salesforce opportunity history: amounts]\nkind = change\nsource = Salesforce\neach = *\nkey = Id & \"/amount\"\nabout = \"opportunity\"\n"
             "about_id = OpportunityId | opportunity_id : sfid\nfield = \"Amount\"\nold_value = PrevAmount | prev_amount\nnew_value = Amount\n"
             "at = CreatedDate | created_date\nauthor = CreatedById | created_by_id\n"
             "[Salesforce opportunity history: close dates]\nkind = change\nsource = Salesforce\neach = *\nkey = Id & \"/close\"\nabout = \"opportunity\"\n"
             "about_id = OpportunityId | opportunity_id : sfid\nfield = \"Close Date\"\nold_value = PrevCloseDate | prev_close_date\nnew_value = CloseDate | close_date\n"
             "at = CreatedDate | created_date\nauthor = CreatedById | created_by_id\n"
             "[Salesforce opportunity history: probabilities]\nkind = change\nsource = Salesforce\neach = *\nkey = Id & \"/probability\"\nabout = \"opportunity\"\n"
             "about_id = OpportunityId | opportunity_id : sfid\nfield = \"Probability\"\nnew_value = Probability\nat = CreatedDate | created_date\nauthor = CreatedById | created_by_id\n" },
    HUBSPOT(BOX_CSV),
    HUBSPOT(BOX_JSON),
};
// clang-format on

const ShapeRows shapes_history = { rows, COUNT_OF(rows) };
