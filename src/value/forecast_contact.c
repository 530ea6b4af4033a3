/* forecast_contact.c - contacts' activity, response and silence, and payment, before each decision. */
#include "value/forecast_in.h"

#include <math.h>

#include "base/attr.h"
#include "base/date.h"
#include "model/says.h"
#include "num/dist.h"

enum { PEOPLE_DAYS = 56, PEOPLE_BEFORE = 182, HEARD_DAYS = 182, SILENT_MOST = 365, USUAL_DUE_DAYS = 30 };
#define LATE_MOST  90.0    /* an invoice that is never paid must not stand for all others */
#define RATIO_MOST 3.0     /* of the logarithm */

typedef struct Contacts {
    const Table *usage;
    Table        heard, invoice;
    int64_t      window;
} Contacts;

static size_t rows_of(const Table *t, int64_t account, const int64_t **id)
{
    *id = t->n ? col_int(t, "account_id") : NULL;
    return rows_from(*id, t->n, account);
}

static double people_in(const Table *t, int64_t account, int64_t from, int64_t to)
{
    const int64_t *id, *week = col_int(t, "week"), *users = col_int(t, "users");
    double sum = 0;
    for (size_t r = rows_of(t, account, &id); r < t->n && id[r] == account && week[r] <= to; r++)
        sum += week[r] > from ? (double)users[r] : 0;
    return sum;
}

/* People a week against half a year before; nobody in either: not known. */
static double people(const Contacts *k, int64_t account, int64_t cut)
{
    double now = people_in(k->usage, account, cut - PEOPLE_DAYS, cut), was = people_in(k->usage, account, cut - PEOPLE_BEFORE - PEOPLE_DAYS, cut - PEOPLE_BEFORE);
    return now + was > 0 ? fmax(-RATIO_MOST, fmin(RATIO_MOST, log((now + 1) / (was + 1)))) : F64_NAN;
}

static double heard(const Contacts *k, int64_t account, int64_t cut)
{
    const int64_t *id, *day = k->heard.n ? col_int(&k->heard, "day") : NULL;
    double n = 0;
    for (size_t r = rows_of(&k->heard, account, &id); r < k->heard.n && id[r] == account && day[r] <= cut; r++)
        n += day[r] > cut - HEARD_DAYS;
    return k->heard.n ? log1p(n) : F64_NAN;
}

/* Days since anybody spoke; who never did is silent for as long as is asked. */
static double silent(const Contacts *k, int64_t account, int64_t cut)
{
    const int64_t *id, *day = k->heard.n ? col_int(&k->heard, "day") : NULL;
    int64_t last = cut - SILENT_MOST;
    for (size_t r = rows_of(&k->heard, account, &id); r < k->heard.n && id[r] == account && day[r] <= cut; r++)
        last = day[r] > last ? day[r] : last;
    return k->heard.n ? log1p((double)(cut - last)) : F64_NAN;
}

/* Mean days behind the due day of invoices that fell due in the window; what was paid behind the cut was open on it. */
static double late(const Contacts *k, int64_t account, int64_t cut)
{
    const Table *t = &k->invoice;
    const TableColumn *due = table_col(t, "due"), *paid = table_col(t, "paid");
    const int64_t *id, *issued = col_int(t, "issued"), *amount = col_int(t, "amount");
    double sum = 0, n = 0;
    for (size_t r = rows_of(t, account, &id); r < t->n && id[r] == account && issued[r] <= cut; r++) {
        int64_t expected = col_has(due, r) ? due->i[r] : issued[r] + USUAL_DUE_DAYS, until = col_has(paid, r) && paid->i[r] < cut ? paid->i[r] : cut;
        if (amount[r] <= 0 || expected > cut || expected <= cut - k->window)
            continue;
        sum += fmax(-LATE_MOST, fmin(LATE_MOST, (double)(until - expected)));
        n++;
    }
    return n > 0 ? sum / n : F64_NAN;
}

static const struct {
    double (*of)(const Contacts *k, int64_t account, int64_t cut);
    SayId yes, no;
} columns[] = {
    { people, SAY_forecast_people_more, SAY_forecast_people_fewer },
    { heard, SAY_forecast_speaks_often, SAY_forecast_speaks_seldom },
    { silent, SAY_forecast_quiet_long, SAY_forecast_quiet_short },
    { late, SAY_forecast_pays_late, SAY_forecast_pays_promptly },
};

static void add(const Contacts *k, size_t c, const ContactAsk *ask, Forecast *f, Arena *a)
{
    ArenaMark mark = arena_mark(a);
    double *v = ARENA_NEW_N(a, double, f->n + 1), least = HUGE_VAL, most = -HUGE_VAL;
    size_t known = 0;
    for (size_t r = 0; r < f->n; r++) {
        const ForecastRow *o = &f->row[r];
        v[r] = columns[c].of(k, o->account, o->known ? o->decided - ask->gap : ask->as_of);
        if (!o->known || isnan(v[r]))
            continue;
        known++;
        least = fmin(least, v[r]);
        most = fmax(most, v[r]);
    }
    if (known && 2 * known >= f->made && most > least && f->p < FORECAST_COLUMNS_MAX) {
        for (size_t r = 0; r < f->n; r++)
            f->row[r].x[f->p] = isnan(v[r]) ? 0 : v[r];
        f->column[f->p++] = (ForecastColumn){ said_plain(columns[c].yes), said_plain(columns[c].no), false };
    }
    arena_rewind(a, mark);
}

Status forecast_contacts(Store *s, const ContactAsk *ask, Forecast *f, Arena *a, Err *err)
{
    Contacts k = { .usage = ask->usage, .window = ask->window };
    Str day = date_iso(a, ask->as_of);
    Status st = store_fetch(s, SQL_FORECAST_HEARD, STORE_ARGS(DB_TEXT(day)), a, &k.heard, err);
    if (!st)
        st = store_fetch(s, SQL_LINK_INVOICES, STORE_ARGS(DB_TEXT(day), DB_TEXT(str_of(store_currency(s)))), a, &k.invoice, err);
    if (st)
        return st;
    f->beside = f->p;
    for (size_t c = 0; c < COUNT_OF(columns); c++)
        add(&k, c, ask, f, a);
    f->n_beside = f->p - f->beside;
    return ST_OK;
}
