/* more.c - aliases that came in since the last whole run (resolve.h). */
#include "resolve/resolve.h"

/* What a step gave an account waits no more. */
static Status settle(Store *s, int64_t *waiting, Err *err)
{
    Status st = store_run(s, SQL_ALIAS_FRESH_DONE, STORE_NO_ARGS, err);
    return st ? st : store_int(s, SQL_ALIAS_FRESH_COUNT, STORE_NO_ARGS, 0, waiting, err);
}

static Status more(Store *s, Arena *a, void *into, Err *err)
{
    static const int step[] = { SQL_ALIAS_MORE_ID, SQL_ALIAS_MORE_PERSON, SQL_ALIAS_MORE_EMAIL };
    ResolveMore *out = into;
    (void)a;
    Status st = store_run(s, SQL_ALIAS_FRESH_FILL, STORE_NO_ARGS, err);
    if (!st)
        st = store_int(s, SQL_ALIAS_FRESH_COUNT, STORE_NO_ARGS, 0, &out->aliases, err);
    out->unresolved = out->aliases;
    for (size_t k = 0; !st && out->unresolved && k < COUNT_OF(step); k++) {
        st = store_run(s, step[k], STORE_NO_ARGS, err);
        if (!st)
            st = settle(s, &out->unresolved, err);
    }
    if (!st && out->unresolved)
        st = store_run(s, SQL_ALIAS_MORE_NONE, STORE_NO_ARGS, err);
    return st || !out->unresolved ? st : store_run(s, SQL_CLEAR_ALIAS_FRESH, STORE_NO_ARGS, err);
}

Status resolve_more(Store *s, ResolveMore *out, Err *err)
{
    *out = (ResolveMore){ .aliases = 0 };
    return store_atomic(s, "resolve", more, out, err);
}
