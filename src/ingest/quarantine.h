/* quarantine.h - what a person gives back: rows that were set aside, mended; and answers to open questions.
 *
 *     quarantine_retry(store, &options, paths, n, &arena, &result, &err);
 *
 * Taken back   files that `quarantine export` wrote (ingest/aside.h), as a spreadsheet left them: any delimiter and encoding,
 *              or a workbook; the columns "quarantine file" and "quarantine row" and the file's own must be there.  Records
 *              left out of them stay set aside.  All files are read before anything is done: a record that names nothing
 *              that was ever set aside, or two records of one row that say different things, end it with nothing done.
 * Counted      in = kept + unchanged + quarantined: records of the files.  Unchanged: mended before, or the book says the same.
 * Questions    quarantine_answer() settles how a column's dates or numbers are read (model/way.h), and reads the rows that waited for it;
 *              quarantine_decided() does so for each answer that was decided on the page (`verdict`, stage "question", written by
 *              serve/decide.h) and not taken back: until then nothing but the decision is in the book, so that it can be;
 *              quarantine_settle() does so after a file came in whose own values prove it, and mends what was mended
 *              before where the same row came again.
 */
#ifndef TL_INGEST_QUARANTINE_H
#define TL_INGEST_QUARANTINE_H

#include "ingest/again.h"

typedef struct RetryFile {
    int64_t     file_id, in;
    Str         path, refused;
    AgainResult got;
    int64_t     before;        /* records that were mended before */
    Again      *again;         /* its entries, with what became of each */
} RetryFile;

typedef struct RetryResult {
    RetryFile *file;
    size_t     n;
    int64_t    in, kept, unchanged, quarantined;
} RetryResult;

MUST_USE Status quarantine_retry(Store *s, const AgainOptions *o, const char *const *path, size_t n, Arena *a, RetryResult *out, Err *err);

/* `file`: a number, or a path as the book shows it (its end is enough where only one has it). */
MUST_USE Status quarantine_answer(Store *s, const AgainOptions *o, Str file, Str column, Way way, Arena *a, RetryResult *out, Err *err);

/* Which file that is. */
MUST_USE Status quarantine_file(Store *s, Str file, Arena *a, int64_t *id, Err *err);

/* *n: questions that were settled.  A file of which no row can be read again keeps its question. */
MUST_USE Status quarantine_decided(Store *s, Arena *a, int64_t *n, Err *err);

/* All that is asked about one file, by o->dates and o->numbers, through a sink that is open. */
MUST_USE Status quarantine_answer_all(Store *s, FactSink *k, const AgainOptions *o, int64_t file_id, Arena *a, AgainResult *out, Err *err);

/* What came with a file just imported through this sink. */
typedef struct SettleResult {
    int64_t dates, numbers;    /* values of other files of which it proved how they are read */
    AgainResult again;         /* of this file: mended as before */
} SettleResult;

/* Two files are of one export when they come from one source and have the same shape or the same header. */
typedef struct SettleFile {
    int64_t file_id;
    Str     source, kind, header, settled;
} SettleFile;
MUST_USE Status quarantine_settle(Store *s, FactSink *k, const SettleFile *f, const AgainOptions *o, Arena *a, SettleResult *out, Err *err);

/* "order" lines for such a file: answers, and what others proved. */
MUST_USE Status quarantine_known(Store *s, const SettleFile *f, Arena *a, Str *out, Err *err);

#endif
