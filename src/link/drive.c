#include "link/drive.h"

#include <math.h>

#include "base/parallel.h"
#include "link/drive_in.h"
#include "num/cluster.h"
#include "num/dist.h"
#include "num/robust.h"

enum { INTERVALS_FROM = 40 };
#define LEVEL 0.95

static const OutcomeId asked[] = { OUTCOME_RENEWAL, OUTCOME_REVENUE, OUTCOME_NPS, OUTCOME_COST };

/* Why there is no ranking; "": there is one. */
static Str too_few(const LinkBook *b, const DriveRows *d, size_t accounts)
{
    size_t least = 10 * d->p > DRIVE_ROWS_LEAST ? 10 * d->p : DRIVE_ROWS_LEAST, ones = 0;
    if (!d->n)
        return STR("too few to say: the files hold no such outcome");
    if (d->p < 2)
        return STR("too few to say: fewer than two things that could be held against it");
    if (d->n < least || accounts < DRIVE_ACCOUNTS_LEAST)
        return str_fmt(b->a, "too few to say: %zu rows of %zu companies; %zu of %d are needed for %zu columns", d->n, accounts, least, DRIVE_ACCOUNTS_LEAST, d->p);
    bool same = true;
    for (size_t i = 0; i < d->n; i++) {
        ones += d->y[i] > 0;
        same = same && fabs(d->y[i] - d->y[0]) <= 0;
    }
    if (same)
        return STR("cannot tell: the outcome is the same for all");
    if (d->kind == DRIVER_YES_NO && (ones < DRIVE_RARER_LEAST || d->n - ones < DRIVE_RARER_LEAST))
        return str_fmt(b->a, "too few to say: %zu renewed and %zu did not; %d of each are needed", ones, d->n - ones, DRIVE_RARER_LEAST);
    return STR("");
}

/* Do all columns together say more than chance would?  Rows of a company count as one. */
static Status joint_p(const LinkBook *b, const DriveRows *d, double *p, Err *err)
{
    Robust f;
    ArenaMark mark = arena_mark(b->a);
    Status st = robust_fit(&(RobustInput){ .rows = { .x = d->x, .y = d->y, .n = d->n, .p = d->p }, .cluster = d->cluster }, b->a, &f, err);
    *p = st ? F64_NAN : robust_joint_p(&f, b->a);
    arena_rewind(b->a, mark);
    return st;
}

static Str doubt(const LinkBook *b, const DriveRows *d, const Drivers *f, double p)
{
    if (!(p < 1 - LEVEL))
        return isfinite(p) ? str_fmt(b->a, "no credible driver: all together say no more than chance would (p %.2f)", p) : STR("no credible driver: too few companies for so many columns");
    if (f->n_clusters < INTERVALS_FROM)
        return str_fmt(b->a, "limits are too narrow below %d companies: there are %zu", INTERVALS_FROM, f->n_clusters);
    if (!isfinite(f->condition))
        return STR("one column repeats others: it has no share of its own");
    return d->of ? str_fmt(b->a, "worked out on some accounts, drawn at random: %zu of the %zu answers", d->n, d->of) : STR("");
}

static void put_fit(const LinkBook *b, Table *t, const DriveRows *d, const Drivers *f, size_t accounts, Str note)
{
    static const char *const kind[] = { "number", "yes or no", "ordered" };
    (void)b;
    table_put_text(t, 0, str_of(outcome_spec[d->outcome].name));
    table_put_text(t, 1, str_of(kind[d->kind]));
    table_put_int(t, 2, (int64_t)d->n);
    table_put_int(t, 3, (int64_t)accounts);
    table_put_int(t, 4, (int64_t)d->p);
    if (f) {
        table_put_f64(t, 5, f->r2);
        if (isfinite(f->r2_low)) {
            table_put_f64(t, 6, f->r2_low);
            table_put_f64(t, 7, f->r2_high);
        }
        if (isfinite(f->condition))
            table_put_f64(t, 8, f->condition);
    }
    table_put_int(t, 9, f ? (int64_t)f->draws : 0);
    table_put_text(t, 10, note);
    table_row(t);
}

static void put_driver(const LinkBook *b, Table *t, const DriveRows *d, const Drivers *f, size_t j, size_t rank)
{
    static const char *const label[] = { "cannot tell", "must-have", "delight", "more is better", "no difference" };
    const DriverShare *s = &f->of[j];
    const DriveColumn *c = &d->column[j];
    size_t tied = 0;
    Asymmetry x = { .label = ASYMMETRY_CANNOT_TELL };
    for (size_t i = 0; i < f->p; i++)
        tied += i != j && !f->apart[j * f->p + i];
    if (c->band)
        asymmetry_fit(&(AsymmetryInput){ .band = c->band, .y = d->y, .cluster = d->cluster, .n = d->n, .level = LEVEL, .small = d->small }, b->a, &x);
    table_put_text(t, 0, str_of(outcome_spec[d->outcome].name));
    table_put_int(t, 1, (int64_t)rank);
    table_put_text(t, 2, c->name);
    table_put_text(t, 3, str_of(c->source));
    table_put_f64(t, 4, s->lmg);
    if (isfinite(s->low)) {
        table_put_f64(t, 5, s->low);
        table_put_f64(t, 6, s->high);
    }
    table_put_f64(t, 7, s->johnson);
    table_put_f64(t, 8, s->first);
    table_put_f64(t, 9, s->top);
    table_put_f64(t, 10, s->r);
    table_put_int(t, 11, (int64_t)tied);
    table_put_text(t, 12, str_of(c->band ? label[x.label] : ""));
    if (c->band) {
        book_put_interval(t, 13, &x.penalty);
        book_put_interval(t, 16, &x.reward);
    }
    table_put_known(t, 19, s->johnson_low);
    table_put_known(t, 20, s->johnson_high);
    table_row(t);
}

