/* Shapes of CRM systems (ingest/shape.h). */
#include "ingest/shape_rows.h"

#include "base/attr.h"

/* Fields need an id to be about; a report that shows none is one of names alone. */
#define REPORT_OF_OPPORTUNITIES(known_by, fields)                                                                \
    { .name = "Salesforce report of opportunities", .box = BOX_CSV, .must = "Account Name," known_by ",Stage,Close Date", \
      .map = "kind = opportunity\nsource = Salesforce\nkey = Opportunity ID : sfid\naccount_id = Account ID : sfid\n" \
             "account_name = Account Name\nname = Opportunity Name\ntype = Type\nstage = Stage\namount = Amount\n" \
             "currency = Amount Currency | Currency\nclose_date = Close Date\nis_closed = Closed | Stage : is true, 1, Closed Won, Closed Lost\n" \
             "is_won = Won | Stage : is true, 1, Closed Won\nloss_reason = Loss Reason\n"                      \
             "lead_source = Lead Source\nreferrer = Referred By | Referred By Account | Referring Account | Referrer : sfid\n" fields }

/* A record may be of several companies, by ";": it goes to the one called primary, else to the first.  Names do not stand in the order of the
 * ids for certain, so several names say nothing beside an id. */
#define COMPANY_IDS "Primary Associated Company ID | Associated Company IDs (Primary) | Associated Company IDs : first"
#define COMPANY_NAME "Primary Associated Company Name | Associated Company (Primary) | "
#define HUBSPOT_DEALS(ids, of_several)                                                                           \
    { .name = "HubSpot deals", .box = BOX_CSV, .must = "Record ID,Deal Name,Deal Stage" ids, \
      .map = "kind = opportunity\nsource = HubSpot\ndeleted = Archived | archived | Is archived\nkey = Record ID\naccount_id = " COMPANY_IDS "\n" \
             "account_name = " COMPANY_NAME "Associated Company : " of_several "\nname = Deal Name\ntype = Deal Type\nstage = Deal Stage\namount = Amount\n" \
             "currency = Currency\nclose_date = Close Date\nis_closed = Is closed | Deal Stage : is true, 1, Closed won, Closed lost\n" \
             "is_won = Is closed won | Deal Stage : is true, 1, Closed won\nloss_reason = Closed Lost Reason\n" \
             "lead_source = Lead Source\nreferrer = Referred By | Referring Company | Referrer\n" \
             "[HubSpot properties of a deal]\nkind = field\nsource = HubSpot\neach = **\nkey = \"opportunity/\" & Record ID & \"/\" & **[].key\n" \
             "about = \"opportunity\"\nabout_id = Record ID\nfield = **[].name\nvalue = **[].value\n" }

