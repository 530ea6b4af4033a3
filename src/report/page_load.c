#include "report/page_in.h"

#include <math.h>
#include <stdlib.h>

#include "base/date.h"
#include "store/setting.h"

enum { MONTHS_A_YEAR = 12, ANNIVERSARIES = 60 };

double page_f64(const Table *t, const char *col, size_t r)
{
    const TableColumn *c = table_col(t, col);
    return col_has(c, r) ? c->f[r] : (double)NAN;
}

int64_t page_int(const Table *t, const char *col, size_t r, int64_t fallback)
{
    const TableColumn *c = table_col(t, col);
    return col_has(c, r) ? c->i[r] : fallback;
}

static Str text_of(const Table *t, const char *col, size_t r)
{
    const TableColumn *c = table_col(t, col);
    return col_has(c, r) ? c->s[r] : STR("");
}

Str page_place(PageBook *b, Str path, int64_t line)
{
    return str_fmt(b->a, "%.*s, line %lld", STR_ARG(path), (long long)line);
}

static PageIssue issue_of(const Table *t, size_t r)
{
    Str grade = text_of(t, "grade", r), reason = text_of(t, "reason", r), extra = text_of(t, "serve_grade", r);
    return (PageIssue){
        .id = col_int(t, "issue_id")[r],
        .theme = page_int(t, "theme_id", r, 0),
        .rank = page_int(t, "rank", r, 0),
        .name = text_of(t, "name", r),
        .official = text_of(t, "official", r),
        .kind = text_of(t, "kind", r),
        .rule = text_of(t, "rule", r),
        .owner = text_of(t, "owner", r),
        .grade_reason = text_of(t, "grade_reason", r),
        .reason = reason.n ? reason : text_of(t, "grade_reason", r),
        .method = text_of(t, "method", r),
        .estimate = page_f64(t, "estimate", r),
        .low = page_f64(t, "low", r),
        .high = page_f64(t, "high", r),
        .se = page_f64(t, "se", r),
        .p = page_f64(t, "p", r),
        .q = page_f64(t, "q", r),
        .raw = page_f64(t, "raw_estimate", r),
        .raw_low = page_f64(t, "raw_low", r),
        .raw_high = page_f64(t, "raw_high", r),
        .balance = page_f64(t, "balance", r),
        .outside = page_f64(t, "outside", r),
        .evalue = page_f64(t, "evalue", r),
        .n_exposed = page_int(t, "n_exposed", r, 0),
        .n_unexposed = page_int(t, "n_unexposed", r, 0),
        .n_accounts = page_int(t, "n_accounts", r, 0),
        .grade = grade.n == 1 ? grade.p[0] : 0,
        .accounts = page_int(t, "accounts_exposed", r, 0),
        .revenue = page_int(t, "revenue_exposed", r, 0),
        .cost = page_int(t, "cost", r, 0),
        .cost_low = page_int(t, "cost_low", r, 0),
        .cost_high = page_int(t, "cost_high", r, 0),
        .horizon = page_int(t, "horizon_days", r, 0),
        .serve = page_int(t, "cost_to_serve", r, 0),
        .annuity = page_int(t, "annuity", r, 0),
        .certain = page_int(t, "serve_certain", r, 0),
        .extra = page_int(t, "serve_estimated", r, 0),
        .extra_low = page_int(t, "serve_estimated_low", r, 0),
        .extra_high = page_int(t, "serve_estimated_high", r, 0),
        .extra_grade = extra.n == 1 ? extra.p[0] : 0,
        .annuity_low = page_int(t, "annuity_low", r, 0),
        .annuity_high = page_int(t, "annuity_high", r, 0),
        .has_range = col_has(table_col(t, "annuity_low"), r),
        .has_cost = col_has(table_col(t, "cost"), r),
    };
}

static int by_place(const void *x, const void *y)
{
    const PageIssue *a = x, *b = y;
    int64_t ra = a->rank ? a->rank : INT64_MAX, rb = b->rank ? b->rank : INT64_MAX;
    if (ra != rb)
        return ra < rb ? -1 : 1;
    if ((a->grade == 'D' || !a->grade) != (b->grade == 'D' || !b->grade))
        return a->grade == 'D' || !a->grade ? 1 : -1;
    if (a->revenue != b->revenue)
        return a->revenue > b->revenue ? -1 : 1;
    return (a->id > b->id) - (a->id < b->id);
}

static Status load_issues(PageBook *b, Err *err)
{
    Table t;
    Status st = store_fetch(b->s, SQL_PAGE_ISSUE_LIST, STORE_NO_ARGS, b->a, &t, err);
    if (st)
        return st;
    b->n_issue = t.n;
    b->issue = ARENA_NEW_N(b->a, PageIssue, t.n + 1);
    for (size_t r = 0; r < t.n; r++) {
        b->issue[r] = issue_of(&t, r);
        b->n_ranked += b->issue[r].rank > 0;
    }
    if (t.n)
        qsort(b->issue, t.n, sizeof *b->issue, by_place);
    return ST_OK;
}

