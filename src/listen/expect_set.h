/* expect_set.h - the stage that groups customers by what they expect.  For listen/expect_*.c; the way in is expect_run().
 *
 * Runs behind `link`, because it needs renewal decisions.
 * Reads   d_expect_said, d_comment, d_decision, d_alias; f_answer, f_delivery, f_ticket, f_invoice, response_counted.
 * Writes  d_expect_fit, d_expect_set, d_expect_item, d_expect_account, d_expect_gap, d_expect_weight, d_expect_quote.
 *
 * An account holds an expectation about a topic when some sentence of kind expectation or norm of one of its people is about it; a
 * promise is ours and no sign of what they want.  Accounts without such a sentence are in no set and counted.  Latent classes
 * (num/lca.h) of accounts by topics that at least HOLDERS_MIN accounts hold are the sets.  A set is named by the topics that its accounts hold
 * most beyond everybody's; gaps are measured on these.
 */
#ifndef TL_LISTEN_EXPECT_SET_H
#define TL_LISTEN_EXPECT_SET_H

#include "num/interval.h"
#include "num/lca.h"
#include "store/store.h"
#include "text/expect.h"

enum { SET_TOPICS = 2 };

typedef struct ExpectSet {
    Str         name;
    ExpectTopic topic[SET_TOPICS]; /* its most typical */
    size_t      n_topic;
} ExpectSet;

typedef struct SurveyItem {
    Str         question, label;
    ExpectTopic topic;
    bool        importance;       /* asks how important it is, not how good */
    double      low, high;        /* of its scale, as answered */
} SurveyItem;

/* The survey items that ask about a topic, and every rating given. */
typedef struct SurveyItems {
    SurveyItem *at;
    size_t      n;
    Table       rating;
} SurveyItems;

typedef struct ExpectBook {
    Store    *s;
    Arena    *a;
    int64_t   as_of;
    Table     said;
    Lang      readers;            /* the language of most sentences */
    ExpectTopic *topic;           /* of each row of said */
    int64_t  *account;            /* distinct, of those who hold something; ascending */
    size_t    n;
    uint8_t  *y;                  /* n by items */
    double   *written;            /* sentences of each account */
    ExpectTopic item[EXPECT_TOPICS];
    size_t    items;
    LcaChoice choice;
    const LcaFit *fit;            /* NULL: too few accounts */
    LcaBoot   boot;
    ExpectSet *set;               /* fit->classes of them */
    SurveyItems survey;
} ExpectBook;

/* The likeliest set of an account; SIZE_MAX: in none. */
size_t expect_set_of(const ExpectBook *b, int64_t account);
bool expect_is_typical(const ExpectSet *s, ExpectTopic t);

MUST_USE Status expect_write_gaps(ExpectBook *b, Err *err);      /* expect_gap.c */
MUST_USE Status expect_write_weights(ExpectBook *b, Err *err);   /* expect_weight.c */
MUST_USE Status expect_write_sets(ExpectBook *b, Err *err);      /* expect_write.c: fits, sets, items, accounts, quotes */

/* Fills b->survey, before gaps and weights are written; expect_weight.c. */
MUST_USE Status expect_read_survey(ExpectBook *b, Err *err);
const SurveyItem *expect_item_named(const SurveyItem *item, size_t n, Str question);

#endif
