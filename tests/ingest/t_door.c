/* What of a file is not let in, through ingest_run() into a fake sink.  Oracle: the log expected beside each file's bytes. */
#include "tests/near.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "ingest/ingest.h"
#include "tests/ingest/fake_sink.h"

#define DOTS PRIVATE_DOTS

typedef struct Case {
    const char *name, *content, *map, *keep, *want, *note;
} Case;

static const char ticket_map[] = "[*]\nkind = ticket\nsource = Desk\nkey = id\nemail = mail\ncreated_at = at\nsubject = subject\nbody = body\ntags = ip\n";

static const Case cases[] = {
    { "a column by its header", "id,mail,at,subject,body,ip\nT1,a@b.example,2024-05-01 10:00:00,hello,text,10.0.0.1\nT2,a@b.example,2024-05-01 10:00:00,hello,text,\n", ticket_map, NULL,
      "ticket 2 T1 [,,,a@b.example,,,] | 2024-05-01T10:00:00Z | ~ | ~ | hello | text | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~\n"
      "ticket 3 T2 [,,,a@b.example,,,] | 2024-05-01T10:00:00Z | ~ | ~ | hello | text | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~\n"
      "not stored ip ip header 1\n", "not stored: ip (IP address), 1 value" },
    { "asked for, it is kept", "id,mail,at,subject,body,ip\nT1,a@b.example,2024-05-01 10:00:00,hello,text,10.0.0.1\n", ticket_map, "ip",
      "ticket 2 T1 [,,,a@b.example,,,] | 2024-05-01T10:00:00Z | ~ | ~ | hello | text | ~ | ~ | ~ | 10.0.0.1 | ~ | ~ | ~ | ~ | ~\n", "" },
    { "a column by its values, mapped or not", "id,mail,at,subject,body,x1,dob\nT1,a@b.example,2024-05-01 10:00:00,192.168.1.1,text,10.0.0.1,1970-01-02\nT2,a@b.example,2024-05-01 10:00:00,192.168.1.2,text,10.0.0.2,\n",
      ticket_map, NULL,
      "ticket 2 T1 [,,,a@b.example,,,] | 2024-05-01T10:00:00Z | ~ | ~ | ~ | text | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~\n"
      "ticket 3 T2 [,,,a@b.example,,,] | 2024-05-01T10:00:00Z | ~ | ~ | ~ | text | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~\n"
      "not stored subject ip values 2\nnot stored x1 ip values 2\nnot stored dob birth header 1\n",
      "not stored: subject (IP address), 2 values, x1 (IP address), 2 values, dob (date of birth), 1 value" },
    { "a card in a text", "id,mail,at,subject,body,ip\nT1,a@b.example,2024-05-01 10:00:00,card 4111 1111 1111 1111?,IBAN DE89 3704 0044 0532 0130 00,\n", ticket_map, NULL,
      "ticket 2 T1 [,,,a@b.example,,,] | 2024-05-01T10:00:00Z | ~ | ~ | card " DOTS "? | IBAN DE" DOTS " | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~\n"
      "not stored  card text 1\nnot stored  bank text 1\n", "not stored: 1 card number in texts, masked, 1 bank account in texts, masked" },
    { "a row set aside", "id,mail,at,subject,body,ip\nT1,a@b.example,,\"4111111111111111, \"\"x\"\"\",b,10.0.0.1\nT2,a@b.example,2024-05-01 10:00:00,s,b,\n", ticket_map, NULL,
      "bad 2:3 at 'required value is missing' T1,a@b.example,,\"" DOTS ", \"\"x\"\"\",b,\n"
      "ticket 3 T2 [,,,a@b.example,,,] | 2024-05-01T10:00:00Z | ~ | ~ | s | b | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~\n"
      "not stored ip ip header 1\nnot stored  card text 1\n", "not stored: ip (IP address), 1 value, 1 card number in texts, masked" },
    { "months across: a private column, counted once a row", "Unit,Metric,Owner IP,2024-01,2024-02\nDesk,Replies,10.0.0.1,5,6\nDesk,Calls,10.0.0.2,x,7\nDesk,None,10.0.0.3,,\n", "", NULL,
      "metric 2 Desk/Replies/2024-01-01 [,,,,,,] | Desk | Replies | ~ | 2024-01-01 | 5 | ~ | ~ | ~\nmetric 2 Desk/Replies/2024-02-01 [,,,,,,] | Desk | Replies | ~ | 2024-02-01 | 6 | ~ | ~ | ~\n"
      "bad cell 3:4 2024-01 'number not understood' x\nmetric 3 Desk/Calls/2024-02-01 [,,,,,,] | Desk | Calls | ~ | 2024-02-01 | 7 | ~ | ~ | ~\n"
      "bad 4:0  'no value in this row' Desk,None," DOTS ",,\nnot stored Owner IP ip values 2\n", "?" },
    { "an object set aside", "{\"ip\":\"10.0.0.1\",\"id\":\"T1\",\"subject\":\"s\"}\n{\"id\":\"T2\",\"at\":\"2024-05-01 10:00:00\",\"subject\":\"s\"}\n", ticket_map, NULL,
      "bad 1:0 at 'required value is missing' {\"ip\":\"" DOTS "\",\"id\":\"T1\",\"subject\"\n"
      "ticket 2 T2 [,,,,,,] | 2024-05-01T10:00:00Z | ~ | ~ | s | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~\n"
      "not stored ip ip header 1\n", "not stored: ip (IP address), 1 value" },
};

