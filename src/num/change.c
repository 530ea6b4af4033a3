#include "num/change.h"

#include <math.h>

#include "num/dist.h"

enum { MIN_SIDE = 4, LOOK_BEFORE = 8, LOOK_AFTER = 2, SETTLED_MAX = 5, HORIZON = 156 };

/* A stream of readings that never varies has no scale; below this share of its total variance
 * the dispersion is rounding. */
#define PHI_SHARE_LEAST 1e-9
#define P_WORTH_A_LOOK  0.05
/* Counts vary at least as the binomial and Poisson do, but an estimate scattering around 1 and cut
 * at 1 is too large on average: the test then rejects 2 % instead of 5 %.  Cut at 0.8 it rejects
 * 4.5 to 5.5 % of 156 weeks (calibrate_change).  Intervals use at least 1. */
#define PHI_TEST_LEAST  0.8

/* Weeks with data, side by side, as running sums. */
typedef struct Stream {
    ChangeKind kind;
    size_t     m;             /* weeks with data */
    size_t    *week;          /* their index in the input */
    double    *sx, *sn;       /* sums of the first i weeks, i = 0 .. m */
    double    *sq;            /* sums of n y^2, y the week's level */
    double    *sd;            /* sums of d2 */
    double    *d2;            /* squared difference to the week before over 1/n + 1/n */
    double     phi_least;
} Stream;

typedef struct Scan {
    bool   any;
    size_t k;                 /* first week of the new level */
    double stat, phi, df, z, p;
} Scan;

/* Where to look: weeks [from, to), at least `before` and `after` weeks on the sides. */
typedef struct Span {
    size_t from, to, before, after;
    bool   alone;             /* no other change in here: phi from the residuals of the step */
} Span;

/* Quantiles of the smallest p[t] over t < 156 in quiet streams, the least over the kinds of
 * streams tried by tests/num/calibrate_change.c. */
static const struct { double look, p; } looks[] = {
    { 0.001, 1.12e-05 }, { 0.002, 2.70e-05 }, { 0.005, 8.41e-05 },
    { 0.01, 2.00e-04 },  { 0.02, 4.48e-04 },  { 0.05, 1.22e-03 },
    { 0.1, 2.71e-03 },   { 0.2, 6.02e-03 },   { 0.5, 2.11e-02 },
};

static double x_log_x(double x) { return x > 0 ? x * log(x) : 0; }

/* Largest log likelihood of one level, without terms that cancel in ratios. */
static double fit_of(ChangeKind kind, double x, double n)
{
    switch (kind) {
    case CHANGE_BINOMIAL:
        return x_log_x(x) + x_log_x(fmax(0, n - x)) - x_log_x(n);
    case CHANGE_POISSON:
        return x_log_x(x) - (x > 0 ? x * log(n) : 0);
    case CHANGE_MEAN:
        break;
    }
    return x * x / n / 2;
}

/* Variance of one trial, unit of exposure or reading (in units of phi) at a level. */
static double variance_of(ChangeKind kind, double level)
{
    switch (kind) {
    case CHANGE_BINOMIAL:
        return fmax(0, level * (1 - level));
    case CHANGE_POISSON:
        return level;
    case CHANGE_MEAN:
        break;
    }
    return 1;
}

static Status input_check(const ChangeInput *in, Err *err)
{
    if (!(in->alpha > 0 && in->alpha < 1) || !(in->level > 0 && in->level < 1))
        return ERR(err, ST_INVALID, "alpha %g or level %g is not between 0 and 1", in->alpha,
                   in->level);
    for (size_t t = 0; t < in->weeks; t++) {
        double x = in->x[t], n = in->n[t];
        if (!isfinite(n) || n < 0)
            return ERR(err, ST_INVALID, "week %zu: n is %g", t, n);
        if (n <= 0)
            continue;
        if (!isfinite(x) || (in->kind != CHANGE_MEAN && x < 0)
            || (in->kind == CHANGE_BINOMIAL && x > n))
            return ERR(err, ST_INVALID, "week %zu: x is %g of %g", t, x, n);
    }
    return ST_OK;
}

