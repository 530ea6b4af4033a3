#include "serve/httpd.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"
#include "model/limits.h"
#include "serve/events.h"
#include "serve/patience.h"

struct Httpd {
    struct MHD_Daemon *daemon;
    Worker            *worker;
    size_t             n, n_slow;          /* those for slow requests stand behind the others */
    size_t             slow_running;
    bool               behind_proxy, ending;
    Events            *events;
    Patience          *patience;
    atomic_size_t      bodies;             /* bytes of bodies that are in memory, of all requests */
    pthread_mutex_t    lock;
    pthread_cond_t     free;
};

static const struct { const char *name, *value; } always[] = {
    { "Content-Security-Policy", "default-src 'self'; img-src 'self' data:; media-src 'self'; style-src 'self'; script-src 'self'; object-src 'none'; "
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
    if (r->set_cookie.n)
        (void)MHD_add_response_header(m, "Set-Cookie", r->set_cookie.p);
    if (r->end_cookie.n)
        (void)MHD_add_response_header(m, "Set-Cookie", r->end_cookie.p);
    if (r->location.n)
        (void)MHD_add_response_header(m, "Location", r->location.p);
    if (r->status == 401)
        (void)MHD_add_response_header(m, "WWW-Authenticate", "Bearer realm=\"throughline\"");
    if (r->forget)
        (void)MHD_add_response_header(m, "Clear-Site-Data", "\"cache\"");
    if (r->replayed)
        (void)MHD_add_response_header(m, "Idempotent-Replay", "true");
    if (r->file.n)
        (void)MHD_add_response_header(m, "Accept-Ranges", "bytes");
    if (r->content_range.n)
        (void)MHD_add_response_header(m, "Content-Range", r->content_range.p);
    const struct { const char *name; int64_t n; } number[] = { { "Retry-After", r->retry_after }, { "Book-Version", r->version } };
    for (size_t i = 0; i < COUNT_OF(number); i++) {
        char digits[24];
        (void)snprintf(digits, sizeof digits, "%lld", (long long)number[i].n);
        if (number[i].n)
            (void)MHD_add_response_header(m, number[i].name, digits);
    }
    (void)MHD_add_response_header(m, "Vary", "Cookie, Authorization, Accept");
}

static enum MHD_Result send_events(const Httpd *h, struct MHD_Connection *c, Response *r, Arena *a)
{
    struct MHD_Response *m = events_stream(h->events, c, (Listener)r->listener);
    if (!m) {
        response_problem(r, a, status_http(ST_BUSY), STR("too many pages wait for news already"));
        return MHD_NO;
    }
    add_headers(m, r);
    (void)MHD_add_response_header(m, "X-Accel-Buffering", "no");
    enum MHD_Result done = MHD_queue_response(c, (unsigned)r->status, m);
    MHD_destroy_response(m);
    return done;
}

static Line *line_of(struct MHD_Connection *c)
{
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(c, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    return info ? info->socket_context : NULL;
}

/* A file is opened only now: who asked for it and may not have it never came so far.  The library reads it as the other side takes it, and closes it. */
static struct MHD_Response *from_file(Response *r, Arena *a)
{
    struct stat sb;
    int fd = open(r->file.p, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    struct MHD_Response *m = NULL;
    if (fd >= 0 && fstat(fd, &sb) == 0 && S_ISREG(sb.st_mode) && sb.st_size == r->file_size)
        m = MHD_create_response_from_fd_at_offset64((uint64_t)r->file_n, fd, (uint64_t)r->file_from);
    if (!m && fd >= 0)
        (void)close(fd);
    if (!m)
        response_problem(r, a, status_http(ST_NOT_FOUND), STR("the file is not there any more"));
    return m;
}

static enum MHD_Result send_response(const Httpd *h, struct MHD_Connection *c, Response *r, Arena *a)
{
    if (r->listener && send_events(h, c, r, a) == MHD_YES)
        return MHD_YES;
    patience_sends(h->patience, line_of(c));
    /* The library promises not to write where memory is said to be persistent. */
    struct MHD_Response *m = r->file.n ? from_file(r, a) : NULL;
    union { const char *in; void *out; } body = { .in = r->body.p };
    if (!m)
        m = MHD_create_response_from_buffer(r->body.n, body.out, r->is_static ? MHD_RESPMEM_PERSISTENT : MHD_RESPMEM_MUST_COPY);
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
    struct Httpd          *h;
    struct MHD_Connection *c;
    char    *target;
    Buf      body;
    size_t   counted;          /* bytes of it in Httpd.bodies */
    size_t   limit;            /* bytes of its body */
    bool     begun, answered;
    Arena    a;
    Response r;                /* when answered */
} Incoming;

/* Longer bodies than those of decisions. */
static const struct { const char *path; size_t limit; } longer[] = {
    { "/api/v1/intake/", LIMIT_INTAKE_BODY }, { "/mcp", LIMIT_MCP_BODY }, { "/api/v1/quarantine", LIMIT_MENDED_BODY },
    { "/api/v1/codebook", LIMIT_CODEBOOK_BODY } };

static size_t limit_of(const char *target)
{
    for (size_t i = 0; i < COUNT_OF(longer); i++)
        if (!strncmp(target, longer[i].path, strlen(longer[i].path)))
            return longer[i].limit;
    return LIMIT_REQUEST_BODY;
}

static void *keep_target(void *ctx, const char *uri, struct MHD_Connection *c)
{
    (void)ctx;
    (void)c;
    Incoming *in = calloc(1, sizeof *in);
    if (!in)
        return NULL;
    in->limit = limit_of(uri);
    buf_init(&in->body, in->limit);
    arena_init(&in->a);
    in->target = strdup(uri);
    return in;
}

static void forget_request(void *ctx, struct MHD_Connection *c, void **request, enum MHD_RequestTerminationCode why)
{
    Httpd *h = ctx;
    Incoming *in = *request;
    (void)why;
    *request = NULL;
    patience_waits(h->patience, line_of(c));
    if (!in)
        return;
    (void)atomic_fetch_sub(&h->bodies, in->counted);
    buf_release(&in->body);
    arena_release(&in->a);
    free(in->target);
    free(in);
}

static bool too_big(struct MHD_Connection *c, size_t limit)
{
    int64_t n = 0;
    Str length = header(c, "Content-Length");
    return length.n && (!str_to_i64(length, &n) || n < 0 || (uint64_t)n > limit);
}

static bool has_body(struct MHD_Connection *c)
{
    Str length = header(c, "Content-Length");
    return header(c, "Transfer-Encoding").n || (length.n && !str_eq(length, STR("0")));
}

/* Where a request came from; behind a proxy of ours, what that says: its last word is the proxy's own. */
static Str address_of(const Httpd *h, struct MHD_Connection *c, Arena *a)
{
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(c, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    const struct sockaddr *at = info ? info->client_addr : NULL;
    char text[INET6_ADDRSTRLEN] = "unknown";
    Str said = header(c, "X-Forwarded-For"), last = said;
    while (h->behind_proxy && said.n)
        last = str_trim(str_cut(&said, ','));
    if (h->behind_proxy && last.n && last.n < sizeof text && strspn(last.p, "0123456789abcdefABCDEF.:") >= last.n)
        return str_dup(a, last);
    if (at && at->sa_family == AF_INET)
        (void)inet_ntop(AF_INET, &((const struct sockaddr_in *)(const void *)at)->sin_addr, text, sizeof text);
    else if (at && at->sa_family == AF_INET6)
        (void)inet_ntop(AF_INET6, &((const struct sockaddr_in6 *)(const void *)at)->sin6_addr, text, sizeof text);
    return str_dup(a, str_of(text));
}

/* While it is laid aside its connection is suspended, and httpd_stop() waits for it. */
static void lay_aside(void *who)
{
    const Incoming *in = who;
    (void)pthread_mutex_lock(&in->h->lock);
    in->h->slow_running++;
    (void)pthread_mutex_unlock(&in->h->lock);
    MHD_suspend_connection(in->c);
}

static void take_up(void *who)
{
    Incoming *in = who;
    Httpd *h = in->h;
    in->answered = true;
    MHD_resume_connection(in->c);             /* from here on it is the library's again */
    (void)pthread_mutex_lock(&h->lock);
    h->slow_running--;
    (void)pthread_mutex_unlock(&h->lock);
}

static RawRequest raw_of(const Httpd *h, struct MHD_Connection *c, const char *method, Incoming *in, Arena *a)
{
    return (RawRequest){ .method = str_of(method), .target = str_of(in->target), .host = header(c, "Host"), .if_none_match = header(c, "If-None-Match"),
                         .origin = header(c, "Origin"), .fetch_site = header(c, "Sec-Fetch-Site"), .content_type = header(c, "Content-Type"), .body = buf_str(&in->body),
                         .cookies = header(c, "Cookie"), .authorization = header(c, "Authorization"), .once_key = header(c, "Idempotency-Key"),
                         .address = address_of(h, c, a), .header = any_header, .ctx = c, .lay_aside = lay_aside, .take_up = take_up, .who = in };
}

/* A slow request: answered by a thread of its own while its connection is suspended, so that the others of its thread need not wait. */
typedef struct Slow {
    Httpd                 *h;
    struct MHD_Connection *c;
    Incoming              *in;
    RawRequest             raw;            /* its texts are the connection's, which keeps them while it is suspended */
    Worker                *w;
} Slow;

static void *slow_work(void *arg)
{
    Slow *s = arg;
    Httpd *h = s->h;
    (void)site_answer(s->w, &s->raw, &s->in->a, &s->in->r);     /* deliveries are not slow */
    s->in->answered = true;
    (void)pthread_mutex_lock(&h->lock);
    s->w->busy = false;                    /* before the answer goes out: whoever asks again behind it finds it free */
    (void)pthread_mutex_unlock(&h->lock);
    MHD_resume_connection(s->c);
    (void)pthread_mutex_lock(&h->lock);
    h->slow_running--;
    (void)pthread_cond_broadcast(&h->free);
    (void)pthread_mutex_unlock(&h->lock);
    free(s);
    return NULL;
}

static Worker *slow_take(Httpd *h)
{
    Worker *free_one = NULL;
    (void)pthread_mutex_lock(&h->lock);
    for (size_t i = h->n; i < h->n + h->n_slow && !free_one && !h->ending; i++)
        if (!h->worker[i].busy)
            free_one = &h->worker[i];
    if (free_one) {
        free_one->busy = true;
        h->slow_running++;
    }
    (void)pthread_mutex_unlock(&h->lock);
    return free_one;
}

/* False: too many are under way. */
static bool slow_begin(Httpd *h, struct MHD_Connection *c, Incoming *in, const RawRequest *raw)
{
    pthread_t thread;
    pthread_attr_t detached;
    Worker *w = slow_take(h);
    Slow *s = w ? malloc(sizeof *s) : NULL;
    if (w && !s)
        bug("out of memory (slow request)");
    if (!s)
        return false;
    *s = (Slow){ h, c, in, *raw, w };
    (void)pthread_attr_init(&detached);
    (void)pthread_attr_setdetachstate(&detached, PTHREAD_CREATE_DETACHED);
    MHD_suspend_connection(c);
    if (pthread_create(&thread, &detached, slow_work, s))
        (void)slow_work(s);                /* no thread: here and now */
    (void)pthread_attr_destroy(&detached);
    return true;
}

/* False: the answer will be there later. */
static bool answer_now(Httpd *h, const RawRequest *raw, Incoming *in)
{
    int64_t began = clock_ms();
    Worker *w = worker_take(h);
    bool there = site_answer(w, raw, &in->a, &in->r);
    worker_give(h, w);
    if (!there)
        return false;
    log_event(LOG_DEBUG, "serve.request", "status=%d bytes=%zu ms=%lld", in->r.status, in->r.body.n, (long long)(clock_ms() - began));
    return true;
}

/* Longer than it said, without a length, or more than there is room for beside the others: there is no way to answer before the end, so
 * it is cut off. */
static enum MHD_Result take_part(Httpd *h, Incoming *in, const char *upload, size_t *upload_n)
{
    size_t n = *upload_n;
    *upload_n = 0;
    in->counted += n;
    if (atomic_fetch_add(&h->bodies, n) + n > LIMIT_BODIES)
        return MHD_NO;
    buf_put(&in->body, (Str){ upload, n });
    return in->body.over ? MHD_NO : MHD_YES;
}

static enum MHD_Result on_request(void *ctx, struct MHD_Connection *c, const char *url, const char *method, const char *version,
                                  const char *upload, size_t *upload_n, void **request)
{
    Httpd *h = ctx;
    Incoming *in = *request;
    (void)url;
    (void)version;
    if (!in || !in->target)
        return MHD_NO;
    if (in->answered)
        return send_response(h, c, &in->r, &in->a);
    bool first = !in->begun, posted = !strcmp(method, "POST");
    in->begun = true;
    /* An answer before the end of the request is its connection's last: the library closes it.  So the first call, of the head, only looks. */
    if (first && (posted ? !too_big(c, in->limit) : !has_body(c)))
        return MHD_YES;
    if (posted && *upload_n) {
        return take_part(h, in, upload, upload_n);
    }
    patience_hold(h->patience, line_of(c));
    in->h = h;
    in->c = c;
    RawRequest raw = raw_of(h, c, method, in, &in->a);
    if (posted && first) {
        response_problem(&in->r, &in->a, status_http(ST_TOO_BIG), STR("the body is over the limit of a request"));
    } else if (site_is_slow(&raw, &in->a)) {
        if (slow_begin(h, c, in, &raw))
            return MHD_YES;
        site_too_busy(&raw, &in->a, &in->r);
    } else if (!answer_now(h, &raw, in)) {
        return MHD_YES;
    }
    return send_response(h, c, &in->r, &in->a);
}

/* As many as the system lets a process have, less what the book and the program need themselves. */
static unsigned connections(void)
{
    enum { OWN_FILES = 128, AT_LEAST = 64 };
    struct rlimit l;
    if (getrlimit(RLIMIT_NOFILE, &l))
        return AT_LEAST;
    rlim_t want = LIMIT_CONNECTIONS + OWN_FILES;
    if (l.rlim_cur < want) {
        l.rlim_cur = l.rlim_max == RLIM_INFINITY || l.rlim_max > want ? want : l.rlim_max;
        (void)setrlimit(RLIMIT_NOFILE, &l);
    }
    if (getrlimit(RLIMIT_NOFILE, &l) || l.rlim_cur < OWN_FILES + AT_LEAST)
        return AT_LEAST;
    return l.rlim_cur - OWN_FILES < LIMIT_CONNECTIONS ? (unsigned)(l.rlim_cur - OWN_FILES) : LIMIT_CONNECTIONS;
}

/* One that there is no memory for is shut at once. */
static void on_connection(void *ctx, struct MHD_Connection *c, void **line, enum MHD_ConnectionNotificationCode what)
{
    Httpd *h = ctx;
    if (what == MHD_CONNECTION_NOTIFY_CLOSED) {
        patience_close_line(h->patience, *line);
        *line = NULL;
        return;
    }
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(c, MHD_CONNECTION_INFO_CONNECTION_FD);
    *line = info ? patience_line(h->patience, info->connect_fd) : NULL;
    if (info && !*line)
        (void)shutdown(info->connect_fd, SHUT_RDWR);
}

static void news_of(const void *ctx, EventsNews *out)
{
    site_news(ctx, out);
}

Status httpd_start(int socket, Worker *worker, size_t n, size_t n_slow, int64_t patience_ms, Httpd **out, Err *err)
{
    enum { MS = 1000 };
    Httpd *h = calloc(1, sizeof *h);
    if (!h)
        bug("out of memory (httpd)");
    const Site *site = worker[0].site;
    *h = (Httpd){ .worker = worker, .n = n, .n_slow = n_slow, .behind_proxy = site->public_host.n > 0 };
    (void)pthread_mutex_init(&h->lock, NULL);
    (void)pthread_cond_init(&h->free, NULL);
    Status st = events_open(news_of, site, &h->events, err);
    if (!st)
        st = patience_open(patience_ms ? patience_ms : LIMIT_REQUEST_S * MS, patience_ms ? patience_ms : LIMIT_ANSWER_S * MS, &h->patience, err);
    if (st) {
        (void)close(socket);
        httpd_stop(h);
        return st;
    }
    struct MHD_OptionItem options[] = {
        { MHD_OPTION_LISTEN_SOCKET, socket, NULL }, { MHD_OPTION_CONNECTION_LIMIT, (intptr_t)connections(), NULL },
        /* On loopback, and behind a proxy there, everybody comes from one address. */
        { MHD_OPTION_PER_IP_CONNECTION_LIMIT, site->loopback ? 0 : LIMIT_FROM_ONE, NULL },
        { MHD_OPTION_CONNECTION_TIMEOUT, LIMIT_SILENCE_S, NULL }, { MHD_OPTION_CONNECTION_MEMORY_LIMIT, LIMIT_HEADS, NULL },
        /* A pool of one is refused by the library; without the option there is one thread anyway. */
        { n > 1 ? MHD_OPTION_THREAD_POOL_SIZE : MHD_OPTION_END, (intptr_t)n, NULL }, { MHD_OPTION_END, 0, NULL } };
    h->daemon = MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME, 0, NULL, NULL, on_request, h, MHD_OPTION_URI_LOG_CALLBACK, keep_target, h,
                                 MHD_OPTION_NOTIFY_COMPLETED, forget_request, h, MHD_OPTION_NOTIFY_CONNECTION, on_connection, h, MHD_OPTION_ARRAY, options, MHD_OPTION_END);
    if (!h->daemon) {
        (void)close(socket);
        httpd_stop(h);
        return ERR(err, ST_IO, "cannot start the HTTP server");
    }
    *out = h;
    return ST_OK;
}

/* No slow request begins any more; those under way are given up, again and again: between two statements there is nothing to cancel. */
static void slow_end(Httpd *h)
{
    (void)pthread_mutex_lock(&h->lock);
    h->ending = true;
    while (h->slow_running) {
        for (size_t i = h->n; i < h->n + h->n_slow; i++)
            if (h->worker[i].busy)
                db_cancel(store_db(h->worker[i].all));
        (void)pthread_mutex_unlock(&h->lock);
        (void)nanosleep(&(struct timespec){ .tv_nsec = 20000000L }, NULL);
        (void)pthread_mutex_lock(&h->lock);
    }
    (void)pthread_mutex_unlock(&h->lock);
}

void httpd_stop(Httpd *h)
{
    if (!h)
        return;
    slow_end(h);
    events_end(h->events);
    if (h->daemon)
        MHD_stop_daemon(h->daemon);
    events_close(h->events);
    patience_close(h->patience);
    (void)pthread_mutex_destroy(&h->lock);
    (void)pthread_cond_destroy(&h->free);
    free(h);
}
