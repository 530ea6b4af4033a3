#include "serve/httpd.h"

#include <microhttpd.h>
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/log.h"
#include "model/limits.h"

struct Httpd {
    struct MHD_Daemon *daemon;
    Worker            *worker;
    size_t             n;
    pthread_mutex_t    lock;
    pthread_cond_t     free;
};

static const struct { const char *name, *value; } always[] = {
    { "Content-Security-Policy", "default-src 'self'; img-src 'self' data:; style-src 'self'; script-src 'self'; object-src 'none'; "
                                 "frame-ancestors 'none'; base-uri 'none'; form-action 'self'" },
    { "X-Content-Type-Options", "nosniff" },
    { "Referrer-Policy", "no-referrer" },
    { "X-Frame-Options", "DENY" },
    { "Cross-Origin-Resource-Policy", "same-origin" },
};
/* The report is one file with its styles inside; it has no script, and may have none. */
static const char document_csp[] = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; "
                                   "form-action 'none'";

static Worker *worker_take(Httpd *h)
{
    Worker *free = NULL;
    (void)pthread_mutex_lock(&h->lock);
    while (!free) {
        for (size_t i = 0; i < h->n && !free; i++)
            if (!h->worker[i].busy)
                free = &h->worker[i];
        if (!free)
            (void)pthread_cond_wait(&h->free, &h->lock);
    }
    free->busy = true;
    (void)pthread_mutex_unlock(&h->lock);
    return free;
}

static void worker_give(Httpd *h, Worker *w)
{
    (void)pthread_mutex_lock(&h->lock);
    w->busy = false;
    (void)pthread_cond_signal(&h->free);
    (void)pthread_mutex_unlock(&h->lock);
}

static const char *cache_words(CachePolicy c)
{
    switch (c) {
    case CACHE_FOREVER: return "public, max-age=31536000, immutable";
    case CACHE_CHECK: return "private, no-cache";
    case CACHE_NEVER: break;
    }
    return "no-store";
}

static void add_headers(struct MHD_Response *m, const Response *r)
{
    bool document = r->type && !strncmp(r->type, "text/html", 9) && !r->is_static;
    for (size_t i = 0; i < COUNT_OF(always); i++)
        (void)MHD_add_response_header(m, always[i].name, document && !i ? document_csp : always[i].value);
    (void)MHD_add_response_header(m, "Cache-Control", cache_words(r->cache));
    if (r->type && r->status != 304)
        (void)MHD_add_response_header(m, "Content-Type", r->type);
    if (r->etag.n)
        (void)MHD_add_response_header(m, "ETag", r->etag.p);
    if (r->allow)
        (void)MHD_add_response_header(m, "Allow", r->allow);
    if (r->file_name.n)
        (void)MHD_add_response_header(m, "Content-Disposition", r->file_name.p);
}

static enum MHD_Result send_response(struct MHD_Connection *c, const Response *r)
{
    /* The library promises not to write where memory is said to be persistent. */
    union { const char *in; void *out; } body = { .in = r->body.p };
    struct MHD_Response *m = MHD_create_response_from_buffer(r->body.n, body.out, r->is_static ? MHD_RESPMEM_PERSISTENT : MHD_RESPMEM_MUST_COPY);
    if (!m)
        return MHD_NO;
    add_headers(m, r);
    enum MHD_Result done = MHD_queue_response(c, (unsigned)r->status, m);
    MHD_destroy_response(m);
    return done;
}

static Str header(struct MHD_Connection *c, const char *name)
{
    return str_of(MHD_lookup_connection_value(c, MHD_HEADER_KIND, name));
}

static Str any_header(const void *ctx, const char *name)
{
    union { const void *in; void *out; } c = { .in = ctx };      /* the library asks for one it may write to, and does not */
    return header(c.out, name);
}

/* A request while it comes in: its target as it was sent, before the library decodes it, and its body. */
typedef struct Incoming {
    char *target;
    Buf   body;
    size_t limit;         /* bytes of its body */
    bool  begun;
} Incoming;

static const char intake_path[] = "/api/v1/intake/";

static void *keep_target(void *ctx, const char *uri, struct MHD_Connection *c)
{
    (void)ctx;
    (void)c;
    Incoming *in = calloc(1, sizeof *in);
    if (!in)
        return NULL;
    in->limit = !strncmp(uri, intake_path, sizeof intake_path - 1) ? LIMIT_INTAKE_BODY : LIMIT_REQUEST_BODY;
    buf_init(&in->body, in->limit);
    in->target = strdup(uri);
    return in;
}

