/* fake_sink.h - the door for facts, for tests: keeps what it is given as lines of text.
 *
 * It also holds the door's rule that whole rows add up, so a reader that loses a row fails here.
 * A record is   "kind line [party words] | value | value ..." with '~' for a missing value, " deleted" behind one that is,
 * a bad one     "bad line:column name 'reason' raw".
 */
#ifndef TL_TESTS_INGEST_FAKE_SINK_H
#define TL_TESTS_INGEST_FAKE_SINK_H

#include "base/buf.h"
#include "store/fact.h"

typedef struct FakeLog {
    Buf     text;            /* of all files */
    int64_t files, aborted, records, bad_rows, bad_cells, counted;
    int64_t fail_at;         /* the put that fails; 0: none */
    bool    stamps;          /* a record's stamp is written too */
} FakeLog;

FakeLog *fake_log(void);
void     fake_clear(void);

#endif
