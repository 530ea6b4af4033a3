/* map.h - mapping files: which column of an export is which field of a kind.
 *
 * Shape      lines; '#' starts a comment line; one [section] a file or file pattern:
 *
 *                [ravenstack_support_tickets.csv]
 *                kind         = ticket
 *                source       = RavenStack
 *                key          = ticket_id
 *                account_id   = account_id
 *                created_at   = submitted_at
 *                satisfaction = satisfaction_score : scale 1 5
 *
 * Settings   kind (required), source, date_order = dmy|mdy, decimal = point|comma, delimiter = , ; | tab,
 *            zone = Europe/Berlin, header = number of the header's record, answer = columns, by commas,
 *            survey = qualtrics|legacy|two rows|plain, leave = columns that are no questions, by commas,
 *            each = a list within the record: the section makes a record of every item (ingest/each.h).
 * Targets    key; the kind's fields; the party words (account_id, account_name, person_id, email, domain,
 *            party_country, party_city).  Anything else is an error naming the line.
 *            `where` is a target too: of the several sections of a built-in shape for JSON, each takes the rows
 *            for which it is true.
 * Rules      one or more alternatives separated by " | ": the first that is there and not empty counts.
 *            An alternative is parts joined by " & ": column names (JSON: paths such as requester.email) or
 *            "constants"; it is empty when a column in it is.  A name with such signs in it stands in `backticks`.
 *            Behind " : " one change of the value (doc/formats/mapping.md has the list).
 * Errors     ST_INVALID, "maps/x.map:12: ...".  Memory in the arena; the text may go.
 *
 * The built-in shapes (ingest/shape.c) are written in the same language.
 */
#ifndef TL_INGEST_MAP_H
#define TL_INGEST_MAP_H

#include "base/arena.h"
#include "base/status.h"
#include "ingest/amount.h"
#include "ingest/when.h"
#include "model/kind.h"

enum { MAP_ALTS = 8, MAP_PARTS = 9, MAP_RULES = 48 };

typedef enum MapFix {
    FIX_NONE,
    FIX_SCALE,      /* scale LOW HIGH: (x - LOW) / (HIGH - LOW) */
    FIX_TIMES,      /* times N */
    FIX_MINOR,      /* money that is in minor units already */
    FIX_IS,         /* is word, word: true when the text is one of them, false otherwise */
    FIX_WORDS,      /* words a = 1, b = 0: numbers for words; other words are missing */
    FIX_SFID,       /* a Salesforce id, 15 or 18 */
    FIX_DOMAIN,     /* host of a web address or e-mail */
    FIX_FIRST,      /* first: the first word, or what stands before ";"; first ;: before ";" alone */
    FIX_SINGLE,     /* single: missing when it lists several, by ";" */
    FIX_MINUTES,    /* a duration in any form, in minutes */
    FIX_UNLESS,     /* unless word, word: missing when the text is one of them */
    FIX_EMAIL,      /* the value when it is an e-mail address, else missing */
    FIX_SAY,        /* say 2 = open, 3 = pending: words for codes; other values stay */
    FIX_FILLED,     /* true when there is anything, false when not */
    FIX_ALL,        /* all columns of that name, joined by blanks */
    FIX_SKEW,       /* "original|sent|received": received - (sent - original), the sender's clock corrected */
    FIX_WHERE,      /* where COLUMN = COLUMN, or = "word": missing unless the two say the same (or the first is absent) */
    FIX_MONTHLY,    /* monthly, monthly minor, ... by seats: money of a billing interval (of one seat), as money a month */
    FIX_SIDE,       /* side WORDS, of "MARK|AUTHOR" or "MARK|AUTHOR|ASKER": who speaks in a conversation */
    FIX_CREDIT,     /* credit COLUMN | COLUMN = word, word: money that is below zero where the first that says something says one of them */
    FIX_MONTH,      /* month: "Feb 2026", "03/2026", "Feb-26" as the month's first day; other values stay */
    FIX_COUNT
} MapFix;

typedef struct MapPart {
    bool constant;
    Str  text;
} MapPart;

typedef struct MapAlt {
    MapPart part[MAP_PARTS];
    size_t  n;
} MapAlt;

typedef struct MapRule {
    Str     target;
    MapAlt  alt[MAP_ALTS];
    size_t  n_alt;
    MapFix  fix;
    double  low, high;    /* of FIX_SCALE; low of FIX_TIMES */
    Str     words;        /* what stood behind the change's name */
    int64_t line;
} MapRule;

typedef struct MapSection {
    Str       pattern;
    KindId    kind;
    Str       source;
    DateOrder order;
    Decimal   decimal;
    char      delimiter;  /* 0: found out */
    Str       zone;
    int64_t   header;     /* 1-based record of the header; 0: found out */
    Str       answer[MAP_RULES];
    size_t    n_answer;
    int       survey;     /* a SurveyStyle (ingest/shape.h); 0: no survey, or the shape's */
    Str       leave;
    Str       each;       /* a record of every item of this list (ingest/each.h); "": of the row */
    MapRule   rule[MAP_RULES];
    size_t    n_rule;
    int64_t   line;
} MapSection;

typedef struct Mapping {
    MapSection *section;
    size_t      n;
} Mapping;

MUST_USE Status map_parse(Str text, const char *name, Arena *a, Mapping *out, Err *err);

/* The section for a file: the first whose pattern is its base name or matches it ('*' and '?'). */
const MapSection *map_find(const Mapping *m, Str base);

const MapRule *map_rule(const MapSection *s, const char *target);      /* NULL: none */

/* The section as text again, for the book. */
Str map_text(const MapSection *s, Arena *a);

#endif
