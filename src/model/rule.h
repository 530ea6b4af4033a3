/* rule.h - what a person writes to say which comments belong together: words, phrases, and, or, not.
 *
 *     late and not ("on time" or punctual)        invoice*, bill, "credit note"
 *
 * A bare word stands for its forms ("invoice" for "invoices"); one that ends in '*' for all that begin so; quotation marks hold a phrase
 * together and take its words as they are.  `not` binds closest, then `and`, then `or`; words side by side are joined by `and`; a comma is
 * an `or` that binds least, so that a list is a rule.  Upper and lower case are alike.
 *
 * Held as operations on a stack, in order.  A term under `not` shows only what must not be there; a rule of such terms alone would be true
 * of nearly everything and is refused.
 * Errors  ST_USAGE, with what is wrong and where.  Limits: LIMIT_RULE bytes, RULE_STEPS terms and operations.
 * Oracle  tests/model/t_rule.c: truth tables by a second, recursive reading.
 */
#ifndef TL_MODEL_RULE_H
#define TL_MODEL_RULE_H

#include "base/arena.h"
#include "base/status.h"
#include "base/str.h"

enum { RULE_STEPS = 512, RULE_PHRASE = 8 };

typedef enum RuleOp { RULE_TERM, RULE_NOT, RULE_AND, RULE_OR } RuleOp;

typedef struct RuleTerm {
    Str    word[RULE_PHRASE];    /* without '*' */
    bool   open[RULE_PHRASE];    /* any ending */
    size_t n;
    bool   exact;                /* in quotation marks */
    bool   denied;               /* under an odd number of `not` */
} RuleTerm;

typedef struct Rule {
    RuleTerm *term;
    size_t    n_term;
    struct {
        RuleOp   op;
        uint32_t term;
    } step[RULE_STEPS];
    size_t n;
} Rule;

MUST_USE Status rule_parse(Str text, Arena *a, Rule *out, Err *err);
bool rule_holds(const Rule *r, const bool *there);     /* there[term] */

#endif
