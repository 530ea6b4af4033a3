/* db_sql: somebody's own question, with a limit on rows and on time. */
#include <pthread.h>
#include <time.h>

#include "db/engine.h"
#include "db/sqltext.h"

/* A thread that cancels the statement when its time is over.  It is stopped before anything else
 * runs on the connection, so that it cannot hit another statement. */
typedef struct Watch {
    Db             *db;
    pthread_t       thread;
    pthread_mutex_t lock;
    pthread_cond_t  wake;
    bool            done;
    struct timespec until;
} Watch;

static void *watch_run(void *arg)
{
    Watch *w = arg;
    int late = 0;
    pthread_mutex_lock(&w->lock);
    while (!w->done && !late)
        late = pthread_cond_timedwait(&w->wake, &w->lock, &w->until);
    while (!w->done) {
        atomic_store(&w->db->timed_out, true);
        w->db->ops->cancel(w->db);
        /* Again after a while: the first call may have come before the statement began. */
        struct timespec soon;
        (void)clock_gettime(CLOCK_MONOTONIC, &soon);
        soon.tv_sec++;
        (void)pthread_cond_timedwait(&w->wake, &w->lock, &soon);
    }
    pthread_mutex_unlock(&w->lock);
    return NULL;
}

static Status watch_start(Watch *w, Db *db, int64_t ms, Err *err)
{
    pthread_condattr_t attr;
    *w = (Watch){ .db = db };
    (void)clock_gettime(CLOCK_MONOTONIC, &w->until);
    w->until.tv_sec += ms / 1000;
    w->until.tv_nsec += ms % 1000 * 1000000;
    if (w->until.tv_nsec >= 1000000000) {
        w->until.tv_nsec -= 1000000000;
        w->until.tv_sec++;
    }
    pthread_mutex_init(&w->lock, NULL);
    pthread_condattr_init(&attr);
    pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
    pthread_cond_init(&w->wake, &attr);
    pthread_condattr_destroy(&attr);
    if (pthread_create(&w->thread, NULL, watch_run, w) != 0) {
        pthread_cond_destroy(&w->wake);
        pthread_mutex_destroy(&w->lock);
        return ERR(err, ST_BUSY, "cannot start a thread");
    }
    return ST_OK;
}

static void watch_stop(Watch *w)
{
    pthread_mutex_lock(&w->lock);
    w->done = true;
    pthread_cond_signal(&w->wake);
    pthread_mutex_unlock(&w->lock);
    pthread_join(w->thread, NULL);
    pthread_cond_destroy(&w->wake);
    pthread_mutex_destroy(&w->lock);
}

typedef struct Answer {
    const DbShape *shape;
    Arena         *a;
    Table         *out;
    size_t         max, max_bytes, bytes;
    bool           begun, more;
} Answer;

static void answer_begin(Answer *w, const Table *chunk)
{
    ColSpec *spec = ARENA_NEW_N(w->a, ColSpec, chunk->n_col);
    for (size_t c = 0; c < chunk->n_col; c++)
        spec[c] = (ColSpec){ w->shape->name[c], chunk->col[c].type };
    table_init(w->out, w->a, spec, chunk->n_col);
    w->begun = true;
}

/* ST_TOO_BIG ends the query at the limit; `more` tells it from a failure. */
static Status answer_rows(void *ctx, const Table *chunk, Err *err)
{
    Answer *w = ctx;
    if (!w->begun)
        answer_begin(w, chunk);
    for (size_t r = 0; r < chunk->n; r++) {
        if (w->out->n == w->max) {
            w->more = true;
            return ERR(err, ST_TOO_BIG, "enough rows");
        }
        for (size_t c = 0; w->max_bytes && c < chunk->n_col; c++)
            w->bytes += chunk->col[c].type == COL_TEXT ? chunk->col[c].s[r].n : sizeof(int64_t);
        if (w->bytes > w->max_bytes)
            return ERR(err, ST_TOO_BIG, "the answer is longer than %zu bytes", w->max_bytes);
        chunk_copy_row(w->out, chunk, r);
    }
    return ST_OK;
}

