#include "serve/mcp.h"

#include <stdio.h>

#include "base/log.h"
#include "model/limits.h"
#include "serve/schema.h"

#define MODERN "2026-07-28"
#define BATCHES "2025-03-26"
#define SCHEME "throughline:"

/* Newest first. */
static const char *const spoken[] = { MODERN, "2025-11-25", "2025-06-18", BATCHES, "2024-11-05" };

static const char instructions[] =
    "The book of one company: what its customers live through, per account, and what it costs. Begin with `money` (the answer in one screen) or `issues`. "
    "Money is in minor units of the currency that `book` names; shares and effects are fractions. Every estimate has an interval, n and a grade: "
    "A is measured against a comparison group, B adjusted, C an association only, D too few accounts to say. Below A do not say that something causes "
    "something else. Lists take page and per_page. Nothing here changes the book.";

typedef struct Reply {
    McpPeer          *p;
    const McpMessage *m;
    Arena            *a;
    JsonOut           j;
} Reply;

static void begin(Reply *r)
{
    json_object(&r->j, NULL);
    json_str(&r->j, "jsonrpc", STR("2.0"));
    json_raw(&r->j, "id", r->m->id.n ? r->m->id : STR("null"));
}

static void end(Reply *r)
{
    json_end(&r->j);
    buf_putc(r->j.b, '\n');
}

static void begin_error(Reply *r, int code, Str words)
{
    begin(r);
    json_object(&r->j, "error");
    json_int(&r->j, "code", code);
    json_str(&r->j, "message", words);
}

static void say_error(Reply *r, int code, Str words)
{
    begin_error(r, code, words);
    json_end(&r->j);
    end(r);
}

static void put_program(JsonOut *j, const char *key)
{
    json_object(j, key);
    json_str(j, "name", STR("throughline"));
    json_str(j, "title", STR("Throughline"));
    json_str(j, "version", STR(TL_VERSION));
    json_end(j);
}

static void begin_result(Reply *r)
{
    begin(r);
    json_object(&r->j, "result");
    if (!r->m->modern)
        return;
    json_str(&r->j, "resultType", STR("complete"));
    json_object(&r->j, "_meta");
    put_program(&r->j, "io.modelcontextprotocol/serverInfo");
    json_end(&r->j);
}

static void end_result(Reply *r)
{
    json_end(&r->j);
    end(r);
}

/* The lists change only with the program, what is read with the book. */
static void put_keeping(Reply *r, int64_t ms)
{
    if (!r->m->modern)
        return;
    json_int(&r->j, "ttlMs", ms);
    json_str(&r->j, "cacheScope", STR("private"));
}
enum { LISTS_KEEP_MS = 3600000 };

static void put_capabilities(JsonOut *j)
{
    json_object(j, "capabilities");
    json_object(j, "tools");
    json_end(j);
    json_object(j, "resources");
    json_end(j);
    json_end(j);
}

static void initialize(Reply *r)
{
    const char *agreed = spoken[1];
    for (size_t i = 1; i < COUNT_OF(spoken); i++)
        if (str_eq(r->m->asked, str_of(spoken[i])))
            agreed = spoken[i];
    if (!r->m->asked.n) {
        say_error(r, MCP_INVALID_PARAMS, STR("'protocolVersion' must be text"));
        return;
    }
    r->p->version = agreed;
    begin_result(r);
    json_str(&r->j, "protocolVersion", str_of(agreed));
    put_capabilities(&r->j);
    put_program(&r->j, "serverInfo");
    json_str(&r->j, "instructions", str_of(instructions));
    end_result(r);
}

const char *mcp_revision(Str named, bool *modern)
{
    for (size_t i = 0; i < COUNT_OF(spoken); i++)
        if (str_eq(named, str_of(spoken[i]))) {
            *modern = i == 0;
            return spoken[i];
        }
    return NULL;
}

