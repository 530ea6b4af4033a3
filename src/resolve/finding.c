#include "resolve/finding.h"

#include "base/date.h"

enum { EXAMPLES = 20 };

typedef struct Rule {
    int rows, of; /* statements: the contradicting rows; how many were looked at */
    const char *title, *why;
} Rule;

// clang-format off
static const Rule rules[] = {
    { SQL_FINDING_TICKET_EARLY, SQL_FINDING_TICKET_COUNT, "tickets opened before the customer signed up",
      "the ticket's date lies before the account's first day as a customer; one of the two systems is wrong" },
    { SQL_FINDING_USAGE_OUTSIDE, SQL_FINDING_EVENT_COUNT, "usage outside the subscription's dates",
      "the product was used before the subscription began or after it ended; usage cannot be trusted as behaviour" },
    { SQL_FINDING_CHURN_UNFLAGGED, SQL_FINDING_ACCOUNT_COUNT, "accounts with a churn event that are not flagged as lost",
      "one system recorded that the customer left, the account's own flag says it did not" },
    { SQL_FINDING_CHURN_UNRECORDED, SQL_FINDING_ACCOUNT_COUNT, "accounts flagged as lost without a churn event",
      "the account's flag says lost, no event says when or why" },
    { SQL_FINDING_KEY_TWICE, SQL_FINDING_EVENT_COUNT, "ids used twice in one file for different records",
      "an id that should name one record names two; the later one is used" },
    { SQL_FINDING_INVOICE_NOBODY, SQL_FINDING_INVOICE_COUNT, "invoices to nobody known",
      "the invoice names no customer that could be joined; its money is in no account" },
    { SQL_FINDING_DELIVERY_EARLY, SQL_FINDING_DELIVERY_COUNT, "deliveries that arrived before they left",
      "the day of arrival lies before the day of dispatch" },
    { SQL_FINDING_RESPONSE_NOBODY, SQL_FINDING_RESPONSE_COUNT, "survey responses of nobody known",
      "the response names no customer that could be joined; it is counted in no account" },
};
// clang-format on

typedef struct Writer {
    Arena *a;
    Table *row;
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
    (void)err;
    for (size_t r = 0; r < t->n && w->n + (int64_t)r < EXAMPLES; r++) {
        table_put_int(w->row, 0, w->finding);
        table_put_int(w->row, 1, w->n + (int64_t)r + 1);
        table_put_text(w->row, 2, words(w->a, t, r));
        table_put_int(w->row, 3, col_int(t, "file_id")[r]);
        table_put_int(w->row, 4, col_int(t, "line")[r]);
        table_row(w->row);
    }
    w->n += (int64_t)t->n;
    return ST_OK;
}

Status findings_write(Store *s, Arena *a, Err *err)
{
    static const ColSpec cols[] = { { "finding_id", COL_INT },
                                    { "title", COL_TEXT },
                                    { "found", COL_INT },
                                    { "of", COL_INT },
                                    { "why", COL_TEXT } };
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
        Writer w = { a, &row, (int64_t)k + 1, 0 };
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
        table_row(&found);
    }
    if (!st)
        st = store_append(s, "d_finding", &found, err);
    return st ? st : store_append(s, "d_finding_row", &row, err);
}
