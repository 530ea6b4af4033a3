/* judge_year.c - old fixes looked at again: still working? */
#include "act/judge_in.h"

static Status compared_open(Store *s, const Action *act, const Target *t, const Ground *g, Arena *a, Looked *l, Err *err)
{
    Str changed;
    l->start = month_of(act->start[0].day);
    l->from = first_month(&act->start[0], t, g, &changed);
    l->to = month_of(g->as_of);
    Status st = rows_load(s, t, g, l->from, a, &l->rows, err);
    if (!st)
        rows_treat(&l->rows, act->start[0].countries);
    return st;
}

static Status compared_again(const Action *act, const Looked *l, const Ground *g, int64_t year, Arena *a, Again *out, Err *err)
{
    Place p;
    Rows rows = l->rows;
    int64_t first = l->start + year * HORIZON_MONTHS, last = first + HORIZON_MONTHS < l->to ? first + HORIZON_MONTHS : l->to;
    *out = (Again){ .told = false };
    /* The years between are left out, so that this one stands against the time before. */
    for (size_t r = 0; r < rows.rows; r++)
        rows.use[r] = rows.period[r] < l->start || (rows.period[r] >= first && rows.period[r] < last);
    double wanted = wanted_of(act, rows_level(&rows, INT64_MIN, l->start));
    if (!(wanted < 0))
        return ST_OK;
    PlaceInput in = place_input(&rows, l->start, wanted, g);
    in.horizon = last - l->start;
    Status st = place_estimate(&in, a, &p, err);
    if (!st && !p.did.too_few)
        *out = (Again){ true, p.estimate, p.low, p.high, wanted };
    return st;
}

static const struct Looks {
    Status (*open)(Store *s, const Action *act, const Target *t, const Ground *g, Arena *a, Looked *l, Err *err);
    Status (*again)(const Action *act, const Looked *l, const Ground *g, int64_t year, Arena *a, Again *out, Err *err);
} looks[] = { [WAY_COMPARED] = { compared_open, compared_again }, [WAY_STEPS] = { steps_open, steps_again },
              [WAY_SERIES] = { series_open, series_again },       [WAY_LOT] = { lot_open, lot_again } };

Status judge_years(Store *s, const Action *act, const Target *t, const Ground *g, Arena *a, Year *out, size_t *n, Err *err)
{
    const struct Looks *look = &looks[judge_way(act)];
    Looked l = { .from = 0 };
    double best = 0;
    *n = 0;
    if (!act->n_start || t->kind == TARGET_NONE)
        return ST_OK;
    Status st = look->open(s, act, t, g, a, &l, err);
    for (int64_t y = 0; !st && y < YEARS_MAX; y++) {
        int64_t first = l.start + y * HORIZON_MONTHS, last = first + HORIZON_MONTHS < l.to ? first + HORIZON_MONTHS : l.to;
        Again o;
        if (last - first < AGAIN_LEAST)
            break;
        st = look->again(act, &l, g, y, a, &o, err);
        if (st || !o.told)
            break;
        const char *state = o.high < 0 ? (best < 0 && o.low > best ? "weaker" : "working") : o.low > o.wanted ? "gone" : "cannot tell";
        out[(*n)++] = (Year){ y + 1, first, last - 1, o.effect, o.low, o.high, state };
        best = y == 0 ? o.effect : best;
    }
    return st;
}
