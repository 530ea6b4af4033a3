#include "ingest/ingest_in.h"

#include <stdlib.h>

#include "base/file.h"
#include "ingest/dimension.h"
#include "ingest/recording.h"
#include "read/pack.h"
#include "read/walk.h"
#include "model/limits.h"

static int rank(const Job *j)
{
    return j->section ? (int)j->section->kind : j->unknown ? KIND_COUNT : KIND_COUNT + 1;
}

static int by_kind(const void *x, const void *y)
{
    const Job *a = x, *b = y;
    int ra = rank(a), rb = rank(b);
    int c = (ra > rb) - (ra < rb);
    if (!c)
        c = walk_cmp(&a->at, &b->at);
    return c;
}

static Str encoding_name(const Job *j, Arena *a)
{
    bool mark = j->look.mark && strcmp(j->look.encoding, "UTF-8") == 0;
    return str_fmt(a, "%s%s", j->look.encoding, mark ? " with byte order mark" : "");
}

static Str mapping_text(const Job *j, Arena *a)
{
    Str out = map_text(&j->section[0], a);
    for (size_t i = 1; i < j->n_section; i++)
        out = str_fmt(a, "%.*s%.*s", STR_ARG(out), STR_ARG(map_text(&j->section[i], a)));
    for (size_t i = j->each == j->section; i < j->n_each; i++)
        out = str_fmt(a, "%.*s%.*s", STR_ARG(out), STR_ARG(map_text(&j->each[i], a)));
    return out;
}

static IngestFile describe(const Job *j, Arena *a)
{
    bool ready = j->section != NULL && !j->skipped.n;
    return (IngestFile){
        .path = j->shown, .opened = j->at.place.path, .shape = j->name, .note = j->note, .skipped = j->skipped, .unknown = j->unknown,
        .kind = ready ? str_of(kinds[j->section->kind].name) : STR(""), .source = ready ? ingest_source(j) : STR(""),
        .proposal = STR(""), .header = STR(""), .proposal_says = STR(""),
        .mapping = ready ? mapping_text(j, a) : STR(""), .encoding = encoding_name(j, a),
    };
}

/* What was said on the command line goes before what the mapping says. */
static void overrule(const IngestOptions *o, Job *j, Arena *a)
{
    if (!j->section || !(o->date_order || o->decimal || o->zone))
        return;
    bool only = j->each == j->section;
    size_t n = j->n_section + (only ? 0 : j->n_each);
    MapSection *s = ARENA_NEW_N(a, MapSection, n);
    for (size_t i = 0; i < n; i++) {
        s[i] = i < j->n_section ? j->section[i] : j->each[i - j->n_section];
        if (o->date_order)
            s[i].order = strcmp(o->date_order, "dmy") == 0 ? DATE_DMY : DATE_MDY;
        if (o->decimal)
            s[i].decimal = strcmp(o->decimal, "comma") == 0 ? DECIMAL_COMMA : DECIMAL_POINT;
        if (o->zone)
            s[i].zone = str_of(o->zone);
    }
    j->section = s;
    j->each = only ? s : s + j->n_section;
}

static Status take_proposal(Job *j, const Proposal *p, Arena *a, Err *err)
{
    Mapping m;
    Status st = map_parse(p->text, "proposal", a, &m, err);
    if (st)
        return st;
    j->section = m.section;
    j->confirmed = true;
    j->unknown = false;
    j->name = path_base(j->shown);
    j->note = str_fmt(a, "read by the proposed mapping, which was accepted: %zu of %zu columns", p->mapped, j->n_column);
    return ST_OK;
}

/* In a dry run: the first records as the proposal would have them, sure of it or not.  Nothing is counted: the file is not read so. */
static void show_proposal(Ingest *in, const Job *j, IngestFile *f, const Proposal *p)
{
    Job as = *j;
    IngestFile shown = *f;
    Err why;
    if (take_proposal(&as, p, in->a, &why))
        return;
    overrule(in->o, &as, in->a);
    in->now = &as;
    in->load.keep = ingest_keep(in, ingest_source(&as));
    in->orders = STR("");
    if (ingest_fill(in, &as, &shown, &why) || shown.skipped.n)
        return;
    f->shown = shown.shown;
    f->n_shown = shown.n_shown;
    f->aside = shown.aside;
    f->n_aside = shown.n_aside;
    f->mapping = mapping_text(&as, in->a);
}

static Status propose_for(Ingest *in, Job *j, IngestFile *f, Err *err)
{
    Proposal p;
    Err why;
    Status st = in->store && !in->known_fresh ? known_load(in->store, in->a, &in->known, err) : ST_OK;
    if (st)
        return st;
    in->known_fresh = true;
    if (j->box == BOX_PARQUET || unknown_propose(j, in->store ? &in->known : NULL, in->jobs.as_kind, in->a, &p, &why))
        return ST_OK;
    f->waiting = p.rows;
    if (p.kind == KIND_COUNT)
        return ST_OK;
    f->proposal = p.text;
    f->proposal_sure = p.sure;
    f->proposal_says = str_fmt(in->a, "looks like %s: %zu of %zu columns understood%s%.*s", kinds[p.kind].help, p.mapped, j->n_column,
                               p.open.n ? "; not sure of: " : "; sure of all it needs", STR_ARG(p.open));
    f->note = f->proposal_says;
    (void)memory_fingerprint(j, in->a, &f->header);
    if (in->o->accept && p.sure)
        return take_proposal(j, &p, in->a, err);
    if (in->o->dry_run)
        show_proposal(in, j, f, &p);
    return ST_OK;
}

