/* site_metrics.c - counters for Prometheus: of answers (serve/meter.h), and of what the server does by itself. */
#include "model/limits.h"
#include "serve/site.h"

typedef struct Line {
    const char *name, *label, *help;         /* label: "" or what stands in braces */
    bool        gauge;
    double      value;
} Line;

/* Lines of one name follow each other, and share its help. */
static void put_lines(const Line *line, size_t n, Buf *b)
{
    for (size_t i = 0; i < n; i++) {
        if (!i || strcmp(line[i].name, line[i - 1].name) != 0)
            buf_printf(b, "# HELP %s %s\n# TYPE %s %s\n", line[i].name, line[i].help, line[i].name, line[i].gauge ? "gauge" : "counter");
        buf_printf(b, "%s%s %.15g\n", line[i].name, line[i].label, line[i].value);
    }
}

static void put_intake(Intake *in, Buf *b)
{
    IntakeState at = { .accepted = 0 };
    if (in)
        intake_state(in, &at);
    static const char records[] = "throughline_intake_records_total", help[] = "Records that came in live, by what became of them; accepted: on disk and acknowledged.";
    const Line line[] = {
        { records, "{state=\"accepted\"}", help, false, (double)at.accepted }, { records, "{state=\"kept\"}", help, false, (double)at.kept },
        { records, "{state=\"unchanged\"}", help, false, (double)at.unchanged }, { records, "{state=\"aside\"}", help, false, (double)at.aside },
        { "throughline_intake_waiting", "", "Records on disk that are not in the book yet.", true, (double)at.waiting },
        { "throughline_intake_batches_total", "", "Batches brought into the book.", false, (double)at.batches },
        { "throughline_intake_held_total", "", "Files that no shape and no mapping knows.", false, (double)at.held },
        { "throughline_intake_last_timestamp_seconds", "", "When the last batch entered; 0: none has.", true, (double)at.last / 1e6 },
        { "throughline_intake_disk_full", "", "Whether nothing can be taken in for want of room.", true, at.full },
        { "throughline_intake_failing", "", "Whether the last batch did not enter, and waits.", true, at.failed[0] != 0 } };
    put_lines(line, COUNT_OF(line), b);
}

static void put_jobs(Jobs *k, Buf *b)
{
    JobsState at = { .running = false };
    if (k)
        jobs_state(k, &at);
    Line line[JOB_ENDS_ + 2];
    static const char *const label[JOB_ENDS_] = { [JOB_DONE] = "{state=\"done\"}", [JOB_FAILED] = "{state=\"failed\"}", [JOB_CANCELLED] = "{state=\"cancelled\"}" };
    for (size_t i = 0; i < JOB_ENDS_; i++)
        line[i] = (Line){ "throughline_jobs_total", label[i], "Jobs that ended, by how.", false, (double)at.ended[i] };
    line[JOB_ENDS_] = (Line){ "throughline_job_running", "", "Whether a job runs.", true, at.running };
    line[JOB_ENDS_ + 1] = (Line){ "throughline_job_seconds", "", "How long the last one that was done took; 0: none was.", true, (double)at.last_ms / 1e3 };
    put_lines(line, COUNT_OF(line), b);
}

static void put_notices(Notices *n, Buf *b)
{
    NoticesState at = { .given_up = 0 };
    if (n)
        notices_state(n, &at);
    static const char name[] = "throughline_notices_total", help[] = "Tries to tell somebody of a task, by way and by whether it was taken.";
    const Line line[] = { { name, "{way=\"e-mail\",taken=\"yes\"}", help, false, (double)at.taken[0] }, { name, "{way=\"e-mail\",taken=\"no\"}", help, false, (double)at.refused[0] },
                          { name, "{way=\"webhook\",taken=\"yes\"}", help, false, (double)at.taken[1] }, { name, "{way=\"webhook\",taken=\"no\"}", help, false, (double)at.refused[1] },
                          { "throughline_notices_given_up_total", "", "Notices that were tried for the last time.", false, (double)at.given_up } };
    put_lines(line, COUNT_OF(line), b);
}

static void put_work(const Site *site, Buf *b)
{
    put_intake(site->intake, b);
    put_jobs(site->jobs, b);
    put_notices(site->notices, b);
}

static const char *operation_name(size_t i) { return routes[i].name; }

Status handle_metrics(Worker *w, const AnswerQuery *q, Arena *a, Response *out, Err *err)
{
    Buf b;
    WriterState at = { .running = false };
    KeepState kept = { 0 };
    (void)q;
    if (!w->site->meter)
        return ERR(err, ST_NOT_FOUND, "nothing is counted here");
    if (w->site->writer)
        writer_state(w->site->writer, &at);
    buf_init(&b, LIMIT_REPORT);
    for (size_t i = 0; i < 2; i++) {
        KeepState one = { 0 };
        Keep *k = i ? w->site->cards_kept : w->site->keep;
        if (k)
            keep_state(k, &one);
        kept.found += one.found;
        kept.missed += one.missed;
        kept.bytes += one.bytes;
    }
    CardsState cards = { 0, 0, 0 };
    if (w->site->cards)
        cards_state(w->site->cards, &cards);
    MeterNow now = { gate_sessions(w->site->gate), at.running, at.done, kept.found, kept.missed, kept.bytes, cards.along, cards.ahead, { 0 } };
    for (size_t k = 0; w->site->rate && k < RATE_KINDS_; k++)
        now.turned_away[k] = rate_turned_away(w->site->rate, (RateKind)k);
    meter_write(w->site->meter, operation_name, &now, &b);
    put_work(w->site, &b);
    Status st = b.over ? ERR(err, ST_TOO_BIG, "the answer is over the limit of a document") : ST_OK;
    if (!st)
        out->body = str_dup(a, buf_str(&b));
    out->type = "text/plain; version=0.0.4; charset=utf-8";
    buf_release(&b);
    return st;
}
