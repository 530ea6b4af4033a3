#include "db/target.h"

#include "base/date.h"

enum { DAY_LOW = -719162, DAY_HIGH = 2932896 };   /* 0001-01-01, 9999-12-31 */

static const struct {
    const char *name;
    ColType     from;
    int64_t     low, high;   /* of integers */
} known[] = {
    [TARGET_NONE] = { "of a type that is not filled", COL_INT, 0, 0 },
    [TARGET_BOOL] = { "boolean", COL_BOOL, 0, 1 },
    [TARGET_I16] = { "smallint", COL_INT, INT16_MIN, INT16_MAX },
    [TARGET_I32] = { "integer", COL_INT, INT32_MIN, INT32_MAX },
    [TARGET_I64] = { "bigint", COL_INT, INT64_MIN, INT64_MAX },
    [TARGET_F32] = { "real", COL_F64, 0, 0 },
    [TARGET_F64] = { "double precision", COL_F64, 0, 0 },
    [TARGET_TEXT] = { "text", COL_TEXT, 0, 0 },
    [TARGET_DATE] = { "date", COL_DATE, DAY_LOW, DAY_HIGH },
    [TARGET_TIME] = { "timestamp", COL_TIME, DAY_LOW * MICROS_PER_DAY,
                      (DAY_HIGH + 1) * MICROS_PER_DAY - 1 },
};

static Status check_range(const char *table, size_t c, Target target, const Table *rows, Err *err)
{
    const int64_t *v = rows->col[c].i;
    for (size_t r = 0; v && r < rows->n; r++)
        if ((v[r] < known[target].low || v[r] > known[target].high) && col_has(&rows->col[c], r))
            return ERR(err, ST_INVALID, "'%s': %lld in row %zu does not fit column %zu, %s", table,
                       (long long)v[r], r + 1, c + 1, known[target].name);
    return ST_OK;
}

Status target_match(const char *table, const Target *target, size_t n, const Table *rows, Err *err)
{
    if (rows->n_col != n)
        return ERR(err, ST_DB, "table '%s' has %zu columns, %zu given", table, n, rows->n_col);
    for (size_t c = 0; c < n; c++) {
        if (target[c] == TARGET_NONE || known[target[c]].from != rows->col[c].type)
            return ERR(err, ST_DB, "column %zu of table '%s' is %s, '%s' is not", c + 1, table,
                       known[target[c]].name, rows->col[c].name);
        Status st = check_range(table, c, target[c], rows, err);
        if (st)
            return st;
    }
    return ST_OK;
}
