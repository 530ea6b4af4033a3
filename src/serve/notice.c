#include "serve/notice.h"

#include <curl/curl.h>
#include <errno.h>
#include <pthread.h>
#include <sodium.h>
#include <stdlib.h>
#include <time.h>

#include "base/date.h"
#include "base/file.h"
#include "base/log.h"
#include "serve/digest.h"
#include "serve/notice_text.h"

enum { EVERY_MS = 500, FILE_MAX = 64 * 1024, HOURS = 24 };

struct Notices {
    Arena           a;
    Store          *s;
    Str             dir, file, sender, page;
    pthread_mutex_t m;
    pthread_cond_t  wake;
    bool            ending, has_thread;
    NoticesState    state;                   /* under m */
    pthread_t       thread;
};

static Status read_outgoing(const Notices *n, Arena *a, Outgoing *o, Err *err)
{
    const struct { const char *name; Str *into; } key[] = { { "webhook", &o->webhook }, { "secret", &o->secret }, { "smtp", &o->smtp },
                                                            { "from", &o->from },       { "user", &o->user },     { "password", &o->password }, { "page", &o->page } };
    Str rest = STR("");
    FileInfo info;
    *o = (Outgoing){ STR(""), STR(""), STR(""), STR(""), STR(""), STR(""), n->page, n->sender, str_of(store_currency(n->s)), { .n = 0 } };
    if (file_stat(n->file.p, &info, err) == ST_NOT_FOUND)
        return ST_OK;
    Status st = file_read(n->file.p, FILE_MAX, a, &rest, err);
    while (!st && rest.n) {
        Str line = str_trim(str_cut(&rest, '\n')), name = str_cut(&line, ' ');
        for (size_t i = 0; i < COUNT_OF(key); i++)
            if (str_eq(name, str_of(key[i].name)))
                *key[i].into = str_dup(a, str_trim(line));
    }
    return st;
}

/* A row for each task and way that has none. */
static Status queue(Notices *n, const Outgoing *o, Str now, Str since, Err *err)
{
    Status st = store_begin(n->s, err);
    if (!st && o->webhook.n)
        st = store_run(n->s, SQL_NOTICE_QUEUE_WEBHOOK, STORE_ARGS(DB_TEXT(now), DB_TEXT(since)), err);
    if (!st && o->smtp.n && o->from.n)
        st = store_run(n->s, SQL_NOTICE_QUEUE_MAIL, STORE_ARGS(DB_TEXT(now), DB_TEXT(since)), err);
    if (!st)
        st = store_commit(n->s, err);
    if (st)
        store_rollback(n->s);
    return st;
}

static size_t give(char *to, size_t size, size_t n, void *ctx)
{
    Str *rest = ctx;
    size_t k = rest->n < size * n ? rest->n : size * n;
    memcpy(to, rest->p, k);
    *rest = str_sub(*rest, k, rest->n);
    return k;
}

static size_t swallow(char *from, size_t size, size_t n, void *ctx)
{
    (void)from;
    (void)ctx;
    return size * n;
}

static void usual(CURL *c, Str url, char *why)
{
    (void)curl_easy_setopt(c, CURLOPT_URL, url.p);
    (void)curl_easy_setopt(c, CURLOPT_TIMEOUT, (long)NOTICE_SECONDS);
    (void)curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
    (void)curl_easy_setopt(c, CURLOPT_ERRORBUFFER, why);
    (void)curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, swallow);
}

