/* resolve.h - the stage that says who is who.
 *
 * Reads   alias, f_account, f_contact, f_event, verdict (stage 'resolve'), and for findings every
 *         fact.
 * Writes  d_account, d_alias, d_contact, d_review, d_link_evidence, d_family, d_account_field, d_change, d_contact_role, d_person_link, d_person_evidence,
 *         d_usage_week, d_finding, d_finding_row, d_source_kind, d_source_week, d_kind; one
 *         transaction.
 * An account is named by the smallest alias id of its cluster, so its id stays when more files
 * arrive.
 */
#ifndef TL_RESOLVE_RESOLVE_H
#define TL_RESOLVE_RESOLVE_H

#include "store/store.h"

typedef struct ResolveResult {
    int64_t accounts, aliases, merged, review, unresolved;
    int64_t persons_joined, persons_asked, persons_elsewhere;
    int64_t decisions; /* the last one that it knew of */
    int64_t cycles; /* accounts whose parents go in a circle: they stand alone */
} ResolveResult;

MUST_USE Status resolve_run(Store *s, ResolveResult *out, Err *err);

typedef struct ResolveMore {
    int64_t aliases, unresolved;     /* new since the last run; of these, of nobody known */
} ResolveMore;

/* New aliases where there is no doubt: an account's or a person's id that the same system has used for one account alone, else an e-mail address
 * that belongs to one, or another id that the system says to be the same person's (same.h), or a name that a decision joins with an account (said.h): there also what was of nobody before.  All others are of nobody until the next whole run, which weighs names and makes accounts.  Writes d_alias; d_alias_fresh is empty
 * before and after. */
MUST_USE Status resolve_more(Store *s, ResolveMore *out, Err *err);

#endif
