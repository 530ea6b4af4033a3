#include "link/decision.h"

#include <stdlib.h>

#include "base/date.h"

enum { MONTHS_A_YEAR = 12, LONGEST_YEARS = 50, AROUND_DAYS = 30, EARLY_DAYS = 15, BEFORE_MOST = 457 };
#define UNKNOWN INT64_MIN
/* Price lists rise by a few percent a year: that is no expansion; and rounding is no reduction. */
#define REDUCED  0.98
#define EXPANDED 1.05

typedef struct Made {
    int64_t account, day, amount, file, line;
    int renewed; /* 1, 0, or -1: open */
    int64_t contracts, before, kept; /* UNKNOWN: not known */
    bool early;
} Made;

typedef struct MadeList {
    Made *made;
    size_t n, cap;
} MadeList;

static void add(MadeList *l, Arena *a, Made m)
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

static bool our_currency(const Store *s, const Table *t, size_t r)
{
    const TableColumn *c = table_col(t, "currency");
    return !col_has(c, r) || !c->s[r].n || str_ieq(c->s[r], str_of(store_currency(s)));
}

static int64_t amount_of(const Table *t, const char *col, size_t r)
{
    const TableColumn *c = table_col(t, col);
    return col_has(c, r) ? c->i[r] : 0;
}

static bool flag(const Table *t, const char *col, size_t r)
{
    const TableColumn *c = table_col(t, col);
    return col_has(c, r) && c->i[r];
}

static void from_deals(const Store *s, const Table *t, Arena *a, MadeList *l, int64_t *foreign)
{
    for (size_t r = 0; r < t->n; r++) {
        Str stage = col_text(t, "stage")[r];
        bool closed = flag(t, "is_closed", r) || str_starts(stage, STR("Closed"));
        bool won = flag(t, "is_won", r) || str_ieq(stage, STR("Closed Won"));
        bool ours = our_currency(s, t, r);
        *foreign += !ours;
        add(l, a,
            (Made){ col_int(t, "account_id")[r], col_int(t, "close_date")[r],
                    ours ? amount_of(t, "amount", r) : 0, col_int(t, "file_id")[r],
                    col_int(t, "line")[r], closed ? won : -1, 1, UNKNOWN,
                    !closed || (won && !ours) ? UNKNOWN : won ? amount_of(t, "amount", r) : 0, false });
    }
}

static void from_subscription(const Store *s, const Table *t, size_t r, int64_t as_of, Arena *a,
                              MadeList *l, int64_t *foreign)
{
    const TableColumn *end_col = table_col(t, "end_date");
    int64_t start = col_int(t, "start_date")[r],
            end = col_has(end_col, r) ? end_col->i[r] : INT64_MAX;
    bool ours = our_currency(s, t, r);
    Made m = { .account = col_int(t, "account_id")[r],
               .amount = ours ? amount_of(t, "mrr", r) * MONTHS_A_YEAR : 0,
               .file = col_int(t, "file_id")[r],
               .line = col_int(t, "line")[r],
               .contracts = 1,
               .before = UNKNOWN,
               .kept = UNKNOWN };
    *foreign += !ours;
    for (int year = 1; year <= LONGEST_YEARS; year++) {
        m.day = day_add_months(start, year * MONTHS_A_YEAR);
        if (m.day >= end)
            break;
        m.renewed = m.day <= as_of ? 1 : -1;
        add(l, a, m);
        if (m.renewed < 0)
            return;
    }
    if (end <= as_of && flag(t, "churned", r)) {
        int64_t near = INT64_MAX;
        for (int year = 1; year <= LONGEST_YEARS + 1; year++) {
            int64_t off = llabs(day_add_months(start, year * MONTHS_A_YEAR) - end);
            near = off < near ? off : near;
        }
        m.early = near > EARLY_DAYS;
        m.day = end;
        m.renewed = 0;
        add(l, a, m);
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

/* Contracts of an account decided on the same day are one decision: what is won of them is kept. */
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
        had->amount += m->amount;
        had->renewed = had->renewed > m->renewed ? had->renewed : m->renewed;
        if (had->kept != UNKNOWN && m->kept != UNKNOWN)
            had->kept += m->kept;
    }
    l->n = n;
}

/* What deals had brought before: all that were won on the last day of such deals, at most fifteen months before; behind that the contract
 * in between is not in the files. */
