/* kind.h - the kinds of record that enter a book, and the fields of each.
 *
 * One row a kind, in the order in which kinds are imported (accounts first, so that later
 * files meet known names).  A kind's number is part of every key hash in a book: kinds are added
 * at the end, never between.  A record of any kind is stored in `table` with the same eight
 * columns first:
 *
 *   source_id, key_hash   natural key: the system it came from and its own id, hashed
 *   row_hash              the field values, hashed; tells a correction from a repetition
 *   file_id, line         where it was read (line of the record's first byte, 1-based)
 *   alias_id              who it is about, in that system's own words (table alias)
 *   superseded_by         the file whose later version replaced this row; NULL: in force
 *   ext_id                the natural key as text
 *
 * and then the kind's own fields in the order given here, which is also the order of the
 * table's columns (sql/migrations); a test holds the two together.  A field that a later
 * migration added to a table stands behind the kind's n_first: it enters the row's hash only where
 * it says something, so that what an older book holds stays "unchanged".
 *
 * Types: TEXT; INT; NUM (double); BOOL; DAY (days since 1970); TIME (UTC microseconds);
 * MONEY (integer minor units, with the field `currency` beside it); DECIMAL (an exact decimal as
 * text, digits with a point where it needs one: "1.0834").
 */
#ifndef TL_MODEL_KIND_H
#define TL_MODEL_KIND_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/str.h"

typedef enum FieldType { FIELD_TEXT, FIELD_INT, FIELD_NUM, FIELD_BOOL, FIELD_DAY, FIELD_TIME, FIELD_MONEY, FIELD_DECIMAL } FieldType;

typedef struct Field {
    const char *name;
    FieldType   type;
    bool        required;    /* a record without it is set aside */
    const char *help;
} Field;

typedef enum KindId {
    KIND_ACCOUNT, KIND_CONTACT, KIND_IDENTITY, KIND_OPPORTUNITY, KIND_SUBSCRIPTION, KIND_CHURN, KIND_INVOICE,
    KIND_DELIVERY, KIND_TICKET, KIND_RESPONSE, KIND_ANSWER, KIND_METRIC, KIND_INITIATIVE, KIND_EVENT,
    KIND_PAYMENT, KIND_RATE, KIND_LEDGER, KIND_MESSAGE, KIND_REVIEW, KIND_UTTERANCE,
    KIND_FIELD,     KIND_NOTE,      KIND_REFERENCE,  KIND_CHANGE,
    KIND_COUNT
} KindId;

typedef struct Kind {
    const char  *name;       /* "ticket": what --as and mapping files say */
    const char  *table;      /* "f_ticket" */
    const Field *field;
    size_t       n_field;
    const char  *help;
    size_t       n_first;    /* fields that the table was made with */
} Kind;

enum { FACT_COLUMNS = 8 };   /* the common columns above */

extern const Kind kinds[KIND_COUNT];

bool kind_find(Str name, KindId *out);
Str kind_names(Arena *a);    /* all of them, a blank between, for messages */

/* The words by which any record says who it is about; a mapping may fill each. */
typedef enum PartyField {
    PARTY_ACCOUNT_ID, PARTY_ACCOUNT_NAME, PARTY_PERSON_ID, PARTY_EMAIL, PARTY_DOMAIN, PARTY_COUNTRY, PARTY_CITY,
    PARTY_COUNT
} PartyField;

extern const char *const party_fields[PARTY_COUNT];   /* "account_id", "account_name", ... */

#endif
