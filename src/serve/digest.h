/* digest.h - keyed digests, as senders of webhooks sign with them.
 *
 * HMAC (RFC 2104) over SHA-256 and SHA-512 is libsodium's; SHA-1 (RFC 3174), which one sender still signs with and that library does
 * not have, is written here.  As a keyed digest it is not broken; nothing else may use it.
 *
 * Oracle   tests/serve/t_hook.c: the vectors of RFC 2202 and RFC 4231.
 */
#ifndef TL_SERVE_DIGEST_H
#define TL_SERVE_DIGEST_H

#include "base/arena.h"
#include "base/str.h"

typedef enum DigestKind { DIGEST_SHA1, DIGEST_SHA256, DIGEST_SHA512 } DigestKind;

enum { DIGEST_MAX = 64 };

/* Of the parts one behind the other; the digest's bytes live in the arena. */
Str digest_hmac(DigestKind kind, Str key, const Str *part, size_t n, Arena *a);

Str digest_hex(Str bytes, Arena *a);           /* lower case */
Str digest_base64(Str bytes, Arena *a);        /* with padding */
bool digest_from_base64(Str text, Arena *a, Str *out);      /* what that gives; false: it is no such text */

/* Takes as long whether they differ early or late. */
bool digest_same(Str x, Str y);

#endif
