/* Headers of survey exports, and the answers under them.
 * Oracles: (1) conservation: every record behind the header is a response that was kept or set aside, or a line left out;
 * (2) each question is another column of the file, with an id, and none of them is the key; (3) reading twice gives the
 * same counts and the same first records; (4) round trip (reading.h). */
#include "base/attr.h"
#include "fuzz/reading.h"
#include "ingest/survey.h"

static const char *const heads[] = {
    "StartDate,EndDate,Status,Progress,Finished,RecordedDate,ResponseId,",
    "Respondent ID,Collector ID,Start Date,End Date,",
    "id,submitdate,lastpage,startlanguage,",
    "V1,V2,V3,V8,V9,V10,",
    "#,Start Date (UTC),Submit Date (UTC),",
    "Timestamp,",
    "No.,Response ID,Timestamp,Finished,Survey ID,1. ",
    "",
};

static void check_heads(const Job *j, Arena *a, size_t *header)
{
    Survey s;
    Err err;
    *header = SIZE_MAX;
    if (survey_open(j, j->section, a, &s, &err))
        return;
    *header = s.header;
    bool *seen = ARENA_NEW_N(a, bool, s.n_column + 4096);
    for (size_t i = 0; i < s.n; i++) {
        int c = s.question[i].column;
        if (c < 0 || c >= (int)s.n_column + 4096 || !s.question[i].id.n)
            bug("question %zu: column %d, id of %zu bytes", i, c, s.question[i].id.n);
        if (seen[c])
            bug("column %d is two questions", c);
        seen[c] = true;
    }
}

static void check_job(const Job *j, Arena *a)
{
    Emit one, two;
    size_t header;
    check_heads(j, a, &header);
    Status st = reading_load(j, &one, a), st2 = reading_load(j, &two, a);
    if (!st && header != SIZE_MAX && one.rows + one.left_out != reading_records_from(j, header))
        bug("%lld records, %lld accounted for", (long long)reading_records_from(j, header), (long long)(one.rows + one.left_out));
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
    const char *head = heads[size ? data[0] % COUNT_OF(heads) : 0];
    Str text = str_fmt(&a, "%s%.*s", head, size > 1 ? (int)(size - 1) : 0, size > 1 ? (const char *)data + 1 : "");
    MemoryFile m = memory_file(text);
    if (reading_open(&m, "x.csv", &a, &j) && j.style != SURVEY_NONE && j.box == BOX_CSV)
        check_job(&j, &a);
    arena_release(&a);
    (void)close(m.fd);
    return 0;
}
