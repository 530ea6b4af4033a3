/* Lines of objects go through a ring of batches: the reader cuts the file into blocks of lines, workers
 * turn each block into records, and the blocks are emitted in the order in which they were read.  What is
 * emitted therefore never depends on the number of workers; without workers the same code runs in line. */
#include <pthread.h>
#include <unistd.h>

#include "base/attr.h"
#include "base/map.h"
#include "ingest/answer.h"
#include "ingest/each.h"
#include "ingest/json_items.h"
#include "read/json.h"
#include "ingest/load.h"
#include "ingest/page.h"

enum { BATCHES = 6, WORKERS_MAX = 4, BIG_FILE = 4 << 20, KEEP_BYTES = 32 << 20 };   /* of the sample */

/* A record, or the reason why there is none. */
typedef struct Made {
    FactRecord record;
    FactBad   *bad;
    size_t     n_bad, whole;
    Str        raw;
    FactRecord *extra;
    size_t     n_extra;
    EachMade   each;
    bool       empty;        /* nothing is taken of the object but what lies in it, and nothing does */
} Made;

typedef enum BatchState { BATCH_FREE, BATCH_READ, BATCH_MADE } BatchState;

typedef struct Batch {
    BatchState state;
    JsonItems  in;
    Made      *made;         /* one an item, in its arena */
    int64_t    order;
} Batch;

typedef struct Shared {
    const Plan     *plan;        /* one a section; of several the first whose `where` is true counts */
    size_t          n_plan;
    const JsonPick *pick;
    const int      *answer;      /* path index of each `answer` of the section */
    size_t          n_path;
    Each           *each;        /* NULL: no records within records */
    bool            only_each;   /* the object itself is no record */
    pthread_mutex_t lock;
    pthread_cond_t  changed;
    Batch           batch[BATCHES];
    bool            stop;
} Shared;

/* What one thread works with. */
typedef struct Worker {
    Shared   *shared;
    pthread_t thread;
    Arena     a;             /* for the zone */
    Zone     *zone;
    Str      *cell;
    PlanRow  *row;
    EachWork *work;
} Worker;

static void keep_made(const PlanRow *row, Arena *a, Made *out)
{
    size_t n = kinds[row->record.kind].n_field;
    FactValue *v = arena_alloc(a, n * sizeof *v, _Alignof(FactValue));
    memcpy(v, row->value, n * sizeof *v);
    out->record = row->record;
    out->record.value = v;
    out->n_bad = row->n_bad;
    out->whole = row->whole;
    if (row->n_bad) {
        out->bad = ARENA_NEW_N(a, FactBad, row->n_bad);
        memcpy(out->bad, row->bad, row->n_bad * sizeof *out->bad);
    }
}

/* The answers a mapping names: one record each, of a response that stands. */
static void make_answers(const Worker *w, const JsonItem *it, Arena *a, Made *out)
{
    const Shared *s = w->shared;
    const MapSection *m = s->plan->section;
    if (!m->n_answer || m->kind != KIND_RESPONSE || out->whole)
        return;
    out->extra = ARENA_NEW_N(a, FactRecord, m->n_answer);
    for (size_t i = 0; i < m->n_answer; i++) {
        Str v = s->answer[i] >= 0 && w->cell[s->answer[i]].p ? plan_cell(s->plan, s->answer[i], w->cell[s->answer[i]], a) : STR("");
        FactValue *f = ARENA_NEW_N(a, FactValue, kinds[KIND_ANSWER].n_field);
        Answer one = { ANSWER_OPEN, out->record.ext_id, m->answer[i], m->answer[i], v, out->record.value[0], STR("") };
        if (!answer_fill(&one, a, f))
            continue;
        FactRecord *r = &out->extra[out->n_extra++];
        *r = out->record;
        r->kind = KIND_ANSWER;
        r->counts = false;
        r->line = it->line;
        r->value = f;
        r->ext_id = str_fmt(a, "%.*s/%.*s", STR_ARG(out->record.ext_id), STR_ARG(m->answer[i]));
    }
}

