/* reading.h - a fuzz target's text as one file to import: opened, its records counted apart, two readings compared. */
#ifndef TL_FUZZ_READING_H
#define TL_FUZZ_READING_H

#include "base/attr.h"
#include "fuzz/fuzz.h"
#include "fuzz/memory.h"
#include "ingest/load.h"

/* False: not a file of which anything would be taken. */
static inline bool reading_open(const MemoryFile *m, const char *name, Arena *a, Job *j)
{
    Err err;
    WalkEntry at = { .place = { .path = m->path }, .sheet = -1, .shown = str_of(name), .failed = STR(""), .skipped = STR(""), .note = STR("") };
    return !job_open(&at, &(JobOptions){ .as_kind = KIND_COUNT }, a, j, &err) && j->section && !j->skipped.n;
}

/* Records behind the header, by the reader of records alone; -1: it fails. */
static inline int64_t reading_records(const Job *j)
{
    Arena a;
    Rows *rows;
    Err err;
    int64_t n = 0;
    arena_init(&a);
    Status st = job_rows(j, j->header, &a, &rows, &err);
    for (;; n++) {
        Row row;
        RowsGot got;
        st = st ? st : rows_next(rows, &row, &got, &err);
        if (st || got == ROWS_END)
            break;
    }
    arena_release(&a);
    return st ? -1 : n;
}

static inline Status reading_load(const Job *j, Emit *e, Arena *a)
{
    Err err;
    *e = (Emit){ .keep = a, .context = STR("") };
    buf_init(&e->remark, EMIT_REMARK_MAX);
    return load_job(j, &(LoadOptions){ .currency = STR("EUR"), .threads = 1 }, a, e, &err);
}

static inline bool reading_same(const Emit *x, const Emit *y)
{
    bool same = x->n_shown == y->n_shown && x->n_aside == y->n_aside && x->rows == y->rows && x->left_out == y->left_out;
    for (size_t r = 0; same && r < x->n_shown; r++) {
        same = x->shown[r].n == y->shown[r].n && x->shown[r].line == y->shown[r].line && str_eq(x->shown[r].id, y->shown[r].id);
        for (size_t i = 0; same && i < x->shown[r].n; i++)
            same = str_eq(x->shown[r].value[i], y->shown[r].value[i]);
    }
    return same;
}

#endif