static Status load_settings(PageBook *b, Err *err)
{
    const struct {
        const char *name;
        double *into;
    } row[] = {
        { "exposure_days", &b->set.exposure_days },
        { "gap_days", &b->set.gap_days },
        { "horizon_days", &b->set.horizon },
        { "margin", &b->set.margin },
        { "discount_rate", &b->set.rate },
        { "annuity_years", &b->set.years },
        { "base_growth", &b->set.growth },
        { "hour_cost", &b->set.hour_cost },
        { "ticket_minutes", &b->set.minutes },
        { "min_per_arm", &b->set.least },
        { "fdr", &b->set.fdr },
    };
    Status st = ST_OK;
    for (size_t i = 0; !st && i < COUNT_OF(row); i++)
        st = store_setting(b->s, row[i].name, row[i].into, err);
    return st;
}

static Status share_of(PageBook *b, const char *name, double *out, Err *err)
{
    Str text;
    Status st = store_summary(b->s, name, b->a, &text, err);
    if (!st && !str_to_f64(text, out))
        *out = (double)NAN;
    return st;
}

static Status invoices_beside(PageBook *b, Err *err)
{
    Table t;
    Status st = store_fetch(b->s, SQL_PAGE_INVOICES_BESIDE, STORE_ARGS(DB_TEXT(str_of(store_currency(b->s)))), b->a, &t, err);
    b->beside = 0;
    b->beside_most = !st && t.n ? col_text(&t, "currency")[0] : STR("");
    for (size_t r = 0; !st && r < t.n; r++)
        b->beside += col_int(&t, "n")[r];
    return st;
}

static Status load_summary(PageBook *b, Err *err)
{
    const struct {
        const char *name;
        int64_t fallback, *into;
    } row[] = {
        { "as_of", 0, &b->as_of },
        { "decided", -1, &b->decided },
        { "accounts", 0, &b->accounts },
        { "ledger_invoiced", 0, &b->invoiced },
        { "ledger_matched", 0, &b->matched },
        { "accounts_heard", 0, &b->heard },
        { "accounts_active", 0, &b->active },
        { "cost_joint", 0, &b->cost_joint },
        { "cost_joint_low", 0, &b->joint_low },
        { "cost_joint_high", 0, &b->joint_high },
        { "serve_joint", -1, &b->serve_joint },
        { "foreign_accounts", 0, &b->foreign },
    };
    Status st = ST_OK;
    for (size_t i = 0; !st && i < COUNT_OF(row); i++)
        st = store_summary_int(b->s, row[i].name, row[i].fallback, row[i].into, err);
    if (!st)
        st = book_age(b->s, &b->age, err);
    if (!st)
        st = store_summary(b->s, "foreign_amounts", b->a, &b->foreign_amounts, err);
    if (!st)
        st = invoices_beside(b, err);
    if (!st)
        st = share_of(b, "accounts_heard_share", &b->heard_accounts, err);
    return st ? st : share_of(b, "revenue_heard_share", &b->heard_revenue, err);
}

static Status load_tables(PageBook *b, Err *err)
{
    const struct {
        int sql;
        Table *into;
    } row[] = {
        { SQL_PAGE_STREAMS, &b->streams }, { SQL_PAGE_SIGNAL_LIST, &b->signals },
        { SQL_PAGE_AUDITS, &b->audits },   { SQL_PAGE_METRICS, &b->metrics },
        { SQL_REPORT_METRIC_MONTHS, &b->months }, { SQL_REPORT_METRIC_SIDES, &b->sides },
        { SQL_THEME_LIST, &b->themes },    { SQL_INITIATIVE_LIST, &b->actions },
    };
    Status st = ST_OK;
    for (size_t i = 0; !st && i < COUNT_OF(row); i++)
        st = store_fetch(b->s, row[i].sql, STORE_NO_ARGS, b->a, row[i].into, err);
    return st;
}

Status page_load(Store *s, Arena *a, PageBook *out, Err *err)
{
    Table files;
    *out = (PageBook){
        .s = s, .a = a, .currency = str_dup(a, str_of(store_currency(s))), .day = STR("")
    };
    Status st = load_summary(out, err);
    if (!st)
        st = load_settings(out, err);
    if (!st)
        st = store_fetch(s, SQL_PAGE_FILES, STORE_NO_ARGS, a, &files, err);
    if (!st)
        st = load_issues(out, err);
    if (!st)
        st = load_tables(out, err);
    if (st)
        return st;
    out->files = (int64_t)files.n;
    if (out->as_of)
        out->day = date_long(a, out->as_of);
    return ST_OK;
}

