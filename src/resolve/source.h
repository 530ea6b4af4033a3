/* source.h - what each source brings of each kind of record, and whether it still does.
 *
 * Writes d_source_kind, d_source_week and d_kind from the facts in force and d_alias; the figures
 * are fresh.h's.  Facts that speak of a month count at its end.
 */
#ifndef TL_RESOLVE_SOURCE_H
#define TL_RESOLVE_SOURCE_H

#include "store/store.h"

MUST_USE Status sources_write(Store *s, int64_t as_of, Arena *a, Err *err); /* inside the caller's transaction */

#endif
