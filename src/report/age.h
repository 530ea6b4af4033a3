/* behind.h - whether figures are older than the data.
 *
 * The listen stage, and each increment of live records, notes the last file it knew of (summary 'heard_file'); files with kept rows
 * that came after it are in the book and in no figure.  A book that was never computed has no figures, so none behind.
 */
#ifndef TL_REPORT_BEHIND_H
#define TL_REPORT_BEHIND_H

#include "store/store.h"

MUST_USE Status files_behind(Store *s, int64_t *n, Err *err);

#endif
