/* small.h - a small made-up book for tests of stages: rows go in by SQL, results come out as text.
 *
 * In memory by default; with `server` a schema of its own in the database named by TL_PG; with
 * `file` a file in a temporary folder, which can be closed and opened again.
 * small_rows() writes a query's rows one a line, cells between '|': integers, dates as 2024-05-06,
 * numbers with six digits, true/false, "-" for missing.
 */
#ifndef TL_TESTS_STORE_SMALL_H
#define TL_TESTS_STORE_SMALL_H

#include "tests/near.h"

#include "store/store.h"

typedef enum SmallWhere { SMALL_MEMORY, SMALL_FILE, SMALL_SERVER } SmallWhere;

typedef struct Small {
    SmallWhere kind;
    char dir[64], schema[64], where[600];
    Store *s;
    Arena a;
    Err err;
} Small;

void small_open(Small *b, SmallWhere kind);   /* skips the test when there is no server */
void small_close(Small *b);
void small_again(Small *b);                   /* closed and opened again; not in memory */
void small_must(Small *b, Status st);
void small_sql(Small *b, const char *script);
const char *small_rows(Small *b, const char *select);
int64_t small_int(Small *b, const char *select);

/* Of f_opportunity, as it was first made. */
#define DEAL_COLUMNS \
    "source_id, key_hash, row_hash, file_id, line, alias_id, superseded_by, ext_id, name, type, stage, amount, currency, close_date, is_closed, is_won, " \
    "contract_end, loss_reason"

#endif
