/* Reports of bookkeeping.  Oracles: (1) conservation: every record behind the header is a row that was kept or set aside, or
 * is counted as what it is (section, total, balance, footer, other type); (2) reading twice gives the same counts and the same
 * first records; (3) round trip (reading.h). */
#include "base/attr.h"
#include "fuzz/reading.h"

static const char *const headers[] = {
    ",Date,Transaction Type,Num,Name,Memo/Description,Split,Amount,Balance\n",
    "Date,Transaction Type,Num,Name,Memo/Description,Account,Debit,Credit\n",
    "t\n\nDate,Source,Description,Reference,Debit,Credit,Running Balance,Account Code,Account\n",
    ",Date,Transaction Type,Num,Due Date,Amount,Open Balance\n",
};

static void check_job(const Job *j, Arena *a)
{
    Emit one, two;
    Status st = reading_load(j, &one, a), st2 = reading_load(j, &two, a);
    int64_t all = one.rows + one.left_out;
    for (int i = 0; i < LEFT_COUNT; i++)
        all += i == LEFT_TITLE ? 0 : one.left[i];
    if (!st && all != reading_records(j))
        bug("%lld records, %lld accounted for", (long long)reading_records(j), (long long)all);
    if (st != st2 || (!st && !reading_same(&one, &two)))
        bug("read twice, two answers");
    if (!st)
        reading_round_trip(j, &one, "x.csv", a);
    buf_release(&one.remark);
    buf_release(&two.remark);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena a;
    Job j;
    arena_init(&a);
    Str text = str_fmt(&a, "%s%.*s", headers[size ? data[0] % COUNT_OF(headers) : 0], (int)size, size ? (const char *)data : "");
    MemoryFile m = memory_file(text);
    if (reading_open(&m, "x.csv", &a, &j) && j.reader == READ_LEDGER && j.box == BOX_CSV)
        check_job(&j, &a);
    arena_release(&a);
    (void)close(m.fd);
    return 0;
}
