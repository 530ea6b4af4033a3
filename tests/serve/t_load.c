/* Others are served all the while: beside idle and half-sent connections, long questions, pages that wait for news.  Oracles: the time a plain request takes,
 * measured by this test's clock; the states that a recomputation of this test goes through, known beforehand. */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "model/limits.h"
#include "tests/serve/host.h"

static bool on_server;
static atomic_int computing;              /* 1: the recomputation waits */

static double now_s(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int dial(void)
{
    struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr = { htonl(INADDR_LOOPBACK) } };
    struct timeval limit = { .tv_sec = 10 };
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    (void)setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    if (fd >= 0 && connect(fd, (const struct sockaddr *)&to, sizeof to)) {
        (void)close(fd);
        fd = -1;
    }
    return fd;
}

static void say(int fd, const char *text) { assert_int_equal(send(fd, text, strlen(text), MSG_NOSIGNAL), (ssize_t)strlen(text)); }

/* The slowest of some plain requests, in seconds. */
static double slowest(void)
{
    double worst = 0;
    for (int i = 0; i < 12; i++) {
        double from = now_s();
        expect("/healthz", 200);
        double took = now_s() - from;
        worst = took > worst ? took : worst;
    }
    return worst;
}

/* A third says nothing, a third begins a request and does not go on, a third announces a body and sends a byte of it. */
static void idle_and_half_sent_connections_hold_nobody_up(void **state)
{
    (void)state;
    enum { MANY = 1500 };
    int *fd = ARENA_NEW_N(&book.a, int, MANY);
    struct rlimit l;
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &l), 0);
    size_t n = 0, want = l.rlim_cur > 2 * MANY + 500 ? MANY : (size_t)(l.rlim_cur / 2 - 250);      /* both ends are in this process */
    for (; n < want; n++) {
        fd[n] = dial();
        if (fd[n] < 0)
            break;
        if (n % 3 == 1)
            say(fd[n], "GET /api/v1/money HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");
        if (n % 3 == 2)
            say(fd[n], "POST /api/v1/decisions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 900\r\n\r\n{");
    }
    assert_int_equal(n, want);
    assert_true(n >= 300);
    double worst = slowest();
    if (worst > 2)
        fail_msg("%.2f s for a plain request beside %zu idle connections", worst, n);
    expect("/api/v1/money", 200);
    for (size_t i = 0; i < n; i++)
        (void)close(fd[i]);
    expect("/api/v1/money", 200);
}

/* Reads from a stream until `text` has come; what came is in `b`. */
static bool comes(int fd, const char *text, Buf *b)
{
    char part[4096];
    while (!b->p || !strstr(b->p, text)) {
        ssize_t n = recv(fd, part, sizeof part, 0);
        if (n <= 0)
            return false;
        buf_put(b, (Str){ part, (size_t)n });
    }
    return true;
}

/* Answers do not end their connection: what the page asks for comes over a few, and none is dialled anew. */
static void a_connection_takes_one_request_after_another(void **state)
{
    (void)state;
    static const struct { const char *ask, *answer; } row[] = {
        { "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n", "{\"status\":\"ok\"}" },
        { "GET /api/v1/no HTTP/1.1\r\nHost: localhost\r\n\r\n", "HTTP/1.1 404" },
        { "POST /api/v1/decisions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1\r\n\r\n{", "is no JSON" },
        { "HEAD /api/v1/money HTTP/1.1\r\nHost: localhost\r\n\r\n", "HTTP/1.1 200" },
        { "DELETE /api/v1/money HTTP/1.1\r\nHost: localhost\r\n\r\n", "HTTP/1.1 405" },
        { "GET /readyz HTTP/1.1\r\nHost: localhost\r\n\r\n", "{\"status\":\"ready\"}" } };
    int fd = dial();
    assert_true(fd >= 0);
    for (size_t i = 0; i < COUNT_OF(row); i++) {
        Buf b;
        buf_init(&b, 1 << 20);
        say(fd, row[i].ask);
        if (!comes(fd, row[i].answer, &b))
            fail_msg("request %zu: %.*s", i, STR_ARG(str_sub(buf_str(&b), 0, 300)));
        if (str_has(buf_str(&b), STR("Connection: close")))
            fail_msg("request %zu ended its connection", i);
        buf_release(&b);
    }
    (void)close(fd);
    /* With a body that nobody wants the answer comes first, and is the last. */
    Buf b;
    buf_init(&b, 1 << 20);
    fd = dial();
    say(fd, "GET /healthz HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\nx");
    assert_true(comes(fd, "{\"status\":\"ok\"}", &b) && str_has(buf_str(&b), STR("Connection: close")));
    (void)close(fd);
    buf_release(&b);
}

