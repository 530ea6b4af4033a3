/* decision_term.c - contracts of a fixed term, each of whose renewals is a contract of its own. */
#include "link/decision_in.h"

enum { TERM_LEAST = 5, NEXT_BEFORE = 15, NEXT_BEHIND = 45, LOST_AFTER = 90 };

/* Another contract of the account begins where this one ends. */
static bool followed(const Table *paid, size_t r)
{
    const int64_t *of = col_int(paid, "account_id"), *start = col_int(paid, "start_date"), end = table_col(paid, "end_date")->i[r];
    for (size_t k = rows_from(of, paid->n, of[r]); k < paid->n && of[k] == of[r]; k++)
        if (k != r && start[k] > start[r] && start[k] >= end - NEXT_BEFORE && start[k] <= end + NEXT_BEHIND)
            return true;
    return false;
}

static bool of_term(const Table *paid, size_t r)
{
    const TableColumn *end = table_col(paid, "end_date");
    return col_has(end, r) && !decision_flag(paid, "churned", r) && !monthly_is(paid, r) && end->i[r] > col_int(paid, "start_date")[r] && !ends_early(col_int(paid, "start_date")[r], end->i[r]);
}

bool terms_believed(const Table *paid, int64_t as_of)
{
    size_t ended = 0, next = 0;
    for (size_t r = 0; r < paid->n; r++) {
        if (!of_term(paid, r) || table_col(paid, "end_date")->i[r] > as_of)
            continue;
        ended++;
        next += followed(paid, r);
    }
    return next >= TERM_LEAST && 2 * next >= ended;
}

TermEnd term_told(const Table *paid, size_t r, int64_t as_of)
{
    if (!of_term(paid, r))
        return TERM_NONE;
    const int64_t *of = col_int(paid, "account_id"), end = table_col(paid, "end_date")->i[r];
    if (followed(paid, r))
        return end <= as_of ? TERM_RENEWED : TERM_NONE;      /* signed ahead: the next one is asked about */
    if (end > as_of)
        return TERM_OPEN;
    bool runs = around_runs(paid, rows_from(of, paid->n, of[r]), of[r], end + DECISION_AROUND_DAYS);
    return end + LOST_AFTER <= as_of && !runs ? TERM_LOST : TERM_NONE;
}
