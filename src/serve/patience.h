/* patience.h - how long one side may keep the other waiting.
 *
 * Silence ends a connection (LIMIT_SILENCE_S, the library's own clock).  Somebody who sends a byte every few seconds is never silent and
 * could keep a connection for ever, twelve thousand of them the whole server.  So a request has, from the end of the last one, a time in
 * which all of it must have come (LIMIT_REQUEST_S), and an answer one in which it must have been taken (LIMIT_ANSWER_S), however little by
 * little; past it the connection is cut.  While an answer is being worked out, and while a page waits for news, nobody is impatient.
 *
 *     opened ─▶ waits ─▶ patience_hold() ─▶ patience_sends() ─▶ patience_waits() ─▶ ...
 *
 * Cutting shuts the socket down and no more: the library closes it, as when the other side goes away, and says so (patience_close_line()).
 * Under one lock with that, so a number that the system has given to another socket is never meant.
 *
 * Threads   any; one of its own looks every PATIENCE_EVERY_MS.
 */
#ifndef TL_SERVE_PATIENCE_H
#define TL_SERVE_PATIENCE_H

#include "base/status.h"

enum { PATIENCE_EVERY_MS = 250 };

typedef struct Patience Patience;
typedef struct Line     Line;              /* one connection */

MUST_USE Status patience_open(int64_t request_ms, int64_t answer_ms, Patience **out, Err *err);
void patience_close(Patience *p);          /* all lines are closed; NULL is fine */

/* Waits from now on.  NULL when there is no memory: such a connection is not let in. */
Line *patience_line(Patience *p, int fd);
void  patience_close_line(Patience *p, Line *l);       /* before its socket is closed; NULL is fine */

void  patience_waits(Patience *p, Line *l);            /* for the next request */
void  patience_hold(Patience *p, Line *l);             /* all of it has come */
void  patience_sends(Patience *p, Line *l);            /* the answer is made */

#endif
