#include "act/lot.h"

#include <math.h>

#include "act/audit_in.h"
#include "base/date.h"
#include "num/rng.h"

enum { YEAR = 12 };

int64_t lot_wave(const Lot *lot, int64_t account)
{
    size_t low = 0, high = lot->n;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (lot->account[mid] < account)
            low = mid + 1;
        else
            high = mid;
    }
    return low < lot->n && lot->account[low] == account ? lot->wave[low] : LOT_NONE;
}

int64_t lot_wave_month(const Lot *lot, int64_t wave) { return month_of(lot->start) + (wave - 1) * lot->every; }

static Status accounts_load(Store *s, Lot *o, Arena *a, Err *err)
{
    Table t;
    Status st = store_fetch(s, SQL_LOT_ACCOUNTS, STORE_ARGS(DB_INT(o->number)), a, &t, err);
    if (st)
        return st;
    o->n = t.n;
    o->account = ARENA_NEW_N(a, int64_t, t.n + 1);
    o->wave = ARENA_NEW_N(a, int64_t, t.n + 1);
    for (size_t r = 0; r < t.n; r++) {
        o->account[r] = col_int(&t, "account_id")[r];
        o->wave[r] = col_int(&t, "wave")[r] == col_int(&t, "last")[r] ? col_int(&t, "wave")[r] : LOT_MIXED;
    }
    return ST_OK;
}

Status lots_load(Store *s, const Table *said, Arena *a, Actions *out, Err *err)
{
    Table t;
    Status st = store_fetch(s, SQL_LOT_LIST, STORE_NO_ARGS, a, &t, err);
    for (size_t r = 0; !st && r < t.n; r++) {
        int64_t number = col_int(&t, "verdict_id")[r];
        for (size_t i = 0; !st && i < out->n && !verdict_undone(said, number); i++) {
            Action *x = &out->at[i];
            if (!str_ieq(x->name, col_text(&t, "subject")[r]))
                continue;
            Lot *o = ARENA_NEW(a, Lot);
            *o = (Lot){ .number = number, .start = col_int(&t, "start_date")[r], .seed = col_int(&t, "seed")[r], .waves = col_int(&t, "waves")[r],
                        .every = col_int(&t, "every")[r], .hold_out = col_f64(&t, "hold_out")[r] };
            st = accounts_load(s, o, a, err);
            x->lot = o;
            x->start[0].day = o->start;
            x->n_start = 1;
        }
    }
    return st;
}

static Status number_read(Str value, const char *what, int64_t low, int64_t high, int64_t *out, Err *err)
{
    if (!str_to_i64(value, out) || *out < low || *out > high)
        return ERR(err, ST_USAGE, "'%.*s' is no %s: write a whole number from %lld to %lld", STR_ARG(value), what, (long long)low, (long long)high);
    return ST_OK;
}

Status lot_parse(Str said, LotAsk *ask, Err *err)
{
    Str value = said, field = str_trim(str_cut(&value, '='));
    value = str_trim(value);
    if (str_eq(field, STR("start")))
        return !value.n || date_parse_iso(value, &ask->start) ? ST_OK : ERR(err, ST_USAGE, "'%.*s' is no day: write 2026-03-01", STR_ARG(value));
    if (str_eq(field, STR("seed")))
        return number_read(value, "seed", 1, INT32_MAX, &ask->seed, err);
    if (str_eq(field, STR("waves")))
        return number_read(value, "number of waves", 1, LOT_WAVES_MAX, &ask->waves, err);
    if (str_eq(field, STR("every")))
        return number_read(value, "number of months", 1, YEAR, &ask->every, err);
    if (!str_eq(field, STR("hold_out")))
        return ERR(err, ST_USAGE, "no field '%.*s': start, hold_out, waves, every or seed", STR_ARG(field));
    bool percent = value.n && value.p[value.n - 1] == '%';
    if (!str_to_f64(percent ? str_trim(str_sub(value, 0, value.n - 1)) : value, &ask->hold_out))
        return ERR(err, ST_USAGE, "'%.*s' is no share: write 20%% or 0.2", STR_ARG(value));
    ask->hold_out /= percent ? 100 : 1;
    return ask->hold_out >= 0 && ask->hold_out <= 0.9 ? ST_OK : ERR(err, ST_USAGE, "'%.*s' is no share between 0 and 90 %%", STR_ARG(value));
}

