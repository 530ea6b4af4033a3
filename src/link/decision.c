#include "link/decision.h"

#include <stdlib.h>

#include "base/date.h"
#include "link/decision_in.h"

enum { LONGEST_YEARS = 50, EARLY_DAYS = 15 };
#define UNKNOWN DECISION_UNKNOWN

void decision_add(MadeList *l, Arena *a, Made m)
{
    if (l->n == l->cap) {
        l->cap = l->cap ? l->cap * 2 : 256;
        Made *more = ARENA_NEW_N(a, Made, l->cap);
        if (l->n)
            memcpy(more, l->made, l->n * sizeof *more);
        l->made = more;
    }
    l->made[l->n++] = m;
}

static void from_deals(Coins *coins, const Table *t, Arena *a, MadeList *l)
{
    for (size_t r = 0; r < t->n; r++) {
        Str stage = col_text(t, "stage")[r];
        bool closed = decision_flag(t, "is_closed", r) || str_starts(stage, STR("Closed"));
        bool won = decision_flag(t, "is_won", r) || str_ieq(stage, STR("Closed Won"));
        int64_t day = col_int(t, "close_date")[r], amount;
        int renewed = closed ? won : -1;
        bool known = coins_of(coins, t, "amount", r, 1, day, &amount);
        if (!known)
            coins_leave(coins, t, "amount", r, 1, day, renewed);
        decision_add(l, a,
                     (Made){ .account = col_int(t, "account_id")[r], .day = day, .amount = amount, .file = col_int(t, "file_id")[r], .line = col_int(t, "line")[r],
                             .renewed = renewed, .contracts = 1, .months = DECISION_YEAR_MONTHS, .before = UNKNOWN, .kept = !closed || (won && !known) ? UNKNOWN : won ? amount : 0, .deal = true });
    }
}

/* A decision of a subscription, with its yearly money of that day. */
static void add_year(Coins *coins, const Table *t, size_t r, Made m, Arena *a, MadeList *l)
{
    if (!coins_of(coins, t, "mrr", r, DECISION_YEAR_MONTHS, m.day, &m.amount))
        coins_leave(coins, t, "mrr", r, DECISION_YEAR_MONTHS, m.day, m.renewed);
    decision_add(l, a, m);
}

bool ends_early(int64_t start, int64_t end)
{
    int64_t near = INT64_MAX;
    for (int year = 1; year <= LONGEST_YEARS + 1; year++) {
        int64_t off = llabs(day_add_months(start, year * DECISION_YEAR_MONTHS) - end);
        near = off < near ? off : near;
    }
    return near > EARLY_DAYS;
}

/* What a book's contracts show of how they are renewed. */
typedef struct Habit {
    bool monthly, terms;
} Habit;

/* The end of a fixed term; true when it is told. */
static bool from_term(Coins *coins, const Table *t, size_t r, int64_t as_of, Made m, Arena *a, MadeList *l)
{
    TermEnd what = term_told(t, r, as_of);
    if (what == TERM_NONE)
        return false;
    m.day = table_col(t, "end_date")->i[r];
    m.renewed = what == TERM_RENEWED ? 1 : what == TERM_LOST ? 0 : -1;
    add_year(coins, t, r, m, a, l);
    return true;
}

static void from_subscription(Coins *coins, const Table *t, size_t r, const Table *churn, int64_t as_of, Habit habit, Arena *a, MadeList *l)
{
    bool monthly = habit.monthly && monthly_is(t, r);
    const TableColumn *end_col = table_col(t, "end_date");
    int64_t start = col_int(t, "start_date")[r], end = col_has(end_col, r) ? end_col->i[r] : INT64_MAX;
    Made m = { .account = col_int(t, "account_id")[r], .file = col_int(t, "file_id")[r], .line = col_int(t, "line")[r], .contracts = 1,
               .months = monthly ? DECISION_QUARTER_MONTHS : DECISION_YEAR_MONTHS, .before = UNKNOWN, .kept = UNKNOWN };
    for (int k = 1; k <= LONGEST_YEARS * DECISION_YEAR_MONTHS / m.months; k++) {
        m.day = !monthly ? day_add_months(start, k * DECISION_YEAR_MONTHS) : k == 1 ? monthly_first(start) : monthly_next(m.day);
        if (m.day >= end)
            break;
        m.renewed = m.day <= as_of ? 1 : -1;
        add_year(coins, t, r, m, a, l);
        if (m.renewed < 0)
            return;
    }
    if ((habit.terms && !monthly && from_term(coins, t, r, as_of, m, a, l)) || end > as_of)
        return;
    /* Without the flag an end is a loss when an event says so and nothing runs behind it. */
    int64_t behind = end + DECISION_AROUND_DAYS < as_of ? end + DECISION_AROUND_DAYS : as_of;
    if (decision_flag(t, "churned", r) ||
        (early_said(churn, m.account, end) && !around_runs(t, rows_from(col_int(t, "account_id"), t->n, m.account), m.account, behind))) {
        m.early = !monthly && ends_early(start, end);
        m.day = end;
        m.renewed = 0;
        add_year(coins, t, r, m, a, l);
    }
}

