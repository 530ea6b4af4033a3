#include "link/served.h"

#include <string.h>

#include "link/outcome.h"

enum { YEAR = 365 };

static void put_tickets(const LinkBook *b, const Rule *r, Table *t)
{
    for (size_t i = 0; i < r->exposed.n; i++) {
        const Happening *h = &r->exposed.at[i];
        if (h->day > b->w.as_of)
            continue;
        table_put_int(t, 0, r->id);
        table_put_int(t, 1, h->account);
        table_put_int(t, 2, h->day);
        table_put_int(t, 3, h->file);
        table_put_int(t, 4, h->line);
        table_row(t);
    }
}

static void put_year(const LinkBook *b, const Rule *r, Table *t)
{
    int64_t episodes = 0, accounts = 0, account = -1, until = 0;
    for (size_t i = 0; i < r->exposed.n; i++) {
        const Happening *h = &r->exposed.at[i];
        bool other = h->account != account;
        if (h->day <= b->w.as_of - YEAR || h->day > b->w.as_of || (!other && h->day < until))
            continue;
        accounts += other;
        episodes++;
        account = h->account;
        until = h->day + outcome_spec[OUTCOME_COST].follow;
    }
    table_put_int(t, 0, r->id);
    table_put_int(t, 1, episodes);
    table_put_int(t, 2, accounts);
    table_row(t);
}

Status served_write(const LinkBook *b, Err *err)
{
    static const ColSpec ticket_cols[] = { { "issue_id", COL_INT }, { "account_id", COL_INT }, { "day", COL_DATE }, { "file_id", COL_INT }, { "line", COL_INT } },
                         year_cols[] = { { "issue_id", COL_INT }, { "episodes", COL_INT }, { "accounts", COL_INT } };
    Table tickets, years;
    table_init(&tickets, b->a, ticket_cols, COUNT_OF(ticket_cols));
    table_init(&years, b->a, year_cols, COUNT_OF(year_cols));
    for (size_t k = 0; k < b->rules->n; k++) {
        if (!strcmp(b->rules->rule[k].kind, "ticket"))
            put_tickets(b, &b->rules->rule[k], &tickets);
        put_year(b, &b->rules->rule[k], &years);
    }
    Status st = store_run(b->s, SQL_CLEAR_ISSUE_TICKET, STORE_NO_ARGS, err);
    if (!st)
        st = store_run(b->s, SQL_CLEAR_ISSUE_YEAR, STORE_NO_ARGS, err);
    if (!st)
        st = store_append(b->s, "d_issue_ticket", &tickets, err);
    return st ? st : store_append(b->s, "d_issue_year", &years, err);
}
