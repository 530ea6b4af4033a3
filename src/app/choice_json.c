#include "app/choice_json.h"
#include "act/pilot.h"

/* The frontier lies in the book, for people without limit and expected value. */
static Status stored_frontier(Store *s, Arena *a, Frontier *f, Err *err)
{
    Table t;
    Status st = store_fetch(s, SQL_FRONTIER_LIST, STORE_NO_ARGS, a, &t, err);
    *f = (Frontier){ .n = 0 };
    for (size_t r = 0; !st && r < t.n && r < FRONTIER_MAX; r++)
        f->at[f->n++] = (FrontierPoint){ col_int(&t, "budget")[r], col_int(&t, "value")[r], col_int(&t, "tail")[r], col_text(&t, "taken")[r] };
    return st;
}

Status answer_portfolio(Store *s, const AnswerQuery *q, Arena *a, JsonOut *j, Err *err)
{
    enum { HUNDRED = 100 };
    ChooseAsk ask = { .budget = q->budget ? q->budget : CHOOSE_NO_LIMIT, .people = q->people ? (double)q->people : CHOOSE_NO_PEOPLE,
                      .caution = (double)q->risk / HUNDRED, .currency = str_of(store_currency(s)), .brief = q->brief != 0 };
    Options o;
    Choice c;
    Frontier f;
    Status st = options_load(s, a, &o, err);
    if (!st && !ask.brief)
        st = pilots_load(s, &o, a, err);
    if (!st)
        st = choose(&o, &ask, a, &c, err);
    if (!st)
        st = stored_frontier(s, a, &f, err);
    if (!st)
        choose_json(&o, &ask, &c, &f, a, j);
    return st;
}
