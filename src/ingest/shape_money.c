/* Shapes of billing and ledgers (ingest/shape.h). */
#include "ingest/shape_rows.h"

#include "base/attr.h"
#include "ingest/document_type.h"

// clang-format off
static const Shape rows[] = {
    { .name = "Stripe invoices", .box = BOX_CSV, .must = "id,Amount Due|Total,Customer ID|Customer,Currency,Status",
      .map = "kind = invoice\nsource = Stripe\nkey = id\naccount_id = Customer ID | Customer\naccount_name = Customer Name | Customer Description\n"
             "email = Customer Email\nnumber = Number\nissued = Date (UTC) | Finalized At (UTC) | Created (UTC) | Created\n"
             "due = Due Date (UTC)\npaid = Paid At (UTC)\namount = Total | Amount Due\ncurrency = Currency\nstatus = Status\n"
             "[Stripe metadata of an invoice]\nkind = field\nsource = Stripe\neach = * (metadata)\nkey = \"invoice/\" & id & \"/\" & * (metadata)[].key\n"
             "about = \"invoice\"\nabout_id = id\nfield = * (metadata)[].name\nvalue = * (metadata)[].value\n" },
    { .name = "Stripe payments", .box = BOX_CSV, .must = "id,Amount,Amount Refunded,Currency,Status",
      .map = "kind = payment\nsource = Stripe\nkey = id\naccount_id = Customer ID\naccount_name = Customer Description\nemail = Customer Email\n"
             "paid_at = Created (UTC) | Created date (UTC) | Created\namount = Amount\nrefunded = Amount Refunded\n"
             "fee = Fee : where Converted Currency = Currency\ncurrency = Currency\nstatus = Status\ninvoice = Invoice ID | Invoice Number\n"
             "method = Payment Source Type | Payment Method Type\nreason = Seller Message | Decline Reason | Dispute Reason\n"
             "[Stripe metadata of a payment]\nkind = field\nsource = Stripe\neach = * (metadata)\nkey = \"payment/\" & id & \"/\" & * (metadata)[].key\n"
             "about = \"payment\"\nabout_id = id\nfield = * (metadata)[].name\nvalue = * (metadata)[].value\n" },
    { .name = "Stripe subscriptions", .box = BOX_CSV, .must = "subscription_id,customer_id,status,start_date,canceled_at",
      .map = "kind = subscription\nsource = Stripe\nkey = subscription_id\naccount_id = customer_id\naccount_name = customer_description | customer_name\n"
             "email = customer_email\nstart_date = start_date | created_at\nend_date = ended_at\nplan = plan | product\nseats = quantity\n"
             "mrr = amount : monthly\ncurrency = currency\nis_trial = status : is trialing\nstatus = status\ncanceled_at = canceled_at\n"
             "cancel_at_period_end = cancel_at_period_end\nperiod_end = current_period_end\nbilling_interval = interval\n" },
    { .name = "Stripe subscriptions", .box = BOX_CSV, .must = "id,Customer ID,Status,Current Period End (UTC)|Current Period End,Start (UTC)|Start Date (UTC)|Created (UTC)",
      .map = "kind = subscription\nsource = Stripe\nkey = id\naccount_id = Customer ID\naccount_name = Customer Name | Customer Description\n"
             "email = Customer Email\nstart_date = Start (UTC) | Start Date (UTC) | Created (UTC)\nend_date = Ended At (UTC)\nplan = Plan | Product\n"
             "seats = Quantity\nmrr = Amount : monthly\ncurrency = Currency\nis_trial = Status : is trialing\nstatus = Status\n"
             "canceled_at = Canceled At (UTC)\ncancel_at_period_end = Cancel At Period End\nperiod_end = Current Period End (UTC) | Current Period End\n"
             "billing_interval = Interval\n"
             "[Stripe metadata of a subscription]\nkind = field\nsource = Stripe\neach = * (metadata)\nkey = \"subscription/\" & id & \"/\" & * (metadata)[].key\n"
             "about = \"subscription\"\nabout_id = id\nfield = * (metadata)[].name\nvalue = * (metadata)[].value\n" },
    { .name = "Stripe subscriptions", .box = BOX_JSON, .must = "id,customer|customer.id,status,cancel_at_period_end,current_period_end|billing_cycle_anchor",
      .map = "kind = subscription\nsource = Stripe\nkey = id\naccount_id = customer | customer.id\naccount_name = customer.name | customer.description\n"
             "email = customer.email\nstart_date = start_date | created\nend_date = ended_at\nplan = plan.nickname | plan.product | plan.id\nseats = quantity\n"
             "mrr = plan.amount : monthly minor by seats\ncurrency = currency | plan.currency\nis_trial = status : is trialing\nstatus = status\n"
             "canceled_at = canceled_at\ncancel_at_period_end = cancel_at_period_end\nperiod_end = current_period_end\n"
             "billing_interval = plan.interval_count & \" \" & plan.interval | plan.interval\n"
             "[Stripe metadata of a subscription]\nkind = field\nsource = Stripe\neach = metadata\nkey = \"subscription/\" & id & \"/\" & metadata[].key\n"
             "about = \"subscription\"\nabout_id = id\nfield = metadata[].name\nvalue = metadata[].value\n" },
    { .name = "Stripe invoices", .box = BOX_JSON, .must = "id,customer|customer.id,amount_due,currency,status,total",
      .map = "kind = invoice\nsource = Stripe\nkey = id\naccount_id = customer | customer.id\naccount_name = customer_name\nemail = customer_email\nnumber = number\n"
             "issued = status_transitions.finalized_at | created\ndue = due_date\npaid = status_transitions.paid_at\namount = total : minor\n"
             "currency = currency\nstatus = status\n"
             "[Stripe metadata of an invoice]\nkind = field\nsource = Stripe\neach = metadata\nkey = \"invoice/\" & id & \"/\" & metadata[].key\n"
             "about = \"invoice\"\nabout_id = id\nfield = metadata[].name\nvalue = metadata[].value\n" },
    { .name = "Stripe customers", .box = BOX_CSV, .must = "id,Email,Delinquent,Created (UTC)|Created,Description|Name",
      .map = "kind = account\nsource = Stripe\nkey = id\naccount_id = id\naccount_name = Name\nemail = Email : email\nparty_country = Address Country\n"
             "party_city = Address City\nname = Name | Description | Email\ncountry = Address Country | Shipping Address Country\n"
             "city = Address City | Shipping Address City\npostcode = Address Postal Code | Shipping Address Postal Code\nstreet = Address Line1\n"
             "phone = Phone\ncustomer_since = Created (UTC) | Created\n"
             "[Stripe metadata of a customer]\nkind = field\nsource = Stripe\neach = * (metadata)\nkey = \"account/\" & id & \"/\" & * (metadata)[].key\n"
             "about = \"account\"\nabout_id = id\nfield = * (metadata)[].name\nvalue = * (metadata)[].value\n" },
    { .name = "Stripe customers", .box = BOX_JSON, .must = "id,email,delinquent,invoice_prefix,created",
      .map = "kind = account\nsource = Stripe\nkey = id\naccount_id = id\naccount_name = name\nemail = email : email\nparty_country = address.country\n"
             "party_city = address.city\nname = name | description | email\ncountry = address.country | shipping.address.country\n"
             "city = address.city | shipping.address.city\npostcode = address.postal_code | shipping.address.postal_code\nstreet = address.line1\n"
             "phone = phone\ncustomer_since = created\n"
             "[Stripe metadata of a customer]\nkind = field\nsource = Stripe\neach = metadata\nkey = \"account/\" & id & \"/\" & metadata[].key\n"
             "about = \"account\"\nabout_id = id\nfield = metadata[].name\nvalue = metadata[].value\n" },
    { .name = "Stripe customers (connector)", .box = BOX_CSV, .must = "id,email,name,description,delinquent,invoice_prefix,_fivetran_synced",
      .map = "kind = account\nsource = Stripe\nkey = id\naccount_id = id\naccount_name = name\nemail = email : email\nparty_country = address_country\n"
             "party_city = address_city\nname = name | description | email\ncountry = address_country | shipping_address_country\n"
             "city = address_city | shipping_address_city\npostcode = address_postal_code | shipping_address_postal_code\nstreet = address_line_1\n"
             "phone = phone\ncustomer_since = created\ntax_id = tax_info_tax_id\n" },
    { .name = "Stripe charges (connector)", .box = BOX_CSV, .must = "id,amount,amount_refunded,balance_transaction_id,captured,created,currency,customer_id,status",
      .map = "kind = payment\nsource = Stripe\nkey = id\naccount_id = customer_id\nemail = receipt_email : email\npaid_at = created\namount = amount : minor\n"
             "refunded = amount_refunded : minor\ncurrency = currency\nstatus = status\ninvoice = invoice_id\nreason = failure_message | outcome_seller_message\n" },
    /* What it costs stands in another table, by its items. */
    { .name = "Stripe subscriptions (connector)", .box = BOX_CSV,
      .must = "id,customer_id,status,start_date,current_period_end,cancel_at_period_end,billing_cycle_anchor,_fivetran_synced",
      .map = "kind = subscription\nsource = Stripe\nkey = id\naccount_id = customer_id\nstart_date = start_date | created\nend_date = ended_at\nseats = quantity\n"
             "is_trial = status : is trialing\nstatus = status\ncanceled_at = canceled_at\ncancel_at_period_end = cancel_at_period_end\n"
             "period_end = current_period_end\n" },
    { .name = "Stripe subscriptions, kept versions (connector)", .box = BOX_CSV,
      .must = "id,customer_id,status,start_date,current_period_end,cancel_at_period_end,billing_cycle_anchor,_fivetran_synced,_fivetran_active",
      .skip = "earlier versions of subscriptions: import the subscriptions themselves", .map = "kind = subscription\n" },
    { .name = "Chargebee invoices", .box = BOX_CSV, .must = "Invoice Number|Invoice Id,Customer Id,Invoice Date,Amount|Total,Currency|Currency Code,Status",
      .map = "kind = invoice\nsource = Chargebee\nkey = Invoice Number | Invoice Id\naccount_id = Customer Id\naccount_name = Customer Company | Company\n"
             "email = Customer Email\nnumber = Invoice Number | Invoice Id\nissued = Invoice Date\ndue = Due Date\npaid = Paid On | Paid At\n"
             "amount = Amount | Total\ncurrency = Currency | Currency Code\nstatus = Status\n"
             "[Chargebee fields of an invoice]\nkind = field\nsource = Chargebee\neach = cf_*\nkey = \"invoice/\" & Invoice Number & \"/\" & cf_*[].key | \"invoice/\" & Invoice Id & \"/\" & cf_*[].key\n"
             "about = \"invoice\"\nabout_id = Invoice Number | Invoice Id\nfield = cf_*[].name\nvalue = cf_*[].value\n" },
    { .name = "Chargebee invoices", .box = BOX_CSV, .must = "id,customer_id,subscription_id,date,total,currency_code,status",
      .map = "kind = invoice\nsource = Chargebee\nkey = id\naccount_id = customer_id\nnumber = id\nissued = date\ndue = due_date\npaid = paid_at\n"
             "amount = total\ncurrency = currency_code\nstatus = status\n"
             "[Chargebee fields of an invoice]\nkind = field\nsource = Chargebee\neach = cf_*\nkey = \"invoice/\" & id & \"/\" & cf_*[].key\n"
             "about = \"invoice\"\nabout_id = id\nfield = cf_*[].name\nvalue = cf_*[].value\n" },
    { .name = "Chargebee subscriptions", .box = BOX_CSV, .must = "Subscription Id,Customer Id,Status,Current Term End|Current Term Start,Started At|Created At",
      .map = "kind = subscription\nsource = Chargebee\nkey = Subscription Id\naccount_id = Customer Id\naccount_name = Customer Company | Company\n"
             "email = Customer Email\nstart_date = Started At | Activated At | Created At\nend_date = Cancelled At : where Status = \"Cancelled\"\n"
             "plan = Plan Id | Plan\nseats = Plan Quantity\nmrr = MRR | Mrr\ncurrency = Currency | Currency Code\nis_trial = Status : is In Trial, in_trial\n"
             "status = Status\ncanceled_at = Cancel Schedule Created At | Cancelled At\ncancel_at_period_end = Status : is Non Renewing, non_renewing\n"
             "period_end = Current Term End\nbilling_interval = Billing Period & \" \" & Billing Period Unit | Billing Period Unit\n"
             "[Chargebee fields of a subscription]\nkind = field\nsource = Chargebee\neach = cf_*\nkey = \"subscription/\" & Subscription Id & \"/\" & cf_*[].key\n"
             "about = \"subscription\"\nabout_id = Subscription Id\nfield = cf_*[].name\nvalue = cf_*[].value\n" },
    { .name = "Chargebee customers", .box = BOX_CSV, .must = "Customer Id,Company,Auto Collection,Net Term Days|Created At",
      .map = "kind = account\nsource = Chargebee\nkey = Customer Id\naccount_id = Customer Id\naccount_name = Company\nemail = Email | Customer Email\n"
             "party_country = Billing Country\nparty_city = Billing City\nname = Company | First Name & \" \" & Last Name | Last Name | Email | Customer Email\n"
             "country = Billing Country\ncity = Billing City\n"
             "postcode = Billing Zip\nphone = Phone\ncustomer_since = Created At\n"
             "[Chargebee fields of a customer]\nkind = field\nsource = Chargebee\neach = cf_*\nkey = \"account/\" & Customer Id & \"/\" & cf_*[].key\n"
             "about = \"account\"\nabout_id = Customer Id\nfield = cf_*[].name\nvalue = cf_*[].value\n" },
    { .name = "QuickBooks general ledger", .box = BOX_CSV, .must = "Date|Transaction date,Transaction Type,Num,Name,Memo/Description,Split,Amount,Balance",
      .reader = READ_LEDGER,
      .map = "kind = ledger\nsource = QuickBooks\nkey = (key)\naccount_name = Name\nposted = Date | Transaction date\nentry = Transaction Type\n"
             "number = Num\nname = Name\nmemo = Memo/Description\naccount = (section) | Account | Distribution account\namount = (amount)\ncurrency = Currency\n" },
    { .name = "QuickBooks journal", .box = BOX_CSV, .must = "Date,Transaction Type,Num,Name,Memo/Description,Account,Debit,Credit", .reader = READ_LEDGER,
      .map = "kind = ledger\nsource = QuickBooks\nkey = (key)\naccount_name = Name\nposted = Date\nentry = Transaction Type\nnumber = Num\nname = Name\n"
             "memo = Memo/Description\naccount = Account\namount = (amount)\nside = (side)\ncurrency = Currency\n" },
    { .name = "QuickBooks transactions by customer", .box = BOX_CSV, .must = "Date,Transaction Type,Num,Due Date,Amount,Open Balance", .reader = READ_LEDGER,
      .map = "kind = invoice\nsource = QuickBooks\nkey = Transaction Type & \"/\" & Num\naccount_name = Name | Customer | (section)\nnumber = Num\n"
             "issued = Date\ndue = Due Date\namount = Amount\ncurrency = Currency\nstatus = Open Balance : words 0 = paid, 0.00 = paid, $0.00 = paid\n" },
    { .name = "Xero general ledger", .box = BOX_CSV, .must = "Date,Source,Description,Reference,Debit,Credit,Account", .reader = READ_LEDGER,
      .map = "kind = ledger\nsource = Xero\nkey = (key)\naccount_name = (party)\nposted = Date\nentry = Source\nnumber = Reference\nname = (party)\n"
             "memo = Description\naccount = Account Code & \" \" & Account | Account\namount = (amount)\nside = (side)\n" },
    { .name = "Xero invoices", .box = BOX_CSV, .must = "*ContactName,*InvoiceNumber,*InvoiceDate,Total",
      .map = "kind = invoice\nsource = Xero\nkey = *InvoiceNumber\naccount_name = *ContactName\nemail = EmailAddress\nparty_country = POCountry\n"
             "party_city = POCity\nnumber = *InvoiceNumber\nissued = *InvoiceDate\ndue = *DueDate\namount = Total : credit Type = Sales credit note, ACCRECCREDIT\n"
             "where = Type : say Bill = no, Bill credit note = no, Bill overpayment = no, Bill prepayment = no, Sales overpayment = no, Sales prepayment = no, ACCPAY = no, ACCPAYCREDIT = no\ncurrency = Currency\nstatus = Status\n" },
    { .name = "Xero invoices", .box = BOX_CSV, .must = "ContactName,InvoiceNumber,InvoiceDate,Total,InvoiceAmountDue|InvoiceAmountPaid|DueDate",
      .map = "kind = invoice\nsource = Xero\nkey = InvoiceNumber\naccount_name = ContactName\nemail = EmailAddress\nparty_country = POCountry\n"
             "party_city = POCity\nnumber = InvoiceNumber\nissued = InvoiceDate\ndue = DueDate\namount = Total : credit Type = Sales credit note, ACCRECCREDIT\n"
             "where = Type : say Bill = no, Bill credit note = no, Bill overpayment = no, Bill prepayment = no, Sales overpayment = no, Sales prepayment = no, ACCPAY = no, ACCPAYCREDIT = no\ncurrency = Currency\nstatus = Status\n" },
    { .name = "NetSuite ledger", .box = BOX_CSV, .must = "Internal ID,Date,Period,Type,Document Number,Account,Name,Memo,Debit,Credit", .reader = READ_LEDGER,
      .map = "kind = ledger\nsource = NetSuite\nkey = (key)\naccount_name = Name\nposted = Date\nentry = Type\nnumber = Document Number\nname = Name\n"
             "memo = Memo\naccount = Account\namount = (amount)\nside = (side)\ncurrency = Currency\nsubsidiary = Subsidiary\n" },
    { .name = "Invoice list (German)", .box = BOX_CSV,
      .must = "Belegnummer|Rechnungsnummer|Belegfeld 1,Belegdatum|Rechnungsdatum,Bruttobetrag|Betrag|Umsatz,Kunde|Debitor|Kundenname|Kundennr|Debitorennummer",
      .map = "kind = invoice\nsource = ERP\nkey = Belegnummer | Rechnungsnummer | Belegfeld 1\naccount_id = Kundennr | Debitorennummer | Debitor\n"
             "account_name = Kundenname | Kunde\nnumber = Belegnummer | Rechnungsnummer | Belegfeld 1\nissued = Belegdatum | Rechnungsdatum\n"
             "due = F\xC3\xA4llig am | F\xC3\xA4lligkeit | Zahlungsziel\npaid = Bezahlt am | Zahldatum\namount = Bruttobetrag | Betrag | Umsatz : credit " DOCUMENT_COLUMNS_GERMAN " = " DOCUMENT_CREDITS "\n"
             "where = " DOCUMENT_COLUMNS_GERMAN " : say " DOCUMENT_OTHERS "\n"
             "currency = W\xC3\xA4hrung | WKZ Umsatz | W\xC3\xA4hrungskennz\nstatus = Status\n" },
    { .name = "Invoice list", .box = BOX_CSV, .must = "Invoice Number|Invoice No|Invoice #|Invoice,Invoice Date|Issue Date,Customer|Customer Name|Client,Amount|Total|Invoice Total",
      .map = "kind = invoice\nsource = invoices\nkey = Invoice Number | Invoice No | Invoice # | Invoice\naccount_id = Customer ID | Customer No\n"
             "account_name = Customer Name | Customer | Client\nemail = Email | Customer Email\nnumber = Invoice Number | Invoice No | Invoice # | Invoice\n"
             "issued = Invoice Date | Issue Date\ndue = Due Date\npaid = Paid Date | Date Paid\namount = Invoice Total | Total | Amount : credit " DOCUMENT_COLUMNS " = " DOCUMENT_CREDITS "\n"
             "where = " DOCUMENT_COLUMNS " : say " DOCUMENT_OTHERS "\n"
             "currency = Currency\nstatus = Status\n" },
    { .name = "ECB exchange rates", .box = BOX_CSV, .must = "Date,USD,JPY,GBP", .reader = READ_RATES,
      .map = "kind = rate\nsource = ECB\nkey = Date & \"/EUR/\" & (column)\nday = Date\nbase = \"EUR\"\nquote = (column)\nrate = (cell)\ndecimal = point\n" },
    { .name = "Exchange rates", .box = BOX_CSV, .must = "date|day,base|base_currency|from,quote|quote_currency|to,rate",
      .map = "kind = rate\nsource = rates\nkey = date & \"/\" & base & \"/\" & quote | day & \"/\" & from & \"/\" & to\nday = date | day\nbase = base | base_currency | from\n"
             "quote = quote | quote_currency | to\nrate = rate\n" },
};
// clang-format on

const ShapeRows shapes_money = { rows, COUNT_OF(rows) };
