/* Responses as JSON.  Oracles: (1) conservation: of lines, every one that is not blank is a response that was kept or set
 * aside; (2) each answer is of a response; (3) read twice, it says the same; (4) lines are the members of
 * an array (reading.h). */
#include "fuzz/reading.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const heads[] = {
        "{\"responseId\":\"R_1\",\"values\":{\"recordedDate\":\"2026-01-02T03:04:05Z\",\"finished\":1,\"QID1\":9,\"QID2\":[\"1\",\"2\"]},\"labels\":{\"QID2\":[\"Red\",\"Blue\"]}}\n",
        "{\"id\":\"1\",\"person\":{\"id\":\"5\",\"email\":\"a@b.de\"},\"survey_type\":\"nps\",\"score\":9,\"comment\":\"good\",\"created_at\":1676394121,\"additional_answers\":[]}\n",
    };
    Arena a;
    Job j;
    Emit one, two;
    if (size && memchr(data, 0, size))
        return 0;
    arena_init(&a);
    Str text = str_fmt(&a, "%s%.*s", heads[size ? data[0] % COUNT_OF(heads) : 0], size > 1 ? (int)(size - 1) : 0, size > 1 ? (const char *)data + 1 : "");
    MemoryFile m = memory_file(text);
    if (reading_open(&m, "x.json", &a, &j) && j.style != SURVEY_NONE && j.box == BOX_JSON) {
        Status st = reading_load(&j, &one, &a), st2 = reading_load(&j, &two, &a);
        if (!st && j.lines && !j.look.damaged && one.rows + one.left_out != reading_lines(text))
            bug("%lld lines, %lld accounted for", (long long)reading_lines(text), (long long)(one.rows + one.left_out));
        for (size_t i = 0; i < one.n_shown && !st; i++)
            if (strcmp(one.shown[i].kind, "response") != 0 && strcmp(one.shown[i].kind, "answer") != 0)
                bug("a record of kind '%s'", one.shown[i].kind);
        if (st != st2 || (!st && !reading_same(&one, &two)))
            bug("read twice, two answers");
        if (!st && j.lines && !j.look.damaged && !one.rows_bad)
            reading_array(&j, &one, "x.json", text, &a);
        buf_release(&one.remark);
        buf_release(&two.remark);
    }
    arena_release(&a);
    (void)close(m.fd);
    return 0;
}
