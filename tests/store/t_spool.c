/* The spool: what was acknowledged is read back, whatever happens to the file behind it.
 * Oracle: a list kept by the test; files cut and changed byte by byte; a limit on file size as a full disk. */
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/buf.h"
#include "base/file.h"
#include "store/spool.h"

enum { SENDERS = 4, EACH = 100 };

typedef struct Fixture {
    Arena a;
    Err   err;
    Str   dir;
    Spool *sp;
} Fixture;

static Fixture f;

static int up(void **state)
{
    char path[] = "/tmp/tl_spool.XXXXXX";
    (void)state;
    f = (Fixture){ .err = { .code = ST_OK } };
    arena_init(&f.a);
    assert_non_null(mkdtemp(path));
    f.dir = str_fmt(&f.a, "%s/s", path);
    assert_int_equal(spool_open(f.dir.p, 0, &f.sp, &f.err), ST_OK);
    return 0;
}

static int down(void **state)
{
    (void)state;
    spool_close(f.sp);
    Str *path;
    size_t n;
    Spool *sp;
    assert_int_equal(spool_open(f.dir.p, 0, &sp, &f.err), ST_OK);
    assert_int_equal(spool_cut(sp, &f.a, &path, &n, &f.err), ST_OK);
    for (size_t i = 0; i < n; i++)
        assert_int_equal(spool_drop(sp, path[i], 0, &f.err), ST_OK);
    spool_close(sp);
    (void)unlink(path_join(&f.a, f.dir, STR("lock")).p);
    (void)rmdir(f.dir.p);
    (void)rmdir(str_dup(&f.a, str_sub(f.dir, 0, f.dir.n - 2)).p);
    arena_release(&f.a);
    return 0;
}

static SpoolItem item(int64_t k)
{
    return (SpoolItem){ .hook = k % 7, .at = k * 1000, .stream = k % 2 ? STR("ticket") : STR("events"), .body = str_fmt(&f.a, "{\"id\":%lld}", (long long)k) };
}

typedef struct Got {
    Buf     bodies;
    int64_t n, odd;
} Got;

static Status keep(void *ctx, const SpoolItem *x, Err *err)
{
    Got *g = ctx;
    (void)err;
    buf_put(&g->bodies, x->body);
    buf_putc(&g->bodies, '\n');
    g->n++;
    g->odd += str_eq(x->stream, STR("ticket"));
    return ST_OK;
}

static Got read_back(const char *path, SpoolSeen *seen)
{
    Got g = { .n = 0 };
    buf_init(&g.bodies, 64 * 1024 * 1024);
    assert_int_equal(spool_read(path, keep, &g, seen, &f.err), ST_OK);
    return g;
}

static Str one_segment(int64_t records)
{
    Str *path;
    size_t n;
    for (int64_t k = 1; k <= records; k++) {
        SpoolItem x = item(k);
        assert_int_equal(spool_put(f.sp, &x, 1, &f.err), ST_OK);
    }
    assert_int_equal(spool_cut(f.sp, &f.a, &path, &n, &f.err), ST_OK);
    assert_int_equal(n, 1);
    return path[0];
}

static void what_is_put_is_read_in_order(void **state)
{
    SpoolSeen seen;
    (void)state;
    Str path = one_segment(20);
    Got g = read_back(path.p, &seen);
    Buf want;
    buf_init(&want, 4096);
    for (int64_t k = 1; k <= 20; k++)
        buf_printf(&want, "{\"id\":%lld}\n", (long long)k);
    assert_true(str_eq(buf_str(&want), buf_str(&g.bodies)));
    assert_int_equal(g.odd, 10);
    assert_int_equal(seen.records, 20);
    assert_int_equal(seen.torn, 0);
    buf_release(&want);
    buf_release(&g.bodies);
}

/* Cut at every byte: all whole records before it are there, none is made up. */
static void a_torn_end_loses_only_what_is_torn(void **state)
{
    SpoolSeen seen;
    Str whole;
    (void)state;
    Str path = one_segment(3);
    assert_int_equal(file_read(path.p, 4096, &f.a, &whole, &f.err), ST_OK);
    size_t frame = whole.n / 3;
    assert_int_equal(whole.n % 3, 0);
    for (size_t cut = 0; cut < whole.n; cut++) {
        assert_int_equal(file_replace(path.p, str_sub(whole, 0, cut), &f.err), ST_OK);
        Got g = read_back(path.p, &seen);
        assert_int_equal(g.n, (int64_t)(cut / frame));
        assert_int_equal(seen.torn, (int64_t)(cut % frame));
        buf_release(&g.bodies);
    }
}

/* One changed byte anywhere: that record alone is gone. */
static void a_changed_byte_costs_its_record_alone(void **state)
{
    SpoolSeen seen;
    Str whole;
    (void)state;
    Str path = one_segment(3);
    assert_int_equal(file_read(path.p, 4096, &f.a, &whole, &f.err), ST_OK);
    for (size_t at = 0; at < whole.n; at++) {
        Str other = str_dup(&f.a, whole);
        union { const char *in; char *out; } p = { .in = other.p };
        p.out[at] ^= 0x20;
        assert_int_equal(file_replace(path.p, other, &f.err), ST_OK);
        Got g = read_back(path.p, &seen);
        assert_int_equal(g.n, 2);
        assert_true(seen.torn > 0);
        buf_release(&g.bodies);
    }
}

