#include "base/date.h"
#include "ingest/load.h"
#include "ingest/survey_json.h"

/* An answer of the row in hand. */
typedef struct Said {
    Str       id;
    FactValue value[ANSWER_FIELDS];
} Said;

/* One survey file being read. */
typedef struct Reading {
    const Job        *job;
    MapSection        section;    /* the shape's, with the nps column put in */
    Survey            survey;
    SurveyTable      *table;      /* the rows of a JSON file; NULL: a CSV */
    Plan              plan;
    PlanSight        *sight;
    int64_t           looked;     /* rows beyond the sample */
    Zone             *zone;
    PlanRow          *row;
    Arena             scratch;
    Arena            *a;
    Each             *each;       /* columns that are no questions, as fields; NULL: none */
    EachWork         *work;
    Said             *said;
    size_t            n_said, cap_said;
    Str               exported;   /* the day the file was exported; "": not known */
    int64_t           unstamped;  /* responses that are dated by it */
    StrMap            keyless;    /* of rows without an id: their bytes, so that twins stay two */
    Emit             *e;
} Reading;

/* Positions in kinds[KIND_RESPONSE]; a test of the shapes holds them. */
enum { RECORDED_AT, STATUS, FINISHED, NPS, CSAT, LANGUAGE, CHANNEL };

/* The rows of a survey that came as JSON, in the reader's form. */
typedef struct TableRows {
    Rows               base;
    const SurveyTable *table;
    size_t             at;
} TableRows;

static Status table_next(Rows *self, Row *row, RowsGot *got, Err *err)
{
    TableRows *t = (TableRows *)self;
    (void)err;
    *got = ROWS_END;
    if (t->at < t->table->n) {
        *row = t->table->row[t->at++];
        *got = row->reason ? ROWS_BAD : ROWS_ROW;
    }
    return ST_OK;
}

static Status rows_open(const Reading *r, Arena *a, Rows **out, Err *err)
{
    if (!r->table)
        return job_rows(r->job, r->survey.header, a, out, err);
    TableRows *t = ARENA_NEW(a, TableRows);
    *t = (TableRows){ .base = { .next = table_next }, .table = r->table };
    *out = &t->base;
    return ST_OK;
}

static Status look_at(void *ctx, const Row *row, RowsGot got, Err *err)
{
    Reading *r = ctx;
    (void)err;
    if (got != ROWS_ROW || survey_repeats(&r->survey, row->cell, row->n))
        return ST_OK;
    plan_look(&r->plan, r->sight, row->cell, row->n, &r->scratch);
    if (r->each)
        each_look(r->each, &(EachOuter){ row->cell, row->n, NULL, row->line }, r->work, &r->scratch);
    if (!r->plan.memo || !r->plan.memo->again)
        survey_look(&r->survey, row->cell, row->n, &r->scratch);
    return ST_OK;
}

static Status look_on(void *ctx, const Row *row, RowsGot got, Err *err)
{
    Reading *r = ctx;
    (void)err;
    r->looked++;
    if (got == ROWS_ROW && !survey_repeats(&r->survey, row->cell, row->n))
        plan_look_on(&r->plan, r->sight, row->cell, row->n, &r->scratch);
    return ST_OK;
}