typedef struct Asking1 {
    pthread_t thread;
    Arena     a;
    Reply     r;
} Asking1;

static void *ask_long(void *arg)
{
    Asking1 *x = arg;
    static const char body[] = "{\"sql\":\"SELECT CAST(count(*) AS BIGINT) AS n FROM generate_series(1, 1000000) AS a(i) CROSS JOIN generate_series(1, 1000000) AS b(i) WHERE a.i + b.i < 0\"}";
    Str head = str_fmt(&x->a, "Content-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s", sizeof body - 1, body);
    x->r = client_ask(port, &(Ask){ .method = "POST", .target = "/api/v1/sql", .host = HOME, .more = head.p }, &x->a);
    return NULL;
}

/* As many as are allowed and some more: those are sent away at once, the allowed end at their limit, plain requests go on. */
static void long_questions_hold_nobody_up(void **state)
{
    (void)state;
    enum { LONG = 4, ALLOWED = 2 };
    Asking1 x[LONG];
    double from = now_s();
    for (int i = 0; i < LONG; i++) {
        arena_init(&x[i].a);
        assert_int_equal(pthread_create(&x[i].thread, NULL, ask_long, &x[i]), 0);
    }
    (void)usleep(500000);
    double worst = slowest();
    if (worst > 3)
        fail_msg("%.2f s for a plain request beside long questions", worst);
    assert_true(now_s() - from < 9);              /* they are still at it */
    int refused = 0;
    for (int i = 0; i < LONG; i++) {
        (void)pthread_join(x[i].thread, NULL);
        assert_int_equal(x[i].r.status, 503);
        refused += str_has(x[i].r.body, STR("questions are being answered"));
    }
    assert_int_equal(refused, LONG - ALLOWED);
    double took = now_s() - from;
    assert_true(took > 9 && took < 25);
    for (int i = 0; i < LONG; i++)
        arena_release(&x[i].a);
}

static void news_come_as_they_happen(void **state)
{
    (void)state;
    Buf b;
    buf_init(&b, 1 << 20);
    int fd = dial();
    assert_true(fd >= 0);
    say(fd, "GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n");
    assert_true(comes(fd, "event: recompute\n", &b) && comes(fd, "\"running\":false", &b));
    assert_true(str_has(buf_str(&b), STR("Content-Type: text/event-stream")) && str_has(buf_str(&b), STR("Cache-Control: no-store")));
    assert_true(str_has(buf_str(&b), STR("\"writable\":true")));
    /* Each of the others, once and on one line, before anything has happened. */
    static const char *const others[] = { "event: book\ndata: {\"began\":", "event: tasks\ndata: {\"version\":0}\n\n", "event: job\ndata: {\"running\":false", "event: intake\ndata: {\"waiting\":0" };
    for (size_t i = 0; i < COUNT_OF(others); i++)
        assert_true(comes(fd, others[i], &b));
    assert_true(str_has(buf_str(&b), STR("\"version\":0}\n\n")) && !str_has(buf_str(&b), STR("\"writable\":false")));
    buf_clear(&b);
    atomic_store(&computing, 1);
    Reply r = client_ask(port, &(Ask){ .method = "POST", .target = "/api/v1/recompute", .host = HOME, .more = "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}" }, &book.a);
    assert_int_equal(r.status, 202);
    double from = now_s();
    assert_true(comes(fd, "\"running\":true", &b));
    assert_true(now_s() - from < 3);
    expect("/healthz", 200);
    buf_clear(&b);
    atomic_store(&computing, 0);
    from = now_s();
    assert_true(comes(fd, "\"done\":1", &b));
    assert_true(now_s() - from < 5);
    /* What was computed changes the book and may make tasks. */
    assert_true(comes(fd, "event: book\n", &b) && comes(fd, "event: tasks\ndata: {\"version\":1}", &b) && now_s() - from < 5);
    assert_true(str_has(buf_str(&b), STR("\"version\":1}\n\n")));
    (void)close(fd);
    buf_release(&b);
}

