/* site_news.c - what an open page is told without asking (serve/events.h).
 *
 *   book       { began, version }: another pair, another book; who sees a part of it learns that something has changed, and no more
 *   tasks      { version }: counts up when tasks may have come or gone
 *   recompute  the answer of GET /api/v1/recompute
 *   job        { running, kind, progress }
 *   intake     { waiting, kept, held, disk_full, failed }
 */
#include <math.h>

#include "serve/site.h"

static void put(EventsNews *out, const char *name, unsigned who, JsonOut *j, Buf *b)
{
    json_end(j);
    events_put(out, name, who, b);
    buf_clear(b);
    json_init(j, b);
}

static void put_versions(const Site *site, EventsNews *out, JsonOut *j, Buf *b)
{
    json_object(j, NULL);
    json_int(j, "began", site->began);
    json_int(j, "version", site->writer ? writer_version(site->writer) : 0);
    put(out, "book", LISTENER_ALL, j, b);
    json_object(j, NULL);
    json_int(j, "version", site->writer ? writer_tasks(site->writer) : 0);
    put(out, "tasks", LISTENER_ALL, j, b);
}

/* In hundredths: a page that draws a bar needs no more, and is not told five times a second. */
static void put_job(const Site *site, EventsNews *out, JsonOut *j, Buf *b)
{
    JobsState at = { .progress = (double)NAN };
    if (site->jobs)
        jobs_state(site->jobs, &at);
    json_object(j, NULL);
    json_bool(j, "running", at.running);
    json_str(j, "kind", str_of(at.kind));
    if (isnan(at.progress))
        json_null(j, "progress");
    else
        json_f64(j, "progress", floor(at.progress * 100) / 100);
    put(out, "job", LISTENER_WHOLE, j, b);
}

static void put_intake(const Site *site, EventsNews *out, JsonOut *j, Buf *b)
{
    IntakeState at = { .accepted = 0 };
    if (site->intake)
        intake_state(site->intake, &at);
    json_object(j, NULL);
    json_int(j, "waiting", at.waiting);
    json_int(j, "kept", at.kept);
    json_int(j, "held", at.held);
    json_bool(j, "disk_full", at.full);
    if (at.failed[0])
        json_str(j, "failed", str_of(at.failed));
    else
        json_null(j, "failed");
    put(out, "intake", LISTENER_WHOLE, j, b);
}

void site_news(const Site *site, EventsNews *out)
{
    static const Listener decides[] = { LISTENER_DECIDES, LISTENER_READS };
    Buf b;
    JsonOut j;
    buf_init(&b, EVENT_MAX);
    for (size_t i = 0; i < COUNT_OF(decides); i++) {
        site_state(site, decides[i] == LISTENER_DECIDES, &b);
        events_put(out, "recompute", decides[i], &b);
        buf_clear(&b);
    }
    json_init(&j, &b);
    put_versions(site, out, &j, &b);
    put_job(site, out, &j, &b);
    put_intake(site, out, &j, &b);
    buf_release(&b);
}

Status handle_events(Worker *w, const AnswerQuery *q, Arena *a, Response *out, Err *err)
{
    (void)q;
    (void)a;
    if (!w->site->gate)
        return ERR(err, ST_NOT_FOUND, "no news are sent here");
    out->listener = role_has_rules(w->who.role) ? LISTENER_PART : w->who.may & MAY_DECIDE ? LISTENER_DECIDES : LISTENER_READS;
    return ST_OK;
}
