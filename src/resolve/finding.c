#include "resolve/finding.h"

#include "base/date.h"
#include "text/country.h"

enum { EXAMPLES = 20 };

typedef struct Rule {
    int rows, of; /* statements: the contradicting rows; how many were looked at */
    const char *title, *why, *todo;
} Rule;

/* Whether a row that a statement gives is a contradiction. */
typedef bool Holds(const Table *t, size_t r, Arena *scratch);

/* Two texts are two countries by what they mean.  A text that is no country we know is held against its like alone: codes against codes,
 * words against words. */
static bool countries_differ(const Table *t, size_t r, Arena *scratch)
{
    Str one = str_trim(col_text(t, "one_says")[r]), other = str_trim(col_text(t, "other_says")[r]);
    Str x = country_code(scratch, one), y = country_code(scratch, other);
    if (x.n && y.n)
        return !str_eq(x, y);
    return one.n > 1 && other.n > 1 && (one.n == 2) == (other.n == 2);
}

// clang-format off
static const Rule rules[] = {
    { SQL_FINDING_TICKET_EARLY, SQL_FINDING_TICKET_COUNT, "tickets opened before the customer signed up",
      "the ticket's date lies before the account's first day as a customer; one of the two systems is wrong",
      "compare the account's start date in the CRM with the first contract; correct the one that is wrong and import again" },
    { SQL_FINDING_USAGE_OUTSIDE, SQL_FINDING_EVENT_COUNT, "usage outside the subscription's dates",
      "the product was used before the subscription began or after it ended; usage cannot be trusted as behaviour",
      "check that the user belongs to this subscription's account, and the subscription's dates" },
    { SQL_FINDING_CHURN_UNFLAGGED, SQL_FINDING_ACCOUNT_COUNT, "accounts with a churn event that are not flagged as lost",
      "one system recorded that the customer left, the account's own flag says it did not",
      "set the flag in the CRM, or delete the churn event if the customer came back" },
    { SQL_FINDING_CHURN_UNRECORDED, SQL_FINDING_ACCOUNT_COUNT, "accounts flagged as lost without a churn event",
      "the account's flag says lost, no event says when or why",
      "record the day and the reason, or clear the flag" },
    { SQL_FINDING_KEY_TWICE, SQL_FINDING_KEYED_COUNT, "ids used twice in one file for different records",
      "an id that should name one record names two; the later one is used",
      "ask the system's administrator why it gives ids twice; until then the later row is used" },
    { SQL_FINDING_INVOICE_NOBODY, SQL_FINDING_INVOICE_COUNT, "invoices to nobody known",
      "the invoice names no customer that could be joined; its money is in no account",
      "add the customer's id to the export, or merge by `resolve merge`" },
    { SQL_FINDING_DELIVERY_EARLY, SQL_FINDING_DELIVERY_COUNT, "deliveries that arrived before they left",
      "the day of arrival lies before the day of dispatch",
      "correct the day in the ERP and import again" },
    { SQL_FINDING_DEAL_NOBODY, SQL_FINDING_OPPORTUNITY_COUNT, "deals of nobody known",
      "the deal names no customer that could be joined: a renewal that it decides is in no account",
      "add the company's id or name to every row of the export (a grouped report shows it once a group), and import again" },
    { SQL_FINDING_RESPONSE_NOBODY, SQL_FINDING_RESPONSE_COUNT, "survey responses of nobody known",
      "the response names no customer that could be joined; it is counted in no account",
      "send surveys with the account's id or the contact's e-mail address in the data" },
    { SQL_FINDING_INVOICED_CLOSED, SQL_FINDING_INVOICE_COUNT, "closed accounts that are still invoiced",
      "an invoice lies more than a month behind the day on which the customer left, and no contract has begun since",
      "stop the invoice, or take the churn event back if the customer stayed" },
    { SQL_FINDING_PAID_EARLY, SQL_FINDING_INVOICE_COUNT, "invoices paid before they were issued",
      "the day of payment lies before the day of the invoice; payment behaviour is wrong for this account", "check whether it is a prepayment; else correct the dates" },
    { SQL_FINDING_ANSWER_LEFT, SQL_FINDING_RESPONSE_COUNT, "survey responses from accounts that had left",
      "the response came more than three months behind the account's last day; its score speaks of no running business",
      "take lost accounts off the survey's list, or correct the churn date" },
    { SQL_FINDING_ENDS_FIRST, SQL_FINDING_SUBSCRIPTION_COUNT, "contracts that end before they begin",
      "the last day lies before the first; renewals cannot be dated by it", "correct the dates in billing and import again" },
    { SQL_FINDING_COUNTRY_DIFFERS, SQL_FINDING_ACCOUNT_COUNT, "accounts in two countries",
      "two systems name different countries for the same account; the first one is used, and comparisons by country may be off",
      "decide which system is right; if they are two companies, `resolve split`" },
    { SQL_FINDING_SEGMENT_DIFFERS, SQL_FINDING_ACCOUNT_COUNT, "accounts in two segments",
      "two systems name different segments for the same account; the first one is used", "agree on the system that says the segment" },
    { SQL_FINDING_NUMBER_TWICE, SQL_FINDING_INVOICE_COUNT, "invoice numbers with two amounts",
      "one number stands for two amounts in one system; revenue counts both", "look whether one is a correction; void the other" },
    { SQL_FINDING_NAME_NOBODY, SQL_FINDING_NAME_COUNT, "names that stand for no company",
      "where a system knew no company it wrote something all the same (\"N/A\", \"Unknown\", \"Self-employed\"): who stands there belongs to no account, unless an address tells",
      "nothing, if that is what they are; else fill in the company and import again" },
    { SQL_FINDING_EMAIL_SHARED, SQL_FINDING_CONTACT_COUNT, "e-mail addresses in several accounts",
      "one address leads to more than one account; what that person says is counted where the system says it", "merge the accounts, or give each its own contact" },
    { SQL_FINDING_FUTURE, SQL_FINDING_DATED_COUNT, "things that happened in the future",
      "the date lies behind the day up to which the data reach: a typing error, or day and month exchanged", "correct the date and import again" },
    { SQL_FINDING_SEATS_NEGATIVE, SQL_FINDING_SUBSCRIPTION_COUNT, "contracts with negative seats",
      "a contract cannot have fewer than no seats; it may be a reduction written as a contract", "export contracts as they stand, not their changes" },
    { SQL_FINDING_ANSWERS_MANY, SQL_FINDING_RESPONSE_COUNT, "people who answered more than three times in a day",
      "one person's many responses weigh as many voices, and may be tests", "delete test responses in the survey tool; send one invitation a person" },
    { SQL_FINDING_RESPONSE_ASIDE, SQL_FINDING_RESPONSE_COUNT, "survey responses that are not counted",
      "previews, test responses, spam and unfinished responses are kept, and count in no score, theme, signal or sum",
      "nothing, if that is what they are; else correct their status in the survey tool and export again" },
    { SQL_FINDING_DECIDED_UNDATED, SQL_FINDING_OPPORTUNITY_COUNT, "deals that are decided and have no date",
      "the deal is won or lost, and nothing says when; it counts as no decision", "fill in the close date in the CRM and import again" },
    { SQL_FINDING_COMMENTS_SAME, SQL_FINDING_COMMENT_COUNT, "comments given again and again, word for word",
      "five or more responses share a text of twenty letters or more: pasted, prefilled, or from a machine", "look at the responses; leave out those that no customer wrote" },
    { SQL_FINDING_ID_TWO_ACCOUNTS, SQL_FINDING_ID_COUNT, "customer ids that stand for two companies",
      "rows with one id of one system name two companies, each of which is an account; all rows of the id are counted for the first",
      "ask the system's administrator which company the id is; give the other one its own id and import again" },
    { SQL_FINDING_SIDE_UNKNOWN, SQL_FINDING_SAID_COUNT, "messages and sentences of calls that are heard of nobody",
      "nothing says whether a customer or one of ours speaks, or the call has no date; they are in no theme, score, signal or quote",
      "export messages with their author's side; name the agents in a call's header (Agent: ...) and its date (Date: ...), and import again" },
    { SQL_FINDING_STATUS_UNKNOWN, SQL_FINDING_INVOICE_COUNT, "invoices whose status is no known word",
      "nothing says whether such an invoice was cancelled or never sent: it counts as invoiced",
      "if it is no invoice, leave its rows out by `where` in a mapping, or export it as void, cancelled or draft; then import again" },
    { SQL_FINDING_ID_CHANGED, SQL_FINDING_ID_COUNT, "customer ids that a spreadsheet has changed",
      "two ids of one system differ by zeros in front, a blank or the case of their letters; they are one where no file has both and the names allow it",
      "export ids as text; `resolve merge` where it says \"counted as two\" and is one, `resolve never` where it is two" },
    { SQL_FINDING_ID_POWER, SQL_FINDING_ID_COUNT, "customer ids in scientific notation",
      "a spreadsheet has cut the id to its first digits, so the row says nobody; one id of that system alone can be the whole, and is named",
      "export the column as text and import again" },
};
// clang-format on

