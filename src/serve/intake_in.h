/* intake_in.h - between the files of the intake. */
#ifndef TL_SERVE_INTAKE_IN_H
#define TL_SERVE_INTAKE_IN_H

#include <pthread.h>

#include "base/map.h"
#include "serve/intake.h"
#include "store/spool.h"

typedef struct Watched {
    Str     path;
    int64_t bytes, changed;      /* when it was looked at last; changed: nanoseconds */
    bool    taken;
} Watched;

struct Intake {
    Arena           a;
    Str             dir, work, taken, held, watch;
    Writer         *writer;
    ServeTake      *take;
    Spool          *spool;
    pthread_mutex_t m;           /* of what follows */
    pthread_cond_t  wake;
    bool            ending;
    IntakeState     state;
    I64Map          known[2];    /* deliveries: of now, and of before */
    pthread_t       thread;
    bool            has_thread;
    Watched        *seen;        /* the thread's own */
    size_t          n_seen, cap_seen;
    int64_t         purged;
};

/* intake_cut.c: a segment as files below work/; the files are added to `b`. */
MUST_USE Status intake_unpack(Intake *in, Str segment, Arena *a, ServeBatch *b, int64_t *records, Err *err);
/* Files of the watched folder that are new and no longer growing. */
MUST_USE Status intake_look(Intake *in, Arena *a, ServeBatch *b, Err *err);
/* After a batch: its files to where they stay. */
void intake_settle(Intake *in, const ServeBatch *b);
void intake_purge(Intake *in, int64_t now);

#endif
