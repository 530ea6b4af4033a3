/* action.h - what was or is to be done: initiatives from files, and what a person typed about them.
 *
 * A person's words are rows of `verdict` with stage 'act', never changed and replayed in their order on every run:
 *   action    NAME           there is such an action
 *   set       NAME | FIELD=VALUE   fields of action_fields[]; the last one counts; an imported initiative may be overruled
 *   why       NAME | NODE TEXT     an answer in the tree of causes; without text the node and all below it go
 *   evidence  NAME | NODE PATH:LINE
 *   reading   NAME | DAY VALUE     of the leading metric
 *   drop      NAME
 *   lot       NAME | what was drawn   accounts by lot: the rows are those of the table `lot` (act/lot.h); start and scope are then the lot's
 *   undo      NUMBER               the decision of that number is as if it had never been; an undo cannot be undone
 * A day, a cost, a share or a target that is set to nothing is taken away.  Whoever types asks action_parse() first, or action_decide(),
 * whether such words can be understood.
 * Several initiatives of one name with different start days are one action that came in steps.
 */
#ifndef TL_ACT_ACTION_H
#define TL_ACT_ACTION_H

#include "store/action_ask.h"
#include "store/store.h"

enum { ACTION_STARTS_MAX = 16, WHY_DEPTH_MAX = 8, ACTION_MAX = 2000, ACTION_NAME_MAX = 200 };

typedef struct ActionStart {
    int64_t day;
    Str     countries;           /* '' or "all": everywhere */
} ActionStart;

typedef struct Why {
    Str node, answer;
    struct WhyRow { Str path; int64_t line; } row[32];
    size_t n_row;
} Why;

typedef struct Reading {
    int64_t day;
    double  value;
} Reading;

/* act/lot.h: accounts drawn by lot. */
typedef struct Lot {
    int64_t  number, start, seed, waves, every;   /* number of the decision; start: day of the first wave; every: months */
    double   hold_out;
    int64_t *account, *wave;     /* by account; 0 held out, 1.. reached with that wave, LOT_MIXED */
    size_t   n;
} Lot;

typedef struct Action {
    Str     name, issue, unit, owner, leading, expected, status;
    ActionStart start[ACTION_STARTS_MAX];
    size_t  n_start;
    int64_t end, cost, file_id, line;
    bool    has_end, has_cost, imported, added, dropped;   /* added: somebody typed that there is such an action */
    unsigned said;               /* bits of action_fields[]: what was typed, not imported */
    double  share_low, share_high, target;   /* NaN: not typed */
    const Lot *lot;              /* NULL: none was drawn, or it was taken back */
    Why    *why;
    Reading *reading;
    size_t  n_why, n_reading, cap_why, cap_reading;
} Action;

typedef struct Actions {
    Action *at;
    size_t  n;
} Actions;

extern const char *const action_fields[];    /* ends with NULL */

MUST_USE Status actions_load(Store *s, Arena *a, Actions *out, Err *err);
/* What was typed alone, without the files; what was dropped is there, marked. */
MUST_USE Status actions_typed(Store *s, Arena *a, Actions *out, Err *err);
MUST_USE Status actions_write(Store *s, const Actions *all, Arena *a, Err *err);   /* d_why, d_why_row, d_reading */

/* ST_USAGE with the reason when `what` with these words cannot be understood. */
MUST_USE Status action_parse(Str what, Str object, Arena *a, Err *err);

/* action_decide.c, inside the caller's transaction: checks what is said and writes it down; a field that cannot be understood is named before
 * the reason.  ST_INVALID: the name to add is there; ST_NOT_FOUND, ST_CONFLICT: nothing of that name or number, or taken back already;
 * ST_FORBIDDEN: whoever asks has but some issues, and the action is, or would be, about none of them. */
MUST_USE Status action_decide(Store *s, const ActionAsk *ask, Arena *a, OptionSaid *out, Err *err);
/* Is the decision one about actions that stands? */
MUST_USE Status action_may_undo(Store *s, int64_t number, Arena *a, Err *err);

#endif