static Stream stream_of(const ChangeInput *in, Arena *a)
{
    size_t cap = in->weeks + 1;
    Stream s = { .kind = in->kind, .week = ARENA_NEW_N(a, size_t, cap),
                 .sx = ARENA_NEW_N(a, double, cap), .sn = ARENA_NEW_N(a, double, cap),
                 .sq = ARENA_NEW_N(a, double, cap),
                 .sd = ARENA_NEW_N(a, double, cap), .d2 = ARENA_NEW_N(a, double, cap) };
    double centre = 0, sum = 0, n = 0, last_y = 0, last_n = 0;
    for (size_t t = 0; t < in->weeks; t++) {
        n += in->n[t];
        sum += in->n[t] > 0 ? in->n[t] * in->x[t] : 0;
    }
    if (in->kind == CHANGE_MEAN && n > 0)
        centre = sum / n;         /* squares of centred sums cancel less */
    for (size_t t = 0; t < in->weeks; t++) {
        if (in->n[t] <= 0)
            continue;
        size_t m = s.m++;
        double y = in->kind == CHANGE_MEAN ? in->x[t] - centre : in->x[t] / in->n[t];
        s.week[m] = t;
        s.sx[m + 1] = s.sx[m] + y * in->n[t];
        s.sn[m + 1] = s.sn[m] + in->n[t];
        s.sq[m + 1] = s.sq[m] + in->n[t] * y * y;
        if (m > 0)
            s.d2[m] = (y - last_y) * (y - last_y) / (1 / in->n[t] + 1 / last_n);
        s.sd[m + 1] = s.sd[m] + s.d2[m];
        last_y = y;
        last_n = in->n[t];
    }
    s.phi_least = in->kind == CHANGE_MEAN ? PHI_SHARE_LEAST * s.sq[s.m] / fmax(1, (double)s.m)
                                          : PHI_TEST_LEAST;
    return s;
}

/* Siegmund's correction for a walk that is looked at in steps and overshoots (1985, page 82, in the
 * closed form of Siegmund & Yakir 2007): 1 for endless small steps, 2/x^2 for large ones. */
static double overshoot(double x)
{
    if (x < 1e-4)
        return 1;
    double half = normal_cdf(x / 2), density = exp(-x * x / 8) / sqrt(2 * acos(-1));
    return 2 / x * (half - 0.5) / (x / 2 * half + density);
}

/* P(max |Z(k)| > b) over the ks of the span: the first k, and the rate of new excursions. */
static double scan_p(const Stream *s, Span w, double b)
{
    if (b < 1)
        return 1;
    size_t first = w.from + w.before, last = w.to - w.after;
    double all = s->sn[w.to] - s->sn[w.from], rate = 0;
    for (size_t k = first + 1; k <= last; k++) {
        double l = s->sn[k - 1] - s->sn[w.from], h = s->sn[k] - s->sn[w.from];
        double apart = 1 - sqrt(l * (all - h) / (h * (all - l)));
        rate += apart * overshoot(b * sqrt(2 * apart));
    }
    double density = exp(-b * b / 2) / sqrt(2 * acos(-1));
    return fmin(1, 2 * normal_tail(b) + 2 * b * density * rate);
}

/* The normal z with the tail of t; past 37 a double has no tail left. */
static double z_of(double stat, double df)
{
    double t = sqrt(stat);
    if (isinf(df))
        return fmin(t, 37);
    double tail = t_two_sided(t, df) / 2;
    return tail > 1e-300 ? -normal_quantile(tail) : 37;
}

static double over(double a, double b) { return b > 0 ? a / b : 0; }

/* Dispersion around a step before week k, each side in units of the variance at its own level.
 * Not floored. */
static double step_phi(const Stream *s, Span w, size_t k)
{
    double x1 = s->sx[k] - s->sx[w.from], n1 = s->sn[k] - s->sn[w.from];
    double x2 = s->sx[w.to] - s->sx[k], n2 = s->sn[w.to] - s->sn[k];
    double v1 = variance_of(s->kind, x1 / n1), v2 = variance_of(s->kind, x2 / n2);
    double r1 = s->sd[k] - s->sd[w.from + 1], r2 = s->sd[w.to] - s->sd[k + 1];
    if (w.alone) {
        r1 = fmax(0, s->sq[k] - s->sq[w.from] - x1 * x1 / n1);
        r2 = fmax(0, s->sq[w.to] - s->sq[k] - x2 * x2 / n2);
    }
    return (over(r1, v1) + over(r2, v2)) / (double)(w.to - w.from - 2);
}