/* The question itself when all its columns are of known types, otherwise the same question with
 * the others turned into text.  It stands alone as one statement, so brackets cannot be left. */
static Str readable(Arena *a, Str text, const DbShape *shape, Buf *b)
{
    bool all = true;
    for (size_t c = 0; c < shape->n; c++)
        all = all && shape->known[c];
    if (all)
        return str_dup(a, text);
    for (size_t c = 0; c < shape->n; c++)
        buf_printf(b, shape->known[c] ? "%s c%zu" : "%s CAST(c%zu AS TEXT)", c ? "," : "SELECT", c);
    buf_puts(b, " FROM (");
    buf_put(b, sql_core(text));
    buf_puts(b, "\n) AS q");
    for (size_t c = 0; c < shape->n; c++)
        buf_printf(b, "%sc%zu", c ? ", " : "(", c);
    buf_puts(b, ")");
    return str_dup(a, buf_str(b));
}

static Status ask(Db *db, const DbAsk *q, Arena *scratch, Answer *w, Err *err)
{
    DbShape shape = { 0 };
    Str text = str_dup(scratch, q->text);
    Status st = db->ops->shape(db, text.p, scratch, &shape, err);
    if (!st && q->n_hidden)
        st = db->ops->guard(db, q, false, err);
    if (st)
        return st;
    Buf b;
    buf_init(&b, DB_TEXT_MAX);
    text = readable(scratch, text, &shape, &b);
    for (size_t c = 0; c < shape.n; c++)   /* the answer outlives the scratch */
        shape.name[c] = str_dup(w->a, str_of(shape.name[c])).p;
    w->shape = &shape;
    DbCall c = { .sql = -1, .name = "sql", .text = text.p, .stream = true, .each = answer_rows,
                 .ctx = w };
    st = b.over ? ERR(err, ST_TOO_BIG, "the question is too long") : db->ops->query(db, &c, err);
    buf_release(&b);
    w->shape = NULL;
    if (st == ST_TOO_BIG && w->more)
        st = ST_OK;
    return st || !q->n_hidden ? st : db->ops->guard(db, q, true, err);
}

static Status check(const Db *db, const DbAsk *q, Err *err)
{
    if (!db->o.read_only)
        return ERR(err, ST_FORBIDDEN, "questions are answered on read-only sessions alone");
    if (db->tx_file || db->running)
        return ERR(err, ST_DB, "a question inside a transaction or the rows of a statement");
    if (q->text.n > DB_TEXT_MAX / 2)
        return ERR(err, ST_TOO_BIG, "the question is too long");
    if (memchr(q->text.p, 0, q->text.n) || !str_is_utf8(q->text))
        return ERR(err, ST_INVALID, "the question is not UTF-8 text");
    return ST_OK;
}

Status db_sql(Db *db, const DbAsk *q, Arena *a, Table *out, bool *more, Err *err)
{
    Answer w = { .a = a, .out = out, .max = q->max_rows, .max_bytes = q->max_bytes };
    Watch watch;
    Arena scratch;
    Status st = check(db, q, err);
    if (st)
        return st;
    atomic_store(&db->cancelled, false);
    atomic_store(&db->timed_out, false);
    db->timeout_ms = q->timeout_ms;
    if ((st = db->ops->begin(db, err)) != ST_OK)
        return st;
    arena_init(&scratch);
    db->running = "sql";
    if ((st = watch_start(&watch, db, q->timeout_ms, err)) == ST_OK) {
        st = ask(db, q, &scratch, &w, err);
        watch_stop(&watch);
    }
    db->running = NULL;
    db->ops->rollback(db);
    arena_release(&scratch);
    arena_rewind(&db->chunk, db->chunk_start);
    atomic_store(&db->timed_out, false);
    *more = w.more;
    return st;
}
