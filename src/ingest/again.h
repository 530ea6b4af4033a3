/* again.h - rows of a file that is in the book are read again: mended by a person, or because a question was answered.
 *
 *     Again *x;
 *     again_open(store, file_id, &arena, &x, &err);       how the file was read, and what of it is set aside
 *     x->group[i].now = ...;                              the rows that are to be read again
 *     again_run(x, sink, &options, &result, &err);
 *
 * The same   a row goes through the same reader and mapping as the file did, with what was decided about the file's
 *            columns then (ingest/memo.h): a single row decides nothing.
 * Facts      records keep the file and the line of the original row; a version that a later file brought stays in force
 *            (store/fact_key.h).  Table quarantine_fixed says what was mended, from what, by whom.
 * Groups     entries of quarantine that belong to one row.  A row that waited enters, or stays with its new reason.  A row
 *            that stands takes the place of what it was; cells that are still wrong stay set aside.
 * Atomic     one transaction; a dry run ends it without a trace.
 * Calls      a piece of a transcript knows its call by what was kept with it (ingest/transcript.h), and takes the number
 *            that was kept for it.
 * Not        rows of which the whole text is not kept and is not given, and files that an earlier version of the program
 *            imported: .refused says so, and nothing is read.
 */
#ifndef TL_INGEST_AGAIN_H
#define TL_INGEST_AGAIN_H

#include "ingest/load.h"

typedef enum AgainFate { AGAIN_LEFT, AGAIN_KEPT, AGAIN_UNCHANGED, AGAIN_STILL } AgainFate;

typedef struct AgainEntry {
    int64_t   seq, line, col;
    Str       column, reason, raw;
    bool      whole;
    AgainFate fate;
    Str       why;            /* of AGAIN_STILL: the reason now */
    size_t    group;
} AgainEntry;

typedef struct AgainGroup {
    int64_t     first;        /* seq of its first entry */
    AgainEntry *entry;
    size_t      n;
    Str         before;       /* the row as it stood; .p NULL: not kept */
    Str         context;
    Str         now;          /* as it is to be read; .p NULL: not at all */
} AgainGroup;

typedef struct Again {
    int64_t     file_id;
    Str         path, source, kind;
    char        delimiter;    /* 0: JSON, or a transcript */
    Str        *column;
    size_t      n_column;
    AgainGroup *group;
    size_t      n;
    AgainEntry **by_seq;
    size_t      n_entry;
    Str         refused;      /* why nothing of this file can be read again; "" */
    Job         job;
    Str         settled, hash;
    Str         was_settled;  /* before the answer: how rows that stand were read */
    bool        dated;
    int64_t     exported;
    Store      *store;
    Arena      *a;
} Again;

typedef struct AgainOptions {
    const char *how;          /* hand | answer | again */
    Str         who, at;      /* ISO time */
    bool        dry_run;
    Str         column;       /* a question that is answered; "": none */
    Way         way;          /* by this */
    Way         dates, numbers;   /* of all that is asked about a file (quarantine_answer_all()); WAY_NONE: nothing is said of them */
} AgainOptions;

typedef struct AgainResult {
    int64_t kept, unchanged, still;   /* entries */
    int64_t rows_kept, rows_unchanged;   /* rows that waited */
} AgainResult;

MUST_USE Status again_open(Store *s, int64_t file_id, Arena *a, Again **out, Err *err);
AgainEntry *again_entry(const Again *x, int64_t seq, AgainGroup **group);      /* NULL: nothing is set aside by that number */
MUST_USE Status again_run(Again *x, FactSink *k, const AgainOptions *o, AgainResult *out, Err *err);

/* Chooses the rows that wait for an answer about this column. */
void again_choose_open(Again *x, Str column);

void again_add(AgainResult *to, const AgainResult *r);

#endif
