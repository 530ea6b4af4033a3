#include "serve/writer.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>

#include "base/date.h"
#include "base/log.h"
#include "serve/decide.h"
#include "store/theme_decide.h"

enum { CANCEL_EVERY_MS = 20 };

struct Writer {
    Store          *decide, *compute;      /* two sessions: a decision need not wait for a recomputation */
    WriterCompute  *settle, *fn;
    pthread_mutex_t deciding, state, computing;
    pthread_t       thread;
    bool            has_thread, running;
    int64_t         done;
    char            failed[240];
    atomic_llong    version, tasks;
};

Status writer_open(Store *s, WriterCompute *settle, WriterCompute *compute, Writer **out, Err *err)
{
    Writer *w = calloc(1, sizeof *w);
    if (!w)
        bug("out of memory (writer)");
    w->settle = settle;
    w->fn = compute;
    (void)pthread_mutex_init(&w->deciding, NULL);
    (void)pthread_mutex_init(&w->state, NULL);
    (void)pthread_mutex_init(&w->computing, NULL);
    Status st = store_open_again(s, false, &w->decide, err);
    if (!st)
        st = store_open_again(s, false, &w->compute, err);
    if (st) {
        writer_close(w);
        return st;
    }
    *out = w;
    return ST_OK;
}

static bool is_running(Writer *w)
{
    (void)pthread_mutex_lock(&w->state);
    bool running = w->running;
    (void)pthread_mutex_unlock(&w->state);
    return running;
}

void writer_close(Writer *w)
{
    if (!w)
        return;
    /* Between two statements there is nothing to cancel: it is asked until the thread has heard. */
    while (w->has_thread && is_running(w)) {
        db_cancel(store_db(w->compute));
        (void)nanosleep(&(struct timespec){ .tv_nsec = CANCEL_EVERY_MS * 1000000L }, NULL);
    }
    if (w->has_thread)
        (void)pthread_join(w->thread, NULL);
    store_close(w->decide);
    store_close(w->compute);
    (void)pthread_mutex_destroy(&w->deciding);
    (void)pthread_mutex_destroy(&w->state);
    (void)pthread_mutex_destroy(&w->computing);
    free(w);
}

/* "0015x @ Salesforce" */
static Status side_words(Writer *w, bool person, int64_t alias, Arena *a, Str *out, Err *err)
{
    Table t;
    Status st = store_fetch(w->decide, person ? SQL_PERSON_WORDS : SQL_ALIAS_WORDS, STORE_ARGS(DB_INT(alias)), a, &t, err);
    if (!st && !t.n)
        st = ERR(err, ST_NOT_FOUND, "there is no record %lld", (long long)alias);
    if (!st)
        *out = col_text(&t, "words")[0];
    return st;
}

typedef struct Words {
    const char *stage;
    Str         subject, object;
} Words;

/* Which stage the decision is of; an undo is none. */
static Status may_undo(Writer *w, int64_t decision, Arena *a, const char **stage, Err *err)
{
    static const char *const stages[] = { "resolve", "option" };
    int64_t there = 0, undone = 0;
    Status st = ST_OK;
    for (size_t i = 0; !st && !there && i < COUNT_OF(stages); i++) {
        *stage = stages[i];
        st = store_int(w->decide, SQL_VERDICT_EXISTS, STORE_ARGS(DB_INT(decision), DB_TEXT(str_of(stages[i]))), 0, &there, err);
    }
    if (!st)
        st = store_int(w->decide, SQL_VERDICT_UNDONE, STORE_ARGS(DB_TEXT(str_fmt(a, "%lld", (long long)decision)), DB_TEXT(str_of(*stage))), 0, &undone, err);
    if (st)
        return st;
    if (!there)
        return ERR(err, ST_NOT_FOUND, "there is no decision %lld to take back", (long long)decision);
    return undone ? ERR(err, ST_CONFLICT, "decision %lld was taken back already", (long long)decision) : ST_OK;
}

static bool one_of(Str what, const char *const *word, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq(what, str_of(word[i])))
            return true;
    return false;
}

