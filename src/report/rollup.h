/* rollup.h - accounts added up by the ultimate parent, by segment, by region, or one by one: money a year, and what happened.
 *
 * An account counts in one group only: its own when it has no parent.  Money is the value a year of running contracts
 * (answer_in.h: Deals), so that groups add up to the whole.  An issue counts the group's exposed accounts and times.
 * Groups come richest first, then by name and id; a group's issues by accounts, then times, then id.
 */
#ifndef TL_REPORT_ROLLUP_H
#define TL_REPORT_ROLLUP_H

#include "report/running.h"

typedef enum RollBy { ROLL_PARENT, ROLL_SEGMENT, ROLL_REGION, ROLL_ACCOUNT } RollBy;

typedef struct RollIssue {
    int64_t id, accounts, times;
    Str     name;
} RollIssue;

typedef struct RollGroup {
    int64_t    id;                            /* of the parent or account; 0 for a segment or region */
    Str        name;
    int64_t    accounts, active, value;       /* with a running contract; minor units a year */
    RollIssue *issue;
    size_t     n_issue;
} RollGroup;

typedef struct Rollup {
    RollGroup *group;
    size_t     n;
    Running    running;                       /* tells what has no rate */
} Rollup;

bool roll_by(Str word, RollBy *out);          /* "parent" (also ""), "segment", "region", "account" */
MUST_USE Status rollup_load(Store *s, RollBy by, Arena *a, Rollup *out, Err *err);

#endif
