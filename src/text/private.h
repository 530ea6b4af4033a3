/* private.h - what a book should not hold unless somebody asks for it: how to know it when it is seen.
 *
 * Why     Exports carry more about people than anybody needs to know what customers live through: the address
 *         a survey was answered from, a card's number pasted into a ticket, a day of birth.  What is never
 *         stored cannot leak.  This file only knows such things; ingest/door.c acts on it.
 * Kinds   Each has a name (the word of `import --keep`), a label for people, and what finds it:
 *           by header   private_header(): words in many languages, whole words only ("zip" holds no ip);
 *           by value    private_look() over a column's values, then private_settle(): a column whose values
 *                       are (nearly) all IP addresses, cards, IBANs or US social security numbers, whatever it
 *                       is called;
 *           in text     private_mask(): card numbers, IBANs, and numbers behind words like "passport" or "SSN".
 * Cards   14 to 19 digits that pass Luhn's check (ISO/IEC 7812-1), begin as an issuer's do, and are written in
 *         one piece or in the groups cards are printed in (4-4-4-4, 4-6-5, 4-6-4, 4-4-4-4-3, 8-8).  A number that
 *         is a part of something (ABC-4111..., /orders/4111..., #4111..., 4111...x) is none.  One in about 40 random
 *         sixteen-digit numbers passes all that: a column of numbers is therefore judged as a column, and
 *         private_look's `scan` says when a column is one of ids, in which nothing is masked.
 * IBANs   Country, that country's length (SWIFT's registry), ISO 7064 mod 97-10; in one piece or groups of four.
 * Mails and telephone numbers in texts are not private in this sense: they are how customers ask to be answered.
 *         (doc/decisions/050-private-columns.md)
 * Bytes   UTF-8; nothing here fails.  Results live in the arena or borrow from the input; no state.
 * Oracle  tests/text/t_private.c: the issuers' published test numbers, the registry's example IBANs, and numbers
 *         that look alike (orders, parcels, telephones, dates, EAN); and counts on real files.
 */
#ifndef TL_TEXT_PRIVATE_H
#define TL_TEXT_PRIVATE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

typedef enum PrivateKind {
    PRIVATE_NONE, PRIVATE_IP, PRIVATE_LOCATION, PRIVATE_CARD, PRIVATE_LAST4, PRIVATE_BANK, PRIVATE_IDENTITY, PRIVATE_BIRTH,
    PRIVATE_DEVICE,
    PRIVATE_COUNT
} PrivateKind;

typedef struct PrivateWord {
    const char *name, *label; /* "ip", "IP address" */
} PrivateWord;
extern const PrivateWord private_words[PRIVATE_COUNT];

typedef uint32_t PrivateSet; /* bit 1 << kind: what may be kept */

/* "ip, location" or "none" or "" as a set; false for a word that is none, *bad says which. */
bool private_set(Str words, PrivateSet *out, Str *bad);

/* What a column of this name holds; the arena is scratch. */
PrivateKind private_header(Str header, Arena *a);

typedef struct PrivateLook {
    int64_t n, ip, card, iban, ssn; /* values, and how many of them are that and nothing else */
    int64_t numbers;                /* values that are one number of 12 digits or more */
} PrivateLook;

void        private_look(PrivateLook *l, Str value);
PrivateKind private_settle(const PrivateLook *l, Str header); /* by the values; PRIVATE_NONE */
bool        private_scan(const PrivateLook *l);               /* texts of this column are to be masked */

bool private_is_card(Str s); /* the whole of it */
bool private_is_iban(Str s);
bool private_is_ip(Str s);   /* IPv4 with four parts, or IPv6 */

/* The text without card numbers, IBANs and identity numbers: "card ••••", and with PRIVATE_LAST4 in `keep` "•••• 1111".
 * Kinds in `keep` stay.  count[kind] is raised by one for each; the input itself when there is none. */
Str private_mask(Str s, PrivateSet keep, Arena *a, int64_t count[PRIVATE_COUNT]);

/* The same for a raw row, of which the columns are not known: IP addresses and social security numbers too. */
Str private_mask_raw(Str s, PrivateSet keep, Arena *a, int64_t count[PRIVATE_COUNT]);

#define PRIVATE_DOTS "\xE2\x80\xA2\xE2\x80\xA2\xE2\x80\xA2\xE2\x80\xA2"

#endif