static Status option_words(const WriterAsk *ask, Words *o, Err *err)
{
    enum { NAME_MAX_BYTES = 200 };
    o->stage = "option";
    o->subject = str_trim(ask->name);
    o->object = ask->value;
    if (!o->subject.n || o->subject.n > NAME_MAX_BYTES)
        return ERR(err, ST_USAGE, "an option's name has 1 to %d bytes", NAME_MAX_BYTES);
    return ask->understand ? ask->understand(ask->what, ask->value, err) : ERR(err, ST_USAGE, "nothing is decided about options here");
}

static Status words_of(Writer *w, const WriterAsk *ask, Arena *a, Words *o, Err *err)
{
    static const char *const pairs[] = { "merge", "never", "split" }, *const options[] = { "option", "set", "drop" };
    *o = (Words){ .stage = "resolve", .object = STR("") };
    if (str_eq(ask->what, STR("undo"))) {
        o->subject = str_fmt(a, "%lld", (long long)ask->decision);
        return may_undo(w, ask->decision, a, &o->stage, err);
    }
    if (one_of(ask->what, options, COUNT_OF(options)))
        return option_words(ask, o, err);
    if (!one_of(ask->what, pairs, COUNT_OF(pairs)))
        return ERR(err, ST_USAGE, "'what' must be merge, never, split or undo; of an option: option, set or drop");
    bool person = str_eq(ask->kind, STR("person"));
    if (ask->kind.n && !person && !str_eq(ask->kind, STR("company")))
        return ERR(err, ST_USAGE, "'kind' must be company or person");
    Status st = side_words(w, person, ask->one, a, &o->subject, err);
    if (!st)
        st = side_words(w, person, ask->other, a, &o->object, err);
    if (!st && str_eq(o->subject, o->object))
        st = ERR(err, ST_USAGE, "both sides are the same record");
    return st;
}

static Status record(Writer *w, const WriterAsk *ask, Arena *a, int64_t *number, Err *err)
{
    Words o;
    int64_t last = 0;
    DecideWords more;
    bool known = decide_knows(ask->about);
    Status st = known ? decide_words(w->decide, ask, a, &more, err) : words_of(w, ask, a, &o, err);
    if (!st && known)
        o = (Words){ more.stage, more.subject, more.object };
    if (!st)
        st = store_int(w->decide, SQL_VERDICT_MAX, STORE_NO_ARGS, 0, &last, err);
    if (st)
        return st;
    *number = last + 1;
    return store_run(w->decide, SQL_VERDICT_PUT,
                     STORE_ARGS(DB_INT(*number), DB_TEXT(str_of(o.stage)), DB_TEXT(ask->what), DB_TEXT(o.subject), DB_TEXT(o.object),
                                DB_TEXT(ask->who), DB_TEXT(ask->why.n ? ask->why : STR("web page")), DB_TEXT(micros_stamp(a, wall_second()))),
                     err);
}

static Status record_theme(Writer *w, const WriterAsk *ask, Arena *a, int64_t *number, Err *err)
{
    bool undo = str_eq(ask->what, STR("undo"));
    if (str_eq(ask->what, STR("code")))
        return ERR(err, ST_USAGE, "a code book is sent to /api/v1/codebook");
    const ThemeAsk t = { .what = ask->what, .theme = undo ? str_fmt(a, "%lld", (long long)ask->decision) : ask->theme, .other = ask->to, .rule = ask->rule,
                         .comment = ask->comment, .who = ask->who, .why = ask->why.n ? ask->why : STR("web page"), .at = micros_stamp(a, wall_second()) };
    return theme_decide(w->decide, &t, a, number, err);
}

int64_t writer_version(const Writer *w) { return atomic_load(&w->version); }

/* Also behind what failed: of a work of several transactions, the first may be in the book. */
static void changed(Writer *w) { (void)atomic_fetch_add(&w->version, 1); }

void writer_changed(Writer *w) { changed(w); }

int64_t writer_tasks(const Writer *w) { return atomic_load(&w->tasks); }

void writer_tasks_changed(Writer *w) { (void)atomic_fetch_add(&w->tasks, 1); }

