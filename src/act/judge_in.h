/* judge_in.h - what the rules of the audit ladder share: judge.c chooses among them, each has a file of its own.
 *
 *   compared (judge.c)      countries reached against countries not reached
 *   steps (judge_steps.c)   countries that came one after the other
 *   series (judge_series.c) everybody at once
 *   lot (judge_lot.c)       accounts drawn by lot, act/lot.h: the only rule whose comparison owes nothing to assumptions
 * Each says of the first year worked, did not or cannot tell, and of every later year whether it still works (judge_year.c).
 */
#ifndef TL_ACT_JUDGE_IN_H
#define TL_ACT_JUDGE_IN_H

#include "act/audit_in.h"
#include "num/place.h"

enum { HORIZON_MONTHS = 12, AGAIN_LEAST = 3 };

typedef enum JudgeWay { WAY_COMPARED, WAY_STEPS, WAY_SERIES, WAY_LOT } JudgeWay;

JudgeWay   judge_way(const Action *act);
Judged     judged_unknown(Str note);               /* no figure, grade D */
double     wanted_of(const Action *act, double before);
PlaceInput place_input(const Rows *r, int64_t start, double wanted, const Ground *g);

/* Fills more_periods or more_units of one that has wanted, se and information: information[k] is the share there after k + 1 months more. */
void   judged_able(Judged *j, const double *information, size_t months, size_t family);
size_t information_after(double before, double after, double out[HORIZON_MONTHS]);   /* where errors go with 1/before + 1/after; how many months are to come */

Str level_words(const Target *t, double v, Arena *a);   /* shares in percent, mentions as a count */
Str gap_words(const Target *t, double v, Arena *a);     /* shares in points */
Str when_text(const Judged *j, const Ground *g, Arena *a);

MUST_USE Status steps_judge(Store *s, const Action *act, const Target *t, const Ground *g, Arena *a, Judged *j, Err *err);
MUST_USE Status series_judge(Store *s, const Action *act, const Target *t, const Ground *g, Arena *a, Judged *j, Err *err);
MUST_USE Status lot_judge(Store *s, const Action *act, const Target *t, const Ground *g, Arena *a, Judged *j, Err *err);

/* One later look: against the time before, the months between left out.  told false: there is nothing to compare with, and no later year either. */
typedef struct Again {
    bool   told;
    double effect, low, high, wanted;
} Again;

/* What a look needs once for all years; rows as rows_load gave them. */
typedef struct Looked {
    Rows    rows;
    int64_t from, start, to;     /* months; start: the first of all */
    int64_t *froms;              /* by start, of steps */
} Looked;

MUST_USE Status steps_open(Store *s, const Action *act, const Target *t, const Ground *g, Arena *a, Looked *l, Err *err);
MUST_USE Status series_open(Store *s, const Action *act, const Target *t, const Ground *g, Arena *a, Looked *l, Err *err);
MUST_USE Status lot_open(Store *s, const Action *act, const Target *t, const Ground *g, Arena *a, Looked *l, Err *err);
MUST_USE Status steps_again(const Action *act, const Looked *l, const Ground *g, int64_t year, Arena *a, Again *out, Err *err);
MUST_USE Status series_again(const Action *act, const Looked *l, const Ground *g, int64_t year, Arena *a, Again *out, Err *err);
MUST_USE Status lot_again(const Action *act, const Looked *l, const Ground *g, int64_t year, Arena *a, Again *out, Err *err);

#endif
