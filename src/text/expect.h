/* expect.h - sentences that hold what is lived against what was expected.
 *
 * Experience is reality against expectation, and customers say so: "you promised Tuesday", "we expected a call", "invoices should
 * match the offer", "faster than others", "I was surprised".  Such a sentence names a yardstick; what is said of it tells whether
 * reality reached it.
 *
 * Kinds      promise      somebody on our side said it would be so ("you promised", "we were told", "zugesagt")
 *            expectation  the customer's own ("we expected", "than expected", "erwartet")
 *            norm         how it ought to be ("should", "supposed to", "unacceptable", "selbstverständlich")
 *            comparison   measured against others or earlier times ("than others", "it used to be")
 *            surprise     it was not foreseen ("to our surprise", "out of the blue")
 * Polarity   met, exceeded, disappointed; open where the sentence (and the one behind it, which is looked at for a promise or an
 *            expectation) does not say how it went.
 * Method     The sentence becomes folded words with their places.  Patterns of words (expect_words*.c: alternatives, word
 *            beginnings, gaps of up to four words) are cues; others are vetoes, which take away the cues they overlap: "should you
 *            need", "I expect to be back", "as promised, attached".  A question is none, unless it recalls a promise.  Of several cues
 *            the kind listed first above wins; then the one further left.  `expected` is what stands behind the cue up to a
 *            comma, "but" and the like, or what stands before it when nothing does; `lived` the other side, when there is one.
 *            Polarity: the cue's own ("as agreed", "should have been"); for "-er than expected" that of the comparative; else words of
 *            keeping, failing, turning ("but", "still", "instead") outside the cue; for comparisons and surprises also the
 *            rules of sentiment.h.
 *            topic: what is expected, by words too (the twelve of ExpectTopic), first in what is expected, then in the whole.
 *            `asked`: the text answers a question after expectations; each of its sentences is one, without a cue.
 *            mouth: the customer says to have recommended us, or to have warned of us: what was done, not what somebody would do, and not
 *            what others did to the customer; of two that overlap the longer counts.
 *            consequence, expect_consequence(): what it led to for the customer ("cost us two days", "had to stop the line", "we will tender elsewhere"); English and
 *            German, of any sentence that is no question.
 *            workaround, expect_workaround(): the customer makes do ("we keep our own list", "plan an extra week").
 * Languages  English and German; fewer words for French, Spanish, Italian, Portuguese, Dutch; nothing for others.
 * Shape      in: one sentence, the next ("" when none); out: spans in bytes of the sentence.
 * Errors     none; any bytes.  An ExpectFinder belongs to one thread and lives with its arena.
 * Oracle     tests/text/t_expect.c: sentences labelled by hand, hard negatives among them; precision, recall, kind and polarity.
 */
#ifndef TL_TEXT_EXPECT_H
#define TL_TEXT_EXPECT_H

#include "base/arena.h"
#include "base/str.h"
#include "text/lang.h"

typedef enum ExpectKind { EXPECT_NONE, EXPECT_PROMISE, EXPECT_OWN, EXPECT_SURPRISE, EXPECT_COMPARISON, EXPECT_NORM, EXPECT_KINDS } ExpectKind;
typedef enum ExpectPolarity { EXPECT_OPEN, EXPECT_MET, EXPECT_EXCEEDED, EXPECT_DISAPPOINTED, EXPECT_POLARITIES } ExpectPolarity;
typedef enum ExpectTopic {
    EXPECT_NO_TOPIC, EXPECT_TIMELINESS, EXPECT_NOTICE, EXPECT_ANSWERS, EXPECT_CARE, EXPECT_INVOICES, EXPECT_SIMPLICITY, EXPECT_PRICES,
    EXPECT_DOCUMENTS, EXPECT_QUALITY, EXPECT_TRAINING, EXPECT_AVAILABILITY, EXPECT_TOPICS
} ExpectTopic;

enum { EXPECT_CUES = 4, EXPECT_WORDS = 120 }; /* kept of one sentence; words read of it */

typedef enum ExpectMouth { MOUTH_NONE, MOUTH_FOR, MOUTH_AGAINST, MOUTH_WAYS } ExpectMouth;

typedef struct ExpectSpan {
    uint32_t from, n;                /* bytes of the sentence; n 0: none */
} ExpectSpan;

typedef struct Expect {
    ExpectKind     kind;             /* EXPECT_NONE: no such sentence */
    ExpectPolarity polarity;
    ExpectTopic    topic;
    bool           workaround;       /* no such sentence, but the customer makes do in it */
    bool           consequence;      /* of any sentence but a question */
    ExpectMouth    mouth;            /* of any sentence */
    ExpectSpan     cue[EXPECT_CUES];
    size_t         n_cue;
    ExpectSpan     expected, lived;
} Expect;

typedef struct ExpectFinder ExpectFinder;

ExpectFinder *expect_create(Arena *a);
void expect_find(const ExpectFinder *f, Str sentence, Str next, Lang lang, bool asked, Arena *scratch, Expect *out);
bool expect_workaround(const ExpectFinder *f, Str sentence, Lang lang, Arena *scratch);
bool expect_consequence(const ExpectFinder *f, Str sentence, Lang lang, Arena *scratch);
ExpectTopic expect_topic(const ExpectFinder *f, Str text, Lang lang, Arena *scratch); /* of a survey item, say; EXPECT_NO_TOPIC */
bool expect_asks(const ExpectFinder *f, Str question, Lang lang, Arena *scratch);     /* a question after expectations */
ExpectMouth expect_mouth_asks(const ExpectFinder *f, Str question, Arena *scratch);      /* after recommending or warning, in any of the languages */

const char *expect_kind_name(ExpectKind k);             /* "promise" ...; "" for none */
const char *expect_polarity_name(ExpectPolarity p);     /* "open" ... */
const char *expect_topic_name(ExpectTopic t);           /* "timeliness" ...; "" for none */
const char *expect_mouth_name(ExpectMouth m);           /* "recommended", "warned"; "" for none */

#endif