/* Pages that wait cost no thread; past the limit one is told so; those that have gone make room. */
static void many_pages_may_wait(void **state)
{
    (void)state;
    enum { MOST = LIMIT_EVENT_STREAMS, MORE = MOST + 6 };
    static int fd[MORE];
    int there = 0, refused = 0;
    for (int i = 0; i < MORE; i++) {
        Buf b;
        buf_init(&b, 1 << 16);
        fd[i] = dial();
        assert_true(fd[i] >= 0);
        say(fd[i], "GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assert_true(comes(fd[i], "\r\n\r\n", &b));
        there += str_starts(buf_str(&b), STR("HTTP/1.1 200"));
        refused += str_starts(buf_str(&b), STR("HTTP/1.1 503"));
        buf_release(&b);
    }
    assert_true(there >= MOST - 1 && there <= MOST);      /* the one of the test before may not have gone yet */
    assert_int_equal(there + refused, MORE);
    assert_true(slowest() < 2);
    for (int i = 0; i < MORE; i++)
        (void)close(fd[i]);
}

/* A byte every tenth of a second: never silent, never done.  Returns how long the other side had patience, or `most`. */
static double dribbled(const char *begin, double most)
{
    int fd = dial();
    assert_true(fd >= 0);
    struct timeval soon = { .tv_usec = 100000 };
    (void)setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &soon, sizeof soon);
    double from = now_s();
    bool open = send(fd, begin, strlen(begin), MSG_NOSIGNAL) > 0;
    while (open && now_s() - from < most) {
        char c;
        open = send(fd, "x", 1, MSG_NOSIGNAL) == 1 && recv(fd, &c, 1, 0) != 0;
    }
    (void)close(fd);
    return now_s() - from;
}

static void a_request_that_never_ends_is_cut(void **state)
{
    (void)state;
    static const char *const begin[] = { "GET /api/v1/money HTTP/1.1\r\nHost: localhost\r\nX-Slow: ", "G",
                                         "POST /api/v1/decisions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 9000\r\n\r\n{" };
    for (size_t i = 0; i < COUNT_OF(begin); i++) {
        double took = dribbled(begin[i], 12);
        if (took < 1 || took > 8)
            fail_msg("'%.20s...': cut after %.2f s", begin[i], took);
    }
    expect("/api/v1/money", 200);
}

