#include "link/served.h"

#include "link/outcome.h"

enum { YEAR = 365 };

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
    static const ColSpec cols[] = { { "issue_id", COL_INT }, { "episodes", COL_INT }, { "accounts", COL_INT } };
    Table years;
    table_init(&years, b->a, cols, COUNT_OF(cols));
    for (size_t k = 0; k < b->rules->n; k++)
        put_year(b, &b->rules->rule[k], &years);
    Status st = store_run(b->s, SQL_CLEAR_ISSUE_YEAR, STORE_NO_ARGS, err);
    return st ? st : store_append(b->s, "d_issue_year", &years, err);
}
