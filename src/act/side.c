#include "act/side.h"

#include <math.h>

#include "act/alike.h"
#include "base/date.h"
#include "num/dist.h"
#include "num/interval.h"

enum { DEFAULT_HOURS = 24, TERMS_ALIKE = 2, KEY_WEIGHT = 10 };

/* Shares of things gone well, by account. */
typedef struct Sample {
    double        *v, *w;
    const int64_t *account;
    size_t         n;
} Sample;

/* x of n things went wrong, an account a row; rows [from, to). */
static Sample sample_of(const Table *t, size_t from, size_t to, Arena *a, Side *out)
{
    Sample m = { .n = to - from, .account = t->n ? col_int(t, "account_id") + from : NULL };
    m.v = ARENA_NEW_N(a, double, m.n + 1);
    m.w = ARENA_NEW_N(a, double, m.n + 1);
    out->n = 0;
    for (size_t r = 0; r < m.n; r++) {
        int64_t of = col_int(t, "n")[from + r];
        m.v[r] = 1 - (double)col_int(t, "x")[from + r] / (double)of;
        m.w[r] = (double)of;
        out->n += of;
    }
    return m;
}

static int64_t hours_in(Str name)
{
    for (size_t i = 0; i < name.n; i++) {
        int64_t v = 0;
        size_t k = i;
        while (k < name.n && name.p[k] >= '0' && name.p[k] <= '9')
            v = v * 10 + (name.p[k++] - '0');
        Str unit = str_sub(name, k, 9);
        if (k > i && v > 0 && v < 1000 && (str_ihas(unit, STR("hour")) || str_ihas(unit, STR("stunde"))))
            return v;
        if (k > i)
            i = k;
    }
    return DEFAULT_HOURS;
}

static bool counts_replies(const SideAsk *ask)
{
    return words_alike(ask->name, STR("reply response answer antwort erstantwort")) > 0;
}

/* Which statement asks it, by what limit, in which words; sql -1: none. */
typedef struct DoneAsk {
    int        sql;
    int64_t    limit;
    bool       limited, monthly;
    BetterWhat what;
    Str        words;
    const char *meant;
} DoneAsk;

static DoneAsk done_ask(const SideAsk *ask, int64_t grace, Arena *a)
{
    int64_t hours = hours_in(ask->name);
    if (ask->at->done == DONE_SOLVED && counts_replies(ask))
        return (DoneAsk){ SQL_REPLY_RECENT, hours * MINUTES_AN_HOUR, true, true, BETTER_REPLY,
                          str_fmt(a, "tickets first answered within %lld hours", (long long)hours), "*" };
    switch (ask->at->done) {
    case DONE_DELIVERED: return (DoneAsk){ SQL_LATE_RECENT, grace, true, true, BETTER_DELIVERY, STR("delivered on the day promised"), ask->at->meant };
    case DONE_SOLVED: return (DoneAsk){ .sql = SQL_SOLVED_RECENT, .words = STR("tickets neither reopened nor escalated"), .meant = ask->at->meant };
    case DONE_BILLED: return (DoneAsk){ .sql = SQL_BILLED_RECENT, .words = STR("invoices without a credit note"), .meant = ask->at->meant };
    case DONE_USED:
        return (DoneAsk){ .sql = SQL_USED_RECENT, .words = STR("accounts that use the product at least half as much as the year before"), .meant = ask->at->meant };
    case DONE_NOTHING: break;
    }
    return (DoneAsk){ .sql = -1 };
}

static Status done_side(const SideBook *b, const SideAsk *ask, Arena *a, Side *out, Sample *m, Err *err)
{
    Table t;
    double grace;
    DbArg day = DB_TEXT(date_iso(a, b->as_of));
    Status st = store_setting(b->s, "grace_days", &grace, err);
    if (st || !ask->at)
        return st;
    DoneAsk q = done_ask(ask, (int64_t)grace, a);
    if (q.sql < 0)
        return ST_OK;
    st = q.limited ? store_fetch(b->s, q.sql, STORE_ARGS(DB_INT(q.limit), day), a, &t, err) : store_fetch(b->s, q.sql, STORE_ARGS(day), a, &t, err);
    if (st)
        return st;
    bool meant = !strcmp(q.meant, "*") || words_alike(ask->name, str_of(q.meant)) > 0;
    out->meant = ask->percent && meant;
    out->needed = out->meant ? went_well(ask->target, ask->lower) : 1 - RED_SHARE;
    out->words = q.words;
    out->monthly = q.monthly;
    out->what = q.what;
    out->limit = q.limit;
    *m = sample_of(&t, 0, t.n, a, out);
    return ST_OK;
}