/* One outcome: what was loaded, and what was found in it. */
typedef struct Driving {
    const LinkBook *b;
    DriveRows d;
    Drivers f;
    size_t accounts;
    Str note; /* why there is no ranking, or what to doubt in it */
    bool ranked;
} Driving;

static Status drive_piece(void *ctx, Arena *a, size_t piece, Err *err)
{
    Driving *k = (Driving *)ctx + piece;
    LinkBook b = book_on(k->b, a);
    const DriveRows *d = &k->d;
    double p = F64_NAN;
    k->accounts = d->n ? cluster_index(d->cluster, d->n, a).n : 0;
    k->note = too_few(&b, d, k->accounts);
    if (k->note.n)
        return ST_OK;
    Rng *rng = rng_create(a, b.seed * 7919 + (uint64_t)d->outcome);
    Status st = driver_model_shares(&(DriverInput){ .x = d->x, .y = d->y, .cluster = d->cluster, .n = d->n, .p = d->p, .draws = DRIVE_DRAWS, .level = LEVEL }, d->kind, rng, a, &k->f, err);
    if (st == ST_NUMERIC) {
        k->note = STR("cannot tell: what could be held against it does not vary");
        return ST_OK;
    }
    if (!st)
        st = joint_p(&b, d, &p, err);
    k->note = st ? k->note : doubt(&b, d, &k->f, p);
    k->ranked = !st;
    return st;
}

static void put_ranking(const Driving *k, Table *driver)
{
    bool done[DRIVER_MAX] = { false };
    for (size_t rank = 1; rank <= k->d.p; rank++) {
        size_t best = SIZE_MAX;
        for (size_t j = 0; j < k->d.p; j++)
            if (!done[j] && (best == SIZE_MAX || k->f.of[j].lmg > k->f.of[best].lmg))
                best = j;
        done[best] = true;
        put_driver(k->b, driver, &k->d, &k->f, best, rank);
    }
}

Status drivers_write(const LinkBook *b, Err *err)
{
    static const ColSpec fit_cols[] = { { "outcome", COL_TEXT }, { "kind", COL_TEXT },    { "n", COL_INT },         { "accounts", COL_INT }, { "drivers", COL_INT }, { "fit", COL_F64 },
                                        { "fit_low", COL_F64 },  { "fit_high", COL_F64 }, { "condition", COL_F64 }, { "draws", COL_INT },    { "note", COL_TEXT } };
    static const ColSpec cols[] = { { "outcome", COL_TEXT },    { "rank", COL_INT },         { "driver", COL_TEXT },  { "source", COL_TEXT },    { "share", COL_F64 },
                                    { "low", COL_F64 },         { "high", COL_F64 },         { "weight", COL_F64 },   { "first", COL_F64 },      { "top", COL_F64 },
                                    { "along", COL_F64 },       { "tied", COL_INT },         { "label", COL_TEXT },   { "penalty", COL_F64 },    { "penalty_low", COL_F64 },
                                    { "penalty_high", COL_F64 }, { "reward", COL_F64 },      { "reward_low", COL_F64 }, { "reward_high", COL_F64 },  { "weight_low", COL_F64 },
                                    { "weight_high", COL_F64 } };
    Table fit, driver;
    table_init(&fit, b->a, fit_cols, COUNT_OF(fit_cols));
    table_init(&driver, b->a, cols, COUNT_OF(cols));
    Driving *of = ARENA_NEW_N(b->a, Driving, COUNT_OF(asked));
    Status st = ST_OK;
    for (size_t k = 0; !st && k < COUNT_OF(asked); k++) {
        of[k].b = b;
        st = drive_load(b, asked[k], &of[k].d, err);
    }
    if (!st)
        st = parallel_try(COUNT_OF(asked), b->a, drive_piece, of, err);
    for (size_t k = 0; !st && k < COUNT_OF(asked); k++) {
        put_fit(b, &fit, &of[k].d, of[k].ranked ? &of[k].f : NULL, of[k].accounts, of[k].note);
        if (of[k].ranked)
            put_ranking(&of[k], &driver);
    }
    if (!st)
        st = store_run(b->s, SQL_CLEAR_DRIVER_FIT, STORE_NO_ARGS, err);
    if (!st)
        st = store_run(b->s, SQL_CLEAR_DRIVER, STORE_NO_ARGS, err);
    if (!st)
        st = store_append(b->s, "d_driver_fit", &fit, err);
    return st ? st : store_append(b->s, "d_driver", &driver, err);
}
