#include "link/happening.h"

void happenings_add(Happenings *h, Arena *a, Happening one)
{
    if (h->n == h->cap) {
        h->cap = h->cap ? h->cap * 2 : 256;
        Happening *more = ARENA_NEW_N(a, Happening, h->cap);
        if (h->n)
            memcpy(more, h->at, h->n * sizeof *more);
        h->at = more;
    }
    h->at[h->n++] = one;
}

/* First index whose (account, day) is not before the given one. */
static size_t lower(const Happenings *h, int64_t account, int64_t day)
{
    size_t lo = 0, hi = h->n;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        const Happening *m = &h->at[mid];
        if (m->account < account || (m->account == account && m->day < day))
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

size_t happenings_in(const Happenings *h, int64_t account, int64_t from, int64_t to)
{
    return lower(h, account, to) - lower(h, account, from);
}

int64_t happenings_first(const Happenings *h, int64_t account, int64_t from, int64_t to)
{
    size_t i = lower(h, account, from);
    return i < h->n && h->at[i].account == account && h->at[i].day < to ? h->at[i].day : INT64_MAX;
}

size_t happenings_of(const Happenings *h, int64_t account, size_t *n)
{
    size_t first = lower(h, account, INT64_MIN);
    *n = lower(h, account, INT64_MAX) - first;
    return first;
}
