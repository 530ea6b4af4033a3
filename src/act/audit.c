#include "act/act.h"

#include <math.h>
#include <stdlib.h>

#include "act/alike.h"
#include "base/date.h"
#include "num/did.h"

enum { BEFORE_MONTHS = 12, BEFORE_LEAST = 3, MINUTES_AN_HOUR = 60 };
#define FIFTH 0.2

typedef struct Action {
    Str name, issue, countries, leading, expected;
    int64_t start, cost;
    bool has_cost;
} Action;

typedef struct Target {
    enum { TARGET_NONE, TARGET_LATE, TARGET_REPLY, TARGET_THEME } kind;
    int64_t issue, theme;
    Str measure;
} Target;

typedef struct Rows {
    int64_t *unit, *period;
    double *x, *n;
    uint8_t *treated, *use;
    Str *country;
    size_t rows;
} Rows;

static Target target_of(const Action *act, const Table *issues, Arena *a)
{
    Target best = { .measure = STR("") };
    size_t most = 0;
    Str words = str_fmt(a, "%.*s %.*s", STR_ARG(act->issue), STR_ARG(act->leading));
    for (size_t r = 0; r < issues->n; r++) {
        Str other = str_fmt(a, "%.*s %.*s %.*s", STR_ARG(col_text(issues, "name")[r]),
                            STR_ARG(col_text(issues, "official")[r]),
                            STR_ARG(col_text(issues, "terms")[r]));
        size_t hits = words_alike(words, other);
        if (hits <= most)
            continue;
        const TableColumn *theme = table_col(issues, "theme_id");
        Str kind = col_text(issues, "kind")[r];
        most = hits;
        best = (Target){ .kind = str_eq(kind, STR("promise")) ? TARGET_LATE : TARGET_THEME,
                         .issue = col_int(issues, "issue_id")[r],
                         .theme = col_has(theme, r) ? theme->i[r] : 0,
                         .measure = STR("share of deliveries late") };
        if (str_eq(kind, STR("ticket")))
            best = (Target){ .kind = TARGET_REPLY,
                             .issue = best.issue,
                             .measure = STR("share of first replies after more than 8 hours") };
        else if (best.kind == TARGET_THEME)
            best.measure = str_fmt(a, "mentions of \"%.*s\" per account and month",
                                   STR_ARG(col_text(issues, "name")[r]));
    }
    return best;
}

static bool in_countries(Str list, Str country)
{
    for (size_t i = 0; i + country.n <= list.n; i++) {
        bool left = i == 0 || list.p[i - 1] == ' ' || list.p[i - 1] == ',' || list.p[i - 1] == ';';
        bool right = i + country.n == list.n || list.p[i + country.n] == ' ' ||
                     list.p[i + country.n] == ',' || list.p[i + country.n] == ';';
        if (left && right && str_ieq(str_sub(list, i, country.n), country))
            return true;
    }
    return false;
}

static bool everywhere(Str countries)
{
    return !countries.n || str_ieq(countries, STR("all"));
}

static int64_t month_of(int64_t day)
{
    Civil c = civil_of_day(day);
    return (int64_t)c.year * 12 + c.month - 1;
}

/* The first month of the comparison: a year back, but after the last change found where the action
 * took place.  *changed gets the region of that change: its other accounts lived through the same
 * and are the fair comparison. */
