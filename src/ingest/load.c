#include "ingest/load.h"

#include "ingest/answer.h"
#include "ingest/aside.h"
#include "ingest/parquet.h"
#include "ingest/repeat.h"

Status load_bad_row(const Row *row, Emit *e, Err *err)
{
    FactBad bad = { .line = row->line, .column_name = STR(""), .reason = row->reason ? row->reason : "the file ends within this record",
                    .raw = row->raw, .whole_row = true };
    return emit_bad(e, &bad, err);
}

/* A mended row knows of its account what it says itself, which is less than all rows said together: the account stands as it is. */
static bool takes_repeated(Emit *e, FactRecord *r)
{
    return !(e->taker && r->kind == KIND_ACCOUNT) && repeat_take(e->repeat, r);
}

Status load_within(Emit *e, const EachMade *m, const FactRow *row, bool alone, Err *err)
{
    Status st = ST_OK;
    e->left[LEFT_PART] += m->other;
    e->lists_cut += m->cut;
    e->names_held += m->held;
    for (size_t i = 0; i < m->n_bad && !st; i++)
        st = emit_bad_of(e, &m->bad[i], row->record, row->number, alone && i == 0, NULL, err);
    for (size_t i = 0; i < m->n && !st; i++)
        if (!e->repeat || m->record[i].counts || takes_repeated(e, &m->record[i]))
            st = m->record[i].counts ? emit_record(e, &m->record[i], err) : emit_extra(e, &m->record[i], err);
    return st;
}

void load_say_held(Emit *e)
{
    if (e->names_held)
        emit_remark(e, "%lld own fields were not stored: they are private", (long long)e->names_held);
}

Str load_row_key(StrMap *seen, Str bytes, Arena *a)
{
    bool fresh;
    Str key = str_fmt(a, "row-%016llx", (unsigned long long)hash64(bytes));
    (void)strmap_put(seen, key, &fresh);
    for (int again = 2; !fresh; again++) {
        key = str_fmt(a, "row-%016llx-%d", (unsigned long long)hash64(bytes), again);
        (void)strmap_put(seen, key, &fresh);
    }
    return key;
}

void load_nameless_open(const Job *j, Arena *a, Emit *e)
{
    e->nameless = ARENA_NEW_N(a, EmitNameless, j->n_column + 1);
    e->n_nameless = 0;
    for (size_t i = 0; i < j->n_column; i++)
        if (!str_trim(j->column[i]).n)
            e->nameless[e->n_nameless++] = (EmitNameless){ .column = i };
}

void load_nameless_see(Emit *e, const Row *row)
{
    for (size_t i = 0; i < e->n_nameless; i++) {
        EmitNameless *b = &e->nameless[i];
        b->holds = b->holds || (b->column < row->n && str_trim(row->cell[b->column]).n);
    }
}

Str load_nameless(size_t column, Arena *a) { return str_fmt(a, "column %zu", column + 1); }

PlanNumbers load_numbers(const Job *j) { return j->box == BOX_SHEET ? NUMBERS_CELLS : j->box == BOX_CSV ? NUMBERS_TEXT : NUMBERS_TYPED; }

bool load_is_row_key(Str id)
{
    size_t n = 4;
    while (n < id.n && n < 20 && ((id.p[n] >= '0' && id.p[n] <= '9') || (id.p[n] >= 'a' && id.p[n] <= 'f')))
        n++;
    return str_starts(id, STR("row-")) && n == 20;
}

void load_answers_open(LoadAnswers *l, const Plan *p, Arena *a)
{
    const MapSection *m = p->section;
    *l = (LoadAnswers){ .plan = p, .column = ARENA_NEW_N(a, int, m->n_answer + 1), .a = a };
    strmap_init(&l->keyless, a);
    for (size_t i = 0; i < m->n_answer; i++)
        l->column[i] = plan_column(p->column, p->n_column, m->answer[i]);
}

static bool has_answers(const LoadAnswers *l) { return l->plan->kind == KIND_RESPONSE && l->plan->section->n_answer; }

/* By its cells, not its bytes: in another form the row is the same. */
void load_answers_key(LoadAnswers *l, const Str *cell, size_t n, PlanRow *row, Arena *scratch)
{
    if (has_answers(l) && !row->record.ext_id.n && !row->whole)
        row->record.ext_id = load_row_key(&l->keyless, aside_record(cell, n, ',', scratch), l->a);
}

Status load_answers(const LoadAnswers *l, const Str *cell, size_t n, const PlanRow *of, Arena *scratch, Emit *e, Err *err)
{
    const MapSection *m = l->plan->section;
    FactValue value[PLAN_FIELDS];
    FactRecord rec = of->record;
    Status st = ST_OK;
    rec.kind = KIND_ANSWER;
    rec.counts = false;
    rec.value = value;
    for (size_t i = 0; has_answers(l) && i < m->n_answer && !st; i++) {
        int c = l->column[i];
        Str v = c >= 0 && (size_t)c < n ? plan_cell(l->plan, c, cell[c], scratch) : STR("");
        Answer one = { ANSWER_OPEN, of->record.ext_id, m->answer[i], m->answer[i], v, of->value[0], STR("") };
        if (!answer_fill(&one, scratch, value))
            continue;
        rec.ext_id = str_fmt(scratch, "%.*s/%.*s", STR_ARG(of->record.ext_id), STR_ARG(m->answer[i]));
        st = emit_extra(e, &rec, err);
    }
    return st;
}

Status load_job(const Job *given, const LoadOptions *o, Arena *a, Emit *e, Err *err)
{
    Job *j = ARENA_NEW(a, Job);
    Status st = parquet_lines(given, a, j, err);
    if (st)
        return st;
    e->head = j->header;
    if (j->box == BOX_JSON && j->style == SURVEY_NONE)
        return load_json(j, o, a, e, err);
    if (j->reader == READ_LEDGER)
        return load_ledger(j, o, a, e, err);
    if (j->reader == READ_RATES || j->reader == READ_MONTHS)
        return load_wide(j, o, a, e, err);
    if (j->reader == READ_TRANSCRIPT)
        return load_transcript(j, o, a, e, err);
    if (j->box == BOX_PARQUET)
        return load_parquet(j, o, a, e, err);
    return j->style != SURVEY_NONE ? load_survey(j, o, a, e, err) : load_csv(j, o, a, e, err);
}