static int by_account_day(const void *x, const void *y)
{
    const Made *a = x, *b = y;
    if (a->account != b->account)
        return a->account < b->account ? -1 : 1;
    if (a->day != b->day)
        return a->day < b->day ? -1 : 1;
    if (a->file != b->file)
        return a->file < b->file ? -1 : 1;
    return (a->line > b->line) - (a->line < b->line);
}

static void sort(MadeList *l)
{
    if (l->n)
        qsort(l->made, l->n, sizeof *l->made, by_account_day);
}

static bool has_deals(const Table *deals, int64_t account)
{
    const int64_t *of = deals->n ? col_int(deals, "account_id") : NULL;
    size_t r = rows_from(of, deals->n, account);
    return r < deals->n && of[r] == account;
}

/* Contracts of an account decided on the same day are one decision: what is won of them is kept.  Ended early: all that ended. */
static void together(MadeList *l)
{
    size_t n = 0;
    for (size_t i = 0; i < l->n; i++) {
        Made *m = &l->made[i], *had = n ? &l->made[n - 1] : NULL;
        if (!had || had->account != m->account || had->day != m->day || (had->renewed < 0) != (m->renewed < 0)) {
            l->made[n++] = *m;
            continue;
        }
        had->contracts++;
        had->months = had->months > m->months ? had->months : m->months;
        had->amount += m->amount;
        had->renewed = had->renewed > m->renewed ? had->renewed : m->renewed;
        had->early = had->early && m->early;
        if (had->kept != UNKNOWN && m->kept != UNKNOWN)
            had->kept += m->kept;
    }
    l->n = n;
}

/* A contract that is lost while others run on shrinks the account, or not even that when another took its place. */
static Str ending_of(const Made *m)
{
    double before = (double)m->before, kept = (double)m->kept;
    bool known = m->before != UNKNOWN && m->kept != UNKNOWN && m->before > 0;
    if (m->renewed < 0)
        return STR("open");
    if (!m->renewed && !(m->kept == UNKNOWN ? m->runs : m->kept > 0))
        return m->early ? STR("ended early") : STR("lost");
    if (known && kept < DECISION_REDUCED * before)
        return STR("reduced");
    if (!m->renewed)
        return known ? STR("replaced") : STR("reduced");
    return known && kept > DECISION_EXPANDED * before ? STR("expanded") : STR("renewed");
}

static Status write_more(Store *s, const MadeList *l, Arena *a, Err *err)
{
    static const ColSpec cols[] = { { "account_id", COL_INT }, { "decision_id", COL_INT }, { "contracts", COL_INT }, { "before", COL_INT }, { "kept", COL_INT }, { "ending", COL_TEXT }, { "runs", COL_BOOL }, { "months", COL_INT } };
    Table t;
    int64_t id = 0;
    table_init(&t, a, cols, COUNT_OF(cols));
    for (size_t i = 0; i < l->n; i++) {
        const Made *m = &l->made[i];
        id = i && l->made[i - 1].account == m->account ? id + 1 : 1;
        table_put_int(&t, 0, m->account);
        table_put_int(&t, 1, id);
        table_put_int(&t, 2, m->contracts);
        if (m->before != UNKNOWN)
            table_put_int(&t, 3, m->before);
        if (m->kept != UNKNOWN)
            table_put_int(&t, 4, m->kept);
        table_put_text(&t, 5, ending_of(m));
        table_put_int(&t, 6, m->runs);
        table_put_int(&t, 7, m->months);
        table_row(&t);
    }
    Status st = store_run(s, SQL_CLEAR_DECISION_MORE, STORE_NO_ARGS, err);
    return st ? st : store_append(s, "d_decision_more", &t, err);
}

