/* migrate.h - brings a book's schema to this program's version, one numbered script at a time.
 *
 * Each script runs in its own transaction and leaves its number in meta('schema').  A book of
 * a newer program is refused (ST_INVALID).
 */
#ifndef TL_STORE_MIGRATE_H
#define TL_STORE_MIGRATE_H

#include "db/db.h"

MUST_USE Status migrate(Db *db, bool may_change, Err *err);

/* For what brings a book of an older program back (store/archive.h): the scripts behind `from` up to `to`, inside the transaction that is open. */
MUST_USE Status migrate_between(Db *db, int64_t from, int64_t to, Err *err);
int64_t migrate_newest(void);
const char *migrate_script(int64_t number);            /* its text, from 1; the words beside tables and columns say what they mean */

#endif