static bool post(const Outgoing *o, const Table *t, size_t r, Arena *a, char why[CURL_ERROR_SIZE])
{
    CURL *c = curl_easy_init();
    struct curl_slist *head = NULL;
    long code = 0;
    Str body = notice_json(o, t, r, a), stamp = str_fmt(a, "%lld", (long long)(wall_second() / MICROS_PER_SECOND));
    const Str part[] = { stamp, STR("."), body };
    if (!c)
        return false;
    usual(c, o->webhook, why);
    (void)curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https");
    head = curl_slist_append(head, "Content-Type: application/json");
    head = curl_slist_append(head, str_fmt(a, "Idempotency-Key: throughline-%.*s-%lld", STR_ARG(o->sender), (long long)col_int(t, "notice_id")[r]).p);
    if (o->secret.n)
        head = curl_slist_append(head, str_fmt(a, "X-Throughline-Signature: t=%.*s,v1=%.*s", STR_ARG(stamp), STR_ARG(digest_hex(digest_hmac(DIGEST_SHA256, o->secret, part, COUNT_OF(part), a), a))).p);
    (void)curl_easy_setopt(c, CURLOPT_HTTPHEADER, head);
    (void)curl_easy_setopt(c, CURLOPT_POSTFIELDSIZE, (long)body.n);
    (void)curl_easy_setopt(c, CURLOPT_POSTFIELDS, body.p);
    CURLcode done = curl_easy_perform(c);
    (void)curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &code);
    if (!done && (code < 200 || code > 299))
        (void)snprintf(why, CURL_ERROR_SIZE, "it answered %ld", code);
    curl_slist_free_all(head);
    curl_easy_cleanup(c);
    return !done && code >= 200 && code <= 299;
}

static bool mail_text(const Outgoing *o, Str address, Str rest, Arena *a, char why[CURL_ERROR_SIZE])
{
    CURL *c = curl_easy_init();
    if (!c)
        return false;
    struct curl_slist *to = curl_slist_append(NULL, notice_line(address, a).p);
    usual(c, o->smtp, why);
    (void)curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    (void)curl_easy_setopt(c, CURLOPT_USE_SSL, (long)CURLUSESSL_TRY);
    (void)curl_easy_setopt(c, CURLOPT_MAIL_FROM, o->from.p);
    (void)curl_easy_setopt(c, CURLOPT_MAIL_RCPT, to);
    if (o->user.n) {
        (void)curl_easy_setopt(c, CURLOPT_USERNAME, o->user.p);
        (void)curl_easy_setopt(c, CURLOPT_PASSWORD, o->password.p);
        (void)curl_easy_setopt(c, CURLOPT_USE_SSL, (long)CURLUSESSL_ALL);      /* a password goes out encrypted or not at all */
    }
    (void)curl_easy_setopt(c, CURLOPT_READFUNCTION, give);
    (void)curl_easy_setopt(c, CURLOPT_READDATA, &rest);
    (void)curl_easy_setopt(c, CURLOPT_UPLOAD, 1L);
    CURLcode done = curl_easy_perform(c);
    curl_slist_free_all(to);
    curl_easy_cleanup(c);
    return !done;
}

static bool mail(const Outgoing *o, const Table *t, size_t r, Arena *a, char why[CURL_ERROR_SIZE])
{
    return mail_text(o, col_text(t, "address")[r], notice_mail(o, t, r, a), a, why);
}

static Status mark(Notices *n, const Table *t, size_t r, bool sent, const char *why, Arena *a, Err *err)
{
    int64_t tries = col_int(t, "tries")[r] + 1, now = wall_second();
    DbArg id = DB_INT(col_int(t, "notice_id")[r]);
    if (sent)
        return store_run(n->s, SQL_NOTICE_SENT, STORE_ARGS(id, DB_TEXT(micros_stamp(a, now)), DB_INT(tries)), err);
    int64_t next = now + (INT64_C(1) << (tries - 1)) * NOTICE_FIRST * MICROS_PER_SECOND;
    return store_run(n->s, SQL_NOTICE_FAILED, STORE_ARGS(id, DB_TEXT(micros_stamp(a, next)), DB_INT(tries), DB_TEXT(str_of(why))), err);
}

/* from 20 to 7 goes over midnight; the same hour twice, or -1: never. */
static Status quiet(Notices *n, bool *out, Err *err)
{
    double from = -1, to = -1;
    int hour = (int)(wall_second() / MICROS_PER_SECOND / 3600 % HOURS);
    Status st = store_setting(n->s, "quiet_from", &from, err);
    if (!st)
        st = store_setting(n->s, "quiet_to", &to, err);
    int a = (int)from, b = (int)to;
    *out = a >= 0 && b >= 0 && a != b && (a < b ? hour >= a && hour < b : hour >= a || hour < b);
    return st;
}

static void count(Notices *n, bool by_mail, bool sent, int64_t tries)
{
    (void)pthread_mutex_lock(&n->m);
    (sent ? n->state.taken : n->state.refused)[by_mail ? 0 : 1]++;
    n->state.given_up += !sent && tries >= NOTICE_TRIES;
    (void)pthread_mutex_unlock(&n->m);
}

