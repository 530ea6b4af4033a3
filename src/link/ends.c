/* ends.c - in which way accounts end first, and what goes with each way. */
#include <math.h>

#include "link/stay_in.h"
#include "num/cluster.h"
#include "num/compete.h"
#include "num/dist.h"
#include "num/km.h"

enum { ENDING_KINDS = 3 };
static const char *const kinds[ENDING_KINDS] = { "lost", "ended early", "reduced" };
/* One prior row's worth of doubt a column, as in stay.c. */
#define RIDGE 0.1

/* The first thing that ends or shrinks an account, one row an account that has decided. */
typedef struct FirstEnds {
    size_t n, *at, *from, *to;        /* place of the account; its rows of the panel */
    int64_t *since, *day;             /* day: of the end, else the as-of day */
    uint8_t *cause;                   /* 0: watched on without; else the kind, counted from 1 */
} FirstEnds;

/* more[m] goes along with the panel's row; false: the decision has no row there. */
static bool keep_pace(const Table *more, const Panel *p, size_t row, size_t *m)
{
    const int64_t *account = col_int(more, "account_id"), *decision = col_int(more, "decision_id");
    while (*m < more->n && (account[*m] < p->account[row] || (account[*m] == p->account[row] && decision[*m] < p->decision[row])))
        ++*m;
    return *m < more->n && account[*m] == p->account[row] && decision[*m] == p->decision[row];
}

static uint8_t kind_of(Str ending)
{
    for (uint8_t c = 0; c < ENDING_KINDS; c++)
        if (str_eq(ending, str_of(kinds[c])))
            return (uint8_t)(c + 1);
    return 0;
}

static Status find_ends(const LinkBook *b, FirstEnds *e, Err *err)
{
    const TableColumn *since = table_col(&b->account, "customer_since");
    const Panel *p = b->panel;
    size_t cap = p->n + 1;
    Table more;
    *e = (FirstEnds){ .at = ARENA_NEW_N(b->a, size_t, cap), .from = ARENA_NEW_N(b->a, size_t, cap), .to = ARENA_NEW_N(b->a, size_t, cap),
                      .since = ARENA_NEW_N(b->a, int64_t, cap), .day = ARENA_NEW_N(b->a, int64_t, cap), .cause = ARENA_NEW_N(b->a, uint8_t, cap) };
    Status st = store_fetch(b->s, SQL_DECISIONS_MORE, STORE_NO_ARGS, b->a, &more, err);
    for (size_t r = 0, m = 0; !st && r < p->n;) {
        size_t k = book_account(b, p->account[r]), to = r;
        uint8_t why = 0;
        int64_t day = b->w.as_of;
        for (; to < p->n && p->account[to] == p->account[r]; to++)
            if (keep_pace(&more, p, to, &m) && !why) {
                why = kind_of(col_text(&more, "ending")[m]);
                day = why ? p->day[to] : day;
            }
        if (k < b->account.n && col_has(since, k) && since->i[k] < day) {
            size_t i = e->n++;
            e->at[i] = k;
            e->from[i] = r;
            e->to[i] = to;
            e->since[i] = since->i[k];
            e->day[i] = day;
            e->cause[i] = why;
        }
        r = to;
    }
    return st;
}

static size_t ended_so(const uint8_t *cause, size_t n, uint8_t kind)
{
    size_t all = 0;
    for (size_t i = 0; i < n; i++)
        all += kind ? cause[i] == kind : cause[i] > 0;
    return all;
}

static Status incidence(const LinkBook *b, const FirstEnds *e, Table *t, Err *err)
{
    double *time = ARENA_NEW_N(b->a, double, e->n + 1), *entry = ARENA_NEW_N(b->a, double, e->n + 1);
    uint8_t *cause = ARENA_NEW_N(b->a, uint8_t, e->n + 1);
    size_t n = 0;
    for (size_t i = 0; i < e->n; i++) {
        entry[n] = fmax(0, (double)(b->panel->day[e->from[i]] - b->w.days - b->w.gap - e->since[i]) / STAY_DAYS_A_YEAR);
        time[n] = (double)(e->day[i] - e->since[i]) / STAY_DAYS_A_YEAR;
        cause[n] = e->cause[i];
        n += entry[n] < time[n];
    }
    if (n < STAY_EXPOSED_LEAST || ended_so(cause, n, 0) < STAY_LOST_LEAST)
        return ST_OK;
    KmIncidence inc;
    Status st = km_causes(&(KmInput){ .time = time, .entry = entry, .cause = cause, .n = n }, ENDING_KINDS, b->a, &inc, err);
    for (size_t c = 0; !st && c < ENDING_KINDS; c++)
        for (int64_t year = 1; year <= END_YEARS; year++) {
            size_t step = 0;
            while (step < inc.n_step && inc.time[step] <= (double)year + 0.05)      /* an anniversary falls a day aside */
                step++;
            if (!step || !(inc.share[c * inc.n_step + step - 1] > 0))
                continue;
            double low, high, share = inc.share[c * inc.n_step + step - 1];
            km_share_limits(share, inc.se[c * inc.n_step + step - 1], 0.95, &low, &high);
            if (!isfinite(low))
                continue;
            table_put_text(t, 0, str_of(kinds[c]));
            table_put_int(t, 1, year);
            table_put_f64(t, 2, share);
            table_put_f64(t, 3, low);
            table_put_f64(t, 4, high);
            table_row(t);
        }
    return st;
}

