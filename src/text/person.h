/* person.h - names of people made comparable, and how alike two are.
 *
 * Method  Folded (fold.h), "ae", "oe", "ue" as "a", "o", "u"; titles and forms of address left out ("Dr.", "Frau").
 *         "Meyer, Hans" is Hans Meyer, whichever field says it; a single field of several words is given name
 *         first.  `given` is the first given name, `family` the rest without blanks or hyphens, `root` the name
 *         of which the given one is a short form by the list in person.c ("Bob": "robert"), else itself.
 * Levels  PERSON_SAME       both names, also when one system turned them round
 *         PERSON_NICKNAME   the family name, and short forms of one given name
 *         PERSON_INITIAL    the family name, and an initial that fits
 *         PERSON_NEARLY     one of the two names, the other with Jaro-Winkler >= .90; given names must end alike
 *         PERSON_FAMILY     the family name alone, the given ones differ or one is missing
 *         PERSON_OTHER
 *         Symmetric.  PERSON_UNKNOWN when one side has no family name.
 * Oracle  tests/text/t_person.c: pairs by hand.
 */
#ifndef TL_TEXT_PERSON_H
#define TL_TEXT_PERSON_H

#include "base/arena.h"
#include "base/str.h"

typedef struct PersonName {
    Str given, root, family;
} PersonName;

enum { PERSON_SAME, PERSON_NICKNAME, PERSON_INITIAL, PERSON_NEARLY, PERSON_FAMILY, PERSON_OTHER, PERSON_UNKNOWN = 255 };

void person_name(Str first, Str last, Arena *a, PersonName *out);
/* From the part before the @: "hans.meyer" says a name, "hmeyer" and "info" say none. */
void person_of_mailbox(Str local, Arena *a, PersonName *out);
unsigned person_compare(const PersonName *x, const PersonName *y);
/* Does this part before an @ look made from the name: "hmeyer", "hans.m", "meyer"? */
bool person_fits_mailbox(const PersonName *n, Str local);

#endif
