/* proof.h - what audits say of the issues themselves: an issue that went away, and with it the loss, is likelier to be its cause.
 *
 * That an action worked says that the issue was taken away, not that the issue costs anything; so the verdict alone moves no grade.  Together with
 * what came of it (observed.h, outcome `renewed`: every decision counts alike) it does:
 *   raised   the audit says worked (grade A), and renewals of the accounts reached came back: the interval lies above zero, at grade B or better.  C
 *            becomes B, where the effect is harmful and told apart from chance; B becomes A where a lot decided who was reached.
 *   lowered  the audit says worked (grade A), and renewals did not follow: the interval lies below the least that the effect promises, which is
 *            its limit nearest to nothing x the share of decisions that are exposed x the least share that was taken away.  B becomes C.
 *   stays    all else, and why: renewals are too wide to tell, or the audit says did not, which tells of the action and not of the issue (it
 *            counts among the lessons, where it lowers the share that like actions are believed to prevent).
 * Where audits disagree the grade stays.  Worked out anew from the audits at every run: with an audit goes what it said.
 * Writes   d_issue_proof, d_lesson_audit; inside the caller's transaction.   Oracle  tests/act/t_observed.c, a row a rule.
 */
#ifndef TL_ACT_PROOF_H
#define TL_ACT_PROOF_H

#include "act/observed.h"

typedef struct IssueProof {
    int64_t issue;
    size_t  action;              /* that decided */
    int     step;                /* 1 raised, -1 lowered, 0 stays */
    bool    disagree;
    char    was, grade;
    Str     reason;
} IssueProof;

typedef struct Proofs {
    IssueProof *at;              /* by issue */
    size_t n;
} Proofs;

/* What is known of all actions, by their place. */
typedef struct ProofAsk {
    const Actions *all;
    const Target  *target;
    const Judged  *judged;
    const Observed (*observed)[SAVED_KINDS];
} ProofAsk;

MUST_USE Status proofs_load(Store *s, const ProofAsk *ask, Arena *a, Proofs *out, Err *err);
MUST_USE Status proofs_write(Store *s, const ProofAsk *ask, const Proofs *x, Arena *a, Err *err);

#endif
