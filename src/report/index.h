/* index.h - the satisfaction index as the answers and the pages share it: its tables and its picture.  For src/report alone. */
#ifndef TL_REPORT_INDEX_H
#define TL_REPORT_INDEX_H

#include "report/chart.h"
#include "store/sql_ids.h"
#include "store/store.h"

typedef struct IndexTables {
    Table fit, construct, item, path;
} IndexTables;

MUST_USE Status index_load(Store *s, Arena *a, IndexTables *t, Err *err);
const Chart *index_chart(const IndexTables *t, Arena *a);      /* boxes and arrows; only where there are constructs */

#endif
