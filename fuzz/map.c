/* Mapping files.  Oracle: round trip: a section that was understood, written as text, is understood again and is written
 * as the same text; and what is refused is refused with a line. */
#include "base/status.h"
#include "fuzz/fuzz.h"
#include "ingest/map.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena a;
    Err err = { 0 };
    Mapping m, again;
    arena_init(&a);
    Status st = map_parse((Str){ size ? (const char *)data : "", size }, "x.map", &a, &m, &err);
    if (st && !err.msg[0])
        bug("refused without a word");
    for (size_t i = 0; i < m.n && !st; i++) {
        Str text = map_text(&m.section[i], &a);
        if (map_parse(text, "again.map", &a, &again, &err) || again.n != 1)
            bug("what was written is not understood: %s", err.msg);
        Str twice = map_text(again.section, &a);
        if (!str_eq(twice, text))
            bug("written twice, two texts: %.*s--- and ---%.*s", STR_ARG(text), STR_ARG(twice));
    }
    arena_release(&a);
    return 0;
}
