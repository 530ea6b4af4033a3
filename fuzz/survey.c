/* Headers of survey exports, and the answers under them.
 * Oracles: (1) conservation: every record behind the header is a response that was kept or set aside, or a line left out;
 * (2) each question is another column of the file, with an id, and none of them is the key; (3) reading twice gives the
 * same counts and the same first records. */
#include "base/attr.h"
#include "fuzz/fuzz.h"
#include "fuzz/memory.h"
#include "ingest/load.h"
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

static int64_t records_of(const Job *j, size_t header)
{
    Arena a;
    Rows *rows;
    Err err;
    int64_t n = 0;
    arena_init(&a);
    Status st = job_rows(j, header, &a, &rows, &err);
    for (;; n++) {
        Row row;
        RowsGot got;
        st = st ? st : rows_next(rows, &row, &got, &err);
        if (st || got == ROWS_END)
            break;
    }
    arena_release(&a);
    return st ? -1 : n;
}

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

static Status load(const Job *j, Emit *e, Arena *a)
{
    Err err;
    *e = (Emit){ .keep = a };
    buf_init(&e->remark, EMIT_REMARK_MAX);
    return load_survey(j, &(LoadOptions){ .currency = STR("EUR") }, a, e, &err);
}

static bool same_shown(const Emit *x, const Emit *y)
{
    bool same = x->n_shown == y->n_shown && x->n_aside == y->n_aside && x->rows == y->rows && x->left_out == y->left_out;
    for (size_t r = 0; same && r < x->n_shown; r++) {
        same = x->shown[r].n == y->shown[r].n && x->shown[r].line == y->shown[r].line && str_eq(x->shown[r].id, y->shown[r].id);
        for (size_t i = 0; same && i < x->shown[r].n; i++)
            same = str_eq(x->shown[r].value[i], y->shown[r].value[i]);
    }
    return same;
}

static void check_job(const Job *j, Arena *a)
{
    Emit one, two;
    size_t header;
    check_heads(j, a, &header);
    Status st = load(j, &one, a), st2 = load(j, &two, a);
    if (!st && header != SIZE_MAX && one.rows + one.left_out != records_of(j, header))
        bug("%lld records, %lld accounted for", (long long)records_of(j, header), (long long)(one.rows + one.left_out));
    if (st != st2 || (!st && !same_shown(&one, &two)))
        bug("read twice, two answers");
    buf_release(&one.remark);
    buf_release(&two.remark);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena a;
    Err err;
    Job j;
    arena_init(&a);
    const char *head = heads[size ? data[0] % COUNT_OF(heads) : 0];
    Str text = str_fmt(&a, "%s%.*s", head, size > 1 ? (int)(size - 1) : 0, size > 1 ? (const char *)data + 1 : "");
    MemoryFile m = memory_file(text);
    WalkEntry at = { .place = { .path = m.path }, .sheet = -1, .shown = STR("x.csv"), .failed = STR(""), .skipped = STR(""), .note = STR("") };
    if (!job_open(&at, &(JobOptions){ .as_kind = KIND_COUNT }, &a, &j, &err) && j.section && !j.skipped.n && j.style != SURVEY_NONE && j.box == BOX_CSV)
        check_job(&j, &a);
    arena_release(&a);
    (void)close(m.fd);
    return 0;
}
