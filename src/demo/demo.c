#include "demo/write.h"

#include "base/file.h"

typedef struct FileRow {
    const char *name;
    Status (*write)(Demo *d, Err *err);
    double share; /* of all the work, for progress */
} FileRow;

/* The ERP comes first: it numbers the orders that tickets and comments quote. */
static const FileRow files[N_DEMO_FILE] = {
    [FILE_ERP] = { "erp/lieferungen.csv", erp_write, 0.02 },
    [FILE_ACCOUNT] = { "salesforce/Account.csv", accounts_write, 0.01 },
    [FILE_CONTACT] = { "salesforce/Contact.csv", contacts_write, 0.01 },
    [FILE_OPPORTUNITY] = { "salesforce/Opportunity.csv", opportunities_write, 0.01 },
    [FILE_SURVEY] = { "qualtrics/relationship_survey.csv", survey_write, 0.10 },
    [FILE_TICKET] = { "zendesk/tickets.ndjson", tickets_write, 0.05 },
    [FILE_TRACK] = { "segment/track.ndjson", track_write, 0.76 },
    [FILE_IDENTIFY] = { "segment/identify.ndjson", identify_write, 0.01 },
    [FILE_INVOICE] = { "stripe/invoices.csv", invoices_write, 0.02 },
    [FILE_SCORECARD] = { "scorecard/unit_scorecard.csv", scorecard_write, 0.005 },
    [FILE_INITIATIVE] = { "initiatives/initiatives.csv", initiatives_write, 0.005 },
};
static const DemoFile order[N_DEMO_FILE] = {
    FILE_ERP,   FILE_ACCOUNT,  FILE_CONTACT, FILE_OPPORTUNITY, FILE_SURVEY,     FILE_TICKET,
    FILE_TRACK, FILE_IDENTIFY, FILE_INVOICE, FILE_SCORECARD,   FILE_INITIATIVE,
};
static const char *const folders[] = { "salesforce", "qualtrics", "zendesk",   "segment",
                                       "stripe",     "erp",       "scorecard", "initiatives" };

const char *demo_file_name(DemoFile f)
{
    return files[f].name;
}

Status demo_begin(Demo *d, DemoFile f, Err *err)
{
    return out_open(&d->out[f], d->a, d->dir, files[f].name, err);
}

void demo_tell(const Demo *d, DemoFile f, double share_of_file)
{
    double done = 0;
    if (!d->progress || !d->progress->call)
        return;
    for (size_t i = 0; order[i] != f; i++)
        done += files[order[i]].share;
    d->progress->call(d->progress->ctx, files[f].name, done + files[f].share * share_of_file);
}

static Status check(const char *what, int64_t *v, int64_t standard, int64_t low, int64_t high,
                    Err *err)
{
    if (*v == 0)
        *v = standard;
    if (*v >= low && *v <= high)
        return ST_OK;
    return ERR(err, ST_USAGE, "demo cannot have %lld %s: %lld to %lld are possible", (long long)*v,
               what, (long long)low, (long long)high);
}

static Status check_all(DemoOptions *o, Err *err)
{
    Status st = check("accounts", &o->accounts, 1500, DEMO_ACCOUNTS_MIN, DEMO_ACCOUNTS_MAX, err);
    if (!st)
        st = check("months", &o->months, 36, DEMO_MONTHS_MIN, DEMO_MONTHS_MAX, err);
    if (!st)
        st = check("as seed", &o->seed, 1, 1, INT64_MAX, err);
    if (!st)
        st = check("responses", &o->responses, 10000, 1, DEMO_RESPONSES_MAX, err);
    if (!st)
        st = check("events", &o->events, 300000, 1, DEMO_EVENTS_MAX, err);
    return st;
}

static Status write_all(Demo *d, Err *err)
{
    Status st = file_make_dir(d->dir, err);
    for (size_t i = 0; !st && i < COUNT_OF(folders); i++)
        st = file_make_dir(str_fmt(d->a, "%s/%s", d->dir, folders[i]).p, err);
    for (size_t i = 0; !st && i < N_DEMO_FILE; i++) {
        demo_tell(d, order[i], 0);
        st = files[order[i]].write(d, err);
        if (!st)
            st = out_close(&d->out[order[i]], err);
    }
    return st ? st : truth_write(d, err);
}

Status demo_write(const char *dir, const DemoOptions *o, const DemoProgress *progress, Err *err)
{
    DemoOptions all = *o;
    Status st = check_all(&all, err);
    if (st)
        return st;
    Arena a;
    arena_init(&a);
    Demo *d = ARENA_NEW(&a, Demo);
    d->a = &a;
    d->dir = dir;
    d->progress = progress;
    world_make(&d->w, &a, &all);
    st = write_all(d, err);
    arena_release(&a);
    return st;
}