static void put_spoken(JsonOut *j, const char *key)
{
    json_array(j, key);
    for (size_t i = 0; i < COUNT_OF(spoken); i++)
        json_str(j, NULL, str_of(spoken[i]));
    json_end(j);
}

static void discover(Reply *r)
{
    begin_result(r);
    put_spoken(&r->j, "supportedVersions");
    put_capabilities(&r->j);
    json_str(&r->j, "instructions", str_of(instructions));
    put_keeping(r, LISTS_KEEP_MS);
    end_result(r);
}

static void ping(Reply *r)
{
    begin_result(r);
    end_result(r);
}

/* ---- tools ---------------------------------------------------------------------------------------------------------------------- */

/* What may never be kept is about the server, not the book. */
static bool is_readable(const Route *row)
{
    return row->access == ACCESS_READER && row->cache != CACHE_NEVER && !row->ranged && !strcmp(row->method, "GET");
}

/* What the other side would be refused is not offered. */
static bool is_offered(const Reply *r, const Route *row)
{
    Err ignored = { .code = ST_OK };
    return is_readable(row) && (!r->p->may || r->p->may(r->p->ctx, row, r->a, &ignored) == ST_OK);
}

static bool is_tool(const Route *row) { return is_readable(row) && row->schema; }

static bool has_id(const Route *row) { return strstr(row->path, "{id}") != NULL; }

static void put_range(JsonOut *j, const char *name, const char *type, const char *help, int64_t low, int64_t high)
{
    json_object(j, name);
    json_str(j, "type", str_of(type));
    json_str(j, "description", str_of(help));
    if (!strcmp(type, "integer")) {
        json_int(j, "minimum", low);
        json_int(j, "maximum", high);
    } else {
        json_int(j, "maxLength", high);
    }
    json_end(j);
}

static void put_input(JsonOut *j, const Route *row)
{
    json_object(j, "inputSchema");
    json_str(j, "type", STR("object"));
    json_object(j, "properties");
    if (has_id(row))
        put_range(j, "id", row->keyed ? "string" : "integer", "as the lists give it", 1, row->keyed ? QUERY_VALUE_MAX : INT64_MAX);
    for (size_t i = 0; i < row->n_param; i++) {
        const Param *p = &row->param[i];
        bool whole = p->type == PARAM_INT;
        put_range(j, p->name, whole ? "integer" : "string", p->help, p->low, whole ? p->high : QUERY_VALUE_MAX);
    }
    json_end(j);
    if (has_id(row)) {
        json_array(j, "required");
        json_str(j, NULL, STR("id"));
        json_end(j);
    }
    json_bool(j, "additionalProperties", false);
    json_end(j);
}

static void put_tool(JsonOut *j, const Route *row)
{
    json_object(j, NULL);
    json_str(j, "name", str_of(row->name));
    json_str(j, "title", str_of(row->help));
    json_str(j, "description", str_of(row->help));
    put_input(j, row);
    json_object(j, "outputSchema");
    schema_closure(j, row->schema);
    json_end(j);
    json_object(j, "annotations");
    json_bool(j, "readOnlyHint", true);
    json_bool(j, "openWorldHint", false);
    json_end(j);
    json_end(j);
}

static void tools_list(Reply *r)
{
    if (r->m->has_cursor) {
        say_error(r, MCP_INVALID_PARAMS, STR("the list comes whole: there is no cursor"));
        return;
    }
    begin_result(r);
    json_array(&r->j, "tools");
    for (size_t i = 0; i < routes_n; i++)
        if (is_tool(&routes[i]) && is_offered(r, &routes[i]))
            put_tool(&r->j, &routes[i]);
    json_end(&r->j);
    put_keeping(r, LISTS_KEEP_MS);
    end_result(r);
}

static void put_words(Reply *r, Str words, bool failed, Str structured)
{
    begin_result(r);
    json_array(&r->j, "content");
    json_object(&r->j, NULL);
    json_str(&r->j, "type", STR("text"));
    json_str(&r->j, "text", words);
    json_end(&r->j);
    json_end(&r->j);
    if (structured.n)
        json_raw(&r->j, "structuredContent", structured);
    json_bool(&r->j, "isError", failed);
    end_result(r);
}

