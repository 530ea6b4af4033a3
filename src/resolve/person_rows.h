/* person_rows.h - links between persons as rows: d_person_link and its waterfalls, d_person_evidence.
 *
 * One row a pair, by the persons' first aliases; of persons that were joined, one a pair that joined them.  Money and gain order the
 * questions as they do for companies (review.h): money of both accounts, gain by how many pairs show the same evidence.
 */
#ifndef TL_RESOLVE_PERSON_ROWS_H
#define TL_RESOLVE_PERSON_ROWS_H

#include "resolve/people.h"

void person_rows(Parties *p, const Known *known, const People *people, const Table *money, Arena *a, Table *link, Table *evidence);

#endif
