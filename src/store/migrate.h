/* migrate.h - brings a book's schema to this program's version, one numbered script at a time.
 *
 * Each script runs in its own transaction and leaves its number in meta('schema').  A book of
 * a newer program is refused (ST_INVALID).
 */
#ifndef TL_STORE_MIGRATE_H
#define TL_STORE_MIGRATE_H

#include "db/db.h"

MUST_USE Status migrate(Db *db, bool may_change, Err *err);

#endif
