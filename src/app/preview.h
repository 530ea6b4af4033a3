/* preview.h - how a file would be read: the first records as they would be, and what would be set aside.
 *
 * Of a dry run (ingest.h).  On the terminal the records stand side by side, a line a field, since a record has more fields
 * than a screen has columns.
 */
#ifndef TL_APP_PREVIEW_H
#define TL_APP_PREVIEW_H

#include "base/json_out.h"
#include "ingest/ingest.h"
#include "report/doc.h"

void preview_doc(Doc *d, const IngestFile *f, Arena *a);

/* Members "mapping", "records" and "aside" of the open object. */
void preview_json(JsonOut *j, const IngestFile *f);

#endif
