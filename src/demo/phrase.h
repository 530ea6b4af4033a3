/* phrase.h - what customers write, put together from many small patterns.
 *
 * A pattern is text in which [a|b|c] stands for one of its parts and {x} for a fact:
 *     {n} days late   {d} weekday promised   {a} weekday delivered   {o} order number
 *     {p} a product   {m} a month            {f} a person at Nordhaven   {x} an amount
 *     {c} the customer's city
 * Tables hold patterns by language and theme (phrases_en.c, _de.c, _fr.c).  comment_write() joins
 * one to three sentences, now and then with a slip of the keyboard, a second theme, or nothing
 * but "n/a"; mail_write() adds greeting, signature or a quoted mail as tickets have them.
 */
#ifndef TL_DEMO_PHRASE_H
#define TL_DEMO_PHRASE_H

#include "base/buf.h"
#include "demo/world.h"

typedef struct PhraseBook {
    Words theme[N_THEME], subject[N_THEME];
    Words expect[2];        /* [1]: about a promised date; [0]: anything else */
    Words hold[N_EXPECT_SET]; /* what a set's accounts say they expect */
    Words waiting;          /* the late delivery has not come yet */
    Words opener;           /* in front, ends with a space */
    Words detail, praise;   /* circumstances, of a complaint or of praise */
    Words pleased, annoyed; /* closing sentences */
    Words product, month, day, but, nothing, greeting, regards;
} PhraseBook;

extern const PhraseBook phrases_en, phrases_de, phrases_fr;

typedef struct PhraseFacts {
    Lang lang;
    Theme theme, second;
    const Delivery *delivery; /* the late one, or NULL */
    uint64_t salt;            /* keeps product, order and the like the same within one text */
    uint32_t order;           /* some order of the account */
    const Contact *who;
    Str company;
    const char *city;
    bool pleased, waiting;
    ExpectSet expects; /* EXPECTS_NONE: nothing in particular */
} PhraseFacts;

void comment_write(Buf *b, const PhraseFacts *f, Rng *r);
void expectation_write(Buf *b, const PhraseFacts *f, Rng *r);
void subject_write(Buf *b, const PhraseFacts *f, Rng *r);
void mail_write(Buf *b, const PhraseFacts *f, Rng *r);

#endif
