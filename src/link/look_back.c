/* look_back.c - did those with good scores stay? */
#include <math.h>

#include "link/behave.h"
#include "link/stay.h"
#include "num/cluster.h"
#include "num/dist.h"
#include "num/km.h"
#include "num/robust.h"

enum { YEAR = 365, RECENT_DAYS = 56, GROUP_LEAST = 20, TOP_FROM = 9, MIDDLE_FROM = 7 };
#define DAYS_A_YEAR 365.25

typedef enum Group { GROUP_TOP, GROUP_MIDDLE, GROUP_LOW, GROUP_SILENT, GROUPS } Group;
static const char *const group_name[GROUPS] = { "top", "middle", "low", "silent" };
static const char *const group_words[GROUPS] = { "scored 9 or 10", "scored 7 or 8", "scored below 7", "gave no score within a year" };

static Group group_of(double score) { return isnan(score) ? GROUP_SILENT : score >= TOP_FROM ? GROUP_TOP : score >= MIDDLE_FROM ? GROUP_MIDDLE : GROUP_LOW; }

typedef struct Backward {
    const LinkBook *b;
    OutcomeRows o;
    double *score;
    Table t;
    int64_t seq;
} Backward;

static size_t accounts_in(const Backward *k, const int64_t *cluster, size_t n) { return n ? cluster_index(cluster, n, k->b->a).n : 0; }

static void put(Backward *k, const char *part, const char *words, size_t n, size_t accounts, const Interval *x, const Interval *stayed)
{
    Table *t = &k->t;
    table_put_text(t, 0, str_of(part));
    table_put_int(t, 1, ++k->seq);
    table_put_text(t, 2, str_of(words));
    table_put_int(t, 3, (int64_t)n);
    table_put_int(t, 4, (int64_t)accounts);
    const Interval *const of[] = { x, stayed };
    for (size_t i = 0; i < COUNT_OF(of); i++)
        if (of[i] && isfinite(of[i]->estimate) && isfinite(of[i]->low)) {
            table_put_f64(t, 5 + 3 * i, of[i]->estimate);
            table_put_f64(t, 6 + 3 * i, of[i]->low);
            table_put_f64(t, 7 + 3 * i, of[i]->high);
        }
    table_row(t);
}

/* Years from the first score on, up to STAY_YEARS, of accounts whose first score was of this group.  Silence has no first day. */
static Status stayed(const Backward *k, Group g, Interval *out, Err *err)
{
    const LinkBook *b = k->b;
    const int64_t *nps = col_int(&b->score.t, "nps");
    double *time = ARENA_NEW_N(b->a, double, b->account.n + 1), se;
    uint8_t *cause = ARENA_NEW_N(b->a, uint8_t, b->account.n + 1);
    size_t n = 0;
    *out = (Interval){ .estimate = F64_NAN, .low = F64_NAN };
    for (size_t a = 0; a < b->account.n; a++) {
        size_t r = b->score.from[a];
        if (r == b->score.from[a + 1] || group_of((double)nps[r]) != g)
            continue;
        bool lost = b->ended[a] != INT64_MAX;
        double years = (double)((lost ? b->ended[a] : b->w.as_of) - b->score.day[r]) / DAYS_A_YEAR;
        if (!(years > 0))
            continue;
        time[n] = years;
        cause[n++] = lost;
    }
    if (n < GROUP_LEAST)
        return ST_OK;
    KmCurve c;
    Status st = km_fit(&(KmInput){ .time = time, .cause = cause, .n = n }, b->a, &c, err);
    if (st || c.last < STAY_YEARS)
        return st;                       /* nothing is known so far out */
    /* Of the share of the time that is lost, which is skewed where few left; nobody left: how long they stay is not known. */
    double low, high, mean = km_restricted_mean(&c, STAY_YEARS, &se);
    km_share_limits(1 - mean / STAY_YEARS, se / STAY_YEARS, 0.95, &low, &high);
    *out = (Interval){ .estimate = mean, .low = STAY_YEARS * (1 - high), .high = STAY_YEARS * (1 - low), .n = n };
    return ST_OK;
}

