#include "model/kind.h"

#include "base/attr.h"

// clang-format off
static const Field account[] = {
    { "name",           FIELD_TEXT, true,  "the company's name" },
    { "parent_id",      FIELD_TEXT, false, "id of its parent company in the same system" },
    { "segment",        FIELD_TEXT, false, "how the company groups its customers: Strategic, Core, Small, a plan" },
    { "region",         FIELD_TEXT, false, "sales region" },
    { "country",        FIELD_TEXT, false, "country, name or ISO code" },
    { "city",           FIELD_TEXT, false, "city" },
    { "postcode",       FIELD_TEXT, false, "postal code" },
    { "industry",       FIELD_TEXT, false, "industry" },
    { "website",        FIELD_TEXT, false, "web address" },
    { "phone",          FIELD_TEXT, false, "telephone" },
    { "employees",      FIELD_INT,  false, "number of employees, or seats" },
    { "customer_since", FIELD_DAY,  false, "first day as a customer" },
    { "churned",        FIELD_BOOL, false, "the system's own flag: lost" },
    { "street",         FIELD_TEXT, false, "street and number" },
    { "tax_id",         FIELD_TEXT, false, "tax or VAT id" },
    { "other_ids",      FIELD_TEXT, false, "what other systems call it, divided by blanks" },
};
static const Field contact[] = {
    { "first_name", FIELD_TEXT, false, "given name" },
    { "last_name",  FIELD_TEXT, false, "family name" },
    { "title",      FIELD_TEXT, false, "job title" },
    { "role",       FIELD_TEXT, false, "Decision maker, Purchasing, User, Frontline, Finance" },
    { "phone",      FIELD_TEXT, false, "telephone" },
};
static const Field identity[] = {
    { "seen_at",     FIELD_TIME, false, "when the system learned who this user is" },
    { "previous_id", FIELD_TEXT, false, "another id of the same person in the same system: before she signed in, or was renamed" },
};
static const Field opportunity[] = {
    { "name",         FIELD_TEXT,  false, "name of the deal" },
    { "type",         FIELD_TEXT,  false, "New Business, Renewal, Expansion" },
    { "stage",        FIELD_TEXT,  false, "Closed Won, Closed Lost, ..." },
    { "amount",       FIELD_MONEY, false, "value a year" },
    { "currency",     FIELD_TEXT,  false, "ISO 4217" },
    { "close_date",   FIELD_DAY,   false, "day of the decision; an open deal may have none" },
    { "is_closed",    FIELD_BOOL,  false, "decided" },
    { "is_won",       FIELD_BOOL,  false, "decided for us" },
    { "contract_end", FIELD_DAY,   false, "last day of the contract it decides about" },
    { "loss_reason",  FIELD_TEXT,  false, "why lost, as sales wrote it" },
    { "lead_source",  FIELD_TEXT,  false, "where it came from: Web, Customer Referral, ..." },
    { "referrer",     FIELD_TEXT,  false, "the account that sent it: its id in the same system, or its name" },
};
static const Field subscription[] = {
    { "start_date", FIELD_DAY,   true,  "first day" },
    { "end_date",   FIELD_DAY,   false, "last day; empty while it runs" },
    { "plan",       FIELD_TEXT,  false, "plan or product" },
    { "seats",      FIELD_INT,   false, "seats" },
    { "mrr",        FIELD_MONEY, false, "money a month" },
    { "currency",   FIELD_TEXT,  false, "ISO 4217" },
    { "is_trial",   FIELD_BOOL,  false, "not paid" },
    { "churned",    FIELD_BOOL,  false, "ended because the customer left" },
    { "status",               FIELD_TEXT, false, "the system's word: trialing, active, past_due, canceled, ..." },
    { "canceled_at",          FIELD_DAY,  false, "day somebody asked to end it; revenue stops on end_date" },
    { "cancel_at_period_end", FIELD_BOOL, false, "ends by itself when the paid period does" },
    { "period_end",           FIELD_DAY,  false, "last day of the period now paid for" },
    { "billing_interval",     FIELD_TEXT, false, "month, year, 3 months: what one invoice pays for" },
};
static const Field churn[] = {
    { "churn_date", FIELD_DAY,   true,  "the day" },
    { "reason",     FIELD_TEXT,  false, "reason code" },
    { "refund",     FIELD_MONEY, false, "money given back" },
    { "currency",   FIELD_TEXT,  false, "ISO 4217" },
    { "text",       FIELD_TEXT,  false, "what the customer wrote" },
};
static const Field invoice[] = {
    { "number",   FIELD_TEXT,  false, "invoice number" },
    { "issued",   FIELD_DAY,   true,  "invoice date" },
    { "due",      FIELD_DAY,   false, "due date" },
    { "paid",     FIELD_DAY,   false, "day of payment" },
    { "amount",   FIELD_MONEY, true,  "amount; negative for a credit note" },
    { "currency", FIELD_TEXT,  true,  "ISO 4217" },
    { "status",   FIELD_TEXT,  false, "paid, open, void, uncollectible, draft" },
};
static const Field delivery[] = {
    { "order_no",   FIELD_TEXT,  false, "order and position" },
    { "promised",   FIELD_DAY,   true,  "day promised to the customer" },
    { "dispatched", FIELD_DAY,   false, "day it left" },
    { "delivered",  FIELD_DAY,   false, "day it arrived; empty while under way" },
    { "value",      FIELD_MONEY, false, "value of the goods" },
    { "currency",   FIELD_TEXT,  false, "ISO 4217" },
    { "carrier",    FIELD_TEXT,  false, "who carried it" },
    { "site",       FIELD_TEXT,  false, "warehouse" },
};
static const Field ticket[] = {
    { "created_at",         FIELD_TIME, true,  "opened" },
    { "updated_at",         FIELD_TIME, false, "last change; the newer version of a ticket wins" },
    { "solved_at",          FIELD_TIME, false, "solved" },
    { "subject",            FIELD_TEXT, false, "subject" },
    { "body",               FIELD_TEXT, false, "the customer's first message" },
    { "status",             FIELD_TEXT, false, "new, open, pending, solved, closed" },
    { "priority",           FIELD_TEXT, false, "low, normal, high, urgent" },
    { "type",               FIELD_TEXT, false, "question, incident, problem, task" },
    { "tags",               FIELD_TEXT, false, "tags, separated by spaces" },
    { "reply_minutes",      FIELD_INT,  false, "minutes to the first reply" },
    { "resolution_minutes", FIELD_INT,  false, "minutes to the solution" },
    { "reopens",            FIELD_INT,  false, "times reopened" },
    { "satisfaction",       FIELD_NUM,  false, "rating given, 0 (bad) to 1 (good)" },
    { "escalated",          FIELD_BOOL, false, "escalated" },
};
static const Field response[] = {
    { "recorded_at", FIELD_TIME, true,  "when it was recorded" },
    { "status",      FIELD_TEXT, false, "how it came: an address, a link, a preview" },
    { "finished",    FIELD_BOOL, false, "answered to the end" },
    { "nps",         FIELD_INT,  false, "likelihood to recommend, 0 to 10" },
    { "csat",        FIELD_NUM,  false, "satisfaction, 0 to 1" },
    { "language",    FIELD_TEXT, false, "language of the questionnaire" },
    { "channel",     FIELD_TEXT, false, "email, anonymous link, ..." },
};
static const Field answer[] = {
    { "response_id", FIELD_TEXT, true,  "the response it belongs to" },
    { "question",    FIELD_TEXT, true,  "the question's id in the export" },
    { "label",       FIELD_TEXT, false, "the question as asked" },
    { "number",      FIELD_NUM,  false, "a number answered" },
    { "text",        FIELD_TEXT, false, "words answered" },
    { "answered_at", FIELD_TIME, false, "when the response was recorded" },
};
static const Field metric[] = {
    { "unit",       FIELD_TEXT, true,  "the internal group that owns it" },
    { "metric",     FIELD_TEXT, true,  "its name" },
    { "touchpoint", FIELD_TEXT, false, "where customers meet it" },
    { "month",      FIELD_DAY,  true,  "first day of the month" },
    { "value",      FIELD_NUM,  true,  "the reading" },
    { "target",     FIELD_NUM,  false, "the target" },
    { "better",     FIELD_TEXT, false, "higher or lower" },
    { "measure",    FIELD_TEXT, false, "unit of measure: %, hours" },
};
static const Field initiative[] = {
    { "name",           FIELD_TEXT,  true,  "what it is called" },
    { "issue",          FIELD_TEXT,  false, "what it is to fix" },
    { "unit",           FIELD_TEXT,  false, "who does it" },
    { "owner",          FIELD_TEXT,  false, "the person" },
    { "countries",      FIELD_TEXT,  false, "where, ISO codes separated by spaces or commas; empty: everywhere" },
    { "start_date",     FIELD_DAY,   true,  "first day" },
    { "end_date",       FIELD_DAY,   false, "last day" },
    { "cost",           FIELD_MONEY, false, "what it costs" },
    { "currency",       FIELD_TEXT,  false, "ISO 4217" },
    { "leading_metric", FIELD_TEXT,  false, "what should move first" },
    { "expected",       FIELD_TEXT,  false, "what was promised of it" },
    { "status",         FIELD_TEXT,  false, "planned, running, done" },
};
static const Field event[] = {
    { "name",     FIELD_TEXT, true,  "what was done in the product" },
    { "at",       FIELD_TIME, true,  "when" },
    { "quantity", FIELD_INT,  false, "how often, where the system has counted already" },
};
static const Field payment[] = {
    { "paid_at",  FIELD_TIME,  true,  "when it was tried" },
    { "amount",   FIELD_MONEY, true,  "amount, before refunds" },
    { "refunded", FIELD_MONEY, false, "of it given back" },
    { "fee",      FIELD_MONEY, false, "what the processor kept, in the same currency" },
    { "currency", FIELD_TEXT,  true,  "ISO 4217" },
    { "status",   FIELD_TEXT,  false, "the system's word: paid, failed, refunded, ..." },
    { "invoice",  FIELD_TEXT,  false, "number or id of the invoice it pays" },
    { "method",   FIELD_TEXT,  false, "card, bank transfer, ...; never a number of a card or account" },
    { "reason",   FIELD_TEXT,  false, "why it failed or is disputed, as the system words it" },
};
static const Field rate[] = {
    { "day",   FIELD_DAY,     true, "the day it holds from" },
    { "base",  FIELD_TEXT,    true, "ISO 4217: one unit of this" },
    { "quote", FIELD_TEXT,    true, "ISO 4217: is so many of this" },
    { "rate",  FIELD_DECIMAL, true, "units of quote for one of base" },
};
static const Field ledger[] = {
    { "posted",     FIELD_DAY,   true,  "posting date" },
    { "entry",      FIELD_TEXT,  false, "type of entry: Invoice, Payment, Journal Entry, ..." },
    { "number",     FIELD_TEXT,  false, "document number" },
    { "name",       FIELD_TEXT,  false, "customer or other party, whole: Parent:Child" },
    { "memo",       FIELD_TEXT,  false, "memo, description" },
    { "account",    FIELD_TEXT,  true,  "account of the general ledger" },
    { "amount",     FIELD_MONEY, true,  "in the account's natural sign: revenue is positive on an income account" },
    { "currency",   FIELD_TEXT,  true,  "ISO 4217" },
    { "subsidiary", FIELD_TEXT,  false, "legal entity" },
    { "side",       FIELD_TEXT,  false, "debit or credit, where the file has the two" },
};
static const Field message[] = {
    { "ticket_id", FIELD_TEXT, true,  "the ticket it belongs to" },
    { "at",        FIELD_TIME, true,  "when" },
    { "side",      FIELD_TEXT, false, "customer, agent or internal" },
    { "author",    FIELD_TEXT, false, "who wrote it" },
    { "text",      FIELD_TEXT, true,  "the words" },
};
static const Field review[] = {
    { "at",      FIELD_TIME, true,  "when it was written" },
    { "rating",  FIELD_NUM,  false, "stars, 0 (worst) to 1 (best)" },
    { "title",   FIELD_TEXT, false, "its headline" },
    { "text",    FIELD_TEXT, false, "the words" },
    { "site",    FIELD_TEXT, false, "where it stands: G2, Capterra, Trustpilot" },
    { "author",  FIELD_TEXT, false, "who wrote it" },
    { "product", FIELD_TEXT, false, "what it is about" },
};
static const Field utterance[] = {
    { "call_id", FIELD_TEXT, true,  "the call" },
    { "at",      FIELD_TIME, false, "when it was said, or the day of the call" },
    { "seq",     FIELD_INT,  true,  "1, 2, ... within the call" },
    { "speaker", FIELD_TEXT, false, "who, as the transcript says" },
    { "side",    FIELD_TEXT, false, "customer or agent; empty: not known" },
    { "from_ms", FIELD_INT,  false, "milliseconds from the start of the recording" },
    { "to_ms",   FIELD_INT,  false, "milliseconds" },
    { "text",    FIELD_TEXT, true,  "the words" },
    { "audio",   FIELD_TEXT, false, "recording beside the transcript, as the transcript's path is shown" },
};
static const Field field[] = {
    { "about",    FIELD_TEXT, true, "kind of record: ticket, account, contact, opportunity, subscription, invoice, payment, response; of what a system's ids mean: ticket field, ticket option" },
    { "about_id", FIELD_TEXT, true, "its own id" },
    { "field",    FIELD_TEXT, true, "the field, by its name or by the system's id" },
    { "value",    FIELD_TEXT, true, "what it says" },
};
static const Field note[] = {
    { "at",       FIELD_TIME, true,  "when it was written, or what it tells of happened" },
    { "type",     FIELD_TEXT, false, "note, call, meeting, task; an e-mail is kept, and is nobody's words" },
    { "author",   FIELD_TEXT, false, "which of ours wrote it" },
    { "title",    FIELD_TEXT, false, "its subject" },
    { "text",     FIELD_TEXT, false, "the words" },
    { "about_id", FIELD_TEXT, false, "the account, deal or person it is about: its own id in the same system" },
};
static const Field reference[] = {
    { "given",  FIELD_DAY,  true,  "the day it was given" },
    { "type",   FIELD_TEXT, false, "what was given: call, visit, case study, quotation, logo" },
    { "status", FIELD_TEXT, false, "given, asked, declined; empty: given" },
};
static const Field change[] = {
    { "about",     FIELD_TEXT, true,  "kind of record: opportunity, account, contact, subscription, ticket" },
    { "about_id",  FIELD_TEXT, true,  "its own id; its name where the export shows no id" },
    { "field",     FIELD_TEXT, true,  "the field that was changed, by its name" },
    { "old_value", FIELD_TEXT, false, "what it said before; empty: nothing, or not told" },
    { "new_value", FIELD_TEXT, false, "what it said then" },
    { "at",        FIELD_TIME, true,  "when it was changed" },
    { "author",    FIELD_TEXT, false, "who changed it" },
};

