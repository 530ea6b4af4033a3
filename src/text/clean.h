/* clean.h - what the customer wrote, without what the mail program added.
 *
 * text_clean() returns new text (NFC) from which these are gone:
 *   - HTML tags, comments, scripts, styles; entities are decoded; <br> and block ends
 *     become line ends;
 *   - quoted mail: lines that begin with '>', "On ... wrote:" in seven languages and, unless
 *     the quote below it is marked with '>', all that follows; "-----Original Message-----"
 *     and a "From: ... Sent: / Date: ..." block with all that follows;
 *   - signatures: "-- " and what follows; a line that is a closing ("Best regards", "Mit
 *     freundlichen Grüßen") when only a few short lines follow; "Sent from my ...";
 *     confidentiality notices;
 *   - a salutation on a line of its own among the first three ("Dear Sir or Madam,", "Hallo zusammen,"),
 *     and openers that say nothing in front of what does ("Short version: ", "Ehrlich gesagt: ");
 *   - control characters, runs of blanks, blank lines, blanks at either end.
 * An answer that says nothing ("n/a", "-", "none", "keine", "no comment") becomes "".
 *
 * Of a mail that is thanks and nothing else ("Thank you") the thanks stay.
 *
 * A rule that could eat a customer's words is narrow on purpose: "best regards to your
 * driver, he ..." stays, because a closing is a short line of its own.
 *
 * Never fails; input beyond TEXT_FOLD_MAX bytes is cut there.  Offsets later on refer to the
 * cleaned text, which is why it is stored beside the original.
 * Oracle  tests/text/t_clean.c: hand-made mails and answers.
 */
#ifndef TL_TEXT_CLEAN_H
#define TL_TEXT_CLEAN_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"

Str  text_clean(Str raw, Arena *a);
Str html_to_text(Str html,
                 Arena *a); /* the first step alone; text without tags comes back unchanged */
bool is_non_answer(Str text, Arena *a);

#endif
