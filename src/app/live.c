#include "app/live.h"


#include "act/task.h"
#include "base/date.h"
#include "base/json_out.h"
#include "base/log.h"
#include "ingest/ingest.h"
#include "listen/listen.h"
#include "resolve/resolve.h"
#include "signal/signal.h"

Str live_folder(const App *app)
{
    const char *given = args_get(app->args, "spool");
    return given ? str_of(given) : app_beside(app, "spool");
}

Str app_beside(const App *app, const char *what)
{
    Str book = str_of(app->args->word[0]);
    return str_starts(book, STR("postgres")) ? str_fmt(app->a, "throughline.%s", what) : str_fmt(app->a, "%.*s.%s", STR_ARG(book), what);
}

static void note_files(const IngestResult *r, ServeBatch *b)
{
    for (size_t i = 0; i < r->n; i++) {
        const IngestFile *f = &r->file[i];
        for (size_t k = 0; k < b->n; k++)
            if (!strcmp(b->file[k].path, f->opened))
                b->file[k].unread = b->file[k].unread || f->unknown || f->skipped.n;
    }
    b->rows = r->rows_in;
    b->kept = r->kept;
    b->unchanged = r->unchanged;
    b->aside = r->quarantined;
}

Status live_answers(Store *s, Err *err)
{
    Arena a;
    int64_t n = 0;
    arena_init(&a);
    Status st = quarantine_decided(s, &a, &n, err);
    arena_release(&a);
    if (!st && n)
        log_event(LOG_INFO, "live.answered", "questions=%lld", (long long)n);
    return st;
}

Status live_tasks(Store *s, Err *err)
{
    TaskFound found;
    Status st = tasks_find(s, wall_second(), &found, err);
    if (!st)
        log_event(LOG_INFO, "tasks.found", "made=%lld more=%lld escalated=%lld", (long long)found.made, (long long)found.more, (long long)found.escalated);
    return st;
}

/* Who is who, then what is meant, then what changes by it, then what is to be done: each costs what came in.  What was said can be read behind
 * the second. */
static Status follow(Store *s, ServeBatch *b, Err *err)
{
    ResolveMore who = { .aliases = 0 };
    ListenMore heard = { .waits = false };
    SignalMore changed = { .looked = 0 };
    int64_t from = clock_ms();
    Status st = resolve_more(s, &who, err);
    if (!st)
        st = listen_more(s, &heard, err);
    int64_t said = clock_ms();
    if (!st && b->shown)
        b->shown(b->ctx);
    if (!st && !heard.waits && b->kept)
        st = signal_more(s, &changed, err);
    if (!st && !heard.waits)
        st = live_tasks(s, err);
    b->comments = heard.comments;
    log_event(LOG_INFO, "live.followed", "aliases=%lld unresolved=%lld comments=%lld again=%lld streams=%lld running=%lld shown_ms=%lld ms=%lld", (long long)who.aliases, (long long)who.unresolved,
              (long long)heard.comments, (long long)heard.again, (long long)changed.looked, (long long)changed.running, (long long)(said - from), (long long)(clock_ms() - from));
    return st;
}

void live_mended(const RetryResult *r, bool dry, JsonOut *j)
{
    json_object(j, NULL);
    json_bool(j, "dry_run", dry);
    json_int(j, "rows_in", r->in);
    json_int(j, "rows_kept", r->kept);
    json_int(j, "rows_unchanged", r->unchanged);
    json_int(j, "rows_quarantined", r->quarantined);
    json_array(j, "files");
    for (size_t i = 0; i < r->n; i++) {
        const RetryFile *f = &r->file[i];
        json_object(j, NULL);
        json_int(j, "file", f->file_id);
        json_str(j, "path", f->path);
        json_str(j, "refused", f->refused);
        json_int(j, "mended_before", f->before);
        json_array(j, "still");
        for (size_t k = 0; k < f->again->n_entry; k++) {
            const AgainEntry *e = f->again->by_seq[k];
            if (e->fate != AGAIN_STILL)
                continue;
            json_object(j, NULL);
            json_int(j, "row", e->seq);
            json_int(j, "line", e->line);
            json_str(j, "column", e->column);
            json_str(j, "reason", e->why);
            json_end(j);
        }
        json_end(j);
        json_end(j);
    }
    json_end(j);
    json_end(j);
}


Status live_mend(Store *s, const ServeMended *what, Arena *a, JsonOut *j, Err *err)
{
    RetryResult r;
    Err later = { .code = ST_OK };
    ServeBatch b = { .now = wall_micros() };
    const AgainOptions o = { .how = "hand", .who = what->who, .at = micros_iso(a, b.now), .column = STR("") };
    Status st = quarantine_retry(s, &o, &what->path, 1, a, &r, err);
    if (st)
        return st;
    b.kept = r.kept;
    /* The rows are in the book: what follows from them, if it fails, comes with the next recomputation. */
    if (r.kept && follow(s, &b, &later))
        log_event(LOG_ERROR, "live.followed", "status=%s", status_text(later.code));
    live_mended(&r, false, j);
    return ST_OK;
}

Status live_take(Store *s, ServeBatch *b, Err *err)
{
    Arena a;
    IngestResult r;
    arena_init(&a);
    const char **path = ARENA_NEW_N(&a, const char *, b->n + 1);
    for (size_t i = 0; i < b->n; i++)
        path[i] = b->file[i].path;
    Status st = ingest_run(s, &(IngestOptions){ .path = path, .n_path = b->n, .who = "", .now = b->now }, &a, &r, err);
    if (!st) {
        note_files(&r, b);
        st = store_adopt_currency(s, err);
    }
    if (!st)
        st = follow(s, b, err);
    arena_release(&a);
    return st;
}
