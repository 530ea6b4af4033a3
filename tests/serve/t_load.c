/* Others are served all the while: beside idle and half-sent connections, long questions, pages that wait for news.  Oracles: the time a plain request takes,
 * measured by this test's clock; the states that a recomputation of this test goes through, known beforehand. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

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
    (void)close(fd);
    buf_release(&b);
}

/* Pages that wait cost no thread; past the limit one is told so; those that have gone make room. */
static void many_pages_may_wait(void **state)
{
    (void)state;
    enum { MOST = 64, MORE = 70 };
    int fd[MORE], there = 0, refused = 0;
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

static Status small_recompute(Store *s, Err *err)
{
    for (int i = 0; i < 500 && atomic_load(&computing); i++)
        (void)usleep(20000);
    return store_run(s, SQL_CLEAR_REVIEW, STORE_NO_ARGS, err);
}

static int arrive(void **state)
{
    (void)state;
    host_open(on_server, (ServeOptions){ .recompute = small_recompute, .aside = small_aside });
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
    };
    int failed = cmocka_run_group_tests_name("load, on DuckDB", tests, arrive, leave);
    on_server = true;
    if (getenv("TL_PG"))
        failed += cmocka_run_group_tests_name("load, on PostgreSQL", tests, arrive, leave);
    return failed;
}
