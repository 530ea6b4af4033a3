#include "serve/serve.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/date.h"
#include "base/log.h"
#include "model/limits.h"
#include "serve/httpd.h"
#include "serve/intake.h"
#include "serve/jobs.h"
#include "serve/listen.h"
#include "serve/notice.h"

enum { THREADS_DEFAULT = 4, THREADS_MAX = 64, SLOW_WORKERS = 4 };

struct Server {
    Arena     a;               /* the site's texts */
    Site      site;
    Worker    worker[THREADS_MAX + SLOW_WORKERS];
    size_t    n;
    Writer   *writer;
    Intake   *intake;
    Jobs     *jobs;
    Gate     *gate;
    Trail    *trail;
    First    *first;
    Str       link;            /* in `a`; "": none */
    Once     *once;
    Meter    *meter;
    Rate     *rate;
    Keep     *keep, *cards_kept;
    Cards    *cards;
    Oidc     *oidc;
    Asking    asking;
    char      cookie[48], oidc_cookie[48];
    Notices  *notices;
    Listening at;
    Httpd    *httpd;
    sigset_t  ending, before;
    struct sigaction before_int, before_term;
};

/* Runs only in a thread that does not block the signal (one of the database's): hands it to the main
 * thread, where it waits for serve_wait().  On Linux that thread's id is the process's. */
static void pass_on(int sig)
{
    int kept = errno;
    pid_t pid = getpid();
    if (gettid() != pid)
        (void)syscall(SYS_tgkill, pid, pid, sig);
    errno = kept;
}

static void signals_take(Server *v)
{
    struct sigaction passing = { .sa_handler = pass_on, .sa_flags = SA_RESTART };
    (void)sigemptyset(&passing.sa_mask);
    (void)sigemptyset(&v->ending);
    (void)sigaddset(&v->ending, SIGINT);
    (void)sigaddset(&v->ending, SIGTERM);
    (void)pthread_sigmask(SIG_BLOCK, &v->ending, &v->before);
    (void)sigaction(SIGINT, &passing, &v->before_int);
    (void)sigaction(SIGTERM, &passing, &v->before_term);
}

static void signals_give_back(const Server *v)
{
    (void)sigaction(SIGINT, &v->before_int, NULL);
    (void)sigaction(SIGTERM, &v->before_term, NULL);
    (void)pthread_sigmask(SIG_SETMASK, &v->before, NULL);
}

static Status open_workers(Server *v, Store *s, size_t n, Err *err)
{
    Status st = ST_OK;
    for (; !st && v->n < n; v->n++) {
        v->worker[v->n].site = &v->site;
        st = store_open_again(s, true, &v->worker[v->n].all, err);
        v->worker[v->n].s = v->worker[v->n].all;
    }
    return st;
}

