#include "report/worth.h"

#include <math.h>
#include <stdlib.h>

#include "model/says.h"
#include "report/amount.h"

typedef struct Worth {
    const Table *t;
    Str          currency;
    Arena       *a;
} Worth;

static Str money(const Worth *w, const char *col, size_t r)
{
    return money_text(w->a, col_int(w->t, col)[r], w->currency, MONEY_SHORT);
}

static WorthRow loss(const Worth *w, size_t r)
{
    double any = table_col(w->t, "share")->f[r];
    Str nine = money(w, "low", r), half = money(w, "cost", r), one = money(w, "high", r);
    Str chance = any > .9995 ? SAID(w->a, worth_over, STR("99.9 %")) : str_fmt(w->a, "%.1f %%", 100 * any);
    return (WorthRow){ SAID_PLAIN(worth_any), chance, SAID(w->a, worth_any_note, nine, half, one) };
}

static WorthRow account(const Worth *w, size_t r)
{
    Str name = col_text(w->t, "name")[r];
    return (WorthRow){ SAID(w->a, worth_account, name), money(w, "cost", r),
                       SAID(w->a, worth_account_note, str_fmt(w->a, "%.0f", 100 * table_col(w->t, "share")->f[r])) };
}

static WorthRow less(const Worth *w, size_t r)
{
    Str low = money(w, "low", r), high = money(w, "high", r), size = str_fmt(w->a, "%.0f", 100 * table_col(w->t, "share")->f[r]);
    return (WorthRow){ SAID_PLAIN(worth_less), money(w, "cost", r), SAID(w->a, worth_less_note, low, high, size) };
}

static WorthRow input(const Worth *w, size_t r)
{
    static const struct {
        const char *part;
        SayId       label, note;
    } words[] = { { "effect", SAY_worth_effect, SAY_worth_effect_note },
                  { "exposure", SAY_worth_exposure, SAY_worth_exposure_note },
                  { "chances", SAY_worth_chances, SAY_worth_chances_note },
                  { "values", SAY_worth_values, SAY_worth_values_note } };
    size_t k = 0;
    while (k + 1 < COUNT_OF(words) && !str_eq(col_text(w->t, "part")[r], str_of(words[k].part)))
        k++;
    Str low = money(w, "low", r), high = money(w, "high", r);
    return (WorthRow){ said_plain(words[k].label), SAID(w->a, two_amounts, low, high), said_plain(words[k].note) };
}

/* Where a row of the table stands: the loss, the account, then the inputs, the widest first. */
static double place(const Table *t, size_t r)
{
    Str part = col_text(t, "part")[r];
    if (str_eq(part, STR("loss")))
        return HUGE_VAL;
    if (str_eq(part, STR("account")))
        return 0x1p62;
    if (str_eq(part, STR("less")))
        return 0x1p63;
    return (double)(col_int(t, "high")[r] - col_int(t, "low")[r]);
}

Status worth_rows(Store *s, int64_t issue, Str currency, Arena *a, WorthRow *row, size_t *n, Err *err)
{
    Table t;
    *n = 0;
    Status st = store_fetch(s, SQL_REPORT_VALUE_PARTS, STORE_ARGS(DB_INT(issue)), a, &t, err);
    if (st)
        return st;
    const Worth w = { &t, currency, a };
    bool done[WORTH_ROWS] = { false };
    for (; *n < t.n && *n < WORTH_ROWS; (*n)++) {
        size_t next = WORTH_ROWS;
        for (size_t r = 0; r < t.n && r < WORTH_ROWS; r++)
            if (!done[r] && (next == WORTH_ROWS || place(&t, r) > place(&t, next)))
                next = r;
        done[next] = true;
        Str part = col_text(&t, "part")[next];
        row[*n] = str_eq(part, STR("loss")) ? loss(&w, next) : str_eq(part, STR("less")) ? less(&w, next) : str_eq(part, STR("account")) ? account(&w, next) : input(&w, next);
    }
    return ST_OK;
}