/* The best step in a span, without its p. */
static Scan scan(const Stream *s, Span w)
{
    Scan best = { .p = 1, .df = F64_INF, .phi = 1 };
    size_t m = w.to - w.from;
    if (w.to < w.from || m < w.before + w.after || m < 4)
        return best;
    double ax = s->sx[w.to] - s->sx[w.from], an = s->sn[w.to] - s->sn[w.from];
    double one = fit_of(s->kind, ax, an);
    for (size_t k = w.from + w.before; k <= w.to - w.after; k++) {
        double x1 = s->sx[k] - s->sx[w.from], n1 = s->sn[k] - s->sn[w.from];
        double lr = 2 * (fit_of(s->kind, x1, n1) + fit_of(s->kind, ax - x1, an - n1) - one);
        double phi = fmax(step_phi(s, w, k), s->phi_least);
        double stat = phi > 0 ? fmax(0, lr) / phi : 0;
        if (best.any && !(stat > best.stat))
            continue;
        best = (Scan){ .any = true, .k = k, .stat = stat, .phi = phi, .p = 1,
                       .df = (w.alone ? 1 : 2.0 / 3) * (double)(m - 2) };
    }
    best.z = z_of(best.stat, best.df);
    return best;
}

static Scan scan_with_p(const Stream *s, Span w)
{
    Scan c = scan(s, w);
    if (c.any)
        c.p = scan_p(s, w, c.z);
    return c;
}

/* The scan of one weekly look; its p only where it may matter. */
static Scan look(const Stream *s, size_t from, size_t to)
{
    Span w = { from, to, LOOK_BEFORE, LOOK_AFTER, true };
    Scan c = scan(s, w);
    if (c.any && 2 * normal_tail(c.z) <= P_WORTH_A_LOOK)
        c.p = scan_p(s, w, c.z);
    return c;
}

double change_threshold(size_t t)
{
    double p = 0;
    for (size_t i = 0; i < COUNT_OF(looks); i++)
        if (looks[i].look <= 0.05)
            p = looks[i].p;
    return t < HORIZON ? p : p * HORIZON / ((double)t + 1);
}

/* Straight lines in log-log between the rows; below the first in proportion. */
double change_look_p(double p)
{
    if (!(p > 0))
        return 0;
    if (p <= looks[0].p)
        return p * looks[0].look / looks[0].p;
    for (size_t i = 1; i < COUNT_OF(looks); i++) {
        if (p > looks[i].p)
            continue;
        double share = log(p / looks[i - 1].p) / log(looks[i].p / looks[i - 1].p);
        return looks[i - 1].look * pow(looks[i].look / looks[i - 1].look, share);
    }
    return 1;
}

/* Binary segmentation under way: edge[0] = 0 < edge[1] < ... < edge[n] = m. */
typedef struct Split {
    size_t edge[SETTLED_MAX + 2];
    Scan   best[SETTLED_MAX + 1];    /* of segment i, between edge i and i + 1 */
    size_t n;
} Split;

static void split_once(const Stream *s, Split *q, size_t i, size_t side)
{
    for (size_t j = q->n; j > i; j--) {
        q->edge[j + 1] = q->edge[j];
        q->best[j] = q->best[j - 1];
    }
    q->edge[i + 1] = q->best[i].k;
    q->n++;
    for (size_t j = i; j <= i + 1; j++)
        q->best[j] = scan_with_p(s, (Span){ q->edge[j], q->edge[j + 1], side, side, false });
}

/* Places every change again between its neighbours; then takes out the one that has least to show
 * for itself there, if that is too little: an early split in the wrong place outlives its cause. */
static bool prune_once(const Stream *s, Split *q, double alpha, size_t side)
{
    size_t weakest = 0;
    double most = alpha;
    for (size_t i = 1; i < q->n; i++) {
        Scan c = scan_with_p(s, (Span){ q->edge[i - 1], q->edge[i + 1], side, side, false });
        if (c.any)
            q->edge[i] = c.k;
        if (c.p > most) {
            most = c.p;
            weakest = i;
        }
    }
    if (weakest == 0)
        return false;
    for (size_t i = weakest; i < q->n; i++)
        q->edge[i] = q->edge[i + 1];
    q->n--;
    return true;
}

