/* say.h - a sentence and its code, written once.
 *
 * What the program words is English; the page words it anew in the reader's language. Both come from one row: a code, and the English text
 * with named places. say_write() makes the sentence; say_read() takes a sentence and finds the row and what stood at its places. Nothing has
 * to be kept beside a sentence: what a stage wrote into a book years ago is read back as well as what an answer words now.
 *
 *     static const SayRow rows[] = { { "ties", "Ties to the cent in {n:n} {n?month|months}." } };
 *     Str s = say_write(a, &rows[0], (const Str[]){ STR("36") }, 1);        "Ties to the cent in 36 months."
 *     say_put(j, "note_say", s, &(SayBook){ rows, 1 }, a);                  "note_say":[{"code":"ties","args":{"n":36},"sep":""}]
 *
 * A place is {name:kind}, each with a name of its own and in the order of the values given; {name?one|many} chooses by an earlier place.
 *
 *   n  a whole number, "1 042"              a number                    f  a number with its decimals and sign   "-16.0", "+1.3"
 *   p  a share as "62.4 %"                  "62.4"                      d  a day or month, "30 Sep 2026", "2026-09-30"   "2026-09-30"
 *   m  money, short, "€1.04 M"              "EUR 104000000" (minor)     M  money to the cent, "€1,234.56"        "EUR 123456"
 *   w  a word of the program's own          as it stands                t  a name, a quote, another's text       as it stands
 *   v  a level: "31.3 %", "−7.9 points"     "31.3 %", "-7.9 points"   s  a sentence of these rows                 a list like the whole
 *   k  one whose code begins like the row's, up to its first "_"
 *   o  a sentence of these rows, else a name: either of these         l  such, with ", " between: a list of them
 *   c  as o, and a row of a single word, which a name at o and l is not read as: "prices" may be a customer's theme
 *
 * Sentences joined by "; ", " · " or, behind a full stop, by a space are read one by one: the list has a member for each, and `sep` says what
 * stands between it and the next. When any part is not known, nothing is read: a sentence is never told half.
 *
 * Always: reading what was written gives the same row and values (tests/base/t_say.c, tests/model/t_says.c). Two places never touch.
 */
#ifndef TL_BASE_SAY_H
#define TL_BASE_SAY_H

#include "base/json_out.h"

enum { SAY_PLACES_MAX = 16, SAY_PARTS_MAX = 24 };

typedef struct SayRow {
    const char *code, *text;
} SayRow;

typedef struct SayBook {
    const SayRow *row;
    size_t        n;
} SayBook;

typedef struct SayPlace {
    Str  name, value;      /* as it stands in the sentence */
    char kind;
} SayPlace;

typedef struct SayPart {
    const SayRow *row;
    SayPlace      place[SAY_PLACES_MAX];
    size_t        n;
    Str           sep;     /* to the next; "" for the last */
} SayPart;

Str    say_write(Arena *a, const SayRow *row, const Str *value, size_t n);
size_t say_read(const SayBook *b, Str sentence, SayPart *part);           /* how many of SAY_PARTS_MAX parts; 0: not known */
size_t say_read_name(const SayBook *b, Str name, SayPart *part);          /* the same, of what may be a name: as at the kind o */
void   say_put_part(JsonOut *j, const SayPart *part, const SayBook *b, Arena *a);         /* "code", "args" and "sep" of one that was read, inside an object */
bool   say_put(JsonOut *j, const char *key, Str sentence, const SayBook *b, Arena *a);   /* false, and nothing written, where it is not known */

#endif
