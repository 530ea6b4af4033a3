#include "serve/response.h"

#include "base/json_out.h"

static const struct { int status; const char *title; } titles[] = {
    { 200, "OK" }, { 201, "Created" }, { 202, "Accepted" }, { 206, "A part" }, { 303, "See other" }, { 304, "Not modified" }, { 400, "Bad request" }, { 401, "Sign in" }, { 403, "Forbidden" }, { 404, "Not found" }, { 405, "Method not allowed" }, { 406, "Not acceptable" },
    { 409, "Conflict" }, { 413, "Too large" }, { 414, "Address too long" }, { 415, "Not JSON" }, { 416, "Not that long" }, { 422, "Cannot be processed" }, { 429, "Too many requests" }, { 500, "Server error" },
    { 503, "Try again later" }, { 507, "Disk full" },
};

const char *http_title(int status)
{
    for (size_t i = 0; i < COUNT_OF(titles); i++)
        if (titles[i].status == status)
            return titles[i].title;
    return "Error";
}

void response_problem(Response *r, Arena *a, int status, Str detail)
{
    enum { PROBLEM_MAX = 4096 };
    Buf b;
    JsonOut j;
    buf_init(&b, PROBLEM_MAX);
    json_init(&j, &b);
    json_object(&j, NULL);
    json_str(&j, "type", STR("about:blank"));
    json_str(&j, "title", str_of(http_title(status)));
    json_int(&j, "status", status);
    json_str(&j, "detail", str_sub(detail, 0, PROBLEM_MAX / 16));
    json_end(&j);
    *r = (Response){ .status = status, .type = "application/problem+json", .body = str_dup(a, buf_str(&b)), .etag = STR(""), .file_name = STR(""),
                     .allow = status == 405 ? "GET, HEAD" : NULL };
    buf_release(&b);
}

void response_failure(Response *r, Arena *a, const Err *err)
{
    int status = status_http(err->code);
    bool inner = status >= 500;
    response_problem(r, a, status, inner ? str_of(status_text(err->code)) : str_of(err->msg));
}
