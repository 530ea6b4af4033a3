/* jobs.h - what is worked out again, when, and how it went.
 *
 * One job at a time, whoever asks: the page, or the schedule.  Each is a row of the table `job`, begun before it runs and ended with done, failed or
 * cancelled; what a server left running when it ended is lost.
 *
 *   nightly    once a day, in the hour `night_hour` (UTC)
 *   weekly     behind the nightly run of `week_day`: the report, written into the spool's folder as report-DAY.html
 *   recompute  when it is told to
 *
 * The settings are read each second, so they hold without a restart.  A thread of its own looks; the work is the writer's.
 * Progress is the time it has run, of the time the last one took.
 */
#ifndef TL_SERVE_JOBS_H
#define TL_SERVE_JOBS_H

#include "serve/serve.h"
#include "serve/writer.h"

typedef struct Jobs Jobs;

typedef struct JobsOptions {
    ServeDocument *report;       /* NULL: no weekly report */
    const char    *dir;          /* where it is written */
} JobsOptions;

typedef enum JobEnd { JOB_DONE, JOB_FAILED, JOB_CANCELLED, JOB_ENDS_ } JobEnd;

typedef struct JobsState {
    bool   running;
    double progress;             /* 0..1; NAN: none ran before */
    char   kind[16];             /* of the one that runs; "" */
    int64_t ended[JOB_ENDS_];    /* since the server began */
    int64_t last_ms;             /* how long the last that was done took; 0: none was */
} JobsState;

MUST_USE Status jobs_open(Store *s, Writer *w, const JobsOptions *o, Jobs **out, Err *err);
void jobs_close(Jobs *k);        /* before the writer; NULL is fine */

/* ST_BUSY while one runs. */
MUST_USE Status jobs_start(Jobs *k, const char *kind, Str who, Err *err);
MUST_USE Status jobs_cancel(Jobs *k, Err *err);      /* ST_CONFLICT: none runs.  It ends at its next statement; the book stays as it was. */
void jobs_state(Jobs *k, JobsState *out);

#endif
