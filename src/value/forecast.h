/* forecast.h - will an account renew: a probability, the reasons in words, and how good such forecasts were on every past renewal.
 *
 * Rows       Every decision made is a row; what is known of it ends `gap_days` before it, as link's exposures do (no reading looks past that
 *            day).  Columns: exposed to each issue that enough decisions were and were not exposed to; usage against half a year before and its
 *            level; tickets in the window; the last score of a year and whether there was one; years as a customer; the contract's size; segment.
 * Contacts   and payment (forecast_contact.c), each where the book knows it of half the decisions: people who use it against half a year before; days on
 *            which somebody spoke to us in half a year; days of silence since; days that invoices of the window were paid late, as known on that day.
 * Model      Logistic regression; every standardised column's coefficient has a prior of normal(0, 0.5) (a ridge of 4), so that few rows
 *            move little.  The interval is of the probability: from the curvature at the row (num/logit.h's leverage), and the calibration's.
 * Calibrated what it says is set right by a slope and an intercept on the log odds, learned from its own earlier forecasts of the back-test, where
 *            Wald's test says that anything is to be set right.
 * Back-test  Quarter by quarter, each fitted on the decisions before the quarter alone (BACK_LEAST of them with BACK_LOST_LEAST ends), so
 *            no forecast has seen its own future.  Beside it two naive rules from the same past: everybody's rate, and the rate of those whose
 *            last score was nine or ten against the others'.  Brier score, its gain on the base rate with 95 % by account, AUC, slope.
 * Views      The machine's probability, the owner's as typed (verdict, stage 'forecast', what 'owner', subject the account's name, object
 *            "0.6 WHY"; 'undo' NUMBER), and the final one: the owner's where there is one.  They are kept apart.
 * Health     By the final view's risk against everybody's: twice and more at risk, a quarter more watch, else good.  Where the back-test
 *            does not show the machine better than the base rate, it is "cannot tell" unless the owner spoke.
 */
#ifndef TL_VALUE_FORECAST_H
#define TL_VALUE_FORECAST_H

#include "store/forecast_ask.h"
#include "value/book.h"

enum { FORECAST_COLUMNS_MAX = 40, FORECAST_ISSUES_MAX = 12, FORECAST_SEGMENTS_MAX = 6, FORECAST_WHYS = 3, BACK_LEAST = 100, BACK_LOST_LEAST = 15 };

/* One decision, made or coming. */
typedef struct ForecastRow {
    int64_t account, decision, decided;
    bool    known, renewed;
    int64_t amount;              /* a year, minor units */
    double  x[FORECAST_COLUMNS_MAX];
    double  score;               /* the last one before; NaN: none */
} ForecastRow;

typedef struct ForecastColumn {
    Str  yes, no;                /* in words, when the value is above the average one, and below; '': that is no reason to name */
    bool is_flag;
} ForecastColumn;

typedef struct Forecast {
    ForecastRow *row;            /* made decisions by day, then the coming ones */
    size_t       n, made, p;
    size_t       beside, n_beside;              /* columns of contacts and payment; the back-test is asked without them, too */
    ForecastColumn column[FORECAST_COLUMNS_MAX];
    bool         told;           /* enough rows for a model */
    double       base;           /* share of the made ones that renewed */
    double       mean[FORECAST_COLUMNS_MAX];     /* of the made ones, where told */
    double      *machine, *low, *high;           /* n */
    double      *weight;         /* n by p: of each column in log odds against the average account */
    double      *back, *back_base, *back_score, *back_bare;  /* made; NaN: too early, or no score; bare: without contacts and payment, NULL: there are none */
} Forecast;

typedef struct ForecastTest {
    size_t n, lost;
    double brier, gain_low, gain_high, auc, slope, expected, observed;   /* NaN: not asked, cannot be told */
} ForecastTest;

/* Pure: fills machine .. back_score from rows. */
MUST_USE Status forecast_fit(Forecast *f, Arena *a, Err *err);

/* Standard error of the log odds at the average of the rows with these weights (n of them, not all 0); 0 where no model was told. */
MUST_USE Status forecast_doubt(const Forecast *f, const double *weight, Arena *scratch, double *out, Err *err);

/* What a rule's forecasts were worth: p against outcomes, where p is not NaN; base at the same rows. */
MUST_USE Status forecast_test(const Forecast *f, const double *p, Arena *a, ForecastTest *out, Err *err);

/* The same, with the gain over other forecasts of the same rows in place of everybody's rate. */
MUST_USE Status forecast_against(const Forecast *f, const double *p, const double *other, Arena *a, ForecastTest *out, Err *err);

MUST_USE Status forecast_load(Store *s, int64_t as_of, const Contracts *c, Arena *a, Forecast *out, Err *err);
MUST_USE Status forecast_write(Store *s, const Forecast *f, const Contracts *c, Arena *a, Err *err);   /* of one that is loaded and fitted */

/* forecast_decide.c, inside the caller's transaction: writes down what an owner thinks, or takes it back; a field that cannot be understood is named first.
 * ST_NOT_FOUND: no such account or decision; ST_CONFLICT: taken back already. */
MUST_USE Status forecast_decide(Store *s, const ForecastAsk *ask, Arena *a, int64_t *number, Err *err);

/* ST_USAGE when an owner's words cannot be understood: "0.6 WHY", "60% WHY". */
MUST_USE Status forecast_parse(Str what, Str object, double *view, Str *why, Err *err);

#endif
