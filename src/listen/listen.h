/* listen.h - the stage that hears what customers say.
 *
 * Reads   f_answer, f_response, f_ticket, f_churn, f_message, f_utterance, d_alias.
 * Writes  d_comment, d_code, d_theme, d_quote, d_mood, d_model, d_model_part, d_repeat, d_expect_said, d_side_comment, d_side_code, d_side_theme; one
 *         transaction.
 *
 * Every verbatim is cleaned (text/clean.h), its language found, cut into sentences, scored where
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

#endif
