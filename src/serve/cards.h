/* cards.h - the cards of all accounts, made many at once.
 *
 * A card is asked of some twenty tables, and the database reads its columns whole for one account as for a thousand: one card costs 100 ms of
 * processor time, a thousand at once cost one millisecond each.  So whoever asks for cards gets the neighbours' made along with his, and a
 * thread of its own makes all of them while the book rests.  They lie in a Keep (serve/keep.h): the same bytes that an answer would have, under
 * the same key, at the same age of the book.
 *
 *     cards_open(s, writer, keep, 0, &c, err);
 *     cards_make(c, s, id, age, a, &answer, &made, err);        where the Keep has none: s is the asker's session, which shows everything
 *
 * Along      The first two cards that are missed since the book changed are made alone; then 2 accounts together, 4, 8, up to CARDS_ALONG: a person
 *            who looks at one waits for one, and who looks at all of them does not pay a hundred times.
 * Ahead      Not before a first card was asked for: a server that nobody asks does nothing.  From then on whenever the book has been as it is for
 *            CARDS_SETTLED_MS, LIMIT_CARDS_AT_ONCE accounts in one reading.  A change of the book ends it between two readings; what was made
 *            for the book before is never given again.
 * Bounded    by LIMIT_CARDS bytes: beyond them no more are made ahead, and the others are answered as they are asked for.
 * Rights     Only what everybody sees who is not under rules: who asks, and whether he may, is looked at each time (serve/site.c), and those who see
 *            a part of the book are never answered from here.
 * Failures   A reading ahead that fails is logged, and tried anew when the book has changed.
 * Threads    cards_make() from any, each with a session of its own.
 */
#ifndef TL_SERVE_CARDS_H
#define TL_SERVE_CARDS_H

#include "serve/keep.h"
#include "serve/writer.h"

typedef struct Cards Cards;

enum { CARDS_SETTLED_MS = 2000, CARDS_LOOK_MS = 500, CARDS_ALONG = 64 };

typedef struct CardsState {
    int64_t along, ahead;       /* cards made with one that was asked for, itself included; by the thread */
    int64_t rounds;             /* times that the thread found or made all, or as many as there is room for */
} CardsState;

/* settled_ms 0: CARDS_SETTLED_MS. */
MUST_USE Status cards_open(Store *s, Writer *w, Keep *keep, int64_t settled_ms, Cards **out, Err *err);
void cards_close(Cards *c);     /* NULL is fine */
/* The card of `id`, in *out; *made false: there is no such account. */
MUST_USE Status cards_make(Cards *c, Store *s, int64_t id, int64_t age, Arena *a, Response *out, bool *made, Err *err);
void cards_state(Cards *c, CardsState *out);

#endif