static void *send(void *arg)
{
    const int64_t *from = arg;
    Err err;
    for (int64_t k = 0; k < EACH; k++) {
        char body[40];
        int n = snprintf(body, sizeof body, "{\"id\":%lld}", (long long)(*from + k));
        SpoolItem x = { .hook = 1, .at = 1, .stream = STR("call"), .body = { body, (size_t)n } };
        if (spool_put(f.sp, &x, 1, &err))
            return arg;
    }
    return NULL;
}

typedef struct Told {
    pthread_mutex_t m;
    int64_t         ok, failed, twice;
    bool            seen[4000];
} Told;
typedef struct One {
    Told *t;
    int   k;
} One;

static void told_one(void *ctx, Status st, const Err *err)
{
    const One *o = ctx;
    (void)err;
    (void)pthread_mutex_lock(&o->t->m);
    o->t->ok += !st;
    o->t->failed += st != ST_OK;
    o->t->twice += o->t->seen[o->k];
    o->t->seen[o->k] = true;
    (void)pthread_mutex_unlock(&o->t->m);
}

/* One thread puts thousands without waiting: each is told once, when it is on disk, and they share synchronisations. */
static void who_does_not_wait_is_told_later(void **state)
{
    enum { MANY = 4000 };
    static Told t;
    SpoolState s;
    SpoolSeen seen;
    Str *path;
    size_t n;
    (void)state;
    One *one = ARENA_NEW_N(&f.a, One, MANY);
    t = (Told){ .ok = 0 };
    (void)pthread_mutex_init(&t.m, NULL);
    for (int k = 0; k < MANY; k++) {
        SpoolItem x = item(k + 1);
        one[k] = (One){ &t, k };
        assert_int_equal(spool_put_later(f.sp, &x, 1, told_one, &one[k], &f.err), ST_OK);
        if (k % 1000 == 0)
            assert_int_equal(spool_put(f.sp, &x, 1, &f.err), ST_OK);       /* those who wait and those who do not share rounds */
    }
    int64_t ok = 0;
    for (int i = 0; i < 1000 && ok < MANY; i++) {
        (void)nanosleep(&(struct timespec){ .tv_nsec = 20000000L }, NULL);
        (void)pthread_mutex_lock(&t.m);
        ok = t.ok + t.failed;
        (void)pthread_mutex_unlock(&t.m);
    }
    assert_int_equal(t.ok, MANY);
    assert_int_equal(t.failed, 0);
    assert_int_equal(t.twice, 0);
    spool_state(f.sp, &s);
    assert_int_equal(s.records, MANY + MANY / 1000);
    assert_true(s.rounds < MANY / 4);
    assert_int_equal(spool_cut(f.sp, &f.a, &path, &n, &f.err), ST_OK);
    assert_int_equal(n, 1);
    Got g = read_back(path[0].p, &seen);
    assert_int_equal(g.n, MANY + MANY / 1000);
    for (int k = 0; k < MANY; k += 37)
        assert_true(str_has(buf_str(&g.bodies), str_fmt(&f.a, "{\"id\":%d}\n", k + 1)));
    buf_release(&g.bodies);
}

/* A spool that is closed has told everybody before. */
static void closing_tells_who_waits(void **state)
{
    enum { MANY = 500 };
    static Told t;
    (void)state;
    One *one = ARENA_NEW_N(&f.a, One, MANY);
    t = (Told){ .ok = 0 };
    (void)pthread_mutex_init(&t.m, NULL);
    for (int k = 0; k < MANY; k++) {
        SpoolItem x = item(k + 1);
        one[k] = (One){ &t, k };
        assert_int_equal(spool_put_later(f.sp, &x, 1, told_one, &one[k], &f.err), ST_OK);
    }
    spool_close(f.sp);
    f.sp = NULL;
    assert_int_equal(t.ok, MANY);
    assert_int_equal(t.twice, 0);
}

static void many_senders_share_rounds_and_none_is_lost(void **state)
{
    pthread_t t[SENDERS];
    int64_t from[SENDERS];
    SpoolState s;
    SpoolSeen seen;
    Str *path;
    size_t n;
    (void)state;
    for (int k = 0; k < SENDERS; k++) {
        from[k] = 1000 * (k + 1);
        assert_int_equal(pthread_create(&t[k], NULL, send, &from[k]), 0);
    }
    for (int k = 0; k < SENDERS; k++) {
        void *failed;
        assert_int_equal(pthread_join(t[k], &failed), 0);
        assert_null(failed);
    }
    spool_state(f.sp, &s);
    assert_int_equal(s.records, SENDERS * EACH);
    assert_int_equal(s.waiting, SENDERS * EACH);
    assert_true(s.rounds <= SENDERS * EACH);
    assert_int_equal(spool_cut(f.sp, &f.a, &path, &n, &f.err), ST_OK);
    assert_int_equal(n, 1);
    Got g = read_back(path[0].p, &seen);
    for (int k = 0; k < SENDERS; k++)
        for (int64_t i = 0; i < EACH; i++)
            assert_true(str_has(buf_str(&g.bodies), str_fmt(&f.a, "{\"id\":%lld}\n", (long long)(from[k] + i))));
    assert_int_equal(g.n, SENDERS * EACH);
    buf_release(&g.bodies);
}