/* Rows from the day on from which an account is watched for a window and a gap; what ended before is not at risk. */
static void from_landmark(const LinkBook *b, const FirstEnds *e, OutcomeRows *o, size_t *at, uint8_t *cause, Stretches *s)
{
    const Panel *p = b->panel;
    int64_t watched = INT64_MAX;
    for (size_t r = 0; r < p->n; r++)
        watched = p->day[r] - b->w.days - b->w.gap < watched ? p->day[r] - b->w.days - b->w.gap : watched;
    for (size_t i = 0; i < e->n; i++) {
        size_t k = e->at[i], n = s->n, row = e->from[i];
        int64_t begin = (e->since[i] > watched ? e->since[i] : watched) + b->w.days + b->w.gap;
        if (e->day[i] <= begin)
            continue;
        while (row + 1 < e->to[i] && p->day[row] < begin)
            row++;
        o->at[n] = k;
        o->account[n] = p->account[row];
        o->begin[n] = begin;
        o->decision[n] = row;
        s->time[n] = (double)(e->day[i] - begin) / STAY_DAYS_A_YEAR;
        s->cluster[n] = p->cluster[row];
        s->late += e->since[i] < watched;
        cause[n] = e->cause[i];
        at[n] = n;
        o->n = ++s->n;
    }
}

static Status regress(const LinkBook *b, Stretches *s, const uint8_t *cause, uint8_t kind, size_t accounts, Table *t, Table *fit, Err *err)
{
    const char *name = kinds[kind - 1];
    const char *cox_name = str_fmt(b->a, "cox %s", name).p, *gray_name = str_fmt(b->a, "fine-gray %s", name).p;
    CoxFit c;
    CompeteFit f;
    s->lost = ended_so(cause, s->n, kind);
    if (s->lost < STAY_LOST_LEAST) {
        stay_put_fit(fit, gray_name, s, accounts, F64_NAN, F64_NAN, str_fmt(b->a, "too few to say: %zu %s first; %d are needed", s->lost, name, STAY_LOST_LEAST));
        return ST_OK;
    }
    for (size_t i = 0; i < s->n; i++)
        s->event[i] = cause[i] == kind;
    Status st = cox_fit(&(CoxInput){ .x = s->x, .time = s->time, .event = s->event, .cluster = s->cluster, .n = s->n, .p = s->p, .ridge = RIDGE }, b->a, &c, err);
    if (!st)
        st = compete_fit(&(CompeteInput){ .x = s->x, .time = s->time, .cause = cause, .of = kind, .cluster = s->cluster, .n = s->n, .p = s->p, .ridge = RIDGE }, b->a, &f, err);
    if (st == ST_NUMERIC) {                   /* no column tells these accounts apart */
        stay_put_fit(fit, gray_name, s, accounts, F64_NAN, F64_NAN, str_fmt(b->a, "%s", err->msg));
        return ST_OK;
    }
    if (st)
        return st;
    for (size_t j = 0; j < s->p; j++) {
        stay_put_ratio(t, cox_name, s, j, c.beta[j], c.robust_se[j], (double)c.n_cluster - 1);
        stay_put_ratio(t, gray_name, s, j, f.beta[j], f.se[j], (double)f.n_cluster - 1);
    }
    Str note = f.warnings & COX_FEW_EVENTS ? STR("fewer than ten ends of this kind a column: read with care") : STR("");
    stay_put_fit(fit, cox_name, s, accounts, c.loglik, c.concordance, note);
    stay_put_fit(fit, gray_name, s, accounts, f.loglik, F64_NAN, note);
    return ST_OK;
}

static Status by_kind(const LinkBook *b, const FirstEnds *e, Table *t, Table *fit, Err *err)
{
    size_t cap = e->n + 1, *at = ARENA_NEW_N(b->a, size_t, cap), ways = 0;
    const char *only = "";
    uint8_t *cause = ARENA_NEW_N(b->a, uint8_t, cap);
    OutcomeRows o = { .id = OUTCOME_RENEWAL, .at = ARENA_NEW_N(b->a, size_t, cap), .decision = ARENA_NEW_N(b->a, size_t, cap),
                      .account = ARENA_NEW_N(b->a, int64_t, cap), .begin = ARENA_NEW_N(b->a, int64_t, cap) };
    Stretches s = { .time = ARENA_NEW_N(b->a, double, cap), .event = ARENA_NEW_N(b->a, uint8_t, cap), .cluster = ARENA_NEW_N(b->a, int64_t, cap) };
    from_landmark(b, e, &o, at, cause, &s);
    size_t ended = ended_so(cause, s.n, 0);
    for (uint8_t kind = 1; kind <= ENDING_KINDS; kind++)
        if (ended_so(cause, s.n, kind)) {
            ways++;
            only = kinds[kind - 1];
        }
    if (ended < STAY_LOST_LEAST || s.n - ended < STAY_LOST_LEAST)
        return ST_OK;                         /* stay.c has said so of losses; of ends there are hardly more */
    size_t accounts = cluster_index(s.cluster, s.n, b->a).n;
    if (ways < 2) {
        s.lost = ended;
        stay_put_fit(fit, "fine-gray", &s, accounts, F64_NAN, F64_NAN,
                     str_fmt(b->a, "accounts end in one way only (%s): nothing competes with it, and Cox's figures say all", only));
        return ST_OK;
    }
    stay_columns(b, &o, at, &s);
    Status st = ST_OK;
    for (uint8_t kind = 1; !st && kind <= ENDING_KINDS; kind++)
        if (ended_so(cause, s.n, kind))
            st = regress(b, &s, cause, kind, accounts, t, fit, err);
    return st;
}

Status ends_add(const LinkBook *b, Table *end, Table *hazard, Table *fit, Err *err)
{
    FirstEnds e;
    if (!b->account.n)
        return ST_OK;
    Status st = find_ends(b, &e, err);
    if (!st)
        st = incidence(b, &e, end, err);
    if (!st)
        st = by_kind(b, &e, hazard, fit, err);
    return st;
}
