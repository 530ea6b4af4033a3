#include "serve/routes.h"

#include "serve/example.h"
#include "serve/rows.h"
#include "serve/schema.h"

/* {id} of a row with `keyed`. */
static const Param key_param = { .name = "id", .type = PARAM_TEXT };

static void put_parameter(JsonOut *j, const char *name, const char *in, const char *help, const Param *p)
{
    bool in_path = !strcmp(in, "path"), whole = p ? p->type == PARAM_INT : in_path;
    json_object(j, NULL);
    json_str(j, "name", str_of(name));
    json_str(j, "in", str_of(in));
    json_bool(j, "required", in_path);
    json_str(j, "description", str_of(help));
    json_object(j, "schema");
    json_str(j, "type", whole ? STR("integer") : STR("string"));
    if (whole) {
        json_int(j, "minimum", p ? p->low : 1);
        json_int(j, "maximum", p ? p->high : INT64_MAX);
    } else {
        json_int(j, "maxLength", QUERY_VALUE_MAX);
    }
    json_end(j);
    json_end(j);
}

/* What a list is sent as when it is asked for as a file. */
static void put_file(JsonOut *j, Str type, bool binary)
{
    json_object(j, type.p);
    json_object(j, "schema");
    json_str(j, "type", STR("string"));
    if (binary)
        json_str(j, "format", STR("binary"));
    json_end(j);
    json_end(j);
}

static void put_content(JsonOut *j, const char *type, const char *schema, const char *example, bool files)
{
    json_object(j, "content");
    json_object(j, type);
    json_object(j, "schema");
    if (schema) {
        char ref[96];
        (void)snprintf(ref, sizeof ref, "#/components/schemas/%s", schema);
        json_str(j, "$ref", str_of(ref));
    } else {
        json_str(j, "type", STR("string"));
    }
    json_end(j);
    if (example)
        json_raw(j, "example", str_of(example));
    json_end(j);
    if (files) {
        put_file(j, STR("text/csv"), false);
        put_file(j, str_of(rows_xlsx_type), true);
    }
    json_end(j);
}

static void put_reply(JsonOut *j, const char *status, const char *words, const char *type, const char *schema, bool files)
{
    json_object(j, status);
    json_str(j, "description", str_of(words));
    if (type)
        put_content(j, type, schema, NULL, files);
    json_end(j);
}

static void put_answer(JsonOut *j, const char *status, const char *words, const char *type, const char *schema)
{
    put_reply(j, status, words, type, schema, false);
}

static void put_body(JsonOut *j, const char *schema, const char *operation)
{
    json_object(j, "requestBody");
    json_bool(j, "required", true);
    put_content(j, "application/json", schema, example_of(operation), false);
    json_end(j);
}

/* What another system sends is its own affair: one record, or a list of them. */
static void put_delivery(JsonOut *j, const char *operation)
{
    json_object(j, "requestBody");
    json_bool(j, "required", true);
    json_object(j, "content");
    json_object(j, "application/json");
    json_object(j, "schema");
    json_array(j, "type");
    json_str(j, NULL, STR("object"));
    json_str(j, NULL, STR("array"));
    json_end(j);
    json_end(j);
    json_raw(j, "example", str_of(example_of(operation)));
    json_end(j);
    json_end(j);
    json_end(j);
}

/* A delivery of another system is known by its signature, whoever asks. */
static bool needs_somebody(const Route *r) { return r->access != ACCESS_ANYBODY && r->access != ACCESS_SIGNATURE; }

/* What opens a route: nothing, or one of session and token. */
static void put_security(JsonOut *j, const Route *r)
{
    static const char *const schemes[] = { "session", "token" };
    json_array(j, "security");
    for (size_t i = 0; needs_somebody(r) && i < COUNT_OF(schemes); i++) {
        json_object(j, NULL);
        json_array(j, schemes[i]);
        json_end(j);
        json_end(j);
    }
    json_end(j);
}

static void put_schemes(JsonOut *j)
{
    json_object(j, "securitySchemes");
    json_object(j, "session");
    json_str(j, "type", STR("apiKey"));
    json_str(j, "in", STR("cookie"));
    json_str(j, "name", STR("tl_session_8080"));
    json_str(j, "description", STR("Given by POST /api/v1/session; the number is the server's port, __Host- stands before it behind TLS"));
    json_end(j);
    json_object(j, "token");
    json_str(j, "type", STR("http"));
    json_str(j, "scheme", STR("bearer"));
    json_str(j, "description", STR("tl_..., made by POST /api/v1/tokens or throughline tokens"));
    json_end(j);
    json_end(j);
}

