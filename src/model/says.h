/* says.h - every sentence of ours that reaches a reader: its code, and its English text with named places (base/say.h).
 *
 * The rows stand in says_AREA.h, a SAY(code, text) each, in words of the readers of that area. Who words a sentence takes it from here:
 *
 *     Str s = SAID(a, ledger_off, count_text(a, off), count_text(a, months));
 *     Str t = SAID_PLAIN(chain_experience);
 *
 * and answers put code and values beside it (report/answer_in.h: put_worded()). Some sentences are worded below this layer, or stand in books
 * that were written before: those rows are for reading alone, and say so.
 *
 * What reads two ways is found in the order of the rows; so a row with a place at its head stands behind those that begin with words.
 * Always: each row reads back as itself (tests/model/t_says.c), and each has a German text with the same places (web/test/unit.test.ts).
 */
#ifndef TL_MODEL_SAYS_H
#define TL_MODEL_SAYS_H

#include "base/attr.h"
#include "base/say.h"

#define SAY(code, text) SAY_##code,
typedef enum SayId {
#include "model/says_money.h"
#include "model/says_issue.h"
#include "model/says_data.h"
#include "model/says_finding.h"
#include "model/says_book.h"
#include "model/says_account.h"
#include "model/says_driver.h"
#include "model/says_chart.h"
#include "model/says_any.h"
    SAY_N
} SayId;
#undef SAY

const SayBook *says_book(void);
Str said(Arena *a, SayId id, const Str *value, size_t n);
Str said_plain(SayId id);                                  /* of a row without places */
void said_put(JsonOut *j, const char *key, Str sentence, Arena *a);   /* KEY, null where empty, and KEY_say: code and values; an empty list where it is none of ours */
void unsaid_put(JsonOut *j, const char *key);             /* KEY_say of what is no sentence */

#define SAID(a, code, ...) said(a, SAY_##code, (const Str[]){ __VA_ARGS__ }, sizeof((const Str[]){ __VA_ARGS__ }) / sizeof(Str))
#define SAID_PLAIN(code) said_plain(SAY_##code)

#endif
