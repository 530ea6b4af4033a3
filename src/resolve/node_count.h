/* node_count.h - what is told of a node only beside all the others (party.h), once they are gathered and in their order.
 *
 * people          the persons known in it; somebody known in more than a dozen companies is a consultant or a shared mailbox, and counts nowhere
 * key_times, domain_times, first_times
 *                 how many nodes of one system carry the same name, domain, first word, at most: what many carry says little
 * cut             whether its system cuts names off, by the pile of names at its longest length
 */
#ifndef TL_RESOLVE_NODE_COUNT_H
#define TL_RESOLVE_NODE_COUNT_H

#include "resolve/party.h"

void nodes_count(Parties *p, Arena *a);

#endif