static Split segment(const Stream *s, double alpha, size_t side)
{
    Split q = { .edge = { 0, s->m }, .n = 1 };
    q.best[0] = scan_with_p(s, (Span){ 0, s->m, side, side, false });
    while (q.n <= SETTLED_MAX) {
        size_t at = 0;
        for (size_t i = 1; i < q.n; i++)
            if (q.best[i].any && (!q.best[at].any || q.best[i].p < q.best[at].p))
                at = i;
        if (!q.best[at].any || q.best[at].p > alpha / (double)q.n)
            break;
        split_once(s, &q, at, side);
    }
    while (prune_once(s, &q, alpha, side))
        ;
    return q;
}

static double interval_phi(const Stream *s, const Scan *c)
{
    return s->kind == CHANGE_MEAN ? c->phi : fmax(1, c->phi);
}

static void place(const Stream *s, Span w, const Scan *c, double level, Change *out)
{
    double allowed = -2 * log(1 - sqrt(level)), lr[2] = { 0, 0 };
    double ax = s->sx[w.to] - s->sx[w.from], an = s->sn[w.to] - s->sn[w.from];
    size_t low = c->k, high = c->k;
    for (size_t round = 0; round < 2; round++)
        for (size_t k = w.from + w.before; k <= w.to - w.after; k++) {
            double x1 = s->sx[k] - s->sx[w.from], n1 = s->sn[k] - s->sn[w.from];
            lr[1] = 2 * (fit_of(s->kind, x1, n1) + fit_of(s->kind, ax - x1, an - n1));
            if (round == 0 && k == c->k)
                lr[0] = lr[1];
            if (round == 0 || (lr[0] - lr[1]) > allowed * interval_phi(s, c))
                continue;
            low = k < low ? k : low;
            high = k > high ? k : high;
        }
    out->at = s->week[c->k];
    out->at_low = s->week[low];
    out->at_high = s->week[high];
}

/* Levels for the variance have one success and one failure (half an event) put in, so that an
 * empty side is not taken for certain (Agresti & Caffo 2000). */
static double level_variance(ChangeKind kind, double x, double n)
{
    switch (kind) {
    case CHANGE_BINOMIAL:
        return variance_of(kind, (x + 1) / (n + 2)) / n;
    case CHANGE_POISSON:
        return (x + 0.5) / n / n;
    case CHANGE_MEAN:
        break;
    }
    return 1 / n;
}

static void size_up(const Stream *s, Span w, const Scan *c, double centre, double level,
                    Change *out)
{
    double x1 = s->sx[c->k] - s->sx[w.from], n1 = s->sn[c->k] - s->sn[w.from];
    double x2 = s->sx[w.to] - s->sx[c->k], n2 = s->sn[w.to] - s->sn[c->k];
    double v =
        interval_phi(s, c) * (level_variance(s->kind, x1, n1) + level_variance(s->kind, x2, n2));
    double half = t_factor(level, c->df) * sqrt(v);
    out->before = centre + x1 / n1;
    out->after = centre + x2 / n2;
    out->diff = x2 / n2 - x1 / n1;
    out->low = out->diff - half;
    out->high = out->diff + half;
    if (s->kind == CHANGE_BINOMIAL) {
        out->low = fmax(-1, out->low);
        out->high = fmin(1, out->high);
    }
    out->n_before = n1;
    out->n_after = n2;
    out->stat = c->stat;
    out->phi = interval_phi(s, c);
}

/* Looking every week from the start of the segment before the change: when was the alarm? */
static void date_alarm(const Stream *s, Span w, size_t k_low, Change *out)
{
    size_t from = k_low > w.from + LOOK_BEFORE ? k_low : w.from + LOOK_BEFORE;
    out->p_look = 1;
    for (size_t to = from + 1; to <= w.to; to++) {
        Scan c = look(s, w.from, to);
        double p_look = change_look_p(c.p);
        out->p_look = fmin(out->p_look, p_look);
        if (out->detected || !c.any || c.p > change_threshold(s->week[to - 1]))
            continue;
        out->detected = true;
        out->detected_at = s->week[to - 1] > out->at ? s->week[to - 1] : out->at;
    }
}

static size_t stream_index(const Stream *s, size_t week)
{
    size_t k = 0;
    while (k < s->m && s->week[k] < week)
        k++;
    return k;
}

/* Does the look of the last week, over the weeks since `from`, raise the alarm for a change too
 * young to have a full side? */
