/* role.h - what a contact is for: one of a few roles, from a role field or a job title.
 *
 * contact_role("Economic Buyer", "")           -> "economic buyer"
 * contact_role("", "Leiter Einkauf")           -> "procurement"
 * contact_role("", "Directrice Générale")      -> "decision maker"
 *
 * Method  The role field decides where it says something known, the title otherwise.  Words are
 *         folded; the table (role.c) has phrases in English, German, French, Spanish, Italian,
 *         Portuguese and Dutch.  The longest phrase found wins, and among equals the one
 *         further up the table; a phrase matches whole words, or the beginning of one where it
 *         ends in '*' ("einkauf*").  "assistant to ...", "Assistenz der ..." is no decision
 *         maker.  What says nothing known is "other", what says nothing at all "unknown".
 *
 * is_shared_mailbox("einkauf") tells addresses of a desk (info@, rechnung@) from those of a
 * person; the argument is the part before '@'.
 *
 * Oracle  tests/text/t_role.c: hand-made titles in seven languages.
 */
#ifndef TL_TEXT_ROLE_H
#define TL_TEXT_ROLE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"

Str  contact_role(Str role, Str title, Arena *a);
bool is_shared_mailbox(Str local, Arena *a);

#endif
