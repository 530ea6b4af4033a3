/* rule.h - the issues that are looked for, and the events that make an account exposed.
 *
 * promise  a delivery that arrived more than grace_days after the promised day (day: the promise)
 * ticket   a first reply among the slowest share; an escalated ticket; a badly rated ticket
 * theme    a mention, not positive, of a theme that is mostly complaint (a third of its scored
 *          comments negative, or half of its mentions in tickets)
 *
 * A theme that customers speak of after such an operational event clearly more often than else (lift
 * >= 1.5 and z >= 4 within 60 days; the highest z; no praise, though it need not be mostly complaint)
 * is that voice: it names it and is not an issue of its own.
 */
#ifndef TL_LINK_RULE_H
#define TL_LINK_RULE_H

#include "link/happening.h"
#include "store/store.h"

enum { RULES_MAX = 64 };

typedef struct Rule {
    const char *kind; /* promise | ticket | theme */
    Str name, official, words;
    Str key;    /* what makes it that issue, whatever else there is: promise | ticket:reply | ticket:escalated | ticket:rated | theme:ID */
    int64_t id; /* of the key, from run to run (store/lasting.h) */
    int64_t theme; /* 0: none */
    int64_t voice; /* theme folded into it; 0: none */
    bool folded;   /* a theme that is another issue's voice */
    Str owner;
    Happenings exposed; /* the events */
    Happenings chance;  /* occasions on which it could have happened; may be empty */
} Rule;

typedef struct Rules {
    Rule rule[RULES_MAX];
    size_t n;
} Rules;

/* How many rows met a rule: broken promises come first, then what most of them met. */
typedef struct RuleMet {
    size_t rule, times;
    bool promise;
} RuleMet;

void rules_by_met(RuleMet *met, size_t n);

MUST_USE Status rules_load(Store *s, Arena *a, Rules *out, Err *err);

#endif
