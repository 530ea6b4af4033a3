/* links.h - the joins that hold an account together, and how sure each record is of its account.
 *
 * Why     A join of two clusters is made by one pair of records; the others come along.  Whose probability is it?
 *         Not the lesser of the pair's two: a workspace that is surely the CRM's account is no less so because the
 *         desk was joined through it by little.
 * Method  Joins are the edges of a forest, a tree an account.  Its home is the CRM's record (of several, and where
 *         there is none, that with the smallest alias).  A record is of the account when every join on its way
 *         home is right: p is the product, joins taken as independent.  `how` and the waterfall are those of its
 *         own join, the first on that way.  Joins are made heaviest first, so the way is the surest there is.
 * Always  the home has p = 1 and how "id".  Call links_settle() once, when all clusters stand.
 * Oracle  tests/resolve/t_links.c: small trees by hand; random forests walked by a naive second way.
 */
#ifndef TL_RESOLVE_LINKS_H
#define TL_RESOLVE_LINKS_H

#include "resolve/party.h"

typedef struct Link {
    int64_t a, b;
    double p, share; /* share: bits of the systems' shares (share.h) */
    const char *how;
    bool weighed;    /* by evidence, which can be shown */
} Link;

typedef struct Links {
    Link *link;
    size_t n, cap;
} Links;

void links_add(Links *l, Arena *a, Link link);
/* Fills p, how, mate and mate_share of every node. */
void links_settle(Parties *p, const Links *l, Arena *a);

#endif
