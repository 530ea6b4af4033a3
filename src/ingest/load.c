#include "ingest/load.h"

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