static Status groups(Backward *k, Err *err)
{
    double *v = ARENA_NEW_N(k->b->a, double, k->o.n + 1);
    int64_t *cluster = ARENA_NEW_N(k->b->a, int64_t, k->o.n + 1);
    Status st = ST_OK;
    for (int g = 0; !st && g < GROUPS; g++) {
        size_t n = 0;
        Interval x = { .estimate = F64_NAN, .low = F64_NAN }, years = x;
        for (size_t i = 0; i < k->o.n; i++)
            if (group_of(k->score[i]) == (Group)g) {
                v[n] = k->o.y[i];
                cluster[n++] = k->o.cluster[i];
            }
        size_t accounts = accounts_in(k, cluster, n);
        if (n >= GROUP_LEAST && accounts > 2)
            st = interval_mean(&(MeanInput){ .v = v, .cluster = cluster, .n = n, .level = 0.95, .share = true }, k->b->a, &x, err);
        if (!st && g != GROUP_SILENT)
            st = stayed(k, (Group)g, &years, err);
        if (!st)
            put(k, group_name[g], group_words[g], n, accounts, &x, &years);
    }
    return st;
}

static Status difference(Backward *k, Group against, const char *part, const char *words, Err *err)
{
    size_t n = 0, arm[2] = { 0, 0 };
    double *v = ARENA_NEW_N(k->b->a, double, k->o.n + 1);
    uint8_t *group = ARENA_NEW_N(k->b->a, uint8_t, k->o.n + 1);
    int64_t *cluster = ARENA_NEW_N(k->b->a, int64_t, k->o.n + 1);
    Interval x = { .estimate = F64_NAN, .low = F64_NAN };
    for (size_t i = 0; i < k->o.n; i++) {
        Group g = group_of(k->score[i]);
        if (g != GROUP_TOP && g != against)
            continue;
        v[n] = k->o.y[i];
        group[n] = g == GROUP_TOP;
        arm[group[n]]++;
        cluster[n++] = k->o.cluster[i];
    }
    Status st = ST_OK;
    if (arm[0] >= GROUP_LEAST && arm[1] >= GROUP_LEAST)
        st = interval_diff(&(DiffInput){ .v = v, .group = group, .cluster = cluster, .n = n, .level = 0.95, .share = true }, k->b->a, &x, err);
    if (!st)
        put(k, part, words, n, accounts_in(k, cluster, n), &x, NULL);
    return st;
}

/* A point of score, in points of renewal, with the accounts' base and more and more of what else is known held alike. */
static Status beyond(Backward *k, bool use, bool lived, const char *part, const char *words, Err *err)
{
    const LinkBook *b = k->b;
    size_t n = 0, issues = lived ? b->rules->n : 0, p = 1 + k->o.n_base + 2 * use + issues;
    size_t *row = ARENA_NEW_N(b->a, size_t, k->o.n + 1);
    Interval x = { .estimate = F64_NAN, .low = F64_NAN };
    for (size_t i = 0; i < k->o.n; i++)
        if (isfinite(k->score[i]))
            row[n++] = i;
    double *v = ARENA_NEW_N(b->a, double, n * p + 1), *y = ARENA_NEW_N(b->a, double, n + 1);
    int64_t *cluster = ARENA_NEW_N(b->a, int64_t, n + 1);
    for (size_t i = 0; i < n; i++) {
        size_t r = row[i], c = 1;
        int64_t to = window_to(&b->w, k->o.begin[r]), from = window_from(&b->w, k->o.begin[r]);
        v[i] = k->score[r];
        for (size_t q = 0; q < k->o.n_base; q++)
            v[c++ * n + i] = k->o.base[q * k->o.n + r];
        if (use) {
            double now = behave(b, BEHAVE_USE, k->o.at[r], to - RECENT_DAYS, to), people = behave(b, BEHAVE_PEOPLE, k->o.at[r], to - RECENT_DAYS, to);
            v[c++ * n + i] = isfinite(now) ? now : 0;
            v[c++ * n + i] = isfinite(people) ? people : 0;
        }
        for (size_t q = 0; q < issues; q++)
            v[c++ * n + i] = happenings_any(&b->rules->rule[q].exposed, k->o.account[r], from, to);
        y[i] = k->o.y[r];
        cluster[i] = k->o.cluster[r];
    }
    size_t accounts = accounts_in(k, cluster, n);
    Status st = ST_OK;
    Robust f;
    if (n >= 10 * p && accounts >= GROUP_LEAST) {
        st = robust_fit(&(RobustInput){ .rows = { .x = v, .y = y, .n = n, .p = p }, .cluster = cluster }, b->a, &f, err);
        if (!st)
            x = robust_coefficient(&f, 0);
    }
    if (!st)
        put(k, part, words, n, accounts, x.se > 0 ? &x : NULL, NULL);
    return st;
}

