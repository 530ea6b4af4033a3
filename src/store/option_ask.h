/* option_ask.h - what somebody says of an option, on its way from a request to act/option.h: the server sees no stage and hands it on.
 *
 *   add     name, said      there is such an option; its fields
 *   set     name, said      fields of one that is there
 *   drop    name            it is withdrawn
 *   undo    from, to        the decisions of these numbers, both included, as one answer gave them
 */
#ifndef TL_STORE_OPTION_ASK_H
#define TL_STORE_OPTION_ASK_H

#include "store/store.h"

typedef struct OptionAsk {
    Str        what, name;
    const Str *said;                  /* "field=value" */
    size_t     n_said;
    int64_t    from, to;
    Str        who, why, at;          /* `at` an ISO time */
} OptionAsk;

/* One answer may be several decisions, a field each; their numbers follow one another. */
typedef struct OptionSaid {
    int64_t first, last;
} OptionSaid;

#endif
