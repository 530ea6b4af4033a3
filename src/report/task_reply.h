/* task_reply.h - what is proposed to be written to the customer of a task: the page, the API and a notice say the same.
 *
 * The last word of a person about the rule (`tasks BOOK reply rule:RULE ...`), else ours.  {account}, {cause} and {words} are filled in, and where there is none of
 * it, or it may not be shown, it says "this".
 */
#ifndef TL_REPORT_TASK_REPLY_H
#define TL_REPORT_TASK_REPLY_H

#include "base/table.h"

/* `rules` of SQL_TASK_RULES; row r of t has rule, account, cause and words. */
Str task_reply(const Table *rules, const Table *t, size_t r, Arena *a);

/* What is proposed of a rule before anything is filled in; "": there is no such rule. */
Str task_template(const Table *rules, Str rule);

#endif