/* The plan for a row: NULL when none of several wants it. */
static const Plan *plan_for(const Plan *p, size_t n, const PlanCells *row, Arena *a)
{
    for (size_t i = 0; i < n; i++)
        if (!p[i].where.rule || str_eq(plan_text(&p[i], &p[i].where, row, a), STR("true")))
            return &p[i];
    return NULL;
}

static void refuse(const JsonItem *it, const char *reason, int64_t column, Arena *a, Made *out)
{
    out->bad = ARENA_NEW(a, FactBad);
    *out->bad = (FactBad){ .line = it->line, .column = column, .column_name = STR(""), .reason = reason, .raw = it->text, .whole_row = true };
    out->n_bad = out->whole = 1;
}

/* What lies within an object that is no record itself: the first of it counts as the row. */
static void make_within(const Worker *w, const JsonItem *it, Arena *a, Made *out)
{
    EachOuter outer = { w->cell, w->shared->n_path, w->cell + w->shared->n_path, it->line };
    each_make(w->shared->each, &outer, w->work, w->zone, a, &out->each);
    if (w->shared->only_each && out->each.n)
        out->each.record->counts = true;
    out->empty = w->shared->only_each && !out->each.n;
}

/* The item's cells, as the sample left them or picked now. */
static const char *pick_one(const Worker *w, const JsonItems *in, size_t i, Arena *a)
{
    if (!in->kept)
        return json_pick(w->shared->pick, in->item[i].text, a, w->cell);
    if (!in->kept[i].refused)
        json_items_kept(in, i, w->shared->pick, w->cell);
    return in->kept[i].refused;
}

static void make_one(const Worker *w, const JsonItems *in, size_t i, Arena *a, Made *out)
{
    const Shared *s = w->shared;
    const JsonItem *it = &in->item[i];
    *out = (Made){ .raw = it->text };
    const char *reason = it->reason ? it->reason : pick_one(w, in, i, a);
    if (reason) {
        refuse(it, reason, it->reason ? 0 : json_column(it->text), a, out);
        return;
    }
    PlanCells cells = { w->cell, s->n_path, it->line, false };
    if (s->only_each) {
        make_within(w, it, a, out);
        return;
    }
    const Plan *plan = plan_for(s->plan, s->n_plan, &cells, a);
    if (!plan) {
        refuse(it, "a kind of record of which nothing is taken", 0, a, out);
        return;
    }
    plan_row(plan, &cells, w->zone, a, w->row);
    keep_made(w->row, a, out);
    make_answers(w, it, a, out);
    if (s->each && !out->whole)
        make_within(w, it, a, out);
}

static void make_batch(const Worker *w, Batch *b)
{
    Arena *a = &b->in.a;
    b->made = arena_alloc(a, b->in.n * sizeof *b->made, _Alignof(Made));
    for (size_t i = 0; i < b->in.n; i++)
        make_one(w, &b->in, i, a, &b->made[i]);
}

static Batch *oldest(Shared *s, BatchState state)
{
    Batch *best = NULL;
    for (int i = 0; i < BATCHES; i++) {
        Batch *b = &s->batch[i];
        if (b->state == state && (!best || b->order < best->order))
            best = b;
    }
    return best;
}

static void *work(void *p)
{
    Worker *w = p;
    Shared *s = w->shared;
    pthread_mutex_lock(&s->lock);
    for (;;) {
        Batch *b = oldest(s, BATCH_READ);
        if (!b && s->stop)
            break;
        if (!b) {
            pthread_cond_wait(&s->changed, &s->lock);
            continue;
        }
        b->state = BATCH_FREE;           /* nobody else takes it; its order keeps its place */
        pthread_mutex_unlock(&s->lock);
        make_batch(w, b);
        pthread_mutex_lock(&s->lock);
        b->state = BATCH_MADE;
        pthread_cond_broadcast(&s->changed);
    }
    pthread_mutex_unlock(&s->lock);
    return NULL;
}

