#include "num/cluster.h"

#include <stdlib.h>
#include <string.h>

static int by_value(const void *l, const void *r)
{
    int64_t a = *(const int64_t *)l, b = *(const int64_t *)r;
    return (a > b) - (a < b);
}

ClusterIndex cluster_index(const int64_t *id, size_t n_rows, Arena *a)
{
    ClusterIndex c = { .of = ARENA_NEW_N(a, size_t, n_rows) };
    if (n_rows == 0)
        return c;
    ArenaMark m = arena_mark(a);
    int64_t *sorted = ARENA_NEW_N(a, int64_t, n_rows);
    memcpy(sorted, id, n_rows * sizeof *sorted);
    qsort(sorted, n_rows, sizeof *sorted, by_value);
    for (size_t i = 0; i < n_rows; i++)
        if (c.n == 0 || sorted[i] != sorted[c.n - 1])
            sorted[c.n++] = sorted[i];
    for (size_t i = 0; i < n_rows; i++) {
        const int64_t *hit = bsearch(&id[i], sorted, c.n, sizeof *sorted, by_value);
        c.of[i] = (size_t)(hit - sorted);
    }
    arena_rewind(a, m);
    return c;
}