/* Accounts of the action's countries that the measure knew in the last year, by number. */
static Status eligible(Store *s, const Action *act, int64_t as_of, Arena *a, int64_t **id, size_t *n, Err *err)
{
    Ground g = { .family = 1, .as_of = as_of };
    Rows rows;
    Status st = store_setting(s, "grace_days", &g.grace, err);
    if (!st)
        st = store_fetch(s, SQL_ISSUE_WORDS, STORE_NO_ARGS, a, &g.issues, err);
    if (!st)
        st = store_fetch(s, SQL_COUNTRY_REGION, STORE_NO_ARGS, a, &g.regions, err);
    if (st)
        return st;
    Target t = target_of(act->issue, act->leading, &g.issues, a);
    *n = 0;
    if (t.kind == TARGET_NONE)
        return ERR(err, ST_INVALID, "metric: nothing in the data measures what this action is to change: name an issue and a metric of the book");
    st = rows_load(s, &t, &g, month_of(as_of) - YEAR, a, &rows, err);
    if (st)
        return st;
    *id = ARENA_NEW_N(a, int64_t, rows.rows + 1);
    rows_treat(&rows, act->start[0].countries.p ? act->start[0].countries : STR(""));
    for (size_t r = 0; r < rows.rows; r++)   /* rows come by account */
        if (rows.treated[r] && rows.period[r] < month_of(as_of) && (!*n || (*id)[*n - 1] != rows.unit[r]))
            (*id)[(*n)++] = rows.unit[r];
    return ST_OK;
}

static Status lot_check(const Action *act, const LotAsk *ask, int64_t as_of, Arena *a, Err *err)
{
    if (act->lot)
        return ERR(err, ST_INVALID, "name: decision %lld drew a lot for it already: take that back first, it stays on record", (long long)act->lot->number);
    if (!ask->start)
        return ERR(err, ST_INVALID, "start: say when it is to begin");
    if (ask->start <= as_of) {
        Str day = date_iso(a, as_of);
        return ERR(err, ST_INVALID, "start: a lot is drawn before an action begins, and the book's data already go to %.*s", STR_ARG(day));
    }
    if (ask->waves < 2 && !(ask->hold_out > 0))
        return ERR(err, ST_INVALID, "hold_out: without accounts held out, or waves, there is nobody to compare with");
    return ST_OK;
}

static Status write(Store *s, const LotAsk *ask, int64_t number, const int64_t *id, const int64_t *wave, size_t n, Arena *a, Err *err)
{
    static const ColSpec lot_cols[] = { { "verdict_id", COL_INT }, { "start_date", COL_DATE }, { "seed", COL_INT }, { "hold_out", COL_F64 }, { "waves", COL_INT }, { "every", COL_INT } };
    static const ColSpec account_cols[] = { { "verdict_id", COL_INT }, { "alias_id", COL_INT }, { "wave", COL_INT } };
    Table lot, account;
    table_init(&lot, a, lot_cols, COUNT_OF(lot_cols));
    table_init(&account, a, account_cols, COUNT_OF(account_cols));
    const int64_t head[] = { number, ask->start, ask->seed };
    for (size_t i = 0; i < COUNT_OF(head); i++)
        table_put_int(&lot, i, head[i]);
    table_put_f64(&lot, 3, ask->hold_out);
    table_put_int(&lot, 4, ask->waves);
    table_put_int(&lot, 5, ask->every);
    table_row(&lot);
    for (size_t i = 0; i < n; i++) {
        table_put_int(&account, 0, number);
        table_put_int(&account, 1, id[i]);
        table_put_int(&account, 2, wave[i]);
        table_row(&account);
    }
    Status st = store_append(s, "lot", &lot, err);
    return st ? st : store_append(s, "lot_account", &account, err);
}

Status lot_draw(Store *s, const Action *act, LotAsk ask, int64_t number, Arena *a, Str *told, Err *err)
{
    int64_t as_of, *id = NULL;
    size_t n = 0;
    double seed;
    Status st = store_summary_int(s, "as_of", 0, &as_of, err);
    ask.start = ask.start ? ask.start : act->n_start ? act->start[0].day : 0;
    if (!st)
        st = lot_check(act, &ask, as_of, a, err);
    if (!st)
        st = store_setting(s, "seed", &seed, err);
    if (!st)
        st = eligible(s, act, as_of, a, &id, &n, err);
    if (st)
        return st;
    ask.seed = ask.seed ? ask.seed : (int64_t)seed + number;
    size_t held = (size_t)lround(ask.hold_out * (double)n), reached = n - held, least = reached / (size_t)ask.waves;
    if (least < LOT_GROUP_LEAST || (ask.hold_out > 0 && held < LOT_GROUP_LEAST))
        return ERR(err, ST_INVALID, "waves: of %zu accounts that the measure knows there, the smallest group would have %zu, and %d are needed", n,
                   ask.hold_out > 0 && held < least ? held : least, LOT_GROUP_LEAST);
    int64_t *wave = ARENA_NEW_N(a, int64_t, n + 1);
    Rng *rng = rng_create(a, (uint64_t)ask.seed);
    for (size_t i = n; i > 1; i--) {
        size_t k = (size_t)rng_below(rng, (int64_t)i);
        int64_t kept = id[i - 1];
        id[i - 1] = id[k];
        id[k] = kept;
    }
    for (size_t i = 0; i < n; i++)
        wave[i] = i < held ? 0 : 1 + (int64_t)((i - held) * (size_t)ask.waves / reached);
    Str day = date_iso(a, ask.start);
    *told = str_fmt(a, "start=%.*s accounts=%zu held=%zu waves=%lld every=%lld seed=%lld", STR_ARG(day), n, held, (long long)ask.waves, (long long)ask.every, (long long)ask.seed);
    return write(s, &ask, number, id, wave, n, a, err);
}