void notices_state(Notices *n, NoticesState *out)
{
    (void)pthread_mutex_lock(&n->m);
    *out = n->state;
    (void)pthread_mutex_unlock(&n->m);
}

/* One word with an @ in it: whoever else is named gets no mail. */
static bool is_address(Str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] <= ' ' || (unsigned char)s.p[i] >= 0x7F || strchr("<>\"(),;:", s.p[i]))
            return false;
    return s.n > 2 && str_has(str_sub(s, 1, s.n - 1), STR("@"));
}

/* A row for each report and person that has none. */
static Status queue_reports(Notices *n, Str now, Str since, Arena *a, Err *err)
{
    Table t;
    Status st = store_fetch(n->s, SQL_NOTICE_REPORTS, STORE_ARGS(DB_TEXT(since)), a, &t, err);
    for (size_t r = 0; !st && r < t.n; r++)
        for (Str rest = col_text(&t, "people")[r]; !st && rest.n;) {
            Str who = str_trim(str_cut(&rest, ','));
            if (is_address(who))
                st = store_run(n->s, SQL_NOTICE_QUEUE_REPORT, STORE_ARGS(DB_TEXT(now), DB_INT(col_int(&t, "job_id")[r]), DB_TEXT(who)), err);
        }
    return st;
}

static Status send_reports(Notices *n, const Outgoing *o, Str now, Arena *a, Err *err)
{
    enum { MAILED_MOST = 8 << 20 };
    Table t;
    Status st = store_fetch(n->s, SQL_NOTICE_DUE_REPORTS, STORE_ARGS(DB_TEXT(now), DB_INT(NOTICE_TRIES), DB_INT(NOTICE_AT_ONCE)), a, &t, err);
    for (size_t r = 0; !st && r < t.n; r++) {
        char why[CURL_ERROR_SIZE] = "the report is not there any more";
        Err gone;
        Str name = path_base(col_text(&t, "detail")[r]), html = STR(""), address = col_text(&t, "address")[r];
        Status there = file_read(path_join(a, n->dir, name).p, MAILED_MOST, a, &html, &gone);
        if (there == ST_TOO_BIG)
            html = STR("");
        bool sent = (!there || there == ST_TOO_BIG) && mail_text(o, address, notice_report(o, address, col_int(&t, "notice_id")[r], name, html, a), a, why);
        count(n, true, sent, col_int(&t, "tries")[r] + 1);
        st = mark(n, &t, r, sent, why[0] ? why : "it could not be sent", a, err);
        log_event(sent ? LOG_INFO : LOG_WARN, "notice.report", "job=%lld taken=%d", (long long)col_int(&t, "task_id")[r], sent);
    }
    return st;
}

static Status look(Notices *n, Arena *a, Err *err)
{
    Outgoing o;
    Table t;
    bool hush = false;
    Status st = read_outgoing(n, a, &o, err);
    if (st || (!o.webhook.n && !o.smtp.n))
        return st;
    Str now = micros_stamp(a, wall_second());
    st = queue(n, &o, now, micros_stamp(a, wall_second() - NOTICE_DAYS * MICROS_PER_DAY), err);
    bool mails = o.smtp.n && o.from.n;
    if (!st && mails)
        st = queue_reports(n, now, micros_stamp(a, wall_second() - NOTICE_DAYS * MICROS_PER_DAY), a, err);
    if (!st)
        st = quiet(n, &hush, err);
    if (st || hush)
        return st;
    if (mails)
        st = send_reports(n, &o, now, a, err);
    if (st)
        return st;
    st = store_fetch(n->s, SQL_NOTICE_DUE, STORE_ARGS(DB_TEXT(now), DB_INT(NOTICE_TRIES), DB_INT(NOTICE_AT_ONCE)), a, &t, err);
    if (!st && t.n)
        st = store_fetch(n->s, SQL_TASK_RULES, STORE_NO_ARGS, a, &o.rules, err);
    for (size_t r = 0; !st && r < t.n; r++) {
        char why[CURL_ERROR_SIZE] = "";
        bool by_mail = str_eq(col_text(&t, "way")[r], STR("e-mail"));
        bool can = by_mail ? o.smtp.n && o.from.n : o.webhook.n > 0;
        bool sent = can && (by_mail ? mail : post)(&o, &t, r, a, why);
        if (can)
            count(n, by_mail, sent, col_int(&t, "tries")[r] + 1);
        if (can)
            st = mark(n, &t, r, sent, why[0] ? why : "it could not be sent", a, err);
        log_event(sent ? LOG_INFO : LOG_WARN, "notice.sent", "task=%lld taken=%d", (long long)col_int(&t, "task_id")[r], sent);
    }
    return st;
}