static Status emit_made(Emit *e, const Made *m, Err *err)
{
    Status st = ST_OK;
    int64_t number = e->rows + 1;
    emit_ask(e, m->bad, m->n_bad, m->whole);
    if (m->whole)
        return emit_bad_of(e, &m->bad[m->whole - 1], m->raw, number, true, NULL, err);
    for (size_t i = 0; i < m->n_bad && !st; i++)
        st = emit_bad_of(e, &m->bad[i], m->raw, number, false, NULL, err);
    if (!st && !m->empty && !(m->each.n && m->each.record->counts))
        st = emit_record(e, &m->record, err);
    for (size_t i = 0; i < m->n_extra && !st; i++)
        st = emit_extra(e, &m->extra[i], err);
    /* An object of which nothing else is taken is no row when nothing lies in it. */
    e->left[LEFT_OTHER] += m->empty && !m->each.n_bad;
    return st ? st : load_within(e, &m->each, &(FactRow){ m->raw, STR(""), number }, m->empty, err);
}

static Status emit_batch(Emit *e, Batch *b, Err *err)
{
    Status st = ST_OK;
    for (size_t i = 0; i < b->in.n && !st; i++)
        st = emit_made(e, &b->made[i], err);
    arena_release(&b->in.a);
    b->in.n = 0;
    return st;
}

static Worker worker_init(Shared *s, Arena *a)
{
    Worker w = { .shared = s, .cell = ARENA_NEW_N(a, Str, JSON_PATHS + JSON_WHOLES), .row = ARENA_NEW(a, PlanRow), .work = each_work(s->each, a) };
    arena_init(&w.a);
    w.zone = s->plan->zone.n ? zone_open(s->plan->zone, &w.a) : NULL;
    return w;
}

static Status run_inline(Shared *s, JsonReader *r, Arena *a, Emit *e, Err *err)
{
    Worker w = worker_init(s, a);
    Batch *b = &s->batch[0];
    Status st = ST_OK;
    while (!st) {
        st = json_items_read(r, &b->in, err);
        if (st || !b->in.n)
            break;
        make_batch(&w, b);
        st = emit_batch(e, b, err);
    }
    arena_release(&b->in.a);
    arena_release(&w.a);
    return st;
}

/* Reads ahead while batches are free, then emits the oldest.  The lock is held on entry and exit. */
static Status pump(Shared *s, JsonReader *r, Emit *e, Err *err)
{
    int64_t read = 0, emitted = 0;
    bool more = true;
    Status st = ST_OK;
    while (!st && (more || emitted < read)) {
        if (more && read - emitted < BATCHES) {
            Batch *b = &s->batch[read % BATCHES];
            pthread_mutex_unlock(&s->lock);
            st = json_items_read(r, &b->in, err);
            pthread_mutex_lock(&s->lock);
            more = !st && b->in.n;
            if (more) {
                b->order = read++;
                b->state = BATCH_READ;
                pthread_cond_broadcast(&s->changed);
            }
            continue;
        }
        Batch *b = &s->batch[emitted % BATCHES];
        while (b->state != BATCH_MADE)
            pthread_cond_wait(&s->changed, &s->lock);
        pthread_mutex_unlock(&s->lock);
        st = emit_batch(e, b, err);
        pthread_mutex_lock(&s->lock);
        b->state = BATCH_FREE;
        emitted++;
    }
    return st;
}

static Status run_threads(Shared *s, JsonReader *r, int n, Arena *a, Emit *e, Err *err)
{
    Worker w[WORKERS_MAX];
    int started = 0;
    for (; started < n; started++) {
        w[started] = worker_init(s, a);
        if (pthread_create(&w[started].thread, NULL, work, &w[started]))
            break;
    }
    pthread_mutex_lock(&s->lock);
    Status st = started ? pump(s, r, e, err) : ERR(err, ST_BUSY, "cannot start a thread");
    s->stop = true;
    pthread_cond_broadcast(&s->changed);
    pthread_mutex_unlock(&s->lock);
    for (int i = 0; i < started; i++) {
        pthread_join(w[i].thread, NULL);
        arena_release(&w[i].a);
    }
    for (int i = 0; i < BATCHES; i++)
        arena_release(&s->batch[i].in.a);
    return st;
}