const Kind kinds[KIND_COUNT] = {
#define ROW(f, help) #f, "f_" #f, f, COUNT_OF(f), help, COUNT_OF(f)
#define ROW_SINCE(n, f, help) #f, "f_" #f, f, COUNT_OF(f), help, n
    [KIND_ACCOUNT]      = { ROW_SINCE(13, account, "customer companies, from a CRM") },
    [KIND_CONTACT]      = { ROW_SINCE(4, contact, "people in them") },
    [KIND_IDENTITY]     = { ROW_SINCE(1, identity, "who a product user is") },
    [KIND_OPPORTUNITY]  = { ROW_SINCE(10, opportunity, "deals and renewals") },
    [KIND_SUBSCRIPTION] = { ROW_SINCE(8, subscription, "running contracts") },
    [KIND_CHURN]        = { ROW(churn,        "customers lost, as somebody recorded it") },
    [KIND_INVOICE]      = { ROW(invoice,      "invoices and credit notes") },
    [KIND_DELIVERY]     = { ROW(delivery,     "promises and what happened") },
    [KIND_TICKET]       = { ROW(ticket,       "support tickets") },
    [KIND_RESPONSE]     = { ROW(response,     "survey responses") },
    [KIND_ANSWER]       = { ROW(answer,       "single answers of a survey response") },
    [KIND_METRIC]       = { ROW(metric,       "a unit's own readings against target") },
    [KIND_INITIATIVE]   = { ROW(initiative,   "actions paid for") },
    [KIND_EVENT]        = { ROW(event,        "product usage") },
    [KIND_PAYMENT]      = { ROW(payment,      "payments, failed ones too") },
    [KIND_RATE]         = { ROW(rate,         "exchange rates") },
    [KIND_LEDGER]       = { ROW(ledger,       "lines of the general ledger") },
    [KIND_MESSAGE]      = { ROW(message,      "single messages of a ticket") },
    [KIND_REVIEW]       = { ROW(review,       "public reviews") },
    [KIND_UTTERANCE]    = { ROW(utterance,    "what was said in calls") },
    [KIND_FIELD]        = { ROW(field,        "fields of a company's own, of tickets, accounts, contacts, deals and contracts") },
    [KIND_NOTE]         = { ROW(note,         "what our own people wrote down in a CRM: notes, calls, meetings") },
    [KIND_REFERENCE]    = { ROW(reference,    "references that customers gave") },
    [KIND_CHANGE]       = { ROW(change,       "changes of deals, accounts and other records, as their system has kept them") },
#undef ROW
#undef ROW_SINCE
};

const char *const party_fields[PARTY_COUNT] = {
    [PARTY_ACCOUNT_ID] = "account_id", [PARTY_ACCOUNT_NAME] = "account_name", [PARTY_PERSON_ID] = "person_id",
    [PARTY_EMAIL] = "email",           [PARTY_DOMAIN] = "domain",             [PARTY_COUNTRY] = "party_country",
    [PARTY_CITY] = "party_city",
};
// clang-format on

Str kind_names(Arena *a)
{
    Str part[2 * KIND_COUNT];
    for (size_t k = 0; k < KIND_COUNT; k++) {
        part[2 * k] = k ? STR(" ") : STR("");
        part[2 * k + 1] = str_of(kinds[k].name);
    }
    return str_cat(a, COUNT_OF(part), part);
}

bool kind_find(Str name, KindId *out)
{
    for (int k = 0; k < KIND_COUNT; k++)
        if (str_eq(name, str_of(kinds[k].name))) {
            *out = (KindId)k;
            return true;
        }
    return false;
}
