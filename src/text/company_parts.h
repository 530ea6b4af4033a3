/* company_parts.h - what a record's name says besides the company's name.
 *
 * "Hanwick Holding:Hanwick Foods GmbH (formerly Brauerei Nord) - DO NOT USE" names a parent, a
 * company, the name it had before, and the state of the record.  Steps, on the text as written:
 *   1. "Parent:Child", a colon between two names without blanks around it (QuickBooks): parent;
 *   2. "X t/a Y", "X trading as Y", "X dba Y", "X (formerly Y)", "X fka Y": the other name;
 *   3. from the end, what stands in brackets, behind a dash or a comma: a note on the record (old,
 *      do not use), a department (accounts payable, Einkauf), a country, a number of five digits
 *      or more, or one behind '#';
 *   4. all words are those of a trial ("Test account", "Testkunde 2"): test.
 * Something always stays as the name.  What company_core() (company.h) sets aside it does so by
 * itself as well; here it is kept, as evidence of its own.
 *
 * company_plain() is the core as words to compare: abbreviations are spelled out (intl, mfg,
 * gebr, cie), scripts without Latin letters are transliterated (ICU, Any-Latin) after the forms
 * that those scripts write (有限公司, 株式会社, 주식회사, شركة) have been taken off.
 *
 * Oracle  tests/text/t_parts.c: hand-made names.
 */
#ifndef TL_TEXT_COMPANY_PARTS_H
#define TL_TEXT_COMPANY_PARTS_H

#include "base/arena.h"
#include "base/str.h"
#include "text/company.h"

typedef struct NameParts {
    Str name;       /* as written, without the rest */
    Str other;      /* trading or former name; "" when none */
    Str parent;     /* "" when none */
    Str above;      /* all that stands above, "A:B" of "A:B:C"; "" when none */
    Str country;    /* ISO code said beside the name; "" when none */
    Str department; /* as written; "" when none */
    bool dead;      /* the record is marked as old */
    bool test;
} NameParts;

void company_parts(Str name, Arena *a, NameParts *out);

/* company_core() of the name in Latin letters with abbreviations spelled out. */
void company_plain(Str name, Arena *a, CompanyName *out);

#endif
