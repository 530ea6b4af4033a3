#include "act/act.h"

Status act_run(Store *s, ActResult *out, Err *err)
{
    Arena a;
    int64_t as_of;
    *out = (ActResult){ 0 };
    arena_init(&a);
    Status st = store_begin(s, err);
    if (!st)
        st = store_summary_int(s, "as_of", 0, &as_of, err);
    if (!st)
        st = audits_write(s, as_of, &a, out, err);
    if (!st)
        st = metrics_write(s, as_of, &a, out, err);
    if (!st)
        st = store_commit(s, err);
    if (st) {
        store_rollback(s);
        err_context(err, "act");
    }
    arena_release(&a);
    return st;
}
