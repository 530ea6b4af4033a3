/* task.h - from what was heard to somebody who does something about it.
 *
 * Rules, each with its thresholds as settings (store/setting.c):
 *   detractor   a score of `task_score` or less, of an account that was invoiced `task_money` or more in the year to the as-of day
 *   broken      a promise, expectation or norm that was disappointed, of an account of `task_core` or more
 *   signal      a change for the worse that was found, where `task_signal_money` or more is invoiced to all whom it touches, and with a q of `task_signal_q` at most
 * each while its switch (`task_detractor`, `task_broken`, `task_signal`) is 1, of the last `task_days` before the as-of day, or after it.
 *
 * One task, not ten: what is said again of the same account, by the same rule and about the same cause (the theme; what was expected; the
 * stream) while its task is open adds to it.  Once it is done, only what is said later makes
 * another; what was said earlier and comes in late adds to neither.
 * The owner is the last one named for the account, else its segment, its region, the rule, or all (`tasks BOOK owner ...`), else whom nobody had to
 * name: the user who owns the unit whose issue the cause is (d_issue_owner), the account's manager (by the nearest of his rules), that unit; else nobody;
 * an open task of nobody gets the one that was named since, and none is taken from anybody.
 * By age a task is passed on once (`task_age`).
 *
 * Tasks are rows of `task`, which a rebuild leaves alone; that one is done, and taking that back, are decisions (store/task_decide.h).
 * Nothing is ever deleted from it.
 *
 * Writes   task; one transaction.   Oracle   tests/act/t_task.c: planted comments, each rule's edge on both sides.
 */
#ifndef TL_ACT_TASK_H
#define TL_ACT_TASK_H

#include "store/store.h"

typedef struct TaskFound {
    int64_t made, more, escalated;      /* new; open ones that were added to; passed on */
} TaskFound;

/* `now`: UTC microseconds; dates the tasks and their age, and decides nothing else. */
MUST_USE Status tasks_find(Store *s, int64_t now, TaskFound *out, Err *err);

#endif