static bool go_on(Notices *n)
{
    struct timespec until;
    (void)clock_gettime(CLOCK_REALTIME, &until);
    until.tv_nsec += EVERY_MS * 1000000L;
    until.tv_sec += until.tv_nsec / 1000000000;
    until.tv_nsec %= 1000000000;
    (void)pthread_mutex_lock(&n->m);
    int rc = 0;
    while (!n->ending && rc != ETIMEDOUT)
        rc = pthread_cond_timedwait(&n->wake, &n->m, &until);
    bool going = !n->ending;
    (void)pthread_mutex_unlock(&n->m);
    return going;
}

static void *run(void *arg)
{
    Notices *n = arg;
    do {
        Arena a;
        Err err = { .code = ST_OK };
        arena_init(&a);
        if (look(n, &a, &err))
            log_event(LOG_ERROR, "notice.failed", "status=%s at=%s:%d", status_text(err.code), err.file, err.line);
        arena_release(&a);
    } while (go_on(n));
    return NULL;
}

/* Drawn once, and kept beside the book: notices of two books, or of two machines, have numbers alike. */
static Status know_sender(Notices *n, const char *dir, Err *err)
{
    enum { BITS = 8, ID_MAX = 256 };
    FileInfo info;
    Str path = path_join(&n->a, str_of(dir), STR("sender"));
    Status st = file_stat(path.p, &info, err);
    if (!st)
        st = file_read(path.p, ID_MAX, &n->a, &n->sender, err);
    if (st != ST_NOT_FOUND) {
        n->sender = st ? n->sender : notice_line(str_trim(n->sender), &n->a);
        return st;
    }
    char bits[BITS];
    randombytes_buf(bits, sizeof bits);
    n->sender = digest_hex((Str){ bits, sizeof bits }, &n->a);
    /* Where it cannot be kept (a full disk) the book is served all the same: the word holds until the server ends. */
    if (file_replace(path.p, n->sender, err))
        log_event(LOG_WARN, "notice.sender", "status=%s", status_text(err->code));
    return ST_OK;
}

Status notices_open(Store *s, const char *dir, const char *page, Notices **out, Err *err)
{
    Notices *n = calloc(1, sizeof *n);
    if (!n)
        bug("out of memory (notices)");
    arena_init(&n->a);
    n->page = str_dup(&n->a, str_of(page ? page : ""));
    n->dir = str_dup(&n->a, str_of(dir));
    n->file = path_join(&n->a, str_of(dir), STR("outgoing"));
    (void)pthread_mutex_init(&n->m, NULL);
    (void)pthread_cond_init(&n->wake, NULL);
    (void)curl_global_init(CURL_GLOBAL_DEFAULT);
    Status st = know_sender(n, dir, err);
    if (!st)
        st = store_open_again(s, false, &n->s, err);
    if (!st) {
        n->has_thread = pthread_create(&n->thread, NULL, run, n) == 0;
        st = n->has_thread ? ST_OK : ERR(err, ST_BUSY, "no thread is free for notices");
    }
    if (st) {
        notices_close(n);
        return st;
    }
    *out = n;
    return ST_OK;
}

void notices_close(Notices *n)
{
    if (!n)
        return;
    (void)pthread_mutex_lock(&n->m);
    n->ending = true;
    (void)pthread_cond_broadcast(&n->wake);
    (void)pthread_mutex_unlock(&n->m);
    if (n->has_thread)
        (void)pthread_join(n->thread, NULL);
    store_close(n->s);
    curl_global_cleanup();
    (void)pthread_cond_destroy(&n->wake);
    (void)pthread_mutex_destroy(&n->m);
    arena_release(&n->a);
    free(n);
}
