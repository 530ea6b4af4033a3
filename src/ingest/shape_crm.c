/* Shapes of CRM systems (ingest/shape.h). */
#include "ingest/shape_rows.h"

#include "base/attr.h"

// clang-format off
static const Shape rows[] = {
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
};
// clang-format on

const ShapeRows shapes_crm = { rows, COUNT_OF(rows) };
