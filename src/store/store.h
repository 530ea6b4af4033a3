/* store.h - an open book: its schema, its settings, its statements.
 *
 * All SQL of the program lies in sql/: migrations, and named statements that become the
 * enum SQL_* (store/sql_ids.h, made by tools/sqlc.c).  Layers above name a statement, bind
 * arguments and get typed columns; they never see SQL.
 *
 *     Table t;
 *     Status st = store_fetch(s, SQL_ACCOUNT_LIST, STORE_ARGS(DB_INT(20)), a, &t, err);
 *     const int64_t *id = col_int(&t, "account_id");
 *
 * Facts (f_*, alias, file, quarantine) are written by ingest through store/fact.h; derived
 * tables (d_*) by one stage each, inside one transaction.  A Store is one thread's at a time.
 */
#ifndef TL_STORE_STORE_H
#define TL_STORE_STORE_H

#include "db/db.h"
#include "store/sql_ids.h"

typedef struct Store Store;

typedef struct StoreOptions {
    bool read_only;
    bool create;          /* make the book when it is not there */
    bool fresh;           /* ST_CONFLICT when what is there holds a table, whose ever it is */
    const char *currency; /* of a new book; NULL: EUR */
    int64_t memory_bytes; /* for the database; 0: its default */
    bool bulk;            /* an import: written faster, a tenth larger (db/db.h) */
    bool once;            /* one file of it, one commit (db/db.h) */
} StoreOptions;

/* Opens, and brings an old book's schema up to date (unless read-only).
 * ST_NOT_FOUND: no such book; ST_INVALID: not a book, or of a newer program; ST_BUSY: in use. */
MUST_USE Status store_open(const char *where, const StoreOptions *o, Store **out, Err *err);
MUST_USE Status store_open_again(Store *s, bool read_only, Store **out, Err *err);
void store_close(Store *s);
const char *store_where(const Store *s);   /* as it was opened */
Db *store_db(Store *s); /* for app's `sql` command and cancel only */

#define STORE_ARGS(...) (const DbArg[]){ __VA_ARGS__ }, COUNT_OF(((const DbArg[]){ __VA_ARGS__ }))
#define STORE_NO_ARGS   NULL, 0

#define store_begin(s, err) db_begin_at(store_db(s), __FILE__, __LINE__, (err))
MUST_USE Status store_commit(Store *s, Err *err);
void store_rollback(Store *s);

/* Does a stage's work in one transaction with an arena of its own: committed when it succeeds; when not, rolled back
 * and `what` put before the message.  `out` is handed on. */
typedef Status StoreWork(Store *s, Arena *a, void *out, Err *err);
MUST_USE Status store_atomic(Store *s, const char *what, StoreWork *work, void *out, Err *err);

/* While on, store_atomic() works inside the transaction that the caller has begun and will end: several stages, all or none. */
void store_join(Store *s, bool on);

MUST_USE Status store_run(Store *s, int sql, const DbArg *arg, size_t n_arg, Err *err);
MUST_USE Status store_fetch(Store *s, int sql, const DbArg *arg, size_t n_arg, Arena *a, Table *out,
                            Err *err);
MUST_USE Status store_each(Store *s, int sql, const DbArg *arg, size_t n_arg, DbEach *each,
                           void *ctx, Err *err);
MUST_USE Status store_each_of(Store *s, const char *table, DbEach *each, void *ctx, Err *err); /* db_each_of() */
MUST_USE Status store_append(Store *s, const char *table, const Table *rows, Err *err);

/* One integer of a one-row, one-column statement; NULL or no row gives `fallback`. */
MUST_USE Status store_int(Store *s, int sql, const DbArg *arg, size_t n_arg, int64_t fallback,
                          int64_t *out, Err *err);

/* Properties (currency, schema) and named assumptions with their defaults (store/setting.c). */
const char *store_currency(const Store *s);
/* Unless somebody said the book's currency, it is the one that most deals, contracts and invoices name.  Rows that name none
 * (table currency_assumed) are no evidence, and follow: they are in the book's currency, whatever it becomes.
 * store_set_currency(): somebody says it.  store_currency_hashed(): what such rows' hashes are made with, for ever. */
MUST_USE Status store_adopt_currency(Store *s, Err *err);
MUST_USE Status store_set_currency(Store *s, Str code, Err *err);
const char *store_currency_hashed(const Store *s);
MUST_USE Status store_setting(Store *s, const char *name, double *out,
                              Err *err); /* bug() for a name not in the table */
MUST_USE Status store_set_setting(Store *s, const char *name, double value,
                                  Err *err); /* ST_USAGE: unknown, out of range */

/* d_summary: small named results that a stage leaves for the ones behind it and for reports. */
MUST_USE Status store_put_summary(Store *s, const char *name, Str value, Err *err);
MUST_USE Status store_summary(Store *s, const char *name, Arena *a, Str *out,
                              Err *err); /* "" when absent */
MUST_USE Status store_put_summary_int(Store *s, const char *name, int64_t value, Err *err);
MUST_USE Status store_summary_int(Store *s, const char *name, int64_t fallback, int64_t *out,
                                  Err *err);

/* Of rows of `verdict` (columns what, subject): "undo 3" takes back decision 3; an undone undo stays undone. */
bool verdict_undone(const Table *said, int64_t verdict_id);

#endif
