/* index_write.h - the satisfaction index that the page shows: of the model kept in the book, else of the ECSI model where the items are recognised.
 *
 * A model is kept by a decision (table verdict, stage "index", what "model", object its text): the last one counts.  A kept model whose items the survey does not
 * ask any more gives no figure and says which; the run goes on.
 */
#ifndef TL_LINK_INDEX_WRITE_H
#define TL_LINK_INDEX_WRITE_H

#include "store/store.h"

MUST_USE Status index_write(Store *s, Arena *a, Err *err);

#endif
