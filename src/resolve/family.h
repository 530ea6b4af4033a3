/* family.h - which accounts belong together without being the same: parents and sisters.
 *
 * A parent is taken, in this order, from the id that the CRM gives; from a name, said in the
 * column for the parent or as "Parent:Child", where one account alone is called so; else accounts of one CRM that share a domain are sisters
 * below the first of them.  Parents that go in a circle are refused for every account of the
 * circle, and counted: each of them stands alone.
 */
#ifndef TL_RESOLVE_FAMILY_H
#define TL_RESOLVE_FAMILY_H

#include "resolve/party.h"

/* parent: account (root node) by root node from the CRM's ids, NO_NODE when none; gets the parents by
 * name, and loses those in circles.  out: rows of d_family.  Returns accounts in circles. */
int64_t family_build(Parties *p, int64_t *parent, const bool *account, Arena *a, Table *out);

#endif