/* What a failure says to the other side: of the inner ones no more than their kind, as over HTTP. */
static Str failure_words(const Err *err)
{
    bool inner = status_http(err->code) >= 500 && err->code != ST_BUSY;
    if (inner)
        log_event(LOG_ERROR, "mcp.failed", "at=%s:%d reason=\"%s\"", err->file, err->line, status_text(err->code));
    return str_of(inner ? status_text(err->code) : err->msg);
}

/* The arguments as if they had come in an address, and its {id}. */
static Status take_arguments(const Route *row, const McpMessage *m, Arena *a, Request *out, int64_t *id, Str *key, Err *err)
{
    *out = (Request){ .path = STR("") };
    *id = 0;
    *key = STR("");
    if (m->too_many_args)
        return ERR(err, ST_USAGE, "more than %d arguments", MCP_ARGS_MAX);
    for (size_t i = 0; i < m->n_arg; i++) {
        const McpArg *g = &m->arg[i];
        bool is_id = has_id(row) && str_eq(g->name, STR("id"));
        if (g->kind == MCP_ARG_OTHER || (is_id && !row->keyed && g->kind != MCP_ARG_INT))
            return ERR(err, ST_USAGE, "'%.40s' is neither text nor a whole number", g->name.p);
        if (g->text.n > QUERY_VALUE_MAX)
            return ERR(err, ST_USAGE, "'%.40s' is longer than %d bytes", g->name.p, QUERY_VALUE_MAX);
        if (is_id && row->keyed)
            *key = g->kind == MCP_ARG_INT ? str_fmt(a, "%lld", (long long)g->number) : g->text;
        else if (is_id)
            *id = g->number;
        else
            out->query[out->n_query++] = (QueryPair){ g->name, g->kind == MCP_ARG_INT ? str_fmt(a, "%lld", (long long)g->number) : g->text };
    }
    if (row->keyed && !key->n)
        return ERR(err, ST_USAGE, "'id' must be given: a text, as the lists give it");
    if (has_id(row) && !row->keyed && *id < 1)
        return ERR(err, ST_USAGE, "'id' must be given: a positive whole number, as the lists give it");
    return ST_OK;
}

static Status ask(Reply *r, const Route *row, AnswerQuery *q, Response *out, Err *err)
{
    Worker *w = NULL;
    Status st = r->p->may ? r->p->may(r->p->ctx, row, r->a, err) : ST_OK;
    if (!st)
        st = r->p->book(r->p->ctx, &w, err);
    if (!st)
        st = site_read(w, row, q, r->a, out, err);
    if (!st && r->p->told)
        st = r->p->told(r->p->ctx, row, out, err);
    return st;
}

static Status call(Reply *r, const Route *row, Str *out, Err *err)
{
    Request request;
    AnswerQuery q;
    Response got;
    int64_t id = 0;
    Str key;
    Status st = take_arguments(row, r->m, r->a, &request, &id, &key, err);
    if (!st)
        st = route_query(row, &request, &q, err);
    if (st)
        return st;
    q.id = id;
    q.key = key;
    st = ask(r, row, &q, &got, err);
    if (st)
        return st;
    *out = schema_without_charts(got.body, r->a);
    if (out->n > MCP_ANSWER_MAX)
        return ERR(err, ST_TOO_BIG, "the answer has %zu bytes, the limit is %d: ask for less (%s)", out->n, MCP_ANSWER_MAX,
                   row->n_param ? "per_page, or a filter" : "an account or issue by its id");
    return ST_OK;
}