/* What SQL cannot tell. */
static const struct {
    int rows;
    Holds *holds;
} judged[] = {
    { SQL_FINDING_COUNTRY_DIFFERS, countries_differ },
};

static Holds *holds_of(const Rule *rule)
{
    for (size_t i = 0; i < COUNT_OF(judged); i++)
        if (judged[i].rows == rule->rows)
            return judged[i].holds;
    return NULL;
}

typedef struct Writer {
    Arena *a;
    Table *row;
    Holds *holds; /* NULL: every row is one */
    int64_t finding, n;
} Writer;

static Str words(Arena *a, const Table *t, size_t r)
{
    Str text = STR("");
    for (size_t c = 0; c < t->n_col; c++) {
        const TableColumn *col = &t->col[c];
        if (!strcmp(col->name, "file_id") || !strcmp(col->name, "line") ||
            !strcmp(col->name, "account_id") || !col_has(col, r))
            continue;
        Str v = col->type == COL_TEXT   ? col->s[r]
                : col->type == COL_DATE ? date_iso(a, col->i[r])
                                        : str_fmt(a, "%lld", (long long)col->i[r]);
        text = text.n ? str_fmt(a, "%.*s, %.*s", STR_ARG(text), STR_ARG(v)) : str_dup(a, v);
    }
    return text;
}

