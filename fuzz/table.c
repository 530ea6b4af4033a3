/* Any table: a known export's rows, or a proposed mapping of an unknown one.  Oracles: (1) conservation: every record behind
 * the header is a row that was kept or set aside, or a line left out; (2) read twice, it says the same; (3) round trip
 * (reading.h); (4) what is proposed is a mapping file that is understood, and that fits the table it was proposed for when it is sure. */
#include "fuzz/reading.h"
#include "ingest/unknown.h"

static void check_rows(const Job *j, Arena *a)
{
    Emit one, two;
    Status st = reading_load(j, &one, a), st2 = reading_load(j, &two, a);
    if (!st && one.rows + one.left_out != reading_records(j))
        bug("%lld records, %lld accounted for", (long long)reading_records(j), (long long)(one.rows + one.left_out));
    if (st != st2 || (!st && !reading_same(&one, &two)))
        bug("read twice, two answers");
    if (!st)
        reading_round_trip(j, &one, "x.csv", a);
    buf_release(&one.remark);
    buf_release(&two.remark);
}

static void check_proposal(Job *j, Arena *a)
{
    Err err;
    Proposal p;
    Mapping m;
    Plan plan;
    if (unknown_propose(j, NULL, KIND_COUNT, a, &p, &err) || p.kind == KIND_COUNT)
        return;
    if (map_parse(p.text, "proposal", a, &m, &err))
        bug("a proposal that is not understood: %s", err.msg);
    if (p.sure && plan_bind(m.section, j->column, j->n_column, a, &plan, &err))
        bug("a sure proposal that does not fit: %s", err.msg);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const heads[] = {
        "Id,Name,BillingCountry,Website,ParentId,LastModifiedDate,IsDeleted\n",
        "Record ID,Deal Name,Deal Stage,Close Date,Amount\n",
        "id,Amount,Currency,Created (UTC),Status,Customer ID,Customer Email\n",
        "Id,Subject,Status,Created at,Requester id,Organization,Product [list]\n",
        "Ticket No,Company,Opened,Stars,Text\n",
        "",
    };
    Arena a;
    Job j;
    arena_init(&a);
    Str text = str_fmt(&a, "%s%.*s", heads[size ? data[0] % COUNT_OF(heads) : 0], size > 1 ? (int)(size - 1) : 0, size > 1 ? (const char *)data + 1 : "");
    MemoryFile m = memory_file(text);
    bool known = reading_open(&m, "x.csv", &a, &j);
    if (known && j.reader == READ_ROWS && j.style == SURVEY_NONE && j.box == BOX_CSV)
        check_rows(&j, &a);
    else if (!known && j.unknown && j.box == BOX_CSV)
        check_proposal(&j, &a);
    arena_release(&a);
    (void)close(m.fd);
    return 0;
}
