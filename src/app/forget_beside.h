/* forget_beside.h - files beside the book that name a person who is forgotten.
 *
 * Where    BOOK.maps       proposed mappings: her name and addresses become dots, the mapping stays one
 *          BOOK.spool      raw deliveries in taken/, held/ and work/: each line that names her becomes {"forgotten":true}, so that the
 *                          others keep their line, by which facts lead back to them
 *          BOOK.spool/report-DAY.html   weekly reports: her name and addresses become dots, the report stays as it was sent
 * By       the needles of store/forget.h, and the same as JSON may write them (letters beyond ASCII as \uXXXX), in reports as HTML does.
 * When     before the erasure in the book is committed: cut off between the two, the person is still in the book, and
 *          `forget` finds her again.  Files are replaced whole.
 * Not      what waits in the spool's segments: it is not read again but by the import, whose guard knows her; and what her systems deliver anew
 *          is kept raw for as long as any delivery (serve/intake.h).
 */
#ifndef TL_APP_FORGET_BESIDE_H
#define TL_APP_FORGET_BESIDE_H

#include "app/command.h"
#include "store/forget.h"

/* *files: how many named her; a dry run changes none. */
MUST_USE Status forget_beside(App *app, const ForgetNeedles *needle, bool dry, int64_t *files, Err *err);

#endif
