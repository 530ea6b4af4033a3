/* notice.h - tells people and other programs of tasks: e-mail by SMTP, and a webhook, by libcurl.
 *
 * The table `notice` is the outbox.  A task that is new, or was passed on (within NOTICE_DAYS: who sets it up is not told of old ones), gets a row for each way that is set up: by e-mail to its owner, where that is an address
 * (of one passed on: to the owner named for `escalation`), and to the webhook.  A row is sent until it was taken: after NOTICE_FIRST seconds, twice that, ..., NOTICE_TRIES
 * times at most (the last after eleven hours), then it is given up and says why.  In the quiet hours (settings `quiet_from`, `quiet_to`, UTC) nothing is sent; it waits.
 * What was sent and not yet marked when the server died is sent again: a receiver knows it by Message-ID or Idempotency-Key,
 * which hold the outbox's own word (the file "sender" in the spool's folder, drawn once) and the notice's number.
 *
 * Where to is a file, "outgoing" in the spool's folder, since it may hold a password: a line each
 *     webhook URL     secret WORD     smtp URL (smtp://host:25, smtps://host:465)     from ADDRESS     user NAME     password WORD
 *     page URL (what people type: a notice leads to its task there; without it the address of `serve --public`)
 * No file: nothing is queued.  It is read anew each time.
 *
 * A webhook gets JSON, {"task","why","rule","account","cause","words","score","money_minor","currency","owner",
 * "reply","link"}, and, with a secret, X-Throughline-Signature:
 * t=SECONDS,v1=hex HMAC-SHA256(secret, t . "." . body).  2xx is taken; anything else is tried again.
 *
 * A thread of its own; the book's session is its own.   Oracle: tests/flow/notices.py, servers in Python that refuse, delay and take.
 */
#ifndef TL_SERVE_NOTICE_H
#define TL_SERVE_NOTICE_H

#include "store/store.h"

typedef struct Notices Notices;

enum { NOTICE_TRIES = 14, NOTICE_FIRST = 5, NOTICE_SECONDS = 20, NOTICE_AT_ONCE = 20, NOTICE_DAYS = 2 };

/* `page`: the address of the page where `outgoing` names none; NULL: none. */
MUST_USE Status notices_open(Store *s, const char *dir, const char *page, Notices **out, Err *err);
typedef struct NoticesState {
    int64_t taken[2], refused[2];        /* by e-mail, by webhook, since the server began: each try counts */
    int64_t given_up;                    /* of those refused, tried for the last time */
} NoticesState;
void notices_state(Notices *n, NoticesState *out);

void notices_close(Notices *n);          /* finishes what is being sent; NULL is fine */

#endif
