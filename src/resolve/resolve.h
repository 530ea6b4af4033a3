/* resolve.h - the stage that says who is who.
 *
 * Reads   alias, f_account, f_contact, f_event, verdict (stage 'resolve'), and for findings every
 *         fact.
 * Writes  d_account, d_alias, d_contact, d_review, d_link_evidence, d_family, d_contact_role, d_person_link, d_person_evidence,
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

#endif
