/* damaged.h - two account ids of one system that a spreadsheet, or a hand, has made of one.
 *
 * Why     00123 saved from a spreadsheet is 123; a Salesforce id copied by hand has a blank inside, has lost its case, or its last three
 *         letters.  The file that has it so is read as a list of other customers.
 * Method  Ids of a system are made flat: of digits without zeros in front, of others without blanks and in small letters, of 18 the first 15.
 *         Two ids, and no third, that are the same then are a pair when
 *           zeros   the longer begins with zero, and so long are all ids of the system that do: they are filled up to that length;
 *           blank   one has a blank inside, of 15 or 18 letters besides;
 *           case    one has no small, or no capital, letters, the other both; of 15 or 18 letters;
 *           form    the first 15 letters of one are the other;
 *         and they came in different files: whoever writes both into one file means two.
 * Then    match.c joins the pair as it joins ids that systems quote, unless the names have nothing in common or a decision parts them.
 *         Data lists what was found, joined or not (finding_id_changed).
 * Limits  of an alias the first file is known, not all.  Two whole Salesforce ids that differ in case alone are two records: a pair of them needs
 *         one without any letter of the other case.
 * Oracle  tests/resolve/t_damaged.c: pairs by hand.
 */
#ifndef TL_RESOLVE_DAMAGED_H
#define TL_RESOLVE_DAMAGED_H

#include "resolve/match.h"

/* .a the node with the whole id, .b that with the changed one, .why what happened to it. */
void damaged_pairs(const Parties *p, Arena *a, Pairs *out);

#endif