/* Patience begins anew with each request, does not run while one is answered, nor while a page waits for news. */
static void who_asks_and_who_waits_for_an_answer_is_not_cut(void **state)
{
    (void)state;
    char part[4096];
    Buf b;
    buf_init(&b, 1 << 20);
    int fd = dial(), news = dial();
    assert_true(fd >= 0 && news >= 0);
    say(news, "GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\n\r\n");
    assert_true(comes(news, "\"running\":false", &b));
    double from = now_s();
    while (now_s() - from < 4) {              /* more than twice the patience */
        say(fd, "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
        ssize_t n = recv(fd, part, sizeof part, 0);
        if (n <= 0)
            fail_msg("%.2f s: %zd, %s", now_s() - from, n, strerror(errno));
        (void)usleep(300000);
    }
    (void)close(fd);
    buf_clear(&b);
    atomic_store(&computing, 1);
    (void)client_ask(port, &(Ask){ .method = "POST", .target = "/api/v1/recompute", .host = HOME, .more = "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}" }, &book.a);
    assert_true(comes(news, "\"running\":true", &b));
    atomic_store(&computing, 0);
    (void)close(news);
    buf_release(&b);
    Asking1 x;                                /* takes ten seconds to be refused */
    arena_init(&x.a);
    (void)ask_long(&x);
    assert_int_equal(x.r.status, 503);
    arena_release(&x.a);
}

/* An answer of some hundred KB that nobody takes. */
static void an_answer_that_is_not_taken_is_cut(void **state)
{
    (void)state;
    enum { ASKED = 400 };
    char part[1 << 16];
    size_t got = 0, one = 0;
    static const char ask[] = "GET /api/openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n";
    int fd = dial(), small = 4096;
    assert_true(fd >= 0);
    Reply r = get("/api/openapi.json");
    one = r.body.n;
    (void)setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
    for (int i = 0; i < ASKED; i++)
        (void)send(fd, ask, sizeof ask - 1, MSG_NOSIGNAL | MSG_DONTWAIT);
    (void)sleep(5);                           /* the silence of the library's own clock would be thirty seconds */
    for (ssize_t n; (n = recv(fd, part, sizeof part, 0)) > 0;)
        got += (size_t)n;
    (void)close(fd);
    assert_true(one > 10000);
    assert_true(got < one * ASKED);           /* cut somewhere: not all that was asked for came */
    expect("/healthz", 200);
}

/* Deliveries that announce four MiB and send nearly all of it, more together than there is room for. */
static void bodies_are_bounded_together(void **state)
{
    (void)state;
    enum { MANY = 30, EACH = 4 * 1024 * 1024, BUT = 1000 };
    char *bytes = arena_alloc(&book.a, EACH, 1);
    int fd[MANY], cut = 0;
    memset(bytes, 'x', EACH);
    for (int i = 0; i < MANY; i++) {
        fd[i] = dial();
        assert_true(fd[i] >= 0);
        say(fd[i], "POST /api/v1/intake/1 HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 4194304\r\n\r\n");
        size_t sent = 0;
        for (ssize_t n; sent < EACH - BUT && (n = send(fd[i], bytes + sent, EACH - BUT - sent, MSG_NOSIGNAL)) > 0;)
            sent += (size_t)n;
        struct timeval soon = { .tv_usec = 20000 };
        (void)setsockopt(fd[i], SOL_SOCKET, SO_RCVTIMEO, &soon, sizeof soon);
    }
    for (int i = 0; i < MANY; i++) {
        char c;
        ssize_t n = recv(fd[i], &c, 1, 0);
        cut += n == 0 || (n < 0 && errno != EAGAIN && errno != EWOULDBLOCK);
    }
    assert_in_range(cut, MANY - 64 / 4, MANY - 64 / 4 + 2);       /* 64 MiB are room for sixteen, some of whose last bytes lie elsewhere */
    expect("/healthz", 200);
    for (int i = 0; i < MANY; i++)
        (void)close(fd[i]);
    (void)usleep(300000);
    Str head = str_fmt(&book.a, "Content-Type: application/json\r\nContent-Length: 1000000\r\n\r\n%.1000000s", bytes);
    Reply r = client_ask(port, &(Ask){ .method = "POST", .target = "/api/v1/intake/1", .host = HOME, .more = head.p }, &book.a);
    assert_int_equal(r.status, 409);          /* read whole again, and refused for what it is: nothing is taken in here */
}

static Status waiting_recompute(Store *s, Err *err)
{
    for (int i = 0; i < 500 && atomic_load(&computing); i++)
        (void)usleep(20000);
    return store_run(s, SQL_CLEAR_REVIEW, STORE_NO_ARGS, err);
}

static int arrive(void **state)
{
    (void)state;
    host_open(on_server, (ServeOptions){ .recompute = waiting_recompute, .aside = small_aside });
    return 0;
}

/* For one test: the server of the group makes room for an impatient one, and comes back. */
static int arrive_impatient(void **state)
{
    (void)state;
    host_close();
    host_open(on_server, (ServeOptions){ .recompute = waiting_recompute, .aside = small_aside, .patience_ms = 1500 });
    return 0;
}

static int leave_for_patient(void **state)
{
    (void)state;
    host_close();
    host_open(on_server, (ServeOptions){ .recompute = waiting_recompute, .aside = small_aside });
    return 0;
}

/* Ends while pages wait and a question is under way: in a moment, not when they are through. */
static int leave(void **state)
{
    Asking1 x;
    Buf b;
    (void)state;
    arena_init(&x.a);
    buf_init(&b, 1 << 16);
    int fd = dial();
    say(fd, "GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\n\r\n");
    if (pthread_create(&x.thread, NULL, ask_long, &x))
        return 1;
    (void)usleep(800000);
    double from = now_s();
    host_close();
    double took = now_s() - from;
    (void)pthread_join(x.thread, NULL);
    (void)close(fd);
    arena_release(&x.a);
    buf_release(&b);
    if (took > 6)
        (void)fprintf(stderr, "the server took %.1f s to end\n", took);
    return took > 6;
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(idle_and_half_sent_connections_hold_nobody_up),
        cmocka_unit_test(news_come_as_they_happen),
        cmocka_unit_test(many_pages_may_wait),
        cmocka_unit_test(long_questions_hold_nobody_up),
        cmocka_unit_test(bodies_are_bounded_together),
        cmocka_unit_test(a_connection_takes_one_request_after_another),
        cmocka_unit_test_setup_teardown(a_request_that_never_ends_is_cut, arrive_impatient, leave_for_patient),
        cmocka_unit_test_setup_teardown(who_asks_and_who_waits_for_an_answer_is_not_cut, arrive_impatient, leave_for_patient),
        cmocka_unit_test_setup_teardown(an_answer_that_is_not_taken_is_cut, arrive_impatient, leave_for_patient),
    };
    int failed = cmocka_run_group_tests_name("load, on DuckDB", tests, arrive, leave);
    on_server = true;
    if (getenv("TL_PG"))
        failed += cmocka_run_group_tests_name("load, on PostgreSQL", tests, arrive, leave);
    return failed;
}
