#include "act/act.h"

#include "act/choose.h"
#include "act/owner.h"

static Status run(Store *s, Arena *a, void *into, Err *err)
{
    ActResult *out = into;
    int64_t as_of;
    Status st = store_summary_int(s, "as_of", 0, &as_of, err);
    if (!st)
        st = audits_write(s, as_of, a, out, err);
    /* After the audits: what they found draws the options' shares. */
    if (!st)
        st = options_all_write(s, a, &out->options, err);
    if (!st)
        st = metrics_write(s, as_of, a, out, err);
    return st ? st : owners_write(s, a, err);
}

Status act_run(Store *s, ActResult *out, Err *err)
{
    *out = (ActResult){ 0 };
    return store_atomic(s, "act", run, out, err);
}