static int64_t first_month(const Action *act, const Target *t, const Table *changes,
                           const Table *regions, Str *changed)
{
    *changed = STR("");
    int64_t start = month_of(act->start), from = start - BEFORE_MONTHS;
    const char *measure = t->kind == TARGET_LATE    ? "late"
                          : t->kind == TARGET_REPLY ? "reply"
                                                    : "theme";
    for (size_t r = 0; r < changes->n; r++) {
        int64_t at = month_of(col_int(changes, "at")[r]);
        const TableColumn *theme = table_col(changes, "theme_id");
        Str dim = col_text(changes, "dimension")[r], value = col_text(changes, "value")[r];
        bool here = str_eq(dim, STR("all"));
        if (!str_eq(col_text(changes, "measure")[r], str_of(measure)) ||
            at >= start - BEFORE_LEAST + 1)
            continue;
        if (t->kind == TARGET_THEME && (!col_has(theme, r) || theme->i[r] != t->theme))
            continue;
        for (size_t k = 0; k < regions->n && !here; k++)
            here = str_eq(dim, STR("region")) && str_eq(col_text(regions, "region")[k], value) &&
                   in_countries(act->countries, col_text(regions, "country")[k]);
        /* The day of a change is known to some weeks only; once it was seen it was surely there. */
        int64_t seen = month_of(col_int(changes, "detected_at")[r]),
                after = at + 1 > seen ? at + 1 : seen;
        if (here && after > from && after <= start - BEFORE_LEAST) {
            from = after;
            *changed = str_eq(dim, STR("region")) ? value : STR("");
        }
    }
    return from;
}

static void rows_init(Rows *o, size_t cap, Arena *a)
{
    *o = (Rows){ .unit = ARENA_NEW_N(a, int64_t, cap + 1),
                 .period = ARENA_NEW_N(a, int64_t, cap + 1),
                 .x = ARENA_NEW_N(a, double, cap + 1),
                 .n = ARENA_NEW_N(a, double, cap + 1),
                 .treated = ARENA_NEW_N(a, uint8_t, cap + 1),
                 .use = ARENA_NEW_N(a, uint8_t, cap + 1),
                 .country = ARENA_NEW_N(a, Str, cap + 1) };
}

static void rows_add(Rows *o, int64_t unit, int64_t period, double x, double n, Str country,
                     bool treated)
{
    o->country[o->rows] = country;
    o->use[o->rows] = 1;
    o->unit[o->rows] = unit;
    o->period[o->rows] = period;
    o->x[o->rows] = x;
    o->n[o->rows] = n;
    o->treated[o->rows++] = treated;
}

static Status share_rows(Store *s, int sql, int64_t limit, const Action *act, int64_t from,
                         int64_t as_of, Arena *a, Rows *o, Err *err)
{
    Table t;
    Status st =
        store_fetch(s, sql, STORE_ARGS(DB_INT(limit), DB_TEXT(date_iso(a, as_of))), a, &t, err);
    if (st)
        return st;
    rows_init(o, t.n, a);
    for (size_t r = 0; r < t.n; r++) {
        int64_t month = month_of(col_int(&t, "month")[r]);
        if (month >= from)
            rows_add(o, col_int(&t, "account_id")[r], month, (double)col_int(&t, "x")[r],
                     (double)col_int(&t, "n")[r], col_text(&t, "country")[r],
                     in_countries(act->countries, col_text(&t, "country")[r]));
    }
    return ST_OK;
}

/* Mentions per account and month: every month of an account's life counts, also those without a
 * word. */
static Status theme_rows(Store *s, int64_t theme, const Action *act, int64_t from, int64_t as_of,
                         Arena *a, Rows *o, Err *err)
{
    Table t, life;
    Status st = store_fetch(s, SQL_AUDIT_THEME,
                            STORE_ARGS(DB_INT(theme), DB_TEXT(date_iso(a, as_of))), a, &t, err);
    if (!st)
        st = store_fetch(s, SQL_ACCOUNT_LIFE, STORE_NO_ARGS, a, &life, err);
    if (st)
        return st;
    int64_t to = month_of(as_of);
    size_t span = to >= from ? (size_t)(to - from) + 1 : 0, m = 0;
    rows_init(o, life.n * span, a);
    const int64_t *who = col_int(&life, "account_id"), *said = col_int(&t, "account_id"),
                  *month = col_int(&t, "month"), *x = col_int(&t, "x");
    for (size_t r = 0; r < life.n; r++) {
        int64_t first = month_of(col_int(&life, "first_day")[r]),
                last = month_of(col_int(&life, "last_day")[r]);
        bool treated = in_countries(act->countries, col_text(&life, "country")[r]);
        while (m < t.n && said[m] < who[r])
            m++;
        for (int64_t p = from; p <= to; p++) {
            if (p < first || p > last)
                continue;
            double count = 0;
            for (size_t k = m; k < t.n && said[k] == who[r]; k++)
                if (month_of(month[k]) == p)
                    count += (double)x[k];
            rows_add(o, who[r], p, count, 1, col_text(&life, "country")[r], treated);
        }
    }
    return ST_OK;
}