static void take_decision(PageContract *c, const Table *t, size_t r, int64_t as_of)
{
    const TableColumn *renewed = table_col(t, "renewed");
    int64_t day = col_int(t, "decided")[r], amount = col_int(t, "amount")[r];
    if (!col_has(renewed, r)) {
        if (day >= as_of && (!c->open || day < c->next))
            *c = (PageContract){ c->account, amount, day, true, true };
        return;
    }
    if (c->open)
        return;
    c->active = renewed->i[r] != 0;
    c->amount = amount;
    c->next = 0;
    for (int k = 1; c->active && k < ANNIVERSARIES && c->next <= as_of; k++)
        c->next = day_add_months(day, k * MONTHS_A_YEAR);
}

/* Where value has weighed the contracts of an account together, its figures stand: the page shows what the money rests on. */
static Status come_up(PageBook *b, PageContracts *c, Err *err)
{
    Table t;
    Status st = store_fetch(b->s, SQL_PAGE_COME_UP, STORE_NO_ARGS, b->a, &t, err);
    for (size_t r = 0, k = 0; !st && r < t.n; r++) {
        while (k < c->n && c->at[k].account < col_int(&t, "account_id")[r])
            k++;
        if (k == c->n || c->at[k].account != col_int(&t, "account_id")[r])
            continue;
        PageContract *p = &c->at[k];
        p->open = p->open && p->next == col_int(&t, "decides")[r];
        p->next = col_int(&t, "decides")[r];
        p->amount = col_int(&t, "amount")[r];
        p->active = true;
    }
    return st;
}

Status page_contracts(PageBook *b, PageContracts *out, Err *err)
{
    Table t;
    Status st = store_fetch(b->s, SQL_VALUE_DECISIONS, STORE_NO_ARGS, b->a, &t, err);
    if (st)
        return st;
    *out = (PageContracts){ .at = ARENA_NEW_N(b->a, PageContract, t.n + 1) };
    const int64_t *account = t.n ? col_int(&t, "account_id") : NULL;
    for (size_t r = 0; r < t.n; r++) {
        if (!r || account[r] != account[r - 1])
            out->at[out->n++] = (PageContract){ .account = account[r] };
        take_decision(&out->at[out->n - 1], &t, r, b->as_of);
    }
    return come_up(b, out, err);
}

const PageContract *page_contract(const PageContracts *c, int64_t account)
{
    size_t lo = 0, hi = c->n;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (c->at[mid].account < account)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < c->n && c->at[lo].account == account ? &c->at[lo] : NULL;
}

/* The measure that follows an issue week by week; "" when no stream does. */
static Str measure_of(const PageIssue *i)
{
    if (str_eq(i->kind, STR("promise")))
        return STR("late");
    if (str_eq(i->kind, STR("theme")))
        return STR("theme");
    return str_has(i->rule, STR("first reply")) ? STR("reply") : STR("");
}

static bool follows(const Table *t, size_t r, const PageIssue *i, Str measure)
{
    return measure.n && str_eq(col_text(t, "measure")[r], measure) &&
           (!str_eq(measure, STR("theme")) || page_int(t, "theme_id", r, 0) == i->theme);
}

size_t page_stream_of(const PageBook *b, const PageIssue *i)
{
    Str measure = measure_of(i);
    for (size_t r = 0; r < b->streams.n; r++)
        if (follows(&b->streams, r, i, measure) &&
            str_eq(col_text(&b->streams, "dimension")[r], STR("all")))
            return r;
    return SIZE_MAX;
}

bool page_signal_about(const PageBook *b, const PageIssue *i, size_t r)
{
    return follows(&b->signals, r, i, measure_of(i));
}

/* The latest change of all accounts; where only a region or segment changed, the latest there. */
size_t page_signal_of(const PageBook *b, const PageIssue *i)
{
    Str measure = measure_of(i);
    size_t slice = SIZE_MAX;
    for (size_t r = 0; r < b->signals.n; r++) {
        if (!follows(&b->signals, r, i, measure))
            continue;
        if (str_eq(col_text(&b->signals, "dimension")[r], STR("all")))
            return r;
        if (slice == SIZE_MAX)
            slice = r;
    }
    return slice;
}

Status page_weeks(PageBook *b, int64_t stream, Table *out, Err *err)
{
    return store_fetch(b->s, SQL_PAGE_STREAM_WEEKS, STORE_ARGS(DB_INT(stream)), b->a, out, err);
}

static size_t shared_pairs(Str a, Str b)
{
    size_t n = 0;
    for (size_t i = 0; i + 1 < a.n; i++)
        n += str_ihas(b, str_sub(a, i, 2));
    return n;
}

size_t page_nearest(const Str *name, size_t n, Str wanted)
{
    size_t best = SIZE_MAX;
    double most = 0;
    for (size_t k = 0; k < n; k++) {
        size_t pairs = shared_pairs(wanted, name[k]) + shared_pairs(name[k], wanted);
        double like = (double)pairs / (double)(wanted.n + name[k].n + 1);
        if (like > most) {
            most = like;
            best = k;
        }
    }
    return best;
}
