/* Records within records: comments in tickets, events, conversations, and Jira's comment columns.
 * Oracles: (1) conservation: every object or row is one that was kept or set aside, or is counted as one of which nothing
 * is taken; (2) a message has a ticket and words; (3) three threads say what one does; (4) round trip, of lines as an array
 * (reading.h). */
#include "base/attr.h"
#include "fuzz/reading.h"

static const char *const heads[] = {
    "{\"id\":1,\"subject\":\"a\",\"status\":\"open\",\"requester_id\":5,\"created_at\":\"2024-01-02T03:04:05Z\",\"comments\":[{\"id\":7,\"author_id\":5,\"public\":true,\"body\":\"x\",\"created_at\":\"2024-01-02T03:04:05Z\"}]}\n",
    "{\"id\":1,\"ticket_id\":7,\"updater_id\":5,\"created_at\":\"2024-01-02T03:04:05Z\",\"child_events\":[{\"id\":2,\"event_type\":\"Comment\",\"body\":\"x\",\"public\":false}]}\n",
    "{\"id\":\"9\",\"created_at\":1676394121,\"waiting_since\":1,\"source\":{\"body\":\"y\"},\"contacts\":{},\"conversation_parts\":{\"conversation_parts\":[{\"id\":\"p\",\"part_type\":\"note\",\"body\":\"x\",\"created_at\":1676394122,\"author\":{\"type\":\"user\"}}]}}\n",
    "Summary,Issue key,Status,Created,Comment,Comment\na,A-1,Open,2024-01-02,2024-01-02 10:00;b;c,\n",
};

static Status load(const Job *j, int threads, Emit *e, Arena *a)
{
    Err err;
    LoadOptions o = { .currency = STR("EUR"), .threads = threads };
    *e = (Emit){ .keep = a };
    buf_init(&e->remark, EMIT_REMARK_MAX);
    return j->box == BOX_JSON ? load_json(j, &o, a, e, &err) : load_csv(j, &o, a, e, &err);
}

static Str shown_value(const EmitShown *s, const char *name)
{
    for (size_t i = 0; i < s->n; i++)
        if (str_eq(s->name[i], str_of(name)))
            return s->value[i];
    return STR("");
}

static void check_job(const Job *j, Str text, Arena *a)
{
    Emit one, three;
    Status st = load(j, 1, &one, a), st3 = load(j, 3, &three, a);
    for (size_t i = 0; i < one.n_shown && !st; i++)
        if (strcmp(one.shown[i].kind, "message") == 0 && (!shown_value(&one.shown[i], "ticket_id").n || !shown_value(&one.shown[i], "text").n))
            bug("a message without a ticket or words");
    if (!st && j->box == BOX_JSON && j->lines && one.rows + one.left[LEFT_OTHER] != reading_lines(text))
        bug("%lld objects, %lld accounted for", (long long)reading_lines(text), (long long)(one.rows + one.left[LEFT_OTHER]));
    if (st != st3 || one.rows != three.rows || one.cells_bad != three.cells_bad || one.left[LEFT_PART] != three.left[LEFT_PART] || one.n_shown != three.n_shown)
        bug("other threads, another answer");
    if (!st && j->box == BOX_CSV)
        reading_round_trip(j, &one, "x.export", a);
    else if (!st && j->lines && !j->look.damaged && !one.rows_bad)
        reading_array(j, &one, "x.export", text, a);
    buf_release(&one.remark);
    buf_release(&three.remark);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena a;
    Err err;
    Job j;
    if (size && memchr(data, 0, size))
        return 0;
    arena_init(&a);
    const char *head = heads[size ? data[0] % COUNT_OF(heads) : 0];
    Str text = str_fmt(&a, "%s%.*s", head, size > 1 ? (int)(size - 1) : 0, size > 1 ? (const char *)data + 1 : "");
    MemoryFile m = memory_file(text);
    WalkEntry at = { .place = { .path = m.path }, .sheet = -1, .shown = STR("x.export"), .failed = STR(""), .skipped = STR(""), .note = STR("") };
    if (!job_open(&at, &(JobOptions){ .as_kind = KIND_COUNT }, &a, &j, &err) && j.section && !j.skipped.n && j.n_each && j.reader == READ_ROWS)
        check_job(&j, text, &a);
    arena_release(&a);
    (void)close(m.fd);
    return 0;
}
