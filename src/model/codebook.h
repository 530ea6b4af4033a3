/* codebook.h - a researcher's code book: a list of categories with what they mean.
 *
 * A file of delimited text (comma, semicolon or tab; quotation marks as in RFC 4180) with a head.  Columns are told by their names, upper
 * or lower case: `code` (or name, theme, category) is needed; `words` (keywords, rule, terms), `definition` (description, meaning) and
 * `example` (examples, quote) are taken where they are.  A cell of words is a rule (rule.h) where it
 * has a quotation mark, a bracket or AND, OR, NOT in capitals; else it is a list of words and phrases divided by commas, semicolons or bars,
 * and what has several words is a phrase ("not on time").
 * A code without words has no rule: it waits for comments that a person moves to it.
 *
 * Errors  ST_USAGE: no head, no such column, a code twice or without a name, a rule that is none; with the line.
 * Limits  LIMIT_CODES codes, LIMIT_CODEBOOK bytes, names of 1 to 200 bytes.
 * Oracle  tests/model/t_rule.c.
 */
#ifndef TL_MODEL_CODEBOOK_H
#define TL_MODEL_CODEBOOK_H

#include "base/arena.h"
#include "base/status.h"
#include "base/str.h"

typedef struct Code {
    Str name, definition, example, rule;        /* rule "": none */
} Code;

typedef struct Codebook {
    Code  *code;
    size_t n;
} Codebook;

MUST_USE Status codebook_parse(Str text, Arena *a, Codebook *out, Err *err);

#endif
