/* account_class.h - what an account of a general ledger is, from its name alone.
 *
 * A chart of accounts is rarely among the exports, so the name has to do.  The first of the rules in
 * account_class.c that finds its word in the name decides (English, German, French, Spanish; whole words or
 * beginnings of words, letters of ASCII without case): "Sales Tax Payable" is a liability although it says
 * sales, "Deferred Revenue" is one although it says revenue.  Of a path "Income:Consulting" the deepest
 * part that says anything counts.  What no rule knows is CLASS_UNKNOWN: it is never taken for revenue.
 *
 * Natural sign: income, liabilities and equity grow on the credit side, all others on the debit side.
 */
#ifndef TL_MODEL_ACCOUNT_CLASS_H
#define TL_MODEL_ACCOUNT_CLASS_H

#include <stdbool.h>

#include "base/str.h"

typedef enum AccountClass {
    CLASS_UNKNOWN, CLASS_INCOME, CLASS_RECEIVABLE, CLASS_CASH, CLASS_ASSET, CLASS_LIABILITY, CLASS_EQUITY, CLASS_EXPENSE
} AccountClass;

AccountClass account_class(Str name);
bool         account_grows_on_credit(AccountClass c);

#endif
