/* task_decide.h - what a person decides about tasks, written down as `verdict` rows of stage 'task'.
 *
 * The one door for the command line and the server; it holds from the next look at the list (done), or the next task that is made (owner, reply).
 *   what    subject                                          object
 *   done    the task's number                                yes | no | not needed: was the customer told; TAB what was done
 *   owner   account:NAME | segment:NAME | region:NAME | rule:RULE | all | escalation     who does it: a name or an address
 *           report                                         who is sent the weekly report: addresses, a comma between
 *   reply   rule:RULE                                        the suggested reply; {account}, {cause} and {words} are filled in
 *   undo    the decision's number                            ""
 * Tasks keep their numbers over a rebuild.
 * Errors  ST_NOT_FOUND: no such task or decision; ST_USAGE: what cannot be decided so; ST_CONFLICT: done, or taken back, already.
 */
#ifndef TL_STORE_TASK_DECIDE_H
#define TL_STORE_TASK_DECIDE_H

#include "store/store.h"

enum { TASK_TEXT_MAX = 2000, TASK_WHO_MAX = 200 };

typedef struct TaskAsk {
    Str what, subject, told, text;    /* text: what was done, who, or the reply */
    Str who, at;                      /* `at` an ISO time */
} TaskAsk;

/* Inside the caller's transaction. */
MUST_USE Status task_decide(Store *s, const TaskAsk *ask, Arena *a, int64_t *number, Err *err);

#endif
