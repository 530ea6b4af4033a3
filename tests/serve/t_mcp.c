/* MCP without pipes: what is read off a message, schemas that stand alone, answers without their charts.
 *
 * Oracle  the JSON-RPC 2.0 and MCP documents for codes and shapes; jansson for what is JSON.  tests/flow/mcp.py does the rest from outside.
 */
#include "tests/near.h"

#include <jansson.h>

#define json_object written_object
#define json_array  written_array
#define json_null   written_null
#include "serve/mcp.h"
#include "serve/schema.h"
#undef json_object
#undef json_array
#undef json_null

#include "tests/serve/closure.h"

static const McpMessage *one(Arena *a, const char *text)
{
    size_t n;
    bool batch;
    const McpMessage *m = mcp_messages(str_of(text), a, &n, &batch);
    assert_int_equal(n, 1);
    return m;
}

static void ids_come_back_as_they_were(void **state)
{
    static const struct { const char *text, *id; McpKind kind; } row[] = {
        { "{\"jsonrpc\":\"2.0\",\"id\":9007199254740993,\"method\":\"ping\"}", "9007199254740993", MCP_REQUEST },
        { "{\"jsonrpc\":\"2.0\",\"id\":-9223372036854775808,\"method\":\"ping\"}", "-9223372036854775808", MCP_REQUEST },
        { "{\"jsonrpc\":\"2.0\",\"id\":\"a\\\"b\",\"method\":\"ping\"}", "\"a\\\"b\"", MCP_REQUEST },
        { "{\"jsonrpc\":\"2.0\",\"id\":\"\",\"method\":\"ping\"}", "\"\"", MCP_REQUEST },
        { "{\"jsonrpc\":\"2.0\",\"method\":\"ping\"}", "", MCP_NOTICE },
        { "{\"jsonrpc\":\"2.0\",\"id\":4,\"result\":{}}", "4", MCP_REPLY },
        { "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"ping\"}", "", MCP_BAD },
        { "{\"jsonrpc\":\"2.0\",\"id\":2.5,\"method\":\"ping\"}", "", MCP_BAD },
        { "{\"jsonrpc\":\"2.0\",\"id\":5}", "5", MCP_BAD },
    };
    Arena a;
    (void)state;
    arena_init(&a);
    for (size_t i = 0; i < COUNT_OF(row); i++) {
        const McpMessage *m = one(&a, row[i].text);
        assert_int_equal(m->kind, row[i].kind);
        assert_int_equal(m->id.n, strlen(row[i].id));
        assert_memory_equal(m->id.p, row[i].id, m->id.n);
    }
    arena_release(&a);
}

static void arguments_keep_their_kind(void **state)
{
    Arena a;
    (void)state;
    arena_init(&a);
    const McpMessage *m = one(&a, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"accounts\",\"arguments\":"
                                  "{\"q\":\"x\",\"page\":3,\"none\":null,\"half\":1.5}}}");
    assert_int_equal(m->n_arg, 3);
    for (size_t i = 0; i < m->n_arg; i++) {
        McpArgKind want = str_eq(m->arg[i].name, STR("q")) ? MCP_ARG_TEXT : str_eq(m->arg[i].name, STR("page")) ? MCP_ARG_INT : MCP_ARG_OTHER;
        assert_int_equal(m->arg[i].kind, want);
    }
    assert_false(m->modern);
    m = one(&a, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"x\",\"params\":{\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\"}}}");
    assert_true(m->modern && !m->says_capabilities && str_eq(m->asked, STR("2026-07-28")));
    arena_release(&a);
}

static void only_charts_are_taken_out(void **state)
{
    /* "chart" and "cost" hold SVG in some shape; "text" never does, and neither does a key. */
    static const struct { const char *in, *out; } row[] = {
        { "{\"chart\":\"<svg a=\\\"b\\\"></svg>\",\"n\":1}", "{\"chart\":null,\"n\":1}" },
        { "{\"text\":\"<svg>\",\"cost\":\"<svg/>\"}", "{\"text\":\"<svg>\",\"cost\":null}" },
        { "{\"chart\":\"svg\",\"<svg\":\"x\"}", "{\"chart\":\"svg\",\"<svg\":\"x\"}" },
        { "{\"text\":\"\\\",\\\"chart\\\":\\\"<svg\"}", "{\"text\":\"\\\",\\\"chart\\\":\\\"<svg\"}" },
        { "", "" }, { "{\"chart\":\"<svg", "{\"chart\":null" },
    };
    Arena a;
    (void)state;
    arena_init(&a);
    for (size_t i = 0; i < COUNT_OF(row); i++)
        assert_string_equal(schema_without_charts(str_of(row[i].in), &a).p, row[i].out);
    arena_release(&a);
}

/* Every reference of `v` leads to a shape beside it; true when there was one. */
static bool references_hold(const json_t *v, const json_t *defs)
{
    static const char root[] = "#/$defs/";
    bool any = false;
    const char *key;
    json_t *member;
    size_t i;
    json_t *o = json_is_object(v) ? json_copy((json_t *)(uintptr_t)v) : NULL;
    json_object_foreach(o, key, member)
    {
        if (!strcmp(key, "$ref")) {
            const char *to = json_string_value(member);
            assert_memory_equal(to, root, sizeof root - 1);
            assert_non_null(json_object_get(defs, to + sizeof root - 1));
            any = true;
        }
        any = references_hold(member, defs) || any;
    }
    json_decref(o);
    json_array_foreach(v, i, member)
        any = references_hold(member, defs) || any;
    return any;
}

static void schemas_stand_alone(void **state)
{
    Arena a;
    (void)state;
    arena_init(&a);
    for (size_t i = 0; i < routes_n; i++) {
        if (!routes[i].schema)
            continue;
        Str text = closure_of(routes[i].schema, &a);
        json_t *doc = json_loadb(text.p, text.n, 0, NULL);
        assert_non_null(doc);
        assert_true(references_hold(doc, json_object_get(doc, "$defs")));
        json_decref(doc);
    }
    arena_release(&a);
}

static Status no_book(void *ctx, Worker **out, Err *err)
{
    (void)ctx;
    (void)out;
    return ERR(err, ST_DB, "a table's own words");
}

static void failures_inside_are_named_and_not_told(void **state)
{
    Arena a;
    Buf out;
    McpPeer p = { .book = no_book, .version = "2025-11-25" };
    (void)state;
    arena_init(&a);
    buf_init(&out, 1 << 16);
    mcp_answer_line(&p, STR("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"book\"}}"), &a, &out);
    assert_true(str_has(buf_str(&out), STR("\"isError\":true")) && str_has(buf_str(&out), STR("database failure")));
    assert_false(str_has(buf_str(&out), STR("own words")));
    buf_clear(&out);
    mcp_answer_line(&p, STR("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"resources/read\",\"params\":{\"uri\":\"throughline:/api/v1/book\"}}"), &a, &out);
    assert_true(str_has(buf_str(&out), STR("-32603")) && !str_has(buf_str(&out), STR("own words")));
    buf_clear(&out);
    mcp_answer_line(&p, STR("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}"), &a, &out);
    assert_int_equal(out.n, 0);
    buf_release(&out);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(ids_come_back_as_they_were), cmocka_unit_test(arguments_keep_their_kind),
                                        cmocka_unit_test(only_charts_are_taken_out), cmocka_unit_test(schemas_stand_alone),
                                        cmocka_unit_test(failures_inside_are_named_and_not_told) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