static void put(const char *dir, const char *name, const char *content, char *path, size_t max)
{
    Err err;
    (void)snprintf(path, max, "%s/%s", dir, name);
    assert_int_equal(file_replace(path, str_of(content), &err), ST_OK);
}

static void check(const Case *c)
{
    char dir[] = "/tmp/tl_door_XXXXXX", file[64], map[64], cmd[64];
    const char *path = file;
    Arena a;
    Err err = { 0 };
    IngestResult r;
    arena_init(&a);
    fake_clear();
    assert_non_null(mkdtemp(dir));
    put(dir, c->content[0] == '{' ? "x.json" : "x.csv", c->content, file, sizeof file);
    put(dir, "y.map", c->map, map, sizeof map);
    IngestOptions o = { .path = &path, .n_path = 1, .map_file = c->map[0] ? map : NULL, .keep = c->keep };
    if (ingest_run(NULL, &o, &a, &r, &err))
        fail_msg("%s: %s", c->name, err.msg);
    if (!str_eq(buf_str(&fake_log()->text), str_of(c->want)))
        fail_msg("%s:\n%s\nnot\n%s", c->name, fake_log()->text.p, c->want);
    if (c->note[0] != '?' && !str_eq(r.file[0].note, str_of(c->note)))
        fail_msg("%s: note '%.*s'", c->name, STR_ARG(r.file[0].note));
    (void)snprintf(cmd, sizeof cmd, "rm -r '%s'", dir);
    assert_int_equal(system(cmd), 0);
    arena_release(&a);
}

static void private_values_stay_outside_and_are_counted(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        check(&cases[i]);
}

static void a_word_that_keep_does_not_know_is_said(void **state)
{
    const char *path = "/nowhere";
    Arena a;
    Err err = { 0 };
    IngestResult r;
    IngestOptions o = { .path = &path, .n_path = 1, .keep = "ip,shoes" };
    (void)state;
    arena_init(&a);
    assert_int_equal(ingest_run(NULL, &o, &a, &r, &err), ST_USAGE);
    assert_non_null(strstr(err.msg, "no 'shoes'"));
    arena_release(&a);
}

/* Conservation: whatever is asked to be masked, the number of fields of a raw row stays, so it can be mended and tried again. */
static void a_masked_raw_row_keeps_its_fields(void **state)
{
    static const Str column[] = { STR_INIT("id"), STR_INIT("ip"), STR_INIT("text"), STR_INIT("iban") };
    static const struct { const char *raw, *want; } k[] = {
        { "1,10.0.0.1,x,DE89370400440532013000", "1," DOTS ",x," DOTS },
        { "1,\"a,b\",\"x,y\",", "1," DOTS ",\"x,y\"," },
        { "1,,,", "1,,," },
        { "1,\"open", "1," DOTS },
        { "1,\"q\"\"q,r\",t,u,v,w", "1," DOTS ",t," DOTS ",v,w" },
        { "", "" },
    };
    Arena a;
    (void)state;
    arena_init(&a);
    Door *d = door_open(column, COUNT_OF(column), 0, &a);
    door_settle(d);
    for (size_t i = 0; i < COUNT_OF(k); i++) {
        Str got = door_raw(d, str_of(k[i].raw), ',', &a);
        if (!str_eq(got, str_of(k[i].want)))
            fail_msg("'%s' became '%.*s'", k[i].raw, STR_ARG(got));
    }
    Str json = door_raw(d, STR("{\"a\":{\"ip\" : \"10.0.0.1\"},\"dob\":19700102,\"lat\":1.5,\"x\":\"ip\",\"iban\":null}"), 0, &a);
    assert_true(str_eq(json, STR("{\"a\":{\"ip\" : \"" DOTS "\"},\"dob\":\"" DOTS "\",\"lat\":\"" DOTS "\",\"x\":\"ip\",\"iban\":\"" DOTS "\"}")));
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(private_values_stay_outside_and_are_counted),
        cmocka_unit_test(a_word_that_keep_does_not_know_is_said),
        cmocka_unit_test(a_masked_raw_row_keeps_its_fields),
    };
    return cmocka_run_group_tests_name("door", tests, NULL, NULL);
}
