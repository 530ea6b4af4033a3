/* topic.h - what business customers speak of everywhere, so that its many wordings are heard as one.
 *
 * "It came nine days late", "overdue again" and "Lieferung verspätet" share no word, and short
 * comments give no chance to learn that they belong together.  A hand-made list of words and
 * phrases per topic, in seven languages without regard to which is spoken, bridges them: theme
 * models see a topic as one more term (theme_terms.h).  A topic only joins what is there; it
 * makes no theme by itself, and what no topic covers is found from its own words as before.
 *
 * TOPIC_SMALL_TALK marks phrases that say nothing about anything ("keep it up", "thank you"):
 * their words are no terms.  TOPIC_NOTHING keeps a longer phrase from being read as a
 * shorter one ("costs us" is no price).
 *
 * Patterns are one to four folded words; a '!' before one marks trouble as well; '*' at a word's end stands for any ending.  They
 * match tokens that follow each other in one sentence; of several at one place the longest
 * wins, then the one with more letters.  What an article before an apostrophe leads is the word
 * (l'equipe).
 *
 * The matcher is read-only once built, and may be shared by threads.
 * Oracle  tests/text/t_topic.c: sentences sorted by hand (no measure of what strangers write).
 */
#ifndef TL_TEXT_TOPIC_H
#define TL_TEXT_TOPIC_H

#include "base/arena.h"
#include "text/token.h"

typedef enum Topic {
    TOPIC_DELIVERY,
    TOPIC_INVOICE,
    TOPIC_PORTAL,
    TOPIC_SUPPORT,
    TOPIC_MANUALS,
    TOPIC_QUALITY,
    TOPIC_PEOPLE,
    TOPIC_PRICE,
    TOPIC_START,          /* set-up, training, handover */
    N_TOPIC,
    TOPIC_TROUBLE = N_TOPIC, /* a sign that something is amiss: for names, not for themes */
    TOPIC_SMALL_TALK,
    TOPIC_NOTHING
} Topic;

typedef struct Topics Topics;

typedef struct TopicHit {
    uint32_t topic, from, n;      /* tokens [from, from + n) */
    bool     trouble;             /* a complaint by the word itself: "overdue" */
} TopicHit;

Topics *topics_build(Arena *a);

/* The hits in the tokens, in order and never overlapping; at most t->n of them. */
size_t topics_find(const Topics *topics, const Tokens *t, Arena *a, TopicHit **out);

const char *topic_key(Topic t);   /* "#delivery": never a stem */

#endif
