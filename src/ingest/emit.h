/* emit.h - what the readers of one file hand on: counted, and passed to the sink or kept for a preview.
 *
 * rows       every data row is either one emit_row() (kept or set aside) or one emit_bad(); the count is
 *            the file's rows_in.  emit_extra() adds a record that belongs to a row (an answer).
 * left out   lines that are no data (footers, totals, repeated headers) are counted apart, for the note; readers
 *            that know more count them by what they are in left[], and remark what does not add up.
 * Dry run    with sink NULL nothing is written: kept and quarantined are counted, and with .keep an arena, the first
 *            EMIT_PREVIEW records and the first EMIT_ASIDE things set aside are kept there as words.
 */
#ifndef TL_INGEST_EMIT_H
#define TL_INGEST_EMIT_H

#include "base/buf.h"
#include "base/map.h"
#include "ingest/plan.h"
#include "read/place.h"

enum { EMIT_PREVIEW = 5, EMIT_ASIDE = 50, EMIT_VALUE_MAX = 200, EMIT_REMARK_MAX = 1000 };

/* A record in words: its party words and fields that hold something, in the order of the kind. */
typedef struct EmitShown {
    const char *kind;
    int64_t     line;
    Str         id;
    Str        *name, *value;
    size_t      n;
} EmitShown;

typedef struct EmitAside {
    int64_t     line;
    Str         column, raw;
    const char *reason;
    bool        whole_row;
} EmitAside;

typedef enum LeftOut {
    LEFT_TITLE, LEFT_SECTION, LEFT_TOTAL, LEFT_BALANCE, LEFT_FOOTER, LEFT_OTHER, LEFT_NOTE, LEFT_CUE, LEFT_EMPTY, LEFT_PART, LEFT_COUNT
} LeftOut;

extern const char *const left_words[LEFT_COUNT];   /* "title rows", ... */

/* Ids of digits by their length: where some begin with zero and others are shorter, a spreadsheet has cut zeros off. */
enum { EMIT_DIGITS = 20 };

typedef struct EmitIds {
    int64_t n[EMIT_DIGITS], padded[EMIT_DIGITS];
} EmitIds;

/* Who takes what is read, in place of a sink: rows that are read again (ingest/again.h). */
typedef struct EmitTaker {
    Status (*record)(void *ctx, const FactRecord *r, Err *err);
    Status (*bad)(void *ctx, const FactBad *b, Err *err);
    void    *ctx;
} EmitTaker;

/* A column without a name, and whether a row holds something there. */
typedef struct EmitNameless {
    size_t column;
    bool   holds;
} EmitNameless;

/* The recording that lies beside a call's transcript (ingest/recording.h); .call "": there is none. */
typedef struct EmitClip {
    Str   call, shown;
    Place place;
} EmitClip;

typedef struct Repeat Repeat;
typedef struct Parted Parted;

typedef struct Emit {
    FactSink *sink;          /* NULL: dry run */
    const EmitTaker *taker;
    I64Map   *keyless;       /* emit_hash() of every record without an id is put there; NULL: not asked for */
    Memo     *memo;          /* what was decided; questions are noted there */
    size_t    head;          /* records above the data */
    Str       context;       /* of the row now read, kept with it when it is set aside */
    int64_t   deleted;       /* records that are gone at their source */
    int64_t   assumed;       /* amounts whose currency nothing said */
    int64_t   names_held;    /* values within records that are not let in by their names */
    int64_t   lists_cut;     /* lists within records that the export cut short */
    Door     *door;          /* masks what is set aside; NULL: nothing is masked */
    char      delimiter;     /* of raw rows; 0: JSON */
    bool      sink_failed;   /* the last failure was the sink's: the run ends */
    int64_t   rows, left_out, narrow, wide, cells_bad, rows_bad;
    int64_t   previews, spam, unfinished;        /* of a survey: kept, and marked by their status */
    size_t    widest;        /* cells of the widest row past the header */
    EmitIds   keys, accounts;
    EmitNameless *nameless;
    size_t    n_nameless;
    int64_t   left[LEFT_COUNT];
    Buf       remark;        /* sentences, by "; " */
    Repeat   *repeat;        /* accounts on the rows of their people (ingest/repeat.h); NULL: none are */
    Parted   *parted;        /* metrics told by region and the like (ingest/dimension.h); NULL: none are */
    EmitClip  clip;
    Arena    *keep;          /* of a dry run; NULL: nothing is shown */
    EmitShown shown[EMIT_PREVIEW];
    EmitAside aside[EMIT_ASIDE];
    size_t    n_shown, n_aside;
    void    (*tick)(void *ctx, int64_t rows);   /* every some thousand rows; may be NULL */
    void     *ctx;
} Emit;

/* Of its kind, party and values. */
uint64_t emit_hash(const FactRecord *r);

void emit_soon(const Emit *e, KindId kind, Str ext_id);   /* a record with this id is about to come */
MUST_USE Status emit_row(Emit *e, const PlanRow *row, Str raw, Err *err);
MUST_USE Status emit_record(Emit *e, const FactRecord *r, Err *err);   /* a row that stands */
MUST_USE Status emit_extra(Emit *e, const FactRecord *r, Err *err);
MUST_USE Status emit_end(Emit *e, KindId kind, Str ext_id, bool *ended, Err *err);  /* a record that is not in the file is no more */
MUST_USE Status emit_bad(Emit *e, const FactBad *bad, Err *err);      /* .whole_row: it counts as a row */

/* Notes the questions among a row's bad entries; whole: 1-based, the one for which the row waits; 0: it stands. */
void emit_ask(Emit *e, const FactBad *bad, size_t n, size_t whole);

/* Says whose proof the order of dates was taken from, and where this file's own dates prove the other one. */
void emit_orders(Emit *e);

/* One of a row's bad entries, with the row's raw text; its .raw is the value. */
MUST_USE Status emit_bad_of(Emit *e, const FactBad *bad, Str raw, int64_t number, bool whole, const FactMoney *money, Err *err);

/* How many ids are shorter than those that begin with zero; 0: no sign of lost zeros. */
int64_t emit_cut_ids(const EmitIds *ids);
void emit_remark(Emit *e, const char *fmt, ...) PRINTF_LIKE(2, 3);

#endif