/* `on`: beyond the sample. */
static void look_at(const Worker *w, Plan *p, PlanSight *sight, JsonItems *in, bool on, Arena *scratch)
{
    const Shared *s = w->shared;
    size_t n = s->n_path;
    Str *cell = w->cell;
    in->kept = ARENA_NEW_N(&in->a, JsonKept, in->n);
    for (size_t i = 0; i < in->n; i++) {
        PlanCells row = { cell, n, 0, false };
        EachOuter outer = { cell, n, cell + n, 0 };
        if (in->item[i].reason)
            continue;
        in->kept[i].refused = json_pick(s->pick, in->item[i].text, &in->a, cell);
        if (in->kept[i].refused)
            continue;
        json_items_keep(in, i, s->pick, cell);
        if (!on || each_open(s->each))
            each_look(s->each, &outer, w->work, scratch);
        const Plan *plan = plan_for(p, s->n_plan, &row, scratch);
        if (plan)
            (on ? plan_look_on : plan_look)(plan, &sight[plan - p], cell, n, scratch);
    }
}

/* What a batch of the sample takes while it waits to be used. */
static size_t bytes_of(const JsonItems *in)
{
    size_t bytes = in->n * (sizeof *in->item + sizeof *in->kept);
    for (size_t i = 0; i < in->n; i++)
        bytes += in->item[i].text.n + (size_t)(__builtin_popcountll(in->kept[i].has) + __builtin_popcount(in->kept[i].has_whole)) * sizeof(Str);
    return bytes;
}

static bool is_open(const Shared *s, const Plan *p, const PlanSight *sight)
{
    bool open = each_open(s->each);
    for (size_t i = 0; i < s->n_plan; i++)
        open = open || plan_open(&p[i], &sight[i]);
    return open;
}

/* The sample goes back to the reader when it is small (*whole); else the file is to be opened again. */
static Status look(Shared *s, Plan *p, JsonReader *r, Arena *a, bool *whole, Err *err)
{
    Arena scratch;
    PlanSight *sight = ARENA_NEW_N(a, PlanSight, s->n_plan);
    JsonItems *first = NULL, **last = &first;
    size_t seen = 0, bytes = 0;
    Status st = ST_OK;
    Worker w = worker_init(s, a);
    arena_init(&scratch);
    while (!st && (seen < PLAN_LOOK || is_open(s, p, sight))) {
        JsonItems *in = ARENA_NEW(a, JsonItems);
        st = json_items_read(r, in, err);
        if (!st && in->n)
            look_at(&w, p, sight, in, seen >= PLAN_LOOK, &scratch);
        arena_release(&scratch);
        seen += in->n;
        bytes += in->n ? bytes_of(in) : 0;
        bool end = !in->n;
        if (st || end || bytes > KEEP_BYTES)
            arena_release(&in->a);
        else
            last = &(*last = in)->next;
        if (end)
            break;
    }
    arena_release(&w.a);
    json_items_back(r, first);
    *whole = !st && bytes <= KEEP_BYTES;
    if (!*whole)
        json_items_close(r);
    for (size_t i = 0; i < s->n_plan && !st; i++)
        st = plan_settle(&p[i], &sight[i], err);
    return st ? st : each_settle(s->each, DATE_UNKNOWN, err);
}

/* Where the file has a column that says when a record was changed, or that it is gone, it is picked too. */
static void add_version_paths(const Job *j, StrMap *all)
{
    for (int which = 0; which < 2; which++) {
        const char *const *name;
        size_t n;
        plan_version_names(&name, &n, which);
        for (size_t i = 0; i < n && all->n < JSON_PATHS; i++)
            if (j->again || plan_column(j->column, j->n_column, str_of(name[i])) >= 0)
                (void)strmap_put(all, str_of(name[i]), NULL);
    }
}

static void add_paths(StrMap *all, const Str *path, size_t n)
{
    for (size_t k = 0; k < n; k++)
        (void)strmap_put(all, path[k], NULL);
}

/* The paths of all sections, each once, and the lists of those that lie in a record. */
static Status bind_paths(const Job *j, bool only, Arena *a, StrMap *all, EachColumns *out, JsonPick *pick, Err *err)
{
    Str *path, *whole;
    size_t n;
    strmap_init(all, a);
    for (size_t i = 0; i < j->n_section && !only; i++) {
        plan_paths(&j->section[i], a, &path, &n);
        add_paths(all, path, n);
    }
    for (size_t i = 0; i < j->n_each; i++) {
        each_outer_paths(&j->each[i], a, &path, &n);
        add_paths(all, path, n);
    }
    add_version_paths(j, all);
    each_wholes(j->each, j->n_each, a, &whole, &n);
    *out = (EachColumns){ .name = all->key, .n = all->n, .json = true, .whole = whole, .n_whole = n };
    if (!json_compile(all->key, all->n, a, pick) || !json_also_whole(pick, whole, n, a))
        return ERR(err, ST_INVALID, "a mapping of more than %d paths, or deeper than %d", JSON_PATHS, JSON_LEVELS);
    return ST_OK;
}