static void tools_call(Reply *r)
{
    const Route *row = NULL;
    Str out = STR("");
    Err err = { .code = ST_OK };
    for (size_t i = 0; i < routes_n && !row; i++)
        if (is_tool(&routes[i]) && str_eq(r->m->name, str_of(routes[i].name)))
            row = &routes[i];
    if (!row)
        say_error(r, MCP_INVALID_PARAMS, r->m->name.n ? str_fmt(r->a, "there is no tool '%.80s'", r->m->name.p) : STR("'name' must be the name of a tool"));
    else if (call(r, row, &out, &err))
        put_words(r, failure_words(&err), true, STR(""));
    else
        put_words(r, out, false, out);
}

/* ---- resources ------------------------------------------------------------------------------------------------------------------ */

static const char *type_of(const Route *row) { return row->schema ? "application/json" : row->type; }

static void put_resources(Reply *r, const char *key, bool templates)
{
    begin_result(r);
    json_array(&r->j, key);
    for (size_t i = 0; i < routes_n; i++) {
        const Route *row = &routes[i];
        if (!is_offered(r, row) || has_id(row) != templates)
            continue;
        json_object(&r->j, NULL);
        json_str(&r->j, templates ? "uriTemplate" : "uri", str_fmt(r->a, SCHEME "%s", row->path));
        json_str(&r->j, "name", str_of(row->name));
        json_str(&r->j, "description", str_of(row->help));
        json_str(&r->j, "mimeType", str_of(type_of(row)));
        json_end(&r->j);
    }
    json_end(&r->j);
    put_keeping(r, LISTS_KEEP_MS);
    end_result(r);
}

static void resources_list(Reply *r)
{
    if (r->m->has_cursor)
        say_error(r, MCP_INVALID_PARAMS, STR("the list comes whole: there is no cursor"));
    else
        put_resources(r, "resources", false);
}

static void templates_list(Reply *r)
{
    if (r->m->has_cursor)
        say_error(r, MCP_INVALID_PARAMS, STR("the list comes whole: there is no cursor"));
    else
        put_resources(r, "resourceTemplates", true);
}

static Status read_one(Reply *r, const Route **row, Response *got, Err *err)
{
    Request request;
    AnswerQuery q;
    if (!str_starts(r->m->uri, STR(SCHEME)))
        return ERR(err, ST_NOT_FOUND, "a resource begins with '" SCHEME "', as resources/list gives it");
    Str target = str_sub(r->m->uri, sizeof SCHEME - 1, r->m->uri.n);
    while (str_starts(target, STR("//")))              /* "throughline:///api" is the same */
        target = str_sub(target, 1, target.n);
    Status st = request_parse(target, r->a, &request, err);
    if (!st)
        st = route_find(&request, "GET", row, &q, err);
    if (!st && !is_readable(*row))
        st = ERR(err, ST_NOT_FOUND, "there is no such resource");
    if (!st)
        st = ask(r, *row, &q, got, err);
    if (!st && got->body.n > MCP_RESOURCE_MAX)
        st = ERR(err, ST_TOO_BIG, "the resource has %zu bytes, the limit is %d", got->body.n, MCP_RESOURCE_MAX);
    return st;
}

static void resources_read(Reply *r)
{
    const Route *row = NULL;
    Response got;
    Err err = { .code = ST_OK };
    Status st = read_one(r, &row, &got, &err);
    if (st) {
        bool missing = st == ST_NOT_FOUND && !r->m->modern, inner = status_http(st) >= 500;
        begin_error(r, missing ? MCP_NO_RESOURCE : inner ? MCP_INNER : MCP_INVALID_PARAMS, failure_words(&err));
        json_object(&r->j, "data");
        json_str(&r->j, "uri", r->m->uri);
        json_end(&r->j);
        json_end(&r->j);
        end(r);
        return;
    }
    begin_result(r);
    json_array(&r->j, "contents");
    json_object(&r->j, NULL);
    json_str(&r->j, "uri", r->m->uri);
    json_str(&r->j, "mimeType", str_of(type_of(row)));
    json_str(&r->j, "text", got.body);
    json_end(&r->j);
    json_end(&r->j);
    put_keeping(r, 0);
    end_result(r);
}

/* ---- methods -------------------------------------------------------------------------------------------------------------------- */

