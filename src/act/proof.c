#include "act/proof.h"

#include <math.h>

#include "act/judge_in.h"
#include "num/dist.h"

#define HALF_95 1.959963984540054

/* An issue's effect on renewals, as link found it. */
typedef struct Effect {
    double estimate, low, high, exposed;   /* exposed: share of decisions */
    bool   told;                           /* harmful, and apart from chance */
    char   grade;
} Effect;

static Effect effect_of(const Table *t, size_t r, double fdr)
{
    Effect e = { F64_NAN, F64_NAN, F64_NAN, 0, false, 'D' };
    double n = (double)col_int(t, "n_exposed")[r], all = n + (double)col_int(t, "n_unexposed")[r];
    Str grade = col_text(t, "grade")[r];
    e.grade = grade.n ? grade.p[0] : 'D';
    e.exposed = all > 0 ? n / all : 0;
    if (!col_has(table_col(t, "estimate"), r) || !col_has(table_col(t, "q"), r))
        return e;
    e.estimate = col_f64(t, "estimate")[r];
    e.low = col_f64(t, "low")[r];
    e.high = col_f64(t, "high")[r];
    e.told = e.estimate < 0 && col_f64(t, "q")[r] <= fdr;
    return e;
}

/* The least that must come back if the effect is what it is said to be. */
static double least_back(const Effect *e, const Judged *j)
{
    double share, se;
    if (!(e->high < 0) || !share_taken(j, &share, &se))
        return 0;
    return -e->high * e->exposed * fmax(0, share - HALF_95 * se);
}

static Str renewals_words(const Observed *o, Arena *a)
{
    Target share = { .kind = TARGET_LATE };
    Str mid = gap_words(&share, o->effect, a), low = gap_words(&share, o->low, a), high = gap_words(&share, o->high, a);
    return str_fmt(a, "%.*s (%.*s to %.*s)", STR_ARG(mid), STR_ARG(low), STR_ARG(high));
}

/* What one audit says; step and reason. */
static int one(const Action *act, const Judged *j, const Observed *o, const Effect *e, Arena *a, Str *reason)
{
    if (j->verdict == DID_DID_NOT) {
        *reason =
            str_fmt(a, "the audit of '%.*s' said did not: it did not take the issue away, which tells nothing of what the issue does", STR_ARG(act->name));
        return 0;
    }
    if (!o->told || o->grade > 'B') {
        *reason = str_fmt(a, "the audit of '%.*s' said worked; whether renewals came back cannot be told soundly", STR_ARG(act->name));
        return 0;
    }
    Str back = renewals_words(o, a);
    if (o->low > 0) {
        bool up = e->told && (e->grade == 'C' || (e->grade == 'B' && act->lot));
        *reason =
            str_fmt(a, "%sthe audit of '%.*s' said worked, and renewals came back: %.*s%s", up ? "raised because " : "", STR_ARG(act->name), STR_ARG(back),
                    up         ? ""
                    : !e->told ? "; the effect itself is not told apart"
                               : "; without a lot no more than B");
        return up;
    }
    if (e->told && o->high < least_back(e, j)) {
        bool down = e->grade == 'B';
        *reason = str_fmt(a, "%sthe audit of '%.*s' said worked, and renewals did not come back: %.*s", down ? "lowered because " : "", STR_ARG(act->name),
                          STR_ARG(back));
        return down ? -1 : 0;
    }
    *reason = str_fmt(a, "the audit of '%.*s' said worked; renewals since, %.*s, are too wide to tell", STR_ARG(act->name), STR_ARG(back));
    return 0;
}

static void add(IssueProof *p, size_t action, int step, Str reason, Arena *a)
{
    p->disagree = p->disagree || (step && p->step && step != p->step);
    if (step && !p->step) {
        p->step = step;
        p->action = action;
    }
    p->reason = p->reason.n ? str_fmt(a, "%.*s; %.*s", STR_ARG(p->reason), STR_ARG(reason)) : reason;
}

