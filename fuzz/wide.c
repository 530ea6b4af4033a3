/* Tables whose columns are months or currencies.  Oracles: (1) conservation: every record behind the header is a row that
 * was kept or set aside, or a line left out; (2) read twice, it says the same; (3) round trip (reading.h). */
#include "fuzz/reading.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const heads[] = { "Unit,Metric,Jan 2026,2025-02,03/2025\n", "Date,USD,JPY,CHF\n", "Unit;Metric;2025-01;2025-02\n" };
    Arena a;
    Job j;
    Emit one, two;
    arena_init(&a);
    Str text = str_fmt(&a, "%s%.*s", heads[size ? data[0] % COUNT_OF(heads) : 0], size > 1 ? (int)(size - 1) : 0, size > 1 ? (const char *)data + 1 : "");
    MemoryFile m = memory_file(text);
    if (reading_open(&m, "x.csv", &a, &j) && (j.reader == READ_RATES || j.reader == READ_MONTHS)) {
        Status st = reading_load(&j, &one, &a), st2 = reading_load(&j, &two, &a);
        if (!st && one.rows + one.left_out != reading_records(&j))
            bug("%lld records, %lld accounted for", (long long)reading_records(&j), (long long)(one.rows + one.left_out));
        if (st != st2 || (!st && !reading_same(&one, &two)))
            bug("read twice, two answers");
        if (!st)
            reading_round_trip(&j, &one, "x.csv", &a);
        buf_release(&one.remark);
        buf_release(&two.remark);
    }
    arena_release(&a);
    (void)close(m.fd);
    return 0;
}