// clang-format off
static const Shape rows[] = {
    { .name = "Salesforce accounts", .box = BOX_CSV, .must = "Id,Name,BillingCountry|BillingCity|BillingState",
      .map = "kind = account\nsource = Salesforce\nkey = Id : sfid\naccount_id = Id : sfid\naccount_name = Name\n"
             "domain = Website : domain\nparty_country = BillingCountry\nparty_city = BillingCity\n"
             "name = Name\nparent_id = ParentId : sfid\nsegment = Segment__c | Tier__c\nregion = Region__c\n"
             "country = BillingCountry\ncity = BillingCity\npostcode = BillingPostalCode\nindustry = Industry\n"
             "website = Website\nphone = Phone\nemployees = NumberOfEmployees\n"
             "customer_since = Customer_Since__c\nchurned = Type : is Former Customer, Lost Customer\nstreet = BillingStreet\n"
             "tax_id = VAT_Number__c | VAT_ID__c | Tax_ID__c\nother_ids = ERP_Number__c | ERP_ID__c | Customer_Number__c | AccountNumber\n"
             "[Salesforce fields of an account]\nkind = field\nsource = Salesforce\neach = *__c\nkey = \"account/\" & Id & \"/\" & *__c[].key\n"
             "about = \"account\"\nabout_id = Id : sfid\nfield = *__c[].name\nvalue = *__c[].value\n" },
    { .name = "Salesforce contacts", .box = BOX_CSV, .must = "Id,AccountId,LastName,Email",
      .map = "kind = contact\nsource = Salesforce\nkey = Id : sfid\naccount_id = AccountId : sfid\nperson_id = Id : sfid\n"
             "email = Email\nfirst_name = FirstName\nlast_name = LastName\ntitle = Title\nrole = Role__c\nphone = MobilePhone | Phone\n"
             "[Salesforce fields of a contact]\nkind = field\nsource = Salesforce\neach = *__c\nkey = \"contact/\" & Id & \"/\" & *__c[].key\n"
             "about = \"contact\"\nabout_id = Id : sfid\nfield = *__c[].name\nvalue = *__c[].value\n" },
    { .name = "Salesforce opportunities", .box = BOX_CSV, .must = "Id,AccountId,StageName,CloseDate",
      .map = "kind = opportunity\nsource = Salesforce\nkey = Id : sfid\naccount_id = AccountId : sfid\nname = Name\ntype = Type\n"
             "stage = StageName\namount = Amount\ncurrency = CurrencyIsoCode\nclose_date = CloseDate\nis_closed = IsClosed | \"false\"\n"
             "is_won = IsWon | \"false\"\ncontract_end = ContractEndDate__c | Contract_End_Date__c\n"
             "loss_reason = Loss_Reason__c | LossReason__c\nlead_source = LeadSource\n"
             "referrer = Referred_By__c | Referred_By_Account__c | Referring_Account__c | Referral_Account__c | Referrer__c : sfid\n"
             "[Salesforce fields of an opportunity]\nkind = field\nsource = Salesforce\neach = *__c\nkey = \"opportunity/\" & Id & \"/\" & *__c[].key\n"
             "about = \"opportunity\"\nabout_id = Id : sfid\nfield = *__c[].name\nvalue = *__c[].value\n" },
    { .name = "Zoho accounts", .box = BOX_CSV, .must = "Account Id|Record Id,Account Name,Created Time|Modified Time|Last Activity Time|Billing Code",
      .map = "kind = account\nsource = Zoho CRM\nkey = Account Id | Record Id\naccount_id = Account Id | Record Id\naccount_name = Account Name\n"
             "domain = Website : domain\nparty_country = Billing Country\nparty_city = Billing City\nname = Account Name\n"
             "parent_id = Parent Account.id | Parent Account Id | Parent Account\n"
             "country = Billing Country\ncity = Billing City\npostcode = Billing Code\nindustry = Industry\nwebsite = Website\nphone = Phone\n"
             "employees = Employees\nchurned = Account Type : is Former Customer, Lost Customer\nstreet = Billing Street\nother_ids = Account Number\n"
             "[Zoho columns of an account]\nkind = field\nsource = Zoho CRM\neach = **\n"
             "key = \"account/\" & Account Id & \"/\" & **[].key | \"account/\" & Record Id & \"/\" & **[].key\n"
             "about = \"account\"\nabout_id = Account Id | Record Id\nfield = **[].name\nvalue = **[].value\n" },
    { .name = "Salesforce report of accounts", .box = BOX_CSV, .must = "Account ID,Account Name,Billing Country|Billing City|Industry|Type",
      .map = "kind = account\nsource = Salesforce\nkey = Account ID : sfid\naccount_id = Account ID : sfid\naccount_name = Account Name\n"
             "domain = Website : domain\nparty_country = Billing Country\nparty_city = Billing City\nname = Account Name\n"
             "parent_id = Parent Account ID | Parent Account : sfid\nsegment = Segment\nregion = Region\ncountry = Billing Country\n"
             "city = Billing City\npostcode = Billing Zip/Postal Code\nindustry = Industry\nwebsite = Website\nphone = Phone\n"
             "employees = Employees\ncustomer_since = Customer Since\nchurned = Type : is Former Customer, Lost Customer\n"
             "street = Billing Street\ntax_id = VAT Number | Tax ID\nother_ids = Account Number\n"
             "[Salesforce columns of an account]\nkind = field\nsource = Salesforce\neach = **\nkey = \"account/\" & Account ID & \"/\" & **[].key\n"
             "about = \"account\"\nabout_id = Account ID : sfid\nfield = **[].name\nvalue = **[].value\n" },
    /* By the names alone: behind the one that shows ids. */
    { .name = "Salesforce report of accounts without ids", .box = BOX_CSV,
      .must = "Account Name,Account Owner|Last Activity|Rating,Billing State/Province|Billing Country|Billing City",
      .map = "kind = account\nsource = Salesforce\naccount_name = Account Name\ndomain = Website : domain\nparty_country = Billing Country\n"
             "party_city = Billing City\nname = Account Name\nsegment = Segment\nregion = Region\ncountry = Billing Country\ncity = Billing City\n"
             "postcode = Billing Zip/Postal Code\nindustry = Industry\nwebsite = Website\nphone = Phone\nemployees = Employees\n"
             "customer_since = Customer Since\nchurned = Type : is Former Customer, Lost Customer\nstreet = Billing Street\n"
             "tax_id = VAT Number | Tax ID\nother_ids = Account Number\n" },
    { .name = "Salesforce report of contacts and accounts", .box = BOX_CSV,
      .must = "First Name,Last Name,Account Name,Email,Account ID|Contact ID|Account Owner|Mailing Country|Salutation",
      .map = "kind = contact\nsource = Salesforce\nkey = Contact ID : sfid\naccount_id = Account ID : sfid\naccount_name = Account Name\n"
             "person_id = Contact ID : sfid\nemail = Email : email\nfirst_name = First Name\nlast_name = Last Name\ntitle = Title\n"
             "role = Role\nphone = Mobile | Phone\n" },
    REPORT_OF_OPPORTUNITIES("Opportunity ID",
             "[Salesforce columns of an opportunity]\nkind = field\nsource = Salesforce\neach = **\nkey = \"opportunity/\" & Opportunity ID & \"/\" & **[].key\n"
             "about = \"opportunity\"\nabout_id = Opportunity ID : sfid\nfield = **[].name\nvalue = **[].value\n"),
    REPORT_OF_OPPORTUNITIES("Opportunity Name", ""),
    { .name = "HubSpot companies", .box = BOX_CSV, .must = "Record ID,Company name",
      .map = "kind = account\nsource = HubSpot\ndeleted = Archived | archived | Is archived\nkey = Record ID\naccount_id = Record ID\naccount_name = Company name\n"
             "domain = Company Domain Name | Domain | Company Domain Name or Domain or Website URL | Website URL : domain\nparty_country = Country/Region\nparty_city = City\n"
             "name = Company name\nsegment = Tier | Segment\ncountry = Country/Region\ncity = City\npostcode = Postal Code\n"
             "industry = Industry\nwebsite = Website URL | Company Domain Name | Domain\nphone = Phone Number\n"
             "employees = Number of Employees\nstreet = Street Address\ntax_id = VAT number | Tax ID\nparent_id = Parent Company ID | Parent Company\n"
             "[HubSpot properties of a company]\nkind = field\nsource = HubSpot\neach = **\nkey = \"account/\" & Record ID & \"/\" & **[].key\n"
             "about = \"account\"\nabout_id = Record ID\nfield = **[].name\nvalue = **[].value\n" },
    { .name = "HubSpot contacts", .box = BOX_CSV, .must = "Record ID,First Name,Last Name,Email",
      .map = "kind = contact\nsource = HubSpot\ndeleted = Archived | archived | Is archived\nkey = Record ID\nperson_id = Record ID\naccount_id = " COMPANY_IDS "\n"
             "account_name = Company name | " COMPANY_NAME "Associated Company : single\nemail = Email\nfirst_name = First Name\nlast_name = Last Name\n"
             "title = Job Title\nrole = Buying Role\nphone = Mobile Phone Number | Phone Number\n"
             "[HubSpot properties of a contact]\nkind = field\nsource = HubSpot\neach = **\nkey = \"contact/\" & Record ID & \"/\" & **[].key\n"
             "about = \"contact\"\nabout_id = Record ID\nfield = **[].name\nvalue = **[].value\n" },
    HUBSPOT_DEALS(",Associated Company IDs|Primary Associated Company ID", "single"),
    HUBSPOT_DEALS("", "first ;"),
    { .name = "Pipedrive deals", .box = BOX_CSV, .must = "Deal - Title,Deal - Status",
      .map = "kind = opportunity\nsource = Pipedrive\nkey = Deal - ID\naccount_id = Deal - Organization ID | Organization - ID\n"
             "account_name = Deal - Organization | Organization - Name\nname = Deal - Title\nstage = Deal - Stage | Deal - Status\namount = Deal - Value\n"
             "currency = Deal - Currency of Value | Deal - Currency\n"
             "close_date = Deal - Won time | Deal - Lost time | Deal - Deal closed on | Deal - Expected close date\n"
             "is_closed = Deal - Status : is won, lost\nis_won = Deal - Status : is won\nloss_reason = Deal - Lost reason\n"
             "lead_source = Deal - Source channel | Deal - Lead source\n" },
    { .name = "Salesforce account contact relations", .box = BOX_CSV, .must = "Id,AccountId,ContactId,Roles|IsDirect",
      .map = "kind = identity\nsource = Salesforce\nkey = Id : sfid\naccount_id = AccountId : sfid\nperson_id = ContactId : sfid\nseen_at = CreatedDate\n" },
    { .name = "Salesforce accounts (connector)", .box = BOX_CSV, .must = "id,name,billing_country,owner_id,number_of_employees|parent_id",
      .map = "kind = account\nsource = Salesforce\nkey = id : sfid\naccount_id = id : sfid\naccount_name = name\ndomain = website : domain\n"
             "party_country = billing_country\nparty_city = billing_city\nname = name\nparent_id = parent_id : sfid\ncountry = billing_country\n"
             "city = billing_city\npostcode = billing_postal_code\nindustry = industry\nwebsite = website\nphone = phone\n"
             "employees = number_of_employees\nchurned = type : is Former Customer, Lost Customer\nstreet = billing_street\nother_ids = account_number\n"
             "[Salesforce fields of an account]\nkind = field\nsource = Salesforce\neach = *_c\nkey = \"account/\" & id & \"/\" & *_c[].key\n"
             "about = \"account\"\nabout_id = id : sfid\nfield = *_c[].name\nvalue = *_c[].value\n" },
    { .name = "Salesforce contacts (connector)", .box = BOX_CSV, .must = "id,account_id,last_name,email,reports_to_id|mailing_country",
      .map = "kind = contact\nsource = Salesforce\nkey = id : sfid\naccount_id = account_id : sfid\nperson_id = id : sfid\nemail = email\n"
             "first_name = first_name\nlast_name = last_name\ntitle = title\nphone = mobile_phone | phone\n"
             "[Salesforce fields of a contact]\nkind = field\nsource = Salesforce\neach = *_c\nkey = \"contact/\" & id & \"/\" & *_c[].key\n"
             "about = \"contact\"\nabout_id = id : sfid\nfield = *_c[].name\nvalue = *_c[].value\n" },
    { .name = "Salesforce opportunities (connector)", .box = BOX_CSV, .must = "id,account_id,stage_name,close_date,is_won",
      .map = "kind = opportunity\nsource = Salesforce\nkey = id : sfid\naccount_id = account_id : sfid\nname = name\ntype = type\nstage = stage_name\n"
             "amount = amount\nclose_date = close_date\nis_closed = is_closed\nis_won = is_won\nlead_source = lead_source\n"
             "referrer = referred_by_c | referring_account_c | referrer_c : sfid\n"
             "[Salesforce fields of an opportunity]\nkind = field\nsource = Salesforce\neach = *_c\nkey = \"opportunity/\" & id & \"/\" & *_c[].key\n"
             "about = \"opportunity\"\nabout_id = id : sfid\nfield = *_c[].name\nvalue = *_c[].value\n" },
    { .name = "Salesforce accounts, kept versions (connector)", .box = BOX_CSV, .must = "id,name,billing_country,owner_id,parent_id,_fivetran_start,_fivetran_end",
      .skip = "earlier versions of accounts: import the accounts themselves", .map = "kind = account\n" },
    { .name = "Salesforce contacts, kept versions (connector)", .box = BOX_CSV, .must = "id,account_id,last_name,email,mailing_country,_fivetran_start,_fivetran_end",
      .skip = "earlier versions of contacts: import the contacts themselves", .map = "kind = contact\n" },
    { .name = "Salesforce opportunities, kept versions (connector)", .box = BOX_CSV, .must = "id,account_id,stage_name,close_date,is_won,_fivetran_start,_fivetran_end",
      .skip = "earlier versions of opportunities: import the opportunities themselves", .map = "kind = opportunity\n" },
    { .name = "Salesforce leads", .box = BOX_CSV, .must = "Id,Company,LeadSource,IsConverted,ConvertedAccountId",
      .skip = "leads: no customers yet; converted ones are among accounts and contacts", .map = "kind = contact\n" },
    { .name = "Salesforce events", .box = BOX_CSV, .must = "Id,WhoId,WhatId,Subject,StartDateTime|ActivityDateTime|DurationInMinutes",
      .map = "kind = note\nsource = Salesforce\nkey = Id : sfid\ndeleted = IsDeleted\naccount_id = AccountId : sfid\nat = StartDateTime | ActivityDateTime | ActivityDate\n"
             "type = Type | \"meeting\"\nauthor = OwnerId\ntitle = Subject\ntext = Description\nabout_id = WhatId | WhoId : sfid\n" },
    { .name = "Salesforce tasks", .box = BOX_CSV, .must = "Id,WhoId,WhatId,ActivityDate",
      .map = "kind = note\nsource = Salesforce\nkey = Id : sfid\ndeleted = IsDeleted\naccount_id = AccountId : sfid\nat = CompletedDateTime | CreatedDate | ActivityDate\n"
             "type = TaskSubtype | Type | \"task\"\nauthor = OwnerId\ntitle = Subject\ntext = Description\nabout_id = WhatId | WhoId : sfid\n" },
    { .name = "Salesforce notes", .box = BOX_CSV, .must = "Id,ParentId,Title,Body,IsPrivate",
      .map = "kind = note\nsource = Salesforce\nkey = Id : sfid\ndeleted = IsDeleted\nat = CreatedDate | LastModifiedDate\ntype = \"note\"\n"
             "author = OwnerId\ntitle = Title : where IsPrivate = \"false\"\ntext = Body : where IsPrivate = \"false\"\nabout_id = ParentId : sfid\n" },
    { .name = "HubSpot notes", .box = BOX_CSV, .must = "Record ID,Note body,Activity date|Create date",
      .map = "kind = note\nsource = HubSpot\ndeleted = Archived | archived | Is archived\nkey = Record ID\naccount_id = " COMPANY_IDS "\n"
             "at = Activity date | Create date\ntype = \"note\"\nauthor = Activity assigned to | Created by\ntext = Note body\n" },
    { .name = "HubSpot notes, calls, meetings and tasks (API)", .box = BOX_JSON,
      .must = "id,properties.hs_note_body|properties.hs_call_body|properties.hs_meeting_body|properties.hs_task_body,properties.hs_timestamp|properties.hs_createdate",
      .map = "kind = note\nsource = HubSpot\neach = associations.companies.results\nkey = id & \"/\" & associations.companies.results[].id\n"
             "account_id = associations.companies.results[].id\nat = properties.hs_timestamp | properties.hs_createdate\nauthor = properties.hubspot_owner_id\n"
             "title = properties.hs_call_title | properties.hs_meeting_title | properties.hs_task_subject\n"
             "text = properties.hs_note_body | properties.hs_call_body | properties.hs_meeting_body | properties.hs_task_body\n" },
    { .name = "HubSpot engagements", .box = BOX_JSON, .must = "engagement.id,engagement.type,engagement.timestamp,associations.companyIds|associations.contactIds|metadata.body",
      .map = "kind = note\nsource = HubSpot\nkey = engagement.id\naccount_id = associations.companyIds : first\n"
             "at = engagement.timestamp\ntype = engagement.type\nauthor = engagement.ownerId\ntitle = metadata.title | metadata.subject\ntext = metadata.body | metadata.text\n" },
    { .name = "Salesforce campaigns", .box = BOX_CSV, .must = "Id,Name,NumberOfLeads,NumberOfContacts,BudgetedCost",
      .skip = "campaigns: nothing of them is kept", .map = "kind = event\n" },
    { .name = "Salesforce campaign members", .box = BOX_CSV, .must = "Id,CampaignId,LeadId,ContactId,HasResponded",
      .skip = "campaign members: nothing of them is kept", .map = "kind = event\n" },
    { .name = "HubSpot companies (connector)", .box = BOX_CSV, .must = "id,property_name,property_createdate,property_industry|property_domain,property_country|property_city",
      .map = "kind = account\nsource = HubSpot\ndeleted = is_deleted | is_company_deleted | is_contact_deleted | is_deal_deleted | _fivetran_deleted | archived\nkey = id\naccount_id = id\naccount_name = property_name\ndomain = property_domain | property_website : domain\n"
             "party_country = property_country\nparty_city = property_city\nname = property_name\ncountry = property_country\ncity = property_city\n"
             "postcode = property_zip\nindustry = property_industry\nwebsite = property_website | property_domain\nphone = property_phone\n"
             "employees = property_numberofemployees\nstreet = property_address\nparent_id = property_hs_parent_company_id\n"
             "[HubSpot properties of a company]\nkind = field\nsource = HubSpot\neach = property_*\nkey = \"account/\" & id & \"/\" & property_*[].key\n"
             "about = \"account\"\nabout_id = id\nfield = property_*[].name\nvalue = property_*[].value\n" },
    { .name = "HubSpot contacts (connector)", .box = BOX_CSV, .must = "id,property_email,property_firstname,property_lastname",
      .map = "kind = contact\nsource = HubSpot\ndeleted = is_deleted | is_company_deleted | is_contact_deleted | is_deal_deleted | _fivetran_deleted | archived\nkey = id\nperson_id = id\naccount_id = property_associatedcompanyid\naccount_name = property_company\n"
             "email = property_email\nfirst_name = property_firstname\nlast_name = property_lastname\ntitle = property_jobtitle\nphone = property_mobilephone | property_phone\n"
             "[HubSpot properties of a contact]\nkind = field\nsource = HubSpot\neach = property_*\nkey = \"contact/\" & id & \"/\" & property_*[].key\n"
             "about = \"contact\"\nabout_id = id\nfield = property_*[].name\nvalue = property_*[].value\n" },
    { .name = "HubSpot deals (connector)", .box = BOX_CSV, .must = "deal_id,property_dealname,property_closedate,property_amount",
      .map = "kind = opportunity\nsource = HubSpot\ndeleted = is_deleted | is_company_deleted | is_contact_deleted | is_deal_deleted | _fivetran_deleted | archived\nkey = deal_id\nname = property_dealname\ntype = property_dealtype\nstage = deal_pipeline_stage_id\n"
             "amount = property_amount\nclose_date = property_closedate\n"
             "[HubSpot properties of a deal]\nkind = field\nsource = HubSpot\neach = property_*\nkey = \"opportunity/\" & deal_id & \"/\" & property_*[].key\n"
             "about = \"opportunity\"\nabout_id = deal_id\nfield = property_*[].name\nvalue = property_*[].value\n" },
    { .name = "HubSpot companies (API)", .box = BOX_JSON, .must = "id,properties.name,properties.domain|properties.hs_lastmodifieddate,archived",
      .map = "kind = account\nsource = HubSpot\nkey = id\ndeleted = archived\naccount_id = id\naccount_name = properties.name\n"
             "domain = properties.domain | properties.website : domain\nparty_country = properties.country\nparty_city = properties.city\n"
             "name = properties.name\ncountry = properties.country\ncity = properties.city\npostcode = properties.zip\nindustry = properties.industry\n"
             "website = properties.website | properties.domain\nphone = properties.phone\nemployees = properties.numberofemployees\nstreet = properties.address\nparent_id = properties.hs_parent_company_id\n"
             "[HubSpot properties of a company]\nkind = field\nsource = HubSpot\neach = properties\nkey = \"account/\" & id & \"/\" & properties[].key\n"
             "about = \"account\"\nabout_id = id\nfield = properties[].name\nvalue = properties[].value\n"
             "[HubSpot history of a company: lifecyclestage]\nkind = change\nsource = HubSpot\neach = propertiesWithHistory.lifecyclestage\n"
             "key = id & \"/lifecyclestage/\" & propertiesWithHistory.lifecyclestage[].timestamp\nabout = \"account\"\nabout_id = id\nfield = \"Lifecycle Stage\"\n"
             "new_value = propertiesWithHistory.lifecyclestage[].value\nat = propertiesWithHistory.lifecyclestage[].timestamp\nauthor = propertiesWithHistory.lifecyclestage[].updatedByUserId\n" },
    { .name = "HubSpot contacts (API)", .box = BOX_JSON, .must = "id,properties.email,properties.firstname|properties.lastname,archived",
      .map = "kind = contact\nsource = HubSpot\nkey = id\ndeleted = archived\nperson_id = id\naccount_id = properties.associatedcompanyid\n"
             "account_name = properties.company\nemail = properties.email\nfirst_name = properties.firstname\nlast_name = properties.lastname\n"
             "title = properties.jobtitle\nrole = properties.hs_buying_role\nphone = properties.mobilephone | properties.phone\n"
             "[HubSpot companies of a contact]\nkind = identity\nsource = HubSpot\neach = associations.companies.results\n"
             "key = id & \"/\" & associations.companies.results[].id\naccount_id = associations.companies.results[].id\nperson_id = id\nemail = properties.email\n"
             "[HubSpot properties of a contact]\nkind = field\nsource = HubSpot\neach = properties\nkey = \"contact/\" & id & \"/\" & properties[].key\n"
             "about = \"contact\"\nabout_id = id\nfield = properties[].name\nvalue = properties[].value\n" },
    { .name = "HubSpot deals (API)", .box = BOX_JSON, .must = "id,properties.dealname,properties.dealstage,archived",
      .map = "kind = opportunity\nsource = HubSpot\nkey = id\ndeleted = archived\naccount_id = properties.hs_primary_associated_company\n"
             "name = properties.dealname\ntype = properties.dealtype\nstage = properties.dealstage\namount = properties.amount\n"
             "currency = properties.deal_currency_code\nclose_date = properties.closedate\n"
             "is_closed = properties.hs_is_closed | properties.dealstage : is true, 1, closedwon, closedlost\n"
             "is_won = properties.hs_is_closed_won | properties.dealstage : is true, 1, closedwon\nloss_reason = properties.closed_lost_reason\n"
             "[HubSpot properties of a deal]\nkind = field\nsource = HubSpot\neach = properties\nkey = \"opportunity/\" & id & \"/\" & properties[].key\n"
             "about = \"opportunity\"\nabout_id = id\nfield = properties[].name\nvalue = properties[].value\n"
             "[HubSpot history of a deal: dealstage]\nkind = change\nsource = HubSpot\neach = propertiesWithHistory.dealstage\n"
             "key = id & \"/dealstage/\" & propertiesWithHistory.dealstage[].timestamp\nabout = \"opportunity\"\nabout_id = id\nfield = \"Deal Stage\"\n"
             "new_value = propertiesWithHistory.dealstage[].value\nat = propertiesWithHistory.dealstage[].timestamp\nauthor = propertiesWithHistory.dealstage[].updatedByUserId\n"
             "[HubSpot history of a deal: amount]\nkind = change\nsource = HubSpot\neach = propertiesWithHistory.amount\n"
             "key = id & \"/amount/\" & propertiesWithHistory.amount[].timestamp\nabout = \"opportunity\"\nabout_id = id\nfield = \"Amount\"\n"
             "new_value = propertiesWithHistory.amount[].value\nat = propertiesWithHistory.amount[].timestamp\nauthor = propertiesWithHistory.amount[].updatedByUserId\n"
             "[HubSpot history of a deal: closedate]\nkind = change\nsource = HubSpot\neach = propertiesWithHistory.closedate\n"
             "key = id & \"/closedate/\" & propertiesWithHistory.closedate[].timestamp\nabout = \"opportunity\"\nabout_id = id\nfield = \"Close Date\"\n"
             "new_value = propertiesWithHistory.closedate[].value\nat = propertiesWithHistory.closedate[].timestamp\nauthor = propertiesWithHistory.closedate[].updatedByUserId\n" },
    { .name = "References given", .box = BOX_CSV, .must = "Reference Given Date|Reference Given On|Date of Reference|Reference Given,Account|Account Name|Account ID|Customer|Company",
      .map = "kind = reference\nsource = References\nkey = Reference ID | Reference Number\naccount_id = Account ID | Customer ID\naccount_name = Account Name | Account | Customer Name | Customer | Company\n"
             "email = Contact Email | Email\ndomain = Website | Domain : domain\ngiven = Reference Given Date | Reference Given On | Date of Reference | Reference Given\n"
             "type = Reference Type | Type\nstatus = Reference Status | Status\n" },
    { .name = "References by type", .box = BOX_CSV, .must = "Reference Type,Date|Date Given|Given On|Completed Date,Account|Account Name|Account ID|Customer|Company",
      .map = "kind = reference\nsource = References\nkey = Reference ID | Reference Number\naccount_id = Account ID | Customer ID\naccount_name = Account Name | Account | Customer Name | Customer | Company\n"
             "email = Contact Email | Email\ndomain = Website | Domain : domain\ngiven = Date Given | Given On | Completed Date | Date\ntype = Reference Type\nstatus = Reference Status | Status\n" },
    { .name = "References given (German)", .box = BOX_CSV, .must = "Referenz gegeben am|Referenz am|Referenzdatum,Kunde|Kundenname|Firma|Kundennummer",
      .map = "kind = reference\nsource = References\nkey = Referenznummer\naccount_id = Kundennummer\naccount_name = Kundenname | Kunde | Firma\nemail = E-Mail\n"
             "given = Referenz gegeben am | Referenz am | Referenzdatum\ntype = Art der Referenz | Art\nstatus = Status : say angefragt = asked, abgelehnt = declined, geplant = planned\n" },
    { .name = "Chargify customers", .box = BOX_CSV, .must = "id,first_name,last_name,organization,email,created_at,reference",
      .map = "kind = account\nsource = Chargify\nkey = id\naccount_id = id\naccount_name = organization\nemail = email\n"
             "name = organization | first_name & \" \" & last_name | email\ncustomer_since = created_at\ncountry = country\nparty_country = country\n"
             "city = city\nparty_city = city\npostcode = zip\nphone = phone\n" },
};
// clang-format on

const ShapeRows shapes_crm = { rows, COUNT_OF(rows) };