/* "down by 40 %" -> 0.4; "half" -> 0.5; nothing said -> 0. */
static double promised_share(Str text)
{
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] < '0' || text.p[i] > '9')
            continue;
        double v = 0;
        size_t k = i;
        while (k < text.n && text.p[k] >= '0' && text.p[k] <= '9')
            v = v * 10 + (text.p[k++] - '0');
        while (k < text.n && text.p[k] == ' ')
            k++;
        if (k < text.n && text.p[k] == '%' && v > 0 && v <= 100)
            return v / 100;
        i = k;
    }
    return str_ihas(text, STR("half")) ? 0.5 : 0;
}

static double level_before(const Rows *o, int64_t start)
{
    double x = 0, n = 0;
    for (size_t r = 0; r < o->rows; r++)
        if (o->treated[r] && o->period[r] < start) {
            x += o->x[r];
            n += o->n[r];
        }
    return n > 0 ? x / n : 0;
}

/* Leaves only the changed region's accounts as comparison, where at least LIKE_LEAST of them were
 * not reached. */
static bool keep_alike(Rows *o, const Table *regions, Str changed)
{
    enum { LIKE_LEAST = 10 };
    size_t others = 0;
    int64_t last = INT64_MIN;
    if (!changed.n)
        return false;
    for (size_t r = 0; r < o->rows; r++) {
        bool inside = o->treated[r];
        for (size_t k = 0; k < regions->n && !inside; k++)
            inside = str_eq(col_text(regions, "country")[k], o->country[r]) &&
                     str_eq(col_text(regions, "region")[k], changed);
        o->use[r] = inside;
        others += inside && !o->treated[r] && o->unit[r] != last;
        last = o->unit[r];
    }
    if (others >= LIKE_LEAST)
        return true;
    memset(o->use, 1, o->rows);
    return false;
}

/* How far a drift between the groups before the start, carried on in a straight line, would have
 * taken them apart. */
static double drift_carried_on(const Did *d)
{
    size_t n = d->n_leads + 1;
    double last = 0, sxy = 0, sxx = 0, middle = (double)(n - 1) / 2;
    for (size_t k = 0; k < d->n_leads; k++)
        last -= d->lead[k]; /* deviations from an account's own level add up to nothing */
    for (size_t k = 0; k < n; k++) {
        double x = (double)k - middle;
        sxy += x * (k + 1 < n ? d->lead[k] : last);
        sxx += x * x;
    }
    double block = (double)d->periods_before / (double)n;
    double apart = ((double)d->periods_before + (double)d->periods_after) / 2;
    return sxx > 0 && block > 0 ? sxy / sxx * apart / block : 0;
}

/* Two of did.h's guards are built for actions given account by account and ask too much of one
 * given to whole countries:
 * - regression to the mean: the deviation D of a country's level, measured with error e, is luck by
 * about e^2/D only;
 * - a drift before the start that a test of many accounts notices: unless it is beyond doubt (p <
 * 0.01), what it would have brought by itself, carried on in a straight line, is taken off the
 * effect. What is left of the interval must still exclude zero.  Wanted effects are falls. */
static bool worked_by_country(const Did *d)
{
    if (d->too_few || !(d->warnings & (DID_REGRESSION | DID_PRETREND)) || !(d->pretrend_p >= 0.01))
        return false;
    double deviation = fabs(d->treated_before - d->control_before);
    double luck = deviation > 0 ? d->se * d->se / deviation : fabs(d->estimate);
    double drift = d->warnings & DID_PRETREND ? fmax(-drift_carried_on(d), 0) : 0;
    return d->high + luck + drift < 0;
}

