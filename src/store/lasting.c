#include "store/lasting.h"

#include "base/map.h"

static const struct {
    const char *table, *column;
    int all;
} kinds[] = {
    [LASTING_ISSUE] = { "issue_memory", "issue_id", SQL_ISSUE_MEMORY },
    [LASTING_STREAM] = { "stream_memory", "stream_id", SQL_STREAM_MEMORY },
    [LASTING_SIGNAL] = { "signal_memory", "signal_id", SQL_SIGNAL_MEMORY },
};

Status lasting_ids(Store *s, LastingKind kind, const Str *key, size_t n, Arena *a, int64_t *id, Err *err)
{
    const ColSpec cols[] = { { kinds[kind].column, COL_INT }, { "key", COL_TEXT } };
    StrMap seen;
    Table known, fresh;
    Status st = store_fetch(s, kinds[kind].all, STORE_NO_ARGS, a, &known, err);
    if (st)
        return st;
    strmap_init(&seen, a);
    table_init(&fresh, a, cols, COUNT_OF(cols));
    int64_t *of = ARENA_NEW_N(a, int64_t, known.n + n + 1), last = 0;
    for (size_t r = 0; r < known.n; r++) {
        last = col_int(&known, "id")[r];
        of[strmap_put(&seen, col_text(&known, "key")[r], NULL)] = last;
    }
    for (size_t k = 0; k < n; k++) {
        bool is_new;
        size_t at = strmap_put(&seen, key[k], &is_new);
        if (is_new) {
            of[at] = ++last;
            table_put_int(&fresh, 0, last);
            table_put_text(&fresh, 1, key[k]);
            table_row(&fresh);
        }
        id[k] = of[at];
    }
    return fresh.n ? store_append(s, kinds[kind].table, &fresh, err) : ST_OK;
}
