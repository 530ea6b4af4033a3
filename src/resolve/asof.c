#include "resolve/asof.h"

enum { STRAYS = 3, FAR_DAYS = 42, GAPS = 8, TIMES = 2 };

/* The second-widest gap between the days before day[end]: one of them may itself be a stray's. */
static int64_t usual_gap(const int64_t *day, size_t end)
{
    int64_t widest = 0, second = 0;
    for (size_t k = end; k > 1 && k + GAPS > end; k--) {
        int64_t gap = day[k - 1] - day[k - 2];
        second = gap > widest ? widest : gap > second ? gap : second;
        widest = gap > widest ? gap : widest;
    }
    return second;
}

int64_t asof_day(const int64_t *day, const int64_t *n, size_t days)
{
    int64_t later = 0, before = 0, as_of = days ? day[days - 1] : 0;
    for (size_t r = 0; r < days; r++)
        before += n[r];
    for (size_t r = days; r > 1 && later + n[r - 1] < STRAYS; r--) {
        later += n[r - 1];
        before -= n[r - 1];
        int64_t gap = day[r - 1] - day[r - 2];
        if (before >= STRAYS && gap > FAR_DAYS && gap > TIMES * usual_gap(day, r - 1))
            as_of = day[r - 2];
    }
    return as_of;
}

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
        int64_t *at = ARENA_NEW_N(&a, int64_t, t.n + 1), *times = ARENA_NEW_N(&a, int64_t, t.n + 1);
        size_t days = 0;
        for (size_t r = 0; r < t.n; r++) {
            if (!col_has(d, r))
                continue;
            if (!days || at[days - 1] != d->i[r])
                at[days++] = d->i[r]; /* several kinds have facts of a day */
            times[days - 1] += n[r];
        }
        *day = asof_day(at, times, days);
        st = store_put_summary_int(s, "as_of", *day, err);
    }
    arena_release(&a);
    return st;
}
