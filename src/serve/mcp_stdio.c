/* Messages over pipes: a thread reads lines, so that a request can be given up while it is worked on; the caller's answers them. */
#include "serve/mcp.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"

enum { QUEUE_MAX = 64, READ_BYTES = 64 * 1024, IDLE_SECONDS = 1 };

typedef struct Line {
    Buf  text;
    Str  id;                        /* of a single request, as JSON; "": none */
    bool dropped;                   /* cancelled before its turn */
} Line;

typedef struct Stdio {
    Site            site;
    Worker          worker;         /* .s is NULL while the book is closed */
    const char     *where;
    int             in, out;
    pthread_mutex_t lock;           /* of what follows */
    pthread_cond_t  changed;
    Line            line[QUEUE_MAX];
    size_t          first, n;
    Str             running;        /* id of the request in work */
    Store          *busy;           /* its session, to be interrupted */
    bool            given_up, ended;
} Stdio;

/* ---- the reading thread --------------------------------------------------------------------------------------------------------- */

static void cancel(Stdio *s, Str id)
{
    (void)pthread_mutex_lock(&s->lock);
    for (size_t i = 0; i < s->n; i++) {
        Line *l = &s->line[(s->first + i) % QUEUE_MAX];
        l->dropped = l->dropped || (l->id.n && str_eq(l->id, id));
    }
    if (s->running.n && str_eq(s->running, id)) {
        s->given_up = true;
        if (s->busy)
            db_cancel(store_db(s->busy));
    }
    (void)pthread_mutex_unlock(&s->lock);
}

static void push(Stdio *s, Str text, Str id)
{
    (void)pthread_mutex_lock(&s->lock);
    while (s->n == QUEUE_MAX && !s->ended)
        (void)pthread_cond_wait(&s->changed, &s->lock);
    if (s->n < QUEUE_MAX) {
        Line *l = &s->line[(s->first + s->n++) % QUEUE_MAX];
        *l = (Line){ .id = STR("") };
        buf_init(&l->text, text.n + id.n);
        buf_put(&l->text, text);
        buf_put(&l->text, id);
        l->id = str_sub(buf_str(&l->text), text.n, id.n);
        l->text.n = text.n;
    }
    (void)pthread_cond_broadcast(&s->changed);
    (void)pthread_mutex_unlock(&s->lock);
}

/* A cancelling is acted on at once; everything else waits for its turn. */
static void take_line(Stdio *s, Str text)
{
    Arena a;
    size_t n;
    bool batch;
    text = str_trim(text);
    if (!text.n)
        return;
    arena_init(&a);
    const McpMessage *m = mcp_messages(text, &a, &n, &batch);
    if (!batch && m->kind == MCP_NOTICE && str_eq(m->method, STR("notifications/cancelled")))
        cancel(s, m->cancels);
    else
        push(s, text, !batch && m->kind == MCP_REQUEST ? m->id : STR(""));
    arena_release(&a);
}

/* Splits off what came in; a line over the limit is answered as one that is no JSON, and passed over up to its end. */
static void take_bytes(Stdio *s, Buf *line, bool *over, Str bytes)
{
    while (bytes.n) {
        const char *end = memchr(bytes.p, '\n', bytes.n);
        Str part = str_sub(bytes, 0, end ? (size_t)(end - bytes.p) : bytes.n);
        bytes = str_sub(bytes, part.n + (end ? 1 : 0), bytes.n);
        if (!*over)
            buf_put(line, part);
        if (line->over && !*over) {
            push(s, STR("{\"too long"), STR(""));
            *over = true;
        }
        if (!end)
            continue;
        if (!*over)
            take_line(s, buf_str(line));
        buf_clear(line);
        *over = false;
    }
}

static void *read_lines(void *ctx)
{
    Stdio *s = ctx;
    Buf line;
    bool over = false;
    int before;
    char *bytes = malloc(READ_BYTES);
    if (!bytes)
        bug("out of memory (mcp)");
    buf_init(&line, MCP_LINE_MAX);
    for (ssize_t got = 1; got != 0;) {
        (void)pthread_setcancelstate(PTHREAD_CANCEL_ENABLE, &before);
        got = read(s->in, bytes, READ_BYTES);
        (void)pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &before);
        if (got < 0 && errno != EINTR)
            got = 0;
        if (got > 0)
            take_bytes(s, &line, &over, (Str){ bytes, (size_t)got });
    }
    if (!over)
        take_line(s, buf_str(&line));                  /* the last one may lack its line feed */
    buf_release(&line);
    free(bytes);
    (void)pthread_mutex_lock(&s->lock);
    s->ended = true;
    (void)pthread_cond_broadcast(&s->changed);
    (void)pthread_mutex_unlock(&s->lock);
    return NULL;
}

/* ---- the answering thread ------------------------------------------------------------------------------------------------------- */

static void close_book(Stdio *s)
{
    store_close(s->worker.s);
    s->worker.s = NULL;
}

