/* people.h - which persons are one: within an account first, then the same person at another company.
 *
 * Method  A person to begin with is an e-mail address or a user id of one system (gather.h).  Pairs of one account
 *         are weighed as accounts are (weigh.h): levels of name (text/person.h), mailbox, phone, title and
 *         system; the prior says that DOUBLES of an account's persons are there twice; u comes from all pairs of
 *         one account (hardly any is a match; the expected ones are taken out), m from EM in two sessions (pairs of one name, pairs
 *         of one mailbox), both beside the judged values in people_field[].  Heaviest first, p >= 0.80 joins unless a pair of the two
 *         groups speaks against it by more than 2 bits; pairs of 0.20 and more that stay apart are asked about.
 *         Persons of different accounts that have a name in common (given and family) are not joined: the same name at
 *         another company is a change of jobs, a namesake, or one person working for both.  Their weight has the
 *         prior of MOVED of all persons, and the name counts by how many carry it; p >= 0.80 is told as a link "elsewhere",
 *         0.20 to 0.80 is asked about.  A shared free-mail address made one person of them before.
 *         Decisions: `merge` and `never` of two persons, named by address or user id ("P3 @ CRM"), hold for all that the two were
 *         joined with.  Within an account they re-train the weights (reclink/levels.h, prior sd ANSWER_SD bits on each level); the
 *         prior moves with none.  `merge` of two persons of different accounts says that one moved: a link, p = 1.
 * Always  the order of imports moves nothing: pairs are tried by weight, ties by what persons say.
 * Oracle  tests/resolve/t_people.c; the sample's truth through ./bench who.
 */
#ifndef TL_RESOLVE_PEOPLE_H
#define TL_RESOLVE_PEOPLE_H

#include "resolve/match.h"
#include "text/person.h"

enum { NO_ACCOUNT = -1 };

/* What is known of a person, beside party.h. */
typedef struct Known {
    int64_t account;         /* root node, or NO_ACCOUNT */
    int64_t source;          /* that its first alias is of */
    Str first, last, title, phone;
    PersonName name;         /* stated, else of the mailbox */
    bool stated, shared;     /* the name is stated; info@, einkauf@ without a name */
} Known;

typedef enum PersonLinkKind { LINK_SAME, LINK_ELSEWHERE, LINK_ASK, LINK_ASK_ELSEWHERE } PersonLinkKind;
extern const char *const person_link_names[];

/* One line of the waterfall. */
typedef struct PersonStep {
    const char *field, *level;
    double bits;
} PersonStep;
enum { PERSON_STEPS = 8 };

typedef struct PersonLink {
    int64_t a, b;            /* persons as they were before joining */
    PersonLinkKind kind;
    double p;
    Str why;
    PersonStep step[PERSON_STEPS]; /* their bits add up to the weight; none of a decision */
    size_t n_step;
} PersonLink;

typedef struct People {
    PersonLink *link;
    size_t n, cap;
    int64_t joined, asked, elsewhere, answers;
} People;

/* person.up of `p` says afterwards which persons are one: person_root(). */
MUST_USE Status people_match(Parties *p, const Known *known, const Pairs *must, const Pairs *apart, Arena *a, People *out, Err *err);
int64_t person_root(Parties *p, int64_t person);

#endif
