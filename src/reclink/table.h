/* table.h - inside reclink only: interned columns and how a pair of values is compared.
 *
 * A column is a field, or a part of a joint field.  Value 0 is "missing"; distinct values count from 1 in
 * the order of their first record.  A pair's code in a field is its level + 1, 0 for no evidence; a joint
 * field's code is its parts' codes as digits of a mixed-radix number, so that code - 1 is its level too.
 *
 * Who compares many pairs has a Comparer for each thread: it holds, per column, the prepared word of the
 * left value and the levels found lately.  Columns compare (left, right) in this order, which is record
 * order: Jaro-Winkler is not symmetric to the last bit, and results must not depend on what is cached.
 */
#ifndef TL_RECLINK_TABLE_H
#define TL_RECLINK_TABLE_H

#include "reclink/model.h"
#include "text/distance.h"

enum { COLUMNS = RL_FIELDS + 2 * RL_PARTS, CACHE = 1 << 13 };

typedef struct Value {
    Str      word;
    int64_t  number;
    uint32_t count;          /* records that have it */
    uint32_t token, n_token; /* its tokens: from, how many */
    uint8_t  letters[32];    /* how often each byte value mod 32 occurs in what is compared, at most 255 */
} Value;

typedef struct Token {
    Str      word;
    uint32_t records;        /* records that have it */
    double   idf;
} Token;

typedef struct Column {
    RlField   f;
    unsigned  n_level;
    uint32_t *id;            /* of each record; NULL: custom without words */
    Value    *value;         /* [0] is "missing" */
    size_t    n_value;
    Token    *token;
    uint32_t *token_of;      /* token ids, by value, ascending by id for RL_SET and in order otherwise */
    double    equal;         /* probability that two random records with a value have the same */
} Column;

typedef struct FieldSlot {
    RlField  f;
    unsigned n_level, n_column, shift, bits;
    size_t   column[RL_PARTS];
    unsigned radix[RL_PARTS];
    uint32_t *tuple;         /* joint: number of the combination of a record's values, 0 when one is missing */
    uint32_t *tuple_count;
} FieldSlot;

struct RlTable {
    Arena    *a;
    size_t    n;
    uint8_t  *side;
    size_t    n_side[2];
    size_t    n_field, n_column;
    unsigned  bits;
    FieldSlot field[RL_FIELDS];
    Column    column[COLUMNS];
};

typedef struct ColumnCache {
    WordPattern pattern;
    uint32_t    prepared;    /* value in `pattern`, 0: none */
    uint64_t   *seen;        /* CACHE of left << 35 | right << 6 | code, 0: empty; NULL: nothing is kept */
} ColumnCache;

typedef struct Comparer {
    const RlTable *t;
    ColumnCache   *cache;    /* by column */
} Comparer;

void comparer_init(Comparer *c, const RlTable *t, bool cached, Arena *a);

/* Code of two values of a column, neither missing, not equal. */
unsigned column_code(Comparer *c, size_t column, uint32_t left, uint32_t right);
/* Code of a field for two records; a < b. */
unsigned field_code(Comparer *c, size_t field, uint32_t a, uint32_t b);
/* A field's share of records that its term frequency speaks of; 0: none at this code. */
double   field_frequency(const RlTable *t, size_t field, unsigned code, uint32_t a, uint32_t b);

/* token.c */
double   token_similarity(const Column *c, uint32_t left, uint32_t right, uint32_t *rarest);
double   set_similarity(const Column *c, uint32_t left, uint32_t right, uint32_t *rarest);

static inline uint32_t column_id(const Column *c, uint32_t record) { return c->id ? c->id[record] : 0; }

/* Codes of a field that are no combination with a missing part are all the same to callers: 0 .. n_level. */
static inline uint64_t pattern_put(const FieldSlot *f, unsigned code) { return (uint64_t)code << f->shift; }
static inline unsigned pattern_code(const FieldSlot *f, uint64_t pattern)
{
    return (unsigned)(pattern >> f->shift & ((UINT64_C(1) << f->bits) - 1));
}

#endif
