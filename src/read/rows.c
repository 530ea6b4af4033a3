#include "read/rows.h"

Status rows_each(Rows *r, const RowsTask *t, Err *err)
{
    ArenaMark base = { 0 };
    Status st = ST_OK;
    if (t->scratch) {
        (void)arena_alloc(t->scratch, 1, 1);      /* so that rewinding keeps the block */
        base = arena_mark(t->scratch);
    }
    for (int64_t i = 0; !st && (!t->most || i < t->most); i++) {
        Row row;
        RowsGot got;
        st = rows_next(r, &row, &got, err);
        if (st || got == ROWS_END)
            break;
        st = t->take(t->ctx, &row, got, err);
        if (t->scratch)
            arena_rewind(t->scratch, base);
    }
    return st;
}
