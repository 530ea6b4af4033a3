#include "store/setting.h"

#include "base/attr.h"
#include "store/store.h"

// clang-format off
const SettingRow setting_rows[] = {
    { "exposure_days",   180,   7,  1095, "days",    "how long before a renewal decision an experience counts" },
    { "gap_days",         14,   0,   180, "days",    "left out just before the decision, so that the decision cannot cause the exposure" },
    { "grace_days",        1,   0,    60, "days",    "a delivery is late when it arrives more than this after the promised day" },
    { "horizon_days",    365,  30,  1825, "days",    "how far ahead the cost of doing nothing looks" },
    { "margin",          0.4, 0.0,   1.0, "share",   "contribution margin, used for the annuity" },
    { "discount_rate",  0.08, 0.0,   1.0, "a year",  "discount rate of the annuity" },
    { "annuity_years",     3,   1,    10, "years",   "how long the annuity runs" },
    { "base_growth",       0,  -1,   1.0, "a year",  "growth of the customer base" },
    { "hour_cost",      6200,   0, 1e6,   "minor units", "one hour of handling, all in" },
    { "ticket_minutes",   45,   1,  6000, "minutes", "handling of one ticket, where no system measures it" },
    { "visit_cost",    30000,   0, 1e7,   "minor units", "one visit at a customer's: travel and time, all in" },
    { "meeting_minutes",  60,   0,  6000, "minutes", "one meeting with a customer, preparation with it" },
    { "person_hours",   1600, 100,  3000, "hours",  "what one person works a year: hours of handling told as people" },
    { "min_per_arm",      20,   5,   500, "decisions", "fewer exposed or unexposed decisions: too few to say" },
    { "fdr",            0.05, 0.001, 0.5, "share",   "expected share of false finds among those shown" },
    { "sensitivity",     1.5,   1,    10, "E-value", "a hidden cause must be this strong to explain an effect of grade B away" },
    { "few_prior",       0.5, 0.05,   5, "log odds", "where there is too little: how far one standard deviation of what is adjusted for may go, before the data" },
    { "slow_reply_share", 0.25, 0.01, 0.5, "share",  "a first reply counts as slow when it is among this slowest share" },
    { "departure",         1,   0,     9, "times",   "an action must survive a departure this many times the largest seen before it to have worked" },
    { "lifetime_years",    5,   1,    20, "years",   "how far ahead lifetime value looks" },
    { "budget",            0,   0,  1e13, "minor units", "what options may cost in their first year, for the report; 0: not set" },
    { "people",            0,   0,   1e4, "people",  "how many people options may take; 0: not set" },
    { "task_score",        6,   0,    10, "of 10",   "who gives so much or less and pays becomes a task" },
    { "task_money",   100000,   0,  1e13, "minor units", "invoiced in a year: less than this is no task" },
    { "task_core",   1000000,   0,  1e13, "minor units", "invoiced in a year: from here on a broken expectation is a task" },
    { "task_days",        14,   1,   365, "days",    "how old what was said may be when it becomes a task" },
    { "task_age",          3,   0,   365, "days",    "an open task of this age is passed on, once; 0: never" },
    { "task_detractor",    1,   0,     1, "1 or 0",  "1: who gives a low score and pays becomes a task; 0: not" },
    { "task_broken",       1,   0,     1, "1 or 0",  "1: a broken expectation of a core account becomes a task; 0: not" },
    { "task_signal",       1,   0,     1, "1 or 0",  "1: a change for the worse becomes a task; 0: not" },
    { "task_signal_money", 0,   0,  1e13, "minor units", "invoiced in a year to all whom a signal touches: less than this is no task" },
    { "task_signal_q",     1,   0,     1, "share",   "a signal becomes a task when at most this share of such finds is false; 1: every one that was found" },
    { "quiet_from",       -1,  -1,    23, "hour, UTC", "from this hour on nobody is told of tasks; -1: never quiet" },
    { "quiet_to",         -1,  -1,    23, "hour, UTC", "until this hour" },
    { "night_hour",       -1,  -1,    23, "hour, UTC", "everything is worked out again at this hour while the book is served; -1: never" },
    { "week_day",         -1,  -1,     6, "day, 0 Monday", "after the nightly run of this day the report is written; -1: never" },
    { "seed",              1,   0,   1e9, "",        "of all simulations" },
};
// clang-format on
const size_t setting_n = COUNT_OF(setting_rows);

static const SettingRow *find(const char *name)
{
    for (size_t i = 0; i < setting_n; i++)
        if (strcmp(setting_rows[i].name, name) == 0)
            return &setting_rows[i];
    return NULL;
}

Status store_setting(Store *s, const char *name, double *out, Err *err)
{
    const SettingRow *row = find(name);
    if (!row)
        bug("no setting '%s'", name);
    Arena a;
    Table t;
    arena_init(&a);
    Status st = store_fetch(s, SQL_SETTING_GET, STORE_ARGS(DB_TEXT(str_of(name))), &a, &t, err);
    if (!st)
        *out = t.n ? col_f64(&t, "value")[0] : row->fallback;
    arena_release(&a);
    return st;
}

Status store_set_setting(Store *s, const char *name, double value, Err *err)
{
    const SettingRow *row = find(name);
    if (!row)
        return ERR(err, ST_USAGE, "no setting '%s'", name);
    if (!(value >= row->low && value <= row->high))
        return ERR(err, ST_USAGE, "'%s' must lie between %g and %g", name, row->low, row->high);
    return store_run(s, SQL_SETTING_PUT,
                     STORE_ARGS(DB_TEXT(str_of(name)), DB_F64(value), DB_TEXT(str_of(row->unit)),
                                DB_TEXT(str_of(row->note))),
                     err);
}