static Status open_book(void *ctx, Worker **out, Err *err)
{
    Stdio *s = ctx;
    if (!s->worker.s) {
        Store *opened = NULL;
        Status st = store_open(s->where, &(StoreOptions){ .read_only = true }, &opened, err);
        if (st)
            return st;
        s->worker.s = opened;
    }
    (void)pthread_mutex_lock(&s->lock);
    s->busy = s->worker.s;
    (void)pthread_mutex_unlock(&s->lock);
    *out = &s->worker;
    return ST_OK;
}

/* The next line; false at the end.  After a second without one the book is closed, so that it can be written. */
static bool next_line(Stdio *s, Line *out)
{
    (void)pthread_mutex_lock(&s->lock);
    while (!s->n && !s->ended) {
        struct timespec until;
        (void)clock_gettime(CLOCK_REALTIME, &until);
        until.tv_sec += IDLE_SECONDS;
        int waited = s->worker.s ? pthread_cond_timedwait(&s->changed, &s->lock, &until) : pthread_cond_wait(&s->changed, &s->lock);
        if (waited == ETIMEDOUT)
            close_book(s);
    }
    bool any = s->n > 0;
    if (any) {
        *out = s->line[s->first];
        s->first = (s->first + 1) % QUEUE_MAX;
        s->n--;
        s->running = out->id;
        s->given_up = out->dropped;
        (void)pthread_cond_broadcast(&s->changed);
    }
    (void)pthread_mutex_unlock(&s->lock);
    return any;
}

static bool was_given_up(Stdio *s)
{
    (void)pthread_mutex_lock(&s->lock);
    bool gone = s->given_up;
    s->running = STR("");
    s->busy = NULL;
    (void)pthread_mutex_unlock(&s->lock);
    return gone;
}

static Status write_all(int fd, Str s, Err *err)
{
    while (s.n) {
        ssize_t got = write(fd, s.p, s.n);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return ERR(err, ST_IO, "cannot write to the client: %s", errno == EPIPE ? "it is gone" : "the pipe failed");
        s = str_sub(s, (size_t)got, s.n);
    }
    return ST_OK;
}

static Status answer_all(Stdio *s, McpPeer *peer, Err *err)
{
    enum { OUT_MAX = 4 * MCP_RESOURCE_MAX };           /* escaped, a byte may become six: then it is over */
    static const McpMessage too_big = { .kind = MCP_BAD, .code = MCP_INNER, .why = "the answer is over the limit", .id = STR_INIT(""), .method = STR_INIT("") };
    Line line;
    Status st = ST_OK;
    while (!st && next_line(s, &line)) {
        Arena a;
        Buf out;
        arena_init(&a);
        buf_init(&out, OUT_MAX);
        if (!line.dropped)
            mcp_answer_line(peer, buf_str(&line.text), &a, &out);
        if (out.over) {
            McpMessage m = too_big;
            m.id = line.id;
            buf_clear(&out);
            mcp_answer(peer, &m, &a, &out);
        }
        if (!was_given_up(s))
            st = write_all(s->out, buf_str(&out), err);
        buf_release(&out);
        buf_release(&line.text);
        arena_release(&a);
    }
    return st;
}

/* The book must be there; that another program writes it just now is told to whoever asks. */
static Status look_first(Stdio *s, Err *err)
{
    Worker *w;
    Err busy = { .code = ST_OK };
    Status st = open_book(s, &w, &busy);
    s->busy = NULL;
    if (st && st != ST_BUSY)
        *err = busy;
    return st == ST_BUSY ? ST_OK : st;
}

Status mcp_stdio(const char *where, const ServeOptions *o, int in, int out, Err *err)
{
    Stdio *s = calloc(1, sizeof *s);
    pthread_t reader;
    if (!s)
        bug("out of memory (mcp)");
    s->site = (Site){ .book = o->book, .report = o->report, .aside = o->aside, .portfolio = o->portfolio, .typed = o->typed };
    s->worker.site = &s->site;
    s->where = where;
    s->in = in;
    s->out = out;
    s->running = STR("");
    (void)pthread_mutex_init(&s->lock, NULL);
    (void)pthread_cond_init(&s->changed, NULL);
    Status st = look_first(s, err);
    if (!st && pthread_create(&reader, NULL, read_lines, s) != 0)
        st = ERR(err, ST_IO, "cannot start a thread");
    else if (!st) {
        st = answer_all(s, &(McpPeer){ .book = open_book, .ctx = s }, err);
        (void)pthread_mutex_lock(&s->lock);
        s->ended = true;                               /* a reader that waits for room gives up */
        (void)pthread_cond_broadcast(&s->changed);
        (void)pthread_mutex_unlock(&s->lock);
        (void)pthread_cancel(reader);
        (void)pthread_join(reader, NULL);
    }
    close_book(s);
    for (size_t i = 0; i < s->n; i++)
        buf_release(&s->line[(s->first + i) % QUEUE_MAX].text);
    (void)pthread_cond_destroy(&s->changed);
    (void)pthread_mutex_destroy(&s->lock);
    free(s);
    return st;
}
