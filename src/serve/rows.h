/* rows.h - a list of the API as rows of a file: `?format=csv`, `?format=xlsx`, or an Accept header that asks for one.
 *
 * The rows are those of the JSON answer, made by the same function on the same session: row rules, permissions and filters hold.  Pages are
 * put together up to LIMIT_LIST_ROWS; a longer list is refused, never cut without a word.
 *
 * Columns   the fields of the list's shape (serve/schema.h) in its order.  A Ref is two columns, NAME and NAME_id; another shape one
 *           for each plain field, NAME_field; a list the texts or names of its items, by "; ".  SVG, and what is deeper, is left out.
 *
 * Errors    ST_USAGE for another format, ST_TOO_BIG for more rows, those of the answer.
 */
#ifndef TL_SERVE_ROWS_H
#define TL_SERVE_ROWS_H

#include "serve/routes.h"

typedef enum RowsForm { ROWS_JSON, ROWS_CSV, ROWS_XLSX } RowsForm;

/* What is asked for: the parameter, else the Accept header where it names a file first; "" for either: not sent. */
MUST_USE Status rows_form(Str format, Str accept, RowsForm *out, Err *err);

/* Of a row with `list`: body, type and file name. */
MUST_USE Status rows_answer(Store *s, const Route *row, const AnswerQuery *q, RowsForm form, Arena *a, Response *out, Err *err);

extern const char rows_csv_type[], rows_xlsx_type[];

#endif
