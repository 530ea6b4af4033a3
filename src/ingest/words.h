/* words.h - what people call the columns of their exports, in seven languages.
 *
 * header_key()   a header made comparable: folded (text/fold.h), camelCase and signs as word breaks, one space
 *                between words, without what says nothing: "Refund Amount (USD)" -> "refund amount",
 *                "churn_flag" -> "churn", "customerId" -> "customer id".
 * word_meet()    a key against one row of the table: how well, and in which language.
 *                  exactly          "kundennr" is German for account_id
 *                  exactly, vague   "datum", "name": the row marks such words with '~'
 *                  within           "primary contact email" has "email" in it; vague words count little there
 * The table      one row a field (of a kind, or of any): how much such a column tells about the kind, and the
 *                words: "en ticket id|ticket no;de ticketnummer".  Keys are compared without spaces, so
 *                "ticketid" and "ticket id" are one.
 * word_is_ours() headers about the people of the house (owner, agent, Bearbeiter): never the customer's.
 * word_kinds()   what a file's name says about its kind: bits 1 << KindId.
 * No state; results live in the arena.
 */
#ifndef TL_INGEST_WORDS_H
#define TL_INGEST_WORDS_H

#include "base/arena.h"
#include "model/kind.h"

typedef enum WordFit { WORD_NONE, WORD_WITHIN_VAGUE, WORD_WITHIN, WORD_VAGUE, WORD_EXACT } WordFit;

typedef struct WordRow {
    int         kind;      /* KindId, or KIND_COUNT: any */
    const char *target;    /* as in a mapping */
    double      tell;      /* of the kind: 0 nothing .. 3 it can hardly be another */
    const char *words;
} WordRow;

extern const WordRow word_rows[];
extern const size_t  word_row_n;

Str         header_key(Str header, Arena *a);
WordFit     word_meet(const WordRow *row, Str key, const char **language);   /* language: "German" */
bool        word_is_ours(Str key);
bool        word_has(Str key, const char *words);    /* any of "a|b" as a word of the key */
unsigned    word_kinds(Str file_name, Arena *a);
const char *word_currency(Str header, Arena *a);     /* "USD" when the header says one; "" */

#endif