static Status take(void *ctx, const Table *t, Err *err)
{
    Writer *w = ctx;
    Arena scratch;
    (void)err;
    arena_init(&scratch);
    for (size_t r = 0; r < t->n; r++) {
        ArenaMark mark = arena_mark(&scratch);
        bool one = !w->holds || w->holds(t, r, &scratch);
        arena_rewind(&scratch, mark);
        w->n += one;
        if (!one || w->n > EXAMPLES)
            continue;
        table_put_int(w->row, 0, w->finding);
        table_put_int(w->row, 1, w->n);
        table_put_text(w->row, 2, words(w->a, t, r));
        table_put_int(w->row, 3, col_int(t, "file_id")[r]);
        table_put_int(w->row, 4, col_int(t, "line")[r]);
        table_row(w->row);
    }
    arena_release(&scratch);
    return ST_OK;
}

Status findings_write(Store *s, Arena *a, Err *err)
{
    static const ColSpec cols[] = { { "finding_id", COL_INT },
                                    { "title", COL_TEXT },
                                    { "found", COL_INT },
                                    { "of", COL_INT },
                                    { "why", COL_TEXT },
                                    { "todo", COL_TEXT } };
    static const ColSpec row_cols[] = { { "finding_id", COL_INT },
                                        { "seq", COL_INT },
                                        { "text", COL_TEXT },
                                        { "file_id", COL_INT },
                                        { "line", COL_INT } };
    Table found, row;
    table_init(&found, a, cols, COUNT_OF(cols));
    table_init(&row, a, row_cols, COUNT_OF(row_cols));
    Status st = store_run(s, SQL_CLEAR_FINDING, STORE_NO_ARGS, err);
    if (!st)
        st = store_run(s, SQL_CLEAR_FINDING_ROW, STORE_NO_ARGS, err);
    for (size_t k = 0; !st && k < COUNT_OF(rules); k++) {
        Writer w = { a, &row, holds_of(&rules[k]), (int64_t)k + 1, 0 };
        int64_t of = 0;
        st = store_each(s, rules[k].rows, STORE_NO_ARGS, take, &w, err);
        if (!st)
            st = store_int(s, rules[k].of, STORE_NO_ARGS, 0, &of, err);
        if (st || !w.n)
            continue;
        table_put_int(&found, 0, w.finding);
        table_put_text(&found, 1, str_of(rules[k].title));
        table_put_int(&found, 2, w.n);
        table_put_int(&found, 3, of);
        table_put_text(&found, 4, str_of(rules[k].why));
        table_put_text(&found, 5, str_of(rules[k].todo));
        table_row(&found);
    }
    if (!st)
        st = store_append(s, "d_finding", &found, err);
    return st ? st : store_append(s, "d_finding_row", &row, err);
}
