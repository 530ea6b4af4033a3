/* sqltext.h - the little that must be known about a text of SQL before an engine parses it.
 *
 * Comments (also nested), quotes of all kinds and dollar quotes are skipped as PostgreSQL reads
 * them.  Nothing is kept safe by this alone: it serves messages and the wrapping of a question
 * as a subselect; a text that fools it ends as a syntax error or in a read-only transaction.
 */
#ifndef TL_DB_SQLTEXT_H
#define TL_DB_SQLTEXT_H

#include "base/str.h"

Str  sql_core(Str text);                 /* without white space, comments and ';' at both ends */
Str  sql_word(Str core);                 /* the first word, opening brackets skipped */
bool sql_word_in(Str word, const char *const *list, size_t n);   /* ASCII case ignored */

#endif
