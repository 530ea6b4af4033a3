/* ledger_in.h - the tie-out while it is made; for src/value/ledger*.c alone.
 *
 * Every invoice row in the files has one fate, and each fate one part that adds up to "in files":
 *
 *     in files = superseded + void + draft + duplicate + matched + unmatched + quarantined      (per currency and month)
 *     invoiced = matched + unmatched
 *
 * Other parts stand beside it (payments, general ledger).  A difference is a TieRow with its rows.  Integers only.
 */
#ifndef TL_VALUE_LEDGER_IN_H
#define TL_VALUE_LEDGER_IN_H

#include "base/map.h"
#include "store/rate.h"

typedef enum PartId {
    PART_FILES, PART_SUPERSEDED, PART_VOID, PART_DRAFT, PART_DUPLICATE, PART_QUARANTINED, PART_ILLEGIBLE, PART_INVOICED, PART_MATCHED, PART_UNMATCHED,
    PART_CREDIT, PART_NO_RATE, PART_PAID, PART_OPEN, PART_OVERPAID, PART_STRAY, PART_GL_REVENUE, PART_GL_TIED, PART_GL_MISSING, PART_GL_EXTRA,
    PART_COUNT
} PartId;

extern const char *const part_name[PART_COUNT];

typedef struct Part {
    int64_t month;
    bool    has_month, has_reporting;
    Str     currency;
    PartId  id;
    int64_t n, amount, reporting;
} Part;

typedef struct TieRow {
    int64_t     month;
    bool        has_month;
    Str         currency, number, note;
    const char *reason;
    bool        has_amount, has_expected;
    int64_t     amount, expected, file, line, other_file, other_line;    /* other_file 0: none */
} TieRow;

typedef struct Invoice {
    int64_t source, file, line, issued, amount, account;   /* account 0: nobody's */
    Str     ext_id, number, currency, status;
    bool    says_paid, stamped, is_line;                   /* is_line: a further line of the invoice it is numbered by, id NUMBER#2, ... */
    int64_t key, whole;                                    /* whole: the amounts of all its lines */
    PartId  fate;
    int64_t received;                                      /* payments, less refunds */
    bool    has_payment, in_ledger;
    int64_t pay_file, pay_line;                            /* of the last payment */
} Invoice;

typedef struct Tie {
    Store   *s;
    Arena   *a;
    Str      reporting;
    Rates    rates;
    StrMap   part_key;
    Part    *part;
    size_t   part_cap;
    TieRow  *row;
    size_t   n_row, row_cap;
    Invoice *invoice;
    size_t   n_invoice;
} Tie;

Part *tie_part(Tie *t, PartId id, bool has_month, int64_t month, Str currency);
void  tie_add(Tie *t, PartId id, int64_t day, Str currency, int64_t amount);
void  tie_row(Tie *t, TieRow row);

MUST_USE Status tie_payments(Tie *t, Err *err);
MUST_USE Status tie_general_ledger(Tie *t, Err *err);

#endif
