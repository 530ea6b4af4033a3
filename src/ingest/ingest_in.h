/* ingest_in.h - one run over all files (ingest.h), as its pieces see it.
 *
 * ingest.c        finds the files, proposes for what is not known, and takes one after the other;
 * ingest_file.c   one file inside its transaction: read, its rows written, what it settles for others;
 * ingest_note.c   what a person is told of how it was read, and asked.
 */
#ifndef TL_INGEST_INGEST_IN_H
#define TL_INGEST_INGEST_IN_H

#include "base/attr.h"
#include "ingest/ingest.h"
#include "ingest/load.h"
#include "ingest/reread.h"
#include "ingest/unknown.h"

/* One run over all files. */
typedef struct Ingest {
    const IngestOptions *o;
    Store               *store;
    FactSink            *sink;
    Memory               memory;
    Known                known;
    bool                 known_fresh;
    Mapping              mapping;
    JobOptions           jobs;
    LoadOptions          load;
    Arena               *a;
    const Job           *now;      /* for progress */
    PrivateSet           keep;     /* as asked for in this run */
    Table                kept;     /* what was asked for earlier, a source */
    Reread               again;    /* the file now read was read before, by an answer that holds no longer */
    Str                  orders;   /* of dates, as answers and other files of the export now read have it (ingest/memo.h) */
} Ingest;

static inline Str ingest_source(const Job *j) { return j->section->source.n ? j->section->source : STR("files"); }

/* The header as the book keeps it, with the file's own delimiter; "" of JSON. */
Str ingest_header(const Job *j, Arena *a);

/* What may be stored of this source: as this run says, else as the last run that said so. */
PrivateSet ingest_keep(const Ingest *in, Str source);

/* Reads one file and, with a sink, writes it.  A failure that is not the sink's stays with the file. */
MUST_USE Status ingest_fill(Ingest *in, const Job *j, IngestFile *f, Err *err);

/* One file as the book has it: new, known, or to be read anew. */
MUST_USE Status ingest_job(Ingest *in, const Job *j, IngestFile *f, Err *err);

/* What a person should know about how the file was read. */
Str ingest_note(const Emit *e, const Job *j, const IngestFile *f, Arena *a);

/* What is asked of him, as remarks. */
void ingest_ask(Emit *e, Arena *a);

#endif
