/* more.c - aliases that came in since the last whole run (resolve.h). */
#include "resolve/resolve.h"

static Status more(Store *s, Arena *a, void *into, Err *err)
{
    static const int step[] = { SQL_ALIAS_MORE_ID, SQL_ALIAS_MORE_PERSON, SQL_ALIAS_MORE_EMAIL, SQL_ALIAS_MORE_NONE };
    ResolveMore *out = into;
    int64_t before = 0, after = 0;
    (void)a;
    Status st = store_int(s, SQL_ALIAS_MORE_COUNT, STORE_NO_ARGS, 0, &out->aliases, err);
    if (st || !out->aliases)
        return st;
    st = store_int(s, SQL_ALIAS_NONE_COUNT, STORE_NO_ARGS, 0, &before, err);
    for (size_t k = 0; !st && k < COUNT_OF(step); k++)
        st = store_run(s, step[k], STORE_NO_ARGS, err);
    if (!st)
        st = store_int(s, SQL_ALIAS_NONE_COUNT, STORE_NO_ARGS, 0, &after, err);
    out->unresolved = after - before;
    return st;
}

Status resolve_more(Store *s, ResolveMore *out, Err *err)
{
    *out = (ResolveMore){ .aliases = 0 };
    return store_atomic(s, "resolve", more, out, err);
}