static Status open_jobs(Ingest *in, const Walk *w, Job *job, IngestResult *out)
{
    for (size_t i = 0; i < w->n; i++) {
        const WalkEntry *e = &w->entry[i];
        Err why;
        Str failed = e->failed;
        if (!failed.n && job_open(e, &in->jobs, in->a, &job[i], &why))
            failed = str_dup(in->a, str_of(why.msg));
        if (!failed.n) {
            job[i].confirmed = in->mapping.n && job[i].section && map_find(&in->mapping, path_base(e->shown));
            if (!job[i].confirmed && memory_recall(&in->memory, &job[i], in->a, &why))
                job[i].skipped = str_dup(in->a, str_of(why.msg));
            overrule(in->o, &job[i], in->a);
            continue;
        }
        job[i] = (Job){ .at = *e, .shown = e->shown, .name = STR(""), .note = STR(""), .skipped = failed };
        out->n_failed++;
    }
    return ST_OK;
}

/* A metric that is told by region: the column is a part of its name. */
static Status part_metric(Ingest *in, Job *j, Err *err)
{
    Err why;
    Str known = STR("");
    if (!j->section || j->section->kind != KIND_METRIC || j->confirmed || j->remembered)
        return ST_OK;
    const SettleFile me = { 0, ingest_source(j), j->name, ingest_header(j, in->a), STR("") };
    Status st = in->store ? quarantine_known(in->store, &me, in->a, &known, err) : ST_OK;
    if (!st && dimension_part(j, known, in->a, &why))
        j->skipped = str_dup(in->a, str_of(why.msg));
    return st;
}

static Status import_all(Ingest *in, Job *job, size_t n, IngestResult *out, Err *err)
{
    out->file = ARENA_NEW_N(in->a, IngestFile, n + 1);
    for (size_t i = 0; i < n; i++) {
        IngestFile *f = &out->file[out->n++];
        if (part_metric(in, &job[i], err))
            return err->code;
        *f = describe(&job[i], in->a);
        if (job[i].unknown && propose_for(in, &job[i], f, err))
            return err->code;
        if (f->proposal.n && !job[i].unknown) {
            IngestFile was = *f;
            overrule(in->o, &job[i], in->a);
            *f = describe(&job[i], in->a);
            f->proposal = was.proposal;
        }
        out->n_unknown += job[i].unknown;
        out->waiting += f->waiting;
        if (!job[i].section || f->skipped.n)
            continue;
        Status st = ingest_job(in, &job[i], f, err);
        if (st) {
            err_context(err, "import '%.*s'", STR_ARG(f->path));
            return st;
        }
        in->known_fresh = false;
        out->n_failed += f->skipped.n > 0;
        out->rows_in += f->count.rows_in;
        out->kept += f->count.kept;
        out->unchanged += f->count.unchanged;
        out->quarantined += f->count.quarantined;
    }
    return ST_OK;
}

static Status prepare(Ingest *in, Store *s, Err *err)
{
    const IngestOptions *o = in->o;
    Str text, bad;
    in->jobs = (JobOptions){ .as_kind = KIND_COUNT };
    if (o->as_kind && !kind_find(str_of(o->as_kind), &in->jobs.as_kind))
        return ERR(err, ST_USAGE, "no such kind of record: '%.*s'; there are %.*s", STR_ARG(str_head(str_of(o->as_kind), 24)), STR_ARG(kind_names(in->a)));
    in->load = (LoadOptions){ .currency = str_of(o->currency ? o->currency : s ? store_currency(s) : "EUR"), .threads = o->threads };
    if (o->keep && !private_set(str_of(o->keep), &in->keep, &bad))
        return ERR(err, ST_USAGE, "--keep knows no '%.*s'; it knows ip, location, card, last4, bank, identity, birth, device, none", STR_ARG(bad));
    Status st = s ? store_fetch(s, SQL_VERDICT_LIST, STORE_ARGS(DB_TEXT(STR("import"))), in->a, &in->kept, err) : ST_OK;
    if (st || !o->map_file)
        return st;
    st = file_read(o->map_file, LIMIT_MAPPING, in->a, &text, err);
    if (!st)
        st = map_parse(text, o->map_file, in->a, &in->mapping, err);
    in->jobs.mapping = &in->mapping;
    return st;
}

bool ingest_is_one_file(const char *const *path, size_t n)
{
    FileInfo info;
    Pack pack;
    Arena a;
    Err ignored;   /* what is wrong with it is told when it is read */
    if (n != 1 || file_stat(path[0], &info, &ignored) || !info.is_regular)
        return false;
    arena_init(&a);
    Status st = pack_look(&(Place){ .path = path[0] }, &a, &pack, &ignored);
    bool one = !st && pack.kind == PACK_PLAIN;
    arena_release(&a);
    return one;
}

Status ingest_run(Store *s, const IngestOptions *o, Arena *a, IngestResult *out, Err *err)
{
    Ingest in = { .o = o, .a = a, .store = s };
    Walk w;
    *out = (IngestResult){ 0 };
    Status st = prepare(&in, s, err);
    if (!st && s)
        st = memory_load(s, a, &in.memory, err);
    if (!st)
        st = walk_paths(o->path, o->n_path, o->input_name, a, &w, err);
    if (st)
        return st;
    Job *job = ARENA_NEW_N(a, Job, w.n + 1);
    st = open_jobs(&in, &w, job, out);
    if (w.n)
        qsort(job, w.n, sizeof *job, by_kind);
    if (!st && !o->dry_run)
        st = fact_sink_open(s, a, &in.sink, err);
    if (!st)
        st = import_all(&in, job, w.n, out, err);
    if (in.sink)
        fact_sink_close(in.sink);
    int64_t swept;
    if (!st && in.sink)
        st = clip_sweep(s, false, &swept, err);
    return st;
}
