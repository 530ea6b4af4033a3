/* Lines of objects go through a ring of batches: the reader cuts the file into blocks of lines, workers
 * turn each block into records, and the blocks are emitted in the order in which they were read.  What is
 * emitted therefore never depends on the number of workers; without workers the same code runs in line. */
#include <pthread.h>
#include <unistd.h>

#include "base/attr.h"
#include "base/map.h"
#include "ingest/answer.h"
#include "ingest/each.h"
#include "read/json.h"
#include "ingest/load.h"
#include "ingest/page.h"

enum { BATCHES = 6, WORKERS_MAX = 4, BATCH_BYTES = 1 << 20, BIG_FILE = 4 << 20 };

/* One object's text. */
typedef struct Item {
    Str         text;
    int64_t     line;
    const char *reason;      /* set by the reader: not to be parsed */
} Item;

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
    Arena      a;            /* everything below */
    char      *text;
    size_t     n, cap;
    Item      *item;
    Made      *made;
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
} Worker;

static void keep_made(const PlanRow *row, Arena *a, Made *out)
{
    size_t n = kinds[row->record.kind].n_field;
    FactValue *v = ARENA_NEW_N(a, FactValue, n);
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
static void make_answers(const Worker *w, const Item *it, Arena *a, Made *out)
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

static void refuse(const Item *it, const char *reason, int64_t column, Arena *a, Made *out)
{
    out->bad = ARENA_NEW(a, FactBad);
    *out->bad = (FactBad){ .line = it->line, .column = column, .column_name = STR(""), .reason = reason, .raw = it->text, .whole_row = true };
    out->n_bad = out->whole = 1;
}

/* What lies within an object that is no record itself: the first of it counts as the row. */
static void make_within(const Worker *w, const Item *it, Arena *a, Made *out)
{
    EachOuter outer = { w->cell, w->shared->n_path, it->text, it->line };
    each_make(w->shared->each, &outer, w->zone, a, &out->each);
    if (w->shared->only_each && out->each.n)
        out->each.record->counts = true;
    out->empty = w->shared->only_each && !out->each.n;
}

static void make_one(const Worker *w, const Item *it, Arena *a, Made *out)
{
    const Shared *s = w->shared;
    *out = (Made){ .raw = it->text };
    const char *reason = it->reason ? it->reason : json_pick(s->pick, it->text, a, w->cell);
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
    b->made = ARENA_NEW_N(&b->a, Made, b->n);
    for (size_t i = 0; i < b->n; i++)
        make_one(w, &b->item[i], &b->a, &b->made[i]);
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
    for (size_t i = 0; i < b->n && !st; i++)
        st = emit_made(e, &b->made[i], err);
    arena_release(&b->a);
    b->n = 0;
    return st;
}

/* The lines of a file, or the objects of a document, cut into items. */
typedef struct LineReader {
    Bytes  *b;              /* NULL: a document */
    size_t  pos;
    int64_t line;
    Str     document;
    size_t  counted;        /* newlines are counted up to here */
    const JobAgain *again;  /* rows that are read again, in place of a file */
} LineReader;

static void add_item(Batch *b, Item it)
{
    if (b->n == b->cap) {
        size_t cap = b->cap ? b->cap * 2 : 8192;
        Item *more = ARENA_NEW_N(&b->a, Item, cap);
        if (b->n)
            memcpy(more, b->item, b->n * sizeof *more);
        b->item = more;
        b->cap = cap;
    }
    b->item[b->n++] = it;
}

/* Skips what is left of a line that is over the limit, keeping its start. */
static Status skip_long(LineReader *r, Batch *b, Err *err)
{
    Str raw = str_dup(&b->a, (Str){ r->b->buf + r->pos, LIMIT_RAW });
    add_item(b, (Item){ raw, r->line, "record is over the limit" });
    for (;;) {
        const char *nl = memchr(r->b->buf + r->pos, '\n', r->b->n - r->pos);
        if (nl || r->b->eof) {
            r->pos = nl ? (size_t)(nl - r->b->buf) + 1 : r->b->n;
            r->line++;
            return ST_OK;
        }
        Status st = bytes_more(r->b, r->b->n, err);
        r->pos = 0;
        if (st)
            return st;
    }
}

/* Takes whole lines from the window, about BATCH_BYTES of them. */
static void take_lines(LineReader *r, Batch *b)
{
    size_t start = r->pos, end = start;
    const char *base = r->b->buf;
    while (end < r->b->n && end - start < BATCH_BYTES) {
        const char *nl = memchr(base + end, '\n', r->b->n - end);
        if (!nl && !r->b->eof)
            break;
        end = nl ? (size_t)(nl - base) + 1 : r->b->n;
    }
    Str text = str_dup(&b->a, (Str){ base + start, end - start });
    while (text.n) {
        Str line = str_trim(str_cut(&text, '\n'));
        if (line.n)
            add_item(b, (Item){ line, r->line, NULL });
        r->line++;
    }
    r->pos = end;
}

static size_t space_end(Str s, size_t i)
{
    while (i < s.n && strchr(" \t\r\n", s.p[i]) && s.p[i])
        i++;
    return i;
}

/* Takes the next objects of a document's array.  What is cut off by the end of the file is one bad item. */
static void take_elements(LineReader *r, Batch *b)
{
    Str s = r->document;
    while (b->n < 4096) {
        size_t from = space_end(s, r->pos), end = json_value_end(s, from);
        if (from >= s.n || end == from)
            break;
        for (; r->counted < from; r->counted++)
            r->line += s.p[r->counted] == '\n';
        const char *reason = end == SIZE_MAX ? "the file ends within this record" : NULL;
        if (end == SIZE_MAX)
            end = s.n;
        bool big = end - from > LIMIT_LINE;
        add_item(b, (Item){ str_sub(s, from, big ? LIMIT_RAW : end - from), r->line, big ? "record is over the limit" : reason });
        r->pos = space_end(s, end);
        r->pos += r->pos < s.n && s.p[r->pos] == ',';
    }
}

/* Fills a batch; it stays empty at the end of the file. */
static Status read_batch(LineReader *r, Batch *b, Err *err)
{
    arena_init(&b->a);
    b->n = b->cap = 0;
    b->item = NULL;
    Status st = ST_OK;
    if (r->again) {
        for (; r->pos < r->again->n && b->n < 4096; r->pos++)
            add_item(b, (Item){ r->again->row[r->pos].raw, r->again->row[r->pos].line, NULL });
        return ST_OK;
    }
    if (!r->b) {
        take_elements(r, b);
        return ST_OK;
    }
    while (!st && !b->n) {
        take_lines(r, b);
        if (b->n || (r->b->eof && r->pos == r->b->n))
            break;
        if (r->b->n - r->pos > LIMIT_LINE) {
            st = skip_long(r, b, err);
            continue;
        }
        st = bytes_more(r->b, r->pos, err);
        r->pos = 0;
    }
    return st;
}

static Worker worker_init(Shared *s, Arena *a)
{
    Worker w = { .shared = s, .cell = ARENA_NEW_N(a, Str, JSON_PATHS), .row = ARENA_NEW(a, PlanRow) };
    arena_init(&w.a);
    w.zone = s->plan->zone.n ? zone_open(s->plan->zone, &w.a) : NULL;
    return w;
}

static Status run_inline(Shared *s, LineReader *r, Arena *a, Emit *e, Err *err)
{
    Worker w = worker_init(s, a);
    Batch *b = &s->batch[0];
    Status st = ST_OK;
    while (!st) {
        st = read_batch(r, b, err);
        if (st || !b->n)
            break;
        make_batch(&w, b);
        st = emit_batch(e, b, err);
    }
    arena_release(&b->a);
    arena_release(&w.a);
    return st;
}

/* Reads ahead while batches are free, then emits the oldest.  The lock is held on entry and exit. */
static Status pump(Shared *s, LineReader *r, Emit *e, Err *err)
{
    int64_t read = 0, emitted = 0;
    bool more = true;
    Status st = ST_OK;
    while (!st && (more || emitted < read)) {
        if (more && read - emitted < BATCHES) {
            Batch *b = &s->batch[read % BATCHES];
            pthread_mutex_unlock(&s->lock);
            st = read_batch(r, b, err);
            pthread_mutex_lock(&s->lock);
            more = !st && b->n;
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

static Status run_threads(Shared *s, LineReader *r, int n, Arena *a, Emit *e, Err *err)
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
        arena_release(&s->batch[i].a);
    return st;
}

static Status open_reader(const Job *j, Arena *a, LineReader *r, Err *err)
{
    *r = (LineReader){ .line = 1, .again = j->again, .document = STR("") };
    if (j->again)
        return ST_OK;
    if (j->lines)
        return bytes_open(&j->at.place, &j->look, a, &r->b, err);
    Status st = job_text(j, LIMIT_JSON_FILE, a, &r->document, err);
    if (!st && !json_array_start(r->document, &r->pos))
        st = ERR(err, ST_INVALID, "JSON without an array of objects");
    return st;
}

static Status look(const Job *j, const Shared *s, Plan *p, Arena *a, Err *err)
{
    const JsonPick *pick = s->pick;
    size_t n_plan = s->n_plan;
    LineReader r;
    Arena file;
    Batch b = { 0 };
    PlanSight *sight = ARENA_NEW_N(a, PlanSight, n_plan);
    Str *cell = ARENA_NEW_N(a, Str, JSON_PATHS);
    size_t seen = 0;
    arena_init(&file);
    arena_init(&b.a);
    Status st = open_reader(j, &file, &r, err);
    while (!st && seen < PLAN_LOOK) {
        arena_release(&b.a);
        st = read_batch(&r, &b, err);
        if (st || !b.n)
            break;
        for (size_t i = 0; i < b.n; i++) {
            PlanCells row = { cell, pick->n, 0, false };
            bool read = !b.item[i].reason && !json_pick(pick, b.item[i].text, &b.a, cell);
            EachOuter outer = { cell, pick->n, b.item[i].text, 0 };
            if (read)
                each_look(s->each, &outer, &b.a);
            const Plan *plan = read ? plan_for(p, n_plan, &row, &b.a) : NULL;
            if (plan)
                plan_look(plan, &sight[plan - p], cell, pick->n, &b.a);
        }
        seen += b.n;
    }
    arena_release(&b.a);
    arena_release(&file);
    for (size_t i = 0; i < n_plan && !st; i++)
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

/* The paths of all sections, each once, and a plan for each section over them. */
static Status bind_all(const Job *j, const LoadOptions *o, Arena *a, JsonPick *pick, Shared *s, Plan *plan, Door **out, Memo *memo, Err *err)
{
    StrMap all;
    strmap_init(&all, a);
    bool only = j->n_each && j->each == j->section;
    for (size_t i = 0; i < j->n_section && !only; i++) {
        Str *path;
        size_t n;
        plan_paths(&j->section[i], a, &path, &n);
        for (size_t k = 0; k < n; k++)
            (void)strmap_put(&all, path[k], NULL);
    }
    for (size_t i = 0; i < j->n_each; i++) {
        Str *path;
        size_t n;
        each_outer_paths(&j->each[i], a, &path, &n);
        for (size_t k = 0; k < n; k++)
            (void)strmap_put(&all, path[k], NULL);
    }
    add_version_paths(j, &all);
    if (!json_compile(all.key, all.n, a, pick))
        return ERR(err, ST_INVALID, "a mapping of more than %d paths, or deeper than %d", JSON_PATHS, JSON_LEVELS);
    Door *door = *out = door_open(all.key, all.n, o->keep, a);
    for (size_t i = 0; i < j->n_section && !only; i++) {
        Status st = plan_bind(&j->section[i], all.key, all.n, a, &plan[i], err);
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
    return each_bind(j->each, j->n_each, all.key, all.n, true, o->currency, o->keep, a, &s->each, err);
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

Status load_json(const Job *j, const LoadOptions *o, Arena *a, Emit *e, Err *err)
{
    LineReader r;
    Plan *plan = ARENA_NEW_N(a, Plan, j->n_section);
    JsonPick *pick = ARENA_NEW(a, JsonPick);
    Shared *s = ARENA_NEW(a, Shared);
    Status st = bind_all(j, o, a, pick, s, plan, &e->door, e->memo, err);
    if (!st && plan->zone.n && !zone_open(plan->zone, a))
        return ERR(err, ST_INVALID, "no such time zone: '%.*s'", STR_ARG(plan->zone));
    if (!st)
        st = look(j, s, plan, a, err);
    if (!st)
        st = open_reader(j, a, &r, err);
    if (st)
        return st;
    if (page_has_next(r.document))
        emit_remark(e, "the export is not complete by itself: it says that more pages follow");
    for (int i = 0; i < BATCHES; i++)
        arena_init(&s->batch[i].a);
    pthread_mutex_init(&s->lock, NULL);
    pthread_cond_init(&s->changed, NULL);
    int threads = thread_count(j, o);
    st = threads ? run_threads(s, &r, threads, a, e, err) : run_inline(s, &r, a, e, err);
    if (e->names_held)
        emit_remark(e, "%lld own fields were not stored: their names are private", (long long)e->names_held);
    if (e->lists_cut)
        emit_remark(e, "%lld lists within records say that there is more of them: the export is not complete", (long long)e->lists_cut);
    pthread_cond_destroy(&s->changed);
    pthread_mutex_destroy(&s->lock);
    return st;
}