static void forget_request(void *ctx, struct MHD_Connection *c, void **request, enum MHD_RequestTerminationCode why)
{
    Incoming *in = *request;
    (void)ctx;
    (void)c;
    (void)why;
    *request = NULL;
    if (!in)
        return;
    buf_release(&in->body);
    free(in->target);
    free(in);
}

static bool too_big(struct MHD_Connection *c, size_t limit)
{
    int64_t n = 0;
    Str length = header(c, "Content-Length");
    return length.n && (!str_to_i64(length, &n) || n < 0 || (uint64_t)n > limit);
}

static enum MHD_Result on_request(void *ctx, struct MHD_Connection *c, const char *url, const char *method, const char *version,
                                  const char *upload, size_t *upload_n, void **request)
{
    Httpd *h = ctx;
    Incoming *in = *request;
    Arena a;
    Response r;
    (void)url;
    (void)version;
    if (!in || !in->target)
        return MHD_NO;
    bool first = !in->begun, posted = !strcmp(method, "POST");
    in->begun = true;
    if (posted && first && !too_big(c, in->limit))
        return MHD_YES;
    if (posted && *upload_n) {
        buf_put(&in->body, (Str){ upload, *upload_n });
        *upload_n = 0;
        /* Longer than it said, or without a length: there is no way to answer before the end, so it is cut off. */
        return in->body.over ? MHD_NO : MHD_YES;
    }
    int64_t began = clock_ms();
    arena_init(&a);
    Worker *w = worker_take(h);
    if (posted && first)
        response_problem(&r, &a, status_http(ST_TOO_BIG), STR("the body is over the limit of a request"));
    else
        site_answer(w, &(RawRequest){ str_of(method), str_of(in->target), header(c, "Host"), header(c, "If-None-Match"), header(c, "Origin"),
                                      header(c, "Sec-Fetch-Site"), header(c, "Content-Type"), buf_str(&in->body), any_header, c }, &a, &r);
    worker_give(h, w);
    log_event(LOG_DEBUG, "serve.request", "status=%d bytes=%zu ms=%lld", r.status, r.body.n, (long long)(clock_ms() - began));
    enum MHD_Result done = send_response(c, &r);
    arena_release(&a);
    return done;
}

Status httpd_start(int socket, Worker *worker, size_t n, Httpd **out, Err *err)
{
    Httpd *h = calloc(1, sizeof *h);
    if (!h)
        bug("out of memory (httpd)");
    *h = (Httpd){ .worker = worker, .n = n };
    (void)pthread_mutex_init(&h->lock, NULL);
    (void)pthread_cond_init(&h->free, NULL);
    struct MHD_OptionItem options[] = {
        { MHD_OPTION_LISTEN_SOCKET, socket, NULL }, { MHD_OPTION_CONNECTION_LIMIT, HTTPD_CONNECTIONS, NULL },
        { MHD_OPTION_CONNECTION_TIMEOUT, HTTPD_IDLE_SECONDS, NULL }, { MHD_OPTION_CONNECTION_MEMORY_LIMIT, HTTPD_MEMORY, NULL },
        /* A pool of one is refused by the library; without the option there is one thread anyway. */
        { n > 1 ? MHD_OPTION_THREAD_POOL_SIZE : MHD_OPTION_END, (intptr_t)n, NULL }, { MHD_OPTION_END, 0, NULL } };
    h->daemon = MHD_start_daemon(MHD_USE_AUTO_INTERNAL_THREAD, 0, NULL, NULL, on_request, h, MHD_OPTION_URI_LOG_CALLBACK, keep_target, h,
                                 MHD_OPTION_NOTIFY_COMPLETED, forget_request, h, MHD_OPTION_ARRAY, options, MHD_OPTION_END);
    if (!h->daemon) {
        (void)close(socket);
        httpd_stop(h);
        return ERR(err, ST_IO, "cannot start the HTTP server");
    }
    *out = h;
    return ST_OK;
}

void httpd_stop(Httpd *h)
{
    if (!h)
        return;
    if (h->daemon)
        MHD_stop_daemon(h->daemon);
    (void)pthread_mutex_destroy(&h->lock);
    (void)pthread_cond_destroy(&h->free);
    free(h);
}
