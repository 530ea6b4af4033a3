/* observed_write.c - d_observed, with what the model says of the same months. */
#include <math.h>

#include "act/observed.h"
#include "num/dist.h"

#define DAYS_A_MONTH (365.25 / 12)

Status observed_write(Store *s, const Observed (*of)[SAVED_KINDS], const Worth *w, size_t n, double horizon_days, Arena *a, Err *err)
{
    static const ColSpec cols[] = { { "audit_id", COL_INT },   { "outcome", COL_TEXT }, { "months", COL_INT },  { "effect", COL_F64 },
                                    { "low", COL_F64 },        { "high", COL_F64 },     { "money", COL_INT },   { "money_low", COL_INT },
                                    { "money_high", COL_INT }, { "modelled", COL_INT }, { "p", COL_F64 },       { "placebo_p", COL_F64 },
                                    { "n_reached", COL_INT },  { "n_others", COL_INT }, { "method", COL_TEXT }, { "grade", COL_TEXT },
                                    { "note", COL_TEXT } };
    static const char grades[] = "ABCD";
    Table t;
    table_init(&t, a, cols, COUNT_OF(cols));
    for (size_t i = 0; i < n; i++)
        for (SavedWhat k = 0; k < SAVED_KINDS; k++) {
            const Observed *o = &of[i][k];
            const double effect[] = { o->effect, o->low, o->high }, money[] = { o->money, o->money_low, o->money_high };
            table_put_int(&t, 0, (int64_t)i + 1);
            table_put_text(&t, 1, str_of(saved_names[k]));
            table_put_int(&t, 2, o->months);
            for (size_t c = 0; c < COUNT_OF(effect); c++) {
                table_put_known(&t, 3 + c, effect[c]);
                if (isfinite(money[c]))
                    table_put_int(&t, 6 + c, llround(money[c]));
            }
            if (k == SAVED_KEPT && o->told && w[i].has_realised)
                table_put_int(&t, 9, llround((double)w[i].realised * (double)o->months * DAYS_A_MONTH / horizon_days));
            table_put_known(&t, 10, o->p);
            table_put_known(&t, 11, o->placebo_p);
            table_put_int(&t, 12, (int64_t)o->n_reached);
            table_put_int(&t, 13, (int64_t)o->n_others);
            table_put_text(&t, 14, str_of(o->method));
            table_put_text(&t, 15, (Str){ grades + (o->grade - 'A'), 1 });
            table_put_text(&t, 16, o->note);
            table_row(&t);
        }
    Status st = store_run(s, SQL_CLEAR_OBSERVED, STORE_NO_ARGS, err);
    return st ? st : store_append(s, "d_observed", &t, err);
}