/* The same comparison with the changed region's other accounts alone, in words. */
static Status second_look(Rows *rows, const Action *act, const Table *regions, Str changed,
                          double wanted, Arena *a, Str *note, Err *err)
{
    Did d;
    if (!keep_alike(rows, regions, changed))
        return ST_OK;
    Status st = did_estimate(&(DidInput){ .unit = rows->unit,
                                          .period = rows->period,
                                          .x = rows->x,
                                          .n = rows->n,
                                          .treated = rows->treated,
                                          .use = rows->use,
                                          .rows = rows->rows,
                                          .start = month_of(act->start),
                                          .wanted = wanted },
                             a, &d, err);
    if (!st && !d.too_few)
        *note = str_fmt(
            a, "%.*s; against the %zu accounts in %.*s that it did not reach: %.3f (%.3f to %.3f)",
            STR_ARG(*note), d.units_control, STR_ARG(changed), d.estimate, d.low, d.high);
    return st;
}

static Str note_of(const Did *d, double wanted, Arena *a)
{
    if (d->too_few)
        return STR("too few accounts with data before and after in one of the groups");
    if ((d->warnings & DID_PRETREND) && d->verdict != DID_WORKED)
        return STR("the two groups were drifting apart before the action began");
    if ((d->warnings & DID_REGRESSION) && d->verdict != DID_WORKED)
        return STR(
            "may be regression to the mean: the action went where things happened to be bad");
    return str_fmt(a,
                   "before %.3f, after %.3f; accounts not reached %.3f and %.3f; worth having from "
                   "%.3f; could have seen %.3f",
                   d->treated_before, d->treated_after, d->control_before, d->control_after, wanted,
                   d->detectable);
}

typedef struct Setting {
    int64_t from, as_of; /* first month compared; last day known */
    double grace;
    Str changed; /* region whose change began the comparison; "" */
    const Table *regions;
    size_t n_action; /* judged together */
} Setting;

static Status audit_one(Store *s, const Action *act, const Target *t, const Setting *set, Arena *a,
                        Did *d, Str *note, Err *err)
{
    int64_t from = set->from, as_of = set->as_of;
    Rows rows = { 0 };
    Status st = ST_OK;
    *d = (Did){ .too_few = true,
                .estimate = (double)NAN,
                .low = (double)NAN,
                .high = (double)NAN,
                .pretrend_p = (double)NAN };
    if (t->kind == TARGET_NONE) {
        *note = STR("nothing in the data measures what this action was to change");
        return ST_OK;
    }
    if (everywhere(act->countries)) {
        *note = STR("it reached everybody at once: there is nobody to compare with");
        return ST_OK;
    }
    if (t->kind == TARGET_LATE)
        st = share_rows(s, SQL_AUDIT_DELIVERIES, (int64_t)set->grace, act, from, as_of, a, &rows,
                        err);
    else if (t->kind == TARGET_REPLY)
        st = share_rows(s, SQL_AUDIT_REPLIES, (int64_t)8 * MINUTES_AN_HOUR, act, from, as_of, a,
                        &rows, err);
    else
        st = theme_rows(s, t->theme, act, from, as_of, a, &rows, err);
    if (st || !rows.rows)
        return st;
    double promised = promised_share(act->expected),
           before = level_before(&rows, month_of(act->start));
    double wanted = -before * (promised > 0 ? promised / 2 : FIFTH);
    if (!(wanted < 0)) {
        *note = STR("the issue did not occur before the action where it took place");
        return ST_OK;
    }
    st = did_estimate(&(DidInput){ .unit = rows.unit,
                                   .period = rows.period,
                                   .x = rows.x,
                                   .n = rows.n,
                                   .treated = rows.treated,
                                   .use = rows.use,
                                   .rows = rows.rows,
                                   .start = month_of(act->start),
                                   .wanted = wanted },
                      a, d, err);
    if (st)
        return st;
    if (d->verdict == DID_CANNOT_TELL && worked_by_country(d))
        d->verdict = DID_WORKED;
    /* Of twenty actions that do nothing one would look as if it did: the more are judged, the more
     * each must show. */
    bool by_luck = d->verdict == DID_WORKED && d->p * (double)set->n_action >= 0.05;
    if (by_luck)
        d->verdict = DID_CANNOT_TELL;
    *note = by_luck ? str_fmt(a, "no more than chance would show among %zu actions", set->n_action)
                    : note_of(d, wanted, a);
    return second_look(&rows, act, set->regions, set->changed, wanted, a, note, err);
}

