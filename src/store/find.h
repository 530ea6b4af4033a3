/* find.h - the words by which comments are found: one rule for who writes them down (listen) and who looks for them (report).
 *
 * A search asks which texts hold some letters, strpos(lower(text), lower(asked)), and reading a million texts for it takes a quarter of a second of
 * processor time.  So each comment's words stand in d_find_word and d_find_comment: a word is a run of letters and digits of ASCII, FIND_LEAST or
 * more, in small letters.  A text asked for that is such a run lies in a comment exactly when it lies within one of the comment's words.
 *
 *     FindBy by;
 *     find_by(s, asked, n, a, &by, err);                takes what words alone tell out of asked[0 .. n-1]
 *     ... by.words, by.n to the statement, and what is left of asked[], which is looked for in the texts
 *
 * Left      Texts with other characters in them, phrases, and what is shorter: they are looked for in the texts, as is what must not be said.
 * Same      Other characters end a word, so what an engine makes of them in small letters does not matter, but for the two whose small letters are
 *           ASCII: the Kelvin sign and the capital I with a dot are k and i here, as they are in DuckDB.
 * Where not A book that was last worked out before there were these tables has none, and neither has the session of one who sees a part of the
 *           book: find_by() then leaves all.
 */
#ifndef TL_STORE_FIND_H
#define TL_STORE_FIND_H

#include "base/arena.h"
#include "base/buf.h"
#include "store/store.h"

enum { FIND_LEAST = 3 };

typedef struct FindBy {
    Str     words;      /* each once, with a blank between; "" none */
    int64_t n;
} FindBy;

/* The next word of *rest, in *word, which is cleared; false: none is left. */
bool find_next(Str *rest, Buf *word);
MUST_USE Status find_by(Store *s, Str *asked, size_t n, Arena *a, FindBy *out, Err *err);
MUST_USE Status find_ready(Store *s, bool *ready, Err *err);

#endif
