/* way.h - how the values of a column are read that can be read in two ways: what a person answers when an import asks.
 *
 *     about     in tables   as it is said
 *     dates     dmy         day-first       03/04 is the 3rd of April
 *     dates     mdy         month-first     ... the 4th of March
 *     numbers   point       point           1.234 is a little over one: the point is decimal, a comma groups
 *     numbers   comma       comma           ... a thousand and more
 *
 * Tables `question`, `reread` and `file_reading` have it as in tables; people, decisions and the API as it is said.  way_of() takes both.
 */
#ifndef TL_MODEL_WAY_H
#define TL_MODEL_WAY_H

#include <stdbool.h>

#include "base/str.h"

typedef enum Way { WAY_NONE, WAY_DAY_FIRST, WAY_MONTH_FIRST, WAY_POINT, WAY_COMMA } Way;

Way way_of(Str word);               /* WAY_NONE for anything else */
const char *way_name(Way w);        /* "dmy"; "" of none */
const char *way_said(Way w);        /* "day-first"; "" of none */
bool way_numbers(Way w);            /* about numbers */

/* What is asked about a column, as table `question` has it: "dates" or "numbers". */
bool way_answers(Way w, Str about);
const char *way_both(Str about);    /* "day-first (or month-first)" */

#endif