Status writer_do(Writer *w, WriterDo *work_fn, Arena *a, void *ctx, Err *err)
{
    (void)pthread_mutex_lock(&w->deciding);
    Status st = store_begin(w->decide, err);
    if (!st)
        st = work_fn(w->decide, a, ctx, err);
    if (!st)
        st = store_commit(w->decide, err);
    if (st)
        store_rollback(w->decide);
    changed(w);
    (void)pthread_mutex_unlock(&w->deciding);
    return st;
}

typedef struct Deciding {
    Writer          *w;
    const WriterAsk *ask;
    int64_t         *number;
} Deciding;

static Status decide(Store *s, Arena *a, void *ctx, Err *err)
{
    const Deciding *d = ctx;
    (void)s;
    if (d->ask->about.n && !str_eq(d->ask->about, STR("themes")) && !str_eq(d->ask->about, STR("accounts")) && !decide_knows(d->ask->about))
        return ERR(err, ST_USAGE, "'about' must be accounts, themes, signals, voices, issues or questions");
    return (str_eq(d->ask->about, STR("themes")) ? record_theme : record)(d->w, d->ask, a, d->number, err);
}

Status writer_decide(Writer *w, const WriterAsk *ask, Arena *a, int64_t *number, Err *err)
{
    Status st = writer_do(w, decide, a, &(Deciding){ w, ask, number }, err);
    if (!st)
        log_event(LOG_INFO, "serve.decided", "number=%lld", (long long)*number);
    return st;
}

typedef struct Setting {
    const WriterSetting *ask;
    int64_t             *number;
} Setting;

/* "0.45 was 0.4", or "0.45 was unset". */
static Status put_setting(Store *s, Str name, Str value, const WriterSetting *ask, const char *what, Str subject, Arena *a, int64_t *number, Err *err)
{
    double v;
    int64_t last = 0;
    Table t;
    if (!str_to_f64(value, &v))
        return ERR(err, ST_USAGE, "'%.*s' is no number", STR_ARG(str_sub(value, 0, 40)));
    Status st = store_fetch(s, SQL_SETTING_GET, STORE_ARGS(DB_TEXT(name)), a, &t, err);
    if (!st)
        st = store_set_setting(s, str_dup(a, name).p, v, err);
    if (!st)
        st = store_int(s, SQL_VERDICT_MAX, STORE_NO_ARGS, 0, &last, err);
    if (st)
        return st;
    Str was = t.n ? str_fmt(a, "%.17g", col_f64(&t, "value")[0]) : STR("unset");
    *number = last + 1;
    return store_run(s, SQL_VERDICT_PUT, STORE_ARGS(DB_INT(*number), DB_TEXT(STR("setting")), DB_TEXT(str_of(what)), DB_TEXT(subject),
                                                    DB_TEXT(str_fmt(a, "%.*s was %.*s", STR_ARG(value), STR_ARG(was))), DB_TEXT(ask->who),
                                                    DB_TEXT(ask->why.n ? ask->why : STR("web page")), DB_TEXT(micros_stamp(a, wall_second()))), err);
}

static Status undo_setting(Store *s, const WriterSetting *ask, Arena *a, int64_t *number, Err *err)
{
    Table t;
    int64_t newest = 0, last = 0;
    Status st = store_fetch(s, SQL_SETTING_VERDICT, STORE_ARGS(DB_INT(ask->undo)), a, &t, err);
    if (!st && !t.n)
        st = ERR(err, ST_NOT_FOUND, "there is no change %lld of an assumption", (long long)ask->undo);
    if (!st && col_int(&t, "undone")[0])
        st = ERR(err, ST_CONFLICT, "change %lld was taken back already", (long long)ask->undo);
    Str name = st ? STR("") : col_text(&t, "subject")[0], was = st ? STR("") : col_text(&t, "object")[0];
    if (!st)
        st = store_int(s, SQL_SETTING_LAST, STORE_ARGS(DB_TEXT(name)), 0, &newest, err);
    if (!st && newest != ask->undo)
        st = ERR(err, ST_CONFLICT, "'%.*s' was changed again since, with change %lld", STR_ARG(name), (long long)newest);
    if (st)
        return st;
    const char *cut = strstr(was.p, " was ");
    Str old = cut ? str_of(cut + 5) : STR("unset");
    if (!str_eq(old, STR("unset")))
        return put_setting(s, name, old, ask, "undo", str_fmt(a, "%lld", (long long)ask->undo), a, number, err);
    st = store_run(s, SQL_SETTING_DROP, STORE_ARGS(DB_TEXT(name)), err);
    if (!st)
        st = store_int(s, SQL_VERDICT_MAX, STORE_NO_ARGS, 0, &last, err);
    if (st)
        return st;
    *number = last + 1;
    return store_run(s, SQL_VERDICT_PUT, STORE_ARGS(DB_INT(*number), DB_TEXT(STR("setting")), DB_TEXT(STR("undo")), DB_TEXT(str_fmt(a, "%lld", (long long)ask->undo)),
                                                    DB_TEXT(STR("unset")), DB_TEXT(ask->who), DB_TEXT(ask->why.n ? ask->why : STR("web page")), DB_TEXT(micros_stamp(a, wall_second()))), err);
}

