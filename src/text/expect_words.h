/* expect_words.h - the patterns behind expect.c, one table a family of languages.
 *
 * A pattern is folded words with blanks between: "a|b" one of them, "begin~" a beginning, "*" up to four words of the same clause,
 * "^" the beginning of the sentence; , ; : are words too.
 */
#ifndef TL_TEXT_EXPECT_WORDS_H
#define TL_TEXT_EXPECT_WORDS_H

#include "text/expect.h"

typedef enum ExpectRole {
    ROLE_CUE,            /* of `kind`; `polarity` its own, EXPECT_OPEN: others tell */
    ROLE_THAN,           /* a cue whose polarity is that of a comparative before it */
    ROLE_VETO,
    ROLE_GOOD, ROLE_BAD, /* comparatives and judgements */
    ROLE_KEPT, ROLE_FAILED, ROLE_TURN, /* outside the cue */
    ROLE_WORKAROUND,
    ROLE_CONSEQUENCE,    /* what it led to: time, money, work stopped, business taken elsewhere */
    ROLE_TOPIC,          /* of `topic` */
    ROLE_TOLD_FOR, ROLE_TOLD_AGAINST, ROLE_TOLD_NOT, /* expect_words_mouth.c */
    ROLE_ASK_FOR, ROLE_ASK_AGAINST
} ExpectRole;

typedef struct ExpectRow {
    Lang           lang;
    ExpectRole     role;
    ExpectKind     kind;
    ExpectPolarity polarity;
    ExpectTopic    topic;
    const char    *pattern;
} ExpectRow;

#define EXPECT_CUE(l, k, p, words)  { .lang = LANG_##l, .role = ROLE_CUE, .kind = EXPECT_##k, .polarity = EXPECT_##p, .pattern = words }
#define EXPECT_THAN(l, k, words)    { .lang = LANG_##l, .role = ROLE_THAN, .kind = EXPECT_##k, .pattern = words }
#define EXPECT_ROLE(l, r, words)    { .lang = LANG_##l, .role = ROLE_##r, .pattern = words }
#define EXPECT_TOPIC(l, t, words)   { .lang = LANG_##l, .role = ROLE_TOPIC, .topic = EXPECT_##t, .pattern = words }

extern const ExpectRow expect_rows_en[], expect_rows_de[], expect_rows_more[], expect_rows_mouth[];
extern const size_t expect_rows_en_n, expect_rows_de_n, expect_rows_more_n, expect_rows_mouth_n;

#endif
