#include "num/cluster.h"

#include <stdlib.h>
#include <string.h>

static int by_value(const void *l, const void *r)
{
    int64_t a = *(const int64_t *)l, b = *(const int64_t *)r;
    return (a > b) - (a < b);
}

size_t ids_distinct(int64_t *id, size_t n)
{
    size_t distinct = 0;
    if (n)
        qsort(id, n, sizeof *id, by_value);
    for (size_t i = 0; i < n; i++)
        if (distinct == 0 || id[i] != id[distinct - 1])
            id[distinct++] = id[i];
    return distinct;
}

size_t ids_find(const int64_t *id, size_t n, int64_t one)
{
    const int64_t *hit = n ? bsearch(&one, id, n, sizeof *id, by_value) : NULL;
    return hit ? (size_t)(hit - id) : n;
}

ClusterIndex cluster_index(const int64_t *id, size_t n_rows, Arena *a)
{
    ClusterIndex c = { .of = ARENA_NEW_N(a, size_t, n_rows) };
    if (n_rows == 0)
        return c;
    ArenaMark m = arena_mark(a);
    int64_t *sorted = ARENA_NEW_N(a, int64_t, n_rows);
    memcpy(sorted, id, n_rows * sizeof *sorted);
    c.n = ids_distinct(sorted, n_rows);
    for (size_t i = 0; i < n_rows; i++)
        c.of[i] = ids_find(sorted, c.n, id[i]);
    arena_rewind(a, m);
    return c;
}