/* A plan for each section over the paths of all. */
static Status bind_all(const Job *j, const LoadOptions *o, Arena *a, JsonPick *pick, Shared *s, Plan *plan, Door **out, Memo *memo, Err *err)
{
    StrMap all;
    EachColumns columns;
    bool only = j->n_each && j->each == j->section;
    Status st = bind_paths(j, only, a, &all, &columns, pick, err);
    if (st)
        return st;
    Door *door = *out = door_open(all.key, all.n, o->keep, a);
    for (size_t i = 0; i < j->n_section && !only; i++) {
        st = plan_bind(&j->section[i], all.key, all.n, a, &plan[i], err);
        if (st)
            return st;
        plan[i].currency = o->currency;
        plan[i].by_path = true;
        plan[i].door = door;
        plan[i].memo = memo;
    }
    int *answer = ARENA_NEW_N(a, int, MAP_RULES);
    for (size_t i = 0; i < j->section->n_answer; i++)
        answer[i] = plan_column(all.key, all.n, j->section->answer[i]);
    *s = (Shared){ .plan = plan, .n_plan = only ? 0 : j->n_section, .pick = pick, .answer = answer, .n_path = all.n, .only_each = only };
    plan->zone = j->section->zone;
    columns.outer = plan;
    columns.n_plan = s->n_plan;
    return each_bind(j->each, j->n_each, &columns, o->currency, o->keep, a, &s->each, err);
}

static int thread_count(const Job *j, const LoadOptions *o)
{
    long n = o->threads ? o->threads : sysconf(_SC_NPROCESSORS_ONLN);
    if (!j->lines || (!o->threads && j->look.size < BIG_FILE) || n < 2)
        return 0;
    if (j->again)
        return 0;
    return n > WORKERS_MAX ? WORKERS_MAX : (int)n;
}

static Status run(Shared *s, JsonReader *r, int threads, Arena *a, Emit *e, Err *err)
{
    if (page_has_next(r->document))
        emit_remark(e, "the export is not complete by itself: it says that more pages follow");
    pthread_mutex_init(&s->lock, NULL);
    pthread_cond_init(&s->changed, NULL);
    Status st = threads ? run_threads(s, r, threads, a, e, err) : run_inline(s, r, a, e, err);
    if (e->names_held)
        emit_remark(e, "%lld own fields were not stored: they are private", (long long)e->names_held);
    if (e->lists_cut)
        emit_remark(e, "%lld lists within records say that there is more of them: the export is not complete", (long long)e->lists_cut);
    pthread_cond_destroy(&s->changed);
    pthread_mutex_destroy(&s->lock);
    return st;
}

Status load_json(const Job *j, const LoadOptions *o, Arena *a, Emit *e, Err *err)
{
    JsonReader r = { 0 };
    Arena file;
    bool whole = false;
    Plan *plan = ARENA_NEW_N(a, Plan, j->n_section);
    JsonPick *pick = ARENA_NEW(a, JsonPick);
    Shared *s = ARENA_NEW(a, Shared);
    Status st = bind_all(j, o, a, pick, s, plan, &e->door, e->memo, err);
    if (!st && plan->zone.n && !zone_open(plan->zone, a))
        return ERR(err, ST_INVALID, "no such time zone: '%.*s'", STR_ARG(plan->zone));
    if (st)
        return st;
    arena_init(&file);
    st = json_items_open(j, &file, &r, err);
    if (!st)
        st = look(s, plan, &r, a, &whole, err);
    if (!st && !whole) {
        arena_release(&file);
        st = json_items_open(j, &file, &r, err);
    }
    if (!st)
        st = run(s, &r, thread_count(j, o), a, e, err);
    json_items_close(&r);
    arena_release(&file);
    return st;
}
