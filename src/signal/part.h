/* part.h - the parts of the stage that write what they find, inside the caller's transaction. */
#ifndef TL_SIGNAL_PART_H
#define TL_SIGNAL_PART_H

#include "signal/detect.h"

/* Invoiced to each account in the year to the as-of day, in minor units of the book's currency. */
typedef struct Revenue {
    const int64_t *account, *amount;    /* ascending accounts */
    size_t         n;
} Revenue;

int64_t revenue_of(const Revenue *r, int64_t account);

typedef struct SignalBook {
    Store  *s;
    Arena  *a;
    int64_t as_of;
    double  fdr;
    Revenue revenue;
    int64_t told_from;          /* the day from which on all signals are those of this run; 0: every one is */
    size_t  running;            /* weeks behind the streams' last that count: those that run */
} SignalBook;

/* Invoiced to each account in the year to the as-of day. */
MUST_USE Status signals_revenue(SignalBook *b, Err *err);

/* What was told of weeks that run is taken back, and told anew from what is in the book now; `n`: how many, `looked`: streams that
 * something came in for.  Reads the streams that the last whole run wrote. */
MUST_USE Status running_write(SignalBook *b, int64_t *n, int64_t *looked, Err *err);

/* What one signal's quotes are to show. */
typedef struct QuoteAsk {
    int64_t signal, theme;      /* theme 0: whatever they are about */
    int64_t from, to;           /* days, both counted in */
    bool    worse;              /* a change for the worse: most negative first, else most positive */
} QuoteAsk;

/* Three quotes of three accounts for each signal, the strongest of each account by how it feels where it speaks of the theme; of equals those of the account that shows the change
 * most.  `account`: rows of d_signal_account, by signal and account; `quote` takes rows of d_signal_quote. */
MUST_USE Status quotes_choose(const SignalBook *b, const QuoteAsk *ask, size_t n, const Table *account, Table *quote, Err *err);

/* d_signal and, for each, who is affected, their money, three quotes, what else moved. */
MUST_USE Status signals_write(const SignalBook *b, const Streams *l, const FoundList *f, int64_t *n, Err *err);

/* d_silence.  An account with k gaps between its days in T days speaks again within g days with chance
 * 1 - (T / (T + g))^k, the prediction of a Poisson process with unknown rate; where its gaps vary more
 * than that (squared coefficient of variation above 1), k is divided by it.  At least five gaps; only
 * accounts that gave another sign of life in the last quarter, since a customer who left is no silence.
 * Benjamini-Hochberg over the accounts. */
MUST_USE Status silence_write(const SignalBook *b, const Table *span, int64_t *n, Err *err);

/* d_word.  Accounts that said a word among those that spoke in the last eight weeks, against the seven
 * blocks of eight weeks before (an account counts once a block): exact conditional mid-p,
 * Benjamini-Hochberg over all words said three times.  New: said by
 * at least four times the share of before; gone: by nobody.  A word is a run of letters (every byte of a
 * non-ASCII letter is one), ASCII letters lowered. */
MUST_USE Status words_write(const SignalBook *b, int64_t *n, Err *err);

/* d_score_change, d_score_part; method in num/mix.h. */
MUST_USE Status scores_write(const SignalBook *b, const Table *span, Err *err);

#endif