static void what_waits_is_there_after_a_restart_and_the_folder_has_one_owner(void **state)
{
    SpoolState s;
    Spool *second;
    (void)state;
    SpoolItem x[2] = { item(1), item(2) };
    assert_int_equal(spool_put(f.sp, x, 2, &f.err), ST_OK);
    assert_int_equal(spool_open(f.dir.p, 0, &second, &f.err), ST_BUSY);
    spool_close(f.sp);
    assert_int_equal(spool_open(f.dir.p, 0, &f.sp, &f.err), ST_OK);
    spool_state(f.sp, &s);
    assert_int_equal(s.waiting, 2);
    Str *path;
    size_t n;
    /* What is put now goes into another segment; the older one comes first. */
    assert_int_equal(spool_put(f.sp, x, 1, &f.err), ST_OK);
    assert_int_equal(spool_cut(f.sp, &f.a, &path, &n, &f.err), ST_OK);
    assert_int_equal(n, 2);
    assert_true(str_cmp(path[0], path[1]) < 0);
    assert_int_equal(spool_drop(f.sp, path[0], 2, &f.err), ST_OK);
    spool_state(f.sp, &s);
    assert_int_equal(s.waiting, 1);
    assert_int_equal(spool_cut(f.sp, &f.a, &path, &n, &f.err), ST_OK);
    assert_int_equal(n, 1);
}

static void a_long_segment_is_closed_and_the_next_begun(void **state)
{
    Str *path;
    size_t n;
    (void)state;
    spool_close(f.sp);
    assert_int_equal(spool_open(f.dir.p, 100, &f.sp, &f.err), ST_OK);
    for (int64_t k = 0; k < 9; k++) {
        SpoolItem x = item(k);
        assert_int_equal(spool_put(f.sp, &x, 1, &f.err), ST_OK);
    }
    assert_int_equal(spool_cut(f.sp, &f.a, &path, &n, &f.err), ST_OK);
    assert_true(n > 2);
}

static void a_full_disk_is_told_and_leaves_no_half_record(void **state)
{
    struct rlimit was, none;
    SpoolState s;
    SpoolSeen seen;
    Str *path;
    size_t n;
    (void)state;
    SpoolItem one = item(1), big = { .hook = 1, .at = 1, .stream = STR("call"), .body = { arena_alloc(&f.a, 100000, 1), 100000 } };
    union { const char *in; char *out; } p = { .in = big.body.p };
    memset(p.out, 'x', 100000);
    assert_int_equal(spool_put(f.sp, &one, 1, &f.err), ST_OK);
    (void)signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &was), 0);
    none = was;
    none.rlim_cur = 5000;      /* the first bytes of the big one fit, the others do not */
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &none), 0);
    Status st = spool_put(f.sp, &big, 1, &f.err);
    spool_state(f.sp, &s);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &was), 0);
    assert_int_equal(st, ST_FULL);
    assert_int_equal(status_http(st), 507);
    assert_true(s.full);
    assert_int_equal(spool_put(f.sp, &big, 1, &f.err), ST_OK);
    spool_state(f.sp, &s);
    assert_false(s.full);
    assert_int_equal(s.records, 2);
    assert_int_equal(spool_cut(f.sp, &f.a, &path, &n, &f.err), ST_OK);
    assert_int_equal(n, 1);
    Got g = read_back(path[0].p, &seen);
    assert_int_equal(g.n, 2);
    assert_int_equal(seen.torn, 0);
    buf_release(&g.bodies);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_put_is_read_in_order, up, down),
        cmocka_unit_test_setup_teardown(a_torn_end_loses_only_what_is_torn, up, down),
        cmocka_unit_test_setup_teardown(a_changed_byte_costs_its_record_alone, up, down),
        cmocka_unit_test_setup_teardown(many_senders_share_rounds_and_none_is_lost, up, down),
        cmocka_unit_test_setup_teardown(who_does_not_wait_is_told_later, up, down),
        cmocka_unit_test_setup_teardown(closing_tells_who_waits, up, down),
        cmocka_unit_test_setup_teardown(what_waits_is_there_after_a_restart_and_the_folder_has_one_owner, up, down),
        cmocka_unit_test_setup_teardown(a_long_segment_is_closed_and_the_next_begun, up, down),
        cmocka_unit_test_setup_teardown(a_full_disk_is_told_and_leaves_no_half_record, up, down),
    };
    return cmocka_run_group_tests_name("store/t_spool", tests, NULL, NULL);
}