static Status change_setting_row(Store *s, Arena *a, void *ctx, Err *err)
{
    const Setting *x = ctx;
    const WriterSetting *ask = x->ask;
    return ask->undo ? undo_setting(s, ask, a, x->number, err) : put_setting(s, ask->name, ask->value, ask, "set", ask->name, a, x->number, err);
}

Status writer_setting(Writer *w, const WriterSetting *ask, Arena *a, int64_t *number, Err *err)
{
    return writer_do(w, change_setting_row, a, &(Setting){ ask, number }, err);
}

static Status in_one(Writer *w, Err *err)
{
    Status st = store_begin(w->compute, err);
    if (st)
        return st;
    store_join(w->compute, true);
    st = w->fn(w->compute, err);
    store_join(w->compute, false);
    if (!st)
        st = store_commit(w->compute, err);
    if (st)
        store_rollback(w->compute);
    return st;
}

static void *work(void *arg)
{
    Writer *w = arg;
    Err err = { .code = ST_OK };
    int64_t from = clock_ms();
    (void)pthread_mutex_lock(&w->computing);
    Status st = w->settle ? w->settle(w->compute, &err) : ST_OK;
    if (!st)
        st = in_one(w, &err);
    changed(w);
    writer_tasks_changed(w);
    (void)pthread_mutex_unlock(&w->computing);
    log_event(st ? LOG_ERROR : LOG_INFO, "serve.recomputed", "status=%s ms=%lld", status_text(st), (long long)(clock_ms() - from));
    (void)pthread_mutex_lock(&w->state);
    w->running = false;
    w->done += !st;
    (void)snprintf(w->failed, sizeof w->failed, "%s", st ? err.msg : "");
    (void)pthread_mutex_unlock(&w->state);
    return NULL;
}

void writer_cancel(Writer *w)
{
    db_cancel(store_db(w->compute));
}

Status writer_work(Writer *w, WriterWork *fn, void *ctx, Err *err)
{
    if (pthread_mutex_trylock(&w->computing) != 0)
        return ERR(err, ST_BUSY, "the figures are being worked out");
    Status st = fn(w->compute, ctx, err);
    changed(w);
    writer_tasks_changed(w);
    (void)pthread_mutex_unlock(&w->computing);
    return st;
}

Status writer_recompute(Writer *w, Err *err)
{
    Status st = ST_OK;
    (void)pthread_mutex_lock(&w->state);
    if (w->running) {
        st = ERR(err, ST_BUSY, "the figures are being worked out already");
    } else {
        if (w->has_thread)
            (void)pthread_join(w->thread, NULL);
        w->has_thread = w->running = pthread_create(&w->thread, NULL, work, w) == 0;
        if (!w->running)
            st = ERR(err, ST_BUSY, "no thread is free for it");
    }
    (void)pthread_mutex_unlock(&w->state);
    return st;
}

void writer_state(Writer *w, WriterState *out)
{
    (void)pthread_mutex_lock(&w->state);
    *out = (WriterState){ .running = w->running, .done = w->done };
    (void)snprintf(out->failed, sizeof out->failed, "%s", w->failed);
    (void)pthread_mutex_unlock(&w->state);
}
