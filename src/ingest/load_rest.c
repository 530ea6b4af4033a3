#include "ingest/load.h"
Status load_parquet(const Job *j, const LoadOptions *o, Arena *a, Emit *e, Err *err) { (void)o;(void)a;(void)e; return ERR(err, ST_INVALID, "%s: not yet", j->path); }
