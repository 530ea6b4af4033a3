/* field.h - the columns that are compared, and the level at which two records agree in each.
 *
 * A field is a column with a comparator that sorts each pair of records into one of a few levels: 0 is
 * the best (equal), the last is "differ".  A missing value on either side is no evidence (RL_NULL), and
 * neither for nor against.  The levels of all fields of a pair, each plus one, packed into one 64-bit
 * number, are its pattern; all that is learnt is learnt from counts of patterns.
 *
 * The caller folds and cleans: here two words are equal when their bytes are.  An empty word is missing.
 *
 *     RlTable *t = rl_table_create(n, side, arena);
 *     rl_add_words(t, &(RlField){ .name = STR("surname"), .kind = RL_JARO, .cut = { .92, .8 }, .n_cut = 2,
 *                                 .tf = 1, .tf_near = .5 }, surname, &err);
 *     rl_add_numbers(t, &(RlField){ .name = STR("born"), .kind = RL_NUMBER, .cut = { 1, 31 }, .n_cut = 2 },
 *                    day, &err);
 *     rl_add_custom(t, &(RlField){ .name = STR("form"), .kind = RL_CUSTOM, .n_level = 3, .custom = f,
 *                                  .ctx = c }, NULL, &err);
 *     rl_add_joint(t, &(RlField){ .name = STR("place") }, (RlField[]){ town, postcode },
 *                  (const Str *[]){ towns, postcodes }, 2, &err);
 *
 * Comparators and what `cut` means; level 1 + k is the first k whose cut is met:
 *     RL_EXACT     equal or not; no cut.
 *     RL_JARO      Jaro-Winkler similarity >= cut (falling).
 *     RL_DAMERAU   edits (insert, delete, change, swap of neighbours) <= cut (rising).
 *     RL_NUMBER    |a - b| <= cut (rising).  Dates are days.
 *     RL_TOKENS    words divided by blanks, weighed by rarity (IDF): the weighed share in common >= cut
 *                  (falling), 2 x common / (all of a + all of b).  Tokens may match loosely, at a
 *                  discount: see RlLoose.  The same tokens in another order are level 1 at best.
 *     RL_SET       words divided by blanks as a set: shared / smaller set >= cut (falling).  The same
 *                  words are level 0.
 *     RL_CUSTOM    the caller's function, on record numbers; must be symmetric, pure and thread-safe.
 *     RL_JOINT     two or three fields that hang together (postcode and town, name and domain) as ONE
 *                  comparison: its levels are all combinations of theirs, so that what they say together
 *                  is learnt together and not counted twice.
 *
 * Term frequency (tf, 0 to 1: how much of it is believed): agreeing on a rare value says more than on a
 * common one.  At level 0 it is the value's share of records, at other levels (tf_near) the commoner of
 * the two values, or for RL_TOKENS the rarest token in common.  See model.h.
 *
 * Always      values are interned: each distinct word is kept once, and compared by number first.
 * Memory      4 bytes a record and field, 40 a distinct value, and its bytes; all in the table's arena.
 *             The caller's columns may go after rl_add_*.
 * Errors      ST_INVALID: more than RL_FIELDS fields, a pattern of more than 64 bits, cuts out of order.
 *             ST_TOO_BIG: 2^32 records or distinct values.
 */
#ifndef TL_RECLINK_FIELD_H
#define TL_RECLINK_FIELD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/status.h"
#include "base/str.h"

enum {
    RL_FIELDS = 16,        /* fields of a table */
    RL_CUTS = 8,           /* cuts of a field */
    RL_LEVELS = 64,        /* levels of a field; joint fields have the most */
    RL_PARTS = 3,          /* fields in a joint one */
    RL_TOKENS_MAX = 24,    /* tokens of a value that are looked at */
    RL_NULL = 255          /* no evidence */
};
#define RL_NO_NUMBER INT64_MIN   /* a number that is missing */

typedef enum RlKind { RL_EXACT, RL_JARO, RL_DAMERAU, RL_NUMBER, RL_TOKENS, RL_SET, RL_CUSTOM, RL_JOINT } RlKind;

/* How tokens may match without being equal, and what such a match is worth. */
typedef enum RlLoose {
    RL_TYPO = 1,        /* Jaro-Winkler >= .92 with 5 letters or more: .9 */
    RL_PREFIX = 2,      /* one begins with the other (3 letters or more), or is its letters in order from
                           the same first letter ("intl", "international"): .8 */
    RL_ACRONYM = 4,     /* one token of 2 to 6 letters is the initials of a run of tokens: .9 of the run */
    RL_GLUE = 8         /* two neighbours written as one ("data bricks", "databricks"): .95 */
} RlLoose;

typedef uint8_t RlLevelFn(const void *ctx, uint32_t a, uint32_t b);

typedef struct RlField {
    Str      name;
    RlKind   kind;
    double   cut[RL_CUTS];
    unsigned n_cut;
    double   tf, tf_near;
    unsigned loose;          /* RL_TOKENS: RlLoose bits */
    bool     unordered;      /* levels are not from best to worst: no guard of order (joint: implied) */
    RlLevelFn *custom;       /* RL_CUSTOM, with n_level levels (the last: differ) */
    const void *ctx;
    unsigned n_level;
    const char *const *level_name;   /* n_level names for explanations; NULL: made from the cuts */
} RlField;

typedef struct RlTable RlTable;

/* n records.  side: NULL, or 0/1 for each record: then only pairs across are ever made (two lists, each
 * without duplicates).  Copied. */
RlTable *rl_table_create(size_t n, const uint8_t *side, Arena *a);

MUST_USE Status rl_add_words(RlTable *t, const RlField *f, const Str *word, Err *err);
MUST_USE Status rl_add_numbers(RlTable *t, const RlField *f, const int64_t *number, Err *err);
/* word: NULL, or the word whose equality means level 0 (the function is then not asked) and whose
 * frequency counts; an empty one is missing. */
MUST_USE Status rl_add_custom(RlTable *t, const RlField *f, const Str *word, Err *err);
MUST_USE Status rl_add_joint(RlTable *t, const RlField *f, const RlField *part, const Str *const *word,
                             size_t n_part, Err *err);

size_t         rl_records(const RlTable *t);
size_t         rl_fields(const RlTable *t);
const RlField *rl_field(const RlTable *t, size_t field);
unsigned       rl_levels(const RlTable *t, size_t field);
Str            rl_word(const RlTable *t, size_t field, size_t record);   /* as compared; numbers in digits */
double         rl_pairs_possible(const RlTable *t);

/* One pair: the level in each field (RL_NULL: no evidence).  Slow and simple; scoring has its own way. */
void rl_compare(const RlTable *t, uint32_t a, uint32_t b, uint8_t *level);
/* What a level means, in words: "equal", "similarity 0.92 or more", "differs". */
Str  rl_level_text(const RlTable *t, size_t field, unsigned level, Arena *a);

#endif
