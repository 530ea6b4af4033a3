/* clean.h - the smaller values: truth, ids, addresses, durations, text.
 *
 * Each parser answers NULL, or one fixed text: why the value was not understood.
 *
 * clean_missing   what exports write for "nothing" in a column of dates, numbers or truth values: n/a, null,
 *                 none, tbd, -, #N/A, *** (masked) and the like.  (In a text column these are words and stay.)
 * clean_bool      true/false, yes/no, ja/nein, oui/non, si/no, wahr/falsch, x, 1/0, t/f, y/n, any case.
 * clean_nps       0 to 10; "10 - very likely" counts by its leading number.
 * clean_minutes   90 (minutes), 1:30, 1:30:00, 2h 30m, 3 days, PT2H30M.
 * clean_sfid      a Salesforce id: 15 characters get the 3 that encode their capitals (bit i of group g is
 *                 set when character 5g+i is a capital; the 5 bits index A-Z0-5); 18 pass, and where their letters
 *                 have lost their case the 3 give it back; blanks within are left out; else unchanged.
 * clean_email     trimmed, lower case (ASCII), without "mailto:" and <>; one @, a dot in the domain.
 * clean_domain    host of a web address or e-mail: no scheme, no "www.", no path, lower case; "" for none.
 * clean_text      trimmed; NUL becomes U+FFFD; combining marks composed (NFC).
 * Memory          results borrow from the input or from the arena.
 */
#ifndef TL_INGEST_CLEAN_H
#define TL_INGEST_CLEAN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/attr.h"
#include "base/str.h"

bool clean_missing(Str s);
MUST_USE const char *clean_bool(Str s, bool *out);
MUST_USE const char *clean_nps(Str s, int64_t *out);
MUST_USE const char *clean_minutes(Str s, int64_t *out);
MUST_USE const char *clean_email(Str s, Arena *a, Str *out);
Str clean_sfid(Str s, Arena *a);
Str clean_domain(Str s, Arena *a);
Str clean_text(Str s, Arena *a);

#endif
