#include "num/cluster.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/table.h"

enum { CLOSE = 8 };   /* places a row that a table of ids may take */

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
    size_t r = rows_from(id, n, one);
    return r < n && id[r] == one ? r : n;
}

/* Do the ids lie so close together that a table of them all is small?  Then from `low` on, `span` of them. */
static bool are_close(const int64_t *id, size_t n, int64_t *low, size_t *span)
{
    int64_t lo = id[0], hi = id[0];
    for (size_t i = 1; i < n; i++) {
        lo = id[i] < lo ? id[i] : lo;
        hi = id[i] > hi ? id[i] : hi;
    }
    uint64_t apart = (uint64_t)hi - (uint64_t)lo;
    if (n >= UINT32_MAX || apart >= CLOSE * (uint64_t)n)
        return false;
    *low = lo;
    *span = (size_t)apart + 1;
    return true;
}

/* Each id ticked off in the table, and numbered in its order. */
static size_t number_close(const int64_t *id, size_t n, int64_t low, size_t span, Arena *a, size_t *of)
{
    uint32_t *number = ARENA_NEW_N(a, uint32_t, span), k = 0;
    for (size_t i = 0; i < n; i++)
        number[id[i] - low] = 1;
    for (size_t i = 0; i < span; i++)
        if (number[i])
            number[i] = ++k;
    for (size_t i = 0; i < n; i++)
        of[i] = number[id[i] - low] - 1;
    return k;
}

static size_t number_sorted(const int64_t *id, size_t n, Arena *a, size_t *of)
{
    int64_t *sorted = ARENA_NEW_N(a, int64_t, n);
    memcpy(sorted, id, n * sizeof *sorted);
    size_t k = ids_distinct(sorted, n);
    for (size_t i = 0; i < n; i++)
        of[i] = ids_find(sorted, k, id[i]);
    return k;
}

ClusterIndex cluster_index(const int64_t *id, size_t n_rows, Arena *a)
{
    ClusterIndex c = { .of = ARENA_NEW_N(a, size_t, n_rows) };
    int64_t low;
    size_t span;
    if (n_rows == 0)
        return c;
    ArenaMark m = arena_mark(a);
    c.n = are_close(id, n_rows, &low, &span) ? number_close(id, n_rows, low, span, a, c.of) : number_sorted(id, n_rows, a, c.of);
    arena_rewind(a, m);
    return c;
}
