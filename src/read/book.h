/* book.h - an Office Open XML workbook (.xlsx, .xlsm): which sheets it has and where their parts are.
 *
 * Parts are found as the standard says (ECMA-376 part 2): through _rels/.rels to the workbook, through the
 * workbook's own relations to sheets, shared strings and styles; targets may be absolute or relative.
 * Both the transitional and the strict namespaces are read, since only local names are looked at.
 */
#ifndef TL_READ_BOOK_H
#define TL_READ_BOOK_H

#include "read/archive.h"

typedef struct BookSheet {
    Str         name;
    int64_t     part;          /* member of the archive; -1: the workbook names a part that is not there */
    bool        hidden;
    const char *refused;       /* a chart or a dialog, no table; NULL */
} BookSheet;

typedef struct Book {
    BookSheet *sheet;
    size_t     n;
    int64_t    shared, styles;  /* members; -1 */
    bool       from_1904;       /* days count from 1904-01-01 */
} Book;

MUST_USE Status book_read(const Archive *z, Arena *a, Book *out, Err *err);

#endif
