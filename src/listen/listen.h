/* listen.h - the stage that hears what customers say.
 *
 * Reads   f_answer, f_response, f_ticket, f_churn, f_message, f_review, f_utterance (through message_told, utterance_told), d_alias.
 * Writes  d_comment, d_code, d_theme, d_quote, d_mood, d_model, d_model_part, d_repeat, d_standing, d_expect_said, d_mouth_item, d_mouth_said, d_side_comment, d_side_code, d_side_theme, d_theme_kept,
 *         d_comment_call, d_find_word, d_find_comment; one transaction.
 *
 * Customers are heard in answers (channel survey), tickets (ticket: its subject and first message), what they write in them later (message), reasons
 * for leaving (churn), reviews (review) and calls (call, turn.h); our own people, in notes, replies, calls and surveys of theirs, apart (side.h).
 * Whose words are of nobody known are neither: the summary 'comments_unsided' counts them.  Every verbatim is cleaned (text/clean.h), its language found, cut into sentences, scored where
 * the language can be (text/sentiment.h) and coded with the themes it speaks of (text/theme.h),
 * sentence by sentence.  What is in no theme stays uncoded and is counted.  Themes are fitted on at
 * most FIT_MAX different wordings, every n-th, accounts weighing alike.
 */
#ifndef TL_LISTEN_LISTEN_H
#define TL_LISTEN_LISTEN_H

#include "store/store.h"

typedef struct ListenResult {
    int64_t comments, empty, scored, themes, themed;
} ListenResult;

MUST_USE Status listen_run(Store *s, ListenResult *out, Err *err);

typedef struct ListenMore {
    bool    waits;              /* no whole run has been yet: nothing was done */
    int64_t comments, again;    /* coded; of these, newer versions of comments that were coded before */
} ListenMore;

/* The comments of files that came in behind the last whole run (or the last of these): cleaned, scored, coded by the themes, rules and models
 * that run left (listen/keep.h), and written beside the others; comments there already are not touched but where a newer version of one came in.
 * Each such comment gets what the whole run would give it with the same themes and models.  What counts over all comments waits for it: themes that are
 * new, shares, quotes, repeats, what our own people wrote, what a person's labels teach, and comments taken away at their source.
 * Writes d_comment, d_code, d_code_more, d_comment_key, d_mood, d_expect_said, d_comment_call, d_find_word, d_find_comment; d_comment_fresh is empty before and after. */
MUST_USE Status listen_more(Store *s, ListenMore *out, Err *err);

#endif