static void before_deals(const Table *won, MadeList *l)
{
    const int64_t *account = col_int(won, "account_id"), *day = col_int(won, "close_date"), *amount = col_int(won, "amount");
    size_t r = 0;
    for (size_t i = 0; i < l->n; i++) {
        Made *m = &l->made[i];
        while (r < won->n && account[r] < m->account)
            r++;
        for (size_t k = r; k < won->n && account[k] == m->account && day[k] <= m->day - AROUND_DAYS; k++)
            m->before = day[k] >= m->day - BEFORE_MOST ? amount[k] : UNKNOWN;
    }
}

static int64_t running(const Store *s, const Table *t, size_t from, int64_t account, int64_t day)
{
    const TableColumn *end = table_col(t, "end_date");
    int64_t sum = 0;
    for (size_t r = from; r < t->n && col_int(t, "account_id")[r] == account; r++)
        if (col_int(t, "start_date")[r] <= day && !(col_has(end, r) && end->i[r] <= day) && our_currency(s, t, r))
            sum += amount_of(t, "mrr", r) * MONTHS_A_YEAR;
    return sum;
}

static void around_subscriptions(const Store *s, const Table *t, int64_t as_of, MadeList *l)
{
    size_t r = 0;
    for (size_t i = 0; i < l->n; i++) {
        Made *m = &l->made[i];
        while (r < t->n && col_int(t, "account_id")[r] < m->account)
            r++;
        m->before = running(s, t, r, m->account, m->day - AROUND_DAYS);
        if (m->renewed >= 0 && m->day + AROUND_DAYS <= as_of)
            m->kept = running(s, t, r, m->account, m->day + AROUND_DAYS);
    }
}

static Str ending_of(const Made *m)
{
    double before = (double)m->before, kept = (double)m->kept;
    if (m->renewed < 0)
        return STR("open");
    if (!m->renewed)
        return m->early ? STR("ended early") : STR("lost");
    if (m->before == UNKNOWN || m->kept == UNKNOWN || m->before <= 0)
        return STR("renewed");
    return kept < REDUCED * before ? STR("reduced") : kept > EXPANDED * before ? STR("expanded") : STR("renewed");
}

static Status write_more(Store *s, const MadeList *l, Arena *a, Err *err)
{
    static const ColSpec cols[] = { { "account_id", COL_INT }, { "decision_id", COL_INT }, { "contracts", COL_INT }, { "before", COL_INT }, { "kept", COL_INT }, { "ending", COL_TEXT } };
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

Status decisions_write(Store *s, int64_t as_of, Arena *a, int64_t *n, Err *err)
{
    static const ColSpec cols[] = { { "account_id", COL_INT }, { "decision_id", COL_INT },
                                    { "decided", COL_DATE },   { "renewed", COL_BOOL },
                                    { "amount", COL_INT },     { "currency", COL_TEXT },
                                    { "file_id", COL_INT },    { "line", COL_INT } };
    Table t, won, out;
    MadeList l = { 0 };
    int64_t foreign = 0;
    Status st = store_fetch(s, SQL_RENEWAL_OPPORTUNITIES, STORE_NO_ARGS, a, &t, err);
    if (!st)
        st = store_fetch(s, SQL_WON_DEALS, STORE_ARGS(DB_TEXT(str_of(store_currency(s)))), a, &won, err);
    if (st)
        return st;
    from_deals(s, &t, a, &l, &foreign);
    bool deals = l.n > 0;
    if (!deals) {
        st = store_fetch(s, SQL_PAID_SUBSCRIPTIONS, STORE_NO_ARGS, a, &t, err);
        if (st)
            return st;
        for (size_t r = 0; r < t.n; r++)
            from_subscription(s, &t, r, as_of, a, &l, &foreign);
    }
    if (l.n)
        qsort(l.made, l.n, sizeof *l.made, by_account_day);
    if (deals) {
        together(&l);
        before_deals(&won, &l);
    } else {
        around_subscriptions(s, &t, as_of, &l);
    }
    table_init(&out, a, cols, COUNT_OF(cols));
    fill(s, &l, &out);
    *n = (int64_t)out.n;
    st = store_run(s, SQL_CLEAR_DECISION, STORE_NO_ARGS, err);
    if (!st)
        st = store_append(s, "d_decision", &out, err);
    if (!st)
        st = write_more(s, &l, a, err);
    return st ? st : store_put_summary_int(s, "decisions_foreign", foreign, err);
}
