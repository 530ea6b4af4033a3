/* evidence.h - what two nodes say about being one company: a level in each of a few fields.
 *
 * The levels of a field go from "the same" to "different"; a field that one side does not fill is no
 * evidence (EV_NONE), neither for nor against.  Fields that hang together are one: a shared domain
 * says less within one system (a parent and its subsidiaries) than across two, so domain and system
 * are compared jointly, and postcode, city and country are one place.  Street and tax id speak only where
 * both exports carry them.
 *
 * evidence_field[] holds, beside the words for people, the prior m and u of each level: how often
 * pairs that are, and that are not, one company show it.  They are where estimation begins
 * (weigh.h) and what small books use.  They were set by judgement, not fitted to the sample company.
 */
#ifndef TL_RESOLVE_EVIDENCE_H
#define TL_RESOLVE_EVIDENCE_H

#include "reclink/levels.h"
#include "resolve/party.h"

typedef enum EvidenceId {
    EV_NAME,
    EV_FORM,
    EV_DOMAIN,
    EV_PLACE,
    EV_PEOPLE,
    EV_PHONE,
    EV_STREET,
    EV_NUMBER,
    EV_SYSTEM,
    EV_FIELDS
} EvidenceId;

enum { EV_LEVELS = 9, EV_NONE = RL_NULL };

enum { NAME_SAME, NAME_OTHER, NAME_TURNED, NAME_SHORT, NAME_NEARLY, NAME_PART, NAME_ALIKE, NAME_SOME, NAME_UNLIKE };
enum { DOMAIN_SAME, DOMAIN_SISTER, DOMAIN_LABEL, DOMAIN_DIFFERS };
enum { PLACE_HERE, PLACE_COUNTRY, PLACE_TOWN, PLACE_ABROAD };
enum { PEOPLE_MOST, PEOPLE_SOME, PEOPLE_NONE };
enum { SYSTEM_TWO, SYSTEM_ONE };

typedef struct EvidenceLevel {
    const char *words;
    double m, u;
} EvidenceLevel;

typedef struct EvidenceField {
    const char *name;
    EvidenceLevel level[EV_LEVELS];
    size_t n;
} EvidenceField;

extern const EvidenceField evidence_field[EV_FIELDS];

/* The names are no more than alike, and neither domain, person, phone, street nor number agrees. */
bool evidence_is_likeness(const uint8_t level[EV_FIELDS]);
/* A part of the name or its initials, and the town does not agree, either. */
bool evidence_is_part_alone(const uint8_t level[EV_FIELDS]);

/* Two records of one system that differ in place or domain, or, across systems, a country (or both town and domain) that differs; and no
 * person, phone, street or number agrees. */
bool evidence_is_two(const uint8_t level[EV_FIELDS]);
bool evidence_is_elsewhere(const uint8_t level[EV_FIELDS]);

/* "Jones:Kitchen" and "Smith:Kitchen": two parents, and not two spellings of one in two systems, nor one system that leaves out who is above it. */
bool evidence_parents_differ(const Node *a, const Node *b);

void evidence_compare(const Parties *p, int64_t a, int64_t b, uint8_t level[EV_FIELDS]);

/* How a link of these levels is named in d_alias.how: "domain and name", "shortened name". */
const char *evidence_how(const uint8_t level[EV_FIELDS]);

#endif
