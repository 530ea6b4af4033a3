#include "ingest/load.h"
#include "ingest/survey.h"

/* One survey file being read. */
typedef struct Reading {
    const Job        *job;
    MapSection        section;    /* the shape's, with the nps column put in */
    Survey            survey;
    Plan              plan;
    Zone             *zone;
    PlanRow          *row;
    Arena             scratch;
    Emit             *e;
} Reading;

static Status look(Reading *r, Arena *a, Err *err)
{
    Csv csv;
    Arena file;
    PlanSight *sight = ARENA_NEW(a, PlanSight);
    arena_init(&file);
    Status st = job_csv(r->job, r->survey.header, &file, &csv, err);
    ArenaMark base = arena_mark(&r->scratch);
    for (int i = 0; i < PLAN_LOOK && !st; i++) {
        CsvRow row;
        CsvGot got;
        st = csv_next(&csv, &row, &got, err);
        if (st || got == CSV_END)
            break;
        if (got != CSV_ROW)
            continue;
        plan_look(&r->plan, sight, row.cell, row.n, &r->scratch);
        survey_look(&r->survey, row.cell, row.n, &r->scratch);
        arena_rewind(&r->scratch, base);
    }
    arena_release(&file);
    if (st)
        return st;
    survey_settle(&r->survey);
    return plan_settle(&r->plan, sight, err);
}

/* The mapping cannot name the nps column before the answers were seen. */
static void add_nps_rule(Reading *r)
{
    MapSection *s = &r->section;
    if (r->survey.nps < 0 || s->n_rule == MAP_RULES)
        return;
    const Question *q = &r->survey.question[r->survey.nps];
    MapRule *rule = &s->rule[s->n_rule++];
    *rule = (MapRule){ .target = STR("nps"), .n_alt = 1, .words = STR("") };
    rule->alt[0].part[0] = (MapPart){ false, q->id };
    rule->alt[0].n = 1;
    PlanSlot *slot = &r->plan.field[r->plan.nps_field];
    *slot = (PlanSlot){ .rule = rule, .first = q->column };
    slot->col[0][0] = q->column;
}

static Status emit_answers(Reading *r, const CsvRow *row, Err *err)
{
    FactValue value[PLAN_FIELDS];
    FactRecord rec = r->row->record;
    Str id = rec.ext_id;
    Status st = ST_OK;
    rec.kind = KIND_ANSWER;
    rec.counts = false;
    rec.value = value;
    for (size_t i = 0; i < r->survey.n && !st; i++) {
        const Question *q = &r->survey.question[i];
        if ((int)i == r->survey.nps || (size_t)q->column >= row->n)
            continue;
        Str v = plan_cell(&r->plan, q->column, row->cell[q->column], &r->scratch);
        Answer one = { q->kind, id, q->id, q->label, v, r->row->value[0] };
        if (!answer_fill(&one, &r->scratch, value))
            continue;
        rec.ext_id = str_fmt(&r->scratch, "%.*s/%.*s", STR_ARG(id), STR_ARG(q->id));
        st = emit_extra(r->e, &rec, err);
    }
    return st;
}

static Status take_row(Reading *r, const CsvRow *row, Err *err)
{
    bool torn;
    PlanCells cells = { row->cell, row->n, row->line };
    if (load_is_footer(row, r->job, false)) {
        r->e->left_out++;
        return ST_OK;
    }
    Status st = load_check_width(row, r->job, r->e, &torn, err);
    if (st)
        return st;
    if (torn) {
        FactBad bad = { .line = row->line, .column_name = STR(""), .reason = "the file ends within this record", .raw = row->raw,
                        .whole_row = true };
        return emit_bad(r->e, &bad, err);
    }
    plan_row(&r->plan, &cells, r->zone, &r->scratch, r->row);
    /* Answers need a response to belong to; a file without ids is keyed by the row's own bytes. */
    if (!r->row->record.ext_id.n)
        r->row->record.ext_id = str_fmt(&r->scratch, "row-%016llx", (unsigned long long)hash64(row->raw));
    st = emit_row(r->e, r->row, row->raw, err);
    return st || r->row->whole ? st : emit_answers(r, row, err);
}

static Status read_all(Reading *r, Arena *a, Err *err)
{
    Csv csv;
    Status st = job_csv(r->job, r->survey.header, a, &csv, err);
    ArenaMark base = arena_mark(&r->scratch);
    while (!st) {
        CsvRow row;
        CsvGot got;
        st = csv_next(&csv, &row, &got, err);
        if (st || got == CSV_END)
            break;
        FactBad bad = { .line = row.line, .column_name = STR(""), .reason = row.reason, .raw = row.raw, .whole_row = true };
        st = got == CSV_BAD ? emit_bad(r->e, &bad, err) : take_row(r, &row, err);
        arena_rewind(&r->scratch, base);
    }
    return st;
}

static void open_door(Reading *r, const LoadOptions *o, Arena *a)
{
    r->plan.door = r->e->door = door_open(r->survey.column, r->survey.n_column, o->keep, a);
    r->e->delimiter = r->job->delimiter;
    for (size_t i = 0; i < r->survey.n; i++)
        door_label(r->plan.door, r->survey.question[i].column, r->survey.question[i].label);
}

Status load_survey(const Job *j, const LoadOptions *o, Arena *a, Emit *e, Err *err)
{
    Reading *r = ARENA_NEW(a, Reading);
    *r = (Reading){ .job = j, .section = *j->section, .row = ARENA_NEW(a, PlanRow), .e = e };
    Status st = survey_open(j, &r->section, a, &r->survey, err);
    if (!st)
        st = plan_bind(&r->section, r->survey.column, r->survey.n_column, a, &r->plan, err);
    if (st)
        return st;
    r->plan.currency = o->currency;
    r->plan.semicolons = j->delimiter == ';';
    open_door(r, o, a);
    Str zone = r->plan.zone.n ? r->plan.zone : r->survey.zone;
    r->zone = zone.n && !str_eq(zone, STR("Z")) ? zone_open(zone, a) : NULL;
    if (r->plan.zone.n && !r->zone)
        return ERR(err, ST_INVALID, "no such time zone: '%.*s'", STR_ARG(zone));
    arena_init(&r->scratch);
    (void)arena_alloc(&r->scratch, 1, 1);
    st = look(r, a, err);
    if (!st) {
        add_nps_rule(r);
        st = read_all(r, a, err);
    }
    arena_release(&r->scratch);
    return st;
}
