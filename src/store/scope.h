/* scope.h - which rows of the book a unit owner and an account manager see, table by table.
 *
 * One table (scope.c) says for both roles what each table of the book shows; a table that it does not name shows nothing.  So an
 * answer that is written next year, or a table a migration adds, cannot tell them anything until somebody has thought of it.
 * The rules of a person (store/login.h) become ids each time: accounts for a manager; for a unit owner the issues that carry the unit's
 * name, with their themes, streams and the accounts they met, and the unit's metrics and actions.
 * Tasks: a manager's are those of his accounts; a unit's those whose cause is a theme or a stream of its issues.
 *
 *     Store *view;  store_open_again(s, true, &view, err);  scope_open(view, ROLE_UNIT, err);        once
 *     scope_ids(s, login, ROLE_UNIT, a, &ids, err);  scope_set(view, &ids, err);  ... answers on `view` ...
 *
 * Ids are read on a session that sees everything, and read again when the answer is there: where they differ, the book was worked out
 * anew meanwhile and the answer is thrown away.
 */
#ifndef TL_STORE_SCOPE_H
#define TL_STORE_SCOPE_H

#include "db/scope.h"
#include "store/login.h"

typedef struct ScopeIds {
    DbScopeId *at;
    size_t     n;
    uint64_t   hash;
} ScopeIds;

MUST_USE Status scope_open(Store *view, LoginRole role, Err *err);
MUST_USE Status scope_ids(Store *s, int64_t login, LoginRole role, Arena *a, ScopeIds *out, Err *err);
MUST_USE Status scope_set(Store *view, const ScopeIds *ids, Err *err);

/* Is the task one that this manager or unit owner is shown?  On a session that sees everything, which may be one that writes. */
MUST_USE Status scope_has_task(Store *s, int64_t login, LoginRole role, int64_t task, Arena *a, bool *has, Err *err);

#endif
