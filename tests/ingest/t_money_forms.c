/* Exports of billing and bookkeeping, and exchange rates.
 * Oracle: what must reach the sink for each file's bytes, read from the export by hand; the fake sink refuses files
 * whose rows do not add up, and `note` says what was left out and why. */
#include "tests/ingest/forms.h"

// clang-format off
static const Form forms[] = {
    { .about = "Stripe customers by the dashboard: a card stays outside, metadata are fields, one without a name is called by its description", .file = "c.csv",
      .shape = "Stripe customers", .rows = 2, .kept = 2,
      .bytes = "id,Description,Email,Name,Created (UTC),Delinquent,Card Last4,Address Country,erp (metadata)\ncus_1,,Pay@acme.de,Acme GmbH,2024-03-01 10:00,false,4242,DE,K7\n"
               "cus_2,Bolt AG,bo@bolt.de,,2024-03-02 10:00,true,,,\n",
      .want = "account 2 cus_1 [cus_1,Acme GmbH,,pay@acme.de,,DE,] | Acme GmbH | ~ | ~ | ~ | DE | ~ | ~ | ~ | ~ | ~ | ~ | 2024-03-01 | ~ | ~ | ~ | ~\n"
              "field 2 account/cus_1/erp [,,,,,,] | account | cus_1 | erp | K7\n"
              "account 3 cus_2 [cus_2,,,bo@bolt.de,,,] | Bolt AG | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | 2024-03-02 | ~ | ~ | ~ | ~\n"
              "not stored Card Last4 last4 header 1\n" },
    { .about = "Stripe customers by the interface, a line each", .file = "c.ndjson", .shape = "Stripe customers", .rows = 2, .kept = 2,
      .bytes = "{\"id\":\"cus_1\",\"object\":\"customer\",\"email\":\"pay@acme.de\",\"name\":\"Acme GmbH\",\"created\":1709287200,\"delinquent\":false,\"invoice_prefix\":\"A1\","
               "\"address\":{\"country\":\"DE\",\"city\":\"Bonn\",\"line1\":\"Weg 1\",\"postal_code\":\"53111\"},\"metadata\":{\"erp\":\"K7\"}}\n"
               "{\"id\":\"cus_2\",\"object\":\"customer\",\"email\":\"bo@bolt.de\",\"name\":null,\"description\":\"Bolt AG\",\"created\":1709373600,\"delinquent\":true,"
               "\"invoice_prefix\":\"A2\",\"address\":null,\"metadata\":{}}\n",
      .want = "account 1 cus_1 [cus_1,Acme GmbH,,pay@acme.de,,DE,Bonn] | Acme GmbH | ~ | ~ | ~ | DE | Bonn | 53111 | ~ | ~ | ~ | ~ | 2024-03-01 | ~ | Weg 1 | ~ | ~\n"
              "field 1 account/cus_1/erp [,,,,,,] | account | cus_1 | erp | K7\n"
              "account 2 cus_2 [cus_2,,,bo@bolt.de,,,] | Bolt AG | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | 2024-03-02 | ~ | ~ | ~ | ~\n" },
    { .about = "Stripe customers by the interface, a page of a list", .file = "c.json", .shape = "Stripe customers", .rows = 1, .kept = 1,
      .bytes = "{\"object\":\"list\",\"data\":[{\"id\":\"cus_1\",\"object\":\"customer\",\"email\":\"pay@acme.de\",\"name\":\"Acme GmbH\",\"created\":1709287200,"
               "\"delinquent\":false,\"invoice_prefix\":\"A1\",\"metadata\":{}}],\"has_more\":false}\n",
      .want = "account 1 cus_1 [cus_1,Acme GmbH,,pay@acme.de,,,] | Acme GmbH | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | 2024-03-01 | ~ | ~ | ~ | ~\n" },
    { .about = "QuickBooks general ledger: titles, sections, totals, natural sign, Parent:Child", .rows = 5, .kept = 4, .bad = 1, .file = "gl.csv",
      .bytes = "Acme Ltd\n"
      "General Ledger\n"
      "\"January 1, 2024 - June 30, 2026\"\n"
      "\n"
      ",Date,Transaction Type,Num,Name,Memo/Description,Split,Amount,Balance\n"
      "Accounts Receivable,,,,,,,,\n"
      ",Beginning Balance,,,,,,,\"1,000.00\"\n"
      ",01/15/2026,Invoice,1001,Smith:Kitchen,Work,Services,\"$1,234,567.00\",\"1,235,567.00\"\n"
      ",01/20/2026,Payment,,Smith:Kitchen,,Undeposited,\"$(250.00)\",\"x\"\n"
      "Total for Accounts Receivable,,,,,,,\"$1,234,317.00\",\n"
      "Services,,,,,,,,\n"
      "Consulting,,,,,,,,\n"
      ",01/15/2026,Invoice,1001,NCDMM - America Makes:Drive AM,,AR,\"4,250.00\",\"4,250.00\"\n"
      ",02/30/2026,Invoice,1002,Bad,,AR,1.00,\n"
      ",02/13/2026,Invoice,1003,Jones,,AR,(500.00),\n"
      "Total for Consulting,,,,,,,\"3,751.00\",\n"
      "Total for Services,,,,,,,\"3,750.99\",\n"
      "TOTAL,,,,,,,,\n"
      "\n"
      "Accrual basis Monday\n",
      .shape = "QuickBooks general ledger",
      .want = "ledger 8 line-5eaf500b08d2ae12-1 [,Smith:Kitchen,,,,,] | 2026-01-15 | Invoice | 1001 | Smith:Kitchen | Work | Ac"
      "counts Receivable | 123456700 | USD | ~ | ~\n"
      "ledger 9 line-ef107826e6cc3060-1 [,Smith:Kitchen,,,,,] | 2026-01-20 | Payment | ~ | Smith:Kitchen | ~ | Accounts"
      " Receivable | -25000 | USD | ~ | ~\n"
      "ledger 13 line-50683cf9aee40a47-1 [,NCDMM - America Makes:Drive AM,,,,,] | 2026-01-15 | Invoice | 1001 | NCDMM -"
      " America Makes:Drive AM | ~ | Services:Consulting | 425000 | USD | ~ | ~\n"
      "bad 14:2 Date 'date does not exist' ,02/30/2026,Invoice,1002,Bad,,AR,1.00,\n"
      "ledger 15 line-4c12706ff458bbbd-1 [,Jones,,,,,] | 2026-02-13 | Invoice | 1003 | Jones | ~ | Services:Consulting "
      "| -50000 | USD | ~ | ~\n",
      .note = "3 title rows left out; 3 section rows left out; 4 total rows left out; 1 opening and closing balances left out; "
      "1 footers and blank rows left out; line 17: 'Total for Services' says 3750.99, its lines add up to 3751.00"
              "; columns not read: Split, Balance" },
    { .about = "QuickBooks sections without totals, in a file that totals others: one with lines ends where the next begins, a heading stays", .rows = 4, .kept = 4, .file = "gl.csv",
      .bytes = ",Date,Transaction Type,Num,Name,Memo/Description,Split,Amount,Balance\n"
      "Income,,,,,,,,\n"
      "Sales,,,,,,,,\n"
      ",01/15/2026,Invoice,1,Smith,,AR,10.00,\n"
      "Consulting,,,,,,,,\n"
      ",01/16/2026,Invoice,2,Jones,,AR,20.00,\n"
      ",01/17/2026,Invoice,3,Brown,,AR,30.00,\n"
      "Total for Consulting,,,,,,,50.00,\n"
      "Refunds,,,,,,,,\n"
      ",01/18/2026,Invoice,4,Brown,,AR,-5.00,\n"
      "Total for Income,,,,,,,55.00,\n",
      .shape = "QuickBooks general ledger",
      .want = "ledger 4 line-bb2b979df7025018-1 [,Smith,,,,,] | 2026-01-15 | Invoice | 1 | Smith | ~ | Income:Sales | 1000 | EUR | ~ | ~\n"
              "ledger 6 line-d82fdcd357e8a759-1 [,Jones,,,,,] | 2026-01-16 | Invoice | 2 | Jones | ~ | Income:Consulting | 2000 | EUR | ~ | ~\n"
              "ledger 7 line-c6246141bfe8aa66-1 [,Brown,,,,,] | 2026-01-17 | Invoice | 3 | Brown | ~ | Income:Consulting | 3000 | EUR | ~ | ~\n"
              "ledger 10 line-e434507b86cd58ac-1 [,Brown,,,,,] | 2026-01-18 | Invoice | 4 | Brown | ~ | Income:Refunds | -500 | EUR | ~ | ~\n",
      .note = "4 section rows left out; 2 total rows left out; 2 sections have no total: each ends where the next begins; 4 amounts without a currency: in the book's"
              "; columns not read: Split, Balance" },
    { .about = "QuickBooks without any total: sections lie side by side, an empty one too", .rows = 2, .kept = 2, .file = "gl.csv",
      .bytes = ",Date,Transaction Type,Num,Name,Memo/Description,Split,Amount,Balance\n"
      "Sales,,,,,,,,\n"
      ",01/15/2026,Invoice,1,Smith,,AR,10.00,\n"
      "Rent,,,,,,,,\n"
      "Travel,,,,,,,,\n"
      ",01/16/2026,Invoice,2,Jones,,AR,20.00,\n",
      .shape = "QuickBooks general ledger",
      .want = "ledger 3 line-886a361026babd39-1 [,Smith,,,,,] | 2026-01-15 | Invoice | 1 | Smith | ~ | Sales | 1000 | EUR | ~ | ~\n"
              "ledger 6 line-1126899bebe589c5-1 [,Jones,,,,,] | 2026-01-16 | Invoice | 2 | Jones | ~ | Travel | 2000 | EUR | ~ | ~\n",
      .note = "3 section rows left out; 2 sections have no total: each ends where the next begins; 2 amounts without a currency: in the book's; columns not read: Split, Balance" },
    { .about = "QuickBooks journal: date, type and number on the first line of an entry alone", .rows = 6, .kept = 5, .bad = 1, .file = "journal.csv",
      .bytes = "Journal\n"
      "Date,Transaction Type,Num,Name,Memo/Description,Account,Debit,Credit\n"
      "01/31/2026,Invoice,77,Acme,Jan,Accounts Receivable,119.00,\n"
      ",,,Acme,Jan,Sales,,100.00\n"
      ",,,,tax,Sales Tax Payable,,19.00\n"
      "02/01/2026,Journal Entry,78,,,Rent,\"5.00\",\n"
      ",,,,,Bank,,5.00\n"
      ",,,,,Mixed,3.00,3.00\n"
      "TOTAL,,,,,,127.00,127.00\n",
      .shape = "QuickBooks journal",
      .want = "ledger 3 line-0e1f73a4c47984a5-1 [,Acme,,,,,] | 2026-01-31 | Invoice | 77 | Acme | Jan | Accounts Receivable | 1"
      "1900 | EUR | ~ | debit\n"
      "ledger 4 line-921043d3b4ac4c5d-1 [,Acme,,,,,] | 2026-01-31 | Invoice | 77 | Acme | Jan | Sales | 10000 | EUR | ~"
      " | credit\n"
      "ledger 5 line-b33e86224d0f34f0-1 [,,,,,,] | 2026-01-31 | Invoice | 77 | ~ | tax | Sales Tax Payable | 1900 | EUR"
      " | ~ | credit\n"
      "ledger 6 line-421af61f40ef2987-1 [,,,,,,] | 2026-02-01 | Journal Entry | 78 | ~ | ~ | Rent | 500 | EUR | ~ | deb"
      "it\n"
      "ledger 7 line-814222e01c405a57-1 [,,,,,,] | 2026-02-01 | Journal Entry | 78 | ~ | ~ | Bank | -500 | EUR | ~ | cr"
      "edit\n"
      "bad 8:0  'debit and credit in one line' ,,,,,Mixed,3.00,3.00\n",
      .note = "1 title rows left out; 1 total rows left out; 5 amounts without a currency: in the book's" },
    { .about = "QuickBooks journal: a total row below each entry is left out and held against its lines; a sum that is off on both sides is told once",
      .rows = 4, .kept = 4, .file = "totals.csv",
      .bytes = "Date,Transaction Type,Num,Name,Memo/Description,Account,Debit,Credit\n"
      "01/31/2026,Invoice,1001,Acme,Sub,Accounts Receivable,\"1,190.00\",\n"
      ",,,,Sub,Sales,,\"1,190.00\"\n"
      ",,,,,,\"1,190.00\",\"1,190.00\"\n"
      "02/13/2026,Invoice,1002,Acme,Sub,Accounts Receivable,500.00,\n"
      ",,,,Sub,Sales,,500.00\n"
      ",,,,,,500.01,500.01\n"
      "TOTAL,,,,,,\"1,690.00\",\"1,690.00\"\n",
      .shape = "QuickBooks journal",
      .want = "ledger 2 line-8df7a87c7cab7ff3-1 [,Acme,,,,,] | 2026-01-31 | Invoice | 1001 | Acme | Sub | Accounts Receivable | 119000 | EUR | ~ | debit\n"
      "ledger 3 line-12df51d4f97ebc87-1 [,,,,,,] | 2026-01-31 | Invoice | 1001 | ~ | Sub | Sales | 119000 | EUR | ~ | credit\n"
      "ledger 5 line-ef4f36af1f8d2723-1 [,Acme,,,,,] | 2026-02-13 | Invoice | 1002 | Acme | Sub | Accounts Receivable | 50000 | EUR | ~ | debit\n"
      "ledger 6 line-5b1c0f0280b39cea-1 [,,,,,,] | 2026-02-13 | Invoice | 1002 | ~ | Sub | Sales | 50000 | EUR | ~ | credit\n",
      .note = "3 total rows left out; line 7: 'the entry's total' says 500.01, its lines add up to 500.00; 4 amounts without a currency: in the book's" },
    { .about = "two equal lines are two lines", .rows = 2, .kept = 2, .file = "twice.csv",
      .bytes = "Date,Transaction Type,Num,Name,Memo/Description,Account,Debit,Credit\n"
      "2026-01-31,Invoice,1,A,m,Sales,,10.00\n"
      "2026-01-31,Invoice,1,A,m,Sales,,10.00\n",
      .shape = "QuickBooks journal",
      .want = "ledger 2 line-3949fc9d098d59ea-1 [,A,,,,,] | 2026-01-31 | Invoice | 1 | A | m | Sales | 1000 | EUR | ~ | credit"
      "\n"
      "ledger 3 line-3949fc9d098d59ea-2 [,A,,,,,] | 2026-01-31 | Invoice | 1 | A | m | Sales | 1000 | EUR | ~ | credit"
      "\n",
      .note = "2 amounts without a currency: in the book's" },
    { .about = "Xero: titles, *stars, the party before the dash of a description", .rows = 2, .kept = 2, .file = "xero.csv",
      .bytes = "Account Transactions\n"
      "Acme Ltd\n"
      "For 2026\n"
      "\n"
      "Date,Source,Description,Reference,Debit,Credit,Running Balance,Account Code,Account\n"
      "Opening Balance,,,,,,10.00,,\n"
      "31 Jan 2026,Receivable Invoice,Birch Ltd - retainer,INV-1,,50.00,60.00,200,Sales\n"
      "1 Feb 2026,Receivable Credit Note,Birch Ltd - back,CN-1,5.00,,55.00,200,Sales\n"
      "Total,,,,5.00,50.01,,,\n"
      "Closing Balance,,,,,,55.00,,\n",
      .shape = "Xero general ledger",
      .want = "ledger 7 line-cfa41cdc3839106b-1 [,Birch Ltd,,,,,] | 2026-01-31 | Receivable Invoice | INV-1 | Birch Ltd | Birch"
      " Ltd - retainer | 200 Sales | 5000 | EUR | ~ | credit\n"
      "ledger 8 line-77c166b943495446-1 [,Birch Ltd,,,,,] | 2026-02-01 | Receivable Credit Note | CN-1 | Birch Ltd | Bi"
      "rch Ltd - back | 200 Sales | -500 | EUR | ~ | debit\n",
      .note = "3 title rows left out; 1 total rows left out; 2 opening and closing balances left out; line 9: 'Total' says 50.0"
      "1, its lines add up to 50.00; 2 amounts without a currency: in the book's"
              "; columns not read: Running Balance" },
    { .about = "NetSuite: header first, subsidiaries", .rows = 2, .kept = 2, .file = "ns.csv",
      .bytes = "Internal ID,Date,Period,Type,Document Number,Account,Name,Memo,Debit,Credit,Subsidiary,Department,Class,Location"
      "\n"
      "9,1/31/2026,Jan 2026,Invoice,INV9,4000 Revenue : Software,C1 Acme,m,,9.99,Acme DE,,,\n"
      "9,1/31/2026,Jan 2026,Invoice,INV9,1100 Accounts Receivable,C1 Acme,m,9.99,,Acme DE,,,\n",
      .shape = "NetSuite ledger",
      .want = "ledger 2 line-eee31e368c3fd687-1 [,C1 Acme,,,,,] | 2026-01-31 | Invoice | INV9 | C1 Acme | m | 4000 Revenue : So"
      "ftware | 999 | EUR | Acme DE | credit\n"
      "ledger 3 line-7a3c710b6de43ed4-1 [,C1 Acme,,,,,] | 2026-01-31 | Invoice | INV9 | C1 Acme | m | 1100 Accounts Rec"
      "eivable | 999 | EUR | Acme DE | debit\n",
      .note = "2 amounts without a currency: in the book's; columns not read: Internal ID, Period, Department, Class, Location" },
    { .about = "QuickBooks customers' transactions: invoices alone, the section is the customer", .rows = 2, .kept = 2, .file = "cust.csv",
      .bytes = "Acme\n"
      "Transaction List by Customer\n"
      "All dates\n"
      "\n"
      ",Date,Transaction Type,Num,Due Date,Amount,Open Balance\n"
      "Smith:Kitchen,,,,,,\n"
      ",03/14/2026,Invoice,1,04/13/2026,10.00,0.00\n"
      ",03/20/2026,Payment,5,,-10.00,0.00\n"
      ",03/21/2026,Credit Memo,2,,-4.00,-4.00\n"
      "Total for Smith:Kitchen,,,,,-4.00,\n",
      .shape = "QuickBooks transactions by customer",
      .want = "invoice 7 Invoice/1 [,Smith:Kitchen,,,,,] | 1 | 2026-03-14 | 2026-04-13 | ~ | 1000 | EUR | paid\n"
      "invoice 9 Credit Memo/2 [,Smith:Kitchen,,,,,] | 2 | 2026-03-21 | ~ | ~ | -400 | EUR | ~\n",
      .note = "3 title rows left out; 1 section rows left out; 1 total rows left out; 1 rows of another type left out; 2 amounts without a currency: in the book's" },
    { .about = "QuickBooks: one leaf under two parents is two customers", .rows = 2, .kept = 2, .file = "cust.csv",
      .bytes = "Acme\n"
      "Transaction List by Customer\n"
      "All dates\n"
      "\n"
      ",Date,Transaction Type,Num,Due Date,Amount,Open Balance\n"
      "Smith:Kitchen,,,,,,\n"
      ",03/14/2026,Invoice,1,04/13/2026,10.00,0.00\n"
      "Total for Smith:Kitchen,,,,,10.00,\n"
      "Jones:Kitchen,,,,,,\n"
      ",03/15/2026,Invoice,2,04/13/2026,20.00,0.00\n"
      "Total for Jones:Kitchen,,,,,20.00,\n",
      .shape = "QuickBooks transactions by customer",
      .want = "invoice 7 Invoice/1 [,Smith:Kitchen,,,,,] | 1 | 2026-03-14 | 2026-04-13 | ~ | 1000 | EUR | paid\n"
      "invoice 10 Invoice/2 [,Jones:Kitchen,,,,,] | 2 | 2026-03-15 | 2026-04-13 | ~ | 2000 | EUR | paid\n" },
    { .about = "Stripe payments, first header: Created, Statement Description, Card Type", .rows = 2, .kept = 2, .file = "pay1.csv",
      .bytes = "id,Description,Created,Amount,Amount Refunded,Currency,Converted Amount,Converted Amount Refunded,Fee,Tax,Conver"
      "ted Currency,Mode,Status,Statement Description,Customer ID,Customer Description,Customer Email,Captured,Card ID,"
      "Card Last4,Card Type,Invoice ID\r\n"
      "ch_1,Order,2014-02-03 01:47,19.00,0.00,usd,19.00,0.00,0.85,0.00,usd,Live,Paid,ACME,cus_1,Acme,a@acme.com,true,ca"
      "rd_1,4242,Visa,in_1\r\n"
      "ch_2,Order,2014-02-03 01:48,19.00,0.00,usd,,,0.00,0.00,,Live,Failed,ACME,cus_1,Acme,a@acme.com,false,card_1,4242"
      ",Visa,\r\n",
      .shape = "Stripe payments",
      .want = "payment 2 ch_1 [cus_1,Acme,,a@acme.com,,,] | 2014-02-03T01:47:00Z | 1900 | 0 | 85 | USD | Paid | in_1 | ~ | ~\n"
      "payment 3 ch_2 [cus_1,Acme,,a@acme.com,,,] | 2014-02-03T01:48:00Z | 1900 | 0 | 0 | USD | Failed | ~ | ~ | ~\n"
      "not stored Card Last4 last4 header 2\n",
      .note = "not stored: Card Last4 (last digits of a card), 2 values; columns not read: Description, Converted Amount, Converted Amount Refunded, Tax, Mode and 4 more" },
    { .about = "Stripe payments, second header: Created (UTC), Seller Message, dd/mm dates, another settlement currency, metadata", .rows = 2, .kept = 2, .file = "pay2.csv",
      .bytes = "id,Description,Seller Message,Created (UTC),Amount,Amount Refunded,Currency,Converted Amount,Converted Amount Re"
      "funded,Fee,Tax,Converted Currency,Mode,Status,Statement Descriptor,Customer ID,Customer Description,Customer Ema"
      "il,Captured,Card ID,Card Last4,Card Brand,Disputed Amount,Dispute Status,Invoice ID,Payment Source Type,order_id"
      " (metadata)\r\n"
      "ch_3,,Payment complete.,13/02/2026 09:05,5000,2500,jpy,30.00,15.00,1.20,0.00,eur,Live,Refunded,,cus_2,Birch,b@bi"
      "rch.de,true,card_2,1111,MasterCard,,,in_2,card,77\r\n"
      "ch_4,,The bank returned the decision code `do_not_honor`.,01/03/2026 10:00,\"1,250.50\",0.00,eur,,,,,,Live,Faile"
      "d,,cus_2,Birch,b@birch.de,false,,,,,,in_3,card,78\r\n",
      .shape = "Stripe payments",
      .want = "payment 2 ch_3 [cus_2,Birch,,b@birch.de,,,] | 2026-02-13T09:05:00Z | 5000 | 2500 | ~ | JPY | Refunded | in_2 | card | Payment complete.\n"
              "field 2 payment/ch_3/order_id [,,,,,,] | payment | ch_3 | order_id | 77\n"
              "payment 3 ch_4 [cus_2,Birch,,b@birch.de,,,] | 2026-03-01T10:00:00Z | 125050 | 0 | ~ | EUR | Failed | in_3 | card | The bank returned the decision code `do_not_honor`.\n"
              "field 3 payment/ch_4/order_id [,,,,,,] | payment | ch_4 | order_id | 78\n"
              "not stored Card Last4 last4 header 1\n",
      .note = "not stored: Card Last4 (last digits of a card), 1 value; columns not read: Description, Converted Amount, Converted Amount Refunded, Tax, Mode and 6 more" },
    { .about = "Stripe payments, third header: columns chosen by the user", .rows = 1, .kept = 1, .file = "pay3.csv",
      .bytes = "id,Created date (UTC),Amount,Amount Refunded,Currency,Status,Decline Reason,Customer ID,Payment Source Type\n"
      "ch_5,2026-02-13 09:05:11,1.00,0.00,eur,Paid,,cus_3,sepa_debit\n",
      .shape = "Stripe payments",
      .want = "payment 2 ch_5 [cus_3,,,,,,] | 2026-02-13T09:05:11Z | 100 | 0 | ~ | EUR | Paid | ~ | sepa_debit | ~\n",
      .note = "" },
    { .about = "Stripe payments, fourth header: PaymentIntent and fees at the end", .rows = 1, .kept = 1, .file = "pay4.csv",
      .bytes = "id,Description,Seller Message,Created (UTC),Amount,Amount Refunded,Currency,Converted Amount,Converted Amount Re"
      "funded,Fee,Tax,Converted Currency,Mode,Status,Statement Descriptor,Customer ID,Customer Description,Customer Ema"
      "il,Captured,Card ID,Card Last4,Card Brand,Card Funding,Card Exp Month,Card Exp Year,Card Name,Disputed Amount,Di"
      "spute Status,Dispute Reason,Dispute Date (UTC),Dispute Evidence Due (UTC),Invoice ID,Payment Source Type,Destina"
      "tion,Transfer,Interchange Costs,Merchant Service Charge,Transfer Group,PaymentIntent ID\n"
      "ch_6,,,2026-02-13 09:05,7.00,,eur,7.00,,0.35,0.00,eur,Live,Paid,,cus_4,,,true,card_4,4111,Visa,credit,1,2030,A N"
      "ame,7.00,lost,fraudulent,,,in_6,card,,,,,,pi_6\n",
      .shape = "Stripe payments",
      .want = "payment 2 ch_6 [cus_4,,,,,,] | 2026-02-13T09:05:00Z | 700 | ~ | 35 | EUR | Paid | in_6 | card | fraudulent\n"
      "not stored Card Last4 last4 header 1\n"
      "not stored Card Exp Month card header 1\n"
      "not stored Card Exp Year card header 1\n",
      .note = "not stored: Card Last4 (last digits of a card), 1 value, Card Exp Month (card number), 1 value, Card Exp Year (card number), 1 value"
              "; columns not read: Description, Converted Amount, Converted Amount Refunded, Tax, Mode and 16 more" },
    { .about = "Stripe subscriptions of the interface: the request is not the end, a year is twelve months, the plan's money is one seat's", .rows = 1, .kept = 1, .file = "subs.json",
      .bytes = "{\"object\":\"list\",\"data\":[{\"id\":\"sub_1\",\"customer\":\"cus_1\",\"status\":\"active\",\"cancel_at_period"
      "_end\":true,\"canceled_at\":1767225600,\"ended_at\":null,\"start_date\":1735689600,\"current_period_end\":179876"
      "1600,\"billing_cycle_anchor\":1735689600,\"currency\":\"eur\",\"quantity\":3,\"plan\":{\"id\":\"pro\",\"amount"
      "\":120000,\"interval\":\"year\",\"interval_count\":1}}]}",
      .shape = "Stripe subscriptions",
      .want = "subscription 1 sub_1 [cus_1,,,,,,] | 2025-01-01 | ~ | pro | 3 | 30000 | EUR | 0 | ~ | active | 2026-01-01 | 1 | "
      "2027-01-01 | 1 year\n",
      .note = "paths not read: billing_cycle_anchor" },
    { .about = "Stripe subscriptions, CSV with names of the interface", .rows = 1, .kept = 1, .file = "subs.csv",
      .bytes = "subscription_id,customer_id,customer_description,customer_email,status,start_date,ended_at,billing_cycle_anchor,"
      "canceled_at,created_at,current_period_start,current_period_end,days_until_due,cancel_at_period_end\n"
      "sub_2,cus_2,Birch,b@birch.de,canceled,2025-01-15,2026-01-14,2025-01-15,2025-11-02,2025-01-15,2025-12-15,2026-01-"
      "14,,true\n",
      .shape = "Stripe subscriptions",
      .want = "subscription 2 sub_2 [cus_2,Birch,,b@birch.de,,,] | 2025-01-15 | 2026-01-14 | ~ | ~ | ~ | EUR | 0 | ~ | canceled"
      " | 2025-11-02 | 1 | 2026-01-14 | ~\n",
      .note = "columns not read: billing_cycle_anchor, current_period_start, days_until_due" },
    { .about = "Chargebee subscriptions: cancelled later is not cancelled now", .rows = 2, .kept = 2, .file = "cb.csv",
      .bytes = "Subscription Id,Customer Id,Customer Company,Status,Plan Id,Plan Quantity,MRR,Currency,Started At,Current Term E"
      "nd,Cancelled At,Billing Period,Billing Period Unit\n"
      "s1,c1,Acme,Non Renewing,pro,2,99.50,EUR,2025-03-01,2026-03-01,2026-03-01,1,Month\n"
      "s2,c2,Birch,Cancelled,pro,1,10,EUR,2025-03-01,2025-06-01,2025-06-01,1,Year\n",
      .shape = "Chargebee subscriptions",
      .want = "subscription 2 s1 [c1,Acme,,,,,] | 2025-03-01 | ~ | pro | 2 | 9950 | EUR | 0 | ~ | Non Renewing | 2026-03-01 | 1"
      " | 2026-03-01 | 1 Month\n"
      "subscription 3 s2 [c2,Birch,,,,,] | 2025-03-01 | 2025-06-01 | pro | 1 | 1000 | EUR | 0 | ~ | Cancelled | 2025-06"
      "-01 | 0 | 2025-06-01 | 1 Year\n",
      .note = "" },
    { .about = "Chargebee invoices", .rows = 1, .kept = 1, .file = "cbi.csv",
      .bytes = "Invoice Number,Customer Id,Subscription Id,Status,Invoice Date,Due Date,Paid On,Amount,Currency\n"
      "1,c1,s1,Paid,2026-01-01,2026-01-15,2026-01-03,99.50,EUR\n",
      .shape = "Chargebee invoices",
      .want = "invoice 2 1 [c1,,,,,,] | 1 | 2026-01-01 | 2026-01-15 | 2026-01-03 | 9950 | EUR | Paid\n",
      .note = "columns not read: Subscription Id" },
    { .about = "A German list: semicolons, commas, minus behind, days first", .rows = 2, .kept = 2, .file = "op.csv",
      .bytes = "Belegnummer;Belegdatum;Debitor;Kunde;Betrag;W\xC3\xA4hrung;F\xC3\xA4llig am;Status\n"
      "RE-1;03.04.2026;10001;M\xC3\xBCller GmbH;1.234,56;EUR;03.05.2026;offen\n"
      "GS-2;05.04.2026;10001;M\xC3\xBCller GmbH;100,00-;EUR;;offen\n"
      "Summe;;;;1.134,56;;;\n",
      .shape = "Invoice list (German)",
      .want = "invoice 2 RE-1 [10001,M\xC3\xBCller GmbH,,,,,] | RE-1 | 2026-04-03 | 2026-05-03 | ~ | 123456 | EUR | offen\n"
      "invoice 3 GS-2 [10001,M\xC3\xBCller GmbH,,,,,] | GS-2 | 2026-04-05 | ~ | ~ | -10000 | EUR | offen\n",
      .note = "1 lines left out (totals, footers)" },
    { .about = "Xero invoices: a line repeats its invoice", .rows = 2, .kept = 2, .file = "xinv.csv",
      .bytes = "*ContactName,EmailAddress,*InvoiceNumber,*InvoiceDate,*DueDate,Total,*Description,*Quantity,*UnitAmount,Currency"
      ",Status\n"
      "Birch,b@birch.de,INV-1,2026-01-31,2026-02-28,20.00,one,1,10,EUR,Sent\n"
      "Birch,b@birch.de,INV-1,2026-01-31,2026-02-28,20.00,two,1,10,EUR,Sent\n",
      .shape = "Xero invoices",
      .want = "invoice 2 INV-1 [,Birch,,b@birch.de,,,] | INV-1 | 2026-01-31 | 2026-02-28 | ~ | 2000 | EUR | Sent\n"
      "invoice 3 INV-1 [,Birch,,b@birch.de,,,] | INV-1 | 2026-01-31 | 2026-02-28 | ~ | 2000 | EUR | Sent\n",
      .note = "columns not read: *Description, *Quantity, *UnitAmount" },
    { .about = "ECB rates: a row holds many, N/A is none, a trailing comma", .rows = 2, .kept = 1, .bad = 1, .file = "ecb.csv",
      .bytes = "Date,USD,JPY,GBP,BGN,\n"
      "2026-01-05,1.0834,162.85,0.83010,N/A,\n"
      "2026-01-02,N/A,N/A,N/A,N/A,\n",
      .shape = "ECB exchange rates",
      .want = "rate 2 2026-01-05/EUR/USD [,,,,,,] | 2026-01-05 | EUR | USD | 1.0834\n"
      "rate 2 2026-01-05/EUR/JPY [,,,,,,] | 2026-01-05 | EUR | JPY | 162.85\n"
      "rate 2 2026-01-05/EUR/GBP [,,,,,,] | 2026-01-05 | EUR | GBP | 0.8301\n"
      "bad 3:0  'no value in this row' 2026-01-02,N/A,N/A,N/A,N/A,\n",
      .note = "" },
    { .about = "rates, one a row", .rows = 2, .kept = 1, .bad = 1, .file = "rates.csv",
      .bytes = "date,base,quote,rate\n"
      "2026-01-05,USD,EUR,0.92302\n"
      "2026-01-05,USD,EUR,none\n",
      .shape = "Exchange rates",
      .want = "rate 2 2026-01-05/USD/EUR [,,,,,,] | 2026-01-05 | USD | EUR | 0.92302\n"
      "bad 3:4 rate 'required value is missing' 2026-01-05,USD,EUR,none\n",
      .note = "" },
    { .about = "Stripe invoices by the dashboard: the total counts, not what a balance left to be paid; a void one stays under its status", .rows = 3, .kept = 3, .file = "inv.csv",
      .bytes = "id,Amount Due,Billing,Closed,Currency,Customer,Date (UTC),Due Date (UTC),Number,Paid,Subscription,Subtotal,Total,Amount Paid,Status,order_id (metadata)\r\n"
      "in_1,0.00,charge_automatically,true,eur,cus_1,2026-01-31 23:59,,A-0001,true,sub_1,100.00,119.00,0.00,paid,7\r\n"
      "in_2,\"1,250.50\",send_invoice,false,eur,cus_2,2026-02-01 00:01,2026-03-01 00:01,A-0002,false,,1250.50,\"1,250.50\",0.00,open,\r\n"
      "in_3,5000,send_invoice,true,jpy,cus_2,2026-02-02 10:00,,A-0003,false,,5000,5000,0,void,\r\n",
      .shape = "Stripe invoices",
      .want = "invoice 2 in_1 [cus_1,,,,,,] | A-0001 | 2026-01-31 | ~ | ~ | 11900 | EUR | paid\n"
              "field 2 invoice/in_1/order_id [,,,,,,] | invoice | in_1 | order_id | 7\n"
              "invoice 3 in_2 [cus_2,,,,,,] | A-0002 | 2026-02-01 | 2026-03-01 | ~ | 125050 | EUR | open\n"
              "invoice 4 in_3 [cus_2,,,,,,] | A-0003 | 2026-02-02 | ~ | ~ | 5000 | JPY | void\n",
      .note = "columns not read: Billing, Closed, Paid, Subscription, Subtotal and 1 more" },
    { .about = "Stripe invoices, columns chosen by the user, names of customers in them", .rows = 1, .kept = 1, .file = "inv.csv",
      .bytes = "id,Number,Customer ID,Customer Name,Customer Email,Amount Due,Currency,Status,Created (UTC),Finalized At (UTC),Due Date (UTC),Paid At (UTC)\n"
      "in_4,A-0004,cus_3,\"Birch, Ltd\",B@birch.de,19.00,usd,paid,2026-02-01 10:00,2026-02-02 11:00,2026-03-04 00:00,2026-02-20 08:00\n",
      .shape = "Stripe invoices",
      .want = "invoice 2 in_4 [cus_3,Birch, Ltd,,b@birch.de,,,] | A-0004 | 2026-02-02 | 2026-03-04 | 2026-02-20 | 1900 | USD | paid\n",
      .note = "" },
    { .about = "Stripe invoices of the interface: cents, yen that have none, finalized or else created, a customer as an object, a page that is not the last",
      .rows = 3, .kept = 3, .file = "inv.json",
      .bytes = "{\"object\":\"list\",\"data\":[{\"id\":\"in_5\",\"object\":\"invoice\",\"customer\":\"cus_1\",\"customer_name\":\"Acme\",\"customer_email\":\"A@acme.de\",\"number\":\"A-0005\","
      "\"amount_due\":0,\"subtotal\":10000,\"total\":11900,\"currency\":\"eur\",\"status\":\"paid\",\"created\":1767225600,\"due_date\":null,\"status_transitions\":{\"finalized_at\":1767312000,\"paid_at\":1767398400}},"
      "{\"id\":\"in_6\",\"customer\":\"cus_2\",\"customer_name\":null,\"number\":null,\"amount_due\":5000,\"total\":5000,\"currency\":\"jpy\",\"status\":\"draft\",\"created\":1767225600,\"due_date\":1769904000,\"status_transitions\":{\"finalized_at\":null,\"paid_at\":null}},"
      "{\"id\":\"in_7\",\"customer\":{\"id\":\"cus_3\",\"object\":\"customer\",\"name\":\"Birch\"},\"customer_name\":\"Birch\",\"number\":\"A-0007\",\"amount_due\":-500,\"total\":-500,\"currency\":\"usd\",\"status\":\"open\",\"created\":1767225600}],\"has_more\":true}",
      .shape = "Stripe invoices",
      .want = "invoice 1 in_5 [cus_1,Acme,,a@acme.de,,,] | A-0005 | 2026-01-02 | ~ | 2026-01-03 | 11900 | EUR | paid\n"
              "invoice 1 in_6 [cus_2,,,,,,] | ~ | 2026-01-01 | 2026-02-01 | ~ | 5000 | JPY | draft\n"
              "invoice 1 in_7 [cus_3,Birch,,,,,] | A-0007 | 2026-01-01 | ~ | ~ | -500 | USD | open\n",
      .says = "more pages follow" },
    { .about = "Stripe subscriptions by the dashboard: a year is twelve months, the request is not the end, a trial, an end that has come", .rows = 3, .kept = 3, .file = "subs.csv",
      .bytes = "id,Customer ID,Customer Description,Customer Email,Plan,Quantity,Currency,Interval,Amount,Status,Created (UTC),Start (UTC),Current Period Start (UTC),Current Period End (UTC),"
      "Trial Start (UTC),Trial End (UTC),Canceled At (UTC),Ended At (UTC),Cancel At Period End\r\n"
      "sub_5,cus_1,Acme,a@acme.de,Pro,1,eur,year,\"1,200.00\",active,2025-01-01 00:00,2025-01-02 00:00,2026-01-02 00:00,2027-01-02 00:00,,,2026-02-03 10:00,,true\r\n"
      "sub_6,cus_2,Birch,b@birch.de,Basic,5,eur,month,50.00,trialing,2026-02-01 00:00,2026-02-01 00:00,2026-02-01 00:00,2026-02-15 00:00,2026-02-01 00:00,2026-02-15 00:00,,,false\r\n"
      "sub_7,cus_3,,c@c.de,Basic,1,usd,month,10.00,canceled,2025-03-01 00:00,,2025-05-01 00:00,2025-06-01 00:00,,,2025-05-20 00:00,2025-06-01 00:00,true\r\n",
      .shape = "Stripe subscriptions",
      .want = "subscription 2 sub_5 [cus_1,Acme,,a@acme.de,,,] | 2025-01-02 | ~ | Pro | 1 | 10000 | EUR | 0 | ~ | active | 2026-02-03 | 1 | 2027-01-02 | year\n"
              "subscription 3 sub_6 [cus_2,Birch,,b@birch.de,,,] | 2026-02-01 | ~ | Basic | 5 | 5000 | EUR | 1 | ~ | trialing | ~ | 0 | 2026-02-15 | month\n"
              "subscription 4 sub_7 [cus_3,,,c@c.de,,,] | 2025-03-01 | 2025-06-01 | Basic | 1 | 1000 | USD | 0 | ~ | canceled | 2025-05-20 | 1 | 2025-06-01 | month\n",
      .note = "columns not read: Current Period Start (UTC), Trial Start (UTC), Trial End (UTC)" },
    { .about = "Chargebee customers: a person without a company is called by name, or by address", .rows = 3, .kept = 3, .file = "cbc.csv",
      .bytes = "Customer Id,First Name,Last Name,Email,Phone,Company,Auto Collection,Net Term Days,Billing City,Billing Country,Billing Zip,Created At,Card Status\n"
      "c1,Ann,Lee,A@acme.de,+49 731 1,\"Acme, Inc.\",On,0,Ulm,DE,01069,2025-03-01 10:00:00,Valid\n"
      "c2,Bo,Li,b@x.de,,,Off,30,,,,2025-03-02 10:00:00,No Card\n"
      "c3,,,c@x.de,,,Off,30,,,,2025-03-03 10:00:00,No Card\n",
      .shape = "Chargebee customers",
      .want = "account 2 c1 [c1,Acme, Inc.,,a@acme.de,,DE,Ulm] | Acme, Inc. | ~ | ~ | ~ | DE | Ulm | 01069 | ~ | ~ | +49 731 1 | ~ | 2025-03-01 | ~ | ~ | ~ | ~\n"
              "account 3 c2 [c2,,,b@x.de,,,] | Bo Li | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | 2025-03-02 | ~ | ~ | ~ | ~\n"
              "account 4 c3 [c3,,,c@x.de,,,] | c@x.de | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | 2025-03-03 | ~ | ~ | ~ | ~\n",
      .note = "columns not read: Auto Collection, Net Term Days, Card Status" },
    { .about = "Chargebee invoices by their bulk export's names, an amount that is no number", .rows = 2, .kept = 1, .bad = 1, .file = "cbi.csv",
      .bytes = "id,customer_id,subscription_id,recurring,status,price_type,date,due_date,paid_at,total,amount_paid,currency_code\n"
      "7,c1,s1,true,paid,tax_exclusive,2026-01-01 00:00:00,2026-01-15 00:00:00,2026-01-03 00:00:00,99.50,99.50,EUR\n"
      "8,c1,s1,true,paid,tax_exclusive,2026-01-01 00:00:00,,,none of it,,EUR\n",
      .shape = "Chargebee invoices",
      .want = "invoice 2 7 [c1,,,,,,] | 7 | 2026-01-01 | 2026-01-15 | 2026-01-03 | 9950 | EUR | paid\n"
              "bad 3:10 total 'number not understood' 8,c1,s1,true,paid,tax_exclusive,2026-01-\n",
      .note = "columns not read: subscription_id, recurring, price_type, amount_paid" },
    { .about = "Xero invoices as they are exported, without stars: a line repeats its invoice, days first", .rows = 3, .kept = 3, .file = "xinv.csv",
      .bytes = "ContactName,EmailAddress,POAddressLine1,POCity,POCountry,InvoiceNumber,Reference,InvoiceDate,DueDate,Total,TaxTotal,InvoiceAmountPaid,InvoiceAmountDue,"
      "Description,Quantity,UnitAmount,LineAmount,Currency,Type,Sent,Status\n"
      "Birch,b@birch.de,Way 1,Leeds,UK,INV-1,PO 5,31/01/2026,28/02/2026,20.00,0.00,0.00,20.00,one,1,10.00,10.00,GBP,Sales invoice,Sent,Awaiting Payment\n"
      "Birch,b@birch.de,Way 1,Leeds,UK,INV-1,PO 5,31/01/2026,28/02/2026,20.00,0.00,0.00,20.00,\"two,\nand more\",1,10.00,10.00,GBP,Sales invoice,Sent,Awaiting Payment\n"
      "Oak,,,,,INV-2,,03/02/2026,,\"1,000.00\",0.00,1000.00,0.00,all,1,1000,1000,GBP,Sales invoice,,Paid\n",
      .shape = "Xero invoices",
      .want = "invoice 2 INV-1 [,Birch,,b@birch.de,,UK,Leeds] | INV-1 | 2026-01-31 | 2026-02-28 | ~ | 2000 | GBP | Awaiting Payment\n"
              "invoice 3 INV-1 [,Birch,,b@birch.de,,UK,Leeds] | INV-1 | 2026-01-31 | 2026-02-28 | ~ | 2000 | GBP | Awaiting Payment\n"
              "invoice 5 INV-2 [,Oak,,,,,] | INV-2 | 2026-02-03 | ~ | ~ | 100000 | GBP | Paid\n",
      .note = "columns not read: POAddressLine1, Reference, TaxTotal, InvoiceAmountPaid, InvoiceAmountDue and 5 more" },
    { .about = "an English list of invoices: days in words, a credit in parentheses, a total, an amount with its sign", .rows = 3, .kept = 3, .file = "open.csv",
      .bytes = "Invoice #,Invoice Date,Due Date,Customer Name,Customer ID,Invoice Total,Currency,Paid Date,Status\n"
      "1001,31 Jan 2026,2 Mar 2026,Acme Ltd,C7,\"1,234.56\",GBP,,Open\n"
      "1002,1 Feb 2026,,Acme Ltd,C7,(100.00),GBP,,Credit\n"
      "1003,2 Feb 2026,,Birch,C8,$20.00,,5 Feb 2026,Paid\n"
      "Total,,,,,\"1,154.56\",,,\n",
      .shape = "Invoice list",
      .want = "invoice 2 1001 [C7,Acme Ltd,,,,,] | 1001 | 2026-01-31 | 2026-03-02 | ~ | 123456 | GBP | Open\n"
              "invoice 3 1002 [C7,Acme Ltd,,,,,] | 1002 | 2026-02-01 | ~ | ~ | -10000 | GBP | Credit\n"
              "invoice 4 1003 [C8,Birch,,,,,] | 1003 | 2026-02-02 | ~ | 2026-02-05 | 2000 | USD | Paid\n",
      .note = "1 lines left out (totals, footers)" },
    { .about = "a list of invoices with their types: credit notes are below zero whichever way they are written, offers and pro-formas are left out", .rows = 5, .kept = 5, .file = "types.csv",
      .bytes = "Invoice Number,Type,Customer,Invoice Date,Amount,Currency\n1,Invoice,Acme,2026-01-05,100.00,EUR\n2,Credit Note,Acme,2026-01-06,30.00,EUR\n"
      "3,credit memo,Acme,2026-01-07,-20.00,EUR\n4,Pro-forma,Acme,2026-01-08,500.00,EUR\n5,Nota di credito,Acme,2026-01-09,5.00,EUR\n6,Quote,Acme,2026-01-09,7.00,EUR\n7,Credit,Acme,2026-01-10,8.00,EUR\n",
      .shape = "Invoice list",
      .want = "invoice 2 1 [,Acme,,,,,] | 1 | 2026-01-05 | ~ | ~ | 10000 | EUR | ~\n"
              "invoice 3 2 [,Acme,,,,,] | 2 | 2026-01-06 | ~ | ~ | -3000 | EUR | ~\n"
              "invoice 4 3 [,Acme,,,,,] | 3 | 2026-01-07 | ~ | ~ | -2000 | EUR | ~\n"
              "invoice 6 5 [,Acme,,,,,] | 5 | 2026-01-09 | ~ | ~ | -500 | EUR | ~\n"
              "invoice 8 7 [,Acme,,,,,] | 7 | 2026-01-10 | ~ | ~ | 800 | EUR | ~\n",
      .note = "2 rows of another type left out" },
    { .about = "a German list with Belegart: a storno takes back, an offer is left out", .rows = 3, .kept = 3, .file = "belege.csv",
      .bytes = "Rechnungsnummer;Belegart;Belegdatum;Kunde;Betrag;W\xC3\xA4hrung\nR0;Rechnung;13.01.2026;Birke;1.000,00;EUR\nR1;Gutschrift;14.01.2026;Birke;250,00;EUR\n"
      "R2;Storno;15.01.2026;Birke;1.000,00;EUR\nR3;Angebot;15.01.2026;Birke;9.000,00;EUR\n",
      .shape = "Invoice list (German)",
      .want = "invoice 2 R0 [,Birke,,,,,] | R0 | 2026-01-13 | ~ | ~ | 100000 | EUR | ~\n"
              "invoice 3 R1 [,Birke,,,,,] | R1 | 2026-01-14 | ~ | ~ | -25000 | EUR | ~\n"
              "invoice 4 R2 [,Birke,,,,,] | R2 | 2026-01-15 | ~ | ~ | -100000 | EUR | ~\n",
      .note = "1 rows of another type left out" },
    { .about = "one value alone decides day and month of thirteen (twelve can be both, one of which is the same): that is said", .rows = 13, .kept = 13, .file = "flip.csv",
      .bytes = "Invoice Number,Customer,Invoice Date,Amount,Currency\n1,Acme,1/1/2026,100.00,USD\n2,Acme,2/1/2026,100.00,USD\n3,Acme,3/1/2026,100.00,USD\n4,Acme,4/1/2026,100.00,USD\n5,Acme,5/1/2026,100.00,USD\n6,Acme,6/1/2026,100.00,USD\n7,Acme,7/1/2026,100.00,USD\n8,Acme,8/1/2026,100.00,USD\n9,Acme,9/1/2026,100.00,USD\n10,Acme,10/1/2026,100.00,USD\n11,Acme,11/1/2026,100.00,USD\n12,Acme,12/1/2026,100.00,USD\n13,Acme,13/1/2026,100.00,USD\n",
      .shape = "Invoice list",
      .want = "invoice 2 1 [,Acme,,,,,] | 1 | 2026-01-01 | ~ | ~ | 10000 | USD | ~\n"
              "invoice 3 2 [,Acme,,,,,] | 2 | 2026-01-02 | ~ | ~ | 10000 | USD | ~\n"
              "invoice 4 3 [,Acme,,,,,] | 3 | 2026-01-03 | ~ | ~ | 10000 | USD | ~\n"
              "invoice 5 4 [,Acme,,,,,] | 4 | 2026-01-04 | ~ | ~ | 10000 | USD | ~\n"
              "invoice 6 5 [,Acme,,,,,] | 5 | 2026-01-05 | ~ | ~ | 10000 | USD | ~\n"
              "invoice 7 6 [,Acme,,,,,] | 6 | 2026-01-06 | ~ | ~ | 10000 | USD | ~\n"
              "invoice 8 7 [,Acme,,,,,] | 7 | 2026-01-07 | ~ | ~ | 10000 | USD | ~\n"
              "invoice 9 8 [,Acme,,,,,] | 8 | 2026-01-08 | ~ | ~ | 10000 | USD | ~\n"
              "invoice 10 9 [,Acme,,,,,] | 9 | 2026-01-09 | ~ | ~ | 10000 | USD | ~\n"
              "invoice 11 10 [,Acme,,,,,] | 10 | 2026-01-10 | ~ | ~ | 10000 | USD | ~\n"
              "invoice 12 11 [,Acme,,,,,] | 11 | 2026-01-11 | ~ | ~ | 10000 | USD | ~\n"
              "invoice 13 12 [,Acme,,,,,] | 12 | 2026-01-12 | ~ | ~ | 10000 | USD | ~\n"
              "invoice 14 13 [,Acme,,,,,] | 13 | 2026-01-13 | ~ | ~ | 10000 | USD | ~\n",
      .note = "column 'Invoice Date' is read day-first because of 1 of its first 12 values (13/1/2026), the others can be read both ways: if that is a slip, correct it and import the file again" },
    { .about = "two values decide: nothing is said", .rows = 12, .kept = 12, .file = "fine.csv",
      .bytes = "Invoice Number,Customer,Invoice Date,Amount,Currency\n1,Acme,1/1/2026,100.00,USD\n2,Acme,2/1/2026,100.00,USD\n3,Acme,3/1/2026,100.00,USD\n4,Acme,4/1/2026,100.00,USD\n5,Acme,5/1/2026,100.00,USD\n6,Acme,6/1/2026,100.00,USD\n7,Acme,7/1/2026,100.00,USD\n8,Acme,8/1/2026,100.00,USD\n9,Acme,9/1/2026,100.00,USD\n10,Acme,10/1/2026,100.00,USD\n11,Acme,13/1/2026,100.00,USD\n12,Acme,14/1/2026,100.00,USD\n",
      .shape = "Invoice list",
      .want = "invoice 2 1 [,Acme,,,,,] | 1 | 2026-01-01 | ~ | ~ | 10000 | USD | ~\n"
              "invoice 3 2 [,Acme,,,,,] | 2 | 2026-01-02 | ~ | ~ | 10000 | USD | ~\n"
              "invoice 4 3 [,Acme,,,,,] | 3 | 2026-01-03 | ~ | ~ | 10000 | USD | ~\n"
              "invoice 5 4 [,Acme,,,,,] | 4 | 2026-01-04 | ~ | ~ | 10000 | USD | ~\n"
              "invoice 6 5 [,Acme,,,,,] | 5 | 2026-01-05 | ~ | ~ | 10000 | USD | ~\n"
              "invoice 7 6 [,Acme,,,,,] | 6 | 2026-01-06 | ~ | ~ | 10000 | USD | ~\n"
              "invoice 8 7 [,Acme,,,,,] | 7 | 2026-01-07 | ~ | ~ | 10000 | USD | ~\n"
              "invoice 9 8 [,Acme,,,,,] | 8 | 2026-01-08 | ~ | ~ | 10000 | USD | ~\n"
              "invoice 10 9 [,Acme,,,,,] | 9 | 2026-01-09 | ~ | ~ | 10000 | USD | ~\n"
              "invoice 11 10 [,Acme,,,,,] | 10 | 2026-01-10 | ~ | ~ | 10000 | USD | ~\n"
              "invoice 12 11 [,Acme,,,,,] | 11 | 2026-01-13 | ~ | ~ | 10000 | USD | ~\n"
              "invoice 13 12 [,Acme,,,,,] | 12 | 2026-01-14 | ~ | ~ | 10000 | USD | ~\n",
      .note = "" },
    { .about = "lines of invoices: other amounts of one number, day and customer are added; two alike are two; a row that repeats to the letter is one", .rows = 7, .kept = 7, .file = "lines.csv",
      .bytes = "Invoice Number,Customer,Invoice Date,Item,Amount,Currency\n"
      "INV-1,Acme,2026-01-05,Licence,100.00,EUR\n"
      "INV-1,Acme,2026-01-05,Setup,50.00,EUR\n"
      "INV-1,Acme,2026-01-05,Setup,50.00,EUR\n"
      "INV-2,Birch,2026-01-06,Seat,20.00,EUR\n"
      "INV-2,Birch,2026-01-06,Seat for Bo,20.00,EUR\n"
      "INV-3,Oak,2026-01-07,All,70.00,EUR\n"
      "INV-1,Acme,2026-01-05,Discount,-10.00,EUR\n",
      .shape = "Invoice list",
      .want = "invoice 2 INV-1 [,Acme,,,,,] | INV-1 | 2026-01-05 | ~ | ~ | 10000 | EUR | ~\n"
              "invoice 3 INV-1#2 [,Acme,,,,,] | INV-1 | 2026-01-05 | ~ | ~ | 5000 | EUR | ~\n"
              "invoice 4 INV-1#2 [,Acme,,,,,] | INV-1 | 2026-01-05 | ~ | ~ | 5000 | EUR | ~\n"
              "invoice 5 INV-2 [,Birch,,,,,] | INV-2 | 2026-01-06 | ~ | ~ | 2000 | EUR | ~\n"
              "invoice 6 INV-2#2 [,Birch,,,,,] | INV-2 | 2026-01-06 | ~ | ~ | 2000 | EUR | ~\n"
              "invoice 7 INV-3 [,Oak,,,,,] | INV-3 | 2026-01-07 | ~ | ~ | 7000 | EUR | ~\n"
              "invoice 8 INV-1#3 [,Acme,,,,,] | INV-1 | 2026-01-05 | ~ | ~ | -1000 | EUR | ~\n",
      .note = "5 lines of 2 invoices: the amounts of one number are added; columns not read: Item" },
    { .about = "totals repeated on their lines, and one invoice whose rows differ: only that one has lines", .rows = 6, .kept = 6, .file = "totals.csv",
      .bytes = "Invoice Number,Customer,Invoice Date,Item,Amount,Currency\n"
      "1,Acme,2026-01-05,a,100.00,EUR\n1,Acme,2026-01-05,b,100.00,EUR\n"
      "2,Birch,2026-01-06,a,20.00,EUR\n2,Birch,2026-01-06,b,20.00,EUR\n"
      "3,Oak,2026-01-07,a,70.00,EUR\n3,Oak,2026-01-07,b,30.00,EUR\n",
      .shape = "Invoice list",
      .want = "invoice 2 1 [,Acme,,,,,] | 1 | 2026-01-05 | ~ | ~ | 10000 | EUR | ~\n"
              "invoice 3 1 [,Acme,,,,,] | 1 | 2026-01-05 | ~ | ~ | 10000 | EUR | ~\n"
              "invoice 4 2 [,Birch,,,,,] | 2 | 2026-01-06 | ~ | ~ | 2000 | EUR | ~\n"
              "invoice 5 2 [,Birch,,,,,] | 2 | 2026-01-06 | ~ | ~ | 2000 | EUR | ~\n"
              "invoice 6 3 [,Oak,,,,,] | 3 | 2026-01-07 | ~ | ~ | 7000 | EUR | ~\n"
              "invoice 7 3#2 [,Oak,,,,,] | 3 | 2026-01-07 | ~ | ~ | 3000 | EUR | ~\n",
      .note = "2 lines of 1 invoice: the amounts of one number are added; columns not read: Item" },
    { .about = "another customer or day under a number the file has had is no line, and told; versions by their stamps are neither", .rows = 5, .kept = 5, .file = "again.csv",
      .bytes = "Invoice Number,Customer,Invoice Date,Amount,Currency,updated_at\n"
      "1,Acme,2026-01-05,100.00,EUR,2026-01-05\n1,Acme,2026-01-05,90.00,EUR,2026-02-05\n"
      "2,Birch,2026-01-06,20.00,EUR,2026-01-06\n2,Oak,2026-01-06,25.00,EUR,2026-01-06\n"
      "2,Birch,2026-03-06,26.00,EUR,2026-01-06\n",
      .shape = "Invoice list",
      .want = "invoice 2 1 [,Acme,,,,,] | 1 | 2026-01-05 | ~ | ~ | 10000 | EUR | ~\n"
              "invoice 3 1 [,Acme,,,,,] | 1 | 2026-01-05 | ~ | ~ | 9000 | EUR | ~\n"
              "invoice 4 2 [,Birch,,,,,] | 2 | 2026-01-06 | ~ | ~ | 2000 | EUR | ~\n"
              "invoice 5 2 [,Oak,,,,,] | 2 | 2026-01-06 | ~ | ~ | 2500 | EUR | ~\n"
              "invoice 6 2 [,Birch,,,,,] | 2 | 2026-03-06 | ~ | ~ | 2600 | EUR | ~\n",
      .note = "2 rows say another day, customer or currency for an invoice number that the file has had: the last one counts, `throughline ledger` lists the others" },
    { .about = "each amount has three digits behind its only sign: euros have no third, so they are thousands", .rows = 3, .kept = 3, .file = "thou.csv",
      .bytes = "Invoice Number,Customer,Invoice Date,Amount,Currency\n1,Acme,2026-01-05,1.234,EUR\n2,Acme,2026-01-06,12.500,EUR\n3,Acme,2026-01-07,3.000,EUR\n",
      .shape = "Invoice list",
      .want = "invoice 2 1 [,Acme,,,,,] | 1 | 2026-01-05 | ~ | ~ | 123400 | EUR | ~\n"
              "invoice 3 2 [,Acme,,,,,] | 2 | 2026-01-06 | ~ | ~ | 1250000 | EUR | ~\n"
              "invoice 4 3 [,Acme,,,,,] | 3 | 2026-01-07 | ~ | ~ | 300000 | EUR | ~\n",
      .note = "" },
    { .about = "numbers of both conventions in one column: each by its own signs, those that show none are thousands", .rows = 4, .kept = 4, .file = "mixed.csv",
      .bytes = "Invoice Number,Customer,Invoice Date,Amount,Currency\n1,Acme,2026-01-05,1.234,EUR\n2,Acme,2026-01-06,\"12,50\",EUR\n3,Acme,2026-01-07,12.50,EUR\n4,Acme,2026-01-08,\"1,234\",EUR\n",
      .shape = "Invoice list",
      .want = "invoice 2 1 [,Acme,,,,,] | 1 | 2026-01-05 | ~ | ~ | 123400 | EUR | ~\n"
              "invoice 3 2 [,Acme,,,,,] | 2 | 2026-01-06 | ~ | ~ | 1250 | EUR | ~\n"
              "invoice 4 3 [,Acme,,,,,] | 3 | 2026-01-07 | ~ | ~ | 1250 | EUR | ~\n"
              "invoice 5 4 [,Acme,,,,,] | 4 | 2026-01-08 | ~ | ~ | 123400 | EUR | ~\n",
      .note = "column 'Amount' has numbers with decimal points and numbers with decimal commas: each is read by its own signs" },
    { .about = "dinars of both conventions: what shows none is asked", .rows = 3, .kept = 2, .bad = 1, .file = "mixed.csv",
      .bytes = "Invoice Number,Customer,Invoice Date,Amount,Currency\n1,Acme,2026-01-05,1.234,KWD\n2,Acme,2026-01-06,\"0,500\",KWD\n3,Acme,2026-01-07,0.500,KWD\n",
      .shape = "Invoice list",
      .want = "bad 2:4 Amount 'decimals and thousands cannot be told apart' 1,Acme,2026-01-05,1.234,KWD\n"
              "invoice 3 2 [,Acme,,,,,] | 2 | 2026-01-06 | ~ | ~ | 500 | KWD | ~\n"
              "invoice 4 3 [,Acme,,,,,] | 3 | 2026-01-07 | ~ | ~ | 500 | KWD | ~\n",
      .note = "column 'Amount' has numbers with decimal points and numbers with decimal commas: each is read by its own signs; the numbers in column 'Amount' can be read both ways: "
              "is 1.234 1.234 (point) or 1234 (comma)? 1 row waits until it is answered" },
    { .about = "the same in a file of semicolons, by a comma", .rows = 2, .kept = 2, .file = "thou.csv",
      .bytes = "Invoice Number;Customer;Invoice Date;Amount;Currency\n1;Acme;2026-01-05;1,234;EUR\n2;Acme;2026-01-06;12,500;EUR\n",
      .shape = "Invoice list",
      .want = "invoice 2 1 [,Acme,,,,,] | 1 | 2026-01-05 | ~ | ~ | 123400 | EUR | ~\n"
              "invoice 3 2 [,Acme,,,,,] | 2 | 2026-01-06 | ~ | ~ | 1250000 | EUR | ~\n",
      .note = "" },
    { .about = "dinars have a third digit: it is asked, and the rows wait", .rows = 2, .kept = 0, .bad = 2, .file = "kwd.csv",
      .bytes = "Invoice Number,Customer,Invoice Date,Amount,Currency\n1,Acme,2026-01-05,1.234,KWD\n2,Acme,2026-01-06,12.500,KWD\n",
      .shape = "Invoice list",
      .want = "bad 2:4 Amount 'decimals and thousands cannot be told apart' 1,Acme,2026-01-05,1.234,KWD\n"
              "bad 3:4 Amount 'decimals and thousands cannot be told apart' 2,Acme,2026-01-06,12.500,KWD\n",
      .note = "the numbers in column 'Amount' can be read both ways: is 1.234 1.234 (point) or 1234 (comma)? 2 rows wait until it is answered" },
    { .about = "dinars of which one shows the sign", .rows = 2, .kept = 2, .file = "kwd.csv",
      .bytes = "Invoice Number,Customer,Invoice Date,Amount,Currency\n1,Acme,2026-01-05,1.234,KWD\n2,Acme,2026-01-06,0.500,KWD\n",
      .shape = "Invoice list",
      .want = "invoice 2 1 [,Acme,,,,,] | 1 | 2026-01-05 | ~ | ~ | 1234 | KWD | ~\n"
              "invoice 3 2 [,Acme,,,,,] | 2 | 2026-01-06 | ~ | ~ | 500 | KWD | ~\n",
      .note = "" },
    { .about = "a column without a name that holds something is named by its place; an empty one at the end is not", .rows = 2, .kept = 2, .file = "blank.csv",
      .bytes = "Invoice Number,Customer,,Invoice Date,Amount,Currency,,\n1,Acme,,2026-01-05,1.50,EUR,see mail,\n2,Acme,,2026-01-06,1.50,EUR,,\n",
      .shape = "Invoice list",
      .want = "invoice 2 1 [,Acme,,,,,] | 1 | 2026-01-05 | ~ | ~ | 150 | EUR | ~\n"
              "invoice 3 2 [,Acme,,,,,] | 2 | 2026-01-06 | ~ | ~ | 150 | EUR | ~\n",
      .note = "columns not read: column 7, without a name" },
    { .about = "Xero's list of all documents: bills and overpayments are no revenue, a credit note is below zero", .rows = 3, .kept = 3, .file = "xall.csv",
      .bytes = "ContactName,InvoiceNumber,InvoiceDate,DueDate,Total,InvoiceAmountDue,Currency,Type,Status\n"
      "Birch,INV-1,2026-01-31,2026-02-28,20.0000,0.0000,GBP,Sales invoice,Paid\n"
      "Paper Ltd,INV-1,2026-01-31,2026-02-28,33.0000,33.0000,GBP,Bill,Awaiting Payment\n"
      "Birch,CN-1,2026-02-01,,5.0000,0.0000,GBP,Sales credit note,Paid\n"
      "Birch,,2026-02-01,,7.0000,7.0000,GBP,Sales overpayment,Paid\n"
      "Paper Ltd,CN-9,2026-02-02,,3.0000,0.0000,GBP,Bill credit note,Paid\n"
      "Oak,CN-2,2026-02-03,,-6.0000,0.0000,GBP,Sales credit note,Paid\n",
      .shape = "Xero invoices",
      .want = "invoice 2 INV-1 [,Birch,,,,,] | INV-1 | 2026-01-31 | 2026-02-28 | ~ | 2000 | GBP | Paid\n"
              "invoice 4 CN-1 [,Birch,,,,,] | CN-1 | 2026-02-01 | ~ | ~ | -500 | GBP | Paid\n"
              "invoice 7 CN-2 [,Oak,,,,,] | CN-2 | 2026-02-03 | ~ | ~ | -600 | GBP | Paid\n",
      .note = "3 rows of another type left out; columns not read: InvoiceAmountDue" },
    { .about = "signs of other currencies, credits and debits, lakhs", .rows = 9, .kept = 9, .file = "signs.csv",
      .bytes = "Invoice Number,Customer,Invoice Date,Amount\n1,A,2026-01-31,R$ 200\n2,A,2026-01-31,kr 100\n3,A,2026-01-31,A$ 50.25\n4,A,2026-01-31,C$50\n"
      "5,A,2026-01-31,\"\xE2\x82\xB9""1,00,000.00\"\n6,A,2026-01-31,100 CR\n7,A,2026-01-31,\"12,34,567 DR\"\n8,A,2026-01-31,150 K\xC4\x8D\n9,A,2026-01-31,1 200 Ft\n",
      .shape = "Invoice list",
      .want = "invoice 2 1 [,A,,,,,] | 1 | 2026-01-31 | ~ | ~ | 20000 | BRL | ~\n"
              "invoice 3 2 [,A,,,,,] | 2 | 2026-01-31 | ~ | ~ | 10000 | EUR | ~\n"
              "invoice 4 3 [,A,,,,,] | 3 | 2026-01-31 | ~ | ~ | 5025 | AUD | ~\n"
              "invoice 5 4 [,A,,,,,] | 4 | 2026-01-31 | ~ | ~ | 5000 | CAD | ~\n"
              "invoice 6 5 [,A,,,,,] | 5 | 2026-01-31 | ~ | ~ | 10000000 | INR | ~\n"
              "invoice 7 6 [,A,,,,,] | 6 | 2026-01-31 | ~ | ~ | -10000 | EUR | ~\n"
              "invoice 8 7 [,A,,,,,] | 7 | 2026-01-31 | ~ | ~ | 123456700 | EUR | ~\n"
              "invoice 9 8 [,A,,,,,] | 8 | 2026-01-31 | ~ | ~ | 15000 | CZK | ~\n"
              "invoice 10 9 [,A,,,,,] | 9 | 2026-01-31 | ~ | ~ | 120000 | HUF | ~\n",
      .note = "3 amounts without a currency: in the book's" },
};
// clang-format on

FORMS_MAIN(forms)