/* The words of the scorecard first, those of the key where they say nothing. */
static size_t alike(const SideAsk *ask, Str text)
{
    return KEY_WEIGHT * words_alike(ask->touchpoint, text) + (ask->at ? words_alike(str_of(ask->at->words), text) : 0);
}

static void rated_side(const SideBook *b, const SideAsk *ask, Arena *a, Side *out, Sample *m)
{
    const Table *t = &b->ratings;
    const Str *question = t->n ? col_text(t, "question") : NULL;
    size_t most = 0, from = 0, to = 0;
    for (size_t r = 0; r < t->n;) {
        size_t end = r + 1;
        while (end < t->n && str_eq(question[end], question[r]))
            end++;
        size_t hits = alike(ask, col_text(t, "label")[r]);
        if (hits > most) {
            most = hits;
            from = r;
            to = end;
        }
        r = end;
    }
    if (!most)
        return;
    out->monthly = true;
    out->what = BETTER_RATING;
    out->limit = RED_RATING;
    out->question = question[from];
    out->label = col_text(t, "label")[from];
    out->words = STR("ratings of 3 or more of 5");
    out->needed = 1 - RED_SHARE;
    *m = sample_of(t, from, to, a, out);
}

static bool about(const SideAsk *ask, const Table *themes, size_t r)
{
    return alike(ask, col_text(themes, "name")[r]) > 0 || alike(ask, col_text(themes, "terms")[r]) % KEY_WEIGHT >= TERMS_ALIKE;
}

/* Accounts' shares of comments without complaint, on the touchpoint (group 1) and on all else (group 0). */
typedef struct Said {
    double  *v;
    uint8_t *group;
    int64_t *account;
    size_t   n, accounts[2];
    int64_t  comments;
    double   sum[2];
} Said;

static void add_account(Said *s, int64_t account, const double bad[2], const double of[2])
{
    for (uint8_t g = 0; g < 2; g++) {
        if (!(of[g] > 0))
            continue;
        s->v[s->n] = 1 - bad[g] / of[g];
        s->group[s->n] = g;
        s->account[s->n] = account;
        s->sum[g] += s->v[s->n++];
        s->accounts[g]++;
        s->comments += g ? (int64_t)of[g] : 0;
    }
}

static Said said_of(const SideBook *b, const SideAsk *ask, Arena *a)
{
    const Table *t = &b->said;
    Said s = { ARENA_NEW_N(a, double, 2 * t->n + 1), ARENA_NEW_N(a, uint8_t, 2 * t->n + 1), ARENA_NEW_N(a, int64_t, 2 * t->n + 1), .n = 0 };
    bool *on = ARENA_NEW_N(a, bool, b->themes.n + 1);
    double bad[2] = { 0 }, of[2] = { 0 };
    for (size_t r = 0; r < b->themes.n; r++)
        on[r] = about(ask, &b->themes, r);
    for (size_t r = 0; r < t->n; r++) {
        bool here = false;
        for (size_t i = 0; i < b->themes.n; i++)
            here = here || (on[i] && col_int(&b->themes, "theme_id")[i] == col_int(t, "theme_id")[r]);
        bad[here] += (double)col_int(t, "x")[r];
        of[here] += (double)col_int(t, "n")[r];
        if (r + 1 < t->n && col_int(t, "account_id")[r + 1] == col_int(t, "account_id")[r])
            continue;
        add_account(&s, col_int(t, "account_id")[r], bad, of);
        bad[0] = bad[1] = of[0] = of[1] = 0;
    }
    return s;
}

static void said_side(const Said *s, Side *out)
{
    out->has = s->accounts[0] >= SIDE_ACCOUNTS && s->accounts[1] >= SIDE_ACCOUNTS;
    out->accounts = s->accounts[1];
    out->n = s->comments;
    out->words = STR("comments on it without complaint, an account's share at a time; needed: as of all else");
    if (out->has)
        out->needed = s->sum[0] / (double)s->accounts[0];
}

