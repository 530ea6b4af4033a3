/* Exports of CRM and billing customers, each with its traps.  Oracle: the log beside the bytes (forms.h). */
#include "tests/ingest/forms.h"

#define CUT "\"Confidential Information - Do Not Distribute\"\n\"Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved.\"\n"

/* A HubSpot file as Excel leaves it: UTF-16, little end first, with a mark and tabs. */
static const char utf16[] = "\xFF\xFE" "R\0e\0c\0o\0r\0d\0 \0I\0D\0\t\0C\0o\0m\0p\0a\0n\0y\0 \0n\0a\0m\0e\0\n\0" "7\0\t\0M\0\xFC\0l\0l\0e\0r\0";

// clang-format off
static const Form cases[] = {
    { .about = "Salesforce report of contacts and accounts: the account on every row, a footer with the sign of copyright", .file = "r.csv",
      .shape = "Salesforce report of contacts and accounts", .rows = 2, .kept = 2, .says = "3 lines left out",
      .bytes = "Salutation,First Name,Last Name,Title,Account Name,Email,Mobile,Contact ID,Account ID\nMs.,Ann,Lee,Buyer,Acme,Ann@acme.de,+49 30 1,0035f00000AbCdE,0015f00000XyZaB\n"
               "Mr.,Bo,Li,,Acme,bo@acme.de,,0035f00000AbCdF,0015f00000XyZaB\n\nGrand Totals (2 records)\n\nConfidential Information - Do Not Distribute\n"
               "Copyright \xC2\xA9 2000-2026 salesforce.com\x2C inc. All rights reserved.\n",
      .want = "contact 2 0035f00000AbCdEAAV [0015f00000XyZaBAAV,Acme,0035f00000AbCdEAAV,ann@acme.de,,,] | Ann | Lee | Buyer | ~ | +49 30 1\n"
              "contact 3 0035f00000AbCdFAAV [0015f00000XyZaBAAV,Acme,0035f00000AbCdFAAV,bo@acme.de,,,] | Bo | Li | ~ | ~ | ~\n" },
    { .about = "Salesforce report of contacts and accounts without ids: known by what they say", .file = "r.csv",
      .shape = "Salesforce report of contacts and accounts", .rows = 1, .kept = 1, .says = "no id in the file",
      .bytes = "First Name,Last Name,Account Name,Account Owner,Email\nAnn,Lee,Acme,Bo,Ann@acme.de\n\n\"Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved.\"\n",
      .want = "contact 2  [,Acme,,ann@acme.de,,,] | Ann | Lee | ~ | ~ | ~\n" },
    { .about = "Salesforce report of accounts without ids: by their names", .file = "r.csv", .shape = "Salesforce report of accounts without ids", .rows = 2, .kept = 2,
      .bytes = "Account Owner,Account Name,Billing State/Province,Industry,Last Activity\nBo,Acme,BE,Retail,1/2/2026\nBo,Bolt,BY,,\n\nGrand Totals (2 records)\n",
      .want = "account 2  [,Acme,,,,,] | Acme | ~ | ~ | ~ | ~ | ~ | ~ | Retail | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~\n"
              "account 3  [,Bolt,,,,,] | Bolt | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~\n" },
    { .about = "Salesforce report of opportunities: line breaks in cells, subtotal and total rows, footer, ids of 15 and 18",
      .file = "r.csv", .shape = "Salesforce report of opportunities", .rows = 3, .kept = 3, .says = "5 lines left out (totals, footers)",
      .bytes = "\"Opportunity ID\",\"Account ID\",\"Account Name\",\"Opportunity Name\",\"Stage\",\"Close Date\",\"Amount\",\"Loss Reason\",\"Next Step\"\n"
               "\"0065f000001aBcD\",\"0015f00000XyZaB\",\"Acme, Inc.\",\"Renewal\",\"Closed Won\",\"3/14/2026\",\"$45,000.00\",\"\",\"call in May\"\n"
               "\"0065f000001ABCD\",\"0015f00000XyZaBAAV\",\"Acme, Inc.\",\"Renewal\",\"Closed Lost\",\"3/4/2026\",\"EUR 1,200.50\",\"too \"\"dear\"\"\r\nand slow\",\"\"\n"
               "\"Subtotal\",\"\",\"\",\"\",\"\",\"\",\"$46,200.50\",\"\",\"\"\n"
               "\"0065f000001ABCE\",\"0015f00000Tot\",\"Total S.A.\",\"Total renewal\",\"Proposal\",\"12/31/2026\",\"TBD\",\"\",\"\"\n"
               "\"Total\",\"\",\"\",\"\",\"\",\"\",\"$46,200.50\",\"\",\"\"\n\n\"Grand Totals (3 records)\"\n\n" CUT,
      .want = "opportunity 2 0065f000001aBcDAAU [0015f00000XyZaBAAV,Acme, Inc.,,,,,] | Renewal | ~ | Closed Won | 4500000 | USD | 2026-03-14 | 1 | 1 | ~ | ~ | ~ | ~\n"
              "field 2 opportunity/0065f000001aBcD/Next Step [,,,,,,] | opportunity | 0065f000001aBcDAAU | Next Step | call in May\n"
              "opportunity 3 0065f000001ABCDAA4 [0015f00000XyZaBAAV,Acme, Inc.,,,,,] | Renewal | ~ | Closed Lost | 120050 | EUR | 2026-03-04 | 1 | 0 | ~ | too \"dear\"\r\nand slow | ~ | ~\n"
              "opportunity 6 0065f000001ABCEAA4 [0015f00000Tot,Total S.A.,,,,,] | Total renewal | ~ | Proposal | ~ | EUR | 2026-12-31 | 0 | 0 | ~ | ~ | ~ | ~\n" },
    { .about = "Zoho accounts: ids as they are, a parent by its name, what no field takes by its column", .file = "z.csv", .shape = "Zoho accounts", .rows = 2, .kept = 2,
      .bytes = "Account Id,Account Owner,Account Name,Parent Account,Website,Billing Country,Employees,Created Time,Account Type\n"
               "zcrm_301001,Jane,Nordwind GmbH,,http://www.nordwind.de/,Germany,120,\"13 Mar, 2024 05:04 PM\",Customer\n"
               "zcrm_301002,,Nordwind Polska,Nordwind GmbH,,Poland,12,,Former customer\n",
      .want = "account 2 zcrm_301001 [zcrm_301001,Nordwind GmbH,,,nordwind.de,Germany,] | Nordwind GmbH | ~ | ~ | ~ | Germany | ~ | ~ | ~ | http://www.nordwind.de/ | ~ | 120 | ~ | 0 | ~ | ~ | ~\n"
              "field 2 account/zcrm_301001/Account Owner [,,,,,,] | account | zcrm_301001 | Account Owner | Jane\n"
              "field 2 account/zcrm_301001/Created Time [,,,,,,] | account | zcrm_301001 | Created Time | 13 Mar, 2024 05:04 PM\n"
              "account 3 zcrm_301002 [zcrm_301002,Nordwind Polska,,,,Poland,] | Nordwind Polska | Nordwind GmbH | ~ | ~ | Poland | ~ | ~ | ~ | ~ | ~ | 12 | ~ | 1 | ~ | ~ | ~\n" },
    { .about = "Salesforce report grouped by account: its name stands on the first row of its group, and is the next ones' to the subtotal",
      .file = "r.csv", .shape = "Salesforce report of opportunities", .rows = 4, .kept = 4, .says = "grouped, with subtotals: 1 row takes the name above in 'Account Name'",
      .bytes = "Account Name,Opportunity Name,Stage,Amount,Close Date,Opportunity ID\nAcme,Renewal,Closed Won,1,3/31/2026,0065f000001aBcD\n,Upsell,Proposal,2,3/31/2026,0065f000001aBcE\n"
               "Subtotal,,,3,,\n,Nobody's,Proposal,4,3/31/2026,0065f000001aBcF\nBolt,Renewal,Closed Lost,5,3/31/2026,0065f000001aBcG\nSubtotal,,,9,,\nTotal,,,12,,\n",
      .want = "opportunity 2 0065f000001aBcDAAU [,Acme,,,,,] | Renewal | ~ | Closed Won | 100 | EUR | 2026-03-31 | 1 | 1 | ~ | ~ | ~ | ~\n"
              "opportunity 3 0065f000001aBcEAAU [,Acme,,,,,] | Upsell | ~ | Proposal | 200 | EUR | 2026-03-31 | 0 | 0 | ~ | ~ | ~ | ~\n"
              "opportunity 5 0065f000001aBcFAAU [,,,,,,] | Nobody's | ~ | Proposal | 400 | EUR | 2026-03-31 | 0 | 0 | ~ | ~ | ~ | ~\n"
              "opportunity 6 0065f000001aBcGAAU [,Bolt,,,,,] | Renewal | ~ | Closed Lost | 500 | EUR | 2026-03-31 | 1 | 0 | ~ | ~ | ~ | ~\n" },
    { .about = "Salesforce report whose groups end in no subtotal: how many rows name no company", .file = "r.csv", .shape = "Salesforce report of opportunities", .rows = 2, .kept = 2,
      .says = "1 row names no company: 'Account Name' is blank there",
      .bytes = "Account Name,Opportunity Name,Stage,Amount,Close Date,Opportunity ID\nAcme,Renewal,Closed Won,1,3/31/2026,0065f000001aBcD\n,Upsell,Proposal,2,3/31/2026,0065f000001aBcE\n",
      .want = "opportunity 2 0065f000001aBcDAAU [,Acme,,,,,] | Renewal | ~ | Closed Won | 100 | EUR | 2026-03-31 | 1 | 1 | ~ | ~ | ~ | ~\n"
              "opportunity 3 0065f000001aBcEAAU [,,,,,,] | Upsell | ~ | Proposal | 200 | EUR | 2026-03-31 | 0 | 0 | ~ | ~ | ~ | ~\n" },
    { .about = "Salesforce report of accounts: a total has no id, a company called Total has one",
      .file = "r.csv", .shape = "Salesforce report of accounts", .rows = 1, .kept = 1, .says = "1 lines left out",
      .bytes = "Account Name,Account ID,Billing Country,Employees,Account Owner,Renewal Risk\nTotal,0015f00000XyZaB,France,5,Bo,high\nTotal (1 records),,,5,,\n",
      .want = "account 2 0015f00000XyZaBAAV [0015f00000XyZaBAAV,Total,,,,France,] | Total | ~ | ~ | ~ | France | ~ | ~ | ~ | ~ | ~ | 5 | ~ | ~ | ~ | ~ | ~\n"
              "field 2 account/0015f00000XyZaB/Account Owner [,,,,,,] | account | 0015f00000XyZaBAAV | Account Owner | Bo\n"
              "field 2 account/0015f00000XyZaB/Renewal Risk [,,,,,,] | account | 0015f00000XyZaBAAV | Renewal Risk | high\n" },
    { .about = "Pipedrive deals: won, lost and open by their status, decided when they were, another currency by its code", .file = "deals.csv",
      .shape = "Pipedrive deals", .rows = 3, .kept = 3,
      .bytes = "Deal - ID,Deal - Title,Deal - Organization,Deal - Status,Deal - Value,Deal - Currency of Value,Deal - Won time,Deal - Lost time,Deal - Lost reason,Deal - Expected close date\n"
               "1,Acme renewal,Acme Inc,Won,1200.50,USD,2026-01-05 10:00:00,,,2026-02-01\n2,Bolt renewal,Bolt Ltd,Lost,900,USD,,2026-01-07 11:00:00,Price,2026-02-01\n"
               "3,Cedar new,Cedar GmbH,Open,500,EUR,,,,2026-03-01\n",
      .want = "opportunity 2 1 [,Acme Inc,,,,,] | Acme renewal | ~ | Won | 120050 | USD | 2026-01-05 | 1 | 1 | ~ | ~ | ~ | ~\n"
              "opportunity 3 2 [,Bolt Ltd,,,,,] | Bolt renewal | ~ | Lost | 90000 | USD | 2026-01-07 | 1 | 0 | ~ | Price | ~ | ~\n"
              "opportunity 4 3 [,Cedar GmbH,,,,,] | Cedar new | ~ | Open | 50000 | EUR | 2026-03-01 | 0 | 0 | ~ | ~ | ~ | ~\n" },
    { .about = "A list of references given: by name, in the order months first, one that was declined",
      .file = "r.csv", .shape = "References given", .rows = 2, .kept = 2, .says = "no id in the file",
      .bytes = "Account Name,Reference Given Date,Reference Type,Status\nAcme,2026-03-14,Call,Given\nBolt,2026-04-02,Case study,Declined\n",
      .want = "reference 2  [,Acme,,,,,] | 2026-03-14 | Call | Given\nreference 3  [,Bolt,,,,,] | 2026-04-02 | Case study | Declined\n" },
    { .about = "References by type, with ids of their own; one without a day is set aside",
      .file = "r.csv", .shape = "References by type", .rows = 2, .kept = 1, .bad = 1,
      .bytes = "Reference ID,Company,Date,Reference Type,Contact Email\nR-1,Acme,14 Mar 2026,Call,a@acme.de\nR-2,Bolt,,Quotation,\n",
      .want = "reference 2 R-1 [,Acme,,a@acme.de,,,] | 2026-03-14 | Call | ~\nbad 3:3 Date 'required value is missing' R-2,Bolt,,Quotation,\n" },
    { .about = "References in German: words of state are told in ours",
      .file = "r.csv", .shape = "References given (German)", .rows = 2, .kept = 2, .says = "no id in the file",
      .bytes = "Kunde;Referenz gegeben am;Art;Status\nM\xC3\xBCller;14.03.2026;Besuch;gegeben\nBolt;02.04.2026;Telefonat;abgelehnt\n",
      .want = "reference 2  [,M\xC3\xBCller,,,,,] | 2026-03-14 | Besuch | gegeben\nreference 3  [,Bolt,,,,,] | 2026-04-02 | Telefonat | declined\n" },
    { .about = "Salesforce accounts: the day a reference was given is a field of its own",
      .file = "Account.csv", .shape = "Salesforce accounts", .rows = 1, .kept = 1,
      .bytes = "Id,Name,BillingCountry,Is_Reference_Customer__c,Reference_Given_Date__c\n0015f00000XyZaBAAV,Acme,France,true,2026-03-14\n",
      .want = "account 2 0015f00000XyZaBAAV [0015f00000XyZaBAAV,Acme,,,,France,] | Acme | ~ | ~ | ~ | France | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~\n"
              "field 2 account/0015f00000XyZaBAAV/Is_Reference_Customer [,,,,,,] | account | 0015f00000XyZaBAAV | Is_Reference_Customer | true\n"
              "field 2 account/0015f00000XyZaBAAV/Reference_Given_Date [,,,,,,] | account | 0015f00000XyZaBAAV | Reference_Given_Date | 2026-03-14\n" },
    { .about = "Salesforce report without an id: said what a record is known by",
      .file = "r.csv", .shape = "Salesforce report of opportunities", .rows = 2, .kept = 2, .says = "no id in the file",
      .bytes = "Account Name,Opportunity Name,Stage,Close Date\nAcme,Renewal,Closed Won,2026-03-14\nBolt,Renewal,Closed Won,2026-03-14\n",
      .want = "opportunity 2  [,Acme,,,,,] | Renewal | ~ | Closed Won | ~ | EUR | 2026-03-14 | 1 | 1 | ~ | ~ | ~ | ~\n"
              "opportunity 3  [,Bolt,,,,,] | Renewal | ~ | Closed Won | ~ | EUR | 2026-03-14 | 1 | 1 | ~ | ~ | ~ | ~\n" },
    { .about = "Salesforce Data Loader: API names, ISO dates with milliseconds and zone",
      .file = "Opportunity.csv", .shape = "Salesforce opportunities", .rows = 1, .kept = 1,
      .bytes = "\xEF\xBB\xBFId,AccountId,Name,StageName,CloseDate,Amount,IsClosed,IsWon,CurrencyIsoCode\n0065f000001ABCEAA2,0015f00000XyZaBAAV,Deal,Closed Won,2026-12-31,1200.5,true,true,CHF\n",
      .want = "opportunity 2 0065f000001ABCEAA2 [0015f00000XyZaBAAV,,,,,,] | Deal | ~ | Closed Won | 120050 | CHF | 2026-12-31 | 1 | 1 | ~ | ~ | ~ | ~\n" },
    { .about = "Salesforce Data Loader: where a deal came from and which account sent it, by an id of 15",
      .file = "Opportunity.csv", .shape = "Salesforce opportunities", .rows = 2, .kept = 2,
      .bytes = "Id,AccountId,Name,StageName,CloseDate,IsClosed,IsWon,LeadSource,Referred_By__c\n0065f000001ABCEAA2,0015f00000XyZaBAAV,Deal,Closed Won,2026-12-31,true,true,Customer Referral,0015f00000XyZaB\n"
               "0065f000001ABCFAA2,0015f00000XyZaBAAV,Deal,Closed Won,2026-12-31,true,true,,Acme Ltd\n",
      .want = "opportunity 2 0065f000001ABCEAA2 [0015f00000XyZaBAAV,,,,,,] | Deal | ~ | Closed Won | ~ | EUR | 2026-12-31 | 1 | 1 | ~ | ~ | Customer Referral | 0015f00000XyZaBAAV\n"
              "opportunity 3 0065f000001ABCFAA2 [0015f00000XyZaBAAV,,,,,,] | Deal | ~ | Closed Won | ~ | EUR | 2026-12-31 | 1 | 1 | ~ | ~ | ~ | Acme Ltd\n" },
    { .about = "An id that a spreadsheet made a number: the key costs the row, another's id costs the cell",
      .file = "Opportunity.csv", .shape = "Salesforce opportunities", .rows = 2, .kept = 1, .bad = 1, .says = "1 cells set aside",
      .bytes = "Id,AccountId,Name,StageName,CloseDate\n1.23457E+11,1,Deal,Won,2026-12-31\n12,1.23457E+11,Deal,Won,2026-12-31\n",
      .want = "bad 2:1 Id 'id damaged by a spreadsheet (scientific notation)' 1.23457E+11,1,Deal,Won,2026-12-31\n"
              "bad cell 3:2 AccountId 'id damaged by a spreadsheet (scientific notation)' 1.23457E+11\n"
              "opportunity 3 12 [,,,,,,] | Deal | ~ | Won | ~ | EUR | 2026-12-31 | 0 | 0 | ~ | ~ | ~ | ~\n" },
    { .about = "Ids whose zeros a spreadsheet cut off are told, and kept as they are",
      .file = "h.csv", .shape = "HubSpot companies", .rows = 3, .kept = 3, .says = "1 ids shorter than others that begin with zero",
      .bytes = "Record ID,Company name\n00417,A\n00418,B\n419,C\n",
      .want = "account 2 00417 [00417,A,,,,,] | A | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~\n"
              "account 3 00418 [00418,B,,,,,] | B | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~\n"
              "account 4 419 [419,C,,,,,] | C | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~\n" },
    { .about = "HubSpot companies with a column without a name: a field all the same, where it holds something", .file = "h.csv", .shape = "HubSpot companies", .rows = 2, .kept = 2,
      .bytes = "Record ID,Company name,,\n1,Acme,gold,\n2,Birch,,\n",
      .want = "account 2 1 [1,Acme,,,,,] | Acme | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~\n"
              "field 2 account/1/column 3 [,,,,,,] | account | 1 | column 3 | gold\n"
              "account 3 2 [2,Birch,,,,,] | Birch | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~\n",
      .note = "" },
    { .about = "Salesforce account contact relations say who works where",
      .file = "a.csv", .shape = "Salesforce account contact relations", .rows = 1, .kept = 1,
      .bytes = "Id,AccountId,ContactId,Roles,IsDirect,CreatedDate\n07kEc000002UVd8IAG,001Ec00000GGw3hIAD,003Ec00000Cz30UIAR,,1,2024-01-23T03:54:57.000+0000\n",
      .want = "identity 2 07kEc000002UVd8IAG [001Ec00000GGw3hIAD,,003Ec00000Cz30UIAR,,,,] | 2024-01-23T03:54:57Z | ~\n" },
    { .about = "Salesforce field history as a report: by names alone, and said so; an event without values, a day that is none, a subtotal",
      .file = "h.csv", .shape = "Salesforce report of opportunity history", .rows = 4, .kept = 3, .bad = 1, .says = "no ids in the file: whose changes they are their names say",
      .bytes = "Opportunity Name,Account Name,Edited By,Field / Event,Old Value,New Value,Edit Date\nDeal,Acme,Ann,Stage,A,B,31/1/2026\nDeal,Acme,Ann,Created.,,,30/1/2026\n"
               "Deal,Acme,Ann,Amount,\"EUR 1,000\",\"EUR 2,000\",soon\nDeal,Acme,Ann,Close Date,3/1/2026,,1/2/2026\nTotal,,,,,,\n",
      .want = "change 2  [,Acme,,,,,] | opportunity | Deal | Stage | A | B | 2026-01-31T00:00:00Z | Ann\n"
              "change 3  [,Acme,,,,,] | opportunity | Deal | Created. | ~ | ~ | 2026-01-30T00:00:00Z | Ann\n"
              "bad 4:7 Edit Date 'date not understood' Deal,Acme,Ann,Amount,\"EUR 1,000\",\"EUR 2,\n"
              "change 5  [,Acme,,,,,] | opportunity | Deal | Close Date | 3/1/2026 | ~ | 2026-02-01T00:00:00Z | Ann\n" },
    { .about = "Salesforce account and contact histories as reports: ids of 15, a contact's row says who she is, a private field's values stay outside",
      .file = "a.csv", .shape = "Salesforce report of account history", .rows = 1, .kept = 1,
      .bytes = "Account Name,Account ID,Field / Event,Old Value,New Value,Edit Date,Edited By\nAcme,0015f00000XyZaB,Type,Prospect,Customer,2026-01-31 09:30,Ann\n",
      .beside = "c.csv", .beside_bytes = "Contact Name,Contact ID,Account Name,Field / Event,Old Value,New Value,Edit Date\nJane,0035f00000XyZaB,Acme,Birthdate,1970-01-02,1970-02-01,2026-01-31 09:30\n",
      .want = "change 2  [0015f00000XyZaBAAV,Acme,,,,,] | account | 0015f00000XyZaBAAV | Type | Prospect | Customer | 2026-01-31T09:30:00Z | Ann\n"
              "change 2  [,Acme,0035f00000XyZaBAAV,,,,] | contact | 0035f00000XyZaBAAV | Birthdate | ~ | ~ | 2026-01-31T09:30:00Z | ~\n" },
    { .about = "Salesforce field histories by the Data Loader: a field's API name is its label, the deleted ones are said",
      .file = "OpportunityFieldHistory.csv", .shape = "Salesforce opportunity field history", .rows = 2, .kept = 2,
      .bytes = "Id,IsDeleted,OpportunityId,CreatedById,CreatedDate,Field,DataType,OldValue,NewValue\n0175f000001ABCEAA2,false,0065f000001ABCE,0055f00000AAAAA,2026-01-31T09:30:00.000Z,StageName,DynamicEnum,A,B\n"
               "0175f000001ABCFAA2,true,0065f000001ABCE,0055f00000AAAAA,2026-02-01T09:30:00.000Z,Amount,Currency,10.5,\n",
      .beside = "AccountHistory.csv", .beside_bytes = "Id,IsDeleted,AccountId,CreatedById,CreatedDate,Field,DataType,OldValue,NewValue\n0175f000001ABCGAA2,false,0015f00000XyZaBAAV,0055f00000AAAAA,2026-01-31T09:30:00.000Z,Type,Text,Prospect,Customer\n",
      .want = "change 2 0175f000001ABCGAA2 [,,,,,,] | account | 0015f00000XyZaBAAV | Type | Prospect | Customer | 2026-01-31T09:30:00Z | 0055f00000AAAAA\n"
              "change 2 0175f000001ABCEAA2 [,,,,,,] | opportunity | 0065f000001ABCEAA4 | Stage | A | B | 2026-01-31T09:30:00Z | 0055f00000AAAAA\n"
              "change 3 0175f000001ABCFAA2 [,,,,,,] | opportunity | 0065f000001ABCEAA4 | Amount | 10.5 | ~ | 2026-02-01T09:30:00Z | 0055f00000AAAAA deleted\n" },
    { .about = "Salesforce OpportunityHistory: a row has what the deal was then, each value a change; it is no deal",
      .file = "OpportunityHistory.csv", .shape = "Salesforce opportunity history", .rows = 2, .kept = 2,
      .bytes = "Id,OpportunityId,CreatedDate,StageName,Amount,CloseDate,Probability,PrevAmount,PrevCloseDate\n0085f000001ABCEAA2,0065f000001ABCEAA2,2026-01-31T09:30:00.000Z,A,10,2026-03-31,50,,\n"
               "0085f000001ABCFAA2,0065f000001ABCEAA2,2026-02-01T09:30:00.000Z,B,,2026-04-30,,10,2026-03-31\n",
      .want = "change 2 0085f000001ABCEAA2 [,,,,,,] | opportunity | 0065f000001ABCEAA2 | Stage | ~ | A | 2026-01-31T09:30:00Z | ~\n"
              "change 2 0085f000001ABCEAA2/amount [,,,,,,] | opportunity | 0065f000001ABCEAA2 | Amount | ~ | 10 | 2026-01-31T09:30:00Z | ~\n"
              "change 2 0085f000001ABCEAA2/close [,,,,,,] | opportunity | 0065f000001ABCEAA2 | Close Date | ~ | 2026-03-31 | 2026-01-31T09:30:00Z | ~\n"
              "change 2 0085f000001ABCEAA2/probability [,,,,,,] | opportunity | 0065f000001ABCEAA2 | Probability | ~ | 50 | 2026-01-31T09:30:00Z | ~\n"
              "change 3 0085f000001ABCFAA2 [,,,,,,] | opportunity | 0065f000001ABCEAA2 | Stage | ~ | B | 2026-02-01T09:30:00Z | ~\n"
              "change 3 0085f000001ABCFAA2/amount [,,,,,,] | opportunity | 0065f000001ABCEAA2 | Amount | 10 | ~ | 2026-02-01T09:30:00Z | ~\n"
              "change 3 0085f000001ABCFAA2/close [,,,,,,] | opportunity | 0065f000001ABCEAA2 | Close Date | 2026-03-31 | 2026-04-30 | 2026-02-01T09:30:00Z | ~\n" },
    { .about = "HubSpot property histories of a connector: a value that was cleared, one without its day, a contact's private property",
      .file = "deal_property_history.csv", .shape = "HubSpot deal property history", .rows = 3, .kept = 2, .bad = 1,
      .bytes = "deal_id,timestamp,_fivetran_synced,source,name,source_id,value\n7,2026-01-31 09:30:00.123,2026-02-01 00:00:00,CRM_UI,dealstage,,demo\n7,2026-02-01 09:30:00,2026-02-01 00:00:00,CRM_UI,amount,,\n7,,2026-02-01 00:00:00,CRM_UI,amount,,5\n",
      .beside = "contact_property_history.csv", .beside_bytes = "contact_id,timestamp,source,name,value,source_id\n9,2026-01-31 09:30:00,CRM_UI,date_of_birth,1970-01-02,\n",
      .want = "change 2 9/date_of_birth/2026-01-31 09:30:00 [,,9,,,,] | contact | 9 | date_of_birth | ~ | ~ | 2026-01-31T09:30:00Z | ~\n"
              "change 2 7/dealstage/2026-01-31 09:30:00.123 [,,,,,,] | opportunity | 7 | Deal Stage | ~ | demo | 2026-01-31T09:30:00Z | ~\n"
              "change 3 7/amount/2026-02-01 09:30:00 [,,,,,,] | opportunity | 7 | Amount | ~ | ~ | 2026-02-01T09:30:00Z | ~\n"
              "bad 4:2 timestamp 'required value is missing' 7,,2026-02-01 00:00:00,CRM_UI,amount,,5\n" },
    { .about = "HubSpot property histories by lines that read the interface, and within the record",
      .file = "h.ndjson", .shape = "HubSpot deal property history", .rows = 1, .kept = 1,
      .bytes = "{\"dealId\":\"7\",\"property\":\"dealstage\",\"value\":\"demo\",\"timestamp\":\"2026-01-31T09:30:00.000Z\",\"sourceType\":\"CRM_UI\",\"updatedByUserId\":\"5\"}\n",
      .beside = "d.json", .beside_bytes = "{\"results\":[{\"id\":\"7\",\"properties\":{\"dealname\":\"Deal\",\"dealstage\":\"won\"},\"archived\":false,"
               "\"propertiesWithHistory\":{\"dealstage\":[{\"value\":\"won\",\"timestamp\":\"2026-02-02T00:00:00Z\",\"updatedByUserId\":5},{\"value\":\"demo\",\"timestamp\":\"2026-01-31T09:30:00Z\"}]}}]}",
      .want = "opportunity 1 7 [,,,,,,] | Deal | ~ | won | ~ | EUR | ~ | 0 | 0 | ~ | ~ | ~ | ~\n"
              "change 1 7/dealstage/2026-02-02T00:00:00Z [,,,,,,] | opportunity | 7 | Deal Stage | ~ | won | 2026-02-02T00:00:00Z | 5\n"
              "change 1 7/dealstage/2026-01-31T09:30:00Z [,,,,,,] | opportunity | 7 | Deal Stage | ~ | demo | 2026-01-31T09:30:00Z | ~\n"
              "change 1 7/dealstage/2026-01-31T09:30:00.000Z [,,,,,,] | opportunity | 7 | Deal Stage | ~ | demo | 2026-01-31T09:30:00Z | 5\n" },
    { .about = "HubSpot deals: amounts as people write them, curly quotes in headers, a date that is to be decided, labels in any case",
      .file = "h.csv", .shape = "HubSpot deals", .rows = 4, .kept = 4,
      .bytes = "record id,deal name,DEAL STAGE,Amount,Deal owner,Close Date,Create Date,Pipeline,Date entered \xE2\x80\x9C""Demo (Sales Pipeline)\xE2\x80\x9D,\"Date entered \"\"Won\"\"\"\n"
               "1,A,Closed Won,\"$45,000\",Gone Person (Deactivated User),2024-02-01 09:30,2024-01-01 09:30,Sales,2024-01-05 10:00,\n"
               "2,B,Closed lost,45k,,2024-02-02 09:30,,,,\n3,C,Demo,1.2M,,2024-02-03 09:30,,,,\n4,D,Demo,,,TBD,,,,\n",
      .want = "opportunity 2 1 [,,,,,,] | A | ~ | Closed Won | 4500000 | USD | 2024-02-01 | 1 | 1 | ~ | ~ | ~ | ~\n"
              "field 2 opportunity/1/Deal owner [,,,,,,] | opportunity | 1 | Deal owner | Gone Person (Deactivated User)\n"
              "field 2 opportunity/1/Create Date [,,,,,,] | opportunity | 1 | Create Date | 2024-01-01 09:30\n"
              "field 2 opportunity/1/Pipeline [,,,,,,] | opportunity | 1 | Pipeline | Sales\n"
              "field 2 opportunity/1/Date entered \xE2\x80\x9C""Demo (Sales Pipeline)\xE2\x80\x9D [,,,,,,] | opportunity | 1 | Date entered \xE2\x80\x9C""Demo (Sales Pipeline)\xE2\x80\x9D | 2024-01-05 10:00\n"
              "opportunity 3 2 [,,,,,,] | B | ~ | Closed lost | 4500000 | EUR | 2024-02-02 | 1 | 0 | ~ | ~ | ~ | ~\n"
              "opportunity 4 3 [,,,,,,] | C | ~ | Demo | 120000000 | EUR | 2024-02-03 | 0 | 0 | ~ | ~ | ~ | ~\n"
              "opportunity 5 4 [,,,,,,] | D | ~ | Demo | ~ | EUR | ~ | 0 | 0 | ~ | ~ | ~ | ~\n" },
    { .about = "HubSpot deals of several companies: the first id, or the one called primary; names in another order say nothing beside ids", .file = "h.csv", .shape = "HubSpot deals", .rows = 3, .kept = 3,
      .bytes = "Record ID,Deal Name,Deal Stage,Associated Company,Associated Company IDs,Primary Associated Company ID\n"
               "77,Two,Demo,Northwind Traders;Initech Holdings,9002;9001,\n78,Primary,Demo,Northwind Traders;Initech Holdings,9002;9001,9001\n79,One,Demo,Globex,9003,\n",
      .want = "opportunity 2 77 [9002,,,,,,] | Two | ~ | Demo | ~ | EUR | ~ | 0 | 0 | ~ | ~ | ~ | ~\n"
              "field 2 opportunity/77/Associated Company IDs [,,,,,,] | opportunity | 77 | Associated Company IDs | 9002;9001\n"
              "opportunity 3 78 [9001,,,,,,] | Primary | ~ | Demo | ~ | EUR | ~ | 0 | 0 | ~ | ~ | ~ | ~\n"
              "field 3 opportunity/78/Associated Company IDs [,,,,,,] | opportunity | 78 | Associated Company IDs | 9002;9001\n"
              "opportunity 4 79 [9003,Globex,,,,,] | One | ~ | Demo | ~ | EUR | ~ | 0 | 0 | ~ | ~ | ~ | ~\n"
              "field 4 opportunity/79/Associated Company IDs [,,,,,,] | opportunity | 79 | Associated Company IDs | 9003\n" },
    { .about = "HubSpot deals of several companies by name alone: the first", .file = "h.csv", .shape = "HubSpot deals", .rows = 1, .kept = 1,
      .bytes = "Record ID,Deal Name,Deal Stage,Associated Company\n77,Two,Demo,Northwind Traders; Initech Holdings\n",
      .want = "opportunity 2 77 [,Northwind Traders,,,,,] | Two | ~ | Demo | ~ | EUR | ~ | 0 | 0 | ~ | ~ | ~ | ~\n" },
    { .about = "HubSpot notes of several companies", .file = "n.csv", .shape = "HubSpot notes", .rows = 1, .kept = 1,
      .bytes = "Record ID,Note body,Activity date,Associated Company IDs\n77,Late again.,2026-03-04 09:30,417;418\n",
      .want = "note 2 77 [417,,,,,,] | 2026-03-04T09:30:00Z | note | ~ | ~ | Late again. | ~\n" },
    { .about = "HubSpot deals without a close date at all; a stage's day by its internal name is no decision", .file = "h.csv", .shape = "HubSpot deals", .rows = 1, .kept = 1,
      .bytes = "Record ID,Deal Name,Deal Stage,Amount,Pipeline,hs_v2_date_entered_12\n1,A,Demo,10,Sales,2024-01-05 10:00\n",
      .want = "opportunity 2 1 [,,,,,,] | A | ~ | Demo | 1000 | EUR | ~ | 0 | 0 | ~ | ~ | ~ | ~\n"
              "field 2 opportunity/1/Pipeline [,,,,,,] | opportunity | 1 | Pipeline | Sales\n" },
    { .about = "Salesforce opportunity history, as a report of stages: newest first, a deal that begins, a footer",
      .file = "h.csv", .shape = "Salesforce report of stages", .rows = 3, .kept = 3,
      .bytes = "\"Opportunity Name\",\"From Stage\",\"To Stage\",\"Last Modified\"\n\"Deal\",\"B\",\"C\",\"3/20/2026\"\n\"Deal\",\"A\",\"B\",\"2/2/2026\"\n\"Deal\",\"\",\"A\",\"1/2/2026\"\n\n\"Grand Totals (3 records)\"\n\n" CUT,
      .want = "change 2  [,,,,,,] | opportunity | Deal | Stage | B | C | 2026-03-20T00:00:00Z | ~\n"
              "change 3  [,,,,,,] | opportunity | Deal | Stage | A | B | 2026-02-02T00:00:00Z | ~\n"
              "change 4  [,,,,,,] | opportunity | Deal | Stage | ~ | A | 2026-01-02T00:00:00Z | ~\n" },
    { .about = "HubSpot companies: one company in two cases stays two records", .file = "h.csv", .shape = "HubSpot companies", .rows = 2, .kept = 2,
      .bytes = "Record ID,Company name,Company Domain Name\n1,ACME,acme.de\n2,Acme,ACME.de\n",
      .want = "account 2 1 [1,ACME,,,acme.de,,] | ACME | ~ | ~ | ~ | ~ | ~ | ~ | ~ | acme.de | ~ | ~ | ~ | ~ | ~ | ~ | ~\n"
              "account 3 2 [2,Acme,,,acme.de,,] | Acme | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ACME.de | ~ | ~ | ~ | ~ | ~ | ~ | ~\n" },
    { .about = "HubSpot companies as Excel leaves them: UTF-16, tabs, a last line that is whole without a newline",
      .file = "h.csv", .shape = "HubSpot companies", .rows = 1, .kept = 1, .bytes = utf16, .size = sizeof utf16 - 1,
      .want = "account 2 7 [7,M\xC3\xBCller,,,,,] | M\xC3\xBCller | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~\n" },
    { .about = "HubSpot companies, archived ones among them: deleted at their source", .file = "h.csv", .shape = "HubSpot companies", .rows = 2, .kept = 2,
      .bytes = "Record ID,Company name,Archived\n1,Acme,true\n2,Birch,false\n",
      .want = "account 2 1 [1,Acme,,,,,] | Acme | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ deleted\n"
              "account 3 2 [2,Birch,,,,,] | Birch | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~\n",
      .note = "1 deleted at their source: kept, and not counted" },
    { .about = "HubSpot by its interface: companies, a page of several, one archived", .file = "h.json", .shape = "HubSpot companies (API)", .rows = 2, .kept = 2,
      .bytes = "{\"results\":[{\"id\":\"1\",\"properties\":{\"name\":\"Acme\",\"domain\":\"acme.de\",\"country\":\"Germany\",\"hs_lastmodifieddate\":\"2026-01-02T00:00:00Z\"},\"createdAt\":\"2025-01-01T00:00:00Z\",\"updatedAt\":\"2026-01-02T00:00:00Z\",\"archived\":false},"
               "{\"id\":\"2\",\"properties\":{\"name\":\"Birch\",\"domain\":null,\"country\":null,\"hs_lastmodifieddate\":\"2026-01-02T00:00:00Z\"},\"createdAt\":\"2025-01-01T00:00:00Z\",\"updatedAt\":\"2026-01-02T00:00:00Z\",\"archived\":true}],\"paging\":{\"next\":{\"after\":\"2\"}}}",
      .want = "account 1 1 [1,Acme,,,acme.de,Germany,] | Acme | ~ | ~ | ~ | Germany | ~ | ~ | ~ | acme.de | ~ | ~ | ~ | ~ | ~ | ~ | ~\n"
              "account 1 2 [2,Birch,,,,,] | Birch | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ deleted\n",
      .note = "1 deleted at their source: kept, and not counted; the export is not complete by itself: it says that more pages follow; paths not read: createdAt" },
    { .about = "HubSpot by its interface: a contact of two companies", .file = "h.json", .shape = "HubSpot contacts (API)", .rows = 1, .kept = 1,
      .bytes = "{\"results\":[{\"id\":\"7\",\"properties\":{\"email\":\"A@acme.de\",\"firstname\":\"Ann\",\"lastname\":\"Lee\",\"jobtitle\":\"CTO\",\"associatedcompanyid\":\"1\"},\"archived\":false,"
               "\"associations\":{\"companies\":{\"results\":[{\"id\":\"1\",\"type\":\"contact_to_company\"},{\"id\":\"3\",\"type\":\"contact_to_company\"}]}}}]}",
      .want = "contact 1 7 [1,,7,a@acme.de,,,] | Ann | Lee | CTO | ~ | ~\n"
              "identity 1 7/1 [1,,7,a@acme.de,,,] | ~ | ~\n"
              "identity 1 7/3 [3,,7,a@acme.de,,,] | ~ | ~\n", .note = "" },
    { .about = "HubSpot by its interface: deals", .file = "h.json", .shape = "HubSpot deals (API)", .rows = 1, .kept = 1,
      .bytes = "{\"results\":[{\"id\":\"9\",\"properties\":{\"dealname\":\"Big\",\"dealstage\":\"closedwon\",\"amount\":\"45000\",\"deal_currency_code\":\"EUR\",\"closedate\":\"2026-02-03T00:00:00Z\",\"hs_is_closed\":\"true\",\"hs_is_closed_won\":\"true\"},\"archived\":false}]}",
      .want = "opportunity 1 9 [,,,,,,] | Big | ~ | closedwon | 4500000 | EUR | 2026-02-03 | 1 | 1 | ~ | ~ | ~ | ~\n", .note = "" },
    { .about = "Salesforce tasks: ours wrote them; the account is named, or the deal they are about",
      .file = "Task.csv", .shape = "Salesforce tasks", .rows = 2, .kept = 2,
      .bytes = "Id,WhoId,WhatId,Subject,ActivityDate,Status,OwnerId,Description,AccountId,IsDeleted,CreatedDate,TaskSubtype\n"
               "00T5f000001aBcD,0035f00000XyZaB,0065f000001ABCE,Call,2026-03-09,Completed,0055f00000OwNeR,They are tired of waiting for parts.,0015f00000XyZaB,false,2026-03-04T09:30:00.000+0000,Call\n"
               "00T5f000001aBcE,,0065f000001ABCE,Email: Re: offer,2026-03-09,Completed,0055f00000OwNeR,,,false,2026-03-05T09:30:00.000+0000,Email\n",
      .want = "note 2 00T5f000001aBcDEAU [0015f00000XyZaBAAV,,,,,,] | 2026-03-04T09:30:00Z | Call | 0055f00000OwNeR | Call | They are tired of waiting for parts. | 0065f000001ABCEAA4\n"
              "note 3 00T5f000001aBcEEAU [,,,,,,] | 2026-03-05T09:30:00Z | Email | 0055f00000OwNeR | Email: Re: offer | ~ | 0065f000001ABCEAA4\n" },
    { .about = "Salesforce events: when they were, and what was said there",
      .file = "Event.csv", .shape = "Salesforce events", .rows = 1, .kept = 1,
      .bytes = "Id,WhoId,WhatId,Subject,Location,ActivityDateTime,ActivityDate,DurationInMinutes,StartDateTime,Description,AccountId,OwnerId,IsDeleted\n"
               "00U5f000001aBcD,,0015f00000XyZaB,Quarterly review,Lyon,2026-03-04T09:00:00.000Z,2026-03-04,60,2026-03-04T09:00:00.000Z,Asked for a price list twice.,0015f00000XyZaB,0055f00000OwNeR,false\n",
      .want = "note 2 00U5f000001aBcDEAU [0015f00000XyZaBAAV,,,,,,] | 2026-03-04T09:00:00Z | meeting | 0055f00000OwNeR | Quarterly review | Asked for a price list twice. | 0015f00000XyZaBAAV\n" },
    { .about = "Salesforce notes: of private ones no words are taken",
      .file = "Note.csv", .shape = "Salesforce notes", .rows = 2, .kept = 2,
      .bytes = "Id,IsDeleted,ParentId,Title,IsPrivate,Body,OwnerId,CreatedDate\n0025f000001aBcD,false,0015f00000XyZaB,Visit,false,The portal is why they call.,0055f00000OwNeR,2026-03-04T09:30:00.000Z\n"
               "0025f000001aBcE,false,0015f00000XyZaB,Mine,true,secret,0055f00000OwNeR,2026-03-04T09:30:00.000Z\n",
      .want = "note 2 0025f000001aBcDAAU [,,,,,,] | 2026-03-04T09:30:00Z | note | 0055f00000OwNeR | Visit | The portal is why they call. | 0015f00000XyZaBAAV\n"
              "note 3 0025f000001aBcEAAU [,,,,,,] | 2026-03-04T09:30:00Z | note | 0055f00000OwNeR | ~ | ~ | 0015f00000XyZaBAAV\n" },
    { .about = "HubSpot notes, as a list is exported", .file = "n.csv", .shape = "HubSpot notes", .rows = 1, .kept = 1,
      .bytes = "Record ID,Note body,Activity date,Activity assigned to,Associated Company IDs,Associated Contact IDs\n77,They will leave if it is late again.,2026-03-04 09:30,Kim Lee,417,9\n",
      .want = "note 2 77 [417,,,,,,] | 2026-03-04T09:30:00Z | note | Kim Lee | ~ | They will leave if it is late again. | ~\n" },
    { .about = "HubSpot by its interface: a note of two companies is one of each, one of none is left out", .file = "n.json", .shape = "HubSpot notes, calls, meetings and tasks (API)", .rows = 1, .kept = 1,
      .says = "1 rows of another type left out",
      .bytes = "{\"results\":[{\"id\":\"5\",\"properties\":{\"hs_note_body\":\"Prices again.\",\"hs_timestamp\":\"2026-03-04T09:30:00Z\",\"hubspot_owner_id\":\"12\"},"
               "\"associations\":{\"companies\":{\"results\":[{\"id\":\"417\",\"type\":\"note_to_company\"},{\"id\":\"418\",\"type\":\"note_to_company\"}]}}},"
               "{\"id\":\"6\",\"properties\":{\"hs_meeting_title\":\"Review\",\"hs_meeting_body\":\"All fine.\",\"hs_timestamp\":\"2026-03-05T09:30:00Z\"}}]}",
      .want = "note 1 5/417 [417,,,,,,] | 2026-03-04T09:30:00Z | ~ | 12 | ~ | Prices again. | ~\nnote 1 5/418 [418,,,,,,] | 2026-03-04T09:30:00Z | ~ | 12 | ~ | Prices again. | ~\n" },
    { .about = "HubSpot engagements of the older interface: an e-mail is kept as one", .file = "e.json", .shape = "HubSpot engagements", .rows = 2, .kept = 2,
      .bytes = "{\"results\":[{\"engagement\":{\"id\":29090716,\"active\":true,\"type\":\"NOTE\",\"timestamp\":1772616600000,\"ownerId\":12},\"associations\":{\"contactIds\":[9],\"companyIds\":[417,418]},\"metadata\":{\"body\":\"No answer since Monday.\"}},"
               "{\"engagement\":{\"id\":29090717,\"type\":\"EMAIL\",\"timestamp\":1772616600000,\"ownerId\":12},\"associations\":{\"companyIds\":[417]},\"metadata\":{\"text\":\"Hello\"}}]}",
      .want = "note 1 29090716 [417,,,,,,] | 2026-03-04T09:30:00Z | NOTE | 12 | ~ | No answer since Monday. | ~\n"
              "note 1 29090717 [417,,,,,,] | 2026-03-04T09:30:00Z | EMAIL | 12 | ~ | Hello | ~\n" },
    { .about = "HubSpot contacts: the same person under two ids stays two records",
      .file = "h.csv", .shape = "HubSpot contacts", .rows = 2, .kept = 2,
      .bytes = "Record ID,First Name,Last Name,Email,Contact owner,Lifecycle Stage,Company name\n1,Ann,Lee,A@Acme.de,X,lead,ACME\n2,Ann,Lee,a@acme.de,X,customer,Acme\n",
      .want = "contact 2 1 [,ACME,1,a@acme.de,,,] | Ann | Lee | ~ | ~ | ~\n"
              "field 2 contact/1/Contact owner [,,,,,,] | contact | 1 | Contact owner | X\nfield 2 contact/1/Lifecycle Stage [,,,,,,] | contact | 1 | Lifecycle Stage | lead\n"
              "contact 3 2 [,Acme,2,a@acme.de,,,] | Ann | Lee | ~ | ~ | ~\n"
              "field 3 contact/2/Contact owner [,,,,,,] | contact | 2 | Contact owner | X\nfield 3 contact/2/Lifecycle Stage [,,,,,,] | contact | 2 | Lifecycle Stage | customer\n" },
    { .about = "Chargify customers: a zone of four digits; who has no organization is called by name",
      .file = "c.csv", .shape = "Chargify customers", .rows = 2, .kept = 2,
      .bytes = "id,first_name,last_name,organization,email,created_at,reference,address\n5,Ann,Lee,Acme,a@acme.de,2016-06-03 12:43:50 -0400,r1,x\n6,Bo,Li,,b@x.de,2016-06-03 12:43:50 -0400,,\n",
      .want = "account 2 5 [5,Acme,,a@acme.de,,,] | Acme | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | 2016-06-03 | ~ | ~ | ~ | ~\n"
              "account 3 6 [6,,,b@x.de,,,] | Bo Li | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | 2016-06-03 | ~ | ~ | ~ | ~\n" },
    { .about = "Salesforce opportunity history by its interface looks like opportunities and is none", .file = "OpportunityHistory.csv", .shape = "Salesforce opportunity history",
      .rows = 2, .kept = 2, .note = "columns not read: ExpectedRevenue, ForecastCategory",
      .bytes = "Id,OpportunityId,CreatedById,CreatedDate,StageName,Amount,ExpectedRevenue,CloseDate,Probability,ForecastCategory\n"
               "0085f000001,0065f000001ABCEAA2,0055f,2026-01-02T03:04:05.000Z,Proposal,100,50,2026-03-31,50,Pipeline\n0085f000002,0065f000001ABCEAA2,0055f,2026-01-01T03:04:05.000Z,Prospecting,100,10,2026-03-31,10,Pipeline\n",
      .want = "change 2 0085f000001 [,,,,,,] | opportunity | 0065f000001ABCEAA2 | Stage | ~ | Proposal | 2026-01-02T03:04:05Z | 0055f\n"
              "change 2 0085f000001/amount [,,,,,,] | opportunity | 0065f000001ABCEAA2 | Amount | ~ | 100 | 2026-01-02T03:04:05Z | 0055f\n"
              "change 2 0085f000001/close [,,,,,,] | opportunity | 0065f000001ABCEAA2 | Close Date | ~ | 2026-03-31 | 2026-01-02T03:04:05Z | 0055f\n"
              "change 2 0085f000001/probability [,,,,,,] | opportunity | 0065f000001ABCEAA2 | Probability | ~ | 50 | 2026-01-02T03:04:05Z | 0055f\n"
              "change 3 0085f000002 [,,,,,,] | opportunity | 0065f000001ABCEAA2 | Stage | ~ | Prospecting | 2026-01-01T03:04:05Z | 0055f\n"
              "change 3 0085f000002/amount [,,,,,,] | opportunity | 0065f000001ABCEAA2 | Amount | ~ | 100 | 2026-01-01T03:04:05Z | 0055f\n"
              "change 3 0085f000002/close [,,,,,,] | opportunity | 0065f000001ABCEAA2 | Close Date | ~ | 2026-03-31 | 2026-01-01T03:04:05Z | 0055f\n"
              "change 3 0085f000002/probability [,,,,,,] | opportunity | 0065f000001ABCEAA2 | Probability | ~ | 10 | 2026-01-01T03:04:05Z | 0055f\n" },
    { .about = "a connector's kept versions of accounts are not taken for accounts", .file = "a.csv", .shape = "Salesforce accounts, kept versions (connector)",
      .says = "2 rows left out: earlier versions of accounts",
      .bytes = "_fivetran_active,_fivetran_start,_fivetran_end,id,is_deleted,name,owner_id,parent_id,billing_country,number_of_employees,website\n"
               "true,2026-01-02 00:00:00,9999-12-31 23:59:59,0015f00000XyZaBAAV,false,Acme,0055f,,Germany,5,acme.de\nfalse,2025-01-02 00:00:00,2026-01-01 23:59:59,0015f00000XyZaBAAV,false,Acne,0055f,,Germany,4,acme.de\n", .want = "" },
    { .about = "of contacts", .file = "c.csv", .shape = "Salesforce contacts, kept versions (connector)", .says = "1 rows left out: earlier versions of contacts",
      .bytes = "_fivetran_active,_fivetran_start,_fivetran_end,id,account_id,first_name,last_name,email,mailing_country,reports_to_id\n"
               "true,2026-01-02 00:00:00,9999-12-31 23:59:59,0035f00000XyZaBAAV,0015f00000XyZaBAAV,Ann,Lee,a@acme.de,Germany,\n", .want = "" },
    { .about = "of opportunities", .file = "o.csv", .shape = "Salesforce opportunities, kept versions (connector)", .says = "1 rows left out: earlier versions of opportunities",
      .bytes = "_fivetran_active,_fivetran_start,_fivetran_end,id,account_id,name,stage_name,close_date,amount,is_closed,is_won\n"
               "true,2026-01-02 00:00:00,9999-12-31 23:59:59,0065f000001ABCEAA2,0015f00000XyZaBAAV,Deal,Won,2026-03-31,100,true,true\n", .want = "" },
};
// clang-format on

FORMS_MAIN(cases)
