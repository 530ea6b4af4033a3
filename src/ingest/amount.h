/* amount.h - money and numbers out of text, exactly.
 *
 * Forms      1234.5, 1,234.56, 1.234,56, 1'234.50, 1 234,50 (spaces of any width); -5, 5-, (500.00), $(250.00);
 *            5.-, 5,-- and 1,00,000/- (nothing behind the whole, no minus); 1,00,000.00 (lakhs); 100 CR (a credit), 100 DR; a currency sign or code before or behind (which is returned, unless several countries share it: kr, Rs); 45k, 1.2M, 3 Mio, 2bn; 12 %;
 *            1.2E7 (as Java writes a double; not 1.2E+07, which a spreadsheet has rounded).
 * Separators With both kinds in one value the last is the decimal one.  One kind alone: several of them, or
 *            groups of three behind, are thousands; otherwise decimals.  What stays open ("1.234") belongs to
 *            the column: amount_look() every value, then amount_decimal() where it is not amount_mixed().  Without evidence the caller says what it is:
 *            DECIMAL_GROUPS, thousands whatever the sign (money of a currency with two digits has no third); DECIMAL_OPEN,
 *            not to be told: such a value is not read (amount_is_open()); DECIMAL_UNKNOWN, '.' decimal and ',' thousands.
 * Exact      money never passes through a double: digits are collected in 64 bits and shifted to minor
 *            units; what is smaller than the minor unit is rounded half away from zero.
 * Errors     NULL, or one fixed text: the reason.
 */
#ifndef TL_INGEST_AMOUNT_H
#define TL_INGEST_AMOUNT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/attr.h"
#include "base/currency.h"
#include "base/str.h"

typedef enum Decimal { DECIMAL_UNKNOWN, DECIMAL_POINT, DECIMAL_COMMA, DECIMAL_GROUPS, DECIMAL_OPEN } Decimal;

typedef struct AmountLook {
    int64_t point, comma;              /* values that can only be read so */
    int64_t open_point, open_comma;    /* that can be both, by their sign */
    int64_t padded;                    /* of these, that end with 0: no program writes a number so, a person does */
    int64_t three;                     /* of these, in a currency with three digits (the caller counts them) */
} AmountLook;

/* True: it can be both; currency gets what it says of one. */
bool    amount_look(AmountLook *l, Str s, char currency[4]);
bool    amount_is_open(Str reason);
Decimal amount_decimal(const AmountLook *l);
bool    amount_mixed(const AmountLook *l);      /* some can only be read with a point, others only with a comma */

/* Minor units of a currency: "EUR" 2, "JPY" 0, "KWD" 3; 2 for what is not known. */

/* currency gets "EUR" when the text says one, "" otherwise. */
MUST_USE const char *amount_parse(Str s, Decimal d, int digits, int64_t *minor, char currency[4]);
MUST_USE const char *number_parse(Str s, Decimal d, double *out);
MUST_USE const char *integer_parse(Str s, Decimal d, int64_t *out);    /* 1,234 and 7.0 are integers; 7.5 is not */

/* The number itself as canonical text: "1,0834" of a comma column -> "1.0834"; no zeros in front or behind, no
 * sign but '-', no exponent.  Exact: nothing is rounded, a number of more than 18 digits is refused. */
MUST_USE const char *decimal_parse(Str s, Decimal d, Arena *a, Str *out);

/* Whether an amount's own sign (its code as amount_parse() gives it) and the currency said beside it can both be right: "$" stands
 * for many dollars, the pound sign for several pounds, where no letters narrow it. */
bool amount_sign_fits(Str v, const char *code, Str said);

#endif