static void fill(const Store *s, const MadeList *l, Table *out)
{
    int64_t id = 0;
    for (size_t i = 0; i < l->n; i++) {
        const Made *m = &l->made[i];
        id = i && l->made[i - 1].account == m->account ? id + 1 : 1;
        table_put_int(out, 0, m->account);
        table_put_int(out, 1, id);
        table_put_int(out, 2, m->day);
        if (m->renewed >= 0)
            table_put_int(out, 3, m->renewed);
        table_put_int(out, 4, m->amount);
        table_put_text(out, 5, str_of(store_currency(s)));
        table_put_int(out, 6, m->file);
        table_put_int(out, 7, m->line);
        table_row(out);
    }
}

/* One row an account and day, in our currency; what has no rate is not there. */
static void won_days(const Coins *coins, const Table *each, Arena *a, Table *won)
{
    static const ColSpec cols[] = { { "account_id", COL_INT }, { "close_date", COL_DATE }, { "amount", COL_INT } };
    const int64_t *account = each->n ? col_int(each, "account_id") : NULL, *day = account ? col_int(each, "close_date") : NULL;
    table_init(won, a, cols, COUNT_OF(cols));
    for (size_t r = 0, to; r < each->n; r = to) {
        int64_t sum = 0, one, known = 0;
        for (to = r; to < each->n && account[to] == account[r] && day[to] == day[r]; to++) {
            known += coins_of(coins, each, "amount", to, 1, day[to], &one);
            sum += one;
        }
        if (!known)
            continue;
        table_put_int(won, 0, account[r]);
        table_put_int(won, 1, day[r]);
        table_put_int(won, 2, sum);
        table_row(won);
    }
}

Status decisions_write(Store *s, int64_t as_of, Arena *a, int64_t *n, Err *err)
{
    static const ColSpec cols[] = { { "account_id", COL_INT }, { "decision_id", COL_INT },
                                    { "decided", COL_DATE },   { "renewed", COL_BOOL },
                                    { "amount", COL_INT },     { "currency", COL_TEXT },
                                    { "file_id", COL_INT },    { "line", COL_INT } };
    Table deals, each, won, paid, churn, out;
    MadeList l = { 0 };
    Coins coins;
    Status st = coins_load(s, a, &coins, err);
    if (!st)
        st = store_fetch(s, SQL_RENEWAL_OPPORTUNITIES, STORE_NO_ARGS, a, &deals, err);
    if (!st)
        st = store_fetch(s, SQL_WON_DEALS, STORE_NO_ARGS, a, &each, err);
    if (!st)
        st = store_fetch(s, SQL_PAID_SUBSCRIPTIONS, STORE_NO_ARGS, a, &paid, err);
    if (!st)
        st = store_fetch(s, SQL_CHURN_DAYS, STORE_ARGS(DB_TEXT(date_iso(a, as_of))), a, &churn, err);
    if (st)
        return st;
    won_days(&coins, &each, a, &won);
    from_deals(&coins, &deals, a, &l);
    sort(&l);
    together(&l);
    early_deals(&churn, &won, &paid, &l, a);
    const Habit habit = { monthly_believed(&paid), terms_believed(&paid, as_of) };
    for (size_t r = 0; r < paid.n; r++)
        if (!has_deals(&deals, col_int(&paid, "account_id")[r]))
            from_subscription(&coins, &paid, r, &churn, as_of, habit, a, &l);
    sort(&l);
    together(&l);
    around_deals(&won, as_of, &l, a);
    around_subscriptions(&coins, &paid, as_of, &l);
    table_init(&out, a, cols, COUNT_OF(cols));
    fill(s, &l, &out);
    *n = (int64_t)out.n;
    st = store_run(s, SQL_CLEAR_DECISION, STORE_NO_ARGS, err);
    if (!st)
        st = store_append(s, "d_decision", &out, err);
    if (!st)
        st = write_more(s, &l, a, err);
    return st ? st : coins_write(s, &coins, err);
}
