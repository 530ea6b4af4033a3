/* ingest.h - files and folders into facts: the "import" of the program.
 *
 *     IngestOptions o = { .path = paths, .n_path = n, .map_file = NULL };
 *     IngestResult r;
 *     Status st = ingest_run(store, &o, &arena, &r, &err);
 *
 * Order      all files are looked at first, then imported by kind (accounts first, events last) and within a
 *            kind by path, so that ids do not depend on the order of the arguments.
 * Atomic     each file is one transaction: all of it or nothing.  A failure to read one file (or a column
 *            that cannot be decided) is that file's .skipped and the run goes on; a failure of the database
 *            ends the run with its status, files before it stay imported.
 * Listed     every file below the given paths has an entry, in the order imported; then those left out.
 * Same again a file whose bytes the book holds already counts all rows as unchanged.
 * Remembered a mapping that was given (or accepted) is kept in the book by the file's header and used again on the
 *            next file with that header, whatever its name; it also wins over a known shape.
 * Proposed   a file that is not recognised gets a proposed mapping; nothing of it is read unless it is accepted.
 * Private    values that text/private.h knows are not stored unless .keep names their kind, or an earlier --keep did
 *            for the same source (verdict of stage 'import').  .held lists them.
 * Dry run    nothing is written; .mapping, .shown and .aside say how each file would be read.  The store may be NULL.
 * Strings of the result live in the arena.
 */
#ifndef TL_INGEST_INGEST_H
#define TL_INGEST_INGEST_H

#include "ingest/door.h"
#include "ingest/emit.h"
#include "store/fact.h"

typedef struct IngestOptions {
    const char *const *path;
    size_t             n_path;
    const char        *input_name;   /* of the path "-", standard input; NULL: "standard input" */
    const char        *as_kind;      /* NULL: found out */
    const char        *map_file;     /* NULL: none */
    bool               dry_run;
    bool               accept;       /* take proposals that are sure (ingest/propose.h) */
    const char        *date_order, *decimal, *zone;   /* "dmy", "comma", "Europe/Berlin"; NULL: as the mapping says */
    const char        *who;          /* who confirms mappings; NULL: "" */
    int64_t            now;          /* UTC microseconds, when they are confirmed */
    const char        *exported;     /* the day of the export, "2026-03-05"; NULL: by the file's name */
    const char        *keep;         /* private kinds to store ("ip,location", "none"); NULL: as remembered for the source */
    const char        *currency;     /* of rows that name none; NULL: the book's */
    int                threads;      /* for large JSON files; 0: found out */
    void             (*progress)(void *ctx, Str path, int64_t rows);   /* may be NULL */
    void              *ctx;
} IngestOptions;

typedef struct IngestAsked {
    Str  column;
    Str  about;                      /* "dates", "numbers" (model/way.h) */
} IngestAsked;

typedef struct IngestFile {
    Str        path;                 /* relative to the folder given */
    const char *opened;              /* the path by which it was opened */
    Str        shape;                /* "Zendesk tickets"; "" when not recognised */
    Str        kind;                 /* "ticket" */
    Str        source, encoding;
    FactCounts count;
    int64_t    cells_bad;            /* single cells set aside in rows that stand */
    Str        note;                 /* for people: footers left out, narrow rows, columns of an unknown file */
    DoorHeld  *held;                 /* what was not stored */
    size_t     n_held;
    Str       *unread;               /* columns of a known export that nothing is taken from (ingest/unread.h); .note names the first */
    size_t     n_unread, unread_more;  /* more: paths of JSON behind UNREAD_PATHS */
    Str        skipped;              /* why nothing was read; "" */
    int64_t    replaced;             /* records in the place of earlier ones of this file */
    int64_t    assumed;              /* amounts whose currency nothing said: the book's */
    bool       question;             /* .note asks something: `answer` answers it */
    IngestAsked *asked;              /* about these columns */
    size_t     n_asked;
    Str        settled;              /* what was decided about its columns (ingest/memo.h) */
    bool       known;                /* imported before */
    bool       unknown;              /* not recognised */
    int64_t    waiting;              /* its rows, which wait for a mapping; none of them in .count */
    Str        proposal;             /* of a file not recognised: a mapping file; "" */
    Str        header;               /* its columns in one form (ingest/unknown.h); of the same ones comes the same proposal */
    Str        proposal_says;        /* in words: what it is taken for, what is open */
    bool       proposal_sure;
    Str        mapping;              /* how it was read */
    EmitShown *shown;                /* of a dry run: the first records, as they would be */
    EmitAside *aside;                /* of a dry run: the first things that would be set aside */
    size_t     n_shown, n_aside;
} IngestFile;

typedef struct IngestResult {
    IngestFile *file;
    size_t      n;
    int64_t     rows_in, kept, unchanged, quarantined;
    bool        adopted;               /* by the caller: the book took another currency */
    int64_t     waiting;               /* rows of files not recognised; in none of the sums */
    size_t      n_unknown, n_failed;   /* files not recognised; files that could not be read */
} IngestResult;

/* A file, and no folder or container of which more than one could come: its import is one commit. */
bool ingest_is_one_file(const char *const *path, size_t n);

MUST_USE Status ingest_run(Store *s, const IngestOptions *o, Arena *a, IngestResult *out, Err *err);

#endif
