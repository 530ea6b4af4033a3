/* bytes.h - a file as a stream of UTF-8, whatever it was written in.
 *
 * Two passes.  bytes_look() reads the whole file once: size, XXH3-128 of its bytes (32 hex digits, the
 * file's identity in a book) and the encoding.  bytes_open() then streams it as UTF-8 in blocks of one
 * MiB, so memory depends on the longest record and not on the file.
 *
 * Encoding   1. a byte order mark: UTF-8, UTF-16, UTF-32, little or big end first;
 *            2. NUL bytes at every second place, or at three of four: UTF-16, UTF-32 without a mark;
 *            3. no malformed sequence: UTF-8; when moreover every character above ASCII is one half of a sequence
 *               that was encoded once more ("lÃ¥r"), at least TWICE of them in the file, it is read
 *               as what it was before (.mended);
 *            4. a file that starts as JSON, or has more well-formed than malformed sequences: UTF-8 that is
 *               damaged in places (.damaged, .broken: record readers check each record and set bad ones aside);
 *            5. a right quote as Mac OS Roman writes it (0xD5 between letters): macintosh;
 *            6. otherwise read/encoding.h: windows-1252 unless there is evidence of another.
 * Not text   an empty file, NUL or control bytes without the UTF-16 pattern, folders, FIFOs and devices are
 *            answered with .skip, a sentence; a file that cannot be opened or read is an Err.
 * Window     buf[0..n) are the bytes not yet dropped; bytes_more() drops from the front and appends.
 *            Pointers into buf are valid until the next bytes_more().
 */
#ifndef TL_READ_BYTES_H
#define TL_READ_BYTES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/status.h"
#include "base/str.h"
#include "read/raw.h"

typedef struct BytesLook {
    int64_t     size;
    char        hash[33];
    char        encoding[32];   /* "UTF-8", "UTF-16LE", "windows-1252", ... as ICU names it */
    bool        guessed;        /* another one fits nearly as well: a person should look at the names */
    size_t      mark;           /* bytes of the byte order mark */
    bool        mended;         /* encoded twice in the file, read as if once */
    int64_t     broken;         /* malformed sequences of a UTF-8 file */
    bool        damaged;        /* records may hold bytes that are not UTF-8, or NULs */
    const char *skip;           /* why it is not a text; NULL: it is */
    char        magic[8];       /* the first bytes, zero filled: Parquet and zip are known by them */
} BytesLook;

typedef struct BytesCoder BytesCoder;   /* ICU's converters, for everything but UTF-8 */

typedef struct Bytes {
    char       *buf;
    size_t      n, cap;
    bool        eof;            /* nothing will follow buf[n) */
    bool        damaged;
    Raw        *raw;
    const char *path;
    BytesCoder *coder;
    Arena      *a;
} Bytes;

MUST_USE Status bytes_look(const Place *place, Arena *a, BytesLook *out, Err *err);

/* The file is closed when the arena is released or rewound. */
MUST_USE Status bytes_open(const Place *place, const BytesLook *look, Arena *a, Bytes **out, Err *err);

/* Drops buf[0..drop), then appends at least one byte or sets eof. */
MUST_USE Status bytes_more(Bytes *b, size_t drop, Err *err);

#endif
