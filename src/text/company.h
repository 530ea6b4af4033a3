/* company.h - a company's name without what does not name it.
 *
 * "The Müller & Söhne GmbH & Co. KG (Germany)" becomes core "muller and sohne", form
 * "gmbh co kg", country "DE".  Steps, on text_fold()ed text:
 *   1. words are runs of letters and digits; single letters joined by '.' or '/' are one
 *      word (s.r.o. -> sro, A/S -> as); "&", "+", und, et, og, och, y become "and";
 *   2. from the end, until nothing changes: a bracketed remark goes ("(UK)", "[old]"); a
 *      remark behind a dash goes when it says what became of the record (- old, - inactive,
 *      - do not use); a legal form goes, the longest that fits, spaces and "and" ignored;
 *   3. a leading or trailing "the" goes;
 *   4. from the front, one form that nobody is called (OOO, UAB, SARL, Firma, S.r.l. with its dots) goes.
 *      One that is a name, too (SAS, PT, SIA; not where a form stood at the end: a company has one) and a title
 *      (Dr., Gebrüder, Grupo) stay in core and key; what would be left without them is `bare`, the other
 *      reading, unless no word of it names anybody: "SAS Institute" is not "Institute".
 * Something always stays: a name that is nothing but a form ("AG", "SAS", "The Limited") keeps it.
 *
 * Only the last form met is reported, in the order written ("gmbh co kg" is one form).
 * The form is evidence of its own: GmbH against AG in one country speaks against a match.
 *
 * `key` is for equality and for blocking: the core with ae, oe, ue, aa read as a, o, u, a
 * and without spaces, so that Mueller Sensorik = Müller Sensorik = MullerSensorik.  Two
 * different names may share a key ("Blue" and "Blu"); decide on more than the key.
 *
 * Oracle  tests/text/t_company.c: hand-made names, a form of each of at least 60 countries, and invariance of the
 *         core under every form of the table.
 */
#ifndef TL_TEXT_COMPANY_H
#define TL_TEXT_COMPANY_H

#include "base/arena.h"
#include "base/str.h"

typedef struct CompanyName {
    Str core; /* folded words, one space apart; "" only when the name has no letter or digit */
    Str key;
    Str form;       /* "gmbh", "gmbh co kg", "sp z o o"; "" when none */
    Str country;    /* ISO 3166 of the form, "" when none or used in many */
    Str bare;       /* core without a doubtful form or a title in front; "" when there is none */
    Str front;      /* the form that the left-out word then is; "" when it is a title */
} CompanyName;

void company_core(Str name, Arena *a, CompanyName *out);
/* A core that is a word for no company: "n a", "no organization", "unbekannt", "self employed".  Where one stands alone, strangers would be one account. */
bool company_nobody(Str core);
Str company_key_of(Str core, Arena *a); /* the key of a core; company_core() has done it */

/* The table of forms, for tests and documents: written together ("gmbhcokg"), name, country. */
typedef struct LegalForm {
    const char *joined, *name, *country;
} LegalForm;
const LegalForm *legal_form_at(size_t i);          /* NULL past the end */
const LegalForm *legal_form_find(Str joined);      /* NULL when it is none */

/* Words in front: what they are, and at which forms at the end a doubtful one is sure ("PT ... Tbk"). */
typedef enum FrontKind { FRONT_SURE, FRONT_DOUBTFUL, FRONT_TITLE } FrontKind;
typedef struct FrontForm {
    const char *joined, *name, *country;
    FrontKind kind;
    const char *with;
} FrontForm;
const FrontForm *front_form_at(size_t i);          /* NULL past the end */
const FrontForm *front_form_find(Str joined);      /* NULL when it is none */
bool names_nobody(Str word);                       /* "institute", "group": alone they name no company */

#endif
