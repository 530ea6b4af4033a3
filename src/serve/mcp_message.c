#include "serve/mcp_message.h"

#include <jansson.h>
#include <stdlib.h>

#define META_VERSION "io.modelcontextprotocol/protocolVersion"
#define META_CAPABILITIES "io.modelcontextprotocol/clientCapabilities"

static Str text_of(const json_t *v, Arena *a)
{
    return json_is_string(v) ? str_dup(a, (Str){ json_string_value(v), json_string_length(v) }) : STR("");
}

/* As JSON; "" when it is neither a text within the limit nor a whole number. */
static Str id_of(const json_t *v, Arena *a)
{
    if (!json_is_integer(v) && !(json_is_string(v) && json_string_length(v) <= MCP_ID_MAX))
        return STR("");
    char *written = json_dumps(v, JSON_ENCODE_ANY | JSON_COMPACT);
    Str id = str_dup(a, str_of(written));
    free(written);
    return id;
}

static void bad(McpMessage *m, int code, const char *why)
{
    m->kind = MCP_BAD;
    m->code = code;
    m->why = why;
}

static void take_arguments(const json_t *o, Arena *a, McpMessage *m)
{
    const char *name;
    json_t *v;
    m->bad_params = m->bad_params || (o && !json_is_object(o) && !json_is_null(o));
    /* The library's loop takes a tree it may change; nothing here does. */
    json_t *all = json_is_object(o) ? json_copy((json_t *)(uintptr_t)o) : NULL;
    json_object_foreach(all, name, v)
    {
        if (json_is_null(v))
            continue;                                  /* the same as not given */
        if (m->n_arg == MCP_ARGS_MAX) {
            m->too_many_args = true;
            break;
        }
        McpArgKind kind = json_is_string(v) ? MCP_ARG_TEXT : json_is_integer(v) ? MCP_ARG_INT : MCP_ARG_OTHER;
        m->arg[m->n_arg++] = (McpArg){ .name = str_dup(a, str_of(name)), .text = text_of(v, a), .number = json_integer_value(v), .kind = kind };
    }
    json_decref(all);
}

static void take_meta(const json_t *meta, Arena *a, McpMessage *m)
{
    const json_t *version = json_object_get(meta, META_VERSION);
    m->bad_params = m->bad_params || (meta && !json_is_object(meta)) || (version && !json_is_string(version));
    m->modern = version != NULL;
    m->says_capabilities = json_is_object(json_object_get(meta, META_CAPABILITIES));
    if (m->modern)
        m->asked = text_of(version, a);
}

static void take_params(const json_t *p, Arena *a, McpMessage *m)
{
    m->bad_params = p && !json_is_object(p);
    take_meta(json_object_get(p, "_meta"), a, m);
    if (!m->modern)
        m->asked = text_of(json_object_get(p, "protocolVersion"), a);
    m->name = text_of(json_object_get(p, "name"), a);
    m->uri = text_of(json_object_get(p, "uri"), a);
    m->has_cursor = json_object_get(p, "cursor") != NULL;
    m->cancels = id_of(json_object_get(p, "requestId"), a);
    take_arguments(json_object_get(p, "arguments"), a, m);
}

static void take(const json_t *o, Arena *a, McpMessage *m)
{
    const json_t *id = json_object_get(o, "id"), *method = json_object_get(o, "method");
    *m = (McpMessage){ .kind = MCP_REQUEST, .id = id_of(id, a), .method = text_of(method, a), .asked = STR(""), .name = STR(""), .uri = STR(""),
                       .cancels = STR("") };
    const json_t *version = json_object_get(o, "jsonrpc");
    if (!json_is_object(o) || !json_is_string(version) || strcmp(json_string_value(version), "2.0") != 0) {
        bad(m, MCP_INVALID_REQUEST, "a message is a JSON object with \"jsonrpc\": \"2.0\"");
        return;
    }
    if (!method && (json_object_get(o, "result") || json_object_get(o, "error"))) {
        m->kind = MCP_REPLY;
        return;
    }
    if (!m->method.n) {
        bad(m, MCP_INVALID_REQUEST, "a request has a method, as text");
        return;
    }
    if (id && !m->id.n) {
        bad(m, MCP_INVALID_REQUEST, "an id is a whole number of at most 64 bits, or text of at most 1000 bytes");
        return;
    }
    if (!id)
        m->kind = MCP_NOTICE;
    take_params(json_object_get(o, "params"), a, m);
}

static McpMessage *one_bad(Arena *a, size_t *n, int code, const char *why)
{
    McpMessage *m = ARENA_NEW(a, McpMessage);
    *m = (McpMessage){ .id = STR(""), .method = STR(""), .asked = STR(""), .name = STR(""), .uri = STR(""), .cancels = STR("") };
    bad(m, code, why);
    *n = 1;
    return m;
}

McpMessage *mcp_messages(Str text, Arena *a, size_t *n, bool *batch)
{
    json_error_t why;
    json_t *doc = json_loadb(text.p, text.n, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &why);
    McpMessage *m;
    *batch = json_is_array(doc);
    *n = *batch ? json_array_size(doc) : 1;
    if (!doc) {
        m = one_bad(a, n, MCP_PARSE_ERROR, str_fmt(a, "not JSON: %.120s", why.text).p);
    } else if (!*n || *n > MCP_BATCH_MAX) {
        m = one_bad(a, n, MCP_INVALID_REQUEST, "a batch holds one message to 64");
        *batch = false;
    } else {
        m = ARENA_NEW_N(a, McpMessage, *n);
        for (size_t i = 0; i < *n; i++)
            take(*batch ? json_array_get(doc, i) : doc, a, &m[i]);
    }
    json_decref(doc);
    return m;
}
