/* same.h - ids of one system that are one person's, because the system says so.
 *
 * Why     A visitor has a device's id before she signs in and a user's id afterwards; an alias call says that the two are one, and an
 *         identify call that carries both says it too.  What was done under the first id is hers.
 * Method  Certain, not weighed: the ids are united before persons are gathered, so that the account, the address and the name of the
 *         one are those of the other.  An id that several users are said to have had before (a shared browser) joins nobody.  Persons
 *         of united ids who have different addresses are a pair to be joined as a decision is (people.h).
 * Mail    A CRM's contact with a second address ("Additional email addresses") is who writes from it: an alias with that address counts as one
 *         with the record's own.  Not an address of a desk, nor one that another record of the system has for its own, nor one that
 *         two records claim.
 * Always  the order of imports moves nothing.
 *
 *     SameIds s;  same_ids(&said, a, &s);                said: rows of identity_said
 *     parties_gather(&alias, &account, &s, a, &p);
 *     same_pairs(&p, &s, a, &must);
 */
#ifndef TL_RESOLVE_SAME_H
#define TL_RESOLVE_SAME_H

#include "resolve/match.h"

typedef struct SameIds {
    StrMap  id;              /* "source\x1fid" of every id that is said to be another's, or to have been one */
    size_t *up;              /* union-find parent */
    size_t *before, *after;  /* what was united, by their numbers in id */
    size_t  n;
    StrMap  second;          /* addresses that records hold beside their own ... */
    Str    *main;            /* ... and that one, by their numbers; "" when several say so */
} SameIds;

void same_ids(const Table *said, Arena *a, SameIds *out);

/* What the person of this id is known by: one text for all ids that are hers. */
Str same_id_key(const SameIds *s, int64_t source, Str person_id, Arena *a);

/* record: rows of second_addresses; alias: all of them, as gathered. */
void same_addresses(const Table *record, const Table *alias, Arena *a, SameIds *out);
Str same_address(const SameIds *s, Str email);

void same_pairs(const Parties *p, const SameIds *s, Arena *a, Pairs *must);

#endif
