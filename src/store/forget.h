/* forget.h - a person is taken out of the facts, and is known again when her rows come once more.
 *
 * Who      by e-mail address or contact id: all aliases with that address or that contact, whatever shares an address, or a
 *          person id within a source, with one of them, and every alias of a contact that resolve made of one of them, until nothing is
 *          added.  Where resolve joined records by a link below LIMIT_FORGET_SURE, an address alone changes nothing (ST_CONFLICT): `all`
 *          or the contact's id takes them.  Aliases that were not resolved yet go by address and id only.
 * What     alias        address and person id become "forgotten-3-1@its-domain", "forgotten-3-1" (3: the erasure; 1: her first
 *                       address): the domain is the company's and stays, and so do her figures, on the same account
 *          f_contact    names, title, id          f_identity   id
 *          f_field, f_change   of her own record (about "contact", its id): their values; a second address among them is one of hers,
 *                       and so are aliases with it, unless it is a desk's or that of a contact with another family name
 *          f_answer     her own answers to who she is (name, e-mail, telephone): wholly
 *          every f_*    her addresses and her full name in every text, of current and superseded rows; in rows of her own also
 *                       her given and family name as words (signatures): those of her aliases, messages that name nobody in
 *                       tickets of hers, and what was said or written under her full name.  Her telephone numbers (f_contact.phone), in any
 *                       spelling, in all of these and in every text of her account; the account's own phone stays.
 *                       Names in any spelling (case, accents, ß and ss, ü and ue, ligatures) in rows of her own and of her account; there also
 *                       her family name behind a title ("Mr. Doe"), unless a colleague has it too.  Decision 324
 *          quarantine   raw rows that hold an address, a person id or her full name, wholly; so the rows behind them
 *                       (quarantine_row) and what they were mended to (quarantine_fixed)
 *          clip         recordings of calls in which she speaks or is named, wholly: they cannot be had without her; the call gets none
 *                       any more, and the same recording is not kept for another call either
 *          verdict, file, file_head, file_header, file_reading, mapping_memory, notice, job, login_once, stream_memory, theme_memory
 *                       decisions, names and heads of files, mappings, messages, streams and themes that hold them
 *          task         likewise; where the quoted words are hers, her given and family name in them, too
 *          login_trail  somebody's questions to the book that name her; one that was cut within her address loses its end
 *          Derived tables are the caller's: they are to be computed again within the same transaction.
 * Guard    erasure_key holds keyed hashes (BLAKE2b, the key is meta 'salt') of her addresses and person ids.  fact.c asks
 *          forget_guard_*: rows of a forgotten person are not stored again, her address in a text is masked.
 * Limits   her name in other words (a nickname, only "Jane" in somebody else's row) is not found, nor in a text of another account
 *          her number, unless that text names her, or her full name in another spelling than the stated one.  Who holds both book and key
 *          can test whether an address was hers.
 * Oracle   tests/flow/forget.py: her bytes are looked for in the files of the book, and in every table on both engines.
 */
#ifndef TL_STORE_FORGET_H
#define TL_STORE_FORGET_H

#include "base/map.h"
#include "store/store.h"

enum { FORGET_TABLES = 48 };

typedef struct ForgetNeedles {
    Str   *full, *word;      /* anywhere; whole words only */
    size_t n_full, n_word;
    Str   *phone;            /* digits, by forget_phone(): in any spelling */
    size_t n_phone;
    Str   *name, *part, *last; /* folded, as whole words: her full name; each of its parts; her family name, behind a title */
    size_t n_name, n_part, n_last;
} ForgetNeedles;

typedef struct ForgetAsk {
    Str  who;               /* an address, or a contact id */
    Str  by, why, at;       /* for the log; `at` as an ISO time */
    bool dry_run;           /* count only */
    bool all;               /* records joined by an unsure link, too */
} ForgetAsk;

/* One record that goes, and why: asked for, or joined with what was, by a link of that probability. */
typedef struct ForgetTaken {
    int64_t alias;
    Str     source, who, name;    /* who: its address, else its id; name: as its contact has it */
    bool    joined;
    double  p;
} ForgetTaken;