/* "https://cx.example.com" or with a port: what people type, and nothing behind it. */
static Status public_address(Server *v, const char *url, Err *err)
{
    Str u = str_of(url), rest = u;
    if (!url)
        return ST_OK;
    v->site.secure = str_starts(u, STR("https://"));
    if (!v->site.secure && !str_starts(u, STR("http://")))
        return ERR(err, ST_USAGE, "'%s' is no address; https://cx.example.com is", url);
    rest = str_sub(u, v->site.secure ? 8 : 7, u.n);
    if (str_ends(rest, STR("/")))
        rest.n--;
    if (!rest.n || strspn(rest.p, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:[]") < rest.n)
        return ERR(err, ST_USAGE, "'%s' is no address; https://cx.example.com is", url);
    v->site.public_host = str_dup(&v->a, rest);
    return ST_OK;
}

/* Cookies know no ports: two books on one machine must not end each other's sessions. */
static void name_cookie(Server *v)
{
    int64_t n = 0;
    Str last = str_of(strrchr(v->at.address, ':') ? strrchr(v->at.address, ':') + 1 : "");
    (void)str_to_i64(str_cut(&last, '/'), &n);
    (void)snprintf(v->cookie, sizeof v->cookie, v->site.secure ? "__Host-tl_session_%d" : "tl_session_%d", (int)n);
    (void)snprintf(v->oidc_cookie, sizeof v->oidc_cookie, v->site.secure ? "__Host-tl_oidc_%d" : "tl_oidc_%d", (int)n);
}

static Status open_people(Server *v, Store *s, const ServeOptions *o, Err *err)
{
    name_cookie(v);
    v->meter = meter_open(routes_n);
    v->rate = rate_open(o->rates, o->clock);
    v->keep = keep_open(LIMIT_KEPT, false);
    v->cards_kept = keep_open(LIMIT_CARDS, true);
    v->oidc = o->spool ? oidc_open(o->spool, o->clock) : NULL;
    Status st = gate_open(s, &(GateOptions){ .trusts_machine = v->at.loopback && !v->site.public_host.n, .secure = v->site.secure, .cookie = v->cookie, .clock = o->clock },
                          &v->gate, err);
    if (!st && v->writer)
        st = trail_open(s, &v->trail, err);
    if (!st && v->writer)
        st = once_open(s, &v->once, err);
    if (!st && v->writer)
        st = cards_open(s, v->writer, v->cards_kept, 0, &v->cards, err);
    return st;
}

/* Nobody could get in: the link goes to whoever sees the terminal. */
static Status print_link(Server *v, Store *s, const ServeOptions *o, Err *err)
{
    Logins all;
    Str secret;
    v->link = STR("");
    if (!v->writer || (v->at.loopback && !v->site.public_host.n))
        return ST_OK;
    Status st = logins_load(s, &v->a, &all, err);
    if (st || all.n)
        return st;
    v->first = first_open(o->clock, &v->a, &secret);
    v->link = v->site.public_host.n ? str_fmt(&v->a, "%s://%.*s/#set-up=%.*s", v->site.secure ? "https" : "http", STR_ARG(v->site.public_host), STR_ARG(secret))
                                    : str_fmt(&v->a, "%s#set-up=%.*s", v->at.address, STR_ARG(secret));
    return ST_OK;
}

static Status start(Server *v, Store *s, const ServeOptions *o, Err *err)
{
    int threads = o->threads > 0 ? o->threads : THREADS_DEFAULT;
    Status st = open_workers(v, s, (size_t)(threads < THREADS_MAX ? threads : THREADS_MAX) + SLOW_WORKERS, err);
    if (!st && o->recompute)
        st = writer_open(s, o->settle, o->recompute, &v->writer, err);
    if (!st && v->writer && o->take)
        st = intake_open(v->writer, &(IntakeOptions){ .dir = o->spool, .watch = o->watch, .take = o->take }, &v->intake, err);
    if (!st && v->writer)
        st = jobs_open(s, v->writer, &(JobsOptions){ .report = o->spool ? o->report : NULL, .dir = o->spool }, &v->jobs, err);
    if (!st && v->writer && o->spool)
        st = notices_open(s, o->spool, o->public_url, &v->notices, err);
    if (!st)
        st = public_address(v, o->public_url, err);
    if (!st)
        st = listen_at(o->listen ? o->listen : "127.0.0.1:8080", &v->at, err);
    if (st)
        return st;
    st = open_people(v, s, o, err);
    if (!st)
        st = print_link(v, s, o, err);
    if (st) {
        (void)close(v->at.socket);
        return st;
    }
    v->site = (Site){ .began = wall_micros(), .gate = v->gate, .first = v->first, .trail = v->trail, .once = v->once, .meter = v->meter, .rate = v->rate, .reachable = !v->at.loopback || v->site.public_host.n, .keep = v->keep, .cards = v->cards, .cards_kept = v->cards_kept, .asking = &v->asking, .oidc = v->oidc, .oidc_cookie = str_of(v->oidc_cookie), .secure = v->site.secure, .public_host = v->site.public_host, .book = str_dup(&v->a, o->book), .report = o->report, .reader = o->reader, .aside = o->aside, .mend = v->writer && o->spool ? o->mend : NULL, .spool = str_dup(&v->a, str_of(o->spool ? o->spool : "")), .portfolio = o->portfolio, .understand = o->understand, .option = o->option, .typed = o->typed, .action = o->action, .forecast = o->forecast, .writer = v->writer, .intake = v->intake, .jobs = v->jobs, .notices = v->notices, .loopback = v->at.loopback };
    return httpd_start(v->at.socket, v->worker, v->n - SLOW_WORKERS, SLOW_WORKERS, o->patience_ms, &v->httpd, err);
}

Status serve_open(Store *s, const ServeOptions *o, Server **out, Err *err)
{
    Server *v = calloc(1, sizeof *v);
    if (!v)
        bug("out of memory (server)");
    arena_init(&v->a);
    signals_take(v);
    Status st = start(v, s, o, err);
    if (st) {
        serve_close(v);
        return st;
    }
    log_event(LOG_INFO, "serve.open", "threads=%zu loopback=%d", v->n, v->at.loopback);
    *out = v;
    return ST_OK;
}

const char *serve_address(const Server *srv) { return srv->at.address; }

Str serve_set_up(const Server *srv) { return srv->link; }

int serve_wait(Server *srv)
{
    int sig = 0;
    return sigwait(&srv->ending, &sig) ? 0 : sig;
}

void serve_close(Server *srv)
{
    if (!srv)
        return;
    httpd_stop(srv->httpd);
    cards_close(srv->cards);
    intake_close(srv->intake);
    jobs_close(srv->jobs);
    notices_close(srv->notices);
    writer_close(srv->writer);
    trail_close(srv->trail);
    gate_close(srv->gate);
    first_close(srv->first);
    once_close(srv->once);
    meter_close(srv->meter);
    rate_close(srv->rate);
    keep_close(srv->keep);
    oidc_close(srv->oidc);
    keep_close(srv->cards_kept);
    for (size_t i = 0; i < srv->n; i++) {
        store_close(srv->worker[i].all);
        for (size_t r = 0; r < ROLE_COUNT_; r++)
            store_close(srv->worker[i].view[r]);
    }
    signals_give_back(srv);
    arena_release(&srv->a);
    free(srv);
}
