/* fact_in.h - what the parts of the sink (fact.h) share; nobody else's.
 *
 * fact.c opens and closes the sink and its files; fact_put.c makes rows of records; fact_aside.c keeps what was set aside.
 */
#ifndef TL_STORE_FACT_IN_H
#define TL_STORE_FACT_IN_H

#include "base/buf.h"
#include "base/map.h"
#include "store/fact.h"
#include "store/fact_key.h"
#include "store/fact_wait.h"
#include "store/forget.h"

enum { FIELDS_MAX = 32 };

/* The party of the last record, which those that belong to the same row share. */
typedef struct LastParty {
    Buf      text;
    Str      word[PARTY_COUNT];     /* in `text` */
    int64_t  source_id, alias;
    uint64_t hash[PARTY_COUNT];
    uint64_t words;                 /* of all of them and the source: what an alias is known by */
    bool     known;
} LastParty;

struct FactSink {
    Store *s;
    Arena own; /* the maps grow during the sink's life: callers may rewind theirs meanwhile */
    StrMap source;     /* name -> id - 1 */
    KeyRoom room;      /* of the tables below */
    KeyTable alias;    /* hash of the words -> alias_id */
    int64_t last_alias;
    FactKeys keys[KIND_COUNT];
    LastParty who;
    FactWriter *writer;
    uint64_t field_hash[FIELDS_MAX]; /* of the texts of the record in hand */
    FactWait wait[KIND_COUNT], wait_alias, wait_words, wait_bad, wait_money, wait_super, wait_held, wait_state, wait_row, wait_assumed;
    FactFile file;
    Arena file_text;
    FactCounts count;
    ForgetGuard guard; /* knows the rows of the forgotten */
    int64_t replaced;         /* records of the file in the place of earlier ones of the same file, without a stamp that orders them */
    int64_t source_id, bad_seq, forgotten, state_seq, appended;
    uint64_t source_hash; /* of its name */
    uint64_t currency_hash; /* of what rows without a currency are hashed with */
    Str source_name;
    bool in_file, broken; /* broken: key maps no longer match the book */
    bool anew;            /* the next file is taken though its bytes are known */
    bool late;            /* rows of a file in the book are read again */
    FactRow last;         /* the row last set aside, */
    int64_t last_seq;     /*   and its first entry */
};

/* Of the source and the hashes of a party's words: what alias_words keeps.  Never change it, nor hash64() below it. */
uint64_t fact_words(int64_t source_id, const uint64_t hash[PARTY_COUNT]);
/* A row of alias_words waits; fact_flush_aliases() puts it and the aliases themselves into the book. */
void fact_put_words(FactSink *k, int64_t alias, uint64_t words);
MUST_USE Status fact_flush_aliases(FactSink *k, Err *err);
/* What waits goes into the book now, by the caller; the writer is settled. */
MUST_USE Status fact_flush(FactSink *k, FactWait *w, const char *table, Err *err);
/* Marks the rows that later ones have taken the place of. */
MUST_USE Status fact_supersede(FactSink *k, Err *err);

#endif
