/* reread.h - files whose rows in the book were read by an answer that holds no longer.
 *
 * A column of dates or numbers that can be read both ways is asked about (ingest/memo.h).  Once it is answered its rows are in the book, and
 * their texts are not kept; taken back or answered otherwise, the answer marks the files that were read by it in table `reread`
 * (store/question_decide.h), and who imports such a file again has it read again:
 *
 *     reread_ask(store, hash, &arena, &r, &err);      r.marked: though the book has its bytes; r.open.n: not before this is answered
 *     ... rows are read by the new answer; a record with an id takes the place of what it was, which stays as history ...
 *     reread_replace(&what, &arena, &err);            and what had no id and reads otherwise now is no more
 *
 * A record without an id is known by its values alone, so the file is read once more as it was then: what is not among the records
 * of the new reading was only ever said by the old one.  Only where there are such records.
 * Private    what is not let in, and whom the book has forgotten, stays outside as in any import.
 */
#ifndef TL_INGEST_REREAD_H
#define TL_INGEST_REREAD_H

#include "base/map.h"
#include "ingest/load.h"
#include "ingest/quarantine.h"

typedef struct Reread {
    bool    marked;
    Str     open;          /* a column whose question has no answer now; "" */
    int64_t question_file; /* that asks it */
    Str     was;           /* "order" lines (ingest/memo.h): how its rows were read */
    DateOrder order;       /* of the first of them that are about dates */
    bool    numbers;       /* some are about numbers */
} Reread;

MUST_USE Status reread_ask(Store *s, Str hash, Arena *a, Reread *out, Err *err);

typedef struct RereadFile {
    const Job         *job;
    const LoadOptions *load;
    FactSink          *sink;
    const Reread      *as;
    Str                orders;      /* of other columns */
    const I64Map      *keyless;     /* records of the new reading (ingest/emit.h) */
} RereadFile;
MUST_USE Status reread_replace(const RereadFile *f, Arena *a, Err *err);

/* quarantine_answer(), also of what was answered otherwise before; WAY_NONE takes the answer back.  *marked: files to be imported again. */
MUST_USE Status reread_answer(Store *s, const AgainOptions *o, Str file, Str column, Way way, Arena *a, RetryResult *out, Table *marked, Err *err);

#endif
