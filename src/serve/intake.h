/* intake.h - what other systems post, and what is put into a watched folder, on its way into the book.
 *
 *     POST /api/v1/intake/{id}     checked (hook.h), unwrapped (hook_take.h), on disk (store/spool.h), then acknowledged: 202
 *     a thread of its own          cuts the spool, writes each segment as files of one JSON object a line, a file an endpoint and stream,
 *                                  has them imported as any export is (ServeTake: mapping, quarantine, natural keys), and drops the segment
 *
 * So a record is in the spool until it is in the book.  A crash between the two has it read once more: the same segment gives the same
 * bytes, which the book knows by their hash, and records by their keys.
 *
 * In the spool's folder: work/ files on their way; taken/ what was imported, INTAKE_KEEP_DAYS long, under the names that the book gives
 * as a fact's file; held/ what no shape and no mapping knows, until somebody imports it with one.
 *
 * A delivery that was acknowledged in this server's life is known by its id (of the last INTAKE_IDS at least) and acknowledged again
 * without being stored again; one of before is found to be unchanged when it is imported.
 *
 * A delivery over HTTP holds no thread while the disk works (intake_post_later()): its connection is laid aside, so that all who come meanwhile
 * share the next synchronisation.
 *
 * While figures are worked out again, what comes in waits in the spool, acknowledged.
 *
 * Threads   intake_post() from any; the rest from the thread that opened it.
 */
#ifndef TL_SERVE_INTAKE_H
#define TL_SERVE_INTAKE_H

#include "serve/hook.h"
#include "serve/serve.h"
#include "serve/writer.h"

typedef struct Intake Intake;

enum { INTAKE_KEEP_DAYS = 30, INTAKE_IDS = 65536, INTAKE_EVERY_MS = 500, INTAKE_SETTLED_MS = 2000, INTAKE_RETRY_MS = 5000 };

typedef struct IntakeOptions {
    const char *dir;           /* of the spool */
    const char *watch;         /* a folder; NULL: none */
    int64_t     segment;       /* bytes; 0: the spool's own */
    ServeTake  *take;
} IntakeOptions;

typedef struct IntakeState {
    int64_t accepted, rounds, waiting;          /* as SpoolState */
    int64_t batches, rows, kept, unchanged, aside, comments, held;
    int64_t version;                            /* counts up whenever the book has changed by it */
    int64_t last;                               /* UTC microseconds of the last batch; 0: none */
    bool    full;
    char    failed[240];                        /* why the last batch did not enter; "" */
} IntakeState;

MUST_USE Status intake_open(Writer *w, const IntakeOptions *o, Intake **out, Err *err);
void intake_close(Intake *in);                  /* what waits stays in the spool; NULL is fine */

/* One delivery through endpoint `id`.  ST_NOT_FOUND no such endpoint, ST_FORBIDDEN not signed, ST_USAGE no record, ST_FULL. */
MUST_USE Status intake_post(Intake *in, int64_t id, const HookCall *c, Str stream, Arena *a, int64_t *records, bool *again, Err *err);
/* The same, and `then` called when it is known; a failure that is known at once is returned, and `then` is not called.  *later false: nothing had to be
 * written, it is done. */
typedef void IntakeThen(void *ctx, Status st, int64_t records, const Err *err);
MUST_USE Status intake_post_later(Intake *in, int64_t id, const HookCall *c, Str stream, Arena *a, IntakeThen *then, void *ctx, bool *later, Err *err);
void intake_state(Intake *in, IntakeState *out);

#endif