typedef enum Era { ERA_BOTH, ERA_OLD, ERA_NEW } Era;

static const struct {
    const char *method;
    Era         era;
    bool        first;             /* may come before `initialize` */
    void      (*answer)(Reply *r);
} methods[] = {
    { "initialize", ERA_OLD, true, initialize },
    { "server/discover", ERA_BOTH, true, discover },       /* also the question whether this server is of the new kind */
    { "ping", ERA_OLD, true, ping },
    { "tools/list", ERA_BOTH, false, tools_list },
    { "tools/call", ERA_BOTH, false, tools_call },
    { "resources/list", ERA_BOTH, false, resources_list },
    { "resources/templates/list", ERA_BOTH, false, templates_list },
    { "resources/read", ERA_BOTH, false, resources_read },
};

static void refuse_version(Reply *r)
{
    begin_error(r, MCP_VERSION, STR("Unsupported protocol version"));
    json_object(&r->j, "data");
    put_spoken(&r->j, "supported");
    json_str(&r->j, "requested", r->m->asked);
    json_end(&r->j);
    json_end(&r->j);
    end(r);
}

static void answer_request(Reply *r)
{
    const McpMessage *m = r->m;
    size_t k = 0;
    if (m->bad_params) {
        say_error(r, MCP_INVALID_PARAMS, STR("params, _meta and arguments are objects"));
        return;
    }
    if (m->modern && !str_eq(m->asked, STR(MODERN))) {
        refuse_version(r);
        return;
    }
    if (m->modern && !m->says_capabilities) {
        say_error(r, MCP_INVALID_PARAMS, STR("_meta must hold io.modelcontextprotocol/clientCapabilities"));
        return;
    }
    while (k < COUNT_OF(methods) && !str_eq(m->method, str_of(methods[k].method)))
        k++;
    if (k == COUNT_OF(methods) || (m->modern && methods[k].era == ERA_OLD))
        say_error(r, MCP_NO_METHOD, str_fmt(r->a, "there is no method '%.80s'", m->method.p));
    else if (!m->modern && !methods[k].first && !r->p->version)
        say_error(r, MCP_INVALID_PARAMS, STR("first `initialize`, or io.modelcontextprotocol/protocolVersion in _meta"));
    else
        methods[k].answer(r);
}

void mcp_answer(McpPeer *p, const McpMessage *m, Arena *a, Buf *out)
{
    Reply r = { .p = p, .m = m, .a = a };
    json_init(&r.j, out);
    if (m->kind == MCP_BAD)
        say_error(&r, m->code, str_of(m->why));
    else if (m->kind == MCP_REQUEST)
        answer_request(&r);
}

/* The answers of a batch stand in one array, as its revision has it. */
static void answer_batch(McpPeer *p, const McpMessage *m, size_t n, Arena *a, Buf *out)
{
    size_t answers = 0;
    for (size_t i = 0; i < n; i++) {
        Buf one;
        buf_init(&one, out->max);
        mcp_answer(p, &m[i], a, &one);
        Str text = str_trim(buf_str(&one));
        if (text.n) {
            buf_puts(out, answers++ ? "," : "[");
            buf_put(out, text);
        }
        out->over = out->over || one.over;
        buf_release(&one);
    }
    if (answers)
        buf_puts(out, "]\n");
}

void mcp_answer_line(McpPeer *p, Str line, Arena *a, Buf *out)
{
    static const McpMessage no_batch = { .kind = MCP_BAD, .code = MCP_INVALID_REQUEST, .why = "this revision of the protocol has no batches",
                                         .id = STR_INIT(""), .method = STR_INIT("") };
    size_t n;
    bool batch;
    McpMessage *m = mcp_messages(line, a, &n, &batch);
    if (!batch)
        mcp_answer(p, m, a, out);
    else if (p->version && !strcmp(p->version, BATCHES))
        answer_batch(p, m, n, a, out);
    else
        mcp_answer(p, &no_batch, a, out);
}
