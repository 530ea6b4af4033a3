#include "read/sheet_merge.h"

#include <stdlib.h>

#include "model/limits.h"
#include "read/cell.h"
#include "read/raw.h"

enum { BLOCK = 65536, TAIL = 256 };      /* an element is shorter than TAIL, or is none of ours */

static Status add(Merges *m, Str ref, Err *err)
{
    Merge g = { .value = STR("") };
    int64_t right;
    Str rest = ref, from = str_cut(&rest, ':');
    if (!cell_reference(from, &g.column, &g.top) || !cell_reference(rest, &right, &g.bottom) || g.bottom <= g.top || g.column >= LIMIT_COLUMNS)
        return ST_OK;
    if (m->n == LIMIT_MERGES)
        return ERR(err, ST_TOO_BIG, "a sheet of more than %d merged ranges", LIMIT_MERGES);
    if (m->n == m->cap) {
        size_t cap = m->cap ? m->cap * 2 : 64;
        Merge *more = ARENA_NEW_N(m->a, Merge, cap);
        if (m->n)
            memcpy(more, m->range, m->n * sizeof *more);
        m->range = more;
        m->cap = cap;
    }
    m->range[m->n++] = g;
    return ST_OK;
}

/* The elements that are whole within these bytes; *used: where the next may begin. */
static Status find(Merges *m, Str s, size_t *used, Err *err)
{
    static const char word[] = "mergeCell ";
    Status st = ST_OK;
    size_t at = 0;
    *used = s.n > TAIL ? s.n - TAIL : 0;
    for (const char *p; !st && (p = memmem(s.p + at, s.n - at, word, sizeof word - 1));) {
        size_t from = (size_t)(p - s.p);
        Str in = str_sub(s, from, s.n);
        const char *end = memchr(in.p, '>', in.n);
        if (!end) {
            *used = from > 0 && from < *used ? from - 1 : *used;
            break;
        }
        at = (size_t)(end - s.p);
        *used = at > *used ? at : *used;
        in.n = (size_t)(end - in.p);
        const char *ref = from && (s.p[from - 1] == '<' || s.p[from - 1] == ':') ? memmem(in.p, in.n, "ref=", 4) : NULL;
        if (!ref || ref + 6 > end)
            continue;
        Str value = { ref + 5, (size_t)(end - ref - 5) };
        st = add(m, str_cut(&value, ref[4]), err);
    }
    return st;
}

static int by_top(const void *x, const void *y)
{
    const Merge *p = x, *q = y;
    int64_t d = p->top != q->top ? p->top - q->top : p->column - q->column;
    return (d > 0) - (d < 0);
}

Status merges_read(const Archive *z, int64_t part, Arena *a, Merges *out, Err *err)
{
    Raw *raw;
    Arena tmp;
    size_t got = 1, n = 0, used;
    *out = (Merges){ .a = a };
    arena_init(&tmp);
    char *block = arena_alloc(&tmp, BLOCK + TAIL, 1);
    Status st = archive_member(z, part, &tmp, &raw, err);
    while (!st && got) {
        st = raw_read(raw, block + n, BLOCK + TAIL - n, &got, err);
        n += got;
        if (!st)
            st = find(out, (Str){ block, n }, &used, err);
        n = st ? 0 : n - used;
        if (n)
            memmove(block, block + used, n);
    }
    arena_release(&tmp);
    if (!st && out->n)
        qsort(out->range, out->n, sizeof *out->range, by_top);
    return st;
}

void merges_row(Merges *m, int64_t row)
{
    while (m->next < m->n && m->range[m->next].top <= row)
        m->next++;
    while (m->first < m->next && m->range[m->first].bottom < row)
        m->first++;
}