static Status look(Reading *r, Arena *a, Err *err)
{
    Rows *rows;
    Arena file;
    arena_init(&file);
    Status st = rows_open(r, &file, &rows, err);
    if (!st)
        st = rows_each(rows, &(RowsTask){ look_at, r, &r->scratch, PLAN_LOOK }, err);
    for (int64_t before = -1; !st && before < r->looked && plan_open(&r->plan, r->sight);) {
        before = r->looked;
        st = rows_each(rows, &(RowsTask){ look_on, r, &r->scratch, PLAN_LOOK }, err);
    }
    arena_release(&file);
    if (st)
        return st;
    Memo *memo = r->plan.memo;
    if (memo && memo->again)
        survey_as_noted(&r->survey, memo);
    else
        survey_settle(&r->survey, a);
    if (memo && !memo->again)
        survey_note(&r->survey, memo);
    if (map_rule(&r->section, "nps"))
        r->survey.nps = -1;      /* the mapping says which it is */
    if (map_rule(&r->section, "csat"))
        r->survey.csat = -1;
    Status settled = plan_settle(&r->plan, r->sight, err);
    return settled ? settled : each_settle(r->each, DATE_UNKNOWN, err);
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

/* An address that no rule takes is not kept, and that is said: it may be who answered, under a name of its own. */
static void say_addresses(const Reading *r)
{
    for (size_t i = 0; i < r->survey.n; i++)
        if (r->survey.question[i].kind == ANSWER_NONE)
            emit_remark(r->e, "'%.*s' holds e-mail addresses and is no answer; where they are of those who answered, say so: email = %.*s",
                        STR_ARG(r->survey.question[i].label), STR_ARG(r->survey.question[i].id));
}

static void more_room(Reading *r)
{
    Said *old = r->said;
    r->cap_said = r->cap_said ? r->cap_said * 2 : 64;
    r->said = ARENA_NEW_N(r->a, Said, r->cap_said);
    if (r->n_said)
        memcpy(r->said, old, r->n_said * sizeof *old);
}

/* What the book knows of it is fetched while the row's other answers are made. */
static void say_one(Reading *r, const Answer *one, Str id)
{
    if (r->n_said == r->cap_said)
        more_room(r);
    Said *s = &r->said[r->n_said];
    if (!answer_fill(one, &r->scratch, s->value))
        return;
    s->id = str_cat(&r->scratch, 3, (const Str[]){ one->response_id, STR("/"), id });
    emit_soon(r->e, KIND_ANSWER, s->id);
    r->n_said++;
}

/* One answer a choice: the choice is part of the answer's id, so that a later correction finds it. */
static void say_many(Reading *r, Answer one, const Question *q)
{
    Str rest = one.value;
    while (rest.n) {
        one.value = answer_cut(&rest, q->cut);
        say_one(r, &one, str_cat(&r->scratch, 3, (const Str[]){ q->id, STR("="), one.value }));
    }
}

/* What Qualtrics writes for a question that was shown and passed over. */
static bool is_unanswered(const Reading *r, Str v)
{
    bool qualtrics = r->job->style == SURVEY_QUALTRICS || r->job->style == SURVEY_LEGACY;
    return qualtrics && str_eq(v, STR("-99"));
}

static void take_answers(Reading *r, const Row *row)
{
    Str id = r->row->record.ext_id;
    for (size_t i = 0; i < r->survey.n; i++) {
        const Question *q = &r->survey.question[i];
        Str v = (size_t)q->column < row->n ? str_trim(row->cell[q->column]) : STR("");
        if ((int)i == r->survey.nps || q->kind == ANSWER_NONE || !v.n || is_unanswered(r, v))
            continue;
        v = plan_cell(&r->plan, q->column, v, &r->scratch);
        bool tick = q->kind == ANSWER_TICK;
        bool other = tick && !str_eq(v, q->seen.key[0]);      /* a value the sample did not have */
        Answer one = { other ? ANSWER_CHOICE : q->kind, id, q->id, tick && !other && q->stem.n ? q->stem : q->label, v,
                       r->row->value[0], q->option };
        if (q->kind == ANSWER_MANY)
            say_many(r, one, q);
        else
            say_one(r, &one, q->id);
    }
}

static Status emit_answers(Reading *r, Err *err)
{
    FactRecord rec = r->row->record;
    Status st = ST_OK;
    rec.kind = KIND_ANSWER;
    rec.counts = false;
    for (size_t i = 0; i < r->n_said && !st; i++) {
        rec.ext_id = r->said[i].id;
        rec.value = r->said[i].value;
        st = emit_extra(r->e, &rec, err);
    }
    return st;
}

static void set_csat(Reading *r, const Row *row)
{
    const Survey *s = &r->survey;
    if (s->csat < 0)
        return;
    int c = s->question[s->csat].column;
    Str v = (size_t)c < row->n ? row->cell[c] : STR("");
    double x = 0;
    bool words = s->csat_high <= s->csat_low, known = words ? survey_satisfaction(v, &x) : answer_number(v, &x);
    if (known && !words) {
        known = x >= s->csat_low && x <= s->csat_high;
        x = (x - s->csat_low) / (s->csat_high - s->csat_low);
    }
    if (known && !r->row->value[CSAT].has)
        r->row->value[CSAT] = (FactValue){ .has = true, .f = x, .s = STR("") };
}

/* As the views response_counted and response_aside of the book see them. */
static void count_marks(const Reading *r)
{
    const FactValue *v = r->row->value;
    Str status = v[STATUS].has ? v[STATUS].s : STR(""), channel = v[CHANNEL].has ? v[CHANNEL].s : STR("");
    r->e->previews += str_ihas(status, STR("preview")) || str_ihas(status, STR("survey test")) || str_ieq(channel, STR("preview")) || str_ieq(channel, STR("test"));
    r->e->spam += v[STATUS].has && str_ihas(v[STATUS].s, STR("spam"));
    r->e->unfinished += v[FINISHED].has && !v[FINISHED].i;
}

/* Answers need a response to belong to; a row without an id is keyed by its bytes and how often they came before. */
static void set_key(Reading *r, Str raw)
{
    if (r->row->record.ext_id.n)
        return;
    r->row->record.ext_id = load_row_key(&r->keyless, raw, r->a);
}

/* What the row has beside its answers. */
static Status emit_fields(Reading *r, const Row *row, Err *err)
{
    EachMade made;
    if (!r->each || r->row->whole)
        return ST_OK;
    each_make(r->each, &(EachOuter){ row->cell, row->n, NULL, row->line }, r->work, r->zone, &r->scratch, &made);
    return load_within(r->e, &made, &(FactRow){ row->raw, STR(""), r->e->rows }, false, err);
}

/* LimeSurvey's day of answers to a survey that stamps none: the shapes take it for no day. */
#define UNSTAMPED "1980-01-01 00:00:00"

/* The cell that says so; -1: none does. */
static int unstamped_column(const Reading *r, const Row *row)
{
    const PlanSlot *s = &r->plan.field[RECORDED_AT];
    bool asked = s->rule && s->rule->fix == FIX_UNLESS && str_eq(s->rule->words, STR(UNSTAMPED)) && s->first >= 0 && (size_t)s->first < row->n;
    return asked && str_eq(str_trim(row->cell[s->first]), STR(UNSTAMPED)) ? s->first : -1;
}

/* It was answered by the day of the export, where that is known; else it is said why there is no day. */
static void plan_response(Reading *r, const Row *row)
{
    PlanCells cells = { row->cell, row->n, row->line, false };
    int c = unstamped_column(r, row);
    if (c >= 0 && r->exported.n) {
        Str *own = ARENA_NEW_N(&r->scratch, Str, row->n);
        memcpy(own, row->cell, row->n * sizeof *own);
        own[c] = r->exported;
        cells.cell = own;
    }
    plan_row(&r->plan, &cells, r->zone, &r->scratch, r->row);
    r->unstamped += c >= 0 && r->exported.n && !r->row->whole;
    if (c >= 0 && !r->exported.n && r->row->whole && r->row->bad[r->row->whole - 1].column == c + 1)
        r->row->bad[r->row->whole - 1].reason = "LimeSurvey did not stamp it";
}

static Status take_row(void *ctx, const Row *row, RowsGot got, Err *err)
{
    Reading *r = ctx;
    bool torn = false;
    if (got == ROWS_BAD)
        return load_bad_row(row, r->e, err);
    if ((!r->table && load_is_footer(row, r->job, false)) || survey_repeats(&r->survey, row->cell, row->n)) {
        r->e->left_out++;
        return ST_OK;
    }
    Status st = r->table ? ST_OK : load_check_width(row, r->job, r->e, &torn, err);
    if (st || torn)
        return st ? st : load_bad_row(row, r->e, err);
    plan_response(r, row);
    set_csat(r, row);
    set_key(r, row->raw);
    r->n_said = 0;
    if (!r->row->whole) {
        emit_soon(r->e, r->row->record.kind, r->row->record.ext_id);
        count_marks(r);
        take_answers(r, row);
    }
    st = emit_row(r->e, r->row, row->raw, err);
    if (!st)
        st = emit_answers(r, err);
    return st ? st : emit_fields(r, row, err);
}

static Status bind_fields(Reading *r, const LoadOptions *o, Arena *a, Err *err)
{
    const Job *j = r->job;
    bool *question = ARENA_NEW_N(a, bool, r->survey.n_column + 1);
    for (size_t i = 0; i < r->survey.n; i++)
        if (r->survey.question[i].column >= 0 && (size_t)r->survey.question[i].column < r->survey.n_column)      /* a question within records has none */
            question[r->survey.question[i].column] = true;
    for (size_t i = 0; i < r->survey.n_column; i++)      /* what stands beside a question ("1. Which? - Option ID") */
        question[i] = question[i] || survey_numbered(r->survey.column[i]);
    const EachColumns columns = { .name = r->survey.column, .n = r->survey.n_column, .outer = &r->plan, .taken = question };
    bool none = j->box == BOX_JSON || j->each == j->section;
    Status st = none ? ST_OK : each_bind(j->each, j->n_each, &columns, o->currency, o->keep, a, &r->each, err);
    r->work = each_work(r->each, a);
    return st;
}

static Status open_file(Reading *r, Arena *a, Err *err)
{
    if (r->job->box != BOX_JSON)
        return survey_open(r->job, &r->section, a, &r->survey, err);
    r->table = ARENA_NEW(a, SurveyTable);
    Status st = survey_json_read(r->job, a, r->table, err);
    if (!st)
        survey_json_open(r->job, &r->section, r->table, a, &r->survey);
    return st;
}

static void open_door(Reading *r, const LoadOptions *o, Arena *a)
{
    r->plan.memo = r->e->memo;
    r->plan.door = r->e->door = door_open(r->survey.column, r->survey.n_column, o->keep, a);
    r->e->delimiter = job_delimiter(r->job);
    for (size_t i = 0; i < r->survey.n; i++)
        door_label(r->plan.door, r->survey.question[i].column, r->survey.question[i].label);
}

Status load_survey(const Job *j, const LoadOptions *o, Arena *a, Emit *e, Err *err)
{
    Reading *r = ARENA_NEW(a, Reading);
    *r = (Reading){ .job = j, .section = *j->section, .sight = ARENA_NEW(a, PlanSight), .row = ARENA_NEW(a, PlanRow), .a = a, .e = e };
    strmap_init(&r->keyless, a);
    r->exported = o->dated ? date_iso(a, day_of_micros(o->exported)) : STR("");
    Status st = open_file(r, a, err);
    if (!st)
        st = plan_bind(&r->section, r->survey.column, r->survey.n_column, a, &r->plan, err);
    if (st)
        return st;
    r->plan.currency = o->currency;
    e->head = r->survey.header;
    r->plan.semicolons = j->delimiter == ';';
    open_door(r, o, a);
    st = bind_fields(r, o, a, err);
    if (st)
        return st;
    Str zone = r->plan.zone.n ? r->plan.zone : r->survey.zone;
    r->zone = zone.n && !str_eq(zone, STR("Z")) ? zone_open(zone, a) : NULL;
    if (r->plan.zone.n && !r->zone)
        return ERR(err, ST_INVALID, "no such time zone: '%.*s'", STR_ARG(zone));
    if (r->survey.zone_asked && !zone.n)
        emit_remark(e, "no time zone in the file: times are read as UTC");
    else if (zone.n && !r->zone && !str_eq(zone, STR("Z")))
        emit_remark(e, "time zone '%.*s' is not known: times are read as UTC", STR_ARG(zone));
    Rows *rows;
    arena_init(&r->scratch);
    st = look(r, a, err);
    if (!st) {
        say_addresses(r);
        add_nps_rule(r);
        st = rows_open(r, a, &rows, err);
    }
    if (!st)
        st = rows_each(rows, &(RowsTask){ take_row, r, &r->scratch, 0 }, err);
    arena_release(&r->scratch);
    if (r->unstamped)
        emit_remark(e, "%lld responses that LimeSurvey did not stamp are dated by the export, %.*s", (long long)r->unstamped, STR_ARG(r->exported));
    return st;
}
