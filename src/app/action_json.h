/* action_json.h - GET /api/v1/actions/typed.
 *
 * What people typed about actions, replayed when it is asked: fields that nobody typed are null, `typed` names those that somebody did
 * (also to nothing).  An answer of the last run (GET /api/v1/actions) with these laid over it is an action as it stands now.  On a session
 * that shows a unit's part it holds what was said of the unit's actions (store/scope.h).
 */
#ifndef TL_APP_ACTION_JSON_H
#define TL_APP_ACTION_JSON_H

#include "base/json_out.h"
#include "report/answer.h"

Answer answer_actions_typed;

#endif
