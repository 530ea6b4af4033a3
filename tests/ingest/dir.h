/* dir.h - a folder of one test, its files imported into the fake sink. */
#ifndef TL_TESTS_INGEST_DIR_H
#define TL_TESTS_INGEST_DIR_H

#include "tests/near.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "ingest/ingest.h"
#include "tests/ingest/fake_sink.h"

#define UNIT "Unit,Metric,Month,Value,Target\n"

typedef struct Dir {
    char  path[64];
    Arena a;
} Dir;

static inline int make_dir(void **state)
{
    Dir *d = calloc(1, sizeof *d);
    (void)snprintf(d->path, sizeof d->path, "/tmp/tl_ingest_XXXXXX");
    assert_non_null(mkdtemp(d->path));
    arena_init(&d->a);
    fake_clear();
    *state = d;
    return 0;
}

static inline int drop_dir(void **state)
{
    Dir *d = *state;
    char cmd[128];
    (void)snprintf(cmd, sizeof cmd, "rm -rf '%s'", d->path);
    int rc = system(cmd);
    arena_release(&d->a);
    free(d);
    fake_clear();
    return rc;
}

static inline const char *put(Dir *d, const char *name, Str content)
{
    Err err;
    Str path = path_join(&d->a, str_of(d->path), str_of(name));
    assert_int_equal(file_replace(path.p, content, &err), ST_OK);
    return path.p;
}

static inline IngestResult run_path(Dir *d, const char *path, const char *map, const char *kind)
{
    Err err = { 0 };
    IngestResult r;
    IngestOptions o = { .path = &path, .n_path = 1, .map_file = map, .as_kind = kind };
    if (ingest_run(NULL, &o, &d->a, &r, &err))
        fail_msg("%s", err.msg);
    return r;
}

static inline IngestResult run(Dir *d) { return run_path(d, d->path, NULL, NULL); }

static inline const char *text_log(void) { return buf_str(&fake_log()->text).p; }

#endif