static void put_operation(JsonOut *j, const Route *r)
{
    bool has_id = strstr(r->path, "{id}") != NULL;
    char status[8];
    (void)snprintf(status, sizeof status, "%d", r->status ? r->status : 200);
    json_object(j, route_posts(r) ? "post" : "get");
    json_str(j, "operationId", str_of(r->name));
    json_str(j, "summary", str_of(r->help));
    put_security(j, r);
    json_array(j, "parameters");
    if (has_id)
        put_parameter(j, "id", "path", "as the lists give it", r->keyed ? &key_param : NULL);
    for (size_t i = 0; i < r->n_param; i++)
        put_parameter(j, r->param[i].name, "query", r->param[i].help, &r->param[i]);
    if (r->list)
        put_parameter(j, list_param.name, "query", list_param.help, &list_param);
    json_end(j);
    if (r->change || r->speak)
        put_body(j, r->body, r->name);
    if (r->take)
        put_delivery(j, r->name);
    json_object(j, "responses");
    put_reply(j, status, r->visit ? "Go on to Location" : "The answer", r->schema ? "application/json" : r->type, r->schema, r->list);
    if (r->ranged) {
        put_reply(j, "206", "The part that Range asked for", r->type, NULL, false);
        put_answer(j, "416", "Range begins behind the end", "application/problem+json", "Problem");
    }
    if (r->cache == CACHE_CHECK)
        put_answer(j, "304", "Unchanged since the entity tag in If-None-Match", NULL, NULL);
    if (needs_somebody(r)) {
        put_answer(j, "401", "Nobody has signed in", "application/problem+json", "Problem");
        put_answer(j, "403", "Not for this role, or these scopes", "application/problem+json", "Problem");
    }
    put_answer(j, "default", "What went wrong", "application/problem+json", "Problem");
    json_end(j);
    json_end(j);
}

/* "cost?" may be null; "[]" behind a type is a list of it. */
static void put_field(JsonOut *j, Str name, Str type, const char *root, bool charts)
{
    static const struct { char code; const char *type, *format; } plain[] = {
        { 'i', "integer", NULL }, { 'n', "number", NULL }, { 's', "string", NULL }, { 'b', "boolean", NULL },
        { 'd', "string", "date" }, { 't', "string", "date-time" }, { 'g', "string", NULL } };
    char key[64], ref[128];
    bool null = str_ends(type, STR("?"));
    type.n -= null;
    null = null || (!charts && str_eq(type, STR("g")));
    bool list = str_ends(type, STR("[]"));
    type.n -= list ? 2 : 0;
    (void)snprintf(key, sizeof key, "%.*s", STR_ARG(name));
    json_object(j, key);
    if (list) {
        json_str(j, "type", STR("array"));
        json_object(j, "items");
    }
    if (type.n > 1) {
        (void)snprintf(ref, sizeof ref, "%s%.*s", root, STR_ARG(type));
        if (null) {
            json_array(j, "anyOf");
            json_object(j, NULL);
            json_str(j, "$ref", str_of(ref));
            json_end(j);
            json_object(j, NULL);
            json_str(j, "type", STR("null"));
            json_end(j);
            json_end(j);
        } else {
            json_str(j, "$ref", str_of(ref));
        }
    }
    for (size_t i = 0; type.n == 1 && i < COUNT_OF(plain); i++) {
        if (type.p[0] != plain[i].code)
            continue;
        if (null) {
            json_array(j, "type");
            json_str(j, NULL, str_of(plain[i].type));
            json_str(j, NULL, STR("null"));
            json_end(j);
        } else {
            json_str(j, "type", str_of(plain[i].type));
        }
        if (plain[i].format)
            json_str(j, "format", str_of(plain[i].format));
    }
    if (list)
        json_end(j);
    json_end(j);
}

void schema_put(JsonOut *j, const Schema *s, const char *root, bool charts)
{
    Str rest = str_of(s->fields);
    bool asked = str_ends(str_of(s->name), STR("Ask"));
    json_object(j, s->name);
    json_str(j, "type", STR("object"));
    json_object(j, "properties");
    while (rest.n) {
        Str type = str_cut(&rest, ' '), name = str_cut(&type, ':');
        put_field(j, name, type, root, charts);
    }
    json_end(j);
    rest = str_of(s->fields);
    json_array(j, "required");
    while (rest.n) {
        Str type = str_cut(&rest, ' '), name = str_cut(&type, ':');
        if (!asked || !str_ends(type, STR("?")))
            json_str(j, NULL, name);
    }
    json_end(j);
    json_end(j);
}

void openapi_write(const Route *row, size_t n, JsonOut *j)
{
    json_object(j, NULL);
    json_str(j, "openapi", STR("3.1.0"));
    json_object(j, "info");
    json_str(j, "title", STR("Throughline"));
    json_str(j, "version", STR(TL_VERSION));
    json_str(j, "summary", STR("What customers live through, and what it costs"));
    json_end(j);
    json_object(j, "paths");
    for (size_t i = 0; i < n; i++) {
        /* Rows of one path stand together. */
        bool same = i && !strcmp(row[i].path, row[i - 1].path), more = i + 1 < n && !strcmp(row[i].path, row[i + 1].path);
        if (!same)
            json_object(j, row[i].path);
        put_operation(j, &row[i]);
        if (!more)
            json_end(j);
    }
    json_end(j);
    json_object(j, "components");
    put_schemes(j);
    json_object(j, "schemas");
    for (size_t i = 0; i < schemas_n; i++)
        schema_put(j, &schemas[i], "#/components/schemas/", true);
    json_end(j);
    json_end(j);
    json_end(j);
}