static Status limits_of(const Sample *m, double level, Arena *a, Interval *out, Err *err)
{
    return interval_mean(&(MeanInput){ .v = m->v, .w = m->w, .cluster = m->account, .n = m->n, .level = level, .share = true }, a, out, err);
}

/* Of what is said the error of what is needed counts, too. */
static Status said_limits(const Said *s, double needed, double level, Arena *a, Interval *out, Err *err)
{
    Status st = interval_diff(&(DiffInput){ .v = s->v, .group = s->group, .cluster = s->account, .n = s->n, .level = level, .share = true }, a, out, err);
    out->estimate += needed;
    out->low = fmax(0, out->low + needed);
    out->high = fmin(1, out->high + needed);
    return st;
}

static Status judge(Side *v, const Sample *m, const Said *said, double sides, Arena *a, Err *err)
{
    Interval alone = { 0 }, joint = { 0 };
    Status st = said ? said_limits(said, v->needed, 0.95, a, &alone, err) : limits_of(m, 0.95, a, &alone, err);
    if (!st)
        st = said ? said_limits(said, v->needed, 1 - 0.05 / sides, a, &joint, err) : limits_of(m, 1 - 0.05 / sides, a, &joint, err);
    if (st)
        return st;
    v->share = alone.estimate;
    v->low = alone.low;
    v->high = alone.high;
    v->joint_low = joint.low;
    v->joint_high = joint.high;
    v->state = joint.low >= v->needed ? SIDE_GREEN : joint.high <= v->needed ? SIDE_RED : SIDE_OPEN;
    return ST_OK;
}

/* What was done is open, and as the metric says. */
static bool bears_out(const SideAsk *ask, const Side *done)
{
    double well = went_well(ask->value, ask->lower);
    return done->has && done->meant && done->state == SIDE_OPEN && well >= done->joint_low && well <= done->joint_high;
}

int sides_vote(const SideAsk *ask, const Side side[SIDES])
{
    static const int weight[SIDES] = { [SIDE_DONE] = 3, [SIDE_RATED] = 2, [SIDE_SAID] = 1 };
    int sum = 0;
    for (size_t i = 0; i < SIDES; i++)
        sum += !side[i].has || side[i].state == SIDE_OPEN ? 0 : side[i].state == SIDE_GREEN ? weight[i] : -weight[i];
    if (sum && bears_out(ask, &side[SIDE_DONE]))
        sum += ask->green ? weight[SIDE_DONE] : -weight[SIDE_DONE];
    return sum;
}

Status sides_see(const SideBook *b, const SideAsk *ask, Arena *a, Side side[SIDES], Err *err)
{
    Sample sample[SIDES] = { 0 };
    double sides = 0;
    for (size_t i = 0; i < SIDES; i++)
        side[i] = (Side){ .words = STR("") };
    Status st = done_side(b, ask, a, &side[SIDE_DONE], &sample[SIDE_DONE], err);
    rated_side(b, ask, a, &side[SIDE_RATED], &sample[SIDE_RATED]);
    for (size_t i = 0; i < SIDE_SAID; i++) {
        side[i].accounts = sample[i].n;
        side[i].has = sample[i].n >= SIDE_ACCOUNTS;
    }
    Said said = said_of(b, ask, a);
    said_side(&said, &side[SIDE_SAID]);
    for (size_t i = 0; i < SIDES; i++)
        sides += side[i].has;
    for (size_t i = 0; !st && i < SIDES; i++)
        if (side[i].has)
            st = judge(&side[i], &sample[i], i == SIDE_SAID ? &said : NULL, sides, a, err);
    return st;
}

Status side_book(Store *s, int64_t as_of, Arena *a, SideBook *out, Err *err)
{
    DbArg day = DB_TEXT(date_iso(a, as_of));
    *out = (SideBook){ .s = s, .as_of = as_of };
    Status st = store_fetch(s, SQL_RATING_RECENT, STORE_ARGS(day, DB_INT(RED_RATING)), a, &out->ratings, err);
    if (!st)
        st = store_fetch(s, SQL_SIDE_THEMES, STORE_NO_ARGS, a, &out->themes, err);
    return st ? st : store_fetch(s, SQL_SIDE_SAID, STORE_ARGS(day), a, &out->said, err);
}
