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

/* CUT_MAYBE: it is as long as old systems keep names, and longer ones were not seen.  CUT_SURE: as long as its system's longest,
 * of which there are many: what came behind is not known. */
typedef enum Cut { CUT_NOT, CUT_MAYBE, CUT_SURE } Cut;

typedef struct Alias {
    int64_t id, source;
    Str account_id, account_name, person_id, email, domain, country, city;
    int64_t node;   /* index, or NO_NODE */
    int64_t person; /* index of a person, or NO_NODE */
    int64_t file;   /* it first came in */
} Alias;

typedef struct Node {
    int64_t source;
    int64_t first_alias; /* smallest alias id: names the account for good */
    Str name, key;       /* as written; as compared (text/company.h) */
    Str words;   /* the name's words without legal form, umlauts made plain: for shortened names */
    Str glued;   /* the same, hyphened words as one: "barbierlacroix" */
    Cut cut;     /* may its system have cut the name? */
    Str domain;  /* registrable, never a free-mail one; "" when unknown */
    Str country; /* ISO code or "" */
    Str city;    /* as compared (text/city.h) */
    Str sound;   /* how the key sounds (text/sound.h) */
    Str form, form_country;     /* legal form, and its country when it has one */
    Str other;                  /* key of a trading or former name */
    Str bare, front;            /* key without a title or doubtful form in front, "" when there is none; that form, "" of a title */
    Str parent;                 /* key of the parent in "Parent:Child" */
    Str above;                  /* keys of all that stands above it in "A:B:C", by colons */
    Str phone, post;            /* in digits; area of the postcode */
    Str street, tax;            /* folded, with the number; letters and digits of the tax or VAT id */
    Str other_ids;              /* what other systems call it, as its own says; divided by blanks */
    const int64_t *people;      /* persons, rising, few: those of many companies are left out */
    size_t n_people;
    int64_t key_times, domain_times, first_times; /* nodes of one system that carry the key, the domain, the name's first word; >= 1 */
    bool test;   /* a trial account: never joined by likeness */
    bool anchor; /* a CRM account */
    bool by_id;  /* its system tells its accounts apart by id */
    bool quoted; /* its id is the CRM's own: joined by it, and no example of how systems differ */
    int64_t up;  /* union-find parent */
    double p;    /* that it is of its account (links.h) */
    const char *how;
    int64_t mate; /* the node it was joined with by evidence, on its way home, or NO_NODE */
    double mate_share; /* bits that the systems' shares added then (share.h) */
} Node;

typedef struct Person {
    int64_t first_alias;
    Str email;
    int64_t node; /* company by an alias that names both, or NO_NODE */
    int64_t up;   /* union-find parent (people.h) */
} Person;

/* Nodes stand in the order of what they say (gather.c), so that nothing depends on the order of imports. */
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
void node_join(Parties *p, int64_t a, int64_t b);

#endif
