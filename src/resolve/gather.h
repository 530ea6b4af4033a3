/* gather.h - from alias and CRM rows to nodes and persons (party.h). */
#ifndef TL_RESOLVE_GATHER_H
#define TL_RESOLVE_GATHER_H

#include "resolve/same.h"

/* `alias` holds the rows of alias_live, `account` those of account_facts, both in id/file order; `same`: ids that are one person's. */
void parties_gather(const Table *alias, const Table *account, const SameIds *same, Arena *a, Parties *out);

#endif