static void put(Table *t, const Action *act, const Target *target, const Did *d, Str note)
{
    static const char *const verdict[] = {
        [DID_CANNOT_TELL] = "cannot tell", [DID_WORKED] = "worked", [DID_DID_NOT] = "did not"
    };
    bool compared = !d->too_few && isfinite(d->estimate);
    bool sound = d->verdict == DID_WORKED ||
                 (compared && !(d->warnings & (DID_PRETREND | DID_NO_PRETEST | DID_REGRESSION)));
    table_put_int(t, 0, (int64_t)t->n + 1);
    table_put_text(t, 1, act->name);
    if (target->issue)
        table_put_int(t, 2, target->issue);
    table_put_text(t, 3, target->measure.n ? target->measure : STR("none"));
    if (compared) {
        table_put_f64(t, 4, d->estimate);
        table_put_f64(t, 5, d->low);
        table_put_f64(t, 6, d->high);
    }
    if (isfinite(d->pretrend_p))
        table_put_f64(t, 7, d->pretrend_p);
    table_put_int(t, 8, (int64_t)d->units_treated);
    table_put_int(t, 9, (int64_t)d->units_control);
    if (act->has_cost)
        table_put_int(t, 10, act->cost);
    table_put_text(t, 11, str_of(verdict[d->verdict]));
    table_put_text(t, 12, sound ? STR("A") : compared ? STR("C") : STR("D"));
    table_put_text(t, 13, note);
    table_row(t);
}

static const ColSpec audit_cols[] = { { "audit_id", COL_INT },  { "action", COL_TEXT },
                                      { "issue_id", COL_INT },  { "measure", COL_TEXT },
                                      { "effect", COL_F64 },    { "low", COL_F64 },
                                      { "high", COL_F64 },      { "pretrend_p", COL_F64 },
                                      { "n_treated", COL_INT }, { "n_control", COL_INT },
                                      { "cost", COL_INT },      { "verdict", COL_TEXT },
                                      { "grade", COL_TEXT },    { "note", COL_TEXT } };

Status audits_write(Store *s, int64_t as_of, Arena *a, ActResult *out, Err *err)
{
    Table acts, issues, changes, regions, t;
    double grace;
    table_init(&t, a, audit_cols, COUNT_OF(audit_cols));
    Status st = store_setting(s, "grace_days", &grace, err);
    if (!st)
        st = store_fetch(s, SQL_INITIATIVE_LIST, STORE_NO_ARGS, a, &acts, err);
    if (!st)
        st = store_fetch(s, SQL_ISSUE_WORDS, STORE_NO_ARGS, a, &issues, err);
    if (!st)
        st = store_fetch(s, SQL_SIGNAL_CHANGES, STORE_NO_ARGS, a, &changes, err);
    if (!st)
        st = store_fetch(s, SQL_COUNTRY_REGION, STORE_NO_ARGS, a, &regions, err);
    for (size_t r = 0; !st && r < acts.n; r++) {
        const TableColumn *cost = table_col(&acts, "cost");
        Action act = { col_text(&acts, "name")[r],
                       col_text(&acts, "issue")[r],
                       col_text(&acts, "countries")[r],
                       col_text(&acts, "leading_metric")[r],
                       col_text(&acts, "expected")[r],
                       col_int(&acts, "start_date")[r],
                       cost->i[r],
                       col_has(cost, r) };
        Target target = target_of(&act, &issues, a);
        Did d;
        Str note = STR("");
        Setting set = { .as_of = as_of, .grace = grace, .regions = &regions, .n_action = acts.n };
        set.from = first_month(&act, &target, &changes, &regions, &set.changed);
        st = audit_one(s, &act, &target, &set, a, &d, &note, err);
        if (!st)
            put(&t, &act, &target, &d, note);
    }
    if (!st)
        st = store_run(s, SQL_CLEAR_AUDIT, STORE_NO_ARGS, err);
    out->audits = (int64_t)t.n;
    return st ? st : store_append(s, "d_audit", &t, err);
}