/* Mean first scores of accounts that are gone and of those still here. */
static Status survivors(Backward *k, Err *err)
{
    const LinkBook *b = k->b;
    const int64_t *nps = col_int(&b->score.t, "nps");
    Status st = ST_OK;
    for (int gone = 1; !st && gone >= 0; gone--) {
        double *v = ARENA_NEW_N(b->a, double, b->account.n + 1);
        int64_t *cluster = ARENA_NEW_N(b->a, int64_t, b->account.n + 1);
        size_t n = 0;
        Interval x = { .estimate = F64_NAN, .low = F64_NAN };
        for (size_t a = 0; a < b->account.n; a++)
            if (b->score.from[a] < b->score.from[a + 1] && (b->ended[a] != INT64_MAX) == gone) {
                v[n] = (double)nps[b->score.from[a]];
                cluster[n++] = col_int(&b->account, "cluster")[a];
            }
        size_t accounts = accounts_in(k, cluster, n);
        if (n >= GROUP_LEAST && accounts > 2)
            st = interval_mean(&(MeanInput){ .v = v, .cluster = cluster, .n = n, .level = 0.95 }, b->a, &x, err);
        if (!st)
            put(k, gone ? "gone" : "here", gone ? "mean first score of accounts that are gone" : "mean first score of accounts still here", n, accounts, &x, NULL);
    }
    return st;
}

Status look_back_write(const LinkBook *b, Err *err)
{
    static const ColSpec cols[] = { { "part", COL_TEXT }, { "seq", COL_INT },   { "words", COL_TEXT }, { "n", COL_INT },          { "accounts", COL_INT },   { "estimate", COL_F64 },
                                    { "low", COL_F64 },   { "high", COL_F64 }, { "stayed", COL_F64 }, { "stayed_low", COL_F64 }, { "stayed_high", COL_F64 } };
    Backward k = { .b = b };
    table_init(&k.t, b->a, cols, COUNT_OF(cols));
    Status st = outcome_rows(b, OUTCOME_RENEWAL, &k.o, err);
    k.score = ARENA_NEW_N(b->a, double, st ? 1 : k.o.n + 1);
    for (size_t i = 0; !st && i < k.o.n; i++) {
        int64_t to = window_to(&b->w, k.o.begin[i]);
        k.score[i] = behave(b, BEHAVE_SCORE, k.o.at[i], to - YEAR, to);
    }
    bool any = !st && b->score.t.n && k.o.n;
    if (any)
        st = groups(&k, err);
    if (any && !st)
        st = difference(&k, GROUP_LOW, "top - low", "top scorers against low ones, share renewed", err);
    if (any && !st)
        st = difference(&k, GROUP_SILENT, "top - silent", "top scorers against those who gave none, share renewed", err);
    if (any && !st)
        st = beyond(&k, false, false, "a point", "a point of score, accounts of the same kind", err);
    if (any && !st)
        st = beyond(&k, true, false, "beyond usage", "a point of score, the same usage as well", err);
    if (any && !st)
        st = beyond(&k, true, true, "beyond usage and exposure", "a point of score, the same usage and the same issues met", err);
    if (any && !st)
        st = survivors(&k, err);
    if (!st)
        st = store_run(b->s, SQL_CLEAR_LOOK_BACK, STORE_NO_ARGS, err);
    return st ? st : store_append(b->s, "d_look_back", &k.t, err);
}
