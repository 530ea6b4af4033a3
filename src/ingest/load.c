#include "ingest/load.h"

Status load_bad_row(const Row *row, Emit *e, Err *err)
{
    FactBad bad = { .line = row->line, .column_name = STR(""), .reason = row->reason ? row->reason : "the file ends within this record",
                    .raw = row->raw, .whole_row = true };
    return emit_bad(e, &bad, err);
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
        st = m->record[i].counts ? emit_record(e, &m->record[i], err) : emit_extra(e, &m->record[i], err);
    return st;
}

Status load_job(const Job *j, const LoadOptions *o, Arena *a, Emit *e, Err *err)
{
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