Status proofs_load(Store *s, const ProofAsk *ask, Arena *a, Proofs *out, Err *err)
{
    Table t;
    double fdr;
    *out = (Proofs){ 0 };
    Status st = store_setting(s, "fdr", &fdr, err);
    if (!st)
        st = store_fetch(s, SQL_PROOF_EFFECTS, STORE_NO_ARGS, a, &t, err);
    if (st)
        return st;
    out->at = ARENA_NEW_N(a, IssueProof, t.n + 1);
    for (size_t r = 0; r < t.n; r++) {
        Effect e = effect_of(&t, r, fdr);
        IssueProof p = { .issue = col_int(&t, "issue_id")[r], .was = e.grade, .action = SIZE_MAX };
        for (size_t i = 0; i < ask->all->n; i++) {
            const Judged *j = &ask->judged[i];
            Str reason;
            if (ask->target[i].issue != p.issue || j->verdict == DID_CANNOT_TELL || j->grade != 'A')
                continue;
            int step = one(&ask->all->at[i], j, &ask->observed[i][SAVED_RENEWED], &e, a, &reason);
            p.action = p.action == SIZE_MAX ? i : p.action;
            add(&p, i, step, reason, a);
        }
        if (p.action == SIZE_MAX)
            continue;
        if (p.disagree) {
            p.step = 0;
            p.reason = str_fmt(a, "audits disagree, so the grade stays; %.*s", STR_ARG(p.reason));
        }
        p.grade = (char)(p.was - p.step);
        out->at[out->n++] = p;
    }
    return ST_OK;
}

static Status lesson_audits(Store *s, const ProofAsk *ask, Arena *a, Err *err)
{
    static const ColSpec cols[] = { { "kind", COL_TEXT }, { "audit_id", COL_INT }, { "action", COL_TEXT }, { "verdict", COL_TEXT },
                                    { "share", COL_F64 }, { "low", COL_F64 },      { "high", COL_F64 } };
    Table t;
    table_init(&t, a, cols, COUNT_OF(cols));
    for (size_t k = 0; k < KINDS; k++)
        for (size_t i = 0; i < ask->all->n; i++) {
            double share, se;
            if (!lesson_from(&ask->target[i], &ask->judged[i], k, &share, &se))
                continue;
            table_put_text(&t, 0, str_of(issue_kinds[k]));
            table_put_int(&t, 1, (int64_t)i + 1);
            table_put_text(&t, 2, ask->all->at[i].name);
            table_put_text(&t, 3, ask->judged[i].verdict == DID_WORKED ? STR("worked") : STR("did not"));
            table_put_f64(&t, 4, share);
            table_put_f64(&t, 5, share - HALF_95 * se);
            table_put_f64(&t, 6, fmin(1, share + HALF_95 * se));
            table_row(&t);
        }
    Status st = store_run(s, SQL_CLEAR_LESSON_AUDIT, STORE_NO_ARGS, err);
    return st ? st : store_append(s, "d_lesson_audit", &t, err);
}

Status proofs_write(Store *s, const ProofAsk *ask, const Proofs *x, Arena *a, Err *err)
{
    static const ColSpec cols[] = { { "issue_id", COL_INT }, { "audit_id", COL_INT }, { "action", COL_TEXT }, { "was", COL_TEXT },
                                    { "grade", COL_TEXT },   { "way", COL_TEXT },     { "reason", COL_TEXT } };
    static const char grades[] = "ABCD";
    Table t;
    table_init(&t, a, cols, COUNT_OF(cols));
    for (size_t i = 0; i < x->n; i++) {
        const IssueProof *p = &x->at[i];
        table_put_int(&t, 0, p->issue);
        table_put_int(&t, 1, (int64_t)p->action + 1);
        table_put_text(&t, 2, ask->all->at[p->action].name);
        table_put_text(&t, 3, (Str){ grades + (p->was - 'A'), 1 });
        table_put_text(&t, 4, (Str){ grades + (p->grade - 'A'), 1 });
        table_put_text(&t, 5, p->step > 0 ? STR("raised") : p->step < 0 ? STR("lowered") : STR("stays"));
        table_put_text(&t, 6, p->reason);
        table_row(&t);
    }
    Status st = store_run(s, SQL_CLEAR_ISSUE_PROOF, STORE_NO_ARGS, err);
    if (!st)
        st = store_append(s, "d_issue_proof", &t, err);
    return st ? st : lesson_audits(s, ask, a, err);
}