static bool fresh_alarm(const Stream *s, const ChangeInput *in, size_t from, Scan *c)
{
    *c = look(s, from, s->m);
    return c->any && c->k + in->min_side > s->m && c->p <= change_threshold(s->week[s->m - 1]);
}

/* A settled change cannot be younger than a side, so a step two weeks ago is first taken for one
 * four weeks ago: where the free look prefers a younger week, the settled one gives way. */
static void yield_to_fresh(const Stream *s, const ChangeInput *in, Split *q)
{
    Scan c;
    if (q->n > 1 && q->edge[q->n - 1] + 2 * in->min_side > s->m
        && fresh_alarm(s, in, q->edge[q->n - 2], &c)) {
        q->edge[q->n - 1] = s->m;
        q->n--;
    }
}

static void find_fresh(const Stream *s, const ChangeInput *in, double centre, size_t from,
                       ChangeResult *out)
{
    Scan c;
    if (!fresh_alarm(s, in, from, &c))
        return;
    Span w = { from, s->m, LOOK_BEFORE, LOOK_AFTER, true };
    Change *f = &out->change[out->n_change++];
    *f = (Change){ .fresh = true, .p = c.p };
    place(s, w, &c, in->level, f);
    size_up(s, w, &c, centre, in->level, f);
    date_alarm(s, w, stream_index(s, f->at_low), f);
}

static double centre_of(const ChangeInput *in)
{
    double sum = 0, n = 0;
    for (size_t t = 0; t < in->weeks; t++) {
        n += in->n[t];
        sum += in->n[t] > 0 ? in->n[t] * in->x[t] : 0;
    }
    return in->kind == CHANGE_MEAN && n > 0 ? sum / n : 0;
}

static void fill_result(const Stream *s, const ChangeInput *in, ChangeResult *out)
{
    Split q = segment(s, in->alpha, in->min_side);
    double centre = centre_of(in);
    yield_to_fresh(s, in, &q);
    for (size_t i = 1; i < q.n; i++) {
        Span w = { q.edge[i - 1], q.edge[i + 1], in->min_side, in->min_side, false };
        Scan c = scan_with_p(s, w);
        Change *ch = &out->change[out->n_change++];
        *ch = (Change){ .p = c.p };
        place(s, w, &c, in->level, ch);
        size_up(s, w, &c, centre, in->level, ch);
        date_alarm(s, w, stream_index(s, ch->at_low), ch);
    }
    find_fresh(s, in, centre, q.edge[q.n - 1], out);
}

static ChangeInput with_defaults(const ChangeInput *in)
{
    ChangeInput d = *in;
    d.level = in->level != 0 ? in->level : 0.95;
    d.alpha = in->alpha != 0 ? in->alpha : 0.05;
    d.min_side = in->min_side > 1 ? in->min_side : in->min_side ? 2 : MIN_SIDE;
    return d;
}

Status change_detect(const ChangeInput *in, Arena *a, ChangeResult *out, Err *err)
{
    ChangeInput d = with_defaults(in);
    Status st = input_check(&d, err);
    if (st)
        return st;
    ArenaMark mark = arena_mark(a);
    Stream s = stream_of(&d, a);
    *out = (ChangeResult){ .weeks_used = s.m, .p = 1, .p_now = 1, .phi = 1,
                           .method = "likelihood-ratio scan, Worsley p, binary segmentation" };
    out->too_few = s.m < 2 * d.min_side || s.m < 2 * MIN_SIDE;
    if (!out->too_few) {
        Scan c = scan_with_p(&s, (Span){ 0, s.m, d.min_side, d.min_side, false });
        out->p = c.p;
        out->phi = interval_phi(&s, &c);
        out->p_now = look(&s, 0, s.m).p;
        fill_result(&s, &d, out);
    }
    arena_rewind(a, mark);
    return ST_OK;
}

Status change_looks(const ChangeInput *in, Arena *a, double *p, Err *err)
{
    ChangeInput d = with_defaults(in);
    Status st = input_check(&d, err);
    if (st)
        return st;
    ArenaMark mark = arena_mark(a);
    Stream s = stream_of(&d, a);
    size_t seen = 0;
    for (size_t t = 0; t < in->weeks; t++) {
        p[t] = 1;
        if (seen < s.m && s.week[seen] == t)
            p[t] = look(&s, 0, ++seen).p;
    }
    arena_rewind(a, mark);
    return ST_OK;
}