typedef struct ForgetResult {
    int64_t erasure;
    const ForgetTaken *taken;    /* `aliases` of them */
    int64_t unsure;              /* a contact with records joined by an unsure link; 0: none */
    struct { const char *table; int64_t n; } count[FORGET_TABLES];
    size_t  n;
    int64_t aliases, files, rows;
    ForgetNeedles needle;        /* by which she was looked for: for files beside the book (app/forget_beside.c) */
    int64_t clips;           /* recordings of calls; their files go with clip_sweep() behind the commit */
} ForgetResult;

/* Inside the caller's transaction.  ST_NOT_FOUND: nothing in the book names that person. */
MUST_USE Status forget_person(Store *s, const ForgetAsk *ask, Arena *a, ForgetResult *out, Err *err);

/* The guard, for store/fact.c. */
typedef struct ForgetGuard {
    StrMap hash;
    unsigned char key[32];
    bool on;
} ForgetGuard;
MUST_USE Status forget_guard_load(ForgetGuard *g, Store *s, Arena *a, Err *err);
bool forget_guard_knows(const ForgetGuard *g, Str source, Str email, Str person);
bool forget_guard_clip(const ForgetGuard *g, Str digest);           /* a recording in which she is heard (store/clip.h) */
Str  forget_guard_text(const ForgetGuard *g, Str text, Arena *a);   /* without the addresses of the forgotten */

/* forget_who.c: which aliases are the person's. */
typedef struct ForgetWho {
    Table        alias;
    bool        *mine;            /* by row of alias */
    StrMap       email, person;   /* addresses, lower case; "source\x1fid" */
    Str          ids;             /* of her aliases, by commas */
    ForgetTaken *taken;
    int64_t      n_taken, unsure; /* as in ForgetResult */
    double       least;           /* the probability of the least sure link */
} ForgetWho;
MUST_USE Status forget_who(Store *s, Str email, int64_t contact, Arena *a, ForgetWho *out, Err *err);
/* Does a field hold a second address of a record's own person: "Additional email addresses", "Private_Email__c"?  Her assistant's is not hers. */
bool forget_second_address(Str field, Arena *a);
Str  forget_next_address(Str *rest);   /* of several, by semicolons, commas or blanks; "": none is left */
Str forget_person_key(Arena *a, const Table *alias, size_t r);

/* forget_guard.c, for forget.c: hex of the keyed hash; `key` is made at the first call. */
MUST_USE Status forget_key(Store *s, Arena *a, bool make, unsigned char key[32], bool *has, Err *err);
Str forget_hash(Arena *a, const unsigned char key[32], Str source, Str what);

/* forget_text.c: the needles in a text replaced by dots; words as whole words.  The text itself when it holds none. */
typedef enum ForgetReach { FORGET_FAR, FORGET_OWN, FORGET_NEAR } ForgetReach; /* somebody's; hers: her name's parts, too; of her account: "Mr. Doe", too */
Str forget_scrub(Str text, const ForgetNeedles *n, ForgetReach reach, Arena *a);
/* forget_phone.c: the digits of a number as stated, without zeros in front; "" when they are fewer than seven. */
Str forget_phone(Str stated, Arena *a);
/* Bytes of that number at s[i], with or without its country code; blanks, dashes, brackets, dots and strokes between digits count for nothing. */
size_t forget_phone_at(Str s, size_t i, Str own);
/* forget_fold.c: a text without case, accents, ligatures (NFKD, case folding), runs of blanks as one; from[k]: where p[k] stands in it.
 * umlauts: ae, oe, ue read as a, o, u, so that "Juergen", "Jürgen" and "Jurgen" meet.  Texts beyond 16 MiB are not folded. */
typedef struct ForgetFold {
    char     *p;
    uint32_t *from;          /* n + 1 of them */
    size_t    n;
} ForgetFold;
ForgetFold forget_fold(Str s, bool umlauts, Arena *a);
Str forget_folded(Str name, bool umlauts, Arena *a);
/* Bytes of the text that a name takes at p[k]; 0: none is there. */
size_t forget_fold_at(const ForgetFold *f, size_t k, const ForgetNeedles *n, ForgetReach reach);
/* Without the beginning of a needle that the text was cut in: at least three bytes, from where a word begins. */
Str forget_scrub_end(Str text, const ForgetNeedles *n, Arena *a);

#endif
