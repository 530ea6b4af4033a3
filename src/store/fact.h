/* fact.h - the door through which facts enter a book.
 *
 * A FactSink takes records of one file at a time, inside one transaction: after a crash the
 * book holds the whole file or nothing of it.
 *
 *     fact_sink_open(store, arena, &sink, err);
 *     for each file:
 *         fact_file_begin(sink, &(FactFile){ .source = STR("Zendesk"), ... }, &known, err);
 *         if (known) continue;                       // the same bytes were imported before
 *         fact_put(sink, &record, err) ...           // any number
 *         fact_quarantine(sink, &bad, err) ...
 *         fact_file_end(sink, rows_in, note, &counts, err);   // or fact_file_abort(sink)
 *
 * Nothing twice: a record whose key (kind, source, ext_id) is in the book with the same values
 * counts as
 * unchanged; with other values the newer version (store/fact_key.h) is in force and the older one is
 * kept, marked superseded.  A record deleted at its source has no version in force.  A record without ext_id is keyed by all its
 * values and its party.
 * Who: `party` is what the record says about who it is; equal words of one source share one alias
 * row.
 * Strings are borrowed during the call only.  Ids (file, alias, source) are given in order, max +
 * 1, so
 * they depend only on the order of imports.  Belongs to one thread, and so does the store, but for
 * what fact_settle() says.
 *
 * Forgotten: rows of a person whom store/forget.h took out are not stored again; they count as
 * unchanged; fact_forgotten() says how many of them the last file had.
 *
 * rows: a file's rows_in counts its records as a person would count lines of data; every one is
 * kept,
 * unchanged or quarantined.  One input row may make several records (a survey row: one response,
 * many
 * answers): the one put with .counts = true stands for the row.  rows_in must equal kept +
 * unchanged +
 * quarantined whole rows at fact_file_end(); otherwise bug().
 */
#ifndef TL_STORE_FACT_H
#define TL_STORE_FACT_H

#include "model/kind.h"
#include "store/store.h"

typedef struct FactSink FactSink;

/* The natural key of a record with an id; source_hash is hash64() of the source's name. */
uint64_t fact_key(uint64_t source_hash, KindId kind, Str ext_id);

/* Whether the id stands in the book beside its key: not of events, of which there are too many, and not of answers, whose
 * id is response/question[=choice], both columns of theirs. */
bool fact_keeps_id(KindId kind);

typedef struct FactFile {
    Str source, path, content_hash, kind, encoding, mapping;
    int64_t bytes;
    bool dated;       /* .exported is known: UTC microseconds */
    int64_t exported;
} FactFile;

typedef struct FactValue {
    bool has;
    int64_t i; /* INT, BOOL, DAY, TIME, MONEY */
    double f;  /* NUM */
    Str s;     /* TEXT */
} FactValue;

typedef struct FactRecord {
    KindId kind;
    int64_t line;
    bool counts;            /* stands for its input row in the file's counts */
    Str ext_id;             /* natural key in its source; "" when there is none */
    Str party[PARTY_COUNT]; /* "" where not said */
    const FactValue *value; /* one a field of kinds[kind], in order */
    bool timed, deleted;    /* .changed is known; the record is gone at its source */
    bool assumed;           /* nothing said its currency: it is the book's (store/store.h) */
    int64_t changed;        /* by its own stamp, UTC microseconds */
} FactRecord;

/* A quarantined row's amount, kept in table quarantine_money. */
typedef struct FactMoney {
    int64_t amount, day;
    bool has_amount, has_day;
    Str currency;
} FactMoney;

/* The whole row behind what is set aside, so that it can be read again. */
typedef struct FactRow {
    Str record;       /* .p NULL: it is not kept */
    Str context;      /* what the reader carried into it; "" */
    int64_t number;   /* of the row within the file: entries of one row share it */
} FactRow;

typedef struct FactBad {
    int64_t line;
    int64_t column; /* 1-based; 0: the whole row */
    Str column_name;
    const char *reason; /* "date not understood", one fixed text a cause */
    Str raw;            /* cut to LIMIT_RAW by the sink */
    bool whole_row;
    const FactMoney *money; /* what the row would have been worth; NULL: it has no amount, or none that can be read */
    FactRow row;
} FactBad;

/* Values that were not let into the book. */
typedef struct FactNotStored {
    Str column;          /* "": in texts */
    const char *what;    /* ip | location | card | ... */
    const char *how;     /* header | values | text */
    int64_t n;
} FactNotStored;

typedef struct FactCounts {
    int64_t file_id, rows_in, kept, unchanged, quarantined;
} FactCounts;

MUST_USE Status fact_sink_open(Store *s, Arena *a, FactSink **out, Err *err);
/* Bytes of memory for what it knows of the book's records, LIMIT_KEYS_MIB at first; the rest is on disk (store/key_table.h).
 * Before the first file. */
void fact_sink_keys(FactSink *k, size_t bytes);
MUST_USE Status fact_file_begin(FactSink *k, const FactFile *f, bool *known, FactCounts *before,
                                Err *err);
/* The next file is taken though the book has its bytes: its rows are read another way, and stand under a number of their own. */
void fact_anew(FactSink *k);
/* A record with this id is about to be put: what is known of it is fetched meanwhile.  Only a hint. */
void fact_soon(const FactSink *k, KindId kind, Str ext_id);
MUST_USE Status fact_put(FactSink *k, const FactRecord *r, Err *err);
/* A record that is not in the file is no more: its version in force stays in its history, unless a later export than the file has it. */
MUST_USE Status fact_end(FactSink *k, KindId kind, Str ext_id, bool *ended, Err *err);
MUST_USE Status fact_quarantine(FactSink *k, const FactBad *b, Err *err);
MUST_USE Status fact_not_stored(FactSink *k, const FactNotStored *h, Err *err);
/* The file's header: a record of cells between delimiters.  At most once a file. */
MUST_USE Status fact_header(FactSink *k, char delimiter, Str header, Err *err);
/* Big files are written by a thread of the sink's own; after this call, and until the next fact_put(), the caller may
 * use the store. */
MUST_USE Status fact_settle(FactSink *k, Err *err);
MUST_USE Status fact_file_end(FactSink *k, int64_t rows_in, Str note, FactCounts *out, Err *err);
int64_t fact_forgotten(const FactSink *k);
/* Of the last file: records whose id an earlier one of it had, with other values, and whose own stamp puts the two in no order. */
int64_t fact_replaced(const FactSink *k);

/* Rows of a file in the book are read again (ingest/again.h): records keep that file and their lines, and versions of later
 * files stay in force.  Ends with fact_again_end(), or fact_file_abort(): nothing was done. */
MUST_USE Status fact_again_begin(FactSink *k, const FactFile *f, int64_t file_id, Err *err);
MUST_USE Status fact_replace(FactSink *k, const FactRecord *old, Err *err);
MUST_USE Status fact_again_flush(FactSink *k, Err *err);   /* all is in the tables, uncommitted */
MUST_USE Status fact_again_end(FactSink *k, Err *err);
int64_t fact_appended(const FactSink *k);   /* rows written so far */
FactCounts fact_counts(const FactSink *k);
void fact_file_abort(FactSink *k);
void fact_sink_close(FactSink *k);

#endif
