/* Records on their way to a person and back.  Oracles: (1) cells that are written come back as they were; (2) a raw record
 * that can be cut, written again and cut again, has the same cells. */
#include "base/status.h"
#include "fuzz/fuzz.h"
#include "ingest/aside.h"

static void same_cells(const Str *x, size_t n, const Str *y, size_t m)
{
    if (n != m)
        bug("%zu cells came back as %zu", n, m);
    for (size_t i = 0; i < n; i++)
        if (!str_eq(x[i], y[i]))
            bug("cell %zu of %zu came back otherwise", i, n);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena a;
    Str *cell, *back, text = { size ? (const char *)data + 1 : "", size ? size - 1 : 0 }, rest = text;
    size_t n = 0, m;
    char delimiter = ",;\t|"[size ? data[0] % 4 : 0];
    arena_init(&a);
    cell = ARENA_NEW_N(&a, Str, size + 1);
    do
        cell[n++] = str_cut(&rest, '\x1F');
    while (rest.n);
    if (!aside_split(aside_record(cell, n, delimiter, &a), delimiter, &a, &back, &m))
        bug("what was written cannot be cut");
    same_cells(cell, n, back, m);
    if (aside_split(text, delimiter, &a, &cell, &n)) {
        if (!aside_split(aside_record(cell, n, delimiter, &a), delimiter, &a, &back, &m))
            bug("what was cut cannot be cut again");
        same_cells(cell, n, back, m);
    }
    arena_release(&a);
    return 0;
}
