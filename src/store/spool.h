/* spool.h - what comes in live, on disk before anybody is told that it was taken.
 *
 * A folder beside the book.  Records are appended to a segment ("000000000017.seg") and are durable when spool_put() returns: written
 * and synchronised.  Whoever comes while another synchronises waits for the next round, which is one write and one fdatasync for all
 * of them (group commit), so that many senders cost as little as one.
 *
 *     Spool *sp;
 *     spool_open("acme.book.spool", 0, &sp, err);
 *     spool_put(sp, item, n, err);                   any thread; all n or none
 *     spool_cut(sp, &a, &list, &n, err);             one thread: segments that nobody appends to any more, oldest first
 *     for each: spool_read(path, each, ctx, &seen, err); ... bring it into the book ...; spool_drop(sp, path, err);
 *     spool_close(sp);
 *
 * Form       Each record is a frame: the bytes "TLsp", the length of what follows (u32, little endian), its XXH64 (u64), then
 *            hook (u32), instant (i64, UTC microseconds), length of the stream's name (u16), the name, and the body.
 * Crash      A frame that was not wholly written was not acknowledged either.  spool_read() leaves it out: it goes on at the next
 *            frame that checks, and counts the bytes between (.torn).  A segment is never appended to after a restart.
 * Replay     A segment is dropped only after what is in it is in the book; what was dropped too late is read twice, and its records
 *            are then unchanged ones of the book, by their natural keys.
 * Full disk  ST_FULL: what was half written is cut off again and nothing of that round was taken; the next round tries anew.
 * One owner  The folder is locked; a second spool_open() is ST_BUSY.
 * Why here   Only base is needed for it, and both serve (which takes) and app (which brings it into the book) may see store.
 */
#ifndef TL_STORE_SPOOL_H
#define TL_STORE_SPOOL_H

#include "base/arena.h"
#include "base/status.h"
#include "base/str.h"

typedef struct Spool Spool;

enum { SPOOL_SEGMENT = 32 * 1024 * 1024 };     /* bytes; a longer one is closed and the next begun */

typedef struct SpoolItem {
    int64_t hook;            /* the endpoint it came through */
    int64_t at;              /* when, UTC microseconds */
    Str     stream;          /* what kind of record, in the sender's words: one file of the import a stream; at most 64 bytes */
    Str     body;            /* one JSON object */
} SpoolItem;

typedef struct SpoolSeen {
    int64_t records, torn;   /* torn: bytes that belong to no whole frame */
} SpoolSeen;

typedef Status SpoolEach(void *ctx, const SpoolItem *item, Err *err);

typedef struct SpoolState {
    int64_t records, bytes, rounds;      /* acknowledged since it was opened; synchronisations */
    int64_t waiting;                     /* records in segments that are not dropped, those found at the start among them */
    bool    full;                        /* the last round found the disk full */
} SpoolState;

/* The folder, for its owner alone; fine when it is there. */
MUST_USE Status spool_make_dir(const char *dir, Err *err);

MUST_USE Status spool_open(const char *dir, int64_t segment, Spool **out, Err *err);     /* segment 0: SPOOL_SEGMENT */
void spool_close(Spool *sp);             /* NULL is fine; nobody may be in spool_put(); who is to be told later still is */

MUST_USE Status spool_put(Spool *sp, const SpoolItem *item, size_t n, Err *err);
/* The same without waiting: `told` is called once, by another thread and without any lock, when the records are on disk or cannot be.  Not where
 * this fails (ST_BUSY: more waits already than can be written).  Many who wait so share a synchronisation, however few threads they have. */
typedef void SpoolTold(void *ctx, Status st, const Err *err);
MUST_USE Status spool_put_later(Spool *sp, const SpoolItem *item, size_t n, SpoolTold *told, void *ctx, Err *err);
MUST_USE Status spool_cut(Spool *sp, Arena *a, Str **path, size_t *n, Err *err);
MUST_USE Status spool_drop(Spool *sp, Str path, int64_t records, Err *err);
void spool_state(Spool *sp, SpoolState *out);

MUST_USE Status spool_read(const char *path, SpoolEach *each, void *ctx, SpoolSeen *seen, Err *err);

#endif
