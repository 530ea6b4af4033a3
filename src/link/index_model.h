/* index_model.h - a satisfaction index of the book's own survey: which items stand for which construct, and what leads to what, is the researcher's to say.
 *
 * The model is a small text; nothing of it is kept in the book:
 *
 *     scale 1 5                                the ends of the items' scale
 *     delivery: Q3_1; Delivery on time         a construct and its items: a question's name, its label, or what the label has behind " - "
 *     satisfaction: Q3_2; Q3_4
 *     delivery -> satisfaction; loyalty        what leads to what
 *     # and comments
 *
 * Sheets that answered every item count, clusters are parent companies, INDEX_DRAWS draws (num/path.h).  Below INDEX_SHEETS_LEAST complete sheets or
 * INDEX_ACCOUNTS_LEAST companies there is no figure and `few` says why.
 * Errors  ST_INVALID with the line: a line that is none of these, an item that no question has, or two have; a construct that is not there.
 */
#ifndef TL_LINK_INDEX_MODEL_H
#define TL_LINK_INDEX_MODEL_H

#include "num/path.h"
#include "store/store.h"

enum { INDEX_SHEETS_LEAST = 150, INDEX_ACCOUNTS_LEAST = 20, INDEX_DRAWS = 500 };

typedef struct IndexModel {
    PathModel path;
    Str name[PATH_CONSTRUCTS_MAX], item[PATH_ITEMS_MAX];      /* items in the order of the constructs */
    double low, high;
} IndexModel;

typedef struct IndexFit {
    PathFit fit;
    size_t  sheets, complete, accounts;                       /* sheets: that answered any of the items */
    Str     few;                                              /* not empty: why there is no figure */
} IndexFit;

MUST_USE Status index_model_read(Str text, IndexModel *out, Err *err);
MUST_USE Status index_model_fit(Store *s, const IndexModel *m, Arena *a, IndexFit *out, Err *err);

#endif
