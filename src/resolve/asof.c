#include "resolve/asof.h"

enum { STRAYS = 3 };

Status asof_write(Store *s, int64_t *day, Err *err)
{
    Arena a;
    Table t;
    arena_init(&a);
    *day = 0;
    Status st = store_fetch(s, SQL_FACT_DAYS, STORE_NO_ARGS, &a, &t, err);
    if (!st) {
        const TableColumn *d = table_col(&t, "day");
        const int64_t *n = col_int(&t, "n");
        int64_t later = 0;
        for (size_t r = t.n; r > 0 && later < STRAYS; r--) {
            if (!col_has(d, r - 1))
                continue;
            later += n[r - 1];
            *day = d->i[r - 1];
        }
        st = store_put_summary_int(s, "as_of", *day, err);
    }
    arena_release(&a);
    return st;
}
