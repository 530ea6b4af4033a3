/* scope.h - a session that sees some rows only.
 *
 * Why      Row-level rules must hold for every statement of an answer, also for one that is written next year.  So they are not
 *          added to statements: the session itself is given temporary views with the names of the book's tables, and both engines
 *          look a bare name up among temporary ones first.  No statement of ours qualifies a name (tests hold them to it).
 * Rule     Every table and view of the book has a row here, or db_scope() fails: what nobody thought of is not shown.
 *              HIDE  no rows             ALL  all rows
 *              IN    rows whose `column` is among the ids given for `what`
 *              VIA   rows whose `column` is in `via`, among the rows of that table whose `via_column` is among those ids
 *          `keep` lists columns, by spaces: the others are there and missing.  NULL keeps all.
 * Use      db_scope() once, on a session opened for reading that has run nothing of the book yet (PostgreSQL keeps plans);
 *          db_scope_ids() whenever the ids change; before the first call there are none, so that nothing shows.
 * Names    come from the engine's own catalogue and are quoted; ids are numbers.  Nothing of a user's enters the text.
 */
#ifndef TL_DB_SCOPE_H
#define TL_DB_SCOPE_H

#include "db/db.h"

typedef enum ScopeHow { SCOPE_HIDE, SCOPE_ALL, SCOPE_IN, SCOPE_VIA } ScopeHow;

typedef struct DbScopeRow {
    Str         table;
    ScopeHow    how;
    const char *column, *what, *via, *via_column, *keep;
} DbScopeRow;

typedef struct DbScopeColumn {
    Str table, name, type;       /* of every table, in order of columns */
} DbScopeColumn;

typedef struct DbScope {
    Str                  catalog, schema;       /* where the book's tables lie */
    const DbScopeRow    *row;
    size_t               n_row;
    const DbScopeColumn *column;
    size_t               n_column;
} DbScope;

typedef struct DbScopeId {
    const char *what;            /* a plain word */
    int64_t     id;
} DbScopeId;

MUST_USE Status db_scope(Db *db, const DbScope *scope, Err *err);
MUST_USE Status db_scope_ids(Db *db, const DbScopeId *id, size_t n, Err *err);

#endif
