/* party.h - the words by which systems name customers, gathered into nodes to be joined.
 *
 * An alias is one way in which one system names somebody.  A node is one company as one
 * system knows it: all aliases of a source with the same account id, or without an id the
 * same name and country, or without a name the same domain.  Aliases that name only a
 * person (an e-mail, a user id) have no node.
 */
#ifndef TL_RESOLVE_PARTY_H
#define TL_RESOLVE_PARTY_H

#include "base/map.h"
#include "base/table.h"

enum { NO_NODE = -1 };

typedef struct Alias {
    int64_t id, source;
    Str account_id, account_name, person_id, email, domain, country, city;
    int64_t node;   /* index, or NO_NODE */
    int64_t person; /* index of a person, or NO_NODE */
} Alias;

typedef struct Node {
    int64_t source;
    int64_t first_alias; /* smallest alias id: names the account for good */
    Str name, key;       /* as written; as compared (text/company.h) */
    Str words;   /* the name's words without legal form, umlauts made plain: for shortened names */
    Str domain;  /* registrable, never a free-mail one; "" when unknown */
    Str country; /* ISO code or "" */
    Str city;
    bool anchor; /* a CRM account */
    int64_t up;  /* union-find parent */
    double p;    /* probability of the weakest link that joined it */
    const char *how;
} Node;

typedef struct Person {
    int64_t first_alias;
    Str email;
    int64_t node; /* company by an alias that names both, or NO_NODE */
} Person;

typedef struct Parties {
    Alias *alias;
    size_t n_alias;
    Node *node;
    size_t n_node;
    Person *person;
    size_t n_person;
    const Table *account; /* rows of account_facts */
} Parties;

int64_t node_root(Parties *p, int64_t node);
void node_join(Parties *p, int64_t a, int64_t b, double probability, const char *how);

#endif
