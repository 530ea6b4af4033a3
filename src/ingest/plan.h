/* plan.h - a mapping bound to the columns of one file: turns its rows into records.
 *
 * plan_bind() finds the columns a section names.  What a column means as a whole is decided before any
 * row is turned: plan_look() every row of a sample (up to PLAN_LOOK), then plan_settle():
 *   day/month order   of each date column by its own values; a column without evidence takes what an answer or an
 *                     earlier file of the same export says of it (memo.h), else the order the file's other date
 *                     columns agree on; otherwise it has none: values that can be read both ways are not understood;
 *                     Such a column is looked at beyond the sample, until a value decides or the file ends (plan_open(),
 *                     plan_look_on()).  Where one value, or under one in twenty, decides against many that can be read both ways, the column is
 *                     read by it, which is said ("thin" in the memo), and proves nothing for other files;
 *                     the look beyond costs nothing for most: one with no date in the sample that can be read both ways costs no further look;
 *   decimal sign      likewise, by the sample; values of a column that show both signs decide nothing ("mixed" in the memo).  Without any evidence, when each value has one sign and three digits behind it ("1.234"): money
 *                     of a currency without a third digit, and whole numbers, are thousands; ';' files read commas; what is left, numbers with
 *                     a point and money with three digits, is a question in delimited text: what an answer or an earlier file of the same export
 *                     says of the column, else such values are not understood.
 * A bound plan is constant: plan_row() may be called by several threads, each with its own arena and Zone.
 *
 * plan_row()  fills a PlanRow: the record and what was not understood.  A cell that was not understood is
 *             missing in the record and listed in bad[]; when the field is required or the key, or a required
 *             field is empty, `whole` names the bad entry (index + 1) for which the row is to be set aside.
 *             A record's stamp of its last change (changed_at) and whether it was deleted at its source (deleted) are
 *             found by the usual names of such columns where the mapping does not name them.
 *             Money without a currency column takes the sign in the cell, then plan->currency.
 * Cells       .p == NULL means the row has no such cell.
 */
#ifndef TL_INGEST_PLAN_H
#define TL_INGEST_PLAN_H

#include "ingest/door.h"
#include "ingest/map.h"
#include "ingest/memo.h"
#include "store/fact.h"

enum { PLAN_FIELDS = 20, PLAN_BAD = PLAN_FIELDS + PARTY_COUNT + 1, PLAN_LOOK = 100000 };

typedef struct PlanSlot {
    const MapRule *rule;                       /* NULL: nothing fills it */
    int            col[MAP_ALTS][MAP_PARTS];   /* -1: a constant; -2: the file has no such column */
    int            first;                      /* first real column, for messages; -1: none */
    DateOrder      order;
    Decimal        decimal;
} PlanSlot;

/* Who wrote the numbers of a file. */
typedef enum PlanNumbers {
    NUMBERS_TYPED,       /* a program, with a decimal point (JSON, Parquet) */
    NUMBERS_CELLS,       /* cells of a workbook: numbers, or text */
    NUMBERS_TEXT         /* delimited text: anybody, in any way */
} PlanNumbers;

typedef struct Plan {
    const MapSection *section;
    KindId            kind;
    PlanSlot          key, where, changed, deleted, party[PARTY_COUNT], field[PLAN_FIELDS];   /* where: which rows are meant, of several plans */
    int               currency_field;          /* index of the field "currency"; -1: none */
    int               nps_field;
    Str               currency;                /* where a record says none, */
    bool              currency_said;           /*   and whether the file says it, as a ledger does by the signs of some amounts */
    const Str        *column;
    size_t            n_column;
    bool              by_path;                 /* columns are JSON paths: they have names but no places */
    bool              semicolons;              /* the file's delimiter: a hint for decimals */
    PlanNumbers       numbers;
    Str               zone;                    /* name of the zone of times that say none; "" UTC */
    Door             *door;                    /* what is not let in; NULL: everything is */
    Memo             *memo;                    /* what is decided, or was; NULL: nobody asks */
} Plan;

typedef struct PlanSight {
    WhenLook   when[PLAN_FIELDS];
    AmountLook amount[PLAN_FIELDS];
} PlanSight;

typedef struct PlanRow {
    FactRecord record;                         /* .value and .party are set */
    FactValue  value[PLAN_FIELDS];
    FactBad    bad[PLAN_BAD];
    size_t     n_bad;
    size_t     whole;                          /* 1-based index into bad; 0: the row stands */
    bool       held;                           /* of a change: its values are left out, the field's name is private */
} PlanRow;

MUST_USE Status plan_bind(const MapSection *s, const Str *column, size_t n, Arena *a, Plan *out, Err *err);

/* The columns or paths a section names, each once (what a JSON reader has to pick). */
void plan_paths(const MapSection *s, Arena *a, Str **path, size_t *n);

/* The usual names of columns that hold a stamp of the last change (0), or whether the record is deleted (1). */
void plan_version_names(const char *const **name, size_t *n, int which);

int  plan_column(const Str *column, size_t n, Str name);   /* exactly, then without case; -1 */

void plan_look(const Plan *p, PlanSight *l, const Str *cell, size_t n, Arena *scratch);
bool plan_open(const Plan *p, const PlanSight *l);       /* some column's dates can be read both ways so far */
void plan_look_on(const Plan *p, PlanSight *l, const Str *cell, size_t n, Arena *scratch);      /* at such columns alone */
MUST_USE Status plan_settle(Plan *p, const PlanSight *l, Err *err);

typedef struct PlanCells {
    const Str *cell;
    size_t     n;
    int64_t    line;
    bool       again;    /* a row that was turned before: what it leaves outside is not counted twice */
} PlanCells;

void plan_row(const Plan *p, const PlanCells *row, Zone *zone, Arena *a, PlanRow *out);

/* A cell that belongs to no field (an answer): "" when it is not let in, else with its texts masked. */
Str plan_cell(const Plan *p, int column, Str cell, Arena *a);

/* Whether the row is one of those that the mapping means: not where its `where` says no or false. */
bool plan_where(const Plan *p, const PlanCells *row, Arena *a);

/* Of a rule `credit COLUMN | COLUMN = word, word`: the first of the columns that says something says one of them. */
bool plan_credit(const Plan *p, const MapRule *r, const PlanCells *row);

/* One value by its rule, as text and before any cleaning; "" when it is missing. */
Str plan_text(const Plan *p, const PlanSlot *s, const PlanCells *row, Arena *a);

#endif
